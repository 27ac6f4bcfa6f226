//! A deck that is laid over another one: what it takes, replaces, adds and hides; whose ids and IRIs there are; and what is said
//! when the base changes.

mod copy;

use cartable::build::{Languages, Options, build};
use cartable::check;
use cartable::course::{Split, modules};
use cartable::deck::{Deck, Tracking};
use cartable::diagnostic::{Findings, Locale, Rule, message};
use cartable::package::{FORMATS, Format, deck_files};
use cartable::read::overlay::{RULES, accept};
use cartable::read::{read, read_files};
use cartable::tree::{Tree, unzip};
use copy::copy;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

const CAPSULE: &str = "fr/1-deborder/capsules/pause.md";
const SHEET: &str =
    "+++\nid = \"be\"\ntitle = \"Belgique\"\n+++\n\n## Un enfant {#child checked=no}\n\nLe 103 écoute.\n";
const HEAD: &str = r#"base = "../base"
id = "local"
iri = "https://www.social-project.fr/local"
version = "1.0.0"

[title]
fr = "Un jeu local"

[[credits]]
role = "author"
name = "Une équipe locale"
"#;

/// A folder with a base and an overlay, which is removed when it is dropped.
struct Desk(PathBuf);

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Desk {
    /// The good deck as the base, and an overlay that replaces its capsule.
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("cartable-overlay-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let desk = Self(std::env::temp_dir().join(name));
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good"), &desk.0.join("base"));
        desk.write("over/deck.toml", HEAD);
        let capsule = desk.text(&format!("base/{CAPSULE}")).replace("title = \"", "title = \"Chez nous : ");
        desk.write(&format!("over/{CAPSULE}"), &capsule);
        desk
    }

    fn over(&self) -> PathBuf {
        self.0.join("over")
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert!(text.contains(old), "{path} has no {old}");
        self.write(path, text.replacen(old, new, 1));
    }

    /// One more line at the top of the overlay's `deck.toml`.
    fn say(&self, line: &str) {
        self.edit("over/deck.toml", "version", &format!("{line}\nversion"));
    }

    fn read(&self) -> (Deck, Findings) {
        let (deck, mut findings) = read(&self.over()).unwrap();
        findings.extend(check::check(&deck));
        (deck, findings)
    }

    fn found(&self) -> Vec<String> {
        listed(&self.read().1)
    }

    fn accept(&self) {
        let (accepted, findings) = accept(&self.over()).unwrap();
        let accepted = accepted.unwrap_or_else(|| panic!("{:?}", listed(&findings)));
        accepted.files.files().for_each(|(path, text)| self.write(&format!("over/{path}"), text));
    }

    /// The state of a base with faults, of which the command would keep no record.
    fn accept_anyway(&self) {
        let (_, findings) = self.read();
        let changed = findings.sorted().into_iter().find(|finding| finding.rule.code == "O011").unwrap();
        let old = self.text("over/deck.toml");
        let lines = old.lines().map(|line| match line.starts_with("base-sha256") {
            true => format!("base-sha256 = {:?}", changed.value("sum")),
            false => line.to_owned(),
        });
        self.write("over/deck.toml", lines.collect::<Vec<_>>().join("\n"));
    }

    /// What the command says to somebody who reads English.
    fn cartable(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        let out = command.args(arguments).current_dir(&self.0).env("LC_ALL", "en_US.UTF-8").output().unwrap();
        let said = [out.stdout, out.stderr].concat();
        (out.status.code(), String::from_utf8(said).unwrap())
    }
}

/// Every finding as `CODE path:line`, or `CODE path` where the file as a whole is meant. Its words are whole in both languages.
fn listed(findings: &Findings) -> Vec<String> {
    let line = |finding: &&cartable::diagnostic::Finding| {
        let given = finding.args.iter().any(|(_, value)| value.contains(['{', '}']));
        for locale in Locale::ALL.into_iter().filter(|_| !given) {
            let (text, help) = message(locale, finding);
            assert!(!text.contains(['{', '}']) && !help.contains(['{', '}']), "{}: {text} / {help}", finding.rule.code);
        }
        let (code, place) = (finding.rule.code, &finding.place);
        match place.source.text() {
            "" => format!("{code} {}", place.source.path()),
            _ => format!("{code} {}:{}", place.source.path(), place.line_column().0),
        }
    };
    findings.sorted().iter().map(line).collect()
}

