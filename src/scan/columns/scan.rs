//! The scan that profiles the columns of a table.

use super::{ColumnProfile, Columns, Limits, Progress, TableFacts};
use crate::base::Span;
use crate::base::units::len_u64;
use crate::format::delimited::TableLayout;
use crate::scan::rows::{RowFold, RowScan, TableRow};
use crate::scan::saved::{self, Damaged};
use crate::scan::{Finding, ScanId};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes that the profiles of a part of a file take at most, all columns together.
const PROFILE_BYTES: usize = 16 << 20;

/// The scan.
pub type ColumnsScan = RowScan<ColumnsFold>;

/// The scan of a table's columns.
#[must_use]
pub fn columns_scan(layout: TableLayout) -> ColumnsScan {
    RowScan::new(layout.clone(), ColumnsFold::new(layout))
}

/// Shows each cell to the profile of its column.
pub struct ColumnsFold {
    layout: TableLayout,
    limits: Limits,
    /// How far what is merged of each column is past its caps, so that parts that follow do not keep what
    /// will not stay.
    progress: Mutex<Vec<Progress>>,
}

/// What is counted of whole records.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tally {
    columns: Vec<ColumnProfile>,
    rows: u64,
    ragged_rows: u64,
    bad_rows: u64,
}

impl ColumnsFold {
    fn new(layout: TableLayout) -> Self {
        let limits = Limits::shared(PROFILE_BYTES, layout.names.len());
        let progress = Mutex::new(vec![Progress::default(); layout.names.len()]);
        Self { limits, progress, layout }
    }

    /// What the columns of a table are, of all of its rows.
    #[must_use]
    pub fn columns(&self, tally: &Tally) -> Columns {
        let dialect = &*self.layout.dialect;
        let reports: Vec<_> = tally.columns.iter().map(ColumnProfile::report).collect();
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let facts = TableFacts {
            rows: tally.rows,
            columns: len_u64(self.layout.names.len()),
            has_header: dialect.n_header > 0,
            delimiter: shown(&dialect.delimiter),
            quote: dialect.quote.map(|quote| shown(&[quote])),
            ragged_rows: tally.ragged_rows,
            bad_rows: tally.bad_rows,
        };
        Columns { facts, names: Arc::clone(&self.layout.names), reports }
    }

    fn note_progress(&self, columns: &[ColumnProfile]) {
        let mut known = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        for (known, column) in known.iter_mut().zip(columns) {
            *known = known.max(column.progress());
        }
    }
}

impl RowFold for ColumnsFold {
    type Value = Tally;

    fn id(&self) -> ScanId {
        ScanId::COLUMNS
    }

    /// Columns without cells, as far past their caps as any part is.
    fn start(&self) -> Tally {
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        let columns = progress.iter().map(|progress| ColumnProfile::resumed(self.limits, *progress));
        Tally { columns: columns.collect(), rows: 0, ragged_rows: 0, bad_rows: 0 }
    }

