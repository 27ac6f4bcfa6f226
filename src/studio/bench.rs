//! The translator's bench: one text of a translation at a time goes into the deck as a catalogue does. What cannot be written yet, because its
//! file lacks other texts, waits here. Knows no request and no page.

use super::translated::{HEAD, write};
use crate::deck::Deck;
use crate::diagnostic::{Finding, Findings};
use crate::edit::{Desk, Failure};
use crate::read::read;
use crate::replace::replace_one;
use crate::translate::{NOT_WRITTEN, Side, export_some, import, sides};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{fs, io};

/// One text as a translator gives it, with what they had before their eyes.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Given {
    pub(super) language: String,
    pub(super) context: String,
    /// The text of the source that was read.
    pub(super) source: String,
    /// The translation that was read; none where there was none.
    pub(super) before: Option<String>,
    /// The translation as it is to be.
    pub(super) text: String,
}

/// What became of it.
pub(super) enum Became {
    /// It stands in the deck.
    Written,
    /// It waits for this many other texts of its file.
    Waiting(usize),
    /// The source or the translation is another one now: nothing was written.
    Changed(Box<Side>),
    /// The deck has no such text.
    Unknown,
    /// It cannot stand in the file, or the deck has errors that come first.
    Refused(Findings),
}

/// A text that waits, and the text of the source that it translates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Waiting {
    language: String,
    context: String,
    source: String,
    text: String,
}

/// What waits.
pub(super) struct Bench {
    waiting: Mutex<Vec<Waiting>>,
    /// Where it waits while the studio is stopped: a file beside the journal, JSON.
    file: PathBuf,
}

impl Bench {
    /// The bench with what has been waiting in a file; nothing where it cannot be read.
    pub(super) fn open(file: PathBuf) -> Self {
        let waiting = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Self { waiting: Mutex::new(waiting), file }
    }

    /// Takes one text in, if what its translator read is still there.
    ///
    /// # Errors
    /// Where the disk says no, or somebody else writes in the same place.
    pub(super) fn take(&self, desk: &mut Desk, given: &Given) -> Result<Became, Failure> {
        let (deck, found) = read(desk.root())?;
        let all = sides(&deck, &given.language);
        let Some(side) = all.iter().find(|side| side.context == given.context) else { return Ok(Became::Unknown) };
        if side.text != given.source || side.translation != given.before {
            return Ok(Became::Changed(Box::new(side.clone())));
        }
        let mut waiting = self.lock();
        // With the first file of a new language come the deck's own texts in it, which have waited for that.
        let waits =
            |one: &Side| one.path == HEAD && waiting.iter().any(|other| other.is(&given.language, &one.context));
        let file: Vec<Side> = all.iter().filter(|one| is_beside(one, side) || waits(one)).cloned().collect();
        let mut texts = waiting_texts(&waiting, &given.language, &file);
        texts.insert(given.context.clone(), given.text.clone());
        let catalogue = export_some(&deck, &given.language, &file, &texts);
        let said = import((&deck, &found), (&given.language, catalogue.as_bytes()), Some(&given.language), unchecked);
        let (Some(imported), said) = said else { return Ok(Became::Refused(said.1)) };
        let count = |one: &Finding| one.value("count").parse::<usize>().unwrap_or_default();
        let unwritten = said.sorted().into_iter().filter(|one| one.rule == &NOT_WRITTEN);
        // The deck's own texts cannot be in a language that has no file yet.
        let is_early =
            side.path == HEAD && imported.files.get(HEAD).is_none() && deck.edition(&given.language).is_none();
        let lacking = unwritten.filter(|one| is_early || one.value("file") == side.path).map(count).min();
        if let Some(lacking) = lacking {
            let Given { language, context, source, text, .. } = given.clone();
            waiting.retain(|one| !one.is(&language, &context));
            waiting.push(Waiting { language, context, source, text });
            self.keep(&waiting)?;
            return Ok(Became::Waiting(lacking));
        }
        let is_as_before = side.is_current && side.translation.as_deref() == Some(given.text.trim());
        if imported.files.get(&side.path).is_none() && !is_as_before {
            return Ok(Became::Refused(said));
        }
        let is_wanted = |path: &str| path == side.path || path == HEAD;
        write(desk, &deck, imported.files.files().filter(|(path, _)| is_wanted(path)))?;
        let before = waiting.len();
        waiting.retain(|one| !file.iter().any(|side| one.is(&given.language, &side.context)));
        if waiting.len() != before {
            self.keep(&waiting)?;
        }
        Ok(Became::Written)
    }

