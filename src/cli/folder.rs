//! Folders on the disk: finding the deck, and writing files into a new folder, whole or not at all.

use super::Outcome;
use crate::replace::rename;
use crate::tree::Tree;
use crate::ui::Ui;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The deck's folder: the one that is named, else `content/` here, else this one or the nearest above it that is a deck.
pub fn deck(named: Option<&Path>) -> PathBuf {
    match named {
        Some(folder) => folder.to_owned(),
        None if Path::new("content/deck.toml").is_file() => PathBuf::from("content"),
        None => above().unwrap_or_else(|| PathBuf::from(".")),
    }
}

/// The nearest folder that is a deck, from the current one upwards, as a relative path.
fn above() -> Option<PathBuf> {
    let levels = std::env::current_dir().ok()?.ancestors().count();
    let mut folder = PathBuf::from(".");
    for _ in 0..levels {
        if folder.join("deck.toml").is_file() {
            return Some(folder);
        }
        folder = if folder == Path::new(".") { PathBuf::from("..") } else { folder.join("..") };
    }
    None
}

/// Writes files into a folder that does not exist yet or is empty: beside it, then renamed. Says so where it fails.
pub fn create(ui: &Ui, folder: &Path, files: &Tree) -> Outcome {
    let is_free = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if !is_free {
        ui.message("folder.taken", &[("path", &folder.display().to_string())]);
        return Outcome::File;
    }
    match write(folder, files) {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::file(ui, folder, error),
    }
}

fn write(folder: &Path, files: &Tree) -> io::Result<()> {
    let name = folder.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let beside = folder.with_file_name(format!(".{name}.part"));
    let written = fill(&beside, files).and_then(|()| {
        // An empty folder of that name gives way; one with something in it was refused before.
        drop(fs::remove_dir(folder));
        rename(&beside, folder)
    });
    if written.is_err() {
        drop(fs::remove_dir_all(&beside));
    }
    written
}

fn fill(folder: &Path, files: &Tree) -> io::Result<()> {
    for (path, content) in files.files() {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, content)?;
    }
    Ok(())
}
