//! Seeking a match: counted parts are looked up, the rest is scanned.
//!
//! The neighbourhood is scanned before anything is counted, by two threads that have the
//! processors to themselves. From [`NEAR`] on (or [`NEAR_TIME`]) the workers count from the
//! file's start on and get most of the CPU time: the scan or the count finds the match first.

use super::walk::{Helper, READ_BYTES, SeekStop, SharedScan, walk_together, walked};
use crate::base::counts::BLOCK;
use crate::base::{Offset, Span};
use crate::search::{Lookup, Matches, Search};
use crate::source::Snapshot;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes around the position that are searched first, and how long that may delay the count.
const NEAR: u64 = 288 << 20;
const NEAR_TIME: Duration = Duration::from_millis(80);

/// After that, strides adapt to take from `SHORT` to `LONG`, up to `LONGEST` bytes.
const SHORT: Duration = Duration::from_millis(1);
const LONG: Duration = Duration::from_millis(4);
const LONGEST: u64 = 8 << 20;

/// While the workers count, a pause after a stride is this many times as long.
const REST: u32 = 5;

/// A request for a match.
pub(super) struct Seek {
    pub(super) nr: u64,
    pub(super) search: Arc<Search>,
    /// The count so far: parts of the file known to hold no match are skipped.
    pub(super) count: Arc<CountProgress>,
    pub(super) bytes: Snapshot,
    pub(super) from: Offset,
    pub(super) forward: bool,
}

/// Progress of the count of all matches, shared with a seek.
#[derive(Default)]
pub(super) struct CountProgress {
    found: Mutex<(Arc<Matches>, Option<Snapshot>)>,
    /// Whether it runs, or will.
    is_running: AtomicBool,
}

impl CountProgress {
    /// Nothing is counted yet.
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { is_running: AtomicBool::new(true), ..Self::default() })
    }

    /// Publishes the newest counts of `bytes`.
    pub(super) fn publish(&self, found: &Arc<Matches>, bytes: &Snapshot, is_running: bool) {
        let newest = (Arc::clone(found), Some(bytes.clone()));
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = newest;
        self.is_running.store(is_running, Ordering::Release);
    }

    fn found(&self) -> (Arc<Matches>, Option<Snapshot>) {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_running(&self) -> bool {
        self.is_running.load(Ordering::Acquire)
    }
}

/// Seeks a match.
pub(super) struct MatchSeeker<'a> {
    seek: Arc<Seek>,
    helper: Option<&'a Helper>,
    is_overtaken: &'a dyn Fn() -> bool,
    /// Signals that the count may begin; false if the receiver is gone.
    says_near: &'a dyn Fn() -> bool,
    began: Instant,
    /// Bytes that were walked through.
    walked: u64,
    /// Bytes of the next stride, and how long the last one took.
    stride: u64,
    took: Duration,
    /// Whether that was signalled.
    is_far: bool,
}

impl<'a> MatchSeeker<'a> {
    pub(super) fn new(
        seek: Seek,
        helper: Option<&'a Helper>,
        is_overtaken: &'a dyn Fn() -> bool,
        says_near: &'a dyn Fn() -> bool,
    ) -> Self {
        let (seek, began, took) = (Arc::new(seek), Instant::now(), Duration::ZERO);
        Self {
            seek,
            helper,
            is_overtaken,
            says_near,
            began,
            walked: 0,
            stride: READ_BYTES,
            took,
            is_far: false,
        }
    }

    /// The match, and whether it was found by starting over at the file's other end.
    pub(super) fn find(&mut self) -> Result<Option<(Span, bool)>, SeekStop> {
        let end = Offset(self.seek.bytes.len());
        let from = self.seek.from.min(end);
        let (before, after) = (Span { start: Offset::ZERO, end: from }, Span { start: from, end });
        let forward = self.seek.forward;
        let [first, other] = if forward { [after, before] } else { [before, after] };
        let mut seek = |part| if forward { self.first_in(part) } else { self.last_in(part) };
        if let Some(hit) = seek(first)? {
            return Ok(Some((hit, false)));
        }
        Ok(seek(other)?.map(|hit| (hit, true)))
    }

