//! Grammars: which elements and attributes may stand where, in which order, how often, and what they may say. A grammar is a
//! text (`grammars/`), so that a standard's schema is some lines of data and this the one reader for all of them. Knows no
//! standard.
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

#[cfg(test)]
use super::values;
use std::collections::BTreeMap;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A name with its namespace.
pub(super) type Name = (&'static str, &'static str);

/// What documents of a standard may look like.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    /// What stands in an element, by the name of its type.
    pub types: BTreeMap<Name, Type>,
    /// The types of text that are lists of words.
    pub values: BTreeMap<&'static str, Vec<&'static str>>,
    prefixes: BTreeMap<&'static str, &'static str>,
}

/// What stands in an element.
#[derive(Debug, Default)]
pub(super) struct Type {
    /// The type of its text, where it has no children.
    pub text: Option<&'static str>,
    pub mixed: bool,
    pub any_order: bool,
    pub particles: Vec<Particle>,
    /// The particles behind `~`; none where the element is closed.
    pub last: Option<Vec<Particle>>,
    /// Their names, the types of their values, and whether they must be there.
    pub attributes: Vec<(Name, &'static str, bool)>,
    pub open_attributes: bool,
}

/// Elements of which one stands here, so many times, and their types.
#[derive(Debug)]
pub(super) struct Particle {
    /// Names of elements and of their types.
    pub names: Vec<(Name, Name)>,
    pub required: bool,
    pub several: bool,
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

    /// Whether the grammar speaks of a namespace.
    pub(super) fn knows(&self, namespace: &str) -> bool {
        namespace != XML && self.prefixes.values().any(|known| *known == namespace)
    }
}

/// A word without its last letter, and whether it had it.
fn bare(word: &'static str, letter: char) -> (&'static str, bool) {
    word.strip_suffix(letter).map_or((word, false), |word| (word, true))
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
