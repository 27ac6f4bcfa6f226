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

/// Each condition names a response of the question.
pub(super) fn named(item: Node, presentation: Node, document: &Manifest, report: &mut Report) {
    let responses: BTreeSet<&str> = presentation.descendants().filter_map(response).collect();
    for condition in below(item, "varequal").chain(below(item, "varsubstring")) {
        let found = condition.attribute("respident").unwrap_or_default();
        if !responses.contains(found) {
            report.add(&rules::CARTRIDGE_RESPONSE, &document.place(condition), [("found", found.to_owned())]);
        }
    }
}

/// The name of a response: of one among labels or of a text that is typed.
fn response<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    ["response_lid", "response_str"].contains(&node.tag_name().name()).then(|| node.attribute("ident"))?
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
