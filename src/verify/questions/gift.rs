//! GIFT, block by block as `qformat_gift` reads it. A block is looked at in a copy of the same length, in which comments are blanks and
//! escaped characters letters, so that each place in it is a place in the file.

use super::judge::Judge;
use super::question::{Answer, MOST_PARTS, Pair, Question};
use crate::source::{Place, Source};
use crate::verify::report::Report;
use crate::verify::rules;
use std::ops::Range;

/// The text of a file, which must be UTF-8; what is not becomes a replacement character.
pub(super) fn text(name: &str, bytes: &[u8], report: &mut Report) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(fault) => {
            let offset = fault.valid_up_to().to_string();
            report.add(&rules::GIFT_ENCODING, &Place::file(name), [("offset", offset)]);
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}

/// Reads all questions.
pub(super) fn read(source: &Source, judge: &mut Judge, report: &mut Report) {
    let text = source.text();
    let (mut at, mut begin) = (0, None);
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        match begin {
            Some(start) if is_blank => {
                Block::new(source, start..at).read(judge, report);
                begin = None;
            }
            None if !is_blank => begin = Some(at),
            _ => {}
        }
        at += line.len();
    }
    if let Some(start) = begin {
        Block::new(source, start..text.len()).read(judge, report);
    }
}

/// The lines of a question.
struct Block<'a> {
    source: &'a Source,
    /// Where it begins in the file.
    start: usize,
    text: &'a str,
    /// The same without comments and escaped characters.
    bare: String,
}

