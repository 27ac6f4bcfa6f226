//! What an update does to those who are halfway: each change by itself, and the version that it deserves.

use cartable::compare::{Change, Columns, Comparison, Sort, compare, fork, parted};
use cartable::course::Split;
use cartable::deck::Deck;
use cartable::read::read_files;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

type Files = BTreeMap<String, String>;

const FIRST: &str = "fr/1-deborder/01-appel.md";
const SECOND: &str = "fr/1-deborder/02-message.md";

fn good() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good");
    let (mut files, mut folders) = (Files::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                files.insert(name, text);
            }
        }
    }
    files
}

fn deck(files: &Files) -> Deck {
    read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).0
}

fn edit(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = files.get_mut(path).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}");
    *text = text.replacen(from, to, 1);
}

/// What changed, as `sort what path keeps`, and the version that it deserves.
fn after(change: impl FnOnce(&mut Files)) -> (Vec<String>, String, Vec<&'static str>) {
    let (before, mut files) = (good(), good());
    change(&mut files);
    let (Comparison { changes, deserved, .. }, findings) = compare(&deck(&before), &deck(&files), Split::Theme);
    let line = |c: &Change| {
        let was = c.was.as_ref().map(|was| format!(" was {was}")).unwrap_or_default();
        format!("{} {} {}{was} keeps {}", c.sort.key(), c.what.key(), c.path, c.keeps.key())
    };
    let lines = changes.iter().filter(|change| change.sort != Sort::Same).map(line).collect();
    (lines, deserved.unwrap_or_default(), findings.sorted().iter().map(|finding| finding.rule.code).collect())
}

/// The version of the good deck is 1.2.0.
#[track_caller]
fn shows(change: impl FnOnce(&mut Files), lines: &[&str], deserved: &str, codes: &[&str]) {
    assert_eq!(after(change), (lines.iter().map(|l| (*l).to_owned()).collect(), deserved.to_owned(), codes.to_vec()));
}

const WORDS: &str = "reworded language fr keeps all";

#[test]
fn nothing_deserves_nothing() {
    shows(|_| {}, &[], "1.2.0", &[]);
    // Files may be renamed: nothing hangs on them but the order.
    let named = |name: &'static str| {
        move |files: &mut Files| {
            let text = files.remove(SECOND).unwrap();
            files.insert(format!("fr/1-deborder/{name}"), text);
        }
    };
    shows(named("07-autre-nom.md"), &[], "1.2.0", &[]);
    shows(named("00-autre-nom.md"), &["reworded module essai-t1 keeps all"], "1.2.1", &["D001"]);
}

#[test]
fn other_words_are_a_patch() {
    let cases = [
        (FIRST, "Dimanche soir", "Samedi soir", "reworded situation essai-t1/t1-s01 keeps all"),
        (FIRST, "Qui fixe les astreintes ?", "Qui décide ?", "reworded item essai-t1/t1-s01/q1 keeps all"),
        ("fr/1-deborder/capsules/pause.md", "Le repos", "La pause", "reworded capsule pause keeps all"),
    ];
    for (path, from, to, line) in cases {
        let (mut lines, deserved, codes) = after(|files| edit(files, path, from, to));
        lines.sort_by_key(|found| found == WORDS);
        assert_eq!((lines, deserved.as_str(), codes), (vec![line.to_owned(), WORDS.to_owned()], "1.2.1", vec!["D001"]));
    }
    let enough = |files: &mut Files| {
        edit(files, FIRST, "Dimanche soir", "Samedi soir");
        edit(files, "deck.toml", "1.2.0", "1.2.1");
    };
    shows(enough, &["reworded situation essai-t1/t1-s01 keeps all", WORDS], "1.2.1", &[]);
}

