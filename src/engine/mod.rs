//! Runs scans over files: chunks on workers, partials merged in file order, news by channel.
//!
//! A [`Job`] shows a snapshot to several scans at once. Its chunks are dealt in file order from
//! one counter; workers finish them in any order; whoever finishes one merges what is
//! contiguous, so that everything before the *frontier* is exact and stays so. News go into a
//! channel of one place, at most ten times a second: a window that drains nothing stops
//! nobody, and one that drains gets the newest. Cancel keeps the frontier, [`Engine::resume`]
//! goes on from it, and so does growth ([`Engine::extend`]). A scan that panics ends its job
//! alone; a file that stops answering holds up its own job and no other.

mod crew;
mod deal;
mod job;
pub mod measure;
mod meters;
mod settle;

pub use crew::SILENT;
pub use job::{Job, Progress, State, Update};
pub use meters::Meters;

use crate::base::panics;
use crate::scan::ScanRef;
use crate::source::Snapshot;
use crate::source::reader::Waker;
use crew::{Desk, Jobs};
use deal::Deal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Thread;
use std::time::Duration;

/// Length of a chunk, in bytes: the file's fixed grid.
pub const CHUNK_BYTES: u64 = 4 << 20;

/// Chunks a worker that may be under way or finished past the frontier.
const AHEAD: u64 = 8;

/// What to compute, and for whom.
#[derive(Clone)]
pub struct Spec {
    /// What is being done, for people: `Indexing`.
    pub title: &'static str,
    /// The scans that see each chunk, one after the other.
    pub scans: Vec<ScanRef>,
    /// The tab that waits for it; the one in front is served first.
    pub owner: u64,
    /// Length of a chunk in bytes, at least 1; [`CHUNK_BYTES`] but in trials.
    pub chunk_bytes: u64,
    /// Whether somebody waits for it: it is served before what its tab computes anyway.
    pub is_urgent: bool,
}

/// The workers.
pub struct Engine {
    pool: Arc<rayon::ThreadPool>,
    shared: Arc<Shared>,
    /// Absent if the system had no thread for it: then nobody stands in for who is stuck.
    watcher: Option<Thread>,
}

struct Shared {
    jobs: Mutex<Jobs>,
    front: AtomicU64,
    n_threads: u64,
    meters: Meters,
    waker: Waker,
    is_polite: bool,
    /// One for each thread that there may ever be.
    desks: Vec<Desk>,
    /// Workers that were called and have not gone home.
    called: AtomicU64,
    /// Workers that are stuck, and threads that stand in for them.
    n_silent: AtomicU64,
    n_stand_ins: AtomicU64,
    is_closed: AtomicBool,
}

impl Engine {
    /// Starts `n_threads` workers (0: one a core). `polite` ones leave the processor to the
    /// window whenever it wants it; `waker` is called when a job has news.
    ///
    /// # Errors
    /// A sentence for people if the system has no threads to give.
    pub fn new(n_threads: usize, polite: bool, waker: Waker) -> Result<Self, String> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(n_threads)
            .thread_name(|i| format!("gander-scan-{i}"))
            .start_handler(move |_| {
                if polite {
                    step_back();
                }
            })
            .build()
            .map_err(|error| format!("no worker threads could be started ({error}); close other programs"))?;
        let n_threads = crate::base::units::len_u64(pool.current_num_threads());
        let meters = Meters::new(pool.current_num_threads());
        let shared = Arc::new(Shared {
            jobs: Mutex::default(),
            front: AtomicU64::new(0),
            n_threads,
            meters,
            waker,
            is_polite: polite,
            desks: (0..n_threads * crew::MOST_EACH).map(|_| Desk::default()).collect(),
            called: AtomicU64::new(0),
            n_silent: AtomicU64::new(0),
            n_stand_ins: AtomicU64::new(0),
            is_closed: AtomicBool::new(false),
        });
        let pool = Arc::new(pool);
        let watcher = watch(&shared, &pool);
        Ok(Self { pool, shared, watcher })
    }

    /// Starts a job over `snapshot`. Dropping the [`Job`] cancels it.
    #[must_use]
    pub fn start(&self, snapshot: &Snapshot, spec: Spec) -> Job {
        tracing::info!(title = spec.title, bytes = snapshot.len(), "job started");
        let job = Job::new(snapshot, spec);
        let mut jobs = self.shared.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|(_, job)| job.strong_count() > 0);
        jobs.push((job.flags(), job.weak()));
        drop(jobs);
        self.wake();
        job
    }

    /// Goes on with a job that was cancelled.
    pub fn resume(&self, job: &Job) {
        job.restart(None);
        self.wake();
    }

    /// Goes on with a finished job over a longer snapshot of the same generation.
    pub fn extend(&self, job: &Job, grown: &Snapshot) {
        job.restart(Some(grown.clone()));
        self.wake();
    }

    /// Names the tab that is served first.
    pub fn set_front(&self, tab: u64) {
        self.shared.front.store(tab, Ordering::Relaxed);
    }

    /// How much each worker has read.
    #[must_use]
    pub fn meters(&self) -> &Meters {
        &self.shared.meters
    }

    /// Calls every worker; those without work return at once.
    fn wake(&self) {
        call(&self.pool, &self.shared);
        if let Some(watcher) = &self.watcher {
            watcher.unpark();
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.shared.is_closed.store(true, Ordering::Release);
        if let Some(watcher) = &self.watcher {
            watcher.unpark();
        }
    }
}

