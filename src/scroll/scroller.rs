//! [`Scroller`]: the scroll state of one view of rows.

use super::rows::{Pos, RowSpace};
use super::top::Top;
use crate::base::units::{narrow, whole};
use crate::source::blocks::Fetched;

/// Rows between the top of the view and a row that was jumped to.
const CONTEXT: f64 = 3.0;

/// What a painter measured while it painted a view.
#[derive(Clone, Copy, Debug, Default)]
pub struct ViewMetrics {
    /// How many rows fit, parts of rows included.
    pub rows: f64,
    /// Rows painted as placeholders, because their bytes are pending.
    pub waiting: u64,
    /// The largest horizontal scroll offset for the visible rows, in points.
    pub most_sideways: f32,
    /// The width of a text column, in points.
    pub column_width: f32,
    /// The width of the rows of text, in points; 0 without text.
    pub width: f32,
}

/// A jump that waits for data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    /// Show the row that holds this position.
    Place(Pos),
    /// Show the last row.
    End,
}

/// A view's position in its rows, and its pending jump.
#[derive(Clone, Copy, Debug)]
pub struct Scroller {
    top: Top,
    /// The top as it was last scrolled to. Rows that are cut otherwise (wrapped, in another
    /// encoding, as bytes) start from here again, so that going back and forth drifts nowhere.
    anchor: Top,
    visible: f64,
    was_painted: bool,
    /// The top when the view was last at the end. While it stays, the view is at the end, even
    /// if rows came or the view shrank.
    end: Option<Top>,
    goal: Option<Goal>,
}

impl Default for Scroller {
    fn default() -> Self {
        let (top, anchor) = (Top::default(), Top::default());
        Self { top, anchor, visible: 40.0, was_painted: false, end: None, goal: None }
    }
}

impl Scroller {
    /// The topmost row.
    #[must_use]
    pub fn top(&self) -> Top {
        self.top
    }

    /// How many rows are visible, parts of rows included.
    #[must_use]
    pub fn visible(&self) -> f64 {
        self.visible
    }

    /// Whether the view was painted, so that [`Scroller::visible`] is measured.
    #[must_use]
    pub fn was_painted(&self) -> bool {
        self.was_painted
    }

    /// The position that other views of the same bytes show for this place.
    #[must_use]
    pub fn place(&self) -> Pos {
        self.anchor.at
    }

    /// Whether a jump to a place waits for data.
    #[must_use]
    pub fn awaits_place(&self) -> bool {
        matches!(self.goal, Some(Goal::Place(_)))
    }

    /// Whether any jump waits for data.
    #[must_use]
    pub fn awaits(&self) -> bool {
        self.goal.is_some()
    }

    /// Gives up a jump that waits.
    pub fn stay(&mut self) {
        self.goal = None;
    }

    /// Whether this number of visible rows is a change; 0 means unmeasured.
    #[must_use]
    pub fn differs(&self, rows: f64) -> bool {
        rows > 0.0 && (rows - self.visible).abs() >= f64::EPSILON
    }

    /// Takes the number of visible rows.
    pub fn set_visible(&mut self, rows: f64) {
        (self.visible, self.was_painted) = (rows, true);
    }

    /// Notes that the top, wherever it is, counts as the end.
    pub fn mark_end(&mut self) {
        self.end = Some(self.top);
    }

    fn move_to(&mut self, top: Top) {
        (self.top, self.anchor) = (top, top);
    }

    /// Scrolls by rows; parts of rows count.
    pub fn scroll_rows(&mut self, by: f64, rows: &dyn RowSpace) {
        self.goal = None;
        self.move_to(self.top.scrolled(by, rows, self.visible));
    }

    /// Scrolls by pages: a page keeps one row of the one before.
    pub fn scroll_pages(&mut self, pages: f64, rows: &dyn RowSpace) {
        let page = (self.visible.floor() - 1.0).max(1.0);
        self.scroll_rows(pages * page, rows);
    }

    /// Scrolls to a share of the way; 1 is the end, as soon as that is known.
    pub fn scroll_to_share(&mut self, share: f64, rows: &dyn RowSpace) {
        self.goal = (share >= 1.0).then_some(Goal::End);
        self.move_to(Top::at_share(share, rows, self.visible));
    }

    /// Scrolls to the first row.
    pub fn home(&mut self) {
        self.goal = None;
        self.move_to(Top::default());
    }

    /// Shows the last row as soon as it is known; the view stays as it is until then.
    pub fn stay_at_end(&mut self, rows: &dyn RowSpace) {
        self.goal = Some(Goal::End);
        self.resolve(rows);
    }

