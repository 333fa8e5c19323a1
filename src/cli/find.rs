//! `gander find`: lists or counts the matches of a pattern, by the same search as the window's.

use super::out::Out;
use super::progress::ProgressLine;
use super::{CommandEnd, Input, go_on};
use crate::args::LogTo;
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, Span};
use crate::engine::{CHUNK_BYTES, Engine, Job, JobState, Spec, Update};
use crate::format::encoding::Encoding;
use crate::messages::Text;
use crate::scan::line_starts::LineStarts;
use crate::scan::plan::PassId;
use crate::scan::{Finding, ScanRef};
use crate::search::{Lookup, Matches, Pattern, PatternKind, Query, Search};
use crate::source::{Fault, Snapshot};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::iter::Peekable;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

#[derive(Args)]
pub(super) struct FindArgs {
    #[command(flatten)]
    input: Input,
    /// What to look for: a regular expression, if nothing else is said
    pattern: String,
    /// Every character stands for itself
    #[arg(long, conflicts_with_all = ["regex", "hex"])]
    fixed: bool,
    /// A regular expression, in the syntax of Rust's regex crate
    #[arg(long, conflicts_with = "hex")]
    regex: bool,
    /// Bytes as hexadecimal pairs, ? for any digit: 48 8B ?? ?D
    #[arg(long)]
    hex: bool,
    /// Letters match in either case
    #[arg(short = 'i', long)]
    ignore_case: bool,
    /// Only whole words
    #[arg(short = 'w', long)]
    word: bool,
    /// Print how many matches there are
    #[arg(long, conflicts_with_all = ["count_rows", "form"])]
    count: bool,
    /// Print how many rows hold a match
    #[arg(long, conflicts_with = "form")]
    count_rows: bool,
    /// The answer's format: rows with their numbers, or one object a match
    #[arg(short = 'f', long = "as", value_name = "FORMAT", value_enum, default_value = "text")]
    form: FindFormat,
    /// Stop after so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Write the answer here
    #[arg(short, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FindFormat {
    Text,
    Jsonl,
}

impl FindArgs {
    /// The log's target, and the input files.
    pub(super) fn log(&self) -> (&LogTo, &[PathBuf]) {
        self.input.log()
    }

    /// Whether the pattern asks for characters beyond ASCII, which bytes stand for by the encoding.
    fn is_beyond_ascii(&self) -> bool {
        let escapes = ["\\x", "\\u", "\\U", "\\p", "\\P"];
        !self.hex
            && (!self.pattern.is_ascii()
                || !self.fixed && escapes.iter().any(|escape| self.pattern.contains(escape)))
    }

    fn pattern(&self) -> Pattern {
        let kind = match (self.fixed, self.hex) {
            (true, _) => PatternKind::Fixed,
            (_, true) => PatternKind::Hex,
            _ => PatternKind::Regex,
        };
        let text = self.pattern.clone();
        Pattern { text, kind, ignore_case: self.ignore_case, whole_word: self.word }
    }
}

pub(super) fn run(args: &FindArgs) -> Result<(), CommandEnd> {
    let source = args.input.open()?;
    let snapshot = source.snapshot();
    let counts_hits = args.count || args.form == FindFormat::Jsonl && !args.count_rows;
    let encoding = args.input.encoding(&snapshot, args.is_beyond_ascii());
    let search = Search::new(&Query::of(args.pattern()), encoding, counts_hits);
    let search = Arc::new(search.map_err(|why| CommandEnd::Says(format!("{}.", why.in_english())))?);
    let out = Out::open(args.output.as_deref(), Some(&snapshot), args.input.path())?;
    let engine = Engine::new(args.input.common.threads, false, Arc::new(|| ()))?;
    let mut scans: Vec<ScanRef> = vec![Arc::<Search>::clone(&search)];
    let lists = !args.count && !args.count_rows;
    if lists {
        scans.push(Arc::new(LineStarts { unit: encoding.unit() }));
    }
    let spec = Spec { pass: PassId::Search, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
    let job = engine.start(&snapshot, spec);
    let limit = args.limit.unwrap_or(u64::MAX);
    let mut list = MatchPrinter {
        args,
        search: &search,
        encoding,
        snapshot: &snapshot,
        out,
        next: 0,
        left: limit,
        n_told: 0,
    };
    let (update, found) = list.follow(&job, lists)?;
    let n = match (args.count, args.count_rows) {
        (true, _) => found.n_hits().min(limit),
        (_, true) => found.n_rows().min(limit),
        _ => list.n_told,
    };
    if !lists {
        list.write(format!("{n}\n").as_bytes())?;
    }
    list.out.finish(true)?;
    if list.left > 0 {
        match &update.state {
            JobState::Faulted(fault) => return Err(args.input.fault(fault)),
            JobState::Failed(caught) => {
                let what = format!("“{}” was not searched to its end", args.input.shown());
                return Err(CommandEnd::Says(super::failed(&what, caught)));
            }
            _ => {}
        }
    }
    if found.n_gave_up() > 0 {
        let lines = Text::new("count-lines").with("n", found.n_gave_up()).in_english();
        return Err(CommandEnd::Says(format!(
            "the pattern took too long in {lines}; what it found before counts"
        )));
    }
    if n == 0 { Err(CommandEnd::No) } else { Ok(()) }
}

/// Writes what was found, in file order, as far as the search has come.
struct MatchPrinter<'a> {
    args: &'a FindArgs,
    search: &'a Search,
    encoding: Encoding,
    snapshot: &'a Snapshot,
    out: Out,
    /// The block that is to be listed next.
    next: u64,
    /// Matches left until the limit.
    left: u64,
    n_told: u64,
}

