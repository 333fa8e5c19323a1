//! Finds numbers and addresses in a line of text, to be highlighted in a log.
//!
//! A number is a word that starts with a digit (`1998us`, `13b01b0`, `4.1e-3`), where a word may
//! start: after a blank, an opening bracket, a quote, `=`, `:` and their like, but not within a
//! path or a name (`web-031`, `/api/v2`). An address is one of the internet (IPv4, IPv6, a
//! hardware address), of the web, of memory (`0x7f3a1c00`), or a UUID. Bytes that are not ASCII
//! belong to words. Linear in the line's length; no line is wrong.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::str::FromStr;

/// The kind of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A number, with its unit.
    Number,
    /// An address.
    Address,
}

/// Longest word that is parsed, in bytes; and longest URL.
const LONGEST: usize = 128;
const LONGEST_WEB: usize = 2048;

/// Reports each number and address in `line`, in order.
pub fn each(line: &[u8], found: &mut dyn FnMut(Range<usize>, Word)) {
    let mut at = 0;
    while at < line.len() {
        let Some(start) = (at..line.len()).find(|&at| may_start(line, at)) else { return };
        let end = start + len_of_word(&line[start..]);
        let word = &line[start..end];
        let (word, lead) = without_value(word);
        let start = start + lead;
        if let Some((len, what)) = kind_of(word, start.checked_sub(1).map(|at| line[at])) {
            found(start..start + len, what);
            at = start + len;
        } else {
            at = end.max(start + 1);
        }
    }
}

/// Whether a word may start here.
fn may_start(line: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| line[before]);
    let opens = |byte: u8| byte.is_ascii_whitespace() || b"=:,;([{<>|\"'`#@+".contains(&byte);
    is_word(line[at]) && before.is_none_or(opens)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The length of a word, including separators within an address or a number.
fn len_of_word(from: &[u8]) -> usize {
    let joins = |byte: u8| b".:-+/%@~?&=#,*!$".contains(&byte);
    let is_web = from[..from.len().min(16)].windows(3).any(|three| three == b"://");
    let most = from.len().min(if is_web { LONGEST_WEB } else { LONGEST });
    let end = (0..most).find(|&at| !is_word(from[at]) && !joins(from[at])).unwrap_or(most);
    // Sentence punctuation is not part of a word.
    from[..end]
        .iter()
        .rposition(|&byte| is_word(byte) || matches!(byte, b'/' | b'%'))
        .map_or(0, |last| last + 1)
}

/// Of `key=value` the value, if its key is a name; and where that starts.
fn without_value(word: &[u8]) -> (&[u8], usize) {
    let name = word.iter().take_while(|&&byte| is_word(byte) || byte == b'.' || byte == b'-').count();
    let is_key = word.first().is_some_and(|byte| !byte.is_ascii_digit()) && word.get(name) == Some(&b'=');
    if is_key { (&word[name + 1..], name + 1) } else { (word, 0) }
}

/// A word's kind, and the length of that part; `before` is the byte before it.
fn kind_of(word: &[u8], before: Option<u8>) -> Option<(usize, Word)> {
    let address = [hexadecimal, web, uuid, ip4, colons].into_iter().find_map(|of| of(word));
    if let Some(len) = address {
        return Some((len, Word::Address));
    }
    let len = number(word).or_else(|| if before == Some(b'=') { hash(word) } else { None })?;
    Some((len, Word::Number))
}

/// Whether a word ends after its first `len` bytes.
fn ends_at(word: &[u8], len: usize) -> Option<usize> {
    word.get(len).is_none_or(|&byte| !is_word(byte)).then_some(len)
}

/// `0x7f3a1c00`.
fn hexadecimal(word: &[u8]) -> Option<usize> {
    let digits = word.strip_prefix(b"0x").or_else(|| word.strip_prefix(b"0X"))?;
    let n = digits.iter().take_while(|&&byte| byte.is_ascii_hexdigit() || byte == b'_').count();
    if n == 0 { None } else { ends_at(word, 2 + n) }
}

/// `https://example.org/a?b=c`, and any other scheme of a few letters.
fn web(word: &[u8]) -> Option<usize> {
    let scheme = word.iter().take(12).take_while(|byte| byte.is_ascii_lowercase()).count();
    let rest = word[scheme..].strip_prefix(b"://")?;
    (scheme >= 2 && !rest.is_empty()).then_some(word.len())
}

/// `123e4567-e89b-12d3-a456-426614174000`.
fn uuid(word: &[u8]) -> Option<usize> {
    let text = word.get(..36)?;
    let fits = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    if text.iter().enumerate().all(fits) { ends_at(word, 36) } else { None }
}

/// `192.168.0.1`, `10.0.0.1:8080`, `10.0.0.0/8`.
fn ip4(word: &[u8]) -> Option<usize> {
    let n = word.iter().take(16).take_while(|&&byte| byte.is_ascii_digit() || byte == b'.').count();
    let len = n - word[..n].iter().rev().take_while(|&&byte| byte == b'.').count();
    if !(7..=15).contains(&len) {
        return None;
    }
    parsed::<Ipv4Addr>(&word[..len])?;
    let suffix = match word.get(len) {
        Some(b':') => decimal(&word[len + 1..], 65_535),
        Some(b'/') => decimal(&word[len + 1..], 32),
        _ => None,
    };
    ends_at(word, len + suffix.map_or(0, |digits| 1 + digits))
}

