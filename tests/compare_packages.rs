//! What an LMS makes of a package that takes the place of another: of cartable's own and of strangers'.

use cartable::build::{Languages, Options, build};
use cartable::compare::{Change, Comparison, Package, Sort, What, compare_packages};
use cartable::course::Split;
use cartable::deck::{Deck, Tracking};
use cartable::diagnostic::{Locale, json};
use cartable::package::{FORMATS, Format, deck_files};
use cartable::read::read_files;
use cartable::tree::{Tree, unzip};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

type Files = BTreeMap<String, String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A deck of this repository as texts.
fn files(name: &str) -> Files {
    let root = root().join(name);
    let (mut files, mut folders) = (Files::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                files.insert(path.strip_prefix(&root).unwrap().to_string_lossy().into_owned(), text);
            }
        }
    }
    files
}

fn read(files: &Files) -> Deck {
    read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).0
}

/// How a package is built.
#[derive(Clone, Copy)]
struct Way {
    format: &'static str,
    split: Split,
    level: Tracking,
    language: &'static str,
    has_source: bool,
}

const WAY: Way =
    Way { format: "scorm12", split: Split::Theme, level: Tracking::Essential, language: "fr", has_source: true };

/// The first package that a deck becomes.
fn package(files: &Files, way: Way) -> Package {
    let options = Options {
        formats: vec![Format::from_key(way.format).unwrap()],
        languages: Languages::Each(vec![way.language.to_owned()]),
        split: way.split,
        tracking: way.level,
        forums: Default::default(),
        with_source: way.has_source,
        schemas: BTreeMap::new(),
        release: false,
    };
    let (packages, findings) = build(&read(files), &options, &|_, _| ()).unwrap();
    assert!(!findings.has_errors(), "{:#}", json(&findings, Locale::En));
    let members = unzip(&packages[0].bytes).unwrap();
    let deck = deck_files(&members).ok().map(|source| {
        read_files(source.files().filter_map(|(path, text)| Some((path, std::str::from_utf8(text).ok()?)))).0
    });
    assert_eq!(deck.is_some(), way.has_source);
    Package::read(&packages[0].name, &members, deck).unwrap()
}

/// What changed, `sort what path ← was`, the codes of the findings, and the version that is deserved.
fn compared(old: &Package, new: &Package) -> (Vec<String>, Vec<String>, String) {
    let (Comparison { changes, deserved, .. }, findings) = compare_packages(old, new, None);
    let line = |c: &Change| {
        let was = c.was.as_ref().map(|was| format!(" ← {was}")).unwrap_or_default();
        format!("{} {} {}{was}", c.sort.key(), c.what.key(), c.path)
    };
    let lines = changes.iter().filter(|change| change.sort != Sort::Same).map(line).collect();
    for finding in json(&findings, Locale::En)["findings"].as_array().unwrap() {
        assert!(!finding["message"].as_str().unwrap().contains('{'), "a gap was not filled: {finding}");
    }
    let codes = findings.sorted().iter().map(|finding| finding.rule.code.to_owned()).collect();
    (lines, codes, deserved.unwrap_or_default())
}

fn edit(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = files.get_mut(path).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}");
    *text = text.replacen(from, to, 1);
}

const GOOD: &str = "tests/decks/good";

#[test]
fn the_same_package_and_its_other_languages_keep_all() {
    for way in FORMATS.iter().map(|format| format.key) {
        let one = package(&files(GOOD), Way { format: way, ..WAY });
        let (lines, codes, deserved) = compared(&one, &package(&files(GOOD), Way { format: way, ..WAY }));
        assert_eq!((lines, codes, deserved.as_str()), (vec![], vec![], "1.2.0"), "{way}");
    }
    let french = package(&files("content"), WAY);
    let greek = package(&files("content"), Way { language: "el", ..WAY });
    let (_, codes, _) = compared(&french, &greek);
    assert!(!codes.iter().any(|code| ["D005", "D006", "D007", "D008"].contains(&code.as_str())), "{codes:?}");
}

