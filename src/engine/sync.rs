//! Locks and atomics of the modules whose interleavings are model-checked.
//!
//! `tests/loom` compiles those modules once more, beside a `sync` of its own that has loom's
//! types in place of these.

pub(super) use std::sync::atomic::{AtomicBool, Ordering};
pub(super) use std::sync::{Condvar, Mutex, MutexGuard};
