//! One window for all starts: a second start hands its files to the first window.
//!
//! Windows of one person, one display and one data folder belong together. [`join`] asks the first of them
//! before anything of a second window is made. Who is first is decided by a lock, which the system lets go
//! with the process, so two starts at once agree and a socket that a dead process left is replaced. A first
//! window that does not take the files within [`PATIENCE`] is left alone, and the second has its own.
//!
//! Unix only so far: elsewhere each start has a window of its own.

#![cfg_attr(not(unix), expect(dead_code, reason = "no start comes to another there"))]

#[cfg(unix)]
mod message;
#[cfg(unix)]
mod unix;

use crate::app::App;
use crossbeam_channel::Receiver;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

#[cfg(unix)]
pub use unix::{Place, join};

/// How long a second start waits for the first window.
pub const PATIENCE: Duration = Duration::from_millis(500);

/// What became of a start.
pub enum Joined {
    /// The first window has taken the files: nothing is left to be done.
    HandedOver,
    /// This is the first window, to which others come.
    First(Instance),
    /// It has a window of its own, to which no others come.
    Alone,
}

/// The first window's end: files that other starts bring.
pub struct Instance {
    requests: Receiver<Handed>,
    /// Serves other starts until it is dropped.
    #[cfg(unix)]
    server: unix::Server,
}

impl Instance {
    /// What comes from other starts.
    #[must_use]
    pub fn requests(&self) -> Receiver<Handed> {
        self.requests.clone()
    }

    /// From now on `wake` is called for each request, and one that is not taken in time is refused: before,
    /// while the window is being made, starts wait longer.
    pub fn is_up(&self, wake: Arc<dyn Fn() + Send + Sync>) {
        #[cfg(unix)]
        self.server.is_up(wake);
        #[cfg(not(unix))]
        drop(wake);
    }
}

/// Files that another start hands over.
pub struct Handed {
    files: Vec<PathBuf>,
    state: Arc<AtomicU8>,
}

const WAITING: u8 = 0;
const TAKEN: u8 = 1;
const GIVEN_UP: u8 = 2;

impl Handed {
    /// The files, unless the other start has given up meanwhile and shows them itself.
    #[must_use]
    pub fn take(self) -> Option<Vec<PathBuf>> {
        let taken = self.state.compare_exchange(WAITING, TAKEN, Ordering::AcqRel, Ordering::Acquire);
        taken.is_ok().then_some(self.files)
    }
}

#[cfg(not(unix))]
#[must_use]
/// Each start has its own window.
pub fn join(_files: &[PathBuf]) -> Joined {
    Joined::Alone
}

impl App {
    /// Takes files from other starts from now on.
    pub fn serve(&mut self, requests: Receiver<Handed>) {
        self.handed = Some(requests);
    }

    /// Opens what other starts have brought, the first file in front, and raises the window.
    pub(super) fn absorb_handed(&mut self) {
        while let Some(handed) = self.handed.as_ref().and_then(|requests| requests.try_recv().ok()) {
            if let Some(files) = handed.take() {
                self.open_given(files);
                self.effects.push(super::Effect::Raise);
            }
        }
    }

    /// Opens files that were named together, the first one in front.
    pub fn open_given(&mut self, files: Vec<PathBuf>) {
        let first = files.first().cloned();
        for file in files {
            self.open(file);
        }
        first.into_iter().for_each(|first| self.open(first));
    }
}
