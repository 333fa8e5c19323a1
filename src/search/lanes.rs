//! Lines that hold a match, by a table that is walked at several places at once.
//!
//! A table walk is one dependent load a byte, so one walk leaves most of the processor idle
//! (0.6 GB/s). Lines are independent: a piece is cut at line ends into lanes, and a step
//! is made in each of them in turn. The table answers only whether a match ends somewhere;
//! where it starts is for the automaton to say, in those lines alone.

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::Hir;

/// Walks at once: enough to fill the time that a load takes.
const LANES: usize = 4;

/// Tables beyond this many bytes miss the cache, and take long to make.
const TABLE_BYTES: usize = 1 << 20;

pub(super) struct Lanes {
    table: dense::DFA<Vec<u32>>,
}

/// One walk.
#[derive(Clone, Copy)]
struct Lane<'a> {
    bytes: &'a [u8],
    /// Where its bytes start.
    at: usize,
    state: StateID,
    /// Matches up to here are in a line that is already listed.
    known_to: usize,
}

impl Lanes {
    /// Makes the table; `None` if it would be too large, or the pattern has no such table.
    pub(super) fn new(hir: &Hir) -> Option<Self> {
        let config = thompson::Config::new()
            .utf8(false)
            .which_captures(thompson::WhichCaptures::None)
            .nfa_size_limit(Some(TABLE_BYTES));
        let nfa = thompson::Compiler::new().configure(config).build_from_hir(hir).ok()?;
        let config = dense::Config::new()
            .match_kind(MatchKind::All)
            .start_kind(StartKind::Unanchored)
            .accelerate(false)
            .specialize_start_states(false)
            .dfa_size_limit(Some(TABLE_BYTES))
            .determinize_size_limit(Some(4 * TABLE_BYTES));
        let table = dense::Builder::new().configure(config).build_from_nfa(&nfa).ok()?;
        Some(Self { table })
    }

    /// Appends a place in each line of `bytes[from..to]` in which a match ends, in order.
    ///
    /// `to` is a line's end, or where matches end at the latest.
    pub(super) fn find(&self, bytes: &[u8], from: usize, to: usize, places: &mut Vec<usize>) {
        let to = to.min(bytes.len());
        let mut lanes: Vec<Lane<'_>> = Vec::with_capacity(LANES);
        let step = (to.saturating_sub(from)) / LANES + 1;
        let mut at = from;
        for i in 1..=LANES {
            let nominal = (from + i * step).min(to);
            let end = if nominal >= to || nominal <= at {
                nominal.max(at)
            } else {
                memchr::memchr(b'\n', &bytes[nominal..to]).map_or(to, |lf| nominal + lf + 1)
            };
            let Some(state) = self.start(at.checked_sub(1).map(|before| bytes[before])) else {
                // The table gave up: every line is a candidate.
                places.extend(memchr::memchr_iter(b'\n', &bytes[from..to]).map(|lf| from + lf));
                places.push(to);
                return;
            };
            lanes.push(Lane { bytes: &bytes[at..end], at, state, known_to: 0 });
            at = end;
        }
        let mut found: [Vec<usize>; LANES] = Default::default();
        let n = lanes.iter().map(|lane| lane.bytes.len()).min().unwrap_or(0);
        if let [a, b, c, d] = &mut lanes[..] {
            self.walk_together([a, b, c, d], n, bytes, &mut found);
        }
        for (lane, found) in lanes.iter_mut().zip(&mut found) {
            self.walk(lane, n, bytes, found);
            self.finish(lane, bytes, to, found);
            places.append(found);
        }
    }

    fn start(&self, before: Option<u8>) -> Option<StateID> {
        let config = start::Config::new().anchored(Anchored::No).look_behind(before);
        self.table.start_state(&config).ok()
    }

    /// Steps through the first `n` bytes of all lanes.
    fn walk_together(
        &self,
        lanes: [&mut Lane<'_>; LANES],
        n: usize,
        bytes: &[u8],
        found: &mut [Vec<usize>; LANES],
    ) {
        let table = &self.table;
        let [a, b, c, d] = lanes;
        let [mut p, mut q, mut r, mut s] = [a.state, b.state, c.state, d.state];
        let steps = a.bytes[..n].iter().zip(&b.bytes[..n]).zip(&c.bytes[..n]).zip(&d.bytes[..n]);
        for (i, (((&w, &x), &y), &z)) in steps.enumerate() {
            p = table.next_state(p, w);
            q = table.next_state(q, x);
            r = table.next_state(r, y);
            s = table.next_state(s, z);
            if table.is_special_state(p.min(q).min(r).min(s)) {
                for (lane, (state, found)) in [&mut *a, &mut *b, &mut *c, &mut *d]
                    .into_iter()
                    .zip([p, q, r, s].into_iter().zip(&mut *found))
                {
                    if table.is_match_state(state) {
                        lane.note(i, bytes, found);
                    }
                }
            }
        }
        for (lane, state) in [a, b, c, d].into_iter().zip([p, q, r, s]) {
            lane.state = state;
        }
    }

    /// Steps through a lane's bytes from `from` on.
    fn walk(&self, lane: &mut Lane<'_>, from: usize, bytes: &[u8], found: &mut Vec<usize>) {
        let mut state = lane.state;
        for (i, &byte) in lane.bytes.iter().enumerate().skip(from) {
            state = self.table.next_state(state, byte);
            if self.table.is_special_state(state) && self.table.is_match_state(state) {
                lane.note(i, bytes, found);
            }
        }
        lane.state = state;
    }

    /// A match shows one byte late: steps over the byte after the lane.
    fn finish(&self, lane: &mut Lane<'_>, bytes: &[u8], to: usize, found: &mut Vec<usize>) {
        let end = lane.at + lane.bytes.len();
        if end < to {
            // It ends with a line.
            return;
        }
        let state = match bytes.get(end) {
            Some(&byte) => self.table.next_state(lane.state, byte),
            None => self.table.next_eoi_state(lane.state),
        };
        if self.table.is_match_state(state) {
            lane.note(lane.bytes.len(), bytes, found);
        }
    }
}

impl Lane<'_> {
    /// Notes that a match ends before its `i`-th byte, unless one in that line is known.
    fn note(&mut self, i: usize, bytes: &[u8], found: &mut Vec<usize>) {
        let place = self.at + i;
        if place < self.known_to {
            return;
        }
        found.push(place);
        let rest = bytes.get(place..).unwrap_or_default();
        self.known_to = memchr::memchr(b'\n', rest).map_or(usize::MAX, |lf| place + lf + 1);
    }
}
