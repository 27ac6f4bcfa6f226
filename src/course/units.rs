//! Modules of several themes as courses: each theme is a unit, the module that it would be by itself, with its own activity and its
//! own progress.

use super::activity::Module;
use super::joined::join;
use super::modules::{Split, modules};

/// Gives a module of several themes the modules of its themes as units, in the languages that it holds. One of a single theme
/// stays as it is.
pub fn with_units(module: Module<'_>) -> Module<'_> {
    if module.themes.len() < 2 { module } else { in_units(module, Split::Theme) }
}

/// Gives the module of a whole deck the modules that a cut makes of it as units, in the languages that it holds. With
/// [`Split::Deck`] it stays as it is.
pub fn in_units(module: Module<'_>, split: Split) -> Module<'_> {
    if split == Split::Deck {
        return module;
    }
    let mut languages = module.languages().map(|own| modules(own.deck, own.language, split, own.tracking));
    let mut units = languages.next().unwrap_or_default();
    // Every language has the themes of the source, in the same order.
    for translations in languages {
        units.iter_mut().zip(translations).for_each(|(unit, translation)| join(unit, translation));
    }
    Module { units, ..module }
}
