//! The columns of a Parquet file.

use super::{invalid, io_error};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type, TypePtr};
use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Arc;

/// What the cells of a column are, and how Parquet stores them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParquetKind {
    /// `BOOLEAN`, by [`super::RowGroup::push_bool`].
    Boolean,
    /// `INT64`, by [`super::RowGroup::push_i64`].
    Integer,
    /// `DOUBLE`, by [`super::RowGroup::push_f64`].
    Decimal,
    /// `INT32` of type `DATE`: days since 1970-01-01, by [`super::RowGroup::push_days`].
    Date,
    /// `INT64` of type `TIME`: microseconds since midnight, in no zone, by [`super::RowGroup::push_i64`].
    Time,
    /// `INT64` of type `TIMESTAMP`: microseconds since 1970-01-01T00:00, by [`super::RowGroup::push_i64`].
    Timestamp {
        /// True if they are instants, counted in UTC; false if they are readings of a local clock.
        is_utc: bool,
    },
    /// `BYTE_ARRAY` of type `STRING`, by [`super::RowGroup::push_text`].
    Text,
}

impl ParquetKind {
    pub(super) fn physical(self) -> Physical {
        match self {
            Self::Boolean => Physical::BOOLEAN,
            Self::Integer | Self::Time | Self::Timestamp { .. } => Physical::INT64,
            Self::Decimal => Physical::DOUBLE,
            Self::Date => Physical::INT32,
            Self::Text => Physical::BYTE_ARRAY,
        }
    }

    pub(super) fn logical(self) -> Option<LogicalType> {
        match self {
            Self::Boolean | Self::Integer | Self::Decimal => None,
            Self::Date => Some(LogicalType::Date),
            Self::Time => Some(LogicalType::time(false, TimeUnit::MICROS)),
            Self::Timestamp { is_utc } => Some(LogicalType::timestamp(is_utc, TimeUnit::MICROS)),
            Self::Text => Some(LogicalType::String),
        }
    }
}

/// A column: its name as a person reads it, and what its cells are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParquetColumn {
    /// The name; it may be empty or repeat another's, see [`ParquetSchema::new`].
    pub name: String,
    /// What the cells are.
    pub kind: ParquetKind,
}

/// The columns of a file and how they are encoded; clones share one copy.
#[derive(Clone, Debug)]
pub struct ParquetSchema {
    pub(super) shared: Arc<SharedSchema>,
}

#[derive(Debug)]
pub(super) struct SharedSchema {
    pub(super) kinds: Vec<ParquetKind>,
    pub(super) root: TypePtr,
    pub(super) leaves: SchemaDescPtr,
    /// For columns whose values repeat; the dictionary ends by itself where it outgrows a page.
    pub(super) with_dictionary: WriterPropertiesPtr,
    pub(super) plain: WriterPropertiesPtr,
}

impl ParquetSchema {
    /// A schema of these columns, in this order.
    ///
    /// Names in the file are unique, also for readers that ignore case. A column without a name
    /// becomes `column_3`, counted from 1; a name that an earlier column has gets the first of
    /// `_2`, `_3` and so on that makes a new one. Linear in the number of columns.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidInput`] if there are no columns: Parquet cannot hold such rows.
    pub fn new(columns: &[ParquetColumn]) -> io::Result<Self> {
        if columns.is_empty() {
            return Err(invalid("no-columns"));
        }
        let mut fields = Vec::with_capacity(columns.len());
        for (name, column) in unique_names(columns).iter().zip(columns) {
            let field = Type::primitive_type_builder(name, column.kind.physical())
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(column.kind.logical());
            fields.push(Arc::new(field.build().map_err(io_error)?));
        }
        let root = Type::group_type_builder("schema").with_fields(fields).build().map_err(io_error)?;
        let root = Arc::new(root);
        Ok(Self {
            shared: Arc::new(SharedSchema {
                kinds: columns.iter().map(|column| column.kind).collect(),
                leaves: Arc::new(SchemaDescriptor::new(Arc::clone(&root))),
                root,
                with_dictionary: properties(true),
                plain: properties(false),
            }),
        })
    }

    /// The names of the columns in the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.shared.leaves.columns().iter().map(|leaf| leaf.name())
    }
}

/// Least and greatest value are kept for each column of a group, not for its pages: that is what
/// readers skip groups by, and the footer stays small.
fn properties(has_dictionary: bool) -> WriterPropertiesPtr {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(has_dictionary)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true);
    Arc::new(properties.build())
}

/// The names that [`ParquetSchema::new`] promises.
fn unique_names(columns: &[ParquetColumn]) -> Vec<String> {
    let wanted = |(nr, column): (usize, &ParquetColumn)| match column.name.as_str() {
        "" => format!("column_{}", nr + 1),
        name => name.to_owned(),
    };
    let mut names: Vec<String> = columns.iter().enumerate().map(wanted).collect();
    // What any column is called stays its own: of `a`, `a` and `a_2` the second becomes `a_3`.
    let mut taken: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let mut n_by_name: HashMap<String, usize> = HashMap::new();
    for name in &mut names {
        let n = n_by_name.entry(name.to_lowercase()).or_insert(0);
        *n += 1;
        while *n > 1 {
            let candidate = format!("{name}_{n}");
            if taken.insert(candidate.to_lowercase()) {
                *name = candidate;
                break;
            }
            *n += 1;
        }
    }
    names
}
