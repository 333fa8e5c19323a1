//! Finds a file that was open in the last run: by its name, or by its identity in the folder it was in.
//!
//! A name is followed, as everywhere: what it leads to now is opened, even if that is another file; where the
//! one that was open has gone is said. Only where the name leads to nothing the file of that identity is
//! opened under the name that it has now. Blocks: for the thread that opens the file.

use crate::app::kept::marks::FileIdentity;
use crate::base::units::to_usize;
use crate::source::Stat;
use std::fs::{self, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Names of a folder that are looked at.
const MOST_NAMES: usize = 20_000;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Located {
    /// It is where it was, or nothing leads to it.
    AsBefore,
    /// It has another name.
    Renamed(PathBuf),
    /// Its name leads to another file, and it has this one.
    Replaced(PathBuf),
}

impl Located {
    /// Looks for a file.
    pub(super) fn find(known: &FileIdentity) -> Self {
        match fs::metadata(known.path()) {
            Ok(meta) if is_it(known, known.path(), &meta) => Self::AsBefore,
            Ok(_) => beside(known).map_or(Self::AsBefore, Self::Replaced),
            Err(_) => beside(known).map_or(Self::AsBefore, Self::Renamed),
        }
    }

    /// The path to open.
    pub(super) fn path<'a>(&'a self, known: &'a FileIdentity) -> &'a Path {
        match self {
            Self::Renamed(path) => path,
            Self::AsBefore | Self::Replaced(_) => known.path(),
        }
    }
}

/// Whether what a path leads to begins as the file did, or nothing is known of how that began. A file of the
/// same inode that begins otherwise was written anew.
fn is_it(known: &FileIdentity, path: &Path, meta: &Metadata) -> bool {
    known.n_head().is_none() || (meta.is_file() && begins_alike(known, path))
}

/// The file in the folder that has the identity.
fn beside(known: &FileIdentity) -> Option<PathBuf> {
    let id = known.id().filter(|_| known.n_head().is_some_and(|len| len > 0))?;
    let names = fs::read_dir(known.path().parent()?).ok()?;
    let is_it = |path: &PathBuf| {
        let meta = fs::symlink_metadata(path).ok().filter(Metadata::is_file);
        path != known.path() && meta.is_some_and(|meta| Stat::of(&meta).id == Some(id))
    };
    let mut paths = names.take(MOST_NAMES).filter_map(|entry| Some(entry.ok()?.path())).filter(is_it);
    paths.find(|path| begins_alike(known, path))
}

/// Whether a file begins with the bytes that are known.
fn begins_alike(known: &FileIdentity, path: &Path) -> bool {
    // Of every file a few KiB are known; a session that says more was not written by this program.
    let len = known.n_head().unwrap_or(0).min(64 << 10);
    let mut head = Vec::with_capacity(to_usize(len));
    let read = fs::File::open(path).and_then(|file| file.take(len).read_to_end(&mut head));
    read.is_ok() && known.has_head(&head)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{AccessMode, Source};

    fn known(path: &Path) -> FileIdentity {
        let source = Source::open(path, AccessMode::Read).expect("it is there");
        FileIdentity::of(path, &source.snapshot())
    }

    #[test]
    fn a_file_is_found_by_its_name_or_else_by_its_identity() {
        let folder = tempfile::tempdir().expect("room");
        let (path, renamed) = (folder.path().join("a.log"), folder.path().join("a.log.1"));
        fs::write(&path, "first line\n").expect("room");
        let known = known(&path);
        assert_eq!(Located::find(&known), Located::AsBefore);
        fs::write(&path, "first line\nsecond line\n").expect("room");
        assert_eq!(Located::find(&known), Located::AsBefore, "it grew");
        fs::rename(&path, &renamed).expect("renamed");
        assert_eq!(Located::find(&known), Located::Renamed(renamed.clone()));
        fs::write(&path, "another file\n").expect("room");
        assert_eq!(Located::find(&known), Located::Replaced(renamed.clone()));
        assert_eq!(Located::find(&known).path(&known), path, "the name is followed");
        // The same inode with other bytes is another file.
        fs::remove_file(&path).expect("removed");
        fs::write(&renamed, "written anew\n").expect("room");
        assert_eq!(Located::find(&known), Located::AsBefore);
        assert_eq!(Located::find(&FileIdentity::by_path(path)), Located::AsBefore);
    }
}
