//! Whether every language says what the source says.

use super::is_absent;
use crate::deck::{
    Capsule, Country, Deck, Edition, HandoutPart, InterfaceTexts, Item, ItemBody, Situation, Theme, interface, primary,
};
use crate::diagnostic::{Findings, rules};
use crate::form;
use crate::source::At;
use crate::templates;
use crate::translate::{Standing, deck_standing, standings};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

rules! {
    /// A deck without a title in one of its languages.
    NO_TITLE = warning "C070";
    /// A theme, a situation, an item or a capsule that is not translated.
    NOT_TRANSLATED = warning "C071";
    /// A translation of something that the source does not have.
    NOT_IN_SOURCE = error "C072";
    /// An item that differs in form from its source.
    OTHER_FORM = error "C073";
    /// A translation that does not name the version it was made from.
    NO_SOURCE_VERSION = warning "C074";
    /// A translation of an earlier version of the deck.
    OUTDATED = warning "C075";
    /// A translation of a version that the deck has not reached.
    AHEAD = warning "C076";
    /// A translation some of whose source has changed since.
    CHANGED = warning "C077";
    /// A language for which the program has no interface texts.
    NO_INTERFACE = warning "C078";
    /// Interface texts of a further language that are not complete.
    PART_OF_INTERFACE = warning "C079";
    /// A handout that differs in form from its source.
    OTHER_HANDOUT = error "C095";
}

/// Checks every translation against the first edition.
pub fn check(deck: &Deck, findings: &mut Findings) {
    // Without any title, or where a language is none, reading has already said so.
    let titled = deck.languages.iter().filter(|language| form::is_language(language) && !deck.title.is_empty());
    for language in titled.filter(|language| !deck.title.contains_key(&language.value)) {
        findings.add(&NO_TITLE, &language.place).with("language", &language.value);
    }
    for language in
        deck.languages.iter().filter(|language| form::is_language(language) && !has_interface(deck, language))
    {
        findings.add(&NO_INTERFACE, &language.place).with("language", &language.value);
    }
    deck.interface.iter().for_each(|own| gaps(own, findings));
    let Some((source, translations)) = deck.editions.split_first() else { return };
    if is_absent(source) {
        return;
    }
    let standings = standings(deck);
    for edition in translations.iter().filter(|edition| !is_absent(edition)) {
        versions((&deck.version, &standings), edition, findings);
        deck_standing(deck, &edition.language).iter().for_each(|standing| changed(standing, findings));
        // What could not be read is neither missing nor too much.
        let is_unread = |edition: &Edition| deck.has_unread(&format!("{}/", edition.language));
        if is_unread(source) || is_unread(edition) {
            continue;
        }
        themes(source, edition, findings);
        both(source.capsules.iter().map(|c| &c.id), edition.capsules.iter().map(|c| &c.id), edition, findings);
        // A language has the sheets that its modules show; for others the original is there.
        let shown = deck.shown_countries(&edition.language);
        let is_shown = |country: &&Country| shown.contains(&country.id.as_str());
        let there = edition.countries.iter().filter(is_shown).map(|country| &country.id);
        both(source.countries.iter().filter(is_shown).map(|country| &country.id), there, edition, findings);
        handouts(source, edition, findings);
        files(source, edition, findings);
        sheets(source, edition, findings);
    }
}

/// Compares which themes have a teaching sheet. A theme that is not translated has its own finding.
fn sheets(source: &Edition, edition: &Edition, findings: &mut Findings) {
    for theme in &edition.themes {
        let Some(original) = source.themes.iter().find(|original| *original.id == *theme.id) else { continue };
        match (&original.teaching, &theme.teaching) {
            (Some(sheet), None) => {
                let finding = findings.add(&NOT_TRANSLATED, &sheet.title.place);
                finding.with("id", sheet.source.path()).with("language", &edition.language);
            }
            (None, Some(sheet)) => {
                findings.add(&NOT_IN_SOURCE, &sheet.title.place).with("id", sheet.source.path());
            }
            _ => {}
        }
    }
}

