//! Writes changes into a file, so that at any moment they can be undone or finished.
//!
//! [`WriteThrough::unlock`] opens one file for writing and holds an exclusive advisory lock on it.
//! [`WriteThrough::write`] reads the bytes that are to change, compares them with those that were
//! seen, puts old and new ones into a [journal](super::journal) that is synced, and only then
//! writes, flushes, reads back and compares. Whatever fails after the first write leaves the
//! journal, by which [`super::recover`] restores the old bytes or finishes. All of it
//! blocks on the disk: it belongs on a thread of its own.

use super::content::Piece;
use super::journal::{Head, JournalWriter, Record};
use super::lock::lock;
use super::plan::WritePlan;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span, human, sys};
use crate::messages::{Key, Text};
use crate::source::Stat;
use crate::source::read_at::{read_file_full, write_all_at};
use std::fs::{File, TryLockError};
use std::hash::Hasher;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Room that the folder of journals keeps, in bytes.
const ROOM_LEFT: u64 = 4 << 20;

/// Most differences that are told one by one.
const MOST_TOLD: usize = 100;

/// How many bytes of a difference are told.
const TOLD_BYTES: u64 = 16;

/// A file that is unlocked for writing; locked again when dropped.
#[derive(Debug)]
pub struct WriteThrough {
    file: File,
    path: PathBuf,
}

/// A step of a write, for progress. Until the first of [`Stage::Write`] the file is untouched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteStep {
    /// What is being done.
    pub stage: Stage,
    /// Bytes done in this stage.
    pub done: u64,
}

/// The stages of a write, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The bytes of before are compared and put into the journal.
    Journal,
    /// The journal is synced; the next step writes.
    Synced,
    /// The file is written.
    Write,
    /// What was written is flushed.
    Flush,
    /// What was written is read back.
    ReadBack,
}

/// What a write has cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteCost {
    /// How many bytes were written.
    pub bytes: u64,
    /// Until the journal was on disk.
    pub journal: Duration,
    /// Until the file was written.
    pub write: Duration,
    /// Until that was flushed.
    pub flush: Duration,
    /// Until it was read back and compared.
    pub read_back: Duration,
}

/// A place where the file is not what it was when an edit was made there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The first byte that differs.
    pub at: Offset,
    /// What was seen there; empty where that is not known.
    pub seen: Vec<u8>,
    /// What is there now.
    pub now: Vec<u8>,
    /// What is to be written there; empty where bytes are cut off.
    pub new: Vec<u8>,
}

/// What another program has changed meanwhile, in the bytes that are to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The first differences, in the file's order.
    pub differences: Vec<Difference>,
    /// The file's length when the edits began, and now.
    pub len: (u64, u64),
    /// By which [`WriteThrough::write`] knows that exactly this was seen.
    pub token: u64,
}

/// Why changes are not in the file.
#[derive(Debug)]
pub enum WriteError {
    /// The file was changed meanwhile. Nothing was written.
    Changed(Box<Changed>),
    /// In a sentence why nothing was written.
    Refused(Text),
    /// Something failed after the first write: the journal tells what each change holds.
    Interrupted {
        /// In a few words what failed.
        why: Text,
        /// The journal.
        journal: PathBuf,
    },
}

