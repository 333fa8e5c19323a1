//! One job through the shipped engine, over any bytes and any back end, with its report in a
//! form that can be compared.
#![cfg(test)]

use gander::base::units::{len_u64, to_usize};
use gander::base::{Counts, Offset, Section, Span};
use gander::engine::{CHUNK_BYTES, Engine, Job, JobState, Spec, Update};
use gander::scan::blocks::BlockMap;
use gander::scan::digests::Digests;
use gander::scan::plan::PassId;
use gander::scan::timeline::Bucket;
use gander::scan::{Finding, REGISTRY, ScanRef};
use gander::source::{AccessMode, ReadAt, Snapshot, Source, Stat};
use proptest::test_runner::{Config as ProptestConfig, FileFailurePersistence};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Longer than anything here takes, even on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What one scan had to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    Section(Section),
    /// Bytes counted, and how many things start before each block.
    Index(Span, Vec<u64>),
    /// The time line, the same of lines that say that something is wrong, and of warnings, and the
    /// buckets with the lines that continue others.
    Timeline(Section, [(Span, Vec<u64>); 2], Vec<Bucket>),
    /// The digest of each chunk.
    Digests(Digests),
    /// The figures of each block.
    Blocks(BlockMap),
}

/// Every scan of the registry, for every code unit that makes a difference to it.
pub fn scans() -> Vec<ScanRef> {
    REGISTRY.iter().flat_map(|entry| entry.variants()).collect()
}

pub fn spec(chunk_bytes: u64) -> Spec {
    Spec { pass: PassId::Read, scans: scans(), owner: 0, chunk_bytes, is_urgent: false }
}

/// An engine that all tests share, one for each number of threads.
pub fn engine(n_threads: usize) -> &'static Engine {
    static ENGINES: [OnceLock<Engine>; 6] = [const { OnceLock::new() }; 6];
    ENGINES[n_threads].get_or_init(|| Engine::new(n_threads, false, Arc::new(|| ())).unwrap())
}

/// The last update of a job.
pub fn end_of(job: &Job) -> Update {
    loop {
        let update = job.update_within(PATIENCE).expect("a job has to end");
        if update.state != JobState::Running {
            return update;
        }
    }
}

pub fn seen(update: &Update) -> Vec<Seen> {
    update.findings.iter().map(seen_in).collect()
}

/// What one scan of the registry had to say, or one of a table's columns.
pub fn seen_in(finding: &Finding) -> Seen {
    match finding {
        Finding::Section(section) => Seen::Section(section.clone()),
        Finding::LineIndex(index) | Finding::CharIndex(index) => {
            let (span, before) = counts(index);
            Seen::Index(span, before)
        }
        Finding::Records(index) => {
            let (span, before) = counts(&index.counts);
            Seen::Index(span, before)
        }
        Finding::Timeline(timeline) => {
            let buckets = timeline.main().map_or(Vec::new(), |(_, track)| track.buckets().to_vec());
            Seen::Timeline(timeline.section(), [timeline.errors(), timeline.warnings()].map(counts), buckets)
        }
        Finding::Columns(_, section) => Seen::Section(section.as_ref().clone()),
        Finding::Digests(digests) => Seen::Digests(Digests::clone(digests)),
        Finding::Blocks(blocks) => Seen::Blocks(BlockMap::clone(blocks)),
        Finding::Matches(_)
        | Finding::Types(_)
        | Finding::Fields(..)
        | Finding::Kept(_)
        | Finding::Sorted(_)
        | Finding::Signatures(_) => {
            panic!("none of these is in the registry")
        }
    }
}

/// The bytes that were counted, and how many things start before each block.
fn counts(counts: &Counts) -> (Span, Vec<u64>) {
    let blocks = counts.span().end.0.div_ceil(gander::base::counts::BLOCK);
    let before = (0..=blocks).map_while(|block| counts.before(block)).collect();
    assert_eq!(counts.before(blocks).unwrap_or(0), counts.total());
    (counts.span(), before)
}

/// The report of a whole pass.
pub fn report(snapshot: &Snapshot, n_threads: usize, chunk_bytes: u64) -> Vec<Seen> {
    let update = end_of(&engine(n_threads).start(snapshot, spec(chunk_bytes)));
    assert_eq!(update.state, JobState::Done);
    assert_eq!((update.progress.done, update.progress.of), (snapshot.len(), snapshot.len()));
    seen(&update)
}

