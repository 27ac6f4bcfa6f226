//! Moodle XML, element by element as `qformat_xml` reads it.

use super::judge::Judge;
use super::question::{Answer, MOST_PARTS, Pair, Question};
use crate::verify::hosts::percent;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

/// How the address of a file in a text begins.
const FILES: &str = "@@PLUGINFILE@@";

/// Reads all questions.
pub(super) fn read(document: &Manifest, judge: &mut Judge, report: &mut Report) {
    let questions = document.tree.root_element().children().filter(|node| node.has_tag_name("question"));
    for node in questions {
        let kind = node.attribute("type").unwrap_or_default();
        if kind == "category" {
            let path = child(node, "category").map(said).unwrap_or_default();
            judge.category(&path, &document.place(node), report);
            continue;
        }
        judge.question(&question(document, node, kind), report);
        files(document, node, report);
    }
}

fn question(document: &Manifest, node: Node, kind: &str) -> Question {
    let is_empty = |name: &str| child(node, name).is_none_or(|part| said(part).is_empty());
    let has_image = node.children().any(|part| part.has_tag_name("image"));
    let lacks = match () {
        () if is_empty("name") && !["cloze", "multianswer"].contains(&kind) => Some("name"),
        () if is_empty("questiontext") && !has_image => Some("questiontext"),
        () => None,
    };
    let answer = |node: Node| Answer {
        share: node.attribute("fraction").unwrap_or_default().to_owned(),
        place: document.place(node),
    };
    let pair = |node: Node| Pair {
        is_asked: !said(node).is_empty(),
        answer: child(node, "answer").map(said).filter(|answer| !answer.is_empty()),
        place: document.place(node),
    };
    let all = |name: &'static str| node.children().filter(move |part| part.has_tag_name(name));
    Question {
        kind: kind.to_owned(),
        place: document.place(node),
        lacks,
        idnumber: child(node, "idnumber").map(Manifest::text).unwrap_or_default(),
        single: child(node, "single").map(Manifest::text).is_none_or(|single| !["false", "0", ""].contains(&&*single)),
        answers: all("answer").take(MOST_PARTS).map(answer).collect(),
        pairs: all("subquestion").take(MOST_PARTS).map(pair).collect(),
        hints: Some(all("hint").count()),
    }
}

fn child<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
    node.children().find(|child| child.has_tag_name(name))
}

/// What the `text` in an element says.
fn said(node: Node) -> String {
    child(node, "text").map(Manifest::text).unwrap_or_default()
}

/// Every file that a text of the question asks for must stand beside that text.
fn files(document: &Manifest, question: Node, report: &mut Report) {
    for parent in question.descendants().filter(Node::is_element) {
        let mut held: Option<BTreeSet<String>> = None;
        for text in parent.children().filter(|node| node.has_tag_name("text")) {
            for part in Manifest::text(text).split(FILES).skip(1) {
                let end = |c: char| c.is_whitespace() || ['"', '\'', '<', '>', ')', '?', '#'].contains(&c);
                let asked = percent(part.split(end).next().unwrap_or_default());
                let held = held.get_or_insert_with(|| parent.children().filter_map(path).collect());
                if !held.contains(&asked) {
                    report.add(&rules::QUESTION_FILE, &document.place(text), [("file", asked)]);
                }
            }
        }
    }
}

fn path(node: Node) -> Option<String> {
    let name = node.attribute("name").filter(|_| node.has_tag_name("file"))?;
    Some(format!("{}{name}", node.attribute("path").unwrap_or("/")))
}
