//! The partners' guide goes in, a deck comes out: every count of it. The guide is not ours to ship, so that these tests read it
//! from beside the project; put it at `../shared/guide` (guide.txt, situations.txt) to run them. In CI it must be there.

use cartable::check::check;
use cartable::deck::{BlockKind, Deck};
use cartable::diagnostic::{Findings, Severity};
use cartable::import::{Guide, Options, Section, import};
use cartable::read::{read as read_deck, read_files};
use cartable::source::Source;
use cartable::tree::Tree;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A text of the partners; none, with a message, where it is not there.
fn text(name: &str) -> Option<String> {
    let path = format!("{}/../shared/guide/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        assert!(std::env::var_os("CI").is_none(), "{path} is needed in CI: the partners' guide as text");
        eprintln!("skipped: {path} is not there; ask the partners for their guide as text");
    }
    text
}

fn read(text: &str, errata: bool) -> (Option<Guide>, Findings) {
    let mut findings = Findings::default();
    let guide = Guide::read(&Source::new("guide.txt", text), &Options { errata }, &mut findings);
    (guide, findings)
}

/// The codes of what was found, with their lines.
fn codes(findings: &Findings) -> Vec<(&'static str, usize)> {
    findings.sorted().into_iter().map(|f| (f.rule.code, f.place.line_column().0)).collect()
}

fn files(text: &str) -> (Tree, Findings) {
    let (tree, findings) = import(&Source::new("guide.txt", text), &Options::default());
    (tree.expect("the guide is imported"), findings)
}

fn file(tree: &Tree, path: &str) -> String {
    let content = tree.get(path).unwrap_or_else(|| panic!("no file {path}"));
    String::from_utf8(content.to_vec()).unwrap()
}

/// Prompts of each situation, theme by theme.
const PROMPTS: [&[usize]; 4] = [&[4, 2, 4, 3, 3, 5, 5, 5, 2, 2], &[3, 3, 5], &[3, 4, 4, 3, 3, 4], &[1, 1, 1, 1]];

#[test]
fn both_texts_give_the_same_cards() {
    let (Some(guide), Some(cards)) = (text("guide.txt"), text("situations.txt")) else { return };
    let (guide, cards) = (read(&guide, true).0.unwrap(), read(&cards, true).0.unwrap());
    for read in [&guide, &cards] {
        let prompts: Vec<Vec<_>> =
            read.themes.iter().map(|theme| theme.cards.iter().map(|card| card.prompts.len()).collect()).collect();
        assert_eq!(prompts, PROMPTS);
        let of = |count: fn(&cartable::import::Card) -> usize| -> Vec<usize> {
            read.themes.iter().map(|theme| theme.cards.iter().map(count).sum()).collect()
        };
        assert_eq!(of(|card| card.story.len()), [12, 3, 6, 4]);
        assert_eq!(of(|card| card.dilemma.as_ref().map_or(0, Vec::len)), [0, 0, 0, 4]);
        let all = || read.themes.iter().flat_map(|theme| &theme.cards);
        let texts = all().flat_map(|c| c.story.iter().chain(c.dilemma.iter().flatten()).chain(&c.prompts));
        assert_eq!(texts.map(|text| text.split_whitespace().count()).sum::<usize>(), 3186);
        let asked: usize = all().flat_map(|card| &card.prompts).map(|prompt| prompt.matches('?').count()).sum();
        assert_eq!(asked, 82);
        let titles: BTreeSet<_> = all().map(|card| &card.title).collect();
        assert_eq!(titles.len(), 17);
        assert!(all().flat_map(|card| &card.prompts).all(|prompt| !prompt.contains('*')));
    }
    for (one, other) in guide.themes.iter().zip(&cards.themes) {
        assert_eq!(one.name, other.name, "whatever its capitals");
        for (one, other) in one.cards.iter().zip(&other.cards) {
            assert_eq!((&one.title, &one.story), (&other.title, &other.story));
            assert_eq!((&one.dilemma, &one.prompts), (&other.dilemma, &other.prompts));
        }
    }
}

