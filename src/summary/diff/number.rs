//! Numbers of a summary, exact, whatever their width.
//!
//! A [`Number`] keeps the text that stands in the file and is taken apart only where two texts differ: figures
//! beyond 2⁵³, decimals of forty digits and floats as they were printed all compare and subtract without rounding.
//! What is larger than any summary writes (5,000 digits or powers of ten) is refused, so that no text costs more
//! than microseconds.

use num_bigint::{BigInt, Sign};
use std::cmp::Ordering;
use std::fmt;

/// Digits of a number at most, and powers of ten; columns have numbers of up to 1,000 digits.
const MOST_DIGITS: usize = 5_000;

/// Zeros that are written in full before an exponent is.
const MOST_ZEROS: u32 = 25;

/// An exact number, written as JSON has it.
#[derive(Clone, Debug)]
pub struct Number(Box<str>);

impl Number {
    /// Reads a number as JSON writes it; `None` if it is none, or larger than any that a summary holds.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let exponent: i32 = exponent.parse().ok()?;
        let fits = unsigned.len() <= MOST_DIGITS
            && usize::try_from(exponent.unsigned_abs()).is_ok_and(|exponent| exponent <= MOST_DIGITS);
        (are_digits(whole) && are_digits(fraction) && fits).then(|| Self(text.into()))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as an integer times a power of ten.
    fn parts(&self) -> (BigInt, i32) {
        let (mantissa, exponent) = self.0.split_once(['e', 'E']).unwrap_or((&self.0, "0"));
        let exponent = exponent.parse().unwrap_or(0);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let scale = i32::try_from(fraction.len()).unwrap_or(0);
        let digits = match fraction {
            "" => whole.parse(),
            _ => format!("{whole}{fraction}").parse(),
        };
        (digits.unwrap_or_default(), exponent - scale)
    }

    /// Both over the smaller power of ten.
    fn aligned(&self, other: &Self) -> (BigInt, BigInt, i32) {
        let ((a, a_exponent), (b, b_exponent)) = (self.parts(), other.parts());
        let least = a_exponent.min(b_exponent);
        let scaled = |mantissa: BigInt, exponent: i32| mantissa * power_of_ten(exponent - least);
        (scaled(a, a_exponent), scaled(b, b_exponent), least)
    }

    /// An integer times a power of ten, in the shortest form that says all of it.
    fn of(mantissa: &BigInt, exponent: i32) -> Self {
        let digits = mantissa.magnitude().to_string();
        if mantissa.sign() == Sign::NoSign {
            return Self::from(0);
        }
        let sign = if mantissa.sign() == Sign::Minus { "-" } else { "" };
        let trimmed = digits.trim_end_matches('0');
        let exponent = exponent + i32::try_from(digits.len() - trimmed.len()).unwrap_or(0);
        let n_digits = i32::try_from(trimmed.len()).unwrap_or(i32::MAX);
        let zeros = if exponent > 0 { exponent } else { -exponent - n_digits };
        let text = if zeros > 0 && zeros.unsigned_abs() > MOST_ZEROS {
            format!("{sign}{trimmed}e{exponent}")
        } else if exponent >= 0 {
            format!("{sign}{trimmed}{:0<1$}", "", usize::try_from(exponent).unwrap_or(0))
        } else {
            let scale = usize::try_from(-exponent).unwrap_or(0);
            let padded = format!("{trimmed:0>0$}", scale + 1);
            let (whole, fraction) = padded.split_at(padded.len() - scale);
            format!("{sign}{whole}.{fraction}")
        };
        Self(text.into())
    }