#[test]
fn what_is_added_is_minor() {
    let new_card = |files: &mut Files| {
        let text = files[SECOND].replace("t1-s02", "t1-s03");
        files.insert("fr/1-deborder/03-autre.md".into(), text);
    };
    shows(new_card, &["new situation essai-t1/t1-s03 keeps all", WORDS], "1.3.0", &["D001"]);
    let new_item =
        |files: &mut Files| files.get_mut(SECOND).unwrap().push_str("\n## Quiz {#quiz}\n\n### Mot ? {#q1 kind=note}\n");
    let lines = ["changed situation essai-t1/t1-s02 keeps all", "new item essai-t1/t1-s02/q1 keeps all", WORDS];
    shows(new_item, &lines, "1.3.0", &["D001"]);
    let setting = |files: &mut Files| edit(files, "deck.toml", "\"essential\"", "\"standard\"");
    shows(setting, &["changed setting tracking keeps all"], "1.3.0", &["D001"]);
}

#[test]
fn a_declared_name_keeps_all_and_another_one_loses_it() {
    let renamed = |files: &mut Files| edit(files, SECOND, "\"t1-s02\"", "\"t1-s09\"\nwas = [\"t1-s02\"]");
    let line = "renamed situation essai-t1/t1-s09 was essai-t1/t1-s02 keeps all";
    shows(renamed, &[line], "1.3.0", &["D001"]);
    let lost = ["new situation essai-t1/t1-s09 keeps all", "gone situation essai-t1/t1-s02 keeps nothing"];
    shows(|files| edit(files, SECOND, "\"t1-s02\"", "\"t1-s09\""), &lost, "2.0.0", &["D001", "D002"]);
    let item = |files: &mut Files| edit(files, FIRST, "{#q1 ", "{#q9 was=q1 ");
    shows(item, &["renamed item essai-t1/t1-s01/q9 was essai-t1/t1-s01/q1 keeps all"], "1.3.0", &["D001"]);
    let gone = ["new item essai-t1/t1-s01/q9 keeps all", "gone item essai-t1/t1-s01/q1 keeps not-answers"];
    shows(|files| edit(files, FIRST, "{#q1 ", "{#q9 "), &gone, "1.3.0", &["D001", "D003"]);
}

#[test]
fn answers_are_lost_where_the_list_is_another() {
    let turned = |files: &mut Files| {
        edit(files, FIRST, "- [ ] Chacune", "- [x] Chacune");
        edit(files, FIRST, "- [x] L’employeur", "- [ ] L’employeur");
    };
    shows(turned, &["changed item essai-t1/t1-s01/q1 keeps not-answers"], "1.3.0", &["D001", "D003"]);
}

#[test]
fn a_situation_keeps_its_progress_in_its_module_only() {
    let moved = |files: &mut Files| {
        let text = files.remove(SECOND).unwrap();
        let theme = files["fr/1-deborder/theme.md"].replace("\"t1\"", "\"t2\"");
        files.insert("fr/2-autre/theme.md".into(), theme);
        files.insert("fr/2-autre/01-message.md".into(), text);
        edit(files, "deck.toml", "themes = [\"t1\"]", "themes = [\"t1\", \"t2\"]");
    };
    let (lines, deserved, codes) = after(moved);
    let line = "moved situation essai-t2/t1-s02 was essai-t1/t1-s02 keeps nothing";
    assert!(lines.iter().any(|found| found == line), "{lines:?}");
    assert_eq!((deserved.as_str(), codes), ("2.0.0", vec!["D001", "D002"]));
    // In one module for the whole deck the move is none.
    let (before, mut files) = (good(), good());
    moved(&mut files);
    let (comparison, _) = compare(&deck(&before), &deck(&files), Split::Deck);
    assert_eq!(comparison.deserved.as_deref(), Some("1.3.0"));
}

