//! Writing a deck's files while others write them too: nothing is lost, nothing is half written, every step can be taken back.

use cartable::checksum::sha256;
use cartable::edit::{Desk, Draft, Failure, Refusal};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

/// A deck's folder and a folder for its journal, both new.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("desk-{name}"));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("deck/fr/1-a")).unwrap();
        fs::write(root.join("deck/deck.toml"), "id = \"a\"\n").unwrap();
        Self(root)
    }

    fn desk(&self) -> Desk {
        Desk::open(&self.deck(), &self.0.join("journal")).unwrap()
    }

    fn deck(&self) -> PathBuf {
        self.0.join("deck")
    }

    fn path(&self, key: &str) -> PathBuf {
        self.deck().join(key)
    }

    fn text(&self, key: &str) -> String {
        fs::read_to_string(self.path(key)).unwrap()
    }
}

const CARD: &str = "fr/1-a/01-a.md";

fn code<T>(result: Result<T, Failure>) -> &'static str {
    match result {
        Err(Failure::Refused(Refusal { code, .. })) => code,
        Err(Failure::Conflict(_)) => "conflict",
        Err(Failure::Disk(error)) => panic!("{error}"),
        Ok(_) => "done",
    }
}

#[test]
fn what_somebody_else_wrote_is_merged_and_said() {
    let place = Place::new("merged");
    fs::write(place.path(CARD), "a\nb\nc\n").unwrap();
    let mut desk = place.desk();
    let read = desk.read(CARD).unwrap();
    fs::write(place.path(CARD), "a\nb\nC\n").unwrap();
    let saved = desk.save(CARD, &read.checksum, "A\nb\nc\n").unwrap();
    assert_eq!((saved.text.as_str(), saved.checksum), ("A\nb\nC\n", sha256(b"A\nb\nC\n")));
    assert_eq!((saved.incoming.len(), saved.incoming[0].after.as_str()), (1, "C\n"));
    assert_eq!(place.text(CARD), "A\nb\nC\n");
    assert_eq!(fs::read_dir(place.path("fr/1-a")).unwrap().count(), 1, "nothing is left beside");
}

#[test]
fn what_somebody_writes_into_a_file_that_was_replaced_meanwhile_is_brought_in() {
    let place = Place::new("displaced");
    fs::write(place.path(CARD), "a\nb\nc\n").unwrap();
    let mut desk = place.desk();
    let read = desk.read(CARD).unwrap();
    // Another program has opened the file and writes it only after the save.
    let mut theirs = fs::OpenOptions::new().write(true).open(place.path(CARD)).unwrap();
    desk.save(CARD, &read.checksum, "A\nb\nc\n").unwrap();
    theirs.set_len(0).unwrap();
    theirs.write_all(b"a\nb\nC\n").unwrap();
    assert_eq!(place.text(CARD), "A\nb\nc\n");
    desk.look_back().unwrap();
    assert_eq!(place.text(CARD), "A\nb\nC\n");
    desk.undo().unwrap();
    assert_eq!(place.text(CARD), "A\nb\nc\n");
}

#[test]
fn what_does_not_go_together_is_refused_and_kept() {
    let place = Place::new("conflict");
    fs::write(place.path(CARD), "a\nb\nc\n").unwrap();
    let mut desk = place.desk();
    let read = desk.read(CARD).unwrap();
    fs::write(place.path(CARD), "a\ntheirs\nc\n").unwrap();
    let Err(Failure::Conflict(conflict)) = desk.save(CARD, &read.checksum, "a\nmine\nc\n") else { panic!("saved") };
    assert_eq!((conflict.base.as_deref(), conflict.theirs.as_deref()), (Some("a\nb\nc\n"), Some("a\ntheirs\nc\n")));
    assert_eq!(place.text(CARD), "a\ntheirs\nc\n");
    // The text outlives the program, and what is made of both is accepted.
    drop(desk);
    let mut desk = place.desk();
    let kept = desk.journal().refused()[0].files[0].after.clone().unwrap();
    assert_eq!(desk.journal().kept(&kept).unwrap().unwrap(), b"a\nmine\nc\n");
    desk.read(CARD).unwrap();
    desk.save(CARD, &conflict.checksum.unwrap(), "a\nours\nc\n").unwrap();
    assert_eq!(place.text(CARD), "a\nours\nc\n");
    // A text of which nobody knows what it was made from is not merged.
    assert_eq!(code(desk.save(CARD, &sha256(b"never seen"), "x\n")), "conflict");
}

#[test]
fn a_merge_that_cannot_be_read_is_a_conflict() {
    let place = Place::new("sound");
    let mut desk = place.desk();
    let base = "id = \"a\"\n\n\n\n[title]\nfr = \"t\"\n";
    fs::write(place.path("deck.toml"), base).unwrap();
    let read = desk.read("deck.toml").unwrap();
    fs::write(place.path("deck.toml"), base.replace("id = \"a\"", "version = \"1.0.0\"\nid = \"a\"")).unwrap();
    let mine = base.replace("\n\n[title]", "\nversion = \"2.0.0\"\n[title]");
    assert_eq!(code(desk.save("deck.toml", &read.checksum, &mine)), "conflict");
}

