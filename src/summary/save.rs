//! Writing a file so that a failure leaves the old one whole: aside first, then renamed.
//!
//! An [`AtomicFile`] takes the bytes beside its target, under a name of its own. Only
//! [`AtomicFile::finish`] puts it in the target's place; dropped before that it is removed. A full
//! disk, a limit on file sizes or an interruption so costs nothing but the attempt.

use super::{Summary, Writer};
use crate::base::sys;
use crate::source::{Snapshot, Stat};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 256 * 1024;

/// Files aside that are neither finished nor removed.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Why a file was not written: one sentence with what can be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// It is the file that is being read.
    #[error("“{name}” is the file being read; choose another name for the answer")]
    OntoInput {
        /// As it was asked for.
        name: String,
    },
    /// It is a folder.
    #[error("“{name}” is a folder; add the name of a file in it")]
    Folder {
        /// As it was asked for.
        name: String,
    },
    /// Its folder does not exist.
    #[error("the folder of “{name}” was not found; make it first, or choose another")]
    NoFolder {
        /// As it was asked for.
        name: String,
    },
    /// The user may not write there.
    #[error("“{name}” may not be written by you; choose another place")]
    NotAllowed {
        /// As it was asked for.
        name: String,
    },
    /// There is no room.
    #[error("“{name}” was not written: {why}; make room or choose another place (what was there is whole)")]
    Full {
        /// As it was asked for.
        name: String,
        /// What was exhausted.
        why: &'static str,
    },
    /// Anything else the system says.
    #[error("“{name}” was not written: {why}")]
    Other {
        /// As it was asked for.
        name: String,
        /// In the system's words.
        why: String,
    },
}

impl SaveError {
    /// What `error` means for the file that people know as `target`.
    #[must_use]
    pub fn writing(target: &Path, error: &io::Error) -> Self {
        let name = target.display().to_string();
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder { name },
            io::ErrorKind::IsADirectory => Self::Folder { name },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotAllowed { name },
            io::ErrorKind::StorageFull => Self::Full { name, why: "the disk is full" },
            io::ErrorKind::QuotaExceeded => Self::Full { name, why: "your share of the disk is used up" },
            io::ErrorKind::FileTooLarge => Self::Full { name, why: "it would be larger than is allowed" },
            _ => Self::Other { name, why: error.to_string() },
        }
    }
}

/// Writes `summary` to `target`, which must not be `input`.
///
/// Blocks on the disk, so never call it on the user interface thread.
///
/// # Errors
/// [`SaveError`]; what was at `target` is whole then.
pub fn save_summary(
    target: &Path,
    input: Option<&Snapshot>,
    summary: &Summary,
    writer: &dyn Writer,
) -> Result<(), SaveError> {
    if let Some(input) = input {
        refuse_input(target, input.stat(), Some(Path::new(&summary.file.path)))?;
    }
    let mut aside = AtomicFile::create(target)?;
    writer.write(summary, &mut aside).map_err(|error| SaveError::writing(target, &error))?;
    aside.finish(true)
}

/// Refuses a target that is the file being read, by whatever name or link.
///
/// # Errors
/// [`SaveError::OntoInput`].
pub fn refuse_input(target: &Path, input: &Stat, path: Option<&Path>) -> Result<(), SaveError> {
    let Ok(meta) = fs::metadata(target) else { return Ok(()) };
    let same_file = input.id.is_some() && input.id == Stat::of(&meta).id;
    let canonical = |path: &Path| fs::canonicalize(path).ok();
    let same_path = path.and_then(canonical).is_some_and(|path| Some(path) == canonical(target));
    if same_file || same_path {
        return Err(SaveError::OntoInput { name: target.display().to_string() });
    }
    Ok(())
}

/// Removes what unfinished writes left aside; for a program that ends while others write.
pub fn remove_unfinished() {
    for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        // Nothing can be done about one that stays.
        let _ = fs::remove_file(path);
    }
}

/// A file being written beside its target.
pub struct AtomicFile {
    shown: PathBuf,
    out: BufWriter<Place>,
}

enum Place {
    /// A new file beside `target`.
    Beside { file: NamedTempFile, target: PathBuf },
    /// A device or a pipe: nothing to be put aside, nothing to be replaced.
    Straight(File),
}

