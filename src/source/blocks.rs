//! A view's LRU cache of a file's blocks.
//!
//! Lives on the user interface thread and never touches the file: a missing block is noted
//! as wanted, requested from the [`super::reader`], and arrives as an event.

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

/// An unanswered request is repeated after this time.
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// What is known about some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched<T> {
    /// They are cached.
    Ready(T),
    /// They were requested.
    Pending,
    /// They can't be read.
    Failed(Fault),
}

impl<T> Fetched<T> {
    /// The value, if it is cached.
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

/// The cached blocks.
#[derive(Default)]
pub struct Blocks {
    held: HashMap<u64, Held>,
    /// Cache misses, in order.
    wanted: Vec<u64>,
    /// Blocks to prefetch, by the view's direction.
    soon: Vec<u64>,
    asked: Vec<u64>,
    asked_at: Option<Instant>,
    clock: u64,
    /// The last bytes that were joined, and their offset.
    joined: (Offset, Vec<u8>),
    /// Why no more blocks will arrive.
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

    /// One block; a cache miss is noted as wanted.
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

    /// Notes a block to prefetch: it is requested after those that are wanted now.
    pub fn expect(&mut self, block: u64) {
        if !self.held.contains_key(&block) && !self.soon.contains(&block) {
            self.soon.push(block);
        }
    }

    /// Whether there was a cache miss since the last [`Blocks::ask`].
    #[must_use]
    pub fn lacks(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Whether a request is pending.
    #[must_use]
    pub fn awaits(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Drops a pending request: the block arrived, but from an older snapshot.
    pub fn excuse(&mut self, block: u64) {
        self.asked.retain(|&asked| asked != block);
    }

    /// Fails all further requests with this fault.
    pub fn lose(&mut self, fault: Fault) {
        self.asked.clear();
        self.wanted.clear();
        self.lost = Some(fault);
    }

    /// Inserts a block that has arrived.
    pub fn take(&mut self, block: u64, bytes: Result<Arc<[u8]>, Fault>) {
        self.clock += 1;
        self.asked.retain(|&asked| asked != block);
        self.wanted.retain(|&wanted| wanted != block);
        self.held.insert(block, Held { bytes, used: self.clock });
    }

    /// Requests the misses from `reader`, unless they are pending already.
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

    /// Invalidates the blocks from `settled` on, and the failed ones.
    pub fn forget_from(&mut self, settled: Offset) {
        self.held.retain(|&block, held| block < settled.0 / BLOCK && held.bytes.is_ok());
        self.joined = (Offset::ZERO, Vec::new());
        self.asked.clear();
        self.asked_at = None;
    }

    /// How many are cached, how many are pending, and the memory of the cached ones in bytes.
    #[must_use]
    pub fn at_hand(&self) -> (usize, usize, u64) {
        let bytes = |held: &Held| held.bytes.as_ref().map_or(0, |bytes| len_u64(bytes.len()));
        (self.held.len(), self.asked.len(), self.held.values().map(bytes).sum())
    }

    /// Evicts the least recently used blocks until the rest take `most` bytes.
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
