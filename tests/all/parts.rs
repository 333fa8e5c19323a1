//! `--offset` and `--length`: every command answers as if the bytes that `dd` cuts out had been given to it by
//! a pipe, but for offsets, which count from the file's start.
#![cfg(test)]

use crate::tool::{Folder, gander, run};
use serde_json::Value;
use std::process::Output;

const CHUNK: usize = 4 << 20;

/// A table whose rows hold quoted line ends, with a bad byte and a NUL here and there.
fn some_bytes() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut nr = 0_u32;
    while bytes.len() < CHUNK + 30_000 {
        nr += 1;
        let note = match nr % 5 {
            0 => "\"two\nlines\"",
            1 => "plain words",
            2 => "\"a \"\"word\"\"\"",
            3 => "M\u{fc}ller",
            _ => "",
        };
        bytes.extend(format!("{nr},2026-05-{:02},{note},{}\r\n", nr % 28 + 1, nr * 7).bytes());
    }
    for at in [4100, 9000, CHUNK - 2, CHUNK + 5000] {
        bytes[at] = if at % 2 == 0 { 0xFF } else { 0 };
    }
    bytes
}

/// The commands, each with a way to move the offsets in its answer.
const COMMANDS: [(&[&str], Moved); 15] = [
    (&["summary", "-f", "json"], Moved::Json),
    (&["summary", "--only", "lines,utf8,bytes", "-f", "json"], Moved::Json),
    (&["rows", "--from", "3", "--count", "50", "-f", "jsonl"], Moved::JsonLines),
    (&["rows"], Moved::Nothing),
    (&["rows", "--view", "hex", "--from", "2", "--count", "300"], Moved::Hex),
    (&["rows", "--view", "hex", "-f", "jsonl", "--count", "40"], Moved::JsonLines),
    (&["rows", "--view", "table", "-f", "jsonl", "--format", "csv"], Moved::Nothing),
    (&["find", "words", "--fixed", "-f", "jsonl"], Moved::JsonLines),
    (&["find", "[0-9]{3}7,", "--count"], Moved::Nothing),
    (&["find", "0D 0A", "--hex", "-f", "jsonl", "--limit", "90"], Moved::JsonLines),
    (&["strings", "--min", "9"], Moved::Hex),
    (&["strings", "--encodings", "utf-8,utf-16le", "-f", "jsonl"], Moved::JsonLines),
    (&["hash", "--algo", "sha256,blake3", "-f", "json"], Moved::Json),
    (&["errors", "--format", "csv", "-f", "jsonl"], Moved::JsonLines),
    (&["export", "--format", "csv", "--header", "no", "-f", "tsv"], Moved::Nothing),
];

/// How the offsets of an answer are moved.
#[derive(Clone, Copy)]
enum Moved {
    /// There are none.
    Nothing,
    Json,
    JsonLines,
    /// Each line starts with one.
    Hex,
}

/// Keys that hold an offset.
const PLACES: [&str; 2] = ["offset", "first_row"];

fn moved(value: &mut Value, by: u64) {
    let add = |value: &mut Value| {
        if let Some(at) = value.as_u64() {
            *value = (at + by).into();
        }
    };
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| moved(value, by)),
        Value::Object(map) => {
            if map.get("unit").is_some_and(|unit| unit == "offset")
                && let Some(value) = map.get_mut("value")
            {
                add(value);
            }
            let columns: Vec<bool> = map
                .get("columns")
                .and_then(Value::as_array)
                .map_or(Vec::new(), |all| all.iter().map(|column| column["unit"] == "offset").collect());
            if let Some(rows) = map.get_mut("rows").and_then(Value::as_array_mut) {
                for row in rows {
                    let cells = row.as_array_mut().expect("cells").iter_mut().zip(&columns);
                    cells.filter(|(_, is_place)| **is_place).for_each(|(cell, _)| add(cell));
                }
            }
            for (key, value) in map.iter_mut() {
                if PLACES.contains(&key.as_str()) { add(value) } else { moved(value, by) }
            }
        }
        _ => {}
    }
}