impl WriteThrough {
    /// Opens a file for writing and locks it. `known`: as it was when it was opened for reading.
    ///
    /// # Errors
    /// In a sentence why it can't be written: another program holds it, its name leads to another
    /// file by now, it is no ordinary file, it must not be written.
    pub fn unlock(path: &Path, known: &Stat) -> Result<Self, Text> {
        let name = || path.display().to_string();
        let refused = |key: &'static str| Text::new(key).with("name", name());
        let failed = |error: &io::Error| match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                refused("edit-not-allowed")
            }
            _ => refused("edit-not-opened").with("why", Text::of_io(error)),
        };
        sys::ignore_file_size_signal();
        let file = File::options().read(true).write(true).open(path).map_err(|error| failed(&error))?;
        let meta = file.metadata().map_err(|error| failed(&error))?;
        if !meta.is_file() {
            return Err(refused("edit-no-plain-file"));
        }
        if known.id.is_some() && Stat::of(&meta).id != known.id {
            return Err(refused("edit-other-file"));
        }
        match lock(&file) {
            Ok(()) => Ok(Self { file, path: path.to_owned() }),
            Err(TryLockError::WouldBlock) => Err(refused("edit-locked")),
            Err(TryLockError::Error(error)) => Err(refused("edit-no-lock").with("why", Text::of_io(&error))),
        }
    }

    /// The file's path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes changes, with a journal in the folder `journals`.
    ///
    /// `seen`: the token of differences that a person has seen and overwrites. `go_on` is called before
    /// each step; it can stop a write before the first byte of the file is written, not later.
    ///
    /// # Errors
    /// [`WriteError`]; only after [`WriteError::Interrupted`] the file may hold some of the changes.
    pub fn write(
        &self,
        plan: &WritePlan,
        journals: &Path,
        seen: Option<u64>,
        go_on: &mut dyn FnMut(WriteStep) -> bool,
    ) -> Result<WriteCost, WriteError> {
        let began = Instant::now();
        let refused = |why: Text| WriteError::Refused(why.with("name", self.path.display().to_string()));
        let before =
            self.stat().map_err(|e| refused(Text::new("edit-unreadable").with("why", Text::of_io(&e))))?;
        if plan.known.id.is_some() && before.id != plan.known.id {
            return Err(refused(Text::new("edit-other-file")));
        }
        check_len(plan, before.len).and_then(|()| check_room(plan, journals)).map_err(refused)?;
        let no_journal = |error: &io::Error| {
            let folder = journals.display().to_string();
            refused(Text::new("edit-no-journal").with("why", Text::of_io(error)).with("folder", folder))
        };
        let mut journal =
            JournalWriter::create(journals, &self.head(plan, &before)).map_err(|error| no_journal(&error))?;
        let kept = self.keep_old(plan, &before, &mut journal, go_on);
        let is_refused = match kept {
            Ok(Kept::Stopped) => Some(refused(Text::new("edit-stopped"))),
            Ok(Kept::All(changed)) => {
                let is_seen = changed.as_ref().is_none_or(|changed| seen == Some(changed.token));
                changed.filter(|_| !is_seen).map(|changed| WriteError::Changed(Box::new(changed)))
            }
            Err(error) => Some(no_journal(&error)),
        };
        let is_refused = is_refused.or_else(|| journal.complete().err().map(|error| no_journal(&error)));
        let goes_on = is_refused.is_none() && go_on(WriteStep { stage: Stage::Synced, done: 0 });
        let is_refused = is_refused.or_else(|| (!goes_on).then(|| refused(Text::new("edit-stopped"))));
        if let Some(why) = is_refused {
            journal.give_up();
            return Err(why);
        }
        let mut cost = WriteCost { journal: began.elapsed(), ..WriteCost::default() };
        let written = self.write_synced(plan, &before, go_on, &mut cost);
        let interrupted = |why| WriteError::Interrupted { why, journal: journal.path().to_owned() };
        written.map_err(interrupted)?;
        if let Err(error) = journal.finish() {
            // All is written: the next start finds it so, and removes the journal.
            tracing::warn!(%error, "a journal was not removed");
        }
        Ok(cost)
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat::of(&self.file.metadata()?))
    }

    fn head(&self, plan: &WritePlan, now: &Stat) -> Head {
        let time = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        let path = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        let len_after = if plan.len_before == plan.len_after { now.len } else { plan.len_after };
        Head { path, id: now.id, len_before: now.len, len_after, time }
    }

    /// Puts the old and the new bytes into the journal, and says what was changed meanwhile.
    fn keep_old(
        &self,
        plan: &WritePlan,
        before: &Stat,
        journal: &mut JournalWriter,
        go_on: &mut dyn FnMut(WriteStep) -> bool,
    ) -> io::Result<Kept> {
        let is_same_file = *before == plan.known;
        let mut check = Check::new(plan, before);
        let mut done = 0;
        for (part, piece) in plan.parts() {
            if !go_on(WriteStep { stage: Stage::Journal, done }) {
                return Ok(Kept::Stopped);
            }
            let n_old = Offset(plan.len_before.min(before.len)).min(part.end) - part.start;
            let mut old = vec![0; to_usize(n_old)];
            let n = read_file_full(&self.file, &mut old, part.start)?;
            old.truncate(n);
            let new = piece.as_ref().map_or_else(Vec::new, |piece| piece.to_vec(0, part.len()));
            let record = Record { at: part.start, old, new };
            check.compare(plan, &record, part, is_same_file);
            journal.change(&record, piece.as_ref().and_then(Piece::pattern))?;
            done += part.len();
        }
        // Nothing else may have happened while the old bytes were read; a log may have grown.
        let now = self.stat()?;
        check.is_moved = now != *before && now.len <= before.len;
        Ok(Kept::All(check.changed()))
    }

    /// Writes, flushes and reads back; the journal is on disk.
    fn write_synced(
        &self,
        plan: &WritePlan,
        before: &Stat,
        go_on: &mut dyn FnMut(WriteStep) -> bool,
        cost: &mut WriteCost,
    ) -> Result<(), Text> {
        let failed = |error: io::Error| Text::of_io(&error);
        let changes_len = plan.len_before != plan.len_after;
        let began = Instant::now();
        if plan.len_after > plan.len_before {
            self.file.set_len(plan.len_after).map_err(failed)?;
        }
        let least = if changes_len { plan.len_after.max(plan.len_before) } else { before.len };
        for (part, piece) in plan.parts() {
            let Some(piece) = piece.filter(|piece| plan.is_written(part, piece)) else { continue };
            // The file is locked and the journal complete: what was begun is finished.
            go_on(WriteStep { stage: Stage::Write, done: cost.bytes });
            if self.stat().map_err(failed)?.len < least {
                return Err(Text::new("edit-was-cut"));
            }
            write_all_at(&self.file, &piece.to_vec(0, part.len()), part.start).map_err(failed)?;
            cost.bytes += part.len();
        }
        if plan.len_after < plan.len_before {
            go_on(WriteStep { stage: Stage::Write, done: cost.bytes });
            self.file.set_len(plan.len_after).map_err(failed)?;
        }
        cost.write = began.elapsed();
        go_on(WriteStep { stage: Stage::Flush, done: cost.bytes });
        let began = Instant::now();
        self.file.sync_data().map_err(failed)?;
        cost.flush = began.elapsed();
        let began = Instant::now();
        self.read_back(plan, go_on)?;
        cost.read_back = began.elapsed();
        tracing::info!(path = %self.path.display(), bytes = cost.bytes, "written through");
        Ok(())
    }

    /// Compares what stands in the file now with what was written.
    fn read_back(&self, plan: &WritePlan, go_on: &mut dyn FnMut(WriteStep) -> bool) -> Result<(), Text> {
        let failed = |error: io::Error| Text::of_io(&error);
        let mut done = 0;
        for (part, piece) in plan.parts() {
            let Some(piece) = piece else { continue };
            go_on(WriteStep { stage: Stage::ReadBack, done });
            forget_pages(&self.file, part);
            let mut now = vec![0; to_usize(part.len())];
            let n = read_file_full(&self.file, &mut now, part.start).map_err(failed)?;
            if n < now.len() || now != piece.to_vec(0, part.len()) {
                let at = part.start.to_string();
                return Err(Text::new("edit-read-back").with("at", at));
            }
            done += part.len();
        }
        let len = self.stat().map_err(failed)?.len;
        let is_right = plan.len_before == plan.len_after || len == plan.len_after;
        if is_right { Ok(()) } else { Err(Text::new("edit-was-cut")) }
    }
}

