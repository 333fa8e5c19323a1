//! The yardstick for `benches/compare`: counts the byte values of a file that is mapped whole,
//! with eight tables and two threads, and does nothing else.
//!
//!     cargo bench --bench plain_histogram -- FILE
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so loudly")]
#![expect(unsafe_code, reason = "a plain map without any guard: that is what it is a measure of")]

mod yardstick;

use std::fs::File;
use std::sync::atomic::{AtomicUsize, Ordering};

const CHUNK: usize = 4 << 20;
const N_THREADS: usize = 2;

fn main() {
    let Some(path) = std::env::args_os().skip(1).find(|arg| !arg.to_string_lossy().starts_with('-')) else {
        return;
    };
    let file = File::open(path).unwrap();
    let map = memmap2::MmapOptions::new().map_raw_read_only(&file).unwrap();
    // SAFETY: nobody writes to the file of a benchmark.
    let bytes = unsafe { std::slice::from_raw_parts(map.as_ptr(), map.len()) };
    let next = AtomicUsize::new(0);
    let tables = std::thread::scope(|scope| {
        let work = || {
            let mut all = [0_u64; 256];
            while let Some(chunk) = bytes.chunks(CHUNK).nth(next.fetch_add(1, Ordering::Relaxed)) {
                let part = yardstick::histogram(chunk);
                all.iter_mut().zip(part).for_each(|(all, n)| *all += n);
            }
            all
        };
        let workers: Vec<_> = (0..N_THREADS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
    });
    let counted: u64 = tables.iter().flatten().sum();
    assert_eq!(counted, u64::try_from(bytes.len()).unwrap());
}
