//! The deck's source in a package: what the module was made from, which is a whole deck of its own. How it is packed, and the
//! way back, are in `tree`.

use super::source_edition::{self, Change, changed, line, list};
use crate::course::{Index, Module};
use crate::deck::{DIGESTS, Edition, REGISTER_FILE, Register, interface};
use crate::mbz;
use crate::source::{At, Place};
use crate::templates;
use crate::tree::{self, SOURCE_FILE, SourceFault, Tree, packed};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The source of a module, with every medium that it names.
pub fn source(module: &Module<'_>) -> Tree {
    source_with(module, module.stands_alone())
}

/// The source of a book, which can do without the original where the themes cut from it could not.
pub fn book_source(module: &Module<'_>) -> Tree {
    source_with(module, module.stands_alone_whole())
}

fn source_with(module: &Module<'_>, alone: bool) -> Tree {
    let deck = module.deck;
    // Otherwise the original goes along, from which a translation has its right answers and what it lacks.
    let original = Some(module.source_index()).filter(|first| !alone && first.edition.language != module.language);
    let indexes: Vec<&Index<'_>> = original.into_iter().chain(module.languages().map(Module::index)).collect();
    let editions: Vec<&Edition> = indexes.iter().map(|index| index.edition).collect();
    let mut files = BTreeMap::from([("deck.toml".to_owned(), deck_toml(module, &editions, alone))]);
    files.insert(REGISTER_FILE.to_owned(), format!("{:#}", module.register()));
    let interfaces = module.languages().filter_map(|own| interface(&deck.interface, own.language));
    files.extend(interfaces.map(|own| (format!("texts/{}.toml", own.language), own.source.text().to_owned())));
    let scenes = module.situations.iter().filter_map(|own| deck.scenes.get(own.situation.scene.as_deref()?));
    files.extend(scenes.map(|scene| (scene.source.path().to_owned(), scene.source.text().to_owned())));
    files.extend(indexes.iter().flat_map(|index| source_edition::files(module, index, alone)));
    let media = named(&deck.media, files.values().map(String::as_str));
    let mut tree = Tree::default();
    for path in &media {
        tree.put(path, deck.media[path].to_vec());
    }
    tree.put(SOURCE_FILE, packed(files, media));
    tree
}

/// The media whose paths stand in texts. Each text is read once, however many media the deck has.
fn named<'t>(media: &BTreeMap<String, Arc<[u8]>>, texts: impl Iterator<Item = &'t str> + Clone) -> BTreeSet<String> {
    let folder = |path: &'_ str| path.find('/').map_or(path.len(), |at| at + 1);
    let folders: BTreeSet<&str> = media.keys().map(|path| &path[..folder(path)]).collect();
    let lengths: BTreeSet<usize> = media.keys().map(String::len).collect();
    let mut named = BTreeSet::new();
    for (folder, text) in folders.iter().flat_map(|folder| texts.clone().map(move |text| (*folder, text))) {
        for (at, _) in text.match_indices(folder) {
            let paths = lengths.iter().filter_map(|length| text.get(at..at + length));
            named.extend(paths.filter(|path| media.contains_key(*path)).map(str::to_owned));
        }
    }
    named
}

/// `register.toml` as it is written into a deck. A package has it without the words for authors.
pub fn register_text(register: &Register) -> String {
    format!("{}\n{register}", templates::text("register.toml"))
}

/// `deck.toml` word for word, but for the lists of themes and languages, which name what is here, and the lines in other languages.
fn deck_toml(module: &Module<'_>, editions: &[&Edition], alone: bool) -> String {
    let deck = module.deck;
    let themes = list(module.themes.iter().map(|part| part.theme.text.id.as_str()));
    let languages = list(editions.iter().map(|edition| edition.language.as_str()));
    let (Some(first), Some(last)) = (deck.languages.first(), deck.languages.last()) else { return String::new() };
    let mut changes = vec![
        (deck.themes.place.start..deck.themes.place.end, themes),
        (first.place.start..last.place.end, languages.trim_matches(['[', ']']).to_owned()),
    ];
    changes.extend(countries(module));
    fn places<T>(texts: &BTreeMap<String, At<T>>) -> Vec<(&str, &Place)> {
        texts.iter().map(|(language, text)| (language.as_str(), &text.place)).collect()
    }
    let statement = deck.funding.as_ref().map(|funding| places(&funding.statement));
    let tables =
        [places(&deck.title), places(&deck.description), places(&deck.keywords), statement.unwrap_or_default()];
    let is_here = |language: &str| editions.iter().any(|edition| edition.language == language);
    // A table that says nothing in these languages stays as it is: it may not become empty.
    for table in tables.iter().filter(|table| table.iter().any(|(language, _)| is_here(language))) {
        let others = table.iter().filter(|(language, _)| !is_here(language));
        changes.extend(others.filter_map(|(language, place)| Some((line(language, place)?, String::new()))));
    }
    // Nothing is known of an overlay joined with its base, which goes out as one file.
    let is_known = !alone && !deck.source.is_joined();
    changes.extend(digests(module, |language| is_known && is_here(language)));
    changed(deck.source.text(), changes)
}

/// The lines of what the texts in other languages were made from, and their heading where none stays.
fn digests(module: &Module<'_>, is_kept: impl Fn(&str) -> bool) -> Vec<Change> {
    let all = &module.deck.digests;
    let others = all.iter().filter(|(language, _)| !is_kept(language));
    let mut lines: Vec<_> = others.filter_map(|(language, list)| line(language, &list.place)).collect();
    lines.sort_by_key(|line| line.start);
    let before = lines.first().map(|first| &module.deck.source.text()[..first.start]);
    if lines.len() == all.len() && before.is_some_and(|before| before.ends_with(DIGESTS)) {
        lines[0].start -= DIGESTS.len();
    }
    lines.into_iter().map(|line| (line, String::new())).collect()
}

/// The list of countries names those whose sheets are here; without any, its lines go.
fn countries(module: &Module<'_>) -> Option<Change> {
    let listed = &module.deck.countries;
    let is_here = |id: &str| module.languages().any(|own| own.countries.iter().any(|told| *told.text.id == id));
    let here: Vec<&str> = listed.iter().map(|id| id.as_str()).filter(|id| is_here(id)).collect();
    let place = &listed.place;
    if listed.is_empty() || !here.is_empty() {
        return (!listed.is_empty()).then(|| (place.start..place.end, list(here.into_iter())));
    }
    let text = place.source.text();
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at + 1);
    Some((start..end, String::new()))
}

/// The deck that a package was made from, given its members. In a Moodle backup it lies among the files of a page, or of a module.
///
/// # Errors
/// Where there is none, where it is of an unknown form, and where it names a path that would leave the deck's folder.
pub fn deck_files(members: &Tree) -> Result<Tree, SourceFault> {
    if !mbz::is_backup(members) {
        return tree::deck_files(members);
    }
    let areas = mbz::areas(members);
    let holds =
        |component: &str| areas.iter().find(|own| own.component == component && own.files.get(SOURCE_FILE).is_some());
    // That of a page is the whole deck's.
    let area = holds("mod_page").or_else(|| holds("mod_scorm"));
    area.map_or(Err(SourceFault::Missing), |area| tree::deck_files(&area.files))
}
