//! How much has been taken in and is at hand: what the diagnostics show beside frame times.

use super::App;
use crate::doc::{Document, File};
use crate::source::reader::Event;

/// Counters since the start; each costs an addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    events: u64,
    blocks: u64,
}

impl Tally {
    pub(super) fn count(&mut self, event: &Event) {
        self.events += 1;
        self.blocks += u64::from(matches!(event, Event::Block(..)));
    }
}

/// The state of things inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What readers have found out and was taken in, since the start.
    pub events: u64,
    /// Blocks among that.
    pub blocks_arrived: u64,
    /// Blocks at hand, of all files.
    pub blocks_held: usize,
    /// Blocks that were asked for and have not come.
    pub blocks_asked: usize,
    /// Memory of the blocks at hand, in bytes.
    pub cache_bytes: u64,
    /// Jobs of all files.
    pub jobs: usize,
    /// Jobs that run.
    pub jobs_running: usize,
    /// News of those jobs that were taken in.
    pub news: u64,
}

impl App {
    /// Counts what is at hand. Never waits.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let Tally { events, blocks } = self.tally;
        let mut counts = Counts { events, blocks_arrived: blocks, ..Counts::default() };
        for doc in &self.docs {
            counts.add(doc);
        }
        counts
    }
}

impl Counts {
    fn add(&mut self, doc: &Document) {
        if let Some((held, asked, bytes)) = doc.file().map(File::blocks_at_hand) {
            self.blocks_held += held;
            self.blocks_asked += asked;
            self.cache_bytes += bytes;
        }
        let (all, running, news) = doc.scans().jobs();
        self.jobs += all;
        self.jobs_running += running;
        self.news += news;
    }
}
