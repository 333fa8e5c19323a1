//! Positions: a byte offset and a part of a row, exact whatever the file's length.
//!
//! A view scrolls by steps from row to row, so it needs neither an index nor a number of
//! rows, and nothing here is a row number times a height. The thumb is a share of bytes.

use super::command::ViewId;
use super::file::{File, HEX_ROW};
use crate::base::Offset;
use crate::base::units::{as_f64, at_share, share};
use crate::format::wrap::{Layout, Line};
use crate::source::blocks::Fetched;

/// What stands at the top of a view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Top {
    /// Where the topmost row starts; if it is no row's start, the row that holds it is meant.
    pub at: Offset,
    /// How much of that row is scrolled out, from 0 to 1.
    pub frac: f64,
}

/// Rows that can be stepped through, of text or of bytes or made up.
pub trait Rows {
    /// The length of what the rows are cut from.
    fn len(&self) -> u64;
    /// The start of the row that holds `at`, if it can be told now.
    fn snap(&self, at: Offset) -> Option<Offset>;
    /// The start of the row after the one that starts at `at`; `None` after the last, and
    /// where it can't be told now.
    fn next(&self, at: Offset) -> Option<Offset>;
    /// The start of the row before the one that starts at `at`.
    fn previous(&self, at: Offset) -> Option<Offset> {
        if at == Offset::ZERO { None } else { self.snap(at.back(1)) }
    }
    /// No row is longer than this many bytes.
    fn longest(&self) -> u64;
    /// Whether it holds no byte.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Rows of equal length.
#[derive(Clone, Copy, Debug)]
pub struct Equal {
    /// The length of what they are cut from.
    pub len: u64,
    /// The length of a row.
    pub row: u64,
}

impl Rows for Equal {
    fn len(&self) -> u64 {
        self.len
    }

    fn snap(&self, at: Offset) -> Option<Offset> {
        Some(at.min(Offset(self.len).back(1)).floor_to(self.row))
    }

    fn next(&self, at: Offset) -> Option<Offset> {
        at.0.checked_add(self.row).filter(|&next| next < self.len).map(Offset)
    }

    fn longest(&self) -> u64 {
        self.row
    }
}

/// Rows of text.
struct Text<'a>(&'a File);

impl Rows for Text<'_> {
    fn len(&self) -> u64 {
        self.0.len()
    }

    fn snap(&self, at: Offset) -> Option<Offset> {
        match self.0.row_at(at) {
            Fetched::Ready(row) => Some(row.text.start),
            _ => None,
        }
    }

    fn next(&self, at: Offset) -> Option<Offset> {
        match self.0.row_at(at) {
            Fetched::Ready(row) => Some(row.next).filter(|next| next.0 < self.0.len()),
            _ => None,
        }
    }

    fn longest(&self) -> u64 {
        crate::format::rows::SEGMENT + 4
    }
}

/// Rows of text that wrap: each line of the screen counts as one.
struct Wrapped<'a>(&'a File, Layout);

impl Wrapped<'_> {
    fn line(&self, at: Offset) -> Option<Line> {
        match self.0.laid_at(at, self.1) {
            Fetched::Ready(laid) => Some(laid.line(laid.line_nr(at.min(Offset(self.len()).back(1))))),
            _ => None,
        }
    }
}

impl Rows for Wrapped<'_> {
    fn len(&self) -> u64 {
        self.0.len()
    }

    fn snap(&self, at: Offset) -> Option<Offset> {
        self.line(at).map(|line| line.text.start)
    }

    fn next(&self, at: Offset) -> Option<Offset> {
        self.line(at).map(|line| line.next).filter(|next| next.0 < self.len())
    }

    fn longest(&self) -> u64 {
        crate::format::rows::SEGMENT + 4
    }
}

/// The rows that a view shows, text laid out as `layout` has it.
#[must_use]
pub fn rows_of(file: &File, view: ViewId, layout: Layout) -> Box<dyn Rows + '_> {
    match view {
        ViewId::Text | ViewId::Map if layout.columns.is_some() => Box::new(Wrapped(file, layout)),
        ViewId::Text | ViewId::Map => Box::new(Text(file)),
        ViewId::Hex => Box::new(Equal { len: file.len(), row: HEX_ROW }),
    }
}

