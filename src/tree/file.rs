//! A file's content, compressed at most once however many trees share it: a style sheet goes into every module of a deck.

use super::ArchiveError;
use super::archive::{Packing, pack};
use std::sync::{Arc, OnceLock};

/// A file's content.
#[derive(Debug)]
pub struct File {
    content: Arc<[u8]>,
    packed: [OnceLock<Vec<u8>>; 2],
}

impl File {
    /// A file of this content, to be shared between trees.
    pub fn new(content: impl Into<Arc<[u8]>>) -> Arc<Self> {
        Arc::new(Self { content: content.into(), packed: Default::default() })
    }

    /// The content.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// The content as the one member of an archive, from which it can be copied as it is.
    pub(super) fn packed(&self, path: &str, packing: Packing) -> Result<&[u8], ArchiveError> {
        let own = &self.packed[packing as usize];
        if let Some(packed) = own.get() {
            return Ok(packed);
        }
        let packed = pack(path, &self.content, packing)?;
        Ok(own.get_or_init(|| packed))
    }
}
