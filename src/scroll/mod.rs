//! Scrolling over anything that has rows: positions, row spaces, scroll state.
//!
//! A [`RowSpace`] steps from row to row by opaque positions; [`Top`] is a scroll position in
//! it, [`Scroller`] the state of one view: where it is, where it was asked to go, whether it
//! keeps to the end. Wheel, thumb, keys, jumps and re-layout are written here once, for text,
//! bytes, lists and tables alike. Nothing here knows a window, a view or a file.

mod rows;
mod scroller;
mod top;

pub use rows::{Equal, Pos, Ranks, RowSpace};
pub use scroller::{Scroller, ViewMetrics, whole_rows};
pub use top::Top;
