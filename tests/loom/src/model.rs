// The engine's protocol with workers that scan nothing: how chunks, requests and wake-ups meet.
//
// A job here has so many chunks; its frontier holds the numbers of those that are merged. The
// modules beside this one are the shipped ones, or mutants of them.

use super::liveness::Liveness;
use super::protocol::Protocol;
use super::signal::{Turn, WorkSignal, worker_loop};
use super::steps::{Deal, Dealt, EpochEnd, Merged, Steps};
use super::sync::{Condvar, Mutex};
use loom::sync::Arc;
use loom::thread;

/// Chunks that fail when they are scanned.
#[derive(Clone, Copy, PartialEq)]
pub enum Fails {
    Never,
    /// Once, the chunk of that number.
    Once(u32),
}

pub struct Job {
    protocol: Protocol<Job>,
    signal: Arc<WorkSignal>,
    /// The last end, its epoch and how many chunks were merged by then.
    last_update: Mutex<Option<(u64, EpochEnd<u32>, u32)>>,
    changed: Condvar,
    fails: Mutex<Fails>,
    ahead: u64,
}

/// The next chunk, and how many there are.
pub struct Dealer(u32, u32);

impl Steps for Job {
    type Worker = ();
    type Dealer = Dealer;
    /// How many chunks are merged, and how many there are.
    type Frontier = Dealer;
    type Chunk = u32;
    type Scanned = u32;
    type Grown = u32;
    type Failure = u32;

    fn cut(&self, dealer: &mut Dealer) -> Result<Option<u32>, u32> {
        let next = dealer.0;
        dealer.0 += u32::from(next < dealer.1);
        Ok((next < dealer.1).then_some(next))
    }

    fn merge(&self, (): &(), frontier: &mut Dealer, scanned: u32) -> Merged<u32> {
        assert_eq!(scanned, frontier.0, "chunks are merged once and in file order");
        frontier.0 += 1;
        if frontier.0 == frontier.1 { Merged::Last } else { Merged::More }
    }

    fn restart(
        &self,
        dealer: &mut Dealer,
        frontier: &mut Dealer,
        grown: Option<u32>,
        _epoch: u64,
    ) -> Result<(), u32> {
        frontier.1 = grown.unwrap_or(frontier.1);
        // The last chunk is scanned again, as a file's last one is.
        frontier.0 = frontier.0.min(frontier.1 - 1);
        *dealer = Dealer(frontier.0, frontier.1);
        Ok(())
    }

    fn end(&self, frontier: &mut Dealer, epoch: u64, end: EpochEnd<u32>) {
        let mut last_update = self.last_update.lock().unwrap();
        assert!(last_update.as_ref().is_none_or(|last| last.0 < epoch), "an epoch ends once");
        *last_update = Some((epoch, end, frontier.0));
        drop(last_update);
        self.changed.notify_all();
    }

    fn wake(&self) {
        self.signal.notify();
    }
}

impl Job {
    fn new(n_chunks: u32, ahead: u64, fails: Fails, has_restart: bool, signal: &Arc<WorkSignal>) -> Self {
        Self {
            protocol: Protocol::new(Dealer(0, n_chunks), Dealer(0, n_chunks), has_restart),
            signal: Arc::clone(signal),
            last_update: Mutex::new(None),
            changed: Condvar::new(),
            fails: Mutex::new(fails),
            ahead,
        }
    }

    fn work_once(&self) -> Turn {
        let Deal::Chunk(Dealt { epoch, seq, chunk }) = self.protocol.deal(self, &(), self.ahead) else {
            return Turn::Idle;
        };
        let mut fails = self.fails.lock().unwrap();
        let failed = *fails == Fails::Once(chunk);
        if failed {
            *fails = Fails::Never;
        }
        drop(fails);
        if self.protocol.is_stopped() {
            self.protocol.end_if_cancelled(self, &());
        } else if failed {
            self.protocol.fail(self, &(), epoch, chunk);
        } else {
            self.protocol.hand_in(self, &(), epoch, seq, chunk);
        }
        Turn::Worked
    }

    /// Waits for an end that no request has overtaken.
    fn end_of(&self) -> (EpochEnd<u32>, u32) {
        let mut last_update = self.last_update.lock().unwrap();
        loop {
            if let Some((epoch, end, merged)) = &*last_update
                && self.protocol.is_current(*epoch)
            {
                return (end.clone(), *merged);
            }
            last_update = self.changed.wait(last_update).unwrap();
        }
    }

    fn request(&self, grown: Option<u32>) {
        self.protocol.request_restart(grown);
        self.signal.notify();
    }
}

/// A job of so many chunks and two workers, to which `happens`.
pub fn job(n_chunks: u32, ahead: u64, fails: Fails, happens: impl FnOnce(&Job)) {
    job_from((n_chunks, ahead, fails), false, happens);
}

/// The same; if it `has_restart`, its first epoch begins as one that goes on from what was kept.
fn job_from((n_chunks, ahead, fails): (u32, u64, Fails), has_restart: bool, happens: impl FnOnce(&Job)) {
    let signal = Arc::new(WorkSignal::new());
    let job = Arc::new(Job::new(n_chunks, ahead, fails, has_restart, &signal));
    let workers: Vec<_> = (0..2)
        .map(|_| {
            signal.add_worker(false);
            let job = Arc::clone(&job);
            thread::spawn(move || {
                worker_loop(&job.signal, false, || job.work_once());
                job.signal.remove_worker(false);
            })
        })
        .collect();
    happens(&job);
    signal.close();
    workers.into_iter().for_each(|worker| worker.join().unwrap());
}

pub fn runs_to_its_end(ahead: u64) {
    job(2, ahead, Fails::Never, |job| assert_eq!(job.end_of(), (EpochEnd::Complete, 2)));
}

