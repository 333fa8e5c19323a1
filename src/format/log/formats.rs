//! The formats of timestamps that programs write: a table.
//!
//! An entry says with how many digits a time of the format starts and what byte follows these, so
//! that few entries are tried for a line; and a sample line of the program, with what is read from
//! it, which a test tries. ISO 8601 at its plainest is tried before ([`super::dates::iso`]).

use super::clock::fraction;
use super::cursor::Cursor;
use super::time::{Found, Time, TimePrecision};
use super::{dates, named, numeric};
use std::ops::RangeInclusive;

/// One format.
pub(super) struct Format {
    /// Who writes it.
    #[cfg_attr(not(test), expect(dead_code, reason = "it documents the table, and names it in tests"))]
    pub(super) name: &'static str,
    /// With how many digits it starts.
    digits: RangeInclusive<usize>,
    /// What may follow them; anything if it is empty.
    then: &'static [u8],
    read: fn(Cursor<'_>) -> Option<Found>,
    /// A line of it, and its time and level.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests try it"))]
    pub(super) sample: (&'static str, &'static str),
}

const fn format(
    name: &'static str,
    digits: RangeInclusive<usize>,
    then: &'static [u8],
    read: fn(Cursor<'_>) -> Option<Found>,
    sample: (&'static str, &'static str),
) -> Format {
    Format { name, digits, then, read, sample }
}

/// Every format, in the order in which those that start alike are tried.
pub(super) static FORMATS: &[Format] = FORMATS_OF;
#[rustfmt::skip]
const FORMATS_OF: &[Format] = &[
    format("ISO 8601 and its kin", 4..=4, b"-/.:", dates::year_first, ("2026/03/14 09:26:53 [crit] 12#0: x", "2026-03-14T09:26:53 fatal")),
    format("Chromium", 4..=4, b"/", dates::chromium, ("[0314/092653.123456:ERROR:x.cc(12)] y", "--03-14T09:26:53.123 error")),
    format("NX-OS", 4..=4, b" ", dates::year_month, ("2026 Mar 14 09:26:53 sw %ETHPORT-5-IF_UP: x", "2026-03-14T09:26:53 info")),
    format("Chinese, Japanese", 4..=4, b"\xE5", dates::cjk_date, ("2026年3月14日 09:26:53 ERROR x", "2026-03-14T09:26:53 error")),
    format("without separators", 8..=8, b"", dates::compact, ("20260314T092653Z ERROR x", "2026-03-14T09:26:53 error")),
    format("3proxy", 12..=12, b".", dates::short_run_together, ("260314092653.123 PROXY.3128 00000 x", "2026-03-14T09:26:53.123 -")),
    format("14 digits", 14..=14, b"", dates::run_together, ("20260314092653 WARN x", "2026-03-14T09:26:53 warn")),
    format("MySQL 5, HDFS", 6..=6, b" _", dates::short_compact, ("240101 10:00:00 [ERROR] x", "2024-01-01T10:00:00 error")),
    format("log4j's HH:mm:ss", 1..=2, b":", dates::time_alone, ("09:26:53.123 [main] ERROR com.foo - x", "09:26:53.123 error")),
    format("Spark", 2..=2, b"/", numeric::short_year_first, ("17/06/09 20:10:40 INFO x", "2017-06-09T20:10:40 info")),
    format("US dates", 1..=2, b"/-", numeric::year_last, ("7/15/2021 2:07:27 PM ERROR x", "2021-07-15T14:07:27 error")),
    format("Karma", 2..=2, b" ", numeric::spaced, ("14 03 2026 09:26:53.123:WARN [karma]: x", "2026-03-14T09:26:53.123 warn")),
    format("Apache, Tomcat, BIND", 1..=2, b"/- .", dates::day_first, ("14-Mar-2026 09:26:53.123 SEVERE [main] x", "2026-03-14T09:26:53.123 error")),
    format("Snort, netlogon", 2..=2, b"/", dates::snort, ("03/14-09:26:53.123456  [**] [1:2:3] x", "--03-14T09:26:53.123 -")),
    format("logcat", 2..=2, b"-", dates::logcat, ("03-14 09:26:53.123  123  456 W Tag: y", "--03-14T09:26:53.123 warn")),
    format("syslog, Chinese or Japanese", 1..=2, b"\xE6", dates::cjk_month, ("3月 14 09:26:53 host app: x", "--03-14T09:26:53 -")),
    format("dmesg, Xorg", 1..=9, b".", dates::since_boot, ("[   12.233441] usb 1-1: x", "PT12.233S -")),
    format("since 1970", 10..=19, b"", dates::epoch, ("1773480413.123 456 127.0.0.1 TCP_MISS/200", "2026-03-14T09:26:53.123 -")),
    format("glog", 0..=0, b"VTDIWEFC", dates::glog, ("E0314 09:26:53.123456  123 x.cc:1] y", "--03-14T09:26:53.123 error")),
    format("multilog", 0..=0, b"@", dates::tai64n, ("@4000000069b529e7075bca00 x", "2026-03-14T09:26:53.123 -")),
    format("syslog, date, ctime", 0..=0, b"", named::named, ("Sat Mar 14 09:26:53 PDT 2026 x", "2026-03-14T09:26:53 -")),
];

/// Longest run of digits that a format starts with, and one more.
const MOST_DIGITS: usize = 20;

/// Which formats start with so many digits and then with that byte, as a set of their numbers.
static ALIKE: [[u32; 256]; MOST_DIGITS] = {
    let (mut alike, mut nr) = ([[0; 256]; MOST_DIGITS], 0);
    while nr < FORMATS_OF.len() {
        let format = &FORMATS_OF[nr];
        let mut n = *format.digits.start();
        while n <= *format.digits.end() {
            if format.then.is_empty() {
                let mut byte = 0;
                while byte < 256 {
                    alike[n][byte] |= 1 << nr;
                    byte += 1;
                }
            }
            let mut at = 0;
            while at < format.then.len() {
                alike[n][format.then[at] as usize] |= 1 << nr;
                at += 1;
            }
            n += 1;
        }
        nr += 1;
    }
    alike
};

/// The first format that reads a time here.
pub(super) fn find(cursor: Cursor<'_>) -> Option<Found> {
    let n = cursor.n_digits(MOST_DIGITS);
    let then = cursor.ahead(n);
    if n == 0 && !(then.is_ascii_alphabetic() || then == b'@' || then >= 0x80) {
        return None;
    }
    let mut alike = ALIKE.get(n)?[usize::from(then)];
    while let Some(format) = FORMATS.get(alike.trailing_zeros() as usize) {
        if let Some(found) = (format.read)(cursor) {
            return Some(found);
        }
        alike &= alike - 1;
    }
    None
}

/// The time that starts `line` as a logger writes it, and where it ends.
#[must_use]
pub fn parse(line: &[u8]) -> Option<(Time, usize)> {
    elapsed(line).or_else(|| at(line, 0).map(|found| (found.time, found.end)))
}

/// `PT12.233S`: as [`Time::text`] writes seconds since a start.
fn elapsed(line: &[u8]) -> Option<(Time, usize)> {
    let rest = line.strip_prefix(b"PT")?;
    let mut cursor = Cursor { line: rest, at: 0 };
    let n = cursor.n_digits(9);
    let ms = i64::from(cursor.digits(n).filter(|_| n > 0)?) * 1000 + fraction(&mut cursor);
    cursor.eat(b'S').then_some((Time { clock: TimePrecision::SinceBoot, ms }, cursor.at + 2))
}

/// Any time that starts at `at`.
pub(super) fn at(line: &[u8], at: usize) -> Option<Found> {
    match dates::iso(line, at) {
        Some((time, end)) => Some(Found::new(time, end)),
        None => find(Cursor { line, at }),
    }
}
