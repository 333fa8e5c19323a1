//! What all bytes of a file say about UTF-8, and how that corrects a verdict by samples.

use super::{Confidence, Sample, Verdict, legacy, utf8};
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::encoding::CodeUnit;
use crate::messages::Text;

/// Broken sequences whose places are kept.
const KEPT: usize = 256;

/// Samples that are taken around broken sequences, and bytes of each.
const SAMPLES: usize = 24;
const SAMPLE_BYTES: u64 = 4096;

/// A whole file's figures as UTF-8: those of the section `utf8`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WholeUtf8 {
    /// The file's length.
    pub bytes: u64,
    /// Characters beyond ASCII.
    pub n_chars: u64,
    /// Their bytes but for the first of each.
    pub n_tails: u64,
    /// Broken sequences, as `from_utf8_lossy` counts them.
    pub n_broken: u64,
    /// The first of them, in file order.
    pub broken: Vec<Span>,
}

/// Reads a file's bytes piece by piece into [`WholeUtf8`]. About 10 GB/s of ASCII.
#[derive(Default)]
pub struct WholeReader {
    found: WholeUtf8,
    /// The start of a character that the next piece may complete.
    carry: Vec<u8>,
}

impl WholeReader {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        let rest = if self.carry.is_empty() { bytes } else { self.complete_carry(bytes) };
        if rest.is_ascii() {
            self.found.bytes += len_u64(rest.len());
        } else {
            self.read(rest, false);
        }
    }

    /// Reads what was carried with the bytes that may continue it; what follows these.
    fn complete_carry<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let n = bytes.iter().take(3).take_while(|byte| **byte & 0xC0 == 0x80).count();
        let (tails, rest) = bytes.split_at(n);
        let start = [&std::mem::take(&mut self.carry)[..], tails].concat();
        // With anything after them the character is as long as it gets.
        self.read(&start, !rest.is_empty());
        rest
    }

    /// All that was found.
    #[must_use]
    pub fn finish(mut self) -> WholeUtf8 {
        let carry = std::mem::take(&mut self.carry);
        self.read(&carry, true);
        self.found
    }

    fn read(&mut self, bytes: &[u8], is_last: bool) {
        let (whole, cut) = bytes.split_at(bytes.len() - if is_last { 0 } else { cut_len(bytes) });
        if simdutf8::basic::from_utf8(whole).is_ok() {
            self.count(whole);
            self.carry = cut.to_vec();
        } else {
            self.read_broken(bytes, is_last);
        }
    }

    /// Counts what is valid.
    fn count(&mut self, valid: &[u8]) {
        let n_high = valid.iter().filter(|byte| !byte.is_ascii()).count();
        let n_chars = valid.iter().filter(|byte| **byte >= 0xC0).count();
        self.found.n_chars += len_u64(n_chars);
        self.found.n_tails += len_u64(n_high - n_chars);
        self.found.bytes += len_u64(valid.len());
    }

    fn read_broken(&mut self, bytes: &[u8], is_last: bool) {
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            let (valid, invalid) = (chunk.valid(), chunk.invalid());
            self.count(valid.as_bytes());
            at += valid.len();
            if invalid.is_empty() {
                continue;
            }
            if !is_last && at + invalid.len() == bytes.len() && utf8::may_go_on(invalid) {
                self.carry = invalid.to_vec();
                return;
            }
            self.found.n_broken += 1;
            if self.found.broken.len() < KEPT {
                self.found.broken.push(Span::at(Offset(self.found.bytes), len_u64(invalid.len())));
            }
            at += invalid.len();
            self.found.bytes += len_u64(invalid.len());
        }
    }
}

/// How many bytes at the end start a character that they do not complete.
fn cut_len(bytes: &[u8]) -> usize {
    let cut = |len: &usize| utf8::may_go_on(&bytes[bytes.len() - len..]);
    (1..=bytes.len().min(3)).rev().find(cut).unwrap_or(0)
}

impl WholeUtf8 {
    /// The figures of a file of `bytes` bytes.
    #[must_use]
    pub fn new(bytes: u64, n_chars: u64, n_tails: u64, n_broken: u64, mut broken: Vec<Span>) -> Self {
        broken.truncate(KEPT);
        Self { bytes, n_chars, n_tails, n_broken, broken }
    }

    /// Bytes around all that is known to be broken: whichever of them are [`WholeUtf8::places`] of a file of
    /// which these are a part, they are among these.
    #[must_use]
    pub fn all_places(&self) -> Vec<Span> {
        let mut places: Vec<Span> = Vec::new();
        for broken in &self.broken {
            let start = broken.start.back(SAMPLE_BYTES / 2);
            let end = (broken.start + SAMPLE_BYTES / 2).min(Offset(self.bytes));
            match places.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => places.push(Span { start, end }),
            }
        }
        places
    }

    /// Where samples of what is broken are to be taken: around the first broken sequences, spread
    /// over those that are known, none twice.
    #[must_use]
    pub fn places(&self) -> Vec<Span> {
        let mut places: Vec<Span> = Vec::new();
        let step = self.broken.len().div_ceil(SAMPLES).max(1);
        for broken in self.broken.iter().step_by(step) {
            let start = broken.start.back(SAMPLE_BYTES / 2).0.max(places.last().map_or(0, |last| last.end.0));
            let end = (broken.start.0 + SAMPLE_BYTES / 2).min(self.bytes);
            if start < end {
                places.push(Span { start: Offset(start), end: Offset(end) });
            }
        }
        places
    }
}

