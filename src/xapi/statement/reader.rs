//! Reads the parts of a statement, keeps what is wrong with them, and never stops at the first fault. A part that cannot be read
//! is `None`, and then a fault was kept.

use super::fault::Fault;
use super::node::Node;
use super::{Version, forms, rules};
use crate::diagnostic::Rule;
use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

/// What reads.
pub struct Reader {
    /// The version of the standard.
    pub version: Version,
    /// What is wrong so far.
    pub faults: Vec<Fault>,
}

/// More faults of one statement are not kept: where so many are wrong, the next ones tell nobody more.
const MOST_FAULTS: usize = 20;
/// Texts longer than this are cut in faults.
const LONGEST_SHOWN: usize = 80;

impl Reader {
    /// Keeps a fault.
    pub fn fault(&mut self, node: &Node<'_, '_>, rule: &'static Rule, expected: &str) {
        let shown = match node.value {
            Value::String(text) => text.clone(),
            Value::Object(_) => "{…}".to_owned(),
            Value::Array(_) => "[…]".to_owned(),
            other => other.to_string(),
        };
        self.fault_of(node, rule, &shown, expected);
    }

    /// Keeps a fault about something that is not the value itself.
    pub fn fault_of(&mut self, node: &Node<'_, '_>, rule: &'static Rule, shown: &str, expected: &str) {
        if self.faults.len() >= MOST_FAULTS {
            return;
        }
        let mut value: String = shown.chars().take(LONGEST_SHOWN).collect();
        if value.len() < shown.len() {
            value.push('…');
        }
        let (pointer, expected) = (node.pointer(), expected.to_owned());
        self.faults.push(Fault { pointer, rule, version: self.version, value, expected });
    }

    /// An object, which is to have no other keys than these.
    pub fn object<'a>(&mut self, node: &Node<'a, '_>, keys: &[&str]) -> Option<&'a Map<String, Value>> {
        let fields = self.map(node)?;
        for key in fields.keys().filter(|key| !keys.contains(&key.as_str())) {
            let near = keys.iter().find(|known| known.eq_ignore_ascii_case(key)).copied();
            let at = node.get(key).unwrap_or(*node);
            self.fault_of(&at, &rules::UNKNOWN_KEY, key, &near.map_or_else(|| keys.join(", "), str::to_owned));
        }
        Some(fields)
    }

    fn map<'a>(&mut self, node: &Node<'a, '_>) -> Option<&'a Map<String, Value>> {
        let fields = node.value.as_object();
        if fields.is_none() {
            self.wrong_type(node, "object");
        }
        fields
    }

    fn wrong_type(&mut self, node: &Node<'_, '_>, expected: &str) {
        let rule = if node.value.is_null() { &rules::NULL } else { &rules::WRONG_TYPE };
        self.fault(node, rule, expected);
    }

    /// The value of a key that must be there.
    pub fn required<'a, T>(
        &mut self,
        node: &Node<'a, '_>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &Node<'a, '_>) -> Option<T>,
    ) -> Option<T> {
        match node.get(key) {
            Some(found) => read(self, &found),
            None => {
                self.fault_of(node, &rules::MISSING, "", key);
                None
            }
        }
    }

    /// The value of a key that may be left out.
    pub fn optional<'a, T>(
        &mut self,
        node: &Node<'a, '_>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &Node<'a, '_>) -> Option<T>,
    ) -> Option<T> {
        node.get(key).and_then(|found| read(self, &found))
    }

    /// The members of a list, each read; those that cannot be are left out and were kept as faults.
    pub fn list<'a, T>(
        &mut self,
        node: &Node<'a, '_>,
        mut read: impl FnMut(&mut Self, &Node<'a, '_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Some(members) = node.value.as_array() else {
            self.wrong_type(node, "array");
            return None;
        };
        Some(members.iter().enumerate().filter_map(|(at, member)| read(self, &node.member(at, member))).collect())
    }

    /// A text.
    pub fn text<'a>(&mut self, node: &Node<'a, '_>) -> Option<&'a str> {
        let text = node.value.as_str();
        if text.is_none() {
            self.wrong_type(node, "string");
        }
        text
    }

    /// A text of a form.
    pub fn form<'a>(&mut self, node: &Node<'a, '_>, rule: &'static Rule, is_it: fn(&str) -> bool) -> Option<&'a str> {
        let text = self.text(node)?;
        if !is_it(text) {
            self.fault(node, rule, "");
            return None;
        }
        Some(text)
    }

    /// One of several texts.
    pub fn one_of<'a>(&mut self, node: &Node<'a, '_>, known: &[&str]) -> Option<&'a str> {
        let text = self.text(node)?;
        if !known.contains(&text) {
            self.fault(node, &rules::NOT_LISTED, &known.join(", "));
            return None;
        }
        Some(text)
    }

    /// An IRI.
    pub fn iri<'a>(&mut self, node: &Node<'a, '_>) -> Option<&'a str> {
        self.form(node, &rules::IRI, forms::is_iri)
    }

    /// A language tag.
    pub fn language<'a>(&mut self, node: &Node<'a, '_>) -> Option<&'a str> {
        self.form(node, &rules::LANGUAGE, forms::is_language)
    }

    /// A UUID.
    pub fn uuid(&mut self, node: &Node<'_, '_>) -> Option<Uuid> {
        let text = self.text(node)?;
        let uuid = forms::uuid(text);
        if uuid.is_none() {
            self.fault(node, &rules::UUID, "");
        }
        uuid
    }

    /// The id of another statement, in a reference to it.
    pub fn reference(&mut self, node: &Node<'_, '_>) -> Option<Uuid> {
        self.object(node, &["objectType", "id"])?;
        self.required(node, "objectType", |reader, node| reader.one_of(node, &["StatementRef"]));
        self.required(node, "id", Self::uuid)
    }

    /// A timestamp.
    pub fn timestamp(&mut self, node: &Node<'_, '_>) -> Option<Timestamp> {
        let text = self.text(node)?;
        let moment = forms::timestamp(text, self.version);
        if moment.is_none() {
            self.fault(node, &rules::TIMESTAMP, "");
        }
        moment
    }

    /// A number.
    pub fn number(&mut self, node: &Node<'_, '_>) -> Option<f64> {
        let number = node.value.as_f64();
        if number.is_none() {
            self.wrong_type(node, "number");
        }
        number
    }

    /// True or false.
    pub fn boolean(&mut self, node: &Node<'_, '_>) -> Option<bool> {
        let boolean = node.value.as_bool();
        if boolean.is_none() {
            self.wrong_type(node, "boolean");
        }
        boolean
    }

    /// A language map: tags and texts.
    pub fn language_map<'a>(&mut self, node: &Node<'a, '_>) -> Option<&'a Map<String, Value>> {
        let map = self.map(node)?;
        for (tag, _) in map {
            let Some(entry) = node.get(tag) else { continue };
            self.text(&entry);
            if !forms::is_language(tag) {
                self.fault_of(&entry, &rules::LANGUAGE, tag, "");
            }
        }
        Some(map)
    }

    /// Extensions: IRIs and any values.
    pub fn extensions<'a>(&mut self, node: &Node<'a, '_>) -> Option<&'a Map<String, Value>> {
        let map = self.map(node)?;
        for key in map.keys().filter(|key| !forms::is_iri(key)) {
            self.fault_of(&node.get(key).unwrap_or(*node), &rules::IRI, key, "");
        }
        Some(map)
    }
}
