//! The core that a frame is made on is the window's until the frame is done.
//!
//! Low priority alone does not keep a frame whole: a background thread has its share all the same, and Linux lets it
//! take that at once, for a tick of 4 ms, in the midst of a frame. So background threads ask here after every piece
//! of work, and one that finds itself on the core of a frame sleeps until that should be done. They lose nothing
//! (measured): on that core the window would run anyway, and on other cores they go on.
//!
//! Only Linux has priorities of threads and tells the core; elsewhere nobody sleeps.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The longest that a background thread sleeps for a frame: what an expensive one may take.
const LONGEST: Duration = Duration::from_millis(10);

/// What a frame may take beyond one and a half times the usual before others run on its core.
const SPARE: Duration = Duration::from_micros(500);

/// The window's turn: a process has one window.
static TURN: LazyLock<Turn> = LazyLock::new(Turn::new);

/// A frame that is being made on this thread, until it is dropped.
pub struct FrameTurn(Instant);

impl FrameTurn {
    /// A frame begins.
    #[must_use]
    pub fn begin() -> Self {
        let turn = Self(Instant::now());
        turn.go_on();
        turn
    }

    /// It goes on after the thread has waited: it may be on another core since.
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

/// Sleeps if a frame is being made on this core. For background threads, after pieces of work that take a few hundred
/// microseconds at most: for so long a frame may wait. Costs an atomic load, and 50 ns more while a frame is made.
pub fn give_way() {
    if TURN.is_taken()
        && let Some(core) = this_core()
        && let Some(rest) = TURN.rest(core, Instant::now())
    {
        std::thread::sleep(rest);
    }
}

/// The core that this thread is on at the moment, where the system tells.
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

/// Whose turn it is. Nothing waits for it, so no order of its values does more harm than a rest too many or too few.
struct Turn {
    epoch: Instant,
    /// The core of the frame.
    core: AtomicUsize,
    /// When the frame should be done, in nanoseconds since the epoch; 0 while none is made.
    until: AtomicU64,
    /// What frames have taken lately, in nanoseconds: the newest counts for a quarter.
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

    /// How long a background thread on `core` leaves it to a frame; `None` if it need not.
    fn rest(&self, core: usize, now: Instant) -> Option<Duration> {
        let until = Duration::from_nanos(self.until.load(Ordering::Relaxed));
        let rest = until.checked_sub(now.saturating_duration_since(self.epoch))?;
        (core == self.core.load(Ordering::Relaxed)).then_some(rest.min(LONGEST))
    }
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
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
