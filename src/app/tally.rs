//! Counters of events and cached blocks: what the diagnostics show beside frame times.

use super::App;
use crate::doc::{Document, File};
use crate::source::reader::Event;

/// Counters since the start; each costs an addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EventCounts {
    events: u64,
    blocks: u64,
}

impl EventCounts {
    pub(super) fn count(&mut self, event: &Event) {
        self.events += 1;
        self.blocks += u64::from(matches!(event, Event::Block(..)));
    }
}

/// A snapshot of internal counters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DiagnosticCounts {
    /// Reader events absorbed since the start.
    pub events: u64,
    /// Blocks among those.
    pub blocks_arrived: u64,
    /// Cached blocks, of all files.
    pub blocks_held: usize,
    /// Blocks that are requested and pending.
    pub blocks_asked: usize,
    /// Memory of the cached blocks, in bytes.
    pub cache_bytes: u64,
    /// Jobs of all files.
    pub jobs: usize,
    /// Jobs that run.
    pub jobs_running: usize,
    /// Updates of those jobs that were absorbed.
    pub updates: u64,
}

impl App {
    /// Collects the counters. Never waits.
    #[must_use]
    pub fn counts(&self) -> DiagnosticCounts {
        let EventCounts { events, blocks } = self.tally;
        let mut counts = DiagnosticCounts { events, blocks_arrived: blocks, ..DiagnosticCounts::default() };
        for doc in &self.docs {
            counts.add(doc);
        }
        counts
    }
}

impl DiagnosticCounts {
    fn add(&mut self, doc: &Document) {
        if let Some((held, asked, bytes)) = doc.file().map(File::blocks_at_hand) {
            self.blocks_held += held;
            self.blocks_asked += asked;
            self.cache_bytes += bytes;
        }
        let (all, running, updates) = doc.scans().jobs();
        self.jobs += all;
        self.jobs_running += running;
        self.updates += updates;
    }
}
