//! What a search is asked to do.

use super::{EarlierMatches, List, SearchRun, Searching};
use crate::base::{Offset, PaneId};
use crate::doc::{Document, File};
use crate::engine::Engine;
use crate::search::{Pattern, Query};
use crate::source::reader::Waker;

/// The position of a view that requests a search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    pub(crate) pane: PaneId,
    /// The first byte that is visible, or the cursor if that is.
    pub(crate) from: Offset,
    pub(crate) cursor: Offset,
}

impl Document {
    /// Searches for `pattern` from where a view is; ends the search if it is empty.
    pub(crate) fn search(&mut self, pattern: Pattern, is_backward: bool, at: Origin, waker: &Waker) {
        if pattern.text.is_empty() {
            self.searching = None;
            return;
        }
        let mut searching = match (self.searching.take(), self.file()) {
            (Some(searching), _) => searching,
            (None, Some(file)) => Box::new(Searching::new(waker, at.from, file)),
            (None, None) => return,
        };
        if let Some(file) = self.file().filter(|_| searching.pattern != pattern) {
            // From the position at the first keystroke, unless the cursor has moved since.
            if searching.current.is_some_and(|hit| hit.start != at.cursor) {
                searching.origin = at.from;
            }
            searching.is_backward = is_backward;
            searching.before = EarlierMatches::default();
            searching.asker = at.pane;
            searching.make(pattern, file, true);
            if searching.list.query().is_none() {
                searching.list.reset();
            }
        }
        self.searching = Some(searching);
    }

    /// Seeks the next match, or the previous one, from the current one or from `cursor`.
    pub(crate) fn seek_match(&mut self, forward: bool, cursor: Offset, asker: PaneId) {
        let Some(mut searching) = self.searching.take() else { return };
        if let Some(file) = self.file() {
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

    /// Lists the lines of another query than those that match the search.
    pub(crate) fn refine(&mut self, query: Option<Query>) {
        let Some(mut searching) = self.searching.take() else { return };
        if let (Some(file), Some(seeker)) = (self.file(), &searching.seeker) {
            // The search's own pattern as the only term is the search itself.
            let plain = Query::of(searching.pattern.clone());
            let query = query.filter(|query| *query != plain);
            searching.list.set_query(query, seeker, file);
            searching.before = EarlierMatches::default();
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
