//! How well samples read as UTF-16, in either order of bytes.
//!
//! In the wrong byte order, spaces and line ends become characters that are hardly used; so the
//! order with the larger share of plausible units wins.

use super::{Confidence, Sample, Verdict, aligned};
use crate::base::Offset;
use crate::base::units::len_u64;
use crate::format::encoding::{CodeUnit, Encoding};
use crate::messages::Text;

/// Fewer code units than this prove nothing without a byte order mark.
const FEWEST: u64 = 4;

/// What was found, counted in code units.
#[derive(Default)]
pub(super) struct Utf16 {
    n: u64,
    /// As ASCII has them: letters, digits, spaces, line ends.
    n_ascii: u64,
    /// In the Unicode blocks of common scripts.
    n_plausible: u64,
    /// NULs, other controls, unpaired surrogates, and noncharacters.
    n_bad: u64,
    n_broken: u64,
    /// The first unpaired surrogate.
    pub(super) first_broken: Option<Offset>,
}

pub(super) fn detect(samples: &[Sample<'_>], unit: CodeUnit, file_len: u64) -> Utf16 {
    let encoding = encoding_of(unit);
    let mut found = Utf16::default();
    for sample in samples {
        let (at, bytes) = aligned(sample, 2);
        let end = len_u64(bytes.len());
        let ends_file = at.0 + end >= file_len;
        encoding.decode(bytes, &mut |place, len, c| {
            let is_cut = (place == 0 && at > Offset::ZERO) || (len_u64(place + len) == end && !ends_file);
            match c {
                Some(c) => found.add(c),
                None if is_cut => {}
                None => {
                    found.n += 1;
                    found.n_bad += 1;
                    found.n_broken += 1;
                    found.first_broken = found.first_broken.or(Some(at + len_u64(place)));
                }
            }
        });
    }
    found
}

fn encoding_of(unit: CodeUnit) -> Encoding {
    let name = if unit == CodeUnit::Utf16Be { "UTF-16BE" } else { "UTF-16LE" };
    Encoding::named(name).unwrap_or_default()
}

impl Utf16 {
    fn add(&mut self, c: char) {
        self.n += 1;
        match u32::from(c) {
            0x20..=0x7E | 0x09..=0x0D => {
                self.n_ascii += 1;
                self.n_plausible += 1;
            }
            0..=0x1F | 0x7F..=0x9F | 0xFDD0..=0xFDEF | 0xFFFE | 0xFFFF => self.n_bad += 1,
            0xA0..=0x07FF
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
            | 0x1F300..=0x1FAFF => self.n_plausible += 1,
            _ => {}
        }
    }

    /// The lenient test, after a byte order mark.
    pub(super) fn may_be_text(&self) -> bool {
        self.n_bad * 10 <= self.n && self.n_plausible * 2 >= self.n
    }

    /// The strict test, without one.
    fn is_text(&self) -> bool {
        self.n >= FEWEST
            && self.n_ascii > 0
            && self.n_bad * 100 <= self.n
            && self.n_plausible * 100 >= self.n * 95
    }

    /// A sentence on what is broken.
    pub(super) fn broken_sentence(&self) -> Option<Text> {
        let first = self.first_broken?;
        Some(Text::new("evidence-lone-halves").with("n", self.n_broken).with("at", first.to_string()))
    }
}

/// The verdict UTF-16 without a byte order mark, if it fits.
pub(super) fn guess(samples: &[Sample<'_>], file_len: u64) -> Option<Verdict> {
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
    let both = [CodeUnit::Utf16Le, CodeUnit::Utf16Be].map(|unit| (unit, detect(samples, unit, file_len)));
    let of = |found: &Utf16| (found.is_text(), found.n_plausible, found.n_ascii);
    let (unit, found) = both.into_iter().reduce(|le, be| if of(&be.1) > of(&le.1) { be } else { le })?;
    if !found.is_text() {
        return None;
    }
    let encoding = encoding_of(unit);
    let (nuls_at, n) = match unit {
        CodeUnit::Utf16Be => ("evidence-nuls-even", nuls[0]),
        _ => ("evidence-nuls-odd", nuls[1]),
    };
    let mut evidence = vec![
        Text::new("evidence-no-mark"),
        Text::new(nuls_at).with("n", n).with("name", encoding.name()),
        Text::new("evidence-plausible").with("n", found.n_plausible).with("of", found.n),
    ];
    evidence.extend(found.broken_sentence());
    let is_even = file_len.is_multiple_of(2);
    evidence.extend((!is_even).then(|| Text::new("evidence-odd")));
    let confidence = if is_even && found.n >= 16 { Confidence::Likely } else { Confidence::Guess };
    let verdict = Verdict::text(encoding, confidence, evidence);
    Some(Verdict { misfit: found.first_broken, ..verdict })
}
