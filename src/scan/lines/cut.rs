//! Cutting a piece at its LFs: a vectorised path for bytes, a plain one for other code units.
//!
//! The fast path lists the LFs of a few KiB ([`simd`]), then walks the list; its naive twin in the
//! tests walks byte by byte.

use super::super::{Piece, simd};
use super::{BUCKETS, Partial, bucket, units_of};
use crate::base::units::{len_u64, to_usize};
use crate::format::encoding::CodeUnit;

/// The partial of a piece of bytes.
pub(super) fn bytes(piece: &Piece<'_>) -> Partial {
    let (own, before) = (piece.bytes(), piece.before());
    let mut new = Partial { span: piece.span(), ..Partial::default() };
    let has_cr_before = before.last() == Some(&b'\r');
    let n_cr = simd::with_places(|places| new.cut_bytes(own, has_cr_before, places));
    new.count_lone_crs(
        n_cr,
        has_cr_before && own.first() == Some(&b'\n'),
        own.last() == Some(&b'\r') && piece.after().first() == Some(&b'\n'),
    );
    new
}

/// The partial of a piece of wider code units.
pub(super) fn code_units(unit: CodeUnit, piece: &Piece<'_>) -> Partial {
    let mut new = Partial { span: units_of(unit, piece.span()), ..Partial::default() };
    if new.span.is_empty() {
        return new;
    }
    let (window, width) = (piece.window(), unit.width());
    let start = piece.before().len() + to_usize(new.span.start.0 * len_u64(width) - piece.at().0);
    let end = start + to_usize(new.span.len()) * width;
    let own = piece.code_units(width);
    let is =
        |at: usize, ascii| window.get(at..at + width).is_some_and(|found| unit.starts_with(found, ascii));
    let has_cr_before = start >= width && is(start - width, b'\r');
    new.cut_code_units(unit, own, has_cr_before);
    new.count_lone_crs(
        len_u64(unit.carriage_returns(own).count()),
        has_cr_before && unit.starts_with(own, b'\n'),
        is(end - width, b'\r') && is(end, b'\n'),
    );
    new
}

impl Partial {
    /// Counts the CRs that belong to no LF. A CR counts for the piece that holds it if it is lone,
    /// for the piece that holds its LF if it is not.
    ///
    /// Bytes of a map may change between two reads, so the counts may not fit each other; that
    /// answer is discarded after the job's check, and only must not overflow.
    fn count_lone_crs(&mut self, n_cr: u64, first_is_from_before: bool, last_is_of_next: bool) {
        let n_cr = n_cr + u64::from(first_is_from_before);
        self.lone_cr = n_cr.saturating_sub(self.crlf).saturating_sub(u64::from(last_is_of_next));
    }

    /// Cuts at every LF, and counts the CRs; `cr_before` is whether one precedes the bytes.
    fn cut_bytes(&mut self, bytes: &[u8], cr_before: bool, places: &mut simd::Places) -> u64 {
        // Local until the end: a whole line is added every few nanoseconds.
        let mut lengths = [0_u32; BUCKETS];
        let (mut longest, mut longest_at) = (0, None);
        let (mut all_lf, mut all_crlf, mut all_cr) = (0, 0, 0);
        let mut start = 0;
        for (strip, strip_at) in bytes.chunks(simd::STRIP).zip((0..).step_by(simd::STRIP)) {
            let (n_lf, n_cr) = simd::list(strip, places);
            all_cr += n_cr;
            let mut found = places[..n_lf].iter().map(|&at| strip_at + at as usize);
            if all_lf == 0
                && let Some(at) = found.next()
            {
                let cr = i64::from(at.checked_sub(1).map_or(cr_before, |last| bytes[last] == b'\r'));
                self.head = Some(len_u64(at).cast_signed() - cr);
                all_crlf += u64::from(cr == 1);
                start = at + 1;
            }
            // Most files have none: then no line's last byte is looked at.
            let may_have_cr = n_cr > 0 || strip_at > 0 && bytes[strip_at - 1] == b'\r';
            for at in found {
                let cr = usize::from(may_have_cr && bytes[at - 1] == b'\r');
                all_crlf += len_u64(cr);
                let len = (at - start).saturating_sub(cr);
                lengths[bucket(len_u64(len))] += 1;
                if len >= longest && (len > longest || longest_at.is_none()) {
                    longest = len;
                    longest_at = Some(start);
                }
                start = at + 1;
            }
            all_lf += len_u64(n_lf);
        }
        self.lf = all_lf.saturating_sub(all_crlf);
        self.crlf = all_crlf;
        self.tail = len_u64(bytes.len() - start);
        for (whole, n) in self.whole.lengths.iter_mut().zip(lengths) {
            *whole = u64::from(n);
        }
        self.whole.longest = len_u64(longest);
        self.whole.longest_at = longest_at.map(|at| self.span.start.0 + len_u64(at));
        len_u64(all_cr)
    }

    /// Cuts at every LF of bytes that are whole code units.
    fn cut_code_units(&mut self, unit: CodeUnit, own: &[u8], cr_before: bool) {
        // A division for each line would take longer than to find it.
        let shift = unit.width().trailing_zeros();
        let (mut start, mut n_lf) = (0, 0);
        for at in unit.line_feeds(own) {
            let has_cr = match at.checked_sub(unit.width()) {
                Some(last) => unit.starts_with(&own[last..at], b'\r'),
                None => cr_before,
            };
            let at = len_u64(at) >> shift;
            n_lf += 1;
            self.crlf += u64::from(has_cr);
            if n_lf == 1 {
                self.head = Some(at.cast_signed() - i64::from(has_cr));
            } else {
                let len = (at - start).saturating_sub(u64::from(has_cr));
                self.whole.add(len, self.span.start.0 + start);
            }
            start = at + 1;
        }
        self.lf = n_lf - self.crlf;
        self.tail = self.span.len() - start;
    }
}
