//! Holds each question against what Moodle's import asks of it, whatever form it came in.

use super::fraction::known;
use super::question::{Answer, Pair, Question};
use crate::source::Place;
use crate::verify::report::Report;
use crate::verify::rules;
use std::collections::{BTreeMap, BTreeSet};

/// Types that Moodle 4.5 reads without a plugin; `qtype_ordering` is one of its own since 4.4.
const KNOWN: [&str; 19] = [
    "multichoice",
    "truefalse",
    "shortanswer",
    "numerical",
    "description",
    "matching",
    "match",
    "cloze",
    "multianswer",
    "essay",
    "calculated",
    "calculatedsimple",
    "calculatedmulti",
    "ordering",
    "ddwtos",
    "gapselect",
    "ddimageortext",
    "ddmarker",
    "randomsamatch",
];
/// Columns: `question_categories.name`, `question_bank_entries.idnumber`, `qtype_match_subquestions.answertext`.
const LONGEST_NAME: usize = 255;
const LONGEST_ID: usize = 100;
const LONGEST_MATCH: usize = 255;
/// Tokens of contexts that hold no questions since Moodle 5.0.
const SHARED: [&str; 3] = ["$course$", "$system$", "$coursecat$"];

/// What has been seen of a file.
#[derive(Default)]
pub(super) struct Judge {
    /// The categories so far, by their number.
    categories: BTreeMap<String, usize>,
    category: Option<usize>,
    /// The ids in each category; none has the number 0.
    ids: BTreeSet<(usize, String)>,
    questions: usize,
}

impl Judge {
    /// What follows stands in this category.
    pub(super) fn category(&mut self, path: &str, place: &Place, report: &mut Report) {
        let first = path.split('/').next().unwrap_or_default();
        if SHARED.contains(&first) {
            report.add(&rules::CATEGORY_CONTEXT, place, [("found", first.to_owned())]);
        }
        path.split('/').for_each(|name| long("category", name, LONGEST_NAME, place, report));
        let next = self.categories.len() + 1;
        self.category = Some(*self.categories.entry(path.to_owned()).or_insert(next));
    }

    /// A question.
    pub(super) fn question(&mut self, question: &Question, report: &mut Report) {
        self.questions += 1;
        let Question { kind, place, .. } = question;
        if self.questions == 1 && self.category.is_none() {
            report.add(&rules::NO_CATEGORY, place, []);
        }
        if let Some(part) = question.lacks {
            report.add(&rules::QUESTION_LACKS, place, [("element", part.to_owned())]);
        }
        if !question.idnumber.is_empty() {
            long("idnumber", &question.idnumber, LONGEST_ID, place, report);
            if !self.ids.insert((self.category.unwrap_or(0), question.idnumber.clone())) {
                report.add(&rules::ID_TWICE, place, [("found", question.idnumber.clone())]);
            }
        }
        match kind.as_str() {
            "multichoice" | "calculatedmulti" => choice(question, report),
            "truefalse" => self::right(question, report),
            "shortanswer" | "numerical" | "calculated" | "calculatedsimple" => {
                few(question, question.answers.len(), 1, report);
                right(question, report);
            }
            "matching" | "match" => pairs(question, report),
            "ordering" => order(question, report),
            kind if !KNOWN.contains(&kind) => report.add(&rules::QUESTION_TYPE, place, [("found", kind.to_owned())]),
            _ => {}
        }
    }

    /// The end of the file.
    pub(super) fn end(&self, name: &str, report: &mut Report) {
        if self.questions == 0 {
            report.add(&rules::NO_QUESTION, &Place::file(name), []);
        }
    }
}

fn long(element: &str, text: &str, most: usize, place: &Place, report: &mut Report) {
    let count = text.chars().count();
    if count > most {
        let args = [("element", element.to_owned()), ("count", count.to_string()), ("most", most.to_string())];
        report.add(&rules::TOO_LONG_TO_HOLD, place, args);
    }
}

fn few(question: &Question, count: usize, least: usize, report: &mut Report) {
    if count < least {
        let args = [("count", count.to_string()), ("least", least.to_string())];
        report.add(&rules::FEW_ANSWERS, &question.place, args);
    }
}

/// The shares of all answers in per cent; of those that Moodle does not know nothing, which is told.
fn shares(answers: &[Answer], report: &mut Report) -> Vec<f64> {
    let share = |answer: &Answer| {
        let share = known(&answer.share);
        if share.is_none() {
            report.add(&rules::FRACTION, &answer.place, [("found", answer.share.clone())]);
        }
        share
    };
    answers.iter().filter_map(share).collect()
}

/// Of shares that Moodle does not know nothing more can be said.
fn choice(question: &Question, report: &mut Report) {
    few(question, question.answers.len(), 2, report);
    let shares = shares(&question.answers, report);
    if shares.len() < question.answers.len() || shares.is_empty() {
        return;
    }
    let full = shares.iter().filter(|share| **share == 100.0).count();
    let sum: f64 = shares.iter().filter(|share| **share > 0.0).sum();
    if question.single && full > 1 {
        report.add(&rules::SEVERAL_FULL, &question.place, [("count", full.to_string())]);
    } else if question.single && full == 0 || sum == 0.0 {
        report.add(&rules::NO_RIGHT_ANSWER, &question.place, []);
    } else if !question.single && (sum - 100.0).abs() >= 0.5 {
        report.add(&rules::SHARES_SUM, &question.place, [("found", format!("{sum:.0}"))]);
    }
}

/// Types that want one answer worth the whole mark.
fn right(question: &Question, report: &mut Report) {
    let shares = shares(&question.answers, report);
    let is_known = shares.len() == question.answers.len() && !shares.is_empty();
    if is_known && !shares.contains(&100.0) {
        report.add(&rules::NO_RIGHT_ANSWER, &question.place, []);
    }
}

fn pairs(question: &Question, report: &mut Report) {
    few(question, question.pairs.iter().filter(|pair| pair.is_asked).count(), 2, report);
    for Pair { is_asked, answer, place } in &question.pairs {
        match answer {
            None if *is_asked => report.add(&rules::HALF_PAIR, place, []),
            None => {}
            Some(answer) => long("answer", answer, LONGEST_MATCH, place, report),
        }
    }
}

fn order(question: &Question, report: &mut Report) {
    few(question, question.answers.len(), 2, report);
    if let Some(count) = question.hints.filter(|count| *count < 2) {
        report.add(&rules::FEW_HINTS, &question.place, [("count", count.to_string())]);
    }
}
