//! Rows as typed columns: Parquet.

use super::{PartError, TableExport};
use crate::format::delimited::Row;
use crate::format::parquet::{EncodedGroup, ParquetColumn, ParquetKind, ParquetSchema, RowGroup};
use crate::scan::columns::{CellCheck, ColumnKind, ColumnType, TypedCell, float_of, integer_of};
use std::io;

/// How a column is stored: as what it is if each of its cells is that, and as text otherwise.
pub(super) fn kind_of(kind: &ColumnKind) -> ParquetKind {
    if kind.invalid > 0 {
        return ParquetKind::Text;
    }
    match kind.check.kind() {
        ColumnType::Boolean => ParquetKind::Boolean,
        ColumnType::Integer if kind.is_wide => ParquetKind::Text,
        ColumnType::Integer => ParquetKind::Integer,
        ColumnType::Decimal => ParquetKind::Decimal,
        ColumnType::Date => ParquetKind::Date,
        ColumnType::Time => ParquetKind::Time,
        ColumnType::Timestamp if kind.zoned == 0 => ParquetKind::Timestamp { is_utc: false },
        ColumnType::Timestamp if kind.is_all_zoned => ParquetKind::Timestamp { is_utc: true },
        ColumnType::Timestamp | ColumnType::Text => ParquetKind::Text,
    }
}

/// The columns of an export.
pub(super) fn schema(export: &TableExport) -> io::Result<ParquetSchema> {
    let columns = export.columns.iter().map(|&nr| ParquetColumn {
        name: export.layout.names[nr].clone(),
        kind: export.kinds.get(nr).map_or(ParquetKind::Text, kind_of),
    });
    ParquetSchema::new(&columns.collect::<Vec<_>>())
}

/// Rows on their way into a group.
pub(super) struct TypedRows<'a> {
    export: &'a TableExport,
    kinds: Vec<ParquetKind>,
    group: RowGroup,
    /// Whether a cell is not what its column was told to be.
    has_others: bool,
}

impl<'a> TypedRows<'a> {
    pub(super) fn new(export: &'a TableExport, schema: &ParquetSchema) -> Self {
        let kinds = export.columns.iter().map(|&nr| export.kinds.get(nr).map_or(ParquetKind::Text, kind_of));
        Self { export, kinds: kinds.collect(), group: RowGroup::new(schema), has_others: false }
    }

    pub(super) fn row(&mut self, row: &Row<'_>) {
        for (i, (&nr, kind)) in self.export.columns.iter().zip(&self.kinds).enumerate() {
            let value = row.value(nr).filter(|value| !value.is_empty());
            let check = self.export.check(nr);
            let pushed = value.as_ref().map(|value| push(&mut self.group, i, *kind, check, value));
            self.has_others |= pushed == Some(None);
            if pushed.flatten().is_none() {
                self.group.push_null(i);
            }
        }
    }

    /// The rows, encoded.
    pub(super) fn finish(self) -> Result<EncodedGroup, PartError> {
        if self.has_others && self.export.counter.is_some() {
            return Err(PartError::OtherKinds);
        }
        self.group.encode().map_err(PartError::Format)
    }
}

/// Adds a cell to column `i` of a group; `None` if it is not what its column is.
fn push(group: &mut RowGroup, i: usize, kind: ParquetKind, check: CellCheck, value: &[u8]) -> Option<()> {
    let time = || match check.read(value) {
        TypedCell::Time(moment) => Some(moment),
        _ => None,
    };
    match kind {
        ParquetKind::Text => group.push_text(i, value),
        ParquetKind::Integer => group.push_i64(i, integer_of(value)?),
        ParquetKind::Decimal => group.push_f64(i, float_of(value)?),
        ParquetKind::Boolean => match check.read(value) {
            TypedCell::Boolean(is_true) => group.push_bool(i, is_true),
            _ => return None,
        },
        ParquetKind::Date => group.push_days(i, i32::try_from(time()?.seconds.div_euclid(DAY)).ok()?),
        ParquetKind::Time | ParquetKind::Timestamp { .. } => {
            let moment = time()?;
            let micros = moment.seconds.checked_mul(1_000_000)?;
            group.push_i64(i, micros.checked_add(i64::from(moment.nanos / 1000))?);
        }
    }
    Some(())
}

const DAY: i64 = 86_400;
