//! Packages that share files, verified one after another: a text of which there is nothing to tell but what is said once a package is
//! read once, and that is said of each. It is the same text where it has the same name and, bit by bit, the same packed bytes, and where
//! all that it leads to is in the other package too; nobody's word is taken for it. A text with anything else to tell is read again.

use super::archive::Package;
use super::text::Traits;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The texts of packages that were verified before, of which nothing else was to be told.
#[derive(Debug, Default)]
pub struct Known(Mutex<BTreeMap<[u8; 32], Arc<Traits>>>);

impl Known {
    /// What is known of a text by its checksum; nothing where it must be read.
    pub(super) fn find(&self, checksum: &[u8; 32], package: &Package) -> Option<Arc<Traits>> {
        let traits = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(checksum).map(Arc::clone)?;
        traits.leads_to.iter().all(|path| package.has(path)).then_some(traits)
    }

    /// Keeps what was seen in a text that was read whole, where nothing else was to be told.
    pub(super) fn keep(&self, checksum: Option<[u8; 32]>, traits: Traits) {
        if let Some(checksum) = checksum.filter(|_| !traits.told) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(checksum, Arc::new(traits));
        }
    }
}