#[test]
fn an_id_that_was_given_to_another_card_is_no_rewording() {
    let another = |files: &mut Files| {
        let end = files[SECOND].find("+++\n\n").unwrap();
        let front = files[SECOND][..end].to_owned();
        let title = front.lines().find(|line| line.starts_with("title")).unwrap().to_owned();
        let front = front.replace(&title, "title = \"Trois enveloppes ouvertes\"");
        let body = "Le facteur sonne deux fois. Derrière la vitre, Bernadette cache les courriers de sa tutrice.\n\n\
                    ## Autour de la table {#prompts}\n\n- Faut-il frapper encore ?\n";
        files.insert(SECOND.into(), format!("{front}+++\n\n{body}"));
    };
    let (lines, deserved, codes) = after(another);
    assert!(lines.iter().any(|line| line == "reused situation essai-t1/t1-s02 keeps all"), "{lines:?}");
    assert_eq!((deserved.as_str(), codes), ("2.0.0", vec!["D001", "D012"]));
    // With its title, or with a good part of its words, it is the same card.
    let titled = |files: &mut Files| {
        let title = |text: &str| text.lines().find(|line| line.starts_with("title")).unwrap().to_owned();
        let old = title(&files[SECOND]);
        another(files);
        let new = title(&files[SECOND]);
        edit(files, SECOND, &new, &old);
    };
    assert!(!after(titled).2.contains(&"D012"));
    let half = |files: &mut Files| {
        let old = files[SECOND].clone();
        another(files);
        let story = old[old.find("+++\n\n").unwrap() + 5..old.find("## ").unwrap()].to_owned();
        edit(files, SECOND, "Le facteur sonne deux fois.", &format!("Le facteur sonne. {}", story.trim()));
    };
    assert!(!after(half).2.contains(&"D012"));
}

#[test]
fn no_card_that_ships_is_taken_for_a_rewording_of_another() {
    let (deck, _) = cartable::read::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap();
    let (mut pairs, mut told) = (0, 0);
    for edition in &deck.editions {
        let cards: Vec<_> = edition.situations().collect();
        for (at, one) in cards.iter().enumerate() {
            for other in &cards[at + 1..] {
                let swapped = |files: &mut Files, text: &str| {
                    files.insert(
                        SECOND.into(),
                        text.replace(one.id.as_str(), "t1-s02").replace(other.id.as_str(), "t1-s02"),
                    )
                };
                let (mut before, mut now) = (good(), good());
                swapped(&mut before, one.source.text());
                swapped(&mut now, other.source.text());
                let (comparison, _) = compare(&self::deck(&before), &self::deck(&now), Split::Theme);
                told += usize::from(comparison.changes.iter().any(|change| change.sort == Sort::Reused));
                pairs += 1;
            }
        }
    }
    // Cards of one deck share some words by chance.
    assert!(pairs > 1000 && told * 100 >= pairs * 95, "{told} of {pairs}");
}

/// The kept, new and moved columns of the module after an update.
fn columns(register: bool, change: impl FnOnce(&mut Files)) -> (usize, usize, Vec<String>, Vec<&'static str>) {
    let mut before = good();
    before.remove("register.toml");
    if register {
        let text = cartable::build::register(&deck(&before));
        before.insert("register.toml".into(), text);
    }
    let mut now = before.clone();
    change(&mut now);
    let (comparison, findings) = compare(&deck(&before), &deck(&now), Split::Theme);
    let Columns { kept, added, moved, .. } = &comparison.columns[0];
    let codes = findings.sorted().iter().map(|finding| finding.rule.code).filter(|code| *code == "D011").collect();
    (*kept, *added, moved.clone(), codes)
}

#[test]
fn an_update_says_what_becomes_of_report_columns() {
    let item = |id: &'static str| {
        move |files: &mut Files| {
            edit(
                files,
                FIRST,
                "### Qui fixe",
                &format!("### Neuve ? {{#{id} kind=order}}\n\n1. Un\n2. Deux\n3. Trois\n\n### Qui fixe"),
            )
        }
    };
    let (kept, ..) = columns(true, |_| {});
    assert!(kept > 4);
    // With a register what is new comes last; without one it comes where people count it.
    assert_eq!(columns(true, item("a1")), (kept, 1, vec![], vec![]));
    let (same, added, moved, codes) = columns(false, item("a1"));
    assert_eq!((same, added, moved.len(), codes), (0, 1, kept, vec!["D011"]));
    assert_eq!(columns(false, item("q99")), (kept, 1, vec![], vec![]));
    // What is renamed keeps its column, what is gone leaves it reserved.
    assert_eq!(columns(true, |files| edit(files, FIRST, "{#q1 ", "{#q77 was=q1 ")), (kept, 0, vec![], vec![]));
    assert_eq!(columns(true, |files| edit(files, FIRST, "{#q1 ", "{#q77 ")), (kept, 1, vec![], vec![]));
    assert_eq!(columns(false, |files| edit(files, FIRST, "{#q1 ", "{#q77 ")).3, ["D011"]);
}

