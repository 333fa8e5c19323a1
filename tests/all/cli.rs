//! The command line keeps its contract.

use crate::tool::{Folder, answer, gander, printed, refusal, run, sentence};
use gander::base::units::len_u64;
use serde_json::Value;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn sample(kind: &str, size: &str) -> Vec<u8> {
    answer(&["sample", kind, "--size", size])
}

#[test]
fn what_can_not_be_read_is_refused_in_one_sentence() {
    let folder = Folder::new();
    assert!(refusal(&["summary", &folder.name("none")]).contains("was not found"));
    assert!(refusal(&["rows", &folder.name("")]).contains("is a folder"));
    // Windows has neither as files.
    #[cfg(unix)]
    {
        assert!(refusal(&["rows", "/dev/zero"]).contains("a character device"));
        let _socket = std::os::unix::net::UnixListener::bind(folder.path("socket")).expect("a socket");
        assert!(refusal(&["summary", &folder.name("socket")]).contains("a socket"));
    }
}

#[test]
fn sniff_says_how_a_table_is_written() {
    let folder = Folder::new();
    let file = folder.file("a.csv", b"Sales\n\nid;n\n1;2,5\n3;4,5\n\nTotal: 2\n");
    let said: serde_json::Value =
        serde_json::from_slice(&answer(&["sniff", &file, "-f", "json"])).expect("JSON");
    let keys = ["format", "delimiter", "quote", "escape", "header", "first_row", "end", "columns"];
    let found = keys.map(|key| said[key].to_string());
    assert_eq!(found, ["\"csv\"", "\";\"", "\"\\\"\"", "null", "true", "7", "24", "2"], "{said}");
    let rows = answer(&["rows", &file, "--view", "table", "-f", "jsonl"]);
    assert_eq!(rows, b"[\"id\",\"n\"]\n[\"1\",\"2,5\"]\n[\"3\",\"4,5\"]\n");
}

