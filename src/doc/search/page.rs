//! A page of the list: the wanted lines around a position, their context, and their heads.
//!
//! Made on the seeker's thread from the index of what was found. It has some hundred lines
//! whatever the context, and never more than the first KiB of each, so that the window's own
//! blocks are left alone and a page takes no more than a MiB or two.

use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, RowNr, Span};
use crate::format::encoding::CodeUnit;
use crate::index;
use crate::scan::Piece;
use crate::search::{LineFinder, LineStop, Lookup, Matches, ReadBytes, ReadCache, Search, WantedLine};
use crate::source::{Fault, Snapshot};
use std::sync::Arc;

/// Bytes that a line is shown with.
pub(super) const HEAD: u64 = 1024;

/// A match further into its line than this many bytes may be off screen; then this many bytes
/// before it are shown, instead of the line's first.
const NEAR_START: u64 = 180;
const BEFORE_HIT: u64 = 40;

/// Between lines no further apart than this many bytes, lines are counted one by one.
const NEAR_LINES: u64 = 16 * 1024;

/// Wanted lines per lookup, for display and for saving.
const STEP: usize = 32;
const SAVED_STEP: usize = 512;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Where the line starts.
    pub start: Offset,
    /// Its line end, or the file's end.
    pub end: Offset,
    /// Its number, from 0, as far as lines are indexed.
    pub nr: Option<RowNr>,
    /// Whether it is wanted itself; otherwise it is context.
    pub is_wanted: bool,
    /// Whether lines are left out before it.
    pub follows_gap: bool,
    /// Its first bytes, a KiB at most, and some of those around them, which say what matches; or
    /// those around its first match, if that is far from the line's start.
    pub head: Head,
    /// That match.
    pub far_hit: Option<Offset>,
}

/// The first bytes of a line, or some from its middle, with context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Where they start.
    pub at: Offset,
    /// The bytes, with those around them.
    pub window: Arc<[u8]>,
    /// How many of them precede the line.
    pub lead: usize,
    /// How many are the line's own.
    pub len: usize,
}

impl Head {
    /// The line's own bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.window.get(self.lead..self.lead + self.len).unwrap_or_default()
    }
}

/// A request for a page.
pub(crate) struct PageRequest {
    pub(crate) nr: u64,
    /// Which lines the list wants.
    pub(crate) query: u64,
    pub(crate) search: Arc<Search>,
    pub(crate) found: Arc<Matches>,
    pub(crate) lines: Option<Arc<Counts>>,
    pub(crate) bytes: Snapshot,
    pub(crate) top: Offset,
    pub(crate) context: u32,
    /// How many lines are visible.
    pub(crate) visible: usize,
}

impl PageRequest {
    /// Lines of a page before its place, at least, if there are so many.
    fn before(&self) -> usize {
        self.visible + 30
    }

    /// The same for those after it.
    fn after(&self) -> usize {
        self.visible * 2 + 40
    }

    fn lookup(&self) -> Lookup<'_> {
        Lookup { search: &self.search, found: &self.found, bytes: &self.bytes }
    }

    fn around<'a>(&'a self, goes_on: &'a dyn Fn() -> bool) -> Around<'a> {
        let (unit, index) = (self.search.unit(), self.lines.as_deref());
        Around { bytes: ReadCache::new(&self.bytes), unit, finder: LineFinder { unit, index, goes_on } }
    }
}

/// Some lines of the list, next to each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// The request that it answers, and the list's query then.
    pub(super) nr: u64,
    pub(super) query: u64,
    pub(super) rows: Vec<ListRow>,
    /// Whether it has the list's first line, and its last.
    pub(super) is_first: bool,
    pub(super) is_last: bool,
    /// How much of the file had been searched.
    pub(super) searched: Offset,
}

/// The lines around a place, and those around them.
///
/// Reads the block of each, so it belongs on a worker.
///
/// # Errors
/// [`LineStop`], also as soon as it need not go on.
pub(super) fn page(request: &PageRequest, goes_on: &dyn Fn() -> bool) -> Result<Page, LineStop> {
    let around = request.around(goes_on);
    let at = request.lookup().n_rows_before(request.top)?;
    let least = request.before();
    let per_wanted = to_usize(u64::from(request.context)) * 2 + 1;
    let mut back = len_u64(least / per_wanted + 1);
    loop {
        let first = at.saturating_sub(back);
        let (mut rows, is_last) = rows_from(first, request, &around)?;
        let before = rows.partition_point(|row| row.end < request.top);
        if before < least && first > 0 {
            // Where the lines around them overlap, more are needed.
            back *= 4;
            continue;
        }
        rows.drain(..before.saturating_sub(least * 2));
        number(&mut rows, request, &around)?;
        read_heads(&mut rows, request)?;
        let is_first = first == 0 && before <= least * 2;
        let searched = request.found.span().end;
        return Ok(Page { nr: request.nr, query: request.query, rows, is_first, is_last, searched });
    }
}

