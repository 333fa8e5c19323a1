//! Rows of text: their own bytes, or one JSON object each.
//!
//! A row may be longer than memory, so it is read in pieces of 256 KiB. A trailing CR, which may
//! belong to a line end, is left to the next piece; the decoder keeps a cut character.

use super::CommandEnd;
use super::printer::{Printer, RowRange};
use crate::base::Offset;
use crate::base::units::{len_u64, to_usize};
use crate::format::encoding::Encoding;
use crate::format::json_text::escape;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

/// The rows' own bytes, line ends included.
pub(super) fn text(printer: &mut Printer<'_>, rows: RowRange) -> Result<(), CommandEnd> {
    let Some(mut at) = printer.row_start(rows.from)? else { return Ok(()) };
    let (mut left, mut bytes) = (rows.count, Vec::new());
    while left > 0 && printer.reaches(at)? {
        printer.copy(at, &mut bytes)?;
        printer.flow.release_before(at);
        at = at + len_u64(bytes.len());
        if left < u64::MAX {
            match printer.unit().after_nth(&bytes, left) {
                Ok(len) => {
                    bytes.truncate(len);
                    left = 0;
                }
                Err(seen) => left -= seen,
            }
        }
        printer.write(&bytes)?;
    }
    Ok(())
}

/// `{"row": 1, "offset": 0, "text": "…"}` a row, with `"base64"` where it does not decode.
pub(super) fn jsonl(printer: &mut Printer<'_>, rows: RowRange) -> Result<(), CommandEnd> {
    let Some(mut at) = printer.row_start(rows.from)? else { return Ok(()) };
    let (mut nr, mut left) = (rows.from, rows.count);
    let unit = printer.unit();
    let mut bytes = Vec::new();
    let mut object = String::new();
    while left > 0 && printer.reaches(at)? {
        printer.copy(at, &mut bytes)?;
        printer.flow.release_before(at);
        let mut done = 0;
        while left > 0
            && let Some(lf) = unit.line_feeds(&bytes[done..]).next()
        {
            nr += 1;
            left -= 1;
            open(&mut object, nr, printer.flow.input.in_file(at + len_u64(done)));
            close_whole(&mut object, unit.without_cr(&bytes[done..done + lf]), printer.encoding);
            printer.write(object.as_bytes())?;
            done += lf + unit.width();
        }
        if left == 0 {
            return Ok(());
        }
        at = at + len_u64(done);
        if done == 0 && printer.is_full(bytes.len()) || is_last(printer, at, bytes.len() - done)? {
            // Longer than a piece, or the file's last: piece by piece.
            nr += 1;
            left -= 1;
            at = long_row(printer, nr, at)?;
        }
    }
    Ok(())
}

/// Whether the file ends with the `len` bytes, not none, at `at`, which hold no line end. Waits
/// for more of a pipe.
fn is_last(printer: &mut Printer<'_>, at: Offset, len: usize) -> Result<bool, CommandEnd> {
    Ok(len > 0 && !printer.reaches(at + len_u64(len))?)
}

fn open(object: &mut String, nr: u64, at: Offset) {
    object.clear();
    // Writing to a string can't fail.
    let _ = write!(object, "{{\"row\": {nr}, \"offset\": {}, \"text\": \"", at.0);
}

fn close_whole(object: &mut String, row: &[u8], encoding: Encoding) {
    let (text, is_whole) = encoding.text(row);
    escape(object, &text);
    if !is_whole {
        object.push_str("\", \"base64\": \"");
        STANDARD.encode_string(row, object);
    }
    object.push_str("\"}\n");
}

/// Writes the row that starts at `start`, however long it is; where the next one starts.
fn long_row(printer: &mut Printer<'_>, nr: u64, start: Offset) -> Result<Offset, CommandEnd> {
    let (mut object, mut text, mut bytes) = (String::new(), String::new(), Vec::new());
    let (unit, mut decoder) = (printer.unit(), printer.encoding.stream());
    open(&mut object, nr, printer.flow.input.in_file(start));
    let (mut at, mut is_broken) = (start, false);
    let (text_end, next) = loop {
        printer.copy(at, &mut bytes)?;
        let lf = unit.line_feeds(&bytes).next();
        let is_last = lf.is_some() || !printer.reaches(at + len_u64(bytes.len()))?;
        let row = &bytes[..lf.unwrap_or(bytes.len())];
        let row = if lf.is_some() || !is_last { unit.without_cr(row) } else { row };
        text.clear();
        is_broken |= !decoder.push(row, is_last, &mut text);
        escape(&mut object, &text);
        printer.write(object.as_bytes())?;
        object.clear();
        let row_end = at + len_u64(row.len());
        if is_last {
            break (row_end, at + len_u64(lf.map_or(bytes.len(), |lf| lf + unit.width())));
        }
        at = row_end;
    };
    if is_broken {
        printer.write(b"\", \"base64\": \"")?;
        base64(printer, start, text_end)?;
    }
    printer.write(b"\"}\n")?;
    Ok(next)
}

/// Writes the bytes from `at` to `end` as base64.
fn base64(printer: &mut Printer<'_>, mut at: Offset, end: Offset) -> Result<(), CommandEnd> {
    let (mut bytes, mut text) = (Vec::new(), String::new());
    while at < end {
        printer.copy(at, &mut bytes)?;
        bytes.truncate(to_usize(end - at));
        if at + len_u64(bytes.len()) < end {
            // Three bytes make four letters; only the last piece may be padded.
            bytes.truncate(bytes.len() / 3 * 3);
        }
        text.clear();
        STANDARD.encode_string(&bytes, &mut text);
        printer.write(text.as_bytes())?;
        at = at + len_u64(bytes.len());
    }
    Ok(())
}
