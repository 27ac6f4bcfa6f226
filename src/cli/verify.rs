//! `cartable verify`

use super::choice::choice;
use super::reporting::Reporting;
use super::{Outcome, bounded, signed};
use crate::diagnostic::{Findings, explain};
use crate::ui::{Format, Ui};
use crate::verify::{self, Lms};
use clap::Args;
use serde_json::json;
use std::io;
use std::path::{Path, PathBuf};

/// Reports what is wrong with packages made by any tool, and what an LMS will do with them.
#[derive(Debug, Args)]
pub struct Verify {
    /// Packages to check: archives or unpacked folders; `-` reads an archive from standard input. A folder with a SHA256SUMS is
    /// compared with that list: changed, missing and additional files.
    #[arg(required_unless_present = "explain", conflicts_with = "explain")]
    packages: Vec<PathBuf>,
    /// Systems to check for, separated by commas: only what matters there is reported, with its severity there. `other` is any LMS
    /// that follows the standards, `adl` is ADL's validator. By default, each finding has the severity of the worst affected system
    /// and names the systems it affects.
    #[arg(long = "for", value_name = "LMS,…", value_delimiter = ',', value_parser = choice(Lms::ALL, Lms::key))]
    audience: Vec<Lms>,
    /// Public key of minisign, or its file: SHA256SUMS must be signed with it, in SHA256SUMS.minisig.
    #[arg(long, value_name = "KEY|FILE", conflicts_with = "explain")]
    key: Option<String>,
    /// Lists every rule with the clause it is based on, and the requirements that no program can check.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    reporting: Reporting,
}

impl Verify {
    pub fn run(self) -> Outcome {
        let ui = self.reporting.ui();
        if self.explain {
            rules(&ui);
            return Outcome::Done;
        }
        if let Err(outcome) = self.reporting.known(&ui) {
            return outcome;
        }
        let key = match self.key.as_deref().map(signed::key).transpose() {
            Ok(key) => key,
            Err(error) => return self.reporting.unreadable(&ui, Path::new(self.key.as_deref().unwrap_or("")), error),
        };
        let mut findings = Findings::default();
        for path in &self.packages {
            if signed::is_listed(path) {
                match signed::check(path, key.as_deref()) {
                    Ok((found, count)) => {
                        listed(&ui, path, &found, count, key.is_some());
                        findings.extend(found);
                    }
                    Err(error) => return self.reporting.unreadable(&ui, path, error),
                }
                continue;
            }
            let is_stdin = path.as_os_str() == "-";
            let bytes = match is_stdin {
                true => bounded::stream(io::stdin().lock(), verify::MOST_BYTES),
                false if path.is_dir() => bounded::folder(path, verify::MOST_BYTES),
                false => bounded::read(path, verify::MOST_BYTES),
            };
            let name = if is_stdin { "stdin".to_owned() } else { path.display().to_string() };
            match bytes {
                Ok(_) if key.is_some() => findings.extend(signed::unlisted(&name)),
                Ok(bytes) => findings.extend(verify::verify_for(&self.audience, &name, &bytes)),
                Err(error) if error.kind() == io::ErrorKind::NotFound && ui.format == Format::Human => {
                    ui.message("verify.missing", &[("path", &name)]);
                    return Outcome::File;
                }
                Err(error) => return self.reporting.unreadable(&ui, path, error),
            }
        }
        self.reporting.report(&ui, Path::new(""), findings)
    }
}

/// Says how far a folder was compared, where nothing is wrong with it.
fn listed(ui: &Ui, path: &Path, found: &Findings, count: usize, is_signed: bool) {
    if ui.format == Format::Human && !found.has_errors() {
        let key = if is_signed { "verify.signed" } else { "verify.listed" };
        ui.message(key, &[("path", &path.display().to_string()), ("count", &count.to_string())]);
    }
}

/// The rules and what is not judged: for machines one object with both, for people a line or two each.
fn rules(ui: &Ui) {
    let judged = verify::RULES.iter().filter_map(|rule| Some((*rule, explain(ui.locale, rule.code)?)));
    let unjudged = verify::unjudged(ui.locale);
    if ui.format == Format::Json {
        let rules: Vec<_> = judged
            .map(|(rule, text)| {
                json!({ "code": rule.code, "severity": rule.severity.key(), "title": text.title, "clause": text.clause })
            })
            .collect();
        let rest = unjudged.iter().map(|row| json!({ "clause": row.clause, "text": row.text, "reason": row.reason }));
        let both = json!({ "rules": rules, "unjudged": rest.collect::<Vec<_>>() });
        return ui.result(&format!("{both:#}"));
    }
    for (rule, text) in judged {
        let severity = rule.severity.word(ui.locale);
        ui.result(&format!("{}  {severity:<13}  {}\n      {}", rule.code, text.title, text.clause));
    }
    ui.say("verify.unjudged", &[]);
    for row in unjudged {
        ui.result(&format!("–  {}\n   {}\n   {}", row.text, row.reason, row.clause));
    }
}