#[test]
fn the_resources_are_a_tree_of_sections() {
    let Some(text) = text("guide.txt") else { return };
    let chapters = read(&text, true).0.unwrap().frame.unwrap().chapters;
    let count = |chapter: &Section| {
        let all = chapter.all();
        let level = |level| all.iter().filter(|section| section.level == level).count();
        let items = |item| all.iter().flat_map(|s| &s.blocks).filter(|block| block.is_item == item).count();
        [level(2), level(3), items(true), items(false)]
    };
    let counts: Vec<_> = chapters.iter().map(count).collect();
    assert_eq!(counts, [[4, 0, 30, 6], [5, 14, 29, 9], [5, 8, 32, 15], [2, 0, 19, 14]]);
    let lines: Vec<_> = chapters.iter().map(|chapter| chapter.place.line_column().0).collect();
    assert_eq!(lines, [768, 828, 959, 1076]);
    let dead = chapters.iter().flat_map(Section::all).flat_map(|s| &s.blocks).filter(|b| b.text.contains("](#)"));
    let dead: Vec<_> = dead.map(|block| block.place.line_column().0).collect();
    assert_eq!(dead, [957, 1074, 1130]);
}

#[test]
fn the_game_the_board_and_the_imprint_are_whole() {
    let Some(text) = text("guide.txt") else { return };
    let frame = read(&text, true).0.unwrap().frame.unwrap();
    let game = &frame.game;
    assert_eq!(game.steps.each_ref().map(Vec::len), [3, 2, 2, 3]);
    assert_eq!(game.questions.iter().filter(|block| block.is_item).count(), 5);
    assert_eq!((game.aim.len(), game.material.len(), game.players.len(), game.ending.len()), (4, 2, 2, 1));
    assert_eq!(game.intro.iter().filter(|block| !block.is_item).count(), 7, "the torn paragraph is one");
    let board = &frame.board;
    assert_eq!(board.levels.each_ref().map(|level| level.questions.len()), [0, 3, 2, 8]);
    assert_eq!(board.levels.each_ref().map(|level| level.explanation.len()), [1; 4]);
    assert_eq!(board.levels.each_ref().map(|level| level.key), ["individual", "team", "organisation", "policy"]);
    assert!(board.levels[2].questions[0].ends_with("de la structure ?"), "wrapped lines are joined");
    assert_eq!(board.intro.iter().filter(|block| block.is_item).count(), 4);
    let identity = &frame.identity;
    assert_eq!(identity.project, "2021-1-FR01-KA220-HED-000027512");
    assert_eq!(identity.partners.len(), 6);
    let roles: Vec<_> = identity.partners.iter().map(|partner| partner.roles.len()).collect();
    assert_eq!(roles, [2, 1, 0, 1, 0, 0]);
    assert!(identity.programme.starts_with("Erasmus +, KA220-HED") && identity.programme.ends_with("2021, session 1"));
    assert_eq!((identity.date.as_str(), identity.statement.split(". ").count()), ("Octobre 2024", 3));
}