#[test]
fn mistakes_in_the_arguments_end_by_status_2() {
    let folder = Folder::new();
    let file = folder.file("a", b"a\n");
    for args in [
        &["summary"][..],
        &["summary", &file, "-f", "xml"],
        &["summary", &file, "--threads", "many"],
        &["summary", &file, "--io", "fast"],
        &["rows", &file, "--from", "0"],
        &["rows", &file, "--count", "-1"],
        &["sample", "cake", "--size", "1"],
        &["sample", "log", "--size", "big"],
        &["sample", "log"],
        &["--size", "1GiB"],
        &["--no-such-option"],
    ] {
        let output = run(&mut gander(args), b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{args:?}");
    }
    let unknown = refusal(&["summary", &file, "--only", "lines,words"]);
    assert!(unknown.contains("“words”") && unknown.contains("lines, bytes, utf8"), "{unknown}");
}

#[test]
fn only_the_sections_asked_for_are_answered() {
    let folder = Folder::new();
    let file = folder.file("a", b"a\n");
    let json: Value =
        serde_json::from_slice(&answer(&["summary", &file, "--only", "utf8,lines"])).expect("JSON");
    let ids: Vec<_> = json["sections"].as_array().expect("a list").iter().map(|s| s["id"].clone()).collect();
    assert_eq!(ids, ["lines", "utf8"]);
    assert_eq!(json["file"]["path"], file);
    assert_eq!(json["file"]["format"], "text");
    assert_eq!(json["file"]["encoding"], "UTF-8");
    assert_eq!(json["coverage"]["complete"], true);
    let modified = fs::metadata(&file).and_then(|meta| meta.modified()).expect("a time");
    let written = json["file"]["modified"].as_str().expect("a time").parse::<jiff::Timestamp>();
    assert_eq!(std::time::SystemTime::try_from(written.expect("RFC 3339")).expect("in range"), modified);
}

#[test]
fn an_empty_file_has_answers_too() {
    let folder = Folder::new();
    let file = folder.file("empty", b"");
    let json: Value = serde_json::from_slice(&answer(&["summary", &file])).expect("JSON");
    assert_eq!(json["coverage"]["complete"], true);
    for view in ["text", "hex"] {
        for form in ["text", "jsonl"] {
            assert!(answer(&["rows", &file, "--view", view, "-f", form]).is_empty());
        }
    }
}

#[test]
fn every_writer_answers() {
    let folder = Folder::new();
    let file = folder.file("a|b", &sample("binary", "100kB"));
    let csv = answer(&["summary", &file, "-f", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    assert_eq!(
        reader.headers().expect("a header"),
        ["section", "table", "row", "key", "value", "unit", "exact"].as_slice()
    );
    assert!(reader.records().filter(|r| r.as_ref().expect("a record")[1] == *"histogram").count() == 512);
    let markdown = String::from_utf8(answer(&["summary", &file, "-f", "md"])).expect("text");
    assert!(markdown.contains("## Lines") && markdown.contains("| Scanned | all of it |"));
}

// Of `/proc` and `/sys`.
#[cfg(target_os = "linux")]
#[test]
fn made_up_files_are_read_whole() {
    for file in ["/proc/version", "/proc/cpuinfo", "/sys/devices/system/cpu/possible"] {
        let there = fs::read(file).unwrap_or_else(|error| panic!("{file} is wanted for this test: {error}"));
        let json: Value = serde_json::from_slice(&answer(&["summary", file])).expect("JSON");
        if file != "/proc/cpuinfo" {
            assert_eq!(answer(&["rows", file]), there, "{file}");
            assert_eq!(json["file"]["size_bytes"], there.len(), "{file}");
        }
        assert_eq!(json["coverage"]["complete"], true);
    }
}

#[test]
fn a_pipe_and_a_redirected_file_give_what_the_file_gives() {
    let folder = Folder::new();
    let bytes = sample("log", "2MB");
    let file = folder.file("log", &bytes);
    let sections = |out: &[u8]| {
        let json: Value = serde_json::from_slice(out).expect("JSON");
        assert_eq!(json["coverage"]["complete"], true);
        (json["sections"].clone(), json["file"]["modified"].is_null())
    };
    let (of_file, is_null) = sections(&answer(&["summary", &file]));
    assert!(!is_null);
    let piped = run(&mut gander(&["summary", "-"]), &bytes);
    assert_eq!(sections(&piped.stdout), (of_file.clone(), true));
    let redirected = gander(&["summary", "-"]).stdin(File::open(&file).expect("there")).output();
    assert_eq!(sections(&redirected.expect("it ran").stdout), (of_file.clone(), false));
    // Windows has no pipes with names in folders.
    #[cfg(unix)]
    {
        let fifo = folder.name("fifo");
        printed(std::process::Command::new("mkfifo").arg(&fifo));
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| fs::write(&fifo, &bytes));
            assert_eq!(sections(&answer(&["summary", &fifo])), (of_file, true));
            writer.join().expect("no panic").expect("all was read");
        });
    }
}

#[test]
fn all_rows_of_a_file_are_the_file() {
    let folder = Folder::new();
    for kind in ["log", "table", "json", "binary"] {
        let bytes = sample(kind, "1MB");
        let file = folder.file(kind, &bytes);
        assert!(answer(&["rows", &file]) == bytes, "{kind}");
        assert!(answer(&["rows", &file, "--io", "read"]) == bytes, "{kind}");
        let piped = run(&mut gander(&["rows", "-"]), &bytes);
        assert!(piped.stdout == bytes, "{kind}");
    }
}

#[test]
fn rows_count_from_1_and_end_at_the_limit() {
    let folder = Folder::new();
    let mut bytes = sample("log", "1MB");
    bytes.extend_from_slice(b"\r\n\n\rlast\r");
    let file = folder.file("log", &bytes);
    let rows: Vec<&[u8]> = bytes.split_inclusive(|&b| b == b'\n').collect();
    for (from, count) in
        [(1, 1), (1, 3), (2, 1), (4000, 50), (rows.len() - 2, 2), (rows.len(), 1), (rows.len(), 9)]
    {
        let expected: Vec<u8> = rows.iter().skip(from - 1).take(count).copied().flatten().copied().collect();
        for io in ["map", "read"] {
            let args =
                ["rows", &file, "--from", &from.to_string(), "--count", &count.to_string(), "--io", io];
            assert!(answer(&args) == expected, "{args:?}");
        }
    }
    assert!(answer(&["rows", &file, "--from", &(rows.len() + 1).to_string()]).is_empty());
    assert!(answer(&["rows", &file, "--from", &u64::MAX.to_string()]).is_empty());
    assert!(answer(&["rows", &file, "--count", "0"]).is_empty());
    let terminated = folder.file("terminated", b"a\nb\n");
    assert!(answer(&["rows", &terminated, "--from", "3"]).is_empty());
}

