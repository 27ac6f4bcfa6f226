//! The files of one language folder: themes, capsules, game, board, glossary.

use super::country::{country, is_signed, signature};
use super::deck::stray;
use super::document::{Section, document, line, stray_marks};
use super::fields::Fields;
use super::folder::Folder;
use super::handout::handout;
use super::situation::situation;
use super::spot::{CAPSULE_PARTS, Spot, spot};
use super::teaching::teaching;
use super::{forms, rules};
use crate::deck::{
    Block, BlockKind, Board, BoardLevel, Capsule, Edition, Game, Glossary, Level, Line, Part, Prose, Term, Theme,
};
use crate::diagnostic::Findings;
use crate::form;
use crate::source::{At, Place, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the edition of a language. Themes come in the order of their folders; `deck` puts them in the deck's order. Texts that
/// are not where a deck looks for them are added to `unread`.
pub fn edition(
    folder: &Folder,
    unread: &mut BTreeSet<String>,
    language: &str,
    translation: bool,
    findings: &mut Findings,
) -> Edition {
    let prefix = format!("{language}/");
    let files = folder.texts.iter().filter_map(|(path, source)| Some((path.strip_prefix(&prefix)?, source)));
    let mut edition = Edition {
        language: language.to_owned(),
        game: None,
        board: None,
        glossary: None,
        themes: Vec::new(),
        capsules: Vec::new(),
        countries: Vec::new(),
        unsigned: Vec::new(),
    };
    let mut themes: BTreeMap<&str, ThemeFiles<'_>> = BTreeMap::new();
    for (path, source) in files {
        if !is_signed(source) {
            edition.unsigned.push(source.clone());
        }
        match spot(path, source) {
            Spot::Game => edition.game = Some(game(source, findings)),
            Spot::Board => edition.board = Some(board(source, findings)),
            Spot::Glossary => edition.glossary = Some(glossary(source, findings)),
            Spot::Theme(name) => themes.entry(name).or_default().head = Some(source),
            Spot::Teaching(name) => themes.entry(name).or_default().teaching = Some(source),
            Spot::Card { theme, misplaced } => {
                if misplaced {
                    findings.add(&rules::CARD_AMONG_CAPSULES, &source.whole());
                }
                themes.entry(theme).or_default().cards.push(source);
            }
            Spot::Capsule { theme, misplaced } => {
                if misplaced {
                    findings
                        .add(&rules::CAPSULE_AMONG_CARDS, &source.whole())
                        .with("folder", format!("{prefix}{theme}"))
                        .with("mark", "{#prompts}");
                }
                edition.capsules.push(capsule(source, findings));
            }
            Spot::Country => edition.countries.push(country(source, findings)),
            Spot::None => {
                stray(Some(source), source.path(), findings);
                unread.insert(source.path().to_owned());
            }
        }
    }
    let themes = themes.into_iter();
    edition.themes = themes
        .map(|(name, files)| {
            let folder = format!("{language}/{name}");
            let is_quiet = translation || unread.contains(&format!("{folder}/theme.md"));
            theme(&files, (&folder, name), translation, is_quiet, findings)
        })
        .collect();
    edition
}

/// The files of a theme's folder.
#[derive(Default)]
struct ThemeFiles<'a> {
    head: Option<&'a Source>,
    teaching: Option<&'a Source>,
    cards: Vec<&'a Source>,
}

/// Reads a theme. Where `theme.md` is missing its situations are read all the same, and `quiet` says that it need not be there.
fn theme(
    files: &ThemeFiles<'_>,
    (folder, name): (&str, &str),
    translation: bool,
    quiet: bool,
    findings: &mut Findings,
) -> Theme {
    let mut theme = match files.head {
        Some(source) => head(source, findings),
        None => {
            // In a translation it is not translated yet, which `check` says.
            if !quiet {
                findings.add(&rules::NO_THEME_FILE, &Place::file(folder)).with("name", name);
            }
            named(&Source::new(format!("{folder}/theme.md"), ""), None)
        }
    };
    theme.teaching = files.teaching.map(|source| teaching(source, findings));
    theme.situations = files.cards.iter().map(|source| situation(source, translation, findings)).collect();
    theme
}

fn head(source: &Source, findings: &mut Findings) -> Theme {
    let (mut theme, root) = document(source, forms::NAMED, findings, |fields, _| named(source, Some(fields)));
    root.know(&[], findings);
    theme.intro = Prose(root.text(&[], findings).to_vec());
    theme
}

/// A theme that has its name and nothing else.
fn named(source: &Source, fields: Option<&Fields<'_>>) -> Theme {
    let empty = || At::new(String::new(), source.whole());
    Theme {
        id: fields.map_or_else(empty, |f| f.text_or_empty("id")),
        title: fields.map_or_else(empty, |f| f.text_or_empty("title")),
        source_version: fields.and_then(|f| f.text("source-version")),
        intro: Prose::default(),
        situations: Vec::new(),
        teaching: None,
        source: source.clone(),
    }
}

