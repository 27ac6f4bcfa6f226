//! Handouts on their way from a capsule to a page, a site, paper, a package and a translator.

use cartable::check::check;
use cartable::course::{Module, Split, modules};
use cartable::deck::{Deck, Edition, PartBody, Tracking};
use cartable::package::{SOURCE_FILE, source};
use cartable::read::read_files;
use cartable::render::{render, sheets, site};
use cartable::translate::{export, import};
use cartable::tree::Tree;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

type Files = BTreeMap<String, String>;

const CAPSULE: &str = "fr/2-outils-numeriques/capsules/faire-avec.md";
const HANDOUTS: [&str; 2] = ["faire-avec", "agilite-numerique"];

/// The texts of the deck that ships, by path.
fn files() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let (mut folders, mut all) = (vec![root.clone()], Files::new());
    while let Some(folder) = folders.pop() {
        let entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        for path in entries {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".md") || name.ends_with(".svg") || name == "deck.toml" {
                all.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    all
}

fn read(files: &Files) -> Deck {
    read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).0
}

/// A handout as its parts: what each is, and how long its lists are.
fn shape(edition: &Edition, id: &str) -> Vec<(String, Vec<usize>)> {
    let handout = edition.capsule(id).and_then(|capsule| capsule.handout.as_ref()).expect(id);
    handout.parts.iter().map(|part| (part.id.value.clone(), part.body.sizes())).collect()
}

fn text(tree: &Tree, name: &str) -> String {
    String::from_utf8(tree.get(name).unwrap_or_else(|| panic!("no {name}")).to_vec()).unwrap()
}

/// The module that holds the third situation of the second theme.
fn module<'a>(deck: &'a Deck, language: &str, split: Split) -> Module<'a> {
    let all = modules(deck, language, split, Tracking::Essential);
    let holds = |module: &Module<'_>| module.situations.iter().any(|activity| activity.id == "t2-s03");
    all.into_iter().find(holds).unwrap()
}

#[test]
fn every_language_has_the_same_handouts_and_a_scale_of_four() {
    let deck = read(&files());
    for edition in &deck.editions {
        for id in HANDOUTS {
            assert_eq!(shape(edition, id), shape(&deck.editions[0], id), "{id} in {}", edition.language);
        }
        let own = edition.capsule("agilite-numerique").unwrap().handout.as_ref().unwrap();
        let PartBody::Ratings { scale, statements } = &own.parts[0].body else { panic!("no ratings") };
        assert_eq!((scale.len(), statements.len()), (4, 15), "{}", edition.language);
    }
}

#[test]
fn controls_have_a_label_and_no_name_that_a_form_would_send() {
    let deck = read(&files());
    for language in deck.languages.iter().map(|language| language.as_str()) {
        let page = text(&render(&module(&deck, language, Split::Theme), false).unwrap(), "index.html");
        for id in HANDOUTS {
            assert!(page.contains(&format!("<a href=\"#_handout-{id}\">")), "{id} is not led to");
            let begin = page.find(&format!("id=\"_handout-{id}\"")).expect(id);
            let part = &page[begin..begin + page[begin..].find("</details>").unwrap()];
            let controls: Vec<&str> = part.split("<input ").skip(1).map(|c| c.split('>').next().unwrap()).collect();
            assert!(controls.len() > 10 && part.matches("<label>").count() == controls.len(), "{id}: {controls:?}");
            for control in controls {
                // A name groups radio buttons; without a form it is sent nowhere. No browser fills in what was there before.
                assert_eq!(control.contains("name="), control.contains("radio"), "{control}");
                assert!(control.contains("autocomplete=\"off\"") && !control.contains("id="), "{control}");
            }
            assert!(!part.contains("<form") && !part.contains("<textarea"), "{id}");
        }
    }
}

