//! What people ask of a search.

use super::{Searching, State};
use crate::app::App;
use crate::app::session::Session;
use crate::base::{Offset, Span};
use crate::search::{Pattern, Query};
use std::sync::Arc;

impl App {
    /// Looks for `pattern` in the tab in front, from where one is; for nothing, if it is empty.
    pub(in crate::app) fn search(&mut self, pattern: Pattern) {
        let waker = Arc::clone(&self.waker);
        let Some(tab) = self.sessions.get_mut(self.front) else { return };
        tab.search(pattern, &waker);
    }

    /// Looks for the same in all tabs.
    pub(in crate::app) fn search_all(&mut self) {
        let Some(pattern) = self.front().and_then(Session::searching).map(|s| s.pattern().clone()) else {
            return;
        };
        let front = self.front;
        for nr in (0..self.sessions.len()).filter(|&nr| nr != front) {
            let waker = Arc::clone(&self.waker);
            self.sessions[nr].search(pattern.clone(), &waker);
        }
    }

    /// Goes to the next match, or to the one before.
    pub(in crate::app) fn search_on(&mut self, forward: bool) {
        let Some(tab) = self.front_mut() else { return };
        let Some(mut searching) = tab.searching.take() else { return };
        if let Some(file) = tab.file() {
            let from = match searching.current {
                // Nothing is found twice, not even nothing.
                Some(hit) if forward => hit.end.max(hit.start + 1),
                Some(hit) => hit.start,
                None => tab.cursor(),
            };
            searching.seek(file, from, forward);
        }
        tab.searching = Some(searching);
    }

    pub(in crate::app) fn stop_search(&mut self) {
        let searching = self.front().and_then(Session::searching);
        if let Some(searching) = searching {
            searching.run.iter().for_each(super::Run::cancel);
            searching.list.cancel();
        }
    }

    pub(in crate::app) fn resume_search(&mut self) {
        let (Ok(engine), Some(tab)) = (&self.engine, self.sessions.get_mut(self.front)) else { return };
        if let Some(searching) = &mut tab.searching {
            searching.run.iter_mut().for_each(|run| run.resume(engine));
            searching.list.resume(engine);
        }
    }

    /// Wants other lines in the list than those that match.
    pub(in crate::app) fn refine(&mut self, query: Option<Query>) {
        let Some(tab) = self.front_mut() else { return };
        let Some(mut searching) = tab.searching.take() else { return };
        if let (Some(file), Some(seeker)) = (tab.file(), &searching.seeker) {
            // The search's own pattern as the only term is the search itself.
            let plain = Query::of(searching.pattern.clone());
            let query = query.filter(|query| *query != plain);
            searching.list.set_query(query, seeker, file);
            searching.shows_list = true;
        }
        tab.searching = Some(searching);
    }

    /// Changes something about the list in front.
    pub(in crate::app) fn with_list(&mut self, change: impl FnOnce(&mut super::List, u64)) {
        let Some(tab) = self.front_mut() else { return };
        let len = tab.file().map_or(0, crate::app::file::File::len);
        if let Some(searching) = &mut tab.searching {
            change(&mut searching.list, len);
        }
    }

    pub(in crate::app) fn toggle_list(&mut self) {
        if let Some(searching) = self.front_mut().and_then(|tab| tab.searching.as_mut()) {
            searching.shows_list = !searching.shows_list;
        }
    }

    /// Tells how many rows the list in front shows.
    pub fn set_list_visible(&mut self, rows: f64) {
        self.with_list(|list, _| list.set_visible(rows));
    }
}

impl Session {
    fn search(&mut self, pattern: Pattern, waker: &crate::source::reader::Waker) {
        if pattern.text.is_empty() {
            self.searching = None;
            return;
        }
        let Some(encoding) = self.file().map(crate::app::file::File::encoding) else { return };
        let origin = self.top().at.max(self.cursor_if_in_sight());
        let cursor = self.cursor();
        let searching = self.searching.get_or_insert_with(|| Box::new(Searching::new(waker, origin)));
        if searching.pattern == pattern {
            return;
        }
        searching.nr += 1;
        // Where one was when one began to type, unless one has gone on from there.
        if searching.current.is_none_or(|hit| hit.start != cursor) {
            searching.origin = origin;
        }
        (searching.current, searching.rank, searching.seeks) = (None, None, None);
        searching.run = None;
        searching.state = State::Coming;
        searching.pattern = pattern;
        if searching.list.query().is_none() {
            searching.list.reset();
        }
        match &searching.seeker {
            Some(seeker) => seeker.make(searching.nr, Query::of(searching.pattern.clone()), encoding),
            None => searching.state = State::Failed("the system has no thread for a search".into()),
        }
    }

    /// The cursor, or the file's start if it is out of sight.
    fn cursor_if_in_sight(&self) -> Offset {
        if self.cursor_in_sight() { self.cursor() } else { Offset::ZERO }
    }

    /// Selects a match and brings it into sight.
    pub(in crate::app) fn show_hit(&mut self, hit: Span) {
        self.set_cursor(hit.start, false);
        if !self.cursor_in_sight() {
            self.show_place(hit.start);
        }
        if let Some(searching) = &mut self.searching {
            searching.list.show(hit.start);
        }
    }
}
