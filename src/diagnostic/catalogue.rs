//! The texts of findings and messages in each language that the tool speaks, from `templates/findings/` and `templates/messages/`.

use super::Finding;
use super::rule::Severity;
use crate::templates;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The languages in which the tool speaks to authors and institutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Locale {
    /// French.
    Fr,
    /// English.
    En,
    /// Romanian.
    Ro,
    /// Greek.
    El,
}

impl Locale {
    /// All of them.
    pub const ALL: [Locale; 4] = [Self::Fr, Self::En, Self::Ro, Self::El];

    /// The folder of its texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::Ro => "ro",
            Self::El => "el",
        }
    }

    /// The locale by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.key() == key)
    }

    /// The locale itself where a folder of `templates/` has its texts, else English: help and the studio speak French and English alone.
    pub fn among(self, folder: &str) -> Self {
        if templates::find(&format!("{folder}/{}.toml", self.key())).is_some() { self } else { Self::En }
    }

    /// The locale of an environment's value such as `fr_BE.UTF-8`; English where it names none.
    pub fn from_environment(value: &str) -> Self {
        Self::ALL.into_iter().find(|locale| value.starts_with(locale.key())).unwrap_or(Self::En)
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

/// What a language says, read as it is needed.
struct Catalogue {
    findings: Tables<Explanation>,
    messages: Tables<BTreeMap<String, String>>,
}

/// Those of each language of [`Locale::ALL`].
static CATALOGUES: [OnceLock<Catalogue>; Locale::ALL.len()] = [const { OnceLock::new() }; Locale::ALL.len()];

impl Catalogue {
    fn of(locale: Locale) -> &'static Self {
        CATALOGUES[locale as usize].get_or_init(|| Self {
            findings: Tables::of("findings", locale, explanation),
            messages: Tables::of("messages", locale, texts),
        })
    }
}

fn explanation(table: &toml::Table) -> Explanation {
    let field = |name: &str| table.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    Explanation {
        title: field("title"),
        message: field("message"),
        help: field("help"),
        why: field("why"),
        clause: field("clause"),
    }
}

fn texts(table: &toml::Table) -> BTreeMap<String, String> {
    let text = |(key, value): (&String, &toml::Value)| (key.clone(), value.as_str().unwrap_or_default().to_owned());
    table.iter().map(text).collect()
}

/// The tables of every text file in `templates/KIND/LOCALE/`. A file is read when one of its tables is first asked for: a run has a
/// few things to say.
struct Tables<T> {
    files: Vec<File<T>>,
    /// The files with a table of a name.
    places: BTreeMap<&'static str, Vec<usize>>,
    make: fn(&toml::Table) -> T,
}

struct File<T> {
    path: &'static str,
    text: &'static str,
    tables: OnceLock<BTreeMap<String, T>>,
}

impl<T> Tables<T> {
    fn of(kind: &str, locale: Locale, make: fn(&toml::Table) -> T) -> Self {
        let (mut files, mut places) = (Vec::new(), BTreeMap::<_, Vec<usize>>::new());
        for (path, text) in templates::below(&format!("{kind}/{}", locale.key())) {
            let heads = text.lines().filter_map(|line| line.trim_end().strip_prefix('[')?.strip_suffix(']'));
            heads.for_each(|name| places.entry(name).or_default().push(files.len()));
            files.push(File { path, text, tables: OnceLock::new() });
        }
        Self { files, places, make }
    }

    /// The first that is wanted of the tables of a name, of which a file has one.
    fn find<'t, V>(&'t self, name: &str, wanted: impl FnMut(&'t T) -> Option<V>) -> Option<V> {
        let files = self.places.get(name)?.iter().map(|at| &self.files[*at]);
        files.filter_map(|file| file.tables.get_or_init(|| self.read(file)).get(name)).find_map(wanted)
    }

    fn read(&self, file: &File<T>) -> BTreeMap<String, T> {
        let fault = |fault| panic!("templates/{} is not TOML: {fault}", file.path);
        let tables: BTreeMap<String, toml::Table> = toml::from_str(file.text).unwrap_or_else(fault);
        tables.into_iter().map(|(name, table)| (name, (self.make)(&table))).collect()
    }
}

/// What there is to say about a code, where it is known.
pub fn explain(locale: Locale, code: &str) -> Option<&'static Explanation> {
    Catalogue::of(locale).findings.find(code, Some)
}

fn text(locale: Locale, key: &str) -> Option<&'static str> {
    let (family, key) = key.split_once('.')?;
    Catalogue::of(locale).messages.find(family, |texts| texts.get(key)).map(String::as_str)
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
    use std::collections::BTreeSet;

    #[test]
    fn a_value_is_never_taken_for_a_name() {
        let args = [("key", "{other}"), ("other", "no")];
        assert_eq!(fill(Locale::En, "a {key} b {none} {", args.into_iter()), "a {other} b {none} {");
        let args = [("reason", "not_found")];
        assert_eq!(fill(Locale::En, "{reason|disk}", args.into_iter()), "there is no such file or folder");
        assert_eq!(fill(Locale::En, "{reason|none}", args.into_iter()), "not_found");
    }

    /// The names in braces that a text calls.
    fn names(text: &str) -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|p| p.split_once('}')).map(|(n, _)| n.to_owned()).collect()
    }

    #[test]
    fn every_language_says_the_same_things_with_the_same_names() {
        let said = |locale: Locale| {
            let Catalogue { findings, messages } = Catalogue::of(locale);
            let mut said = BTreeSet::new();
            for code in findings.places.keys() {
                let text = explain(locale, code).expect("a table of this name");
                assert!(!text.title.is_empty() && !text.message.is_empty() && !text.help.is_empty(), "{code}");
                assert!(!text.why.is_empty(), "{code} does not say why");
                let names = (names(&text.message), names(&text.help));
                said.insert(format!("{code} {names:?} {}", text.clause.is_empty()));
            }
            for name in messages.places.keys() {
                messages.find(name, |own| -> Option<()> {
                    said.extend(own.iter().map(|(key, text)| format!("{name}.{key} {:?}", names(text))));
                    None
                });
            }
            said
        };
        let english = said(Locale::En);
        assert!(english.len() > 700);
        for locale in Locale::ALL {
            let own = said(locale);
            let unlike: Vec<_> = own.symmetric_difference(&english).collect();
            assert!(unlike.is_empty(), "{}: {unlike:#?}", locale.key());
        }
    }
}
