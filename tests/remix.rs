//! A deck of cards from other decks: whose ids and IRIs there are, that every author and every licence is named in every format, and
//! what is refused.

mod copy;

use cartable::build::{Languages, Options, build};
use cartable::check;
use cartable::course::{Split, modules};
use cartable::deck::{Deck, Tracking};
use cartable::diagnostic::Findings;
use cartable::package::{FORMATS, deck_files};
use cartable::read::{read, read_files};
use cartable::remix::{Choice, Fault, Frame, Part, remix};
use cartable::templates;
use cartable::tree::{SOURCE_FILE, Tree, unzip};
use copy::copy;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

fn deck(path: &str) -> Deck {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap().0
}

static CONTENT: LazyLock<Deck> = LazyLock::new(|| deck("content"));
static GOOD: LazyLock<Deck> = LazyLock::new(|| deck("tests/decks/good"));

fn part(name: &str, deck: &Deck, choice: &str) -> Part {
    Part { name: name.to_owned(), deck: deck.clone(), choice: Choice::parse(choice).unwrap() }
}

fn mixed(parts: &[Part]) -> Result<Tree, Vec<Fault>> {
    let begin = templates::text("new/fr/deck/deck.toml").replace("{id}", "melange").replace("{title}", "\"Mélange\"");
    remix(&Frame { deck: &begin, title: "Mélange" }, parts)
}

/// The deck of some files, with all findings.
fn made(files: &Tree) -> (Deck, Findings) {
    let (deck, mut findings) = read_files(files.files());
    findings.extend(check::check(&deck));
    (deck, findings)
}

#[test]
fn a_deck_that_cards_came_from_is_cited_by_its_authors_in_the_language_of_the_remix() {
    let files = mixed(&[part("content", &CONTENT, "t1-s02")]).unwrap();
    let (deck, _) = made(&files);
    let source = &deck.taken[0].source;
    assert!(source.name.starts_with("Réfléchir ensemble"), "{}", source.name.value);
    let authors: Vec<&str> = source.authors.iter().map(|author| author.as_str()).collect();
    assert_eq!(authors, ["Le projet cartable"]);
}

fn codes(findings: &Findings) -> BTreeSet<&'static str> {
    findings.sorted().iter().map(|finding| finding.rule.code).collect()
}

/// The IRIs of cards and their items, by the id of the card.
fn iris(deck: &Deck) -> BTreeMap<String, Vec<String>> {
    let whole = modules(deck, deck.source_language(), Split::Deck, Tracking::Essential);
    let cards = whole.iter().flat_map(|module| &module.situations);
    let of = |items: Vec<String>, own: &str| [vec![own.to_owned()], items].concat();
    cards
        .map(|card| (card.id.to_owned(), of(card.items.iter().map(|item| item.iri.clone()).collect(), &card.iri)))
        .collect()
}

fn options(split: Split, languages: Languages) -> Options {
    Options {
        formats: FORMATS.iter().collect(),
        languages,
        split,
        tracking: Tracking::Standard,
        with_source: true,
        release: false,
        forums: Default::default(),
        schemas: BTreeMap::new(),
    }
}

/// The members of every package of a deck.
fn packages(deck: &Deck, split: Split, languages: Languages) -> Vec<(&'static str, Tree)> {
    let (artefacts, findings) = build(deck, &options(split, languages), &|_, _| {}).unwrap();
    assert!(!findings.has_errors(), "{:?}", codes(&findings));
    artefacts.into_iter().map(|artefact| (artefact.format, unzip(&artefact.bytes).unwrap())).collect()
}

/// What the pages of a package say, entities apart.
fn told(tree: &Tree, path: &str) -> String {
    let text = String::from_utf8(tree.get(path).unwrap_or_else(|| panic!("no {path}")).to_vec()).unwrap();
    text.replace("&#39;", "'").replace("&amp;", "&").replace(['\u{a0}', '\u{202f}'], " ")
}

/// Where each format names authors and licences.
fn credited(format: &str) -> &'static [&'static str] {
    match format {
        "scorm12" | "scorm2004" | "xapi" => &["index.html"],
        "web" => &["credits.html"],
        "print" => &["booklet.html"],
        "epub" => &["book/credits.xhtml"],
        "questions" => &["index.html"],
        "common-cartridge" => &["credits-page.html"],
        _ => &[],
    }
}

