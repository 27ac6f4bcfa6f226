//! The lists of what standards ask, clause by clause: each is judged by a rule or named by `verify --explain` as what no
//! program can judge. The lists are not part of the project; FACTS names their folder. Where all is tested, CI is set and they must
//! be there.

use crate::packages::Pack;
use crate::schemas;
use cartable::diagnostic::{Locale, explain};
use cartable::verify::{RULES, unjudged, verify};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const ROWS: &str = include_str!("scorm2004-rules.tsv");

/// A row of the table: the rule's id, its codes, the changes.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    ROWS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        (cells.next().expect("an id"), cells.next().expect("codes"), cells.collect())
    })
}

/// A list's text; none where it is not at hand, and it says so.
fn list(name: &str) -> Option<String> {
    let folder = std::env::var_os("FACTS").map_or_else(|| PathBuf::from("../shared/facts"), PathBuf::from);
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        let why = format!("no list at {} (set FACTS to its folder)", path.display());
        assert!(std::env::var_os("CI").is_none(), "{why}");
        eprintln!("skipped: {why}");
    }
    text
}

/// The clauses of one standard that findings and `verify --explain` name.
fn named(standard: &str) -> BTreeSet<String> {
    let rules = RULES.iter().filter_map(|rule| Some(explain(Locale::En, rule.code)?.clause.clone()));
    let clauses = rules.chain(unjudged(Locale::En).into_iter().map(|row| row.clause));
    let parts: Vec<String> =
        clauses.flat_map(|clause| clause.split(';').map(str::to_owned).collect::<Vec<_>>()).collect();
    let own = parts.iter().filter_map(|part| part.trim().strip_prefix(standard));
    own.flat_map(|part| part.split(", ")).map(|part| part.trim_matches([' ', '.']).to_owned()).collect()
}

/// How often each code is given.
fn counts(manifest: &str) -> BTreeMap<&'static str, usize> {
    let mut pack = Pack { manifest: manifest.as_bytes().to_vec(), ..Pack::scorm2004() };
    pack.unlisted("a/b", b"b");
    let mut counts = BTreeMap::new();
    verify("a.zip", &pack.bytes()).sorted().iter().for_each(|f| *counts.entry(f.rule.code).or_default() += 1);
    counts
}

/// Puts `{2001}` letters and `{blank}` into a value.
fn filled(text: &str) -> String {
    let Some((before, rest)) = text.split_once('{') else { return text.to_owned() };
    let (word, after) = rest.split_once('}').expect("a closing brace");
    let value = word.parse().map_or_else(|_| " ".to_owned(), |count| "a".repeat(count));
    format!("{before}{value}{}", filled(after))
}

/// An element by its literal name, and by which of that name it is: `title[2]`.
fn element<'a>(tree: &'a Document<'a>, name: &str) -> Node<'a, 'a> {
    let (name, at) = name.strip_suffix(']').and_then(|rest| rest.split_once('[')).unwrap_or((name, "1"));
    let text = tree.input_text();
    let is = |node: &Node| text[node.range()][1..].split([' ', '>', '/', '\n']).next() == Some(name);
    let mut all = tree.descendants().filter(Node::is_element).filter(is);
    all.nth(at.parse::<usize>().expect("a number") - 1).unwrap_or_else(|| panic!("no {name}"))
}

/// The manifest after one change: `FROM → TO`, `without ELEMENT`, `twice ELEMENT`, `no ATTRIBUTE on ELEMENT`,
/// `ATTRIBUTE=VALUE on ELEMENT`, `ELEMENT in PARENT`, or `TEXT in ELEMENT`.
fn changed(text: &str, change: &str) -> String {
    if let Some((from, to)) = change.split_once(" → ") {
        assert!(text.contains(from), "{from}");
        return text.replacen(from, &filled(to), 1);
    }
    let tree = Document::parse(text).expect("a good manifest");
    let with = |at: std::ops::Range<usize>, new: &str| schemas::splice(text, at, new);
    if let Some(name) = change.strip_prefix("without ") {
        return with(element(&tree, name).range(), "");
    }
    if let Some(name) = change.strip_prefix("twice ") {
        let range = element(&tree, name).range();
        return with(range.end..range.end, &text[range]);
    }
    if let Some((what, name)) = change.rsplit_once(" on ") {
        let node = element(&tree, name);
        let (key, value) = what.split_once('=').map_or((&what[3..], None), |(key, value)| (key, Some(filled(value))));
        let attribute = node.attributes().find(|a| &text[a.range_qname()] == key);
        return match (attribute, value) {
            (Some(attribute), None) => with(attribute.range(), ""),
            (Some(attribute), Some(value)) => with(attribute.range_value(), &value),
            (None, value) => {
                let at = node.range().start + 1 + text[node.range()][1..].find([' ', '>', '/']).expect("a tag");
                with(at..at, &format!(" {key}=\"{}\"", value.expect("a value")))
            }
        };
    }
    let (what, parent) = change.rsplit_once(" in ").expect("a change");
    let parent = element(&tree, parent);
    let inside =
        parent.first_child().expect("content").range().start..parent.last_child().expect("content").range().end;
    match what.contains(['%', '{']) {
        true => with(inside, &filled(what)),
        false => with(inside.start..inside.start, &text[element(&tree, what).range()]),
    }
}