/// Nobody's progress survives another format, split or identifier; and what stayed in the deck reassures nobody.
#[test]
fn what_an_lms_does_not_take_up_again_is_said_with_its_reason() {
    let content = files("content");
    let theme = package(&content, WAY);
    let cases = [
        (Way { format: "scorm2004", ..WAY }, "changed format scorm2004 ← scorm12", "D005"),
        (Way { format: "cmi5", ..WAY }, "changed format cmi5 ← scorm12", "D005"),
        (Way { format: "xapi", ..WAY }, "changed format xapi ← scorm12", "D005"),
        (Way { format: "web", ..WAY }, "changed format web ← scorm12", "D005"),
        (Way { split: Split::Situation, ..WAY }, "changed split situation ← theme", "D007"),
        (Way { split: Split::Deck, ..WAY }, "changed split deck ← theme", "D007"),
        (Way { split: Split::Situation, has_source: false, ..WAY }, "gone activity dlis-t1-item", "D006"),
    ];
    for (way, line, code) in cases {
        let (lines, codes, deserved) = compared(&theme, &package(&content, way));
        let line = line.replace("activity", "unit");
        assert!(lines.contains(&line), "{line}: {lines:?}");
        // No number would help: the reason stands alone.
        // A statement has a person and a moment, which SCORM is not told.
        let more = ["cmi5", "xapi"].contains(&way.format).then_some("D009");
        let expected: Vec<&str> = [code].into_iter().chain(more).collect();
        assert_eq!((codes.iter().map(String::as_str).collect(), deserved.as_str()), (expected, "2.0.0"), "{line}");
        assert!(!lines.iter().any(|line| line.contains("situation t") || line.contains(" item ")), "{lines:?}");
    }
    let back = package(&content, Way { split: Split::Situation, ..WAY });
    assert!(compared(&back, &theme).1.contains(&"D007".to_owned()));
}

#[test]
fn where_nothing_was_recorded_nothing_is_lost() {
    let content = files(GOOD);
    let site = package(&content, Way { format: "web", ..WAY });
    let (lines, codes, _) = compared(&site, &package(&content, WAY));
    assert!(lines.contains(&"changed format scorm12 ← web".to_owned()), "{lines:?}");
    assert!(codes.iter().all(|code| code == "D001"), "{codes:?}");
}

#[test]
fn a_level_that_tells_more_is_noticed_with_each_datum() {
    let content = files(GOOD);
    let at = |level| package(&content, Way { level, ..WAY });
    let (essential, standard, reflective) = (at(Tracking::Essential), at(Tracking::Standard), at(Tracking::Reflective));
    let (lines, codes, deserved) = compared(&essential, &reflective);
    assert_eq!(lines, ["changed level reflective ← essential", "new datum facts", "new datum reflections"]);
    assert_eq!((codes, deserved.as_str()), (vec!["D001".to_owned(), "D009".to_owned()], "1.3.0"));
    let (lines, codes, _) = compared(&standard, &essential);
    assert_eq!(lines, ["changed level essential ← standard", "gone datum facts"]);
    assert_eq!(codes, ["D001"], "less is no finding");
}

/// A question that comes in the middle takes the column of the next one, unless the package gives columns for life.
#[test]
fn columns_that_stand_for_another_question_are_named() {
    // Without a register, columns follow from the ids.
    let (mut before, mut now) = (files("content"), files("content"));
    for files in [&mut before, &mut now] {
        files.remove("register.toml");
    }
    let standard = Way { level: Tracking::Standard, ..WAY };
    let card = before.iter().find(|(path, text)| path.starts_with("fr/") && text.contains("\"t1-s01\"")).unwrap();
    let question = "\n### Qui décide ? {#q99 kind=fact}\n\n- [x] Le droit\n- [ ] Le hasard\n";
    let text = card.1.replacen("\n## Des actions", &format!("{question}\n## Des actions"), 1);
    let at = text.find("{#actions}").map(|at| text[..at].rfind("\n## ").unwrap()).unwrap();
    let text = if text == *card.1 { format!("{}{question}{}", &text[..at], &text[at..]) } else { text };
    now.insert(card.0.clone(), text);
    let (old, new) = (package(&before, standard), package(&now, standard));
    let (comparison, findings) = compare_packages(&old, &new, None);
    let mixed: Vec<&Change> = comparison.changes.iter().filter(|change| change.what == What::Column).collect();
    assert!(!mixed.is_empty() && mixed[0].path.ends_with("t1-s01/q99"), "{mixed:?}");
    assert!(mixed[0].was.as_deref().unwrap().starts_with("t1-s02/"), "{mixed:?}");
    assert!(findings.sorted().iter().any(|finding| finding.rule.code == "D010"));
    // The last question of the module moves none, and neither does one whose answer never leaves.
    let (lines, codes, _) = compared(&package(&before, WAY), &package(&now, WAY));
    assert!(!lines.iter().any(|line| line.contains("column")) && !codes.contains(&"D010".to_owned()), "{lines:?}");
}

