//! One file of a translation, as an import would write it.

use super::cut::Cut;
use super::desk::Desk;
use super::digest::Digests;
use super::edit::{Edit, apply, put};
use super::files::{File, Kind, Pair};
use super::front::compose;
use super::rules;
use super::unit::{Spelling, Unit};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// A file as it would be written.
pub struct Draft {
    /// Where, below the deck's folder.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// The units that must be found in it again, with their texts, in their order.
    pub wanted: Vec<(String, String)>,
    base: String,
    kind: Kind,
    present: Option<Source>,
}

impl Draft {
    /// Whether the file is not there yet or says something else.
    pub fn is_change(&self) -> bool {
        self.present.as_ref().is_none_or(|present| present.text() != self.text)
    }

    /// The draft, cut into units again.
    pub fn cut(&self) -> Cut {
        let source = Source::new(&self.path, &self.text);
        Cut::new(&File {
            base: self.base.clone(),
            kind: self.kind,
            id: None,
            version: None,
            checked: None,
            source: &source,
        })
    }
}

/// What the units of a file say in the translation.
struct Texts {
    by_context: BTreeMap<String, String>,
    /// Units that the catalogue has a text for.
    given: BTreeSet<String>,
    /// Needed units that the catalogue has no text for.
    missing: Vec<String>,
    /// Whether for one of them there is no other text either.
    has_hole: bool,
}

/// The file of a pair with the texts of the catalogue; none, with a finding, where one is missing.
pub fn draft(pair: &Pair<'_>, deck_version: &str, desk: &mut Desk<'_, '_>) -> Option<Draft> {
    let source = Cut::new(&pair.source);
    let present = pair.translation.as_ref().map(Cut::new);
    let texts = texts(&source, present.as_ref(), desk);
    if let Some(first) = texts.missing.first() {
        let rule = if texts.has_hole { &rules::NOT_WRITTEN } else { &rules::VERSION_KEPT };
        let place = desk.place(first);
        desk.findings.add(rule, &place).with("file", &pair.path).with("count", texts.missing.len());
    }
    if texts.has_hole {
        return None;
    }
    let kept = pair.translation.as_ref().and_then(|file| file.version);
    let version = if texts.missing.is_empty() { Some(deck_version) } else { kept };
    let list = digests(&source, present.as_ref(), &texts, kept == Some(deck_version));
    let text = match present.as_ref().filter(|present| present.is_formed_like(&source)) {
        Some(present) => revise(present, &texts, version.filter(|version| Some(*version) != kept), list.as_deref()),
        None => translate(&pair.source, &source, &texts, (version, list.as_deref())),
    };
    let wanted = |unit: &Unit| Some((unit.context.clone(), texts.by_context.get(&unit.context)?.clone()));
    Some(Draft {
        path: pair.path.clone(),
        text,
        wanted: source.units.iter().filter_map(wanted).collect(),
        base: pair.source.base.clone(),
        kind: pair.source.kind,
        present: present.map(|cut| cut.source),
    })
}

/// What the file is made from now: the texts that the catalogue translates, and those that were translated before. A file
/// without digests was made from all texts if it names the version that the deck has. None where there is nothing to note.
fn digests(source: &Cut, present: Option<&Cut>, texts: &Texts, is_current: bool) -> Option<String> {
    let was = |unit: &Unit| present.is_some_and(|cut| cut.front.is_made_from(unit, is_current));
    let is_made_from = |unit: &&Unit| texts.given.contains(&unit.context) || was(unit);
    let is_known = present.is_some_and(|cut| cut.front.digests.is_some())
        || source.units.iter().any(|unit| texts.given.contains(&unit.context));
    Some(Digests::list(source.units.iter().filter(is_made_from))).filter(|list| is_known && !list.is_empty())
}

fn texts(source: &Cut, present: Option<&Cut>, desk: &mut Desk<'_, '_>) -> Texts {
    // Where other units stand in the file, what stands there under a name may translate something else. Titles stay titles.
    let is_like = present.is_some_and(|present| present.is_like(source));
    let mut texts = Texts { by_context: BTreeMap::new(), given: BTreeSet::new(), missing: Vec::new(), has_hole: false };
    for unit in &source.units {
        let given = desk.given(unit);
        if given.is_some() {
            texts.given.insert(unit.context.clone());
        }
        if given.is_none() && unit.is_needed() {
            texts.missing.push(unit.context.clone());
        }
        let is_usable = is_like || unit.spelling != Spelling::Prose;
        let kept = || present.filter(|_| is_usable)?.unit(&unit.context).map(|unit| unit.text.clone());
        match given.or_else(kept) {
            Some(text) => drop(texts.by_context.insert(unit.context.clone(), text)),
            None => texts.has_hole |= unit.is_needed(),
        }
    }
    texts
}

/// A file that is there, with the texts that are new.
fn revise(present: &Cut, texts: &Texts, version: Option<&str>, digests: Option<&str>) -> String {
    let whole = present.source.text();
    let mut edits: Vec<Edit> = Vec::new();
    for unit in &present.units {
        if let Some(text) = texts.by_context.get(&unit.context).filter(|text| **text != unit.text) {
            edits.push(put(whole, unit, text));
        }
    }
    let keywords = texts.by_context.iter().find(|(context, _)| context.ends_with("/keywords"));
    if let Some((_, text)) = keywords.filter(|(context, _)| present.unit(context).is_none()) {
        edits.push(present.front.add_keywords(text));
    }
    edits.extend(version.map(|version| present.front.set_version(version)));
    edits.extend(digests.map(|list| present.front.set_digests(list)));
    apply(whole, edits)
}

/// A new file: the source's, with a front matter of its own, other texts, and without what only the source says.
fn translate(file: &File<'_>, source: &Cut, texts: &Texts, made_from: (Option<&str>, Option<&str>)) -> String {
    let whole = source.source.text();
    let text = |name: &str| texts.by_context.get(&format!("{}/{name}", file.base)).map(String::as_str);
    let front = compose((file, &source.front), text("title").unwrap_or_default(), text("keywords"), made_from);
    let mut edits = vec![Edit { range: 0..source.front.body, text: front }];
    edits.extend(source.answers.iter().map(|range| Edit { range: range.clone(), text: String::new() }));
    for unit in source.units.iter().filter(|unit| unit.spelling == Spelling::Prose) {
        edits.extend(texts.by_context.get(&unit.context).map(|text| put(whole, unit, text)));
    }
    apply(whole, edits)
}
