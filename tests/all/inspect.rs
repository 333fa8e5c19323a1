//! Values at a place are those that Python's `struct`, `uuid`, `ipaddress` and `datetime` read there.

use crate::random::Random;
use crate::tool::{root, run};
use gander::base::units::{len_u64, to_usize};
use gander::format::glyphs;
use gander::format::inspect::{self, Endian, MOST_BYTES, Reading};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::process::Command;

fn byte(random: &mut Random) -> u8 {
    u8::try_from(random.below(256)).expect("below 256")
}

/// Below `n`.
fn some(random: &mut Random, n: usize) -> usize {
    to_usize(random.below(len_u64(n)))
}

/// Bytes with values in them that bytes at random hardly ever are, and many of those.
fn haystack(random: &mut Random) -> Vec<u8> {
    let mut bytes = Vec::new();
    for nr in 0..400_u64 {
        let seconds = 1_000_000_000 + random.below(1 << 30);
        let unit = [1, 1_000, 1_000_000, 1_000_000_000][some(random, 4)];
        let moment = seconds * unit + random.below(unit);
        let wide = match nr % 8 {
            0 => moment.to_le_bytes().to_vec(),
            1 => moment.to_be_bytes().to_vec(),
            2 => ((seconds + 11_644_473_600) * 10_000_000 + random.below(10_000_000)).to_le_bytes().to_vec(),
            3 => "naïve 東 🦆 \u{202E}\u{7F}\u{1B}".as_bytes().to_vec(),
            4 => "π🦆\u{200B}".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            // LEB128: of any length, padded, and without an end.
            5 => (0..1 + random.below(20)).map(|_| byte(random) | 0x80).chain([0x7F, 0, 1]).collect(),
            6 => [vec![0x80 | byte(random); 1 + some(random, 40)], vec![0x00]].concat(),
            // Powers of two, infinities and their neighbours.
            _ => f64::from_bits(random.below(2048) << 52 | random.below(3)).to_be_bytes().to_vec(),
        };
        bytes.extend(wide);
        bytes.extend((0..random.below(9)).map(|_| byte(random)));
    }
    bytes
}

/// What a reading is for comparison: a number is the same however it is spelled.
fn told(id: &str, reading: &Reading) -> Json {
    match reading {
        Reading::Short => "short".into(),
        Reading::Invalid(_) => "invalid".into(),
        Reading::Value(value) => {
            let text = match id {
                "f16" | "bf16" | "f32" | "f64" => spelled(id, &value.text),
                // The number alone; what the character looks like is not Python's to say.
                "utf-8" | "utf-16" => value.text.rsplit(' ').next().unwrap_or_default().to_owned(),
                _ => value.text.clone(),
            };
            serde_json::json!([value.len, text])
        }
    }
}

/// The number of digits of a float.
fn n_digits(number: &str) -> usize {
    let double = number.parse::<f64>().expect("a number");
    format!("{double:e}").split('e').next().map_or(0, str::len)
}

/// What a float reads back to: two shortest decimals may be equally near.
fn spelled(id: &str, number: &str) -> String {
    let double = number.parse::<f64>().expect("a number");
    let bits = match id {
        "f16" => half::f16::from_f64(double).to_bits().into(),
        "bf16" => half::bf16::from_f64(double).to_bits().into(),
        "f32" => number.parse::<f32>().expect("a number").to_bits().into(),
        _ => double.to_bits(),
    };
    format!("{bits:x}")
}

#[test]
fn values_at_odd_places_are_those_of_python() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let bytes = haystack(&mut random);
    let n = bytes.len();
    let near_end = n - 40..=n;
    let places = (0..300).map(|_| some(&mut random, n / 2) * 2 + 1).chain(near_end);
    let cases: Vec<(Endian, &[u8])> = places
        .flat_map(|at| {
            [Endian::Little, Endian::Big].map(|order| (order, &bytes[at.min(n)..n.min(at + MOST_BYTES)]))
        })
        .collect();
    let lines: Vec<String> = cases
        .iter()
        .map(|(order, bytes)| {
            let order = if *order == Endian::Little { "little" } else { "big" };
            format!("{order} {}\n", glyphs::hex(bytes))
        })
        .collect();
    let script = root().join("tests/values.py");
    let output = run(Command::new("python3").arg(script), lines.concat().as_bytes());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = String::from_utf8(output.stdout).expect("it is JSON");
    assert_eq!(answers.lines().count(), cases.len());
    let (mut n_values, mut kinds) = (0, BTreeSet::new());
    for ((order, bytes), line) in cases.iter().zip(answers.lines()) {
        let theirs: Json = serde_json::from_str(line).expect("an object");
        assert_eq!(theirs.as_object().expect("an object").len(), inspect::ALL.len());
        for kind in inspect::ALL {
            let reading = kind.read(bytes, *order);
            let mut theirs = theirs[kind.id].clone();
            if kind.id.contains('f') && kind.group == inspect::Group::Floats && theirs.is_array() {
                let number = theirs[1].as_str().expect("a text").to_owned();
                // Of the decimals that read back theirs is the nearest of its length, and may be longer.
                if let Reading::Value(value) = &reading {
                    assert!(n_digits(&value.text) <= n_digits(&number), "{} is not the shortest", value.text);
                }
                theirs[1] = spelled(kind.id, &number).into();
            }
            assert_eq!(told(kind.id, &reading), theirs, "{} of {order:?} {}", kind.id, glyphs::hex(bytes));
            if theirs.is_array() {
                n_values += 1;
                kinds.insert(kind.id);
            }
        }
    }
    assert!(n_values >= 500, "{n_values}");
    assert_eq!(kinds.len(), inspect::ALL.len(), "each kind has values");
}
