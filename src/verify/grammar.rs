//! Holds a document against a grammar: which elements and attributes may stand where, in which order, how often, and what
//! they may say. A grammar is a text (`grammars/`), so that a standard's schema is some lines of data and this the one
//! reader for all of them. Knows no standard.
//!
//! A line of a grammar is one of these; names are those of elements unless `name:type` says otherwise.
//!
//! ```text
//! in PREFIX NAMESPACE                           what follows is of this namespace
//! values NAME a | b c                           a type of text: one of these
//! TYPE = a b? c* (d|e)+ ~ other:f? @g! @h:type  children in this order; behind ~ those that come last, in any order
//! TYPE = & a b?                                 children in any order
//! TYPE = #type                                  text, no children; `#any` is left alone, `mixed` allows text between
//! ```
//!
//! A `~` also opens the element to namespaces that the grammar does not know, `@*` to their attributes.

use super::report::Report;
use super::rules;
use super::values;
use super::xml::Manifest;
use roxmltree::{Attribute, Node};
use std::collections::BTreeMap;

/// Attributes in this namespace speak to schema readers and may stand anywhere.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A name with its namespace.
type Name = (&'static str, &'static str);

/// What documents of a standard may look like.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    types: BTreeMap<Name, Type>,
    values: BTreeMap<&'static str, Vec<&'static str>>,
    prefixes: BTreeMap<&'static str, &'static str>,
}

#[derive(Debug, Default)]
struct Type {
    text: Option<&'static str>,
    mixed: bool,
    any_order: bool,
    particles: Vec<Particle>,
    /// The particles behind `~`; none where the element is closed.
    last: Option<Vec<Particle>>,
    attributes: Vec<(Name, &'static str, bool)>,
    open_attributes: bool,
}

/// Elements of which one stands here, so many times, and their types.
#[derive(Debug)]
struct Particle {
    names: Vec<(Name, Name)>,
    required: bool,
    several: bool,
}

impl Grammar {
    /// Reads the notation. Lines that say nothing are passed over; a test reads every grammar there is.
    pub(super) fn read(texts: &[&'static str]) -> Self {
        let mut grammar = Self::default();
        let lines = || texts.iter().flat_map(|text| text.lines());
        for words in lines().filter_map(|line| line.strip_prefix("in ")) {
            grammar.prefixes.extend(words.split_once(' '));
        }
        grammar.prefixes.insert("xml", XML);
        let mut namespace = "";
        for line in lines() {
            if let Some((prefix, _)) = line.strip_prefix("in ").and_then(|rest| rest.split_once(' ')) {
                namespace = grammar.prefixes[prefix];
            } else if let Some((name, all)) = line.strip_prefix("values ").and_then(|rest| rest.split_once(' ')) {
                grammar.values.insert(name, all.split('|').map(str::trim).collect());
            } else if let Some((name, rest)) = line.split_once(" =") {
                let kind = grammar.kind(namespace, rest);
                grammar.types.insert((namespace, name), kind);
            }
        }
        grammar
    }

    fn kind(&self, namespace: &'static str, rest: &'static str) -> Type {
        let mut kind = Type::default();
        for word in rest.split_ascii_whitespace() {
            if let Some(text) = word.strip_prefix('#') {
                kind.text = Some(text);
            } else if let Some(attribute) = word.strip_prefix('@') {
                let (attribute, required) = bare(attribute, '!');
                let (name, value) = attribute.rsplit_once(':').unwrap_or((attribute, "text"));
                match name {
                    "*" => kind.open_attributes = true,
                    _ => kind.attributes.push((self.name("", name), value, required)),
                }
            } else if word == "~" {
                kind.last = Some(Vec::new());
            } else if word == "&" {
                kind.any_order = true;
            } else if word == "mixed" {
                kind.mixed = true;
            } else {
                let particle = self.particle(namespace, word);
                kind.last.as_mut().unwrap_or(&mut kind.particles).push(particle);
            }
        }
        kind
    }

    fn particle(&self, namespace: &'static str, word: &'static str) -> Particle {
        let (word, optional) = bare(word, '?');
        let (word, star) = bare(word, '*');
        let (word, plus) = bare(word, '+');
        let names = word.trim_matches(['(', ')']).split('|').map(|one| {
            // `prefix:name` is an element of another namespace, `name:type` one whose type has another name.
            match one.split_once(':') {
                Some((prefix, name)) if self.prefixes.contains_key(prefix) => {
                    let name = (self.prefixes[prefix], name);
                    (name, name)
                }
                Some((name, kind)) => ((namespace, name), (namespace, kind)),
                None => ((namespace, one), (namespace, one)),
            }
        });
        Particle { names: names.collect(), required: !optional && !star, several: star || plus }
    }

    fn name(&self, namespace: &'static str, word: &'static str) -> Name {
        let split = word.split_once(':').and_then(|(prefix, name)| Some((*self.prefixes.get(prefix)?, name)));
        split.unwrap_or((namespace, word))
    }

    fn knows(&self, namespace: &str) -> bool {
        namespace != XML && self.prefixes.values().any(|known| *known == namespace)
    }
}

/// A word without its last letter, and whether it had it.
fn bare(word: &'static str, letter: char) -> (&'static str, bool) {
    word.strip_suffix(letter).map_or((word, false), |word| (word, true))
}

/// Holds a document to its grammar; `standard` is what findings call it. The root's name is another rule's business.
pub(super) fn check(grammar: &Grammar, standard: &'static str, manifest: &Manifest, report: &mut Report) {
    let root = manifest.tree.root_element();
    let mut check = Check { grammar, standard, manifest, report };
    let mut open = vec![(root, name(root))];
    // A list and no recursion: a stranger's document may be as deep as it is long.
    while let Some((node, kind)) = open.pop() {
        if let Some((_, kind)) = check.grammar.types.get_key_value(&kind as &(&str, &str)) {
            check.element(node, kind, &mut open);
        }
    }
}

fn name<'a>(node: Node<'a, '_>) -> (&'a str, &'a str) {
    (node.tag_name().namespace().unwrap_or_default(), node.tag_name().name())
}

struct Check<'a> {
    grammar: &'a Grammar,
    standard: &'static str,
    manifest: &'a Manifest<'a>,
    report: &'a mut Report,
}

