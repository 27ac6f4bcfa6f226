//! What a package says of itself: its format and identifiers, and where cartable made it also its data and the places of answers.

use super::manifest::Manifest;
use crate::course::{Split, modules};
use crate::deck::{Deck, Tracking};
use crate::mbz::{self, Area};
use crate::tree::{Tree, contents};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The inventory of data in a package of cartable.
const INVENTORY: &str = "donnees.json";
/// The name of the format of a course in Moodle.
const BACKUP: &str = "moodle";
/// What stands in front of the course in a page of cartable.
const COURSE: &str = "id=\"_course\">";
/// The largest inventory and page that are read, in bytes.
const LARGEST: usize = 16 << 20;

/// A package.
#[derive(Debug)]
pub struct Package {
    /// The archive's path.
    pub path: String,
    /// The deck that it was made from, where it holds it.
    pub deck: Option<Deck>,
    /// The format, by the name that the build command has for it.
    pub(super) format: String,
    /// The identifier of its manifest.
    pub(super) identifier: Option<String>,
    /// The identifiers under which an LMS keeps progress.
    pub(super) units: Vec<String>,
    /// What cartable wrote about it.
    pub(super) inventory: Option<Inventory>,
    /// What its page tells the script.
    pub(super) course: Course,
}

/// The inventory, as far as it is compared.
#[derive(Debug, Deserialize)]
pub(super) struct Inventory {
    pub module: String,
    pub version: String,
    pub format: String,
    pub level: Option<String>,
    pub data: Vec<Datum>,
}

/// A datum that leaves the browser.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(super) struct Datum {
    pub datum: String,
    /// In the words and the language of the module.
    pub what: String,
    /// The elements that it is written to.
    #[serde(rename = "where")]
    pub elements: Vec<String>,
}

/// The course in the page, as far as it is compared.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Course {
    #[serde(default)]
    tracked: Vec<String>,
    /// Former ids of situations, and of items behind their situation's, with what follows them.
    #[serde(default)]
    was: BTreeMap<String, String>,
    /// The items by the index of their column, `t2-s01/q1`.
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    situations: Vec<Situation>,
}

#[derive(Debug, Deserialize)]
struct Situation {
    id: String,
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
struct Item {
    id: String,
    kind: String,
}

impl Package {
    /// Reads an archive's members; none where nothing in them says what the package is. A site, printed sheets and an e-book have
    /// no manifest that identifies them to an LMS, but an inventory.
    pub fn read(path: &str, members: &Tree, deck: Option<Deck>) -> Option<Self> {
        if mbz::is_backup(members) {
            return Some(Self::backup(path, members, deck));
        }
        let members = &contents(members);
        let small = |name: &str| members.get(name).filter(|content| content.len() <= LARGEST);
        let inventory: Option<Inventory> = small(INVENTORY).and_then(|json| serde_json::from_slice(json).ok());
        let course = small("index.html").and_then(course).unwrap_or_default();
        let manifest = Manifest::of(members);
        let format = manifest.as_ref().map(|manifest| manifest.format.to_owned());
        let format = format.or_else(|| inventory.as_ref().map(|inventory| inventory.format.clone()))?;
        let (identifier, units) = manifest.map_or((None, Vec::new()), |manifest| (manifest.identifier, manifest.units));
        Some(Self { path: path.to_owned(), deck, format, identifier, units, inventory, course })
    }

    /// A Moodle backup, known by the modules in it; the inventory is that of the course, which lies beside the tutor's sheet.
    fn backup(path: &str, members: &Tree, deck: Option<Deck>) -> Self {
        let areas = mbz::areas(members);
        let is_module = |area: &&Area| area.component == "mod_scorm" && area.area == "content";
        let modules = areas.iter().filter(is_module).filter_map(|area| Manifest::of(&area.files));
        let sheet = areas.iter().find_map(|area| area.files.get(INVENTORY).filter(|_| area.component == "mod_page"));
        let inventory = sheet.filter(|json| json.len() <= LARGEST).and_then(|json| serde_json::from_slice(json).ok());
        let units = modules.flat_map(|module| module.units).collect();
        let (path, format) = (path.to_owned(), BACKUP.to_owned());
        Self { path, deck, format, identifier: None, units, inventory, course: Course::default() }
    }

    /// Whether an LMS keeps anything of a visit to it.
    pub(super) fn is_recorded(&self) -> bool {
        !self.units.is_empty()
    }

    /// How the deck was cut into the module that this is; none where the package does not hold its deck.
    pub fn split(&self) -> Option<Split> {
        let (deck, module) = (self.deck.as_ref()?, &self.inventory.as_ref()?.module);
        let is_in = |id: &String| match self.format.as_str() {
            BACKUP => self.units.contains(&format!("{id}-item")),
            _ => id == module,
        };
        let makes = |split: &Split| {
            let modules = modules(deck, deck.source_language(), *split, Tracking::Essential);
            modules.iter().any(|made| is_in(&made.id))
        };
        Split::ALL.into_iter().find(makes)
    }

    /// The version; empty where nothing says it.
    pub fn version(&self) -> &str {
        self.inventory.as_ref().map_or("", |inventory| &inventory.version)
    }

    /// The items of the report of answers, `t2-s01/q1`, by the index of their column: in SCORM 1.2, the only format whose report
    /// has columns. The order is that of `trackedItems` in `templates/runtime/course.js`.
    pub(super) fn columns(&self) -> Vec<String> {
        if self.format != "scorm12" {
            return Vec::new();
        }
        if !self.course.columns.is_empty() {
            return self.course.columns.clone();
        }
        // Packages of earlier versions say nothing of columns: theirs are in the order of the ids.
        let is_tracked = |item: &Item| {
            let datum = match item.kind.as_str() {
                "fact" | "facts" => "facts",
                "position" | "perspectives" | "order" | "match" | "sort" => "reflections",
                _ => return false,
            };
            self.course.tracked.iter().any(|key| key == datum)
        };
        let mut columns = Vec::new();
        for situation in &self.course.situations {
            let items = situation.items.iter().filter(|item| is_tracked(item));
            columns.extend(items.map(|item| (situation.id.as_str(), item.id.as_str())));
        }
        columns.sort_by_key(|(situation, item)| (natural(situation), natural(item)));
        columns.into_iter().map(|(situation, item)| format!("{situation}/{item}")).collect()
    }

    /// What an item of an older package is called in this one.
    pub(super) fn follows(&self, item: &str) -> String {
        let Some((situation, name)) = item.split_once('/') else { return item.to_owned() };
        let situation = self.course.was.get(situation).map_or(situation, String::as_str);
        let name = self.course.was.get(&format!("{situation}/{name}")).map_or(name, String::as_str);
        format!("{situation}/{name}")
    }
}

/// The course in a page of cartable; none in any other page.
fn course(page: &[u8]) -> Option<Course> {
    let page = std::str::from_utf8(page).ok()?;
    let (_, rest) = page.split_once(COURSE)?;
    serde_json::from_str(rest.split_once("</script>")?.0).ok()
}

/// A key by which s2 comes before s10: every run of digits behind its length.
fn natural(id: &str) -> String {
    let mut key = String::new();
    let mut rest = id;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits: String = rest[start..].chars().take_while(char::is_ascii_digit).collect();
        key.push_str(&rest[..start]);
        key.push_str(&format!("{digits:0>24}{}", digits.len()));
        rest = &rest[start + digits.len()..];
    }
    key + rest
}
