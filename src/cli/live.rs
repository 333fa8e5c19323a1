//! Searches a pipe while it fills, prints what is found as it comes, and counts.

use super::find_args::FindArgs;
use super::flow::Flow;
use super::matches::push_match;
use super::out::Out;
use super::progress::ProgressLine;
use super::{CommandEnd, go_on};
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, Span};
use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Spec, Update};
use crate::format::encoding::{CodeUnit, Encoding};
use crate::scan::line_starts::LineStarts;
use crate::scan::plan::PassId;
use crate::scan::{Finding, ScanRef};
use crate::search::{LineFinder, LineStop, Lookup, Matches, Search};
use crate::source::Fault;
use std::io::Write;
use std::iter::Peekable;
use std::sync::Arc;
use std::time::Duration;

/// Prints or counts what is found, in file order; how many, and the lines that backtracking gave
/// up on.
///
/// # Errors
/// Why that is not all, or can't be written.
pub(super) fn run(
    args: &FindArgs,
    search: &Arc<Search>,
    encoding: Encoding,
    mut flow: Flow<'_>,
    out: Out,
) -> Result<(u64, u64), CommandEnd> {
    let engine = Engine::new(args.input.common.threads, false, Arc::new(|| ()))?;
    let mut scans: Vec<ScanRef> = vec![Arc::<Search>::clone(search)];
    let lists = args.lists();
    if lists {
        scans.push(Arc::new(LineStarts { unit: encoding.unit() }));
    }
    let spec = Spec { pass: PassId::Search, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
    // Bytes are found anywhere, all else within lines.
    let line_unit = (!args.hex).then_some(encoding.unit());
    flow.set_unit(encoding.unit())?;
    flow.cut_to_lines(line_unit)?;
    let job = engine.start(flow.snapshot(), spec);
    let limit = args.limit();
    let mut list = LivePrinter {
        args,
        search,
        encoding,
        flow,
        line_unit,
        out,
        next: 0,
        listed_end: Offset::ZERO,
        searched_end: Offset::ZERO,
        left: limit,
        n_told: 0,
    };
    let (update, found) = list.follow(&engine, &job)?;
    let n = match (args.count, args.count_rows) {
        (true, _) => found.n_hits().min(limit),
        (_, true) => found.n_rows().min(limit),
        _ => list.n_told,
    };
    if !lists {
        list.write(format!("{n}\n").as_bytes())?;
    }
    list.out.finish(true)?;
    match &update.state {
        JobState::Faulted(fault) if n < limit => Err(args.input.fault(fault)),
        JobState::Failed(caught) if n < limit => Err(args.failed(caught)),
        _ => Ok((n, found.n_gave_up())),
    }
}

/// Writes what was found, in file order, as far as the search has come.
struct LivePrinter<'a> {
    args: &'a FindArgs,
    search: &'a Search,
    encoding: Encoding,
    flow: Flow<'a>,
    /// By what a pipe is cut into lines, if its matches stand in lines.
    line_unit: Option<CodeUnit>,
    out: Out,
    /// The block that is to be listed next.
    next: u64,
    /// Where the last match or row ends that was listed: what starts before is listed, too.
    listed_end: Offset,
    /// How far the search had come: after new bytes of a pipe, or new times of a file, parts are
    /// searched again.
    searched_end: Offset,
    /// Matches left until the limit.
    left: u64,
    n_told: u64,
}

