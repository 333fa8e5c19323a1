//! Prints rows: the file is read in pieces, so that memory stays bounded.

use super::flow::Flow;
use super::out::Out;
use super::{CommandEnd, go_on};
use crate::base::counts::BLOCK;
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::encoding::{CodeUnit, Encoding};
use crate::source::{Fault, FaultKind, Standing};

/// Bytes that are read at a time: few enough that a copy stays in the cache.
const READ_BYTES: u64 = 256 * 1024;

/// How often a file that is touched meanwhile is read.
pub(super) const MOST_READS: usize = 3;

/// The requested rows.
#[derive(Clone, Copy)]
pub(super) struct RowRange {
    /// The first one, counted from 0.
    pub(super) from: u64,
    /// How many at most.
    pub(super) count: u64,
}

/// Bytes in, rows out.
pub(super) struct Printer<'a> {
    pub(super) flow: Flow<'a>,
    /// What its bytes are read as.
    pub(super) encoding: Encoding,
    pub(super) out: Out,
}

impl Printer<'_> {
    /// Whether there is a byte at `at`. Before it waits for a pipe, it writes what it has.
    pub(super) fn reaches(&mut self, at: Offset) -> Result<bool, CommandEnd> {
        let out = &mut self.out;
        self.flow.reaches(at, || std::io::Write::flush(out).map_err(|error| out.stop(error)))
    }

    /// What its lines end with.
    pub(super) fn unit(&self) -> CodeUnit {
        self.encoding.unit()
    }

    /// A copy of the bytes from `at` on, at most [`READ_BYTES`]; none at the end.
    pub(super) fn copy(&self, at: Offset, into: &mut Vec<u8>) -> Result<(), CommandEnd> {
        go_on()?;
        let snapshot = self.flow.snapshot();
        let span = Span { start: at, end: at + READ_BYTES }.meet(snapshot.span());
        into.clear();
        let copied = snapshot.read_copy(span, |bytes| into.extend_from_slice(bytes));
        copied.map_err(|fault| self.flow.input.fault(&fault))
    }

    /// Whether a copy of that length is as long as copies may be.
    pub(super) fn is_full(&self, len_bytes: usize) -> bool {
        len_u64(len_bytes) >= READ_BYTES
    }

    /// Where the row starts that follows `n` line ends, or `None` past the end. No line ends in a
    /// hole, so none is read.
    pub(super) fn row_start(&mut self, n: u64) -> Result<Option<Offset>, CommandEnd> {
        if n == 0 {
            return Ok(Some(Offset::ZERO));
        }
        let (mut at, mut left) = (Offset::ZERO, n);
        let step = if self.flow.snapshot().is_mapped() { 4 << 20 } else { READ_BYTES };
        let mut data = Span::at(at, 0);
        while self.reaches(at)? {
            go_on()?;
            let snapshot = self.flow.snapshot();
            if at >= data.end {
                data = snapshot.next_data(at);
                // A line feed of two bytes may start in the hole.
                let after_hole = data.start.floor_to(BLOCK).min(snapshot.span().end);
                if after_hole > at {
                    // A file that was cut looks like a hole, too.
                    let hole = Span { start: at, end: after_hole };
                    snapshot.verify(hole).map_err(|fault| self.flow.input.fault(&fault))?;
                    at = hole.end;
                    continue;
                }
                if data.is_empty() {
                    return Ok(None);
                }
            }
            let span = Span { start: at, end: (at + step).min(data.end) };
            snapshot.prepare(span);
            let found = snapshot.read(span, |bytes| self.unit().after_nth(bytes, left));
            snapshot.release(span);
            self.flow.release_before(span.start);
            match found.map_err(|fault| self.flow.input.fault(&fault))? {
                Ok(after) => return Ok(Some(at + len_u64(after))),
                Err(seen) => left -= seen,
            }
            at = span.end;
        }
        Ok(None)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), CommandEnd> {
        std::io::Write::write_all(&mut self.out, bytes).map_err(|error| self.out.stop(error))
    }

    /// Checks that the file was not cut or rewritten since, and finishes the output. If it was
    /// touched, what was printed has to come out of `print` once more.
    pub(super) fn finish(
        self,
        print: impl Fn(&mut Self) -> Result<(), CommandEnd>,
    ) -> Result<(), CommandEnd> {
        let Self { flow, encoding, out } = self;
        let (standing, printed) = (flow.snapshot().verify_whole(), out.digest());
        out.finish(true)?;
        match standing.map_err(|fault| flow.input.fault(&fault))? {
            Standing::Unchanged => Ok(()),
            Standing::Touched => {
                let again = Self { flow, encoding, out: Out::digest_only() };
                again.compare(printed, print)
            }
        }
    }

    /// Prints to nowhere until the file stays as it is meanwhile: it has to be what was printed.
    fn compare(
        mut self,
        printed: u128,
        print: impl Fn(&mut Self) -> Result<(), CommandEnd>,
    ) -> Result<(), CommandEnd> {
        for _ in 1..MOST_READS {
            self.flow.restate()?;
            self.out = Out::digest_only();
            print(&mut self)?;
            let standing = self.flow.snapshot().verify_whole();
            if self.out.digest() != printed {
                break;
            }
            if standing.map_err(|fault| self.flow.input.fault(&fault))? == Standing::Unchanged {
                return Ok(());
            }
        }
        let fault = Fault::new(FaultKind::Changed, self.flow.snapshot().span());
        Err(self.flow.input.fault(&fault))
    }
}