#[test]
fn another_deck_is_said_to_be_one() {
    // Cards of another deck are unrelated, whatever ids they have in common: none is called lost, moved or reworded.
    shows(|files| edit(files, "deck.toml", "id = \"essai\"", "id = \"autre\""), &[], "", &["D004"]);
    let iri = |files: &mut Files| edit(files, "deck.toml", "iri = \"https://", "iri = \"https://autre.");
    shows(iri, &[], "", &["D004"]);
}

/// Something that is done to a deck's files.
type Edit = fn(&mut Files);

/// What two sides changed since they parted, as `side what path ours/theirs languages`, and the codes of what was found.
fn sides(base: bool, ours: Edit, theirs: Edit) -> (Vec<String>, Vec<&'static str>) {
    let [mut own, mut other] = [good(), good()];
    ours(&mut own);
    theirs(&mut other);
    let common = deck(&good());
    let (rows, findings) = fork(base.then_some(&common), &deck(&own), &deck(&other), Split::Theme);
    let line = |row: &cartable::compare::Parted| {
        let (ours, theirs) = (row.ours.key(), row.theirs.key());
        format!("{} {} {} {ours}/{theirs} {}", row.side.key(), row.what.key(), row.path, row.languages.join("+"))
    };
    (rows.iter().map(line).collect(), findings.sorted().iter().map(|finding| finding.rule.code).collect())
}

#[track_caller]
fn parts(ours: Edit, theirs: Edit, lines: &[&str], codes: &[&str]) {
    assert_eq!(sides(true, ours, theirs), (lines.iter().map(|l| (*l).to_owned()).collect(), codes.to_vec()));
}

#[test]
fn a_fork_says_what_each_side_changed() {
    let story: Edit = |files| edit(files, FIRST, "Dimanche soir", "Samedi soir");
    let other_story: Edit = |files| edit(files, FIRST, "Dimanche soir", "Lundi soir");
    let capsule: Edit = |files| edit(files, "fr/1-deborder/capsules/pause.md", "Le repos", "La pause");
    let credit: Edit = |files| edit(files, "deck.toml", "Une équipe d’essai", "Deux équipes");
    let gone: Edit = |files| drop(files.remove(FIRST));
    let item: Edit = |files| edit(files, FIRST, "Qui fixe les astreintes ?", "Qui décide ?");
    let renamed: Edit = |files| edit(files, SECOND, "\"t1-s02\"", "\"t1-s09\"\nwas = [\"t1-s02\"]");
    let reworded: Edit = |files| edit(files, SECOND, "minuit", "midi");
    let card: Edit = |files| {
        let text = files[SECOND].replace("t1-s02", "t1-s03");
        files.insert("fr/1-deborder/03-autre.md".into(), text);
    };
    let other_card: Edit = |files| {
        let text = files[SECOND].replace("t1-s02", "t1-s03").replace("minuit", "midi");
        files.insert("fr/1-deborder/03-autre.md".into(), text);
    };
    let (first, third) = ("situation essai-t1/t1-s01", "situation essai-t1/t1-s03");
    parts(|_| {}, |_| {}, &[], &[]);
    parts(story, |_| {}, &[&format!("ours {first} reworded/same fr")], &[]);
    parts(|_| {}, story, &[&format!("theirs {first} same/reworded fr")], &[]);
    parts(story, story, &[&format!("alike {first} reworded/reworded fr")], &[]);
    parts(story, other_story, &[&format!("both {first} reworded/reworded fr")], &["D013"]);
    let two = [&format!("ours {first} reworded/same fr")[..], "theirs capsule pause same/reworded fr"];
    parts(story, capsule, &two, &[]);
    parts(credit, |_| {}, &["ours setting credits changed/same "], &[]);
    parts(card, card, &[&format!("alike {third} new/new fr")], &[]);
    parts(card, other_card, &[&format!("both {third} new/new fr")], &["D013"]);
    parts(gone, story, &[&format!("both {first} gone/reworded fr")], &["D013"]);
    parts(gone, gone, &[&format!("alike {first} gone/gone fr")], &[]);
    // What became of a card concerns its questions too.
    let question = "both item essai-t1/t1-s01/q1 gone/reworded fr";
    parts(gone, item, &[&format!("ours {first} gone/same fr"), question], &["D013"]);
    let turned = question.replace("gone/reworded", "reworded/gone");
    parts(item, gone, &[&format!("theirs {first} same/gone fr"), &turned], &["D013"]);
    parts(renamed, reworded, &["both situation essai-t1/t1-s02 renamed/reworded fr"], &["D013"]);
}

