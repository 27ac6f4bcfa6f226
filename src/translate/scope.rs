//! How the units of a section are named: what a paragraph, an entry or a quote is there, and which of its like it is.

use super::files::Kind;
use std::collections::BTreeMap;

/// The sections of a situation: an item that has the name of one is named with its quiz.
const SECTIONS: [&str; 5] = ["content-note", "dilemma", "prompts", "quiz", "actions"];

/// A section that is open: what stands behind its heading.
#[derive(Clone, Debug)]
pub struct Opened {
    /// 2 to 6.
    pub level: u8,
    /// The attribute.
    pub id: String,
    /// `kind=` of an item.
    pub kind: Option<String>,
}

/// What the parts of a section are called.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The heading.
    pub title: &'static str,
    /// A paragraph.
    pub paragraph: &'static str,
    /// An entry of a list.
    pub entry: &'static str,
    /// A paragraph of a quote.
    pub quote: &'static str,
    /// A paragraph of a quote below an entry.
    pub quote_below: &'static str,
    /// An entry of a list below an entry.
    pub below: &'static str,
}

const PLAIN: Words = Words {
    title: "heading",
    paragraph: "paragraph",
    entry: "entry",
    quote: "quote",
    quote_below: "quote",
    below: "entry",
};

impl Words {
    /// The words of the section that is open last.
    fn of(kind: Kind, open: &[Opened]) -> Self {
        let ids: Vec<&str> = open.iter().map(|section| section.id.as_str()).collect();
        match (kind, &ids[..]) {
            (Kind::Situation, []) => Self { paragraph: "story", ..PLAIN },
            (Kind::Situation, ["quiz", _, ..]) => Self::item(open[1].kind.as_deref().unwrap_or_default()),
            (Kind::Situation, ["prompts"]) => Self { entry: "prompt", ..PLAIN },
            (Kind::Situation, ["dilemma", _]) => Self { title: "side", entry: "argument", ..PLAIN },
            (Kind::Situation, ["actions", _]) => Self { entry: "action", ..PLAIN },
            (Kind::Teaching, ["plan-45" | "plan-60" | "plan-90"]) => Self { entry: "step", ..PLAIN },
            (Kind::Board, [_]) | (Kind::Game, ["questions"]) => Self { entry: "question", ..PLAIN },
            (Kind::Glossary, [_]) => Self { title: "term", paragraph: "meaning", ..PLAIN },
            (Kind::Country, [_]) => Self { quote: "source", ..PLAIN },
            (Kind::Capsule, ["handout", part]) if part.starts_with("fields") => Self { entry: "label", ..PLAIN },
            (Kind::Capsule, ["handout", part]) if part.starts_with("boxes") => {
                Self { entry: "tick-box", below: "tick-box", ..PLAIN }
            }
            (Kind::Capsule, ["handout", part]) if part.starts_with("ratings") => Self { entry: "rating", ..PLAIN },
            (Kind::Capsule, ["sources"]) => Self { entry: "source", ..PLAIN },
            _ => PLAIN,
        }
    }

    fn item(kind: &str) -> Self {
        let item = Self { title: "question", paragraph: "intro", quote: "closing", quote_below: "feedback", ..PLAIN };
        match kind {
            "fact" | "facts" => Self { entry: "option", ..item },
            "perspectives" => Self { entry: "option", below: "voice", ..item },
            "position" => Self { entry: "end", ..item },
            "match" => Self { below: "partner", ..item },
            "sort" => Self { entry: "box", below: "statement", ..item },
            _ => item,
        }
    }
}

/// A section, or an entry in one, while its units are counted.
#[derive(Debug)]
pub struct Scope {
    /// What the names of its units begin with.
    pub path: String,
    /// What they are called.
    pub words: Words,
    /// What the scope itself says, as an entry does in its first paragraph: the word for it until that has come.
    pub head: Option<&'static str>,
    counts: BTreeMap<&'static str, usize>,
}

impl Scope {
    /// The section that is open last.
    pub fn section(base: &str, kind: Kind, open: &[Opened]) -> Self {
        let mut path = base.to_owned();
        for (at, section) in open.iter().enumerate() {
            let is_quiz = kind == Kind::Situation && at == 0 && section.id == "quiz";
            let is_item = is_quiz && open.get(1).is_some_and(|item| !SECTIONS.contains(&item.id.as_str()));
            if !is_item {
                path = format!("{path}/{}", section.id);
            }
        }
        Self { path, words: Words::of(kind, open), head: None, counts: BTreeMap::new() }
    }

    /// The next entry of a list here.
    pub fn entry(&mut self) -> Self {
        let word = self.words.entry;
        let words = Words { paragraph: "paragraph", entry: self.words.below, quote: self.words.quote_below, ..PLAIN };
        Self { path: self.next(word), words, head: Some(word), counts: BTreeMap::new() }
    }

    /// The name of the next unit that a word is for.
    pub fn next(&mut self, word: &'static str) -> String {
        let count = self.counts.entry(word).or_default();
        *count += 1;
        format!("{}/{word}-{count}", self.path)
    }

    /// The name of the next paragraph, and what it is.
    pub fn paragraph(&mut self, in_quote: bool) -> (String, &'static str) {
        match self.head.take().filter(|_| !in_quote) {
            Some(word) => (self.path.clone(), word),
            None => {
                let word = if in_quote { self.words.quote } else { self.words.paragraph };
                (self.next(word), word)
            }
        }
    }
}
