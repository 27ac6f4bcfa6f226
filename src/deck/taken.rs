//! What a deck took from another one: which cards, whose they are, under what terms, and what their texts were when they were taken.

use super::edition::{Capsule, Edition};
use super::handout::Handout;
use super::item::ItemBody;
use super::prose::plain;
use super::rights::{Credit, Funding, Licence};
use super::situation::Situation;
use crate::checksum::hex;
use crate::source::{At, Place};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// How many bytes of a checksum are kept.
const BYTES: usize = 3;

/// Another deck that cards were taken from.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Its id.
    pub id: At<String>,
    /// The IRI under which its cards stay.
    pub iri: At<String>,
    /// Its version.
    pub version: At<String>,
    /// Its title, by language.
    pub title: BTreeMap<String, At<String>>,
    /// Under what terms it may be passed on.
    pub licence: Licence,
    /// Who made it, and what it adapts.
    pub credits: Vec<Credit>,
    /// Who paid.
    pub funding: Option<Funding>,
    /// The ids of the cards that were taken.
    pub cards: Vec<At<String>>,
    /// The ids of the cards that were taken under a new id, which are cards of this deck.
    pub renamed: Vec<At<String>>,
    /// The texts as they were taken: the id of a card, `capsule/ID` or `handout/ID`, then `LANGUAGE:DIGEST` for each language. May be empty.
    pub texts: Vec<At<String>>,
    /// Its title, version and licence as a source, with its name: what catalogues and citations say of it.
    pub source: Credit,
    /// The entry.
    pub place: Place,
}

impl Taken {
    /// Its title in a language, or the first that it has, or its id.
    pub fn title_in(&self, language: &str) -> &str {
        let own = self.title.get(language).or_else(|| self.title.values().next());
        own.map_or(self.id.as_str(), |title| title.as_str())
    }

    /// Its title with its version and the name of its licence.
    pub fn terms(&self, language: &str) -> String {
        format!("{} {} ({})", self.title_in(language), *self.version, *self.licence.name)
    }

    /// Whether a card came from there.
    pub fn has(&self, card: &str) -> bool {
        self.cards.iter().any(|id| id.value == card)
    }

    /// The texts of an edition that are no longer as they were taken, by their titles: those with another digest, and those in a
    /// language in which they were not taken. A text whose digest was not recorded is not judged.
    pub fn changed<'a>(&self, edition: &'a Edition) -> Vec<&'a At<String>> {
        let is_same = |id: &str, digest: &str| {
            let line = self.texts.iter().find(|line| line.split(' ').next() == Some(id));
            line.is_none_or(|line| line.split(' ').any(|own| own == format!("{}:{digest}", edition.language)))
        };
        let changed = texts(edition).filter(|text| !is_same(&text.path, &text.digest));
        changed.map(|text| text.title).collect()
    }
}

/// What an edition says of something that can be taken.
pub struct Text<'a> {
    /// The id of a card, `capsule/ID` or `handout/ID`.
    pub path: String,
    /// The id of the card or the capsule.
    pub id: &'a str,
    /// Its title.
    pub title: &'a At<String>,
    /// Hexadecimal digits. Words and right answers count; ids and the form of the file do not.
    pub digest: String,
}

/// The cards, capsules and handouts of an edition. A handout has a digest of its own, because small modules leave it out.
pub fn texts(edition: &Edition) -> impl Iterator<Item = Text<'_>> {
    let cards = edition.situations().map(|card| Text::new("", &card.id, &card.title, &card_words(card)));
    let capsules = edition.capsules.iter().map(|own| Text::new("capsule/", &own.id, &own.title, &capsule_words(own)));
    let handouts = edition.capsules.iter().filter_map(|own| {
        let words = handout_words(own.handout.as_ref()?);
        Some(Text::new("handout/", &own.id, &own.title, &words))
    });
    cards.chain(capsules).chain(handouts)
}

impl<'a> Text<'a> {
    fn new(folder: &str, id: &'a At<String>, title: &'a At<String>, words: &[String]) -> Self {
        Self { path: format!("{folder}{}", id.value), id: &id.value, title, digest: digest(words) }
    }
}

fn card_words(card: &Situation) -> Vec<String> {
    let mut words = vec![card.title.value.clone()];
    card.texts(&mut |content, _| words.push(plain(content).into_owned()));
    for item in &card.items {
        if let ItemBody::Fact(choices) | ItemBody::Facts(choices) = &item.body {
            words.push(choices.iter().map(|choice| if choice.right { 'x' } else { '-' }).collect());
        }
    }
    words
}

fn capsule_words(capsule: &Capsule) -> Vec<String> {
    let mut words = vec![capsule.title.value.clone()];
    capsule.own_texts(&mut |content, _| words.push(plain(content).into_owned()));
    words
}

fn handout_words(handout: &Handout) -> Vec<String> {
    let mut words = Vec::new();
    handout.texts(&mut |content, _| words.push(plain(content).into_owned()));
    words
}

fn digest(texts: &[String]) -> String {
    let words = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sum = Sha256::digest(texts.iter().map(words).collect::<Vec<_>>().join("\n"));
    hex(&sum[..BYTES])
}
