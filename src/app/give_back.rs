//! Memory that was freed goes back to the system once work has ended. Until then the process keeps it for what it
//! allocates next ([`sys::keep_freed_memory`]): a scan leaves some megabytes.

use super::App;
use crate::base::sys;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long after the end of the last work memory goes back: a file is mostly closed, or scanned, with others.
const A_MOMENT: Duration = Duration::from_secs(1);

/// Work that took less leaves little: what is appended to a followed file is scanned many times a second.
const WORTH_IT: Duration = Duration::from_millis(100);

impl App {
    /// Has memory given back if all work has ended since the last time.
    pub(super) fn give_back_after_work(&mut self) {
        match (self.is_busy(), self.busy_since) {
            (true, None) => self.busy_since = Some(Instant::now()),
            (false, Some(since)) => {
                self.busy_since = None;
                if since.elapsed() >= WORTH_IT {
                    in_background(|| {});
                }
            }
            _ => {}
        }
    }
}

/// Does something on a thread of its own. A moment after the last of several such things memory is given back.
pub(super) fn in_background(work: impl FnOnce() + Send + 'static) {
    static N_BEGUN: AtomicU64 = AtomicU64::new(0);
    let nr = N_BEGUN.fetch_add(1, Ordering::Relaxed) + 1;
    let all = move || {
        work();
        std::thread::sleep(A_MOMENT);
        if N_BEGUN.load(Ordering::Relaxed) == nr {
            sys::give_back_memory();
        }
    };
    if let Err(error) = std::thread::Builder::new().name("gander-free".into()).spawn(all) {
        tracing::debug!(%error, "the window itself did what frees memory");
    }
}
