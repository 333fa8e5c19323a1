//! Heads that only a few programs write, told by how the line starts.

use super::cursor::{skip_opening, word_at};
use super::formats;
use super::level::{Level, LevelMatch};
use super::time::{Found, TimePrecision};
use std::ops::Range;

/// Who writes which head, with its time and level.
#[cfg(test)]
#[rustfmt::skip]
pub(super) const SAMPLES: &[(&str, &str, &str)] = &[
    ("npm", "npm ERR! code ENOENT", "- error"),
    ("npm 9", "npm warn deprecated x@1.0.0: y", "- warn"),
    ("Wine", "0024:err:module:import_dll x", "- error"),
    ("apt", "W: GPG error: http://x", "- warn"),
    ("PulseAudio", "I: [pulseaudio] main.c: x", "- info"),
    ("ESP-IDF", "E (5123) i2c: x", "- error"),
    ("LightGBM", "[LightGBM] [Warning] x", "- warn"),
    ("DeepSpeed", "[f35a2cc1] [rank=0] [INFO] [logging.py:69:log_dist] x", "- info"),
    ("ROS", "[ WARN] [1773480413.123456789]: x", "2026-03-14T09:26:53.123 warn"),
    ("Kibana", "  log   [09:26:53.123] [warning][plugins] x", "09:26:53.123 warn"),
    ("slf4j-simple", "[main] WARN example.X - y", "- warn"),
    ("OpenAL", "[ALSOFT] (EE) Failed to set x", "- error"),
    ("Dask", "distributed.scheduler - WARNING - x", "- warn"),
    ("coturn", "12: (9): WARNING: x", "- warn"),
    ("PyInstaller", "94 WARNING: x", "- warn"),
    ("log4j's milliseconds", "441 [main] WARN Mqtt - x", "- warn"),
    ("Weights & Biases", "wandb: WARNING x", "- warn"),
    ("CodeCarbon", "[codecarbon WARNING @ 09:26:53] x", "09:26:53 warn"),
    ("Protractor", "[09:26:53] W/launcher - x", "09:26:53 warn"),
    ("GCC", "src/x.c:12:3: warning: unused variable", "- warn"),
    ("Clang", "clang: fatal error: no input files", "- error"),
    ("NCCL", "host:12:34 [0] NCCL WARN x", "- warn"),
    ("GLib", "(gimp:12): Gtk-WARNING **: 09:26:53.123: x", "09:26:53.123 warn"),
    ("GLib without a domain", "** (x:12): CRITICAL **: 09:26:53.123: x", "09:26:53.123 fatal"),
    ("GLib without a program", "** Message: 09:26:53.123: x", "09:26:53.123 info"),
    ("Erlang", "=ERROR REPORT==== 14-Mar-2026::09:26:53 ===", "2026-03-14T09:26:53 error"),
    ("Rails", "Started GET \"/\" for 127.0.0.1 at 2026-03-14 09:26:53 +0100", "2026-03-14T09:26:53 -"),
    ("Windows Installer", "MSI (s) (F4:8C) [09:26:53:123]: x", "09:26:53.123 -"),
];

/// A level that starts the line as one of those programs writes it.
#[inline]
pub(super) fn level(line: &[u8], start: usize) -> Option<LevelMatch> {
    match line.get(start..)? {
        [b'n', b'p', b'm', b' ', ..] => npm(line, start + 4),
        [_, b':', b' ', ..] => letter_and_colon(line, start),
        [_, b' ', b'(', ..] => letter_and_ticks(line, start),
        [_, _, _, _, b':', ..] => wine(line, start),
        [b'[', ..] => second_in_brackets(line, start),
        _ => None,
    }
}

/// A level behind a mark further on, of a line without a time: `host:12:34 [0] NCCL INFO x`.
pub(super) fn later(line: &[u8]) -> Option<LevelMatch> {
    let mark = b"] NCCL ";
    let at = memchr::memmem::find(line, mark)? + mark.len();
    Level::of_word(&line[word_at(line, at)]).map(|(level, _)| (level, word_at(line, at)))
}

/// `npm ERR! code`, `npm warn deprecated`; `npm error in …` is a text of ours all the same.
#[inline(never)]
fn npm(line: &[u8], at: usize) -> Option<LevelMatch> {
    let word = word_at(line, at);
    let level = match &line[word.clone()] {
        b"ERR" | b"error" => Level::Error,
        b"WARN" | b"warn" => Level::Warn,
        b"notice" | b"info" => Level::Info,
        b"verb" | b"verbose" | b"silly" | b"sill" => Level::Trace,
        _ => return None,
    };
    matches!(line.get(word.end), Some(b' ' | b'!')).then_some((level, word))
}

