//! Safe access to a file's bytes while other programs change it.
//!
//! [`Source::open`] takes any path; [`Snapshot::read`] is the only access to its bytes, and
//! returns a [`Fault`] instead of crashing when they are gone. Bytes come from a memory map
//! ([`map`]), by positioned reads ([`read_at`]) or from a spooled copy of a pipe. The window
//! never reads itself: one [`reader`] thread per file sends it blocks.

pub mod blocks;
mod copies;
pub mod fault;
mod file_system;
mod joined;
pub mod map;
mod notices;
mod open;
mod output;
mod part;
pub mod read_at;
pub mod reader;
pub mod samples;
#[cfg(all(unix, target_pointer_width = "64"))]
mod slot;
mod snapshot;
pub mod spill;
mod spool;
mod spool_place;
pub mod tables;
mod trail;
pub mod vitals;
mod watch;

pub use copies::Copies;
pub use fault::{Fault, FaultKind, OpenError};
pub use output::refuse_input;
pub use read_at::{ReadAt, Stat};
pub use snapshot::{Snapshot, Standing};
pub use watch::Change;

use crate::base::{Offset, Span, human};
use crate::messages::Text;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How a file's bytes are to be fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccessMode {
    /// Mapped where it is safe and quick, read otherwise.
    #[default]
    Auto,
    /// Mapped, or not opened at all if that can't be.
    Map,
    /// Positioned reads only.
    Read,
}

/// Which of two file contents a result was computed on. Growth keeps it, a cut doesn't.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(pub u32);

/// The result of waiting for more of a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// The snapshot is longer.
    More,
    /// Nothing came yet.
    NotYet,
    /// The pipe has ended, and the snapshot covers all of it.
    Ended,
}

/// An open file.
pub struct Source {
    name: String,
    path: Option<PathBuf>,
    io: AccessMode,
    reader: Arc<dyn ReadAt>,
    snapshot: Snapshot,
    watch: watch::Watch,
}

impl Source {
    /// Opens `path`, or standard input for `-`.
    ///
    /// A pipe is spooled into a temporary file by a thread of its own; the snapshot then
    /// covers what has come so far and grows. Blocks while the file system does, so never
    /// call it on the user interface thread.
    ///
    /// # Errors
    /// [`OpenError`], a displayable sentence, for what is no file or can't be read.
    pub fn open(path: &Path, io: AccessMode) -> Result<Self, OpenError> {
        open::open(path, io).inspect_err(|error| tracing::warn!("not opened: {error}"))
    }

    /// A source over any reader: bytes that are no local file.
    ///
    /// # Errors
    /// [`OpenError`] if the first `stat` or read fails.
    pub fn from_reader(name: &str, reader: Arc<dyn ReadAt>, io: AccessMode) -> Result<Self, OpenError> {
        Self::new(name.to_owned(), None, io, reader)
    }

    fn new(
        name: String,
        path: Option<PathBuf>,
        io: AccessMode,
        reader: Arc<dyn ReadAt>,
    ) -> Result<Self, OpenError> {
        let unreadable = |error| OpenError::unreadable(&name, &error);
        let stat = reader.stat().map_err(unreadable)?;
        let snapshot = Snapshot::take(&reader, io, stat, Generation(0)).map_err(unreadable)?;
        if io == AccessMode::Map && !snapshot.is_mapped() && !snapshot.is_empty() {
            return Err(OpenError::NotMapped { name, why: snapshot.back_end().clone() });
        }
        let watch = watch::Watch::default();
        tracing::info!(name, len = snapshot.len(), how = snapshot.back_end().in_english(), "opened");
        Ok(Self { name, path, io, reader, snapshot, watch })
    }

    /// Some of its bytes as if they were all: offsets then count from the part's start. A part past the end
    /// holds none. It is read from the file that is open, wherever the path leads later, and has none itself.
    ///
    /// # Errors
    /// [`OpenError`] if the file can't be read, or can't be mapped and has to be.
    pub fn part(self, span: Span) -> Result<Self, OpenError> {
        let Self { name, io, reader: whole, .. } = self;
        let mut part = Self::new(name, None, io, Arc::new(part::PartReader { whole, span }))?;
        let called = Text::new("name-of-part").with("name", part.name).with("at", span.start);
        part.name = called.with("size", human::size_text(part.snapshot.len())).to_string();
        Ok(part)
    }

