//! Whether a text has characters that no author typed on purpose: invisible ones, those that turn a line round, and the remains of
//! a wrong encoding.

use crate::deck::{Deck, plain};
use crate::diagnostic::{Findings, rules};
use crate::source::{Place, Source};
use std::collections::BTreeMap;

rules! {
    /// A character that cannot be seen, or that another computer shows in another way.
    ODD_CHARACTER = warning "C080";
    /// A character that stands for one that was lost.
    LOST_CHARACTER = warning "C081";
    /// Letters that were read in another encoding than they were written in.
    WRONG_ENCODING = warning "C082";
}

/// Checks every file, and what texts hold that a file spells in another way.
pub fn check(deck: &Deck, findings: &mut Findings) {
    deck.sources().for_each(|source| file(source, findings));
    for edition in &deck.editions {
        edition.texts(&mut |content, place| {
            if may_spell(place) {
                spelled(&plain(content), place, findings);
            }
        });
        edition.titles().for_each(|title| spelled(title, &title.place, findings));
    }
}

/// Reports each odd character once a file, with how many there are.
fn file(source: &Source, findings: &mut Findings) {
    let text = source.text();
    if text.is_ascii() {
        return;
    }
    let is_leftward = beyond_ascii(text).any(|(_, c)| is_right_to_left(c));
    let mut met: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    for (at, c) in beyond_ascii(text).filter(|(_, c)| name(*c).is_some()) {
        let around = (text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next());
        if !is_at_home(c, around, is_leftward) {
            met.entry(c).or_insert((at, 0)).1 += 1;
        }
    }
    for (c, (at, count)) in met {
        odd(c, count, &source.place(at..at + c.len_utf8()), findings);
    }
    let garbled: Vec<(usize, usize, String)> = garbled(text);
    if let Some((at, end, meant)) = garbled.first() {
        let finding = findings.add(&WRONG_ENCODING, &source.place(*at..*end));
        finding.with("found", &text[*at..*end]).with("meant", meant).with("count", garbled.len());
    }
}

/// The characters that are not ASCII, found by their first byte: nearly all of a text is.
fn beyond_ascii(text: &str) -> impl Iterator<Item = (usize, char)> {
    let first = text.bytes().enumerate().filter(|(_, byte)| *byte >= 0xc0);
    first.filter_map(|(at, _)| Some((at, text[at..].chars().next()?)))
}

/// Whether the text of a place can hold what its file spells in another way: as an entity or behind a backslash.
fn may_spell(place: &Place) -> bool {
    let raw = place.source.text().get(place.start..place.end).unwrap_or_default();
    raw.is_empty() || raw.bytes().any(|byte| byte == b'&' || byte == b'\\')
}

/// Reports what a text holds and its file spells as `&#…;` or `\u…`.
fn spelled(text: &str, place: &Place, findings: &mut Findings) {
    let raw = place.source.text().get(place.start..place.end).unwrap_or_default();
    if let Some(c) = text.chars().find(|c| name(*c).is_some() && !raw.contains(*c)) {
        odd(c, 1, place, findings);
    }
}

fn odd(c: char, count: usize, place: &Place, findings: &mut Findings) {
    let rule = if c == '\u{fffd}' { &LOST_CHARACTER } else { &ODD_CHARACTER };
    let code = format!("U+{:04X}", u32::from(c));
    findings.add(rule, place).with("name", name(c).unwrap_or_default()).with("code", code).with("count", count);
}

/// What an odd character is called: a word of `characters` in the messages.
fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{80}'..='\u{9f}' => "control",
        '\u{61c}' | '\u{200e}' | '\u{200f}' => "direction-mark",
        '\u{202a}'..='\u{202e}' => "direction-override",
        '\u{2066}'..='\u{2069}' => "direction-isolate",
        '\u{200b}' => "zero-width-space",
        '\u{200c}' | '\u{200d}' => "joiner",
        '\u{2060}'..='\u{2064}' | '\u{feff}' => "word-joiner",
        '\u{2028}' | '\u{2029}' => "separator",
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{3164}' | '\u{ffa0}' => {
            "filler"
        }
        '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}'..='\u{e007f}' => "deprecated",
        '\u{fffc}' => "object",
        '\u{fffd}' => "lost",
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => "private",
        '\u{fdd0}'..='\u{fdef}' => "none",
        c if u32::from(c) & 0xfffe == 0xfffe => "none",
        _ => return None,
    })
}

