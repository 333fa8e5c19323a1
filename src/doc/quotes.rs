//! Rows that are quoted in a report, with those around them.
//!
//! What is needed is taken from the document at once ([`Document::quotes`]); reading goes by a few KiB a place, on
//! whatever thread asks.

use super::Document;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, Span};
use crate::format::encoding::Encoding;
use crate::index;
use crate::source::{Fault, Snapshot};
use std::sync::Arc;

/// Rows before and after the one that is quoted.
const AROUND: usize = 2;

/// Bytes before and after a place, in which rows are looked for.
const REACH: u64 = 8 * 1024;

/// Bytes before a place that are quoted where its row begins further back.
const BEFORE: usize = 64;

/// A file whose rows are quoted.
pub(crate) struct Quotes {
    bytes: Snapshot,
    lines: Option<Arc<Counts>>,
    encoding: Encoding,
}

/// A row with those around it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// Its number, from 1, as far as lines are counted.
    pub(crate) line: Option<u64>,
    /// The rows' bytes, or the beginnings of long ones, and which is the row itself.
    pub(crate) rows: Vec<(Vec<u8>, bool)>,
}

impl Document {
    /// What is needed to quote rows of the file.
    pub(crate) fn quotes(&self) -> Option<Quotes> {
        let file = self.file()?;
        let lines = file.index().cloned();
        Some(Quotes { bytes: file.snapshot().clone(), lines, encoding: file.encoding() })
    }
}

impl Quotes {
    /// In which the rows are text.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The row at a place. Reads some KiB, so it is not for the user interface thread.
    ///
    /// # Errors
    /// [`Fault`] if the file can't be read any more.
    pub(crate) fn at(&self, at: Offset) -> Result<Quote, Fault> {
        let unit = self.encoding.unit();
        let start = at.back(REACH).floor_to(len_u64(unit.width()));
        let window = Span { start, end: at + REACH }.meet(self.bytes.span());
        let bytes = self.bytes.read_copy(window, <[u8]>::to_vec)?;
        let line = match &self.lines {
            Some(lines) if at <= lines.span().end => index::row_at(lines, unit, at, &self.bytes)?,
            _ => None,
        };
        let ends: Vec<usize> = unit.line_feeds(&bytes).map(|lf| lf + unit.width()).collect();
        let into = to_usize(at - window.start).min(bytes.len());
        let own = ends.partition_point(|&end| end <= into);
        let rows = (own.saturating_sub(AROUND)..=own + AROUND).filter_map(|nr| {
            let is_own = nr == own;
            let start = match nr.checked_sub(1) {
                Some(before) => *ends.get(before)?,
                None if window.start == Offset::ZERO => 0,
                None if is_own => into.saturating_sub(BEFORE) / unit.width() * unit.width(),
                // It begins further back.
                None => return None,
            };
            let end = ends.get(nr).copied().unwrap_or(bytes.len());
            (start < end || is_own).then(|| (bytes[start.min(end)..end].to_vec(), is_own))
        });
        Ok(Quote { line: line.map(|row| row.0 + 1), rows: rows.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{AccessMode, Source};
    use std::io::Write;

    fn quoted(bytes: &[u8], encoding: Encoding, at: u64) -> Vec<(Vec<u8>, bool)> {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(bytes).expect("written");
        let source = Source::open(file.path(), AccessMode::Auto).expect("opened");
        let quotes = Quotes { bytes: source.snapshot(), lines: None, encoding };
        quotes.at(Offset(at)).expect("it can be read").rows
    }

    fn row(text: &str, is_own: bool) -> (Vec<u8>, bool) {
        (text.as_bytes().to_vec(), is_own)
    }

    #[test]
    fn two_rows_stand_before_and_after_where_there_are_so_many() {
        let text = b"a\nb\nc\nd\ne\nf";
        let rows = |at| quoted(text, Encoding::UTF_8, at);
        let all = ["a\n", "b\n", "c\n", "d\n", "e\n", "f"];
        assert_eq!(rows(4), [0, 1, 2, 3, 4].map(|nr| row(all[nr], nr == 2)));
        assert_eq!(rows(0), [0, 1, 2].map(|nr| row(all[nr], nr == 0)));
        assert_eq!(rows(10), [3, 4, 5].map(|nr| row(all[nr], nr == 5)));
        assert_eq!(quoted(b"", Encoding::UTF_8, 0), [row("", true)]);
    }

    #[test]
    fn of_a_row_without_an_end_a_piece_is_quoted() {
        let long = vec![b'x'; 100_000];
        let rows = quoted(&long, Encoding::UTF_8, 50_000);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].0.len(), BEFORE + to_usize(REACH));
    }
}
