//! The index cache: what was computed of files, kept in the cache folder, so that a file that is opened again
//! shows its line numbers, summary and profile at once.
//!
//! A file of the cache is known by the device and inode of what it is of, and by the recipe of the job. It is
//! taken as it is only if length, times and head are those of then; the time of a change of any kind (`ctime`)
//! can't be set by programs. If the file is longer, and its head and the last bytes that were read are as they
//! were, the job goes on from there, and the digests of all chunks are checked in the background. Systems without
//! inodes or that time have no cache. The least recently used files go when there are too many bytes.

use super::marks::{digest, has_head, head_of};
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::engine::{FrontierStore, Resumable, SavedFrontier};
use crate::scan::saved;
use crate::source::{Snapshot, Stat};
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use xxhash_rust::xxh3::xxh3_128;

/// The extension of its files; nothing else in the folder is touched.
const EXTENSION: &str = "gindex";

/// The first line of a file.
const MAGIC: &[u8] = b"gander index 1\n";

/// Bytes before the frontier that are compared where a file has grown.
const EDGE_BYTES: u64 = 64 << 10;

/// A change within this time before a frontier is saved could be followed by another of the same time.
const SETTLED: Duration = Duration::from_secs(2);

/// A folder of saved indexes.
pub struct IndexCache {
    folder: PathBuf,
    most_bytes: u64,
    /// One removes at a time.
    evicting: Mutex<()>,
}

/// What a file of the cache is of, as JSON in its second line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    /// The version of the partials, and of the program that made them.
    format: u32,
    program: String,
    recipe: String,
    stat: KnownStat,
    /// Whether it had been changed so short a time before that a later change could have left the same times.
    is_fresh: bool,
    /// Digest of the file's head.
    head: (u64, String),
    /// Digest of the last bytes before `end`, at most [`EDGE_BYTES`].
    edge: String,
    end: u64,
    /// The length of each partial; they follow one after the other.
    partials: Vec<u64>,
}

/// What the file system said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KnownStat {
    len: u64,
    id: (u64, u64),
    /// Seconds and nanoseconds since 1970.
    modified: (u64, u32),
    changed: (i64, i64),
}

impl KnownStat {
    fn of(stat: &Stat) -> Option<Self> {
        let modified = stat.modified?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self {
            len: stat.len,
            id: stat.id?,
            modified: (modified.as_secs(), modified.subsec_nanos()),
            changed: stat.changed?,
        })
    }

    /// Whether it was changed so short a time ago that the next change could have the same time.
    fn is_fresh(&self, now: SystemTime) -> bool {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let changed = Duration::from_secs(u64::try_from(self.changed.0).unwrap_or_default());
        now < changed + SETTLED + Duration::from_secs(1)
    }
}

impl IndexCache {
    /// The cache in `folder`, which is made when something is kept, of at most so many bytes.
    #[must_use]
    pub fn new(folder: PathBuf, most_bytes: u64) -> Self {
        Self { folder, most_bytes, evicting: Mutex::default() }
    }

    fn place(&self, stat: &KnownStat, recipe: &str) -> PathBuf {
        let name = format!("{:?} {recipe}", stat.id);
        self.folder.join(format!("{}.{EXTENSION}", digest(name.as_bytes())))
    }

