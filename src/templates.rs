//! What is built into the program from `templates/`: pages, the runtime, styles, texts. Knows nothing of their use.

use include_dir::{Dir, include_dir};

/// The folder `templates/`, as it was when the program was compiled.
pub static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The languages that have interface texts: one file each in `texts/`.
pub fn languages() -> impl Iterator<Item = &'static str> {
    let files = TEMPLATES.get_dir("texts").into_iter().flat_map(|folder| folder.files());
    files.filter_map(|file| file.path().file_stem()?.to_str())
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
