//! Quizzes and banks of questions: the frame around the items. Source: `ccv1p1_qtiasiv1p2p1_v1p0.xsd`.

use super::{first, items, outermost};
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

/// Judges a document of questions.
pub(super) fn check(document: &Manifest, report: &mut Report) {
    let root = document.tree.root_element();
    let frame = Some(root).filter(|root| root.tag_name().name() == "questestinterop");
    let Some(frame) = frame.and_then(|root| first(root, "assessment").or(first(root, "objectbank"))) else {
        return lacks(root, "questestinterop/assessment", document, report);
    };
    if frame.attribute("ident").is_none_or(str::is_empty) {
        lacks(frame, "@ident", document, report);
    }
    if frame.tag_name().name() == "assessment" && frame.attribute("title").is_none_or(str::is_empty) {
        lacks(frame, "@title", document, report);
    }
    let (mut seen, mut count) = (BTreeSet::new(), 0);
    for item in outermost(frame, "item") {
        count += 1;
        match item.attribute_node("ident") {
            None => lacks(item, "@ident", document, report),
            Some(ident) if !seen.insert(ident.value()) => {
                let args = [("found", ident.value().to_owned())];
                report.add(&rules::CARTRIDGE_SAME_ID, &document.value(&ident), args);
            }
            Some(_) => {}
        }
        items::check(item, document, report);
    }
    if count == 0 {
        lacks(frame, "item", document, report);
    }
}

/// Says that a quiz lacks what importers look for.
pub(super) fn lacks(node: Node, element: &str, document: &Manifest, report: &mut Report) {
    report.add(&rules::CARTRIDGE_QUIZ, &document.place(node), [("element", element.to_owned())]);
}