    /// Whether the last row is visible, or will be.
    #[must_use]
    pub fn is_at_end(&self, rows: &dyn RowSpace) -> bool {
        let is_there = |last: Top| (self.top.at, self.top.frac) >= (last.at, last.frac);
        let is_known = rows.is_empty() || self.goal == Some(Goal::End) || self.end == Some(self.top);
        is_known || Top::last(rows, self.visible).is_some_and(is_there)
    }

    /// Puts a position to the top until [`Scroller::resolve`] can show it in its surroundings.
    pub fn go_to(&mut self, at: Pos) {
        self.move_to(Top { at, frac: 0.0 });
        self.goal = Some(Goal::Place(at));
    }

    /// Puts a position to the top, and leaves it there.
    pub fn start_at(&mut self, at: Pos) {
        self.move_to(Top { at, frac: 0.0 });
    }

    /// Puts a row to the top with a part of it scrolled out, and leaves it there, even if the view is not full.
    pub fn put_top(&mut self, top: Top) {
        self.goal = None;
        self.move_to(top);
    }

    /// Completes a jump, if its data is cached now; whether a place was reached.
    pub fn resolve(&mut self, rows: &dyn RowSpace) -> bool {
        match self.goal {
            Some(Goal::Place(at)) => {
                let Fetched::Ready(at) = rows.snap(at) else { return false };
                self.goal = None;
                self.move_to(Top { at, frac: 0.0 }.scrolled(-self.context(), rows, self.visible));
                true
            }
            Some(Goal::End) => {
                if let Some(last) = Top::last(rows, self.visible) {
                    self.goal = None;
                    self.move_to(last);
                    self.end = Some(last);
                }
                false
            }
            None => false,
        }
    }

    /// Rows above a place that was gone to: as many as there is room for around it.
    fn context(&self) -> f64 {
        CONTEXT.min(((self.visible.floor() - 1.0) / 2.0).floor()).max(0.0)
    }

    /// Gives up a jump to a place; one to the end stays, for rows that are still to come.
    pub fn stay_unless_at_end(&mut self) {
        self.goal = self.goal.filter(|&goal| goal == Goal::End);
    }

    /// Keeps the top inside the rows, after rows or the view have changed.
    pub fn keep_inside(&mut self, rows: &dyn RowSpace) {
        self.top = self.top.kept_inside(rows, self.visible);
    }

    /// Takes rows that are cut otherwise from the same data: starts from where the view was
    /// last scrolled to.
    pub fn recut(&mut self, rows: &dyn RowSpace) {
        self.top = self.anchor.kept_inside(rows, self.visible);
    }

    /// Shows the place of another view of the same data. A view that is there already keeps
    /// its part of a row.
    pub fn arrive(&mut self, at: Pos, rows: &dyn RowSpace) {
        if at != self.anchor.at {
            self.anchor = Top { at, frac: 0.0 };
            self.goal = None;
        }
        self.top = self.anchor.scrolled(0.0, rows, self.visible);
    }

    /// The index of the visible row that starts at `row`, from 0.
    #[must_use]
    pub fn visible_row(&self, row: Pos, rows: &dyn RowSpace) -> Option<f64> {
        let mut at = rows.snap(self.top.at).ready()?;
        let mut nr = 0.0;
        while nr < self.visible + self.top.frac {
            if at == row {
                return Some(nr);
            }
            at = rows.next(at).ready()??;
            nr += 1.0;
        }
        None
    }

    /// Scrolls by as few rows as make the row that holds `at` wholly visible.
    pub fn reveal(&mut self, at: Pos, rows: &dyn RowSpace) {
        let Fetched::Ready(row) = rows.snap(at) else { return };
        if row < self.top.at || (row == self.top.at && self.top.frac > 0.0) {
            return self.move_to(Top { at: row, frac: 0.0 });
        }
        // The topmost row at which this one is the last that is wholly visible.
        let mut top = row;
        for _ in 1..whole_rows(self.visible) {
            match rows.previous(top) {
                Fetched::Ready(Some(previous)) if top > self.top.at => top = previous,
                _ => return,
            }
        }
        if top > self.top.at {
            self.move_to(Top { at: top, frac: 0.0 });
        }
    }

    /// How far down the top is, from 0 to 1.
    #[must_use]
    pub fn share(&self, rows: &dyn RowSpace) -> f64 {
        self.top.share(rows, self.visible)
    }
}

/// How many rows are wholly visible, at least one.
#[must_use]
pub fn whole_rows(visible: f64) -> usize {
    whole(narrow(visible)).max(1)
}
