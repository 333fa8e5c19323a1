//! Reads a cell as a number.
//!
//! A sign, digits without leading zeros, a point, an exponent: `-12`, `+7`, `0.50`, `.5`, `3.`,
//! `1e-5`. An integer has neither point nor exponent. No thousands separators, no hexadecimal,
//! neither `nan` nor `inf`, and nothing that takes more than [`MOST_DIGITS`] digits on either side
//! of the point when it is written out.

use num_bigint::BigInt;
use std::cmp::Ordering;

/// Digits on either side of the point that a number may have when written out.
pub(super) const MOST_DIGITS: i64 = 1_000;

/// Digits of a number that always fits the quick form: 10¹⁸ < 2⁶³.
const QUICK_DIGITS: usize = 18;

/// What a mantissa is below: 2⁶³ − 1.
const MOST_MANTISSA: u64 = i64::MAX.cast_unsigned();

/// The greatest scale of the quick form.
const MOST_SCALE: i64 = 38;

/// A number as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Number {
    /// A mantissa below 2⁶³ − 1: any of 18 digits.
    Quick(Quick),
    /// Any other: `mantissa` / 10^`scale`, with the nearest `f64`.
    Big(Box<Big>),
}

/// `mantissa` / 10^`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quick {
    /// Below 2⁶³ − 1 in magnitude.
    pub(super) mantissa: i64,
    /// At most [`MOST_SCALE`].
    pub(super) scale: u8,
}

/// `mantissa` / 10^`scale`, of any width.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Big {
    pub(super) mantissa: BigInt,
    pub(super) scale: u32,
    /// The nearest finite `f64`.
    pub(super) nearest: f64,
}

/// The number that `text` is, and whether it is an integer. The text has no blanks around it.
#[inline]
pub(super) fn parse(text: &[u8]) -> Option<(Number, bool)> {
    let (is_negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    // One leading zero, if no digit follows.
    if let [b'0', b'0'..=b'9', ..] = digits {
        return None;
    }
    if digits.len() > QUICK_DIGITS + 2 {
        return slow(text, digits, is_negative);
    }
    let mut mantissa = 0_u64;
    let mut i = 0;
    while let Some(digit) = digits.get(i).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
        mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
        i += 1;
    }
    // Nineteen digits may be too many, but not for `u64`.
    let fits = |n_digits: usize, mantissa: u64| n_digits <= QUICK_DIGITS + 1 && mantissa < MOST_MANTISSA;
    if i == digits.len() && i > 0 && fits(i, mantissa) {
        return Some((quick(mantissa, is_negative, 0), true));
    }
    if digits.get(i) != Some(&b'.') {
        return slow(text, digits, is_negative);
    }
    let whole = i;
    i += 1;
    while let Some(digit) = digits.get(i).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
        mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
        i += 1;
    }
    if i < digits.len() || i == 1 || !fits(i - 1, mantissa) {
        return slow(text, digits, is_negative);
    }
    Some((quick(mantissa, is_negative, i - whole - 1), false))
}

/// Compares two numbers, whatever their digits; `None` if one is none. Blanks around them don't matter.
#[must_use]
pub fn compare(a: &[u8], b: &[u8]) -> Option<Ordering> {
    let read = |bytes| parse(super::cell::trimmed(bytes)).map(|(number, _)| number);
    let (a, b) = (read(a)?, read(b)?);
    if let (Number::Quick(a), Number::Quick(b)) = (&a, &b)
        && a.scale == b.scale
    {
        return Some(a.mantissa.cmp(&b.mantissa));
    }
    let [(a, a_scale), (b, b_scale)] = [a, b].map(Number::into_parts);
    let scale = a_scale.max(b_scale);
    let raised = |mantissa: BigInt, from: u32| mantissa * BigInt::from(10).pow(scale - from);
    Some(raised(a, a_scale).cmp(&raised(b, b_scale)))
}

impl Number {
    fn into_parts(self) -> (BigInt, u32) {
        match self {
            Self::Quick(quick) => (quick.mantissa.into(), quick.scale.into()),
            Self::Big(big) => (big.mantissa, big.scale),
        }
    }
}

#[inline]
fn quick(mantissa: u64, is_negative: bool, scale: usize) -> Number {
    let mantissa = mantissa.cast_signed();
    let mantissa = if is_negative { -mantissa } else { mantissa };
    Number::Quick(Quick { mantissa, scale: u8::try_from(scale).unwrap_or(0) })
}

/// As [`parse`], for numbers with exponents or many digits; most texts that are none end here.
fn slow(text: &[u8], unsigned: &[u8], is_negative: bool) -> Option<(Number, bool)> {
    let is_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'-' | b'+');
    if unsigned.len() > 3_000 || !unsigned.first().is_some_and(|byte| matches!(byte, b'0'..=b'9' | b'.')) {
        return None;
    }
    if !unsigned.iter().all(is_number) {
        return None;
    }
    let end = unsigned.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let exponent = match end {
        Some(end) => exponent(&unsigned[end + 1..])?,
        None => 0,
    };
    let number = &unsigned[..end.unwrap_or(unsigned.len())];
    let point = number.iter().position(|byte| *byte == b'.');
    let (whole, fraction) = match point {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, &number[number.len()..]),
    };
    let are_digits = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
    if !are_digits(whole) || !are_digits(fraction) || whole.len() + fraction.len() == 0 {
        return None;
    }
    let mut digits: Vec<u8> = whole.iter().chain(fraction).copied().collect();
    let n_zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.drain(..n_zeros.min(digits.len() - 1));
    let is_zero = digits == b"0";
    let mut scale = i64::try_from(fraction.len()).ok()? - exponent;
    if is_zero {
        scale = scale.clamp(0, MOST_DIGITS);
    }
    while scale < 0 && digits.len() <= QUICK_DIGITS {
        digits.push(b'0');
        scale += 1;
    }
    let n_whole = i64::try_from(digits.len()).ok()? - scale;
    if n_whole > MOST_DIGITS || scale > MOST_DIGITS {
        return None;
    }
    let is_integer = end.is_none() && point.is_none();
    if digits.len() <= QUICK_DIGITS && (0..=MOST_SCALE).contains(&scale) {
        let mantissa = digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        return Some((quick(mantissa, is_negative, usize::try_from(scale).ok()?), is_integer));
    }
    while scale < 0 {
        digits.push(b'0');
        scale += 1;
    }
    let magnitude = match digits.len() {
        // What 128 bits hold for certain.
        ..=38 => digits.iter().fold(0_u128, |sum, digit| sum * 10 + u128::from(digit - b'0')).into(),
        _ => BigInt::parse_bytes(&digits, 10)?,
    };
    let mantissa = if is_negative { -magnitude } else { magnitude };
    let nearest: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    let nearest = nearest.clamp(f64::MIN, f64::MAX);
    Some((Number::Big(Box::new(Big { mantissa, scale: u32::try_from(scale).ok()?, nearest })), is_integer))
}

/// The exponent's value; of more than six digits none.
fn exponent(text: &[u8]) -> Option<i64> {
    let (is_negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 6 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let exponent = digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    Some(if is_negative { -exponent } else { exponent })
}
