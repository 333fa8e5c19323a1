//! The time and the level of a line that is a JSON object: by the names of their keys.

use super::cursor::Cursor;
use super::kinds::ByteKinds;
use super::{Level, LogHead, formats};
use std::ops::Range;

/// Whether a key, in lower case, is of a time.
fn is_time(key: &[u8]) -> bool {
    matches!(
        key,
        b"time"
            | b"ts"
            | b"timestamp"
            | b"@timestamp"
            | b"t"
            | b"date"
            | b"datetime"
            | b"asctime"
            | b"eventtime"
            | b"@t"
            | b"time_local"
            | b"time_iso8601"
            | b"start_time"
            | b"stagetimestamp"
            | b"__realtime_timestamp"
            | b"timemillis"
            | b"$date"
            | b"epochsecond"
            | b"logtime"
            | b"log_time"
            | b"msec"
            | b"calendartime"
    )
}

/// Whether a key, in lower case, is of a level.
fn is_level(key: &[u8]) -> bool {
    matches!(
        key,
        b"level"
            | b"lvl"
            | b"severity"
            | b"loglevel"
            | b"levelname"
            | b"log.level"
            | b"@l"
            | b"@level"
            | b"level_name"
            | b"log_level"
            | b"severity_label"
            | b"severitytext"
            | b"s"
            | b"severity_text"
            | b"sev"
            | b"syslog_severity"
    )
}

/// Objects whose keys are as good as the line's own: the Elastic Common Schema's `log`, MongoDB's
/// `t`, log4j's `instant`.
const OPEN: [&[u8]; 3] = [b"log", b"t", b"instant"];

/// What an object says of its dialect: whose numbers its levels are.
#[derive(Default)]
struct Dialect {
    /// A number of one digit, before it is known whose it is.
    digit: Option<(u32, Range<usize>)>,
    /// GELF, and others that count levels as syslog does.
    is_syslog: bool,
    /// Nextcloud, which counts them from 0, for debugging, to 4.
    is_nextcloud: bool,
    /// The text of a container's line.
    inner: Option<Range<usize>>,
}

/// Reads the object that starts at `start`, as far as the line's head shows it.
pub(super) fn read(line: &[u8], start: usize) -> LogHead {
    let mut reading = LogHead::default();
    let mut dialect = Dialect::default();
    let mut cursor = Cursor { line, at: start + 1 };
    while reading.time.is_none() || reading.level.is_none() {
        while cursor.eat_any(b" \t,}") {}
        let Some(key) = string(&mut cursor) else { break };
        cursor.skip_spaces();
        if !cursor.eat(b':') {
            break;
        }
        cursor.skip_spaces();
        if cursor.peek() == b'{' && OPEN.contains(&&line[key.clone()]) {
            cursor.at += 1;
            continue;
        }
        let is_text = cursor.peek() == b'"';
        let Some(value) = value(&mut cursor) else { break };
        reading.learn(line, &line[key], value, is_text, &mut dialect);
    }
    reading.conclude(line, dialect);
    reading
}

impl LogHead {
    fn learn(&mut self, line: &[u8], key: &[u8], value: Range<usize>, is_text: bool, dialect: &mut Dialect) {
        let mut lower = [0; 24];
        let Some(lower) = lower.get_mut(..key.len()) else { return };
        for (lower, byte) in lower.iter_mut().zip(key) {
            *lower = byte.to_ascii_lowercase();
        }
        let key: &[u8] = lower;
        if is_time(key) {
            if self.time.is_none()
                && let Some(found) = formats::at(&line[..value.end], value.start)
            {
                self.set_found(&found, value.start);
            }
        } else if is_level(key) {
            self.learn_level(line, key, value, dialect);
        } else {
            dialect.learn(line, key, value, is_text);
        }
    }

    fn learn_level(&mut self, line: &[u8], key: &[u8], value: Range<usize>, dialect: &mut Dialect) {
        let word = &line[value.clone()];
        let level = match *word {
            [tens @ b'1'..=b'6', b'0'] => Level::of_number(u32::from(tens - b'0') * 10),
            [digit @ b'0'..=b'7'] => {
                dialect.is_syslog |= key == b"syslog_severity";
                dialect.digit.get_or_insert((u32::from(digit - b'0'), value.clone()));
                None
            }
            // MongoDB's.
            [letter] => Level::of_letter(letter).filter(|_| matches!(key, b"s" | b"level" | b"@l")),
            [b'D', b'1'..=b'5'] if key == b"s" => Some(Level::Debug),
            // `s` may be anything else's short name.
            _ if key == b"s" => None,
            _ => Level::of_word(word).map(|(level, _)| level),
        };
        if let Some(level) = level {
            self.set_level(level, value);
        }
    }

