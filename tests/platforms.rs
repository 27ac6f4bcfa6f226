//! Which file for which platform: told the same way in the README and in every tutor's sheet, from one table.

use cartable::course::{Split, modules};
use cartable::deck::Tracking;
use cartable::package::{FORMATS, Format};
use cartable::platforms::{Row, TABLE};
use cartable::read::read;
use cartable::render::{Delivery, papers};
use cartable::templates::{interface, languages};
use cartable::verify::Lms;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const BEGIN: &str = "<!-- Made from src/platforms.rs: UPDATE=1 cargo test --test platforms -->\n";
const END: &str = "<!-- /platforms -->";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The words of a row in a language: the file, how it is known, and the remark.
fn words(row: &Row, language: &str) -> [String; 3] {
    let texts = interface(language);
    let word = |key: &str| texts["lms"].get(key).cloned().unwrap_or_default();
    [word(row.format), word(row.state.key()), word(row.remark)]
}

/// The table as the README has it.
fn table() -> String {
    let mut out = "| LMS | file: `--to` | what is known |\n|---|---|---|\n".to_owned();
    for row in &TABLE {
        let [file, state, remark] = words(row, "en");
        let remark = if remark.is_empty() { String::new() } else { format!(". {remark}") };
        out.push_str(&format!("| {} | {file}: `{}` | {state}{remark} |\n", row.name(), row.format));
    }
    out
}

#[test]
fn the_readme_has_the_table() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (before, rest) = readme.split_once(BEGIN).expect("where the table begins");
    let (told, after) = rest.split_once(END).expect("where the table ends");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, [before, BEGIN, &table(), END, after].concat()).unwrap();
        return;
    }
    assert_eq!(told, table(), "UPDATE=1 cargo test --test platforms writes it");
}

#[test]
fn the_table_names_formats_that_exist_once_and_systems_that_rules_know() {
    let pairs: BTreeSet<(String, &str)> = TABLE.iter().map(|row| (row.name(), row.format)).collect();
    assert_eq!(pairs.len(), TABLE.len(), "each file once");
    for row in &TABLE {
        assert!(Format::from_key(row.format).is_some(), "{}", row.format);
        for language in languages() {
            let [file, state, remark] = words(row, language);
            let is_told = !file.is_empty() && !state.is_empty() && remark.is_empty() == row.remark.is_empty();
            assert!(is_told, "{language}: {} {}", row.name(), row.format);
        }
    }
    // What `verify --for` names besides is no system that takes files.
    let systems: BTreeSet<String> = TABLE
        .iter()
        .map(|row| row.system.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
        .collect();
    for lms in Lms::ALL.into_iter().filter(|lms| ![Lms::Other, Lms::Adl].contains(lms)) {
        assert!(systems.contains(lms.key()), "{}", lms.key());
    }
}

/// What stands before a colon is a matter of the language, so colons are in the texts.
#[test]
fn no_template_puts_a_colon_between_two_texts() {
    let mut folders = vec![root().join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "html") {
                let text = std::fs::read_to_string(&entry).unwrap();
                assert!(!text.contains("}}: {{"), "{}", entry.display());
            }
        }
    }
}

#[test]
fn every_tutor_is_told_all_rows_but_for_a_single_situation() {
    let (deck, _) = read(&root().join("content")).unwrap();
    for language in deck.languages.iter().map(|language| language.value.as_str()) {
        let title = interface(language)["lms"]["title"].clone();
        for (split, is_told) in [(Split::Deck, true), (Split::Theme, true), (Split::Situation, false)] {
            let module = modules(&deck, language, split, Tracking::Essential).remove(0);
            for format in &FORMATS {
                let Format { key, advice, elements, .. } = *format;
                let papers = papers(&module, Delivery { format: key, advice, elements, journal: false }).unwrap();
                let sheet = String::from_utf8(papers.get("tutor.html").unwrap().to_vec()).unwrap();
                assert_eq!(sheet.contains(&title), is_told, "{language} {key}");
                let plain = sheet.replace(['\u{a0}', '\u{202f}'], " ");
                for row in TABLE.iter().filter(|_| is_told) {
                    let [file, state, remark] = words(row, language);
                    let colon = if language == "fr" { " :" } else { ":" };
                    let told = format!("<li>{}{colon} {file} ({state})", row.name());
                    assert!(plain.contains(&told) && plain.contains(&remark), "{language} {key}: {told} {remark}");
                }
            }
        }
    }
}
