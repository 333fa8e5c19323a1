//! An input as commands read it that may answer before it ends: a file, or a pipe as it comes.
//!
//! Such a command asks whether a byte is there ([`Flow::reaches`]) or for the lines that have come
//! ([`Flow::more_lines`]), instead of for a length, and releases what it is done with, so that
//! the copy of an endless pipe stays small.

use super::{CommandEnd, Input, go_on};
use crate::base::counts::BLOCK;
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::encoding::{CodeUnit, Encoding};
use crate::source::{Growth, Snapshot, Source};
use std::time::{Duration, Instant};

/// The longest wait between two looks for an interruption.
const SLICE: Duration = Duration::from_millis(50);

/// The first bytes of a pipe, by which its encoding is detected: so many, or what has come this
/// long after the first of them.
const FIRST_BYTES: u64 = 1 << 20;
/// See [`FIRST_BYTES`].
const FIRST_WAIT: Duration = Duration::from_millis(30);

/// Bytes before the current ones that stay readable, at least.
const KEPT_BYTES: u64 = 64 << 10;

/// An open input, and how far it is known.
pub(super) struct Flow<'a> {
    pub(super) input: &'a Input,
    source: Source,
    snapshot: Snapshot,
    /// Whether it is a pipe that has not ended, or whose rest was not handed out.
    is_live: bool,
    /// Where the search for the next line end goes on: there is none before it.
    searched: Offset,
    /// Bytes of a code unit: what has come of a pipe is cut to whole ones.
    width: u64,
}

impl<'a> Flow<'a> {
    /// Opens the input; of a pipe it waits for the first bytes only.
    pub(super) fn open(input: &'a Input) -> Result<Self, CommandEnd> {
        let mut flow = Self::over(input, input.open_unfilled()?);
        flow.bound();
        flow.begin()?;
        Ok(flow)
    }

    /// The same, before it is known whether the end has to be waited for; see [`Self::bound`].
    pub(super) fn open_unbound(input: &'a Input) -> Result<Self, CommandEnd> {
        let mut flow = Self::over(input, input.open_unfilled()?);
        flow.begin()?;
        Ok(flow)
    }

    /// From now on the copy of a pipe waits for what is released.
    pub(super) fn bound(&mut self) {
        if self.is_live {
            self.source.release_before(Offset::ZERO);
        }
    }

    fn begin(&mut self) -> Result<(), CommandEnd> {
        if self.is_live { self.wait_for_first(FIRST_BYTES, FIRST_WAIT) } else { self.refresh() }
    }

    /// Waits for a pipe's end.
    pub(super) fn wait_for_end(&mut self) -> Result<(), CommandEnd> {
        self.wait_for_first(u64::MAX, Duration::MAX)
    }

    /// Opens the input; of a pipe it waits for the end.
    pub(super) fn open_whole(input: &'a Input) -> Result<Self, CommandEnd> {
        Ok(Self::over(input, input.open()?))
    }

    /// Opens the input; of a pipe it waits for the end or for `most` bytes.
    pub(super) fn open_up_to(input: &'a Input, most: u64) -> Result<Self, CommandEnd> {
        let source = input.open_unfilled()?;
        let mut flow = Self::over(input, source);
        if flow.is_live {
            flow.wait_for_first(most, Duration::MAX)?;
        } else {
            flow.refresh()?;
        }
        Ok(flow)
    }

    fn over(input: &'a Input, source: Source) -> Self {
        let (snapshot, is_live) = (source.snapshot(), source.is_filling());
        Self { input, source, snapshot, is_live, searched: Offset::ZERO, width: 1 }
    }

    /// What has come so far, or was handed out as lines.
    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Takes the file's times as they are now for those of its bytes.
    pub(super) fn restate(&mut self) -> Result<(), CommandEnd> {
        self.snapshot = self.snapshot.restated().map_err(|error| self.input.broken(&error))?;
        Ok(())
    }

    /// Whether more may come.
    pub(super) fn is_live(&self) -> bool {
        self.is_live
    }

    /// A pipe that had ended when it was asked: all of it.
    fn refresh(&mut self) -> Result<(), CommandEnd> {
        self.source.wait_filled().map_err(|error| self.input.broken(&error))?;
        self.snapshot = self.source.snapshot();
        Ok(())
    }

