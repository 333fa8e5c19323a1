//! A table's rows in another format: all, those of a filter or in an order, with all columns or some.
//!
//! Rows are cut and formatted in parallel, in parts, and handed out in their order. `text` writes CSV, TSV and
//! JSON lines, `typed` Parquet.

mod text;
mod typed;

pub use text::push_csv;

use super::fetch::{FetchedRows, batches};
use super::order::RowOrder;
use super::parts::each_row;
use crate::base::Span;
use crate::format::delimited::{Row, TableLayout};
use crate::format::parquet::{EncodedGroup, ParquetFile, ParquetKind, ParquetSchema};
use crate::scan::columns::{CellCheck, ColumnKinds, TypeWish, TypesCounter};
use crate::scan::order::RowPlace;
use crate::scan::rows::{RowTest, Suspect, TableRow};
use crate::source::{Fault, Snapshot};
use rayon::ThreadPool;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::io::{self, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use text::TextRows;
use typed::TypedRows;

/// Bytes of the rows that a thread formats at once, of text and of Parquet.
pub const PART_BYTES: u64 = 1 << 20;
pub const GROUP_BYTES: u64 = 8 << 20;

/// Parts that are formatted before they are written.
const PARTS_AT_ONCE: usize = 8;

/// Bytes of rows in an order that are fetched at once: by one walk through the file.
const BATCH_BYTES: u64 = 96 << 20;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportForm {
    /// RFC 4180.
    Csv,
    /// Cells between tabs.
    Tsv,
    /// An object a line, with values of their columns' types.
    Jsonl,
    /// Apache Parquet, with columns of their types.
    Parquet,
}

impl ExportForm {
    /// Bytes of the parts in which a table is best read for it.
    #[must_use]
    pub const fn part_bytes(self) -> u64 {
        if matches!(self, Self::Parquet) { GROUP_BYTES } else { PART_BYTES }
    }
}

/// What is exported of a table.
pub struct TableExport {
    /// The format.
    pub form: ExportForm,
    /// The table.
    pub layout: Arc<TableLayout>,
    /// The file that it is.
    pub snapshot: Snapshot,
    /// The columns' numbers, in the order of the answer.
    pub columns: Vec<usize>,
    /// What all columns are.
    pub kinds: ColumnKinds,
    /// The same by their types alone, see [`checks_of`].
    pub checks: Arc<[CellCheck]>,
    /// Which rows are wanted, of those in the file's order.
    pub wants: Option<RowTest>,
    /// Counts what the cells are of rows in the file's order, where `kinds` were told from a sample.
    pub counter: Option<TypesCounter>,
    /// Whether a cell that a spreadsheet would take for a formula gets an apostrophe in front.
    pub guards_formulas: bool,
}

/// What has to be known of the types of a table's `n_columns` to export some; of a filter and an order there is more.
#[must_use]
pub fn type_wishes(form: ExportForm, n_columns: usize, columns: &[usize]) -> Vec<TypeWish> {
    let mut wishes = vec![TypeWish::Nothing; n_columns];
    for &nr in columns {
        if let Some(wish) = wishes.get_mut(nr) {
            // A column is stored as text if one cell is.
            *wish = if form == ExportForm::Parquet { TypeWish::IfAll } else { TypeWish::All };
        }
    }
    wishes
}

/// Whether a table is exported alike by two tellings of what its columns are, of which those wishes were had.
#[must_use]
pub fn is_alike(form: ExportForm, wishes: &[TypeWish], a: &ColumnKinds, b: &ColumnKinds) -> bool {
    a.len() == b.len()
        && a.iter().zip(b.iter()).zip(wishes).all(|((a, b), wish)| {
            let stored = [a, b].map(typed::kind_of);
            match wish {
                TypeWish::Nothing => true,
                TypeWish::IfAll if stored == [ParquetKind::Text; 2] => true,
                TypeWish::IfAll | TypeWish::All => {
                    a.check == b.check && (form != ExportForm::Parquet || stored[0] == stored[1])
                }
            }
        })
}

/// What the cells of columns are.
#[must_use]
pub fn checks_of(kinds: &ColumnKinds) -> Arc<[CellCheck]> {
    kinds.iter().map(|kind| kind.check).collect()
}

/// Which rows are exported, and in which order.
#[derive(Clone, Copy)]
pub enum ExportRows<'a> {
    /// Parts of the table, see [`super::parts`]; of those the rows that the filter wants.
    Parts(&'a [Span]),
    /// These, all of them.
    InOrder(&'a RowOrder),
}

/// Why an export ended.
#[derive(Debug)]
pub enum ExportError<E> {
    /// The table can't be read any more.
    Fault(Fault),
    /// What takes the answer failed.
    Out(E),
    /// The format can't hold it.
    Format(io::Error),
    /// The order could not be read from where it is kept.
    Spill(io::Error),
    /// Columns are not what was told from a sample.
    OtherKinds,
}

/// Why a part was not formatted.
enum PartError {
    Fault(Fault),
    Format(io::Error),
    OtherKinds,
}

impl<E> From<PartError> for ExportError<E> {
    fn from(error: PartError) -> Self {
        match error {
            PartError::Fault(fault) => Self::Fault(fault),
            PartError::Format(error) => Self::Format(error),
            PartError::OtherKinds => Self::OtherKinds,
        }
    }
}

/// A part that is formatted, and of how many rows.
struct Formatted {
    n_rows: u64,
    rows: FormattedRows,
}

enum FormattedRows {
    Text(Vec<u8>),
    Group(EncodedGroup),
}

/// Takes what Parquet writes, so that it can be handed on.
#[derive(Clone, Default)]
struct Gathered(Arc<Mutex<Vec<u8>>>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Gathered {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl TableExport {
    fn check(&self, column: usize) -> CellCheck {
        self.checks.get(column).copied().unwrap_or(CellCheck::TEXT)
    }

    /// Writes the rows, in order, and says how many: `out` takes bytes and how many of the table's were read for all so far.
    ///
    /// Memory: some parts, and rows in an order at 96 MiB a time. Blocks on the disk.
    ///
    /// # Errors
    /// [`ExportError`]: what `out` says ends it.
    pub fn write<E>(
        &self,
        rows: ExportRows<'_>,
        pool: &ThreadPool,
        mut out: impl FnMut(&[u8], u64) -> Result<(), E>,
    ) -> Result<u64, ExportError<E>> {
        let schema = match self.form {
            ExportForm::Parquet => Some(typed::schema(self).map_err(ExportError::Format)?),
            _ => None,
        };
        let gathered = Gathered::default();
        let file = schema.as_ref().map(|schema| ParquetFile::new(gathered.clone(), schema)).transpose();
        let mut sink =
            Sink { file: file.map_err(ExportError::Format)?, gathered, out: &mut out, done: 0, n_rows: 0 };
        if self.layout.has_names() {
            let mut head = TextRows::new(self);
            head.head();
            sink.put(Formatted { n_rows: 0, rows: FormattedRows::Text(head.finish()) }, 0)?;
        }
        let schema = schema.as_ref();
        match rows {
            ExportRows::Parts(parts) => {
                let put = |part, span: &Span| sink.put(part, span.len());
                in_order(pool, parts, |part| self.part(*part, schema), put)?;
            }
            ExportRows::InOrder(order) => {
                for step in order.steps(0..order.n_rows()) {
                    let places = order.read(step).map_err(ExportError::Spill)?;
                    for batch in batches(&places, BATCH_BYTES) {
                        let fetched = pool.install(|| FetchedRows::read(&self.snapshot, batch));
                        let fetched = fetched.map_err(ExportError::Fault)?;
                        let len =
                            |rows: &Range<usize>| batch[rows.clone()].iter().map(|row| row.n_bytes()).sum();
                        let put = |part, rows: &Range<usize>| sink.put(part, len(rows));
                        in_order(
                            pool,
                            &self.parts_of(batch),
                            |rows| self.batch(&fetched, rows.clone(), schema),
                            put,
                        )?;
                    }
                }
            }
        }
        sink.finish()
    }

    /// Rows of a batch that are formatted together.
    fn parts_of(&self, batch: &[RowPlace]) -> Vec<Range<usize>> {
        let mut from = 0;
        let parts = batches(batch, self.form.part_bytes()).map(|part| {
            let range = from..from + part.len();
            from = range.end;
            range
        });
        parts.collect()
    }

    /// The rows of a part that are wanted.
    fn part(&self, part: Span, schema: Option<&ParquetSchema>) -> Result<Formatted, PartError> {
        let mut rows = RowsWriter::new(self, schema);
        let suspect = Suspect { nul: true, encoding: self.layout.encoding.is_utf8() };
        let mut counted = self.counter.as_ref().map(|counter| (counter, counter.start()));
        each_row(&self.layout, &self.snapshot, part, |row, span| {
            let row = TableRow { row, span, suspect };
            if let Some((counter, counted)) = &mut counted {
                counter.count(counted, &row);
            }
            if self.wants.as_ref().is_none_or(|wants| wants(&row)) {
                rows.row(row.row);
            }
        })
        .map_err(PartError::Fault)?;
        if let Some((counter, counted)) = counted {
            counter.add(counted);
        }
        rows.finish()
    }

    /// Rows of a batch.
    fn batch(
        &self,
        fetched: &FetchedRows,
        rows: Range<usize>,
        schema: Option<&ParquetSchema>,
    ) -> Result<Formatted, PartError> {
        let (mut writer, mut reader) = (RowsWriter::new(self, schema), self.layout.reader());
        fetched.each(rows, |row| writer.row(&reader.read(row)));
        writer.finish()
    }
}

/// Formats items by the threads of a pool, some ahead of what is taken, and has them taken in their order.
fn in_order<T: Sync, E>(
    pool: &ThreadPool,
    items: &[T],
    format: impl Fn(&T) -> Result<Formatted, PartError> + Sync,
    mut take: impl FnMut(Formatted, &T) -> Result<(), ExportError<E>>,
) -> Result<(), ExportError<E>> {
    let (ready, formatted) = crossbeam_channel::bounded(1);
    pool.in_place_scope(|scope| {
        let format = &format;
        scope.spawn(move |_| {
            for some in items.chunks(PARTS_AT_ONCE) {
                let parts: Vec<_> = some.par_iter().map(format).collect();
                // The receiver is gone: taking a part failed.
                if ready.send(parts).is_err() {
                    return;
                }
            }
        });
        let mut rest = items.iter();
        for part in formatted.into_iter().flatten() {
            let Some(item) = rest.next() else { break };
            take(part?, item)?;
        }
        Ok(())
    })
}

struct RowsWriter<'a> {
    n_rows: u64,
    rows: RowsOf<'a>,
}

enum RowsOf<'a> {
    Text(TextRows<'a>),
    Typed(TypedRows<'a>),
}

impl<'a> RowsWriter<'a> {
    fn new(export: &'a TableExport, schema: Option<&ParquetSchema>) -> Self {
        let rows = match schema {
            Some(schema) => RowsOf::Typed(TypedRows::new(export, schema)),
            None => RowsOf::Text(TextRows::new(export)),
        };
        Self { n_rows: 0, rows }
    }

    fn row(&mut self, row: &Row<'_>) {
        self.n_rows += 1;
        match &mut self.rows {
            RowsOf::Text(rows) => rows.row(row),
            RowsOf::Typed(rows) => rows.row(row),
        }
    }

    fn finish(self) -> Result<Formatted, PartError> {
        let rows = match self.rows {
            RowsOf::Text(rows) => FormattedRows::Text(rows.finish()),
            RowsOf::Typed(rows) => FormattedRows::Group(rows.finish()?),
        };
        Ok(Formatted { n_rows: self.n_rows, rows })
    }
}

/// What takes bytes, and how many of the table's were read for all so far.
type Take<'a, E> = dyn FnMut(&[u8], u64) -> Result<(), E> + 'a;

/// Where formatted parts go.
struct Sink<'a, E> {
    file: Option<ParquetFile<Gathered>>,
    gathered: Gathered,
    out: &'a mut Take<'a, E>,
    done: u64,
    n_rows: u64,
}

impl<E> Sink<'_, E> {
    fn put(&mut self, part: Formatted, read: u64) -> Result<(), ExportError<E>> {
        self.done += read;
        self.n_rows += part.n_rows;
        let bytes = match (part.rows, &mut self.file) {
            (FormattedRows::Text(bytes), _) => bytes,
            (FormattedRows::Group(group), Some(file)) => {
                file.append(group).map_err(ExportError::Format)?;
                self.gathered.take()
            }
            (FormattedRows::Group(_), None) => Vec::new(),
        };
        if bytes.is_empty() { Ok(()) } else { (self.out)(&bytes, self.done).map_err(ExportError::Out) }
    }

    fn finish(self) -> Result<u64, ExportError<E>> {
        if let Some(file) = self.file {
            file.finish().map_err(ExportError::Format)?;
            (self.out)(&self.gathered.take(), self.done).map_err(ExportError::Out)?;
        }
        Ok(self.n_rows)
    }
}
