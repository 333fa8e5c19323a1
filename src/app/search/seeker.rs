//! The thread of a tab that makes patterns ready, seeks the next match, and brings pages of the
//! list. It touches the file so that the window need not; newer wishes replace older ones of
//! their kind, and a long search for a match is given up when one comes.

use super::page::{self, Page, PageWish};
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Mishap, Offset, Span, mishap, newest};
use crate::format::encoding::Encoding;
use crate::scan::Piece;
use crate::search::{Found, Lookup, Query, Search, line_start};
use crate::source::reader::Waker;
use crate::source::{Fault, Snapshot};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::Arc;

/// Bytes that are looked at in one go.
const LOOK: u64 = 1 << 20;

/// How far back a line's start is looked for before a search begins in its midst.
const LINE: u64 = 64 * 1024;

/// A match to be sought.
pub(super) struct Seek {
    pub(super) nr: u64,
    pub(super) search: Arc<Search>,
    /// What is known: parts of the file without a match are passed over.
    pub(super) found: Arc<Found>,
    pub(super) bytes: Snapshot,
    pub(super) from: Offset,
    pub(super) forward: bool,
}

/// A pattern to be made ready.
struct Make {
    nr: u64,
    query: Query,
    encoding: Encoding,
    /// For the search; otherwise for the list.
    is_search: bool,
}

struct Rank {
    nr: u64,
    search: Arc<Search>,
    found: Arc<Found>,
    bytes: Snapshot,
    hit: Span,
}

/// What the thread found out. Each bears the number of the pattern or list that asked.
pub(super) enum Answer {
    /// A search is ready, or in a sentence why not.
    Ready(u64, Result<Arc<Search>, String>),
    /// The same for the list.
    Filter(u64, Result<Arc<Search>, String>),
    /// A match, and whether it was found by starting over at the other end; or none.
    Sought(u64, Option<(Span, bool)>),
    /// The number of a match, from 0.
    Ranked(u64, Span, u64),
    /// A page of the list.
    Page(Page),
}

/// One place each: a newer wish replaces the one in it.
type Slot<T> = (Sender<T>, Receiver<T>);

/// The window's end of the thread. Dropping it ends the thread.
pub(super) struct Seeker {
    makes: Slot<Make>,
    filters: Slot<Make>,
    seeks: Slot<Seek>,
    ranks: Slot<Rank>,
    pages: Slot<PageWish>,
    answers: Receiver<Answer>,
    /// Closed when the tab is.
    _alive: Sender<()>,
}

impl Seeker {
    pub(super) fn start(waker: Waker) -> std::io::Result<Self> {
        let (answers, heard) = bounded(16);
        let (alive, ended) = bounded(1);
        let seeker = Self {
            makes: bounded(1),
            filters: bounded(1),
            seeks: bounded(1),
            ranks: bounded(1),
            pages: bounded(1),
            answers: heard,
            _alive: alive,
        };
        let thread = Thread {
            makes: seeker.makes.1.clone(),
            filters: seeker.filters.1.clone(),
            seeks: seeker.seeks.1.clone(),
            ranks: seeker.ranks.1.clone(),
            pages: seeker.pages.1.clone(),
            answers,
            ended,
            waker,
        };
        std::thread::Builder::new().name("gander-seek".into()).spawn(move || thread.run())?;
        Ok(seeker)
    }

    pub(super) fn make(&self, nr: u64, query: Query, encoding: Encoding) {
        newest::replace(&self.makes, Make { nr, query, encoding, is_search: true });
    }

    pub(super) fn filter(&self, nr: u64, query: Query, encoding: Encoding) {
        newest::replace(&self.filters, Make { nr, query, encoding, is_search: false });
    }

    pub(super) fn seek(&self, seek: Seek) {
        newest::replace(&self.seeks, seek);
    }

    pub(super) fn rank(&self, nr: u64, search: Arc<Search>, found: Arc<Found>, bytes: Snapshot, hit: Span) {
        newest::replace(&self.ranks, Rank { nr, search, found, bytes, hit });
    }

    pub(super) fn page(&self, wish: PageWish) {
        newest::replace(&self.pages, wish);
    }

