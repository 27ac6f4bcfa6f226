//! Ids and report columns through the real command: what was published is never given to anything else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of one test, empty at its start and gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cartable-{}-identity-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.current_dir(&self.0).args(arguments).env("LC_ALL", "en_US.UTF-8").output().unwrap()
    }

    /// Runs what must succeed; gives what it says on standard output.
    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs what must fail with an exit code; gives what it says.
    #[track_caller]
    fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        said
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    #[track_caller]
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from:?}");
        fs::write(self.0.join(path), text.replacen(from, to, 1)).unwrap();
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.0.join(path)).unwrap();
    }
}

const FIRST: &str = "deck/en/1-theme/01-first-card.md";

/// A deck with a second card, published.
fn published(name: &str) -> Folder {
    let here = Folder::new(name);
    here.done(&["new", "deck", "deck"]);
    here.done(&["new", "card", "deck/en/1-theme"]);
    here.done(&["build", "deck"]);
    here
}

#[test]
fn a_build_writes_the_register_and_the_second_build_finds_nothing_to_do() {
    let here = published("register");
    let register = here.text("deck/register.toml");
    for entry in ["\"t1\"", "\"t1-s02\"", "\"messaging\"", "\"t1 facts t1-s01/q1\"", "retired = []"] {
        assert!(register.contains(entry), "{register}");
    }
    let again = here.done(&["build", "deck"]);
    assert!(again.contains("unchanged"), "{again}");
    // Wherever it is built, the committed register gives the same bytes and is not touched.
    fs::create_dir(here.0.join("elsewhere")).unwrap();
    here.done(&["open", "packages/deck-t1-en-scorm12.zip", "--into", "elsewhere/deck"]);
    here.done(&["build", "elsewhere/deck", "--out", "out"]);
    assert_eq!(here.text("elsewhere/deck/register.toml"), register);
    assert_eq!(here.text("out/SHA256SUMS"), here.text("packages/SHA256SUMS"));
    here.done(&["check", "deck"]);
}

#[test]
fn a_register_that_cannot_be_written_is_a_finding() {
    let here = Folder::new("read-only");
    here.done(&["new", "deck", "deck"]);
    // A folder stands where the register would be written.
    fs::create_dir(here.0.join("deck/.register.toml.part")).unwrap();
    let said = here.done(&["build", "deck", "--format", "json"]);
    assert!(said.contains("B005"), "{said}");
    assert!(here.0.join("packages/deck-t1-en-scorm12.zip").is_file());
    assert!(!here.0.join("deck/register.toml").exists());
    // It is said again, until it is written.
    assert!(here.done(&["build", "deck", "--format", "json"]).contains("B005"));
    fs::remove_dir(here.0.join("deck/.register.toml.part")).unwrap();
    assert!(!here.done(&["build", "deck", "--format", "json"]).contains("B005"));
    assert!(here.0.join("deck/register.toml").is_file());
}

#[test]
fn a_retired_id_is_never_given_again() {
    let here = published("retired");
    here.remove("deck/en/1-theme/02-new-card.md");
    here.done(&["build", "deck"]);
    assert!(
        here.text("deck/register.toml").contains("retired = [\n  \"t1-s02\",\n]"),
        "{}",
        here.text("deck/register.toml")
    );
    assert!(here.done(&["new", "card", "deck/en/1-theme"]).contains("t1-s03"));
    here.done(&["check", "deck"]);
    // By hand: a card, a theme, a capsule, a question.
    let card = here.text("deck/en/1-theme/02-new-card.md");
    fs::write(here.0.join("deck/en/1-theme/05-mine.md"), card.replace("t1-s03", "t1-s02")).unwrap();
    let said = here.refused(1, &["build", "deck", "--format", "json"]);
    assert!(said.contains("C026") && said.contains("05-mine.md") && said.contains("t1-s02"), "{said}");
    // What follows a card that was given up says so, under an id of its own.
    fs::write(here.0.join("deck/en/1-theme/05-mine.md"), card.replace("\"t1-s03\"", "\"t1-s04\"\nwas = [\"t1-s02\"]"))
        .unwrap();
    here.done(&["build", "deck"]);
    assert!(here.text("deck/register.toml").contains("\"t1-s02 t1-s04\""));
}