fn capsule(source: &Source, findings: &mut Findings) -> Capsule {
    let (mut capsule, root) = document(source, forms::CAPSULE, findings, |fields, _| Capsule {
        id: fields.text_or_empty("id"),
        title: fields.text_or_empty("title"),
        source_version: fields.text("source-version"),
        signature: signature(fields),
        body: Prose::default(),
        handout: None,
        keep: Prose::default(),
        sources: Prose::default(),
        source: source.clone(),
    });
    root.know(&CAPSULE_PARTS, findings);
    // An empty `{#keep}` is as good as none, and `check` asks for one.
    if let Some(keep) = root.section("keep") {
        keep.know(&[], findings);
        capsule.keep = Prose(keep.text(&[], findings).to_vec());
    }
    capsule.handout = root.section("handout").map(|section| handout(section, findings));
    capsule.sources = root.section("sources").map(|section| section.prose(findings)).unwrap_or_default();
    if root.body.is_empty() {
        findings.add(&rules::EMPTY_SECTION, &capsule.title.place).with("id", source.path());
    }
    capsule.body = root.body;
    capsule.body.0.shrink_to_fit();
    capsule
}

/// The parts of the game.
pub const GAME_PARTS: [&str; 8] = ["players", "aim", "material", "roles", "steps", "questions", "ending", "writing"];

fn game(source: &Source, findings: &mut Findings) -> Game {
    let (title, root) = document(source, forms::TITLED, findings, |fields, _| {
        (fields.text_or_empty("title"), fields.text("source-version"))
    });
    root.know(&GAME_PARTS, findings);
    let intro = Prose(root.text(&GAME_PARTS, findings).to_vec());
    for id in ["roles", "steps", "questions"] {
        root.must(id, findings);
    }
    let known = root.sections.iter().filter(|section| GAME_PARTS.contains(&section.id.as_str()));
    let parts = known.map(|section| part(section, findings)).collect();
    Game { title: title.0, source_version: title.1, intro, parts, source: source.clone() }
}

/// The parts that a part of the game has inside.
pub fn inner(part: &str) -> &'static [&'static str] {
    match part {
        "roles" => &["narrator", "player"],
        "steps" => &["step-1", "step-2", "step-3", "step-4"],
        _ => &[],
    }
}

fn part(section: &Section, findings: &mut Findings) -> Part {
    let inner = inner(&section.id);
    let bare = |section: &Section, body: Prose, parts: Vec<Part>| Part {
        id: section.id.clone(),
        title: section.title.clone(),
        body,
        parts,
    };
    if inner.is_empty() {
        return bare(section, section.prose(findings), Vec::new());
    }
    section.know(inner, findings);
    let body = Prose(section.text(inner, findings).to_vec());
    let parts: Vec<Part> = section.sections.iter().map(|s| bare(s, s.prose(findings), Vec::new())).collect();
    if body.is_empty() && parts.is_empty() {
        section.empty(&rules::EMPTY_SECTION, findings);
    }
    bare(section, body, parts)
}

fn board(source: &Source, findings: &mut Findings) -> Board {
    let (title, root) = document(source, forms::TITLED, findings, |fields, _| {
        (fields.text_or_empty("title"), fields.text("source-version"))
    });
    let marks = Level::ALL.map(Level::key);
    root.know(&marks, findings);
    let intro = Prose(root.text(&marks, findings).to_vec());
    let mut levels = Vec::new();
    for level in Level::ALL {
        let Some(section) = root.must(level.key(), findings) else { continue };
        let (questions, body) = questions(section.prose(findings), findings);
        levels.push(BoardLevel { level, title: section.title.clone(), body, questions });
    }
    Board { title: title.0, source_version: title.1, intro, levels, source: source.clone() }
}

/// Each section is a term; its id is the author's own.
fn glossary(source: &Source, findings: &mut Findings) -> Glossary {
    let (title, root) = document(source, forms::TITLED, findings, |fields, _| {
        (fields.text_or_empty("title"), fields.text("source-version"))
    });
    let known: Vec<&str> = root.sections.iter().map(|section| section.id.as_str()).collect();
    root.know(&known, findings);
    for id in root.sections.iter().map(|section| &section.id).filter(|id| !form::is_id(id)) {
        findings.add(&rules::BAD_ID, &id.place).with("value", &id.value);
    }
    if known.is_empty() {
        findings.add(&rules::EMPTY_SECTION, &title.0.place).with("id", source.path());
    }
    let intro = Prose(root.text(&known, findings).to_vec());
    let mut term = |section: &Section| Term {
        id: section.id.clone(),
        title: section.title.clone(),
        body: section.prose(findings),
    };
    let terms = root.sections.iter().map(&mut term).collect();
    Glossary { title: title.0, source_version: title.1, intro, terms, source: source.clone() }
}

/// The lists of a level are its guiding questions, the rest explains it.
fn questions(text: Prose, findings: &mut Findings) -> (Vec<Line>, Prose) {
    let (lists, rest): (Vec<Block>, Vec<Block>) =
        text.0.into_iter().partition(|block| matches!(block.kind, BlockKind::List { .. }));
    let mut lines = Vec::new();
    for block in lists {
        if let BlockKind::List { entries, .. } = &block.kind {
            stray_marks(entries, findings);
            lines.extend(entries.iter().map(|entry| line(&entry.body, &entry.place, findings)));
        }
    }
    (lines, Prose(rest))
}
