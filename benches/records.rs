//! Records of random strings, against a plain reading: each string in pieces of every length from 1 to 64.
//!
//!     cargo bench --bench records -- 20000000
//!
//! Prints how many strings were compared, and stops at the first that differs.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it found")]

use gander::base::Offset;
use gander::base::units::to_usize;
use gander::format::delimited::{Dialect, RecordReader, RecordStream, State, Terminator};
use gander::format::encoding::Encoding;
use std::sync::Arc;

#[path = "../tests/plain/records.rs"]
mod plain;
#[path = "../tests/plain/random.rs"]
mod random;

use plain::{Plain, PlainReader};
use random::Random;

const N_THREADS: u64 = 2;

/// Most bytes of a string; pieces may be as long and longer.
const MOST_LEN: u64 = 24;
const MOST_PIECE: usize = 64;

const ALPHABET: [&[u8]; 11] = [b"\"", b"'", b",", b";", b"\\", b"\r", b"\n", b"a", b"1", b"\0", b"\xC3\xA9"];

/// Of every so many strings one is a table of some hundred bytes, mostly sound: such are read in groups of bytes.
const SOUND_EVERY: u64 = 64;
const SOUND: [&[u8]; 12] = [
    b",",
    b",",
    b"\n",
    b"\r\n",
    b"a",
    b"1.5",
    b"\"b,c\"",
    b"\"x\ny\"",
    b"\"say \"\"hi\"\"\"",
    b"\"\"",
    b"'q;'",
    b"a cell that is long, ",
];

fn dialects() -> Vec<Arc<Dialect>> {
    let plain = Dialect::default();
    let all = [
        plain.clone(),
        Dialect { escape: Some(b'\\'), ..plain.clone() },
        Dialect { quote: None, ..plain.clone() },
        Dialect { quote: Some(b'\''), delimiter: b";".as_slice().into(), ..plain.clone() },
        Dialect { terminator: Terminator::CarriageReturn, ..plain.clone() },
        Dialect { delimiter: b",,".as_slice().into(), ..plain.clone() },
        Dialect { trims: true, comment: Some(b'a'), ..plain.clone() },
        Dialect { delimiter: Box::default(), skips_blank: false, ..plain },
    ];
    all.into_iter().map(Arc::new).collect()
}

/// What comes of it when `bytes` come in pieces.
fn streamed(dialect: &Arc<Dialect>, reader: &mut RecordReader, bytes: &[u8], piece: usize) -> Vec<Plain> {
    let mut stream = RecordStream::new(Arc::clone(dialect), Offset::ZERO, State::default());
    let mut all = Vec::new();
    for (nr, part) in bytes.chunks(piece).enumerate() {
        stream.push(part, (nr + 1) * piece >= bytes.len());
        while let Some(record) = stream.pop() {
            let row = reader.read(stream.bytes(&record));
            let cells = row.values().map(std::borrow::Cow::into_owned).collect();
            all.push((to_usize(record.span.start.0), cells));
        }
    }
    all
}

fn run(thread: u64, n_strings: u64) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ (thread + 1).wrapping_mul(0xD134_2543_DE82_EF95));
    let dialects = dialects();
    let mut readers: Vec<_> =
        dialects.iter().map(|dialect| RecordReader::new(dialect, Encoding::UTF_8, None)).collect();
    let mut bytes = Vec::new();
    for nr in 0..n_strings {
        bytes.clear();
        let is_sound = nr / 8 % SOUND_EVERY == 0;
        for _ in 0..random.below(if is_sound { 5 * MOST_LEN } else { MOST_LEN }) {
            bytes.extend_from_slice(match is_sound && random.below(60) > 0 {
                true => SOUND[to_usize(random.below(12))],
                false => ALPHABET[to_usize(random.below(11))],
            });
        }
        let which = to_usize(nr % 8);
        let (dialect, reader) = (&dialects[which], &mut readers[which]);
        let expected = PlainReader { dialect, bytes: &bytes }.records();
        // Longer pieces than the string are as long as it.
        let longer = is_sound.then_some([100, 257, 1 << 20]).into_iter().flatten();
        for piece in (1..=MOST_PIECE.min(bytes.len())).chain(longer) {
            let found = streamed(dialect, reader, &bytes, piece);
            assert!(
                found == expected,
                "{bytes:?} in pieces of {piece}: {dialect:?}\n{found:?}\n{expected:?}"
            );
        }
    }
}

fn main() {
    let n_strings: u64 = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(100_000);
    let each = n_strings / N_THREADS;
    std::thread::scope(|scope| {
        (0..N_THREADS).for_each(|thread| drop(scope.spawn(move || run(thread, each))));
    });
    println!("{} strings, none differs", each * N_THREADS);
}
