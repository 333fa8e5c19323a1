//! Matches in the pieces that were painted: a view paints the same rows in every frame, and a
//! pattern that backtracks may take a million steps for each.
//!
//! Pieces are known again by a digest of their bytes, so what a file does meanwhile needs no care.
//! Patterns that backtrack, and others that once took longer than [`MOST_AT_ONCE`] for a piece, are
//! not matched by the thread that paints: [`Search::highlights`] says so, and a task of the
//! document's (`doc/highlights.rs`) sends the matches later.

use super::Search;
use crate::base::Span;
use crate::scan::Piece;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use xxhash_rust::xxh3::xxh3_128;

/// Pieces that are remembered for certain: more than there are rows on a screen.
const MOST_PIECES: usize = 1024;

/// Their matches that are remembered for certain: 8 MiB.
const MOST_MATCHES: usize = 512 * 1024;

/// What the matches of a piece may take in a frame. Once they took longer, this pattern is matched
/// elsewhere.
const MOST_AT_ONCE: Duration = Duration::from_millis(1);

/// What a piece is known by: its bytes, where it is, which of them are its own, and whether it
/// is the file's last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PieceKey {
    window: u128,
    at: u64,
    before: usize,
    len: usize,
    ends_file: bool,
}

impl PieceKey {
    /// The key of a piece. Costs a digest of its bytes.
    #[must_use]
    pub fn of(piece: &Piece<'_>) -> Self {
        let ends_file = piece.span().end.0 >= piece.file_len();
        let (before, len) = (piece.before().len(), piece.bytes().len());
        Self { window: xxh3_128(piece.window()), at: piece.at().0, before, len, ends_file }
    }
}

/// Pieces and their matches.
#[derive(Default)]
struct Remembered {
    pieces: HashMap<PieceKey, Box<[Span]>>,
    n_matches: usize,
}

/// The matches of pieces, as far as they are remembered: 16 MiB at most.
///
/// The lock is taken by the thread that paints alone.
#[derive(Default)]
pub(super) struct PaintedMatches {
    /// Pieces that were painted lately, and those before them.
    known: Mutex<[Remembered; 2]>,
    is_costly: AtomicBool,
}

impl PaintedMatches {
    /// Appends a piece's matches; false if they are not remembered.
    fn append(&self, key: &PieceKey, spans: &mut Vec<Span>) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let [newer, older] = &mut *known;
        if let Some(matches) = newer.pieces.get(key) {
            spans.extend_from_slice(matches);
            return true;
        }
        let Some(matches) = older.pieces.remove(key) else { return false };
        older.n_matches -= matches.len();
        spans.extend_from_slice(&matches);
        remember(&mut known, *key, matches);
        true
    }

    fn insert(&self, key: PieceKey, matches: Box<[Span]>) {
        remember(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner), key, matches);
    }

    fn is_costly(&self) -> bool {
        self.is_costly.load(Ordering::Relaxed)
    }

    /// Notes what the matches of a piece took.
    fn note_cost(&self, cost: Duration) {
        if cost > MOST_AT_ONCE {
            self.is_costly.store(true, Ordering::Relaxed);
        }
    }
}

/// Remembers a piece; forgets those that were not painted since about [`MOST_PIECES`] others.
fn remember([newer, older]: &mut [Remembered; 2], key: PieceKey, matches: Box<[Span]>) {
    if newer.pieces.len() >= MOST_PIECES || newer.n_matches >= MOST_MATCHES {
        *older = std::mem::take(newer);
    }
    newer.n_matches += matches.len();
    if let Some(same) = newer.pieces.insert(key, matches) {
        newer.n_matches -= same.len();
    }
}

impl Search {
    /// Appends the matches of all terms in a piece of some KiB, for painting; remembers them. The
    /// thread that paints may call it.
    ///
    /// # Errors
    /// The piece's key, if they are not known and finding them may take long: the caller has
    /// [`Search::matches_in`] called by another thread, and then [`Search::remember`].
    pub fn highlights(&self, piece: &Piece<'_>, spans: &mut Vec<Span>) -> Result<(), PieceKey> {
        let key = PieceKey::of(piece);
        if self.painted.append(&key, spans) {
            return Ok(());
        }
        if self.is_slow() || self.painted.is_costly() {
            return Err(key);
        }
        let (first, began) = (spans.len(), Instant::now());
        self.matches_in(piece, spans);
        self.painted.note_cost(began.elapsed());
        self.painted.insert(key, spans[first..].into());
        Ok(())
    }

