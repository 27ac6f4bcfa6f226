//! What counts as right: the conditions of a question that give points.

use super::items::Profile;
use super::{all, below, outermost};
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

/// Judges the conditions of a question with these answers; there are none where a text is typed.
pub(super) fn check(item: Node, profile: Profile, labels: &BTreeSet<&str>, document: &Manifest, report: &mut Report) {
    let has_labels = profile != Profile::Blank;
    let mut is_answered = false;
    for named in below(item, "varequal").filter(|_| has_labels) {
        let answer = Manifest::text(named);
        if !labels.contains(answer.as_str()) {
            report.add(&rules::CARTRIDGE_UNKNOWN, &document.place(named), [("found", answer)]);
        }
    }
    for condition in outermost(item, "respcondition").filter(|condition| scores(*condition)) {
        for right in right(condition) {
            let answer = Manifest::text(right);
            is_answered |= if has_labels { labels.contains(answer.as_str()) } else { !answer.is_empty() };
            if profile == Profile::Multiple && right.attribute("case") != Some("Yes") {
                report.add(&rules::CARTRIDGE_CASE, &document.place(right), [("found", answer)]);
            }
        }
    }
    if !is_answered {
        let id = item.attribute("ident").unwrap_or_default();
        report.add(&rules::CARTRIDGE_NO_RIGHT, &document.place(item), [("found", id.to_owned())]);
    }
}

/// Whether a condition gives points.
fn scores(condition: Node) -> bool {
    all(condition, "setvar").any(|set| Manifest::text(set).parse::<f64>().is_ok_and(|points| points > 0.0))
}

/// The answers that a condition wants, without those that it does not want.
fn right<'a, 'i>(condition: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let wanted = below(condition, "varequal").chain(below(condition, "varsubstring"));
    wanted.filter(|named| named.parent_element().is_none_or(|parent| parent.tag_name().name() != "not"))
}
