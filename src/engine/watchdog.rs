//! The watchdog: notices stalled workers and jobs, and spawns spares.
//!
//! A thread blocked in a read can't be interrupted. So each worker has a heartbeat, counted up at
//! every block, and the watchdog reads all of them twice a second while any worker is awake. A
//! worker inside of a job without a heartbeat for two seconds is *stalled*: a spare takes its
//! place until it comes back. A job in which a worker is stalled and none makes progress is
//! stalled, too: no more of it is dealt, so one dead file takes no more workers, and other jobs
//! continue. It costs workers relaxed stores; while all are parked the watchdog sleeps.

use super::EngineShared;
use super::job::Health;
use super::worker::{self, MOST_EACH};
use super::worker_slot::WorkerSlot;
use crate::base::units::len_u64;
use std::sync::{Arc, PoisonError, Weak};
use std::time::{Duration, Instant};

/// A worker without a heartbeat for this long is stalled, not slow: even 64 KiB a second are
/// quicker.
pub const SILENT: Duration = Duration::from_secs(2);

/// How often heartbeats are read.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The jobs there are, by their health.
pub(super) type Jobs = Vec<(Arc<Health>, Weak<super::job::JobInner>)>;

/// A slot's last values, and since when it has them.
#[derive(Clone, Copy)]
struct SlotSnapshot {
    read: [u64; 3],
    since: Instant,
}

#[derive(Default)]
struct Watchdog {
    seen: Vec<SlotSnapshot>,
    /// The jobs that were stalled at the last check.
    stalled: Vec<u64>,
}

/// Starts the watchdog's thread. Without one, which is logged, no stall is noticed.
pub(super) fn start(shared: Arc<EngineShared>) {
    let watch = move || {
        let mut watchdog = Watchdog::default();
        while shared.signal.watch(LOOK_EVERY, watchdog.stalled.is_empty()) {
            watchdog.look(&shared);
        }
    };
    if let Err(error) = std::thread::Builder::new().name("gander-watchdog".into()).spawn(watch) {
        tracing::debug!(%error, "the workers have no watchdog");
    }
}

impl Watchdog {
    /// Reads all heartbeats once, and acts on them.
    fn look(&mut self, shared: &Arc<EngineShared>) {
        let jobs = shared.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // Before the heartbeats are read: a later return of a worker voids the verdict.
        let returns: Vec<_> = jobs.iter().map(|(health, _)| health.liveness.n_returns()).collect();
        let (silent, lively) = self.read_slots(&shared.slots);
        let before = std::mem::take(&mut self.stalled);
        let (mut has_work, mut has_changed, mut has_recovered) = (false, false, false);
        for ((health, job), n_returns) in jobs.iter().zip(returns) {
            let is_stalled = silent.contains(&health.id) && !lively.contains(&health.id);
            let is_stalled = health.liveness.judge(is_stalled, n_returns);
            has_changed |= before.contains(&health.id) != is_stalled;
            has_recovered |= before.contains(&health.id) && !is_stalled;
            if is_stalled {
                self.stalled.push(health.id);
                if let Some(job) = job.upgrade() {
                    job.protocol.end_if_cancelled(&job, &WorkerSlot::default());
                }
            } else {
                has_work |= job.strong_count() > 0 && health.liveness.has_work();
            }
        }
        if has_recovered {
            shared.signal.notify();
        }
        if has_changed {
            (shared.waker)();
        }
        let n_spares = shared.signal.set_stalled(len_u64(silent.len()));
        if has_work {
            let most = len_u64((MOST_EACH - 1) * shared.n_threads);
            (n_spares..len_u64(silent.len()).min(most)).all(|_| spawn_spare(shared));
        }
    }

    /// The jobs of stalled workers, and those of workers that made progress since the last check.
    fn read_slots(&mut self, slots: &[WorkerSlot]) -> (Vec<u64>, Vec<u64>) {
        self.seen.resize(slots.len(), SlotSnapshot { read: [0; 3], since: Instant::now() });
        let (mut silent, mut lively) = (Vec::new(), Vec::new());
        for (slot, seen) in slots.iter().zip(&mut self.seen) {
            let read @ [job, _, heartbeats] = slot.read();
            if heartbeats != seen.read[2] {
                lively.push(job);
            }
            if read != seen.read {
                *seen = SlotSnapshot { read, since: Instant::now() };
            } else if job > 0 && seen.since.elapsed() >= SILENT {
                silent.push(job);
            }
        }
        (silent, lively)
    }
}

/// Starts a spare worker. False on failure.
fn spawn_spare(shared: &Arc<EngineShared>) -> bool {
    let Some(slot) = worker::claim_slot(shared, true) else { return false };
    slot.start().inspect_err(|error| tracing::debug!(%error, "no spare for a stalled worker")).is_ok()
}