impl LivePrinter<'_> {
    /// Follows the search to its end, or until enough was found. A pipe is searched as it comes.
    fn follow(&mut self, engine: &Engine, job: &Job) -> Result<(Update, Arc<Matches>), CommandEnd> {
        let mut line = ProgressLine::new();
        loop {
            go_on()?;
            let Some(update) = job.update_within(Duration::from_millis(100)) else { continue };
            let has_ended = update.state != JobState::Running;
            if !has_ended {
                line.show(update.progress.done, update.progress.of);
            }
            let (mut found, mut index) = (Arc::default(), Arc::default());
            for finding in &update.findings {
                match finding {
                    Finding::Matches(matches) => found = Arc::clone(matches),
                    Finding::LineIndex(counts) => index = Arc::clone(counts),
                    _ => {}
                }
            }
            if self.args.lists() {
                self.list(&found, &index, has_ended)?;
            }
            if self.has_enough(&found) {
                return Ok((update, found));
            }
            if has_ended && !(update.state == JobState::Done && self.search_on(engine, job)?) {
                return Ok((update, found));
            }
        }
    }

    /// Whether the limit is reached.
    fn has_enough(&self, found: &Matches) -> bool {
        let Some(limit) = self.args.limit else { return false };
        match (self.args.count, self.args.count_rows) {
            (true, _) => found.n_hits() >= limit,
            (_, true) => found.n_rows() >= limit,
            _ => self.left == 0,
        }
    }

    /// Searches what a pipe has brought since, once there is some; false at its end.
    fn search_on(&mut self, engine: &Engine, job: &Job) -> Result<bool, CommandEnd> {
        if !self.flow.is_live() {
            return Ok(false);
        }
        self.out.flush().map_err(|error| self.out.stop(error))?;
        let done = Offset(self.flow.snapshot().len());
        // The chunks at the end are searched again, and what they ask for before them.
        self.flow.release_before(done.floor_to(CHUNK_BYTES).back(2 * CHUNK_BYTES));
        let has_more = self.flow.more_lines(self.line_unit)?;
        if has_more {
            engine.extend(job, self.flow.snapshot());
        }
        Ok(has_more)
    }

    /// Lists the blocks that were searched since.
    fn list(&mut self, found: &Matches, index: &Counts, is_over: bool) -> Result<(), CommandEnd> {
        let end = found.span().end;
        if end < self.searched_end {
            return Ok(());
        }
        let whole = if is_over { end.0.div_ceil(BLOCK) } else { end.0 / BLOCK };
        let snapshot = self.flow.snapshot().clone();
        let lookup = Lookup { search: self.search, found, bytes: &snapshot };
        let counts = if self.search.counts_hits() { found.hits() } else { found.rows() };
        while self.left > 0 {
            // The next block that holds any.
            let before = counts.before(self.next).unwrap_or(0);
            let Some((block, _)) = counts.locate(before).filter(|(block, _)| *block < whole) else { break };
            go_on()?;
            let (mut hits, mut rows) = lookup.block(block).map_err(|fault| self.fault(&fault))?;
            hits.retain(|hit| hit.start >= self.listed_end);
            rows.retain(|row| *row >= self.listed_end);
            let lines = index.before(block).unwrap_or(0);
            if self.search.counts_hits() {
                self.hits(&hits, block, lines)?;
            } else {
                self.rows(&rows, block, lines)?;
            }
            self.next = block + 1;
        }
        self.next = self.next.max(whole);
        self.searched_end = end;
        if is_over && self.flow.is_live() {
            // The last block is listed again, once it holds more; so is one in which bytes that
            // the end has cut may start. A byte takes two letters of the pattern at least.
            let cut = if self.line_unit.is_some() { 0 } else { len_u64(self.args.pattern.len()) };
            self.next = end.back(cut).0 / BLOCK;
        } else if is_over && self.left > 0 && !self.search.counts_hits() && found.n_rows() > counts.total() {
            self.row(end, index.total())?;
        }
        Ok(())
    }

    /// `{"offset": 0, "length": 0, "row": 1}` a match.
    fn hits(&mut self, hits: &[Span], block: u64, lines_before: u64) -> Result<(), CommandEnd> {
        let bytes = self.bytes(block)?;
        let (mut line_ends, mut row) = (self.line_ends(&bytes), lines_before + 1);
        for hit in hits.iter().take(to_usize(self.left)) {
            let at = to_usize(hit.start.0 - block * BLOCK).min(bytes.len());
            while line_ends.next_if(|end| *end <= at).is_some() {
                row += 1;
            }
            let mut object = Vec::new();
            push_match(&mut object, *hit, row);
            self.write(&object)?;
            self.listed_end = hit.end.max(hit.start + 1);
        }
        self.reported(hits.len());
        Ok(())
    }

    fn reported(&mut self, n: usize) {
        let n = len_u64(n).min(self.left);
        self.left -= n;
        self.n_told += n;
    }

    /// Rows with their numbers, as `grep -n` writes them.
    fn rows(&mut self, rows: &[Offset], block: u64, lines_before: u64) -> Result<(), CommandEnd> {
        let bytes = self.bytes(block)?;
        let (mut line_ends, mut row) = (self.line_ends(&bytes), lines_before);
        for &lf in rows {
            if self.left == 0 {
                break;
            }
            let at = to_usize(lf.0 - block * BLOCK).min(bytes.len());
            while line_ends.next_if(|end| *end <= at).is_some() {
                row += 1;
            }
            self.row(lf, row)?;
            self.listed_end = lf + 1;
        }
        Ok(())
    }

    /// The row that ends at `end`, of the number `nr` from 0.
    fn row(&mut self, end: Offset, nr: u64) -> Result<(), CommandEnd> {
        let finder = LineFinder { unit: self.search.unit(), index: None, goes_on: &|| go_on().is_ok() };
        let mut at = match finder.start(self.flow.snapshot(), end) {
            Ok(start) => start,
            Err(LineStop::Fault(fault)) => return Err(self.fault(&fault)),
            Err(LineStop::Cancelled) => return go_on(),
        };
        let head = format!("{}:", nr + 1);
        // All that is written can be read in one encoding, the file's.
        self.write(&self.encoding.encode(&head).unwrap_or(head.into_bytes()))?;
        let mut bytes = Vec::new();
        while at < end {
            let span = Span { start: at, end: (at + BLOCK).min(end) };
            bytes.clear();
            let copied = self.flow.snapshot().read_copy(span, |b| bytes.extend_from_slice(b));
            copied.map_err(|fault| self.fault(&fault))?;
            self.write(&bytes)?;
            at = span.end;
        }
        self.write(self.encoding.unit().line_feed())?;
        self.reported(1);
        Ok(())
    }

    /// Where the line ends of a block end, in order.
    fn line_ends<'b>(&self, block: &'b [u8]) -> Peekable<impl Iterator<Item = usize> + use<'b>> {
        let unit = self.encoding.unit();
        unit.line_feeds(block).map(move |lf| lf + unit.width()).peekable()
    }

    fn bytes(&self, block: u64) -> Result<Vec<u8>, CommandEnd> {
        let span = Span::at(Offset(block * BLOCK), BLOCK).meet(self.flow.snapshot().span());
        self.flow.snapshot().read_copy(span, <[u8]>::to_vec).map_err(|fault| self.fault(&fault))
    }

    fn fault(&self, fault: &Fault) -> CommandEnd {
        self.args.input.fault(fault)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), CommandEnd> {
        self.out.write_all(bytes).map_err(|error| self.out.stop(error))
    }
}
