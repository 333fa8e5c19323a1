//! Regular expressions as automata, behind a prefilter that selects candidate lines.

use super::lanes::Lanes;
use super::literals;
use super::piece_matcher::PieceMatcher;
use super::sink::{REACH, Sink};
use crate::messages::Text;
use memchr::memmem::Finder;
use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::Hir;
use std::cell::RefCell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Memory limit for an automaton, in bytes; typed patterns stay below it.
const NFA_BYTES: usize = 32 << 20;

/// A literal more frequent than once in this many bytes is no prefilter.
const FREQUENT: usize = 192;

/// Automata that each thread caches.
const KEPT: usize = 8;

thread_local! {
    /// A copy of each automaton for each thread: their caches are not shared.
    static OURS: RefCell<Vec<(u64, Regex)>> = const { RefCell::new(Vec::new()) };
}

/// An automaton.
pub(super) struct Auto {
    id: u64,
    regex: Regex,
    /// Whether a match may hold line feeds.
    pub(super) spans: bool,
    /// Literals that every match holds.
    firsts: Vec<Finder<'static>>,
    /// Which of them is the rarest; `None` if all are too frequent to help.
    choice: OnceLock<Option<usize>>,
    lanes: Option<Lanes>,
    /// Whether so many lines match that finding them first does not pay.
    is_common: AtomicBool,
}

