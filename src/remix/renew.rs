//! What translations were made from, under new ids: a digest is made of a text and of the ids that lead to it.

use super::Part;
use super::merge::Origins;
use crate::read::read_files;
use crate::translate::{accept, outdated};
use crate::tree::Tree;
use std::collections::BTreeSet;

/// The files with new digests in translations that were current in every deck that they come from. What was outdated stays so.
pub fn renewed(mut files: Tree, parts: &[Part], origins: &Origins) -> Tree {
    let before: Vec<BTreeSet<String>> = parts.iter().map(|part| outdated(&part.deck)).collect();
    let was_current = |path: &String| {
        let mut from = origins.get(path).into_iter().flatten();
        from.all(|(at, old)| !before[*at].contains(old))
    };
    let (deck, _) = read_files(files.files());
    let late: BTreeSet<String> = outdated(&deck).into_iter().filter(was_current).collect();
    let languages: Vec<&str> = deck.languages.iter().skip(1).map(|language| language.as_str()).collect();
    for language in languages {
        let anew = accepted(&files, language, &[]);
        for (path, text) in anew.files().filter(|(path, _)| late.contains(*path)) {
            files.put(path, text.to_vec());
        }
    }
    files
}

/// The files of a translation with digests of the source as it is. One that is unlike its source keeps the other ones from nothing.
fn accepted(files: &Tree, language: &str, without: &[String]) -> Tree {
    let (deck, _) = read_files(files.files().filter(|(path, _)| !without.iter().any(|own| own == path)));
    match accept(&deck, language) {
        Ok(anew) => anew,
        Err(unlike) if without.is_empty() => accepted(files, language, &unlike),
        Err(_) => Tree::default(),
    }
}
