//! Pipes: copied as they come into a temporary file that has no name from birth.
//!
//! A thread reads the pipe and appends; other threads read what is copied so far. The system
//! deletes the copy when the program exits or crashes. A copy is bounded ([`SpoolPlace`]). What
//! reads a pipe once, from the first byte to the last, releases what it has read
//! ([`ReadAt::release_before`]): the copy is then never ahead of it by more than [`AHEAD`], and
//! takes as little room, however long the pipe is.

use super::read_at::{self, ReadAt, Stat};
use super::spool_place::SpoolPlace;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, panics};
use crate::messages::Text;
use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How far the copy may be ahead of a reader that releases what it has read, in bytes.
pub(super) const AHEAD: u64 = 128 << 20;

/// The first bytes are never released: they show whether a file is the same.
const KEPT_HEAD: u64 = 64 << 10;

/// How often a thread that waits for room looks whether the copy is still read.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A pipe's copy, growing until the pipe ends.
pub(super) struct Spool {
    copy: File,
    place: SpoolPlace,
    shared: Arc<SpoolState>,
}

struct SpoolState {
    /// Bytes copied; changed under the lock of `flow`.
    len: AtomicU64,
    flow: Mutex<Flow>,
    /// Notified at every change of `len` and `flow`.
    moved: Condvar,
}

/// What is copied, released and waited for.
struct Flow {
    /// `None` while the pipe is open; then how it ended.
    ended: Option<Result<(), Text>>,
    /// Whether the reader releases what it has read, and how far it has come.
    released: Option<u64>,
    /// Bytes of the copy whose room was given back.
    n_punched: u64,
    /// Bytes past this are waited for: copied even if that is far ahead.
    wanted: Option<u64>,
}

impl Spool {
    /// Starts to copy `pipe`.
    ///
    /// # Errors
    /// If the temporary file or the thread can't be made.
    pub(super) fn start(pipe: File) -> io::Result<Self> {
        let (copy, place) = SpoolPlace::create()?;
        Self::start_in(copy, place, pipe)
    }

    fn start_in(copy: File, place: SpoolPlace, mut pipe: impl Read + Send + 'static) -> io::Result<Self> {
        let (out, bound) = (copy.try_clone()?, place.clone());
        let flow = Flow { ended: None, released: None, n_punched: 0, wanted: None };
        let shared =
            Arc::new(SpoolState { len: AtomicU64::new(0), flow: Mutex::new(flow), moved: Condvar::new() });
        let ours = Arc::clone(&shared);
        std::thread::Builder::new().name("gander-spool".into()).spawn(move || {
            let copied = panics::catch("Copying a pipe", || copy_while_read(&ours, &mut pipe, &out, &bound));
            let result = match copied {
                Ok(copied) => copied.map_err(|error| Text::of_io(&error)),
                Err(caught) => Err(Text::new("fault-copy-failed").with("why", caught.message)),
            };
            ours.lock().ended = Some(result);
            ours.moved.notify_all();
        })?;
        Ok(Self { copy, place, shared })
    }
}

/// Copies until the pipe ends, the bound is reached or the copy has no readers left: `yes |
/// gander` must not fill the disk after its tab was closed.
fn copy_while_read(
    shared: &Arc<SpoolState>,
    pipe: &mut impl Read,
    out: &File,
    bound: &SpoolPlace,
) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 20];
    while shared.wait_for_room() {
        let n = match pipe.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let room = bound.most_bytes.saturating_sub(shared.kept_bytes());
        let fits = to_usize(room.min(len_u64(n)));
        shared.append(out, &buffer[..fits])?;
        if fits < n {
            return Err(io::Error::other(bound.is_full()));
        }
    }
    Ok(())
}

impl SpoolState {
    fn lock(&self) -> MutexGuard<'_, Flow> {
        self.flow.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes of the copy that take room.
    fn kept_bytes(&self) -> u64 {
        let n_punched = self.lock().n_punched;
        self.len.load(Ordering::Acquire).saturating_sub(n_punched)
    }

    fn append(&self, out: &File, bytes: &[u8]) -> io::Result<()> {
        // Positioned write: readers may move the cursor that both handles share.
        read_at::write_all_at(out, bytes, Offset(self.len.load(Ordering::Relaxed)))?;
        let flow = self.lock();
        self.len.fetch_add(len_u64(bytes.len()), Ordering::Release);
        drop(flow);
        self.moved.notify_all();
        Ok(())
    }

