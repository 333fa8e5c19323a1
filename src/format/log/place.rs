//! The places of a line where loggers put its level.

use super::cursor::{skip_blank, skip_closing, word_at};
use super::field::Field;
use super::keys;
use super::kinds::ByteKinds;
use super::level::{Level, LevelMatch};
use super::{columns, fields, openings, tags};
use std::ops::Range;

/// Fields after the time that are searched for a level.
const MOST_FIELDS: usize = 6;

/// Plain words that may precede a level: a host, a logger.
const MOST_WORDS: usize = 2;

/// Longest field in brackets that is stepped over whole, in bytes.
const LONGEST_GROUP: usize = 80;

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
/// The line has bytes of these `kinds`.
pub(super) fn first(line: &[u8], start: usize, kinds: ByteKinds) -> Option<LevelMatch> {
    let open = usize::from(matches!(line.get(start), Some(b'[' | b'(' | b'<')));
    let mut word = word_at(line, start + open);
    if open == 1 && word.is_empty() {
        // `[ WARN] x`
        word = word_at(line, skip_blank(line, start + open));
    }
    let next = line.get(word.end).copied().unwrap_or(0);
    if let Some(found) = openings::level(line, start) {
        return Some(found);
    }
    if open == 0
        && let Some(found) = fields::brief(line, start, true)
    {
        return Some(found);
    }
    if let [letter @ b'A'..=b'z'] = line[word.clone()] {
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
    if kinds.has(ByteKinds::LEVEL_KEY)
        && let Some(found) = keyed(line, start)
    {
        return Some(found);
    }
    // Most lines start with a word and a space.
    match next {
        b' ' if !line[word.start].is_ascii_digit() => None,
        b' ' => {
            let may_be = matches!(line.get(word.end + 1), Some(b'[' | b'A'..=b'Z'));
            if may_be { openings::behind_ticks(line, &word) } else { None }
        }
        b'.' | b'/' | b'\\' | b'-' | b'_' if !line[start].is_ascii_digit() => {
            openings::behind_field(line, &word)
        }
        b':' if line.get(word.end + 1) == Some(&b' ') => openings::of_a_tool(line, &word, word.end + 2),
        b':' => openings::behind_field(line, &word),
        _ => None,
    }
}

/// A word or letter that starts the line and is a level if a time follows: `E [20/May/1999:…`.
pub(super) fn opening_word(line: &[u8], start: usize) -> Option<LevelMatch> {
    // `(W) 2026-…`; a letter C in there stands for copyright.
    let opening = match line.get(start..).unwrap_or_default() {
        [b'(', b'D' | b'I' | b'W' | b'E', b')', b' ', ..] => 1,
        // Mumble's `<W>2026-…`, Passenger's `[ N 2026-…`.
        [b'<', b'D' | b'I' | b'W' | b'E' | b'F' | b'C', b'>', b'0'..=b'9', ..] => 1,
        [b'[', b' ', b'N', b' ', b'0'..=b'9', ..] => return Some((Level::Info, start + 2..start + 3)),
        [b'[', b' ', b'A'..=b'Z', b' ', b'0'..=b'9', ..] => 2,
        _ => 0,
    };
    let word = word_at(line, start + opening);
    let level = match &line[word.clone()] {
        [letter] => Level::of_letter(*letter),
        bytes => Level::of_word(bytes).filter(|(_, is_sure)| *is_sure).map(|(level, _)| level),
    };
    level.map(|level| (level, word))
}

/// A level in capitals, or behind a facility of syslog, in the fields before a time.
pub(super) fn before_time(line: &[u8], end: usize) -> Option<LevelMatch> {
    let (mut at, mut after_facility) = (0, false);
    let head = line.get(..end)?;
    while at < end {
        let word = word_at(head, at);
        if word.is_empty() {
            at += 1;
            continue;
        }
        let bytes = &head[word.clone()];
        let is_whole = |at: Option<&u8>| {
            at.is_none_or(|b| matches!(b, b' ' | b'\t' | b'|' | b':' | b'[' | b']' | b',' | b'"'))
        };
        let is_alone =
            || is_whole(head.get(word.end)) && is_whole(at.checked_sub(1).and_then(|at| head.get(at)));
        if bytes.len() > 2
            && let Some((level, true)) = Level::of_word(bytes)
            && is_alone()
            && (is_upper(bytes) || after_facility || leads_to(head, &word))
        {
            return Some((level, word));
        }
        let may_be = (3..=8).contains(&bytes.len()) && bytes[0].is_ascii_lowercase();
        after_facility = may_be && fields::is_facility(bytes);
        at = word.end;
    }
    None
}

/// Whether a level stands between a part of the program and the time: `[ns_server:error,2026-…`,
/// `Zigbee2MQTT:info  2026-…`, `[MyApp:12] warning @2026-…`, `[host:cardano.node:Notice:5] [2026-…`.
fn leads_to(head: &[u8], word: &Range<usize>) -> bool {
    let (before, after) = (&head[..word.start], &head[word.end..]);
    match after {
        [b':', nr @ .., b']', b' ', b'['] => before.ends_with(b":") && nr.iter().all(u8::is_ascii_digit),
        b"," => before.ends_with(b":"),
        b" @" => before.ends_with(b"] "),
        _ => {
            let name = before.strip_suffix(b":").unwrap_or_default();
            let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_alphanumeric);
            is_name && !after.is_empty() && after.iter().all(|b| *b == b' ')
        }
    }
}

