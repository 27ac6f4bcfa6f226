//! Interface texts that a deck brings: on the page, in the package, and the way to translators and back.

use cartable::build::{Languages, Options, build};
use cartable::check::check;
use cartable::course::{Split, modules};
use cartable::deck::{Deck, Tracking};
use cartable::diagnostic::{Findings, Locale};
use cartable::package::{FORMATS, deck_files};
use cartable::read::{read, read_files};
use cartable::render::render;
use cartable::templates::gaps;
use cartable::translate::{export_texts, import, import_texts};
use cartable::tree::unzip;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

type Files = BTreeMap<String, String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The good deck as if it were written in Italian, with these files besides.
fn files(more: &[(&str, &str)]) -> Files {
    let (good, _) = read(&root().join("tests/decks/good")).expect("the deck");
    // A picture needs its file, which a deck in memory does not have.
    let plain = |text: &str| text.replace("![", "").replace("](media/telephone.png)", "");
    let mut files: Files = good.editions[0]
        .sources()
        .map(|source| (source.path().replacen("fr/", "it/", 1), plain(source.text())))
        .collect();
    let toml = good.source.text().replace("\"fr\"", "\"it\"").replace("\nfr = ", "\nit = ");
    files.insert("deck.toml".to_owned(), toml);
    files.extend(more.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    files
}

fn deck(files: &Files) -> (Deck, Findings) {
    read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

fn page(deck: &Deck) -> String {
    let modules = modules(deck, "it", Split::Theme, Tracking::Standard);
    let tree = render(&modules[0], false).expect("the templates are sound");
    String::from_utf8(tree.get("index.html").expect("a page").to_vec()).expect("UTF-8")
}

fn codes(deck: &Deck) -> Vec<&'static str> {
    let found = cartable::check::check(deck);
    found.sorted().iter().map(|finding| finding.rule.code).filter(|code| ["C078", "C079"].contains(code)).collect()
}

#[test]
fn without_interface_texts_the_page_is_english_around_texts_that_are_marked() {
    let (deck, _) = deck(&files(&[]));
    let page = page(&deck);
    assert!(page.contains("<html lang=\"en\"") && page.contains("Skip to content"), "{}", &page[..200]);
    assert!(page.contains("lang=\"it\""), "the deck's own words are marked");
    assert_eq!(codes(&deck), ["C078"]);
}

#[test]
fn a_deck_brings_words_for_its_language() {
    let (deck, _) =
        deck(&files(&[("texts/it.toml", "[page]\nlanguage = \"Italiano\"\nskip = \"Vai al contenuto\"\n")]));
    let page = page(&deck);
    assert!(page.contains("<html lang=\"it\"") && page.contains("Vai al contenuto"), "{}", &page[..200]);
    assert!(!page.contains("Skip to content") && page.contains("Situations"), "what is left out is in English");
    assert_eq!(codes(&deck), ["C079"]);
}

#[test]
fn a_deck_may_change_words_of_the_program() {
    let words = |more: &[(&str, &str)]| {
        let (deck, findings) = deck(&files(more));
        assert!(!findings.has_errors());
        let scorm = cartable::package::FORMATS.iter().find(|format| format.key == "scorm12").expect("a format");
        let files = opened(&deck, scorm.key);
        String::from_utf8(files.get("module.js").expect("a script").to_vec()).expect("UTF-8")
    };
    assert!(words(&[("texts/it.toml", "[scorm]\nabsent = \"Nessuna piattaforma\"\n")]).contains("Nessuna piattaforma"));
    assert!(!words(&[]).contains("Nessuna piattaforma"));
}

/// The members of the only package of a format.
fn opened(deck: &Deck, format: &str) -> cartable::tree::Tree {
    let options = Options {
        formats: FORMATS.iter().filter(|known| known.key == format).collect(),
        languages: Languages::Each(vec!["it".to_owned()]),
        split: Split::Deck,
        tracking: Tracking::Standard,
        with_source: true,
        release: false,
        forums: Default::default(),
        schemas: BTreeMap::new(),
    };
    let (made, _) = build(deck, &options, &|_, _| {}).expect("a build");
    unzip(&made[0].bytes).expect("an archive")
}

#[test]
fn they_travel_in_the_source_of_a_package() {
    let toml = "[page]\nskip = \"Vai al contenuto\"\n";
    let (first, _) = deck(&files(&[("texts/it.toml", toml), ("texts/mt.toml", "[page]\nskip = \"Mur\"\n")]));
    let back = deck_files(&opened(&first, "scorm12")).expect("a source");
    assert_eq!(back.get("texts/it.toml"), Some(toml.as_bytes()));
    assert_eq!(back.get("texts/mt.toml"), None, "only the languages of the module");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let again: Files = back.files().map(|(path, bytes)| (path.to_owned(), text(bytes))).collect();
    let (second, _) = deck(&again);
    assert_eq!(opened(&first, "scorm12").get("index.html"), opened(&second, "scorm12").get("index.html"));
}

/// A catalogue of which every entry is translated by `word`.
fn translated(catalogue: &str, word: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut id = String::new();
    for line in catalogue.lines() {
        if let Some(text) = line.strip_prefix("msgid ") {
            id = text.trim_matches('"').to_owned();
        }
        if line == "msgstr \"\"" && !id.is_empty() {
            out.push_str(&format!("msgstr \"{}\"\n", word(&id)));
        } else {
            out.push_str(&format!("{line}\n"));
        }
    }
    out
}

#[test]
fn interface_texts_go_to_translators_and_come_back() {
    let (before, _) = deck(&files(&[]));
    let catalogue = translated(&export_texts(&before, "it"), |text| format!("[it] {text}"));
    let (imported, findings) = import_texts(&before, ("it.po", catalogue.as_bytes()), None);
    assert_eq!(findings.sorted().len(), 0);
    let imported = imported.expect("no errors");
    let text = String::from_utf8(imported.files.get("texts/it.toml").expect("the file").to_vec()).expect("UTF-8");
    let (after, findings) = deck(&files(&[("texts/it.toml", &text)]));
    assert!(!findings.sorted().iter().any(|finding| finding.place.source.path().starts_with("texts/")));
    assert_eq!(codes(&after), Vec::<&str>::new(), "complete");
    assert!(page(&after).contains("[it] Skip to content"));
    assert_eq!(export_texts(&after, "it"), catalogue, "the way back is the way there");
}

#[test]
fn what_a_deck_has_of_its_own_stays_and_what_is_replaced_is_said() {
    let own = "# Ours.\n[page]\nskip = \"Vai\" # short\nnuovo = \"x\"\n\n[step]\n# later\n";
    let (deck, _) = deck(&files(&[("texts/it.toml", own)]));
    let entry = |name: &str, id: &str, text: &str| format!("\nmsgctxt \"{name}\"\nmsgid \"{id}\"\nmsgstr \"{text}\"\n");
    let head = "msgid \"\"\nmsgstr \"Language: it\\n\"\n".to_owned();
    let take = |po: &str| {
        let (imported, findings) = import_texts(&deck, ("it.po", po.as_bytes()), None);
        let said: Vec<_> = findings.sorted().iter().map(|one| (one.rule.code, one.place.line_column().0)).collect();
        let files = imported.expect("no errors").files;
        (files.get("texts/it.toml").map(|text| String::from_utf8(text.to_vec()).expect("UTF-8")), said)
    };
    let same = head.clone() + &entry("page.skip", "Skip to content", "Vai");
    assert_eq!(take(&same), (None, Vec::new()), "nothing is new");
    let english = cartable::templates::interface("en");
    let more = same.replace("\"Vai\"", "\"Va e\u{300}\"")
        + &entry("page.credits", &english["page"]["credits"], "Crediti")
        + &entry("step.read", &english["step"]["read"], "Leggere")
        + &entry("site.visit", &english["site"]["visit"], "Qui");
    let wanted = "# Ours.\n[page]\nskip = \"Va \u{e8}\" # short\ncredits = \"Crediti\"\nnuovo = \"x\"\n\n[step]\nread = \"Leggere\"\n# later\n\n[site]\nvisit = \"Qui\"\n";
    assert_eq!(take(&more), (Some(wanted.to_owned()), vec![("T032", 3)]));
}

#[test]
fn every_entry_says_what_it_is_and_which_gaps_stay() {
    let (deck, _) = deck(&files(&[]));
    let catalogue = export_texts(&deck, "it");
    let entries: Vec<&str> = catalogue.split("\n\n").skip(1).collect();
    assert!(entries.len() > 300);
    for entry in entries {
        let comment = entry.lines().find_map(|line| line.strip_prefix("#. ")).unwrap_or_default();
        let id = entry.lines().find_map(|line| line.strip_prefix("msgid ")).unwrap_or_default();
        assert!(comment.len() > 10, "{entry}");
        assert!(gaps(id).iter().all(|gap| comment.contains(&format!("{{{gap}}}"))), "{entry}");
    }
}

#[test]
fn interface_texts_that_come_for_a_decks_texts_are_sent_to_their_place() {
    let (deck, found) = deck(&files(&[]));
    let catalogue = export_texts(&deck, "fr");
    let (imported, findings) = import((&deck, &found), ("fr.po", catalogue.as_bytes()), None, check);
    let said: Vec<_> = findings.sorted().iter().map(|one| (one.rule.code, one.place.line_column())).collect();
    assert!(imported.is_none());
    assert_eq!(said, [("T026", (8, 1))]);
}

#[test]
fn a_bad_catalogue_changes_nothing_and_says_why() {
    let entry = |context: &str, id: &str, text: &str| {
        format!("msgid \"\"\nmsgstr \"Language: it\\n\"\n\nmsgctxt \"{context}\"\nmsgid \"{id}\"\nmsgstr \"{text}\"\n")
    };
    let (deck, _) = deck(&files(&[]));
    for (catalogue, codes) in [
        (entry("page.skip", "Skip to content", "Vai"), vec![]),
        (entry("page.minutes", "{from} to {to} minutes", "{from} minuti"), vec!["T024", "T025"]),
        (entry("page.skip", "Skip", "Vai"), vec!["T015", "T025"]),
        (entry("page.jump", "Jump", "Salta"), vec!["T014", "T025"]),
        (entry("page.skip", "Skip to content", ""), vec!["T025"]),
        ("msgid \"\"\nmsgstr \"\"\n".to_owned(), vec!["T008"]),
        ("rubbish".to_owned(), vec!["T003"]),
    ] {
        let (imported, findings) = import_texts(&deck, ("a.po", catalogue.as_bytes()), None);
        let said: Vec<&str> = findings.sorted().iter().map(|finding| finding.rule.code).collect();
        let said: Vec<&str> = said.into_iter().filter(|code| *code != "T013").collect();
        for code in &codes {
            assert!(said.contains(code), "{catalogue}: {said:?}");
        }
        assert_eq!(imported.is_some(), codes.is_empty(), "{catalogue}: {said:?}");
    }
}

#[test]
fn a_folder_beside_the_deck_takes_the_place_of_its_own() {
    let folder = std::env::temp_dir().join(format!("cartable-texts-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("bad")).expect("a folder");
    std::fs::write(folder.join("fr.toml"), "[page]\nskip = \"Aller droit au texte\"\n").expect("a file");
    std::fs::write(folder.join("bad/fr.toml"), "[page]\nskipp = \"Aller\"\n").expect("a file");
    let run = |texts: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.args(["build", "--lang", "fr", "--split", "deck", "--to", "scorm12", "--out"]).arg(folder.join("out"));
        command.arg("--texts").arg(texts).arg(root().join("tests/decks/good")).output().expect("the program")
    };
    std::fs::rename(folder.join("bad"), folder.with_extension("bad")).expect("moved");
    assert_eq!(run(&folder.with_extension("bad")).status.code(), Some(1));
    assert!(run(&folder).status.success());
    let archive = std::fs::read_dir(folder.join("out"))
        .expect("packages")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "zip"));
    let members = unzip(&std::fs::read(archive.expect("a package")).expect("bytes")).expect("an archive");
    let page = String::from_utf8(members.get("index.html").expect("a page").to_vec()).expect("UTF-8");
    assert!(page.contains("Aller droit au texte"));
    std::fs::remove_dir_all(&folder).expect("removed");
    std::fs::remove_dir_all(folder.with_extension("bad")).expect("removed");
}

fn keys(value: &toml::Value, before: &str, all: &mut BTreeSet<String>) {
    match value.as_table() {
        Some(table) => table.iter().for_each(|(key, value)| keys(value, &format!("{before}/{key}"), all)),
        None => all.extend([format!("{before} {:?}", gaps(value.as_str().unwrap_or_default()))]),
    }
}

#[test]
fn the_workshop_has_the_same_texts_with_the_same_gaps_in_every_language() {
    let all = Locale::ALL.map(|locale| {
        let path = root().join(format!("templates/web/{}.toml", locale.key()));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut all = BTreeSet::new();
        keys(&toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display())), "", &mut all);
        all
    });
    for (locale, own) in Locale::ALL.iter().zip(&all) {
        let unlike: Vec<_> = own.symmetric_difference(&all[0]).collect();
        assert!(unlike.is_empty() && own.len() > 50, "{}: {unlike:?}", locale.key());
    }
}