    /// Remembers the matches of a piece for [`Search::highlights`].
    pub fn remember(&self, key: PieceKey, matches: Vec<Span>) {
        self.painted.insert(key, matches.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Offset;
    use crate::format::encoding::Encoding;
    use crate::search::{Pattern, PatternKind, Query};

    fn search(pattern: &str) -> Search {
        let pattern = Pattern { text: pattern.into(), kind: PatternKind::Regex, ..Pattern::default() };
        Search::new(&Query::of(pattern), Encoding::UTF_8, true).expect("it is a pattern")
    }

    fn key(window: &[u8], lead: usize, at: u64, file_len: u64) -> PieceKey {
        PieceKey::of(&Piece::new(window, lead, 2, Offset(at), file_len))
    }

    #[test]
    fn a_piece_is_the_same_while_its_bytes_and_place_are() {
        let same = key(b"abcd", 1, 5, 100);
        assert_eq!(key(b"abcd", 1, 5, 100), same);
        assert_eq!(key(b"abcd", 1, 5, 101), same, "a file that grows elsewhere");
        assert_ne!(key(b"abce", 1, 5, 100), same, "other bytes");
        assert_ne!(key(b"abcd", 0, 5, 100), same, "another part of them");
        assert_ne!(key(b"abcd", 1, 6, 100), same, "another place");
        assert_ne!(key(b"abcd", 1, 5, 7), same, "the file's end");
    }

    #[test]
    fn what_is_painted_is_remembered_however_much_else_was_and_memory_is_bounded() {
        let painted = PaintedMatches::default();
        let seen = key(b"abcd", 1, 5, 100);
        painted.insert(seen, vec![Span::at(Offset(5), 1); 3000].into());
        for at in 0..5000 {
            let matches = vec![Span::at(Offset(at), 1); if at % 2 == 0 { 3000 } else { 0 }];
            painted.insert(key(b"bcde", 1, at, 100_000), matches.into());
            let mut spans = vec![Span::at(Offset(7), 1)];
            assert!(painted.append(&seen, &mut spans), "it is painted in every frame");
            assert_eq!(spans.len(), 3001);
        }
        let known = painted.known.lock().expect("no test panicked");
        for half in &*known {
            assert!(half.pieces.len() <= MOST_PIECES && half.n_matches < MOST_MATCHES + 3000);
            assert_eq!(half.n_matches, half.pieces.values().map(|matches| matches.len()).sum::<usize>());
        }
    }

    #[test]
    fn a_pattern_that_may_take_long_is_not_matched_by_the_thread_that_paints() {
        let piece = Piece::new(b"aab", 0, 3, Offset::ZERO, 3);
        let quick = search("a+");
        let mut spans = Vec::new();
        assert_eq!(quick.highlights(&piece, &mut spans), Ok(()));
        assert_eq!(spans, [Span::at(Offset::ZERO, 2)]);
        quick.painted.note_cost(MOST_AT_ONCE);
        let other = Piece::new(b"aac", 0, 3, Offset::ZERO, 3);
        assert_eq!(quick.highlights(&other, &mut spans), Ok(()));
        quick.painted.note_cost(MOST_AT_ONCE * 2);
        let third = Piece::new(b"aad", 0, 3, Offset::ZERO, 3);
        assert_eq!(quick.highlights(&third, &mut spans), Err(PieceKey::of(&third)), "it once took long");

        let slow = search("a+(?=b)");
        spans.clear();
        let key = slow.highlights(&piece, &mut spans).expect_err("it backtracks");
        assert_eq!(spans, []);
        let mut matches = Vec::new();
        slow.matches_in(&piece, &mut matches);
        slow.remember(key, matches);
        assert_eq!(slow.highlights(&piece, &mut spans), Ok(()));
        assert_eq!(spans, [Span::at(Offset::ZERO, 2)]);
    }
}