    /// Decides what only the whole object tells.
    fn conclude(&mut self, line: &[u8], dialect: Dialect) {
        if let Some((digit, at)) = dialect.digit {
            let nextcloud = [Level::Debug, Level::Info, Level::Warn, Level::Error, Level::Fatal];
            let nr = usize::try_from(digit).unwrap_or(usize::MAX);
            let level = match (dialect.is_syslog, dialect.is_nextcloud) {
                (true, _) => Some(Level::of_severity(digit)),
                (_, true) => nextcloud.get(nr).copied(),
                _ => None,
            };
            level.into_iter().for_each(|level| self.set_level(level, at.clone()));
        }
        if let Some(inner) = dialect.inner.filter(|_| self.level.is_none()) {
            // Docker's: as the container wrote it, but for escapes.
            let end = inner.end.min(inner.start + super::HEAD_BYTES);
            let text = &line[inner.start..end];
            let found = super::read_any(text, ByteKinds::of(text));
            if let Some(level) = found.level {
                let at = found.level_at;
                self.set_level(level, inner.start + at.start..inner.start + at.end);
            } else if let Some((level, at)) = escaped(line, inner.start..end) {
                self.set_level(level, at);
            }
        }
    }
}

/// The level of an object in a string, `{\"level\":\"warn\",…`.
fn escaped(line: &[u8], text: Range<usize>) -> Option<super::level::LevelMatch> {
    let bytes = &line[text.clone()];
    let is_object = bytes.starts_with(b"{\\\"");
    let keys: [&[u8]; 3] = [b"\\\"level\\\":\\\"", b"\\\"severity\\\":\\\"", b"\\\"lvl\\\":\\\""];
    let found = keys.iter().filter_map(|key| memchr::memmem::find(bytes, key).map(|at| at + key.len()));
    let at = text.start + found.min().filter(|_| is_object)?;
    let word = super::cursor::word_at(line, at);
    let level = Level::of_word(&line[word.clone()]).filter(|_| line.get(word.end) == Some(&b'\\'))?.0;
    Some((level, word))
}

impl Dialect {
    fn learn(&mut self, line: &[u8], key: &[u8], value: Range<usize>, is_text: bool) {
        match key {
            b"log" if is_text => self.inner = Some(value),
            // journald's, which are syslog's.
            b"priority" => {
                if let [digit @ b'0'..=b'7'] = line[value.clone()]
                    && is_text
                {
                    self.digit = Some((u32::from(digit - b'0'), value));
                    self.is_syslog = true;
                }
            }
            b"reqid" => self.is_nextcloud = true,
            b"short_message" | b"facility" | b"facility_label" | b"syslog_facility" | b"__cursor" => {
                self.is_syslog = true;
            }
            _ => {}
        }
    }
}

/// A string's inside; as much of it as is there.
fn string(cursor: &mut Cursor<'_>) -> Option<Range<usize>> {
    if !cursor.eat(b'"') {
        return None;
    }
    let start = cursor.at;
    while let Some(n) = memchr::memchr2(b'"', b'\\', cursor.line.get(cursor.at..).unwrap_or_default()) {
        cursor.at += n;
        if cursor.peek() == b'"' {
            cursor.at += 1;
            return Some(start..cursor.at - 1);
        }
        cursor.at += 2;
    }
    cursor.at = cursor.line.len();
    Some(start..cursor.at)
}

/// A value: a string's inside, a number, or a whole list or object; `None` at the head's end.
fn value(cursor: &mut Cursor<'_>) -> Option<Range<usize>> {
    let start = cursor.at;
    let mut depth = 0_u32;
    while cursor.at < cursor.line.len() {
        match cursor.peek() {
            b'"' if depth == 0 => return string(cursor),
            b'"' => {
                string(cursor)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    cursor.at += 1;
                    return Some(start..cursor.at);
                }
            }
            b',' | b'}' | b' ' if depth == 0 => return Some(start..cursor.at),
            _ => {}
        }
        cursor.at += 1;
    }
    (depth == 0 && start < cursor.at).then_some(start..cursor.at)
}
