//! A record's cells as UTF-8: decoded where the file is not.

use super::{Cell, CellKind, Cells, Dialect, FieldTree, RecordForm, Records, fixed};
use crate::format::encoding::{CodeUnit, Encoding};
use std::borrow::Cow;
use std::sync::Arc;

/// Reads records of one table, in the encoding of its file.
pub struct RecordReader {
    records: Records,
    encoding: Encoding,
    n_columns: Option<usize>,
    form: RecordForm,
    /// The columns of named values.
    fields: Option<Arc<FieldTree>>,
    cells: Cells,
}

/// The cells of one record.
pub struct Row<'a> {
    records: &'a Records,
    cells: &'a Cells,
    /// The record in UTF-8, as far as the file's bytes are: those of a UTF-8 file as they are.
    text: Cow<'a, [u8]>,
    /// Whether some bytes could not be decoded.
    is_broken: bool,
}

impl RecordReader {
    /// A reader for a dialect; `n_columns` is how wide the table is, where that is known.
    #[must_use]
    pub fn new(dialect: &Dialect, encoding: Encoding, n_columns: Option<usize>) -> Self {
        // Cells are cut after decoding, in bytes.
        let records = Records::new(&Dialect { unit: CodeUnit::Byte, ..dialect.clone() });
        let form = dialect.form.clone();
        Self { records, encoding, n_columns, form, fields: None, cells: Cells::default() }
    }

    /// The same for records of named values, whose columns these are.
    #[must_use]
    pub fn with_fields(self, fields: Option<Arc<FieldTree>>) -> Self {
        Self { fields, ..self }
    }

    /// Cuts a record, given from its first byte to the next record's, or to the table's end.
    pub fn read<'a>(&'a mut self, record: &'a [u8]) -> Row<'a> {
        let (text, is_broken) = decoded(record, self.encoding);
        match self.form {
            RecordForm::Delimited => self.records.cut(&text, true, self.n_columns, &mut self.cells),
            _ => self.cut_otherwise(&text),
        }
        Row { records: &self.records, cells: &self.cells, text, is_broken }
    }
}

impl RecordReader {
    /// Cuts a record whose cells no delimiter tells. Not inlined: delimited ones are many more.
    #[cold]
    #[inline(never)]
    fn cut_otherwise(&mut self, text: &[u8]) {
        match (&self.form, &self.fields) {
            (RecordForm::FixedWidth(starts), _) => fixed::cut(starts, text, &mut self.cells),
            (form, Some(fields)) => fields.cut(form, text, &mut self.cells),
            _ => self.records.cut(text, true, self.n_columns, &mut self.cells),
        }
    }
}

/// A record in UTF-8, as far as its bytes are in its encoding, and whether some are not; those of a UTF-8
/// file as they are.
pub(super) fn decoded(record: &[u8], encoding: Encoding) -> (Cow<'_, [u8]>, bool) {
    if encoding.is_utf8() {
        return (Cow::Borrowed(record), false);
    }
    match encoding.text(record) {
        (Cow::Borrowed(text), is_whole) => (Cow::Borrowed(text.as_bytes()), !is_whole),
        (Cow::Owned(text), is_whole) => (Cow::Owned(text.into_bytes()), !is_whole),
    }
}

impl Row<'_> {
    /// The values of its cells.
    pub fn values(&self) -> impl ExactSizeIterator<Item = Cow<'_, [u8]>> {
        self.cells.cells.iter().map(|cell| self.records.value(&self.text, cell))
    }

    /// The value of a cell; none, if it has so few.
    #[must_use]
    pub fn value(&self, nr: usize) -> Option<Cow<'_, [u8]>> {
        self.cells.cells.get(nr).map(|cell| self.records.value(&self.text, cell))
    }

    /// Its cells, as places in [`Self::text`].
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells.cells
    }

    /// The record itself, without what follows its line end.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        self.text.get(..self.cells.len).unwrap_or(&self.text)
    }

    /// Where it is no record of its table's form, in bytes from its start.
    #[must_use]
    pub fn fault(&self) -> Option<usize> {
        self.cells.fault
    }

    /// Whether it has values for which there is no column.
    #[must_use]
    pub fn has_unknown(&self) -> bool {
        self.cells.has_unknown
    }

    /// Whether a quote was opened and never closed.
    #[must_use]
    pub fn has_unclosed(&self) -> bool {
        self.cells.has_unclosed
    }

    /// Whether some of its bytes are not what the file's encoding allows. Costs a pass over UTF-8.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        match &self.text {
            Cow::Borrowed(text) => self.is_broken || simdutf8::basic::from_utf8(text).is_err(),
            Cow::Owned(_) => self.is_broken,
        }
    }

    /// The first cell with text after its closing quote.
    #[must_use]
    pub fn text_after_quote(&self) -> Option<usize> {
        self.cells.cells.iter().position(|cell| cell.kind == CellKind::TextAfterQuote)
    }
}
