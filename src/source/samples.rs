//! Detects a file's type from samples of it.
//!
//! Three positioned reads of 64 KiB at most; of a small file all of it. [`at_once`] reads nothing:
//! it uses the 4 KiB at either end that a snapshot holds in memory, so the first screen need not
//! wait.

use super::Snapshot;
use crate::base::units::len_u64;
use crate::base::{Offset, human};
use crate::format::sniff::{self, Verdict};
use crate::messages::Text;

/// Bytes of a sample.
pub(super) const EACH: u64 = 64 * 1024;

/// Detects the file's type from samples of its head, middle and tail. Not for the user
/// interface thread.
#[must_use]
pub fn sniff(snapshot: &Snapshot) -> Verdict {
    let read = |span| {
        let bytes = snapshot.read_copy(span, <[u8]>::to_vec);
        // An unreadable sample is skipped; the view reports the read error.
        bytes.ok().map(|bytes| (span.start, bytes))
    };
    let samples: Vec<(Offset, Vec<u8>)> =
        sniff::places(snapshot.len(), EACH).into_iter().filter_map(read).collect();
    if samples.is_empty() {
        return at_once(snapshot);
    }
    let samples: Vec<sniff::Sample<'_>> = samples.iter().map(|(at, bytes)| (*at, &bytes[..])).collect();
    sniff::sniff(&samples, snapshot.len())
}

/// Detects the type of a pipe that goes on, and says by how much of it.
#[must_use]
pub fn sniff_beginning(snapshot: &Snapshot) -> Verdict {
    let mut verdict = sniff(snapshot);
    let size = human::size_text(snapshot.len());
    verdict.evidence.push(Text::new("evidence-pipe-goes-on").with("size", size));
    verdict
}

/// Detects the file's type from its first and last bytes alone.
#[must_use]
pub fn at_once(snapshot: &Snapshot) -> Verdict {
    let (head, tail) = (snapshot.head(), snapshot.tail());
    let head_end = Offset(len_u64(head.len()));
    let tail_start = Offset(snapshot.len()).back(len_u64(tail.len()));
    let twice = crate::base::units::to_usize(head_end - tail_start).min(tail.len());
    let samples = [(Offset::ZERO, head), (tail_start + len_u64(twice), &tail[twice..])];
    sniff::sniff(&samples, snapshot.len())
}