    fn wait_for_first(&mut self, bytes: u64, most: Duration) -> Result<(), CommandEnd> {
        let mut since = None;
        while self.is_live && self.snapshot.len() < bytes {
            let wait = if since.is_some() { SLICE.min(most) / 10 } else { SLICE };
            self.wait(wait)?;
            if !self.snapshot.is_empty() {
                let since = since.get_or_insert_with(Instant::now);
                if since.elapsed() >= most {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Waits for more, with a timeout; whether more came.
    fn wait(&mut self, most: Duration) -> Result<bool, CommandEnd> {
        go_on()?;
        match self.source.wait_longer(most).map_err(|error| self.input.broken(&error))? {
            Growth::More => {}
            Growth::NotYet => return Ok(false),
            Growth::Ended => self.is_live = false,
        }
        self.take_whole_units()?;
        Ok(true)
    }

    /// The encoding to read it in: as given, or as detected from what has come. `wants_all`: as
    /// for [`Input::encoding`].
    pub(super) fn encoding(&self, wants_all: bool) -> Result<Encoding, CommandEnd> {
        let whole = Offset(self.snapshot.len()).floor_to(4);
        if self.is_live && whole > Offset::ZERO {
            // Half a code unit at the end would speak against encodings of wider ones.
            return Ok(self.input.encoding(&self.cut(whole)?, wants_all));
        }
        Ok(self.input.encoding(&self.snapshot, wants_all))
    }

    /// Cuts what has come of a pipe to whole code units from now on.
    pub(super) fn set_unit(&mut self, unit: CodeUnit) -> Result<(), CommandEnd> {
        self.width = len_u64(unit.width());
        if self.is_live { self.take_whole_units() } else { Ok(()) }
    }

    fn take_whole_units(&mut self) -> Result<(), CommandEnd> {
        self.snapshot = self.source.snapshot();
        let end = Offset(self.snapshot.len()).floor_to(self.width);
        if self.is_live && end.0 < self.snapshot.len() {
            self.snapshot = self.cut(end)?;
        }
        Ok(())
    }

    /// Whether there is a byte at `at`. Waits for it while it may still come, after `before` if
    /// it has to.
    pub(super) fn reaches(
        &mut self,
        at: Offset,
        before: impl FnOnce() -> Result<(), CommandEnd>,
    ) -> Result<bool, CommandEnd> {
        let is_there = |flow: &Self| at.0 < flow.snapshot.len();
        if is_there(self) || !self.is_live {
            return Ok(is_there(self));
        }
        if !self.wait(Duration::ZERO)? {
            before()?;
        }
        while self.is_live && !is_there(self) {
            self.wait(SLICE)?;
        }
        Ok(is_there(self))
    }

    /// The bytes before `at` are not read again.
    pub(super) fn release_before(&self, at: Offset) {
        if self.is_live {
            self.source.release_before(at.back(KEPT_BYTES));
        }
    }

    /// Begins to hand out whole lines: the snapshot then ends where the last line that has come
    /// does, or with the input. Without a unit there are no lines, and it ends anywhere.
    pub(super) fn cut_to_lines(&mut self, unit: Option<CodeUnit>) -> Result<(), CommandEnd> {
        if self.is_live {
            let none = self.cut(Offset::ZERO)?;
            let all = std::mem::replace(&mut self.snapshot, none);
            let end = self.lines_end(&all, unit)?;
            self.snapshot = self.cut(end)?;
        }
        Ok(())
    }

    /// Waits until more lines have come, or the rest of the input; whether there is any.
    pub(super) fn more_lines(&mut self, unit: Option<CodeUnit>) -> Result<bool, CommandEnd> {
        let before = self.snapshot.clone();
        while self.is_live {
            if !self.wait(SLICE)? {
                continue;
            }
            let all = std::mem::replace(&mut self.snapshot, before.clone());
            let end = if self.is_live { self.lines_end(&all, unit)? } else { Offset(all.len()) };
            if end.0 > before.len() {
                self.snapshot = self.cut(end)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn cut(&self, end: Offset) -> Result<Snapshot, CommandEnd> {
        self.source.snapshot_to(end).map_err(|error| self.input.broken(&error))
    }

    /// Where the last line ends that `all` holds whole; nowhere before the snapshot's end.
    fn lines_end(&mut self, all: &Snapshot, unit: Option<CodeUnit>) -> Result<Offset, CommandEnd> {
        let (known, mut end) = (Offset(self.snapshot.len()), Offset(all.len()));
        let Some(unit) = unit else { return Ok(end) };
        let from = std::mem::replace(&mut self.searched, end).max(known);
        while end > from {
            let start = end.back(1).floor_to(BLOCK).max(from);
            let last = |bytes: &[u8]| unit.line_feeds(bytes).next_back();
            let found = all.read_copy(Span { start, end }, last);
            if let Some(feed) = found.map_err(|fault| self.input.fault(&fault))? {
                return Ok(start + len_u64(feed + unit.width()));
            }
            end = start;
        }
        Ok(known)
    }
}
