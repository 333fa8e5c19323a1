//! What the fuzz targets share: one job through the shipped engine.
//!
//!     RUSTC_BOOTSTRAP=1 cargo fuzz run lines

use gander::base::{Offset, Section};
use gander::engine::{Engine, Job, Spec, JobState, Update};
use gander::scan::plan::PassId;
use gander::scan::{Finding, Scan, ScanRef};
use gander::source::{AccessMode, ReadAt, Source, Stat};
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(2, false, Arc::new(|| ())).unwrap())
}

pub fn spec(scans: Vec<ScanRef>, chunk_bytes: u64) -> Spec {
    Spec { pass: PassId::Read, scans, owner: 0, chunk_bytes, is_urgent: false }
}

pub fn end_of(job: &Job) -> Update {
    loop {
        let update = job.update_within(Duration::from_secs(20)).expect("a job ends");
        if update.state != JobState::Running {
            return update;
        }
    }
}

/// What a scan says of these bytes in chunks of that length.
pub fn report(bytes: &[u8], scan: impl Scan, chunk_bytes: u64) -> Finding {
    let source = Source::from_reader("bytes", Arc::new(Memory(bytes.to_vec())), AccessMode::Auto).unwrap();
    let job = engine().start(&source.snapshot(), spec(vec![Arc::new(scan)], chunk_bytes));
    let update = end_of(&job);
    assert_eq!(update.state, JobState::Done);
    update.findings[0].clone()
}

pub fn section(finding: &Finding) -> &Section {
    match finding {
        Finding::Section(section) => section,
        _ => panic!("no section"),
    }
}

/// Bytes that are no file.
pub struct Memory(pub Vec<u8>);

impl ReadAt for Memory {
    fn read_at(&self, into: &mut [u8], at: Offset) -> io::Result<usize> {
        let rest = usize::try_from(at.0).ok().and_then(|at| self.0.get(at..)).unwrap_or_default();
        let n = into.len().min(rest.len());
        into[..n].copy_from_slice(&rest[..n]);
        Ok(n)
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(Stat { len: self.0.len() as u64, ..Stat::default() })
    }
}
