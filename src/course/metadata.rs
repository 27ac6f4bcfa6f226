//! What a module is, for catalogues, search engines and citations: the facts behind LOM, RDFa, schema.org and `CITATION.cff`,
//! which thus all say the same. Each format writes them in its own words; nothing is made up that the deck does not say.

use super::activity::Module;
use crate::deck::{Credit, Deck, Funding, Licence};
use std::collections::BTreeMap;

/// The facts of a module.
#[derive(Debug)]
pub struct Metadata<'a> {
    /// The module's id, unique in the deck: `dlis-t2`.
    pub id: &'a str,
    /// The module's IRI, which names it and need not lead anywhere.
    pub iri: &'a str,
    /// The deck that it is a part of, by IRI; none where it is the whole deck.
    pub part_of: Option<&'a str>,
    /// The deck's title in the first language.
    pub deck_title: Worded,
    /// Where the deck is published on the web, without a slash at the end; only where the deck says so.
    pub address: Option<&'a str>,
    /// Semantic version.
    pub version: &'a str,
    /// The languages that it holds, BCP 47; it is launched in the first.
    pub languages: Vec<&'a str>,
    /// Its title, once for each language in which there is one; at least one.
    pub title: Vec<Worded>,
    /// What it is about, in plain words, once for each language in which it is said; may be empty.
    pub description: Vec<Worded>,
    /// Words to find it by, those of the first language first, each once in a language; may be empty.
    pub keywords: Vec<Worded>,
    /// Who made it, in the order of the deck, then who made what it took: every credit but the works that it derives from.
    pub contributors: Vec<Contributor<'a>>,
    /// The works that it derives from; among them, with their licences, the decks that cards were taken from.
    pub sources: Vec<&'a Credit>,
    /// Under what terms it may be passed on.
    pub licence: &'a Licence,
    /// The decks that cards were taken from, each with its version and licence, under which these stay.
    pub taken: Vec<String>,
    /// Who paid for the work.
    pub funding: Option<&'a Funding>,
    /// What the funder wants to be said, once for each language in which it is said.
    pub statement: Vec<Worded>,
    /// How long it takes.
    pub time: Minutes,
}

/// What kind of resource a module is, the main kind first. Source: IEEE 1484.12.1-2002, 5.2, vocabulary LOMv1.0.
pub const RESOURCE_TYPES: [&str; 3] = ["problem statement", "self assessment", "narrative text"];

/// A text with its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// The language, BCP 47.
    pub language: String,
    /// The text, without formatting.
    pub text: String,
}

/// Someone who had a part in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contributor<'a> {
    /// `author`, `translator`, `partner` or `correction`.
    pub role: &'a str,
    /// A person or a body.
    pub name: &'a str,
    /// Where to find them.
    pub url: Option<&'a str>,
    /// A person's ORCID iD.
    pub orcid: Option<&'a str>,
}

/// How long something takes, in minutes, from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// For those who read on.
    pub from: usize,
    /// For those who dwell.
    pub to: usize,
}

impl Minutes {
    /// As people say it: in steps of five minutes, the longer end rounded up.
    #[must_use]
    pub fn rounded(self) -> Self {
        let from = ((self.from + 2) / 5 * 5).max(5);
        Self { from, to: self.to.div_ceil(5).max(from / 5 + 1) * 5 }
    }

    /// The middle of both as an ISO 8601 duration of hours and minutes: `PT1H5M`.
    pub fn typical(self) -> String {
        let middle = self.from.midpoint(self.to);
        match (middle / 60, middle % 60) {
            (0, minutes) => format!("PT{minutes}M"),
            (hours, 0) => format!("PT{hours}H"),
            (hours, minutes) => format!("PT{hours}H{minutes}M"),
        }
    }
}

impl<'a> Metadata<'a> {
    /// The licence as catalogues show it: its id, its name and its address, then the decks that cards were taken from.
    pub fn rights(&self) -> String {
        let own = [Some(&self.licence.id), Some(&self.licence.name), self.licence.url.as_ref()];
        let own = own.into_iter().flatten().map(|part| part.as_str()).filter(|part| !part.is_empty());
        own.chain(self.taken.iter().map(String::as_str)).collect::<Vec<_>>().join(", ")
    }

    /// Whether everything may be used freely: nobody has to be named and nothing has to be kept.
    pub fn is_free(&self) -> bool {
        self.licence.id.starts_with("CC0") && self.taken.is_empty()
    }

