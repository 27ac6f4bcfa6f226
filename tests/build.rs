//! The way from a deck to packages, through the real command.

mod copy;

use copy::copy;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of one test, empty at its start and gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cartable-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn cartable(here: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.current_dir(here).args(arguments).env("LC_ALL", "en_US.UTF-8").output().unwrap()
}

fn done(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The files of a folder by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                all.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    all
}

#[test]
fn the_deck_that_ships_gives_the_checksums_that_ship() {
    let here = Folder::new("sums");
    done(&cartable(root(), &["build", "--out", &here.join("out").to_string_lossy()]));
    let built = fs::read_to_string(here.join("out/SHA256SUMS")).unwrap();
    let shipped = fs::read_to_string(root().join("packages/SHA256SUMS")).unwrap();
    assert_eq!(built, shipped, "run `cartable build` and commit packages/SHA256SUMS");
    for line in built.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let bytes = fs::read(here.join("out").join(name)).unwrap();
        let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sum, found, "{name}");
    }
}

#[test]
fn the_same_deck_gives_the_same_bytes_on_another_day_in_another_folder() {
    let here = Folder::new("twice");
    let (one, two) = (here.join("one"), here.join("elsewhere/two"));
    copy(&root().join("content"), &one.join("content"));
    copy(&root().join("content"), &two);
    // The second copy has other line ends and other dates, as a checkout on another system has.
    for name in files(&two).keys().filter(|name| name.ends_with(".md")) {
        let text = fs::read_to_string(two.join(name)).unwrap().replace('\n', "\r\n");
        fs::write(two.join(name), text).unwrap();
        let day = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        fs::File::options().write(true).open(two.join(name)).unwrap().set_modified(day).unwrap();
    }
    done(&cartable(&one, &["build"]));
    done(&cartable(&two, &["build", ".", "--out", "../out"]));
    let mut rows = 0;
    let second = files(&here.join("elsewhere/out"));
    for (name, bytes) in files(&one.join("packages")) {
        assert_eq!(Some(&bytes), second.get(&name), "{name}");
        rows += 1;
    }
    assert!(rows >= 2);
}

#[test]
fn sheets_are_one_archive_a_language_the_same_every_time_with_the_source_in_each() {
    let here = Folder::new("print");
    for (out, lang) in [("one", "all"), ("two", "fr,en,ro,el")] {
        let out = here.join(out);
        done(&cartable(root(), &["build", "--to", "print", "--lang", lang, "--out", &out.to_string_lossy()]));
    }
    let (one, two) = (files(&here.join("one")), files(&here.join("two")));
    let archives = |files: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        files.into_iter().filter(|(name, _)| name.ends_with(".zip")).collect()
    };
    let (one, two) = (archives(one), archives(two));
    let languages = ["el", "en", "fr", "ro"].map(|language| format!("dlis-{language}-print.zip"));
    assert!(one.keys().eq(&languages), "{:?}", one.keys());
    assert_eq!(one, two);
    done(&cartable(&here.0, &["open", "one/dlis-fr-print.zip", "--into", "deck"]));
    assert!(here.join("deck/deck.toml").is_file());
}

