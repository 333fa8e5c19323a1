//! How columns look by some rows: how wide they are, and whether they hold numbers.

use super::row::MOST_BYTES;
use super::{Table, TableRow};
use crate::base::Offset;
use crate::doc::File;
use crate::scroll::RowSpace;
use crate::source::blocks::Fetched;
use std::sync::Arc;

/// Rows that are looked at, at the head and at the tail, and bytes of the tail.
const ROWS: usize = 60;
const TAIL_ROWS: usize = 20;
const TAIL: u64 = 16 * 1024;

/// Bytes of a cell that are looked at.
const MOST_CELL: usize = 256;

/// How a column looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnLook {
    /// The characters of its longest cell.
    pub n_chars: usize,
    /// Whether what it holds are numbers.
    pub is_number: bool,
    /// Rows that were looked at.
    pub(super) n_seen: usize,
}

impl Table {
    /// How each column looks, by the first rows, and in a long table by some of the last.
    #[must_use]
    pub fn columns(&self, file: &File) -> Arc<[ColumnLook]> {
        if let Some(known) = self.columns.get() {
            return Arc::clone(known);
        }
        let (columns, is_settled) = self.look(file);
        if is_settled {
            return Arc::clone(self.columns.get_or_init(|| columns));
        }
        columns
    }

    /// The looks by the head and by the tail, as far as their bytes are cached; and whether they are.
    fn look(&self, file: &File) -> (Arc<[ColumnLook]>, bool) {
        let mut sample = Sampled::of(self.n_columns());
        let mut is_settled = sample.read(self, file, self.rows_start(), ROWS);
        let end = self.rows_span(file.len()).end;
        if end - self.rows_start() > MOST_BYTES {
            // Numbers that count rows are longest there.
            let tail = self.rows(file).snap(end.back(TAIL).into());
            is_settled &= match tail {
                Fetched::Ready(at) => sample.read(self, file, at.offset(), TAIL_ROWS),
                Fetched::Pending => false,
                Fetched::Failed(_) => true,
            };
        }
        (sample.finish(), is_settled)
    }
}

/// Looks of columns under way.
struct Sampled {
    looks: Vec<ColumnLook>,
    /// By column, whether it holds something that is no number.
    has_other: Vec<bool>,
}

impl Sampled {
    fn of(n_columns: usize) -> Self {
        Self { looks: vec![ColumnLook::default(); n_columns], has_other: vec![false; n_columns] }
    }

    /// Looks at rows from `start` on, up to 256 KiB of them; false if some are pending.
    fn read(&mut self, table: &Table, file: &File, start: Offset, most_rows: usize) -> bool {
        let end = table.rows_span(file.len()).end;
        let mut at = start;
        for _ in 0..most_rows {
            if at >= end || at - start > MOST_BYTES {
                break;
            }
            match table.row(file, at) {
                Fetched::Ready(row) => {
                    self.add(table, &row);
                    at = row.span.end.max(Offset(at.0 + 1));
                }
                Fetched::Pending => return false,
                Fetched::Failed(_) => break,
            }
        }
        true
    }

    fn add(&mut self, table: &Table, row: &TableRow) {
        for (nr, look) in self.looks.iter_mut().enumerate() {
            look.n_seen += 1;
            let Some((value, _)) = table.value(row, nr, MOST_CELL) else { continue };
            let text = String::from_utf8_lossy(&value);
            look.n_chars = look.n_chars.max(text.chars().count());
            if !text.trim().is_empty() {
                let is_number = is_number(&text);
                look.is_number |= is_number;
                // Of a bad row it is unknown in which column a cell is.
                self.has_other[nr] |= !is_number && row.problem.is_none();
            }
        }
    }

    fn finish(mut self) -> Arc<[ColumnLook]> {
        for (look, has_other) in self.looks.iter_mut().zip(self.has_other) {
            look.is_number &= !has_other;
        }
        self.looks.into()
    }
}

/// Whether a text looks like a number: digits with a sign, a point and an exponent, or grouped by commas.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-', '−']).unwrap_or(text);
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let groups: Vec<&str> = whole.split(',').collect();
    let is_grouped = groups.iter().all(|group| is_digits(group))
        && groups.iter().skip(1).all(|group| group.len() == 3 || groups.len() == 2);
    let has_part = part.is_empty() || is_digits(part);
    !mantissa.is_empty()
        && (is_grouped || (whole.is_empty() && is_digits(part)))
        && has_part
        && is_digits(exponent)
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_told_from_what_only_has_digits() {
        for number in ["0", "-1.5", "+2e9", "1,234,567.89", "12,50", ".5", "3.", "1E-7", " 7 "] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", "2026-10-10", "1.2.3.4", "10:30", "0x1F", "12 €", "-", ".", "e5", "1,23,4"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
