//! Sources that are broken, foreign or hostile: each has its finding, and what is right beside it is counted.

use super::*;
use cartable::report::read;
use cartable::statements::table as sheet;

fn codes(findings: &Findings) -> Vec<&'static str> {
    let mut codes: Vec<&str> = findings.sorted().iter().map(|finding| finding.rule.code).collect();
    codes.dedup();
    codes
}

#[test]
fn every_bad_stream_has_its_finding() {
    let good = statement("ana", "completed", "t1-s01", "2026-11-20").to_string();
    let mut no_time = statement("ana", "completed", "t1-s01", "2026-11-20");
    no_time.as_object_mut().unwrap().remove("timestamp");
    let bad_time = good.replace("2026-11-20T12:00:00Z", "20/11/2026");
    let mut group = statement("ana", "completed", "t1-s01", "2026-11-20");
    group["actor"] = json!({"objectType": "Group", "member": [{"mbox": "mailto:a@example.org"}]});
    let mut nobody = group.clone();
    nobody["actor"] = json!({"name": "Ana"});
    let html = good.replace("\"ana\"", "\"<script>alert(1)</script>\"");
    let cases: Vec<(&str, Vec<u8>, usize, &[&str])> = vec![
        ("one", good.clone().into(), 1, &[]),
        ("two lines", format!("{good}\n\r\n{good}\n").into(), 2, &[]),
        ("an array", format!("[{good},\n {good}]").into(), 2, &[]),
        ("a page of a store", format!("{{\"statements\":[{good}],\"more\":\"\"}}").into(), 1, &[]),
        ("spread over lines", good.replace(',', ",\n").into(), 1, &[]),
        ("a byte order mark", format!("\u{feff}{good}\n").into(), 1, &[]),
        ("nothing", Vec::new(), 0, &["N004"]),
        ("an empty array", b"[]".to_vec(), 0, &["N004"]),
        ("cut off", format!("{good}\n{}", &good[..good.len() / 2]).into(), 1, &["N001"]),
        ("cut off at once", good[..good.len() / 2].into(), 0, &["N001", "N004"]),
        ("an array cut off", format!("[{good},").into(), 0, &["N001", "N004"]),
        ("another object", format!("{good}\n{{\"a\":1}}\n{good}").into(), 2, &["N001"]),
        ("another text", format!("{good}\nhello\n").into(), 1, &["N001"]),
        ("not UTF-8", [good.as_bytes(), b"\n{\"\xff\"}\n"].concat(), 1, &["N001"]),
        ("zeros", [good.as_bytes(), b"\n\0\0\0\n"].concat(), 1, &["N001"]),
        ("no time", format!("{good}\n{no_time}").into(), 1, &["N002"]),
        ("a time of another country", format!("{good}\n{bad_time}").into(), 1, &["N002"]),
        ("a group", format!("{good}\n{group}").into(), 1, &["N003"]),
        ("nobody", format!("{good}\n{nobody}").into(), 1, &["N003"]),
        ("markup in a name", html.into(), 1, &[]),
        ("deep", format!("{good}\n{}", "[".repeat(100_000)).into(), 1, &["N001"]),
        ("a number", format!("{good}\n1e999").into(), 1, &["N001"]),
    ];
    assert!(cases.len() > 20);
    for (name, bytes, count, expected) in cases {
        let (mut events, mut findings) = (Events::default(), Findings::default());
        let read = read(name, bytes.as_slice(), &mut events, &mut findings).expect("bytes can be read");
        assert_eq!((read, codes(&findings).as_slice()), (count, expected), "{name}");
        assert_eq!(events.statements, count, "{name}");
    }
}

#[test]
fn every_bad_list_has_its_finding() {
    let many: String = (0..600).map(|n| format!("u{n};g{n}\n")).collect();
    let cases: Vec<(&str, String, usize, &[&str])> = vec![
        ("a list", "account;group;name\nana;a;Ana\n".to_owned(), 1, &[]),
        ("Moodle's participants", "\u{feff}\"First name\",\"Last name\",Username,\"Email address\",Groups\nAna,Pop,ana,ana@example.org,\"a, b\"\n".to_owned(), 1, &[]),
        ("the same in French", "\u{feff}Prénom,\"Nom de famille\",\"Adresse de courriel\",Groupes\nAna,Pop,ana@example.org,a\n".to_owned(), 1, &[]),
        ("the same in Romanian", "Prenume,Nume,\"Adresă de email\",Grupuri\nAna,Pop,ana@example.org,a\n".to_owned(), 1, &[]),
        ("the same in Greek", "Όνομα,Επώνυμο,\"Διεύθυνση ηλεκτρονικού ταχυδρομείου\",Ομάδες\nΆννα,Π,ana@example.org,α\n".to_owned(), 1, &[]),
        ("no account", "group;name\na;Ana\n".to_owned(), 0, &["N006"]),
        ("an account that is empty", "account;name\n;Ana\nbo;Bo\n".to_owned(), 1, &["N007"]),
        ("two names", "account;name\nana;Ana\nana;Bo\n".to_owned(), 1, &["N008"]),
        ("many groups", format!("account;group\n{many}"), 600, &["N009"]),
    ];
    for (name, text, count, expected) in cases {
        let (mut roster, mut findings) = (Roster::default(), Findings::default());
        let sheet = sheet(name, text.as_bytes(), &mut findings).expect("a table");
        roster.add(&sheet, &mut findings);
        assert_eq!((roster.entries.len(), codes(&findings).as_slice()), (count, expected), "{name}");
    }
    let participants =
        roster("First name,Last name,Username,Email address,Groups\nAna,Pop,ana,ana@example.org,\"a, b\"\n");
    // What stands beside a first name is the family name.
    for header in ["compte;groupe;prénom;nom", "account;group;first name;name", "account;group;first name;last name"] {
        let list = roster(&format!("{header}\nu1;a;Jean;Petit\n"));
        assert_eq!(list.entries["u1"].name, "Jean Petit", "{header}");
    }
    let entry = &participants.entries["ana"];
    assert_eq!((entry.name.as_str(), entry.groups.len(), entry.also.len()), ("Ana Pop", 2, 1));
}

#[test]
fn a_million_rows_are_refused_in_words_and_in_time() {
    let text = format!("account;group\n{}", "ana;a\n".repeat(1_000_000));
    let mut findings = Findings::default();
    let begun = std::time::Instant::now();
    let read = sheet("list.csv", text.as_bytes(), &mut findings);
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
    assert_eq!((read.is_none(), codes(&findings)), (true, vec!["F001"]));
}