/// Opens each package of a build of the deck that ships, checks and builds what comes out, and holds it against the package.
fn opened_again(name: &str, options: &[&str]) -> Folder {
    let here = Folder::new(name);
    let out = here.join("first").to_string_lossy().into_owned();
    done(&cartable(root(), &[&["build", "--lang", "fr,en,ro,el", "--out", &out], options].concat()));
    let mut packages = 0;
    for (name, bytes) in files(&here.join("first")).into_iter().filter(|(name, _)| name.ends_with(".zip")) {
        let (package, deck) = (format!("first/{name}"), name.trim_end_matches(".zip").to_owned());
        done(&cartable(&here.0, &["open", &package, "--into", &deck]));
        let said = cartable(&here.0, &["check", &deck, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&done(&said)).unwrap();
        let worse = |finding: &&serde_json::Value| finding["severity"] != "note";
        assert_eq!(report["findings"].as_array().unwrap().iter().find(worse), None, "{name}");
        done(&cartable(&here.0, &[&["build", &deck, "--out", "again"], options].concat()));
        assert!(bytes == fs::read(here.join("again").join(&name)).unwrap(), "another {name}");
        packages += 1;
    }
    assert!(packages > 0);
    here
}

#[test]
fn a_package_gives_its_deck_back_and_that_deck_gives_the_same_package() {
    let here = opened_again("open", &["--to", "scorm12,scorm2004,cmi5,xapi"]);
    for (file, text) in files(&here.join("dlis-t1-fr-scorm12")) {
        if !["deck.toml", "register.toml", "fr/glossary.md"].contains(&file.as_str()) {
            assert_eq!(text, fs::read(root().join("content").join(&file)).unwrap(), "{file}");
        }
    }
    done(&cartable(root(), &["build", "--no-source", "--out", &here.join("bare").to_string_lossy()]));
    let bare = files(&here.join("bare")).into_keys().find(|name| name.ends_with(".zip")).unwrap();
    let refused = cartable(&here.0, &["open", &format!("bare/{bare}"), "--into", "nothing"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!here.join("nothing").exists());
}

#[test]
fn a_package_of_a_translation_holds_that_language_alone_as_a_source() {
    let here = opened_again("alone", &["--split", "situation"]);
    let opened = files(&here.join("dlis-t2-s02-ro-scorm12"));
    let folders: Vec<&str> = opened.keys().filter_map(|file| file.split_once('/')).map(|(folder, _)| folder).collect();
    assert!(folders.contains(&"ro") && folders.iter().all(|own| ["ro", "scenes"].contains(own)), "{:?}", opened.keys());
    let text = |file: &str| String::from_utf8(opened[file].clone()).unwrap();
    let made_from = |text: &str| text.contains("source-version") || text.contains("source-digest");
    assert!(!opened.values().any(|text| made_from(&String::from_utf8_lossy(text))));
    let card = text("ro/2-outils-numeriques/02-droit-a-l-equipement.md");
    for said in [
        "\ncapsules = [\"droit-a-l-equipement\", \"equipement-numerique\", \"faire-avec\", \"non-recours\"]\n",
        "{#q1 kind=facts source=droit-a-l-equipement}",
        "- [x] O conexiune",
        "- [ ] Datoria",
    ] {
        assert!(card.contains(said), "{said}: {card}");
    }
    let toml = text("deck.toml");
    assert!(toml.contains("languages = [\"ro\"]") && !toml.contains("\nfr = ") && toml.contains("\nro = "), "{toml}");
    // Held against the deck that it was made from, the module is the same.
    let package = here.join("first/dlis-t2-s02-ro-scorm12.zip");
    let (content, package) = (root().join("content"), package.to_string_lossy().into_owned());
    let options = ["--split", "situation", "--format", "json"];
    let compared = cartable(&here.0, &[&["compare", &content.to_string_lossy(), &package], &options[..]].concat());
    let report: serde_json::Value = serde_json::from_slice(&compared.stdout).unwrap();
    let sort = |change: &&serde_json::Value| change["path"].as_str().unwrap().starts_with("dlis-t2-s02");
    let sorts: Vec<_> = report["changes"].as_array().unwrap().iter().filter(sort).map(|c| &c["sort"]).collect();
    assert!(sorts.len() > 4 && sorts.iter().all(|sort| *sort == "same"), "{sorts:?}");
}

#[test]
fn sites_and_sheets_of_a_translation_give_their_deck_back() {
    opened_again("others", &["--to", "web,print"]);
}

#[test]
fn a_failed_build_leaves_earlier_packages_as_they_were() {
    let here = Folder::new("failed");
    done(&cartable(&here.0, &["new", "deck", "deck"]));
    done(&cartable(&here.0, &["build", "deck"]));
    let before = files(&here.join("packages"));
    let card = here.join("deck/en/1-theme/01-first-card.md");
    fs::write(&card, fs::read_to_string(&card).unwrap().replace("messaging", "gone")).unwrap();
    let failed = cartable(&here.0, &["build", "deck"]);
    assert_eq!(failed.status.code(), Some(1));
    assert_eq!(before, files(&here.join("packages")));
    // A folder that cannot be written to: a file stands in its place.
    fs::write(here.join("blocked"), "").unwrap();
    fs::write(&card, fs::read_to_string(&card).unwrap().replace("gone", "messaging")).unwrap();
    assert_eq!(cartable(&here.0, &["build", "deck", "--out", "blocked"]).status.code(), Some(3));
}

/// A folder of that name stands for a package that another program has open, which Windows does not replace.
#[test]
fn a_package_that_cannot_be_replaced_is_named_and_leaves_no_false_checksum() {
    let here = Folder::new("in-the-way");
    let content = root().join("content");
    let build = ["build", content.to_str().unwrap(), "--lang", "fr"];
    fs::create_dir_all(here.join("packages/dlis-t2-fr-scorm12.zip/inside")).unwrap();
    let output = cartable(&here.0, &build);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("dlis-t2-fr-scorm12.zip"), "{output:?}");
    let sums = fs::read_to_string(here.join("packages/SHA256SUMS")).unwrap();
    let names: Vec<&str> = sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name).collect();
    assert_eq!(names, ["dlis-t1-fr-scorm12.zip"]);
    assert_eq!(files(&here.join("packages")).into_keys().collect::<Vec<_>>(), ["SHA256SUMS", names[0]]);
    fs::remove_dir_all(here.join("packages/dlis-t2-fr-scorm12.zip")).unwrap();
    done(&cartable(&here.0, &build));
}

