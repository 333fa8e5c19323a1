//! The threads of a tab that make patterns ready and seek the next match, and that bring pages
//! of the list. They touch the file so that the window need not; newer wishes replace older
//! ones of their kind, and a long search for a match is given up when one comes.
//!
//! What is near is sought before anything is counted, with the processors for itself. From
//! [`NEAR`] on (or [`NEAR_TIME`]) the workers count from the file's start on, and are left most
//! of the processors: a match is found by whoever comes to it first.

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
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes that are looked at in one go: with what is around them they fit a buffer that is kept.
const LOOK: u64 = 256 * 1024;

/// Bytes around where one is that are searched first, and how long that may keep the count.
const NEAR: u64 = 288 << 20;
const NEAR_TIME: Duration = Duration::from_millis(60);

/// A stride is as long as takes about so long, and no longer than this.
const SHORT: Duration = Duration::from_millis(3);
const LONG: Duration = Duration::from_millis(8);
const LONGEST: u64 = 32 << 20;

/// While the workers count, so many times as long is rested after a stride.
const REST: u32 = 5;

/// How far back a line's start is looked for before a search begins in its midst.
const LINE: u64 = 64 * 1024;

/// A match to be sought.
pub(super) struct Seek {
    pub(super) nr: u64,
    pub(super) search: Arc<Search>,
    /// What is known and becomes known: parts of the file without a match are passed over.
    pub(super) count: Arc<Count>,
    pub(super) bytes: Snapshot,
    pub(super) from: Offset,
    pub(super) forward: bool,
}

/// How far the count of all matches is, for who seeks one meanwhile.
#[derive(Default)]
pub(super) struct Count {
    found: Mutex<(Arc<Found>, Option<Snapshot>)>,
    /// Whether it goes on, or will.
    is_running: AtomicBool,
}

impl Count {
    /// Nothing is counted yet.
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { is_running: AtomicBool::new(true), ..Self::default() })
    }

    /// Takes the newest that was found in `bytes`.
    pub(super) fn tell(&self, found: &Arc<Found>, bytes: &Snapshot, is_running: bool) {
        let newest = (Arc::clone(found), Some(bytes.clone()));
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = newest;
        self.is_running.store(is_running, Ordering::Release);
    }

    fn found(&self) -> (Arc<Found>, Option<Snapshot>) {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_running(&self) -> bool {
        self.is_running.load(Ordering::Acquire)
    }
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
    /// What is near has been searched: the count may begin.
    Near(u64),
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
        let lists = thread.clone();
        std::thread::Builder::new().name("gander-seek".into()).spawn(move || thread.run())?;
        std::thread::Builder::new().name("gander-list".into()).spawn(move || lists.run_lists())?;
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

#[derive(Clone)]
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
    /// Makes patterns ready, and seeks matches and their numbers, until the tab's end is gone.
    fn run(self) {
        self.answer_until_ended(|| {
            Some(crossbeam_channel::select_biased! {
                recv(self.makes) -> make => Some(made(&make.ok()?)),
                recv(self.seeks) -> seek => self.sought(&seek.ok()?),
                recv(self.ranks) -> rank => ranked(&rank.ok()?),
                recv(self.ended) -> _ => return None,
            })
        });
    }

    /// Makes filters ready, and brings the list's lines, until the tab's end is gone.
    fn run_lists(self) {
        self.answer_until_ended(|| {
            Some(crossbeam_channel::select_biased! {
                recv(self.filters) -> make => Some(made(&make.ok()?)),
                recv(self.pages) -> wish => Some(Answer::Page(paged(&wish.ok()?))),
                recv(self.ended) -> _ => return None,
            })
        });
    }

    /// Answers one wish after the other; `next` waits for one, and is `None` when there will be
    /// no more: whoever drops the wishes' ends drops all of them.
    fn answer_until_ended(&self, next: impl Fn() -> Option<Option<Answer>>) {
        while let Some(answer) = next() {
            if !answer.is_none_or(|answer| self.tell(answer)) {
                return;
            }
        }
    }

    /// Hands out an answer; whether anybody listens.
    fn tell(&self, answer: Answer) -> bool {
        let is_heard = self.answers.send(answer).is_ok();
        (self.waker)();
        is_heard
    }

    /// Whether something more urgent has come than the match that is being sought.
    fn is_overtaken(&self) -> bool {
        // A channel whose other end is gone is empty, too.
        let has_ended = self.ended.try_recv() == Err(crossbeam_channel::TryRecvError::Disconnected);
        has_ended || !self.makes.is_empty() || !self.seeks.is_empty()
    }

    fn sought(&self, seek: &Seek) -> Option<Answer> {
        let mut effort = Effort::new(self, seek);
        let found = mishap::catch("Seeking a match", || {
            if seek.forward { forward(&mut effort) } else { backward(&mut effort) }
        });
        match found {
            Ok(Ok(hit)) => Some(Answer::Sought(seek.nr, hit)),
            Ok(Err(Stop::Overtaken)) => None,
            // What is wrong with the file is told by who reads it for the view.
            Ok(Err(Stop::Fault)) | Err(_) => Some(Answer::Sought(seek.nr, None)),
        }
    }
}

