//! Rows by column, and their encoding.

use super::schema::{ParquetKind, ParquetSchema};
use super::{invalid, io_error};
use bytes::Bytes;
use parquet::basic::Type as Physical;
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use std::collections::HashSet;
use std::hash::Hash;
use std::io;
use std::sync::Arc;

/// Texts are handed to the encoder this many at a time, so that their handles (32 bytes each) stay
/// in the cache.
const TEXT_BATCH: usize = 2048;

/// The longest cell: the lengths of pages are `i32`, and the encoder may put two such cells on one.
pub(super) const MAX_CELL_BYTES: usize = 512 << 20;

/// Values are sampled in this many runs, to see whether they repeat.
const SAMPLE_RUNS: usize = 16;
const SAMPLE_RUN: usize = 128;

/// Some rows, held by column until they are encoded.
///
/// A row is one push to each column, in any order. A push that does not fit its column, and columns
/// of different lengths, are mistakes of the caller that [`RowGroup::encode`] reports.
#[derive(Debug)]
pub struct RowGroup {
    schema: ParquetSchema,
    columns: Vec<ColumnCells>,
    len_bytes: usize,
    /// The first mistake: its column, from 0, and what it was.
    fault: Option<(usize, &'static str)>,
}

/// The cells of a column.
#[derive(Debug)]
struct ColumnCells {
    /// Parquet's definition levels, one a row: 0 for a null, 1 for a value.
    levels: Vec<i16>,
    values: Values,
}

/// The values that are not null.
#[derive(Debug)]
enum Values {
    Bool(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Double(Vec<f64>),
    /// Texts one after another, and where each ends. Not yet known to be UTF-8.
    Text {
        bytes: Vec<u8>,
        ends: Vec<usize>,
    },
}

impl RowGroup {
    /// The rows of a full group: what readers split their work by.
    pub const MAX_ROWS: usize = 1 << 17;

    /// The bytes of a full group, for tables of many columns or of long texts.
    pub const MAX_BYTES: usize = 64 << 20;

    /// A group without rows. Allocates nothing for cells.
    #[must_use]
    pub fn new(schema: &ParquetSchema) -> Self {
        let values = |kind: &ParquetKind| match kind.physical() {
            Physical::BOOLEAN => Values::Bool(Vec::new()),
            Physical::INT32 => Values::Int32(Vec::new()),
            Physical::DOUBLE => Values::Double(Vec::new()),
            Physical::BYTE_ARRAY => Values::Text { bytes: Vec::new(), ends: Vec::new() },
            _ => Values::Int64(Vec::new()),
        };
        let cells = |kind| ColumnCells { levels: Vec::new(), values: values(kind) };
        let columns = schema.shared.kinds.iter().map(cells).collect();
        Self { schema: schema.clone(), columns, len_bytes: 0, fault: None }
    }

    /// Appends a null to the column, counted from 0; any kind may have one.
    pub fn push_null(&mut self, column: usize) {
        match self.columns.get_mut(column) {
            Some(cells) => {
                cells.levels.push(0);
                self.len_bytes += size_of::<i16>();
            }
            None => self.note_fault(column, "no-such-column"),
        }
    }

    /// Appends a cell to a column of [`ParquetKind::Boolean`].
    pub fn push_bool(&mut self, column: usize, value: bool) {
        match self.columns.get_mut(column) {
            Some(ColumnCells { levels, values: Values::Bool(values) }) => {
                levels.push(1);
                values.push(value);
                self.len_bytes += size_of::<i16>() + size_of::<bool>();
            }
            _ => self.note_fault(column, "no-booleans"),
        }
    }

    /// Appends a cell to a column of [`ParquetKind::Integer`], or one in microseconds to one of
    /// [`ParquetKind::Time`] or [`ParquetKind::Timestamp`].
    pub fn push_i64(&mut self, column: usize, value: i64) {
        match self.columns.get_mut(column) {
            Some(ColumnCells { levels, values: Values::Int64(values) }) => {
                levels.push(1);
                values.push(value);
                self.len_bytes += size_of::<i16>() + size_of::<i64>();
            }
            _ => self.note_fault(column, "no-integers"),
        }
    }