#[test]
fn without_a_common_origin_a_fork_says_only_what_one_side_lacks() {
    let card: Edit = |files| {
        let text = files[SECOND].replace("t1-s02", "t1-s03");
        files.insert("fr/1-deborder/03-autre.md".into(), text);
    };
    let story: Edit = |files| edit(files, FIRST, "Dimanche soir", "Samedi soir");
    let (lines, codes) = sides(false, card, story);
    let wanted = ["ours situation essai-t1/t1-s03 new/same fr", "unknown situation essai-t1/t1-s01 same/reworded fr"];
    assert_eq!((lines, codes), (wanted.map(str::to_owned).to_vec(), vec!["D014"]));
    let published = |ids: &str| {
        let mut files = good();
        files.insert("register.toml".into(), format!("situations = [{ids}]\n"));
        deck(&files)
    };
    let [common, ours, theirs] = [r#""t1-s01""#, r#""t1-s01", "t1-s02""#, r#""t1-s01", "t1-s03""#].map(published);
    assert!(parted(&ours, &theirs));
    assert!(!parted(&common, &theirs) && !parted(&ours, &common), "one of them is the older");
    let unregistered = |mut files: Files| files.remove("register.toml").map(|_| deck(&files)).expect("a register");
    assert!(!parted(&unregistered(good()), &theirs), "without a register nobody knows");
}

#[test]
fn a_fork_of_another_deck_is_not_compared() {
    let other: Edit = |files| edit(files, "deck.toml", "id = \"essai\"", "id = \"autre\"");
    assert_eq!(sides(true, |_| {}, other), (vec![], vec!["D004"]));
    assert_eq!(sides(true, other, other), (vec![], vec!["D004"]), "the origin is another deck");
    assert_eq!(sides(false, |_| {}, other), (vec![], vec!["D004"]));
}

#[test]
fn a_deck_is_compared_with_the_package_that_was_made_from_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = std::env::temp_dir().join(format!("cartable-{}-compare", std::process::id()));
    let good = root.join("tests/decks/good");
    let cartable = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.args(arguments).env("LC_ALL", "en_US.UTF-8").output().unwrap()
    };
    let [good, folder] = [good.to_str().unwrap(), out.to_str().unwrap()];
    assert!(cartable(&["build", good, "--out", folder]).status.success());
    let package = out.join("essai-t1-fr-scorm12.zip").to_string_lossy().into_owned();
    let same = cartable(&["compare", &package, good, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&same.stdout).unwrap();
    assert_eq!((same.status.code(), &report["version"]["deserved"]), (Some(0), &"1.2.0".into()));
    assert!(report["changes"].as_array().unwrap().iter().all(|change| change["sort"] == "same"), "{report:#}");
    let bare = out.join("bare");
    assert!(cartable(&["build", good, "--out", bare.to_str().unwrap(), "--no-source"]).status.success());
    let none = cartable(&["compare", bare.join("essai-t1-fr-scorm12.zip").to_str().unwrap(), good]);
    assert_eq!(none.status.code(), Some(1));
    assert_eq!(cartable(&["compare", "nowhere", good]).status.code(), Some(3));
    fs::remove_dir_all(out).unwrap();
}

