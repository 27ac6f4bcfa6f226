//! What an LMS, and Moodle before all, will do with the package when it runs: calls, element names and values that it will
//! refuse. Reads texts only; where a script also speaks SCORM 2004 it says nothing about names.

use super::html::Tag;
use super::report::Report;
use super::rules;
use super::script::{Kind, Token};
use super::text::Text;
use crate::source::Place;

/// Beginnings of element names that SCORM 1.2 does not have.
const NAMES_OF_2004: [&str; 18] = [
    "cmi.completion_",
    "cmi.success_status",
    "cmi.score.",
    "cmi.location",
    "cmi.exit",
    "cmi.session_time",
    "cmi.total_time",
    "cmi.learner_",
    "cmi.progress_measure",
    "cmi.mode",
    "cmi.credit",
    "cmi.entry",
    "cmi.scaled_passing_score",
    "cmi.max_time_allowed",
    "cmi.time_limit_action",
    "cmi.comments_from_",
    "adl.nav.",
    "adl.data.",
];
/// What `cmi.core.lesson_status` may be set to.
const STATUSES: [&str; 5] = ["passed", "completed", "failed", "incomplete", "browsed"];
/// What `cmi.core.exit` may be set to.
const EXITS: [&str; 4] = ["time-out", "suspend", "logout", ""];
/// Functions that bind a handler to an event.
const BINDERS: [&str; 5] = ["addEventListener", "attachEvent", "on", "one", "bind"];
/// Names that are only remembered so often.
const MOST_NAMES: usize = 20;

/// What the scripts of a package do together.
#[derive(Default)]
pub(super) struct Behaviour {
    starts: bool,
    finishes: bool,
    api_of_2004: bool,
    names_of_2004: Vec<(Place, String)>,
}

impl Behaviour {
    /// A file by its name.
    pub(super) fn file(&mut self, name: &str, report: &mut Report) {
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".mjs") || lower.ends_with(".cjs") {
            report.add(&rules::MIME, &Place::file(name), [("file", name.to_owned())]);
        }
    }

    /// A tag of a page.
    pub(super) fn tag(&mut self, tag: &Tag, file: &mut Text) {
        for attribute in &tag.attributes {
            let name = attribute.name.to_ascii_lowercase();
            if name == "onunload" || name == "onbeforeunload" {
                file.add(&rules::UNLOAD, attribute.at, [("event", name[2..].to_owned())]);
            }
        }
    }

    /// A token of a script, after those that went before it, the nearest last.
    pub(super) fn token(&mut self, token: &Token, before: &[Token], at: usize, file: &mut Text) {
        match token.kind {
            Kind::Mark => {
                if let [.., word] = before
                    && word.is_word(&["onunload", "onbeforeunload"])
                    && (token.is_mark("=") || token.is_mark(":"))
                {
                    file.add(&rules::UNLOAD, at, [("event", word.text[2..].to_owned())]);
                }
                return;
            }
            Kind::Text => self.literal(token, before, at, file),
            Kind::Word => {}
        }
        // Most tokens are shorter than any of these names.
        if token.text.len() >= "LMSFinish".len() {
            self.starts |= token.text.contains("LMSInitialize");
            self.finishes |= token.text.contains("LMSFinish");
            self.api_of_2004 |= token.text.contains("API_1484_11");
        }
    }

    fn literal(&mut self, token: &Token, before: &[Token], at: usize, file: &mut Text) {
        let text = token.text;
        if let [.., binder, open] = before
            && ["unload", "beforeunload", "onunload", "onbeforeunload"].contains(&text)
            && open.is_mark("(")
            && binder.is_word(&BINDERS)
        {
            file.add(&rules::UNLOAD, at, [("event", text.trim_start_matches("on").to_owned())]);
        }
        if let [.., open, element, comma] = before
            && open.is_mark("(")
            && comma.is_mark(",")
            && element.kind == Kind::Text
        {
            let args = || [("value", text.to_owned())];
            match element.text {
                "cmi.core.exit" if text == "normal" || !EXITS.contains(&text) => {
                    file.add(&rules::EXIT_NORMAL, at, args());
                }
                "cmi.core.lesson_status" if !STATUSES.contains(&text) => file.add(&rules::STATUS_REFUSED, at, args()),
                _ => {}
            }
        }
        if !text.starts_with("cmi.") && !text.starts_with("adl.") {
            return;
        }
        let foreign = NAMES_OF_2004.iter().any(|name| text.starts_with(name)) || interaction_of_2004(text);
        if foreign && self.names_of_2004.len() < MOST_NAMES {
            self.names_of_2004.push((file.place(at), text.to_owned()));
        }
    }

    /// What follows for a package whose manifest has SCOs of SCORM 1.2.
    pub(super) fn conclude(self, report: &mut Report) {
        // What is not called may be called in a file that could not be read.
        let unread = [&rules::SIZE_LIES, &rules::DAMAGED, &rules::NOT_EXAMINED].iter().any(|rule| report.has(rule));
        match (self.starts, self.api_of_2004) {
            _ if unread => {}
            (false, true) => report.package(&rules::API_OF_2004, []),
            (false, false) => report.package(&rules::NEVER_STARTS, []),
            (true, _) if !self.finishes => report.package(&rules::NEVER_FINISHES, []),
            (true, _) => {}
        }
        // A script that knows both APIs picks its names at run time.
        if self.starts && !self.api_of_2004 {
            for (place, name) in &self.names_of_2004 {
                report.add(&rules::NAMES_OF_2004, place, [("name", name.clone())]);
            }
        }
    }
}

/// Whether a literal is the name of a part of an interaction or objective that only SCORM 2004 has.
fn interaction_of_2004(text: &str) -> bool {
    let of = |family: &str, parts: &[&str]| {
        text.strip_prefix(family).is_some_and(|rest| parts.iter().any(|part| rest.ends_with(part)))
    };
    of("cmi.interactions.", &[".learner_response", ".timestamp", ".description"])
        || of("cmi.objectives.", &[".completion_status", ".success_status", ".progress_measure", ".description"])
}
