//! A place in the table of maps: what a signal handler must know of one. Only atomics: a
//! handler can take no lock. Every order in which threads can meet here is tried by `tests/loom`.

#[cfg(loom)]
use loom::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};
#[cfg(not(loom))]
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};

/// A place in the table.
pub struct Slot {
    /// Odd while the slot is being changed, and different after every change.
    version: AtomicUsize,
    is_taken: AtomicBool,
    start: AtomicUsize,
    /// Whole pages, in bytes; 0 in a free slot.
    len: AtomicUsize,
    fd: AtomicI32,
    /// The first byte that was not there, counted from the start.
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
    pub fn put(&self, start: usize, len: usize, fd: i32) {
        self.version.fetch_add(1, Ordering::AcqRel);
        self.start.store(start, Ordering::Release);
        self.len.store(len, Ordering::Release);
        self.fd.store(fd, Ordering::Release);
        self.first_bad.store(usize::MAX, Ordering::Release);
        self.was_cut.store(false, Ordering::Release);
        self.version.fetch_add(1, Ordering::AcqRel);
    }

    /// Takes the map out and lets others take the slot.
    pub fn give_back(&self) {
        self.put(0, 0, -1);
        self.is_taken.store(false, Ordering::Release);
    }

    /// Start, length in bytes and file of the map in this slot, if it has one right now.
    ///
    /// Reads between two equal even versions, so that a slot that another thread frees
    /// and takes again is never seen half old and half new.
    pub fn map(&self) -> Option<(usize, usize, i32)> {
        let version = self.version.load(Ordering::Acquire);
        let (start, len) = (self.start.load(Ordering::Acquire), self.len.load(Ordering::Acquire));
        let fd = self.fd.load(Ordering::Acquire);
        let same = self.version.load(Ordering::Acquire) == version;
        (version.is_multiple_of(2) && same && len > 0).then_some((start, len, fd))
    }

    /// Notes a byte that was not there, and whether because the file had been cut.
    pub fn note_bad(&self, at: usize, is_cut: bool) {
        if is_cut {
            self.was_cut.store(true, Ordering::Release);
        }
        self.first_bad.fetch_min(at, Ordering::AcqRel);
    }

    /// The first byte that was not there, counted from the start; `usize::MAX` for none.
    pub fn first_bad(&self) -> usize {
        self.first_bad.load(Ordering::Acquire)
    }

    /// Whether a byte was missing because the file had been cut. Ask after [`Slot::first_bad`].
    pub fn was_cut(&self) -> bool {
        self.was_cut.load(Ordering::Acquire)
    }
}
