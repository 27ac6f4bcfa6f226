//! Several decks in one build: all packages in one folder, one site over them, and nothing at all where one deck is at fault.

mod copy;

use cartable::tree::{Tree, unzip};
use copy::copy;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with two decks that differ in id and IRI, removed in the end.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("cartable-several-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let desk = Self(folder);
        for deck in ["one", "two"] {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good"), &desk.0.join(deck));
        }
        desk.change("two/deck.toml", "id = \"essai\"", "id = \"autre\"");
        desk.change("two/deck.toml", "/essai\"", "/autre\"");
        desk.change("two/deck.toml", "fr = \"Un jeu d’essai\"", "fr = \"Un autre jeu\"");
        desk
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(self.path(file), text.replace(from, to)).unwrap();
    }

    fn build(&self, more: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.args(["build", &self.path("one"), &self.path("two"), "--out", &self.path("packages")]).args(more);
        command.env("LC_ALL", "C").env_remove("CARTABLE_MESSAGES").output().unwrap()
    }

    fn built(&self, more: &[&str]) -> Output {
        let output = self.build(more);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output
    }

    fn names(&self) -> BTreeSet<String> {
        let Ok(entries) = fs::read_dir(self.path("packages")) else { return BTreeSet::new() };
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !name.starts_with('.')).collect()
    }

    fn site(&self, name: &str) -> Tree {
        unzip(&fs::read(self.0.join("packages").join(name)).unwrap()).unwrap()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn two_decks_give_their_packages_and_one_site_with_the_files_of_both() {
    let desk = Desk::new("site");
    desk.built(&["--to", "scorm12,web"]);
    let names = desk.names();
    let sites = ["all_decks-fr-web.zip", "autre-fr-web.zip", "essai-fr-web.zip"];
    assert!(sites.iter().all(|name| names.contains(*name)), "{names:?}");
    let whole = desk.site("all_decks-fr-web.zip");
    for deck in ["autre", "essai"] {
        assert!(whole.within(deck) == desk.site(&format!("{deck}-fr-web.zip")), "{deck} differs from its own site");
    }
    let front = String::from_utf8(whole.get("index.html").unwrap().to_vec()).unwrap();
    assert!(front.contains("Un jeu d’essai") && front.contains("Un autre jeu"), "{front}");
    let links: Vec<&str> = front.split("href=\"").skip(1).map(|rest| &rest[..rest.find('"').unwrap()]).collect();
    assert!(links.len() >= 4, "{links:?}");
    for link in links {
        assert!(whole.get(link).is_some(), "the first page leads to {link}, which is not there");
    }
    let sums = fs::read_to_string(desk.path("packages/SHA256SUMS")).unwrap();
    let listed: BTreeSet<String> = sums.lines().map(|line| line.split_once("  ").unwrap().1.to_owned()).collect();
    assert_eq!(listed, names.into_iter().filter(|name| name != "SHA256SUMS").collect());
}

#[test]
fn a_second_build_changes_no_byte_and_one_deck_alone_leaves_the_site_over_all() {
    let desk = Desk::new("again");
    desk.built(&["--to", "web"]);
    let before = fs::read(desk.path("packages/all_decks-fr-web.zip")).unwrap();
    let again = desk.built(&["--to", "web"]);
    let said = String::from_utf8(again.stdout).unwrap();
    assert_eq!(said.matches("unchanged").count(), 3, "{said}");
    assert!(before == fs::read(desk.path("packages/all_decks-fr-web.zip")).unwrap());
    let alone = Command::new(env!("CARGO_BIN_EXE_cartable"))
        .args(["build", &desk.path("one"), "--to", "web", "--out", &desk.path("packages"), "--format", "json"])
        .output()
        .unwrap();
    let told: Value = serde_json::from_slice(&alone.stdout).unwrap();
    assert_eq!(told["artefacts"].as_array().unwrap().len(), 1, "{told}");
    assert!(fs::read_to_string(desk.path("packages/SHA256SUMS")).unwrap().contains("all_decks-fr-web.zip"));
}

#[test]
fn a_fault_in_one_deck_keeps_all_from_being_written_and_every_deck_is_told() {
    let desk = Desk::new("fault");
    desk.change("one/deck.toml", "version = ", "vresion = ");
    desk.change("two/deck.toml", "tracking = ", "traking = ");
    let refused = desk.build(&["--to", "web"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("vresion") && said.contains("traking") && said.contains("Nothing was written"), "{said}");
    assert!(desk.names().is_empty(), "{:?}", desk.names());
}

#[test]
fn decks_of_one_id_are_refused_by_the_names_of_their_folders() {
    let desk = Desk::new("twins");
    desk.change("two/deck.toml", "id = \"autre\"", "id = \"essai\"");
    let refused = desk.build(&[]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains(&desk.path("one")) && said.contains(&desk.path("two")) && said.contains("“essai”"), "{said}");
    assert!(desk.names().is_empty());
}

#[test]
fn programs_get_a_list_of_decks_and_the_site_over_them_last() {
    let desk = Desk::new("json");
    let output = desk.built(&["--to", "web", "--format", "json"]);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let paths: Vec<&str> =
        told["decks"].as_array().unwrap().iter().map(|deck| deck["artefacts"][0]["path"].as_str().unwrap()).collect();
    let ends = ["essai-fr-web.zip", "autre-fr-web.zip", "all_decks-fr-web.zip"];
    assert_eq!(paths.len(), 3, "{told}");
    assert!(paths.iter().zip(ends).all(|(path, end)| path.ends_with(end)), "{paths:?}");
}

#[test]
fn decks_that_are_released_together_have_a_list_of_changes_each() {
    let desk = Desk::new("release");
    desk.built(&["--release"]);
    for (deck, title) in [("essai", "# Un jeu d’essai 1.2.0"), ("autre", "# Un autre jeu 1.2.0")] {
        let text = fs::read_to_string(desk.path(&format!("packages/CHANGES-{deck}.md"))).unwrap();
        assert_eq!(text.lines().next(), Some(title));
    }
    let deposit = desk.path("deposit");
    let made = Command::new(env!("CARGO_BIN_EXE_cartable"))
        .args(["deposit", &desk.path("two"), "--from", &desk.path("packages"), "--out", &deposit])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = fs::read_to_string(desk.path("deposit/CHANGES.md")).unwrap();
    assert!(text.starts_with("# Un autre jeu"), "{text}");
}
