//! Scans over the rows of a table: a [`RowFold`] is shown every row, in parallel and each once.
//!
//! A chunk is cut into records from where its first one starts; what precedes that, its *head*, belongs
//! to the last record of the chunk before, and is read with it when both are merged. In which state a
//! chunk begins is assumed at first, from what its quotes stand beside; if the chunk before ends in
//! another, the engine scans it again from there.

use super::records::narrowed;
use super::saved::{self, Damaged};
use super::{Finding, Piece, Scan, ScanId};
use crate::base::Span;
use crate::base::units::{len_u64, to_usize};
use crate::format::delimited::{
    Dialect, LOOKAHEAD, RecordStream, Records, Row, SavedStream, State, TableLayout,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is made of a table's rows.
pub trait RowFold: Send + Sync + 'static {
    /// Of a contiguous part of them.
    type Value: Clone + Send + 'static;

    /// The name of the scan.
    fn id(&self) -> ScanId;

    /// That of no rows.
    fn start(&self) -> Self::Value;

    /// The table is read from its start: whatever was known was of another reading.
    fn restart(&self) {}

    /// Adds the row that follows.
    fn add(&self, value: &mut Self::Value, row: &TableRow<'_>);

    /// Called when nothing is added to a value for now.
    fn settle(&self, _value: &mut Self::Value) {}

    /// Appends the value of the rows that follow.
    fn append(&self, left: &mut Self::Value, right: Self::Value);

    /// A value as bytes; `None` of a fold whose values are not kept. See [`Scan::save`].
    fn save(&self, _value: &Self::Value) -> Option<Vec<u8>> {
        None
    }

    /// The value that was saved, of rows in these bytes of a file.
    ///
    /// # Errors
    /// See [`Scan::load`].
    fn load(&self, _saved: &[u8], _of: Span) -> Result<Self::Value, Damaged> {
        Err(Damaged)
    }

    /// The report of the rows so far; `is_whole`: they are all.
    fn report(&self, value: &Self::Value, is_whole: bool) -> Finding;
}

/// Which rows are wanted. Called by several threads at once.
pub type RowTest = Arc<dyn Fn(&TableRow<'_>) -> bool + Send + Sync>;

/// A row, and what is known of it.
pub struct TableRow<'a> {
    /// Its cells.
    pub row: &'a Row<'a>,
    /// Where it is.
    pub span: Span,
    /// What its bytes may hold.
    pub suspect: Suspect,
}

impl TableRow<'_> {
    /// Whether something but its number of cells is wrong with its bytes.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        self.row.has_unclosed()
            || self.row.fault().is_some()
            || self.row.has_unknown()
            || self.row.text_after_quote().is_some()
            || (self.suspect.nul && memchr::memchr(0, self.row.text()).is_some())
            || (self.suspect.encoding && simdutf8::basic::from_utf8(self.row.text()).is_err())
    }
}

/// Whether a record may hold bytes that none should.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Suspect {
    /// A zero.
    pub nul: bool,
    /// What its encoding does not allow.
    pub encoding: bool,
}

impl Suspect {
    fn or(self, other: Self) -> Self {
        Self { nul: self.nul || other.nul, encoding: self.encoding || other.encoding }
    }
}

/// The scan of a table's rows for a fold.
pub struct RowScan<F> {
    layout: TableLayout,
    records: Records,
    fold: F,
}

/// What is known of a contiguous part of a file.
#[derive(Clone)]
pub struct RowsPartial<V> {
    head: Head,
    /// What is being cut; none before the table.
    stream: Option<RecordStream>,
    value: Option<V>,
    /// Records of names that are still to come.
    header_left: u32,
    /// Of the bytes that are not counted yet.
    suspect: Suspect,
    is_whole: bool,
}

impl<V> Default for RowsPartial<V> {
    fn default() -> Self {
        Self {
            head: Head::default(),
            stream: None,
            value: None,
            header_left: 0,
            suspect: Suspect::default(),
            is_whole: false,
        }
    }
}

/// A partial as it is kept.
#[derive(Serialize, Deserialize)]
struct SavedRows {
    head: Head,
    stream: Option<SavedStream>,
    value: Option<Vec<u8>>,
    header_left: u32,
    suspect: Suspect,
    is_whole: bool,
}

