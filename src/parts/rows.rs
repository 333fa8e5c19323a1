//! Which rows of a table belong to a part: where the first one starts behind a cut of the file.
//!
//! A row belongs to the part in which its first byte lies. So a part's rows are those from [`RowCuts::first_row`] of
//! its start up to that of its end, where those of the next part begin: both ask the same of the same file, so no row
//! is read twice or by none, whatever a cut goes through, and parts fit together without knowing of each other.
//!
//! The answer is the one that reading the table from its start gives. Reading begins at the start of some line ahead
//! of the cut, in each state in which that may be: where a record starts, or within quotes. If the readings agree on
//! a row behind the cut, it is that; if they don't, they begin further ahead, at last where the table does. Mostly
//! some 64 KiB do. Nothing is within quotes unless a quote precedes it, by no more than quotes may hold
//! ([`MOST_HELD`]): so that quote is looked for first.

use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::delimited::{Dialect, MOST_HELD, Mode, RecordStream, State, Terminator};
use crate::source::{Fault, Snapshot};
use std::sync::Arc;

/// Steps that are read behind a cut, if some readings have a row there and others none yet, before reading begins
/// further ahead.
const PATIENCE: u64 = 16;

/// How much further ahead of a cut reading begins each time.
const FURTHER: u64 = 8;

/// Cuts a table's rows at any place of its file.
pub struct RowCuts<'a> {
    snapshot: &'a Snapshot,
    dialect: Arc<Dialect>,
    /// The table's bytes, those of its header included.
    table: Span,
    /// Where the first row starts that is no header.
    first: Offset,
    /// Bytes that are read at a time: whole code units, whatever their width.
    step: u64,
}

impl<'a> RowCuts<'a> {
    /// Of a table that is read in steps of about so many bytes. Reads its header.
    ///
    /// # Errors
    /// [`Fault`] if the file can't be read.
    pub fn new(snapshot: &'a Snapshot, dialect: &Arc<Dialect>, step: u64) -> Result<Self, Fault> {
        let end = dialect.table_end(snapshot.len());
        let table = Span { start: Offset(dialect.start).min(end), end };
        let step = step.max(1).next_multiple_of(4);
        let mut cuts = Self { snapshot, dialect: Arc::clone(dialect), table, first: table.start, step };
        cuts.first = cuts.behind_header()?;
        Ok(cuts)
    }

    /// The start of the first row that starts at `cut` or behind it; the table's end, if none does.
    ///
    /// Costs a search for a quote in at most [`MOST_HELD`] bytes and a walk through some 64 KiB; all that precedes
    /// the cut of a table whose quotes can be read in two ways all along.
    ///
    /// # Errors
    /// [`Fault`] if the file can't be read.
    pub fn first_row(&self, cut: Offset) -> Result<Offset, Fault> {
        if cut <= self.first {
            return Ok(self.first);
        }
        if cut >= self.table.end {
            return Ok(self.table.end);
        }
        let (anchor, unquoted_from) = self.anchor(cut)?;
        let most_held = len_u64(MOST_HELD) + 4 * self.step;
        let mut ahead = self.step;
        loop {
            let from = self.line_start(anchor.back(ahead))?;
            if let Some(at) = self.agreed(from, cut, from < unquoted_from)? {
                return Ok(at);
            }
            // Behind so many bytes no quotes are open that were open where reading began; and from the table's start
            // on there is one reading, which agrees with itself.
            let further = ahead.saturating_mul(FURTHER);
            ahead = if ahead < most_held { further.min(most_held) } else { further };
        }
    }

    /// Where the first record starts that is no header.
    fn behind_header(&self) -> Result<Offset, Fault> {
        let mut left = self.dialect.n_header;
        if left == 0 || self.table.is_empty() {
            return Ok(self.table.start);
        }
        let mut stream = RecordStream::new(Arc::clone(&self.dialect), self.table.start, State::default());
        self.read(self.table.start, |bytes, is_end| {
            stream.push(bytes, is_end);
            while left > 0 && stream.pop().is_some() {
                left -= 1;
            }
            left > 0
        })?;
        Ok(stream.next_start().filter(|_| left == 0).unwrap_or(self.table.end))
    }

