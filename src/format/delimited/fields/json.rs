//! A line of JSON as a record, by RFC 8259.
//!
//! Strict, so that what it does not report any parser takes; but what precedes a fault is read.

use super::{Cell, CellKind, Fault, Fields, MOST_DEPTH, MOST_ITEMS};
use memchr::memchr2;
use std::borrow::Cow;

/// Walks through a line's value.
pub(super) fn walk(text: &[u8], fields: &mut impl Fields) -> Fault {
    let mut walk = Walk { text, at: 0, fields };
    walk.skip_blanks();
    if walk.at == text.len() {
        return None;
    }
    let done = walk.value(Some(0), 0).and_then(|()| {
        walk.skip_blanks();
        if walk.at == text.len() { Ok(()) } else { Err(walk.at) }
    });
    done.err()
}

/// Where it can't go on.
type Walked = Result<(), usize>;

struct Walk<'a, F> {
    text: &'a [u8],
    at: usize,
    fields: &'a mut F,
}

impl<F: Fields> Walk<'_, F> {
    fn skip_blanks(&mut self) {
        while matches!(self.text.get(self.at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Walked {
        if self.peek() != Some(byte) {
            return Err(self.at);
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, node: Option<u32>, depth: usize) -> Walked {
        let start = self.at;
        match self.peek() {
            Some(b'{') if depth < MOST_DEPTH => self.object(node, depth),
            Some(b'[') if depth < MOST_DEPTH => self.array(node, depth),
            Some(b'{' | b'[') => self.whole(node),
            Some(b'"') => {
                let end = string_end(self.text, start)?;
                let is_plain = memchr::memchr(b'\\', &self.text[start..end]).is_none();
                let kind = if is_plain { CellKind::Quoted } else { CellKind::JsonString };
                self.at = end;
                self.fields.value(node, Cell { raw: start..end, kind });
                Ok(())
            }
            _ => {
                let end = scalar_end(self.text, start)?;
                self.at = end;
                // A null is a value that is not there.
                let end = if &self.text[start..end] == b"null" { start } else { end };
                self.fields.value(node, Cell { raw: start..end, kind: CellKind::Plain });
                Ok(())
            }
        }
    }

    /// A value with all that is in it.
    fn whole(&mut self, node: Option<u32>) -> Walked {
        let start = self.at;
        let (end, _) = nested_end(self.text, start)?;
        self.at = end;
        self.fields.value(node, Cell { raw: start..end, kind: CellKind::Plain });
        Ok(())
    }

    fn object(&mut self, node: Option<u32>, depth: usize) -> Walked {
        let start = self.at;
        self.at += 1;
        self.skip_blanks();
        if self.peek() == Some(b'}') {
            self.at += 1;
            self.fields.value(node, Cell { raw: start..self.at, kind: CellKind::Plain });
            return Ok(());
        }
        loop {
            let key = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.at);
            }
            self.at = string_end(self.text, key)?;
            let inner = &self.text[key + 1..self.at - 1];
            let child = self.fields.key(node, &unescaped(inner));
            self.skip_blanks();
            self.expect(b':')?;
            self.skip_blanks();
            self.value(child, depth + 1)?;
            self.skip_blanks();
            if self.peek() == Some(b'}') {
                self.at += 1;
                return Ok(());
            }
            self.expect(b',')?;
            self.skip_blanks();
        }
    }

    fn array(&mut self, node: Option<u32>, depth: usize) -> Walked {
        let start = self.at;
        let n_items = nested_end(self.text, start).map(|(_, n)| n);
        if n_items.is_ok_and(|n| n == 0 || n > MOST_ITEMS) {
            return self.whole(node);
        }
        self.at += 1;
        self.skip_blanks();
        for nr in 0.. {
            let child = if nr < MOST_ITEMS { self.fields.item(node, nr) } else { None };
            self.value(child, depth + 1)?;
            self.skip_blanks();
            if self.peek() == Some(b']') {
                self.at += 1;
                break;
            }
            self.expect(b',')?;
            self.skip_blanks();
        }
        Ok(())
    }
}

/// The end of the string whose opening quote is at `start`, behind its closing one.
fn string_end(text: &[u8], start: usize) -> Result<usize, usize> {
    let mut at = start + 1;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(found) = memchr2(b'"', b'\\', rest) else { return Err(text.len()) };
        if let Some(control) = rest[..found].iter().position(|&byte| byte < 0x20) {
            return Err(at + control);
        }
        at += found;
        if text[at] == b'"' {
            return Ok(at + 1);
        }
        at += match text.get(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            Some(b'u') if hex(text, at + 2).is_some() => 6,
            _ => return Err(at),
        };
    }
}

