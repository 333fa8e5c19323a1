//! Digests of many bytes in one pass, by several threads.
//!
//! What reads hands its pieces on; several algorithms follow it on a thread each, or a few share one. BLAKE3 alone
//! of a snapshot is hashed in parts by all threads of a pool.

use super::{Algorithm, Blake3Part, Blake3Tree, Hasher};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span, frame_turn};
use crate::source::{Fault, Snapshot};
use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::Arc;

/// Bytes that are read at once, and pieces of them that may wait for each thread.
const PIECE_BYTES: u64 = 2 << 20;
const PIECES: usize = 4;

/// Bytes that a thread hashes at once: they stay in the processor's cache.
const CACHED_BYTES: u64 = 256 << 10;

/// What shows bytes to a hasher.
pub type Look<'a> = &'a mut dyn FnMut(&[u8]);

/// The digests of what `read` shows, in the order of the algorithms. With one thread all is done by this one; with
/// several it reads, and others hash.
///
/// `read` is asked for up to so many bytes from a place on, counted from 0, shows them, and says how many there
/// were; none is the end.
///
/// # Errors
/// What `read` says, or the system's, if it has no thread to give.
pub fn digests_of<E: From<std::io::Error>>(
    algorithms: &[Algorithm],
    n_threads: usize,
    mut read: impl FnMut(Offset, u64, Look<'_>) -> Result<u64, E>,
) -> Result<Vec<String>, E> {
    let mut hashers: Vec<Box<dyn Hasher>> = algorithms.iter().map(|one| one.hasher()).collect();
    let mut at = Offset::ZERO;
    if n_threads <= 1 || hashers.is_empty() {
        loop {
            let mut hash = |bytes: &[u8]| hash_all(&mut hashers, bytes);
            match read(at, PIECE_BYTES, &mut hash)? {
                0 => return Ok(hashers.iter().map(|hasher| hasher.hex()).collect()),
                n => at = at + n,
            }
        }
    }
    let share = hashers.len().div_ceil(n_threads);
    std::thread::scope(|scope| {
        let mut senders = Vec::new();
        for hashers in hashers.chunks_mut(share) {
            let (sender, pieces) = crossbeam_channel::bounded::<Arc<Vec<u8>>>(PIECES);
            let hash = move || {
                for piece in pieces {
                    hash_all(hashers, &piece);
                }
            };
            std::thread::Builder::new().name("gander-hash".into()).spawn_scoped(scope, hash)?;
            senders.push(sender);
        }
        let mut hand_on = |bytes: &[u8]| {
            let piece = Arc::new(bytes.to_vec());
            for sender in &senders {
                // It fails if the thread has panicked, which the scope passes on.
                let _ = sender.send(Arc::clone(&piece));
            }
        };
        loop {
            match read(at, PIECE_BYTES, &mut hand_on)? {
                0 => return Ok::<_, E>(()),
                n => at = at + n,
            }
        }
    })?;
    Ok(hashers.iter().map(|hasher| hasher.hex()).collect())
}

fn hash_all(hashers: &mut [Box<dyn Hasher>], bytes: &[u8]) {
    for some in bytes.chunks(to_usize(CACHED_BYTES)) {
        hashers.iter_mut().for_each(|hasher| hasher.update(some));
        frame_turn::yield_to_frame();
    }
}

/// BLAKE3 of a part of a snapshot, read and hashed in parts by all threads. `go_on` is called with the bytes
/// that are done.
///
/// # Errors
/// What `go_on` says, or what `faulted` makes of a fault.
pub fn blake3_in_parts<E>(
    snapshot: &Snapshot,
    span: Span,
    pool: &ThreadPool,
    mut go_on: impl FnMut(u64) -> Result<(), E>,
    faulted: impl Fn(Fault) -> E,
) -> Result<String, E> {
    let at_once = len_u64(pool.current_num_threads() * PIECES) * Blake3Tree::PART_BYTES;
    let part = |part: Span| {
        let mut hasher = Blake3Part::at(part.start - span.start);
        // In pieces that stay in the processor's cache.
        for piece in part.pieces(CACHED_BYTES) {
            snapshot.read_copy(piece, |bytes| hasher.update(bytes))?;
            frame_turn::yield_to_frame();
        }
        Ok::<_, Fault>(hasher)
    };
    let mut tree = Blake3Tree::default();
    for some in span.pieces(at_once) {
        go_on(some.start - span.start)?;
        let parts: Vec<Span> = some.pieces(Blake3Tree::PART_BYTES).collect();
        let hashed: Result<Vec<_>, _> = pool.install(|| parts.into_par_iter().map(part).collect());
        hashed.map_err(&faulted)?.iter().for_each(|part| tree.push(part));
    }
    Ok(tree.hex())
}

/// Why there are no digests.
#[derive(Debug)]
pub enum HashError {
    /// The file can't be read any more.
    Read(Fault),
    /// The system has no thread to give.
    Thread(std::io::Error),
    /// It was stopped.
    Stopped,
}

impl From<std::io::Error> for HashError {
    fn from(error: std::io::Error) -> Self {
        Self::Thread(error)
    }
}

/// The digests of a part of a snapshot, in one pass. `go_on` is called with the bytes that are done, and says
/// whether to.
///
/// Costs to read it once. Blocks on the disk.
///
/// # Errors
/// [`HashError`].
pub fn digests_in(
    snapshot: &Snapshot,
    span: Span,
    algorithms: &[Algorithm],
    n_threads: usize,
    go_on: impl Fn(u64) -> bool,
) -> Result<Vec<String>, HashError> {
    let go_on = |done: u64| if go_on(done) { Ok(()) } else { Err(HashError::Stopped) };
    if algorithms == [Algorithm::Blake3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads);
        let pool = pool.start_handler(|_| crate::base::thread::step_back()).build();
        let pool = pool.map_err(|error| HashError::Thread(std::io::Error::other(error)))?;
        return Ok(vec![blake3_in_parts(snapshot, span, &pool, go_on, HashError::Read)?]);
    }
    digests_of(algorithms, n_threads, |at, most, look| {
        go_on(at.0)?;
        let piece = Span::at(span.start + at.0, most).meet(span);
        snapshot.read_copy(piece, |bytes| look(bytes)).map_err(HashError::Read)?;
        Ok(piece.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{AccessMode, Source};
    use std::cell::Cell;

    #[test]
    fn parts_of_a_file_have_the_digests_of_their_bytes_by_any_number_of_threads() {
        let bytes: Vec<u8> = (0_u32..).flat_map(u32::to_le_bytes).take(9_000_001).collect();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        std::io::Write::write_all(&mut file, &bytes).unwrap();
        let snapshot = Source::open(file.path(), AccessMode::Read).unwrap().snapshot();
        for (start, end) in [(0, 9_000_001), (0, 0), (1, 2), (4_194_303, 8_388_609), (77, 9_000_000)] {
            let span = Span { start: Offset(start), end: Offset(end) };
            let part = &bytes[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()];
            let expected = Algorithm::ALL.map(|one| {
                let mut hasher = one.hasher();
                hasher.update(part);
                hasher.hex()
            });
            for n_threads in [1, 3] {
                let all = digests_in(&snapshot, span, &Algorithm::ALL, n_threads, |_| true).unwrap();
                assert_eq!(all, expected);
                let blake3 = digests_in(&snapshot, span, &[Algorithm::Blake3], n_threads, |_| true).unwrap();
                assert_eq!(blake3, [expected[11].clone()]);
            }
        }
        let asked = Cell::new(0);
        let stops = |done: u64| {
            asked.set(asked.get() + 1);
            done < 1_000_000
        };
        let stopped = digests_in(&snapshot, snapshot.span(), &[Algorithm::Md5], 2, stops);
        assert!(matches!(stopped, Err(HashError::Stopped)) && asked.get() == 2);
    }
}
