//! Measures the throughput of reading a file: by access mode, by number of threads, and what a
//! lock costs.
//!
//! A part of the file is read once, so that the system holds it in its cache, and then again
//! and again, its lines counted: through the map and by positioned reads, by 1 to n threads,
//! each keeping its own count; and by n threads that share one count, under a lock or not. The
//! chunks, their order and the way to the bytes are those of a job. All passes are made in turn,
//! [`TRIES`] times, and the fastest of each counts: other programs only slow them, and taking
//! turns spreads short disturbances over all.

use super::CHUNK_BYTES;
use super::scan_chunk::COPIED_AT_ONCE;
use crate::base::units::{as_f64, len_u64};
use crate::base::{Offset, Span};
use crate::messages::Text;
use crate::scan::BLOCK_BYTES;
use crate::source::{Fault, Snapshot};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

/// How often each pass is made.
pub const TRIES: usize = 3;

/// The part of a file that is measured, in bytes at most.
pub const MOST_BYTES: u64 = 512 << 20;

/// A pass reads at least so much: of a shorter file its bytes again and again.
const LEAST_BYTES: u64 = 64 << 20;

/// Most rounds over a short file.
const MOST_ROUNDS: u64 = 1024;

/// A pass that takes longer ends early; the bytes read by then count.
const MOST_TIME: Duration = Duration::from_secs(1);

/// What a pass does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassKind {
    /// Counts lines through the map, each thread by itself.
    Map,
    /// Counts lines by positioned reads, each thread by itself.
    Reads,
    /// Adds every line to a count, by the better of both ways.
    Count(LineCounter),
}

/// The counter that a line increments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineCounter {
    /// A counter per thread; they are summed at the end.
    Own,
    /// A counter per block, added to a shared one under a lock.
    LockedBlock,
    /// One atomic counter shared by all threads.
    SharedLine,
    /// One counter shared by all threads, under a lock.
    LockedLine,
}

/// All of [`LineCounter`], from the cheapest to the dearest.
pub const COUNTS: [LineCounter; 4] =
    [LineCounter::Own, LineCounter::LockedBlock, LineCounter::SharedLine, LineCounter::LockedLine];

/// A finished pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeasuredPass {
    /// What it did.
    pub what: PassKind,
    /// By how many threads.
    pub n_threads: usize,
    /// How many bytes it read.
    pub bytes: u64,
    /// In what time, at best.
    pub took: Duration,
    /// How many lines it counted.
    pub n_lines: u64,
}

impl MeasuredPass {
    /// Bytes a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        as_f64(self.bytes) / self.took.as_secs_f64().max(1e-9)
    }
}

/// A progress event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MeasureEvent {
    /// This part will be measured, by so many passes in all.
    Begins(Span, usize),
    /// A pass was made.
    Made(MeasuredPass),
}

/// The passes to make, by up to `n_threads` threads, most informative first.
#[must_use]
pub fn plan(n_threads: usize, is_mapped: bool) -> Vec<(PassKind, usize)> {
    let ways = if is_mapped { &[PassKind::Map, PassKind::Reads][..] } else { &[PassKind::Reads] };
    let curve = steps(n_threads).into_iter().flat_map(|n| ways.iter().map(move |&way| (way, n)));
    let locks = COUNTS.into_iter().map(|count| (PassKind::Count(count), n_threads));
    curve.chain(locks).collect()
}

/// Thread counts: each up to four, then growing by about half.
fn steps(most: usize) -> Vec<usize> {
    let next = |n: &usize| Some(if *n < 4 { n + 1 } else { n + n / 2 }).filter(|next| *next < most);
    let mut steps: Vec<usize> = std::iter::successors(Some(1), next).collect();
    if most > 1 {
        steps.push(most);
    }
    steps
}

/// Measures; blocks for some seconds. Ends early, after the passes so far, once `stop` is set.
///
/// # Errors
/// Why it ended early: the bytes are gone, or no thread could be started.
pub fn measure(
    snapshot: &Snapshot,
    n_threads: usize,
    stop: &AtomicBool,
    mut report: impl FnMut(MeasureEvent),
) -> Result<(), Text> {
    let mut bench = Bench { snapshot, span: part(snapshot), n_rounds: 1, stop };
    // What is read here is in the cache for every pass.
    let warmed = bench.pass(PassKind::Reads, n_threads)?;
    bench.span = Span::at(bench.span.start, warmed.bytes);
    bench.n_rounds = LEAST_BYTES.div_ceil(warmed.bytes.max(1)).clamp(1, MOST_ROUNDS);
    let plan = plan(n_threads, snapshot.is_mapped());
    report(MeasureEvent::Begins(bench.span, plan.len() * TRIES));
    for _ in 0..TRIES {
        for &(what, n_threads) in &plan {
            let pass = bench.pass(what, n_threads)?;
            if bench.span.is_empty() || stop.load(Ordering::Relaxed) {
                return Ok(());
            }
            tracing::debug!(?what, n_threads, bytes = pass.bytes, took = ?pass.took, "pass made");
            report(MeasureEvent::Made(pass));
        }
    }
    Ok(())
}

/// The part of a file that is measured: from its first data on, where both ways lead to.
fn part(snapshot: &Snapshot) -> Span {
    let whole = if snapshot.is_mapped() { snapshot.mapped_len() } else { snapshot.len() };
    let data = snapshot.next_data(Offset::ZERO);
    let start = if data.is_empty() { Offset::ZERO } else { data.start.floor_to(CHUNK_BYTES) };
    Span::at(start, MOST_BYTES).meet(Span::at(Offset::ZERO, whole))
}

