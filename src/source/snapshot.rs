//! Snapshots: a file as it was at one moment, and the only access to its bytes.
//!
//! Bytes come through a map or by positioned reads. The map covers the file's length when it was
//! made; growth is read until it is worth a new map. So following a busy log does not remap at
//! every poll, and truncating its newest lines touches no map.

use super::copies::{self, Copies};
use super::map::{self, Map};
use super::{AccessMode, Fault, FaultKind, Generation, ReadAt, Stat, read_at};
use crate::base::units::to_usize;
use crate::base::{Offset, Span};
use crate::messages::Text;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes at the head and at the tail that are compared to detect a rewrite.
const KNOWN_BYTES: u64 = 4096;

/// A file that has grown by this much since it was mapped is remapped.
const LIVE_TAIL: u64 = 64 << 20;

/// A file as it was at one moment: its length is fixed, and reads return its bytes or fail.
/// Cheap to clone.
#[derive(Clone)]
pub struct Snapshot(Arc<Inner>);

/// How a file stands after a pass, compared with its snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the same, or longer.
    Unchanged,
    /// It is as long and has the same ends, but was changed or touched since.
    Touched,
}

struct Inner {
    reader: Arc<dyn ReadAt>,
    /// Of the settled part; the live tail behind it is read.
    map: Option<Arc<Map>>,
    back_end: Text,
    /// What else there is to choose, if the access mode leaves it to measurements.
    choice: Option<Choice>,
    len: u64,
    generation: Generation,
    stat: Stat,
    /// Head and tail are shorter than [`ends`] says if the file was cut between its `stat` and their
    /// reads. What stood there is not known then, so nothing that stands there later is the same.
    head: Vec<u8>,
    tail: Vec<u8>,
    /// The newest state of the file in which head and tail were still the same; `None` while
    /// a change could hide behind the same times (see [`is_settled`]).
    verified: Mutex<Option<Stat>>,
}

/// Positioned reads of a file that is mapped, too: what to say of them, and whether they were
/// measured to be faster. Shared by all snapshots of a generation.
#[derive(Clone)]
struct Choice {
    back_end: Text,
    is_preferred: Arc<AtomicBool>,
}

/// The ways to a file's bytes, and what to say of them.
struct Ways {
    map: Option<Arc<Map>>,
    back_end: Text,
    choice: Option<Choice>,
}

impl Snapshot {
    pub(super) fn take(
        reader: &Arc<dyn ReadAt>,
        io: AccessMode,
        stat: Stat,
        generation: Generation,
    ) -> io::Result<Self> {
        let (map, back_end) = match io {
            AccessMode::Read => (None, Text::new("fetched-as-asked")),
            AccessMode::Auto | AccessMode::Map => map::try_map(reader.as_ref(), stat.len),
        };
        let choice = (io == AccessMode::Auto && map.is_some()).then(|| Choice {
            back_end: map::why_read(reader.as_ref(), io, "fetched-faster"),
            is_preferred: Arc::default(),
        });
        Self::over(reader, Ways { map: map.map(Arc::new), back_end, choice }, stat, generation)
    }

    /// The same file, longer: by the same map as long as that covers most of it.
    pub(super) fn grown(&self, io: AccessMode, stat: Stat) -> io::Result<Self> {
        let settled = self.mapped_len();
        let is_sound = self.0.map.as_ref().is_none_or(|map| map.is_whole());
        if !is_sound || stat.len.saturating_sub(settled) > LIVE_TAIL {
            return Self::take(&self.0.reader, io, stat, self.generation());
        }
        let back_end = match (&self.0.map, self.is_empty()) {
            (None, true) => map::why_read(self.0.reader.as_ref(), io, "fetched-growing"),
            _ => self.0.back_end.clone(),
        };
        Self::over(&self.0.reader, Ways { back_end, ..self.ways() }, stat, self.generation())
    }

    /// The same file up to `end`: as if it had grown since.
    pub(super) fn up_to(&self, end: Offset) -> io::Result<Self> {
        let stat = Stat { len: end.0.min(self.len()), ..self.0.stat.clone() };
        Self::over(&self.0.reader, self.ways(), stat, self.generation())
    }

    fn ways(&self) -> Ways {
        let Inner { map, back_end, choice, .. } = &*self.0;
        Ways { map: map.clone(), back_end: back_end.clone(), choice: choice.clone() }
    }

    fn over(
        reader: &Arc<dyn ReadAt>,
        Ways { map, back_end, choice }: Ways,
        stat: Stat,
        generation: Generation,
    ) -> io::Result<Self> {
        let known = |span: Span| {
            let mut bytes = vec![0; to_usize(span.len())];
            let n = read_at::read_full(reader.as_ref(), &mut bytes, span.start)?;
            bytes.truncate(n);
            Ok::<_, io::Error>(bytes)
        };
        let (head, tail) = ends(stat.len);
        let (head, tail) = (known(head)?, known(tail)?);
        let reader = Arc::clone(reader);
        Ok(Self(Arc::new(Inner {
            reader,
            map,
            back_end,
            choice,
            len: stat.len,
            generation,
            stat,
            head,
            tail,
            verified: Mutex::default(),
        })))
    }

