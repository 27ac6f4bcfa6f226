//! How the new deck's `deck.toml` and the head of its glossary are written.

use super::Frame;
use crate::deck::Licence;
use std::collections::BTreeSet;

/// A text as a value of TOML, whose strings are those of JSON.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A list of texts.
pub fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

/// A table on one line.
pub fn table<'a>(fields: impl Iterator<Item = (&'a str, String)>) -> String {
    format!("{{ {} }}", fields.map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", "))
}

/// `deck.toml`: how a new deck begins and whom it credits, with the lists of this one, its title in each language, its licence and
/// what it took.
pub fn deck_toml(
    frame: &Frame<'_>,
    languages: &[String],
    themes: &[String],
    countries: &[String],
    licence: Option<&Licence>,
    taken: &str,
) -> String {
    let all = |own: &[String]| list(own.iter().map(String::as_str));
    let (begin, rest) = frame.deck.split_once("[title]").unwrap_or((frame.deck, ""));
    let credits = rest.find("[[credits]]").map_or("", |at| &rest[at..]);
    let line = |line: &str| match line.split_once(" = ") {
        Some(("languages", _)) => format!("languages = {}\n", all(languages)),
        Some(("themes", _)) if countries.is_empty() => format!("themes = {}\n", all(themes)),
        Some(("themes", _)) => format!("themes = {}\ncountries = {}\n", all(themes), all(countries)),
        _ => format!("{line}\n"),
    };
    let mut out: String = begin.lines().map(line).collect();
    out.push_str("[title]\n");
    languages.iter().for_each(|language| out.push_str(&format!("{language} = {}\n", quoted(frame.title))));
    if let Some(licence) = licence {
        out.push_str(&format!("\n[licence]\nid = {}\nname = {}\n", quoted(&licence.id), quoted(&licence.name)));
        licence.url.iter().for_each(|url| out.push_str(&format!("url = {}\n", quoted(url))));
    }
    format!("{out}\n{}\n{taken}", credits.trim_end())
}

const DIGESTS: &str = "source-digest = \"";

/// A glossary whose head lists the digests of all heads: its terms come from several decks.
pub fn with_digests(text: &[u8], heads: &[&[u8]]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).into_owned();
    let listed = |text: &str| -> Option<(usize, usize)> {
        let start = text.find(DIGESTS)? + DIGESTS.len();
        Some((start, start + text[start..].find('"')?))
    };
    let Some((start, end)) = listed(&text).filter(|_| heads.len() > 1) else { return text.into_bytes() };
    let heads: Vec<String> = heads.iter().map(|head| String::from_utf8_lossy(head).into_owned()).collect();
    let own = heads.iter().filter_map(|head| listed(head).map(|(start, end)| &head[start..end]));
    let mut met = BTreeSet::new();
    let all: Vec<&str> = own.flat_map(str::split_whitespace).filter(|sum| met.insert(*sum)).collect();
    format!("{}{}{}", &text[..start], all.join(" "), &text[end..]).into_bytes()
}
