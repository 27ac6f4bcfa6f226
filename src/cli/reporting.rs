//! How findings are reported by the commands that do nothing else: in which form, which of them count, which do not.

use super::nearest::nearest;
use super::{Outcome, explain, language};
use crate::diagnostic::{Findings, disk};
use crate::read::rules::UNREADABLE;
use crate::source::Place;
use crate::ui::{Format, Ui};
use clap::{Args, ValueEnum};
use std::io;
use std::path::Path;

/// How findings are reported.
#[derive(Debug, Args)]
pub struct Reporting {
    /// Output format: text, JSON, SARIF 2.1.0 for code hosts and editors, or annotations for GitHub Actions.
    #[arg(long, value_enum, default_value = "human")]
    format: Form,
    /// Turns every warning into an error.
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Denied>,
    /// Hides findings with this code; repeatable. `build` still refuses errors.
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Human,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Denied {
    Warnings,
}

impl Reporting {
    /// How the command speaks. Only people get prose.
    pub fn ui(&self) -> Ui {
        let format = if self.format == Form::Human { Format::Human } else { Format::Json };
        Ui { locale: language(), format }
    }

    /// Refuses codes that no rule has, with the nearest that one has.
    ///
    /// # Errors
    /// Where there is such a code, once that has been said.
    pub fn known(&self, ui: &Ui) -> Result<(), Outcome> {
        let rules = explain::rules();
        for code in &self.allow {
            if rules.iter().any(|rule| rule.code.eq_ignore_ascii_case(code)) {
                continue;
            }
            ui.message("explain.unknown", &[("code", code)]);
            if let Some(name) = nearest(code, rules.iter().map(|rule| rule.code)) {
                ui.message("build.nearest", &[("value", name)]);
            }
            return Err(Outcome::Usage);
        }
        Ok(())
    }

    /// Reports findings on the files of a folder, without those that are allowed.
    pub fn report(&self, ui: &Ui, folder: &Path, mut findings: Findings) -> Outcome {
        findings.retain(|finding| !self.allow.iter().any(|code| code.eq_ignore_ascii_case(finding.rule.code)));
        if self.deny == Some(Denied::Warnings) {
            findings.deny_warnings();
        }
        match self.format {
            Form::Human | Form::Json => ui.findings_below(folder, &findings),
            Form::Sarif => ui.sarif(folder, &findings),
            Form::Github => ui.github(folder, &findings),
        }
        Outcome::of(&findings)
    }

    /// Reports that something cannot be read at all. Machines get a finding, and people a sentence.
    pub fn unreadable(&self, ui: &Ui, path: &Path, error: io::Error) -> Outcome {
        if self.format == Form::Human {
            return Outcome::file(ui, path, error);
        }
        let mut findings = Findings::default();
        let place = Place::file(path.to_string_lossy());
        findings.add(&UNREADABLE, &place).with("reason", disk(&error));
        self.report(ui, Path::new(""), findings);
        Outcome::File
    }
}
