//! Liveness of a job: whether it is stalled, and whether all its requests are served.
//!
//! Outlives its job, so that a query never drops the last reference to a file that may block on
//! close. The watchdog's check may be stale when it is done; a worker that returns meanwhile
//! voids the verdict. `tests/loom` checks all interleavings.

use super::sync::{Mutex, MutexGuard};
use std::sync::PoisonError;

/// The liveness of one job.
pub struct Liveness {
    state: Mutex<LivenessState>,
}

struct LivenessState {
    /// A worker inside of the job is silent and none makes progress, so no more of it is dealt.
    is_stalled: bool,
    /// How often a worker has returned from the job.
    n_returns: u64,
    /// Number of requests.
    n_requests: u64,
    /// How many of those requests are served: all of their chunks are dealt.
    n_served: u64,
}

impl Liveness {
    /// That of a job that was just started.
    pub fn new() -> Self {
        let state = LivenessState { is_stalled: false, n_returns: 0, n_requests: 1, n_served: 0 };
        Self { state: Mutex::new(state) }
    }

    fn lock(&self) -> MutexGuard<'_, LivenessState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether no more of the job is to be dealt for now.
    pub fn is_stalled(&self) -> bool {
        self.lock().is_stalled
    }

    /// How often workers have returned; to be read before the check that precedes [`Self::judge`].
    pub fn n_returns(&self) -> u64 {
        self.lock().n_returns
    }

    /// A worker has returned from the job. True if that ends a stall: then other workers
    /// have to be woken.
    pub fn note_return(&self) -> bool {
        let mut state = self.lock();
        state.n_returns = state.n_returns.wrapping_add(1);
        std::mem::take(&mut state.is_stalled)
    }

    /// Applies the watchdog's verdict, from a check begun when workers had returned `n_returns`
    /// times; void if one has returned since. Returns what holds now.
    pub fn judge(&self, is_stalled: bool, n_returns: u64) -> bool {
        let mut state = self.lock();
        if state.n_returns == n_returns {
            state.is_stalled = is_stalled;
        }
        state.is_stalled
    }

    /// Adds a request.
    pub fn request(&self) {
        self.lock().n_requests += 1;
    }

    /// The number of requests; to be read before the deal that precedes
    /// [`Self::serve`].
    pub fn n_requests(&self) -> u64 {
        self.lock().n_requests
    }

    /// Marks the first `n_requests` as served.
    pub fn serve(&self, n_requests: u64) {
        let mut state = self.lock();
        state.n_served = state.n_served.max(n_requests);
    }

    /// Whether some request is not served.
    pub fn has_work(&self) -> bool {
        let state = self.lock();
        state.n_served < state.n_requests
    }
}
