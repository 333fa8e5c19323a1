//! Tells which rows of a section's tables are about which column.
//!
//! The tables of most frequent values and of ranges name the column in each row, in the order of the columns. Two
//! columns may have one name; then the counts of the rows tell where one ends: ranges hold every valid cell once,
//! and no value is more frequent than the one before it.

use crate::base::{ReportTable, Section, Value};

/// Values in a list of the most frequent, at most.
const MOST_TOP: usize = 10;

/// What is known of one column.
pub(super) struct Profile<'a> {
    /// Its number, from 0.
    pub nr: usize,
    /// The table of columns.
    pub table: &'a ReportTable,
    /// Its row there.
    pub row: &'a [Value],
    /// The most frequent values, and the number of the first row about them.
    pub top: (&'a [Vec<Value>], usize),
    /// The ranges.
    pub bars: (&'a [Vec<Value>], usize),
}

impl<'a> Profile<'a> {
    /// The figure of this key, with its unit.
    pub(super) fn figure(&self, key: &str) -> Option<(&'a Value, &'static str)> {
        let nr = self.table.columns.iter().position(|(found, _)| *found == key)?;
        Some((self.row.get(nr)?, self.table.columns[nr].1))
    }

    /// Its name.
    pub(super) fn name(&self) -> String {
        self.figure("name").map(|(name, _)| name.plain()).unwrap_or_default()
    }

    /// The heights of its bars.
    pub(super) fn heights(&self) -> Vec<f64> {
        self.bars.0.iter().map(|row| row.last().map_or(0.0, Value::height)).collect()
    }

    /// A count of cells, exact or not.
    pub(super) fn cells(&self, key: &str) -> u64 {
        self.figure(key).and_then(|(value, _)| value.count()).unwrap_or(0)
    }
}

/// The columns of a section, each with the rows about it.
pub(super) fn profiles(section: &Section) -> Vec<Profile<'_>> {
    let table = |id| section.tables.iter().find(|table| table.id == id);
    let Some(columns) = table("columns") else { return Vec::new() };
    let rows = |id| table(id).map_or(&[][..], |table| &table.rows);
    let (top, bars) = (rows("top"), rows("histograms"));
    let (mut top_at, mut bars_at) = (0, 0);
    let mut all = Vec::with_capacity(columns.rows.len());
    for (nr, row) in columns.rows.iter().enumerate() {
        let mut profile = Profile { nr, table: columns, row, top: (&[], top_at), bars: (&[], bars_at) };
        let name = profile.name();
        let n_top = n_top(&top[top_at..], &name);
        let valid = profile.cells("count").saturating_sub(profile.cells("invalid"));
        let n_bars = n_bars(&bars[bars_at..], &name, valid);
        profile.top.0 = &top[top_at..top_at + n_top];
        profile.bars.0 = &bars[bars_at..bars_at + n_bars];
        (top_at, bars_at) = (top_at + n_top, bars_at + n_bars);
        all.push(profile);
    }
    all
}

fn is_of(row: &[Value], name: &str) -> bool {
    matches!(row.first(), Some(Value::Text(found)) if found == name)
}

/// How many of the first rows are the most frequent values of a column.
fn n_top(rows: &[Vec<Value>], name: &str) -> usize {
    let mut before = u64::MAX;
    let same = rows.iter().take(MOST_TOP).take_while(|row| {
        let count = row.last().and_then(Value::count).unwrap_or(0);
        let goes_on = is_of(row, name) && count <= before;
        before = count;
        goes_on
    });
    same.count()
}

/// How many of the first rows are the ranges of a column of so many valid cells.
fn n_bars(rows: &[Vec<Value>], name: &str, valid: u64) -> usize {
    let mut sum = 0_u64;
    let same = rows.iter().take_while(|row| {
        let goes_on = is_of(row, name) && sum < valid;
        sum = sum.saturating_add(row.last().and_then(Value::count).unwrap_or(0));
        goes_on
    });
    same.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(name: &str, count: u64) -> Vec<Value> {
        vec![Value::Text(name.into()), 0_u64.into(), 1_u64.into(), count.into()]
    }

    #[test]
    fn columns_of_one_name_are_told_apart_by_their_counts() {
        let columns = |count: u64| vec![Value::Text("a".into()), count.into(), 0_u64.into()];
        let table = |id, columns, rows| ReportTable { id, columns, rows, plot: None };
        let section = Section {
            id: "columns",
            tables: vec![
                table(
                    "columns",
                    vec![("name", ""), ("count", ""), ("invalid", "")],
                    vec![columns(3), columns(2)],
                ),
                table("top", vec![], vec![bar("a", 2), bar("a", 1), bar("a", 2)]),
                table("histograms", vec![], vec![bar("a", 1), bar("a", 0), bar("a", 2), bar("a", 2)]),
            ],
            ..Section::default()
        };
        let found: Vec<_> = profiles(&section)
            .iter()
            .map(|one| (one.top.0.len(), one.top.1, one.bars.0.len(), one.bars.1))
            .collect();
        assert_eq!(found, [(2, 0, 3, 0), (1, 2, 1, 3)]);
    }
}
