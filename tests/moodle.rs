//! A deck as a course in Moodle: what is in the backup, read from its own XML.

#![allow(missing_docs)]

use cartable::build::{Artefact, Languages, Options, build};
use cartable::compare::{Package, compare_packages};
use cartable::course::Split;
use cartable::deck::{Deck, Tracking};
use cartable::diagnostic::Severity;
use cartable::package::{Format, deck_files};
use cartable::read::{read, read_files};
use cartable::render::Forums;
use cartable::tree::{Tree, unzip};
use cartable::{mbz, tar};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::path::Path;

fn options(languages: Languages, split: Split, forums: Forums) -> Options {
    Options {
        formats: Format::from_key("moodle").into_iter().collect(),
        languages,
        split,
        forums,
        tracking: Tracking::Essential,
        with_source: true,
        release: false,
        schemas: Default::default(),
    }
}

fn deck(folder: &str) -> Deck {
    let (deck, findings) = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the folder is there");
    assert!(!findings.has_errors());
    deck
}

fn made(deck: &Deck, options: &Options) -> Vec<Artefact> {
    let (artefacts, findings) = build(deck, options, &|_, _| {}).expect("it builds");
    let told: Vec<_> =
        findings.sorted().iter().map(|f| f.rule.code).filter(|code| code.starts_with(['G', 'Z', 'M'])).collect();
    assert_eq!((findings.count(Severity::Error), told), (0, Vec::new()));
    artefacts
}

/// The one course of a build.
fn course(deck: &Deck, languages: Languages, split: Split, forums: Forums) -> Tree {
    let artefacts = made(deck, &options(languages, split, forums));
    assert_eq!(artefacts.len(), 1);
    unzip(&artefacts[0].bytes).expect("an archive")
}

fn french() -> Languages {
    Languages::Each(vec!["fr".to_owned()])
}

fn text<'a>(files: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

/// What an element of this name says first in a file.
fn says(files: &Tree, path: &str, name: &str) -> String {
    let document = Document::parse(text(files, path)).expect("XML");
    let found = document.descendants().find(|node| node.has_tag_name(name)).unwrap_or_else(|| panic!("{path}: {name}"));
    found.text().unwrap_or_default().to_owned()
}

/// Folder and kind of each activity, in the order of the page, with its section.
fn activities(files: &Tree) -> Vec<(String, String, String)> {
    let document = Document::parse(text(files, "moodle_backup.xml")).expect("XML");
    let field = |node: Node, name: &str| {
        let child = node.children().find(|child| child.has_tag_name(name));
        child.and_then(|child| child.text()).unwrap_or_default().to_owned()
    };
    let activities = document.descendants().find(|node| node.has_tag_name("activities")).expect("it lists them");
    let listed = activities.children().filter(|node| node.has_tag_name("activity"));
    listed.map(|node| (field(node, "directory"), field(node, "modulename"), field(node, "sectionid"))).collect()
}

fn of_kind(files: &Tree, kind: &str) -> Vec<String> {
    activities(files).into_iter().filter(|(_, own, _)| own == kind).map(|(folder, ..)| folder).collect()
}

#[test]
fn a_course_has_a_section_a_theme_with_its_module_forums_and_capsules() {
    let deck = deck("content");
    let files = course(&deck, french(), Split::Theme, Forums::Situation);
    let themes = &deck.editions[0].themes;
    for (at, theme) in themes.iter().enumerate() {
        let id = (at + 2).to_string();
        assert_eq!(says(&files, &format!("sections/section_{id}/section.xml"), "name"), theme.title.value);
        let own: Vec<_> =
            activities(&files).into_iter().filter(|(.., section)| *section == id).map(|(_, kind, _)| kind).collect();
        assert_eq!(own[0], "scorm");
        assert_eq!(own.iter().filter(|kind| *kind == "forum").count(), theme.situations.len());
        assert!(own.iter().filter(|kind| *kind == "page").count() > 0);
    }
    let pages = of_kind(&files, "page");
    let told: BTreeSet<&str> =
        deck.editions[0].situations().flat_map(|card| &card.capsules).map(|id| id.as_str()).collect();
    assert_eq!(pages.len(), told.len() + 4, "each capsule once, two sheets for trainers, countries and credits");
    assert_eq!(says(&files, "course/course.xml", "lang"), "fr");
    assert_eq!(says(&files, "course/course.xml", "enablecompletion"), "1");
}

