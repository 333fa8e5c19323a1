//! Searching in a document: the pattern, the results so far, and the current match.
//!
//! A pattern is compiled and single matches are sought by a thread of the document
//! ([`seeker`]), outward from the position; all matches are counted by a job of the engine
//! ([`run`]). The wanted lines are a [`list`] of their own that scrolls like any view. Nothing
//! here blocks: what has not come is shown as not yet known.

pub mod filter;
pub mod list;
mod list_cursor;
mod match_seeker;
mod page;
mod perform;
mod prefs;
mod row_seek;
pub mod run;
mod save;
mod saver;
mod seeker;
mod walk;

pub use filter::{Chip, ChipStage, Joined, ListFilter, TimeChip};
pub use list::List;
pub use list_cursor::ListStep;
pub use page::ListRow;
pub(crate) use page::PageRequest;
pub(crate) use perform::Origin;
pub use prefs::SearchPrefs;
pub use run::SearchRun;
pub(crate) use save::{copy_rows, first_rows, write_rows};

use super::file::File;
use super::highlights::Highlights;
use super::{Content, Document};
use crate::base::{Counts, Offset, PaneId, Span};
use crate::doc::file::TextReading;
use crate::engine::Engine;
use crate::messages::Text;
use crate::scan::Piece;
use crate::search::{Matches, Pattern, Query, Search};
use crate::source::Generation;
use crate::source::reader::Waker;
use match_seeker::{CountProgress, Seek};
use row_seek::PendingRow;
use seeker::{Answer, First, Seeker};
use std::sync::Arc;
use std::time::Instant;

/// A search in a document.
pub struct Searching {
    seeker: Option<Seeker>,
    pattern: Pattern,
    /// Counts the patterns, so that answers about an earlier one are known.
    nr: u64,
    state: CompileState,
    /// The file that was searched, and what its bytes meant.
    about: (Generation, TextReading),
    /// What was found in files that were followed before this one.
    before: EarlierMatches,
    /// Whether the file's next generation is the same file, written by this program.
    is_rewritten: bool,
    /// The position when the search began: incremental search starts from there.
    origin: Offset,
    /// Whether incremental search goes backward.
    is_backward: bool,
    run: Option<SearchRun>,
    /// The run's counts so far, shared with a seek.
    count: Arc<CountProgress>,
    current: Option<Span>,
    /// The pane that shows the match that is sought.
    asker: PaneId,
    /// The number of the current match, from 0.
    rank: Option<u64>,
    has_asked_rank: bool,
    /// When the pending seek began.
    seeks: Option<Instant>,
    /// The line of the list that is sought, and the number of the last request for one.
    row_seek: Option<PendingRow>,
    row_nr: u64,
    /// The last one sought was found by starting over at the other end of the file.
    has_wrapped: bool,
    list: List,
    /// Whether the patterns of the list can be edited.
    is_refined: bool,
    highlights: Highlights,
}

/// Totals over the earlier files of a followed name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EarlierMatches {
    /// How many files.
    pub files: u64,
    /// Matches in them.
    pub hits: u64,
    /// Lines that hold one.
    pub rows: u64,
    /// Lines that the list wants.
    pub listed: u64,
}

/// State of a pattern's compilation.
enum CompileState {
    /// There is no pattern: only the list has some.
    None,
    /// Being compiled.
    Coming,
    /// In a sentence, why it can't be compiled.
    Failed(Text),
    /// Ready.
    Ready(Arc<Search>),
}

/// What has ticks in the overview strip.
#[derive(Clone, Copy)]
pub struct Ticked<'a> {
    /// What was found; another one as soon as more is.
    pub found: &'a Arc<Matches>,
    /// Those of its counts that have ticks.
    pub counts: &'a Counts,
}

