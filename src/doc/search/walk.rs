//! Scanning a file for a match, ahead of the workers: by one thread, or by two that share
//! a part of it.

use super::match_seeker::Seek;
use crate::base::counts::BLOCK;
use crate::base::units::to_usize;
use crate::base::{Offset, Span, panics};
use crate::scan::Piece;
use crate::search::{LineFinder, LineStop};
use crate::source::Fault;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes per step: with their context they fit a buffer that is kept.
pub(super) const READ_BYTES: u64 = 256 * 1024;

/// Bytes that one of two threads claims at a time.
const SHARE: u64 = 4 * READ_BYTES;

/// Bytes after which a slow pattern's walk asks whether it is overtaken.
const SLOW_STEP: u64 = 16 * 1024;

/// How far back a line's start is sought before a search begins mid-line; and at first.
const LINE: u64 = 64 * 1024;
const NEAR_LINE: u64 = 2048;

/// Why a match was not found.
pub(super) enum SeekStop {
    /// Something else is wanted.
    Overtaken,
    /// The file can't be read any more.
    Fault,
}

impl From<Fault> for SeekStop {
    fn from(_: Fault) -> Self {
        Self::Fault
    }
}

impl From<LineStop> for SeekStop {
    fn from(stop: LineStop) -> Self {
        match stop {
            LineStop::Fault(_) => Self::Fault,
            LineStop::Cancelled => Self::Overtaken,
        }
    }
}

/// The first match that starts in a part, or the last one; `is_overtaken` is asked at every block,
/// and of slow patterns at every few lines.
pub(super) fn walked(
    seek: &Seek,
    part: Span,
    forward: bool,
    is_overtaken: &dyn Fn() -> bool,
) -> Result<Option<Span>, SeekStop> {
    let mut walk = Walk::at(seek, part.start, is_overtaken)?;
    let mut last = None;
    while walk.at < part.end {
        let mut hits = walk.step(seek, is_overtaken)?.into_iter().filter(|hit| part.contains(hit.start));
        let hit = if forward { hits.next() } else { hits.next_back() };
        if forward && hit.is_some() {
            return Ok(hit);
        }
        last = hit.or(last);
    }
    Ok(last)
}

/// A sequential scan with its own carry-over state.
struct Walk {
    at: Offset,
    state: (Option<Offset>, u16),
}

impl Walk {
    /// From the start of the line that holds `at`, or where that is far, from `at` itself.
    fn at(seek: &Seek, at: Offset, is_overtaken: &dyn Fn() -> bool) -> Result<Self, SeekStop> {
        let goes_on = || !is_overtaken();
        let finder = LineFinder { unit: seek.search.unit(), index: None, goes_on: &goes_on };
        let ends_line = |back: u64| {
            let near = Span { start: at.back(back), end: at }.meet(seek.bytes.span());
            let lf = seek.bytes.read_copy(near, |bytes| memchr::memchr(b'\n', bytes).is_some());
            lf.map(|lf| lf || near.start == Offset::ZERO)
        };
        let is_near = ends_line(NEAR_LINE)? || ends_line(LINE)?;
        let start = if is_near { finder.start(&seek.bytes, at)? } else { at };
        Ok(Self { at: start, state: (None, 0) })
    }

    /// The matches in the next piece, of up to [`READ_BYTES`] bytes.
    fn step(&mut self, seek: &Seek, is_overtaken: &dyn Fn() -> bool) -> Result<Vec<Span>, SeekStop> {
        let span = Span {
            start: self.at,
            end: (self.at.floor_to(READ_BYTES) + READ_BYTES).min(Offset(seek.bytes.len())),
        };
        let wide = span.with_margin(seek.search.margin_bytes(), seek.bytes.span());
        let mut hits = Vec::new();
        let lead = to_usize(span.start - wide.start);
        let grid = to_usize(if seek.search.is_slow() { SLOW_STEP } else { BLOCK });
        let is_done = seek.bytes.read_copy(wide, |window| {
            let piece = Piece::new(window, lead, to_usize(span.len()), span.start, seek.bytes.len());
            piece.blocks(grid).all(|piece| {
                seek.search.step(&piece, &mut self.state, &mut hits);
                !is_overtaken()
            })
        })?;
        if !is_done {
            return Err(SeekStop::Overtaken);
        }
        self.at = span.end;
        Ok(hits)
    }
}

/// A part of the file that two threads walk through, share by share, from one end on.
pub(super) struct SharedScan {
    seek: Arc<Seek>,
    part: Span,
    forward: bool,
    /// The next unclaimed share.
    next: AtomicU64,
    /// The first share that holds a match, as far as is known.
    best: AtomicU64,
    found: Mutex<Option<(u64, Span)>>,
    /// Both threads are to stop: cancelled or failed.
    is_over: AtomicBool,
    has_failed: AtomicBool,
    /// Something else is wanted: shares are not finished.
    is_overtaken: AtomicBool,
}

