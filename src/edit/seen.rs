//! The file's bytes where edits were made, as they were seen then.
//!
//! Before anything is written they are compared with those that stand there now. At most
//! [`MOST_BYTES`] are kept; of the rest the file's times tell whether it was changed.

use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use std::collections::BTreeMap;

/// The most that is kept, in bytes.
const MOST_BYTES: u64 = 16 << 20;

/// Bytes by their offsets, each kept as it was seen first.
#[derive(Clone, Debug, Default)]
pub struct SeenBytes {
    runs: BTreeMap<u64, Vec<u8>>,
    len: u64,
}

impl SeenBytes {
    /// Notes bytes of the file from `at` on. What is known already stays as it is.
    pub fn note(&mut self, at: Offset, bytes: &[u8]) {
        let whole = Span::at(at, len_u64(bytes.len()));
        for gap in self.gaps(whole) {
            if self.len + gap.len() > MOST_BYTES {
                return;
            }
            let start = to_usize(gap.start - at);
            self.len += gap.len();
            self.runs.insert(gap.start.0, bytes[start..start + to_usize(gap.len())].to_vec());
        }
    }

    /// The parts of `span` of which nothing is known.
    pub fn gaps(&self, span: Span) -> Vec<Span> {
        let mut gaps = Vec::new();
        let mut at = span.start;
        for known in self.known(span) {
            gaps.push(Span { start: at, end: known.start.max(at) });
            at = known.end;
        }
        gaps.push(Span { start: at, end: span.end.max(at) });
        gaps.retain(|gap| !gap.is_empty());
        gaps
    }

    /// The first byte of those from `at` on that is not as it was seen.
    #[must_use]
    pub fn first_difference(&self, at: Offset, now: &[u8]) -> Option<Offset> {
        let span = Span::at(at, len_u64(now.len()));
        self.known(span).into_iter().find_map(|known| {
            let now = &now[to_usize(known.start - at)..];
            let seen = self.bytes(known);
            let nr = seen.iter().zip(now).position(|(seen, now)| seen != now)?;
            Some(known.start + len_u64(nr))
        })
    }

    /// The bytes of `span` as far as they are known from its start on.
    #[must_use]
    pub fn bytes(&self, span: Span) -> &[u8] {
        let Some((start, run)) = self.runs.range(..=span.start.0).next_back() else { return &[] };
        let from = to_usize(span.start.0 - start).min(run.len());
        &run[from..to_usize(span.end.0 - start).min(run.len()).max(from)]
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    fn known(&self, span: Span) -> Vec<Span> {
        let before = self.runs.range(..span.start.0).next_back();
        let all = before.into_iter().chain(self.runs.range(span.start.0..span.end.0.max(span.start.0)));
        let part = all.map(|(at, run)| Span::at(Offset(*at), len_u64(run.len())).meet(span));
        part.filter(|part| !part.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_first_is_what_is_compared() {
        let mut seen = SeenBytes::default();
        seen.note(Offset(10), b"klm");
        seen.note(Offset(8), b"ijKLMno");
        assert_eq!(seen.gaps(Span::at(Offset(0), 20)), [Span::at(Offset(0), 8), Span::at(Offset(15), 5)]);
        assert_eq!(seen.first_difference(Offset(0), b"abcdefghijklmnopqrst"), None);
        assert_eq!(seen.first_difference(Offset(12), b"mnO"), Some(Offset(14)));
        assert_eq!(seen.first_difference(Offset(9), b"jX"), Some(Offset(10)));
        assert_eq!(seen.bytes(Span::at(Offset(11), 2)), b"lm");
        assert!(seen.gaps(Span::at(Offset(9), 4)).is_empty());
        assert!(seen.bytes(Span::at(Offset(40), 2)).is_empty());
    }
}
