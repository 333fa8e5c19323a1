//! Which records of a sample are a table: what stands above, below and between is a preamble, a
//! footer, remarks, or another table.
//!
//! A table's core are neighbouring records of as many cells. It takes in ragged records beside and
//! within, and ends at a blank line or a change of width that stays.

use super::columns::Table;
use super::cut::Row;
use std::ops::Range;

/// Ragged records in a row that a table may have.
const MOST_RAGGED: usize = 3;

/// Other tables that are listed.
const MOST_TABLES: usize = 64;

/// A record that is neither blank nor a comment.
pub(super) struct Line<'a> {
    pub row: &'a Row,
    /// Whether blank records stand before it.
    pub gap: bool,
}

/// Records of a table, as numbers of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub lines: Range<usize>,
    pub width: usize,
}

/// The first table and those behind it.
pub(super) fn regions(table: Table<'_>, lines: &[Line<'_>]) -> Option<(Region, Vec<Region>)> {
    let map = Map { table, lines };
    let main = map.main()?;
    let mut others = Vec::new();
    let mut from = main.lines.end;
    while others.len() < MOST_TABLES {
        let Some(core) = map.cores(from).into_iter().next() else { break };
        let start = core.lines.start.max(from);
        let end = map.extend_down(start, core.lines.start + 1, core.width);
        let region = Region { lines: start..end, width: core.width };
        others.extend(Some(region).filter(|region| map.is_filled(region)));
        from = end.max(from + 1);
    }
    Some((main, others))
}

struct Map<'a> {
    table: Table<'a>,
    lines: &'a [Line<'a>],
}