/// The first match that starts where one is or after it; then from the file's start on.
fn forward(effort: &mut Effort<'_>) -> Result<Option<(Span, bool)>, Stop> {
    let end = Offset(effort.seek.bytes.len());
    let after = Span { start: effort.seek.from.min(end), end };
    if let Some(hit) = effort.first_in(after)? {
        return Ok(Some((hit, false)));
    }
    let before = Span { start: Offset::ZERO, end: after.start };
    Ok(effort.first_in(before)?.map(|hit| (hit, true)))
}

/// The last match that starts before where one is; then from the file's end back.
fn backward(effort: &mut Effort<'_>) -> Result<Option<(Span, bool)>, Stop> {
    let end = Offset(effort.seek.bytes.len());
    let from = effort.seek.from.min(end);
    if let Some(hit) = effort.last_in(Span { start: Offset::ZERO, end: from })? {
        return Ok(Some((hit, false)));
    }
    Ok(effort.last_in(Span { start: from, end })?.map(|hit| (hit, true)))
}

/// Seeks a match: looks up what was counted, and walks through the rest in strides.
struct Effort<'a> {
    thread: &'a Thread,
    seek: &'a Seek,
    began: Instant,
    /// Bytes that were walked through.
    walked: u64,
    /// Bytes of the next stride, and how long the last one took.
    stride: u64,
    took: Duration,
    /// Whether the count was let go on.
    is_far: bool,
}

impl<'a> Effort<'a> {
    fn new(thread: &'a Thread, seek: &'a Seek) -> Self {
        let (began, took) = (Instant::now(), Duration::ZERO);
        Self { thread, seek, began, walked: 0, stride: LOOK, took, is_far: false }
    }

    /// Before each stride: whether it is still wanted, and whose turn it is.
    fn pace(&mut self) -> Result<(), Stop> {
        if self.thread.is_overtaken() {
            return Err(Stop::Overtaken);
        }
        if !self.is_far {
            self.is_far = self.walked >= NEAR || self.began.elapsed() >= NEAR_TIME;
            if self.is_far && !self.thread.tell(Answer::Near(self.seek.nr)) {
                return Err(Stop::Overtaken);
            }
        } else if self.seek.count.is_running() {
            std::thread::sleep(self.took.min(LONG) * REST);
        }
        self.stride = match self.took {
            took if took < SHORT => (self.stride * 2).min(LONGEST),
            took if took > LONG => whole_looks(self.stride / 2),
            _ => self.stride,
        };
        Ok(())
    }

    /// The first match that starts in a part, or the last one.
    ///
    /// While nothing else runs, half of the part is walked through by another thread.
    fn walk(&mut self, part: Span, forward: bool) -> Result<Option<Span>, Stop> {
        let began = Instant::now();
        let walk = |part| if forward { first_walked(self.seek, part) } else { last_walked(self.seek, part) };
        let middle = part.start + whole_looks(part.len() / 2);
        let found = if self.is_far || part.len() < 2 * LOOK {
            walk(part)
        } else {
            let halves = [Span { start: part.start, end: middle }, Span { start: middle, end: part.end }];
            let [near, far] = if forward { halves } else { [halves[1], halves[0]] };
            in_two(|| walk(near), || walk(far))
        };
        self.walked += part.len();
        self.took = began.elapsed();
        found
    }

