//! A deck's texts go to translators and come back: nothing is lost on the way, and nothing else is changed.

use cartable::check::check;
use cartable::course::{Split, modules};
use cartable::deck::Deck;
use cartable::deck::Tracking;
use cartable::diagnostic::Findings;
use cartable::read::read_files;
use cartable::render::render;
use cartable::translate::{RULES, accept, export, export_after, import, outdated, previous};
use icu_normalizer::DecomposingNormalizerBorrowed;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

type Files = BTreeMap<String, String>;

const CARD: &str = "fr/2-outils-numeriques/01-deconnexion.md";

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The texts of a deck's folder by path.
fn files(folder: &str) -> Files {
    let root = root(folder);
    let (mut folders, mut all) = (vec![root.clone()], Files::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".md") || name.ends_with(".svg") || name == "deck.toml" {
                all.insert(name, fs::read_to_string(path).expect("a text"));
            }
        }
    }
    all
}

fn read(files: &Files) -> (Deck, Findings) {
    read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

fn catalogue(files: &Files, language: &str) -> String {
    export(&read(files).0, language)
}

/// What an import changes, and what it says: code, line and column.
fn take(files: &Files, po: &[u8], language: Option<&str>) -> (Option<Files>, Vec<(String, usize, usize)>) {
    let (deck, found) = read(files);
    let (imported, findings) = import((&deck, &found), ("a.po", po), language, check);
    let row = |f: &&cartable::diagnostic::Finding| {
        let (line, column) = f.place.line_column();
        (f.rule.code.to_owned(), line, column)
    };
    let said = findings.sorted().iter().map(row).collect();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (imported.map(|i| i.files.files().map(|(path, bytes)| (path.to_owned(), text(bytes))).collect()), said)
}

/// The same, where nothing may be wrong or worth saying but that texts are replaced.
fn taken(files: &Files, po: &str) -> Files {
    let (changed, mut said) = take(files, po.as_bytes(), None);
    said.retain(|(code, ..)| code != "T032");
    assert!(said.is_empty(), "{said:?}");
    changed.expect("no errors")
}

/// The lines of two texts that differ, where none was added.
fn changed_lines<'a>(old: &'a str, new: &'a str) -> Vec<(&'a str, &'a str)> {
    assert_eq!(old.lines().count(), new.lines().count());
    old.lines().zip(new.lines()).filter(|(old, new)| old != new).collect()
}

/// A catalogue in which every text is translated by itself.
fn echoed(po: &str) -> String {
    let entries = po.split("\n\n").enumerate().map(|(at, entry)| match entry.split_once("msgid ") {
        Some((before, rest)) if at > 0 => {
            let id = rest.split_once("msgstr ").expect("a msgstr").0;
            format!("{before}msgid {id}msgstr {}", id.trim_end())
        }
        _ => entry.trim_end().to_owned(),
    });
    entries.collect::<Vec<_>>().join("\n\n") + "\n"
}

/// The second theme of the deck that ships, in French and English, without its teaching sheet, which repeats titles.
fn small() -> Files {
    let mut deck = without(&files("content"), &["ro", "el"]);
    deck.retain(|path, _| path.contains("/2-") || !path.contains("/capsules/") && path.matches('/').count() < 2);
    deck.retain(|path, _| !path.ends_with("/teaching.md"));
    let head = deck["deck.toml"].replace("[\"t1\", \"t2\", \"t3\", \"t4\", \"t5\"]", "[\"t2\"]");
    deck.insert("deck.toml".to_owned(), head);
    deck
}

/// A deck with nothing of a language in it.
fn without(files: &Files, languages: &[&str]) -> Files {
    let mut left = files.clone();
    left.retain(|path, _| !languages.iter().any(|language| path.starts_with(&format!("{language}/"))));
    let head = left.get_mut("deck.toml").expect("deck.toml");
    for language in languages {
        // The list of languages comes first; a country may go by the same letters.
        *head = head.replacen(&format!(", \"{language}\""), "", 1);
        let lines = head.lines().filter(|line| !line.starts_with(&format!("{language} = ")));
        *head = lines.map(|line| format!("{line}\n")).collect();
    }
    left
}

#[test]
fn export_and_import_change_nothing() {
    let deck = files("content");
    for language in ["en", "ro", "el"] {
        let po = catalogue(&deck, language);
        assert!(po.matches("\nmsgctxt ").count() > 2250, "{language}");
        assert!(!po.contains("fuzzy") && !po.contains("msgstr \"\"\n\n"), "{language} is whole");
        let (changed, said) = take(&deck, po.as_bytes(), None);
        // Greek leads to the sheets of countries from fewer texts, because a single situation must stay small.
        assert!(said.iter().all(|(code, ..)| language == "el" && code == "T017"), "{language} {said:?}");
        assert_eq!(changed, Some(Files::new()), "{language}");
        assert_eq!(po, catalogue(&deck, language), "the same deck, the same bytes");
    }
}

#[test]
fn an_edition_is_made_again_from_its_catalogue_alone() {
    let deck = files("content");
    let mut bare = without(&deck, &["en", "ro", "el"]);
    for language in ["en", "ro", "el"] {
        let po = catalogue(&deck, language);
        let (changed, said) = take(&bare, po.as_bytes(), None);
        let said = said.iter().map(|(code, ..)| code.as_str()).filter(|code| language != "el" || *code != "T017");
        assert_eq!(said.collect::<Vec<_>>(), ["T021"], "the language is new");
        bare.extend(changed.expect("no errors"));
        assert_eq!(catalogue(&bare, language), po);
    }
    // The two lines of front matter stand in another order in the Romanian files: their lines are compared, in any order.
    let sorted = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    for (path, text) in &deck {
        if path.starts_with("ro/") {
            assert_eq!(sorted(text), sorted(&bare[path]), "{path}");
        } else {
            assert_eq!(text, &bare[path], "{path}");
        }
    }
}

