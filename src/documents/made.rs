//! The files of a deck that documents become, the note with what is left over, and the count of their words.

use super::card::{Capsule, Card, card};
use super::document::{Document, Text};
use super::leftovers::{Left, leftovers};
use super::outline::{Chapter, Node, outline, tree};
use super::parts::prose;
use super::shape::shaped;
use super::way::{Way, short};
use super::words::Tally;
use super::{read_back, rules};
use crate::diagnostic::{Findings, Locale};
use crate::form::{LONGEST_ID, is_id};
use crate::slug::slug;
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Longer names of files are cut.
const LONGEST_NAME: usize = 40;

/// Where new cards go: a folder of a theme, and the numbers that are free.
#[derive(Default)]
pub struct Home {
    /// The folder of the theme, from the deck's: `fr/1-theme`.
    pub folder: String,
    /// How the ids of its cards begin: `t1-s`.
    pub begin: String,
    /// The number of the next id.
    pub id: usize,
    /// The number of the next file.
    pub file: usize,
}

/// What came out of documents.
#[derive(Default)]
pub struct Made {
    /// The files, by their paths in the deck.
    pub files: Tree,
    /// The ids of the themes that were made.
    pub themes: Vec<String>,
    /// The ids of the cards that were made.
    pub cards: Vec<String>,
    /// The title of the deck, where a document says one.
    pub title: Option<String>,
    /// The note with what is left over; empty where nothing is.
    pub leftovers: String,
    /// How many words the documents have.
    pub words: usize,
    /// How many of them are in the deck.
    pub in_deck: usize,
    /// How many are in the note.
    pub left: usize,
    /// How many of those only the count missed, which is a fault of this program.
    pub missed: usize,
}

/// The making of a deck, document by document.
pub struct Maker<'a> {
    language: &'a str,
    locale: Locale,
    /// Where cards go.
    home: Home,
    /// Whether all cards go there; else each theme gets a folder of its own.
    is_one_theme: bool,
    /// The ids of capsules that may not be given again.
    taken: BTreeSet<String>,
    media: BTreeMap<String, Vec<u8>>,
    /// The texts of the files, to be counted.
    texts: Vec<String>,
    made: Made,
}

impl<'a> Maker<'a> {
    /// Makes themes with their cards.
    pub fn deck(language: &'a str, locale: Locale) -> Self {
        let mut maker = Self::cards(language, locale, Home::default(), BTreeSet::new());
        maker.is_one_theme = false;
        maker
    }

    /// Makes cards for one theme; `taken` are the ids of capsules that are there.
    pub fn cards(language: &'a str, locale: Locale, home: Home, taken: BTreeSet<String>) -> Self {
        let (media, texts, made) = (BTreeMap::new(), Vec::new(), Made::default());
        Self { language, locale, home, is_one_theme: true, taken, media, texts, made }
    }

    /// Says which pictures are there already, by their names in `media/`.
    pub fn media(&mut self, media: BTreeMap<String, Vec<u8>>) {
        self.media = media;
    }

    /// Makes what a document says; `name` is that of its file.
    pub fn add(&mut self, document: &Document, name: &str, findings: &mut Findings) {
        let shaped = shaped(&document.source, &document.blocks, findings);
        let mut before = Tally::new();
        let mut count = |text: &Text| {
            if !text.repeated {
                before.add(&text.plain());
            }
        };
        shaped.iter().for_each(|block| block.texts(&mut count));
        document.asides.iter().for_each(|aside| count(&aside.text));
        let outline = outline(tree(shaped));
        let mut media = std::mem::take(&mut self.media);
        let (left, added) = (Vec::new(), Vec::new());
        let mut way = Way { document, language: self.language, findings, left, added, media: &mut media };
        let had = self.made.cards.len();
        if let Some(title) = &outline.title {
            self.title(title, &mut way);
        }
        outline.rest.iter().for_each(|node| way.leave_all(node));
        let name = outline.title.as_ref().map_or_else(|| spoken(name), |title| title.plain().trim().to_owned());
        outline.chapters.iter().for_each(|chapter| self.chapter(chapter, &name, &mut way));
        if self.made.cards.len() == had {
            way.say(&rules::NO_CARD, &(0..0));
        }
        for aside in &document.asides {
            let (plain, range) = (aside.text.plain(), &aside.text.range);
            if !plain.trim().is_empty() {
                way.say(&rules::ASIDE, range).with("kind", aside.kind).with("text", short(&plain));
            }
            way.drop(&aside.text);
        }
        let Way { added, left, .. } = way;
        self.count(document, &before, &added, left);
        self.media = media;
    }

    /// What was made.
    pub fn done(mut self) -> Made {
        for (name, bytes) in self.media {
            self.made.files.put(format!("media/{name}"), bytes);
        }
        self.made
    }

    /// The title of the first document that has one is that of the deck.
    fn title(&mut self, title: &Text, way: &mut Way<'_>) {
        if self.is_one_theme || self.made.title.is_some() {
            return way.leave(title);
        }
        let title = way.plain_title(title);
        self.texts.push(front(&[("title", &title)]));
        self.made.title = Some(title);
    }

