//! A deck as questions for a bank, read back as Moodle's import reads them, and held against the deck item by item.

#![allow(missing_docs)]

use cartable::build::{Artefact, Languages, Options, build};
use cartable::compare::{Package, compare_packages};
use cartable::course::Split;
use cartable::deck::{Deck, Item, ItemBody, Tracking};
use cartable::diagnostic::Severity;
use cartable::package::{Format, deck_files};
use cartable::read::{read, read_files};
use cartable::source::At;
use cartable::tree::{Tree, unzip};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::path::Path;

#[path = "questions/gift.rs"]
mod gift;
#[path = "questions/moodle_xml.rs"]
mod moodle_xml;

/// A question as a bank holds it after the import. Texts are runs of words, without tags and signs.
#[derive(Debug, Default, PartialEq)]
pub struct Held {
    pub category: Vec<String>,
    pub id: String,
    pub tags: Vec<String>,
    pub kind: String,
    pub text: String,
    pub single: bool,
    /// A text with its share in per cent or what belongs to it, and what is said to those who chose it.
    pub parts: Vec<[String; 3]>,
    pub feedback: String,
}

/// The words of a text: letters and digits, without tags, what is only read out, and where paper leads.
pub fn words(html: &str) -> String {
    let mut text = html.replace("<br>", " ");
    while let Some((before, rest)) = text.split_once("<span class=\"unseen\">") {
        text = format!("{before}{}", rest.split_once("</span>").map_or("", |(_, rest)| rest));
    }
    while let Some((before, rest)) = text.split_once("(→") {
        text = format!("{before}{}", rest.split_once(')').map_or("", |(_, rest)| rest));
    }
    let mut bare = String::new();
    let mut rest = text.as_str();
    while let Some((before, tag)) = rest.split_once('<') {
        bare.push_str(before);
        let (name, after) = tag.split_once('>').unwrap_or((tag, ""));
        let is_block = ["p", "/p", "li", "/li", "ul", "ol", "blockquote"].contains(&name.split(' ').next().unwrap());
        bare.push_str(if is_block { " " } else { "" });
        rest = after;
    }
    bare.push_str(rest);
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        bare = bare.replace(entity, character);
    }
    bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn options(languages: Languages, with_source: bool) -> Options {
    Options {
        formats: Format::from_key("questions").into_iter().collect(),
        languages,
        split: Split::Theme,
        forums: Default::default(),
        tracking: Tracking::Essential,
        with_source,
        release: false,
        schemas: Default::default(),
    }
}

fn deck(folder: &str) -> Deck {
    let (deck, findings) = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the folder is there");
    assert!(!findings.has_errors());
    deck
}

/// The archives of a deck, of which `verify` has nothing to say.
fn made(deck: &Deck) -> Vec<Artefact> {
    let (artefacts, findings) = build(deck, &options(Languages::Joined, true), &|_, _| {}).expect("it builds");
    let told: Vec<_> = findings.sorted().iter().map(|f| f.rule.code).filter(|code| !code.starts_with('B')).collect();
    assert_eq!((findings.count(Severity::Error), told), (0, Vec::new()));
    artefacts
}

fn members(artefact: &Artefact) -> Tree {
    unzip(&artefact.bytes).expect("an archive")
}

fn text<'a>(files: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

/// What an item becomes, by the rules of the sheet; none where it is no question.
fn asked(item: &Item, in_gift: bool) -> Option<(&'static str, bool, Vec<[String; 3]>)> {
    let part = |text: String, with: &str, said: String| [words(&text), with.to_owned(), words(&said)];
    let shares = ["100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"];
    Some(match &item.body {
        ItemBody::Fact(choices) => {
            let share = |right: bool| if right { "100" } else { "0" };
            let parts = choices.iter().map(|c| part(c.text.text(), share(c.right), c.feedback.text()));
            ("multichoice", true, parts.collect())
        }
        ItemBody::Facts(choices) => {
            let share = shares[choices.iter().filter(|choice| choice.right).count() - 1];
            let worth = |right: bool| if right { share.to_owned() } else { format!("-{share}") };
            let parts = choices.iter().map(|c| part(c.text.text(), &worth(c.right), c.feedback.text()));
            ("multichoice", false, parts.collect())
        }
        ItemBody::Match(pairs) => {
            let parts = pairs.iter().map(|pair| part(pair.left.text(), &words(&pair.right.text()), String::new()));
            ("matching", false, parts.collect())
        }
        ItemBody::Sort(boxes) => {
            let of = |own: &cartable::deck::SortBox| -> Vec<[String; 3]> {
                let label = words(&own.label.text());
                own.statements.iter().map(|line| part(line.text(), &label, String::new())).collect()
            };
            ("matching", false, boxes.iter().flat_map(of).collect())
        }
        ItemBody::Order(lines) => {
            let kind = if in_gift { "matching" } else { "ordering" };
            let parts = lines.iter().zip(1..).map(|(line, at)| part(line.text(), &at.to_string(), String::new()));
            (kind, false, parts.collect())
        }
        ItemBody::Position { .. } | ItemBody::Perspectives(_) | ItemBody::Note => return None,
    })
}

