//! What people ask of a search.

use super::Searching;
use crate::app::file::File;
use crate::app::session::Session;
use crate::app::{App, Effect};
use crate::base::{Offset, Span};
use crate::search::{Pattern, Query};
use std::sync::Arc;

impl App {
    /// Looks for `pattern` in the tab in front, from where one is; for nothing, if it is empty.
    pub(in crate::app) fn search(&mut self, pattern: &Pattern) {
        let waker = Arc::clone(&self.waker);
        self.settings.search.note(pattern);
        let is_backward = self.searches_back;
        let (front, searches_all) = (self.front, self.searches_all());
        for (nr, tab) in self.sessions.iter_mut().enumerate() {
            if nr == front || searches_all {
                tab.search(pattern.clone(), is_backward, &waker);
            }
        }
    }

    /// Puts the keyboard into the search box; matches are then sought forward, or backward.
    pub(in crate::app) fn focus_search(&mut self, backward: bool) {
        self.searches_back = backward;
        self.effects.push(Effect::FocusSearch);
    }

    /// Goes on to another match the way one searches, or the other way.
    pub(in crate::app) fn search_along(&mut self, reversed: bool) {
        self.search_on(self.searches_back == reversed);
    }

    /// Looks for the same in all tabs.
    pub(in crate::app) fn search_all(&mut self) {
        let Some(pattern) = self.front().and_then(Session::searching).map(|s| s.pattern().clone()) else {
            return;
        };
        self.searches_all = !self.searches_all;
        if !self.searches_all {
            return;
        }
        let front = self.front;
        for nr in (0..self.sessions.len()).filter(|&nr| nr != front) {
            let waker = Arc::clone(&self.waker);
            self.sessions[nr].search(pattern.clone(), self.searches_back, &waker);
        }
    }

    /// Goes to the next match, or to the one before.
    pub(in crate::app) fn search_on(&mut self, forward: bool) {
        self.keep_pattern();
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

    /// Remembers what is looked for, to be looked for again another day.
    pub(in crate::app) fn keep_pattern(&mut self) {
        let pattern = self.front().and_then(Session::searching).map(|searching| searching.pattern().clone());
        if let Some(pattern) = pattern {
            self.settings.search.remember(pattern);
        }
    }

    /// Looks for nothing any more.
    pub(in crate::app) fn close_search(&mut self) {
        self.keep_pattern();
        self.searches_back = false;
        if let Some(tab) = self.front_mut() {
            tab.searching = None;
        }
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
            searching.before = super::Before::default();
            searching.shows_list = true;
        }
        tab.searching = Some(searching);
    }

    /// Changes something about the list in front.
    pub(in crate::app) fn with_list(&mut self, change: impl FnOnce(&mut super::List, u64)) {
        let Some(tab) = self.front_mut() else { return };
        let len = tab.file().map_or(0, File::len);
        if let Some(searching) = &mut tab.searching {
            change(&mut searching.list, len);
        }
    }

    pub(in crate::app) fn toggle_list(&mut self) {
        if let Some(searching) = self.front_mut().and_then(|tab| tab.searching.as_mut()) {
            searching.shows_list = !searching.shows_list;
        }
    }

    pub(in crate::app) fn toggle_refine(&mut self) {
        if let Some(searching) = self.front_mut().and_then(|tab| tab.searching.as_mut()) {
            searching.is_refined = !searching.is_refined;
        }
    }

    /// Whether the same is looked for in all tabs.
    #[must_use]
    pub fn searches_all(&self) -> bool {
        self.searches_all && self.sessions.len() > 1
    }

    /// Tells how many rows the list in front shows.
    pub fn set_list_visible(&mut self, rows: f64) {
        self.with_list(|list, _| list.set_visible(rows));
    }
}

impl Session {
    fn search(&mut self, pattern: Pattern, is_backward: bool, waker: &crate::source::reader::Waker) {
        if pattern.text.is_empty() {
            self.searching = None;
            return;
        }
        let origin = self.top().at.max(self.cursor_if_in_sight());
        let cursor = self.cursor();
        let mut searching = match (self.searching.take(), self.file()) {
            (Some(searching), _) => searching,
            (None, Some(file)) => Box::new(Searching::new(waker, origin, file)),
            (None, None) => return,
        };
        if let Some(file) = self.file().filter(|_| searching.pattern != pattern) {
            // Where one was when one began to type, unless one has gone on from there.
            if searching.current.is_some_and(|hit| hit.start != cursor) {
                searching.origin = origin;
            }
            searching.is_backward = is_backward;
            searching.before = super::Before::default();
            searching.make(pattern, file, true);
            if searching.list.query().is_none() {
                searching.list.reset();
            }
        }
        self.searching = Some(searching);
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
