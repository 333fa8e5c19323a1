//! The threads of a tab that compile patterns and seek the next match, and that read pages of
//! the list, so that the UI thread never touches the file. A newer request replaces an older
//! one of its kind, and cancels a long search for a match.

use super::match_seeker::{CountProgress, MatchSeeker, Seek};
use super::page::{self, Page, PageRequest};
use super::row_seek::{RowSeek, RowSought};
use super::walk::{Helper, SeekStop};
use crate::base::{CaughtPanic, Offset, Span, newest, panics};
use crate::doc::file::TextReading;
use crate::messages::Text;
use crate::search::{LineStop, Lookup, Matches, Query, Search};
use crate::source::Snapshot;
use crate::source::reader::Waker;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::Arc;

/// A request to compile a pattern.
struct CompileRequest {
    nr: u64,
    query: Query,
    reading: TextReading,
    /// For the search; otherwise for the list.
    is_search: bool,
    /// The match to be sought as soon as it is ready.
    first: Option<First>,
}

/// A match that is sought with a pattern that is not ready yet.
pub(super) struct First {
    pub(super) count: Arc<CountProgress>,
    pub(super) bytes: Snapshot,
    pub(super) from: Offset,
    pub(super) forward: bool,
}

struct Rank {
    nr: u64,
    search: Arc<Search>,
    found: Arc<Matches>,
    bytes: Snapshot,
    hit: Span,
}

/// A result. Each bears the number of the pattern or list that requested it.
pub(super) enum Answer {
    /// A search is ready, or in a sentence why not.
    Ready(u64, Result<Arc<Search>, Text>),
    /// The same for the list.
    Filter(u64, Result<Arc<Search>, Text>),
    /// The neighbourhood was searched: the count may begin.
    Near(u64),
    /// A match, and whether it was found by starting over at the other end; or none.
    Sought(u64, Option<(Span, bool)>),
    /// The number of a match, from 0.
    Ranked(u64, Span, u64),
    /// A line of the list, to a request of this number.
    RowSought(u64, RowSought),
    /// A page of the list.
    Page(Page),
}

/// Capacity one: a newer request replaces the one in it.
type LatestRequest<T> = (Sender<T>, Receiver<T>);

/// The UI's handle to the threads. Dropping it ends them.
pub(super) struct Seeker {
    makes: LatestRequest<CompileRequest>,
    filters: LatestRequest<CompileRequest>,
    seeks: LatestRequest<Seek>,
    ranks: LatestRequest<Rank>,
    rows: LatestRequest<RowSeek>,
    pages: LatestRequest<PageRequest>,
    answers: Receiver<Answer>,
    /// Closed when the tab is.
    _alive: Sender<()>,
}

impl Seeker {
    pub(super) fn start(waker: Waker) -> std::io::Result<Self> {
        let (answers, received) = bounded(16);
        let (alive, ended) = bounded(1);
        let seeker = Self {
            makes: bounded(1),
            filters: bounded(1),
            seeks: bounded(1),
            ranks: bounded(1),
            rows: bounded(1),
            pages: bounded(1),
            answers: received,
            _alive: alive,
        };
        let thread = SeekerThread {
            makes: seeker.makes.1.clone(),
            filters: seeker.filters.1.clone(),
            seeks: seeker.seeks.1.clone(),
            ranks: seeker.ranks.1.clone(),
            rows: seeker.rows.1.clone(),
            pages: seeker.pages.1.clone(),
            answers,
            ended,
            waker,
        };
        let lists = thread.clone();
        std::thread::Builder::new().name("gander-seek".into()).spawn(move || thread.run())?;
        std::thread::Builder::new().name("gander-list".into()).spawn(move || lists.run_lists())?;
        Ok(seeker)
    }

    pub(super) fn make(&self, nr: u64, query: Query, reading: TextReading, first: Option<First>) {
        newest::replace(&self.makes, CompileRequest { nr, query, reading, is_search: true, first });
    }

    pub(super) fn filter(&self, nr: u64, query: Query, reading: TextReading) {
        newest::replace(&self.filters, CompileRequest { nr, query, reading, is_search: false, first: None });
    }

    pub(super) fn seek(&self, seek: Seek) {
        newest::replace(&self.seeks, seek);
    }

    pub(super) fn rank(&self, nr: u64, search: Arc<Search>, found: Arc<Matches>, bytes: Snapshot, hit: Span) {
        newest::replace(&self.ranks, Rank { nr, search, found, bytes, hit });
    }

    pub(super) fn row(&self, seek: RowSeek) {
        newest::replace(&self.rows, seek);
    }

    pub(super) fn page(&self, request: PageRequest) {
        newest::replace(&self.pages, request);
    }

    pub(super) fn answer(&self) -> Option<Answer> {
        self.answers.try_recv().ok()
    }
}

#[derive(Clone)]
struct SeekerThread {
    makes: Receiver<CompileRequest>,
    filters: Receiver<CompileRequest>,
    seeks: Receiver<Seek>,
    ranks: Receiver<Rank>,
    rows: Receiver<RowSeek>,
    pages: Receiver<PageRequest>,
    answers: Sender<Answer>,
    ended: Receiver<()>,
    waker: Waker,
}

