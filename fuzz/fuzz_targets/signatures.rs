//! Signatures: in pieces of any length the same as by a naive search.
#![no_main]

use gander::base::Offset;
use gander::scan::signatures::{SignatureScan, Signatures, naive};
use gander::scan::{Finding, Piece, Scan};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &[u8])| {
    let (cut, bytes) = (usize::from(input.0).max(1), input.1);
    let (scan, mut all) = (SignatureScan, Signatures::default());
    let (before, after) = scan.margin();
    for start in (0..bytes.len()).step_by(cut) {
        let end = (start + cut).min(bytes.len());
        let from = start.saturating_sub(before);
        let window = &bytes[from..(end + after).min(bytes.len())];
        let piece = Piece::new(window, start - from, end - start, Offset(start as u64), bytes.len() as u64);
        let mut part = Signatures::default();
        scan.feed(&mut part, &piece);
        scan.merge(&mut all, part);
    }
    let Finding::Signatures(found) = scan.report(&all) else { unreachable!() };
    assert_eq!(found.found, naive(bytes));
});
