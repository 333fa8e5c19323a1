//! The scan that profiles the columns of a table.
//!
//! A chunk is cut into records from where its first one starts; what precedes that, its *head*, belongs
//! to the last record of the chunk before, and is read with it when both are merged. In which state a
//! chunk begins is assumed at first, from what its quotes stand beside; if the chunk before ends in
//! another, the engine scans it again from there.

use super::{ColumnProfile, Columns, Limits, Progress, TableFacts};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::delimited::{
    Dialect, LOOKAHEAD, RecordStream, Records, Row, State, StreamedRecord, TableLayout,
};
use crate::scan::records::narrowed;
use crate::scan::{Finding, Piece, Scan, ScanId};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes that the profiles of a part of a file take at most, all columns together.
const PROFILE_BYTES: usize = 16 << 20;

/// The scan.
pub struct ColumnsScan {
    layout: TableLayout,
    records: Records,
    limits: Limits,
    /// How far what is merged of each column is past its caps, so that parts that follow do not keep what
    /// will not stay.
    progress: Mutex<Vec<Progress>>,
}

/// What is known of a contiguous part of a file.
#[derive(Clone, Debug, Default)]
pub struct ColumnsPartial {
    head: Head,
    /// What is being cut; none before the table.
    stream: Option<RecordStream>,
    tally: Tally,
    /// Of the bytes that are not counted yet.
    suspect: Suspect,
    is_whole: bool,
}

/// The bytes of a part that precede its first record.
#[derive(Clone, Debug, Default)]
enum Head {
    /// There are none: the part's state at its start is known, and so all its records.
    #[default]
    Certain,
    /// No record has started yet.
    Open(Vec<u8>),
    /// The first `len` bytes; some that follow stand behind them.
    Cut { bytes: Vec<u8>, len: usize },
}

/// What is counted of whole records.
#[derive(Clone, Debug, Default)]
struct Tally {
    columns: Vec<ColumnProfile>,
    rows: u64,
    ragged_rows: u64,
    bad_rows: u64,
    /// Records of names that are still to come.
    header_left: u32,
}

/// Whether a record may hold bytes that none should.
#[derive(Clone, Copy, Debug, Default)]
struct Suspect {
    nul: bool,
    encoding: bool,
}

impl ColumnsScan {
    /// The scan of a table.
    #[must_use]
    pub fn new(layout: TableLayout) -> Self {
        let limits = Limits::shared(PROFILE_BYTES, layout.names.len());
        let progress = Mutex::new(vec![Progress::default(); layout.names.len()]);
        Self { records: Records::new(&layout.dialect), limits, progress, layout }
    }

    fn dialect(&self) -> &Arc<Dialect> {
        &self.layout.dialect
    }

    fn lookahead_bytes(&self) -> usize {
        LOOKAHEAD * self.dialect().unit.width()
    }

    /// The columns without cells, as far past their caps as any part is.
    fn new_columns(&self) -> Vec<ColumnProfile> {
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        progress.iter().map(|progress| ColumnProfile::resumed(self.limits, *progress)).collect()
    }

    fn note_progress(&self, columns: &[ColumnProfile]) {
        let mut known = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        for (known, column) in known.iter_mut().zip(columns) {
            *known = known.max(column.progress());
        }
    }

    /// Counts the records of a stream that are certain.
    fn take(&self, stream: &mut RecordStream, tally: &mut Tally, suspect: Suspect) {
        if tally.columns.is_empty() {
            tally.columns = self.new_columns();
        }
        let width = self.layout.names.len();
        let mut reader = self.layout.reader();
        let has_places = self.layout.encoding.is_utf8();
        while let Some(record) = stream.pop() {
            tally.add(&reader.read(stream.bytes(&record)), &record, width, (suspect, has_places));
        }
    }

    /// What the bytes of a piece make records suspect of.
    fn suspect(&self, bytes: &[u8]) -> Suspect {
        let is_narrow = self.dialect().unit.width() == 1;
        Suspect {
            nul: !is_narrow || memchr::memchr(0, bytes).is_some(),
            encoding: self.layout.encoding.is_utf8() && simdutf8::basic::from_utf8(bytes).is_err(),
        }
    }

    /// Reads the record that both parts share; `None` if the second began in another state.
    fn join(&self, left: &ColumnsPartial, right: &ColumnsPartial) -> Option<RecordStream> {
        let Head::Cut { bytes, len } = &right.head else { return left.stream.clone() };
        let mut stream = left.stream.clone()?;
        let (head, after) = bytes.split_at(*len);
        let has_enough = after.len() >= self.lookahead_bytes() || right.is_whole;
        (has_enough && stream.close_with(head, after, right.is_whole)).then_some(stream)
    }
}

impl Suspect {
    fn or(self, other: Self) -> Self {
        Self { nul: self.nul || other.nul, encoding: self.encoding || other.encoding }
    }
}