#[test]
fn a_declared_name_moves_no_column() {
    let (before, mut now) = (files(GOOD), files(GOOD));
    edit(&mut now, "fr/1-deborder/01-appel.md", "{#q2 ", "{#q9 was=q2 ");
    let standard = Way { level: Tracking::Standard, ..WAY };
    let (lines, codes, _) = compared(&package(&before, standard), &package(&now, standard));
    assert!(lines.iter().any(|line| line.starts_with("renamed item")), "{lines:?}");
    assert!(!codes.contains(&"D010".to_owned()), "{lines:?}");
    // Unless its place in the order is another one, and no register says which it has.
    let (mut before, mut now) = (files(GOOD), files(GOOD));
    for files in [&mut before, &mut now] {
        files.remove("register.toml");
    }
    edit(&mut now, "fr/1-deborder/01-appel.md", "{#q1 ", "{#q9 was=q1 ");
    let (_, codes, _) = compared(&package(&before, standard), &package(&now, standard));
    assert!(codes.contains(&"D010".to_owned()), "{codes:?}");
}

#[test]
fn packages_of_two_decks_are_not_compared() {
    let (before, mut now) = (files(GOOD), files(GOOD));
    edit(&mut now, "deck.toml", "id = \"essai\"", "id = \"autre\"");
    let (lines, codes, deserved) = compared(&package(&before, WAY), &package(&now, WAY));
    assert_eq!((codes, deserved.as_str()), (vec!["D004".to_owned()], ""));
    assert!(!lines.iter().any(|line| line.contains("situation") || line.contains("module")), "{lines:?}");
}

fn stranger(members: &[(&str, &[u8])]) -> Option<Package> {
    let mut tree = Tree::default();
    members.iter().for_each(|(name, content)| tree.put(*name, *content));
    Package::read("a.zip", &tree, None)
}

fn scorm(version: &str, scos: &[&str]) -> Package {
    let items = scos.iter().map(|id| format!("<item identifier=\"{id}\" identifierref=\"R-{id}\"><title/></item>"));
    let resources =
        scos.iter().map(|id| format!("<resource identifier=\"R-{id}\" adlcp:scormtype=\"sco\" href=\"a.html\"/>"));
    let manifest = format!(
        "<manifest identifier=\"M\" xmlns:adlcp=\"urn:a\"><metadata><schemaversion>{version}</schemaversion></metadata>\
         <organizations><organization identifier=\"O\"><item identifier=\"folder\">{}</item></organization></organizations>\
         <resources>{}<resource identifier=\"asset\" adlcp:scormtype=\"asset\"/></resources></manifest>",
        items.collect::<String>(),
        resources.collect::<String>()
    );
    stranger(&[("imsmanifest.xml", manifest.as_bytes())]).unwrap()
}

