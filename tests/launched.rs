//! Packages for a launch over the web, through the real command: cmi5 and tincan.xml.

use roxmltree::{Document, Node};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of one test, empty at its start and gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cartable-launched-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Builds a deck in both formats; the name of each archive with its files.
fn build(deck: &Path, here: &Folder, more: &[&str]) -> Vec<(String, cartable::tree::Tree)> {
    let out = here.0.join("out");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.arg("build").arg(deck).args(["--to", "cmi5,xapi", "--out"]).arg(&out).args(more);
    let done = command.env("LC_ALL", "en_US.UTF-8").output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut all: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    let zips = all.into_iter().filter(|path| path.extension().is_some_and(|end| end == "zip"));
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    zips.map(|path| (name(&path), cartable::tree::unzip(&fs::read(&path).unwrap()).unwrap())).collect()
}

/// The deck that ships.
fn shipped() -> cartable::deck::Deck {
    cartable::read::read(&root().join("content")).unwrap().0
}

fn text<'a>(members: &'a cartable::tree::Tree, name: &str) -> &'a str {
    std::str::from_utf8(members.get(name).unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Node<'a, 'input> {
    node.children().find(|child| child.tag_name().name() == name).unwrap_or_else(|| panic!("no {name}"))
}

/// A small deck of one language, changed by `change`.
fn small(here: &Folder, change: impl Fn(String) -> String) -> PathBuf {
    let deck = here.0.join("deck");
    let _ = fs::remove_dir_all(&deck);
    let new = Command::new(env!("CARGO_BIN_EXE_cartable")).args(["new", "deck"]).arg(&deck).output().unwrap();
    assert!(new.status.success());
    let toml = deck.join("deck.toml");
    fs::write(&toml, change(fs::read_to_string(&toml).unwrap())).unwrap();
    deck
}

#[test]
fn manifests_are_valid_by_the_official_schemas() {
    let schemas = std::env::var_os("SCHEMAS").map_or_else(|| root().join("../shared/schemas"), PathBuf::from);
    if !schemas.exists() {
        assert!(std::env::var_os("CI").is_none(), "the official schemas are missing: name their folder in SCHEMAS");
        eprintln!("no schemas at {} (set SCHEMAS to their folder)", schemas.display());
        return;
    }
    let here = Folder::new("schemas");
    let mut judged = 0;
    let cuts = [&["--lang", "fr"][..], &["--lang", "all"], &["--lang", "el", "--split", "deck"]];
    for more in cuts.into_iter().chain([&["--lang", "all", "--split", "deck"][..]]) {
        for (name, members) in build(&root().join("content"), &here, more) {
            let cmi5 = name.ends_with("-cmi5.zip");
            let (manifest, schema) =
                if cmi5 { ("cmi5.xml", "cmi5/CourseStructure.xsd") } else { ("tincan.xml", "tincan/tincan.xsd") };
            let file = here.0.join(manifest);
            fs::write(&file, text(&members, manifest)).unwrap();
            let mut xmllint = Command::new("xmllint");
            xmllint.args(["--nonet", "--noout", "--schema"]).arg(schemas.join(schema)).arg(&file);
            let done = xmllint.output().expect("xmllint: install the package libxml2-utils");
            assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
            judged += 1;
        }
    }
    assert!(judged >= 18, "{judged}");
}

#[test]
fn a_course_is_one_unit_with_full_and_lasting_ids_in_every_language() {
    let here = Folder::new("course");
    for (name, members) in build(&root().join("content"), &here, &["--lang", "all"]) {
        if !name.ends_with("-cmi5.zip") {
            continue;
        }
        let document = Document::parse(text(&members, "cmi5.xml")).unwrap();
        let (course, unit) = (child(document.root_element(), "course"), child(document.root_element(), "au"));
        let id = unit.attribute("id").unwrap();
        assert!(id.starts_with("https://www.social-project.fr/dlis/cartable/t"), "{id}");
        assert_eq!(course.attribute("id"), Some(format!("{id}#course").as_str()));
        assert_eq!(unit.attribute("moveOn"), Some("Completed"));
        assert_eq!(unit.attribute("masteryScore"), None);
        assert_eq!(unit.attribute("launchMethod"), Some("AnyWindow"));
        assert_eq!(unit.attribute("activityType"), Some("http://adlnet.gov/expapi/activities/module"));
        assert_eq!(child(unit, "url").text(), Some("index.html"));
        assert!(members.get("index.html").is_some());
        for part in [course, unit] {
            for told in ["title", "description"] {
                let languages: Vec<_> =
                    child(part, told).children().filter_map(|string| string.attribute("lang")).collect();
                assert_eq!(languages, ["fr", "en", "ro", "el"], "{name}");
            }
        }
    }
}

/// The value of an attribute of every element of a name.
fn values<'a>(document: &'a Document, element: &str, attribute: &str) -> Vec<&'a str> {
    let elements = document.descendants().filter(|node| node.tag_name().name() == element);
    elements.map(|node| node.attribute(attribute).unwrap_or_default()).collect()
}

