//! JSON as the standard wants it: UTF-8, no key twice, no deeper than a parser can go. Source: xAPI 1.0.3, part 2, 2.2 and 4.

use super::Refusal;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Reads JSON.
///
/// # Errors
/// A bad request, where it is no JSON, has a key twice, or is nested more than 127 deep.
pub fn parse(bytes: &[u8]) -> Result<Value, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::bad("JSON is written in UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Strict(value) = serde_json::from_str(text).map_err(|error| {
        // The parser's own words could repeat what was sent.
        let what = if error.is_data() { "a key is there twice" } else { "this is no JSON" };
        Refusal::bad(format!("{what} (line {}, column {})", error.line(), error.column()))
    })?;
    Ok(value)
}

/// A value in which no object has a key twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("no number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            all.push(item);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some((key, Strict(value))) = entries.next_entry::<String, _>()? {
            if all.insert(key, value).is_some() {
                return Err(A::Error::custom("a key is there twice"));
            }
        }
        Ok(Value::Object(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_clean_json_is_refused() {
        let deep = "[".repeat(200);
        let closed = format!("{deep}{}", "]".repeat(200));
        let bad = ["", "{", "{\"a\":1,\"a\":2}", "[{\"b\":{\"a\":1,\"\\u0061\":2}}]", "NaN", "1e999", "'a'", "{}{}", &deep, &closed];
        for text in bad {
            assert_eq!(parse(text.as_bytes()).expect_err(text).status, 400, "{text}");
        }
        assert_eq!(parse(b"\"\xff\"").expect_err("no UTF-8").status, 400);
        let good = "{\"a\":[1,-2,3.5,true,null,\"x\\n\"]}";
        assert_eq!(parse(good.as_bytes()).expect("is JSON"), serde_json::from_str::<Value>(good).expect("is JSON"));
    }
}