impl Verdict {
    /// Whether reading the whole file as UTF-8 may say more: not where the bytes are no text, code
    /// units, or escapes.
    #[must_use]
    pub fn is_of_bytes(&self) -> bool {
        self.encoding.is_some_and(|encoding| encoding.unit() == CodeUnit::Byte && !encoding.has_states())
    }

    /// The verdict by all bytes of the file: `samples` are those at [`WholeUtf8::places`].
    ///
    /// Pure computing, at most a few milliseconds; without anything broken it costs nothing.
    #[must_use]
    pub fn completed(&self, whole: &WholeUtf8, samples: &[Sample<'_>]) -> Self {
        if !self.is_of_bytes() || whole.bytes == 0 {
            return self.clone();
        }
        let found = utf8::of_whole(whole, samples);
        let mut verdict = match found.verdict() {
            _ if self.is_marked => self.still_marked(&found),
            Ok(verdict) => verdict,
            Err(_) if !self.reads_as().is_utf8() => self.still_older(&found),
            Err(against) => {
                let mut older = legacy::detect(samples, whole.bytes);
                older.evidence.insert(0, against);
                if older.encoding.is_none() { found.accident() } else { older }
            }
        };
        verdict.terminator = self.terminator;
        if let Some(table) = self.table.as_ref().filter(|_| verdict.encoding.is_some()) {
            (verdict.format, verdict.table) = (table.format(), Some(table.clone()));
        }
        let before = self.corrects.unwrap_or(self.reads_as().name());
        if verdict.reads_as().name() != before {
            verdict.corrects = Some(before);
            verdict.evidence.insert(0, Text::new("evidence-corrected").with("name", before));
        }
        verdict.evidence.push(Text::new("evidence-whole").with("n", whole.bytes));
        verdict
    }

    /// UTF-8 by its mark, whatever is broken in it.
    fn still_marked(&self, found: &utf8::Utf8Evidence) -> Self {
        let broken = found.broken_sentence();
        let confidence = if broken.is_none() { Confidence::Certain } else { Confidence::Likely };
        let evidence = self.evidence.iter().take(1).cloned().chain(broken).collect();
        Self { confidence, evidence, misfit: found.first_broken, ..self.clone() }
    }

    /// An older encoding, by the letters in samples, with what is broken in the whole file.
    fn still_older(&self, found: &utf8::Utf8Evidence) -> Self {
        let mut evidence = self.evidence.clone();
        // The last sentence says how much was looked at; what corrects an earlier verdict is said again.
        evidence.pop();
        let first = usize::from(self.corrects.is_some());
        evidence.drain(..first.min(evidence.len()));
        if let (Some(says), Some(broken)) = (evidence.first_mut(), found.broken_sentence()) {
            *says = broken;
        }
        Self { evidence, corrects: None, is_thin: false, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(bytes: &[u8]) -> WholeUtf8 {
        let (mut found, mut at) = (WholeUtf8 { bytes: len_u64(bytes.len()), ..WholeUtf8::default() }, 0);
        for chunk in bytes.utf8_chunks() {
            let beyond = chunk.valid().chars().filter(|c| !c.is_ascii());
            found.n_chars += len_u64(beyond.clone().count());
            found.n_tails += len_u64(beyond.map(|c| c.len_utf8() - 1).sum());
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                found.n_broken += 1;
                found.broken.push(Span::at(Offset(len_u64(at)), len_u64(chunk.invalid().len())));
                at += chunk.invalid().len();
            }
        }
        found
    }

    proptest! {
        #[test]
        fn a_file_read_in_pieces_has_the_figures_of_one_read_whole(
            parts in prop::collection::vec(prop::sample::select(vec![
                &b"a"[..], b"ascii ", b"\xC3\xA9", b"\xE2\x82\xAC", b"\xF0\x9F\xA6\x86", b"\xF0\x9F", b"\xC3",
                b"\x80", b"\xFF", b"\xED\xA0\x80", b"\xE2\x82",
            ]), 0..40),
            cuts in prop::collection::vec(1..7_usize, 1..6),
        ) {
            let bytes = parts.concat();
            let (mut reader, mut rest) = (WholeReader::default(), &bytes[..]);
            for cut in cuts.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (piece, after) = rest.split_at((*cut).min(rest.len()));
                reader.push(piece);
                rest = after;
            }
            prop_assert_eq!(reader.finish(), naive(&bytes));
        }
    }

    #[test]
    fn pieces_that_all_end_within_a_character_are_read_in_bounded_stack() {
        let bytes = "é".repeat(1 << 20).into_bytes();
        let mut reader = WholeReader::default();
        reader.push(&bytes[..1]);
        reader.push(&bytes[1..bytes.len() - 1]);
        reader.push(&bytes[bytes.len() - 1..]);
        assert_eq!(reader.finish(), naive(&bytes));
    }

    #[test]
    fn samples_of_what_is_broken_lie_in_the_file_and_apart() {
        for n in [1_u64, 2, 24, 25, 200] {
            for gap in [1, 100, 4096, 1 << 20] {
                let broken = (0..n).map(|i| Span::at(Offset(i * gap), 1)).collect();
                let whole = WholeUtf8 { bytes: n * gap, n_broken: n, broken, ..WholeUtf8::default() };
                let places = whole.places();
                assert!(!places.is_empty() && places.len() <= SAMPLES, "{n} {gap}");
                assert!(places.windows(2).all(|pair| pair[0].end <= pair[1].start), "{n} {gap}");
                assert!(places.iter().all(|place| place.end.0 <= whole.bytes), "{n} {gap}");
            }
        }
    }
}
