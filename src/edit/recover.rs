//! Journals of writes that did not end: what each change of the file holds now, and how the old
//! bytes are restored or the write is finished.
//!
//! Both may be interrupted and done again: the journal goes last. A file that another program has
//! changed since is told by its bytes, and is not made longer. All of it blocks on the disk.

use super::journal::{ENDING, Head, Journal, JournalState, Record, remove};
use super::lock::lock;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::messages::Text;
use crate::source::Stat;
use crate::source::read_at::{read_file_full, write_all_at};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Most changes that are told one by one.
const MOST_TOLD: usize = 200;

/// What is compared before it is overwritten, in bytes.
const PAGE: u64 = 512;

/// A journal that was left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    /// The journal.
    pub journal: PathBuf,
    /// About which file it is.
    pub head: Head,
    /// What the file holds, or in a sentence why that is not known.
    pub found: Result<Found, Text>,
}

/// What a file holds of a write that did not end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The first changes, in the file's order; those that touch are one.
    pub changes: Vec<(Span, Holds)>,
    /// How many changes hold each of [`Holds::ALL`].
    pub counts: [u64; 5],
    /// The file's length, in bytes.
    pub len: u64,
}

/// What a change of a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The bytes of before.
    Old,
    /// The bytes of after.
    New,
    /// Some of these and some of those.
    Torn,
    /// Bytes that are neither.
    Other,
    /// The file ends before it.
    Missing,
}

impl Holds {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Old, Self::New, Self::Torn, Self::Other, Self::Missing];

    /// What a part of a change holds, by the bytes that are there now.
    fn of(record: &Record, now: &[u8]) -> Self {
        let is_either = |(nr, byte): (usize, &u8)| {
            let zeros_of_growth = record.old.is_empty() && *byte == 0;
            record.old.get(nr) == Some(byte) || record.new.get(nr) == Some(byte) || zeros_of_growth
        };
        if now == record.old {
            Self::Old
        } else if now == record.new {
            Self::New
        } else if len_u64(now.len()) < record.span().len() && !record.old.is_empty() && !record.new.is_empty()
        {
            Self::Missing
        } else if now.iter().enumerate().all(is_either) {
            Self::Torn
        } else {
            Self::Other
        }
    }

    /// What two parts of a change hold together.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Other, _) | (_, Self::Other) => Self::Other,
            (Self::Missing, _) | (_, Self::Missing) => Self::Missing,
            _ => Self::Torn,
        }
    }
}

/// What a file is to hold after a write that did not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// The bytes of before.
    Restore,
    /// The bytes of after.
    Finish,
    /// What it holds now.
    Keep,
}

/// The journals in a folder that were left behind. Those of writes that never began, or that were
/// done, are removed; those that another program writes are passed over.
#[must_use]
pub fn left_behind(folder: &Path) -> Vec<LeftBehind> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == ENDING));
    paths.sort();
    paths.iter().filter_map(|path| look(path)).collect()
}

/// What a journal says, if it was left behind.
#[must_use]
pub fn look(path: &Path) -> Option<LeftBehind> {
    let mut journal = match open(path) {
        Ok(Some(journal)) => journal,
        Ok(None) => return None,
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "a journal was not read");
            return None;
        }
    };
    if journal.state() != JournalState::Begun {
        if let Err(error) = remove(path) {
            tracing::warn!(path = %path.display(), %error, "a journal that says nothing was not removed");
        }
        return None;
    }
    let head = journal.head().clone();
    let found = target(&head, false).and_then(|file| {
        find(&mut journal, &file)
            .map_err(|error| about(&head, "edit-unreadable").with("why", Text::of_io(&error)))
    });
    Some(LeftBehind { journal: path.to_owned(), head, found })
}

