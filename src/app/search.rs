//! Searching: requests to panes and documents, and a frame that waits for its match.

use super::App;
use crate::base::{DocId, Offset, PaneId, Span};
use crate::doc::search::Origin;
use crate::messages::Text;
use crate::search::{Pattern, PatternKind, TimeRange};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The longest that a frame waits for a match, from its request; and then for the rows
/// around it.
const MATCH_WAIT: Duration = Duration::from_millis(3);
const ROWS_WAIT: Duration = Duration::from_millis(1);

impl App {
    /// Waits for the match that is being sought in the focused document, if that was requested a
    /// moment ago: most come within this time, and a frame before they do would show nothing new
    /// and take CPU time from the threads that seek it.
    pub fn wait_for_match(&mut self) {
        let Some(doc) = self.focused().map(|pane| pane.doc.id()) else { return };
        let is_due = |app: &Self| {
            let since = app.doc(doc).and_then(|doc| doc.seeks_since());
            since.is_some_and(|since| since.elapsed() < MATCH_WAIT)
        };
        let mut has_waited = false;
        while is_due(self) {
            std::thread::sleep(Duration::from_micros(300));
            self.absorb_search(doc);
            has_waited = true;
        }
        // The rows around it are read in a moment.
        let until = Instant::now() + ROWS_WAIT;
        let is_coming =
            |app: &Self| app.focused().is_some_and(|pane| pane.pane.viewport().scroller().awaits_place());
        while has_waited && is_coming(self) && Instant::now() < until {
            if !self.wait_for_blocks() {
                std::thread::sleep(Duration::from_micros(200));
            }
        }
    }

    /// Takes what the search of a document has found.
    pub(super) fn absorb_search(&mut self, id: DocId) {
        let Ok(engine) = &self.engine else { return };
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.id() == id) else { return };
        if let Some((pane, hit)) = doc.absorb_search(engine) {
            self.show_hit(id, pane, hit);
        }
    }

    /// Puts the cursor to a match and shows it, in the pane that asked or in another one of the
    /// document.
    fn show_hit(&mut self, id: DocId, pane: PaneId, hit: Span) {
        let shows = |pane: &super::Pane| pane.doc == id;
        let asked = self.panes.iter().find(|one| one.id == pane && shows(one));
        let Some(pane) = asked.or(self.panes.iter().find(|pane| shows(pane))).map(super::Pane::id) else {
            return;
        };
        self.with_focus(pane, |pane, doc, focus| {
            pane.view.leave(doc, focus, true);
            focus.set_cursor(hit.start, false, doc.len());
            if pane.view.shows_cursor(doc, focus) {
                pane.view.reveal(doc, focus);
            } else {
                pane.view.move_to(hit.start, doc, focus);
            }
        });
        self.with_list(id, |list, _| list.show(hit.start));
        let is_hidden = self.pane(pane).is_some_and(|pane| {
            let table = pane.doc.file().and_then(|file| Some((file, file.table()?)));
            pane.shows_records() && table.is_some_and(|(file, table)| table.hides(file, hit.start))
        });
        if is_hidden {
            self.toast(Text::new("rows-match-hidden"), false);
        }
    }

    /// Where a pane is, as the origin of a search.
    fn origin(&self, id: PaneId) -> Option<Origin> {
        let pane = self.pane(id)?;
        let top = pane.top_byte();
        let cursor = pane.cursor();
        let shown = pane.pane.viewport().shows_cursor(pane.doc, pane.focus);
        Some(Origin {
            pane: id,
            from: top.max(if shown { cursor } else { Offset::ZERO }),
            cursor,
            is_here: false,
        })
    }

    /// Searches for `pattern` from where a pane is; ends the search if it is empty. A time range is
    /// no search, but a part of what the list wants.
    pub(super) fn search(&mut self, id: PaneId, pattern: &Pattern) {
        if pattern.kind == PatternKind::Times
            && let Ok(range) = TimeRange::parse(&pattern.text)
        {
            return self.filter_times(id, range);
        }
        if let Some(origin) = self.origin(id) {
            self.search_at(origin, pattern, self.searches_back);
        }
    }

    /// Searches for `pattern` from a place of a pane on, whatever is visible.
    pub(super) fn search_from(&mut self, id: PaneId, pattern: &Pattern, from: Offset, is_backward: bool) {
        let Some(cursor) = self.pane(id).map(|pane| pane.cursor()) else { return };
        self.with_pane(id, |pane, _, _| pane.view.set_pending(None));
        self.search_at(Origin { pane: id, from, cursor, is_here: true }, pattern, is_backward);
    }

    fn search_at(&mut self, origin: Origin, pattern: &Pattern, is_backward: bool) {
        self.settings.search.note(pattern);
        let Some(doc) = self.pane(origin.pane).map(|pane| pane.doc.id()) else { return };
        let waker = Arc::clone(&self.waker);
        self.with_doc(doc, |doc| doc.search(pattern.clone(), is_backward, origin, &waker));
        if self.searches_all() {
            self.search_in_others(doc, pattern);
        }
    }

    fn search_in(&mut self, id: DocId, pattern: &Pattern) {
        let first = self.panes.iter().find(|pane| pane.doc == id).map(super::Pane::id);
        let Some(origin) = first.and_then(|pane| self.origin(pane)) else { return };
        let (is_backward, waker) = (self.searches_back, Arc::clone(&self.waker));
        self.with_doc(id, |doc| doc.search(pattern.clone(), is_backward, origin, &waker));
    }

    fn search_in_others(&mut self, but: DocId, pattern: &Pattern) {
        let others: Vec<DocId> = self.docs.iter().map(|doc| doc.id()).filter(|id| *id != but).collect();
        others.into_iter().for_each(|doc| self.search_in(doc, pattern));
        self.search_asleep(pattern);
    }

    /// Searches the same in all documents, or in each its own.
    pub(super) fn search_all(&mut self, id: DocId) {
        let pattern = self.doc(id).and_then(|doc| doc.searching()).map(|s| s.pattern().clone());
        let Some(pattern) = pattern.filter(|pattern| !pattern.text.is_empty()) else { return };
        self.searches_all = !self.searches_all;
        if self.searches_all {
            self.search_in_others(id, &pattern);
        }
    }

    /// Whether the same is searched in all documents.
    #[must_use]
    pub fn searches_all(&self) -> bool {
        self.searches_all && self.docs.len() > 1
    }

    /// Goes to the next match, or to the previous one.
    pub(super) fn search_on(&mut self, id: PaneId, forward: bool) {
        let Some(pane) = self.pane(id) else { return };
        let (doc, cursor) = (pane.doc.id(), pane.cursor());
        self.keep_pattern(doc);
        self.with_doc(doc, |doc| doc.seek_match(forward, cursor, id));
    }

    /// Adds the pattern of a document's search to the history.
    pub(super) fn keep_pattern(&mut self, id: DocId) {
        let pattern =
            self.doc(id).and_then(|doc| doc.searching()).map(|searching| searching.pattern().clone());
        if let Some(pattern) = pattern {
            self.settings.search.remember(pattern);
        }
    }

    /// Ends the search of a document.
    pub(super) fn close_search(&mut self, id: DocId) {
        self.keep_pattern(id);
        self.searches_back = false;
        self.with_doc(id, |doc| doc.searching = None);
    }
}
