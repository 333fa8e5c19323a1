//! Records of any bytes in any dialect, in pieces of any length, are those of a plain reading.
#![no_main]

use gander::base::Offset;
use gander::format::delimited::{Dialect, RecordReader, RecordStream, State, Terminator};
use gander::format::encoding::Encoding;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

#[path = "../../tests/plain/records.rs"]
mod plain;

#[derive(Arbitrary, Debug)]
struct Input {
    delimiter: u8,
    quote: u8,
    has_escape: bool,
    ends_in_cr: bool,
    trims: bool,
    has_comment: bool,
    skips_blank: bool,
    piece: u8,
    bytes: Vec<u8>,
}

fuzz_target!(|input: Input| {
    const DELIMITERS: [&[u8]; 6] = [b",", b";", b"\t", b",,", b", ", b""];
    let bytes = &input.bytes[..input.bytes.len().min(4096)];
    let dialect = Dialect {
        delimiter: DELIMITERS[usize::from(input.delimiter) % DELIMITERS.len()].into(),
        quote: [Some(b'"'), Some(b'\''), None][usize::from(input.quote) % 3],
        escape: input.has_escape.then_some(b'\\'),
        comment: input.has_comment.then_some(b'#'),
        trims: input.trims,
        terminator: if input.ends_in_cr { Terminator::CarriageReturn } else { Terminator::LineFeed },
        skips_blank: input.skips_blank,
        ..Dialect::default()
    };
    let expected = plain::PlainReader { dialect: &dialect, bytes }.records();
    let dialect = Arc::new(dialect);
    let mut reader = RecordReader::new(&dialect, Encoding::UTF_8, None);
    let mut stream = RecordStream::new(Arc::clone(&dialect), Offset::ZERO, State::default());
    let piece = usize::from(input.piece).max(1);
    let mut found = Vec::new();
    for (nr, part) in bytes.chunks(piece).enumerate() {
        stream.push(part, (nr + 1) * piece >= bytes.len());
        while let Some(record) = stream.pop() {
            let row = reader.read(stream.bytes(&record));
            let cells: Vec<Vec<u8>> = row.values().map(std::borrow::Cow::into_owned).collect();
            found.push((usize::try_from(record.span.start.0).unwrap_or(usize::MAX), cells));
        }
    }
    assert_eq!(found, expected, "{dialect:?}");
});