fn card(id: &str) -> String {
    format!(
        "+++\nid = \"{id}\"\ntitle = \"Une carte d’ici\"\ncapsules = [\"pause\"]\n+++\n\nUne histoire d’ici.\n\n## Questions {{#prompts}}\n\n- Que faire ?\n"
    )
}

fn iris(deck: &Deck, split: Split) -> Vec<String> {
    let modules = modules(deck, "fr", split, Tracking::Essential);
    let of = |module: &cartable::course::Module<'_>| {
        let cards = module
            .situations
            .iter()
            .flat_map(|card| std::iter::once(card.iri.clone()).chain(card.items.iter().map(|item| item.iri.clone())));
        std::iter::once(module.iri.clone()).chain(cards).collect::<Vec<_>>()
    };
    modules.iter().flat_map(of).collect()
}

#[test]
fn an_overlay_takes_what_it_leaves_out_and_replaces_file_by_file() {
    let desk = Desk::new();
    desk.accept();
    let (deck, findings) = desk.read();
    assert_eq!(listed(&findings), Vec::<String>::new());
    let source = &deck.editions[0];
    assert!(source.capsules[0].title.starts_with("Chez nous"), "the overlay's capsule");
    assert_eq!(source.situations().map(|card| card.id.as_str()).collect::<Vec<_>>(), ["t1-s01", "t1-s02"]);
    assert_eq!((deck.id.as_str(), deck.title_in("fr")), ("local", "Un jeu local"));
    // What it leaves out: languages, themes, threshold, licence, funding, pictures.
    assert_eq!((deck.languages.len(), deck.themes.len(), deck.success), (1, 1, Some(60)));
    assert_eq!((deck.licence.id.as_str(), deck.funding.is_some()), ("CC-BY-SA-4.0", true));
    assert!(deck.media.contains_key("media/telephone.png"));
}

#[test]
fn cards_of_the_base_keep_their_iris_and_new_ones_get_the_overlays() {
    let desk = Desk::new();
    desk.accept();
    let (base, _) = read(&desk.0.join("base")).unwrap();
    let before: Vec<_> = [Split::Theme, Split::Situation].map(|split| iris(&base, split)).concat();
    desk.write("over/fr/1-deborder/03-ici.md", card("t1-s03"));
    // A card that is replaced is still that of the base.
    desk.write(
        "over/fr/1-deborder/02-message.md",
        desk.text("base/fr/1-deborder/02-message.md").replace("minuit", "midi"),
    );
    let (deck, _) = desk.read();
    let now: Vec<_> = [Split::Theme, Split::Situation].map(|split| iris(&deck, split)).concat();
    let new: Vec<&String> = now.iter().filter(|iri| !before.contains(iri)).collect();
    assert_eq!(
        new,
        [
            "https://www.social-project.fr/local/t1-s03",
            "https://www.social-project.fr/local/modules/t1-s03",
            "https://www.social-project.fr/local/t1-s03"
        ]
    );
    assert!(before.iter().all(|iri| now.contains(iri)), "{before:#?} {now:#?}");
    assert_eq!(iris(&deck, Split::Deck)[0], "https://www.social-project.fr/local");
}

#[test]
fn what_is_hidden_is_gone_in_every_language_and_nothing_points_to_it() {
    let desk = Desk::new();
    desk.edit("base/deck.toml", "[\"fr\"]", "[\"fr\", \"en\"]");
    desk.edit("base/fr/1-deborder/02-message.md", "[\"pause\"]", "[\"pause\", \"autre\"]");
    desk.write(
        "base/fr/1-deborder/capsules/autre.md",
        desk.text(&format!("base/{CAPSULE}")).replace("\"pause\"", "\"autre\""),
    );
    desk.write("base/en/1-deborder/01-call.md", card("t1-s01"));
    desk.write("base/en/1-deborder/02-message.md", card("t1-s02"));
    desk.say("hide = [\"t1-s01\", \"autre\"]");
    let (deck, findings) = desk.read();
    for edition in &deck.editions {
        assert!(edition.situations().all(|card| *card.id != "t1-s01"), "{}", edition.language);
    }
    let card = deck.editions[0].situations().next().unwrap();
    assert_eq!(card.capsules.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["pause"]);
    assert!(deck.editions[0].capsule("autre").is_none());
    assert!(
        !listed(&findings).iter().any(|line| line.starts_with("O008") || line.starts_with("C030")),
        "{:?}",
        listed(&findings)
    );
    // The text that goes into a package says so too.
    assert!(card.source.text().contains("capsules = [\"pause\"]"));
}

