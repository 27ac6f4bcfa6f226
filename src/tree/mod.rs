//! Files in memory and the archive made of them: the same files give the same bytes; and files packed into one member of it. Knows
//! nothing of what is in them.

mod archive;
mod file;
mod packed;

pub use archive::{ArchiveError, MOST_BYTES, Packing, tgz, unzip, zip};
pub use file::File;
pub use packed::{BOOK_FOLDER, SOURCE_FILE, SourceFault, contents, deck_files, packed};

use std::collections::BTreeMap;
use std::sync::Arc;

/// Files by path, in the order of their names. Paths are relative, with `/`, of `[a-z0-9._-]` in each part.
#[derive(Clone, Debug, Default)]
pub struct Tree(BTreeMap<String, Arc<File>>);

impl Tree {
    /// Puts a file in, in the place of one of the same name.
    pub fn put(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.share(path, File::new(content.into()));
    }

    /// Puts a file in that other trees have too.
    pub fn share(&mut self, path: impl Into<String>, file: Arc<File>) {
        self.0.insert(path.into(), file);
    }

    /// Puts all files of another tree in.
    pub fn add(&mut self, other: &Tree) {
        self.0.extend(other.0.iter().map(|(path, file)| (path.clone(), Arc::clone(file))));
    }

    /// The same files in a folder.
    pub fn below(&self, folder: &str) -> Self {
        Self(self.0.iter().map(|(path, file)| (format!("{folder}/{path}"), Arc::clone(file))).collect())
    }

    /// The files of a folder, named from there.
    pub fn within(&self, folder: &str) -> Self {
        let inside = |path: &String| Some(path.strip_prefix(folder)?.strip_prefix('/')?.to_owned());
        Self(self.0.iter().filter_map(|(path, file)| Some((inside(path)?, Arc::clone(file)))).collect())
    }

    /// All files but one.
    pub fn without(mut self, path: &str) -> Self {
        self.0.remove(path);
        self
    }

    /// A file, to be shared.
    pub fn file(&self, path: &str) -> Option<&Arc<File>> {
        self.0.get(path)
    }

    /// The content of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(|file| file.content())
    }

    /// The files in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, file)| (path.as_str(), file.content()))
    }
}

impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        self.files().eq(other.files())
    }
}

impl Eq for Tree {}