#[test]
fn steps_are_taken_back_and_done_again_after_a_restart_too() {
    let place = Place::new("undo");
    fs::write(place.path(CARD), "one\n").unwrap();
    let mut desk = place.desk();
    for text in ["two\n", "three\n"] {
        let read = desk.read(CARD).unwrap();
        desk.save(CARD, &read.checksum, text).unwrap();
    }
    desk.create("fr/1-a/02-b.md", b"new\n").unwrap();
    desk.delete(CARD).unwrap();
    assert!(!place.path(CARD).exists());
    assert_eq!(desk.bin().unwrap()[0].1, CARD);
    drop(desk);
    let mut desk = place.desk();
    desk.undo().unwrap();
    assert_eq!((place.text(CARD).as_str(), desk.bin().unwrap().len()), ("three\n", 0));
    desk.undo().unwrap();
    assert!(!place.path("fr/1-a/02-b.md").exists());
    desk.undo().unwrap();
    desk.undo().unwrap();
    assert_eq!(place.text(CARD), "one\n");
    assert_eq!(code(desk.undo()), "nothing");
    drop(desk);
    let mut desk = place.desk();
    for _ in 0..4 {
        desk.redo().unwrap();
    }
    assert_eq!(code(desk.redo()), "nothing");
    assert!(!place.path(CARD).exists() && place.path("fr/1-a/02-b.md").exists());
    let (_, key, sum) = desk.bin().unwrap().remove(0);
    desk.restore(&key, &sum).unwrap();
    assert_eq!(place.text(CARD), "three\n");
    // What others changed since stays when a step is taken back, or the step is refused.
    desk.undo().unwrap();
    desk.undo().unwrap();
    desk.undo().unwrap();
    fs::write(place.path(CARD), "three\nand theirs\n").unwrap();
    assert_eq!(code(desk.undo()), "conflict");
    assert_eq!(place.text(CARD), "three\nand theirs\n");
}

#[test]
fn files_change_places_in_one_step_or_not_at_all() {
    let place = Place::new("rename");
    let mut desk = place.desk();
    let [one, two] = [CARD, "fr/1-a/02-b.md"].map(str::to_owned);
    fs::write(place.path(&one), "one").unwrap();
    fs::write(place.path(&two), "two").unwrap();
    desk.rename(&[(one.clone(), two.clone()), (two.clone(), one.clone())]).unwrap();
    assert_eq!((place.text(&one), place.text(&two)), ("two".to_owned(), "one".to_owned()));
    desk.undo().unwrap();
    assert_eq!((place.text(&one), place.text(&two)), ("one".to_owned(), "two".to_owned()));
    assert_eq!(code(desk.rename(&[(one.clone(), two.clone())])), "exists");
    assert_eq!((place.text(&one), place.text(&two)), ("one".to_owned(), "two".to_owned()));
}

#[test]
fn several_files_are_written_in_one_step_or_not_at_all() {
    let place = Place::new("together");
    let mut desk = place.desk();
    let [one, two, new] = [CARD, "fr/1-a/02-b.md", "ro/1-a/01-a.md"].map(str::to_owned);
    fs::write(place.path(&one), "one\n").unwrap();
    fs::write(place.path(&two), "two\n").unwrap();
    let [read, other] = [&one, &two].map(|key| desk.read(key).unwrap().checksum);
    let draft = |key: &String, checksum: Option<&String>, text: &str| Draft {
        key: key.clone(),
        checksum: checksum.cloned(),
        text: text.to_owned(),
    };
    let drafts = [draft(&one, Some(&read), "ONE\n"), draft(&new, None, "new\n"), draft(&two, Some(&other), "TWO\n")];
    let texts = || [&one, &two, &new].map(|key| fs::read_to_string(place.path(key)).unwrap_or_default());
    // The last one cannot be written, so the others have their texts again, and there is no step.
    fs::write(place.path(&two), "theirs\n").unwrap();
    assert_eq!(code(desk.save_all(&drafts)), "conflict");
    assert_eq!(texts(), ["one\n", "theirs\n", ""]);
    assert_eq!(code(desk.undo()), "nothing");
    fs::write(place.path(&two), "two\n").unwrap();
    desk.save_all(&drafts).unwrap();
    assert_eq!(texts(), ["ONE\n", "TWO\n", "new\n"]);
    desk.undo().unwrap();
    assert_eq!(texts(), ["one\n", "two\n", ""]);
    desk.redo().unwrap();
    assert_eq!(texts(), ["ONE\n", "TWO\n", "new\n"]);
    // A step that cannot be taken back in one of its files is not taken back in the others.
    fs::write(place.path(&one), "theirs\n").unwrap();
    assert_eq!(code(desk.undo()), "conflict");
    assert_eq!(texts(), ["theirs\n", "TWO\n", "new\n"]);
}