    /// Walks on through a part, from its start or from its end; a match, and how much was walked.
    fn walk(&mut self, part: Span, forward: bool) -> Result<(Option<Span>, Span), SeekStop> {
        if (self.is_overtaken)() {
            return Err(SeekStop::Overtaken);
        }
        if !self.is_far && self.walked < NEAR && self.began.elapsed() < NEAR_TIME {
            let most = (NEAR - self.walked).min(part.len());
            let near = if forward {
                Span::at(part.start, most)
            } else {
                Span { start: part.end.back(most), ..part }
            };
            let party = SharedScan::new(Arc::clone(&self.seek), near, forward);
            let goes_on = || !(self.is_overtaken)() && self.began.elapsed() < NEAR_TIME;
            let (hit, done) = walk_together(&party, self.helper, &goes_on, self.is_overtaken)?;
            self.walked += done.len();
            return Ok((hit, done));
        }
        if !self.is_far {
            self.is_far = true;
            if !(self.says_near)() {
                return Err(SeekStop::Overtaken);
            }
        } else if self.seek.count.is_running() {
            std::thread::sleep(self.took.min(LONG) * REST);
        }
        self.stride = match self.took {
            took if took < SHORT => (self.stride * 2).min(LONGEST),
            took if took > LONG => (self.stride / 2 / READ_BYTES * READ_BYTES).max(READ_BYTES),
            _ => self.stride,
        };
        let done = if forward {
            Span { start: part.start, end: (part.start + self.stride).floor_to(READ_BYTES).min(part.end) }
        } else {
            let start = part.end.back(1).floor_to(READ_BYTES).back(self.stride - READ_BYTES).max(part.start);
            Span { start, end: part.end }
        };
        let began = Instant::now();
        let hit = walked(&self.seek, done, forward, self.is_overtaken)?;
        self.took = began.elapsed();
        Ok((hit, done))
    }

    /// The first match that starts in `span`.
    fn first_in(&mut self, span: Span) -> Result<Option<Span>, SeekStop> {
        let mut at = span.start;
        while at < span.end {
            let (found, bytes) = self.seek.count.found();
            if let Some(bytes) = bytes.filter(|_| at < found.span().end) {
                let lookup = Lookup { search: &self.seek.search, found: &found, bytes: &bytes };
                if let Some(hit) = match_at(&lookup, at)? {
                    return Ok((hit.start < span.end).then_some(hit));
                }
                at = found.span().end;
                continue;
            }
            let (hit, done) = self.walk(Span { start: at, end: span.end }, true)?;
            if hit.is_some() {
                return Ok(hit);
            }
            at = done.end;
        }
        Ok(None)
    }

    /// The last match that starts in `span`.
    fn last_in(&mut self, span: Span) -> Result<Option<Span>, SeekStop> {
        let mut end = span.end;
        while end > span.start {
            let (found, bytes) = self.seek.count.found();
            if let Some(bytes) = bytes.filter(|_| end <= found.span().end) {
                let lookup = Lookup { search: &self.seek.search, found: &found, bytes: &bytes };
                let n = lookup.n_hits_before(end)?;
                let hit = match n.checked_sub(1) {
                    Some(last) => lookup.hit(last)?,
                    None => None,
                };
                return Ok(hit.filter(|hit| hit.start >= span.start));
            }
            let (hit, done) = self.walk(Span { start: span.start, end }, false)?;
            if hit.is_some() {
                return Ok(hit);
            }
            end = done.start;
        }
        Ok(None)
    }
}

/// The first match at or after `at` of those that were counted.
fn match_at(lookup: &Lookup<'_>, at: Offset) -> Result<Option<Span>, SeekStop> {
    let hits = lookup.found.hits();
    let mut block = at.0 / BLOCK;
    loop {
        let Some((next, _)) = hits.before(block).and_then(|before| hits.locate(before)) else {
            return Ok(None);
        };
        let next = next.max(block);
        let hit = lookup.block(next)?.0.into_iter().find(|hit| hit.start >= at);
        if hit.is_some() {
            return Ok(hit);
        }
        block = next + 1;
    }
}
