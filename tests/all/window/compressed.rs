//! Compressed files say what they are, and what helps.
#![cfg(test)]

use super::stage::{CTRL_SHIFT, Folder, Role, Stage};
use egui::Key;
use std::io::Write;
use std::process::{Command, Stdio};

const TEXT: &str = "a line of a log\n";

/// The text, compressed by gzip.
fn zipped() -> Vec<u8> {
    let command = Command::new("gzip").arg("-c").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = command.expect("there is gzip");
    child.stdin.take().expect("it is piped").write_all(TEXT.as_bytes()).expect("it is read");
    child.wait_with_output().expect("it ends").stdout
}

/// How a file of this program begins, by its specification; what follows says nothing.
fn begun_by(program: &str) -> Vec<u8> {
    let begin: &[u8] = match program {
        "gzip" => b"\x1F\x8B\x08\0",
        "zstd" => b"\x28\xB5\x2F\xFD",
        "xz" => b"\xFD7zXZ\0",
        "bzip2" => b"BZh91AY&SY",
        _ => b"\x04\x22\x4D\x18",
    };
    [begin, &[0x5A; 90]].concat()
}

#[test]
fn compressed_files_say_what_they_are_and_the_command_that_helps() {
    let folder = Folder::new();
    for (program, name, shown) in [
        ("gzip", "a.log.gz", "gzip-compressed: decompress it first, or: zcat a.log.gz | gander -"),
        ("zstd", "a.log.zst", "zstd-compressed: decompress it first, or: zstdcat a.log.zst | gander -"),
        ("xz", "a.log.xz", "xz-compressed: decompress it first, or: xzcat a.log.xz | gander -"),
        ("bzip2", "a.log.bz2", "bzip2-compressed: decompress it first, or: bzcat a.log.bz2 | gander -"),
        ("lz4", "a.log.lz4", "lz4-compressed: decompress it first, or: lz4cat a.log.lz4 | gander -"),
        // Told by what is in it, whatever it is called.
        ("gzip", "renamed.log", "gzip-compressed: decompress it first, or: zcat < renamed.log | gander -"),
        ("xz", "it's", "xz-compressed: decompress it first, or: xzcat < 'it'\\''s' | gander -"),
    ] {
        let mut stage = Stage::tall();
        stage.open(&folder.file(name, begun_by(program)));
        let says = || stage.seen().into_iter().filter(|seen| seen.text == shown).count();
        assert_eq!(says(), 2, "the hint and the start of the summary say so: {name}");
    }
}

#[test]
fn a_file_that_is_only_called_so_says_nothing() {
    let folder = Folder::new();
    for name in ["a.log.gz", "a.zst", "a.xz", "a.bz2"] {
        let mut stage = Stage::new();
        stage.open(&folder.file(name, TEXT));
        assert!(!stage.says("-compressed"), "{name}");
        assert!(!stage.says("Copy the command"), "{name}");
    }
}

#[test]
fn the_command_can_be_copied_and_shows_the_text_and_the_hint_can_be_dismissed() {
    let folder = Folder::new();
    let path = folder.file("it's a log.gz", zipped());
    let mut stage = Stage::tall();
    stage.open(&path);
    stage.until_scanned();
    stage.press("Copy the command");
    stage.must_say("The command was copied.");
    let command = stage.copied[0].strip_suffix(" | gander -").expect("it ends in Gander").to_owned();
    let output = Command::new("sh").args(["-c", &command]).output().expect("there is a shell");
    assert_eq!(String::from_utf8_lossy(&output.stdout), TEXT, "{command}");
    stage.press("Dismiss");
    stage.frames(2);
    assert!(!stage.seen().iter().any(|seen| seen.role == Role::Button && seen.text == "Copy the command"));
    stage.must_say("gzip-compressed");
    stage.key(CTRL_SHIFT, Key::E);
    stage.until("it is copied", |stage| stage.copied.len() > 1);
    let text = &stage.copied[1];
    assert!(text.lines().take(8).any(|line| line.contains("gzip-compressed: decompress it first")), "{text}");
    assert!(stage.harness.unnamed_widgets().is_empty(), "{:?}", stage.harness.unnamed_widgets());
}
