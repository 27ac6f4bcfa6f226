//! Every running text of an edition with its place, for the rules that look at all of them.

use crate::deck::{Edition, Inline, Item, ItemBody, Line, Part, Prose};
use crate::source::{At, Place};

/// Visits every run of text of an edition, in the order of its files.
pub fn visit<'a>(edition: &'a Edition, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
    for theme in &edition.themes {
        theme.intro.paragraphs(visit);
        for card in &theme.situations {
            card.story.paragraphs(visit);
            card.content_note.paragraphs(visit);
            if let Some(dilemma) = &card.dilemma {
                dilemma.tension.paragraphs(visit);
                for side in dilemma.sides.iter().flatten() {
                    line(&side.title, visit);
                    lines(&side.arguments, visit);
                }
            }
            lines(&card.prompts, visit);
            card.items.iter().for_each(|entry| item(entry, visit));
            card.actions.iter().for_each(|(_, ideas)| lines(ideas, visit));
        }
    }
    for capsule in &edition.capsules {
        [&capsule.body, &capsule.keep, &capsule.sources].into_iter().for_each(|text| text.paragraphs(visit));
    }
    if let Some(game) = &edition.game {
        game.intro.paragraphs(visit);
        parts(&game.parts, visit);
    }
    if let Some(board) = &edition.board {
        board.intro.paragraphs(visit);
        for level in &board.levels {
            line(&level.title, visit);
            level.body.paragraphs(visit);
            lines(&level.questions, visit);
        }
    }
}

/// The titles of an edition, which stand in front matter.
pub fn titles(edition: &Edition) -> impl Iterator<Item = &At<String>> {
    let themes = edition.themes.iter().map(|theme| &theme.title);
    let cards = edition.situations().map(|card| &card.title);
    let capsules = edition.capsules.iter().map(|capsule| &capsule.title);
    let game = edition.game.iter().map(|game| &game.title);
    themes.chain(cards).chain(capsules).chain(game).chain(edition.board.iter().map(|board| &board.title))
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
        for part in &part.parts {
            line(&part.title, visit);
            part.body.paragraphs(visit);
        }
    }
}

fn item<'a>(item: &'a Item, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
    line(&item.question, visit);
    item.intro.paragraphs(visit);
    let mut each = |text: &'a Line, more: &[&'a Prose]| {
        line(text, visit);
        more.iter().for_each(|prose| prose.paragraphs(visit));
    };
    match &item.body {
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
    item.closing.paragraphs(visit);
}
