//! What came out of a build: lines for people, or one JSON object for programs.

use super::{Build, Ready, publication};
use crate::build::{Made, advised, unsigned};
use crate::cli::Outcome;
use crate::diagnostic::{Findings, Severity, json};
use crate::ui::{self, Format, Ui};
use serde_json::{Value, json};
use std::path::PathBuf;

/// What came out of a deck, or of the site over several.
pub(super) struct Report {
    /// The deck's folder; none for the site over several.
    pub root: Option<PathBuf>,
    /// The archives with their sizes in bytes.
    pub archives: Vec<(Made, usize)>,
    /// Whether they were made now.
    pub changed: bool,
    /// The findings on the deck.
    pub findings: Findings,
    /// What was found while it was built.
    pub found: Findings,
}

impl Report {
    fn all(&self) -> Findings {
        let mut all = self.findings.clone();
        all.extend(self.found.clone());
        all
    }
}

impl Build {
    /// Refuses where a deck has errors: those of its texts, and those that came up while it was built, where it was.
    pub(super) fn refuse<'a>(
        &self,
        ui: &Ui,
        all: impl Iterator<Item = (&'a Ready, Option<&'a Findings>)>,
    ) -> Result<(), Outcome> {
        let mut objects = Vec::new();
        let mut is_refused = false;
        for (ready, found) in all {
            let is_made = found.is_some();
            let mut findings = ready.findings.clone();
            findings.extend(found.cloned().unwrap_or_default());
            if !findings.has_errors() {
                continue;
            }
            is_refused = true;
            if self.release && !is_made {
                unsigned(&ready.deck, &mut findings);
                advised(&ready.deck, &mut findings);
            }
            if self.format == Format::Json {
                let mut told = json(&findings, ui.locale);
                if self.release {
                    told["checklist"] = publication::listed(ui, &findings, is_made);
                }
                objects.push(told);
                continue;
            }
            ui.findings_below(&ready.root, &findings);
            if self.release {
                publication::tell(ui, &findings, is_made);
            }
        }
        if !is_refused {
            return Ok(());
        }
        if self.format == Format::Json {
            say_json(ui, objects);
        }
        ui.message("build.refused", &[]);
        Err(Outcome::Findings)
    }

    /// Reports a build. JSON has one object for one deck, and for several a list of them.
    pub(super) fn tell(&self, ui: &Ui, reports: &[Report]) {
        if self.format == Format::Human {
            reports.iter().for_each(|report| self.say(ui, report));
            return;
        }
        say_json(ui, reports.iter().map(|report| self.json(ui, report)).collect());
    }

    fn say(&self, ui: &Ui, report: &Report) {
        let key = if report.changed { "build.artefact" } else { "build.unchanged" };
        for (made, bytes) in &report.archives {
            ui.say(key, &[("path", &self.path(made)), ("size", &size(*bytes))]);
        }
        if self.release && report.root.is_some() {
            publication::tell(ui, &report.all(), true);
        }
        let (on_packages, own) = report.found.clone().by_archive();
        if let Some(root) = report.root.as_deref() {
            if !own.is_empty() {
                ui.findings_below(root, &own);
            }
            // The command that shows them, fit for pasting.
            let deck = if self.decks.is_empty() { String::new() } else { format!(" {}", ui::pasted(root)) };
            see(ui, "build.see_check", &deck, &report.findings);
        }
        // Notes on packages are about pages of ours, which no author can change.
        if on_packages.count(Severity::Warning) > 0 {
            see(ui, "build.see_verify", "", &on_packages);
        }
    }

    fn path(&self, made: &Made) -> String {
        self.out.join(&made.name).display().to_string()
    }

    fn json(&self, ui: &Ui, report: &Report) -> Value {
        let row = |(made, bytes): &(Made, usize)| {
            json!({
                "path": self.path(made), "bytes": bytes, "sha256": made.sha256, "module": made.module,
                "languages": made.languages, "format": made.format,
            })
        };
        let findings = report.all();
        let mut told: Value = json(&findings, ui.locale);
        told["changed"] = report.changed.into();
        told["bytes"] = report.archives.iter().map(|(_, bytes)| bytes).sum::<usize>().into();
        if self.release && report.root.is_some() {
            told["checklist"] = publication::listed(ui, &findings, true);
        }
        told["artefacts"] = report.archives.iter().map(row).collect();
        told
    }
}

fn say_json(ui: &Ui, mut objects: Vec<Value>) {
    let object = if objects.len() == 1 { objects.remove(0) } else { json!({ "decks": objects }) };
    ui.result(&format!("{object:#}"));
}

/// A size in thousands of bytes.
fn size(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

/// Counts findings, where there are any, and names the command that shows them.
fn see(ui: &Ui, key: &str, deck: &str, findings: &Findings) {
    let (warnings, notes) = (findings.count(Severity::Warning), findings.count(Severity::Note));
    if warnings + notes > 0 {
        let (warnings, notes) = (warnings.to_string(), notes.to_string());
        ui.message(key, &[("warnings", &warnings), ("notes", &notes), ("deck", deck)]);
    }
}
