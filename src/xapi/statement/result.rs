//! Results and scores (xAPI 1.0.3, Data 2.4.5; 2.0.0, 4.2.2.4).

use super::node::Node;
use super::reader::Reader;
use super::{forms, rules};
use serde_json::{Map, Value};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome<'a> {
    /// The score.
    pub score: Option<Score>,
    /// Whether it succeeded.
    pub success: Option<bool>,
    /// Whether it was completed.
    pub completion: Option<bool>,
    /// What was answered.
    pub response: Option<&'a str>,
    /// How long it took, as it was sent (ISO 8601).
    pub duration: Option<&'a str>,
    /// Extensions.
    pub extensions: Option<&'a Map<String, Value>>,
}

impl<'a> Outcome<'a> {
    /// Reads a result.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Self> {
        reader.object(node, &["score", "success", "completion", "response", "duration", "extensions"])?;
        Some(Self {
            score: reader.optional(node, "score", Score::read),
            success: reader.optional(node, "success", |reader, node| reader.boolean(node)),
            completion: reader.optional(node, "completion", |reader, node| reader.boolean(node)),
            response: reader.optional(node, "response", Reader::text),
            duration: reader
                .optional(node, "duration", |reader, node| reader.form(node, &rules::DURATION, forms::is_duration)),
            extensions: reader.optional(node, "extensions", Reader::extensions),
        })
    }
}

/// A score: scaled lies in -1..1, min below max, raw between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    scaled: Option<f64>,
    raw: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
}

impl Score {
    /// The share, from -1 to 1.
    pub fn scaled(self) -> Option<f64> {
        self.scaled
    }

    /// The points.
    pub fn raw(self) -> Option<f64> {
        self.raw
    }

    /// The lowest and the highest that points can be.
    pub fn bounds(self) -> (Option<f64>, Option<f64>) {
        (self.min, self.max)
    }

    fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Option<Self> {
        reader.object(node, &["scaled", "raw", "min", "max"])?;
        let mut number = |key| reader.optional(node, key, |reader, node| reader.number(node));
        let (scaled, raw, min, max) = (number("scaled"), number("raw"), number("min"), number("max"));
        let is_over = |low: Option<f64>, high: Option<f64>| low.zip(high).is_some_and(|(low, high)| low > high);
        let bounds = [
            ("scaled", is_over(Some(-1.0), scaled) || is_over(scaled, Some(1.0)), "-1 … 1"),
            ("min", min.zip(max).is_some_and(|(min, max)| min >= max), "min < max"),
            ("raw", is_over(min, raw) || is_over(raw, max), "min ≤ raw ≤ max"),
        ];
        for (key, _, expected) in bounds.iter().filter(|(_, is_broken, _)| *is_broken) {
            let at = node.get(key).unwrap_or(*node);
            reader.fault(&at, &rules::SCORE, expected);
        }
        bounds.iter().all(|(_, is_broken, _)| !is_broken).then_some(Self { scaled, raw, min, max })
    }
}
