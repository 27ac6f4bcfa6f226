//! Whatever comes, in whatever order, and whatever is voided, forgotten or purged: the table says what the statements say.

use super::*;
use crate::record::store::{Arrival, statements};
use crate::record::upkeep::{forget, purge};
use crate::report::Learner;
use crate::xapi::vocabulary::{activity_type, verb};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use uuid::Uuid;

struct Place(PathBuf, Store);

impl Place {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("cartable-progress-{}", crate::clock::uuid()));
        std::fs::create_dir_all(&folder).unwrap();
        let store = Store::make(&folder.join("record.sqlite")).unwrap();
        Self(folder, store)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a test does with a store.
#[derive(Clone, Debug)]
enum Step {
    Keep(Vec<Value>),
    Forget(u8, bool),
    /// So many eighths of what is there.
    Purge(i64),
    Zone(bool),
    Rebuild,
}

const VERBS: [&str; 8] =
    ["completed", "experienced", "answered", "initialized", "passed", "failed", "scored", "https://example.org/hummed"];

fn id(number: u8) -> Uuid {
    Uuid::from_u64_pair(0x1234_5678_1234_5000 | u64::from(number), 0x8000_0000_0000_0000)
}

fn actor(number: u8) -> Value {
    match number % 4 {
        0 => json!({"mbox": format!("mailto:u{number}@example.org")}),
        1 => json!({"mbox_sha1sum": format!("{:040X}", u32::from(number) + 0xab)}),
        2 => json!({"objectType": "Group", "member": [{"mbox": "mailto:u0@example.org"}]}),
        _ => json!({"account": {"homePage": "https://lms.example.org", "name": format!("u {number}")}}),
    }
}

/// A statement of a few ids, so that some come twice, some are voided before they come, and some void what is not there.
fn any_statement() -> impl Strategy<Value = Value> {
    (0..40u8, 0..8u8, 0..10usize, 0..4u8, 0..30i64, any::<(bool, bool)>()).prop_map(
        |(number, who, what, thing, hour, (right, other))| {
            let mut made = json!({"id": id(number), "actor": actor(who)});
            made["timestamp"] = json!(format!("2026-11-{:02}T{:02}:30:00Z", 1 + hour / 24, hour % 24));
            let Some(name) = VERBS.get(what) else {
                made["verb"] = json!({"id": verb("voided")});
                made["object"] = json!({"objectType": "StatementRef", "id": id(number ^ 1)});
                return made;
            };
            made["verb"] = json!({"id": if name.starts_with("http") { name } else { verb(name) }});
            let (kind, path, parent) = match *name {
                "answered" => ("item", format!("s{thing}/q{}", u8::from(other)), format!("s{thing}")),
                "initialized" | "scored" | "failed" => ("module", format!("modules/m{}", thing % 2), "course".to_owned()),
                _ => ("situation", format!("s{thing}"), format!("modules/m{}", u8::from(other))),
            };
            made["object"] =
                json!({"id": format!("https://d.example.org/{path}"), "definition": {"type": activity_type(kind)}});
            made["context"] = json!({
                "language": if other { "fr" } else { "el" },
                "contextActivities": {"parent": [{"id": format!("https://d.example.org/{parent}")}]},
            });
            if right {
                made["context"]["instructor"] = actor(3);
            }
            made["result"] =
                json!({"success": right, "response": if right { "a" } else { "b" }, "score": {"scaled": f64::from(thing) / 4.0}});
            made
        },
    )
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => prop::collection::vec(any_statement(), 1..12).prop_map(Step::Keep),
        2 => (0..8u8, any::<bool>()).prop_map(|(who, everywhere)| Step::Forget(who, everywhere)),
        2 => (1..=8i64).prop_map(Step::Purge),
        1 => any::<bool>().prop_map(Step::Zone),
        1 => Just(Step::Rebuild),
    ]
}

fn keep_all(store: &Store, all: &[Value]) {
    // One at a time where they contradict each other, as two clients would send them; else together.
    let arrivals = |all: &[Value]| -> Vec<Arrival> {
        let arrival = |one: &Value| Arrival::new(one["id"].as_str().unwrap().parse().unwrap(), one, BTreeMap::new());
        all.iter().map(arrival).collect()
    };
    let together = arrivals(all);
    if store.write(|batch| statements::keep(batch, together)).is_err() {
        for one in all {
            let alone = arrivals(std::slice::from_ref(one));
            let _ = store.write(|batch| statements::keep(batch, alone));
        }
    }
}

fn take(store: &Store, step: &Step) {
    match step {
        Step::Keep(all) => keep_all(store, all),
        Step::Forget(who, everywhere) => drop(forget(store, &actor(*who), *everywhere)),
        Step::Purge(eighths) => {
            let place = "SELECT stored FROM statement ORDER BY stored
                         LIMIT 1 OFFSET (SELECT count(*) FROM statement) * ? / 8";
            let before = store.read(|connection| connection.value(place, &[(*eighths).into()])).unwrap();
            purge(store, before.unwrap_or(i64::MAX)).unwrap();
        }
        Step::Zone(athens) => {
            set_timezone(store, if *athens { "Europe/Athens" } else { "UTC" }).unwrap();
            settle(store).unwrap();
        }
        Step::Rebuild => drop(rebuild(store).unwrap()),
    }
}

