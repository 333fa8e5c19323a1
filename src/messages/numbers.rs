//! How numbers are written: the signs between groups of digits and before decimals.
//!
//! The window writes them in the style of a person's locale, which it sets once when it starts
//! ([`set_number_style`]); without that, and for exports, logs and the command line, it is
//! [`NumberStyle::ENGLISH`]. Digits are always 0 to 9, so that what is shown can be typed.

use std::sync::OnceLock;

/// How digits are grouped, and what stands before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Between groups.
    pub group: char,
    /// Before decimals.
    pub decimal: char,
    /// Digits of the last group.
    pub last_group: usize,
    /// Digits of the groups before it.
    pub other_groups: usize,
    /// The least digits before the last group of a number that is grouped: with 2, `1234` is not.
    pub least_before: usize,
}

static OF_WINDOW: OnceLock<NumberStyle> = OnceLock::new();

/// Sets the style of the window's numbers; only the first call counts.
pub fn set_number_style(style: NumberStyle) {
    let _ = OF_WINDOW.set(style);
}

/// The style of the window's numbers.
#[must_use]
pub fn of_window() -> &'static NumberStyle {
    OF_WINDOW.get().unwrap_or(&NumberStyle::ENGLISH)
}

impl NumberStyle {
    /// `1,234,567.25`.
    pub const ENGLISH: Self =
        Self { group: ',', decimal: '.', last_group: 3, other_groups: 3, least_before: 1 };

    /// `1234567` as `1,234,567`.
    #[must_use]
    pub fn grouped(&self, n: u64) -> String {
        self.grouped_digits(&n.to_string())
    }

    /// A decimal number, written in full with a point, with its whole part in groups.
    #[must_use]
    pub fn grouped_decimal(&self, number: &str) -> String {
        let digits = number.trim_start_matches('-');
        let sign = &number[..number.len() - digits.len()];
        match digits.split_once('.') {
            Some((whole, part)) => format!("{sign}{}{}{part}", self.grouped_digits(whole), self.decimal),
            None => format!("{sign}{}", self.grouped_digits(digits)),
        }
    }

    /// A number with so many decimals, without groups.
    #[must_use]
    pub fn decimal(&self, value: f64, places: usize) -> String {
        let text = format!("{value:.places$}");
        if self.decimal == '.' { text } else { text.replace('.', self.decimal.encode_utf8(&mut [0; 4])) }
    }

    /// A fraction with as many decimals as make three significant digits.
    #[must_use]
    pub fn three_digits(&self, value: f64) -> String {
        let places = if value.abs() < 9.995 {
            2
        } else if value.abs() < 99.95 {
            1
        } else {
            0
        };
        self.decimal(value, places)
    }

    /// A figure with three significant digits and its unit, if it has one: `4.00 GiB`.
    #[must_use]
    pub fn figure(&self, value: f64, unit: &str) -> String {
        let digits = self.three_digits(value);
        if unit.is_empty() { digits } else { format!("{digits} {unit}") }
    }

    fn grouped_digits(&self, digits: &str) -> String {
        if digits.len() < self.last_group + self.least_before {
            return digits.to_owned();
        }
        let (before, last) = digits.split_at(digits.len() - self.last_group);
        let mut out = super::group(before, self.other_groups, self.group);
        out.push(self.group);
        out.push_str(last);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDIAN: NumberStyle = NumberStyle { other_groups: 2, ..NumberStyle::ENGLISH };
    const GERMAN: NumberStyle = NumberStyle { group: '.', decimal: ',', ..NumberStyle::ENGLISH };
    const POLISH: NumberStyle =
        NumberStyle { group: '\u{a0}', decimal: ',', least_before: 2, ..NumberStyle::ENGLISH };

    #[test]
    fn numbers_are_grouped_as_the_style_says() {
        for (style, n, expected) in [
            (NumberStyle::ENGLISH, 0, "0"),
            (NumberStyle::ENGLISH, 999, "999"),
            (NumberStyle::ENGLISH, 1000, "1,000"),
            (NumberStyle::ENGLISH, u64::MAX, "18,446,744,073,709,551,615"),
            (GERMAN, 1_234_567, "1.234.567"),
            (INDIAN, 999, "999"),
            (INDIAN, 1000, "1,000"),
            (INDIAN, 12_345_678, "1,23,45,678"),
            (POLISH, 1234, "1234"),
            (POLISH, 12_345, "12\u{a0}345"),
        ] {
            assert_eq!(style.grouped(n), expected);
        }
    }

    #[test]
    fn decimals_follow_the_decimal_sign_of_the_style() {
        assert_eq!(NumberStyle::ENGLISH.grouped_decimal("-1234567.2500"), "-1,234,567.2500");
        assert_eq!(GERMAN.grouped_decimal("-1234567.2500"), "-1.234.567,2500");
        assert_eq!(GERMAN.grouped_decimal("12"), "12");
        assert_eq!(GERMAN.three_digits(2.71404), "2,71");
        assert_eq!(GERMAN.three_digits(31.4159), "31,4");
        assert_eq!(GERMAN.decimal(0.5, 0), NumberStyle::ENGLISH.decimal(0.5, 0));
    }
}