    fn restart(&self) {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).fill(Progress::default());
    }

    fn add(&self, tally: &mut Tally, table_row: &TableRow<'_>) {
        let row = table_row.row;
        tally.rows += 1;
        let at = table_row.span.start.0;
        // Cells' places are those of the file.
        let has_places = self.layout.encoding.is_utf8();
        for ((column, cell), value) in tally.columns.iter_mut().zip(row.cells()).zip(row.values()) {
            let inside = if has_places { len_u64(cell.raw.start) } else { 0 };
            column.add(&value, at + inside);
        }
        let is_ragged = row.cells().len() != self.layout.names.len();
        tally.ragged_rows += u64::from(is_ragged);
        tally.bad_rows += u64::from(is_ragged || table_row.is_malformed());
    }

    fn append(&self, left: &mut Tally, right: Tally) {
        left.rows += right.rows;
        left.ragged_rows += right.ragged_rows;
        left.bad_rows += right.bad_rows;
        for (left, right) in left.columns.iter_mut().zip(right.columns) {
            left.merge(right);
        }
        self.note_progress(&left.columns);
    }

    fn save(&self, tally: &Tally) -> Option<Vec<u8>> {
        saved::write(tally)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<Tally, Damaged> {
        let Tally { columns, rows, ragged_rows, bad_rows } = saved::read(saved)?;
        // Of a table whose records name their values a row has a cell for each path.
        let n_cells = of.len();
        if columns.len() != self.layout.names.len()
            || [rows, ragged_rows, bad_rows].iter().any(|n| *n > n_cells)
        {
            return Err(Damaged);
        }
        let sound = columns.into_iter().map(|column| column.sound(n_cells, self.limits).ok_or(Damaged));
        Ok(Tally { columns: sound.collect::<Result<_, _>>()?, rows, ragged_rows, bad_rows })
    }

    fn report(&self, tally: &Tally, _is_whole: bool) -> Finding {
        let columns = self.columns(tally);
        let section = Arc::new(columns.section());
        Finding::Columns(Arc::new(columns), section)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Offset, Section};
    use crate::format::delimited::Dialect;
    use crate::format::encoding::Encoding;
    use crate::scan::{Piece, Scan};
    use proptest::prelude::*;
    use std::sync::Arc;

    type ColumnsPartial = <ColumnsScan as Scan>::Partial;

    fn scan(dialect: Dialect, names: &[&str]) -> ColumnsScan {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        columns_scan(TableLayout {
            dialect: Arc::new(dialect),
            encoding: Encoding::UTF_8,
            names: names.into(),
            fields: None,
        })
    }

    /// What the engine makes of chunks of `chunk` bytes, fed in pieces of `step`.
    fn section_of(scan: &ColumnsScan, bytes: &[u8], chunk: usize, step: usize) -> Section {
        let file_len = len_u64(bytes.len());
        let feed = |mut partial: ColumnsPartial, (mut at, end): (usize, usize)| {
            while at < end {
                let len = step.min(end - at);
                let piece = Piece::new(&bytes[at..at + len], 0, len, Offset(len_u64(at)), file_len);
                scan.feed(&mut partial, &piece);
                at += len;
            }
            partial
        };
        let (mut left, mut at) = (ColumnsPartial::default(), 0);
        while at < bytes.len() {
            let range = (at, (at + chunk).min(bytes.len()));
            let mut right = feed(ColumnsPartial::default(), range);
            if scan.needs_rescan(&left, &right) {
                right = feed(scan.resume_after(&left), range);
            }
            scan.merge(&mut left, right);
            at = range.1;
        }
        let Finding::Columns(columns, _) = scan.report(&left) else { panic!() };
        columns.section()
    }

    fn fact(section: &Section, key: &str) -> String {
        section.fact(key).map(|fact| fact.value.plain()).unwrap_or_default()
    }

    #[test]
    fn records_are_counted_and_their_cells_profiled() {
        let text = "n,who\n1,\"a\nb\"\n2,\n3,c,d\n4,\"e\n5,f\n";
        let scan = scan(Dialect::default(), &["n", "who"]);
        let section = section_of(&scan, text.as_bytes(), 1000, 1000);
        let facts = ["rows", "columns", "header", "ragged_rows", "bad_rows"].map(|key| fact(&section, key));
        assert_eq!(facts, ["5", "2", "true", "1", "2"]);
        let row =
            |nr: usize| section.tables[0].rows[nr].iter().map(crate::base::Value::plain).collect::<Vec<_>>();
        assert_eq!(row(0)[..8], ["n", "integer", "5", "0", "0", "1", "5", "15"]);
        assert_eq!(row(1)[..7], ["who", "text", "4", "1", "0", "a\nb", "f"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, ..ProptestConfig::default() })]
        #[test]
        fn any_cut_gives_the_columns_of_the_whole(
            bytes in prop::collection::vec(prop::sample::select(b"\"\"\"',,; \\\r\n\n\na1.\x00\xC3".to_vec()), 1..120),
            chunk in 1_usize..65, step in 1_usize..65,
        ) {
            for escape in [None, Some(b'\\')] {
                let dialect = Dialect { escape, ..Dialect::default() };
                let whole = section_of(&scan(dialect.clone(), &["a", "b"]), &bytes, usize::MAX, usize::MAX);
                let cut = section_of(&scan(dialect, &["a", "b"]), &bytes, chunk, step);
                prop_assert_eq!(cut, whole);
            }
        }
    }
}
