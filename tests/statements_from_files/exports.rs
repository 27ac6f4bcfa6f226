//! Moodle's own files: the same facts in French and English, as text, Excel and OpenDocument, of three reports.

use super::*;
use cartable::xapi::pseudonym::Key;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;

/// Every export: its folder, its name and its content.
fn all() -> Vec<(String, String, Vec<u8>)> {
    let mut all = Vec::new();
    for folder in ["en", "en-41", "en-identity", "fr"] {
        for entry in fs::read_dir(exports().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // Grades are another kind of export, which is not read.
            if !name.starts_with("grades-") {
                all.push((folder.to_owned(), name, fs::read(&path).unwrap()));
            }
        }
    }
    all.sort();
    assert!(all.len() > 100, "the exports were not found");
    all
}

fn one(path: &str) -> Vec<u8> {
    fs::read(exports().join(path)).unwrap()
}

/// What a file says, by its course and name: how many statements, and which findings.
fn expected(folder: &str, name: &str) -> (usize, &'static [&'static str]) {
    const PARTS: &[&str] = &["F024"];
    const OTHER: &[&str] = &["F020"];
    let has_parts = !name.contains("basic");
    match name {
        _ if name.contains("oneSCO") => (4, &[]),
        _ if name.contains("twoSCO") => (2, if has_parts { PARTS } else { &[] }),
        _ if name.contains("passgrade") => (4, &[]),
        _ if folder == "en-41" => (2, &[]),
        _ => (6, OTHER),
    }
}

#[test]
fn every_export_says_what_moodle_knows() {
    if !has_exports() {
        return;
    }
    for (folder, name, bytes) in all() {
        let told = tell(&bytes, &of_exports(Some(Field::Email)));
        let (count, codes) = expected(&folder, &name);
        assert_eq!((told.statements.len(), told.codes()), (count, codes.to_vec()), "{folder}/{name}");
        let source = if name.starts_with("scorm") { "moodle-scorm" } else { "moodle-completion" };
        assert_eq!(told.summaries[0].as_ref().unwrap().source, source, "{folder}/{name}");
    }
}

/// The courses of one Moodle, seen in two languages, in two settings and in three forms, are one course.
#[test]
fn languages_forms_and_reports_say_the_same_facts() {
    if !has_exports() {
        return;
    }
    let mut facts: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut compared = 0;
    for (folder, name, bytes) in all() {
        let version = if folder == "en-41" { "4.1" } else { "4.5" };
        let course = name.split('-').nth(2).unwrap_or_default().split('.').next().unwrap();
        let course = if name.starts_with("scorm") { course } else { "completion" };
        let statements = tell(&bytes, &of_exports(Some(Field::Email))).sorted();
        let first = facts.entry(format!("{version} {course}")).or_insert_with(|| statements.clone());
        assert_eq!(*first, statements, "{folder}/{name}");
        compared += 1;
    }
    assert_eq!(facts.len(), 7);
    assert!(compared > 100);
}

#[test]
fn a_report_of_attempts_tells_starts_and_points() {
    if !has_exports() {
        return;
    }
    let told = tell(&one("en-identity/scorm-interactions-oneSCO-allstudents.csv"), &of_exports(None));
    assert_eq!(told.deeds(), ["user01 initialized", "user01 scored", "user01 initialized", "user02 initialized"]);
    let scored = &told.statements[1];
    assert_eq!(scored["result"], json!({"score": {"raw": 82.5}}));
    assert_eq!(scored["timestamp"], "2026-11-22T04:39:00Z");
    assert_eq!(scored["object"]["id"], "https://www.social-project.fr/dlis/cartable/t1");
    assert_eq!(scored["actor"]["account"]["homePage"], "https://moodle.example.org");
    let registrations = told.statements.iter().map(|statement| &statement["context"]["registration"]);
    let registrations: Vec<_> = registrations.collect();
    assert_eq!(registrations[0], registrations[1], "one attempt");
    assert_ne!(registrations[0], registrations[2], "two attempts");
}