/// A level in one of the fields after the time, which ends at `at`.
pub(super) fn after_time(line: &[u8], at: usize) -> Option<LevelMatch> {
    if matches!(line.get(at + 1), Some(b'*' | b'#' | b'.' | b'-'))
        && line.get(at + 2) == Some(&b' ')
        && let Some(found) = fields::redis(line, at)
    {
        return Some(found);
    }
    let in_column = columns::find(line, at);
    if in_column.is_some() {
        return in_column;
    }
    let mut at = skip_closing(line, at);
    if is_request(line, at) {
        return None;
    }
    let (mut n_words, mut only_numbers, mut has_tag) = (0, true, false);
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
        let field = Field::at(line, at);
        if field.at.is_empty() {
            return None;
        }
        let word = field.word.clone();
        let next = line.get(word.end).copied().unwrap_or(b' ');
        // `level=warn`; DB2's `LEVEL: Warning`.
        if (next == b'=' || next == b':' && line[word.clone()].eq_ignore_ascii_case(b"level"))
            && let Some(found) = keyed(line, at).or_else(|| tags::at(line, &word))
        {
            return Some(found);
        }
        if let Some(level) = stands_for(line, &word, next, nr, only_numbers && nr > 0) {
            let has_bar = next == b' ' && line.get(word.end + 1) == Some(&b'|');
            return if has_bar { tags::next_column(line, word.end) } else { None }.or(Some((level, word)));
        }
        if let Some(found) = fields::of(line, &word, nr == 0) {
            return Some(found);
        }
        if nr < 2
            && line[field.at.end - 1] == b':'
            && let Some(found) = tags::of(line, &field.at, &word)
        {
            return Some(found);
        }
        if nr == 0 && matches!(&line[field.at.clone()], b"stdout" | b"stderr") {
            return within_container(line, field.at.end);
        }
        only_numbers &= field.is_number;
        n_words += usize::from(field.is_plain);
        let end = field.at.end;
        let is_tag = line[end - 1] == b':';
        has_tag |= is_tag;
        if n_words > MOST_WORDS {
            return if has_tag { None } else { tags::in_angles(line, end) };
        }
        at = skip_closing(line, end);
        // A tag, or the bar behind a container's name.
        let may_be_line = is_tag && line[end - 2] == b']' || at > end + 1 && line[end..at].contains(&b'|');
        if may_be_line && starts_a_line(line, at) {
            return tags::within_tagged(line, at);
        }
    }
    None
}

