//! The rules by which somebody is named as one to accompany, and how long a report is kept: a small TOML file, in which
//! each rule can be switched off.

use super::rules;
use crate::diagnostic::Findings;
use crate::source::Source;
use serde::Deserialize;

/// A rule with a number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether it is applied.
    pub on: bool,
    /// Its threshold, in days; not looked at by rules without one.
    pub days: u16,
}

/// All rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Somebody on the list does not occur in the sources.
    pub never: Rule,
    /// No visit for so many days, and not everything gone through.
    pub absent: Rule,
    /// One situation was met on so many days without being finished.
    pub stuck: Rule,
    /// A module's threshold was not reached.
    pub failed: Rule,
    /// How many days a report is to be kept.
    pub keep: Rule,
}

impl Default for Thresholds {
    fn default() -> Self {
        let days = |days| Rule { on: true, days };
        Self { never: days(0), absent: days(14), stuck: days(4), failed: days(0), keep: days(90) }
    }
}

impl Thresholds {
    /// Reads a file; what it does not name keeps its default.
    pub fn read(source: &Source, findings: &mut Findings) -> Option<Self> {
        let defaults = Self::default();
        let read: Result<Given, _> = toml::from_str(source.text());
        match read {
            Ok(given) => Some(given.or(defaults)),
            Err(error) => {
                let place = error.span().map_or_else(|| source.whole(), |span| source.place(span));
                findings.add(&rules::BAD_THRESHOLDS, &place).with("reason", error.message());
                None
            }
        }
    }
}

/// A rule as it is written: each part may be left out.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Part {
    on: Option<bool>,
    days: Option<u16>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Given {
    never: Part,
    absent: Part,
    stuck: Part,
    failed: Part,
    keep: Part,
}

impl Given {
    fn or(self, defaults: Thresholds) -> Thresholds {
        let rule =
            |part: Part, rule: Rule| Rule { on: part.on.unwrap_or(rule.on), days: part.days.unwrap_or(rule.days) };
        Thresholds {
            never: rule(self.never, defaults.never),
            absent: rule(self.absent, defaults.absent),
            stuck: rule(self.stuck, defaults.stuck),
            failed: rule(self.failed, defaults.failed),
            keep: rule(self.keep, defaults.keep),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_keeps_its_default() {
        let mut findings = Findings::default();
        let text = "[absent]\ndays = 21\n[stuck]\non = false\n";
        let read = Thresholds::read(&Source::new("t.toml", text), &mut findings).expect("well formed");
        assert_eq!((read.absent, read.stuck.on, read.keep.days), (Rule { on: true, days: 21 }, false, 90));
        for bad in ["[absent]\ndays = -1", "[absense]\n", "days = ", "[absent]\ndays = \"14\""] {
            let mut findings = Findings::default();
            assert!(Thresholds::read(&Source::new("t.toml", bad), &mut findings).is_none(), "{bad}");
            assert_eq!(findings.sorted()[0].rule.code, "N012");
        }
    }
}
