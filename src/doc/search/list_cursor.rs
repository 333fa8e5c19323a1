//! The cursor of the list and its selection, which the keys move through rows that may not have come.
//!
//! A step is taken as soon as the rows around the cursor are loaded; until then it waits, in order,
//! so that what is typed faster than pages come is not lost.

use super::list::List;
use super::page::ListRow;
use crate::base::Offset;
use crate::scroll::{Pos, whole_rows};
use crate::source::blocks::Fetched;
use std::collections::VecDeque;

/// Steps that wait at most.
const MOST_WAITING: usize = 256;

/// The ways the list's cursor moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStep {
    /// A line up.
    Up,
    /// A line down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first line.
    First,
    /// To the last line.
    Last,
}

/// The cursor, and the other end of the selection: places in their lines.
#[derive(Debug, Default)]
pub(super) struct ListCursor {
    cursor: Option<Offset>,
    anchor: Option<Offset>,
    is_all: bool,
    /// Steps that wait for rows, with whether each extends the selection.
    waiting: VecDeque<(ListStep, bool)>,
}

impl ListCursor {
    /// The same cursor, with nothing selected but its line.
    pub(super) fn collapsed(&self) -> Self {
        Self { cursor: self.cursor, anchor: self.cursor, ..Self::default() }
    }

    fn set(&mut self, at: Offset, extend: bool) {
        let anchor = self.anchor.or(self.cursor).filter(|_| extend && !self.is_all);
        (self.cursor, self.anchor, self.is_all) = (Some(at), Some(anchor.unwrap_or(at)), false);
    }
}

impl List {
    /// The cursor: a place in its line.
    #[must_use]
    pub fn cursor(&self) -> Option<Offset> {
        self.cursor.cursor
    }

    /// The selected lines: places in the first and in the last; the cursor's own, if no others are.
    #[must_use]
    pub fn selection(&self) -> Option<(Offset, Offset)> {
        if self.cursor.is_all {
            return Some((Offset::ZERO, Offset(u64::MAX)));
        }
        let (cursor, anchor) = (self.cursor.cursor?, self.cursor.anchor?);
        Some((cursor.min(anchor), cursor.max(anchor)))
    }

    /// Whether a line is selected.
    #[must_use]
    pub fn selects(&self, row: &ListRow) -> bool {
        self.selection().is_some_and(|(first, last)| row.end >= first && row.start <= last)
    }

    /// Where the view goes for the cursor's line: its first match, if that is far from its start.
    #[must_use]
    pub fn place_of_cursor(&self) -> Option<Offset> {
        let cursor = self.cursor.cursor?;
        let row = self.page.rows.iter().find(|row| row.start <= cursor && cursor <= row.end);
        Some(row.map_or(cursor, |row| row.far_hit.unwrap_or(row.start)))
    }

    /// Puts the cursor into the line that holds `at`; `extend`: the selection reaches from its other
    /// end to there.
    pub(crate) fn put_cursor(&mut self, at: Offset, extend: bool) {
        self.cursor.waiting.clear();
        self.cursor.set(at, extend);
    }

    /// Selects all lines; the cursor stays.
    pub(crate) fn select_all(&mut self) {
        self.cursor.waiting.clear();
        self.cursor.is_all = true;
    }

    /// Moves the cursor; from `here`, if there is none yet.
    pub(crate) fn move_cursor(&mut self, step: ListStep, extend: bool, here: Offset) {
        if self.cursor.cursor.is_none() {
            (self.cursor.cursor, self.cursor.anchor) = (Some(here), Some(here));
        }
        if self.cursor.waiting.len() < MOST_WAITING {
            self.cursor.waiting.push_back((step, extend));
        }
        self.take_steps();
    }

    /// Takes the steps that wait, as far as rows are loaded.
    pub(super) fn take_steps(&mut self) {
        while let Some(&(step, extend)) = self.cursor.waiting.front() {
            let Fetched::Ready(to) = self.target(step) else { return };
            self.cursor.waiting.pop_front();
            if let Some(to) = to {
                self.cursor.set(to, extend);
                self.reveal(to);
            }
        }
    }

    /// The line to which a step leads. If it has not come, scrolls to where it will be among the
    /// next rows that do.
    fn target(&mut self, step: ListStep) -> Fetched<Option<Offset>> {
        let page = whole_rows(self.scroller.visible()).saturating_sub(1).max(1);
        match step {
            ListStep::First => {
                if !self.page.is_first {
                    self.come_to(Offset::ZERO);
                    return Fetched::Pending;
                }
                Fetched::Ready(self.page.rows.first().map(|row| row.start))
            }
            ListStep::Last => {
                if !self.page.is_last {
                    self.is_at_end = true;
                    return Fetched::Pending;
                }
                Fetched::Ready(self.page.rows.last().map(|row| row.start))
            }
            ListStep::Up => self.row_from_cursor(1, false),
            ListStep::Down => self.row_from_cursor(1, true),
            ListStep::PageUp => self.row_from_cursor(page, false),
            ListStep::PageDown => self.row_from_cursor(page, true),
        }
    }

