//! The time and the level of a log line, in the formats that programs write.
//!
//! [`read`] parses the first 256 bytes of a line for its time (ISO 8601 and its variants,
//! syslog, Apache and nginx, ctime, glog, logcat, seconds since 1970, a time of day alone) and
//! its level, each where loggers put them: a word such as `ERROR` later in the text is no
//! level. It accepts any bytes, allocates nothing, and costs some tens of nanoseconds, because
//! the time line parses every line of a file.
//!
//! Times are kept **as they are written**: an offset from UTC is ignored, so that the time line
//! shows the same time as the text, and lines of one program compare as it wrote them. Seconds
//! since 1970 are read as UTC.

mod calendar;
mod cursor;
mod json;
mod level;
mod time;

pub use level::Level;
pub use time::{DAY_MS, Time, TimePrecision, parse};

use std::ops::Range;

/// Bytes of a line that are parsed for its time and level.
pub const HEAD_BYTES: usize = 256;

/// The time and the level of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogHead {
    /// Its timestamp.
    pub time: Option<Time>,
    /// Its range, in bytes from the line's start.
    pub time_at: Range<usize>,
    /// Its severity.
    pub level: Option<Level>,
    /// Its range, in bytes from the line's start.
    pub level_at: Range<usize>,
}

/// Reads the head of a line; bytes past [`HEAD_BYTES`] or a line end change nothing.
#[must_use]
pub fn read(line: &[u8]) -> LogHead {
    let line = cut(&line[..line.len().min(HEAD_BYTES)]);
    match line.first() {
        // Fast path for most lines: an ISO date at the start.
        Some(b'0'..=b'9') => {
            if let Some((time, end)) = time::iso(line, 0) {
                let mut reading = LogHead { time: Some(time), time_at: 0..end, ..LogHead::default() };
                reading.find_level(line, end);
                return reading;
            }
        }
        // A line that starts with NUL is no text; this also skips holes.
        None | Some(0) => return LogHead::default(),
        _ => {}
    }
    read_any(line)
}

/// The line without its end.
fn cut(line: &[u8]) -> &[u8] {
    memchr::memchr2(b'\n', b'\r', line).map_or(line, |end| &line[..end])
}

fn read_any(line: &[u8]) -> LogHead {
    let start = cursor::skip_blank(line, 0);
    if line.get(start) == Some(&b'{') {
        return json::read(line, start);
    }
    let mut reading = LogHead::default();
    let start = reading.find_priority(line, start);
    let opened = cursor::skip_opening(line, start);
    if let Some((time, end, letter)) = time::at(line, opened) {
        reading.set_time(time, opened..end);
        if let Some(level) = letter {
            reading.set_level(level, opened..opened + 1);
        }
        reading.find_level(line, end);
        return reading;
    }
    reading.find_level_first(line, start);
    if reading.time.is_none() {
        reading.find_time_later(line);
    }
    reading
}

impl LogHead {
    fn set_time(&mut self, time: Time, at: Range<usize>) {
        (self.time, self.time_at) = (Some(time), at);
    }

    fn set_level(&mut self, level: Level, at: Range<usize>) {
        if self.level.is_none() {
            (self.level, self.level_at) = (Some(level), at);
        }
    }

    /// Reads a syslog priority, `<34>` or `<34>1 `. Returns the offset after it.
    fn find_priority(&mut self, line: &[u8], start: usize) -> usize {
        let Some((level, at, end)) = level::priority(line, start) else { return start };
        self.set_level(level, at);
        end
    }

    /// Looks for a level in the fields after the time, which ends at `at`.
    fn find_level(&mut self, line: &[u8], at: usize) {
        if self.level.is_none()
            && let Some((level, at)) = level::after_time(line, at)
        {
            self.set_level(level, at);
        }
    }

    /// Reads a level that starts the line, and the time after it.
    fn find_level_first(&mut self, line: &[u8], start: usize) {
        let Some((level, at)) = level::first(line, start) else { return };
        self.set_level(level, at.clone());
        let opened = cursor::skip_opening(line, cursor::skip_closing(line, at.end));
        if let Some((time, end, _)) = time::at(line, opened) {
            self.set_time(time, opened..end);
        }
    }

    /// Reads a time after names or addresses: `time=…`, `host - - [14/Mar/2026:…]`.
    fn find_time_later(&mut self, line: &[u8]) {
        let Some((time, at)) = time::later(line) else { return };
        let end = at.end;
        self.set_time(time, at);
        self.find_level(line, end);
        if self.level.is_none()
            && let Some((level, at)) = level::keyed(line, 0)
        {
            self.set_level(level, at);
        }
    }
}

#[cfg(test)]
mod tests;
