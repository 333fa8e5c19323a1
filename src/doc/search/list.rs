//! The wanted lines, as a list that scrolls: a page of them around the scroll position.
//!
//! That is the byte offset of the topmost line, so that it stays when more lines are
//! found before or after it. Pages of some hundred lines are brought by the seeker, from the
//! index of what was found; nothing is kept of the rest.

use super::filter::ListFilter;
use super::list_cursor::ListCursor;
use super::page::{ListRow, Page, PageRequest};
use super::run::SearchRun;
use super::seeker::Seeker;
use crate::base::Offset;
use crate::base::units::{as_f64, at_share, floor_u64, len_u64, share, to_usize};
use crate::doc::file::File;
use crate::engine::Engine;
use crate::messages::Text;
use crate::scroll::{Pos, RowSpace, Scroller, whole_rows};
use crate::search::{Matches, Pattern, Query, Search};
use crate::source::blocks::Fetched;
use std::sync::Arc;

/// Lines around a wanted one, at most.
pub const MOST_CONTEXT: u32 = 100;

/// The list of a tab.
#[derive(Default)]
pub struct List {
    /// What is wanted, as chips.
    filter: ListFilter,
    /// The same as a query, if it is not just the lines that match the search.
    query: Option<Query>,
    state: Filter,
    context: u32,
    run: Option<SearchRun>,
    /// Where it is; positions are offsets of lines.
    pub(super) scroller: Scroller,
    /// It was scrolled to its end, and stays there as more is found.
    pub(super) is_at_end: bool,
    pub(super) page: Page,
    pub(super) cursor: ListCursor,
    /// The last request: its number, its place, and its parameters.
    requested: (u64, Option<RequestKey>),
    nr: u64,
}

/// The state of the list's own query.
#[derive(Default)]
enum Filter {
    #[default]
    None,
    Coming,
    Failed(Text),
    Ready(Arc<Search>),
}

/// The parameters of a page request.
#[derive(Clone, Copy, Debug, PartialEq)]
struct RequestKey {
    top: Offset,
    at_end: bool,
    searched: Offset,
    context: u32,
    query: u64,
    n_lines: u64,
}

impl List {
    /// What is wanted, as chips.
    #[must_use]
    pub fn filter(&self) -> &ListFilter {
        &self.filter
    }

    /// Takes other chips; [`List::set_query`] follows.
    pub(super) fn set_filter(&mut self, filter: ListFilter) {
        self.filter = filter;
    }

    /// Takes that nothing is searched for any more.
    pub(super) fn forget_search(&mut self) {
        self.filter.forget_search();
    }

    /// What is wanted, if it is not just the lines that match the search.
    #[must_use]
    pub fn query(&self) -> Option<&Query> {
        self.query.as_ref()
    }

    /// Why that can't be searched, in a sentence.
    #[must_use]
    pub fn trouble(&self) -> Option<&Text> {
        match &self.state {
            Filter::Failed(why) => Some(why),
            _ => None,
        }
    }

    /// Whether the list's own search is being compiled.
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
    pub fn run(&self) -> Option<&SearchRun> {
        self.run.as_ref()
    }

    /// How many lines are shown before and after each that is wanted.
    #[must_use]
    pub fn context(&self) -> u32 {
        self.context
    }

    /// The visible lines and those after them, as far as they have come, and how much of the
    /// first is scrolled out.
    #[must_use]
    pub fn rows(&self) -> (&[ListRow], f64) {
        let top = self.scroller.top();
        let rows = &self.page.rows[self.first()..];
        (rows, if rows.is_empty() { 0.0 } else { top.frac })
    }

    /// The index of the topmost line in the page.
    fn first(&self) -> usize {
        let top = self.scroller.top().at.offset();
        self.page.rows.partition_point(|row| row.end < top)
    }

    /// Whether the visible lines are loaded.
    #[must_use]
    pub fn has_come(&self) -> bool {
        let n_after = len_u64(self.page.rows.len().saturating_sub(self.first()));
        self.page.is_last || as_f64(n_after) >= self.scroller.visible()
    }

    /// The scroll position: the share of the file's bytes before the topmost line.
    #[must_use]
    pub fn share(&self, file_len: u64) -> f64 {
        if self.is_at_end { 1.0 } else { share(self.scroller.top().at.0, file_len) }
    }