#[test]
fn a_key_is_one_of_the_decks_own_files_and_a_new_name_a_plain_one() {
    let place = Place::new("keys");
    fs::write(place.0.join("outside.md"), "secret").unwrap();
    fs::create_dir_all(place.0.join("elsewhere")).unwrap();
    fs::write(place.path(".hidden.md"), "hidden").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(place.0.join("outside.md"), place.path("fr/link.md")).unwrap();
        std::os::unix::fs::symlink(place.0.join("elsewhere"), place.path("fr/away")).unwrap();
    }
    let mut desk = place.desk();
    let absolute = place.0.join("outside.md").display().to_string();
    for key in
        ["../outside.md", "fr/../../outside.md", &absolute, "fr/link.md", ".hidden.md", "fr", "", "fr/1-a/none.md"]
    {
        assert_eq!(code(desk.read(key)), "unknown_key", "{key}");
        assert_eq!(code(desk.save(key, &sha256(b""), "x")), "unknown_key", "{key}");
        assert_eq!(code(desk.delete(key)), "unknown_key", "{key}");
    }
    for key in
        ["../new.md", "fr/../new.md", "fr/away/new.md", "con.md", "fr/a b.md", "fr/a.exe", &absolute, "fr/.new.md"]
    {
        assert_eq!(code(desk.create(key, b"x")), "bad_name", "{key}");
    }
    assert_eq!(code(desk.create("deck.toml", b"x")), "exists");
    assert_eq!(fs::read_to_string(place.0.join("outside.md")).unwrap(), "secret");
    assert!(fs::read_dir(place.0.join("elsewhere")).unwrap().next().is_none());
    assert!(Desk::open(&place.deck(), &place.path("journal")).is_err(), "the journal is never inside the deck");
}

/// The text with a line more below the head of a writer.
fn with_line(text: &str, head: usize, line: &str) -> String {
    text.replace(&format!("== {head}\n"), &format!("== {head}\n{line}\n"))
}

/// One more line by somebody else: renamed into its place as editors do, taken away and written anew as `git checkout` does, or written
/// in place in two halves.
fn write_as(way: usize, path: &Path, text: &str) {
    match way {
        0 => {
            let beside = path.with_extension("new~");
            fs::write(&beside, text).unwrap();
            fs::rename(&beside, path).unwrap();
        }
        1 => {
            fs::remove_file(path).unwrap();
            thread::yield_now();
            fs::write(path, text).unwrap();
        }
        _ => {
            let mut file = fs::File::create(path).unwrap();
            file.write_all(&text.as_bytes()[..text.len() / 2]).unwrap();
            thread::yield_now();
            file.write_all(&text.as_bytes()[text.len() / 2..]).unwrap();
        }
    }
}

#[test]
fn a_thousand_saves_beside_another_writer_lose_nothing() {
    let place = Place::new("thousand");
    let path = place.path(CARD);
    fs::write(&path, (0..8).map(|head| format!("== {head}\n\n\n")).collect::<String>()).unwrap();
    let (turn, turns) = mpsc::channel();
    let theirs = thread::spawn({
        let path = path.clone();
        move || {
            let mut wrote = Vec::new();
            for count in turns {
                let Ok(text) = fs::read_to_string(&path) else { continue };
                let (way, line) = (count % 3, format!("t{count}"));
                write_as(way, &path, &with_line(&text, way, &line));
                wrote.push(line);
            }
            wrote
        }
    });
    let mut desk = place.desk();
    let opened = desk.read(CARD).unwrap();
    let (mut text, mut sum) = (opened.text, opened.checksum);
    let (mut saved, mut ours) = (0, Vec::new());
    for count in 0..1000 {
        turn.send(count).unwrap();
        let line = format!("o{count}");
        let mine = with_line(&text, 3 + count * 7 % 5, &line);
        ours.push((line, sha256(mine.as_bytes())));
        match desk.save(CARD, &sum, &mine) {
            Ok(done) => {
                saved += 1;
                (text, sum) = (done.text, done.checksum);
            }
            Err(Failure::Disk(error)) => panic!("{error}"),
            Err(_) => {
                // The other writer may have taken the file away and wait for its turn to write it anew; each look takes a while.
                let opened = (0..100).find_map(|_| desk.read(CARD).ok()).expect("the file comes back");
                (text, sum) = (opened.text, opened.checksum);
            }
        }
    }
    drop(turn);
    let theirs = theirs.join().unwrap();
    desk.look_back().unwrap();
    let end = fs::read_to_string(&path).unwrap();
    let has = |line: &str| end.lines().any(|own| own == line);
    let lost: Vec<&String> = theirs.iter().filter(|line| !has(line)).collect();
    eprintln!("{} lines of theirs, {saved} of ours saved, {} in the file", theirs.len(), end.lines().count());
    assert!(lost.is_empty(), "{} of {} lines of theirs are lost: {lost:?}", lost.len(), theirs.len());
    // Ours may be overwritten by a writer that does not look; the journal has them.
    let lost: Vec<_> =
        ours.iter().filter(|(line, sum)| !has(line) && desk.journal().kept(sum).unwrap().is_none()).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    assert!(saved > 900 && theirs.len() > 900, "{saved} saved, {} of theirs", theirs.len());
}