/// Forums and capsules are read outside the modules, which have these pages of their own.
#[test]
fn learners_find_the_sheets_of_countries_and_the_credits() {
    let deck = deck("content");
    for language in ["fr", "ro"] {
        let files = course(&deck, Languages::Each(vec![language.to_owned()]), Split::Theme, Forums::Situation);
        let of = |id: &str| {
            let is_it = |folder: &String| says(&files, &format!("{folder}/module.xml"), "idnumber") == id;
            let folder = of_kind(&files, "page").into_iter().find(is_it).unwrap_or_else(|| panic!("no {id}"));
            assert_eq!(says(&files, &format!("{folder}/module.xml"), "visible"), "1", "{id}");
            says(&files, &format!("{folder}/page.xml"), "content").replace(['\u{a0}', '\u{202f}'], " ")
        };
        let credits = of("dlis-credits-page");
        let names = deck.credits.iter().map(|credit| credit.name.value.as_str());
        let funding = deck.funding.iter().map(|funding| funding.project.value.as_str());
        let licence = [deck.licence.name.value.as_str(), "href=\"https://creativecommons.org/licenses/by-sa/4.0/\""];
        let missing: Vec<&str> = names.chain(funding).chain(licence).filter(|name| !credits.contains(name)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
        assert!(of("dlis-country-page").contains("112"), "{language}");
    }
}

#[test]
fn a_title_that_is_a_quotation_is_quoted_once() {
    let files = course(&deck("content"), Languages::Each(vec!["ro".to_owned()]), Split::Theme, Forums::Situation);
    let intros: Vec<String> =
        of_kind(&files, "forum").iter().map(|folder| says(&files, &format!("{folder}/forum.xml"), "intro")).collect();
    assert!(intros.iter().any(|intro| intro.contains("situația „Asta să n-o scrieți”.")));
    assert!(!intros.iter().any(|intro| intro.contains("„„")));
}

#[test]
fn a_module_completes_by_its_status_without_preview_and_contents() {
    let deck = deck("content");
    let files = course(&deck, french(), Split::Theme, Forums::None);
    let wanted = [
        ("completionstatusrequired", "4"),
        ("hidebrowse", "1"),
        ("hidetoc", "3"),
        ("popup", "0"),
        ("maxattempt", "0"),
        ("grademethod", "1"),
        ("maxgrade", "100"),
        ("version", "SCORM_1.2"),
    ];
    let modules = of_kind(&files, "scorm");
    assert_eq!(modules.len(), deck.themes.len());
    for folder in &modules {
        let path = format!("{folder}/scorm.xml");
        for (name, value) in wanted {
            assert_eq!(says(&files, &path, name), value, "{folder} {name}");
        }
        assert_eq!(says(&files, &format!("{folder}/module.xml"), "completion"), "2");
        assert_eq!(says(&files, &format!("{folder}/grades.xml"), "grademax"), "100");
    }
    let criteria = text(&files, "completion.xml").matches("<course_completion_criteria").count();
    assert_eq!(criteria, deck.themes.len());
    assert!(of_kind(&files, "forum").is_empty());
}

#[test]
fn the_rows_of_a_module_have_the_identifiers_of_its_manifest() {
    let files = course(&deck("content"), french(), Split::Theme, Forums::None);
    let areas = mbz::areas(&files);
    let manifests = areas.iter().filter_map(|area| area.files.get("imsmanifest.xml"));
    for (manifest, folder) in manifests.zip(of_kind(&files, "scorm")) {
        let manifest = Document::parse(std::str::from_utf8(manifest).expect("UTF-8")).expect("XML");
        let identifier = |name: &str| {
            let node = manifest.descendants().find(|node| node.tag_name().name() == name).expect("it is there");
            node.attribute("identifier").expect("it has one").to_owned()
        };
        let rows = Document::parse(text(&files, &format!("{folder}/scorm.xml"))).expect("XML");
        let told: Vec<_> =
            rows.descendants().filter(|node| node.has_tag_name("identifier")).filter_map(|n| n.text()).collect();
        assert_eq!(told, [identifier("organization"), identifier("item")]);
        let launch: Vec<_> = rows.descendants().filter(|node| node.has_tag_name("launch")).map(|n| n.text()).collect();
        assert_eq!(launch, [None, Some("index.html")]);
        assert_eq!(says(&files, &format!("{folder}/module.xml"), "idnumber"), identifier("manifest"));
    }
    // The archive in the package area holds the same files as lie unpacked beside it.
    for (package, content) in areas
        .iter()
        .filter(|own| own.area == "package")
        .zip(areas.iter().filter(|own| own.component == "mod_scorm" && own.area == "content"))
    {
        let (_, archive) = package.files.files().next().expect("one archive");
        assert_eq!(unzip(archive).expect("a zip archive"), content.files);
    }
}

#[test]
fn the_sheet_and_its_files_are_hidden_and_nothing_else_is() {
    let files = course(&deck("content"), french(), Split::Theme, Forums::Situation);
    let hidden: Vec<String> = activities(&files)
        .into_iter()
        .map(|(folder, ..)| folder)
        .filter(|folder| says(&files, &format!("{folder}/module.xml"), "visible") == "0")
        .collect();
    assert_eq!(hidden, ["activities/page_1", "activities/page_2"]);
    let teaching = says(&files, "activities/page_2/page.xml", "content");
    assert!(
        teaching.contains("<h2") && !teaching.contains("source.json") && !teaching.contains("<style"),
        "{teaching}"
    );
    let sheet = says(&files, "activities/page_1/page.xml", "content");
    assert!(sheet.contains("@@PLUGINFILE@@/source.json") && sheet.contains("@@PLUGINFILE@@/donnees.json"), "{sheet}");
    assert!(!sheet.contains("teaching.html"), "a page of its own");
    assert!(!sheet.contains("<style") && !sheet.contains("<html"));
}

#[test]
fn forums_have_the_prompts_of_a_situation_of_a_theme_or_are_not_there() {
    let deck = deck("content");
    let prompts = |id: &str| {
        let card = deck.editions[0].situations().find(|card| *card.id == id).expect("it is there");
        card.prompts.iter().map(|prompt| prompt.text()).collect::<Vec<_>>()
    };
    let cards = deck.editions[0].situations().count();
    // Typography changes blanks only.
    let plain = |text: &str| text.split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().concat();
    for (forums, count, kind) in
        [(Forums::Situation, cards, "single"), (Forums::Theme, deck.themes.len(), "general"), (Forums::None, 0, "")]
    {
        let files = course(&deck, french(), Split::Theme, forums);
        let folders = of_kind(&files, "forum");
        assert_eq!(folders.len(), count, "{forums:?}");
        if let Some(folder) = folders.first() {
            let path = format!("{folder}/forum.xml");
            assert_eq!(says(&files, &path, "type"), kind);
            let intro = plain(&says(&files, &path, "intro"));
            assert!(prompts("t1-s01").iter().all(|prompt| intro.contains(&plain(prompt))));
            assert_eq!(prompts("t1-s02").iter().all(|prompt| intro.contains(&plain(prompt))), forums == Forums::Theme);
        }
    }
}

#[test]
fn french_signs_stay_with_their_word_in_sections_forums_and_pages() {
    let files = course(&deck("content"), french(), Split::Theme, Forums::Situation);
    let mut told: Vec<(String, String)> = Vec::new();
    for (kind, name) in [("forum", "intro"), ("page", "content")] {
        told.extend(of_kind(&files, kind).into_iter().map(|folder| {
            let said = says(&files, &format!("{folder}/{kind}.xml"), name);
            (folder, said)
        }));
    }
    let sections = files.files().map(|(path, _)| path.to_owned()).filter(|path| path.ends_with("/section.xml"));
    told.extend(sections.map(|path| (path.clone(), says(&files, &path, "summary"))));
    assert!(told.iter().any(|(_, said)| said.contains("\u{a0}?")));
    for (at, said) in told {
        assert!(![" ?", " ;", " »"].iter().any(|sign| said.contains(sign)), "{at}: {said}");
    }
}

#[test]
fn every_section_and_activity_says_that_it_is_included_without_users() {
    let files = course(&deck("content"), french(), Split::Theme, Forums::Situation);
    let document = Document::parse(text(&files, "moodle_backup.xml")).expect("XML");
    let field = |node: Node<'_, '_>, name: &str| {
        let child = node.children().find(|child| child.has_tag_name(name));
        child.and_then(|child| child.text()).unwrap_or_default().to_owned()
    };
    let told: BTreeSet<String> = document
        .descendants()
        .filter(|node| node.has_tag_name("setting"))
        .map(|node| {
            let level = field(node, "level");
            [field(node, &level), field(node, "name"), field(node, "value")].join(" ")
        })
        .collect();
    let directories = document.descendants().filter(|node| node.has_tag_name("directory")).filter_map(|n| n.text());
    let parts: Vec<&str> = directories.filter_map(|path| path.rsplit_once('/')).map(|(_, part)| part).collect();
    assert!(parts.contains(&"section_1") && parts.contains(&"page_1"));
    for part in parts {
        for wanted in [format!("{part} {part}_included 1"), format!("{part} {part}_userinfo 0")] {
            assert!(told.contains(&wanted), "{wanted}");
        }
    }
}

#[test]
fn names_by_which_tutors_find_activities_are_lasting_and_each_is_given_once() {
    let deck = deck("content");
    let names = |language: &str| -> Vec<String> {
        let files = course(&deck, Languages::Each(vec![language.to_owned()]), Split::Situation, Forums::Situation);
        let folders = activities(&files).into_iter().map(|(folder, ..)| folder);
        folders.map(|folder| says(&files, &format!("{folder}/module.xml"), "idnumber")).collect()
    };
    let french = names("fr");
    assert_eq!(french, names("el"));
    assert_eq!(french.iter().collect::<BTreeSet<_>>().len(), french.len());
    for name in ["dlis-tutor", "dlis-t2-s01", "dlis-t2-s01-forum", "dlis-capsule-se-deconnecter"] {
        assert!(french.iter().any(|own| own == name), "{name}");
    }
    assert!(french.iter().all(|name| name.len() <= 100), "Moodle's column has a hundred characters");
}

#[test]
fn every_file_names_author_and_licence() {
    let files = course(&deck("content"), french(), Split::Theme, Forums::None);
    let list = Document::parse(text(&files, "files.xml")).expect("XML");
    let field = |node: Node, name: &str| {
        node.children().find(|c| c.has_tag_name(name)).and_then(|c| c.text()).map(str::to_owned)
    };
    let records: Vec<Node> = list.root_element().children().filter(Node::is_element).collect();
    assert!(records.len() > 20);
    for record in records {
        assert_eq!(field(record, "license").as_deref(), Some("cc-sa-4.0"));
        assert_eq!(field(record, "author").as_deref(), Some("Le projet cartable"));
    }
}

#[test]
fn all_languages_are_in_one_course_with_their_prompts_and_a_switch() {
    let deck = deck("content");
    let files = course(&deck, Languages::Joined, Split::Theme, Forums::Situation);
    assert_eq!(says(&files, "course/course.xml", "lang"), "", "learners choose");
    let forum = of_kind(&files, "forum").remove(0);
    let intro = says(&files, &format!("{forum}/forum.xml"), "intro");
    for language in &deck.languages {
        assert!(intro.contains(&format!("<div lang=\"{}\">", language.value)));
    }
    let scorm = of_kind(&files, "scorm").remove(0);
    assert_eq!(says(&files, &format!("{scorm}/scorm.xml"), "reference"), "dlis-t1-all-scorm12.zip");
    let area = mbz::areas(&files)
        .into_iter()
        .find(|own| own.component == "mod_scorm" && own.area == "content")
        .expect("a module");
    assert!(["index.html", "en.html", "ro.html", "el.html"].iter().all(|page| area.files.get(page).is_some()));
}

#[test]
fn the_deck_comes_back_and_gives_the_same_course_in_each_language() {
    let deck = deck("content");
    let languages = || Languages::Each(deck.languages.iter().map(|language| language.value.clone()).collect());
    let courses = made(&deck, &options(languages(), Split::Theme, Forums::Situation));
    for made_course in &courses {
        assert!(made_course.name.ends_with("-moodle.mbz") && tar::is_gzip(&made_course.bytes));
        assert!(made_course.bytes.len() < 1_070_000, "{} has {} bytes", made_course.name, made_course.bytes.len());
        let source = deck_files(&unzip(&made_course.bytes).expect("an archive")).expect("its source");
        let texts = source.files().filter_map(|(path, content)| Some((path, std::str::from_utf8(content).ok()?)));
        let (again, findings) = read_files(texts);
        assert!(!findings.has_errors());
        let language = Languages::Each(made_course.languages.clone());
        let again = made(&again, &options(language, Split::Theme, Forums::Situation)).remove(0);
        assert!(again.bytes == made_course.bytes, "{}", made_course.name);
    }
    let without = Options { with_source: false, ..options(french(), Split::Theme, Forums::None) };
    assert!(deck_files(&unzip(&made(&deck, &without)[0].bytes).expect("an archive")).is_err());
}

#[test]
fn a_course_is_the_same_whatever_is_built_beside_it() {
    let deck = deck("content");
    let both = || Languages::Each(vec!["fr".to_owned(), "en+ro".to_owned()]);
    for split in [Split::Theme, Split::Deck] {
        let alone = made(&deck, &options(both(), split, Forums::Theme));
        let formats = ["cmi5", "moodle", "scorm12"].into_iter().filter_map(Format::from_key).collect();
        let all = made(&deck, &Options { formats, ..options(both(), split, Forums::Theme) });
        let beside: Vec<_> = all.into_iter().filter(|artefact| artefact.format == "moodle").collect();
        let names = |list: &[Artefact]| list.iter().map(|own| own.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&alone), ["dlis-fr-moodle.mbz", "dlis-en_ro-moodle.mbz"]);
        assert_eq!(names(&beside), names(&alone));
        assert!(alone.iter().zip(&beside).all(|(alone, beside)| alone.bytes == beside.bytes), "other bytes");
    }
}

