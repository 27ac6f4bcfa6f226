//! Sheets of sessions around the table, as people write them.

use super::*;
use serde_json::json;

const FRENCH: &str =
    "compte;situation;date;fait\nada;t1-s01;20/11/2026;oui\nbob;t1-s01;20/11/2026;oui\nada;t2-s03;20/11/2026;non\n";
const ENGLISH: &str =
    "account,situation,date,done\nada,t1-s01,2026-11-20,yes\nbob,T1-S01,2026-11-20,x\nada,t2-s03,2026-11-20,no\n";

#[test]
fn a_situation_is_completed_or_only_met() {
    let told = tell(FRENCH.as_bytes(), &options());
    assert_eq!(told.deeds(), ["ada completed", "bob completed", "ada experienced"]);
    assert!(told.findings.is_empty(), "{:?}", told.findings);
    let first = &told.statements[0];
    assert_eq!(first["object"]["id"], "https://www.social-project.fr/dlis/cartable/t1-s01");
    assert_eq!(first["timestamp"], "2026-11-20T11:00:00Z", "a day is its noon");
    assert_eq!(first["result"], json!({"completion": true}));
    let session = &first["context"]["contextActivities"]["other"][0]["id"];
    assert_eq!(*session, "https://www.social-project.fr/dlis/cartable/sessions/2026-11-20");
    let registration = |at: usize| &told.statements[at]["context"]["registration"];
    assert_eq!(registration(0), registration(2), "one person in one session");
    assert_ne!(registration(0), registration(1));
}

#[test]
fn languages_separators_and_encodings_say_the_same() {
    let expected = tell(FRENCH.as_bytes(), &options()).sorted();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(FRENCH.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (what, bytes) in [
        ("English", ENGLISH.as_bytes().to_vec()),
        ("a mark", format!("\u{feff}{FRENCH}").into_bytes()),
        ("tabs", FRENCH.replace(';', "\t").into_bytes()),
        ("CRLF", FRENCH.replace('\n', "\r\n").into_bytes()),
        ("quotes", FRENCH.replace("ada", "\"ada\"").into_bytes()),
        ("UTF-16", wide),
        ("a line for Excel", format!("sep=;\r\n{FRENCH}").into_bytes()),
        ("other columns", FRENCH.replace(";fait", ";fait;remarque").replace(";oui", ";oui;bien").into_bytes()),
        ("another order", "fait;date;compte;situation\noui;20.11.2026;ada;t1-s01\noui;2026-11-20;bob;t1-s01\nnon;20 novembre 2026;ada;t2-s03".into()),
        ("empty rows", FRENCH.replace("bob", ";;;\n\nbob").into_bytes()),
    ] {
        let told = tell(&bytes, &options());
        assert!(told.findings.is_empty(), "{what}: {:?}", told.findings);
        assert_eq!(told.sorted(), expected, "{what}");
    }
}

#[test]
fn windows_1252_is_read_and_said() {
    let bytes = b"compte;situation;date;fait\nad\xe9la\xefde;t1-s01;20/11/2026;oui\n";
    let told = tell(bytes, &options());
    assert_eq!((told.deeds(), told.codes()), (vec!["adélaïde completed".to_owned()], vec!["F006"]));
}

#[test]
fn every_fault_of_a_row_is_named_and_the_others_are_told() {
    let text = "compte;situation;date;fait\n;t1-s01;2026-11-20;oui\nada;t9-s99;hier;peut-être\nada;t1-s02;;oui\n\
                a@example.org;t1-s01;2026-11-20;oui\nada;t1-s01;2026-11-20;\nbob;t1-s01;2026-11-20;oui\nbob;t1-s01;2026-11-20;Oui\n";
    let told = tell(text.as_bytes(), &options());
    assert_eq!(told.deeds(), ["bob completed"]);
    let findings: Vec<(&str, u64)> = told.findings.iter().map(|(code, line)| (code.as_str(), *line)).collect();
    assert_eq!(
        findings,
        [("F012", 2), ("F017", 3), ("F015", 3), ("F016", 3), ("F014", 4), ("F013", 5), ("F016", 6), ("F023", 8)]
    );
}

#[test]
fn the_month_comes_first_to_some_readers_of_english() {
    let told = tell(b"account,situation,date,done\nada,t1-s01,03/04/2026,yes\n", &options());
    assert_eq!((told.statements.len(), told.codes()), (0, vec!["F015"]));
}

#[test]
fn an_address_is_an_account_where_it_is_asked_for() {
    let mut asked = options();
    asked.accounts.field = Some(Field::Email);
    let told = tell(b"account,situation,date,done\na@example.org,t1-s01,2026-11-20,yes\n", &asked);
    assert_eq!(told.deeds(), ["a@example.org completed"]);
    assert!(!told.statements[0].to_string().contains("mbox"));
}

#[test]
fn the_hour_is_that_of_the_season_and_an_offset_of_the_file_comes_first() {
    let text = "account,situation,date,done\na,t1-s01,2026-07-01 10:00,1\nb,t1-s01,2026-11-20 10:00,1\nc,t1-s01,2026-11-20T10:00Z,1\n";
    let told = tell(text.as_bytes(), &options());
    let times: Vec<_> = told.statements.iter().map(|statement| statement["timestamp"].as_str().unwrap()).collect();
    assert_eq!(times, ["2026-07-01T08:00:00Z", "2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z"]);
}
