//! An entry in the table of maps: what the signal handler must know of a map. Only atomics: a
//! handler can take no lock. `tests/loom` checks all interleavings.

#[cfg(loom)]
use loom::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, AtomicUsize, Ordering};
#[cfg(not(loom))]
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, AtomicUsize, Ordering};

/// An entry in the table.
pub struct Slot {
    /// Odd while the slot is being changed, and different after every change.
    version: AtomicUsize,
    is_taken: AtomicBool,
    start: AtomicUsize,
    /// Whole pages, in bytes; 0 in a free slot.
    len: AtomicUsize,
    fd: AtomicI32,
    /// The map's offset in its file, in bytes.
    from: AtomicU64,
    /// Offset of the first missing byte in the map.
    first_bad: AtomicUsize,
    /// Whether it was missing because the file had been cut, not because the disk failed.
    was_cut: AtomicBool,
}

macro_rules! free {
    () => {
        Self {
            version: AtomicUsize::new(0),
            is_taken: AtomicBool::new(false),
            start: AtomicUsize::new(0),
            len: AtomicUsize::new(0),
            fd: AtomicI32::new(-1),
            from: AtomicU64::new(0),
            first_bad: AtomicUsize::new(usize::MAX),
            was_cut: AtomicBool::new(false),
        }
    };
}

impl Slot {
    #[cfg(not(loom))]
    pub const fn free() -> Self {
        free!()
    }

    #[cfg(loom)]
    pub fn free() -> Self {
        free!()
    }

    /// Takes the slot, unless it is taken.
    pub fn take(&self) -> bool {
        !self.is_taken.swap(true, Ordering::AcqRel)
    }

    /// Puts a map into a slot that was taken.
    pub fn put(&self, start: usize, len: usize, fd: i32, from: u64) {
        self.version.fetch_add(1, Ordering::AcqRel);
        self.start.store(start, Ordering::Release);
        self.len.store(len, Ordering::Release);
        self.fd.store(fd, Ordering::Release);
        self.from.store(from, Ordering::Release);
        self.first_bad.store(usize::MAX, Ordering::Release);
        self.was_cut.store(false, Ordering::Release);
        self.version.fetch_add(1, Ordering::AcqRel);
    }

    /// Removes the map and frees the slot.
    pub fn give_back(&self) {
        self.put(0, 0, -1, 0);
        self.is_taken.store(false, Ordering::Release);
    }

    /// Start, length in bytes, file, and offset in that, of the map in this slot, if it has one right now.
    ///
    /// A seqlock read, valid only between two equal even versions, so that a slot that
    /// another thread frees and takes again is never read torn.
    pub fn map(&self) -> Option<(usize, usize, i32, u64)> {
        let version = self.version.load(Ordering::Acquire);
        let (start, len) = (self.start.load(Ordering::Acquire), self.len.load(Ordering::Acquire));
        let (fd, from) = (self.fd.load(Ordering::Acquire), self.from.load(Ordering::Acquire));
        let same = self.version.load(Ordering::Acquire) == version;
        (version.is_multiple_of(2) && same && len > 0).then_some((start, len, fd, from))
    }

    /// Notes a missing byte, and whether the file had been truncated.
    pub fn note_bad(&self, at: usize, is_cut: bool) {
        if is_cut {
            self.was_cut.store(true, Ordering::Release);
        }
        self.first_bad.fetch_min(at, Ordering::AcqRel);
    }

    /// Offset of the first missing byte in the map; `usize::MAX` for none.
    pub fn first_bad(&self) -> usize {
        self.first_bad.load(Ordering::Acquire)
    }

    /// Whether a byte was missing because the file had been cut. Ask after [`Slot::first_bad`].
    pub fn was_cut(&self) -> bool {
        self.was_cut.load(Ordering::Acquire)
    }
}
