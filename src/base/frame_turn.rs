//! Cooperative scheduling: background threads yield the core on which the window draws a frame.
//!
//! Lower priority alone does not protect a frame: the scheduler preempts it for a background thread's share, a tick of
//! 4 ms on Linux, and leaves it queued even if another core is idle. So background threads call [`yield_to_frame`]
//! between pieces of work, which sleeps until the frame's expected end if the thread runs on the frame's core.
//! Threads on other cores continue: throughput is unchanged, up to a third lower if other programs use all cores
//! (measured on two).
//!
//! Linux only: elsewhere threads have no priority of their own ([`super::thread::step_back`]) and nothing sleeps.

use super::units::nanos;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Longest sleep for one frame: the duration of an expensive one.
const LONGEST: Duration = Duration::from_millis(10);

/// Added to one and a half times the usual duration of a frame to get its expected end.
const SPARE: Duration = Duration::from_micros(500);

/// The state of the process's only window.
static TURN: LazyLock<Turn> = LazyLock::new(Turn::new);

/// Marks this thread as drawing a frame until dropped.
pub struct FrameTurn(Instant);

impl FrameTurn {
    /// Starts a frame.
    #[must_use]
    pub fn begin() -> Self {
        let turn = Self(Instant::now());
        turn.go_on();
        turn
    }

    /// Updates the core after a wait: the thread may have migrated.
    pub fn go_on(&self) {
        if let Some(core) = this_core() {
            TURN.take(core, self.0);
        }
    }
}

impl Drop for FrameTurn {
    fn drop(&mut self) {
        TURN.end(self.0.elapsed());
    }
}

/// Sleeps if this thread runs on the core of a frame that is being drawn. Background threads call it at intervals of
/// at most a few hundred microseconds, which bound a frame's delay. Costs an atomic load; during a frame also a
/// reading of the clock and of the core.
pub fn yield_to_frame() {
    if TURN.is_taken()
        && let Some(core) = this_core()
        && let Some(rest) = TURN.rest(core, Instant::now())
    {
        std::thread::sleep(rest);
    }
}

/// The core that runs this thread; `None` off Linux.
fn this_core() -> Option<usize> {
    #[cfg(target_os = "linux")]
    {
        Some(rustix::thread::sched_getcpu())
    }
    #[cfg(not(target_os = "linux"))]
    {
        None
    }
}

/// The current frame. Relaxed ordering suffices: a stale value costs one sleep too many or too few.
struct Turn {
    epoch: Instant,
    /// Its core.
    core: AtomicUsize,
    /// Its expected end, in nanoseconds since `epoch`; 0 between frames.
    until: AtomicU64,
    /// Moving average of frame durations, in nanoseconds; the newest has a weight of 1/4.
    usual: AtomicU64,
}

impl Turn {
    fn new() -> Self {
        Self {
            epoch: Instant::now(),
            core: AtomicUsize::new(0),
            until: AtomicU64::new(0),
            usual: AtomicU64::new(0),
        }
    }

    fn take(&self, core: usize, began: Instant) {
        let usual = Duration::from_nanos(self.usual.load(Ordering::Relaxed));
        let takes = (usual * 3 / 2 + SPARE).min(LONGEST);
        self.core.store(core, Ordering::Relaxed);
        self.until.store(nanos(began.saturating_duration_since(self.epoch) + takes), Ordering::Relaxed);
    }

    fn end(&self, took: Duration) {
        self.until.store(0, Ordering::Relaxed);
        let usual = self.usual.load(Ordering::Relaxed);
        self.usual.store(usual - usual / 4 + nanos(took.min(LONGEST)) / 4, Ordering::Relaxed);
    }

    fn is_taken(&self) -> bool {
        self.until.load(Ordering::Relaxed) != 0
    }

    /// How long a background thread on `core` has to sleep; `None` if it need not.
    fn rest(&self, core: usize, now: Instant) -> Option<Duration> {
        let until = Duration::from_nanos(self.until.load(Ordering::Relaxed));
        let rest = until.checked_sub(now.saturating_duration_since(self.epoch))?;
        (core == self.core.load(Ordering::Relaxed)).then_some(rest.min(LONGEST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn who_is_on_the_core_of_a_frame_rests_until_it_should_be_done() {
        let turn = Turn::new();
        let began = turn.epoch + MS * 100;
        assert_eq!(turn.rest(3, began), None, "no frame is made");
        (0..50).for_each(|_| turn.end(MS * 2));
        turn.take(3, began);
        assert!(turn.is_taken());
        assert_eq!(turn.rest(2, began), None, "another core");
        let rest = turn.rest(3, began + MS).unwrap();
        assert!(rest > MS * 2 && rest <= MS * 3, "{rest:?}");
        assert_eq!(turn.rest(3, began + MS * 4), None, "it takes longer than expected");
        turn.take(1, began);
        assert_eq!(
            (turn.rest(3, began), turn.rest(1, began).is_some()),
            (None, true),
            "it went on elsewhere"
        );
        turn.end(MS * 2);
        assert!(!turn.is_taken());
        assert_eq!(turn.rest(1, began), None, "it is done");
    }

    proptest! {
        #[test]
        fn nobody_rests_for_long_whatever_frames_have_taken(
            took in prop::collection::vec(0..u64::MAX, 0..20),
            began in 0..1_u64 << 50,
            now in 0..1_u64 << 50,
        ) {
            let turn = Turn::new();
            took.into_iter().for_each(|took| turn.end(Duration::from_nanos(took)));
            turn.take(0, turn.epoch + Duration::from_nanos(began));
            let rest = turn.rest(0, turn.epoch + Duration::from_nanos(now));
            prop_assert!(rest.unwrap_or_default() <= LONGEST);
        }
    }
}
