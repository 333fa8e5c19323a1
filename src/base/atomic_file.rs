//! Atomic file replacement: write a temporary file in the target's folder, then rename it.
//!
//! [`AtomicFile`] buffers writes into the temporary file. Only [`AtomicFile::finish`] renames it
//! over the target; dropped before that, the temporary file is removed. So a full disk, a file
//! size limit or an interruption leaves the target untouched.

use super::sys;
use crate::messages::{Key, Text};
use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// Size of the write buffer, in bytes.
const BUFFER: usize = 256 * 1024;

/// Temporary files that are neither renamed nor removed.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The target is the input file.
    OntoInput {
        /// The target's path, as given.
        name: String,
    },
    /// The target is a folder.
    Folder {
        /// The target's path, as given.
        name: String,
    },
    /// The target's folder does not exist.
    NoFolder {
        /// The target's path, as given.
        name: String,
    },
    /// Permission denied, or a read-only file system.
    NotAllowed {
        /// The target's path, as given.
        name: String,
    },
    /// No space, quota or file size limit left.
    Full {
        /// The target's path, as given.
        name: String,
        /// What was exhausted.
        why: Key,
    },
    /// Any other I/O error.
    Other {
        /// The target's path, as given.
        name: String,
        /// The system's error message.
        why: Text,
    },
}

impl SaveError {
    /// Classifies `error`, met while writing `target`.
    #[must_use]
    pub fn writing(target: &Path, error: &io::Error) -> Self {
        let name = target.display().to_string();
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder { name },
            io::ErrorKind::IsADirectory => Self::Folder { name },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotAllowed { name },
            io::ErrorKind::StorageFull => Self::Full { name, why: Key("save-disk-full") },
            io::ErrorKind::QuotaExceeded => Self::Full { name, why: Key("save-quota") },
            io::ErrorKind::FileTooLarge => Self::Full { name, why: Key("save-too-large") },
            _ => Self::Other { name, why: Text::of_io(error) },
        }
    }

    /// One sentence with what can be done, without the full stop.
    #[must_use]
    pub fn message(&self) -> Text {
        let (said, name) = match self {
            Self::OntoInput { name } => (Text::new("save-onto-input"), name),
            Self::Folder { name } => (Text::new("save-folder"), name),
            Self::NoFolder { name } => (Text::new("save-no-folder"), name),
            Self::NotAllowed { name } => (Text::new("save-not-allowed"), name),
            Self::Full { name, why } => (Text::new("save-full").with("why", *why), name),
            Self::Other { name, why } => (Text::new("save-not-written").with("why", why.clone()), name),
        };
        said.with("name", name.clone())
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().in_english())
    }
}

impl std::error::Error for SaveError {}

/// Removes the temporary files of all unfinished writes; for a process that exits while other
/// threads still write.
pub fn remove_unfinished() {
    for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        // Best effort: the process is about to exit.
        let _ = fs::remove_file(path);
    }
}

/// A file that replaces its target only when it is complete.
pub struct AtomicFile {
    /// The target's path as given, for messages.
    shown: PathBuf,
    out: BufWriter<Destination>,
}

enum Destination {
    /// A temporary file in the folder of `target`.
    Temporary { file: NamedTempFile, target: PathBuf },
    /// A device or a pipe, written directly: there is nothing to replace.
    Direct(File),
}

impl AtomicFile {
    /// Creates the temporary file that is to replace `target`.
    ///
    /// Symbolic links are resolved, so that they stay links. An existing target keeps its owner
    /// and permissions; a target without write permission is not replaced.
    ///
    /// # Errors
    /// [`SaveError`] if `target` can't be written.
    pub fn create(target: &Path) -> Result<Self, SaveError> {
        sys::ignore_file_size_signal();
        let failed = |error: io::Error| SaveError::writing(target, &error);
        let real = resolved(target);
        let meta = fs::metadata(&real).ok();
        if meta.as_ref().is_some_and(Metadata::is_dir) {
            return Err(SaveError::Folder { name: target.display().to_string() });
        }
        let destination = if meta.as_ref().is_some_and(|meta| !meta.is_file()) {
            Destination::Direct(OpenOptions::new().write(true).open(&real).map_err(failed)?)
        } else {
            Self::temporary(real, meta.as_ref()).map_err(failed)?
        };
        Ok(Self { shown: target.to_owned(), out: BufWriter::with_capacity(BUFFER, destination) })
    }

    fn temporary(target: PathBuf, old: Option<&Metadata>) -> io::Result<Destination> {
        if old.is_some() {
            OpenOptions::new().write(true).open(&target)?;
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".gander-").suffix(".part");
        #[cfg(unix)]
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(mode); // minus the umask, as for any new file
        let file = builder.tempfile_in(folder_of(&target))?;
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(file.path().to_owned());
        let destination = Destination::Temporary { file, target };
        if let (Some(old), Destination::Temporary { file, .. }) = (old, &destination) {
            keep_owner(file.as_file(), old);
            file.as_file().set_permissions(old.permissions())?;
        }
        Ok(destination)
    }

