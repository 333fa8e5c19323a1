//! A job: its handle, its updates, and its steps between the protocol's transitions.

use super::access::AccessChoice;
use super::deal::{Chunk, Dealer};
use super::frontier::{Frontier, ScannedChunk};
use super::job_clock::JobClock;
use super::liveness::Liveness;
use super::protocol::Protocol;
use super::signal::WorkSignal;
use super::steps::{Dealt, EpochEnd, Merged, Steps};
use super::store::StorePlace;
use super::worker_slot::WorkerSlot;
use super::{EngineShared, Spec};
use crate::base::{CaughtPanic, Offset, Span, panics};
use crate::scan::plan::PassId;
use crate::scan::{AnyPartial, Finding};
use crate::source::reader::Waker;
use crate::source::{Fault, Generation, Snapshot};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Bytes before the frontier: all of them are in the findings. Of a part's, those in it.
    pub done: u64,
    /// Bytes in all, of the file or of the part.
    pub of: u64,
    /// Bytes of which an earlier run of the program has found what is in the findings.
    pub resumed: u64,
    /// Bytes a second since the job was last started.
    pub rate: f64,
    /// Time remaining at that rate.
    pub eta: Option<Duration>,
    /// Processor time since it was last started; zero where the system does not tell it.
    pub cpu: Duration,
}

/// A job's state.
#[derive(Clone, Debug, PartialEq)]
pub enum JobState {
    /// Workers scan it, or will.
    Running,
    /// Cancelled; can be resumed.
    Cancelled,
    /// Everything was scanned, and the file is unchanged.
    Done,
    /// A read failed; earlier findings are kept.
    Faulted(Fault),
    /// A scan panicked; earlier findings are kept.
    Failed(CaughtPanic),
}

/// A job's update: exact for the bytes before the frontier; a newer one replaces it.
#[derive(Clone, Debug)]
pub struct Update {
    /// What the job is doing.
    pub state: JobState,
    /// How far it is.
    pub progress: Progress,
    /// What each scan reports of the bytes before the frontier, in the job's order.
    pub findings: Vec<Finding>,
    /// The generation of the file that was scanned.
    pub generation: Generation,
    /// Whether it goes on from partials of an earlier run that are to be checked: see
    /// [`super::Resumable::is_certain`].
    pub is_unchecked: bool,
}

/// A job's handle. Dropping it cancels the job.
pub struct Job {
    inner: Arc<JobInner>,
    updates: Receiver<EpochUpdate>,
}

pub(super) struct JobInner {
    pub(super) spec: Spec,
    /// Where its partials are kept, if they are.
    pub(super) place: Option<StorePlace>,
    pub(super) health: Arc<Health>,
    pub(super) access: AccessChoice,
    pub(super) clock: JobClock,
    pub(super) protocol: Protocol<JobInner>,
    pub(super) slot: (Sender<EpochUpdate>, Receiver<EpochUpdate>),
    pub(super) waker: Waker,
    /// Whether it scans a part of a file, and hands out what it found.
    pub(super) is_of_part: bool,
    part: Mutex<Option<Vec<AnyPartial>>>,
    signal: Arc<WorkSignal>,
}

/// A job's number and liveness; outlives the job.
pub(super) struct Health {
    /// Never 0, and never that of another job.
    pub(super) id: u64,
    pub(super) liveness: Liveness,
}

/// An update, and the epoch in which it was sent.
pub(super) type EpochUpdate = (u64, Update);

/// A chunk as it is dealt to a worker.
pub(super) type Piecework = Dealt<Chunk>;

impl Health {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed), liveness: Liveness::new() }
    }
}

impl Job {
    /// A job over all of a file, or over what of it lies in `part`; one with a place goes on from what that has.
    pub(super) fn new(
        snapshot: &Snapshot,
        spec: Spec,
        shared: &EngineShared,
        part: Option<Span>,
        place: Option<StorePlace>,
    ) -> Self {
        let slot = bounded(1);
        let updates = slot.1.clone();
        let within = part.unwrap_or(Span { start: Offset::ZERO, end: Offset(u64::MAX) });
        let frontier = Frontier::new(snapshot.clone(), &spec.scans, within);
        let reads_holes = spec.scans.iter().any(|scan| scan.reads_holes());
        let dealer = Dealer::new(snapshot.clone(), spec.chunk_bytes, reads_holes, within);
        let inner = JobInner {
            // A worker resumes what was kept: that asks the disk.
            protocol: Protocol::new(dealer, frontier, place.is_some()),
            slot,
            spec,
            place,
            access: AccessChoice::new(shared.n_threads),
            clock: JobClock::new(),
            health: Arc::new(Health::new()),
            waker: Arc::clone(&shared.waker),
            is_of_part: part.is_some(),
            part: Mutex::default(),
            signal: Arc::clone(&shared.signal),
        };
        Self { inner: Arc::new(inner), updates }
    }

