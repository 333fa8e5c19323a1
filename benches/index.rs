//! The line index of many short lines: its memory, and how long it takes to find a line by its
//! number and a number by its place; and how long a file takes to show its first bytes.
//!
//!     cargo bench --bench index [-- FILE]
//!
//! Without FILE, one of 8 GiB of eight-byte lines is made in the folder for temporary files,
//! where it stays for the next time.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so loudly")]
#![expect(clippy::print_stdout, reason = "it prints what it measured")]

use gander::base::units::len_u64;
use gander::base::{Counts, Offset, RowNr, human};
use gander::engine::{CHUNK_BYTES, Engine, JobState, Spec};
use gander::format::encoding::CodeUnit;
use gander::index;
use gander::messages::say_with;
use gander::scan::Finding;
use gander::scan::line_starts::LineStarts;
use gander::scan::plan::PassId;
use gander::source::reader::{Event, Reader};
use gander::source::{AccessMode, Snapshot, Source};
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const JUMPS: u64 = 20_000;
const OPENINGS: u64 = 200;

fn main() {
    let asked = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let path = asked.map_or_else(short_lines, PathBuf::from);
    let snapshot = Source::open(&path, AccessMode::Auto).unwrap().snapshot();
    let begun = Instant::now();
    let counts = build(&snapshot);
    let took = begun.elapsed().as_secs_f64();
    println!(
        "{} of {}",
        say_with("count-lines", [("n", counts.total().into())]),
        human::size(snapshot.len())
    );
    println!("index: {} bytes, built in {took:.2} s", counts.heap_bytes());
    // Once over the file, so that all of it is in the page cache.
    std::io::copy(&mut std::fs::File::open(&path).unwrap(), &mut std::io::sink()).unwrap();
    let mut random = 1_u64;
    let mut next = move |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 16) % below
    };
    let rows: Vec<u64> = (0..JUMPS).map(|_| next(counts.total())).collect();
    time("select: the start of a line", &rows, |row| {
        black_box(index::row_start(&counts, CodeUnit::Byte, RowNr(row), &snapshot)).unwrap().unwrap();
    });
    let places: Vec<u64> = (0..JUMPS).map(|_| next(snapshot.len())).collect();
    time("rank: the number of a line", &places, |at| {
        black_box(index::row_at(&counts, CodeUnit::Byte, Offset(at), &snapshot)).unwrap().unwrap();
    });
    let times: Vec<u64> = (0..OPENINGS).collect();
    time("open to the first bytes", &times, |_| first_bytes(&path));
}

fn build(snapshot: &Snapshot) -> Counts {
    let engine = Engine::new(0, false, Arc::new(|| ())).unwrap();
    let spec = Spec {
        pass: PassId::Index,
        scans: vec![Arc::new(LineStarts::default())],
        owner: 0,
        chunk_bytes: CHUNK_BYTES,
        is_urgent: false,
    };
    let job = engine.start(snapshot, spec);
    loop {
        let update = job.update_within(Duration::from_secs(600)).unwrap();
        if update.state == JobState::Done {
            let Some(Finding::LineIndex(counts)) = update.findings.into_iter().next() else { continue };
            return Counts::clone(&counts);
        }
    }
}

fn first_bytes(path: &Path) {
    let reader = Reader::open(path.to_owned(), AccessMode::Auto, Arc::new(|| ())).unwrap();
    while !matches!(reader.event_within(Duration::from_secs(60)).unwrap(), Event::Block(..)) {}
}

fn time(what: &str, inputs: &[u64], once: impl Fn(u64)) {
    let mut times: Vec<Duration> = inputs
        .iter()
        .map(|&input| {
            let begun = Instant::now();
            once(input);
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |per_cent: usize| times[(times.len() - 1) * per_cent / 100].as_secs_f64() * 1e6;
    println!("{what}: median {:.1} µs, 99th percentile {:.1} µs, longest {:.1} µs", at(50), at(99), at(100));
}

fn short_lines() -> PathBuf {
    const LEN: u64 = 8 << 30;
    let path = std::env::temp_dir().join("gander-short-lines-8GiB.txt");
    if std::fs::metadata(&path).is_ok_and(|meta| meta.len() == LEN) {
        return path;
    }
    let block = b"1234567\n".repeat(1 << 17);
    let mut file = std::fs::File::create(&path).unwrap();
    for _ in 0..LEN / len_u64(block.len()) {
        file.write_all(&block).unwrap();
    }
    path
}
