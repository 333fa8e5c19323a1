//! Detects whether a file is a delimited table, and in which dialect, by samples of it.
//!
//! Every candidate syntax (`detect/candidates.rs`) cuts the head into records; that of the steadiest
//! records with the most whole values wins (`detect/score.rs`). Then the table is told from what stands
//! around it (`detect/regions.rs`) and its header from its records (`detect/columns.rs`). Plain text,
//! logs, source code and markup are no tables (`detect/against.rs`). After CleverCSV (van den Burg,
//! Nazábal, Sutton 2019) and CSVsniffer (García 2024); the ways in which files are odd are those of
//! Pollock (Vitagliano et al. 2023).
//!
//! Deterministic, allocates in proportion to the samples, takes milliseconds for three of 64 KiB.

mod against;
mod candidates;
mod columns;
mod cut;
mod evidence;
mod gate;
mod kinds;
mod later;
mod lines;
mod regions;
mod remarks;
mod score;
mod text;

pub use lines::{form_of, is_json_lines};

use super::super::encoding::CodeUnit;
use super::choice::FormName;
use super::dialect::{Dialect, RecordForm};
use crate::base::Offset;
use crate::base::units::{floor_u64, len_u64, to_u32};
use crate::messages::Text;
use candidates::Candidate;
use columns::Table;
use cut::{Row, Rows, Syntax, cut};
use evidence::Counted;
use gate::Hint;
use later::later;
use regions::{Line, Region};
use score::{Score, score};
use text::{Piece, Samples};

/// Bytes of the head by which all candidates are compared, before the best are by all of it.
const FIRST_BYTES: usize = 8 * 1024;

/// Lines that are compared at least, if there are so many.
const FIRST_LINES: usize = 30;

/// Candidates that are compared by the whole head.
const FINALISTS: usize = 3;

/// Samples of a file.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// Bytes and their offsets, in file order; the first starts the file.
    pub pieces: &'a [(Offset, &'a [u8])],
    pub file_len: u64,
    /// The code units of its encoding.
    pub unit: CodeUnit,
    /// The ending of its name, without the dot: of two readings that fit as well it prefers one.
    pub ending: Option<&'a str>,
    /// The delimiter, if a person says it: nothing where there is one column.
    pub delimiter: Option<&'a [u8]>,
    /// The form of its records, if a person says it.
    pub form: Option<FormName>,
}

/// A table that was detected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detection {
    pub dialect: Dialect,
    /// The usual number of cells of its records.
    pub n_columns: usize,
    /// How sure it is, in percent.
    pub confidence: u8,
    /// The evidence for and against it, a sentence each.
    pub evidence: Vec<Text>,
    /// Further tables in the file's head: where each starts and ends, in bytes.
    pub other_tables: Vec<(u64, u64)>,
}

impl Detection {
    /// Whether it is shown as a table by default: lines that name their values are mostly those of a log,
    /// unless the file's name says otherwise.
    #[must_use]
    pub fn is_shown_unasked(&self, ending: Option<&str>) -> bool {
        !self.dialect.form.has_names() || ending.is_some_and(is_json_lines)
    }

    /// The name of its format: `tsv` where tabs separate, else `csv`.
    #[must_use]
    pub fn format(&self) -> &'static str {
        match self.dialect.form {
            RecordForm::Delimited => {}
            RecordForm::JsonLines => return "jsonl",
            RecordForm::Logfmt | RecordForm::FixedWidth(_) => return "text",
        }
        if *self.dialect.delimiter == *b"\t" { "tsv" } else { "csv" }
    }
}

