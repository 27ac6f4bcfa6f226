//! The sheets of countries, from the deck to packages and back: which a module shows, how much of them it has, how they are translated.

use cartable::build::{Languages, Options, build, unsigned};
use cartable::check::check;
use cartable::compare::{Sort, compare};
use cartable::course::{Module, Split, modules};
use cartable::deck::{Deck, Tracking};
use cartable::diagnostic::{Findings, Locale, Severity, message};
use cartable::package::{FORMATS, deck_files};
use cartable::read::{read, read_files};
use cartable::render::render;
use cartable::translate::{accept, export, import};
use cartable::tree::{Tree, unzip};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/countries")
}

fn deck() -> Deck {
    let (deck, findings) = read(&root()).expect("the folder");
    assert!(!findings.has_errors() && !check(&deck).has_errors());
    deck
}

/// The texts of the deck by path, some of them changed.
fn files(changes: &[(&str, &str, &str)]) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> =
        deck().sources().map(|source| (source.path().to_owned(), source.text().to_owned())).collect();
    for (path, old, new) in changes {
        let text = files.get_mut(*path).unwrap_or_else(|| panic!("no {path}"));
        assert!(text.contains(old), "{path} does not say {old}");
        *text = text.replace(old, new);
    }
    files
}

fn deck_of(files: &BTreeMap<String, String>) -> Deck {
    read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).0
}

fn shown(module: &Module<'_>) -> Vec<String> {
    module.countries.iter().map(|country| format!("{} {}", country.text.id.value, country.language)).collect()
}

fn module<'a>(deck: &'a Deck, language: &str, split: Split) -> Module<'a> {
    modules(deck, language, split, Tracking::Essential).remove(0)
}

/// The packages of a deck in one format, by name.
fn packages(deck: &Deck, languages: Languages, split: Split, format: &str) -> BTreeMap<String, Tree> {
    let options = Options {
        formats: FORMATS.iter().filter(|known| known.key == format).collect(),
        languages,
        split,
        tracking: Tracking::Essential,
        with_source: true,
        schemas: BTreeMap::new(),
        release: false,
        forums: Default::default(),
    };
    let (made, findings) = build(deck, &options, &|_, _| ()).expect("a build");
    assert_eq!(findings.count(Severity::Error) + findings.count(Severity::Warning), 0);
    made.into_iter().map(|one| (one.name, unzip(&one.bytes).expect("an archive"))).collect()
}

fn each(languages: &[&str]) -> Languages {
    Languages::Each(languages.iter().map(|language| (*language).to_owned()).collect())
}

fn page(members: &Tree, name: &str) -> String {
    String::from_utf8(members.get(name).unwrap_or_else(|| panic!("no {name}")).to_vec()).expect("UTF-8")
}

#[test]
fn a_module_shows_the_countries_that_name_its_language() {
    let deck = deck();
    for (language, wanted) in [("fr", ["fr fr", "be fr"]), ("en", ["fr en", "ro en"])] {
        assert_eq!(shown(&module(&deck, language, Split::Theme)), wanted);
    }
    // A sheet that names no language is shown in all; where no sheet names the language, all are, whatever they name.
    let deck = deck_of(&files(&[("fr/countries/ro.md", "languages = [\"ro\", \"en\"]\n", "")]));
    assert_eq!(shown(&module(&deck, "fr", Split::Theme)), ["fr fr", "be fr", "ro fr"]);
    let greek = deck_of(&files(&[
        ("fr/countries/ro.md", "languages = [\"ro\", \"en\"]\n", ""),
        ("fr/countries/fr.md", ", \"en\"", ""),
    ]));
    assert_eq!(shown(&module(&greek, "en", Split::Theme)), ["fr en", "be fr", "ro en"], "no sheet names English");
    let to = |path: &'static str, old: &'static str| (path, old, "languages = [\"el\"]");
    let none = [
        to("fr/countries/fr.md", "languages = [\"fr\", \"en\"]"),
        to("fr/countries/be.md", "languages = [\"fr\"]"),
        to("fr/countries/ro.md", "languages = [\"ro\", \"en\"]"),
    ];
    assert_eq!(module(&deck_of(&files(&none)), "en", Split::Theme).countries.len(), 3);
}

#[test]
fn a_build_chooses_countries_and_its_source_gives_the_same_again() {
    let mut chosen = deck();
    chosen.choose(&["ro".to_owned(), "be".to_owned()]);
    assert_eq!(shown(&module(&chosen, "en", Split::Theme)), ["be fr", "ro en"], "in the order of the deck");
    for (language, split) in [("fr", Split::Theme), ("en", Split::Theme), ("fr", Split::Situation)] {
        let made = packages(&chosen, each(&[language]), split, "scorm12");
        let (name, members) = made.first_key_value().expect("a package");
        let own = deck_files(members).expect("a source");
        let texts: Vec<(&str, &str)> =
            own.files().filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?))).collect();
        let (again, findings) = read_files(texts.into_iter());
        assert!(!findings.has_errors() && !check(&again).has_errors(), "{name}");
        let rebuilt = packages(&again, each(&[language]), split, "scorm12");
        assert_eq!(page(&rebuilt[name], "country.html"), page(members, "country.html"), "{name}");
        assert_eq!(page(&rebuilt[name], "index.html"), page(members, "index.html"), "{name}");
    }
}

