//! Lines of UTF-16: the same figures as [`super::lines`], in code units instead of bytes.
//!
//! A code unit belongs to the piece in which its first byte stands. Counted in code units, a
//! part of a file is a part like any other, so that parts are merged as those of bytes are.

use super::lines::{Lines, Partial, bucket};
use super::{Finding, Piece, Scan};
use crate::base::Span;
use crate::base::units::{Offset, len_u64, to_usize};
use crate::format::encoding::CodeUnit;

/// The scan, for one of the two orders of bytes.
pub struct LinesUtf16(pub(super) CodeUnit);

/// Bytes of a code unit.
const WIDTH: u64 = 2;

/// The code units whose first bytes stand in these bytes.
fn units_of(span: Span) -> Span {
    Span { start: Offset(span.start.0.div_ceil(WIDTH)), end: Offset(span.end.0.div_ceil(WIDTH)) }
}

impl Scan for LinesUtf16 {
    type Partial = Partial;

    fn id(&self) -> &'static str {
        Scan::id(&Lines)
    }

    fn margin(&self) -> (usize, usize) {
        // The code unit before, and the one after with the rest of the last.
        (2, 3)
    }

    fn feed(&self, partial: &mut Partial, piece: &Piece<'_>) {
        let units = units_of(piece.span());
        if units.is_empty() {
            return;
        }
        let window = piece.window();
        let start = piece.before().len() + to_usize(units.start.0 * WIDTH - piece.at().0);
        let end = start + to_usize(units.len() * WIDTH);
        let own = &window[start.min(window.len())..end.min(window.len())];
        let is =
            |at: usize, ascii| window.get(at..at + 2).is_some_and(|unit| self.0.starts_with(unit, ascii));
        let cr_before = start >= 2 && is(start - 2, b'\r');
        let mut new = Partial { span: units, ..Partial::default() };
        self.cut(&mut new, own, units, cr_before);
        let n_cr = len_u64(self.0.carriage_returns(own).count());
        let from_last = cr_before && self.0.starts_with(own, b'\n');
        let into_next = is(end - 2, b'\r') && is(end, b'\n');
        new.lone_cr =
            (n_cr + u64::from(from_last)).saturating_sub(new.crlf).saturating_sub(u64::from(into_next));
        self.merge(partial, new);
    }

    fn feed_zeros(&self, partial: &mut Partial, hole: Span, file_len: u64) {
        Lines.feed_zeros(partial, units_of(hole), file_len);
    }

    fn merge(&self, left: &mut Partial, right: Partial) {
        Lines.merge(left, right);
    }

    fn report(&self, so_far: &Partial) -> Finding {
        Finding::Section(so_far.section("code units", WIDTH))
    }
}

impl LinesUtf16 {
    /// Cuts at every LF.
    fn cut(&self, new: &mut Partial, own: &[u8], units: Span, cr_before: bool) {
        let mut start = 0;
        let (mut n_lf, mut is_first) = (0, true);
        for at in self.0.line_feeds(own) {
            let has_cr = match at.checked_sub(2) {
                Some(last) => self.0.starts_with(&own[last..at], b'\r'),
                None => cr_before,
            };
            let at = len_u64(at) / WIDTH;
            n_lf += 1;
            new.crlf += u64::from(has_cr);
            if is_first {
                new.head = Some(at.cast_signed() - i64::from(has_cr));
                is_first = false;
            } else {
                let len = (at - start).saturating_sub(u64::from(has_cr));
                new.whole.lengths[bucket(len)] += 1;
                if len > new.whole.longest || new.whole.longest_at.is_none() {
                    new.whole.longest = len;
                    new.whole.longest_at = Some(units.start.0 + start);
                }
            }
            start = at + 1;
        }
        new.lf = n_lf - new.crlf;
        new.tail = units.len() - start;
    }
}
