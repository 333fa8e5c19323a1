//! What speaks against a table: the shapes of other formats, logs, and prose that is divided by chance.

use super::super::super::log;
use super::columns::Table;
use super::cut::Row;
use super::kinds::{Kind, is_moment};
use super::regions::Line;
use std::ops::Range;

/// Lines that are looked at for another format's shape.
const MOST_LINES: usize = 400;

/// Whether the lines are JSON, markup, or a table of Markdown.
pub(super) fn is_other_format(head: &[u8], line_end: u8) -> bool {
    let lines: Vec<&[u8]> = head
        .split(|&byte| byte == line_end)
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty())
        .take(MOST_LINES)
        .collect();
    let Some(first) = lines.first() else { return false };
    let of_all = |is: fn(&[u8]) -> bool| lines.iter().filter(|line| is(line)).count() * 2 > lines.len();
    let is_object = |line: &[u8]| line.starts_with(b"{") && (line.ends_with(b"}") || line.ends_with(b"},"));
    let starts_json = is_object(first)
        || matches!(first, [b'{' | b'['])
        || first.starts_with(b"[{")
        || first.starts_with(b"{\"")
        || first.starts_with(b"[[");
    let is_pair = |line: &[u8]| {
        line.starts_with(b"\"") && memchr::memmem::find(line, b"\":").is_some()
            || matches!(line.first(), Some(b'{' | b'}' | b'[' | b']'))
    };
    let is_tag = |line: &[u8]| line.starts_with(b"<") && line.ends_with(b">");
    let starts_markup = first.starts_with(b"<?xml")
        || first.starts_with(b"<!")
        || first.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"<html"));
    let is_rule = |line: &[u8]| {
        line.starts_with(b"|")
            && line.contains(&b'-')
            && line.iter().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
    };
    let is_event = |line: &[u8]| {
        [b"CEF:".as_slice(), b"LEEF:"].iter().any(|name| memchr::memmem::find(line, name).is_some())
    };
    of_all(is_object)
        || of_all(is_event)
        || starts_json && (of_all(is_pair) || lines.len() == 1)
        || starts_markup
        || of_all(is_tag)
        || lines.iter().any(|line| is_rule(line))
}

/// Whether records are lines of a log: a time first, blanks between, or a level without a header; or a
/// head that programs write, which the delimiter divides or is one of.
pub(super) fn is_log(table: Table<'_>, rows: &[&Row], delimiter: &[u8], has_header: bool) -> bool {
    let is_blank = delimiter == b" ";
    let n_like = rows.iter().filter(|row| is_log_line(table, row, is_blank, has_header)).count();
    if 2 * n_like > rows.len() && (is_blank || !has_header) {
        return true;
    }
    let is_of_values = matches!(delimiter, b"," | b";" | b"\x1F");
    let has_head = |row: &&&Row| {
        let line = table.bytes.get(row.bytes.clone()).unwrap_or_default();
        let first = table.rows.cells(row).first();
        let is_whole = is_of_values
            && first
                .is_some_and(|cell| !matches!(table.kind(cell), Kind::Prose | Kind::Phrase | Kind::Fragment));
        let head = log::read(line);
        // `09:26:53,123 INFO x`: it divides the milliseconds from their time.
        let divides = || {
            let time = line.get(head.time_at.clone()).unwrap_or_default();
            head.level.is_some()
                && delimiter.iter().all(|byte| time.contains(byte))
                && line.get(head.time_at.end) == Some(&b' ')
        };
        head.time.is_some() && (!is_whole || divides())
    };
    !has_header && 2 * rows.iter().take(MOST_LINES).filter(has_head).count() > rows.len().min(MOST_LINES)
}

