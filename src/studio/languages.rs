//! Translations in the studio: the texts of the source beside those of a language, one text saved at a time, catalogues out and in.

use super::bench::{Became, Given};
use super::page::query;
use super::{Studio, answer, translated, writing};
use crate::check::check;
use crate::diagnostic::{Findings, Severity, json, message};
use crate::edit::Failure;
use crate::form::is_language;
use crate::read::read;
use crate::translate::{self, LARGEST, NOT_WRITTEN, Side, export_some, hindrances, sides, told};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, PoisonError};

/// How long a catalogue may be that comes in.
pub(super) const BODY: DefaultBodyLimit = DefaultBodyLimit::max(LARGEST);

type Shared = State<Arc<Studio>>;

/// The files of the source for a `language`, each with how many texts it has (`all`), how many of them are `missing`, `outdated`, and how
/// many `waiting` for others; and what keeps the language from being translated.
pub(super) async fn files(State(studio): Shared, uri: Uri) -> Response {
    let Some(language) = asked(&studio, &uri) else { return refused(&studio, "language") };
    let found = tokio::task::spawn_blocking(move || {
        let read = studio.latest.read();
        let sides = sides(&read.deck, &language);
        let waiting = studio.bench.waiting(&language, &sides);
        let mut files: Vec<(String, Vec<&Side>)> = Vec::new();
        for side in &sides {
            let path = side.place.source.path();
            match files.last_mut().filter(|(last, _)| last == path) {
                Some((_, own)) => own.push(side),
                None => files.push((path.to_owned(), vec![side])),
            }
        }
        let row = |(file, sides): &(String, Vec<&Side>)| {
            let count = |state: &str| sides.iter().filter(|side| state_of(side, &waiting) == state).count();
            json!({
                "file": file, "path": sides.first().map(|side| &side.path), "all": sides.len(),
                "missing": count("missing"), "outdated": count("outdated"), "waiting": count("waiting"),
            })
        };
        let mut said = json(&hindrances(&read.findings, &read.deck, &language), studio.settings.locale);
        said["number"] = read.number.into();
        said["files"] = files.iter().map(row).collect();
        said
    });
    answer::data(&found.await.unwrap_or_default())
}

/// The texts of one `file` of the source with their translations into a `language`, in their order.
pub(super) async fn texts(State(studio): Shared, uri: Uri) -> Response {
    let Some(language) = asked(&studio, &uri) else { return refused(&studio, "language") };
    let file = query(&uri).remove("file").unwrap_or_default();
    let found = tokio::task::spawn_blocking(move || {
        let read = studio.latest.read();
        let sides = sides(&read.deck, &language);
        let waiting = studio.bench.waiting(&language, &sides);
        let own = sides.iter().filter(|side| side.place.source.path() == file);
        let row = |side: &Side| {
            let terms = told(&read.deck, &language, &side.text);
            let terms = terms.iter().map(|term| json!({ "source": term.source, "own": term.own, "note": term.note }));
            json!({
                "context": side.context, "word": side.word, "line": side.place.line_column().0,
                "source": side.text, "before": side.translation, "path": side.path,
                "pathLine": side.translation_place.as_ref().map(|place| place.line_column().0),
                "waiting": waiting.get(&side.context), "state": state_of(side, &waiting), "terms": terms.collect::<Vec<_>>(),
            })
        };
        json!({ "texts": own.map(row).collect::<Vec<_>>() })
    });
    answer::data(&found.await.unwrap_or_default())
}

/// Saves one text ([`Given`] as JSON): it is `written`, or `waiting` for `open` other texts of its file. Where something else stands there
/// now, it is refused with both texts of the deck.
pub(super) async fn take(State(studio): Shared, body: Bytes) -> Response {
    let given = serde_json::from_slice::<Given>(&body).ok();
    let Some(given) = given.filter(|given| is_known(&studio, &given.language)) else {
        return refused(&studio, "language");
    };
    if studio.settings.read_only {
        return answer::refused(&studio, StatusCode::FORBIDDEN, "read_only");
    }
    if given.text.trim().is_empty() {
        return refused(&studio, "empty");
    }
    let own = Arc::clone(&studio);
    let done = tokio::task::spawn_blocking(move || {
        let mut desk = own.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let became = own.bench.take(&mut desk, &given);
        own.latest.renew();
        became
    });
    match done.await.unwrap_or_else(|fault| Err(io::Error::other(fault).into())) {
        Ok(Became::Written) => answer::data(&json!({ "state": "written" })),
        Ok(Became::Waiting(open)) => answer::data(&json!({ "state": "waiting", "open": open })),
        Ok(Became::Changed(side)) => {
            let more = json!({ "source": side.text, "before": side.translation });
            answer::refused_with(&studio, StatusCode::CONFLICT, "changed", more)
        }
        Ok(Became::Unknown) => answer::refused(&studio, StatusCode::NOT_FOUND, "no_place"),
        Ok(Became::Refused(findings)) => not_taken(&studio, &findings),
        Err(failure) => writing::failed(&studio, &failure),
    }
}

