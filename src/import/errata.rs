//! What a file of the partners lost before it reached us, put back: words on lines, and a paragraph torn by a page break. Bound
//! to the checksum of the text; nothing is guessed. Knows lines, not what they say.

use super::line::Line;
use crate::checksum::sha256;
use crate::source::Source;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The corrections of one known file.
#[derive(Debug, Deserialize)]
pub struct Errata {
    name: String,
    sha256: String,
    #[serde(default)]
    joins: Vec<(usize, usize)>,
    #[serde(default)]
    words: Vec<Word>,
}

#[derive(Debug, Deserialize)]
struct Word {
    line: usize,
    before: String,
    after: String,
}

/// What was corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// What the file is called.
    pub file: String,
    /// How many words were restored.
    pub words: usize,
    /// On which lines.
    pub lines: BTreeSet<usize>,
    /// The lines of each paragraph that was put together again.
    pub joins: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct Files {
    file: Vec<Errata>,
}

static FILES: LazyLock<Vec<Errata>> = LazyLock::new(|| {
    let files: Files = toml::from_str(include_str!("errata.toml")).expect("the built-in errata.toml is valid");
    files.file
});

impl Errata {
    /// The corrections of a source, where it is a file that is known. Line ends and a byte order mark do not count.
    pub fn of(source: &Source) -> Option<&'static Self> {
        let text = source.text().trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let sum = sha256(text.as_bytes());
        FILES.iter().find(|file| file.sha256 == sum)
    }

    /// Corrects the lines.
    pub fn apply(&self, lines: &mut Vec<Line>) -> Corrections {
        let mut done = Corrections { file: self.name.clone(), ..Corrections::default() };
        for Word { line: number, before, after } in &self.words {
            let Some(line) = lines.iter_mut().find(|line| line.number == *number) else { continue };
            let (text, times) = replace_word(&line.text, before, after);
            if times > 0 {
                line.text = text;
                done.words += times;
                done.lines.insert(*number);
            }
        }
        for &(first, next) in &self.joins {
            let at = |number| lines.iter().position(|line: &Line| line.number == number);
            if let (Some(first_at), Some(next_at)) = (at(first), at(next)) {
                let next_line = lines.remove(next_at);
                lines[first_at].text = format!("{} {}", lines[first_at].text, next_line.text);
                done.joins.push((first, next));
            }
        }
        done
    }
}

impl Corrections {
    /// Whether nothing was corrected.
    pub fn is_empty(&self) -> bool {
        self.words == 0 && self.joins.is_empty()
    }
}

/// Replaces a word where it stands alone, and says how often. Hyphens and apostrophes belong to words.
fn replace_word(text: &str, before: &str, after: &str) -> (String, usize) {
    let inside = |c: char| c.is_alphanumeric() || c == '-' || c == '\'';
    let (mut out, mut times, mut from) = (String::new(), 0, 0);
    for (at, found) in text.match_indices(before) {
        let left = text[..at].chars().next_back();
        let right = text[at + found.len()..].chars().next();
        if left.is_some_and(inside) || right.is_some_and(inside) {
            continue;
        }
        out.push_str(&text[from..at]);
        out.push_str(after);
        from = at + found.len();
        times += 1;
    }
    out.push_str(&text[from..]);
    (out, times)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Findings;
    use crate::import::line::lines;

    #[test]
    fn a_word_is_replaced_only_where_it_stands_alone() {
        assert_eq!(replace_word("où o on, o.", "o", "où"), ("où où on, où.".to_owned(), 2));
        assert_eq!(replace_word("l'o tre-o jusqu' eux", "jusqu'", "jusqu'à"), ("l'o tre-o jusqu'à eux".to_owned(), 1));
        assert_eq!(replace_word("l'o tre-o", "o", "où").1, 0);
    }

    #[test]
    fn a_join_takes_the_next_paragraph_in() {
        let source = Source::new("a.txt", "un\n\ndeux\n\ntrois");
        let mut lines = lines(&source, &mut Findings::default()).unwrap();
        let errata = Errata { name: String::new(), sha256: String::new(), joins: vec![(1, 3)], words: Vec::new() };
        assert_eq!(errata.apply(&mut lines).joins, [(1, 3)]);
        assert_eq!(lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["un deux", "trois"]);
    }

    #[test]
    fn no_two_corrections_are_one_and_none_leaves_its_word_as_it_was() {
        for file in FILES.iter() {
            let mut seen = BTreeSet::new();
            for word in &file.words {
                assert!(seen.insert((word.line, &word.before)), "{} twice on line {}", word.before, word.line);
                let kept: String = word.after.chars().filter(char::is_ascii).collect();
                assert_eq!(kept, word.before, "only letters with accents were lost");
            }
        }
    }
}
