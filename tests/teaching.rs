//! Teaching sheets, the whole way: into packages, among the sheets to print, onto a site, to translators and back, and out of a
//! package again.

use cartable::build::{Languages, Options, build};
use cartable::check::check;
use cartable::compare::{Sort, compare};
use cartable::course::{Split, modules};
use cartable::deck::{Deck, Situation, Tracking, minutes, plain, steps};
use cartable::diagnostic::Severity;
use cartable::package::{FORMATS, Format, Holds, deck_files};
use cartable::read::read_files;
use cartable::translate::{accept, export, import};
use cartable::tree::{Tree, unzip};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

type Files = BTreeMap<String, String>;

const FRENCH: &str = "fr/2-outils-numeriques/teaching.md";
const ENGLISH: &str = "en/2-outils-numeriques/teaching.md";

/// The texts of the deck that ships, by path.
fn files() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let (mut folders, mut all) = (vec![root.clone()], Files::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if [".md", ".toml", ".svg"].iter().any(|ending| name.ends_with(ending)) {
                all.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    all
}

/// The same without the teaching sheets of a language, or of all.
fn without(language: &str) -> Files {
    let mut files = files();
    files.retain(|path, _| !path.ends_with("/teaching.md") || !path.starts_with(language));
    files
}

fn deck(files: &Files) -> Deck {
    read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).0
}

fn edit(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = files.get_mut(path).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}");
    *text = text.replacen(from, to, 1);
}

/// What a build of a deck in a language makes, by the name of the archive; nothing in it may be wrong.
fn made(deck: &Deck, formats: &[&str], language: &str, split: Split) -> Vec<(String, Tree)> {
    let options = Options {
        formats: formats.iter().map(|key| Format::from_key(key).unwrap()).collect(),
        languages: Languages::Each(vec![language.to_owned()]),
        split,
        tracking: Tracking::Standard,
        with_source: true,
        release: false,
        forums: Default::default(),
        schemas: BTreeMap::new(),
    };
    let (artefacts, findings) = build(deck, &options, &|_, _| ()).unwrap();
    let wrong: Vec<_> = findings.sorted().into_iter().filter(|f| f.rule.severity == Severity::Error).collect();
    assert!(wrong.is_empty(), "{:?}", wrong.iter().map(|f| (f.rule.code, &f.args)).collect::<Vec<_>>());
    artefacts.into_iter().map(|made| (made.name, unzip(&made.bytes).unwrap())).collect()
}

fn text<'a>(tree: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(tree.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

/// The keys of the formats that hold what learners open.
fn learners() -> Vec<&'static str> {
    let holds = |format: &&Format| matches!(format.holds, Holds::Module | Holds::Course);
    FORMATS.iter().filter(holds).map(|format| format.key).collect()
}

#[test]
fn a_package_holds_the_sheets_of_its_themes_and_only_the_tutors_sheet_leads_to_them() {
    let deck = deck(&files());
    for split in [Split::Theme, Split::Deck] {
        for (name, package) in made(&deck, &learners(), "fr", split) {
            let page = text(&package, "teaching.html");
            let sheets = if split == Split::Deck { deck.editions[0].teachings().count() } else { 1 };
            assert_eq!(page.matches("class=\"lesson\"").count(), sheets, "{name}");
            assert_eq!(page.matches("<h1>").count(), 1, "{name}");
            assert!(text(&package, "tutor.html").contains("href=\"teaching.html\""), "{name}");
            let pages = package.files().filter(|(path, _)| path.ends_with(".html") && *path != "tutor.html");
            for (path, page) in pages {
                assert!(!String::from_utf8_lossy(page).contains("teaching.html"), "{name}: {path}");
            }
        }
    }
}

#[test]
fn a_module_of_one_situation_has_no_sheet() {
    for (name, package) in made(&deck(&files()), &["scorm12", "cmi5"], "fr", Split::Situation) {
        assert!(package.get("teaching.html").is_none(), "{name}");
        assert!(!text(&package, "tutor.html").contains("teaching.html"), "{name}");
        assert!(!text(&package, "source.json").contains("teaching.md"), "{name}");
    }
}

