//! The lines of a list that are to be saved, while a dialog asks where.

use crate::doc::search::PageRequest;
use crate::format::encoding::Encoding;
use std::path::PathBuf;

/// The lines of a list, as they were when a person asked to save them.
pub struct ListedRows {
    pub(super) request: PageRequest,
    /// The file that they are in.
    pub(super) input: Option<PathBuf>,
    /// In which encoding their numbers are written, if they are.
    pub(super) numbered: Option<Encoding>,
}