impl<'a> Block<'a> {
    fn new(source: &'a Source, range: Range<usize>) -> Self {
        let text = &source.text()[range.clone()];
        let mut bare = text.as_bytes().to_vec();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if line.trim_start().starts_with("//") {
                bare[at..at + line.len()].fill(b' ');
            }
            at += line.len();
        }
        let mut at = 0;
        while at + 1 < bare.len() {
            let is_escaped = bare[at] == b'\\' && b":#={}~n\\".contains(&bare[at + 1]);
            if is_escaped {
                bare[at..at + 2].fill(b'x');
            }
            at += if is_escaped { 2 } else { 1 };
        }
        // Only ASCII was put in the place of ASCII, or blanks in the place of whole lines.
        let bare = String::from_utf8(bare).unwrap_or_default();
        Self { source, start: range.start, text, bare }
    }

    fn place(&self, range: Range<usize>) -> Place {
        self.source.place(self.start + range.start..self.start + range.end)
    }

    /// The block's first line that is no comment.
    fn head(&self) -> Place {
        let first = self.bare.len() - self.bare.trim_start().len();
        let length = self.bare[first..].find('\n').unwrap_or(self.bare.len() - first);
        self.place(first..first + length)
    }

    fn read(&self, judge: &mut Judge, report: &mut Report) {
        let begins = self.bare.trim_start();
        if begins.is_empty() {
            return;
        }
        if let Some(path) = begins.strip_prefix("$CATEGORY:") {
            return judge.category(path.trim(), &self.head(), report);
        }
        match (self.bare.find('{'), self.bare.find('}')) {
            (None, None) => judge.question(&self.question("description", 0..self.bare.len(), 0..0, report), report),
            (Some(open), Some(close)) if open < close => {
                if let Some(more) = self.bare[close + 1..].find(['{', '}']).map(|at| close + 1 + at) {
                    self.unescaped(more, report);
                }
                let answers = open + 1..close;
                let kind = self.kind(&self.bare[answers.clone()]);
                judge.question(&self.question(kind, 0..open, answers, report), report);
            }
            (open, close) => {
                let at = open.or(close).unwrap_or(0);
                report.add(&rules::GIFT_BRACES, &self.place(at..at + 1), []);
            }
        }
    }

    /// The type that Moodle takes a question for.
    fn kind(&self, answers: &str) -> &'static str {
        let answers = answers.trim();
        let first = answers.split('#').next().unwrap_or_default().trim();
        let is_order =
            answers.strip_prefix('>').is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        match answers {
            "" => "essay",
            _ if is_order => "ordering",
            _ if answers.starts_with("####") => "essay",
            _ if answers.starts_with('#') => "numerical",
            _ if answers.contains('~') => "multichoice",
            _ if answers.contains('=') && answers.contains("->") => "matching",
            _ if ["T", "TRUE", "F", "FALSE"].contains(&first) => "truefalse",
            _ => "shortanswer",
        }
    }

    fn question(
        &self,
        kind: &'static str,
        before: Range<usize>,
        answers: Range<usize>,
        report: &mut Report,
    ) -> Question {
        let end = self.bare[answers.clone()].rfind("####").map_or(answers.end, |at| answers.start + at);
        let answers = answers.start..end;
        let comments = self.text.lines().filter(|line| line.trim_start().starts_with("//"));
        let id = comments.filter_map(|line| line.split_once("[id:")?.1.split(']').next()).next();
        let mut question = Question {
            kind: kind.to_owned(),
            place: self.head(),
            lacks: (!self.has_text(before)).then_some("questiontext"),
            idnumber: id.unwrap_or_default().trim().to_owned(),
            single: self.bare[answers.clone()].contains('='),
            answers: Vec::new(),
            pairs: Vec::new(),
            hints: None,
        };
        match kind {
            "multichoice" => {
                question.answers = self.parts(answers, &['=', '~'], report).map(|part| self.answer(part)).collect()
            }
            "matching" => question.pairs = self.parts(answers, &['='], report).map(|part| self.pair(part)).collect(),
            "shortanswer" => {
                question.answers = self.parts(answers.clone(), &['='], report).map(|part| self.full(part)).collect();
                // A single answer may come without its mark.
                if question.answers.is_empty() {
                    question.answers.push(self.full(answers.start - 1..answers.end));
                }
            }
            "numerical" => {
                // Several values have marks; one alone, or a range, has none.
                let start = self.bare[answers.clone()].find('#').map_or(answers.start, |at| answers.start + at);
                let values = start..answers.end;
                question.answers =
                    self.parts(values.clone(), &['=', '~'], report).map(|part| self.answer(part)).collect();
                if question.answers.is_empty() && !self.bare[values.start + 1..values.end].trim().is_empty() {
                    question.answers.push(self.full(values));
                }
            }
            "ordering" => {
                let lines = self.bare[answers.clone()].lines().skip(1).filter(|line| !line.trim().is_empty());
                question.answers = lines.take(MOST_PARTS).map(|_| self.full(answers.clone())).collect();
            }
            _ => {}
        }
        question
    }

    /// Whether anything stands in front of the answers beside a name and the name of a format.
    fn has_text(&self, before: Range<usize>) -> bool {
        let text = self.bare[before].trim();
        let text = text.strip_prefix("::").and_then(|rest| rest.split_once("::")).map_or(text, |(_, rest)| rest.trim());
        let formats = ["[html]", "[moodle]", "[plain]", "[markdown]"];
        !formats.iter().find_map(|format| text.strip_prefix(format)).unwrap_or(text).trim().is_empty()
    }

    /// The parts of the answers, each from its mark to the next one.
    fn parts(&self, answers: Range<usize>, marks: &[char], report: &mut Report) -> impl Iterator<Item = Range<usize>> {
        let found = self.bare[answers.clone()].match_indices(marks).map(|(at, _)| answers.start + at);
        let starts: Vec<usize> = found.take(MOST_PARTS).collect();
        let is_stuck = |at: &&usize| {
            let before = self.bare[answers.start..**at].chars().next_back();
            before.is_some_and(|c| !c.is_whitespace() && !marks.contains(&c))
        };
        if let Some(stuck) = starts.iter().find(is_stuck) {
            self.unescaped(*stuck, report);
        }
        let ends: Vec<usize> = starts.iter().skip(1).copied().chain([answers.end]).collect();
        let is_something = |part: &Range<usize>| !self.bare[part.start + 1..part.end].trim().is_empty();
        let parts: Vec<Range<usize>> =
            starts.into_iter().zip(ends).map(|(start, end)| start..end).filter(is_something).collect();
        parts.into_iter()
    }

    fn unescaped(&self, at: usize, report: &mut Report) {
        let found = self.bare[at..].chars().next().map(String::from).unwrap_or_default();
        report.add(&rules::GIFT_UNESCAPED, &self.place(at..at + 1), [("found", found)]);
    }

    fn answer(&self, part: Range<usize>) -> Answer {
        if self.bare[part.clone()].starts_with('=') { self.full(part) } else { self.weighted(part, "0") }
    }

    /// An answer that is worth the whole mark unless it says otherwise.
    fn full(&self, part: Range<usize>) -> Answer {
        let is_weighted = self.bare[part.clone()].get(1..).is_some_and(|rest| rest.trim_start().starts_with('%'));
        if is_weighted {
            self.weighted(part, "100")
        } else {
            Answer { share: "100".to_owned(), place: self.place(part) }
        }
    }

    /// `%33.33333%` behind the mark; what has another form is text.
    fn weighted(&self, part: Range<usize>, otherwise: &str) -> Answer {
        let rest = self.bare[part.clone()].get(1..).unwrap_or_default().trim_start();
        let weight = rest.strip_prefix('%').and_then(|rest| rest.split_once('%')).map(|(weight, _)| weight);
        let is_number = |weight: &&str| {
            weight.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit())
                && weight.chars().all(|c| c.is_ascii_digit() || ['-', '.'].contains(&c))
        };
        let share = weight.filter(is_number).unwrap_or(otherwise).to_owned();
        Answer { share, place: self.place(part) }
    }

    fn pair(&self, part: Range<usize>) -> Pair {
        let bare = &self.bare[part.start + 1..part.end];
        let (left, right) = bare.split_once("->").map_or((bare, None), |(left, right)| (left, Some(right)));
        let answer = right.map(str::trim).filter(|right| !right.is_empty()).map(str::to_owned);
        // Without an arrow the whole import stops, whatever stands there.
        Pair { is_asked: right.is_none() || !left.trim().is_empty(), answer, place: self.place(part) }
    }
}
