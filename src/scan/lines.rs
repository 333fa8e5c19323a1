//! Line statistics: count, line terminators, length histogram, and the longest line.
//!
//! A line ends at LF; a CR right before it belongs to the terminator; a lone CR ends nothing.
//! Everything is counted in code units ([`CodeUnit`]): bytes, or two in UTF-16 and four in UTF-32, where a
//! code unit belongs to the piece that holds its first byte. So partials merge the same way
//! whatever the unit; only cutting a piece at its LFs ([`cut`]) differs.

mod cut;

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::saved::{self, Damaged, Sound};
use super::{Finding, Piece, Scan, ScanId};
use crate::base::units::{as_f64, len_u64};
use crate::base::{Fact, Offset, Plot, PlotKind, ReportTable, Section, Span, Value};
use crate::format::encoding::CodeUnit;
use crate::messages::Key;
use serde::{Deserialize, Serialize};

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::by_unit(ScanId::LINES, Role::Statistic, PassId::Measure, |unit| made(Lines { unit }));

/// The scan of line statistics.
#[derive(Clone, Copy, Default)]
pub struct Lines {
    /// In which lines end and lengths are counted.
    pub unit: CodeUnit,
}

/// Buckets of the length histogram: 0, 1, 2, 4 … 2⁶³.
const BUCKETS: usize = 65;

/// The state of a part of a file. Places and lengths are in code units.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Partial {
    /// The code units covered.
    span: Span,
    lf: u64,
    crlf: u64,
    lone_cr: u64,
    /// Length of what precedes the part's first LF, without its CR; −1 if that CR is the last
    /// unit of the part before. `None` without an LF.
    head: Option<i64>,
    /// Length of what follows the part's last LF; of the whole part, without one.
    tail: u64,
    /// Lines that lie whole in the part.
    whole: Whole,
}

/// Lengths of lines of which both ends are known.
#[derive(Clone, Serialize, Deserialize)]
struct Whole {
    #[serde(with = "saved::array")]
    lengths: [u64; BUCKETS],
    longest: u64,
    longest_at: Option<u64>,
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

/// The bucket of a length: 0 for 0, else 1 + ⌊log₂⌋.
#[inline]
fn bucket(len: u64) -> usize {
    (u64::BITS - len.leading_zeros()) as usize
}

impl Scan for Lines {
    type Partial = Partial;

    fn id(&self) -> ScanId {
        ScanId::LINES
    }

    fn margin(&self) -> (usize, usize) {
        // The code unit before, for a CR; the one after, for an LF, with the rest of the last.
        let width = self.unit.width();
        (width, 2 * width - 1)
    }

    fn feed(&self, partial: &mut Partial, piece: &Piece<'_>) {
        let right = match self.unit {
            CodeUnit::Byte => cut::bytes(piece),
            unit => cut::code_units(unit, piece),
        };
        self.merge(partial, right);
    }

    fn feed_zeros(&self, partial: &mut Partial, hole: Span, _file_len: u64) {
        let span = units_of(self.unit, hole);
        self.merge(partial, Partial { span, tail: span.len(), ..Partial::default() });
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

    fn save(&self, partial: &Partial) -> Option<Vec<u8>> {
        saved::write(partial)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<Partial, Damaged> {
        saved::read_sound(saved, units_of(self.unit, of))
    }

    fn report(&self, so_far: &Partial) -> Finding {
        let unit = match self.unit {
            CodeUnit::Byte => "bytes",
            _ => "code units",
        };
        Finding::Section(so_far.section(unit, len_u64(self.unit.width())))
    }
}

/// The code units whose first bytes lie in these bytes.
fn units_of(unit: CodeUnit, bytes: Span) -> Span {
    let first = |at: Offset| Offset(at.0.div_ceil(len_u64(unit.width())));
    Span { start: first(bytes.start), end: first(bytes.end) }
}

impl Sound for Partial {
    fn is_sound(&self, of: Span) -> bool {
        let n = of.len();
        let is_within = |at: u64| of.start.0 <= at && at <= of.end.0;
        let ends = [self.lf, self.crlf, self.lone_cr, self.tail, self.whole.longest];
        (self.span == of || self.span.is_empty() && of.is_empty())
            && ends.iter().all(|&count| count <= n)
            && self.head.is_none_or(|head| head >= -1 && head <= n.cast_signed())
            && saved::sum_within(self.whole.lengths, n).is_some()
            && self.whole.longest_at.is_none_or(is_within)
    }
}

impl Partial {
    /// The section of a part that is a whole file: its head is the first line, its tail the last.
    /// Lengths are counted in `unit`, of `width` bytes each.
    fn section(&self, unit: &'static str, width: u64) -> Section {
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
            id: ScanId::LINES.name(),
            facts: vec![
                Fact::new("count", count, "lines").on_card(),
                Fact::new("newlines", newlines, "newlines"),
                Fact::new("lf", self.lf, "lines").on_card(),
                Fact::new("crlf", self.crlf, "lines").on_card(),
                Fact::new("cr", self.lone_cr, unit),
                Fact::new("blank", whole.lengths[0], "lines").on_card(),
                Fact::new("longest", whole.longest, unit).on_card().at(longest_at),
                Fact::new("longest_at", longest_at, "offset").at(longest_at),
                Fact::new("mean", mean, unit),
                Fact::new("last_terminated", self.tail == 0, ""),
            ],
            tables: vec![whole.table(unit)],
            headline: None,
        }
    }
}

impl Whole {
    fn table(&self, unit: &'static str) -> ReportTable {
        let rows = (0..=bucket(self.longest)).map(|i| {
            let from = if i == 0 { 0 } else { 1_u64 << (i - 1) };
            vec![Value::Int(from), Value::Int(self.lengths[i])]
        });
        let zero = Key(if unit == "bytes" { "axis-zero-bytes" } else { "axis-zero" });
        ReportTable {
            id: "lengths",
            columns: vec![("from", unit), ("count", "lines")],
            rows: rows.collect(),
            plot: Some(Plot { kind: PlotKind::Bars, y: 1, axis: (zero, Key("axis-length"), None) }),
        }
    }
}