/// Text rows as objects, the slow way.
// Elsewhere a file of tebibytes need not be sparse.
#[cfg(target_os = "linux")]
#[test]
fn rows_behind_a_hole_are_printed_without_reading_it() {
    let folder = Folder::new();
    let file = folder.file("sparse", b"");
    // So much that reading it would be cut off by the time limit of any test.
    let (hole, rows) = (1_u64 << 40, b"end of the first\nsecond line\r\nthird");
    let mut open = File::options().write(true).open(&file).expect("ours");
    open.set_len(hole).expect("sparse files");
    std::io::Seek::seek(&mut open, std::io::SeekFrom::End(0)).expect("its end");
    std::io::Write::write_all(&mut open, rows).expect("room");
    open.set_len(2 * hole).expect("sparse files");
    for io in ["auto", "read", "map"] {
        let row = |args: &[&str]| answer(&[&["rows", "--io", io, &file][..], args].concat());
        assert_eq!(row(&["--from", "2", "--count", "1"]), b"second line\r\n", "{io}");
        assert!(row(&["--from", "4"]).is_empty(), "{io}");
        let object = row(&["--from", "2", "--count", "1", "-f", "jsonl"]);
        let text = format!("{{\"row\": 2, \"offset\": {}, \"text\": \"second line\"}}\n", hole + 17);
        assert_eq!(String::from_utf8(object).expect("JSON"), text, "{io}");
        for encoding in ["UTF-16BE", "UTF-32LE"] {
            let wide = row(&["--from", "4", "--encoding", encoding]);
            assert!(wide.is_empty(), "{io}");
        }
    }
}

#[test]
fn a_count_and_a_list_stop_at_their_limit() {
    let folder = Folder::new();
    let file = folder.file("sparse", b"a\nb\na");
    // Counting all of it would take hours.
    File::options().write(true).open(&file).and_then(|file| file.set_len(8 << 40)).expect("sparse files");
    for (how, expected) in [
        (&["--hex", "00", "--count"][..], "3\n"),
        (
            &["--hex", "00", "--limit", "3", "-f", "jsonl"],
            "{\"offset\": 5, \"length\": 1, \"row\": 3}\n{\"offset\": 6, \"length\": 1, \"row\": 3}\n\
          {\"offset\": 7, \"length\": 1, \"row\": 3}\n",
        ),
        (&[r"^[^\x01]", "--count-rows", "--limit", "2"], "2\n"),
        (&[r"^[^\x01]", "--limit", "2"], "1:a\n2:b\n"),
    ] {
        let limit: &[&str] = if how.contains(&"--limit") { &[] } else { &["--limit", "3"] };
        let found = answer(&[&["find", &file], how, limit].concat());
        assert_eq!(String::from_utf8(found).expect("ASCII"), expected, "{how:?}");
    }
    let none = run(&mut gander(&["find", &file, "a", "--count", "--limit", "0"]), b"");
    assert_eq!((none.status.code(), &none.stdout[..]), (Some(1), &b"0\n"[..]));
}

fn expected_objects(bytes: &[u8]) -> Vec<Value> {
    let mut offset = 0;
    let mut all = Vec::new();
    for (i, row) in bytes.split_inclusive(|&b| b == b'\n').enumerate() {
        let text = match row.strip_suffix(b"\n") {
            Some(text) => text.strip_suffix(b"\r").unwrap_or(text),
            None => row,
        };
        let mut object =
            serde_json::json!({"row": i + 1, "offset": offset, "text": String::from_utf8_lossy(text)});
        if std::str::from_utf8(text).is_err() {
            use base64::Engine;
            object["base64"] = base64::engine::general_purpose::STANDARD.encode(text).into();
        }
        offset += row.len();
        all.push(object);
    }
    all
}

fn objects(out: &[u8]) -> Vec<Value> {
    serde_json::Deserializer::from_slice(out).into_iter().map(|object| object.expect("JSON")).collect()
}

#[test]
fn rows_as_objects_report_what_does_not_decode() {
    let folder = Folder::new();
    for (name, bytes) in crate::nasty::nasty().into_iter().step_by(7) {
        let file = folder.file(&name, &bytes);
        assert_eq!(
            objects(&answer(&["rows", &file, "-f", "jsonl", "--encoding", "UTF-8"])),
            expected_objects(&bytes),
            "{name}"
        );
    }
}

