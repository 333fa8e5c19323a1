//! The blocks of a file that a view has at hand, least recently used ones leaving first.
//!
//! Lives on the user interface thread and never touches the file: what is missing is noted
//! as wanted, asked of the [`super::reader`], and arrives as an event.

use super::reader::Reader;
use super::{Fault, Snapshot};
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Memory for the blocks of all files together, in bytes.
pub const BUDGET: usize = 32 << 20;

/// A wish that was not answered for so long is said again.
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// What is known about some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched<T> {
    /// They are at hand.
    Ready(T),
    /// They were asked for.
    Pending,
    /// They can't be had.
    Failed(Fault),
}

impl<T> Fetched<T> {
    /// The value, if it is at hand.
    pub fn ready(self) -> Option<T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Pending | Self::Failed(_) => None,
        }
    }

    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Fetched<U> {
        match self {
            Self::Ready(value) => Fetched::Ready(change(value)),
            Self::Pending => Fetched::Pending,
            Self::Failed(fault) => Fetched::Failed(fault),
        }
    }
}

/// The blocks at hand.
#[derive(Default)]
pub struct Blocks {
    held: HashMap<u64, Held>,
    /// Blocks that were looked for in vain, in that order.
    wanted: Vec<u64>,
    /// Blocks that will be looked for next, if the view goes on as it does.
    soon: Vec<u64>,
    asked: Vec<u64>,
    asked_at: Option<Instant>,
    clock: u64,
    /// The last bytes that were put together, and where they stand.
    joined: (Offset, Vec<u8>),
    /// Why nothing more will come.
    lost: Option<Fault>,
}

struct Held {
    bytes: Result<Arc<[u8]>, Fault>,
    used: u64,
}

impl Blocks {
    /// The bytes of `span`, put together from blocks; at most some hundred KiB.
    pub fn bytes(&mut self, span: Span) -> Fetched<&[u8]> {
        let joined = Span::at(self.joined.0, len_u64(self.joined.1.len()));
        if span.start < joined.start || span.end > joined.end {
            match self.join(span) {
                Fetched::Ready(()) => {}
                Fetched::Pending => return Fetched::Pending,
                Fetched::Failed(fault) => return Fetched::Failed(fault),
            }
        }
        let start = to_usize(span.start - self.joined.0);
        match self.joined.1.get(start..start + to_usize(span.len())) {
            Some(bytes) => Fetched::Ready(bytes),
            None => Fetched::Pending,
        }
    }

    fn join(&mut self, span: Span) -> Fetched<()> {
        if span.is_empty() {
            self.joined = (span.start, Vec::new());
            return Fetched::Ready(());
        }
        let blocks = span.start.0 / BLOCK..(span.end.0 - 1) / BLOCK + 1;
        let mut whole = Vec::new();
        let mut missing = false;
        for block in blocks.clone() {
            match self.block(block) {
                Fetched::Ready(bytes) => whole.extend_from_slice(&bytes),
                Fetched::Pending => missing = true,
                Fetched::Failed(fault) => return Fetched::Failed(fault),
            }
        }
        if missing {
            return Fetched::Pending;
        }
        self.joined = (Offset(blocks.start * BLOCK), whole);
        Fetched::Ready(())
    }

    /// One block; noted as wanted if it is not at hand.
    pub fn block(&mut self, block: u64) -> Fetched<Arc<[u8]>> {
        self.clock += 1;
        match self.held.get_mut(&block) {
            Some(held) => {
                held.used = self.clock;
                match &held.bytes {
                    Ok(bytes) => Fetched::Ready(Arc::clone(bytes)),
                    Err(fault) => Fetched::Failed(fault.clone()),
                }
            }
            None => match &self.lost {
                Some(fault) => Fetched::Failed(fault.clone()),
                None => {
                    if !self.wanted.contains(&block) {
                        self.wanted.push(block);
                    }
                    Fetched::Pending
                }
            },
        }
    }

    /// Notes that a block will be looked for soon: fetched after those that are wanted now.
    pub fn expect(&mut self, block: u64) {
        if !self.held.contains_key(&block) && !self.soon.contains(&block) {
            self.soon.push(block);
        }
    }

    /// Whether something was looked for in vain since the last [`Blocks::ask`].
    #[must_use]
    pub fn lacks(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Whether something that was asked for has not come.
    #[must_use]
    pub fn awaits(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Waits for this block no longer: it came, but of a file as it was before.
    pub fn excuse(&mut self, block: u64) {
        self.asked.retain(|&asked| asked != block);
    }

    /// Nothing more will come, for this reason.
    pub fn lose(&mut self, fault: Fault) {
        self.asked.clear();
        self.wanted.clear();
        self.lost = Some(fault);
    }

    /// Takes a block that has come.
    pub fn take(&mut self, block: u64, bytes: Result<Arc<[u8]>, Fault>) {
        self.clock += 1;
        self.asked.retain(|&asked| asked != block);
        self.wanted.retain(|&wanted| wanted != block);
        self.held.insert(block, Held { bytes, used: self.clock });
    }

    /// Asks `reader` for what was looked for in vain, unless it is being fetched already.
    pub fn ask(&mut self, reader: &Reader, snapshot: &Snapshot) {
        let mut wanted = std::mem::take(&mut self.wanted);
        let soon = std::mem::take(&mut self.soon);
        wanted.extend(soon.into_iter().filter(|block| !self.held.contains_key(block)));
        let stale = self.asked_at.is_none_or(|at| at.elapsed() > ASK_AGAIN);
        if wanted.is_empty() || (!stale && wanted.iter().all(|block| self.asked.contains(block))) {
            return;
        }
        reader.want(snapshot, wanted.clone());
        self.asked = wanted;
        self.asked_at = Some(Instant::now());
    }

    /// Forgets what no longer is as it was: everything, or what lies past `settled` and can't
    /// be had.
    pub fn forget_from(&mut self, settled: Offset) {
        self.held.retain(|&block, held| block < settled.0 / BLOCK && held.bytes.is_ok());
        self.joined = (Offset::ZERO, Vec::new());
        self.asked.clear();
        self.asked_at = None;
    }

    /// How many are held, how many were asked for, and the memory of those held in bytes.
    #[must_use]
    pub fn at_hand(&self) -> (usize, usize, u64) {
        let bytes = |held: &Held| held.bytes.as_ref().map_or(0, |bytes| len_u64(bytes.len()));
        (self.held.len(), self.asked.len(), self.held.values().map(bytes).sum())
    }

    /// Lets the least recently used blocks go until they take `most` bytes.
    pub fn trim(&mut self, most: usize) {
        let keep = (most / to_usize(BLOCK)).max(4);
        if self.held.len() <= keep {
            return;
        }
        let mut used: Vec<u64> = self.held.values().map(|held| held.used).collect();
        used.sort_unstable();
        let oldest = used[used.len() - keep];
        self.held.retain(|_, held| held.used >= oldest);
    }
}
