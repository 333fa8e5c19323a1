//! Saving the lines of the list: streamed to a file, however many there are.

use super::Searching;
use super::page::{self, ListRow, PageRequest};
use super::saver::RowSaver;
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::base::units::len_u64;
use crate::base::{Counts, Offset, Span};
use crate::doc::Document;
use crate::format::encoding::Encoding;
use crate::messages::Text;
use crate::search::{LineStop, ListStop, ListedChunk, Lister, ReadBytes, ReadCache};
use crate::source::{Fault, refuse_input};
use std::cell::Cell;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Bytes per copy.
const READ_BYTES: u64 = 256 * 1024;

/// With fewer lines than one in this many bytes, only the blocks that hold some are read.
const SPARSE: u64 = 256 * 1024;

impl Document {
    /// Whether the list holds a line to save.
    #[must_use]
    pub fn can_save_rows(&self) -> bool {
        let run = self.searching().and_then(Searching::list_run);
        run.is_some_and(|run| run.found().n_rows() > 0)
    }

    /// What has to be read to save the lines of the list; in a sentence, why that can't be done
    /// now. `None` without a search.
    pub(crate) fn rows_to_save(&self, numbered: bool) -> Option<Result<PageRequest, Text>> {
        let (file, searching) = (self.file()?, self.searching()?);
        if let Some(why) = searching.list_trouble() {
            return Some(Err(why.clone()));
        }
        if searching.listed().is_none_or(|(run, _)| run.is_running()) {
            return Some(Err(Text::new("save-still-searching")));
        }
        let counted = file.index().map_or(0, |index| index.span().end.0);
        if numbered && counted < file.len() {
            return Some(Err(Text::new("save-still-counting")));
        }
        self.all_rows(file.index().filter(|_| numbered)).map(Ok)
    }

    /// What has to be read to copy lines of the list, as far as they were found. `None` without a list.
    pub(crate) fn rows_to_copy(&self) -> Option<PageRequest> {
        self.all_rows(None)
    }

    /// What has to be read for all lines of the list; with their numbers, if they are counted.
    fn all_rows(&self, lines: Option<&Arc<Counts>>) -> Option<PageRequest> {
        let (file, searching) = (self.file()?, self.searching()?);
        let (run, search) = searching.listed()?;
        Some(PageRequest {
            nr: 0,
            query: 0,
            search: Arc::clone(search),
            found: Arc::clone(run.found()),
            lines: lines.cloned(),
            bytes: file.snapshot().clone(),
            top: Offset::ZERO,
            context: searching.list().context(),
            visible: 0,
        })
    }
}

/// Where the first `n` lines of the list start, without those around them.
///
/// # Errors
/// In a sentence, why they can't be read.
pub(crate) fn first_rows(
    request: &PageRequest,
    n: usize,
    goes_on: &dyn Fn() -> bool,
) -> Result<Vec<Offset>, Text> {
    let mut starts = Vec::new();
    let taken = page::each(request, goes_on, &mut |rows| {
        starts.extend(rows.iter().filter(|row| row.is_wanted).map(|row| row.start));
        if starts.len() < n { Ok(()) } else { Err(Uncopied::Done) }
    });
    starts.truncate(n);
    match taken {
        Ok(()) | Err(Uncopied::Done) => Ok(starts),
        Err(Uncopied::Why(Unsaved::Says(why))) => Err(why),
        Err(Uncopied::Why(Unsaved::Write(error))) => Err(Text::of_io(&error)),
    }
}

/// Why lines are not saved.
pub(super) enum Unsaved {
    Says(Text),
    Write(std::io::Error),
}

impl From<Fault> for Unsaved {
    fn from(fault: Fault) -> Self {
        Self::Says(fault.message())
    }
}

impl From<LineStop> for Unsaved {
    fn from(stop: LineStop) -> Self {
        match stop {
            LineStop::Fault(fault) => fault.into(),
            LineStop::Cancelled => Self::Says(Text::new("save-stopped")),
        }
    }
}

impl From<std::io::Error> for Unsaved {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error)
    }
}

/// Writes all lines, and those around them; how many. With their numbers, in this encoding.
pub(crate) fn write_rows(
    path: &Path,
    input: Option<&Path>,
    request: &PageRequest,
    numbered: Option<Encoding>,
    goes_on: &dyn Fn(u64) -> bool,
) -> Result<u64, Text> {
    let name = path.display().to_string();
    refuse_input(path, request.bytes.stat(), input).map_err(|error| error.message())?;
    let mut out = AtomicFile::create(path).map_err(|error| error.message())?;
    let is_dense = request.found.n_rows() > request.bytes.len() / SPARSE;
    let write = if is_dense { write_all } else { write_some };
    let n = write(request, numbered, &mut out, goes_on).map_err(|unsaved| {
        let why = match unsaved {
            Unsaved::Says(why) => why,
            Unsaved::Write(error) => SaveError::writing(path, &error).message(),
        };
        Text::new("save-not-written").with("name", name).with("why", why)
    })?;
    out.finish(true).map_err(|error| error.message())?;
    Ok(n)
}

