//! What a deck says is what the reader hands on, to the letter.

use cartable::course::{Split, modules};
use cartable::deck::{Choice, Deck, Item, ItemBody, Line, Situation};
use cartable::read::{read, read_files};
use std::collections::BTreeMap;
use std::path::Path;

const CARD: &str = "fr/1-deborder/01-appel.md";

fn good() -> Deck {
    let (deck, findings) = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good")).expect("the deck");
    assert!(findings.is_empty());
    deck
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(Line::text).collect()
}

fn card(deck: &Deck) -> &Situation {
    deck.editions[0].situations().next().expect("a situation")
}

fn item<'a>(deck: &'a Deck, id: &str) -> &'a Item {
    card(deck).items.iter().find(|item| *item.id == id).unwrap_or_else(|| panic!("no item {id}"))
}

fn choices(choices: &[Choice]) -> Vec<(String, bool, String)> {
    choices.iter().map(|choice| (choice.text.text(), choice.right, choice.feedback.text())).collect()
}

fn choice(text: &str, right: bool, feedback: &str) -> (String, bool, String) {
    (text.into(), right, feedback.into())
}

#[test]
fn facts_are_read() {
    let deck = good();
    let one = item(&deck, "q1");
    assert_eq!(one.question.text(), "Qui fixe les astreintes ?");
    assert_eq!(
        (one.intro.text(), one.closing.text()),
        ("Une seule réponse convient.".into(), "C’est écrit dans le règlement.".into())
    );
    assert_eq!(one.source.as_ref().map(|source| source.value.as_str()), Some("pause"));
    let ItemBody::Fact(answers) = &one.body else { panic!("{:?}", one.body) };
    let wanted = [
        choice("Chacune pour soi", false, "Alors personne ne sait qui répond."),
        choice("L’employeur, après dialogue", true, ""),
    ];
    assert_eq!(choices(answers), wanted);
    let ItemBody::Facts(answers) = &item(&deck, "q2").body else { panic!("q2") };
    assert_eq!(answers.iter().map(|choice| choice.right).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn reflective_items_are_read() {
    let deck = good();
    let ItemBody::Position { ends, steps } = &item(&deck, "q3").body else { panic!("q3") };
    assert_eq!((texts(ends), *steps), (vec!["Toujours joignable".to_owned(), "Jamais le dimanche".into()], 5));
    let ItemBody::Perspectives(options) = &item(&deck, "q4").body else { panic!("q4") };
    assert_eq!(options[0].text.text(), "Je rappelle");
    let voices = options[1].voices.each_ref().map(|voice| voice.text());
    assert_eq!(voices, ["Elle attend.", "Je me repose.", "Le service garde son cadre.", "La loi le permet."]);
    let ItemBody::Order(steps) = &item(&deck, "q5").body else { panic!("q5") };
    assert_eq!(texts(steps), ["Respirer", "Lire le message", "Décider"]);
    let ItemBody::Match(pairs) = &item(&deck, "q6").body else { panic!("q6") };
    assert_eq!((pairs[1].left.text(), pairs[1].right.text()), ("L’équipe".into(), "Elle se relaie".into()));
    let ItemBody::Sort(boxes) = &item(&deck, "q7").body else { panic!("q7") };
    assert_eq!(boxes[1].label.text(), "Peut attendre");
    assert_eq!(texts(&boxes[1].statements), ["Un rendez-vous à déplacer", "Un merci"]);
    let note = item(&deck, "q8");
    assert!(matches!(note.body, ItemBody::Note));
    assert_eq!(note.intro.text(), "Quelques mots pour vous.");
}

#[test]
fn a_card_is_read_with_all_its_parts() {
    let deck = good();
    let card = card(&deck);
    assert_eq!((card.id.as_str(), card.title.as_str()), ("t1-s01", "L’appel du dimanche"));
    assert!(card.story.text().starts_with("Dimanche soir, Nadia"));
    assert_eq!(card.content_note.text(), "On parle ici d’épuisement.");
    let dilemma = card.dilemma.as_ref().expect("a dilemma");
    assert_eq!(dilemma.tension.text(), "Répondre ou se protéger.");
    let sides = dilemma.sides.as_ref().expect("two sides");
    assert_eq!(sides.each_ref().map(|side| side.title.text()), ["Répondre", "Attendre"]);
    assert_eq!(texts(&card.prompts), ["Que ferais-tu à sa place ?", "Qui devrait décider ?"]);
    assert_eq!(card.actions.len(), 2);
    let edition = &deck.editions[0];
    assert_eq!(edition.capsules[0].keep.text(), "Une pause se prépare à plusieurs.");
    assert_eq!(edition.board.as_ref().map(|board| board.levels.len()), Some(4));
    assert_eq!(edition.game.as_ref().map(|game| game.parts.len()), Some(4));
    assert_eq!(deck.media.keys().collect::<Vec<_>>(), ["media/telephone.png"]);
}

#[test]
fn what_catalogues_ask_for_is_read() {
    let deck = good();
    let keywords: Vec<&str> = deck.keywords["fr"].iter().map(|word| word.as_str()).collect();
    assert_eq!(keywords, ["essai", "contrôle"]);
    assert_eq!(deck.description["fr"].value, "Une carte pour les contrôles.");
    assert_eq!(deck.address.as_ref().map(|address| address.as_str()), Some("https://www.social-project.fr/essai/site"));
}

#[test]
fn places_count_lines_and_characters() {
    let deck = good();
    assert_eq!(card(&deck).title.place.line_column(), (3, 9));
    assert_eq!(item(&deck, "q1").place.line_column(), (35, 1));
    let link = deck.editions[0].capsules[0].body.0[0].place.line_column();
    assert_eq!(link, (6, 1));
    // The link stands behind 22 characters, one of which takes two bytes elsewhere in the line.
    let text = "+++\nid = \"a\"\ntitle = \"é\"\n+++\n\nÉté à côté <b>là</b>.\n";
    let (_, findings) = read_files([("deck.toml", "languages = [\"fr\"]"), ("fr/x/theme.md", text)].into_iter());
    let html = findings.sorted().into_iter().find(|finding| finding.rule.code == "R040").expect("the tag");
    assert_eq!(html.place.line_column(), (6, 12));
}

/// The good deck with an English translation of its first card, whose text is changed.
fn translated(change: impl FnOnce(String) -> String) -> (Deck, Vec<String>) {
    let deck = good();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let edition = &deck.editions[0];
    files.insert("deck.toml".into(), deck.source.text().replace("[\"fr\"]", "[\"fr\", \"en\"]"));
    let theme = &edition.themes[0].source;
    for language in ["fr", "en"] {
        files.insert(theme.path().replace("fr/", &format!("{language}/")), theme.text().to_owned());
    }
    let text = card(&deck).source.text();
    files.insert(CARD.into(), text.to_owned());
    files.insert(CARD.replace("fr/", "en/"), change(text.to_owned()));
    let (deck, findings) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    (deck, findings.sorted().iter().map(|finding| finding.rule.code.to_owned()).collect())
}

#[test]
fn a_translation_takes_right_answers_sources_and_capsules_from_its_source() {
    let (deck, findings) = translated(|text| {
        let plain = text.replace("[x] ", "").replace("[ ] ", "").replace(" source=pause", "");
        plain.replace("capsules = [\"pause\"]\n", "").replace("Chacune pour soi", "Each for herself")
    });
    assert_eq!(findings, Vec::<String>::new());
    let english = deck.edition("en").and_then(|edition| edition.situations().next()).expect("the card");
    assert_eq!(english.capsules[0].value, "pause");
    let ItemBody::Fact(answers) = &english.items[0].body else { panic!("q1") };
    assert_eq!((answers[0].text.text(), answers[0].right, answers[1].right), ("Each for herself".into(), false, true));
    assert_eq!(english.items[0].source.as_ref().map(|source| source.value.as_str()), Some("pause"));
}

#[test]
fn line_ends_of_windows_and_of_old_macs_make_no_difference() {
    let plain = good();
    let text = |end: &str| {
        let files = [plain.source.clone(), card(&plain).source.clone(), plain.editions[0].themes[0].source.clone()];
        let files: Vec<_> = files.iter().map(|f| (f.path().to_owned(), f.text().replace('\n', end))).collect();
        let (deck, findings) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        assert!(findings.is_empty());
        format!("{:?}", deck.editions)
    };
    assert_eq!(text("\n"), text("\r\n"));
    assert_eq!(text("\n"), text("\r"));
}

#[test]
fn ids_that_were_given_up_lead_to_those_of_today_in_every_language() {
    let plain = good();
    let renamed = |text: String| {
        text.replace("\"t1-s01\"", "\"t1-s11\"\nwas = [\"t1-s01\", \"t1-s05\"]").replace("{#q1 ", "{#q9 was=q1,q7-old ")
    };
    let edition = &plain.editions[0];
    let mut files =
        BTreeMap::from([("deck.toml".to_owned(), plain.source.text().replace("[\"fr\"]", "[\"fr\", \"en\"]"))]);
    for language in ["fr", "en"] {
        let path = |path: &str| path.replace("fr/", &format!("{language}/"));
        files.insert(path(edition.themes[0].source.path()), edition.themes[0].source.text().to_owned());
        files.insert(path(CARD), renamed(card(&plain).source.text().to_owned()));
    }
    let english = files.get_mut("en/1-deborder/01-appel.md").expect("the card");
    *english = english.replace("was = [\"t1-s01\", \"t1-s05\"]\n", "").replace(" was=q1,q7-old", "");
    let (deck, _) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let wanted = [("t1-s01", "t1-s11"), ("t1-s05", "t1-s11"), ("t1-s11/q1", "q9"), ("t1-s11/q7-old", "q9")];
    let wanted: BTreeMap<String, &str> = wanted.into_iter().map(|(old, new)| (old.to_owned(), new)).collect();
    for language in ["fr", "en"] {
        let modules = modules(&deck, language, Split::Theme, deck.tracking);
        assert_eq!(modules[0].was, wanted, "{language}");
    }
}

#[test]
fn notes_beside_a_deck_are_no_part_of_it_in_an_archive_either() {
    let deck = [("deck.toml", "title = 1"), ("fr/notice.txt", "")];
    let beside =
        [("LICENSE.txt", "CC"), ("CITATION.cff", "cff-version: 1.2.0"), ("README.md", "# Jeu"), (".hidden", "")];
    let codes = |files: &mut dyn Iterator<Item = &(&'static str, &'static str)>| {
        let (_, findings) = read_files(files.copied());
        findings
            .sorted()
            .iter()
            .map(|found| (found.rule.code, found.place.source.path().to_owned()))
            .collect::<Vec<_>>()
    };
    let alone = codes(&mut deck.iter());
    assert!(alone.contains(&("R010", "fr/notice.txt".to_owned())), "{alone:?}");
    assert_eq!(codes(&mut deck.iter().chain(&beside)), alone);
}