#[test]
fn a_new_deck_and_a_new_card_are_clean() {
    let here = Folder::new("new");
    for (language, theme) in [("fr", "jeu/fr/1-theme"), ("en", "deck/en/1-theme")] {
        let deck = theme.split('/').next().unwrap();
        done(&cartable(&here.0, &["new", "deck", deck, "--lang", language]));
        // Editors find the schema that deck.toml names.
        let named = fs::read_to_string(here.join(&format!("{deck}/deck.toml"))).unwrap();
        let schema = named.strip_prefix("#:schema ./").and_then(|rest| rest.lines().next()).expect("a schema is named");
        let schema = fs::read_to_string(here.join(&format!("{deck}/{schema}"))).unwrap();
        assert_eq!(schema, done(&cartable(&here.0, &["schema", "deck", "--messages", language])));
        let said = cartable(&here.0, &["check", deck, "--messages", "en"]);
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        let codes = said.lines().filter_map(|line| line.split_once('[')?.1.split_once("]: ")).map(|(code, _)| code);
        assert!(said.contains("0 error(s)") && codes.clone().count() >= 3, "{said}");
        assert!(codes.into_iter().all(|code| ["C090", "C091"].contains(&code)), "{said}");
        done(&cartable(&here.0, &["new", "card", theme, "--messages", language]));
        let card = done(&cartable(&here.0, &["new", "card", theme, "--messages", language]));
        assert!(card.contains("t1-s03"), "{card}");
        done(&cartable(&here.0, &["check", deck]));
        done(&cartable(&here.0, &["build", deck]));
        let refused = cartable(&here.0, &["build", deck, "--release"]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&refused.stderr).contains("error[B020]"));
        // Nothing is written over.
        assert_eq!(cartable(&here.0, &["new", "deck", deck]).status.code(), Some(3));
    }
}