/// A journal that no other program holds.
fn open(path: &Path) -> io::Result<Option<Journal>> {
    let file = File::open(path)?;
    match lock(&file) {
        Ok(()) => Journal::read(file),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn about(head: &Head, key: &'static str) -> Text {
    Text::new(key).with("name", head.path.display().to_string())
}

/// The file of a journal.
fn target(head: &Head, to_write: bool) -> Result<File, Text> {
    let failed = |error: io::Error| about(head, "edit-not-opened").with("why", Text::of_io(&error));
    let file = File::options().read(true).write(to_write).open(&head.path).map_err(failed)?;
    let stat = Stat::of(&file.metadata().map_err(failed)?);
    if head.id.is_some() && stat.id != head.id {
        return Err(about(head, "edit-other-file"));
    }
    Ok(file)
}

fn find(journal: &mut Journal, file: &File) -> io::Result<Found> {
    let mut found = Found { len: file.metadata()?.len(), ..Found::default() };
    let mut open: Option<(Span, Holds)> = None;
    journal.each(&mut |record| {
        let holds = Holds::of(record, &bytes_of(file, record.span())?);
        match &mut open {
            Some((span, held)) if span.end == record.at => {
                (span.end, *held) = (record.span().end, held.with(holds));
            }
            open => found.add(open.replace((record.span(), holds))),
        }
        Ok(true)
    })?;
    found.add(open);
    Ok(found)
}

impl Found {
    fn add(&mut self, change: Option<(Span, Holds)>) {
        let Some((span, holds)) = change else { return };
        let nr = Holds::ALL.iter().position(|one| *one == holds).unwrap_or_default();
        self.counts[nr] += 1;
        if self.changes.len() < MOST_TOLD {
            self.changes.push((span, holds));
        }
    }

    /// How many changes hold this.
    #[must_use]
    pub fn count(&self, holds: Holds) -> u64 {
        Holds::ALL.iter().zip(self.counts).find(|(one, _)| **one == holds).map_or(0, |(_, n)| n)
    }
}

fn bytes_of(file: &File, span: Span) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; to_usize(span.len())];
    let n = read_file_full(file, &mut bytes, span.start)?;
    bytes.truncate(n);
    Ok(bytes)
}

/// Gives the file of a journal the bytes of before or after, and removes the journal. Returns how many
/// parts of changes lie past the end of a file that another program has cut, and so are not written.
///
/// # Errors
/// In a sentence why not; the journal stays, and it can be done again.
pub fn recover(path: &Path, recovery: Recovery) -> Result<u64, Text> {
    let name = path.display().to_string();
    let failed = |error: io::Error| {
        Text::new("edit-journal-unreadable").with("name", name.clone()).with("why", Text::of_io(&error))
    };
    let is_held = || Text::new("edit-journal-held").with("name", name.clone());
    let mut journal = open(path).map_err(failed)?.ok_or_else(is_held)?;
    let mut n_missing = 0;
    if recovery != Recovery::Keep && journal.state() == JournalState::Begun {
        let head = journal.head().clone();
        let file = target(&head, true)?;
        match lock(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(about(&head, "edit-locked")),
            Err(TryLockError::Error(error)) => {
                return Err(about(&head, "edit-no-lock").with("why", Text::of_io(&error)));
            }
        }
        let written = write(&mut journal, &file, recovery);
        let why = |error: io::Error| about(&head, "edit-not-recovered").with("why", Text::of_io(&error));
        n_missing = written.map_err(why)?;
        tracing::info!(path = %head.path.display(), ?recovery, n_missing, "recovered");
    }
    remove(path).map_err(failed)?;
    Ok(n_missing)
}

/// Writes, flushes and reads back.
fn write(journal: &mut Journal, file: &File, recovery: Recovery) -> io::Result<u64> {
    let Head { len_before, len_after, .. } = *journal.head();
    let wanted_len = if recovery == Recovery::Restore { len_before } else { len_after };
    let len = file.metadata()?.len();
    if len_before != len_after && (len == len_before || len == len_after) {
        file.set_len(wanted_len)?;
    }
    let end = Offset(file.metadata()?.len());
    let bytes = |record: &Record| {
        let all = if recovery == Recovery::Restore { &record.old } else { &record.new };
        all[..to_usize((end - record.at).min(len_u64(all.len())))].to_vec()
    };
    let mut n_missing = 0;
    journal.each(&mut |record| {
        overwrite(file, &bytes(record), record.at)?;
        n_missing += u64::from(record.span().end > end && end.0 != wanted_len);
        Ok(true)
    })?;
    file.sync_data()?;
    journal.each(&mut |record| {
        let wanted = bytes(record);
        let is_right = bytes_of(file, Span::at(record.at, len_u64(wanted.len())))? == wanted;
        if is_right { Ok(true) } else { Err(io::ErrorKind::InvalidData.into()) }
    })?;
    Ok(n_missing)
}

/// Writes the pages that are not what they should be. A hole that was never filled takes no room so: on a
/// full disk there is none.
fn overwrite(file: &File, wanted: &[u8], at: Offset) -> io::Result<()> {
    let span = Span::at(at, len_u64(wanted.len()));
    let now = bytes_of(file, span)?;
    let head = span.meet(Span { start: at, end: at.floor_to(PAGE) + PAGE });
    let rest = Span { start: head.end, end: span.end };
    for page in std::iter::once(head).chain(rest.pieces(PAGE)) {
        let part = to_usize(page.start - at)..to_usize(page.end - at);
        if now.get(part.clone()) != Some(&wanted[part.clone()]) {
            write_all_at(file, &wanted[part], page.start)?;
        }
    }
    Ok(())
}
