//! Positioned reads: the plain way to a file's bytes, and what every other way rests on.

use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::messages::{Key, Text};
use std::fs::{File, Metadata};
use std::io;
use std::time::{Duration, SystemTime};

/// Bytes that can be read at any offset by any thread.
///
/// Local files implement it; so may anything else that has bytes and a length, by way of
/// [`super::Source::from_reader`].
pub trait ReadAt: Send + Sync {
    /// Reads some bytes at `at` into `into`; 0 only at the end.
    ///
    /// # Errors
    /// What the system answered.
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize>;

    /// Its length and by what a change shows.
    ///
    /// # Errors
    /// What the system answered.
    fn stat(&self) -> io::Result<Stat>;

    /// The next range of data at or after `at`, before `end`; the rest is holes.
    fn next_data(&self, at: Offset, end: Offset) -> Span {
        Span { start: at, end }
    }

    /// The file to make a memory map of, or in a few words why there should be none.
    ///
    /// # Errors
    /// The words.
    fn mappable(&self) -> Result<&File, Text> {
        Err(Text::new("fetched-read").with("why", Key("fetched-no-local-file")))
    }

    /// Where its first byte stands in the file that it is part of, which is that of [`Self::mappable`].
    fn base(&self) -> u64 {
        0
    }

    /// Whether it is several files, one after another; its id is then a digest of their lengths and times.
    fn is_joined(&self) -> bool {
        false
    }

    /// Whether it is several files, and that is one of them.
    fn is_made_of(&self, _file: &Stat) -> bool {
        false
    }

    /// Whether bytes are still being added from elsewhere.
    fn is_filling(&self) -> bool {
        false
    }

    /// Waits until no more bytes are being added from elsewhere.
    ///
    /// # Errors
    /// What stopped them.
    fn wait_filled(&self) -> io::Result<()> {
        Ok(())
    }

    /// Waits until there are more than `than` bytes or no more come from elsewhere, with a
    /// timeout.
    fn wait_longer(&self, _than: u64, _most: Duration) {}

    /// The bytes before `at` are not read again, but for the first 64 KiB: a copy of a pipe gives
    /// their room back, and from the first call on waits for what is released.
    fn release_before(&self, _at: Offset) {}
}

/// A file's metadata.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// Its length in bytes.
    pub len: u64,
    /// Which file it is: device and inode, where the system has them.
    pub id: Option<(u64, u64)>,
    /// When its content was last changed, where that is kept.
    pub modified: Option<SystemTime>,
    /// When it was last changed in any way, in seconds and nanoseconds, where that is kept.
    pub changed: Option<(i64, i64)>,
}

impl Stat {
    /// Converts a file's metadata.
    #[must_use]
    pub fn of(meta: &Metadata) -> Self {
        #[cfg(unix)]
        let (id, changed) = {
            use std::os::unix::fs::MetadataExt;
            (Some((meta.dev(), meta.ino())), Some((meta.ctime(), meta.ctime_nsec())))
        };
        #[cfg(not(unix))]
        let (id, changed) = (None, None);
        Self { len: meta.len(), id, modified: meta.modified().ok(), changed }
    }
}

/// A file on a disk, a block device, or a spooled copy.
pub(super) struct LocalFile {
    pub(super) file: File,
    /// Its length if metadata lack it: that of a block device.
    pub(super) fixed_len: Option<u64>,
    /// Why it must not be mapped, if so.
    pub(super) unmappable: Option<Text>,
}

impl ReadAt for LocalFile {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        read_file_at(&self.file, into, at)
    }

    fn stat(&self) -> io::Result<Stat> {
        let mut stat = Stat::of(&self.file.metadata()?);
        if let Some(len) = self.fixed_len {
            stat.len = len;
        }
        Ok(stat)
    }

    fn next_data(&self, at: Offset, end: Offset) -> Span {
        next_data(&self.file, at, end)
    }

    fn mappable(&self) -> Result<&File, Text> {
        match &self.unmappable {
            Some(why) => Err(why.clone()),
            None => Ok(&self.file),
        }
    }
}

/// Reads until `into` is full or the file ends; how many bytes came.
///
/// # Errors
/// What the system answered; interruptions are tried again.
pub fn read_full(reader: &dyn ReadAt, into: &mut [u8], at: Offset) -> io::Result<usize> {
    full(|into, at| reader.read_at(into, at), into, at)
}

/// The same of a file.
///
/// # Errors
/// What the system answered; interruptions are tried again.
pub fn read_file_full(file: &File, into: &mut [u8], at: Offset) -> io::Result<usize> {
    full(|into, at| read_file_at(file, into, at), into, at)
}

fn full(
    mut read: impl FnMut(&mut [u8], Offset) -> io::Result<usize>,
    into: &mut [u8],
    at: Offset,
) -> io::Result<usize> {
    let mut done = 0;
    while done < into.len() {
        match read(&mut into[done..], at + len_u64(done)) {
            Ok(0) => break,
            Ok(n) => done += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

#[cfg(unix)]
pub(super) fn read_file_at(file: &File, into: &mut [u8], at: Offset) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, into, at.0)
}

#[cfg(windows)]
pub(super) fn read_file_at(file: &File, into: &mut [u8], at: Offset) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, into, at.0)
}

/// Writes all of `bytes` from `at` on.
///
/// # Errors
/// What the system answered; some of the bytes may be written then.
#[cfg(unix)]
pub fn write_all_at(file: &File, bytes: &[u8], at: Offset) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at.0)
}

/// Writes all of `bytes` from `at` on.
///
/// # Errors
/// What the system answered; some of the bytes may be written then.
#[cfg(windows)]
pub fn write_all_at(file: &File, mut bytes: &[u8], mut at: Offset) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_write(file, bytes, at.0)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            n => (bytes, at) = (&bytes[n..], at + len_u64(n)),
        }
    }
    Ok(())
}

/// Finds the next data (`SEEK_DATA`). All is data if the file system lacks it.
#[cfg(target_os = "linux")]
pub(super) fn next_data(file: &File, at: Offset, end: Offset) -> Span {
    use rustix::fs::{SeekFrom, seek};
    let all = Span { start: at, end };
    let start = match seek(file, SeekFrom::Data(at.0)) {
        Ok(start) => Offset(start),
        Err(rustix::io::Errno::NXIO) => return Span::at(end, 0),
        Err(_) => return all,
    };
    match seek(file, SeekFrom::Hole(start.0)) {
        Ok(hole) => Span { start, end: Offset(hole).max(start) }.meet(all),
        Err(_) => Span { start, end }.meet(all),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn next_data(_file: &File, at: Offset, end: Offset) -> Span {
    Span { start: at, end }
}
