//! What the files of a base are by id, and which of them an overlay hides. A card that points to a hidden capsule loses the
//! pointer with it.

use super::super::fields::{Fields, with_fields};
use super::super::folder::Folder;
use super::super::teaching::teaching;
use super::super::{forms, front};
use super::{rules, taken};
use crate::diagnostic::Findings;
use crate::source::{At, Part, Source};
use std::collections::{BTreeMap, BTreeSet};

/// What an overlay hides, and what there is.
pub struct Hidden {
    /// The files that it hides, in all languages.
    pub files: BTreeSet<String>,
    /// The languages of the base.
    pub languages: Vec<String>,
    /// The ids in the base.
    pub ids: Ids,
    /// What is hidden.
    hide: BTreeSet<String>,
}

/// The ids of what there is in a base.
#[derive(Default)]
pub struct Ids {
    /// Of themes.
    pub themes: BTreeSet<String>,
    /// Of situations.
    pub situations: BTreeSet<String>,
    /// Of capsules.
    pub capsules: BTreeSet<String>,
}

impl Hidden {
    /// Finds the files of every id; of a theme all in its folder. An id that the base does not have is a finding.
    pub fn of(hide: &[At<String>], base: &Folder, languages: Vec<String>, findings: &mut Findings) -> Self {
        let mut all: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let mut ids = Ids::default();
        let is_text = |path: &str| {
            languages.iter().any(|language| path.strip_prefix(language).is_some_and(|rest| rest.starts_with('/')))
        };
        for (path, text) in base.texts.iter().filter(|(path, _)| is_text(path)) {
            let Some(id) = front_matter(text, |fields| fields.text("id")) else { continue };
            all.entry(id.value.clone()).or_default().push(path);
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let kind = match path {
                path if path.ends_with("/theme.md") => &mut ids.themes,
                _ if folder.ends_with("/capsules") => &mut ids.capsules,
                _ if base.texts.contains_key(&format!("{folder}/theme.md")) => &mut ids.situations,
                _ => continue,
            };
            kind.insert(id.value);
        }
        for id in hide.iter().filter(|id| !all.contains_key(&id.value)) {
            findings.add(&rules::HIDES_NOTHING, &id.place).with("id", &id.value);
        }
        let hide: BTreeSet<String> = super::values(hide).into_iter().collect();
        let named: Vec<&str> = hide.iter().flat_map(|id| all.get(id).into_iter().flatten().copied()).collect();
        // With a theme goes all that is in its folder.
        let folders: Vec<&str> = named.iter().filter_map(|path| path.strip_suffix("theme.md")).collect();
        let is_hidden = |path: &str| named.contains(&path) || folders.iter().any(|folder| path.starts_with(folder));
        let files = base.texts.keys().filter(|path| is_hidden(path)).cloned().collect();
        Self { files, languages, ids, hide }
    }

    /// A file of the base as the deck has it: without the capsules that are hidden, and what a teaching sheet says of hidden cards.
    pub fn without(&self, path: &str, text: &Source) -> Source {
        if path.ends_with("/teaching.md") { self.sheet(path, text) } else { self.card(path, text) }
    }

    fn sheet(&self, path: &str, text: &Source) -> Source {
        // What is wrong with the sheet is said when it is read as the deck's.
        let sheet = teaching(text, &mut Findings::default());
        let (mut parts, mut at) = (Vec::new(), 0);
        for (_, section) in sheet.card_sections().into_iter().filter(|(card, _)| self.hide.contains(&card.id.value)) {
            parts.push(Part::Taken(text.place(at..section.start)));
            at = section.end;
        }
        parts.push(Part::Taken(text.place(at..text.text().len())));
        Source::joined(path, parts)
    }

    fn card(&self, path: &str, text: &Source) -> Source {
        let list = front_matter(text, |fields| Some(fields.texts("capsules")));
        let Some(list) = list.filter(|list| list.iter().any(|id| self.hide.contains(&id.value))) else {
            return taken(path, text);
        };
        // The list without them; each id that stays is taken from where it stands.
        let mut parts = vec![Part::Taken(text.place(0..list.place.start)), Part::Said("[".to_owned())];
        for (at, id) in list.iter().filter(|id| !self.hide.contains(&id.value)).enumerate() {
            parts.extend((at > 0).then(|| Part::Said(", ".to_owned())));
            parts.push(Part::Taken(id.place.clone()));
        }
        parts.push(Part::Said("]".to_owned()));
        parts.push(Part::Taken(text.place(list.place.end..text.text().len())));
        Source::joined(path, parts)
    }
}

/// Something of the front matter, whatever else is wrong with it: that is said when the file is read.
fn front_matter<T>(text: &Source, take: impl FnOnce(&Fields<'_>) -> Option<T>) -> Option<T> {
    let mut unsaid = Findings::default();
    let parts = front::split(text, &mut unsaid);
    let toml = &text.text()[parts.toml.clone()];
    with_fields(text, (parts.toml.start, toml), forms::SITUATION, &mut unsaid, |fields, _| take(fields))
}
