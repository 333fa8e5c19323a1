//! Searching as slowly and as plainly as it is defined: from each place on, is there a match?
#![cfg(test)]

use gander::base::units::len_u64;
use gander::format::encoding::{CodeUnit, Encoding};
use gander::search::{Pattern, PatternKind, REACH};
use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Hir, HirKind};

/// What is found in a file.
#[derive(Debug, Default, PartialEq)]
pub struct Naive {
    /// Where each match starts, and its length in bytes.
    pub hits: Vec<(u64, u64)>,
    /// Where each line that holds a match starts, and where its LF, or the file's end, is.
    pub rows: Vec<(u64, u64)>,
}

/// A file as characters' bytes, with the place in the file of each of them.
struct Text {
    bytes: Vec<u8>,
    places: Vec<usize>,
    /// Start and end of each line, in `bytes`.
    lines: Vec<(usize, usize)>,
    is_decoded: bool,
    ends_in_line: bool,
}

/// How a pattern is matched at one place.
enum Matcher {
    /// Each byte has to be one of these.
    Bytes(Vec<Vec<u8>>),
    Regex(Box<Regex>),
    Fancy(fancy_regex::Regex),
    /// So many bytes for which this holds.
    Number(usize, fn(&[u8]) -> bool),
}

/// A number that is searched for: as it is written, its width, and what it is.
type NumberTest = (&'static str, usize, fn(&[u8]) -> bool);

/// Numbers that are searched for.
pub const NUMBERS: &[NumberTest] = &[
    ("u8:0..10", 1, |b| b[0] <= 10),
    ("i8:-62..-1", 1, |b| (-62..=-1).contains(&i8::from_le_bytes([b[0]]))),
    ("u16le:0x6160±1", 2, |b| (0x615F..=0x6161).contains(&u16::from_le_bytes([b[0], b[1]]))),
    ("u16:97..110", 2, |b| {
        let two = [b[0], b[1]];
        (97..=110).contains(&u16::from_le_bytes(two)) || (97..=110).contains(&u16::from_be_bytes(two))
    }),
    ("i32be:-5..5", 4, |b| (-5..=5).contains(&i32::from_be_bytes([b[0], b[1], b[2], b[3]]))),
    ("u64le:0", 8, |b| b.iter().all(|byte| *byte == 0)),
    ("f32le:4.14±0.01", 4, |b| {
        let value = f64::from(f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        (4.14 - 0.01..=4.14 + 0.01).contains(&value)
    }),
    ("f64be:0±1e300", 8, |b| {
        (-1e300..=1e300).contains(&f64::from_be_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]))
    }),
    ("utf-16le:aa", 4, |b| b == b"a\0a\0"),
    ("utf-8:é", 2, |b| b == "é".as_bytes()),
];

/// A pattern to be searched for naively, and whether its matches may hold line feeds.
pub struct Needle {
    matcher: Matcher,
    spans: bool,
    /// Whether a CR before an LF belongs to the line's end, and a lone one is in no match.
    crlf: bool,
    /// Whether a byte order mark is a part of what is searched.
    sees_mark: bool,
}

impl Needle {
    pub fn new(pattern: &Pattern, spans: bool) -> Self {
        let text = &pattern.text;
        let plain = pattern.kind == PatternKind::Fixed && !pattern.ignore_case && !pattern.whole_word;
        let is_text = pattern.kind == PatternKind::Fixed;
        let crlf = spans && !is_text
            || !if is_text { text.contains('\r') } else { names_cr(text, pattern.ignore_case) };
        let matcher = match pattern.kind {
            PatternKind::Hex => match NUMBERS.iter().find(|(typed, ..)| typed == text) {
                Some(&(_, width, holds)) => Matcher::Number(width, holds),
                None => Matcher::Bytes(hex(text)),
            },
            PatternKind::Fixed if plain && !text.is_empty() => {
                Matcher::Bytes(text.bytes().map(|byte| vec![byte]).collect())
            }
            PatternKind::Fixed => regex(&escaped(text), pattern, crlf),
            PatternKind::Regex if is_fancy(text) => {
                let flags = if crlf { "(?mR)" } else { "(?m)" };
                Matcher::Fancy(fancy_regex::Regex::new(&format!("{flags}{text}")).unwrap())
            }
            PatternKind::Regex => regex(text, pattern, crlf),
            PatternKind::Times => unreachable!("times are read line by line"),
        };
        Self { matcher, spans, crlf: crlf && !spans, sees_mark: pattern.kind == PatternKind::Hex }
    }
}