/// The bytes of the list's lines from the one that holds `first` to the one that holds `last`, with
/// line ends between them; `None` if they are more than `most` bytes.
///
/// # Errors
/// In a sentence, why they can't be read.
pub(crate) fn copy_rows(
    request: &PageRequest,
    (first, last): (Offset, Offset),
    most: u64,
    goes_on: &dyn Fn(u64) -> bool,
) -> Result<Option<Vec<u8>>, Text> {
    let line_end = request.search.unit().line_feed();
    let (bytes, mut copied, mut n, mut is_over) = (ReadCache::new(&request.bytes), Vec::new(), 0_u64, false);
    let done = Cell::new(0);
    let taken = page::each_from(first, request, &|| goes_on(done.get()), &mut |rows| {
        for row in rows.iter().filter(|row| row.end >= first) {
            if row.start > last {
                return Err(Uncopied::Done);
            }
            is_over |= len_u64(copied.len()) + (row.end - row.start) > most;
            if is_over {
                return Err(Uncopied::Done);
            }
            copied.extend_from_slice(if n > 0 { line_end } else { &[] });
            copy(&bytes, Span { start: row.start, end: row.end }, &mut copied).map_err(Uncopied::Why)?;
            n += 1;
        }
        done.set(rows.last().map_or(0, |row| row.end.0));
        if goes_on(done.get()) { Ok(()) } else { Err(LineStop::Cancelled.into()) }
    });
    match taken {
        Ok(()) | Err(Uncopied::Done) if is_over => Ok(None),
        Ok(()) | Err(Uncopied::Done) => Ok(Some(copied)),
        Err(Uncopied::Why(Unsaved::Says(why))) => Err(why),
        Err(Uncopied::Why(Unsaved::Write(error))) => Err(Text::of_io(&error)),
    }
}

/// Why no more lines are copied.
enum Uncopied {
    Done,
    Why(Unsaved),
}

impl<T: Into<Unsaved>> From<T> for Uncopied {
    fn from(why: T) -> Self {
        Self::Why(why.into())
    }
}

/// Writes the lines of blocks that hold some: for few of many blocks.
fn write_some(
    request: &PageRequest,
    numbered: Option<Encoding>,
    out: &mut dyn Write,
    goes_on: &dyn Fn(u64) -> bool,
) -> Result<u64, Unsaved> {
    let line_end = request.search.unit().line_feed();
    let (bytes, mut n, done) = (ReadCache::new(&request.bytes), 0, Cell::new(0));
    page::each(request, &|| goes_on(done.get()), &mut |rows| {
        for row in rows {
            if let Some(encoding) = numbered {
                let head = head(row);
                out.write_all(&encoding.encode(&head).unwrap_or(head.into_bytes()))?;
            }
            copy(&bytes, Span { start: row.start, end: row.end }, out)?;
            out.write_all(line_end)?;
            n += 1;
        }
        done.set(rows.last().map_or(0, |row| row.end.0));
        if goes_on(done.get()) { Ok(()) } else { Err(Unsaved::Says(Text::new("save-stopped"))) }
    })?;
    Ok(n)
}

/// The same, from all bytes of the file as they are searched: for many.
fn write_all(
    request: &PageRequest,
    numbered: Option<Encoding>,
    out: &mut dyn Write,
    goes_on: &dyn Fn(u64) -> bool,
) -> Result<u64, Unsaved> {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (search, limit, chunk_bytes) = (&*request.search, u64::MAX, Lister::CHUNK);
    let lister = Lister { search, bytes: &request.bytes, limit, n_threads, chunk_bytes };
    let mut saver = RowSaver::new(request, numbered);
    let mut done = 0;
    let end = lister.list(|chunk, copied: &mut ListedChunk| copied.copy_from(chunk), &mut |chunk: Option<
        (&ListedChunk, Offset),
    >| {
        if let Some((chunk, end)) = chunk {
            saver.save(chunk, out)?;
            done = end.0;
        }
        if goes_on(done) { Ok(()) } else { Err(Unsaved::Says(Text::new("save-stopped"))) }
    });
    let end = end.map_err(|stop| match stop {
        ListStop::Own(unsaved) => unsaved,
        ListStop::Fault(fault) => fault.into(),
        ListStop::Panicked(caught) => Unsaved::Says(Text::verbatim(caught.to_string())),
        ListStop::NoThread(error) => Unsaved::Says(Text::of_io(&error)),
    })?;
    saver.finish(end.open_row.is_some(), out)
}

/// A line's prefix: its number, and whether it is wanted or context.
fn head(row: &ListRow) -> String {
    let gap = if row.follows_gap { "--\n" } else { "" };
    let sign = if row.is_wanted { ':' } else { '-' };
    match row.nr {
        Some(nr) => format!("{gap}{}{sign}", nr.0 + 1),
        None => gap.to_owned(),
    }
}

