//! [`Top`]: the scroll position of a view, a row's position and a part of that row.
//!
//! Scrolling steps from row to row, so it needs neither an index nor a number of rows, and
//! nothing here is a row number times a height: it stays exact for 10¹² rows. The thumb is a
//! share of positions.

use super::rows::{Pos, RowSpace};
use crate::base::units::as_f64;
use crate::source::blocks::Fetched;

/// The scroll position of a view's top.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Top {
    /// Where the topmost row starts; if it is no row's start, the row that holds it is topmost.
    pub at: Pos,
    /// How much of that row is scrolled out, from 0 to 1.
    pub frac: f64,
}

impl Top {
    /// The place `rows` rows further down (or up, if negative), kept inside the rows.
    ///
    /// `visible` is how many rows the view shows at once. Stops where rows are pending.
    #[must_use]
    pub fn scrolled(self, by: f64, rows: &dyn RowSpace, visible: f64) -> Self {
        if rows.is_empty() {
            return Self::default();
        }
        let mut at = rows.snap(self.at).ready().unwrap_or(self.at);
        let mut offset = self.frac + by;
        while offset >= 1.0 {
            let Fetched::Ready(Some(next)) = rows.next(at) else { break };
            at = next;
            offset -= 1.0;
        }
        while offset < 0.0 {
            let Fetched::Ready(Some(previous)) = rows.previous(at) else { break };
            at = previous;
            offset += 1.0;
        }
        Self { at, frac: offset.clamp(0.0, 1.0 - f64::EPSILON) }.kept_inside(rows, visible)
    }

    /// The same place, or the last one at which the view is still full.
    #[must_use]
    pub fn kept_inside(self, rows: &dyn RowSpace, visible: f64) -> Self {
        let near_end = as_f64(rows.longest()) * (visible + 2.0);
        if as_f64(Pos(rows.len()) - self.at) > near_end {
            return self;
        }
        match Self::last(rows, visible) {
            Some(last) if (self.at, self.frac) > (last.at, last.frac) => last,
            _ => self,
        }
    }

    /// The place at which the last row is at the view's bottom; the first row if all rows fit.
    /// `None` while rows are pending.
    #[must_use]
    pub fn last(rows: &dyn RowSpace, visible: f64) -> Option<Self> {
        let mut at = rows.snap(Pos(rows.len()).back(1)).ready()?;
        let mut shown = 1.0;
        while shown < visible {
            match rows.previous(at) {
                Fetched::Ready(Some(previous)) => at = previous,
                Fetched::Ready(None) => return Some(Self { at, frac: 0.0 }),
                Fetched::Pending | Fetched::Failed(_) => return None,
            }
            shown += 1.0;
        }
        Some(Self { at, frac: (shown - visible).clamp(0.0, 1.0 - f64::EPSILON) })
    }

    /// How far down the file this is, from 0 to 1: the thumb's position.
    #[must_use]
    pub fn share(self, rows: &dyn RowSpace, visible: f64) -> f64 {
        let end = Self::last(rows, visible).map_or(Pos(rows.len()), |last| last.at);
        rows.share_of(self.at, end)
    }

    /// The place that far down the file; exact at both ends.
    #[must_use]
    pub fn at_share(to: f64, rows: &dyn RowSpace, visible: f64) -> Self {
        let last = Self::last(rows, visible);
        match last {
            Some(last) if to >= 1.0 => last,
            _ => {
                // A byte of some row, even before the last row is known.
                let end = last.map_or(Pos(rows.len()).back(1), |last| last.at);
                let at = rows.at_share(to, end);
                Self { at: rows.snap(at).ready().unwrap_or(at), frac: 0.0 }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::Equal;
    use super::*;
    use proptest::prelude::*;

    /// 10¹² rows of 16 bytes.
    const HUGE: Equal = Equal { len: 16_000_000_000_000, row: 16 };

    #[test]
    fn the_last_of_a_million_million_rows_is_reached_exactly() {
        let end = Top::at_share(1.0, &HUGE, 40.5);
        assert_eq!(end, Top { at: Pos(16 * (1_000_000_000_000 - 41)), frac: 0.5 });
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
            let top = Top { at: Pos(row * 16), frac: 0.0 };
            let step = 1.0 / 16.0;
            let mut moved = top;
            for _ in 0..pixels {
                moved = moved.scrolled(step, &HUGE, 40.0);
            }
            prop_assert_eq!(moved.at, Pos((row + u64::from(pixels / 16)) * 16));
            for _ in 0..pixels {
                moved = moved.scrolled(-step, &HUGE, 40.0);
            }
            prop_assert_eq!(moved, top);
        }
    }
}
