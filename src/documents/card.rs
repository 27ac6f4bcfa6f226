//! A card as the text of its file, and the capsules that it leads to.

use super::document::{Block, Text};
use super::outline::Node;
use super::parts::{self, entries, flat, lines, prose};
use super::quiz::quiz;
use super::rules;
use super::vocabulary::key;
use super::way::{Title, Way, short};

/// A card, but for its ids.
#[derive(Default)]
pub struct Card {
    /// The title.
    pub title: String,
    /// The text below the front matter.
    pub body: String,
    /// Its capsules.
    pub capsules: Vec<Capsule>,
}

/// A capsule, but for its id.
pub struct Capsule {
    /// The title.
    pub title: String,
    /// The text below the front matter.
    pub body: String,
}

/// The order of a card's parts, and whether each has a section.
const SECTIONS: [&str; 5] = ["content-note", "dilemma", "prompts", "quiz", "actions"];

/// Makes a card of a heading; one that the document gives no title is called `name`.
pub fn card(node: &Node, name: &str, way: &mut Way<'_>) -> Card {
    let title = match &node.heading {
        Some(heading) => {
            way.say(&rules::TAKEN_CARD, &heading.range).with("text", short(&heading.plain()));
            way.plain_title(heading)
        }
        None => {
            way.added.push(name.to_owned());
            name.to_owned()
        }
    };
    let mut card = Card { title, ..Card::default() };
    let mut story = prose(&node.blocks, way);
    let mut sections: Vec<(&str, String)> = Vec::new();
    for (at, child) in node.children.iter().enumerate() {
        let Some(heading) = &child.heading else { continue };
        let Some(part) = child.part() else {
            let is_first = node.children[..at].iter().all(|before| before.part().is_none());
            if is_first && story.is_empty() {
                way.say(&rules::TAKEN_PART, &heading.range).with("text", short(&heading.plain())).with("part", "story");
                way.drop(heading);
                story = prose(&flat(child), way);
            } else {
                way.leave_all(child);
            }
            continue;
        };
        way.say(&rules::TAKEN_PART, &heading.range).with("text", short(&heading.plain())).with("part", part);
        match part {
            "story" => {
                way.drop(heading);
                story.push_str(&prose(&flat(child), way));
            }
            "capsule" | "keep" | "sources" => capsule(part, heading, child, &mut card.capsules, way),
            _ if sections.iter().any(|(known, _)| *known == part) => way.leave_all(child),
            _ => {
                let body = body(part, child, way);
                if body.trim().is_empty() {
                    way.leave(heading);
                } else {
                    let title = way.title(Title::Taken(heading));
                    sections.push((part, format!("## {title} {{#{part}}}\n\n{body}")));
                }
            }
        }
    }
    sections.sort_by_key(|(part, _)| SECTIONS.iter().position(|section| section == part));
    card.body = std::iter::once(story).chain(sections.into_iter().map(|(_, text)| text)).collect();
    card.capsules.iter_mut().for_each(|capsule| capsule.body = capsule.body.trim_end().to_owned() + "\n");
    card
}

/// What stands in a section.
fn body(part: &str, node: &Node, way: &mut Way<'_>) -> String {
    match part {
        "content-note" => prose(&flat(node), way),
        "dilemma" => parts::dilemma(node, way),
        "prompts" => {
            let blocks = flat(node);
            let lines = lines(&blocks, way);
            entries(&lines, way) + "\n"
        }
        "quiz" => quiz(node, way),
        _ => parts::actions(node, way),
    }
}

/// Puts a part into the capsule before it, or makes one of it.
fn capsule(part: &str, heading: &Text, node: &Node, capsules: &mut Vec<Capsule>, way: &mut Way<'_>) {
    if part == "capsule" {
        let title = way.plain_title(heading);
        let mut body = prose(&node.blocks, way);
        let mut last = String::new();
        for child in &node.children {
            let inner = child.heading.as_ref().and_then(|heading| key(&heading.plain(), &["keep", "sources"]));
            match (inner, &child.heading) {
                (Some(part), Some(heading)) => last.push_str(&ending(part, heading, child, &last, way)),
                (None, Some(heading)) => {
                    let title = way.title(Title::Taken(heading));
                    body.push_str(&format!("## {title}\n\n{}", prose(&flat(child), way)));
                }
                _ => {}
            }
        }
        return capsules.push(Capsule { title, body: body + &last });
    }
    if capsules.is_empty() {
        let title = way.title(Title::Added("capsule"));
        capsules.push(Capsule { title, body: String::new() });
    }
    if let Some(last) = capsules.last_mut() {
        let text = ending(part, heading, node, &last.body, way);
        last.body.push_str(&text);
    }
}

/// What to keep in mind, or the sources, at the end of a capsule that does not have them yet.
fn ending(part: &str, heading: &Text, node: &Node, before: &str, way: &mut Way<'_>) -> String {
    if before.contains(&format!(" {{#{part}}}\n")) {
        way.leave_all(node);
        return String::new();
    }
    let blocks: Vec<Block> = flat(node);
    let body = if part == "keep" {
        prose(&blocks, way)
    } else {
        let lines = lines(&blocks, way);
        entries(&lines, way) + "\n"
    };
    if body.trim().is_empty() {
        way.leave(heading);
        return String::new();
    }
    let title = way.title(Title::Taken(heading));
    format!("## {title} {{#{part}}}\n\n{body}")
}