    /// The line `n` lines from the cursor's, or the last one that way.
    fn row_from_cursor(&mut self, n: usize, forward: bool) -> Fetched<Option<Offset>> {
        let Some(here) = self.cursor.cursor else { return Fetched::Ready(None) };
        let (rows, is_first, is_last) = (&self.page.rows, self.page.is_first, self.page.is_last);
        // The cursor's line, or the one after it if that is not listed.
        let nr = rows.partition_point(|row| row.end < here);
        let is_loaded = (nr > 0 || is_first) && (nr < rows.len() || is_last);
        if !is_loaded {
            self.come_to(here);
            return Fetched::Pending;
        }
        let is_listed = rows.get(nr).is_some_and(|row| row.start <= here);
        let to = if forward { Some(nr + n - usize::from(!is_listed)) } else { nr.checked_sub(n) };
        match to {
            Some(to) if to < rows.len() => Fetched::Ready(Some(rows[to].start)),
            Some(_) if is_last => Fetched::Ready(rows.last().map(|row| row.start)),
            None if is_first => Fetched::Ready(rows.first().map(|row| row.start)),
            Some(_) => {
                self.come_to(here);
                Fetched::Pending
            }
            None => {
                let first = rows[0].start;
                self.come_to(first);
                Fetched::Pending
            }
        }
    }

    /// Puts a place to the top, so that the rows around it are requested.
    fn come_to(&mut self, at: Offset) {
        self.scroller.start_at(Pos::from(at));
        self.is_at_end = false;
    }
}

#[cfg(test)]
mod tests {
    use super::super::page::{Head, Page};
    use super::*;
    use crate::base::units::{floor_u64, to_usize};
    use proptest::prelude::*;

    /// A list of `n` lines, each of ten bytes, of which rows come in parts.
    struct Lines {
        list: List,
        n: usize,
    }

    fn row(nr: usize) -> ListRow {
        let start = Offset(nr as u64 * 10);
        let head = Head::default();
        let (is_wanted, follows_gap, far_hit) = (true, false, None);
        ListRow { start, end: start + 9, nr: None, is_wanted, follows_gap, head, far_hit }
    }

    impl Lines {
        fn new(n: usize, visible: f64) -> Self {
            let mut lines = Self { list: List::default(), n };
            lines.list.scroller.set_visible(visible);
            lines.load();
            lines
        }

        /// Brings the rows around the scroll position, as the seeker does.
        fn load(&mut self) {
            let visible = to_usize(floor_u64(self.list.scroller.visible()));
            let top = self.list.scroller.top().at.0 / 10;
            let top = if self.list.is_at_end() { self.n } else { to_usize(top).min(self.n) };
            let (first, last) = (top.saturating_sub(visible + 30), (top + visible * 2 + 40).min(self.n));
            let rows = (first..last).map(row).collect();
            let nr = self.list.page.nr + 1;
            let (is_first, is_last) = (first == 0, last == self.n);
            self.list.take(Page { nr, query: 0, rows, is_first, is_last, searched: Offset(u64::MAX) });
        }
    }

    proptest! {
        #[test]
        fn steps_lead_where_they_lead_in_a_list_that_is_all_there(
            n in 0_usize..400, visible in 1_u8..40, start in 0_usize..400,
            steps in prop::collection::vec((prop::sample::select(vec![
                ListStep::Up, ListStep::Down, ListStep::PageUp, ListStep::PageDown, ListStep::First, ListStep::Last,
            ]), any::<bool>(), any::<bool>()), 0..12),
        ) {
            let mut lines = Lines::new(n, f64::from(visible));
            let start = start.min(n.saturating_sub(1));
            lines.list.put_cursor(Offset(start as u64 * 10 + 3), false);
            let page = usize::from(visible).saturating_sub(1).max(1);
            let (mut cursor, mut anchor) = (start, start);
            for (step, extend, loads) in steps {
                lines.list.move_cursor(step, extend, Offset::ZERO);
                if n > 0 {
                    cursor = match step {
                        ListStep::Up => cursor.saturating_sub(1),
                        ListStep::Down => (cursor + 1).min(n - 1),
                        ListStep::PageUp => cursor.saturating_sub(page),
                        ListStep::PageDown => (cursor + page).min(n - 1),
                        ListStep::First => 0,
                        ListStep::Last => n - 1,
                    };
                    anchor = if extend { anchor } else { cursor };
                }
                (0..if loads { 3 } else { 0 }).for_each(|_| lines.load());
            }
            (0..40).for_each(|_| lines.load());
            if n > 0 {
                prop_assert_eq!(lines.list.cursor().map(|at| at.0 / 10), Some(cursor as u64));
                let (first, last) = lines.list.selection().unwrap();
                let expected = (cursor.min(anchor) as u64, cursor.max(anchor) as u64);
                prop_assert_eq!((first.0 / 10, last.0 / 10), expected);
            }
        }
    }
}