/// The bytes of a part that precede its first record.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
enum Head {
    /// There are none: the part's state at its start is known, and so all its records.
    #[default]
    Certain,
    /// No record has started yet.
    Open(Vec<u8>),
    /// The first `len` bytes; some that follow stand behind them.
    Cut { bytes: Vec<u8>, len: usize },
}

impl<F: RowFold> RowScan<F> {
    /// The scan of a table.
    #[must_use]
    pub fn new(layout: TableLayout, fold: F) -> Self {
        Self { records: Records::new(&layout.dialect), fold, layout }
    }

    /// What is made of the rows.
    #[must_use]
    pub fn fold(&self) -> &F {
        &self.fold
    }

    /// The value of all rows of a table that ends where the partial does; `None` without any.
    #[must_use]
    pub fn into_value(&self, partial: RowsPartial<F::Value>) -> Option<F::Value> {
        let RowsPartial { stream, mut value, mut header_left, .. } = partial;
        if let Some(mut stream) = stream {
            stream.push(&[], true);
            self.take(&mut stream, (&mut value, &mut header_left), self.any());
        }
        value
    }

    fn dialect(&self) -> &Arc<Dialect> {
        &self.layout.dialect
    }

    fn lookahead_bytes(&self) -> usize {
        LOOKAHEAD * self.dialect().unit.width()
    }

    /// Whatever a record may hold.
    fn any(&self) -> Suspect {
        Suspect { nul: true, encoding: self.layout.encoding.is_utf8() }
    }