impl Moved {
    fn of(self, answer: &[u8], by: u64) -> String {
        let text = String::from_utf8_lossy(answer).into_owned();
        let of_json = |text: &str| {
            let mut value: Value = serde_json::from_str(text).expect("JSON");
            moved(&mut value, by);
            // Names and times are not the bytes'.
            for key in ["/path", "/file/path", "/file/modified"] {
                value.pointer_mut(key).into_iter().for_each(|value| *value = Value::Null);
            }
            value.to_string()
        };
        match self {
            Self::Nothing => text,
            Self::Json => of_json(&text),
            Self::JsonLines => text.lines().map(|line| of_json(line) + "\n").collect(),
            Self::Hex => text
                .lines()
                .map(|line| {
                    let line = line.trim_start();
                    let (at, rest) = line.split_once(' ').unwrap_or((line, ""));
                    let at = u64::from_str_radix(at, 16).expect("an offset") + by;
                    format!("{at:x} {rest}\n")
                })
                .collect(),
        }
    }
}

fn answer(output: &Output) -> (Option<i32>, &[u8]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code().is_some_and(|code| code < 2), "{said}");
    (output.status.code(), &output.stdout)
}

#[test]
fn a_part_of_a_file_is_answered_as_dd_into_a_pipe_is() {
    let bytes = some_bytes();
    let folder = Folder::new();
    let file = folder.file("a", &bytes);
    let parts = [
        (0, 4096),
        (1, 4095),
        (4095, 2),
        (4097, 12_345),
        (CHUNK - 3, 6),
        (CHUNK - 5000, 20_000),
        (5, CHUNK + 1),
        (bytes.len() - 10, 1000),
        (bytes.len(), 1),
        (bytes.len() + 5000, 7),
    ];
    for (nr, (command, how)) in COMMANDS.into_iter().enumerate() {
        // Each command tries some of the parts, and each part is tried by some commands.
        for (part_nr, (start, n)) in parts.into_iter().enumerate() {
            if (nr + part_nr) % 3 != 0 {
                continue;
            }
            let end = bytes.len().min(start + n);
            let cut = &bytes[start.min(bytes.len())..end];
            let (at, length) = (start.to_string(), format!("{n:#x}"));
            let args = |file: &str| {
                let mut args: Vec<String> = command.iter().map(|&arg| arg.into()).collect();
                args.insert(1, file.into());
                args
            };
            let run = |args: &[String], input: &[u8]| {
                run(&mut gander(&args.iter().map(String::as_str).collect::<Vec<_>>()), input)
            };
            let by = u64::try_from(start).unwrap();
            let piped = run(&args("-"), cut);
            let (code, known) = answer(&piped);
            let known = (code, how.of(known, by));
            for (file, input, io) in
                [(file.as_str(), &b""[..], "auto"), (&file, b"", "read"), ("-", &bytes, "auto")]
            {
                let mut args = args(file);
                args.extend(["--offset".into(), at.clone(), "--length".into(), length.clone()]);
                args.extend(["--io".into(), io.into()]);
                let output = run(&args, input);
                let (code, found) = answer(&output);
                let found = how.of(found, 0);
                assert!((code, &found) == (known.0, &known.1), "{args:?}\n{found}\n{}", known.1);
            }
        }
    }
}

#[test]
fn of_two_files_the_same_part_is_compared() {
    let folder = Folder::new();
    let (a, mut b) = (some_bytes(), some_bytes());
    for at in [10, 5000, CHUNK + 1, CHUNK + 2] {
        b[at] ^= 1;
    }
    let (a, b) = (folder.file("a", &a), folder.file("b", &b));
    let compare = |more: &[&str]| {
        let output = run(gander(&["compare", &a, &b]).args(more), b"");
        (output.status.code(), String::from_utf8(output.stdout).expect("text"))
    };
    let known = "1388: 1 byte changed\n400001: 2 bytes changed\n";
    assert_eq!(compare(&["--offset", "11"]), (Some(1), known.into()));
    assert_eq!(compare(&["--offset", "11", "--align"]), (Some(1), known.into()));
    assert_eq!(compare(&["--offset", "5001", "--length", "100kB"]), (Some(0), String::new()));
}

#[test]
fn an_endless_pipe_is_read_as_far_as_the_part_reaches() {
    use std::process::{Command, Stdio};
    let mut yes = Command::new("yes").stdout(Stdio::piped()).spawn().expect("coreutils");
    let endless = yes.stdout.take().expect("it was asked for");
    let part = ["rows", "-", "--offset", "200001", "--length", "5"];
    let output = gander(&part).stdin(endless).output().expect("it ends");
    yes.kill().and_then(|()| yes.wait()).expect("it is ours");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "\ny\ny\n");
}