    /// The exact difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let (a, b, exponent) = self.aligned(other);
        Self::of(&(a - b), exponent)
    }

    /// The exact sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let (a, b, exponent) = self.aligned(other);
        Self::of(&(a + b), exponent)
    }

    /// The exact product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let ((a, a_exponent), (b, b_exponent)) = (self.parts(), other.parts());
        Self::of(&(a * b), a_exponent + b_exponent)
    }

    /// Its distance from zero.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        Self(self.0.strip_prefix('-').unwrap_or(&self.0).into())
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        *self < Self::from(0)
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.parts().0.sign() == Sign::NoSign
    }

    /// The nearest float.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(0.0)
    }

    /// About how many times `whole` it is, also where neither is a float; nothing of zero.
    #[must_use]
    pub fn share_of(&self, whole: &Self) -> Option<f64> {
        if whole.is_zero() {
            return None;
        }
        let (a, b, _) = self.aligned(whole);
        let ((a, a_exponent), (b, b_exponent)) = (leading(&a), leading(&b));
        Some(a / b * 10_f64.powi(a_exponent - b_exponent))
    }
}

/// The first 18 digits as a float, and how many follow.
fn leading(number: &BigInt) -> (f64, i32) {
    let digits = number.magnitude().to_string();
    let head = digits.get(..18).unwrap_or(&digits);
    let sign = if number.sign() == Sign::Minus { -1.0 } else { 1.0 };
    (sign * head.parse().unwrap_or(0.0), i32::try_from(digits.len() - head.len()).unwrap_or(0))
}

fn power_of_ten(exponent: i32) -> BigInt {
    BigInt::from(10).pow(exponent.unsigned_abs())
}

impl From<u64> for Number {
    fn from(n: u64) -> Self {
        Self(n.to_string().into())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.0 == other.0 {
            return Ordering::Equal;
        }
        let (a, b, _) = self.aligned(other);
        a.cmp(&b)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("“{text}” is a number"))
    }

    #[test]
    fn numbers_are_equal_however_they_are_written() {
        for (one, other) in [("1", "1.0"), ("1e2", "100"), ("-0", "0"), ("0.10", "1E-1"), ("0e99", "0")] {
            assert_eq!(number(one), number(other));
        }
        assert!(number("9007199254740993") > number("9007199254740992"));
        assert!(number("0.1") < number("0.1000000000000000000000000001"));
        assert!(number("-2") < number("-1"));
    }

    #[test]
    fn what_is_no_number_or_too_large_for_any_summary_is_refused() {
        for text in
            ["", "-", "+1", ".5", "1.", "1e", "0x10", "1_000", "NaN", "1e5001", "1e999999999999", "1e-5001"]
        {
            assert!(Number::parse(text).is_none(), "{text}");
        }
        assert!(Number::parse(&"9".repeat(5_001)).is_none());
        assert!(Number::parse(&"9".repeat(5_000)).is_some());
    }

    #[test]
    fn differences_are_exact_and_written_in_full() {
        for (a, b, difference) in [
            ("2.7", "2.5", "0.2"),
            ("18446744073709551616", "1", "18446744073709551615"),
            ("1", "18446744073709551616.5", "-18446744073709551615.5"),
            ("100", "100.0", "0"),
            ("1e300", "0", "1e300"),
            ("1000", "0", "1000"),
            ("0", "1e-7", "-0.0000001"),
        ] {
            assert_eq!(number(a).minus(&number(b)).as_str(), difference);
        }
        assert_eq!(number("3").share_of(&number("4")), Some(0.75));
        assert_eq!(number("-1e400").share_of(&number("4e400")), Some(-0.25));
        assert_eq!(number("3").share_of(&number("0.0")), None);
    }

    proptest! {
        #[test]
        fn they_reckon_as_integers_do(a in any::<i64>(), b in any::<i64>(), scale in 0_i32..40) {
            let of = |n: i64| number(&format!("{n}e-{scale}"));
            let wide = |n: i128| number(&format!("{n}e-{scale}"));
            prop_assert_eq!(of(a).cmp(&of(b)), a.cmp(&b));
            prop_assert_eq!(of(a).minus(&of(b)), wide(i128::from(a) - i128::from(b)));
            prop_assert_eq!(of(a).plus(&of(b)), wide(i128::from(a) + i128::from(b)));
            let product = number(&format!("{}e-{}", i128::from(a) * i128::from(b), 2 * scale));
            prop_assert_eq!(of(a).times(&of(b)), product);
            prop_assert!(Number::parse(of(a).minus(&of(b)).as_str()).is_some());
        }
    }
}
