//! `--log FILE` says what happened, and only then.

use crate::tool::{Folder, answer, gander, printed, refusal};
use std::fs;

#[test]
fn a_log_has_one_line_an_event_with_its_time() {
    let folder = Folder::new();
    let file = folder.file("a.txt", b"one\ntwo\n");
    let (log, out) = (folder.name("log"), folder.name("out.json"));
    let plain = answer(&["summary", &file]);
    assert_eq!(printed(&mut gander(&["summary", &file, "--log", &log])), plain);
    printed(&mut gander(&["summary", &file, "--log", &log, "-o", &out]));
    let lines: Vec<String> = folder.read("log").lines().map(str::to_owned).collect();
    let first = [
        ("INFO", "gander started version="),
        ("INFO", "opened name=\"a.txt\" len=8 how=\"mapped"),
        ("INFO", "job started title=\"Summary\" bytes=8"),
        ("INFO", "job ended title=\"Summary\" bytes=8 ms="),
        ("INFO", "gander ended"),
    ];
    for (line, (level, what)) in lines.iter().zip(first) {
        let (time, rest) = line.split_once(' ').expect("a time");
        assert!(time.parse::<jiff::Timestamp>().is_ok(), "{line}");
        assert!(rest.trim_start().starts_with(level) && rest.contains(what), "{line}");
    }
    let ended = lines.iter().find(|line| line.contains("job ended")).expect("one");
    for said in [" waited_ms=", " own_ms=", " busy_ms=", " cpu_ms="] {
        assert!(ended.contains(said), "waiting is told from working: {ended}");
    }
    // The second run adds to it.
    assert_eq!(lines.len(), 2 * first.len() + 1);
    assert!(lines.iter().any(|line| line.contains(&format!("written path={out}"))));
}

#[test]
fn what_goes_wrong_is_in_the_log() {
    let folder = Folder::new();
    let log = folder.name("log");
    refusal(&["rows", &folder.name("none"), "--log", &log]);
    assert!(folder.read("log").contains(" WARN gander::source: not opened: “"), "{}", folder.read("log"));
}

#[test]
fn a_log_that_can_not_be_written_ends_a_command() {
    let folder = Folder::new();
    let file = folder.file("a.txt", b"one\n");
    assert!(refusal(&["summary", &file, "--log", &folder.name("no/log")]).contains("was not found"));
    assert!(refusal(&["rows", &file, "--log", &folder.name("")]).contains("is a folder"));
    assert!(refusal(&["sample", "log", "--size", "1", "--log", &folder.name("no/log")]).contains("no/log"));
}

// Symbolic links take a privilege on Windows.
#[cfg(unix)]
#[test]
fn a_log_never_changes_the_file_that_is_read() {
    let folder = Folder::new();
    let file = folder.file("a.txt", b"one\n");
    std::os::unix::fs::symlink(&file, folder.path("link")).expect("a link");
    fs::hard_link(&file, folder.path("twin")).expect("a link");
    for name in ["a.txt", "link", "twin"] {
        assert!(refusal(&["summary", &file, "--log", &folder.name(name)]).contains("is the file being read"));
    }
    assert_eq!(folder.read("a.txt"), "one\n");
}
