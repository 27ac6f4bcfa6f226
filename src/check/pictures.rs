//! Whether pictures are light enough, and whether drawings (SVG) are drawings and nothing else.

use crate::deck::Deck;
use crate::diagnostic::{Findings, rules};
use crate::markup::{absurd, offset, start_tag};
use crate::source::{Place, Source};
use roxmltree::{Document, Node, ParsingOptions};

/// Beyond this many bytes a picture is most of what a module weighs: modules aim at 60 kB.
const LARGE: usize = 300_000;
/// The most attributes and elements that a drawing may have.
const MOST_PARTS: usize = 200_000;

rules! {
    /// A picture that makes a module slow to open.
    LARGE_PICTURE = warning "C048";
    /// A drawing that runs a program or loads something.
    ACTIVE_DRAWING = error "C049";
    /// A drawing that no browser can read.
    BROKEN_DRAWING = error "C100";
}

/// Checks every picture of the deck.
pub fn check(deck: &Deck, findings: &mut Findings) {
    for (path, bytes) in &deck.media {
        if bytes.len() > LARGE {
            findings
                .add(&LARGE_PICTURE, &Place::file(path))
                .with("size", bytes.len() / 1000)
                .with("most", LARGE / 1000);
        }
        let is_drawing = path.to_ascii_lowercase().ends_with(".svg");
        if let Ok(text) = std::str::from_utf8(bytes) {
            // What is no drawing at all has its finding.
            if is_drawing && text.contains("<svg") {
                drawing(&Source::new(path, text), findings);
            }
        }
    }
}

fn drawing(source: &Source, findings: &mut Findings) {
    let text = source.text().trim_start_matches('\u{feff}');
    let shift = source.text().len() - text.len();
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_PARTS as u32, ..ParsingOptions::default() };
    if absurd(text, MOST_PARTS).is_some() {
        findings.add(&BROKEN_DRAWING, &source.whole());
        return;
    }
    match Document::parse_with_options(text, options) {
        Ok(document) => {
            for node in document.descendants() {
                if let Some(what) = active(&node) {
                    let tag = start_tag(text, node.range());
                    findings.add(&ACTIVE_DRAWING, &source.place(tag.start + shift..tag.end + shift)).with("what", what);
                }
            }
        }
        Err(error) => {
            let start = offset(text, error.pos().row, 1) + shift;
            findings.add(&BROKEN_DRAWING, &source.place(start..start));
        }
    }
}

/// What a part of a drawing does beyond being drawn, as it is written.
fn active(node: &Node<'_, '_>) -> Option<String> {
    if let Some(pi) = node.pi() {
        return (pi.target == "xml-stylesheet").then(|| "<?xml-stylesheet …?>".to_owned());
    }
    if !node.is_element() {
        return None;
    }
    let name = node.tag_name().name();
    if name.eq_ignore_ascii_case("script") {
        return Some("<script>".to_owned());
    }
    let attribute = node.attributes().find(|attribute| {
        let (key, value) = (attribute.name().to_ascii_lowercase(), attribute.value());
        let points = matches!(key.as_str(), "href" | "src" | "data") && name != "a";
        let is_event = key.starts_with("on") && key.len() > 2;
        is_event || is_program(value) || (points && leads_out(value)) || loads(value)
    });
    let style = || node.text().filter(|text| name == "style" && loads(text)).map(|_| "<style> url(…)".to_owned());
    attribute.map(|attribute| format!("<{name} {}=…>", attribute.name())).or_else(style)
}

fn is_program(value: &str) -> bool {
    let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    value.to_ascii_lowercase().starts_with("javascript:")
}

/// Whether an address leads out of the file; pictures that stand in it as data do not.
fn leads_out(value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    !value.is_empty() && !value.starts_with('#') && !value.starts_with("data:image/")
}

/// Whether a style loads something.
fn loads(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let outside = |rest: &str| leads_out(rest.trim_start().trim_start_matches(['"', '\'']));
    style.contains("@import") || style.split("url(").skip(1).any(outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(inside: &str) -> Vec<String> {
        let mut findings = Findings::default();
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inside}</svg>"
        );
        drawing(&Source::new("a.svg", text), &mut findings);
        findings.sorted().into_iter().map(|finding| finding.rule.code.to_owned()).collect()
    }

    #[test]
    fn a_drawing_that_acts_is_refused() {
        for inside in [
            "<script>alert(1)</script>",
            "<script href=\"a.js\"/>",
            "<rect onload=\"alert(1)\"/>",
            "<rect ONCLICK=\"alert(1)\"/>",
            "<image href=\"https://www.example.org/a.png\"/>",
            "<image xlink:href=\"//www.example.org/a.png\"/>",
            "<image href=\"a.png\"/>",
            "<use href=\"other.svg#a\"/>",
            "<a href=\" java\tscript:alert(1)\"><text>a</text></a>",
            "<rect style=\"fill:url(https://www.example.org/a)\"/>",
            "<rect fill=\"url('https://www.example.org/a#b')\"/>",
            "<style>@import 'a.css';</style>",
            "<style>rect { fill: url(\"//www.example.org/a\") }</style>",
            "<foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"a.html\"/></foreignObject>",
            "<image href=\"data:text/html,a\"/>",
        ] {
            assert_eq!(said(inside), ["C049"], "{inside}");
        }
        assert_eq!(said("<rect>"), ["C100"]);
    }

    #[test]
    fn a_drawing_that_is_only_drawn_is_taken() {
        for inside in [
            "<defs><linearGradient id=\"a\"/></defs><rect fill=\"url(#a)\" style=\"stroke: url('#a')\"/><use href=\"#a\"/>",
            "<a href=\"https://www.example.org/\"><text>a</text></a>",
            "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
            "<style>rect { fill: red }</style><!-- a script -->",
        ] {
            assert_eq!(said(inside), Vec::<String>::new(), "{inside}");
        }
    }
}