#[test]
fn one_text_changes_one_line() {
    let deck = small();
    let po = catalogue(&deck, "en");
    let card = CARD.replace("fr/", "en/");
    for (path, old, new) in [
        (card.as_str(), "Friday, 8 p.m.", "Friday, \\\"8\\\" p.m."),
        (&card, "\"stand-by\\n", "\"standby\\n"),
        (&card, "- Eleven hours", "Eleven whole hours"),
        (&card, "  > Yes. It is the minimum", "Yes. That is the minimum"),
        (&card, "### Call back tonight", "Call *back* tonight"),
        ("deck.toml", "Thinking together about", "Thinking about"),
        ("en/board.md", "## The individual level", "The level of one"),
    ] {
        let old = old.trim_start_matches(['-', '#', '>', ' ']);
        assert_eq!(po.matches(old).count(), 1, "{old}");
        let changed = taken(&deck, &po.replace(old, new));
        assert_eq!(changed.keys().collect::<Vec<_>>(), [path]);
        let lines = changed_lines(&deck[path], &changed[path]);
        assert_eq!(lines.len(), 1, "{new}: {lines:?}");
        let mut after = deck.clone();
        after.extend(changed);
        assert_eq!(catalogue(&after, "en"), po.replace(old, new), "and it goes out as it came in");
    }
}

#[test]
fn what_the_source_says_alone_is_left_to_it() {
    for folder in ["tests/decks/good", "content"] {
        let deck = files(folder);
        let po = echoed(&catalogue(&deck, "it"));
        let (changed, said) = take(&deck, po.as_bytes(), None);
        assert_eq!(said.len(), 1, "{said:?}");
        let changed = changed.expect("no errors");
        for (path, text) in deck.iter().filter(|(path, _)| path.starts_with("fr/")) {
            let body = |text: &str| text.splitn(3, "+++\n").nth(2).expect("a body").to_owned();
            let mut wanted = body(text).replace("[x] ", "").replace("[ ] ", "");
            while let Some((before, rest)) = wanted.clone().split_once(" source=") {
                wanted = format!("{before}{}", &rest[rest.find([' ', '}']).expect("an end")..]);
            }
            assert_eq!(body(&changed[&path.replace("fr/", "it/")]), wanted, "{path}");
        }
        let mut after = deck.clone();
        after.extend(changed);
        let (read, mut found) = read(&after);
        found.extend(check(&read));
        let about: Vec<_> = found.sorted().into_iter().filter(|f| f.place.source.path().starts_with("it/")).collect();
        assert!(about.iter().all(|finding| finding.rule.code.starts_with('C')), "{about:?}");
        assert!(about.iter().all(|finding| !finding.rule.code.starts_with("C07")), "{about:?}");
        assert_eq!(catalogue(&after, "it"), po);
    }
}

/// A deck with a card of odd Markdown.
fn odd() -> Files {
    let mut deck = files("tests/decks/good");
    let card = "+++\nid = \"t2-s09\"\ntitle = \"L’« été » \\\"bleu\\\" \\\\\"\n+++\n\n\\*Deux\nlignes* et [un\nlien](https://a.org).\n\n\
        > Un mot\n> sur deux\nlignes.\n\nUn titre à deux traits\n---\n\n## Questions {#prompts}\n\n* une\n  suite\n\n* **deux** &amp; trois\n\n  un paragraphe\n\n\
        ## Quiz {#quiz}\n\n### Quoi ? {#q1 source=pause kind=facts}\n\n1. [X] oui,\n   bien sûr\n   > parce\n   > que\n   >\n   > voilà\n2. [ ] non\n3. [ ] \\*peut-être\n";
    deck.insert("fr/1-deborder/09-odd.md".to_owned(), card.replace("Un titre à deux traits\n---\n\n", ""));
    deck
}

#[test]
fn odd_markdown_survives() {
    let deck = odd();
    assert!(!read(&deck).1.has_errors(), "{:?}", read(&deck).1.sorted());
    let po = catalogue(&deck, "it");
    let texts = [
        "msgctxt \"t2-s09/story-1\"\nmsgid \"\"\n\"\\\\*Deux\\n\"\n\"lignes* et [un\\n\"\n\"lien](https://a.org).\"\n",
        "msgctxt \"t2-s09/quote-1\"\nmsgid \"\"\n\"Un mot\\n\"\n\"sur deux\\n\"\n\"lignes.\"\n",
        "msgctxt \"t2-s09/prompts/prompt-2\"\nmsgid \"**deux** &amp; trois\"\n",
        "msgctxt \"t2-s09/prompts/prompt-2/paragraph-1\"\nmsgid \"un paragraphe\"\n",
        "msgctxt \"t2-s09/q1/option-1\"\nmsgid \"\"\n\"oui,\\n\"\n\"bien sûr\"\n",
        "msgctxt \"t2-s09/q1/option-1/feedback-1\"\nmsgid \"\"\n\"parce\\n\"\n\"que\"\n",
        "msgctxt \"t2-s09/q1/option-1/feedback-2\"\nmsgid \"voilà\"\n",
        "msgctxt \"t2-s09/q1/option-3\"\nmsgid \"\\\\*peut-être\"\n",
        "msgid \"L’« été » \\\"bleu\\\" \\\\\"\n",
    ];
    for text in texts {
        assert!(po.contains(text), "{text}\n{po}");
    }
    let po = echoed(&po);
    let (changed, _) = take(&deck, po.as_bytes(), None);
    let mut after = deck.clone();
    after.extend(changed.expect("no errors"));
    assert!(!read(&after).1.has_errors(), "{:?}\n{}", read(&after).1.sorted(), after["it/1-deborder/09-odd.md"]);
    assert_eq!(catalogue(&after, "it"), po);
    let card = &after["it/1-deborder/09-odd.md"];
    assert!(card.contains("### Quoi ? {#q1 kind=facts}\n\n1. oui,\n   bien sûr\n   > parce\n"), "{card}");
}

/// The files of a deck as they were written before there were digests.
fn undigested(files: Files) -> Files {
    let line = |line: &&str| !line.starts_with("source-digest = ");
    // In deck.toml they are the last table.
    let text = |text: &str| -> String {
        let end = text.find("\n[source-digest]\n").unwrap_or(text.len());
        text[..end].split_inclusive('\n').filter(line).collect()
    };
    files.iter().map(|(path, content)| (path.clone(), text(content))).collect()
}

fn at_version(files: &mut Files, version: &str) {
    let head = files["deck.toml"].replace("version = \"1.0.0\"", &format!("version = \"{version}\""));
    files.insert("deck.toml".to_owned(), head);
}

