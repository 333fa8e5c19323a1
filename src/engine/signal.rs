//! Parking and waking of worker threads, and of the watchdog.
//!
//! An event count: a worker reads the generation, looks for work and, if it found none, parks
//! until the generation changes. Work announced between the attempt and the parking has changed
//! it already, so no wake-up is lost. The watchdog sleeps without a timeout once all
//! workers are parked: an idle engine takes no processor time. `tests/loom` checks all
//! interleavings.

use super::sync::{Condvar, Mutex, MutexGuard};
use std::sync::PoisonError;
use std::time::Duration;

/// Parking state of an engine's threads.
pub struct WorkSignal {
    state: Mutex<SignalState>,
    work: Condvar,
    watchdog: Condvar,
}

#[derive(Default)]
struct SignalState {
    /// How often work was announced.
    generation: u64,
    /// Threads that work, spares included.
    n_workers: u64,
    /// Those of them that are parked since the last announcement.
    n_parked: u64,
    /// Spares that were not retired.
    n_spares: u64,
    /// Stalled workers at the watchdog's last check.
    n_stalled: u64,
    /// The watchdog sleeps until work is announced.
    is_watchdog_asleep: bool,
    is_closed: bool,
}

impl WorkSignal {
    /// The signal of no threads yet.
    pub fn new() -> Self {
        Self { state: Mutex::new(SignalState::default()), work: Condvar::new(), watchdog: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, SignalState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Announces that there may be work: wakes all parked workers and a sleeping watchdog.
    pub fn notify(&self) {
        self.announce(&mut self.lock());
    }

    fn announce(&self, state: &mut SignalState) {
        state.generation = state.generation.wrapping_add(1);
        if state.n_parked > 0 {
            state.n_parked = 0;
            self.work.notify_all();
        }
        if state.is_watchdog_asleep {
            state.is_watchdog_asleep = false;
            self.watchdog.notify_all();
        }
    }

    /// The generation, to be read before an attempt to find work that [`Self::park`] may follow.
    pub fn generation(&self) -> u64 {
        self.lock().generation
    }

    /// Parks until work is announced after the generation was `seen`.
    ///
    /// False if the engine is closed, so that nothing will be announced any more.
    pub fn park(&self, seen: u64) -> bool {
        let mut state = self.lock();
        if state.generation == seen {
            if state.is_closed {
                return false;
            }
            state.n_parked += 1;
            while state.generation == seen {
                state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
        true
    }

    /// Counts a worker thread that is about to be started.
    pub fn add_worker(&self, is_spare: bool) {
        let mut state = self.lock();
        state.n_workers += 1;
        state.n_spares += u64::from(is_spare);
    }

    /// Takes back [`Self::add_worker`]: the thread has ended. A spare that has ended without
    /// [`Self::should_retire`] says so.
    pub fn remove_worker(&self, is_spare: bool) {
        let mut state = self.lock();
        state.n_workers -= 1;
        state.n_spares -= u64::from(is_spare);
    }

    /// Whether a spare has to retire because a stalled worker recovered. True once for each.
    pub fn should_retire(&self) -> bool {
        let mut state = self.lock();
        let retires = state.n_spares > state.n_stalled;
        state.n_spares -= u64::from(retires);
        retires
    }

    /// Notes how many workers are stalled; wakes spares that have to retire. The number of
    /// spares there are.
    pub fn set_stalled(&self, n_stalled: u64) -> u64 {
        let mut state = self.lock();
        state.n_stalled = n_stalled;
        if state.n_spares > n_stalled && !state.is_closed {
            self.announce(&mut state);
        }
        state.n_spares
    }

    /// Ends all threads once they find no work.
    pub fn close(&self) {
        let mut state = self.lock();
        state.is_closed = true;
        self.announce(&mut state);
        self.watchdog.notify_all();
    }

    /// Waits until the watchdog's next check is due: after `every`, or, if it `may_sleep` and
    /// all workers are parked, not before work is announced. False if the engine is closed.
    pub fn watch(&self, every: Duration, may_sleep: bool) -> bool {
        let mut state = self.lock();
        if state.is_closed {
            return false;
        }
        if may_sleep && state.n_parked == state.n_workers {
            state.is_watchdog_asleep = true;
            while state.is_watchdog_asleep {
                state = self.watchdog.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        } else {
            state = self.watchdog.wait_timeout(state, every).unwrap_or_else(PoisonError::into_inner).0;
        }
        !state.is_closed
    }
}

/// The result of one attempt to find work.
pub enum Turn {
    /// A chunk was scanned.
    Worked,
    /// There was nothing to do.
    Idle,
}

/// Works until the engine is closed and no work is left, or a spare has to retire.
/// Returns whether it retired.
pub fn worker_loop(signal: &WorkSignal, is_spare: bool, mut work_once: impl FnMut() -> Turn) -> bool {
    loop {
        if is_spare && signal.should_retire() {
            return true;
        }
        let seen = signal.generation();
        if matches!(work_once(), Turn::Idle) && !signal.park(seen) {
            return false;
        }
    }
}