/// Detects a table; `None` if the file is better read as text.
#[must_use]
pub fn detect(sample: &Sample<'_>) -> Option<Detection> {
    let is_said = sample.delimiter.is_some() || sample.form == Some(FormName::Delimited);
    let hint = if is_said { Hint::Table } else { Hint::of(sample.ending) };
    if sample.file_len == 0 {
        return (hint == Hint::Table).then(empty);
    }
    let samples = Samples::narrow(sample)?;
    let head = &samples.head.bytes;
    let line_end = text::line_end(samples.terminator);
    if let Some(found) = lines::of_lines(sample, &samples.head, hint == Hint::Table) {
        return Some(found);
    }
    if sample.delimiter.is_none() && against::is_other_format(head, line_end) {
        return None;
    }
    let (named, skipped) = named_delimiter(head, line_end);
    let fixed = sample.delimiter.map(<[u8]>::to_vec).or_else(|| named.clone());
    let head = head.get(skipped..).unwrap_or_default();
    let candidates = match fixed.as_deref() {
        Some([]) => Vec::new(),
        fixed => candidates::candidates(head, line_end, sample.ending, fixed),
    };
    let ranked = rank(head, candidates, samples.head.ends_file);
    let runner_up = runner_up(&ranked);
    let best = ranked.into_iter().next().filter(|(_, score)| score.value > 0.0);
    let of_several = best.and_then(|(candidate, score)| {
        let reading = Reading::new(&samples, candidate.syntax, skipped)?;
        gate::is_table(&reading, &score, hint, candidate.prior, fixed.is_some()).then_some((reading, score))
    });
    let (reading, score) = match of_several {
        Some(found) => found,
        None if hint == Hint::Table => {
            let usual = fixed.is_none().then(|| Reading::usual(&samples, line_end, skipped)).flatten();
            let reading = usual.or_else(|| Reading::one_column(&samples, line_end, skipped));
            (reading?, Score::default())
        }
        None => return None,
    };
    reading.finish(&samples, score, named.is_some(), runner_up, hint)
}

/// A file without a byte.
fn empty() -> Detection {
    Detection {
        dialect: Dialect { n_header: 0, ..Dialect::default() },
        n_columns: 0,
        confidence: 0,
        evidence: vec![Text::new("evidence-empty")],
        other_tables: Vec::new(),
    }
}

/// The delimiter that a first line `sep=;` names, as Excel reads it, and where the next line starts.
fn named_delimiter(head: &[u8], line_end: u8) -> (Option<Vec<u8>>, usize) {
    let len = memchr::memchr(line_end, head).map_or(head.len(), |at| at + 1);
    let line = head[..len].strip_suffix(&[line_end]).unwrap_or(&head[..len]);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line.get(..4).filter(|name| name.eq_ignore_ascii_case(b"sep=")).map(|_| &line[4..]) {
        Some(&[delimiter]) if delimiter.is_ascii() => (Some(vec![delimiter]), len),
        _ => (None, 0),
    }
}

/// The candidates, best first.
fn rank(head: &[u8], candidates: Vec<Candidate>, ends_file: bool) -> Vec<(Candidate, Score)> {
    let nth_end = candidates
        .first()
        .and_then(|candidate| memchr::memchr_iter(candidate.syntax.line_end, head).nth(FIRST_LINES));
    let first = &head[..nth_end.unwrap_or(head.len()).max(FIRST_BYTES).min(head.len())];
    let is_all = first.len() == head.len();
    let scored = |candidate: Candidate, bytes: &[u8], ends_file: bool| {
        let rows = cut(bytes, &candidate.syntax, ends_file);
        let score = score(bytes, &rows, candidate.prior);
        (candidate, score)
    };
    let by_score = |a: &(Candidate, Score), b: &(Candidate, Score)| b.1.value.total_cmp(&a.1.value);
    let mut ranked: Vec<_> =
        candidates.into_iter().map(|one| scored(one, first, is_all && ends_file)).collect();
    // Stable: of equals the earlier, more usual candidate comes first.
    ranked.sort_by(by_score);
    if !is_all {
        ranked.truncate(FINALISTS);
        ranked = ranked.into_iter().map(|(one, _)| scored(one, head, ends_file)).collect();
        ranked.sort_by(by_score);
    }
    ranked
}

