//! The deck that ships: that it is whole, that its four languages have one structure, and that it is set as each language is.

use cartable::course::{Split, modules};
use cartable::deck::{Deck, Edition, Item, ItemBody, Situation, Tracking, plain};
use cartable::read::read;
use cartable::render::render;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

/// How many prompts each situation of the guide has, theme by theme; what was added to its four themes has none there.
const PROMPTS: [&[usize]; 4] = [&[4, 2, 4, 3, 3, 5, 5, 5, 2, 2], &[3, 3, 5], &[3, 4, 4, 3, 3, 4], &[1, 1, 1, 1]];
/// A suicidal message: safety comes first, and nothing is scored.
const DISTRESS: &str = "t3-s02";

static DECK: LazyLock<Deck> = LazyLock::new(|| {
    let (deck, mut findings) = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).expect("the deck");
    findings.extend(cartable::check::check(&deck));
    let said: Vec<String> = findings
        .sorted()
        .iter()
        .map(|finding| {
            format!("{} {}:{}", finding.rule.code, finding.place.source.path(), finding.place.line_column().0)
        })
        .collect();
    assert_eq!(said, Vec::<String>::new(), "check has nothing to say, in any language");
    deck
});

fn source() -> &'static Edition {
    &DECK.editions[0]
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn has(card: &Situation, kinds: &[&str]) -> bool {
    card.items.iter().any(|item| kinds.contains(&item.body.kind()))
}

/// Every text of an edition with its file: what is said, titles, and keywords.
fn texts(edition: &Edition) -> Vec<(String, String)> {
    let mut all = Vec::new();
    edition.texts(&mut |content, place| all.push((place.source.path().to_owned(), plain(content).into_owned())));
    let keywords = edition.situations().flat_map(|card| &card.keywords);
    let language = edition.language.as_str();
    let statement = DECK.funding.as_ref().and_then(|funding| funding.statement.get(language));
    let deck = [DECK.title.get(language), DECK.description.get(language), statement];
    let words = DECK.keywords.get(language).into_iter().flat_map(|words| words.iter());
    for title in edition.titles().chain(keywords).chain(deck.into_iter().flatten()).chain(words) {
        all.push((title.place.source.path().to_owned(), title.value.clone()));
    }
    assert!(all.len() > 1500, "{language} has {} texts", all.len());
    all
}

/// The texts of a language that a rule of typesetting refuses.
fn refused(language: &str, refuses: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let edition = DECK.edition(language).unwrap_or_else(|| panic!("no edition in {language}"));
    texts(edition).into_iter().filter(|(_, text)| refuses(text)).collect()
}

