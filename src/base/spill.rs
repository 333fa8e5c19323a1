//! Room outside of memory, for what does not fit into it.

use super::Offset;
use std::fmt::Debug;
use std::io;

/// An append-only store of bytes: a private temporary file.
pub trait Spill: Send + Sync + Debug {
    /// Appends bytes; where they are. Called by several threads at once. Blocks on the disk.
    ///
    /// # Errors
    /// If there is no room.
    fn append(&self, bytes: &[u8]) -> io::Result<Offset>;

    /// Reads bytes that were appended. Blocks on the disk.
    ///
    /// # Errors
    /// What the system says.
    fn read(&self, into: &mut [u8], at: Offset) -> io::Result<()>;
}
