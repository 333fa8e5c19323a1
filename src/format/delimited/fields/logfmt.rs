//! A line of logfmt as a record: `level=info msg="two words" took=3ms`.
//!
//! As `kr/logfmt` and `go-logfmt` write it: a value is up to the next blank, or between double quotes with
//! JSON's escapes; a key without one is a flag. Blanks separate.

use super::{Cell, CellKind, Fault, Fields};

/// Walks through a line's pairs.
pub(super) fn walk(text: &[u8], fields: &mut impl Fields) -> Fault {
    let mut fault = None;
    let mut at = 0;
    loop {
        at += text[at..].iter().take_while(|&&byte| is_blank(byte)).count();
        if at == text.len() {
            return fault;
        }
        let key = &text[at..key_end(text, at)];
        if key.is_empty() {
            // A value without a name, or a quote: to the next blank.
            fault = fault.or(Some(at));
            at += text[at..].iter().take_while(|&&byte| !is_blank(byte)).count();
            continue;
        }
        let start = at + key.len();
        let node = fields.key(Some(0), key);
        if text.get(start) != Some(&b'=') {
            // That it is there is its value.
            fields.value(node, Cell { raw: at..start, kind: CellKind::Plain });
            // A quote within a key ends it.
            let has_end = text.get(start).is_none_or(|&byte| is_blank(byte));
            fault = fault.or((!has_end).then_some(start));
            at = start + usize::from(!has_end);
            continue;
        }
        let (cell, end) = value(text, start + 1);
        fault = fault.or((cell.kind == CellKind::Unclosed).then_some(start + 1));
        fields.value(node, cell);
        at = end;
    }
}

fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

fn key_end(text: &[u8], at: usize) -> usize {
    at + text[at..].iter().take_while(|&&byte| byte > b' ' && byte != b'=' && byte != b'"').count()
}

/// The value at `at`, and where what follows it starts.
fn value(text: &[u8], at: usize) -> (Cell, usize) {
    if text.get(at) != Some(&b'"') {
        let end = at + text[at..].iter().take_while(|&&byte| !is_blank(byte)).count();
        return (Cell { raw: at..end, kind: CellKind::Plain }, end);
    }
    let mut end = at + 1;
    let mut kind = CellKind::Quoted;
    loop {
        match text.get(end) {
            Some(b'"') => return (Cell { raw: at..end + 1, kind }, end + 1),
            Some(b'\\') => {
                kind = CellKind::JsonString;
                end += 2;
            }
            Some(_) => end += 1,
            None => return (Cell { raw: at..text.len(), kind: CellKind::Unclosed }, text.len()),
        }
    }
}
