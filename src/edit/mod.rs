//! Changing a file's bytes, safely.
//!
//! Edits are laid over the file by an [`ByteOverlay`], which is pure: the file is untouched until they
//! are [saved](save_copy) under another name, or written through. To write through, a file is
//! [unlocked](WriteThrough::unlock), which locks others out, and every write keeps a [journal] by
//! which a crash or a full disk at any moment can be [recovered](recover()) from. Nothing here knows a
//! document or a window; what touches the disk blocks.

mod content;
pub mod journal;
mod lock;
mod overlay;
mod plan;
pub mod recover;
mod save;
mod seen;
mod write;

pub use overlay::ByteOverlay;
pub use plan::WritePlan;
pub use recover::{Found, Holds, LeftBehind, Recovery, left_behind, recover};
pub use save::save_copy;
pub use seen::SeenBytes;
pub use write::{Changed, Difference, Stage, WriteCost, WriteError, WriteStep, WriteThrough};