/// Whether what follows a tag may be a line with a time of its own.
fn starts_a_line(line: &[u8], at: usize) -> bool {
    match line.get(at..).unwrap_or_default() {
        [b'0'..=b'9', b'0'..=b'9', ..] | [b'[', b'0'..=b'9', ..] | [b'A'..=b'Z', b'[', b'0'..=b'9', ..] => {
            true
        }
        [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b' ', ..] => true,
        [b'a'..=b'z', ..] => {
            let word = word_at(line, at);
            let after = skip_blank(line, word.end);
            line.get(after).is_some_and(u8::is_ascii_digit) && Level::of_word(&line[word]).is_some()
        }
        _ => false,
    }
}

/// Whether the request of an access log stands here, which has no levels: `"GET /`.
fn is_request(line: &[u8], at: usize) -> bool {
    const METHODS: [&[u8]; 7] = [b"GET ", b"POST ", b"HEAD ", b"PUT ", b"DELETE ", b"OPTIONS ", b"PATCH "];
    let is_quoted = at.checked_sub(1).is_some_and(|before| line.get(before) == Some(&b'"'));
    is_quoted && METHODS.iter().any(|method| line[at..].starts_with(method))
}

/// ` F x`: the level of a container's own line, as Kubernetes keeps it.
fn within_container(line: &[u8], at: usize) -> Option<LevelMatch> {
    let [b' ', b'F' | b'P', b' ', rest @ ..] = line.get(at..)? else { return None };
    let found = super::read(rest);
    found.level.map(|level| (level, found.level_at.start + at + 3..found.level_at.end + at + 3))
}

/// The level of a word in a field, by the byte after it and the fields before.
fn stands_for(line: &[u8], word: &Range<usize>, next: u8, nr: usize, after_numbers: bool) -> Option<Level> {
    let bytes = &line[word.clone()];
    let is_alone = matches!(
        next,
        b' ' | b'\t' | b':' | b',' | b'|' | b']' | b')' | b';' | b'-' | 0x1B | b'\r' | b'\n' | b'"'
    );
    if let [letter] = bytes {
        // Grid Engine's columns: `|worker|head1|E|x`.
        let is_column = next == b'|' && word.start > 0 && line[word.start - 1] == b'|';
        return Level::of_letter(*letter).filter(|_| after_numbers && next == b' ' || is_column);
    }
    if !is_alone && !matches!(next, b'/' | b'[' | b'*') {
        return None;
    }
    let (level, is_sure) = Level::of_word(bytes)?;
    if is_upper(bytes) {
        // `INFO/MainProcess`, `WARNING[12]`, `*INFO*`; but Nagios's `SERVICE ALERT:` is no level, nor is
        // `LOG START`.
        let is_joined = is_sure && matches!(next, b'/' | b'[' | b'*');
        let is_title = nr > 0 && bytes == b"ALERT" || bytes == b"LOG" && is_in_capitals(line, word.end);
        return ((is_alone || is_joined) && !is_title).then_some(level);
    }
    // PHP's `Fatal error:`.
    let is_phrase = || bytes.eq_ignore_ascii_case(b"fatal") && line[word.end..].starts_with(b" error:");
    let is_opening = || nr == 0 && is_sure && !starts_a_sentence(line, word.end);
    let is_column = || is_sure && tags::is_column(line, word, nr);
    (is_alone && (next == b':' || is_opening() || is_phrase() || is_column())).then_some(level)
}

/// Whether a word of capitals follows: `LOG START`, `LOG OPENED`.
fn is_in_capitals(line: &[u8], end: usize) -> bool {
    let next = word_at(line, end + 1);
    line.get(end) == Some(&b' ') && next.len() > 1 && line[next].iter().all(u8::is_ascii_uppercase)
}