    /// The display name: the path's last part, or “standard input”.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path it was opened by, if it has one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The newest snapshot.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot.clone()
    }

    /// The newest snapshot up to `end`, which it must cover: as if the file had grown since.
    ///
    /// # Errors
    /// The file system's error.
    pub fn snapshot_to(&self, end: Offset) -> io::Result<Snapshot> {
        self.snapshot.up_to(end)
    }

    /// Whether it is a pipe that has not ended.
    #[must_use]
    pub fn is_filling(&self) -> bool {
        self.reader.is_filling()
    }

    /// Waits until a pipe has been read to its end, then covers all of it.
    ///
    /// # Errors
    /// What stopped the pipe from being read or its copy from being written.
    pub fn wait_filled(&mut self) -> io::Result<()> {
        self.reader.wait_filled()?;
        self.refresh().map(|_| ())
    }

    /// Waits until a pipe has brought more than the snapshot covers, with a timeout; the snapshot
    /// then covers that, too.
    ///
    /// # Errors
    /// What stopped the pipe from being read or its copy from being written, after its last byte
    /// was covered.
    pub fn wait_longer(&mut self, most: Duration) -> io::Result<Growth> {
        self.reader.wait_longer(self.snapshot.len(), most);
        // Asked first: what comes before the end is covered below.
        let has_ended = !self.is_filling();
        if let Change::Grew { .. } = self.refresh_bytes()? {
            return Ok(Growth::More);
        }
        if !has_ended {
            return Ok(Growth::NotYet);
        }
        self.reader.wait_filled()?;
        Ok(Growth::Ended)
    }

    /// The bytes before `at` are not read again, but for the first 64 KiB: the copy of a pipe
    /// gives their room back. From the first call on a copy is only made as far as is needed.
    pub fn release_before(&self, at: Offset) {
        self.reader.release_before(at);
    }

    /// Polls the file for changes since the snapshot.
    ///
    /// Reads at most 16 KiB. Growth and new times are taken into a new snapshot of the same
    /// generation; after any other change the snapshot stays as it was, until
    /// [`Source::reopen`].
    ///
    /// # Errors
    /// The file system's error.
    pub fn refresh(&mut self) -> io::Result<Change> {
        match self.refresh_bytes()? {
            Change::None => Ok(self.named()),
            change => Ok(change),
        }
    }

    /// As [`Source::refresh`], whatever the file is called by now.
    ///
    /// # Errors
    /// The file system's error.
    pub fn refresh_bytes(&mut self) -> io::Result<Change> {
        let stat = self.reader.stat()?;
        let change = self.watch.look(&self.snapshot, &stat)?;
        if let Change::Grew { .. } | Change::Touched = change {
            self.snapshot = self.snapshot.grown(self.io, stat)?;
        }
        Ok(change)
    }

    /// Takes the file as it is now, after this program has written it, as the generation after this one.
    ///
    /// # Errors
    /// The file system's error; all stays as it was then.
    pub fn advance(&mut self) -> io::Result<()> {
        let generation = Generation(self.snapshot.generation().0 + 1);
        self.snapshot = Snapshot::take(&self.reader, self.io, self.reader.stat()?, generation)?;
        self.watch = watch::Watch::default();
        tracing::info!(name = self.name, generation = generation.0, "written by this program");
        Ok(())
    }

    /// Whether its path still leads to it: `Replaced` or `Unlinked` if not.
    #[must_use]
    pub fn named(&self) -> Change {
        let path = self.path.as_deref();
        path.map_or(Change::None, |path| watch::name_changed(path, self.snapshot.stat()))
    }

    /// Opens what the path leads to now, as the generation after this one.
    ///
    /// # Errors
    /// As [`Source::open`].
    pub fn next(&self) -> Result<Self, OpenError> {
        let mut next = match &self.path {
            Some(path) => Self::open(path, self.io)?,
            None => Self::from_reader(&self.name, Arc::clone(&self.reader), self.io)?,
        };
        let generation = Generation(self.snapshot.generation().0 + 1);
        next.snapshot.set_generation(generation);
        tracing::info!(name = self.name, generation = generation.0, len = next.snapshot.len(), "opened anew");
        Ok(next)
    }

    /// Reopens the path, as a new generation.
    ///
    /// # Errors
    /// As [`Source::open`]; the old source stays as it was.
    pub fn reopen(&mut self) -> Result<(), OpenError> {
        *self = self.next()?;
        Ok(())
    }
}