impl Searching {
    fn new(waker: &Waker, origin: Offset, file: &File) -> Self {
        Self {
            seeker: Seeker::start(Arc::clone(waker)).ok(),
            pattern: Pattern::default(),
            nr: 0,
            state: CompileState::None,
            about: (file.snapshot().generation(), file.reading()),
            before: EarlierMatches::default(),
            is_rewritten: false,
            origin,
            is_backward: false,
            run: None,
            count: CountProgress::new(),
            current: None,
            asker: PaneId::default(),
            rank: None,
            has_asked_rank: false,
            seeks: None,
            row_seek: None,
            row_nr: 0,
            has_wrapped: false,
            list: List::default(),
            is_refined: false,
            highlights: Highlights::new(waker),
        }
    }

    /// The pattern.
    #[must_use]
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// Whether there is one: the list may be of a time range, or of patterns of its own.
    #[must_use]
    pub fn has_pattern(&self) -> bool {
        !self.pattern.text.is_empty()
    }

    /// What the list shows: the query of its rows, which are saved and copied, too.
    #[must_use]
    pub fn query(&self) -> Query {
        self.list.query().cloned().unwrap_or_else(|| Query::of(self.pattern.clone()))
    }

    /// The count that the list goes by.
    #[must_use]
    pub fn list_run(&self) -> Option<&SearchRun> {
        if self.list.query().is_some() { self.list.run() } else { self.run() }
    }

    /// The search that the list goes by, with that count.
    fn listed(&self) -> Option<(&SearchRun, &Arc<Search>)> {
        let search = if self.list.query().is_some() { self.list.search() } else { self.search() };
        self.list_run().zip(search)
    }

    /// Why there is no list, in a sentence.
    #[must_use]
    pub fn list_trouble(&self) -> Option<&Text> {
        if self.list.query().is_some() { self.list.trouble() } else { self.trouble() }
    }

    /// Why it can't be compiled, in a sentence.
    #[must_use]
    pub fn trouble(&self) -> Option<&Text> {
        match &self.state {
            CompileState::Failed(why) => Some(why),
            _ => None,
        }
    }

