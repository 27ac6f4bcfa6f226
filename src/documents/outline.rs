//! The headings of a document as a tree, and which of them are themes, cards and parts of cards.

use super::document::{Block, Text};
use super::vocabulary::{PARTS, key};
use std::collections::BTreeSet;

/// A heading with what stands below it.
#[derive(Default)]
pub struct Node {
    /// The level; 0 for the title of the document, and for the document itself.
    pub level: u8,
    /// The heading; none for the document itself.
    pub heading: Option<Text>,
    /// The text up to the next heading.
    pub blocks: Vec<Block>,
    /// The headings below.
    pub children: Vec<Node>,
}

/// A theme as a document has it.
#[derive(Default)]
pub struct Chapter {
    /// Its heading; none where the cards stand in no theme.
    pub heading: Option<Text>,
    /// The text between its heading and its first card.
    pub intro: Vec<Block>,
    /// Its cards.
    pub cards: Vec<Node>,
}

/// What a document is made of.
#[derive(Default)]
pub struct Outline {
    /// The heading above everything, where there is one.
    pub title: Option<Text>,
    /// The themes in order.
    pub chapters: Vec<Chapter>,
    /// What is neither a theme nor a card.
    pub rest: Vec<Node>,
}

impl Node {
    /// The part of a card that the heading opens.
    pub fn part(&self) -> Option<&'static str> {
        key(&self.heading.as_ref()?.plain(), &PARTS)
    }

    fn has_parts(&self) -> bool {
        self.children.iter().any(|child| child.part().is_some())
    }

    fn has_parts_below(&self) -> bool {
        self.has_parts() || self.children.iter().any(Node::has_parts_below)
    }

    /// Whether parts and cards stand at one level: the same part then comes more than once.
    fn is_flat(&self) -> bool {
        let mut seen = BTreeSet::new();
        let again = self.children.iter().filter_map(Node::part).any(|part| !seen.insert(part));
        again && self.children.iter().any(|child| child.part().is_none())
    }

    /// Puts parts below the card that they follow.
    fn adopt(&mut self) {
        let mut adopted: Vec<Node> = Vec::new();
        for child in std::mem::take(&mut self.children) {
            match adopted.last_mut().filter(|_| child.part().is_some()) {
                Some(card) => card.children.push(child),
                None => adopted.push(child),
            }
        }
        self.children = adopted;
    }
}

/// The blocks of a document as a tree.
pub fn tree(blocks: Vec<Block>) -> Node {
    let mut open = vec![Node::default()];
    for block in blocks {
        match block {
            Block::Heading(level, text) => {
                close(&mut open, level);
                open.push(Node { level, heading: Some(text), ..Node::default() });
            }
            block => {
                if let Some(node) = open.last_mut() {
                    node.blocks.push(block);
                }
            }
        }
    }
    while open.len() > 1 {
        fold(&mut open);
    }
    open.pop().unwrap_or_default()
}

/// Closes the headings that one of a level ends.
fn close(open: &mut Vec<Node>, level: u8) {
    while open.len() > 1 && open.last().is_some_and(|node| node.level >= level) {
        fold(open);
    }
}

fn fold(open: &mut Vec<Node>) {
    if let (Some(done), Some(above)) = (open.pop(), open.last_mut()) {
        above.children.push(done);
    }
}

/// What a document is made of.
pub fn outline(mut root: Node) -> Outline {
    let mut outline = Outline::default();
    let strict = root.has_parts_below();
    // The title of a document stands above everything, and so does a single heading of the first level.
    while let [only] = root.children.as_slice()
        && root.blocks.is_empty()
        && !is_card(only)
        && only.children.iter().any(|child| child.part().is_none())
        && only.children.iter().any(|child| !is_card(child) && has_cards(child))
    {
        let mut only = root.children.remove(0);
        if let Some(heading) = outline.title.replace(only.heading.take().unwrap_or_default()) {
            outline.rest.push(Node { heading: Some(heading), ..Node::default() });
        }
        root = only;
    }
    place(root, strict, &mut outline);
    outline
        .chapters
        .retain(|chapter| chapter.heading.is_some() || !chapter.cards.is_empty() || !chapter.intro.is_empty());
    outline
}

fn is_card(node: &Node) -> bool {
    node.part().is_none() && node.has_parts() && !node.is_flat()
}

fn has_cards(node: &Node) -> bool {
    is_card(node) || node.is_flat() || node.children.iter().any(has_cards)
}

/// Puts a heading with all below it where it belongs. In a `strict` document only what has parts is a card.
fn place(mut node: Node, strict: bool, outline: &mut Outline) {
    if is_card(&node) {
        return card(node, outline);
    }
    if node.is_flat() {
        node.adopt();
    }
    if node.children.is_empty() {
        return if strict || node.blocks.is_empty() {
            outline.rest.push(node);
        } else {
            card(node, outline);
        };
    }
    let holds = node.children.iter().any(|child| is_card(child) || !strict && child.children.is_empty());
    let (heading, blocks, children) = (node.heading, node.blocks, node.children);
    if holds || heading.is_some() && children.iter().any(has_cards) {
        outline.chapters.push(Chapter { heading, intro: blocks, cards: Vec::new() });
    } else {
        outline.rest.push(Node { level: node.level, heading, blocks, children: Vec::new() });
    }
    children.into_iter().for_each(|child| place(child, strict, outline));
}

fn card(node: Node, outline: &mut Outline) {
    if outline.chapters.is_empty() {
        outline.chapters.push(Chapter::default());
    }
    if let Some(chapter) = outline.chapters.last_mut() {
        chapter.cards.push(node);
    }
}
