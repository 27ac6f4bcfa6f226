//! The translator's bench: one text of a translation at a time goes into the deck as a catalogue does. What cannot be written yet, because its
//! file lacks other texts, waits here. Knows no request and no page.

use crate::diagnostic::Findings;
use crate::read::read;
use crate::replace::replace;
use crate::translate::{NOT_WRITTEN, Side, export_some, import, sides};
use crate::tree::Tree;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    /// Takes catalogues and texts in one after the other.
    pub(super) fn hold(&self) -> impl Sized + '_ {
        self.lock()
    }

    /// Takes one text in, if what its translator read is still there.
    ///
    /// # Errors
    /// Where the disk says no; then the text waits.
    pub(super) fn take(&self, root: &Path, given: &Given) -> io::Result<Became> {
        // Held to the end: two texts of one file must not be written from the same state.
        let mut waiting = self.lock();
        let (deck, found) = read(root)?;
        let all = sides(&deck, &given.language);
        let Some(side) = all.iter().find(|side| side.context == given.context) else { return Ok(Became::Unknown) };
        if side.text != given.source || side.translation != given.before {
            return Ok(Became::Changed(Box::new(side.clone())));
        }
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
        waiting.insert(key(&given.context), own);
        replace(root, &files_of(&imported.files, &side.path))?;
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

/// What an import changes in one file, and in `deck.toml`, where a new language is listed.
fn files_of(files: &Tree, path: &str) -> Tree {
    let mut own = Tree::default();
    let is_own = |name: &str| name == path || name == "deck.toml";
    files.files().filter(|(name, _)| is_own(name)).for_each(|(name, content)| own.put(name, content));
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    /// A copy of the deck of the browser tests, which goes with the value.
    struct Copy(PathBuf);

    impl Copy {
        fn new(name: &str) -> Self {
            let root = std::env::temp_dir().join(format!("cartable-bench-{name}-{}", std::process::id()));
            drop(fs::remove_dir_all(&root));
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/deck"), &root);
            Self(root)
        }

        fn text(&self, path: &str) -> String {
            fs::read_to_string(self.0.join(path)).expect("the file is there")
        }

        fn side(&self, context: &str) -> Side {
            let (deck, _) = read(&self.0).expect("the deck can be read");
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
        let became = Bench::default().take(&copy.0, &given(&side, "A new beginning.")).expect("the disk is there");
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
            fs::write(copy.0.join(path), old.replacen(from, "Something else", 1)).expect("the file can be written");
            let before = copy.text(CARD);
            let became = bench.take(&copy.0, &given(&side, "Mine.")).expect("the disk is there");
            assert!(matches!(became, Became::Changed(now) if now.text != side.text || now.translation != side.translation));
            assert_eq!(copy.text(CARD), before);
            fs::write(copy.0.join(path), old).expect("the file can be written");
        }
    }

    #[test]
    fn what_cannot_stand_there_is_refused_and_does_not_wait() {
        let copy = Copy::new("wrong");
        let bench = Bench::default();
        let side = copy.side("t1-s01/story-1");
        let before = copy.text(CARD);
        for wrong in ["One.\n\nTwo.", "# A heading", "- a\n- b", "```\ncode"] {
            let became = bench.take(&copy.0, &given(&side, wrong)).expect("the disk is there");
            assert!(matches!(became, Became::Refused(found) if found.has_errors()), "{wrong}");
            assert_eq!(copy.text(CARD), before, "{wrong}");
        }
        let unknown = Given { context: "t9/story-1".to_owned(), ..given(&side, "x") };
        assert!(matches!(bench.take(&copy.0, &unknown).expect("the disk is there"), Became::Unknown));
        let (deck, _) = read(&copy.0).expect("the deck can be read");
        assert!(bench.waiting("en", &sides(&deck, "en")).is_empty());
    }

    #[test]
    fn texts_of_a_new_language_wait_until_their_file_is_whole() {
        let copy = Copy::new("new");
        let bench = Bench::default();
        let (deck, _) = read(&copy.0).expect("the deck can be read");
        let all = sides(&deck, "it");
        let file: Vec<&Side> = all.iter().filter(|side| side.context.starts_with("t1-s01/")).collect();
        for (at, side) in file.iter().enumerate() {
            let given = Given { language: "it".to_owned(), ..given(side, &side.text) };
            let became = bench.take(&copy.0, &given).expect("the disk is there");
            let is_last = at + 1 == file.len();
            assert!(matches!(became, Became::Written) == is_last, "{}", side.context);
            assert_eq!(copy.0.join("it/1-deborder/01-appel.md").is_file(), is_last);
        }
        assert!(copy.text("deck.toml").contains("\"el\", \"it\""));
    }
}