impl Auto {
    /// Makes an automaton. `is_raw` is whether it runs on the file's own bytes, where literals
    /// and lanes can prefilter.
    ///
    /// # Errors
    /// A message to show if it would be too large.
    pub(super) fn new(hir: &Hir, spans: bool, is_raw: bool) -> Result<Self, Text> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let config = Regex::config()
            .utf8_empty(!is_raw)
            .match_kind(MatchKind::LeftmostFirst)
            .nfa_size_limit(Some(NFA_BYTES))
            .hybrid_cache_capacity(4 << 20);
        let regex = Regex::builder()
            .configure(config)
            .syntax(syntax::Config::new().utf8(false))
            .build_from_hir(hir)
            .map_err(|error| match error.size_limit() {
                Some(_) => Text::new("pattern-too-large"),
                None => Text::new("pattern-unusable").with("why", error.to_string()),
            })?;
        let is_within = is_raw && !spans;
        let required = if is_within { literals::required(hir) } else { Vec::new() };
        let firsts: Vec<_> = required.iter().map(|bytes| Finder::new(bytes).into_owned()).collect();
        let lanes = if is_within && !regex.is_accelerated() { Lanes::new(hir) } else { None };
        let (choice, is_common) = (OnceLock::new(), AtomicBool::new(false));
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        Ok(Self { id, regex, spans, firsts, choice, lanes, is_common })
    }

    pub(super) fn find<S: Sink>(&self, matcher: &mut PieceMatcher<'_>, sink: &mut S) {
        matcher.pass_open_row(sink);
        if !S::EACH && matcher.is_row_open() && !self.spans {
            return;
        }
        match self.first(matcher) {
            Some(first) => self.find_behind(first, matcher, sink),
            None => match &self.lanes {
                Some(lanes) if !self.is_common.load(Ordering::Relaxed) => {
                    self.find_by_lanes(lanes, matcher, sink);
                }
                _ => self.find_everywhere(matcher, sink),
            },
        }
    }

    /// The literal to look for first: the rarest in the first piece of some length.
    fn first(&self, matcher: &PieceMatcher<'_>) -> Option<&Finder<'static>> {
        if self.firsts.is_empty() {
            return None;
        }
        let piece = &matcher.bytes[matcher.start..matcher.end];
        let choose = || {
            let counted = self.firsts.iter().map(|first| first.find_iter(piece).count());
            let (rarest, n) = counted.enumerate().min_by_key(|(_, n)| *n)?;
            (n * FREQUENT < piece.len()).then_some(rarest)
        };
        let chosen = if piece.len() < 4096 {
            *self.choice.get().unwrap_or(&Some(0))
        } else {
            *self.choice.get_or_init(choose)
        };
        chosen.and_then(|i| self.firsts.get(i))
    }

    /// Finds matches in the lines that hold a literal.
    fn find_behind<S: Sink>(&self, first: &Finder<'_>, matcher: &mut PieceMatcher<'_>, sink: &mut S) {
        self.with_ours(|regex| {
            while matcher.at < matcher.limit {
                let Some(i) = first.find(&matcher.bytes[matcher.at..matcher.limit]) else { return };
                if !self.find_in_line(regex, matcher.at + i, matcher, sink) {
                    return;
                }
            }
        });
    }

    /// Finds matches in the lines that the table selects.
    fn find_by_lanes<S: Sink>(&self, lanes: &Lanes, matcher: &mut PieceMatcher<'_>, sink: &mut S) {
        let mut places = Vec::new();
        let n_looked = matcher.limit.saturating_sub(matcher.at);
        lanes.find(matcher.bytes, matcher.at, matcher.limit, &mut places);
        if places.len() * FREQUENT > n_looked && n_looked >= 4096 {
            self.is_common.store(true, Ordering::Relaxed);
        }
        self.with_ours(|regex| {
            for place in places {
                if place >= matcher.at && !self.find_in_line(regex, place, matcher, sink) {
                    return;
                }
            }
        });
    }

    /// Finds the matches in the line that holds `place`; whether there may be more after it.
    fn find_in_line<S: Sink>(
        &self,
        regex: &Regex,
        place: usize,
        matcher: &mut PieceMatcher<'_>,
        sink: &mut S,
    ) -> bool {
        let before = &matcher.bytes[matcher.at..place.min(matcher.limit)];
        let from = memchr::memrchr(b'\n', before).map_or(matcher.at, |lf| matcher.at + lf + 1);
        let to = matcher.next_lf(place, matcher.limit).unwrap_or(matcher.limit);
        let (bytes, mut last_end) = (matcher.bytes, matcher.last_end);
        matches(regex, bytes, from, to, &mut last_end, |start, end| {
            if !matcher.may_start(start) {
                return false;
            }
            matcher.hit(start, end, sink);
            S::EACH
        });
        matcher.at = to + 1;
        matcher.at <= matcher.end
    }

    /// Finds matches by the automaton alone.
    pub(super) fn find_everywhere<S: Sink>(&self, matcher: &mut PieceMatcher<'_>, sink: &mut S) {
        matcher.pass_open_row(sink);
        if !S::EACH && matcher.is_row_open() && !self.spans {
            return;
        }
        let to = if self.spans { matcher.across } else { matcher.limit };
        let (bytes, mut last_end) = (matcher.bytes, matcher.last_end);
        self.with_ours(|regex| {
            let mut at = matcher.at;
            while at <= to {
                let mut next = None;
                matches(regex, bytes, at, to, &mut last_end, |start, end| {
                    if !matcher.may_start(start) {
                        return false;
                    }
                    next = matcher.hit(start, end, sink);
                    S::EACH
                });
                match next {
                    Some(next) if !S::EACH => at = next,
                    _ => return,
                }
            }
        });
    }

    fn with_ours(&self, run: impl FnOnce(&Regex)) {
        let ours = OURS.with_borrow_mut(|ours| {
            if let Some(place) = ours.iter().position(|(id, _)| *id == self.id) {
                return ours.remove(place).1;
            }
            ours.truncate(KEPT - 1);
            self.regex.clone()
        });
        run(&ours);
        OURS.with_borrow_mut(|kept| kept.insert(0, (self.id, ours)));
    }
}

/// Calls `each` with all matches from `from` on that end by `to`, until it returns false.
///
/// Skips an empty match where the last match ended.
fn matches(
    regex: &Regex,
    bytes: &[u8],
    from: usize,
    to: usize,
    last_end: &mut Option<usize>,
    mut each: impl FnMut(usize, usize) -> bool,
) {
    let mut at = from;
    while at <= to {
        let Some((start, end)) = first_match(regex, bytes, at, to) else { return };
        if start == end && *last_end == Some(end) {
            at = end + 1;
            continue;
        }
        if !each(start, end) {
            return;
        }
        *last_end = Some(end);
        at = end;
    }
}

/// The first match from `from` on, none longer than [`REACH`].
fn first_match(regex: &Regex, bytes: &[u8], from: usize, to: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let found = regex.search(&Input::new(bytes).span(at..to))?;
        if found.len() <= REACH {
            return Some((found.start(), found.end()));
        }
        let near = found.start()..(found.start() + REACH).min(to);
        let input = Input::new(bytes).span(near).anchored(Anchored::Yes);
        if let Some(near) = regex.search(&input) {
            return Some((near.start(), near.end()));
        }
        at = found.start() + 1;
    }
}
