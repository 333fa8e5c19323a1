//! Panics as values: each ends its own piece of work, is logged, and can be copied.
//!
//! [`catch`] runs a piece of work and turns its panic into a [`CaughtPanic`]. [`install`], called
//! once by the program, adds what only a hook can know (where it happened, and the way
//! there) and appends every panic to a file in the user's state folder. It names no files that
//! were read: the details are meant for public bug reports.

use super::date;
use std::backtrace::Backtrace;
use std::cell::{Cell, RefCell};
use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::SystemTime;

/// The log is rotated once it is longer; one old log is kept.
const MOST_LOGGED: u64 = 256 * 1024;

/// The longest details, in bytes.
const MOST_DETAILS: usize = 16 * 1024;

/// A piece of work that panicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaughtPanic {
    /// What the panic said.
    pub message: String,
    /// Details for a bug report.
    pub details: String,
}

thread_local! {
    /// The innermost title on this thread.
    static TITLE: Cell<Option<&'static str>> = const { Cell::new(None) };
    /// The panic that is unwinding this thread, as the hook saw it.
    static CAUGHT: RefCell<Option<CaughtPanic>> = const { RefCell::new(None) };
}

/// Runs `work`, named `title` in messages, and catches its panic.
///
/// # Errors
/// The panic.
pub fn catch<T>(title: &'static str, work: impl FnOnce() -> T) -> Result<T, CaughtPanic> {
    let before = TITLE.replace(Some(title));
    let done = catch_unwind(AssertUnwindSafe(work));
    TITLE.set(before);
    done.map_err(|panic| {
        let message = message(panic.as_ref());
        // Dropping the payload may panic again.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(panic)));
        let seen = CAUGHT.with_borrow_mut(Option::take).filter(|seen| seen.message == message);
        seen.unwrap_or_else(|| CaughtPanic { details: message.clone(), message })
    })
}

/// Installs the hook that logs every panic, in the system's state folder.
pub fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let caught = seen(info);
            if let Some(path) = log_path()
                && let Err(error) = append(&path, &caught.details)
            {
                tracing::warn!(%error, "a panic could not be written down");
            }
            if TITLE.get().is_some() {
                CAUGHT.set(Some(caught));
            } else {
                before(info);
            }
        }));
    });
}

/// The path of the panic log.
#[must_use]
pub fn log_path() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "gander")?;
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
    Some(folder.join("panic.log"))
}

/// The panic's message.
fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".into())
}

fn seen(info: &PanicHookInfo<'_>) -> CaughtPanic {
    let message = info.payload_as_str().unwrap_or("no message").to_owned();
    let time = date::rfc3339(SystemTime::now()).unwrap_or_default();
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("without a name");
    let title = TITLE.get().unwrap_or("the program itself");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let (version, os, arch) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    let way = Backtrace::force_capture();
    let mut details = format!(
        "{time} · Gander {version} · {os} {arch}\nthread {thread} · {title}\n{place}: {message}\n{way}"
    );
    details.truncate(details.floor_char_boundary(MOST_DETAILS));
    CaughtPanic { message, details }
}

fn append(path: &Path, details: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::metadata(path).is_ok_and(|meta| meta.len() > MOST_LOGGED) {
        fs::rename(path, path.with_extension("old.log"))?;
    }
    // One write, so that two threads' details don't interleave.
    File::options().append(true).create(true).open(path)?.write_all(format!("{details}\n\n").as_bytes())
}

impl std::fmt::Display for CaughtPanic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_its_work_and_says_why() {
        assert_eq!(catch("Trying", || 7), Ok(7));
        let outer = catch("Trying", || {
            let inner = catch("Inside", || panic!("number {}", 3)).map(|()| 0);
            assert_eq!(inner.map_err(|caught| caught.message), Err("number 3".into()));
            panic!("the rest")
        });
        assert_eq!(outer.map(|()| 0).map_err(|caught| caught.message), Err("the rest".into()));
    }

    #[test]
    fn the_log_is_begun_anew_before_it_grows_long() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("state/panic.log");
        for _ in 0..100 {
            append(&path, &"x".repeat(10_000)).expect("there is room");
        }
        let len = |name: &str| fs::metadata(folder.path().join(name)).map_or(0, |meta| meta.len());
        assert!((10_000..MOST_LOGGED + 20_000).contains(&len("state/panic.log")));
        assert!((MOST_LOGGED..MOST_LOGGED + 20_000).contains(&len("state/panic.old.log")));
    }
}
