//! The file that a session is kept in, and the lock that lets one window alone keep it.

use super::keeper::Keeper;
use super::model::{Origins, Session, is_session};
use crate::app::kept::files;
use crate::messages::Text;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// A session that this window restores and keeps on.
pub struct SessionFile {
    path: PathBuf,
    /// Held as long as the session is kept; the system lets it go with the process, however that ends.
    lock: Option<File>,
    read: Option<(Session, Origins)>,
    is_writable: bool,
    trouble: Option<Text>,
}

impl SessionFile {
    /// Reads a session; `None` if another window keeps it. For before the first frame.
    #[must_use]
    pub fn open(path: &Path) -> Option<Self> {
        let folder = path.parent()?;
        if let Err(error) = std::fs::create_dir_all(folder) {
            tracing::warn!(%error, "there is no folder for the session");
        }
        let lock = lock(&path.with_extension("lock")).ok()?;
        let files::RawFile { raw, is_writable, trouble } = files::load(path, is_session);
        let read = raw.map(Session::read);
        Some(Self { path: path.to_owned(), lock, read, is_writable, trouble })
    }

    /// What was open, and how it was stored.
    pub(super) fn take(&mut self) -> Option<(Session, Origins)> {
        self.read.take()
    }

    /// Why it could not be read.
    pub(super) fn trouble(&mut self) -> Option<Text> {
        self.trouble.take()
    }

    /// What keeps it on; `None` if something would be lost by that.
    pub(super) fn keeper(self) -> Option<Keeper> {
        self.is_writable.then(|| Keeper::start(self.path, self.lock).ok()).flatten()
    }
}

/// A lock that no other process has; none where a file system has no locks.
///
/// # Errors
/// If another one has it.
fn lock(path: &Path) -> Result<Option<File>, ()> {
    let Ok(file) = OpenOptions::new().create(true).truncate(false).write(true).open(path) else {
        return Ok(None);
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(()),
        Err(TryLockError::Error(error)) => {
            tracing::debug!(%error, "the session is kept without a lock");
            Ok(None)
        }
    }
}
