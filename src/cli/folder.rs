//! Folders on the disk: finding the deck, and writing files into a new folder, whole or not at all.

use super::Outcome;
use crate::read::{home, paths};
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

/// Whether a folder holds texts or pictures of a deck. The checksums of a build would make it a folder of packages, which no deck reads.
pub fn is_of_deck(folder: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else { return false };
    let Some(root) = home(&folder) else { return false };
    let below = folder.strip_prefix(root).unwrap_or(&folder);
    paths(root).is_ok_and(|paths| paths.keys().any(|path| Path::new(path).starts_with(below)))
}

/// Writes files into a folder that does not exist yet or is empty: beside it, then renamed. Says so where it fails.
pub fn create(ui: &Ui, folder: &Path, files: &Tree) -> Outcome {
    create_for(ui, folder, files, Readers::All)
}

/// The same for files that the owner of the folder alone may read, where the system knows of that.
pub fn create_private(ui: &Ui, folder: &Path, files: &Tree) -> Outcome {
    create_for(ui, folder, files, Readers::Owner)
}

/// Who may look into a new folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// Whom the system lets.
    All,
    /// Its owner.
    Owner,
}

fn create_for(ui: &Ui, folder: &Path, files: &Tree, readers: Readers) -> Outcome {
    let is_free = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if !is_free {
        ui.message("folder.taken", &[("path", &folder.display().to_string())]);
        return Outcome::File;
    }
    match write(folder, files, readers) {
        Ok(()) => Outcome::Done,
        Err((path, error)) => Outcome::file(ui, &path, error),
    }
}

fn write(folder: &Path, files: &Tree, readers: Readers) -> Result<(), (PathBuf, io::Error)> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| (path, error)
    };
    let name = folder.file_name().ok_or(io::ErrorKind::InvalidInput.into()).map_err(at(folder))?.to_string_lossy();
    let beside = folder.with_file_name(format!(".{name}.part"));
    clear(&beside).map_err(at(&beside))?;
    let written = fill(&beside, files, readers).and_then(|()| {
        // An empty folder of that name gives way; one with something in it was refused before.
        drop(fs::remove_dir(folder));
        rename(&beside, folder)
    });
    if written.is_err() {
        drop(fs::remove_dir_all(&beside));
    }
    written.map_err(at(folder))
}

/// Takes away what an interrupted run left, so that none of it is taken for ours. Links are not followed.
fn clear(beside: &Path) -> io::Result<()> {
    match fs::symlink_metadata(beside) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(beside),
        Ok(_) => fs::remove_file(beside),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn fill(folder: &Path, files: &Tree, readers: Readers) -> io::Result<()> {
    fs::create_dir_all(folder.parent().unwrap_or(folder))?;
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    builder.create(folder)?;
    for (path, content) in files.files() {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, content)?;
    }
    Ok(())
}
