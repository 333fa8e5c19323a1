//! Saves a file with its edits under another name, streamed: of any length, in the same memory.

use super::overlay::ByteOverlay;
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::base::units::to_usize;
use crate::base::{Offset, Span};
use crate::messages::Text;
use crate::source::Snapshot;
use std::io::Write;
use std::path::Path;

/// Bytes that are read at once.
const PIECE: u64 = 1 << 20;

/// Writes the bytes of a file with edits laid over them to `target`, which is replaced when all are
/// written. `go_on` is called with the bytes written, and returns false to stop.
///
/// # Errors
/// In a few words why not; the target is as it was then.
pub fn save_copy(
    snapshot: &Snapshot,
    overlay: &ByteOverlay,
    target: &Path,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<(), Text> {
    let failed = |error: std::io::Error| SaveError::writing(target, &error).message();
    let mut out = AtomicFile::create(target).map_err(|error| error.message())?;
    let file = Span::at(Offset::ZERO, snapshot.len().min(overlay.file_len()));
    let mut bytes = Vec::new();
    for piece in Span::at(Offset::ZERO, overlay.len()).pieces(PIECE) {
        bytes.clear();
        let read = snapshot.read_copy(piece.meet(file), |read| bytes.extend_from_slice(read));
        read.map_err(|fault| fault.message())?;
        bytes.resize(to_usize(piece.len()), 0);
        overlay.patch(piece.start, &mut bytes);
        out.write_all(&bytes).map_err(failed)?;
        if !go_on(piece.end.0) {
            return Err(Text::new("save-stopped"));
        }
    }
    out.finish(true).map_err(|error| error.message())
}
