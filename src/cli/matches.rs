//! Prints matches and rows that hold one, from the bytes that were just searched.

use super::find_args::FindArgs;
use super::out::Out;
use super::progress::ProgressLine;
use super::{CommandEnd, go_on};
use crate::base::counts::BLOCK;
use crate::base::decimal::push_decimal;
use crate::base::units::to_usize;
use crate::base::{Offset, Span};
use crate::format::encoding::{CodeUnit, Encoding};
use crate::search::{ListStop, ListedChunk, Lister, Search};
use crate::source::{Fault, FaultKind, Snapshot, Standing};
use std::io::Write;

/// What is printed of a chunk.
#[derive(Default)]
struct Printed {
    /// The number of a row that starts before the chunk, and its bytes up to that.
    long_row: Option<(Vec<u8>, Span)>,
    /// All else.
    bytes: Vec<u8>,
}

/// Prints what is found, in file order; how many, the lines that backtracking gave up on, and why
/// that is not all.
///
/// # Errors
/// Why nothing more can be written, or an interruption.
pub(super) fn print(
    args: &FindArgs,
    search: &Search,
    encoding: Encoding,
    snapshot: &Snapshot,
    out: &mut Out,
) -> Result<(u64, u64, Option<CommandEnd>), CommandEnd> {
    let printer = MatchPrinter { args, search, encoding, snapshot };
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let n_threads = if args.input.common.threads == 0 { cores() } else { args.input.common.threads };
    let (limit, chunk_bytes) = (args.limit(), Lister::CHUNK);
    let lister = Lister { search, bytes: snapshot, limit, n_threads, chunk_bytes };
    let (mut line, of) = (ProgressLine::new(), snapshot.len());
    let listed = lister.list(|chunk, printed| printer.print(chunk, printed), &mut |printed: Option<(
        &Printed,
        Offset,
    )>| {
        go_on()?;
        let Some((printed, end)) = printed else { return Ok(()) };
        line.show(end.0, of);
        printer.write(printed, out)
    });
    let stop = match listed {
        Ok(end) => {
            let n_open = u64::from(end.open_row.is_some() && !search.counts_hits());
            if let Some((row, nr)) = end.open_row.filter(|_| n_open > 0) {
                printer.row(row, nr, out)?;
            }
            let n_printed = end.n_listed + n_open;
            let is_all = n_printed < args.limit();
            // What was printed can't be taken back, so a file that was touched meanwhile is told.
            let whole = match is_all.then(|| snapshot.verify_whole()) {
                Some(Ok(Standing::Touched)) => Err(Fault::new(FaultKind::Changed, snapshot.span())),
                Some(Err(fault)) => Err(fault),
                Some(Ok(Standing::Unchanged)) | None => Ok(()),
            };
            return Ok((n_printed, end.n_gave_up, whole.err().map(|fault| args.input.fault(&fault))));
        }
        Err(ListStop::Own(end)) => return Err(end),
        Err(ListStop::Fault(fault)) => args.input.fault(&fault),
        Err(ListStop::Panicked(caught)) => args.failed(&caught),
        Err(ListStop::NoThread(error)) => CommandEnd::Says(format!("no thread could be started ({error})")),
    };
    Ok((0, 0, Some(stop)))
}

/// Appends `{"offset": 0, "length": 0, "row": 1}` and a line feed.
pub(super) fn push_match(out: &mut Vec<u8>, hit: Span, row: u64) {
    out.extend_from_slice(b"{\"offset\": ");
    push_decimal(out, hit.start.0);
    out.extend_from_slice(b", \"length\": ");
    push_decimal(out, hit.len());
    out.extend_from_slice(b", \"row\": ");
    push_decimal(out, row);
    out.extend_from_slice(b"}\n");
}

/// How matches are printed.
struct MatchPrinter<'a> {
    args: &'a FindArgs,
    search: &'a Search,
    encoding: Encoding,
    snapshot: &'a Snapshot,
}

