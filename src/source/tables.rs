//! Whether a file is a table, and how it is laid out: by its first bytes.
//!
//! Runs on a file's reader thread; [`crate::format::delimited::detect`] decides.

use super::{Snapshot, samples};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::delimited::detect::{Detection, is_json_lines};
use crate::format::delimited::{Dialect, DialectChoice, FieldTree, RecordStream, State, TableLayout};
use crate::format::encoding::Encoding;
use std::sync::Arc;

/// Bytes that are read of the head at first, and at most, until the header is whole.
const HEAD: u64 = 64 * 1024;
const MOST_HEAD: u64 = 4 << 20;

/// The same of records that name their values: by these columns are told, until all records were read.
const NAMES_HEAD: u64 = 1 << 20;

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
    /// What a person said of it, which was not detected.
    pub choice: DialectChoice,
    /// What was detected, with the evidence.
    pub detection: Arc<Detection>,
}

impl FoundTable {
    /// The same with the columns of these paths, which all records have.
    #[must_use]
    pub fn with_fields(&self, fields: &FieldTree) -> Self {
        let TableLayout { dialect, encoding, .. } = &*self.layout;
        let layout = TableLayout::of_fields(Dialect::clone(dialect), *encoding, fields.clone());
        Self { layout: Arc::new(layout), ..self.clone() }
    }

    /// Whether a file of this name is shown as a table by default: a person or its name says so, or it is one
    /// beyond doubt. What only looks like one is text at first.
    #[must_use]
    pub fn is_shown_as_one(&self, name: &str) -> bool {
        let is_named = is_named_so(name) || ending(name).is_some_and(is_json_lines);
        let is_usual = matches!(&*self.layout.dialect.delimiter, b"," | b";" | b"\t" | b"|");
        !self.choice.is_empty() || is_named || (is_usual && self.layout.names.len() > 2)
    }
}

/// Endings of names that tables have: such a file is a table from its first picture on.
const ENDINGS: [&str; 5] = ["csv", "tsv", "tab", "psv", "ssv"];

/// Whether a name says that a file is a table.
#[must_use]
pub fn is_named_so(name: &str) -> bool {
    ending(name).is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn ending(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending)
}

/// The layout of a file of this name as a table, by samples of it and what a person says; `None` if it is none.
/// Reads up to 4 MiB
/// where the header is longer than the samples, and takes some milliseconds: not for the user interface
/// thread.
#[must_use]
pub fn detect(
    snapshot: &Snapshot,
    encoding: Encoding,
    name: &str,
    choice: &DialectChoice,
) -> Option<FoundTable> {
    if snapshot.is_empty() {
        return None;
    }
    let read = |len| {
        let span = Span::at(Offset::ZERO, len).meet(snapshot.span());
        snapshot.read_copy(span, <[u8]>::to_vec).ok()
    };
    let of = |ending| samples::table(snapshot, encoding.unit(), ending, choice, false);
    let found = of(ending(name));
    let found =
        if choice.is_empty() { found? } else { found.or_else(|| of(Some("csv"))).unwrap_or_default() };
    if choice.is_empty() && !found.is_shown_unasked(ending(name)) {
        return None;
    }
    let detection = Arc::new(found);
    let n_columns = Some(detection.n_columns).filter(|_| choice.is_empty());
    let mut dialect = choice.applied(Dialect { unit: encoding.unit(), ..detection.dialect.clone() });
    if let Some((start, end)) = choice.table.checked_sub(1).and_then(|nr| detection.other_tables.get(nr)) {
        let is_last = choice.table == detection.other_tables.len();
        (dialect.start, dialect.end) = (*start, Some(*end).filter(|_| !is_last));
    }
    // A footer is one as long as nothing follows it.
    let has_footer = dialect.end.is_some() && detection.other_tables.is_empty();
    let mut head = if dialect.form.has_names() { read(NAMES_HEAD)? } else { snapshot.head().to_vec() };
    let mut len = HEAD;
    loop {
        let is_all = len_u64(head.len()) >= snapshot.len();
        let start = to_usize(dialect.start).min(head.len());
        let rows = rows_start(&dialect, &head[start..], is_all);
        if rows.is_none() && !is_all && len <= MOST_HEAD {
            head = read(len)?;
            len *= 4;
            continue;
        }
        let (rows_start, is_open) = rows.unwrap_or((Offset(len_u64(head.len())), true));
        let layout = TableLayout::read(dialect, encoding, n_columns, &head[start..], is_all);
        let is_table = !layout.names.is_empty();
        let (of_bytes, is_open) = (snapshot.len(), is_open || has_footer);
        let layout = Arc::new(layout);
        return is_table.then_some(FoundTable {
            layout,
            rows_start,
            is_open,
            of_bytes,
            choice: choice.clone(),
            detection,
        });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn found(bytes: &[u8], name: &str) -> Option<FoundTable> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let source = Source::open(&path, crate::source::AccessMode::Auto).unwrap();
        detect(&source.snapshot(), Encoding::default(), name, &DialectChoice::default())
    }

    #[test]
    fn a_table_starts_after_its_header() {
        let table = found(b"\xEF\xBB\xBFid;\"a\nb\";c\n1;2;3\n", "x.CSV").unwrap();
        assert_eq!(&table.layout.names[..], ["id", "a\nb", "c"]);
        assert_eq!((table.rows_start, table.is_open), (Offset(14), false));
        let header = found(b"id,b", "x.csv").unwrap();
        assert_eq!((header.rows_start, header.is_open), (Offset(4), true));
        assert_eq!(found(b"The quick fox.\nIt jumps, they say.\n", "x.txt"), None);
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