    /// Appends a cell to a column of [`ParquetKind::Decimal`]; NaN and infinities are values.
    pub fn push_f64(&mut self, column: usize, value: f64) {
        match self.columns.get_mut(column) {
            Some(ColumnCells { levels, values: Values::Double(values) }) => {
                levels.push(1);
                values.push(value);
                self.len_bytes += size_of::<i16>() + size_of::<f64>();
            }
            _ => self.note_fault(column, "no-decimals"),
        }
    }

    /// Appends a cell, in days since 1970-01-01, to a column of [`ParquetKind::Date`].
    pub fn push_days(&mut self, column: usize, days: i32) {
        match self.columns.get_mut(column) {
            Some(ColumnCells { levels, values: Values::Int32(values) }) => {
                levels.push(1);
                values.push(days);
                self.len_bytes += size_of::<i16>() + size_of::<i32>();
            }
            _ => self.note_fault(column, "no-dates"),
        }
    }

    /// Appends a cell to a column of [`ParquetKind::Text`]. Bytes that are not UTF-8 become U+FFFD
    /// when the group is encoded, as [`String::from_utf8_lossy`] has it. At most 512 MiB.
    pub fn push_text(&mut self, column: usize, text: &[u8]) {
        match self.columns.get_mut(column) {
            Some(ColumnCells { values: Values::Text { .. }, .. }) if text.len() > MAX_CELL_BYTES => {
                self.note_fault(column, "a-cell-over-512-MiB");
            }
            Some(ColumnCells { levels, values: Values::Text { bytes, ends } }) => {
                levels.push(1);
                bytes.extend_from_slice(text);
                ends.push(bytes.len());
                self.len_bytes += size_of::<i16>() + size_of::<usize>() + text.len();
            }
            _ => self.note_fault(column, "no-texts"),
        }
    }

    #[cold]
    fn note_fault(&mut self, column: usize, what: &'static str) {
        self.fault.get_or_insert((column, what));
    }

    /// The bytes that the cells take, but for spare capacity. Constant time.
    #[must_use]
    pub fn len_bytes(&self) -> usize {
        self.len_bytes
    }

    /// The rows that the last column has. Constant time.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.columns.last().map_or(0, |cells| cells.levels.len())
    }

    /// True if the group is as large as is good for readers, and should be encoded.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.n_rows() >= Self::MAX_ROWS || self.len_bytes >= Self::MAX_BYTES
    }

    /// Encodes and compresses the rows, ready to be appended.
    ///
    /// Costs some 25 ns a cell, on the calling thread, which should be a worker; needs the encoded bytes and one column's
    /// pages besides the cells, which it frees column by column.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidInput`] if a push did not fit its column, or if the columns are not
    /// of one length. Else what the encoder reports, which for valid cells is nothing known.
    pub fn encode(self) -> io::Result<EncodedGroup> {
        let n_rows = self.n_rows();
        if let Some((column, what)) = self.fault {
            return Err(invalid(&format!("column-{}: {what}", column + 1)));
        }
        if let Some(nr) = self.columns.iter().position(|cells| cells.levels.len() != n_rows) {
            return Err(invalid(&format!("column-{}: unequal-lengths", nr + 1)));
        }
        let mut sink = TrackedWrite::new(Vec::new());
        let mut chunks = Vec::with_capacity(self.columns.len());
        if n_rows > 0 {
            for (nr, cells) in self.columns.into_iter().enumerate() {
                chunks.push(encode_column(&self.schema, nr, cells, &mut sink).map_err(io_error)?);
            }
        }
        Ok(EncodedGroup { chunks, bytes: sink.into_inner().map_err(io_error)?.into() })
    }
}

/// Rows as they stand in a file; made by [`RowGroup::encode`].
#[derive(Debug)]
pub struct EncodedGroup {
    /// What the footer says of each column, with offsets into `bytes`; none if there are no rows.
    pub(super) chunks: Vec<ColumnCloseResult>,
    pub(super) bytes: Bytes,
}

