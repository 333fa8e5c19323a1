//! Lines: how many, how they end, how long they are, and where the longest stands.
//!
//! A line ends at LF; a CR right before it belongs to the end; a lone CR ends nothing. The
//! fast path lists the LFs of a few KiB, then walks the list; its slow twin in the tests walks
//! byte by byte.

use super::{Finding, Piece, Scan, simd};
use crate::base::units::{as_f64, len_u64};
use crate::base::{Fact, Plot, PlotKind, Section, Span, Table, Value};

/// The scan.
pub struct Lines;

/// Rows of the length table: 0, 1, 2, 4 … 2⁶³.
const BUCKETS: usize = 65;

/// What was found in a part of a file.
#[derive(Clone, Default)]
pub struct Partial {
    /// The bytes covered.
    pub(super) span: Span,
    pub(super) lf: u64,
    pub(super) crlf: u64,
    pub(super) lone_cr: u64,
    /// Length in bytes of what precedes the part's first LF, its CR taken off; −1 if that CR
    /// stands in the part before. `None` without an LF.
    pub(super) head: Option<i64>,
    /// Length in bytes of what follows the part's last LF (of all, without one).
    pub(super) tail: u64,
    /// Lines that lie whole in the part.
    pub(super) whole: Whole,
}

#[derive(Clone)]
pub(super) struct Whole {
    pub(super) lengths: [u64; BUCKETS],
    pub(super) longest: u64,
    pub(super) longest_at: Option<u64>,
}

impl Default for Whole {
    fn default() -> Self {
        Self { lengths: [0; BUCKETS], longest: 0, longest_at: None }
    }
}

impl Whole {
    #[inline]
    fn add(&mut self, len: u64, at: u64) {
        self.lengths[bucket(len)] += 1;
        if len > self.longest || self.longest_at.is_none() {
            self.longest = len;
            self.longest_at = Some(at);
        }
    }

    fn merge(&mut self, right: &Self) {
        for (left, right) in self.lengths.iter_mut().zip(&right.lengths) {
            *left += right;
        }
        if right.longest_at.is_some() && (self.longest_at.is_none() || right.longest > self.longest) {
            self.longest = right.longest;
            self.longest_at = right.longest_at;
        }
    }
}

/// The row of the length table for a length: 0 for 0, else 1 + log₂.
#[inline]
pub(super) fn bucket(len: u64) -> usize {
    (u64::BITS - len.leading_zeros()) as usize
}

impl Scan for Lines {
    type Partial = Partial;

    fn id(&self) -> &'static str {
        "lines"
    }

    fn margin(&self) -> (usize, usize) {
        (1, 1)
    }

    fn feed(&self, partial: &mut Partial, piece: &Piece<'_>) {
        let bytes = piece.bytes();
        if bytes.is_empty() {
            return;
        }
        let mut new = Partial { span: piece.span(), ..Partial::default() };
        let cr_before = piece.before().last() == Some(&b'\r');
        let n_cr = new.cut(bytes, cr_before);
        // A CR belongs to its LF, wherever the cut ran: to the piece where the CR stands if it
        // is lone, to the piece where the LF stands if it is not.
        let from_last = cr_before && bytes[0] == b'\n';
        let into_next = bytes.last() == Some(&b'\r') && piece.after().first() == Some(&b'\n');
        // In a map that someone writes to the counts may not fit each other; that answer is
        // thrown away afterwards, so it only must not panic.
        new.lone_cr =
            (n_cr + u64::from(from_last)).saturating_sub(new.crlf).saturating_sub(u64::from(into_next));
        self.merge(partial, new);
    }

    fn feed_zeros(&self, partial: &mut Partial, hole: Span, _file_len: u64) {
        if !hole.is_empty() {
            self.merge(partial, Partial { span: hole, tail: hole.len(), ..Partial::default() });
        }
    }

    fn merge(&self, left: &mut Partial, right: Partial) {
        if right.span.is_empty() {
            return;
        }
        if left.span.is_empty() {
            *left = right;
            return;
        }
        match right.head {
            None => left.tail += right.tail,
            Some(head) => {
                let joined = left.tail.cast_signed() + head;
                if left.head.is_none() {
                    left.head = Some(joined);
                } else {
                    left.whole.add(joined.max(0).cast_unsigned(), left.span.end.0 - left.tail);
                }
                left.tail = right.tail;
            }
        }
        left.whole.merge(&right.whole);
        left.lf += right.lf;
        left.crlf += right.crlf;
        left.lone_cr += right.lone_cr;
        left.span.end = right.span.end;
    }

    fn report(&self, so_far: &Partial) -> Finding {
        Finding::Section(so_far.section("bytes", 1))
    }
}