/// `E: x`, `W: x`; `I: [x`, `D: [x`, because these letters stand before the turns of a talk, too.
#[inline(never)]
fn letter_and_colon(line: &[u8], at: usize) -> Option<LevelMatch> {
    let is_it = match line[at] {
        b'E' | b'W' => true,
        b'I' | b'D' => line.get(at + 3) == Some(&b'['),
        _ => false,
    };
    Level::of_letter(line[at]).filter(|_| is_it).map(|level| (level, at..at + 1))
}

/// `W (1634) wifi: x`: milliseconds since the start in parentheses, and a tag.
#[inline(never)]
fn letter_and_ticks(line: &[u8], at: usize) -> Option<LevelMatch> {
    let level =
        Level::of_letter(line[at]).filter(|_| matches!(line[at], b'E' | b'W' | b'I' | b'D' | b'V'))?;
    let n = line[at + 3..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
    let rest = line[at + 3 + n..].strip_prefix(b") ").filter(|_| n > 0)?;
    let tag = rest.iter().take(24).take_while(|b| b.is_ascii_graphic() && **b != b':').count();
    (tag > 0 && rest.get(tag) == Some(&b':')).then_some((level, at..at + 1))
}

/// `0024:fixme:ntdll:x`: a thread's number, a class of messages, a channel.
#[inline(never)]
fn wine(line: &[u8], at: usize) -> Option<LevelMatch> {
    let word = word_at(line, at + 5);
    let level = match &line[word.clone()] {
        b"err" => Level::Error,
        b"fixme" | b"warn" => Level::Warn,
        b"trace" => Level::Trace,
        _ => return None,
    };
    let is_thread = line[at..at + 4].iter().all(u8::is_ascii_hexdigit);
    let channel = word_at(line, word.end + 1);
    let is_it = is_thread && line.get(word.end) == Some(&b':') && !channel.is_empty();
    is_it.then_some((level, word))
}

/// `[LightGBM] [Warning] x`, `[f35a2cc1] [rank=0] [INFO] x`: a name or two, and a level that fills
/// brackets of its own.
#[inline(never)]
fn second_in_brackets(line: &[u8], at: usize) -> Option<LevelMatch> {
    let mut at = at;
    for _ in 0..2 {
        let name = line[at + 1..]
            .iter()
            .take(40)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'='));
        let close = at + 1 + name.count();
        if let Some(rest) = line[close..].strip_prefix(b"] ")
            && !rest.starts_with(b"[")
        {
            return behind_brackets(line, close + 2);
        }
        line[close..].strip_prefix(b"] [")?;
        let word = word_at(line, close + 3);
        if let Some((level, true)) = Level::of_word(&line[word.clone()])
            && line.get(word.end) == Some(&b']')
        {
            return Some((level, word));
        }
        at = close + 2;
    }
    None
}

/// `[main] INFO x`, `[ALSOFT] (EE) x`: a level in capitals behind a name in brackets.
fn behind_brackets(line: &[u8], at: usize) -> Option<LevelMatch> {
    if let [b'(', letter @ (b'E' | b'W' | b'I'), same, b')', b' ', ..] = line[at..] {
        return Level::of_letter(letter).filter(|_| same == letter).map(|level| (level, at + 1..at + 3));
    }
    let word = word_at(line, at);
    let is_it = matches!(line.get(word.end), Some(b' ' | b':')) && is_upper(&line[word.clone()]);
    let (level, is_sure) = Level::of_word(&line[word.clone()])?;
    (is_it && is_sure).then_some((level, word))
}

/// Behind the first field, which starts with `word` and goes on: `x.c:12:3: error: y`, as compilers and
/// other tools write it; `distributed.scheduler - INFO - x`.
#[inline(never)]
pub(super) fn behind_field(line: &[u8], word: &Range<usize>) -> Option<LevelMatch> {
    let head = &line[word.end..line.len().min(word.end + 120)];
    let end = word.end + memchr::memchr(b' ', head)?;
    if line[end - 1] == b':' {
        return of_a_tool(line, word, end + 1);
    }
    let is_name = || line[word.end] == b'.' && line[end..].starts_with(b" - ");
    let found = word_at(line, end + 3);
    let (level, is_sure) = Level::of_word(line.get(found.clone())?)?;
    let is_it = is_sure && is_upper(&line[found.clone()]) && line[found.end..].starts_with(b" - ");
    (is_it && is_name()).then_some((level, found))
}