    /// Sets its generation, unless it is shared already.
    pub(super) fn set_generation(&mut self, generation: Generation) {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.generation = generation;
        }
    }

    /// Its length in bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.len
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where its first byte stands in its file: 0 but for a part of a file.
    #[must_use]
    pub fn base(&self) -> u64 {
        self.0.reader.base()
    }

    /// All of it.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::at(Offset::ZERO, self.len())
    }

    /// The generation its bytes belong to.
    #[must_use]
    pub fn generation(&self) -> Generation {
        self.0.generation
    }

    /// Its metadata.
    #[must_use]
    pub fn stat(&self) -> &Stat {
        &self.0.stat
    }

    /// Whether it is several files, one after another; its id is then a digest of their lengths and times.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        self.0.reader.is_joined()
    }

    /// Whether it is several files, and that is one of them.
    #[must_use]
    pub fn is_made_of(&self, file: &Stat) -> bool {
        self.0.reader.is_made_of(file)
    }

    /// Whether scans see any of it through a memory map.
    #[must_use]
    pub fn is_mapped(&self) -> bool {
        self.0.map.is_some()
    }

    /// How many of its bytes, from the first on, scans see through a memory map.
    #[must_use]
    pub fn mapped_len(&self) -> u64 {
        self.0.map.as_ref().map_or(0, |map| map.len()).min(self.len())
    }

    /// Whether scans see all of `span` through a memory map.
    #[must_use]
    pub fn maps(&self, span: Span) -> bool {
        self.is_mapped() && span.end.0 <= self.mapped_len()
    }

    /// Its map, for queries about its pages that touch none of them.
    pub(super) fn map(&self) -> Option<&Map> {
        self.0.map.as_deref()
    }

    /// The access mode and its reason, as a short displayable phrase.
    #[must_use]
    pub fn back_end(&self) -> &Text {
        let preferred = self.0.choice.as_ref().filter(|choice| choice.is_preferred.load(Ordering::Relaxed));
        preferred.map_or(&self.0.back_end, |choice| &choice.back_end)
    }

    /// Whether mapped bytes may be read as well, whichever is faster.
    #[must_use]
    pub fn may_read(&self) -> bool {
        self.0.choice.is_some()
    }

    /// Notes that positioned reads were measured to be faster than the map, or slower.
    pub fn prefer_reads(&self, are_faster: bool) {
        if let Some(choice) = &self.0.choice {
            choice.is_preferred.store(are_faster, Ordering::Relaxed);
        }
    }

    /// The first bytes, at most 4 KiB, as they stood at the snapshot; fewer if it was cut just then.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.0.head
    }

    /// The last bytes, at most 4 KiB, as they stood at the snapshot; fewer if it was cut just then.
    #[must_use]
    pub fn tail(&self) -> &[u8] {
        &self.0.tail
    }

    /// Calls `look` with the bytes of `span`.
    ///
    /// `look` must only compute its answer: over a map the bytes may change while it runs,
    /// and its answer counts only if the file still holds the span, unchanged at head and
    /// tail, afterwards. Copies nothing from a map, everything otherwise. Blocks on the
    /// disk, so never call it on the user interface thread.
    ///
    /// # Errors
    /// [`Fault`] if the bytes are gone or can't be read.
    pub fn read<R>(&self, span: Span, look: impl FnOnce(&[u8]) -> R) -> Result<R, Fault> {
        match &self.0.map {
            Some(map) if self.maps(span) => self.judge(span, map.look(span, look)),
            _ => self.read_copy(span, look),
        }
    }

    /// Calls `look` with a private copy of `span`, never with the map.
    ///
    /// # Errors
    /// As [`Snapshot::read`].
    pub fn read_copy<R>(&self, span: Span, look: impl FnOnce(&[u8]) -> R) -> Result<R, Fault> {
        self.copies().read(span, look)
    }

    /// For private copies of spans that are looked at one after another.
    #[must_use]
    pub fn copies(&self) -> Copies<'_> {
        Copies::new(self)
    }

    /// Validates an answer. A fault found by `verify` takes precedence over the read's own: it
    /// knows the cause.
    pub(super) fn judge<R>(&self, span: Span, answer: Result<R, Fault>) -> Result<R, Fault> {
        self.verify(span)?;
        answer
    }

    pub(super) fn reader(&self) -> &dyn ReadAt {
        self.0.reader.as_ref()
    }

    /// Releases the map's pages of `span` (`MADV_DONTNEED`), to save memory.
    pub fn release(&self, span: Span) {
        if let Some(map) = &self.0.map {
            map.release(span.meet(Span::at(Offset::ZERO, self.mapped_len())));
        }
    }

    /// Prefaults the map's pages of `span`. The thread's private copy of earlier reads is given
    /// back if it is large: it would lie beside them.
    pub fn prepare(&self, span: Span) {
        if let Some(map) = &self.0.map {
            copies::give_back_large();
            map.prepare(span.meet(Span::at(Offset::ZERO, self.mapped_len())));
        }
    }

    /// The next range of data at or after `at`; what lies before it is a hole of zeros.
    #[must_use]
    pub fn next_data(&self, at: Offset) -> Span {
        let end = Offset(self.len());
        self.0.reader.next_data(at, end).meet(Span { start: at, end })
    }

    /// Checks that the file still is what it was at the snapshot, but for growth.
    ///
    /// Costs one `fstat`; after a change, and while the file is younger than 100 ms, also two
    /// reads of 4 KiB.
    ///
    /// # Errors
    /// [`Fault`] naming what is wrong with the bytes of `span`.
    pub fn verify(&self, span: Span) -> Result<(), Fault> {
        let fault = |kind| Err(Fault::new(kind, span));
        let stat = match self.0.reader.stat() {
            Ok(stat) => stat,
            Err(error) => return fault(FaultKind::Io(Text::of_io(&error))),
        };
        if stat.len < self.len() {
            // Even before the cut the bytes may be others by now: cut to nothing, grown again.
            return fault(FaultKind::Cut { now: stat.len });
        }
        if self.0.verified.lock().unwrap_or_else(PoisonError::into_inner).as_ref() == Some(&stat) {
            return Ok(());
        }
        let settled = is_settled(&stat);
        match self.same_ends() {
            Ok(true) => {
                let verified = settled.then_some(stat);
                *self.0.verified.lock().unwrap_or_else(PoisonError::into_inner) = verified;
                Ok(())
            }
            // A cut shows in the times before it shows in the length.
            Ok(false) => match self.0.reader.stat() {
                Ok(now) if now.len < self.len() => fault(FaultKind::Cut { now: now.len }),
                _ => fault(FaultKind::Changed),
            },
            Err(error) => fault(FaultKind::Io(Text::of_io(&error))),
        }
    }

    /// Checks, after a whole pass, that the file is what it was, but for growth.
    ///
    /// Takes up to 20 ms where a second check is needed to tell new times from an append.
    ///
    /// # Errors
    /// [`Fault`] naming what happened.
    pub fn verify_whole(&self) -> Result<Standing, Fault> {
        self.verify(self.span())?;
        if self.as_long_but_later()? {
            std::thread::sleep(std::time::Duration::from_millis(20));
            self.verify(self.span())?;
            if self.as_long_but_later()? {
                return Ok(Standing::Touched);
            }
        }
        Ok(Standing::Unchanged)
    }

    /// The same bytes, at the times that the file has now.
    ///
    /// # Errors
    /// The file system's error.
    pub fn restated(&self) -> io::Result<Self> {
        let stat = Stat { len: self.len(), ..self.0.reader.stat()? };
        Self::over(&self.0.reader, self.ways(), stat, self.generation())
    }

    fn as_long_but_later(&self) -> Result<bool, Fault> {
        let now =
            self.0.reader.stat().map_err(|e| Fault::new(FaultKind::Io(Text::of_io(&e)), self.span()))?;
        Ok(now.len == self.len() && now.modified != self.0.stat.modified)
    }

    /// Whether the file's first and last bytes (of the snapshot's length) are as they were. Never, if
    /// they were not all there at the snapshot: cut then and grown again, the rest would go unnoticed.
    pub(super) fn same_ends(&self) -> io::Result<bool> {
        let same = |span: Span, known: &[u8]| {
            let mut now = [0; to_usize(KNOWN_BYTES)];
            let now = &mut now[..to_usize(span.len())];
            let n = read_at::read_full(self.0.reader.as_ref(), now, span.start)?;
            // The length as well: cut once more, the file is as short as what is known of it.
            Ok::<_, io::Error>(n == now.len() && now == known)
        };
        let (head, tail) = ends(self.len());
        Ok(same(head, &self.0.head)? && same(tail, &self.0.tail)?)
    }
}

/// The bytes by which a file of this length is known again: its head and its tail.
fn ends(len: u64) -> (Span, Span) {
    let end = Offset(len);
    let head = Span { start: Offset::ZERO, end: end.min(Offset(KNOWN_BYTES)) };
    (head, Span { start: end.back(KNOWN_BYTES), end })
}

/// Whether any later change must show in the file's times: they step by the kernel's tick (up
/// to 10 ms), so two changes in quick succession can bear the same one.
fn is_settled(stat: &Stat) -> bool {
    let Some(modified) = stat.modified else { return true };
    std::time::SystemTime::now()
        .duration_since(modified)
        .map_or(true, |age| age > std::time::Duration::from_millis(100))
}
