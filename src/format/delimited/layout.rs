//! The layout of a table: its dialect, its encoding, and the names of its columns.

use super::reader::decoded;
use super::{Dialect, FieldTree, RecordForm, RecordReader, RecordStream, State};
use crate::base::Offset;
use crate::format::encoding::Encoding;
use std::sync::Arc;

/// What is known of a table before it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct TableLayout {
    /// How it is written.
    pub dialect: Arc<Dialect>,
    /// Its file's encoding.
    pub encoding: Encoding,
    /// The names of its columns, as many as the table is wide; of some without a header their numbers from 1.
    pub names: Arc<[String]>,
    /// The paths of its columns, where records name their values.
    pub fields: Option<Arc<FieldTree>>,
}

/// A header that is longer says itself how wide the table is: samples do not hold it.
const LONG_HEADER: usize = 60_000;

/// Records of a table without a header by which its width is told.
const WIDTH_RECORDS: usize = 1000;

impl TableLayout {
    /// A reader of its records.
    #[must_use]
    pub fn reader(&self) -> RecordReader {
        let reader = RecordReader::new(&self.dialect, self.encoding, Some(self.names.len()));
        reader.with_fields(self.fields.clone())
    }

    /// Whether its columns have names, in a header or in each record; else they have numbers.
    #[must_use]
    pub fn has_names(&self) -> bool {
        self.dialect.n_header > 0 || self.fields.is_some()
    }

    /// A stream of its records from the start of one on; that of the first is [`Dialect::start`].
    #[must_use]
    pub fn stream(&self, at: Offset) -> RecordStream {
        RecordStream::new(Arc::clone(&self.dialect), at, State::default())
    }

    /// The number of the column of a name; if there is none the one that differs in case alone.
    #[must_use]
    pub fn column_named(names: &[String], name: &str) -> Option<usize> {
        let exact = names.iter().position(|known| known == name);
        exact.or_else(|| names.iter().position(|known| known.eq_ignore_ascii_case(name)))
    }

    /// Reads the names from the table's first bytes, those from [`Dialect::start`] on; `is_all`: there are
    /// no more. `n_columns` is the table's width, where it is known.
    #[must_use]
    pub fn read(
        dialect: Dialect,
        encoding: Encoding,
        n_columns: Option<usize>,
        head: &[u8],
        is_all: bool,
    ) -> Self {
        if dialect.form.has_names() {
            let fields = Self::fields_of(&dialect, encoding, head, is_all);
            return Self::of_fields(dialect, encoding, fields);
        }
        let dialect = Arc::new(dialect);
        let mut stream = RecordStream::new(Arc::clone(&dialect), Offset(dialect.start), State::default());
        stream.push(head, is_all);
        let mut reader = RecordReader::new(&dialect, encoding, None);
        let mut names: Vec<String> = Vec::new();
        let mut header_bytes = 0;
        for _ in 0..dialect.n_header {
            let Some(record) = stream.pop() else { break };
            header_bytes += stream.bytes(&record).len();
            for (nr, value) in reader.read(stream.bytes(&record)).values().enumerate() {
                let value = String::from_utf8_lossy(&value);
                let value = value.trim();
                match names.get_mut(nr) {
                    None => names.push(value.to_owned()),
                    Some(name) if name.is_empty() => value.clone_into(name),
                    Some(name) if !value.is_empty() => {
                        name.push(' ');
                        name.push_str(value);
                    }
                    Some(_) => {}
                }
            }
        }
        let is_known = |n: &usize| *n > 0 && header_bytes < LONG_HEADER;
        let width = n_columns.filter(is_known).unwrap_or_else(|| match names.len() {
            0 => usual_width(&mut stream, &mut reader),
            n => n,
        });
        let n_named = names.len();
        names.resize(width, String::new());
        for (nr, name) in names.iter_mut().enumerate() {
            // A name that is lacking is not one that two columns share.
            if name.is_empty() || nr >= n_named {
                *name = (nr + 1).to_string();
            }
        }
        Self { dialect, encoding, names: names.into(), fields: None }
    }

    /// The layout of records that name their values, by the paths of these.
    #[must_use]
    pub fn of_fields(dialect: Dialect, encoding: Encoding, mut fields: FieldTree) -> Self {
        if fields.n_columns() == 0 {
            // What is nothing at all is shown somewhere.
            let _ = fields.learn(&RecordForm::JsonLines, b"0");
        }
        Self {
            dialect: Arc::new(dialect),
            encoding,
            names: fields.names().into(),
            fields: Some(Arc::new(fields)),
        }
    }

    /// The paths of the records in the table's first bytes; `is_all`: there are no more.
    fn fields_of(dialect: &Dialect, encoding: Encoding, head: &[u8], is_all: bool) -> FieldTree {
        let mut fields = FieldTree::default();
        let mut stream =
            RecordStream::new(Arc::new(dialect.clone()), Offset(dialect.start), State::default());
        stream.push(head, is_all);
        while let Some(record) = stream.pop() {
            let _ = fields.learn(&dialect.form, &decoded(stream.bytes(&record), encoding).0);
        }
        fields
    }
}

/// The most frequent number of cells among the next records; of equals the smallest.
fn usual_width(stream: &mut RecordStream, reader: &mut RecordReader) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for _ in 0..WIDTH_RECORDS {
        let Some(record) = stream.pop() else { break };
        *counts.entry(reader.read(stream.bytes(&record)).cells().len()).or_insert(0_u32) += 1;
    }
    let best = counts.iter().max_by_key(|(width, count)| (**count, std::cmp::Reverse(**width)));
    best.map_or(0, |(width, _)| *width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(n_header: u32, head: &str) -> Vec<String> {
        let dialect = Dialect { n_header, ..Dialect::default() };
        TableLayout::read(dialect, Encoding::default(), None, head.as_bytes(), true).names.to_vec()
    }

    #[test]
    fn names_are_those_of_the_header_or_numbers() {
        assert_eq!(names(1, "id,\"a \"\"b\"\"\",,x\n1,2,3,4\n"), ["id", "a \"b\"", "3", "x"]);
        assert_eq!(names(2, "size,time,\nMB,,s\n1,2,3\n"), ["size MB", "time", "s"]);
        assert_eq!(names(0, "1,2\n3,4,5\n6,7\n"), ["1", "2"]);
        assert!(names(1, "").is_empty());
    }
}
