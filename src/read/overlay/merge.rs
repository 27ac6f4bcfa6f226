//! One `deck.toml` of two: what the overlay says, what it leaves out and the base says, the credits of both, and where the base's
//! ids are at home. Every value is taken word for word from its file, so that a finding leads there.

use super::super::syntax::mend;
use super::super::{forms, kinds::Field};
use crate::source::{Part, Source};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What only an overlay says.
const OWN: [&str; 3] = ["base", "base-sha256", "hide"];
/// What is credited to the base, besides those whom it credits.
const SOURCE: &str = "source";

/// Whether a `deck.toml` is that of an overlay.
pub fn is_overlay(source: &Source) -> bool {
    has(source, "base")
}

/// The base that it names.
pub fn base(source: &Source) -> Option<String> {
    let text = mend(source.text()).text;
    let (table, _) = DeTable::parse_recoverable(&text);
    Some(table.get_ref().get("base")?.get_ref().as_str()?.to_owned())
}

/// Whether a `deck.toml` came out of a package of an overlay.
pub fn names_origin(source: &Source) -> bool {
    has(source, "origin")
}

fn has(source: &Source, key: &str) -> bool {
    if !source.text().contains(key) {
        return false;
    }
    let text = mend(source.text()).text;
    let (table, _) = DeTable::parse_recoverable(&text);
    table.get_ref().contains_key(key)
}

/// The two as one, which is a `deck.toml` like any other. `ids` are those of the base's themes and situations.
pub fn merge(own: &Source, base: &Source, ids: BTreeSet<&String>, languages: &[String]) -> Source {
    let (own_text, base_text) = (mend(own.text()).text, mend(base.text()).text);
    let ((own_table, _), (base_table, _)) =
        (DeTable::parse_recoverable(&own_text), DeTable::parse_recoverable(&base_text));
    let (own, base) =
        (File { source: own, table: own_table.get_ref() }, File { source: base, table: base_table.get_ref() });
    let mut out = Writer::default();
    let name = |field: &&Field| !OWN.contains(&field.name) && !["credits", "taken", "origin"].contains(&field.name);
    let names: Vec<&str> = forms::DECK.iter().filter(name).map(|field| field.name).collect();
    let of = |name: &str| [&own, &base].into_iter().find_map(|file| Some((file.source, file.table.get(name)?)));
    for is_table in [false, true] {
        for (name, (source, value)) in names.iter().filter_map(|name| Some((*name, of(name)?))) {
            if is_table == value.get_ref().is_table() {
                out.value(source, name, name, value);
            }
        }
    }
    let known = own.credits();
    own.credits().iter().for_each(|credit| out.table(own.source, "[credits]", credit));
    out.credit(&base, languages);
    let is_new = |credit: &&&DeTable<'_>| !known.iter().any(|known| named(known) == named(credit));
    base.credits().iter().filter(is_new).for_each(|credit| out.table(base.source, "[credits]", credit));
    base.tables("taken").iter().for_each(|taken| out.table(base.source, "[taken]", taken));
    out.origin(&base, ids);
    Source::joined(super::DECK, out.0)
}

/// A `deck.toml` and what it says.
struct File<'a> {
    source: &'a Source,
    table: &'a DeTable<'a>,
}

impl<'a> File<'a> {
    fn credits(&self) -> Vec<&'a DeTable<'a>> {
        self.tables("credits")
    }

    fn tables(&self, key: &str) -> Vec<&'a DeTable<'a>> {
        self.table.get(key).map(tables).unwrap_or_default()
    }

    fn text(&self, path: &[&str]) -> Option<&str> {
        let (last, above) = path.split_last()?;
        let table = above.iter().try_fold(self.table, |table, key| table.get(*key)?.get_ref().as_table())?;
        table.get(*last)?.get_ref().as_str()
    }
}

/// The tables of a list; none where the value is no list of tables.
fn tables<'a>(value: &'a Spanned<DeValue<'a>>) -> Vec<&'a DeTable<'a>> {
    let list = value.get_ref().as_array();
    list.into_iter().flat_map(|list| list.iter()).filter_map(|table| table.get_ref().as_table()).collect()
}

/// Who is credited, and as what.
fn named<'a>(credit: &'a DeTable<'_>) -> [Option<&'a str>; 2] {
    ["role", "name"].map(|key| credit.get(key).and_then(|value| value.get_ref().as_str()))
}

/// The parts of the new text.
#[derive(Default)]
struct Writer(Vec<Part>);

impl Writer {
    fn say(&mut self, words: String) {
        self.0.push(Part::Said(words));
    }

    /// A table below a heading: first its values, then the tables in it. The path of a table in a list is in brackets.
    fn table(&mut self, source: &Source, path: &str, table: &DeTable<'_>) {
        self.say(format!("\n[{path}]\n"));
        let path = path.trim_matches(['[', ']']);
        let is_below = |value: &Spanned<DeValue<'_>>| value.get_ref().is_table() || !tables(value).is_empty();
        for below in [false, true] {
            for (key, value) in table.iter().filter(|(_, value)| is_below(value) == below) {
                let key: &str = key.get_ref();
                self.value(source, &format!("{path}.{key}"), key, value);
                tables(value).into_iter().for_each(|one| self.table(source, &format!("[{path}.{key}]"), one));
            }
        }
    }

    fn value(&mut self, source: &Source, path: &str, key: &str, value: &Spanned<DeValue<'_>>) {
        if let Some(table) = value.get_ref().as_table() {
            return self.table(source, path, table);
        }
        if !tables(value).is_empty() {
            return;
        }
        let is_bare = key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b)) && !key.is_empty();
        self.say(format!("{} = ", if is_bare { key.to_owned() } else { quoted(key) }));
        self.0.push(Part::Taken(source.place(value.span())));
        self.say("\n".to_owned());
    }

    /// The base itself among the credits: its title, version and terms, which so stand wherever credits do.
    fn credit(&mut self, base: &File<'_>, languages: &[String]) {
        let title = languages.iter().find_map(|language| base.text(&["title", language]));
        let [version, licence] =
            [&["version"][..], &["licence", "name"]].map(|path| base.text(path).unwrap_or_default());
        let title = title.or(base.text(&["id"])).unwrap_or_default();
        self.say(format!("\n[[credits]]\nrole = \"{SOURCE}\"\n"));
        self.say(format!("name = {}\n", quoted(&format!("{title} {version} ({licence})"))));
        if let Some(address) = base.table.get("address") {
            self.value(base.source, "", "url", address);
        }
    }

    /// Where the ids of the base are at home.
    fn origin(&mut self, base: &File<'_>, ids: BTreeSet<&String>) {
        self.say("\n[origin]\n".to_owned());
        for key in ["id", "iri", "version"] {
            base.table.get(key).into_iter().for_each(|value| self.value(base.source, "", key, value));
        }
        let ids: Vec<String> = ids.into_iter().map(|id| quoted(id)).collect();
        self.say(format!("ids = [{}]\n", ids.join(", ")));
        for key in ["title", "licence"] {
            let table = base.table.get(key).and_then(|value| value.get_ref().as_table());
            table.into_iter().for_each(|table| self.table(base.source, &format!("origin.{key}"), table));
        }
    }
}

fn quoted(text: &str) -> String {
    // What JSON writes between quotation marks, TOML reads.
    serde_json::Value::from(text).to_string()
}