#[test]
fn the_errata_restore_fifty_two_words_and_can_be_left_out() {
    let Some(text) = text("guide.txt") else { return };
    let (guide, _) = read(&text, true);
    let corrections = guide.unwrap().corrections;
    assert_eq!((corrections.words, corrections.joins.as_slice()), (52, &[(110, 112)][..]));
    assert_eq!((corrections.lines.first(), corrections.lines.last()), (Some(&1040), Some(&1066)));
    assert_eq!(corrections.lines.len(), 13);
    let titles = |errata| {
        let chapters = read(&text, errata).0.unwrap().frame.unwrap().chapters;
        chapters[2].parts.last().unwrap().all().into_iter().map(|s| s.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles(true)[..2], ["Comprendre et construire une nétiquette", "Définition"]);
    assert_eq!(titles(false)[1], "Dfinition");
    assert!(read(&text, false).0.unwrap().corrections.is_empty());
    assert_eq!(read(&text, false).0.unwrap().frame.unwrap().game.intro.len(), 4 + 8);

    let other = text.replace("Octobre 2024", "Mars 2025");
    let (guide, findings) = read(&other, true);
    assert!(guide.unwrap().corrections.is_empty());
    assert!(codes(&findings).contains(&("I020", 1)));
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    for name in ["guide.txt", "situations.txt"] {
        let Some(text) = text(name) else { return };
        let (tree, findings) = files(&text);
        for other in [text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            let (same, found) = files(&other);
            assert!(tree == same, "{name}");
            assert_eq!(codes(&findings), codes(&found));
        }
    }
}

#[test]
fn the_deck_of_the_guide() {
    let Some(text) = text("guide.txt") else { return };
    let (tree, findings) = files(&text);
    let notes = [("I023", 60), ("I023", 121), ("I022", 191), ("I022", 211), ("I023", 311), ("I023", 319)];
    let dead = [("I022", 957), ("I022", 1074), ("I022", 1130)];
    assert_eq!(codes(&findings), [&notes[..], &dead].concat());
    assert_eq!(findings.count(Severity::Note), 9, "nothing but notes");
    let paths: Vec<_> = tree.files().map(|(path, _)| path).collect();
    let count = |part: &str| paths.iter().filter(|path| path.contains(part)).count();
    assert_eq!((count("/theme.md"), count("/capsules/"), paths.len()), (4, 14, 3 + 4 + 14 + 23));
    assert!(paths.contains(&"fr/3-netiquettes/06-utilisation-des-reseaux-sociaux-pour-la.md"), "{paths:?}");
    let first = file(&tree, "fr/1-protection-des-donnees/01-collecte-des-donnees-finalite-du.md");
    let title = "Collecte des données, finalité du traitement et minimisation des données";
    let head = format!(
        "+++\nid = \"t1-s01\"\ntitle = \"{title}\"\ncapsules = [\"rgpd\", \"collecte\", \"donnees-sensibles\"]\n+++\n\n"
    );
    assert!(first.starts_with(&head), "{first}");
    assert!(first.contains("\n## Questions à débattre {#prompts}\n\n- En a-t-elle"));
    let capsule = file(&tree, "fr/3-netiquettes/capsules/reseaux-sociaux.md");
    let headings: Vec<_> = capsule.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        headings,
        ["## Définitions", "### Réseau social", "### Messagerie", "## Diversité et usages des réseaux sociaux"]
    );
    assert!(tree.files().all(|(_, content)| !String::from_utf8_lossy(content).contains("](#)")));
    let deck: toml::Table = toml::from_str(&file(&tree, "deck.toml")).unwrap();
    assert_eq!(deck["id"].as_str(), Some("dlis-guide"));
    assert_eq!(deck["licence"]["id"].as_str(), Some("LicenseRef-DLIS-libre-de-droits"));
    assert_eq!(deck["funding"]["project"].as_str(), Some("2021-1-FR01-KA220-HED-000027512"));
    let credits = deck["credits"].as_array().unwrap();
    let roles: Vec<_> = credits.iter().filter_map(|credit| credit["role"].as_str()).collect();
    assert_eq!(roles, [&["source"; 2][..], &["partner"; 6], &["correction"]].concat());
    let correction = credits[8]["note"].as_str().unwrap();
    assert!(["52", "1040", "1066", "110", "112"].iter().all(|fact| correction.contains(fact)), "{correction}");
}