#[test]
fn a_theme_is_hidden_with_all_that_is_in_its_folder() {
    let desk = Desk::new();
    fs::remove_dir_all(desk.over().join("fr")).unwrap();
    desk.edit("base/deck.toml", "[\"t1\"]", "[\"t1\", \"t2\"]");
    desk.write("base/fr/2-autre/theme.md", "+++\nid = \"t2\"\ntitle = \"Un autre thème\"\n+++\n\nUn mot.\n");
    desk.write("base/fr/2-autre/01-carte.md", card("t2-s01").replace("\"pause\"", "\"sommeil\""));
    let capsule = desk.text(&format!("base/{CAPSULE}")).replace("\"pause\"", "\"sommeil\"");
    desk.write("base/fr/2-autre/capsules/sommeil.md", capsule);
    desk.say("hide = [\"t1\"]\nthemes = [\"t2\"]");
    desk.accept();
    let (deck, findings) = desk.read();
    assert_eq!(listed(&findings), ["C035 ../base/media/telephone.png"]);
    assert_eq!(
        iris(&deck, Split::Theme),
        ["https://www.social-project.fr/essai/t2", "https://www.social-project.fr/essai/t2-s01"]
    );
}

#[test]
fn the_sheet_of_a_country_and_the_words_of_the_interface_are_laid_over_too() {
    let desk = Desk::new();
    desk.edit("base/deck.toml", "themes", "countries = [\"be\"]\nthemes");
    desk.write("base/fr/countries/be.md", SHEET);
    desk.write("base/texts/fr.toml", "[page]\nskip = \"Vers le contenu\"\n");
    desk.say("countries = [\"be\", \"lu\"]");
    desk.write("over/fr/countries/lu.md", SHEET.replace("\"be\"", "\"lu\"").replace("Belgique", "Luxembourg"));
    let (deck, findings) = desk.read();
    assert!(!findings.has_errors(), "{:?}", listed(&findings));
    let countries: Vec<&str> = deck.editions[0].countries.iter().map(|country| country.id.as_str()).collect();
    assert_eq!((countries, deck.interface.len()), (vec!["be", "lu"], 1));
    desk.say("hide = [\"be\"]");
    desk.edit("over/deck.toml", "[\"be\", \"lu\"]", "[\"lu\"]");
    assert_eq!(desk.read().0.editions[0].countries.len(), 1);
}

#[test]
fn the_registers_are_one_and_hiding_gives_up_nothing() {
    let desk = Desk::new();
    desk.accept();
    desk.say("hide = [\"t1-s02\"]");
    desk.write("over/fr/1-deborder/03-ici.md", card("t1-s03"));
    let base = read(&desk.0.join("base")).unwrap().0.register;
    // The sheet of a country has an id and is no card.
    desk.write("base/fr/countries/be.md", SHEET);
    let (deck, _) = desk.read();
    let made = cartable::course::registered(&deck);
    assert!(!made.situations.concat().contains(&"be".to_owned()) && !made.retired.contains(&"be".to_owned()));
    fs::remove_dir_all(desk.0.join("base/fr/countries")).unwrap();
    assert_eq!(made.items[..base.items.len()], base.items, "the columns of the base come first");
    assert!(made.retired.contains(&"t1-s02".to_owned()));
    desk.write("over/register.toml", cartable::build::register(&deck));
    // Shown again, it is the same card as ever.
    desk.edit("over/deck.toml", "hide = [\"t1-s02\"]\n", "");
    assert_eq!(desk.found(), Vec::<String>::new());
    assert!(!cartable::course::registered(&desk.read().0).retired.contains(&"t1-s02".to_owned()));
    // What the base publishes later comes behind what the overlay published.
    desk.edit("base/register.toml", "items = [", "items = [\n  \"t1 facts t1-s09/q1\",");
    let later = desk.read().0.register;
    assert_eq!(later.items.last().unwrap().first(), "t1-s09/q1");
}

