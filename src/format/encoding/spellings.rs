//! Ambiguous encodings: a few characters have several byte sequences in some encodings, so that
//! a search for one byte sequence would miss the others.

use super::{ALL, CodeUnit, Encoding};
use std::collections::HashSet;
use std::sync::OnceLock;

/// For each encoding the characters that several byte sequences decode to.
static AMBIGUOUS: [OnceLock<HashSet<char>>; ALL.len()] = [const { OnceLock::new() }; ALL.len()];

impl Encoding {
    /// The only byte sequence that encodes this text; `None` if there are several, or none. In
    /// encodings with states, where they may be switched anywhere, there always are several; and of
    /// U+FFFD, as which all is read that does not decode.
    #[must_use]
    pub fn only_spelling(self, text: &str) -> Option<Vec<u8>> {
        if text.contains(char::REPLACEMENT_CHARACTER) && !self.is_utf8() {
            return None;
        }
        let is_plain = self.unit() != CodeUnit::Byte || self.is_utf8() || self.is_single_byte();
        if !is_plain {
            let has_states = self.has_states();
            let ambiguous = self.ambiguous()?;
            if has_states || text.chars().any(|c| ambiguous.contains(&c)) {
                return None;
            }
        }
        self.encode(text)
    }

    fn ambiguous(self) -> Option<&'static HashSet<char>> {
        Some(AMBIGUOUS[self.nr()?].get_or_init(|| self.find_ambiguous()))
    }

    /// Decodes everything that may be a character; some ten thousand sequences.
    fn find_ambiguous(self) -> HashSet<char> {
        let (mut known, mut twice) = (HashSet::new(), HashSet::new());
        let mut note = |bytes: &[u8]| {
            let (text, is_whole) = self.text(bytes);
            for c in text.chars().filter(|_| is_whole) {
                if !known.insert(c) {
                    twice.insert(c);
                }
            }
            is_whole
        };
        let leads: Vec<u8> = (0..=0xFF).filter(|&byte| !note(&[byte])).collect();
        for lead in leads {
            for second in 0..=0xFF {
                // What is no character of two bytes may be the start of one of three or four.
                if note(&[lead, second]) {
                    continue;
                }
                if self.is(encoding_rs::EUC_JP) && lead == 0x8F {
                    (0xA1..=0xFE).for_each(|third| {
                        note(&[lead, second, third]);
                    });
                }
                let is_four = self.is(encoding_rs::GB18030) || self.is(encoding_rs::GBK);
                // From lead 85 on there are only characters that no two bytes stand for.
                if is_four && lead < 0x85 && second.is_ascii_digit() {
                    for third in 0x81..=0xFE {
                        (b'0'..=b'9').for_each(|last| {
                            note(&[lead, second, third, last]);
                        });
                    }
                }
            }
        }
        twice
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Encoding {
        Encoding::named(name).expect("a known one")
    }

    #[test]
    fn what_has_two_spellings_has_no_only_one() {
        for (name, ways, c) in [
            ("Shift_JIS", [&b"\x81\xE6"[..], b"\x87\x9A"], "∵"),
            ("GBK", [b"\x80", b"\xA2\xE3"], "€"),
            ("Big5", [b"\x88\x66", b"\x88\x66"], "Ê"),
        ] {
            for bytes in ways {
                assert_eq!(named(name).text(bytes).0, c, "{name}");
            }
            assert_eq!(named(name).only_spelling(c), None, "{name}");
        }
        assert_eq!(named("Shift_JIS").only_spelling("東 a"), Some(b"\x93\x8C a".to_vec()));
        assert_eq!(named("windows-1252").only_spelling("東"), None);
        assert_eq!(named("ISO-2022-JP").only_spelling("東"), None);
        assert_eq!(named("UTF-16LE").only_spelling("東"), Some(b"\x71\x67".to_vec()));
        assert_eq!(named("UTF-32BE").only_spelling("東"), Some(b"\0\0\x67\x71".to_vec()));
        assert_eq!(named("UTF-32BE").only_spelling("a\u{FFFD}"), None);
    }

    #[test]
    fn single_bytes_and_most_of_the_others_are_unambiguous() {
        for encoding in Encoding::all().filter(|encoding| encoding.is_single_byte()) {
            assert_eq!(encoding.ambiguous().map(HashSet::len), Some(0), "{}", encoding.name());
        }
        for name in ["Shift_JIS", "EUC-JP", "GBK", "gb18030", "Big5", "EUC-KR"] {
            let n = named(name).ambiguous().map_or(0, HashSet::len);
            assert!(n < 500, "{name}: {n}");
            assert_eq!(named(name).only_spelling("a\n0"), Some(b"a\n0".to_vec()), "{name}");
        }
    }
}