impl Top {
    /// The place `rows` rows further down (or up, if negative), kept inside the file.
    ///
    /// `visible` is how many rows the view shows at once. Stops where rows can't be told yet.
    #[must_use]
    pub fn scrolled(self, by: f64, rows: &dyn Rows, visible: f64) -> Self {
        if rows.is_empty() {
            return Self::default();
        }
        let mut at = rows.snap(self.at).unwrap_or(self.at);
        let mut offset = self.frac + by;
        while offset >= 1.0 {
            let Some(next) = rows.next(at) else { break };
            at = next;
            offset -= 1.0;
        }
        while offset < 0.0 {
            let Some(previous) = rows.previous(at) else { break };
            at = previous;
            offset += 1.0;
        }
        Self { at, frac: offset.clamp(0.0, 1.0 - f64::EPSILON) }.kept_inside(rows, visible)
    }

    /// The same place, or the last one at which the view is still full.
    #[must_use]
    pub fn kept_inside(self, rows: &dyn Rows, visible: f64) -> Self {
        let near_end = as_f64(rows.longest()) * (visible + 2.0);
        if as_f64(Offset(rows.len()) - self.at) > near_end {
            return self;
        }
        match Self::last(rows, visible) {
            Some(last) if (self.at, self.frac) > (last.at, last.frac) => last,
            _ => self,
        }
    }

    /// The place at which the last row stands at the view's bottom; the file's start if all
    /// rows fit. `None` until the bytes there are at hand.
    #[must_use]
    pub fn last(rows: &dyn Rows, visible: f64) -> Option<Self> {
        let mut at = rows.snap(Offset(rows.len()).back(1))?;
        let mut shown = 1.0;
        while shown < visible {
            match rows.previous(at) {
                Some(previous) => at = previous,
                None if at == Offset::ZERO => return Some(Self::default()),
                None => return None,
            }
            shown += 1.0;
        }
        Some(Self { at, frac: (shown - visible).clamp(0.0, 1.0 - f64::EPSILON) })
    }

    /// How far down the file this is, from 0 to 1: where the thumb stands.
    #[must_use]
    pub fn share(self, rows: &dyn Rows, visible: f64) -> f64 {
        let end = Self::last(rows, visible).map_or(rows.len(), |last| last.at.0);
        share(self.at.0, end)
    }

    /// The place that far down the file; exact at both ends.
    #[must_use]
    pub fn at_share(to: f64, rows: &dyn Rows, visible: f64) -> Self {
        let last = Self::last(rows, visible);
        match last {
            Some(last) if to >= 1.0 => last,
            _ => {
                // A byte of some row, even before the last row is known.
                let end = last.map_or(Offset(rows.len()).back(1), |last| last.at);
                let at = Offset(at_share(to, end.0));
                Self { at: rows.snap(at).unwrap_or(at), frac: 0.0 }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 10¹² rows of 16 bytes.
    const HUGE: Equal = Equal { len: 16_000_000_000_000, row: 16 };

    #[test]
    fn the_last_of_a_million_million_rows_is_reached_exactly() {
        let end = Top::at_share(1.0, &HUGE, 40.5);
        assert_eq!(end, Top { at: Offset(16 * (1_000_000_000_000 - 41)), frac: 0.5 });
        assert_eq!(end.scrolled(1000.0, &HUGE, 40.5), end);
        assert_eq!(end.scrolled(-1.0, &HUGE, 40.5).scrolled(1.0, &HUGE, 40.5), end);
        assert!((end.share(&HUGE, 40.5) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_short_file_does_not_scroll() {
        let few = Equal { len: 100, row: 16 };
        assert_eq!(Top::default().scrolled(5.0, &few, 40.0), Top::default());
        assert_eq!(Top::at_share(1.0, &few, 40.0), Top::default());
        assert_eq!(Top::default().scrolled(1.0, &Equal { len: 0, row: 16 }, 40.0), Top::default());
    }

    proptest! {
        #[test]
        fn a_pixel_down_and_up_again_is_the_same_place(row in 50_u64..999_999_999_900, pixels in 1_u32..400) {
            let top = Top { at: Offset(row * 16), frac: 0.0 };
            let step = 1.0 / 16.0;
            let mut moved = top;
            for _ in 0..pixels {
                moved = moved.scrolled(step, &HUGE, 40.0);
            }
            prop_assert_eq!(moved.at, Offset((row + u64::from(pixels / 16)) * 16));
            for _ in 0..pixels {
                moved = moved.scrolled(-step, &HUGE, 40.0);
            }
            prop_assert_eq!(moved, top);
        }
    }
}
