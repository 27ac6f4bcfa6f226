//! The address of a file in a manifest: what path it means, what is wrong with how it is written, and whether the file is
//! in the archive.

use crate::diagnostic::Rule;
use crate::source::Place;
use crate::verify::archive::Package;
use crate::verify::hosts;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::values::{is, scheme};

/// What an address means.
pub(in crate::verify) struct Target {
    /// The path that is meant, as far as it can be guessed.
    pub path: Option<String>,
    /// Whether nothing is wrong with how it is written.
    pub good: bool,
}

/// What an address means; findings say what is wrong with it, one each.
pub(in crate::verify) fn resolve(
    base: &str,
    href: &str,
    place: &Place,
    package: &Package,
    report: &mut Report,
) -> Target {
    let bad = |path: Option<String>| Target { path, good: false };
    let args = || [("href", href.to_owned())];
    if let Some(host) = hosts::outside(href) {
        report.add(&rules::HREF_OUTSIDE, place, [("host", host)]);
        return bad(None);
    }
    let trimmed = href.trim();
    if let Some(rule) = wrong(trimmed) {
        report.add(rule, place, args());
        let guess = trimmed.replace('\\', "/");
        let inside = scheme(trimmed).is_none() && !trimmed.is_empty();
        return bad(hosts::path(base, guess.trim_start_matches('/')).filter(|_| inside));
    }
    let Some(path) = hosts::path(base, trimmed) else {
        report.add(&rules::HREF_OUT, place, args());
        return bad(None);
    };
    let written: [(bool, &'static Rule); 2] = [
        (trimmed != href, &rules::HREF_AROUND),
        (trimmed.split(['?', '#']).next().is_some_and(|path| path.contains(' ')), &rules::HREF_BLANK),
    ];
    for (_, rule) in written.iter().filter(|(is, _)| *is) {
        report.add(rule, place, args());
    }
    exists(&path, place, package, report);
    Target { path: Some(path), good: true }
}

/// The rule that an address breaks so that no one can say for sure what it means.
fn wrong(href: &str) -> Option<&'static Rule> {
    let (path, rest) = href.split_at(href.find(['?', '#']).unwrap_or(href.len()));
    let rules: [(bool, &'static Rule); 5] = [
        (href.is_empty(), &rules::HREF_EMPTY),
        (path.contains('\\'), &rules::HREF_BACKSLASH),
        (path.starts_with('/'), &rules::HREF_SLASH),
        (scheme(path).is_some(), &rules::HREF_SCHEME),
        // A blank in the path has its own rule; in what follows it is none of the signs that may stand there.
        (!is("address", &format!("{}{rest}", path.replace(' ', "%20"))), &rules::HREF_FORM),
    ];
    rules.iter().find(|(is, _)| *is).map(|(_, rule)| *rule)
}

/// Whether a file is in the archive, with exactly this name.
pub(in crate::verify) fn exists(path: &str, place: &Place, package: &Package, report: &mut Report) {
    if package.has(path) {
        return;
    }
    match package.in_other_case(path) {
        Some(other) => report.add(&rules::FILE_CASE, place, [("file", path.to_owned()), ("other", other.to_owned())]),
        None => report.add(&rules::FILE_MISSING, place, [("file", path.to_owned())]),
    }
}
