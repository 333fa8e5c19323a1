//! Where copies of pipes are kept, and how large each may get.
//!
//! On a local disk if there is one with room: the cache folder, `/var/tmp`, then the folder for
//! temporary files, which is memory on many systems. A copy may take half of what is free on a
//! disk, a quarter where the folder is memory.

use super::file_system::{REMOTE, file_system};
use crate::base::human;
use crate::messages::Text;
use std::fs::File;
use std::io;
use std::path::PathBuf;

/// A folder with less room than this is taken only if no other has more.
const ENOUGH: u64 = 4 << 30;

/// The bound where the system does not tell how much is free, in bytes.
const UNKNOWN: u64 = 16 << 30;

/// The folder of a copy, and the most bytes that it may take there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SpoolPlace {
    pub(super) folder: PathBuf,
    pub(super) most_bytes: u64,
}

/// What the folder is kept by, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Medium {
    Disk,
    Memory,
    Network,
}

impl SpoolPlace {
    /// Creates a file without a name in the best folder.
    ///
    /// # Errors
    /// The last folder's, if there is no folder that takes a file.
    pub(super) fn create() -> io::Result<(File, Self)> {
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        let mut made = Vec::new();
        for folder in candidates() {
            match tempfile::tempfile_in(&folder) {
                Ok(file) => {
                    let (medium, most_bytes) = (medium(&file), most_bytes(&file));
                    made.push((medium, file, Self { folder, most_bytes }));
                }
                Err(error) => last = error,
            }
        }
        let ranks: Vec<_> = made.iter().map(|(medium, _, place)| (*medium, place.most_bytes)).collect();
        let Some(best) = best(&ranks) else { return Err(last) };
        let (_, file, place) = made.swap_remove(best);
        Ok((file, place))
    }

    /// Displayable: a spooled copy, where, and its bound.
    pub(super) fn described(&self) -> Text {
        let folder = self.folder.display().to_string();
        Text::new("fetched-spooled").with("folder", folder).with("size", human::size_text(self.most_bytes))
    }

    /// Why copying ended: the bound was reached.
    pub(super) fn is_full(&self) -> Text {
        let folder = self.folder.display().to_string();
        Text::new("fault-spool-full").with("folder", folder).with("size", human::size_text(self.most_bytes))
    }
}

/// The folders to try, in order of preference.
fn candidates() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(dirs) = directories::ProjectDirs::from("", "", "gander")
        && std::fs::create_dir_all(dirs.cache_dir()).is_ok()
    {
        folders.push(dirs.cache_dir().to_owned());
    }
    #[cfg(unix)]
    folders.push(PathBuf::from("/var/tmp"));
    folders.push(std::env::temp_dir());
    folders
}

/// The index of the best folder: by medium, then with enough room, then as they stand; if none
/// has enough, the one with the most.
fn best(ranks: &[(Medium, u64)]) -> Option<usize> {
    let room = |most: u64| most.min(ENOUGH);
    (0..ranks.len()).min_by_key(|&i| {
        let (medium, most) = ranks[i];
        let has_some = most > 0;
        (!has_some, medium, std::cmp::Reverse(room(most)), i)
    })
}

fn medium(file: &File) -> Medium {
    match file_system(file) {
        Some("tmpfs" | "ramfs") => Medium::Memory,
        Some(name) if REMOTE.contains(&name) => Medium::Network,
        _ => Medium::Disk,
    }
}

#[cfg(unix)]
fn most_bytes(file: &File) -> u64 {
    let Ok(stat) = rustix::fs::fstatvfs(file) else { return UNKNOWN };
    let free = stat.f_bavail.saturating_mul(stat.f_frsize);
    if medium(file) == Medium::Memory { free / 4 } else { free / 2 }
}

#[cfg(not(unix))]
fn most_bytes(_file: &File) -> u64 {
    UNKNOWN
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIB: u64 = 1 << 30;

    #[test]
    fn a_disk_with_room_is_taken_before_memory_and_a_network() {
        use Medium::{Disk, Memory, Network};
        assert_eq!(best(&[(Disk, 9 * GIB), (Disk, 99 * GIB)]), Some(0));
        assert_eq!(best(&[(Memory, 9 * GIB), (Disk, 9 * GIB)]), Some(1));
        assert_eq!(best(&[(Network, 99 * GIB), (Memory, 9 * GIB)]), Some(1));
        assert_eq!(best(&[(Disk, GIB), (Disk, 2 * GIB), (Memory, 9 * GIB)]), Some(1));
        assert_eq!(best(&[(Disk, 0), (Memory, GIB)]), Some(1));
        assert_eq!(best(&[]), None);
    }

    #[test]
    fn a_copy_has_a_folder_and_a_bound() {
        let (file, place) = SpoolPlace::create().unwrap();
        assert!(place.folder.is_dir() && place.most_bytes > 0);
        assert_eq!(file.metadata().unwrap().len(), 0);
    }
}
