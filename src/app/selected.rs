//! What is selected, read and written by a worker, piece by piece: of any length, in the same
//! memory. A span verbatim, columns as one line a row.

use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::delimited::{RowForm, RowWriter, TableLayout};
use crate::format::encoding::Encoding;
use crate::format::rows::{self, FileWindow, REACH};
use crate::format::wrap::{self, RowLayoutOptions};
use crate::messages::Text;
use crate::scan::rows::{RowTest, Suspect, TableRow};
use crate::source::{Fault, Snapshot, refuse_input};
use crate::table::fetch::{FetchedRows, batches};
use crate::table::order::RowOrder;
use crate::view::ColumnBlock;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes that are read at once.
const PIECE: u64 = 1 << 20;

/// Something selected in a file.
#[derive(Clone)]
pub struct Selected {
    pub(super) snapshot: Snapshot,
    /// What its bytes are read as.
    pub(super) encoding: Encoding,
    /// The file's path, which must not be written to.
    pub(super) path: Option<PathBuf>,
    pub(super) what: SelectedPart,
}

/// What is selected.
#[derive(Clone)]
pub(super) enum SelectedPart {
    /// These bytes.
    Bytes(Span),
    /// These columns of text that is laid out so.
    Columns(ColumnBlock, RowLayoutOptions),
    /// These cells of a table.
    Cells(Arc<CellsPart>),
}

/// Cells of a table.
pub(super) struct CellsPart {
    /// Its rows.
    pub(super) rows: CellRows,
    /// The columns, in their order.
    pub(super) columns: Vec<usize>,
    /// How the table is written.
    pub(super) layout: Arc<TableLayout>,
    /// As what they are written.
    pub(super) form: RowForm,
}

/// Rows of selected cells.
pub(super) enum CellRows {
    /// From the one that starts here to the one that starts there, in the file's order; of a filter those that it
    /// wants.
    InFile { first: Offset, last: Offset, wants: Option<RowTest> },
    /// Those of these ranks.
    InOrder(Arc<RowOrder>, std::ops::Range<u64>),
}

impl CellRows {
    /// How many bytes have to be read, about.
    fn len(&self) -> u64 {
        match self {
            Self::InFile { first, last, .. } => *last - *first + 1,
            Self::InOrder(order, ranks) => {
                let bytes =
                    |step| order.read(step).map_or(0, |rows| rows.iter().map(|row| row.n_bytes()).sum());
                order.steps(ranks.clone()).map(bytes).sum::<u64>()
            }
        }
    }
}

/// Why it could not be written.
#[derive(Debug)]
pub(super) enum Trouble {
    Read(Fault),
    Write(io::Error),
    Save(SaveError),
    Stopped,
}

