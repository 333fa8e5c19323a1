//! The protocol of a job: dealing, handing in, merging, cancel, restart and end.
//!
//! A state machine behind one lock that is held for a few instructions only. What takes time or
//! asks a file is a [`Steps`] method and runs without the lock: the dealer and the frontier are
//! *leased* to the worker that needs them, so neither is ever used by two. A worker that finds
//! one leased does not block on it, because a dead file could hold it for long: it sets
//! `has_waiter`, and the worker that ends the lease wakes it.
//!
//! Chunks are merged in file order by the worker that holds the frontier; it gives the frontier
//! back under the lock under which it found nothing left to merge, so no hand-in is lost. Each
//! epoch (a start or a restart) ends once. `tests/loom` checks all interleavings, on this
//! module.

use super::steps::{Deal, Dealt, EpochEnd, Merged, Steps};
use super::sync::{AtomicBool, Mutex, MutexGuard, Ordering};
use std::collections::BTreeMap;
use std::sync::PoisonError;

/// A job's protocol.
pub struct Protocol<S: Steps> {
    /// No more chunks are dealt, and running ones abort. Written under the lock.
    stop: AtomicBool,
    state: Mutex<ProtocolState<S>>,
}

struct ProtocolState<S: Steps> {
    /// `None` while it is leased.
    dealer: Option<S::Dealer>,
    /// `None` while it is leased.
    frontier: Option<S::Frontier>,
    /// Chunks of this epoch that are scanned and not yet merged, by place in file order.
    scanned: BTreeMap<u64, S::Scanned>,
    /// How often the job was restarted.
    epoch: u64,
    n_dealt: u64,
    n_merged: u64,
    is_all_dealt: bool,
    control: Control<S::Grown>,
    /// How the epoch is to end, until the holder of the frontier has taken it.
    end: Option<EpochEnd<S::Failure>>,
    /// The end was taken, so the epoch is over.
    has_ended: bool,
    is_restarting: bool,
    /// A worker got [`Deal::Wait`].
    has_waiter: bool,
}

/// Requests from outside of the job.
struct Control<G> {
    /// A restart, possibly over a longer snapshot; a worker makes it once the epoch is stopped.
    request: Option<Option<G>>,
    /// Cancelled after that: restarted, and ended at once.
    is_cancelled: bool,
}

impl<S: Steps> Protocol<S> {
    /// The protocol of a job in its first epoch; or, if that `has_restart`, of one whose first epoch is over and
    /// whose next begins with [`Steps::restart`].
    pub fn new(dealer: S::Dealer, frontier: S::Frontier, has_restart: bool) -> Self {
        let state = ProtocolState {
            dealer: Some(dealer),
            frontier: Some(frontier),
            scanned: BTreeMap::new(),
            epoch: 0,
            n_dealt: 0,
            n_merged: 0,
            is_all_dealt: false,
            control: Control { request: has_restart.then_some(None), is_cancelled: false },
            end: None,
            has_ended: has_restart,
            is_restarting: false,
            has_waiter: false,
        };
        Self { stop: AtomicBool::new(has_restart), state: Mutex::new(state) }
    }

    fn lock(&self) -> MutexGuard<'_, ProtocolState<S>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether running chunks are to abort. Cheap enough for each block.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }

    fn set_stopped(&self, is_stopped: bool) {
        self.stop.store(is_stopped, Ordering::Release);
    }

    /// Stops the epoch. The window may call it.
    pub fn cancel(&self) {
        let mut state = self.lock();
        state.control.is_cancelled = true;
        self.set_stopped(true);
    }

    /// Asks for a restart, over a longer snapshot if one is given. The window may call it.
    pub fn request_restart(&self, grown: Option<S::Grown>) {
        let mut state = self.lock();
        // A pending request for a longer snapshot is kept.
        let before = state.control.request.take().flatten();
        let (grown, replaced) = if grown.is_some() { (grown, before) } else { (before, None) };
        state.control.request = Some(grown);
        state.control.is_cancelled = false;
        drop(state);
        drop(replaced);
    }

