//! The situations in Moodle's report of objectives: a column for each, headed by its id, behind the column with the package's
//! title. A word follows the id where the report shows points too, and then a second column. Rows may end before these
//! columns: from 4.3 on Moodle writes the headers and forgets the values. Source: `mod/scorm/report/objectives` of Moodle
//! 4.1, 4.5 and 5.0, and exports of them.

use super::fact::Deed;
use super::rules;
use super::telling::Telling;
use super::words::{self, plain};
use super::{Row, Sheet, moodle};

/// What stands under a situation. Only what has a template in the profile is told: that it was worked through.
const STATUSES: &[(&[&str], Option<Deed>)] = &[
    (moodle::COMPLETED, Some(Deed::Completed)),
    (moodle::INCOMPLETE, None),
    (moodle::PASSED, None),
    (moodle::FAILED, None),
    (moodle::BROWSED, None),
    (moodle::NOT_ATTEMPTED, None),
    (&["unknown", "-", ""], None),
];

/// The columns of situations, with their IRIs.
pub(super) struct Objectives<'a> {
    columns: Vec<(usize, &'a str)>,
}

impl<'a> Objectives<'a> {
    /// Those behind the column of the package's title. None is there where no header is a situation of the deck: then
    /// they are titles of parts, or objectives of another package.
    pub fn of(sheet: &Sheet, title: usize, telling: &mut Telling<'a>) -> Self {
        let catalogue = telling.catalogue;
        let header = &sheet.rows[0];
        let of_objectives = (title + 1..header.len()).filter(|column| !is_points(header.text(*column)));
        let named: Vec<_> = of_objectives.map(|at| (at, catalogue.situation(&id(header.text(at))))).collect();
        let columns: Vec<_> = named.iter().filter_map(|(at, iri)| iri.map(|iri| (*at, iri))).collect();
        if !columns.is_empty() {
            for (at, _) in named.iter().filter(|(_, iri)| iri.is_none()) {
                let finding = telling.findings.add(&rules::OTHER_OBJECTIVE, &sheet.cell(header, *at));
                finding.with("value", id(header.text(*at))).with("deck", &catalogue.deck);
            }
        }
        Self { columns }
    }

    /// Whether the report has any.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Says it where attempts are there and no status of any situation.
    pub fn note_silence(&self, sheet: &Sheet, attempt: usize, telling: &mut Telling<'_>) {
        let Some((first, _)) = self.columns.first() else { return };
        let has_status = |row: &&Row| self.columns.iter().any(|(column, _)| !row.text(*column).is_empty());
        let mut attempts = sheet.rows[1..].iter().filter(|row| row.text(attempt) != "-").peekable();
        if attempts.peek().is_some() && !attempts.any(|row| has_status(&row)) {
            telling.findings.add(&rules::NO_STATUS, &sheet.cell(&sheet.rows[0], *first));
        }
    }

    /// What a row says of its situations.
    ///
    /// # Errors
    /// Where a status is not known; findings say which.
    pub fn deeds(&self, sheet: &Sheet, row: &Row, telling: &mut Telling<'_>) -> Result<Vec<(&'a str, Deed)>, ()> {
        let (mut deeds, mut is_known) = (Vec::new(), true);
        for (column, iri) in &self.columns {
            let text = row.text(*column);
            match STATUSES.iter().find(|(words, _)| words::is(text, words)) {
                Some((_, deed)) => deeds.extend(deed.map(|deed| (*iri, deed))),
                None => {
                    telling.findings.add(&rules::BAD_STATUS, &sheet.cell(row, *column)).with("value", text);
                    is_known = false;
                }
            }
        }
        is_known.then_some(deeds).ok_or(())
    }
}

/// The id in a header, without the word for a status behind it.
fn id(header: &str) -> String {
    let header = plain(header);
    let stem = moodle::OBJECTIVE[0].iter().find_map(|end| header.strip_suffix(end));
    stem.map_or_else(|| header.clone(), str::to_owned)
}

fn is_points(header: &str) -> bool {
    let header = plain(header);
    moodle::OBJECTIVE[1].iter().any(|end| header.ends_with(end))
}
