//! Cells: which bytes each stands for, and where it is.
//!
//! A cell is a square of whole pixels, or in rows up to three times as high as it is wide where there is
//! room, and stands for a block of the file. How large both are follows
//! from the room there is, what of the file is wanted, and how fine its blocks are known.

use super::colours::LEAST_SHIFT;
use super::hilbert;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use std::ops::Range;

/// The way in which cells follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Curve {
    /// From left to right, row by row.
    #[default]
    Rows,
    /// Along a Hilbert curve, through a square or, where that has room for all of them, its upper half.
    Hilbert,
}

/// The most cells of a picture: as many as there are blocks.
const MOST_CELLS: u64 = crate::scan::blocks::MOST_BLOCKS + 1;

/// The largest cell, and the smallest of blocks that are read for the picture, in pixels.
const MOST_PIXELS: usize = 40;
const LEAST_FINE: usize = 4;

/// How many times higher than wide a cell is, at most.
const MOST_STRETCH: usize = 3;

/// Blocks too short for a class of content are shown only where those that have one would be larger, in
/// pixels.
const MOST_CLASSED: usize = 12;

/// Blocks that are shorter than those of the map are read where no more than this is in sight.
pub const MOST_FINE: u64 = 256 << 20;

/// A file of this length is shown in such from the start.
const SMALL: u64 = 1 << 16;

/// Cells that are drawn at once.
const TILE: usize = 4096;

/// The cells of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// How they follow each other.
    pub curve: Curve,
    /// Log₂ of the bytes of each.
    pub shift: u32,
    /// The number of the first one's block, in blocks of that length.
    pub first: u64,
    /// How many hold bytes of the file.
    pub n: usize,
    /// Cells in a row.
    pub columns: usize,
    /// Rows of cells.
    pub rows: usize,
    /// Width of a cell, in pixels.
    pub cell: usize,
    /// Height of a cell, in pixels.
    pub height: usize,
    /// The file's length in bytes.
    pub file_len: u64,
}

/// Columns, rows and the side of a cell.
type Fit = (usize, usize, usize);

impl Grid {
    /// The finest cells in which the bytes `wanted` have room in `area`, a width and a height in
    /// pixels. Blocks of the file are known from `1 << known` bytes on; shorter ones have to be read.
    /// `None` if there is no room, or nothing to show.
    #[must_use]
    pub fn fit(curve: Curve, area: [usize; 2], wanted: Span, file_len: u64, known: u32) -> Option<Self> {
        let wanted = wanted.meet(Span::at(Offset::ZERO, file_len));
        if wanted.is_empty() || area.contains(&0) {
            return None;
        }
        let cells = |shift: u32| ((wanted.end.0 - 1) >> shift) - (wanted.start.0 >> shift) + 1;
        let fit = |shift: u32| -> Option<Fit> {
            let n = Some(cells(shift)).filter(|n| *n <= MOST_CELLS)?;
            fit(curve, area, to_usize(n))
        };
        let (mut shift, mut found) = (known..63).find_map(|shift| Some((shift, fit(shift)?)))?;
        let is_fine = wanted.len() < file_len && wanted.len() <= MOST_FINE;
        while shift > 0
            && (is_fine || file_len <= SMALL)
            && (shift != LEAST_SHIFT || found.2 > MOST_CLASSED)
            && let Some(finer) = fit(shift - 1).filter(|(.., cell)| *cell >= LEAST_FINE)
        {
            (shift, found) = (shift - 1, finer);
        }
        let (columns, rows, cell) = found;
        let first = wanted.start.0 >> shift;
        let rest = ((file_len - 1) >> shift) - first + 1;
        let n = to_usize(rest).min(columns * rows);
        let rows = if curve == Curve::Rows { n.div_ceil(columns) } else { rows };
        let height = match curve {
            Curve::Rows => (area[1] / rows).clamp(cell, cell * MOST_STRETCH),
            Curve::Hilbert => cell,
        };
        Some(Self { curve, shift, first, n, columns, rows, cell, height, file_len })
    }

    /// The bytes that it shows.
    #[must_use]
    pub fn span(&self) -> Span {
        let end = Offset((self.first + len_u64(self.n)) << self.shift);
        Span { start: Offset(self.first << self.shift), end: end.min(Offset(self.file_len)) }
    }