/// Parses ASCII text by the standard library.
fn parsed<T: FromStr>(text: &[u8]) -> Option<T> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// The length of a number of up to five digits that is not larger than `most`.
fn decimal(text: &[u8], most: u32) -> Option<usize> {
    let n = text.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
    let value = text[..n].iter().fold(0_u32, |value, digit| value * 10 + u32::from(digit - b'0'));
    ((1..=5).contains(&n) && value <= most).then_some(n)
}

/// `fe80::1`, `2001:db8:0:0:1:2:3:4`, `00:1b:44:11:3a:b7`.
fn colons(word: &[u8]) -> Option<usize> {
    let n = word.iter().take_while(|&&byte| byte.is_ascii_hexdigit() || byte == b':').count();
    let text = &word[..n];
    let is_hardware = n == 17 && text.split(|&byte| byte == b':').all(|group| group.len() == 2);
    let is_ip6 = || (4..=39).contains(&n) && text.contains(&b':') && parsed::<Ipv6Addr>(text).is_some();
    if is_hardware || is_ip6() { ends_at(word, n) } else { None }
}

/// `1998us`, `13b01b0`, `4,096`, `3.5e-7`, `62%`.
fn number(word: &[u8]) -> Option<usize> {
    if !word.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let mut at = 0;
    while let Some(&byte) = word.get(at) {
        let is_next_digit = word.get(at + 1).is_some_and(u8::is_ascii_digit);
        let is_exponent =
            matches!(byte, b'+' | b'-') && at > 1 && matches!(word[at - 1], b'e' | b'E') && is_next_digit;
        if byte.is_ascii_alphanumeric() || is_exponent || matches!(byte, b'.' | b',') && is_next_digit {
            at += 1;
        } else {
            break;
        }
    }
    match word.get(at) {
        Some(b'%') => Some(at + 1),
        // A date, a time, a name: not a number.
        Some(b'-' | b'/' | b':' | b'_') if word.get(at + 1).copied().is_some_and(is_word) => None,
        _ => ends_at(word, at),
    }
}

/// `f3b01b0` after `=`: a number to the base 16 whose first digit happens to be a letter.
fn hash(word: &[u8]) -> Option<usize> {
    let n = word.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let has_digit = word[..n].iter().any(u8::is_ascii_digit);
    if n >= 4 && has_digit { ends_at(word, n) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(line: &str) -> Vec<(&str, Word)> {
        let mut found = Vec::new();
        each(line.as_bytes(), &mut |range, what| {
            found.push((std::str::from_utf8(&line.as_bytes()[range]).unwrap_or("?"), what));
        });
        found
    }

    #[test]
    fn numbers_are_words_that_start_with_a_digit() {
        let numbers = |line| -> Vec<&str> {
            found(line)
                .into_iter()
                .map(|(text, what)| if what == Word::Number { text } else { "!" })
                .collect()
        };
        assert_eq!(numbers("[web-031] req=13b01b0 took=1998us path=/api/v0/item/0"), ["13b01b0", "1998us"]);
        assert_eq!(
            numbers("req=f3b01b0 user=deadline port: 80, (7) \"12\" 3.5e-7 1,024"),
            ["f3b01b0", "80", "7", "12", "3.5e-7", "1,024"]
        );
        assert_eq!(numbers("62% of 4.1GB. End 5."), ["62%", "4.1GB", "5"]);
        assert_eq!(numbers("2026-03-14 09:26:53 a1 v2.0 1_x /7 x=y"), Vec::<&str>::new());
    }

    #[test]
    fn addresses_are_distinguished_from_numbers() {
        let line = "10.0.0.1:8080 fe80::1 0x7f3a_1c00 https://example.org/a?b=c, \
                    123e4567-e89b-12d3-a456-426614174000 00:1b:44:11:3a:b7 peer=192.168.0.1";
        let addresses: Vec<&str> = found(line)
            .into_iter()
            .map(|(text, what)| {
                assert_eq!(what, Word::Address, "{text}");
                text
            })
            .collect();
        assert_eq!(
            addresses,
            [
                "10.0.0.1:8080",
                "fe80::1",
                "0x7f3a_1c00",
                "https://example.org/a?b=c",
                "123e4567-e89b-12d3-a456-426614174000",
                "00:1b:44:11:3a:b7",
                "192.168.0.1",
            ]
        );
        for none in ["256.1.1.1.1", "12:30:45", "::", "0x", "http://", "1.2.3.4.5"] {
            assert!(found(none).iter().all(|(_, what)| *what == Word::Number), "{none}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        #[test]
        fn any_line_has_words_in_order(line in prop::collection::vec(prop_oneof![
            prop::sample::select(b" 0123456789abcdefx:./-=[](),%?&_@\xC3".to_vec()), any::<u8>()], 0..200)) {
            let mut last = 0;
            each(&line, &mut |range, _| {
                assert!(range.start >= last && range.end > range.start && range.end <= line.len());
                last = range.end;
            });
        }
    }
}
