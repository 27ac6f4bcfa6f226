//! What an LMS, and Moodle before all, will do with the package when it runs: calls, element names and values that it will
//! refuse. Reads texts only; where a script speaks several interfaces it says nothing about names.

use super::calls::{self, Breach};
use super::html::Tag;
use super::report::Report;
use super::rules;
use super::script::{Kind, Token};
use super::text::{Text, Traits};
use crate::diagnostic::Rule;
use crate::source::Place;
use std::collections::BTreeSet;

/// By what pages talk to an LMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Api {
    Scorm12,
    Scorm2004,
    Cmi5,
    Xapi,
    /// They are a site and talk to none.
    None,
}

/// Names that are remembered when a script has them: calls, elements, documents, parameters.
const WATCHED: [&str; 18] = [
    "LMSInitialize",
    "LMSFinish",
    "API_1484_11",
    "Initialize",
    "Terminate",
    "cmi.exit",
    "cmi.completion_status",
    "cmi.success_status",
    "cmi.score.raw",
    "cmi.score.scaled",
    "passed",
    "cmi5LearnerPreferences",
    "LMS.LaunchData",
    "initialized",
    "terminated",
    "fetch",
    "endpoint",
    "actor",
];
/// Functions that bind a handler to an event.
const BINDERS: [&str; 5] = ["addEventListener", "attachEvent", "on", "one", "bind"];
/// A value is only remembered so far.
const LONGEST_VALUE: usize = 201;
/// Places are only remembered so often for each interface.
const MOST_PLACES: usize = 20;

/// The watched names that are somewhere in a script: mostly none, so that its tokens need not be compared.
pub(super) fn watched(script: &str) -> Vec<&'static str> {
    WATCHED.into_iter().filter(|name| script.contains(name)).collect()
}

/// What the scripts of a package do together.
#[derive(Default)]
pub(super) struct Behaviour {
    pub seen: BTreeSet<&'static str>,
    /// What matters where the package speaks this interface only.
    pub later: Vec<Later>,
}

/// Something that is only wrong where the package speaks one interface.
#[derive(Clone, Debug)]
pub(super) struct Later {
    pub api: Api,
    pub rule: &'static Rule,
    pub place: Place,
    pub args: Vec<(&'static str, String)>,
}

impl Behaviour {
    /// A file by its name.
    pub(super) fn file(&mut self, name: &str, report: &mut Report) {
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".mjs") || lower.ends_with(".cjs") {
            report.add(&rules::MIME, &Place::file(name), [("file", name.to_owned())]);
        }
    }

    /// The watched names of a text that was read.
    pub(super) fn names(&mut self, names: &BTreeSet<&'static str>) {
        self.seen.extend(names);
    }

    /// The same of a text that was read in another package, with what was kept of it.
    pub(super) fn recall(&mut self, traits: &Traits) {
        self.names(&traits.names);
        traits.later.iter().for_each(|later| keep(&mut self.later, later));
    }

    /// A tag of a page.
    pub(super) fn tag(&mut self, tag: &Tag, file: &mut Text) {
        for attribute in &tag.attributes {
            let name = attribute.key();
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
                for breach in calls::breaches(token, before) {
                    self.refused(breach, at - token.at, file);
                }
            }
            Kind::Text => self.literal(token, before, at, file),
            Kind::Word => {}
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
            self.set(element.text, text, at, file);
        }
        if calls::only_of(Api::Scorm2004, text) {
            self.remember(Api::Scorm12, &rules::NAMES_OF_2004, at, [("name", text.to_owned())], file);
        } else if calls::only_of(Api::Scorm12, text) {
            self.remember(Api::Scorm2004, &rules::NAMES_OF_12, at, [("name", text.to_owned())], file);
        }
    }

    /// An element that is set to a literal that the standard allows and an LMS does not thank for.
    fn set(&mut self, element: &str, value: &str, at: usize, file: &mut Text) {
        if element == "cmi.exit" && ["", "normal", "logout", "time-out"].contains(&value) {
            self.remember(Api::Scorm2004, &rules::EXIT_NOT_SUSPEND, at, [("name", value.to_owned())], file);
        }
        if element == "adl.nav.request" && calls::fails_in_moodle(value) {
            file.add(&rules::NAVIGATION, at, [("value", value.to_owned())]);
        }
    }

    /// What an LMS refuses of a call; `start` is where the script begins.
    fn refused(&mut self, breach: Breach, start: usize, file: &mut Text) {
        let args = [("element", breach.element), ("value", breach.value), ("wanted", breach.wanted.to_owned())];
        match breach.api {
            Some(api) => self.remember(api, breach.rule, start + breach.at, args, file),
            None => file.add(breach.rule, start + breach.at, args),
        }
    }

    /// Keeps what is only wrong where the package speaks one interface.
    fn remember<const COUNT: usize>(
        &mut self,
        api: Api,
        rule: &'static Rule,
        at: usize,
        args: [(&'static str, String); COUNT],
        file: &mut Text,
    ) {
        let short = args.map(|(name, value)| (name, value.chars().take(LONGEST_VALUE).collect()));
        let later = Later { api, rule, place: file.place(at), args: short.to_vec() };
        keep(&mut file.traits.later, &later);
        keep(&mut self.later, &later);
    }
}

fn keep(all: &mut Vec<Later>, later: &Later) {
    if all.iter().filter(|kept| kept.api == later.api).count() < MOST_PLACES {
        all.push(later.clone());
    }
}