/// Whether a word is followed by one that makes it part of a sentence: `error while`, `info about`.
fn starts_a_sentence(line: &[u8], end: usize) -> bool {
    const WORDS: [&[u8]; 30] = [
        b"while",
        b"in",
        b"on",
        b"at",
        b"occurred",
        b"occured",
        b"when",
        b"about",
        b"from",
        b"during",
        b"is",
        b"was",
        b"of",
        b"for",
        b"message",
        b"messages",
        b"code",
        b"codes",
        b"handling",
        b"handler",
        b"with",
        b"reading",
        b"writing",
        b"to",
        b"log",
        b"logging",
        b"level",
        b"rate",
        b"count",
        b"page",
    ];
    let next = word_at(line, end + 1);
    line.get(end) == Some(&b' ') && WORDS.contains(&&line[next])
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
    let Some(n) = memchr::memchr(close, inside) else {
        return (tags::opening(line, at, line.len()), at + 1);
    };
    let end = at + 1 + n;
    // `[core:error]`, `[Server thread/INFO]`; `[ERROR]`, `[ warn ]`.
    let from = memchr::memrchr2(b':', b'/', &line[at + 1..end]).map_or(at + 1, |mark| at + 2 + mark);
    let word = word_at(line, skip_blank(line, from));
    let is_all = skip_blank(line, word.end) == end;
    let found = match &line[word.clone()] {
        [b'C'] if is_all && tags::names_a_line(line, end) => Some(Level::Info),
        [letter] if is_all => Level::of_letter(*letter),
        // `(EE)`, as the X server writes it.
        [a, b] if is_all && a == b && matches!(a, b'E' | b'W' | b'I') => Level::of_letter(*a),
        bytes if is_all => Level::of_word(bytes).map(|(level, _)| level),
        _ => None,
    };
    if found.is_none() && line[at..].starts_with(b"{\"") {
        return (within_object(line, at), line.len());
    }
    let found = found.map(|level| (level, word));
    let found =
        if found.is_none() && !(is_all && from == at + 1) { tags::opening(line, at, end) } else { found };
    (found, end + 1)
}

/// The level of a JSON object that follows a time.
fn within_object(line: &[u8], at: usize) -> Option<LevelMatch> {
    let found = super::json::read(line, at);
    found.level.map(|level| (level, found.level_at))
}

/// A level after its key, from the field at `at` on: `level=info`, `lvl="warn"`.
pub(super) fn keyed(line: &[u8], at: usize) -> Option<LevelMatch> {
    for name in keys::LEVELS.find(line, at) {
        let key = &line[name.clone()];
        if key.eq_ignore_ascii_case(b"priority") {
            if line[name.end] != b'=' {
                continue;
            }
            let word = word_at(line, name.end + 1);
            // `priority=Information`, as Sophos writes it; a number in small letters is no severity.
            if let Some((level, true)) = Level::of_word(&line[word.clone()]) {
                return Some((level, word));
            }
            if key != b"PRIORITY" {
                continue;
            }
            let [digit @ b'0'..=b'7'] = line[word.clone()] else { return None };
            return Some((Level::of_severity(u32::from(digit - b'0')), word));
        }
        let mut from = name.end + 1;
        // `level="warn"`; `LEVEL: Error`.
        from += line.get(from..)?.iter().take(2).take_while(|b| matches!(b, b'"' | b' ')).count();
        let word = word_at(line, from);
        let mut level = Level::of_word(&line[word.clone()]).map(|(level, _)| level);
        // `SEVERE_WARNING`, `MILD_WARNING`: the last word counts; but `FATAL_ERROR` is fatal.
        if line.get(word.end) == Some(&b'_') && level != Some(Level::Fatal) {
            let last = word_at(line, word.end + 1);
            level = Level::of_word(&line[last]).map(|(level, _)| level).or(level);
        }
        return level.map(|level| (level, word));
    }
    None
}

fn is_upper(word: &[u8]) -> bool {
    !word.iter().any(u8::is_ascii_lowercase)
}
