//! Edits of a file that are kept beside it: the file's bytes, with others laid over them.
//!
//! An [`ByteOverlay`] holds pieces of new bytes by their offsets; between them the file's own bytes
//! show. Every edit is a step that knows what it replaced, so undo and redo go on without end. Memory is
//! bounded by what was edited: a fill of any length keeps its pattern once. Nothing here reads a
//! file, and every call costs what it touches.

use super::content::Piece;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use std::collections::BTreeMap;

/// The longest file, in bytes: what a file system can hold.
const MOST_BYTES: u64 = i64::MAX.unsigned_abs();

/// Changes to a file's bytes and length that are not written.
#[derive(Clone, Debug, Default)]
pub struct ByteOverlay {
    /// The file's length in bytes.
    file_len: u64,
    /// The length that edits have given it; `None` if that is the file's.
    len: Option<u64>,
    /// New bytes by their offsets. They do not overlap, and all lie before the end.
    pieces: BTreeMap<u64, Piece>,
    done: Vec<Step>,
    undone: Vec<Step>,
    revision: u64,
}

/// An edit: what it laid over a span, what was there, and the lengths.
#[derive(Clone, Debug)]
struct Step {
    span: Span,
    before: Vec<(u64, Piece)>,
    after: Option<Piece>,
    /// The edited length before and after.
    len: (Option<u64>, Option<u64>),
}

impl ByteOverlay {
    /// Nothing changed, over a file of `len` bytes.
    #[must_use]
    pub fn new(len: u64) -> Self {
        Self { file_len: len, ..Self::default() }
    }