impl SharedScan {
    pub(super) fn new(seek: Arc<Seek>, part: Span, forward: bool) -> Arc<Self> {
        Arc::new(Self {
            seek,
            part,
            forward,
            next: AtomicU64::new(0),
            best: AtomicU64::new(u64::MAX),
            found: Mutex::default(),
            is_over: AtomicBool::new(false),
            has_failed: AtomicBool::new(false),
            is_overtaken: AtomicBool::new(false),
        })
    }

    /// Share number `nr`, on the file's grid so that reads are whole.
    fn share(&self, nr: u64) -> Option<Span> {
        let Span { start, end } = self.part;
        let share = if self.forward {
            let from = (start.floor_to(SHARE) + nr * SHARE).max(start);
            Span { start: from, end: (from.floor_to(SHARE) + SHARE).min(end) }
        } else {
            let to = (end.back(1).floor_to(SHARE) + SHARE).0.checked_sub(nr * SHARE).map(Offset)?.min(end);
            Span { start: to.back(1).floor_to(SHARE).max(start), end: to }
        };
        (share.start < share.end && share.start < end && share.end > start).then_some(share)
    }

    /// Walks until all is walked through, a match is found, or `goes_on` says no after a share; or
    /// within one as soon as `overtakes` says that something else is wanted.
    fn walk(&self, goes_on: &dyn Fn() -> bool, overtakes: &dyn Fn() -> bool) {
        let is_overtaken = || {
            let now = overtakes();
            self.is_overtaken.fetch_or(now, Ordering::AcqRel) || now
        };
        loop {
            if self.is_over.load(Ordering::Acquire) || !goes_on() {
                self.is_over.store(true, Ordering::Release);
                return;
            }
            // What comes after a share that holds a match is not wanted.
            if self.next.load(Ordering::Acquire) > self.best.load(Ordering::Acquire) {
                return;
            }
            let nr = self.next.fetch_add(1, Ordering::AcqRel);
            let Some(share) = self.share(nr) else { return };
            match walked(&self.seek, share, self.forward, &is_overtaken) {
                Ok(Some(hit)) => {
                    self.best.fetch_min(nr, Ordering::AcqRel);
                    let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                    if found.is_none_or(|(best, _)| nr < best) {
                        *found = Some((nr, hit));
                    }
                }
                Ok(None) => {}
                Err(stop) => {
                    let failed = matches!(stop, SeekStop::Fault);
                    self.has_failed.fetch_or(failed, Ordering::AcqRel);
                    self.is_over.store(true, Ordering::Release);
                }
            }
        }
    }

    /// What was found, and what was walked through, once both threads are done.
    fn outcome(&self) -> Result<(Option<Span>, Span), SeekStop> {
        if self.has_failed.load(Ordering::Acquire) {
            return Err(SeekStop::Fault);
        }
        if self.is_overtaken.load(Ordering::Acquire) {
            return Err(SeekStop::Overtaken);
        }
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner).map(|(_, hit)| hit);
        let last = self.next.load(Ordering::Acquire).checked_sub(1);
        let n_done = last.map(|last| self.share(last));
        let done = match (n_done, self.forward) {
            (None, true) => Span::at(self.part.start, 0),
            (None, false) => Span::at(self.part.end, 0),
            // All shares are claimed.
            (Some(None), _) => self.part,
            (Some(Some(share)), true) => Span { start: self.part.start, end: share.end },
            (Some(Some(share)), false) => Span { start: share.start, end: self.part.end },
        };
        Ok((found, done))
    }
}

/// A second thread to walk.
pub(super) struct Helper {
    parties: Sender<Arc<SharedScan>>,
    done: Receiver<()>,
}

