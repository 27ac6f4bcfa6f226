//! The tutor's report: what it tells and what it must not, from statements and from Moodle's exports, as a page and as
//! tables.

mod attack;
mod command;
mod fold;
mod sources;
mod tables;

use cartable::diagnostic::Findings;
use cartable::report::{
    Ask, Events, Form, Outline, Output, Report, Roster, Separator, Theme, Thresholds, report, table,
};
use cartable::statements::zone;
use cartable::xapi::vocabulary;
use serde_json::{Value, json};

const DECK: &str = "https://d.example.org";
const HOME: &str = "https://lms.example.org";

/// A statement of a learner, a verb by its name, and a thing by its path below the deck: `t1-s01`, `modules/t1`.
fn statement(learner: &str, verb: &str, thing: &str, day: &str) -> Value {
    let kind = match thing {
        _ if thing.starts_with("modules/") => "module",
        _ if thing.contains('/') => "item",
        _ => "situation",
    };
    let parent = match kind {
        "item" => format!("{DECK}/{}", thing.split('/').next().unwrap()),
        _ => format!("{DECK}/modules/{}", &thing[..2.min(thing.len())]),
    };
    let mut statement = json!({
        "actor": {"account": {"homePage": HOME, "name": learner}},
        "verb": {"id": vocabulary::verb(verb)},
        "object": {"id": format!("{DECK}/{thing}"), "definition": {"type": vocabulary::activity_type(kind)}},
        "timestamp": if day.len() == 10 { format!("{day}T12:00:00Z") } else { day.to_owned() },
    });
    if kind != "module" {
        statement["context"] = json!({"contextActivities": {"parent": [{"id": parent}]}});
    }
    statement
}

/// An answer to an item.
fn answer(learner: &str, item: &str, day: &str, response: &str, right: bool) -> Value {
    let mut statement = statement(learner, "answered", item, day);
    statement["result"] = json!({"response": response, "success": right});
    statement
}

fn events<'a>(statements: impl IntoIterator<Item = &'a Value>) -> Events {
    let mut events = Events::default();
    for statement in statements {
        events.take(&statement.to_string()).expect("a statement");
    }
    events
}

/// What is asked where a test asks for nothing else.
fn ask(output: Output, language: &str) -> Ask {
    Ask {
        output,
        language: language.to_owned(),
        zone: zone("Europe/Athens").unwrap(),
        zone_name: "Europe/Athens".to_owned(),
        today: "2026-12-01".parse().unwrap(),
        thresholds: Thresholds::default(),
        home_page: None,
        sources: vec!["week.ndjson".to_owned()],
    }
}

/// The situations of one theme, all in one module.
fn outline(situations: &[&str]) -> Outline {
    let iris: Vec<String> = situations.iter().map(|id| format!("{DECK}/{id}")).collect();
    Outline {
        title: "A deck".to_owned(),
        themes: vec![Theme { title: "A theme".to_owned(), situations: iris.clone() }],
        modules: [(format!("{DECK}/modules/t1"), iris)].into(),
        ..Outline::default()
    }
}

/// A list as a tutor writes one.
fn roster(text: &str) -> Roster {
    let mut findings = Findings::default();
    let sheet = cartable::statements::table("list.csv", text.as_bytes(), &mut findings).expect("a table");
    let mut roster = Roster::default();
    roster.add(&sheet, &mut findings);
    assert!(findings.is_empty(), "{:?}", findings.sorted());
    roster
}

fn made(ask: &Ask, events: &mut Events, roster: &Roster, outline: Outline) -> Report {
    report(ask, events, roster, outline, &mut Findings::default()).expect("a report")
}

/// The cells of a report as its CSV has them.
fn csv(report: &Report) -> Vec<Vec<String>> {
    let bytes = table(report, Form::Csv(Separator::Tab)).expect("a table");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    text.split("\r\n").map(|line| line.split('\t').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

/// The rows of one view.
fn rows(report: &Report, key: &str) -> Vec<Vec<String>> {
    let view = report.views.iter().find(|view| view.key == key).unwrap_or_else(|| panic!("no view {key}"));
    let row = |row: &cartable::report::Row| {
        std::iter::once(row.head.clone()).chain(row.cells.iter().map(|cell| cell.text.clone())).collect()
    };
    view.rows.iter().filter(|row| !row.cells.is_empty()).map(row).collect()
}
