//! Which card lies where on a sheet of paper, so that each back comes to lie behind its front. Knows no card.

use serde::Serialize;

/// A sheet holds so many cards: two columns and two rows of A6 are A4.
pub const CARDS: usize = 4;

/// The two sides of a sheet, row by row. A place for which there is no card is empty.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Sheet<T> {
    /// The side that comes first.
    pub fronts: [Option<T>; CARDS],
    /// The side behind it. Paper that is turned over its long edge swaps its columns, and keeps its rows.
    pub backs: [Option<T>; CARDS],
}

/// Lays cards, each with its front and its back, on as few sheets as hold them, in their order.
pub fn impose<T: Copy>(cards: &[[T; 2]]) -> Vec<Sheet<T>> {
    let sheet = |cards: &[[T; 2]]| {
        let side = |order: [usize; CARDS], side: usize| order.map(|at| cards.get(at).map(|card| card[side]));
        Sheet { fronts: side([0, 1, 2, 3], 0), backs: side([1, 0, 3, 2], 1) }
    };
    cards.chunks(CARDS).map(sheet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_back_lies_behind_its_front_once_the_paper_is_turned() {
        let cards: Vec<[(usize, char); 2]> = (0..9).map(|card| [(card, 'f'), (card, 'b')]).collect();
        let sheets = impose(&cards);
        assert_eq!(sheets.len(), 3);
        let mut met = Vec::new();
        for sheet in &sheets {
            for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let front = sheet.fronts[row * 2 + column];
                let behind = sheet.backs[row * 2 + (1 - column)];
                assert_eq!(front.map(|(card, _)| card), behind.map(|(card, _)| card));
                assert!(front.is_none_or(|(_, side)| side == 'f') && behind.is_none_or(|(_, side)| side == 'b'));
                met.extend(front.map(|(card, _)| card));
            }
        }
        assert_eq!(met, (0..9).collect::<Vec<_>>(), "every card once, in order");
    }

    #[test]
    fn no_sheet_is_without_a_card() {
        for (cards, sheets) in [(0, 0), (1, 1), (4, 1), (5, 2), (32, 8)] {
            assert_eq!(impose(&vec![['f', 'b']; cards]).len(), sheets, "{cards} cards");
        }
    }
}
