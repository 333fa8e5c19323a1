//! Rows of 16 bytes: as `hexdump -Cv` prints them, or one JSON object each.

use super::CommandEnd;
use super::printer::{Printer, RowRange};
use crate::base::Offset;
use crate::base::units::{len_u64, to_usize};
use std::io::Write;

/// Bytes in a row.
const ROW: u64 = 16;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// As `hexdump -Cv`, with the offset after the last byte on a line of its own.
pub(super) fn text(printer: &mut Printer<'_>, rows: RowRange) -> Result<(), CommandEnd> {
    let base = printer.flow.input.base();
    let end = each(printer, rows, |out, at, row| {
        let start = out.len();
        offset(out, at + base);
        out.resize(start + out[start..].len() + 52, b' ');
        let first = out.len() - 50;
        for (i, &byte) in row.iter().enumerate() {
            let at = first + 3 * i + i / 8;
            out[at] = DIGITS[usize::from(byte >> 4)];
            out[at + 1] = DIGITS[usize::from(byte & 15)];
        }
        out.push(b'|');
        out.extend(row.iter().map(|&byte| if matches!(byte, 0x20..=0x7E) { byte } else { b'.' }));
        out.extend_from_slice(b"|\n");
    })?;
    let Some(end) = end else { return Ok(()) };
    let mut last = Vec::new();
    offset(&mut last, end + base);
    last.push(b'\n');
    printer.write(&last)
}

/// `{"row": 1, "offset": 0, "hex": "…"}` a row.
pub(super) fn jsonl(printer: &mut Printer<'_>, rows: RowRange) -> Result<(), CommandEnd> {
    let base = printer.flow.input.base();
    each(printer, rows, |out, at, row| {
        // Writing to memory can't fail.
        let _ = write!(out, "{{\"row\": {}, \"offset\": {}, \"hex\": \"", at.0 / ROW + 1, (at + base).0);
        for &byte in row {
            out.push(DIGITS[usize::from(byte >> 4)]);
            out.push(DIGITS[usize::from(byte & 15)]);
        }
        out.extend_from_slice(b"\"}\n");
    })
    .map(|_| ())
}

/// Prints each row; where the last one ends, if there is any.
fn each(
    printer: &mut Printer<'_>,
    rows: RowRange,
    mut print: impl FnMut(&mut Vec<u8>, Offset, &[u8]),
) -> Result<Option<Offset>, CommandEnd> {
    let mut at = Offset(rows.from.saturating_mul(ROW));
    let stop = Offset(at.0.saturating_add(rows.count.saturating_mul(ROW)));
    if at >= stop || !printer.reaches(at)? {
        return Ok(None);
    }
    let (mut bytes, mut out) = (Vec::new(), Vec::new());
    while at < stop && printer.reaches(at)? {
        // Whole rows, but for the last.
        printer.reaches(at + (ROW - 1))?;
        printer.copy(at, &mut bytes)?;
        printer.flow.release_before(at);
        let n_odd = bytes.len() % to_usize(ROW);
        if n_odd < bytes.len() && printer.flow.is_live() {
            bytes.truncate(bytes.len() - n_odd);
        }
        bytes.truncate(to_usize(stop - at));
        out.clear();
        for row in bytes.chunks(to_usize(ROW)) {
            print(&mut out, at, row);
            at = at + len_u64(row.len());
        }
        printer.write(&out)?;
    }
    Ok(Some(at))
}

/// At least eight hexadecimal digits.
fn offset(out: &mut Vec<u8>, at: Offset) {
    let n_digits = (16 - at.0.leading_zeros() / 4).max(8);
    for i in (0..n_digits).rev() {
        out.push(DIGITS[to_usize(at.0 >> (4 * i) & 15)]);
    }
}
