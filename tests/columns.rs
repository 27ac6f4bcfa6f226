//! Report columns over the life of a deck: whatever its authors do, however it is cut and at whatever level it is tracked, a column
//! belongs to one item for ever.

use cartable::check::check;
use cartable::course::{Module, Split, modules, registered};
use cartable::deck::{Deck, Tracking};
use cartable::package::{deck_files, register_text, source};
use cartable::read::read_files;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An item as its author sees it. `uid` is what no file knows: which item it is.
#[derive(Clone)]
struct Item {
    uid: usize,
    id: String,
    was: Vec<String>,
    kind: usize,
}

#[derive(Clone)]
struct Card {
    uid: usize,
    theme: usize,
    id: String,
    was: Vec<String>,
    items: Vec<Item>,
}

/// A deck and what became of it.
struct History {
    cards: Vec<Card>,
    register: Option<String>,
    /// How many things were ever made.
    made: usize,
    /// Whether something has a new name that was not published yet.
    renamed: bool,
    /// Which item each name ever meant.
    meant: BTreeMap<String, usize>,
    /// The columns so far, by module and level.
    columns: BTreeMap<(String, &'static str), Vec<usize>>,
}

const THEMES: [&str; 2] = ["t1", "t2"];
const KINDS: [(&str, &str); 3] =
    [("fact", "- [x] Oui\n- [ ] Non"), ("order", "1. Un\n2. Deux\n3. Trois"), ("note", "Écrivez pour vous.")];

impl History {
    fn new() -> Self {
        let (meant, columns) = (BTreeMap::new(), BTreeMap::new());
        let mut history = Self { cards: Vec::new(), register: None, made: 0, renamed: false, meant, columns };
        for step in [(0, 10, 0), (0, 3, 1), (1, 7, 0), (0, 1, 2), (5, 2, 1), (5, 9, 0)] {
            // What a name was may be forgotten once it has been published.
            if step.0 == 9 {
                history.build();
            }
            history.step(step);
        }
        history
    }

    /// A number that nothing had, small or large, so that new ids come before and after the others.
    fn fresh(&mut self, at: usize) -> usize {
        self.made += 1;
        if at.is_multiple_of(2) { self.made } else { 900 - self.made }
    }

    fn item(&mut self, at: usize, kind: usize) -> Item {
        let number = self.fresh(at);
        Item { uid: self.made, id: format!("q{number}"), was: Vec::new(), kind: kind % KINDS.len() }
    }

    fn step(&mut self, (what, at, more): (usize, usize, usize)) {
        let count = self.cards.len();
        let card = at.checked_rem(count).unwrap_or(0);
        let items = self.cards.get(card).map_or(0, |card| card.items.len());
        match what {
            _ if what == 0 || count == 0 => {
                let (number, theme) = (self.fresh(at), more % THEMES.len());
                let uid = self.made;
                let items = vec![self.item(more, at), self.item(at, more)];
                self.cards.insert(card, Card { uid, theme, id: format!("s{number}"), was: Vec::new(), items });
            }
            1 => {
                let item = self.item(more, at);
                let place = more % (items + 1);
                self.cards[card].items.insert(place, item);
            }
            2 if count > 1 => drop(self.cards.remove(card)),
            3 if items > 0 => drop(self.cards[card].items.remove(more % items)),
            4 => {
                let id = format!("s{}", self.fresh(more));
                let old = std::mem::replace(&mut self.cards[card].id, id);
                self.cards[card].was.push(old);
                self.renamed = true;
            }
            5 if items > 0 => {
                let id = format!("q{}", self.fresh(at));
                let item = &mut self.cards[card].items[more % items];
                let old = std::mem::replace(&mut item.id, id);
                item.was.push(old);
                self.renamed = true;
            }
            6 => self.cards[card].theme = (self.cards[card].theme + 1) % THEMES.len(),
            7 => self.cards.swap(card, more % count),
            8 if items > 0 => self.cards[card].items[more % items].kind = at % KINDS.len(),
            // An author tidies up: the names of before are in the register, once they were published.
            9 if !self.renamed => {
                self.cards[card].was.clear();
                self.cards[card].items.iter_mut().for_each(|item| item.was.clear());
            }
            _ => {}
        }
    }

    fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let head = "id = \"essai\"\niri = \"https://example.org/essai\"\nversion = \"1.0.0\"\nlanguages = [\"fr\"]";
        let foot = "[title]\nfr = \"Essai\"\n[licence]\nid = \"CC0-1.0\"\nname = \"CC0\"\nurl = \"https://example.org\"\n\
                    [[credits]]\nrole = \"author\"\nname = \"N\"\n";
        files.insert("deck.toml".into(), format!("{head}\nthemes = {THEMES:?}\n{foot}"));
        for theme in THEMES {
            let text = format!("+++\nid = \"{theme}\"\ntitle = \"Thème\"\n+++\n\nUn thème.\n");
            files.insert(format!("fr/{theme}/theme.md"), text);
        }
        for (at, card) in self.cards.iter().enumerate() {
            let was = format!("{:?}", card.was);
            let mut text = format!("+++\nid = \"{}\"\ntitle = \"Carte\"\nwas = {was}\n+++\n\nUne histoire.\n", card.id);
            text.push_str("\n## Questions {#prompts}\n\n- Et vous ?\n");
            let quiz = if card.items.is_empty() { "" } else { "\n## Quiz {#quiz}\n" };
            text.push_str(quiz);
            for item in &card.items {
                let (kind, list) = KINDS[item.kind];
                let was = if item.was.is_empty() { String::new() } else { format!(" was={}", item.was.join(",")) };
                text.push_str(&format!("\n### Question ? {{#{} kind={kind}{was}}}\n\n{list}\n", item.id));
            }
            files.insert(format!("fr/{}/{at:03}.md", THEMES[card.theme]), text);
        }
        files.extend(self.register.clone().map(|text| ("register.toml".to_owned(), text)));
        files
    }

