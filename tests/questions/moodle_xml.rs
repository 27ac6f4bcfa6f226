//! Moodle XML as `qformat_xml` reads it: the first element of a name, texts in `text`, trimmed, and what stops an import.

use crate::{Held, child, words};
use roxmltree::{Document, Node};

/// The fractions of `question_bank::ensure_grade_options_initialised` that a deck can need.
const FRACTIONS: [&str; 11] =
    ["100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "0"];

pub fn read(xml: &str) -> Vec<Held> {
    let document = Document::parse(xml).expect("XML");
    assert!(document.root_element().has_tag_name("quiz"));
    let (mut category, mut all) = (Vec::new(), Vec::new());
    for node in document.root_element().children().filter(|node| node.has_tag_name("question")) {
        if node.attribute("type") == Some("category") {
            category = crate::gift::path(&said(child(node, "category").expect("a path")));
            let id = child(node, "idnumber").and_then(|id| id.text()).expect("an id");
            assert!(id.len() <= 100 && !said(child(node, "info").expect("info")).is_empty());
        } else {
            all.push(Held { category: category.clone(), ..question(node) });
        }
    }
    all
}

fn said(node: Node) -> String {
    let text = child(node, "text").and_then(|text| text.text()).unwrap_or_default().trim().to_owned();
    assert!(text.is_empty() || node.attribute("format").is_none_or(|format| format == "html"));
    text
}

fn question(node: Node) -> Held {
    let value = |name: &str| child(node, name).and_then(|own| own.text()).unwrap_or_default().to_owned();
    let name = said(child(node, "name").expect("a name"));
    let id = value("idnumber");
    assert!(name.starts_with(&id) && name.chars().count() <= 255, "{name}");
    let kind = node.attribute("type").expect("a type").to_owned();
    let answers = node.children().filter(|own| own.has_tag_name("answer"));
    let parts = match kind.as_str() {
        "description" => Vec::new(),
        "multichoice" => answers.map(choice).collect(),
        "ordering" => {
            // Of the answers Moodle keeps the order alone; the hints must be there.
            let hints = node.children().filter(|own| own.has_tag_name("hint")).count();
            assert!(hints >= 2, "{id}: the database refuses {hints} hints");
            answers.zip(1..).map(|(answer, at)| [words(&said(answer)), at.to_string(), String::new()]).collect()
        }
        "matching" => node.children().filter(|own| own.has_tag_name("subquestion")).map(pair).collect(),
        kind => panic!("no type {kind}"),
    };
    let tags = child(node, "tags").into_iter().flat_map(|tags| tags.children());
    Held {
        single: value("single") != "false",
        text: words(&said(child(node, "questiontext").expect("a text"))),
        feedback: words(&said(child(node, "generalfeedback").expect("feedback"))),
        tags: tags.filter(|tag| tag.has_tag_name("tag")).map(said).collect(),
        category: Vec::new(),
        id,
        kind,
        parts,
    }
}

fn choice(answer: Node) -> [String; 3] {
    let share = answer.attribute("fraction").expect("a share");
    assert!(FRACTIONS.contains(&share.trim_start_matches('-')), "{share} is not in Moodle's list");
    let feedback = child(answer, "feedback").map(said).unwrap_or_default();
    [words(&said(answer)), share.to_owned(), words(&feedback)]
}

fn pair(own: Node) -> [String; 3] {
    let with = said(child(own, "answer").expect("an answer"));
    assert!(with.chars().count() <= 255);
    [words(&said(own)), words(&with), String::new()]
}