/// Whether a pattern needs a carriage return, not only a class that has others, too.
fn names_cr(text: &str, ignore_case: bool) -> bool {
    fn holds(hir: &Hir) -> bool {
        match hir.kind() {
            HirKind::Literal(literal) => literal.0.contains(&b'\r'),
            HirKind::Repetition(repetition) => holds(&repetition.sub),
            HirKind::Capture(capture) => holds(&capture.sub),
            HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(holds),
            _ => false,
        }
    }
    let hir =
        regex_syntax::ParserBuilder::new().utf8(false).case_insensitive(ignore_case).build().parse(text);
    hir.map_or(text.contains("\\r"), |hir| holds(&hir))
}

/// Whether only backtracking can match it.
pub fn is_fancy(text: &str) -> bool {
    ["(?=", "(?!", "(?<=", "(?<!", "\\1", "(?>", "\\K"].iter().any(|part| text.contains(part))
}

fn escaped(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }).collect()
}

fn regex(text: &str, pattern: &Pattern, crlf: bool) -> Matcher {
    let text = if pattern.whole_word {
        format!(r"\b{{start-half}}(?:{text})\b{{end-half}}")
    } else {
        text.to_owned()
    };
    let syntax = syntax::Config::new().utf8(false).multi_line(true).crlf(crlf);
    let syntax = syntax.case_insensitive(pattern.ignore_case);
    let config = Regex::config().utf8_empty(false);
    Matcher::Regex(Box::new(Regex::builder().configure(config).syntax(syntax).build(&text).unwrap()))
}

fn hex(text: &str) -> Vec<Vec<u8>> {
    let digits: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    let fits = |digit: char, value: u8| digit == '?' || digit.to_digit(16) == Some(u32::from(value));
    let bytes = |pair: &[char]| {
        (0..=255_u8).filter(|byte| fits(pair[0], byte >> 4) && fits(pair[1], byte & 15)).collect()
    };
    digits.chunks(2).map(bytes).collect()
}

/// Everything that one pattern finds.
pub fn find(bytes: &[u8], needle: &Needle, encoding: Encoding) -> Naive {
    let text = Text::new(bytes, encoding, needle);
    let mut hits = Vec::new();
    if needle.spans {
        text.find(needle, 0, text.bytes.len(), &mut hits);
    } else {
        for &(from, to) in &text.lines {
            text.find(needle, from, text.text_end(needle, from, to), &mut hits);
        }
    }
    text.evaluate(&hits)
}

/// The lines in which each of the needles stands, as one list of bits a line, with the lines.
pub fn bits(bytes: &[u8], needles: &[Needle], encoding: Encoding) -> Vec<((u64, u64), Vec<bool>)> {
    let one = |needle: &Needle| -> Vec<bool> {
        let text = Text::new(bytes, encoding, needle);
        let holds = |&(from, to): &(usize, usize)| {
            let mut hits = Vec::new();
            if needle.spans {
                text.find_from(needle, (0, text.bytes.len()), (from, to), true, &mut hits);
            } else {
                text.find(needle, from, text.text_end(needle, from, to), &mut hits);
            }
            !hits.is_empty()
        };
        text.lines.iter().map(holds).collect()
    };
    let all: Vec<_> = needles.iter().map(one).collect();
    if all.iter().all(Vec::is_empty) && !bytes.is_empty() {
        // A mark alone is a line without text.
        return vec![((0, len_u64(bytes.len())), vec![false; needles.len()])];
    }
    let text = Text::new(bytes, encoding, &needles[0]);
    let place = |at: usize| len_u64(text.places[at]);
    let lines = text.lines.iter().map(|&(from, to)| (if from == 0 { 0 } else { place(from) }, place(to)));
    lines.enumerate().map(|(i, line)| (line, all.iter().map(|holds| holds[i]).collect())).collect()
}

