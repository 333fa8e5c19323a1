//! A table of a section as a [`Table`]: all of its rows are in memory.

use super::{Cells, Column, ColumnKind, Known, Schema, Table};
use crate::base;
use crate::base::units::{len_u64, to_u32, to_usize};
use crate::messages::Name;
use crate::source::blocks::Fetched;
use std::ops::Range;

/// A section's table with its schema.
pub struct SectionTable<'a> {
    table: &'a base::ReportTable,
    schema: Schema,
    /// Whether the section covers the whole file.
    is_whole: bool,
}

impl<'a> SectionTable<'a> {
    /// Takes the columns' kinds from the values: costs one pass over the rows.
    ///
    /// `is_whole` is whether the section covers the whole file, so that no row can follow.
    #[must_use]
    pub fn new(table: &'a base::ReportTable, is_whole: bool) -> Self {
        let kind = |nr: usize| {
            let cells = table.rows.iter().filter_map(|row| row.get(nr));
            cells.map(ColumnKind::of).fold(ColumnKind::Unknown, ColumnKind::or)
        };
        let column = |(nr, ((key, unit), (name, _))): (usize, (&(&str, &str), (Name<'_>, _)))| Column {
            key: (*key).to_owned(),
            name: name.said().to_owned(),
            unit: (*unit).to_owned(),
            kind: kind(nr),
        };
        let columns = table.columns.iter().zip(table.headings()).enumerate().map(column).collect();
        Self { table, schema: Schema { columns }, is_whole }
    }
}

impl Table for SectionTable<'_> {
    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn n_rows(&self) -> Known<u64> {
        let n = len_u64(self.table.rows.len());
        if self.is_whole { Known::Exact(n) } else { Known::SoFar(n) }
    }

    fn cells(&self, rows: Range<u64>, columns: Range<u32>) -> Fetched<Cells> {
        let n_rows = len_u64(self.table.rows.len());
        let n_columns = to_u32(self.table.columns.len());
        let rows = rows.start.min(n_rows)..rows.end.min(n_rows).max(rows.start.min(n_rows));
        let columns =
            columns.start.min(n_columns)..columns.end.min(n_columns).max(columns.start.min(n_columns));
        let wanted = &self.table.rows[to_usize(rows.start)..to_usize(rows.end)];
        let cell =
            |row: &[base::Value], nr: u32| row.get(to_usize(nr.into())).cloned().unwrap_or(base::Value::None);
        let values = wanted.iter().flat_map(|row| columns.clone().map(move |nr| cell(row, nr))).collect();
        Fetched::Ready(Cells { rows, columns, values })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Value;
    use proptest::prelude::*;

    fn table(n_rows: u64, n_columns: usize) -> base::ReportTable {
        let names = [("a", "bytes"), ("b", ""), ("c", "lines"), ("d", "")];
        let value = |row: u64, column: usize| Value::Int(row * 10 + len_u64(column));
        base::ReportTable {
            columns: names[..n_columns].to_vec(),
            rows: (0..n_rows).map(|row| (0..n_columns).map(|nr| value(row, nr)).collect()).collect(),
            ..base::ReportTable::default()
        }
    }

    proptest! {
        #[test]
        fn cells_are_those_of_the_rows_whatever_the_ranges(
            n_rows in 0_u64..20, n_columns in 0_usize..5,
            rows in (0_u64..30, 0_u64..30), columns in (0_u32..8, 0_u32..8),
        ) {
            let table = table(n_rows, n_columns);
            let shown = SectionTable::new(&table, true);
            prop_assert_eq!(shown.n_rows(), Known::Exact(n_rows));
            prop_assert_eq!(shown.schema().columns.len(), n_columns);
            let Fetched::Ready(cells) = shown.cells(rows.0..rows.1, columns.0..columns.1) else { panic!() };
            for row in 0..30 {
                for column in 0..8 {
                    let is_wanted = (rows.0..rows.1).contains(&row) && (columns.0..columns.1).contains(&column);
                    let expected = table.rows.get(to_usize(row)).and_then(|row| row.get(to_usize(column.into())));
                    prop_assert_eq!(cells.get(row, column), expected.filter(|_| is_wanted));
                }
            }
        }
    }

    #[test]
    fn a_table_without_rows_or_columns_has_no_cells() {
        for (n_rows, n_columns) in [(0, 0), (0, 3), (3, 0)] {
            let table = table(n_rows, n_columns);
            let shown = SectionTable::new(&table, false);
            assert_eq!(shown.n_rows(), Known::SoFar(n_rows));
            let Fetched::Ready(cells) = shown.cells(0..u64::MAX, 0..u32::MAX) else { panic!() };
            assert_eq!((cells.rows().end, cells.get(0, 0)), (n_rows, None));
            assert!(cells.row(0).is_empty());
        }
    }

    #[test]
    fn a_columns_kind_follows_from_its_values() {
        let mut table = table(2, 3);
        table.rows.push(vec![Value::None, Value::from(0.5), Value::Bool(true)]);
        let kinds: Vec<_> =
            SectionTable::new(&table, true).schema.columns.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [ColumnKind::Integer, ColumnKind::Number, ColumnKind::Mixed]);
    }
}
