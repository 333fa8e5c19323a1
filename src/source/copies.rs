//! Private copies of a snapshot's bytes.

use super::{Fault, FaultKind, Snapshot, read_at};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::messages::Text;
use std::cell::RefCell;

/// The largest private copy that a thread keeps for its next read.
const KEPT_BYTES: usize = 1 << 20;

/// The largest that it keeps where it goes on by the map.
const KEPT_BESIDE_MAP: usize = 64 << 10;

thread_local! {
    /// The private copy that positioned reads fill; grows to the largest read of its thread,
    /// but is given back after one over [`KEPT_BYTES`].
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Gives the thread's private copy of earlier reads back if it is large: it would lie beside the map's pages.
pub(super) fn give_back_large() {
    BUFFER.with_borrow_mut(|buffer| {
        if buffer.capacity() > KEPT_BESIDE_MAP {
            *buffer = Vec::new();
        }
    });
}

/// Private copies of spans that are looked at one after another: what two of them in turn have in common is read once.
pub struct Copies<'a> {
    snapshot: &'a Snapshot,
    /// The thread's, from the first look on. Starts with the bytes of `held`.
    buffer: Vec<u8>,
    held: Span,
}

impl<'a> Copies<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self { snapshot, buffer: Vec::new(), held: Span::at(Offset::ZERO, 0) }
    }

    /// What is copied from.
    #[must_use]
    pub fn snapshot(&self) -> &'a Snapshot {
        self.snapshot
    }

    /// Calls `look` with a private copy of `span`, never with the map.
    ///
    /// # Errors
    /// As [`Snapshot::read`].
    pub fn read<R>(&mut self, span: Span, look: impl FnOnce(&[u8]) -> R) -> Result<R, Fault> {
        if span.end.0 > self.snapshot.len() {
            return Err(Fault::new(FaultKind::Cut { now: self.snapshot.len() }, span));
        }
        let filled = self.fill(span);
        let answer = filled.map(|()| look(&self.buffer[..to_usize(span.len())]));
        let judged = self.snapshot.judge(span, answer);
        if judged.is_err() {
            self.give_back();
        }
        judged
    }

    /// Gives the copy back to the thread. The next look reads all of its span.
    pub fn give_back(&mut self) {
        self.held = Span::at(Offset::ZERO, 0);
        let buffer = std::mem::take(&mut self.buffer);
        if !buffer.is_empty() && buffer.len() <= KEPT_BYTES {
            BUFFER.set(buffer);
        }
    }

    /// Makes the buffer start with the bytes of `span`.
    fn fill(&mut self, span: Span) -> Result<(), Fault> {
        if self.buffer.is_empty() {
            self.buffer = BUFFER.take();
        }
        let mut n_common = 0;
        if self.held.start <= span.start && span.start < self.held.end {
            n_common = to_usize(self.held.meet(span).len());
            let from = to_usize(span.start - self.held.start);
            self.buffer.copy_within(from..from + n_common, 0);
        }
        let len = to_usize(span.len());
        self.buffer.resize(len.max(self.buffer.len()), 0);
        let reader = self.snapshot.reader();
        let rest = span.start + len_u64(n_common);
        match read_at::read_full(reader, &mut self.buffer[n_common..len], rest) {
            Ok(n) if n_common + n == len => {
                self.held = span;
                Ok(())
            }
            // Its end may lie far before the span: only the file system knows.
            Ok(n) => {
                let end = rest.0 + len_u64(n);
                let now = reader.stat().map_or(end, |stat| stat.len.min(end));
                Err(Fault::new(FaultKind::Cut { now }, span))
            }
            Err(error) => Err(Fault::new(FaultKind::Io(Text::of_io(&error)), span)),
        }
    }
}

impl Drop for Copies<'_> {
    fn drop(&mut self) {
        self.give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{AccessMode, Source};
    use proptest::prelude::*;
    use std::fs::File;

    fn source(bytes: &[u8]) -> (tempfile::TempDir, Source) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample");
        std::fs::write(&path, bytes).unwrap();
        let source = Source::open(&path, AccessMode::Auto).unwrap();
        (folder, source)
    }

    proptest! {
        #[test]
        fn each_look_sees_its_own_bytes_whatever_was_looked_at_before(
            bytes in prop::collection::vec(any::<u8>(), 0..3000),
            looks in prop::collection::vec((0_usize..3100, 0_usize..900, 0_u8..10), 1..40),
        ) {
            let (_folder, source) = source(&bytes);
            let snapshot = source.snapshot();
            let mut copies = snapshot.copies();
            for (start, len, what) in looks {
                let span = Span::at(Offset(len_u64(start)), len_u64(len));
                let expected = bytes.get(start..start + len);
                if what == 0 {
                    copies.give_back();
                }
                let seen = copies.read(span, |seen| {
                    // Another read of the thread has a buffer of its own.
                    let _ = snapshot.read_copy(Span::at(Offset::ZERO, len_u64(bytes.len())), <[u8]>::len);
                    seen.to_vec()
                });
                prop_assert_eq!(seen.as_deref().ok(), expected);
            }
        }
    }

    #[test]
    fn what_is_held_of_a_file_that_was_cut_is_not_shown() {
        let (folder, source) = source(&[b'a'; 10_000]);
        let snapshot = source.snapshot();
        let mut copies = snapshot.copies();
        let all = Span::at(Offset::ZERO, 10_000);
        assert_eq!(copies.read(all, <[u8]>::len), Ok(10_000));
        let file = File::options().write(true).open(folder.path().join("sample")).unwrap();
        file.set_len(6000).unwrap();
        for _ in 0..2 {
            let held = copies.read(Span::at(Offset(1000), 10), <[u8]>::len);
            assert_eq!(held.map_err(|fault| fault.kind), Err(FaultKind::Cut { now: 6000 }));
        }
    }
}
