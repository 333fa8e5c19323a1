//! A command's output: standard output, or a temporary file that is renamed.

use super::CommandEnd;
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::source::{Snapshot, Stat, refuse_input};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::Xxh3Default;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 256 * 1024;

/// The output, and a digest of it: what was printed can't be taken back, but compared.
pub(super) struct Out {
    target: OutTarget,
    digest: Xxh3Default,
}

enum OutTarget {
    Standard(BufWriter<io::Stdout>),
    AtomicFile(AtomicFile, PathBuf),
    /// What is written is compared only.
    Nothing,
}

impl Out {
    /// Standard output, or `target`, which must not be `input` (opened by `path`).
    pub(super) fn open(
        target: Option<&Path>,
        input: Option<&Snapshot>,
        path: Option<&Path>,
    ) -> Result<Self, CommandEnd> {
        let Some(target) = target else {
            return Ok(Self::to(OutTarget::Standard(BufWriter::with_capacity(BUFFER, io::stdout()))));
        };
        if let Some(input) = input {
            refuse_input(target, input.stat(), path)?;
            if std::fs::metadata(target).is_ok_and(|meta| input.is_made_of(&Stat::of(&meta))) {
                return Err(SaveError::OntoInput { name: target.display().to_string() }.into());
            }
        }
        Ok(Self::to(OutTarget::AtomicFile(AtomicFile::create(target)?, target.to_owned())))
    }

    /// An output that goes nowhere, for its digest.
    pub(super) fn digest_only() -> Self {
        Self::to(OutTarget::Nothing)
    }

    fn to(target: OutTarget) -> Self {
        Self { target, digest: Xxh3Default::new() }
    }

    /// Whether what was written can be taken back.
    pub(super) fn can_restart(&self) -> bool {
        !matches!(self.target, OutTarget::Standard(_))
    }

    /// Takes back what was written, where that can be done.
    pub(super) fn restart(&mut self) -> Result<(), CommandEnd> {
        if let OutTarget::AtomicFile(aside, target) = &mut self.target {
            *aside = AtomicFile::create(target)?;
        }
        self.digest = Xxh3Default::new();
        Ok(())
    }

    /// The digest of all that was written.
    pub(super) fn digest(&self) -> u128 {
        self.digest.digest128()
    }

    /// What an error while writing means.
    pub(super) fn stop(&self, error: io::Error) -> CommandEnd {
        match &self.target {
            OutTarget::Standard(_) | OutTarget::Nothing => CommandEnd::Write(error),
            OutTarget::AtomicFile(_, target) => SaveError::writing(target, &error).into(),
        }
    }

    /// Flushes, or renames the temporary file over the target.
    pub(super) fn finish(self, durable: bool) -> Result<(), CommandEnd> {
        match self.target {
            OutTarget::Standard(mut out) => Ok(out.flush()?),
            OutTarget::AtomicFile(aside, _) => Ok(aside.finish(durable)?),
            OutTarget::Nothing => Ok(()),
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = match &mut self.target {
            OutTarget::Standard(out) => out.write(bytes)?,
            OutTarget::AtomicFile(aside, _) => aside.write(bytes)?,
            OutTarget::Nothing => bytes.len(),
        };
        self.digest.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            OutTarget::Standard(out) => out.flush(),
            OutTarget::AtomicFile(aside, _) => aside.flush(),
            OutTarget::Nothing => Ok(()),
        }
    }
}