struct Bench<'a> {
    snapshot: &'a Snapshot,
    span: Span,
    /// How often a pass goes over the span.
    n_rounds: u64,
    stop: &'a AtomicBool,
}

/// The counts that threads share.
#[derive(Default)]
struct SharedCounts {
    atomic: AtomicU64,
    locked: Mutex<u64>,
}

impl SharedCounts {
    fn add_locked(&self, n: u64) {
        *self.locked.lock().unwrap_or_else(PoisonError::into_inner) += n;
    }

    fn total(self) -> u64 {
        self.atomic.into_inner() + self.locked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bench<'_> {
    /// One pass over the part, its chunks dealt in file order.
    fn pass(&self, what: PassKind, n_threads: usize) -> Result<MeasuredPass, Text> {
        let (next, bytes, shared) = (AtomicU64::new(0), AtomicU64::new(0), SharedCounts::default());
        let until = Instant::now() + MOST_TIME;
        let work = || {
            let mut own = 0;
            while !self.stop.load(Ordering::Relaxed) && Instant::now() < until {
                let Some(chunk) = self.deal(next.fetch_add(1, Ordering::Relaxed)) else { break };
                own += self.chunk(what, chunk, &shared)?;
                bytes.fetch_add(chunk.len(), Ordering::Relaxed);
            }
            Ok(own)
        };
        let (own, took) = together(n_threads, &work)?;
        let n_lines = own + shared.total();
        Ok(MeasuredPass { what, n_threads, bytes: bytes.into_inner(), took, n_lines })
    }

    /// The chunk of that number, round after round.
    fn deal(&self, nr: u64) -> Option<Span> {
        let n_chunks = self.span.len().div_ceil(CHUNK_BYTES);
        if nr >= n_chunks * self.n_rounds {
            return None;
        }
        Some(Span::at(self.span.start + nr % n_chunks * CHUNK_BYTES, CHUNK_BYTES).meet(self.span))
    }

    /// Counts the lines of a chunk; returns those not added to a shared counter.
    fn chunk(&self, what: PassKind, chunk: Span, shared: &SharedCounts) -> Result<u64, Fault> {
        let is_mapped = match what {
            PassKind::Map => true,
            PassKind::Reads => false,
            PassKind::Count(_) => self.snapshot.is_mapped(),
        };
        let count_lines = |bytes: &[u8]| count_lines(what, bytes, shared);
        if is_mapped {
            self.snapshot.prepare(chunk);
            let own = self.snapshot.read(chunk, count_lines);
            self.snapshot.release(chunk);
            return own;
        }
        let pieces = (0..chunk.len().div_ceil(COPIED_AT_ONCE))
            .map(|nr| Span::at(chunk.start + nr * COPIED_AT_ONCE, COPIED_AT_ONCE).meet(chunk));
        pieces.map(|piece| self.snapshot.read_copy(piece, count_lines)).sum()
    }
}

/// Counts lines and increments the shared counter of `what`; returns those not added to it.
fn count_lines(what: PassKind, bytes: &[u8], shared: &SharedCounts) -> u64 {
    let lines = |bytes| memchr::memchr_iter(b'\n', bytes);
    let mut own = 0;
    match what {
        PassKind::Map | PassKind::Reads => own = len_u64(lines(bytes).count()),
        PassKind::Count(LineCounter::Own) => lines(bytes).for_each(|_| own += 1),
        PassKind::Count(LineCounter::LockedBlock) => {
            for block in bytes.chunks(BLOCK_BYTES) {
                let mut here = 0;
                lines(block).for_each(|_| here += 1);
                shared.add_locked(here);
            }
        }
        PassKind::Count(LineCounter::SharedLine) => {
            for _ in lines(bytes) {
                shared.atomic.fetch_add(1, Ordering::Relaxed);
            }
        }
        PassKind::Count(LineCounter::LockedLine) => lines(bytes).for_each(|_| shared.add_locked(1)),
    }
    own
}

/// Runs `work` on new threads; returns the sum of their counts and the elapsed time.
fn together(
    n_threads: usize,
    work: &(impl Fn() -> Result<u64, Fault> + Sync),
) -> Result<(u64, Duration), Text> {
    let gate = RwLock::new(());
    thread::scope(|scope| {
        let closed = gate.write();
        let behind_gate = || {
            crate::base::thread::step_back();
            drop(gate.read());
            work()
        };
        let start = |nr| {
            let thread = thread::Builder::new().name(format!("gander-measure-{nr}"));
            thread.spawn_scoped(scope, behind_gate)
        };
        let threads: Result<Vec<_>, _> = (0..n_threads).map(start).collect();
        let began = Instant::now();
        drop(closed);
        let threads =
            threads.map_err(|error| Text::new("error-no-threads").with("why", Text::of_io(&error)))?;
        let mut own = 0;
        for thread in threads {
            let counted = thread.join().map_err(|_| Text::new("error-counting"))?;
            own += counted.map_err(|fault| fault.message())?;
        }
        Ok((own, began.elapsed()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_goes_from_one_thread_to_all() {
        assert_eq!(steps(1), [1]);
        assert_eq!(steps(2), [1, 2]);
        assert_eq!(steps(5), [1, 2, 3, 4, 5]);
        assert_eq!(steps(16), [1, 2, 3, 4, 6, 9, 13, 16]);
        assert!(steps(1024).len() < 20);
        assert_eq!(plan(2, true).len(), 2 * 2 + COUNTS.len());
        assert_eq!(plan(2, false).len(), 2 + COUNTS.len());
    }
}
