//! What a search is asked to do.

use super::{EarlierMatches, List, ListFilter, SearchRun, Searching};
use crate::base::{Offset, PaneId};
use crate::doc::{Document, File};
use crate::engine::Engine;
use crate::search::Pattern;
use crate::source::reader::Waker;

/// The position of a view that requests a search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    pub(crate) pane: PaneId,
    /// The first byte that is visible, or the cursor if that is.
    pub(crate) from: Offset,
    pub(crate) cursor: Offset,
    /// Whether the search starts there, wherever an earlier one did.
    pub(crate) is_here: bool,
}

impl Document {
    /// Searches for `pattern` from where a view is. The list's other chips stay; if there are none,
    /// an empty pattern ends the search.
    pub(crate) fn search(&mut self, pattern: Pattern, is_backward: bool, at: Origin, waker: &Waker) {
        if pattern.text.is_empty() && !self.has_chips() {
            self.searching = None;
            return;
        }
        let Some(mut searching) = self.take_searching(at.from, waker) else { return };
        let was_empty = !searching.has_pattern();
        let is_other = searching.pattern != pattern && !(was_empty && pattern.text.is_empty());
        if let Some(file) = self.file().filter(|_| is_other) {
            // From the position at the first keystroke, unless the cursor has moved since.
            if was_empty || at.is_here || searching.current.is_some_and(|hit| hit.start != at.cursor) {
                searching.origin = at.from;
            }
            searching.is_backward = is_backward;
            searching.before = EarlierMatches::default();
            searching.asker = at.pane;
            searching.make(pattern, file, true);
            if !searching.has_pattern() {
                searching.list.forget_search();
            }
            searching.relist(file, true);
        } else if was_empty {
            searching.pattern = pattern;
        }
        self.searching = Some(searching);
    }

    /// Searches for what was searched for in another run, and lists what was listed; shows no match.
    pub(crate) fn search_quietly(&mut self, pattern: Pattern, filter: ListFilter, at: Offset, waker: &Waker) {
        let Some(mut searching) = self.take_searching(at, waker) else { return };
        let filter = filter.tidy();
        if let Some(file) = self.file().filter(|_| !filter.query(&pattern).stages.is_empty()) {
            searching.make(pattern, file, false);
            searching.list.set_filter(filter);
            searching.relist(file, true);
            self.searching = Some(searching);
        }
    }

    /// Whether the list has chips other than the search's.
    fn has_chips(&self) -> bool {
        let nothing = Pattern::default();
        self.searching().is_some_and(|searching| !searching.list.filter().query(&nothing).stages.is_empty())
    }

    /// The search, or a new one without a pattern.
    fn take_searching(&mut self, from: Offset, waker: &Waker) -> Option<Box<Searching>> {
        let searching = self.searching.take();
        searching.or_else(|| self.file().map(|file| Box::new(Searching::new(waker, from, file))))
    }

    /// Seeks the next match, or the previous one, from the current one or from `cursor`; where the
    /// list wants other lines than those that match, the next of its lines.
    pub(crate) fn seek_match(&mut self, forward: bool, cursor: Offset, asker: PaneId) {
        let Some(mut searching) = self.searching.take() else { return };
        if searching.list.query().is_some() {
            searching.seek_row(cursor, forward, asker);
        } else if let Some(file) = self.file() {
            let from = match searching.current {
                // No match is found twice, not even an empty one.
                Some(hit) if forward => hit.end.max(hit.start + 1),
                Some(hit) => hit.start,
                None => cursor,
            };
            searching.seek(file, from, forward, asker);
        }
        self.searching = Some(searching);
    }

    pub(crate) fn stop_search(&self) {
        if let Some(searching) = self.searching() {
            searching.run.iter().for_each(SearchRun::cancel);
            searching.list.cancel();
        }
    }

    pub(crate) fn resume_search(&mut self, engine: &Engine) {
        if let Some(searching) = &mut self.searching {
            searching.run.iter_mut().for_each(|run| run.resume(engine));
            searching.list.resume(engine);
        }
    }

    /// Lists what these chips want; ends the search if neither they nor it want anything.
    pub(crate) fn refine(&mut self, filter: ListFilter, at: Offset, waker: &Waker) {
        let Some(mut searching) = self.take_searching(at, waker) else { return };
        let filter = filter.tidy();
        if filter.query(&searching.pattern).stages.is_empty() {
            return;
        }
        if let Some(file) = self.file().filter(|_| filter != *searching.list.filter()) {
            searching.list.set_filter(filter);
            searching.relist(file, false);
            searching.before = EarlierMatches::default();
            searching.drop_row_seek();
        }
        self.searching = Some(searching);
    }

    /// Changes something about the list; `change` takes the file's length, too.
    pub(crate) fn with_list(&mut self, change: impl FnOnce(&mut List, u64)) {
        let len = self.file().map_or(0, File::len);
        if let Some(searching) = &mut self.searching {
            change(&mut searching.list, len);
        }
    }

    pub(crate) fn toggle_refine(&mut self) {
        if let Some(searching) = &mut self.searching {
            searching.is_refined = !searching.is_refined;
        }
    }
}

impl Searching {
    /// Lists what the chips want with the pattern of now; from the start, if `is_anew`.
    fn relist(&mut self, file: &File, is_anew: bool) {
        if let Some(seeker) = &self.seeker {
            self.list.set_query(&self.pattern, seeker, file, is_anew);
        }
    }
}