impl Helper {
    /// Starts it, if the system has a thread to give. Dropping it ends the thread.
    pub(super) fn start() -> Option<Self> {
        let (parties, asked) = bounded::<Arc<SharedScan>>(1);
        let (done, is_done) = bounded(1);
        let run = move || {
            while let Ok(party) = asked.recv() {
                let walked = panics::catch("Seeking a match", || party.walk(&|| true, &|| false));
                party.has_failed.fetch_or(walked.is_err(), Ordering::AcqRel);
                drop(party);
                if done.send(()).is_err() {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("gander-seek-2".into()).spawn(run);
        thread.is_ok().then_some(Self { parties, done: is_done })
    }
}

/// Walks through a part with a helper, while `goes_on` says so; what was found, and in what of it.
pub(super) fn walk_together(
    party: &Arc<SharedScan>,
    helper: Option<&Helper>,
    goes_on: &dyn Fn() -> bool,
    overtakes: &dyn Fn() -> bool,
) -> Result<(Option<Span>, Span), SeekStop> {
    let helper = helper.filter(|helper| helper.parties.send(Arc::clone(party)).is_ok());
    party.walk(goes_on, overtakes);
    if let Some(helper) = helper {
        // It has a share to finish at most.
        helper.done.recv().map_err(|_| SeekStop::Fault)?;
    }
    party.outcome()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::units::len_u64;
    use crate::format::encoding::Encoding;
    use crate::search::{Pattern, Query, Search};
    use crate::source::{AccessMode, Source};

    fn seek(text: &str, pattern: &str) -> (tempfile::NamedTempFile, Arc<Seek>) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let source = Source::open(file.path(), AccessMode::Auto).unwrap();
        let search = Search::new(&Query::of(Pattern::fixed(pattern)), Encoding::UTF_8, true).unwrap();
        let (bytes, count) = (source.snapshot(), super::super::match_seeker::CountProgress::new());
        let seek = Seek { nr: 1, search: Arc::new(search), count, bytes, from: Offset::ZERO, forward: true };
        (file, Arc::new(seek))
    }

    #[test]
    fn shares_are_the_part_from_one_end_to_the_other() {
        let (_file, seek) = seek("", "x");
        let edges = [0, 1, 5, SHARE - 1, SHARE, SHARE + 1, 3 * SHARE, 7 * SHARE + 99];
        for (start, end) in edges.iter().flat_map(|&start| edges.map(|end| (start, end))) {
            let part = Span { start: Offset(start), end: Offset(end.max(start)) };
            for forward in [true, false] {
                let party = SharedScan::new(Arc::clone(&seek), part, forward);
                let mut shares: Vec<Span> = (0..).map_while(|nr| party.share(nr)).collect();
                if !forward {
                    shares.reverse();
                }
                let mut at = part.start;
                for share in shares {
                    assert!(share.start == at && share.end > at, "{part:?} {forward}");
                    at = share.end;
                }
                assert_eq!(at, part.end.max(part.start), "{part:?} {forward}");
            }
        }
    }

    #[test]
    fn two_find_what_one_finds() {
        let line = "some text, and more of it\n";
        let n = usize::try_from(5 * SHARE).unwrap() / line.len();
        let mut text = line.repeat(n);
        let helper = Helper::start();
        for at in [0, 700_000, 1_000_000, 2_000_000, text.len() - 8] {
            text.replace_range(at..at + 6, "needle");
            let (_file, seek) = seek(&text, "needle");
            for (start, end) in [(0, text.len()), (3, text.len() - 3), (900_000, 1_100_000), (5, 5)] {
                let part = Span { start: Offset(len_u64(start)), end: Offset(len_u64(end)) };
                for forward in [true, false] {
                    let party = SharedScan::new(Arc::clone(&seek), part, forward);
                    let (hit, done) =
                        walk_together(&party, helper.as_ref(), &|| true, &|| false).ok().unwrap();
                    let mut all = text.match_indices("needle").map(|(at, _)| at);
                    let found = if forward {
                        all.find(|at| (start..end).contains(at))
                    } else {
                        all.filter(|at| (start..end).contains(at)).last()
                    };
                    assert_eq!(hit.map(|hit| hit.start.0), found.map(len_u64));
                    assert!(hit.is_some() || done == part, "{part:?} {done:?}");
                }
            }
            // A scan cancelled at once has covered nothing.
            let none = SharedScan::new(Arc::clone(&seek), seek.bytes.span(), false);
            let (hit, done) = walk_together(&none, None, &|| false, &|| false).ok().unwrap();
            assert_eq!((hit, done), (None, Span::at(none.part.end, 0)));
        }
    }

    #[test]
    fn a_newer_key_stops_a_walk_within_a_share() {
        let text = format!("{}\n", "a".repeat(60)).repeat(usize::try_from(SHARE).unwrap() / 61);
        for pattern in [Pattern::fixed("needle"), Pattern::regex("(?<=x)needle")] {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), &text).unwrap();
            let bytes = Source::open(file.path(), AccessMode::Auto).unwrap().snapshot();
            let search = Arc::new(Search::new(&Query::of(pattern), Encoding::UTF_8, true).unwrap());
            let count = super::super::match_seeker::CountProgress::new();
            let seek = Seek { nr: 1, search, count, bytes, from: Offset::ZERO, forward: true };
            let asked = AtomicU64::new(0);
            let overtakes = || asked.fetch_add(1, Ordering::AcqRel) >= 4;
            let stopped = walked(&seek, seek.bytes.span(), true, &overtakes);
            assert!(matches!(stopped, Err(SeekStop::Overtaken)));
            assert_eq!(asked.load(Ordering::Acquire), 5);
            let party = SharedScan::new(Arc::new(seek), Span::at(Offset::ZERO, SHARE / 2), true);
            let stopped = walk_together(&party, Helper::start().as_ref(), &|| true, &|| true);
            assert!(matches!(stopped, Err(SeekStop::Overtaken)));
        }
    }
}
