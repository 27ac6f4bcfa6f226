//! How the files of a translation stand to their source. One is outdated where a text of the source has another digest than the
//! translation was made from, whatever the version of the deck. Knows no page and no disk.

use super::cut::Cut;
use super::deck_toml;
use super::digest::Digests;
use super::edit::apply;
use super::files::pairs;
use super::front::Front;
use super::unit::{Spelling, Unit};
use crate::deck::Deck;
use crate::source::Place;
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// How a translated file stands to its source.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The list of digests in the translation.
    pub place: Place,
    /// How many texts the source has.
    pub all: usize,
    /// The texts of the source that are new or were changed.
    pub changed: Vec<Place>,
}

/// How the files of all translations stand to their source, by path, where they have digests. Each file of the source is cut once.
pub fn standings(deck: &Deck) -> BTreeMap<String, Standing> {
    let (mut cuts, mut all) = (BTreeMap::new(), BTreeMap::new());
    for pair in deck.languages.iter().skip(1).flat_map(|language| pairs(deck, language, |_| false)) {
        let Some(translation) = pair.translation else { continue };
        let (front, _) = Front::read(translation.source, &translation.base);
        let Some((range, digests)) = front.digests else { continue };
        let source = cuts.entry(pair.source.base.clone()).or_insert_with(|| Cut::new(&pair.source));
        let changed = source.units.iter().filter(|unit| !digests.has(unit));
        let changed = changed.map(|unit| source.source.place(unit.range.clone())).collect();
        let place = translation.source.place(range);
        all.insert(pair.path, Standing { place, all: source.units.len(), changed });
    }
    all
}

/// How the texts of `deck.toml` in a language stand to those in the source, where they have digests. Keywords may be left out.
pub fn deck_standing(deck: &Deck, language: &str) -> Option<Standing> {
    let (place, _) = deck_toml::digests(deck, language)?;
    let texts = deck_toml::texts(deck, language);
    let all = texts.len();
    let is_told = |text: &deck_toml::Text| text.present.is_some() || text.spelling != Spelling::List;
    let changed = texts.into_iter().filter(|text| is_told(text) && !text.is_made_from);
    Some(Standing { place: place.clone(), all, changed: changed.map(|text| text.source.place).collect() })
}

/// The paths of translations some of whose source has changed since.
pub fn outdated(deck: &Deck) -> BTreeSet<String> {
    standings(deck).into_iter().filter(|(_, standing)| !standing.changed.is_empty()).map(|(path, _)| path).collect()
}

/// The files of a translation with the digests of the source as it is now: somebody has compared them. Only files that change
/// come out, by path below the deck's folder.
///
/// # Errors
/// The paths of the files that have other texts than their source, which nobody can have found current.
pub fn accept(deck: &Deck, language: &str) -> Result<Tree, Vec<String>> {
    let (mut files, mut unlike) = (Tree::default(), Vec::new());
    for pair in pairs(deck, language, |_| false) {
        let Some(translation) = pair.translation.as_ref().map(Cut::new) else { continue };
        let source = Cut::new(&pair.source);
        if !translation.is_like(&source) {
            unlike.push(pair.path);
            continue;
        }
        let (front, list) = (&translation.front, Digests::list(source.units.iter().map(Unit::named)));
        let edits = vec![front.set_version(&deck.version), front.set_digests(&list)];
        let text = apply(translation.source.text(), edits);
        if text != translation.source.text() {
            files.put(pair.path, text);
        }
    }
    if let Some(text) = deck_accepted(deck, language) {
        files.put("deck.toml", text);
    }
    if unlike.is_empty() { Ok(files) } else { Err(unlike) }
}

/// `deck.toml` with the digests of its texts in the source as they are, where the language has any of them.
fn deck_accepted(deck: &Deck, language: &str) -> Option<String> {
    let texts = deck_toml::texts(deck, language);
    if deck.source.is_joined() || texts.iter().all(|text| text.present.is_none()) {
        return None;
    }
    let list = Digests::list(texts.iter().map(|text| (text.context, text.source.as_str())));
    Some(apply(deck.source.text(), vec![deck_toml::set_digests(deck, language, &list)?]))
}