    /// Ahead of what reading has to begin, and from where on up to the cut nothing is within quotes.
    fn anchor(&self, cut: Offset) -> Result<(Offset, Offset), Fault> {
        let Some(quote) = self.dialect.quote else { return Ok((cut, self.table.start)) };
        let searched = self.floor(cut.back(len_u64(MOST_HELD) + 4 * self.step));
        match self.last(quote, Span { start: searched, end: cut })? {
            None if searched == self.table.start => Ok((cut, searched)),
            None => Ok((cut, searched + len_u64(MOST_HELD) + self.step)),
            Some(at) if cut - at > 4 * self.step && self.is_closed_behind(at)? => {
                Ok((cut, at + 2 * self.step))
            }
            Some(at) => Ok((at, cut)),
        }
    }

    /// The start of the step of bytes that holds `at`, or of the table.
    fn floor(&self, at: Offset) -> Offset {
        self.table.start + Offset(at - self.table.start).floor_to(self.step).0
    }

    /// The start of the line that holds what precedes `at`.
    fn line_start(&self, at: Offset) -> Result<Offset, Fault> {
        let end_byte = match self.dialect.terminator {
            Terminator::LineFeed => b'\n',
            Terminator::CarriageReturn => b'\r',
        };
        let before = Span { start: self.table.start, end: at.max(self.table.start) };
        let width = len_u64(self.dialect.unit.width());
        Ok(self.last(end_byte, before)?.map_or(self.table.start, |end| end + width))
    }

    /// The last code unit of `span`, which begins where a step does, that is this character.
    fn last(&self, byte: u8, span: Span) -> Result<Option<Offset>, Fault> {
        let unit = self.dialect.unit;
        let mut end = span.end;
        while end > span.start {
            let start = self.floor(end.back(1));
            let found = self.snapshot.read_copy(Span { start, end }, |bytes| match unit.width() {
                1 => memchr::memrchr(byte, bytes),
                width => {
                    let narrow: Vec<u8> = unit.narrowed(bytes).collect();
                    memchr::memrchr(byte, &narrow).map(|at| at * width)
                }
            })?;
            if let Some(at) = found {
                return Ok(Some(start + len_u64(at)));
            }
            end = start;
        }
        Ok(None)
    }

    /// Whether no quotes are open behind the quote at `at`, whatever precedes it.
    fn is_closed_behind(&self, at: Offset) -> Result<bool, Fault> {
        let from = self.line_start(at.back(self.step))?;
        let mut readings = self.readings(from, true);
        let mut end = from;
        self.read(from, |bytes, is_end| {
            end = end + len_u64(bytes.len());
            push(&mut readings, bytes, is_end);
            readings.iter().any(|reading| reading.reached().is_before(at))
        })?;
        Ok(end <= at + 2 * self.step && readings.iter().all(|reading| !reading.reached().is_quoted()))
    }

    /// On which row at or behind `cut` the readings from `from` on agree, if they do.
    fn agreed(&self, from: Offset, cut: Offset, may_be_quoted: bool) -> Result<Option<Offset>, Fault> {
        let mut readings = self.readings(from, may_be_quoted);
        let (mut found, mut agree, mut end) = (None, true, from);
        self.read(from, |bytes, is_end| {
            end = end + len_u64(bytes.len());
            push(&mut readings, bytes, is_end);
            // Quotes are text that are open for so long.
            let is_too_long = end - from > len_u64(MOST_HELD);
            readings.retain(|reading| !(is_too_long && reading.reached().is_quoted_since_start()));
            readings.retain_mut(|reading| {
                let start = reading.take_starts().find(|start| *start >= cut);
                let start = start.or_else(|| reading.is_over().then_some(self.table.end));
                agree &= start.is_none_or(|start| *found.get_or_insert(start) == start);
                start.is_none()
            });
            join_equal(&mut readings);
            let is_patient = found.is_none() || end - cut < PATIENCE * self.step;
            agree && is_patient && !readings.is_empty()
        })?;
        Ok(found.filter(|_| agree && readings.is_empty()))
    }

    /// Readings from the start of a line on, one from each state in which that may be.
    fn readings(&self, from: Offset, may_be_quoted: bool) -> Vec<RecordStream> {
        let is_first = from == self.table.start;
        let quoted = Mode::Quoted { has_line_end: true };
        let escaped = self.dialect.escape.filter(|_| !is_first).map(|_| Mode::Text);
        let modes = [Some(Mode::Record), escaped, Some(quoted).filter(|_| may_be_quoted && !is_first)];
        let reading = |mode| RecordStream::new(Arc::clone(&self.dialect), from, State::at(mode));
        modes.into_iter().flatten().map(reading).collect()
    }

