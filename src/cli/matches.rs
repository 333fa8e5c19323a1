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
use crate::search::{ListPlace, ListStop, ListedChunk, Lister, Search};
use crate::source::Snapshot;
use std::io::Write;

/// What is printed of a chunk.
#[derive(Default)]
struct Printed {
    /// The number of a row that starts before the chunk, and its bytes up to that.
    long_row: Option<(Vec<u8>, Span)>,
    /// All else.
    bytes: Vec<u8>,
}

/// Why a list ends early: nothing more can be written, or the bytes can't be searched.
pub(super) type PrintStop = ListStop<CommandEnd>;

/// How matches are printed.
pub(super) struct MatchPrinter<'a> {
    pub(super) args: &'a FindArgs,
    pub(super) search: &'a Search,
    pub(super) encoding: Encoding,
    pub(super) snapshot: &'a Snapshot,
}

impl<'a> MatchPrinter<'a> {
    fn lister(&self) -> Lister<'a> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let n_threads = self.args.input.common.threads;
        Lister {
            search: self.search,
            bytes: self.snapshot,
            limit: self.args.limit(),
            n_threads: if n_threads == 0 { cores() } else { n_threads },
            chunk_bytes: Lister::CHUNK,
        }
    }

    /// Prints what is found from a place on up to `to`, in file order; the place there.
    ///
    /// # Errors
    /// Why it ends early; all before that is written.
    pub(super) fn print_part(
        &self,
        from: &ListPlace,
        to: Offset,
        line: &mut ProgressLine,
        out: &mut Out,
    ) -> Result<ListPlace, PrintStop> {
        let of = self.snapshot.len();
        self.lister().list_part(
            from,
            to,
            |chunk, printed| self.print(chunk, printed),
            &mut |printed: Option<(&Printed, Offset)>| {
                go_on()?;
                let Some((printed, end)) = printed else { return Ok(()) };
                line.show(end.0, of);
                self.write(printed, out)
            },
        )
    }

    /// Prints the file's last row if it has no line end and is wanted; how many were found, and the
    /// lines that backtracking gave up on.
    pub(super) fn print_end(&self, place: &ListPlace, out: &mut Out) -> Result<(u64, u64), CommandEnd> {
        let end = self.lister().end(place);
        let open_row = end.open_row.filter(|_| !self.search.counts_hits());
        if let Some((row, nr)) = open_row.filter(|_| self.args.lists()) {
            self.row(row, nr, out)?;
        }
        Ok((end.n_listed + u64::from(open_row.is_some()), end.n_gave_up))
    }

    /// What it means for the command that a list ended early.
    pub(super) fn stop(&self, stop: PrintStop) -> CommandEnd {
        match stop {
            ListStop::Own(end) => end,
            ListStop::Fault(fault) => self.args.input.fault(&fault),
            ListStop::Panicked(caught) => self.args.failed(&caught),
            ListStop::NoThread(error) => CommandEnd::Says(format!("no thread could be started ({error})")),
        }
    }
    /// Prints what was found in a chunk.
    fn print(&self, chunk: &ListedChunk, printed: &mut Printed) {
        printed.bytes.clear();
        printed.long_row = None;
        if !self.args.lists() {
            // How many there are says the list itself.
        } else if self.search.counts_hits() {
            self.hits(chunk, &mut printed.bytes);
        } else {
            self.rows(chunk, printed);
        }
    }

    /// `{"offset": 0, "length": 0, "row": 1}` a match.
    fn hits(&self, chunk: &ListedChunk, out: &mut Vec<u8>) {
        let (start, width) = (chunk.span.start, self.search.unit().width());
        let mut line_ends = self.search.unit().line_feeds(chunk.bytes()).map(|lf| lf + width).peekable();
        let (mut row, base) = (chunk.lines_before + 1, self.args.input.base());
        for hit in &chunk.hits {
            let at = to_usize(hit.start - start);
            while line_ends.next_if(|end| *end <= at).is_some() {
                row += 1;
            }
            push_match(out, hit.moved_by(base), row);
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

/// Appends `{"offset": 0, "length": 0, "row": 1}` and a line feed.
fn push_match(out: &mut Vec<u8>, hit: Span, row: u64) {
    out.extend_from_slice(b"{\"offset\": ");
    push_decimal(out, hit.start.0);
    out.extend_from_slice(b", \"length\": ");
    push_decimal(out, hit.len());
    out.extend_from_slice(b", \"row\": ");
    push_decimal(out, row);
    out.extend_from_slice(b"}\n");
}