    /// Builds the deck as it is now: the register grows, and no column changes hands.
    fn build(&mut self) {
        self.renamed = false;
        let deck = deck(&self.files());
        let text = register_text(&registered(&deck));
        if let Some(before) = &self.register {
            let gone = before.lines().filter(|line| line.starts_with("  ")).find(|line| {
                let entry = line.trim_end_matches("\",");
                !text.lines().any(|now| now.starts_with(entry))
            });
            assert_eq!(gone, None, "an entry left the register:\n{before}\n{text}");
        }
        self.register = Some(text);
        let again = self::deck(&self.files());
        assert_eq!(Some(register_text(&registered(&again))), self.register, "a register is only written once");
        for card in &self.cards {
            for item in &card.items {
                let former = self.meant.insert(format!("{}/{}", card.id, item.id), item.uid);
                assert!(former.is_none_or(|uid| uid == item.uid));
            }
        }
        for split in Split::ALL {
            for level in Tracking::ALL {
                for module in modules(&again, "fr", split, level) {
                    self.hold(split, level, &module);
                    opened(&module, split, level);
                }
            }
        }
    }

    fn hold(&mut self, split: Split, level: Tracking, module: &Module<'_>) {
        // A module of one situation is that situation's, under whatever id.
        let own = self.cards.iter().find(|card| card.id == module.situations[0].id).unwrap();
        let key = if split == Split::Situation { format!("card {}", own.uid) } else { module.id.clone() };
        let now: Vec<usize> = module.columns.iter().map(|name| self.meant[name]).collect();
        let tracked = |item: &&Item| match level {
            Tracking::Essential => false,
            Tracking::Standard => item.kind == 0,
            Tracking::Reflective => item.kind < 2,
        };
        let present = |card: &&Card| module.situations.iter().any(|activity| activity.id == card.id);
        for item in self.cards.iter().filter(present).flat_map(|card| &card.items).filter(tracked) {
            assert!(now.contains(&item.uid), "{} has no column", item.id);
        }
        let once: std::collections::BTreeSet<_> = now.iter().collect();
        assert_eq!(once.len(), now.len(), "an item has two columns");
        let before = self.columns.insert((key, level.key()), now.clone()).unwrap_or_default();
        assert!(
            now.starts_with(&before),
            "{} {}: {before:?} → {now:?}\n{}",
            module.id,
            level.key(),
            self.register.as_ref().unwrap()
        );
    }
}

fn deck(files: &BTreeMap<String, String>) -> Deck {
    let (deck, mut findings) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    findings.extend(check(&deck));
    let errors: Vec<String> = findings
        .sorted()
        .iter()
        .filter(|finding| finding.rule.severity == cartable::diagnostic::Severity::Error)
        .map(|finding| format!("{} {:?} {:?}", finding.rule.code, finding.path(), finding.args))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    deck
}

/// The deck that comes out of a package has the same columns, and gives the same source again.
fn opened(module: &Module<'_>, split: Split, level: Tracking) {
    let packed = source(module);
    let files = deck_files(&packed).unwrap();
    let text = |(path, content): (&str, &[u8])| (path.to_owned(), String::from_utf8(content.to_vec()).unwrap());
    let deck = deck(&files.files().map(text).collect());
    let again = modules(&deck, "fr", split, level).into_iter().find(|own| own.id == module.id).unwrap();
    assert_eq!(again.columns, module.columns);
    assert_eq!(source(&again), packed);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_column_ever_changes_hands(steps in prop::collection::vec((0usize..10, 0usize..64, 0usize..64), 1..40)) {
        let mut history = History::new();
        history.build();
        for (at, step) in steps.into_iter().enumerate() {
            history.step(step);
            // Not every change is published.
            if at % 3 != 1 {
                history.build();
            }
        }
        history.build();
    }
}

#[test]
fn the_columns_of_a_deck_without_a_register_are_in_the_order_in_which_people_count() {
    let mut history = History::new();
    history.cards.truncate(1);
    history.cards[0].items.truncate(1);
    history.cards[0].items[0].kind = 0;
    let card = history.cards[0].clone();
    for (id, items) in [("s10", ["q10", "q2"]), ("s2", ["q1", "q02"])] {
        let items = items.map(|id| Item { id: id.to_owned(), was: Vec::new(), ..card.items[0].clone() }).to_vec();
        history.cards.push(Card { id: id.to_owned(), was: Vec::new(), items, ..card.clone() });
    }
    history.cards.remove(0);
    let deck = deck(&history.files());
    let module = modules(&deck, "fr", Split::Deck, Tracking::Standard).remove(0);
    assert_eq!(module.columns, ["s2/q1", "s2/q02", "s10/q2", "s10/q10"]);
}
