//! A deck as a Common Cartridge: what is in it, read from its own files, and held against the official schemas.

#![allow(missing_docs)]

use cartable::build::{Artefact, Languages, Options, build};
use cartable::compare::{Package, compare_packages};
use cartable::course::Split;
use cartable::deck::{Deck, Item, ItemBody, Tracking};
use cartable::diagnostic::Severity;
use cartable::package::{Format, deck_files};
use cartable::read::{read, read_files};
use cartable::tree::{Tree, unzip};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MANIFEST: &str = "imsmanifest.xml";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn deck(folder: &str) -> Deck {
    let (deck, findings) = read(&root().join(folder)).expect("the folder is there");
    assert!(!findings.has_errors());
    deck
}

fn options(languages: Languages) -> Options {
    Options {
        formats: Format::from_key("common-cartridge").into_iter().collect(),
        languages,
        split: Split::Theme,
        forums: Default::default(),
        tracking: Tracking::Essential,
        with_source: true,
        release: false,
        schemas: Default::default(),
    }
}

/// What is built, of which `verify` has nothing to say.
fn made(deck: &Deck, languages: Languages) -> Vec<Artefact> {
    let (artefacts, findings) = build(deck, &options(languages), &|_, _| {}).expect("it builds");
    let all = findings.sorted();
    let told: Vec<_> =
        all.iter().map(|f| f.rule.code).filter(|code| code.starts_with(['B', 'J', 'Z', 'M', 'P'])).collect();
    assert_eq!((findings.count(Severity::Error), told), (0, Vec::new()));
    artefacts
}

fn only(language: &str) -> Languages {
    Languages::Each(vec![language.to_owned()])
}

fn cartridge(deck: &Deck, language: &str) -> Tree {
    unzip(&made(deck, only(language)).remove(0).bytes).expect("an archive")
}

fn text<'a>(files: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |inner| inner.tag_name().name() == name)
}

/// The type of each resource and its first file, in the order of the manifest.
fn resources(files: &Tree) -> Vec<(String, String, String)> {
    let document = Document::parse(text(files, MANIFEST)).expect("XML");
    let row = |node: Node| {
        let file = named(node, "file").next().and_then(|file| file.attribute("href")).unwrap_or_default();
        let said = |name| node.attribute(name).unwrap_or_default().to_owned();
        (said("identifier"), said("type"), file.to_owned())
    };
    named(document.root_element(), "resource").map(row).collect()
}

/// The files of a kind.
fn of_kind(files: &Tree, kind: &str) -> Vec<String> {
    resources(files).into_iter().filter(|(_, own, _)| own.contains(kind)).map(|(.., file)| file).collect()
}

/// Letters and digits alone: typography changes blanks and marks.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of HTML, without those that pages say to some alone, and without the names of sheets behind an arrow.
fn words(html: &str) -> String {
    let html = without(&without(html, "<span class=\"unseen\">", "</span>"), " (→", ")");
    let mut out = String::new();
    for part in html.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    plain(&out.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\""))
}

/// A text without all that stands between two marks.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once(to).map_or("", |(_, rest)| rest))
}

