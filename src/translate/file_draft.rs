//! One file of a translation, as an import would write it.

use super::cut::Cut;
use super::desk::Desk;
use super::digest::Digests;
use super::edit::{Edit, apply, put};
use super::files::{File, Kind, Pair};
use super::front::compose;
use super::rules;
use super::unit::{Spelling, Unit};
use super::walk::Section;
use crate::source::{Place, Source};
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

/// The version of the source and the digests of its texts, where they are to be noted.
type MadeFrom<'a> = (Option<&'a str>, Option<&'a str>);

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
    let made_from = (version.filter(|version| Some(*version) != kept), list.as_deref());
    let text = match &present {
        Some(present) if present.is_formed_like(&source) => revise(present, &source, &texts, made_from),
        Some(present) => {
            // Nothing says where they would go, and nobody said that they may.
            if let Some((first, count)) = present.more_than(&source) {
                let place = present.source.place(first.range.clone());
                desk.findings.add(&rules::OWN_PARTS, &place).with("file", &pair.path).with("count", count);
                return None;
            }
            again(present, &source, &texts, made_from)
        }
        None => new(&pair.source, &source, &texts, made_from),
    };
    if let Some(present) = &present {
        desk.replaced.extend(replaced(present, &source, &texts, kept == Some(deck_version)));
    }
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

/// Where texts stand that were made from the source as it is, and are to be others.
fn replaced(present: &Cut, source: &Cut, texts: &Texts, is_current: bool) -> Vec<Place> {
    let is_other = |own: &Unit| texts.by_context.get(&own.context).is_some_and(|text| *text != own.text);
    let pairs = source.units.iter().filter_map(|unit| Some((unit, present.unit(&unit.context)?)));
    let replaced = pairs.filter(|(unit, own)| present.front.is_made_from(unit, is_current) && is_other(own));
    let is_like = present.is_like(source);
    replaced.filter(|_| is_like).map(|(_, own)| present.source.place(own.range.clone())).collect()
}

/// What the file is made from now: the texts that the catalogue translates, and those that were translated before. A file
/// without digests was made from all texts if it names the version that the deck has. None where there is nothing to note.
fn digests(source: &Cut, present: Option<&Cut>, texts: &Texts, is_current: bool) -> Option<String> {
    let was = |unit: &Unit| present.is_some_and(|cut| cut.front.is_made_from(unit, is_current));
    let is_made_from = |unit: &&Unit| texts.given.contains(&unit.context) || was(unit);
    let is_known = present.is_some_and(|cut| cut.front.digests.is_some())
        || source.units.iter().any(|unit| texts.given.contains(&unit.context));
    Some(Digests::list(source.units.iter().filter(is_made_from).map(Unit::named)))
        .filter(|list| is_known && !list.is_empty())
}

fn texts(source: &Cut, present: Option<&Cut>, desk: &mut Desk<'_, '_>) -> Texts {
    // Where other units stand in the file, what stands there under a name may translate something else. Titles stay titles.
    let is_like = present.is_some_and(|present| present.is_like(source));
    let mut texts = Texts { by_context: BTreeMap::new(), given: BTreeSet::new(), missing: Vec::new(), has_hole: false };
    for unit in &source.units {
        let there = present.and_then(|present| present.unit(&unit.context));
        let given = desk.given(unit, there.map(|there| there.text.as_str()));
        if given.is_some() {
            texts.given.insert(unit.context.clone());
        }
        if given.is_none() && unit.is_needed() {
            texts.missing.push(unit.context.clone());
        }
        let is_usable = is_like || unit.spelling != Spelling::Prose;
        let kept = || there.filter(|_| is_usable).map(|there| there.text.clone());
        match given.or_else(kept) {
            Some(text) => drop(texts.by_context.insert(unit.context.clone(), text)),
            None => texts.has_hole |= unit.is_needed(),
        }
    }
    texts
}

/// A file that is there, with the texts that are new.
fn revise(present: &Cut, source: &Cut, texts: &Texts, made_from: MadeFrom<'_>) -> String {
    let whole = present.source.text();
    let mut edits = front(present, source, texts, made_from);
    for unit in present.units.iter().filter(|unit| unit.spelling == Spelling::Prose) {
        if let Some(text) = texts.by_context.get(&unit.context).filter(|text| **text != unit.text) {
            edits.push(put(whole, unit, text));
        }
    }
    apply(whole, edits)
}

/// The front matter of a file that is there, with what is new: all else in it is the translation's own.
fn front(present: &Cut, source: &Cut, texts: &Texts, (version, digests): MadeFrom<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for unit in source.units.iter().filter(|unit| unit.spelling != Spelling::Prose) {
        let Some(text) = texts.by_context.get(&unit.context) else { continue };
        match present.unit(&unit.context) {
            Some(own) if own.text == *text => {}
            Some(own) => edits.push(put(present.source.text(), own, text)),
            None => edits.push(present.front.add(unit, text)),
        }
    }
    edits.extend(version.map(|version| present.front.set_version(version)));
    edits.extend(digests.map(|list| present.front.set_digests(list)));
    edits
}

/// A file that is there and has another structure: its own front matter, and the body made of the source's.
fn again(present: &Cut, source: &Cut, texts: &Texts, made_from: MadeFrom<'_>) -> String {
    let whole = &present.source.text()[..present.front.body];
    let mut edits = body(source, texts, apply(whole, front(present, source, texts, made_from)));
    edits.extend(source.sections.iter().filter_map(|section| redated(section, present, source)));
    apply(source.source.text(), edits)
}

/// A new file: the source's, with a front matter of its own.
fn new(file: &File<'_>, source: &Cut, texts: &Texts, made_from: MadeFrom<'_>) -> String {
    let text = |name: &str| texts.by_context.get(&format!("{}/{name}", file.base)).map(String::as_str);
    let front = compose((file, &source.front), text("title").unwrap_or_default(), text("keywords"), made_from);
    apply(source.source.text(), body(source, texts, front))
}

/// What makes a translation of the source: a front matter, other texts, and nothing that only the source says.
fn body(source: &Cut, texts: &Texts, front: String) -> Vec<Edit> {
    let mut edits = vec![Edit { range: 0..source.front.body, text: front }];
    edits.extend(source.answers.iter().map(|range| Edit { range: range.clone(), text: String::new() }));
    for unit in source.units.iter().filter(|unit| unit.spelling == Spelling::Prose) {
        edits.extend(texts.by_context.get(&unit.context).map(|text| put(source.source.text(), unit, text)));
    }
    edits
}

/// What makes a heading of the source say when the translation was checked. A section that is new there has no date of its own.
fn redated(section: &Section, present: &Cut, source: &Cut) -> Option<Edit> {
    let own = present.sections.iter().find(|own| own.context == section.context)?;
    let (was, text) = (checked(section), checked(own));
    if was == text {
        return None;
    }
    let heading = &source.source.text()[section.heading.clone()];
    let at = section.heading.start + if was.is_empty() { heading.rfind('}')? } else { heading.rfind(&was)? };
    Some(Edit { range: at..at + was.len(), text })
}

/// When a section was checked, as its heading says it; empty where it does not.
fn checked(section: &Section) -> String {
    let month = section.attributes.iter().find(|(key, _)| key == "checked");
    month.map(|(_, month)| format!(" checked={month}")).unwrap_or_default()
}
