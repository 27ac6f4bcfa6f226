//! Which elements the files of a backup need, from the table `needed.txt`: file, path of the parent, what happens without, names. A name
//! with `@` is an attribute. Found by taking away one at a time from backups restored into Moodle 4.1, 4.5 and 5.0.

use crate::diagnostic::Rule;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;

const TABLE: &str = include_str!("needed.txt");

/// The rows of a file: the path of the parent, the rule against whoever lacks one of the names, and the names.
fn rows(file: &str) -> impl Iterator<Item = (&'static str, &'static Rule, &'static str)> {
    let fields = TABLE.lines().map(|line| line.splitn(4, '|').collect::<Vec<_>>());
    fields.filter_map(move |row| match row[..] {
        [of, path, "stops", names] if of == file => Some((path, &rules::BACKUP_STOPS, names)),
        [of, path, "loses", names] if of == file => Some((path, &rules::BACKUP_LOSES, names)),
        [of, path, _, names] if of == file => Some((path, &rules::BACKUP_CHANGES, names)),
        _ => None,
    })
}

/// Holds a file against the table; `file` is what the table calls it. False where its root is another one.
pub(super) fn check(file: &str, document: &Manifest, report: &mut Report) -> bool {
    let root = document.tree.root_element();
    let wanted = rows(file).next().map(|(path, ..)| path.split('/').next().unwrap_or_default());
    if let Some(wanted) = wanted.filter(|wanted| !root.has_tag_name(*wanted)) {
        let args = [("element", wanted.to_owned()), ("parent", document.source.path().to_owned())];
        report.add(&rules::BACKUP_STOPS, &document.place(root), args);
        return false;
    }
    for (path, rule, names) in rows(file) {
        for parent in all(root, path) {
            for name in names.split(' ').filter(|name| !name.is_empty() && !has(parent, name)) {
                let args = [("element", name.to_owned()), ("parent", parent.tag_name().name().to_owned())];
                report.add(rule, &document.place(parent), args);
            }
        }
    }
    behind(root, document, report);
    true
}

fn has(parent: Node, name: &str) -> bool {
    match name.strip_prefix('@') {
        Some(name) => parent.has_attribute(name),
        None => parent.children().any(|child| child.has_tag_name(name)),
    }
}

/// All elements at a path that begins with the root.
pub(super) fn all<'a>(root: Node<'a, 'a>, path: &str) -> Vec<Node<'a, 'a>> {
    let mut names = path.split('/');
    let mut found: Vec<Node> = names.next().filter(|name| root.has_tag_name(*name)).map(|_| root).into_iter().collect();
    for name in names {
        found = found.into_iter().flat_map(|node| node.children()).filter(|node| node.has_tag_name(name)).collect();
    }
    found
}

/// Texts behind an element that holds others: Moodle has handed their parent on by then, and takes them for another one.
fn behind(root: Node, document: &Manifest, report: &mut Report) {
    for parent in root.descendants().filter(Node::is_element) {
        let mut branched = false;
        for child in parent.children().filter(Node::is_element) {
            if child.children().any(|inner| inner.is_element()) {
                branched = true;
            } else if branched && child.text().is_some_and(|text| !text.trim().is_empty()) {
                let args = [("element", child.tag_name().name().to_owned())];
                report.add(&rules::LEAF_BEHIND, &document.place(child), args);
                break;
            }
        }
    }
}
