//! Files in memory and the archive made of them: the same files give the same bytes. Knows nothing of what is in them.

mod archive;

pub use archive::{ArchiveError, unzip, zip};

use std::collections::BTreeMap;
use std::sync::Arc;

/// Files by path, in the order of their names. Paths are relative, with `/`, of `[a-z0-9._-]` in each part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree(BTreeMap<String, Arc<[u8]>>);

impl Tree {
    /// Puts a file in, in the place of one of the same name.
    pub fn put(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), Arc::from(content.into()));
    }

    /// Puts a file in without copying it.
    pub fn share(&mut self, path: impl Into<String>, content: Arc<[u8]>) {
        self.0.insert(path.into(), content);
    }

    /// Puts text before what a file says.
    pub fn prepend(&mut self, path: &str, text: &str) {
        let old = self.0.get(path).map_or(&[][..], |content| content);
        let content = [text.as_bytes(), old].concat();
        self.put(path, content);
    }

    /// The content of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(|content| &content[..])
    }

    /// The files in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, content)| (path.as_str(), &content[..]))
    }
}
