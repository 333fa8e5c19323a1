//! Formats and parses numbers for display: sizes, offsets, counts, rates, spans of time.
//!
//! For the window and the command line's messages only. Exports write bare numbers. Words are of
//! the window's language; [`size_text`] says them in English, too.

pub use crate::messages::grouped;

use super::units::as_f64;
use crate::messages::{Arg, Text, number_style, say, say_with};
use std::fmt;
use std::time::Duration;

/// A decimal number, written in full, with its whole part in groups: `-1,234,567.25`.
#[must_use]
pub fn grouped_decimal(number: &str) -> String {
    number_style().grouped_decimal(number)
}

/// A number with so many decimals: `0.25`.
#[must_use]
pub fn decimal(value: f64, places: usize) -> String {
    number_style().decimal(value, places)
}

/// An offset as `0x7F3A_1C00`: hexadecimal, grouped by four from the right.
#[must_use]
pub fn offset(at: u64) -> String {
    crate::messages::offset(at)
}

/// A size in binary units with three significant digits: `4.00 GiB`, `512 bytes`.
#[must_use]
pub fn size(bytes: u64) -> String {
    size_text(bytes).to_string()
}

/// The same, to be said later, in whatever language.
#[must_use]
pub fn size_text(bytes: u64) -> Text {
    if bytes < 1024 { Text::new("size-bytes").with("n", bytes) } else { Text::verbatim(many_bytes(bytes)) }
}

fn many_bytes(bytes: u64) -> Arg {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut value = as_f64(bytes);
    let mut unit = UNITS[0];
    for next in UNITS {
        if value < 1023.5 {
            break;
        }
        value /= 1024.0;
        unit = next;
    }
    Arg::Figure(value, unit)
}

/// A rate in decimal units, as disks and memory are sold: `9.8 GB/s`.
#[must_use]
pub fn rate(bytes_per_second: f64) -> String {
    const UNITS: [&str; 4] = ["kB/s", "MB/s", "GB/s", "TB/s"];
    let mut value = bytes_per_second / 1000.0;
    let mut unit = UNITS[0];
    for next in &UNITS[1..] {
        if value < 999.5 {
            break;
        }
        value /= 1000.0;
        unit = next;
    }
    format!("{} {unit}", decimal(value, usize::from(value < 10.0)))
}

/// A time still to wait, as `0:07`, `12:30` or `3:05:00`.
#[must_use]
pub fn time_left(left: Duration) -> String {
    let s = left.as_secs();
    match s / 3600 {
        0 => format!("{}:{:02}", s / 60, s % 60),
        h => format!("{h}:{:02}:{:02}", s / 60 % 60, s % 60),
    }
}

/// How long ago something was, in the largest fitting unit: `2 min ago`, `yesterday`.
#[must_use]
pub fn ago(age: Duration) -> String {
    let s = age.as_secs();
    let n_of = |key, unit: u64| say_with(key, [("n", (s / unit).into())]);
    match s {
        0..60 => say("ago-now").into(),
        60..3600 => n_of("ago-minutes", 60),
        3600..86_400 => n_of("ago-hours", 3600),
        86_400..172_800 => say("ago-yesterday").into(),
        _ => n_of("ago-days", 86_400),
    }
}

/// A share as a percentage with one decimal: `50.0 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    percent_with(share, 1)
}

/// The same without decimals: `50 %`.
#[must_use]
pub fn whole_percent(share: f64) -> String {
    percent_with(share, 0)
}

fn percent_with(share: f64, places: usize) -> String {
    say_with("percent", [("n", decimal(share * 100.0, places).into())])
}

/// A fraction with as many decimals as make three significant digits.
#[must_use]
pub fn three_digits(value: f64) -> String {
    number_style().three_digits(value)
}

/// A count in a few characters: `7`, `958`, `1.30 k`, `15.2 M`.
#[must_use]
pub fn count(n: u64) -> String {
    const UNITS: [&str; 5] = ["k", "M", "G", "T", "P"];
    let mut value = as_f64(n);
    if value < 1000.0 {
        return n.to_string();
    }
    let mut unit = "";
    for next in UNITS {
        if value < 999.5 {
            break;
        }
        value /= 1000.0;
        unit = next;
    }
    format!("{} {unit}", three_digits(value))
}