#[test]
fn whatever_is_published_deserves_a_number() {
    let sheet = |files: &mut Files| {
        edit(files, "deck.toml", "themes", "countries = [\"be\", \"lu\"]\nthemes");
        for id in ["be", "lu"] {
            let text = format!(
                "+++\nid = \"{id}\"\ntitle = \"Pays {id}\"\n+++\n\n## Un enfant {{#child checked=no}}\n\nLe 103.\n"
            );
            files.insert(format!("fr/countries/{id}.md"), text);
        }
        files.insert("scenes/telephone.svg".into(), scene("M4 4h8"));
        files.insert("texts/fr.toml".into(), "[module]\nlicence = \"Licence\"\n".into());
        let term = "[[term]]\nid = \"a\"\nwords = { fr = \"astreinte\" }\n";
        files.insert("terms.toml".into(), term.into());
    };
    let cases: &[(&str, &str, &str, &str)] = &[
        ("deck.toml", "Une équipe d’essai", "Deux équipes", "setting credits"),
        ("deck.toml", "note = \"pour les contrôles\"", "orcid = \"0000-0002-1825-0097\"", "setting credits"),
        ("deck.toml", "fr = \"Un jeu d’essai\"", "fr = \"Un autre titre\"", "setting title"),
        ("deck.toml", "[\"essai\", \"contrôle\"]", "[\"essai\"]", "setting keywords"),
        ("deck.toml", "2024-1", "2024-2", "setting funding"),
        ("deck.toml", "by-sa/4.0/\"", "by-sa/4.0/deed\"", "setting licence"),
        ("deck.toml", "essai/site", "essai/page", "setting address"),
        ("deck.toml", "tracking", "contact = \"a@social-project.fr\"\ntracking", "setting contact"),
        ("deck.toml", "[\"be\", \"lu\"]", "[\"lu\", \"be\"]", "setting countries"),
        ("scenes/telephone.svg", "M4 4h8", "M4 4h9", "text scenes/telephone.svg"),
        ("texts/fr.toml", "\"Licence\"", "\"Conditions\"", "text texts/fr.toml"),
        ("terms.toml", "astreinte", "garde", "text terms.toml"),
        (
            "fr/1-deborder/capsules/pause.md",
            "title =",
            "reviewer = \"Une relectrice\"\ntitle =",
            "text fr/1-deborder/capsules/pause.md",
        ),
    ];
    let mut before = good();
    sheet(&mut before);
    for (path, from, to, what) in cases {
        let mut files = before.clone();
        edit(&mut files, path, from, to);
        let (Comparison { changes, deserved, .. }, _) = compare(&deck(&before), &deck(&files), Split::Theme);
        let lines = changes.iter().filter(|change| change.sort != Sort::Same);
        let lines: Vec<String> = lines.map(|c| format!("{} {} {}", c.sort.key(), c.what.key(), c.path)).collect();
        assert_eq!((lines, deserved.as_deref()), (vec![format!("changed {what}")], Some("1.2.1")), "{what}");
        let (rows, _) = fork(Some(&deck(&before)), &deck(&files), &deck(&before), Split::Theme);
        let rows: Vec<String> = rows.iter().map(|row| format!("{} {}", row.what.key(), row.path)).collect();
        assert_eq!(rows, [*what]);
    }
}

fn scene(path: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\"><path d=\"{path}\"/></svg>\n")
}

#[test]
fn a_package_is_no_other_state_of_its_deck() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = std::env::temp_dir().join(format!("cartable-{}-compare-parts", std::process::id()));
    let content = root.join("content");
    let [content, folder] = [content.to_str().unwrap(), out.to_str().unwrap()];
    let cartable = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.args(arguments).env("LC_ALL", "en_US.UTF-8").output().unwrap()
    };
    assert!(cartable(&["build", content, "--out", folder, "--theme", "t1", "--lang", "ro"]).status.success());
    let package = out.join("dlis-t1-ro-scorm12.zip").to_string_lossy().into_owned();
    let same = cartable(&["compare", &package, content, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&same.stdout).unwrap();
    let settings = report["changes"].as_array().unwrap().iter().filter(|change| change["what"] == "setting");
    assert!(settings.clone().count() > 8 && settings.clone().all(|change| change["sort"] == "same"), "{report:#}");
    fs::remove_dir_all(out).unwrap();
}