#[test]
fn rows_longer_than_a_read_are_whole() {
    const READ_BYTES: usize = 256 * 1024;
    let folder = Folder::new();
    for (i, middle) in ["東", "\r\n", "\r", "🦢", "\u{202E}\r"].iter().enumerate() {
        for back in 0..=middle.len() {
            let mut bytes = b"first\n".to_vec();
            bytes.resize(6 + READ_BYTES - back, b'"');
            bytes.extend_from_slice(middle.as_bytes());
            bytes.resize(2 * READ_BYTES + 100, b'x');
            bytes.extend_from_slice(if i % 2 == 0 { b"\xE6\x9D\r\nlast\xFF" } else { b"\nlast" });
            let file = folder.file("long", &bytes);
            let utf8 = ["rows", &file, "-f", "jsonl", "--encoding", "UTF-8"];
            let whole = objects(&answer(&utf8));
            assert!(whole == expected_objects(&bytes), "{middle:?} {back}");
            let second = objects(&answer(&[&utf8[..], &["--from", "2", "--count", "1"]].concat()));
            assert!(second == whole[1..2], "{middle:?} {back}");
        }
    }
}

// Other hexdumps print otherwise.
#[cfg(target_os = "linux")]
#[test]
fn hex_rows_are_those_of_hexdump() {
    let folder = Folder::new();
    let mut files: Vec<Vec<u8>> = (0..40).map(|n| (0..=255).cycle().skip(n).take(n).collect()).collect();
    files.extend([sample("binary", "600kB"), sample("log", "1000"), vec![0; 262_160]]);
    for (i, bytes) in files.iter().enumerate() {
        let file = folder.file("bytes", bytes);
        assert!(
            answer(&["rows", &file, "--view", "hex"])
                == printed(Command::new("hexdump").args(["-Cv", &file])),
            "file {i}"
        );
    }
    let file = folder.file("bytes", &files[40]);
    for (from, count) in [(1, 1), (2, 3), (16_384, 2), (16_380, 40), (37_500, 1), (37_499, 100)] {
        let (skip, len) = (((from - 1) * 16).to_string(), (count * 16).to_string());
        let theirs = printed(Command::new("hexdump").args(["-Cv", "-s", &skip, "-n", &len, &file]));
        let args =
            ["rows", &file, "--view", "hex", "--from", &from.to_string(), "--count", &count.to_string()];
        assert!(answer(&args) == theirs, "{args:?}");
    }
    assert!(answer(&["rows", &file, "--view", "hex", "--from", "37501"]).is_empty());
    assert!(answer(&["rows", &file, "--view", "hex", "--from", &u64::MAX.to_string()]).is_empty());
}

#[test]
fn hex_rows_as_objects_hold_the_bytes() {
    let folder = Folder::new();
    let file = folder.file("a", b"hello, gander, how are you?\n");
    let rows = objects(&answer(&["rows", &file, "--view", "hex", "-f", "jsonl", "--from", "2"]));
    assert_eq!(rows, [serde_json::json!({"row": 2, "offset": 16, "hex": "6f772061726520796f753f0a"})]);
}

