//! Moodle's activity completion: a row for each person, for each activity a status and the moment at which it was
//! reached. The first header cell is empty, the fields by which Moodle tells people apart follow, then two columns for
//! each activity.

use super::fact::{Deed, Object};
use super::rules;
use super::telling::{Said, Telling};
use super::words::{self, plain};
use super::{Reader, Row, Sheet, moodle};

pub(super) static READER: Reader = Reader { name: "moodle-completion", knows, tell };

/// What a status says. Moodle tells a grade to pass from other conditions.
const STATUSES: &[(&[&str], &[Deed])] = &[
    (moodle::DONE, &[Deed::Completed]),
    (moodle::DONE_AND_PASSED, &[Deed::Completed, Deed::Passed]),
    (moodle::DONE_AND_FAILED, &[Deed::Completed, Deed::Failed]),
    (moodle::NOT_DONE, &[]),
];

fn deeds(status: &str) -> Option<&'static [Deed]> {
    let status = plain(status);
    let is_it = |word: &&str| match status.strip_prefix(word) {
        Some("") => true,
        Some(rest) => word.contains('(') && !word.ends_with(')') && rest.ends_with(')'),
        None => false,
    };
    STATUSES.iter().find(|(words, _)| words.iter().any(is_it)).map(|(_, deeds)| *deeds)
}

fn knows(sheet: &Sheet) -> bool {
    sheet.rows[0].text(0).is_empty() && first_activity(sheet).is_some()
}

/// Whether a table is Moodle's course completion, which is another report: it says of activities the same in another form.
pub(super) fn is_of_course(sheet: &Sheet) -> bool {
    sheet.rows[0].texts().last().is_some_and(|text| words::is(text, moodle::COURSE))
}

/// The first column in which a status stands. Fields of people come before it, of which a site may show any.
fn first_activity(sheet: &Sheet) -> Option<usize> {
    let columns = 1..sheet.rows[0].len();
    columns.into_iter().find(|column| sheet.rows[1..].iter().any(|row| deeds(row.text(*column)).is_some()))
}

fn tell(sheet: &Sheet, telling: &mut Telling<'_>) {
    let account = telling.options.accounts.column(sheet, telling.findings);
    let Some(first) = first_activity(sheet) else { return };
    telling.group = telling.group.filter(|column| *column < first);
    let activities: Vec<usize> = (first..sheet.rows[0].len()).step_by(2).collect();
    let modules = modules(sheet, &activities, telling);
    let Some(account) = account else { return };
    telling.language(sheet.rows[0].text(account), moodle::ENGLISH);
    for row in &sheet.rows[1..] {
        let is_something =
            |(column, _): &(usize, &str)| deeds(row.text(*column)).is_some_and(|deeds| !deeds.is_empty());
        let name = modules.iter().any(is_something).then(|| telling.account(sheet, row, account)).flatten();
        for (column, iri) in &modules {
            tell_activity(sheet, row, *column, name.as_deref(), iri, telling);
        }
    }
}

/// The columns of activities that are modules of the deck. The others are named, unless the file has one activity only
/// or none is a module: then it is a fault.
fn modules<'a>(sheet: &Sheet, activities: &[usize], telling: &mut Telling<'a>) -> Vec<(usize, &'a str)> {
    let header = &sheet.rows[0];
    let is_alone = activities.len() == 1;
    let is_ours: Vec<bool> =
        activities.iter().map(|column| is_alone || telling.is_module(header.text(*column))).collect();
    let any = is_ours.contains(&true);
    let mut found = Vec::new();
    for (column, is_ours) in activities.iter().zip(is_ours) {
        let (title, place) = (header.text(*column), sheet.cell(header, *column));
        if is_ours || !any {
            found.extend(telling.module(Some(title), is_alone, &place).map(|iri| (*column, iri)));
        } else {
            telling.findings.add(&rules::OTHER_ACTIVITY, &place).with("title", title);
        }
    }
    found
}

fn tell_activity(sheet: &Sheet, row: &Row, column: usize, name: Option<&str>, iri: &str, telling: &mut Telling<'_>) {
    let Some(deeds) = deeds(row.text(column)) else {
        telling.findings.add(&rules::BAD_STATUS, &sheet.cell(row, column)).with("value", row.text(column));
        return;
    };
    if deeds.is_empty() {
        return;
    }
    let (Some(moment), Some(account)) = (telling.moment(sheet, row, column + 1), name) else { return };
    for deed in deeds {
        let object = Object::Module(iri);
        telling.tell(sheet, row, &Said { account, deed: *deed, object, moment, attempt: None });
    }
}
