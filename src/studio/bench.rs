//! The translator's bench: one text of a translation at a time goes into the deck as a catalogue does. What cannot be written yet, because its
//! file lacks other texts, waits here. Knows no request and no page.

use crate::deck::Deck;
use crate::diagnostic::Findings;
use crate::edit::{Desk, Failure, Refusal};
use crate::read::read;
use crate::translate::{NOT_WRITTEN, Side, export_some, import, sides};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The file of the deck's own texts, and of its list of languages.
const HEAD: &str = "deck.toml";
/// The byte order mark, which some editors write.
const MARK: char = '\u{feff}';

/// One text as a translator gives it, with what they had before their eyes.
#[derive(Debug, Deserialize)]
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
struct Waiting {
    source: String,
    text: String,
}

/// What waits, by language and context.
#[derive(Default)]
pub(super) struct Bench(Mutex<BTreeMap<(String, String), Waiting>>);

impl Bench {
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
        let file: Vec<Side> = all.iter().filter(|one| is_beside(one, side)).cloned().collect();
        let mut texts = waiting_texts(&waiting, &given.language, &file);
        texts.insert(given.context.clone(), given.text.clone());
        let catalogue = export_some(&deck, &given.language, &file, &texts);
        let said = import((&deck, &found), (&given.language, catalogue.as_bytes()), Some(&given.language));
        let (Some(imported), said) = said else { return Ok(Became::Refused(said.1)) };
        let key = |context: &str| (given.language.clone(), context.to_owned());
        let own = Waiting { source: side.text.clone(), text: given.text.clone() };
        let unwritten = said.sorted().into_iter().find(|one| one.rule == &NOT_WRITTEN && one.value("file") == side.path);
        if let Some(finding) = unwritten {
            waiting.insert(key(&given.context), own);
            return Ok(Became::Waiting(finding.value("count").parse().unwrap_or_default()));
        }
        let is_as_before = side.is_current && side.translation.as_deref() == Some(given.text.trim());
        if imported.files.get(&side.path).is_none() && !is_as_before {
            return Ok(Became::Refused(said));
        }
        // The file that has the text, and `deck.toml`, where a new language is listed.
        for path in BTreeSet::from([side.path.as_str(), HEAD]) {
            let Some(text) = imported.files.get(path).and_then(|content| str::from_utf8(content).ok()) else { continue };
            put(desk, &deck, path, text)?;
        }
        file.iter().for_each(|one| drop(waiting.remove(&key(&one.context))));
        Ok(Became::Written)
    }

    /// The texts that wait in a language, by context, for as long as the source says what they translate.
    pub(super) fn waiting(&self, language: &str, sides: &[Side]) -> BTreeMap<String, String> {
        waiting_texts(&self.lock(), language, sides)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<(String, String), Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether two texts stand in one file of the source.
fn is_beside(one: &Side, other: &Side) -> bool {
    one.place.source.path() == other.place.source.path()
}

fn waiting_texts(
    waiting: &BTreeMap<(String, String), Waiting>,
    language: &str,
    sides: &[Side],
) -> BTreeMap<String, String> {
    let text = |side: &Side| {
        let own = waiting.get(&(language.to_owned(), side.context.clone()))?;
        (own.source == side.text).then(|| (side.context.clone(), own.text.clone()))
    };
    sides.iter().filter_map(text).collect()
}

/// Saves a file whose text was made from the deck as it was read. Its line ends stay.
fn put(desk: &mut Desk, deck: &Deck, path: &str, text: &str) -> Result<(), Failure> {
    let Some(read) = deck.sources().find(|source| source.path() == path).filter(|source| !source.text().is_empty()) else {
        return desk.create(path, text.as_bytes()).map(drop);
    };
    let opened = desk.read(path)?;
    let plain = opened.text.trim_start_matches(MARK).replace("\r\n", "\n");
    if plain != read.text().replace("\r\n", "\n") {
        return Err(Refusal::new("busy", path).into());
    }
    let mark = if opened.text.starts_with(MARK) { "\u{feff}" } else { "" };
    let lines = if opened.text.contains("\r\n") { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_owned() };
    desk.save(path, &opened.checksum, &format!("{mark}{lines}")).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::{Path, PathBuf};

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
        let became = copy.take(&Bench::default(), &given(&side, "A new beginning."));
        assert!(matches!(became, Became::Written));
        assert!(copy.text(CARD).contains("\nA new beginning.\n"));
        assert_eq!(copy.text("en/1-deborder/02-message.md"), before);
    }

    #[test]
    fn nothing_is_written_over_what_the_translator_has_not_seen() {
        let copy = Copy::new("seen");
        let bench = Bench::default();
        let side = copy.side("t1-s01/story-1");
        for (path, from) in [(CARD, "On Sunday evening"), ("fr/1-deborder/01-appel.md", "Nadia")] {
            let old = copy.text(path);
            fs::write(copy.deck().join(path), old.replacen(from, "Something else", 1)).expect("the file can be written");
            let before = copy.text(CARD);
            let became = copy.take(&bench, &given(&side, "Mine."));
            assert!(matches!(became, Became::Changed(now) if now.text != side.text || now.translation != side.translation));
            assert_eq!(copy.text(CARD), before);
            fs::write(copy.deck().join(path), old).expect("the file can be written");
        }
    }

    #[test]
    fn what_cannot_stand_there_is_refused_and_does_not_wait() {
        let copy = Copy::new("wrong");
        let bench = Bench::default();
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
        let bench = Bench::default();
        let (deck, _) = read(&copy.deck()).expect("the deck can be read");
        let all = sides(&deck, "it");
        let file: Vec<&Side> = all.iter().filter(|side| side.context.starts_with("t1-s01/")).collect();
        for (at, side) in file.iter().enumerate() {
            let given = Given { language: "it".to_owned(), ..given(side, &side.text) };
            let became = copy.take(&bench, &given);
            let is_last = at + 1 == file.len();
            assert!(matches!(became, Became::Written) == is_last, "{}", side.context);
            assert_eq!(copy.deck().join("it/1-deborder/01-appel.md").is_file(), is_last);
        }
        assert!(copy.text("deck.toml").contains("\"el\", \"it\""));
    }
}
