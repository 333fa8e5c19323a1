//! Rows of text: their own bytes, or one JSON object each.
//!
//! A row may be longer than memory, so it goes through in looks of 256 KiB. A look leaves the
//! start of a cut character, or a CR that may belong to a line end, to the next look.

use super::Stop;
use super::rows::{Printer, Rows, nth_line_end};
use crate::base::Offset;
use crate::base::units::{len_u64, to_usize};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

/// The rows' own bytes, line ends included.
pub(super) fn text(printer: &mut Printer<'_>, rows: Rows) -> Result<(), Stop> {
    let Some(mut at) = printer.row_start(rows.from)? else { return Ok(()) };
    let (mut left, mut bytes) = (rows.count, Vec::new());
    while left > 0 && at < printer.end() {
        printer.copy(at, &mut bytes)?;
        at = at + len_u64(bytes.len());
        if left < u64::MAX {
            match nth_line_end(&bytes, left) {
                Ok(len) => {
                    bytes.truncate(to_usize(len));
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
pub(super) fn jsonl(printer: &mut Printer<'_>, rows: Rows) -> Result<(), Stop> {
    let Some(mut at) = printer.row_start(rows.from)? else { return Ok(()) };
    let (mut nr, mut left) = (rows.from, rows.count);
    let mut bytes = Vec::new();
    let mut object = String::new();
    while left > 0 && at < printer.end() {
        printer.copy(at, &mut bytes)?;
        let mut done = 0;
        while left > 0
            && let Some(lf) = memchr::memchr(b'\n', &bytes[done..])
        {
            nr += 1;
            left -= 1;
            let row = &bytes[done..done + lf];
            open(&mut object, nr, at + len_u64(done));
            close_whole(&mut object, row.strip_suffix(b"\r").unwrap_or(row));
            printer.write(object.as_bytes())?;
            done += lf + 1;
        }
        if left == 0 {
            return Ok(());
        }
        at = at + len_u64(done);
        if done == 0 || at + len_u64(bytes.len() - done) >= printer.end() {
            // Longer than a look, or the file's last: piece by piece.
            if at < printer.end() {
                nr += 1;
                left -= 1;
                at = long_row(printer, nr, at)?;
            }
        }
    }
    Ok(())
}

fn open(object: &mut String, nr: u64, at: Offset) {
    object.clear();
    // Writing to a string can't fail.
    let _ = write!(object, "{{\"row\": {nr}, \"offset\": {}, \"text\": \"", at.0);
}

fn close_whole(object: &mut String, row: &[u8]) {
    match std::str::from_utf8(row) {
        Ok(text) => {
            escape(object, text);
            object.push_str("\"}\n");
        }
        Err(_) => {
            escape(object, &String::from_utf8_lossy(row));
            object.push_str("\", \"base64\": \"");
            STANDARD.encode_string(row, object);
            object.push_str("\"}\n");
        }
    }
}

/// Writes the row that starts at `start`, however long it is; where the next one starts.
fn long_row(printer: &mut Printer<'_>, nr: u64, start: Offset) -> Result<Offset, Stop> {
    let (mut object, mut bytes) = (String::new(), Vec::new());
    open(&mut object, nr, start);
    let (mut at, mut is_broken) = (start, false);
    let (text_end, next) = loop {
        printer.copy(at, &mut bytes)?;
        let lf = memchr::memchr(b'\n', &bytes);
        let is_last = lf.is_some() || at + len_u64(bytes.len()) >= printer.end();
        let row = &bytes[..lf.unwrap_or(bytes.len())];
        let row = match (lf, is_last) {
            (Some(_), _) => row.strip_suffix(b"\r").unwrap_or(row),
            (None, true) => row,
            (None, false) => whole_chars(row),
        };
        for chunk in row.utf8_chunks() {
            escape(&mut object, chunk.valid());
            if !chunk.invalid().is_empty() {
                object.push(char::REPLACEMENT_CHARACTER);
                is_broken = true;
            }
        }
        printer.write(object.as_bytes())?;
        object.clear();
        let row_end = at + len_u64(row.len());
        if is_last {
            break (row_end, at + len_u64(lf.map_or(bytes.len(), |lf| lf + 1)));
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

/// The bytes less a character that may go on after them, or a CR that an LF may follow.
fn whole_chars(bytes: &[u8]) -> &[u8] {
    let rest = match bytes.utf8_chunks().last() {
        Some(chunk) if std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none()) => {
            chunk.invalid().len()
        }
        _ => usize::from(bytes.ends_with(b"\r")),
    };
    &bytes[..bytes.len() - rest]
}

/// Writes the bytes from `at` to `end` as base64.
fn base64(printer: &mut Printer<'_>, mut at: Offset, end: Offset) -> Result<(), Stop> {
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

/// Appends `text` as the inside of a JSON string.
fn escape(out: &mut String, text: &str) {
    let mut done = 0;
    for (i, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[done..i]);
        done = i + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                // Writing to a string can't fail.
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
    }
    out.push_str(&text[done..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_text_reads_back() {
        let all: String = (0..=0x2FF).filter_map(char::from_u32).collect();
        let mut out = String::from("\"");
        escape(&mut out, &all);
        out.push('"');
        assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), all);
    }

    #[test]
    fn only_what_may_go_on_is_left_for_later() {
        let check = |bytes: &[u8], len: usize| assert_eq!(whole_chars(bytes).len(), len, "{bytes:x?}");
        check(b"", 0);
        check(b"ab", 2);
        check(b"ab\r", 2);
        check(b"ab\xe6\x9d", 2);
        check(b"ab\xf0\x9f\xa6", 2);
        check(b"ab\xe6\x9d\xb1", 5);
        check(b"ab\x9d", 3);
        check(b"ab\xff", 3);
    }
}
