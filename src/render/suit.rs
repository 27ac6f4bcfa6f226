//! The colour and the shape by which the cards of a theme are known.

use crate::course::Module;

/// There are this many pairs of a colour and a suit; themes take them in turn.
const SUITS: usize = 6;

/// The number in a theme's id says its suit, so that it is the same in a deck that came out of a package and holds one theme;
/// without a number its place among the themes does.
pub fn suit(module: &Module<'_>, theme: &str) -> usize {
    let number = theme.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().ok();
    let place = || module.deck.themes.iter().position(|id| id.value == theme).unwrap_or(0);
    number.filter(|number| *number > 0).map_or_else(place, |number| number - 1) % SUITS + 1
}
