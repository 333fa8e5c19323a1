//! How well samples read as UTF-16 or UTF-32, in either order of bytes.
//!
//! UTF-16 in the wrong byte order turns spaces and line ends into characters that are hardly used; so
//! the order with the larger share of plausible units wins. UTF-32 has one order at most in which its
//! highest bytes are NUL. But so have arrays of small numbers, which differ from text in that they
//! have no lines and words: where there is a 10 or a 32, there are its neighbours, which text has no
//! use for, or which are punctuation.

use super::{Confidence, Sample, Verdict, aligned};
use crate::base::Offset;
use crate::base::units::len_u64;
use crate::format::encoding::{CodeUnit, Encoding};
use crate::messages::Text;

/// Fewer code units than this prove nothing without a byte order mark.
const FEWEST: u64 = 4;

/// Fewer units than this are no text in UTF-32 without a mark.
const FEWEST_OF_FOUR: u64 = 8;

/// Of fewer units than this, a mere chance may look like words.
const FEW: u64 = 256;

/// As many characters as have to be different in a text in UTF-32, if it is not short.
const KINDS: u64 = 8;

/// What was found, counted in code units.
#[derive(Default)]
pub(super) struct Wide {
    n: u64,
    /// As ASCII has them: letters, digits, spaces, line ends.
    n_ascii: u64,
    /// In the Unicode blocks of common scripts.
    n_plausible: u64,
    /// NULs, other controls, what does not decode, and noncharacters.
    n_bad: u64,
    n_broken: u64,
    /// Of which the file's end cut one.
    n_cut: u64,
    n_line_feeds: u64,
    /// Spaces, tabs and line ends.
    n_blank: u64,
    /// Letters and digits of ASCII, and what is plausible from U+00C0 on.
    n_word: u64,
    /// The first characters that differ.
    kinds: Vec<char>,
    /// The first unit that does not decode.
    pub(super) first_broken: Option<Offset>,
}