fn is_log_line(table: Table<'_>, row: &Row, is_blank: bool, has_header: bool) -> bool {
    let mut cells = table.rows.cells(row).iter().take(8).map(|cell| table.content(cell).trim_ascii());
    let Some(first) = cells.next() else { return false };
    let inner = first.strip_prefix(b"[").unwrap_or(first);
    let inner = inner.strip_suffix(b"]").unwrap_or(inner);
    let starts_timed =
        is_moment(inner) || inner.get(..10).is_some_and(is_moment) || inner.get(..8).is_some_and(is_moment);
    let mut rest = cells.map(|cell| cell.split(|byte| *byte == b' ').next().unwrap_or_default());
    if is_blank {
        let is_dated =
            starts_timed || inner.get(..3).is_some_and(|month| is_moment(&[month, b" 2024"].concat()));
        return is_dated || rest.any(|cell| is_bracketed_time(cell) || !has_header && is_moment(cell));
    }
    // A date and a time as cells of their own, or a level.
    let second = rest.next().unwrap_or_default();
    starts_timed && (is_moment(second) || is_level(second) || rest.any(is_level))
}

/// `[10/Oct/2000:13:55:36`, as web servers write.
fn is_bracketed_time(cell: &[u8]) -> bool {
    cell.strip_prefix(b"[").is_some_and(|inner| is_moment(inner) || inner.get(..11).is_some_and(is_moment))
}

fn is_level(word: &[u8]) -> bool {
    let levels: [&[u8]; 14] = [
        b"trace",
        b"debug",
        b"info",
        b"notice",
        b"warn",
        b"warning",
        b"error",
        b"err",
        b"fatal",
        b"critical",
        b"severe",
        b"fine",
        b"verbose",
        b"information",
    ];
    let word = word.trim_ascii();
    let word = word.strip_prefix(b"[").unwrap_or(word);
    let word = word.strip_suffix(b"]").unwrap_or(word);
    levels.iter().any(|level| level.eq_ignore_ascii_case(word))
}

/// Whether a line above or below the table opens or closes a block of source code.
pub(super) fn is_code(table: Table<'_>, lines: &[Line<'_>], inside: Range<usize>) -> bool {
    let outside = lines.iter().enumerate().filter(|(nr, _)| !inside.contains(nr)).map(|(_, line)| line);
    let is_block = |line: &Line<'_>| {
        let text = table.bytes.get(line.row.bytes.clone()).unwrap_or_default().trim_ascii();
        matches!(text.last(), Some(b'{' | b'(' | b'[' | b';' | b'}'))
            || matches!(text.first(), Some(b'}' | b']' | b')'))
    };
    outside.take(MOST_LINES).any(is_block)
}

/// How many columns have a value in one of eight records at least.
pub(super) fn n_filled_columns(table: Table<'_>, rows: &[&Row], width: usize) -> usize {
    let rows: Vec<&&Row> = rows.iter().filter(|row| row.width() == width).take(200).collect();
    let is_filled = |column: &usize| {
        let has_value = |row: &&&&Row| {
            table
                .rows
                .cells(row)
                .get(*column)
                .is_some_and(|cell| !table.content(cell).trim_ascii().is_empty())
        };
        8 * rows.iter().filter(has_value).count() > rows.len()
    };
    (0..width).filter(is_filled).count()
}

/// How many columns, of all, hold sentences or pieces of something, and how many hold values.
pub(super) fn prose_and_values(table: Table<'_>, rows: &[&Row], width: usize) -> (usize, usize) {
    let usual = || rows.iter().filter(|row| row.width() == width).take(200);
    let n = usual().count();
    let share = |column: usize, is: &dyn Fn(&super::cut::Cell) -> bool| {
        2 * usual().filter(|row| table.rows.cells(row).get(column).is_some_and(is)).count() > n
    };
    let is_prose =
        |cell: &super::cut::Cell| !cell.is_quoted && matches!(table.kind(cell), Kind::Prose | Kind::Fragment);
    let is_value = |cell: &super::cut::Cell| {
        cell.is_quoted && cell.is_clean
            || matches!(table.kind(cell), Kind::Number | Kind::Boolean | Kind::Moment | Kind::Code)
    };
    let columns = 0..width.min(64);
    let n_prose = columns.clone().filter(|column| share(*column, &is_prose)).count();
    (n_prose, columns.filter(|column| share(*column, &is_value)).count())
}
