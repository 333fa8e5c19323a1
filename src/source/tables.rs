//! Whether a file is a table, and how it is laid out: by its first bytes.
//!
//! Runs on a file's reader thread. The decision itself is [`dialect_of`], in one place.

use super::Snapshot;
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::delimited::{Dialect, RecordStream, State, TableLayout};
use crate::format::encoding::{CodeUnit, Encoding};
use std::sync::Arc;

/// Bytes that are read of the head at first, and at most, until the header is whole.
const HEAD: u64 = 64 * 1024;
const MOST_HEAD: u64 = 4 << 20;

/// A file that is a table.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundTable {
    /// How it is written, and the names of its columns.
    pub layout: Arc<TableLayout>,
    /// Where the first record starts that is no header.
    pub rows_start: Offset,
    /// Whether the header reaches to the end of what there was, so that it may go on.
    pub is_open: bool,
    /// How long the file was.
    pub of_bytes: u64,
}

/// The layout of a file of this name as a table; `None` if it is none. Reads nothing but
/// where the header is longer than 4 KiB, then up to 4 MiB: not for the user interface thread.
#[must_use]
pub fn detect(snapshot: &Snapshot, encoding: Encoding, name: &str) -> Option<FoundTable> {
    let read = |len| {
        let span = Span::at(Offset::ZERO, len).meet(snapshot.span());
        snapshot.read_copy(span, <[u8]>::to_vec).ok()
    };
    // Mostly all is in the bytes that are in memory.
    let mut head = snapshot.head().to_vec();
    let (dialect, n_columns) = dialect_of(&head, encoding, name)?;
    let mut len = HEAD;
    loop {
        let is_all = len_u64(head.len()) >= snapshot.len();
        let start = crate::base::units::to_usize(dialect.start).min(head.len());
        let rows = rows_start(&dialect, &head[start..], is_all);
        if rows.is_none() && !is_all && len <= MOST_HEAD {
            head = read(len)?;
            len *= 4;
            continue;
        }
        let (rows_start, is_open) = rows.unwrap_or((Offset(len_u64(head.len())), true));
        let layout = TableLayout::read(dialect, encoding, n_columns, &head[start..], is_all);
        let is_table = !layout.names.is_empty();
        let of_bytes = snapshot.len();
        return is_table.then(|| FoundTable { layout: Arc::new(layout), rows_start, is_open, of_bytes });
    }
}

/// Where the first record starts after the header, and whether that is where the bytes end; `None` if the
/// header is not whole.
fn rows_start(dialect: &Dialect, head: &[u8], is_all: bool) -> Option<(Offset, bool)> {
    let mut stream = RecordStream::new(Arc::new(dialect.clone()), Offset(dialect.start), State::default());
    stream.push(head, is_all);
    let mut end = Offset(dialect.start);
    for _ in 0..dialect.n_header {
        let header = stream.pop();
        if header.is_none() && !is_all {
            return None;
        }
        end = header.map_or(end, |header| header.span.end);
    }
    let all = Offset(dialect.start + len_u64(head.len()));
    Some((end, end >= all))
}

/// The dialect of a table, and how many columns it has where that is known; `None` of a file that is better
/// read as text. `head` are the file's first bytes.
fn dialect_of(head: &[u8], encoding: Encoding, name: &str) -> Option<(Dialect, Option<usize>)> {
    if head.is_empty() {
        return None;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    let mark = byte_order_mark(head, encoding.unit());
    let text = encoding.text(&head[mark..]).0;
    let first = text.lines().next().unwrap_or_default();
    let count = |one| first.matches(one).count();
    let delimiter: &[u8] = match &ending[..] {
        "csv" if count(';') > count(',') => b";",
        "csv" => b",",
        "tsv" | "tab" => b"\t",
        _ => return None,
    };
    let dialect =
        Dialect { start: len_u64(mark), unit: encoding.unit(), ..Dialect::with_delimiter(delimiter) };
    Some((dialect, None))
}

/// The length of the byte order mark, if there is one.
fn byte_order_mark(head: &[u8], unit: CodeUnit) -> usize {
    let mark: &[u8] = match unit {
        CodeUnit::Byte => b"\xEF\xBB\xBF",
        CodeUnit::Utf16Le => b"\xFF\xFE",
        CodeUnit::Utf16Be => b"\xFE\xFF",
        CodeUnit::Utf32Le => b"\xFF\xFE\0\0",
        CodeUnit::Utf32Be => b"\0\0\xFE\xFF",
    };
    if head.starts_with(mark) { mark.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn found(bytes: &[u8], name: &str) -> Option<FoundTable> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let source = Source::open(&path, crate::source::AccessMode::Auto).unwrap();
        detect(&source.snapshot(), Encoding::default(), name)
    }

    #[test]
    fn a_table_is_told_by_its_ending_and_starts_after_its_header() {
        let table = found(b"\xEF\xBB\xBFid;\"a\nb\";c\n1;2;3\n", "x.CSV").unwrap();
        assert_eq!(&table.layout.names[..], ["id", "a\nb", "c"]);
        assert_eq!((table.rows_start, table.is_open), (Offset(14), false));
        let header = found(b"id,b", "x.csv").unwrap();
        assert_eq!((header.rows_start, header.is_open), (Offset(4), true));
        assert_eq!(found(b"a,b\n", "x.txt"), None);
        assert_eq!(found(b"", "x.csv"), None);
    }

    #[test]
    fn a_header_of_a_megabyte_is_read_whole() {
        let names: Vec<String> = (0..100_000).map(|nr| format!("column_{nr}")).collect();
        let text = format!("{}\n1\n", names.join("\t"));
        let table = found(text.as_bytes(), "wide.tsv").unwrap();
        assert_eq!(table.layout.names.len(), 100_000);
        assert_eq!(table.rows_start, Offset(len_u64(text.len() - 2)));
    }
}
