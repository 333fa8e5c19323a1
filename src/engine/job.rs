//! One job: its state, its news, and what a worker does with one chunk of it.

use super::Spec;
use super::crew::{Desk, Flags};
use super::deal::{Chunk, Deal, Dealer};
use super::settle::{Frontier, Settled};
use crate::base::units::{len_u64, to_usize};
use crate::base::{CaughtPanic, Offset, Span, panics};
use crate::scan::{AnyPartial, BLOCK_BYTES, Finding, Piece};
use crate::source::reader::Waker;
use crate::source::{Fault, Generation, Snapshot};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// Bytes of a look that has to copy them: what stays in the processor's cache.
pub(super) const COPIED_AT_ONCE: u64 = 256 * 1024;

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Bytes before the frontier: all of them are in the findings.
    pub done: u64,
    /// Bytes in all.
    pub of: u64,
    /// Bytes a second since the job was last started.
    pub rate: f64,
    /// How long it will take at that rate.
    pub eta: Option<Duration>,
}

/// What a job is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Workers are at it, or will be.
    Running,
    /// Stopped by a person; can be resumed.
    Cancelled,
    /// Everything was scanned, and the file still is what it was.
    Done,
    /// The bytes were not there; what was found before is kept.
    Faulted(Fault),
    /// A scan failed; what was found before is kept.
    Failed(CaughtPanic),
}

/// News of a job: always the newest, always exact for the bytes before the frontier.
#[derive(Clone, Debug)]
pub struct Update {
    /// What the job is doing.
    pub state: State,
    /// How far it is.
    pub progress: Progress,
    /// What each scan has to say of the bytes before the frontier, in the job's order.
    pub findings: Vec<Finding>,
    /// The generation of the file that was scanned.
    pub generation: Generation,
}

/// A job's handle. Dropping it cancels the job.
pub struct Job {
    inner: Arc<Inner>,
    updates: Receiver<News>,
}

pub(super) struct Inner {
    pub(super) spec: Spec,
    pub(super) flags: Arc<Flags>,
    dealer: Mutex<Dealer>,
    /// No more chunks are dealt, and those under way give up.
    pub(super) stop: AtomicBool,
    /// The last news were told.
    pub(super) ended: AtomicBool,
    will: Mutex<Will>,
    pub(super) frontier: Mutex<Frontier>,
    /// Units that are done, but not yet merged, by epoch and place in file order.
    pub(super) done: Mutex<BTreeMap<(u64, u64), Settled>>,
    /// The chunk that is to be merged next.
    pub(super) next_seq: AtomicU64,
    pub(super) slot: (Sender<News>, Receiver<News>),
}

/// What a person wants of the job. Its lock is held for a few instructions only, so the user
/// interface thread may take it.
#[derive(Default)]
struct Will {
    /// A wish to go on, possibly over a longer snapshot; a worker fulfils it.
    go_on: Option<Option<Snapshot>>,
    /// A worker is fulfilling it.
    is_restarting: bool,
    /// It was cancelled after that: it is to be restarted, and to end at once.
    is_cancelled: bool,
    /// How often it was restarted.
    epoch: u64,
}

/// News, and in which epoch they were told.
pub(super) type News = (u64, Update);

impl Job {
    pub(super) fn new(snapshot: &Snapshot, spec: Spec) -> Self {
        let slot = bounded(1);
        let updates = slot.1.clone();
        let frontier = Frontier::new(snapshot.clone(), &spec.scans);
        let reads_holes = spec.scans.iter().any(|scan| scan.reads_holes());
        let inner = Inner {
            dealer: Mutex::new(Dealer::new(snapshot.clone(), spec.chunk_bytes, reads_holes)),
            stop: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            will: Mutex::default(),
            frontier: Mutex::new(frontier),
            done: Mutex::default(),
            next_seq: AtomicU64::new(0),
            slot,
            spec,
            flags: Arc::new(Flags::new()),
        };
        Self { inner: Arc::new(inner), updates }
    }

    pub(super) fn weak(&self) -> Weak<Inner> {
        Arc::downgrade(&self.inner)
    }

    pub(super) fn flags(&self) -> Arc<Flags> {
        Arc::clone(&self.inner.flags)
    }

