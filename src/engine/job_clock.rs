//! What a job took: waiting for workers and working, told apart for the log.
//!
//! Jobs that are started together share the workers, so the time from a job's start to its end says
//! little of the job. Costs two readings of a thread's clock a chunk.

use crate::base::thread::processor_time;
use crate::base::units::nanos;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The clock of a job, from its start or restart on.
pub(super) struct JobClock {
    /// What the other times count from.
    base: Instant,
    /// When a worker took the first chunk, in nanoseconds from `base`, plus 1; 0 before that.
    first_at: AtomicU64,
    /// Nanoseconds that workers were inside of it, all together.
    busy: AtomicU64,
    /// Nanoseconds of processor time that they took.
    cpu: AtomicU64,
}

/// What was read of a job's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct JobTimes {
    /// From the first chunk worked on to now.
    pub(super) own: Duration,
    /// That workers were inside of it, summed over them.
    pub(super) busy: Duration,
    /// Their processor time; zero where the system does not tell it for a thread.
    pub(super) cpu: Duration,
}

/// A worker's stay inside of a job. What it took is added when it is dropped, and at each
/// [`WorkLap::note`].
pub(super) struct WorkLap<'a> {
    clock: &'a JobClock,
    began: Instant,
    cpu: Duration,
}

impl JobClock {
    pub(super) fn new() -> Self {
        let zero = || AtomicU64::new(0);
        Self { base: Instant::now(), first_at: zero(), busy: zero(), cpu: zero() }
    }

    /// Starts anew.
    pub(super) fn reset(&self) {
        for time in [&self.first_at, &self.busy, &self.cpu] {
            time.store(0, Ordering::Relaxed);
        }
    }

    /// A worker takes a chunk.
    pub(super) fn lap(&self) -> WorkLap<'_> {
        let now = nanos(self.base.elapsed()) + 1;
        // Only the first one is kept.
        let _ = self.first_at.compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed);
        WorkLap { clock: self, began: Instant::now(), cpu: processor_time() }
    }

    pub(super) fn times(&self) -> JobTimes {
        let read = |time: &AtomicU64| Duration::from_nanos(time.load(Ordering::Relaxed));
        let first_at = self.first_at.load(Ordering::Relaxed);
        let own = first_at.checked_sub(1).map_or(0, |first| nanos(self.base.elapsed()).saturating_sub(first));
        JobTimes { own: Duration::from_nanos(own), busy: read(&self.busy), cpu: read(&self.cpu) }
    }
}

impl WorkLap<'_> {
    /// Adds what was taken since it began, or since the last note.
    pub(super) fn note(&mut self) {
        let (now, cpu) = (Instant::now(), processor_time());
        self.clock.busy.fetch_add(nanos(now - self.began), Ordering::Relaxed);
        self.clock.cpu.fetch_add(nanos(cpu.saturating_sub(self.cpu)), Ordering::Relaxed);
        (self.began, self.cpu) = (now, cpu);
    }
}

impl Drop for WorkLap<'_> {
    fn drop(&mut self) {
        self.note();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_waits_for_workers_does_not_work_meanwhile() {
        let clock = JobClock::new();
        std::thread::sleep(Duration::from_millis(20));
        assert_eq!(clock.times(), JobTimes::default(), "no chunk was taken");
        let spin = || {
            let mut lap = clock.lap();
            let began = Instant::now();
            while began.elapsed() < Duration::from_millis(20) {}
            lap.note();
        };
        std::thread::scope(|scope| {
            scope.spawn(spin);
            scope.spawn(spin);
        });
        let times = clock.times();
        assert!(
            times.busy >= Duration::from_millis(40) && times.own >= Duration::from_millis(20),
            "{times:?}"
        );
        assert!(times.cpu <= times.busy + Duration::from_millis(5), "{times:?}");
        if cfg!(target_os = "linux") {
            assert!(times.cpu > Duration::ZERO, "{times:?}");
        }
        clock.reset();
        assert_eq!(clock.times(), JobTimes::default());
    }
}
