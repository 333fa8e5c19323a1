//! Parses go-to targets: a line, `line:column`, `@byte`, or a share of the file; with a sign, lines or
//! bytes from the cursor on.

use crate::base::units::at_share;
use crate::base::{Offset, RowNr, human};
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
    /// So many lines down from the cursor's, or up.
    Lines(i64),
}

/// Parses `20,644,288` (a line, counted from 1), `1200:17` (a line and a column), `@0x1F`,
/// `@12GB`, `50%`, or from the cursor `+10`, `-10`, `@+0x200`.
///
/// # Errors
/// A message to show.
pub fn parse(text: &str, file_len: u64, cursor: Offset) -> Result<GotoTarget, Text> {
    let text = text.trim();
    if let Some(byte) = text.strip_prefix('@').map(str::trim) {
        let size = |size: &str| {
            let unreadable = |_| Text::new("goto-byte").with("typed", size.to_owned());
            human::parse_size(size.trim()).map_err(unreadable)
        };
        let at = match signed(byte) {
            Some((down, Way::Down)) => cursor.0.saturating_add(size(down)?),
            Some((up, Way::Up)) => cursor.0.saturating_sub(size(up)?),
            None => size(byte)?,
        };
        if at > file_len {
            return Err(Text::new("goto-past-end")
                .with("at", Offset(file_len).to_string())
                .with("size", human::size_text(file_len)));
        }
        return Ok(GotoTarget::Byte(Offset(at)));
    }
    if let Some(share) = text.strip_suffix('%') {
        let percent: f64 = share.trim().parse().unwrap_or(f64::NAN);
        if !(0.0..=100.0).contains(&percent) {
            return Err(Text::new("goto-share"));
        }
        return Ok(GotoTarget::Byte(Offset(at_share(percent / 100.0, file_len))));
    }
    if let Some((n, way)) = signed(text)
        && let Some(n) = number(n.trim())
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

/// Where a place lies that is meant from the cursor on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Down,
    Up,
}

/// What follows a sign, if there is one.
fn signed(text: &str) -> Option<(&str, Way)> {
    let down = text.strip_prefix('+').map(|down| (down, Way::Down));
    down.or_else(|| Some((text.strip_prefix(['-', '−'])?, Way::Up)))
}

fn number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '_' | ' ' | '.')).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "+x", "@+", "@-x", "@+10",
        ] {
            assert!(parse(wrong, 9).is_err(), "{wrong}");
        }
    }
}
