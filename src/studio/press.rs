//! The press: makes packages as `cartable build` does, one order at a time, and keeps what came of the last one in memory. Knows no
//! request and no page.

use crate::build::{
    ALL, Artefact, BuildError, Languages, Made, Options, WITH, build, check_published, check_release, digest,
    keep_register, publish, register, unsigned,
};
use crate::check::check;
use crate::checksum::SUMS;
use crate::clock;
use crate::course::Split;
use crate::deck::{Deck, Tracking};
use crate::diagnostic::{Findings, Locale, disk, say};
use crate::package::{FORMATS, Format};
use crate::read::read;
use crate::render::Forums;
use crate::translate::outdated;
use crate::tree::{ArchiveError, Packing, Tree, zip};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is asked for, in the words of `cartable build`.
#[derive(Debug, Deserialize)]
pub(super) struct Order {
    /// Keys of formats, at least one.
    formats: Vec<String>,
    /// `fr`, `fr+ro`, or `all` alone; at least one.
    languages: Vec<String>,
    /// Ids of themes; none for all.
    #[serde(default)]
    themes: Vec<String>,
    /// `deck`, `theme` or `situation`.
    split: String,
    /// The ids of the countries whose authorities are shown; none for those of the deck.
    #[serde(default)]
    countries: Vec<String>,
    /// Which forums a Moodle course has, a key of [`Forums`]; none for the command's own choice.
    #[serde(default)]
    forums: Option<String>,
    /// What is tracked, a key of [`Tracking`]; none for the deck's level.
    #[serde(default)]
    tracking: Option<String>,
    /// Whether the packages are to be published.
    #[serde(default)]
    release: bool,
}

/// What came of an order.
#[derive(Default)]
pub(super) struct Printed {
    /// The id of the deck.
    pub(super) deck: String,
    /// The packages; none where an error stopped the build.
    pub(super) artefacts: Vec<Artefact>,
    /// What was found in the deck, in the build and in the packages.
    pub(super) findings: Findings,
    /// Why the deck could not be read or a package not be made, where that is no finding.
    pub(super) fault: Option<Fault>,
}

/// What stopped an order beside findings.
pub(super) enum Fault {
    /// The deck's folder cannot be read: the key of its sentence.
    Disk(&'static str),
    /// An archive cannot hold its files.
    TooLarge,
    /// Our own, with the reason.
    Own(String),
}

/// What the press is doing.
#[derive(Default)]
enum State {
    #[default]
    Idle,
    /// How many modules of how many of one kind of format are done.
    Running(usize, usize),
    Done(Arc<Printed>),
}

/// The press.
#[derive(Default)]
pub(super) struct Press(Mutex<State>);

impl Order {
    /// Whether a deck has all that is asked for.
    pub(super) fn fits(&self, deck: &Deck) -> bool {
        let is_spoken = |set: &String| set.split(WITH).all(|one| deck.edition(one).is_some());
        let is_theme = |id: &String| deck.themes.iter().any(|theme| theme.as_str() == id);
        let is_country = |id: &String| deck.countries.iter().any(|own| own.value == *id);
        let is_everything = self.languages == [ALL];
        !self.formats.is_empty()
            && self.formats.iter().all(|key| Format::from_key(key).is_some())
            && !self.languages.is_empty()
            && (is_everything || self.languages.iter().all(is_spoken))
            && self.themes.iter().all(is_theme)
            && self.countries.iter().all(is_country)
            && self.forums.as_deref().is_none_or(|key| Forums::from_key(key).is_some())
            && self.tracking.as_deref().is_none_or(|key| Tracking::from_key(key).is_some())
            && Split::from_key(&self.split).is_some()
    }

    fn options(&self, deck: &Deck) -> Options {
        let languages =
            if self.languages == [ALL] { Languages::Joined } else { Languages::Each(self.languages.clone()) };
        Options {
            formats: FORMATS.iter().filter(|format| self.formats.iter().any(|key| key == format.key)).collect(),
            languages,
            split: Split::from_key(&self.split).unwrap_or_default(),
            forums: self.forums.as_deref().and_then(Forums::from_key).unwrap_or_default(),
            tracking: self.tracking.as_deref().and_then(Tracking::from_key).unwrap_or(deck.tracking),
            with_source: true,
            release: self.release,
            schemas: BTreeMap::new(),
        }
    }
}

impl Press {
    /// Takes an order, unless one is being worked on. What came of the one before is let go.
    pub(super) fn take(&self) -> bool {
        let mut state = self.lock();
        let is_free = !matches!(*state, State::Running(..));
        if is_free {
            *state = State::Running(0, 0);
        }
        is_free
    }

    /// Works on the order that was taken. The register is kept as `cartable build` keeps it where `keeps` says so; nothing else is written.
    pub(super) fn work(&self, root: &Path, order: &Order, keeps: bool) -> Printed {
        let progress = |done, all| *self.lock() = State::Running(done, all);
        print(root, order, keeps, &progress)
    }

    /// Ends the order that was taken.
    pub(super) fn finish(&self, printed: Printed) {
        *self.lock() = State::Done(Arc::new(printed));
    }

    /// How far the order is that is being worked on; none where there is none.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        if let State::Running(done, all) = *self.lock() { Some((done, all)) } else { None }
    }