#[test]
fn a_module_of_one_situation_leads_to_no_handout_and_its_source_makes_it_again() {
    let deck = read(&files());
    for language in deck.languages.iter().map(|language| language.as_str()) {
        let module = module(&deck, language, Split::Situation);
        let page = text(&render(&module, false).unwrap(), "index.html");
        assert!(page.contains("id=\"_capsule/faire-avec\"") && !page.contains("_handout"), "{language}");
        assert!(!page.contains("{#") && !page.contains("type=\"checkbox\" autocomplete"));
        let packed: serde_json::Value = serde_json::from_str(&text(&source(&module), SOURCE_FILE)).unwrap();
        let named: Files = serde_json::from_value(packed["files"].clone()).unwrap();
        let again = read(&named);
        let capsule = again.editions[0].capsule("faire-avec").unwrap();
        assert!(capsule.handout.is_none() && !capsule.keep.is_empty() && !capsule.sources.is_empty(), "{language}");
    }
}

#[test]
fn a_theme_keeps_its_handouts_in_its_source() {
    let deck = read(&files());
    let packed = text(&source(&module(&deck, "fr", Split::Theme)), SOURCE_FILE);
    assert!(packed.contains("{#handout}") && packed.contains("{#ratings}"));
}

#[test]
fn a_sheet_of_its_own_stands_in_print_and_on_the_site_and_is_led_to() {
    let deck = read(&files());
    for language in deck.languages.iter().map(|language| language.as_str()) {
        let whole = modules(&deck, language, Split::Deck, Tracking::Essential).remove(0);
        let (paper, site) = (sheets(&whole).unwrap(), site(&whole).unwrap());
        for id in HANDOUTS {
            let name = format!("handout-{id}.html");
            let sheet = text(&paper, &name);
            assert!(sheet.contains("class=\"of-handout\"") && !sheet.contains("<input"), "{name}");
            for from in ["index.html", "booklet.html"] {
                assert!(text(&paper, from).contains(&format!("href=\"{name}\"")), "{from} does not lead to {name}");
            }
            assert!(text(&site, &name).contains("<input"), "{name}");
            assert!(text(&site, &format!("capsule-{id}.html")).contains(&format!("href=\"{name}\"")));
            assert!(text(&site, "sw.js").contains(&name), "{name} is not kept");
        }
        assert_eq!(paper.files().filter(|(name, _)| name.starts_with("handout-")).count(), HANDOUTS.len());
    }
}

#[test]
fn a_changed_label_makes_one_text_outdated_in_every_language() {
    let mut files = files();
    let changed = files[CAPSULE].replace("- joindre des pièces\n", "- joindre des documents\n");
    assert_ne!(changed, files[CAPSULE]);
    files.insert(CAPSULE.to_owned(), changed);
    let deck = read(&files);
    for language in ["en", "ro", "el"] {
        let po = export(&deck, language);
        let fuzzy: Vec<&str> = po.split("\n\n").filter(|entry| entry.contains("#, fuzzy")).collect();
        assert_eq!(fuzzy.len(), 1, "{language}");
        assert!(
            fuzzy[0].contains("msgctxt \"capsule/faire-avec/handout/boxes/tick-box-3/tick-box-2\""),
            "{}",
            fuzzy[0]
        );
    }
    assert_eq!(check(&deck).sorted().iter().filter(|finding| finding.rule.code == "C077").count(), 3);
}

#[test]
fn a_handout_goes_to_a_translator_and_comes_back() {
    let mut files = files();
    let path = CAPSULE.replace("fr/", "el/");
    let (deck, found) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let po = export(&deck, "el").replace("\"να επισυνάψω δικαιολογητικά\"", "\"να επισυνάψω χαρτιά\"");
    let (imported, findings) = import((&deck, &found), ("a.po", po.as_bytes()), None, check);
    // Greek leads to the sheets of countries from fewer texts than French.
    assert!(findings.sorted().iter().all(|finding| ["T017", "T032"].contains(&finding.rule.code)));
    let changed: Vec<_> =
        imported.unwrap().files.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    let [(name, bytes)] = &changed[..] else { panic!("{} files", changed.len()) };
    assert_eq!(name, &path);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert_eq!(text, files[&path].replace("να επισυνάψω δικαιολογητικά", "να επισυνάψω χαρτιά"));
    files.insert(path, text);
    assert_eq!(shape(read(&files).editions.last().unwrap(), "faire-avec"), shape(&deck.editions[0], "faire-avec"));
}
