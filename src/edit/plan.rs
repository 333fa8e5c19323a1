//! What is to be written into a file: the edits of an overlay at one moment, in pieces.

use super::content::Piece;
use super::journal::RECORD_BYTES;
use super::overlay::ByteOverlay;
use super::seen::SeenBytes;
use crate::base::{Offset, Span};
use crate::source::Stat;

/// What is to be written into a file, and what is known of the file that it was made for.
pub struct WritePlan {
    /// The file as it was known when the edits were made.
    pub(super) known: Stat,
    pub(super) len_before: u64,
    pub(super) len_after: u64,
    /// Its bytes as they were seen.
    pub(super) seen: SeenBytes,
    pieces: Vec<(u64, Piece)>,
}

impl WritePlan {
    /// The edits of an overlay over a file that was known so.
    #[must_use]
    pub fn new(overlay: &ByteOverlay, seen: &SeenBytes, known: &Stat) -> Self {
        let all = Span::at(Offset::ZERO, overlay.len());
        Self {
            known: known.clone(),
            len_before: overlay.file_len(),
            len_after: overlay.len(),
            seen: seen.clone(),
            pieces: overlay.parts(all),
        }
    }

    /// How many bytes are written.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.pieces.iter().map(|(_, piece)| piece.len()).sum()
    }

    /// Where the last byte that is written ends.
    pub(super) fn end(&self) -> Offset {
        self.pieces.last().map_or(Offset::ZERO, |(at, piece)| Offset(*at) + piece.len())
    }

    /// How many bytes are cut off.
    #[must_use]
    pub fn cut_bytes(&self) -> u64 {
        self.len_before.saturating_sub(self.len_after)
    }

    /// The bytes of the file that change or go: what the journal keeps of it.
    pub(super) fn old_bytes(&self) -> u64 {
        let file = Span::at(Offset::ZERO, self.len_before);
        let changed =
            self.pieces.iter().map(|(at, piece)| Span::at(Offset(*at), piece.len()).meet(file).len());
        changed.sum::<u64>() + self.cut_bytes()
    }

    /// The new bytes that the journal keeps, about: a fill's pattern is short.
    pub(super) fn new_bytes(&self) -> u64 {
        let kept = |(_, piece): &(u64, Piece)| piece.pattern().map_or(piece.len(), |_| piece.len() / 256);
        self.pieces.iter().map(kept).sum()
    }

    /// The parts that a record is made of each, in the file's order; `None` for what is cut off. A part
    /// lies before the file's old end, or behind it.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Span, Option<Piece>)> {
        let end = Offset(self.len_before);
        let halves = move |whole: Span| {
            let before = Span { start: whole.start, end: whole.end.min(end).max(whole.start) };
            [before, Span { start: before.end, end: whole.end }]
        };
        let written = self.pieces.iter().flat_map(move |(at, piece)| {
            let whole = Span::at(Offset(*at), piece.len());
            let parts = halves(whole).into_iter().flat_map(|half| half.pieces(RECORD_BYTES));
            parts.map(move |part| (part, Some(piece.part(part.start - whole.start, part.len()))))
        });
        let cut = Span { start: Offset(self.len_after), end: end.max(Offset(self.len_after)) };
        written.chain(cut.pieces(RECORD_BYTES).map(|part| (part, None)))
    }

    /// Whether a part has to be written: zeros behind the old end are there as soon as the file is longer.
    pub(super) fn is_written(&self, part: Span, piece: &Piece) -> bool {
        part.start.0 < self.len_before || piece.pattern().is_none_or(|(pattern, _)| pattern != [0])
    }
}