impl Tally {
    /// Counts a record; `has_places`: its cells' places are those of the file.
    fn add(
        &mut self,
        row: &Row<'_>,
        record: &StreamedRecord,
        width: usize,
        (suspect, has_places): (Suspect, bool),
    ) {
        if self.header_left > 0 {
            self.header_left -= 1;
            return;
        }
        self.rows += 1;
        let at = record.span.start.0;
        for ((column, cell), value) in self.columns.iter_mut().zip(row.cells()).zip(row.values()) {
            let inside = if has_places { len_u64(cell.raw.start) } else { 0 };
            column.add(&value, at + inside);
        }
        let is_ragged = row.cells().len() != width;
        self.ragged_rows += u64::from(is_ragged);
        let is_bad = is_ragged
            || row.has_unclosed()
            || row.text_after_quote().is_some()
            || (suspect.nul && memchr::memchr(0, row.text()).is_some())
            || (suspect.encoding && simdutf8::basic::from_utf8(row.text()).is_err());
        self.bad_rows += u64::from(is_bad);
    }

    fn append(&mut self, right: Self) {
        self.rows += right.rows;
        self.ragged_rows += right.ragged_rows;
        self.bad_rows += right.bad_rows;
        if self.columns.is_empty() {
            self.columns = right.columns;
            return;
        }
        for (left, right) in self.columns.iter_mut().zip(right.columns) {
            left.merge(right);
        }
    }
}

impl Scan for ColumnsScan {
    type Partial = ColumnsPartial;

    fn id(&self) -> ScanId {
        ScanId::COLUMNS
    }

    fn margin(&self) -> (usize, usize) {
        // The rest of a code unit that the piece cuts.
        (0, 0)
    }

    fn feed(&self, partial: &mut ColumnsPartial, piece: &Piece<'_>) {
        let table_end = self.dialect().end.unwrap_or(piece.file_len());
        let table =
            Span { start: Offset(self.dialect().start), end: Offset(table_end.max(self.dialect().start)) };
        partial.is_whole = piece.span().end.0 >= table_end.min(piece.file_len());
        let span = piece.span().meet(table);
        if span.is_empty() {
            return;
        }
        let from = to_usize(span.start - piece.at());
        let bytes = &piece.bytes()[from..from + to_usize(span.len())];
        let here = self.suspect(bytes);
        let suspect = partial.suspect.or(here);
        let ColumnsPartial { head, stream, tally, .. } = partial;
        let stream = stream.get_or_insert_with(|| {
            let is_start = span.start == table.start;
            let narrow = narrowed(
                &Piece::new(bytes, 0, bytes.len(), span.start, piece.file_len()),
                self.dialect().unit,
            );
            let state = if is_start { State::default() } else { self.records.plausible(&narrow.bytes) };
            if is_start {
                // Whatever was known was of another reading.
                self.progress.lock().unwrap_or_else(PoisonError::into_inner).fill(Progress::default());
                tally.header_left = self.dialect().n_header;
            } else {
                *head = Head::Open(Vec::new());
            }
            RecordStream::new(Arc::clone(self.dialect()), span.start, state)
        });
        stream.push(bytes, false);
        head.go_on(bytes, stream.first_start(), self.lookahead_bytes());
        self.take(stream, tally, suspect);
        partial.suspect = if stream.place() < span.start { suspect } else { here };
    }

    fn feed_zeros(&self, _partial: &mut ColumnsPartial, _hole: Span, _file_len: u64) {}

    fn reads_holes(&self) -> bool {
        true
    }

    fn needs_rescan(&self, left: &ColumnsPartial, right: &ColumnsPartial) -> bool {
        left.stream.is_some() && right.stream.is_some() && self.join(left, right).is_none()
    }

    fn resume_after(&self, left: &ColumnsPartial) -> ColumnsPartial {
        let tally = Tally { header_left: left.tally.header_left, ..Tally::default() };
        ColumnsPartial {
            stream: left.stream.clone(),
            tally,
            suspect: left.suspect,
            ..ColumnsPartial::default()
        }
    }

    fn merge(&self, left: &mut ColumnsPartial, right: ColumnsPartial) {
        if right.stream.is_none() || left.stream.is_none() {
            let is_whole = left.is_whole || right.is_whole;
            if left.stream.is_none() {
                *left = right;
            }
            left.is_whole = is_whole;
            return;
        }
        let joined = self.join(left, &right);
        (left.is_whole, left.suspect) = (right.is_whole, left.suspect.or(right.suspect));
        // What is suspect in the record that both share is not known any more.
        let suspect = Suspect { nul: true, encoding: self.layout.encoding.is_utf8() };
        match right.head {
            Head::Certain => {
                left.tally.header_left = right.tally.header_left;
                left.tally.append(right.tally);
                left.stream = right.stream;
            }
            Head::Open(bytes) => {
                if let Some(stream) = &mut left.stream {
                    stream.push(&bytes, false);
                    self.take(stream, &mut left.tally, suspect);
                }
            }
            Head::Cut { .. } => {
                if let Some(mut stream) = joined {
                    self.take(&mut stream, &mut left.tally, suspect);
                }
                left.tally.append(right.tally);
                left.stream = right.stream;
            }
        }
        self.note_progress(&left.tally.columns);
    }

