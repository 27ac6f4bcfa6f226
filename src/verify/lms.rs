//! Whom a rule affects: the learning management systems that are known here, and how much each rule matters in each. A rule
//! without a row matters everywhere as much as `rules` says. What an LMS makes of a package is no breach of a standard, so
//! `other`, any LMS that keeps to the standards, has a column of its own. Knows nothing of packages.

use super::rules::*;
use crate::diagnostic::{Rule, Severity};
use crate::platforms;

/// An LMS, or a name for many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lms {
    /// Any LMS that keeps to the standards and does nothing beyond them.
    Other,
    /// Moodle 4.1 to 5.0.
    Moodle,
    /// Chamilo 1.11.
    Chamilo,
    /// The SCORM xblock of Open edX.
    OpenEdx,
    /// Frappe LMS.
    Frappe,
    /// ADL's validator of packages, and LMSs as strict as it is.
    Adl,
}

impl Lms {
    /// All of them, in the order of the table's columns.
    pub const ALL: [Lms; 6] = [Self::Other, Self::Moodle, Self::Chamilo, Self::OpenEdx, Self::Frappe, Self::Adl];

    /// What it is called on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Other => "other",
            Self::Moodle => "moodle",
            Self::Chamilo => "chamilo",
            Self::OpenEdx => "openedx",
            Self::Frappe => "frappe",
            Self::Adl => "adl",
        }
    }

    /// What people call it.
    fn name(self) -> &'static str {
        match self {
            Self::Other => "",
            Self::Moodle => platforms::MOODLE,
            Self::Chamilo => platforms::CHAMILO,
            Self::OpenEdx => platforms::OPEN_EDX,
            Self::Frappe => platforms::FRAPPE,
            Self::Adl => "ADL",
        }
    }
}

const E: Option<Severity> = Some(Severity::Error);
const W: Option<Severity> = Some(Severity::Warning);
const N: Option<Severity> = Some(Severity::Note);
/// It does not matter there.
const O: Option<Severity> = None;

