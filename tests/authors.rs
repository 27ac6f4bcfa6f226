//! The command line as an author meets it: where a deck is found, how places and hints are written, in which language, and what
//! is said of files that cannot be used.

mod copy;

use copy::copy;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that is removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cartable-authors-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    /// A folder that holds the good deck of the tests, as `deck`.
    fn with_deck(name: &str) -> Self {
        let folder = Self::new(name);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good"), &folder.0.join("deck"));
        folder
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(path), content).expect("a file can be written");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn cartable(here: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.current_dir(here).args(arguments).env_remove("CARTABLE_MESSAGES").env("LC_ALL", "en_US.UTF-8");
    command.env("HOME", here).output().expect("the program runs")
}

/// All that a command says.
fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_deck_is_found_from_any_folder_of_it_and_places_are_relative_to_there() {
    let here = Folder::with_deck("above");
    let card = "deck/fr/1-deborder/02-message.md";
    let text = fs::read_to_string(here.0.join(card)).expect("the card");
    here.write(card, text.replace("Il attend une réponse.", "![](media/telephone.png)"));
    for (from, arguments, place) in [
        ("", &["check", "deck"][..], "deck/fr/1-deborder/02-message.md:7:"),
        ("", &["check", "./deck/"], "deck/fr/1-deborder/02-message.md:7:"),
        ("deck", &["check"], "--> fr/1-deborder/02-message.md:7:"),
        ("deck", &["check", "."], "--> fr/1-deborder/02-message.md:7:"),
        ("deck/fr", &["check"], "../fr/1-deborder/02-message.md:7:"),
        ("deck/fr/1-deborder/capsules", &["check"], "../../../fr/1-deborder/02-message.md:7:"),
    ] {
        let said = said(&cartable(&here.0.join(from), arguments));
        assert!(said.contains(place), "{from} {arguments:?}: {said}");
    }
    // Machines get places as the deck names them.
    let json = said(&cartable(&here.0, &["check", "deck", "--format", "json"]));
    assert!(json.contains("\"file\": \"fr/1-deborder/02-message.md\""), "{json}");
    assert_eq!(cartable(&here.0, &["check"]).status.code(), Some(1), "no deck is here or above");
}

#[test]
fn a_hint_can_be_pasted() {
    let here = Folder::new("pasted");
    let made = said(&cartable(&here.0, &["new", "deck", "Mon jeu d'été"]));
    assert!(made.contains(r"`cartable check 'Mon jeu d'\''été'`"), "{made}");
    let built = said(&cartable(&here.0, &["build", "Mon jeu d'été"]));
    assert!(built.contains(r"`cartable check 'Mon jeu d'\''été'`"), "{built}");
}

#[test]
fn a_build_inside_a_deck_does_not_disturb_it() {
    let here = Folder::with_deck("inside");
    let deck = here.0.join("deck");
    assert_eq!(cartable(&deck, &["build"]).status.code(), Some(0));
    assert!(deck.join("packages/SHA256SUMS").is_file());
    assert_eq!(said(&cartable(&deck, &["check"])), "0 error(s), 0 warning(s), 0 note(s).\n");
}

#[test]
fn a_build_of_a_faultless_deck_says_what_it_made_and_nothing_else() {
    let here = Folder::with_deck("quiet");
    for arguments in [&["build", "deck"][..], &["build", "deck", "--to", "all", "--out", "all"]] {
        let built = cartable(&here.0, arguments);
        assert_eq!(String::from_utf8_lossy(&built.stderr), "", "{arguments:?}");
        assert!(String::from_utf8_lossy(&built.stdout).contains("scorm12.zip"));
    }
}