    /// The bytes that there is room for, whether the file reaches that far or not.
    #[must_use]
    pub fn room(&self) -> u64 {
        len_u64(self.columns * self.rows) << self.shift
    }

    /// The bytes of a cell.
    #[must_use]
    pub fn span_of(&self, nr: usize) -> Span {
        let block = self.first + len_u64(nr);
        Span::at(Offset(block << self.shift), 1 << self.shift).meet(self.span())
    }

    /// The cell that holds a byte, if it is shown.
    #[must_use]
    pub fn cell_of(&self, at: Offset) -> Option<usize> {
        let nr = (at.0 >> self.shift).checked_sub(self.first)?;
        Some(to_usize(nr)).filter(|nr| *nr < self.n)
    }

    /// The column and the row of a cell.
    #[must_use]
    pub fn place(&self, nr: usize) -> (usize, usize) {
        match self.curve {
            Curve::Rows => (nr % self.columns, nr / self.columns),
            Curve::Hilbert => across(hilbert::place(self.order(), nr)),
        }
    }

    /// The cell in this column and row, if it holds bytes.
    #[must_use]
    pub fn at(&self, column: usize, row: usize) -> Option<usize> {
        if column >= self.columns || row >= self.rows {
            return None;
        }
        let nr = match self.curve {
            Curve::Rows => row * self.columns + column,
            Curve::Hilbert => hilbert::index(self.order(), row, column),
        };
        Some(nr).filter(|nr| *nr < self.n)
    }

    /// The cells that are drawn together with one of them, and the rectangle that they fill: its first
    /// column and row, its width and its height. Those past the last one hold nothing.
    #[must_use]
    pub fn tile(&self, nr: usize) -> (Range<usize>, [usize; 4]) {
        match self.curve {
            Curve::Rows => {
                let n_rows = (TILE / self.columns).max(1);
                let first = nr / self.columns / n_rows * n_rows;
                let n_rows = n_rows.min(self.rows - first);
                let from = first * self.columns;
                (from..from + n_rows * self.columns, [0, first, self.columns, n_rows])
            }
            Curve::Hilbert => {
                let side = self.rows.min(64);
                let n = side * side;
                let from = nr / n * n;
                let (x, y) = self.place(from);
                (from..from + n, [x / side * side, y / side * side, side, side])
            }
        }
    }

    /// Rectangles that cover some cells that follow each other, and no others: column, row, width and
    /// height of each.
    #[must_use]
    pub fn rects(&self, cells: Range<usize>) -> Vec<[usize; 4]> {
        let (mut at, end) = (cells.start, cells.end.min(self.columns * self.rows));
        let mut rects = Vec::new();
        while at < end {
            let (x, y) = self.place(at);
            let (n, rect) = match self.curve {
                Curve::Rows if x == 0 && at + self.columns <= end => {
                    let n_rows = (end - at) / self.columns;
                    (n_rows * self.columns, [0, y, self.columns, n_rows])
                }
                Curve::Rows => {
                    let n = (self.columns - x).min(end - at);
                    (n, [x, y, n, 1])
                }
                Curve::Hilbert => {
                    let mut side = 1;
                    while at % (side * side * 4) == 0 && at + side * side * 4 <= end {
                        side *= 2;
                    }
                    (side * side, [x / side * side, y / side * side, side, side])
                }
            };
            rects.push(rect);
            at += n;
        }
        rects
    }

    fn order(&self) -> u32 {
        self.columns.ilog2()
    }
}

/// Columns and rows of the smallest square, or upper half of one, through which a Hilbert curve takes
/// `n` steps.
#[must_use]
pub fn hilbert_room(n: usize) -> (usize, usize) {
    let side = n.isqrt().max(1).next_power_of_two();
    let side = if side * side < n { side * 2 } else { side };
    if side > 1 && n <= side * side / 2 { (side, side / 2) } else { (side, side) }
}

/// The curve begins with the upper half, not with the left one.
#[must_use]
pub fn across((x, y): (usize, usize)) -> (usize, usize) {
    (y, x)
}

