//! The address of what an xAPI launch opens: inside the package and there, or whole and elsewhere; and without the names
//! that the launch itself adds to the query.

use super::archive::Package;
use super::hosts;
use super::packaging::exists;
use super::report::Report;
use super::rules;
use super::values::{is, scheme};
use super::xml::Manifest;
use crate::diagnostic::Rule;
use roxmltree::Node;

/// How a standard launches.
pub(super) struct Launch {
    /// The names that it adds to the query, and the rule that keeps them free.
    pub names: &'static [&'static str],
    pub taken: &'static Rule,
    /// The rule for addresses that are none.
    pub form: &'static Rule,
    /// What is said of an address elsewhere.
    pub outside: &'static Rule,
}

impl Launch {
    /// Judges the address that an element says; whether it is in the package.
    pub(super) fn judge(&self, manifest: &Manifest, node: Node, package: &Package, report: &mut Report) -> bool {
        let (url, place) = (Manifest::text(node), manifest.content(node));
        let query = url.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or_default());
        for name in query.split('&').map(|pair| pair.split('=').next().unwrap_or_default()) {
            if self.names.contains(&name) {
                report.add(self.taken, &place, [("name", name.to_owned())]);
            }
        }
        let web = ["http", "https"].iter().any(|s| scheme(&url).is_some_and(|found| found.eq_ignore_ascii_case(s)));
        if let Some(host) = hosts::outside(&url).filter(|_| web && is("address", &url)) {
            report.add(self.outside, &place, [("host", host)]);
            return false;
        }
        let relative = scheme(&url).is_none() && !url.starts_with('/') && is("address", &url);
        let path = hosts::path("", &url).filter(|path| relative && !path.is_empty());
        match &path {
            Some(_) if package.is_alone => report.add(&rules::URL_NEEDS_ZIP, &place, [("found", url)]),
            Some(path) => exists(path, &place, package, report),
            None => report.add(self.form, &place, [("found", url)]),
        }
        path.is_some() && !package.is_alone
    }
}