    pub(super) fn answer(&self) -> Option<Answer> {
        self.answers.try_recv().ok()
    }
}

struct Thread {
    makes: Receiver<Make>,
    filters: Receiver<Make>,
    seeks: Receiver<Seek>,
    ranks: Receiver<Rank>,
    pages: Receiver<PageWish>,
    answers: Sender<Answer>,
    ended: Receiver<()>,
    waker: Waker,
}

impl Thread {
    fn run(self) {
        loop {
            let answer = crossbeam_channel::select_biased! {
                recv(self.makes) -> make => make.ok().as_ref().map(made),
                recv(self.filters) -> make => make.ok().as_ref().map(made),
                recv(self.seeks) -> seek => seek.ok().and_then(|seek| self.sought(&seek)),
                recv(self.pages) -> wish => wish.ok().map(|wish| Answer::Page(paged(&wish))),
                recv(self.ranks) -> rank => rank.ok().and_then(|rank| ranked(&rank)),
                recv(self.ended) -> _ => return,
            };
            if let Some(answer) = answer {
                if self.answers.send(answer).is_err() {
                    return;
                }
                (self.waker)();
            }
        }
    }

    /// Whether something more urgent has come than the match that is being sought.
    fn is_overtaken(&self) -> bool {
        !self.makes.is_empty() || !self.seeks.is_empty() || !self.ended.is_empty()
    }

    fn sought(&self, seek: &Seek) -> Option<Answer> {
        let found = mishap::catch("Seeking a match", || {
            if seek.forward { self.forward(seek) } else { self.backward(seek) }
        });
        match found {
            Ok(Ok(hit)) => Some(Answer::Sought(seek.nr, hit)),
            Ok(Err(Stop::Overtaken)) => None,
            // What is wrong with the file is told by who reads it for the view.
            Ok(Err(Stop::Fault)) | Err(_) => Some(Answer::Sought(seek.nr, None)),
        }
    }

    /// The first match that starts at `from` or after it; then from the file's start on.
    fn forward(&self, seek: &Seek) -> Result<Option<(Span, bool)>, Stop> {
        let end = Offset(seek.bytes.len());
        let after = Span { start: seek.from.min(end), end };
        if let Some(hit) = self.first_in(seek, after)? {
            return Ok(Some((hit, false)));
        }
        let before = Span { start: Offset::ZERO, end: after.start };
        Ok(self.first_in(seek, before)?.map(|hit| (hit, true)))
    }

    /// The last match that starts before `from`; then from the file's end back.
    fn backward(&self, seek: &Seek) -> Result<Option<(Span, bool)>, Stop> {
        let end = Offset(seek.bytes.len());
        let from = seek.from.min(end);
        if let Some(hit) = self.last_in(seek, Span { start: Offset::ZERO, end: from })? {
            return Ok(Some((hit, false)));
        }
        Ok(self.last_in(seek, Span { start: from, end })?.map(|hit| (hit, true)))
    }

    /// The first match that starts in `span`.
    fn first_in(&self, seek: &Seek, span: Span) -> Result<Option<Span>, Stop> {
        let lookup = Lookup { search: &seek.search, found: &seek.found, bytes: &seek.bytes };
        let mut at = span.start;
        // What was searched is looked up.
        let searched = seek.found.span().end;
        while at < span.end && at < searched {
            let (block, before) = (at.0 / BLOCK, seek.found.hits().before(at.0 / BLOCK));
            let next = before.and_then(|before| seek.found.hits().locate(before));
            let Some((next, _)) = next else { break };
            let next = next.max(block);
            let hits = lookup.block(next)?.0;
            if let Some(hit) = hits.into_iter().find(|hit| hit.start >= span.start) {
                return Ok((hit.start < span.end).then_some(hit));
            }
            at = Offset((next + 1) * BLOCK);
        }
        at = at.max(searched.min(span.end)).max(span.start);
        if seek.found.span().end >= span.end {
            return Ok(None);
        }
        let mut state = Walk::at(seek, at)?;
        while state.at < span.end {
            if self.is_overtaken() {
                return Err(Stop::Overtaken);
            }
            let hits = state.step(seek)?;
            if let Some(hit) = hits.into_iter().find(|hit| hit.start >= at) {
                return Ok((hit.start < span.end).then_some(hit));
            }
        }
        Ok(None)
    }

