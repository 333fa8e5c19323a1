//! Which columns a table shows, in which order, how wide, and which of them stay in sight.

use crate::base::units::px;
use crate::doc::File;
use crate::doc::table::Table;
use std::collections::{HashMap, HashSet};

/// Room around a cell's text, in points.
const PADDING: f32 = 20.0;

/// The least and the largest width that a column has by itself, and the least it can be given, in points.
const LEAST: f32 = 56.0;
const MOST: f32 = 360.0;
const NARROWEST: f32 = 24.0;

/// The largest width that is taken from a file of another run, in points.
const WIDEST: f32 = 100_000.0;

/// The width of a character of a name in the header, in points, about.
const NAME_CHAR: f32 = 7.6;

/// What was changed about the columns of a table.
#[derive(Clone, Debug, Default)]
pub struct TableColumns {
    /// By column; others are as wide as they need.
    widths: HashMap<usize, f32>,
    /// The columns that are shown, in order, if that is not all in the file's.
    order: Option<Vec<usize>>,
    /// How many of them stay in sight.
    n_frozen: usize,
}

/// What is kept of the columns between two runs.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct TableColumnsState {
    /// Columns that were given a width, in points.
    pub widths: Vec<(usize, f32)>,
    /// The columns that are shown, in order, if that is not all in the file's.
    pub order: Option<Vec<usize>>,
    /// How many of them stay in sight.
    pub frozen: usize,
}

impl From<&TableColumnsState> for TableColumns {
    fn from(state: &TableColumnsState) -> Self {
        let widths = state.widths.iter().filter(|(_, width)| width.is_finite());
        let mut order = state.order.clone().filter(|order| !order.is_empty());
        if let Some(order) = &mut order {
            let mut seen = HashSet::new();
            order.retain(|column| seen.insert(*column));
        }
        Self {
            widths: widths.map(|&(column, width)| (column, width.clamp(NARROWEST, WIDEST))).collect(),
            order,
            n_frozen: state.frozen,
        }
    }
}

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnPlace {
    /// Which, from 0 in the file's order.
    pub column: usize,
    /// Its left edge, in points from the first one's.
    pub x: f32,
    /// Its width, in points.
    pub width: f32,
    /// Whether what it holds are numbers.
    pub is_number: bool,
}

/// Where the columns of a table are.
#[derive(Clone, Debug, Default)]
pub struct ColumnPlaces {
    /// Those that are shown, in order.
    pub shown: Vec<ColumnPlace>,
    /// How many of them stay in sight, and how wide those are, in points.
    pub n_frozen: usize,
    /// See [`ColumnPlaces::n_frozen`].
    pub frozen_width: f32,
    /// The width of all, in points.
    pub width: f32,
    is_reordered: bool,
}

impl ColumnPlaces {
    /// The place of a column among those that are shown.
    #[must_use]
    pub fn position_of(&self, column: usize) -> Option<usize> {
        if self.is_reordered {
            return self.shown.iter().position(|place| place.column == column);
        }
        (!self.shown.is_empty()).then(|| column.min(self.shown.len() - 1))
    }

    /// The columns, by their places, that are in sight in a view of this width: the frozen ones and others.
    #[must_use]
    pub fn visible(&self, sideways: f32, width: f32) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let (from, to) = (sideways + self.frozen_width, sideways + width);
        let first = self.shown.partition_point(|place| place.x + place.width <= from).max(self.n_frozen);
        let end = self.shown.partition_point(|place| place.x < to).max(first);
        (0..self.n_frozen, first..end)
    }
}

impl TableColumns {
    /// Where the columns are, with characters of this width. Costs some ns a column.
    #[must_use]
    pub fn places(&self, table: &Table, file: &File, advance: f32) -> ColumnPlaces {
        let looks = table.columns(file);
        let names = table.names();
        let mut x = 0.0;
        let mut place = |column: usize| {
            let look = looks.get(column).copied().unwrap_or_default();
            let fits = || {
                // Counting bytes is enough of a long name.
                let name = names.get(column).map_or(0, |name| name.len().min(80));
                // Others may be somewhat longer than those that were looked at.
                let cells = px(look.n_chars.min(80) + 1) * advance;
                (cells.max(px(name) * NAME_CHAR) + PADDING).clamp(LEAST, MOST)
            };
            let set = if self.widths.is_empty() { None } else { self.widths.get(&column).copied() };
            let width = set.unwrap_or_else(fits).round();
            let place = ColumnPlace { column, x, width, is_number: look.is_number };
            x += width;
            place
        };
        let shown: Vec<ColumnPlace> = match &self.order {
            // An order that was kept may be of a table with more columns.
            Some(order) => order.iter().filter(|nr| **nr < names.len()).map(|&nr| place(nr)).collect(),
            None => (0..names.len()).map(place).collect(),
        };
        let n_frozen = self.n_frozen.min(shown.len());
        let frozen_width = shown.get(n_frozen).map_or(0.0, |place| place.x);
        let frozen_width = if n_frozen == 0 { 0.0 } else { frozen_width };
        ColumnPlaces { n_frozen, frozen_width, width: x, is_reordered: self.order.is_some(), shown }
    }

