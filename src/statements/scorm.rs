//! Moodle's reports of a SCORM activity: basic, interactions, objectives. A row is an attempt: when it began, when it
//! was last opened, its points. Answers are not looked at: the report does not say when they were given, and they are
//! not asked for. Situations are `objectives`.

use super::fact::{Deed, Object};
use super::objectives::Objectives;
use super::telling::{Said, Telling};
use super::words::{self, plain};
use super::{Reader, Row, Sheet, moodle, rules};

pub(super) static READER: Reader = Reader { name: "moodle-scorm", knows, tell };

const COLUMNS: [&[&str]; 4] = [moodle::ATTEMPT, moodle::STARTED, moodle::ACCESSED, moodle::SCORE];

/// What stands in the column of a part that has no points.
const STATUSES: &[(&[&str], Option<Deed>)] = &[
    (moodle::COMPLETED, Some(Deed::Completed)),
    (moodle::PASSED, Some(Deed::Passed)),
    (moodle::FAILED, Some(Deed::Failed)),
    (moodle::INCOMPLETE, None),
    (moodle::BROWSED, None),
    (moodle::NOT_ATTEMPTED, None),
    (&[""], None),
];

fn knows(sheet: &Sheet) -> bool {
    let has = |words: &[&str]| sheet.rows[0].texts().any(|text| words::is(text, words));
    has(moodle::ATTEMPT) && has(moodle::STARTED)
}

/// The columns of a report, and the module that it is about.
struct Report<'a> {
    account: usize,
    attempt: usize,
    started: usize,
    accessed: usize,
    score: usize,
    /// The column of the package's part, where it has exactly one and the report shows it.
    part: Option<usize>,
    objectives: Objectives<'a>,
    module: &'a str,
}

fn tell(sheet: &Sheet, telling: &mut Telling<'_>) {
    let account = telling.options.accounts.column(sheet, telling.findings);
    let Some([attempt, started, accessed, score]) = telling.columns(sheet, COLUMNS) else { return };
    telling.group = telling.group.filter(|column| *column < attempt);
    telling.language(sheet.rows[0].text(started), moodle::ENGLISH);
    let objectives = Objectives::of(sheet, score + 1, telling);
    // Only modules of cartable have our situations, and they have one part.
    let parts = if objectives.is_empty() { parts(sheet, score) } else { vec![score + 1] };
    if parts.len() > 1 {
        telling.findings.add(&rules::SEVERAL_PARTS, &sheet.row(&sheet.rows[0])).with("count", parts.len());
    }
    let part = if let [part] = parts.as_slice() { Some(*part) } else { None };
    let header = &sheet.rows[0];
    let place = part.map_or_else(|| sheet.row(header), |part| sheet.cell(header, part));
    let module = telling.module(part.map(|part| header.text(part)), true, &place);
    let (Some(account), Some(module)) = (account, module) else { return };
    objectives.note_silence(sheet, attempt, telling);
    let report = Report { account, attempt, started, accessed, score, part, objectives, module };
    for row in &sheet.rows[1..] {
        report.tell(sheet, row, telling);
    }
}

/// The columns of the package's parts: behind the score, up to the first question or objective. A part is never the
/// latter, because it stands first.
fn parts(sheet: &Sheet, score: usize) -> Vec<usize> {
    let titles: Vec<String> = sheet.rows[0].texts().map(plain).collect();
    let is_question = |at: usize| {
        let named = titles[at].rsplit_once(' ');
        named.is_some_and(|(word, number)| moodle::QUESTION.contains(&word) && number.parse::<u32>().is_ok())
    };
    let is_objective = |at: usize| {
        let id = |at: usize, ends: &[&str]| {
            let title = titles.get(at)?;
            ends.iter().find_map(|end| title.strip_suffix(end).map(str::to_owned))
        };
        let [status, score] = moodle::OBJECTIVE;
        id(at, status).is_some_and(|objective| id(at + 1, score) == Some(objective))
    };
    (score + 1..titles.len()).take_while(|at| *at == score + 1 || !(is_question(*at) || is_objective(*at))).collect()
}

impl Report<'_> {
    /// Rows of people without an attempt have hyphens, and say nothing.
    fn tell(&self, sheet: &Sheet, row: &Row, telling: &mut Telling<'_>) -> Option<()> {
        if row.text(self.attempt) == "-" {
            return None;
        }
        let account = telling.account(sheet, row, self.account);
        let attempt = self.attempt(sheet, row, telling);
        let started = telling.moment(sheet, row, self.started);
        let accessed = telling.moment(sheet, row, self.accessed);
        let outcome = self.outcome(sheet, row, telling);
        let situations = self.objectives.deeds(sheet, row, telling);
        let (account, attempt, started, accessed) = (account?, attempt?, started?, accessed?);
        let (outcome, situations) = (outcome.ok()?, situations.ok()?);
        let mut say = |object, deed, moment| {
            telling.tell(sheet, row, &Said { account: &account, deed, object, moment, attempt: Some(attempt) });
        };
        say(Object::Module(self.module), Deed::Initialized, started);
        for (situation, deed) in situations {
            say(Object::InModule(situation, self.module), deed, accessed);
        }
        if let Some(deed) = outcome {
            say(Object::Module(self.module), deed, accessed);
        }
        Some(())
    }

    fn attempt(&self, sheet: &Sheet, row: &Row, telling: &mut Telling<'_>) -> Option<u32> {
        let attempt = row.text(self.attempt).parse().ok().filter(|attempt| *attempt > 0);
        if attempt.is_none() {
            no_number(sheet, row, self.attempt, telling);
        }
        attempt
    }

    /// What came of an attempt. The score of an attempt without points is 0 and looks like points: only the part's own
    /// column can tell.
    fn outcome(&self, sheet: &Sheet, row: &Row, telling: &mut Telling<'_>) -> Result<Option<Deed>, ()> {
        let score = number(sheet, row, self.score, telling).ok_or(())?;
        let points = (score > 0.0).then_some(Deed::Scored(score));
        let Some(part) = self.part else { return Ok(points) };
        let text = row.text(part);
        if text.parse::<f64>().is_ok_and(f64::is_finite) {
            return Ok(Some(Deed::Scored(score)));
        }
        let Some((_, deed)) = STATUSES.iter().find(|(words, _)| words::is(text, words)) else {
            telling.findings.add(&rules::BAD_STATUS, &sheet.cell(row, part)).with("value", text);
            return Err(());
        };
        Ok(deed.or(points))
    }
}

/// A number with a decimal point or comma.
fn number(sheet: &Sheet, row: &Row, column: usize, telling: &mut Telling<'_>) -> Option<f64> {
    let number = row.text(column).replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    if number.is_none() {
        no_number(sheet, row, column, telling);
    }
    number
}

fn no_number(sheet: &Sheet, row: &Row, column: usize, telling: &mut Telling<'_>) {
    telling.findings.add(&rules::BAD_NUMBER, &sheet.cell(row, column)).with("value", row.text(column));
}
