//! How quick each scan is on 64 MiB of log lines: alone, all in one pass, and through the
//! engine by map and by positioned reads. The plain histogram is the yardstick.
//!
//!     cargo bench --bench kernels

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so loudly")]

mod yardstick;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gander::base::units::len_u64;
use gander::base::{Offset, RowNr};
use gander::engine::{CHUNK_BYTES, Engine, JobState, Spec};
use gander::format::encoding::CodeUnit;
use gander::index;
use gander::scan::line_starts::LineStarts;
use gander::scan::lines::Lines;
use gander::scan::plan::{self, PassId};
use gander::scan::{BLOCK_BYTES, Finding, Piece, REGISTRY, ScanRef};
use gander::source::{AccessMode, Snapshot, Source};
use std::hint::black_box;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

const LEN: usize = 64 << 20;

fn kernels(c: &mut Criterion) {
    let text = log_text();
    let mut group = c.benchmark_group("one thread, in memory");
    group.throughput(Throughput::Bytes(len_u64(LEN))).sample_size(20);
    group.bench_function("plain histogram", |b| b.iter(|| yardstick::histogram(black_box(&text))));
    for entry in REGISTRY {
        let scans = [entry.scan(CodeUnit::Byte)];
        group.bench_function(entry.id.name(), |b| b.iter(|| feed(&scans, &text)));
    }
    let all = plan::summary(CodeUnit::Byte, &[], None).scans;
    group.bench_function("all sections", |b| b.iter(|| feed(&all, &text)));
    group.finish();
}

fn passes(c: &mut Criterion) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&log_text()).unwrap();
    let engine = Engine::new(2, true, Arc::new(|| ())).unwrap();
    let index: [ScanRef; 1] = [Arc::new(LineStarts::default())];
    let lines: [ScanRef; 1] = [Arc::new(Lines::default())];
    let all = plan::summary(CodeUnit::Byte, &[], None).scans;
    for io in [AccessMode::Map, AccessMode::Read] {
        let snapshot = Source::open(file.path(), io).unwrap().snapshot();
        let mut group = c.benchmark_group(format!("two threads, by {io:?}"));
        group.throughput(Throughput::Bytes(len_u64(LEN))).sample_size(20);
        group.bench_function("index", |b| b.iter(|| pass(&engine, &snapshot, &index)));
        group.bench_function("lines", |b| b.iter(|| pass(&engine, &snapshot, &lines)));
        group.bench_function("all sections", |b| b.iter(|| pass(&engine, &snapshot, &all)));
        group.finish();

        let findings = pass(&engine, &snapshot, &index);
        let Finding::LineIndex(counts) = &findings[0] else { return };
        let (middle, row) = (Offset(len_u64(LEN) / 2), RowNr(counts.total() / 2));
        let mut group = c.benchmark_group(format!("jumps, by {io:?}"));
        group.bench_function("rank", |b| {
            b.iter(|| index::row_at(counts, CodeUnit::Byte, black_box(middle), &snapshot))
        });
        group.bench_function("select", |b| {
            b.iter(|| index::row_start(counts, CodeUnit::Byte, black_box(row), &snapshot))
        });
        group.finish();
    }
}

/// Shows all blocks to the scans, as the engine does.
fn feed(scans: &[ScanRef], text: &[u8]) -> Vec<Finding> {
    let mut partials: Vec<_> = scans.iter().map(|scan| scan.empty()).collect();
    for block in Piece::new(text, 0, text.len(), Offset::ZERO, len_u64(text.len())).blocks(BLOCK_BYTES) {
        for (scan, partial) in scans.iter().zip(&mut partials) {
            scan.feed(partial, &block);
        }
    }
    scans.iter().zip(&partials).map(|(scan, partial)| scan.report(partial)).collect()
}

fn pass(engine: &Engine, snapshot: &Snapshot, scans: &[ScanRef]) -> Vec<Finding> {
    let spec = Spec {
        pass: PassId::Measure,
        scans: scans.to_vec(),
        owner: 0,
        chunk_bytes: CHUNK_BYTES,
        is_urgent: false,
    };
    let job = engine.start(snapshot, spec);
    loop {
        let update = job.update_within(Duration::from_secs(60)).unwrap();
        if update.state != JobState::Running {
            assert_eq!(update.state, JobState::Done);
            return update.findings;
        }
    }
}

/// Lines of about 100 bytes, of which some two in a hundred are not ASCII.
fn log_text() -> Vec<u8> {
    let words =
        ["request", "served", "in", "Größe", "cache", "für", "日本", "worker", "timed", "out", "retry"];
    let mut text = Vec::with_capacity(LEN + 256);
    let mut n = 1_u64;
    while text.len() < LEN {
        n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bytes = n.to_be_bytes();
        text.extend_from_slice(
            format!("2026-01-01T00:00:00.{:03}Z INFO [{:3}]", bytes[0], bytes[1]).as_bytes(),
        );
        for i in 0..6 + usize::from(bytes[2] % 9) {
            let pick = usize::from(bytes[i % 8]) + i;
            // Three ASCII words for each that may not be one.
            let word = if i % 4 == 3 { words[pick % 11] } else { words[pick % 3] };
            text.push(b' ');
            text.extend_from_slice(word.as_bytes());
        }
        text.push(b'\n');
    }
    text.truncate(LEN);
    text
}

criterion_group!(benches, kernels, passes);
criterion_main!(benches);
