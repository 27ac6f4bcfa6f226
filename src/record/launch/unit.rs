//! What is launched in a package: the assignable unit of `cmi5.xml`, or the activity of `tincan.xml`.

use crate::markup;
use crate::tree::Tree;
use crate::xapi::statement::is_language;
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// More bytes and attributes than an honest description has.
const LARGEST: usize = 4 << 20;
const MOST_ATTRIBUTES: usize = 200_000;

/// By which standard a package is launched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// cmi5: a token is fetched, the rest stands in a document.
    Cmi5,
    /// All stands in the query.
    Tincan,
}

/// What is launched.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// By which standard.
    pub standard: Standard,
    /// Its id in the package, an IRI.
    pub id: String,
    /// The file that is opened, with its query.
    pub url: String,
    /// When the learner may move on; cmi5 only.
    pub move_on: String,
    /// From which score on it is passed, from 0 to 1.
    pub mastery_score: Option<f64>,
    /// What the author wants to be handed over.
    pub parameters: Option<String>,
    /// Its titles by language; cmi5 only.
    pub titles: BTreeMap<String, String>,
    /// The blocks and the course that hold this unit and no other; cmi5 only.
    pub wholes: Vec<Whole>,
}

/// What is satisfied together with a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whole {
    /// A block, by its id.
    Block(String),
    /// The course, by its id.
    Course(String),
}

/// Why nothing can be launched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitFault {
    /// Neither `cmi5.xml` nor `tincan.xml` is there.
    Missing,
    /// It cannot be read, or launches nothing in the package.
    Unknown,
    /// There are only so many.
    Beyond(usize),
}

impl Unit {
    /// The thing of a number, from 1, that can be launched in a package, and how many there are.
    ///
    /// # Errors
    /// Where there is none.
    pub fn of(files: &Tree, number: usize) -> Result<(Self, usize), UnitFault> {
        let (standard, description) = match (files.get("cmi5.xml"), files.get("tincan.xml")) {
            (Some(description), _) => (Standard::Cmi5, description),
            (None, Some(description)) => (Standard::Tincan, description),
            (None, None) => return Err(UnitFault::Missing),
        };
        let text = std::str::from_utf8(description).map_err(|_| UnitFault::Unknown)?;
        if text.len() > LARGEST || markup::absurd(text, MOST_ATTRIBUTES).is_some() {
            return Err(UnitFault::Unknown);
        }
        let document = Document::parse(text).map_err(|_| UnitFault::Unknown)?;
        let nodes = launchable(standard, &document);
        let node = number.checked_sub(1).and_then(|at| nodes.get(at)).ok_or(match nodes.len() {
            0 => UnitFault::Unknown,
            count => UnitFault::Beyond(count),
        })?;
        let unit = read(standard, node).ok_or(UnitFault::Unknown)?;
        let file = unit.url.split(['?', '#']).next().unwrap_or_default();
        files.get(file).map(|_| (unit.clone(), nodes.len())).ok_or(UnitFault::Unknown)
    }
}

/// The elements that describe something to launch.
fn launchable<'a, 'input>(standard: Standard, document: &'a Document<'input>) -> Vec<Node<'a, 'input>> {
    let (element, launch) = names(standard);
    document.descendants().filter(|node| node.has_tag_name_of(element) && node.child(launch).is_some()).collect()
}

/// The element that describes what is launched, and the one inside that says where it is.
fn names(standard: Standard) -> (&'static str, &'static str) {
    match standard {
        Standard::Cmi5 => ("au", "url"),
        Standard::Tincan => ("activity", "launch"),
    }
}

fn read(standard: Standard, node: &Node) -> Option<Unit> {
    Some(Unit {
        standard,
        id: node.attribute("id")?.to_owned(),
        url: node.child(names(standard).1)?.text()?.trim().to_owned(),
        move_on: node.attribute("moveOn").unwrap_or("NotApplicable").to_owned(),
        mastery_score: node.attribute("masteryScore").and_then(|score| score.parse().ok()),
        parameters: node.child("launchParameters").and_then(|node| node.text()).map(str::to_owned),
        titles: titles(node),
        wholes: wholes(node),
    })
}

