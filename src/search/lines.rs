//! Finds where lines start and end, however long they are.
//!
//! Most lines are short, and are found in the bytes around a place. Beyond some blocks the index of
//! lines tells in which block the line starts or ends, as far as it has come; only where it has not,
//! all between is read, and as that may take minutes, it can be stopped.

use super::read_cache::ReadBytes;
use crate::base::counts::BLOCK;
use crate::base::units::len_u64;
use crate::base::{Counts, Offset, Span};
use crate::format::encoding::CodeUnit;
use crate::source::Fault;

/// First step when seeking a line's ends, in bytes; most lines are no longer.
const FIRST_STEP: u64 = 512;

/// Further steps, for a longer line.
const STEP: u64 = BLOCK;

/// Why a line was not found.
#[derive(Debug)]
pub enum LineStop {
    /// The bytes can't be read any more.
    Fault(Fault),
    /// It was not wanted any more.
    Cancelled,
}

impl From<Fault> for LineStop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// How lines are found.
#[derive(Clone, Copy)]
pub struct LineFinder<'a> {
    /// What ends a line.
    pub unit: CodeUnit,
    /// How many line ends start in each block, as far as that is known.
    pub index: Option<&'a Counts>,
    /// Whether the answer is still wanted; asked before every read of a long line.
    pub goes_on: &'a dyn Fn() -> bool,
}

impl LineFinder<'_> {
    /// The start of the line that holds `at`, however far back that is.
    ///
    /// # Errors
    /// [`LineStop`], of the bytes or of the caller.
    pub fn start(&self, bytes: &impl ReadBytes, at: Offset) -> Result<Offset, LineStop> {
        let mut end = at;
        let mut step = FIRST_STEP;
        while end > Offset::ZERO {
            let start = end.back(1).floor_to(step);
            // What a line end of several bytes may have outside.
            let more = len_u64(self.unit.width() - 1);
            let wide = Span { start: start.back(more), end: end + more }.meet(bytes.span());
            let found = bytes.look(wide, |window| last_line_end(window, wide.start, end, self.unit))?;
            if let Some(after) = found {
                return Ok(after);
            }
            end = start;
            if step == STEP {
                match self.block_before(end) {
                    Some(Some(block)) => end = (Offset(block * BLOCK) + BLOCK).min(end),
                    Some(None) => return Ok(Offset::ZERO),
                    None if !(self.goes_on)() => return Err(LineStop::Cancelled),
                    None => {}
                }
            }
            step = STEP;
        }
        Ok(Offset::ZERO)
    }

    /// The LF that ends the line that starts at `start`, or the file's end, however far that is.
    ///
    /// # Errors
    /// As [`LineFinder::start`].
    pub fn end(&self, bytes: &impl ReadBytes, start: Offset) -> Result<Offset, LineStop> {
        let file_end = bytes.span().end;
        let mut at = start;
        let mut step = FIRST_STEP;
        while at < file_end {
            let end = (at.floor_to(step) + step).min(file_end);
            let more = len_u64(self.unit.width() - 1);
            let wide = Span { start: at, end: end + more }.meet(bytes.span());
            let found = bytes.look(wide, |window| first_line_end(window, at, self.unit))?;
            if let Some(lf) = found.filter(|lf| *lf < end) {
                return Ok(lf);
            }
            at = end;
            if step == STEP {
                match self.block_from(at) {
                    Some(block) => at = Offset(block * BLOCK).max(at),
                    None if !(self.goes_on)() => return Err(LineStop::Cancelled),
                    None => {}
                }
            }
            step = STEP;
        }
        Ok(file_end)
    }

    /// The last block before `end`, a block's start, in which a line ends; `Some(None)` if there is
    /// none, `None` if that is not known.
    fn block_before(&self, end: Offset) -> Option<Option<u64>> {
        let index = self.index.filter(|index| index.span().start == Offset::ZERO)?;
        let n = index.before(end.0 / BLOCK)?;
        Some(n.checked_sub(1).and_then(|last| Some(index.locate(last)?.0)))
    }

    /// The first block from `at`, a block's start, on in which a line ends, if that is known.
    fn block_from(&self, at: Offset) -> Option<u64> {
        let index = self.index.filter(|index| index.span().start == Offset::ZERO)?;
        Some(index.locate(index.before(at.0 / BLOCK)?)?.0)
    }
}

/// The first line end in `window`, which starts at `at`.
fn first_line_end(window: &[u8], at: Offset, unit: CodeUnit) -> Option<Offset> {
    let mut lfs = memchr::memchr_iter(b'\n', window);
    lfs.find_map(|lf| unit.start_of(b'\n', lf, window, at)).map(|start| at + len_u64(start))
}

