//! Documents that are dropped on the studio become cards of a theme, as `cartable new card --from` makes them. Every word is counted.

use super::making::theme;
use super::writing::with;
use super::{Studio, answer, page};
use crate::deck::Deck;
use crate::diagnostic::{Findings, json};
use crate::documents::{self, Home, LEFTOVERS, Made, Maker, leftovers_head};
use crate::edit::fresh::{self, Room};
use crate::edit::{self, Desk, Failure, Refusal};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde_json::json as value;
use std::sync::Arc;

/// Makes cards of a document, whose `name` and `theme` are in the query: the `files`, how many `words` it has, how many are in the `deck`
/// and how many are `left` over, and the findings, of which each guess is one. Where it cannot be read, `files` is empty.
pub(super) async fn import(State(studio): State<Arc<Studio>>, uri: Uri, body: Bytes) -> Response {
    if studio.settings.read_only {
        return answer::refused(&studio, StatusCode::FORBIDDEN, "read_only");
    }
    let mut asked = page::query(&uri);
    let (name, id) = (asked.remove("name").unwrap_or_default(), asked.remove("theme").unwrap_or_default());
    with(studio, move |studio, desk| {
        let mut findings = Findings::default();
        let read = studio.latest.read();
        let made = cards(studio, &read.deck, desk, (&id, &name, &body), &mut findings)?;
        let files = match made.as_ref().filter(|_| !findings.has_errors()) {
            Some(made) => written(studio, desk, made)?,
            None => Vec::new(),
        };
        studio.latest.renew();
        let mut said = json(&findings, studio.settings.locale);
        said["files"] = files.into();
        if let Some(made) = made {
            said["words"] = value!({ "all": made.words, "deck": made.in_deck, "left": made.left, "file": LEFTOVERS });
        }
        Ok(said)
    })
    .await
}

/// What comes out of a document; nothing where it cannot be read.
fn cards(
    studio: &Studio,
    deck: &Deck,
    desk: &Desk,
    (id, name, bytes): (&str, &str, &[u8]),
    findings: &mut Findings,
) -> Result<Option<Made>, Failure> {
    let Some(document) = documents::read(name, bytes, findings) else { return Ok(None) };
    let keys = desk.keys()?;
    let Room { folder, begin, id, file, taken } = fresh::room(deck, theme(deck, id)?, keys.keys().map(String::as_str));
    let capsules = taken.iter().filter_map(|id| id.strip_prefix("capsule/").map(str::to_owned)).collect();
    let home = Home { folder, begin, id, file };
    let mut maker = Maker::cards(deck.source_language(), studio.settings.locale, home, capsules);
    let media =
        deck.media.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("media/")?.to_owned(), bytes.to_vec())));
    maker.media(media.collect());
    maker.add(&document, name, findings);
    Ok(Some(maker.done()))
}

/// Writes what was made: the keys of the texts. Pictures go without what a camera wrote into them.
fn written(studio: &Studio, desk: &mut Desk, made: &Made) -> Result<Vec<String>, Failure> {
    let there = desk.keys()?;
    let mut files = Vec::new();
    for (path, content) in made.files.files().filter(|(path, _)| !there.contains_key(*path)) {
        desk.create(path, &edit::bare(path, content))?;
        if path.ends_with(".md") {
            files.push(path.to_owned());
        }
    }
    if !made.leftovers.is_empty() {
        match desk.read(LEFTOVERS) {
            Ok(before) => {
                let text = format!("{}\n\n{}", before.text.trim_end(), made.leftovers);
                desk.save(LEFTOVERS, &before.checksum, &text)?;
            }
            Err(Failure::Refused(Refusal { code: "unknown_key", .. })) => {
                let text = leftovers_head(studio.settings.locale) + &made.leftovers;
                desk.create(LEFTOVERS, text.as_bytes())?;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(files)
}