fn titles(unit: &Node) -> BTreeMap<String, String> {
    let told = unit.child("title").into_iter().flat_map(|title| title.children().collect::<Vec<_>>());
    let titled = |text: Node| Some((text.attribute("lang")?.to_owned(), text.text()?.trim().to_owned()));
    // What a store would refuse must not keep a stranger's package from being played.
    told.filter_map(titled).filter(|(tag, _)| is_language(tag)).collect()
}

fn wholes(unit: &Node) -> Vec<Whole> {
    let holds_one = |whole: &Node| whole.descendants().filter(|node| node.has_tag_name_of("au")).count() == 1;
    let above = unit.ancestors().skip(1).filter(holds_one);
    let named = above.filter_map(|node| match node.tag_name().name() {
        "block" => Some(Whole::Block(node.attribute("id")?.to_owned())),
        "courseStructure" => Some(Whole::Course(node.child("course")?.attribute("id")?.to_owned())),
        _ => None,
    });
    named.collect()
}

/// Elements by their names, whatever their namespace's version.
trait ByName<'a, 'input> {
    fn has_tag_name_of(&self, name: &str) -> bool;
    fn child(&self, name: &str) -> Option<Node<'a, 'input>>;
}

impl<'a, 'input> ByName<'a, 'input> for Node<'a, 'input> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }

    fn child(&self, name: &str) -> Option<Node<'a, 'input>> {
        self.children().find(|node| node.has_tag_name_of(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_launched_by_what_describes_it() {
        let mut files = Tree::default();
        assert_eq!(Unit::of(&files, 1), Err(UnitFault::Missing));
        files.put(
            "tincan.xml",
            "<tincan><activities><activity id='http://a'><launch>a.html</launch></activity></activities></tincan>",
        );
        assert_eq!(Unit::of(&files, 1), Err(UnitFault::Unknown), "what is launched is not in the package");
        files.put("a.html", "");
        assert_eq!(
            Unit::of(&files, 1).map(|(unit, count)| (unit.standard, unit.id, count)),
            Ok((Standard::Tincan, "http://a".to_owned(), 1))
        );
        let course = "<courseStructure><au id='http://b' moveOn='Passed' masteryScore='0.5'><url>a.html?b=c</url></au></courseStructure>";
        files.put("cmi5.xml", course);
        let (unit, _) = Unit::of(&files, 1).expect("a unit");
        assert_eq!((unit.standard, unit.move_on.as_str(), unit.mastery_score), (Standard::Cmi5, "Passed", Some(0.5)));
        let two = course
            .replace("</courseStructure>", "<block><au id='http://c'><url>a.html</url></au></block></courseStructure>");
        files.put("cmi5.xml", two);
        for (number, found) in [
            (1, Ok(("http://b".to_owned(), 2))),
            (2, Ok(("http://c".to_owned(), 2))),
            (3, Err(UnitFault::Beyond(2))),
            (0, Err(UnitFault::Beyond(2))),
        ] {
            assert_eq!(Unit::of(&files, number).map(|(unit, count)| (unit.id, count)), found, "{number}");
        }
        let blocks = "<courseStructure><course id='http://e'/><block id='http://d'><au id='http://b'><url>a.html</url></au></block>OTHER</courseStructure>";
        let block = Whole::Block("http://d".to_owned());
        for (other, found) in [
            ("", vec![block.clone(), Whole::Course("http://e".to_owned())]),
            ("<au id='http://c'><url>a.html</url></au>", vec![block.clone()]),
        ] {
            files.put("cmi5.xml", blocks.replace("OTHER", other));
            assert_eq!(Unit::of(&files, 1).map(|(unit, _)| unit.wholes), Ok(found), "{other}");
        }
        let tongues =
            "<langstring lang='fr-BE'>Une</langstring><langstring lang='!'>x</langstring><langstring>y</langstring>";
        let titled = format!(
            "<courseStructure><au id='http://b'><title>{tongues}</title><url>a.html</url></au></courseStructure>"
        );
        files.put("cmi5.xml", titled);
        let one = BTreeMap::from([("fr-BE".to_owned(), "Une".to_owned())]);
        assert_eq!(Unit::of(&files, 1).map(|(unit, _)| unit.titles), Ok(one));
        files.put("cmi5.xml", "<courseStructure><au>");
        assert_eq!(Unit::of(&files, 1), Err(UnitFault::Unknown));
    }
}
