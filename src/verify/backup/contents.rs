//! What a restored course shows: its sections by their numbers, and their activities in the order in which the outline lists them, which is the
//! order in which Moodle restores them (`restore_module_structure_step`).

use super::activities::Activity;
use super::needed::all;
use super::{MANIFEST, read, text};
use crate::verify::archive::Package;
use crate::verify::contents::{Entry, Section};
use crate::verify::report::Report;
use std::collections::BTreeMap;

/// The sections; none where there is no outline.
pub(in crate::verify) fn contents(package: &Package) -> Option<Vec<Section>> {
    let (mut listed, mut activities) = (Vec::new(), Vec::new());
    look(package, MANIFEST, &mut |root| {
        let path = "moodle_backup/information/contents";
        let sections = all(root, &format!("{path}/sections/section"));
        listed.extend(sections.into_iter().map(|node| ["sectionid", "directory"].map(|name| field(node, name))));
        activities.extend(all(root, &format!("{path}/activities/activity")).into_iter().map(Activity::of));
    })?;
    let mut sections = BTreeMap::new();
    for [id, folder] in listed {
        look(package, &format!("{folder}/section.xml"), &mut |root| {
            let number: u64 = field(root, "number").parse().unwrap_or(u64::MAX);
            let section = Section { title: field(root, "name"), hidden: is_hidden(root), entries: Vec::new() };
            sections.insert((number, id.clone()), section);
        });
    }
    for activity in activities {
        let section = sections.iter_mut().find(|((_, id), _)| *id == activity.section);
        if let Some((_, section)) = section {
            section.entries.push(entry(package, &activity));
        }
    }
    Some(sections.into_values().collect())
}

fn entry(package: &Package, activity: &Activity) -> Entry {
    let Activity { kind, folder, .. } = activity;
    let (mut title, mut hidden) = (String::new(), false);
    look(package, &format!("{folder}/module.xml"), &mut |root| hidden = is_hidden(root));
    look(package, &format!("{folder}/{kind}.xml"), &mut |root| {
        let own = all(root, &format!("activity/{kind}"));
        title = own.first().map(|node| field(*node, "name")).unwrap_or_default();
    });
    Entry { kind: kind.clone(), title, hidden, questions: Vec::new() }
}

fn look(package: &Package, path: &str, look: &mut dyn FnMut(roxmltree::Node)) -> Option<()> {
    let mut found = None;
    read(package, path, &mut Report::new(path, &[]), &mut |document, _| {
        look(document.tree.root_element());
        found = Some(());
    });
    found
}

fn field(node: roxmltree::Node, name: &str) -> String {
    text(node, name).unwrap_or_default()
}

fn is_hidden(node: roxmltree::Node) -> bool {
    field(node, "visible") == "0"
}
