//! The texts of findings and messages in French and English, from `templates/findings/` and `templates/messages/`.

use super::Finding;
use super::rule::Severity;
use crate::templates::TEMPLATES;
use std::collections::BTreeMap;
use std::sync::LazyLock;

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

type Catalogue = BTreeMap<(Locale, String), Explanation>;
type Messages = BTreeMap<(Locale, String), String>;

static FINDINGS: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut all = Catalogue::new();
    for (locale, code, table) in tables("findings") {
        let field = |name: &str| table.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let text = Explanation {
            title: field("title"),
            message: field("message"),
            help: field("help"),
            why: field("why"),
            clause: field("clause"),
        };
        all.insert((locale, code), text);
    }
    all
});

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| {
    let mut all = Messages::new();
    for (locale, family, table) in tables("messages") {
        for (key, value) in table {
            let text = value.as_str().unwrap_or_default().to_owned();
            all.insert((locale, format!("{family}.{key}")), text);
        }
    }
    all
});

/// The tables of every text file below `templates/KIND/LOCALE/`.
fn tables(kind: &str) -> Vec<(Locale, String, toml::Table)> {
    let mut all = Vec::new();
    for locale in Locale::ALL {
        let folder = TEMPLATES.get_dir(format!("{kind}/{}", locale.key()));
        for file in folder.into_iter().flat_map(|folder| folder.files()) {
            let text = file.contents_utf8().unwrap_or_default();
            let table: toml::Table =
                toml::from_str(text).unwrap_or_else(|e| panic!("built-in {} is not TOML: {e}", file.path().display()));
            for (name, value) in table {
                if let toml::Value::Table(fields) = value {
                    all.push((locale, name, fields));
                }
            }
        }
    }
    all
}

/// What there is to say about a code, where it is known.
pub fn explain(locale: Locale, code: &str) -> Option<&'static Explanation> {
    FINDINGS.get(&(locale, code.to_owned()))
}

/// A message of the tool by `family.key`, with its names filled in. An unknown key shows itself.
pub fn say(locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
    let text = MESSAGES.get(&(locale, key.to_owned())).map_or(key, String::as_str);
    fill(text, args.iter().copied())
}

/// The message and the help of a finding.
pub fn message(locale: Locale, finding: &Finding) -> (String, String) {
    let Some(text) = explain(locale, finding.rule.code) else {
        return (finding.rule.code.to_owned(), String::new());
    };
    let args = || finding.args.iter().map(|(name, value)| (*name, value.as_str()));
    (fill(&text.message, args()), fill(&text.help, args()))
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

/// Replaces `{name}` by its value, in one pass, so that a value is never taken for a name.
fn fill<'a>(text: &str, args: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let args: Vec<_> = args.collect();
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let close = rest.find('}').map_or(rest.len(), |at| at + 1);
        let name = rest[..close].trim_matches(['{', '}']);
        match args.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[..close]),
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
        assert_eq!(fill("a {key} b {none} {", args.into_iter()), "a {other} b {none} {");
    }

    /// The names in braces that a text calls.
    fn names(text: &str) -> std::collections::BTreeSet<String> {
        text.split('{').skip(1).filter_map(|p| p.split_once('}')).map(|(n, _)| n.to_owned()).collect()
    }

    #[test]
    fn both_languages_say_the_same_things_with_the_same_names() {
        let of = |locale: Locale| {
            FINDINGS.iter().filter(move |((l, _), _)| *l == locale).map(|((_, code), text)| {
                assert!(!text.title.is_empty() && !text.message.is_empty() && !text.help.is_empty(), "{code}");
                assert!(!text.why.is_empty(), "{code} does not say why");
                (code.clone(), names(&text.message), names(&text.help), text.clause.is_empty())
            })
        };
        let (fr, en): (Vec<_>, Vec<_>) = (of(Locale::Fr).collect(), of(Locale::En).collect());
        assert_eq!(fr, en);
        let keys = |locale: Locale| -> Vec<_> {
            let mine = MESSAGES.iter().filter(|((l, _), _)| *l == locale);
            mine.map(|((_, key), text)| (key.clone(), names(text))).collect()
        };
        assert!(!keys(Locale::Fr).is_empty());
        assert_eq!(keys(Locale::Fr), keys(Locale::En));
    }
}
