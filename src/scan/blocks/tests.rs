use super::figures::{add, entropy};
use super::*;
use crate::base::Offset;
use crate::base::units::{as_f64, len_u64, to_usize};
use proptest::prelude::*;

/// Bytes of every kind, in stretches of uneven length.
fn nasty(len: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()
    };
    let mut bytes = Vec::with_capacity(len + 700);
    while bytes.len() < len {
        let dice = next();
        let n = usize::from(dice[1]) * 3 + 1;
        match dice[0] % 5 {
            0 => bytes.extend(std::iter::repeat_n(0, n)),
            1 => bytes.extend(std::iter::repeat_n(dice[2], n)),
            2 => bytes.extend(b"a line of text\r\n".iter().cycle().take(n)),
            3 => bytes.extend((0..n).map(|_| next()[0])),
            _ => bytes.extend((0..n).map(|i| (i * 7).to_le_bytes()[0] & 0x8F)),
        }
    }
    bytes.truncate(len);
    bytes
}

/// The figures by their definition: NUL, control, printable, high, line feeds, distinct, entropy.
fn naive(bytes: &[u8]) -> ([u64; 5], u64, f64) {
    let count = |is: &dyn Fn(u8) -> bool| len_u64(bytes.iter().filter(|&&byte| is(byte)).count());
    let counts = [
        count(&|byte| byte == 0),
        count(&|byte| (1..0x20).contains(&byte) || byte == 0x7F),
        count(&|byte| (0x20..0x7F).contains(&byte)),
        count(&|byte| byte >= 0x80),
        count(&|byte| byte == b'\n'),
    ];
    let (mut bits, mut distinct) = (0.0, 0);
    for value in 0..=255_u8 {
        let n = count(&|byte| byte == value);
        if n > 0 {
            let p = as_f64(n) / as_f64(len_u64(bytes.len()));
            bits -= p * p.log2();
            distinct += 1;
        }
    }
    (counts, distinct, bits)
}

#[track_caller]
fn check(block: &BlockFigures, bytes: &[u8]) {
    let figures = &block.figures;
    let counts = [figures.nul, figures.control, block.printable(), figures.high, figures.newlines];
    let (expected, distinct, bits) = naive(bytes);
    assert_eq!((counts, block.distinct()), (expected, distinct), "{:?}", block.span);
    assert!((block.entropy() - bits).abs() <= 0.6 / 4096.0, "{} for {bits}", block.entropy());
}

/// Holds all blocks of all levels against the bytes themselves, which begin at `at`.
#[track_caller]
fn check_all(map: &BlockMap, bytes: &[u8], at: u64) {
    let span = Span::at(Offset(at), len_u64(bytes.len()));
    assert_eq!(map.span(), span);
    for shift in map.shift()..map.shift() + 13 {
        let mut end = span.start;
        for block in map.blocks(shift) {
            assert_eq!(block.span.start, end);
            end = block.span.end;
            assert!(end == span.end || end.0.is_multiple_of(1 << shift));
            check(&block, &bytes[to_usize(block.span.start.0 - at)..to_usize(end.0 - at)]);
        }
        assert_eq!(end, span.end);
    }
}