/// The best candidate with another delimiter than the first, and its score in percent of that one's.
fn runner_up(ranked: &[(Candidate, Score)]) -> Option<(Box<[u8]>, u64)> {
    let (first, best) = ranked.first().filter(|(_, best)| best.value > 0.0)?;
    let (other, score) = ranked
        .iter()
        .find(|(other, score)| other.syntax.delimiter != first.syntax.delimiter && score.value > 0.0)?;
    Some((other.syntax.delimiter.clone(), floor_u64(100.0 * score.value / best.value)))
}

/// The head as a syntax cuts it.
struct Reading<'a> {
    head: &'a Piece,
    /// Bytes before the records: a line that names the delimiter.
    skipped: usize,
    syntax: Syntax,
    rows: Rows,
    comment: Option<u8>,
    main: Region,
    others: Vec<Region>,
}

impl<'a> Reading<'a> {
    fn new(samples: &'a Samples, syntax: Syntax, skipped: usize) -> Option<Self> {
        let head = &samples.head;
        let bytes = head.bytes.get(skipped..).unwrap_or_default();
        let rows = cut(bytes, &syntax, head.ends_file);
        let table = Table { bytes, rows: &rows };
        let comment = remarks::comment(table, &syntax);
        let lines = lines(table, comment);
        let (main, others) = regions::regions(table, &lines)?;
        Some(Self { head, skipped, syntax, rows, comment, main, others })
    }

    /// As RFC 4180 has it, with one of the usual delimiters, if all records are as wide: where cells hold so
    /// many lines that lines say nothing of records.
    fn usual(samples: &'a Samples, line_end: u8, skipped: usize) -> Option<Self> {
        let of = |delimiter: u8| {
            let quote = Some(b'"');
            let delimiter = [delimiter].into();
            let syntax = Syntax { delimiter, quote, escape: None, trims: false, line_end };
            let reading = Self::new(samples, syntax, skipped)?;
            let mut rows = reading.rows.rows.iter().filter(|row| !row.is_blank);
            let width = rows.next()?.width();
            let is_even = width > 1 && reading.rows.n_unclosed == 0 && rows.all(|row| row.width() == width);
            (is_even && reading.rows.rows.len() > 1).then_some(reading)
        };
        [b',', b';', b'\t'].into_iter().find_map(of)
    }

    /// One column, all of the file.
    fn one_column(samples: &'a Samples, line_end: u8, skipped: usize) -> Option<Self> {
        let head = &samples.head;
        let bytes = head.bytes.get(skipped..).unwrap_or_default();
        let syntaxes = candidates::of_one_column(bytes, line_end);
        let cuts = syntaxes.into_iter().map(|syntax| (cut(bytes, &syntax, head.ends_file), syntax));
        // The most cells that are quoted as they should be, and of equals the first.
        let n_clean = |rows: &Rows| {
            let is_clean = |cell: &&cut::Cell| cell.is_quoted && cell.is_clean;
            let n_bad = rows.cells.iter().filter(|cell| !cell.is_clean).count();
            (rows.cells.iter().filter(is_clean).count() + rows.rows.len()).saturating_sub(2 * n_bad)
        };
        let (rows, syntax) = cuts.rev().max_by_key(|(rows, _)| n_clean(rows))?;
        let n = rows.rows.iter().filter(|row| !row.is_blank).count();
        let main = Region { lines: 0..n, width: 1 };
        (n > 0).then_some(Self { head, skipped, syntax, rows, comment: None, main, others: Vec::new() })
    }

