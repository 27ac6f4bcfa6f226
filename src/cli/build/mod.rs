//! `cartable build`: reads and checks every deck, makes all packages in memory, and only then writes any.

mod options;
mod publication;
mod report;

use super::choice::choice;
use super::interface::Interface;
use super::{Outcome, folder, language};
use crate::build::{
    ALL, Artefact, BuildError, LEFTOVER, Made, OTHER_DECK, Options, add, advised, build, check_release, earlier,
    inputs, joint, keep_register, others, register, unsigned, write, write_register,
};
use crate::course::Split;
use crate::deck::{Deck, Tracking};
use crate::diagnostic::{Findings, Severity};
use crate::package::FORMATS;
use crate::render::Forums;
use crate::source::Place;
use crate::ui::{self, Ui};
use crate::{check, read, translate};
use clap::Args;
use clap::builder::PossibleValuesParser;
use publication::Publication;
use report::Report;
use std::mem::ManuallyDrop;
use std::path::PathBuf;

/// Builds packages from decks.
#[derive(Debug, Args)]
pub struct Build {
    /// Deck folders; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml. Several decks with
    /// `--to web` are also put into one site, with a page that leads to each.
    decks: Vec<PathBuf>,
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

/// A deck that was read and checked, and what is wanted of it.
struct Ready {
    root: PathBuf,
    // The program ends after this, and a large deck is long in taking apart.
    deck: ManuallyDrop<Deck>,
    findings: Findings,
    options: Options,
    publication: Option<Publication>,
}

/// The packages of a deck: those that are there from an earlier build, or new ones in memory with the checksum of their inputs.
enum Packages {
    Earlier(Vec<(Made, usize)>),
    New(Vec<Artefact>, String),
}

impl Packages {
    /// What is known of each. New ones are read once more for their checksums, so that only a release asks.
    fn made(&self) -> Vec<Made> {
        match self {
            Self::Earlier(archives) => archives.iter().map(|(made, _)| made.clone()).collect(),
            Self::New(artefacts, _) => artefacts.iter().map(Made::from).collect(),
        }
    }
}

impl Build {
    pub fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: self.format };
        match self.all(&ui) {
            Ok(reports) => {
                self.tell(&ui, &reports);
                Outcome::Done
            }
            Err(outcome) => outcome,
        }
    }

    fn all(&self, ui: &Ui) -> Result<Vec<Report>, Outcome> {
        let roots = match self.decks.as_slice() {
            [] => vec![folder::deck(None)],
            decks => decks.iter().map(|deck| folder::deck(Some(deck))).collect(),
        };
        if folder::is_of_deck(&self.out) {
            ui.message("build.out_in_deck", &[("path", &self.out.display().to_string())]);
            return Err(Outcome::Usage);
        }
        let mut ready = roots.into_iter().map(|root| self.ready(ui, root)).collect::<Result<Vec<_>, _>>()?;
        self.refuse(ui, ready.iter().map(|one| (one, None)))?;
        refuse_twins(ui, &ready)?;
        if self.since.is_some() && ready.len() > 1 {
            ui.message("build.since_one", &[]);
            return Err(Outcome::Usage);
        }
        let made = ready.iter_mut().map(|one| self.make(ui, one)).collect::<Result<Vec<_>, _>>()?;
        self.refuse(ui, ready.iter().zip(&made).map(|(one, (_, found))| (one, Some(found))))?;
        let made = ready.iter_mut().zip(made);
        let written = made.map(|(one, (packages, found))| self.write(ui, one, packages, found));
        let mut reports = written.collect::<Result<Vec<_>, _>>()?;
        if ready.len() > 1 {
            reports.extend(self.join(ui, &ready, &reports)?);
        }
        Ok(reports)
    }

    fn ready(&self, ui: &Ui, root: PathBuf) -> Result<Ready, Outcome> {
        let (deck, mut findings) = read::read(&root).map_err(|error| Outcome::file(ui, &root, error))?;
        let mut deck = ManuallyDrop::new(deck);
        self.interface.add(ui, &mut deck)?;
        deck.outdated = translate::outdated(&deck);
        findings.extend(check::check(&deck));
        if self.release {
            check_release(&deck, &mut findings);
        }
        let options = self.options(ui, &deck)?;
        let publication = self.release.then(|| Publication::of(&deck, self.decks.len() < 2));
        Ok(Ready { root, deck, findings, options, publication })
    }

    /// Makes the packages of a deck in memory.
    fn make(&self, ui: &Ui, ready: &mut Ready) -> Result<(Packages, Findings), Outcome> {
        let Ready { deck, options, publication, .. } = ready;
        if !self.country.is_empty() {
            deck.choose(&self.country);
        }
        deck.select(&self.theme);
        let inputs = inputs(deck, options);
        let is_listed = |own: &Publication| self.since.is_none() && own.is_listed(deck, &self.out);
        let is_whole = publication.as_ref().is_none_or(is_listed);
        let mut found = Findings::default();
        let packages = if let Some(archives) = earlier(&self.out, &inputs).filter(|_| is_whole) {
            Packages::Earlier(archives)
        } else {
            let progress = |done, all| ui.progress(done, all);
            let (artefacts, told) = build(deck, options, &progress).map_err(|error| self.failed(ui, error))?;
            found.extend(told);
            for (name, other) in others(&self.out, deck, &artefacts) {
                found.add(&OTHER_DECK, &Place::file(name)).with("deck", other);
            }
            if let Some(own) = publication {
                own.compare(ui, (deck, &artefacts), (self.since.as_deref(), &self.out), &mut found)?;
            }
            Packages::New(artefacts, inputs)
        };
        if self.release {
            unsigned(deck, &mut found);
            advised(deck, &mut found);
        }
        Ok((packages, found))
    }

    fn failed(&self, ui: &Ui, error: BuildError) -> Outcome {
        if let BuildError::Archive(error) = error {
            return Outcome::file(ui, &self.out, error);
        }
        ui.message("outcome.internal", &[("reason", &error.to_string())]);
        Outcome::Internal
    }

    fn write(&self, ui: &Ui, ready: &mut Ready, packages: Packages, mut found: Findings) -> Result<Report, Outcome> {
        let Ready { root, deck, findings, options, publication } = ready;
        // The register goes first, so that no archive is handed on whose columns it does not have. What is published without it would be
        // forgotten.
        if let Some(own) = publication {
            own.remember(deck, &packages.made());
            write_register(root, &register(deck)).map_err(|(path, error)| Outcome::file(ui, &path, error))?;
        } else {
            keep_register(root, &register(deck), &mut found);
        }
        let (archives, changed) = match packages {
            Packages::Earlier(archives) => (archives, false),
            Packages::New(artefacts, inputs) => {
                // What a build warns of is to be said again next time.
                let memorable = found.count(Severity::Warning) == 0;
                let (made, left) = write(&self.out, (deck, options), &artefacts, memorable.then_some(&inputs))
                    .map_err(|(path, error)| Outcome::file(ui, &path, error))?;
                for name in left {
                    found.add(&LEFTOVER, &Place::file(name));
                }
                if let Some(own) = publication {
                    own.write(&self.out).map_err(|(path, error)| Outcome::file(ui, &path, error))?;
                }
                let sizes = artefacts.iter().map(|artefact| artefact.bytes.len());
                (made.into_iter().zip(sizes).collect(), true)
            }
        };
        Ok(Report { root: Some(root.clone()), archives, changed, findings: findings.clone(), found })
    }

    /// Puts the sites of several decks into one.
    fn join(&self, ui: &Ui, ready: &[Ready], reports: &[Report]) -> Result<Option<Report>, Outcome> {
        let pairs = ready.iter().zip(reports);
        let made = pairs.flat_map(|(one, report)| report.archives.iter().map(|(made, _)| (&*one.deck, made)));
        let sites: Vec<(&Deck, &Made)> = made.collect();
        let (artefacts, found) = joint(&self.out, &sites).map_err(|error| self.failed(ui, error))?;
        if artefacts.is_empty() {
            return Ok(None);
        }
        let changed = add(&self.out, &artefacts).map_err(|(path, error)| Outcome::file(ui, &path, error))?;
        let archives = artefacts.iter().map(|own| (Made::from(own), own.bytes.len())).collect();
        Ok(Some(Report { root: None, archives, changed, findings: Findings::default(), found }))
    }
}

/// Two decks of one id would write the same packages.
fn refuse_twins(ui: &Ui, ready: &[Ready]) -> Result<(), Outcome> {
    for (at, one) in ready.iter().enumerate() {
        if let Some(twin) = ready[..at].iter().find(|earlier| earlier.deck.id.value == one.deck.id.value) {
            let (first, second) = (twin.root.display().to_string(), one.root.display().to_string());
            ui.message("build.twins", &[("id", &one.deck.id), ("first", &first), ("second", &second)]);
            return Err(Outcome::Usage);
        }
    }
    Ok(())
}
