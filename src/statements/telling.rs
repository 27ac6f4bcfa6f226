//! Telling the facts of one file: each once, each a statement that the standard allows.

use super::catalogue::{Catalogue, Entry};
use super::fact::{Deed, Fact, Object};
use super::moment::Moment;
use super::words::{self, plain};
use super::{Options, Row, Sheet, moodle, rules};
use crate::diagnostic::Findings;
use crate::source::Place;
use crate::xapi::statement::{Version, read};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

pub(super) struct Telling<'a> {
    source: &'static str,
    pub catalogue: &'a Catalogue,
    pub options: &'a Options,
    told: &'a mut BTreeSet<Uuid>,
    sink: &'a mut dyn FnMut(&Value),
    pub findings: &'a mut Findings,
    /// The column that names people's groups, where there is one.
    pub group: Option<usize>,
    /// Whether the day comes first in dates that are digits alone, as a spreadsheet writes them.
    pub day_first: bool,
    /// How many statements were told.
    pub count: usize,
    /// The ids of the modules that they are about.
    pub modules: BTreeSet<String>,
}

/// What a row says, before it is known who did it and where the file comes from.
pub(super) struct Said<'a> {
    pub account: &'a str,
    pub deed: Deed,
    pub object: Object<'a>,
    pub moment: Moment,
    pub attempt: Option<u32>,
}

impl<'a> Telling<'a> {
    /// A telling of one file. `told` has the ids of what was told before; statements go into `sink`.
    pub fn new(
        source: &'static str,
        sheet: &Sheet,
        catalogue: &'a Catalogue,
        options: &'a Options,
        told: &'a mut BTreeSet<Uuid>,
        sink: &'a mut dyn FnMut(&Value),
        findings: &'a mut Findings,
    ) -> Self {
        let group = sheet.rows[0].texts().position(|text| words::is(text, moodle::GROUP));
        let modules = BTreeSet::new();
        Self { source, catalogue, options, told, sink, findings, group, day_first: false, count: 0, modules }
    }

    /// Tells one fact of a row. What was told before is passed over; what the standard does not allow is a finding.
    pub fn tell(&mut self, sheet: &Sheet, row: &Row, said: &Said<'_>) {
        let Said { account, deed, object, moment, attempt } = *said;
        let home_page = self.options.accounts.home();
        let group = self.group.map(|column| row.text(column)).filter(|name| !name.is_empty() && *name != "-");
        let group = group.map(|name| self.options.accounts.group(name));
        let group = group.as_ref();
        let fact = Fact { source: self.source, home_page, account, deed, object, moment, attempt, group };
        if !self.told.insert(fact.id()) {
            self.findings.add(&rules::SAID_BEFORE, &sheet.row(row));
            return;
        }
        let Some(statement) = fact.statement(&self.catalogue.deck, &self.options.zone) else {
            self.findings.add(&rules::BAD_DATE, &sheet.row(row)).with("value", moment.written());
            return;
        };
        match read(&statement, Version::One) {
            Ok(statement) => {
                (self.sink)(statement.raw());
                self.count += 1;
            }
            Err(faults) => {
                for fault in faults {
                    let finding = fault.finding(sheet.row(row));
                    self.findings.add(finding.rule, &finding.place).args = finding.args;
                }
            }
        }
    }

    /// The name of the account in a cell.
    pub fn account(&mut self, sheet: &Sheet, row: &Row, column: usize) -> Option<String> {
        self.options.accounts.name(sheet, row, column, self.findings)
    }

    /// Learns from a header cell in which order dates are written: in English nobody knows, and everywhere else the day comes first.
    pub fn language(&mut self, header: &str, english: &[&str]) {
        self.day_first |= !words::is(header, english);
    }

    /// The date in a cell. An empty one is no date, and neither is Moodle's hyphen.
    pub fn moment(&mut self, sheet: &Sheet, row: &Row, column: usize) -> Option<Moment> {
        let text = row.text(column);
        let read = Moment::read(text, self.day_first);
        if read.is_none() {
            let rule = if text.is_empty() || text == "-" { &rules::NO_DATE } else { &rules::BAD_DATE };
            self.findings.add(rule, &sheet.cell(row, column)).with("value", text);
        }
        read
    }

    /// The modules that an activity can be: the one that was named for its title, else those of this title; and where
    /// the file has no other activity, the one that was named for such files.
    fn candidates(&self, title: Option<&str>, is_alone: bool) -> Vec<&'a Entry> {
        let (catalogue, options) = (self.catalogue, self.options);
        let is_it = |name: &Option<String>| match (name, title) {
            (Some(name), Some(title)) => plain(name) == plain(title),
            _ => false,
        };
        let named = options.modules.iter().find(|(_, name)| is_it(name));
        let alone = options.modules.iter().find(|(_, name)| is_alone && name.is_none());
        match named.or(alone) {
            Some((id, _)) => catalogue.module(id).into_iter().collect(),
            None => title.map_or_else(Vec::new, |title| catalogue.called(title)),
        }
    }

    /// Whether an activity among others is a module.
    pub fn is_module(&self, title: &str) -> bool {
        !self.candidates(Some(title), false).is_empty()
    }

    /// The IRI of the module that an activity is. The place is that of its title.
    pub fn module(&mut self, title: Option<&str>, is_alone: bool, place: &Place) -> Option<&'a str> {
        let found = self.candidates(title, is_alone);
        if let [module] = found.as_slice() {
            self.modules.insert(module.id.clone());
            return Some(&module.iri);
        }
        let Some(title) = title else {
            self.findings.add(&rules::NO_MODULE, place);
            return None;
        };
        let rule = if found.is_empty() { &rules::UNKNOWN_MODULE } else { &rules::SEVERAL_MODULES };
        let ids: Vec<&str> = found.iter().map(|module| module.id.as_str()).collect();
        self.findings.add(rule, place).with("title", title).with("ids", ids.join(", "));
        None
    }

    /// The columns of headers; none where one of them is missing, and findings say which.
    pub fn columns<const N: usize>(&mut self, sheet: &Sheet, headers: [&[&str]; N]) -> Option<[usize; N]> {
        let header = &sheet.rows[0];
        let find = |words: &&[&str]| header.texts().position(|text| words::is(text, words));
        let found = headers.map(|words| find(&words));
        for (words, _) in headers.iter().zip(found).filter(|(_, column)| column.is_none()) {
            self.findings.add(&rules::MISSING_COLUMN, &sheet.row(header)).with("column", words.join(" / "));
        }
        let all: Option<Vec<usize>> = found.into_iter().collect();
        all?.try_into().ok()
    }
}