/// Holds what a file says against the deck in its language, question by question.
fn compared(deck: &Deck, language: &str, held: Vec<Held>, in_gift: bool) -> usize {
    let edition = deck.edition(language).expect("an edition");
    let mut held = held.into_iter();
    let mut count = 0;
    for theme in &edition.themes {
        for card in &theme.situations {
            let items: Vec<_> = card.items.iter().filter_map(|item| Some((item, asked(item, in_gift)?))).collect();
            if items.is_empty() {
                continue;
            }
            let tags = vec![deck.id.value.clone(), card.id.value.clone(), language.to_owned()];
            let category = vec!["top".to_owned(), deck.title_in(language).to_owned(), theme.title.value.clone()];
            let story = held.next().expect("a story");
            assert_eq!((story.kind.as_str(), &story.id, &story.tags), ("description", &card.id.value, &tags));
            assert_eq!((story.text, &story.category), (words(&card.story.text()), &category), "{}", card.id.value);
            for (item, (kind, single, parts)) in items {
                let id = format!("{}/{}", card.id.value, item.id.value);
                let own = held.next().unwrap_or_else(|| panic!("no {id}"));
                assert_eq!((&own.id, own.kind.as_str(), &own.parts), (&id, kind, &parts), "{language}");
                assert_eq!(own.text, words(&format!("{} {}", item.question.text(), item.intro.text())), "{id}");
                assert_eq!((&own.category, &own.tags), (&category, &tags), "{id}");
                assert!(kind != "multichoice" || own.single == single, "{id}");
                // The sources stand behind what the author says.
                let rest = own.feedback.strip_prefix(&words(&item.closing.text())).unwrap_or_else(|| panic!("{id}"));
                let capsule = item.source.as_ref().and_then(|id| edition.capsule(id));
                let sources = capsule.map(|own| format!("{} {}", own.title.value, own.sources.text()));
                assert!(rest.ends_with(&words(&sources.unwrap_or_default())), "{id}: {rest}");
                assert_eq!(rest.trim().is_empty(), capsule.is_none(), "{id}");
                count += 1;
            }
        }
    }
    assert_eq!(held.next(), None);
    count
}

#[test]
fn moodles_import_reads_the_deck_back_item_by_item_in_every_language_and_form() {
    let deck = deck("content");
    let artefacts = made(&deck);
    assert_eq!(artefacts.len(), deck.languages.len());
    for artefact in &artefacts {
        let (files, language) = (members(artefact), artefact.languages[0].as_str());
        assert_eq!(artefact.name, format!("dlis-{language}-questions.zip"));
        let xml = compared(&deck, language, moodle_xml::read(text(&files, "questions-moodle.xml")), false);
        let gift = compared(&deck, language, gift::read(text(&files, "questions-gift.txt")), true);
        assert!(xml == gift && xml > 40, "{language}: {xml} and {gift}");
    }
}

#[test]
fn every_item_is_a_question_or_is_named_on_the_sheet_with_the_reason() {
    let deck = deck("content");
    for artefact in made(&deck) {
        let files = members(&artefact);
        let (sheet, xml) = (text(&files, "index.html"), text(&files, "questions-moodle.xml"));
        let edition = deck.edition(&artefact.languages[0]).expect("an edition");
        for card in edition.situations() {
            for item in &card.items {
                let id = format!("{}/{}", card.id.value, item.id.value);
                let is_asked = xml.contains(&format!("<idnumber>{id}</idnumber>"));
                assert_eq!(is_asked, asked(item, false).is_some(), "{id}");
                assert_ne!(is_asked, sheet.contains(&format!("<code>{id}</code>")), "{id}");
            }
            let is_told = sheet.contains(&format!("<code>{}</code>", card.id.value));
            assert_eq!(is_told, card.dilemma.is_some(), "{}", card.id.value);
        }
        assert!(!sheet.contains('{') || !sheet.contains("{title}"));
    }
}

#[test]
fn pictures_go_along_in_xml_and_are_described_in_gift() {
    let deck = deck("tests/decks/good");
    let files = members(&made(&deck)[0]);
    let xml = text(&files, "questions-moodle.xml");
    let document = Document::parse(xml).expect("XML");
    let file = document.descendants().find(|node| node.has_tag_name("file")).expect("a picture");
    let said = file.prev_sibling_element().and_then(|text| text.text()).expect("a text in front of it");
    assert!(said.contains("src=\"@@PLUGINFILE@@/media/telephone.png\""), "{said}");
    assert_eq!((file.attribute("name"), file.attribute("path")), (Some("telephone.png"), Some("/media/")));
    let gift = text(&files, "questions-gift.txt");
    assert!(gift.contains("Un téléphone posé sur une table") && !gift.contains("<img"), "{gift}");
    let kinds: BTreeSet<String> = moodle_xml::read(xml).into_iter().map(|own| own.kind).collect();
    assert_eq!(kinds.iter().collect::<Vec<_>>(), ["description", "matching", "multichoice", "ordering"]);
}

