//! What the tasks of changing bytes take along, and what they come back with.

use crate::base::DocId;
use crate::edit::{ByteOverlay, LeftBehind, Recovery, WriteCost, WriteError, WriteThrough};
use crate::messages::Text;
use crate::source::Snapshot;
use crate::source::reader::Hold;
use std::path::PathBuf;

/// A file with its edits, to be saved under another name.
pub(in crate::app) struct CopyToSave {
    pub(in crate::app) doc: DocId,
    pub(in crate::app) snapshot: Snapshot,
    pub(in crate::app) path: Option<PathBuf>,
    pub(super) overlay: ByteOverlay,
}

/// A file that was to be locked.
pub struct Unlocked {
    pub(super) doc: DocId,
    pub(super) lock: Result<WriteThrough, Text>,
}

/// A write that is over.
pub struct Written {
    pub(super) doc: DocId,
    pub(super) lock: WriteThrough,
    pub(super) hold: Hold,
    pub(super) others: Vec<(DocId, Hold)>,
    pub(super) n_changes: u64,
    pub(super) done: Result<WriteCost, WriteError>,
}

/// A write that did not end, and was brought to an end.
pub struct Recovered {
    pub(super) left: LeftBehind,
    pub(super) recovery: Recovery,
    pub(super) holds: Vec<(DocId, Hold)>,
    pub(super) done: Result<u64, Text>,
}
