//! A file appended to in any steps has the report of one pass.
#![no_main]

use gander::engine::JobState;
use gander::format::encoding::CodeUnit;
use gander::scan::{Finding, plan};
use gander::source::{AccessMode, Source};
use libfuzzer_sys::fuzz_target;
use std::io::Write;

fuzz_target!(|input: (u8, bool, Vec<Vec<u8>>)| {
    let (cut, read, steps) = input;
    let chunk_bytes = 1 + u64::from(cut);
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let io = if read { AccessMode::Read } else { AccessMode::Auto };
    let mut source = Source::open(file.path(), io).unwrap();
    let spec = gander_fuzz::spec(plan::summary(CodeUnit::Byte, &[], None).scans, chunk_bytes);
    let job = gander_fuzz::engine().start(&source.snapshot(), spec.clone());
    let mut update = gander_fuzz::end_of(&job);
    for step in steps.iter().take(20) {
        file.write_all(step).unwrap();
        source.refresh().unwrap();
        gander_fuzz::engine().extend(&job, &source.snapshot());
        update = gander_fuzz::end_of(&job);
        assert_eq!(update.state, JobState::Done);
    }
    let fresh = gander_fuzz::end_of(&gander_fuzz::engine().start(&source.snapshot(), spec));
    let sections = |findings: &[Finding]| -> Vec<_> {
        findings.iter().map(|finding| gander_fuzz::section(finding).clone()).collect()
    };
    assert_eq!(sections(&update.findings), sections(&fresh.findings));
});
