//! How many bytes each worker has read: one counter a worker, updated once a chunk.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The counters of all workers. Cheap to clone; any thread may read them.
#[derive(Clone, Default)]
pub struct Meters(Arc<[AtomicU64]>);

impl Meters {
    pub(super) fn new(n_workers: usize) -> Self {
        Self((0..n_workers).map(|_| AtomicU64::new(0)).collect())
    }

    /// How many workers there are.
    #[must_use]
    pub fn n_workers(&self) -> usize {
        self.0.len()
    }

    /// Adds to the counter of a worker; a spare, whose number is beyond them, has none.
    pub(super) fn add(&self, worker: usize, bytes: u64) {
        if let Some(meter) = self.0.get(worker) {
            meter.fetch_add(bytes, Ordering::Relaxed);
        }
    }

    /// What each worker has read since it was started, in bytes.
    #[must_use]
    pub fn read(&self) -> Vec<u64> {
        self.0.iter().map(|meter| meter.load(Ordering::Relaxed)).collect()
    }
}
