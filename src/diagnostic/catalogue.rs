//! The texts of findings and messages in French and English, from `templates/findings/` and `templates/messages/`.

use super::Finding;
use super::rule::Severity;
use crate::templates::TEMPLATES;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

/// The languages in which the tool speaks to authors and institutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Locale {
    /// French.
    Fr,
    /// English.
    En,
}

impl Locale {
    /// All of them.
    pub const ALL: [Locale; 2] = [Self::Fr, Self::En];

    /// The folder of its texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The locale of an environment's value such as `fr_BE.UTF-8`; English where it names neither.
    pub fn from_environment(value: &str) -> Self {
        if value.starts_with("fr") { Self::Fr } else { Self::En }
    }
}

/// What there is to say about a rule, before its names are filled in.
#[derive(Debug, Default)]
pub struct Explanation {
    /// The rule in a few words.
    pub title: String,
    /// What is wrong, with `{names}`.
    pub message: String,
    /// How to mend it, with `{names}`.
    pub help: String,
    /// Why the rule exists.
    pub why: String,
    /// The specification and clause that it rests on; empty where the rule is our own.
    pub clause: String,
}

static FINDINGS: LazyLock<Tables<Explanation>> = LazyLock::new(|| {
    Tables::of("findings", |table| {
        let field = |name: &str| table.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        Explanation {
            title: field("title"),
            message: field("message"),
            help: field("help"),
            why: field("why"),
            clause: field("clause"),
        }
    })
});

static MESSAGES: LazyLock<Tables<BTreeMap<String, String>>> = LazyLock::new(|| {
    Tables::of("messages", |table| {
        let text = |(key, value): (&String, &toml::Value)| (key.clone(), value.as_str().unwrap_or_default().to_owned());
        table.iter().map(text).collect()
    })
});

/// The tables of every text file below `templates/KIND/LOCALE/`. A file is read when one of its tables is first asked for: a run has a
/// few things to say in one language.
struct Tables<T> {
    files: Vec<File<T>>,
    /// The files with a table of a name.
    places: BTreeMap<(Locale, &'static str), Vec<usize>>,
    make: fn(&toml::Table) -> T,
}

struct File<T> {
    path: &'static Path,
    text: &'static str,
    tables: OnceLock<BTreeMap<String, T>>,
}

impl<T> Tables<T> {
    fn of(kind: &str, make: fn(&toml::Table) -> T) -> Self {
        let (mut files, mut places) = (Vec::new(), BTreeMap::<_, Vec<usize>>::new());
        for locale in Locale::ALL {
            let folder = TEMPLATES.get_dir(format!("{kind}/{}", locale.key()));
            for file in folder.into_iter().flat_map(|folder| folder.files()) {
                let text = file.contents_utf8().unwrap_or_default();
                let heads = text.lines().filter_map(|line| line.trim_end().strip_prefix('[')?.strip_suffix(']'));
                heads.for_each(|name| places.entry((locale, name)).or_default().push(files.len()));
                files.push(File { path: file.path(), text, tables: OnceLock::new() });
            }
        }
        Self { files, places, make }
    }

    /// The first that is wanted of the tables of a name, of which a file has one.
    fn find<'t, V>(&'t self, locale: Locale, name: &str, wanted: impl FnMut(&'t T) -> Option<V>) -> Option<V> {
        let files = self.places.get(&(locale, name))?.iter().map(|at| &self.files[*at]);
        files.filter_map(|file| file.tables.get_or_init(|| self.read(file)).get(name)).find_map(wanted)
    }

    fn read(&self, file: &File<T>) -> BTreeMap<String, T> {
        let fault = |fault| panic!("built-in {} is not TOML: {fault}", file.path.display());
        let tables: BTreeMap<String, toml::Table> = toml::from_str(file.text).unwrap_or_else(fault);
        tables.into_iter().map(|(name, table)| (name, (self.make)(&table))).collect()
    }
}

/// What there is to say about a code, where it is known.
pub fn explain(locale: Locale, code: &str) -> Option<&'static Explanation> {
    FINDINGS.find(locale, code, Some)
}

fn text(locale: Locale, key: &str) -> Option<&'static str> {
    let (family, key) = key.split_once('.')?;
    MESSAGES.find(locale, family, |texts| texts.get(key)).map(String::as_str)
}

