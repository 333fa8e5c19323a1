//! The store of marks: by the identity of files, whatever else is remembered of them.
//!
//! A file is known again if it begins with the bytes that it began with, and has its old path or
//! its old device and inode. So marks stay with a log that is rotated away, come back for a file
//! that was renamed, and are not shown in another file of the name. The bytes are kept as their
//! number and a digest (XXH3, 128 bits).

use super::paths;
use crate::base::units::{len_u64, to_usize};
use crate::doc::marks::Mark;
use crate::source::Snapshot;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_128;

/// Files whose marks are kept; those marked longest ago go first.
const MOST_FILES: usize = 2000;

/// Marks kept in all.
const MOST_MARKS: usize = 100_000;

/// By what a file is known again.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileIdentity {
    #[serde(with = "paths")]
    path: PathBuf,
    /// Device and inode, where the system has them.
    id: Option<(u64, u64)>,
    /// How many bytes of its head are known, and their digest; `None`: by its path alone.
    head: Option<(u64, String)>,
}

impl FileIdentity {
    /// The identity of a file that is open.
    #[must_use]
    pub fn of(path: &Path, snapshot: &Snapshot) -> Self {
        Self { path: path.to_owned(), id: snapshot.stat().id, head: Some(head_of(snapshot)) }
    }

    /// The identity of a file of which only the path is known.
    #[must_use]
    pub fn by_path(path: PathBuf) -> Self {
        Self { path, id: None, head: None }
    }

    /// Where it was.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Device and inode, where the system has them.
    #[must_use]
    pub fn id(&self) -> Option<(u64, u64)> {
        self.id
    }

    /// How many bytes of its head are known.
    #[must_use]
    pub fn n_head(&self) -> Option<u64> {
        self.head.as_ref().map(|(len, _)| *len)
    }

    /// Whether a file begins with these bytes, of which at least [`FileIdentity::n_head`] are there.
    #[must_use]
    pub fn has_head(&self, head: &[u8]) -> bool {
        let is_it = |(len, known): &(u64, String)| {
            head.get(..to_usize(*len)).is_some_and(|head| digest(head) == *known)
        };
        self.head.as_ref().is_none_or(is_it)
    }

    /// Whether a file at `path` is the one; it may have grown.
    fn is(&self, path: &Path, snapshot: &Snapshot) -> bool {
        let has_name = self.path == path || (self.id.is_some() && self.id == snapshot.stat().id);
        has_name && self.head.as_ref().is_none_or(|head| has_head(snapshot, head))
    }
}

/// How many bytes of a file's head are known, and their digest.
#[must_use]
pub fn head_of(snapshot: &Snapshot) -> (u64, String) {
    let head = snapshot.head();
    (len_u64(head.len()), digest(head))
}

/// Whether a file begins with the bytes of such a digest.
#[must_use]
pub fn has_head(snapshot: &Snapshot, (len, known): &(u64, String)) -> bool {
    snapshot.head().get(..to_usize(*len)).is_some_and(|head| digest(head) == *known)
}

/// The digest of bytes (XXH3, 128 bits), in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// The marks of one file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileMarks {
    /// Of which file.
    pub file: FileIdentity,
    /// In file order.
    pub marks: Vec<Mark>,
}

/// Marks of files, those marked last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct MarkStore {
    files: Vec<FileMarks>,
}

impl MarkStore {
    /// The marks of a file that is open.
    #[must_use]
    pub fn of(&self, path: &Path, snapshot: &Snapshot) -> Vec<Mark> {
        let known = self.files.iter().find(|known| known.file.is(path, snapshot));
        known.map(|known| known.marks.clone()).unwrap_or_default()
    }

    /// Keeps the marks of a file that is open; the entry, for [`Self::replace`] in a copy.
    pub fn keep(&mut self, path: &Path, snapshot: &Snapshot, marks: &[Mark]) -> Change {
        let known = self.files.iter().find(|known| known.file.is(path, snapshot));
        let old = known.map(|known| known.file.clone());
        let new = FileMarks { file: FileIdentity::of(path, snapshot), marks: marks.to_vec() };
        let change = Change { old, new };
        self.replace(&change);
        change
    }

    /// Does the same in another copy of the store.
    pub fn replace(&mut self, change: &Change) {
        self.files.retain(|known| Some(&known.file) != change.old.as_ref() && known.file != change.new.file);
        if !change.new.marks.is_empty() {
            self.files.insert(0, change.new.clone());
        }
        self.limit();
    }

    /// Adds marks of a file of which only the path is known, unless some are; what to keep.
    pub fn add_by_path(&mut self, path: PathBuf, marks: Vec<Mark>) -> Option<Change> {
        if marks.is_empty() || self.files.iter().any(|known| known.file.path == path) {
            return None;
        }
        let new = FileMarks { file: FileIdentity { path, id: None, head: None }, marks };
        let change = Change { old: None, new };
        self.replace(&change);
        Some(change)
    }

    fn limit(&mut self) {
        self.files.truncate(MOST_FILES);
        let mut n = 0;
        self.files.retain(|known| {
            n += known.marks.len();
            n <= MOST_MARKS
        });
    }
}

/// Marks of a file that were changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    old: Option<FileIdentity>,
    new: FileMarks,
}
