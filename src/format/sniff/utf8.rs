//! How well bytes read as UTF-8, by runs of bytes beyond ASCII.
//!
//! Not every broken sequence speaks against UTF-8. What programs do to UTF-8 leaves its own
//! shapes: a character cut short (`\xF0\x9F\x98`), the rest of one at a file's start, surrogates
//! written as characters (CESU-8), NUL as `\xC0\x80`. They hardly occur by chance in anything
//! else, so they count *for* it; other sequences count against.

use super::{Confidence, Sample, Verdict, WholeUtf8};
use crate::base::Offset;
use crate::base::units::len_u64;
use crate::format::encoding::Encoding;
use crate::messages::Text;

/// Runs that are no UTF-8, up to which a single character of UTF-8 outweighs them.
const FEW_RUNS: u64 = 5;

/// Bytes that speak against UTF-8 in a row, up to which they may be one accident.
const SHORT: usize = 3;

/// What was found.
#[derive(Default)]
pub(super) struct Utf8Evidence {
    /// Continuation bytes of complete characters.
    n_tails: u64,
    /// Characters beyond ASCII.
    n_chars: u64,
    /// Those in runs without anything against UTF-8.
    n_clean: u64,
    /// Broken sequences, as `from_utf8_lossy` counts them.
    n_broken: u64,
    /// Those that speak against UTF-8.
    n_against: u64,
    /// Runs with any of these.
    n_bad_runs: u64,
    /// Those with more than [`SHORT`] such bytes.
    n_long_runs: u64,
    /// Whether all that speaks against it are bytes FE and FF, which hardly any text has.
    only_fillers: bool,
    pub(super) first_broken: Option<Offset>,
    /// Whether there are escapes or shifts as ISO-2022 has them.
    pub(super) has_escapes: bool,
    /// Whether it is about the whole file.
    is_whole: bool,
}

/// A run of bytes beyond ASCII and what surrounds it.
struct Run<'a> {
    at: Offset,
    bytes: &'a [u8],
    before: Option<u8>,
    after: Option<u8>,
    /// Whether the sample, but not the file, ends with it.
    is_cut: bool,
}