    /// Cancels for good: no request is left.
    pub fn abandon(&self) {
        let mut state = self.lock();
        state.control.is_cancelled = true;
        let request = state.control.request.take();
        self.set_stopped(true);
        drop(state);
        drop(request);
    }

    /// Whether an end of that epoch is current: no restart was requested since.
    pub fn is_current(&self, epoch: u64) -> bool {
        let state = self.lock();
        state.epoch == epoch && state.control.request.is_none()
    }

    /// Whether it was stopped, and the end or the restart is still to be made.
    pub fn is_ending(&self) -> bool {
        let state = self.lock();
        self.is_stopped() && (!state.has_ended || state.control.request.is_some())
    }

    /// The next chunk, none of which is `ahead` or more past the frontier. Ends or restarts
    /// the epoch first, if it is stopped.
    pub fn deal(&self, steps: &S, worker: &S::Worker, ahead: u64) -> Deal<S::Chunk> {
        let mut state = self.lock();
        while self.is_stopped() {
            if state.must_wait() {
                return state.wait();
            }
            if state.must_end() {
                state = self.advance(state, steps, worker);
            } else if let Some(grown) = state.control.request.take() {
                state = self.restart(state, steps, grown);
            } else {
                return Deal::Nothing;
            }
        }
        if state.is_all_dealt && state.control.request.is_none() {
            return Deal::Nothing;
        }
        if state.is_all_dealt || state.n_dealt >= state.n_merged + ahead {
            return state.wait();
        }
        let Some(dealer) = state.dealer.take() else { return state.wait() };
        self.cut(state, dealer, steps, worker)
    }

    /// Cuts a chunk, with the dealer leased.
    fn cut(
        &self,
        state: MutexGuard<'_, ProtocolState<S>>,
        mut dealer: S::Dealer,
        steps: &S,
        worker: &S::Worker,
    ) -> Deal<S::Chunk> {
        let epoch = state.epoch;
        drop(state);
        let cut = steps.cut(&mut dealer);
        let mut state = self.lock();
        state.dealer = Some(dealer);
        state.wake_waiters(steps);
        match cut {
            Ok(Some(chunk)) => {
                let seq = state.n_dealt;
                state.n_dealt += 1;
                Deal::Chunk(Dealt { epoch, seq, chunk })
            }
            Ok(None) => {
                state.is_all_dealt = true;
                if state.control.request.is_some() { state.wait() } else { Deal::Nothing }
            }
            Err(failure) => {
                self.fail_epoch(&mut state, failure);
                drop(self.advance(state, steps, worker));
                Deal::Nothing
            }
        }
    }

