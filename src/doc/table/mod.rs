//! A file that is a table, as the UI thread sees it: records, rows and cells from cached bytes.
//!
//! Nothing here waits or reads. Where the record index has not come yet, a block's state is guessed from
//! its own bytes, so that one can be anywhere at once; what was guessed is cut again when the index comes.

mod arranged;
mod columns;
mod row;
mod space;
mod starts;

pub use arranged::{RankedRows, ShownRows};
pub use columns::ColumnLook;
pub use row::{Problem, TableRow};
pub use space::RecordRows;

use super::File;
use super::scans::drop_elsewhere;
use crate::base::units::{narrow, share};
use crate::base::{Offset, Span};
use crate::format::delimited::{Dialect, RecordReader, Records, TableLayout};
use crate::format::encoding::CodeUnit;
use crate::scan::columns::{CellCheck, ColumnReport, ColumnType, Columns};
use crate::scan::records::{RecordIndex, RecordStarts};
use crate::source::tables::FoundTable;
use arranged::Arranged;
use row::RowCache;
use starts::StartsCache;
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

/// A file that is a table.
pub struct Table {
    found: FoundTable,
    scan: RecordStarts,
    /// The record index, as far as it reaches.
    index: Option<Arc<RecordIndex>>,
    starts: RefCell<StartsCache>,
    reader: RefCell<RecordReader>,
    /// Of cells in UTF-8.
    values: Records,
    rows: RefCell<RowCache>,
    columns: OnceCell<Arc<[ColumnLook]>>,
    /// What its columns are, as far as that is known.
    profile: Option<Arc<Columns>>,
    /// The rows that are shown, if not all are in the file's order.
    arranged: Option<Arranged>,
}

/// What the header says of a column below its name.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnHead {
    /// Its type.
    pub kind: ColumnType,
    /// How many distinct values it has, of text alone: exact or about.
    pub distinct: Option<u64>,
    /// Its distribution: shares of the largest bar, from 0 to 1.
    pub bars: Vec<f32>,
}

impl ColumnHead {
    fn of(report: &ColumnReport) -> Self {
        let counts: Vec<u64> = match report.kind {
            // Of text and truths the most frequent values say more than lengths.
            ColumnType::Text | ColumnType::Boolean => {
                report.top.iter().map(|(_, n)| n.count().unwrap_or(0)).collect()
            }
            _ => report.histogram.iter().map(|(_, _, count)| *count).collect(),
        };
        let most = counts.iter().copied().max().unwrap_or(0);
        let bars = counts.iter().map(|count| narrow(share(*count, most))).collect();
        let distinct = report.distinct.count().filter(|_| report.kind == ColumnType::Text);
        Self { kind: report.kind, distinct, bars }
    }
}

impl Table {
    pub(super) fn new(found: FoundTable) -> Self {
        let layout = &found.layout;
        Self {
            scan: RecordStarts::new(Arc::clone(&layout.dialect)),
            index: None,
            starts: RefCell::default(),
            reader: RefCell::new(layout.reader()),
            values: Records::new(&Dialect { unit: CodeUnit::Byte, ..Dialect::clone(&layout.dialect) }),
            rows: RefCell::default(),
            columns: OnceCell::new(),
            profile: None,
            arranged: None,
            found,
        }
    }

    /// How it was found to be laid out.
    #[must_use]
    pub fn found(&self) -> &FoundTable {
        &self.found
    }

    /// Its layout.
    #[must_use]
    pub fn layout(&self) -> &Arc<TableLayout> {
        &self.found.layout
    }

    /// The names of its columns.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.found.layout.names
    }

    /// How many columns it has.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.found.layout.names.len()
    }

    /// Where the first record starts that is no header.
    #[must_use]
    pub fn rows_start(&self) -> Offset {
        self.found.rows_start
    }

    /// The extent of its rows in a file of this length.
    #[must_use]
    pub fn rows_span(&self, file_len: u64) -> Span {
        let table = self.scan.table(file_len);
        Span { start: self.rows_start().min(table.end), end: table.end }
    }

    /// The record index, as far as it reaches.
    #[must_use]
    pub fn index(&self) -> Option<&Arc<RecordIndex>> {
        self.index.as_ref()
    }

    /// How many records there are, header included, once all are counted.
    #[must_use]
    pub fn n_records(&self, file_len: u64) -> Option<u64> {
        let index = self.index.as_ref().filter(|index| index.is_whole)?;
        (index.counts.span().end >= self.scan.table(file_len).end).then(|| index.counts.total())
    }

    /// What the header says of a column below its name, once that is known.
    #[must_use]
    pub fn head(&self, column: usize) -> Option<ColumnHead> {
        self.profile.as_ref()?.reports.get(column).map(ColumnHead::of)
    }

    /// Takes what is known of the columns so far.
    pub(super) fn set_profile(&mut self, columns: &Arc<Columns>) {
        drop_elsewhere(self.profile.replace(Arc::clone(columns)));
    }

    /// What its columns are, as far as that is known.
    #[must_use]
    pub fn profile(&self) -> Option<&Arc<Columns>> {
        self.profile.as_ref()
    }

    /// What the cells of its columns are, by what is known of them.
    #[must_use]
    pub fn checks(&self, file: &File) -> Arc<[CellCheck]> {
        match &self.profile {
            Some(columns) => columns.checks().into(),
            None => {
                let looks = self.columns(file);
                let check =
                    |look: &ColumnLook| if look.is_number { CellCheck::NUMBER } else { CellCheck::TEXT };
                looks.iter().map(check).collect()
            }
        }
    }

    pub(super) fn set_index(&mut self, index: Arc<RecordIndex>) {
        self.index = Some(index);
    }

    /// Takes that it is laid out as it was.
    pub(super) fn restate(&mut self, found: FoundTable) {
        self.found = found;
    }

    /// Forgets what was cut from bytes that have changed.
    pub(super) fn grew(&mut self) {
        self.starts.get_mut().clear();
        self.rows.get_mut().clear();
        if self.columns.get().is_some_and(|columns| columns.iter().all(|column| column.n_seen < FEW_ROWS)) {
            self.columns.take();
        }
    }
}

/// With fewer rows than these, columns are measured once more when there are more.
const FEW_ROWS: usize = 20;