impl Text {
    fn new(bytes: &[u8], encoding: Encoding, needle: &Needle) -> Self {
        let is_decoded = matches!(needle.matcher, Matcher::Fancy(_)) || !encoding.is_utf8();
        let (mut text, mut places) = (Vec::new(), Vec::new());
        let mark = match encoding.unit() {
            _ if needle.sees_mark => &[][..],
            CodeUnit::Utf16Le => b"\xFF\xFE",
            CodeUnit::Utf16Be => b"\xFE\xFF",
            CodeUnit::Utf32Le => b"\xFF\xFE\0\0",
            CodeUnit::Utf32Be => b"\0\0\xFE\xFF",
            CodeUnit::Byte if encoding.is_utf8() => b"\xEF\xBB\xBF",
            CodeUnit::Byte => &[],
        };
        let start = if bytes.starts_with(mark) { mark.len() } else { 0 };
        if is_decoded {
            for (at, c) in characters(&bytes[start..], encoding) {
                let mut buffer = [0; 4];
                for &byte in c.encode_utf8(&mut buffer).as_bytes() {
                    text.push(byte);
                    places.push(start + at);
                }
            }
        } else {
            text.extend_from_slice(&bytes[start..]);
            places.extend(start..bytes.len());
        }
        places.push(bytes.len());
        let mut lines = Vec::new();
        let mut from = 0;
        for (i, _) in text.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            lines.push((from, i));
            from = i + 1;
        }
        let ends_in_line = from < text.len();
        if ends_in_line {
            lines.push((from, text.len()));
        }
        Self { bytes: text, places, lines, is_decoded, ends_in_line }
    }

    /// The end of a line's text, where the line ends at `to`.
    fn text_end(&self, needle: &Needle, from: usize, to: usize) -> usize {
        let is_lf = self.bytes.get(to) == Some(&b'\n');
        if needle.crlf && is_lf && self.bytes[from..to].ends_with(b"\r") { to - 1 } else { to }
    }

    /// Finds the matches that lie in a part.
    fn find(&self, needle: &Needle, from: usize, to: usize, hits: &mut Vec<(usize, usize)>) {
        if let Matcher::Fancy(fancy) = &needle.matcher {
            return self.find_fancy(fancy, from, to, hits);
        }
        self.find_from(needle, (from, to), (from, to), false, hits);
    }

    /// Finds the matches that start in `starts` and lie in `part`.
    fn find_from(
        &self,
        needle: &Needle,
        part: (usize, usize),
        starts: (usize, usize),
        only_one: bool,
        hits: &mut Vec<(usize, usize)>,
    ) {
        let (hay, shift) = (&self.bytes[part.0..part.1], part.0);
        let (mut m, mut last_end) = (starts.0, None);
        while m <= starts.1 && (m < self.bytes.len() || self.may_end_with(hits)) {
            if self.is_decoded && self.bytes.get(m).is_some_and(|byte| byte & 0xC0 == 0x80) {
                m += 1;
                continue;
            }
            let cap = self.places.partition_point(|&place| place <= self.places[m] + REACH) - 1;
            let is_plain = !needle.crlf || matches!(needle.matcher, Matcher::Bytes(_) | Matcher::Number(..));
            let cr = if is_plain { None } else { memchr::memchr(b'\r', &self.bytes[m..part.1]) };
            let cap = cap.min(cr.map_or(part.1, |cr| m + cr));
            match needle.matcher.at(hay, m - shift, cap.min(part.1) - shift) {
                Ok(end) if end + shift == m && last_end == Some(m) => m += 1,
                Ok(end) => {
                    hits.push((m, end + shift));
                    if only_one {
                        return;
                    }
                    m = end + shift;
                    last_end = Some(m);
                }
                Err(next) => m = next.map_or(usize::MAX, |next| next + shift),
            }
        }
    }

    /// As in `rg`: at the end of a file without a final LF, only a line's one match is one.
    fn may_end_with(&self, hits: &[(usize, usize)]) -> bool {
        let last_line = self.lines.last().map_or(0, |line| line.0);
        self.ends_in_line && hits.last().is_none_or(|last| last.0 < last_line)
    }

    fn find_fancy(&self, fancy: &fancy_regex::Regex, from: usize, to: usize, hits: &mut Vec<(usize, usize)>) {
        let line = std::str::from_utf8(&self.bytes[from..to]).unwrap();
        let (mut at, mut last_end) = (0, None);
        while at <= line.len() {
            let Some(found) = fancy.find_from_pos(line, at).unwrap() else { return };
            if found.start() == found.end() && last_end == Some(found.end()) {
                at = found.end() + line[found.end()..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            if from + found.start() == self.bytes.len() && !self.may_end_with(hits) {
                return;
            }
            hits.push((from + found.start(), from + found.end()));
            at = found.end();
            last_end = Some(at);
        }
    }

    fn evaluate(&self, hits: &[(usize, usize)]) -> Naive {
        let place = |at: usize| len_u64(self.places[at]);
        let mut naive = Naive::default();
        for &(start, end) in hits {
            naive.hits.push((place(start), place(end) - place(start)));
            let line = self.lines.partition_point(|line| line.1 < start);
            let (from, to) = self.lines[line];
            // A mark is no text, but it is in the file's first line.
            naive.rows.push((if from == 0 { 0 } else { place(from) }, place(to)));
        }
        naive.rows.dedup();
        naive
    }
}

impl Matcher {
    /// The end of the match at `m` that ends by `to`; if there is none, where to try next.
    fn at(&self, hay: &[u8], m: usize, to: usize) -> Result<usize, Option<usize>> {
        match self {
            Self::Bytes(sets) => {
                let rest = &hay[m..to.max(m)];
                let fits =
                    rest.len() >= sets.len() && sets.iter().zip(rest).all(|(set, byte)| set.contains(byte));
                if fits { Ok(m + sets.len()) } else { Err(Some(m + 1)) }
            }
            Self::Regex(regex) => {
                let input = Input::new(hay).span(m..to.max(m)).anchored(Anchored::Yes);
                if let Some(found) = regex.search(&input) {
                    return Ok(found.end());
                }
                if hay.len() < 1000 || m == hay.len() {
                    return Err(Some(m + 1));
                }
                // Nothing starts before the first of any length.
                let next = regex.search(&Input::new(hay).range(m + 1..));
                Err(next.map(|next| next.start()))
            }
            Self::Number(width, holds) => {
                let fits = hay[m..to.max(m)].get(..*width).is_some_and(holds);
                if fits { Ok(m + width) } else { Err(Some(m + 1)) }
            }
            Self::Fancy(_) => unreachable!("it is matched line by line"),
        }
    }
}

/// Each character with its place, U+FFFD for a byte or a unit that is none.
fn characters(bytes: &[u8], encoding: Encoding) -> Vec<(usize, char)> {
    let mut all = Vec::new();
    let mut at = 0;
    if encoding.unit() == CodeUnit::Byte {
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                all.push((at, c));
                at += c.len_utf8();
            }
            for _ in chunk.invalid() {
                all.push((at, char::REPLACEMENT_CHARACTER));
                at += 1;
            }
        }
        return all;
    }
    if matches!(encoding.unit(), CodeUnit::Utf32Le | CodeUnit::Utf32Be) {
        let is_big = encoding.unit() == CodeUnit::Utf32Be;
        let value = |unit: &[u8]| {
            let unit: [u8; 4] = unit.try_into().ok()?;
            char::from_u32(if is_big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) })
        };
        let units = bytes.chunks(4).map(|unit| value(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        return (0..).step_by(4).zip(units).collect();
    }
    let unit = |pair: &[u8]| match (pair, encoding.unit()) {
        (&[low, high], CodeUnit::Utf16Le) | (&[high, low], _) => u16::from_be_bytes([high, low]),
        _ => 0xDC00,
    };
    for c in char::decode_utf16(bytes.chunks(2).map(unit)) {
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        all.push((at, c));
        at += 2 * c.len_utf16();
    }
    all
}