#[test]
fn the_command_takes_the_countries_of_the_deck_and_no_others() {
    let out = std::env::temp_dir().join(format!("cartable-countries-{}", std::process::id()));
    let run = |country: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.arg("build").arg(root()).args(["--lang", "fr", "--country", country, "--out"]).arg(&out);
        command.env("LC_ALL", "en_US.UTF-8").output().expect("the command")
    };
    let refused = run("be,lu");
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("“lu”") && said.contains("fr, be, ro"), "{said}");
    let read = || unzip(&std::fs::read(out.join("pays-t1-fr-scorm12.zip")).expect("the archive")).expect("an archive");
    assert!(run("be").status.success());
    let belgium = page(&read(), "country.html");
    assert!(belgium.contains("Belgique") && !belgium.contains("France") && !belgium.contains("name=\"_country\""));
    // Another choice is another build, although the deck is the same.
    assert!(run("be,fr").status.success());
    assert!(page(&read(), "country.html").contains("France"));
    let _ = std::fs::remove_dir_all(&out);
}

#[test]
fn a_situation_has_the_entries_it_leads_to_and_no_file_without_any() {
    let deck = deck();
    let made = packages(&deck, each(&["fr"]), Split::Situation, "scorm12");
    let sheet = page(&made["pays-t1-s01-fr-scorm12.zip"], "country.html");
    assert!(sheet.contains("_country/child") && sheet.contains("_country/suicide"));
    assert!(!sheet.contains("_country/data-protection"));
    let source = page(&made["pays-t1-s01-fr-scorm12.zip"], "source.json");
    assert!(source.contains("#child") && !source.contains("#data-protection"));
    let without = &made["pays-t1-s02-fr-scorm12.zip"];
    assert!(without.get("country.html").is_none());
    for name in ["index.html", "module.css", "source.json"] {
        let text = page(without, name);
        assert!(!text.contains("countr"), "{name} speaks of countries");
    }
    // It is the page of a deck that has no sheets at all.
    let bare = deck_of(&files(&[("deck.toml", "countries = [\"fr\", \"be\", \"ro\"]\n", "")]));
    let bare = modules(&bare, "fr", Split::Situation, Tracking::Essential).remove(1);
    let bare = render(&bare, false).expect("a page");
    assert_eq!(page(&bare, "index.html"), page(without, "index.html"));
}

#[test]
fn every_language_of_a_package_has_a_sheet_of_its_own() {
    let made = packages(&deck(), Languages::Joined, Split::Theme, "scorm12");
    let (_, members) = made.first_key_value().expect("a package");
    assert!(page(members, "index.html").contains("href=\"country.html#_country/child\""));
    assert!(page(members, "en.html").contains("href=\"country-en.html#_country/child\""));
    assert!(page(members, "country-en.html").contains("Romania"));
    // In a course each theme has pages of its own, and all share the sheet of their language.
    let mut files = files(&[("deck.toml", "themes = [\"t1\"]", "themes = [\"t1\", \"t2\"]")]);
    for language in ["fr", "en"] {
        let theme = "+++\nid = \"t2\"\ntitle = \"Une suite\"\nsource-version = \"1.0.0\"\n+++\n\nLa suite.\n";
        files.insert(format!("{language}/2-suite/theme.md"), theme.to_owned());
        let card = files[&format!("{language}/1-aide/02-message.md")].replace("t1-s02", "t2-s01");
        files.insert(format!("{language}/2-suite/01-message.md"), card);
    }
    let deck = deck_of(&files);
    let course = packages(&deck, Languages::Joined, Split::Deck, "cmi5");
    let (_, members) = course.first_key_value().expect("a package");
    let is_sheet = |path: &&str| path.starts_with("country");
    assert_eq!(
        members.files().map(|(path, _)| path).filter(is_sheet).collect::<Vec<_>>(),
        ["country-en.html", "country-fr.html"]
    );
}

#[test]
fn each_entry_says_when_it_was_checked_and_who_signed() {
    let made = packages(&deck(), each(&["fr", "en"]), Split::Theme, "scorm12");
    let (fr, en) = (&made["pays-t1-fr-scorm12.zip"], &made["pays-t1-en-scorm12.zip"]);
    let sheet = page(fr, "country.html");
    assert_eq!(sheet.matches("class=\"fine\">").count(), 3 * 2 + 1, "an entry each, and the licence");
    for said in [
        "Vérifié\u{a0}: novembre 2026. Pas encore relu.",
        "Vérifié\u{a0}: octobre 2026. Pas encore relu.",
        "Non vérifié. Relecture\u{a0}: Me Une Telle, avocate, septembre 2026.",
    ] {
        assert!(sheet.contains(said), "{said}");
    }
    let english = page(en, "country.html");
    assert!(english.contains("Checked: November 2026. Not yet reviewed."));
    assert!(english.contains("Not verified. Not yet reviewed."), "a sheet without a reviewer has none");
    let capsules = page(fr, "index.html");
    assert_eq!(
        capsules.matches("Vérifié\u{a0}: novembre 2026. Pas encore relu.").count(),
        1,
        "only the capsule that says so"
    );
}

