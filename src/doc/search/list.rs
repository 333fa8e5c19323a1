//! The lines that are wanted, as a list that scrolls: a page of them around where one is.
//!
//! The place is the byte offset of the topmost line, so that it stays when more lines are
//! found before or after it. Pages of some hundred lines are brought by the seeker, from the
//! index of what was found; nothing is kept of the rest.

use super::page::{ListRow, Page, PageWish};
use super::run::Run;
use super::seeker::Seeker;
use crate::base::Offset;
use crate::base::units::{as_f64, at_share, floor_u64, len_u64, share, to_usize};
use crate::doc::file::File;
use crate::engine::Engine;
use crate::search::{Found, Query, Search};
use crate::source::Snapshot;
use std::sync::Arc;

/// Lines around a wanted one, at most.
pub const MOST_CONTEXT: u32 = 100;

/// The list of a tab.
#[derive(Default)]
pub struct List {
    /// What is wanted, if it is not just the lines that match the search.
    query: Option<Query>,
    state: Filter,
    context: u32,
    run: Option<Run>,
    top: Offset,
    frac: f64,
    /// It stands at its end, and stays there as more is found.
    is_at_end: bool,
    visible: f64,
    page: Page,
    /// The last wish: its number, its place, and what it was about.
    wished: (u64, Option<Wished>),
    nr: u64,
}

/// How far the list's own query is.
#[derive(Default)]
enum Filter {
    #[default]
    None,
    Coming,
    Failed(String),
    Ready(Arc<Search>),
}

/// What a page was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Wished {
    top: Offset,
    at_end: bool,
    searched: Offset,
    context: u32,
    query: u64,
    n_lines: u64,
}

impl List {
    /// What is wanted, if it is not just the lines that match the search.
    #[must_use]
    pub fn query(&self) -> Option<&Query> {
        self.query.as_ref()
    }

