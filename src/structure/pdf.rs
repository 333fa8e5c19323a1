//! PDF's skeleton: its header, the cross-reference tables from the last one back, their trailers, and
//! where objects stand.

use super::Format;
use super::node::Node;
use super::pages::{MakeNode, numbered};
use super::reading::{Reading, text};
use crate::base::units::len_u64;
use crate::base::{Offset, Value};
use crate::messages::{Key, Text};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format { id: "pdf", name: Key("structure-format-pdf"), is_it, parse };

/// The most bytes of a trailer that are read.
const MOST_TRAILER: u64 = 8192;

/// The most cross-reference tables: one for each time that the file was saved.
const MOST_TABLES: usize = 200;

/// Bytes of an entry.
const ENTRY: u64 = 20;

/// Before the end of file, within so many bytes, stands where the last table is.
const TAIL: u64 = 2048;

fn is_it(r: &mut Reading<'_>) -> bool {
    r.has(0, b"%PDF-")
}

fn parse(r: &mut Reading<'_>) -> Node {
    let line = r.some(0, 64);
    let end = line.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(line.len());
    let version = text(line.get(5..end).unwrap_or_default());
    let header = Node::leaf(Text::new("structure-header"), (0, len_u64(end)), "text", Value::Text(version));
    let mut nodes = vec![header];
    let file_end = file_end(r);
    let Some((at, start)) = last_table(r, file_end) else {
        nodes.push(Node::problem(Text::new("structure-pdf-no-start")));
        return Node::group(Text::new("structure-format-pdf"), 0, file_end).with(nodes);
    };
    let (mut next, mut seen) = (Some(start), Vec::new());
    while let Some(place) = next.filter(|place| !seen.contains(place) && seen.len() < MOST_TABLES) {
        seen.push(place);
        if let Err(why) = r.count_node() {
            nodes.push(Node::problem(why));
            break;
        }
        let (node, before) = table(r, place);
        nodes.push(node);
        next = before;
    }
    if next.is_some() {
        nodes.push(Node::problem(Text::new("structure-pdf-circle")));
    }
    let line = file_end.saturating_sub(at);
    nodes.push(Node::leaf("startxref", (at, line), "text", start));
    Node::group(Text::new("structure-format-pdf"), 0, file_end).with(nodes)
}

/// Where it ends: behind the last `%%EOF`. Of one inside of something else, that is the last one of all.
fn file_end(r: &mut Reading<'_>) -> u64 {
    let from = r.len().saturating_sub(TAIL);
    let tail = r.some(from, TAIL);
    match memchr::memmem::rfind(tail, b"%%EOF") {
        Some(nr) => {
            let after = tail.get(nr + 5..).unwrap_or_default();
            let ends = after.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            from + len_u64(nr + 5 + ends)
        }
        None => r.len(),
    }
}

/// Where `startxref` stands, and the place that it names.
fn last_table(r: &mut Reading<'_>, end: u64) -> Option<(u64, u64)> {
    let from = end.saturating_sub(TAIL);
    let tail = r.some(from, end - from);
    let nr = memchr::memmem::rfind(tail, b"startxref")?;
    let (number, _) = integer(tail.get(nr + 9..)?)?;
    Some((from + len_u64(nr), number))
}

/// The integer that bytes begin with, after white space, and how many bytes that takes.
fn integer(bytes: &[u8]) -> Option<(u64, usize)> {
    let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0).count();
    let n = bytes.get(blank..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = std::str::from_utf8(&bytes[blank..blank + n]).ok()?;
    Some((digits.parse().ok()?, blank + n))
}

/// A cross-reference table or stream, and the one before it.
fn table(r: &mut Reading<'_>, at: u64) -> (Node, Option<u64>) {
    if r.has(at, b"xref") {
        return plain_table(r, at);
    }
    let head = r.some(at, MOST_TRAILER).to_vec();
    let object = integer(&head).and_then(|(nr, len)| {
        let (_, more) = integer(head.get(len..)?)?;
        head.get(len + more..)?.trim_ascii_start().starts_with(b"obj").then_some(nr)
    });
    let Some(nr) = object else {
        let what = Text::new("structure-pdf-table");
        let said = Text::new("structure-points-past").with("what", what);
        return (Node::problem(said.with("at", Offset(at).to_string())), None);
    };
    let end = memchr::memmem::find(&head, b"stream").unwrap_or(head.len());
    let dictionary = head.get(..end).unwrap_or_default();
    let node = Node::group(Text::new("structure-pdf-stream"), at, len_u64(end)).valued(nr);
    (node.with(keys(dictionary, at)), value_of(dictionary, b"/Prev"))
}