    fn report(&self, so_far: &ColumnsPartial) -> Finding {
        // A record that is cut counts once it is whole: the copy is made at the table's end alone.
        let mut rest = so_far.stream.clone().filter(|_| so_far.is_whole);
        let mut with_rest = None;
        if let Some(stream) = &mut rest {
            stream.push(&[], true);
            let tally = with_rest.insert(so_far.tally.clone());
            self.take(stream, tally, Suspect { nul: true, encoding: self.layout.encoding.is_utf8() });
        }
        let tally = with_rest.as_ref().unwrap_or(&so_far.tally);
        let reports: Vec<_> = tally.columns.iter().map(ColumnProfile::report).collect();
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let facts = TableFacts {
            rows: tally.rows,
            columns: len_u64(self.layout.names.len()),
            has_header: self.dialect().n_header > 0,
            delimiter: shown(&self.dialect().delimiter),
            quote: self.dialect().quote.map(|quote| shown(&[quote])),
            ragged_rows: tally.ragged_rows,
            bad_rows: tally.bad_rows,
        };
        Finding::Columns(Arc::new(Columns { facts, names: Arc::clone(&self.layout.names), reports }))
    }
}

impl Head {
    /// Takes the bytes that follow, until the first record is known and what is needed behind its start.
    fn go_on(&mut self, bytes: &[u8], first_start: Option<u64>, lookahead: usize) {
        match self {
            Self::Certain => {}
            Self::Open(head) => {
                head.extend_from_slice(bytes);
                if let Some(len) = first_start {
                    let (mut bytes, len) = (std::mem::take(head), to_usize(len));
                    bytes.truncate(len + lookahead);
                    *self = Self::Cut { bytes, len };
                }
            }
            Self::Cut { bytes: head, len } => {
                let room = (*len + lookahead).saturating_sub(head.len());
                head.extend_from_slice(&bytes[..bytes.len().min(room)]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Section;
    use crate::format::encoding::Encoding;
    use proptest::prelude::*;

    fn scan(dialect: Dialect, names: &[&str]) -> ColumnsScan {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        ColumnsScan::new(TableLayout {
            dialect: Arc::new(dialect),
            encoding: Encoding::UTF_8,
            names: names.into(),
        })
    }

    /// What the engine makes of chunks of `chunk` bytes, fed in pieces of `step`.
    fn section_of(scan: &ColumnsScan, bytes: &[u8], chunk: usize, step: usize) -> Section {
        let file_len = len_u64(bytes.len());
        let feed = |mut partial: ColumnsPartial, (mut at, end): (usize, usize)| {
            while at < end {
                let len = step.min(end - at);
                let piece = Piece::new(&bytes[at..at + len], 0, len, Offset(len_u64(at)), file_len);
                scan.feed(&mut partial, &piece);
                at += len;
            }
            partial
        };
        let (mut left, mut at) = (ColumnsPartial::default(), 0);
        while at < bytes.len() {
            let range = (at, (at + chunk).min(bytes.len()));
            let mut right = feed(ColumnsPartial::default(), range);
            if scan.needs_rescan(&left, &right) {
                right = feed(scan.resume_after(&left), range);
            }
            scan.merge(&mut left, right);
            at = range.1;
        }
        let Finding::Columns(columns) = scan.report(&left) else { panic!() };
        columns.section()
    }

    fn fact(section: &Section, key: &str) -> String {
        section.fact(key).map(|fact| fact.value.plain()).unwrap_or_default()
    }

    #[test]
    fn records_are_counted_and_their_cells_profiled() {
        let text = "n,who\n1,\"a\nb\"\n2,\n3,c,d\n4,\"e\n5,f\n";
        let scan = scan(Dialect::default(), &["n", "who"]);
        let section = section_of(&scan, text.as_bytes(), 1000, 1000);
        let facts = ["rows", "columns", "header", "ragged_rows", "bad_rows"].map(|key| fact(&section, key));
        assert_eq!(facts, ["5", "2", "true", "1", "2"]);
        let row =
            |nr: usize| section.tables[0].rows[nr].iter().map(crate::base::Value::plain).collect::<Vec<_>>();
        assert_eq!(row(0)[..8], ["n", "integer", "5", "0", "0", "1", "5", "15"]);
        assert_eq!(row(1)[..7], ["who", "text", "4", "1", "0", "a\nb", "f"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, ..ProptestConfig::default() })]
        #[test]
        fn any_cut_gives_the_columns_of_the_whole(
            bytes in prop::collection::vec(prop::sample::select(b"\"\"\"',,; \\\r\n\n\na1.\x00\xC3".to_vec()), 1..120),
            chunk in 1_usize..65, step in 1_usize..65,
        ) {
            for escape in [None, Some(b'\\')] {
                let dialect = Dialect { escape, ..Dialect::default() };
                let whole = section_of(&scan(dialect.clone(), &["a", "b"]), &bytes, usize::MAX, usize::MAX);
                let cut = section_of(&scan(dialect, &["a", "b"]), &bytes, chunk, step);
                prop_assert_eq!(cut, whole);
            }
        }
    }
}