impl MatchPrinter<'_> {
    /// Follows the search to its end, or until enough was found.
    fn follow(&mut self, job: &Job, lists: bool) -> Result<(Update, Arc<Matches>), CommandEnd> {
        let mut line = ProgressLine::new();
        loop {
            go_on()?;
            let Some(update) = job.update_within(Duration::from_millis(100)) else { continue };
            let is_over = update.state != JobState::Running;
            if !is_over {
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
            if lists {
                self.list(&found, &index, is_over)?;
            }
            if is_over || (lists && self.left == 0) {
                return Ok((update, found));
            }
        }
    }

    /// Lists the blocks that were searched since.
    fn list(&mut self, found: &Matches, index: &Counts, is_over: bool) -> Result<(), CommandEnd> {
        let end = found.span().end;
        let whole = if is_over { end.0.div_ceil(BLOCK) } else { end.0 / BLOCK };
        let lookup = Lookup { search: self.search, found, bytes: self.snapshot };
        let counts = if self.search.counts_hits() { found.hits() } else { found.rows() };
        while self.left > 0 {
            // The next block that holds any.
            let before = counts.before(self.next).unwrap_or(0);
            let Some((block, _)) = counts.locate(before).filter(|(block, _)| *block < whole) else { break };
            go_on()?;
            let (hits, rows) = lookup.block(block).map_err(|fault| self.fault(&fault))?;
            let lines = index.before(block).unwrap_or(0);
            if self.search.counts_hits() {
                self.hits(&hits, block, lines)?;
            } else {
                self.rows(&rows, block, lines)?;
            }
            self.next = block + 1;
        }
        self.next = self.next.max(whole);
        if is_over && self.left > 0 && !self.search.counts_hits() && found.n_rows() > counts.total() {
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
            let (offset, length) = (hit.start.0, hit.len());
            let object = format!("{{\"offset\": {offset}, \"length\": {length}, \"row\": {row}}}\n");
            self.write(object.as_bytes())?;
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
        }
        Ok(())
    }

    /// The row that ends at `end`, of the number `nr` from 0.
    fn row(&mut self, end: Offset, nr: u64) -> Result<(), CommandEnd> {
        let start = crate::search::line_start(self.snapshot, self.search.unit(), end);
        let mut at = start.map_err(|fault| self.fault(&fault))?;
        let head = format!("{}:", nr + 1);
        // All that is written can be read in one encoding, the file's.
        self.write(&self.encoding.encode(&head).unwrap_or(head.into_bytes()))?;
        let mut bytes = Vec::new();
        while at < end {
            let span = Span { start: at, end: (at + BLOCK).min(end) };
            bytes.clear();
            let copied = self.snapshot.read_copy(span, |b| bytes.extend_from_slice(b));
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
        let span = Span::at(Offset(block * BLOCK), BLOCK).meet(self.snapshot.span());
        self.snapshot.read_copy(span, <[u8]>::to_vec).map_err(|fault| self.fault(&fault))
    }

    fn fault(&self, fault: &Fault) -> CommandEnd {
        self.args.input.fault(fault)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), CommandEnd> {
        self.out.write_all(bytes).map_err(|error| self.out.stop(error))
    }
}
