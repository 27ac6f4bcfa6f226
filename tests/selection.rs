//! What a build is asked for: themes, languages, and what an earlier one left in the folder. Through the real command.

mod copy;

use cartable::tree::unzip;
use copy::copy;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of one test, empty at its start and gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cartable-{}-selection-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The same with a copy of the deck that ships.
    fn with_deck(name: &str) -> Self {
        let here = Self::new(name);
        copy(&content(), &here.0.join("deck"));
        here
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.current_dir(&self.0).args(arguments).env("LC_ALL", "en_US.UTF-8").output().unwrap()
    }

    /// Builds what must succeed; gives the report.
    #[track_caller]
    fn built(&self, deck: &Path, arguments: &[&str]) -> String {
        let deck = deck.display().to_string();
        let output = self.run(&[&["build", &deck, "--out", "out", "--format", "json"], arguments].concat());
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The archives of the output folder with their checksums.
    fn archives(&self) -> BTreeMap<String, String> {
        let all = fs::read_dir(self.0.join("out")).unwrap().map(|entry| entry.unwrap().path());
        let named = all.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path));
        let archives = named.filter(|(name, _)| name.ends_with(".zip") || name.ends_with(".mbz"));
        archives.map(|(name, path)| (name, sum(&fs::read(path).unwrap()))).collect()
    }

    /// The names in SHA256SUMS.
    fn signed(&self) -> BTreeSet<String> {
        let sums = fs::read_to_string(self.0.join("out/SHA256SUMS")).unwrap();
        sums.lines().map(|line| line.split_once("  ").unwrap().1.to_owned()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn names<'a>(list: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    list.into_iter().map(str::to_owned).collect()
}

/// The names of archives that a report says are left over.
fn left(report: &str) -> BTreeSet<String> {
    let report: serde_json::Value = serde_json::from_str(report).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let of_it = findings.iter().filter(|finding| finding["code"] == "B007");
    of_it.map(|finding| finding["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn some_themes_are_the_same_packages_as_among_all() {
    let here = Folder::new("themes");
    for split in ["theme", "situation"] {
        here.built(&content(), &["--lang", "ro", "--split", split]);
        let all = here.archives();
        fs::remove_dir_all(here.0.join("out")).unwrap();
        here.built(&content(), &["--lang", "ro", "--split", split, "--theme", "t4,t2,t4"]);
        let some = here.archives();
        let is_some = |name: &&String| name.starts_with("dlis-t2") || name.starts_with("dlis-t4");
        assert!(some.keys().eq(all.keys().filter(is_some)) && some.len() > 1, "{some:?}");
        assert!(some.iter().all(|(name, sum)| all[name] == *sum), "{split}: other bytes");
        fs::remove_dir_all(here.0.join("out")).unwrap();
    }
}

#[test]
fn a_whole_deck_of_some_themes_has_a_name_of_its_own_and_only_them() {
    let here = Folder::new("course");
    here.built(&content(), &["--lang", "en", "--theme", "t2,t4", "--to", "moodle,web,print"]);
    let made = here.archives();
    let wanted = ["dlis_t2_t4-en-moodle.mbz", "dlis_t2_t4-en-print.zip", "dlis_t2_t4-en-web.zip"];
    assert_eq!(made.keys().cloned().collect::<BTreeSet<_>>(), names(wanted));
    let site = unzip(&fs::read(here.0.join("out/dlis_t2_t4-en-web.zip")).unwrap()).unwrap();
    let themes: Vec<&str> = site.files().map(|(path, _)| path).filter(|path| path.starts_with("theme-")).collect();
    assert_eq!(themes, ["theme-t2.html", "theme-t4.html"]);
    let course = unzip(&fs::read(here.0.join("out/dlis_t2_t4-en-moodle.mbz")).unwrap()).unwrap();
    let outline = String::from_utf8(course.get("moodle_backup.xml").unwrap().to_vec()).unwrap();
    assert_eq!(outline.matches("<modulename>scorm</modulename>").count(), 2, "{outline}");
    // Every theme is what a build makes without being asked.
    here.built(&content(), &["--lang", "en", "--to", "web", "--theme", "t5,t1,t2,t3,t4"]);
    assert!(here.archives().contains_key("dlis-en-web.zip"));
}

#[test]
fn some_languages_are_one_module_in_the_order_of_the_deck() {
    let here = Folder::new("languages");
    let asked = ["--theme", "t5", "--lang", "ro+en,ro,en+ro", "--to", "scorm12,cmi5,moodle,web,print"];
    let report: serde_json::Value = serde_json::from_str(&here.built(&content(), &asked)).unwrap();
    let made: BTreeMap<String, String> = report["artefacts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|made| {
            let languages: Vec<&str> =
                made["languages"].as_array().unwrap().iter().map(|own| own.as_str().unwrap()).collect();
            (made["path"].as_str().unwrap().trim_start_matches("out/").to_owned(), languages.join(" "))
        })
        .collect();
    let wanted = [
        ("dlis-t5-en_ro-cmi5.zip", "en ro"),
        ("dlis-t5-en_ro-scorm12.zip", "en ro"),
        ("dlis-t5-ro-cmi5.zip", "ro"),
        ("dlis-t5-ro-scorm12.zip", "ro"),
        ("dlis_t5-en-print.zip", "en"),
        ("dlis_t5-en_ro-moodle.mbz", "en ro"),
        ("dlis_t5-en_ro-web.zip", "en ro"),
        ("dlis_t5-ro-moodle.mbz", "ro"),
        ("dlis_t5-ro-print.zip", "ro"),
        ("dlis_t5-ro-web.zip", "ro"),
    ];
    assert_eq!(made, wanted.map(|(name, languages)| (name.to_owned(), languages.to_owned())).into());
    assert_eq!(report["findings"].as_array().unwrap().iter().filter(|own| own["severity"] == "error").count(), 0);
    let module = unzip(&fs::read(here.0.join("out/dlis-t5-en_ro-scorm12.zip")).unwrap()).unwrap();
    let pages: Vec<&str> = module
        .files()
        .map(|(path, _)| path)
        .filter(|path| ["index.html", "ro.html", "fr.html", "el.html"].contains(path))
        .collect();
    assert_eq!(pages, ["index.html", "ro.html"]);
    let manifest = String::from_utf8(module.get("imsmanifest.xml").unwrap().to_vec()).unwrap();
    assert!(manifest.contains("identifier=\"dlis-t5\""), "the same identity as in any language");
    // The deck in it makes the same module again.
    let opened = here.run(&["open", "out/dlis-t5-en_ro-scorm12.zip", "--into", "back"]);
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    let before = here.archives()["dlis-t5-en_ro-scorm12.zip"].clone();
    fs::remove_dir_all(here.0.join("out")).unwrap();
    here.built(Path::new("back"), &["--lang", "en+ro"]);
    assert_eq!(here.archives()["dlis-t5-en_ro-scorm12.zip"], before);
}

#[test]
fn what_cannot_be_asked_for_is_refused_with_what_to_write() {
    let here = Folder::new("refused");
    let cases: &[(&str, &str, &[&str])] = &[
        ("--lang", "fr,all", &["--lang all", "--lang fr for", "--lang fr,fr+en+ro+el"]),
        ("--lang", "all,fr+ro,en", &["--lang fr+ro,en,fr+en+ro+el"]),
        ("--lang", "fr+all", &["--lang all", "--lang fr,fr+en+ro+el"]),
        ("--lang", "fr+de", &["“de”", "fr, en, ro, el"]),
        ("--lang", "fr,rom", &["“rom”", "Did you mean “ro”?"]),
        ("--lang", "fr+en-GB", &["Did you mean “en”?"]),
        ("--lang", "fr+", &["“”"]),
        ("--theme", "t2,T4", &["“T4”", "t1, t2, t3, t4, t5", "Did you mean “t4”?"]),
        ("--theme", "all", &["“all”"]),
        ("--country", "bee", &["Did you mean “be”?"]),
        ("--to", "scrom12", &["Did you mean “scorm12”?"]),
    ];
    for (option, value, wanted) in cases {
        let output = here.run(&["build", &content().display().to_string(), option, value]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{option} {value}: {said}");
        assert!(wanted.iter().all(|part| said.contains(part)), "{option} {value}: {said}");
        assert!(!here.0.join("packages").exists());
    }
    let deck = content().display().to_string();
    let output = here.run(&["build", &deck, "--lang", "fr,all", "--messages", "fr"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("écrivez --lang all") || said.contains("Écrivez --lang all"), "{said}");
}

#[test]
fn a_build_in_steps_leaves_nothing_over_until_the_deck_gives_it_no_more() {
    let here = Folder::with_deck("steps");
    let deck = Path::new("deck");
    fs::create_dir_all(here.0.join("out")).unwrap();
    // Files that others put there: one named like a package, one listed by hand.
    let theirs = [("dlis-t9-fr-scorm12.zip", "theirs"), ("notes.txt", "mine"), ("other-fr-web.zip", "listed")];
    theirs.iter().for_each(|(name, text)| fs::write(here.0.join("out").join(name), text).unwrap());
    fs::write(here.0.join("out/SHA256SUMS"), format!("{}  other-fr-web.zip\n", sum(b"listed"))).unwrap();
    let steps: &[&[&str]] = &[
        &["--lang", "fr", "--theme", "t4"],
        &["--lang", "fr", "--theme", "t5"],
        &["--lang", "fr+ro", "--theme", "t5"],
        &["--lang", "fr", "--theme", "t4,t5", "--to", "web"],
        &["--lang", "fr", "--theme", "t5", "--split", "situation"],
        &["--lang", "fr", "--to", "web,scorm12,epub,common-cartridge"],
        &["--lang", "fr", "--theme", "t4", "--to", "scorm12,epub,common-cartridge"],
    ];
    for step in steps {
        assert_eq!(left(&here.built(deck, step)), names([]), "{step:?}");
    }
    let signed = here.signed();
    for name in [
        "dlis-t5-fr_ro-scorm12.zip",
        "dlis_t4_t5-fr-web.zip",
        "dlis-fr-web.zip",
        "dlis-t1-fr-scorm12.zip",
        "other-fr-web.zip",
    ] {
        assert!(signed.contains(name), "{name}: {signed:?}");
    }
    assert!(!signed.contains("dlis-t9-fr-scorm12.zip"));

    // Without its fifth theme the deck gives some of them no more, whatever is built.
    let text = fs::read_to_string(here.0.join("deck/deck.toml")).unwrap();
    let changed = text.replacen("\"t4\", \"t5\"", "\"t4\"", 1);
    assert_ne!(text, changed);
    fs::write(here.0.join("deck/deck.toml"), changed).unwrap();
    for language in ["fr", "en", "ro", "el"] {
        let editions = fs::read_dir(here.0.join("deck").join(language)).unwrap().map(|entry| entry.unwrap().path());
        let fifth = editions.filter(|path| path.join("theme.md").is_file());
        let fifth = fifth.filter(|path| fs::read_to_string(path.join("theme.md")).unwrap().contains("id = \"t5\""));
        fifth.for_each(|path| fs::remove_dir_all(path).unwrap());
    }
    let before = here.archives();
    let found = left(&here.built(deck, &["--lang", "fr", "--theme", "t4"]));
    assert_eq!(found, names(["dlis-t5-fr-scorm12.zip"]));
    assert_eq!(left(&here.built(deck, &["--lang", "fr", "--to", "web"])), names(["dlis_t4_t5-fr-web.zip"]));
    assert_eq!(left(&here.built(deck, &["--lang", "ro+fr"])), names(["dlis-t5-fr_ro-scorm12.zip"]));
    let gone: BTreeSet<String> = left(&here.built(deck, &["--lang", "fr", "--split", "situation"]));
    assert!(!gone.is_empty() && gone.iter().all(|name| name.starts_with("dlis-t5-s")), "{gone:?}");
    let signed = here.signed();
    assert!(!signed.iter().any(|name| name.contains("t5")), "{signed:?}");
    assert!(signed.contains("other-fr-web.zip"));
    // They are all still there, and what is not ours is as it was.
    let after = here.archives();
    assert!(before.keys().all(|name| after.contains_key(name)));
    for (name, text) in theirs {
        assert_eq!(fs::read_to_string(here.0.join("out").join(name)).unwrap(), text, "{name}");
    }
}
