//! Times that do not start their line: after a key, in brackets, or behind a few short fields.

use super::cursor::{Cursor, skip_opening};
use super::formats;
use super::keys;
use super::kinds::ByteKinds;
use super::openings;
use super::time::{Found, TimePrecision};
use std::ops::Range;

/// Short fields that may precede a time, and the bytes that they may take.
const MOST_FIELDS: usize = 4;
const MOST_BYTES: usize = 96;

/// A time further on, and its range in bytes. The line has bytes of these `kinds`.
pub(super) fn find(line: &[u8], kinds: ByteKinds) -> Option<(Found, Range<usize>)> {
    if !kinds.has(ByteKinds::DIGIT) {
        return None;
    }
    if let Some(found) = openings::time(line) {
        return Some(found);
    }
    if kinds.has(ByteKinds::TIME_KEY)
        && (starts_with_key(line) || has_fields(line))
        && let Some(found) = keyed(line)
    {
        return Some(found);
    }
    let bracketed = || if kinds.has(ByteKinds::BRACKET) { bracketed(line) } else { None };
    if !kinds.has(ByteKinds::MAY_BE_CLOCK) || !has_clock(line) {
        return bracketed().filter(|(found, _)| is_dmesg(line, found));
    }
    bracketed().or_else(|| behind_fields(line))
}

/// Whether a line seems to be made of `key=value` or of columns.
fn has_fields(line: &[u8]) -> bool {
    memchr::memchr2(b'=', b'\t', line).is_some()
}

/// Whether a colon or slash stands between two digits: without that there is no clock.
fn has_clock(line: &[u8]) -> bool {
    let is_digit = |at: usize| line.get(at).is_some_and(u8::is_ascii_digit);
    memchr::memchr2_iter(b':', b'/', line).any(|at| is_digit(at + 1) && is_digit(at.wrapping_sub(1)))
}

/// `time: …`, `date:…`.
fn starts_with_key(line: &[u8]) -> bool {
    matches!(line.first(), Some(b't' | b'd' | b'T' | b'D' | b'@'))
}

/// `time=…`, `ts="…"`, `time:…` as LTSV has it, `audit(…`.
fn keyed(line: &[u8]) -> Option<(Found, Range<usize>)> {
    for name in keys::TIMES.find(line, 0) {
        let key = &line[name.clone()];
        if key.len() == 3 {
            if line[name.start..].starts_with(b"msg=audit(") {
                let from = name.end + 7;
                return formats::at(line, from).map(|found| (from..found.end, found)).map(swap);
            }
            continue;
        }
        let from = skip_opening(line, name.end + 1);
        if let Some(found) = formats::at(line, from) {
            return Some(swap((from..found.end, found)));
        }
        if key == b"date"
            && line[name.end] == b'='
            && let Some(found) = date_and_time(line, name.start)
        {
            return Some(found);
        }
    }
    None
}

fn swap((at, found): (Range<usize>, Found)) -> (Found, Range<usize>) {
    (found, at)
}

/// `date=2026-03-14 time=09:26:53`: FortiGate's.
fn date_and_time(line: &[u8], start: usize) -> Option<(Found, Range<usize>)> {
    let date = line.get(start + 5..start + 15)?;
    let rest = line.get(start + 15..)?.strip_prefix(b" time=")?;
    let n = rest.iter().take(16).take_while(|b| !matches!(b, b' ' | b'"')).count();
    let mut both = [b' '; 27];
    both[..10].copy_from_slice(date);
    both[11..11 + n].copy_from_slice(&rest[..n]);
    let found = formats::at(&both[..11 + n], 0)?;
    let end = start + 21 + found.end - 11;
    Some((Found { end, ..found }, start + 5..end))
}

/// `host - - [14/Mar/2026:09:26:53 +0100]`, `[pid: 1|app: 0] … [Tue Mar  1 08:12:12 2026]`.
fn bracketed(line: &[u8]) -> Option<(Found, Range<usize>)> {
    for open in memchr::memchr_iter(b'[', line).take(5) {
        let from = skip_opening(line, open + 1);
        let is_it = |found: &Found| {
            says_much(line, from, found) || is_dmesg(line, found) || is_framed_clock(line, open, found)
        };
        if let Some(found) = formats::at(line, from).filter(is_it) {
            let end = found.end;
            return Some((found, from..end));
        }
    }
    None
}

/// `  log   [09:26:53.123] [info][plugins] x`: behind a word or two, and before a level in brackets of
/// its own, as Kibana writes it; `[gulp] [09:26:53] x`.
fn is_framed_clock(line: &[u8], open: usize, found: &Found) -> bool {
    let rest = line.get(found.end..).unwrap_or_default();
    if open >= 24 || found.time.clock != TimePrecision::Daily || rest.first() != Some(&b']') {
        return false;
    }
    let word = super::cursor::word_at(rest, 3);
    line.first() == Some(&b'[') && line[..open].ends_with(b"] ")
        || rest.starts_with(b"] [")
            && rest.get(word.end) == Some(&b']')
            && super::Level::of_word(&rest[word]).is_some()
}

/// `kern  :info  : [   12.233441]`, as `dmesg -x` writes it.
fn is_dmesg(line: &[u8], found: &Found) -> bool {
    let name = super::cursor::word_at(line, 0);
    found.time.clock == TimePrecision::SinceBoot && super::fields::is_facility(&line[name])
}

/// `http 2018-07-02T22:23:00Z`, `web-1  | 2024-…`, `(name): 2021-…`, `MainThread::INFO::2011-…`.
fn behind_fields(line: &[u8]) -> Option<(Found, Range<usize>)> {
    let mut at = 0;
    for _ in 0..MOST_FIELDS {
        let rest = line.get(at..line.len().min(MOST_BYTES))?;
        at += rest.iter().position(|&byte| is_between(byte))?;
        let n = line[at..]
            .iter()
            .take_while(|&&byte| is_between(byte) || matches!(byte, b'[' | b'(' | b'<' | b'-'))
            .count();
        let between = &line[at..at + n];
        at += n;
        let Some(found) = formats::at(line, at) else { continue };
        let end = found.end;
        // A time of day alone stands behind a container's name, or closes brackets: `[x INFO @ 09:26:53]`.
        let is_framed = between.contains(&b'|') || between == b" @ " && line.get(end) == Some(&b']');
        if says_much(line, at, &found) || (is_framed && found.time.clock == TimePrecision::Daily) {
            return Some((found, at..end));
        }
    }
    None
}

/// Whether a byte stands between fields.
fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'|' | b':' | b',' | b';' | b'"' | b']' | b')' | b'>' | b'#' | b'@')
}

/// Whether a time is no number that only looks like one: it has a date, and a clock.
fn says_much(line: &[u8], from: usize, found: &Found) -> bool {
    let has_date = matches!(found.time.clock, TimePrecision::Dated | TimePrecision::Yearless);
    let cursor = Cursor { line, at: from };
    has_date
        && line[from..found.end].iter().any(|byte| matches!(byte, b':' | b'.' | b'T'))
        && cursor.n_digits(20) < 10
}