/// What came of keeping the old bytes.
enum Kept {
    Stopped,
    All(Option<Changed>),
}

/// Compares the bytes that are to change with those that were seen.
struct Check {
    differences: Vec<Difference>,
    len: (u64, u64),
    /// Over all old bytes.
    digest: xxhash_rust::xxh3::Xxh3Default,
    /// Whether the file was changed while it was read.
    is_moved: bool,
    is_unknown: bool,
}

impl Check {
    fn new(plan: &WritePlan, before: &Stat) -> Self {
        let is_unknown = false;
        let len = (plan.len_before, before.len);
        Self { differences: Vec::new(), len, digest: Default::default(), is_moved: false, is_unknown }
    }

    fn compare(&mut self, plan: &WritePlan, record: &Record, part: Span, is_same_file: bool) {
        self.digest.write_u64(part.start.0);
        self.digest.update(&record.old);
        let wanted = Offset(plan.len_before).min(part.end) - part.start;
        let is_short = len_u64(record.old.len()) < wanted;
        let known = plan.seen.first_difference(part.start, &record.old);
        let is_known = is_same_file || plan.seen.gaps(Span::at(part.start, wanted)).is_empty();
        self.is_unknown |= !is_known;
        let at = match known {
            Some(at) => at,
            None if is_short => part.start + len_u64(record.old.len()),
            None if !is_known => part.start,
            None => return,
        };
        if self.differences.len() < MOST_TOLD {
            let told = |bytes: &[u8]| {
                let from = to_usize(at - part.start).min(bytes.len());
                bytes[from..].iter().copied().take(to_usize(TOLD_BYTES)).collect::<Vec<u8>>()
            };
            let seen = plan.seen.bytes(Span::at(at, TOLD_BYTES).meet(part)).to_vec();
            let (now, new) = (told(&record.old), told(&record.new));
            self.differences.push(Difference { at, seen, now, new });
        }
    }