fn hex(text: &[u8], at: usize) -> Option<u16> {
    let digits = text.get(at..at + 4)?;
    let value = |sum: u16, byte: &u8| Some(sum << 4 | u16::try_from(char::from(*byte).to_digit(16)?).ok()?);
    digits.iter().try_fold(0, value)
}

/// The end of a number or a word that starts at `start`.
fn scalar_end(text: &[u8], start: usize) -> Result<usize, usize> {
    let rest = text.get(start..).unwrap_or_default();
    for word in [&b"true"[..], b"false", b"null"] {
        if rest.starts_with(word) {
            return Ok(start + word.len());
        }
    }
    let digits = |at: usize| {
        let n = text.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        if n == 0 { Err(at) } else { Ok(at + n) }
    };
    let mut at = start + usize::from(rest.first() == Some(&b'-'));
    at = if text.get(at) == Some(&b'0') { at + 1 } else { digits(at)? };
    if text.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        at += 1 + usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        at = digits(at)?;
    }
    Ok(at)
}

/// The end of the object or array that starts at `start`, and how many values it has itself. Of any depth.
fn nested_end(text: &[u8], start: usize) -> Result<(usize, usize), usize> {
    let mut walk = Walk { text, at: start, fields: &mut Nothing };
    // What is open: whether it is an object.
    let mut open = Vec::new();
    let mut n_own = 0;
    loop {
        if open.last() == Some(&true) {
            if walk.peek() != Some(b'"') {
                return Err(walk.at);
            }
            walk.at = string_end(text, walk.at)?;
            walk.skip_blanks();
            walk.expect(b':')?;
            walk.skip_blanks();
        }
        n_own += usize::from(open.len() == 1);
        match walk.peek() {
            Some(opening @ (b'{' | b'[')) => {
                open.push(opening == b'{');
                walk.at += 1;
                walk.skip_blanks();
                let is_empty = walk.peek() == Some(if opening == b'{' { b'}' } else { b']' });
                if !is_empty {
                    continue;
                }
            }
            Some(b'"') => walk.at = string_end(text, walk.at)?,
            _ => walk.at = scalar_end(text, walk.at)?,
        }
        walk.skip_blanks();
        // What ends here.
        loop {
            match (walk.peek(), open.last()) {
                (Some(b'}'), Some(true)) | (Some(b']'), Some(false)) => {
                    walk.at += 1;
                    open.pop();
                    if open.is_empty() {
                        return Ok((walk.at, n_own));
                    }
                    walk.skip_blanks();
                }
                (Some(b','), Some(_)) => {
                    walk.at += 1;
                    walk.skip_blanks();
                    break;
                }
                _ => return Err(walk.at),
            }
        }
    }
}

/// Takes no values: for a walk that only looks for an end.
struct Nothing;

impl Fields for Nothing {
    fn key(&mut self, _parent: Option<u32>, _key: &[u8]) -> Option<u32> {
        None
    }

    fn item(&mut self, _parent: Option<u32>, _nr: usize) -> Option<u32> {
        None
    }

    fn value(&mut self, _node: Option<u32>, _cell: Cell) {}
}

/// The text of a JSON string's inside: escapes undone, half a surrogate pair U+FFFD.
#[must_use]
pub fn unescaped(inner: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'\\', inner).is_none() {
        return Cow::Borrowed(inner);
    }
    let mut out = Vec::with_capacity(inner.len());
    let mut at = 0;
    while let Some(&byte) = inner.get(at) {
        if byte != b'\\' {
            out.push(byte);
            at += 1;
            continue;
        }
        let Some(&escape) = inner.get(at + 1) else {
            out.push(byte);
            break;
        };
        at += 2;
        match escape {
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'u' => {
                let first = hex(inner, at);
                at += if first.is_some() { 4 } else { 0 };
                let second = (inner.get(at..at + 2) == Some(b"\\u")).then(|| hex(inner, at + 2)).flatten();
                let pair = first.into_iter().chain(second);
                let mut chars = char::decode_utf16(pair);
                let c = chars.next().and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER);
                at += if c.len_utf16() == 2 { 6 } else { 0 };
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}
