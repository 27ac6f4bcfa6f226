//! What a module says of itself to catalogues, held against the deck that ships and against a deck that says little.

use cartable::course::{Metadata, Module, Split, Worded, modules, together};
use cartable::deck::{Deck, Tracking};
use cartable::read::{read, read_files};
use std::path::Path;

fn deck() -> Deck {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).expect("the deck").0
}

fn cut<'a>(deck: &'a Deck, language: &str, split: Split) -> Vec<Module<'a>> {
    modules(deck, language, split, Tracking::Essential)
}

fn words(said: &[Worded]) -> Vec<(&str, &str)> {
    said.iter().map(|said| (said.language.as_str(), said.text.as_str())).collect()
}

#[test]
fn a_theme_says_what_it_is_and_that_it_is_a_part() {
    let deck = deck();
    let modules = cut(&deck, "ro", Split::Theme);
    let facts = Metadata::of(&modules[1]);
    assert_eq!((facts.id, facts.languages.as_slice()), ("dlis-t2", &["ro"][..]));
    assert_eq!((facts.iri, facts.part_of), (modules[1].iri.as_str(), Some(deck.iri.as_str())));
    assert_eq!(words(&facts.title), [("ro", "Instrumentele digitale: dotare, deconectare, sprijin")]);
    let [(language, description)] = words(&facts.description)[..] else { panic!("{:?}", facts.description) };
    assert!(language == "ro" && description.starts_with("Un telefon, un calculator") && !description.contains('\n'));
    let keywords = words(&facts.keywords);
    assert_eq!((keywords[0], keywords.last().copied()), (("ro", "deconectare"), Some(("ro", "formare"))));
    assert!(facts.time.from > 10 && facts.time.to > facts.time.from && facts.time.typical().starts_with("PT"));
    assert_eq!((facts.version, facts.licence.id.as_str(), facts.address), ("1.0.0", "CC-BY-SA-4.0", None));
}

#[test]
fn the_works_behind_a_deck_are_not_among_those_who_made_it() {
    let deck = deck();
    let modules = cut(&deck, "fr", Split::Deck);
    let facts = Metadata::of(&modules[0]);
    assert_eq!(facts.part_of, None);
    assert_eq!(facts.sources.iter().map(|credit| credit.role.as_str()).collect::<Vec<_>>(), ["source"]);
    let roles: Vec<&str> = facts.contributors.iter().map(|contributor| contributor.role).collect();
    assert_eq!(roles, ["author", "partner", "partner", "partner", "partner", "partner", "partner"]);
    assert_eq!(words(&facts.description), [("fr", deck.description["fr"].as_str())]);
    assert_eq!(facts.keywords.len(), deck.keywords["fr"].len(), "those of its situations would be a hundred");
}

#[test]
fn a_module_in_all_languages_says_everything_in_each() {
    let deck = deck();
    let languages = ["fr", "en", "ro", "el"];
    let modules = together(&deck, &languages, "all", Split::Deck, Tracking::Essential);
    let facts = Metadata::of(&modules[0]);
    assert_eq!(facts.languages, languages);
    for said in [&facts.title, &facts.description, &facts.statement] {
        assert_eq!(said.iter().map(|said| said.language.as_str()).collect::<Vec<_>>(), languages);
    }
    assert_eq!(facts.keywords.len(), 4 * deck.keywords["fr"].len());
}

#[test]
fn what_the_deck_does_not_say_is_not_made_up_and_what_is_not_translated_is_said_once() {
    let deck = deck();
    let mut files: Vec<(String, String)> = vec![];
    let head = deck.source.text().split("[description]").next().expect("the head");
    let head = head.lines().filter(|line| !line.starts_with("en = ")).collect::<Vec<_>>().join("\n");
    files.push(("deck.toml".into(), head.replace("[\"fr\", \"en\", \"ro\", \"el\"]", "[\"fr\", \"en\"]")));
    for language in ["fr", "en"] {
        let edition = deck.edition(language).expect("the edition");
        let theme = &edition.themes[1];
        let sources = theme.situations.iter().map(|card| &card.source).chain([&theme.source]);
        let kept = sources.filter(|source| language == "fr" || !source.path().ends_with("theme.md"));
        files.extend(kept.map(|source| (source.path().to_owned(), source.text().to_owned())));
    }
    let (deck, _) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let modules = together(&deck, &["fr", "en"], "all", Split::Deck, Tracking::Essential);
    let facts = Metadata::of(&modules[0]);
    assert_eq!(facts.languages, ["fr", "en"]);
    assert_eq!(facts.title.len(), 1, "the title is only there in French: {:?}", facts.title);
    assert!(facts.keywords.is_empty() && facts.funding.is_none() && facts.statement.is_empty());
    let [(language, description)] = words(&facts.description)[..] else { panic!("{:?}", facts.description) };
    assert!(language == "fr" && description.starts_with("Un téléphone"), "the theme speaks for a deck that does not");
}