/// `error: y` from `at` on, or `ERROR y`.
pub(super) fn of_a_tool(line: &[u8], first: &Range<usize>, at: usize) -> Option<LevelMatch> {
    let mut word = word_at(line, at);
    if line.get(at) == Some(&b'(') && first.end + 2 == at && line[first.start].is_ascii_digit() {
        // `12: (9): INFO: x`, coturn's.
        let thread = word_at(line, at + 1);
        line.get(thread.end..)?.strip_prefix(b"): ")?;
        word = word_at(line, thread.end + 3);
    }
    if line.get(word.end) == Some(&b' ') && line[word.start..].starts_with(b"fatal error:") {
        word = word.end + 1..word.end + 6;
    }
    let (level, is_sure) = Level::of_word(&line[word.clone()])?;
    let is_it = match line.get(word.end)? {
        b':' => true,
        b' ' => is_upper(&line[word.clone()]),
        _ => false,
    };
    (is_sure && is_it).then_some((level, word))
}

/// `94 INFO: x`, `441 [main] INFO x`: behind milliseconds since the start.
#[inline(never)]
pub(super) fn behind_ticks(line: &[u8], ticks: &Range<usize>) -> Option<LevelMatch> {
    let mut at = ticks.end + 1;
    let is_in_brackets = line.get(at) == Some(&b'[');
    if is_in_brackets {
        at += 2 + memchr::memchr(b']', &line[at..line.len().min(at + 48)])?;
    }
    let word = word_at(line, at);
    let next = line.get(word.end)?;
    let (level, is_sure) = Level::of_word(&line[word.clone()])?;
    let is_there = *next == b':' || is_in_brackets && *next == b' ';
    let is_number = || line[ticks.clone()].iter().all(u8::is_ascii_digit);
    (is_sure && is_there && is_upper(&line[word.clone()]) && is_number()).then_some((level, word))
}

fn is_upper(word: &[u8]) -> bool {
    !word.iter().any(u8::is_ascii_lowercase)
}

/// A time, its range, and a level, of a line that starts with a mark: GLib's, Erlang's.
pub(super) fn head(line: &[u8]) -> Option<(Found, Range<usize>, Option<LevelMatch>)> {
    match line {
        [b'=', ..] => erlang(line),
        [b'(', ..] | [b'*', b'*', b' ', ..] => glib(line),
        _ => None,
    }
}

/// `=ERROR REPORT==== 14-Mar-2026::09:26:53 ===`.
#[inline(never)]
fn erlang(line: &[u8]) -> Option<(Found, Range<usize>, Option<LevelMatch>)> {
    let word = word_at(line, 1);
    let mark = b" REPORT==== ";
    line.get(word.end..)?.strip_prefix(mark)?;
    let at = word.end + mark.len();
    let found = formats::at(line, at)?;
    let level = match &line[word.clone()] {
        b"CRASH" | b"SUPERVISOR" => Some(Level::Error),
        word => Level::of_word(word).map(|(level, _)| level),
    };
    let end = found.end;
    Some((found, at..end, level.map(|level| (level, word))))
}

/// `(gimp:12): Gtk-WARNING **: 09:26:53.123: x`: a process, a domain and a level, a time.
#[inline(never)]
fn glib(line: &[u8]) -> Option<(Found, Range<usize>, Option<LevelMatch>)> {
    let mut at = if line.starts_with(b"** ") { 3 } else { 0 };
    if line.get(at) == Some(&b'(') {
        let close = memchr::memmem::find(&line[at..line.len().min(at + 80)], b"): ")?;
        let n = line[at..at + close].iter().rev().take_while(|b| b.is_ascii_digit()).count();
        if n == 0 || line[at + close - n - 1] != b':' {
            return None;
        }
        at += close + 3;
    }
    let domain = line.get(at..)?;
    let n = domain.iter().take(64).take_while(|b| b.is_ascii_graphic() && **b != b':').count();
    let start = at + memchr::memrchr(b'-', &domain[..n]).map_or(0, |dash| dash + 1);
    let word = word_at(line, start);
    let level = match &line[word.clone()] {
        b"Message" => Level::Info,
        word => Level::of_word(word)?.0,
    };
    let after = line.get(word.end..)?;
    let mark = [&b" **: "[..], b": "].into_iter().find(|mark| after.starts_with(mark))?;
    let from = word.end + mark.len();
    let found = formats::at(line, from).filter(|found| found.time.clock == TimePrecision::Daily)?;
    let end = found.end;
    Some((found, from..end, Some((level, word))))
}

/// A time that stands far behind what starts the line: Rails's, the Windows Installer's.
pub(super) fn time(line: &[u8]) -> Option<(Found, Range<usize>)> {
    let mark: &[u8] = match line {
        [b'S', ..] if line.starts_with(b"Started ") => b" at ",
        [b'M', ..] if line.starts_with(b"MSI (") => b") [",
        _ => return None,
    };
    let from = skip_opening(line, memchr::memmem::rfind(line, mark)? + mark.len());
    let found = formats::at(line, from)?;
    let is_it = line[0] == b'M' && found.time.clock == TimePrecision::Daily
        || found.time.clock == TimePrecision::Dated;
    let end = found.end;
    is_it.then_some((found, from..end))
}
