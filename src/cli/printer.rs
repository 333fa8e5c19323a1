//! Prints rows: the file is read in pieces, so that memory stays bounded.

use super::out::Out;
use super::{CommandEnd, Input, go_on};
use crate::base::counts::BLOCK;
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::encoding::{CodeUnit, Encoding};
use crate::source::Snapshot;

/// Bytes that are read at a time: few enough that a copy stays in the cache.
const READ_BYTES: u64 = 256 * 1024;

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
    pub(super) input: &'a Input,
    pub(super) snapshot: Snapshot,
    /// What its bytes are read as.
    pub(super) encoding: Encoding,
    pub(super) out: Out,
}

impl Printer<'_> {
    /// The file's end at opening.
    pub(super) fn end(&self) -> Offset {
        Offset(self.snapshot.len())
    }

    /// What its lines end with.
    pub(super) fn unit(&self) -> CodeUnit {
        self.encoding.unit()
    }

    /// A copy of the bytes from `at` on, at most [`READ_BYTES`]; none at the end.
    pub(super) fn copy(&self, at: Offset, into: &mut Vec<u8>) -> Result<(), CommandEnd> {
        go_on()?;
        let span = Span { start: at, end: (at + READ_BYTES).min(self.end()) };
        into.clear();
        let copied = self.snapshot.read_copy(span, |bytes| into.extend_from_slice(bytes));
        copied.map_err(|fault| self.input.fault(&fault))
    }

    /// Where the row starts that follows `n` line ends, or `None` past the end. No line ends in a
    /// hole, so none is read.
    pub(super) fn row_start(&self, n: u64) -> Result<Option<Offset>, CommandEnd> {
        if n == 0 {
            return Ok(Some(Offset::ZERO));
        }
        let (mut at, mut left) = (Offset::ZERO, n);
        let step = if self.snapshot.is_mapped() { 4 << 20 } else { READ_BYTES };
        let mut data = Span::at(at, 0);
        while at < self.end() {
            go_on()?;
            if at >= data.end {
                data = self.snapshot.next_data(at);
                // A line feed of two bytes may start in the hole.
                let after_hole = data.start.floor_to(BLOCK);
                if after_hole > at {
                    // A file that was cut looks like a hole, too.
                    let hole = Span { start: at, end: after_hole.min(self.end()) };
                    self.snapshot.verify(hole).map_err(|fault| self.input.fault(&fault))?;
                    at = hole.end;
                    continue;
                }
                if data.is_empty() {
                    return Ok(None);
                }
            }
            let span = Span { start: at, end: (at + step).min(data.end) };
            self.snapshot.prepare(span);
            let found = self.snapshot.read(span, |bytes| self.unit().after_nth(bytes, left));
            self.snapshot.release(span);
            match found.map_err(|fault| self.input.fault(&fault))? {
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

    /// Checks that the file has not changed since, and finishes the output.
    pub(super) fn finish(self) -> Result<(), CommandEnd> {
        let whole = self.snapshot.verify_whole();
        self.out.finish(true)?;
        whole.map_err(|fault| self.input.fault(&fault))
    }
}