/// The lines of the list from the wanted one number `first` on, until there are enough after the
/// place; and whether these are all.
fn rows_from(
    first: u64,
    request: &PageRequest,
    around: &Around<'_>,
) -> Result<(Vec<ListRow>, bool), LineStop> {
    let lookup = request.lookup();
    let mut rows: Vec<ListRow> = Vec::new();
    let mut next = first;
    loop {
        let wanted = lookup.rows(next, STEP, &around.finder)?;
        for row in &wanted {
            append(&mut rows, row, around, request.context)?;
            next += 1;
            let after = rows.len() - rows.partition_point(|row| row.end < request.top);
            if after >= request.after() {
                // The one at the file's end may have no line end, and then isn't in the counts.
                return Ok((rows, next >= request.found.n_rows()));
            }
        }
        if wanted.len() < STEP {
            return Ok((rows, true));
        }
    }
}

/// Passes every line of the list in file order, without its head, to `take`, some hundred at
/// a time, until that fails.
pub(super) fn each<E: From<Fault> + From<LineStop>>(
    request: &PageRequest,
    goes_on: &dyn Fn() -> bool,
    take: &mut dyn FnMut(&[ListRow]) -> Result<(), E>,
) -> Result<(), E> {
    each_from(Offset::ZERO, request, goes_on, take)
}

/// The same from the line that holds `from` on; some before it may come, too.
pub(super) fn each_from<E: From<Fault> + From<LineStop>>(
    from: Offset,
    request: &PageRequest,
    goes_on: &dyn Fn() -> bool,
    take: &mut dyn FnMut(&[ListRow]) -> Result<(), E>,
) -> Result<(), E> {
    let (lookup, around) = (request.lookup(), request.around(goes_on));
    let mut rows: Vec<ListRow> = Vec::new();
    // A line may be listed for the wanted one before it.
    let mut next = lookup.n_rows_before(from)?.saturating_sub(1);
    loop {
        let wanted = lookup.rows(next, SAVED_STEP, &around.finder)?;
        for row in &wanted {
            append(&mut rows, row, &around, request.context)?;
        }
        next += len_u64(wanted.len());
        let is_last = wanted.len() < SAVED_STEP;
        // Lines after the last wanted one may be wanted themselves: the next batch decides.
        let settled =
            if is_last { rows.len() } else { rows.iter().rposition(|row| row.is_wanted).unwrap_or(0) };
        number(&mut rows[..settled], request, &around)?;
        take(&rows[..settled])?;
        if is_last {
            return Ok(());
        }
        rows.drain(..settled);
    }
}

/// Adds a wanted line and those around it.
fn append(
    rows: &mut Vec<ListRow>,
    row: &WantedLine,
    around: &Around<'_>,
    context: u32,
) -> Result<(), LineStop> {
    let last_end = rows.last().map(|row| row.end);
    let mut lines = around.before(row, context, last_end)?;
    // Lines that were taken as following ones may be wanted themselves.
    while rows.last().is_some_and(|last| last.start >= row.start) {
        rows.pop();
    }
    lines.push((row.start, row.end, true));
    lines.extend(around.after(row, context)?);
    for (start, end, is_wanted) in lines {
        if rows.last().is_some_and(|last| last.start >= start) {
            continue;
        }
        let follows_gap = rows.last().is_some_and(|last| around.next(last.end) != start);
        let head = Head::default();
        rows.push(ListRow { start, end, nr: None, is_wanted, follows_gap, head, far_hit: None });
    }
    Ok(())
}

/// Gives lines their numbers, as far as lines are indexed: by counting on from the line before,
/// where that is near.
fn number(rows: &mut [ListRow], request: &PageRequest, around: &Around<'_>) -> Result<(), Fault> {
    let Some(lines) = &request.lines else { return Ok(()) };
    let mut last: Option<(RowNr, Offset)> = None;
    for row in rows {
        if row.start <= lines.span().end {
            let follows = match last {
                Some((nr, _)) if !row.follows_gap => Some(RowNr(nr.0 + 1)),
                Some((nr, end)) => around.n_lines(end, row.start)?.map(|n| RowNr(nr.0 + n)),
                None => None,
            };
            row.nr = match follows {
                Some(nr) => Some(nr),
                None => index::row_at(lines, request.search.unit(), row.start, &request.bytes)?,
            };
        }
        last = row.nr.map(|nr| (nr, row.end));
    }
    Ok(())
}