/// Starts the thread that notices who is stuck.
fn watch(shared: &Arc<Shared>, pool: &Arc<rayon::ThreadPool>) -> Option<Thread> {
    let (shared, pool) = (Arc::downgrade(shared), Arc::downgrade(pool));
    let watch = move || {
        crew::watch(&shared, &|shared| {
            if let Some(pool) = pool.upgrade() {
                call(&pool, shared);
            }
        });
    };
    match std::thread::Builder::new().name("gander-watch".into()).spawn(watch) {
        Ok(thread) => Some(thread.thread().clone()),
        Err(error) => {
            tracing::debug!(%error, "nobody watches the workers");
            None
        }
    }
}

/// Calls every worker; those without work return at once.
fn call(pool: &rayon::ThreadPool, shared: &Arc<Shared>) {
    for _ in 0..shared.n_threads {
        let shared = Arc::clone(shared);
        shared.called.fetch_add(1, Ordering::AcqRel);
        pool.spawn(move || shared.work(false));
    }
}

impl Shared {
    /// A worker's day: chunk after chunk, until no job has any left.
    fn work(&self, stands_in: bool) {
        let Some(seat) = self.sit_down() else { return };
        let desk = seat.1;
        let mut waited = 0;
        loop {
            if stands_in && self.dismisses() {
                return;
            }
            match self.next(desk) {
                Next::Chunk(job, chunk) => {
                    waited = 0;
                    job.run(&chunk, &self.waker, desk);
                    self.meters.add(chunk.data_bytes());
                    desk.beat();
                    job.flags.come_back();
                    desk.leave();
                }
                Next::Wait => {
                    // Up to 6 ms: a disk that doesn't answer should not keep processors busy.
                    std::thread::sleep(Duration::from_micros(200 << waited));
                    waited = (waited + 1).min(5);
                }
                Next::Nothing => {
                    if stands_in {
                        self.n_stand_ins.fetch_sub(1, Ordering::AcqRel);
                    }
                    return;
                }
            }
        }
    }

    /// The next chunk of the tab in front, or of any other.
    fn next(&self, desk: &Desk) -> Next {
        let jobs: Vec<_> = {
            let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
            // One that is stuck isn't touched: it may hold any of its locks.
            let free = jobs.iter().filter(|(flags, _)| !flags.is_stuck());
            free.filter_map(|(_, job)| job.upgrade()).collect()
        };
        let front = self.front.load(Ordering::Relaxed);
        // First what somebody waits for, then what they look at.
        let rank = |job: &&Arc<job::Inner>| (job.spec.owner != front, !job.spec.is_urgent);
        let mut in_order: Vec<_> = jobs.iter().collect();
        in_order.sort_by_key(rank);
        let mut waits = false;
        for job in in_order {
            let wishes = job.flags.wishes();
            desk.enter(job.flags.id);
            let deal = || job.deal(self.n_threads * AHEAD, &self.waker);
            match panics::catch(job.spec.title, deal) {
                Ok(Deal::Chunk(chunk)) => return Next::Chunk(Arc::clone(job), chunk),
                Ok(Deal::Wait) => waits = true,
                Ok(Deal::Nothing) => job.flags.meet(wishes),
                Err(caught) => job.fail_to_deal(caught, &self.waker),
            }
            desk.leave();
        }
        if waits { Next::Wait } else { Next::Nothing }
    }
}

enum Next {
    Chunk(Arc<job::Inner>, deal::Chunk),
    Wait,
    Nothing,
}

/// Lowers this thread's priority, where the system has one for each thread.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, 10) {
        tracing::debug!(%error, "workers keep their priority");
    }
}