/// Whether an odd character is in its place: marks of direction in a text that runs to the left, joiners in scripts and
/// in pictures that are made of several.
fn is_at_home(c: char, (before, after): (Option<char>, Option<char>), is_leftward: bool) -> bool {
    // Latin, Greek, Cyrillic, and the spaces and signs among them need neither.
    let needs_joiner = |c: Option<char>| c.is_some_and(|c| c >= '\u{590}' && !('\u{1e00}'..'\u{2100}').contains(&c));
    match c {
        '\u{200c}' | '\u{200d}' => needs_joiner(before) && needs_joiner(after),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' => is_leftward,
        // A flag of a region is spelled with these.
        '\u{e0020}'..='\u{e007f}' => before.is_some_and(|c| c >= '\u{1f300}'),
        _ => false,
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The characters that Windows-1252 has for the bytes 0x80 to 0x9f; a dot stands for the bytes that it leaves free.
const WINDOWS: &str = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ";

/// The byte of a character in Windows-1252, where it is one of the upper half.
fn byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        '.' => None,
        c => WINDOWS.chars().position(|known| known == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// Where UTF-8 was read as Windows-1252, and what it meant. Only sequences that no language writes: those that begin like the
/// letters and signs of European languages, and do not go on with a quotation mark, a dash or a space.
fn garbled(text: &str) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, first) in beyond_ascii(text).filter(|(_, c)| "ÃÂÄÅÈÎÏâ".contains(*c)) {
        let length = if first == 'â' { 3 } else { 2 };
        let chars: Vec<char> = text[at..].chars().take(length).collect();
        let bytes: Option<Vec<u8>> = chars.iter().map(|c| byte(*c)).collect();
        let meant = bytes.filter(|bytes| bytes.len() == length).and_then(|bytes| String::from_utf8(bytes).ok());
        // A quotation mark, a dash or a space may well follow a capital letter.
        let is_innocent = match first {
            'â' => !matches!(chars.get(1), Some('€' | '„' | 'ˆ' | '\u{80}')),
            'Ã' => chars.get(1) == Some(&'\u{a0}') && !text[..at].ends_with(char::is_lowercase),
            'Â' => false,
            _ => chars.get(1).is_some_and(|c| "\u{a0}«»‘’“”–—…‹›•".contains(*c)),
        };
        if let Some(meant) = meant.filter(|_| !is_innocent && at >= end) {
            end = at + chars.iter().map(|c| c.len_utf8()).sum::<usize>();
            found.push((at, end, meant));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let mut findings = Findings::default();
        file(&Source::new("a.md", text), &mut findings);
        let code = |finding: &crate::diagnostic::Finding| {
            let args: Vec<&str> = finding.args.iter().map(|(_, value)| value.as_str()).collect();
            format!("{} {}", finding.rule.code, args.join(" "))
        };
        findings.sorted().into_iter().map(code).collect()
    }

    #[test]
    fn every_odd_character_is_named() {
        for (text, wanted) in [
            ("a\u{202e}b", "C080 direction-override U+202E 1"),
            ("a\u{2066}b", "C080 direction-isolate U+2066 1"),
            ("a\u{200f}b", "C080 direction-mark U+200F 1"),
            ("a\u{200b}b\u{200b}", "C080 zero-width-space U+200B 2"),
            ("a\u{200d}b", "C080 joiner U+200D 1"),
            ("a\u{feff}b", "C080 word-joiner U+FEFF 1"),
            ("a\u{2028}b", "C080 separator U+2028 1"),
            ("a\u{2029}b", "C080 separator U+2029 1"),
            ("\u{f0b7} a", "C080 private U+F0B7 1"),
            ("\u{10fffd} a", "C080 private U+10FFFD 1"),
            ("a\u{fffc}", "C080 object U+FFFC 1"),
            ("a\u{92}b", "C080 control U+0092 1"),
            ("a\u{e0041}", "C080 deprecated U+E0041 1"),
            ("a\u{3164}", "C080 filler U+3164 1"),
            ("a\u{fdd0}", "C080 none U+FDD0 1"),
            ("caf\u{fffd}", "C081 lost U+FFFD 1"),
            ("CafÃ© du matin, cafÃ©", "C082 Ã© é 2"),
            ("lâ€™appel", "C082 â€™ ’ 1"),
            ("AsistenÈ›Äƒ", "C082 Äƒ ă 1"),
            ("Î±Ï€ÏŒ", "C082 Î± α 3"),
            ("Non Â»", "C082 Â» » 1"),
        ] {
            assert_eq!(said(text), [wanted], "{text:?}");
        }
    }

    #[test]
    fn what_languages_write_is_not_odd() {
        for text in [
            "« Touché\u{a0}», dit-elle… «\u{202f}Âge\u{202f}» — “ok”",
            "Bătrâna „mâna” coborâ… ÎNCEPE „Ș”",
            "È vero. CITTÀ «È»; SÃO PAULO, MAÇÃ\u{a0}; ÇA VA",
            "Ελληνικά «ναι»· τι;",
            "👩\u{200d}⚕️ 🏴\u{e0067}\u{e0062}\u{e007f}",
            "می\u{200c}خواهم \u{200f}(a)\u{200f}",
            "Fußgänger, Œuvre, ž, naïve",
        ] {
            assert_eq!(said(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn an_odd_character_is_found_however_it_is_spelled() {
        let mut findings = Findings::default();
        let source = Source::new("a.md", "a&#x202E;b");
        spelled("a\u{202e}b", &source.place(0..10), &mut findings);
        assert_eq!(findings.sorted().len(), 1);
    }
}
