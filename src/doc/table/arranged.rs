//! Rows of a table that are not all of them, or not in the file's order: by their ranks.
//!
//! Of a filter it is known how many rows each block keeps; which ones, the block's own bytes say again. An
//! order is a list of places.

use super::space::fetched;
use super::{RecordRows, Table};
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::doc::File;
use crate::scan::kept::Kept;
use crate::scan::rows::{RowTest, Suspect, TableRow as ScannedRow};
use crate::scroll::{Pos, Ranks, RowSpace};
use crate::source::blocks::Fetched;
use crate::table::order::RowOrder;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// Blocks whose rows may be kept, and lookups of ranks.
const MOST_BLOCKS: usize = 256;
const MOST_RANKS: usize = 8;

/// Which rows are shown, and in which order.
pub(super) struct Arranged {
    rows: ArrangedBy,
    /// The rows that blocks keep.
    blocks: RefCell<HashMap<u64, Arc<[Offset]>>>,
    /// Ranks that were looked up last.
    ranks: RefCell<Vec<(Offset, Option<u64>)>>,
}

enum ArrangedBy {
    Filter { kept: Arc<Kept>, wants: RowTest },
    Order(Arc<RowOrder>),
}

impl Arranged {
    pub(super) fn filtered(kept: Arc<Kept>, wants: RowTest) -> Self {
        Self::new(ArrangedBy::Filter { kept, wants })
    }

    pub(super) fn ordered(order: Arc<RowOrder>) -> Self {
        Self::new(ArrangedBy::Order(order))
    }

    fn new(rows: ArrangedBy) -> Self {
        Self { rows, blocks: RefCell::default(), ranks: RefCell::default() }
    }

    pub(super) fn n_rows(&self) -> u64 {
        match &self.rows {
            ArrangedBy::Filter { kept, .. } => kept.counts.total(),
            ArrangedBy::Order(order) => order.n_rows(),
        }
    }

    /// The order, if rows are sorted.
    pub(super) fn order(&self) -> Option<&Arc<RowOrder>> {
        match &self.rows {
            ArrangedBy::Filter { .. } => None,
            ArrangedBy::Order(order) => Some(order),
        }
    }

    /// Where the row of a rank starts; past the last one the last.
    fn start_of(&self, rank: u64, file: &File, table: &Table) -> Fetched<Offset> {
        let rank = rank.min(self.n_rows().saturating_sub(1));
        match &self.rows {
            ArrangedBy::Order(order) => {
                let place = order.get(rank);
                Fetched::Ready(place.map_or(Offset::ZERO, |place| place.start()))
            }
            ArrangedBy::Filter { kept, wants } => {
                let Some((block, before)) = kept.counts.locate(rank) else {
                    return Fetched::Ready(table.rows_start());
                };
                let starts = fetched!(self.kept_in(block, wants, file, table));
                let start = starts.get(to_usize(rank - before)).or(starts.last());
                Fetched::Ready(start.copied().unwrap_or(Offset(block * BLOCK)))
            }
        }
    }

    /// The rank of the row that starts at `start`; of one that is not shown that of one near it.
    fn rank_of(&self, start: Offset, file: &File, table: &Table) -> Fetched<u64> {
        match &self.rows {
            ArrangedBy::Order(order) => {
                let mut known = self.ranks.borrow_mut();
                if let Some((_, rank)) = known.iter().find(|(known, _)| *known == start) {
                    return Fetched::Ready(rank.unwrap_or(u64::MAX));
                }
                // Rows that are looked up stand mostly beside each other.
                let near: Vec<u64> = known.iter().filter_map(|(_, rank)| *rank).take(2).collect();
                let rank = order.rank_of(start, &near);
                known.truncate(MOST_RANKS - 1);
                known.insert(0, (start, rank));
                Fetched::Ready(rank.unwrap_or(u64::MAX))
            }
            ArrangedBy::Filter { kept, wants } => {
                let block = start.0 / BLOCK;
                let Some(before) = kept.counts.before(block) else { return Fetched::Ready(self.n_rows()) };
                if kept.counts.before(block + 1).is_some_and(|after| after == before) {
                    return Fetched::Ready(before);
                }
                let starts = fetched!(self.kept_in(block, wants, file, table));
                Fetched::Ready(before + len_u64(starts.partition_point(|at| *at < start)))
            }
        }
    }

    /// The rows that start in a block and are kept.
    fn kept_in(&self, block: u64, wants: &RowTest, file: &File, table: &Table) -> Fetched<Arc<[Offset]>> {
        if let Some(known) = self.blocks.borrow().get(&block) {
            return Fetched::Ready(Arc::clone(known));
        }
        let starts = fetched!(table.starts_in(file, block));
        let first = table.rows_start();
        let mut kept = Vec::new();
        let mut reader = table.reader.borrow_mut();
        for (nr, &start) in starts.starts.iter().enumerate().filter(|(_, start)| **start >= first) {
            let end = match starts.starts.get(nr + 1) {
                Some(next) => *next,
                None => match fetched!(RecordRows::new(file, table).next(start.into())) {
                    Some(next) => next.offset(),
                    None => table.rows_span(file.len()).end,
                },
            };
            let span = Span { start, end };
            let bytes = fetched!(file.bytes(Span::at(start, span.len().min(super::row::MOST_BYTES))));
            let row = reader.read(&bytes);
            let suspect = Suspect { nul: true, encoding: table.layout().encoding.is_utf8() };
            if wants(&ScannedRow { row: &row, span, suspect }) {
                kept.push(start);
            }
        }
        let kept: Arc<[Offset]> = kept.into();
        if starts.is_exact {
            let mut blocks = self.blocks.borrow_mut();
            if blocks.len() >= MOST_BLOCKS {
                blocks.clear();
            }
            blocks.insert(block, Arc::clone(&kept));
        }
        Fetched::Ready(kept)
    }
}

