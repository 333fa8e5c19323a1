//! Distinguishes a file that grew or was touched from one that was truncated or replaced.
//!
//! Programs write to logs while people read them. [`Watch::look`] compares what the file
//! system says now with what it said when the snapshot was taken, and names the difference.

use super::{Fault, FaultKind, Snapshot, Stat};
use crate::base::Span;
use std::io;
use std::path::Path;

/// What happened to a file since its snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// No visible change.
    None,
    /// Bytes were added at its end.
    Grew {
        /// Its length now, in bytes.
        to: u64,
    },
    /// Its times alone have moved: length, head and tail are the same. The bytes between may be
    /// others.
    Touched,
    /// It was cut.
    Shrank {
        /// Its length now, in bytes.
        to: u64,
    },
    /// Its content is another one.
    Rewritten,
    /// Its name belongs to another file now; the old one can still be read.
    Replaced,
    /// Its name is gone; the file can still be read.
    Unlinked,
}

/// Keeps what a second check has to confirm.
#[derive(Default)]
pub(super) struct Watch {
    /// A state of the file that is as long as before, but changed later: it was touched,
    /// unless the next check shows that an append was under way.
    suspect: Option<Stat>,
}

impl Watch {
    pub(super) fn look(&mut self, old: &Snapshot, now: &Stat) -> io::Result<Change> {
        let suspect = self.suspect.take();
        if now.len < old.len() {
            return Ok(Change::Shrank { to: now.len });
        }
        if now.len > old.len() {
            return Ok(if old.same_ends()? { Change::Grew { to: now.len } } else { Change::Rewritten });
        }
        match old.verify(Span::default()) {
            Ok(()) if now.modified == old.stat().modified => return Ok(Change::None),
            Ok(()) => {}
            Err(Fault { kind: FaultKind::Cut { now }, .. }) => return Ok(Change::Shrank { to: now }),
            Err(Fault { kind: FaultKind::Changed, .. }) => return Ok(Change::Rewritten),
            Err(Fault { kind: FaultKind::Io(why), .. }) => return Err(io::Error::other(why)),
        }
        if suspect.as_ref() == Some(now) {
            return Ok(Change::Touched);
        }
        self.suspect = Some(now.clone());
        Ok(Change::None)
    }
}

/// Whether the name by which a file was opened still leads to it.
pub(super) fn name_changed(path: &Path, known: &Stat) -> Change {
    match std::fs::metadata(path) {
        Ok(meta) => {
            let there = Stat::of(&meta).id;
            let is_other = there.is_some() && known.id.is_some() && there != known.id;
            if is_other { Change::Replaced } else { Change::None }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Change::Unlinked,
        Err(_) => Change::None,
    }
}
