//! The time and the level of a log line, in the formats that programs write.
//!
//! [`read`] parses the first 256 bytes of a line for its time (a table of [`formats`], ISO 8601
//! first) and its level, each where loggers put them: a word such as `ERROR` later in the text is
//! no level, and a level that is unsure is none. Of a line that is a JSON object it parses 64 KiB,
//! because its keys have no order. It accepts any bytes, allocates nothing, and costs some tens of
//! nanoseconds, because the time line parses every line of a file.
//!
//! A person's own formats ([`use_formats`]) are tried before.
//!
//! Times are kept **as they are written**: an offset from UTC is ignored, so that the time line
//! shows the same time as the text, and lines of one program compare as it wrote them. Seconds
//! since 1970 are read as UTC.

mod calendar;
mod clock;
mod columns;
mod configured;
mod cursor;
mod custom;
mod dates;
mod field;
mod fields;
mod formats;
mod json;
mod keys;
mod kinds;
mod later;
mod level;
mod markup;
mod months;
mod named;
mod numeric;
mod openings;
mod place;
mod tags;
mod time;
mod wide;

pub use configured::{formats_of, use_formats};
pub use custom::CustomFormat;
pub use formats::parse;
pub use level::Level;
pub use time::{DAY_MS, DateOrder, Time, TimePrecision};
pub use wide::{reach_units, read_units};

use kinds::ByteKinds;
use std::ops::Range;
use time::Found;

/// Bytes of a line that are parsed for its time and level.
pub const HEAD_BYTES: usize = 256;

/// The same of a line that is a JSON object, in any encoding.
pub const JSON_BYTES: usize = 64 * 1024;

/// The time and the level of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogHead {
    /// Its timestamp.
    pub time: Option<Time>,
    /// Its range, in bytes from the line's start.
    pub time_at: Range<usize>,
    /// How its day and month were told apart.
    pub order: DateOrder,
    /// Its severity.
    pub level: Option<Level>,
    /// Its range, in bytes from the line's start.
    pub level_at: Range<usize>,
}

/// How many bytes of a line that starts like this decide on its time and level.
#[must_use]
pub fn reach(line: &[u8]) -> usize {
    let head = &line[..line.len().min(HEAD_BYTES)];
    match head.first() {
        Some(b'0'..=b'9' | 0) | None => HEAD_BYTES,
        Some(_) => match head.get(cursor::skip_blank(head, 0)) {
            Some(b'{') => JSON_BYTES,
            _ => HEAD_BYTES,
        },
    }
}

/// Reads the head of a line; bytes past its [`reach`] or a line end change nothing.
#[must_use]
#[inline]
pub fn read(line: &[u8]) -> LogHead {
    configured::read(line, read_known)
}

/// Reads the head of a line by the known formats alone.
fn read_known(line: &[u8]) -> LogHead {
    let head = &line[..line.len().min(HEAD_BYTES)];
    match head.first() {
        // Fast path for most lines: an ISO date at the start.
        Some(b'0'..=b'9') => {
            if let Some((time, end)) = dates::iso(head, 0) {
                let mut reading = LogHead { time: Some(time), time_at: 0..end, ..LogHead::default() };
                reading.find_level(cut(head), end);
                return reading;
            }
            read_text(head)
        }
        // A line that starts with NUL is no text; this also skips holes.
        None | Some(0) => LogHead::default(),
        _ => {
            let start = cursor::skip_blank(head, 0);
            if head.get(start) == Some(&b'{') {
                return json::read(cut(&line[..line.len().min(JSON_BYTES)]), start);
            }
            read_text(head)
        }
    }
}

/// Reads a head that is no JSON object.
fn read_text(head: &[u8]) -> LogHead {
    if let Some(reading) = read_frequent(head) {
        return reading;
    }
    let kinds = ByteKinds::of(head);
    let line = if kinds.has(ByteKinds::CONTROL) { cut(head) } else { head };
    read_any(line, kinds)
}

/// The fast path for lines of syslog, glog and logfmt, which start with a letter; [`read_any`] reads
/// them the same.
fn read_frequent(head: &[u8]) -> Option<LogHead> {
    if let [b't', b'i' | b's', ..] = head {
        return read_logfmt(cut(head));
    }
    let start = cursor::Cursor { line: head, at: 0 };
    let is_glog = start.ahead(1).is_ascii_digit();
    let found = if is_glog { dates::glog(start) } else { named::syslog(start) }?;
    let mut reading = LogHead::default();
    reading.set_found(&found, 0);
    if reading.level.is_none() {
        reading.find_level(cut(head), found.end);
    }
    Some(reading)
}

/// `time="2026-03-14T09:26:53Z" level=info`: both in the first two fields.
fn read_logfmt(line: &[u8]) -> Option<LogHead> {
    let name = [&b"time="[..], b"ts="].into_iter().find(|name| line.starts_with(name))?;
    let start = cursor::skip_opening(line, name.len());
    let found = formats::at(line, start)?;
    let key = found.end + usize::from(line.get(found.end) == Some(&b'"'));
    let is_next = line.get(key..)?.starts_with(b" level=");
    let (level, level_at) = place::keyed(line, key + 1).filter(|_| is_next)?;
    // Another time behind the level would count more.
    let opened = cursor::skip_marks(line, cursor::skip_closing(line, level_at.end));
    if formats::at(line, opened).is_some() {
        return None;
    }
    let mut reading = LogHead { level: Some(level), level_at, ..LogHead::default() };
    reading.set_found(&found, start);
    Some(reading)
}