/// Copies bytes of any length.
pub(super) fn copy(bytes: &impl ReadBytes, span: Span, out: &mut dyn Write) -> Result<(), Unsaved> {
    let mut at = span.start;
    while at < span.end {
        let part = Span { start: at, end: (at + READ_BYTES).min(span.end) };
        let written = bytes.look(part, |bytes| out.write_all(bytes));
        written.map_err(|fault| std::io::Error::other(fault.message()))??;
        at = part.end;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{CHUNK_BYTES, Engine, JobState, Spec};
    use crate::scan::line_starts::LineStarts;
    use crate::scan::plan::PassId;
    use crate::scan::{Finding, ScanRef};
    use crate::search::{FilterStage, Pattern, Query, Search, Term};
    use crate::source::{AccessMode, Source};
    use proptest::prelude::*;
    use std::time::Duration;

    fn request(bytes: &[u8], query: &Query, encoding: Encoding, context: u32) -> PageRequest {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let bytes = Source::open(file.path(), AccessMode::Read).unwrap().snapshot();
        let search = Arc::new(Search::new(query, encoding, true).unwrap());
        let lines: ScanRef = Arc::new(LineStarts { unit: encoding.unit() });
        let scans: Vec<ScanRef> = vec![Arc::<Search>::clone(&search), lines];
        let spec = Spec { pass: PassId::Search, scans, owner: 0, chunk_bytes: CHUNK_BYTES, is_urgent: false };
        let engine = Engine::new(2, false, Arc::new(|| ())).unwrap();
        let job = engine.start(&bytes, spec);
        let update = loop {
            let update = job.update_within(Duration::from_secs(60)).unwrap();
            if update.state != JobState::Running {
                break update;
            }
        };
        let [Finding::Matches(found), Finding::LineIndex(lines)] = &update.findings[..] else { panic!() };
        let (found, lines, top) = (Arc::clone(found), Some(Arc::clone(lines)), Offset::ZERO);
        PageRequest { nr: 0, query: 0, search, found, lines, bytes, top, context, visible: 0 }
    }

    /// Line by line, as `grep -n -C` does it.
    fn naive(text: &str, wants: impl Fn(&str) -> bool, context: usize, numbered: bool) -> String {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let wanted: Vec<bool> = lines.iter().map(|line| wants(line)).collect();
        let (mut out, mut last) = (String::new(), None);
        for (i, line) in lines.iter().enumerate() {
            let near = i.saturating_sub(context)..(i + context + 1).min(lines.len());
            if !near.clone().any(|i| wanted[i]) {
                continue;
            }
            if numbered {
                out += if last.is_some_and(|last| last + 1 != i) { "--\n" } else { "" };
                out += &format!("{}{}", i + 1, if wanted[i] { ':' } else { '-' });
            }
            out += line;
            out += if line.ends_with('\n') { "" } else { "\n" };
            last = Some(i);
        }
        out
    }

    fn check(text: &str, is_negated: bool, context: u32, numbered: bool, encoding: Encoding) {
        let terms = vec![Term { pattern: Pattern::fixed("a"), is_negated }];
        let query = Query { stages: vec![FilterStage { terms, ..FilterStage::default() }] };
        let request = request(&encoding.encode(text).unwrap(), &query, encoding, context);
        let expected = naive(text, |line| line.contains('a') != is_negated, context as usize, numbered);
        let expected = encoding.encode(&expected).unwrap();
        let numbered = numbered.then_some(encoding);
        for write in [write_some, write_all] {
            let mut out = Vec::new();
            let n = write(&request, numbered, &mut out, &|_| true).ok().unwrap();
            assert!(out == expected, "{text:?} {is_negated} {context} {numbered:?}");
            let n_heads = encoding.unit().line_feeds(&out).count();
            assert!(numbered.is_some() || n == n_heads as u64);
        }
        assert!(write_all(&request, numbered, &mut Vec::new(), &|_| false).is_err() || text.is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn saved_lines_are_those_of_a_plain_walk_whichever_way_they_are_read(
            parts in prop::collection::vec(prop::sample::select(vec!["a", "b", "\n", "\n", "\r\n", "bb\n", "\nc"]), 0..40),
            is_negated: bool, context in 0_u32..4, numbered: bool,
            encoding in prop::sample::select(vec!["UTF-8", "UTF-8", "UTF-16LE", "UTF-32BE"]),
        ) {
            let encoding = Encoding::named(encoding).unwrap();
            check(&parts.concat(), is_negated, context, numbered, encoding);
        }
    }

    #[test]
    fn lines_longer_than_a_chunk_are_saved_whole() {
        let long = "bc".repeat(400_000);
        let text =
            format!("{long}\nx\n{long}a\r\n{long}\ny\nz\n{}a{long}\n\n{long}", "short b\n".repeat(90_000));
        for (context, numbered) in [(0, true), (1, true), (2, false), (5, true)] {
            check(&text, false, context, numbered, Encoding::UTF_8);
        }
    }
}
