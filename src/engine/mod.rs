//! Runs scans over files: chunks on workers, partials merged in file order, updates by channel.
//!
//! A [`Job`] runs several scans over a snapshot in one pass. Its chunks are dealt in file order
//! from one counter; workers finish them in any order, and each merges what has become
//! contiguous, so that everything before the *frontier* is exact and stays so. Updates go into a
//! channel of capacity 1, at most seven times a second: a slow window blocks no worker, and always
//! receives the newest. Cancel keeps the frontier; [`Engine::resume`] and growth
//! ([`Engine::extend`]) continue from it. A scan that panics ends its job alone; a file that
//! stops answering blocks its own job and no other.

mod access;
mod deal;
mod frontier;
mod job;
mod job_clock;
mod liveness;
pub mod measure;
mod meters;
mod protocol;
mod scan_chunk;
mod signal;
mod steps;
mod store;
mod sync;
mod watchdog;
mod worker;
mod worker_slot;

pub use job::{Job, JobState, Progress, Update};
pub use meters::Meters;
pub use store::{FrontierStore, Resumable, SavedFrontier, StorePlace, Trust};
pub use watchdog::SILENT;

use crate::base::Span;
use crate::messages::Text;
use crate::scan::ScanRef;
use crate::scan::plan::PassId;
use crate::source::Snapshot;
use crate::source::reader::Waker;
use signal::WorkSignal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use watchdog::Jobs;
use worker::MOST_EACH;
use worker_slot::WorkerSlot;

/// Length of a chunk, in bytes: the file's fixed grid.
pub const CHUNK_BYTES: u64 = 4 << 20;

/// Chunks for each worker that may be under way or finished past the frontier.
const AHEAD: u64 = 8;

/// What to compute, and for which owner.
#[derive(Clone)]
pub struct Spec {
    /// What it is for.
    pub pass: PassId,
    /// The scans that see each chunk, one after the other.
    pub scans: Vec<ScanRef>,
    /// The tab that it is computed for; the one in front has priority.
    pub owner: u64,
    /// Length of a chunk in bytes, at least 1; [`CHUNK_BYTES`] except in tests.
    pub chunk_bytes: u64,
    /// Whether the user waits for it: it has priority over its owner's other jobs.
    pub is_urgent: bool,
}

impl Spec {
    /// The largest margin that any of the scans asks for, before and after, in bytes.
    fn margin(&self) -> (usize, usize) {
        self.scans.iter().fold((0, 0), |(lead, tail), scan| {
            let (l, t) = scan.margin();
            (lead.max(l), tail.max(t))
        })
    }
}

/// The worker pool. Dropping it ends the workers once no job has work left, without a join.
pub struct Engine {
    shared: Arc<EngineShared>,
}

/// What all threads of an engine share.
struct EngineShared {
    jobs: Mutex<Jobs>,
    /// The owner that is served first.
    front: AtomicU64,
    n_threads: usize,
    meters: Meters,
    waker: Waker,
    is_polite: bool,
    /// One for each thread that there may ever be: workers first, then spares.
    slots: Vec<WorkerSlot>,
    signal: Arc<WorkSignal>,
}

impl Engine {
    /// Starts `n_threads` workers (0: one a core). `polite` ones run at a lower priority than
    /// the window; `waker` is called when a job has an update.
    ///
    /// # Errors
    /// A sentence to show if no thread can be started.
    pub fn new(n_threads: usize, polite: bool, waker: Waker) -> Result<Self, Text> {
        let n_cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let n_threads = if n_threads == 0 { n_cores() } else { n_threads };
        let shared = EngineShared {
            jobs: Mutex::default(),
            front: AtomicU64::new(0),
            n_threads,
            meters: Meters::new(n_threads),
            waker,
            is_polite: polite,
            slots: (0..n_threads * MOST_EACH).map(|_| WorkerSlot::default()).collect(),
            signal: Arc::new(WorkSignal::new()),
        };
        // Dropped on an error, which ends the threads that were started.
        let engine = Self { shared: Arc::new(shared) };
        while let Some(slot) = worker::claim_slot(&engine.shared, false) {
            slot.start().map_err(|error| Text::new("error-no-workers").with("why", Text::of_io(&error)))?;
        }
        watchdog::start(Arc::clone(&engine.shared));
        Ok(engine)
    }

    /// Starts a job over `snapshot`. Dropping the [`Job`] cancels it.
    #[must_use]
    pub fn start(&self, snapshot: &Snapshot, spec: Spec) -> Job {
        self.start_job(snapshot, spec, None, None)
    }

    /// Starts a job that goes on from what a store has of the file, and keeps there what it computes.
    #[must_use]
    pub fn start_from(&self, snapshot: &Snapshot, spec: Spec, place: Option<StorePlace>) -> Job {
        self.start_job(snapshot, spec, None, place)
    }

    /// As [`Engine::start`], over a part of the file, which begins on the grid of chunks: scans see the bytes
    /// around it, report nothing, and [`Job::take_part`] has what they found. Its state at the start is not known.
    #[must_use]
    pub fn start_part(&self, snapshot: &Snapshot, spec: Spec, part: Span) -> Job {
        self.start_job(snapshot, spec, Some(part), None)
    }

    fn start_job(
        &self,
        snapshot: &Snapshot,
        spec: Spec,
        part: Option<Span>,
        place: Option<StorePlace>,
    ) -> Job {
        tracing::info!(title = spec.pass.title(), bytes = snapshot.len(), ?part, "job started");
        let job = Job::new(snapshot, spec, &self.shared, part, place);
        let mut jobs = self.shared.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|(_, job)| job.strong_count() > 0);
        jobs.push((job.health(), job.weak()));
        drop(jobs);
        self.shared.signal.notify();
        job
    }

    /// Resumes a cancelled job.
    pub fn resume(&self, job: &Job) {
        job.restart(None);
        self.shared.signal.notify();
    }

    /// Resumes a finished job over a longer snapshot of the same generation.
    pub fn extend(&self, job: &Job, grown: &Snapshot) {
        job.restart(Some(grown.clone()));
        self.shared.signal.notify();
    }

    /// Names the owner that is served first.
    pub fn set_front(&self, owner: u64) {
        self.shared.front.store(owner, Ordering::Relaxed);
    }

    /// How much each worker has read.
    #[must_use]
    pub fn meters(&self) -> &Meters {
        &self.shared.meters
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.shared.signal.close();
    }
}