    /// Whether each line is matched by backtracking, which takes long.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        matches!(&self.state, CompileState::Ready(search) if search.is_slow())
    }

    /// The search, if it is ready.
    #[must_use]
    pub fn search(&self) -> Option<&Arc<Search>> {
        match &self.state {
            CompileState::Ready(search) => Some(search),
            _ => None,
        }
    }

    /// The count of all matches, as far as it is.
    #[must_use]
    pub fn run(&self) -> Option<&SearchRun> {
        self.run.as_ref()
    }

    /// What was found in files that were followed before this one.
    #[must_use]
    pub fn before(&self) -> EarlierMatches {
        self.before
    }

    /// Whether matches or lines are being counted, or will be.
    #[must_use]
    pub fn is_running(&self) -> bool {
        let is_coming = self.run.is_none() && self.trouble().is_none() && self.has_pattern();
        is_coming
            || self.run.iter().chain(self.list.run()).any(SearchRun::is_running)
            || self.list.is_coming()
    }

    /// What was found so far.
    #[must_use]
    pub fn found(&self) -> Option<&Arc<Matches>> {
        self.run.as_ref().map(SearchRun::found)
    }

    /// What has ticks in the overview strip: the lines of the list where that counts for itself,
    /// else the matches.
    #[must_use]
    pub fn ticked(&self) -> Option<Ticked<'_>> {
        match self.list.query() {
            Some(_) => self.list.run().map(|run| Ticked { found: run.found(), counts: run.found().rows() }),
            None => self.found().map(|found| Ticked { found, counts: found.hits() }),
        }
    }

    /// The current match.
    #[must_use]
    pub fn current(&self) -> Option<Span> {
        self.current
    }

    /// The number of that match, from 1, once it is known.
    #[must_use]
    pub fn current_nr(&self) -> Option<u64> {
        self.rank.map(|rank| rank + 1)
    }

    /// Whether a match is being sought.
    #[must_use]
    pub fn is_seeking(&self) -> bool {
        self.seeks_since().is_some()
    }

    /// Since when a match, or a line of the list, is sought.
    fn seeks_since(&self) -> Option<Instant> {
        self.seeks.or(self.row_seek.as_ref().map(|pending| pending.since))
    }

    /// Whether the current match was found by starting over at the file's other end.
    #[must_use]
    pub fn has_wrapped(&self) -> bool {
        self.has_wrapped
    }

    /// The lines that are wanted.
    #[must_use]
    pub fn list(&self) -> &List {
        &self.list
    }

    /// Whether the patterns that they go by are shown.
    #[must_use]
    pub fn is_refined(&self) -> bool {
        self.is_refined
    }

    /// The matches in a few visible rows: of the pattern, and of the list's filters. Those that may
    /// take long to find come with a later picture. `lead` bytes of `window`, which starts at `at`, precede the rows' `len` bytes.
    #[must_use]
    pub fn highlights(&self, window: &[u8], lead: usize, len: usize, at: Offset, file_len: u64) -> Vec<Span> {
        let piece = Piece::new(window, lead, len, at, file_len);
        let mut spans = Vec::new();
        let filter = self.list.search();
        for search in self.search().into_iter().chain(filter) {
            self.highlights.append(search, &piece, &mut spans);
        }
        spans
    }

    /// Absorbs results of the seeker and the workers.
    fn absorb(&mut self, engine: &Engine, tab: u64, content: &Content) -> Option<(PaneId, Span)> {
        let Content::Open(file) = content else { return None };
        self.begin_anew_if_other(file);
        let mut shows = None;
        while let Some(answer) = self.seeker.as_ref().and_then(Seeker::answer) {
            match answer {
                Answer::Ready(nr, search) if nr == self.nr => self.ready(search, engine, tab, file),
                Answer::Filter(nr, search) => self.list.ready(nr, search, engine, tab, file),
                Answer::Near(nr) if nr == self.nr => self.count(engine, tab, file),
                Answer::Sought(nr, hit) if nr == self.nr => {
                    self.count(engine, tab, file);
                    self.seeks = None;
                    self.has_wrapped = hit.is_some_and(|hit| hit.1);
                    if let Some((hit, _)) = hit {
                        self.set_current(hit);
                        shows = Some((self.asker, hit));
                    }
                }
                Answer::Ranked(nr, hit, rank) if nr == self.nr && Some(hit) == self.current => {
                    self.rank = Some(rank);
                }
                Answer::Page(page) => self.list.take(page),
                Answer::RowSought(nr, sought) if nr == self.row_nr => {
                    shows = self.take_row(sought).or(shows);
                }
                _ => {}
            }
        }
        if let (Some(run), CompileState::Ready(search)) = (&mut self.run, &self.state) {
            run.absorb(engine, tab, search, file);
            self.count.publish(run.found(), file.snapshot(), run.is_running());
        }
        self.list.absorb(engine, tab, file);
        self.ask_rank(file);
        self.ask_row(file);
        if let Some(seeker) = &self.seeker {
            let plain = self.run.as_ref().zip(self.search().cloned());
            self.list.ask(seeker, plain, file);
        }
        shows
    }

    fn ready(&mut self, search: Result<Arc<Search>, Text>, engine: &Engine, tab: u64, file: &File) {
        match search {
            Ok(search) => {
                self.state = CompileState::Ready(search);
                // Counting begins after the first match was sought.
                if self.seeks.is_none() {
                    self.count(engine, tab, file);
                }
            }
            Err(why) => {
                (self.run, self.seeks) = (None, None);
                self.state = CompileState::Failed(why);
            }
        }
    }

    /// Starts to count all matches, if that has not begun.
    fn count(&mut self, engine: &Engine, tab: u64, file: &File) {
        if let (None, CompileState::Ready(search)) = (&self.run, &self.state) {
            self.run = Some(SearchRun::start(engine, tab, search, file));
        }
    }

    /// Requests the pattern's compilation, and drops the results of another. `shows_first`: also
    /// requests the first match, to be shown.
    fn make(&mut self, pattern: Pattern, file: &File, shows_first: bool) {
        self.nr += 1;
        (self.current, self.rank, self.run) = (None, None, None);
        self.has_wrapped = false;
        self.count = CountProgress::new();
        self.pattern = pattern;
        self.seeks = None;
        self.drop_row_seek();
        if !self.has_pattern() {
            self.state = CompileState::None;
            return;
        }
        self.state = CompileState::Coming;
        let forward = !self.is_backward;
        self.seeks = shows_first.then(Instant::now);
        let first = shows_first.then(|| First {
            count: Arc::clone(&self.count),
            bytes: file.snapshot().clone(),
            from: self.origin,
            forward,
        });
        match &self.seeker {
            Some(seeker) => seeker.make(self.nr, Query::of(self.pattern.clone()), file.reading(), first),
            None => self.state = CompileState::Failed(Text::new("search-no-thread")),
        }
    }

    /// The file's next generation is the same file, written by this program.
    pub(in crate::doc) fn note_rewritten(&mut self) {
        self.is_rewritten = true;
    }

    /// Restarts the search if the document has advanced to another file, or its text is
    /// read in another way. Views are not scrolled.
    fn begin_anew_if_other(&mut self, file: &File) {
        let about = (file.snapshot().generation(), file.reading());
        if about == self.about {
            return;
        }
        self.before = match &self.run {
            _ if std::mem::take(&mut self.is_rewritten) => self.before,
            Some(run) if about.0 > self.about.0 => self.before.and(run.found(), self.list.run()),
            // An earlier file, or the same one read in another way.
            _ => EarlierMatches::default(),
        };
        self.about = about;
        self.make(self.pattern.clone(), file, false);
        self.list.begin_anew(self.seeker.as_ref(), file);
    }

    fn set_current(&mut self, hit: Span) {
        self.current = Some(hit);
        self.rank = None;
        self.has_asked_rank = false;
    }

    /// Seeks the next match from `from` on, or the last one before it.
    fn seek(&mut self, file: &File, from: Offset, forward: bool, asker: PaneId) {
        self.asker = asker;
        let (CompileState::Ready(search), Some(seeker)) = (&self.state, &self.seeker) else { return };
        self.seeks = Some(Instant::now());
        seeker.seek(Seek {
            nr: self.nr,
            search: Arc::clone(search),
            count: Arc::clone(&self.count),
            bytes: file.snapshot().clone(),
            from,
            forward,
        });
    }

    /// Asks for the number of the current match, once all before it were counted.
    fn ask_rank(&mut self, file: &File) {
        let (Some(hit), Some(run), CompileState::Ready(search), Some(seeker)) =
            (self.current, &self.run, &self.state, &self.seeker)
        else {
            return;
        };
        if self.has_asked_rank || run.found().span().end < hit.end {
            return;
        }
        self.has_asked_rank = true;
        seeker.rank(self.nr, Arc::clone(search), Arc::clone(run.found()), file.snapshot().clone(), hit);
    }
}