/// The files that are the same in a package of the whole deck and in that of a theme, by their names in either.
fn assert_same(name: &str, course: (&cartable::tree::Tree, &str), module: (&cartable::tree::Tree, &str)) {
    let page = |(members, page): (&cartable::tree::Tree, &str)| text(members, page).to_owned();
    // Pages differ in the names of the pages of other languages only.
    let theirs = page(module).replace("href=\"index.html\"", &format!("href=\"{name}-fr.html\""));
    let theirs = ["en", "ro", "el"].iter().fold(theirs, |text, language| {
        text.replace(&format!("href=\"{language}.html\""), &format!("href=\"{name}-{language}.html\""))
    });
    // So is the page of countries, which is named after the language where several modules share it.
    let own = course.1.rsplit(['-', '.']).nth(1).unwrap_or_default();
    let theirs = theirs.replace("country.html", &format!("country-{own}.html"));
    assert!(page(course) == theirs, "{name}: {}", course.1);
}

#[test]
fn several_themes_are_a_block_and_a_unit_each() {
    let here = Folder::new("blocks");
    for language in ["en", "all"] {
        let (course, themes) = (here.0.join("course"), here.0.join("themes"));
        let build = |split: &str, folder: &PathBuf| {
            let _ = fs::remove_dir_all(here.0.join("out"));
            let built = build(&root().join("content"), &here, &["--split", split, "--lang", language]);
            fs::rename(here.0.join("out"), folder).unwrap();
            built
        };
        let _ = (fs::remove_dir_all(&course), fs::remove_dir_all(&themes));
        let whole = build("deck", &course);
        let (name, members) = whole.iter().find(|(name, _)| name.ends_with("-cmi5.zip")).unwrap();
        assert_eq!(*name, format!("dlis-{language}-cmi5.zip"));
        let document = Document::parse(text(members, "cmi5.xml")).unwrap();
        let iri = |end: &str| format!("https://www.social-project.fr/dlis/cartable{end}");
        assert_eq!(values(&document, "course", "id"), [iri("#course")]);
        let ids = |end: &str| shipped().themes.iter().map(|id| iri(&format!("/{}{end}", id.value))).collect::<Vec<_>>();
        assert_eq!(values(&document, "block", "id"), ids("#block"));
        assert_eq!(values(&document, "au", "id"), ids(""));
        assert!(
            document.descendants().filter(|n| n.tag_name().name() == "au").all(|n| n
                .parent()
                .unwrap()
                .tag_name()
                .name()
                == "block")
        );
        for (theme, package) in build("theme", &themes).iter().filter(|(name, _)| name.ends_with("-cmi5.zip")) {
            // What is launched is the module that the theme would be by itself.
            let (deck, id) = (theme.split('-').next().unwrap(), theme.split('-').nth(1).unwrap());
            let (name, launched) = (format!("{deck}-{id}"), if language == "all" { "fr" } else { language });
            let languages: &[&str] = if language == "all" { &["fr", "en", "ro", "el"] } else { &["en"] };
            let urls: Vec<_> =
                document.descendants().filter(|n| n.tag_name().name() == "url").filter_map(|n| n.text()).collect();
            assert!(urls.contains(&format!("{name}-{launched}.html").as_str()), "{urls:?}");
            for own in languages {
                let theirs = if *own == launched { "index.html".to_owned() } else { format!("{own}.html") };
                assert_same(&name, (members, &format!("{name}-{own}.html")), (package, &theirs));
            }
        }
        assert_eq!(members.files().filter(|(path, _)| path.ends_with(".js") || path.ends_with(".css")).count(), 2);
        assert!(text(members, "tutor.html").contains(if language == "en" {
            "each theme is a separate unit"
        } else {
            "chaque thème est une unité"
        }));
        assert!(whole.iter().all(|(name, members)| name.ends_with("-cmi5.zip") != members.get("index.html").is_some()));
    }
}