fn merged(parts: impl Iterator<Item = BlockMap>) -> BlockMap {
    parts.fold(BlockMap::default(), |mut left, right| {
        left.merge(&right);
        left
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn the_figures_of_every_block_of_every_level_are_those_of_its_bytes(
        len in 1..9000_usize, at in 0..5000_u64, seed in any::<u64>(), shift in 4..13_u32,
    ) {
        let bytes = nasty(len, seed);
        check_all(&BlockMap::of(&bytes, Offset(at), shift), &bytes, at);
    }

    #[test]
    fn no_cut_and_no_order_of_merging_changes_a_figure(
        len in 1..20_000_usize, seed in any::<u64>(), cuts in prop::collection::vec(0..20_000_usize, 0..8),
    ) {
        let bytes = nasty(len, seed);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(len)).chain([0, len]).collect();
        cuts.sort_unstable();
        let parts = || cuts.windows(2).map(|two| BlockMap::of(&bytes[two[0]..two[1]], Offset(len_u64(two[0])), 8));
        let from_left = merged(parts());
        let from_right = parts().collect::<Vec<_>>().into_iter().rev().fold(BlockMap::default(), |right, mut left| {
            left.merge(&right);
            left
        });
        prop_assert_eq!(&from_left, &BlockMap::of(&bytes, Offset(0), 8));
        prop_assert_eq!(&from_left, &from_right);
    }

    #[test]
    fn coarser_blocks_are_those_that_are_computed_at_once(
        len in 1..20_000_usize, at in 0..3000_u64, seed in any::<u64>(), shift in 4..9_u32, by in 0..9_u32, cut in 0..20_000_usize,
    ) {
        let bytes = nasty(len, seed);
        let coarse = BlockMap::of(&bytes, Offset(at), shift + by);
        let mut map = BlockMap::of(&bytes, Offset(at), shift);
        map.coarsen(shift + by);
        prop_assert_eq!(&map, &coarse);
        // And where parts of a file that has grown meet.
        let cut = cut.min(len);
        let (left, right) = bytes.split_at(cut);
        let after = Offset(at + len_u64(cut));
        let shifts = [(shift, shift + by), (shift + by, shift)];
        for (one, other) in shifts {
            let mut map = BlockMap::of(left, Offset(at), one);
            map.merge(&BlockMap::of(right, after, other));
            map.coarsen(shift + by);
            prop_assert_eq!(&map, &coarse);
        }
    }

    #[test]
    fn a_hole_has_the_figures_of_its_zeros(start in 0..40_000_u64, len in 1..90_000_u64, shift in 4..13_u32) {
        let zeros = vec![0; to_usize(len)];
        let hole = BlockMap::zeros(Span::at(Offset(start), len), shift);
        prop_assert_eq!(&hole, &BlockMap::of(&zeros, Offset(start), shift));
        let data = nasty(3000, len);
        let after = Offset(start + len);
        let mut map = hole;
        map.merge(&BlockMap::of(&data, after, shift));
        let all: Vec<u8> = zeros.into_iter().chain(data).collect();
        prop_assert_eq!(&map, &BlockMap::of(&all, Offset(start), shift));
    }
}

#[test]
fn files_around_the_edges_of_blocks_and_of_their_number_have_the_figures_of_their_bytes() {
    for len in [1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537] {
        let bytes = nasty(len, 3);
        check_all(&BlockMap::of(&bytes, Offset(0), shift_for(len_u64(len))), &bytes, 0);
    }
    assert_eq!((shift_for(0), shift_for(MOST_BLOCKS << 8), shift_for((MOST_BLOCKS << 8) + 1)), (8, 8, 9));
    assert_eq!((shift_for(4 << 30), shift_for(1 << 40), shift_for(u64::MAX >> 1)), (15, 23, 46));
    let empty = BlockMap::of(b"", Offset(5), 8);
    assert!(empty.block(8, 0).is_none() && empty.blocks(8).next().is_none() && empty == BlockMap::default());
}

#[test]
fn the_pyramid_takes_16_mb_at_most_and_a_hole_hardly_anything() {
    // As many different blocks as there can be, in pieces that begin in the middle of one.
    let piece = nasty(1 << 20, 9);
    let len = MOST_BLOCKS << 8;
    let pieces = Span::at(Offset(0), len).pieces((1 << 20) - 1000);
    let map =
        merged(pieces.map(|part| BlockMap::of(&piece[..to_usize(part.len())], part.start, shift_for(len))));
    assert_eq!(map.span().len(), len);
    assert!(map.heap_bytes() <= 16_000_000, "{}", map.heap_bytes());
    // A copy for readers shares nearly all of it.
    assert!(map.blocks(8).count() == to_usize(MOST_BLOCKS));
    let longest = Span::at(Offset(7), (u64::MAX >> 1) - 7);
    let mut hole = BlockMap::zeros(longest, shift_for(longest.end.0));
    assert!(hole.heap_bytes() < 300_000, "{}", hole.heap_bytes());
    assert_eq!(hole.whole().figures.nul, longest.len());
    hole.coarsen(62);
    assert_eq!(hole.blocks(62).map(|block| block.n_bytes()).sum::<u64>(), longest.len());
}

#[test]
fn entropies_are_the_same_whatever_the_size_of_the_counts() {
    let bytes = nasty(3000, 77);
    let mut counts = [0; 256];
    super::figures::count(&bytes, &mut counts);
    let small = entropy(&counts);
    let mut more = [0; 256];
    (0..9000).for_each(|_| add(&mut more, &counts));
    assert!((entropy(&more) - small).abs() < 1e-9);
    assert!(entropy(&[0; 256]).abs() < 1e-12 && (entropy(&[1 << 40; 256]) - 8.0).abs() < 1e-12);
}

#[test]
fn kinds_of_content_are_told_apart() {
    let text = include_bytes!("map.rs");
    let random: Vec<u8> = (0..8192_u64)
        .scan(1_u64, |state, _| {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            Some(state.to_be_bytes()[0])
        })
        .collect();
    let table: Vec<u8> =
        (0..1024_u32).flat_map(|nr| (nr * 24).to_le_bytes().into_iter().chain([0; 4])).collect();
    let wide: Vec<u8> = text.iter().flat_map(|&byte| [byte, 0]).collect();
    let greek = "και το φως εν τη σκοτία φαίνει, και η σκοτία αυτό ου κατέλαβεν\n".repeat(40);
    let samples: [(&[u8], ContentClass); 8] = [
        (&[0; 4096], ContentClass::Zeros),
        (&[0xFF; 4096], ContentClass::Repeats),
        (text, ContentClass::Text),
        (&wide, ContentClass::Text),
        (greek.as_bytes(), ContentClass::Text),
        (&table, ContentClass::Tables),
        (&random, ContentClass::Compressed),
        (&random[..256], ContentClass::Compressed),
    ];
    for (bytes, class) in samples {
        let whole = BlockMap::of(bytes, Offset(0), 16).whole();
        assert_eq!(ContentClass::of(&whole), class, "{} bits", whole.entropy());
    }
}