    /// What was changed, if anything was. A file that only grew is as it was, unless its length is
    /// to change.
    fn changed(mut self) -> Option<Changed> {
        let (was, now) = self.len;
        self.digest.write_u64(now);
        if self.is_moved {
            // A file that changes while it is read has no state that a token could stand for.
            let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            self.digest.update(&time.as_nanos().to_le_bytes());
        }
        let is_changed = self.is_moved || self.is_unknown || !self.differences.is_empty() || now < was;
        let token = self.digest.finish();
        is_changed.then_some(Changed { differences: self.differences, len: self.len, token })
    }
}

/// Refuses edits that do not fit a file of another length any more.
fn check_len(plan: &WritePlan, now: u64) -> Result<(), Text> {
    let changes_len = plan.len_before != plan.len_after;
    let is_moved = if changes_len { now != plan.len_before } else { now < plan.end().0 };
    let now = || human::size_text(now);
    if is_moved { Err(Text::new("edit-len-moved").with("now", now())) } else { Ok(()) }
}

/// Refuses what the folder of journals has no room for.
fn check_room(plan: &WritePlan, journals: &Path) -> Result<(), Text> {
    let needed = plan.old_bytes() + plan.new_bytes() + ROOM_LEFT;
    let Some(free) = free_bytes(journals) else { return Ok(()) };
    if free >= needed {
        return Ok(());
    }
    let why = Text::new("edit-no-room").with("needed", human::size_text(needed));
    Err(why.with("free", human::size_text(free)).with("folder", journals.display().to_string()))
}

/// What a folder's disk has free, in bytes; of the nearest folder above that exists.
fn free_bytes(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let there = folder.ancestors().find(|folder| folder.exists())?;
        let stat = rustix::fs::statvfs(there).ok()?;
        Some(stat.f_bavail.saturating_mul(stat.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}

/// Asks the system to drop its copy of clean pages, so that what is read next comes from the disk.
fn forget_pages(file: &File, span: Span) {
    #[cfg(target_os = "linux")]
    if let Some(len) = std::num::NonZeroU64::new(span.len()) {
        // Only advice: some file systems know nothing else than memory.
        let _ = rustix::fs::fadvise(file, span.start.0, Some(len), rustix::fs::Advice::DontNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (file, span);
}

impl WriteError {
    /// In a sentence, for logs and commands.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Self::Changed(_) => Text::new("edit-changed-meanwhile"),
            Self::Refused(why) => why.clone(),
            Self::Interrupted { why, .. } => Text::new("edit-interrupted").with("why", why.clone()),
        }
    }
}

/// A stage's name, for the status bar.
impl Stage {
    /// Its name.
    #[must_use]
    pub fn name(self) -> Key {
        match self {
            Self::Journal | Self::Synced => Key("edit-stage-journal"),
            Self::Write => Key("edit-stage-write"),
            Self::Flush => Key("edit-stage-flush"),
            Self::ReadBack => Key("edit-stage-read-back"),
        }
    }
}