#[test]
fn what_moodle_cannot_hold_is_left_out_with_the_reason() {
    let mut deck = deck("tests/decks/good");
    let card = &mut deck.editions[0].themes[0].situations[0];
    for item in &mut card.items {
        match &mut item.body {
            ItemBody::Facts(choices) => {
                let right = choices[0].clone();
                choices.extend(std::iter::repeat_n(right, 9));
            }
            ItemBody::Match(pairs) => {
                pairs[0].right.content = vec![cartable::deck::Inline::Text("x".repeat(256))];
            }
            _ => {}
        }
    }
    let files = members(&made(&deck)[0]);
    let sheet = text(&files, "index.html");
    for (id, why) in [("q2", "Plus de dix bonnes réponses"), ("q6", "255 caractères")] {
        let row = sheet.split("<tr>").find(|row| row.contains(&format!("/{id}</code>"))).expect("a row");
        assert!(row.contains(why), "{row}");
        assert!(!text(&files, "questions-moodle.xml").contains(&format!("/{id}</idnumber>")));
    }
}

#[test]
fn authors_and_licence_go_along_in_each_file() {
    let mut deck = deck("content");
    let source = deck.credits.iter_mut().find(|credit| *credit.role == "source").expect("a source");
    source.authors = vec![At::new("Une autre équipe".to_owned(), source.place.clone())];
    let (name, licence) = (format!("{} (Une autre équipe)", *source.name), deck.licence.name.value.clone());
    for artefact in made(&deck) {
        let files = members(&artefact);
        let sheet = text(&files, "index.html");
        assert!(sheet.contains("(Une autre équipe)") && sheet.contains(&licence), "{}", artefact.name);
        let (xml, gift) = (text(&files, "questions-moodle.xml"), text(&files, "questions-gift.txt"));
        let document = Document::parse(xml).expect("XML");
        let infos: Vec<_> = document.descendants().filter(|node| node.has_tag_name("info")).collect();
        assert_eq!(infos.len(), deck.editions[0].themes.len(), "{}", artefact.name);
        for info in infos {
            let info = child(info, "text").and_then(|text| text.text()).unwrap_or_default();
            assert!(words(info).contains(&words(&name)) && words(info).contains(&words(&licence)), "{info}");
        }
        let first = gift.lines().next().unwrap_or_default();
        assert!(first.starts_with("// ") && first.contains(&licence), "{first}");
        let authors = deck.credits.iter().filter(|credit| *credit.role == "author");
        assert!(authors.into_iter().all(|author| first.contains(author.name.as_str())), "{first}");
    }
}

#[test]
fn the_deck_comes_back_and_gives_the_same_bytes_in_each_language() {
    let deck = deck("content");
    for (artefact, second) in made(&deck).iter().zip(made(&deck)) {
        assert!(artefact.bytes == second.bytes, "{}", artefact.name);
        let source = deck_files(&members(artefact)).expect("its source");
        let texts = source.files().filter_map(|(path, content)| Some((path, std::str::from_utf8(content).ok()?)));
        let (again, findings) = read_files(texts);
        assert!(!findings.has_errors());
        let language = Languages::Each(artefact.languages.clone());
        let (again, _) = build(&again, &options(language, true), &|_, _| {}).expect("it builds");
        assert!(again[0].bytes == artefact.bytes, "{}", artefact.name);
    }
    let (without, _) =
        build(&deck, &options(Languages::Each(vec!["fr".into()]), false), &|_, _| {}).expect("it builds");
    assert!(deck_files(&members(&without[0])).is_err());
}

#[test]
fn two_banks_are_compared_by_their_decks() {
    let mut new = deck("content");
    let package = |deck: &Deck| {
        let files = members(&made(deck)[0]);
        Package::read("dlis-fr-questions.zip", &files, Some(deck.clone())).expect("it says what it is")
    };
    let old = package(&new);
    let (_, findings) = compare_packages(&old, &old, None);
    assert!(findings.is_empty());
    new.editions[0].themes[0].situations[0].items.pop();
    let (comparison, _) = compare_packages(&old, &package(&new), None);
    assert!(comparison.changes.iter().any(|change| change.path.contains("t1-s01")), "{:?}", comparison.changes.len());
}

/// A child element of this name.
pub fn child<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
    node.children().find(|child| child.has_tag_name(name))
}
