//! A new deck: the starter in its language, under an id and a title.

use super::Fresh;
use crate::form::{LONGEST_ID, is_id};
use crate::slug::slug;
use crate::templates::{STAND_IN, TEMPLATES};
use crate::translate::toml_text;

/// The id of a deck that is called so.
pub fn deck_id(name: &str) -> String {
    let id = slug(name, LONGEST_ID);
    if is_id(&id) { id } else { slug(&format!("deck-{id}"), LONGEST_ID) }
}

/// The files of the starter deck in a language, and the language that they are in: English where it has no starter.
pub fn deck<'a>(language: &'a str, id: &str, title: &str) -> (&'a str, Vec<Fresh>) {
    let root = |language: &str| format!("new/{language}/deck");
    let language = if TEMPLATES.get_dir(root(language)).is_some() { language } else { STAND_IN };
    let root = root(language);
    let title = toml_text(title);
    let mut files = Vec::new();
    let mut folders: Vec<_> = TEMPLATES.get_dir(&root).into_iter().collect();
    while let Some(dir) = folders.pop() {
        folders.extend(dir.dirs());
        for file in dir.files() {
            let key = file.path().strip_prefix(&root).unwrap_or(file.path()).to_string_lossy().into_owned();
            let text = file.contents_utf8().unwrap_or_default().replace("{id}", id).replace("{title}", &title);
            files.push(Fresh { key, text, id: id.to_owned() });
        }
    }
    (language, files)
}
