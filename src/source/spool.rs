//! Pipes: copied as they come into a temporary file that has no name from birth.
//!
//! A thread reads the pipe and appends; other threads read what is copied so far. The system
//! deletes the copy when the program exits or crashes.

use super::read_at::{self, ReadAt, Stat};
use crate::base::units::len_u64;
use crate::base::{Offset, panics};
use crate::messages::{Key, Text};
use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// A pipe's copy, growing until the pipe ends.
pub(super) struct Spool {
    copy: File,
    shared: Arc<SpoolState>,
}

struct SpoolState {
    len: AtomicU64,
    /// `None` while the pipe is open; then how it ended.
    ended: Mutex<Option<Result<(), Text>>>,
    ending: Condvar,
}

impl Spool {
    /// Starts to copy `pipe`.
    ///
    /// # Errors
    /// If the temporary file or the thread can't be made.
    pub(super) fn start(mut pipe: File) -> io::Result<Self> {
        let copy = tempfile::tempfile()?;
        let out = copy.try_clone()?;
        let shared =
            Arc::new(SpoolState { len: AtomicU64::new(0), ended: Mutex::new(None), ending: Condvar::new() });
        let ours = Arc::clone(&shared);
        std::thread::Builder::new().name("gander-spool".into()).spawn(move || {
            let copied = panics::catch("Copying a pipe", || copy_while_read(&ours, &mut pipe, &out));
            let result = match copied {
                Ok(copied) => copied.map_err(|error| Text::of_io(&error)),
                Err(caught) => Err(Text::new("fault-copy-failed").with("why", caught.message)),
            };
            *ours.ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            ours.ending.notify_all();
        })?;
        Ok(Self { copy, shared })
    }
}

/// Copies until the pipe ends or the copy has no readers left: `yes | gander` must not fill
/// the disk after its tab was closed.
fn copy_while_read(shared: &Arc<SpoolState>, pipe: &mut File, out: &File) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 20];
    while Arc::strong_count(shared) > 1 {
        let n = match pipe.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        // Positioned write: readers may move the cursor that both handles share.
        read_at::write_all_at(out, &buffer[..n], Offset(shared.len.load(Ordering::Relaxed)))?;
        shared.len.fetch_add(len_u64(n), Ordering::Release);
    }
    Ok(())
}

impl ReadAt for Spool {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        read_at::read_file_at(&self.copy, into, at)
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat { len: self.shared.len.load(Ordering::Acquire), ..Stat::default() })
    }

    fn mappable(&self) -> Result<&File, Text> {
        Err(Text::new("fetched-read").with("why", Key("fetched-spooled")))
    }

    fn is_filling(&self) -> bool {
        self.shared.ended.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    fn wait_filled(&self) -> io::Result<()> {
        let mut ended = self.shared.ended.lock().unwrap_or_else(PoisonError::into_inner);
        while ended.is_none() {
            ended = self.shared.ending.wait(ended).unwrap_or_else(PoisonError::into_inner);
        }
        match &*ended {
            Some(Err(why)) => Err(io::Error::other(why.clone())),
            _ => Ok(()),
        }
    }
}
