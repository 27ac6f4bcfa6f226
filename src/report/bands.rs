//! Counts that may be passed on: a count of learners is told as a range that is never narrower than five, chosen so that
//! nobody can calculate an exact number back. Knows nothing of what is counted.
//!
//! The counts of one row (not offered, not begun, begun, handled) add up to the size of the group, which everyone
//! knows. All ranges of a group have one width `w`. If the lower ends add up to `n - r`, a cell lies at most `r` above
//! its lower end, and at least `r - (k-1)(w-1)`. The width is therefore chosen by `n` alone such that `r`, which is `n`
//! modulo `w` or a few widths more, cannot come closer than two to either end: each count, and each sum of counts, keeps
//! three possible values at least. Because the width depends on nothing but `n`, the choice itself says nothing either.

/// The smallest group of which anything is told.
pub const LEAST: usize = 5;

/// How many values are left at least to every count, whatever is calculated from a row.
const VALUES: usize = 3;

/// How far what is possible must stay from an end.
const ROOM: usize = VALUES - 1;

/// A range of counts, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Band {
    /// The smallest count that it may be.
    pub from: usize,
    /// The largest.
    pub to: usize,
}

/// The ranges for a group of `n` learners whose counts fall into `parts` cells that add up to `n`.
#[derive(Clone, Copy, Debug)]
pub struct Bands {
    n: usize,
    width: usize,
}

impl Bands {
    /// The ranges of a group; none where it is too small for anything to be told.
    pub fn of(n: usize, parts: usize) -> Option<Self> {
        if n < LEAST {
            return None;
        }
        // `n + 1` always serves: then every cell is "0 to n", which tells nothing.
        let width = (LEAST..=n).find(|width| is_safe(n, parts, *width)).unwrap_or(n + 1);
        Some(Self { n, width })
    }

    /// The range of a count.
    pub fn band(&self, count: usize) -> Band {
        let from = count / self.width * self.width;
        Band { from, to: (from + self.width - 1).min(self.n) }
    }

    /// Whether the ranges tell anything: whether there is more than one.
    pub fn tell(&self) -> bool {
        self.width <= self.n
    }
}

/// Whether no row of `parts` ranges of this width leaves fewer values than [`VALUES`] to any of its counts.
fn is_safe(n: usize, parts: usize, width: usize) -> bool {
    let slack = parts * (width - 1);
    let possible = (n % width..=slack.min(n)).step_by(width);
    possible.into_iter().all(|r| r >= ROOM && r + ROOM <= slack)
}

/// The range of a count that stands alone: learners of `n` who came in a week, or who used a language. The last range
/// takes in what would be too narrow; none where the group is too small.
pub fn alone(count: usize, n: usize) -> Option<Band> {
    if n < LEAST {
        return None;
    }
    let last = ((n + 1) / LEAST).saturating_sub(1) * LEAST;
    let from = (count / LEAST * LEAST).min(last);
    Some(Band { from, to: if from == last { n } else { from + LEAST - 1 } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Every row of four counts that adds up to `n`.
    fn rows(n: usize) -> Vec<[usize; 4]> {
        let mut all = Vec::new();
        for a in 0..=n {
            for b in 0..=n - a {
                all.extend((0..=n - a - b).map(|c| [a, b, c, n - a - b - c]));
            }
        }
        all
    }

    /// The strongest attack on one row: take every row that would have been told in the same words, and see what all
    /// of them have in common. Each cell, and each sum of cells, must keep at least five values.
    #[test]
    fn whatever_is_told_leaves_several_values_for_every_sum_of_cells() {
        for n in LEAST..=34 {
            let bands = Bands::of(n, 4).expect("large enough");
            let mut told: BTreeMap<[Band; 4], [BTreeSet<usize>; 16]> = BTreeMap::new();
            for row in rows(n) {
                let sums = told.entry(row.map(|count| bands.band(count))).or_default();
                for (cells, values) in sums.iter_mut().enumerate() {
                    values.insert((0..4).filter(|cell| cells >> cell & 1 == 1).map(|cell| row[cell]).sum());
                }
            }
            for (words, sums) in told {
                for (cells, values) in sums.iter().enumerate().filter(|(cells, _)| !matches!(cells, 0 | 15)) {
                    assert!(values.len() >= 3, "{n} learners, {words:?}, cells {cells:b}: {values:?}");
                }
            }
        }
    }

    #[test]
    fn a_count_that_stands_alone_keeps_five_values() {
        for n in LEAST..=200 {
            let mut told: BTreeMap<Band, BTreeSet<usize>> = BTreeMap::new();
            for count in 0..=n {
                let band = alone(count, n).expect("large enough");
                assert!((band.from..=band.to).contains(&count));
                told.entry(band).or_default().insert(count);
            }
            assert!(told.values().all(|values| values.len() >= LEAST), "{n}: {told:?}");
        }
    }

    #[test]
    fn groups_of_usual_sizes_are_told_something() {
        for n in 12..=400 {
            let bands = Bands::of(n, 4).expect("large enough");
            assert!(bands.tell() && bands.width <= 13, "{n}: ranges of {}", bands.width);
        }
        assert!(Bands::of(4, 4).is_none());
    }
}
