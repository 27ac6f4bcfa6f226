//! Proves that texts reached a page: each must stand in it as one run of words, whatever tags, blanks and quotes are
//! between them. Knows nothing of decks.

use super::html::{Piece, decode, pieces};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Elements inside a word or a sentence; any other begins a new word.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup",
];
/// Attributes that are read out or shown.
const SPOKEN: [&str; 4] = ["alt", "title", "aria-label", "placeholder"];
/// Texts are looked up by so many of their first words.
const HEAD: usize = 4;

/// The texts of which the page lacks a word, or has the words in another order. Letters and digits count, punctuation and
/// kinds of blanks do not. Scripts and styles are no part of a page.
pub fn missing_words<'t>(html: &str, texts: &'t [impl AsRef<str>]) -> Vec<&'t str> {
    let page = words(&readable(html));
    let wanted: Vec<Vec<u64>> = texts.iter().map(|text| words(text.as_ref())).collect();
    let mut by_head: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, words) in wanted.iter().enumerate() {
        by_head.entry(words.iter().take(HEAD).fold(0, head)).or_default().push(index);
    }
    let mut found: Vec<bool> = wanted.iter().map(Vec::is_empty).collect();
    // Most words of a page begin no text: a small table spares looking them up.
    let mut begins = [false; 1 << 12];
    let slot = |word: u64| word as usize % (1 << 12);
    wanted.iter().filter_map(|words| words.first()).for_each(|word| begins[slot(*word)] = true);
    for at in (0..page.len()).filter(|at| begins[slot(page[*at])]) {
        let heads = page[at..].iter().take(HEAD).scan(0, |begun, word| {
            *begun = head(*begun, word);
            Some(*begun)
        });
        for &index in heads.filter_map(|head| by_head.get(&head)).flatten() {
            found[index] = found[index] || page[at..].starts_with(&wanted[index]);
        }
    }
    texts.iter().zip(found).filter(|(_, found)| !found).map(|(text, _)| text.as_ref()).collect()
}

/// A number for a run of words, from that of the run without its last. Two runs may share one.
fn head(begun: u64, word: &u64) -> u64 {
    (begun.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// What a page says: its text, then the attributes that are spoken.
fn readable(html: &str) -> String {
    let (mut text, mut spoken) = (String::with_capacity(html.len()), String::new());
    for piece in pieces(html) {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Raw { .. } => {}
            Piece::Tag(tag) => {
                if !INLINE.iter().any(|inline| tag.is(inline)) {
                    text.push(' ');
                }
                for name in SPOKEN {
                    if let Some(attribute) = tag.get(name) {
                        // The letter is a word of its own, so that no run goes from one attribute into the next.
                        spoken.push_str(" ꙮ ");
                        spoken.push_str(attribute.value);
                    }
                }
            }
        }
    }
    decode(&(text + &spoken))
}

/// Which characters below U+2100, Latin, Greek and punctuation, are letters or digits: Unicode's tables are slow to ask.
static LETTERS: LazyLock<Vec<bool>> = LazyLock::new(|| ('\0'..'\u{2100}').map(char::is_alphanumeric).collect());

/// Where the number of a word begins (FNV-1a), and by what each letter is multiplied in.
const BEGIN: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// The words as numbers: runs of letters and digits, without soft hyphens and the like.
fn words(text: &str) -> Vec<u64> {
    let mut all = Vec::with_capacity(text.len() / 5);
    let letters: &[bool] = &LETTERS;
    let is_letter = |c: char| letters.get(c as usize).copied().unwrap_or_else(|| c.is_alphanumeric());
    let joins = |c: char| ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'].contains(&c);
    let mut word = BEGIN;
    for c in text.chars() {
        if is_letter(c) {
            word = (word ^ u64::from(u32::from(c))).wrapping_mul(PRIME);
        } else if word != BEGIN && (c.is_ascii() || !joins(c)) {
            all.push(std::mem::replace(&mut word, BEGIN));
        }
    }
    all.extend(Some(word).filter(|word| *word != BEGIN));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_blanks_and_apostrophes_do_not_hide_a_sentence() {
        let page = "<p>L&#8217;<em>aide</em>&nbsp;: que faire\u{202f}?<br>Et puis&shy;que&hellip;</p><li>rien</li>";
        assert!(missing_words(page, &["L'aide : que faire ?", "Et puisque…", "rien", "…"]).is_empty());
    }

    #[test]
    fn a_lost_a_swapped_and_a_glued_word_are_told() {
        let page =
            "<p>un deux trois quatre cinq six</p><p>sept</p><script>huit neuf</script><img alt='dix'><img alt='onze'>";
        let texts = [
            "un deux quatre",
            "un deux trois quatre six",
            "deux un",
            "quatre cinq six sept",
            "six se",
            "huit neuf",
            "dix onze",
            "dix",
        ];
        assert_eq!(
            missing_words(page, &texts),
            ["un deux quatre", "un deux trois quatre six", "deux un", "six se", "huit neuf", "dix onze"]
        );
    }
}