    /// Its files: path, when it was last used, and its length.
    fn files(&self) -> io::Result<Vec<(PathBuf, SystemTime, u64)>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let ours = entries.flatten().filter(|entry| entry.path().extension() == Some(OsStr::new(EXTENSION)));
        let known = ours.filter_map(|entry| {
            let meta = entry.metadata().ok()?;
            Some((entry.path(), meta.modified().ok()?, meta.len()))
        });
        Ok(known.collect())
    }

    /// Makes room: what was used least recently goes.
    fn evict(&self) -> io::Result<()> {
        let _one = self.evicting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut files = self.files()?;
        files.sort_by_key(|(_, used, _)| std::cmp::Reverse(*used));
        let mut sum = 0_u64;
        for (path, _, len) in files {
            sum = sum.saturating_add(len);
            if sum > self.most_bytes {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    fn write(&self, path: &Path, header: &Header, partials: &[Vec<u8>]) -> Result<(), SaveError> {
        let failed = |error: io::Error| SaveError::writing(path, &error);
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(serde_json::to_vec(header).unwrap_or_default());
        bytes.push(b'\n');
        partials.iter().for_each(|partial| bytes.extend(partial));
        bytes.extend(xxh3_128(&bytes).to_le_bytes());
        let mut file = AtomicFile::create(path)?;
        file.write_all(&bytes).map_err(failed)?;
        // It may be lost with the power: it would be computed again.
        file.finish(false)
    }

    /// Reads a file of the cache; none if it is damaged or of another program.
    fn read(&self, path: &Path) -> Option<(Header, Vec<Vec<u8>>)> {
        let mut file = File::open(path).ok()?;
        let len = file.metadata().ok()?.len();
        if len > self.most_bytes {
            return None;
        }
        let mut bytes = Vec::with_capacity(to_usize(len));
        file.read_to_end(&mut bytes).ok()?;
        let (all, digest) = bytes.split_last_chunk::<16>()?;
        if xxh3_128(all) != u128::from_le_bytes(*digest) {
            return None;
        }
        let rest = all.strip_prefix(MAGIC)?;
        let (header, mut rest) = rest.split_at_checked(memchr::memchr(b'\n', rest)?)?;
        let header: Header = serde_json::from_slice(header).ok()?;
        rest = rest.get(1..)?;
        let mut partials = Vec::new();
        for &len in &header.partials {
            let (partial, after) = rest.split_at_checked(usize::try_from(len).ok()?)?;
            partials.push(partial.to_vec());
            rest = after;
        }
        // What is used least recently goes first.
        let _ = file.set_modified(SystemTime::now());
        rest.is_empty().then_some((header, partials))
    }

    fn save(&self, snapshot: &Snapshot, recipe: &str, saved: &SavedFrontier, now: SystemTime) -> Option<()> {
        let stat = KnownStat::of(snapshot.stat())?;
        let n_bytes: u64 = saved.partials.iter().map(|partial| len_u64(partial.len())).sum();
        if n_bytes > self.most_bytes / 4 {
            return None;
        }
        let header = Header {
            format: saved::FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            recipe: recipe.to_owned(),
            head: head_of(snapshot),
            edge: edge(snapshot, saved.end)?,
            end: saved.end.0,
            partials: saved.partials.iter().map(|partial| len_u64(partial.len())).collect(),
            is_fresh: stat.is_fresh(now),
            stat,
        };
        let path = self.place(&header.stat, recipe);
        let kept = self.write(&path, &header, &saved.partials);
        let kept = kept.and_then(|()| self.evict().map_err(|error| SaveError::writing(&self.folder, &error)));
        match kept {
            Ok(()) => tracing::info!(bytes = n_bytes, "index kept"),
            Err(why) => tracing::warn!("an index is not kept: {why}"),
        }
        Some(())
    }
}

/// The digest of the last bytes before `end`.
fn edge(snapshot: &Snapshot, end: Offset) -> Option<String> {
    snapshot.read_copy(Span { start: end.back(EDGE_BYTES), end }, digest).ok()
}

impl FrontierStore for IndexCache {
    fn load(&self, snapshot: &Snapshot, recipe: &str) -> Option<Resumable> {
        let now = KnownStat::of(snapshot.stat())?;
        let (header, partials) = self.read(&self.place(&now, recipe))?;
        let known = &header.stat;
        let is_ours = header.format == saved::FORMAT
            && header.program == env!("CARGO_PKG_VERSION")
            && header.recipe == recipe
            && known.id == now.id
            && header.end <= known.len
            && known.len <= now.len;
        if !is_ours || !has_head(snapshot, &header.head) {
            return None;
        }
        let is_same = *known == now;
        if !is_same && known.len == now.len {
            return None;
        }
        let is_certain = is_same && !header.is_fresh;
        if !is_certain && edge(snapshot, Offset(header.end))? != header.edge {
            return None;
        }
        Some(Resumable { saved: SavedFrontier { end: Offset(header.end), partials }, is_certain })
    }

    fn save(&self, snapshot: &Snapshot, recipe: &str, saved: SavedFrontier) {
        let _ = Self::save(self, snapshot, recipe, &saved, SystemTime::now());
    }
}