#[test]
fn a_change_in_the_base_is_reported_file_by_file_with_both_texts() {
    let desk = Desk::new();
    desk.accept();
    assert_eq!(desk.found(), Vec::<String>::new());
    let keep = desk.text(&format!("base/{CAPSULE}"));
    let line = keep.lines().find(|line| line.ends_with('.')).expect("a sentence").to_owned();
    desk.edit(&format!("base/{CAPSULE}"), &line, "La loi a changé.");
    desk.edit("base/fr/1-deborder/02-message.md", "minuit", "midi");
    desk.write("base/fr/1-deborder/03-plus.md", card("t1-s03"));
    fs::remove_file(desk.0.join("base/fr/1-deborder/01-appel.md")).unwrap();
    let at = 1 + desk.text(&format!("over/{CAPSULE}")).lines().position(|own| own == line).unwrap();
    let found: Vec<String> = desk.found().into_iter().filter(|line| line.starts_with('O')).collect();
    assert_eq!(
        found,
        [
            "O013 ../base/fr/1-deborder/02-message.md".to_owned(),
            "O013 ../base/fr/1-deborder/03-plus.md".to_owned(),
            "O015 deck.toml:1".to_owned(),
            "O011 deck.toml:2".to_owned(),
            format!("O014 {CAPSULE}:{at}"),
        ]
    );
    let (_, findings) = desk.read();
    let conflict = findings.sorted().into_iter().find(|finding| finding.rule.code == "O014").unwrap();
    assert_eq!((conflict.value("old"), conflict.value("new")), (line.as_str(), "La loi a changé."));
    assert_eq!(conflict.value("path"), format!("../base/{CAPSULE}"));
    // It is built all the same, and once it was accepted there is nothing to say.
    assert!(!findings.has_errors(), "{:?}", listed(&findings));
    desk.accept();
    assert!(!desk.found().iter().any(|line| line.starts_with('O')), "{:?}", desk.found());
}

fn options(split: Split, formats: &[&str]) -> Options {
    let formats = formats.iter().map(|key| Format::from_key(key).unwrap()).collect();
    let (tracking, schemas) = (Tracking::Standard, BTreeMap::new());
    Options {
        formats,
        languages: Languages::Joined,
        split,
        tracking,
        with_source: true,
        release: true,
        forums: Default::default(),
        schemas,
    }
}

/// What is in the packages of a deck, by format and path.
fn packages(deck: &Deck, split: Split, formats: &[&str]) -> BTreeMap<&'static str, Tree> {
    let (artefacts, findings) = build(deck, &options(split, formats), &|_, _| {}).unwrap();
    assert!(!findings.has_errors(), "{:?}", listed(&findings));
    artefacts.into_iter().map(|artefact| (artefact.format, unzip(&artefact.bytes).unwrap())).collect()
}

