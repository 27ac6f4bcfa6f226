//! Moodle's report of objectives: situations under their bare ids, rows that end before them, and the form with words.
//! The files in `exports/` have the shape of real exports of Moodle 4.5 and 4.1; the people in them are made up.

use super::*;
use cartable::xapi::pseudonym::Key;
use serde_json::json;
use std::fs;

const DECK: &str = "https://www.social-project.fr/dlis/cartable";

fn export(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/statements_from_files/exports").join(name)).unwrap()
}

fn text(name: &str) -> String {
    String::from_utf8(export(name)).unwrap()
}

/// What was told, as `account verb object`.
fn lines(told: &Told) -> Vec<String> {
    let object = |statement: &Value| statement["object"]["id"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    told.deeds().iter().zip(&told.statements).map(|(deed, statement)| format!("{deed} {}", object(statement))).collect()
}

#[test]
fn bare_ids_are_situations_in_every_form() {
    let mut forms = Vec::new();
    for name in ["objectives.csv", "objectives.xlsx", "objectives.ods"] {
        let told = tell(&export(name), &options());
        // Moodle 4.5 writes the headers and leaves the columns empty, which is said and not guessed at.
        assert_eq!(told.codes(), ["F027"], "{name}");
        let attempts = ["karim initialized t2", "karim scored t2", "lucie initialized t2", "lucie initialized t2"];
        assert_eq!(lines(&told), [&attempts[..], &["lucie scored t2"]].concat(), "{name}");
        assert_eq!(told.summaries[0].as_ref().unwrap().modules.iter().collect::<Vec<_>>(), ["dlis-t2"], "{name}");
        forms.push(told.sorted());
    }
    assert!(forms[0] == forms[1] && forms[1] == forms[2], "one report in three forms tells the same");
}

#[test]
fn the_exports_of_our_own_modules_are_read() {
    if !has_exports() {
        return;
    }
    for name in ["scorm-objectives.csv", "scorm-objectives.ods"] {
        let told = tell(&fs::read(exports().join("modules-fr").join(name)).unwrap(), &options());
        assert_eq!((told.statements.len(), told.codes()), (9, vec!["F027"]), "{name}");
    }
    for name in ["activity-completion.csv", "activity-completion-excelcompatible.csv"] {
        let told = tell(&fs::read(exports().join("modules-fr").join(name)).unwrap(), &options());
        assert_eq!((told.statements.len(), told.codes()), (2, vec![]), "{name}: sixteen activities named after files");
    }
}

#[test]
fn each_status_of_a_situation_is_told() {
    let told = tell(&export("objectives-4.1-with-points.csv"), &options());
    let expected = [
        "karim initialized t2",
        "karim completed t2-s01",
        "karim completed t2-s02",
        "karim completed t2-s03",
        "karim scored t2",
        "lucie initialized t2",
        "lucie completed t2-s01",
        "lucie initialized t2",
        "lucie scored t2",
    ];
    assert_eq!((lines(&told), told.codes()), (expected.map(str::to_owned).to_vec(), vec![]));
    let situation = &told.statements[1];
    assert_eq!(situation["object"]["id"], format!("{DECK}/t2-s01"));
    assert_eq!(situation["result"], json!({"completion": true}));
    assert_eq!(situation["context"]["contextActivities"]["parent"][0]["id"], format!("{DECK}/t2"));
    assert_eq!(situation["timestamp"], "2026-11-28T23:21:00Z", "the last access");
    let registration = |at: usize| &told.statements[at]["context"]["registration"];
    assert!(registration(0) == registration(1) && registration(5) == registration(6), "one attempt, one registration");
    assert_ne!(registration(6), registration(7));
}

/// With points or without, in French or in English, in one version of Moodle or in the other: one fact is one statement.
#[test]
fn words_behind_the_ids_change_nothing() {
    let french = text("objectives-4.1-with-points.csv");
    let bare = "\tcompleted\tcompleted\tcompleted";
    let english = french.replace(" statut", " status").replace("Incomplet", "Incomplete");
    let title =
        "\"t2-s01 statut\"\t\"t2-s01 score\"\t\"t2-s02 statut\"\t\"t2-s02 score\"\t\"t2-s03 statut\"\t\"t2-s03 score\"";
    let short = french
        .replace(title, "t2-s01\tt2-s02\tt2-s03")
        .replace("\tcompleted\t\tcompleted\t\tcompleted\t", bare)
        .replace("\tcompleted\t\tincomplete\t\t\t", "\tcompleted\tincomplete")
        .replace("\tincomplete\t\t\t\t\t", "\tincomplete");
    let expected = tell(french.as_bytes(), &options()).sorted();
    assert_eq!(expected.len(), 9);
    for other in [english, short] {
        assert_ne!(other, french);
        assert_eq!(tell(other.as_bytes(), &options()).sorted(), expected);
    }
}

#[test]
fn a_column_of_another_situation_and_an_unknown_status_are_named() {
    let text = text("objectives-4.1-with-points.csv");
    // A situation that the deck no longer has: before, between and behind the others.
    for id in ["t2-s00", "t2-s019", "zz"] {
        let told = tell(text.replace("t2-s02", id).as_bytes(), &options());
        assert_eq!(told.codes(), ["F026"], "{id}");
        assert_eq!(told.statements.len(), 8, "{id}");
    }
    let told = tell(text.replace("incomplete", "completato").as_bytes(), &options());
    assert_eq!(told.findings, [("F021".to_owned(), 4), ("F021".to_owned(), 5)]);
    assert_eq!(told.statements.len(), 5, "rows with faults are left out");
    // Ids of a deck that was not asked for are parts like any other.
    let told = tell(text.replace("t2-s0", "x9-s0").as_bytes(), &options());
    assert!(!told.codes().contains(&"F026") && told.statements.len() == 5, "{:?}", told.codes());
}

#[test]
fn groups_are_kept_and_tell_no_person() {
    let team = |statement: &Value| statement["context"]["team"].clone();
    let told = tell(&export("objectives-4.1-with-points.csv"), &options());
    let group = |name: &str| json!({"objectType": "Group", "account": {"homePage": "https://moodle.example.org#groups", "name": name}});
    let expected = [vec![group("Groupe A, Soir"); 5], vec![group("Groupe B"); 4]].concat();
    assert_eq!(told.statements.iter().map(team).collect::<Vec<_>>(), expected);
    let mut options = options();
    options.accounts.key = Key::read(&[7; 32]);
    let hidden = tell(&export("objectives-4.1-with-points.csv"), &options);
    for statement in &hidden.statements {
        let name = team(statement)["account"]["name"].as_str().unwrap().to_owned();
        assert!(name.len() == 64 && !statement.to_string().contains("Groupe"), "{name}");
        assert_ne!(name, statement["actor"]["account"]["name"]);
    }
}

/// In each kind of file; and a group changes no id, so that who changes groups did nothing twice.
#[test]
fn every_reader_keeps_groups() {
    for (with, without) in [
        (
            "account,Group,situation,date,done\nada,G1,t1-s01,2026-11-20,yes\n",
            "account,situation,date,done\nada,t1-s01,2026-11-20,yes\n",
        ),
        (
            ",Username,Groups,dlis-t1-en-scorm12.zip,\nA,a,G1,Completed,2026-11-22 05:39:50\n",
            ",Username,dlis-t1-en-scorm12.zip,\nA,a,Completed,2026-11-22 05:39:50\n",
        ),
    ] {
        let (with, without) = (tell(with.as_bytes(), &options()), tell(without.as_bytes(), &options()));
        assert_eq!((with.codes(), with.ids()), (vec![], without.ids()));
        assert_eq!(with.statements[0]["context"]["team"]["account"]["name"], "G1");
        assert!(without.statements[0]["context"].get("team").is_none());
    }
    // An activity that is called so is no column of groups.
    let told = tell(
        b",Username,dlis-t1,,Groups,\nA,a,Completed,2026-11-22 05:39:50,Completed,2026-11-22 05:39:50\n",
        &of_exports(None),
    );
    assert!(told.statements.iter().all(|statement| statement["context"].get("team").is_none()), "{told:?}");
}

#[test]
fn an_activity_named_after_its_file_is_known() {
    let completion = |name: &str| format!(",Username,\"{name}\",\nA,a,Completed,2026-11-22 05:39:50\n");
    for (name, module) in [
        ("dlis-t2-fr-scorm12.zip", "t2"),
        ("dlis-t2-fr-scorm12", "t2"),
        ("dlis-t2-all-scorm12.zip", "t2"),
        ("dlis-t2-fr_ro-scorm12.zip", "t2"),
        ("DLIS-T2-EL-SCORM2004", "t2"),
        ("dlis-t2-fr-scorm12 (1).zip", "t2"),
        ("dlis-t2-fr-scorm12 (12)", "t2"),
        ("dlis-t2-ro", "t2"),
        ("dlis-t2-s01-fr-scorm12.zip", "t2-s01"),
        ("dlis-fr-scorm12.zip", "cartable"),
    ] {
        let told = tell(completion(name).as_bytes(), &options());
        assert_eq!(told.codes(), Vec::<&str>::new(), "{name}");
        assert_eq!(lines(&told).last().unwrap().rsplit(' ').next(), Some(module), "{name}");
    }
    for name in [
        "dlis-t2",
        "dlis-t2-",
        "dlis-t9-fr-scorm12.zip",
        "dlis-t2-de-scorm12.zip",
        "my-dlis-t2-fr-scorm12.zip",
        "dlis-t2-fr-scorm12 copy",
        "dlis-t22-fr",
    ] {
        assert_eq!(tell(completion(name).as_bytes(), &options()).codes(), ["F018"], "{name}");
    }
}

#[test]
fn a_report_that_names_no_module_says_so() {
    let basic = "Username\tAttempt\t\"Started on\"\t\"Last accessed on\"\tScore\na\t1\t2026-11-20\t2026-11-20\t5\n";
    assert_eq!(tell(basic.as_bytes(), &options()).codes(), ["F025"]);
    let parts = basic.replace("Score\n", "Score\tA\tB\n");
    assert_eq!(tell(parts.as_bytes(), &options()).codes(), ["F024", "F025"]);
}

/// A tutor chooses which columns of a question Moodle's report of interactions has; no column of a question is a part.
#[test]
fn the_columns_of_questions_are_no_parts() {
    let english = "Username\tAttempt\t\"Started on\"\t\"Last accessed on\"\tScore\tdlis-t2-fr-scorm12";
    let french = "\"Nom d’utilisateur\"\tTentative\t\"Démarré le\"\t\"Dernier accès le\"\tRésultat\tdlis-t2-fr-scorm12";
    let told = |header: &str, columns: &str| {
        let text = format!("{header}{columns}\nada\t1\t2026-11-20\t2026-11-20\t100\t100\tb\ta\n");
        let told = tell(text.as_bytes(), &options());
        assert_eq!(
            (told.codes(), lines(&told)),
            (vec![], vec!["ada initialized t2".to_owned(), "ada scored t2".to_owned()]),
            "{columns}"
        );
    };
    for word in ["Question", "Response", "\"Right answer", "Result"] {
        let close = if word.starts_with('"') { "\"" } else { "" };
        told(english, &format!("\t{word} 0{close}\t{word} 1{close}"));
    }
    for columns in [
        "\t\"Réponse 0\"\t\"Réponse 1\"",
        "\t\"Réponse correcte 0\"\t\"Résultat 0\"",
        "\t\"Question 0\"\t\"Résultat 0\"",
    ] {
        told(french, columns);
    }
}