impl Partial {
    /// Cuts at every LF, and counts the CRs; `cr_before` is whether one precedes the bytes.
    fn cut(&mut self, bytes: &[u8], cr_before: bool) -> u64 {
        let mut places = [0; simd::STRIP + 2];
        // Kept here until the end: a whole line is seen every few nanoseconds.
        let mut lengths = [0_u32; BUCKETS];
        let (mut longest, mut longest_at) = (0, None);
        let (mut all_lf, mut all_crlf, mut all_cr) = (0, 0, 0);
        let mut start = 0;
        for (strip, strip_at) in bytes.chunks(simd::STRIP).zip((0..).step_by(simd::STRIP)) {
            let (n_lf, n_cr) = simd::list(strip, &mut places);
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
            for at in found {
                let cr = usize::from(bytes[at - 1] == b'\r');
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

    /// Reads the part as a whole file: its head is the first line, its tail the last. Lengths are
    /// counted in `unit`, of `width` bytes each.
    pub(super) fn section(&self, unit: &'static str, width: u64) -> Section {
        let newlines = self.lf + self.crlf;
        let mut whole = Whole::default();
        if let Some(head) = self.head {
            whole.add(head.max(0).cast_unsigned(), self.span.start.0);
        }
        whole.merge(&self.whole);
        if self.tail > 0 {
            whole.add(self.tail, self.span.end.0 - self.tail);
        }
        let count = newlines + u64::from(self.tail > 0);
        let text = self.span.len().saturating_sub(newlines + self.crlf);
        let mean = (count > 0).then(|| as_f64(text) / as_f64(count));
        let longest_at = whole.longest_at.map(|at| at * width);
        Section {
            id: "lines",
            title: "Lines",
            facts: vec![
                Fact::new("count", "Lines", count, "lines").on_card(),
                Fact::new("newlines", "Newlines, as wc -l counts", newlines, "newlines"),
                Fact::new("lf", "Ended by LF", self.lf, "lines").on_card(),
                Fact::new("crlf", "Ended by CRLF", self.crlf, "lines").on_card(),
                Fact::new("cr", "Lone CRs, ending nothing", self.lone_cr, unit),
                Fact::new("blank", "Blank", whole.lengths[0], "lines").on_card(),
                Fact::new("longest", "Longest", whole.longest, unit).on_card().at(longest_at),
                Fact::new("longest_at", "Longest starts at", longest_at, "offset").at(longest_at),
                Fact::new("mean", "Mean length", mean, unit),
                Fact::new("last_terminated", "Last line terminated", self.tail == 0, ""),
            ],
            tables: vec![whole.table(unit)],
            headline: None,
        }
    }
}

impl Whole {
    fn table(&self, unit: &'static str) -> Table {
        let rows = (0..=bucket(self.longest)).map(|i| {
            let from = if i == 0 { 0 } else { 1_u64 << (i - 1) };
            vec![Value::Int(from), Value::Int(self.lengths[i])]
        });
        Table {
            id: "lengths",
            title: "Line lengths",
            columns: vec![("from", unit), ("count", "lines")],
            rows: rows.collect(),
            plot: Some(Plot {
                kind: PlotKind::Bars,
                y: 1,
                axis: [if unit == "bytes" { "0 bytes" } else { "0" }, "line length", ""],
            }),
        }
    }
}
