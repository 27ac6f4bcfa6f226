//! `cartable build`

use super::choice::choice;
use super::interface::Interface;
use super::nearest::nearest;
use super::publication::{self, Publication, is_listed};
use super::{Outcome, folder, language};
use crate::build::{
    ALL, BuildError, CHANGES, LEFTOVER, Languages, Made, OTHER_DECK, Options, WITH, build, check_release, earlier,
    advised, inputs, keep_register, others, read_schemas, register, unsigned, write,
};
use crate::course::Split;
use crate::deck::{Deck, Tracking};
use crate::diagnostic::{Findings, Severity, json};
use crate::package::{FORMATS, Format};
use crate::render::Forums;
use crate::source::Place;
use crate::ui::{self, Ui};
use crate::{check, read, translate};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

/// Builds packages from a deck.
#[derive(Debug, Args)]
pub struct Build {
    /// Deck folder; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml.
    deck: Option<PathBuf>,
    /// Formats, separated by commas, or `all`.
    #[arg(long, value_delimiter = ',', default_value = "scorm12", value_parser = formats())]
    to: Vec<String>,
    /// Languages, separated by commas; defaults to all languages of the deck, each in modules of its own. `fr+ro` puts these
    /// languages into one module, `all` every language; learners can then switch language and keep their progress.
    #[arg(long, value_delimiter = ',')]
    lang: Vec<String>,
    /// Themes to build, separated by commas; defaults to all.
    #[arg(long, value_delimiter = ',')]
    theme: Vec<String>,
    /// Countries whose sheets the modules show in every language, separated by commas; defaults to those that the sheets name for
    /// each language.
    #[arg(long, value_delimiter = ',')]
    country: Vec<String>,
    /// Content of one module: the whole deck, a theme or a situation.
    #[arg(long, value_parser = choice(Split::ALL, Split::key), default_value = "theme")]
    split: Split,
    /// Forums in a Moodle course: none, one per theme, or one per situation with its prompts.
    #[arg(long, value_parser = choice(Forums::ALL, Forums::key), default_value = "situation")]
    forums: Forums,
    /// What is tracked: essential, standard or reflective; defaults to the deck's setting.
    #[arg(long, value_parser = choice(Tracking::ALL, Tracking::key))]
    tracking: Option<Tracking>,
    /// Output folder.
    #[arg(long, default_value = "packages")]
    out: PathBuf,
    /// Builds for publication: prints a checklist, refuses a deck that is not ready, writes CHANGES.md beside the packages, and keeps
    /// in register.toml what was published.
    #[arg(long)]
    release: bool,
    /// With --release: earlier deck folder or package to list the changes since; defaults to the packages of the last publication in
    /// the output folder.
    #[arg(long, value_name = "FOLDER|PACKAGE", requires = "release")]
    since: Option<PathBuf>,
    /// Leaves the deck's source out of the packages.
    #[arg(long)]
    no_source: bool,
    /// Folder of the official SCORM schemas, to include in SCORM packages and name in their manifests.
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
    #[command(flatten)]
    interface: Interface,
    /// Output format: text for people, or JSON for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: ui::Format,
}

/// The names of formats, and the one for all of them.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.key).chain([ALL]))
}

