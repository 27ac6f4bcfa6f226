//! Everything that can be looked for: the search's index, and the list from A to Z for those without a script.

use super::desk::COUNTRIES;
use crate::course::{Module, SituationActivity, Told};
use crate::deck::{BlockKind, Capsule, Inline, Prose, Term, plain};
use crate::render::texts::Texts;
use crate::render::typography::set;
use crate::source::Place;
use serde::Serialize;

/// How much of a text is shown below a result, in characters.
const LEAD: usize = 140;

/// Something that can be looked for. Texts are plain.
#[derive(Serialize)]
pub struct Entry {
    /// Where it is, from any page of the language.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: String,
    /// How it begins.
    pub lead: String,
    /// Its language, where it is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What it says, paragraph by paragraph, so that a result shows the place that was found.
    pub said: Vec<String>,
}

/// The entries of a letter.
#[derive(Serialize)]
pub struct Letter<'a> {
    /// The letter, or `#` for what begins with none.
    pub letter: String,
    /// In the order of the alphabet.
    pub entries: Vec<&'a Entry>,
}

/// Everything in a deck, in its order.
pub fn entries(deck: &Module<'_>, texts: &Texts) -> Vec<Entry> {
    let maker = Maker { language: deck.language, texts };
    let mut entries = Vec::new();
    let mut cards = deck.situations.iter();
    for part in &deck.themes {
        let page = format!("theme-{}.html", part.theme.id.value);
        let own = cards.by_ref().take(part.situations);
        entries.extend(own.map(|card| maker.situation(&page, card)));
    }
    entries.extend(deck.capsules.iter().map(|capsule| maker.capsule(*capsule)));
    if let Some(glossary) = deck.glossary {
        entries.extend(glossary.text.terms.iter().map(|term| maker.term(glossary.language, term)));
    }
    let mut page = |name: &str, language: &str, title: &str, intro: &Prose, said: Vec<String>| {
        entries.push(maker.entry("page", name.to_owned(), language, title, &begins(intro), &said));
    };
    if let Some(game) = deck.game {
        page("game.html", game.language, &game.title, &game.intro, said(|mut take| game.text.texts(&mut take)));
    }
    if let Some(board) = deck.board {
        page("board.html", board.language, &board.title, &board.intro, said(|mut take| board.text.texts(&mut take)));
    }
    for part in &deck.themes {
        let Some(sheet) = part.teaching else { continue };
        let href = format!("teaching.html#_sheet/{}", part.theme.id.value);
        page(&href, sheet.language, &sheet.title, &sheet.intro, said(|mut take| sheet.text.texts(&mut take)));
    }
    if !deck.countries.is_empty() {
        let mut words: Vec<String> = deck.countries.iter().map(|country| country.title.value.clone()).collect();
        deck.countries.iter().for_each(|country| words.extend(said(|mut take| country.text.texts(&mut take))));
        let (title, lead) = (texts.get("country.title"), texts.get("country.lead"));
        entries.push(maker.entry("page", COUNTRIES.to_owned(), deck.language, title, lead, &words));
    }
    entries
}

/// The entries from A to Z.
pub fn letters(entries: &[Entry]) -> Vec<Letter<'_>> {
    let mut sorted: Vec<(String, &Entry)> = entries.iter().map(|entry| (key(&entry.title), entry)).collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    let mut letters: Vec<Letter<'_>> = Vec::new();
    for (key, entry) in sorted {
        let first = key.chars().next().filter(|c| c.is_alphabetic());
        let letter = first.map_or_else(|| "#".to_owned(), |c| c.to_uppercase().to_string());
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.entries.push(entry),
            None => letters.push(Letter { letter, entries: vec![entry] }),
        }
    }
    letters
}