    /// What came of the last order.
    pub(super) fn last(&self) -> Option<Arc<Printed>> {
        if let State::Done(printed) = &*self.lock() { Some(Arc::clone(printed)) } else { None }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Printed {
    /// What came of an order whose work broke off.
    pub(super) fn broken(fault: &dyn std::fmt::Display) -> Self {
        Self { fault: Some(Fault::Own(fault.to_string())), ..Self::default() }
    }

    /// One archive with all packages and their checksums.
    ///
    /// # Errors
    /// Where they are too large for a plain zip.
    pub(super) fn together(&self) -> Result<Vec<u8>, ArchiveError> {
        let sums: BTreeMap<_, _> = self.artefacts.iter().map(|one| (one.name.as_str(), one.checksum())).collect();
        let sums: String = sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
        let mut all = Tree::default();
        all.put(SUMS, sums);
        self.artefacts.iter().for_each(|one| all.put(&one.name, one.bytes.clone()));
        zip(&all, Packing::Quick)
    }
}

fn print(root: &Path, order: &Order, keeps: bool, progress: &(dyn Fn(usize, usize) + Sync)) -> Printed {
    let (mut deck, mut findings) = match read(root) {
        Ok(read) => read,
        Err(error) => return Printed { fault: Some(Fault::Disk(disk(&error))), ..Printed::default() },
    };
    deck.outdated = outdated(&deck);
    findings.extend(check(&deck));
    if order.release {
        check_release(&deck, &mut findings);
    }
    let (name, digest) = (deck.id.value.clone(), digest(&deck));
    if findings.has_errors() {
        return Printed { deck: name, findings, ..Printed::default() };
    }
    if !order.countries.is_empty() {
        deck.choose(&order.countries);
    }
    deck.select(&order.themes);
    let (artefacts, mut found) = match build(&deck, &order.options(&deck), progress) {
        Ok(made) => made,
        Err(error) => return Printed { deck: name, findings, fault: Some(error.into()), ..Printed::default() },
    };
    let made: Vec<Made> = artefacts.iter().map(Made::from).collect();
    if order.release {
        unsigned(&deck, &mut found);
        check_published(&deck, &made, &mut found);
    }
    let is_sound = !found.has_errors();
    if is_sound && keeps {
        if order.release {
            publish(&mut deck, &digest, &made, &clock::month());
        }
        keep_register(root, &register(&deck), &mut found);
    }
    findings.extend(found);
    let artefacts = if is_sound { artefacts } else { Vec::new() };
    Printed { deck: name, artefacts, findings, fault: None }
}

impl Fault {
    /// The sentence for it.
    pub(super) fn say(&self, locale: Locale) -> String {
        match self {
            Self::Disk(key) => say(locale, &format!("disk.{key}"), &[]),
            Self::TooLarge => say(locale, "archive.too_large", &[]),
            Self::Own(reason) => say(locale, "outcome.internal", &[("reason", reason)]),
        }
    }
}

impl From<BuildError> for Fault {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Archive(_) => Self::TooLarge,
            BuildError::Render(_) => Self::Own(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_that_the_deck_cannot_meet_is_not_taken() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/deck");
        let (deck, _) = read(&root).expect("the deck can be read");
        let fits = |text: &str| serde_json::from_str::<Order>(text).is_ok_and(|order| order.fits(&deck));
        assert!(fits(r#"{"formats":["scorm12","epub"],"languages":["fr","en+ro"],"themes":["t1"],"split":"deck"}"#));
        assert!(fits(r#"{"formats":["moodle"],"languages":["all"],"split":"theme","release":true}"#));
        assert!(fits(
            r#"{"formats":["moodle"],"languages":["all"],"split":"theme","countries":[],"forums":"none","tracking":"standard"}"#
        ));
        for wrong in [
            r#"{"formats":["moodle"],"languages":["fr"],"split":"theme","forums":"all"}"#,
            r#"{"formats":["moodle"],"languages":["fr"],"split":"theme","tracking":"everything"}"#,
            r#"{"formats":["moodle"],"languages":["fr"],"split":"theme","countries":["xx"]}"#,
            "",
            "[]",
            "{}",
            r#"{"formats":[],"languages":["fr"],"split":"theme"}"#,
            r#"{"formats":["scorm13"],"languages":["fr"],"split":"theme"}"#,
            r#"{"formats":["scorm12"],"languages":[],"split":"theme"}"#,
            r#"{"formats":["scorm12"],"languages":["de"],"split":"theme"}"#,
            r#"{"formats":["scorm12"],"languages":["fr","all"],"split":"theme"}"#,
            r#"{"formats":["scorm12"],"languages":["fr+"],"split":"theme"}"#,
            r#"{"formats":["scorm12"],"languages":["fr"],"themes":["t9"],"split":"theme"}"#,
            r#"{"formats":["scorm12"],"languages":["fr"],"split":"card"}"#,
            r#"{"formats":"scorm12","languages":["fr"],"split":"theme"}"#,
        ] {
            assert!(!fits(wrong), "{wrong}");
        }
    }

    #[test]
    fn one_order_is_worked_on_at_a_time() {
        let press = Press::default();
        assert!(press.take());
        assert!(!press.take());
        assert!(press.last().is_none());
        press.finish(Printed::broken(&"it broke off"));
        assert!(press.progress().is_none() && press.last().is_some());
        assert!(press.take(), "what broke off does not block the next one");
        assert!(press.last().is_none(), "only the last result is kept");
    }
}