#[test]
fn dates_follow_from_the_version_alone() {
    let files = course(&deck("content"), french(), Split::Deck, Forums::None);
    let moment = "1578436800";
    for (path, name) in [
        ("moodle_backup.xml", "backup_date"),
        ("course/course.xml", "startdate"),
        ("sections/section_1/section.xml", "timemodified"),
    ] {
        assert_eq!(says(&files, path, name), moment, "{path}: version 1.0.0");
    }
    assert_eq!(of_kind(&files, "scorm").len(), 1);
    assert_eq!(activities(&files)[1].2, "1", "a module of the whole deck stands on top");
}

#[test]
fn a_module_without_facts_has_no_grade_and_one_with_a_threshold_may_be_passed() {
    let mut bare = deck("content");
    let is_fact = |item: &cartable::deck::Item| item.body.is_scored();
    for edition in &mut bare.editions {
        for card in edition.themes.iter_mut().flat_map(|theme| &mut theme.situations) {
            card.items.retain(|item| !is_fact(item));
        }
    }
    let options = Options { with_source: false, ..options(french(), Split::Theme, Forums::None) };
    let files = unzip(&made(&bare, &options)[0].bytes).expect("an archive");
    let module = of_kind(&files, "scorm").remove(0);
    assert_eq!(says(&files, &format!("{module}/scorm.xml"), "grademethod"), "0");
    assert!(!text(&files, &format!("{module}/grades.xml")).contains("<grade_item "));
    let mut passed = deck("content");
    passed.success = Some(70);
    let files = unzip(&made(&passed, &options)[0].bytes).expect("an archive");
    assert_eq!(says(&files, &format!("{module}/scorm.xml"), "completionstatusrequired"), "6");
    assert_eq!(says(&files, &format!("{module}/grades.xml"), "gradepass"), "70");
}

#[test]
fn two_courses_are_compared_by_their_modules() {
    let deck = deck("content");
    let package = |split: Split| {
        let files = course(&deck, french(), split, Forums::None);
        Package::read("dlis-fr-moodle.mbz", &files, Some(deck.clone())).expect("a backup says what it is")
    };
    let (themes, situations) = (package(Split::Theme), package(Split::Situation));
    assert_eq!([themes.split(), situations.split()], [Some(Split::Theme), Some(Split::Situation)]);
    let codes = |old: &Package, new: &Package| {
        let (_, findings) = compare_packages(old, new, None);
        findings.sorted().iter().map(|finding| finding.rule.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&themes, &themes), Vec::<&str>::new());
    assert_eq!(codes(&themes, &situations), ["D007"]);
}
