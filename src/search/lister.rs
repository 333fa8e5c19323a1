//! Lists what a search finds, in file order, from the bytes that were just searched.
//!
//! Threads take chunks of the file in order; each searches its chunk, waits until the one before it
//! has told in what state it ends, and writes down what it found while the next one waits for its
//! turn. The calling thread takes the results in file order. At most a few chunks a thread are
//! under way, so memory is bounded however slowly the results are taken.
//!
//! What is not there yet, of a pipe, is listed part by part ([`Lister::list_part`]): a [`ListPlace`] has
//! what is known between two parts.

use super::listed::{Carry, ListedChunk};
use super::scan::Search;
use crate::base::counts::BLOCK;
use crate::base::panics::{self, CaughtPanic};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::scan::Scan;
use crate::source::{Fault, Snapshot};
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Chunks under way, a thread.
const AHEAD: u64 = 3;

/// How often the caller is asked whether to go on while nothing comes.
const ASK_EVERY: Duration = Duration::from_millis(100);

/// What is to be listed.
pub struct Lister<'a> {
    /// The search.
    pub search: &'a Search,
    /// The file.
    pub bytes: &'a Snapshot,
    /// How many matches, or lines where only those are searched for, at most.
    pub limit: u64,
    /// How many threads search.
    pub n_threads: usize,
    /// Bytes of a chunk: [`Lister::CHUNK`], but for tests; a multiple of the code unit.
    pub chunk_bytes: u64,
}

/// How far a list has come, and what is known there. The default is the file's start.
#[derive(Clone, Debug, Default)]
pub struct ListPlace {
    /// All before this was searched.
    at: Offset,
    carry: Carry,
    n_listed: u64,
    /// Where the last match or line ends that was listed: past `at`, if some were listed ahead of it.
    listed_end: Offset,
}

impl ListPlace {
    /// The bytes before this are not needed to go on; `keeps_rows`: as far as lines are copied whole.
    #[must_use]
    pub fn needs_from(&self, search: &Search, keeps_rows: bool) -> Offset {
        let at = if keeps_rows { self.at.min(self.carry.line_start) } else { self.at };
        at.back(len_u64(search.margin_bytes().0))
    }

    /// Where the next part begins.
    #[must_use]
    pub fn at(&self) -> Offset {
        self.at
    }

    /// How many were listed so far.
    #[must_use]
    pub fn n_listed(&self) -> u64 {
        self.n_listed
    }

    /// Takes what was listed from here on for listed, though it is searched again with what follows.
    pub fn skip_listed(&mut self, ahead: &Self) {
        (self.n_listed, self.listed_end) = (ahead.n_listed, ahead.listed_end);
    }
}

/// Gets what was made of a chunk and where that ends in the file; now and then `None`.
pub type Take<'a, T, E> = dyn FnMut(Option<(&T, Offset)>) -> Result<(), E> + 'a;

/// What is known at the end of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListEnd {
    /// How many were listed.
    pub n_listed: u64,
    /// The file's last line, and its number from 0, if it has no line end and is wanted.
    pub open_row: Option<(Span, u64)>,
    /// Lines that backtracking gave up on.
    pub n_gave_up: u64,
}

/// Why a list ends early.
#[derive(Debug)]
pub enum ListStop<E> {
    /// The bytes can't be read any more.
    Fault(Fault),
    /// A computation failed.
    Panicked(CaughtPanic),
    /// A thread could not be started.
    NoThread(std::io::Error),
    /// The caller's own reason.
    Own(E),
}

/// Why a chunk could not be listed.
enum Failed {
    Fault(Fault),
    Panicked(CaughtPanic),
}

impl<E> From<Failed> for ListStop<E> {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Fault(fault) => Self::Fault(fault),
            Failed::Panicked(caught) => Self::Panicked(caught),
        }
    }
}

/// What the threads share.
struct Shared<T> {
    state: Mutex<ListState<T>>,
    changed: Condvar,
}

struct ListState<T> {
    /// Where the next chunk starts, its number, and the data that it starts in.
    at: Offset,
    next: u64,
    data: Span,
    /// The number after the last chunk, as soon as that is known.
    end: u64,
    /// Whose turn it is to be put right, and what is known in front of it.
    turn: u64,
    carry: Carry,
    n_listed: u64,
    listed_end: Offset,
    /// What starts before this was listed by an earlier part.
    skips_before: Offset,
    /// What is written, until it is taken; and how many were.
    done: BTreeMap<u64, Result<(T, Offset), Failed>>,
    taken: u64,
    /// What was taken, to be written into again.
    used: Vec<T>,
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, ListState<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, guard: MutexGuard<'a, ListState<T>>) -> MutexGuard<'a, ListState<T>> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    fn update<R>(&self, change: impl FnOnce(&mut ListState<T>) -> R) -> R {
        let answer = change(&mut self.lock());
        self.changed.notify_all();
        answer
    }
}