#[test]
fn a_release_wants_a_licence() {
    let here = Folder::new("release");
    done(&cartable(&here.0, &["new", "deck", "deck"]));
    let toml = here.join("deck/deck.toml");
    fs::write(&toml, fs::read_to_string(&toml).unwrap().replace("CC-BY-SA-4.0", "LicenseRef-ours")).unwrap();
    done(&cartable(&here.0, &["build", "deck"]));
    let refused = cartable(&here.0, &["build", "deck", "--release", "--format", "json"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stdout).contains("B001"));
}

#[test]
fn adding_moving_and_retitling_cards_changes_no_identifier() {
    let here = Folder::new("ids");
    done(&cartable(&here.0, &["new", "deck", "deck"]));
    done(&cartable(&here.0, &["build", "deck", "--out", "before"]));
    let theme = here.join("deck/en/1-theme");
    let card = fs::read_to_string(theme.join("01-first-card.md")).unwrap();
    fs::remove_file(theme.join("01-first-card.md")).unwrap();
    fs::write(theme.join("09-moved.md"), card.replace("A message on the wrong phone", "Another title")).unwrap();
    done(&cartable(&here.0, &["new", "card", "deck/en/1-theme"]));
    let text = fs::read_to_string(theme.join("theme.md")).unwrap();
    fs::write(theme.join("theme.md"), text.replace("A theme", "Another theme")).unwrap();
    done(&cartable(&here.0, &["build", "deck", "--out", "after"]));
    let manifest = |folder: &str| {
        let bytes = fs::read(here.join(folder).join("deck-t1-en-scorm12.zip")).unwrap();
        let text =
            String::from_utf8(cartable::tree::unzip(&bytes).unwrap().get("imsmanifest.xml").unwrap().to_vec()).unwrap();
        let ids = text.split_whitespace().filter(|word| word.starts_with("identifier")).map(str::to_owned);
        ids.collect::<Vec<_>>()
    };
    assert_eq!(manifest("before"), manifest("after"));
    assert!(manifest("before").len() >= 5);
}

#[test]
fn the_manifest_is_valid_by_the_official_schema() {
    let here = Folder::new("schema");
    let schema = root().join("../shared/schemas/scorm12/_all.xsd");
    if !schema.exists() {
        assert!(std::env::var_os("CI").is_none(), "the official schemas are missing");
        return;
    }
    done(&cartable(root(), &["build", "--out", &here.join("out").to_string_lossy()]));
    for (name, bytes) in files(&here.join("out")).into_iter().filter(|(name, _)| name.ends_with(".zip")) {
        let members = cartable::tree::unzip(&bytes).unwrap();
        let manifest = here.join("imsmanifest.xml");
        fs::write(&manifest, members.get("imsmanifest.xml").unwrap()).unwrap();
        let judged =
            Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(&schema).arg(&manifest).output();
        let judged = judged.expect("xmllint: install the package libxml2-utils");
        assert!(judged.status.success(), "{name}: {}", String::from_utf8_lossy(&judged.stderr));
    }
}

#[test]
fn every_rule_can_be_explained_in_both_languages() {
    for language in ["fr", "en"] {
        let listed = done(&cartable(root(), &["explain", "--messages", language]));
        assert!(listed.lines().count() > 100, "{language}");
        for line in listed.lines() {
            let code = line.split_whitespace().next().unwrap();
            let text = done(&cartable(root(), &["explain", code, "--messages", language]));
            assert!(text.lines().filter(|line| !line.is_empty()).count() >= 4, "{code} in {language}: {text}");
        }
    }
    assert_eq!(cartable(root(), &["explain", "X999"]).status.code(), Some(2));
}

