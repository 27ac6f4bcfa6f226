//! JSON as statements need it: a key that stands twice is refused, because programs differ in which of the two they take.

use super::{Fault, Version, rules};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;

/// Reads one JSON value from bytes.
///
/// # Errors
/// Where the bytes are no JSON, are nested deeper than 128, hold a number beyond 1e308 or a key twice; `value` says which key, or line and column.
pub fn parse(bytes: &[u8], version: Version) -> Result<Value, Fault> {
    let twice = RefCell::new(None);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = Strict(&twice).deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    read.map_err(|error| {
        let place = format!("{}:{}", error.line(), error.column());
        let (rule, value) = match twice.take() {
            Some(key) => (&rules::TWICE, key),
            None if is_beyond(&error) => (&rules::BEYOND, place),
            None => (&rules::NOT_JSON, place),
        };
        Fault { pointer: String::new(), rule, version, value, expected: String::new() }
    })
}

/// Whether what was read is JSON, but more than is read here; serde_json has no other way to tell than its words.
fn is_beyond(error: &serde_json::Error) -> bool {
    let words = error.to_string();
    ["recursion limit exceeded", "number out of range"].iter().any(|limit| words.starts_with(limit))
}

/// Makes a value, and keeps the key that stood twice.
#[derive(Clone, Copy)]
struct Strict<'k>(&'k RefCell<Option<String>>);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(member) = members.next_element_seed(self)? {
            all.push(member);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if all.contains_key(&key) {
                self.0.replace(Some(key));
                return Err(A::Error::custom("a key stands twice"));
            }
            all.insert(key, entries.next_value_seed(self)?);
        }
        Ok(Value::Object(all))
    }
}
