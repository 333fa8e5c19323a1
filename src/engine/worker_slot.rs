//! A worker's slot: the state that the watchdog reads.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// One worker's state.
#[derive(Default)]
pub(super) struct WorkerSlot {
    pub(super) is_taken: AtomicBool,
    /// The number of the job that its worker is inside of; 0 for none.
    job: AtomicU64,
    /// How often it entered a job.
    entries: AtomicU64,
    /// Incremented while its worker makes progress: at each block and each chunk.
    heartbeats: AtomicU64,
}

impl WorkerSlot {
    /// Records progress, for the watchdog.
    pub(super) fn heartbeat(&self) {
        increment(&self.heartbeats);
    }

    /// Enters a job. Not a heartbeat: the file may not answer yet.
    pub(super) fn enter(&self, job: u64) {
        increment(&self.entries);
        self.job.store(job, Ordering::Relaxed);
    }

    pub(super) fn leave(&self) {
        self.job.store(0, Ordering::Relaxed);
    }

    /// The job, the entries and the heartbeats.
    pub(super) fn read(&self) -> [u64; 3] {
        [&self.job, &self.entries, &self.heartbeats].map(|number| number.load(Ordering::Relaxed))
    }
}

/// Single writer, so no locked instruction is needed.
fn increment(counter: &AtomicU64) {
    counter.store(counter.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
}
