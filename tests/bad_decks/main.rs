//! Decks with faults: each must give exactly the findings that are written beside it, at the right line, in both languages.

#[path = "../copy/mod.rs"]
mod copy;
mod faults;
mod folders;
mod hostile;
mod made;
mod mutations;
mod runner;

use cartable::diagnostic::{Findings, Locale, Rule};
use std::collections::BTreeSet;

#[test]
fn the_good_deck_has_nothing_to_say_against_it() {
    let (findings, _) = runner::with_deck(|_| {});
    assert_eq!(runner::listed(&findings), Vec::<String>::new());
}

#[test]
fn every_rule_is_shown_by_a_deck() {
    let mut shown: BTreeSet<String> = BTreeSet::new();
    for line in folders::expected().into_iter().chain(made::expected()) {
        shown.extend(line.split(' ').next().map(str::to_owned));
    }
    let rules: Vec<&Rule> = cartable::read::rules::RULES.iter().copied().chain(cartable::check::rules()).collect();
    let hidden: Vec<&str> = rules.iter().map(|rule| rule.code).filter(|code| !shown.contains(*code)).collect();
    assert_eq!(hidden, Vec::<&str>::new(), "rules that no deck shows");
    let unknown: Vec<_> = shown.iter().filter(|code| !rules.iter().any(|rule| rule.code == **code)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are no rules");
}

/// A message must be whole in both languages: no name may be left in it that the rule was not given.
fn assert_texts(findings: &Findings) {
    for finding in findings.sorted() {
        let given = finding.args.iter().any(|(_, value)| value.contains(['{', '}']));
        for locale in Locale::ALL {
            let (message, help) = cartable::diagnostic::message(locale, finding);
            let whole = !message.contains(['{', '}']) && !help.contains(['{', '}']);
            assert!(whole || given, "{}: {message} / {help}", finding.rule.code);
            assert!(!help.is_empty(), "{} has no help", finding.rule.code);
            assert!(!cartable::diagnostic::human(finding, locale, false).is_empty());
        }
    }
}