/// The line without its end.
fn cut(line: &[u8]) -> &[u8] {
    memchr::memchr2(b'\n', b'\r', line).map_or(line, |end| &line[..end])
}

/// Reads a line that is no JSON object and has bytes of these `kinds`; of more, for all it matters.
fn read_any(line: &[u8], kinds: ByteKinds) -> LogHead {
    let start = cursor::skip_blank(line, 0);
    let mut reading = LogHead::default();
    if matches!(line, [b'<', b'!' | b'E', ..]) {
        if let Some((found, at, level)) = markup::cmtrace(line) {
            reading.set_found(&found, at.start);
            level.into_iter().for_each(|(level, at)| reading.set_level(level, at));
            return reading;
        }
        markup::severity(line).into_iter().for_each(|(level, at)| reading.set_level(level, at));
    }
    if matches!(line, [b'(' | b'*' | b'=', ..])
        && let Some((found, at, level)) = openings::head(line)
    {
        reading.set_found(&found, at.start);
        level.into_iter().for_each(|(level, at)| reading.set_level(level, at));
        return reading;
    }
    let start = reading.find_priority(line, start);
    let opened = cursor::skip_marks(line, start);
    if kinds.has(ByteKinds::DIGIT)
        && let Some(found) = formats::at(line, opened)
    {
        reading.set_found(&found, opened);
        reading.find_level(line, found.end);
        return reading;
    }
    reading.find_level_first(line, start, kinds);
    if reading.time.is_none() {
        reading.find_time_later(line, kinds);
    }
    if reading.level.is_none() && kinds.has(ByteKinds::BRACKET) {
        reading.find_level_behind_bar(line);
        if reading.time.is_none()
            && let Some((level, at)) = openings::later(line)
        {
            reading.set_level(level, at);
        }
    }
    reading
}

impl LogHead {
    /// The time, with the day first where day or month may be, if that is so in this file.
    #[must_use]
    pub fn time_in(&self, day_first: bool) -> Option<Time> {
        match self.order {
            DateOrder::Either(other) if day_first => Some(other),
            _ => self.time,
        }
    }

    fn set_found(&mut self, found: &Found, start: usize) {
        (self.time, self.time_at, self.order) = (Some(found.time), start..found.end, found.order);
        if let Some(level) = found.level {
            self.set_level(level, start..start + 1);
        }
    }

    fn set_level(&mut self, level: Level, at: Range<usize>) {
        if self.level.is_none() {
            (self.level, self.level_at) = (Some(level), at);
        }
    }

    /// Reads a syslog priority, `<34>` or `<34>1 `. Returns the offset after it.
    fn find_priority(&mut self, line: &[u8], start: usize) -> usize {
        let Some((level, at, end)) = place::priority(line, start) else { return start };
        self.set_level(level, at);
        end
    }

    /// Looks for a level in the fields after the time, which ends at `at`.
    fn find_level(&mut self, line: &[u8], at: usize) {
        if self.level.is_none()
            && let Some((level, at)) = place::after_time(line, at)
        {
            self.set_level(level, at);
        }
    }

    /// Reads a level that starts the line, and the time after it.
    fn find_level_first(&mut self, line: &[u8], start: usize, kinds: ByteKinds) {
        let sure = place::first(line, start, kinds);
        let is_sure = sure.is_some();
        let has_digit = kinds.has(ByteKinds::DIGIT);
        let may_be = || if has_digit { place::opening_word(line, start) } else { None };
        let Some((level, at)) = sure.or_else(may_be) else { return };
        let opened = cursor::skip_marks(line, cursor::skip_closing(line, at.end));
        if has_digit && let Some(found) = formats::at(line, opened) {
            self.set_level(level, at);
            self.set_found(&found, opened);
        } else if is_sure {
            self.set_level(level, at);
        }
    }

    /// Reads a time after names or addresses: `time=…`, `host - - [14/Mar/2026:…]`.
    fn find_time_later(&mut self, line: &[u8], kinds: ByteKinds) {
        let Some((found, at)) = later::find(line, kinds) else { return };
        let before = place::before_time(line, at.start);
        if let Some((level, at)) = before {
            self.set_level(level, at);
        }
        self.set_found(&found, at.start);
        self.find_level(line, at.end);
        if self.level.is_none()
            && kinds.has(ByteKinds::LEVEL_KEY)
            && memchr::memchr2(b'=', b'\t', line).is_some()
            && let Some((level, at)) = place::keyed(line, 0)
        {
            self.set_level(level, at);
        }
    }

    /// Reads the level of a line that a container's name and a bar precede: `web-1  | ERROR x`.
    fn find_level_behind_bar(&mut self, line: &[u8]) {
        let n =
            line.iter().take(48).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        let bar = cursor::skip_blank(line, n.count());
        if bar > 0 && line[..bar].last() == Some(&b' ') && line[bar..].starts_with(b"| ") {
            let start = cursor::skip_blank(line, bar + 2);
            if let Some((level, at)) = place::first(line, start, ByteKinds::ALL) {
                self.set_level(level, at);
            }
        }
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