impl EarlierMatches {
    /// With what was found in one file more.
    fn and(self, found: &Matches, listed: Option<&SearchRun>) -> Self {
        let listed = listed.map_or(found.n_rows(), |run| run.found().n_rows());
        Self {
            files: self.files + 1,
            hits: self.hits + found.n_hits(),
            rows: self.rows + found.n_rows(),
            listed: self.listed + listed,
        }
    }
}

impl Document {
    /// The search, if there is one.
    #[must_use]
    pub fn searching(&self) -> Option<&Searching> {
        self.searching.as_deref()
    }
}

/// Whether something is counted in a tab, for the search or its list, and in this state.
pub(crate) fn is(doc: &Document, state: &crate::engine::JobState) -> bool {
    let Some(searching) = doc.searching() else { return false };
    let runs = searching.run().into_iter().chain(searching.list().run());
    runs.into_iter().any(|run| run.state() == state)
}

impl Document {
    /// Absorbs its search's results; returns a match to show, and the pane that requested it.
    pub(crate) fn absorb_search(&mut self, engine: &Engine) -> Option<(PaneId, Span)> {
        let searching = self.searching.as_mut()?;
        searching.absorb(engine, self.id.0, &self.content)
    }

    /// Since when a match is sought.
    pub(crate) fn seeks_since(&self) -> Option<Instant> {
        self.searching()?.seeks_since()
    }
}