impl AtomicFile {
    /// Starts to write a file that is to become `target`.
    ///
    /// A symbolic link is followed, so that it stays one. A file that exists keeps its
    /// permissions; one that may not be written is not replaced either.
    ///
    /// # Errors
    /// [`SaveError`] if it can never become `target`.
    pub fn create(target: &Path) -> Result<Self, SaveError> {
        sys::ignore_file_size_signal();
        let failed = |error: io::Error| SaveError::writing(target, &error);
        let real = followed(target);
        let meta = fs::metadata(&real).ok();
        if meta.as_ref().is_some_and(Metadata::is_dir) {
            return Err(SaveError::Folder { name: target.display().to_string() });
        }
        let place = if meta.as_ref().is_some_and(|meta| !meta.is_file()) {
            Place::Straight(OpenOptions::new().write(true).open(&real).map_err(failed)?)
        } else {
            Self::beside(real, meta.as_ref()).map_err(failed)?
        };
        Ok(Self { shown: target.to_owned(), out: BufWriter::with_capacity(BUFFER, place) })
    }

    fn beside(target: PathBuf, old: Option<&Metadata>) -> io::Result<Place> {
        if old.is_some() {
            OpenOptions::new().write(true).open(&target)?;
        }
        let folder = match target.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".gander-").suffix(".part");
        #[cfg(unix)]
        let everyone = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(everyone); // less the umask, as for any new file
        let file = builder.tempfile_in(folder)?;
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(file.path().to_owned());
        let place = Place::Beside { file, target };
        if let (Some(old), Place::Beside { file, .. }) = (old, &place) {
            keep_owner(file.as_file(), old);
            file.as_file().set_permissions(old.permissions())?;
        }
        Ok(place)
    }

    /// Puts what was written in the target's place. `durable` waits until the disk has it.
    ///
    /// # Errors
    /// [`SaveError`]; what was at the target is whole then.
    pub fn finish(self, durable: bool) -> Result<(), SaveError> {
        let Self { shown, out } = self;
        let failed = |error: io::Error| SaveError::writing(&shown, &error);
        let mut place = out.into_inner().map_err(|error| failed(error.into_error()))?;
        if durable && let Place::Beside { file, .. } = &place {
            file.as_file().sync_all().map_err(failed)?;
        }
        place.persist().map_err(failed)?;
        tracing::info!(path = %shown.display(), "written");
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Place {
    fn persist(&mut self) -> io::Result<()> {
        if let Self::Beside { file, target } = self {
            // Renamed by its own name, so that dropping it afterwards finds nothing to remove.
            fs::rename(file.path(), target)?;
            file.disable_cleanup(true);
        }
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Beside { file, .. } = self {
            UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| path != file.path());
        }
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside { file, .. } => file.as_file_mut().write(bytes),
            Self::Straight(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where a path leads, also if there is nothing yet at the end of its links.
fn followed(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..40 {
        let Ok(to) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(to);
    }
    path
}

/// Gives the new file to the old one's owner, where the system lets us.
fn keep_owner(new: &File, old: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let ours = new.metadata().map(|meta| (meta.uid(), meta.gid())).ok();
        if ours != Some((old.uid(), old.gid())) {
            let _ = std::os::unix::fs::fchown(new, Some(old.uid()), Some(old.gid()));
        }
    }
    #[cfg(not(unix))]
    let _ = (new, old);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn only_finishing_changes_the_target() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("out");
        fs::write(&target, "old").expect("written");
        let mut aside = AtomicFile::create(&target).expect("room");
        aside.write_all(b"new").expect("room");
        assert_eq!(fs::read_to_string(&target).expect("there"), "old");
        drop(aside);
        assert_eq!(names(folder.path()), ["out"]);
        let mut aside = AtomicFile::create(&target).expect("room");
        aside.write_all(b"new").expect("room");
        aside.finish(true).expect("renamed");
        assert_eq!(fs::read_to_string(&target).expect("there"), "new");
        assert_eq!(names(folder.path()), ["out"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (target, link) = (folder.path().join("out"), folder.path().join("link"));
        std::os::unix::fs::symlink("out", &link).expect("a link");
        let write = |text: &str| {
            let mut aside = AtomicFile::create(&link).expect("room");
            aside.write_all(text.as_bytes()).expect("room");
            aside.finish(false).expect("renamed");
        };
        write("dangling link");
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).expect("ours");
        write("new");
        assert_eq!(fs::read_to_string(&target).expect("there"), "new");
        assert_eq!(fs::metadata(&target).expect("there").permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    }

    #[test]
    fn what_can_not_be_written_is_said_in_a_sentence() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = |path: &Path| AtomicFile::create(path).map(|_| ()).expect_err("refused").to_string();
        assert!(error(folder.path()).contains("is a folder"));
        assert!(error(&folder.path().join("none/out")).contains("the folder of"));
    }
}
