//! A temporary file that has no name, made once something is written into it.

use super::read_at::{read_file_full, write_all_at};
use super::spool_place::SpoolPlace;
use crate::base::Offset;
use crate::base::spill::Spill;
use crate::base::units::len_u64;
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Takes what does not fit into memory; the system deletes it with the program at the latest.
#[derive(Debug, Default)]
pub struct SpillFile {
    file: Mutex<Option<(Arc<File>, u64)>>,
    len: AtomicU64,
}

impl SpillFile {
    /// The file, and the most bytes that it may take.
    fn file(&self) -> io::Result<(Arc<File>, u64)> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = &*file {
            return Ok(file.clone());
        }
        let (made, place) = SpoolPlace::create()?;
        Ok(file.insert((Arc::new(made), place.most_bytes)).clone())
    }
}

impl Spill for SpillFile {
    fn append(&self, bytes: &[u8]) -> io::Result<Offset> {
        let (file, most) = self.file()?;
        let at = Offset(self.len.fetch_add(len_u64(bytes.len()), Ordering::Relaxed));
        if at.0 + len_u64(bytes.len()) > most {
            return Err(io::ErrorKind::StorageFull.into());
        }
        write_all_at(&file, bytes, at)?;
        Ok(at)
    }

    fn read(&self, into: &mut [u8], at: Offset) -> io::Result<()> {
        let (file, _) = self.file()?;
        let n = read_file_full(&file, into, at)?;
        if n == into.len() { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_appended_is_read_again() {
        let spill = SpillFile::default();
        let pieces: Vec<Vec<u8>> = (0..40_u8).map(|nr| vec![nr; 1000 * usize::from(nr)]).collect();
        let places: Vec<Offset> = std::thread::scope(|scope| {
            let all: Vec<_> =
                pieces.iter().map(|piece| scope.spawn(|| spill.append(piece).unwrap())).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        for (piece, at) in pieces.iter().zip(places) {
            let mut bytes = vec![0; piece.len()];
            spill.read(&mut bytes, at).unwrap();
            assert_eq!(&bytes, piece);
        }
        assert!(spill.read(&mut [0], Offset(1 << 40)).is_err());
    }
}
