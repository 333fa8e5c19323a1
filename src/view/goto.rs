//! Parses go-to targets: a line, `line:column`, `@byte`, bytes from–to, or a share of the file; with a sign,
//! lines or bytes from the cursor on, or bytes from the file's end.
//!
//! Places of bytes follow the addresses of `ed` and `vi`: `.` is where one is, `$` the file's end, and both
//! take a distance. A sign alone is short for one of them: `@+0x20` is `@.+0x20`, `@-0x20` is `@$-0x20`.

use crate::base::units::at_share;
use crate::base::{Offset, RowNr, Span, human};
use crate::messages::Text;

/// A parsed go-to target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GotoTarget {
    /// A line, counted from 0.
    Line(RowNr),
    /// A line and a character in it, both counted from 0.
    Column(RowNr, u64),
    /// A byte.
    Byte(Offset),
    /// Bytes to be selected; one at least.
    Bytes(Span),
    /// So many lines down from the cursor's, or up.
    Lines(i64),
}

/// Parses `20,644,288` (a line, counted from 1), `1200:17` (a line and a column), `50%`, `+10` (lines from the
/// cursor on); `@0x1F` or `0x1F`, `@12GB`, `@+0x200`, `@.-8`, `@-0x10` (bytes); `@0x100..0x1FF` (bytes from the
/// first to the last, both included), `@0x100..`, `@0x100+256` (so many bytes from the first on).
///
/// # Errors
/// A message to show.
pub fn parse(text: &str, file_len: u64, cursor: Offset) -> Result<GotoTarget, Text> {
    let text = text.trim();
    let bare = Some(text).filter(|text| text.starts_with("0x") || text.starts_with("0X"));
    if let Some(bytes) = text.strip_prefix('@').or(bare) {
        return Places { file_len, cursor }.parse(bytes.trim());
    }
    if let Some(share) = text.strip_suffix('%') {
        let percent: f64 = share.trim().parse().unwrap_or(f64::NAN);
        if !(0.0..=100.0).contains(&percent) {
            return Err(Text::new("goto-share"));
        }
        return Ok(GotoTarget::Byte(Offset(at_share(percent / 100.0, file_len))));
    }
    if let Some((way, n)) = signed(text)
        && let Some(n) = number(n)
    {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        return Ok(GotoTarget::Lines(if way == Way::Down { n } else { -n }));
    }
    let (line, column) = text.split_once(':').map_or((text, None), |(line, column)| (line, Some(column)));
    match (number(line), column.map(number)) {
        (Some(0), None | Some(Some(_))) => Err(Text::new("goto-line")),
        (_, Some(Some(0))) => Err(Text::new("goto-column")),
        (Some(line), None) => Ok(GotoTarget::Line(RowNr(line - 1))),
        (Some(line), Some(Some(column))) => Ok(GotoTarget::Column(RowNr(line - 1), column - 1)),
        _ => Err(Text::new("goto-how")),
    }
}

/// What places of bytes are reckoned from.
struct Places {
    file_len: u64,
    cursor: Offset,
}

impl Places {
    /// A place, or bytes from–to.
    fn parse(&self, text: &str) -> Result<GotoTarget, Text> {
        if let Some((from, to)) = text.split_once("..").or_else(|| text.split_once('–')) {
            return self.range(from.trim(), to.trim_start_matches('=').trim());
        }
        // The first sign belongs to the place.
        let own = text.strip_prefix(['.', '$']).unwrap_or(text).trim_start();
        let own = own.strip_prefix(['+', '-', '−']).unwrap_or(own);
        if let Some((_, length)) = own.split_once('+') {
            let place = &text[..text.len() - length.len() - 1];
            let start = self.place(place.trim())?;
            return self.bytes(start, start.checked_add(size(length)?));
        }
        let at = self.place(text)?;
        if at > self.file_len {
            return Err(self.past_end());
        }
        Ok(GotoTarget::Byte(Offset(at)))
    }

    /// The bytes from the first to the last; without one of them from the file's start, or to its end.
    fn range(&self, from: &str, to: &str) -> Result<GotoTarget, Text> {
        if from.is_empty() && to.is_empty() {
            return Err(Text::new("goto-how"));
        }
        let start = if from.is_empty() { 0 } else { self.place(from)? };
        match to {
            "" | "$" => self.bytes(start, Some(self.file_len)),
            last => self.bytes(start, self.place(last)?.checked_add(1)),
        }
    }