    /// Holds what came in (`before`, without typed bullets and numbers) against what goes out. A word that neither the deck nor the note has is put into the note.
    fn count(&mut self, document: &Document, before: &Tally, added: &[String], mut left: Vec<Left>) {
        let [mut deck, mut ours, mut note] = [const { Tally::new() }; 3];
        self.texts.drain(..).for_each(|text| read_back::count(&text, &mut deck));
        added.iter().for_each(|text| ours.add(text));
        left.iter().for_each(|left| note.add(&left.text));
        let kept = deck.without(&ours);
        let lost = before.without(&kept).without(&note);
        if lost.total() > 0 {
            let text = lost.list().collect::<Vec<_>>().join(" ");
            self.made.missed += lost.total();
            note.add(&text);
            let end = document.source.text().len();
            left.push(Left { range: end..end, text, links: Vec::new() });
        }
        self.made.words += before.total();
        self.made.in_deck += kept.total();
        self.made.left += note.total();
        left.sort_by_key(|left| left.range.start);
        self.made.leftovers.push_str(&leftovers(document, &left, self.locale));
    }

    fn chapter(&mut self, chapter: &Chapter, name: &str, way: &mut Way<'_>) {
        if self.is_one_theme {
            chapter.heading.iter().for_each(|heading| way.leave(heading));
            chapter.intro.iter().for_each(|block| way.leave_block(block));
        } else if !chapter.cards.is_empty() {
            self.theme(chapter, name, way);
        } else {
            let (heading, blocks) = (chapter.heading.clone(), chapter.intro.clone());
            way.leave_all(&Node { heading, blocks, ..Node::default() });
        }
        for node in &chapter.cards {
            let card = card(node, name, way);
            self.card(card);
        }
    }

    /// Makes the folder of a theme.
    fn theme(&mut self, chapter: &Chapter, name: &str, way: &mut Way<'_>) {
        let number = self.made.themes.len() + 1;
        let title = match &chapter.heading {
            Some(heading) => {
                way.say(&rules::TAKEN_THEME, &heading.range).with("text", short(&heading.plain()));
                way.plain_title(heading)
            }
            None => {
                way.added.push(name.to_owned());
                name.to_owned()
            }
        };
        let id = format!("t{number}");
        let folder = format!("{}/{number}-{}", self.language, slug(&title, LONGEST_NAME));
        let folder = folder.trim_end_matches('-').to_owned();
        let intro = prose(&chapter.intro, way);
        let text = front(&[("id", &id), ("title", &title)]) + &intro;
        self.put(format!("{folder}/theme.md"), text);
        self.home = Home { folder, begin: format!("{id}-s"), id: 1, file: 1 };
        self.made.themes.push(id);
    }

    /// Puts a card and its capsules into the folder of its theme.
    fn card(&mut self, card: Card) {
        let capsules: Vec<String> = card.capsules.into_iter().map(|capsule| self.capsule(capsule)).collect();
        let home = &mut self.home;
        let id = format!("{}{:02}", home.begin, home.id);
        let name = slug(&card.title, LONGEST_NAME);
        let path = format!("{}/{:02}-{name}", home.folder, home.file);
        (home.id, home.file) = (home.id + 1, home.file + 1);
        let list = serde_json::Value::from(capsules).to_string();
        let head = front(&[("id", &id), ("title", &card.title)]).replacen(
            "\n+++\n\n",
            &format!("\ncapsules = {list}\n+++\n\n"),
            1,
        );
        self.put(format!("{}.md", path.trim_end_matches('-')), head + &card.body);
        self.made.cards.push(id);
    }

    /// Puts a capsule into the folder of its theme; gives its id.
    fn capsule(&mut self, capsule: Capsule) -> String {
        let name = slug(&capsule.title, LONGEST_ID);
        let name = if is_id(&name) { name } else { slug(&format!("c-{name}"), LONGEST_ID) };
        let numbered = (2..).map(|number: usize| {
            let end = format!("-{number}");
            format!("{}{end}", name[..name.len().min(LONGEST_ID - end.len())].trim_end_matches('-'))
        });
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let id = names.find(|id| !self.taken.contains(id)).unwrap_or_default();
        self.taken.insert(id.clone());
        let text = front(&[("id", &id), ("title", &capsule.title)]) + &capsule.body;
        self.put(format!("{}/capsules/{id}.md", self.home.folder), text);
        id
    }

    fn put(&mut self, path: String, text: String) {
        let text = text.trim_end().to_owned() + "\n";
        self.texts.push(text.clone());
        self.made.files.put(path, text);
    }
}

/// Front matter of texts, whose strings are written as in JSON.
fn front(fields: &[(&str, &str)]) -> String {
    let lines: String =
        fields.iter().map(|(key, value)| format!("{key} = {}\n", serde_json::Value::from(*value))).collect();
    format!("+++\n{lines}+++\n\n")
}

/// The name of a file as words.
fn spoken(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.replace(['-', '_'], " ").replace(char::is_control, " ");
    let mut letters = words.trim().chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
