//! What is built into the program from `templates/`: pages, the runtime, styles, texts. Knows nothing of their use.

use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;

/// The folder `templates/`, as it was when the program was compiled, or as much of it as the features need (`build.rs`).
pub static TEMPLATES: Dir<'_> = include_dir!("$CARTABLE_TEMPLATES");

/// The language whose interface texts are used where a language has none.
pub const STAND_IN: &str = "en";

/// The languages that have interface texts: one file each in `texts/`.
pub fn languages() -> impl Iterator<Item = &'static str> {
    let files = TEMPLATES.get_dir("texts").into_iter().flat_map(|folder| folder.files());
    files.filter_map(|file| file.path().file_stem()?.to_str())
}

/// The interface texts of a language of [`languages`], by section and key.
///
/// # Panics
/// Where there is no such file or it is at fault, which is a fault of the program.
pub fn interface(language: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = text(&format!("texts/{language}.toml"));
    toml::from_str(text).unwrap_or_else(|fault| panic!("templates/texts/{language}.toml: {fault}"))
}

/// The names of the gaps `{name}` in an interface text, sorted.
pub fn gaps(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
    found.sort_unstable();
    found
}

/// A built-in text by its path below `templates/`.
///
/// # Panics
/// Where the path names no built-in text, which is a fault of the program and not of its input.
pub fn text(path: &str) -> &'static str {
    TEMPLATES
        .get_file(path)
        .and_then(|file| file.contents_utf8())
        .unwrap_or_else(|| panic!("no built-in text templates/{path}"))
}