    /// Whether all who work at it wait for a file that has not answered for two seconds.
    /// It goes on by itself.
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        self.inner.flags.is_stuck()
    }

    /// What it is doing, for people.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.inner.spec.title
    }

    /// The newest news, if there are any since the last call. Never waits.
    #[must_use]
    pub fn news(&self) -> Option<Update> {
        self.updates.try_recv().ok().and_then(|news| self.inner.if_current(news))
    }

    /// Waits for news at most that long.
    #[must_use]
    pub fn news_within(&self, most: Duration) -> Option<Update> {
        let until = Instant::now() + most;
        loop {
            let news = self.updates.recv_deadline(until).ok()?;
            if let Some(update) = self.inner.if_current(news) {
                return Some(update);
            }
        }
    }

    /// Stops it; within one block of 64 KiB a worker, if the disk answers. The frontier and
    /// what was found before it are kept.
    pub fn cancel(&self) {
        let mut will = self.inner.lock_will();
        will.is_cancelled = true;
        self.inner.stop.store(true, Ordering::Release);
    }

    /// Asks for the job to go on, over a longer snapshot if one is given. Never waits.
    pub(super) fn restart(&self, grown: Option<Snapshot>) {
        let mut will = self.inner.lock_will();
        // A wish for a longer snapshot that was not fulfilled yet stands.
        will.go_on = Some(grown.or_else(|| will.go_on.take().flatten()));
        will.is_cancelled = false;
        self.inner.flags.wish();
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.cancel();
        self.inner.lock_will().go_on = None;
    }
}