    pub(super) fn weak(&self) -> Weak<JobInner> {
        Arc::downgrade(&self.inner)
    }

    pub(super) fn health(&self) -> Arc<Health> {
        Arc::clone(&self.inner.health)
    }

    /// Whether it is stalled: its file has not answered for two seconds. It continues
    /// by itself.
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        self.inner.health.liveness.is_stalled()
    }

    /// What it is for.
    #[must_use]
    pub fn pass(&self) -> PassId {
        self.inner.spec.pass
    }

    /// The newest update, if there was one since the last call. Never waits.
    #[must_use]
    pub fn update(&self) -> Option<Update> {
        self.updates.try_recv().ok().and_then(|update| self.inner.if_current(update))
    }

    /// Waits for an update, with a timeout.
    #[must_use]
    pub fn update_within(&self, most: Duration) -> Option<Update> {
        let until = Instant::now() + most;
        loop {
            let update = self.updates.recv_deadline(until).ok()?;
            if let Some(update) = self.inner.if_current(update) {
                return Some(update);
            }
        }
    }

    /// What its scans found in the part that it was started for, once it is done; the first call has it.
    #[must_use]
    pub fn take_part(&self) -> Option<Vec<AnyPartial>> {
        self.inner.part.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Cancels it. Each worker stops within one block of 64 KiB, if the disk answers. The
    /// frontier and the findings before it are kept.
    pub fn cancel(&self) {
        self.inner.protocol.cancel();
    }

    /// Requests a restart, over a longer snapshot if one is given. Never waits.
    pub(super) fn restart(&self, grown: Option<Snapshot>) {
        self.inner.restart(grown);
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.inner.protocol.abandon();
    }
}

impl JobInner {
    /// The update, unless it reports an end that a later restart has superseded.
    fn if_current(&self, (epoch, update): EpochUpdate) -> Option<Update> {
        (update.state == JobState::Running || self.protocol.is_current(epoch)).then_some(update)
    }

    fn restart(&self, grown: Option<Snapshot>) {
        self.protocol.request_restart(grown);
        self.health.liveness.request();
    }

    /// Leaves what was found in a part for [`Job::take_part`].
    pub(super) fn hand_out(&self, partials: Vec<AnyPartial>) {
        *self.part.lock().unwrap_or_else(PoisonError::into_inner) = Some(partials);
    }

    /// Requests that everything be scanned again: the snapshot has new times.
    pub(super) fn scan_again(&self, snapshot: Snapshot) {
        self.restart(Some(snapshot));
        self.signal.notify();
    }

    fn catch<T>(&self, step: impl FnOnce() -> T) -> Result<T, JobState> {
        panics::catch(self.spec.pass.title(), step).map_err(JobState::Failed)
    }
}

impl Steps for JobInner {
    type Worker = WorkerSlot;
    type Dealer = Dealer;
    type Frontier = Frontier;
    type Chunk = Chunk;
    type Scanned = ScannedChunk;
    type Grown = Snapshot;
    type Failure = JobState;

    fn cut(&self, dealer: &mut Dealer) -> Result<Option<Chunk>, JobState> {
        self.catch(|| dealer.deal())
    }

    fn merge(&self, slot: &WorkerSlot, frontier: &mut Frontier, chunk: ScannedChunk) -> Merged<JobState> {
        self.catch(|| frontier.merge_contiguous(chunk, self, slot)).unwrap_or_else(Merged::Failed)
    }

    fn restart(
        &self,
        dealer: &mut Dealer,
        frontier: &mut Frontier,
        grown: Option<Snapshot>,
        epoch: u64,
    ) -> Result<(), JobState> {
        self.catch(|| {
            let snapshot = grown.unwrap_or_else(|| dealer.snapshot.clone());
            self.clock.reset();
            if let Some(place) = self.place.as_ref().filter(|_| frontier.is_fresh()) {
                frontier.resume(place, &self.spec.scans);
            }
            frontier.restart(snapshot.clone(), epoch, &self.spec.scans);
            dealer.restart(frontier.settled_end(), snapshot);
        })
    }

    fn end(&self, frontier: &mut Frontier, epoch: u64, end: EpochEnd<JobState>) {
        match end {
            EpochEnd::Complete => frontier.finish(epoch, self),
            EpochEnd::Cancelled => frontier.end(epoch, JobState::Cancelled, self),
            EpochEnd::Failed(state) => frontier.end(epoch, state, self),
        }
        (self.waker)();
    }

    fn wake(&self) {
        self.signal.notify();
    }
}
