//! A file's content, compressed at most once however many trees share it: a style sheet goes into every module of a deck.

use super::ArchiveError;
use super::archive::pack;
use std::sync::{Arc, OnceLock};

/// A file's content.
#[derive(Debug)]
pub struct File {
    content: Arc<[u8]>,
    packed: OnceLock<Vec<u8>>,
}

impl File {
    /// A file of this content, to be shared between trees.
    pub fn new(content: impl Into<Arc<[u8]>>) -> Arc<Self> {
        Arc::new(Self { content: content.into(), packed: OnceLock::new() })
    }

    /// The content.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// The content as the one member of an archive, from which it can be copied as it is.
    pub(super) fn packed(&self, path: &str) -> Result<&[u8], ArchiveError> {
        if let Some(packed) = self.packed.get() {
            return Ok(packed);
        }
        let packed = pack(path, &self.content)?;
        Ok(self.packed.get_or_init(|| packed))
    }
}
