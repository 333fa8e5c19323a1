//! Times, as RFC 3339 writes them. Those of the years 1 to 9999 are told.

use super::{Endian, Reading, Value};
use crate::messages::Text;
use jiff::SignedDuration;
use jiff::civil::{DateTime, date};

/// Seconds from 1601, where FILETIME begins, to 1970.
const FROM_1601: i64 = 11_644_473_600;
/// Seconds from 1904, where HFS+ begins, to 1970.
const FROM_1904: i64 = 2_082_844_800;

/// Seconds since 1970, of 32 bits.
pub(super) fn unix32(bytes: &[u8], order: Endian) -> Reading {
    since_1970(order.first(bytes).map(|bytes| (i32::from_be_bytes(bytes).into(), 0)), 4, 0)
}

/// Seconds since 1970, of 64 bits.
pub(super) fn unix64(bytes: &[u8], order: Endian) -> Reading {
    parts(bytes, order, 0)
}

/// Milliseconds since 1970.
pub(super) fn unix_ms(bytes: &[u8], order: Endian) -> Reading {
    parts(bytes, order, 3)
}

/// Microseconds since 1970.
pub(super) fn unix_us(bytes: &[u8], order: Endian) -> Reading {
    parts(bytes, order, 6)
}

/// Nanoseconds since 1970.
pub(super) fn unix_ns(bytes: &[u8], order: Endian) -> Reading {
    parts(bytes, order, 9)
}

/// Tenths of a microsecond since 1601, as Windows counts.
pub(super) fn filetime(bytes: &[u8], order: Endian) -> Reading {
    let told = order.first(bytes).and_then(|bytes| {
        let ticks = u64::from_be_bytes(bytes);
        let seconds = i64::try_from(ticks / 10_000_000).ok()? - FROM_1601;
        Some((seconds, u32::try_from(ticks % 10_000_000).ok()?))
    });
    since_1970(told, 8, 7)
}

/// Seconds since 1904, as HFS+ counts.
pub(super) fn hfs(bytes: &[u8], order: Endian) -> Reading {
    let told = order.first(bytes).map(|bytes| (i64::from(u32::from_be_bytes(bytes)) - FROM_1904, 0));
    since_1970(told, 4, 0)
}

/// Date and time of FAT and ZIP, in the time of the place: the date in the upper half, the time in the
/// lower one, in steps of two seconds.
pub(super) fn dos(bytes: &[u8], order: Endian) -> Reading {
    let Some(bytes) = order.first(bytes) else { return Reading::Short };
    let all = u32::from_be_bytes(bytes);
    let part = |at: u32, bits: u32| i8::try_from(all >> at & ((1 << bits) - 1)).unwrap_or_default();
    let year = 1980 + i16::from(part(25, 7));
    let time = DateTime::new(year, part(21, 4), part(16, 5), part(11, 5), part(5, 6), 2 * part(0, 5), 0);
    match time {
        Ok(time) => Reading::Value(Value::new(4, written(&time))),
        Err(_) => Reading::Invalid(Text::new("inspect-no-time")),
    }
}

/// An integer of 64 bits that counts a part of a second: of so many digits.
fn parts(bytes: &[u8], order: Endian, digits: u32) -> Reading {
    let told = order.first(bytes).and_then(|bytes| {
        let (n, unit) = (i64::from_be_bytes(bytes), 10_i64.pow(digits));
        Some((n.div_euclid(unit), u32::try_from(n.rem_euclid(unit)).ok()?))
    });
    since_1970(told, 8, digits)
}

/// A time of `len` bytes: seconds, and what is beyond them in so many digits.
fn since_1970(told: Option<(i64, u32)>, len: usize, digits: u32) -> Reading {
    let Some((seconds, rest)) = told else { return Reading::Short };
    let epoch = date(1970, 1, 1).at(0, 0, 0, 0);
    let time = epoch.checked_add(SignedDuration::from_secs(seconds)).ok();
    let Some(time) = time.filter(|time| time.year() > 0) else {
        return Reading::Invalid(Text::new("inspect-out-of-range"));
    };
    let mut text = written(&time);
    if let Ok(width @ 1..) = usize::try_from(digits) {
        text.push_str(&format!(".{rest:0width$}"));
    }
    text.push('Z');
    Reading::Value(Value::new(len, text))
}

fn written(time: &DateTime) -> String {
    let (year, month, day) = (time.year(), time.month(), time.day());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}