pub fn is_cancelled() {
    job(2, 2, Fails::Never, |job| {
        job.protocol.cancel();
        let (end, merged) = job.end_of();
        assert!(end == EpochEnd::Cancelled || (end, merged) == (EpochEnd::Complete, 2));
    });
}

pub fn is_cancelled_and_resumed() {
    job(2, 2, Fails::Never, |job| {
        job.protocol.cancel();
        job.request(None);
        assert_eq!(job.end_of(), (EpochEnd::Complete, 2));
    });
}

pub fn begins_with_a_restart() {
    job_from((2, 2, Fails::Never), true, |job| assert_eq!(job.end_of(), (EpochEnd::Complete, 2)));
}

pub fn is_cancelled_before_it_has_restarted() {
    job_from((2, 2, Fails::Never), true, |job| {
        job.protocol.cancel();
        job.request(Some(2));
        assert_eq!(job.end_of(), (EpochEnd::Complete, 2));
    });
}

pub fn is_extended() {
    job(1, 2, Fails::Never, |job| {
        job.request(Some(2));
        assert_eq!(job.end_of(), (EpochEnd::Complete, 2));
    });
}

pub fn fails_and_is_resumed() {
    job(2, 2, Fails::Once(0), |job| {
        assert_eq!(job.end_of(), (EpochEnd::Failed(0), 0));
        job.request(None);
        assert_eq!(job.end_of(), (EpochEnd::Complete, 2));
    });
}

/// A worker is stalled in its chunk while the watchdog reports that the job was cancelled.
pub fn is_cancelled_while_stalled() {
    job(1, 1, Fails::Never, |job| {
        job.protocol.cancel();
        job.protocol.end_if_cancelled(job, &());
        let (end, _) = job.end_of();
        assert!(matches!(end, EpochEnd::Cancelled | EpochEnd::Complete));
    });
}

/// The watchdog, which deals nothing itself, holds the frontier while a worker wants to restart.
pub fn is_resumed_while_the_watchdog_ends_it() {
    let signal = Arc::new(WorkSignal::new());
    let job = Arc::new(Job::new(1, 1, Fails::Never, false, &signal));
    job.protocol.cancel();
    let theirs = Arc::clone(&job);
    let watchdog = thread::spawn(move || theirs.protocol.end_if_cancelled(&theirs, &()));
    signal.add_worker(false);
    let theirs = Arc::clone(&job);
    let worker = thread::spawn(move || _ = worker_loop(&theirs.signal, false, || theirs.work_once()));
    job.request(None);
    assert_eq!(job.end_of(), (EpochEnd::Complete, 1));
    signal.close();
    watchdog.join().unwrap();
    worker.join().unwrap();
}

/// A worker returns from a job while the watchdog, which saw it stalled, judges; another worker
/// has skipped the job for that.
pub fn a_verdict_is_stale() {
    let (signal, liveness) = (Arc::new(WorkSignal::new()), Arc::new(Liveness::new()));
    let n_returns = liveness.n_returns();
    let watchdog = {
        let liveness = Arc::clone(&liveness);
        thread::spawn(move || _ = liveness.judge(true, n_returns))
    };
    let other = {
        let (signal, liveness) = (Arc::clone(&signal), Arc::clone(&liveness));
        signal.add_worker(false);
        thread::spawn(move || {
            let mut has_worked = false;
            worker_loop(&signal, false, || {
                has_worked |= !liveness.is_stalled();
                Turn::Idle
            });
            assert!(has_worked, "the worker that returned has woken the other");
        })
    };
    if liveness.note_return() {
        signal.notify();
    }
    watchdog.join().unwrap();
    assert!(!liveness.is_stalled());
    signal.close();
    other.join().unwrap();
}

/// A request comes while a spare retires because the stalled worker has come back.
pub fn a_spare_retires_while_work_is_requested() {
    let (signal, work) = (Arc::new(WorkSignal::new()), Arc::new(Mutex::new(0)));
    let done = Arc::new((Mutex::new(0), Condvar::new()));
    signal.set_stalled(1);
    let threads: Vec<_> = [false, true]
        .map(|is_spare| {
            signal.add_worker(is_spare);
            let (signal, work, done) = (Arc::clone(&signal), Arc::clone(&work), Arc::clone(&done));
            thread::spawn(move || {
                let has_retired = worker_loop(&signal, is_spare, || {
                    let n = std::mem::take(&mut *work.lock().unwrap());
                    if n == 0 {
                        return Turn::Idle;
                    }
                    *done.0.lock().unwrap() += n;
                    done.1.notify_all();
                    Turn::Worked
                });
                signal.remove_worker(is_spare && !has_retired);
            })
        })
        .into();
    signal.set_stalled(0);
    *work.lock().unwrap() += 1;
    signal.notify();
    let mut n = done.0.lock().unwrap();
    while *n == 0 {
        n = done.1.wait(n).unwrap();
    }
    drop(n);
    signal.close();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

/// The watchdog sleeps while all are parked, and wakes with the workers.
pub fn the_watchdog_sleeps() {
    let signal = Arc::new(WorkSignal::new());
    signal.add_worker(false);
    let ours = Arc::clone(&signal);
    let worker = thread::spawn(move || _ = worker_loop(&ours, false, || Turn::Idle));
    let ours = Arc::clone(&signal);
    let watchdog = thread::spawn(move || {
        // Two checks: loom would follow one that never sleeps for ever.
        let _ = ours.watch(std::time::Duration::ZERO, true) && ours.watch(std::time::Duration::ZERO, true);
    });
    signal.notify();
    signal.close();
    worker.join().unwrap();
    watchdog.join().unwrap();
}
