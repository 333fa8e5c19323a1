//! Part of a file: some of its bytes as if they were all.
//!
//! A [`PartReader`] moves offsets: byte 0 is the part's first. Underneath the map begins with the page that
//! holds it. A part may reach past the file's end, and then grows with the file.

use super::read_at::{ReadAt, Stat};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::messages::Text;
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// How long is waited for a pipe between two looks at its length.
const SLICE: Duration = Duration::from_millis(50);

/// Bytes before a part that stay readable, as those of a whole file's head do.
const KEPT_BYTES: u64 = 64 << 10;

pub(super) struct PartReader {
    pub(super) whole: Arc<dyn ReadAt>,
    /// In the whole file's offsets.
    pub(super) span: Span,
}

impl PartReader {
    /// How much of the whole belongs to the part, of so many bytes.
    fn len_of(&self, whole_len: u64) -> u64 {
        whole_len.min(self.span.end.0).saturating_sub(self.span.start.0)
    }

    /// An offset of the part as one of the whole file.
    fn whole_at(&self, at: Offset) -> Offset {
        Offset(self.span.start.0.saturating_add(at.0)).min(self.span.end)
    }

    fn reaches_end(&self) -> io::Result<bool> {
        Ok(self.whole.stat()?.len >= self.span.end.0)
    }
}

impl ReadAt for PartReader {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        let start = self.whole_at(at);
        let n = len_u64(into.len()).min(self.span.end - start);
        if n == 0 { Ok(0) } else { self.whole.read_at(&mut into[..to_usize(n)], start) }
    }

    fn stat(&self) -> io::Result<Stat> {
        let stat = self.whole.stat()?;
        Ok(Stat { len: self.len_of(stat.len), ..stat })
    }

    fn next_data(&self, at: Offset, end: Offset) -> Span {
        let data = self.whole.next_data(self.whole_at(at), self.whole_at(end));
        let own = |place: Offset| Offset(place.0.saturating_sub(self.span.start.0));
        Span { start: own(data.start), end: own(data.end) }
    }

    fn mappable(&self) -> Result<&File, Text> {
        self.whole.mappable()
    }

    fn base(&self) -> u64 {
        self.whole.base() + self.span.start.0
    }

    fn is_joined(&self) -> bool {
        self.whole.is_joined()
    }

    fn is_made_of(&self, file: &Stat) -> bool {
        self.whole.is_made_of(file)
    }

    fn is_filling(&self) -> bool {
        self.whole.is_filling() && !self.reaches_end().unwrap_or(true)
    }

    fn wait_filled(&self) -> io::Result<()> {
        while self.whole.is_filling() {
            let len = self.whole.stat()?.len;
            if len >= self.span.end.0 {
                return Ok(());
            }
            self.whole.wait_longer(len, SLICE);
        }
        // What stopped a pipe short of the part is the part's matter, what came after it is not.
        if self.reaches_end()? { Ok(()) } else { self.whole.wait_filled() }
    }

    fn wait_longer(&self, than: u64, most: Duration) {
        self.whole.wait_longer(self.whole_at(Offset(than)).0, most);
    }

    fn release_before(&self, at: Offset) {
        self.whole.release_before(self.whole_at(at).back(KEPT_BYTES));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AccessMode, Source};
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    fn check(bytes: &[u8], span: Span, io: AccessMode) {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(bytes).expect("room");
        let source = Source::open(file.path(), io).expect("ours").part(span).expect("a part");
        let snapshot = source.snapshot();
        let all = len_u64(bytes.len());
        let start = to_usize(span.start.0.min(all));
        let known = &bytes[start..to_usize(span.end.0.clamp(span.start.0.min(all), all))];
        assert_eq!(snapshot.len(), len_u64(known.len()), "{span:?}");
        assert_eq!(snapshot.head(), &known[..known.len().min(4096)], "{span:?}");
        assert_eq!(snapshot.tail(), &known[known.len().saturating_sub(4096)..], "{span:?}");
        for piece in snapshot.span().pieces(5000) {
            let known = &known[to_usize(piece.start.0)..to_usize(piece.end.0)];
            assert!(snapshot.read(piece, |bytes| bytes == known).expect("there"), "{span:?} {piece:?}");
            assert!(snapshot.read_copy(piece, |bytes| bytes == known).expect("there"), "{span:?} {piece:?}");
            snapshot.prepare(piece);
            snapshot.release(piece);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn a_part_of_a_file_holds_the_bytes_that_stand_there(
            len in prop_oneof![0_usize..20, 4090_usize..4100, 8190_usize..8200, 0_usize..30_000],
            start in prop_oneof![0_u64..20, 4090_u64..4100, 0_u64..30_000],
            n in prop_oneof![0_u64..20, 4090_u64..4100, 0_u64..30_000, Just(u64::MAX)],
        ) {
            let bytes: Vec<u8> = (0..len).map(|i| (i * 7 + i / 251).to_le_bytes()[0]).collect();
            let span = Span { start: Offset(start), end: Offset(start.saturating_add(n)) };
            for io in [AccessMode::Auto, AccessMode::Read] {
                check(&bytes, span, io);
            }
        }
    }

    #[test]
    fn a_part_that_is_cut_says_so_and_one_before_the_cut_does_not() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        file.as_file().set_len(100_000).expect("room");
        for io in [AccessMode::Auto, AccessMode::Read] {
            file.as_file().set_len(100_000).expect("room");
            let part = |start, len| {
                let source = Source::open(file.path(), io).expect("ours");
                source.part(Span::at(Offset(start), len)).expect("a part").snapshot()
            };
            let (before, at, behind) = (part(5000, 20_000), part(30_001, 40_000), part(80_000, 20_000));
            file.as_file().set_len(50_000).expect("shorter");
            assert!(before.read(before.span(), <[u8]>::len).is_ok());
            for cut in [at, behind] {
                let fault = cut.read(cut.span(), <[u8]>::len).expect_err("it is cut");
                assert!(matches!(fault.kind, super::super::FaultKind::Cut { .. }), "{fault:?}");
            }
        }
    }
}
