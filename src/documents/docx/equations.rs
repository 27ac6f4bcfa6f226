//! Equations on one line: what stands above, below or under a sign is said by other signs. Source: ECMA-376 part 1, 22.1.

use super::super::signs::raised;
use super::{attribute, is};
use roxmltree::Node;

/// What an equation says, from left to right.
pub fn equation(node: &Node<'_, '_>) -> String {
    let part = |name| node.children().find(|child| is(child, name)).map(|child| equation(&child)).unwrap_or_default();
    match node.tag_name().name() {
        "t" | "delText" => node.text().unwrap_or_default().to_owned(),
        "f" => format!("{}/{}", grouped(&part("num")), grouped(&part("den"))),
        "sSup" => grouped(&part("e")) + &above(&part("sup")),
        "sSub" => part("e") + &below(&part("sub")),
        "sSubSup" => part("e") + &below(&part("sub")) + &above(&part("sup")),
        "rad" => above(&part("deg")) + "√" + &grouped(&part("e")),
        "nary" => {
            let sign = sign(node, "chr", "∫");
            sign + &below(&part("sub")) + &above(&part("sup")) + " " + &part("e")
        }
        "d" => {
            let inside = joined(node, "e", &sign(node, "sepChr", "|"));
            format!("{}{inside}{}", sign(node, "begChr", "("), sign(node, "endChr", ")"))
        }
        "func" => part("fName") + " " + &part("e"),
        "limLow" => part("e") + &below(&part("lim")),
        "eqArr" => joined(node, "e", "; "),
        "m" => joined(node, "mr", "; "),
        "mr" => joined(node, "e", ", "),
        _ => node.children().filter(Node::is_element).map(|child| equation(&child)).collect(),
    }
}

fn joined(node: &Node<'_, '_>, name: &str, sign: &str) -> String {
    let parts = node.children().filter(|child| is(child, name)).map(|child| equation(&child));
    parts.collect::<Vec<_>>().join(sign)
}

/// A sign that the properties of a part say, else the usual one.
fn sign(node: &Node<'_, '_>, name: &str, usual: &str) -> String {
    let properties = node.children().find(|child| child.tag_name().name().ends_with("Pr"));
    let said = properties.and_then(|properties| properties.children().find(|child| is(child, name)));
    said.map_or(usual, |said| attribute(&said, "val").unwrap_or_default()).to_owned()
}

/// A term in brackets, unless it is one number or one name.
fn grouped(term: &str) -> String {
    let is_whole = term.chars().all(|c| c.is_alphanumeric() || ".,".contains(c));
    if is_whole || term.starts_with('(') && term.find(')') == Some(term.len() - 1) {
        term.to_owned()
    } else {
        format!("({term})")
    }
}

fn above(term: &str) -> String {
    set(term, "superscript", '^')
}

fn below(term: &str) -> String {
    set(term, "subscript", '_')
}

/// A term above or below the line, by signs of its own where there are some.
fn set(term: &str, place: &str, sign: char) -> String {
    let own = raised(term, place);
    if own == term && !term.is_empty() { format!("{sign}{}", grouped(term)) } else { own }
}