fn read_heads(rows: &mut [ListRow], request: &PageRequest) -> Result<(), Fault> {
    for row in rows {
        row.head = head_from(row.start, row.end, request)?;
        if !row.is_wanted || row.end - row.start < NEAR_START || request.search.is_slow() {
            continue;
        }
        let hit = first_hit(row, request)?.filter(|hit| *hit - row.start > NEAR_START && *hit <= row.end);
        if let Some(hit) = hit {
            let unit = request.search.unit();
            let from = hit.back(BEFORE_HIT).floor_to(len_u64(unit.width()));
            row.head = head_from(from, row.end, request)?;
            row.head.start_whole(unit);
            row.far_hit = Some(hit);
        }
    }
    Ok(())
}

/// A KiB of a line from a place in it on.
fn head_from(from: Offset, end: Offset, request: &PageRequest) -> Result<Head, Fault> {
    let (lead, tail) = request.search.margin_bytes();
    let own = Span { start: from, end: end.min(from + HEAD) };
    let most = to_usize(HEAD);
    let wide = own.with_margin((lead.min(most), tail.min(most)), request.bytes.span());
    let window = request.bytes.read_copy(wide, |window| Arc::from(window))?;
    Ok(Head { at: from, window, lead: to_usize(own.start - wide.start), len: to_usize(own.len()) })
}

/// Where the first match in a line starts.
fn first_hit(row: &ListRow, request: &PageRequest) -> Result<Option<Offset>, Fault> {
    let (head, mut spans) = (&row.head, Vec::new());
    let piece = Piece::new(&head.window, head.lead, head.len, row.start, request.bytes.len());
    request.search.matches_in(&piece, &mut spans);
    let near = spans.iter().map(|hit| hit.start).filter(|&at| at >= row.start).min();
    if near.is_some() || !request.search.counts_hits() {
        return Ok(near);
    }
    let lookup = request.lookup();
    let hit = lookup.hit(lookup.n_hits_before(row.start)?)?;
    Ok(hit.map(|hit| hit.start))
}

impl Head {
    /// Leaves out what may be the rest of a character.
    fn start_whole(&mut self, unit: CodeUnit) {
        if unit != CodeUnit::Byte {
            return;
        }
        let continues = |byte: &&u8| **byte & 0xC0 == 0x80;
        let n = self.bytes().iter().take(3).take_while(continues).count();
        (self.at, self.lead, self.len) = (self.at + len_u64(n), self.lead + n, self.len - n);
    }
}

/// A line: its start, its end, and whether it is wanted.
type LineBounds = (Offset, Offset, bool);

/// Finds the lines around one.
struct Around<'a> {
    bytes: ReadCache<'a>,
    unit: CodeUnit,
    finder: LineFinder<'a>,
}

impl Around<'_> {
    /// Where the line after the one that ends at `end` starts.
    fn next(&self, end: Offset) -> Offset {
        end + len_u64(self.unit.width())
    }

    /// How many lines end from `from` on before `to`, if those are few bytes.
    fn n_lines(&self, from: Offset, to: Offset) -> Result<Option<u64>, Fault> {
        if self.unit != CodeUnit::Byte || from > to || to - from > NEAR_LINES {
            return Ok(None);
        }
        let span = Span { start: from, end: to };
        let n = self.bytes.look(span, |bytes| memchr::memchr_iter(b'\n', bytes).count())?;
        Ok(Some(len_u64(n)))
    }

    /// The `n` lines before a row that come after `after`, in file order.
    fn before(&self, row: &WantedLine, n: u32, after: Option<Offset>) -> Result<Vec<LineBounds>, LineStop> {
        let mut lines = Vec::new();
        let mut start = row.start;
        for _ in 0..n {
            let end = start.back(self.next(Offset::ZERO).0);
            if start == Offset::ZERO || after.is_some_and(|after| end <= after) {
                break;
            }
            start = self.finder.start(&self.bytes, end)?;
            lines.push((start, end, false));
        }
        lines.reverse();
        Ok(lines)
    }

    /// The `n` lines after a row.
    fn after(&self, row: &WantedLine, n: u32) -> Result<Vec<LineBounds>, LineStop> {
        let mut lines = Vec::new();
        let mut start = self.next(row.end);
        for _ in 0..n {
            if start >= self.bytes.span().end {
                break;
            }
            let end = self.finder.end(&self.bytes, start)?;
            lines.push((start, end, false));
            start = self.next(end);
        }
        Ok(lines)
    }
}
