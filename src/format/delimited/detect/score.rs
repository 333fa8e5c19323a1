//! How well a candidate's records make a table: widths that agree, cells that are values.
//!
//! The score multiplies how steady the number of cells is with how much the cells look like whole
//! values of their columns, as CleverCSV multiplies its pattern and type scores.

use super::cut::{Cell, Row, Rows};
use super::kinds::{Class, Kind, kind};
use crate::base::units::{as_f64, len_u64};
use std::collections::BTreeMap;

/// Records whose cells are looked at.
const MOST_ROWS: usize = 300;

/// Columns whose cells are looked at.
const MOST_COLUMNS: usize = 64;

/// The quality of a column without a value: half of a delimiter of two characters leaves such.
const OF_NOTHING: f64 = 0.35;

/// What a candidate's records are like, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Score {
    /// How steady the number of cells is from record to record.
    pub steadiness: f64,
    /// How much its cells are whole values, and those of a column alike.
    pub quality: f64,
    /// All of it.
    pub value: f64,
}

/// Scores records; `prior` is how usual the candidate is.
pub(super) fn score(bytes: &[u8], rows: &Rows, prior: f64) -> Score {
    let lines: Vec<&Row> = rows.rows.iter().filter(|row| !row.is_blank && !is_remark(bytes, row)).collect();
    let Some((width, n_usual)) = usual_width(&lines) else { return Score::default() };
    let n = as_f64(len_u64(lines.len()));
    let pairs =
        lines.windows(2).filter(|pair| pair[0].width() > 1 && pair[0].width() == pair[1].width()).count();
    let adjacent = as_f64(len_u64(pairs)) / (n - 1.0).max(1.0);
    let steadiness = adjacent.max(as_f64(len_u64(n_usual)) / n);
    let quality = quality(bytes, rows, &lines, width);
    let unclosed = (as_f64(len_u64(rows.n_unclosed)) / n).min(0.5);
    let breadth = 1.0 - 0.4 / as_f64(len_u64(width.max(2) - 1));
    // The fewer records, the more it matters how usual a candidate is.
    let prior = prior.powf(1.0 + 2.0 / n);
    let value = steadiness.powf(1.5) * quality.powi(2) * breadth * prior * (1.0 - unclosed);
    Score { steadiness, quality, value: if width > 1 { value } else { 0.0 } }
}

/// Whether a record is a comment by its first sign.
pub(super) fn is_remark(bytes: &[u8], row: &Row) -> bool {
    matches!(bytes.get(row.bytes.start), Some(b'#' | b'%'))
}

/// The most frequent width, and how many records have it; one of several cells before one of one.
fn usual_width(lines: &[&Row]) -> Option<(usize, usize)> {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in lines {
        *widths.entry(row.width()).or_default() += 1;
    }
    let several = widths.iter().filter(|(width, _)| **width > 1).max_by_key(|(width, n)| (**n, **width));
    let (width, n) = several.or_else(|| widths.iter().next())?;
    Some((*width, *n))
}

/// The mean over columns of how good their cells are and how alike.
fn quality(bytes: &[u8], rows: &Rows, lines: &[&Row], width: usize) -> f64 {
    let usual: Vec<&[Cell]> =
        lines.iter().filter(|row| row.width() == width).take(MOST_ROWS).map(|row| rows.cells(row)).collect();
    if usual.is_empty() {
        return 0.0;
    }
    let n_columns = width.min(MOST_COLUMNS);
    let of = |column: usize| column_quality(bytes, usual.iter().filter_map(|cells| cells.get(column)));
    let columns: Vec<f64> = (0..n_columns).map(of).collect();
    // One bad column says more than that the others are good.
    let worst = columns.iter().copied().filter(|quality| *quality != OF_NOTHING).fold(1.0, f64::min);
    0.75 * columns.iter().sum::<f64>() / as_f64(len_u64(n_columns)) + 0.25 * worst
}

fn column_quality<'a>(bytes: &[u8], cells: impl Iterator<Item = &'a Cell>) -> f64 {
    let mut n_of = [0_u64; Class::ALL.len()];
    let (mut n, mut sum) = (0_u64, 0.0);
    for cell in cells {
        let content = bytes.get(cell.bytes.clone()).unwrap_or_default();
        let kind = kind(content);
        sum += grade(content, cell, kind);
        n += 1;
        if let Some(nr) = kind.class().and_then(|class| Class::ALL.iter().position(|of| *of == class)) {
            n_of[nr] += 1;
        }
    }
    let n_said: u64 = n_of.iter().sum();
    if n_said == 0 {
        return OF_NOTHING;
    }
    let alike = as_f64(n_of.into_iter().max().unwrap_or(0)) / as_f64(n_said);
    sum / as_f64(n) * (0.7 + 0.3 * alike)
}

/// How much a cell looks like a whole value.
fn grade(content: &[u8], cell: &Cell, kind: Kind) -> f64 {
    if cell.is_quoted {
        return if cell.is_clean { 1.0 } else { 0.3 };
    }
    let of_kind = match kind {
        Kind::Empty => 0.9,
        Kind::Number | Kind::Boolean | Kind::Moment | Kind::Code => 1.0,
        Kind::Word => 0.95,
        Kind::Phrase => 0.9,
        Kind::Prose => 0.6,
        Kind::Nested => 0.7,
        Kind::Fragment => 0.1,
    };
    let is_text = matches!(kind, Kind::Word | Kind::Phrase | Kind::Prose);
    let is_padded = content.first().is_some_and(u8::is_ascii_whitespace)
        || content.last().is_some_and(u8::is_ascii_whitespace);
    let is_enclosed = content.len() > 1
        && content.first() == content.last()
        && matches!(content.first(), Some(b'"' | b'\''));
    let mut grade = of_kind;
    if is_text && holds_delimiter(content) {
        grade *= 0.4;
    }
    if is_padded && kind != Kind::Empty {
        grade *= 0.75;
    }
    if is_enclosed || is_half_quoted(content) || !cell.is_clean {
        grade *= 0.5;
    }
    if is_text {
        grade *= match content.iter().filter(|byte| is_odd_within(**byte)).count() {
            0 => 1.0,
            1 => 0.85,
            _ => 0.5,
        };
    }
    grade
}

/// Whether a single quote stands at one end alone.
fn is_half_quoted(content: &[u8]) -> bool {
    let is_quote = |byte: Option<&u8>| matches!(byte, Some(b'\'' | b'`'));
    is_quote(content.first()) != is_quote(content.last())
}

/// Signs that words rarely hold, but delimiters may be.
fn is_odd_within(byte: u8) -> bool {
    matches!(byte, b'&' | b':' | b'@' | b'#' | b'*' | b'$' | b'=' | b'<' | b'>')
}

/// Whether unquoted text holds what usually separates cells, other than as people punctuate.
fn holds_delimiter(content: &[u8]) -> bool {
    let separates = |at: usize| match content[at] {
        b'\t' | b'|' | b'^' | b'~' | 0..b' ' => true,
        _ => content.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace()),
    };
    content
        .iter()
        .enumerate()
        .any(|(at, byte)| (matches!(byte, b',' | b';' | b'|' | b'^' | b'~') || *byte < b' ') && separates(at))
}
