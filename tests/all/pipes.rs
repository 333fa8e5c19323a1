//! Pipes on the command line: what can be answered before they end is answered then.

use super::corpus;
use super::tool::{Folder, answer, gander, run, sentence};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Only a program that hangs takes as long.
const PATIENCE: Duration = Duration::from_secs(60);

fn piped(mut command: Command) -> (Child, ChildStdin) {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let stdin = child.stdin.take().expect("it was asked for");
    (child, stdin)
}

/// Waits for the end of a program; one that hangs is ended.
fn ended(mut child: Child) -> Output {
    let until = Instant::now() + PATIENCE;
    let out = child.stdout.take().map(|mut out| {
        let read = move || {
            let mut bytes = Vec::new();
            out.read_to_end(&mut bytes).map(|_| bytes).expect("it is printed")
        };
        std::thread::Builder::new().spawn(read).expect("a thread")
    });
    while child.try_wait().expect("it is ours").is_none() {
        if Instant::now() > until {
            child.kill().expect("it is ours");
            panic!("it waits for the pipe's end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let stdout = out.map_or_else(Vec::new, |out| out.join().expect("no panic"));
    Output { stdout, ..child.wait_with_output().expect("it has ended") }
}

/// What a program prints whose standard input begins so and is then silent, but open.
fn of_an_open_pipe(args: &[&str], first: &[u8]) -> String {
    let (child, mut stdin) = piped(gander(args));
    stdin.write_all(first).expect("it reads");
    let output = ended(child);
    drop(stdin);
    String::from_utf8(output.stdout).expect("text")
}

/// What a program prints whose standard input never ends.
fn of_an_endless_pipe(args: &[&str]) -> String {
    let (child, mut stdin) = piped(gander(args));
    std::thread::scope(|scope| {
        scope.spawn(move || while stdin.write_all(&b"yes\n".repeat(4096)).is_ok() {});
        String::from_utf8(ended(child).stdout).expect("text")
    })
}

#[test]
fn a_limit_ends_a_search_of_a_pipe_that_is_silent() {
    let check = |args: &[&str], first: &str, says: &str| {
        assert_eq!(of_an_open_pipe(args, first.as_bytes()), says, "{args:?}");
    };
    check(&["find", "-", "ERROR", "--limit", "1"], "ERROR\n", "1:ERROR\n");
    check(&["find", "-", "ERROR", "--limit", "1"], "a\nERROR b\nc", "2:ERROR b\n");
    check(&["find", "-", "r", "--limit", "2", "--count", "-i"], "ERROR\n", "2\n");
    check(&["find", "-", "r", "--limit", "2", "--count-rows"], "r\nr\nr\n", "2\n");
    check(&["find", "-", "^$", "--limit", "1"], "a\n\n", "2:\n");
    let object = "{\"offset\": 1, \"length\": 1, \"row\": 1}\n";
    check(&["find", "-", "--hex", "42", "--limit", "1", "-f", "jsonl"], "ABC", object);
}

#[test]
fn rows_of_a_pipe_that_is_silent_end_with_their_count() {
    let check = |args: &[&str], says: &str| {
        assert_eq!(of_an_open_pipe(args, b"one\ntwo\nthree\n"), says, "{args:?}");
    };
    check(&["rows", "-", "--count", "2"], "one\ntwo\n");
    check(&["rows", "-", "--from", "3", "--count", "1"], "three\n");
    check(&["rows", "-", "--count", "0"], "");
    let object = "{\"row\": 2, \"offset\": 4, \"text\": \"two\"}\n";
    check(&["rows", "-", "--from", "2", "--count", "1", "-f", "jsonl"], object);
}

#[test]
fn an_endless_pipe_is_read_as_far_as_it_takes() {
    assert_eq!(of_an_endless_pipe(&["rows", "-", "--count", "2"]), "yes\nyes\n");
    let object = "{\"row\": 100000, \"offset\": 399996, \"text\": \"yes\"}\n";
    assert_eq!(of_an_endless_pipe(&["rows", "-", "--from", "100000", "--count", "1", "-f", "jsonl"]), object);
    let hex = of_an_endless_pipe(&["rows", "-", "--view", "hex", "--count", "1"]);
    assert!(hex.ends_with("|yes.yes.yes.yes.|\n00000010\n"), "{hex}");
    assert_eq!(of_an_endless_pipe(&["find", "-", "y", "--limit", "2"]), "1:yes\n2:yes\n");
    assert_eq!(of_an_endless_pipe(&["find", "-", "y", "--count", "--limit", "7"]), "7\n");
    assert!(of_an_endless_pipe(&["sniff", "-"]).contains("The pipe goes on"));
}

#[test]
fn what_a_pipe_has_brought_is_printed_while_it_is_silent() {
    for (args, line) in [
        (&["rows", "-"][..], "one\n"),
        (&["rows", "-", "-f", "jsonl"], "{\"row\": 1, \"offset\": 0, \"text\": \"one\"}\n"),
        (&["find", "-", "o"], "1:one\n"),
    ] {
        let (mut child, mut stdin) = piped(gander(args));
        let mut out = BufReader::new(child.stdout.take().expect("it was asked for"));
        let mut first = String::new();
        stdin.write_all(b"one\ntw").expect("it reads");
        out.read_line(&mut first).expect("text");
        assert_eq!(first, line, "{args:?}");
        stdin.write_all(b"o\n").expect("it reads");
        drop(stdin);
        let mut rest = String::new();
        out.read_to_string(&mut rest).expect("text");
        assert!(rest.contains("two"), "{args:?}: {rest}");
        assert!(ended(child).status.success());
    }
}

/// Runs with the bytes on standard input, sent in pieces of those lengths, with pauses.
fn in_pieces(args: &[&str], bytes: &[u8], lens: impl Iterator<Item = usize>) -> Vec<u8> {
    let (child, mut stdin) = piped(gander(args));
    std::thread::scope(|scope| {
        let mut rest = bytes.to_vec();
        let lens: Vec<usize> = lens.take(12).collect();
        scope.spawn(move || {
            for len in lens {
                let after = rest.split_off(len.min(rest.len()));
                // It may have its answer, and be gone.
                let _ = stdin.write_all(&rest);
                rest = after;
                std::thread::sleep(Duration::from_millis(15));
            }
            drop(stdin.write_all(&rest));
        });
        ended(child).stdout
    })
}

#[test]
fn a_pipe_in_pieces_gives_what_the_file_gives() {
    let folder = Folder::new();
    let utf16: Vec<u8> = "ab\r\nc\n\nabc\u{10A}\nä".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf32: Vec<u8> =
        "ab\r\nc\n\nabc\u{A0A}\nä".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
    let long = [b"x".repeat(300_000), b"\nab\n".to_vec(), b"ab".repeat(150_000)].concat();
    let texts: [(&str, Vec<u8>); 6] = [
        ("UTF-8", b"ab\n\nabab\r\nb ab\n\n\nab".to_vec()),
        ("UTF-8", b"ab\n".repeat(70_000)),
        ("UTF-8", long),
        ("UTF-8", corpus::mix(50_000, 3)),
        ("UTF-16LE", utf16),
        ("UTF-32BE", [&utf32.repeat(40)[..], b"\0\0"].concat()),
    ];
    let asked: [&[&str]; 19] = [
        &["rows", "-f", "jsonl"],
        &["rows", "--from", "2", "--count", "3", "-f", "jsonl"],
        &["rows", "--from", "3"],
        &["rows", "--view", "hex"],
        &["rows", "--view", "hex", "--from", "2", "--count", "2", "-f", "jsonl"],
        &["find", "ab"],
        &["find", "ab", "-f", "jsonl"],
        &["find", "^$|b$", "-f", "jsonl", "--limit", "7"],
        &["find", "--hex", "61 62", "-f", "jsonl"],
        &["find", "--hex", "6? 62"],
        &["find", "--hex", "0A ?? 6?"],
        &["find", "--hex", "62 61 62", "--count", "--limit", "5"],
        &["find", "b\\n+a", "-f", "jsonl"],
        &["find", "(?s)b.{0,9}a", "-f", "jsonl"],
        &["find", "(?s)b.*a"],
        &["find", "--fixed", "b\na", "-f", "jsonl"],
        &["find", "--fixed", "b\nab"],
        &["find", "(?<=a)b|^$", "--limit", "9"],
        &["find", "a", "--count-rows", "--limit", "3"],
    ];
    let mut seed = 1_usize;
    for (nr, (encoding, bytes)) in texts.iter().enumerate() {
        let file = folder.file(&format!("text{nr}"), bytes);
        for args in asked {
            let with = |path: &str| {
                let mut all = vec![args[0], path];
                all.extend(&args[1..]);
                all.extend(["--encoding", encoding]);
                all.into_iter().map(str::to_owned).collect::<Vec<_>>()
            };
            let of_file = run(&mut gander(&strs(&with(&file))), b"").stdout;
            let lens = std::iter::from_fn(|| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let most = if (seed >> 20) & 1 == 0 { 7 } else { 90_000 };
                Some(1 + (seed >> 33) % most)
            });
            let of_pipe = in_pieces(&strs(&with("-")), bytes, lens);
            assert!(of_pipe == of_file, "{args:?} of text {nr}");
        }
    }
}

fn strs(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

#[test]
fn a_pipe_without_a_match_or_a_byte_is_answered_as_such_a_file_is() {
    let folder = Folder::new();
    let file = folder.file("a", b"one\ntwo\n");
    assert_eq!(answer(&["find", &file, "o", "--limit", "1"]), b"1:one\n");
    let none = run(&mut gander(&["find", "-", "x"]), b"one\ntwo\n");
    assert_eq!((none.status.code(), none.stdout), (Some(1), vec![]));
    assert!(sentence(&run(&mut gander(&["find", "-", "("]), b"one\n")).contains("gander: "));
    assert_eq!(run(&mut gander(&["rows", "-"]), b"").stdout, b"");
}