/// Compares the handouts of capsules: the same parts in the same order, with the same lengths.
fn handouts(source: &Edition, edition: &Edition, findings: &mut Findings) {
    let form = |part: &HandoutPart| (part.id.value.clone(), part.body.sizes());
    let parts =
        |capsule: &Capsule| -> Option<Vec<_>> { Some(capsule.handout.as_ref()?.parts.iter().map(form).collect()) };
    for capsule in &edition.capsules {
        let original = source.capsules.iter().find(|original| original.id.value == capsule.id.value);
        if original.is_some_and(|original| parts(original) != parts(capsule)) {
            let place = capsule.handout.as_ref().map_or(&capsule.title.place, |handout| &handout.title.place);
            findings.add(&OTHER_HANDOUT, place).with("id", &capsule.id.value);
        }
    }
}

/// Whether the program speaks a language, or the one that it is a region of.
fn has_interface(deck: &Deck, tag: &str) -> bool {
    interface(&deck.interface, tag).is_some() || is_spoken(tag)
}

fn is_spoken(tag: &str) -> bool {
    templates::languages().any(|language| language == primary(tag))
}

/// Reports what the interface texts of a deck leave out in a language that the program does not speak.
fn gaps(own: &InterfaceTexts, findings: &mut Findings) {
    let all = templates::interface(templates::STAND_IN);
    let names = all
        .iter()
        .filter(|(section, _)| *section != "language")
        .flat_map(|(section, keys)| keys.keys().map(move |key| format!("{section}.{key}")));
    let left: Vec<String> = names.filter(|name| !own.texts.contains_key(name)).collect();
    if let Some(first) = left.first().filter(|_| !is_spoken(&own.language)) {
        let finding = findings.add(&PART_OF_INTERFACE, &own.source.whole());
        finding.with("language", &own.language).with("count", left.len()).with("first", first);
    }
}

/// Compares the files that stand once in an edition.
fn files(source: &Edition, edition: &Edition, findings: &mut Findings) {
    let titles = |edition: &'_ Edition| {
        let title = |title: &At<String>| title.place.clone();
        [
            ("game.md", edition.game.as_ref().map(|game| title(&game.title))),
            ("board.md", edition.board.as_ref().map(|board| title(&board.title))),
            ("glossary.md", edition.glossary.as_ref().map(|glossary| title(&glossary.title))),
        ]
    };
    for ((name, original), (_, translated)) in titles(source).into_iter().zip(titles(edition)) {
        match (original, translated) {
            (Some(place), None) => {
                findings.add(&NOT_TRANSLATED, &place).with("id", name).with("language", &edition.language);
            }
            (None, Some(place)) => {
                findings.add(&NOT_IN_SOURCE, &place).with("id", name);
            }
            _ => {}
        }
    }
    if let (Some(source), Some(translation)) = (&source.glossary, &edition.glossary) {
        both(source.terms.iter().map(|t| &t.id), translation.terms.iter().map(|t| &t.id), edition, findings);
    }
}

/// Compares the themes, and in those that are translated the situations and their items.
fn themes(source: &Edition, edition: &Edition, findings: &mut Findings) {
    both(source.themes.iter().map(|t| &t.id), edition.themes.iter().map(|t| &t.id), edition, findings);
    let translated: BTreeSet<&str> = edition.themes.iter().map(|theme| theme.id.as_str()).collect();
    let there: BTreeSet<&str> = edition.situations().map(|card| card.id.as_str()).collect();
    // Of a theme of which nothing is translated, one finding is enough.
    let is_begun = |theme: &&Theme| {
        translated.contains(theme.id.as_str()) || theme.situations.iter().any(|card| there.contains(card.id.as_str()))
    };
    let expected = source.themes.iter().filter(is_begun).flat_map(|theme| &theme.situations).map(|card| &card.id);
    both(expected, edition.situations().map(|card| &card.id), edition, findings);
    let originals: BTreeMap<&str, &Situation> = source.situations().map(|card| (card.id.as_str(), card)).collect();
    for card in edition.situations() {
        if let Some(original) = originals.get(card.id.as_str()) {
            items(original, card, edition, findings);
        }
    }
}

fn items(original: &Situation, card: &Situation, edition: &Edition, findings: &mut Findings) {
    // An item that could not be read is no missing one: it stands in the file, with its own finding.
    let not_in = |card: &Situation, id: &str| !card.source.text().contains(&format!("{{#{id}"));
    let has = |card: &Situation, id: &str| card.items.iter().any(|item| *item.id == id);
    let there = |card: &Situation, id: &str| has(card, id) || not_in(card, id);
    let source = original.items.iter().map(|item| &item.id).filter(|id| there(card, id));
    both(source, card.items.iter().map(|item| &item.id).filter(|id| there(original, id)), edition, findings);
    let originals: BTreeMap<&str, &Item> = original.items.iter().map(|item| (item.id.as_str(), item)).collect();
    for item in &card.items {
        if originals.get(item.id.as_str()).is_some_and(|original| form(original) != form(item)) {
            findings.add(&OTHER_FORM, &item.place).with("id", &item.id.value);
        }
    }
}

