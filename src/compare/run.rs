//! A comparison in the background, what it has found so far, and how it ended.

use super::list::share_done;
use super::{CompareError, CompareEvent, DifferenceList, ListBuilder, Side, compare, compare_aligned};
use crate::base::newest::{LatestValue, replace};
use crate::base::{Offset, panics, thread};
use crate::messages::Text;
use crate::source::{Fault, FaultKind, Snapshot, Standing};
use crossbeam_channel::{Receiver, Sender, bounded};
use rayon::ThreadPoolBuilder;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often what was found is handed over, and after how many ranges the clock is looked at.
const EACH: Duration = Duration::from_millis(100);
const LOOKS_AFTER: u32 = 4096;

/// How a comparison stands.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareState {
    /// Under way.
    Running,
    /// Both files were compared to their ends.
    Done,
    /// Stopped on request.
    Stopped,
    /// This file could not be read to its end, or is not what it was, and in a sentence why.
    Faulted(Side, Text),
    /// It broke off, and in a few words why.
    Failed(Text),
}

/// What is handed over: all that is known, and how it ended if it did.
struct Update {
    list: DifferenceList,
    ended: Option<CompareState>,
}

/// A comparison of two snapshots. Dropping it ends it.
pub struct CompareRun {
    files: (Snapshot, Snapshot),
    is_aligned: bool,
    list: DifferenceList,
    state: CompareState,
    updates: Updates,
    stop: Arc<AtomicBool>,
}

/// Holds the newest update that was not taken.
type Updates = (Sender<Update>, Receiver<Update>);

impl CompareRun {
    /// Starts to compare, by so many threads unless it is aligned. `waker` is called after each piece of news.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn start(
        files: (Snapshot, Snapshot),
        is_aligned: bool,
        n_threads: usize,
        waker: Arc<dyn Fn() + Send + Sync>,
    ) -> std::io::Result<Self> {
        let updates: Updates = bounded(1);
        let stop = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            files: files.clone(),
            is_aligned,
            n_threads,
            stop: Arc::clone(&stop),
            list: ListBuilder::default(),
            told: Instant::now(),
            n_since: 0,
            updates: updates.clone(),
            waker,
        };
        std::thread::Builder::new().name("gander-compare".into()).spawn(move || worker.work())?;
        let (list, state) = (DifferenceList::default(), CompareState::Running);
        Ok(Self { files, is_aligned, list, state, updates, stop })
    }

    /// What is compared.
    #[must_use]
    pub fn files(&self) -> (&Snapshot, &Snapshot) {
        (&self.files.0, &self.files.1)
    }

    /// Whether inserted and deleted bytes are followed.
    #[must_use]
    pub fn is_aligned(&self) -> bool {
        self.is_aligned
    }

    /// What was found so far.
    #[must_use]
    pub fn list(&self) -> &DifferenceList {
        &self.list
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self) -> &CompareState {
        &self.state
    }

    /// Whether it is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.state == CompareState::Running
    }

    /// How far it is, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        share_done(&self.list, (self.files.0.len(), self.files.1.len()))
    }

    /// The place of the other file that stands beside a place of one.
    #[must_use]
    pub fn beside(&self, side: Side, at: Offset) -> Offset {
        if self.is_aligned { self.list.beside(side, at) } else { at }
    }

    /// Ends it soon; what was found stays.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Takes what was found since; whether there was anything. Never blocks.
    pub fn absorb(&mut self) -> bool {
        let Some(update) = self.updates.try_take() else { return false };
        self.list = update.list;
        self.state = update.ended.unwrap_or(CompareState::Running);
        true
    }
}

impl Drop for CompareRun {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Worker {
    files: (Snapshot, Snapshot),
    is_aligned: bool,
    n_threads: usize,
    stop: Arc<AtomicBool>,
    list: ListBuilder,
    told: Instant,
    /// Ranges since the clock was looked at.
    n_since: u32,
    updates: Updates,
    waker: Arc<dyn Fn() + Send + Sync>,
}

impl Worker {
    fn work(mut self) {
        thread::step_back();
        let ended = panics::catch("Compare", || self.compare());
        let ended = ended.unwrap_or_else(|caught| CompareState::Failed(Text::verbatim(caught.to_string())));
        replace(&self.updates, Update { list: self.list.list(), ended: Some(ended) });
        (self.waker)();
    }

    fn compare(&mut self) -> CompareState {
        let (a, b) = self.files.clone();
        let done = if self.is_aligned {
            compare_aligned((&a, &b), |event| Ok::<_, ()>(self.take(event)))
        } else {
            let pool = ThreadPoolBuilder::new().num_threads(self.n_threads);
            match pool.start_handler(|_| thread::step_back()).build() {
                Ok(pool) => compare((&a, &b), &pool, |event| Ok(self.take(event))),
                Err(error) => return CompareState::Failed(Text::verbatim(error.to_string())),
            }
        };
        match done {
            Err(CompareError::A(fault)) => return CompareState::Faulted(Side::A, fault.message()),
            Err(CompareError::B(fault)) => return CompareState::Faulted(Side::B, fault.message()),
            Ok(()) | Err(CompareError::Out(())) => {}
        }
        if self.stop.load(Ordering::Relaxed) {
            return CompareState::Stopped;
        }
        for (side, file) in [(Side::A, &a), (Side::B, &b)] {
            match file.verify_whole() {
                Ok(Standing::Unchanged) => {}
                Ok(Standing::Touched) => {
                    let fault = Fault::new(FaultKind::Changed, file.span());
                    return CompareState::Faulted(side, fault.message());
                }
                Err(fault) => return CompareState::Faulted(side, fault.message()),
            }
        }
        self.list.reach(a.span().end, b.span().end);
        CompareState::Done
    }

    /// Keeps what was found and hands it over now and then; whether to go on.
    fn take(&mut self, event: CompareEvent) -> bool {
        match event {
            CompareEvent::Found(one) => {
                self.list.push(one);
                self.n_since += 1;
                if self.n_since < LOOKS_AFTER {
                    return true;
                }
            }
            CompareEvent::Reached(a, b) => self.list.reach(a, b),
        }
        self.n_since = 0;
        if self.told.elapsed() >= EACH {
            self.told = Instant::now();
            replace(&self.updates, Update { list: self.list.list(), ended: None });
            (self.waker)();
        }
        !self.stop.load(Ordering::Relaxed)
    }
}
