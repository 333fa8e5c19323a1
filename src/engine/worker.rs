//! Worker threads: each has a slot, scans the most urgent chunks, and parks when idle.
//!
//! A slot holds what the watchdog reads: the job that its worker is inside of, and a heartbeat
//! counter. The threads are named `gander-scan-0` and so on; spares, which replace stalled
//! workers, `gander-spare-0` and so on.

use super::job::{JobInner, Piecework};
use super::signal::{Turn, worker_loop};
use super::steps::Deal;
use super::worker_slot::WorkerSlot;
use super::{AHEAD, EngineShared};
use crate::base::panics;
use crate::base::units::len_u64;
use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

/// Most threads per configured worker, stalled ones and spares included.
pub(super) const MOST_EACH: usize = 4;

/// A slot that is claimed for a thread, and the thread's count in the signal. Dropping it
/// gives both back.
pub(super) struct SlotGuard {
    shared: Arc<EngineShared>,
    nr: usize,
    is_spare: bool,
    has_retired: bool,
}

impl Drop for SlotGuard {
    fn drop(&mut self) {
        if let Some(slot) = self.shared.slots.get(self.nr) {
            slot.leave();
            slot.is_taken.store(false, Ordering::Release);
        }
        self.shared.signal.remove_worker(self.is_spare && !self.has_retired);
    }
}

/// Claims a free slot: one of the first `n_threads` for a worker, one of the rest for a spare.
pub(super) fn claim_slot(shared: &Arc<EngineShared>, is_spare: bool) -> Option<SlotGuard> {
    let mut range = if is_spare { shared.n_threads..shared.slots.len() } else { 0..shared.n_threads };
    let is_free = |nr: &usize| !shared.slots[*nr].is_taken.swap(true, Ordering::AcqRel);
    let nr = range.find(is_free)?;
    shared.signal.add_worker(is_spare);
    Some(SlotGuard { shared: Arc::clone(shared), nr, is_spare, has_retired: false })
}

impl SlotGuard {
    /// Starts the thread that works at this slot.
    ///
    /// # Errors
    /// The system can't start a thread; the slot is free again.
    pub(super) fn start(mut self) -> io::Result<()> {
        let (kind, nr) =
            if self.is_spare { ("spare", self.nr - self.shared.n_threads) } else { ("scan", self.nr) };
        let work = move || {
            if self.shared.is_polite {
                crate::base::thread::step_back();
            }
            let shared = Arc::clone(&self.shared);
            let work_once = || shared.work_once(self.nr);
            self.has_retired = worker_loop(&shared.signal, self.is_spare, work_once);
        };
        std::thread::Builder::new().name(format!("gander-{kind}-{nr}")).spawn(work).map(drop)
    }
}

impl EngineShared {
    /// Scans the most urgent chunk, if there is one.
    fn work_once(&self, slot_nr: usize) -> Turn {
        let slot = &self.slots[slot_nr];
        let Some((job, dealt)) = self.next(slot) else { return Turn::Idle };
        let data_bytes = dealt.chunk.data_bytes();
        job.run(&dealt, slot);
        self.meters.add(slot_nr, data_bytes);
        slot.heartbeat();
        self.leave(&job, slot);
        Turn::Worked
    }

    /// The next chunk, of the owner in front first; urgent jobs before others of an owner.
    /// The worker stays inside of the job that it is of.
    fn next(&self, slot: &WorkerSlot) -> Option<(Arc<JobInner>, Piecework)> {
        let jobs: Vec<_> = {
            let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
            let free = jobs.iter().filter(|(health, _)| !health.liveness.is_stalled());
            free.filter_map(|(_, job)| job.upgrade()).collect()
        };
        let front = self.front.load(Ordering::Relaxed);
        // Stopped jobs first: ending or restarting one is quick.
        let rank =
            |job: &&Arc<JobInner>| (!job.protocol.is_ending(), job.spec.owner != front, !job.spec.is_urgent);
        let mut in_order: Vec<_> = jobs.iter().collect();
        in_order.sort_by_cached_key(rank);
        for job in in_order {
            let requests = job.health.liveness.n_requests();
            slot.enter(job.health.id);
            match job.protocol.deal(job, slot, len_u64(self.n_threads) * AHEAD) {
                Deal::Chunk(dealt) => return Some((Arc::clone(job), dealt)),
                Deal::Wait => slot.leave(),
                Deal::Nothing => {
                    job.health.liveness.serve(requests);
                    self.leave(job, slot);
                }
            }
        }
        None
    }

    /// Leaves a job; if that ends its stall, wakes the other workers.
    fn leave(&self, job: &JobInner, slot: &WorkerSlot) {
        slot.leave();
        if job.health.liveness.note_return() {
            self.signal.notify();
            (self.waker)();
        }
    }
}

impl JobInner {
    /// Scans a chunk and hands it in.
    fn run(&self, dealt: &Piecework, slot: &WorkerSlot) {
        let (epoch, seq) = (dealt.epoch, dealt.seq);
        let mut lap = self.clock.lap();
        let run = || match self.scan(&dealt.chunk, slot).inspect(|_| lap.note()) {
            Ok(scanned) => self.protocol.hand_in(self, slot, epoch, seq, scanned),
            Err(None) => self.protocol.end_if_cancelled(self, slot),
            Err(Some(failure)) => self.protocol.fail(self, slot, epoch, failure),
        };
        if let Err(caught) = panics::catch(self.spec.pass.title(), run) {
            self.protocol.fail(self, slot, epoch, super::JobState::Failed(caught));
        }
    }
}
