//! A release as those who publish meet it: the checklist, versions that were published, and the list of changes.

mod copy;

use copy::copy;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with a deck that may be published, removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cartable-publication-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good"), &path.join("deck"));
        let here = Self(path);
        here.edit(CAPSULE, "title =", "checked = \"2026-11\"\ntitle =");
        here
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_default()
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from:?}: {text}");
        fs::write(self.0.join(path), text.replacen(from, to, 1)).unwrap();
    }

    fn release(&self, more: &[&str]) -> (Option<i32>, String) {
        self.run(&[&["build", "deck", "--release"], more].concat())
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.current_dir(&self.0).args(arguments).env_remove("CARTABLE_MESSAGES").env("LC_ALL", "en_US.UTF-8");
        let Output { status, stdout, stderr } = command.env("HOME", &self.0).output().unwrap();
        (status.code(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
    }

    #[track_caller]
    fn released(&self, more: &[&str]) -> String {
        let (code, said) = self.release(more);
        assert_eq!(code, Some(0), "{said}");
        said
    }

    /// What a folder holds but for what a build remembers.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.0.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        let files = entries.filter(|path| !name(path).starts_with('.'));
        files.map(|path| (name(&path), fs::read(&path).unwrap())).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const DECK: &str = "deck/deck.toml";
const CAPSULE: &str = "deck/fr/1-deborder/capsules/pause.md";
const CARD: &str = "deck/fr/1-deborder/01-appel.md";

/// What makes a deck unfit for publication: a file, a text in it and its replacement, further arguments, the code, and the point of the
/// checklist.
type Unfit = (&'static str, &'static str, &'static str, &'static [&'static str], &'static str, &'static str);

const UNFIT: &[Unfit] = &[
    (DECK, "\"CC-BY-SA-4.0\"", "\"LicenseRef-ours\"", &[], "B001", "The licence has"),
    (DECK, "url = \"https://creativecommons.org/licenses/by-sa/4.0/\"\n", "", &[], "C052", "The licence has"),
    (DECK, "https://www.social-project.fr/essai\"", "https://example.org/essai\"", &[], "B020", "No address"),
    (DECK, "https://www.social-project.fr/essai\"", "http://127.0.0.1/essai\"", &[], "B020", "No address"),
    (DECK, "Une équipe d’essai", "Votre équipe", &[], "B020", "No text or name"),
    (DECK, "role = \"author\"", "role = \"partner\"", &[], "C053", "Authors or sources"),
    (DECK, "essai", "essai", &["--no-source", "--to", "cmi5"], "B034", "Each package names"),
    (DECK, "essai", "essai", &["--no-source", "--to", "epub"], "B034", "Each package names"),
];

#[test]
fn each_point_of_the_checklist_stops_a_release() {
    for (path, from, to, arguments, code, point) in UNFIT {
        let here = Folder::new("unfit");
        here.edit(path, from, to);
        let (status, said) = here.release(arguments);
        assert_eq!(status, Some(1), "{code}: {said}");
        assert!(said.contains(&format!("error[{code}]")), "{code}: {said}");
        let line = said.lines().find(|line| line.contains(point)).unwrap_or_else(|| panic!("{point}: {said}"));
        assert!(line.trim().starts_with("[ ]") && line.contains(code), "{line}");
        assert!(!here.0.join("packages").exists() && !here.text("deck/register.toml").contains("published"), "{code}");
    }
}

#[test]
fn what_is_not_known_is_not_said_to_hold() {
    let here = Folder::new("known");
    here.edit(DECK, "Une équipe d’essai", "Votre équipe");
    let mark = |said: &str, point: &str| {
        let line = said.lines().find(|line| line.contains(point)).unwrap_or_else(|| panic!("{point}: {said}"));
        line.trim().chars().take(3).collect::<String>()
    };
    // No package was made, so nobody has looked into one.
    let said = here.release(&[]).1;
    assert_eq!((mark(&said, "Each package"), mark(&said, "The licence has")), ("[?]".into(), "[x]".into()));
    assert_eq!((mark(&said, "evaluation of"), mark(&said, "names a reviewer")), ("[!]".into(), "[!]".into()));
    here.edit(DECK, "Votre équipe", "Une équipe");
    let said = here.released(&["--to", "all"]);
    for point in ["Each package", "No address", "CHANGES.md lists"] {
        assert_eq!(mark(&said, point), "[x]", "{point}");
    }
    assert_eq!(mark(&said, "evaluation of accessibility"), "[!]", "{said}");
    assert_eq!(mark(&said, "Every question of fact"), "[x]");
    let here = Folder::new("evidence");
    here.edit(CAPSULE, "checked = \"2026-11\"\n", "");
    let said = here.released(&[]);
    assert!(mark(&said, "Every question of fact") == "[!]" && said.contains("note[B033]"), "{said}");
    fs::remove_file(here.0.join("deck/register.toml")).unwrap();
    let evidence =
        "[accessibility]\nstatement = \"https://www.social-project.fr/a11y\"\nchecked = \"2026-11\"\n\n[licence]";
    here.edit(DECK, "[licence]", evidence);
    assert_eq!(mark(&here.released(&[]), "evaluation of accessibility"), "[x]");
    let (_, json) = here.release(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["checklist"][0]["standing"], "holds", "{json}");
    assert_eq!(here.run(&["build", "deck", "--out", "plain"]).1.matches("[x]").count(), 0, "only a release has a list");
}

#[test]
fn a_release_made_twice_is_the_same_to_the_byte() {
    let here = Folder::new("twice");
    let options = ["--to", "scorm12,web,questions"];
    here.released(&options);
    let (first, register) = (here.files("packages"), here.text("deck/register.toml"));
    assert_eq!(first.keys().filter(|name| name.ends_with(".zip")).count(), 3, "{:?}", first.keys());
    assert!(register.contains("1.2.0 ") && register.contains(" essai-t1-fr-scorm12.zip "), "{register}");
    here.released(&options);
    assert!(here.files("packages") == first, "in the same folder");
    fs::remove_file(here.0.join("packages/.cartable-builds.json")).unwrap();
    here.released(&options);
    assert!(here.files("packages") == first, "built again in the same folder");
    here.released(&[&options[..], &["--out", "other"]].concat());
    assert!(here.files("other") == first, "in another folder");
    assert_eq!(here.text("deck/register.toml"), register);
    // The list of changes has its checksum beside those of the packages.
    let (status, said) = here.run(&["verify", "other"]);
    assert!(status == Some(0) && !said.contains("CHANGES.md"), "{said}");
    assert!(here.text("other/SHA256SUMS").contains("  CHANGES.md\n"));
    fs::write(here.0.join("other/CHANGES.md"), "Nothing.").unwrap();
    assert_eq!(here.run(&["verify", "other"]).0, Some(1), "a list that was changed is found");
    // What was published is in no package.
    let archive = cartable::tree::unzip(&first["essai-t1-fr-scorm12.zip"]).unwrap();
    let mut texts = archive.files().filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok());
    assert!(!texts.any(|text| text.contains("published = ")));
}

#[test]
fn one_version_is_one_deck_and_one_set_of_packages() {
    let here = Folder::new("version");
    here.released(&[]);
    let refused = |more: &[&str], code: &str| {
        let (before, register) = (here.files("packages"), here.text("deck/register.toml"));
        let (status, said) = here.release(more);
        assert!(status == Some(1) && said.contains(&format!("error[{code}]")), "{code}: {said}");
        assert!(here.files("packages") == before && here.text("deck/register.toml") == register, "{code}");
    };
    refused(&["--tracking", "standard"], "B032");
    here.edit(CARD, "Dimanche soir", "Samedi soir");
    refused(&[], "B031");
    // In a format that was not published yet it would still be another deck under the same version.
    refused(&["--to", "web"], "B031");
    here.edit(DECK, "\"1.2.0\"", "\"1.1.9\"");
    refused(&[], "B030");
    here.edit(DECK, "\"1.1.9\"", "\"1.10.0\"");
    here.released(&[]);
    here.edit(DECK, "\"1.10.0\"", "\"1.9.0\"");
    refused(&[], "B030");
    // Who only tries out is not held up.
    assert_eq!(here.run(&["build", "deck", "--out", "trial"]).0, Some(0));
    assert!(!here.0.join("trial/CHANGES.md").exists());
}

#[test]
fn the_list_of_changes_follows_from_what_was_published() {
    let here = Folder::new("changes");
    here.released(&["--out", "first"]);
    assert_eq!(here.text("first/CHANGES.md"), "# Un jeu d’essai 1.2.0\n\nPremière publication.\n");
    copy(&here.0.join("deck"), &here.0.join("before"));
    here.released(&[]);
    here.edit(CARD, "Dimanche soir", "Samedi soir");
    let second = here.text("deck/fr/1-deborder/02-message.md");
    fs::write(here.0.join("deck/fr/1-deborder/03-autre.md"), second.replace("t1-s02", "t1-s03")).unwrap();
    here.edit(DECK, "\"1.2.0\"", "\"1.3.0\"");
    here.released(&[]);
    let listed = here.text("packages/CHANGES.md");
    for line in [
        "# Un jeu d’essai 1.3.0\n\nCe qui a changé depuis la version 1.2.0.\n",
        "garde toute sa progression",
        "## Nouveau\n\n- Situation t1-s03 (",
        "## Reformulé\n\n- Situation t1-s01 (",
    ] {
        assert!(listed.contains(line), "{line}: {listed}");
    }
    // A format that was not published before is new; it changes nothing in the list of what it is compared with.
    here.released(&["--out", "first", "--to", "scorm12,web"]);
    let wider = here.text("first/CHANGES.md");
    assert!(wider.contains("## Nouveau\n\n- Paquet essai-fr-web.zip\n- Situation t1-s03 ("), "{wider}");
    here.run(&["build", "before", "--out", "first", "--to", "scorm12"]);
    // Its own packages have taken the place of those before: the list stays.
    here.released(&[]);
    fs::remove_file(here.0.join("packages/.cartable-builds.json")).unwrap();
    here.released(&[]);
    assert_eq!(here.text("packages/CHANGES.md"), listed);
    // Elsewhere nothing is there to compare with, and that is said; unless it is named, as a folder or a package.
    let said = here.released(&["--out", "elsewhere"]);
    assert!(said.contains("[!] CHANGES.md") && said.contains("note[B036]"), "{said}");
    assert!(here.text("elsewhere/CHANGES.md").contains("n’a pas été relevé"));
    for since in ["before", "first/essai-t1-fr-scorm12.zip"] {
        here.released(&["--out", "elsewhere", "--since", since]);
        assert_eq!(here.text("elsewhere/CHANGES.md"), listed, "{since}");
    }
    here.edit("before/deck.toml", "id = \"essai\"", "id = \"autre\"");
    let (status, said) = here.release(&["--out", "elsewhere", "--since", "before"]);
    assert!(status == Some(1) && said.contains("error[D004]"), "{said}");
    let (status, said) = here.run(&["build", "deck", "--since", "before"]);
    assert_eq!(status, Some(2), "{said}");
}

#[test]
fn the_list_of_changes_says_what_is_lost() {
    let here = Folder::new("lost");
    here.released(&[]);
    fs::remove_file(here.0.join("deck/fr/1-deborder/02-message.md")).unwrap();
    here.edit(CARD, "{#q1 ", "{#q9 ");
    here.edit(DECK, "\"1.2.0\"", "\"2.0.0\"");
    here.released(&[]);
    let listed = here.text("packages/CHANGES.md");
    assert!(listed.contains("Situation t1-s02 (") && listed.contains("La progression y recommence."), "{listed}");
    assert!(listed.contains("Question t1-s01/q1 (") && listed.contains("ne sont plus montrées"), "{listed}");
    assert!(!listed.contains("garde toute sa progression"), "{listed}");
}

#[test]
fn the_list_of_changes_tells_what_changed_beside_texts() {
    let here = Folder::new("beside");
    copy(&here.0.join("deck"), &here.0.join("before"));
    here.released(&[]);
    here.edit(DECK, "Une équipe d’essai", "Deux équipes d’essai");
    here.edit(DECK, "\"1.2.0\"", "\"1.2.1\"");
    let picture = here.0.join("deck/media/telephone.png");
    let mut bytes = fs::read(&picture).unwrap();
    bytes.extend(b"more");
    fs::write(&picture, bytes).unwrap();
    here.released(&[]);
    let listed = here.text("packages/CHANGES.md");
    for line in ["## Modifié", "- Réglage credits", "- Texte media/telephone.png", "garde toute sa progression"] {
        assert!(listed.contains(line), "{line}: {listed}");
    }
    assert!(!listed.contains("Rien n’a changé"), "{listed}");
    here.released(&["--out", "elsewhere", "--since", "before"]);
    assert_eq!(here.text("elsewhere/CHANGES.md"), listed);
}

#[test]
fn what_a_package_did_not_hold_is_not_called_new() {
    let here = Folder::new("part");
    here.edit(DECK, "themes = [\"t1\"]", "themes = [\"t1\", \"t2\"]");
    fs::create_dir(here.0.join("deck/fr/2-autre")).unwrap();
    fs::write(
        here.0.join("deck/fr/2-autre/theme.md"),
        "+++\nid = \"t2\"\ntitle = \"Un autre thème\"\n+++\n\nUn mot.\n",
    )
    .unwrap();
    let card = here.text("deck/fr/1-deborder/02-message.md").replace("t1-s02", "t2-s01");
    fs::write(here.0.join("deck/fr/2-autre/01-carte.md"), card).unwrap();
    here.released(&["--out", "first"]);
    here.edit(CARD, "Dimanche soir", "Samedi soir");
    here.edit(DECK, "\"1.2.0\"", "\"1.2.1\"");
    for theme in [&["--theme", "t1"][..], &[]] {
        here.released(&[&["--out", "second", "--since", "first/essai-t1-fr-scorm12.zip"], theme].concat());
        let listed = here.text("second/CHANGES.md");
        assert!(listed.contains("- Situation t1-s01 (") && !listed.contains("t2"), "{theme:?}: {listed}");
    }
    // A package that can be held against none of the new ones says nothing of the deck.
    let said = here.released(&["--out", "third", "--split", "deck", "--since", "first/essai-t1-fr-scorm12.zip"]);
    assert!(said.contains("note[B036]") && here.text("third/CHANGES.md").contains("n’a pas été relevé"), "{said}");
}

#[test]
fn nothing_is_published_without_the_register() {
    let here = Folder::new("register");
    // What stands for a folder that can only be read, for those who may write everywhere.
    fs::remove_file(here.0.join("deck/register.toml")).unwrap();
    fs::create_dir(here.0.join("deck/.register.toml.part")).unwrap();
    let (status, said) = here.release(&[]);
    assert!(status == Some(3) && said.contains("register.toml"), "{status:?}: {said}");
    assert!(!here.0.join("packages").exists());
    let (status, said) = here.run(&["build", "deck"]);
    assert!(status == Some(0) && said.contains("warning[B005]"), "{status:?}: {said}");
    assert!(!said.contains("os error"), "{said}");
}
