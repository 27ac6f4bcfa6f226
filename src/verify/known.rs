//! Packages that share files, verified one after another: a text of which there is nothing to tell is read once. That is so where
//! it has the same name and, bit by bit, the same packed bytes, and where all that it leads to is in the other package too;
//! nobody's word is taken for it. Whatever there is something to tell of is read again, because places are told by package.

use super::archive::Package;
use super::lms::Lms;
use super::report::Report;
use super::text::Traits;
use super::{backup, content, manifest, names};
use crate::diagnostic::Findings;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The texts of packages that were verified before, of which there was nothing to tell.
#[derive(Debug, Default)]
pub struct Known(Mutex<BTreeMap<[u8; 32], Arc<Traits>>>);

impl Known {
    /// All that there is to say about a package of this name: the same as if it were the first.
    pub fn verify(&self, name: &str, bytes: &[u8]) -> Findings {
        self.verify_for(&[], name, bytes)
    }

    /// The same for those who use these LMSs; for everyone where none is named.
    pub fn verify_for(&self, audience: &[Lms], name: &str, bytes: &[u8]) -> Findings {
        let mut report = Report::new(name, audience);
        let mut inner = Findings::default();
        if let Some(package) = Package::open(bytes, &mut report) {
            self.judge(&package, &mut report);
            for (place, module) in backup::modules(&package, &mut report) {
                let path = format!("{name}: {place}");
                let mut report = Report::new(&path, audience);
                self.judge(&module, &mut report);
                inner.extend(report.finish().within(&path));
            }
        }
        let mut findings = report.finish().within(name);
        findings.extend(inner);
        findings
    }

    fn judge(&self, package: &Package, report: &mut Report) {
        names::check(package, report);
        let interfaces = manifest::check(package, report);
        content::examine(package, self, report).conclude(&interfaces, report);
    }

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
