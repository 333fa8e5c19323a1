//! Which kinds of bytes a line's head holds, found in one pass.
//!
//! Most places where a time or a level may stand need a certain byte: a time needs a digit, a key
//! a colon or an equals sign. One look at all of the head spares the lines that have none, which
//! are most of a stack trace. A kind that is told in excess costs time and changes nothing.

use super::keys;
use wide::u8x16;

/// A set of kinds of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ByteKinds(u8);

impl ByteKinds {
    /// `0` to `9`: without one there is no time.
    pub(super) const DIGIT: Self = Self(1);
    /// `=`, `:`
    const MARK: Self = Self(2);
    /// `[`, `|`
    pub(super) const BRACKET: Self = Self(4);
    /// A tabulator, and what ends a line.
    pub(super) const CONTROL: Self = Self(8);
    /// `/`
    const SLASH: Self = Self(16);
    /// A colon between two digits.
    const CLOCK: Self = Self(32);
    /// A mark after a letter that ends the name of a level's field, of a time's.
    pub(super) const LEVEL_KEY: Self = Self(64);
    pub(super) const TIME_KEY: Self = Self(128);
    /// All that marks may be.
    const OF_MARKS: Self = Self(32 | 64 | 128);
    /// What a time of day holds, or precedes one.
    pub(super) const MAY_BE_CLOCK: Self = Self(16 | 32);
    /// All of them: every place is looked at.
    pub(super) const ALL: Self = Self(255);

    /// The kinds of the bytes of `line`, which is not empty; all of them where the line has many
    /// marks, so that each of these would cost more than they spare.
    #[inline]
    pub(super) fn of(line: &[u8]) -> Self {
        if starts_with_key(line) {
            return Self::ALL;
        }
        let mut kinds = Self(of_bytes(line));
        if kinds.has(Self::MARK) {
            // Access logs start with an address and hold one of another page.
            let is_access = line.first().is_some_and(u8::is_ascii_digit);
            kinds.0 |= if is_access { Self::OF_MARKS.0 } else { of_marks(line) };
        }
        kinds
    }

    /// Whether any of `kinds` is there.
    #[inline]
    pub(super) fn has(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }
}

/// `time=…`, `ts=…`, `level=…`: lines of fields alone.
fn starts_with_key(line: &[u8]) -> bool {
    matches!(line, [b't', b'i', b'm', b'e', ..] | [b't', b's', b'=', ..] | [b'l', b'e', b'v', b'e', b'l', ..])
}

/// The kinds that bytes have by themselves.
#[inline]
fn of_bytes(line: &[u8]) -> u8 {
    let (blocks, rest) = line.as_chunks::<16>();
    let mut lanes = u8x16::ZERO;
    for block in blocks {
        lanes |= kinds_of(*block);
    }
    let mut few = 0;
    match line.last_chunk::<16>() {
        // The last block again, so that it is whole.
        Some(block) if !rest.is_empty() => lanes |= kinds_of(*block),
        _ => few = rest.iter().fold(0, |kinds, byte| kinds | kind(*byte)),
    }
    let halves = u128::from_ne_bytes(lanes.to_array()) | u128::from(few);
    let all = (halves >> 64 | halves) & u128::from(u64::MAX);
    let all = all >> 32 | all;
    let all = all >> 16 | all;
    (all >> 8 | all).to_le_bytes()[0]
}

/// [`kind`] of sixteen bytes. Written out, since where programs are to be small compilers make no vectors of loops.
#[inline]
fn kinds_of(block: [u8; 16]) -> u8x16 {
    let bytes = u8x16::new(block);
    let equal = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
    // Whether a byte less `from`, or one of an upper case less `from`, is below `n`.
    let below = |bytes: u8x16, from: u8, n: u8| {
        let less = bytes - u8x16::splat(from);
        less.min(u8x16::splat(n - 1)).simd_eq(less)
    };
    let of = |is: u8x16, kind: ByteKinds| is & u8x16::splat(kind.0);
    of(below(bytes, b'0', 10), ByteKinds::DIGIT)
        | of(equal(b'=') | equal(b':'), ByteKinds::MARK)
        | of(below(bytes | u8x16::splat(32), b'{', 2), ByteKinds::BRACKET)
        | of(below(bytes, b'\t', 5), ByteKinds::CONTROL)
        | of(equal(b'/'), ByteKinds::SLASH)
}

/// In excess where that is cheaper.
#[inline]
fn kind(byte: u8) -> u8 {
    let is = |is: bool, kind: ByteKinds| if is { kind.0 } else { 0 };
    is(byte.wrapping_sub(b'0') < 10, ByteKinds::DIGIT)
        | is(byte == b'=', ByteKinds::MARK)
        | is(byte == b':', ByteKinds::MARK)
        // `[`, `\\`, `{` and `|`.
        | is((byte | 32).wrapping_sub(b'{') < 2, ByteKinds::BRACKET)
        | is(byte.wrapping_sub(b'\t') < 5, ByteKinds::CONTROL)
        | is(byte == b'/', ByteKinds::SLASH)
}

/// The kinds that marks have by what stands beside them.
fn of_marks(line: &[u8]) -> u8 {
    let mut kinds = 0;
    for at in memchr::memchr2_iter(b'=', b':', line) {
        let before = at.checked_sub(1).map_or(0, |at| line[at]);
        if before.is_ascii_digit() {
            let is_clock = line.get(at + 1).is_some_and(u8::is_ascii_digit);
            kinds |= if is_clock { ByteKinds::CLOCK.0 } else { 0 };
        } else {
            kinds |= if keys::LEVELS.may_end_with(before) { ByteKinds::LEVEL_KEY.0 } else { 0 };
            kinds |= if keys::TIMES.may_end_with(before) { ByteKinds::TIME_KEY.0 } else { 0 };
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_kinds_of_a_line_are_those_of_its_bytes(
            line in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'x')], 0..80),
        ) {
            let kinds = line.iter().fold(0, |kinds, byte| kinds | kind(*byte));
            prop_assert_eq!(of_bytes(&line), kinds);
            for (byte, kind) in [(b'[', ByteKinds::BRACKET), (b'|', ByteKinds::BRACKET), (b'\n', ByteKinds::CONTROL), (b'7', ByteKinds::DIGIT)] {
                prop_assert!(!line.contains(&byte) || ByteKinds::of(&line).has(kind));
            }
        }
    }
}