impl Map<'_> {
    fn width(&self, at: usize) -> usize {
        self.lines.get(at).map_or(0, |line| line.row.width())
    }

    fn gap(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| line.gap)
    }

    /// Neighbours of the same width, two at least, from a line on.
    fn cores(&self, from: usize) -> Vec<Region> {
        let mut cores = Vec::new();
        let mut start = from;
        while start < self.lines.len() {
            let width = self.width(start);
            let len = self.lines[start..].iter().take_while(|line| line.row.width() == width).count();
            if len > 1 && width > 1 {
                cores.push(Region { lines: start..start + len, width });
            }
            start += len.max(1);
        }
        cores
    }

    /// Whether two of its records have values in two columns.
    fn is_filled(&self, region: &Region) -> bool {
        let n_filled = |row: &Row| {
            self.table
                .rows
                .cells(row)
                .iter()
                .filter(|cell| !self.table.content(cell).trim_ascii().is_empty())
                .count()
        };
        self.lines[region.lines.clone()].iter().filter(|line| n_filled(line.row) > 1).count() > 1
    }

    fn main(&self) -> Option<Region> {
        let cores = self.cores(0);
        let longest = cores.iter().max_by_key(|core| (core.lines.len(), core.width));
        let Some(longest) = longest else { return self.without_core() };
        // A few pairs above something wider are facts about it.
        let is_preamble = |core: &Region| {
            let (n, most) = (core.lines.len(), longest.lines.len());
            let is_narrow = core.width < longest.width && (core.width <= 2 || n == 2);
            let is_ragged = n == 2 && core.width + 1 >= longest.width && !self.gap(core.lines.end);
            let is_facts =
                is_narrow && n <= 8 && 2 * n <= most && !self.has_contrast(core.lines.start, core.width);
            is_facts || is_ragged && most > 4 && core.width != longest.width
        };
        let core = cores.iter().find(|core| !is_preamble(core)).unwrap_or(longest);
        let start = self.extend_up(core.lines.start, core.width);
        // What a blank line parts from names of columns is above the table.
        let is_first = |at: &usize| self.gap(*at) && self.has_contrast(*at, core.width);
        let next = (start + 1..(start + MOST_RAGGED + 1).min(core.lines.end)).find(is_first);
        let start = next.filter(|_| !self.has_contrast(start, core.width)).unwrap_or(start);
        let end = self.extend_down(start.max(core.lines.start), start.max(core.lines.start) + 1, core.width);
        Some(self.without_titles(Region { lines: start..end, width: core.width }))
    }

    /// No two neighbours agree: the widest record and those like it.
    fn without_core(&self) -> Option<Region> {
        let width = (0..self.lines.len()).map(|at| self.width(at)).max().filter(|width| *width > 1)?;
        let is_near = |at: &usize| near(self.width(*at), width);
        let first = (0..self.lines.len()).find(is_near)?;
        let last = (0..self.lines.len()).rev().find(is_near)?;
        Some(Region { lines: first..last + 1, width })
    }

    /// Takes in ragged records above, such as a header that lacks a separator.
    fn extend_up(&self, mut start: usize, width: usize) -> usize {
        while start > 0 && !self.gap(start) {
            let above = start.saturating_sub(MOST_RAGGED + 1)..start;
            let same = above.clone().rev().find(|at| self.width(*at) == width);
            let is_ragged = |at: usize| near(self.width(at), width) || width == 2 && self.is_one_value(at);
            let is_within = |at: usize| !self.gap(at) && (self.width(at) > 1 || is_ragged(at));
            let is_joined = |from: usize| (from + 1..start).all(is_within);
            if let Some(at) = same.filter(|at| is_joined(*at)) {
                start = at;
            } else if is_ragged(start - 1) && self.is_of_cells(start - 1) && !self.is_header(start, width) {
                start -= 1;
            } else {
                break;
            }
        }
        start
    }

    /// Whether a record has text where those below have numbers, dates and the like.
    fn has_contrast(&self, at: usize, width: usize) -> bool {
        let below: Vec<&Row> = self.lines.iter().skip(at + 1).take(20).map(|line| line.row).collect();
        let Some(line) = self.lines.get(at) else { return false };
        let (n_text, n_same) = self.table.contrast(line.row, &self.table.typed_columns(&below, width));
        n_text > 0 && n_same == 0
    }

    /// Whether a record has text where those below have numbers, dates and the like, or all is text.
    fn is_header(&self, at: usize, width: usize) -> bool {
        let below: Vec<&Row> = self.lines.iter().skip(at + 1).take(20).map(|line| line.row).collect();
        let columns = self.table.typed_columns(&below, width);
        let Some(line) = self.lines.get(at) else { return false };
        let (n_text, n_same) = self.table.contrast(line.row, &columns);
        n_text > 0 && n_same == 0 || columns.iter().all(Option::is_none)
    }

    /// Whether a record's cells are short, as names and values are.
    fn is_of_cells(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let cells = self.table.rows.cells(line.row);
        let n_short = cells.iter().filter(|cell| (1..=40).contains(&cell.bytes.len())).count();
        let is_sentence = cells
            .first()
            .is_some_and(|cell| self.table.content(cell).split(|byte| *byte == b' ').count() > 3);
        2 * n_short > cells.len() && !is_sentence
    }

    /// The end of the table that has lines `start..end` at least.
    fn extend_down(&self, start: usize, mut end: usize, width: usize) -> usize {
        while end < self.lines.len() {
            if self.width(end) == width {
                if self.gap(end) && self.starts_another(start, end, width) {
                    break;
                }
                end += 1;
                continue;
            }
            let ragged = self.lines[end..].iter().take_while(|line| line.row.width() != width).count();
            let back = end + ragged;
            let gaps = (end..=back).filter(|at| self.gap(*at)).count();
            let uniform = self.run_len(end);
            let is_other = uniform == ragged && ragged > 1 && self.width(end) > 1;
            if back == self.lines.len() {
                return self.footer(end, width, uniform);
            }
            let after = self.run_len(back);
            let is_within = match gaps {
                0 => {
                    ragged <= MOST_RAGGED
                        || (!is_other && ragged <= 2 * after)
                        || ragged < after && ragged < 10
                }
                // A title of a table of the same width, or a ragged record beside a blank one.
                _ => ragged == 1 && near(self.width(end), width) && !self.starts_another(start, back, width),
            };
            if !is_within {
                break;
            }
            end = back;
        }
        end
    }

    /// How many lines from here on have the width of the first.
    fn run_len(&self, at: usize) -> usize {
        let width = self.width(at);
        self.lines[at..].iter().take_while(|line| line.row.width() == width).count()
    }

    /// The end where no record of the table's width follows: ragged last ones belong to it.
    fn footer(&self, mut end: usize, width: usize, uniform: usize) -> usize {
        let is_table = uniform > 2 && self.width(end) > 1;
        let mut n = 0;
        while !is_table && n < 2 && end < self.lines.len() && !self.gap(end) {
            let is_value = width == 2 && self.width(end) == 1 && self.is_one_value(end);
            if !near(self.width(end), width) && !is_value {
                break;
            }
            end += 1;
            n += 1;
        }
        end
    }

    fn is_one_value(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let line = self.table.bytes.get(line.row.bytes.clone()).unwrap_or_default().trim_ascii();
        let n_words = line.split(|byte| *byte == b' ').count();
        let is_said = memchr::memmem::find(line, b": ").is_some() || line.ends_with(b":");
        n_words <= 3
            && !is_said
            && line.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
    }

    /// Whether the record behind a gap names the columns of another table.
    fn starts_another(&self, start: usize, at: usize, width: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let above: Vec<&Row> = self.lines[start..at].iter().map(|line| line.row).collect();
        if above.len() < 2 {
            return false;
        }
        let same = |row: &&Row| {
            let (a, b) = (self.table.rows.cells(row), self.table.rows.cells(line.row));
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.table.content(a) == self.table.content(b))
        };
        let columns = self.table.typed_columns(above.get(1..).unwrap_or_default(), width);
        let (n_text, n_same) = self.table.contrast(line.row, &columns);
        let is_typed_above = columns.iter().any(Option::is_some);
        n_text > 0 && n_same == 0
            || above.first().is_some_and(same)
            || !is_typed_above && self.has_contrast(at, width)
    }

    /// Drops records above and below that have the table's width only by empty cells.
    fn without_titles(&self, mut region: Region) -> Region {
        if region.width < 3 {
            return region;
        }
        let filled = |at: usize| -> Vec<usize> {
            let cells = self.lines.get(at).map(|line| self.table.rows.cells(line.row)).unwrap_or_default();
            (0..cells.len()).filter(|nr| !self.table.content(&cells[*nr]).trim_ascii().is_empty()).collect()
        };
        let is_sparse = |at: usize| filled(at).iter().all(|nr| *nr == 0);
        let n_sparse = region.lines.clone().filter(|at| is_sparse(*at)).count();
        if 4 * n_sparse > region.lines.len() && n_sparse > 8 {
            return region;
        }
        while region.lines.len() > 1 && is_sparse(region.lines.start) {
            region.lines.start += 1;
        }
        let last =
            region.lines.clone().rev().find(|at| !is_sparse(*at)).map_or(region.lines.end, |last| last + 1);
        if region.lines.end - last > 1 {
            region.lines.end = last;
        }
        region
    }
}

/// Whether a record may be a ragged one of a table.
pub(super) fn near(width: usize, of: usize) -> bool {
    let most = if width > of { of.max(2) } else { (of / 3).max(1) };
    width > 1 && width.abs_diff(of) <= most
}