impl Inner {
    pub(super) fn lock_frontier(&self) -> MutexGuard<'_, Frontier> {
        self.frontier.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }

    fn lock_will(&self) -> MutexGuard<'_, Will> {
        self.will.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// News, unless they are of an end that was overtaken by the wish to go on.
    fn if_current(&self, (epoch, update): News) -> Option<Update> {
        let will = self.lock_will();
        let overtaken = will.go_on.is_some() || will.epoch != epoch;
        (update.state == State::Running || !overtaken).then_some(update)
    }

    /// The next chunk, none of which starts more than `ahead` past the frontier.
    pub(super) fn deal(&self, ahead: u64, waker: &Waker) -> Deal {
        if self.stopped()
            && let Some(nothing) = self.restart_or_end(waker)
        {
            return nothing;
        }
        let mut dealer = self.dealer.lock().unwrap_or_else(PoisonError::into_inner);
        if dealer.has_more() && dealer.seq >= self.next_seq.load(Ordering::Acquire) + ahead {
            return Deal::Wait;
        }
        dealer.deal().map_or(Deal::Nothing, Deal::Chunk)
    }

    /// What to do with a job that was stopped; `None` to go on with it.
    fn restart_or_end(&self, waker: &Waker) -> Option<Deal> {
        let mut will = self.lock_will();
        if will.is_restarting {
            return Some(Deal::Wait);
        }
        if let Some(grown) = will.go_on.take() {
            will.is_restarting = true;
            will.epoch += 1;
            let epoch = will.epoch;
            drop(will);
            self.restart(grown, epoch);
            return None;
        }
        if !self.stopped() {
            // Another worker has restarted it in the meantime.
            return None;
        }
        let epoch = will.epoch;
        drop(will);
        if !self.ended.load(Ordering::Acquire) {
            self.end_cancelled(epoch, waker);
        }
        Some(Deal::Nothing)
    }

    /// The epoch in which it was cancelled, unless it is to go on.
    pub(super) fn is_cancelled(&self) -> Option<u64> {
        let will = self.lock_will();
        (will.is_cancelled && will.go_on.is_none() && !will.is_restarting).then_some(will.epoch)
    }

    /// Ends a restart that failed; the epoch that it would have begun.
    pub(super) fn give_up_restart(&self) -> u64 {
        let mut will = self.lock_will();
        will.is_restarting = false;
        will.epoch
    }

    fn restart(&self, grown: Option<Snapshot>, epoch: u64) {
        let mut dealer = self.dealer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut frontier = self.lock_frontier();
        self.done.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let snapshot = grown.unwrap_or_else(|| dealer.snapshot.clone());
        frontier.restart(snapshot.clone(), epoch, &self.spec.scans);
        dealer.restart(frontier.settled_end(), snapshot, epoch);
        self.next_seq.store(0, Ordering::Release);
        self.ended.store(false, Ordering::Release);
        let mut will = self.lock_will();
        will.is_restarting = false;
        if !will.is_cancelled {
            self.stop.store(false, Ordering::Release);
        }
    }

    /// Scans one chunk and merges what has become contiguous.
    pub(super) fn run(&self, chunk: &Chunk, waker: &Waker, desk: &Desk) {
        let snapshot = self.dealer.lock().unwrap_or_else(PoisonError::into_inner).snapshot.clone();
        let run = || match self.scan(chunk, &snapshot, desk) {
            Ok(partials) => self.hand_in(chunk, partials, waker),
            // Whoever deals next says so.
            Err(Stop::Cancelled) => {}
            Err(Stop::Fault(fault)) => self.fail(chunk.epoch, State::Faulted(fault), waker),
        };
        if let Err(caught) = panics::catch(self.spec.title, run) {
            self.fail(chunk.epoch, State::Failed(caught), waker);
        }
    }

    fn scan(&self, chunk: &Chunk, snapshot: &Snapshot, desk: &Desk) -> Result<Vec<AnyPartial>, Stop> {
        let scans = &self.spec.scans;
        let mut partials: Vec<_> = scans.iter().map(|scan| scan.empty()).collect();
        if chunk.is_hole {
            for (scan, partial) in scans.iter().zip(&mut partials) {
                scan.feed_zeros(partial, chunk.span, snapshot.len());
            }
            // Past a cut all is a hole, too: the zeros count only if the file still reaches there.
            snapshot.verify(chunk.span).map_err(Stop::Fault)?;
            return Ok(partials);
        }
        if !self.needs_private_copy() {
            snapshot.prepare(chunk.span);
        }
        let mut at = chunk.span.start;
        while at < chunk.span.end {
            let (end, by) = self.next_look(at, chunk.span, snapshot);
            let looked = self.look(Span { start: at, end }, by, snapshot, &mut partials, desk);
            looked.inspect_err(|_| snapshot.release(chunk.span))?;
            at = end;
        }
        snapshot.release(chunk.span);
        for (scan, partial) in scans.iter().zip(&mut partials) {
            scan.release_scratch(partial);
        }
        Ok(partials)
    }

    /// Whether some scan must see a private copy of the bytes.
    fn needs_private_copy(&self) -> bool {
        self.spec.scans.iter().any(|scan| scan.needs_private_copy())
    }

    /// Where the look that starts at `at` ends, and how it gets its bytes.
    ///
    /// A chunk's first and last block are copied where a scan asks for bytes outside of it: to
    /// touch the neighbour's page would map it again after it was released, and with it what
    /// the system maps around (measured: 0.6 MB a chunk, so the memory grew with the file).
    fn next_look(&self, at: Offset, chunk: Span, snapshot: &Snapshot) -> (Offset, By) {
        let block = len_u64(BLOCK_BYTES);
        if !snapshot.maps(chunk) || self.needs_private_copy() {
            return ((at.floor_to(COPIED_AT_ONCE) + COPIED_AT_ONCE).min(chunk.end), By::Copy);
        }
        let (lead, tail) = margin(&self.spec);
        if (lead, tail) == (0, 0) {
            return (chunk.end, By::Map);
        }
        let head_end = (chunk.start.floor_to(block) + lead.next_multiple_of(block).max(block)).min(chunk.end);
        let tail_start = chunk.end.back(tail.max(1)).floor_to(block).max(head_end);
        match at {
            at if at < head_end => (head_end, By::Copy),
            at if at < tail_start => (tail_start, By::Map),
            _ => (chunk.end, By::Copy),
        }
    }

    /// Shows the bytes of `span` to all scans, block by block, while a block is in cache.
    fn look(
        &self,
        span: Span,
        by: By,
        snapshot: &Snapshot,
        partials: &mut [AnyPartial],
        desk: &Desk,
    ) -> Result<(), Stop> {
        let (lead, tail) = margin(&self.spec);
        let wide = Span { start: span.start.back(lead), end: span.end + tail }.meet(snapshot.span());
        let lead = to_usize(span.start - wide.start);
        let show = |window: &[u8]| {
            let piece = Piece::new(window, lead, to_usize(span.len()), span.start, snapshot.len());
            for block in piece.blocks(BLOCK_BYTES) {
                if self.stopped() {
                    return false;
                }
                desk.beat();
                for (scan, partial) in self.spec.scans.iter().zip(partials.iter_mut()) {
                    scan.feed(partial, &block);
                }
            }
            true
        };
        let finished = match by {
            By::Map => snapshot.read(wide, show),
            By::Copy => snapshot.read_copy(wide, show),
        };
        match finished {
            Ok(true) => Ok(()),
            Ok(false) => Err(Stop::Cancelled),
            Err(fault) => Err(Stop::Fault(fault)),
        }
    }
}

/// How a look gets its bytes.
#[derive(Clone, Copy)]
enum By {
    Map,
    Copy,
}

/// Why a chunk was not finished.
enum Stop {
    Cancelled,
    Fault(Fault),
}

/// The largest margin that any of the scans asks for, before and after, in bytes.
pub(super) fn margin(spec: &Spec) -> (u64, u64) {
    spec.scans.iter().fold((0, 0), |(lead, tail), scan| {
        let (l, t) = scan.margin();
        (lead.max(len_u64(l)), tail.max(len_u64(t)))
    })
}