/// The rows of a table that are shown, in the order in which they are.
#[derive(Clone, Copy)]
pub enum ShownRows<'a> {
    /// All, in the file's order: positions are byte offsets.
    All(RecordRows<'a>),
    /// Others: positions are ranks.
    Ranked(RankedRows<'a>),
}

/// Rows by their ranks.
#[derive(Clone, Copy)]
pub struct RankedRows<'a> {
    file: &'a File,
    table: &'a Table,
    arranged: &'a Arranged,
}

impl Table {
    /// The rows that are shown.
    #[must_use]
    pub fn shown_rows<'a>(&'a self, file: &'a File) -> ShownRows<'a> {
        match &self.arranged {
            Some(arranged) => ShownRows::Ranked(RankedRows { file, table: self, arranged }),
            None => ShownRows::All(self.rows(file)),
        }
    }

    /// Whether some rows are hidden, or their order is another one than the file's.
    #[must_use]
    pub fn is_arranged(&self) -> bool {
        self.arranged.is_some()
    }

    /// The order, if rows are sorted.
    #[must_use]
    pub fn order(&self) -> Option<&Arc<RowOrder>> {
        self.arranged.as_ref()?.order()
    }

    /// Which rows are wanted, if they are those of a filter in the file's order.
    #[must_use]
    pub fn filter_test(&self) -> Option<&RowTest> {
        match &self.arranged.as_ref()?.rows {
            ArrangedBy::Filter { wants, .. } => Some(wants),
            ArrangedBy::Order(_) => None,
        }
    }

    /// Whether the row that holds a byte is hidden; false as well where that is not known now.
    #[must_use]
    pub fn hides(&self, file: &File, at: Offset) -> bool {
        let Some(arranged) = &self.arranged else { return false };
        let Fetched::Ready(row) = self.rows(file).snap(at.into()) else { return false };
        let Fetched::Ready(rank) = arranged.rank_of(row.offset(), file, self) else { return false };
        match arranged.start_of(rank, file, self) {
            Fetched::Ready(shown) => rank >= arranged.n_rows() || shown != row.offset(),
            _ => false,
        }
    }

    /// How many rows are shown, if not all are.
    #[must_use]
    pub fn n_shown(&self) -> Option<u64> {
        self.arranged.as_ref().map(Arranged::n_rows)
    }

    /// Shows the rows that are kept. Of those of the same filter before, what is known of blocks
    /// stays. Whether it is another filter.
    pub(in crate::doc) fn show_kept(&mut self, kept: Arc<Kept>, wants: RowTest) -> bool {
        if let Some(Arranged { rows: ArrangedBy::Filter { kept: known, wants: same }, blocks, .. }) =
            &mut self.arranged
            && Arc::ptr_eq(same, &wants)
        {
            let last = known.counts.span().end.0 / BLOCK;
            blocks.get_mut().retain(|block, _| *block + 1 < last);
            *known = kept;
            return false;
        }
        self.arranged = Some(Arranged::filtered(kept, wants));
        true
    }

    pub(crate) fn show_order(&mut self, order: Arc<RowOrder>) {
        self.arranged = Some(Arranged::ordered(order));
    }

    pub(in crate::doc) fn show_all_rows(&mut self) {
        self.arranged = None;
    }
}

impl ShownRows<'_> {
    fn space(&self) -> &dyn RowSpace {
        match self {
            Self::All(rows) => rows,
            Self::Ranked(rows) => rows,
        }
    }
}

impl RowSpace for ShownRows<'_> {
    fn len(&self) -> u64 {
        self.space().len()
    }

    fn is_empty(&self) -> bool {
        self.space().is_empty()
    }

    fn snap(&self, at: Pos) -> Fetched<Pos> {
        self.space().snap(at)
    }

    fn next(&self, at: Pos) -> Fetched<Option<Pos>> {
        self.space().next(at)
    }

    fn previous(&self, at: Pos) -> Fetched<Option<Pos>> {
        self.space().previous(at)
    }

    fn longest(&self) -> u64 {
        self.space().longest()
    }

    fn pos_of(&self, at: Offset) -> Fetched<Pos> {
        self.space().pos_of(at)
    }

    fn offset_of(&self, pos: Pos) -> Fetched<Offset> {
        self.space().offset_of(pos)
    }
}

impl RankedRows<'_> {
    fn ranks(&self) -> Ranks {
        Ranks { n_rows: self.arranged.n_rows() }
    }
}

impl RowSpace for RankedRows<'_> {
    fn len(&self) -> u64 {
        self.ranks().n_rows
    }

    fn snap(&self, at: Pos) -> Fetched<Pos> {
        self.ranks().snap(at)
    }

    fn next(&self, at: Pos) -> Fetched<Option<Pos>> {
        self.ranks().next(at)
    }

    fn longest(&self) -> u64 {
        1
    }

    fn pos_of(&self, at: Offset) -> Fetched<Pos> {
        let row = fetched!(self.table.rows(self.file).snap(at.into()));
        self.arranged.rank_of(row.offset(), self.file, self.table).map(Pos)
    }

    fn offset_of(&self, pos: Pos) -> Fetched<Offset> {
        self.arranged.start_of(pos.0, self.file, self.table)
    }
}