/// Reports ids that only the source has, and ids that only the translation has.
fn both<'a>(
    source: impl Iterator<Item = &'a At<String>>,
    translation: impl Iterator<Item = &'a At<String>>,
    edition: &Edition,
    findings: &mut Findings,
) {
    // An id that is missing is no id to compare, and reading has already said so.
    let ids = |ids: Vec<&'a At<String>>| -> BTreeMap<&'a str, &'a At<String>> {
        ids.into_iter().filter(|id| !id.is_empty()).map(|id| (id.as_str(), id)).collect()
    };
    let (source, translation) = (ids(source.collect()), ids(translation.collect()));
    for id in source.values().filter(|id| !translation.contains_key(id.as_str())) {
        findings.add(&NOT_TRANSLATED, &id.place).with("id", &id.value).with("language", &edition.language);
    }
    for id in translation.values().filter(|id| !source.contains_key(id.as_str())) {
        findings.add(&NOT_IN_SOURCE, &id.place).with("id", &id.value);
    }
}

/// Holds what each file was made from against the source: text by text where it has digests, and by the version of the deck
/// otherwise.
fn versions(
    (version, standings): (&At<String>, &BTreeMap<String, Standing>),
    edition: &Edition,
    findings: &mut Findings,
) {
    let themes = edition.themes.iter().map(|t| (&t.title, &t.source_version));
    let cards = edition.situations().map(|s| (&s.title, &s.source_version));
    let capsules = edition.capsules.iter().map(|c| (&c.title, &c.source_version));
    let countries = edition.countries.iter().map(|c| (&c.title, &c.source_version));
    let game = edition.game.iter().map(|g| (&g.title, &g.source_version));
    let board = edition.board.iter().map(|b| (&b.title, &b.source_version));
    let glossary = edition.glossary.iter().map(|g| (&g.title, &g.source_version));
    let sheets = edition.teachings().map(|s| (&s.title, &s.source_version));
    let once = game.chain(board).chain(glossary);
    for (title, from) in themes.chain(cards).chain(capsules).chain(countries).chain(once).chain(sheets) {
        if let Some(standing) = standings.get(title.place.source.path()) {
            changed(standing, findings);
            continue;
        }
        match from {
            // A title that is missing stands for front matter that could not be read.
            None if title.is_empty() => {}
            None => {
                findings.add(&NO_SOURCE_VERSION, &title.place);
            }
            Some(from) => age(version, from, findings),
        }
    }
}

fn changed(standing: &Standing, findings: &mut Findings) {
    let Some(first) = standing.changed.first() else { return };
    let finding = findings.add(&CHANGED, &standing.place);
    finding.with("count", standing.changed.len()).with("all", standing.all);
    let first = first.origin();
    finding.with("file", first.source.path()).with("line", first.line_column().0);
}

fn age(version: &At<String>, from: &At<String>, findings: &mut Findings) {
    // A version that could not be read has its own finding.
    let (Some(now), Some(then)) = (form::version(version), form::version(from)) else { return };
    let rule = match then.cmp(&now) {
        Ordering::Less => &OUTDATED,
        Ordering::Greater => &AHEAD,
        Ordering::Equal => return,
    };
    findings.add(rule, &from.place).with("from", &from.value).with("version", &version.value);
}

/// The kind of an item and how many answers it has.
fn form(item: &Item) -> (&'static str, Vec<usize>) {
    let sizes = match &item.body {
        ItemBody::Fact(choices) | ItemBody::Facts(choices) => vec![choices.len()],
        ItemBody::Position { steps, .. } => vec![usize::from(*steps)],
        ItemBody::Perspectives(options) => vec![options.len()],
        ItemBody::Order(entries) => vec![entries.len()],
        ItemBody::Match(pairs) => vec![pairs.len()],
        ItemBody::Sort(boxes) => boxes.iter().map(|group| group.statements.len()).collect(),
        ItemBody::Note => Vec::new(),
    };
    (item.body.kind(), sizes)
}