#[test]
fn questions_and_capsules_are_retired_too() {
    let here = published("questions");
    let first = here.text(FIRST);
    let quiz = first.find("### ").map(|at| first[at..].split("### ").nth(1).unwrap().to_owned()).unwrap();
    here.edit(FIRST, "{#q1 ", "{#q7 ");
    here.edit("deck/en/1-theme/capsules/messaging.md", "\"messaging\"", "\"services\"");
    fs::write(here.0.join(FIRST), here.text(FIRST).replace("messaging", "services")).unwrap();
    here.done(&["build", "deck"]);
    let register = here.text("deck/register.toml");
    assert!(register.contains("\"capsule/messaging\"") && register.contains("  \"t1-s01/q1\",\n"), "{register}");
    // Under another id of the card the answers would be read all the same.
    here.edit(FIRST, "id = \"t1-s01\"", "id = \"t1-s09\"\nwas = [\"t1-s01\"]");
    let text = here.text(FIRST) + "\n### " + &quiz;
    fs::write(here.0.join(FIRST), text).unwrap();
    let said = here.refused(1, &["check", "deck", "--format", "json"]);
    assert!(said.contains("C026") && said.contains("t1-s01/q1"), "{said}");
}

#[test]
fn what_is_new_is_in_the_language_of_the_deck() {
    let here = Folder::new("language");
    for (deck, own, other, word) in [("jeu", "fr", "en", "Racontez"), ("deck", "en", "fr", "Tell the situation")] {
        here.done(&["new", "deck", deck, "--lang", own]);
        let theme = format!("{deck}/{own}/1-theme");
        here.done(&["new", "card", &theme, "--messages", other]);
        here.done(&["new", "capsule", &theme, "--messages", other]);
        here.done(&["new", "theme", deck, "--messages", other]);
        let cards: Vec<PathBuf> =
            fs::read_dir(here.0.join(&theme)).unwrap().map(|entry| entry.unwrap().path()).collect();
        let card = cards.iter().find(|path| path.file_name().unwrap().to_string_lossy().starts_with("02-")).unwrap();
        assert!(fs::read_to_string(card).unwrap().contains(word), "{card:?}");
        assert!(here.text(&format!("{deck}/deck.toml")).contains("themes = [\"t1\", \"t2\"]"));
        here.done(&["check", deck]);
        here.done(&["build", deck]);
    }
    // Romanian and Greek have their own; any other language has the English one.
    for (language, word) in [("ro", "Povestiți"), ("el", "Διηγηθείτε"), ("de", "Tell the situation")] {
        here.done(&["new", "deck", language]);
        fs::rename(here.0.join(language).join("en"), here.0.join(language).join(language)).unwrap();
        let toml = here
            .text(&format!("{language}/deck.toml"))
            .replace("[\"en\"]", &format!("[\"{language}\"]"))
            .replace("\nen =", &format!("\n{language} ="));
        fs::write(here.0.join(language).join("deck.toml"), toml).unwrap();
        let said = here.done(&["new", "card", &format!("{language}/{language}/1-theme")]);
        assert!(here.text(said.split(": ").next().unwrap()).contains(word), "{said}");
    }
}

#[test]
fn a_folder_where_nothing_can_go_is_refused_in_words() {
    let here = Folder::new("places");
    here.done(&["new", "deck", "deck"]);
    fs::create_dir_all(here.0.join("deck/en/2-empty")).unwrap();
    fs::create_dir_all(here.0.join("deck/ro/1-theme")).unwrap();
    here.edit("deck/deck.toml", "languages = [\"en\"]", "languages = [\"en\", \"ro\"]");
    for (kind, folder, word) in [
        ("card", "deck", "en/1-theme"),
        ("card", "deck/en", "en/1-theme"),
        ("card", "deck/en/2-empty", "theme.md"),
        ("card", "deck/ro/1-theme", "translation"),
        ("theme", "deck/ro", "translation"),
        ("capsule", "deck/ro/1-theme", "translation"),
        ("capsule", "deck", "en/1-theme"),
        ("card", "nowhere", "not a folder"),
        ("card", "deck/deck.toml", "not a folder"),
        ("card", ".", "deck.toml"),
        ("theme", ".", "deck.toml"),
    ] {
        let said = here.refused(3, &["new", kind, folder]);
        assert!(said.contains(word) && !said.contains("os error"), "{kind} {folder}: {said}");
    }
    assert_eq!(fs::read_dir(here.0.join("deck/ro/1-theme")).unwrap().count(), 0);
}

