//! Matches in the pieces that were painted: a view paints the same rows in every frame, and a
//! pattern that backtracks may take a million steps for each.
//!
//! Pieces are known again by a digest of their bytes, so what a file does meanwhile needs no care.

use crate::base::Span;
use crate::scan::Piece;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use xxhash_rust::xxh3::xxh3_128;

/// Pieces that are remembered: those of some screenfuls.
const MOST_PIECES: usize = 512;

/// Matches of a piece that are remembered: of more there are few pieces on a screen.
const MOST_MATCHES: usize = 512;

/// What a piece is known by: its bytes, where it is, which of them are its own, and how long the
/// file is.
type PieceKey = (u128, u64, usize, usize, u64);

/// The matches of pieces, as far as they are remembered: 4 MiB at most.
#[derive(Default)]
pub(super) struct PaintedMatches(Mutex<HashMap<PieceKey, Box<[Span]>>>);

impl PaintedMatches {
    /// Appends the matches of a piece, which `find` appends if they are not remembered.
    pub(super) fn append(&self, piece: &Piece<'_>, spans: &mut Vec<Span>, find: impl FnOnce(&mut Vec<Span>)) {
        let (before, bytes) = (piece.before().len(), piece.bytes().len());
        let key = (xxh3_128(piece.window()), piece.at().0, before, bytes, piece.file_len());
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(matches) = known.get(&key) {
            return spans.extend_from_slice(matches);
        }
        let first = spans.len();
        find(spans);
        if known.len() >= MOST_PIECES {
            known.clear();
        }
        if spans.len() - first <= MOST_MATCHES {
            known.insert(key, spans[first..].into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Offset;

    #[test]
    fn a_piece_is_searched_once_while_its_bytes_place_and_file_are_the_same() {
        let painted = PaintedMatches::default();
        let mut n = 0;
        let mut ask = |window: &[u8], lead: usize, at: u64, file_len: u64| {
            let piece = Piece::new(window, lead, 2, Offset(at), file_len);
            let mut spans = vec![Span::at(Offset(7), 1)];
            painted.append(&piece, &mut spans, |spans| {
                n += 1;
                spans.push(Span::at(Offset(at), 1));
            });
            assert_eq!(spans, [Span::at(Offset(7), 1), Span::at(Offset(at), 1)]);
            n
        };
        assert_eq!(ask(b"abcd", 1, 5, 100), 1);
        assert_eq!(ask(b"abcd", 1, 5, 100), 1);
        assert_eq!(ask(b"abce", 1, 5, 100), 2, "other bytes");
        assert_eq!(ask(b"abcd", 0, 5, 100), 3, "another part of them");
        assert_eq!(ask(b"abcd", 1, 6, 100), 4, "another place");
        assert_eq!(ask(b"abcd", 1, 5, 101), 5, "a file that has grown");
        assert_eq!(ask(b"abcd", 1, 5, 100), 5);
        for at in 0..2000 {
            ask(b"abcd", 1, at, 50);
        }
        assert!(painted.0.lock().unwrap().len() <= MOST_PIECES);
    }
}
