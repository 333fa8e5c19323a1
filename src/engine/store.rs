//! What jobs have merged, kept beyond their end, so that later ones over the same bytes go on from there.

use crate::base::{Offset, Span};
use crate::scan::{AnyPartial, ScanRef};
use crate::source::Snapshot;
use std::sync::Arc;

/// Bytes by which a frontier has to have advanced before it is saved: less is scanned again in no time.
const WORTH_SAVING: u64 = 16 << 20;

/// The settled partials of a job, as bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFrontier {
    /// Where the bytes end that they are of.
    pub end: Offset,
    /// Of each scan of the job, in its order.
    pub partials: Vec<Vec<u8>>,
}

/// A saved frontier that may be of the bytes that a file holds.
pub struct Resumable {
    /// The partials.
    pub saved: SavedFrontier,
    /// Whether the file is certainly as it was. If not (it has grown), its beginning and the bytes before the
    /// frontier are; what goes on from there is to be checked.
    pub is_certain: bool,
}

/// Where frontiers are kept between runs of the program. Its methods are called by workers; they may block on
/// the disk.
pub trait FrontierStore: Send + Sync {
    /// The frontier that was saved of the file under `recipe`, if it is that of the bytes that it holds.
    fn load(&self, snapshot: &Snapshot, recipe: &str) -> Option<Resumable>;

    /// Keeps a frontier; failures are its own.
    fn save(&self, snapshot: &Snapshot, recipe: &str, saved: SavedFrontier);
}

/// A job's place in a store.
#[derive(Clone)]
pub struct StorePlace {
    /// The store.
    pub store: Arc<dyn FrontierStore>,
    /// All that the partials follow from beside the file's bytes: the pass, its scans and their options.
    pub recipe: String,
    /// What it may go on from.
    pub trust: Trust,
}

/// What a job may go on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Nothing: it only keeps what it computes.
    Nothing,
    /// What is certainly of the file's bytes.
    Certain,
    /// What may be, too, because its owner checks it.
    Checked,
}

/// Partials of an earlier job.
pub(super) struct Resumed {
    pub(super) partials: Vec<AnyPartial>,
    /// Where the bytes end that they are of.
    pub(super) end: Offset,
    /// Whether they may be of other bytes, which is to be checked.
    pub(super) is_unchecked: bool,
}

impl StorePlace {
    /// The partials that were saved of the file.
    pub(super) fn resume(&self, snapshot: &Snapshot, scans: &[ScanRef]) -> Option<Resumed> {
        if self.trust == Trust::Nothing {
            return None;
        }
        let Resumable { saved, is_certain } = self.store.load(snapshot, &self.recipe)?;
        if !is_certain && self.trust != Trust::Checked {
            return None;
        }
        if saved.partials.len() != scans.len() || saved.end.0 > snapshot.len() {
            return None;
        }
        let span = Span { start: Offset::ZERO, end: saved.end };
        let partials = scans.iter().zip(&saved.partials).map(|(scan, bytes)| scan.load(bytes, span));
        let partials = partials.collect::<Result<Vec<_>, _>>();
        let partials = partials.inspect_err(|_| tracing::warn!("a saved index is damaged")).ok()?;
        tracing::info!(bytes = saved.end.0, is_certain, "goes on from a saved index");
        Some(Resumed { partials, end: saved.end, is_unchecked: !is_certain })
    }

    /// Saves partials, if they end far enough behind `last_end`; where those end that were saved last.
    pub(super) fn save(
        &self,
        snapshot: &Snapshot,
        scans: &[ScanRef],
        settled: &[AnyPartial],
        (last_end, end): (Offset, Offset),
    ) -> Offset {
        if end.0 < last_end.0.saturating_add(WORTH_SAVING) {
            return last_end;
        }
        let partials = scans.iter().zip(settled).map(|(scan, partial)| scan.save(partial));
        if let Some(partials) = partials.collect::<Option<Vec<_>>>() {
            self.store.save(snapshot, &self.recipe, SavedFrontier { end, partials });
        }
        end
    }
}