impl MatchPrinter<'_> {
    /// Prints what was found in a chunk.
    fn print(&self, chunk: &ListedChunk, printed: &mut Printed) {
        printed.bytes.clear();
        printed.long_row = None;
        if self.search.counts_hits() {
            self.hits(chunk, &mut printed.bytes);
        } else {
            self.rows(chunk, printed);
        }
    }

    /// `{"offset": 0, "length": 0, "row": 1}` a match.
    fn hits(&self, chunk: &ListedChunk, out: &mut Vec<u8>) {
        let (start, width) = (chunk.span.start, self.search.unit().width());
        let mut line_ends = self.search.unit().line_feeds(chunk.bytes()).map(|lf| lf + width).peekable();
        let mut row = chunk.lines_before + 1;
        for hit in &chunk.hits {
            let at = to_usize(hit.start - start);
            while line_ends.next_if(|end| *end <= at).is_some() {
                row += 1;
            }
            push_match(out, *hit, row);
        }
    }

    /// Rows with their numbers, as `grep -n` writes them.
    fn rows(&self, chunk: &ListedChunk, printed: &mut Printed) {
        let (bytes, start, width) = (chunk.bytes(), chunk.span.start, self.search.unit().width());
        let mut lfs = self.search.unit().line_feeds(bytes);
        // Where the row starts that ends next; before the chunk at first.
        let (mut nr, mut row_start) = (chunk.lines_before, None);
        for &row in &chunk.rows {
            let wanted = to_usize(row - start);
            for lf in lfs.by_ref() {
                let (from, to) = (row_start, lf + width);
                nr += 1;
                row_start = Some(to);
                if lf < wanted {
                    continue;
                }
                if from.is_none() && chunk.line_start < start {
                    let mut head = Vec::new();
                    self.head(&mut head, nr);
                    printed.long_row = Some((head, Span { start: chunk.line_start, end: start }));
                } else {
                    self.head(&mut printed.bytes, nr);
                }
                printed.bytes.extend_from_slice(&bytes[from.unwrap_or(0)..to.min(bytes.len())]);
                break;
            }
        }
    }

    /// A row's number, from 1, in the file's own code units: one encoding reads all.
    fn head(&self, out: &mut Vec<u8>, nr: u64) {
        let from = out.len();
        push_decimal(out, nr);
        out.push(b':');
        let unit = self.encoding.unit();
        if unit != CodeUnit::Byte {
            let head = out.split_off(from);
            unit.push_ascii(&head, out);
        }
    }

    fn write(&self, printed: &Printed, out: &mut Out) -> Result<(), CommandEnd> {
        if let Some((head, start)) = &printed.long_row {
            out.write_all(head).map_err(|error| out.stop(error))?;
            self.copy(*start, out)?;
        }
        out.write_all(&printed.bytes).map_err(|error| out.stop(error))
    }

    /// The file's last row, without a line end, of the number `nr` from 0.
    fn row(&self, row: Span, nr: u64, out: &mut Out) -> Result<(), CommandEnd> {
        let mut head = Vec::new();
        self.head(&mut head, nr + 1);
        out.write_all(&head).map_err(|error| out.stop(error))?;
        self.copy(row, out)?;
        out.write_all(self.search.unit().line_feed()).map_err(|error| out.stop(error))
    }

    /// Copies bytes of any length from the file.
    fn copy(&self, span: Span, out: &mut Out) -> Result<(), CommandEnd> {
        let (mut at, mut bytes) = (span.start, Vec::new());
        while at < span.end {
            go_on()?;
            let part = Span { start: at, end: (at + BLOCK).min(span.end) };
            bytes.clear();
            let copied = self.snapshot.read_copy(part, |b| bytes.extend_from_slice(b));
            copied.map_err(|fault| self.args.input.fault(&fault))?;
            out.write_all(&bytes).map_err(|error| out.stop(error))?;
            at = part.end;
        }
        Ok(())
    }
}
