//! A command's output: standard output, or a temporary file that is renamed.

use super::CommandEnd;
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::source::{Snapshot, refuse_input};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Bytes that are gathered before they are written.
const BUFFER: usize = 256 * 1024;

pub(super) enum Out {
    Standard(BufWriter<io::Stdout>),
    AtomicFile(AtomicFile, PathBuf),
}

impl Out {
    /// Standard output, or `target`, which must not be `input` (opened by `path`).
    pub(super) fn open(
        target: Option<&Path>,
        input: Option<&Snapshot>,
        path: Option<&Path>,
    ) -> Result<Self, CommandEnd> {
        let Some(target) = target else {
            return Ok(Self::Standard(BufWriter::with_capacity(BUFFER, io::stdout())));
        };
        if let Some(input) = input {
            refuse_input(target, input.stat(), path)?;
        }
        Ok(Self::AtomicFile(AtomicFile::create(target)?, target.to_owned()))
    }

    /// What an error while writing means.
    pub(super) fn stop(&self, error: io::Error) -> CommandEnd {
        match self {
            Self::Standard(_) => CommandEnd::Write(error),
            Self::AtomicFile(_, target) => SaveError::writing(target, &error).into(),
        }
    }

    /// Flushes, or renames the temporary file over the target.
    pub(super) fn finish(self, durable: bool) -> Result<(), CommandEnd> {
        match self {
            Self::Standard(mut out) => Ok(out.flush()?),
            Self::AtomicFile(aside, _) => Ok(aside.finish(durable)?),
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::AtomicFile(aside, _) => aside.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::AtomicFile(aside, _) => aside.flush(),
        }
    }
}
