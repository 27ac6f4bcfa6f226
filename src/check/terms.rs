//! Whether a concept goes by its one word in each language, as the deck's table of terms says.

use crate::deck::{Deck, Edition, TermRule, occurs, plain};
use crate::diagnostic::{Findings, rules};
use crate::source::Place;

rules! {
    /// A word that the table of terms rules out.
    OTHER_TERM = error "C140";
    /// A term that is in the table twice.
    DOUBLE_TERM = error "C141";
}

/// Holds every title and text against the table.
pub fn check(deck: &Deck, findings: &mut Findings) {
    for (at, term) in deck.terms.iter().enumerate() {
        if let Some(first) = deck.terms[..at].iter().find(|first| *first.id == *term.id).filter(|_| !term.id.is_empty())
        {
            let line = first.id.place.line_column().0;
            findings.add(&DOUBLE_TERM, &term.id.place).with("id", &term.id.value).with("line", line);
        }
    }
    for edition in deck.editions.iter().filter(|_| !deck.terms.is_empty()) {
        edition.titles().for_each(|title| text(&deck.terms, edition, title, &title.place, findings));
        edition.texts(&mut |content, place| text(&deck.terms, edition, &plain(content), place, findings));
    }
}

fn text(terms: &[TermRule], edition: &Edition, text: &str, place: &Place, findings: &mut Findings) {
    let small = text.to_lowercase();
    for term in terms {
        let never = term.never.get(&edition.language).into_iter().flat_map(|words| words.iter());
        for word in never.filter(|word| occurs(word, &small)) {
            let right = term.words.get(&edition.language).map_or("…", |word| word.as_str());
            findings.add(&OTHER_TERM, place).with("word", &word.value).with("term", right);
        }
    }
}
