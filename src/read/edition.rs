//! The files of one language folder: themes, capsules, game, board.

use super::document::{Section, document, line};
use super::folder::Folder;
use super::situation::situation;
use super::{forms, rules};
use crate::deck::{Block, BlockKind, Board, BoardLevel, Capsule, Edition, Game, Level, Line, Part, Prose, Theme};
use crate::diagnostic::Findings;
use crate::source::{Place, Source};
use std::collections::BTreeSet;

/// Reads the edition of a language. Themes come in the order of their folders; `deck` puts them in the deck's order.
pub fn edition(folder: &Folder, language: &str, translation: bool, findings: &mut Findings) -> Edition {
    let prefix = format!("{language}/");
    let files: Vec<(&str, &Source)> =
        folder.texts.iter().filter_map(|(path, source)| Some((path.strip_prefix(&prefix)?, source))).collect();
    let mut edition =
        Edition { language: language.to_owned(), game: None, board: None, themes: Vec::new(), capsules: Vec::new() };
    let mut folders = BTreeSet::new();
    for (path, source) in &files {
        match path.split('/').collect::<Vec<_>>()[..] {
            ["game.md"] => edition.game = Some(game(source, findings)),
            ["board.md"] => edition.board = Some(board(source, findings)),
            [_, "capsules", name] if name.ends_with(".md") => edition.capsules.push(capsule(source, findings)),
            [theme, name] if name.ends_with(".md") => {
                folders.insert(theme);
            }
            _ => {
                findings.add(&rules::UNKNOWN_FILE, &source.whole());
            }
        }
    }
    for name in folders {
        edition.themes.extend(theme(&files, language, name, translation, findings));
    }
    edition
}

fn theme(
    files: &[(&str, &Source)],
    language: &str,
    name: &str,
    translation: bool,
    findings: &mut Findings,
) -> Option<Theme> {
    let inside: Vec<_> =
        files.iter().filter_map(|(path, s)| Some((path.strip_prefix(name)?.strip_prefix('/')?, *s))).collect();
    let Some((_, source)) = inside.iter().find(|(file, _)| *file == "theme.md") else {
        findings.add(&rules::NO_THEME_FILE, &Place::file(format!("{language}/{name}"))).with("name", name);
        return None;
    };
    let (mut theme, root) = document(source, forms::NAMED, findings, |fields, _| Theme {
        id: fields.text_or_empty("id"),
        title: fields.text_or_empty("title"),
        source_version: fields.text("source-version"),
        intro: Prose::default(),
        situations: Vec::new(),
        source: (*source).clone(),
    });
    root.know(&[], findings);
    root.no_headings(findings);
    theme.intro = root.body;
    let cards = inside.iter().filter(|(file, _)| *file != "theme.md" && !file.contains('/'));
    theme.situations = cards.map(|(_, source)| situation(source, translation, findings)).collect();
    Some(theme)
}

fn capsule(source: &Source, findings: &mut Findings) -> Capsule {
    let (mut capsule, root) = document(source, forms::NAMED, findings, |fields, _| Capsule {
        id: fields.text_or_empty("id"),
        title: fields.text_or_empty("title"),
        source_version: fields.text("source-version"),
        body: Prose::default(),
        keep: Prose::default(),
        sources: Prose::default(),
        source: source.clone(),
    });
    root.know(&["keep", "sources"], findings);
    capsule.keep = root.section("keep").map(|section| section.body.clone()).unwrap_or_default();
    capsule.sources = root.section("sources").map(|section| section.body.clone()).unwrap_or_default();
    if root.body.is_empty() {
        findings.add(&rules::EMPTY_SECTION, &source.whole()).with("id", &*capsule.id);
    }
    capsule.body = root.body;
    capsule
}

const GAME_PARTS: [&str; 7] = ["players", "aim", "material", "roles", "steps", "questions", "ending"];

fn game(source: &Source, findings: &mut Findings) -> Game {
    let (title, root) = document(source, forms::TITLED, findings, |fields, _| {
        (fields.text_or_empty("title"), fields.text("source-version"))
    });
    root.know(&GAME_PARTS, findings);
    root.no_headings(findings);
    for id in ["roles", "steps", "questions"] {
        root.must(id, findings);
    }
    let parts = parts(&root, findings);
    Game { title: title.0, source_version: title.1, intro: root.body, parts, source: source.clone() }
}

fn parts(section: &Section, findings: &mut Findings) -> Vec<Part> {
    let part = |section: &Section| {
        match section.id.as_str() {
            "roles" => section.know(&["narrator", "player"], findings),
            "steps" => section.know(&["step-1", "step-2", "step-3", "step-4"], findings),
            _ => section.know(&[], findings),
        }
        section.no_headings(findings);
        let below = section.sections.iter().map(|s| Part {
            id: s.id.clone(),
            title: s.title.clone(),
            body: s.body.clone(),
            parts: Vec::new(),
        });
        Part {
            id: section.id.clone(),
            title: section.title.clone(),
            body: section.body.clone(),
            parts: below.collect(),
        }
    };
    let known = section.sections.iter().filter(|section| GAME_PARTS.contains(&section.id.as_str()));
    known.map(part).collect()
}

fn board(source: &Source, findings: &mut Findings) -> Board {
    let (title, root) = document(source, forms::TITLED, findings, |fields, _| {
        (fields.text_or_empty("title"), fields.text("source-version"))
    });
    root.know(&Level::ALL.map(Level::key), findings);
    root.no_headings(findings);
    let mut levels = Vec::new();
    for level in Level::ALL {
        let Some(section) = root.must(level.key(), findings) else { continue };
        section.no_headings(findings);
        let (questions, body) = questions(section, findings);
        levels.push(BoardLevel { level, title: section.title.clone(), body, questions });
    }
    Board { title: title.0, source_version: title.1, intro: root.body, levels, source: source.clone() }
}

/// The lists of a level are its guiding questions, the rest explains it.
fn questions(section: &Section, findings: &mut Findings) -> (Vec<Line>, Prose) {
    let (lists, rest): (Vec<&Block>, Vec<&Block>) =
        section.body.0.iter().partition(|block| matches!(block.kind, BlockKind::List { .. }));
    let mut lines = Vec::new();
    for block in lists {
        if let BlockKind::List { entries, .. } = &block.kind {
            lines.extend(entries.iter().map(|entry| line(&entry.body, &entry.place, findings)));
        }
    }
    (lines, Prose(rest.into_iter().cloned().collect()))
}
