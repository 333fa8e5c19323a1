//! Any cut, from any state that was assumed, gives the index of a walk through the whole.

use super::*;
use crate::format::delimited::Terminator;
use proptest::prelude::*;

/// The table begins this long before a block's start, so that short ones cross it.
fn placed(dialect: &Dialect, before_block: u64) -> Arc<Dialect> {
    Arc::new(Dialect { start: BLOCK - before_block, ..dialect.clone() })
}

/// Feeds `bytes[range]` of a file in which they start at `start`, in pieces of `step`.
fn fed(
    scan: &RecordStarts,
    mut partial: RecordsPartial,
    bytes: &[u8],
    range: (usize, usize),
    step: usize,
    start: u64,
) -> RecordsPartial {
    let (lead, tail) = scan.margin();
    let mut at = range.0;
    while at < range.1 {
        let room = to_usize(BLOCK - (start + len_u64(at)) % BLOCK);
        let len = step.min(range.1 - at).min(room);
        let window = &bytes[at.saturating_sub(lead)..(at + len + tail).min(bytes.len())];
        let place = Offset(start + len_u64(at));
        let file_len = start + len_u64(bytes.len());
        scan.feed(&mut partial, &Piece::new(window, at.min(lead), len, place, file_len));
        at += len;
    }
    partial
}

/// What the engine makes of chunks of `chunk` bytes, fed in pieces of `step`.
fn indexed(scan: &RecordStarts, bytes: &[u8], chunk: usize, step: usize, start: u64) -> Arc<RecordIndex> {
    let mut left = RecordsPartial::default();
    let mut at = 0;
    while at < bytes.len() || at == 0 {
        let end = (at + chunk).min(bytes.len());
        let mut right = fed(scan, RecordsPartial::default(), bytes, (at, end), step, start);
        if scan.needs_rescan(&left, &right) {
            let mut fresh = scan.resume_after(&left);
            let mut from = at;
            while from < end {
                let block_end = to_usize((start + len_u64(from)) / BLOCK * BLOCK + BLOCK - start).min(end);
                fresh = fed(scan, fresh, bytes, (from, block_end), usize::MAX, start);
                from = block_end;
                if scan.try_resync(&mut fresh, &right) {
                    break;
                }
            }
            right = fresh;
        }
        scan.merge(&mut left, right);
        at = end.max(at + 1);
    }
    let Finding::Records(index) = scan.report(&left) else { panic!() };
    index
}

fn dialects() -> Vec<Dialect> {
    let plain = Dialect::default();
    vec![
        plain.clone(),
        Dialect { escape: Some(b'\\'), ..plain.clone() },
        Dialect {
            quote: Some(b'\''),
            delimiter: b",,".as_slice().into(),
            skips_blank: false,
            ..plain.clone()
        },
        Dialect { terminator: Terminator::CarriageReturn, trims: true, ..plain.clone() },
        Dialect { comment: Some(b'a'), quote: None, ..plain },
    ]
}

/// Where records start, by one walk after the other over the whole.
fn plain(scan: &RecordStarts, bytes: &[u8], start: u64) -> Vec<u64> {
    plain_from(scan, bytes, State::default()).iter().map(|at| start + at).collect()
}

fn check(
    dialect: &Dialect,
    bytes: &[u8],
    chunk: usize,
    step: usize,
    before_block: u64,
) -> Result<(), TestCaseError> {
    let dialect = placed(dialect, before_block);
    let start = dialect.start;
    let scan = RecordStarts::new(dialect);
    let index = indexed(&scan, bytes, chunk, step, start);
    let starts = plain(&scan, bytes, start);
    let says = || format!("{:?} in chunks of {chunk}, pieces of {step}: {starts:?}", scan.dialect);
    prop_assert_eq!(index.counts.total(), len_u64(starts.len()), "{}", says());
    prop_assert!(index.is_whole || bytes.is_empty());
    let first = starts.iter().filter(|&&at| at < BLOCK).count();
    prop_assert_eq!(index.counts.before(1).unwrap_or(len_u64(first)), len_u64(first), "{}", says());
    // The second block, walked by itself.
    let at = to_usize(before_block);
    if bytes.len() > at {
        let Some(state) = index.state_at(1) else { return Err(TestCaseError::fail("a state is lacking")) };
        let rest = &bytes[at..];
        let whole = plain_from(&scan, rest, state);
        let expected: Vec<u64> = starts.iter().filter(|&&at| at >= BLOCK).map(|at| at - BLOCK).collect();
        prop_assert_eq!(whole, expected, "{}", says());
    }
    Ok(())
}

