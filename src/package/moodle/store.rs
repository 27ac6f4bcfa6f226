//! The files of activities: each content once, under its SHA-1, and a record for each place where it is used. Source:
//! `restore_dbops::send_files_to_pool`, which knows a content by this name and does not check it.

use super::ARCHIVE;
use super::course::{Activity, Body};
use crate::course::Module;
use crate::package::manifest::{document, text};
use crate::tree::{File, Tree};
use sha1_smol::Sha1;
use std::sync::Arc;

/// The deck's source among the files of the page for tutors.
pub const SOURCE: &str = "source.json";
/// The inventory of data there.
pub const INVENTORY: &str = "donnees.json";
/// Moodle's names for licences, by their SPDX names; a version has no name of its own before 4.0.
const LICENCES: [(&str, &str); 8] = [
    ("CC-BY-4.0", "cc-4.0"),
    ("CC-BY-SA-4.0", "cc-sa-4.0"),
    ("CC-BY-NC-4.0", "cc-nc-4.0"),
    ("CC-BY-ND-4.0", "cc-nd-4.0"),
    ("CC-BY-NC-SA-4.0", "cc-nc-sa-4.0"),
    ("CC-BY-NC-ND-4.0", "cc-nc-nd-4.0"),
    ("CC0-1.0", "public"),
    ("PDDL-1.0", "public"),
];
/// Where none of them fits.
const OTHER_LICENCE: &str = "unknown";

/// A file of an activity.
pub struct Held {
    /// The area of the activity that it belongs to.
    pub area: &'static str,
    /// Its path in that area, without a slash in front.
    pub path: String,
    pub content: Arc<File>,
}

/// All files so far.
pub struct Store {
    author: String,
    licence: &'static str,
    records: Vec<Record>,
    blobs: Tree,
}

struct Record {
    hash: String,
    context: usize,
    component: String,
    area: &'static str,
    path: String,
    size: usize,
}

/// The name of a content.
pub fn hash(content: &[u8]) -> String {
    Sha1::from(content).digest().to_string()
}

impl Store {
    /// No files yet; each will name the deck's authors and its licence.
    pub fn new(module: &Module<'_>) -> Self {
        let deck = module.deck;
        let authors = deck.credits.iter().filter(|credit| *credit.role == "author").map(|credit| credit.name.as_str());
        let known = LICENCES.iter().find(|(spdx, _)| *spdx == deck.licence.id.value);
        Self {
            author: authors.collect::<Vec<_>>().join(", ").chars().take(255).collect(),
            licence: known.map_or(OTHER_LICENCE, |(_, moodle)| moodle),
            records: Vec::new(),
            blobs: Tree::default(),
        }
    }

    /// Takes a file of an activity; the number of its record, from 1.
    pub fn add(&mut self, activity: &Activity, file: Held) -> usize {
        let hash = hash(file.content.content());
        let (context, component) = (activity.context(), format!("mod_{}", activity.kind()));
        let (area, path, size) = (file.area, file.path, file.content.content().len());
        self.blobs.share(format!("files/{}/{hash}", &hash[..2]), file.content);
        self.records.push(Record { hash, context, component, area, path, size });
        self.records.len()
    }

    /// Puts `files.xml` and the contents into a backup.
    pub fn put(self, backup: &mut Tree) {
        let list = document(|xml| {
            xml.create_element("files").write_inner_content(|xml| {
                for (at, record) in self.records.iter().enumerate() {
                    let id = (at + 1).to_string();
                    let element = xml.create_element("file").with_attribute(("id", id.as_str()));
                    element.write_inner_content(|xml| {
                        record.fields(&self).iter().try_for_each(|(name, value)| text(xml, name, value))
                    })?;
                }
                Ok(())
            })?;
            Ok(())
        });
        backup.put("files.xml", list);
        backup.add(&self.blobs);
    }
}

impl Record {
    fn fields(&self, store: &Store) -> [(&'static str, String); 14] {
        let (folder, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        let folder = if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
        [
            ("contenthash", self.hash.clone()),
            ("contextid", self.context.to_string()),
            ("component", self.component.clone()),
            ("filearea", self.area.to_owned()),
            ("itemid", "0".to_owned()),
            ("filepath", folder),
            ("filename", name.to_owned()),
            ("userid", super::outline::NULL.to_owned()),
            ("filesize", self.size.to_string()),
            ("status", "0".to_owned()),
            ("source", super::outline::NULL.to_owned()),
            ("author", store.author.clone()),
            ("license", store.licence.to_owned()),
            ("sortorder", "0".to_owned()),
        ]
    }
}

impl Activity {
    /// The files of an activity: a module's package and all that is in it, the pictures of a page, and of the page for tutors all
    /// that is left.
    pub fn files(&self, module: &Module<'_>, files: &Tree) -> Vec<Held> {
        let held = |area, path: &str, from: &str| {
            files.file(from).map(|file| Held { area, path: path.to_owned(), content: Arc::clone(file) })
        };
        match &self.body {
            Body::Forum { .. } => Vec::new(),
            Body::Page(content) if content.contains(&format!("@@PLUGINFILE@@/{INVENTORY}")) => {
                let own = files.files().map(|(path, _)| path).filter(|path| is_beside(path));
                own.filter_map(|path| held("content", path, path)).collect()
            }
            Body::Page(content) => {
                let shown =
                    module.deck.media.iter().filter(|(path, _)| content.contains(&format!("@@PLUGINFILE@@/{path}\"")));
                let held = |(path, content): (&String, &Arc<[u8]>)| Held {
                    area: "content",
                    path: path.clone(),
                    content: File::new(Arc::clone(content)),
                };
                shown.map(held).collect()
            }
            Body::Scorm(scorm) => {
                let archive = format!("{}{ARCHIVE}", scorm.unit);
                let below = format!("{}/", scorm.unit);
                let inside = files.files().filter_map(|(path, _)| Some((path.strip_prefix(&below)?, path)));
                let inside = inside.filter_map(|(path, from)| held("content", path, from));
                held("package", &archive, &archive).into_iter().chain(inside).collect()
            }
        }
    }
}

/// Whether a file goes with the tutor's sheet: the deck's source, its media, the inventory of data.
fn is_beside(path: &str) -> bool {
    [SOURCE, INVENTORY].contains(&path) || path.starts_with("media/")
}