#[test]
fn without_digests_a_newer_deck_makes_a_translation_outdated() {
    let mut deck = undigested(files("content"));
    let card = CARD.replace("fr/", "en/");
    at_version(&mut deck, "1.1.0");
    let po = catalogue(&deck, "en");
    // Only deck.toml has no version to be older than.
    assert_eq!(po.matches("#, fuzzy\n").count(), po.matches("\nmsgctxt ").count() - 4);
    let files = deck.keys().filter(|path| path.starts_with("fr/")).count();
    let (changed, said) = take(&deck, po.as_bytes(), None);
    let head = Files::from([("deck.toml".to_owned(), deck["deck.toml"].clone())]);
    assert_eq!(changed.map(undigested), Some(head), "what is fuzzy is not taken");
    assert!(said.len() == files && said.iter().all(|(code, ..)| code == "T018"), "{said:?}");
    let confirmed = po.replace("#, fuzzy\n", "");
    let changed = taken(&deck, &confirmed);
    assert_eq!(changed.len(), files + 1);
    assert!(changed[&card].contains("source-version = \"1.1.0\""));
    assert_eq!(
        undigested(changed)[&card],
        deck[&card].replace("source-version = \"1.0.0\"", "source-version = \"1.1.0\"")
    );
}

#[test]
fn a_text_is_outdated_when_its_source_changed_and_not_when_the_version_did() {
    let mut deck = files("content");
    at_version(&mut deck, "1.1.0");
    for language in ["en", "ro", "el"] {
        assert_eq!(
            catalogue(&deck, language).matches("#, fuzzy\n").count(),
            0,
            "{language}: a version changes no text"
        );
    }
    let (read_deck, _) = read(&deck);
    let findings = check(&read_deck);
    assert!(!findings.sorted().iter().any(|f| ["C075", "C077"].contains(&f.rule.code)));
    // One sentence of the source is another; only wrapping it anew would be none.
    let source = deck[CARD].replace("- [ ] Huit heures\n", "- [ ] Neuf heures\n");
    assert_ne!(source, deck[CARD]);
    deck.insert(CARD.to_owned(), source);
    for language in ["en", "ro", "el"] {
        let po = catalogue(&deck, language);
        let fuzzy: Vec<_> = po.split("\n\n").filter(|entry| entry.contains("#, fuzzy")).collect();
        assert_eq!(fuzzy.len(), 1, "{language}");
        assert!(fuzzy[0].contains("msgid \"Neuf heures\""), "{}", fuzzy[0]);
    }
    let (changed_deck, _) = read(&deck);
    let findings = check(&changed_deck);
    let said: Vec<_> =
        findings.sorted().iter().filter(|f| f.rule.code == "C077").map(|f| f.place.source.path().to_owned()).collect();
    assert_eq!(said, ["el", "en", "ro"].map(|language| CARD.replace("fr/", &format!("{language}/"))));
    // The translator confirms the one text, and the file is current again.
    let confirmed = catalogue(&deck, "ro").replace("#, fuzzy\n", "");
    deck.extend(taken(&deck, &confirmed));
    assert!(!catalogue(&deck, "ro").contains("#, fuzzy"));
    // Or somebody says so for a whole language; the others are as they were.
    let accepted = accept(&read(&deck).0, "en").expect("the same texts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    deck.extend(accepted.files().map(|(path, bytes)| (path.to_owned(), text(bytes))));
    assert!(!catalogue(&deck, "en").contains("#, fuzzy"));
    assert_eq!(catalogue(&deck, "el").matches("#, fuzzy\n").count(), 1);
}

#[test]
fn a_text_of_deck_toml_is_outdated_when_its_source_changed() {
    let old = files("content");
    let changed = |from: &str, to: &str| {
        let mut deck = old.clone();
        let head = deck["deck.toml"].replacen(from, to, 1);
        assert_ne!(head, deck["deck.toml"]);
        deck.insert("deck.toml".to_owned(), head);
        deck
    };
    let said = |deck: &Files| {
        let (deck, _) = read(deck);
        let findings = check(&deck);
        let all = findings.sorted().into_iter().filter(|finding| finding.rule.code == "C077");
        all.map(|finding| finding.place.source.path().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(said(&old), [""; 0]);
    assert_eq!(said(&changed("fr = \"Des situations vécues", "fr = \"Des  situations vécues")), [""; 0]);
    for (from, to) in [
        ("fr = \"Réfléchir ensemble", "fr = \"Penser ensemble"),
        ("fr = \"Des situations vécues", "fr = \"Des situations"),
        ("fr = [\"travail social\"", "fr = [\"action sociale\""),
    ] {
        let mut deck = changed(from, to);
        assert_eq!(said(&deck), ["deck.toml"; 3], "{from}");
        let po = catalogue(&deck, "ro");
        assert_eq!(po.matches("#, fuzzy\n").count(), 1, "{from}");
        // What nobody looked at stays outdated; what somebody gave is made from the text as it is.
        deck.extend(take(&deck, po.as_bytes(), None).0.expect("no errors"));
        assert_eq!(said(&deck), ["deck.toml"; 3], "{from}");
        let taken = taken(&deck, &po.replace("#, fuzzy\n", ""));
        assert_eq!(taken.keys().collect::<Vec<_>>(), ["deck.toml"]);
        assert_eq!(changed_lines(&deck["deck.toml"], &taken["deck.toml"]).len(), 1, "{from}");
        deck.extend(taken);
        assert_eq!(said(&deck), ["deck.toml"; 2], "{from}");
        for language in ["en", "el"] {
            let (read, _) = read(&deck);
            let accepted = accept(&read, language).expect("like its source");
            let text = |(path, content): (&str, &[u8])| (path.to_owned(), String::from_utf8(content.to_vec()).unwrap());
            deck.extend(accepted.files().map(text));
        }
        assert_eq!(said(&deck), [""; 0], "{from}");
    }
}

/// A deck from before has no digests there; they come with the first import, for one language after the other.
#[test]
fn digests_come_into_a_deck_toml_without_any() {
    let mut deck = undigested(files("content"));
    for (language, lines) in [("ro", 1), ("en", 2)] {
        let po = echoed(&catalogue(&deck, language));
        deck.extend(taken(&deck, &po));
        let (_, digests) = deck["deck.toml"].split_once("\n[source-digest]\n").expect("digests");
        assert_eq!(digests.lines().count(), lines, "{digests}");
    }
    let (read, findings) = read(&deck);
    assert!(!findings.has_errors() && read.digests.len() == 2, "{:?}", findings.sorted());
    assert_eq!(read.digests["ro"].value, self::read(&files("content")).0.digests["ro"].value);
}

#[test]
fn texts_that_change_places_are_outdated() {
    let mut deck = files("content");
    // Right answers are marked in the source and belong to places: a translation in the old order would have others.
    let source = &deck[CARD];
    let start = source.find("- [ ] Huit heures\n").expect("the first option");
    let second = start + source[start + 1..].find("\n- [").expect("the second") + 2;
    let third = second + source[second + 1..].find("\n- [").expect("the third") + 2;
    let swapped = [&source[..start], &source[second..third], &source[start..second], &source[third..]].concat();
    assert_ne!(&swapped, source);
    deck.insert(CARD.to_owned(), swapped);
    for language in ["en", "ro", "el"] {
        let po = catalogue(&deck, language);
        let fuzzy: Vec<_> = po.split("\n\n").filter(|entry| entry.contains("#, fuzzy")).collect();
        assert!(
            fuzzy.len() >= 2 && fuzzy.iter().all(|entry| entry.contains("msgctxt \"t2-s01/q1/option-")),
            "{fuzzy:?}"
        );
    }
    let findings = check(&read(&deck).0);
    assert_eq!(findings.sorted().iter().filter(|f| f.rule.code == "C077").count(), 3);
}

#[test]
fn a_translation_with_other_texts_than_its_source_is_not_accepted() {
    let mut deck = files("content");
    let card = CARD.replace("fr/", "en/");
    let start = deck[&card].find("+++\n\n").expect("the end of the front matter") + 5;
    let end = start + deck[&card][start..].find("\n\n").expect("the end of a paragraph") + 2;
    let shorter = [&deck[&card][..start], &deck[&card][end..]].concat();
    deck.insert(card.clone(), shorter);
    assert_eq!(accept(&read(&deck).0, "en").err(), Some(vec![card]));
    assert!(accept(&read(&deck).0, "ro").is_ok());
}

#[test]
fn a_file_with_holes_is_not_written() {
    let deck = small();
    let bare = without(&deck, &["en"]);
    let po = catalogue(&deck, "en").replace("msgstr \"Eleven hours\"", "msgstr \"\"");
    let (changed, said) = take(&bare, po.as_bytes(), None);
    assert_eq!(said.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(), ["T019", "T021"]);
    assert!(!changed.expect("no errors").contains_key(&CARD.replace("fr/", "en/")));
    // A card may come before its theme; without any file the deck does not list the language.
    let po = catalogue(&deck, "en").replace(
        "msgctxt \"t2/title\"",
        "#, fuzzy
msgctxt \"t2/title\"",
    );
    let (changed, _) = take(&bare, po.as_bytes(), None);
    assert!(changed.expect("no errors").contains_key(&CARD.replace("fr/", "en/")));
    let (changed, _) = take(&bare, catalogue(&bare, "en").as_bytes(), None);
    assert_eq!(changed, Some(Files::new()));
}

#[test]
fn a_source_of_another_form_makes_its_translation_again() {
    let mut deck = small();
    let (old, new) = ("kind=position steps=5", "kind=position steps=7");
    let source = deck[CARD].replace(old, new);
    deck.insert(CARD.to_owned(), source);
    let path = CARD.replace("fr/", "en/");
    let changed = taken(&deck, &catalogue(&deck, "en"));
    assert!(changed_lines(&deck[&path], &changed[&path]).iter().all(|(_, line)| line.contains(new)));
    // Another number of units: every text is to be looked at, and the file waits for the one that is missing.
    let source = deck[CARD].replace("- [ ] Huit heures\n", "- [ ] Six heures\n  > Non.\n- [ ] Huit heures\n");
    deck.insert(CARD.to_owned(), source);
    let po = catalogue(&deck, "en");
    let fuzzy: Vec<_> = po.split("\n\n").filter(|entry| entry.contains("#, fuzzy")).collect();
    assert!(fuzzy.len() > 50 && fuzzy.iter().all(|entry| entry.contains("msgctxt \"t2-s01/")), "{}", fuzzy.len());
    let (changed, said) = take(&deck, po.as_bytes(), None);
    assert_eq!(changed, Some(Files::new()));
    assert_eq!(said.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(), ["T019"]);
    // What stands in the old file at the place of the open one is the translation of another.
    let filled = po.replace("#, fuzzy\n", "").replace("msgstr \"\"\n\n", "msgstr \"x\"\n\n");
    let open = filled.replace("msgctxt \"t2-s01/q1/option-2\"", "#, fuzzy\nmsgctxt \"t2-s01/q1/option-2\"");
    let (changed, said) = take(&deck, open.as_bytes(), None);
    assert_eq!(changed, Some(Files::new()));
    assert_eq!(said.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(), ["T019"]);
    assert_eq!(taken(&deck, &filled).keys().collect::<Vec<_>>(), [&path]);
}

const CAPSULE: &str = "en/2-outils-numeriques/capsules/droit-a-l-equipement.md";

/// The English catalogue of a deck with something in every entry and nothing that is to be looked at again.
fn confirmed(deck: &Files) -> String {
    catalogue(deck, "en").replace("#, fuzzy\n", "").replace("msgstr \"\"\n\n", "msgstr \"x\"\n\n")
}

#[test]
fn a_file_made_again_keeps_the_front_matter_of_its_own() {
    let mut deck = small();
    let source = CAPSULE.replace("en/", "fr/");
    deck.insert(source.clone(), deck[&source].clone() + "\nUne fin.\n");
    let own = "# ask Maria\nreviewer = \"Maria Ionescu, 2026-11\" # by mail\nchecked = \"2025-03\"\n";
    let is_own = |line: &&str| !line.starts_with("reviewer = ") && !line.starts_with("checked = ");
    let bare: String = deck[CAPSULE].split_inclusive('\n').filter(is_own).collect();
    deck.insert(CAPSULE.to_owned(), bare.replacen("source-version", &format!("{own}source-version"), 1));
    let changed = taken(&deck, &confirmed(&deck));
    assert_eq!(changed.keys().collect::<Vec<_>>(), [CAPSULE]);
    assert!(changed[CAPSULE].contains(&format!("{own}source-version = ")), "{}", changed[CAPSULE]);
}

#[test]
fn a_date_after_a_heading_is_not_taken_from_the_source() {
    let mut deck = without(&files("content"), &["ro", "el"]);
    let (source, path) = ("fr/countries/ro.md", "en/countries/ro.md");
    let heading = "{#secrecy checked=no}";
    let longer = deck[source].clone() + "\nUne fin.\n";
    deck.insert(source.to_owned(), longer.replace(heading, "{#secrecy checked=2026-10}"));
    for own in ["{#secrecy}", "{#secrecy checked=2025-01}", heading] {
        let mut deck = deck.clone();
        deck.insert(path.to_owned(), deck[path].replace(heading, own));
        let changed = taken(&deck, &confirmed(&deck));
        assert!(changed[path].contains(own) && changed[path].starts_with("+++\n"), "{own}");
    }
    // The source may have none at all.
    deck.insert(source.to_owned(), deck[source].replace("{#secrecy checked=2026-10}", "{#secrecy}"));
    assert!(taken(&deck, &confirmed(&deck))[path].contains(heading));
}

#[test]
fn parts_that_only_the_translation_has_are_not_deleted() {
    let mut deck = small();
    let line = deck[CAPSULE].lines().count() + 2;
    deck.insert(CAPSULE.to_owned(), deck[CAPSULE].clone() + "\nAct 81/2018, which we have here.\n");
    let po = catalogue(&deck, "en").replace("#, fuzzy\n", "");
    let (changed, said) = take(&deck, po.as_bytes(), None);
    assert_eq!(changed, Some(Files::new()));
    assert_eq!(said, [("T031".to_owned(), line, 1)]);
    // What is not asked for says nothing. The rest comes in either way.
    let other = [CARD.replace("fr/", "en/")];
    for po in [po, catalogue(&deck, "en")] {
        let (changed, said) = take(&deck, po.replace("\"Eleven hours\"", "\"11 hours\"").as_bytes(), None);
        assert_eq!(changed.expect("a file").into_keys().collect::<Vec<_>>(), other, "{said:?}");
    }
}

#[test]
fn a_text_with_which_the_deck_cannot_be_built_is_refused_where_it_can_be_mended() {
    let mut deck = small();
    let po = catalogue(&deck, "en");
    let line = |text: &str| po[..po.find(text).expect("the text")].matches('\n').count() + 1;
    let (option, title) = (line("msgstr \"Eleven hours\""), line("msgstr \"Friday, 8 p.m.\""));
    let table = "[[term]]\nid = \"a\"\nwords = { fr = \"heure\", en = \"hour\" }\nnever = { en = [\"eleventy\"] }\n";
    deck.insert("terms.toml".to_owned(), table.to_owned());
    let wrong = po.replace("\"Eleven hours\"", "\"Eleventy hours\"");
    assert_eq!(take(&deck, wrong.as_bytes(), None), (None, vec![("C140".to_owned(), option, 8)]));
    let wrong = po.replace("\"Friday, 8 p.m.\"", "\"Friday, eleventy\"");
    assert_eq!(take(&deck, wrong.as_bytes(), None), (None, vec![("C140".to_owned(), title, 8)]));
    // What is wrong with the deck already stops nobody.
    let card = CARD.replace("fr/", "en/");
    deck.insert(card.clone(), deck[&card].replace("Friday, 8 p.m.", "Friday, eleventy"));
    let po = catalogue(&deck, "en").replace("\"Eleven hours\"", "\"11 hours\"");
    assert_eq!(taken(&deck, &po).keys().collect::<Vec<_>>(), [&card]);
}

#[test]
fn a_text_that_was_corrected_since_the_export_does_not_go_silently() {
    let mut deck = small();
    let po = catalogue(&deck, "en");
    let card = CARD.replace("fr/", "en/");
    deck.insert(card.clone(), deck[&card].replace("- Eleven hours\n", "- Exactly eleven hours\n"));
    let line = deck[&card].lines().position(|line| line == "- Exactly eleven hours").expect("the line") + 1;
    let (changed, said) = take(&deck, po.as_bytes(), None);
    assert!(changed.expect("no errors")[&card].contains("\n- Eleven hours\n"));
    assert_eq!(said, [("T032".to_owned(), line, 3)]);
    // A text whose source is another one by now was to be replaced.
    deck.insert(CARD.to_owned(), deck[CARD].replace("Onze heures\n", "11 heures\n"));
    let po = catalogue(&deck, "en").replace("#, fuzzy\n", "").replace("Exactly eleven", "11");
    let (changed, said) = take(&deck, po.as_bytes(), None);
    assert!(changed.expect("no errors").contains_key(&card) && said.is_empty(), "{said:?}");
}

#[test]
fn accents_may_be_signs_of_their_own() {
    let decomposed = |text: &str| DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned();
    let deck = small();
    let po = catalogue(&deck, "en");
    assert_ne!(decomposed(&po), po);
    assert_eq!(taken(&deck, &decomposed(&po)), Files::new());
    let changed = taken(&deck, &decomposed(&po.replace("\"Eleven hours\"", "\"Onze heures d’été\"")));
    assert!(changed[&CARD.replace("fr/", "en/")].contains("- Onze heures d’été\n"));
    // A deck that is written so itself takes what it gave.
    let deck: Files = deck.iter().map(|(path, text)| (path.clone(), decomposed(text))).collect();
    for (path, text) in undigested(taken(&deck, &catalogue(&deck, "en").replace("#, fuzzy\n", ""))) {
        assert_eq!(text, undigested(deck.clone())[&path]);
    }
}

#[test]
fn nothing_is_said_to_be_added_where_nothing_is_written() {
    let bare = without(&small(), &["en"]);
    let po = catalogue(&small(), "en").replace("\"Eleven hours\"", "\"# Eleven hours\"");
    let (changed, said) = take(&bare, po.as_bytes(), None);
    assert_eq!((changed, said.iter().map(|(code, ..)| code.as_str()).collect()), (None, vec!["T016"]));
}

#[test]
fn deck_toml_is_changed_at_its_places() {
    let deck = files("tests/decks/good");
    let po = echoed(&catalogue(&deck, "it"));
    for (written, wanted) in [
        ("[title]\nfr = \"A\" # le titre\n", "[title]\nfr = \"A\" # le titre\nit = \"A\"\n"),
        ("[title]\nfr = \"A\"\nen = \"B\"\n\n", "[title]\nfr = \"A\"\nen = \"B\"\nit = \"A\"\n\n"),
        ("title.fr = \"A\"\n", "title.fr = \"A\"\ntitle.it = \"A\"\n"),
        ("title = { fr = \"A\" }\n", "title = { fr = \"A\", it = \"A\" }\n"),
        ("title = { fr = \"A\", it = \"Z\" }\n", "title = { fr = \"A\", it = \"A\" }\n"),
    ] {
        let mut deck = deck.clone();
        let head = &deck["deck.toml"];
        let title = head.lines().find(|line| line.starts_with("fr = ")).expect("a title").to_owned();
        let said = title.trim_start_matches("fr = ");
        let table = format!("[title]\n{title}\n");
        assert!(head.contains(&table));
        let rest = head.replace(&table, "");
        // Keys without a table stand before the first one.
        let place = |text: &str| {
            let text = text.replace("\"A\"", said);
            if text.starts_with('[') { format!("{rest}\n{text}") } else { format!("{text}{rest}") }
        };
        deck.insert("deck.toml".to_owned(), place(written));
        let (changed, said) = take(&deck, po.as_bytes(), None);
        let changed = undigested(changed.unwrap_or_else(|| panic!("{said:?}")));
        let head = changed["deck.toml"].clone();
        let languages = |text: String| text.replace("languages = [\"fr\"]", "languages = [\"fr\", \"it\"]");
        let others = rest.split_inclusive('\n').filter(|line| line.starts_with("fr = ")).collect::<Vec<_>>();
        assert_eq!(others.len(), 3, "description, keywords, statement");
        let both = |text: String, line: &&str| text.replace(line, &format!("{line}{}", line.replacen("fr", "it", 1)));
        assert_eq!(head, others.iter().fold(languages(place(wanted)), both));
    }
}

#[test]
fn keywords_of_the_deck_are_a_line_each_for_a_translator_and_a_list_in_the_deck() {
    let deck = files("tests/decks/good");
    let po = catalogue(&deck, "it");
    let lines = "msgid \"\"\n\"essai\\n\"\n\"contrôle\"\nmsgstr \"\"";
    assert!(po.contains(lines), "{po}");
    let po = echoed(&po).replace("\"essai\\n\"\n\"contrôle\"\n\n", "\"prova\\n\"\n\"\\n\"\n\" controllo\"\n\n");
    let (changed, said) = take(&deck, po.as_bytes(), None);
    let head = changed.unwrap_or_else(|| panic!("{said:?}")).remove("deck.toml").expect("deck.toml");
    assert!(head.contains("fr = [\"essai\", \"contrôle\"]\nit = [\"prova\", \"controllo\"]\n"), "{head}");
}

/// Catalogues with a fault: what is written in the place of what, and what must be said about it.
#[test]
fn every_fault_of_a_catalogue_is_a_finding_with_its_place() {
    let deck = small();
    let po = catalogue(&deck, "en");
    let line_of = |text: &str| po[..po.find(text).unwrap_or_else(|| panic!("{text}"))].matches('\n').count() + 1;
    let title = line_of("msgstr \"Friday, 8 p.m.\"");
    let option = line_of("msgstr \"Eleven hours\"");
    let story = line_of("msgstr \"This Friday, at 7 p.m.");
    let heading = line_of("msgstr \"What it protects\"");
    let directive = line_of("msgstr \"[Directive 2003/88/EC]");
    let mut shown = BTreeSet::new();
    let cases: Vec<(&str, &str, &str, usize, usize)> = vec![
        ("charset=UTF-8", "charset=iso-8859-7", "T002", 6, 1),
        ("msgstr \"Friday, 8 p.m.\"", "msgstring \"Friday\"", "T003", title, 1),
        ("msgstr \"Friday, 8 p.m.\"", "msgstr \"a\"\nmsgstr \"b\"", "T003", title + 1, 1),
        ("msgstr \"Friday, 8 p.m.\"", "", "T003", title - 2, 9),
        ("msgstr \"Friday, 8 p.m.\"", "msgstr \"Friday, 8 p.m.", "T004", title, 8),
        ("msgstr \"Friday, 8 p.m.\"", "msgstr Friday", "T004", title, 8),
        ("msgstr \"Friday, 8 p.m.\"", "msgstr \"Friday\" 8", "T004", title, 8),
        ("msgstr \"Friday, 8 p.m.\"", "msgstr \"Friday\\q\"", "T005", title, 15),
        ("msgctxt \"t2-s01/q1/option-3\"", "msgctxt \"t2-s01/q1/option-2\"", "T006", option + 10, 9),
        ("msgstr \"Friday, 8 p.m.\"", "msgid_plural \"x\"\nmsgstr[0] \"y\"\nmsgstr \"z\"", "T007", title, 1),
        ("\"Language: en\\n\"\n", "", "T008", 3, 1),
        ("Language: en", "Language: English", "T009", 4, 1),
        ("Language: en", "Language: fr", "T011", 4, 1),
        ("Language: en", "Language: en_GB", "T023", 4, 1),
        ("X-Cartable-Deck: dlis", "X-Cartable-Deck: other", "T012", 8, 1),
        ("msgctxt \"t2-s01/title\"\n", "", "T013", title - 2, 7),
        ("msgctxt \"t2-s01/title\"", "msgctxt \"t2-s01/titre\"", "T014", title - 2, 9),
        ("msgid \"Onze heures\"", "msgid \"Dix heures\"", "T015", option - 2, 9),
        ("msgstr \"Eleven hours\"", "msgstr \"Eleven\\n\\nhours\"", "T016", option, 8),
        ("msgstr \"Eleven hours\"", "msgstr \"# Eleven hours\"", "T016", option, 8),
        ("msgstr \"Eleven hours\"", "msgstr \"- Eleven hours\"", "T016", option, 8),
        ("msgstr \"Eleven hours\"", "msgstr \"[x] Eleven hours\"", "T016", option, 8),
        ("msgstr \"Eleven hours\"", "msgstr \"Eleven\\n> hours\"", "T016", option, 8),
        ("msgstr \"This Friday, at 7 p.m.", "msgstr \"## This {#quiz}\\nFriday", "T016", story, 8),
        ("msgstr \"What it protects\"", "msgstr \"What it protects {#keep}\"", "T016", heading, 8),
        ("msgstr \"Eleven hours\"", "msgstr \"<div>Eleven hours\"", "T016", option, 8),
        ("msgstr \"[Directive 2003/88/EC]", "msgstr \"[Directive 2003/88/EC] ", "T017", directive, 8),
        ("msgstr \"Eleven hours\"", "msgstr \"\"", "T018", option, 8),
        // What the reader refuses is shown where it can be mended.
        ("msgstr \"Eleven hours\"", "msgstr \"Eleven <b>hours</b>\"", "R040", option, 8),
        ("msgstr \"Eleven hours\"", "msgstr \"~~Eleven~~ hours\"", "R042", option, 8),
        ("msgstr \"Friday, 8 p.m.\"", "msgstr \"Friday\\n8\"", "R033", title, 8),
        ("msgstr \"Thinking together", "msgstr \"Thinking\\ntogether", "R033", 15, 8),
        ("](https://eur-lex.europa.eu/eli/dir/2003/88/oj) on", "](javascript:x) on", "R041", directive, 8),
    ];
    for (old, new, code, line, column) in cases {
        assert!(po.contains(old), "{old}");
        let (changed, said) = take(&deck, po.replacen(old, new, 1).as_bytes(), None);
        let found: Vec<_> = said.iter().filter(|(found, ..)| found == code).collect();
        assert!(found.contains(&&(code.to_owned(), line, column)), "{new}: {code} {line}:{column} is not in {said:?}");
        let rule = RULES.iter().find(|rule| rule.code == code);
        let stops = rule.is_none_or(|rule| rule.severity == cartable::diagnostic::Severity::Error);
        assert_eq!(changed.is_none(), stops, "{new}");
        shown.insert(code.to_owned());
    }
    let latin: Vec<u8> =
        po.replacen("Friday, 8 p.m.", "Friday \u{1}", 1).bytes().map(|b| if b == 1 { 0xe9 } else { b }).collect();
    let (none, said) = take(&deck, &latin, None);
    assert_eq!((none, &said[..]), (None, &[("T001".to_owned(), title, 16)][..]));
    assert_eq!(take(&deck, po.as_bytes(), Some("ro")).1, [("T010".to_owned(), 4, 1)]);
    // A region that a tool added is no other language once somebody says which is meant.
    let regional = po.replacen("Language: en", "Language: en_GB", 1);
    assert_eq!(take(&deck, regional.as_bytes(), Some("en")), (Some(Files::new()), Vec::new()));
    assert_eq!(take(&deck, &vec![b'#'; 20_000_001], None).1, [("T022".to_owned(), 1, 1)]);
    // These have tests of their own, or a place of their own in deck.toml.
    shown.extend(["T001", "T010", "T022", "T019", "T021", "T020", "T030", "T031", "T032"].map(str::to_owned));
    // Those of interface texts are shown in tests/interface.rs.
    let own = |code: &&str| !["T024", "T025", "T026"].contains(code);
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.code).filter(own).map(str::to_owned).collect();
    assert!(rules.iter().all(|code| shown.contains(code)), "{:?}", rules.difference(&shown));
}

#[test]
fn a_place_that_cannot_be_is_said() {
    let deck = files("tests/decks/good");
    let po = echoed(&catalogue(&deck, "it"));
    let mut deck = deck;
    // The title's key is quoted and has a dot: the new line would make another key.
    let head = deck["deck.toml"].replacen("[title]\nfr = ", "[title]\n\"x.y\" = \"z\"\nfr = ", 1);
    let head = head.replacen("fr = ", "\"fr\" = ", 1);
    let lines: Vec<&str> = head.lines().collect();
    let (at, _) = lines.iter().enumerate().find(|(_, line)| line.starts_with("\"x.y\"")).expect("the line");
    let mut moved = lines.clone();
    moved.swap(at, at + 1);
    deck.insert("deck.toml".to_owned(), moved.join("\n") + "\n");
    let (changed, said) = take(&deck, po.as_bytes(), None);
    assert!(changed.is_none());
    let title = po[..po.find("deck.toml/title").expect("the entry")].matches('\n').count() + 3;
    assert!(said.contains(&("T020".to_owned(), title, 8)), "{said:?}");
    assert!(said.iter().all(|(code, ..)| code.starts_with('T')), "{said:?}");
}

#[test]
fn other_tools_may_have_written_the_file() {
    let deck = files("content");
    let po = catalogue(&deck, "ro");
    let with_mark = format!("\u{feff}{}", po.replace('\n', "\r\n"));
    assert_eq!(taken(&deck, &with_mark), Files::new());
    let noted =
        po.replace("\nmsgctxt \"t2-s01/title\"", "\n# a note\n#| msgid \"old\"\n#, no-wrap\nmsgctxt \"t2-s01/title\"");
    let old = format!("{noted}\n#~ msgctxt \"t2-s01/title\"\n#~ msgid \"a\"\n#~ msgstr \"b\"\n");
    assert_eq!(taken(&deck, &old), Files::new());
    let tight = po.replace("\n\n#. ", "\n#. ");
    assert_eq!(taken(&deck, &tight), Files::new(), "without empty lines between entries");
}

/// Runs a tool of gettext over a catalogue; none where it is not installed.
fn gettext(tool: &str, args: &[&str], po: &str) -> Option<Output> {
    let path = std::env::temp_dir().join(format!("cartable-{tool}-{}.po", std::process::id()));
    fs::write(&path, po).expect("a file");
    let run = Command::new(tool).args(args).arg(&path).output();
    fs::remove_file(&path).expect("the file");
    if run.is_err() {
        eprintln!("{tool} was not found: install the package gettext");
    }
    run.ok()
}

#[test]
fn gettext_takes_the_file_and_gives_it_back() {
    let deck = files("content");
    for language in ["en", "it"] {
        let po = catalogue(&deck, language);
        if let Some(run) = gettext("msgfmt", &["--check", "--output-file=/dev/null"], &po) {
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        }
    }
    if let Some(run) = gettext("msgcat", &["--width=60", "--sort-output"], &catalogue(&deck, "ro")) {
        let wrapped = String::from_utf8(run.stdout).expect("UTF-8");
        assert!(wrapped.lines().count() > 15_000, "the lines were broken");
        assert_eq!(taken(&deck, &wrapped), Files::new());
    }
}

fn cartable(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cartable")).args(args).env("LC_ALL", "C").output().expect("cartable")
}

/// A copy of a deck on the disk.
fn copy(name: &str, files: &Files) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("cartable-translate-{name}-{}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }
    folder
}

#[test]
fn the_command_writes_what_changes_and_nothing_else() {
    let mut deck = files("content");
    let card = CARD.replace("fr/", "en/");
    let crlf = deck[&card].replace('\n', "\r\n");
    deck.insert(card.clone(), crlf.clone());
    let folder = copy("command", &deck);
    let (root, po) = (folder.to_string_lossy().into_owned(), folder.join(".en.po").to_string_lossy().into_owned());
    let out = cartable(&["translate", "export", &root, "--lang", "en"]);
    assert_eq!(out.status.code(), Some(0));
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    assert_eq!(cartable(&["translate", "export", &root, "--lang", "en", "--out", &po]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&po).expect("the catalogue"), text);
    fs::write(&po, text.replace("\"Eleven hours\"", "\"11 hours\"")).expect("the catalogue");
    let out = cartable(&["translate", "import", &root, &po]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(String::from_utf8_lossy(&out.stdout).trim(), format!("{root}/{card}"));
    for (path, text) in &deck {
        let wanted = if *path == card { text.replace("- Eleven hours", "- 11 hours") } else { text.clone() };
        assert_eq!(fs::read_to_string(folder.join(path)).expect("a file"), wanted, "{path}");
    }
    assert_eq!(cartable(&["translate", "export", &root, "--lang", "fr"]).status.code(), Some(2));
    assert_eq!(cartable(&["translate", "import", &root, "/nowhere.po"]).status.code(), Some(3));
    // Options may stand anywhere.
    for args in [["--lang", "en", &root, &po], [&root, "--lang", "en", &po], [&root, &po, "--lang", "en"]] {
        let out = cartable(&[&["translate", "import"][..], &args].concat());
        assert_eq!(out.status.code(), Some(0), "{args:?} {}", String::from_utf8_lossy(&out.stderr));
    }
    fs::write(&po, "nonsense").expect("the catalogue");
    assert_eq!(cartable(&["translate", "import", &root, &po]).status.code(), Some(1));
    fs::remove_dir_all(&folder).expect("the copy");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_deck_is_not_followed() {
    let deck = files("tests/decks/good");
    let (folder, outside) = (copy("links", &deck), copy("outside", &Files::new()));
    fs::create_dir_all(&outside).expect("a folder");
    std::os::unix::fs::symlink(&outside, folder.join("it")).expect("a link");
    let po = folder.join(".it.po");
    fs::write(&po, echoed(&catalogue(&deck, "it"))).expect("the catalogue");
    let out = cartable(&["translate", "import", &folder.to_string_lossy(), &po.to_string_lossy()]);
    assert_eq!(out.status.code(), Some(3), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(fs::read_dir(&outside).expect("the folder").count(), 0);
    assert_eq!(fs::read_to_string(folder.join("deck.toml")).expect("deck.toml"), deck["deck.toml"]);
    fs::remove_dir_all(&folder).and_then(|()| fs::remove_dir_all(&outside)).expect("the copies");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_panics(at in 0usize..20_000, length in 0usize..60, junk in "(\\PC|[\"\\\\\n#\\[\\]>{}*_ -]){0,40}") {
        let deck = odd();
        let po = echoed(&catalogue(&deck, "it"));
        let floor = |at: usize| (0..=at.min(po.len())).rev().find(|at| po.is_char_boundary(*at)).unwrap_or(0);
        let broken = format!("{}{junk}{}", &po[..floor(at)], &po[floor(at + length)..]);
        let (changed, said) = take(&deck, broken.as_bytes(), Some("it"));
        // Whatever comes out can be read.
        if let Some(changed) = changed {
            let mut after = deck;
            after.extend(changed);
            prop_assert!(!read(&after).1.has_errors(), "{said:?}");
        }
    }
}

#[test]
fn a_page_says_that_its_translation_is_behind() {
    let mut files = small();
    let page = |files: &Files| {
        let (mut deck, _) = read(files);
        deck.outdated = outdated(&deck);
        let modules = modules(&deck, "en", Split::Theme, Tracking::Standard);
        let pages = render(&modules[0], false).expect("the templates are sound");
        String::from_utf8(pages.get("index.html").expect("a page").to_vec()).expect("UTF-8")
    };
    let said = "The original has changed since this was translated";
    assert!(!page(&files).contains(said));
    let card = files[CARD].clone();
    let from = card.find("\n\n").expect("a story") + 2;
    files.insert(CARD.to_owned(), format!("{}Autrement. {}", &card[..from], &card[from..]));
    assert_eq!(page(&files).matches(said).count(), 1, "on the card that changed and nowhere else");
}

#[test]
fn an_earlier_catalogue_tells_what_a_changed_text_was() {
    let mut files = small();
    let earlier = catalogue(&files, "en");
    let after = |files: &Files| export_after(&read(files).0, "en", &previous(earlier.as_bytes()));
    assert_eq!(after(&files), earlier, "nothing has changed");
    let card = files[CARD].clone();
    let from = card.find("\n\n").expect("a story") + 2;
    files.insert(CARD.to_owned(), format!("{}Autrement. {}", &card[..from], &card[from..]));
    let now = after(&files);
    assert_eq!(now.matches("#| msgid").count(), 1);
    let entry = now.split("\n\n").find(|entry| entry.contains("#| msgid")).expect("an entry");
    assert!(entry.contains("#, fuzzy\n#| msgid") && entry.contains("msgid \"Autrement. "), "{entry}");
    let (_, said) = take(&files, now.as_bytes(), None);
    assert!(said.iter().all(|(code, ..)| code == "T018"), "it is read back, and one file is not whole: {said:?}");
    assert!(previous(b"rubbish").is_empty());
}

#[test]
fn a_translator_sees_the_terms_of_a_text() {
    let mut files = small();
    let before = catalogue(&files, "en");
    let table = "[[term]]\nid = \"a\"\nwords = { fr = \"téléphone\", en = \"phone\" }\nnote = \"de service\"\n";
    files.insert("terms.toml".to_owned(), table.to_owned());
    let after = catalogue(&files, "en");
    let told = after.lines().filter(|line| line.ends_with(" · téléphone = phone (de service)")).count();
    assert!(told > 0 && told < 60, "{told}");
    assert_eq!(after.lines().count(), before.lines().count());
}
