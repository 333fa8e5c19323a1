//! A cache of the latest laid-out rows, so that a frame lays out each of them once.
//!
//! Bounded by what rows weigh, not by how many there are: a row may be one byte, or a segment
//! of four thousand stand-ins. Valid for one state of the file; cleared when that changes.

use crate::base::Offset;
use crate::format::wrap::{RowLayout, RowLayoutOptions};
use std::collections::VecDeque;
use std::sync::Arc;

/// How many columns and bytes may be kept, roughly.
const MOST: usize = 1 << 20;

/// How many rows may be kept.
const MOST_ROWS: usize = 256;

/// The rows, those used last in front.
#[derive(Default)]
pub(super) struct RowLayoutCache {
    layout: RowLayoutOptions,
    rows: VecDeque<Arc<RowLayout>>,
    weight: usize,
}

impl RowLayoutCache {
    /// The row that holds the byte at `at`, if it was laid out like this.
    pub(super) fn get(&mut self, at: Offset, layout: RowLayoutOptions) -> Option<Arc<RowLayout>> {
        if layout != self.layout {
            return None;
        }
        let holds = |laid: &Arc<RowLayout>| laid.row.text.start <= at && at < laid.row.next;
        let nr = self.rows.iter().position(holds)?;
        // A frame walks its rows in order: the next lookup starts at the last hit.
        self.rows.rotate_left(nr);
        self.rows.front().map(Arc::clone)
    }

    pub(super) fn put(&mut self, laid: Arc<RowLayout>, layout: RowLayoutOptions) {
        if layout != self.layout {
            self.clear();
            self.layout = layout;
        }
        self.weight += laid.weight();
        self.rows.push_front(laid);
        while self.rows.len() > 1 && (self.weight > MOST || self.rows.len() > MOST_ROWS) {
            let old = self.rows.pop_back();
            self.weight -= old.map_or(0, |old| old.weight());
        }
    }

    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.weight = 0;
    }
}