type Row = (&'static Rule, [Option<Severity>; 6]);

/// How much a rule matters in `other`, `moodle`, `chamilo`, `openedx`, `frappe` and for `adl`.
#[rustfmt::skip]
const TABLE: [Row; 33] = [
    //                      other moodle chamilo openedx frappe adl
    (&BACKSLASH,           [W,    W,     E,      W,      W,     W]),
    (&NAME_DROPPED,        [O,    O,     E,      O,      O,     O]),
    (&SAME_NAME_CLEANED,   [O,    E,     O,      O,      O,     O]),
    (&NAME_LONG,           [W,    E,     W,      W,      W,     W]),
    (&PREFIX,              [O,    E,     O,      O,      O,     O]),
    (&HREF_BLANK,          [N,    N,     W,      N,      N,     N]),
    (&SEVERAL_SCOS,        [N,    N,     N,      W,      N,     N]),
    (&SCORM_2004,          [O,    N,     O,      O,      O,     O]),
    (&THRESHOLD_IGNORED,   [O,    W,     O,      O,      O,     O]),
    (&SCHEMA_FILE,         [W,    N,     W,      W,      W,     E]),
    (&SCHEMAS_ABSENT,      [O,    O,     O,      O,      O,     E]),
    (&TOO_LONG,            [O,    E,     O,      O,      O,     O]),
    (&CHARACTER_REFERENCE, [O,    W,     O,      O,      O,     O]),
    (&CDATA_AMPERSAND,     [O,    W,     O,      O,      O,     O]),
    (&ZERO,                [O,    W,     O,      O,      O,     O]),
    (&UNTRIMMED,           [O,    W,     O,      O,      O,     O]),
    (&BASE_IGNORED,        [O,    E,     O,      O,      O,     O]),
    (&MIME,                [O,    W,     O,      O,      O,     O]),
    (&TITLE_TAGS,          [O,    W,     O,      O,      O,     O]),
    (&HIDDEN_ITEM,         [O,    N,     O,      O,      O,     O]),
    (&ASSET_COMPLETES,     [O,    N,     O,      O,      O,     O]),
    (&MAP_INFO,            [O,    E,     O,      O,      O,     O]),
    (&SEVERAL_SCOS_2004,   [O,    W,     O,      W,      O,     O]),
    (&SEQUENCING_IGNORED,  [O,    N,     O,      O,      O,     O]),
    (&BUTTONS_IGNORED,     [O,    N,     O,      O,      O,     O]),
    (&SCALED_ONLY,         [O,    W,     O,      O,      O,     O]),
    (&NAVIGATION,          [O,    W,     O,      O,      O,     O]),
    (&NO_API_OF_2004,      [O,    O,     E,      O,      O,     O]),
    (&CARTRIDGE_LATE,      [O,    W,     O,      O,      O,     O]),
    (&CARTRIDGE_NEW,       [O,    W,     O,      O,      O,     O]),
    (&CARTRIDGE_CASE,      [O,    W,     O,      O,      O,     O]),
    (&CARTRIDGE_OTHER_TYPE, [W,   O,     W,      W,      W,     W]),
    (&PASSED_ONLY,         [O,    O,     O,      O,      W,     O]),
];

/// Rules that condemn a whole standard in one LMS: only those who name that LMS want to hear it of each package.
const WHEN_NAMED: [&Rule; 2] = [&NO_API_OF_2004, &PASSED_ONLY];

/// How much a breach matters to those who were named, and which of them are meant, with `, ` between their names; no name
/// where all are. Where none was named it matters as much as it does in the worst place, and no one was forgotten.
/// None where it matters to none of them.
pub(super) fn weigh(rule: &'static Rule, named: &[Lms]) -> Option<(Severity, String)> {
    let row = TABLE.iter().find(|(known, _)| known.code == rule.code);
    let cell = |lms: Lms| row.map_or(Some(rule.severity), |(_, cells)| cells[lms as usize]);
    let severity = match named {
        [] if WHEN_NAMED.iter().any(|known| known.code == rule.code) => None,
        [] => Some(rule.severity),
        _ => named.iter().filter_map(|lms| cell(*lms)).min(),
    }?;
    // The gravest severity is the least of the enumeration.
    let as_grave = |lms: &Lms| cell(*lms).is_some_and(|own| own <= severity);
    let meant: Vec<Lms> =
        Lms::ALL.into_iter().filter(as_grave).filter(|lms| named.is_empty() || named.contains(lms)).collect();
    let all = meant.contains(&Lms::Other);
    let names: Vec<&str> = meant.into_iter().filter(|_| !all).map(Lms::name).collect();
    Some((severity, names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_to_all_is_the_worst_that_an_lms_makes_of_it() {
        for (rule, cells) in TABLE {
            // What ADL's validator wants beyond the LMSs is only for those who name it.
            let worst = cells[..Lms::Adl as usize].iter().flatten().min().copied();
            assert!(
                worst.is_none_or(|worst| worst == rule.severity || rule.code == SEVERAL_SCOS.code),
                "{}",
                rule.code
            );
            assert!(cells.iter().any(|cell| *cell != cells[0]), "{} needs no row", rule.code);
        }
    }

    #[test]
    fn a_finding_names_those_whom_it_affects() {
        let weigh = |rule, named: &[Lms]| weigh(rule, named).map(|(severity, whom)| (severity.key(), whom));
        let told = |severity, whom: &str| Some((severity, whom.to_owned()));
        assert_eq!(weigh(&BACKSLASH, &[]), told("error", "Chamilo"));
        assert_eq!(weigh(&BACKSLASH, &[Lms::Moodle]), told("warning", "Moodle"));
        assert_eq!(weigh(&BACKSLASH, &[Lms::Other, Lms::Moodle]), told("warning", ""));
        assert_eq!(weigh(&SEVERAL_SCOS_2004, &[]), told("warning", "Moodle, Open edX"));
        assert_eq!(weigh(&MAP_INFO, &[Lms::Chamilo, Lms::Adl]), None);
        assert_eq!(weigh(&SCHEMAS_ABSENT, &[]), told("note", "ADL"));
        assert_eq!(weigh(&SCHEMAS_ABSENT, &[Lms::Adl]), told("error", "ADL"));
        assert_eq!(weigh(&NO_API_OF_2004, &[]), None);
        assert_eq!(weigh(&ROOT, &[Lms::Frappe]), told("error", "Frappe"));
        assert_eq!(weigh(&ROOT, &[]), told("error", ""));
    }
}
