//! Holds a document against the grammar of its standard: which elements and attributes are there that may not be, which are
//! missing, and what says what it may not. Knows no standard.

use super::grammar::{Grammar, Particle, Type};
use super::report::Report;
use super::rules;
use super::values;
use super::xml::Manifest;
use crate::diagnostic::Rule;
use crate::source::Place;
use roxmltree::{Attribute, Node};

/// Attributes in this namespace speak to schema readers and may stand anywhere.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Elements that are still to be looked at, and the names of their types.
type Open<'a> = Vec<(Node<'a, 'a>, (&'a str, &'a str))>;

/// Holds a document to its grammar; `standard` is what findings call it. The root's name is another rule's business.
pub(super) fn check(grammar: &Grammar, standard: &'static str, manifest: &Manifest, report: &mut Report) {
    let root = manifest.tree.root_element();
    let mut check = Check { grammar, standard, manifest, report };
    let mut open = vec![(root, name(root))];
    // A list and no recursion: a stranger's document may be as deep as it is long.
    while let Some((node, kind)) = open.pop() {
        if let Some(kind) = grammar.types.get(&kind) {
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
    fn element(&mut self, node: Node<'a, 'a>, kind: &Type, open: &mut Open<'a>) {
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
            if counts[at] > 1 && !all[at].several {
                self.wrong(&rules::ELEMENT_TWICE, node, child);
            } else if own < rank {
                self.wrong(&rules::OUT_OF_PLACE, node, child);
            }
            rank = rank.max(own);
            let particle = all[at];
            open.extend(particle.names.iter().find(|(name, _)| *name == known).map(|(_, kind)| (child, *kind)));
        }
        for (particle, count) in all.iter().zip(counts) {
            if particle.required && count == 0 {
                let names: Vec<&str> = particle.names.iter().map(|((_, name), _)| *name).collect();
                let args = [("element", names.join(" / ")), ("parent", self.manifest.literal(node).to_owned())];
                self.report.add(&rules::ELEMENT_MISSING, &self.manifest.place(node), args);
            }
        }
    }

    /// An element that its parent does not have.
    fn stranger(&mut self, parent: Node<'a, 'a>, node: Node<'a, 'a>, kind: &Type, open: &mut Open<'a>) {
        let known = name(node);
        let family = self.grammar.knows(known.0);
        if self.grammar.types.contains_key(&known) {
            self.wrong(&rules::OUT_OF_PLACE, parent, node);
            open.push((node, known));
        } else if family || kind.last.is_none() {
            let element = self.manifest.literal(node).to_owned();
            self.foreign(&self.manifest.place(node), element);
        }
    }

    fn wrong(&mut self, rule: &'static Rule, parent: Node, node: Node) {
        let args =
            [("element", self.manifest.literal(node).to_owned()), ("parent", self.manifest.literal(parent).to_owned())];
        self.report.add(rule, &self.manifest.place(node), args);
    }

    fn foreign(&mut self, place: &Place, element: String) {
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

    fn place(&self, attribute: &Attribute) -> Place {
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

    fn value(&mut self, kind: &str, element: &str, found: &str, place: &Place) {
        if let Some(most) = kind.strip_prefix("text").and_then(|most| most.parse::<usize>().ok()) {
            let count = found.chars().count();
            if count > most {
                let args = [("element", element.to_owned()), ("count", count.to_string()), ("most", most.to_string())];
                self.report.add(&rules::LONGER_THAN_ALLOWED, place, args);
            }
            return;
        }
        let words = self.grammar.values.get(kind);
        let good = words.map_or_else(|| values::is(kind, found), |words| words.contains(&found));
        if !good {
            let wanted = words.map_or_else(|| values::looks(kind).to_owned(), |words| words.join(" | "));
            let args = [("element", element.to_owned()), ("found", found.to_owned()), ("wanted", wanted)];
            self.report.add(&rules::VALUE, place, args);
        }
    }
}
