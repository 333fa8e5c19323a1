//! Opening: what a path leads to, and which way to its bytes is the right one.

use super::file_system::{REMOTE, file_system};
use super::read_at::LocalFile;
use super::spool::Spool;
use super::{AccessMode, OpenError, Source};
use crate::base::Offset;
use crate::messages::{Key, Text};
use std::fs::{File, Metadata};
use std::io::{Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

/// Files of a stated length beyond this, in bytes, are taken to have it.
const MOST_SPOOLED: u64 = 64 << 20;

pub(super) fn open(path: &Path, io: AccessMode) -> Result<Source, OpenError> {
    if path == Path::new("-") {
        return standard_input(io);
    }
    let full = path.display().to_string();
    let unreadable = |error| OpenError::unreadable(&full, &error);
    let meta = std::fs::metadata(path).map_err(unreadable)?;
    refuse(&full, &meta)?;
    let file = open_shared(path).map_err(unreadable)?;
    let name = path.file_name().map_or(full.clone(), |name| name.to_string_lossy().into_owned());
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Some(reader) = device(&file, &meta).map_err(unreadable)? {
        return Source::new(name, Some(path), io, Arc::new(reader));
    }
    if is_pipe(&meta) {
        return Source::new(name, None, io, Arc::new(Spool::start(file).map_err(unreadable)?));
    }
    if must_spool(&file, &meta) {
        let spool = Spool::start(file).map_err(unreadable)?;
        super::ReadAt::wait_filled(&spool).map_err(unreadable)?;
        return Source::new(name, Some(path), io, Arc::new(spool));
    }
    let unmappable = remote_file_system(&file).map(may_go_away);
    Source::new(name, Some(path), io, Arc::new(LocalFile { file, fixed_len: None, unmappable }))
}

/// Standard input: a redirected file is mapped like any file, all else is spooled.
fn standard_input(io: AccessMode) -> Result<Source, OpenError> {
    let name = &Text::new("standard-input").in_english();
    let unreadable = |error| OpenError::unreadable(name, &error);
    #[cfg(unix)]
    let file = {
        use std::os::fd::AsFd;
        // Reopened where possible, so that our seeks don't move the shell's cursor.
        File::open("/proc/self/fd/0")
            .or_else(|_| std::io::stdin().as_fd().try_clone_to_owned().map(File::from))
            .map_err(unreadable)?
    };
    #[cfg(windows)]
    let file = {
        use std::os::windows::io::AsHandle;
        std::io::stdin().as_handle().try_clone_to_owned().map(File::from).map_err(unreadable)?
    };
    let meta = file.metadata().map_err(unreadable)?;
    if meta.is_file() && !must_spool(&file, &meta) {
        let unmappable = remote_file_system(&file).map(may_go_away);
        let reader = LocalFile { file, fixed_len: None, unmappable };
        return Source::new(name.clone(), None, io, Arc::new(reader));
    }
    if meta.is_dir() {
        return Err(OpenError::Folder { name: name.clone() });
    }
    Source::new(name.clone(), None, io, Arc::new(Spool::start(file).map_err(unreadable)?))
}

#[cfg(unix)]
pub(super) fn open_shared(path: &Path) -> std::io::Result<File> {
    File::open(path)
}

/// With every share flag: other programs can write, rename or delete the file.
#[cfg(windows)]
pub(super) fn open_shared(path: &Path) -> std::io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().read(true).share_mode(1 | 2 | 4).open(path)
}

fn refuse(name: &str, meta: &Metadata) -> Result<(), OpenError> {
    let name = name.to_owned();
    if meta.is_dir() {
        return Err(OpenError::Folder { name });
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = meta.file_type();
        if kind.is_socket() {
            return Err(OpenError::NoFile { name, what: Key("open-socket") });
        }
        if kind.is_char_device() {
            return Err(OpenError::NoFile { name, what: Key("open-device") });
        }
    }
    Ok(())
}

fn is_pipe(meta: &Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::FileTypeExt::is_fifo(&meta.file_type());
    #[cfg(not(unix))]
    return !meta.is_file();
}