    /// Takes the records of a stream that are certain.
    fn take(
        &self,
        stream: &mut RecordStream,
        (value, header_left): (&mut Option<F::Value>, &mut u32),
        suspect: Suspect,
    ) {
        let value = value.get_or_insert_with(|| self.fold.start());
        let mut reader = self.layout.reader();
        while let Some(record) = stream.pop() {
            if *header_left > 0 {
                *header_left -= 1;
                continue;
            }
            let row = reader.read(stream.bytes(&record));
            self.fold.add(value, &TableRow { row: &row, span: record.span, suspect });
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
    fn join(&self, left: &RowsPartial<F::Value>, right: &RowsPartial<F::Value>) -> Option<RecordStream> {
        let Head::Cut { bytes, len } = &right.head else { return left.stream.clone() };
        let mut stream = left.stream.clone()?;
        let (head, after) = bytes.split_at(*len);
        let has_enough = after.len() >= self.lookahead_bytes() || right.is_whole;
        (has_enough && stream.close_with(head, after, right.is_whole)).then_some(stream)
    }

    fn append(&self, left: &mut RowsPartial<F::Value>, right: Option<F::Value>) {
        match (&mut left.value, right) {
            (Some(left), Some(right)) => self.fold.append(left, right),
            (left @ None, right) => *left = right,
            (Some(_), None) => {}
        }
    }
}

impl<F: RowFold> Scan for RowScan<F> {
    type Partial = RowsPartial<F::Value>;

    fn id(&self) -> ScanId {
        self.fold.id()
    }

    fn margin(&self) -> (usize, usize) {
        // The rest of a code unit that the piece cuts.
        (0, 0)
    }

    fn feed(&self, partial: &mut Self::Partial, piece: &Piece<'_>) {
        let table = self.dialect().table(piece.file_len());
        partial.is_whole = piece.span().end >= self.dialect().table_end(piece.file_len());
        let span = piece.span().meet(table);
        if span.is_empty() {
            return;
        }
        let from = to_usize(span.start - piece.at());
        let bytes = &piece.bytes()[from..from + to_usize(span.len())];
        let here = self.suspect(bytes);
        let suspect = partial.suspect.or(here);
        let RowsPartial { head, stream, value, header_left, .. } = partial;
        let stream = stream.get_or_insert_with(|| {
            let is_start = span.start == table.start;
            let narrow = narrowed(
                &Piece::new(bytes, 0, bytes.len(), span.start, piece.file_len()),
                self.dialect().unit,
            );
            let state = if is_start { State::default() } else { self.records.plausible(&narrow.bytes) };
            if is_start {
                self.fold.restart();
                *header_left = self.dialect().n_header;
            } else {
                *head = Head::Open(Vec::new());
            }
            RecordStream::new(Arc::clone(self.dialect()), span.start, state)
        });
        stream.push(bytes, false);
        head.go_on(bytes, stream.first_start(), self.lookahead_bytes());
        self.take(stream, (value, header_left), suspect);
        partial.suspect = if stream.place() < span.start { suspect } else { here };
    }

    fn feed_zeros(&self, _partial: &mut Self::Partial, _hole: Span, _file_len: u64) {}

    fn reads_holes(&self) -> bool {
        true
    }

    fn needs_rescan(&self, left: &Self::Partial, right: &Self::Partial) -> bool {
        left.stream.is_some() && right.stream.is_some() && self.join(left, right).is_none()
    }

    fn resume_after(&self, left: &Self::Partial) -> Self::Partial {
        RowsPartial {
            stream: left.stream.clone(),
            header_left: left.header_left,
            suspect: left.suspect,
            ..RowsPartial::default()
        }
    }

    fn merge(&self, left: &mut Self::Partial, right: Self::Partial) {
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
        let suspect = self.any();
        match right.head {
            Head::Certain => {
                left.header_left = right.header_left;
                self.append(left, right.value);
                left.stream = right.stream;
            }
            Head::Open(bytes) => {
                if let Some(stream) = &mut left.stream {
                    stream.push(&bytes, false);
                    self.take(stream, (&mut left.value, &mut left.header_left), suspect);
                }
            }
            Head::Cut { .. } => {
                if let Some(mut stream) = joined {
                    self.take(&mut stream, (&mut left.value, &mut left.header_left), suspect);
                }
                self.append(left, right.value);
                left.stream = right.stream;
            }
        }
    }

    fn save(&self, partial: &Self::Partial) -> Option<Vec<u8>> {
        let value = match &partial.value {
            Some(value) => Some(self.fold.save(value)?),
            None => None,
        };
        saved::write(&SavedRows {
            head: partial.head.clone(),
            stream: partial.stream.as_ref().map(RecordStream::saved),
            value,
            header_left: partial.header_left,
            suspect: partial.suspect,
            is_whole: partial.is_whole,
        })
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<Self::Partial, Damaged> {
        let SavedRows { head, stream, value, header_left, suspect, is_whole } = saved::read(saved)?;
        let stream = match stream {
            Some(stream) => Some(stream.stream(Arc::clone(self.dialect())).ok_or(Damaged)?),
            None => None,
        };
        let is_sound = match &head {
            Head::Certain => true,
            Head::Open(bytes) => len_u64(bytes.len()) <= of.len(),
            Head::Cut { bytes, len } => *len <= bytes.len() && len_u64(bytes.len()) <= of.len(),
        };
        let is_here = stream.as_ref().is_none_or(|stream| stream.end() <= of.end);
        if !is_sound || !is_here || header_left > self.dialect().n_header {
            return Err(Damaged);
        }
        let value = value.map(|value| self.fold.load(&value, of)).transpose()?;
        Ok(RowsPartial { head, stream, value, header_left, suspect, is_whole })
    }

    fn release_scratch(&self, partial: &mut Self::Partial) {
        if let Some(value) = &mut partial.value {
            self.fold.settle(value);
        }
    }

    fn report(&self, so_far: &Self::Partial) -> Finding {
        // A record that is cut counts once it is whole: the copy is made at the table's end alone.
        let rest = so_far.stream.clone().filter(|_| so_far.is_whole);
        if let Some(mut stream) = rest {
            stream.push(&[], true);
            let (mut value, mut header_left) = (so_far.value.clone(), so_far.header_left);
            self.take(&mut stream, (&mut value, &mut header_left), self.any());
            if let Some(value) = &value {
                return self.fold.report(value, true);
            }
        }
        match &so_far.value {
            Some(value) => self.fold.report(value, so_far.is_whole),
            None => self.fold.report(&self.fold.start(), so_far.is_whole),
        }
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
