//! The places of a pane from which one jumped: back to them, and forward again.

use super::{Focus, Viewport};
use crate::base::Offset;
use crate::doc::Document;

/// How many places are kept; the oldest go first.
const MOST: usize = 100;

/// Where one was, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    places: Vec<Offset>,
    /// The place where one is among them; their number, if it is none of them.
    now: usize,
    /// Whether the last jump went to a match. The jumps of one search are one.
    by_search: bool,
}

impl History {
    /// Keeps the place that a jump leaves; what one could go forward to is dropped.
    fn leave(&mut self, from: Offset, by_search: bool) {
        if !(by_search && self.by_search) {
            self.places.truncate(self.now);
            self.note(from);
            self.now = self.places.len();
        }
        self.by_search = by_search;
    }

    /// One has moved otherwise: the next jump to a match leaves a place of its own.
    pub(super) const fn moved(&mut self) {
        self.by_search = false;
    }

    fn note(&mut self, place: Offset) {
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
        if self.places.len() > MOST {
            self.places.remove(0);
        }
    }

    fn back(&mut self, from: Offset) -> Option<Offset> {
        self.by_search = false;
        if self.now == self.places.len() {
            self.note(from);
            self.now = self.places.len() - 1;
        }
        self.now = self.now.checked_sub(1)?;
        self.places.get(self.now).copied()
    }

    fn forward(&mut self) -> Option<Offset> {
        self.by_search = false;
        let next = self.places.get(self.now + 1).copied()?;
        self.now += 1;
        Some(next)
    }
}

impl Viewport {
    /// Keeps the place where the view is, before it jumps elsewhere.
    pub(crate) fn leave(&mut self, doc: &Document, focus: &Focus, by_search: bool) {
        if doc.file().is_some() {
            let from = self.place(doc, focus);
            self.history.leave(from, by_search);
        }
    }

    /// Whether there is a place to go back to.
    #[must_use]
    pub const fn has_back(&self) -> bool {
        self.history.now > 0
    }

    /// Whether there is a place to go forward to.
    #[must_use]
    pub const fn has_forward(&self) -> bool {
        self.history.now + 1 < self.history.places.len()
    }

    /// Goes back to where the last jump began, or forward again.
    pub(super) fn go_along(&mut self, is_back: bool, doc: &Document, focus: &mut Focus) {
        let from = self.place(doc, focus);
        let to = if is_back { self.history.back(from) } else { self.history.forward() };
        if let Some(to) = to {
            self.move_to(to, doc, focus);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_goes_where_jumps_began_and_forward_where_they_ended() {
        let mut history = History::default();
        assert_eq!((history.back(Offset(5)), history.forward()), (None, None));
        history = History::default();
        history.leave(Offset(1), false);
        history.leave(Offset(2), false);
        assert_eq!(history.back(Offset(3)), Some(Offset(2)));
        assert_eq!(history.back(Offset(2)), Some(Offset(1)));
        assert_eq!(history.back(Offset(1)), None);
    }

    #[test]
    fn back_and_forward_are_each_other_s_opposite() {
        let mut history = History::default();
        (1..=5).for_each(|place| history.leave(Offset(place), false));
        let back: Vec<_> = std::iter::from_fn(|| history.back(Offset(6))).collect();
        assert_eq!(back, [5, 4, 3, 2, 1].map(Offset));
        let forward: Vec<_> = std::iter::from_fn(|| history.forward()).collect();
        assert_eq!(forward, [2, 3, 4, 5, 6].map(Offset));
        // A jump from the middle drops what lay ahead.
        assert_eq!(history.back(Offset(6)), Some(Offset(5)));
        history.leave(Offset(5), false);
        assert_eq!(history.forward(), None);
        assert_eq!(history.back(Offset(9)), Some(Offset(5)));
    }

    #[test]
    fn the_jumps_of_one_search_are_one() {
        let mut history = History::default();
        (1..=5).for_each(|place| history.leave(Offset(place), true));
        assert_eq!(history.back(Offset(6)), Some(Offset(1)));
        history.leave(Offset(7), true);
        history.moved();
        history.leave(Offset(8), true);
        assert_eq!(history.back(Offset(9)), Some(Offset(8)));
    }

    #[test]
    fn old_places_are_dropped() {
        let mut history = History::default();
        (0..1000).for_each(|place| history.leave(Offset(place), false));
        let back: Vec<_> = std::iter::from_fn(|| history.back(Offset(1000))).collect();
        assert!(back.len() >= MOST - 1 && back.len() <= MOST);
        assert_eq!(back[0], Offset(999));
    }
}
