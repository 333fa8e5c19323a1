//! The memory map, and the SIGBUS handler that keeps a truncated file from killing the program.
//!
//! # The safety argument
//! A file that is mapped can be changed by anyone, at any time, and Rust calls a `&[u8]`
//! whose bytes change undefined. What we rely on is narrower, and holds for every compiler
//! we ship with: address and length of the slice are fixed for as long as the [`Map`] lives,
//! every page in it can be read (a page that is gone is replaced by zeros before the read
//! resumes, see below), and the reading code accepts any byte value, even one that differs
//! between two reads. So a read computes counts and verdicts only, never a `&str`, and
//! decoders take a private copy first. No slice exists outside [`Map::look`].
//!
//! # The guard
//! Touching a page past the end of a file that was cut raises SIGBUS. One handler for the
//! process looks the address up in a fixed table of maps. In one of ours it notes the first
//! bad byte and maps zeros over what is gone: from the page to the map's end if the file now
//! ends before it, over that page alone if the disk failed (zeros page by page would die at
//! the kernel's limit of 65,530 mappings). Then the interrupted read resumes, and its answer
//! is discarded. For a fault elsewhere the previous handler is restored, for a signal sent by
//! `kill` the default one: both still end the program with the right signal.
#![expect(unsafe_code, reason = "the one place for it; each use has its SAFETY argument")]

use super::read_at::ReadAt;
use super::{AccessMode, Fault};
use crate::base::Span;
use crate::messages::{Key, Text};
use std::fs::File;

/// A map or none, and a short displayable phrase that says which and why.
pub(super) fn try_map(reader: &dyn ReadAt, len: u64) -> (Option<Map>, Text) {
    let file = match reader.mappable() {
        Ok(file) => file,
        Err(why) => return (None, why),
    };
    if len == 0 {
        return (None, Text::new("fetched-empty"));
    }
    match Map::new(file, reader.base(), len) {
        Ok(map) => (Some(map), Text::new("fetched-mapped").with("on", on(file))),
        Err(why) => (None, read_on(file, why)),
    }
}

/// Why a file is read that could be mapped.
pub(super) fn why_read(reader: &dyn ReadAt, io: AccessMode, why: &'static str) -> Text {
    match reader.mappable() {
        _ if io == AccessMode::Read => Text::new("fetched-as-asked"),
        Ok(file) => read_on(file, Key(why).into()),
        Err(why) => why,
    }
}

/// Positioned reads of a local file, and why.
fn read_on(file: &File, why: Text) -> Text {
    Text::new("fetched-read-on").with("on", on(file)).with("why", why)
}

/// The file system's name, as a suffix of a message.
fn on(file: &File) -> String {
    super::file_system::file_system(file).map(|fs| format!(" · {fs}")).unwrap_or_default()
}

/// How many maps there are in this process now, and how many there can be.
#[must_use]
pub fn in_use() -> (usize, usize) {
    #[cfg(all(unix, target_pointer_width = "64"))]
    return guarded::in_use();
    #[cfg(not(all(unix, target_pointer_width = "64")))]
    (0, 0)
}

#[cfg(all(unix, target_pointer_width = "64"))]
pub use guarded::Map;

#[cfg(not(all(unix, target_pointer_width = "64")))]
pub use absent::Map;