#[test]
fn completion_tells_who_reached_the_pass_grade() {
    if !has_exports() {
        return;
    }
    let told = tell(&one("fr/activity-completion-excelcompatible.csv"), &of_exports(Some(Field::Email)));
    let (first, second) = ("user01@example.org", "user02@example.org");
    let expected = [(first, "completed"), (first, "completed"), (first, "completed"), (first, "passed")];
    let expected = expected.into_iter().chain([(second, "completed"), (second, "failed")]);
    assert_eq!(told.deeds(), expected.map(|(who, verb)| format!("{who} {verb}")).collect::<Vec<_>>());
    assert_eq!(told.statements[3]["timestamp"], "2026-11-22T04:41:20Z");
    assert_eq!(told.statements[5]["result"], json!({"success": false}));
    let modules = &told.summaries[0].as_ref().unwrap().modules;
    assert_eq!(modules.iter().collect::<Vec<_>>(), ["dlis-t1", "dlis-t2", "dlis-t3"]);
}

#[test]
fn no_statement_names_a_person() {
    if !has_exports() {
        return;
    }
    for (folder, name, bytes) in all() {
        let field = (folder != "en-identity").then_some(Field::Email);
        for statement in tell(&bytes, &of_exports(field)).statements {
            let text = statement.to_string();
            for word in ["Alex", "Ornate", "Béa", "Plain", "Teacher", "mbox", "demanderais"] {
                assert!(!text.contains(word), "{folder}/{name} tells {word}");
            }
            assert!(field.is_some() || !text.contains('@'), "{folder}/{name} tells an address");
        }
    }
}

#[test]
fn an_export_without_accounts_is_refused_unless_addresses_are_asked_for() {
    if !has_exports() {
        return;
    }
    let told = tell(&one("en/scorm-basic-oneSCO-allstudents.xlsx"), &of_exports(None));
    assert_eq!((told.statements.len(), told.codes()), (0, vec!["F011"]));
    let told = tell(&one("en/activity-completion.csv"), &of_exports(None));
    assert_eq!((told.statements.len(), told.codes()), (0, vec!["F011", "F020"]));
}

#[test]
fn the_id_number_is_taken_where_it_is_asked_for() {
    if !has_exports() {
        return;
    }
    let told = tell(&one("en-identity/activity-completion.csv"), &of_exports(Some(Field::IdNumber)));
    assert!(told.deeds().iter().all(|deed| deed.starts_with("ID00")), "{:?}", told.deeds());
    assert_eq!(told.codes(), ["F020"], "who has no ID number did nothing");
}

#[test]
fn a_file_that_is_read_twice_or_grows_tells_each_fact_once() {
    if !has_exports() {
        return;
    }
    let whole = one("en-identity/scorm-basic-oneSCO-allstudents.csv");
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let begun = lines[..2].concat();
    let (early, late) = (tell(&begun, &of_exports(None)), tell(&whole, &of_exports(None)));
    assert_eq!((early.statements.len(), late.statements.len()), (2, 4));
    assert!(early.ids().iter().all(|id| late.ids().contains(id)));
    let both = tell_all(&[("early", &begun), ("late", &whole)], &of_exports(None));
    assert_eq!(both.ids(), late.ids());
    assert_eq!(both.codes(), ["F023", "F023"]);
}

#[test]
fn an_attempt_that_was_opened_again_is_the_same_fact_and_new_points_are_another() {
    if !has_exports() {
        return;
    }
    let text = String::from_utf8(one("en-identity/scorm-basic-oneSCO-allstudents.csv")).unwrap();
    let first = text.lines().take(2).collect::<Vec<_>>().join("\n");
    let opened = first.replacen("5:39 AM\"\t82.5", "6:10 AM\"\t82.5", 1);
    let better = first.replacen("82.5", "90", 1);
    assert!(opened != first && better != first);
    let ids =
        |text: &str| tell(text.as_bytes(), &of_exports(None)).ids().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(&first), ids(&opened));
    assert_eq!(ids(&first).iter().filter(|id| ids(&better).contains(id)).count(), 1, "the start alone");
}

