//! What a system may refuse: memory, threads, open files, long files, permission; and clocks
//! that jump. Each is reported in a sentence, and earlier results stay.
#![cfg(test)]

use crate::child::{alone, limit};
use crate::corpus;
use crate::tool;
use crate::trial::{BackEnd, TestDir, append, end_of, plain_report, report, spec};
use gander::base::units::len_u64;
use gander::base::{Offset, Span};
use gander::engine::{CHUNK_BYTES, Engine, JobState};
use gander::scan::Finding;
use gander::source::reader::{Event, Reader};
use gander::source::{AccessMode, Change, FaultKind, OpenError, Source};
use rustix::process::Resource;
use std::fs::{File, Permissions};
use std::io::Write;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Goes on as a user to whom limits and permissions apply.
#[expect(unsafe_code, reason = "changes the user for all threads, which only the C library can")]
fn become_nobody() {
    if rustix::process::geteuid().is_root() {
        // SAFETY: no pointers; a failure is seen below.
        let set = unsafe { libc::setgid(65_534) == 0 && libc::setuid(65_534) == 0 };
        assert!(set && !rustix::process::geteuid().is_root());
    }
}

/// Bytes of address space that this process takes now.
fn address_space() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

#[test]
fn with_little_memory_a_large_file_is_read_and_measured() {
    alone("limits::with_little_memory_a_large_file_is_read_and_measured", || {
        let folder = TestDir::new();
        let file = File::create(folder.path("large")).unwrap();
        let bytes = corpus::mix(3_000_000, 11);
        file.write_all_at(&bytes, 0).unwrap();
        file.set_len(1 << 30).unwrap();
        let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
        limit(Resource::As, address_space() + (200 << 20));
        let source = Source::open(&folder.path("large"), AccessMode::Auto).unwrap();
        assert!(source.snapshot().back_end().in_english().contains("no room for a map"));
        let update = end_of(&engine.start(&source.snapshot(), spec(CHUNK_BYTES)));
        assert_eq!((update.state, update.progress.done), (JobState::Done, 1 << 30));
        let span = Span::at(Offset(2_000_000), 100);
        let seen = source.snapshot().read(span, <[u8]>::to_vec).unwrap();
        assert_eq!(seen, bytes[2_000_000..2_000_100]);
    });
}

#[test]
fn without_threads_a_sentence_says_so() {
    alone("limits::without_threads_a_sentence_says_so", || {
        become_nobody();
        let folder = TestDir::new();
        let path = folder.file("sample", b"one\n");
        let early = Engine::new(2, false, Arc::new(|| ())).unwrap();
        limit(Resource::Nproc, 1);
        let refused = Engine::new(2, false, Arc::new(|| ())).err().unwrap().in_english();
        assert!(refused.starts_with("no worker threads could be started ("), "{refused}");
        assert!(refused.ends_with("); close other programs"), "{refused}");
        assert!(Reader::open(path.clone(), AccessMode::Auto, Arc::new(|| ())).is_err());
        // Who has threads already goes on.
        let source = Source::open(&path, AccessMode::Auto).unwrap();
        let update = end_of(&early.start(&source.snapshot(), spec(CHUNK_BYTES)));
        assert_eq!((&update.state, update.progress.done), (&JobState::Done, 4));
        // A pipe is copied by a thread.
        let pipe = folder.pipe("pipe");
        let _writer = File::options().read(true).write(true).open(&pipe).unwrap();
        let refused = Source::open(&pipe, AccessMode::Auto).err().unwrap();
        assert!(matches!(refused, OpenError::Unreadable { .. }), "{refused}");
    });
}

#[test]
fn without_file_descriptors_a_sentence_says_so_and_open_files_are_read_on() {
    alone("limits::without_file_descriptors_a_sentence_says_so_and_open_files_are_read_on", || {
        let folder = TestDir::new();
        let path = folder.file("sample", b"the same file, many times\n");
        limit(Resource::Nofile, 40);
        let (mut sources, mut refused) = (Vec::new(), None);
        while refused.is_none() && sources.len() < 50 {
            match Source::open(&path, AccessMode::Auto) {
                Ok(source) => sources.push(source),
                Err(error) => refused = Some(error.to_string()),
            }
        }
        let refused = refused.unwrap();
        assert!(
            refused.contains("could not be read") && refused.contains("Too many open files"),
            "{refused}"
        );
        assert!(sources.len() > 5);
        for source in &mut sources {
            let bytes = source.snapshot().read(source.snapshot().span(), <[u8]>::to_vec).unwrap();
            assert_eq!(bytes, b"the same file, many times\n");
            assert!(source.reopen().is_err() || source.refresh().is_ok());
        }
        // One place free, and it opens again.
        sources.truncate(sources.len() - 2);
        assert!(Source::open(&path, AccessMode::Auto).is_ok());
    });
}

