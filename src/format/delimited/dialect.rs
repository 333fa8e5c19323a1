//! The dialect of delimited text: which bytes separate, quote and escape, and which part of a file
//! is the table.

use super::super::encoding::CodeUnit;
use super::choice::FormName;
use crate::base::{Offset, Span};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Most bytes of a delimiter.
pub const MOST_DELIMITER: usize = 8;

/// How a table is written. Every character of it is ASCII; in UTF-16 and UTF-32 each is one code unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// What separates cells: 1 to [`MOST_DELIMITER`] bytes, or none where there is one column.
    pub delimiter: Box<[u8]>,
    /// What encloses cells that hold delimiters or line ends.
    pub quote: Option<u8>,
    /// What makes the next byte literal (a backslash). Without one a quote within quotes is doubled; with
    /// one both are read.
    pub escape: Option<u8>,
    /// Records that start with it are no records.
    pub comment: Option<u8>,
    /// Whether spaces and tabs around cells are no part of them.
    pub trims: bool,
    /// Where records end.
    pub terminator: Terminator,
    /// Whether a line without a byte is no record: in tables of several columns it is none.
    pub skips_blank: bool,
    /// How many records at the table's start are names of columns.
    pub n_header: u32,
    /// The offset of the table's first record, in bytes: after a byte order mark and a preamble.
    pub start: u64,
    /// Where the table ends before the file does, in bytes: a footer or another table follows.
    pub end: Option<u64>,
    /// The file's code units.
    pub unit: CodeUnit,
    /// How cells are told within a record.
    pub form: RecordForm,
}

/// How cells are told within a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordForm {
    /// By a delimiter.
    #[default]
    Delimited,
    /// A line is a value of JSON, mostly an object.
    JsonLines,
    /// A line is pairs of names and values.
    Logfmt,
    /// By where they stand in a line: the first character of each, from 0.
    FixedWidth(Arc<[u32]>),
}

impl RecordForm {
    /// Whether values have names of their own in each record.
    #[must_use]
    pub fn has_names(&self) -> bool {
        matches!(self, Self::JsonLines | Self::Logfmt)
    }

    /// Which form it is, without what it says of columns.
    #[must_use]
    pub fn name(&self) -> FormName {
        match self {
            Self::Delimited => FormName::Delimited,
            Self::JsonLines => FormName::JsonLines,
            Self::Logfmt => FormName::Logfmt,
            Self::FixedWidth(_) => FormName::FixedWidth,
        }
    }
}

/// What ends a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Terminator {
    /// LF; a CR right before it belongs to it.
    LineFeed,
    /// A lone CR: files of old Macintosh programs.
    CarriageReturn,
}

impl Default for Dialect {
    /// RFC 4180: commas, double quotes, one record of names.
    fn default() -> Self {
        Self {
            delimiter: b",".as_slice().into(),
            quote: Some(b'"'),
            escape: None,
            comment: None,
            trims: false,
            terminator: Terminator::LineFeed,
            skips_blank: true,
            n_header: 1,
            start: 0,
            end: None,
            unit: CodeUnit::Byte,
            form: RecordForm::Delimited,
        }
    }
}

impl Dialect {
    /// RFC 4180 with another delimiter.
    #[must_use]
    pub fn with_delimiter(delimiter: &[u8]) -> Self {
        Self { delimiter: delimiter.into(), ..Self::default() }
    }

    /// Where the table ends in a file of so many bytes.
    #[must_use]
    pub fn table_end(&self, file_len: u64) -> Offset {
        Offset(self.end.unwrap_or(file_len).min(file_len))
    }

    /// The table's extent there, with its header.
    #[must_use]
    pub fn table(&self, file_len: u64) -> Span {
        let start = Offset(self.start);
        Span { start, end: self.table_end(file_len).max(start) }
    }

    /// Records that are lines, of a form that needs no delimiter.
    #[must_use]
    pub fn of_lines(form: RecordForm, unit: CodeUnit) -> Self {
        let n_header = u32::from(matches!(form, RecordForm::FixedWidth(_)));
        Self { delimiter: Box::default(), quote: None, n_header, unit, form, ..Self::default() }
    }
}
