//! The routes as the sources name them, so that a new one cannot be forgotten by the tests.

use crate::server::root;
use std::fs;
use std::path::{Path, PathBuf};

/// The path of every `.route("…"` in `src/studio/`, each gap filled with something; those of the module's origin begin with `/{ticket}`.
pub fn routes() -> (Vec<String>, Vec<String>) {
    let mut all = Vec::new();
    for file in sources(&root().join("src/studio")) {
        let code = fs::read_to_string(file).unwrap();
        let code: String = code.split_whitespace().collect();
        let found = code.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
        all.extend(found.map(str::to_owned));
    }
    assert!(all.len() >= 8, "the routes were not found: {all:?}");
    let (modules, page): (Vec<_>, Vec<_>) = all.into_iter().partition(|path| path.starts_with("/{ticket}"));
    assert!(!modules.is_empty(), "the routes of the module's origin were not found");
    (page.iter().map(|path| fill(path)).collect(), modules)
}

/// A path with every gap filled.
pub fn fill(path: &str) -> String {
    let mut parts = path.split('{');
    let mut filled = parts.next().unwrap().to_owned();
    for part in parts {
        filled.push('1');
        filled.push_str(part.split_once('}').unwrap().1);
    }
    filled
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}
