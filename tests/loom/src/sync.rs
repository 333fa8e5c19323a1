//! Loom's types, for the engine's modules; its `Condvar` can lose a wake-up on purpose.

pub use loom::sync::atomic::{AtomicBool, Ordering};
pub use loom::sync::{Mutex, MutexGuard};
use std::sync::{LockResult, PoisonError};
use std::time::Duration;

pub struct Condvar(loom::sync::Condvar);

impl Condvar {
    pub fn new() -> Self {
        Self(loom::sync::Condvar::new())
    }

    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.0.wait(guard)
    }

    /// Loom has no time: this returns at once, as a wait that is over in no time does.
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        _most: Duration,
    ) -> Result<(MutexGuard<'a, T>, bool), PoisonError<(MutexGuard<'a, T>, bool)>> {
        loom::thread::yield_now();
        Ok((guard, true))
    }

    pub fn notify_all(&self) {
        self.0.notify_all();
    }
}
