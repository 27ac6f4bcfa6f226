//! `cartable build`

use super::{Outcome, environment, folder};
use crate::build::{Artefact, BuildError, Languages, Options, build, earlier, inputs, read_schemas, write};
use crate::course::Split;
use crate::deck::{Deck, Tracking};
use crate::diagnostic::{Findings, Severity, json};
use crate::package::{FORMATS, Format};
use crate::ui::{self, Ui};
use crate::{check, read};
use clap::Args;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Stands for every format, or for every language together.
const ALL: &str = "all";

/// Turns a deck into packages.
#[derive(Debug, Args)]
pub struct Build {
    /// The deck's folder; `content/` or this folder where it is left out.
    deck: Option<PathBuf>,
    /// Formats, separated by commas, or `all`.
    #[arg(long, value_delimiter = ',', default_value = "scorm12")]
    to: Vec<String>,
    /// Languages of the deck, separated by commas, for modules in each of them; by default every language by itself. `all`
    /// makes modules that hold every language, with a switch that keeps the learner's progress.
    #[arg(long, value_delimiter = ',')]
    lang: Vec<String>,
    /// What one module is: the whole deck, a theme, or a situation.
    #[arg(long, value_parser = split, default_value = "theme")]
    split: Split,
    /// What is tracked: essential, standard or reflective; by default what the deck says.
    #[arg(long, value_parser = tracking)]
    tracking: Option<Tracking>,
    /// Where the packages go.
    #[arg(long, default_value = "packages")]
    out: PathBuf,
    /// Builds for publication: refused while the deck names no licence.
    #[arg(long)]
    release: bool,
    /// Leaves the deck's source out of the packages.
    #[arg(long)]
    no_source: bool,
    /// A folder with the official schemas, which go into the packages of SCORM and are named in their manifests.
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
    /// For people, or for machines.
    #[arg(long, value_enum, default_value = "human")]
    format: ui::Format,
}

pub fn split(text: &str) -> Result<Split, String> {
    Split::from_key(text).ok_or_else(|| Split::ALL.map(Split::key).join(", "))
}

fn tracking(text: &str) -> Result<Tracking, String> {
    Tracking::from_key(text).ok_or_else(|| Tracking::ALL.map(Tracking::key).join(", "))
}

impl Build {
    pub fn run(self) -> Outcome {
        let ui = Ui { locale: environment(), format: self.format };
        let root = folder::deck(self.deck.as_deref());
        let (deck, mut findings) = match read::read(&root) {
            Ok(read) => read,
            Err(error) => return Outcome::file(&ui, &root, error),
        };
        findings.extend(check::check(&deck));
        let options = match self.options(&ui, &deck) {
            Ok(options) => options,
            Err(outcome) => return outcome,
        };
        if findings.has_errors() {
            return self.refuse(&ui, &findings);
        }
        let inputs = inputs(&deck, &options);
        if let Some(archives) = earlier(&self.out, &inputs) {
            self.unchanged(&ui, &archives, &findings);
            return Outcome::Done;
        }
        let memorable;
        let artefacts = match build(&deck, &options, &|done, all| ui.progress(done, all)) {
            Ok((artefacts, found)) => {
                // What a build warns of is to be said again next time.
                memorable = found.count(Severity::Warning) == 0;
                findings.extend(found);
                artefacts
            }
            Err(BuildError::Archive(error)) => return Outcome::file(&ui, &self.out, error),
            Err(error) => {
                ui.message("outcome.internal", &[("reason", &error.to_string())]);
                return Outcome::Internal;
            }
        };
        if findings.has_errors() {
            return self.refuse(&ui, &findings);
        }
        if let Err(error) = write(&self.out, &artefacts, memorable.then_some(&inputs)) {
            return Outcome::file(&ui, &self.out, error);
        }
        self.report(&ui, &artefacts, &findings);
        Outcome::Done
    }

