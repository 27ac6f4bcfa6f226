//! What stands in a paragraph: runs, links, pictures, and what is taken out of it.

use super::super::document::Run;
use super::super::signs::{raised, symbol};
use super::equations::equation;
use super::fields::{Fields, address};
use super::leads::Leads;
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
    leads: &'a Leads,
    fields: Fields,
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
    pub fn new(styles: &'a Styles, leads: &'a Leads) -> Self {
        Self { styles, leads, fields: Fields::default(), found: Found::default() }
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
                    let link = attribute(&node, "id").and_then(|id| self.leads.link(id));
                    self.inline(&node, &Look { link, ..look.clone() });
                }
                "fldSimple" => {
                    let link = attribute(&node, "instr").and_then(address).or_else(|| look.link.clone());
                    self.inline(&node, &Look { link, ..look.clone() });
                }
                "oMath" => self.letters(&equation(&node), look),
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
            place: properties.map(|p| place(&p)).unwrap_or_default().to_owned(),
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
                "fldChar" => self.fields.mark(attribute(&node, "fldCharType").unwrap_or_default()),
                "instrText" => self.fields.instruct(node.text().unwrap_or_default()),
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
        let link = link.or_else(|| self.fields.link());
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

    /// A picture with its alternative, the words of a drawing that cannot be shown, and its text boxes.
    fn drawing(&mut self, drawing: &Node<'_, '_>) {
        let all = |names: &'static [&str]| {
            let named = move |node: &Node<'_, '_>| names.iter().any(|name| is(node, name));
            drawing.descendants().filter(named).filter(|node| !node.ancestors().any(|above| is(&above, "Fallback")))
        };
        let first = |node: &Node<'_, '_>, names: &[&str]| {
            let mut said = names.iter().filter_map(|name| attribute(node, name).map(|text| text.trim().to_owned()));
            said.find(|text| !text.is_empty())
        };
        let description = all(&["docPr", "shape"]).find_map(|node| first(&node, &["descr", "alt", "title"]));
        let art = all(&["textpath"]).filter_map(|node| first(&node, &["string"]));
        let mut said: Vec<String> = art.collect();
        let mut is_shown = false;
        for node in all(&["blip", "imagedata", "chart", "relIds"]) {
            let Some(id) = first(&node, &["embed", "link", "dm", "id"]) else { continue };
            said.extend(self.leads.words(&id).map(str::to_owned));
            if let Some(picture) = self.leads.picture(&id) {
                let letters = description.clone().unwrap_or_default();
                self.found.runs.push(Run { letters, picture: Some(picture), ..Run::default() });
                is_shown = true;
            }
        }
        said.extend(description.filter(|_| !is_shown));
        let aside = |letters| ("drawing", vec![Run { letters, ..Run::default() }]);
        self.found.asides.extend(said.into_iter().map(aside));
        self.found.boxes.extend(all(&["txbxContent"]).map(|node| node.id()));
    }
}

/// Where letters stand. LibreOffice writes how far they are raised, and their size, where Word has a word.
fn place<'a>(properties: &Node<'a, '_>) -> &'a str {
    let raised = property(properties, "position").filter(|_| property(properties, "sz").is_some());
    property(properties, "vertAlign").unwrap_or(match raised.and_then(|by| by.parse::<i32>().ok()) {
        Some(by) if by > 0 => "superscript",
        Some(by) if by < 0 => "subscript",
        _ => "",
    })
}