#[test]
fn a_closed_pipe_ends_a_command_quietly() {
    let folder = Folder::new();
    let file = folder.file("log", &sample("log", "4MB"));
    for args in [
        &["rows", &file][..],
        &["rows", &file, "--view", "hex"],
        &["rows", &file, "-f", "jsonl"],
        &["sample", "log", "--size", "100MB"],
    ] {
        let mut child =
            gander(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut some = [0; 10];
        child.stdout.take().expect("asked for").read_exact(&mut some).expect("bytes");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

// Of `/dev/full`.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let folder = Folder::new();
    let file = folder.file("a", b"a\n");
    let full = || File::options().write(true).open("/dev/full").expect("a device that is always full");
    for args in [&["summary", &file][..], &["rows", &file], &["sample", "log", "--size", "1kB"]] {
        let output = gander(args).stdout(full()).stderr(Stdio::piped()).output().expect("it runs");
        assert!(sentence(&output).contains("could not be written"), "{args:?}");
    }
    assert!(refusal(&["summary", &file, "-o", "/dev/full"]).contains("the disk is full"));
}

// Runs a shell, and writes to `/dev/null`.
#[cfg(unix)]
#[test]
fn the_answer_is_put_in_place_whole_or_not_at_all() {
    let folder = Folder::new();
    let file = folder.file("a", b"a\n");
    let out = folder.file("out", b"the old one");
    let limited = |command: &str| {
        let script = format!("ulimit -f 8; exec {} {command} -o {out}", env!("CARGO_BIN_EXE_gander"));
        run(Command::new("sh").args(["-c", &script]), b"")
    };
    assert!(sentence(&limited("sample log --size 1MB")).contains("larger than is allowed"));
    assert!(sentence(&limited(&format!("summary {file} -f csv"))).contains("larger than is allowed"));
    assert_eq!(fs::read(&out).expect("there"), b"the old one");
    assert_eq!(folder.names(), ["a", "out"]);
    assert!(answer(&["summary", &file, "-o", &out]).is_empty());
    assert_eq!(fs::read(&out).expect("there"), answer(&["summary", &file]));
    assert_eq!(folder.names(), ["a", "out"]);
    assert!(refusal(&["summary", &file, "-o", &folder.name("none/out")]).contains("the folder of"));
    assert!(refusal(&["summary", &file, "-o", &folder.name("")]).contains("is a folder"));
    assert!(answer(&["summary", &file, "-o", "/dev/null"]).is_empty());
    assert!(!fs::metadata("/dev/null").expect("there").is_file());
}

// Symbolic links take a privilege on Windows.
#[cfg(unix)]
#[test]
fn an_answer_onto_its_own_input_is_refused() {
    let folder = Folder::new();
    let file = folder.file("a", b"a\n");
    let path = folder.path("a");
    fs::hard_link(&path, folder.path("hard")).expect("a link");
    std::os::unix::fs::symlink(&path, folder.path("soft")).expect("a link");
    for name in ["a", "hard", "soft", "./a"] {
        for command in ["summary", "rows"] {
            assert!(refusal(&[command, &file, "-o", &folder.name(name)]).contains("is the file being read"));
            assert!(
                refusal(&[command, &folder.name("soft"), "-o", &folder.name(name)]).contains("being read")
            );
        }
    }
    let redirected = gander(&["rows", "-", "-o", &file]).stdin(File::open(&path).expect("there")).output();
    assert!(sentence(&redirected.expect("it ran")).contains("is the file being read"));
    assert_eq!(fs::read(&path).expect("there"), b"a\n");
}

/// Sends an interruption to a program as Ctrl-C does, once `ready` says so.
// Sends a signal.
#[cfg(unix)]
fn interrupt(mut command: Command, ready: impl Fn() -> bool) -> (Option<i32>, Vec<u8>) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
    let started = Instant::now();
    while !ready() && started.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("sent");
    let sent = Instant::now();
    let mut said = Vec::new();
    child.stderr.take().expect("asked for").read_to_end(&mut said).expect("read");
    let status = child.wait().expect("it ends");
    assert!(sent.elapsed() < crate::trial::PATIENCE, "{:?}", sent.elapsed());
    (status.code(), said)
}

#[cfg(unix)]
#[test]
fn an_interruption_leaves_nothing_behind() {
    let folder = Folder::new();
    let sample = gander(&["sample", "log", "--size", "4GiB", "-o", &folder.name("out")]);
    let has_begun = || {
        let part = folder.names().first().and_then(|name| fs::metadata(folder.path(name)).ok());
        part.is_some_and(|meta| meta.len() > 0)
    };
    assert_eq!(interrupt(sample, has_begun), (Some(130), vec![]));
    assert_eq!(folder.names(), [""; 0]);
}

// Makes a named pipe.
#[cfg(unix)]
#[test]
fn an_interruption_is_obeyed_while_a_pipe_is_silent() {
    let folder = Folder::new();
    let fifo = folder.name("fifo");
    printed(Command::new("mkfifo").arg(&fifo));
    let a_moment = || {
        std::thread::sleep(Duration::from_millis(150));
        true
    };
    // The other end is not opened: `open` itself blocks.
    assert_eq!(interrupt(gander(&["summary", &fifo]), a_moment), (Some(130), vec![]));
    // The other end is open and silent: `read` blocks.
    let both = File::options().read(true).write(true).open(Path::new(&fifo)).expect("opened");
    assert_eq!(interrupt(gander(&["summary", &fifo]), a_moment), (Some(130), vec![]));
    drop(both);
}

#[test]
fn the_same_seed_gives_the_same_sample() {
    for kind in ["log", "table", "json", "binary"] {
        let first = answer(&["sample", kind, "--size", "200KiB", "--seed", "7"]);
        assert!(first == answer(&["sample", kind, "--size", "200KiB", "--seed", "7"]), "{kind}");
        assert!(first != answer(&["sample", kind, "--size", "200KiB", "--seed", "8"]), "{kind}");
        assert!((204_000..=204_800).contains(&first.len()), "{kind}: {}", first.len());
    }
}

/// Starts to print the file's rows, changes it once they come, and reads on.
// Windows keeps a file as it is while it is open.
#[cfg(unix)]
fn rows_while(file: &str, change: impl FnOnce()) -> std::process::Output {
    answer_while(&["rows", file], change)
}

/// What a command answers while the file changes after the first bytes of it.
#[cfg(unix)]
fn answer_while(args: &[&str], change: impl FnOnce()) -> std::process::Output {
    let mut child = gander(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut some = vec![0; 10];
    let mut stdout = child.stdout.take().expect("asked for");
    stdout.read_exact(&mut some).expect("bytes");
    change();
    stdout.read_to_end(&mut some).expect("bytes");
    let output = child.wait_with_output().expect("it ends");
    std::process::Output { stdout: some, ..output }
}

#[cfg(unix)]
#[test]
fn a_file_that_grows_moves_or_goes_is_printed_as_it_was() {
    let folder = Folder::new();
    let bytes = sample("log", "3MB");
    let grow = |file: &str| {
        let mut file = File::options().append(true).open(file).expect("ours");
        std::io::Write::write_all(&mut file, b"one more line\n").expect("written");
    };
    let move_away = |file: &str| fs::rename(file, format!("{file}.1")).expect("moved");
    let remove = |file: &str| fs::remove_file(file).expect("removed");
    for change in [&grow as &dyn Fn(&str), &move_away, &remove] {
        let file = folder.file("log", &bytes);
        let output = rows_while(&file, || change(&file));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stdout == bytes);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_cut_or_rewritten_is_said_and_ends_by_status_2() {
    let folder = Folder::new();
    let bytes = sample("log", "3MB");
    let file = folder.file("log", &bytes);
    let output = rows_while(&file, || fs::write(&file, b"short").expect("ours"));
    assert!(sentence(&output).contains("was not read to its end: the file was cut to 5 bytes"));
    assert!(bytes.starts_with(&output.stdout));
    let file = folder.file("log", &bytes);
    let output = rows_while(&file, || fs::write(&file, bytes.to_ascii_uppercase()).expect("ours"));
    assert!(sentence(&output).contains("was rewritten"));
    assert!(bytes.starts_with(&output.stdout));
}

#[cfg(unix)]
#[test]
fn a_list_of_a_file_that_is_touched_meanwhile_is_complete_and_of_one_changed_in_place_is_not() {
    let folder = Folder::new();
    let bytes = sample("log", "6MB");
    for args in [
        &["find", "a"][..],
        &["find", "a", "-f", "jsonl"],
        &["rows"],
        &["rows", "-f", "jsonl"],
        &["rows", "--view", "hex", "--from", "2"],
    ] {
        let file = folder.file("log", &bytes);
        let args = [&args[..1], &[file.as_str()], &args[1..]].concat();
        let all = answer(&args);
        let touch = || {
            let file = File::options().write(true).open(&file).expect("ours");
            file.set_modified(std::time::SystemTime::now()).expect("ours");
        };
        let output = answer_while(&args, touch);
        let says = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), says.as_ref()), (Some(0), ""), "{args:?}");
        assert!(output.stdout == all, "{args:?}");
        // Where it was printed from already, far from both ends.
        let change = || {
            let file = File::options().write(true).open(&file).expect("ours");
            std::os::unix::fs::FileExt::write_all_at(&file, b"a\nb\naaaa", 8000).expect("ours");
        };
        let output = answer_while(&args, change);
        assert!(sentence(&output).contains("was rewritten"), "{args:?}");
        assert!(output.stdout == all, "{args:?}");
    }
}