impl SeekerThread {
    /// Compiles patterns, and seeks matches and their numbers, until the handle is dropped.
    fn run(self) {
        let helper = Helper::start();
        let helper = helper.as_ref();
        self.answer_until_ended(|| {
            Some(crossbeam_channel::select_biased! {
                recv(self.makes) -> make => self.made_and_sought(make.ok()?, helper),
                recv(self.seeks) -> seek => self.sought(seek.ok()?, helper),
                recv(self.ranks) -> rank => ranked(&rank.ok()?),
                recv(self.ended) -> _ => return None,
            })
        });
    }

    /// Compiles filters, and reads the list's pages, until the handle is dropped.
    fn run_lists(self) {
        self.answer_until_ended(|| {
            Some(crossbeam_channel::select_biased! {
                recv(self.filters) -> make => Some(made(&make.ok()?)),
                recv(self.rows) -> seek => self.row_sought(&seek.ok()?),
                recv(self.pages) -> request => self.paged(&request.ok()?).map(Answer::Page),
                recv(self.ended) -> _ => return None,
            })
        });
    }

    /// Answers one request after the other. `next` blocks for one; it is `None` once the request
    /// channels, which are dropped together, are disconnected.
    fn answer_until_ended(&self, next: impl Fn() -> Option<Option<Answer>>) {
        while let Some(answer) = next() {
            if !answer.is_none_or(|answer| self.send_answer(answer)) {
                return;
            }
        }
    }

    /// Compiles a pattern, and seeks its first match at once: a frame in between would show
    /// nothing new, and take CPU time from the search.
    fn made_and_sought(&self, make: CompileRequest, helper: Option<&Helper>) -> Option<Answer> {
        let answer = made(&make);
        let (Some(first), Answer::Ready(nr, Ok(search))) = (make.first, &answer) else { return Some(answer) };
        let (nr, search) = (*nr, Arc::clone(search));
        self.answers.send(answer).ok()?;
        let First { count, bytes, from, forward } = first;
        self.sought(Seek { nr, search, count, bytes, from, forward }, helper)
    }

    /// Sends an answer; false if the receiver is gone.
    fn send_answer(&self, answer: Answer) -> bool {
        let is_sent = self.answers.send(answer).is_ok();
        (self.waker)();
        is_sent
    }

    /// Whether a newer request, or the tab's end, cancels the current seek.
    fn is_overtaken(&self) -> bool {
        self.has_ended() || !self.makes.is_empty() || !self.seeks.is_empty()
    }

    /// A page of the list; none if a newer one was requested meanwhile.
    fn paged(&self, request: &PageRequest) -> Option<Page> {
        let goes_on = || !self.has_ended() && self.pages.is_empty() && self.filters.is_empty();
        let page = panics::catch("Listing lines", || page::page(request, &goes_on));
        match page {
            Ok(Ok(page)) => Some(page),
            Ok(Err(LineStop::Cancelled)) => None,
            Ok(Err(LineStop::Fault(_))) | Err(_) => {
                let (nr, query) = (request.nr, request.query);
                Some(Page { nr, query, is_first: true, is_last: true, ..Page::default() })
            }
        }
    }

    /// The list's next line; none if another is wanted meanwhile.
    fn row_sought(&self, seek: &RowSeek) -> Option<Answer> {
        let goes_on = || !self.has_ended() && self.rows.is_empty() && self.filters.is_empty();
        let sought = panics::catch("Seeking a line", || seek.find(&goes_on));
        match sought {
            Ok(Ok(sought)) => Some(Answer::RowSought(seek.nr, sought)),
            Ok(Err(LineStop::Cancelled)) => None,
            Ok(Err(LineStop::Fault(_))) | Err(_) => Some(Answer::RowSought(seek.nr, RowSought::Nowhere)),
        }
    }

    fn has_ended(&self) -> bool {
        // A channel whose other end is gone is empty, too.
        self.ended.try_recv() == Err(crossbeam_channel::TryRecvError::Disconnected)
    }

    fn sought(&self, seek: Seek, helper: Option<&Helper>) -> Option<Answer> {
        let nr = seek.nr;
        let is_overtaken = || self.is_overtaken();
        let says_near = || self.send_answer(Answer::Near(nr));
        let found = panics::catch("Seeking a match", || {
            MatchSeeker::new(seek, helper, &is_overtaken, &says_near).find()
        });
        match found {
            Ok(Ok(hit)) => Some(Answer::Sought(nr, hit)),
            Ok(Err(SeekStop::Overtaken)) => None,
            // The view's own reader reports the fault.
            Ok(Err(SeekStop::Fault)) | Err(_) => Some(Answer::Sought(nr, None)),
        }
    }
}

fn made(make: &CompileRequest) -> Answer {
    let TextReading { encoding, skips_ansi } = make.reading;
    let made = panics::catch("Reading a pattern", || {
        Search::with_ansi(&make.query, encoding, make.is_search, skips_ansi)
    });
    let made = made
        .unwrap_or_else(|caught: CaughtPanic| Err(Text::new("search-unusable").with("why", caught.message)));
    let made = made.map(Arc::new);
    if make.is_search { Answer::Ready(make.nr, made) } else { Answer::Filter(make.nr, made) }
}

fn ranked(rank: &Rank) -> Option<Answer> {
    let lookup = Lookup { search: &rank.search, found: &rank.found, bytes: &rank.bytes };
    let n = lookup.n_hits_before(rank.hit.start).ok()?;
    Some(Answer::Ranked(rank.nr, rank.hit, n))
}