    fn options(&self, ui: &Ui, deck: &Deck) -> Result<Options, Outcome> {
        let wrong = |key: &str, value: &str, known: String| {
            ui.message(key, &[("value", value), ("known", &known)]);
            Outcome::Usage
        };
        let mut formats: Vec<&'static Format> = Vec::new();
        for key in &self.to {
            match Format::from_key(key) {
                _ if key == ALL => formats = FORMATS.iter().collect(),
                Some(format) => formats.push(format),
                None => return Err(wrong("build.format", key, list(FORMATS.iter().map(|f| f.key)))),
            }
        }
        let is_known = |language: &&String| *language == ALL || deck.edition(language).is_some();
        if let Some(unknown) = self.lang.iter().find(|language| !is_known(language)) {
            return Err(wrong("build.language", unknown, list(deck.languages.iter().map(|l| l.as_str()))));
        }
        let languages = if self.lang.is_empty() {
            Languages::Each(deck.languages.iter().map(|l| l.value.clone()).collect())
        } else if self.lang.iter().any(|language| language == ALL) {
            Languages::Joined
        } else {
            Languages::Each(self.lang.clone())
        };
        let schemas = match &self.schemas {
            Some(folder) => read_schemas(folder, &formats).map_err(|error| Outcome::file(ui, folder, error))?,
            None => BTreeMap::new(),
        };
        Ok(Options {
            formats,
            schemas,
            languages,
            split: self.split,
            tracking: self.tracking.unwrap_or(deck.tracking),
            with_source: !self.no_source,
            release: self.release,
        })
    }

    fn refuse(&self, ui: &Ui, findings: &Findings) -> Outcome {
        ui.findings(findings);
        ui.message("build.refused", &[]);
        Outcome::Findings
    }

    fn report(&self, ui: &Ui, artefacts: &[Artefact], findings: &Findings) {
        let path = |artefact: &Artefact| self.out.join(&artefact.name).display().to_string();
        match self.format {
            ui::Format::Json => {
                let row = |a: &Artefact| {
                    json!({
                        "path": path(a), "bytes": a.bytes.len(), "sha256": a.checksum(), "module": a.module,
                        "languages": a.languages, "format": a.format,
                    })
                };
                self.json(ui, findings, artefacts.iter().map(row).collect(), true);
            }
            ui::Format::Human => {
                for artefact in artefacts {
                    ui.say(
                        "build.artefact",
                        &[("path", &path(artefact)), ("size", &size(artefact.bytes.len() as u64))],
                    );
                }
                see_check(ui, findings);
            }
        }
    }

    /// Reports a build that was not done again.
    fn unchanged(&self, ui: &Ui, archives: &[(String, u64)], findings: &Findings) {
        let path = |name: &str| self.out.join(name).display().to_string();
        match self.format {
            ui::Format::Json => {
                let row = |(name, bytes): &(String, u64)| json!({ "path": path(name), "bytes": bytes });
                self.json(ui, findings, archives.iter().map(row).collect(), false);
            }
            ui::Format::Human => {
                for (name, bytes) in archives {
                    ui.say("build.unchanged", &[("path", &path(name)), ("size", &size(*bytes))]);
                }
                see_check(ui, findings);
            }
        }
    }

    fn json(&self, ui: &Ui, findings: &Findings, artefacts: Vec<Value>, changed: bool) {
        let mut report: Value = json(findings, ui.locale);
        report["changed"] = changed.into();
        report["bytes"] = artefacts.iter().filter_map(|row| row["bytes"].as_u64()).sum::<u64>().into();
        report["artefacts"] = artefacts.into();
        ui.result(&format!("{report:#}"));
    }
}

/// A size in thousands of bytes.
fn size(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

fn see_check(ui: &Ui, findings: &Findings) {
    let (warnings, notes) = (findings.count(Severity::Warning), findings.count(Severity::Note));
    if warnings + notes > 0 {
        let (warnings, notes) = (warnings.to_string(), notes.to_string());
        ui.message("build.see_check", &[("warnings", &warnings), ("notes", &notes)]);
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
