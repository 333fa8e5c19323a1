//! Reads short numbers eight or sixteen digits at a time, as [`number::parse`] reads all.
//!
//! [`number::parse`]: super::number::parse

use super::number::Quick;

/// The number that a text of at most sixteen bytes is, and whether it is an integer; nothing of many
/// numbers that are none of the usual, and of all that is no number.
#[inline]
pub(super) fn parse(text: &[u8]) -> Option<(Quick, bool)> {
    let (is_negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if let [b'0', b'0'..=b'9', ..] = digits {
        return None;
    }
    let n = digits.len();
    let (mantissa, scale) = match n {
        1..=8 => eight(load(digits), n)?,
        9..=16 => sixteen(digits, n)?,
        _ => return None,
    };
    let mantissa = mantissa.cast_signed();
    let mantissa = if is_negative { -mantissa } else { mantissa };
    let (scale, is_integer) = match scale {
        Some(scale) => (scale, false),
        None => (0, true),
    };
    Some((Quick { mantissa, scale: u8::try_from(scale).ok()? }, is_integer))
}

/// Up to eight bytes, the first of them lowest.
#[inline]
fn load(text: &[u8]) -> u64 {
    let n = text.len();
    if let Some(all) = text.first_chunk::<8>() {
        return u64::from_le_bytes(*all);
    }
    // What lies in both halves is the same in both.
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let (first, last) = (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
        return first | last << (8 * (n - 4));
    }
    match text {
        [a] => u64::from(*a),
        [a, b] => u64::from(*a) | u64::from(*b) << 8,
        [a, b, c] => u64::from(*a) | u64::from(*b) << 8 | u64::from(*c) << 16,
        _ => 0,
    }
}

const ZEROS: u64 = 0x3030_3030_3030_3030;

/// The top bit of each byte that is above 9.
#[inline]
fn above_nine(values: u64) -> u64 {
    (values | ((values & 0x7F7F_7F7F_7F7F_7F7F) + 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
}

/// What a point is once `'0'` has been taken from it by exclusive or.
const POINT: u8 = b'.' ^ b'0';

/// The digits of `n` bytes as a number, and how many stand after a point, if there is one.
#[inline]
fn eight(word: u64, n: usize) -> Option<(u64, Option<usize>)> {
    let values = (word ^ ZEROS) & (u64::MAX >> (64 - 8 * n));
    let others = above_nine(values);
    if others == 0 {
        return Some((number(values << (64 - 8 * n)), None));
    }
    let bit = others.trailing_zeros() & !7;
    let after = values >> bit;
    if others & (others - 1) != 0 || after.to_le_bytes()[0] != POINT || n == 1 {
        return None;
    }
    let joined = values & !(u64::MAX << bit) | (after >> 8) << bit;
    let scale = n - 1 - usize::try_from(bit / 8).ok()?;
    Some((number(joined << (64 - 8 * (n - 1))), Some(scale)))
}

/// As [`eight`], of nine to sixteen bytes.
#[inline]
fn sixteen(digits: &[u8], n: usize) -> Option<(u64, Option<usize>)> {
    let (first, last) =
        (u64::from_le_bytes(*digits.first_chunk()?), u64::from_le_bytes(*digits.last_chunk()?));
    let both = u128::from(first) | u128::from(last) << (8 * (n - 8));
    let halves = |all: u128| {
        let bytes = all.to_le_bytes();
        let half =
            |at: usize| bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default();
        (u64::from_le_bytes(half(0)), u64::from_le_bytes(half(8)))
    };
    let mask = u128::MAX >> (128 - 8 * n);
    let values = (both ^ (u128::from(ZEROS) << 64 | u128::from(ZEROS))) & mask;
    let (low, high) = halves(values);
    let others = u128::from(above_nine(high)) << 64 | u128::from(above_nine(low));
    let number = |values: u128| {
        let (low, high) = halves(values);
        number(low) * 100_000_000 + number(high)
    };
    if others == 0 {
        return Some((number(values << (128 - 8 * n)), None));
    }
    let bit = others.trailing_zeros() & !7;
    let after = values >> bit;
    if others & (others - 1) != 0 || after.to_le_bytes()[0] != POINT {
        return None;
    }
    let joined = values & !(u128::MAX << bit) | (after >> 8) << bit;
    let scale = n - 1 - usize::try_from(bit / 8).ok()?;
    Some((number(joined << (128 - 8 * (n - 1))), Some(scale)))
}

/// The number of eight digits, the first of them lowest, as simdjson has it (Langdale & Lemire, “Parsing
/// gigabytes of JSON per second”, 2019).
#[inline]
fn number(digits: u64) -> u64 {
    const PAIRS: u64 = 0x0000_00FF_0000_00FF;
    let pairs = digits * 10 + (digits >> 8);
    let first = (pairs & PAIRS).wrapping_mul(100 + (1_000_000 << 32));
    let second = (pairs >> 16 & PAIRS).wrapping_mul(1 + (10_000 << 32));
    first.wrapping_add(second) >> 32
}

/// `n` / `by`, rounded down, by one multiplication: for `n` below 2³² and `by` of 2 to 2³².
#[derive(Clone, Copy, Debug)]
pub(super) struct Reciprocal(u64);

impl Reciprocal {
    /// ⌊2⁶⁴ / `by`⌋ + 1, which is too much by less than 2⁻³² of a unit for each `n`.
    pub(super) fn new(by: i64) -> Option<Self> {
        let by = by.unsigned_abs();
        (2..=1 << 32).contains(&by).then(|| Self(u64::MAX / by + 1))
    }

    #[inline]
    pub(super) fn quotient(self, n: u32) -> i64 {
        let product = u128::from(self.0) * u128::from(n);
        i64::try_from(product >> 64).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::number::{self, Number};
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) {
        let whole = number::parse(text.as_bytes());
        match parse(text.as_bytes()) {
            Some((quick, is_integer)) => {
                assert_eq!(whole, Some((Number::Quick(quick), is_integer)), "{text}")
            }
            None => {
                let is_usual = text.len() <= 16 && !text.starts_with('+') && !text.contains(['e', 'E']);
                assert!(!is_usual || whole.is_none(), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn short_numbers_are_read_as_by_the_slow_way(
            number in "-?[0-9]{0,17}(\\.[0-9]{0,9})?", other in "[-+0-9.e:/ é]{0,18}", at in 0_usize..9, byte in any::<char>(),
        ) {
            check(&number);
            check(&other);
            let broken: String =
                number.chars().enumerate().map(|(i, old)| if i == at { byte } else { old }).collect();
            check(&broken);
        }

        #[test]
        fn a_reciprocal_divides(n in any::<u32>(), by in 2_i64..=1 << 32, small in 2_i64..2000, q in any::<u32>()) {
            for by in [by, small] {
                let near = u32::try_from((i64::from(q) / by * by).clamp(1, i64::from(u32::MAX))).unwrap_or(0);
                for n in [n, near, near - 1, u32::MAX] {
                    let quotient = Reciprocal::new(by).map(|reciprocal| reciprocal.quotient(n));
                    prop_assert_eq!(quotient, Some(i64::from(n) / by));
                }
            }
        }
    }
}