/// Writes a deck into a folder of its own, reads it back and takes the folder away.
fn written_and_read(tree: &Tree, name: &str) -> (Deck, Findings) {
    let root = std::env::temp_dir().join(format!("cartable-import-{name}-{}", std::process::id()));
    for (path, content) in tree.files() {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let read = read_deck(&root);
    std::fs::remove_dir_all(&root).unwrap();
    read.unwrap()
}

#[test]
fn the_deck_is_read_back_as_it_was_imported() {
    for name in ["guide.txt", "situations.txt"] {
        let Some(text) = text(name) else { return };
        let (deck, findings) = written_and_read(&files(&text).0, name);
        assert!(findings.is_empty(), "{name}: {:?}", findings.sorted());
        let checked = check(&deck);
        assert_eq!(checked.count(Severity::Error), 0, "{name}: {:?}", checked.sorted());
        let edition = deck.edition("fr").unwrap();
        let guide = read(&text, true).0.unwrap();
        let prompts: Vec<Vec<_>> =
            edition.themes.iter().map(|t| t.situations.iter().map(|s| s.prompts.len()).collect()).collect();
        assert_eq!(prompts, PROMPTS);
        for (theme, imported) in edition.themes.iter().zip(&guide.themes) {
            assert_eq!(*theme.title, imported.name);
            for (situation, card) in theme.situations.iter().zip(&imported.cards) {
                assert_eq!(*situation.id, format!("{}-s{:02}", *theme.id, card.number));
                assert_eq!(*situation.title, card.title);
                assert_eq!(situation.story.text(), card.story.join("\n"));
                let tension = situation.dilemma.as_ref().map(|dilemma| dilemma.tension.text());
                assert_eq!(tension, card.dilemma.as_ref().map(|dilemma| dilemma.join("\n")));
                let prompts: Vec<_> = situation.prompts.iter().map(|prompt| prompt.text()).collect();
                assert_eq!(prompts, card.prompts);
                assert_eq!(situation.capsules.is_empty(), guide.frame.is_none());
            }
        }
    }
}

#[test]
fn situations_lead_to_the_capsules_of_the_table() {
    let (Some(guide), Some(table)) = (text("guide.txt"), text("README.md")) else { return };
    let deck = written_and_read(&files(&guide).0, "links").0;
    let edition = deck.edition("fr").unwrap();
    let chapters = read(&guide, true).0.unwrap().frame.unwrap().chapters;
    // The capsule that covers a line: that of the last section above it. Two sections of chapter 3 are parts of its first.
    let capsule = |line: usize| {
        let sections = chapters.iter().flat_map(|chapter| chapter.parts.iter().enumerate().map(move |s| (chapter, s)));
        let mut above = sections.filter(|(_, (_, section))| section.place.line_column().0 <= line);
        let (chapter, (at, _)) = above.next_back().unwrap();
        let at = if std::ptr::eq(chapter, &chapters[2]) && at < 3 { 0 } else { at };
        let title = &chapter.parts[at].title;
        edition.capsules.iter().find(|capsule| *capsule.title == *title).unwrap().id.value.clone()
    };
    let mut rows = 0;
    for situation in edition.situations() {
        let mark = format!("| {} | ", *situation.id);
        let row = table.lines().rfind(|line| line.starts_with(&mark)).unwrap();
        let column = row[mark.len()..].split('|').next().unwrap();
        let numbers = column.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok());
        let wanted: BTreeSet<String> = numbers.map(capsule).collect();
        let linked: BTreeSet<String> = situation.capsules.iter().map(|id| id.value.clone()).collect();
        assert_eq!(linked, wanted, "{row}");
        assert_eq!(linked.len(), situation.capsules.len(), "no capsule twice");
        rows += 1;
    }
    assert_eq!(rows, 23);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to the lines: no panic, and what is imported can be read.
    #[test]
    fn a_damaged_guide_is_refused_or_gives_a_deck_that_can_be_read(
        whole in any::<bool>(),
        damage in prop::collection::vec((0..5usize, 0..1200usize, 0..1200usize), 1..5),
    ) {
        let Some(text) = text(if whole { "guide.txt" } else { "situations.txt" }) else { return Ok(()) };
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (kind, one, other) in damage {
            let (one, other) = (one % lines.len(), other % lines.len());
            match kind {
                0 => lines.swap(one, other),
                1 => drop(lines.remove(one)),
                2 => lines.insert(one, lines[other].clone()),
                3 => lines[one].push_str(" **\"]{#a} <b>\\"),
                _ => lines.insert(one, "- > ****".to_owned()),
            }
        }
        let (tree, findings) = import(&Source::new("g.txt", lines.join("\n")), &Options::default());
        prop_assert_eq!(tree.is_none(), findings.has_errors());
        if let Some(tree) = tree {
            let files: Vec<_> = tree.files().map(|(path, text)| (path, std::str::from_utf8(text).unwrap())).collect();
            let (_, findings) = read_files(files.into_iter());
            prop_assert!(!findings.has_errors(), "{:?}", findings.sorted());
        }
    }
}