impl<'a> Check<'a> {
    fn element(&mut self, node: Node<'a, 'a>, kind: &Type, open: &mut Vec<(Node<'a, 'a>, (&'a str, &'a str))>) {
        if kind.text == Some("any") {
            return;
        }
        self.attributes(node, kind);
        self.text(node, kind);
        let none = Vec::new();
        let all: Vec<&Particle> = kind.particles.iter().chain(kind.last.as_ref().unwrap_or(&none)).collect();
        let ordered = if kind.any_order { 0 } else { kind.particles.len() };
        let (mut counts, mut rank) = (vec![0usize; all.len()], 0);
        for child in node.children().filter(Node::is_element) {
            let known = name(child);
            let found = all.iter().position(|particle| particle.names.iter().any(|(name, _)| *name == known));
            let Some(at) = found else {
                self.stranger(node, child, kind, open);
                continue;
            };
            counts[at] += 1;
            let own = at.min(ordered);
            if own < rank || (counts[at] > 1 && !all[at].several) {
                self.misplaced(node, child);
            }
            rank = rank.max(own);
            let particle = all[at];
            open.extend(particle.names.iter().find(|(name, _)| *name == known).map(|(_, kind)| (child, *kind)));
        }
        for (particle, count) in all.iter().zip(counts) {
            if particle.required && count == 0 {
                let names: Vec<&str> = particle.names.iter().map(|((_, name), _)| *name).collect();
                let args = [("element", names.join(" / ")), ("parent", self.manifest.literal(node).to_owned())];
                self.report.add(&rules::OUT_OF_PLACE, &self.manifest.place(node), args);
            }
        }
    }

    /// An element that its parent does not have.
    fn stranger(
        &mut self,
        parent: Node<'a, 'a>,
        node: Node<'a, 'a>,
        kind: &Type,
        open: &mut Vec<(Node<'a, 'a>, (&'a str, &'a str))>,
    ) {
        let known = name(node);
        let family = self.grammar.knows(known.0);
        if self.grammar.types.contains_key(&known as &(&str, &str)) {
            self.misplaced(parent, node);
            open.push((node, known));
        } else if family || kind.last.is_none() {
            let element = self.manifest.literal(node).to_owned();
            self.foreign(&self.manifest.place(node), element);
        }
    }

    fn misplaced(&mut self, parent: Node, node: Node) {
        let args =
            [("element", self.manifest.literal(node).to_owned()), ("parent", self.manifest.literal(parent).to_owned())];
        self.report.add(&rules::OUT_OF_PLACE, &self.manifest.place(node), args);
    }

