//! What a name leads to, and what it led to before: the files behind one tab.
//!
//! As in `tail -F`: when the name leads to another file, or the file is truncated or rewritten,
//! the current file is opened as the next generation. Files that only lost their name are polled
//! until they are released, because a program may still write to them.

use super::reader::{Event, Opened, Tail};
use super::samples::{self, EACH};
use super::tables;
use super::{Change, Fault, Generation, OpenError, Snapshot, Source};
use crate::base::counts::BLOCK;
use crate::base::{Offset, Span};
use crate::format::delimited::DialectChoice;
use std::path::PathBuf;
use std::sync::Arc;

/// Most files of one name that are polled: the newest, and those it led to before.
const MOST_FOLLOWED: usize = 64;

/// The files that a name leads to and led to.
pub(super) struct Trail {
    newest: Followed,
    /// Oldest first.
    older: Vec<Followed>,
    /// Whether the newest is a pipe whose end was not reported.
    is_filling: bool,
    /// Whether this program writes the newest, so that its changes say nothing.
    is_held: bool,
}

/// A polled file, and the last changes that were reported; each is reported once.
struct Followed {
    source: Source,
    reported: Change,
    reported_of_name: Change,
    /// Its length when its verdict was last sent.
    sniffed_bytes: u64,
}

/// Sends an event. False if the receiver is gone.
type Say<'a> = &'a mut dyn FnMut(Event) -> bool;

impl Trail {
    /// Follows a source; whether it was reported as an open pipe, which may have ended since.
    pub(super) fn new(source: Source, is_filling: bool) -> Self {
        Self { newest: Followed::new(source), older: Vec::new(), is_filling, is_held: false }
    }

    /// Whether the newest is an open pipe.
    pub(super) fn is_filling(&self) -> bool {
        self.is_filling
    }

    /// The name of the newest.
    pub(super) fn name(&self) -> &str {
        self.newest.source.name()
    }

    /// Whether the newest holds no byte yet.
    pub(super) fn is_empty(&self) -> bool {
        self.newest.source.snapshot().is_empty()
    }

    /// Stops polling files of earlier generations.
    pub(super) fn leave_before(&mut self, generation: Generation) {
        self.older.retain(|file| file.source.snapshot().generation() >= generation);
    }

    /// Opens what the name leads to now, and polls only that.
    ///
    /// # Errors
    /// As [`Source::open`]; then all stays as it was.
    pub(super) fn reopen(&mut self) -> Result<Opened, OpenError> {
        let mut next = self.newest.source.next()?;
        let opened = opened(&mut next);
        *self = Self::new(next, opened.is_filling);
        Ok(opened)
    }

    /// Polls nothing, or goes on.
    pub(super) fn hold(&mut self, is_held: bool) {
        self.is_held = is_held;
    }

    /// Takes what this program has written into the newest as its next generation.
    pub(super) fn wrote(&mut self, say: Say<'_>) -> bool {
        if let Err(error) = self.newest.source.advance() {
            return say(Event::Failed(OpenError::unreadable(self.newest.source.name(), &error)));
        }
        self.newest.reported = Change::None;
        let opened = opened(&mut self.newest.source);
        let (snapshot, name) = (opened.snapshot.clone(), opened.name.clone());
        say(Event::Wrote(opened)) && say(sniffed(&snapshot, &name))
    }

    /// Polls all files and reports changes, and once the end of a pipe. False if the receiver
    /// is gone.
    pub(super) fn look(&mut self, say: Say<'_>) -> bool {
        if self.is_held {
            return true;
        }
        if !self.older.iter_mut().all(|file| file.look(say).is_some()) {
            return false;
        }
        let ends = self.is_filling && !self.newest.source.is_filling();
        let Some(change) = self.newest.look(say) else { return false };
        if ends {
            // Polled after the end, so this covers the pipe's last byte.
            self.is_filling = false;
            return self.newest.end(say);
        }
        let Some(named) = self.newest.look_at_name(say) else { return false };
        let is_lost = matches!(change, Change::Shrank { .. } | Change::Rewritten);
        if is_lost || named == Change::Replaced { self.follow(is_lost, say) } else { true }
    }

    /// Opens the newest once more, as the next generation: its bytes are others.
    pub(super) fn was_rewritten(&mut self, say: Say<'_>) -> bool {
        self.follow(true, say)
    }

    /// Opens what the name leads to now. If `is_lost`, the newest so far is polled no more.
    fn follow(&mut self, is_lost: bool, say: Say<'_>) -> bool {
        // On an error the next poll tries again.
        let Ok(mut next) = self.newest.source.next() else { return true };
        let mut opened = opened(&mut next);
        opened.tail = tail_of(&opened.snapshot);
        let before = std::mem::replace(&mut self.newest, Followed::new(next));
        if !is_lost {
            self.older.push(before);
        }
        if self.older.len() >= MOST_FOLLOWED {
            self.older.remove(0);
        }
        let (snapshot, name) = (opened.snapshot.clone(), opened.name.clone());
        say(Event::Next(opened)) && say(sniffed(&snapshot, &name))
    }
}