/// The report of one chunk, by one thread, over a private copy.
pub fn plain_report(bytes: &[u8]) -> Vec<Seen> {
    report(&memory(bytes).snapshot(), 1, CHUNK_BYTES)
}

/// The section called `id` of a report over `bytes` in chunks of that length.
pub fn section(bytes: &[u8], id: &str, chunk_bytes: u64) -> Section {
    let report = report(&memory(bytes).snapshot(), 2, chunk_bytes);
    let sections = report.into_iter().filter_map(|seen| match seen {
        Seen::Section(section) | Seen::Timeline(section, ..) => Some(section),
        Seen::Index(..) | Seen::Digests(_) | Seen::Blocks(_) => None,
    });
    sections.into_iter().find(|section| section.id == id).unwrap()
}

/// The ways to a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BackEnd {
    Map,
    Read,
    /// One with a name in a folder, which Linux alone makes by this call.
    #[cfg(target_os = "linux")]
    Pipe,
}

pub const BACK_ENDS: &[BackEnd] = &[
    BackEnd::Map,
    BackEnd::Read,
    #[cfg(target_os = "linux")]
    BackEnd::Pipe,
];

/// A folder of its own, removed when dropped.
pub struct TestDir(tempfile::TempDir);

impl TestDir {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A named pipe, to be opened for reading before it is opened for writing.
    #[cfg(target_os = "linux")]
    pub fn pipe(&self, name: &str) -> PathBuf {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let path = self.path(name);
        mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        path
    }

    /// A file with these bytes, opened by way of the back end.
    pub fn source(&self, bytes: &[u8], back_end: BackEnd) -> Source {
        let open = |io| Source::open(&self.file("sample", bytes), io).unwrap();
        match back_end {
            BackEnd::Map => open(AccessMode::Map),
            BackEnd::Read => open(AccessMode::Read),
            #[cfg(target_os = "linux")]
            BackEnd::Pipe => {
                let path = self.pipe("pipe");
                let (ours, bytes) = (path.clone(), bytes.to_vec());
                let writer = std::thread::Builder::new()
                    .spawn(move || File::options().write(true).open(ours).unwrap().write_all(&bytes).unwrap())
                    .unwrap();
                let mut source = Source::open(&path, AccessMode::Auto).unwrap();
                writer.join().unwrap();
                source.wait_filled().unwrap();
                std::fs::remove_file(path).unwrap();
                source
            }
        }
    }
}

/// The length of the longest file that can be made at `path`.
#[cfg(target_os = "linux")]
pub fn longest_file(path: &Path) -> u64 {
    let file = File::create(path).unwrap();
    let (mut fits, mut most) = (1 << 30, i64::MAX.cast_unsigned() + 1);
    while fits + 1 < most {
        let len = fits + (most - fits) / 2;
        match file.set_len(len) {
            Ok(()) => fits = len,
            Err(_) => most = len,
        }
    }
    fits
}

pub fn append(path: &Path, bytes: &[u8]) {
    File::options().append(true).open(path).unwrap().write_all(bytes).unwrap();
}

/// Writes in the middle of a file.
#[cfg(any(unix, feature = "window"))]
pub fn write_at(mut file: &File, bytes: &[u8], at: u64) {
    io::Seek::seek(&mut file, io::SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

/// Bytes that are no file.
struct Memory(Vec<u8>);

impl ReadAt for Memory {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        let rest = &self.0[to_usize(at.0).min(self.0.len())..];
        let n = into.len().min(rest.len());
        into[..n].copy_from_slice(&rest[..n]);
        Ok(n)
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat { len: len_u64(self.0.len()), ..Stat::default() })
    }
}

pub fn memory(bytes: &[u8]) -> Source {
    Source::from_reader("memory", Arc::new(Memory(bytes.to_vec())), AccessMode::Auto).unwrap()
}

/// A proptest of so many cases. What fails is written beside the test's source, to be committed,
/// and tried first from then on.
pub fn cases(cases: u32) -> ProptestConfig {
    let seeds = FileFailurePersistence::WithSource("seeds");
    ProptestConfig { cases, failure_persistence: Some(Box::new(seeds)), ..ProptestConfig::default() }
}