/// A summary during which the file is changed again and again, from before its first byte is read.
// Waits for the map by `/proc`.
#[cfg(target_os = "linux")]
fn summary_while(file: &str, change: impl Fn(&File) + Send) -> (std::process::Output, Value) {
    let output = std::thread::scope(|scope| {
        let ours = File::options().write(true).open(file).expect("ours");
        let args = ["summary", file, "--threads", "1", "--only", "lines,bytes"];
        let child = gander(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let maps = format!("/proc/{}/maps", child.id());
        while !fs::read_to_string(&maps).is_ok_and(|maps| maps.contains(file)) {}
        scope.spawn(move || change(&ours));
        child.wait_with_output().expect("it ends")
    });
    let json = serde_json::from_slice(&output.stdout).expect("JSON");
    (output, json)
}

#[cfg(target_os = "linux")]
fn sections_of(file: &str) -> Value {
    let json: Value =
        serde_json::from_slice(&answer(&["summary", file, "--only", "lines,bytes"])).expect("JSON");
    json["sections"].clone()
}

#[cfg(target_os = "linux")]
#[test]
fn a_summary_of_a_file_that_is_touched_is_complete() {
    let folder = Folder::new();
    let file = folder.file("log", &sample("log", "48MB"));
    let before = sections_of(&file);
    let touch = |file: &File| file.set_modified(std::time::SystemTime::now()).expect("ours");
    let (output, json) = summary_while(&file, touch);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    assert_eq!(json["coverage"]["complete"], true);
    assert_eq!(json["sections"], before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_summary_of_a_file_that_is_changed_in_place_and_stays_is_of_what_it_holds() {
    let folder = Folder::new();
    let file = folder.file("log", &sample("log", "48MB"));
    let before = sections_of(&file);
    // As far from both ends as can be, where it is read late.
    let change = |file: &File| {
        std::os::unix::fs::FileExt::write_all_at(file, &[b'\n'; 1000], 24_000_000).expect("ours");
    };
    let (output, json) = summary_while(&file, change);
    assert_eq!((output.status.code(), json["coverage"]["complete"] == true), (Some(0), true));
    // It may have ended before.
    assert!([before, sections_of(&file)].contains(&json["sections"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_summary_of_a_file_that_grows_and_is_changed_in_place_is_of_what_it_holds() {
    let folder = Folder::new();
    let bytes = sample("log", "48MB");
    let file = folder.file("log", &bytes);
    let change = |file: &File| {
        let end = len_u64(bytes.len());
        std::os::unix::fs::FileExt::write_all_at(file, &[b'\n'; 1000], 24_000_000).expect("ours");
        std::os::unix::fs::FileExt::write_all_at(file, b"one more\n", end).expect("ours");
        std::os::unix::fs::FileExt::write_all_at(file, &[b'\n'; 500], 8_000_000).expect("ours");
    };
    let (output, json) = summary_while(&file, change);
    assert_eq!((output.status.code(), json["coverage"]["complete"] == true), (Some(0), true));
    assert_eq!(json["coverage"]["of_bytes"], bytes.len());
    File::options().write(true).open(&file).expect("ours").set_len(len_u64(bytes.len())).expect("ours");
    assert_eq!(json["sections"], sections_of(&file));
}

#[cfg(unix)]
#[test]
fn a_list_of_a_file_that_is_cut_or_rewritten_holds_only_what_was_there() {
    let folder = Folder::new();
    let bytes = sample("log", "24MB");
    let file = folder.file("log", &bytes);
    for how in [&["find", &file, "took", "--threads", "2"][..], &["find", &file, "o", "-f", "jsonl"]] {
        let whole = answer(how);
        let output = answer_while(how, || fs::write(&file, b"short").expect("ours"));
        assert!(sentence(&output).contains("was not read to its end"));
        assert!(whole.starts_with(&output.stdout) && output.stdout.len() < whole.len());
        folder.file("log", &bytes);
        let output = answer_while(how, || fs::write(&file, bytes.to_ascii_uppercase()).expect("ours"));
        assert!(sentence(&output).contains("was not read to its end"));
        assert!(whole.starts_with(&output.stdout) && output.stdout.len() < whole.len());
        folder.file("log", &bytes);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_summary_of_a_file_that_is_cut_says_how_far_it_is_right() {
    let folder = Folder::new();
    let bytes = sample("log", "48MB");
    let file = folder.file("log", &bytes);
    let args = ["summary", &file, "--threads", "1", "--io", "map"];
    let mut child = gander(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let maps = format!("/proc/{}/maps", child.id());
    while !fs::read_to_string(&maps).expect("it runs").contains(&file) {
        assert!(child.try_wait().expect("a child").is_none(), "it ended too soon");
    }
    File::options().write(true).open(&file).and_then(|file| file.set_len(10_000)).expect("ours");
    let output = child.wait_with_output().expect("it ends");
    assert!(sentence(&output).contains("the file was cut to 9.77 KiB"));
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let scanned = json["coverage"]["scanned_bytes"].as_u64().expect("a count");
    assert_eq!(json["coverage"]["complete"], false);
    assert_eq!(json["coverage"]["of_bytes"], bytes.len());
    // What it does say is right.
    let newlines = bytes[..usize::try_from(scanned).unwrap()].iter().filter(|&&b| b == b'\n').count();
    assert_eq!(json["sections"][0]["facts"][1]["value"], newlines);
}

#[test]
fn a_log_format_of_one_s_own_counts_on_the_command_line_when_it_is_given() {
    let folder = Folder::new();
    let file =
        folder.file("turbine.log", b"T#14h26 lvl=E hot\nT#14h27 lvl=W warm\n2026-03-14 09:26:53 INFO x\n");
    let formats = br#"{"theme": "Dark", "log_formats": [
        {"name": "broken", "pattern": "(", "sample": ""},
        {"name": "turbine", "pattern": "^T#(?<hour>\\d+)h(?<minute>\\d+) lvl=(?<level>.)", "sample": "T#9h00 lvl=E x"}
    ]}"#;
    let formats = folder.file("formats.json", formats);
    let plain = answer(&["summary", &file, "--only", "timeline", "-f", "csv"]);
    assert!(
        String::from_utf8_lossy(&plain).contains("timeline,,,timed,1,"),
        "{}",
        String::from_utf8_lossy(&plain)
    );
    let args = ["summary", &file, "--only", "timeline", "-f", "csv", "--log-formats", &formats];
    let output = run(&mut gander(&args), b"");
    let (csv, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    for fact in ["clock,without a day", "timed,2", "other_times,1", "error,1", "warn,1", "info,1"] {
        assert!(csv.contains(fact), "{fact}: {csv}");
    }
    assert_eq!(
        said,
        "gander: The log format “broken” is not used: its pattern can’t be read: unclosed group\n"
    );
    let none = folder.file("none.json", b"{}");
    assert!(refusal(&["find", &file, "x", "--log-formats", &none]).contains("no list “log_formats”"));
    assert!(refusal(&["rows", &file, "--log-formats", &folder.name("gone")]).contains("could not be read"));
}

/// Reading and writing calls of a process that has ended and was not yet waited for.
#[cfg(target_os = "linux")]
fn n_calls(id: u32) -> u64 {
    let has_ended = || {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).expect("it is there");
        stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z'))
    };
    while !has_ended() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let io =
        std::fs::read_to_string(format!("/proc/{id}/io")).expect("Linux counts what a process of ours reads");
    let count =
        |key: &str| io.lines().find_map(|line| line.strip_prefix(key)).and_then(|n| n.trim().parse().ok());
    count("syscr:").unwrap_or(u64::MAX).saturating_add(count("syscw:").unwrap_or(u64::MAX))
}

#[test]
#[cfg(target_os = "linux")]
fn rows_are_listed_from_what_was_searched_and_not_read_one_by_one() {
    const ROWS: usize = 200_000;
    let folder = Folder::new();
    let text: String = (0..ROWS).map(|nr| format!("row {nr} has a word\n")).collect();
    let path = folder.file("rows.log", text.as_bytes());
    for args in [&["find", &path, "word"][..], &["find", &path, "word", "-f", "jsonl"], &["rows", &path]] {
        let target = std::fs::File::create(folder.name("out")).expect("room");
        let mut child = gander(args).stdout(target).spawn().expect("it starts");
        let n = n_calls(child.id());
        assert!(child.wait().expect("it was there").success());
        let written = std::fs::read(folder.name("out")).expect("written");
        assert_eq!(written.iter().filter(|&&byte| byte == b'\n').count(), ROWS, "{args:?}");
        assert!(n < 1000, "{args:?} takes {n} calls");
    }
}
