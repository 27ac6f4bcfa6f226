//! What stands in a paragraph: runs, links, pictures, and what is taken out of it.

use super::super::document::Run;
use super::signs::{raised, symbol};
use super::styles::Styles;
use super::{attribute, is, property, switch};
use roxmltree::{Node, NodeId};

/// How letters look, from the elements around them.
#[derive(Clone, Default)]
pub struct Look {
    bold: bool,
    italic: bool,
    hidden: bool,
    deleted: bool,
    struck: bool,
    link: Option<String>,
    /// Above or below the line: a value of `w:vertAlign`.
    place: String,
}

impl Look {
    /// How the letters of a paragraph look where they say nothing else.
    pub fn of(styles: &Styles, paragraph: &Node<'_, '_>) -> Self {
        let properties = paragraph.children().find(|child| is(child, "pPr"));
        let style = properties.and_then(|properties| property(&properties, "pStyle"));
        Self { hidden: styles.hidden(style).unwrap_or(false), ..Self::default() }
    }
}

/// The texts of a paragraph.
pub struct Texts<'a> {
    styles: &'a Styles,
    link: &'a dyn Fn(&str) -> Option<String>,
    picture: &'a dyn Fn(&str) -> Option<usize>,
    found: Found,
}

/// What was found in a paragraph.
#[derive(Default)]
pub struct Found {
    /// The runs of the paragraph itself.
    pub runs: Vec<Run>,
    /// What stands in it and is not read with it, by its kind.
    pub asides: Vec<(&'static str, Vec<Run>)>,
    /// The contents of text boxes.
    pub boxes: Vec<NodeId>,
}

impl<'a> Texts<'a> {
    /// Nothing is found yet.
    pub fn new(
        styles: &'a Styles,
        link: &'a dyn Fn(&str) -> Option<String>,
        picture: &'a dyn Fn(&str) -> Option<usize>,
    ) -> Self {
        Self { styles, link, picture, found: Found::default() }
    }

    /// What was found.
    pub fn done(self) -> Found {
        self.found
    }

    /// Finds what stands in an element.
    pub fn inline(&mut self, parent: &Node<'_, '_>, look: &Look) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "r" => self.run(&node, look),
                "hyperlink" => {
                    let link = attribute(&node, "id").and_then(self.link);
                    self.inline(&node, &Look { link, ..look.clone() });
                }
                "del" | "moveFrom" => self.inline(&node, &Look { deleted: true, ..look.clone() }),
                "AlternateContent" => {
                    if let Some(choice) = node.children().find(|node| is(node, "Choice")) {
                        self.content(&choice, look);
                    }
                }
                "pPr" | "sdtPr" | "p" | "tbl" => {}
                "t" => self.letters(node.text().unwrap_or_default(), look),
                _ => self.inline(&node, look),
            }
        }
    }

    fn run(&mut self, run: &Node<'_, '_>, look: &Look) {
        let properties = run.children().find(|child| is(child, "rPr"));
        let style = properties.and_then(|p| property(&p, "rStyle"));
        let on = |name| properties.and_then(|p| switch(&p, name));
        let look = Look {
            bold: on("b").unwrap_or_else(|| self.styles.is_bold(style)),
            italic: on("i").unwrap_or_else(|| self.styles.is_italic(style)),
            hidden: on("vanish").or_else(|| self.styles.hidden(style)).unwrap_or(look.hidden),
            struck: on("strike").or_else(|| on("dstrike")).unwrap_or(false),
            place: properties.and_then(|p| property(&p, "vertAlign")).unwrap_or_default().to_owned(),
            ..look.clone()
        };
        self.content(run, &look);
    }

    /// What stands in a run.
    fn content(&mut self, run: &Node<'_, '_>, look: &Look) {
        for node in run.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "t" | "delText" => self.letters(node.text().unwrap_or_default(), look),
                "tab" | "br" | "cr" | "ptab" => self.letters(" ", look),
                "noBreakHyphen" => self.letters("\u{2011}", look),
                "sym" => {
                    let code = attribute(&node, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    let font = attribute(&node, "font").unwrap_or_default();
                    // A sign that is not known is one all the same: it is not to be missed without a trace.
                    self.letters(code.and_then(|code| symbol(font, code)).unwrap_or("\u{fffd}"), look);
                }
                "drawing" | "pict" | "object" => self.drawing(&node),
                "AlternateContent" => {
                    if let Some(choice) = node.children().find(|node| is(node, "Choice")) {
                        self.content(&choice, look);
                    }
                }
                "r" => self.run(&node, look),
                "ruby" | "rubyBase" | "rt" => self.content(&node, look),
                _ => {}
            }
        }
    }

    fn letters(&mut self, letters: &str, look: &Look) {
        let Look { bold, italic, link, .. } = look.clone();
        let run = Run { letters: raised(letters, &look.place), bold, italic, link, picture: None };
        let kind = if look.deleted {
            "deleted"
        } else if look.struck {
            "struck"
        } else if look.hidden {
            "hidden"
        } else {
            self.found.runs.push(run);
            return;
        };
        match self.found.asides.last_mut().filter(|(last, _)| *last == kind) {
            Some((_, runs)) => runs.push(run),
            None => self.found.asides.push((kind, vec![run])),
        }
    }

    /// A picture with its alternative, and the text boxes of a drawing.
    fn drawing(&mut self, drawing: &Node<'_, '_>) {
        let description = |node: &Node<'_, '_>| {
            ["descr", "alt", "title"].into_iter().find_map(|name| {
                attribute(node, name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
            })
        };
        let letters = drawing
            .descendants()
            .filter(|node| is(node, "docPr") || is(node, "shape"))
            .find_map(|node| description(&node));
        let sources = drawing.descendants().filter(|node| is(node, "blip") || is(node, "imagedata"));
        for node in sources {
            let id = attribute(&node, "embed").or_else(|| attribute(&node, "link")).or_else(|| attribute(&node, "id"));
            if let Some(picture) = id.and_then(self.picture) {
                let letters = letters.clone().unwrap_or_default();
                self.found.runs.push(Run { letters, picture: Some(picture), ..Run::default() });
            }
        }
        let boxes = drawing.descendants().filter(|node| is(node, "txbxContent"));
        self.found
            .boxes
            .extend(boxes.filter(|node| !node.ancestors().any(|above| is(&above, "Fallback"))).map(|node| node.id()));
    }
}
