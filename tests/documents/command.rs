//! `cartable new … --from`, as an author runs it.

use super::{docx, li, p, r};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that is removed when it is dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cartable-documents-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the program says, and its exit code.
pub fn cartable(here: &Path, arguments: &[&str]) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.current_dir(here).args(arguments).env_remove("CARTABLE_MESSAGES").env("LC_ALL", "en_US.UTF-8");
    let output = command.output().expect("the program runs");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (said, output.status.code().unwrap_or(-1))
}

fn document(title: &str) -> Vec<u8> {
    let quiz = p("T3", "Qui le sait ?") + &li(2, 0, &r("", "Personne")) + &li(2, 0, &r("<w:b/>", "Elle"));
    let body =
        p("T1", title) + &p("", "Elle lit dans la nuit et les autres dorment, pas elle. La lampe est sur la table.");
    docx(
        &(body
            + &p("T2", "Questions")
            + &li(1, 0, &r("", "Que faire ?"))
            + &p("T2", "Quiz")
            + &quiz
            + &p("T2", "Annexe")
            + &p("", "Un reste.")),
    )
}

#[test]
fn a_deck_is_made_and_grows_and_nothing_is_written_over() {
    let here = Folder::new("grows");
    let here = &here.0;
    fs::write(here.join("un.docx"), document("Le message")).expect("a file");
    fs::write(here.join("deux.docx"), document("La lettre")).expect("a file");
    let (said, code) = cartable(here, &["new", "deck", "jeu", "--from", "un.docx"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("U019") && said.contains("U013") && said.contains("3 in LEFTOVERS.md"), "{said}");
    let note = fs::read_to_string(here.join("jeu/LEFTOVERS.md")).expect("the note");
    assert!(note.contains("> Annexe") && note.contains("> Un reste."), "{note}");
    let (said, code) = cartable(here, &["check", "jeu"]);
    assert!(code == 0 && !said.contains("LEFTOVERS"), "{said}");

    let theme = "jeu/fr/1-un";
    let first = fs::read(here.join(theme).join("01-le-message.md")).expect("the card");
    let (said, code) = cartable(here, &["new", "card", theme, "--from", "deux.docx", "un.docx"]);
    assert!(code == 0 && said.contains("t1-s02, t1-s03"), "{said}");
    assert!(here.join(theme).join("02-la-lettre.md").is_file() && here.join(theme).join("03-le-message.md").is_file());
    assert_eq!(fs::read(here.join(theme).join("01-le-message.md")).expect("the card"), first);
    let longer = fs::read_to_string(here.join("jeu/LEFTOVERS.md")).expect("the note");
    assert!(longer.starts_with(note.trim_end()) && longer.matches("> Un reste.").count() == 3, "{longer}");
    assert_eq!(cartable(here, &["check", "jeu"]).1, 0);

    let (_, code) = cartable(here, &["new", "deck", "jeu", "--from", "un.docx"]);
    assert_eq!(code, 3, "a folder with something in it");
}

#[test]
fn where_one_document_cannot_be_read_nothing_is_written() {
    let here = Folder::new("bad");
    let here = &here.0;
    fs::write(here.join("un.docx"), document("Le message")).expect("a file");
    fs::write(here.join("deux.docx"), b"PK\x03\x04").expect("a file");
    let (said, code) = cartable(here, &["new", "deck", "jeu", "--from", "un.docx", "deux.docx"]);
    assert!(code == 1 && said.contains("U002") && !here.join("jeu").exists(), "{said}");
    assert_eq!(cartable(here, &["new", "deck", "jeu", "--from", "none.docx"]).1, 3);
}

#[test]
fn import_says_what_to_do_with_a_document() {
    let here = Folder::new("import");
    fs::write(here.0.join("un.docx"), document("Le message")).expect("a file");
    let (said, code) = cartable(&here.0, &["import", "un.docx", "--into", "jeu"]);
    assert!(code == 1 && said.contains("new deck FOLDER --from") && !said.contains("PK"), "{said}");
}

#[test]
fn a_form_is_written_once() {
    let here = Folder::new("form");
    let here = &here.0;
    assert_eq!(cartable(here, &["new", "form", "--to", "odt", "--lang", "ro"]).1, 0);
    assert_eq!(cartable(here, &["new", "form", "--to", "odt"]).1, 3);
    let (said, code) = cartable(here, &["new", "deck", "joc", "--from", "card.odt"]);
    assert!(code == 0 && said.contains("“ro”") && said.contains("all of them in the deck"), "{said}");
    assert_eq!(cartable(here, &["check", "joc"]).1, 0);
}
