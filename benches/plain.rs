//! Yardsticks for `benches/compare`: a file that is mapped whole, shared by two threads in
//! chunks of 4 MiB, of which one plain thing is computed.
//!
//!     cargo bench --bench plain -- histogram FILE
//!     cargo bench --bench plain -- newlines FILE
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so loudly")]
#![expect(unsafe_code, reason = "a plain map without any guard: that is what it is a measure of")]

mod yardstick;

use std::fs::File;
use std::sync::atomic::{AtomicUsize, Ordering};

const CHUNK: usize = 4 << 20;
const N_THREADS: usize = 2;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let [what, path] = args.as_slice() else { return };
    let file = File::open(path).unwrap();
    let map = memmap2::MmapOptions::new().map_raw_read_only(&file).unwrap();
    // SAFETY: no process writes to the file of a benchmark.
    let bytes = unsafe { std::slice::from_raw_parts(map.as_ptr(), map.len()) };
    match what.as_str() {
        "histogram" => {
            let tables = shared_out(bytes, |chunk, all: &mut Vec<u64>| {
                all.resize(256, 0);
                all.iter_mut().zip(yardstick::histogram(chunk)).for_each(|(all, n)| *all += n);
            });
            let counted: u64 = tables.iter().flatten().sum();
            assert_eq!(counted, u64::try_from(bytes.len()).unwrap());
        }
        "newlines" => {
            let counts =
                shared_out(bytes, |chunk, n: &mut usize| *n += memchr::memchr_iter(b'\n', chunk).count());
            assert!(counts.iter().sum::<usize>() <= bytes.len());
        }
        other => assert!(other.is_empty(), "histogram or newlines, not {other}"),
    }
}

/// Each thread's sum over the chunks it got.
fn shared_out<T: Default + Send>(bytes: &[u8], add: impl Fn(&[u8], &mut T) + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut sum = T::default();
        while let Some(chunk) = bytes.chunks(CHUNK).nth(next.fetch_add(1, Ordering::Relaxed)) {
            add(chunk, &mut sum);
        }
        sum
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..N_THREADS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    })
}
