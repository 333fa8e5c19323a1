//! What can go wrong with a file, as values: when opening it, and when its bytes are gone.

use crate::base::{Offset, Span, date, human};
use crate::messages::{Key, Text};
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
    Io(Text),
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
        let lost = Text::new("count-bytes").with("n", span.len()).in_english();
        format!("{time} · Gander {version}\nlost: {lost} from {} on\nwhy: {self}\n", span.start)
    }

    /// The start of the requested bytes.
    #[must_use]
    pub fn at(&self) -> Offset {
        self.span.start
    }
}

impl Fault {
    /// What happened, without the full stop.
    #[must_use]
    pub fn message(&self) -> Text {
        match &self.kind {
            FaultKind::Cut { now } => Text::new("fault-cut").with("size", human::size_text(*now)),
            FaultKind::Changed => Text::new("fault-changed"),
            FaultKind::Io(why) => {
                Text::new("fault-io").with("at", self.span.start.to_string()).with("why", why.clone())
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().in_english())
    }
}

impl std::error::Error for Fault {}

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// There is nothing by that name.
    NotFound {
        /// As given.
        name: String,
    },
    /// The user may not read it.
    NotAllowed {
        /// As given.
        name: String,
    },
    /// It is a folder.
    Folder {
        /// As given.
        name: String,
    },
    /// It is a socket or a character device.
    NoFile {
        /// As given.
        name: String,
        /// Which of them.
        what: Key,
    },
    /// `--io map` was given, but the file can't be mapped.
    NotMapped {
        /// As given.
        name: String,
        /// What speaks against it.
        why: Text,
    },
    /// Any other error.
    Unreadable {
        /// As given.
        name: String,
        /// In the system's words.
        why: Text,
    },
}

impl OpenError {
    /// What it means that a file of this name can't be opened or read.
    pub(crate) fn unreadable(name: &str, error: &io::Error) -> Self {
        let name = name.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound { name },
            io::ErrorKind::PermissionDenied => Self::NotAllowed { name },
            io::ErrorKind::IsADirectory => Self::Folder { name },
            _ => Self::Unreadable { name, why: Text::of_io(error) },
        }
    }

    /// One sentence with what can be done, without the full stop.
    #[must_use]
    pub fn message(&self) -> Text {
        let (said, name) = match self {
            Self::NotFound { name } => (Text::new("open-not-found"), name),
            Self::NotAllowed { name } => (Text::new("open-not-allowed"), name),
            Self::Folder { name } => (Text::new("open-folder"), name),
            Self::NoFile { name, what } => (Text::new("open-no-file").with("what", *what), name),
            Self::NotMapped { name, why } => (Text::new("open-not-mapped").with("why", why.clone()), name),
            Self::Unreadable { name, why } => (Text::new("open-unreadable").with("why", why.clone()), name),
        };
        said.with("name", name.clone())
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().in_english())
    }
}

impl std::error::Error for OpenError {}