impl Lister<'_> {
    /// Bytes of a chunk: with what is written of it, it stays in a processor's own cache.
    pub const CHUNK: u64 = 512 * 1024;

    /// Lists all that is found: `write` makes something of each chunk on several threads, `take`
    /// gets that and where the chunk ends in file order, and now and then `None`.
    ///
    /// # Errors
    /// The first thing that went wrong; all before it was taken.
    pub fn list<T: Default + Send, E>(
        &self,
        write: impl Fn(&ListedChunk, &mut T) + Sync,
        take: &mut Take<'_, T, E>,
    ) -> Result<ListEnd, ListStop<E>> {
        let end = self.list_part(&ListPlace::default(), Offset(self.bytes.len()), write, take)?;
        Ok(self.end(&end))
    }

    /// Lists what is found from `from`, a place of the same search in the same file, as far as `to`,
    /// a whole code unit's end; returns the place there. What was listed already is left out.
    ///
    /// # Errors
    /// The first thing that went wrong; all before it was taken.
    pub fn list_part<T: Default + Send, E>(
        &self,
        from: &ListPlace,
        to: Offset,
        write: impl Fn(&ListedChunk, &mut T) + Sync,
        take: &mut Take<'_, T, E>,
    ) -> Result<ListPlace, ListStop<E>> {
        let to = to.min(Offset(self.bytes.len()));
        let is_over = from.n_listed >= self.limit || from.at >= to;
        if is_over {
            return Ok(from.clone());
        }
        let shared = Shared {
            state: Mutex::new(ListState {
                at: from.at,
                next: 0,
                data: Span::at(from.at, 0),
                end: u64::MAX,
                turn: 0,
                carry: from.carry,
                n_listed: from.n_listed,
                listed_end: from.listed_end,
                skips_before: from.listed_end,
                done: BTreeMap::new(),
                taken: 0,
                used: Vec::new(),
            }),
            changed: Condvar::new(),
        };
        // A part that came of a pipe is mostly a few lines.
        let n_chunks = (to - from.at).div_ceil(self.chunk_bytes.max(1));
        let n_threads = to_usize(n_chunks.min(len_u64(self.n_threads.max(1))));
        let taken = std::thread::scope(|scope| {
            for i in 0..n_threads {
                let run = || self.work(&shared, to, &write);
                let thread = std::thread::Builder::new().name("gander-list".into());
                match thread.spawn_scoped(scope, run) {
                    Ok(_) => {}
                    Err(_) if i > 0 => break,
                    Err(error) => return Err(ListStop::NoThread(error)),
                }
            }
            let taken = take_all(&shared, take);
            // Whatever the reason, nothing more is wanted.
            shared.update(|state| state.end = 0);
            taken
        });
        taken?;
        let state = shared.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ListState { at, carry, n_listed, listed_end, .. } = state;
        Ok(ListPlace { at, carry, n_listed, listed_end })
    }

    /// What is known at the file's end, if the list has come there.
    #[must_use]
    pub fn end(&self, place: &ListPlace) -> ListEnd {
        let ListPlace { at, carry, n_listed, .. } = *place;
        let row = Span { start: carry.line_start, end: Offset(self.bytes.len()) };
        let is_whole = at >= row.end && n_listed < self.limit;
        let is_wanted = !row.is_empty() && self.search.query().wants(carry.state.1);
        let open_row = (is_whole && is_wanted).then_some((row, carry.n_lines));
        ListEnd { n_listed, open_row, n_gave_up: carry.gave_up }
    }

    /// A thread's work: chunk after chunk.
    fn work<T: Default>(
        &self,
        shared: &Shared<T>,
        to: Offset,
        write: &(impl Fn(&ListedChunk, &mut T) + Sync),
    ) {
        let mut chunk = ListedChunk::default();
        while let Some((nr, dealt)) = self.deal(shared, to) {
            let written = panics::catch("Listing matches", || {
                self.search(dealt, &mut chunk).map(|()| self.write(nr, &mut chunk, shared, write))
            });
            let written = match written {
                Ok(Ok(Some(written))) => Ok(written),
                Ok(Ok(None)) => return,
                Ok(Err(fault)) => Err(Failed::Fault(fault)),
                Err(caught) => Err(Failed::Panicked(caught)),
            };
            shared.update(|state| {
                if written.is_err() {
                    state.end = state.end.min(nr + 1);
                }
                state.done.insert(nr, written);
            });
        }
    }

    fn search(&self, dealt: Dealt, chunk: &mut ListedChunk) -> Result<(), Fault> {
        match dealt {
            Dealt::Data(span) => chunk.search(self.search, self.bytes, span),
            Dealt::Hole(span) => {
                chunk.skip(span);
                // A file that was cut looks like a hole, too.
                self.bytes.verify(span)
            }
        }
    }

    /// Puts a chunk right when it is its turn, and writes it down; `None` if it is not wanted.
    fn write<T: Default>(
        &self,
        nr: u64,
        chunk: &mut ListedChunk,
        shared: &Shared<T>,
        write: &impl Fn(&ListedChunk, &mut T),
    ) -> Option<(T, Offset)> {
        let carry = self.wait_for_turn(nr, shared)?;
        let carry = chunk.follow(self.search, self.bytes.len(), carry);
        let mut into = shared.update(|state| {
            chunk.leave_out_before(state.skips_before);
            let left = self.limit - state.n_listed;
            let found = if self.search.counts_hits() { chunk.hits.len() } else { chunk.rows.len() };
            state.n_listed += len_u64(found).min(left);
            chunk.hits.truncate(to_usize(left));
            chunk.rows.truncate(to_usize(left));
            let counts_hits = self.search.counts_hits();
            state.listed_end = chunk.listed_end(counts_hits).unwrap_or(state.listed_end);
            if state.n_listed == self.limit {
                state.end = state.end.min(nr + 1);
            }
            (state.carry, state.turn) = (carry, nr + 1);
            state.used.pop().unwrap_or_default()
        });
        write(chunk, &mut into);
        Some((into, chunk.span.end))
    }

    fn wait_for_turn<T>(&self, nr: u64, shared: &Shared<T>) -> Option<Carry> {
        let mut state = shared.lock();
        while state.turn != nr {
            if nr >= state.end {
                return None;
            }
            state = shared.wait(state);
        }
        (nr < state.end).then_some(state.carry)
    }

    /// The next chunk and its number, as soon as there is room for what it gives.
    fn deal<T>(&self, shared: &Shared<T>, to: Offset) -> Option<(u64, Dealt)> {
        let most = AHEAD * len_u64(self.n_threads.max(1));
        let mut state = shared.lock();
        while state.next < state.end && state.next - state.taken >= most {
            state = shared.wait(state);
        }
        if state.next >= state.end {
            return None;
        }
        let at = state.at;
        if at >= to {
            state.end = state.end.min(state.next);
            drop(state);
            shared.changed.notify_all();
            return None;
        }
        if at >= state.data.end {
            state.data = if self.search.reads_holes() {
                Span { start: at, end: to }
            } else {
                self.bytes.next_data(at)
            };
        }
        let hole = Span { start: at, end: state.data.start.floor_to(BLOCK).min(to) };
        let dealt = if state.data.is_empty() {
            Dealt::Hole(Span { start: at, end: to })
        } else if hole.start < hole.end {
            Dealt::Hole(hole)
        } else {
            Dealt::Data(Span { start: at, end: (at.floor_to(self.chunk_bytes) + self.chunk_bytes).min(to) })
        };
        let (Dealt::Hole(span) | Dealt::Data(span)) = dealt;
        state.at = span.end;
        state.next += 1;
        Some((state.next - 1, dealt))
    }
}

/// The next part of a file.
#[derive(Clone, Copy)]
enum Dealt {
    Data(Span),
    Hole(Span),
}

/// Passes what is written to `take`, in file order.
fn take_all<T, E>(shared: &Shared<T>, take: &mut Take<'_, T, E>) -> Result<(), ListStop<E>> {
    loop {
        let mut state = shared.lock();
        let nr = state.taken;
        if nr >= state.end {
            return Ok(());
        }
        let Some(done) = state.done.remove(&nr) else {
            drop(shared.changed.wait_timeout(state, ASK_EVERY));
            take(None).map_err(ListStop::Own)?;
            continue;
        };
        drop(state);
        let (written, end) = done?;
        take(Some((&written, end))).map_err(ListStop::Own)?;
        shared.update(|state| {
            state.taken += 1;
            state.used.push(written);
        });
    }
}
