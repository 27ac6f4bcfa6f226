//! What stands in a paragraph: spans, links, pictures, and what is taken out of it.

use super::super::document::Run;
use super::super::signs::raised;
use super::styles::Look;
use super::{Reader, attribute, is};
use roxmltree::Node;

/// What a paragraph says.
#[derive(Default)]
pub struct Found<'a, 'i> {
    /// The runs of the paragraph itself.
    pub runs: Vec<Run>,
    /// What is not shown, by its kind.
    pub asides: Vec<(&'static str, Vec<Run>)>,
    /// Text boxes, notes and comments, with what they are; a text box is text.
    pub inside: Vec<(Option<&'static str>, Node<'a, 'i>)>,
}

impl Reader {
    /// What a paragraph says.
    pub fn found<'a, 'i>(&self, paragraph: &Node<'a, 'i>) -> Found<'a, 'i> {
        let mut found = Found::default();
        let look = self.styles.look(attribute(paragraph, "style-name"), &Look::default());
        self.inline(paragraph, &look, &mut found);
        found
    }

    fn inline<'a, 'i>(&self, parent: &Node<'a, 'i>, look: &Look, found: &mut Found<'a, 'i>) {
        for node in parent.children() {
            if let Some(letters) = node.text().filter(|_| node.is_text()) {
                found.letters(letters, look);
                continue;
            }
            match node.tag_name().name() {
                "s" | "tab" | "line-break" => found.letters(" ", look),
                "span" => self.inline(&node, &self.styles.look(attribute(&node, "style-name"), look), found),
                "a" if node.is_element() => {
                    let link = attribute(&node, "href").filter(|link| !link.starts_with('#')).map(str::to_owned);
                    self.inline(&node, &Look { link, ..look.clone() }, found);
                }
                "note" => {
                    let body = node.children().find(|child| is(child, "note-body"));
                    found.inside.extend(body.map(|body| (Some("footnote"), body)));
                }
                "annotation" => found.inside.push((Some("comment"), node)),
                "frame" | "custom-shape" | "g" | "rect" => self.drawing(&node, found),
                "hidden-text" | "hidden-paragraph" => {
                    let words = attribute(&node, "string-value").unwrap_or_default();
                    found.letters(words, &Look { hidden: true, ..look.clone() });
                }
                "annotation-end" | "soft-page-break" | "tracked-changes" | "event-listeners" => {}
                _ if node.is_element() => self.inline(&node, look, found),
                _ => {}
            }
        }
    }

    /// The pictures of a drawing with their alternatives, and its text boxes.
    pub fn drawing<'a, 'i>(&self, drawing: &Node<'a, 'i>, found: &mut Found<'a, 'i>) {
        let is_box = |node: &Node<'_, '_>| is(node, "text-box") || is(node, "custom-shape");
        let own = |node: &Node<'_, '_>| {
            let mut between = node.ancestors().skip(1).take_while(|above| above.range().start >= drawing.range().start);
            !between.any(|above| is_box(&above))
        };
        for node in drawing.descendants().filter(Node::is_element).filter(own) {
            if is_box(&node) {
                found.inside.push((None, node));
            }
            let image = node.children().filter(|child| is(child, "image")).find_map(|image| attribute(&image, "href"));
            if let Some(picture) = image.and_then(|address| self.pictures.get(address)) {
                let said = |name| node.children().find(|child| is(child, name)).and_then(|child| child.text());
                let letters = said("desc").or_else(|| said("title")).unwrap_or_default().to_owned();
                found.runs.push(Run { letters, picture: Some(*picture), ..Run::default() });
            }
        }
    }
}

impl Found<'_, '_> {
    fn letters(&mut self, letters: &str, look: &Look) {
        let Look { bold, italic, link, hidden, struck, place } = look.clone();
        let run = Run { letters: raised(letters, place), bold, italic, link, picture: None };
        let kind = match (hidden, struck) {
            (false, false) => return self.runs.push(run),
            (true, _) => "hidden",
            (false, true) => "struck",
        };
        match self.asides.last_mut().filter(|(last, _)| *last == kind) {
            Some((_, runs)) => runs.push(run),
            None => self.asides.push((kind, vec![run])),
        }
    }
}