    /// The length in bytes with all edits.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len.unwrap_or(self.file_len)
    }

    /// Whether no byte is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The length of the file underneath, in bytes.
    #[must_use]
    pub fn file_len(&self) -> u64 {
        self.file_len
    }

    /// The file underneath grew. An edited length stays.
    pub fn set_file_len(&mut self, len: u64) {
        self.file_len = len;
    }

    /// Whether any byte or the length is changed.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.pieces.is_empty() || self.changes_len()
    }

    /// Whether the file is to become longer or shorter.
    #[must_use]
    pub fn changes_len(&self) -> bool {
        self.len() != self.file_len
    }

    /// A number that every edit, undo and redo changes.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Overwrites bytes from `at` on, as many as lie before the end. Returns how many.
    pub fn overwrite(&mut self, at: Offset, bytes: &[u8]) -> u64 {
        let span = self.within(at, len_u64(bytes.len()));
        if !span.is_empty() {
            self.lay(span, Piece::bytes(&bytes[..to_usize(span.len())]));
        }
        span.len()
    }

    /// Repeats a pattern over `span`, as far as it lies before the end. Returns how many bytes.
    /// Keeps the pattern alone, however long the span is.
    pub fn fill(&mut self, span: Span, pattern: &[u8]) -> u64 {
        let span = self.within(span.start, span.len());
        if span.is_empty() || pattern.is_empty() {
            return 0;
        }
        self.lay(span, Piece::fill(pattern, span.len()));
        span.len()
    }

    /// Appends `n` bytes of a value. Returns how many: none past the largest size of a file.
    pub fn extend(&mut self, n: u64, value: u8) -> u64 {
        let end = self.len();
        let n = n.min(MOST_BYTES.saturating_sub(end));
        if n > 0 {
            let len = (self.len, Some(end + n));
            self.take_step(Span::at(Offset(end), n), Some(Piece::fill(&[value], n)), len);
        }
        n
    }

    /// Cuts off everything from `at` on. Returns how many bytes.
    pub fn cut_off(&mut self, at: Offset) -> u64 {
        let span = Span { start: at.min(Offset(self.len())), end: Offset(self.len()) };
        if !span.is_empty() {
            self.take_step(span, None, (self.len, Some(span.start.0)));
        }
        span.len()
    }

    /// Undoes the last edit; where it was, if there was one.
    pub fn undo(&mut self) -> Option<Span> {
        let step = self.done.pop()?;
        self.clear(step.span);
        step.before.iter().for_each(|(at, piece)| self.insert(*at, piece.clone()));
        self.len = step.len.0;
        self.revision += 1;
        let span = step.span;
        self.undone.push(step);
        Some(span)
    }

    /// Does the edit again that was undone last; where it is, if there was one.
    pub fn redo(&mut self) -> Option<Span> {
        let step = self.undone.pop()?;
        self.apply(&step);
        let span = step.span;
        self.done.push(step);
        Some(span)
    }

    /// Whether there is something to undo, and to do again.
    #[must_use]
    pub fn history(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }

    /// Undoes all edits; each can be done again.
    pub fn undo_all(&mut self) {
        while self.undo().is_some() {}
    }

    /// Whether the byte at `at` is laid over.
    #[must_use]
    pub fn covers(&self, at: Offset) -> bool {
        self.pieces.range(..=at.0).next_back().is_some_and(|(start, piece)| start + piece.len() > at.0)
    }

    /// Changes the bytes from `at` on, which are the file's, to what the edits make of them.
    /// Bytes past the file's end are to be given as zeros.
    pub fn patch(&self, at: Offset, bytes: &mut [u8]) {
        let span = Span::at(at, len_u64(bytes.len()));
        for (start, piece) in self.parts(span) {
            let to = to_usize(start - at.0);
            piece.copy(0, &mut bytes[to..to + to_usize(piece.len())]);
        }
    }

    /// The spans that are laid over, joined where they touch, in the file's order.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        let mut pieces = self.pieces.iter().map(|(at, piece)| Span::at(Offset(*at), piece.len())).peekable();
        std::iter::from_fn(move || {
            let mut span = pieces.next()?;
            while let Some(next) = pieces.next_if(|next| next.start == span.end) {
                span.end = next.end;
            }
            Some(span)
        })
    }

    /// The pieces over `span`, cut to it, by their offsets.
    pub(super) fn parts(&self, span: Span) -> Vec<(u64, Piece)> {
        let before = self.pieces.range(..span.start.0).next_back();
        let within = self.pieces.range(span.start.0..span.end.0.max(span.start.0));
        let part = |(at, piece): (&u64, &Piece)| {
            let meets = Span::at(Offset(*at), piece.len()).meet(span);
            (!meets.is_empty()).then(|| (meets.start.0, piece.part(meets.start.0 - at, meets.len())))
        };
        before.into_iter().chain(within).filter_map(part).collect()
    }

    fn within(&self, at: Offset, len: u64) -> Span {
        Span::at(at, len).meet(Span::at(Offset::ZERO, self.len()))
    }

    fn lay(&mut self, span: Span, piece: Piece) {
        self.take_step(span, Some(piece), (self.len, self.len));
    }

    fn take_step(&mut self, span: Span, after: Option<Piece>, len: (Option<u64>, Option<u64>)) {
        let step = Step { span, before: self.parts(span), after, len };
        self.apply(&step);
        self.done.push(step);
        self.undone.clear();
    }

    fn apply(&mut self, step: &Step) {
        self.clear(step.span);
        step.after.iter().for_each(|piece| self.insert(step.span.start.0, piece.clone()));
        self.len = step.len.1;
        self.revision += 1;
    }

    /// Takes the pieces away over `span`; what reaches out of it stays.
    fn clear(&mut self, span: Span) {
        let before = self.pieces.range(..span.start.0).next_back();
        let crossing = before.map(|(at, piece)| (*at, piece.clone()));
        let within: Vec<u64> = self.pieces.range(span.start.0..span.end.0).map(|(at, _)| *at).collect();
        let removed = within.into_iter().filter_map(|at| self.pieces.remove(&at).map(|piece| (at, piece)));
        let touched: Vec<(u64, Piece)> = crossing.into_iter().chain(removed).collect();
        for (at, piece) in touched {
            let end = at + piece.len();
            if at < span.start.0 && end > span.start.0 {
                self.pieces.insert(at, piece.part(0, span.start.0 - at));
            }
            if end > span.end.0 && at < span.end.0 {
                self.pieces.insert(span.end.0, piece.part(span.end.0 - at, end - span.end.0));
            }
        }
    }

    /// Puts a piece where there is none, joined with its neighbours if they were one.
    fn insert(&mut self, mut at: u64, mut piece: Piece) {
        let before = self.pieces.range(..at).next_back();
        let before = before.filter(|(start, before)| **start + before.len() == at);
        if let Some((start, joined)) = before.and_then(|(at, before)| Some((*at, before.joined(&piece)?))) {
            (at, piece) = (start, joined);
        }
        let end = at + piece.len();
        if let Some(joined) = self.pieces.get(&end).and_then(|next| piece.joined(next)) {
            self.pieces.remove(&end);
            piece = joined;
        }
        self.pieces.insert(at, piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Edit {
        Overwrite(u64, Vec<u8>),
        Fill(u64, u64, Vec<u8>),
        Extend(u64, u8),
        CutOff(u64),
        Undo,
        Redo,
        UndoAll,
    }

    fn edit() -> impl Strategy<Value = Edit> {
        let bytes = || proptest::collection::vec(any::<u8>(), 1..9);
        prop_oneof![
            4 => (0..70_u64, bytes()).prop_map(|(at, bytes)| Edit::Overwrite(at, bytes)),
            4 => (0..70_u64, 0..40_u64, bytes()).prop_map(|(at, len, with)| Edit::Fill(at, len, with)),
            1 => (0..9_u64, any::<u8>()).prop_map(|(n, value)| Edit::Extend(n, value)),
            1 => (0..90_u64).prop_map(Edit::CutOff),
            4 => Just(Edit::Undo),
            3 => Just(Edit::Redo),
            1 => Just(Edit::UndoAll),
        ]
    }

    /// What plain bytes become, and where undo leads to.
    struct Plain {
        now: Vec<u8>,
        done: Vec<Vec<u8>>,
        undone: Vec<Vec<u8>>,
    }

    impl Plain {
        fn step(&mut self, new: Vec<u8>) {
            self.done.push(std::mem::replace(&mut self.now, new));
            self.undone.clear();
        }

        fn apply(&mut self, edit: &Edit) {
            let mut new = self.now.clone();
            match edit {
                Edit::Overwrite(at, bytes) => {
                    new.iter_mut().skip(to_usize(*at)).zip(bytes).for_each(|(to, byte)| *to = *byte);
                    if *at < len_u64(new.len()) {
                        self.step(new);
                    }
                }
                Edit::Fill(at, len, with) => {
                    let all = new.iter_mut().skip(to_usize(*at)).take(to_usize(*len));
                    all.zip(with.iter().cycle()).for_each(|(to, byte)| *to = *byte);
                    if *len > 0 && *at < len_u64(new.len()) {
                        self.step(new);
                    }
                }
                Edit::Extend(n, value) => {
                    new.extend(std::iter::repeat_n(*value, to_usize(*n)));
                    if *n > 0 {
                        self.step(new);
                    }
                }
                Edit::CutOff(at) => {
                    new.truncate(to_usize(*at));
                    if new.len() < self.now.len() {
                        self.step(new);
                    }
                }
                Edit::Undo => {
                    let before = self.done.pop();
                    before.into_iter().for_each(|old| {
                        self.undone.push(std::mem::replace(&mut self.now, old));
                    });
                }
                Edit::Redo => {
                    let after = self.undone.pop();
                    after.into_iter().for_each(|new| {
                        self.done.push(std::mem::replace(&mut self.now, new));
                    });
                }
                Edit::UndoAll => (0..self.done.len()).for_each(|_| self.apply(&Edit::Undo)),
            }
        }
    }

    fn apply(overlay: &mut ByteOverlay, edit: &Edit) {
        match edit {
            Edit::Overwrite(at, bytes) => drop(overlay.overwrite(Offset(*at), bytes)),
            Edit::Fill(at, len, with) => drop(overlay.fill(Span::at(Offset(*at), *len), with)),
            Edit::Extend(n, value) => drop(overlay.extend(*n, *value)),
            Edit::CutOff(at) => drop(overlay.cut_off(Offset(*at))),
            Edit::Undo => drop(overlay.undo()),
            Edit::Redo => drop(overlay.redo()),
            Edit::UndoAll => overlay.undo_all(),
        }
    }

    /// The bytes of `file` with the edits, read from `at` on.
    fn read(overlay: &ByteOverlay, file: &[u8], at: usize) -> Vec<u8> {
        let mut bytes = file.to_vec();
        bytes.resize(to_usize(overlay.len()), 0);
        let mut bytes = bytes.split_off(at.min(bytes.len()));
        overlay.patch(Offset(len_u64(at)), &mut bytes);
        bytes
    }

    proptest! {
        #[test]
        fn any_sequence_of_edits_undos_and_redos_equals_plain_bytes(
            file in proptest::collection::vec(any::<u8>(), 0..64),
            edits in proptest::collection::vec(edit(), 1..60),
            from in 0..70_usize,
        ) {
            let mut overlay = ByteOverlay::new(len_u64(file.len()));
            let mut plain = Plain { now: file.clone(), done: Vec::new(), undone: Vec::new() };
            for edit in &edits {
                apply(&mut overlay, edit);
                plain.apply(edit);
                prop_assert_eq!(read(&overlay, &file, 0), &plain.now[..], "after {:?}", edit);
                let from = from.min(plain.now.len());
                prop_assert_eq!(read(&overlay, &file, from), &plain.now[from..]);
                prop_assert_eq!(overlay.history(), (!plain.done.is_empty(), !plain.undone.is_empty()));
                let outside = |at: usize| !overlay.covers(Offset(len_u64(at)));
                let kept = |at: usize| file.get(at) == plain.now.get(at);
                prop_assert!((0..plain.now.len()).filter(|at| outside(*at)).all(kept));
            }
            let end = overlay.len() + 9;
            let covered: Vec<Offset> = (0..end).map(Offset).filter(|at| overlay.covers(*at)).collect();
            let spans: Vec<Span> = overlay.spans().collect();
            prop_assert!(spans.windows(2).all(|pair| pair[0].end < pair[1].start), "{:?}", spans);
            let listed: Vec<Offset> = spans.iter().flat_map(|s| (s.start.0..s.end.0).map(Offset)).collect();
            prop_assert_eq!(covered, listed);
            overlay.undo_all();
            prop_assert!(!overlay.is_changed() && overlay.pieces.is_empty());
            prop_assert_eq!(overlay.len(), len_u64(file.len()));
        }
    }

    #[test]
    fn a_fill_of_a_terabyte_keeps_its_pattern_alone_and_its_phase_wherever_it_is_cut() {
        let tib = 1 << 40;
        let mut overlay = ByteOverlay::new(tib);
        assert_eq!(overlay.fill(Span::at(Offset(5), tib), b"abc"), tib - 5);
        let read = |overlay: &ByteOverlay, at: u64| {
            let mut bytes = [0; 4];
            overlay.patch(Offset(at), &mut bytes);
            bytes
        };
        assert_eq!(&read(&overlay, 5 + 3 * 1_000_000_007 + 1), b"bcab");
        overlay.overwrite(Offset(1 << 30), b"X");
        assert_eq!(overlay.spans().count(), 1);
        assert_eq!(overlay.pieces.len(), 3);
        overlay.undo();
        assert_eq!(overlay.pieces.len(), 1, "what was one is one again");
        assert_eq!(&read(&overlay, 5 + 3 * 1_000_000_007 + 1), b"bcab");
    }

    #[test]
    fn what_a_file_grows_by_shows_unless_its_length_was_edited() {
        let mut overlay = ByteOverlay::new(10);
        overlay.overwrite(Offset(8), b"ab");
        overlay.set_file_len(20);
        assert_eq!((overlay.len(), overlay.changes_len()), (20, false));
        overlay.extend(2, 7);
        overlay.set_file_len(30);
        assert_eq!((overlay.len(), overlay.changes_len()), (22, true));
        overlay.undo();
        assert_eq!(overlay.len(), 30);
        assert_eq!(overlay.extend(u64::MAX, 0), MOST_BYTES - 30, "no file is longer");
    }
}
