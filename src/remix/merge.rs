//! The pieces of several decks as the files of one. The same piece from two decks is there once; two pieces under one id are refused.

use super::cut::Cut;
use super::heads::with_digests;
use super::piece::{Kind, Piece};
use super::{Fault, Part};
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// The files, and what `deck.toml` lists.
pub struct Merged {
    /// Every file but `deck.toml`.
    pub tree: Tree,
    /// Where the files of languages come from.
    pub origins: Origins,
    /// The ids of the themes, in their order.
    pub themes: Vec<String>,
    /// The ids of the countries, in their order.
    pub countries: Vec<String>,
}

/// By the path of a file: each deck that something in it comes from, and the path that it has there.
pub type Origins = BTreeMap<String, Vec<(usize, String)>>;

/// The pieces by what they are and their ids, each with the deck that it comes from first.
type Known<'a> = Vec<(&'a Piece, usize)>;

/// Joins what was cut from each deck.
///
/// # Errors
/// Where two decks have different things under one id: each of them, with how to choose.
pub fn merge(parts: &[Part], cuts: &[Cut]) -> Result<Merged, Vec<Fault>> {
    let (mut known, mut faults): (Known<'_>, Vec<Fault>) = (Vec::new(), Vec::new());
    for (at, piece) in cuts.iter().enumerate().flat_map(|(at, cut)| cut.pieces.iter().map(move |piece| (at, piece))) {
        match known.iter().find(|(own, _)| own.kind == piece.kind && own.id == piece.id) {
            None => known.push((piece, at)),
            Some((own, _)) if own.texts == piece.texts || piece.kind.is_common() => {}
            Some((_, first)) => {
                let args = [
                    ("kind", piece.kind.key()),
                    ("id", piece.id.as_str()),
                    ("first", parts[*first].name.as_str()),
                    ("source", parts[at].name.as_str()),
                ];
                faults.push(Fault::new(clash(piece.kind), &args));
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let of = |kind: Kind| -> Vec<String> {
        known.iter().filter(|(piece, _)| piece.kind == kind).map(|(piece, _)| piece.id.clone()).collect()
    };
    let (themes, countries) = (of(Kind::Theme), of(Kind::Country));
    let (tree, origins) = tree(&known, cuts);
    Ok(Merged { tree, origins, themes, countries })
}

/// What can be done about two pieces under one id.
fn clash(kind: Kind) -> &'static str {
    match kind {
        Kind::Theme | Kind::Card | Kind::Capsule | Kind::Term => "remix.clash",
        Kind::Country | Kind::Scene => "remix.clash_left_out",
        _ => "remix.clash_file",
    }
}

fn tree(known: &Known<'_>, cuts: &[Cut]) -> (Tree, Origins) {
    let (mut tree, mut origins) = (Tree::default(), Origins::new());
    let mut come = |path: &str, from: usize, language: &str, piece: &Piece| {
        origins.entry(path.to_owned()).or_default().push((from, format!("{language}/{}", piece.path)));
    };
    let folders = folders(known);
    let mut taken = BTreeSet::new();
    let mut glossary: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for (piece, from) in known {
        if matches!(piece.kind, Kind::Glossary | Kind::Term) {
            for (language, text) in &piece.texts {
                come(&format!("{language}/glossary.md"), *from, language, piece);
                let whole = glossary.entry(language.as_str()).or_default();
                if !whole.is_empty() {
                    whole.extend(b"\n");
                }
                whole.extend(text.trim_ascii_end());
                whole.extend(b"\n");
            }
            continue;
        }
        let (folder, name) = piece.path.rsplit_once('/').unwrap_or(("", &piece.path));
        let folder = match (piece.kind, folders.get(piece.theme.as_str())) {
            (Kind::Theme | Kind::Card | Kind::Teaching, Some(folder)) => folder.clone(),
            (Kind::Capsule, _) => {
                let home = known.iter().find(|(own, at)| {
                    at == from && own.kind == Kind::Theme && folder.split('/').next() == own.path.split('/').next()
                });
                let home = home.and_then(|(own, _)| folders.get(own.id.as_str()));
                home.map_or(folder.to_owned(), |home| format!("{home}/capsules"))
            }
            _ => folder.to_owned(),
        };
        let path = free(&mut taken, &folder, name);
        for (language, text) in &piece.texts {
            let below = [language.as_str(), &path].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let below = below.join("/");
            come(&below, *from, language, piece);
            tree.put(below, text.clone());
        }
    }
    for (language, text) in glossary {
        let heads = cuts.iter().flat_map(|cut| &cut.pieces).filter(|piece| piece.kind == Kind::Glossary);
        let heads: Vec<&[u8]> = heads.filter_map(|piece| piece.texts.get(language)).map(Vec::as_slice).collect();
        tree.put(format!("{language}/glossary.md"), with_digests(&text, &heads));
    }
    (tree, origins)
}

/// The folder of each theme: its own, or with the theme's id behind it where another theme has that one.
fn folders<'a>(known: &Known<'a>) -> BTreeMap<&'a str, String> {
    let mut taken = BTreeSet::new();
    let themes = known.iter().filter(|(piece, _)| piece.kind == Kind::Theme);
    let folder = |piece: &'a Piece| {
        let own = piece.path.split('/').next().unwrap_or_default().to_owned();
        let free = if taken.insert(own.to_lowercase()) { own } else { format!("{own}-{}", piece.id) };
        taken.insert(free.to_lowercase());
        (piece.id.as_str(), free)
    };
    themes.map(|(piece, _)| *piece).map(folder).collect()
}

/// A path that no piece has yet: its own, or with a number before the ending.
fn free(taken: &mut BTreeSet<String>, folder: &str, name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let path = |name: String| if folder.is_empty() { name } else { format!("{folder}/{name}") };
    let names = std::iter::once(name.to_owned()).chain((2..).map(|n| format!("{stem}-{n}.{ending}")));
    let mut paths = names.map(path);
    paths.find(|path| taken.insert(path.to_lowercase())).unwrap_or_default()
}