    fn foreign(&mut self, place: &crate::source::Place, element: String) {
        self.report.add(&rules::FOREIGN_ELEMENT, place, [("element", element), ("standard", self.standard.to_owned())]);
    }

    fn attributes(&mut self, node: Node<'a, 'a>, kind: &Type) {
        for attribute in node.attributes() {
            let namespace = attribute.namespace().unwrap_or_default();
            let row = kind.attributes.iter().find(|(name, ..)| *name == (namespace, attribute.name()));
            match row {
                Some((_, value, _)) => {
                    let place = self.manifest.value(&attribute);
                    self.value(value, attribute.name(), attribute.value(), &place);
                }
                None if namespace == XSI => {}
                None if kind.open_attributes && !namespace.is_empty() && !self.grammar.knows(namespace) => {}
                None => {
                    let found = self.manifest.tree.input_text()[attribute.range_qname()].to_owned();
                    self.foreign(&self.place(&attribute), found);
                }
            }
        }
        for ((namespace, name), ..) in kind.attributes.iter().filter(|(.., required)| *required) {
            let there = node.attributes().any(|a| (a.namespace().unwrap_or_default(), a.name()) == (namespace, name));
            if !there {
                let element = self.manifest.literal(node).to_owned();
                let args = [("attribute", (*name).to_owned()), ("element", element)];
                self.report.add(&rules::ATTRIBUTE_MISSING, &self.manifest.place(node), args);
            }
        }
    }

    fn place(&self, attribute: &Attribute) -> crate::source::Place {
        self.manifest.source.place(attribute.range())
    }

    fn text(&mut self, node: Node<'a, 'a>, kind: &Type) {
        let own = node.children().filter(|child| child.is_text()).filter_map(|child| child.text());
        let own: String = own.collect();
        match kind.text {
            Some(value) => {
                let place = self.manifest.content(node);
                self.value(value, node.tag_name().name(), &own, &place);
            }
            None if kind.mixed || own.trim().is_empty() => {}
            None => {
                let args = [("element", self.manifest.literal(node).to_owned()), ("found", own.trim().to_owned())];
                self.report.add(&rules::STRAY_TEXT, &self.manifest.place(node), args);
            }
        }
    }

    fn value(&mut self, kind: &str, element: &str, found: &str, place: &crate::source::Place) {
        if let Some(most) = kind.strip_prefix("text").and_then(|most| most.parse::<usize>().ok()) {
            let count = found.chars().count();
            if count > most {
                let args = [("element", element.to_owned()), ("count", count.to_string()), ("most", most.to_string())];
                self.report.add(&rules::LONGER_THAN_ALLOWED, place, args);
            }
            return;
        }
        let good = match self.grammar.values.get(kind) {
            Some(all) => all.contains(&found),
            None => values::is(kind, found),
        };
        if !good {
            let args = [("element", element.to_owned()), ("found", found.to_owned())];
            self.report.add(&rules::VALUE, place, args);
        }
    }
}

#[cfg(test)]
impl Grammar {
    /// The types of elements and of texts that the grammar names and nobody defines.
    pub(super) fn undefined(&self) -> Vec<String> {
        let particles = |kind: &Type| -> Vec<Name> {
            let all = kind.particles.iter().chain(kind.last.iter().flatten());
            all.flat_map(|p| p.names.iter().map(|(_, kind)| *kind)).collect()
        };
        let known = |value: &str| value == "any" || self.values.contains_key(value) || values::knows(value);
        let elements = self.types.values().flat_map(particles).filter(|name| !self.types.contains_key(name));
        let texts = self.types.values().flat_map(|kind| {
            kind.attributes.iter().map(|(_, value, _)| *value).chain(kind.text).filter(|value| !known(value))
        });
        elements.map(|name| format!("{name:?}")).chain(texts.map(str::to_owned)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_a_grammar_uses_is_defined() {
        let all: [&[&str]; 4] = [
            &[include_str!("grammars/scorm12.txt"), include_str!("grammars/imsmd.txt")],
            &[include_str!("grammars/scorm2004.txt"), include_str!("grammars/lom.txt")],
            &[include_str!("grammars/cmi5.txt")],
            &[include_str!("grammars/tincan.txt")],
        ];
        for texts in all {
            let grammar = Grammar::read(texts);
            assert_eq!(grammar.undefined(), Vec::<String>::new());
            let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| !line.is_empty());
            let kept = grammar.types.len() + grammar.values.len() + grammar.prefixes.len() - 1;
            assert_eq!(lines.count(), kept, "a line is not understood, or stands there twice");
        }
    }
}