    /// Begins the next epoch, with the dealer and the frontier leased.
    fn restart<'a>(
        &'a self,
        mut state: MutexGuard<'a, ProtocolState<S>>,
        steps: &S,
        grown: Option<S::Grown>,
    ) -> MutexGuard<'a, ProtocolState<S>> {
        let leased = (state.dealer.take(), state.frontier.take());
        let (Some(mut dealer), Some(mut frontier)) = leased else { return state };
        state.is_restarting = true;
        state.epoch += 1;
        (state.n_dealt, state.n_merged, state.is_all_dealt) = (0, 0, false);
        (state.end, state.has_ended) = (None, false);
        let (epoch, scanned) = (state.epoch, std::mem::take(&mut state.scanned));
        drop(state);
        drop(scanned);
        let restarted = steps.restart(&mut dealer, &mut frontier, grown, epoch);
        let mut state = self.lock();
        (state.dealer, state.frontier) = (Some(dealer), Some(frontier));
        state.is_restarting = false;
        match restarted {
            Ok(()) => self.set_stopped(state.control.is_cancelled),
            Err(failure) => self.fail_epoch(&mut state, failure),
        }
        state.wake_waiters(steps);
        state
    }

    /// Takes a chunk's result, and merges what has become contiguous.
    pub fn hand_in(&self, steps: &S, worker: &S::Worker, epoch: u64, seq: u64, scanned: S::Scanned) {
        let mut state = self.lock();
        if state.epoch != epoch || state.has_ended {
            drop(state);
            drop(scanned);
            return;
        }
        state.scanned.insert(seq, scanned);
        drop(self.advance(state, steps, worker));
    }

    /// Ends the epoch, unless it has ended, because a chunk of it failed.
    pub fn fail(&self, steps: &S, worker: &S::Worker, epoch: u64, failure: S::Failure) {
        let mut state = self.lock();
        if state.epoch == epoch {
            self.fail_epoch(&mut state, failure);
            drop(self.advance(state, steps, worker));
        }
    }

    fn fail_epoch(&self, state: &mut ProtocolState<S>, failure: S::Failure) {
        if !state.has_ended && state.end.is_none() {
            state.end = Some(EpochEnd::Failed(failure));
        }
        self.set_stopped(true);
    }

    /// Sends the end of a cancelled epoch if the frontier is free; does no I/O. For aborted
    /// chunks, and for the watchdog.
    pub fn end_if_cancelled(&self, steps: &S, worker: &S::Worker) {
        let state = self.lock();
        if state.is_cancelled() && state.end.is_none() {
            drop(self.advance(state, steps, worker));
        }
    }

    /// Merges what is contiguous and ends the epoch if it has to, unless another worker holds
    /// the frontier: then that one does.
    fn advance<'a>(
        &'a self,
        mut state: MutexGuard<'a, ProtocolState<S>>,
        steps: &S,
        worker: &S::Worker,
    ) -> MutexGuard<'a, ProtocolState<S>> {
        let Some(mut frontier) = state.frontier.take() else { return state };
        loop {
            if let Some(end) = state.next_end() {
                self.set_stopped(true);
                let epoch = state.epoch;
                drop(state);
                steps.end(&mut frontier, epoch, end);
                state = self.lock();
            } else if !self.is_stopped()
                && let seq = state.n_merged
                && let Some(scanned) = state.scanned.remove(&seq)
            {
                drop(state);
                let merged = steps.merge(worker, &mut frontier, scanned);
                state = self.lock();
                self.note_merged(&mut state, merged);
                state.wake_waiters(steps);
            } else {
                break;
            }
        }
        state.frontier = Some(frontier);
        state.wake_waiters(steps);
        state
    }

    fn note_merged(&self, state: &mut ProtocolState<S>, merged: Merged<S::Failure>) {
        match merged {
            Merged::More => state.n_merged += 1,
            Merged::Last => {
                state.n_merged += 1;
                state.end.get_or_insert(EpochEnd::Complete);
            }
            Merged::Stopped => {}
            Merged::Failed(failure) => self.fail_epoch(state, failure),
        }
    }
}

impl<S: Steps> ProtocolState<S> {
    /// Whether the epoch is cancelled and not yet ended.
    fn is_cancelled(&self) -> bool {
        let control = &self.control;
        control.is_cancelled && control.request.is_none() && !self.has_ended && !self.is_restarting
    }

    fn must_end(&self) -> bool {
        !self.has_ended && self.end.is_some() || self.is_cancelled()
    }

    /// Whether a stopped epoch can neither be ended nor restarted before a lease ends.
    fn must_wait(&self) -> bool {
        let is_leased = self.dealer.is_none() || self.frontier.is_none();
        let ends = self.must_end() && self.frontier.is_none();
        ends || self.is_restarting || self.control.request.is_some() && !self.must_end() && is_leased
    }

    /// How the epoch ends, if it has to now: taken once.
    fn next_end(&mut self) -> Option<EpochEnd<S::Failure>> {
        if self.has_ended {
            return None;
        }
        let cancelled = self.is_cancelled().then_some(EpochEnd::Cancelled);
        let end = self.end.take().or(cancelled);
        self.has_ended = end.is_some();
        end
    }

    fn wait(&mut self) -> Deal<S::Chunk> {
        self.has_waiter = true;
        Deal::Wait
    }

    fn wake_waiters(&mut self, steps: &S) {
        if std::mem::take(&mut self.has_waiter) {
            steps.wake();
        }
    }
}
