//! The files of a Moodle backup as its activities see them: by area, under their own names. Knows what `files.xml` says, and judges
//! nothing: that is `verify`'s.

use crate::markup;
use crate::tree::Tree;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The file by which a backup is known.
const OUTLINE: &str = "moodle_backup.xml";
/// More nodes and attributes than any list of files that was seen.
const MOST_NODES: u32 = 2_000_000;
const MOST_ATTRIBUTES: usize = 500_000;

/// The files of one area of an activity.
#[derive(Debug)]
pub struct Area {
    /// Whose they are: `mod_scorm`, `mod_page`.
    pub component: String,
    /// What they are for: `content`, `package`.
    pub area: String,
    /// The files by their paths, without a slash in front.
    pub files: Tree,
}

/// Whether an archive with these members is a backup.
pub fn is_backup(members: &Tree) -> bool {
    members.get(OUTLINE).is_some()
}

/// All areas, in the order of their contexts; none where the list of files cannot be read.
pub fn areas(members: &Tree) -> Vec<Area> {
    let list = members.get("files.xml").and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    let list = list.trim_start_matches('\u{feff}');
    if markup::absurd(list, MOST_ATTRIBUTES).is_some() {
        return Vec::new();
    }
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(list, options) else { return Vec::new() };
    let mut areas: BTreeMap<[String; 3], Tree> = BTreeMap::new();
    for record in document.root_element().children().filter(|node| node.has_tag_name("file")) {
        let (hash, path) = (field(record, "contenthash"), field(record, "filepath") + &field(record, "filename"));
        let blob = format!("files/{}/{hash}", hash.get(..2).unwrap_or_default());
        if let Some(file) = members.file(&blob) {
            let key = ["contextid", "component", "filearea"].map(|name| field(record, name));
            let path = path.trim_start_matches('/');
            areas.entry(key).or_default().share(path, Arc::clone(file));
        }
    }
    areas.into_iter().map(|([_, component, area], files)| Area { component, area, files }).collect()
}

fn field(record: Node<'_, '_>, name: &str) -> String {
    let child = record.children().find(|child| child.has_tag_name(name));
    child.and_then(|child| child.text()).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_under_their_own_names_and_nothing_else_is() {
        let record = |hash: &str, path: &str, name: &str| {
            format!(
                "<file><contenthash>{hash}</contenthash><contextid>7</contextid><component>mod_page</component>\
                 <filearea>content</filearea><filepath>{path}</filepath><filename>{name}</filename></file>"
            )
        };
        let mut members = Tree::default();
        let records = [
            record("ab1", "/media/", "a.png"),
            record("cd2", "/", "gone"),
            record("é", "/", "."),
            record("", "/", "b"),
        ];
        members.put("files.xml", format!("<files>{}</files>", records.concat()));
        members.put("files/ab/ab1", "picture");
        let areas = areas(&members);
        assert_eq!(areas.len(), 1);
        assert_eq!(areas[0].files.files().collect::<Vec<_>>(), [("media/a.png", b"picture".as_slice())]);
        assert!(!is_backup(&members));
        members.put("files.xml", "<files><file>");
        assert!(super::areas(&members).is_empty());
    }
}