/// A block device; its length is found by seeking.
fn device(file: &File, meta: &Metadata) -> std::io::Result<Option<LocalFile>> {
    #[cfg(unix)]
    let is_device = std::os::unix::fs::FileTypeExt::is_block_device(&meta.file_type());
    #[cfg(not(unix))]
    let is_device = false;
    if !is_device {
        return Ok(None);
    }
    let len = (&*file).seek(SeekFrom::End(0))?;
    let unmappable = Some(Text::new("fetched-read").with("why", Key("fetched-block-device")));
    Ok(Some(LocalFile { file: file.try_clone()?, fixed_len: Some(len), unmappable }))
}

/// Whether the length that the system states can't be believed: files made up on reading.
///
/// A length of 0 is believed only after a read returned nothing, any other after one found its last
/// byte. On file systems that keep files it always is: what a read finds there was written, or cut, a
/// moment later.
fn must_spool(file: &File, meta: &Metadata) -> bool {
    let len = meta.len();
    if len >= MOST_SPOOLED || !meta.is_file() {
        return false;
    }
    let mut byte = [0];
    let mut n_read = |at| super::read_at::read_file_at(file, &mut byte, Offset(at)).ok();
    let mut is_wrong = || if len == 0 { n_read(0) == Some(1) } else { n_read(len - 1) == Some(0) };
    let still_says_so = || file.metadata().is_ok_and(|now| now.len() == len);
    (len > 0 && made_up_file_system(file)) || (!keeps_files(file) && is_wrong() && still_says_so())
}

/// Whether the file lives on a file system of disks or memory.
fn keeps_files(file: &File) -> bool {
    let known = ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "f2fs", "vfat", "exfat", "ntfs"];
    file_system(file).is_some_and(|name| known.contains(&name))
}

#[cfg(target_os = "linux")]
fn made_up_file_system(file: &File) -> bool {
    matches!(file_system(file), Some("proc" | "sysfs" | "debugfs" | "tracefs" | "cgroup2"))
}

#[cfg(not(target_os = "linux"))]
fn made_up_file_system(_file: &File) -> bool {
    false
}

/// The file system's name, if it is remote.
fn remote_file_system(file: &File) -> Option<&'static str> {
    file_system(file).filter(|name| REMOTE.contains(name))
}

fn may_go_away(file_system: &'static str) -> Text {
    Text::new("fetched-read").with("why", Text::new("fetched-may-go-away").with("system", file_system))
}

/// The type of the file system that `path` is probably on, if it is remote.
///
/// Asks the table of mounts and never the file system, which may not answer; so it follows
/// no links, and knows nothing on systems without such a table.
pub(super) fn remote_mount(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    mount_of(&path, &std::fs::read_to_string("/proc/self/mountinfo").ok()?)
}

/// Looks `path` up in a table as `proc(5)` describes it.
fn mount_of(path: &Path, table: &str) -> Option<String> {
    let mounts = table.lines().filter_map(|line| {
        let (place, kind) = line.split_once(" - ")?;
        let place = place.split(' ').nth(4)?;
        // The only characters that are octal-escaped.
        let place = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
            .iter()
            .fold(place.to_owned(), |place, (number, letter)| place.replace(number, letter));
        path.starts_with(&place).then_some((place.len(), kind.split(' ').next()?))
    });
    // Of two mounts on one path the later one wins.
    let (_, kind) = mounts.max_by_key(|(len, _)| *len)?;
    let family = kind.split('.').next().unwrap_or(kind).trim_end_matches('4');
    REMOTE.contains(&family).then(|| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_decides_whether_a_path_may_stop_answering() {
        let table = "22 1 8:1 / / rw,relatime - ext4 /dev/root rw\n\
             40 22 0:40 / /mnt/far\\040away rw shared:1 - nfs4 server:/x rw\n\
             41 40 0:41 / /mnt/far\\040away/near rw - tmpfs tmpfs rw\n\
             42 22 0:42 / /home/me/.gvfs rw - fuse.gvfsd-fuse gvfsd rw\n";
        let check = |path: &str, kind: Option<&str>| {
            assert_eq!(mount_of(Path::new(path), table).as_deref(), kind, "{path}");
        };
        check("/etc/passwd", None);
        check("/mnt/far away/file", Some("nfs4"));
        check("/mnt/far awayfile", None);
        check("/mnt/far away/near/file", None);
        check("/home/me/.gvfs/sftp/file", Some("fuse.gvfsd-fuse"));
    }
}
