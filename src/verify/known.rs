//! Packages that share files, verified one after another: a text of which there is nothing to tell is read once. That is so where
//! it has the same name and, bit by bit, the same packed bytes, and where all that it leads to is in the other package too;
//! nobody's word is taken for it. Whatever there is something to tell of is read again, because places are told by package.

use super::archive::Package;
use super::text::Traits;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The texts of packages that were verified before, of which there was nothing to tell.
#[derive(Debug, Default)]
pub struct Known(Mutex<BTreeMap<[u8; 32], Arc<Traits>>>);

impl Known {
    /// What is known of a text by its checksum; nothing where it must be read.
    pub(super) fn find(&self, checksum: &[u8; 32], package: &Package) -> Option<Arc<Traits>> {
        let traits = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(checksum).map(Arc::clone)?;
        traits.leads_to.iter().all(|path| package.has(path)).then_some(traits)
    }

    /// Keeps what was seen in a text that was read whole, where there was nothing to tell.
    pub(super) fn keep(&self, checksum: Option<[u8; 32]>, traits: Traits) {
        if let Some(checksum) = checksum.filter(|_| !traits.told) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(checksum, Arc::new(traits));
        }
    }
}
