//! A read cache: keeps the last window of bytes, for many reads close to each other.

use crate::base::Span;
use crate::base::units::{len_u64, to_usize};
use crate::source::{Fault, Snapshot};
use std::cell::RefCell;

/// Bytes per read, and how many of them precede the requested place.
const HELD: u64 = 128 * 1024;
const BEFORE: u64 = 16 * 1024;

/// Random access to bytes.
pub trait ReadBytes {
    /// All of them.
    fn span(&self) -> Span;

    /// Calls `look` with a private copy of `span`'s bytes.
    ///
    /// # Errors
    /// [`Fault`] if the bytes can't be read any more.
    fn look<R>(&self, span: Span, look: impl FnOnce(&[u8]) -> R) -> Result<R, Fault>;
}

impl ReadBytes for Snapshot {
    fn span(&self) -> Span {
        Snapshot::span(self)
    }

    fn look<R>(&self, span: Span, look: impl FnOnce(&[u8]) -> R) -> Result<R, Fault> {
        self.read_copy(span, look)
    }
}

/// A snapshot behind a cache. Cached bytes may be older than the file is now.
pub struct ReadCache<'a> {
    bytes: &'a Snapshot,
    held: RefCell<(Span, Vec<u8>)>,
}

impl<'a> ReadCache<'a> {
    /// A cache over this file.
    #[must_use]
    pub fn new(bytes: &'a Snapshot) -> Self {
        Self { bytes, held: RefCell::default() }
    }
}

impl ReadBytes for ReadCache<'_> {
    fn span(&self) -> Span {
        self.bytes.span()
    }

    fn look<R>(&self, span: Span, look: impl FnOnce(&[u8]) -> R) -> Result<R, Fault> {
        if span.len() > HELD - BEFORE {
            return self.bytes.read_copy(span, look);
        }
        let mut held = self.held.borrow_mut();
        let (at, bytes) = &mut *held;
        if span.start < at.start || span.end > at.end {
            let wide = Span::at(span.start.back(BEFORE), HELD).meet(self.bytes.span());
            bytes.clear();
            *at = Span::default();
            self.bytes.read_copy(wide, |read| bytes.extend_from_slice(read))?;
            *at = Span::at(wide.start, len_u64(bytes.len()));
        }
        let from = to_usize(span.start - at.start);
        Ok(look(&bytes[from..from + to_usize(span.len())]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Offset;
    use crate::source::{AccessMode, Source};

    #[test]
    fn a_cached_read_equals_the_bytes_of_the_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let bytes: Vec<u8> = (0..300_000_u32).map(|i| u8::try_from(i % 251).unwrap()).collect();
        std::fs::write(file.path(), &bytes).unwrap();
        let source = Source::open(file.path(), AccessMode::Auto).unwrap();
        let snapshot = source.snapshot();
        let cache = ReadCache::new(&snapshot);
        for start in [0, 5, 100_000, 90_000, 299_999, 131_000, 131_072, 20, 300_000] {
            for len in [0, 1, 700, 70_000, 200_000] {
                let span = Span::at(Offset(start), len).meet(snapshot.span());
                let seen = cache.look(span, <[u8]>::to_vec).unwrap();
                assert_eq!(seen, bytes[to_usize(span.start.0)..to_usize(span.end.0)], "{start} {len}");
            }
        }
    }
}
