//! Counts as a report for others tells them: as ranges.

use super::bands::{Band, Bands, alone};
use super::view::Cell;

/// How counts of a group are told.
pub struct Counting {
    n: usize,
    bands: Bands,
}

impl Counting {
    /// That of a group whose counts fall into cells that add up to its size; none where it is too small.
    pub fn of(n: usize, parts: usize) -> Option<Self> {
        Some(Self { n, bands: Bands::of(n, parts)? })
    }

    /// Whether it tells anything.
    pub fn tells(&self) -> bool {
        self.bands.tell()
    }

    /// A count that adds up with others to the size of the group.
    pub fn part(&self, count: usize) -> Cell {
        cell(self.bands.band(count), self.n)
    }
}

/// A count that stands alone; a hyphen where the group is too small.
pub fn single(count: usize, n: usize) -> Cell {
    alone(count, n).map_or_else(|| Cell::text("–"), |band| cell(band, n))
}

fn cell(band: Band, n: usize) -> Cell {
    let share = |count: usize| (count * 1000).checked_div(n).unwrap_or(0);
    Cell {
        text: format!("{}–{}", band.from, band.to),
        bar: Some((share(band.from), share(band.to))),
        ..Cell::default()
    }
}