    /// Shows the table's bytes from `from` on, step by step, as long as `more` says so; and whether they are its last.
    fn read(&self, from: Offset, mut more: impl FnMut(&[u8], bool) -> bool) -> Result<(), Fault> {
        let mut at = from;
        loop {
            let end = (at + self.step).min(self.table.end);
            let is_end = end == self.table.end;
            let goes_on = self.snapshot.read_copy(Span { start: at, end }, |bytes| more(bytes, is_end))?;
            if !goes_on || is_end {
                return Ok(());
            }
            at = end;
        }
    }
}

/// Adds bytes to all readings; those that can't have begun as they did are given up.
fn push(readings: &mut Vec<RecordStream>, bytes: &[u8], is_end: bool) {
    readings.iter_mut().for_each(|reading| reading.push(bytes, is_end));
    readings.retain(|reading| !reading.reached().is_refuted());
}

/// Leaves one of those that go on alike.
fn join_equal(readings: &mut Vec<RecordStream>) {
    let mut reached = Vec::new();
    readings.retain(|reading| {
        let here = reading.reached();
        let is_new = !reached.contains(&here);
        if is_new {
            reached.push(here);
        }
        is_new
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::encoding::CodeUnit;
    use crate::source::{AccessMode, Source};
    use proptest::prelude::*;
    use std::io::Write;

    /// Where each row starts, by one reading of the table from its start.
    fn starts(dialect: &Arc<Dialect>, bytes: &[u8]) -> Vec<Offset> {
        let from = bytes.len().min(crate::base::units::to_usize(dialect.start));
        let mut stream = RecordStream::new(Arc::clone(dialect), Offset(dialect.start), State::default());
        stream.push(&bytes[from..], true);
        let records = std::iter::from_fn(|| stream.pop()).skip(dialect.n_header as usize);
        records.map(|record| record.span.start).collect()
    }

    fn check(dialect: Dialect, bytes: &[u8], step: u64) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let source = Source::open(file.path(), AccessMode::Read).unwrap();
        let (snapshot, dialect) = (source.snapshot(), Arc::new(dialect));
        let cuts = RowCuts::new(&snapshot, &dialect, step).unwrap();
        let starts = starts(&dialect, bytes);
        for cut in (0..=len_u64(bytes.len())).map(Offset) {
            // Before the first row nothing but the table's start is promised.
            let first = starts.iter().copied().find(|start| *start >= cut).unwrap_or(cuts.table.end);
            let found = cuts.first_row(cut).unwrap();
            let is_first = found == cuts.first && starts.first().is_none_or(|start| *start >= cut);
            assert!(
                found == first || is_first,
                "{found:?}, not {first:?}, behind {cut:?} of {:?}",
                bytes.escape_ascii().to_string()
            );
        }
    }

    fn dialects() -> Vec<Dialect> {
        let plain = Dialect::default();
        vec![
            plain.clone(),
            Dialect { escape: Some(b'\\'), n_header: 0, ..plain.clone() },
            Dialect { delimiter: b"; ".as_slice().into(), trims: true, comment: Some(b'#'), ..plain.clone() },
            Dialect { quote: None, skips_blank: false, n_header: 0, ..plain.clone() },
            Dialect { start: 7, end: Some(90), n_header: 2, ..plain.clone() },
            Dialect { unit: CodeUnit::Utf16Le, ..plain.clone() },
            Dialect { terminator: Terminator::CarriageReturn, ..plain },
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
        #[test]
        fn the_row_behind_any_cut_is_that_of_one_reading(
            bytes in prop::collection::vec(prop::sample::select(b"\"\"\"',,;; \\\r\n\n\na1.#\x00\xC3".to_vec()), 0..160),
            step in 1_u64..40,
        ) {
            for dialect in dialects() {
                let bytes = if dialect.unit == CodeUnit::Byte { bytes.clone() } else { bytes.iter().flat_map(|byte| [*byte, 0]).collect() };
                check(dialect, &bytes, step);
            }
        }
    }

    #[test]
    fn a_row_is_found_behind_cuts_that_lie_far_from_any_quote() {
        let long = |cell: &str| {
            format!("a,b\n{}1,\"{}\"\n{}", "1,\"x\"\n".repeat(9), cell.repeat(90), "2,y\n".repeat(90))
        };
        for cell in ["in quotes\n", ",", "\"\"\n", "\"\",\"\"\n", "#"] {
            check(Dialect::default(), long(cell).as_bytes(), 4);
            check(Dialect::default(), long(cell).replace("\"\n2", "\n2").as_bytes(), 16);
        }
        check(Dialect { quote: None, ..Dialect::default() }, &b"long line ".repeat(60), 4);
    }
}
