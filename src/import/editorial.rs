//! What an editor adds to the guide: names of themes, ids of capsules, which capsules a situation leads to. All of it is data,
//! in `editorial.toml`.

use super::resource::Section;
use crate::slug::slug;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The editor's additions.
#[derive(Debug, Deserialize)]
pub struct Editorial {
    /// The deck's identity.
    pub deck: DeckIdentity,
    /// Under what terms it may be passed on.
    pub licence: Licence,
    themes: Vec<ThemeName>,
    capsules: Vec<CapsuleName>,
    /// The capsules of each situation.
    pub links: BTreeMap<String, Vec<String>>,
}

/// The deck's identity.
#[derive(Debug, Deserialize)]
pub struct DeckIdentity {
    /// Its id.
    pub id: String,
    /// The base of its IRIs.
    pub iri: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// Where the guide can be found.
    pub url: String,
}

/// Under what terms the deck may be passed on.
#[derive(Debug, Deserialize)]
pub struct Licence {
    /// A reference of our own: the guide names no licence.
    pub id: String,
    /// How it is shown.
    pub name: String,
}

#[derive(Debug, Deserialize)]
struct ThemeName {
    name: String,
    folder: String,
}

#[derive(Debug, Deserialize)]
struct CapsuleName {
    chapter: usize,
    begins: String,
    id: Option<String>,
    under: Option<String>,
}

/// What becomes of a section of the resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A capsule of this id.
    Capsule(String),
    /// A part of the capsule of this id.
    PartOf(String),
}

/// Longer ids made of headings are cut: with the chapter in front and a number behind, they stay within the 24 characters of
/// an id.
const LONGEST_STEM: usize = 17;
/// Longer names of folders are cut.
const LONGEST_FOLDER: usize = 30;

static EDITORIAL: LazyLock<Editorial> =
    LazyLock::new(|| toml::from_str(include_str!("editorial.toml")).expect("the built-in editorial.toml is valid"));

impl Editorial {
    /// The additions that are built in.
    pub fn built_in() -> &'static Self {
        &EDITORIAL
    }

    /// The names of the themes in their order.
    pub fn theme_names(&self) -> Vec<String> {
        self.themes.iter().map(|theme| theme.name.clone()).collect()
    }

    /// How a theme is called: as the editor spells it, where it is known.
    pub fn theme(&self, name: &str) -> String {
        self.known(name).map_or_else(|| name.to_owned(), |theme| theme.name.clone())
    }

    /// The name of a theme's folder, without its number.
    pub fn folder(&self, name: &str) -> String {
        self.known(name).map_or_else(|| slug(name, LONGEST_FOLDER), |theme| theme.folder.clone())
    }

    fn known(&self, name: &str) -> Option<&ThemeName> {
        self.themes.iter().find(|theme| slug(&theme.name, usize::MAX) == slug(name, usize::MAX))
    }

    /// What becomes of a section of a chapter; chapters are counted from 1. A section that no editor has seen becomes a
    /// capsule of its own, with an id made of its heading and kept apart from those that are `taken`.
    pub fn fate(&self, chapter: usize, section: &Section, taken: &[String]) -> Fate {
        let name = slug(&section.title, usize::MAX);
        let known = self.capsules.iter().find(|known| known.chapter == chapter && name.starts_with(&known.begins));
        let free = |id: &String| !taken.contains(id);
        match known {
            Some(CapsuleName { under: Some(id), .. }) if taken.contains(id) => Fate::PartOf(id.clone()),
            Some(CapsuleName { id: Some(id), .. }) if free(id) => Fate::Capsule(id.clone()),
            _ => {
                let stem = format!("c{chapter}-{}", slug(&section.title, LONGEST_STEM));
                let ids = std::iter::once(stem.clone()).chain((2..).map(|n| format!("{stem}-{n}")));
                Fate::Capsule(ids.into_iter().find(free).unwrap_or(stem))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Findings;
    use crate::import::line::lines;
    use crate::import::resource::chapters;
    use crate::source::Source;
    use std::collections::BTreeSet;

    #[test]
    fn every_link_leads_to_a_capsule_and_every_capsule_is_linked_to() {
        let editorial = Editorial::built_in();
        let ids: BTreeSet<_> = editorial.capsules.iter().filter_map(|capsule| capsule.id.as_ref()).collect();
        let linked: BTreeSet<_> = editorial.links.values().flatten().collect();
        assert_eq!(ids, linked);
        assert!(editorial.capsules.iter().all(|capsule| capsule.id.is_some() != capsule.under.is_some()));
        assert!(editorial.capsules.iter().filter_map(|c| c.under.as_ref()).all(|under| ids.contains(under)));
        assert!(ids.iter().all(|id| crate::form::is_id(id)));
    }

    #[test]
    fn sections_that_no_editor_has_seen_get_ids_of_their_own() {
        let text = "CHAPITRE\n\nDes mots longs et encore des mots longs\n\n- > a";
        let mut findings = Findings::default();
        let lines = lines(&Source::new("a.txt", text), &mut findings).unwrap();
        let section = chapters(&lines, &mut findings).remove(0).parts.remove(0);
        let mut taken = Vec::new();
        for _ in 0..12 {
            let Fate::Capsule(id) = Editorial::built_in().fate(4, &section, &taken) else { panic!("a capsule") };
            assert!(crate::form::is_id(&id) && !taken.contains(&id), "{id}");
            taken.push(id);
        }
        assert_eq!(taken[..2], ["c4-des-mots-longs-et", "c4-des-mots-longs-et-2"]);
    }

    #[test]
    fn folders_of_new_themes_are_made_of_their_names() {
        let editorial = Editorial::built_in();
        assert_eq!(editorial.folder("Adopter une Posture Éthique Numérique"), "posture-ethique");
        assert_eq!(editorial.theme("Adopter une Posture Éthique Numérique"), "Adopter une posture éthique numérique");
        assert_eq!(editorial.folder("L'intelligence artificielle au bureau"), "l-intelligence-artificielle-au");
    }
}