/// Everybody in the table, and everybody as the report folds an export: by identity, with names for numbers.
fn both(store: &Store) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let mut events = Events::default();
    crate::record::export(store, |body, voided| {
        let _ = if voided { events.take_voided(body) } else { events.take(body) };
        Ok(())
    })
    .unwrap();
    let zone = store.read(progress::zone).unwrap();
    let folded = crate::report::Progress::of(&events, &zone, |learner| learner);
    let told = folded.learners.iter().map(|(number, learner)| {
        let mut told =
            said(learner, |thing| events.things.text(thing).to_owned(), |word| events.words.text(word).to_owned());
        told.sort();
        (events.learners.text(*number).to_owned(), told.join("\n"))
    });
    let kept = store
        .read(|connection| {
            let terms = connection.rows("SELECT id, value FROM term", &[], |mut row| Ok((row.get(0)?, row.get(1)?)))?;
            let terms: BTreeMap<i64, String> = terms.into_iter().collect();
            let text = |term: u32| terms[&i64::from(term)].clone();
            let agents = connection.rows("SELECT agent FROM progress", &[], |mut row| row.get(0))?;
            let mut kept = BTreeMap::new();
            let mut events = Events::default();
            for (agent, standing) in progress::find(connection, &agents.into_iter().collect(), &mut events)? {
                let Standing::Folded(learner, _) = standing else { panic!("somebody is in doubt") };
                let mut told = said(&learner, text, |word| events.words.text(word).to_owned());
                told.sort();
                kept.insert(text(agent as u32), told.join("\n"));
            }
            Ok(kept)
        })
        .unwrap();
    (kept, told.collect())
}

fn said(learner: &Learner, thing: impl Fn(u32) -> String, word: impl Fn(u32) -> String) -> Vec<String> {
    let standings = learner.situations.iter().chain(&learner.modules).map(|(number, standing)| {
        let mut plain = standing.clone();
        let mut within: Vec<String> = std::mem::take(&mut plain.within).into_iter().map(&thing).collect();
        within.sort();
        format!("{} {plain:?} {within:?}", thing(*number))
    });
    let answers = learner.answers.iter().map(|(number, answer)| format!("{} {answer:?}", thing(*number)));
    let words = learner.languages.iter().chain(&learner.teams).map(|number| word(*number));
    standings.chain(answers).chain(words).chain([format!("{:?} {}", learner.days, learner.last)]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_table_says_what_the_statements_say(steps in prop::collection::vec(any_step(), 1..12)) {
        let place = Place::new();
        for step in &steps {
            take(&place.1, step);
            let checked = check(&place.1).unwrap();
            prop_assert_eq!(checked.wrong, 0, "{:?}", step);
        }
        let (kept, told) = both(&place.1);
        prop_assert_eq!(&kept, &told);
        rebuild(&place.1).unwrap();
        prop_assert_eq!(both(&place.1).0, kept);
    }
}

#[test]
fn a_table_that_is_wrong_is_found_wrong_and_made_right() {
    let place = Place::new();
    let done = |number: u8| {
        json!({"id": id(number), "actor": actor(3), "verb": {"id": verb("completed")},
            "object": {"id": "https://d.example.org/s1", "definition": {"type": activity_type("situation")}},
            "timestamp": "2026-11-20T10:00:00Z"})
    };
    keep_all(&place.1, &[done(1), done(2)]);
    assert_eq!(check(&place.1).unwrap(), Checked { learners: 1, wrong: 0 });
    for harm in [
        "UPDATE progress SET statements = 1",
        "DELETE FROM progress",
        "INSERT INTO progress VALUES (99999, 1, x'01')",
        "UPDATE statement SET voided = 1 WHERE rowid = (SELECT min(rowid) FROM statement)",
    ] {
        place.1.write(move |batch| batch.connection.script(harm)).unwrap();
        let expected = if harm.contains("x'01'") { 0 } else { 1 };
        assert_eq!(check(&place.1).unwrap().wrong, expected, "{harm}");
        assert_eq!(rebuild(&place.1).unwrap(), 1, "{harm}");
        assert_eq!(check(&place.1).unwrap().wrong, 0, "{harm}");
    }
}

/// A data base of the version before this table: pages say the same before everybody is folded as after.
#[test]
fn a_store_of_an_earlier_version_gets_the_table() {
    let place = Place::new();
    let done = |number: u8| {
        json!({"id": id(number), "actor": actor(4 * (number % 9) + 3), "verb": {"id": verb("completed")},
            "object": {"id": format!("https://d.example.org/s{}", number % 3), "definition": {"type": activity_type("situation")}},
            "timestamp": "2026-11-20T10:00:00Z"})
    };
    let all: Vec<Value> = (0..40).map(done).collect();
    keep_all(&place.1, &all);
    let before = "DROP TABLE progress; PRAGMA user_version = 2;";
    place.1.write(move |batch| batch.connection.script(before)).unwrap();
    let store = Store::open(&place.0.join("record.sqlite")).unwrap();
    let page = || {
        let report = crate::record::live::group(&store, &crate::record::Titles::default(), "en", 0).unwrap();
        report.served(&crate::report::Ways::of("/report", "", "en", "/sign-out")).unwrap()
    };
    let doubted = "SELECT count(*) FROM progress WHERE learner IS NULL";
    let doubted = || store.read(|connection| connection.number(doubted, &[])).unwrap();
    assert_eq!(doubted(), 9);
    let first = page();
    assert!(first.contains("9 learners"), "{first}");
    settle(&store).unwrap();
    assert_eq!((doubted(), check(&store).unwrap()), (0, Checked { learners: 9, wrong: 0 }));
    assert_eq!(page(), first);
}