    /// The facts of a module in all languages that it holds.
    pub fn of(module: &'a Module<'_>) -> Self {
        let deck = module.deck;
        let is_source = |credit: &&Credit| *credit.role == "source";
        let contributor = |credit: &'a Credit| Contributor {
            role: &credit.role,
            name: &credit.name,
            url: credit.url.as_ref().map(|url| url.as_str()),
            orcid: credit.orcid.as_ref().map(|orcid| orcid.as_str()),
        };
        let statement = |own: &Module<'_>| {
            let (language, text) = self::own(own, &deck.funding.as_ref()?.statement)?;
            Some(worded(language, text))
        };
        Self {
            id: &module.id,
            iri: &module.iri,
            part_of: Some(deck.iri.as_str()).filter(|_| !is_whole(module)),
            deck_title: worded(deck.title_language(module.language), deck.title_in(module.language)),
            address: deck.address.as_ref().map(|address| address.as_str()),
            version: &deck.version,
            languages: module.languages().map(|own| own.language).collect(),
            title: each(module, |own| vec![worded(own.title_language, &own.title)]),
            description: each(module, |own| description(own).into_iter().collect()),
            keywords: each(module, keywords),
            contributors: credits(deck).into_iter().filter(|credit| !is_source(credit)).map(contributor).collect(),
            sources: credits(deck).into_iter().filter(is_source).collect(),
            licence: &deck.licence,
            taken: deck.taken.iter().map(|taken| taken.terms(module.language)).collect(),
            funding: deck.funding.as_ref(),
            statement: each(module, |own| statement(own).into_iter().collect()),
            time: Minutes {
                from: module.situations.iter().map(|activity| activity.minutes.0).sum(),
                to: module.situations.iter().map(|activity| activity.minutes.1).sum(),
            },
        }
    }
}

/// The credits of a deck, then the decks that it took cards from, each with those of its credits that are not there yet.
fn credits(deck: &Deck) -> Vec<&Credit> {
    let mut all: Vec<&Credit> = deck.credits.iter().collect();
    for credit in deck.taken.iter().flat_map(|taken| std::iter::once(&taken.source).chain(&taken.credits)) {
        if !all.iter().any(|own| *own.role == *credit.role && *own.name == *credit.name) {
            all.push(credit);
        }
    }
    all
}

fn worded(language: &str, text: &str) -> Worded {
    Worded { language: language.to_owned(), text: text.to_owned() }
}

/// What every language of a module says, each text once: what is not translated is there in the source's words.
fn each(module: &Module<'_>, say: impl Fn(&Module<'_>) -> Vec<Worded>) -> Vec<Worded> {
    let mut all = Vec::new();
    for said in module.languages().flat_map(say) {
        if !all.contains(&said) {
            all.push(said);
        }
    }
    all
}

fn is_whole(module: &Module<'_>) -> bool {
    module.iri == module.deck.iri.value
}

/// What `deck.toml` has for the language of a module, or else for the source.
fn own<'a, T>(module: &Module<'a>, texts: &'a BTreeMap<String, T>) -> Option<(&'a str, &'a T)> {
    let source = module.deck.languages.first().map(|source| source.value.as_str());
    std::iter::once(module.language).chain(source).find_map(|language| Some((language, texts.get(language)?)))
}

/// What the deck says of itself, for the whole deck; the first paragraph of the theme, for a part of it.
fn description(module: &Module<'_>) -> Option<Worded> {
    let said = own(module, &module.deck.description).filter(|_| is_whole(module));
    if let Some((language, text)) = said {
        return Some(worded(language, text));
    }
    let intro = &module.themes.first()?.intro;
    let text = intro.text.text();
    let first = text.lines().next()?;
    Some(worded(intro.language, first))
}

/// Those of the deck; before them, for a part of it, those of its situations.
fn keywords(module: &Module<'_>) -> Vec<Worded> {
    let cards = module.situations.iter().filter(|_| !is_whole(module)).map(|activity| activity.situation);
    let of_cards = cards.flat_map(|card| card.text.keywords.iter().map(move |word| worded(card.language, word)));
    let of_deck = own(module, &module.deck.keywords).into_iter();
    of_cards.chain(of_deck.flat_map(|(language, words)| words.iter().map(move |word| worded(language, word)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_iso_8601() {
        let typical = |from, to| Minutes { from, to }.typical();
        assert_eq!([typical(4, 6), typical(40, 80), typical(60, 75)], ["PT5M", "PT1H", "PT1H7M"]);
    }
}
