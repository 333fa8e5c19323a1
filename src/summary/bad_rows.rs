//! The first rows of a table with which something is wrong, with their places and why.

use super::extract::{Extract, ExtractEntry, ExtractKind, MOST_ENTRIES};
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::delimited::TableLayout;
use crate::scan::columns::{CellCheck, row_problems};
use crate::source::{Fault, Snapshot};

/// Bytes that are looked through for them, at most: a page is not worth more.
pub const LOOKED_THROUGH: u64 = 4 << 30;

/// Bytes of a record, at most: a longer one is not worth its memory.
const MOST_RECORD: u64 = 64 << 20;

/// Bytes a step.
const PIECE_BYTES: u64 = 256 * 1024;

/// The first bad rows of the table, at most [`MOST_ENTRIES`]; how many there are in all, if the table was looked
/// through to its end. `checks`: what the cells of its columns have to be. Asks `goes_on` now and then, with the bytes
/// that are done, and ends with what it has if it need not. Not for the user interface thread.
///
/// # Errors
/// [`Fault`] if the file can't be read any more.
pub fn bad_rows(
    snapshot: &Snapshot,
    table: &TableLayout,
    checks: &[CellCheck],
    goes_on: &dyn Fn(u64) -> bool,
) -> Result<Extract, Fault> {
    let start = Offset(table.dialect.start);
    let before = Span { start: Offset::ZERO, end: start }.meet(snapshot.span());
    let unit = table.dialect.unit;
    let mut line = 1;
    for piece in before.pieces(PIECE_BYTES) {
        line += snapshot.read_copy(piece, |bytes| len_u64(unit.line_feeds(bytes).count()))?;
    }
    let (mut stream, mut reader) = (table.stream(start), table.reader());
    let (mut row_nr, mut entries, mut is_all) = (0, Vec::new(), false);
    while entries.len() < MOST_ENTRIES {
        let Some(record) = stream.pop() else {
            if stream.is_over() {
                is_all = true;
                break;
            }
            let piece = Span::at(stream.end(), PIECE_BYTES).meet(snapshot.span());
            let done = piece.start - start;
            let is_endless = piece.start - stream.place() > MOST_RECORD;
            if done > LOOKED_THROUGH || is_endless || !goes_on(done) {
                break;
            }
            let is_end = piece.end == snapshot.span().end;
            snapshot.read_copy(piece, |bytes| stream.push(bytes, is_end))?;
            continue;
        };
        row_nr += 1;
        let bytes = stream.bytes(&record);
        let has_values = row_nr > u64::from(table.dialect.n_header);
        let row = reader.read(bytes);
        let problems = row_problems(&row, table.names.len(), if has_values { checks } else { &[] });
        if let Some(first) = problems.first() {
            // In another encoding a cell's place is not that of its text.
            let inside = if table.encoding.is_utf8() { first.at.min(bytes.len()) } else { 0 };
            entries.push(ExtractEntry {
                at: record.span.start + len_u64(inside),
                row: Some(row_nr),
                line: Some(line + len_u64(unit.line_feeds(&bytes[..inside]).count())),
                note: first.kind.message().in_english(),
                rows: Vec::new(),
            });
        }
        line += len_u64(unit.line_feeds(bytes).count());
    }
    let of = is_all.then(|| len_u64(entries.len()));
    Ok(Extract { kind: ExtractKind::BadRows, of, entries })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::delimited::Dialect;
    use crate::format::encoding::Encoding;
    use crate::source::{AccessMode, Source};

    fn found(text: &str, checks: &[CellCheck]) -> Extract {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        std::io::Write::write_all(&mut file, text.as_bytes()).expect("written");
        let source = Source::open(file.path(), AccessMode::Auto).expect("opened");
        let dialect = Dialect { n_header: 1, ..Dialect::with_delimiter(b",") };
        let table = TableLayout::read(dialect, Encoding::UTF_8, None, text.as_bytes(), true);
        bad_rows(&source.snapshot(), &table, checks, &|_| true).expect("it can be read")
    }

    #[test]
    fn bad_rows_are_found_with_their_places() {
        let extract = found("a,b\n1,2\n\"x\ny\",3,4\n5,z\n6,7\n", &[CellCheck::TEXT, CellCheck::NUMBER]);
        let places: Vec<_> = extract.entries.iter().map(|one| (one.row, one.line, one.at.0)).collect();
        assert_eq!(places, [(Some(3), Some(4), 16), (Some(4), Some(5), 20)]);
        assert_eq!(extract.of, Some(2));
        assert!(extract.entries.iter().all(|one| !one.note.is_empty()));
    }

    #[test]
    fn no_more_are_collected_than_are_shown() {
        let extract = found(&format!("a,b\n{}", "x\n".repeat(1000)), &[]);
        assert_eq!((extract.entries.len(), extract.of), (MOST_ENTRIES, None));
        assert_eq!(found("a,b\n1,2\n", &[]).of, Some(0));
    }
}