impl Build {
    pub fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: self.format };
        let root = folder::deck(self.deck.as_deref());
        let (deck, mut findings) = match read::read(&root) {
            Ok(read) => read,
            Err(error) => return Outcome::file(&ui, &root, error),
        };
        // The program ends after this, and a large deck is long in taking apart.
        let mut deck = ManuallyDrop::new(deck);
        if let Err(outcome) = self.interface.add(&ui, &mut deck) {
            return outcome;
        }
        deck.outdated = translate::outdated(&deck);
        findings.extend(check::check(&deck));
        if self.release {
            check_release(&deck, &mut findings);
        }
        let mut publication = self.release.then(|| Publication::of(&deck));
        let options = match self.options(&ui, &deck) {
            Ok(options) => options,
            Err(outcome) => return outcome,
        };
        if findings.has_errors() {
            self.tell_unsigned(&deck, &mut findings);
            return self.refuse(&ui, &root, &findings, false);
        }
        if !self.country.is_empty() {
            deck.choose(&self.country);
        }
        deck.select(&self.theme);
        let inputs = inputs(&deck, &options);
        let is_whole = !self.release || self.since.is_none() && is_listed(&deck, &self.out);
        if let Some(archives) = earlier(&self.out, &inputs).filter(|_| is_whole) {
            let mut found = Findings::default();
            self.tell_unsigned(&deck, &mut found);
            let made: Vec<Made> = archives.iter().map(|(made, _)| made.clone()).collect();
            publication.iter().for_each(|own| own.remember(&mut deck, &made));
            keep_register(&root, &register(&deck), &mut found);
            self.report(&ui, &root, false, &archives, (findings, found));
            return Outcome::Done;
        }
        let (artefacts, mut found) = match build(&deck, &options, &|done, all| ui.progress(done, all)) {
            Ok(made) => made,
            Err(BuildError::Archive(error)) => return Outcome::file(&ui, &self.out, error),
            Err(error) => {
                ui.message("outcome.internal", &[("reason", &error.to_string())]);
                return Outcome::Internal;
            }
        };
        self.tell_unsigned(&deck, &mut found);
        for (name, other) in others(&self.out, &deck, &artefacts) {
            found.add(&OTHER_DECK, &Place::file(name)).with("deck", other);
        }
        if let Some(own) = &mut publication {
            let places = (self.since.as_deref(), self.out.as_path());
            if let Err(outcome) = own.compare(&ui, (&deck, &artefacts), places, &mut found) {
                return outcome;
            }
        }
        if found.has_errors() {
            findings.extend(found);
            return self.refuse(&ui, &root, &findings, true);
        }
        // The register goes first, so that no archive is handed on whose columns it does not have.
        let all: Vec<Made> = artefacts.iter().map(Made::from).collect();
        publication.iter().for_each(|own| own.remember(&mut deck, &all));
        keep_register(&root, &register(&deck), &mut found);
        // What a build warns of is to be said again next time.
        let memorable = found.count(Severity::Warning) == 0;
        let (made, left) = match write(&self.out, (&deck, &options), &artefacts, memorable.then_some(&inputs)) {
            Ok(made) => made,
            Err(error) => return Outcome::file(&ui, &self.out, error),
        };
        if let Some(Err(error)) = publication.map(|own| own.write(&self.out)) {
            return Outcome::file(&ui, &self.out.join(CHANGES), error);
        }
        for name in left {
            found.add(&LEFTOVER, &Place::file(name));
        }
        let sizes = artefacts.iter().map(|artefact| artefact.bytes.len());
        self.report(&ui, &root, true, &made.into_iter().zip(sizes).collect::<Vec<_>>(), (findings, found));
        Outcome::Done
    }

    fn tell_unsigned(&self, deck: &Deck, findings: &mut Findings) {
        if self.release {
            unsigned(deck, findings);
            advised(deck, findings);
        }
    }

    /// Says why nothing is built; `is_made` says whether packages were made and looked at.
    fn refuse(&self, ui: &Ui, root: &Path, findings: &Findings, is_made: bool) -> Outcome {
        if self.release && self.format == ui::Format::Json {
            let mut report = json(findings, ui.locale);
            report["checklist"] = publication::listed(ui, findings, is_made);
            ui.result(&format!("{report:#}"));
        } else {
            ui.findings_below(root, findings);
        }
        if self.release && self.format == ui::Format::Human {
            publication::tell(ui, findings, is_made);
        }
        ui.message("build.refused", &[]);
        Outcome::Findings
    }

    fn options(&self, ui: &Ui, deck: &Deck) -> Result<Options, Outcome> {
        let wrong = |key: &str, value: &str, known: Vec<&str>| {
            ui.message(key, &[("value", value), ("known", &known.join(", "))]);
            if let Some(name) = nearest(value, known.into_iter()) {
                ui.message("build.nearest", &[("value", name)]);
            }
            Outcome::Usage
        };
        let mut formats: Vec<&'static Format> = Vec::new();
        for key in &self.to {
            match Format::from_key(key) {
                _ if key == ALL => formats = FORMATS.iter().collect(),
                // Who names one twice wants it once.
                Some(format) if formats.iter().any(|known| known.key == format.key) => {}
                Some(format) => formats.push(format),
                None => {}
            }
        }
        let languages = || deck.languages.iter().map(|language| language.as_str());
        let mut asked = self.lang.iter().flat_map(|set| set.split(WITH));
        if let Some(unknown) = asked.find(|language| *language != ALL && deck.edition(language).is_none()) {
            return Err(wrong("build.language", unknown, languages().collect()));
        }
        let themes = || deck.themes.iter().map(|theme| theme.as_str());
        if let Some(unknown) = self.theme.iter().find(|id| !themes().any(|known| known == **id)) {
            return Err(wrong("build.theme", unknown, themes().collect()));
        }
        let is_listed = |id: &&String| deck.countries.iter().any(|own| own.value == **id);
        if let Some(unknown) = self.country.iter().find(|id| !is_listed(id)) {
            let known: Vec<&str> = deck.countries.iter().map(|id| id.as_str()).collect();
            let key = if known.is_empty() { "build.no_country" } else { "build.country" };
            return Err(wrong(key, unknown, known));
        }
        let languages = if self.lang.is_empty() {
            Languages::Each(deck.languages.iter().map(|l| l.value.clone()).collect())
        } else if self.lang.iter().all(|language| language == ALL) {
            Languages::Joined
        } else if self.lang.iter().any(|set| set.split(WITH).any(|language| language == ALL)) {
            let others = self.lang.iter().map(|set| without_all(set)).filter(|set| !set.is_empty());
            let others = others.collect::<Vec<_>>().join(",");
            let together = languages().collect::<Vec<_>>().join(&WITH.to_string());
            ui.message("build.all_and", &[("others", &others), ("together", &together)]);
            return Err(Outcome::Usage);
        } else {
            Languages::Each(self.lang.clone())
        };
        let schemas = match &self.schemas {
            Some(folder) => read_schemas(folder, &formats).map_err(|(path, error)| Outcome::file(ui, &path, error))?,
            None => BTreeMap::new(),
        };
        Ok(Options {
            formats,
            schemas,
            languages,
            split: self.split,
            tracking: self.tracking.unwrap_or(deck.tracking),
            forums: self.forums,
            with_source: !self.no_source,
            release: self.release,
        })
    }

    /// Reports a build, or one that was not done again: `findings` on the deck, `found` while it was built.
    fn report(
        &self,
        ui: &Ui,
        root: &Path,
        changed: bool,
        archives: &[(Made, usize)],
        (mut findings, found): (Findings, Findings),
    ) {
        if self.format == ui::Format::Json {
            findings.extend(found);
            return self.json(ui, &findings, archives, changed);
        }
        self.list(ui, if changed { "build.artefact" } else { "build.unchanged" }, archives);
        if self.release {
            let mut all = findings.clone();
            all.extend(found.clone());
            publication::tell(ui, &all, true);
        }
        let (on_packages, own) = found.by_archive();
        if !own.is_empty() {
            ui.findings_below(root, &own);
        }
        self.see_check(ui, &findings);
        // Notes on packages are about pages of ours, which no author can change.
        if on_packages.count(Severity::Warning) > 0 {
            see(ui, "build.see_verify", "", &on_packages);
        }
    }

    /// Counts the findings on the deck and names the command that shows them, fit for pasting.
    fn see_check(&self, ui: &Ui, findings: &Findings) {
        let deck = self.deck.as_ref().map(|deck| format!(" {}", ui::pasted(deck))).unwrap_or_default();
        see(ui, "build.see_check", &deck, findings);
    }

    /// A line for each archive.
    fn list(&self, ui: &Ui, key: &str, archives: &[(Made, usize)]) {
        for (made, bytes) in archives {
            ui.say(key, &[("path", &self.path(made)), ("size", &size(*bytes))]);
        }
    }

    fn path(&self, made: &Made) -> String {
        self.out.join(&made.name).display().to_string()
    }

    fn json(&self, ui: &Ui, findings: &Findings, archives: &[(Made, usize)], changed: bool) {
        let row = |(made, bytes): &(Made, usize)| {
            json!({
                "path": self.path(made), "bytes": bytes, "sha256": made.sha256, "module": made.module,
                "languages": made.languages, "format": made.format,
            })
        };
        let mut report: Value = json(findings, ui.locale);
        report["changed"] = changed.into();
        report["bytes"] = archives.iter().map(|(_, bytes)| bytes).sum::<usize>().into();
        if self.release {
            report["checklist"] = publication::listed(ui, findings, true);
        }
        report["artefacts"] = archives.iter().map(row).collect();
        ui.result(&format!("{report:#}"));
    }
}

/// What is left of languages that are asked for together.
fn without_all(set: &str) -> String {
    set.split(WITH).filter(|language| *language != ALL).collect::<Vec<_>>().join(&WITH.to_string())
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