#[test]
fn two_new_decks_do_not_share_an_identity() {
    let here = Folder::new("two");
    for (folder, id, title) in [
        ("a-deck", "a-deck", "A deck"),
        ("Été à 2", "ete-a-2", "Été à 2"),
        ("2026", "deck-2026", "2026"),
        ("\"x\\", "x", "\\\"x\\\\"),
    ] {
        here.done(&["new", "deck", folder]);
        let toml = here.text(&format!("{folder}/deck.toml"));
        for line in
            [format!("id = \"{id}\""), format!("iri = \"https://example.org/{id}\""), format!("en = \"{title}\"")]
        {
            assert!(toml.contains(&line), "{toml}");
        }
        here.done(&["check", folder]);
    }
}

#[test]
fn a_deck_does_not_replace_the_archives_of_another() {
    let here = Folder::new("other");
    here.done(&["new", "deck", "deck"]);
    here.done(&["build", "deck"]);
    here.done(&["new", "deck", "two/deck"]);
    here.edit("two/deck/deck.toml", "https://example.org/deck", "https://example.org/other");
    let before = fs::read(here.0.join("packages/deck-t1-en-scorm12.zip")).unwrap();
    let said = here.refused(1, &["build", "two/deck", "--format", "json"]);
    assert!(said.contains("B006") && said.contains("https://example.org/deck"), "{said}");
    assert_eq!(fs::read(here.0.join("packages/deck-t1-en-scorm12.zip")).unwrap(), before);
    assert!(!here.0.join("two/deck/register.toml").exists(), "nothing was published");
    here.done(&["build", "two/deck", "--out", "others"]);
    // An archive that is gone is in nobody's way.
    here.remove("packages/deck-t1-en-scorm12.zip");
    here.done(&["build", "two/deck"]);
}

#[test]
fn what_a_deck_has_no_more_is_not_signed_any_longer() {
    let here = published("left");
    here.done(&["build", "deck", "--split", "situation", "--to", "scorm12,cmi5"]);
    here.remove("deck/en/1-theme/02-new-card.md");
    let said = here.done(&["build", "deck", "--split", "situation", "--format", "json"]);
    let named = said.matches("\"B007\"").count();
    assert!(named == 1 && said.contains("deck-t1-s02-en-scorm12.zip"), "{said}");
    let sums = here.text("packages/SHA256SUMS");
    assert!(!sums.contains("t1-s02-en-scorm12") && sums.contains("t1-s01-en-scorm12"), "{sums}");
    // Other formats and other ways to cut are other builds.
    assert!(sums.contains("t1-s02-en-cmi5") && sums.contains("deck-t1-en-scorm12"), "{sums}");
    assert!(here.0.join("packages/deck-t1-s02-en-scorm12.zip").is_file(), "nothing is deleted");
    assert!(
        here.done(&["build", "deck", "--split", "situation", "--format", "json"]).contains("B007"),
        "it is said again"
    );
    here.remove("packages/deck-t1-s02-en-scorm12.zip");
    assert!(!here.done(&["build", "deck", "--split", "situation", "--format", "json"]).contains("B007"));
}

#[test]
fn the_deck_that_ships_has_its_register() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (deck, findings) = cartable::read::read(&root.join("content")).unwrap();
    assert!(findings.is_empty());
    let written = fs::read_to_string(root.join("content/register.toml")).unwrap().replace("\r\n", "\n");
    assert_eq!(cartable::build::register(&deck), written, "run `cartable build` and commit content/register.toml");
}