#[test]
fn a_deck_without_sheets_says_nothing_of_them() {
    for (name, package) in made(&deck(&without("")), &["scorm12", "print", "web"], "fr", Split::Theme) {
        for (path, content) in package.files().filter(|(path, _)| path.ends_with(".html")) {
            assert!(!String::from_utf8_lossy(content).contains("teaching.html"), "{name}: {path}");
        }
        assert!(package.get("teaching.html").is_none(), "{name}");
    }
}

#[test]
fn the_print_edition_and_the_site_have_a_page_of_all_sheets_and_lead_to_it() {
    let deck = deck(&files());
    for (format, from) in [("print", "index.html"), ("web", "index.html")] {
        let (name, tree) = made(&deck, &[format], "fr", Split::Theme).pop().unwrap();
        assert!(text(&tree, from).contains("href=\"teaching.html\""), "{name}");
        let page = text(&tree, "teaching.html");
        for sheet in deck.editions[0].teachings() {
            assert!(page.contains(&sheet.title.value.replace(" :", "\u{a0}:")), "{name}: {}", sheet.title.value);
        }
    }
    let (_, site) = made(&deck, &["web"], "fr", Split::Theme).pop().unwrap();
    assert!(text(&site, "search-index.js").contains("teaching.html#_sheet/t2"));
    assert!(!text(&site, "theme-t2.html").contains("teaching.html"), "learners are not led there");
}

/// The entries of the list of cards with a note, in a page of the first theme.
fn noted(files: &Files) -> Vec<String> {
    let packages = made(&deck(files), &["scorm12"], "en", Split::Theme);
    let page = text(&packages[0].1, "teaching.html");
    let heading = "Cards with a “Before you read” note</h2>";
    let list = page.split_once(heading).map_or("", |(_, rest)| rest.split_once("</ul>").unwrap().0);
    list.split("<li>").skip(1).map(|entry| entry.split(". ").next().unwrap().to_owned()).collect()
}

#[test]
fn the_list_of_cards_with_a_note_follows_from_the_cards() {
    let mut files = files();
    assert_eq!(noted(&files), ["5", "6"]);
    let card = "en/1-protection-des-donnees/03-dossiers-clos.md";
    let prompts = files[card].lines().find(|line| line.contains("{#prompts}")).unwrap().to_owned();
    edit(&mut files, card, &prompts, &format!("## Before you read {{#content-note}}\n\nMind.\n\n{prompts}"));
    assert_eq!(noted(&files), ["3", "5", "6"]);
    for text in files.values_mut() {
        *text = text.replace("{#content-note}", "{#prompts}");
    }
    assert_eq!(noted(&files), Vec::<String>::new());
}

#[test]
fn what_is_not_translated_is_there_in_the_source_and_says_so() {
    let deck = deck(&without("en"));
    let language = modules(&deck, "en", Split::Theme, Tracking::Standard);
    assert!(language.iter().all(|module| !module.stands_alone()), "the source goes along");
    for (name, package) in made(&deck, &["scorm12"], "en", Split::Theme) {
        let page = text(&package, "teaching.html");
        assert!(page.contains("Not translated yet: shown in French") && page.contains("lang=\"fr\""), "{name}");
        let own = deck_files(&package).unwrap();
        assert!(own.files().any(|(path, _)| path.starts_with("fr/") && path.ends_with("/teaching.md")), "{name}");
    }
}

#[test]
fn the_page_says_whether_anyone_has_signed() {
    let mut files = files();
    let page =
        |files: &Files| text(&made(&deck(files), &["scorm12"], "en", Split::Theme)[1].1, "teaching.html").to_owned();
    assert!(page(&files).contains("Not signed"));
    edit(&mut files, ENGLISH, "reviewer = \"\"", "reviewer = \"A. Trainer, lecturer, 2026-12\"");
    let signed = page(&files);
    assert!(signed.contains("Reviewed by: A. Trainer, lecturer, 2026-12.") && !signed.contains("Not signed"));
}

