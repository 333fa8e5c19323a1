//! The time and the level of a line that is a JSON object: by the names of their keys.

use super::cursor::Cursor;
use super::{Level, LogHead, time};
use std::ops::Range;

/// Reads the object that starts at `start`, as far as the line's head shows it.
pub(super) fn read(line: &[u8], start: usize) -> LogHead {
    let mut reading = LogHead::default();
    let mut cursor = Cursor { line, at: start + 1 };
    while reading.time.is_none() || reading.level.is_none() {
        while cursor.eat_any(b" \t,}") {}
        let Some(key) = string(&mut cursor) else { break };
        cursor.skip_spaces();
        if !cursor.eat(b':') {
            break;
        }
        cursor.skip_spaces();
        if cursor.peek() == b'{' && &line[key.clone()] == b"log" {
            // `"log": {"level": …}`, as the Elastic Common Schema has it.
            cursor.at += 1;
            continue;
        }
        let Some(value) = value(&mut cursor) else { break };
        reading.learn(line, &line[key], value);
    }
    reading
}

impl LogHead {
    fn learn(&mut self, line: &[u8], key: &[u8], value: Range<usize>) {
        match key {
            b"time" | b"ts" | b"timestamp" | b"@timestamp" | b"t" | b"date" | b"datetime" | b"asctime"
            | b"eventTime" | b"Timestamp" | b"@t" => {
                if let Some((time, end, _)) = time::at(&line[..value.end], value.start)
                    && self.time.is_none()
                {
                    self.set_time(time, value.start..end);
                }
            }
            b"level" | b"lvl" | b"severity" | b"loglevel" | b"levelname" | b"log.level" | b"Level"
            | b"@l" | b"level_name" | b"logLevel" => {
                let word = &line[value.clone()];
                let number = Cursor { line: word, at: 0 }.digits(2).filter(|_| word.len() == 2);
                let level = number.and_then(Level::of_number);
                if let Some(level) = level.or_else(|| Level::of_word(word).map(|(level, _)| level)) {
                    self.set_level(level, value);
                }
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
    while cursor.at < cursor.line.len() {
        match cursor.peek() {
            b'"' => {
                cursor.at += 1;
                return Some(start..cursor.at - 1);
            }
            b'\\' => cursor.at += 2,
            _ => cursor.at += 1,
        }
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
            b'}' | b']' if depth > 0 => depth -= 1,
            b',' | b'}' | b' ' if depth == 0 => return Some(start..cursor.at),
            _ => {}
        }
        cursor.at += 1;
    }
    (depth == 0 && start < cursor.at).then_some(start..cursor.at)
}
