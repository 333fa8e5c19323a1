//! Decimal numbers of any width and scale, exact, for values that are shown and written.
//!
//! Text in, text out: it does no arithmetic, which sums do in integers before.

use std::fmt;
use std::str::FromStr;

/// An exact decimal number, normalised: no leading zeros, no trailing ones after the point, no −0.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    is_negative: bool,
    /// Digits before and after the point; at least one before it.
    digits: String,
    /// How many of them are after the point.
    scale: usize,
}

/// A text that is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number")]
pub struct NotDecimal;

/// Appends a number, as `write!` does, in a quarter of the time.
pub fn push_decimal(out: &mut Vec<u8>, mut n: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(n % 10).unwrap_or(0);
        n /= 10;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

impl Decimal {
    /// `unscaled` / 10^`scale`.
    #[must_use]
    pub fn new(unscaled: i128, scale: usize) -> Self {
        Self::normalised(unscaled < 0, unscaled.unsigned_abs().to_string(), scale)
    }

    /// Of `digits` the last `scale` are after the point.
    fn normalised(is_negative: bool, digits: String, mut scale: usize) -> Self {
        let mut digits = if digits.len() > scale { digits } else { format!("{digits:0>0$}", scale + 1) };
        while scale > 0 && digits.ends_with('0') {
            digits.pop();
            scale -= 1;
        }
        let n_zeros = digits.bytes().take_while(|&digit| digit == b'0').count();
        digits.drain(..n_zeros.min(digits.len() - scale - 1));
        let is_zero = digits == "0";
        Self { is_negative: is_negative && !is_zero, digits, scale }
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    /// Reads `-12.50`, `+7`, `.5` and `3.`: a sign, digits, a point; no exponent.
    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let (is_negative, number) = match text.strip_prefix('-') {
            Some(number) => (true, number),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotDecimal);
        }
        Ok(Self::normalised(is_negative, digits, fraction.len()))
    }
}

impl fmt::Display for Decimal {
    /// All digits, as JSON and CSV take them: `-12.5`, `0.001`, `7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = self.digits.split_at(self.digits.len() - self.scale);
        let sign = if self.is_negative { "-" } else { "" };
        match fraction {
            "" => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{fraction}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_numbers_are_appended_as_they_are_displayed() {
        for n in [0, 1, 9, 10, 99, 100, 12_345, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            let mut out = b"x".to_vec();
            push_decimal(&mut out, n);
            assert_eq!(out, format!("x{n}").into_bytes());
        }
    }

    #[test]
    fn a_number_is_written_in_full_and_in_one_way() {
        for (text, plain) in [
            ("0", "0"),
            ("-0.00", "0"),
            ("007", "7"),
            ("+7.", "7"),
            (".5", "0.5"),
            ("-12.50", "-12.5"),
            ("100", "100"),
            ("0.0010", "0.001"),
            ("123456789012345678901234567890123456789012.5", "123456789012345678901234567890123456789012.5"),
        ] {
            assert_eq!(text.parse::<Decimal>().map(|n| n.to_string()), Ok(plain.into()), "{text}");
        }
        for text in ["", "-", ".", "1e5", "1.2.3", "1,5", "--1", "१"] {
            assert_eq!(text.parse::<Decimal>(), Err(NotDecimal), "{text}");
        }
    }

    proptest! {
        #[test]
        fn equal_numbers_are_equal_however_they_are_written(
            unscaled in any::<i64>(), scale in 0_usize..30, zeros in 0_usize..5,
        ) {
            let number = Decimal::new(unscaled.into(), scale);
            let more = i128::from(unscaled) * 10_i128.pow(crate::base::units::to_u32(zeros));
            prop_assert_eq!(&Decimal::new(more, scale + zeros), &number);
            prop_assert_eq!(&number.to_string().parse::<Decimal>(), &Ok(number));
        }
    }
}
