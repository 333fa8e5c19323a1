//! Levels: their words, and the places where loggers put them.

use super::cursor::{skip_blank, skip_closing};
use std::ops::Range;

/// The severity of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Steps of a program.
    Trace,
    /// For developers.
    Debug,
    /// Normal operation.
    Info,
    /// A possible problem.
    Warn,
    /// Something failed.
    Error,
    /// The program had to stop.
    Fatal,
}

/// Fields after the time that are searched for a level.
const MOST_FIELDS: usize = 6;

/// Plain words that may precede a level: a host, a logger.
const MOST_WORDS: usize = 2;

/// Fields of the form `key=value` that are searched for a level.
const MOST_KEYS: usize = 12;

/// Longest field in brackets that is stepped over whole, in bytes.
const LONGEST_GROUP: usize = 80;

impl Level {
    /// Every level, in ascending order of severity.
    pub const ALL: [Self; 6] = [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error, Self::Fatal];

    /// The stable name on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }

    /// The level that a single letter stands for, as glog and logcat write it.
    pub(super) fn of_letter(letter: u8) -> Option<Self> {
        Some(match letter {
            b'V' | b'T' => Self::Trace,
            b'D' => Self::Debug,
            b'I' => Self::Info,
            b'W' => Self::Warn,
            b'E' => Self::Error,
            b'F' | b'C' => Self::Fatal,
            _ => return None,
        })
    }

    /// The level that a number in JSON stands for: pino's, bunyan's.
    pub(super) fn of_number(number: u32) -> Option<Self> {
        Some(match number {
            10 => Self::Trace,
            20 => Self::Debug,
            30 => Self::Info,
            40 => Self::Warn,
            50 => Self::Error,
            60 => Self::Fatal,
            _ => return None,
        })
    }

    /// The level of a syslog priority's last three bits.
    fn of_severity(severity: u32) -> Self {
        match severity {
            0..=2 => Self::Fatal,
            3 => Self::Error,
            4 => Self::Warn,
            5 | 6 => Self::Info,
            _ => Self::Debug,
        }
    }

    /// The level that a word stands for; whether it stands for nothing else.
    pub(super) fn of_word(word: &[u8]) -> Option<(Self, bool)> {
        let mut lower = [0; 13];
        let lower = lower.get_mut(..word.len())?;
        for (lower, byte) in lower.iter_mut().zip(word) {
            *lower = byte | 32;
        }
        Some(match &*lower {
            b"info" => (Self::Info, true),
            b"debug" => (Self::Debug, true),
            b"warn" | b"warning" | b"wrn" => (Self::Warn, true),
            b"error" | b"err" | b"erro" | b"severe" => (Self::Error, true),
            b"trace" | b"trc" | b"trce" | b"verbose" | b"vrb" | b"finest" | b"finer" => (Self::Trace, true),
            // As PostgreSQL counts them.
            b"debug1" | b"debug2" | b"debug3" | b"debug4" | b"debug5" => (Self::Debug, true),
            b"dbg" | b"debg" | b"dbug" => (Self::Debug, true),
            b"inf" | b"information" | b"informational" | b"notice" => (Self::Info, true),
            b"fatal" | b"ftl" | b"fata" | b"critical" | b"crit" | b"panic" | b"emerg" | b"emergency" => {
                (Self::Fatal, true)
            }
            b"fine" => (Self::Debug, false),
            b"log" | b"note" | b"config" => (Self::Info, false),
            b"fail" | b"eror" => (Self::Error, false),
            b"alert" | b"crt" => (Self::Fatal, false),
            _ => return None,
        })
    }
}

type LevelMatch = (Level, Range<usize>);

/// A syslog priority, `<34>` or `<34>1 `: its level, its range, and the offset after it.
pub(super) fn priority(line: &[u8], start: usize) -> Option<(Level, Range<usize>, usize)> {
    let rest = line.get(start..)?.strip_prefix(b"<")?;
    let n = rest.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let number = rest[..n].iter().fold(0, |number, b| number * 10 + u32::from(b - b'0'));
    if n == 0 || rest.get(n) != Some(&b'>') || number > 191 {
        return None;
    }
    let mut end = start + n + 2;
    if line.get(end..).is_some_and(|rest| rest.starts_with(b"1 ")) {
        end += 2;
    }
    Some((Level::of_severity(number & 7), start..start + n + 2, end))
}

/// A level that starts the line: `ERROR …`, `[WARN] …`, `error: …`, `INFO:root:…`, `E, [`, `[I `.
pub(super) fn first(line: &[u8], start: usize) -> Option<LevelMatch> {
    let open = usize::from(matches!(line.get(start), Some(b'[' | b'(' | b'<')));
    let word = word_at(line, start + open);
    let next = line.get(word.end).copied().unwrap_or(0);
    if let [letter] = line[word.clone()] {
        let is_level = next == b',' || open == 1 && matches!(next, b' ' | b']');
        return Level::of_letter(letter).filter(|_| is_level).map(|level| (level, word));
    }
    if let Some((level, is_sure)) = Level::of_word(&line[word.clone()]) {
        let is_marked = open == 1 || next == b':';
        let is_upper = is_upper(&line[word.clone()]) && (is_sure || is_marked);
        if (is_marked || is_upper) && !next.is_ascii_alphanumeric() && next != b'_' {
            return Some((level, word));
        }
    }
    keyed(line, start)
}

