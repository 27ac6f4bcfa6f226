//! Every running text of a deck with its place, for the rules and proofs that look at all of them.

use super::{
    Board, Capsule, Country, CountryEntry, Edition, Game, Glossary, Inline, Item, ItemBody, Line, Part, Prose,
    Situation, Teaching, Term, Theme,
};
use crate::source::{At, Place};

impl Edition {
    /// Visits every run of text of the edition.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        self.themes.iter().for_each(|theme| theme.texts(visit));
        self.capsules.iter().for_each(|capsule| capsule.texts(visit));
        self.countries.iter().for_each(|country| country.texts(visit));
        self.game.iter().for_each(|game| game.texts(visit));
        self.board.iter().for_each(|board| board.texts(visit));
        self.glossary.iter().for_each(|glossary| glossary.texts(visit));
    }
}

impl Edition {
    /// The titles of the edition, which stand in front matter.
    pub fn titles(&self) -> impl Iterator<Item = &At<String>> {
        let themes = self.themes.iter().map(|theme| &theme.title);
        let cards = self.situations().map(|card| &card.title);
        let capsules = self.capsules.iter().map(|capsule| &capsule.title);
        let countries = self.countries.iter().map(|country| &country.title);
        let game = self.game.iter().map(|game| &game.title);
        let board = self.board.iter().map(|board| &board.title);
        let glossary = self.glossary.iter().map(|glossary| &glossary.title);
        let sheets = self.teachings().map(|sheet| &sheet.title);
        themes.chain(cards).chain(capsules).chain(countries).chain(game).chain(board).chain(glossary).chain(sheets)
    }
}

impl Theme {
    /// Visits every run of text of the theme, its situations and its teaching sheet.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        self.intro.paragraphs(visit);
        self.situations.iter().for_each(|card| card.texts(visit));
        self.teaching.iter().for_each(|sheet| sheet.texts(visit));
    }
}

impl Teaching {
    /// Visits every run of text of the sheet.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        self.intro.paragraphs(visit);
        parts(&self.parts, visit);
    }
}

impl Situation {
    /// Visits every run of text of the situation.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        self.story.paragraphs(visit);
        self.content_note.paragraphs(visit);
        if let Some(dilemma) = &self.dilemma {
            dilemma.tension.paragraphs(visit);
            for side in dilemma.sides.iter().flatten() {
                line(&side.title, visit);
                lines(&side.arguments, visit);
            }
        }
        lines(&self.prompts, visit);
        self.items.iter().for_each(|item| item.texts(visit));
        self.actions.iter().for_each(|(_, ideas)| lines(ideas, visit));
    }
}

impl Item {
    /// Visits every run of text of the item.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        line(&self.question, visit);
        self.intro.paragraphs(visit);
        let mut each = |text: &'a Line, more: &[&'a Prose]| {
            line(text, visit);
            more.iter().for_each(|prose| prose.paragraphs(visit));
        };
        match &self.body {
            ItemBody::Fact(choices) | ItemBody::Facts(choices) => {
                choices.iter().for_each(|c| each(&c.text, &[&c.feedback]))
            }
            ItemBody::Position { ends, .. } => ends.iter().for_each(|end| each(end, &[])),
            ItemBody::Perspectives(options) => {
                options.iter().for_each(|o| each(&o.text, &o.voices.iter().collect::<Vec<_>>()));
            }
            ItemBody::Order(entries) => entries.iter().for_each(|entry| each(entry, &[])),
            ItemBody::Match(pairs) => pairs.iter().for_each(|pair| {
                each(&pair.left, &[]);
                each(&pair.right, &[]);
            }),
            ItemBody::Sort(boxes) => boxes.iter().for_each(|group| {
                each(&group.label, &[]);
                group.statements.iter().for_each(|statement| each(statement, &[]));
            }),
            ItemBody::Note => {}
        }
        self.closing.paragraphs(visit);
    }
}

impl Capsule {
    /// Visits every run of text of the capsule.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        self.own_texts(visit);
        self.handout.iter().for_each(|handout| handout.texts(visit));
    }

    /// Visits every run of text of the capsule but those of its handout.
    pub fn own_texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        [&self.body, &self.keep, &self.sources].into_iter().for_each(|text| text.paragraphs(visit));
    }
}

impl Country {
    /// Visits every run of text of the sheet.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        self.intro.paragraphs(visit);
        self.entries.iter().for_each(|entry| entry.texts(visit));
    }
}

impl CountryEntry {
    /// Visits every run of text of the entry.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        line(&self.title, visit);
        self.body.paragraphs(visit);
        self.sources.paragraphs(visit);
    }
}

impl Game {
    /// Visits every run of text of the rules.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        self.intro.paragraphs(visit);
        parts(&self.parts, visit);
    }
}

impl Board {
    /// Visits every run of text of the board.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        self.intro.paragraphs(visit);
        for level in &self.levels {
            line(&level.title, visit);
            level.body.paragraphs(visit);
            lines(&level.questions, visit);
        }
    }
}

impl Glossary {
    /// Visits every run of text of the glossary.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        self.intro.paragraphs(visit);
        self.terms.iter().for_each(|term| term.texts(visit));
    }
}

impl Term {
    /// Visits every run of text of the term.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        line(&self.title, visit);
        self.body.paragraphs(visit);
    }
}

fn line<'a>(text: &'a Line, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
    visit(&text.content, &text.place);
}

fn lines<'a>(texts: &'a [Line], visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
    texts.iter().for_each(|text| line(text, visit));
}

fn parts<'a>(all: &'a [Part], visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
    for part in all {
        line(&part.title, visit);
        part.body.paragraphs(visit);
        parts(&part.parts, visit);
    }
}