#[test]
fn a_pipe_longer_than_files_may_be_is_kept_up_to_the_limit_and_reported() {
    alone("limits::a_pipe_longer_than_files_may_be_is_kept_up_to_the_limit_and_reported", || {
        gander::base::sys::ignore_file_size_signal();
        let folder = TestDir::new();
        let path = folder.pipe("pipe");
        let bytes = corpus::mix(4 << 20, 13);
        let ours = path.clone();
        // It may find its pipe closed before it has sent all.
        let writer = std::thread::Builder::new()
            .spawn(move || drop(File::options().write(true).open(ours).unwrap().write_all(&bytes)))
            .unwrap();
        limit(Resource::Fsize, 1 << 20);
        let reader = Reader::open(path, AccessMode::Auto, Arc::new(|| ())).unwrap();
        let (mut came, mut failure) = (0, None);
        while failure.is_none() {
            match reader.event_within(Duration::from_secs(20)).expect("it is told") {
                Event::Opened(opened) => came = opened.snapshot.len(),
                Event::Changed(Change::Grew { to }, ..) => came = to,
                Event::Failed(error) => failure = Some(error.to_string()),
                _ => {}
            }
        }
        writer.join().unwrap();
        let failure = failure.unwrap();
        assert!(
            failure.contains("“pipe” could not be read: ") && failure.contains("File too large"),
            "{failure}"
        );
        assert_eq!(came, 1 << 20);
    });
}

#[test]
fn the_command_line_says_in_a_sentence_what_it_lacks() {
    let folder = TestDir::new();
    let path = folder.file("sample", &corpus::mix(200_000, 15));
    let path = path.to_str().unwrap();
    let limited = |limits: &str, args: &str| {
        let mut shell = std::process::Command::new("sh");
        let program = env!("CARGO_BIN_EXE_gander");
        shell.args(["-c", &format!("{limits}; exec '{program}' {args} '{path}'")]);
        tool::run(&mut shell, b"")
    };
    // As with all the memory there is.
    let plain = limited(":", "summary --threads 2");
    assert!(plain.status.success());
    let little = limited("ulimit -v 400000", "summary --threads 2");
    assert_eq!((little.status.code(), little.stdout), (Some(0), plain.stdout.clone()));
    // Room for one file: it is read, because a map would take another.
    let few = limited("ulimit -n 4", "summary --threads 2");
    assert_eq!((few.status.code(), few.stdout), (Some(0), plain.stdout));
    let out = folder.path("out.json");
    let said = tool::sentence(&limited("ulimit -f 1", &format!("summary -o '{}'", out.display())));
    assert!(said.contains("it would be larger than is allowed"), "{said}");
    assert!(!out.exists());
}

#[test]
fn a_file_that_may_not_be_opened_again_is_read_on() {
    alone("limits::a_file_that_may_not_be_opened_again_is_read_on", || {
        become_nobody();
        let bytes = corpus::mix(300_000, 17);
        for back_end in [BackEnd::Map, BackEnd::Read] {
            let folder = TestDir::new();
            let mut source = folder.source(&bytes, back_end);
            let path = folder.path("sample");
            std::fs::set_permissions(&path, Permissions::from_mode(0o000)).unwrap();
            assert!(matches!(Source::open(&path, AccessMode::Auto), Err(OpenError::NotAllowed { .. })));
            assert!(matches!(source.reopen(), Err(OpenError::NotAllowed { .. })));
            assert_eq!(source.refresh().unwrap(), Change::None);
            assert_eq!(report(&source.snapshot(), 2, 65_536), plain_report(&bytes));
            // Its folder goes with all that is in it.
            std::fs::remove_file(&path).unwrap();
            std::fs::remove_dir(folder.path("")).unwrap();
            assert_eq!(source.refresh().unwrap(), Change::Unlinked);
            assert!(matches!(source.reopen(), Err(OpenError::NotFound { .. })));
            assert_eq!(report(&source.snapshot(), 2, 65_536), plain_report(&bytes));
        }
    });
}

