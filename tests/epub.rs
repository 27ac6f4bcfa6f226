//! The e-book of a deck: what e-readers ask of its archive, every word of the deck in it, and the way back to the deck.

#![allow(missing_docs)]

use cartable::build::{Artefact, Languages, Options, build};
use cartable::course::Split;
use cartable::deck::{Deck, Inline};
use cartable::diagnostic::{Findings, Locale, human};
use cartable::package::{Format, deck_files};
use cartable::read::{read, read_files};
use cartable::render::Forums;
use cartable::source::Place;
use cartable::tree::{Tree, unzip};
use cartable::verify::missing_words;
use roxmltree::{Document, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The most bytes that a book of the deck may have in any language.
const MOST_BYTES: usize = 400_000;

fn deck(path: &str) -> Deck {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap().0
}

fn options(deck: &Deck, languages: Option<&[&str]>, format: &str) -> Options {
    let each = |all: &[&str]| Languages::Each(all.iter().map(|one| (*one).to_owned()).collect());
    Options {
        formats: vec![Format::from_key(format).unwrap()],
        languages: languages.map_or(Languages::Joined, each),
        split: Split::Theme,
        forums: Forums::default(),
        tracking: deck.tracking,
        with_source: true,
        release: false,
        schemas: BTreeMap::new(),
    }
}

fn books(deck: &Deck, languages: Option<&[&str]>) -> (Vec<Artefact>, Findings) {
    build(deck, &options(deck, languages, "epub"), &|_, _| {}).unwrap()
}

fn pages(book: &Tree) -> impl Iterator<Item = (&str, &str)> {
    let pages = book.files().filter(|(path, _)| path.ends_with(".xhtml"));
    pages.map(|(path, page)| (path, std::str::from_utf8(page).unwrap()))
}

fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap_or_else(|fault| panic!("{fault}\n{page}"))
}

/// The runs of text between links: what a page says of a link is its own matter.
fn runs(content: &[Inline], texts: &mut Vec<String>) {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text(own) | Inline::Code(own) => text.push_str(own),
            Inline::Emphasis(own) | Inline::Strong(own) | Inline::Foreign { content: own, .. } => {
                let mut inner = Vec::new();
                runs(own, &mut inner);
                text.push_str(&inner.concat());
            }
            Inline::Link { content: own, .. } => {
                texts.push(std::mem::take(&mut text));
                runs(own, texts);
            }
            Inline::Image { alt, .. } => texts.extend([std::mem::take(&mut text), alt.clone()]),
            Inline::Break => text.push(' '),
        }
    }
    texts.push(text);
}

#[test]
fn each_language_has_a_book_that_is_small_and_sound() {
    let deck = deck("content");
    let (books, findings) = books(&deck, None);
    let all: Vec<String> = findings.sorted().iter().map(|one| human(one, Locale::En, false)).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
    let names: Vec<&str> = books.iter().map(|book| book.name.as_str()).collect();
    assert_eq!(names, ["dlis-fr.epub", "dlis-en.epub", "dlis-ro.epub", "dlis-el.epub"]);
    let mut identifiers = BTreeSet::new();
    for book in &books {
        assert!(book.bytes.len() < MOST_BYTES, "{} has {} bytes", book.name, book.bytes.len());
        // OCF 3.3, 4.3.2: the file at byte 0, neither packed nor with an extra field, its content at byte 38.
        assert_eq!(&book.bytes[..4], b"PK\x03\x04");
        assert_eq!(&book.bytes[8..10], [0, 0], "{}", book.name);
        assert_eq!(&book.bytes[28..58], b"\0\0mimetypeapplication/epub+zip", "{}", book.name);
        let members = unzip(&book.bytes).unwrap();
        let opf = std::str::from_utf8(members.get("book/package.opf").unwrap()).unwrap();
        let opf = parsed(opf);
        let text = |name: &str| opf.descendants().find(|node| node.tag_name().name() == name).unwrap().text().unwrap();
        assert_eq!(text("language"), book.languages[0]);
        identifiers.insert(text("identifier").to_owned());
        let spine = opf.descendants().filter(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "itemref")));
        let read: BTreeSet<String> =
            spine.map(|node| node.attribute("idref").unwrap().replace("f-", "book/")).collect();
        assert_eq!(read, pages(&members).map(|(path, _)| path.to_owned()).collect(), "every page is read");
        for (path, page) in pages(&members) {
            let root = parsed(page);
            let language = root.root_element().attribute("lang");
            assert_eq!(
                language,
                root.root_element().attribute(("http://www.w3.org/XML/1998/namespace", "lang")),
                "{path}"
            );
            assert_eq!(language, Some(book.languages[0].as_str()), "{path}");
            assert!(!page.contains("<script") && !page.contains("target="), "{path}");
        }
    }
    assert_eq!(identifiers.len(), 4, "{identifiers:?}");
    // The identifier is the book's for ever: this one follows from the deck's IRI and from fr.
    assert!(identifiers.contains("urn:uuid:12f3e38d-03e2-5259-bbda-557a786365fe"), "{identifiers:?}");
}