impl Trouble {
    /// In a few words, without the full stop.
    pub(super) fn message(&self) -> Text {
        match self {
            Self::Read(fault) => fault.message(),
            Self::Write(error) => Text::of_io(error),
            Self::Save(error) => error.message(),
            Self::Stopped => Text::new("save-stopped"),
        }
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Read(fault)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<SaveError> for Trouble {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}

impl Selected {
    /// How many bytes have to be read, about.
    pub(super) fn len(&self) -> u64 {
        match &self.what {
            SelectedPart::Bytes(span) => span.len(),
            SelectedPart::Columns(block, _) => {
                let (first, last) = block.rows();
                last - first + 1
            }
            SelectedPart::Cells(cells) => cells.rows.len(),
        }
    }

    /// Writes it to a new file at `target`, and nothing if it can't be written whole.
    pub(super) fn save(&self, target: &Path, go_on: &mut dyn FnMut(u64) -> bool) -> Result<(), Trouble> {
        refuse_input(target, self.snapshot.stat(), self.path.as_deref())?;
        let mut out = AtomicFile::create(target)?;
        self.write(&mut out, go_on).map_err(|trouble| match trouble {
            Trouble::Write(error) => SaveError::writing(target, &error).into(),
            other => other,
        })?;
        Ok(out.finish(true)?)
    }

    /// Writes it; `go_on` is called with the bytes read, and returns false to stop.
    pub(super) fn write(
        &self,
        out: &mut dyn Write,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), Trouble> {
        match &self.what {
            SelectedPart::Bytes(span) => self.write_bytes(*span, out, go_on),
            SelectedPart::Columns(block, layout) => self.write_columns(block, *layout, out, go_on),
            SelectedPart::Cells(cells) => self.write_cells(cells, out, go_on),
        }
    }

    fn write_cells(
        &self,
        part: &CellsPart,
        out: &mut dyn Write,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), Trouble> {
        let layout = &part.layout;
        let names = |nr: &usize| layout.names.get(*nr).cloned().unwrap_or_default();
        let names: Vec<String> = part.columns.iter().map(names).collect();
        let mut writer = RowWriter::new(part.form, &names);
        let mut reader = layout.reader();
        let (first, last, wants) = match &part.rows {
            CellRows::InFile { first, last, wants } => (*first, *last, wants),
            CellRows::InOrder(order, ranks) => {
                let mut done = 0;
                for step in order.steps(ranks.clone()) {
                    let places = order.read(step)?;
                    for batch in batches(&places, PIECE) {
                        if !go_on(done) {
                            return Err(Trouble::Stopped);
                        }
                        let fetched = FetchedRows::read(&self.snapshot, batch)?;
                        for (nr, place) in batch.iter().enumerate() {
                            let row = reader.read(fetched.get(nr));
                            let cells: Vec<_> = part.columns.iter().map(|&nr| row.value(nr)).collect();
                            writer.row(&cells, out)?;
                            done += place.n_bytes();
                        }
                    }
                }
                return Ok(writer.finish(out)?);
            }
        };
        let mut stream = layout.stream(first);
        let suspect = Suspect { nul: true, encoding: layout.encoding.is_utf8() };
        let end = layout.dialect.table_end(self.snapshot.len());
        let mut at = first;
        while at < end {
            if !go_on(at - first) {
                return Err(Trouble::Stopped);
            }
            let piece = Span { start: at, end: (at + PIECE).min(end) };
            let bytes = self.snapshot.read_copy(piece, <[u8]>::to_vec)?;
            at = piece.end;
            stream.push(&bytes, at == end);
            while let Some(record) = stream.pop() {
                if record.span.start > last {
                    return Ok(writer.finish(out)?);
                }
                let row = reader.read(stream.bytes(&record));
                let one = TableRow { row: &row, span: record.span, suspect };
                if wants.as_ref().is_none_or(|wants| wants(&one)) {
                    let cells: Vec<_> = part.columns.iter().map(|&nr| row.value(nr)).collect();
                    writer.row(&cells, out)?;
                }
            }
        }
        Ok(writer.finish(out)?)
    }

    fn write_bytes(
        &self,
        span: Span,
        out: &mut dyn Write,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), Trouble> {
        let span = span.meet(self.snapshot.span());
        for piece in span.pieces(PIECE) {
            let bytes = self.snapshot.read_copy(piece, <[u8]>::to_vec)?;
            out.write_all(&bytes)?;
            if !go_on(piece.end - span.start) {
                return Err(Trouble::Stopped);
            }
        }
        Ok(())
    }

    fn write_columns(
        &self,
        block: &ColumnBlock,
        layout: RowLayoutOptions,
        out: &mut dyn Write,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), Trouble> {
        let (first, last) = block.rows();
        let file_len = self.snapshot.len();
        let (mut at, mut had) = (first, (Offset::ZERO, Vec::new()));
        while at <= last && at.0 < file_len {
            let needed = rows::needed(at, file_len);
            let has = Span::at(had.0, len_u64(had.1.len()));
            if needed.start < has.start || needed.end > has.end {
                if !go_on(at - first) {
                    return Err(Trouble::Stopped);
                }
                let piece =
                    Span { start: needed.start, end: at + (REACH + PIECE) }.meet(self.snapshot.span());
                had = (piece.start, self.snapshot.read_copy(piece, <[u8]>::to_vec)?);
            }
            let start = to_usize(needed.start - had.0);
            let bytes = &had.1[start..start + to_usize(needed.len())];
            let window = FileWindow { at: needed.start, bytes, file_len, encoding: self.encoding };
            let row = rows::row_at(at, window);
            let text = window.slice(row.text).to_vec();
            let laid = wrap::lay(row, text, &[], layout, self.encoding);
            for line in laid.lines().filter(|line| block.has_row(line.text.start)) {
                out.write_all(laid.block(&line, &block.columns()))?;
                out.write_all(self.encoding.unit().line_feed())?;
            }
            at = row.next;
        }
        Ok(())
    }
}
