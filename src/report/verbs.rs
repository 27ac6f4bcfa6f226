//! Which verbs say that something was begun or gone through. The one table to change when modules or record stores use
//! another registered verb.

use super::event::{Deed, Kind};
use crate::xapi::vocabulary;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a verb says about a situation or a module.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Begun,
    /// Gone through, unless `result.completion` is false.
    Handled,
    /// A situation was gone through, unless `result.completion` is false; a module was begun, unless it is true. Modules
    /// say so of situations because some platforms take any `completed` for the module's.
    Experienced,
    Passed,
    Failed,
    Answered,
}

const VERBS: &[(&str, Says)] = &[
    ("initialized", Says::Begun),
    ("progressed", Says::Begun),
    ("scored", Says::Begun),
    ("terminated", Says::Begun),
    ("experienced", Says::Experienced),
    ("completed", Says::Handled),
    ("passed", Says::Passed),
    ("failed", Says::Failed),
    ("answered", Says::Answered),
];

static BY_IRI: LazyLock<BTreeMap<&'static str, (&'static str, Says)>> =
    LazyLock::new(|| VERBS.iter().map(|(name, says)| (vocabulary::verb(name), (*name, *says))).collect());

/// The kind of an activity by the IRI of its type.
pub fn kind(iri: Option<&str>, verb: &str) -> Kind {
    static KINDS: LazyLock<[(&str, Kind); 3]> = LazyLock::new(|| {
        [("situation", Kind::Situation), ("module", Kind::Module), ("item", Kind::Item)]
            .map(|(name, kind)| (vocabulary::activity_type(name), kind))
    });
    let known = iri.and_then(|iri| KINDS.iter().find(|(known, _)| *known == iri));
    match (known, BY_IRI.get(verb)) {
        (Some((_, kind)), _) => *kind,
        (None, Some((_, Says::Answered))) if iri.is_none() => Kind::Item,
        _ => Kind::Other,
    }
}

/// What a verb says about a kind of activity; `completion` is that of the result.
pub fn deed(verb: &str, kind: Kind, completion: Option<bool>) -> Deed {
    let says = BY_IRI.get(verb).map(|(_, says)| *says);
    match (kind, says) {
        (_, None) | (Kind::Other, _) => Deed::Other,
        (Kind::Item, Some(Says::Answered)) => Deed::Answered,
        (Kind::Item, _) => Deed::Other,
        (_, Some(Says::Handled)) if completion != Some(false) => Deed::Handled,
        (_, Some(Says::Experienced)) if completion.unwrap_or(kind == Kind::Situation) => Deed::Handled,
        (_, Some(Says::Passed)) => Deed::Passed,
        (_, Some(Says::Failed)) => Deed::Failed,
        _ => Deed::Begun,
    }
}

/// Our own name for a verb; none where it is not in the table.
pub fn name(verb: &str) -> Option<&'static str> {
    BY_IRI.get(verb).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_says_what_its_result_says() {
        for (verb, kind, completion, expected) in [
            ("completed", Kind::Situation, None, Deed::Handled),
            ("completed", Kind::Situation, Some(false), Deed::Begun),
            ("experienced", Kind::Situation, Some(true), Deed::Handled),
            ("experienced", Kind::Situation, None, Deed::Handled),
            ("experienced", Kind::Situation, Some(false), Deed::Begun),
            ("experienced", Kind::Module, None, Deed::Begun),
            ("passed", Kind::Module, None, Deed::Passed),
            ("answered", Kind::Item, None, Deed::Answered),
            ("completed", Kind::Other, None, Deed::Other),
        ] {
            assert_eq!(deed(vocabulary::verb(verb), kind, completion), expected, "{verb} {kind:?} {completion:?}");
        }
        assert_eq!(deed("https://example.org/verb", Kind::Situation, None), Deed::Other);
    }
}
