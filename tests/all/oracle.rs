//! Numbers equal those of tools that have nothing of ours in them, whatever the threads and
//! the back end.

use crate::nasty;
use crate::tool::{answer, printed, root, run};
use gander::base::units::len_u64;
use gander::engine::{CHUNK_BYTES, Engine, JobState, Spec};
use gander::format::encoding::CodeUnit;
use gander::sample::{self, SampleKind};
use gander::scan::plan::{self, Pass};
use gander::source::{AccessMode, Snapshot, Source};
use gander::summary::{self, FileInfo, Json, Summary, Writer};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// A summary as JSON, made as the command line makes it.
fn json(engine: &Engine, snapshot: &Snapshot) -> Vec<u8> {
    let Pass { id: pass, scans } = plan::summary(CodeUnit::Byte, &[], None);
    let spec = Spec { pass, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
    let job = engine.start(snapshot, spec);
    let update = loop {
        match job.update_within(Duration::from_secs(60)).expect("there are news") {
            update if update.state == JobState::Running => {}
            update => break update,
        }
    };
    assert_eq!(update.state, JobState::Done);
    let summary = Summary::new(FileInfo::of("x", snapshot), summary::sections(&update), true);
    let mut out = Vec::new();
    Json.write(&summary, &mut out).expect("memory takes everything");
    out
}

/// What Python says of each file.
fn python(files: &[PathBuf]) -> Vec<Value> {
    let script = root().join("tests/oracle.py");
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let output = run(Command::new("python3").arg(script), names.join("\n").as_bytes());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("it is JSON");
    lines.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
}

/// Whether two values are the same, floats to 10⁻¹² of themselves.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
        }
        (Value::Number(ours), Value::Number(theirs)) if ours != theirs => {
            let (Some(a), Some(b)) = (ours.as_f64(), theirs.as_f64()) else { return false };
            let is_float = ours.is_f64() || theirs.is_f64();
            is_float && (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
        }
        (ours, theirs) => ours == theirs,
    }
}

fn check(name: &str, ours: &[u8], theirs: &Value) {
    let ours: Value = serde_json::from_slice(ours).expect("it is JSON");
    let sections = ours["sections"].as_array().expect("a list");
    let theirs = theirs.as_object().expect("an object");
    // A statistic that Python does not know yet has its laws; those it knows must all be there.
    let known = |section: &&Value| section["id"].as_str().is_some_and(|id| theirs.contains_key(id));
    assert_eq!(sections.iter().filter(known).count(), theirs.len(), "{name}");
    for section in sections.iter().filter(known) {
        let id = section["id"].as_str().expect("a name");
        let facts = section["facts"].as_array().expect("a list");
        let expected = theirs[id]["facts"].as_object().expect("an object");
        assert_eq!(facts.len(), expected.len(), "{name}: {id}");
        for fact in facts {
            let (key, value) = (fact["key"].as_str().expect("a name"), &fact["value"]);
            assert!(same(value, &expected[key]), "{name}: {id}.{key} is {value}, not {}", expected[key]);
        }
        for table in section["tables"].as_array().expect("a list") {
            let table_id = table["id"].as_str().expect("a name");
            let rows = &theirs[id]["tables"][table_id];
            assert!(same(&table["rows"], rows), "{name}: {id}.{table_id} is {}, not {rows}", table["rows"]);
        }
    }
}

/// Samples of each kind, one with lines, characters and line ends across a chunk's edge.
fn samples() -> Vec<(String, Vec<u8>)> {
    let made = |kind: SampleKind, size| {
        let mut bytes = Vec::new();
        sample::write(kind, size, 5, &mut bytes, &mut |_| true).expect("memory takes everything");
        bytes
    };
    let mut all: Vec<_> =
        SampleKind::ALL.into_iter().map(|kind| (kind.id().to_owned(), made(kind, 300_000))).collect();
    let edge = usize::try_from(CHUNK_BYTES).expect("4 MiB");
    let mut long = b"short\r\n".to_vec();
    long.resize(edge - 2, b'x');
    long.extend_from_slice("東\r\n".as_bytes());
    long.extend_from_slice(&made(SampleKind::Log, 1000));
    all.push(("edge".into(), long));
    all
}

#[test]
fn numbers_are_python_s_for_any_threads_and_back_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = nasty::nasty();
    assert!(files.len() >= 200, "{} files", files.len());
    files.extend(samples());
    let path = |name: &str| folder.path().join(name);
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| path(name)).collect();
    for (path, (_, bytes)) in paths.iter().zip(&files) {
        std::fs::write(path, bytes).expect("written");
    }
    let engines: Vec<Engine> =
        [1, 2, 5].map(|n| Engine::new(n, false, Arc::new(|| ())).expect("threads")).into();
    let theirs = python(&paths);
    assert_eq!(theirs.len(), files.len());
    for ((path, (name, _)), theirs) in paths.iter().zip(&files).zip(&theirs) {
        let mut first = None;
        for io in [AccessMode::Map, AccessMode::Read] {
            let source = Source::open(path, io).expect("opened");
            for engine in &engines {
                let ours = json(engine, &source.snapshot());
                assert_eq!(first.get_or_insert_with(|| ours.clone()), &ours, "{name}");
            }
        }
        check(name, &first.expect("made"), theirs);
    }
}

#[test]
fn the_command_line_gives_the_same_bytes_for_any_threads_and_back_end() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in samples() {
        let path = folder.path().join(&name);
        std::fs::write(&path, &bytes).expect("written");
        let file = path.to_str().expect("UTF-8");
        let mut first = None;
        for threads in ["1", "2", "5"] {
            for io in ["map", "read"] {
                let ours = answer(&["summary", file, "--threads", threads, "--io", io]);
                assert_eq!(first.get_or_insert_with(|| ours.clone()), &ours, "{name} {threads} {io}");
            }
        }
        let theirs = python(&[path]);
        check(&name, &first.expect("made"), &theirs[0]);
    }
}

// Of GNU wc, which counts columns.
#[cfg(target_os = "linux")]
#[test]
fn lines_are_those_of_wc() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = samples();
    for (name, bytes) in &mut files {
        // Where tabs, controls and wide characters are gone, wc's columns are our bytes.
        if name == "log" {
            bytes.retain(|&byte| byte == b'\n' || (0x20..0x7F).contains(&byte));
        }
    }
    for (name, bytes) in files {
        let path = folder.path().join(&name);
        std::fs::write(&path, &bytes).expect("written");
        let file = path.to_str().expect("UTF-8");
        let ours: Value = serde_json::from_slice(&answer(&["summary", file])).expect("it is JSON");
        let fact = |section: &str, key: &str| {
            let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
            let section = list(&ours["sections"]).into_iter().find(|s| s["id"] == section);
            let fact = list(&section.expect("there")["facts"]).into_iter().find(|f| f["key"] == key);
            fact.expect("there")["value"].as_u64()
        };
        let wc = |option: &str| {
            let out = printed(Command::new("wc").args([option, file]).env("LC_ALL", "C.UTF-8"));
            String::from_utf8(out).expect("digits").split_whitespace().next().and_then(|n| n.parse().ok())
        };
        assert_eq!(fact("lines", "newlines"), wc("-l"), "{name}");
        assert_eq!(fact("bytes", "count"), wc("-c"), "{name}");
        assert_eq!(fact("bytes", "count"), Some(len_u64(bytes.len())), "{name}");
        if name != "binary" {
            assert_eq!(fact("utf8", "chars"), wc("-m"), "{name}");
        }
        if name == "log" {
            assert_eq!(fact("lines", "longest"), wc("-L"), "{name}");
        }
    }
}
