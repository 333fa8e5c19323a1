//! Regular expressions as automata, behind a prefilter that selects candidate lines.

use super::lanes::Lanes;
use super::literals;
use super::pattern::LineEnds;
use super::piece_matcher::PieceMatcher;
use super::sink::{REACH, Sink};
use crate::messages::Text;
use memchr::memmem::Finder;
use regex_automata::meta::{Cache, Regex};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, Match, MatchKind};
use regex_syntax::hir::{Hir, Look};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Memory limit for an automaton, in bytes; typed patterns stay below it.
const NFA_BYTES: usize = 32 << 20;

/// A literal more frequent than once in this many bytes is no prefilter.
const FREQUENT: usize = 192;

/// An automaton.
pub(super) struct Auto {
    regex: Regex,
    /// What searches keep between pieces, 4 MiB and more in each direction: one for each thread
    /// that ever searched at the same time.
    caches: Mutex<Vec<Cache>>,
    /// Whether a match may hold line feeds.
    pub(super) spans: bool,
    /// Whether all matches are equally long, whatever is around them.
    pub(super) is_fixed: bool,
    /// What ends a line.
    ends: LineEnds,
    /// Whether it is searched for in the text of one line after the other.
    cuts_lines: bool,
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
    pub(super) fn new(hir: &Hir, spans: bool, ends: LineEnds, is_raw: bool) -> Result<Self, Text> {
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
        // The end of a line's text is the end of all that is searched there.
        let (shortest, longest) = (hir.properties().minimum_len(), hir.properties().maximum_len());
        let is_fixed = longest.is_some() && shortest == longest && hir.properties().look_set().is_empty();
        let cuts_lines = !spans && hir.properties().look_set().contains(Look::End);
        let has_lanes = is_within && !cuts_lines && !regex.is_accelerated();
        let lanes = if has_lanes { Lanes::new(hir) } else { None };
        let (caches, choice, is_common) = (Mutex::default(), OnceLock::new(), AtomicBool::new(false));
        Ok(Self { regex, caches, spans, is_fixed, ends, cuts_lines, firsts, choice, lanes, is_common })
    }

    /// Frees what searches keep between pieces.
    pub(super) fn free_caches(&self) {
        self.caches.lock().unwrap_or_else(PoisonError::into_inner).clear();
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
        self.with_cache(|search| {
            while matcher.at < matcher.limit {
                let Some(i) = first.find(&matcher.bytes[matcher.at..matcher.limit]) else { return };
                if !self.find_in_line(search, matcher.at + i, matcher, sink) {
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
        self.with_cache(|search| {
            for place in places {
                if place >= matcher.at && !self.find_in_line(search, place, matcher, sink) {
                    return;
                }
            }
        });
    }

    /// Finds the matches in the line that holds `place`; whether there may be more after it.
    fn find_in_line<S: Sink>(
        &self,
        search: &mut Engine<'_>,
        place: usize,
        matcher: &mut PieceMatcher<'_>,
        sink: &mut S,
    ) -> bool {
        let before = &matcher.bytes[matcher.at..place.min(matcher.limit)];
        let from = memchr::memrchr(b'\n', before).map_or(matcher.at, |lf| matcher.at + lf + 1);
        let to = matcher.next_lf(place, matcher.limit).unwrap_or(matcher.limit);
        let mut last_end = matcher.last_end;
        let text_end = self.ends.text_end(matcher.bytes, to);
        // The line's end itself is not to be seen, where it is near enough to be known.
        let ends_here = self.ends == LineEnds::CrLf && matcher.bytes.get(to) == Some(&b'\n');
        let bytes = if ends_here { &matcher.bytes[..text_end] } else { matcher.bytes };
        search.matches(bytes, from..=text_end, &mut last_end, |start, end| {
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
        if self.cuts_lines {
            return self.with_cache(|search| {
                while matcher.at <= matcher.limit && self.find_in_line(search, matcher.at, matcher, sink) {}
            });
        }
        let to = if self.spans { matcher.across } else { matcher.limit };
        let (bytes, mut last_end) = (matcher.bytes, matcher.last_end);
        let skips_gaps = !self.spans && self.ends == LineEnds::CrLf;
        let is_gap = |at: usize| skips_gaps && self.ends.text_end(bytes, at) < at;
        self.with_cache(|search| {
            let mut at = matcher.at;
            while at <= to {
                let mut next = None;
                search.matches(bytes, at..=to, &mut last_end, |start, end| {
                    // Between the two bytes of a line's end is no place in its text.
                    if start == end && is_gap(start) {
                        return true;
                    }
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

    fn with_cache(&self, run: impl FnOnce(&mut Engine<'_>)) {
        let kept = self.caches.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let cache = kept.unwrap_or_else(|| self.regex.create_cache());
        let mut engine = Engine { regex: &self.regex, cache };
        run(&mut engine);
        self.caches.lock().unwrap_or_else(PoisonError::into_inner).push(engine.cache);
    }
}

/// The automaton with the cache of one search.
struct Engine<'a> {
    regex: &'a Regex,
    cache: Cache,
}

impl Engine<'_> {
    /// Calls `each` with all matches that start in a range and end by its end, until it returns
    /// false.
    ///
    /// Skips an empty match where the last match ended.
    fn matches(
        &mut self,
        bytes: &[u8],
        range: RangeInclusive<usize>,
        last_end: &mut Option<usize>,
        mut each: impl FnMut(usize, usize) -> bool,
    ) {
        let (mut at, to) = range.into_inner();
        while at <= to {
            let Some((start, end)) = self.first_match(bytes, at, to) else { return };
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
    fn first_match(&mut self, bytes: &[u8], from: usize, to: usize) -> Option<(usize, usize)> {
        let mut at = from;
        loop {
            let found = self.search(&Input::new(bytes).span(at..to))?;
            if found.len() <= REACH {
                return Some((found.start(), found.end()));
            }
            let near = found.start()..(found.start() + REACH).min(to);
            let input = Input::new(bytes).span(near).anchored(Anchored::Yes);
            if let Some(near) = self.search(&input) {
                return Some((near.start(), near.end()));
            }
            at = found.start() + 1;
        }
    }

    fn search(&mut self, input: &Input<'_>) -> Option<Match> {
        self.regex.search_with(&mut self.cache, input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_searches_keep_is_freed_after_a_search() {
        let hir = regex_syntax::parse(r"(a|b)+\w").expect("a pattern");
        let auto = Auto::new(&hir, false, LineEnds::CrLf, true).expect("small");
        let n_kept = || auto.caches.lock().unwrap().len();
        let find = |engine: &mut Engine<'_>| assert!(engine.first_match(b"xxabab", 0, 6).is_some());
        auto.with_cache(|outer| {
            find(outer);
            auto.with_cache(find);
            auto.with_cache(find);
        });
        assert_eq!(n_kept(), 2, "as many as search at once");
        auto.free_caches();
        assert_eq!(n_kept(), 0);
        auto.with_cache(find);
    }
}
