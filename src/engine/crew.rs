//! The crew: who is at work, who is stuck in a file that does not answer, and who stands in.
//!
//! A thread inside a dead file can't be called back. So each worker counts on at every block,
//! and a watcher looks at the counts twice a second, while anyone is at work. Who has stood
//! still for two seconds is *silent*: a stand-in takes its place, until the silent one comes
//! back. A job in which someone is silent and nobody gets on is *stuck*: no more of it is
//! dealt, so one dead file takes no more workers, and other tabs' jobs go on. Workers pay for
//! this with relaxed stores; without work the watcher sleeps.

use super::Shared;
use super::job::Inner;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, Weak};
use std::time::{Duration, Instant};

/// Who stands still so long is stuck, not slow: even 64 KiB a second are quicker.
pub const SILENT: Duration = Duration::from_secs(2);

/// How often the watcher looks.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Most threads in all, silent ones and stand-ins included, for each worker asked for.
pub(super) const MOST_EACH: u64 = 4;

/// A worker's place.
#[derive(Default)]
pub(super) struct Desk {
    is_taken: AtomicBool,
    /// The number of the job that its worker is inside of; 0 for none.
    job: AtomicU64,
    /// How often it went into a job.
    entries: AtomicU64,
    /// Counts on as long as its worker gets on: at each block, and with each unit.
    beats: AtomicU64,
}

/// What the watcher and the workers say to each other about a job; outlives it, so that
/// looking at it never is what closes a dead file.
pub(super) struct Flags {
    pub(super) id: u64,
    /// Someone inside of it is silent, and nobody gets on. Said by the watcher, taken back by
    /// whoever returns.
    is_stuck: AtomicBool,
    /// How often there was something new to do.
    wishes: AtomicU64,
    /// How many of those wishes were met, or at least dealt out.
    met: AtomicU64,
}

/// What the watcher last saw at a desk, and since when.
#[derive(Clone, Copy)]
struct SlotSnapshot {
    job: u64,
    entries: u64,
    beats: u64,
    since: Instant,
}

impl Desk {
    /// Says that the worker gets on.
    pub(super) fn beat(&self) {
        count_on(&self.beats);
    }

    /// Goes into a job; that alone is no sign that its file answers.
    pub(super) fn enter(&self, job: u64) {
        count_on(&self.entries);
        self.job.store(job, Ordering::Relaxed);
    }

    pub(super) fn leave(&self) {
        self.job.store(0, Ordering::Relaxed);
    }
}

fn count_on(counter: &AtomicU64) {
    // One writer: no need for a locked instruction.
    counter.store(counter.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
}

impl Flags {
    pub(super) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            is_stuck: AtomicBool::new(false),
            wishes: AtomicU64::new(1),
            met: AtomicU64::new(0),
        }
    }

    pub(super) fn is_stuck(&self) -> bool {
        self.is_stuck.load(Ordering::Relaxed)
    }

    /// Whoever was inside has come back, and goes on with it before anything else.
    pub(super) fn come_back(&self) {
        if self.is_stuck() {
            self.is_stuck.store(false, Ordering::Relaxed);
        }
    }

    /// There is something new to do.
    pub(super) fn wish(&self) {
        self.wishes.fetch_add(1, Ordering::Release);
    }

    pub(super) fn wishes(&self) -> u64 {
        self.wishes.load(Ordering::Acquire)
    }

    /// All that was wished for by then is dealt out.
    pub(super) fn meet(&self, wishes: u64) {
        self.met.fetch_max(wishes, Ordering::AcqRel);
    }

    fn has_work(&self) -> bool {
        self.met.load(Ordering::Acquire) < self.wishes()
    }
}