    /// Why that can't be looked for, in a sentence.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        match &self.state {
            Filter::Failed(why) => Some(why),
            _ => None,
        }
    }

    /// Whether the list's own search is being made ready.
    pub(super) fn is_coming(&self) -> bool {
        matches!(self.state, Filter::Coming)
    }

    /// The list's own search, if it has one and that is ready.
    #[must_use]
    pub fn search(&self) -> Option<&Arc<Search>> {
        match &self.state {
            Filter::Ready(search) => Some(search),
            _ => None,
        }
    }

    /// The list's own count, if it has one.
    #[must_use]
    pub fn run(&self) -> Option<&Run> {
        self.run.as_ref()
    }

    /// How many lines are shown before and after each that is wanted.
    #[must_use]
    pub fn context(&self) -> u32 {
        self.context
    }

    /// The lines from the topmost in sight on, as far as they have come, and how much of the
    /// first is scrolled out.
    #[must_use]
    pub fn rows(&self) -> (&[ListRow], f64) {
        let (first, frac) = self.place();
        (&self.page.rows[first..], frac)
    }

    /// Where the topmost line in sight stands in the page, and how much of it is scrolled out.
    /// The last lines that were found fill the list, if there are so many, wherever one is.
    fn place(&self) -> (usize, f64) {
        let rows = &self.page.rows;
        let first = rows.partition_point(|row| row.end < self.top);
        let frac = if first < rows.len() { self.frac } else { 0.0 };
        let last = (as_f64(len_u64(rows.len())) - self.visible).max(0.0);
        let is_over = self.is_at_end || as_f64(len_u64(first)) + frac > last;
        if self.page.is_last && is_over { (to_usize(floor_u64(last)), last.fract()) } else { (first, frac) }
    }

    /// Whether the lines in sight have come.
    #[must_use]
    pub fn has_come(&self) -> bool {
        let reaches = |at: usize| as_f64(len_u64(self.page.rows.len().saturating_sub(at))) >= self.visible;
        self.page.is_last || reaches(self.place().0)
    }

    /// How far down the list stands: the share of the file's bytes before its topmost line.
    #[must_use]
    pub fn share(&self, file_len: u64) -> f64 {
        if self.is_at_end { 1.0 } else { share(self.top.0, file_len) }
    }

    /// Whether it stands at its end.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.is_at_end
    }

    pub(crate) fn set_visible(&mut self, rows: f64) {
        self.visible = rows;
    }

    pub(crate) fn set_context(&mut self, lines: u32) {
        self.context = lines.min(MOST_CONTEXT);
    }

    /// Starts over: the search is another one.
    pub(super) fn reset(&mut self) {
        self.nr += 1;
        (self.top, self.frac, self.is_at_end) = (Offset::ZERO, 0.0, false);
        (self.page, self.wished.1) = (Page::default(), None);
    }

    /// Starts over in another file: with its own lines, at the end if it stood there.
    pub(super) fn begin_anew(&mut self, seeker: Option<&Seeker>, file: &File) {
        let was_at_end = self.is_at_end;
        self.reset();
        if let (Some(seeker), true) = (seeker, self.query.is_some()) {
            let query = self.query.take();
            self.set_query(query, seeker, file);
        }
        (self.top, self.is_at_end) = (Offset::ZERO, was_at_end);
    }

    /// Wants other lines than those that match the search; `None`: just those.
    pub(super) fn set_query(&mut self, query: Option<Query>, seeker: &Seeker, file: &File) {
        let top = self.top;
        self.reset();
        // One stays where one was.
        self.top = top;
        self.run = None;
        self.state = Filter::None;
        if let Some(query) = &query {
            self.state = Filter::Coming;
            seeker.filter(self.nr, query.clone(), file.encoding());
        }
        self.query = query;
    }

    pub(super) fn ready(
        &mut self,
        nr: u64,
        search: Result<Arc<Search>, String>,
        engine: &Engine,
        tab: u64,
        snapshot: &Snapshot,
    ) {
        if nr != self.nr || self.query.is_none() {
            return;
        }
        self.state = match search {
            Ok(search) => {
                self.run = Some(Run::start(engine, tab, &search, snapshot));
                Filter::Ready(search)
            }
            Err(why) => Filter::Failed(why),
        };
    }

    pub(super) fn absorb(&mut self, engine: &Engine, tab: u64, snapshot: &Snapshot) {
        if let (Some(run), Filter::Ready(search)) = (&mut self.run, &self.state) {
            run.absorb(engine, tab, search, snapshot);
        }
    }

    pub(super) fn cancel(&self) {
        self.run.iter().for_each(Run::cancel);
    }

    pub(super) fn resume(&mut self, engine: &Engine) {
        self.run.iter_mut().for_each(|run| run.resume(engine));
    }

    /// Scrolls by rows; parts of rows count.
    pub(crate) fn scroll_rows(&mut self, by: f64) {
        let rows = &self.page.rows;
        if rows.is_empty() {
            return;
        }
        let (first, frac) = self.place();
        let to = as_f64(len_u64(first)) + frac + by;
        let last = (as_f64(len_u64(rows.len())) - self.visible).max(0.0);
        let is_over = to >= last;
        let to = if self.page.is_last { to.min(last) } else { to.min(as_f64(len_u64(rows.len() - 1))) };
        self.go_to_row(to.max(0.0));
        self.is_at_end = self.page.is_last && is_over;
    }

    /// Puts a place in the page to the top: a row and a part of it.
    fn go_to_row(&mut self, place: f64) {
        let row = to_usize(floor_u64(place)).min(self.page.rows.len().saturating_sub(1));
        if let Some(top) = self.page.rows.get(row) {
            self.top = top.start;
            self.frac = place.fract();
        }
    }

    pub(crate) fn scroll_pages(&mut self, pages: f64) {
        self.scroll_rows(pages * (self.visible.floor() - 1.0).max(1.0));
    }

    pub(crate) fn scroll_to_share(&mut self, to: f64, file_len: u64) {
        self.is_at_end = to >= 1.0;
        self.top = Offset(at_share(to, file_len));
        self.frac = 0.0;
    }

    /// Brings the line that holds `at` into sight.
    pub(crate) fn show(&mut self, at: Offset) {
        let (rows, _) = self.rows();
        let n = to_usize(floor_u64(self.visible.max(1.0)));
        if rows.iter().take(n).any(|row| row.start <= at && at <= row.end) {
            return;
        }
        (self.top, self.frac, self.is_at_end) = (at, 0.0, false);
    }

    /// Takes a page that has come.
    pub(super) fn take(&mut self, page: Page) {
        // Of a wish before the last one, too: lines may be found faster than pages come.
        if page.query != self.nr || page.nr <= self.page.nr {
            return;
        }
        self.page = page;
        if self.is_at_end {
            let last = as_f64(len_u64(self.page.rows.len())) - self.visible;
            self.go_to_row(last.max(0.0));
        }
    }

    /// Asks for the lines in sight, if they are not at hand or more were found there.
    pub(super) fn ask(&mut self, seeker: &Seeker, plain: Option<(&Run, Arc<Search>)>, file: &File) {
        let own = self.run.as_ref().zip(self.search().cloned());
        let Some((run, search)) = (if self.query.is_some() { own } else { plain }) else { return };
        let found: &Arc<Found> = run.found();
        let n_lines = file.index().map_or(0, |index| index.span().end.0);
        let wish = Wished {
            top: self.top,
            at_end: self.is_at_end,
            searched: found.span().end,
            context: self.context,
            query: self.nr,
            n_lines: n_lines.min(self.page.rows.last().map_or(u64::MAX, |row| row.end.0)),
        };
        if !self.needs(wish) {
            return;
        }
        self.wished = (self.wished.0 + 1, Some(wish));
        seeker.page(PageWish {
            nr: self.wished.0,
            query: self.nr,
            search,
            found: Arc::clone(found),
            lines: file.index().cloned(),
            bytes: file.snapshot().clone(),
            top: if self.is_at_end { found.span().end } else { self.top },
            context: self.context,
            visible: to_usize(floor_u64(self.visible)),
        });
    }

    fn needs(&self, wish: Wished) -> bool {
        let Some(last) = self.wished.1 else { return true };
        if last == wish {
            return false;
        }
        if (last.context, last.query, last.at_end) != (wish.context, wish.query, wish.at_end)
            || last.n_lines != wish.n_lines
        {
            return true;
        }
        if self.page.nr != self.wished.0 {
            // One is on its way; another only if that won't do.
            return (wish.top.0.abs_diff(last.top.0)) > 0 && self.page.rows.is_empty();
        }
        let rows = &self.page.rows;
        let first = rows.partition_point(|row| row.end < wish.top);
        let after = as_f64(len_u64(rows.len() - first));
        let lacks_before = first < 20 && !self.page.is_first;
        let lacks_after =
            after < self.visible + 20.0 && (!self.page.is_last || wish.searched > self.page.searched);
        lacks_before || lacks_after
    }
}