pub(super) fn detect(samples: &[Sample<'_>], encoding: Encoding, file_len: u64) -> Wide {
    let width = encoding.unit().width();
    let mut found = Wide::default();
    for sample in samples {
        let (at, bytes) = aligned(sample, width);
        let end = len_u64(bytes.len());
        let ends_file = at.0 + end >= file_len;
        encoding.decode(bytes, &mut |place, len, c| {
            let is_part = !len.is_multiple_of(width);
            let is_last = len_u64(place + len) == end;
            // The edge of a sample may part a pair, or a unit.
            let is_parted = width == 2 && (place == 0 && at > Offset::ZERO || is_last && !ends_file);
            match c {
                Some(c) => found.add(c, width),
                None if is_parted || (is_part && !ends_file) => {}
                None => {
                    found.n += 1;
                    found.n_bad += 1;
                    found.n_broken += 1;
                    found.n_cut += u64::from(is_part);
                    found.first_broken = found.first_broken.or(Some(at + len_u64(place)));
                }
            }
        });
    }
    found
}

/// Whether people write in this character's block.
fn is_plausible(c: char) -> bool {
    matches!(u32::from(c),
        0x20..=0x7E
        | 0x09..=0x0D
        | 0xA0..=0x07FF
        | 0x0900..=0x109F
        | 0x1E00..=0x1FFF
        | 0x2010..=0x2044
        | 0x20AC
        | 0x2100..=0x22FF
        | 0x2500..=0x25FF
        | 0x3000..=0x30FF
        | 0x4E00..=0x9FFF
        | 0xAC00..=0xD7A3
        | 0xFEFF
        | 0xFF01..=0xFFEE
        | 0x1F300..=0x1FAFF)
}

/// Whether text has no use for this character.
fn is_bad(c: char) -> bool {
    matches!(u32::from(c), 0..=0x08 | 0x0E..=0x1F | 0x7F..=0x9F | 0xFDD0..=0xFDEF)
        || u32::from(c) & 0xFFFE == 0xFFFE
}

impl Wide {
    fn add(&mut self, c: char, width: usize) {
        self.n += 1;
        // What can be in two orders of bytes has to be judged more strictly.
        let is_plausible = is_plausible(c) || width == 4 && c.is_alphanumeric();
        self.n_plausible += u64::from(is_plausible);
        self.n_bad += u64::from(is_bad(c));
        self.n_ascii += u64::from(matches!(c, ' '..='~' | '\t'..='\r'));
        self.n_line_feeds += u64::from(c == '\n');
        self.n_blank += u64::from(matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{3000}'));
        self.n_word += u64::from(c.is_ascii_alphanumeric() || is_plausible && c >= '\u{C0}');
        if len_u64(self.kinds.len()) < KINDS && !self.kinds.contains(&c) {
            self.kinds.push(c);
        }
    }

    /// The lenient test, after a byte order mark.
    pub(super) fn may_be_text(&self) -> bool {
        (self.n_bad - self.n_cut) * 10 <= self.n && self.n_plausible * 2 >= self.n
    }

    /// The strict test, without one.
    fn is_text(&self) -> bool {
        // A file that is being written may end anywhere.
        let n_bad = self.n_bad - if self.n >= 16 { self.n_cut } else { 0 };
        self.n >= FEWEST && self.n_ascii > 0 && n_bad * 100 <= self.n && self.n_plausible * 100 >= self.n * 95
    }

    /// What tells text in UTF-32 from an array of small numbers: different characters in lines; or,
    /// if there are none, in words, which are told more strictly, for arrays hold 32s more often
    /// than 10s without their neighbours.
    fn has_words(&self) -> bool {
        let is_few = self.n < FEW;
        let n_bad = self.n_bad - self.n_cut;
        let has_lines = self.n_line_feeds > 0 && n_bad * 8 <= self.n_line_feeds;
        let (blank, word, n_kinds) = match (has_lines, is_few) {
            (true, true) => (0, 40, FEWEST + self.n / 64),
            (true, false) => (0, 30, KINDS),
            (false, true) => (10, 75, KINDS.min(self.n / 2)),
            (false, false) => (4, 75, KINDS),
        };
        self.n >= FEWEST_OF_FOUR
            && self.n_blank * 100 >= self.n * blank
            && self.n_word * 100 >= (self.n - self.n_blank) * word
            && len_u64(self.kinds.len()) >= n_kinds
    }

    /// A sentence on what is broken.
    pub(super) fn broken_sentence(&self, encoding: Encoding) -> Option<Text> {
        let first = self.first_broken?;
        let says = match encoding.unit().width() {
            2 => Text::new("evidence-lone-halves"),
            _ => Text::new("evidence-misfits").with("name", encoding.name()),
        };
        Some(says.with("n", self.n_broken).with("at", first))
    }
}

/// The verdict UTF-32 or UTF-16 without a byte order mark, if one fits.
pub(super) fn guess(samples: &[Sample<'_>], file_len: u64) -> Option<Verdict> {
    guess_of_four(samples, file_len).or_else(|| guess_of_two(samples, file_len))
}

fn guess_of_four(samples: &[Sample<'_>], file_len: u64) -> Option<Verdict> {
    let (mut highest, mut n) = ([0_u64; 2], 0);
    for sample in samples {
        let units = aligned(sample, 4).1.as_chunks::<4>().0;
        highest[0] += len_u64(units.iter().filter(|unit| unit[3] == 0).count());
        highest[1] += len_u64(units.iter().filter(|unit| unit[0] == 0).count());
        n += len_u64(units.len());
    }
    let both = [CodeUnit::Utf32Le, CodeUnit::Utf32Be].into_iter().zip(highest);
    both.filter(|(_, n_nul)| n_nul * 100 >= n * 95).find_map(|(unit, n_nul)| {
        let encoding = Encoding::of_unit(unit)?;
        let found = detect(samples, encoding, file_len);
        let nuls =
            Text::new("evidence-nuls-high").with("n", n_nul).with("of", n).with("name", encoding.name());
        (found.is_text() && found.has_words()).then(|| found.verdict(encoding, nuls, file_len))
    })
}

fn guess_of_two(samples: &[Sample<'_>], file_len: u64) -> Option<Verdict> {
    let (mut nuls, mut readable, mut n) = ([0_u64; 2], 0, 0);
    for sample in samples {
        let (_, bytes) = aligned(sample, 2);
        for pair in bytes.as_chunks::<2>().0 {
            nuls[0] += u64::from(pair[0] == 0);
            nuls[1] += u64::from(pair[1] == 0);
            let is_readable = |byte: &&u8| matches!(byte, 0x20..=0x7E | 0x09..=0x0D);
            readable += len_u64(pair.iter().filter(is_readable).count());
        }
        n += len_u64(bytes.len());
    }
    let all_nuls = nuls[0] + nuls[1];
    // Text of bytes has no NULs but by accident; in UTF-16 it has one for every letter of ASCII.
    let is_bytes = readable * 20 >= (n - all_nuls) * 19 && all_nuls * 5 < n;
    if all_nuls == 0 || is_bytes {
        return None;
    }
    let orders = [CodeUnit::Utf16Le, CodeUnit::Utf16Be].into_iter().filter_map(Encoding::of_unit);
    let both = orders.map(|encoding| (encoding, detect(samples, encoding, file_len)));
    let of = |found: &Wide| (found.is_text(), found.n_plausible, found.n_ascii);
    let (encoding, found) = both.reduce(|le, be| if of(&be.1) > of(&le.1) { be } else { le })?;
    let (nuls_at, n) = match encoding.unit() {
        CodeUnit::Utf16Be => ("evidence-nuls-even", nuls[0]),
        _ => ("evidence-nuls-odd", nuls[1]),
    };
    let nuls = Text::new(nuls_at).with("n", n).with("name", encoding.name());
    found.is_text().then(|| found.verdict(encoding, nuls, file_len))
}

impl Wide {
    /// The verdict for an encoding that fits, with what its NULs say.
    fn verdict(&self, encoding: Encoding, nuls: Text, file_len: u64) -> Verdict {
        let width = len_u64(encoding.unit().width());
        let plausible = Text::new("evidence-plausible").with("n", self.n_plausible).with("of", self.n);
        let mut evidence = vec![Text::new("evidence-no-mark"), nuls, plausible];
        evidence.extend(self.broken_sentence(encoding));
        let is_whole = file_len.is_multiple_of(width);
        let odd = if width == 2 { "evidence-odd" } else { "evidence-no-multiple" };
        evidence.extend((!is_whole).then(|| Text::new(odd)));
        let confidence = if is_whole && self.n >= 16 { Confidence::Likely } else { Confidence::Guess };
        let verdict = Verdict::text(encoding, confidence, evidence);
        Verdict { misfit: self.first_broken, ..verdict }
    }
}
