//! Whether acronyms are spelled out where a reader first meets them.

use crate::deck::{Deck, Edition, plain};
use crate::diagnostic::{Findings, rules};
use crate::source::Place;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// The letters that a word in capitals may have to be taken for an acronym.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;
/// How far the words that spell an acronym out may be from it, in bytes.
const NEAR: usize = 400;
/// Words in capitals that everybody reads as words, and the signs of the Union and of the partners' countries.
const WORDS: [&str; 14] = ["OK", "ΟΚ", "TV", "SMS", "PDF", "UE", "EU", "ΕΕ", "FR", "BE", "LU", "RO", "GR", "EL"];
/// What numerals of chapters and centuries are made of.
const NUMERALS: [char; 3] = ['I', 'V', 'X'];

rules! {
    /// An acronym that is not spelled out where it is first used.
    BARE_ACRONYM = note "C066";
}

/// Checks every file of every edition on its own: each may be the first that is read.
pub fn check(deck: &Deck, findings: &mut Findings) {
    for edition in &deck.editions {
        let glossary = terms(edition).or_else(|| deck.editions.first().and_then(terms)).unwrap_or_default();
        let titles = edition.titles().map(|title| (&title.place, Cow::from(title.as_str())));
        let mut texts: Vec<(&Place, Cow<'_, str>)> = titles.filter(|(_, title)| has_capitals(title)).collect();
        edition.texts(&mut |content, place| {
            let text = plain(content);
            if has_capitals(&text) {
                texts.push((place, text));
            }
        });
        // In the order in which they stand in their files, which need not be that of the deck.
        texts.sort_by(|(a, _), (b, _)| (a.source.path(), a.start).cmp(&(b.source.path(), b.start)));
        let mut met: BTreeSet<(String, String)> = BTreeSet::new();
        for (place, text) in &texts {
            for range in acronyms(text) {
                let word = &text[range.clone()];
                let is_first = met.insert((place.source.path().to_owned(), word.to_owned()));
                if is_first && !glossary.contains(word) && !is_spelled_out(text, &range) {
                    findings.add(&BARE_ACRONYM, place).with("word", word);
                }
            }
        }
    }
}

/// The acronyms that the glossary of an edition explains; none where it has no glossary.
fn terms(edition: &Edition) -> Option<BTreeSet<String>> {
    let glossary = edition.glossary.as_ref()?;
    let titles = glossary.terms.iter().map(|term| term.title.text());
    Some(titles.flat_map(|title| acronyms(&title).map(|range| title[range].to_owned()).collect::<Vec<_>>()).collect())
}

/// Whether a text has two capitals side by side, without which there is no acronym. Hardly any has.
fn has_capitals(text: &str) -> bool {
    let mut before = false;
    text.chars().any(|c| {
        let is_capital = c.is_uppercase();
        std::mem::replace(&mut before, is_capital) && is_capital
    })
}

/// The words of a text that are acronyms. A text that is in capitals throughout has its own finding.
fn acronyms(text: &str) -> impl Iterator<Item = Range<usize>> {
    let in_capitals = !text.contains(char::is_lowercase) && text.split_whitespace().count() > 2;
    words(text).filter(move |range| !in_capitals && is_acronym(text, range))
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = |at: usize| text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let starts = text.char_indices().filter(move |(at, c)| c.is_alphanumeric() && start(*at));
    starts.map(|(at, _)| {
        let end = text[at..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| at + length);
        at..end
    })
}

fn is_acronym(text: &str, range: &Range<usize>) -> bool {
    let word = &text[range.clone()];
    let is_one = LETTERS.contains(&word.chars().count()) && word.chars().all(char::is_uppercase);
    // The sign behind the number of an act: 2003/88/CE.
    let of_an_act =
        text[..range.start].strip_suffix('/').is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    is_one && !of_an_act && !WORDS.contains(&word) && !word.chars().all(|c| NUMERALS.contains(&c))
}

/// Whether the acronym stands in brackets behind words, or has brackets with words behind it, perhaps after a number.
fn is_spelled_out(text: &str, range: &Range<usize>) -> bool {
    let has_words =
        |text: &str| text.split_whitespace().filter(|word| word.contains(char::is_lowercase)).nth(1).is_some();
    let before = &text[text.floor_char_boundary(range.start.saturating_sub(NEAR))..range.start];
    let open = before.rfind('(').filter(|open| !before[*open..].contains(')'));
    let behind = &text[range.end..text.floor_char_boundary(range.end.saturating_add(NEAR))];
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || " \u{a0}»”\"".contains(c));
    let inside = behind.strip_prefix('(').map(|inside| inside.split(')').next().unwrap_or(inside));
    open.is_some_and(|open| has_words(&before[..open])) || inside.is_some_and(has_words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(text: &str) -> Vec<&str> {
        acronyms(text).filter(|range| !is_spelled_out(text, range)).map(|range| &text[range]).collect()
    }

    #[test]
    fn an_acronym_is_spelled_out_before_or_behind_it() {
        for text in [
            "Le Règlement général sur la protection des données (RGPD) le dit.",
            "L’institution de contrôle (CNIL, France) le dit.",
            "La déléguée à la protection (souvent DPO).",
            "RGPD (règlement général) : voir.",
            "La norme RFC 3463 (Request for comments)",
            "Γενικός Κανονισμός για την Προστασία Δεδομένων (ΓΚΠΔ)",
            "Directive 2003/88/CE, règlement (UE) 2016/679, chapitre XIV, un SMS, A4, H264, un été.",
            "LIRE LE TEXTE CI-DESSOUS",
        ] {
            assert_eq!(bare(text), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(bare("Le RGPD s’applique."), ["RGPD"]);
        assert_eq!(bare("Le RGPD (2016) et la CNIL."), ["RGPD", "CNIL"]);
        assert_eq!(bare("Voir (DPO) et l’ARTS"), ["DPO", "ARTS"]);
        assert_eq!(bare("Ο ΓΚΠΔ το λέει"), ["ΓΚΠΔ"]);
        assert_eq!(bare("Le service (ouvert tard) écrit au DPO."), ["DPO"]);
    }
}