/// A desk for as long as a worker sits at it.
pub(super) struct Seat<'a>(&'a Shared, pub(super) &'a Desk);

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.1.leave();
        self.1.is_taken.store(false, Ordering::Release);
        self.0.called.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Shared {
    /// A free desk; there is one for each thread that there may ever be.
    pub(super) fn sit_down(&self) -> Option<Seat<'_>> {
        let free = self.desks.iter().find(|desk| !desk.is_taken.swap(true, Ordering::AcqRel));
        if free.is_none() {
            self.called.fetch_sub(1, Ordering::AcqRel);
        }
        free.map(|desk| Seat(self, desk))
    }

    /// Whether a stand-in has to go, because a silent worker came back. True once for each.
    pub(super) fn dismisses(&self) -> bool {
        let most = self.n_silent.load(Ordering::Relaxed);
        let fewer = |n: u64| (n > most).then(|| n - 1);
        self.n_stand_ins.try_update(Ordering::AcqRel, Ordering::Relaxed, fewer).is_ok()
    }

    /// Looks at all desks once. `stuck` are the jobs that were so at the last look.
    fn look(self: &Arc<Self>, seen: &mut [SlotSnapshot], stuck: &mut Vec<u64>, call: &dyn Fn()) {
        let (mut silent, mut lively) = (Vec::new(), Vec::new());
        for (desk, seen) in self.desks.iter().zip(seen) {
            let [job, entries, beats] =
                [&desk.job, &desk.entries, &desk.beats].map(|number| number.load(Ordering::Relaxed));
            if beats != seen.beats {
                lively.push(job);
            }
            if (job, entries, beats) != (seen.job, seen.entries, seen.beats) {
                *seen = SlotSnapshot { job, entries, beats, since: Instant::now() };
            } else if job > 0 && seen.since.elapsed() >= SILENT {
                silent.push(job);
            }
        }
        let n_silent = crate::base::units::len_u64(silent.len());
        self.n_silent.store(n_silent, Ordering::Relaxed);
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut has_work = false;
        let stuck_before = std::mem::take(stuck);
        for (flags, job) in jobs {
            let is_alive = job.strong_count() > 0;
            let is_stuck = silent.contains(&flags.id) && !lively.contains(&flags.id);
            flags.is_stuck.store(is_stuck, Ordering::Relaxed);
            if stuck_before.contains(&flags.id) != is_stuck {
                (self.waker)();
                if !is_stuck {
                    call();
                }
            }
            if is_stuck {
                stuck.push(flags.id);
                if let Some(job) = job.upgrade() {
                    job.end_if_cancelled(&self.waker);
                }
            }
            has_work |= !is_stuck && is_alive && flags.has_work();
        }
        if n_silent > 0 && has_work {
            self.stand_in(n_silent.min((MOST_EACH - 1) * self.n_threads));
        }
    }

    /// Sees to it that there are `wanted` stand-ins.
    fn stand_in(self: &Arc<Self>, wanted: u64) {
        while self.n_stand_ins.load(Ordering::Acquire) < wanted {
            self.n_stand_ins.fetch_add(1, Ordering::AcqRel);
            self.called.fetch_add(1, Ordering::AcqRel);
            let (shared, is_polite) = (Arc::clone(self), self.is_polite);
            let work = move || {
                if is_polite {
                    super::step_back();
                }
                shared.work(true);
            };
            if let Err(error) = std::thread::Builder::new().name("gander-stand-in".into()).spawn(work) {
                tracing::debug!(%error, "nobody stands in for a worker that is stuck");
                self.n_stand_ins.fetch_sub(1, Ordering::AcqRel);
                self.called.fetch_sub(1, Ordering::AcqRel);
                return;
            }
        }
    }
}

/// The watcher's day. `call` calls all workers.
pub(super) fn watch(shared: &Weak<Shared>, call: &dyn Fn(&Arc<Shared>)) {
    let (mut seen, mut stuck) = (Vec::new(), Vec::new());
    loop {
        let Some(shared) = shared.upgrade() else { return };
        if shared.is_closed.load(Ordering::Acquire) {
            return;
        }
        let blank = SlotSnapshot { job: 0, entries: 0, beats: 0, since: Instant::now() };
        seen.resize(shared.desks.len(), blank);
        shared.look(&mut seen, &mut stuck, &|| call(&shared));
        let is_idle = shared.called.load(Ordering::Acquire) == 0;
        drop(shared);
        if is_idle {
            std::thread::park();
        } else {
            std::thread::park_timeout(LOOK_EVERY);
        }
    }
}

/// The jobs there are, by their flags.
pub(super) type Jobs = Vec<(Arc<Flags>, Weak<Inner>)>;