    /// The texts that wait in a language, by context, for as long as the source says what they translate.
    pub(super) fn waiting(&self, language: &str, sides: &[Side]) -> BTreeMap<String, String> {
        waiting_texts(&self.lock(), language, sides)
    }

    /// The languages in which texts wait.
    pub(super) fn languages(&self) -> BTreeSet<String> {
        self.lock().iter().map(|one| one.language.clone()).collect()
    }

    fn keep(&self, waiting: &[Waiting]) -> io::Result<()> {
        replace_one(&self.file, &serde_json::to_vec(waiting)?, true)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn is(&self, language: &str, context: &str) -> bool {
        self.language == language && self.context == context
    }
}

/// A text at a time is checked where it is shown, as everything that is typed in the studio.
fn unchecked(_: &Deck) -> Findings {
    Findings::default()
}

/// Whether two texts stand in one file of the source.
fn is_beside(one: &Side, other: &Side) -> bool {
    one.place.source.path() == other.place.source.path()
}

fn waiting_texts(waiting: &[Waiting], language: &str, sides: &[Side]) -> BTreeMap<String, String> {
    let source: BTreeMap<&str, &str> = sides.iter().map(|side| (side.context.as_str(), side.text.as_str())).collect();
    let is_still =
        |one: &&Waiting| one.language == language && source.get(one.context.as_str()) == Some(&one.source.as_str());
    waiting.iter().filter(is_still).map(|one| (one.context.clone(), one.text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// A copy of the deck of the browser tests, which goes with the value.
    struct Copy(PathBuf);

    impl Copy {
        fn new(name: &str) -> Self {
            let root = std::env::temp_dir().join(format!("cartable-bench-{name}-{}", std::process::id()));
            drop(fs::remove_dir_all(&root));
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/deck"), &root.join("deck"));
            Self(root)
        }

        fn deck(&self) -> PathBuf {
            self.0.join("deck")
        }

        fn bench(&self) -> Bench {
            Bench::open(self.0.join("waiting.json"))
        }

        fn take(&self, bench: &Bench, given: &Given) -> Became {
            let mut desk = Desk::open(&self.deck(), &self.0.join("journal")).expect("the deck is there");
            bench.take(&mut desk, given).expect("the disk is there")
        }

        fn text(&self, path: &str) -> String {
            fs::read_to_string(self.deck().join(path)).expect("the file is there")
        }

        fn side(&self, context: &str) -> Side {
            let (deck, _) = read(&self.deck()).expect("the deck can be read");
            sides(&deck, "en").into_iter().find(|side| side.context == context).expect("the deck has the text")
        }
    }

    impl Drop for Copy {
        fn drop(&mut self) {
            drop(fs::remove_dir_all(&self.0));
        }
    }

    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("the folder is there").flatten() {
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                fs::copy(entry.path(), target).expect("a file");
            }
        }
    }

    fn given(side: &Side, text: &str) -> Given {
        let (source, before) = (side.text.clone(), side.translation.clone());
        Given { language: "en".to_owned(), context: side.context.clone(), source, before, text: text.to_owned() }
    }

    const CARD: &str = "en/1-deborder/01-appel.md";

    #[test]
    fn one_text_changes_and_no_other_file_does() {
        let copy = Copy::new("one");
        let before = copy.text("en/1-deborder/02-message.md");
        let side = copy.side("t1-s01/story-1");
        let became = copy.take(&copy.bench(), &given(&side, "A new beginning."));
        assert!(matches!(became, Became::Written));
        assert!(copy.text(CARD).contains("\nA new beginning.\n"));
        assert_eq!(copy.text("en/1-deborder/02-message.md"), before);
    }

    #[test]
    fn a_file_keeps_its_line_ends_and_its_mark() {
        let copy = Copy::new("ends");
        let windows = format!("\u{feff}{}", copy.text(CARD).replace('\n', "\r\n"));
        fs::write(copy.deck().join(CARD), &windows).expect("the file can be written");
        let side = copy.side("t1-s01/story-1");
        assert!(matches!(copy.take(&copy.bench(), &given(&side, "One\ntwo.")), Became::Written));
        let after = copy.text(CARD);
        assert!(after.starts_with("\u{feff}+++\r\n") && after.contains("\r\nOne\r\ntwo.\r\n"));
        assert!(!after.replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn nothing_is_written_over_what_the_translator_has_not_seen() {
        let copy = Copy::new("seen");
        let bench = copy.bench();
        let side = copy.side("t1-s01/story-1");
        for (path, from) in [(CARD, "On Sunday evening"), ("fr/1-deborder/01-appel.md", "Nadia")] {
            let old = copy.text(path);
            fs::write(copy.deck().join(path), old.replacen(from, "Something else", 1))
                .expect("the file can be written");
            let before = copy.text(CARD);
            let became = copy.take(&bench, &given(&side, "Mine."));
            assert!(
                matches!(became, Became::Changed(now) if now.text != side.text || now.translation != side.translation)
            );
            assert_eq!(copy.text(CARD), before);
            fs::write(copy.deck().join(path), old).expect("the file can be written");
        }
    }

    #[test]
    fn what_cannot_stand_there_is_refused_and_does_not_wait() {
        let copy = Copy::new("wrong");
        let bench = copy.bench();
        let side = copy.side("t1-s01/story-1");
        let before = copy.text(CARD);
        for wrong in ["One.\n\nTwo.", "# A heading", "- a\n- b", "```\ncode"] {
            let became = copy.take(&bench, &given(&side, wrong));
            assert!(matches!(became, Became::Refused(found) if found.has_errors()), "{wrong}");
            assert_eq!(copy.text(CARD), before, "{wrong}");
        }
        let unknown = Given { context: "t9/story-1".to_owned(), ..given(&side, "x") };
        assert!(matches!(copy.take(&bench, &unknown), Became::Unknown));
        let (deck, _) = read(&copy.deck()).expect("the deck can be read");
        assert!(bench.waiting("en", &sides(&deck, "en")).is_empty());
    }

    #[test]
    fn texts_of_a_new_language_wait_until_their_file_is_whole() {
        let copy = Copy::new("new");
        let (deck, _) = read(&copy.deck()).expect("the deck can be read");
        let all = sides(&deck, "it");
        let file: Vec<&Side> = all.iter().filter(|side| side.context.starts_with("t1-s01/")).collect();
        for (at, side) in file.iter().enumerate() {
            let given = Given { language: "it".to_owned(), ..given(side, &side.text) };
            // The studio is stopped and started between two texts.
            let became = copy.take(&copy.bench(), &given);
            let is_last = at + 1 == file.len();
            assert!(matches!(became, Became::Written) == is_last, "{}", side.context);
            assert_eq!(copy.deck().join("it/1-deborder/01-appel.md").is_file(), is_last);
        }
        assert!(copy.text("deck.toml").contains("\"el\", \"it\""));
        assert!(copy.bench().lock().is_empty());
    }

    #[test]
    fn the_decks_own_texts_in_a_new_language_wait_for_its_first_file() {
        let copy = Copy::new("own");
        let bench = copy.bench();
        let (deck, _) = read(&copy.deck()).expect("the deck can be read");
        let all = sides(&deck, "it");
        let text = |side: &Side, text: &str| Given { language: "it".to_owned(), ..given(side, text) };
        let title = all.iter().find(|side| side.context == "deck.toml/title").expect("the deck has a title");
        assert!(matches!(copy.take(&bench, &text(title, "Un mazzo")), Became::Waiting(count) if count > 0));
        assert!(!copy.text("deck.toml").contains("Un mazzo"));
        for side in all.iter().filter(|side| side.context.starts_with("t1-s01/")) {
            copy.take(&bench, &text(side, &side.text));
        }
        assert!(copy.text("deck.toml").contains("it = \"Un mazzo\""), "{}", copy.text("deck.toml"));
        assert!(bench.lock().is_empty());
    }
}