#[test]
fn an_entry_of_the_table_of_contents_in_the_place_of_a_name_is_no_fault_of_the_deck() {
    let Some(text) = text("guide.txt") else { return };
    let mut lines: Vec<&str> = text.lines().collect();
    let entry = lines.iter().position(|line| line.contains('\t')).expect("an entry with its page");
    lines.swap(0, entry);
    let tree = import(&Source::new("g.txt", lines.join("\n")), &Options::default()).0.expect("a deck");
    let files = tree.files().map(|(path, text)| (path, std::str::from_utf8(text).unwrap()));
    let (_, findings) = read_files(files);
    assert!(!findings.has_errors(), "{:?}", findings.sorted());
}

#[test]
fn the_resources_the_game_and_the_board_are_read_back() {
    let Some(text) = text("guide.txt") else { return };
    let (deck, _) = written_and_read(&files(&text).0, "frame");
    let edition = deck.edition("fr").unwrap();
    assert_eq!(edition.capsules.len(), 14);
    let (mut items, mut paragraphs, mut headings) = (0, 0, 0);
    for block in edition.capsules.iter().flat_map(|capsule| &capsule.body.0) {
        match &block.kind {
            BlockKind::List { entries, .. } => items += entries.len(),
            BlockKind::Paragraph(_) => paragraphs += 1,
            BlockKind::Heading(..) => headings += 1,
            BlockKind::Quote(_) => panic!("the guide quotes nothing"),
        }
    }
    assert_eq!((items, paragraphs), (110, 44 - 3), "three paragraphs hold nothing but an empty link");
    assert_eq!(edition.capsules.len() + headings, 16 + 22);
    let links: usize = edition.situations().map(|situation| situation.capsules.len()).sum();
    assert_eq!(links, 52);
    let game = edition.game.as_ref().unwrap();
    let part = |id: &str| game.parts.iter().find(|part| *part.id == id).unwrap();
    assert_eq!((part("steps").parts.len(), part("roles").parts.len()), (4, 2));
    let asked = part("questions").body.0.iter().find_map(|block| match &block.kind {
        BlockKind::List { entries, .. } => Some(entries.len()),
        _ => None,
    });
    assert_eq!(asked, Some(5));
    let board = edition.board.as_ref().unwrap();
    assert_eq!(board.levels.iter().map(|level| level.questions.len()).collect::<Vec<_>>(), [0, 3, 2, 8]);
    assert_eq!((deck.credits.len(), deck.funding.is_some(), deck.licence.is_named()), (9, true, false));
}