/// The texts of the members of a package, without the packed source.
fn members(tree: &Tree) -> String {
    let own = tree.files().filter(|(path, _)| *path != SOURCE_FILE).map(|(path, _)| path);
    own.filter(|path| str::from_utf8(tree.get(path).unwrap()).is_ok()).map(|path| told(tree, path)).collect()
}

/// Holds a package against the decks that its cards came from.
fn assert_credited(format: &str, tree: &Tree, deck: &Deck) {
    let spaces = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let texts = credited(format).iter().map(|path| (*path, told(tree, path)));
    // Elsewhere they are on a page of each module.
    let rest = credited(format).is_empty().then(|| ("the package", members(tree)));
    for (path, text) in texts.chain(rest) {
        for taken in &deck.taken {
            let title = format!("{} {}", taken.title_in("fr"), *taken.version);
            let funding = taken.funding.iter().flat_map(|own| [own.programme.value.clone(), own.project.value.clone()]);
            let names = taken.credits.iter().map(|credit| credit.name.value.clone());
            let all = [title, taken.licence.name.value.clone()].into_iter().chain(funding).chain(names);
            let missing: Vec<String> = all.filter(|word| !text.contains(&spaces(word))).collect();
            assert!(missing.is_empty(), "{format}: {path} lacks {missing:?}");
        }
    }
    // A book is for readers alone; a backup has sheets inside.
    let sheet = match format {
        "epub" => "book/package.opf",
        "moodle" | "web" => return,
        "print" => "cards.html",
        _ => "tutor.html",
    };
    for taken in &deck.taken {
        let terms = spaces(&taken.terms("fr"));
        assert!(told(tree, sheet).contains(&terms), "{format}: {sheet} lacks {terms}");
    }
}

/// Every card of content and of the good deck, the latter under a licence, as the good deck has no id that content lacks.
fn from_both(cards: &[String], licence: &str, both: bool) -> Vec<Part> {
    let mut good = GOOD.clone();
    good.licence.id.value = licence.to_owned();
    good.licence.name.value = format!("Licence {licence}");
    let mut parts = vec![part("content", &CONTENT, &cards.join(","))];
    if both {
        parts.push(part("good", &good, "t1=essai,t1-s01=essai-s01,t1-s02=essai-s02"));
    }
    parts
}

fn all_cards() -> Vec<String> {
    CONTENT.editions[0].situations().map(|card| card.id.value.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, max_shrink_iters: 8, ..ProptestConfig::default() })]

    #[test]
    fn no_remix_loses_an_author_an_id_or_a_licence(
        cards in prop::sample::subsequence(all_cards(), 1..4),
        licence in prop::sample::select(vec![
            "CC-BY-SA-4.0", "CC-BY-SA-3.0", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0",
            "CC0-1.0", "LicenseRef-essai",
        ]),
        both in any::<bool>(),
        split in prop::sample::select(vec![Split::Deck, Split::Theme]),
    ) {
        let parts = from_both(&cards, licence, both);
        let (deck, findings) = made(&mixed(&parts).unwrap());
        prop_assert!(!findings.has_errors(), "{:?}", codes(&findings));
        // Ids and IRIs are those of the deck that a card comes from.
        let (own, original) = (iris(&deck), iris(&CONTENT));
        for card in &cards {
            prop_assert_eq!(&own[card], &original[card]);
        }
        prop_assert_eq!(own.len(), cards.len() + if both { 2 } else { 0 });
        // Whom each deck credits.
        prop_assert_eq!(deck.taken.len(), parts.len());
        for (taken, part) in deck.taken.iter().zip(&parts) {
            let named = |all: &[cartable::deck::Credit]| -> Vec<[String; 2]> {
                all.iter().map(|credit| [credit.role.value.clone(), credit.name.value.clone()]).collect()
            };
            prop_assert_eq!(named(&taken.credits), named(&part.deck.credits));
            prop_assert_eq!(&taken.licence.id.value, &part.deck.licence.id.value);
            prop_assert_eq!(taken.funding.is_some(), part.deck.funding.is_some());
        }
        let languages: Vec<&str> = deck.languages.iter().map(|language| language.value.as_str()).collect();
        prop_assert_eq!(languages, if both { vec!["fr"] } else { vec!["fr", "en", "ro", "el"] });
        let languages = Languages::Each(vec!["fr".to_owned()]);
        for (format, tree) in packages(&deck, split, languages) {
            assert_credited(format, &tree, &deck);
        }
    }
}