#[track_caller]
fn none(found: Vec<(String, String)>) {
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_deck_has_the_languages_and_themes_that_were_promised() {
    let languages: Vec<&str> = DECK.editions.iter().map(|edition| edition.language.as_str()).collect();
    assert_eq!(languages, ["fr", "en", "ro", "el"]);
    for edition in &DECK.editions {
        let counts: Vec<usize> = edition.themes.iter().map(|theme| theme.situations.len()).collect();
        assert_eq!(counts, [10, 3, 6, 4, 3], "{}", edition.language);
        assert!(
            edition.game.is_some() && edition.board.is_some() && edition.glossary.is_some(),
            "{}",
            edition.language
        );
    }
}

#[test]
fn every_prompt_of_the_guide_has_one_of_ours() {
    for (theme, wanted) in source().themes.iter().zip(PROMPTS) {
        for (card, least) in theme.situations.iter().zip(wanted) {
            let found = card.prompts.len();
            assert!((*least..=5).contains(&found), "{}: {found} prompts, the guide has {least}", card.id.value);
        }
    }
}

#[test]
fn every_quiz_has_a_fact_and_something_to_weigh() {
    for card in source().situations() {
        let id = card.id.as_str();
        assert!((2..=4).contains(&card.items.len()), "{id} has {} items", card.items.len());
        assert!(has(card, &["position", "perspectives"]), "{id} has nothing to weigh");
        assert_eq!(has(card, &["fact", "facts"]), id != DISTRESS, "{id}");
        let options = |item: &Item| match &item.body {
            ItemBody::Fact(choices) | ItemBody::Facts(choices) => choices.iter().all(|c| !c.feedback.is_empty()),
            // What each choice protects and costs, for each of the four.
            ItemBody::Perspectives(options) => options.iter().all(|o| o.voices.iter().all(|voice| !voice.is_empty())),
            _ => true,
        };
        assert!(card.items.iter().all(options), "{id}: an option without feedback");
        let tells = |item: &Item| match &item.body {
            ItemBody::Perspectives(_) => true,
            ItemBody::Position { .. } => !item.closing.is_empty(),
            _ => false,
        };
        assert!(card.items.iter().any(tells), "{id}: nothing tells what a choice protects and costs");
    }
}

#[test]
fn a_story_is_short_in_every_language() {
    for card in DECK.editions.iter().flat_map(|edition| edition.situations()) {
        let found = words(&card.story.text());
        assert!((33..=130).contains(&found), "{}: {found} words", card.source.path());
    }
}

#[test]
fn the_message_of_distress_puts_safety_first() {
    for edition in &DECK.editions {
        for card in edition.situations().filter(|card| *card.id == DISTRESS) {
            assert!(!card.content_note.is_empty(), "{}", edition.language);
            assert!(card.items.iter().all(|item| !item.body.is_scored()), "{}", edition.language);
            assert!(card.source.text().contains("112"), "{}: where help is", edition.language);
            // The way past it stands inside the note, before anything is read.
            let module = modules(&DECK, &edition.language, Split::Theme, Tracking::Essential).remove(2);
            let page = render(&module, false).expect("the templates are sound");
            let page = String::from_utf8(page.get("index.html").expect("a page").to_vec()).expect("UTF-8");
            let card = page.split(&format!("id=\"{DISTRESS}\"")).nth(1).expect("the card");
            let note = card.split("<aside").nth(1).and_then(|rest| rest.split("</aside>").next()).expect("a note");
            assert!(note.contains("href=\"#_overview\""), "{note}");
        }
    }
}

#[test]
fn what_is_scored_names_a_capsule_of_its_module() {
    for edition in &DECK.editions {
        for module in modules(&DECK, &edition.language, Split::Theme, Tracking::Essential) {
            let there: BTreeSet<&str> = module.capsules.iter().map(|capsule| capsule.text.id.as_str()).collect();
            let items = module.situations.iter().flat_map(|activity| &activity.items);
            for activity in items.filter(|activity| activity.item.body.is_scored()) {
                let source = activity.item.source.as_ref().map(|source| source.value.as_str());
                assert!(source.is_some_and(|source| there.contains(source)), "{} rests on {source:?}", activity.iri);
            }
        }
    }
}

#[test]
fn the_guides_last_theme_weighs_four_dilemmas() {
    for edition in &DECK.editions {
        let theme = edition.themes.iter().find(|theme| *theme.id == "t4").expect("a theme");
        for card in &theme.situations {
            let sides = card.dilemma.as_ref().and_then(|dilemma| dilemma.sides.as_ref());
            let sides = sides.unwrap_or_else(|| panic!("{} has no two sides", card.id.value));
            assert!(sides.iter().all(|side| side.arguments.len() >= 2), "{}", card.id.value);
        }
    }
}

#[test]
fn situations_and_capsules_reach_one_another() {
    let linked: BTreeSet<&str> = source().situations().flat_map(|card| &card.capsules).map(|id| id.as_str()).collect();
    let there: BTreeSet<&str> = source().capsules.iter().map(|capsule| capsule.id.as_str()).collect();
    assert_eq!(linked, there);
    for card in source().situations() {
        assert!(!card.capsules.is_empty(), "{} links no capsule", card.id.value);
    }
}

#[test]
fn capsules_are_short_and_end_with_what_to_keep_and_their_sources() {
    for edition in &DECK.editions {
        for capsule in &edition.capsules {
            let path = capsule.source.path();
            let found = words(&capsule.body.text());
            assert!((80..=350).contains(&found), "{path}: {found} words");
            assert!(!capsule.keep.is_empty() && !capsule.sources.is_empty(), "{path}");
            let headings: Vec<&str> =
                capsule.source.text().lines().filter(|line| line.starts_with("## ") && line.ends_with('}')).collect();
            // A handout stands before both.
            let headings = &headings[usize::from(capsule.handout.is_some())..];
            let ends = headings.len() == 2 && headings[0].ends_with("{#keep}") && headings[1].ends_with("{#sources}");
            assert!(ends, "{path}: {headings:?}");
        }
    }
}

/// All that must be the same in every language: paths, ids, kinds, and how many there are of everything.
fn structure(edition: &Edition) -> Vec<String> {
    let prefix = format!("{}/", edition.language);
    let path = |path: &str| path.strip_prefix(&prefix).expect("a file of the edition").to_owned();
    let mut all = Vec::new();
    for theme in &edition.themes {
        all.push(format!("{} {} {}", path(theme.source.path()), theme.id.value, theme.intro.0.len()));
        for card in &theme.situations {
            let sides = card.dilemma.as_ref().map(|dilemma| {
                let sides = dilemma.sides.iter().flatten().map(|side| side.arguments.len()).collect::<Vec<_>>();
                (dilemma.tension.0.len(), sides)
            });
            let actions: Vec<_> = card.actions.iter().map(|(level, ideas)| (level.key(), ideas.len())).collect();
            let capsules: Vec<&str> = card.capsules.iter().map(|id| id.as_str()).collect();
            let counts = (card.story.0.len(), card.content_note.0.len(), card.prompts.len(), card.keywords.len());
            let id = card.id.as_str();
            all.push(format!("{} {id} {counts:?} {sides:?} {actions:?} {capsules:?}", path(card.source.path())));
            all.extend(card.items.iter().map(|item| format!("{id}/{}", form(item))));
        }
    }
    for capsule in &edition.capsules {
        let counts = (capsule.body.0.len(), capsule.keep.0.len(), capsule.sources.text().lines().count());
        all.push(format!("{} {} {counts:?}", path(capsule.source.path()), capsule.id.value));
    }
    for part in edition.game.iter().flat_map(|game| &game.parts) {
        let below: Vec<_> = part.parts.iter().map(|below| (below.id.as_str(), below.body.0.len())).collect();
        all.push(format!("{} {} {below:?}", part.id.value, part.body.0.len()));
    }
    for level in edition.board.iter().flat_map(|board| &board.levels) {
        all.push(format!("{} {}", level.level.key(), level.questions.len()));
    }
    all.extend(edition.glossary.iter().flat_map(|glossary| &glossary.terms).map(|term| term.id.value.clone()));
    all
}

fn form(item: &Item) -> String {
    let sizes: Vec<usize> = match &item.body {
        ItemBody::Fact(choices) | ItemBody::Facts(choices) => choices.iter().map(|c| c.feedback.0.len()).collect(),
        ItemBody::Position { steps, .. } => vec![usize::from(*steps)],
        ItemBody::Perspectives(options) => options.iter().map(|o| o.voices.len()).collect(),
        ItemBody::Order(entries) => vec![entries.len()],
        ItemBody::Match(pairs) => vec![pairs.len()],
        ItemBody::Sort(boxes) => boxes.iter().map(|group| group.statements.len()).collect(),
        ItemBody::Note => Vec::new(),
    };
    format!("{} {} {sizes:?} {} {}", item.id.value, item.body.kind(), item.intro.0.len(), item.closing.0.len())
}

#[test]
fn every_language_has_the_same_structure() {
    let wanted = structure(source());
    assert!(wanted.len() > 100);
    for edition in &DECK.editions[1..] {
        for (found, wanted) in structure(edition).iter().zip(&wanted) {
            assert_eq!(found, wanted, "{}", edition.language);
        }
        assert_eq!(structure(edition).len(), wanted.len(), "{}", edition.language);
    }
}

/// The terms that each module of a cut explains, by module.
fn explained(language: &str, split: Split) -> Vec<(String, Vec<&'static str>)> {
    let modules = modules(&DECK, language, split, Tracking::Essential);
    modules
        .iter()
        .map(|module| (module.id.clone(), module.terms.iter().map(|term| term.id.as_str()).collect()))
        .collect()
}

#[test]
fn every_language_explains_the_same_terms() {
    for split in Split::ALL {
        let source = explained(source().language.as_str(), split);
        assert!(source.iter().any(|(_, terms)| terms.len() > 3));
        for edition in &DECK.editions {
            assert_eq!(explained(&edition.language, split), source, "{}", edition.language);
        }
    }
}

#[test]
fn no_text_has_the_signs_of_a_typewriter() {
    for edition in &DECK.editions {
        none(refused(&edition.language, |text| text.contains(['\'', '"']) || text.contains("...")));
    }
}

#[test]
fn every_language_has_its_quotation_marks() {
    for (language, foreign) in [("fr", "“”„"), ("en", "«»„"), ("ro", "«»“"), ("el", "“”„")] {
        none(refused(language, |text| text.contains(|c| foreign.contains(c))));
    }
    for (language, marks) in [("fr", ['«', '»']), ("en", ['“', '”']), ("ro", ['„', '”']), ("el", ['«', '»'])]
    {
        let [open, close] = marks;
        none(refused(language, |text| text.matches(open).count() != text.matches(close).count()));
        assert!(!refused(language, |text| text.contains(open)).is_empty(), "{language} quotes nothing");
    }
}

#[test]
fn french_leaves_a_space_inside_its_quotation_marks_and_before_its_signs() {
    let space = |c: char| c == ' ' || c == '\u{a0}' || c == '\u{202f}';
    none(refused("fr", |text| {
        let inside = text.split('«').skip(1).any(|rest| !rest.starts_with(space));
        let signs = ['»', '?', '!', ';'];
        // A run of signs has one space before it.
        let before = text
            .char_indices()
            .filter(|(_, c)| signs.contains(c))
            .any(|(at, _)| !text[..at].ends_with(space) && !text[..at].ends_with(signs) && at > 0);
        inside || before
    }));
    none(refused("el", |text| text.contains("« ") || text.contains(" »")));
}

#[test]
fn romanian_has_commas_below_and_greek_no_latin_letters_in_its_words() {
    none(refused("ro", |text| text.contains(['ş', 'ţ', 'Ş', 'Ţ'])));
    let is_greek = |c: char| ('\u{370}'..='\u{3ff}').contains(&c) || ('\u{1f00}'..='\u{1fff}').contains(&c);
    none(refused("el", |text| {
        let words = text.split(|c: char| !c.is_alphabetic());
        words.into_iter().any(|word| word.contains(is_greek) && word.contains(|c: char| c.is_ascii_alphabetic()))
    }));
}

#[test]
fn french_pages_keep_their_signs_with_their_words() {
    for module in modules(&DECK, "fr", Split::Theme, Tracking::Essential) {
        let tree = render(&module, false).expect("the templates are sound");
        let page = String::from_utf8(tree.get("index.html").expect("a page").to_vec()).expect("UTF-8");
        let shown = page.split("<script type=\"application/json\"").next().expect("a page");
        let text: String = shown.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        for loose in [" ?", " !", " :", " ;", " »", "« "] {
            let at = text.find(loose).map(|at| text[at..].chars().take(40).collect::<String>());
            assert_eq!(at, None, "{}", module.id);
        }
        assert!(
            ["\u{a0}?", "\u{a0}:", "\u{a0}»", "«\u{a0}"].into_iter().all(|sign| text.contains(sign)),
            "{}",
            module.id
        );
    }
}

#[test]
fn every_country_has_the_same_twelve_entries_in_every_language() {
    let twelve = [
        "data-protection",
        "secrecy",
        "child",
        "violence",
        "suicide",
        "shelter",
        "retention",
        "disconnect",
        "criminal-record",
        "ombudsman",
        "accessibility",
        "ethics",
    ];
    for edition in &DECK.editions {
        let countries: Vec<&str> = edition.countries.iter().map(|country| country.id.as_str()).collect();
        assert_eq!(countries, ["fr", "be", "lu", "ro", "gr", "other"], "{}", edition.language);
        for country in &edition.countries {
            let entries: Vec<&str> = country.entries.iter().map(|entry| entry.id.as_str()).collect();
            assert_eq!(entries, twelve, "{} {}", edition.language, country.id.value);
        }
    }
}