#[test]
fn a_translation_that_is_behind_its_source_is_not_released() {
    let here = Folder::new("behind");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &here.0.join("deck"));
    let release = ["build", "deck", "--release", "--lang", "fr"];
    let current = cartable(&here.0, &release);
    assert_eq!(current.status.code(), Some(0), "{}", said(&current));
    let card = "deck/fr/2-outils-numeriques/01-deconnexion.md";
    let text = fs::read_to_string(here.0.join(card)).expect("the card");
    here.write(card, text.replace("- [ ] Huit heures", "- [ ] Neuf heures"));
    let refused = cartable(&here.0, &release);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(said(&refused).matches("error[B021]").count(), 3, "one for each translation");
    // Without --release it is built, with warnings; and somebody may say that the translation is right as it is.
    assert_eq!(cartable(&here.0, &release[..2]).status.code(), Some(0));
    for language in ["en", "ro", "el"] {
        let accepted = cartable(&here.0, &["translate", "accept", "deck", "--lang", language]);
        assert!(accepted.status.success() && said(&accepted).contains("1 file(s)"), "{}", said(&accepted));
    }
    let version = fs::read_to_string(here.0.join("deck/deck.toml")).expect("the deck");
    here.write("deck/deck.toml", version.replace("\nversion = \"1.0.0\"", "\nversion = \"1.0.1\""));
    let renewed = cartable(&here.0, &release);
    assert_eq!(renewed.status.code(), Some(0), "{}", said(&renewed));
    // A text is gone: nothing is written, and the file is named.
    let text = fs::read_to_string(here.0.join("deck/ro/board.md")).expect("the board");
    let entry = text.find("\n- ").expect("an entry") + 1;
    let end = entry + text[entry..].find('\n').expect("its end") + 1;
    here.write("deck/ro/board.md", [&text[..entry], &text[end..]].concat());
    let unlike = cartable(&here.0, &["translate", "accept", "deck", "--lang", "ro"]);
    assert!(unlike.status.code() == Some(1) && said(&unlike).contains("ro/board.md"), "{}", said(&unlike));
    // There is nothing to accept in the language of the deck, nor in one that it does not have.
    for language in ["fr", "de"] {
        assert_eq!(cartable(&here.0, &["translate", "accept", "deck", "--lang", language]).status.code(), Some(2));
    }
}