    /// The first match that starts in `span`.
    fn first_in(&mut self, span: Span) -> Result<Option<Span>, Stop> {
        let mut at = span.start;
        while at < span.end {
            let (found, bytes) = self.seek.count.found();
            if let Some(bytes) = bytes.filter(|_| at < found.span().end) {
                let lookup = Lookup { search: &self.seek.search, found: &found, bytes: &bytes };
                if let Some(hit) = looked_up(&lookup, at)? {
                    return Ok((hit.start < span.end).then_some(hit));
                }
                at = found.span().end;
                continue;
            }
            self.pace()?;
            let end = ((at + self.stride).floor_to(LOOK)).min(span.end);
            let hit = self.walk(Span { start: at, end }, true)?;
            if hit.is_some() {
                return Ok(hit);
            }
            at = end;
        }
        Ok(None)
    }

    /// The last match that starts in `span`.
    fn last_in(&mut self, span: Span) -> Result<Option<Span>, Stop> {
        let mut end = span.end;
        while end > span.start {
            let (found, bytes) = self.seek.count.found();
            if let Some(bytes) = bytes.filter(|_| end <= found.span().end) {
                let lookup = Lookup { search: &self.seek.search, found: &found, bytes: &bytes };
                let n = lookup.n_hits_before(end)?;
                let hit = match n.checked_sub(1) {
                    Some(last) => lookup.hit(last)?,
                    None => None,
                };
                return Ok(hit.filter(|hit| hit.start >= span.start));
            }
            self.pace()?;
            let start = end.back(1).floor_to(LOOK).back(self.stride - LOOK).max(span.start);
            let hit = self.walk(Span { start, end }, false)?;
            if hit.is_some() {
                return Ok(hit);
            }
            end = start;
        }
        Ok(None)
    }
}

/// Does both at the same time, where the system has a thread to give; the first one's answer,
/// or else the other's.
fn in_two<F>(first: impl FnOnce() -> Result<Option<Span>, Stop>, other: F) -> Result<Option<Span>, Stop>
where
    F: Fn() -> Result<Option<Span>, Stop> + Sync,
{
    std::thread::scope(|scope| {
        let helper = std::thread::Builder::new().name("gander-seek-2".into()).spawn_scoped(scope, &other);
        let found = first();
        let Ok(helper) = helper else { return Ok(found?.or(other()?)) };
        let others = helper.join().unwrap_or(Err(Stop::Fault));
        Ok(found?.or(others?))
    })
}

/// The first match that starts in a part.
fn first_walked(seek: &Seek, part: Span) -> Result<Option<Span>, Stop> {
    let mut walk = Walk::at(seek, part.start)?;
    while walk.at < part.end {
        let hit = walk.step(seek)?.into_iter().find(|hit| hit.start >= part.start);
        if let Some(hit) = hit {
            return Ok((hit.start < part.end).then_some(hit));
        }
    }
    Ok(None)
}

/// The last match that starts in a part.
fn last_walked(seek: &Seek, part: Span) -> Result<Option<Span>, Stop> {
    let mut walk = Walk::at(seek, part.start)?;
    let mut last = None;
    while walk.at < part.end {
        last = walk.step(seek)?.into_iter().rfind(|hit| part.contains(hit.start)).or(last);
    }
    Ok(last)
}

/// Whole looks, and one at least.
fn whole_looks(bytes: u64) -> u64 {
    (bytes / LOOK * LOOK).max(LOOK)
}

/// The first match at or after `at` of those that were counted.
fn looked_up(lookup: &Lookup<'_>, at: Offset) -> Result<Option<Span>, Stop> {
    let hits = lookup.found.hits();
    let mut block = at.0 / BLOCK;
    loop {
        let Some((next, _)) = hits.before(block).and_then(|before| hits.locate(before)) else {
            return Ok(None);
        };
        let next = next.max(block);
        let hit = lookup.block(next)?.0.into_iter().find(|hit| hit.start >= at);
        if hit.is_some() {
            return Ok(hit);
        }
        block = next + 1;
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
