//! A deck that is half translated: what is missing is there in the source's words, marked and said, and nothing else changes.

use cartable::build::{Languages, Options, build};
use cartable::course::{Split, modules};
use cartable::deck::{Deck, Tracking};
use cartable::diagnostic::Severity;
use cartable::package::{FORMATS, deck_files};
use cartable::read::{read, read_files};
use cartable::render::render;
use cartable::tree::unzip;
use std::collections::BTreeMap;
use std::path::Path;

const THEME: &str = "1-deborder/theme.md";
const FIRST: &str = "1-deborder/01-appel.md";
const SECOND: &str = "1-deborder/02-message.md";
const CAPSULE: &str = "1-deborder/capsules/pause.md";
const NOTE: &str = "Not translated yet: shown in French.";

/// The good deck with an English edition of these files, and what is said about it. The words of the English first card,
/// board and theme are still French ones: only where they come from matters.
fn deck(translated: &[&str]) -> (Deck, Vec<String>) {
    let (good, _) = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good")).expect("the deck");
    let edition = &good.editions[0];
    let mut files = BTreeMap::new();
    let toml =
        good.source.text().replace("[\"fr\"]", "[\"fr\", \"en\"]").replace("fr = \"Un", "en = \"A deck\"\nfr = \"Un");
    files.insert("deck.toml".to_owned(), toml.replace("fr = \"Fin", "en = \"Paid\"\nfr = \"Fin"));
    let themes = edition.themes.iter().map(|theme| &theme.source);
    let cards = edition.situations().map(|card| &card.source);
    let capsules = edition.capsules.iter().map(|capsule| &capsule.source);
    let others = [&edition.game.as_ref().expect("a game").source, &edition.board.as_ref().expect("a board").source];
    for source in themes.chain(cards).chain(capsules).chain(others) {
        // A picture needs its file, which a deck in memory does not have.
        let text = source.text().replace("![", "").replace("](media/telephone.png)", "");
        let path = source.path().trim_start_matches("fr/");
        if translated.contains(&path) {
            let plain = text.replace("[x] ", "").replace("[ ] ", "").replace(" source=pause", "");
            let plain = plain.replacen("title = \"", "source-version = \"1.2.0\"\ntitle = \"English ", 1);
            files.insert(format!("en/{path}"), plain);
        }
        files.insert(source.path().to_owned(), text);
    }
    let (deck, mut findings) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    findings.extend(cartable::check::check(&deck));
    let worse = findings.sorted().into_iter().filter(|finding| finding.rule.severity != Severity::Note);
    let said = worse.map(|finding| format!("{} {}", finding.rule.code, finding.place.source.path())).collect();
    (deck, said)
}

fn page(deck: &Deck, language: &str) -> String {
    let modules = modules(deck, language, Split::Theme, Tracking::Standard);
    let tree = render(&modules[0], false).expect("the templates are sound");
    String::from_utf8(tree.get("index.html").expect("a page").to_vec()).expect("UTF-8")
}