/// Moments that no clock should show.
fn odd_times() -> [SystemTime; 6] {
    let (year, day) = (Duration::from_secs(31_557_600), Duration::from_secs(86_400));
    let now = SystemTime::now();
    [UNIX_EPOCH - 60 * year, UNIX_EPOCH, now - 20 * year, now + day, now + 70 * year, UNIX_EPOCH + 400 * year]
}

#[test]
fn a_clock_that_jumps_hides_no_change_and_invents_no_bytes() {
    let bytes = corpus::mix(100_000, 19);
    for time in odd_times() {
        for back_end in [BackEnd::Map, BackEnd::Read] {
            let folder = TestDir::new();
            let path = folder.file("sample", &bytes);
            let file = File::options().write(true).open(&path).unwrap();
            file.set_modified(time).unwrap();
            let io = if back_end == BackEnd::Map { AccessMode::Map } else { AccessMode::Read };
            let mut source = Source::open(&path, io).unwrap();
            let whole = |source: &Source| {
                source.snapshot().read(source.snapshot().span(), <[u8]>::to_vec).map_err(|fault| fault.kind)
            };
            assert_eq!(source.refresh().unwrap(), Change::None);
            assert_eq!(whole(&source).unwrap(), bytes);
            assert_eq!(report(&source.snapshot(), 2, 65_536), plain_report(&bytes));
            // Grown, and its time set to what it was: back, as the clock sees it.
            append(&path, b"more\n");
            file.set_modified(time).unwrap();
            let to = len_u64(bytes.len()) + 5;
            assert_eq!(source.refresh().unwrap(), Change::Grew { to });
            assert_eq!(whole(&source).unwrap(), [&bytes[..], b"more\n"].concat());
            // Rewritten, as long as it was, at a time before that of its snapshot.
            file.write_all_at(b"other", 0).unwrap();
            file.set_modified(time - Duration::from_secs(1)).unwrap();
            assert_eq!(whole(&source), Err(FaultKind::Changed));
            assert_eq!(source.refresh().unwrap(), Change::Rewritten);
            source.reopen().unwrap();
            assert_eq!(whole(&source).unwrap()[..5], *b"other");
        }
    }
}

#[test]
fn a_file_from_the_future_is_summed_up() {
    let folder = TestDir::new();
    for time in odd_times() {
        let path = folder.file("sample", b"a\nb\n");
        File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        let answer = tool::answer(&["summary", path.to_str().unwrap()]);
        let summary: serde_json::Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!(summary["coverage"]["complete"], true);
        let modified = summary["file"]["modified"].as_str().unwrap();
        let expected = modified.parse::<jiff::Timestamp>().ok().and_then(|at| SystemTime::try_from(at).ok());
        assert_eq!(expected, Some(time), "{modified}");
    }
}

#[test]
fn files_of_every_length_up_to_the_limit_have_their_first_and_last_bytes() {
    let folder = TestDir::new();
    let path = folder.path("long");
    let most = crate::trial::longest_file(&path);
    let edges = [1, 4096, 65_536, 1 << 20, 4 << 20, 1 << 31, 1 << 32, 1 << 40, 1 << 44, most];
    let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
    for len in edges.into_iter().flat_map(|edge| [edge - 1, edge, edge.saturating_add(1)]) {
        if len > most {
            continue;
        }
        let file = File::create(&path).unwrap();
        file.set_len(len).unwrap();
        let text = &b"the end\n"[..usize::try_from(len.min(8)).unwrap()];
        file.write_all_at(text, len - len_u64(text.len())).unwrap();
        for io in [AccessMode::Auto, AccessMode::Read] {
            let source = Source::open(&path, io).unwrap();
            let snapshot = source.snapshot();
            assert_eq!(snapshot.len(), len);
            let last = Span::at(Offset(len - len_u64(text.len())), len_u64(text.len()));
            assert_eq!(snapshot.read(last, <[u8]>::to_vec).unwrap(), text, "{len}");
            let past = Span::at(Offset(len), 1);
            assert!(snapshot.read(past, <[u8]>::to_vec).is_err());
            let update = end_of(&engine.start(&snapshot, spec(CHUNK_BYTES)));
            assert_eq!((&update.state, update.progress.done), (&JobState::Done, len), "{len}");
            let index = update.findings.iter().find_map(|finding| match finding {
                Finding::LineIndex(counts) => Some(counts),
                _ => None,
            });
            let counts = index.expect("lines are indexed");
            assert_eq!(counts.total(), u64::from(text.ends_with(b"\n")), "{len}");
        }
    }
}