/// A level in one of the fields after the time, which ends at `at`.
pub(super) fn after_time(line: &[u8], at: usize) -> Option<LevelMatch> {
    let mut at = skip_closing(line, at);
    let (mut n_words, mut only_numbers) = (0, true);
    for nr in 0..MOST_FIELDS {
        if let Some(b'[' | b'(' | b'<' | b'{') = line.get(at) {
            let (found, end) = group(line, at);
            if found.is_some() {
                return found;
            }
            at = skip_closing(line, end);
            only_numbers = false;
            continue;
        }
        let field = field_at(line, at);
        if field.is_empty() {
            return None;
        }
        let word = word_at(line, at);
        let next = line.get(word.end).copied().unwrap_or(b' ');
        if next == b'=' {
            return keyed(line, at);
        }
        if let Some(level) = stands_for(&line[word.clone()], next, nr == 0, only_numbers && nr > 0) {
            return Some((level, word));
        }
        let bytes = &line[field.clone()];
        only_numbers &= bytes.iter().all(u8::is_ascii_digit);
        n_words += usize::from(bytes.iter().all(u8::is_ascii_alphabetic));
        if n_words > MOST_WORDS {
            return None;
        }
        at = skip_closing(line, field.end);
    }
    None
}

/// The level of a word in a field, by the byte after it and the fields before.
fn stands_for(word: &[u8], next: u8, is_first: bool, after_numbers: bool) -> Option<Level> {
    let is_alone = matches!(
        next,
        b' ' | b'\t' | b':' | b',' | b'|' | b']' | b')' | b';' | b'-' | 0x1B | b'\r' | b'\n' | b'"'
    );
    if let [letter] = word {
        return Level::of_letter(*letter).filter(|_| after_numbers && next == b' ');
    }
    let (level, is_sure) = Level::of_word(word).filter(|_| is_alone)?;
    let is_plain = is_upper(word) || next == b':' || (is_first && is_sure);
    is_plain.then_some(level)
}

/// A field in brackets: the level in it, and where it ends.
fn group(line: &[u8], at: usize) -> (Option<LevelMatch>, usize) {
    let close = match line[at] {
        b'[' => b']',
        b'(' => b')',
        b'<' => b'>',
        _ => b'}',
    };
    let inside = &line[at + 1..line.len().min(at + 1 + LONGEST_GROUP)];
    let Some(n) = memchr::memchr(close, inside) else { return (None, at + 1) };
    let end = at + 1 + n;
    // `[core:error]`, as Apache writes it; `[ERROR]`, `[ warn ]`.
    let from = memchr::memrchr(b':', &line[at + 1..end]).map_or(at + 1, |colon| at + 2 + colon);
    let word = word_at(line, skip_blank(line, from));
    let is_all = skip_blank(line, word.end) == end;
    let found = match &line[word.clone()] {
        [letter] if is_all => Level::of_letter(*letter),
        bytes if is_all => Level::of_word(bytes).map(|(level, _)| level),
        _ => None,
    };
    (found.map(|level| (level, word)), end + 1)
}

/// A level after its key, from the field at `at` on: `level=info`, `lvl="warn"`.
pub(super) fn keyed(line: &[u8], mut at: usize) -> Option<LevelMatch> {
    const KEYS: [&[u8]; 5] = [b"level", b"lvl", b"severity", b"loglevel", b"levelname"];
    for _ in 0..MOST_KEYS {
        let key = word_at(line, at);
        if line.get(key.end) == Some(&b'=') && KEYS.contains(&&line[key.clone()]) {
            let quote = usize::from(line.get(key.end + 1) == Some(&b'"'));
            let word = word_at(line, key.end + 1 + quote);
            return Level::of_word(&line[word.clone()]).map(|(level, _)| (level, word));
        }
        at += memchr::memchr(b' ', line.get(at..)?)? + 1;
    }
    None
}

/// The letters and digits from `at` on.
fn word_at(line: &[u8], at: usize) -> Range<usize> {
    let at = at.min(line.len());
    let n = line[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    at..at + n
}

/// The bytes up to the next space.
fn field_at(line: &[u8], at: usize) -> Range<usize> {
    let at = at.min(line.len());
    let n = line[at..].iter().take_while(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'|')).count();
    at..at + n
}

fn is_upper(word: &[u8]) -> bool {
    !word.iter().any(u8::is_ascii_lowercase)
}
