//! The `[[taken]]` tables of the new deck: whose the cards are, under what terms, and what their texts are. What a deck had taken
//! itself is passed on with it.

use super::Part;
use super::cut::Cut;
use super::heads::{list, quoted, table};
use crate::deck::{Credit, Funding, Licence, Taken, taken_texts};
use crate::source::At;
use std::collections::{BTreeMap, BTreeSet};

/// A table: what it says of a deck, then the lists of what was taken from there.
pub struct Entry<'a> {
    /// The terms of what was taken.
    pub licence: &'a Licence,
    deck: String,
    cards: Vec<String>,
    renamed: Vec<String>,
    texts: Vec<String>,
}

/// The tables. Two parts of the same deck in the same state are one table.
pub fn tables<'a>(parts: &'a [Part], cuts: &[Cut]) -> Vec<Entry<'a>> {
    let mut all: Vec<Entry<'_>> = Vec::new();
    for entry in parts.iter().zip(cuts).flat_map(|(part, cut)| entries(part, cut)) {
        match all.iter_mut().find(|own| own.deck == entry.deck) {
            None => all.push(entry),
            Some(own) => {
                let lists =
                    [(&mut own.cards, entry.cards), (&mut own.renamed, entry.renamed), (&mut own.texts, entry.texts)];
                for (own, more) in lists {
                    let known: BTreeSet<String> = own.iter().cloned().collect();
                    own.extend(more.into_iter().filter(|one| !known.contains(one)));
                }
            }
        }
    }
    all
}

impl Entry<'_> {
    /// The table as it is written.
    pub fn written(&self) -> String {
        let lists = [("cards", &self.cards), ("renamed", &self.renamed), ("texts", &self.texts)];
        let lists = lists.into_iter().filter(|(_, own)| !own.is_empty());
        let lists: String =
            lists.map(|(key, own)| format!("{key} = {}\n", list(own.iter().map(String::as_str)))).collect();
        format!("\n[[taken]]\n{}{lists}", self.deck)
    }
}

/// The tables of one deck: what it took itself, what is of its base, then what is its own.
fn entries<'a>(part: &'a Part, cut: &Cut) -> Vec<Entry<'a>> {
    let deck = &part.deck;
    let digests = digests(part, cut);
    let mut left = cut.cards.clone();
    let mut texts = digests.clone();
    let mut all = Vec::new();
    for taken in &deck.taken {
        let is_theirs = |id: &String| taken.has(id) || taken.renamed.iter().any(|own| own.value == *id);
        let cards: BTreeSet<String> = left.iter().filter(|id| is_theirs(id)).cloned().collect();
        left.retain(|id| !cards.contains(id));
        let was_renamed = |id: &str| taken.renamed.iter().any(|own| own.value == id);
        let known = taken.texts.iter().filter_map(|line| line.split_once(' '));
        let known: Vec<String> = known
            .filter(|(id, _)| texts.remove(*id).is_some())
            .map(|(id, sums)| format!("{} {sums}", path(part, id)))
            .collect();
        if !cards.is_empty() || !known.is_empty() {
            let (renamed, cards) = split(part, &cards, was_renamed);
            all.push(Entry { licence: &taken.licence, deck: of_taken(taken), cards, renamed, texts: known });
        }
    }
    if let Some(origin) = &deck.origin {
        let cards: BTreeSet<String> = left.iter().filter(|id| origin.ids.contains(*id)).cloned().collect();
        left.retain(|id| !cards.contains(id));
        let words = described(
            [&origin.id, &origin.iri, &origin.version],
            None,
            (&origin.title, &origin.licence, &deck.credits, deck.funding.as_ref()),
        );
        let (renamed, cards_left) = split(part, &cards, |_| false);
        let own = cards.iter().filter_map(|id| Some(format!("{} {}", part.choice.id(id), texts.remove(id)?)));
        all.push(Entry { licence: &origin.licence, deck: words, texts: own.collect(), cards: cards_left, renamed });
    }
    let own = described(
        [&deck.id, &deck.iri, &deck.version],
        deck.address.as_ref(),
        (&deck.title, &deck.licence, &deck.credits, deck.funding.as_ref()),
    );
    let (renamed, cards) = split(part, &left, |_| false);
    let texts = texts.into_iter().map(|(id, sums)| format!("{} {sums}", path(part, &id))).collect();
    all.push(Entry { licence: &deck.licence, deck: own, cards, renamed, texts });
    all
}