#[test]
fn a_sheet_goes_to_translators_and_comes_back() {
    let files = files(&[]);
    let po = export(&deck_of(&files), "en");
    assert!(po.contains("msgctxt \"country/fr/child/source-1\"") && po.contains("msgctxt \"country/ro/title\""));
    assert!(!po.contains("country/be/"), "no English module shows Belgium");
    let mut without = files.clone();
    without.remove("en/countries/ro.md");
    let (deck, found) = read_files(without.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (imported, said) = import((&deck, &found), ("a.po", po.as_bytes()), None, check);
    assert_eq!(said.sorted().len(), 0);
    let made = imported.expect("no errors").files;
    let changed: Vec<_> =
        made.files().map(|(path, _)| path.to_owned()).filter(|path| path.contains("countries")).collect();
    assert_eq!(changed, ["en/countries/fr.md", "en/countries/ro.md"], "one is new, the other gets its digests");
    let text = page(&made, "en/countries/ro.md");
    assert!(text.contains("checked = \"2026-11\"") && !text.contains("languages") && !text.contains("reviewer"));
    assert!(text.contains("## Thoughts of suicide {#suicide checked=no}"));
    assert!(text.contains("source-digest = "));
}

#[test]
fn a_changed_entry_makes_one_text_of_the_translation_outdated() {
    let mut files = files(&[]);
    let accepted = accept(&deck_of(&files), "en").expect("all is alike");
    for (path, bytes) in accepted.files() {
        files.insert(path.to_owned(), String::from_utf8(bytes.to_vec()).expect("UTF-8"));
    }
    let outdated = |files: &BTreeMap<String, String>| -> Vec<String> {
        let findings = check(&deck_of(files));
        let changed = findings.sorted().into_iter().filter(|finding| finding.rule.code == "C077");
        changed.map(|finding| finding.place.source.path().to_owned()).collect()
    };
    assert_eq!(outdated(&files), Vec::<String>::new());
    let text = files["fr/countries/fr.md"].replace("Sans frais", "Gratuit");
    files.insert("fr/countries/fr.md".to_owned(), text);
    assert_eq!(outdated(&files), ["en/countries/fr.md"]);
    let po = export(&deck_of(&files), "en");
    assert_eq!(po.matches("#, fuzzy").count(), 1);
    // That somebody checked it again changes nothing for translators.
    let text = files["fr/countries/ro.md"].replace("checked=no", "checked=2026-11");
    files.insert("fr/countries/ro.md".to_owned(), text);
    assert_eq!(outdated(&files), ["en/countries/fr.md"]);
}

#[test]
fn a_language_needs_the_sheets_that_it_shows() {
    let mut files = files(&[]);
    files.remove("en/countries/ro.md");
    let deck = deck_of(&files);
    let missing = check(&deck);
    let missing: Vec<_> = missing.sorted().into_iter().filter(|f| f.rule.code == "C071").collect();
    assert_eq!(missing.len(), 1, "Romania, and not Belgium");
    assert_eq!(missing[0].place.source.path(), "fr/countries/ro.md");
    assert_eq!(shown(&module(&deck, "en", Split::Theme)), ["fr en", "ro fr"], "the original is there");
}

#[test]
fn an_update_names_the_sheets_that_it_changes() {
    let new = files(&[("fr/countries/be.md", "[103](tel:103)", "[107](tel:107)")]);
    let (comparison, _) = compare(&deck(), &deck_of(&new), Split::Theme);
    let reworded: Vec<&str> =
        comparison.changes.iter().filter(|c| c.sort == Sort::Reworded).map(|c| c.path.as_str()).collect();
    assert_eq!(reworded, ["fr", "country/be"]);
}

#[test]
fn a_release_names_the_texts_that_nobody_signed() {
    let mut findings = Findings::default();
    let signed = files(&[("en/countries/ro.md", "checked", "reviewer = \"A reader, native, 2026-11\"\nchecked")]);
    unsigned(&deck_of(&signed), &mut findings);
    let said: Vec<String> = findings.sorted().iter().map(|finding| message(Locale::En, finding).0).collect();
    assert_eq!(said.len(), 2);
    let english = said.iter().find(|text| text.contains("“en”")).expect("a note on English");
    assert!(english.contains(": 6 of 7.") && english.contains("en/countries/fr.md"), "{english}");
    assert!(!english.contains("en/countries/ro.md"), "{english}");
    let french = said.iter().find(|text| text.contains("“fr”")).expect("a note on French");
    assert!(french.contains(": 7 of 8.") && !french.contains("be.md"), "an empty name is none: {french}");
}
