//! Saved partials: of every scan of the registry, of those of a table's rows and of searches, what was saved, read again,
//! merged and saved once more reports what one pass does; and no byte that changes makes reading panic.
#![cfg(test)]

use crate::corpus;
use crate::trial::{Seen, seen_in};
use gander::base::units::{len_u64, to_usize};
use gander::base::{Counts, Offset, Span};
use gander::format::delimited::{Dialect, RecordForm, TableLayout};
use gander::format::encoding::{CodeUnit, Encoding};
use gander::scan::columns::{TypeWish, columns_scan, types_scan};
use gander::scan::fields::fields_scan;
use gander::scan::matches::Matches;
use gander::scan::{AnyPartial, Finding, Piece, REGISTRY, ScanRef};
use gander::search::{FilterStage, Pattern, PatternKind, Query, Search, Term};
use proptest::prelude::*;
use std::sync::Arc;

/// Every scan of the registry, and those of rows, of a table of two columns and of lines of JSON.
fn scans() -> Vec<ScanRef> {
    let layout =
        |dialect: Dialect, head: &[u8]| TableLayout::read(dialect, Encoding::UTF_8, Some(2), head, true);
    let table = layout(Dialect { n_header: 0, ..Dialect::default() }, b"1,2");
    let lines =
        Dialect { form: RecordForm::JsonLines, quote: None, n_header: 0, ..Dialect::with_delimiter(b"") };
    let lines = layout(lines, b"{\"a\":1,\"b\":{\"c\":[1,2]}}\n");
    let of_rows: [ScanRef; 5] = [
        Arc::new(columns_scan(table.clone())),
        Arc::new(types_scan(table.clone(), vec![TypeWish::All; table.names.len()])),
        Arc::new(columns_scan(lines.clone())),
        Arc::new(types_scan(lines.clone(), vec![TypeWish::All; lines.names.len()])),
        Arc::new(fields_scan(&lines)),
    ];
    REGISTRY.iter().flat_map(|entry| entry.variants()).chain(of_rows).chain(searches()).collect()
}

/// Searches that count matches, that count lines, whose terms outlast a line, and that want lines without a match.
fn searches() -> impl Iterator<Item = ScanRef> {
    let term = |pattern, is_negated| Term { pattern, is_negated };
    let stage = |terms, is_inverted| FilterStage { terms, is_any: false, is_inverted };
    let both = stage(vec![term(Pattern::regex("[0-9]$"), false), term(Pattern::fixed("a"), true)], false);
    let times = Pattern {
        text: "2026-11-24T00:00:00..2026-11-25T00:00:00".to_owned(),
        kind: PatternKind::Times,
        ..Pattern::default()
    };
    let queries = [
        (Query::of(Pattern::fixed("a")), true),
        (Query::of(Pattern::regex("(?s)a.{0,40}[0-9]")), true),
        (Query::of(Pattern::regex("$")), true),
        (Query::of(Pattern::hex("00 00")), true),
        (Query { stages: vec![both.clone()] }, false),
        (Query { stages: vec![both, stage(vec![term(Pattern::fixed("x"), false)], true)] }, false),
        (
            Query {
                stages: vec![stage(vec![term(times, false), term(Pattern::regex("[0-9]"), false)], false)],
            },
            false,
        ),
    ];
    queries.into_iter().map(|(query, counts_hits)| -> ScanRef {
        Arc::new(Search::new(&query, Encoding::UTF_8, counts_hits).unwrap())
    })
}

fn matches(found: &Matches) -> String {
    let before = |counts: &Counts| (0..9).map_while(|block| counts.before(block)).collect::<Vec<_>>();
    let hits = (found.n_hits(), before(found.hits()));
    format!("{:?} {hits:?} {} {:?}", found.span(), found.n_rows(), before(found.rows()))
}

#[derive(Debug, PartialEq)]
enum Said {
    Seen(Seen),
    Other(String),
}

fn said(finding: &Finding) -> Said {
    match finding {
        // Where it can be read in parts follows from the chunks.
        Finding::Types(types) => Said::Other(format!("{:?} {}", types.kinds, types.n_rows)),
        Finding::Fields(fields, is_whole) => Said::Other(format!("{:?} {is_whole}", fields.names())),
        Finding::Matches(found) => Said::Other(matches(found)),
        other => Said::Seen(seen_in(other)),
    }
}

/// Feeds what follows `partial`.
fn fed(scan: &ScanRef, mut partial: AnyPartial, bytes: &[u8], span: Span) -> AnyPartial {
    let (lead, tail) = scan.margin();
    let [start, end] = [span.start, span.end].map(|at| to_usize(at.0));
    let from = start.saturating_sub(lead);
    let window = &bytes[from..(end + tail).min(bytes.len())];
    let piece = Piece::new(window, start - from, end - start, span.start, len_u64(bytes.len()));
    for block in piece.blocks(gander::scan::BLOCK_BYTES) {
        scan.feed(&mut partial, &block);
    }
    partial
}