#[cfg(all(unix, target_pointer_width = "64"))]
mod guarded {
    use super::super::FaultKind;
    use super::super::slot::Slot;
    use super::{Fault, Span};
    use crate::base::Offset;
    use crate::base::units::{len_u64, to_usize};
    use crate::messages::Text;
    use memmap2::{Advice, MmapOptions, MmapRaw, UncheckedAdvice};
    use std::fs::File;
    use std::ops::Range;
    use std::os::fd::AsRawFd;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Mutex, OnceLock, PoisonError};
    use std::time::Instant;

    /// Read-ahead on a slow disk, in bytes.
    const READ_AHEAD: usize = 16 << 20;

    /// Most maps at one time; whatever is opened beyond is read.
    const MOST_MAPS: usize = 512;

    /// A read-only map of a file, or of a part of it. Spans count from the part's start.
    pub struct Map {
        raw: MmapRaw,
        /// The part's offset in the file.
        at: u64,
        /// Bytes of the map's first page that lie before the part.
        skip: usize,
        /// Kept open: the handler asks it how long the file is now.
        file: File,
        slot: &'static Slot,
        /// Whether the last pages came slower than 2 GB/s: from the disk.
        is_slow: AtomicBool,
    }

    static TABLE: [Slot; MOST_MAPS] = [const { Slot::free() }; MOST_MAPS];

    /// The handler that was there before ours, and the page size: set once, before any map.
    static GUARD: OnceLock<Guard> = OnceLock::new();

    struct Guard {
        before: libc::sigaction,
        page: usize,
    }

    impl Map {
        /// Maps `len` bytes of `file`, which must be more than none, from `at` on.
        ///
        /// # Errors
        /// Why not, in a few words.
        pub(super) fn new(file: &File, at: u64, len: u64) -> Result<Self, Text> {
            let guard = guard()?;
            let file = file.try_clone().map_err(|error| Text::of_io(&error))?;
            let skip = at % len_u64(guard.page);
            let raw = MmapOptions::new()
                .offset(at - skip)
                .len(usize::try_from(len + skip).map_err(|error| Text::verbatim(error.to_string()))?)
                .map_raw_read_only(&file)
                .map_err(|error| Text::new("fetched-no-room").with("why", Text::of_io(&error)))?;
            let slot = TABLE.iter().find(|slot| slot.take());
            let slot = slot.ok_or_else(|| Text::new("fetched-too-many"))?;
            slot.put(
                raw.as_ptr().expose_provenance(),
                raw.len().next_multiple_of(guard.page),
                file.as_raw_fd(),
                at - skip,
            );
            // Only advice: without it the system reads ahead less.
            let _ = raw.advise(Advice::Sequential);
            Ok(Self { raw, at, skip: to_usize(skip), file, slot, is_slow: AtomicBool::new(false) })
        }

        /// How many bytes it covers.
        pub(in super::super) fn len(&self) -> u64 {
            len_u64(self.raw.len() - self.skip)
        }

        /// Whether none of its bytes was found missing.
        pub(in super::super) fn is_whole(&self) -> bool {
            self.slot.first_bad() == usize::MAX
        }

        /// Calls `look` with the bytes of `span`.
        ///
        /// # Errors
        /// [`Fault`] if a byte of it, or before it, turned out to be gone, now or earlier.
        ///
        /// # Panics
        /// Never by itself; a panic of `look` passes through.
        pub(in super::super) fn look<R>(
            &self,
            span: Span,
            look: impl FnOnce(&[u8]) -> R,
        ) -> Result<R, Fault> {
            if span.end.0 > self.len() || span.start > span.end {
                return Err(Fault::new(FaultKind::Cut { now: self.len() }, span));
            }
            let (start, end) = self.place(span);
            self.check(span)?;
            // SAFETY: `start..end` lies inside the map, which lives as long as `self`; the
            // pages can be read (the guard replaces those that are gone); bytes that change
            // meanwhile are the subject of the argument at the top of this file.
            let bytes = unsafe { std::slice::from_raw_parts(self.raw.as_ptr().add(start), end - start) };
            let answer = look(bytes);
            self.check(span)?;
            Ok(answer)
        }

        fn check(&self, span: Span) -> Result<(), Fault> {
            let first_bad = len_u64(self.slot.first_bad().saturating_sub(self.skip));
            if first_bad >= span.end.0 {
                return Ok(());
            }
            let now = self.file.metadata().map(|meta| meta.len().saturating_sub(self.at));
            let kind = match now {
                // Cut, and grown again since.
                Ok(now) if now >= span.end.0 && self.slot.was_cut() => FaultKind::Changed,
                Ok(now) if now >= span.end.0 => {
                    FaultKind::Io(Text::new("fault-no-answer").with("at", Offset(first_bad).to_string()))
                }
                Ok(now) => FaultKind::Cut { now },
                Err(error) => FaultKind::Io(Text::of_io(&error)),
            };
            Err(Fault::new(kind, span))
        }

        /// Fetches the pages of `span` in one go. Only advice: what fails is found by the read.
        ///
        /// On slow storage the following bytes are requested ahead of time: the system's own
        /// read-ahead mistakes several workers on one file for random access.
        #[cfg(target_os = "linux")]
        pub(in super::super) fn prepare(&self, span: Span) {
            let Some((start, len)) = self.pages(span) else { return };
            if self.is_slow.load(Ordering::Relaxed) {
                let ahead = (len + READ_AHEAD).min(self.raw.len() - start);
                let _ = self.raw.advise_range(Advice::WillNeed, start, ahead);
            }
            let began = Instant::now();
            let _ = self.raw.advise_range(Advice::PopulateRead, start, len);
            let is_slow = began.elapsed().as_nanos() > (len as u128) / 2;
            self.is_slow.store(is_slow, Ordering::Relaxed);
        }

        #[cfg(not(target_os = "linux"))]
        pub(in super::super) fn prepare(&self, _span: Span) {}

        /// Gives the pages that hold `span` back, those that it shares with its neighbours, too.
        pub(in super::super) fn release(&self, span: Span) {
            if let Some((start, len)) = self.pages(span) {
                // SAFETY: the map is shared and read-only, so there is nothing to lose: pages
                // come back from the file (or as zeros, where the guard has put zeros) when
                // they are touched again.
                let _ = unsafe { self.raw.unchecked_advise_range(UncheckedAdvice::DontNeed, start, len) };
            }
        }

        /// Its address range in this process.
        pub(in super::super) fn addresses(&self) -> Range<usize> {
            let start = self.raw.as_ptr().addr();
            start..start + self.raw.len().next_multiple_of(rustix::param::page_size())
        }

        /// Whether `mincore` reports page residency truthfully. To users who neither own the file
        /// nor may write it, Linux reports all pages as resident.
        pub(in super::super) fn reports_pages(&self) -> bool {
            use rustix::fs::{Access, AtFlags, CWD, accessat, fstat};
            let link = format!("/proc/self/fd/{}", self.file.as_raw_fd());
            fstat(&self.file).is_ok_and(|stat| stat.st_uid == rustix::process::geteuid().as_raw())
                || accessat(CWD, link, Access::WRITE_OK, AtFlags::EACCESS).is_ok()
        }

        /// Queries which pages from `first` on are resident (`mincore`): the lowest bit of one byte
        /// each. Touches none of them. `None` on failure.
        pub(in super::super) fn held_pages(&self, first: usize, n: usize) -> Option<Vec<u8>> {
            let page = rustix::param::page_size();
            let at = first.checked_mul(page).filter(|at| at + n * page <= self.addresses().len())?;
            let mut held = vec![0_u8; n];
            // SAFETY: the pages lie inside the map, which lives as long as `self`, and the
            // vector has a byte for each of them.
            let answer = unsafe {
                let start = self.raw.as_ptr().add(at);
                libc::mincore(start.cast_mut().cast(), n * page, held.as_mut_ptr().cast())
            };
            (answer == 0).then_some(held)
        }

        /// Where the map holds a span of the part: start and end.
        fn place(&self, span: Span) -> (usize, usize) {
            (to_usize(span.start.0) + self.skip, to_usize(span.end.0) + self.skip)
        }

        /// The pages that hold `span`: offset in the map and length in bytes.
        fn pages(&self, span: Span) -> Option<(usize, usize)> {
            let page = GUARD.get()?.page;
            let (start, end) = self.place(span);
            let (start, end) = (start - start % page, end.next_multiple_of(page).min(self.raw.len()));
            (start < end).then(|| (start, end - start))
        }
    }

    impl Drop for Map {
        fn drop(&mut self) {
            self.slot.give_back();
        }
    }

    /// How many maps there are now, and how many there can be.
    pub(super) fn in_use() -> (usize, usize) {
        (TABLE.iter().filter(|slot| slot.map().is_some()).count(), MOST_MAPS)
    }

    /// Installs the handler, once.
    fn guard() -> Result<&'static Guard, Text> {
        static INSTALLING: Mutex<()> = Mutex::new(());
        let _alone = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(guard) = GUARD.get() {
            return Ok(guard);
        }
        // SAFETY: plain C structures, valid when zeroed and filled in by the calls; the handler
        // has the signature that SA_SIGINFO asks for.
        let before = unsafe {
            let mut before: libc::sigaction = std::mem::zeroed();
            if libc::sigaction(libc::SIGBUS, std::ptr::null(), &raw mut before) != 0 {
                return Err(Text::new("fetched-no-guard"));
            }
            before
        };
        let guard = GUARD.get_or_init(|| Guard { before, page: rustix::param::page_size() });
        // SAFETY: as above; `GUARD` is set before the handler can run.
        unsafe {
            let mut ours: libc::sigaction = std::mem::zeroed();
            ours.sa_sigaction = on_sigbus as *const () as usize;
            ours.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut ours.sa_mask);
            if libc::sigaction(libc::SIGBUS, &raw const ours, std::ptr::null_mut()) != 0 {
                return Err(Text::new("fetched-no-guard"));
            }
        }
        Ok(guard)
    }

    /// The handler. Uses atomics and async-signal-safe calls only, and keeps `errno`.
    extern "C" fn on_sigbus(signal: i32, info: *mut libc::siginfo_t, _context: *mut libc::c_void) {
        let errno = errno_address();
        // SAFETY: the address of this thread's `errno`, always valid.
        let kept = unsafe { *errno };
        // SAFETY: the kernel hands a valid `siginfo_t` to a handler with SA_SIGINFO.
        let (code, address) = unsafe { ((*info).si_code, (*info).si_addr().addr()) };
        let is_filled = code > 0 && TABLE.iter().any(|slot| fill_with_zeros(slot, address));
        if !is_filled {
            // SAFETY: sigaction and raise are async-signal-safe; the structures are valid.
            unsafe {
                if code > 0
                    && let Some(guard) = GUARD.get()
                {
                    // Restores the previous handler: the instruction runs again and faults again.
                    libc::sigaction(signal, &raw const guard.before, std::ptr::null_mut());
                } else {
                    let mut default: libc::sigaction = std::mem::zeroed();
                    default.sa_sigaction = libc::SIG_DFL;
                    libc::sigaction(signal, &raw const default, std::ptr::null_mut());
                    libc::raise(signal);
                }
            }
        }
        // SAFETY: as above.
        unsafe { *errno = kept };
    }

    /// Maps zeros over what is gone, if `address` lies in the slot's map.
    fn fill_with_zeros(slot: &Slot, address: usize) -> bool {
        let (Some((start, len, fd, from)), Some(guard)) = (slot.map(), GUARD.get()) else { return false };
        if address < start || address - start >= len {
            return false;
        }
        let bad = (address - start) & !(guard.page - 1);
        // SAFETY: fstat is async-signal-safe and fills the structure; the address range lies
        // inside a map of ours, which lives on because the interrupted read borrows it.
        unsafe {
            let mut stat: libc::stat = std::mem::zeroed();
            let cut = libc::fstat(fd, &raw mut stat) == 0
                && u64::try_from(stat.st_size).is_ok_and(|size| size <= from.saturating_add(len_u64(bad)));
            slot.note_bad(bad, cut);
            let zeros = if cut { len - bad } else { guard.page };
            let flags = libc::MAP_FIXED | libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
            let at = std::ptr::with_exposed_provenance_mut(start + bad);
            libc::mmap(at, zeros, libc::PROT_READ, flags, -1, 0) != libc::MAP_FAILED
        }
    }

    #[cfg(any(target_os = "linux", target_os = "redox"))]
    fn errno_address() -> *mut i32 {
        // SAFETY: always succeeds.
        unsafe { libc::__errno_location() }
    }

    #[cfg(not(any(target_os = "linux", target_os = "redox")))]
    fn errno_address() -> *mut i32 {
        // SAFETY: always succeeds.
        unsafe { libc::__error() }
    }
}