    /// Renames the temporary file over the target; until then the target is untouched.
    ///
    /// `durable` syncs the file before the rename and the folder after it, so that a power failure
    /// leaves the old content or the new, never neither.
    ///
    /// # Errors
    /// [`SaveError`]; the target is unchanged then.
    pub fn finish(self, durable: bool) -> Result<(), SaveError> {
        let Self { shown, out } = self;
        let failed = |error: io::Error| SaveError::writing(&shown, &error);
        let mut destination = out.into_inner().map_err(|error| failed(error.into_error()))?;
        if durable {
            destination.sync_file().map_err(failed)?;
        }
        destination.persist().map_err(failed)?;
        if durable {
            destination.sync_folder();
        }
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

impl Destination {
    fn sync_file(&self) -> io::Result<()> {
        match self {
            Self::Temporary { file, .. } => file.as_file().sync_all(),
            Self::Direct(_) => Ok(()),
        }
    }

    /// Makes the rename durable. No failure: the new content is in place, and some file systems
    /// can't sync a folder.
    fn sync_folder(&self) {
        if let Self::Temporary { target, .. } = self
            && let Err(error) = sync_folder(folder_of(target))
        {
            tracing::debug!(%error, "the folder was not synced");
        }
    }

    fn persist(&mut self) -> io::Result<()> {
        if let Self::Temporary { file, target } = self {
            // `NamedTempFile::persist` would consume `file`; cleanup is disabled instead.
            fs::rename(file.path(), target)?;
            file.disable_cleanup(true);
        }
        Ok(())
    }
}

impl Drop for Destination {
    fn drop(&mut self) {
        if let Self::Temporary { file, .. } = self {
            UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| path != file.path());
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Temporary { file, .. } => file.as_file_mut().write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Resolves symbolic links, dangling ones included.
fn resolved(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..40 {
        let Ok(to) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(to);
    }
    path
}

/// The folder that holds `path`; `.` for a bare name.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// Syncs the entries of a folder, where the system can open one as a file.
fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Copies the owner of the old file to the new one, where the system permits it.
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
        let mut file = AtomicFile::create(&target).expect("room");
        file.write_all(b"new").expect("room");
        assert_eq!(fs::read_to_string(&target).expect("there"), "old");
        drop(file);
        assert_eq!(names(folder.path()), ["out"]);
        let mut file = AtomicFile::create(&target).expect("room");
        file.write_all(b"new").expect("room");
        file.finish(true).expect("renamed");
        assert_eq!(fs::read_to_string(&target).expect("there"), "new");
        assert_eq!(names(folder.path()), ["out"]);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_whole_and_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("out");
        fs::write(&target, "old").expect("written");
        let mut file = AtomicFile::create(&target).expect("room");
        file.write_all(b"new").expect("room");
        // The rename fails: a folder has taken the target's name.
        fs::rename(&target, folder.path().join("moved")).expect("renamed");
        fs::create_dir(&target).expect("a folder");
        assert!(file.finish(true).is_err());
        assert_eq!(names(folder.path()), ["moved", "out"]);
        assert_eq!(fs::read_to_string(folder.path().join("moved")).expect("there"), "old");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_leaves_the_old_file_whole() {
        // A device is written directly, so that what it answers is seen.
        let mut full = AtomicFile::create(Path::new("/dev/full")).expect("it opens");
        full.write_all(b"new").expect("buffered");
        let error = full.finish(true).expect_err("full").to_string();
        assert!(error.contains("/dev/full") && error.contains("the disk is full"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_can_not_be_synced_is_no_failure() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("out");
        let mut file = AtomicFile::create(&target).expect("room");
        file.write_all(b"new").expect("room");
        // Without read permission the folder can't be opened, hence not synced (but by root).
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o300)).expect("ours");
        let finished = file.finish(true);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).expect("ours");
        assert_eq!(finished, Ok(()));
        assert_eq!(fs::read_to_string(&target).expect("there"), "new");
        assert!(sync_folder(&folder.path().join("none")).is_err());
        // The target's folder is gone: the call reports it to the log alone.
        let named = NamedTempFile::new_in(folder.path()).expect("room");
        let target = folder.path().join("none/out");
        Destination::Temporary { file: named, target }.sync_folder();
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (target, link) = (folder.path().join("out"), folder.path().join("link"));
        std::os::unix::fs::symlink("out", &link).expect("a link");
        let write = |text: &str| {
            let mut file = AtomicFile::create(&link).expect("room");
            file.write_all(text.as_bytes()).expect("room");
            file.finish(false).expect("renamed");
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
