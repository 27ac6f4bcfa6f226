//! The tutor's sheet and the data inventory say what the adapters may write: no more and no less.

use cartable::course::{DATA, Split, modules, tracked};
use cartable::deck::{Completion, Deck, Tracking};
use cartable::package::{FORMATS, Format, Holds};
use cartable::read::read;
use cartable::render::{Delivery, papers};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn deck() -> Deck {
    read(&root().join("content")).unwrap().0
}

fn made(deck: &Deck, language: &str, tracking: Tracking, format: &Format) -> (String, Value) {
    let module = modules(deck, language, Split::Theme, tracking).into_iter().next().unwrap();
    let delivery = Delivery { format: format.key, advice: format.advice, elements: format.elements };
    let papers = papers(&module, delivery).unwrap();
    let sheet = String::from_utf8(papers.get("tutor.html").unwrap().to_vec()).unwrap();
    (sheet, serde_json::from_slice(papers.get("donnees.json").unwrap()).unwrap())
}

/// The formats that record something.
fn formats() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|format| matches!(format.holds, Holds::Module | Holds::Course))
}

#[test]
fn every_format_says_where_it_writes_every_datum() {
    for format in formats() {
        let told: Vec<&str> = format.elements.iter().map(|(key, _)| *key).collect();
        assert_eq!(told, DATA.map(|datum| datum.key), "{}", format.key);
        assert!(format.elements.iter().all(|(_, elements)| !elements.is_empty()), "{}", format.key);
    }
}

#[test]
fn where_nothing_is_recorded_the_papers_say_so() {
    let deck = deck();
    for format in FORMATS.iter().filter(|format| !matches!(format.holds, Holds::Module | Holds::Course)) {
        let (sheet, inventory) = made(&deck, "en", Tracking::Reflective, format);
        assert!(inventory["data"].as_array().unwrap().is_empty() && inventory["level"].is_null(), "{inventory}");
        assert_eq!(inventory["seen_by"], "Nobody.");
        assert!(!sheet.contains("<table>") && sheet.contains("Nothing, and nobody sees"), "{sheet}");
        for untrue in ["all 10 situations", "threshold", "progress is kept", "reflective"] {
            assert!(!sheet.contains(untrue), "{}: {untrue}", format.key);
        }
    }
}

/// What an adapter only asks for.
const ASKED: [&str; 3] = ["mode", "credit", "entry"];

/// Every name of an element that the adapters of SCORM hold, where lists end: `cmi.objectives.`.
fn names_in_adapter(format: &str) -> BTreeSet<String> {
    let files = ["scorm.js".to_owned(), format!("{format}.js")];
    let scripts = files.map(|file| fs::read_to_string(root().join("templates/runtime").join(file)).unwrap());
    fn value(line: &str) -> Option<&str> {
        line.strip_prefix("const ")?.split_once(" = '")?.1.strip_suffix("';")
    }
    let names = scripts.iter().flat_map(|script| script.lines()).filter_map(value);
    let is_written = |name: &&str| name.starts_with("cmi.") && !ASKED.iter().any(|asked| name.ends_with(asked));
    names.filter(is_written).map(str::to_owned).collect()
}

#[test]
fn the_elements_are_those_that_the_adapter_may_write() {
    for key in ["scorm12", "scorm2004"] {
        let format = Format::from_key(key).unwrap();
        let elements = format.elements.iter().flat_map(|(_, elements)| *elements);
        let list = |element: &str| element.split_once("n.").map_or(element, |(list, _)| list).to_owned();
        assert_eq!(elements.map(|element| list(element)).collect::<BTreeSet<_>>(), names_in_adapter(key), "{key}");
    }
}

#[test]
fn the_inventory_lists_what_the_level_writes() {
    let deck = deck();
    for (tracking, format) in Tracking::ALL.into_iter().flat_map(|level| formats().map(move |format| (level, format))) {
        let (sheet, inventory) = made(&deck, "fr", tracking, format);
        let rows = inventory["data"].as_array().unwrap();
        let keys: Vec<&str> = rows.iter().map(|row| row["datum"].as_str().unwrap()).collect();
        assert_eq!(keys, tracked(tracking));
        assert_eq!(inventory["level"], tracking.key());
        assert_eq!(sheet.matches("<tr>").count(), rows.len() + 1);
        for row in rows {
            assert_eq!(row["free_text"], false);
            assert_eq!(row["consent"], row["datum"] == "reflections");
            let named = |element: &Value| sheet.contains(&format!("<code>{}</code>", element.as_str().unwrap()));
            assert!(row["where"].as_array().unwrap().iter().all(named), "{row}");
        }
    }
}

#[test]
fn the_sheet_says_what_completes_the_module() {
    let mut deck = deck();
    let format = Format::from_key("scorm12").unwrap();
    for (language, all) in [("fr", "les 10 situations"), ("en", "all 10 situations")] {
        assert!(made(&deck, language, Tracking::Essential, format).0.contains(all), "{language}");
    }
    let place = deck.id.place.clone();
    deck.completion = Completion::Situations(4, place);
    deck.success = Some(60);
    let (sheet, _) = made(&deck, "en", Tracking::Essential, format);
    assert!(sheet.contains("4 of 10 situations") && sheet.contains("60 %"), "{sheet}");
    // What becomes of a visit that ends below the threshold is the format's own.
    for (key, fails) in [("scorm12", false), ("scorm2004", false), ("cmi5", true), ("xapi", true)] {
        let (sheet, _) = made(&deck, "en", Tracking::Essential, Format::from_key(key).unwrap());
        assert_eq!(
            (sheet.contains("told as failed"), sheet.contains("never marked as failed")),
            (fails, !fails),
            "{key}"
        );
    }
}

#[test]
fn every_format_tells_tutors_what_to_set_and_where_to_look_in_every_language() {
    let deck = deck();
    for format in &FORMATS {
        for language in ["fr", "en", "ro", "el"] {
            let (sheet, _) = made(&deck, language, Tracking::Essential, format);
            assert!(sheet.starts_with(&format!("<!doctype html>\n<html lang=\"{language}\">")), "{language}");
            assert!(
                sheet.matches("<li>").count() >= if format.elements.is_empty() { 3 } else { 4 },
                "{} {language}: {sheet}",
                format.key
            );
            let said = sheet.split("</style>").nth(1).unwrap();
            assert!(!said.contains(['{', '}']), "{language}: a gap was not filled");
        }
    }
}
