//! Rank and select against a list of line starts, over more than one block.
#![no_main]

use gander::base::{Offset, RowNr};
use gander::format::encoding::CodeUnit;
use gander::index::{row_at, row_start};
use gander::scan::Finding;
use gander::scan::line_starts::LineStarts;
use gander::source::{AccessMode, Source};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

fuzz_target!(|input: (u16, u16, Vec<u8>)| {
    let (times, cut, bytes) = input;
    let times = usize::from(times) % (200_000 / bytes.len().max(1) + 1);
    let bytes = bytes.repeat(times);
    let report = gander_fuzz::report(&bytes, LineStarts::default(), 500 + u64::from(cut));
    let Finding::LineIndex(counts) = report else { panic!("no index") };
    let memory = gander_fuzz::Memory(bytes.clone());
    let snapshot = Source::from_reader("bytes", Arc::new(memory), AccessMode::Auto).unwrap().snapshot();
    let mut starts = vec![0];
    starts.extend(bytes.iter().zip(1_u64..).filter(|(b, _)| **b == b'\n').map(|(_, at)| at));
    for (row, &start) in (0..).zip(&starts).step_by(1 + starts.len() / 50) {
        assert_eq!(row_start(&counts, CodeUnit::Byte, RowNr(row), &snapshot), Ok(Some(Offset(start))));
    }
    assert_eq!(row_start(&counts, CodeUnit::Byte, RowNr(starts.len() as u64), &snapshot), Ok(None));
    for at in (0..bytes.len() as u64).step_by(1 + bytes.len() / 50) {
        let row = starts.partition_point(|&start| start <= at) - 1;
        assert_eq!(row_at(&counts, CodeUnit::Byte, Offset(at), &snapshot), Ok(Some(RowNr(row as u64))));
    }
});