/// A message of the tool by `family.key`, with its names filled in. An unknown key shows itself.
pub fn say(locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
    let text = text(locale, key).unwrap_or(key);
    fill(locale, text, args.iter().copied())
}

/// The message and the help of a finding.
pub fn message(locale: Locale, finding: &Finding) -> (String, String) {
    let Some(text) = explain(locale, finding.rule.code) else {
        return (finding.rule.code.to_owned(), String::new());
    };
    let args = || finding.args.iter().map(|(name, value)| (*name, value.as_str()));
    (fill(locale, &text.message, args()), fill(locale, &text.help, args()))
}

/// The clause that a finding rests on, without the standards that it says are others'; empty where there is none.
pub(super) fn clause(locale: Locale, finding: &Finding) -> String {
    let whole = explain(locale, finding.rule.code).map_or("", |text| text.clause.as_str());
    let others = finding.value("others");
    let other = |part: &&str| others.split('|').any(|other| !other.is_empty() && part.trim().starts_with(other));
    let own: Vec<&str> = whole.split(';').filter(|part| !other(part)).map(str::trim).collect();
    if own.is_empty() { whole.to_owned() } else { own.join("; ") }
}

impl Severity {
    /// The word for it.
    pub fn word(self, locale: Locale) -> String {
        say(locale, &format!("severity.{}", self.key()), &[])
    }
}

/// Replaces `{name}` by its value, in one pass, so that a value is never taken for a name. `{name|family}` stands for the message
/// `family.VALUE`, for values that are words of ours and differ by language.
fn fill<'a>(locale: Locale, text: &str, args: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let args: Vec<_> = args.collect();
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let close = rest.find('}').map_or(rest.len(), |at| at + 1);
        let name = rest[..close].trim_matches(['{', '}']);
        let (name, family) = name.split_once('|').map_or((name, None), |(name, family)| (name, Some(family)));
        match (args.iter().find(|(n, _)| *n == name), family) {
            (Some((_, value)), None) => out.push_str(value),
            (Some((_, value)), Some(family)) => {
                out.push_str(self::text(locale, &format!("{family}.{value}")).unwrap_or(value));
            }
            (None, _) => out.push_str(&rest[..close]),
        }
        rest = &rest[close..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_never_taken_for_a_name() {
        let args = [("key", "{other}"), ("other", "no")];
        assert_eq!(fill(Locale::En, "a {key} b {none} {", args.into_iter()), "a {other} b {none} {");
        let args = [("reason", "not_found")];
        assert_eq!(fill(Locale::En, "{reason|disk}", args.into_iter()), "there is no such file or folder");
        assert_eq!(fill(Locale::En, "{reason|none}", args.into_iter()), "not_found");
    }

    impl<T> Tables<T> {
        fn names(&self, locale: Locale) -> impl Iterator<Item = &'static str> {
            self.places.keys().filter(move |(own, _)| *own == locale).map(|(_, name)| *name)
        }
    }

    /// The names in braces that a text calls.
    fn names(text: &str) -> std::collections::BTreeSet<String> {
        text.split('{').skip(1).filter_map(|p| p.split_once('}')).map(|(n, _)| n.to_owned()).collect()
    }

    #[test]
    fn both_languages_say_the_same_things_with_the_same_names() {
        let of = |locale: Locale| {
            FINDINGS.names(locale).map(move |code| {
                let text = explain(locale, code).expect("a table of this name");
                assert!(!text.title.is_empty() && !text.message.is_empty() && !text.help.is_empty(), "{code}");
                assert!(!text.why.is_empty(), "{code} does not say why");
                (code, names(&text.message), names(&text.help), text.clause.is_empty())
            })
        };
        let (fr, en): (Vec<_>, Vec<_>) = (of(Locale::Fr).collect(), of(Locale::En).collect());
        assert_eq!(fr, en);
        let keys = |locale: Locale| -> Vec<_> {
            let mut texts = Vec::new();
            for name in MESSAGES.names(locale) {
                let take = |own: &BTreeMap<String, String>| -> Option<()> {
                    texts.extend(own.iter().map(|(key, text)| (name, key.clone(), names(text))));
                    None
                };
                MESSAGES.find(locale, name, take);
            }
            texts
        };
        assert!(!keys(Locale::Fr).is_empty());
        assert_eq!(keys(Locale::Fr), keys(Locale::En));
    }
}