/// What progress hangs on: the module, its situations with their steps, their items.
fn ids(page: &str) -> serde_json::Value {
    let data = page.split("id=\"_course\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let course: serde_json::Value = serde_json::from_str(data.expect("a data block")).expect("JSON");
    let situation = |situation: &serde_json::Value| {
        let items: Vec<_> =
            situation["items"].as_array().into_iter().flatten().map(|i| (&i["id"], &i["right"])).collect();
        serde_json::json!([situation["id"], situation["steps"], items])
    };
    let situations: Vec<_> = course["situations"].as_array().into_iter().flatten().map(situation).collect();
    serde_json::json!([course["id"], course["required"], situations])
}

fn english(deck: &Deck) -> Vec<cartable::build::Artefact> {
    let options = Options {
        formats: vec![&FORMATS[0]],
        languages: Languages::Each(vec!["en".into()]),
        split: Split::Theme,
        tracking: Tracking::Standard,
        forums: Default::default(),
        with_source: true,
        schemas: BTreeMap::new(),
        release: false,
    };
    let (packages, findings) = build(deck, &options, &|_, _| ()).expect("a package");
    // Every word of the deck is in the page, and the package is sound.
    let worse = findings.sorted().into_iter().filter(|finding| finding.rule.severity != Severity::Note);
    let said: Vec<_> = worse.map(|finding| finding.rule.code).collect();
    assert_eq!(said, Vec::<&str>::new());
    packages
}

#[test]
fn what_is_not_translated_is_there_in_the_words_of_the_source() {
    let (deck, said) = deck(&[THEME, FIRST, "board.md"]);
    assert_eq!(said, [format!("C071 fr/{SECOND}"), format!("C071 fr/{CAPSULE}"), "C071 fr/game.md".into()]);
    let page = page(&deck, "en");
    for text in [
        "<h2><span lang=\"fr\">Le message de minuit</span></h2>",
        "<p lang=\"fr\">Un collègue écrit à minuit. Il attend une réponse.</p>",
        "<li><span lang=\"fr\">Faut-il répondre la nuit\u{a0}?</span></li>",
        "<h2 id=\"_game-title\"><span lang=\"fr\">La règle du jeu</span></h2>",
        "<h2>English L’appel du dimanche</h2>",
        "<h2 id=\"_board-title\">English ",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert_eq!(page.matches(NOTE).count(), 3, "the second card, the capsule and the game");
    let capsule = page.split("id=\"_capsule/pause\"").nth(1).and_then(|rest| rest.split("</article>").next());
    let capsule = capsule.expect("the capsule");
    assert!(capsule.contains(NOTE) && capsule.contains("<h3><span lang=\"fr\">"), "{capsule}");
    // What is translated is not marked, and a French page has no mark at all.
    let first = page.split("id=\"t1-s01\"").nth(1).and_then(|rest| rest.split("id=\"t1-s02\"").next()).expect("a card");

    assert_eq!(
        first.matches("lang=").count(),
        first.matches("_capsule/pause").count(),
        "only the capsule’s title: {first}"
    );
    assert_eq!(self::page(&deck, "fr").matches("lang=").count(), 1);
}

#[test]
fn a_gap_changes_no_id() {
    let (whole, said) = deck(&[THEME, FIRST, SECOND, CAPSULE, "game.md", "board.md"]);
    assert_eq!(said, Vec::<String>::new());
    let wanted = ids(&page(&whole, "fr"));
    assert_eq!(wanted[2].as_array().map(Vec::len), Some(2));
    for translated in [&[FIRST][..], &[SECOND, CAPSULE], &[THEME], &["board.md"], &[THEME, FIRST, SECOND, CAPSULE]] {
        let (deck, _) = deck(translated);
        assert_eq!(ids(&page(&deck, "en")), wanted, "{translated:?}");
        assert_eq!(english(&deck)[0].name, "essai-t1-en-scorm12.zip");
    }
}

#[test]
fn a_theme_without_translation_keeps_its_title_and_says_so() {
    let (deck, said) = deck(&[FIRST]);
    assert!(said.contains(&format!("C071 fr/{THEME}")), "{said:?}");
    let page = page(&deck, "en");
    let title = deck.editions[0].themes[0].title.value.clone();
    assert!(page.contains(&format!("<h1><span lang=\"fr\">{title}</span></h1>")), "{title}");
    assert!(page.contains(&format!("<title>{title}</title>")));
    assert!(page.contains("<div class=\"story lead\"><p lang=\"fr\">"));
}

#[test]
fn a_whole_translation_goes_alone_and_takes_along_what_only_the_source_says() {
    let all = [THEME, FIRST, SECOND, CAPSULE, "game.md", "board.md"];
    let (deck, _) = deck(&all);
    let packed = |deck: &Deck| {
        let package = english(deck).swap_remove(0).bytes;
        let files = deck_files(&unzip(&package).expect("an archive")).expect("a deck");
        let text = |(path, bytes): (&str, &[u8])| (path.to_owned(), String::from_utf8(bytes.to_vec()).expect("a text"));
        (package.clone(), files.files().map(text).collect::<BTreeMap<_, _>>())
    };
    // The ids that the source gave up are written into the translation.
    let mut files: BTreeMap<String, String> =
        deck.sources().map(|source| (source.path().to_owned(), source.text().to_owned())).collect();
    let card = files.get_mut(&format!("fr/{FIRST}")).expect("the card");
    *card = card.replacen("title = ", "was = [\"t1-s09\"]\ntitle = ", 1).replacen("{#q1 ", "{#q1 was=q10,q11 ", 1);
    let toml = files.get_mut("deck.toml").expect("deck.toml");
    *toml = toml.replace("fr = [", "en = [\"trial\"]\nfr = [");
    let (deck, _) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (package, alone) = packed(&deck);
    assert!(alone.keys().all(|path| !path.starts_with("fr/")), "{:?}", alone.keys());
    let card = &alone[&format!("en/{FIRST}")];
    assert!(card.contains("\nwas = [\"t1-s09\"]\n") && card.contains(" was=q10,q11}"), "{card}");
    let (again, findings) = read_files(alone.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert!(!findings.has_errors(), "{:?}", findings.sorted().iter().map(|f| f.rule.code).collect::<Vec<_>>());
    assert!(packed(&again) == (package, alone), "another package came out");
    // Where a file is missing, or another order or former id is said, the source goes along.
    let goes_along = |change: &dyn Fn(&mut BTreeMap<String, String>)| {
        let mut files = files.clone();
        change(&mut files);
        let (deck, _) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        packed(&deck).1.contains_key(&format!("fr/{FIRST}"))
    };
    assert!(!goes_along(&|_| ()));
    assert!(goes_along(&|files| assert!(files.remove("en/board.md").is_some())));
    assert!(goes_along(&|files| {
        let card = files.remove(&format!("en/{FIRST}")).expect("the card");
        files.insert("en/1-deborder/09-appel.md".to_owned(), card);
    }));
    assert!(goes_along(&|files| {
        let card = files.get_mut(&format!("en/{FIRST}")).expect("the card");
        *card = card.replacen("title = ", "was = [\"t1-s08\"]\ntitle = ", 1);
    }));
    assert!(goes_along(&|files| {
        let toml = files.get_mut("deck.toml").expect("deck.toml");
        *toml = toml.replacen("en = \"A deck\"\n", "", 1);
    }));
}

#[test]
fn a_package_with_gaps_gives_its_deck_back() {
    let (deck, _) = deck(&[FIRST, "board.md"]);
    let package = &english(&deck)[0].bytes;
    let files = deck_files(&unzip(package).expect("an archive")).expect("a deck");
    let texts = files.files().map(|(path, bytes)| (path, std::str::from_utf8(bytes).expect("a text")));
    let (again, _) = read_files(texts);
    assert!(&english(&again)[0].bytes == package, "another package came out");
}

#[test]
fn what_the_programme_asks_for_is_said_in_the_source_language_where_nobody_translated_it() {
    let (mut deck, _) = deck(&[THEME, FIRST, SECOND, CAPSULE, "game.md", "board.md"]);
    assert!(page(&deck, "en").contains("Paid"));
    let files: BTreeMap<String, String> = [&deck.source]
        .into_iter()
        .chain(deck.editions.iter().flat_map(|edition| edition.sources()))
        .map(|source| (source.path().to_owned(), source.text().replace("en = \"Paid\"\n", "")))
        .collect();
    deck = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).0;
    let page = page(&deck, "en");
    assert!(page.contains("<span lang=\"fr\">Financé par"), "{}", page.split("_credits").nth(1).unwrap_or(""));
    let package = &english(&deck)[0].bytes;
    let files = deck_files(&unzip(package).expect("an archive")).expect("a deck");
    let texts = files.files().map(|(path, bytes)| (path, std::str::from_utf8(bytes).expect("a text")));
    assert!(&english(&read_files(texts).0)[0].bytes == package, "another package came out");
}
