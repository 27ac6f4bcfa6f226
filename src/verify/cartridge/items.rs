//! Questions: their profile, the form of their answers, and what is said to those who answer. Source: the Schematron rules of
//! `ccv1p1_qtiasiv1p2p1_v1p0.xsd`; what Moodle makes of it: `backup/cc/entity.quiz.class.php`.

use super::quiz::lacks;
use super::{below, first, outermost, response};
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

/// What a question is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    /// One of several answers, of two in the case of true and false.
    Choice,
    TrueFalse,
    Multiple,
    /// A text that is held against others.
    Blank,
    Essay,
}

/// The profiles by their names.
const PROFILES: [(&str, Profile); 6] = [
    ("cc.multiple_choice.v0p1", Profile::Choice),
    ("cc.true_false.v0p1", Profile::TrueFalse),
    ("cc.multiple_response.v0p1", Profile::Multiple),
    ("cc.fib.v0p1", Profile::Blank),
    ("cc.pattern_match.v0p1", Profile::Blank),
    ("cc.essay.v0p1", Profile::Essay),
];

/// Judges a question.
pub(super) fn check(item: Node, document: &Manifest, report: &mut Report) {
    let Some(profile) = profile(item, document, report) else { return };
    let Some(presentation) = first(item, "presentation") else {
        return lacks(item, "presentation", document, report);
    };
    let labels = if form(presentation, profile, document, report) { labels(presentation) } else { BTreeSet::new() };
    if !labels.is_empty() || profile == Profile::Blank {
        response::check(item, profile, &labels, document, report);
    }
    response::named(item, presentation, document, report);
    feedback(item, document, report);
}

fn profile(item: Node, document: &Manifest, report: &mut Report) -> Option<Profile> {
    let fields = first(item, "itemmetadata").into_iter().flat_map(|metadata| below(metadata, "qtimetadatafield"));
    let is_profile = |field: &Node| first(*field, "fieldlabel").is_some_and(|own| Manifest::text(own) == "cc_profile");
    let said = fields.into_iter().find(is_profile).and_then(|field| first(field, "fieldentry"));
    let found = said.map(Manifest::text).unwrap_or_default();
    let known = PROFILES.iter().find(|(name, _)| *name == found).map(|(_, profile)| *profile);
    if known.is_none() {
        report.add(&rules::CARTRIDGE_PROFILE, &document.place(said.unwrap_or(item)), [("found", found)]);
    }
    known
}

fn labels<'a>(presentation: Node<'a, '_>) -> BTreeSet<&'a str> {
    below(presentation, "response_label").filter_map(|label| label.attribute("ident")).collect()
}

/// Whether the answers have the form that the profile wants.
fn form(presentation: Node, profile: Profile, document: &Manifest, report: &mut Report) -> bool {
    let (lid, text) = (below(presentation, "response_lid").next(), below(presentation, "response_str").next());
    let cardinality = lid.and_then(|lid| lid.attribute("rcardinality")).unwrap_or("Single");
    let count = below(presentation, "response_label").count();
    let fits = match profile {
        Profile::Choice => lid.is_some() && text.is_none() && cardinality == "Single" && count > 1,
        Profile::TrueFalse => lid.is_some() && text.is_none() && cardinality == "Single" && count == 2,
        Profile::Multiple => lid.is_some() && text.is_none() && cardinality == "Multiple" && count > 1,
        Profile::Blank | Profile::Essay => lid.is_none() && text.is_some(),
    };
    if !fits {
        report.add(&rules::CARTRIDGE_ANSWERS, &document.place(presentation), []);
    }
    fits
}

/// Each feedback is asked for by a condition, and each that is asked for is there, where Moodle looks for it.
fn feedback(item: Node, document: &Manifest, report: &mut Report) {
    let asked: BTreeSet<&str> = below(item, "displayfeedback").filter_map(|node| node.attribute("linkrefid")).collect();
    let mut there = BTreeSet::new();
    for node in outermost(item, "itemfeedback") {
        let id = node.attribute("ident").unwrap_or_default();
        there.insert(id);
        let has_text = first(node, "flow_mat").and_then(|flow| first(flow, "material")).is_some();
        let is_other = first(node, "solution").or(first(node, "hint")).is_some();
        if !asked.contains(id) || !(has_text || is_other) {
            report.add(&rules::CARTRIDGE_FEEDBACK, &document.place(node), [("found", id.to_owned())]);
        }
    }
    for node in below(item, "displayfeedback") {
        let id = node.attribute("linkrefid").unwrap_or_default();
        if !there.contains(id) {
            report.add(&rules::CARTRIDGE_FEEDBACK, &document.place(node), [("found", id.to_owned())]);
        }
    }
}