impl Followed {
    fn new(source: Source) -> Self {
        let sniffed_bytes = source.snapshot().len();
        Self { source, reported: Change::None, reported_of_name: Change::None, sniffed_bytes }
    }

    /// Reports a change of its content. `None` if the receiver is gone.
    fn look(&mut self, say: Say<'_>) -> Option<Change> {
        // An error is not reported here: the next poll may succeed, and reads report theirs.
        let change = self.source.refresh_bytes().unwrap_or(Change::None);
        if change == Change::None || change == self.reported {
            return Some(change);
        }
        // Each touch is one of its own.
        self.reported = if change == Change::Touched { Change::None } else { change.clone() };
        let snapshot = self.source.snapshot();
        tracing::info!(name = self.source.name(), generation = snapshot.generation().0, ?change, "changed");
        let tail = if let Change::Grew { .. } = change { tail_of(&snapshot) } else { Tail::new() };
        if !say(Event::Changed(change.clone(), snapshot.clone(), tail)) {
            return None;
        }
        let is_sent = !self.is_worth_a_look(&change) || {
            self.sniffed_bytes = snapshot.len();
            say(sniffed(&snapshot, self.source.name()))
        };
        is_sent.then_some(change)
    }

    /// Whether a file shorter than a sample has doubled, so that it is worth sniffing again.
    fn is_worth_a_look(&self, change: &Change) -> bool {
        let Change::Grew { to } = change else { return false };
        self.sniffed_bytes < EACH && to / 2 >= self.sniffed_bytes
    }

    /// Reports a change of its name. `None` if the receiver is gone.
    fn look_at_name(&mut self, say: Say<'_>) -> Option<Change> {
        let named = self.source.named();
        if named == self.reported_of_name {
            return Some(named);
        }
        self.reported_of_name = named.clone();
        tracing::info!(name = self.source.name(), ?named, "named");
        let is_sent =
            named == Change::None || say(Event::Changed(named.clone(), self.source.snapshot(), Tail::new()));
        is_sent.then_some(named)
    }

    /// Reports that a pipe has ended, and any error; the bytes copied so far are kept.
    fn end(&mut self, say: Say<'_>) -> bool {
        let opened = opened(&mut self.source);
        let snapshot = opened.snapshot.clone();
        let is_sent = say(Event::Opened(opened)) && say(sniffed(&snapshot, self.source.name()));
        broken(&mut self.source).map_or(is_sent, say)
    }
}

/// What stopped an ended pipe from being read, or its copy from being written.
pub(super) fn broken(source: &mut Source) -> Option<Event> {
    // The snapshot stays as it was reported: what has come since is a change that is polled.
    let error = source.reader.wait_filled().err()?;
    Some(Event::Failed(OpenError::unreadable(source.name(), &error)))
}

pub(super) fn opened(source: &mut Source) -> Opened {
    let is_filling = source.is_filling();
    if !is_filling {
        // Bytes added between opening and the pipe's end; other changes are reported later.
        let _ = source.refresh_bytes();
    }
    let snapshot = source.snapshot();
    let verdict = samples::at_once(&snapshot);
    // Others become tables when they have been sniffed.
    let is_named = tables::is_named_so(source.name());
    let table = is_named
        .then(|| tables::detect(&snapshot, verdict.reads_as(), source.name(), &DialectChoice::default()))
        .flatten();
    Opened {
        name: source.name().to_owned(),
        path: source.path().map(PathBuf::from),
        is_filling,
        tail: Tail::new(),
        verdict,
        table,
        snapshot,
    }
}

/// A file's type, detected from all of its samples.
pub(super) fn sniffed(snapshot: &Snapshot, name: &str) -> Event {
    let verdict = samples::sniff(snapshot);
    tracing::debug!(encoding = verdict.reads_as().name(), format = verdict.format, "sniffed");
    let table = tables::detect(snapshot, verdict.reads_as(), name, &DialectChoice::default());
    Event::Sniffed(snapshot.clone(), verdict, table)
}

/// The last two blocks: at least 64 KiB where there are as many.
fn tail_of(snapshot: &Snapshot) -> Tail {
    let blocks = snapshot.len().div_ceil(BLOCK);
    let bring = |block| (block, bytes_of(snapshot, block));
    (blocks.saturating_sub(2)..blocks).map(bring).collect()
}

pub(super) fn bytes_of(snapshot: &Snapshot, block: u64) -> Result<Arc<[u8]>, Fault> {
    let span = Span::at(Offset(block.saturating_mul(BLOCK)), BLOCK).meet(snapshot.span());
    let bytes = snapshot.read_copy(span, |bytes| Arc::<[u8]>::from(bytes));
    bytes.inspect_err(|fault| tracing::warn!("not read: {fault}"))
}
