//! Items of a quiz: one file for the form of each family of kinds, one row here for each kind.

mod choice;
mod groups;
mod order;
mod perspectives;
mod position;

use super::document::{Section, is_refused, stray_marks};
use super::rules;
use crate::deck::{Block, BlockKind, Entry, Item, ItemBody, Prose};
use crate::diagnostic::Findings;
use crate::form;
use crate::source::{At, Place};

/// What a kind makes of an item's list.
type Form = fn(&Answers<'_>, &mut Findings) -> Option<ItemBody>;

/// Every kind by its name.
const KINDS: [(&str, Form); 8] = [
    ("fact", choice::fact),
    ("facts", choice::facts),
    ("position", position::position),
    ("perspectives", perspectives::perspectives),
    ("order", order::order),
    ("match", groups::pairs),
    ("sort", groups::boxes),
    ("note", note),
];

/// The marks that the heading of an item may have.
pub const MARKS: [&str; 8] = [
    "q1 kind=fact",
    "q1 kind=facts",
    "q1 kind=position",
    "q1 kind=perspectives",
    "q1 kind=order",
    "q1 kind=match",
    "q1 kind=sort",
    "q1 kind=note",
];

/// The kinds in which something is right.
const SCORED: [&str; 2] = ["fact", "facts"];

/// The list of an item, and what its attributes say.
pub struct Answers<'a> {
    /// The entries of the list.
    pub entries: &'a [Entry],
    /// Whether the list is numbered.
    pub ordered: bool,
    /// Whether the file is a translation.
    pub translation: bool,
    /// `steps=`.
    pub steps: Option<&'a str>,
    /// The heading.
    pub place: &'a Place,
}

/// Reads an item; none where its kind is unknown or its answers cannot be understood.
pub fn item(section: &Section, translation: bool, findings: &mut Findings) -> Option<Item> {
    section.know(&[], findings);
    let place = &section.id.place;
    if !form::is_id(&section.id) {
        findings.add(&rules::BAD_ID, place).with("value", &*section.id);
    }
    let attribute =
        |name: &str| section.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let kind = attribute("kind").unwrap_or_default();
    let Some((_, form)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        let known = KINDS.map(|(name, _)| name).join(", ");
        findings.add(&rules::UNKNOWN_ITEM_KIND, place).with("kind", kind).with("known", known);
        return None;
    };
    attributes(section, kind, findings);
    let Split { intro, entries, ordered, closing } = split(section.text(&[], findings), findings);
    if !SCORED.contains(&kind) {
        stray_marks(&entries, findings);
    }
    if translation && attribute("source").is_some() {
        findings.add(&rules::MARKS_IN_TRANSLATION, place);
    }
    let answers = Answers { entries: &entries, ordered, translation, steps: attribute("steps"), place };
    let body = form(&answers, findings)?;
    choice::feedback(&body, &closing, findings);
    let source = attribute("source").map(|id| At::new(id.to_owned(), place.clone()));
    Some(Item {
        id: section.id.clone(),
        was: former(attribute("was"), place, findings),
        question: section.title.clone(),
        intro,
        body,
        closing,
        source,
        place: place.clone(),
    })
}

/// The ids behind `was=`, separated by commas.
fn former(given: Option<&str>, place: &Place, findings: &mut Findings) -> Vec<At<String>> {
    let ids = given.into_iter().flat_map(|ids| ids.split(','));
    let mut former = Vec::new();
    for id in ids {
        if form::is_id(id) {
            former.push(At::new(id.to_owned(), place.clone()));
        } else {
            findings.add(&rules::BAD_ID, place).with("value", id);
        }
    }
    former
}

/// Reports what an item of a kind does not have.
fn attributes(section: &Section, kind: &str, findings: &mut Findings) {
    for (key, _) in &section.attributes {
        let has = matches!(key.as_str(), "kind" | "source" | "was") || (key == "steps" && kind == "position");
        if !has {
            findings.add(&rules::UNKNOWN_ATTRIBUTE, &section.id.place).with("key", key);
        }
    }
}

/// What an item's text is made of.
#[derive(Default)]
struct Split {
    intro: Prose,
    entries: Vec<Entry>,
    ordered: bool,
    closing: Prose,
}

/// Paragraphs before the list introduce it, a quote is said once it is answered. A quote right below an answer was meant for that
/// answer: it is reported, and a list that goes on after it is the same list.
fn split(body: &[Block], findings: &mut Findings) -> Split {
    let mut split = Split::default();
    let (mut last, mut loose): (Option<&Block>, bool) = (None, false);
    for block in body {
        match &block.kind {
            BlockKind::List { entries, ordered } if last.is_none() || loose => {
                split.ordered = if last.is_none() { *ordered } else { split.ordered };
                split.entries.extend(entries.iter().cloned());
                (last, loose) = (Some(block), false);
            }
            BlockKind::Quote(inner) => {
                loose = last.is_some_and(|list| is_right_below(list, block));
                if loose {
                    findings.add(&rules::LOOSE_FEEDBACK, &block.place);
                }
                split.closing.0.extend(inner.0.iter().cloned());
            }
            BlockKind::Paragraph(_) if last.is_none() => split.intro.0.push(block.clone()),
            _ if is_refused(block) => {}
            _ => {
                findings.add(&rules::NOT_A_LIST, &block.place);
            }
        }
    }
    split.intro.0.shrink_to_fit();
    split.closing.0.shrink_to_fit();
    split
}

/// Whether no empty line parts two blocks.
fn is_right_below(above: &Block, below: &Block) -> bool {
    let between = above.place.source.text().get(above.place.end..below.place.start);
    between.is_some_and(|between| between.matches('\n').count() < 2)
}

impl Answers<'_> {
    /// Whether the number of entries is in a range; a finding otherwise.
    fn count(&self, least: usize, most: usize, findings: &mut Findings) -> bool {
        let found = self.entries.len();
        if self.entries.is_empty() {
            findings.add(&rules::NO_ANSWERS, self.place);
        } else if !(least..=most).contains(&found) {
            let finding = findings.add(&rules::WRONG_COUNT, self.place);
            finding.with("found", found).with("least", least).with("most", most);
        }
        (least..=most).contains(&found)
    }
}

/// The text of an entry without what hangs below it, and what hangs there.
fn head(entry: &Entry) -> (Prose, Vec<&Block>) {
    let is_text = |block: &&Block| matches!(block.kind, BlockKind::Paragraph(_));
    let text = entry.body.0.iter().take_while(is_text).cloned().collect::<Vec<_>>();
    let below = entry.body.0.iter().skip(text.len()).collect();
    (Prose(text), below)
}

/// The entries of the one list below an entry.
fn below<'a>(blocks: &[&'a Block]) -> Option<(&'a [Entry], bool)> {
    match blocks {
        [Block { kind: BlockKind::List { entries, ordered }, .. }] => Some((entries, *ordered)),
        _ => None,
    }
}

fn note(answers: &Answers<'_>, findings: &mut Findings) -> Option<ItemBody> {
    if !answers.entries.is_empty() {
        findings.add(&rules::LIST_IN_NOTE, answers.place);
    }
    Some(ItemBody::Note)
}