fn again(scan: &ScanRef, partial: &AnyPartial, of: Span) -> AnyPartial {
    let saved = scan.save(partial).unwrap_or_else(|| panic!("{} is not kept", scan.id()));
    scan.load(&saved, of).unwrap_or_else(|_| panic!("{} over {of:?} was not read again", scan.id()))
}

/// Merges parts that were saved, saves what was merged each time, and compares with one pass.
fn check(scan: &ScanRef, bytes: &[u8], cuts: &[usize]) {
    let span = |from: usize, to: usize| Span { start: Offset(len_u64(from)), end: Offset(len_u64(to)) };
    let whole = fed(scan, scan.empty(), bytes, span(0, bytes.len()));
    let mut left = again(scan, &scan.empty(), Span::default());
    for two in cuts.windows(2) {
        let here = span(two[0], two[1]);
        let mut right = again(scan, &fed(scan, scan.empty(), bytes, here), here);
        if scan.needs_rescan(&left, &right) {
            right = fed(scan, scan.resume_after(&left), bytes, here);
        }
        scan.merge(&mut left, right);
        left = again(scan, &left, span(0, two[1]));
    }
    assert_eq!(said(&scan.report(&left)), said(&scan.report(&whole)), "{} cut at {cuts:?}", scan.id());
}

fn sorted(len: usize, cuts: Vec<prop::sample::Index>, step: usize) -> Vec<usize> {
    let cuts = cuts.into_iter().map(|cut| cut.index(len + 1) / step * step);
    let mut all: Vec<usize> = cuts.chain([0, len]).collect();
    all.sort_unstable();
    all
}

proptest! {
    #![proptest_config(crate::trial::cases(96))]
    #[test]
    fn what_is_saved_and_merged_reports_what_one_pass_does(
        text in prop::collection::vec(prop::sample::select(vec![
            &b"2026-11-24T10:00:01Z ERROR a\n"[..], b"  at x\r\n", b"\xFF\xC3\xA9", b"\0\0", b"\n", b"1,2\n", b"-1.50,\"a\nb\"\n",
            b"\"", b"{\"a\":12345678901234567890123,\"b\":{\"c\":[true]}}\n", b"2024-02-03,10:11\n", b"03/04/2021 05:06:07 WARN b\n",
        ]), 0..60),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let bytes = text.concat();
        for scan in scans() {
            check(&scan, &bytes, &sorted(bytes.len(), cuts.clone(), 4));
        }
    }

    #[test]
    fn no_byte_that_changes_makes_reading_panic(
        text in prop::collection::vec(prop::sample::select(vec![
            &b"2026-11-24T10:00:01Z ERROR a\n"[..], b"  at x\r\n", b"\xFF", b"1,2\n", b"-1.50,\"a\nb\"\n", b"{\"a\":1}\n",
        ]), 1..20),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let bytes = text.concat();
        let of = Span { start: Offset::ZERO, end: Offset(len_u64(bytes.len())) };
        for scan in scans() {
            let mut saved = scan.save(&fed(&scan, scan.empty(), &bytes, of)).unwrap();
            for (at, byte) in &damage {
                let at = at.index(saved.len());
                saved[at] = *byte;
            }
            let _ = scan.load(&saved, of);
            let _ = scan.load(&saved[..cut.index(saved.len())], of);
        }
    }
}

#[test]
fn larger_files_are_saved_and_merged_too() {
    let mut table = Vec::new();
    for nr in 0..30_000_u64 {
        table.extend(format!("{nr},\"{:x}\"\n", nr.wrapping_mul(0x9E37_79B9_7F4A_7C15)).bytes());
    }
    for (bytes, cuts) in [(corpus::mix(300_000, 5), [0, 70_000, 200_000]), (table, [0, 131_072, 500_000])] {
        let cuts: Vec<usize> = cuts.into_iter().chain([bytes.len()]).collect();
        for scan in scans() {
            check(&scan, &bytes, &cuts);
        }
    }
}

#[test]
fn saved_partials_are_small() {
    let bytes = b"2026-11-24T10:00:01Z INFO request served in 12 ms\n".repeat(40_000);
    let of = Span::at(Offset::ZERO, len_u64(bytes.len()));
    for entry in REGISTRY {
        let scan = entry.scan(CodeUnit::Byte);
        let saved = scan.save(&fed(&scan, scan.empty(), &bytes, of)).unwrap();
        assert!(saved.len() < bytes.len() / 8, "{}: {} bytes", entry.id, saved.len());
    }
}
