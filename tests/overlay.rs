//! A deck that is laid over another one: what it takes, replaces, adds and hides; whose ids and IRIs there are; and what is said
//! when the base changes.

use cartable::build::{Languages, Options, build};
use cartable::check;
use cartable::course::{Split, modules};
use cartable::deck::{Deck, Tracking};
use cartable::diagnostic::{Findings, Locale, Rule, message};
use cartable::package::{FORMATS, Format, deck_files};
use cartable::read::overlay::{RULES, accept};
use cartable::read::{read, read_files};
use cartable::tree::{Tree, unzip};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

const CAPSULE: &str = "fr/1-deborder/capsules/pause.md";
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

    /// What the command says to somebody who reads English.
    fn cartable(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        let out = command.args(arguments).current_dir(&self.0).env("LC_ALL", "en_US.UTF-8").output().unwrap();
        let said = [out.stdout, out.stderr].concat();
        (out.status.code(), String::from_utf8(said).unwrap())
    }
}

fn copy(from: &Path, into: &Path) {
    fs::create_dir_all(into).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = into.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { drop(fs::copy(entry.path(), target).unwrap()) }
    }
}

/// Every finding as `CODE path:line`, or `CODE path` where the file as a whole is meant. Its words are whole in both languages.
fn listed(findings: &Findings) -> Vec<String> {
    let line = |finding: &&cartable::diagnostic::Finding| {
        for locale in Locale::ALL {
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
        let cards = module.situations.iter().flat_map(|card| {
            std::iter::once(card.iri.clone()).chain(card.items.iter().map(|item| item.iri.clone()))
        });
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
    desk.write("over/fr/1-deborder/02-message.md", desk.text("base/fr/1-deborder/02-message.md").replace("minuit", "midi"));
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
    desk.write("base/fr/1-deborder/capsules/autre.md", desk.text(&format!("base/{CAPSULE}")).replace("\"pause\"", "\"autre\""));
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
    assert!(!listed(&findings).iter().any(|line| line.starts_with("O008") || line.starts_with("C030")), "{:?}", listed(&findings));
    // The text that goes into a package says so too.
    assert!(card.source.text().contains("capsules = [\"pause\"]"));
}

#[test]
fn the_registers_are_one_and_hiding_gives_up_nothing() {
    let desk = Desk::new();
    desk.accept();
    desk.say("hide = [\"t1-s02\"]");
    desk.write("over/fr/1-deborder/03-ici.md", card("t1-s03"));
    let base = read(&desk.0.join("base")).unwrap().0.register;
    let (deck, _) = desk.read();
    let made = cartable::course::registered(&deck);
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
