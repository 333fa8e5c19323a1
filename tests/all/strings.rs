//! `gander strings`: all runs of printable characters, each once and in order, wherever parts of the file are cut.
#![cfg(test)]

use crate::random::Random;
use crate::tool::{Folder, answer, gander, run};
use std::fmt::Write as _;

/// Bytes of several parts, some of which are text; runs stand across the edges of parts, and some are long.
fn some_bytes() -> Vec<u8> {
    const PART: usize = 1 << 20;
    let mut random = Random(11);
    let mut bytes = Vec::new();
    while bytes.len() < 9 * PART {
        match random.below(4) {
            0 => bytes.extend((0..random.below(40)).map(|_| u8::try_from(random.below(256)).unwrap())),
            1 => bytes.extend((0..random.below(12)).map(|_| b'a')),
            2 => "wide text".encode_utf16().for_each(|unit| bytes.extend(unit.to_le_bytes())),
            _ => bytes.extend(vec![0; usize::try_from(random.below(60)).unwrap()]),
        }
    }
    for nr in 1..9 {
        let at = nr * PART - nr;
        bytes[at..at + 9].copy_from_slice(b"\x00across!\x01");
        bytes[at + 100..at + 100 + 3 * 17_000].fill(b'x');
    }
    let at = 2 * PART + 200_000;
    bytes[at..at + 3 * PART].fill(b'l');
    bytes.extend_from_slice(b"\x00the end");
    bytes
}

fn is_printable(byte: u8) -> bool {
    (32..127).contains(&byte) || byte == 9
}

/// As `strings -a -n LEAST -t x` prints them: the slow twin.
fn naive(bytes: &[u8], least: usize) -> String {
    let (mut text, mut run, mut start) = (String::new(), String::new(), 0);
    for (at, &byte) in bytes.iter().chain([&0]).enumerate() {
        if is_printable(byte) {
            if run.is_empty() {
                start = at;
            }
            run.push(char::from(byte));
        } else {
            if run.len() >= least {
                let _ = writeln!(text, "{start:7x} {run}");
            }
            run.clear();
        }
    }
    text
}

#[test]
fn strings_of_ascii_are_those_of_a_plain_reading() {
    let bytes = some_bytes();
    let folder = Folder::new();
    let file = folder.file("a", &bytes);
    for (least, threads, io) in
        [(4, "1", "map"), (4, "3", "read"), (9, "2", "map"), (1, "2", "read"), (20_000, "2", "map")]
    {
        let expected = naive(&bytes, least);
        let args = ["strings", &file, "--min", &least.to_string(), "--threads", threads, "--io", io];
        let found = String::from_utf8(answer(&args)).expect("text");
        assert!(
            found == expected,
            "{args:?}: {} and {} lines",
            found.lines().count(),
            expected.lines().count()
        );
    }
    let piped = run(&mut gander(&["strings", "-"]), &bytes);
    assert!(String::from_utf8(piped.stdout).expect("text") == naive(&bytes, 4));
    let empty = folder.file("empty", b"");
    assert_eq!(answer(&["strings", &empty]), b"");
    assert!(crate::tool::refusal(&["strings", &empty, "--encodings", "utf-9"]).contains("there are ascii, "));
}

#[test]
fn strings_of_wide_characters_are_those_of_a_plain_reading() {
    let bytes = some_bytes();
    let folder = Folder::new();
    let file = folder.file("a", &bytes);
    let mut expected = String::new();
    let mut at = 0;
    while at + 1 < bytes.len() {
        let units =
            bytes[at..].chunks_exact(2).take_while(|unit| is_printable(unit[0]) && unit[1] == 0).count();
        if units > 3 {
            let text: String =
                bytes[at..at + 2 * units].iter().step_by(2).map(|&byte| char::from(byte)).collect();
            let _ = writeln!(expected, "{at:7x} {text}");
        }
        at += (2 * units).max(1);
    }
    let found = answer(&["strings", &file, "--encodings", "utf-16le"]);
    assert!(String::from_utf8(found).expect("text") == expected);
    assert!(expected.lines().count() > 1000);
}

#[test]
fn several_encodings_are_told_in_the_order_of_their_places() {
    let folder = Folder::new();
    let mut bytes = b"\x01plain\x00\x00\xC3\xA9t\xC3\xA9s!\x00".to_vec();
    "wide".encode_utf16().for_each(|unit| bytes.extend(unit.to_be_bytes()));
    bytes.extend_from_slice(b"\x01");
    let file = folder.file("a", &bytes);
    let found = answer(&["strings", &file, "-f", "jsonl", "--encodings", "ascii,utf-8,utf-16be"]);
    let found: Vec<serde_json::Value> = String::from_utf8(found)
        .expect("text")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let told: Vec<String> = found
        .iter()
        .map(|one| format!("{} {} {} {}", one["offset"], one["length"], one["encoding"], one["text"]))
        .collect();
    assert_eq!(told, ["1 5 \"ascii\" \"plain\"", "8 7 \"utf-8\" \"étés!\"", "16 8 \"utf-16be\" \"wide\""]);
}

#[test]
fn a_pipe_that_brings_a_string_in_pieces_has_it_whole() {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut child = gander(&["strings", "-", "--encodings", "utf-8"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = child.stdin.take().expect("an input");
    for piece in [&b"\x00\x01a \xC3"[..], b"\xA9t\xC3\xA9", b" is here\x00 x", b"yz"] {
        input.write_all(piece).expect("it takes it");
        input.flush().expect("it takes it");
        std::thread::sleep(std::time::Duration::from_millis(60));
    }
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8(output.stdout).expect("text"), "      2 a été is here\n     12  xyz\n");
}

#[test]
fn a_hole_of_a_terabyte_costs_nothing_and_hides_no_string() {
    let folder = Folder::new();
    let file = folder.file("a", b"first");
    let bytes = std::fs::OpenOptions::new().write(true).open(&file).expect("ours");
    bytes.set_len(1 << 40).expect("a file system with holes");
    let mut known = String::from("      0 first\n");
    // The high byte of a wide character may be the hole's last.
    for (at, text) in [
        ((1_u64 << 31) - 1, "before"),
        (1 << 32, "w\0i\0d\0e\0"),
        (10_u64.pow(12), "later"),
        ((1 << 40) - 4, "last"),
    ] {
        std::os::unix::fs::FileExt::write_all_at(&bytes, text.as_bytes(), at).expect("room");
        let (at, text) =
            if text.contains('\0') { (at - 1, text.replace('\0', "")) } else { (at, text.into()) };
        let _ = writeln!(known, "{at:7x} {text}");
    }
    let output = answer(&["strings", &file, "--encodings", "ascii,utf-16be"]);
    assert_eq!(String::from_utf8(output).expect("text"), known);
}
