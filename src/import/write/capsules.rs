//! The capsules: the sections of the resources, put together as the editor says.

use super::text::{front_matter, quoted};
use crate::diagnostic::Findings;
use crate::import::block::markdown_of;
use crate::import::editorial::{Editorial, Fate};
use crate::import::resource::Section;
use crate::import::{markdown, rules};

/// A capsule, before it is written down.
pub struct Capsule<'a> {
    /// Its id.
    pub id: String,
    /// The chapter it stands in, from 0.
    pub chapter: usize,
    section: &'a Section,
    joined: Vec<&'a Section>,
}

/// The capsules of all chapters.
pub fn capsules(chapters: &[Section]) -> Vec<Capsule<'_>> {
    let mut capsules: Vec<Capsule<'_>> = Vec::new();
    for (chapter, parts) in chapters.iter().map(|chapter| &chapter.parts).enumerate() {
        for section in parts {
            let taken: Vec<_> = capsules.iter().map(|capsule| capsule.id.clone()).collect();
            match Editorial::built_in().fate(chapter + 1, section, &taken) {
                Fate::Capsule(id) => capsules.push(Capsule { id, chapter, section, joined: Vec::new() }),
                Fate::PartOf(id) => {
                    capsules.iter_mut().filter(|capsule| capsule.id == id).for_each(|c| c.joined.push(section));
                }
            }
        }
    }
    capsules
}

impl Capsule<'_> {
    /// The text of its file. A capsule that says nothing is an error.
    pub fn markdown(&self, findings: &mut Findings) -> String {
        let mut out = front_matter(&[("id", quoted(&self.id)), ("title", quoted(&self.section.title))]);
        let mut parts = vec![markdown_of(&self.section.blocks, findings)];
        for part in self.section.parts.iter().chain(self.joined.iter().copied()) {
            part.all().into_iter().for_each(|inner| {
                let level = 2 + usize::from(inner.level - part.level);
                let body = markdown_of(&inner.blocks, findings);
                let gap = if body.is_empty() { "" } else { "\n" };
                parts.push(format!("{} {}\n{gap}{body}", "#".repeat(level), markdown::line(&inner.title)));
            });
        }
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            findings.add(&rules::EMPTY_PART, &self.section.place).with("part", &self.section.title);
        }
        out.push_str(&parts.join("\n"));
        out
    }
}
