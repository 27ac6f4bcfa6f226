//! The table of contents: organizations, items, their titles and the values that SCORM 1.2 adds to an item.

use super::identifiers::{LONGEST, too_long};
use super::report::Report;
use super::rules;
use super::structure::{children, is};
use super::xml::{ADLCP, Manifest};
use roxmltree::Node;

/// What `timelimitaction` may say (adlcp_rootv1p2.xsd).
const ACTIONS: [&str; 4] = ["exit,no message", "exit,message", "continue,no message", "continue,message"];

/// Judges the organizations of the manifest.
pub(super) fn check(manifest: &Manifest, report: &mut Report) {
    let root = manifest.tree.root_element();
    let all: Vec<Node> = children(root, "organizations").flat_map(|all| children(all, "organization")).collect();
    if all.is_empty() {
        let place = children(root, "organizations").next().map_or(manifest.place(root), |node| manifest.place(node));
        report.add(&rules::NO_ORGANIZATION, &place, []);
    }
    for organizations in children(root, "organizations") {
        default(manifest, organizations, report);
    }
    for organization in all {
        title(manifest, organization, report);
        if children(organization, "item").next().is_none() {
            report.add(&rules::NO_ITEM, &manifest.place(organization), []);
        }
        for node in organization.descendants().filter(|node| is(*node, "item")) {
            item(manifest, node, report);
        }
    }
}

fn default(manifest: &Manifest, organizations: Node, report: &mut Report) {
    let all: Vec<Node> = children(organizations, "organization").collect();
    match organizations.attribute_node("default") {
        None if !all.is_empty() => {
            report.add(&rules::DEFAULT_MISSING, &manifest.place(organizations), []);
        }
        Some(default) if !all.iter().any(|one| one.attribute("identifier") == Some(default.value())) => {
            let args = [("found", default.value().to_owned())];
            report.add(&rules::DEFAULT_UNKNOWN, &manifest.value(&default), args);
        }
        _ => {}
    }
}

fn title(manifest: &Manifest, node: Node, report: &mut Report) {
    let title = children(node, "title").next();
    let text = title.map(Manifest::text).unwrap_or_default();
    let place = title.map_or_else(|| manifest.place(node), |title| manifest.content(title));
    if text.is_empty() {
        report.add(&rules::NO_TITLE, &place, [("element", node.tag_name().name().to_owned())]);
    }
    if text.chars().count() > LONGEST {
        too_long(&place, "title", &text, report);
    }
}

fn item(manifest: &Manifest, node: Node, report: &mut Report) {
    title(manifest, node, report);
    let leaf = children(node, "item").next().is_none();
    if leaf && node.attribute("identifierref").is_none() {
        report.add(&rules::LEAF_WITHOUT_REF, &manifest.place(node), []);
    }
    if let Some(visible) = node.attribute_node("isvisible") {
        if ["false", "0"].contains(&visible.value()) {
            report.add(&rules::HIDDEN_ITEM, &manifest.value(&visible), []);
        } else if !["true", "1"].contains(&visible.value()) {
            let args = [("element", "isvisible".to_owned()), ("found", visible.value().to_owned())];
            report.add(&rules::VALUE, &manifest.value(&visible), args);
        }
    }
    for added in node.children().filter(|child| child.tag_name().namespace() == Some(ADLCP)) {
        value(manifest, added, report);
    }
}

/// One of the values that SCORM 1.2 adds to an item.
fn value(manifest: &Manifest, node: Node, report: &mut Report) {
    let text = Manifest::text(node);
    let name = node.tag_name().name();
    let good = match name {
        "masteryscore" => {
            report.add(&rules::MASTERY, &manifest.content(node), [("score", text.clone())]);
            text.parse::<f64>().is_ok_and(|score| (0.0..=100.0).contains(&score))
        }
        "timelimitaction" => ACTIONS.contains(&text.as_str()),
        "maxtimeallowed" => is_time(&text),
        "datafromlms" => text.chars().count() <= 255,
        "prerequisites" => node.attribute("type") == Some("aicc_script") && text.chars().count() <= 200,
        _ => true,
    };
    if !good {
        let args = [("element", name.to_owned()), ("found", text)];
        report.add(&rules::VALUE, &manifest.content(node), args);
    }
}

/// `HHHH:MM:SS.SS`: two to four digits of hours, two decimals at most.
fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let [hours, minutes, seconds] = parts[..] else { return false };
    let (seconds, decimals) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let digits = |text: &str, range: std::ops::RangeInclusive<usize>| {
        range.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    digits(hours, 2..=4) && digits(minutes, 2..=2) && digits(seconds, 2..=2) && digits(decimals, 1..=2)
}
