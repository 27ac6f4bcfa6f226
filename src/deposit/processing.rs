//! What a controller needs for the record of processing activities and for an impact assessment: which data each format sends at which level, where
//! they lie, how long the device keeps its own, and how rights are served. It comes from the table that the runtime takes its list from. What the
//! law leaves to the controller is left open here. Source: Regulation (EU) 2016/679, articles 6, 12 to 22, 28, 30 and 35.

use super::Publication;
use super::records::{Records, escaped};
use crate::course::{DATA, JOURNAL, NOTES, written};
use crate::deck::Tracking;
use crate::package::{FORMATS, Format};
use crate::templates::text;
use serde::Serialize;
use tera::Context;

/// What a format has to do with data.
#[derive(Serialize)]
struct Row {
    format: &'static str,
    /// Where the data lie: `lms`, `course` for an LMS with forums, `store`, `platform` for what a platform records by itself, or `none`.
    place: &'static str,
    levels: Vec<Level>,
    /// For how many days the device keeps a copy, and under which names.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_device: Option<(u16, &'static str)>,
    /// Under which names it keeps a learner's own notes, where the learner asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_device_if_asked: Option<&'static str>,
}

/// What a level sends, with that of the levels below it.
#[derive(Serialize)]
struct Level {
    level: &'static str,
    data: Vec<Datum>,
}

#[derive(Serialize)]
struct Datum {
    datum: &'static str,
    #[serde(rename = "where")]
    elements: &'static [&'static str],
}

/// The sheet for a controller, in French or English.
pub fn sheet(own: &Publication<'_>, records: &Records, language: &str) -> String {
    let words: toml::Table = toml::from_str(text(&format!("deposit/processing.{language}.toml")))
        .unwrap_or_else(|fault| panic!("templates/deposit/processing.{language}.toml: {fault}"));
    let facts = own.facts();
    let told = facts.title.iter().find(|one| one.language == language).or(facts.title.first());
    let title = words.get("title").and_then(|title| title.as_str()).unwrap_or_default();
    let mut context = Context::new();
    context.insert("language", language);
    // The head takes its title as HTML.
    context.insert("title", &format!("{title} – {}", told.map_or(String::new(), |one| escaped(&one.text))));
    context.insert("deck", &told.map(|one| [&one.language, &one.text]));
    context.insert("version", facts.version);
    context.insert("days", &JOURNAL.0);
    context.insert("rows", &rows(own));
    context.insert("first", &DATA.map(|datum| (datum.key, datum.level.key())));
    context.insert("t", &words);
    records.fill("processing.html", &context)
}

/// The same for programs.
pub fn inventory(own: &Publication<'_>) -> String {
    let facts = own.facts();
    let inventory = serde_json::json!({
        "form": "cartable-processing/1", "deck": facts.iri, "version": facts.version, "formats": rows(own),
    });
    format!("{inventory:#}\n")
}

/// A row for each format that is published.
fn rows(own: &Publication<'_>) -> Vec<Row> {
    let is_here = |format: &&Format| own.packages.iter().any(|package| package.format == format.key);
    FORMATS.iter().filter(is_here).map(|format| row(format, own)).collect()
}

fn row(format: &'static Format, own: &Publication<'_>) -> Row {
    let is_recorded = !format.elements.is_empty();
    let place = match format.key {
        "moodle" => "course",
        _ if is_recorded && format.speaks => "store",
        _ if is_recorded => "lms",
        "common-cartridge" | "questions" => "platform",
        _ => "none",
    };
    let levels = Tracking::ALL.iter().filter(|_| is_recorded).map(|level| Level {
        level: level.key(),
        data: written(*level, format.speaks).map(|datum| sent(format, datum.key)).collect(),
    });
    Row {
        format: format.key,
        place,
        levels: levels.collect(),
        on_device: (format.journal && own.module.deck.journal).then_some(JOURNAL),
        on_device_if_asked: (is_recorded || format.key == "web").then_some(NOTES),
    }
}

fn sent(format: &Format, datum: &'static str) -> Datum {
    let elements = format.elements.iter().find(|(key, _)| *key == datum).map_or(&[][..], |(_, elements)| elements);
    Datum { datum, elements }
}
