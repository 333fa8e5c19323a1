//! Lines against a plain walk, whatever the cut.
#![no_main]

use gander::base::Value;
use gander::scan::lines::Lines;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, Vec<u8>)| {
    let (cut, bytes) = input;
    let finding = gander_fuzz::report(&bytes, Lines::default(), 1 + u64::from(cut));
    let section = gander_fuzz::section(&finding);
    let mut pieces: Vec<&[u8]> = bytes.split(|&b| b == b'\n').collect();
    let rest = pieces.pop().unwrap_or_default();
    let lengths = pieces.iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line).len());
    let lengths: Vec<usize> = lengths.chain((!rest.is_empty()).then_some(rest.len())).collect();
    let crlf = pieces.iter().filter(|line| line.ends_with(b"\r")).count();
    let fact = |key: &str| section.fact(key).unwrap().value.clone();
    let int = |n: usize| Value::Int(n as u64);
    assert_eq!(fact("count"), int(lengths.len()));
    assert_eq!(fact("newlines"), int(pieces.len()));
    assert_eq!(fact("crlf"), int(crlf));
    assert_eq!(fact("cr"), int(bytes.iter().filter(|&&b| b == b'\r').count() - crlf));
    assert_eq!(fact("blank"), int(lengths.iter().filter(|&&len| len == 0).count()));
    assert_eq!(fact("longest"), int(lengths.iter().copied().max().unwrap_or(0)));
});