#[test]
fn every_word_of_the_deck_is_in_the_book() {
    let deck = deck("content");
    let (books, _) = books(&deck, None);
    for (book, edition) in books.iter().zip(&deck.editions) {
        assert_eq!(book.languages, [edition.language.as_str()]);
        let mut texts = Vec::new();
        let mut take = |content: &[Inline], _: &Place| runs(content, &mut texts);
        let mut titles = Vec::new();
        for theme in &edition.themes {
            titles.push(theme.title.value.clone());
            theme.intro.paragraphs(&mut take);
            theme.situations.iter().for_each(|card| card.texts(&mut take));
            titles.extend(theme.situations.iter().map(|card| card.title.value.clone()));
        }
        edition.capsules.iter().for_each(|capsule| capsule.own_texts(&mut take));
        edition.glossary.iter().flat_map(|glossary| &glossary.terms).for_each(|term| term.texts(&mut take));
        texts.extend(titles);
        assert!(texts.len() > 2_000, "{} texts", texts.len());
        let members = unzip(&book.bytes).unwrap();
        let said: String = pages(&members).map(|(_, page)| page).collect();
        assert_eq!(missing_words(&said, &texts), Vec::<String>::new(), "{}", book.name);
        // What guards the words must see that a page is gone.
        let most: String =
            pages(&members).filter(|(path, _)| !path.contains("answers-t2")).map(|(_, page)| page).collect();
        assert!(!missing_words(&most, &texts).is_empty());
    }
}

#[test]
fn every_question_leads_to_its_answer_and_back() {
    let deck = deck("content");
    let (books, _) = books(&deck, Some(&["el"]));
    let members = unzip(&books[0].bytes).unwrap();
    let ids: BTreeMap<&str, BTreeSet<String>> = pages(&members)
        .map(|(path, page)| {
            let tree = parsed(page);
            let ids = tree.descendants().filter_map(|node| node.attribute("id").map(str::to_owned));
            (path.trim_start_matches("book/"), ids.collect())
        })
        .collect();
    let (mut there, mut back) = (BTreeSet::new(), BTreeSet::new());
    for (path, page) in pages(&members) {
        for node in parsed(page).descendants().filter(|node| node.attribute("role").is_some()) {
            let Some((target, id)) = node.attribute("href").and_then(|href| href.split_once('#')) else { continue };
            assert!(ids[target].contains(id), "{path}: {target}#{id}");
            let card = path.trim_start_matches("book/card-").trim_end_matches(".xhtml");
            match node.attribute("role") {
                Some("doc-noteref") => there.insert(format!("{card}-{}", id.rsplit('-').next().unwrap())),
                Some("doc-backlink") => {
                    let card = target.trim_start_matches("card-").trim_end_matches(".xhtml");
                    back.insert(format!("{card}-{}", id.rsplit('-').next().unwrap()))
                }
                _ => false,
            };
        }
    }
    assert!(there.len() > 50 && there == back, "{there:?} {back:?}");
}

#[test]
fn the_deck_in_a_book_makes_the_same_book() {
    let deck = deck("content");
    for language in ["fr", "el"] {
        let (first, _) = books(&deck, Some(&[language]));
        let files = deck_files(&unzip(&first[0].bytes).unwrap()).unwrap();
        let texts = files.files().filter_map(|(path, text)| Some((path, std::str::from_utf8(text).ok()?)));
        let (opened, findings) = read_files(texts);
        assert!(!findings.has_errors());
        assert_eq!(opened.iri.value, deck.iri.value);
        let (second, _) = books(&opened, Some(&[language]));
        assert!(first[0].bytes == second[0].bytes, "{language}");
    }
}

#[test]
fn pages_are_xml_whatever_the_deck_says() {
    let deck = deck("tests/decks/good");
    let (books, _) = books(&deck, None);
    assert!(!books.is_empty());
    for book in &books {
        let members = unzip(&book.bytes).unwrap();
        pages(&members).for_each(|(_, page)| drop(parsed(page)));
        let opened = deck_files(&members).unwrap();
        let pictures = |tree: &Tree| tree.files().filter(|(path, _)| path.contains("media/")).count();
        assert_eq!(pictures(&members), pictures(&opened), "pictures go along");
    }
}