#[test]
fn a_card_comes_with_what_it_needs_word_for_word_and_nothing_else() {
    let files = mixed(&[part("content", &CONTENT, "t1-s02")]).unwrap();
    let (deck, _) = made(&files);
    for (edition, original) in deck.editions.iter().zip(&CONTENT.editions) {
        let (card, was) =
            (edition.situations().next().unwrap(), original.situations().find(|card| *card.id == "t1-s02"));
        let was = was.unwrap();
        let version = |text: &str| text.replace("source-version = \"1.0.0\"", "source-version = \"0.1.0\"");
        assert_eq!(card.source.text(), version(was.source.text()));
        let capsules: BTreeSet<&str> = edition.capsules.iter().map(|own| own.id.as_str()).collect();
        assert_eq!(capsules, was.capsules.iter().map(|id| id.as_str()).collect());
        let terms = edition.glossary.as_ref().map_or(0, |glossary| glossary.terms.len());
        assert!(terms > 0 && terms < original.glossary.as_ref().unwrap().terms.len(), "{terms}");
        let sheet = edition.themes[0].teaching.as_ref().unwrap();
        assert_eq!(sheet.cards().map(|part| part.id.as_str()).collect::<Vec<_>>(), ["t1-s02"]);
        assert!(
            edition.countries.iter().all(|own| own.entries.len() < original.country(&own.id).unwrap().entries.len())
        );
    }
    assert_eq!(deck.scenes.len(), 1);
    assert!(deck.editions.iter().all(|edition| edition.situations().count() == 1 && edition.themes.len() == 1));
}

#[test]
fn two_things_under_one_id_are_refused_with_how_to_choose() {
    let both = |choice: &str| mixed(&[part("a", &CONTENT, "t1-s01"), part("b", &GOOD, choice)]);
    let said = |faults: Vec<Fault>| -> Vec<String> {
        let value = |fault: &Fault, name: &str| fault.args.iter().find(|(own, _)| *own == name).unwrap().1.clone();
        faults.iter().map(|fault| format!("{} {} {}", fault.key, value(fault, "kind"), value(fault, "id"))).collect()
    };
    let faults = said(both("t1-s01").map(drop).unwrap_err());
    assert_eq!(faults, ["remix.clash theme t1", "remix.clash card t1-s01"]);
    assert_eq!(said(both("t1-s02").map(drop).unwrap_err()), ["remix.clash theme t1"]);
    let (deck, findings) = made(&both("t1=essai,t1-s01=essai-s01").unwrap());
    assert!(!findings.has_errors(), "{:?}", codes(&findings));
    let ids: Vec<&str> = deck.editions[0].situations().map(|card| card.id.as_str()).collect();
    assert_eq!(ids, ["t1-s01", "essai-s01"]);
    // A card under a new id is a new card of this deck; its authors are still named.
    assert_eq!(iris(&deck)["essai-s01"][0], "https://example.org/melange/essai-s01");
    assert_eq!((deck.taken[1].cards.len(), deck.taken[1].renamed[0].as_str()), (0, "essai-s01"));
}

#[test]
fn what_is_the_same_in_two_decks_is_there_once() {
    let files = mixed(&[part("a", &CONTENT, "t1-s01,t1-s02"), part("b", &CONTENT, "t1-s02,t3-s01")]).unwrap();
    let (deck, findings) = made(&files);
    assert!(!findings.has_errors(), "{:?}", codes(&findings));
    let ids: Vec<&str> = deck.taken[0].cards.iter().map(|id| id.as_str()).collect();
    assert_eq!((deck.taken.len(), ids), (1, vec!["t1-s01", "t1-s02", "t3-s01"]));
}