fn text<'a>(tree: &'a Tree, path: &str) -> &'a str {
    str::from_utf8(tree.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

fn texts(files: &Tree) -> impl Iterator<Item = (&str, &str)> {
    files.files().filter_map(|(path, content)| Some((path, str::from_utf8(content).ok()?)))
}

#[test]
fn a_folder_and_the_package_of_the_same_deck_are_the_same_base() {
    let desk = Desk::new();
    desk.accept();
    let (base, _) = read(&desk.0.join("base")).unwrap();
    let (artefacts, _) = build(&base, &options(Split::Deck, &["scorm12"]), &|_, _| {}).unwrap();
    let (from_folder, _) = desk.read();
    for (file, name) in [("base.zip", "../base.zip"), ("over/base.zip", "base.zip")] {
        desk.write(file, &artefacts[0].bytes);
        desk.write("over/deck.toml", desk.text("over/deck.toml").replace("\"../base\"", &format!("{name:?}")));
        // The checksum that was accepted for the folder holds for the package, and a package beside the texts is no stray file.
        assert_eq!(desk.found(), Vec::<String>::new(), "{name}");
        let (deck, _) = desk.read();
        assert_eq!(iris(&deck, Split::Theme), iris(&from_folder, Split::Theme));
        assert_eq!((deck.media, &deck.register), (from_folder.media.clone(), &from_folder.register));
        // What was hidden once comes back, whatever the base's register says.
        desk.write("over/register.toml", "retired = [\"t1-s02\", \"capsule/pause\"]\n");
        assert_eq!(desk.found(), Vec::<String>::new(), "{name}");
        fs::remove_file(desk.0.join("over/register.toml")).unwrap();
        desk.write("over/deck.toml", desk.text("over/deck.toml").replace(&format!("{name:?}"), "\"../base\""));
        fs::remove_file(desk.0.join(file)).unwrap();
    }
    copy(&desk.0.join("base"), &desk.0.join("over/below"));
    desk.edit("over/deck.toml", "\"../base\"", "\"below\"");
    assert_eq!(desk.found(), Vec::<String>::new(), "a base inside the overlay");
}

#[test]
fn the_source_in_a_package_is_the_whole_deck_and_remembers_where_it_comes_from() {
    let desk = Desk::new();
    desk.accept();
    desk.write("over/fr/1-deborder/03-ici.md", card("t1-s03"));
    let (deck, _) = desk.read();
    for split in Split::ALL {
        let made = packages(&deck, split, &["scorm12"]);
        let files = deck_files(&made["scorm12"]).unwrap();
        let (opened, mut findings) = read_files(texts(&files));
        findings.extend(check::check(&opened));
        // Pictures are beside the texts.
        findings.retain(|finding| finding.rule.code != "C034");
        assert!(!findings.has_errors(), "{:?}", listed(&findings));
        let origin = opened.origin.as_ref().unwrap();
        assert_eq!((origin.id.as_str(), origin.version.as_str()), ("essai", "1.2.0"));
        let all = iris(&deck, split);
        assert!(iris(&opened, split).iter().all(|iri| all.contains(iri)), "{:#?}", iris(&opened, split));
        assert!(!text(&files, "deck.toml").contains("base = "));
    }
    // What comes out is a deck like any other, and builds the same package.
    let made = packages(&deck, Split::Deck, &["scorm12"]);
    let files = deck_files(&made["scorm12"]).unwrap();
    files.files().for_each(|(path, content)| desk.write(&format!("opened/{path}"), content));
    let (opened, _) = read(&desk.0.join("opened")).unwrap();
    let again = packages(&opened, Split::Deck, &["scorm12"]);
    assert!(text(&again["scorm12"], "index.html") == text(&made["scorm12"], "index.html"));
}

#[test]
fn every_output_names_both_decks_their_authors_and_their_licences() {
    let desk = Desk::new();
    desk.edit("base/deck.toml", "CC-BY-SA-4.0", "CC-BY-4.0");
    desk.edit("base/deck.toml", "Creative Commons BY-SA 4.0", "La licence du dessous");
    desk.write("over/deck.toml", format!("{HEAD}\n[licence]\nid = \"CC-BY-SA-4.0\"\nname = \"La licence du dessus\"\nurl = \"https://www.social-project.fr/sa\"\n"));
    desk.accept();
    assert_eq!(desk.found(), Vec::<String>::new());
    let (deck, _) = desk.read();
    let keys: Vec<&str> = FORMATS.iter().map(|format| format.key).collect();
    let mut made = packages(&deck, Split::Deck, &keys);
    let works = [
        "Une équipe locale",
        "Une équipe d’essai",
        "Un jeu d’essai 1.2.0",
        "La licence du dessous",
        "La licence du dessus",
    ];
    let whole = |tree: &Tree, path: &str| {
        let text = text(tree, path);
        let missing: Vec<&str> = works.iter().copied().filter(|work| !text.contains(work)).collect();
        assert!(missing.is_empty(), "{path} lacks {missing:?}");
    };
    // Whatever the place of the source is in a format.
    for (format, tree) in &made {
        let told: String = texts(&deck_files(tree).unwrap()).map(|(_, text)| text).collect();
        assert!(works.iter().all(|work| told.contains(work)), "{format}");
    }
    made.remove("moodle");
    // A book is for readers alone.
    whole(&made.remove("epub").unwrap(), "book/credits.xhtml");
    for format in ["scorm12", "scorm2004"] {
        whole(&made[format], "index.html");
        whole(&made[format], "imsmanifest.xml");
    }
    whole(&made["web"], "credits.html");
    let home = text(&made["web"], "index.html");
    assert!(home.contains("social-project.fr/essai/t1\"") && !home.contains("social-project.fr/local/t1\""), "{home}");
    whole(&made["print"], "booklet.html");
    // What an LMS never shows: the line on every card, and what tutors are told.
    let cards = text(&made["print"], "cards.html");
    assert!(cards.contains("Une équipe d’essai") && cards.contains("Un jeu d’essai 1.2.0 (La licence du dessous)"));
    for (format, tree) in made.iter().filter(|(format, _)| !["web", "print"].contains(*format)) {
        let sheet = text(tree, "tutor.html");
        assert!(sheet.contains("La licence du dessus · Un jeu d’essai 1.2.0 (La licence du dessous)"), "{format}");
    }
}

/// A name, how to spoil the overlay or its base, and what is said of overlays, and of anything where a line has another code.
type Case = (&'static str, fn(&Desk), &'static [&'static str]);

fn base(desk: &Desk, value: &str) {
    desk.edit("over/deck.toml", "\"../base\"", value);
}

const CASES: &[Case] = &[
    ("no base", |desk| base(desk, "\"../nowhere\""), &["O001 deck.toml:1"]),
    ("a base that is a number", |desk| base(desk, "1"), &["R025 deck.toml:1"]),
    ("an empty base", |desk| base(desk, "\"\""), &["R026 deck.toml:1"]),
    ("an absolute path", |desk| base(desk, "\"/etc\""), &["O002 deck.toml:1"]),
    ("a path of Windows", |desk| base(desk, "'..\\base'"), &["O002 deck.toml:1"]),
    ("a drive", |desk| base(desk, "\"c:/base\""), &["O002 deck.toml:1"]),
    ("a home", |desk| base(desk, "\"~/base\""), &["O002 deck.toml:1"]),
    ("an address", |desk| base(desk, "\"https://www.example.org/base\""), &["O002 deck.toml:1"]),
    ("a folder of anything", |desk| base(desk, "\"../../..\""), &["O004 deck.toml:1"]),
    (
        "a folder without a deck",
        |desk| {
            desk.write("other/a.md", "a");
            base(desk, "\"../other\"");
        },
        &["O003 deck.toml:1"],
    ),
    (
        "no package",
        |desk| {
            desk.write("base.zip", "PK");
            base(desk, "\"../base.zip\"");
        },
        &["O003 deck.toml:1"],
    ),
    (
        "a huge package",
        |desk| {
            desk.write("base.zip", "");
            fs::File::options().write(true).open(desk.0.join("base.zip")).unwrap().set_len(1 << 40).unwrap();
            base(desk, "\"../base.zip\"");
        },
        &["O003 deck.toml:1"],
    ),
    (
        "a package of another tool",
        |desk| {
            package(desk, |tree| tree.put("index.html", "a"));
        },
        &["O003 deck.toml:1"],
    ),
    (
        "a package with a damaged deck",
        |desk| {
            package(desk, |tree| tree.put("source.json", "{"));
        },
        &["O003 deck.toml:1"],
    ),
    (
        "a package that leads outside",
        |desk| {
            let source = r#"{"form":"cartable-deck/1","files":{"../deck.toml":""},"media":[]}"#;
            package(desk, |tree| tree.put("source.json", source));
        },
        &["O003 deck.toml:1"],
    ),
    ("itself", |desk| base(desk, "\"../over\""), &["O004 deck.toml:1"]),
    ("the folder around it", |desk| base(desk, "\"..\""), &["O004 deck.toml:1"]),
    (
        "a circle of two",
        |desk| desk.edit("base/deck.toml", "id = ", "base = \"../over\"\nid = "),
        &["O005 deck.toml:1"],
    ),
    (
        "a deck out of a package of an overlay",
        |desk| {
            desk.write("base/deck.toml", desk.text("base/deck.toml") + "\n[origin]\nid = \"dlis\"\n");
        },
        &["O005 deck.toml:1"],
    ),
    (
        "the IRI of the base",
        |desk| desk.edit("over/deck.toml", "social-project.fr/local", "social-project.fr/essai"),
        &["O006 deck.toml:4"],
    ),
    (
        "another first language",
        |desk| {
            desk.edit("base/deck.toml", "[\"fr\"]", "[\"fr\", \"en\"]");
            desk.write("base/en/1-deborder/02-message.md", card("t1-s02"));
            desk.say("languages = [\"en\"]");
        },
        &["O007 deck.toml:5"],
    ),
    ("hiding nothing", |desk| desk.say("hide = [\"t9-s09\"]"), &["O008 deck.toml:5"]),
    ("hiding no id", |desk| desk.say("hide = [\"../x\"]"), &["O008 deck.toml:5", "R029 deck.toml:5"]),
    (
        "no checksum",
        |desk| {
            let text = desk.text("over/deck.toml");
            let lines = text.lines().filter(|line| !line.starts_with("base-sha256"));
            desk.write("over/deck.toml", lines.collect::<Vec<_>>().join("\n"));
        },
        &["O010 deck.toml:1"],
    ),
    (
        "a checksum that is none",
        |desk| desk.edit("over/deck.toml", "base-sha256 = \"", "base-sha256 = \"x"),
        &["O011 deck.toml:2", "O012 deck.toml:2", "O016 deck.toml:2"],
    ),
    (
        "a record that is gone",
        |desk| {
            fs::remove_dir_all(desk.over().join("base")).unwrap();
            desk.edit("base/fr/game.md", "\n\n", "\n\nUne phrase.\n\n");
        },
        &["O011 deck.toml:2", "O012 deck.toml:2"],
    ),
    (
        "a record of another state",
        |desk| {
            desk.write("over/base/SHA256SUMS", "0  fr/game.md\n");
            desk.edit("base/fr/game.md", "\n\n", "\n\nUne phrase.\n\n");
        },
        &["O011 deck.toml:2", "O012 deck.toml:2"],
    ),
    (
        "a change that is taken over",
        |desk| desk.edit("base/fr/game.md", "\n\n", "\n\nUne phrase.\n\n"),
        &["O013 ../base/fr/game.md", "O011 deck.toml:2"],
    ),
    (
        "a change below a file of the overlay",
        |desk| desk.edit("base/fr/1-deborder/capsules/pause.md", "title = \"", "title = \"Enfin : "),
        &["O011 deck.toml:2", "O014 fr/1-deborder/capsules/pause.md:2"],
    ),
    (
        "a file that is gone below one of the overlay",
        |desk| fs::remove_file(desk.0.join("base").join(CAPSULE)).unwrap(),
        &["O011 deck.toml:2", "O015 deck.toml:2"],
    ),
    (
        "a base with faults",
        |desk| {
            desk.edit("base/deck.toml", "version = \"1.2.0\"", "version = \"1.2\"");
            desk.edit("base/fr/1-deborder/02-message.md", "title", "titre");
            desk.edit("base/fr/game.md", "{#players}", "{#players");
            fs::write(desk.0.join("base/media/telephone.png"), "no picture").unwrap();
            desk.accept_anyway();
        },
        &[
            "R031 ../base/deck.toml:3",
            "R023 ../base/fr/1-deborder/02-message.md:3",
            "R056 ../base/fr/game.md:7",
            "R012 ../base/media/telephone.png",
        ],
    ),
    (
        "a base with broken TOML",
        |desk| {
            desk.edit("base/deck.toml", "id = \"essai\"", "id = essai");
            desk.accept_anyway();
        },
        &["R020 ../base/deck.toml:1"],
    ),
    (
        "an overlay with broken TOML",
        |desk| desk.edit("over/deck.toml", "id = \"local\"", "id = local"),
        &["R020 deck.toml:3"],
    ),
    (
        "an overlay without an IRI, a version and credits",
        |desk| desk.write("over/deck.toml", "base = \"../base\"\n"),
        &["R024 deck.toml:1", "R024 deck.toml:1", "R024 deck.toml:1", "O010 deck.toml:1"],
    ),
    (
        "an id twice",
        |desk| desk.write("over/fr/1-deborder/09-encore.md", card("t1-s02")),
        &["C020 fr/1-deborder/09-encore.md:2"],
    ),
    (
        "a licence of its own without its address",
        |desk| desk.edit("over/deck.toml", "[title]", "[licence]\nid = \"CC-BY-SA-4.0\"\nname = \"BY-SA\"\n\n[title]"),
        &["C052 deck.toml:8"],
    ),
];

fn package(desk: &Desk, put: impl FnOnce(&mut Tree)) {
    let mut tree = Tree::default();
    put(&mut tree);
    desk.write("base.zip", cartable::tree::zip(&tree, cartable::tree::Packing::Quick).unwrap());
    base(desk, "\"../base.zip\"");
}

#[test]
fn whatever_is_wrong_with_a_base_is_said_where_it_is() {
    let (mut differ, mut shown) = (Vec::new(), BTreeSet::new());
    for (name, spoil, expected) in CASES {
        let desk = Desk::new();
        desk.accept();
        spoil(&desk);
        let found = desk.found();
        shown.extend(found.iter().filter_map(|line| line.split(' ').next().map(str::to_owned)));
        if found != *expected {
            differ.push(format!("{name}: {found:#?}"));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    let hidden: Vec<&str> = RULES.iter().map(|rule: &&Rule| rule.code).filter(|code| !shown.contains(*code)).collect();
    assert_eq!(hidden, Vec::<&str>::new(), "rules that no case shows");
}

#[cfg(unix)]
#[test]
fn a_link_is_no_base_and_leads_to_no_text() {
    let desk = Desk::new();
    desk.accept();
    std::os::unix::fs::symlink(desk.0.join("base"), desk.0.join("link")).unwrap();
    base(&desk, "\"../link\"");
    assert_eq!(desk.found(), ["O001 deck.toml:1"]);
    desk.edit("over/deck.toml", "\"../link\"", "\"../base\"");
    // The text that is kept may be anybody's: one behind a link is not shown.
    fs::remove_dir_all(desk.over().join("base/fr")).unwrap();
    std::os::unix::fs::symlink(desk.0.join("base/fr"), desk.over().join("base/fr")).unwrap();
    desk.edit(&format!("base/{CAPSULE}"), "title = \"", "title = \"Enfin : ");
    let (_, findings) = desk.read();
    let conflict = findings.sorted().into_iter().find(|finding| finding.rule.code == "O014").unwrap();
    assert_eq!(conflict.value("old"), "");
}

#[test]
fn the_command_writes_the_record_and_check_shows_both_texts() {
    let desk = Desk::new();
    let (code, said) = desk.cartable(&["check", "over"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("O010") && said.contains("base-sha256 = \""), "{said}");
    let (code, said) = desk.cartable(&["overlay", "accept", "over"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(desk.text(&format!("over/base/{CAPSULE}")), desk.text(&format!("base/{CAPSULE}")));
    assert!(desk.text("over/deck.toml").lines().nth(1).unwrap().starts_with("base-sha256 = \""));
    assert_eq!(desk.found(), Vec::<String>::new());
    let line = "Une pause se prépare à plusieurs.";
    desk.edit(&format!("base/{CAPSULE}"), line, "Une pause se décide.");
    let (code, said) = desk.cartable(&["check", "over"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        [line, "Une pause se décide.", &format!("over/{CAPSULE}:")].iter().all(|part| said.contains(part)),
        "{said}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&desk.cartable(&["check", "over", "--format", "json"]).1).unwrap();
    let conflict = json["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "O014").unwrap();
    assert!(conflict["message"].as_str().unwrap().contains(line), "{conflict:#}");
    // It is built all the same; what is built is verified and packed whole.
    let (code, said) = desk.cartable(&["build", "over", "--to", "all", "--out", "out"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(desk.0.join("out/local-t1-fr-scorm12.zip").is_file(), "{said}");
    // A replaced file that the overlay gives up leaves the record; a plain deck has none.
    fs::remove_file(desk.over().join(CAPSULE)).unwrap();
    desk.cartable(&["overlay", "accept", "over"]);
    assert!(!desk.over().join("base/fr").exists());
    assert_eq!(desk.cartable(&["overlay", "accept", "base"]).0, Some(1));
    base(&desk, "\"../nowhere\"");
    let before = desk.text("over/deck.toml");
    assert_eq!(desk.cartable(&["overlay", "accept", "over"]).0, Some(1));
    assert_eq!(desk.text("over/deck.toml"), before);
}

#[test]
fn a_translation_comes_into_the_overlay_and_its_deck_toml_is_left_to_its_author() {
    let desk = Desk::new();
    desk.accept();
    let (code, said) = desk.cartable(&["translate", "export", "over", "--lang", "en", "--out", "en.po"]);
    assert_eq!(code, Some(0), "{said}");
    let po = desk.text("en.po");
    assert!(po.contains("Chez nous"), "the overlay's text");
    // Every text of one capsule is translated.
    let entries: Vec<String> = po
        .split("\n\n")
        .map(|entry| {
            let is_its = entry.contains("msgctxt \"capsule/pause/") || entry.contains("deck.toml/title");
            if is_its { entry.replace("msgstr \"\"", "msgstr \"A text.\"") } else { entry.to_owned() }
        })
        .collect();
    desk.write("en.po", entries.join("\n\n"));
    let before = desk.text("over/deck.toml");
    let (code, said) = desk.cartable(&["translate", "import", "over", "en.po"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(desk.over().join("en/1-deborder/capsules/pause.md").is_file(), "{said}");
    assert_eq!(desk.text("over/deck.toml"), before);
    assert!(said.contains("T030") && !said.contains("T021"), "{said}");
    assert!(!desk.0.join("base/en").exists());
}

#[test]
fn the_teaching_sheet_of_the_base_is_silent_about_hidden_cards() {
    let desk = Desk::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::remove_dir_all(desk.0.join("base")).unwrap();
    copy(&root.join("content"), &desk.0.join("base"));
    fs::remove_dir_all(desk.over().join("fr")).unwrap();
    desk.say("hide = [\"t1-s04\", \"t1-s10\"]");
    let found = desk.found();
    assert!(!found.iter().any(|line| line.starts_with("C13")), "{found:?}");
    let (deck, _) = desk.read();
    for edition in &deck.editions {
        let sheet = edition.themes[0].teaching.as_ref().unwrap();
        let cards: Vec<&str> = sheet.cards().map(|card| card.id.as_str()).collect();
        assert!(cards.len() == 8 && cards.contains(&"t1-s05"), "{}: {cards:?}", edition.language);
        assert!(sheet.parts.iter().any(|part| *part.id == "closing"), "{}", edition.language);
    }
}
