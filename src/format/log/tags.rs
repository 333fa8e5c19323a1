//! Levels beside a name, in the fields after a time.

use super::cursor::{skip_blank, word_at};
use super::fields::is_facility;
use super::level::{Level, LevelMatch};
use std::ops::Range;

/// Who writes such a field, with the level of the line.
#[cfg(test)]
#[rustfmt::skip]
pub(super) const SAMPLES: &[(&str, &str, &str)] = &[
    ("cloud-init", "2026-03-14 09:26:53,123 - util.py[WARNING]: x", "2026-03-14T09:26:53.123 warn"),
    ("Kerberos", "Mar 14 09:26:53 kdc krb5kdc[12](Error): x", "--03-14T09:26:53 error"),
    ("Locust", "[2026-03-14 09:26:53,123] host/INFO/locust.main: x", "2026-03-14T09:26:53.123 info"),
    ("Heroku", "2026-03-14T09:26:53.123456+00:00 heroku[router]: at=error code=H12", "2026-03-14T09:26:53.123 error"),
    ("BIG-IP", "Mar 14 09:26:53 bigip1 notice mcpd[5000]: x", "--03-14T09:26:53 info"),
    ("Prosody", "Mar 14 09:26:53 mod_s2s\twarn\tx", "--03-14T09:26:53 warn"),
    ("Azure App Service", "2026-03-14T09:26:53  PID[12] Warning     x", "2026-03-14T09:26:53 warn"),
    ("syslogd -v", "Mar 14 09:26:53 <local0.err> host x", "--03-14T09:26:53 error"),
    ("EXOS", "03/14/2026 09:26:53.12 <Warn:AAA.authPass> x", "2026-03-14T09:26:53.120 warn"),
    ("xapi", "Mar 14 09:26:53 xs1 xapi: [debug|xs1|12 UNIX /x|y|xapi] x", "--03-14T09:26:53 debug"),
    ("Duplicati", "2026-03-14 09:26:53 +01 - [Warning-Duplicati.Library.X-Y]: x", "2026-03-14T09:26:53 warn"),
];

/// The level of a field that starts with `word`, ends with a colon, and has a name beside it.
#[inline]
pub(super) fn of(line: &[u8], field: &Range<usize>, word: &Range<usize>) -> Option<LevelMatch> {
    // Most such fields end with a number, `sshd[12]:`.
    if word.end + 1 == field.end || line[field.end.saturating_sub(3)].is_ascii_digit() {
        return None;
    }
    ending(line, field).or_else(|| between_names(line, word))
}

/// `util.py[DEBUG]:`, `krb5kdc[12](info):`: a level in brackets at the end of a field.
#[inline(never)]
fn ending(line: &[u8], field: &Range<usize>) -> Option<LevelMatch> {
    match &line[field.clone()] {
        [before @ .., letter, b']' | b')', b':'] if letter.is_ascii_alphabetic() => {
            let open = memchr::memrchr2(b'[', b'(', before).filter(|open| *open > 0)?;
            let word = field.start + open + 1..field.end - 2;
            Level::of_word(&line[word.clone()])
                .filter(|(_, is_sure)| *is_sure)
                .map(|(level, _)| (level, word))
        }
        _ => None,
    }
}

/// `host/INFO/locust.main:`: a level in capitals between two names.
#[inline(never)]
fn between_names(line: &[u8], name: &Range<usize>) -> Option<LevelMatch> {
    line.get(name.end).filter(|next| **next == b'/')?;
    let word = word_at(line, name.end + 1);
    let bytes = &line[word.clone()];
    let (level, is_sure) = Level::of_word(bytes)?;
    let is_it = is_sure && bytes.iter().all(u8::is_ascii_uppercase) && line.get(word.end) == Some(&b'/');
    is_it.then_some((level, word))
}

/// `at=error`: Heroku's router.
#[inline(never)]
pub(super) fn at(line: &[u8], key: &Range<usize>) -> Option<LevelMatch> {
    let word = word_at(line, key.end + 1);
    let (level, is_sure) = Level::of_word(&line[word.clone()]).filter(|_| &line[key.clone()] == b"at")?;
    (is_sure && line.get(word.end) == Some(&b' ')).then_some((level, word))
}

/// Whether a level in small letters is a column of its own: between tabs, before a program's tag,
/// padded with spaces behind a field in brackets. It is the field with that number.
#[inline(never)]
pub(super) fn is_column(line: &[u8], word: &Range<usize>, nr: usize) -> bool {
    let before = |n: usize| word.start.checked_sub(n).and_then(|at| line.get(at));
    match line.get(word.end) {
        Some(b'\t') => nr <= 2 && before(1) == Some(&b'\t'),
        Some(b' ') if line[word.start].is_ascii_uppercase() => {
            let is_padded = line.get(word.end + 1) == Some(&b' ') || word.len() == 11;
            is_padded && nr <= 2 && before(1) == Some(&b' ') && matches!(before(2), Some(b']' | b'>' | b')'))
        }
        Some(b' ') => nr == 1 && is_tag(line, word.end + 1),
        _ => false,
    }
}

/// `mcpd[5000]:`: a program, and its process.
fn is_tag(line: &[u8], at: usize) -> bool {
    let rest = line.get(at..).unwrap_or_default();
    let is_name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/');
    let n = rest.iter().take(48).take_while(is_name).count();
    let digits = rest.iter().skip(n + 1).take(10).take_while(|b| b.is_ascii_digit()).count();
    n > 0 && digits > 0 && rest[n] == b'[' && rest[n + 1 + digits..].starts_with(b"]:")
}

/// A level that starts a field in brackets, which opens at `at` and closes at `end`:
/// `<Info:AAA.x>`, `[ info|host|…]`, `<local0.info>`, `[Warning-Duplicati.x]`.
#[inline(never)]
pub(super) fn opening(line: &[u8], at: usize, end: usize) -> Option<LevelMatch> {
    let word = word_at(line, skip_blank(line, at + 1));
    let bytes = &line[word.clone()];
    match (line[at], line.get(word.end)?) {
        (b'<', b'.') if is_facility(bytes) => {
            let word = word_at(line, word.end + 1);
            let level = Level::of_word(&line[word.clone()]).filter(|_| word.end == end)?.0;
            Some((level, word))
        }
        (b'<', b':') | (b'[', b'|') => Level::of_word(bytes).map(|(level, _)| (level, word)),
        (b'[', b'-') => {
            let rest = line.get(word.end..end)?;
            let is_name = bytes.first().is_some_and(u8::is_ascii_uppercase) && rest.contains(&b'.');
            let is_it = is_name && !rest.contains(&b' ');
            Level::of_word(bytes).filter(|(_, is_sure)| *is_sure && is_it).map(|(level, _)| (level, word))
        }
        _ => None,
    }
}

/// Whether `[wifi:037]` follows brackets that close at `end`: ESPHome's, whose C is a configuration.
#[inline(never)]
pub(super) fn names_a_line(line: &[u8], end: usize) -> bool {
    let rest = line.get(end + 1..).unwrap_or_default();
    let n = rest.iter().take(48).take_while(|b| b.is_ascii_graphic() && **b != b']').count();
    rest.first() == Some(&b'[')
        && rest.get(n) == Some(&b']')
        && rest[..n].iter().rev().take_while(|b| b.is_ascii_digit()).count() > 0
        && rest[..n].contains(&b':')
}