/// The catalogue of a `language`, to be kept. Texts that wait are in it.
pub(super) async fn export(State(studio): Shared, uri: Uri) -> Response {
    let Some(language) = asked(&studio, &uri) else { return refused(&studio, "language") };
    let own = Arc::clone(&studio);
    let made = tokio::task::spawn_blocking(move || {
        let read = own.latest.read();
        let hindrances = hindrances(&read.findings, &read.deck, &language);
        let sides = sides(&read.deck, &language);
        let catalogue = export_some(&read.deck, &language, &sides, &own.bench.waiting(&language, &sides));
        (!hindrances.has_errors()).then(|| (format!("{}-{language}.po", read.deck.id.value), catalogue))
    });
    match made.await {
        Ok(Some((name, catalogue))) => answer::download(&name, catalogue),
        _ => answer::refused(&studio, StatusCode::CONFLICT, "hindered"),
    }
}

/// Takes a catalogue in, as `cartable translate import` does: the `files` that changed, how many were `left` out because they lack texts, and
/// what was found. Nothing is written where a
/// finding is an error. It is one step, which can be taken back.
pub(super) async fn import(State(studio): Shared, uri: Uri, body: Bytes) -> Response {
    let Some(language) = asked(&studio, &uri) else { return refused(&studio, "language") };
    if studio.settings.read_only {
        return answer::refused(&studio, StatusCode::FORBIDDEN, "read_only");
    }
    let name = query(&uri).remove("name").unwrap_or_default();
    let own = Arc::clone(&studio);
    let done = tokio::task::spawn_blocking(move || -> Result<Value, Failure> {
        // Nobody else of the studio writes meanwhile.
        let mut desk = own.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let (deck, found) = read(desk.root())?;
        let (imported, said) = translate::import((&deck, &found), (&name, &body), Some(&language), check);
        let is_taken = imported.is_some();
        let files = imported.map(|imported| imported.files).unwrap_or_default();
        translated::write(&mut desk, &deck, files.files())?;
        own.latest.renew();
        let left = said.sorted().into_iter().filter(|one| one.rule == &NOT_WRITTEN).count();
        let mut said = json(&said, own.settings.locale);
        said["left"] = left.into();
        said["taken"] = is_taken.into();
        said["files"] = files.files().map(|(path, _)| path).collect();
        Ok(said)
    });
    match done.await.unwrap_or_else(|fault| Err(io::Error::other(fault).into())) {
        Ok(said) => answer::data(&said),
        Err(failure) => writing::failed(&studio, &failure),
    }
}

/// How a text is: `current`, `missing`, `outdated`, or `waiting` for others of its file.
fn state_of(side: &Side, waiting: &BTreeMap<String, String>) -> &'static str {
    match &side.translation {
        _ if waiting.contains_key(&side.context) => "waiting",
        None => "missing",
        Some(_) if side.is_current => "current",
        Some(_) => "outdated",
    }
}

/// The language that is asked for, if a deck can be translated into it.
fn asked(studio: &Studio, uri: &Uri) -> Option<String> {
    query(uri).remove("language").filter(|language| is_known(studio, language))
}

fn is_known(studio: &Studio, language: &str) -> bool {
    is_language(language) && studio.latest.read().deck.source_language() != language
}

fn refused(studio: &Studio, why: &str) -> Response {
    answer::refused(studio, StatusCode::BAD_REQUEST, why)
}

/// The first error of those that stopped a text says why.
fn not_taken(studio: &Studio, findings: &Findings) -> Response {
    let locale = studio.settings.locale;
    let first = findings.sorted().into_iter().find(|finding| finding.severity == Severity::Error);
    let reason = first.map(|finding| message(locale, finding)).map(|(text, help)| format!("{text} {help}"));
    answer::refused_with(studio, StatusCode::CONFLICT, "not_taken", json!({ "reason": reason }))
}