/// The largest cells of which `n` have room.
fn fit(curve: Curve, [width, height]: [usize; 2], n: usize) -> Option<Fit> {
    match curve {
        Curve::Rows => {
            let most = (width * height / n).isqrt().min(MOST_PIXELS);
            (1..=most).rev().find_map(|cell| {
                let (columns, rows) = (width / cell, height / cell);
                (columns * rows >= n).then_some((columns, rows, cell))
            })
        }
        Curve::Hilbert => {
            let (columns, rows) = hilbert_room(n);
            let cell = (width / columns).min(height / rows).min(MOST_PIXELS);
            (cell > 0).then_some((columns, rows, cell))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grids() -> impl Strategy<Value = Option<Grid>> {
        let area = [20..1500_usize, 20..900_usize];
        let file = prop_oneof![1..70_000_u64, 1..1_u64 << 34, 1..1_u64 << 62];
        (any::<bool>(), area, file, any::<[u64; 2]>()).prop_map(|(is_curved, area, len, [start, part])| {
            let curve = if is_curved { Curve::Hilbert } else { Curve::Rows };
            let wanted = Span::at(Offset(start % len), part % len + 1);
            let grid = Grid::fit(curve, area, wanted, len, crate::scan::blocks::shift_for(len));
            if let Some(grid) = &grid {
                assert!(grid.columns * grid.cell <= area[0] && grid.rows * grid.height <= area[1]);
                assert!(grid.span().meet(wanted) == wanted.meet(Span::at(Offset::ZERO, len)), "{grid:?}");
            }
            grid
        })
    }

    proptest! {
        #[test]
        fn every_cell_has_one_place_and_its_bytes_follow_those_of_the_one_before(grid in grids(), nr in any::<usize>()) {
            let Some(grid) = grid else { return Ok(()) };
            let nr = nr % grid.n;
            let (column, row) = grid.place(nr);
            prop_assert_eq!(grid.at(column, row), Some(nr));
            let span = grid.span_of(nr);
            prop_assert!(!span.is_empty());
            prop_assert_eq!(grid.cell_of(span.start), Some(nr));
            prop_assert_eq!(grid.cell_of(span.end.back(1)), Some(nr));
            let next = if nr + 1 < grid.n { grid.span_of(nr + 1).start } else { grid.span().end };
            prop_assert_eq!(span.end, next);
        }

        #[test]
        fn tiles_and_rectangles_hold_just_their_cells(grid in grids(), a in any::<usize>(), b in any::<usize>()) {
            let Some(grid) = grid else { return Ok(()) };
            let (range, [x, y, width, height]) = grid.tile(a % grid.n);
            prop_assert!(range.contains(&(a % grid.n)) && range.len() == width * height);
            for nr in range.clone().take(400).chain(range.end.saturating_sub(3).max(range.start)..range.end) {
                let (column, row) = grid.place(nr);
                prop_assert!((x..x + width).contains(&column) && (y..y + height).contains(&row));
            }
            let (a, b) = (a % grid.n, b % grid.n + 1);
            let cells = a.min(b)..b.max(a);
            let rects = grid.rects(cells.clone());
            prop_assert_eq!(rects.iter().map(|[_, _, w, h]| w * h).sum::<usize>(), cells.len());
            for [x, y, w, h] in rects {
                for (column, row) in [(x, y), (x + w - 1, y + h - 1)] {
                    prop_assert!(grid.at(column, row).is_some_and(|nr| cells.contains(&nr)));
                }
            }
        }
    }

    #[test]
    fn cells_are_blocks_of_the_map_until_one_zooms_in_and_then_bytes() {
        let (area, len) = ([1200, 700], 4 << 30);
        let fit =
            |wanted, len: u64, known| Grid::fit(Curve::Rows, area, wanted, len, known).expect("it has room");
        let whole = fit(Span::at(Offset(0), len), len, 15);
        assert_eq!((whole.shift, whole.n, whole.cell), (15, 1 << 17, 2));
        // In a smaller window pairs of blocks.
        let small =
            Grid::fit(Curve::Rows, [400, 200], Span::at(Offset(0), len), len, 15).expect("it has room");
        assert_eq!((small.shift, small.cell), (16, 1));
        let near = fit(Span::at(Offset(1 << 30), 64 << 20), len, 15);
        assert!(near.shift < 15 && near.cell >= 4, "{near:?}");
        let bytes = fit(Span::at(Offset(12_345), 3000), len, 15);
        assert_eq!((bytes.shift, bytes.first), (0, 12_345));
        assert!(bytes.cell > 12);
        assert!(Grid::fit(Curve::Rows, [0, 5], Span::at(Offset(0), 9), 9, 8).is_none());
    }
}