    /// The bytes from `start` up to, but without, `end`; `None` lies past all files.
    fn bytes(&self, start: u64, end: Option<u64>) -> Result<GotoTarget, Text> {
        let Some(end) = end.filter(|end| *end <= self.file_len) else { return Err(self.past_end()) };
        if start > self.file_len {
            return Err(self.past_end());
        }
        if start >= end {
            return Err(Text::new("goto-no-bytes"));
        }
        Ok(GotoTarget::Bytes(Span { start: Offset(start), end: Offset(end) }))
    }

    /// A place: absolute, or by its distance to the cursor or to the file's end.
    fn place(&self, text: &str) -> Result<u64, Text> {
        let (base, distance) = match text.strip_prefix('.') {
            // `.5k` is half a kilobyte.
            Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) => (Some(self.cursor.0), rest),
            _ => match text.strip_prefix('$') {
                Some(rest) => (Some(self.file_len), rest),
                None => (None, text),
            },
        };
        match (base, signed(distance.trim())) {
            (Some(base), None) if distance.trim().is_empty() => Ok(base),
            (Some(_), None) => Err(unreadable(text)),
            (base, Some((Way::Down, by))) => Ok(base.unwrap_or(self.cursor.0).saturating_add(size(by)?)),
            (base, Some((Way::Up, by))) => Ok(base.unwrap_or(self.file_len).saturating_sub(size(by)?)),
            (None, None) => size(text),
        }
    }

    fn past_end(&self) -> Text {
        let at = Offset(self.file_len).to_string();
        Text::new("goto-past-end").with("at", at).with("size", human::size_text(self.file_len))
    }
}

fn size(text: &str) -> Result<u64, Text> {
    human::parse_size(text.trim()).map_err(|_| unreadable(text))
}

fn unreadable(text: &str) -> Text {
    Text::new("goto-byte").with("typed", text.trim().to_owned())
}

/// Where a place lies that is meant from another one on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Down,
    Up,
}

/// What follows a sign, if there is one.
fn signed(text: &str) -> Option<(Way, &str)> {
    let down = text.strip_prefix('+').map(|down| (Way::Down, down));
    down.or_else(|| Some((Way::Up, text.strip_prefix(['-', '−'])?)))
}

