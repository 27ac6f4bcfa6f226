//! What a deck has published so far: every id that was ever built, and the order of report columns. It is kept in `register.toml`,
//! which only ever grows. Knows how the file is written; what is added to it is settled in `course`.

use super::Published;
use std::fmt;

/// The register's file, below the deck's folder.
pub const REGISTER_FILE: &str = "register.toml";

/// Every id that was ever published, in the order in which each came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// Ids of themes.
    pub themes: Vec<String>,
    /// The ids of each situation, the one it was published under first, then those that it was given later.
    pub situations: Vec<Vec<String>>,
    /// Ids of capsules.
    pub capsules: Vec<String>,
    /// Every item, in the order of report columns. One that moved to another theme, or whose answers are of another kind now, has
    /// an entry for each.
    pub items: Vec<Registered>,
    /// Ids that were given up, by the path that they had below the deck's IRI: `t2-s09`, `t2-s01/q4`, `capsule/pause`.
    pub retired: Vec<String>,
    /// What was built for publication, in the order in which it was.
    pub published: Vec<Published>,
}

/// An item in the theme in which it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The theme's id.
    pub theme: String,
    /// What its answers are.
    pub answers: Answers,
    /// `SITUATION/ITEM` for each name that it had. The first one is the same in all entries of an item.
    pub names: Vec<String>,
}

/// What the answers to an item are, which decides at which levels they have a report column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Scored, tracked from `standard` on.
    Facts,
    /// Reflective, tracked at `reflective`.
    Reflections,
    /// Free text, never tracked.
    Note,
}

impl Answers {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Facts, Self::Reflections, Self::Note];

    /// The name in the file; of those that are tracked, also the key of the datum.
    pub fn key(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Reflections => "reflections",
            Self::Note => "note",
        }
    }
}

impl Registered {
    /// Reads an entry as it is written: `t2 facts t2-s01/q1`. None where the text is no entry.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let theme = words.next()?.to_owned();
        let key = words.next()?;
        let answers = Answers::ALL.into_iter().find(|answers| answers.key() == key)?;
        let names: Vec<String> = words.map(str::to_owned).collect();
        (!names.is_empty() && names.iter().all(|name| name.contains('/'))).then_some(Self { theme, answers, names })
    }

    /// The name by which it is known for ever.
    pub fn first(&self) -> &str {
        &self.names[0]
    }
}

impl fmt::Display for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.theme, self.answers.key(), self.names.join(" "))
    }
}

impl fmt::Display for Register {
    /// The lists as TOML, one entry a line, so that two branches of a deck can be merged; with `#` a list a line, which is shorter, and
    /// without what was published, as a package has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let situations: Vec<String> = self.situations.iter().map(|names| names.join(" ")).collect();
        let items: Vec<String> = self.items.iter().map(Registered::to_string).collect();
        let lists = [
            ("themes", &self.themes),
            ("situations", &situations),
            ("capsules", &self.capsules),
            ("items", &items),
            ("retired", &self.retired),
        ];
        for (key, entries) in lists {
            if f.alternate() {
                if !entries.is_empty() {
                    writeln!(f, "{key} = {entries:?}")?;
                }
                continue;
            }
            let lines: String = entries.iter().map(|entry| format!("  \"{entry}\",\n")).collect();
            let end = if lines.is_empty() { "" } else { "\n" };
            writeln!(f, "{key} = [{end}{lines}]")?;
        }
        if !self.published.is_empty() && !f.alternate() {
            let lines: String = self.published.iter().map(|entry| format!("  \"{entry}\",\n")).collect();
            writeln!(f, "published = [\n{lines}]")?;
        }
        Ok(())
    }
}