#[test]
fn one_module_holds_all_languages_and_gives_them_all_back() {
    let here = Folder::new("all");
    done(&cartable(root(), &["build", "--lang", "all", "--out", &here.join("first").to_string_lossy()]));
    done(&cartable(root(), &["build", "--lang", "fr", "--out", &here.join("fr").to_string_lossy()]));
    let packages: Vec<String> = files(&here.join("first")).into_keys().filter(|name| name.ends_with(".zip")).collect();
    let (deck, _) = cartable::read::read(&root().join("content")).unwrap();
    let names: Vec<_> = deck.themes.iter().map(|theme| format!("dlis-{}-all-scorm12.zip", theme.value)).collect();
    assert_eq!(packages, names);
    let identifiers = |members: &cartable::tree::Tree| {
        let manifest = String::from_utf8(members.get("imsmanifest.xml").unwrap().to_vec()).unwrap();
        let words = manifest.split([' ', '>']).filter(|word| word.starts_with("identifier"));
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    for name in packages {
        let bytes = fs::read(here.join("first").join(&name)).unwrap();
        let members = cartable::tree::unzip(&bytes).unwrap();
        let inside: Vec<&str> = members.files().map(|(path, _)| path).collect();
        let expected = "country-el.html country-en.html country-ro.html country.html donnees.json el.html en.html imsmanifest.xml index.html module.css module.js ro.html source.json teaching.html tutor.html";
        assert_eq!(inside.join(" "), expected);
        let alone = fs::read(here.join("fr").join(name.replace("-all-", "-fr-"))).unwrap();
        assert_eq!(identifiers(&members), identifiers(&cartable::tree::unzip(&alone).unwrap()));
        let deck = name.trim_end_matches(".zip");
        done(&cartable(&here.0, &["open", &format!("first/{name}"), "--into", deck]));
        done(&cartable(&here.0, &["build", deck, "--lang", "all", "--out", "again"]));
        assert_eq!(bytes, fs::read(here.join("again").join(&name)).unwrap(), "{name}");
        for language in ["fr", "en", "ro", "el"] {
            assert!(here.join(deck).join(language).join("game.md").is_file(), "{name}: {language}");
        }
    }
}

#[test]
fn a_language_that_is_not_whole_is_left_out_of_a_joined_module_and_told() {
    let here = Folder::new("partly");
    copy(&root().join("content"), &here.join("deck"));
    // A situation that is not translated is there in the source's words; one with a quiz of its own cannot be the same.
    fs::remove_file(here.join("deck/ro/1-protection-des-donnees/01-collecte.md")).unwrap();
    let card = here.join("deck/ro/2-outils-numeriques/02-droit-a-l-equipement.md");
    let text = fs::read_to_string(&card).unwrap();
    let quiz = text[..text.find("{#quiz}").unwrap()].rfind("\n## ").unwrap();
    let rest = quiz + 1 + text[quiz + 1..].find("\n## ").unwrap();
    fs::write(&card, text[..quiz].to_owned() + &text[rest..]).unwrap();
    let built = cartable(&here.0, &["build", "deck", "--lang", "all", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&done(&built)).unwrap();
    let told = report["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == "B003");
    let told: Vec<_> = told.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("dlis-t2") && told[0].contains("ro"), "{told:?}");
    let is_page = |path: &str| {
        path.ends_with(".html") && !["tutor.html", "teaching.html"].contains(&path) && !path.starts_with("country")
    };
    let pages = |name: &str| {
        let bytes = fs::read(here.join("packages").join(name)).unwrap();
        let members = cartable::tree::unzip(&bytes).unwrap();
        members.files().filter(|(path, _)| is_page(path)).count()
    };
    assert_eq!([pages("dlis-t1-all-scorm12.zip"), pages("dlis-t2-all-scorm12.zip")], [4, 3]);
}

#[test]
fn what_is_there_already_is_not_made_again_nor_touched() {
    let here = Folder::new("unchanged");
    copy(&root().join("tests/decks/good"), &here.join("deck"));
    let name = "essai-t1-fr-scorm12.zip";
    let build = |options: &[&str]| {
        let output = cartable(&here.0, &[&["build", "deck", "--format", "json"], options].concat());
        let report: serde_json::Value = serde_json::from_str(&done(&output)).unwrap();
        report["changed"].as_bool().unwrap()
    };
    let archive = here.join("packages").join(name);
    let stamp = || fs::metadata(&archive).unwrap().modified().unwrap();
    assert!(build(&[]));
    let (first, made) = (stamp(), fs::read(&archive).unwrap());
    assert!(!build(&[]), "the same deck is not built again");
    // The first build is remembered beside others that made other archives.
    assert!(build(&["--split", "deck"]));
    assert!(!build(&[]));
    // Another option that gives the same bytes: it is built, and the archive is not touched.
    assert!(build(&["--lang", "fr", "--release"]));
    assert_eq!(stamp(), first);
    for change in ["damaged", "gone"] {
        match change {
            "damaged" => fs::write(&archive, b"half of it").unwrap(),
            _ => fs::remove_file(&archive).unwrap(),
        }
        assert!(build(&[]), "{change}");
        assert_eq!(fs::read(&archive).unwrap(), made, "{change}");
    }
    let card = here.join("deck/fr/1-deborder/02-message.md");
    fs::write(&card, fs::read_to_string(&card).unwrap().replace("minuit", "midi")).unwrap();
    assert!(build(&[]), "a word changed");
    assert_ne!(fs::read(&archive).unwrap(), made);
    // Other tracking replaced the archive under the same name, so the build before it counts no more.
    assert!(build(&["--tracking", "standard"]));
    assert!(build(&[]));
    fs::write(here.join("packages/.cartable-builds.json"), b"{not json").unwrap();
    assert!(build(&[]), "a damaged memory is none");
}

#[test]
fn a_report_for_machines_says_what_came_out() {
    let here = Folder::new("report");
    let good = root().join("tests/decks/good");
    let output = cartable(&here.0, &["build", &good.to_string_lossy(), "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&done(&output)).unwrap();
    let row = &report["artefacts"][0];
    let bytes = fs::read(here.join(row["path"].as_str().unwrap())).unwrap();
    assert_eq!(row["bytes"], bytes.len());
    assert_eq!(report["bytes"], bytes.len());
    let sums = fs::read_to_string(here.join("packages/SHA256SUMS")).unwrap();
    assert!(sums.starts_with(row["sha256"].as_str().unwrap()), "{sums}");
    assert_eq!([&row["module"], &row["format"], &row["languages"][0]], ["essai-t1", "scorm12", "fr"]);
    let output = cartable(&here.0, &["build", &good.to_string_lossy(), "--format", "json"]);
    let again: serde_json::Value = serde_json::from_str(&done(&output)).unwrap();
    assert_eq!(
        (&again["changed"], &again["artefacts"]),
        (&false.into(), &report["artefacts"]),
        "the same where nothing was done"
    );
}

#[test]
fn what_is_named_twice_is_made_once() {
    let here = Folder::new("doubled");
    let good = root().join("tests/decks/good").to_string_lossy().into_owned();
    let made = |options: &[&str]| done(&cartable(&here.0, &[&["build", &good], options].concat())).lines().count();
    assert_eq!(made(&["--to", "scorm12,scorm12", "--lang", "fr,fr"]), 1);
    assert_eq!(made(&["--to", "all,cmi5", "--lang", "fr"]), cartable::package::FORMATS.len());
}

#[test]
fn a_finding_on_a_package_names_the_package() {
    let here = Folder::new("named");
    done(&cartable(
        root(),
        &["build", "tests/decks/good", "--to", "scorm2004,cmi5", "--out", &here.0.to_string_lossy()],
    ));
    let names = ["essai-t1-fr-scorm2004.zip", "essai-t1-fr-cmi5.zip"];
    let run = |more: &[&str]| cartable(&here.0, &[&["verify", names[0], names[1]], more].concat());
    let people = String::from_utf8(run(&[]).stderr).unwrap();
    assert!(people.contains("--> essai-t1-fr-scorm2004.zip/imsmanifest.xml:2:1"), "{people}");
    let machines: serde_json::Value = serde_json::from_str(&done(&run(&["--format", "json"]))).unwrap();
    let archives: Vec<_> = machines["findings"].as_array().unwrap().iter().map(|row| row["archive"].as_str()).collect();
    assert!(names.iter().all(|name| archives.contains(&Some(name))) && !archives.contains(&None), "{archives:?}");
}

#[test]
fn what_a_build_notes_on_the_deck_is_shown() {
    let here = Folder::new("noted");
    done(&cartable(&here.0, &["new", "deck", "deck"]));
    let output = cartable(&here.0, &["build", "deck"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("B004") && !said.contains("M038"), "{said}");
}

#[test]
fn a_situation_may_be_a_module_with_a_name_of_its_own() {
    let here = Folder::new("situations");
    done(&cartable(root(), &["build", "--split", "situation", "--lang", "fr", "--out", &here.0.to_string_lossy()]));
    let packages: Vec<String> = files(&here.0).into_keys().filter(|name| name.ends_with(".zip")).collect();
    let (deck, _) = cartable::read::read(&root().join("content")).unwrap();
    assert_eq!(packages.len(), deck.editions[0].situations().count());
    let bytes = fs::read(here.join("dlis-t2-s03-fr-scorm12.zip")).unwrap();
    let members = cartable::tree::unzip(&bytes).unwrap();
    let page = String::from_utf8(members.get("index.html").unwrap().to_vec()).unwrap();
    assert_eq!((page.matches("id=\"t2-s03\"").count(), page.contains("id=\"t2-s02\"")), (1, false));
    done(&cartable(&here.0, &["open", "dlis-t2-s03-fr-scorm12.zip", "--into", "deck"]));
    done(&cartable(&here.0, &["build", "deck", "--split", "situation", "--out", "again"]));
    assert_eq!(fs::read(here.join("again/dlis-t2-s03-fr-scorm12.zip")).unwrap(), bytes);
}

#[test]
fn packages_do_not_go_where_texts_of_a_deck_are() {
    let here = Folder::new("among-texts");
    done(&cartable(&here.0, &["new", "deck", "deck"]));
    let before = files(&here.join("deck"));
    for out in ["deck/en", "deck/en/1-theme", "deck/../deck/en"] {
        let refused = cartable(&here.0, &["build", "deck", "--out", out]);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(refused.status.code() == Some(2) && said.contains("holds texts"), "{out}: {said}");
        assert_eq!(files(&here.join("deck")), before);
    }
    // A folder in the deck that is for packages is one, also the second time.
    done(&cartable(&here.0, &["build", "deck", "--out", "deck/packages"]));
    done(&cartable(&here.0, &["build", "deck", "--out", "deck/packages"]));
}

#[cfg(unix)]
#[test]
fn a_link_where_a_package_is_written_is_not_followed() {
    let here = Folder::new("link-beside");
    done(&cartable(&here.0, &["new", "deck", "deck"]));
    fs::create_dir(here.join("packages")).unwrap();
    fs::write(here.join("precious"), "precious").unwrap();
    for part in ["packages/.deck-t1-en-scorm12.zip.part", "packages/.SHA256SUMS.part", "deck/.register.toml.part"] {
        std::os::unix::fs::symlink(here.join("precious"), here.join(part)).unwrap();
    }
    done(&cartable(&here.0, &["build", "deck"]));
    assert_eq!(fs::read_to_string(here.join("precious")).unwrap(), "precious");
    for name in ["packages/deck-t1-en-scorm12.zip", "packages/SHA256SUMS", "deck/register.toml"] {
        assert!(fs::symlink_metadata(here.join(name)).unwrap().is_file(), "{name}");
    }
}
