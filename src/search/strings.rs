//! Runs of printable characters among any bytes, as `strings` finds them.
//!
//! A run is as long as it can be: where one starts follows from the few bytes before it, so that parts of a
//! file are searched independently. In UTF-16 characters of ASCII count, at any byte: those of all planes
//! would make text of noise.

mod ascii;

use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use ascii::is_printable;
use std::ops::Range;

/// In which encoding a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StringKind {
    /// ASCII: 20 to 7E, and tabs.
    Ascii,
    /// UTF-8: whatever is no control character.
    Utf8,
    /// ASCII in UTF-16, little end first.
    Utf16Le,
    /// ASCII in UTF-16, big end first.
    Utf16Be,
}

impl StringKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ascii, Self::Utf8, Self::Utf16Le, Self::Utf16Be];

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ascii => "ascii",
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }

    /// The kind of a name, whatever its case and with or without dashes.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_'], "");
        Self::ALL.into_iter().find(|kind| plain(kind.name()) == plain(name))
    }

    /// The most bytes of a character.
    #[must_use]
    pub fn most_width(self) -> usize {
        match self {
            Self::Ascii => 1,
            Self::Utf8 => 4,
            Self::Utf16Le | Self::Utf16Be => 2,
        }
    }

    /// The length of the printable character at `at`, in bytes; 0 if there is none.
    #[inline]
    fn char_at(self, bytes: &[u8], at: usize) -> usize {
        match self {
            Self::Ascii => usize::from(bytes.get(at).is_some_and(|&byte| is_printable(byte))),
            Self::Utf8 => utf8_at(bytes, at),
            Self::Utf16Le => pair(bytes.get(at), bytes.get(at + 1)),
            Self::Utf16Be => pair(bytes.get(at + 1), bytes.get(at)),
        }
    }

    /// Whether a printable character ends right before `at`.
    #[inline]
    fn ends_at(self, bytes: &[u8], at: usize) -> bool {
        match self {
            Self::Ascii => at > 0 && self.char_at(bytes, at - 1) == 1,
            Self::Utf16Le | Self::Utf16Be => at > 1 && self.char_at(bytes, at - 2) == 2,
            Self::Utf8 => (1..=4.min(at)).any(|len| utf8_at(bytes, at - len) == len),
        }
    }

    /// The text of a run, in UTF-8.
    pub fn push_text(self, run: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Ascii | Self::Utf8 => out.extend_from_slice(run),
            Self::Utf16Le => out.extend(run.iter().step_by(2)),
            Self::Utf16Be => out.extend(run.iter().skip(1).step_by(2)),
        }
    }
}

/// Bytes before a part that tell where a run starts.
pub const BEFORE: usize = 4;

/// A run of printable characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its encoding.
    pub kind: StringKind,
    /// Where it is, in bytes that were searched.
    pub bytes: Range<usize>,
    /// Whether it reaches to their end, and so may go on.
    pub is_open: bool,
    /// How many characters it has, as far as it is here.
    pub n_chars: usize,
}

impl Run {
    /// Where it is in a file whose bytes from `at` on were searched.
    #[must_use]
    pub fn span(&self, at: Offset) -> Span {
        Span::at(at + len_u64(self.bytes.start), len_u64(self.bytes.len()))
    }
}

#[inline]
fn pair(low: Option<&u8>, high: Option<&u8>) -> usize {
    if high == Some(&0) && low.is_some_and(|&low| is_printable(low)) { 2 } else { 0 }
}

/// The length of a character of UTF-8 that is no control character.
#[inline]
fn utf8_at(bytes: &[u8], at: usize) -> usize {
    let Some(&first) = bytes.get(at) else { return 0 };
    let len = match first {
        0..=0x7F => return usize::from(is_printable(first)),
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return 0,
    };
    let text = bytes.get(at..at + len).and_then(|bytes| std::str::from_utf8(bytes).ok());
    match text.and_then(|text| text.chars().next()) {
        Some(c) if !c.is_control() => len,
        _ => 0,
    }
}

/// Tells of the runs of these kinds that start in `bytes[own]`, in the order of their starts, of `least` characters at
/// least; of those that reach to the bytes' end whatever their length. `bytes` has [`BEFORE`] more bytes before its
/// own where the file has, and as many behind as there are at hand.
///
/// ASCII within UTF-8 is of the first kind, if both are wanted. Costs about a ns a byte and kind, ASCII alone 0.2 ns a
/// byte and some ns a run; runs of several kinds are held until all are found.
pub fn find(bytes: &[u8], own: Range<usize>, kinds: &[StringKind], least: usize, tell: impl FnMut(Run)) {
    if let &[kind] = kinds {
        return find_kind(bytes, own, kind, least, tell);
    }
    let has_utf8 = kinds.contains(&StringKind::Utf8);
    let mut all = Vec::new();
    for &kind in kinds.iter().filter(|kind| !(has_utf8 && **kind == StringKind::Ascii)) {
        find_kind(bytes, own.clone(), kind, least, |run| all.push(run));
    }
    if has_utf8 && kinds.contains(&StringKind::Ascii) {
        for run in all.iter_mut().filter(|run| run.kind == StringKind::Utf8 && !run.is_open) {
            if bytes[run.bytes.clone()].is_ascii() {
                run.kind = StringKind::Ascii;
            }
        }
    }
    all.sort_by_key(|run| (run.bytes.start, run.kind));
    all.into_iter().for_each(tell);
}

