//! Whether every language says what the source says.

use crate::deck::{Deck, Edition, Item, ItemBody};
use crate::diagnostic::{Findings, rules};

rules! {
    /// A deck without a title in one of its languages.
    NO_TITLE = warning "C070";
    /// A theme or situation that is not translated.
    NOT_TRANSLATED = warning "C071";
    /// A translation of something that the source does not have.
    NOT_IN_SOURCE = error "C072";
    /// An item that differs in form from its source.
    OTHER_FORM = error "C073";
}

/// Checks every translation against the first edition.
pub fn check(deck: &Deck, findings: &mut Findings) {
    for language in deck.languages.iter().filter(|language| !deck.title.contains_key(&language.value)) {
        findings.add(&NO_TITLE, &language.place).with("language", &language.value);
    }
    let Some((source, translations)) = deck.editions.split_first() else { return };
    for edition in translations {
        for card in source.situations() {
            if !edition.situations().any(|translated| *translated.id == *card.id) {
                let finding = findings.add(&NOT_TRANSLATED, &card.title.place);
                finding.with("id", &card.id.value).with("language", &edition.language);
            }
        }
        strangers(source, edition, findings);
    }
}

fn strangers(source: &Edition, edition: &Edition, findings: &mut Findings) {
    for card in edition.situations() {
        let Some(original) = source.situations().find(|original| *original.id == *card.id) else {
            findings.add(&NOT_IN_SOURCE, &card.id.place).with("id", &card.id.value);
            continue;
        };
        for item in &card.items {
            match original.items.iter().find(|original| *original.id == *item.id) {
                None => {
                    findings.add(&NOT_IN_SOURCE, &item.place).with("id", &item.id.value);
                }
                Some(original) if form(original) != form(item) => {
                    findings.add(&OTHER_FORM, &item.place).with("id", &item.id.value);
                }
                Some(_) => {}
            }
        }
    }
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
