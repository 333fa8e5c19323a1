//! Writes a summary to a file: atomically, and never over its own input.

use super::{Summary, Writer};
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::source::{Snapshot, refuse_input};
use std::path::Path;

/// Writes `summary` to `target`, which must not be `input`.
///
/// Blocks on I/O, so never call it on the user interface thread.
///
/// # Errors
/// [`SaveError`]; `target` is unchanged then.
pub fn save_summary(
    target: &Path,
    input: Option<&Snapshot>,
    summary: &Summary,
    writer: &dyn Writer,
) -> Result<(), SaveError> {
    if let Some(input) = input {
        refuse_input(target, input.stat(), Some(Path::new(&summary.file.path)))?;
    }
    let mut file = AtomicFile::create(target)?;
    writer.write(summary, &mut file).map_err(|error| SaveError::writing(target, &error))?;
    file.finish(true)
}