pub(super) fn detect(samples: &[Sample<'_>], file_len: u64) -> Utf8Evidence {
    let mut found = Utf8Evidence { only_fillers: true, ..Utf8Evidence::default() };
    let mut seen = 0;
    for &(at, bytes) in samples {
        seen += len_u64(bytes.len());
        let escape = |esc: usize| matches!(bytes.get(esc + 1), Some(b'$' | b'('));
        found.has_escapes |= memchr::memchr_iter(0x1B, bytes).any(escape);
        // A character cut by the sample's edge is not malformed.
        let cut = if at > Offset::ZERO { leading_tails(bytes) } else { 0 };
        let ends_file = at.0 + len_u64(bytes.len()) >= file_len;
        found.add(at + len_u64(cut), &bytes[cut..], ends_file);
    }
    found.is_whole = seen >= file_len;
    found
}

/// The evidence of a whole file: its figures, and how what is broken looks in `samples` of it.
pub(super) fn of_whole(whole: &WholeUtf8, samples: &[Sample<'_>]) -> Utf8Evidence {
    let near = detect(samples, whole.bytes);
    let in_dirt = near.n_chars - near.n_clean;
    // What the samples miss is taken to be as what they show.
    let scaled = |n: u64| match near.n_broken {
        0 => whole.n_broken,
        shown => n.saturating_mul(whole.n_broken) / shown,
    };
    Utf8Evidence {
        n_tails: whole.n_tails,
        n_chars: whole.n_chars,
        n_clean: whole.n_chars.saturating_sub(in_dirt),
        n_broken: whole.n_broken,
        n_against: scaled(near.n_against),
        n_bad_runs: scaled(near.n_bad_runs),
        n_long_runs: scaled(near.n_long_runs),
        only_fillers: near.only_fillers && near.n_broken > 0,
        first_broken: whole.broken.first().map(|span| span.start),
        has_escapes: false,
        is_whole: true,
    }
}

/// How many of the first three bytes can only continue a character.
fn leading_tails(bytes: &[u8]) -> usize {
    bytes.iter().take(3).take_while(|byte| is_tail(**byte)).count()
}

const fn is_tail(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

impl Utf8Evidence {
    fn add(&mut self, start: Offset, bytes: &[u8], ends_file: bool) {
        let mut at = 0;
        while let Some(ascii) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
            let from = at + ascii;
            let len = bytes[from..].iter().position(u8::is_ascii).unwrap_or(bytes.len() - from);
            at = from + len;
            self.add_run(&Run {
                at: start + len_u64(from),
                bytes: &bytes[from..at],
                before: from.checked_sub(1).map(|before| bytes[before]),
                after: bytes.get(at).copied(),
                is_cut: at == bytes.len() && !ends_file,
            });
        }
    }

    fn add_run(&mut self, run: &Run<'_>) {
        let (mut at, mut n_chars, mut against, mut excused) = (0, 0, 0, 0);
        let mut is_telling = false;
        for chunk in run.bytes.utf8_chunks() {
            let (valid, invalid) = (chunk.valid(), chunk.invalid());
            let chars = valid.chars().count();
            is_telling |= tells(valid, chars);
            n_chars += len_u64(chars);
            self.n_tails += len_u64(valid.len() - chars);
            at += valid.len();
            let goes_on = run.is_cut && at + invalid.len() == run.bytes.len() && may_go_on(invalid);
            if !invalid.is_empty() && !goes_on {
                self.n_broken += 1;
                self.first_broken = self.first_broken.or(Some(run.at + len_u64(at)));
                excused = excused.max(at + run.written_as_utf8(at, invalid.len()));
                if at >= excused {
                    against += invalid.len();
                    self.n_against += 1;
                    self.only_fillers &= invalid.iter().all(|&byte| byte >= 0xFE);
                }
            }
            at += invalid.len();
        }
        self.n_chars += n_chars;
        if against == 0 {
            self.n_clean += if is_telling { n_chars } else { 0 };
        } else {
            self.n_bad_runs += 1;
            self.n_long_runs += u64::from(against > SHORT);
        }
    }

    /// A sentence on malformed bytes.
    pub(super) fn broken_sentence(&self) -> Option<Text> {
        let first = self.first_broken?;
        Some(Text::new("evidence-no-utf8").with("n", self.n_broken).with("at", first))
    }

    /// Whether more of the file may well change the verdict: there is evidence both for and against
    /// UTF-8, or a little of one kind.
    pub(super) fn is_thin(&self) -> bool {
        !self.is_whole && self.n_broken > 0 && self.n_bad_runs <= 4 * FEW_RUNS
    }

    /// Whether what is broken is an accident among `n` bytes of text.
    pub(super) fn is_rare(&self, n: u64) -> bool {
        self.n_broken.saturating_mul(super::RARE) <= n
    }

    /// The verdict that it is text with bytes that fit nowhere.
    pub(super) fn accident(&self) -> Verdict {
        let mut evidence = vec![Text::new("evidence-accident")];
        evidence.extend(self.broken_sentence());
        let verdict = Verdict::text(Encoding::UTF_8, Confidence::Guess, evidence);
        Verdict { misfit: self.first_broken, ..verdict }
    }

    fn is_utf8(&self) -> bool {
        let is_accident = match self.n_long_runs {
            0 => self.n_clean * FEW_RUNS >= self.n_bad_runs,
            _ => self.n_clean >= 2 * self.n_bad_runs,
        };
        self.n_tails >= 2 * self.n_against
            || self.only_fillers
            || (self.n_bad_runs <= FEW_RUNS && self.n_clean > 0 && is_accident)
    }

    /// The verdict UTF-8, or a sentence against it.
    pub(super) fn verdict(&self) -> Result<Verdict, Text> {
        let chars = |whole: &'static str, part: &'static str| {
            Text::new(if self.is_whole { whole } else { part }).with("n", self.n_chars)
        };
        let text = |sure, evidence| Verdict::text(Encoding::UTF_8, sure, evidence);
        let Some(broken) = self.broken_sentence() else {
            return Ok(match self.n_chars {
                0 => text(Confidence::Certain, vec![chars("evidence-ascii", "evidence-ascii-so-far")]),
                n => {
                    let sure = if n > 3 { Confidence::Certain } else { Confidence::Likely };
                    text(sure, vec![chars("evidence-utf8", "evidence-utf8-so-far")])
                }
            });
        };
        if !self.is_utf8() {
            return Err(broken);
        }
        let (sure, says) = match (self.n_chars, self.n_against) {
            (0, 0) => (Confidence::Likely, Text::new("evidence-utf8-shapes")),
            (0, _) => (Confidence::Guess, Text::new("evidence-ascii-mostly")),
            (n, _) => (Confidence::Likely, Text::new("evidence-utf8-mostly").with("n", n)),
        };
        Ok(Verdict { misfit: self.first_broken, ..text(sure, vec![says, broken]) })
    }
}

/// Whether valid characters tell UTF-8 from other bytes that happen to fit: not a single letter
/// that hardly any text has alone.
fn tells(valid: &str, chars: usize) -> bool {
    chars > 1 || valid.chars().any(|c| matches!(u32::from(c), 0x80..=0x17F | 0x900..))
}

impl Run<'_> {
    /// How many bytes, from the broken sequence of `len` bytes at `at` on, a program that writes
    /// UTF-8 may have left so.
    fn written_as_utf8(&self, at: usize, len: usize) -> usize {
        let rest = &self.bytes[at..];
        match rest {
            // A surrogate as a character, and NUL as two bytes.
            [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..] => return 3,
            [0xC0, 0x80, ..] => return 2,
            _ => {}
        }
        if len > 1 {
            // The start of a character, cut: no other encoding would put these bytes together.
            return len;
        }
        let starts_file = self.at == Offset::ZERO && at == 0;
        if starts_file && is_tail(rest[0]) {
            let tails = leading_tails(self.bytes);
            let is_sign = self.bytes.len() == 1 && self.is_sign_before_text();
            let is_whole_after = std::str::from_utf8(&self.bytes[tails..]).is_ok();
            return if is_whole_after && !is_sign { tails } else { 0 };
        }
        usize::from(rest.len() == 1 && self.ends_with_lead(at, rest[0]))
    }

    /// Whether it is `¡` or `¿` before a capital, or `©` before a year, in Western encodings.
    fn is_sign_before_text(&self) -> bool {
        match (self.bytes[0], self.after) {
            (0xA1 | 0xBF, Some(next)) => next.is_ascii_uppercase(),
            (0xA9, Some(next)) => next == b' ' || next.is_ascii_digit(),
            _ => false,
        }
    }

    /// Whether a lead byte at the run's end may be a cut character: at the file's end unless it reads
    /// as a letter of the word before it; elsewhere where it would be a capital that ends a word.
    fn ends_with_lead(&self, at: usize, lead: u8) -> bool {
        let follows_letter = if at > 0 {
            !is_tail(self.bytes[at - 1])
        } else {
            self.before.is_some_and(|byte| byte.is_ascii_alphabetic())
        };
        let is_capital_at_end = matches!(lead, 0xC2..=0xC3)
            && at
                .checked_sub(1)
                .map_or(self.before, |before| Some(self.bytes[before]))
                .is_some_and(|byte| byte.is_ascii_lowercase() || is_tail(byte));
        match self.after {
            None => is_capital_at_end || (!follows_letter && matches!(lead, 0xC2..=0xDF | 0xE1..=0xF4)),
            Some(next) => is_capital_at_end && !next.is_ascii_alphanumeric(),
        }
    }
}

/// Whether these bytes begin a character.
pub(super) fn may_go_on(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}
