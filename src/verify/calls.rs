//! Where a script names an element of a data model: in a call of the LMS, or as a value. It looks at whole names only, never
//! at what a script puts together, and at values that are literals.

use super::elements::{Edition, SCORM_12, SCORM_2004, is_name};
use super::moodle::Api;
use super::rules;
use super::script::{Kind, Token};
use crate::diagnostic::Rule;

/// Something that an LMS will refuse.
pub(super) struct Breach {
    /// For which packages it is one; for all where the element belongs to one edition, or to none.
    pub api: Option<Api>,
    pub rule: &'static Rule,
    /// Its offset in the script.
    pub at: usize,
    pub element: String,
    pub value: String,
    /// What may be written instead.
    pub wanted: &'static str,
}

/// How a script uses an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Read,
    Write,
    /// It is kept under a name, or handed to a function that is not known.
    Named,
}

/// What is wrong with the element that these tokens use; the last is the mark after its name, or after the value.
pub(super) fn breaches(mark: &Token, before: &[Token]) -> Vec<Breach> {
    match before {
        [.., callee, open, element, comma, value]
            if mark.is_mark(")") && open.is_mark("(") && comma.is_mark(",") && is_element(element) =>
        {
            let sets = value.kind == Kind::Text
                && callee.kind == Kind::Word
                && callee.text.to_ascii_lowercase().contains("set");
            if sets { values(element, value) } else { Vec::new() }
        }
        [.., open, element] if open.is_mark("(") && is_element(element) && (mark.is_mark(",") || mark.is_mark(")")) => {
            names(element, usage(&before[..before.len() - 2]))
        }
        [.., sign, element] if (sign.is_mark("=") || sign.is_mark(":")) && is_element(element) && ends(mark) => {
            names(element, Use::Named)
        }
        _ => Vec::new(),
    }
}

fn is_element(token: &Token) -> bool {
    token.kind == Kind::Text && is_name(token.text) && !token.text.ends_with(['.', '_'])
}

/// Whether a value ends here, so that nothing is added to it.
fn ends(mark: &Token) -> bool {
    [",", ";", "}", ")"].iter().any(|end| mark.is_mark(end))
}

/// What the function does that is called, by its name: `LMSSetValue`, `doGetValue`, `scorm.set`.
fn usage(callee: &[Token]) -> Use {
    let of_scorm = matches!(callee, [.., object, dot, _] if dot.is_mark(".") && object.text.to_ascii_lowercase().contains("scorm"));
    match callee {
        [.., name] if name.text.ends_with("SetValue") || (of_scorm && name.text == "set") => Use::Write,
        [.., name] if name.text.ends_with("GetValue") || (of_scorm && name.text == "get") => Use::Read,
        _ => Use::Named,
    }
}

/// The editions, and what packages of theirs talk by.
fn editions() -> [(Api, &'static Edition); 2] {
    [(Api::Scorm12, &SCORM_12), (Api::Scorm2004, &SCORM_2004)]
}

/// For which packages a breach of this edition is one.
fn only(api: Api, name: &str) -> Option<Api> {
    let shared = SCORM_12.find(name).is_some() && SCORM_2004.find(name).is_some();
    shared.then_some(api)
}

/// An element that does not exist, or that a script may not use like this.
fn names(element: &Token, usage: Use) -> Vec<Breach> {
    let name = element.text;
    let breach =
        |api, rule| Breach { api, rule, at: element.at, element: name.to_owned(), value: String::new(), wanted: "" };
    let known = editions().iter().any(|(_, edition)| edition.find(name).is_some() || edition.begins(name));
    if !known {
        // What is only kept under a name may be a key of something else.
        let family = name.split('.').take(2).collect::<Vec<_>>().join(".");
        let related = editions().iter().any(|(_, edition)| edition.begins(&family));
        let told = usage != Use::Named || related;
        return if told { vec![breach(None, &rules::UNKNOWN_ELEMENT)] } else { Vec::new() };
    }
    let wrong = editions().into_iter().filter_map(|(api, edition)| {
        let found = edition.find(name)?;
        match usage {
            Use::Write if !found.writable => Some(breach(only(api, name), &rules::READ_ONLY)),
            Use::Read if !found.readable => Some(breach(only(api, name), &rules::WRITE_ONLY)),
            _ => None,
        }
    });
    wrong.collect()
}

/// An element that is set to what it cannot be.
fn values(element: &Token, token: &Token) -> Vec<Breach> {
    let name = element.text;
    let wrong = editions().into_iter().filter_map(|(api, edition)| {
        let wanted = edition.refuses(edition.find(name)?, token.text)?;
        let rule = match name {
            "cmi.core.exit" => &rules::EXIT_NORMAL,
            "cmi.core.lesson_status" | "cmi.completion_status" | "cmi.success_status" => &rules::STATUS_REFUSED,
            "cmi.core.session_time" | "cmi.session_time" => &rules::SESSION_TIME,
            _ => &rules::VALUE_REFUSED,
        };
        let (element, value) = (name.to_owned(), token.text.to_owned());
        Some(Breach { api: only(api, name), rule, at: token.at, element, value, wanted })
    });
    wrong.collect()
}

/// Whether Moodle fails at a request that the standard has.
pub(super) fn fails_in_moodle(request: &str) -> bool {
    ["exit", "exitAll", "abandon", "abandonAll"].contains(&request) || request.ends_with("}choice")
}

/// Whether only SCORM 2004, or only SCORM 1.2, has elements of this name or beginning.
pub(super) fn only_of(api: Api, text: &str) -> bool {
    let has = |edition: &Edition| edition.find(text).is_some() || edition.begins(text);
    is_name(text)
        && match api {
            Api::Scorm12 => has(&SCORM_12) && !has(&SCORM_2004),
            _ => has(&SCORM_2004) && !has(&SCORM_12),
        }
}