impl EncodedGroup {
    /// The bytes that the group adds to a file, without its part of the footer.
    #[must_use]
    pub fn len_bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// Appends a column's pages to `sink`.
fn encode_column(
    schema: &ParquetSchema,
    nr: usize,
    ColumnCells { levels, values }: ColumnCells,
    sink: &mut TrackedWrite<Vec<u8>>,
) -> Result<ColumnCloseResult, ParquetError> {
    let schema = &schema.shared;
    let properties = if values.do_repeat() { &schema.with_dictionary } else { &schema.plain };
    let pages = Box::new(SerializedPageWriter::new(sink));
    let mut writer = get_column_writer(schema.leaves.column(nr), Arc::clone(properties), pages);
    match (values, &mut writer) {
        (Values::Bool(values), ColumnWriter::BoolColumnWriter(writer)) => {
            writer.write_batch(&values, Some(&levels), None)?;
        }
        (Values::Int32(values), ColumnWriter::Int32ColumnWriter(writer)) => {
            writer.write_batch(&values, Some(&levels), None)?;
        }
        (Values::Int64(values), ColumnWriter::Int64ColumnWriter(writer)) => {
            writer.write_batch(&values, Some(&levels), None)?;
        }
        (Values::Double(values), ColumnWriter::DoubleColumnWriter(writer)) => {
            writer.write_batch(&values, Some(&levels), None)?;
        }
        (Values::Text { mut bytes, mut ends }, ColumnWriter::ByteArrayColumnWriter(writer)) => {
            repair_utf8(&mut bytes, &mut ends);
            let bytes = ByteArray::from(bytes);
            let (mut ends, mut start) = (ends.into_iter(), 0);
            let mut batch = Vec::with_capacity(TEXT_BATCH);
            for levels in levels.chunks(TEXT_BATCH) {
                let n_values = levels.iter().filter(|&&level| level == 1).count();
                batch.extend(ends.by_ref().take(n_values).map(|end| {
                    let text = bytes.slice(start, end - start);
                    start = end;
                    text
                }));
                writer.write_batch(&batch, Some(levels), None)?;
                batch.clear();
            }
        }
        _ => return Err(ParquetError::General("unlike-schema".to_owned())),
    }
    writer.close()
}

impl Values {
    /// True if a dictionary likely pays: in a sample, at least a quarter of the values repeat.
    ///
    /// Parquet's dictionaries hash every value and store it once more; a column of distinct numbers
    /// would take longer and become larger. The sample is 16 runs of neighbours, so that neither
    /// sorted nor periodic columns mislead it. Booleans never have a dictionary.
    fn do_repeat(&self) -> bool {
        match self {
            Self::Bool(_) => false,
            Self::Int32(values) => do_repeat(values.len(), |nr| values.get(nr)),
            Self::Int64(values) => do_repeat(values.len(), |nr| values.get(nr)),
            Self::Double(values) => do_repeat(values.len(), |nr| values.get(nr).map(|value| value.to_bits())),
            Self::Text { bytes, ends } => do_repeat(ends.len(), |nr| {
                let start = nr.checked_sub(1).map_or(Some(0), |nr| ends.get(nr).copied())?;
                bytes.get(start..*ends.get(nr)?)
            }),
        }
    }
}

fn do_repeat<V: Hash + Eq>(n_values: usize, value: impl Fn(usize) -> Option<V>) -> bool {
    let step = n_values.div_ceil(SAMPLE_RUNS).max(SAMPLE_RUN);
    let sample = (0..n_values).step_by(step).flat_map(|start| start..n_values.min(start + SAMPLE_RUN));
    let (mut distinct, mut n_sampled) = (HashSet::with_capacity(SAMPLE_RUNS * SAMPLE_RUN), 0);
    for nr in sample {
        distinct.insert(value(nr));
        n_sampled += 1;
    }
    distinct.len() <= n_sampled / 4 * 3
}

/// Replaces what is no UTF-8 in any of the texts by U+FFFD.
///
/// Looks at all texts at once; only where that finds a fault, or a character that two texts share,
/// are they looked at one by one.
fn repair_utf8(bytes: &mut Vec<u8>, ends: &mut [usize]) {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes)
        && ends.iter().all(|&end| text.is_char_boundary(end))
    {
        return;
    }
    let mut repaired = Vec::with_capacity(bytes.len());
    let mut start = 0;
    for end in ends {
        let text = bytes.get(start..*end).unwrap_or_default();
        repaired.extend_from_slice(String::from_utf8_lossy(text).as_bytes());
        start = std::mem::replace(end, repaired.len());
    }
    *bytes = repaired;
}