#[test]
fn an_activity_is_described_before_it_is_launched_and_launched_once() {
    let here = Folder::new("activity");
    for (name, members) in build(&root().join("content"), &here, &["--lang", "all"]) {
        let Some(tincan) = members.get("tincan.xml") else { continue };
        let document = Document::parse(std::str::from_utf8(tincan).unwrap()).unwrap();
        let activity = child(child(document.root_element(), "activities"), "activity");
        let parts: Vec<&str> =
            activity.children().filter(Node::is_element).map(|part| part.tag_name().name()).collect();
        let expected = ["name", "name", "name", "name", "description", "description", "description", "description"];
        assert_eq!(parts, [&expected[..], &["launch"]].concat(), "{name}");
        assert!(activity.attribute("id").unwrap().starts_with("https://"));
    }
}

#[test]
fn a_threshold_becomes_a_mastery_score_where_there_are_facts() {
    let here = Folder::new("threshold");
    for (facts, told) in
        [(true, "moveOn=\"CompletedAndPassed\" masteryScore=\"0.7\""), (false, "moveOn=\"Completed\" launch")]
    {
        let deck = small(&here, |toml| format!("{toml}\n[success]\nthreshold = 70\n"));
        let card = deck.join("en/1-theme/01-first-card.md");
        let content = fs::read_to_string(&card).unwrap();
        let (before, quiz) = content.split_once("### Whose").unwrap();
        let without = format!("{before}{}", &quiz[quiz.find("### Where").unwrap()..]);
        fs::write(&card, if facts { content } else { without }).unwrap();
        let all = build(&deck, &here, &[]);
        let (_, members) = all.iter().find(|(name, _)| name.ends_with("cmi5.zip")).unwrap();
        assert!(text(members, "cmi5.xml").contains(told), "{}", text(members, "cmi5.xml"));
    }
}

#[test]
fn pages_may_ask_and_no_package_names_whom() {
    let here = Folder::new("policy");
    for (name, members) in build(&root().join("content"), &here, &["--lang", "all"]) {
        for (path, page) in members.files().filter(|(path, _)| path.ends_with(".html")) {
            let page = std::str::from_utf8(page).unwrap();
            let is_paper = ["tutor.html", "teaching.html"].contains(&path) || path.starts_with("country");
            assert_eq!(is_paper, !page.contains("connect-src"), "{name} {path}");
            assert!(
                is_paper || page.contains("content=\"default-src 'none'; connect-src *; script-src 'self';"),
                "{name} {path}"
            );
        }
        let script = text(&members, "module.js");
        assert!(script.starts_with("var createAdapter=") && script.contains("fetch("), "{name}");
        assert!(!script.contains("Basic a") && !script.contains("localhost"), "{name}");
    }
}

#[test]
fn the_same_deck_gives_the_same_bytes() {
    let here = (Folder::new("one"), Folder::new("two"));
    let both = [&here.0, &here.1].map(|here| build(&root().join("content"), here, &[]));
    let deck = shipped();
    assert_eq!(both[0].len(), 2 * deck.themes.len() * deck.languages.len());
    assert!(both[0] == both[1]);
}