#[test]
fn what_adl_lists_is_given_its_code_or_said_not_to_be_judged() {
    let rich = schemas::scorm2004();
    let before = counts(&rich);
    let explained = named("SCORM 2004 ");
    let mut wrong = Vec::new();
    for (id, codes, changes) in rows() {
        if codes == "-" {
            assert!(explained.contains(id), "{id} is neither judged nor explained");
            continue;
        }
        let after = changes.iter().fold(rich.clone(), |text, change| changed(&text, change));
        let found = counts(&after);
        let missing = codes.split(' ').filter(|code| found.get(code) <= before.get(code));
        wrong.extend(missing.map(|code| format!("{id}: {code} is not given for {changes:?}, but {found:?}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_rule_of_adl_is_without_its_row() {
    let Some(text) = list("scorm2004-package-rules.txt") else { return };
    let rows: BTreeSet<&str> = rows().map(|(id, ..)| id).collect();
    let (mut times, mut texts) = (BTreeMap::<&str, usize>::new(), BTreeSet::new());
    let mut known = BTreeSet::new();
    for line in text.lines().filter(|line| !line.starts_with("##")) {
        let (id, text) = line.split_once('\t').expect("an id and a text");
        let count = times.entry(id).or_default();
        *count += 1;
        let id = if *count == 1 { id.to_owned() } else { format!("{id} {count}") };
        // The profile for packages that are only exchanged says many of them again, under numbers of its own.
        let again = !texts.insert(text);
        assert!(again || rows.contains(id.as_str()), "no row for {id}: {text}");
        known.insert(id);
    }
    assert!(known.len() > 300);
    assert_eq!(rows.iter().filter(|id| !known.contains(**id)).collect::<Vec<_>>(), Vec::<&&str>::new());
}

/// Whether a clause of cmi5 is among those that a citation means: itself, all below `8.1`, or `9.1 to 9.7`. `13.1 (d)` means what
/// follows for the LMS from the clauses below it.
fn means(citation: &str, id: &str) -> bool {
    let (citation, id) = match (citation.strip_suffix(" (d)"), id.strip_suffix(" (d)")) {
        (Some(citation), Some(id)) => (citation, id),
        (Some(_), None) => return false,
        (None, _) => (citation, id),
    };
    let numbers = |text: &str| text.split('.').map_while(|part| part.parse().ok()).collect::<Vec<u32>>();
    let section = numbers(id.split('-').next().unwrap_or_default());
    match citation.split_once(" to ") {
        Some((from, to)) => {
            let (from, to) = (numbers(from), numbers(to));
            (from.as_slice()..=to.as_slice()).contains(&&section[..from.len()])
        }
        None if citation.contains('-') => citation == id,
        None => {
            let own = numbers(citation);
            !own.is_empty() && section.starts_with(&own)
        }
    }
}

#[test]
fn every_clause_of_cmi5_is_judged_or_said_not_to_be() {
    let Some(text) = list("cmi5-requirements.json") else { return };
    let list: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let clauses: Vec<&str> = list.as_array().expect("a list").iter().filter_map(|one| one["id"].as_str()).collect();
    // A remark says that only a part of the section is meant, unless it says whom the clause binds.
    let bare = |one: String| [" (AU)", " (LMS)"].iter().fold(one, |one, whom| one.replace(whom, ""));
    let named: Vec<String> = named("cmi5 ").into_iter().map(bare).collect();
    let named: Vec<&String> = named.iter().filter(|one| one.ends_with(" (d)") || !one.contains('(')).collect();
    assert!(clauses.len() > 300);
    let silent: Vec<_> = clauses.iter().filter(|id| !named.iter().any(|one| means(one, id))).collect();
    assert!(silent.is_empty(), "{silent:?}");
}
