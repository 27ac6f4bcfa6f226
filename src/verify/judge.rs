//! One package, judged from end to end: the archive, the names, the manifest, the content; then the packages inside it.

use super::archive::Package;
use super::known::Known;
use super::lms::Lms;
use super::report::Report;
use super::{backup, content, manifest, names};
use crate::diagnostic::Findings;

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
}