/// New ids of cards: those that are new, and those that stay.
fn split(part: &Part, cards: &BTreeSet<String>, was_renamed: impl Fn(&str) -> bool) -> (Vec<String>, Vec<String>) {
    let is_new = |id: &&String| part.choice.id(id) != id.as_str() || was_renamed(id);
    let (new, same): (Vec<&String>, Vec<&String>) = cards.iter().partition(is_new);
    let ids = |all: Vec<&String>| all.into_iter().map(|id| part.choice.id(id).to_owned()).collect();
    (ids(new), ids(same))
}

/// The path of a card, a capsule or a handout in the new deck.
fn path(part: &Part, id: &str) -> String {
    match id.split_once('/') {
        Some((folder, capsule)) => format!("{folder}/{}", part.choice.id(capsule)),
        None => part.choice.id(id).to_owned(),
    }
}

/// The digests of all texts that are taken, by the path that they have in their deck: `LANGUAGE:DIGEST` for each language.
fn digests(part: &Part, cut: &Cut) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for edition in &part.deck.editions {
        for text in taken_texts(edition) {
            let goes = if text.path == text.id { &cut.cards } else { &cut.capsules };
            if goes.contains(text.id) {
                all.entry(text.path).or_default().push(format!("{}:{}", edition.language, text.digest));
            }
        }
    }
    all.into_iter().map(|(id, sums)| (id, sums.join(" "))).collect()
}

fn of_taken(taken: &Taken) -> String {
    described(
        [&taken.id, &taken.iri, &taken.version],
        taken.source.url.as_ref(),
        (&taken.title, &taken.licence, &taken.credits, taken.funding.as_ref()),
    )
}

type Rights<'a> = (&'a BTreeMap<String, At<String>>, &'a Licence, &'a [Credit], Option<&'a Funding>);

/// What a table says of a deck.
fn described([id, iri, version]: [&At<String>; 3], address: Option<&At<String>>, rights: Rights<'_>) -> String {
    let (title, licence, credits, funding) = rights;
    let mut out = String::new();
    let mut put = |key: &str, value: String| out.push_str(&format!("{key} = {value}\n"));
    for (key, value) in [("id", Some(id)), ("iri", Some(iri)), ("version", Some(version)), ("address", address)] {
        value.into_iter().for_each(|value| put(key, quoted(value)));
    }
    let told =
        |texts: &BTreeMap<String, At<String>>| table(texts.iter().map(|(key, text)| (key.as_str(), quoted(text))));
    put("title", told(title));
    let url = licence.url.as_ref().map(|url| ("url", quoted(url)));
    put("licence", table([("id", quoted(&licence.id)), ("name", quoted(&licence.name))].into_iter().chain(url)));
    let credit = |credit: &Credit| {
        let named = [("role", quoted(&credit.role)), ("name", quoted(&credit.name))].into_iter();
        let more = [("url", &credit.url), ("note", &credit.note), ("orcid", &credit.orcid)];
        let more = more.into_iter().filter_map(|(key, text)| Some((key, quoted(text.as_ref()?))));
        let authors: Vec<String> = credit.authors.iter().map(|name| quoted(name)).collect();
        let authors = (!authors.is_empty()).then(|| ("authors", format!("[{}]", authors.join(", "))));
        table(named.chain(more).chain(authors))
    };
    put("credits", format!("[{}]", credits.iter().map(credit).collect::<Vec<_>>().join(", ")));
    if let Some(funding) = funding {
        let fields = [
            ("programme", quoted(&funding.programme)),
            ("project", quoted(&funding.project)),
            ("statement", told(&funding.statement)),
        ];
        let funder = funding.funder.as_ref().map(|funder| ("funder", quoted(funder)));
        put("funding", table(fields.into_iter().chain(funder)));
    }
    out
}