#[test]
fn strangers_packages_are_compared_by_their_identifiers() {
    let unit = |ids: &[&str]| {
        let units: String = ids.iter().map(|id| format!("<block id=\"b\"><au id=\"{id}\"/></block>")).collect();
        stranger(&[("cmi5.xml", format!("<courseStructure><course id=\"c\"/>{units}</courseStructure>").as_bytes())])
            .unwrap()
    };
    let tincan = |id: &str| {
        let xml = format!(
            "<tincan><activities><activity id=\"{id}\"><launch>a.html</launch></activity><activity id=\"x\"/></activities></tincan>"
        );
        stranger(&[("tincan.xml", xml.as_bytes())]).unwrap()
    };
    type Case = (&'static str, Package, Package, &'static [&'static str], &'static [&'static str]);
    let cases: Vec<Case> = vec![
        ("the same", scorm("1.2", &["a", "b"]), scorm("1.2", &["b", "a"]), &[], &[]),
        ("one more", scorm("1.2", &["a"]), scorm("1.2", &["a", "b"]), &["new unit b"], &[]),
        ("one less", scorm("1.2", &["a", "b"]), scorm("1.2", &["b"]), &["gone unit a"], &["D008"]),
        ("all others", scorm("1.2", &["a"]), scorm("1.2", &["b"]), &["new unit b", "gone unit a"], &["D006"]),
        (
            "another edition",
            scorm("1.2", &["a"]),
            scorm("2004 4th Edition", &["a"]),
            &["changed format scorm2004 ← scorm12"],
            &["D005"],
        ),
        ("CAM 1.3 is 2004", scorm("CAM 1.3", &["a"]), scorm("2004 3rd Edition", &["a"]), &[], &[]),
        ("cmi5, the same", unit(&["urn:a"]), unit(&["urn:a"]), &[], &[]),
        ("cmi5, another", unit(&["urn:a"]), unit(&["urn:b"]), &["new unit urn:b", "gone unit urn:a"], &["D006"]),
        ("tincan, the same", tincan("urn:a"), tincan("urn:a"), &[], &[]),
        ("tincan, another", tincan("urn:a"), tincan("urn:b"), &["new unit urn:b", "gone unit urn:a"], &["D006"]),
    ];
    for (what, old, new, lines, codes) in cases {
        let found = compared(&old, &new);
        assert_eq!(found.0, lines, "{what}");
        assert_eq!((found.1, found.2.as_str()), (codes.iter().map(ToString::to_string).collect(), ""), "{what}");
    }
}

/// Manifests as strangers write them, and what is none.
#[test]
fn manifests_of_every_kind_are_read_and_hostile_ones_cost_nothing() {
    let plain = "<?xml version=\"1.0\"?><manifest identifier=\"é\"><resources><resource identifier=\"r\" scormType=\"SCO\"/></resources></manifest>";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let narrow: Vec<u8> = plain.chars().map(|c| c as u8).collect();
    let marked = format!("\u{feff}{plain}");
    for bytes in [plain.as_bytes(), wide.as_slice(), narrow.as_slice(), marked.as_bytes()] {
        let read = stranger(&[("imsmanifest.xml", bytes)]).unwrap();
        let other = scorm("1.2", &["r"]);
        assert_eq!(
            compared(&read, &other).0,
            ["changed manifest M ← é"],
            "no item: the resource is known by its own id"
        );
    }
    let deep = "<a>".repeat(100_000);
    let many = format!("<manifest {}/>", "a=\"\" ".repeat(100_000));
    let entities = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><manifest>&b;</manifest>";
    for bytes in ["", "\0", "<", "<manifest>", entities, &deep, &many] {
        assert!(stranger(&[("imsmanifest.xml", bytes.as_bytes())]).is_none(), "{}", &bytes[..bytes.len().min(30)]);
    }
    for bytes in [&[0xff, 0xfe, 0][..], &[0xfe, 0xff], &[0xff]] {
        assert!(stranger(&[("imsmanifest.xml", bytes)]).is_none());
    }
    assert!(stranger(&[("a/imsmanifest.xml", plain.as_bytes())]).is_none(), "an LMS looks at the root alone");
    // Nothing in an inventory or a page is trusted to be of our form.
    for json in ["{}", "[]", "{\"module\":1}", "\0"] {
        let page = format!("<script id=\"_course\">{json}</script>");
        let members =
            [("imsmanifest.xml", plain.as_bytes()), ("donnees.json", json.as_bytes()), ("index.html", page.as_bytes())];
        assert!(stranger(&members).is_some());
    }
}

#[test]
fn the_command_says_it_plainly_and_its_exit_code_follows() {
    let out = std::env::temp_dir().join(format!("cartable-{}-packages", std::process::id()));
    let _ = fs::remove_dir_all(&out);
    let good = root().join(GOOD).display().to_string();
    let cartable = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_cartable")).args(arguments).env("LC_ALL", "en_US.UTF-8").output().unwrap()
    };
    let folder = out.display().to_string();
    assert!(cartable(&["build", &good, "--out", &folder, "--to", "scorm12,scorm2004"]).status.success());
    let bare = out.join("bare").display().to_string();
    assert!(cartable(&["build", &good, "--out", &bare, "--no-source"]).status.success());
    let one = format!("{folder}/essai-t1-fr-scorm12.zip");
    let said = |other: &str| {
        let output = cartable(&["compare", &one, other]);
        (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    };
    let (code, words) = said(&format!("{folder}/essai-t1-fr-scorm2004.zip"));
    assert_eq!(code, Some(1), "{words}");
    assert!(
        words.contains("Nobody’s progress survives: the old package is scorm12, the new one scorm2004."),
        "{words}"
    );
    assert!(words.contains("deserves 2.0.0") && !words.contains("finds again"), "{words}");
    // Without the deck's source the identifiers and the inventory are enough.
    let (code, words) = said(&format!("{bare}/essai-t1-fr-scorm12.zip"));
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains("finds again: 1 of 1."), "{words}");
    let none = out.join("none.zip");
    fs::write(&none, cartable::tree::zip(&Tree::default(), cartable::tree::Packing::Quick).unwrap()).unwrap();
    let (code, words) = said(&none.display().to_string());
    assert!(code == Some(1) && words.contains("nothing to compare"), "{words}");
    fs::remove_dir_all(out).unwrap();
}