#[test]
fn the_deck_of_the_cards_alone() {
    let Some(text) = text("situations.txt") else { return };
    let (tree, findings) = files(&text);
    assert_eq!(codes(&findings), [("I021", 5)]);
    let paths: Vec<_> = tree.files().map(|(path, _)| path).collect();
    assert_eq!(paths.len(), 1 + 4 + 23, "{paths:?}");
    assert!(tree.files().all(|(_, content)| !String::from_utf8_lossy(content).contains("capsules = ")));
    let deck: toml::Table = toml::from_str(&file(&tree, "deck.toml")).unwrap();
    assert_eq!((deck["credits"].as_array().map(Vec::len), deck.get("funding")), (Some(1), None));
}

#[test]
fn a_guide_that_was_cut_anywhere_gives_errors_and_no_deck() {
    let Some(text) = text("guide.txt") else { return };
    let lines: Vec<_> = text.lines().collect();
    for end in (1..1130).step_by(7) {
        let (tree, findings) = import(&Source::new("g.txt", lines[..end].join("\n")), &Options::default());
        assert!(tree.is_none() && findings.has_errors(), "cut after line {end}");
    }
    for start in (22..1130).step_by(7) {
        let (tree, findings) = import(&Source::new("g.txt", lines[start..].join("\n")), &Options::default());
        assert!(tree.is_none() && findings.has_errors(), "cut before line {start}");
    }
}

#[test]
fn lines_that_were_swapped_never_make_it_panic() {
    let Some(text) = text("guide.txt") else { return };
    let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    for (first, step) in [(0, 1), (3, 2), (11, 5), (40, 17)] {
        let mut lines = lines.clone();
        for at in (first..lines.len().saturating_sub(step)).step_by(step + 3) {
            lines.swap(at, at + step);
        }
        let (tree, findings) = import(&Source::new("g.txt", lines.join("\n\n")), &Options::default());
        assert!(tree.is_none() && findings.has_errors());
    }
    let swapped = text.replacen("\nÉTAPE 1\n", "\nÉTAPE 9\n", 1).replacen("\nÉTAPE 2\n", "\nÉTAPE 1\n", 1);
    assert!(read(&swapped, true).1.has_errors());
}

#[test]
fn a_section_without_text_is_refused() {
    let Some(text) = text("guide.txt") else { return };
    let lines: Vec<_> = text.lines().collect();
    let without =
        |range: std::ops::Range<usize>| [&lines[..range.start - 1], &lines[range.end - 1..]].concat().join("\n");
    let (tree, findings) = import(&Source::new("g.txt", without(873..876)), &Options::default());
    assert!(tree.is_none());
    assert!(codes(&findings).contains(&("I016", 871)), "{:?}", codes(&findings));
}

#[test]
fn names_cards_and_chapters_must_match() {
    let Some(text) = text("guide.txt") else { return };
    let lines: Vec<_> = text.lines().collect();
    for lost in [99, 102, 1076] {
        let rest = [&lines[..lost - 1], &lines[lost..]].concat().join("\n");
        let (tree, findings) = import(&Source::new("g.txt", rest), &Options::default());
        assert!(tree.is_none());
        assert!(
            codes(&findings).iter().any(|(code, _)| *code == "I017"),
            "without line {lost}: {:?}",
            codes(&findings)
        );
    }
}

#[test]
fn other_texts_are_refused_with_a_line() {
    for (text, code) in [
        ("", "I001"),
        ("\u{0}\u{1}PNG", "I002"),
        ("<html><body>SITUATION 1</body></html>", "I003"),
        ("Bonjour.\n\nRien ici.", "I004"),
        ("Projet numéro : 1\n\nSITUATION 1\n\nT\n\nh\n\n> p ?", "I015"),
        ("a ".repeat(600_000).as_str(), "I025"),
    ] {
        let (tree, findings) = import(&Source::new("a.txt", text), &Options::default());
        assert!(tree.is_none());
        assert!(
            codes(&findings).iter().any(|(found, _)| *found == code),
            "{:?}: {:?}",
            text.get(..60),
            codes(&findings)
        );
        assert!(code == "I015" || codes(&findings).len() == 1, "one fault is said once: {:?}", codes(&findings));
    }
}
