//! The advisory lock that keeps two programs from writing one file.

use std::fs::{File, TryLockError};
use std::time::{Duration, Instant};

/// How long a lock is tried for. A process that is being started holds those of the one that starts it for
/// a moment.
const PATIENCE: Duration = Duration::from_millis(200);

/// Locks a file for this program alone.
///
/// # Errors
/// As [`File::try_lock`], after a moment.
pub(super) fn lock(file: &File) -> Result<(), TryLockError> {
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if began.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(5));
            }
            answer => return answer,
        }
    }
}
