//! Files inside of the file: where bytes begin as a known format does.
//!
//! Each [`Signature`] is a magic number and a check of what stands around it, so that two bytes that
//! happen to be `BM` are no picture. Matches across the edges of pieces are found by the piece in which
//! their magic starts. The first [`MOST_KEPT`] are kept, all are counted.

mod checks;
mod table;

use super::{Finding, Piece, Scan, ScanId};
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use std::sync::{Arc, OnceLock};
pub use table::{SIGNATURES, Signature};

/// Signatures that are kept; what follows them is only counted.
pub const MOST_KEPT: usize = 100_000;

/// Context that checks see before a magic number, and after its first byte, in bytes.
const BEFORE: usize = 1024;
const AFTER: usize = 1536;

/// A signature that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundSignature {
    /// Where what it begins starts.
    pub at: Offset,
    /// Its number in [`SIGNATURES`].
    pub kind: u8,
}

impl FoundSignature {
    /// The name of its format.
    #[must_use]
    pub fn name(&self) -> &'static str {
        SIGNATURES.get(usize::from(self.kind)).map_or("?", |signature| signature.name)
    }
}

/// The signatures of a part of a file.
#[derive(Clone, Debug, Default)]
pub struct Signatures {
    /// The first of them, by their places.
    pub found: Vec<FoundSignature>,
    /// How many there are.
    pub n: u64,
    /// How many of each kind.
    pub by_kind: Vec<u64>,
}

impl Signatures {
    fn push(&mut self, one: FoundSignature) {
        self.n += 1;
        self.by_kind.resize(SIGNATURES.len(), 0);
        self.by_kind[usize::from(one.kind)] += 1;
        if self.found.len() < MOST_KEPT {
            self.found.push(one);
        }
    }
}

/// The bytes around a magic number, as a check sees them.
pub(super) struct Around<'a> {
    window: &'a [u8],
    /// Where in the window the structure starts; it may be before it.
    start: i64,
    /// Bytes from the structure's start to the file's end.
    left: u64,
}

impl<'a> Around<'a> {
    /// The `n` bytes that stand `at` bytes from the structure's start, if they are in sight.
    pub(super) fn get(&self, at: i64, n: usize) -> Option<&'a [u8]> {
        let start = usize::try_from(self.start.checked_add(at)?).ok()?;
        self.window.get(start..start.checked_add(n)?)
    }

    /// A number of up to eight bytes, little end first.
    pub(super) fn le(&self, at: i64, n: usize) -> Option<u64> {
        Some(self.get(at, n)?.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)))
    }

    /// The same, big end first.
    pub(super) fn be(&self, at: i64, n: usize) -> Option<u64> {
        Some(self.get(at, n)?.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)))
    }

    /// Bytes from the structure's start to the file's end.
    pub(super) fn left(&self) -> u64 {
        self.left
    }
}

/// Which two bytes begin a magic number: a bit for each.
fn pairs() -> &'static [u64; 1024] {
    static PAIRS: OnceLock<[u64; 1024]> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let mut pairs = [0; 1024];
        for signature in SIGNATURES {
            let nr = usize::from(u16::from_le_bytes([signature.magic[0], signature.magic[1]]));
            pairs[nr / 64] |= 1 << (nr % 64);
        }
        pairs
    })
}

/// The signatures whose magic stands at `at` of `window`, which is at `place` of a file.
fn at(window: &[u8], at: usize, place: Offset, file_len: u64, mut take: impl FnMut(FoundSignature)) {
    for (kind, signature) in SIGNATURES.iter().enumerate() {
        let is_there = window.get(at..).is_some_and(|rest| rest.starts_with(signature.magic));
        if !is_there || place.0 < signature.at {
            continue;
        }
        let start = place.back(signature.at);
        let (Ok(here), Ok(lead)) = (i64::try_from(at), i64::try_from(signature.at)) else { continue };
        let around = Around { window, start: here - lead, left: file_len - start.0 };
        if (signature.check)(&around).unwrap_or(false)
            && let Ok(kind) = u8::try_from(kind)
        {
            take(FoundSignature { at: start, kind });
        }
    }
}

/// The scan that finds signatures.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignatureScan;

impl Scan for SignatureScan {
    type Partial = Signatures;

    fn id(&self) -> ScanId {
        ScanId::SIGNATURES
    }

    fn margin(&self) -> (usize, usize) {
        (BEFORE, AFTER)
    }

    fn feed(&self, partial: &mut Signatures, piece: &Piece<'_>) {
        let (window, lead, pairs) = (piece.window(), piece.before().len(), pairs());
        // What a check sees is the same however the file is cut.
        for (nr, pair) in window[lead..].windows(2).take(piece.bytes().len()).enumerate() {
            let key = usize::from(u16::from_le_bytes([pair[0], pair[1]]));
            if pairs[key / 64] >> (key % 64) & 1 == 0 {
                continue;
            }
            let here = lead + nr;
            let from = here.saturating_sub(BEFORE);
            let to = (here + 1 + AFTER).min(window.len());
            let place = piece.at() + len_u64(nr);
            at(&window[from..to], here - from, place, piece.file_len(), |one| partial.push(one));
        }
    }

    fn feed_zeros(&self, _partial: &mut Signatures, _hole: Span, _file_len: u64) {}

    fn needs_private_copy(&self) -> bool {
        true
    }

    fn merge(&self, left: &mut Signatures, right: Signatures) {
        left.n += right.n;
        left.by_kind.resize(SIGNATURES.len(), 0);
        left.by_kind.iter_mut().zip(&right.by_kind).for_each(|(all, more)| *all += more);
        let room = MOST_KEPT - left.found.len();
        left.found.extend(right.found.into_iter().take(room));
    }

    fn report(&self, so_far: &Signatures) -> Finding {
        let mut all = so_far.clone();
        all.found.sort_unstable();
        Finding::Signatures(Arc::new(all))
    }
}

/// All signatures of bytes in memory, by looking at each place for each: the slow twin.
#[must_use]
pub fn naive(bytes: &[u8]) -> Vec<FoundSignature> {
    let mut found = Vec::new();
    for nr in 0..bytes.len() {
        let from = nr.saturating_sub(BEFORE);
        let to = (nr + 1 + AFTER).min(bytes.len());
        at(&bytes[from..to], nr - from, Offset(len_u64(nr)), len_u64(bytes.len()), |one| found.push(one));
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests;