fn plain_table(r: &mut Reading<'_>, at: u64) -> (Node, Option<u64>) {
    let (mut place, mut nodes) = (at + 4, Vec::new());
    loop {
        let head = r.some(place, 64);
        let Some((first, n, len)) = subsection(head) else { break };
        let start = place + len_u64(len);
        let there = n.min(r.len().saturating_sub(start) / ENTRY);
        let name = format!("{first} {n}");
        let list = Node::group(name, place, len_u64(len).saturating_add(n.saturating_mul(ENTRY))).valued(n);
        let list = if there < n {
            let said = Text::new("structure-table-past").with("n", n);
            list.bad(said.with("at", Offset(start).to_string()))
        } else {
            list
        };
        let make: MakeNode = Arc::new(move |r, nr| entry(r, start + nr * ENTRY, first.saturating_add(nr)));
        nodes.push(list.later(move |r| numbered(r, there, 0, &make)));
        place = start + there * ENTRY;
        if there < n || nodes.len() > 500 || r.count_node().is_err() {
            break;
        }
    }
    let tail = r.some(place, MOST_TRAILER).to_vec();
    let blank = tail.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let mut before = None;
    let mut end = place;
    if tail.get(blank..).is_some_and(|rest| rest.starts_with(b"trailer")) {
        let len = memchr::memmem::find(&tail, b"startxref").unwrap_or(tail.len());
        let dictionary = &tail[..len];
        before = value_of(dictionary, b"/Prev");
        let start = place + len_u64(blank);
        end = place + len_u64(len);
        nodes.push(Node::group("trailer", start, end - start).with(keys(dictionary, place)));
    } else {
        nodes.push(Node::problem(Text::new("structure-pdf-no-trailer")));
    }
    (Node::group(Text::new("structure-pdf-table"), at, end - at).with(nodes), before)
}

/// The line before a run of entries: the first number, how many, and the line's length with what precedes it.
fn subsection(bytes: &[u8]) -> Option<(u64, u64, usize)> {
    let (first, len) = integer(bytes)?;
    let (n, more) = integer(bytes.get(len..)?)?;
    let rest = bytes.get(len + more..)?;
    let end = rest.iter().take(3).take_while(|byte| byte.is_ascii_whitespace()).count();
    (end > 0).then_some((first, n, len + more + end))
}

/// An entry: where an object is, or that there is none.
fn entry(r: &mut Reading<'_>, at: u64, nr: u64) -> Node {
    let line = r.some(at, ENTRY);
    let number = |part: Option<&[u8]>| part.and_then(integer).map(|(n, _)| n);
    let (place, generation) = (number(line.get(..10)), number(line.get(11..16)));
    let kind = line.get(17).copied();
    let name = format!("{nr} {}", generation.unwrap_or(0));
    match (kind, place) {
        (Some(b'n'), Some(place)) => {
            let len = object_len(r, place, nr);
            let line = Node::leaf("entry", (at, ENTRY), "text", place);
            let node = Node::group(name, place, len.unwrap_or(0)).valued(place).hex().with(vec![line]);
            match len {
                Some(_) => node,
                None => node.bad(Text::new("structure-pdf-no-object")),
            }
        }
        (Some(b'f'), Some(_)) => Node::group(name, at, ENTRY).means(Text::new("structure-pdf-free")),
        _ => Node::group(name, at, ENTRY).bad(Text::new("structure-pdf-no-entry")),
    }
}

/// How long the beginning of an object is: its numbers and the word; `None` if it does not stand there.
fn object_len(r: &mut Reading<'_>, at: u64, nr: u64) -> Option<u64> {
    let head = r.some(at, 64);
    let (number, len) = integer(head).filter(|(number, _)| *number == nr)?;
    let (_, more) = integer(head.get(len..)?)?;
    let rest = head.get(len + more..)?;
    let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let is_there = rest.get(blank..)?.starts_with(b"obj") && number == nr;
    is_there.then(|| len_u64(len + more + blank + 3))
}

/// The number behind a key.
fn value_of(dictionary: &[u8], key: &[u8]) -> Option<u64> {
    let at = memchr::memmem::find(dictionary, key)?;
    integer(dictionary.get(at + key.len()..)?).map(|(n, _)| n)
}

/// Known keys of a trailer with what stands behind them.
fn keys(dictionary: &[u8], at: u64) -> Vec<Node> {
    let mut nodes = Vec::new();
    for key in ["/Size", "/Root", "/Info", "/Prev", "/Encrypt", "/XRefStm", "/W", "/Index"] {
        let found = memchr::memmem::find_iter(dictionary, key.as_bytes()).find(|nr| {
            let next = dictionary.get(nr + key.len());
            next.is_none_or(|next| !next.is_ascii_alphanumeric())
        });
        let Some(nr) = found else { continue };
        let rest = dictionary.get(nr + key.len()..).unwrap_or_default();
        let end = rest.iter().take(80).position(|byte| matches!(byte, b'/' | b'>' | b'\r' | b'\n'));
        let value = rest.get(..end.unwrap_or(rest.len().min(80))).unwrap_or_default();
        let len = len_u64(key.len() + value.len());
        let value = match integer(value) {
            Some((n, len)) if len == value.trim_ascii_end().len() => n.into(),
            _ => Value::Text(text(value.trim_ascii())),
        };
        nodes.push(Node::leaf(&key[1..], (at + len_u64(nr), len), "", value));
    }
    nodes
}
