//! The deck in an archive: the files that reading the folder would take, wherever in the archive that folder is, and the notes beside
//! them, such as the licence.

use super::folder::{is_beside, is_listed};
use crate::checksum::SUMS;
use crate::tree::Tree;

const DECK: &str = "deck.toml";

/// The files of the deck nearest to the root of the archive, named from its folder; none where no file is called `deck.toml`. Hidden files,
/// decks inside and folders of packages are left out, as they are on the disk. The notes beside the deck are among them: whoever passes it on
/// passes on its licence.
pub fn unpacked(members: &Tree) -> Option<Tree> {
    let names = || members.files().map(|(name, _)| name);
    let is_plain = |name: &str| name.split(['/', '\\']).all(|part| !part.is_empty() && !part.starts_with('.'));
    let home = |name: &str, file: &str| -> Option<String> {
        let folder = name.strip_suffix(file)?;
        (folder.is_empty() || folder.ends_with(['/', '\\'])).then(|| folder.to_owned())
    };
    let decks = names().filter(|name| is_plain(name)).filter_map(|name| home(name, DECK));
    let root = decks.min_by_key(|folder| folder.matches(['/', '\\']).count())?;
    let own = || {
        names()
            .filter(|name| is_plain(name))
            .filter_map(|name| Some((name, name.strip_prefix(&root)?.replace('\\', "/"))))
    };
    let apart = |file: &str, depth: usize| {
        own()
            .filter_map(|(_, path)| home(&path, file))
            .filter(move |folder| !folder.is_empty() && folder.matches('/').count() <= depth)
            .map(|folder| folder.trim_end_matches('/').to_owned())
            .collect::<Vec<_>>()
    };
    let inside = [apart(DECK, usize::MAX), apart(SUMS, 1)].concat();
    let mut deck = Tree::default();
    for (name, path) in own().filter(|(_, path)| is_beside(path) || is_listed(path, &inside)) {
        members.file(name).into_iter().for_each(|file| deck.share(path.clone(), std::sync::Arc::clone(file)));
    }
    Some(deck)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str]) -> Option<Vec<String>> {
        let mut members = Tree::default();
        names.iter().for_each(|name| members.put(*name, *name));
        Some(unpacked(&members)?.files().map(|(path, _)| path.to_owned()).collect())
    }

    #[test]
    fn a_deck_is_found_in_any_folder_without_what_is_no_part_of_it() {
        let all = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        let cases: &[(&[&str], Option<Vec<String>>)] = &[
            (&["deck.toml", "fr/a.md"], all(&["deck.toml", "fr/a.md"])),
            (&["my/deck.toml", "my/fr/a.md", "other.md"], all(&["deck.toml", "fr/a.md"])),
            (&["my\\deck.toml", "my\\fr\\a.md"], all(&["deck.toml", "fr/a.md"])),
            (&["deck.toml", ".git/a.md", "fr/.a.md.part"], all(&["deck.toml"])),
            (
                &["a/deck.toml", "a/LICENSE.txt", "a/README.md", "LICENSE.txt"],
                all(&["LICENSE.txt", "README.md", "deck.toml"]),
            ),
            (&["deck.toml", "out/SHA256SUMS", "out/a.zip", "inner/deck.toml", "inner/fr/a.md"], all(&["deck.toml"])),
            (&["deck.toml", "../a.md", "/a.md", "fr/../a.md", "fr//a.md"], all(&["deck.toml"])),
            (&["__MACOSX/my/._deck.toml", "my/deck.toml"], all(&["deck.toml"])),
            (&["my.deck.toml", "imsmanifest.xml"], None),
            (&["../deck.toml"], None),
            (&[], None),
        ];
        for (names, wanted) in cases {
            assert_eq!(found(names), *wanted, "{names:?}");
        }
    }
}
