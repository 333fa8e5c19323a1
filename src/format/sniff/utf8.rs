//! How well samples read as UTF-8.

use super::{Confidence, Sample, Verdict};
use crate::base::Offset;
use crate::base::units::len_u64;
use crate::format::encoding::Encoding;
use crate::messages::Text;

/// What was found.
#[derive(Default)]
pub(super) struct Utf8Evidence {
    /// Continuation bytes of complete characters.
    n_tails: u64,
    /// Characters beyond ASCII.
    n_chars: u64,
    n_broken: u64,
    /// Whether all that is broken are bytes FE and FF, which hardly any text has.
    only_fillers: bool,
    pub(super) first_broken: Option<Offset>,
    /// Whether there are escapes as ISO-2022-JP has them.
    pub(super) has_escapes: bool,
}

pub(super) fn detect(samples: &[Sample<'_>], file_len: u64) -> Utf8Evidence {
    let mut found = Utf8Evidence { only_fillers: true, ..Utf8Evidence::default() };
    for &(at, bytes) in samples {
        let escape = |esc: usize| matches!(bytes.get(esc + 1), Some(b'$' | b'('));
        found.has_escapes |= memchr::memchr_iter(0x1B, bytes).any(escape);
        // A character cut by the sample's edge is not malformed.
        let is_tail = |byte: &&u8| **byte & 0xC0 == 0x80;
        let cut = if at > Offset::ZERO { bytes.iter().take(3).take_while(is_tail).count() } else { 0 };
        let ends_file = at.0 + len_u64(bytes.len()) >= file_len;
        found.add(at + len_u64(cut), &bytes[cut..], ends_file);
    }
    found
}

impl Utf8Evidence {
    fn add(&mut self, start: Offset, bytes: &[u8], ends_file: bool) {
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            let (valid, invalid) = (chunk.valid(), chunk.invalid());
            if !valid.is_ascii() {
                let n_high = valid.bytes().filter(|byte| !byte.is_ascii()).count();
                let n_chars = valid.bytes().filter(|byte| *byte >= 0xC0).count();
                self.n_chars += len_u64(n_chars);
                self.n_tails += len_u64(n_high - n_chars);
            }
            at += valid.len();
            let goes_on = at + invalid.len() == bytes.len() && !ends_file && may_go_on(invalid);
            if !invalid.is_empty() && !goes_on {
                self.n_broken += 1;
                self.only_fillers &= invalid.iter().all(|&byte| byte >= 0xFE);
                self.first_broken = self.first_broken.or(Some(start + len_u64(at)));
            }
            at += invalid.len();
        }
    }

    /// A sentence on malformed bytes.
    pub(super) fn broken_sentence(&self) -> Option<Text> {
        let first = self.first_broken?;
        Some(Text::new("evidence-no-utf8").with("n", self.n_broken).with("at", first.to_string()))
    }

    /// The verdict UTF-8, or a sentence against it.
    pub(super) fn verdict(&self) -> Result<Verdict, Text> {
        match self.broken_sentence() {
            None if self.n_chars == 0 => {
                let says = Text::new("evidence-ascii");
                Ok(Verdict::text(Encoding::UTF_8, Confidence::Certain, vec![says]))
            }
            None => {
                let says = Text::new("evidence-utf8").with("n", self.n_chars);
                let sure = if self.n_chars > 3 { Confidence::Certain } else { Confidence::Likely };
                Ok(Verdict::text(Encoding::UTF_8, sure, vec![says]))
            }
            Some(broken) if self.n_tails >= 2 * self.n_broken => {
                let says = Text::new("evidence-utf8-mostly").with("n", self.n_chars);
                let verdict = Verdict::text(Encoding::UTF_8, Confidence::Likely, vec![says, broken]);
                Ok(Verdict { misfit: self.first_broken, ..verdict })
            }
            Some(broken) if self.only_fillers => {
                let says = Text::new("evidence-ascii-mostly");
                let verdict = Verdict::text(Encoding::UTF_8, Confidence::Guess, vec![says, broken]);
                Ok(Verdict { misfit: self.first_broken, ..verdict })
            }
            Some(broken) => Err(broken),
        }
    }
}

/// Whether these bytes begin a character.
fn may_go_on(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}