/// Parses a size: `4096`, `0x1f`, `64KiB`, `1.5 GB`, `1_000`.
///
/// KiB, MiB … are powers of 1024; kB, MB … and the bare letters k, M, G, T, P, E are powers
/// of 1000, as the command line's contract has it. Case does not matter.
///
/// # Errors
/// [`NotASize`] when the text is no size or does not fit 64 bits.
pub fn parse_size(text: &str) -> Result<u64, NotASize> {
    let clean: String = text.chars().filter(|c| !matches!(c, '_' | ',' | ' ')).collect();
    let lower = clean.to_ascii_lowercase();
    let wrong = || NotASize { text: text.to_owned() };
    if let Some(hex) = lower.strip_prefix("0x") {
        return u64::from_str_radix(hex, 16).map_err(|_| wrong());
    }
    let split = lower.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(lower.len());
    let (number, unit) = lower.split_at(split);
    let unit = unit.strip_suffix('b').unwrap_or(unit);
    let (base, letter) = match unit.strip_suffix('i') {
        Some(letter) if !letter.is_empty() => (1024_u128, letter),
        _ => (1000, unit),
    };
    let power = match letter {
        "" => 0,
        "k" => 1,
        "m" => 2,
        "g" => 3,
        "t" => 4,
        "p" => 5,
        "e" => 6,
        _ => return Err(wrong()),
    };
    let (int, fraction) = number.split_once('.').unwrap_or((number, ""));
    if number.len() > 30 || (int.is_empty() && fraction.is_empty()) {
        return Err(wrong());
    }
    let scale = base.pow(power);
    let digits: u128 = format!("0{int}{fraction}").parse().map_err(|_| wrong())?;
    let places = 10_u128.pow(u32::try_from(fraction.len()).map_err(|_| wrong())?);
    let bytes = digits.checked_mul(scale).map(|n| n / places);
    bytes.and_then(|n| u64::try_from(n).ok()).ok_or_else(wrong)
}

/// What was typed is no size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotASize {
    /// As typed.
    pub text: String,
}

impl NotASize {
    /// A sentence with examples, without the full stop.
    #[must_use]
    pub fn message(&self) -> Text {
        Text::new("error-no-size").with("text", self.text.clone())
    }
}

impl fmt::Display for NotASize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().in_english())
    }
}

impl std::error::Error for NotASize {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_written() {
        for (text, bytes) in [
            ("0", 0),
            ("4096", 4096),
            ("1_000", 1000),
            ("1,000", 1000),
            ("0x1F", 31),
            ("64KiB", 65_536),
            ("64 kib", 65_536),
            ("1kB", 1000),
            ("12GB", 12_000_000_000),
            ("1.5GiB", 1_610_612_736),
            ("2t", 2_000_000_000_000),
            ("15EiB", 15 << 60),
        ] {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", ".", "GiB", "-1", "1.2.3", "12 apples", "16EiB", "0x", "i", "1ib"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(grouped(20_644_288), "20,644,288");
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped_decimal("-1234567.2500"), "-1,234,567.2500");
        assert_eq!(grouped_decimal("999"), "999");
        assert_eq!(offset(0x7F3A_1C00), "0x7F3A_1C00");
        assert_eq!(offset(5), "0x0005");
        assert_eq!(offset(0x1_0000), "0x1_0000");
        assert_eq!((size(0), size(1)), ("0 bytes".into(), "1 byte".into()));
        assert_eq!(size(1023), "1023 bytes");
        assert_eq!([1023, 1 << 32].map(|n| size_text(n).in_english()), ["1023 bytes", "4.00 GiB"]);
        assert_eq!(size(1 << 32), "4.00 GiB");
        assert_eq!(size(u64::MAX), "16.0 EiB");
        assert_eq!(rate(9.84e9), "9.8 GB/s");
        assert_eq!(time_left(Duration::from_secs(61)), "1:01");
        assert_eq!(time_left(Duration::from_secs(3_661)), "1:01:01");
        assert_eq!(ago(Duration::from_secs(130)), "2 min ago");
        assert_eq!(percent(0.5), "50.0 %");
    }
}