    /// Whether it is scrolled to its end.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.is_at_end
    }

    pub(crate) fn set_visible(&mut self, rows: f64) {
        if self.scroller.differs(rows) {
            self.scroller.set_visible(rows);
            self.settle_scroll();
        }
    }

    /// Keeps the place inside the lines there are, or at the end.
    fn settle_scroll(&mut self) {
        let rows = PageRows(&self.page);
        if self.is_at_end {
            self.scroller.stay_at_end(&rows);
        } else {
            self.scroller.keep_inside(&rows);
        }
    }

    pub(crate) fn set_context(&mut self, lines: u32) {
        self.context = lines.min(MOST_CONTEXT);
    }

    /// Starts over: the search is another one.
    pub(super) fn reset(&mut self) {
        self.nr += 1;
        self.scroller.home();
        self.is_at_end = false;
        self.cursor = ListCursor::default();
        (self.page, self.requested.1) = (Page::default(), None);
    }

    /// Starts over in another file: with its own lines, at the end if it was there.
    pub(super) fn begin_anew(&mut self, seeker: Option<&Seeker>, file: &File) {
        let was_at_end = self.is_at_end;
        self.reset();
        if let (Some(seeker), true) = (seeker, self.query.is_some()) {
            let query = self.query.take();
            self.list(query, seeker, file);
        }
        self.scroller.home();
        self.is_at_end = was_at_end;
    }

    /// Lists what the chips want, while `search` is searched for. The place stays, whatever is listed
    /// there, and so does the cursor, unless `is_anew`.
    pub(super) fn set_query(&mut self, search: &Pattern, seeker: &Seeker, file: &File, is_anew: bool) {
        let (place, cursor) = (self.scroller.place(), self.cursor.collapsed());
        let query = (!self.filter.is_plain()).then(|| self.filter.query(search));
        self.list(query, seeker, file);
        if !is_anew {
            self.scroller.start_at(place);
            self.cursor = cursor;
        }
    }

    fn list(&mut self, query: Option<Query>, seeker: &Seeker, file: &File) {
        self.reset();
        self.run = None;
        self.state = Filter::None;
        if let Some(query) = &query {
            self.state = Filter::Coming;
            seeker.filter(self.nr, query.clone(), file.reading());
        }
        self.query = query;
    }

    pub(super) fn ready(
        &mut self,
        nr: u64,
        search: Result<Arc<Search>, Text>,
        engine: &Engine,
        tab: u64,
        file: &File,
    ) {
        if nr != self.nr || self.query.is_none() {
            return;
        }
        self.state = match search {
            Ok(search) => {
                self.run = Some(SearchRun::start(engine, tab, &search, file));
                Filter::Ready(search)
            }
            Err(why) => Filter::Failed(why),
        };
    }

    pub(super) fn absorb(&mut self, engine: &Engine, tab: u64, file: &File) {
        if let (Some(run), Filter::Ready(search)) = (&mut self.run, &self.state) {
            run.absorb(engine, tab, search, file);
        }
    }

    pub(super) fn cancel(&self) {
        self.run.iter().for_each(SearchRun::cancel);
    }

    pub(super) fn resume(&mut self, engine: &Engine) {
        self.run.iter_mut().for_each(|run| run.resume(engine));
    }

    /// Scrolls by rows; parts of rows count.
    pub(crate) fn scroll_rows(&mut self, by: f64) {
        self.scroll(|scroller, rows| scroller.scroll_rows(by, rows));
    }

    /// Scrolls by pages.
    pub(crate) fn scroll_pages(&mut self, pages: f64) {
        self.scroll(|scroller, rows| scroller.scroll_pages(pages, rows));
    }

    fn scroll(&mut self, change: impl FnOnce(&mut Scroller, &PageRows<'_>)) {
        let rows = PageRows(&self.page);
        if self.page.rows.is_empty() {
            return;
        }
        change(&mut self.scroller, &rows);
        self.is_at_end = self.page.is_last && self.scroller.is_at_end(&rows);
    }

    /// Scrolls to a share of the file's bytes.
    pub(crate) fn scroll_to_share(&mut self, to: f64, file_len: u64) {
        self.is_at_end = to >= 1.0;
        self.scroller.start_at(Pos(at_share(to, file_len)));
    }

    /// Scrolls by as few rows as show the row at `at`, which is loaded.
    pub(super) fn reveal(&mut self, at: Offset) {
        self.scroll(|scroller, rows| scroller.reveal(at.into(), rows));
    }

    /// Scrolls the line that holds `at` into view, and puts the cursor there.
    pub(crate) fn show(&mut self, at: Offset) {
        self.put_cursor(at, false);
        let (rows, _) = self.rows();
        let n = whole_rows(self.scroller.visible());
        if rows.iter().take(n).any(|row| row.start <= at && at <= row.end) {
            return;
        }
        self.scroller.start_at(at.into());
        self.is_at_end = false;
    }

    /// Takes a page from the seeker.
    pub(super) fn take(&mut self, page: Page) {
        // Of an earlier request, too: lines may be found faster than pages come.
        if page.query != self.nr || page.nr <= self.page.nr {
            return;
        }
        self.page = page;
        self.settle_scroll();
        self.take_steps();
    }

    /// Requests the visible lines, if they are missing or more were found there.
    pub(super) fn ask(&mut self, seeker: &Seeker, plain: Option<(&SearchRun, Arc<Search>)>, file: &File) {
        let own = self.run.as_ref().zip(self.search().cloned());
        let Some((run, search)) = (if self.query.is_some() { own } else { plain }) else { return };
        let found: &Arc<Matches> = run.found();
        let n_lines = file.index().map_or(0, |index| index.span().end.0);
        let request = RequestKey {
            top: self.scroller.top().at.offset(),
            at_end: self.is_at_end,
            searched: found.span().end,
            context: self.context,
            query: self.nr,
            n_lines: n_lines.min(self.page.rows.last().map_or(u64::MAX, |row| row.end.0)),
        };
        if !self.needs(request) {
            return;
        }
        self.requested = (self.requested.0 + 1, Some(request));
        seeker.page(PageRequest {
            nr: self.requested.0,
            query: self.nr,
            search,
            found: Arc::clone(found),
            lines: file.index().cloned(),
            bytes: file.snapshot().clone(),
            top: if self.is_at_end { found.span().end } else { self.scroller.top().at.offset() },
            context: self.context,
            visible: to_usize(floor_u64(self.scroller.visible())),
        });
    }

    fn needs(&self, request: RequestKey) -> bool {
        let Some(last) = self.requested.1 else { return true };
        if last == request {
            return false;
        }
        if (last.context, last.query, last.at_end) != (request.context, request.query, request.at_end)
            || last.n_lines != request.n_lines
        {
            return true;
        }
        if self.page.nr != self.requested.0 {
            // A request is pending; another only if its answer won't do.
            return (request.top.0.abs_diff(last.top.0)) > 0 && self.page.rows.is_empty();
        }
        let rows = &self.page.rows;
        let first = rows.partition_point(|row| row.end < request.top);
        let after = as_f64(len_u64(rows.len() - first));
        let lacks_before = first < 20 && !self.page.is_first;
        let lacks_after = after < self.scroller.visible() + 20.0
            && (!self.page.is_last || request.searched > self.page.searched);
        lacks_before || lacks_after
    }
}

