//! The thread that writes a session: what came last, a moment after what came first.
//!
//! Takes what is open after each change, so that no picture is drawn and no timer runs for it. When it is
//! dropped it writes what it has, and the lock is free afterwards.

use super::model::{Origins, Session};
use crate::app::kept::files::{self, SOON};
use crate::base::newest;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use serde_json::Value;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long the end of the program waits for a slow disk.
const LAST_WAIT: Duration = Duration::from_secs(2);

/// What is open, and how it was stored before.
type Kept = (Session, Arc<Origins>);

/// Writes a session.
pub(super) struct Keeper {
    slot: (Sender<Kept>, Receiver<Kept>),
    /// Disconnected by its end.
    closes: Option<Sender<()>>,
    /// Disconnected once everything is written.
    written: Receiver<()>,
}

impl Keeper {
    /// Starts the thread, which holds the lock.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub(super) fn start(path: PathBuf, lock: Option<File>) -> std::io::Result<Self> {
        let slot: (Sender<Kept>, Receiver<Kept>) = bounded(1);
        let (closes, closed) = bounded(0);
        let (alive, written) = bounded(0);
        let kept = slot.1.clone();
        let work = move || {
            write_all(&path, &kept, &closed);
            drop(lock);
            drop(alive);
        };
        std::thread::Builder::new().name("gander-session".into()).spawn(work)?;
        Ok(Self { slot, closes: Some(closes), written })
    }

    /// Takes what is open now. Never waits.
    pub(super) fn keep(&self, session: Session, origins: &Arc<Origins>) {
        newest::replace(&self.slot, (session, Arc::clone(origins)));
    }
}

impl Drop for Keeper {
    /// Waits until the last session is written, unless the disk does not answer.
    fn drop(&mut self) {
        self.closes = None;
        let _ = self.written.recv_timeout(LAST_WAIT);
    }
}

fn write_all(path: &Path, kept: &Receiver<Kept>, closed: &Receiver<()>) {
    let mut last = Value::Null;
    loop {
        let first = crossbeam_channel::select! {
            recv(kept) -> first => first.ok(),
            recv(closed) -> _ => kept.try_recv().ok(),
        };
        // Nothing is left, and nothing more will come.
        let Some(first) = first else { return };
        let until = Instant::now() + SOON;
        let is_open = closed.recv_deadline(until) == Err(RecvTimeoutError::Timeout);
        let (session, origins) = kept.try_recv().unwrap_or(first);
        let value = session.json(&origins);
        if value != last && files::write(path, &value) {
            last = value;
        }
        if !is_open && kept.is_empty() {
            return;
        }
    }
}