#[test]
fn a_sheet_goes_to_translators_and_comes_back() {
    let mut files = without("ro");
    edit(&mut files, FRENCH, "reviewer = \"\"", "reviewer = \"Une formatrice, 2026-12\"");
    let (deck, found) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let po = export(&deck, "ro");
    let own = po.matches("msgctxt \"teaching/").count();
    assert!(own > 150 && po.contains("msgctxt \"teaching/t2/plan-45/step-1\""), "{own} texts");
    // Each text is translated by itself.
    let entries = po.split("\n\n").map(|entry| match entry.split_once("msgid ") {
        Some((before, rest)) if before.contains("msgctxt \"teaching/") => {
            let id = rest.split_once("msgstr ").unwrap().0;
            format!("{before}msgid {id}msgstr {}", id.trim_end())
        }
        _ => entry.trim_end().to_owned(),
    });
    let po = entries.collect::<Vec<_>>().join("\n\n") + "\n";
    let (imported, findings) = import((&deck, &found), ("ro.po", po.as_bytes()), None, check);
    let wrong: Vec<_> = findings.sorted().iter().map(|finding| finding.rule.code).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let imported = imported.unwrap().files;
    let back = text(&imported, "ro/2-outils-numeriques/teaching.md");
    let body = |text: &str| text.splitn(3, "+++\n").nth(2).unwrap().to_owned();
    assert_eq!(body(back), body(&files[FRENCH]));
    // The sheet goes where the theme is.
    let moved: Files = files
        .iter()
        .map(|(path, text)| (path.replace("ro/2-outils-numeriques/", "ro/2-unelte/"), text.clone()))
        .collect();
    let (deck, found) = read_files(moved.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let imported = import((&deck, &found), ("ro.po", po.as_bytes()), None, check).0.unwrap().files;
    assert!(
        imported.get("ro/2-unelte/teaching.md").is_some()
            && imported.get("ro/2-outils-numeriques/teaching.md").is_none()
    );
    // Whoever signed the source has not read the translation.
    assert!(back.contains("reviewer = \"\"\n") && back.contains("source-digest = "), "{back}");
}

#[test]
fn one_changed_sentence_outdates_one_text_in_each_language() {
    let mut files = files();
    edit(&mut files, FRENCH, "Finissez à l’heure", "Finissez avant l’heure");
    let changed = deck(&files);
    let findings = check(&changed);
    let outdated: Vec<_> = findings.sorted().into_iter().filter(|f| f.rule.code == "C077").collect();
    assert_eq!(outdated.len(), changed.languages.len() - 1);
    assert!(outdated.iter().all(|f| f.place.source.path().ends_with("/2-outils-numeriques/teaching.md")));
    assert_eq!(export(&changed, "en").matches("#, fuzzy\n").count(), 1, "the one text");
    let accepted = accept(&changed, "en").unwrap();
    assert_eq!(accepted.files().map(|(path, _)| path).collect::<Vec<_>>(), [ENGLISH]);
}

#[test]
fn a_package_gives_the_sheet_back() {
    let deck = deck(&files());
    for language in ["fr", "en"] {
        for (name, package) in made(&deck, &["scorm12"], language, Split::Theme) {
            let files = deck_files(&package).unwrap();
            let texts = files.files().map(|(path, text)| (path, std::str::from_utf8(text).unwrap()));
            let (opened, mut findings) = read_files(texts);
            findings.extend(check(&opened));
            let codes: Vec<_> = findings.sorted().iter().map(|finding| finding.rule.code).collect();
            assert!(findings.sorted().iter().all(|f| f.rule.severity != Severity::Error), "{name}: {codes:?}");
            let sheets: Vec<_> = opened.editions.iter().flat_map(|edition| edition.teachings()).collect();
            assert_eq!((sheets.len(), opened.editions.len()), (1, 1), "{name}");
            assert!(!sheets[0].source.text().contains("source-"), "{name} is a source itself");
        }
    }
}

#[test]
fn an_update_tells_of_a_sheet() {
    let (before, mut changed) = (files(), files());
    edit(&mut changed, FRENCH, "Finissez à l’heure", "Finissez avant l’heure");
    let of = |files: &Files, sort: Sort| {
        let (comparison, _) = compare(&deck(&before), &deck(files), Split::Theme);
        let found = comparison.changes.iter().filter(|change| change.sort == sort).map(|c| c.path.clone());
        found.filter(|path| path.ends_with("/teaching")).collect::<Vec<_>>()
    };
    assert_eq!(of(&changed, Sort::Reworded), ["t2/teaching"]);
    changed.remove(FRENCH);
    assert_eq!(of(&changed, Sort::Gone), ["t2/teaching"]);
}

/// Whether a text says the title of one of a card's capsules.
fn names_capsule(deck: &Deck, language: &str, card: &Situation, said: &str) -> bool {
    let edition = deck.edition(language).unwrap();
    card.capsules.iter().filter_map(|id| edition.capsule(id)).any(|capsule| said.contains(capsule.title.as_str()))
}

#[test]
fn the_deck_that_ships_has_sheets_about_every_card_in_every_language() {
    let deck = deck(&files());
    for edition in &deck.editions {
        assert!(edition.teachings().count() >= 4, "{}", edition.language);
        for theme in &edition.themes {
            let Some(sheet) = &theme.teaching else { continue };
            let path = sheet.source.path();
            let told: Vec<&str> = sheet.cards().map(|part| part.id.as_str()).collect();
            assert_eq!(told, theme.situations.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(), "{path}");
            for (card, part) in theme.situations.iter().zip(sheet.cards()) {
                assert!(plain(&part.title.content).contains(card.title.as_str()), "{path}: {}", *card.id);
                let said = part.body.text();
                assert!(names_capsule(&deck, &edition.language, card, &said), "{path}: {} names none", *card.id);
                assert!(said.ends_with(['?', ';']), "{path}: {} ends with a question", *card.id);
            }
            let sums: Vec<_> = sheet.plans().map(|(all, plan)| (all, steps(plan).filter_map(minutes).sum())).collect();
            assert_eq!(sums, [(45, 45), (60, 60), (90, 90)], "{path}");
            assert!(sheet.reviewer.as_ref().is_some_and(|reviewer| reviewer.is_empty()), "{path}: nobody has signed");
        }
    }
}

#[test]
fn a_new_sheet_has_a_section_for_each_card_of_its_theme() {
    let root = std::env::temp_dir().join(format!("cartable-teaching-{}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    let mut files = without("");
    edit(&mut files, "fr/2-outils-numeriques/02-droit-a-l-equipement.md", "L’île où", "L’île {où} * _");
    for (path, text) in &files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let new = |folder: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.args(["new", "teaching"]).arg(root.join(folder)).env("LC_ALL", "en_US.UTF-8").output().unwrap()
    };
    let made = new("fr/2-outils-numeriques");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    files.insert(FRENCH.to_owned(), fs::read_to_string(root.join(FRENCH)).unwrap());
    let deck = deck(&files);
    let sheet = deck.editions[0].teachings().next().unwrap();
    let told: Vec<_> = sheet.cards().map(|card| (card.id.as_str(), plain(&card.title.content).into_owned())).collect();
    let cards = &deck.editions[0].themes[1].situations;
    assert_eq!(told, cards.iter().map(|card| (card.id.as_str(), card.title.value.clone())).collect::<Vec<_>>());
    let findings = check(&deck);
    let of_sheet = findings.sorted().into_iter().filter(|f| f.place.source.path() == FRENCH);
    let codes: Vec<_> = of_sheet.map(|finding| finding.rule.code).filter(|code| *code != "C071").collect();
    assert!(!codes.is_empty() && codes.iter().all(|code| *code == "C090"), "only its own words are left: {codes:?}");
    // What is there is not written over, and a translation is not begun with it.
    assert!(!new("fr/2-outils-numeriques").status.success() && !new("en/2-outils-numeriques").status.success());
    assert_eq!(fs::read_to_string(root.join(FRENCH)).unwrap(), files[FRENCH]);
    fs::remove_dir_all(&root).unwrap();
}
