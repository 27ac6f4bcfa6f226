//! What follows from the scripts of a package taken together: the calls that none of them makes, and what is wrong only for the
//! interface that the package speaks. Reads no file.

use super::moodle::{Api, Behaviour, Later};
use super::report::Report;
use super::rules;
use crate::diagnostic::Rule;

impl Behaviour {
    /// What follows for a package that is to speak these interfaces.
    pub(super) fn conclude(self, interfaces: &[Api], report: &mut Report) {
        // What is not called may be called in a file that could not be read.
        if ![&rules::SIZE_LIES, &rules::DAMAGED, &rules::NOT_EXAMINED].iter().any(|rule| report.has(rule)) {
            for api in interfaces {
                match api {
                    Api::Scorm12 => self.scorm12(report),
                    Api::Scorm2004 => self.scorm2004(report),
                    Api::Cmi5 => self.xapi(&CMI5, &rules::AU_SILENT, report),
                    Api::Xapi => self.xapi(&["endpoint", "actor"], &rules::ACTIVITY_SILENT, report),
                    Api::None if self.knows("LMSInitialize") || self.knows("API_1484_11") => {
                        report.package(&rules::SITE_LOOKS_FOR_LMS, []);
                    }
                    Api::None => {}
                }
            }
        }
        // A script that knows both APIs picks its names at run time.
        let single = self.knows("LMSInitialize") != self.knows("API_1484_11");
        let spoken = |later: &&Later| single && interfaces.contains(&later.api);
        for later in self.later.iter().filter(spoken) {
            if (later.api == Api::Scorm12) == self.knows("LMSInitialize") {
                report.list(later.rule, &later.place, later.args.clone());
            }
        }
    }

    fn knows(&self, name: &str) -> bool {
        self.seen.contains(name)
    }

    fn scorm12(&self, report: &mut Report) {
        let name = |name: &str| [("name", name.to_owned())];
        match (self.knows("LMSInitialize"), self.knows("API_1484_11")) {
            (false, true) => report.package(&rules::API_OF_2004, []),
            (false, false) => report.package(&rules::NEVER_STARTS, name("LMSInitialize")),
            (true, _) if !self.knows("LMSFinish") => report.package(&rules::NEVER_FINISHES, name("LMSFinish")),
            (true, _) => {}
        }
        if self.knows("LMSInitialize") && !self.knows("passed") {
            report.package(&rules::PASSED_ONLY, []);
        }
    }

    fn scorm2004(&self, report: &mut Report) {
        report.package(&rules::NO_API_OF_2004, []);
        let name = |name: &str| [("name", name.to_owned())];
        let starts = self.knows("API_1484_11") && self.knows("Initialize");
        if !starts {
            match self.knows("LMSInitialize") {
                true => report.package(&rules::API_OF_12, []),
                false => report.package(&rules::NEVER_STARTS, name("Initialize")),
            }
            return;
        }
        let rows = [
            (!self.knows("Terminate"), &rules::NEVER_FINISHES, "Terminate"),
            (!self.knows("cmi.exit"), &rules::NEVER_SUSPENDS, "cmi.exit"),
            (!self.knows("cmi.completion_status"), &rules::NO_COMPLETION, "cmi.completion_status"),
            (self.knows("cmi.score.scaled") && !self.knows("cmi.score.raw"), &rules::SCALED_ONLY, "cmi.score.raw"),
            (
                self.knows("cmi.score.raw") && !self.knows("cmi.success_status"),
                &rules::NO_SUCCESS,
                "cmi.success_status",
            ),
        ];
        for (_, rule, missing) in rows.iter().filter(|(breached, ..)| *breached) {
            report.package(rule, name(missing));
        }
    }

    /// What a unit that talks to a record store cannot do without.
    fn xapi(&self, needed: &[&str], rule: &'static Rule, report: &mut Report) {
        let missing: Vec<&str> = needed.iter().copied().filter(|name| !self.knows(name)).collect();
        if !missing.is_empty() {
            report.package(rule, [("names", missing.join(", "))]);
        }
    }
}

/// What a unit of cmi5 reads at launch and sends first and last.
const CMI5: [&str; 6] = ["endpoint", "fetch", "LMS.LaunchData", "cmi5LearnerPreferences", "initialized", "terminated"];
