//! Whether a card names a real person's number or address. Capsules and content notes may: authorities and helplines are there.

use crate::deck::{Deck, Inline, Situation, plain};
use crate::diagnostic::{Findings, rules};
use crate::source::Place;

/// The digits of the shortest number that can belong to one person: phone numbers, national ids, bank accounts.
const LEAST_DIGITS: usize = 9;
/// What numbers that cost nothing to call begin with: a service answers there.
const FREE: [&str; 4] = ["0800", "0805", "0808", "0809"];
/// What may stand between the digits of a number.
const BETWEEN: &str = " \u{a0}\u{202f}\u{2011}.-/()";

rules! {
    /// A number or an address that may be a real person's.
    PERSONAL_DATA = warning "C085";
}

/// Checks every card.
pub fn check(deck: &Deck, findings: &mut Findings) {
    for card in deck.editions.iter().flat_map(|edition| edition.situations()) {
        let mut notes: Vec<*const Place> = Vec::new();
        card.content_note.paragraphs(&mut |_, place| notes.push(std::ptr::from_ref(place)));
        check_card(card, &notes, findings);
    }
}

fn check_card(card: &Situation, notes: &[*const Place], findings: &mut Findings) {
    let mut tell = |text: &str, place: &Place| {
        for found in numbers(text).into_iter().chain(addresses(text)) {
            findings.add(&PERSONAL_DATA, place).with("text", found).with("mark", "{#content-note}");
        }
    };
    tell(&card.title, &card.title.place);
    card.texts(&mut |content, place| {
        if !notes.contains(&std::ptr::from_ref(place)) {
            let mut text = plain(content).into_owned();
            mailboxes(content, &mut text);
            tell(&text, place);
        }
    });
}

/// Adds the addresses that links lead to and words do not say.
fn mailboxes(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Foreign { content: inner, .. } => {
                mailboxes(inner, text);
            }
            Inline::Link { url, .. } => {
                if let Some(address) = url.strip_prefix("mailto:").filter(|address| !text.contains(*address)) {
                    *text = format!("{text} {address}");
                }
            }
            _ => {}
        }
    }
}

/// Runs of digits as long as a person's number. Years side by side are none.
fn numbers(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = &rest[start..];
        let end = run.find(|c: char| !c.is_ascii_digit() && !BETWEEN.contains(c)).unwrap_or(run.len());
        let from = if rest[..start].ends_with('+') { start - 1 } else { start };
        let number = rest[from..start + end].trim_end_matches(|c| BETWEEN.contains(c));
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        let parts = number.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let is_free = FREE.iter().any(|free| digits.starts_with(free));
        if digits.len() >= LEAST_DIGITS && !is_free && !parts.into_iter().all(is_year) {
            found.push(number);
        }
        rest = &rest[start + end..];
    }
    found
}

/// Mail addresses, but for those that are made up for examples.
fn addresses(text: &str) -> Vec<&str> {
    let text = if text.contains('@') { text } else { "" };
    let words = text.split(|c: char| c.is_whitespace() || "<>()[],;:«»“”„\"".contains(c));
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_one = |word: &&str| {
        let host = word.split_once('@').filter(|(name, _)| !name.is_empty()).map(|(_, host)| host);
        host.is_some_and(|host| {
            let is_host = host.split('.').filter(|part| !part.is_empty()).count() > 1;
            is_host && !super::is_reserved(host)
        })
    };
    words.filter(is_one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_of_people_are_found() {
        for (text, wanted) in [
            ("Appelez le 06 12 34 56 78.", "06 12 34 56 78"),
            ("+32 475/12.34.56", "+32 475/12.34.56"),
            ("au +40\u{a0}721\u{a0}234\u{a0}567", "+40\u{a0}721\u{a0}234\u{a0}567"),
            ("AMKA 01017012345", "01017012345"),
            ("1 85 05 78 006 084 36", "1 85 05 78 006 084 36"),
            ("85.07.30-033.28", "85.07.30-033.28"),
            ("à nadia.b@asso-locale.fr, vite", "nadia.b@asso-locale.fr"),
        ] {
            let found: Vec<&str> = numbers(text).into_iter().chain(addresses(text)).collect();
            assert_eq!(found, [wanted], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "Le 112, le 3114, le 116 111 et le 0 800 05 95 95 répondent.",
            "En 2021, 2022, 2023 ; de 2021 à 2024 ; 2021 2022 2023",
            "1 500 000 euros le 12/05/2024 à 18 h 30",
            "règlement (UE) 2016/679, article 24",
            "nadia@example.org, @nadia, nadia@mairie",
        ] {
            let found: Vec<&str> = numbers(text).into_iter().chain(addresses(text)).collect();
            assert_eq!(found, Vec::<&str>::new(), "{text}");
        }
    }
}
