//! The data models of SCORM: which elements there are, whether a script may read and set them, and to what. Each edition is a
//! text: a line an element with its access (`r`, `w`, `rw`) and the type of its values where they are not free, and a line
//! `values TYPE a | b` for what a type allows. An `n` in a name is any index.
//!
//! Sources: SCORM 1.2 RTE 3.4.4; SCORM 2004 4th Ed. RTE 4.2 and SN 5.6 (`adl.nav`).

use super::values::{decimal, digits, is};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The data model of an edition.
pub(super) struct Edition {
    elements: BTreeMap<&'static str, Element>,
    values: BTreeMap<&'static str, &'static str>,
}

/// One element of a data model.
#[derive(Debug)]
pub(super) struct Element {
    pub readable: bool,
    pub writable: bool,
    /// The type of its values; none where they are free.
    kind: Option<&'static str>,
}

pub(super) static SCORM_12: LazyLock<Edition> = LazyLock::new(|| Edition::read(include_str!("scorm12.txt")));
pub(super) static SCORM_2004: LazyLock<Edition> = LazyLock::new(|| Edition::read(include_str!("scorm2004.txt")));

impl Edition {
    fn read(text: &'static str) -> Self {
        let mut edition = Self { elements: BTreeMap::new(), values: BTreeMap::new() };
        for line in text.lines() {
            if let Some((kind, values)) = line.strip_prefix("values ").and_then(|rest| rest.split_once(' ')) {
                edition.values.insert(kind, values);
            } else if let [name, access, kind @ ..] = &line.split(' ').collect::<Vec<_>>()[..] {
                let (readable, writable) = (access.contains('r'), access.contains('w'));
                edition.elements.insert(name, Element { readable, writable, kind: kind.first().copied() });
            }
        }
        edition
    }

    /// The element of this name.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.elements.get(&*general(name))
    }

    /// Whether there are elements whose names begin so: `cmi.core`, `cmi.objectives.`.
    pub(super) fn begins(&self, name: &str) -> bool {
        let general = general(name.trim_end_matches('.'));
        let after = self.elements.range(&*general..).next();
        after.is_some_and(|(known, _)| known.strip_prefix(&*general).is_some_and(|rest| rest.starts_with('.')))
    }

    /// What the element may be set to, where it may not be set to this.
    pub(super) fn refuses(&self, element: &Element, value: &str) -> Option<&'static str> {
        let allowed = *self.values.get(element.kind?)?;
        let words = || allowed.split(" | ").map(|word| if word == "\"\"" { "" } else { word });
        let good = match element.kind? {
            "timespan" => is_timespan(value),
            "interval" => is_interval(value),
            "real" => decimal(value).is_some(),
            "scaled" => within(value, -1.0, 1.0),
            "measure" => within(value, 0.0, 1.0),
            "score" => value.is_empty() || within(value, 0.0, 100.0),
            "result" => words().any(|word| word == value) || decimal(value).is_some(),
            "request" => words().any(|word| word == value) || is_target(value),
            _ => words().any(|word| word == value),
        };
        (!good).then_some(allowed)
    }
}

/// A name with `n` for each index.
fn general(name: &str) -> Cow<'_, str> {
    // The target of a request that is asked about is the last part, and may be anything.
    let asks = ["adl.nav.request_valid.choice", "adl.nav.request_valid.jump"];
    if let Some(request) =
        asks.iter().find(|request| name.strip_prefix(**request).is_some_and(|rest| rest.starts_with('.')))
    {
        return Cow::Borrowed(request);
    }
    if !name.bytes().any(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(name);
    }
    let is_index = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts = name.split('.').map(|part| if is_index(part) { "n" } else { part });
    Cow::Owned(parts.collect::<Vec<_>>().join("."))
}

/// Whether a text has the form of an element's name, and is no sentence or address.
pub(super) fn is_name(text: &str) -> bool {
    let known = text.starts_with("cmi.") || text.starts_with("adl.nav.") || text.starts_with("adl.data.");
    known && text.len() < 200 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.".contains(&b))
}

fn within(value: &str, least: f64, most: f64) -> bool {
    decimal(value).is_some_and(|number| (least..=most).contains(&number))
}

/// `HHHH:MM:SS.SS` (CMITimespan): two to four digits of hours, two decimals at most.
pub(super) fn is_timespan(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let [hours, minutes, seconds] = parts[..] else { return false };
    let (seconds, decimals) = seconds.split_once('.').unwrap_or((seconds, "0"));
    digits(hours, 2..=4) && digits(minutes, 2..=2) && digits(seconds, 2..=2) && digits(decimals, 1..=2)
}

/// `P1DT2H3M4.05S` (timeinterval): two decimals at most.
fn is_interval(text: &str) -> bool {
    let decimals = text.split_once('.').map_or("", |(_, rest)| rest.trim_end_matches('S'));
    is("duration", text) && !text.starts_with('-') && decimals.len() <= 2
}

/// `{target=ITEM}choice` or `jump`.
fn is_target(value: &str) -> bool {
    let target = value.strip_prefix("{target=").and_then(|rest| rest.split_once('}'));
    target.is_some_and(|(item, request)| !item.is_empty() && ["choice", "jump"].contains(&request))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood_and_every_type_is_said() {
        for (edition, text) in
            [(&*SCORM_12, include_str!("scorm12.txt")), (&*SCORM_2004, include_str!("scorm2004.txt"))]
        {
            assert_eq!(edition.elements.len() + edition.values.len(), text.lines().count());
            for (name, element) in &edition.elements {
                assert!(is_name(name) && (element.readable || element.writable), "{name}");
                assert!(element.kind.is_none_or(|kind| edition.values.contains_key(kind)), "{name}");
            }
            let used = |kind: &&str| edition.elements.values().any(|element| element.kind == Some(*kind));
            assert!(edition.values.keys().all(used));
        }
    }

    #[test]
    fn what_a_type_shows_as_an_example_it_takes() {
        for edition in [&*SCORM_12, &*SCORM_2004] {
            for element in edition.elements.values().filter(|element| element.kind.is_some()) {
                let allowed = edition.values[element.kind.expect("a type")];
                for value in allowed.split(" | ").filter(|value| !value.contains('…')) {
                    assert_eq!(edition.refuses(element, value.trim_matches('"')), None, "{element:?} {value}");
                }
                assert!(edition.refuses(element, "many").is_some(), "{element:?}");
            }
        }
    }

    #[test]
    fn indexes_and_beginnings_are_known() {
        assert!(SCORM_12.find("cmi.interactions.12.correct_responses.0.pattern").is_some());
        assert!(SCORM_12.find("cmi.interactions.12.learner_response").is_none());
        for beginning in ["cmi", "cmi.", "cmi.core", "cmi.core.score.", "cmi.interactions.0."] {
            assert!(SCORM_12.begins(beginning), "{beginning}");
        }
        assert!(!SCORM_2004.begins("cmi.core.") && !SCORM_12.begins("cmi.co"));
        assert!(SCORM_2004.find("adl.nav.request_valid.choice.{target=a.b}").is_some());
    }
}
