//! The sheet of a session around the table: a row for each person and situation, with the day and whether it was worked
//! through.

use super::account::Field;
use super::fact::{Deed, Object};
use super::rules;
use super::telling::{Said, Telling};
use super::words::{self, session, yes_or_no};
use super::{Reader, Row, Sheet};

pub(super) static READER: Reader = Reader { name: "session", knows, tell };

const COLUMNS: [&[&str]; 4] = [session::ACCOUNT, session::SITUATION, session::DATE, session::DONE];

/// Two of its columns are enough to know it, so that the others can be missed.
fn knows(sheet: &Sheet) -> bool {
    let has = |words: &&[&str]| sheet.rows[0].texts().any(|text| words::is(text, words));
    COLUMNS.iter().filter(|words| has(words)).count() >= 2
}

fn tell(sheet: &Sheet, telling: &mut Telling<'_>) {
    let Some(columns) = telling.columns(sheet, COLUMNS) else { return };
    columns.iter().for_each(|column| telling.language(sheet.rows[0].text(*column), session::ENGLISH));
    for row in &sheet.rows[1..] {
        tell_row(sheet, row, columns, telling);
    }
}

/// Every fault of a row is named, and a row without one is told.
fn tell_row(sheet: &Sheet, row: &Row, columns: [usize; 4], telling: &mut Telling<'_>) -> Option<()> {
    let [account, situation, date, done] = columns;
    let who = account_of(sheet, row, account, telling);
    let catalogue = telling.catalogue;
    let iri = catalogue.situation(&row.text(situation).to_lowercase());
    if iri.is_none() {
        let place = sheet.cell(row, situation);
        telling
            .findings
            .add(&rules::UNKNOWN_SITUATION, &place)
            .with("value", row.text(situation))
            .with("deck", &catalogue.deck);
    }
    let moment = telling.moment(sheet, row, date);
    let answer = yes_or_no(row.text(done));
    if answer.is_none() {
        telling.findings.add(&rules::BAD_ANSWER, &sheet.cell(row, done)).with("value", row.text(done));
    }
    let (account, iri, moment, is_done) = (who?, iri?, moment?, answer?);
    let deed = if is_done { Deed::Completed } else { Deed::Experienced };
    let session = format!("{}/sessions/{}", catalogue.deck, moment.day());
    let object = Object::Situation(iri, &session);
    telling.tell(sheet, row, &Said { account: &account, deed, object, moment, attempt: None });
    Some(())
}

fn account_of(sheet: &Sheet, row: &Row, column: usize, telling: &mut Telling<'_>) -> Option<String> {
    if row.text(column).contains('@') && telling.options.accounts.field != Some(Field::Email) {
        telling.findings.add(&rules::MAIL_ADDRESS, &sheet.cell(row, column));
        return None;
    }
    telling.account(sheet, row, column)
}
