//! Reads a cell as a number.
//!
//! A sign, digits without leading zeros, a point, an exponent: `-12`, `+7`, `0.50`, `.5`, `3.`,
//! `1e-5`. An integer has neither point nor exponent. No thousands separators, no hexadecimal,
//! neither `nan` nor `inf`, and nothing that takes more than [`MOST_DIGITS`] digits on either side
//! of the point when it is written out.

use super::quick;
use crate::base::units::as_f64;
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
        return Some((quick_of(mantissa, is_negative, 0), true));
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
    Some((quick_of(mantissa, is_negative, i - whole - 1), false))
}

/// A number that others are compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Operand(Number);

impl Operand {
    /// The number that a text is; `None` if it is none. Blanks around it don't matter.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        read(text).map(Self)
    }

    /// How a cell compares with it, whatever the digits of either; `None` if the cell is no number.
    #[must_use]
    pub fn compare(&self, cell: &[u8]) -> Option<Ordering> {
        let cell = match quick::parse(cell) {
            Some((quick, _)) => Number::Quick(quick),
            None => read(cell)?,
        };
        let clearly = match (&cell, &self.0) {
            (Number::Quick(cell), Number::Quick(own)) => cell.compare(*own),
            (cell, own) => compare_nearest(cell.nearest(), own.nearest()),
        };
        clearly.or_else(|| Some(exactly(cell, self.0.clone())))
    }
}

/// The number that a text with blanks around it is.
fn read(text: &[u8]) -> Option<Number> {
    parse(super::cell::trimmed(text)).map(|(number, _)| number)
}

/// Compares two numbers by all their digits.
fn exactly(a: Number, b: Number) -> Ordering {
    let [(a, a_scale), (b, b_scale)] = [a, b].map(Number::into_parts);
    let scale = a_scale.max(b_scale);
    let raised = |mantissa: BigInt, from: u32| mantissa * BigInt::from(10).pow(scale - from);
    raised(a, a_scale).cmp(&raised(b, b_scale))
}

/// Compares two numbers by what is nearest to them; `None` if that leaves it open.
fn compare_nearest(a: f64, b: f64) -> Option<Ordering> {
    /// Far more than what rounding makes of it.
    const CLEAR: f64 = 1e-9;
    ((a - b).abs() > CLEAR * (a.abs() + b.abs())).then(|| a.partial_cmp(&b)).flatten()
}

impl Quick {
    /// `None` if their powers of ten lie too far apart.
    fn compare(self, other: Self) -> Option<Ordering> {
        let raised = |quick: Self, scale: u8| {
            let power = 10_i128.checked_pow(u32::from(scale - quick.scale))?;
            i128::from(quick.mantissa).checked_mul(power)
        };
        let scale = self.scale.max(other.scale);
        Some(raised(self, scale)?.cmp(&raised(other, scale)?))
    }
}

impl Number {
    fn into_parts(self) -> (BigInt, u32) {
        match self {
            Self::Quick(quick) => (quick.mantissa.into(), quick.scale.into()),
            Self::Big(big) => (big.mantissa, big.scale),
        }
    }

    /// An `f64` next to it.
    fn nearest(&self) -> f64 {
        match self {
            Self::Quick(Quick { mantissa, scale }) => {
                let whole = as_f64(mantissa.unsigned_abs()) / 10_f64.powi(i32::from(*scale));
                if *mantissa < 0 { -whole } else { whole }
            }
            Self::Big(big) => big.nearest,
        }
    }
}

#[inline]
fn quick_of(mantissa: u64, is_negative: bool, scale: usize) -> Number {
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
        return Some((quick_of(mantissa, is_negative, usize::try_from(scale).ok()?), is_integer));
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NUMBERS: &str = "[-+]?(0|[1-9][0-9]{0,3}|[1-9][0-9]{14,24})([.][0-9]{0,3}|[.]0{15,30}[0-9]{1,3}|)(e-?[0-8]?[0-9]{1,2}|)";

    proptest! {
        #[test]
        fn numbers_compare_as_all_their_digits_do(a in NUMBERS, b in NUMBERS, zeros in 0_usize..40) {
            let longer = if a.contains(['.', 'e']) { a.clone() } else { format!("{a}.{}", "0".repeat(zeros)) };
            for (cell, operand) in [(&a, &b), (&a, &a), (&a, &longer), (&longer, &a)] {
                let [cell, operand] = [cell, operand].map(|text| text.as_bytes());
                let slow = exactly(read(cell).unwrap(), read(operand).unwrap());
                prop_assert_eq!(Operand::parse(operand).unwrap().compare(cell), Some(slow));
            }
        }
    }

    #[test]
    fn what_is_no_number_compares_with_none() {
        let operand = Operand::parse(b" 12 ").unwrap();
        assert_eq!(operand.compare(b" 12.0"), Some(Ordering::Equal));
        for cell in ["", "x", "007", "1,000", "nan"] {
            assert_eq!((operand.compare(cell.as_bytes()), Operand::parse(cell.as_bytes())), (None, None));
        }
    }
}