#[test]
fn a_release_names_all_that_is_unfinished_at_once() {
    let here = Folder::new("release");
    cartable(&here.0, &["new", "deck", "deck"]);
    let toml = fs::read_to_string(here.0.join("deck/deck.toml")).expect("the deck");
    here.write("deck/deck.toml", toml.replace("CC-BY-SA-4.0", "LicenseRef-ours"));
    let refused = cartable(&here.0, &["build", "deck", "--release"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = said(&refused);
    assert!(said.contains("error[B001]") && said.contains("error[B020]"), "{said}");
    assert!(!here.0.join("packages").exists(), "{said}");
}

#[test]
fn messages_have_a_language_of_their_own() {
    let here = Folder::with_deck("messages");
    let french = |arguments: &[&str]| {
        let said = said(&cartable(&here.0, arguments));
        assert!(
            said.contains("erreur(s)") || said.contains("existe pas") || said.contains("rien à traduire"),
            "{said}"
        );
    };
    french(&["check", "deck", "--messages", "fr"]);
    french(&["--messages", "fr", "check", "deck"]);
    french(&["check", "deck", "--messages=fr"]);
    // Where `--lang` is the language of the content.
    french(&["build", "deck", "--lang", "xx", "--messages", "fr"]);
    french(&["translate", "export", "deck", "--lang", "fr", "--messages", "fr"]);
    french(&["check", "deck", "--messages", "fr"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.current_dir(&here.0).args(["build", "deck", "--lang", "xx"]).env("LC_ALL", "C");
    let spoken = command.env("CARTABLE_MESSAGES", "fr").output().expect("the program runs");
    assert!(said(&spoken).contains("n’existe pas dans la langue"), "{}", said(&spoken));
}

/// What is wrong with a file, and every command that meets it; `%` is the program's own folder.
#[test]
fn no_command_repeats_the_words_of_the_system() {
    let here = Folder::with_deck("words");
    here.write("text", "a text\n");
    here.write("latin.po", b"caf\xe9\n");
    here.write("half.zip", b"PK\x03\x04 and no more");
    fs::create_dir(here.0.join("folder")).expect("a folder can be made");
    here.write("folder/file", "");
    let calls: &[&[&str]] = &[
        &["check", "none"],
        &["check", "text"],
        &["build", "none"],
        &["build", "text"],
        &["build", "deck", "--out", "text"],
        &["build", "deck", "--out", "text/below"],
        &["build", "deck", "--schemas", "none"],
        &["build", "deck", "--schemas", "folder"],
        &["verify", "none"],
        &["verify", "folder"],
        &["open", "none", "--into", "new"],
        &["open", "folder", "--into", "new"],
        &["open", "text", "--into", "new"],
        &["open", "half.zip", "--into", "new"],
        &["open", "half.zip", "--into", "folder"],
        &["compare", "none", "deck"],
        &["compare", "deck", "text"],
        &["compare", "deck", "half.zip"],
        &["import", "none", "--into", "new"],
        &["import", "folder", "--into", "new"],
        &["new", "deck", "text"],
        &["new", "deck", "text/below"],
        &["new", "deck", "folder"],
        &["new", "card", "none"],
        &["new", "card", "text"],
        &["new", "card", "folder"],
        &["translate", "export", "none", "--lang", "en"],
        &["translate", "export", "deck", "--lang", "en", "--out", "folder"],
        &["translate", "export", "deck", "--lang", "en", "--out", "none/a.po"],
        &["translate", "import", "deck", "none"],
        &["translate", "import", "deck", "folder"],
        &["translate", "import", "deck", "latin.po"],
        &["statements", "none", "--home-page", "https://a.org", "--timezone", "UTC", "--deck", "deck"],
        &["statements", "folder", "--home-page", "https://a.org", "--timezone", "UTC", "--deck", "deck"],
        &["send", "none", "--to", "http://127.0.0.1:1/xapi", "--outbox", "outbox"],
        &["send", "--status", "--outbox", "folder"],
        &["send", "--status", "--outbox", "text"],
        &["send", "--to", "http://127.0.0.1:1/xapi", "--key-file", "none", "--outbox", "outbox"],
        &["record", "key", "list", "--data", "folder"],
        &["record", "key", "list", "--data", "none/record.sqlite"],
        &["record", "key", "list", "--data", "text"],
        &["record", "launch", "none", "--data", "record.sqlite"],
        &["record", "launch", "text", "--data", "record.sqlite"],
    ];
    for language in ["fr", "en"] {
        for call in calls {
            let output = cartable(&here.0, &[call, &["--messages", language][..]].concat());
            let said = said(&output);
            assert_ne!(output.status.code(), Some(0), "{call:?}: {said}");
            assert!(!said.trim().is_empty(), "{call:?} says nothing");
            for foreign in FOREIGN {
                assert!(!said.contains(foreign), "{call:?} in {language}: {said}");
            }
        }
    }
}

/// Words of the system, of SQLite, of the archive's library.
const FOREIGN: [&str; 10] = [
    "os error",
    "No such file",
    "Is a directory",
    "Not a directory",
    "Permission denied",
    "entity not found",
    "EOCD",
    "Zip archive",
    "unable to open",
    "file is not a database",
];

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_said_in_our_words() {
    use std::os::unix::fs::PermissionsExt;
    let here = Folder::with_deck("denied");
    let card = here.0.join("deck/fr/1-deborder/02-message.md");
    fs::set_permissions(&card, fs::Permissions::from_mode(0o000)).expect("rights can be taken");
    // Root reads everything.
    if fs::read(&card).is_ok() {
        return;
    }
    for (language, words) in [("fr", "vous n’en avez pas le droit"), ("en", "you do not have permission")] {
        let said = said(&cartable(&here.0, &["check", "deck", "--messages", language]));
        assert!(said.contains(words) && !said.contains("os error"), "{said}");
        assert_eq!(said.matches("R002").count(), 1, "{said}");
    }
}