    /// What is kept of them.
    #[must_use]
    pub fn state(&self) -> TableColumnsState {
        let mut widths: Vec<(usize, f32)> = self.widths.iter().map(|(&nr, &width)| (nr, width)).collect();
        widths.sort_unstable_by_key(|(nr, _)| *nr);
        TableColumnsState { widths, order: self.order.clone(), frozen: self.n_frozen }
    }

    /// Whether some columns are hidden, of so many.
    #[must_use]
    pub fn hides_some(&self, n_columns: usize) -> bool {
        self.order.as_ref().is_some_and(|order| order.len() < n_columns)
    }

    /// How many columns stay in sight.
    #[must_use]
    pub fn n_frozen(&self) -> usize {
        self.n_frozen
    }

    pub(super) fn set_width(&mut self, column: usize, width: Option<f32>) {
        match width {
            Some(width) => drop(self.widths.insert(column, width.max(NARROWEST))),
            None => drop(self.widths.remove(&column)),
        }
    }

    fn order_of(&mut self, n_columns: usize) -> &mut Vec<usize> {
        self.order.get_or_insert_with(|| (0..n_columns).collect())
    }

    /// Hides a column, unless it is the last one that is shown.
    pub(super) fn hide(&mut self, column: usize, n_columns: usize) {
        let n_frozen = self.n_frozen;
        let order = self.order_of(n_columns);
        let Some(nr) = order.iter().position(|&one| one == column).filter(|_| order.len() > 1) else {
            return;
        };
        order.remove(nr);
        self.n_frozen = n_frozen - usize::from(nr < n_frozen);
    }

    /// Shows a hidden column: after those that come before it in the file.
    pub(super) fn show(&mut self, column: usize) {
        let Some(order) = self.order.as_mut().filter(|order| !order.contains(&column)) else { return };
        let nr = order.iter().rposition(|&one| one < column).map_or(0, |nr| nr + 1);
        order.insert(nr, column);
    }

    pub(super) fn show_all(&mut self) {
        self.order = None;
    }

    /// Moves a column before another one that is shown, or to the end.
    pub(super) fn move_before(&mut self, column: usize, before: Option<usize>, n_columns: usize) {
        let order = self.order_of(n_columns);
        if before == Some(column) || !order.contains(&column) {
            return;
        }
        order.retain(|&one| one != column);
        let nr = before.and_then(|before| order.iter().position(|&one| one == before));
        order.insert(nr.unwrap_or(order.len()), column);
    }

    pub(super) fn freeze(&mut self, n: usize) {
        self.n_frozen = n;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_hidden_moved_and_shown_again() {
        let mut columns = TableColumns::default();
        columns.freeze(2);
        columns.hide(0, 4);
        assert_eq!((columns.order.as_deref(), columns.n_frozen), (Some(&[1, 2, 3][..]), 1));
        columns.move_before(3, Some(1), 4);
        columns.move_before(1, None, 4);
        assert_eq!(columns.order.as_deref(), Some(&[3, 2, 1][..]));
        assert!(columns.hides_some(4));
        columns.show(0);
        assert_eq!(columns.order.as_deref(), Some(&[0, 3, 2, 1][..]));
        columns.show_all();
        assert!(!columns.hides_some(4));
    }

    #[test]
    fn only_columns_in_sight_are_visible() {
        let place =
            |column: usize| ColumnPlace { column, x: px(column) * 100.0, width: 100.0, is_number: false };
        let shown = (0..10_000).map(place).collect();
        let places =
            ColumnPlaces { shown, n_frozen: 1, frozen_width: 100.0, width: 1e6, is_reordered: false };
        assert_eq!(places.visible(0.0, 350.0), (0..1, 1..4));
        assert_eq!(places.visible(950.0, 300.0), (0..1, 10..13));
        assert_eq!(places.visible(999_700.0, 300.0), (0..1, 9998..10_000));
    }
}