fn plain_from(scan: &RecordStarts, bytes: &[u8], mut state: State) -> Vec<u64> {
    let (mut starts, mut at) = (Vec::new(), 0);
    loop {
        let push = |at: usize| starts.push(len_u64(at));
        let walked = scan.records.walk(bytes, (at, bytes.len()), true, state, push);
        match walked.opened_at.filter(|_| walked.state.is_quoted()) {
            Some(opened) => (state, at) = (State::at(Mode::Text), opened + 1),
            None => return starts,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]
    #[test]
    fn any_cut_gives_the_records_of_the_whole(
        bytes in prop::collection::vec(prop::sample::select(b"\"\"\"',,; \\\r\n\na1\x00\xC3".to_vec()), 1..60),
        chunk in 1_usize..65, step in 1_usize..65, before in 1_u64..60,
    ) {
        for dialect in dialects() {
            check(&dialect, &bytes, chunk, step, before)?;
        }
    }

    #[test]
    fn a_hole_is_read_as_its_zeros_are(
        head in prop::collection::vec(prop::sample::select(b"\"',; \\\r\na".to_vec()), 0..12),
        tail in prop::collection::vec(prop::sample::select(b"\"',; \\\r\na".to_vec()), 0..12),
        hole in 1_usize..300_000,
    ) {
        for dialect in dialects() {
            let scan = RecordStarts::new(Arc::new(dialect));
            let bytes = [head.clone(), vec![0; hole], tail.clone()].concat();
            let expected = indexed(&scan, &bytes, usize::MAX, usize::MAX, 0);
            let len = len_u64(bytes.len());
            let mut partial = fed(&scan, RecordsPartial::default(), &bytes, (0, head.len()), 1, 0);
            let hole = Span::at(Offset(len_u64(head.len())), len_u64(hole));
            if partial.entry.is_none() {
                partial.enter(vec![State::default()]);
            }
            scan.feed_zeros(&mut partial, hole, len);
            let partial = fed(&scan, partial, &bytes, (to_usize(hole.end.0), bytes.len()), 1, 0);
            let Finding::Records(index) = scan.report(&partial) else { panic!() };
            prop_assert_eq!(index.counts.total(), expected.counts.total());
            for block in 0..=len / BLOCK {
                prop_assert_eq!(index.counts.before(block), expected.counts.before(block));
                prop_assert_eq!(index.state_at(block), expected.state_at(block), "{}", block);
            }
        }
    }
}

#[test]
fn wide_code_units_are_counted_as_the_same_text_in_bytes() {
    let text = "a,\"b\nü\",c\r\n\"x,y\",上,\"\n1,2,3\n";
    let plain = indexed(&RecordStarts::new(Arc::new(Dialect::default())), text.as_bytes(), 7, 3, 0);
    for unit in CodeUnit::ALL {
        let mut bytes = Vec::new();
        for c in text.chars() {
            match unit.width() {
                1 => bytes.extend_from_slice(c.to_string().as_bytes()),
                width => {
                    let mut one = u32::from(c).to_le_bytes()[..width].to_vec();
                    if unit.low_byte() != 0 {
                        one.reverse();
                    }
                    bytes.extend(one);
                }
            }
        }
        let scan = RecordStarts::new(Arc::new(Dialect { unit, ..Dialect::default() }));
        for chunk in [1, 2, 3, 5, 8, 64, 1000] {
            let index = indexed(&scan, &bytes, chunk, 3, 0);
            assert_eq!(index.counts.total(), plain.counts.total(), "{unit:?} in chunks of {chunk}");
        }
    }
}