#[test]
fn a_package_and_a_remix_pass_their_credits_on() {
    let (first, _) =
        made(&mixed(&from_both(&["t1-s02".to_owned(), "t3-s01".to_owned()], "CC-BY-ND-4.0", true)).unwrap());
    for split in [Split::Theme, Split::Situation] {
        let all = packages(&first, split, Languages::Each(vec!["fr".to_owned()]));
        let (_, tree) = all.iter().find(|(format, _)| *format == "scorm12").unwrap();
        let (opened, findings) = made(&deck_files(tree).unwrap());
        assert!(!findings.has_errors(), "{:?}", codes(&findings));
        let (again, findings) = made(&mixed(&[part("package", &opened, "")]).unwrap());
        assert!(!findings.has_errors(), "{:?}", codes(&findings));
        let ids: Vec<&str> = again.taken.iter().map(|taken| taken.id.as_str()).collect();
        assert_eq!(ids, ["dlis", "melange"], "the package has no card of the other deck");
        assert_eq!(again.taken[0].credits.len(), CONTENT.credits.len());
        assert_eq!(iris(&again)["t1-s02"], iris(&CONTENT)["t1-s02"]);
    }
}

#[test]
fn a_package_of_a_translation_still_has_the_texts_that_were_taken() {
    let mut closed = CONTENT.clone();
    closed.licence.id.value = "CC-BY-ND-4.0".to_owned();
    let (deck, _) = made(&mixed(&[part("closed", &closed, "t1-s02,t2-s01")]).unwrap());
    for split in Split::ALL {
        for language in ["en", "el"] {
            for (_, tree) in packages(&deck, split, Languages::Each(vec![language.to_owned()])) {
                let Ok(files) = deck_files(&tree) else { continue };
                let (_, findings) = made(&files);
                assert!(!codes(&findings).contains("C160"), "{split:?} {language}");
            }
        }
    }
}

/// Makes a change to a file.
fn with(files: &Tree, path: &str, change: impl Fn(&str) -> String) -> Tree {
    let mut files = files.clone();
    let text = change(std::str::from_utf8(files.get(path).unwrap()).unwrap());
    files.put(path, text);
    files
}

#[test]
fn a_changed_text_is_held_against_its_licence() {
    for (licence, code) in [("CC-BY-ND-4.0", "C160"), ("CC-BY-NC-SA-4.0", "C161"), ("CC-BY-4.0", "")] {
        let mut own = GOOD.clone();
        own.licence.id.value = licence.to_owned();
        let files = mixed(&[part("own", &own, "t1-s01")]).unwrap();
        let free =
            with(&files, "deck.toml", |text| text.replacen(&format!("id = \"{licence}\""), "id = \"CC-BY-NC-4.0\"", 1));
        let of = |files: &Tree| {
            let (_, findings) = made(files);
            codes(&findings)
                .into_iter()
                .filter(|code| ["C160", "C161", "C162"].contains(code))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(of(&free), "", "{licence}, as it was taken");
        let card = with(&free, "fr/1-deborder/01-appel.md", |text| text.replacen("\n\n", "\n\nUn mot de plus. ", 1));
        assert_eq!(of(&card), code, "{licence}, changed");
        let capsule =
            with(&free, "fr/1-deborder/capsules/pause.md", |text| text.replace("title = \"", "title = \"Autre : "));
        assert_eq!(of(&capsule), code, "{licence}, a changed capsule");
        let answers = with(&free, "fr/1-deborder/01-appel.md", |text| {
            text.replace("[x]", "[!]").replace("[ ]", "[x]").replace("[!]", "[ ]")
        });
        assert_eq!(of(&answers), code, "{licence}, other right answers");
        let spelt =
            with(&free, "fr/1-deborder/01-appel.md", |text| text.replace("\n+++", "\nkeywords = [\"un mot\"]\n+++"));
        assert_eq!(of(&spelt), "", "{licence}: a keyword is no change of the text");
    }
}

#[test]
fn a_changed_handout_is_held_against_its_licence_where_it_came_along() {
    let mut closed = CONTENT.clone();
    closed.licence.id.value = "CC-BY-ND-4.0".to_owned();
    let files = mixed(&[part("closed", &closed, "t2")]).unwrap();
    assert!(!codes(&made(&files).1).contains("C160"));
    let (path, _) =
        files.files().find(|(path, _)| path.starts_with("fr/") && path.ends_with("/faire-avec.md")).expect("a capsule");
    let other = with(&files, path, |text| text.replacen(" {#handout}", " (autre) {#handout}", 1));
    assert!(codes(&made(&other).1).contains("C160"));
}

/// A folder of its own, which is removed when it is dropped.
struct Desk(PathBuf);

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Desk {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("cartable-remix-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let desk = Self(std::env::temp_dir().join(name));
        for (name, path) in [("content", "content"), ("good", "tests/decks/good")] {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path), &desk.0.join(name));
        }
        desk
    }

    fn cartable(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        let out = command.args(arguments).current_dir(&self.0).env("LC_ALL", "en_US.UTF-8").output().unwrap();
        (out.status.code(), String::from_utf8([out.stdout, out.stderr].concat()).unwrap())
    }
}

