//! A learner as bytes, for a store that keeps where everybody stands: some 25 bytes a situation, because a page reads
//! thousands of learners. Activities are numbers of whoever keeps them, languages and groups are texts. What does not
//! have this form, or another version of it, is no learner, and is folded anew.

use super::event::Extent;
use super::progress::{Answer, Learner, Standing, State};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The form. A change of it, or of the fold, gets another number.
const VERSION: u8 = 3;

/// What is said of a standing by single bits.
const HANDLED: u64 = 1;
const PASSED: u64 = 2;
const FAILED: u64 = 4;
const SCORED: u64 = 8;
const OPENING: u64 = 16;
const SITUATIONS: u64 = 32;

/// What is said of an answer by single bits.
const AT_FIRST: u64 = 1;
const EVER: u64 = 2;

impl Learner {
    /// The learner as bytes; `word` gives the text of a language or a group.
    pub fn pack<'a>(&self, word: impl Fn(u32) -> &'a str) -> Vec<u8> {
        let mut out = Packer(vec![VERSION]);
        out.signed(self.last);
        out.days(&self.days);
        for words in [&self.languages, &self.teams] {
            out.number(words.len() as u64);
            words.iter().for_each(|number| out.text(word(*number)));
        }
        out.standings(&self.situations);
        out.standings(&self.modules);
        out.number(self.answers.len() as u64);
        for (item, answer) in &self.answers {
            out.number(u64::from(*item));
            out.signed(answer.at);
            out.text(&answer.first);
            out.number((u64::from(answer.at_first) * AT_FIRST) | (u64::from(answer.ever) * EVER));
        }
        out.0
    }

    /// The learner of [`Self::pack`]; none where the bytes have another form. `thing` gives the number that an activity
    /// gets here, `word` that of a language or a group.
    pub fn unpack(bytes: &[u8], mut thing: impl FnMut(u32) -> u32, mut word: impl FnMut(&str) -> u32) -> Option<Self> {
        let mut from = Unpacker(bytes.strip_prefix(&[VERSION])?);
        let mut learner = Self { last: from.signed()?, days: from.days()?, ..Self::default() };
        for words in [&mut learner.languages, &mut learner.teams] {
            for _ in 0..from.number()? {
                words.insert(word(from.text()?));
            }
        }
        learner.situations = from.standings(&mut thing)?;
        learner.modules = from.standings(&mut thing)?;
        for _ in 0..from.number()? {
            let item = thing(from.small()?);
            let (at, first, bits) = (from.signed()?, from.text()?.to_owned(), from.number()?);
            let answer = Answer { at, first, at_first: bits & AT_FIRST > 0, ever: bits & EVER > 0 };
            match learner.answers.get_mut(&item) {
                Some(known) => known.and(answer),
                None => drop(learner.answers.insert(item, answer)),
            }
        }
        from.0.is_empty().then_some(learner)
    }
}

struct Packer(Vec<u8>);

impl Packer {
    /// Seven bits a byte, the lowest first.
    fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn days(&mut self, days: &[Date]) {
        self.number(days.len() as u64);
        let mut last = 0;
        for day in days {
            let number = (i64::from(day.year()) * 12 + i64::from(day.month()) - 1) * 31 + i64::from(day.day()) - 1;
            self.signed(number - last);
            last = number;
        }
    }

    fn standings(&mut self, standings: &BTreeMap<u32, Standing>) {
        self.number(standings.len() as u64);
        for (thing, standing) in standings {
            self.number(u64::from(*thing));
            let bits = [
                (standing.handled.is_some(), HANDLED),
                (standing.passed == Some(true), PASSED),
                (standing.passed == Some(false), FAILED),
                (standing.score.is_some(), SCORED),
                (standing.extent == Extent::Opening, OPENING),
                (standing.extent == Extent::Situations, SITUATIONS),
            ];
            self.number(bits.into_iter().filter(|(is, _)| *is).map(|(_, bit)| bit).sum());
            self.signed(standing.first);
            self.number(standing.last.wrapping_sub(standing.first) as u64);
            standing.handled.into_iter().for_each(|at| self.number(at.wrapping_sub(standing.first) as u64));
            standing.score.into_iter().for_each(|score| self.0.extend_from_slice(&score.to_le_bytes()));
            self.days(&standing.days);
            self.number(standing.within.len() as u64);
            standing.within.iter().for_each(|module| self.number(u64::from(*module)));
        }
    }
}

struct Unpacker<'a>(&'a [u8]);

impl<'a> Unpacker<'a> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn days(&mut self) -> Option<Vec<Date>> {
        let (count, mut last, mut days) = (self.number()?, 0_i64, Vec::new());
        for _ in 0..count {
            last = last.checked_add(self.signed()?)?;
            let (year, month) = (last.div_euclid(372), last.rem_euclid(372) / 31 + 1);
            days.push(Date::new(year.try_into().ok()?, month as i8, (last.rem_euclid(31) + 1) as i8).ok()?);
        }
        Some(days)
    }

    fn standings(&mut self, thing: &mut impl FnMut(u32) -> u32) -> Option<BTreeMap<u32, Standing>> {
        let mut all: Vec<(u32, Standing)> = Vec::new();
        for _ in 0..self.number()? {
            let (number, bits, first) = (thing(self.small()?), self.number()?, self.signed()?);
            let last = first.wrapping_add(self.number()? as i64);
            let handled = if bits & HANDLED > 0 { Some(first.wrapping_add(self.number()? as i64)) } else { None };
            let score = if bits & SCORED > 0 { Some(self.score()?) } else { None };
            let days = self.days()?;
            let within = (0..self.number()?).map(|_| Some(thing(self.small()?))).collect::<Option<BTreeSet<u32>>>()?;
            let passed = if bits & PASSED > 0 { Some(true) } else { (bits & FAILED > 0).then_some(false) };
            let extent = match bits {
                _ if bits & SITUATIONS > 0 => Extent::Situations,
                _ if bits & OPENING > 0 => Extent::Opening,
                _ => Extent::End,
            };
            let state = if handled.is_some() { State::Handled } else { State::Begun };
            all.push((number, Standing { state, first, last, handled, days, passed, score, extent, within }));
        }
        // Two numbers can be one activity, under its IRI of before and under that of today.
        all.sort_by_key(|(number, _)| *number);
        all.dedup_by(|(number, standing), (before, known)| {
            let is_same = number == before;
            if is_same {
                known.and(standing.clone());
            }
            is_same
        });
        Some(all.into_iter().collect())
    }

    fn score(&mut self) -> Option<f32> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(f32::from_le_bytes(*bytes))
    }
}
