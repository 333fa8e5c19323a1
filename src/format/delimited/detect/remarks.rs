//! Comments: lines between records that start with a sign of their own.

use super::columns::Table;
use super::cut::{Row, Syntax};
use super::kinds::{Kind, kind};
use std::collections::BTreeMap;

/// Signs that comments start with.
const SIGNS: [u8; 5] = [b'#', b'%', b'!', b';', b'/'];

/// The sign of comments: lines that start with it are not cut into as many cells as others.
pub(super) fn comment(table: Table<'_>, syntax: &Syntax) -> Option<u8> {
    let rows: Vec<&Row> = table.rows.rows.iter().filter(|row| !row.is_blank).collect();
    let sign = |row: &Row| table.bytes.get(row.bytes.start).copied();
    let is_remark = |row: &Row, of: u8| sign(row) == Some(of);
    let found =
        SIGNS.into_iter().filter(|of| syntax.delimiter.first() != Some(of) && syntax.quote != Some(*of));
    let mut found = found.filter(|of| rows.iter().any(|row| is_remark(row, *of)));
    found.find(|&of| {
        let (remarks, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| is_remark(row, of));
        let Some(width) = usual(&others) else { return false };
        let is_above = |row: &&&Row| others.first().is_none_or(|first| row.bytes.start < first.bytes.start);
        if remarks.iter().all(|row| is_above(&row))
            && remarks.last().is_some_and(|row| is_header(table, row, width))
        {
            return false;
        }
        let fits = |row: &&&Row| row.width() == width && !is_sentence(table, row);
        let n_fit = remarks.iter().filter(fits).count();
        let is_doubled =
            of != b'/' || remarks.iter().all(|row| table.bytes[row.bytes.clone()].starts_with(b"//"));
        width > 1 && 3 * n_fit < remarks.len() && is_doubled && 2 * remarks.len() < rows.len() + 4
    })
}

fn usual(rows: &[&Row]) -> Option<usize> {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        *widths.entry(row.width()).or_default() += 1;
    }
    widths.into_iter().max_by_key(|(width, n)| (*n, *width)).map(|(width, _)| width)
}

/// Whether it names as many columns as the table has, behind the sign: `# id,name`.
fn is_header(table: Table<'_>, row: &Row, width: usize) -> bool {
    let is_name = |content: &[u8]| kind(content) == Kind::Word && !content.starts_with(b" ");
    let mut cells = table.rows.cells(row).iter().map(|cell| table.content(cell));
    let first = cells.next().and_then(|cell| cell.get(1..)).unwrap_or_default().trim_ascii_start();
    row.width() == width && is_name(first) && cells.all(is_name)
}

/// Whether its first cell is a sign and words behind it, or a blank.
fn is_sentence(table: Table<'_>, row: &Row) -> bool {
    let first = table.rows.cells(row).first().map(|cell| table.content(cell)).unwrap_or_default();
    let words = first.get(1..).unwrap_or_default();
    words.starts_with(b" ") || matches!(kind(words), Kind::Phrase | Kind::Prose)
}