#[test]
fn pseudonyms_hide_accounts_and_stay_the_same() {
    if !has_exports() {
        return;
    }
    let with = |key: &[u8]| {
        let mut options = of_exports(None);
        options.accounts.key = Key::read(key);
        assert!(options.accounts.key.is_some());
        tell(&one("en-identity/activity-completion.csv"), &options)
    };
    let key = [7; 32];
    let (one, again, other) = (with(&key), with(&key), with(&[8; 32]));
    assert_eq!(one.statements, again.statements);
    assert!(one.ids().iter().all(|id| !other.ids().contains(id)), "ids must not betray what pseudonyms hide");
    for statement in &one.statements {
        let name = statement["actor"]["account"]["name"].as_str().unwrap();
        assert!(name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit()), "{name}");
        assert!(!statement.to_string().contains("user0"));
    }
    assert_eq!(
        with(b"0123456789abcdef0123456789abcdef").statements,
        with(b"0123456789abcdef0123456789abcdef\r\n").statements
    );
}

#[test]
fn a_module_is_known_by_its_title_where_only_one_has_it() {
    if !has_exports() {
        return;
    }
    let deck = cartable::read::read(&root().join("content")).unwrap().0;
    let title = deck.edition("en").unwrap().themes[1].title.value.clone();
    let text = String::from_utf8(one("en-identity/scorm-interactions-oneSCO-responseonly.csv")).unwrap();
    let told = tell(text.replace("Fiches de discussion", &title).as_bytes(), &options());
    assert_eq!(told.statements[0]["object"]["id"], "https://www.social-project.fr/dlis/cartable/t2");
    let told = tell(text.as_bytes(), &options());
    assert_eq!((told.statements.len(), told.codes()), (0, vec!["F018"]));
    let told = tell(&one("en-identity/activity-completion.csv"), &options());
    assert_eq!((told.statements.len(), told.codes()), (0, vec!["F018"; 4]));
}

/// What stands in the column of a package's only part, where it has no points.
#[test]
fn statuses_are_told_as_they_are() {
    if !has_exports() {
        return;
    }
    let text = String::from_utf8(one("en-identity/scorm-interactions-oneSCO-responseonly.csv")).unwrap();
    for (status, deeds, codes) in [
        ("Completed", &["initialized", "completed"][..], &[][..]),
        ("Terminé", &["initialized", "completed"], &[]),
        ("Réussi", &["initialized", "passed"], &[]),
        ("Failed", &["initialized", "failed"], &[]),
        ("Browsed", &["initialized"], &[]),
        ("Completato", &[], &["F021"]),
    ] {
        let row = text.lines().nth(2).unwrap().replace("Incomplete", status);
        let told = tell(format!("{}\n{row}\n", text.lines().next().unwrap()).as_bytes(), &of_exports(None));
        let expected: Vec<String> = deeds.iter().map(|verb| format!("user01 {verb}")).collect();
        assert_eq!((told.deeds(), told.codes()), (expected, codes.to_vec()), "{status}");
    }
}

#[test]
fn a_status_that_a_colleague_set_is_told() {
    if !has_exports() {
        return;
    }
    for (status, count, codes) in [
        ("Completed (set by Ada Example)", 1, &[][..]),
        ("Terminé (défini par Ada Example)", 1, &[]),
        ("Not completed (set by Ada Example)", 0, &[]),
        ("Completed (in a way", 0, &["F021"]),
    ] {
        let text = format!(
            ",Username,\"Fiches, série 1\",\nA,a,Completed,2026-11-22 05:39:50\nB,b,{status},2026-11-22 05:39:50\n"
        );
        let told = tell(text.as_bytes(), &of_exports(None));
        assert_eq!((told.statements.len(), told.codes()), (1 + count, codes.to_vec()), "{status}");
    }
}