    fn table(&self) -> Table<'_> {
        Table { bytes: self.head.bytes.get(self.skipped..).unwrap_or_default(), rows: &self.rows }
    }

    fn lines(&self) -> Vec<Line<'_>> {
        lines(self.table(), self.comment)
    }

    /// The records of the table.
    fn records<'b>(&self, lines: &[Line<'b>]) -> Vec<&'b Row> {
        lines.get(self.main.lines.clone()).unwrap_or_default().iter().map(|line| line.row).collect()
    }

    fn finish(
        self,
        samples: &Samples,
        score: Score,
        names_delimiter: bool,
        runner_up: Option<(Box<[u8]>, u64)>,
        hint: Hint,
    ) -> Option<Detection> {
        let lines = self.lines();
        let records = self.records(&lines);
        let width = self.main.width;
        let (n_header, why) = columns::header(self.table(), &records, width);
        let first = records.first()?.bytes.start;
        let last_end = records.last()?.bytes.end;
        let offset = |at: usize| samples.offset(self.head, self.skipped + at);
        let rest = lines.get(self.main.lines.end..).unwrap_or_default();
        let mut n_below =
            rest.len() - self.others.iter().map(|other| other.lines.len()).sum::<usize>().min(rest.len());
        // In one column a blank line is an empty cell, but not behind the last value.
        let has_blank_end = width == 1 && self.rows.rows.last().is_some_and(|row| row.is_blank);
        let mut end = (!rest.is_empty() || has_blank_end).then(|| offset(last_end));
        let later = later(samples, &self.syntax, self.comment, width);
        if gate::is_refuted(&later, hint) {
            return None;
        }
        if end.is_none() {
            (end, n_below) = (later.end, later.n_below);
        }
        // A comment above the table alone needs no sign of its own.
        let is_inside = |row: &Row| {
            row.bytes.start > first && self.table().bytes.get(row.bytes.start).copied() == self.comment
        };
        let comment = self.comment.filter(|_| self.rows.rows.iter().any(is_inside));
        let cells = records.iter().flat_map(|row| self.rows.cells(row));
        let n_even = records.iter().filter(|row| row.width() == width).count();
        let counted = Counted {
            n_rows: len_u64(records.len() + later.n_rows),
            n_even: len_u64(n_even + later.n_even),
            n_columns: width,
            n_quoted: cells.filter(|cell| cell.is_quoted).count(),
            n_unclosed: self.rows.n_unclosed,
            n_above: self.rows.rows.iter().filter(|row| row.bytes.start < first && !row.is_blank).count(),
            n_below,
            n_others: self.others.len(),
            names_delimiter,
            n_header,
            why,
            runner_up: runner_up.filter(|_| width > 1),
        };
        let other_tables = self.others.iter().filter_map(|other| {
            let rows = lines.get(other.lines.clone())?;
            Some((offset(rows.first()?.row.bytes.start), offset(rows.last()?.row.bytes.end)))
        });
        Some(Detection {
            n_columns: width,
            confidence: u8::try_from(floor_u64(100.0 * score.steadiness * score.quality).min(99))
                .unwrap_or(99),
            evidence: evidence::evidence(&self.syntax, comment, &counted),
            other_tables: other_tables.collect(),
            dialect: Dialect {
                delimiter: self.syntax.delimiter.clone(),
                quote: self.syntax.quote,
                escape: self.syntax.escape,
                comment,
                trims: self.syntax.trims,
                terminator: samples.terminator,
                skips_blank: width > 1,
                n_header: to_u32(n_header),
                start: offset(first),
                end,
                unit: samples.unit,
                form: RecordForm::Delimited,
            },
        })
    }
}

/// The records that are neither blank nor comments.
fn lines<'b>(table: Table<'b>, comment: Option<u8>) -> Vec<Line<'b>> {
    let mut gap = false;
    let mut lines = Vec::new();
    for row in &table.rows.rows {
        if row.is_blank {
            gap = true;
        } else if comment.is_none() || table.bytes.get(row.bytes.start).copied() != comment {
            lines.push(Line { row, gap: std::mem::take(&mut gap) });
        }
    }
    lines
}

#[cfg(test)]
mod tests;
