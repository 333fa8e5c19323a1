//! How columns look by the first rows: how wide they are, and whether they hold numbers.

use super::Table;
use super::row::MOST_BYTES;
use crate::base::Offset;
use crate::doc::File;
use crate::source::blocks::Fetched;
use std::sync::Arc;

/// Rows that are looked at.
const ROWS: usize = 60;

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
    /// How each column looks, by the first rows that fit into 256 KiB.
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

    fn look(&self, file: &File) -> (Arc<[ColumnLook]>, bool) {
        let mut looks = vec![ColumnLook::default(); self.n_columns()];
        let mut has_other = vec![false; looks.len()];
        let mut at = self.rows_start();
        let end = self.rows_span(file.len()).end;
        let is_settled = loop {
            let n_seen = looks.first().map_or(ROWS, |look| look.n_seen);
            if at >= end || n_seen >= ROWS || at - self.rows_start() > MOST_BYTES {
                break true;
            }
            let row = match self.row(file, at) {
                Fetched::Ready(row) => row,
                Fetched::Pending => break false,
                Fetched::Failed(_) => break true,
            };
            for (nr, look) in looks.iter_mut().enumerate() {
                look.n_seen += 1;
                let Some((value, _)) = self.value(&row, nr, MOST_CELL) else { continue };
                let text = String::from_utf8_lossy(&value);
                look.n_chars = look.n_chars.max(text.chars().count());
                if !text.trim().is_empty() {
                    look.is_number |= is_number(&text);
                    has_other[nr] |= !is_number(&text);
                }
            }
            at = row.span.end.max(Offset(at.0 + 1));
        };
        for (look, has_other) in looks.iter_mut().zip(has_other) {
            look.is_number &= !has_other;
        }
        (looks.into(), is_settled)
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
    (is_grouped || (whole.is_empty() && is_digits(part))) && has_part && is_digits(exponent)
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