fn number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '_' | ' ' | '.')).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_typed_leads_into_the_file_or_is_refused(
            words in prop::collection::vec(prop::sample::select(vec![
                "@", ".", "$", "+", "-", "−", "..", "–", "=", "0x", "7", "F", "99999999999999999999", "k", "GiB",
                " ", ":", "%", ",", "é", "x",
            ]), 0..9),
            len: u64, cursor: u64,
        ) {
            match parse(&words.concat(), len, Offset(cursor.min(len))) {
                Ok(GotoTarget::Byte(at)) => prop_assert!(at.0 <= len),
                Ok(GotoTarget::Bytes(span)) => prop_assert!(!span.is_empty() && span.end.0 <= len),
                _ => {}
            }
        }
    }

    #[test]
    fn places_read_as_written() {
        let parse = |text: &str, file_len| parse(text, file_len, Offset(100));
        assert_eq!(parse("+10", 9), Ok(GotoTarget::Lines(10)));
        assert_eq!(parse("-1,000", 9), Ok(GotoTarget::Lines(-1000)));
        assert_eq!(parse("- 3", 9), Ok(GotoTarget::Lines(-3)));
        assert_eq!(parse("+99999999999999999999", 9), Err(Text::new("goto-how")));
        assert_eq!(parse("@+0x20", 999), Ok(GotoTarget::Byte(Offset(132))));
        assert_eq!(parse("@-1kB", 999), Ok(GotoTarget::Byte(Offset(0))));
        assert_eq!(parse("1", 9), Ok(GotoTarget::Line(RowNr(0))));
        assert_eq!(parse(" 20,644,288 ", 9), Ok(GotoTarget::Line(RowNr(20_644_287))));
        assert_eq!(parse("@0x1F", 99), Ok(GotoTarget::Byte(Offset(31))));
        assert_eq!(parse("@ 1kB", 4000), Ok(GotoTarget::Byte(Offset(1000))));
        assert_eq!(parse("1,200:17", 9), Ok(GotoTarget::Column(RowNr(1199), 16)));
        assert_eq!(parse("50%", 1000), Ok(GotoTarget::Byte(Offset(500))));
        assert_eq!(parse("100 %", 1000), Ok(GotoTarget::Byte(Offset(1000))));
        for wrong in [
            "", "0", "x", "@", "@10", "101%", "-1%", "%", "1:", ":1", "1:0", "0:1", "1:x", "1:2:3", "+",
            "+x", "@+", "@-x", "@+10", "0x", "@.x", "@$$", "@.5z",
        ] {
            assert!(parse(wrong, 9).is_err(), "{wrong}");
        }
    }

    #[test]
    fn places_of_bytes_are_reckoned_from_the_start_the_cursor_or_the_end() {
        for (text, at) in [
            ("0x1F", 31),
            ("0X1f", 31),
            ("@.", 100),
            ("@.+0x10", 116),
            ("@+0x10", 116),
            ("@.-0x10", 84),
            ("@. − 1", 99),
            ("@$", 1000),
            ("@-0x10", 984),
            ("@−1", 999),
            ("@$-1kB", 0),
            ("@.-1kB", 0),
            ("@.5k", 500),
        ] {
            assert_eq!(parse(text, 1000, Offset(100)), Ok(GotoTarget::Byte(Offset(at))), "{text}");
        }
    }

    #[test]
    fn bytes_are_meant_from_the_first_to_the_last_or_by_their_number() {
        for (text, start, end) in [
            ("@0x10..0x1F", 0x10, 0x20),
            ("0x10 .. 0x1F", 0x10, 0x20),
            ("@16–31", 16, 32),
            ("@16..=31", 16, 32),
            ("@0x10+16", 16, 32),
            ("@ 0x10 + 0x10", 16, 32),
            ("@7..7", 7, 8),
            ("@..9", 0, 10),
            ("@990..", 990, 1000),
            ("@-10..", 990, 1000),
            ("@-10..-1", 990, 1000),
            ("@990..$", 990, 1000),
            ("@.-4..+3", 96, 104),
            ("@.+8", 108, 108),
            ("@.+8+2", 108, 110),
            ("@+8+2", 108, 110),
            ("@.. ", 0, 0),
            ("@-16+16", 984, 1000),
            ("@.5k+1", 500, 501),
        ] {
            let parsed = parse(text, 1000, Offset(100));
            match (start, end) {
                (0, 0) => assert!(parsed.is_err(), "{text}"),
                (at, end) if at == end => assert_eq!(parsed, Ok(GotoTarget::Byte(Offset(at))), "{text}"),
                (start, end) => {
                    let span = Span { start: Offset(start), end: Offset(end) };
                    assert_eq!(parsed, Ok(GotoTarget::Bytes(span)), "{text}");
                }
            }
        }
        for (text, key) in [
            ("@0x20..0x10", "goto-no-bytes"),
            ("@5+0", "goto-no-bytes"),
            ("@1000..", "goto-no-bytes"),
            ("@0x10..x", "goto-byte"),
            ("@x..5", "goto-byte"),
            ("@5+x", "goto-byte"),
            ("@10..1000", "goto-past-end"),
            ("@990+11", "goto-past-end"),
            ("@0+18446744073709551615", "goto-past-end"),
            ("@1001..1002", "goto-past-end"),
        ] {
            let why = parse(text, 1000, Offset(100)).expect_err(text);
            assert!(format!("{why:?}").contains(key), "{text}: {why:?}");
        }
    }

    #[test]
    fn the_largest_files_are_reckoned_without_rounding() {
        let len = u64::try_from(i64::MAX).expect("it is positive");
        for at in [1 << 31, (1 << 32) + 1, (1 << 53) - 1, 1 << 53, (1 << 53) + 1, len - 1] {
            let cursor = Offset(at);
            assert_eq!(parse(&format!("@{at}"), len, Offset(0)), Ok(GotoTarget::Byte(cursor)));
            assert_eq!(parse(&format!("@-{}", len - at), len, Offset(0)), Ok(GotoTarget::Byte(cursor)));
            assert_eq!(parse("@.+0", len, cursor), Ok(GotoTarget::Byte(cursor)));
            assert_eq!(parse("@.-1", len, cursor), Ok(GotoTarget::Byte(cursor.back(1))));
            let span = Span::at(cursor, 1);
            assert_eq!(parse(&format!("@{at:#x}..{at:#x}"), len, Offset(0)), Ok(GotoTarget::Bytes(span)));
        }
    }
}