    /// The last match that starts in `span`.
    fn last_in(&self, seek: &Seek, span: Span) -> Result<Option<Span>, Stop> {
        let searched = seek.found.span().end;
        let mut end = span.end;
        while end > span.start && end > searched {
            if self.is_overtaken() {
                return Err(Stop::Overtaken);
            }
            let start = end.back(1).floor_to(LOOK).max(span.start);
            let mut walk = Walk::at(seek, start)?;
            let mut last = None;
            while walk.at < end {
                last =
                    walk.step(seek)?.into_iter().rfind(|hit| hit.start >= start && hit.start < end).or(last);
            }
            if last.is_some() {
                return Ok(last);
            }
            end = start;
        }
        if end <= span.start {
            return Ok(None);
        }
        let lookup = Lookup { search: &seek.search, found: &seek.found, bytes: &seek.bytes };
        let n = lookup.n_hits_before(end)?;
        let hit = match n.checked_sub(1) {
            Some(last) => lookup.hit(last)?,
            None => None,
        };
        Ok(hit.filter(|hit| hit.start >= span.start))
    }
}

/// Why a match was not found.
enum Stop {
    Overtaken,
    Fault,
}

impl From<Fault> for Stop {
    fn from(_: Fault) -> Self {
        Self::Fault
    }
}

/// A search that goes from line to line by itself, ahead of the workers.
struct Walk {
    at: Offset,
    state: (Option<Offset>, u16),
}

impl Walk {
    /// From the start of the line that holds `at`, or where that is far, from `at` itself.
    fn at(seek: &Seek, at: Offset) -> Result<Self, Stop> {
        let near = Span { start: at.back(LINE), end: at }.meet(seek.bytes.span());
        let lf = seek.bytes.read_copy(near, |bytes| memchr::memchr(b'\n', bytes).is_some())?;
        let is_near = lf || near.start == Offset::ZERO;
        let start = if is_near { line_start(&seek.bytes, seek.search.unit(), at)? } else { at };
        Ok(Self { at: start, state: (None, 0) })
    }

    /// The matches in the next piece, of up to [`LOOK`] bytes.
    fn step(&mut self, seek: &Seek) -> Result<Vec<Span>, Stop> {
        let span =
            Span { start: self.at, end: (self.at.floor_to(LOOK) + LOOK).min(Offset(seek.bytes.len())) };
        let (lead, tail) = seek.search.margin_bytes();
        let wide = Span { start: span.start.back(len_u64(lead)), end: span.end + len_u64(tail) };
        let wide = wide.meet(seek.bytes.span());
        let mut hits = Vec::new();
        let lead = to_usize(span.start - wide.start);
        seek.bytes.read_copy(wide, |window| {
            let piece = Piece::new(window, lead, to_usize(span.len()), span.start, seek.bytes.len());
            for piece in piece.blocks(to_usize(BLOCK)) {
                seek.search.step(&piece, &mut self.state, &mut hits);
            }
        })?;
        self.at = span.end;
        Ok(hits)
    }
}

fn made(make: &Make) -> Answer {
    let made = mishap::catch("Reading a pattern", || Search::new(&make.query, make.encoding, make.is_search));
    let made = made.unwrap_or_else(|mishap: Mishap| Err(format!("the pattern can't be used ({mishap})")));
    let made = made.map(Arc::new);
    if make.is_search { Answer::Ready(make.nr, made) } else { Answer::Filter(make.nr, made) }
}

fn ranked(rank: &Rank) -> Option<Answer> {
    let lookup = Lookup { search: &rank.search, found: &rank.found, bytes: &rank.bytes };
    let n = lookup.n_hits_before(rank.hit.start).ok()?;
    Some(Answer::Ranked(rank.nr, rank.hit, n))
}

fn paged(wish: &PageWish) -> Page {
    let page = mishap::catch("Listing lines", || page::page(wish));
    let empty = || Page { nr: wish.nr, query: wish.query, is_first: true, is_last: true, ..Page::default() };
    page.ok().and_then(Result::ok).unwrap_or_else(empty)
}