/// Letters with a sign and the letter under which a register has them. Others follow the order of Unicode.
const UNDER: [(&str, char); 16] = [
    ("àáâãäåăāæ", 'a'),
    ("ç", 'c'),
    ("èéêëē", 'e'),
    ("ìíîïī", 'i'),
    ("ñ", 'n'),
    ("òóôõöøœ", 'o'),
    ("ùúûüū", 'u'),
    ("șş", 's'),
    ("țţ", 't'),
    ("ά", 'α'),
    ("έ", 'ε'),
    ("ή", 'η'),
    ("ίϊΐ", 'ι'),
    ("ό", 'ο'),
    ("ύϋΰ", 'υ'),
    ("ώ", 'ω'),
];

/// What a title is sorted by: its letters, digits and spaces, without signs.
fn key(title: &str) -> String {
    let plain = |c: char| UNDER.iter().find(|(with, _)| with.contains(c)).map_or(c, |(_, letter)| *letter);
    let kept = title.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() || c.is_whitespace());
    kept.map(plain).collect::<String>().trim().to_owned()
}

#[derive(Clone, Copy)]
struct Maker<'a> {
    language: &'a str,
    texts: &'a Texts,
}

impl Maker<'_> {
    fn situation(self, page: &str, activity: &SituationActivity<'_>) -> Entry {
        let card = activity.situation;
        let mut said = said(|mut take| card.text.texts(&mut take));
        said.extend(card.keywords.iter().map(|word| word.value.clone()));
        let href = format!("{page}#{}", activity.id);
        self.entry("situation", href, card.language, &card.title, &begins(&card.story), &said)
    }

    fn capsule(self, capsule: Told<'_, Capsule>) -> Entry {
        let href = format!("capsule-{}.html", capsule.id.value);
        let said = said(|mut take| capsule.text.texts(&mut take));
        self.entry("capsule", href, capsule.language, &capsule.title, &begins(&capsule.body), &said)
    }

    fn term(self, language: &str, term: &Term) -> Entry {
        let href = format!("glossary.html#_term/{}", term.id.value);
        self.entry("term", href, language, &term.title.text(), &term.body.text(), &[term.body.text()])
    }

    fn entry(self, kind: &str, href: String, language: &str, title: &str, begins: &str, said: &[String]) -> Entry {
        Entry {
            href,
            title: set(title, language).into_owned(),
            kind: self.texts.get(&format!("site.kind_{kind}")).to_owned(),
            lead: lead(&set(begins, language)),
            language: (language != self.language).then(|| language.to_owned()),
            said: said.iter().map(|text| set(text, language).into_owned()).collect(),
        }
    }
}

/// What the texts of something say, without formatting.
fn said<'a>(visit: impl FnOnce(&mut dyn FnMut(&'a [Inline], &'a Place))) -> Vec<String> {
    let mut said = Vec::new();
    visit(&mut |content, _| said.push(plain(content).into_owned()));
    said
}

/// The beginning of a text after its headings.
fn begins(prose: &Prose) -> String {
    let headless = prose.0.iter().filter(|block| !matches!(block.kind, BlockKind::Heading(..)));
    Prose(headless.cloned().collect()).text()
}

/// The beginning of a text, up to the end of a word.
fn lead(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(LEAD) else { return text };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", text[..cut].trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_sorted_without_their_signs() {
        let mut titles = ["Zone", "Émoi", "élan", "Ești", "« Ébauche »"];
        titles.sort_by_key(|title| key(title));
        assert_eq!(titles, ["« Ébauche »", "élan", "Émoi", "Ești", "Zone"]);
        let mut greek = ["Ώρα", "Χάρτης", "Έργο", "άδεια", "Ήθος", "Ιδέα"];
        greek.sort_by_key(|title| key(title));
        assert_eq!(greek, ["άδεια", "Έργο", "Ήθος", "Ιδέα", "Χάρτης", "Ώρα"]);
    }

    #[test]
    fn leads_end_at_a_word() {
        let long = "mot, ".repeat(60);
        assert!(lead(&long).ends_with("mot …") && lead(&long).chars().count() <= LEAD + 2);
        assert_eq!(lead("un\ndeux"), "un deux");
    }
}