/// The lines of a page as rows; those before and after it are pending.
struct PageRows<'a>(&'a Page);

impl PageRows<'_> {
    fn at(&self, nr: Option<usize>, is_all: bool) -> Fetched<Option<Pos>> {
        match nr.and_then(|nr| self.0.rows.get(nr)) {
            Some(row) => Fetched::Ready(Some(row.start.into())),
            None if is_all => Fetched::Ready(None),
            None => Fetched::Pending,
        }
    }

    /// The index of the row that starts at `at`.
    fn index(&self, at: Pos) -> usize {
        self.0.rows.partition_point(|row| Pos::from(row.start) < at)
    }
}

impl RowSpace for PageRows<'_> {
    fn len(&self) -> u64 {
        // Where there are more, the end is not known.
        let end = self.0.rows.last().map_or(0, |row| row.end.0 + 1);
        if self.0.is_last { end } else { u64::MAX }
    }

    fn snap(&self, at: Pos) -> Fetched<Pos> {
        let rows = &self.0.rows;
        let nr = rows.partition_point(|row| Pos::from(row.end) < at);
        match (rows.get(nr), rows.last()) {
            (Some(row), _) if nr > 0 || self.0.is_first || Pos::from(row.start) <= at => {
                Fetched::Ready(row.start.into())
            }
            (None, Some(last)) if self.0.is_last => Fetched::Ready(last.start.into()),
            _ => Fetched::Pending,
        }
    }

    fn next(&self, at: Pos) -> Fetched<Option<Pos>> {
        self.at(Some(self.index(at) + 1), self.0.is_last)
    }

    fn previous(&self, at: Pos) -> Fetched<Option<Pos>> {
        self.at(self.index(at).checked_sub(1), self.0.is_first)
    }

    fn longest(&self) -> u64 {
        u64::MAX
    }
}