#[test]
fn every_file_keeps_to_the_official_schemas_in_every_language() {
    let all = std::env::var_os("SCHEMAS").map_or_else(|| root().join("../shared/schemas"), PathBuf::from);
    let schemas = all.join("imscc11");
    if !schemas.is_dir() {
        let why = "no schemas of Common Cartridge: set SCHEMAS to a folder that has them";
        assert!(std::env::var_os("CI").is_none(), "{why}");
        return eprintln!("{why}");
    }
    let folder = std::env::temp_dir().join(format!("cartable-{}-cartridge", std::process::id()));
    for name in ["content", "tests/decks/good"] {
        let deck = deck(name);
        for artefact in made(&deck, Languages::Joined) {
            let files = unzip(&artefact.bytes).expect("an archive");
            let mut left: BTreeSet<&str> =
                files.files().map(|(path, _)| path).filter(|path| path.ends_with(".xml")).collect();
            for (schema, paths) in [
                ("ccv1p1_imscp_v1p2_v1p0.xsd", vec![MANIFEST.to_owned()]),
                ("ccv1p1_imsdt_v1p1.xsd", of_kind(&files, "imsdt_xmlv1p1")),
                ("ccv1p1_qtiasiv1p2p1_v1p0.xsd", of_kind(&files, "assessment")),
            ] {
                assert!(!paths.is_empty(), "{}: nothing for {schema}", artefact.name);
                let own = folder.join(&artefact.name).join(schema);
                fs::create_dir_all(&own).expect("a folder");
                let mut run = Command::new("xmllint");
                run.args(["--nonet", "--noout", "--schema"]).arg(schemas.join(schema));
                for (at, path) in paths.iter().enumerate() {
                    left.remove(path.as_str());
                    let file = own.join(format!("{at}.xml"));
                    fs::write(&file, text(&files, path)).expect("written");
                    run.arg(file);
                }
                let done = run.output().expect("xmllint; tests/run installs it");
                assert!(done.status.success(), "{}: {}", artefact.name, String::from_utf8_lossy(&done.stderr));
            }
            assert!(left.is_empty(), "{}: no schema for {left:?}", artefact.name);
        }
    }
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn a_theme_is_a_part_with_pages_topics_capsules_and_one_quiz() {
    let deck = deck("content");
    let files = cartridge(&deck, "fr");
    let edition = &deck.editions[0];
    let document = Document::parse(text(&files, MANIFEST)).expect("XML");
    let tree = named(document.root_element(), "organization").next().expect("one");
    let roots: Vec<Node> = tree.children().filter(Node::is_element).collect();
    assert_eq!((roots.len(), tree.attribute("structure")), (1, Some("rooted-hierarchy")));
    let title =
        |node: Node| node.children().find(|c| c.tag_name().name() == "title").and_then(|t| t.text().map(str::to_owned));
    assert_eq!(title(roots[0]), None, "the root has no title");
    let parts: Vec<Node> = roots[0].children().filter(Node::is_element).collect();
    assert_eq!(parts.len(), edition.themes.len() + 3, "and one for countries, one for credits, one for trainers");
    for (part, theme) in parts.iter().zip(&edition.themes) {
        assert_eq!(title(*part).as_deref(), Some(theme.title.value.as_str()));
        let opens: Vec<&str> = named(*part, "item").filter_map(|item| item.attribute("identifierref")).collect();
        let count = |end: &str| opens.iter().filter(|id| id.ends_with(end)).count();
        assert_eq!(count("-situation"), theme.situations.len());
        assert_eq!(count("-topic"), theme.situations.len());
        assert_eq!((count("-theme"), count("-quiz")), (1, 1));
        assert!(opens[0].ends_with("-theme") && opens.last().is_some_and(|id| id.ends_with("-quiz")), "{opens:?}");
    }
    let told: BTreeSet<&str> = edition.situations().flat_map(|card| &card.capsules).map(|id| id.as_str()).collect();
    let capsules = resources(&files).iter().filter(|(id, ..)| id.ends_with("-capsule")).count();
    assert_eq!(capsules, told.len(), "each capsule once");
}

#[test]
fn the_texts_of_the_deck_are_there() {
    let deck = deck("content");
    for language in ["fr", "el"] {
        let files = cartridge(&deck, language);
        let edition = deck.edition(language).expect("a language of the deck");
        for card in edition.situations() {
            let id = card.id.as_str();
            let page = words(text(&files, &format!("{id}-situation.html")));
            assert!(page.contains(&plain(&card.story.text())), "{language} {id}");
            let topic = Document::parse(text(&files, &format!("{id}-topic/topic.xml"))).expect("XML");
            let said = named(topic.root_element(), "text").next().and_then(|node| node.text()).expect("a text");
            assert!(!said.contains("<img"), "pictures do not go along");
            for prompt in &card.prompts {
                assert!(words(said).contains(&plain(&prompt.text())), "{language} {id}");
            }
        }
        let country = words(text(&files, "country-page.html"));
        let entries = edition.countries.iter().flat_map(|country| &country.entries);
        assert!(entries.clone().count() > 0);
        for title in entries.map(|entry| &entry.title) {
            assert!(country.contains(&plain(&title.text())), "{language}: {title:?}");
        }
        assert!(text(&files, "left-out.html").starts_with(&format!("<!doctype html>\n<html lang=\"{language}\">")));
    }
}

/// A question as an importer reads it.
#[derive(Debug, PartialEq)]
struct Question {
    is_multiple: bool,
    text: String,
    /// Each answer, whether it is right, and what is said to those who chose it; in the order of the deck.
    answers: Vec<(String, bool, String)>,
    closing: String,
}

/// The questions of a cartridge by their identifiers, read as Moodle reads them (`backup/cc/entity.quiz.class.php`): the right
/// answers are those that a condition with 100 points wants, with `case` where there are several.
fn asked(files: &Tree) -> BTreeMap<String, Question> {
    let mut all = BTreeMap::new();
    for path in of_kind(files, "assessment") {
        let document = Document::parse(text(files, &path)).expect("XML");
        for item in named(document.root_element(), "item") {
            let first =
                |node: Node, name| named(node, name).next().and_then(|n| n.text()).unwrap_or_default().to_owned();
            let profile = first(item, "fieldentry");
            let is_multiple = profile == "cc.multiple_response.v0p1";
            assert!(is_multiple || profile == "cc.multiple_choice.v0p1", "{profile}");
            let feedback = |wanted: Option<&str>| {
                let is_asked = |own: &Node| match wanted {
                    Some(answer) => named(*own, "varequal").any(|named| named.text() == Some(answer)),
                    None => named(*own, "other").next().is_some(),
                };
                let conditions = named(item, "respcondition").filter(is_asked);
                let link =
                    conditions.flat_map(|own| named(own, "displayfeedback")).find_map(|d| d.attribute("linkrefid"));
                let own = named(item, "itemfeedback").find(|own| own.attribute("ident") == link && link.is_some());
                own.map(|own| words(&first(own, "mattext"))).unwrap_or_default()
            };
            let scored = named(item, "respcondition").find(|own| first(*own, "setvar") == "100").expect("points");
            let is_wanted = |own: &Node| {
                let is_not = own.parent().is_some_and(|parent| parent.tag_name().name() == "not");
                !is_not && (!is_multiple || own.attribute("case") == Some("Yes"))
            };
            let right: Vec<&str> = named(scored, "varequal").filter(is_wanted).filter_map(|own| own.text()).collect();
            let mut labels: Vec<Node> = named(item, "response_label").collect();
            labels.sort_by_key(|label| label.attribute("ident"));
            let answer = |label: &Node| {
                let ident = label.attribute("ident").expect("an identifier");
                (words(&first(*label, "mattext")), right.contains(&ident), feedback(Some(ident)))
            };
            let question = Question {
                is_multiple,
                text: words(&first(item, "mattext")),
                answers: labels.iter().map(answer).collect(),
                closing: feedback(None),
            };
            let ident = item.attribute("ident").expect("an identifier").to_owned();
            assert!(all.insert(ident, question).is_none(), "each once");
        }
    }
    all
}

#[test]
fn the_questions_are_the_facts_of_the_deck_item_by_item() {
    let deck = deck("content");
    let source = &deck.editions[0];
    for edition in &deck.editions {
        let mut found = asked(&cartridge(&deck, &edition.language));
        for (card, first) in edition.situations().zip(source.situations()) {
            assert_eq!(card.id.value, first.id.value);
            for (item, right) in card.items.iter().zip(&first.items).filter(|(item, _)| item.body.is_scored()) {
                let id = format!("dlis-{}-{}", card.id.value, item.id.value);
                let question = found.remove(&id).unwrap_or_else(|| panic!("{} {id}", edition.language));
                let wanted = wanted(item, right);
                assert!(question.closing.starts_with(&plain(&item.closing.text())), "{id}");
                assert_eq!(
                    question,
                    Question { closing: question.closing.clone(), ..wanted },
                    "{} {id}",
                    edition.language
                );
            }
        }
        assert!(found.is_empty(), "{:?}", found.keys());
    }
}

/// What a question must say; which answers are right is the source's to say.
fn wanted(item: &Item, source: &Item) -> Question {
    let (ItemBody::Fact(own) | ItemBody::Facts(own)) = &item.body else { panic!("a fact") };
    let (ItemBody::Fact(first) | ItemBody::Facts(first)) = &source.body else { panic!("a fact") };
    let answers =
        own.iter().zip(first).map(|(own, first)| (plain(&own.text.text()), first.right, plain(&own.feedback.text())));
    Question {
        is_multiple: matches!(item.body, ItemBody::Facts(_)),
        text: plain(&item.question.text()) + &plain(&item.intro.text()),
        answers: answers.collect(),
        closing: String::new(),
    }
}

#[test]
fn what_is_no_question_is_named_on_a_page_for_trainers_and_nothing_else_is() {
    let deck = deck("content");
    let files = cartridge(&deck, "fr");
    let page = words(text(&files, "left-out.html"));
    for item in deck.editions[0].situations().flat_map(|card| &card.items) {
        assert_eq!(page.contains(&plain(&item.question.text())), !item.body.is_scored(), "{}", item.id.value);
    }
    let document = Document::parse(text(&files, MANIFEST)).expect("XML");
    let hidden =
        named(document.root_element(), "resource").filter(|own| own.attribute("intendeduse") == Some("lessonplan"));
    let first = |own: Node| named(own, "file").next().and_then(|file| file.attribute("href")).map(str::to_owned);
    let hidden: Vec<String> = hidden.filter_map(first).collect();
    assert_eq!(hidden, ["tutor.html", "teaching.html", "left-out.html"]);
    assert!(!text(&files, "tutor.html").contains("teaching.html"), "Moodle loses links between resources");
    assert!(!text(&files, "tutor.html").contains("Rien, et personne ne voit"), "platforms record quizzes");
}

#[test]
fn identifiers_are_lasting_the_same_in_each_language_and_each_given_once() {
    let deck = deck("content");
    let ids = |language: &str| -> Vec<String> {
        let files = cartridge(&deck, language);
        let document = Document::parse(text(&files, MANIFEST)).expect("XML");
        document.descendants().filter_map(|node| node.attribute("identifier")).map(str::to_owned).collect()
    };
    let french = ids("fr");
    assert_eq!(french, ids("el"));
    assert_eq!(french.iter().collect::<BTreeSet<_>>().len(), french.len());
    for id in ["dlis", "dlis-t1-quiz", "dlis-t2-s01-topic", "dlis-t2-s01-situation", "dlis-se-deconnecter-capsule"] {
        assert!(french.iter().any(|own| own == id), "{id}");
    }
}

#[test]
fn every_file_is_listed_and_the_manifest_names_licence_and_author() {
    let files = cartridge(&deck("content"), "fr");
    let manifest = text(&files, MANIFEST);
    let document = Document::parse(manifest).expect("XML");
    let listed: BTreeSet<&str> =
        named(document.root_element(), "file").filter_map(|file| file.attribute("href")).collect();
    let there: BTreeSet<&str> = files.files().map(|(path, _)| path).filter(|path| *path != MANIFEST).collect();
    assert_eq!(listed, there);
    assert!(manifest.find("imsccv1p1/imscp_v1p1").is_some_and(|at| at < 1000), "Moodle reads no further");
    assert!(manifest.contains("CC-BY-SA-4.0") && manifest.contains("FN:Le projet cartable"));
    assert!(!manifest.contains("&#"));
}

#[test]
fn the_deck_comes_back_and_gives_the_same_cartridge_in_each_language() {
    for name in ["content", "tests/decks/good"] {
        let deck = deck(name);
        let cartridges = made(&deck, Languages::Joined);
        assert_eq!(cartridges.len(), deck.languages.len(), "a cartridge is in one language");
        for first in &cartridges {
            assert!(first.name.ends_with("-common-cartridge.imscc"), "{}", first.name);
            let members = unzip(&first.bytes).expect("an archive");
            let source = deck_files(&members).expect("its source");
            let texts = source.files().filter_map(|(path, content)| Some((path, std::str::from_utf8(content).ok()?)));
            let (mut again, findings) = read_files(texts);
            assert!(!findings.has_errors());
            again.media = deck.media.clone();
            let again = made(&again, only(&first.languages[0])).remove(0);
            assert!(again.bytes == first.bytes, "{}", first.name);
        }
    }
    let without = Options { with_source: false, ..options(only("fr")) };
    let (made, _) = build(&deck("content"), &without, &|_, _| {}).expect("it builds");
    assert!(deck_files(&unzip(&made[0].bytes).expect("an archive")).is_err());
}

#[test]
fn two_cartridges_are_compared_by_their_decks() {
    let old = deck("content");
    let mut new = deck("content");
    new.editions[0].themes[0].situations.pop();
    let package = |deck: &Deck| {
        let files = cartridge(deck, "fr");
        Package::read("dlis-fr-common-cartridge.imscc", &files, Some(deck.clone())).expect("it says what it is")
    };
    let (old, new) = (package(&old), package(&new));
    assert_eq!(old.split(), Some(Split::Deck));
    let lost = |new: &Package| -> Vec<&'static str> {
        let (_, findings) = compare_packages(&old, new, None);
        findings.sorted().iter().map(|finding| finding.rule.code).collect()
    };
    assert_eq!(lost(&old), Vec::<&str>::new());
    assert!(!lost(&new).is_empty());
}