    /// Waits until the reader is near. False if there is no reader left.
    fn wait_for_room(self: &Arc<Self>) -> bool {
        let mut flow = self.lock();
        loop {
            if Arc::strong_count(self) == 1 {
                return false;
            }
            let len = self.len.load(Ordering::Acquire);
            let is_near = flow.released.is_none_or(|released| len.saturating_sub(released) < AHEAD);
            if is_near || flow.wanted.is_some_and(|wanted| wanted >= len) {
                return true;
            }
            flow = self.moved.wait_timeout(flow, LOOK_EVERY).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl ReadAt for Spool {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        read_at::read_file_at(&self.copy, into, at)
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat { len: self.shared.len.load(Ordering::Acquire), ..Stat::default() })
    }

    fn mappable(&self) -> Result<&File, Text> {
        Err(Text::new("fetched-read").with("why", self.place.described()))
    }

    fn is_filling(&self) -> bool {
        self.shared.lock().ended.is_none()
    }

    fn wait_filled(&self) -> io::Result<()> {
        let mut flow = self.shared.lock();
        while flow.ended.is_none() {
            flow = self.shared.moved.wait(flow).unwrap_or_else(PoisonError::into_inner);
        }
        match &flow.ended {
            Some(Err(why)) => Err(io::Error::other(why.clone())),
            _ => Ok(()),
        }
    }

    fn wait_longer(&self, than: u64, most: Duration) {
        let until = Instant::now() + most;
        let mut flow = self.shared.lock();
        flow.wanted = Some(than);
        self.shared.moved.notify_all();
        while flow.ended.is_none() && self.shared.len.load(Ordering::Acquire) <= than {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            flow = self.shared.moved.wait_timeout(flow, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        flow.wanted = None;
    }

    fn release_before(&self, at: Offset) {
        let mut flow = self.shared.lock();
        let start = KEPT_HEAD + flow.n_punched;
        flow.released = flow.released.max(Some(at.0));
        let end = at.0 / KEPT_HEAD * KEPT_HEAD;
        if end > start && punch(&self.copy, start, end - start) {
            flow.n_punched += end - start;
        }
        drop(flow);
        self.shared.moved.notify_all();
    }
}

/// Gives the room of `len` bytes back to the file system; whether it could.
#[cfg(target_os = "linux")]
fn punch(file: &File, start: u64, len: u64) -> bool {
    use rustix::fs::{FallocateFlags, fallocate};
    fallocate(file, FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE, start, len).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn punch(_file: &File, _start: u64, _len: u64) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    fn endless(most_bytes: u64) -> io::Result<Spool> {
        let folder = std::env::temp_dir();
        let copy = tempfile::tempfile_in(&folder)?;
        Spool::start_in(copy, SpoolPlace { folder, most_bytes }, io::repeat(b'y'))
    }

    #[test]
    fn an_endless_pipe_is_copied_up_to_the_bound_and_that_is_said() {
        let spool = endless(3 * MIB + 5).unwrap();
        let why = spool.wait_filled().unwrap_err().to_string();
        assert!(why.contains("MiB"), "{why}");
        assert_eq!(spool.stat().unwrap().len, 3 * MIB + 5);
        assert!(!spool.is_filling());
    }

    #[test]
    fn a_copy_that_is_released_takes_little_room_however_long_the_pipe_is() {
        use std::os::unix::fs::MetadataExt;
        let spool = endless(AHEAD + 16 * MIB).unwrap();
        spool.release_before(Offset::ZERO);
        let mut at = 0;
        while at < 3 * AHEAD {
            spool.wait_longer(at, Duration::from_secs(20));
            let len = spool.stat().unwrap().len;
            assert!(len > at && len < at + AHEAD + 2 * MIB, "{len} at {at}");
            let mut last = [0];
            assert_eq!(spool.read_at(&mut last, Offset(len - 1)).unwrap(), 1);
            assert_eq!(last, *b"y");
            at = len;
            spool.release_before(Offset(at));
            let room = spool.copy.metadata().unwrap().blocks() * 512;
            assert!(room < AHEAD + 16 * MIB, "{room}");
        }
        let mut first = [0];
        spool.read_at(&mut first, Offset::ZERO).unwrap();
        assert_eq!(first, *b"y");
    }

    #[test]
    fn what_is_waited_for_is_copied_even_far_ahead_of_what_is_released() {
        let spool = endless(AHEAD + 16 * MIB).unwrap();
        spool.release_before(Offset::ZERO);
        spool.wait_longer(AHEAD + 4 * MIB, Duration::from_secs(60));
        assert!(spool.stat().unwrap().len > AHEAD + 4 * MIB);
    }
}