/// Where the line starts that follows the last line end in `window` that ends by `end`.
fn last_line_end(window: &[u8], at: Offset, end: Offset, unit: CodeUnit) -> Option<Offset> {
    memchr::memrchr_iter(b'\n', window).find_map(|lf| {
        let start = unit.start_of(b'\n', lf, window, at)?;
        let after = at + len_u64(start + unit.width());
        (after <= end).then_some(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::units::to_usize;
    use crate::source::{AccessMode, Source};
    use std::cell::Cell;

    /// Bytes that count how many of them were looked at.
    struct Counted<'a>(&'a crate::source::Snapshot, Cell<u64>);

    impl ReadBytes for Counted<'_> {
        fn span(&self) -> Span {
            self.0.span()
        }

        fn look<R>(&self, span: Span, look: impl FnOnce(&[u8]) -> R) -> Result<R, Fault> {
            self.1.set(self.1.get() + span.len());
            self.0.read_copy(span, look)
        }
    }

    fn indexed(bytes: &[u8], unit: CodeUnit, len: u64) -> Counts {
        let mut index = Counts::default();
        for (block, at) in bytes.chunks(to_usize(BLOCK)).zip((0..).step_by(to_usize(BLOCK))) {
            let span = Span::at(Offset(at), len_u64(block.len()));
            if span.end.0 <= len {
                index.add(span, u32::try_from(unit.line_feeds(block).count()).unwrap());
            }
        }
        index
    }

    #[test]
    fn a_long_line_is_found_by_the_index_as_it_is_by_reading() {
        let block = to_usize(BLOCK);
        for unit in CodeUnit::ALL {
            let lf = unit.line_feed();
            let line = |n: usize| [&b"wxyz".repeat(n / 4)[..], lf].concat();
            let parts =
                [line(10), line(0), line(9 * block), line(2), line(3 * block - 20), line(block), line(40)];
            for start in [0, 1, 2] {
                let mut bytes = parts[start..].concat();
                bytes.extend_from_slice(&b"ab".repeat(5 * block));
                let file = tempfile::NamedTempFile::new().unwrap();
                std::fs::write(file.path(), &bytes).unwrap();
                let snapshot = Source::open(file.path(), AccessMode::Read).unwrap().snapshot();
                let lfs: Vec<usize> = unit.line_feeds(&bytes).collect();
                for indexed_len in [0, BLOCK * 3, BLOCK * 11, len_u64(bytes.len())] {
                    let index = indexed(&bytes, unit, indexed_len);
                    let finder = LineFinder { unit, index: Some(&index), goes_on: &|| true };
                    for at in
                        (0..bytes.len()).step_by(2 * 7919).chain(lfs.iter().copied()).chain([bytes.len()])
                    {
                        let after = lfs.iter().map(|lf| lf + unit.width()).rfind(|after| *after <= at);
                        let found = finder.start(&snapshot, Offset(len_u64(at))).unwrap();
                        assert_eq!(
                            found.0,
                            len_u64(after.unwrap_or(0)),
                            "{unit:?} {start} {at} {indexed_len}"
                        );
                        let next = lfs.iter().copied().find(|lf| *lf >= at).unwrap_or(bytes.len());
                        let found = finder.end(&snapshot, Offset(len_u64(at))).unwrap();
                        assert_eq!(found.0, len_u64(next), "{unit:?} {start} {at} {indexed_len}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_line_of_any_length_takes_three_reads_or_can_be_stopped() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(1 << 40).unwrap();
        let snapshot = Source::open(file.path(), AccessMode::Read).unwrap().snapshot();
        let mut index = Counts::default();
        index.add_none(snapshot.span());
        let bytes = Counted(&snapshot, Cell::new(0));
        let finder = LineFinder { unit: CodeUnit::Byte, index: Some(&index), goes_on: &|| true };
        assert_eq!(finder.start(&bytes, Offset(1 << 40)).unwrap(), Offset::ZERO);
        assert!(bytes.1.get() < 4 * BLOCK, "{}", bytes.1.get());
        let asked = Cell::new(0);
        let goes_on = || {
            asked.set(asked.get() + 1);
            asked.get() < 5
        };
        let stopped = LineFinder { unit: CodeUnit::Byte, index: None, goes_on: &goes_on };
        assert!(matches!(stopped.start(&bytes, Offset(1 << 40)), Err(LineStop::Cancelled)));
        assert!(matches!(stopped.end(&bytes, Offset::ZERO), Err(LineStop::Cancelled)));
        assert!(bytes.1.get() < 20 * BLOCK, "{}", bytes.1.get());
    }
}