#[test]
fn the_command_takes_cards_from_folders_and_packages() {
    let desk = Desk::new();
    let (code, said) = desk.cartable(&["build", "good", "--out", "out", "--to", "scorm12", "--split", "deck"]);
    assert_eq!(code, Some(0), "{said}");
    let package = fs::read_dir(desk.0.join("out")).unwrap().map(|entry| entry.unwrap().path());
    let package = package.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "zip")).unwrap();
    let package = format!("{}#t1=essai,t1-s01=essai-s01", package.display());
    let (code, said) = desk.cartable(&["new", "deck", "mix", "--with", "content#t2-s01,t3", &package]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("BY-SA 4.0): 7") && said.contains("Cards from Un jeu d’essai 1.2.0"), "{said}");
    let (code, said) = desk.cartable(&["check", "mix"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = desk.cartable(&["build", "mix", "--out", "mixed"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn what_cannot_be_taken_is_refused_in_words_and_nothing_is_written() {
    let desk = Desk::new();
    fs::write(desk.0.join("no.zip"), "no archive").unwrap();
    copy(&desk.0.join("good"), &desk.0.join("broken"));
    fs::write(desk.0.join("broken/fr/1-deborder/01-appel.md"), "+++\n").unwrap();
    copy(&desk.0.join("good"), &desk.0.join("english"));
    fs::rename(desk.0.join("english/fr"), desk.0.join("english/en")).unwrap();
    let toml = fs::read_to_string(desk.0.join("english/deck.toml")).unwrap();
    let toml = toml.replace("[\"fr\"]", "[\"en\"]").replace("\nfr = ", "\nen = ");
    fs::write(desk.0.join("english/deck.toml"), toml).unwrap();
    for (with, words) in [
        (&["content#t9-s01"][..], "nothing with the id “t9-s01”"),
        (&["content#t1-s01=pause,Nicht so"], "“Nicht so” is not a choice"),
        (&["content#-nothing"], "nothing with the id “nothing”"),
        (&["nowhere#t1-s01"], "nowhere"),
        (&["no.zip"], "no.zip"),
        (&["broken"], "broken has errors"),
        (&["content", "english"], "english is written in en, but content in fr"),
        (&["content#t1-s01", "good#t1-s01"], "content and good have different texts for the card “t1-s01”"),
        (&["content#t1-s01", "good#t1-s01"], "good#t1-s01=my-id"),
        (&["content#t1-s01,-collecter-juste"], "collecter-juste"),
    ] {
        let (code, said) = desk.cartable(&[&["new", "deck", "mix", "--with"], with].concat());
        assert!(code.is_some_and(|code| code > 0) && said.contains(words), "{with:?}: {code:?} {said}");
        assert!(!desk.0.join("mix").exists(), "{with:?}");
    }
    let (code, said) = desk.cartable(&["new", "deck", "mix", "--with", "good", "--lang", "en"]);
    assert!(code == Some(2) && said.contains("--lang"), "{code:?} {said}");
    let (code, said) = desk.cartable(&["new", "deck", "content", "--with", "good"]);
    assert!(code.is_some_and(|code| code > 0), "{said}");
}

#[test]
fn an_overlay_over_a_remix_keeps_what_was_taken() {
    let desk = Desk::new();
    let (code, said) = desk.cartable(&["new", "deck", "mix", "--with", "content#t2-s01"]);
    assert_eq!(code, Some(0), "{said}");
    fs::create_dir(desk.0.join("over")).unwrap();
    let head = "base = \"../mix\"\nid = \"over\"\niri = \"https://www.social-project.fr/over\"\nversion = \"1.0.0\"\n\n[[credits]]\nrole = \"author\"\nname = \"Une équipe\"\n";
    fs::write(desk.0.join("over/deck.toml"), head).unwrap();
    let (base, _) = read(&desk.0.join("mix")).unwrap();
    let (over, findings) = read(&desk.0.join("over")).unwrap();
    assert!(!findings.has_errors(), "{:?}", codes(&findings));
    assert_eq!(iris(&over)["t2-s01"], iris(&CONTENT)["t2-s01"]);
    assert_eq!((over.taken.len(), over.taken[0].credits.len()), (1, CONTENT.credits.len()));
    assert_eq!(over.taken[0].terms("fr"), base.taken[0].terms("fr"));
}

#[test]
fn what_an_interrupted_run_left_comes_into_no_new_deck() {
    let desk = Desk::new();
    fs::create_dir_all(desk.0.join(".mix.part/fr")).unwrap();
    fs::write(desk.0.join(".mix.part/fr/LEFT.md"), "left").unwrap();
    let (code, said) = desk.cartable(&["new", "deck", "mix", "--with", "good"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(desk.0.join("mix/deck.toml").is_file() && !desk.0.join("mix/fr/LEFT.md").exists());
    fs::write(desk.0.join(".other.part"), "a file").unwrap();
    let (code, said) = desk.cartable(&["new", "deck", "other", "--with", "good"]);
    assert_eq!(code, Some(0), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_where_a_deck_is_written_is_not_followed() {
    let desk = Desk::new();
    fs::create_dir(desk.0.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", desk.0.join(".mix.part")).unwrap();
    let (code, said) = desk.cartable(&["new", "deck", "mix", "--with", "good"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(fs::read_dir(desk.0.join("elsewhere")).unwrap().count(), 0);
    assert!(fs::symlink_metadata(desk.0.join("mix")).unwrap().is_dir());
}

#[test]
fn a_theme_can_be_left_out() {
    let desk = Desk::new();
    let (code, said) = desk.cartable(&["new", "deck", "mix", "--with", "content#-t1"]);
    assert_eq!(code, Some(0), "{said}");
    let (deck, _) = read(&desk.0.join("mix")).unwrap();
    let themes: Vec<&str> = deck.themes.iter().map(|id| id.as_str()).collect();
    assert_eq!(themes, ["t2", "t3", "t4", "t5"]);
    let cards = |deck: &Deck| deck.editions[0].situations().filter(|card| !card.id.starts_with("t1-")).count();
    assert_eq!(deck.editions[0].situations().count(), cards(&CONTENT));
}

#[test]
fn translations_stay_current_under_a_new_id_and_outdated_ones_outdated() {
    let desk = Desk::new();
    let card = desk.0.join("content/fr/1-protection-des-donnees/02-message-inattendu.md");
    let text = fs::read_to_string(&card).unwrap();
    let (from, prompts) = text.split_at(text.find("## ").unwrap());
    let changed = format!("{}\n\nUne phrase de plus.\n\n{prompts}", from.trim_end());
    for (change, late) in [(None, &[][..]), (Some(changed), &["el", "en", "ro"][..])] {
        change.iter().for_each(|text| fs::write(&card, text).unwrap());
        let choice = "content#t1-s01=la-collecte,t1-s02=le-message,collecter-juste=juste";
        let target = format!("mix{}", late.len());
        let (code, said) = desk.cartable(&["new", "deck", &target, "--with", choice]);
        assert_eq!(code, Some(0), "{said}");
        let (code, said) = desk.cartable(&["check", &target]);
        assert_eq!(code, Some(0), "{said}");
        let outdated: Vec<&str> = said.lines().filter(|line| line.contains("C077")).collect();
        assert_eq!(outdated.len(), late.len(), "{outdated:#?}");
    }
}
