//! What can go wrong with a file, as values: when opening it, and when its bytes are gone.

use crate::base::{Offset, Span, date, human};
use std::fmt;
use std::io;
use std::time::SystemTime;

/// Why a read failed: what happened, where, and when. Earlier results are kept, so only
/// `span` is lost.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What happened.
    pub kind: FaultKind,
    /// The bytes that were requested.
    pub span: Span,
    /// When that was detected.
    pub when: SystemTime,
}

/// Compares kind and span, not the time.
impl PartialEq for Fault {
    fn eq(&self, other: &Self) -> bool {
        (&self.kind, self.span) == (&other.kind, other.span)
    }
}

impl Eq for Fault {}

/// What happened to the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The file ends earlier now.
    Cut {
        /// Its length at the time, in bytes.
        now: u64,
    },
    /// The file's content is another one than at the snapshot.
    Changed,
    /// The disk or the file system failed, in its own words.
    Io(String),
}

impl Fault {
    /// A fault of the given kind over the given bytes.
    #[must_use]
    pub fn new(kind: FaultKind, span: Span) -> Self {
        Self { kind, span, when: SystemTime::now() }
    }

    /// All known details, for a bug report. Names no file.
    #[must_use]
    pub fn details(&self) -> String {
        let time = date::rfc3339(self.when).unwrap_or_default();
        let (version, span) = (env!("CARGO_PKG_VERSION"), self.span);
        let lost = human::counted(span.len(), "byte", "bytes");
        format!("{time} · Gander {version}\nlost: {lost} from {} on\nwhy: {self}\n", span.start)
    }

    /// The start of the requested bytes.
    #[must_use]
    pub fn at(&self) -> Offset {
        self.span.start
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FaultKind::Cut { now } => write!(f, "the file was cut to {}", human::size(*now)),
            FaultKind::Changed => write!(f, "the file was rewritten meanwhile"),
            FaultKind::Io(why) => write!(f, "the bytes at {} could not be read ({why})", self.span.start),
        }
    }
}

impl std::error::Error for Fault {}

/// Why a file was not opened: one sentence with what can be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is nothing by that name.
    #[error("“{name}” was not found; check the path, or whether the disk is still there")]
    NotFound {
        /// As given.
        name: String,
    },
    /// The user may not read it.
    #[error("“{name}” may not be read by you; ask its owner, or start Gander as a user who may")]
    NotAllowed {
        /// As given.
        name: String,
    },
    /// It is a folder.
    #[error("“{name}” is a folder; choose a file inside it")]
    Folder {
        /// As given.
        name: String,
    },
    /// It is a socket or a character device.
    #[error("“{name}” is {what}, which has no bytes to scroll through; pipe its output into Gander instead")]
    NoFile {
        /// As given.
        name: String,
        /// `a socket` or `a character device`.
        what: &'static str,
    },
    /// `--io map` was given, but the file can't be mapped.
    #[error("“{name}” can't be mapped ({why}); leave out --io map")]
    NotMapped {
        /// As given.
        name: String,
        /// What speaks against it.
        why: String,
    },
    /// Any other error.
    #[error("“{name}” could not be read: {why}")]
    Unreadable {
        /// As given.
        name: String,
        /// In the system's words.
        why: String,
    },
}

impl OpenError {
    pub(super) fn unreadable(name: &str, error: &io::Error) -> Self {
        let name = name.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound { name },
            io::ErrorKind::PermissionDenied => Self::NotAllowed { name },
            io::ErrorKind::IsADirectory => Self::Folder { name },
            _ => Self::Unreadable { name, why: error.to_string() },
        }
    }
}
