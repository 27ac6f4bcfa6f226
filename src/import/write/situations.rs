//! The themes and their situations.

use super::LANGUAGE;
use super::capsules::Capsule;
use super::text::{front_matter, list, quoted, section};
use crate::diagnostic::Findings;
use crate::import::card::Card;
use crate::import::editorial::Editorial;
use crate::import::guide::{Guide, Theme};
use crate::import::{markdown, rules};
use crate::slug::slug;
use crate::tree::Tree;

/// Longer names of files are cut.
const LONGEST_NAME: usize = 40;

/// The folders of the themes, in their order.
pub fn folders(themes: &[Theme]) -> Vec<String> {
    let folder = |(at, theme): (usize, &Theme)| {
        format!("{}-{}", at + 1, Editorial::built_in().folder(&theme.name)).trim_end_matches('-').to_owned()
    };
    themes.iter().enumerate().map(folder).collect()
}

/// Puts the themes and their situations in.
pub fn put(guide: &Guide, folders: &[String], capsules: &[Capsule<'_>], tree: &mut Tree, findings: &mut Findings) {
    for ((number, theme), folder) in (1..).zip(&guide.themes).zip(folders) {
        let id = format!("t{number}");
        let head = front_matter(&[("id", quoted(&id)), ("title", quoted(&theme.name))]);
        tree.put(format!("{LANGUAGE}/{folder}/theme.md"), head.trim_end().to_owned() + "\n");
        for card in &theme.cards {
            let id = format!("{id}-s{:02}", card.number);
            let links = if guide.frame.is_some() { links(&id, card, capsules, findings) } else { Vec::new() };
            let name = format!("{:02}-{}", card.number, slug(&card.title, LONGEST_NAME));
            let path = format!("{LANGUAGE}/{folder}/{}.md", name.trim_end_matches('-'));
            tree.put(path, situation(&id, card, &links));
        }
    }
}

/// The capsules of a situation that are there.
fn links<'a>(id: &str, card: &Card, capsules: &[Capsule<'_>], findings: &mut Findings) -> Vec<&'a str> {
    let wanted = Editorial::built_in().links.get(id).map_or(&[][..], Vec::as_slice);
    let (there, missing): (Vec<_>, Vec<_>) =
        wanted.iter().map(String::as_str).partition(|wanted| capsules.iter().any(|capsule| capsule.id == *wanted));
    for capsule in missing {
        findings.add(&rules::NO_CAPSULE, &card.place).with("situation", id).with("capsule", capsule);
    }
    there
}

fn situation(id: &str, card: &Card, links: &[&str]) -> String {
    let mut fields = vec![("id", quoted(id)), ("title", quoted(&card.title))];
    if !links.is_empty() {
        fields.push(("capsules", list(links.iter().copied())));
    }
    let paragraphs =
        |texts: &[String]| texts.iter().map(|text| markdown::line(text) + "\n").collect::<Vec<_>>().join("\n");
    let prompts: String = card.prompts.iter().map(|prompt| format!("- {}\n", markdown::line(prompt))).collect();
    let mut out = front_matter(&fields) + &paragraphs(&card.story);
    if let Some(dilemma) = &card.dilemma {
        out.push_str(&section(2, "Dilemme éthique", "dilemma", &paragraphs(dilemma)));
    }
    out + &section(2, "Questions à débattre", "prompts", &prompts)
}