#[cfg(not(all(unix, target_pointer_width = "64")))]
mod absent {
    use super::{Fault, Span};
    use crate::messages::Text;
    use std::fs::File;

    /// Never made: on Windows a map would keep a writer from truncating its own file, and a
    /// 32-bit address space is too small.
    pub enum Map {}

    impl Map {
        pub(super) fn new(_file: &File, _at: u64, _len: u64) -> Result<Self, Text> {
            Err(Text::new("fetched-no-maps"))
        }

        pub(in super::super) fn look<R>(
            &self,
            _span: Span,
            _look: impl FnOnce(&[u8]) -> R,
        ) -> Result<R, Fault> {
            match *self {}
        }

        pub(in super::super) fn len(&self) -> u64 {
            match *self {}
        }

        pub(in super::super) fn is_whole(&self) -> bool {
            match *self {}
        }

        pub(in super::super) fn addresses(&self) -> std::ops::Range<usize> {
            match *self {}
        }

        pub(in super::super) fn reports_pages(&self) -> bool {
            match *self {}
        }

        pub(in super::super) fn held_pages(&self, _first: usize, _n: usize) -> Option<Vec<u8>> {
            match *self {}
        }

        pub(in super::super) fn prepare(&self, _span: Span) {
            match *self {}
        }

        pub(in super::super) fn release(&self, _span: Span) {
            match *self {}
        }
    }
}