#[inline]
fn find_kind(bytes: &[u8], own: Range<usize>, kind: StringKind, least: usize, mut tell: impl FnMut(Run)) {
    if kind == StringKind::Ascii {
        return ascii::for_each(bytes, own, least, |run| {
            let (n_chars, is_open) = (run.len(), run.end == bytes.len());
            tell(Run { kind, bytes: run, is_open, n_chars });
        });
    }
    let mut at = own.start;
    while at < own.end {
        let (end, n_chars) = run_end(bytes, at, kind);
        if n_chars == 0 {
            at += 1;
            continue;
        }
        // What began before belongs to the part before, whose last character may reach into this one.
        if at < own.start + BEFORE && kind.ends_at(bytes, at) {
            at = end;
            continue;
        }
        // A character may be cut by the end.
        let is_open = end + kind.most_width() > bytes.len();
        if n_chars >= least || is_open {
            tell(Run { kind, bytes: at..end, is_open, n_chars });
        }
        at = end;
    }
}

/// Where the run that starts at `at` ends, and its number of characters.
#[inline]
pub fn run_end(bytes: &[u8], mut at: usize, kind: StringKind) -> (usize, usize) {
    if kind == StringKind::Ascii {
        let end = ascii::end(bytes, at);
        return (end, end - at);
    }
    let mut n = 0;
    loop {
        let len = kind.char_at(bytes, at);
        if len == 0 {
            return (at, n);
        }
        at += len;
        n += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By the definition: the slow twin.
    fn naive(bytes: &[u8], kind: StringKind, least: usize) -> Vec<(Range<usize>, usize)> {
        let (mut at, mut all) = (0, Vec::new());
        while at < bytes.len() {
            let (mut end, mut n) = (at, 0);
            loop {
                let len = match kind {
                    StringKind::Ascii => {
                        usize::from(bytes.get(end).is_some_and(|b| (32..127).contains(b) || *b == 9))
                    }
                    StringKind::Utf8 => {
                        let c = (1..5).find_map(|len| {
                            std::str::from_utf8(bytes.get(end..end + len)?).ok()?.chars().next()
                        });
                        c.filter(|c| !c.is_control() || *c == '\t').map_or(0, char::len_utf8)
                    }
                    _ => {
                        let unit = bytes.get(end..end + 2).map(|unit| match kind {
                            StringKind::Utf16Le => u16::from_le_bytes([unit[0], unit[1]]),
                            _ => u16::from_be_bytes([unit[0], unit[1]]),
                        });
                        if unit.is_some_and(|unit| (32..127).contains(&unit) || unit == 9) { 2 } else { 0 }
                    }
                };
                if len == 0 {
                    break;
                }
                end += len;
                n += 1;
            }
            if n >= least {
                all.push((at..end, n));
            }
            at = end.max(at + 1);
        }
        all
    }

    fn found(bytes: &[u8], own: Range<usize>, kind: StringKind, least: usize) -> Vec<Run> {
        let mut runs = Vec::new();
        find(bytes, own, &[kind], least, |run| runs.push(run));
        runs
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]
        #[test]
        fn runs_are_those_of_the_definition_however_they_are_cut(
            bytes in prop::collection::vec(prop::sample::select(b"ab~ \t\n\x00\x00\x7F\x80\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80".to_vec()), 0..80),
            cut in 1_usize..30, least in 1_usize..6,
        ) {
            for kind in StringKind::ALL {
                let mut all = Vec::new();
                for start in (0..bytes.len()).step_by(cut) {
                    let from = start.saturating_sub(BEFORE);
                    let own = start - from..(start + cut).min(bytes.len()) - from;
                    let runs = found(&bytes[from..], own, kind, least);
                    let whole = runs.into_iter().filter(|run| run.n_chars >= least);
                    all.extend(whole.map(|run| (run.bytes.start + from..run.bytes.end + from, run.n_chars)));
                }
                prop_assert_eq!(all, naive(&bytes, kind, least), "{:?}", kind);
            }
        }

        #[test]
        fn what_may_go_on_is_said(
            bytes in prop::collection::vec(prop::sample::select(b"ab\x00\xC3\xA9".to_vec()), 0..20),
            more in prop::collection::vec(prop::sample::select(b"ab\x00\xC3\xA9".to_vec()), 1..10),
        ) {
            let all = [&bytes[..], &more].concat();
            for kind in StringKind::ALL {
                let own = 0..bytes.len();
                let here = found(&bytes, own.clone(), kind, 3);
                let with_more = found(&all, own, kind, 3);
                // What is not open stays as it is.
                let closed: Vec<_> = here.iter().filter(|run| !run.is_open).map(|run| run.bytes.clone()).collect();
                let known: Vec<_> = with_more.iter().filter(|run| run.n_chars >= 3).map(|run| run.bytes.clone()).collect();
                prop_assert!(closed.iter().all(|run| known.contains(run)), "{:?}", kind);
                for run in known.iter().filter(|run| !closed.contains(run)) {
                    let is_open = here.iter().any(|one| one.is_open && one.bytes.start == run.start);
                    // One whose first character is cut has not begun yet.
                    let begins = run.start + kind.most_width() <= bytes.len();
                    prop_assert!(is_open || !begins, "{:?} {:?} {:?}", kind, run, here);
                }
            }
        }
    }
}
