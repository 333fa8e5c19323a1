//! An open file as the UI thread sees it: cached bytes, and rows cut from them.
//!
//! Nothing here waits or reads. A cache miss is noted as wanted and [`Fetched::Pending`].

use super::edits::Edits;
use super::kept_jobs::KeptJobs;
use super::row_layouts::RowLayoutCache;
use super::scans::Indexes;
use super::table::Table;
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, RowNr, Span};
use crate::engine::{StorePlace, Trust};
use crate::format::compression::Compression;
use crate::format::delimited::detect::Detection;
use crate::format::delimited::{DialectChoice, FieldTree};
use crate::format::encoding::{CodeUnit, Encoding};
use crate::format::rows::{self, FileWindow, Row};
use crate::format::sniff::{Verdict, WholeUtf8};
use crate::format::wrap::{self, RowLayout, RowLayoutOptions};
use crate::index::{self, chars};
use crate::messages::Text;
use crate::search::Search;
use crate::source::blocks::{Blocks, Fetched};
use crate::source::reader::{Opened, Reader, Tail};
use crate::source::tables::FoundTable;
use crate::source::{Change, Fault, FaultKind, Generation, Snapshot};
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

/// How a file's text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextReading {
    /// Its encoding.
    pub encoding: Encoding,
    /// Whether the sequences of ANSI colours are no part of it.
    pub skips_ansi: bool,
}

/// A file that could be opened.
pub struct File {
    snapshot: Snapshot,
    blocks: RefCell<Blocks>,
    laid: RefCell<RowLayoutCache>,
    is_filling: bool,
    /// The line index, as far as it reaches.
    index: Option<Arc<Counts>>,
    /// The verdict of detection.
    verdict: Verdict,
    /// What all bytes are as UTF-8, and whether the verdict takes that into account or will.
    whole: Option<(WholeUtf8, bool)>,
    /// Whether ANSI colours are obeyed.
    pub(crate) obeys_ansi: bool,
    /// The chosen encoding; overrides detection.
    wanted: Option<Encoding>,
    /// The index of characters, as far as it reaches.
    chars: Option<Arc<Counts>>,
    /// What it is as a table, if it is one.
    table: Option<Box<Table>>,
    /// The encoding for which the table was last asked for, and the file's length then.
    asked_table: Option<(Encoding, u64, DialectChoice)>,
    /// What a person said of how it is written as a table.
    choice: DialectChoice,
    /// The last change, and when it was noticed.
    changed: Option<(Change, Instant)>,
    /// Where what searches find is kept, if it is.
    store: Option<KeptJobs>,
    /// Edits that are laid over it.
    pub(super) edits: Option<Box<Edits>>,
}

impl File {
    pub(crate) fn new(opened: &Opened) -> Self {
        let detection = opened.table.as_ref().map(|found| Detection::clone(&found.detection));
        Self {
            snapshot: opened.snapshot.clone(),
            blocks: RefCell::default(),
            laid: RefCell::default(),
            is_filling: opened.is_filling,
            index: None,
            verdict: opened.verdict.clone().with_table(detection),
            whole: None,
            obeys_ansi: false,
            wanted: None,
            chars: None,
            table: opened.table.clone().map(|found| Box::new(Table::new(found))),
            asked_table: None,
            choice: DialectChoice::default(),
            changed: None,
            store: None,
            edits: None,
        }
    }

    /// The same file after this program has written it: read as before, with nothing known of its bytes.
    /// Another program may have written beside it, so no block is kept.
    pub(super) fn rewritten(&self, opened: &Opened) -> Self {
        let table = self.table.as_ref().map(|table| Box::new(Table::new(table.found().clone())));
        Self {
            verdict: self.verdict.clone(),
            obeys_ansi: self.obeys_ansi,
            wanted: self.wanted,
            choice: self.choice.clone(),
            table,
            ..Self::new(opened)
        }
    }

    pub(super) fn keep_searches_in(&mut self, store: Option<KeptJobs>) {
        self.store = store;
    }

    /// Where what a search finds is kept, of the bytes that the program found first.
    pub(super) fn place_of(&self, search: &Search) -> Option<StorePlace> {
        let store = self.store.as_ref().filter(|_| self.snapshot.generation() == Generation::default())?;
        // Nothing checks what it goes on from.
        Some(store.place(&search.recipe(), Trust::Certain))
    }

    /// The file's bytes, for workers.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Its length in bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.snapshot.len()
    }

    /// How it is compressed, by its first bytes.
    #[must_use]
    pub fn compression(&self) -> Option<Compression> {
        Compression::of(self.snapshot.head())
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.snapshot.is_empty()
    }

    /// Whether it is a pipe that has not ended.
    #[must_use]
    pub fn is_filling(&self) -> bool {
        self.is_filling
    }

    /// The last change that was noticed, and when.
    #[must_use]
    pub fn changed(&self) -> Option<&(Change, Instant)> {
        self.changed.as_ref()
    }

    /// Whether it is not what it was at a snapshot any more, as far as that was noticed.
    #[must_use]
    pub fn differs_from(&self, snapshot: &Snapshot) -> bool {
        let now = &self.snapshot;
        matches!(self.changed, Some((Change::Rewritten | Change::Shrank { .. }, _)))
            || now.generation() != snapshot.generation()
            || now.len() != snapshot.len()
            || now.stat().modified != snapshot.stat().modified
    }

    /// The verdict of detection, with its evidence.
    #[must_use]
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The chosen encoding, which overrides the detected one.
    #[must_use]
    pub fn wanted_encoding(&self) -> Option<Encoding> {
        self.wanted
    }

    /// The encoding in force: the chosen one, or the detected one, or UTF-8.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.wanted.unwrap_or(self.verdict.reads_as())
    }

    /// How searches and rules read its text.
    #[must_use]
    pub fn reading(&self) -> TextReading {
        TextReading { encoding: self.encoding(), skips_ansi: self.obeys_ansi }
    }

    /// The encoding's name, if it is text or one was chosen.
    #[must_use]
    pub fn encoding_name(&self) -> Option<&'static str> {
        self.wanted.or(self.verdict.encoding).map(Encoding::name)
    }

    pub(crate) fn set_wanted_encoding(&mut self, wanted: Option<Encoding>) {
        self.change_encoding(|file| file.wanted = wanted);
    }

    pub(crate) fn set_verdict(&mut self, verdict: Verdict) {
        if let Some((_, is_known)) = &mut self.whole {
            *is_known = false;
        }
        self.change_encoding(|file| file.verdict = verdict);
        self.judge_table();
    }

    /// Takes the verdict by all bytes of the file.
    pub(crate) fn set_completed(&mut self, verdict: Verdict) {
        self.change_encoding(|file| file.verdict = verdict);
        self.judge_table();
    }

    /// Takes what a scan of the whole file has found.
    pub(crate) fn set_whole(&mut self, whole: WholeUtf8) {
        if self.whole.as_ref().is_none_or(|(known, _)| *known != whole) {
            self.whole = Some((whole, false));
        }
    }

    /// Asks for the verdict by all bytes, if a scan has read them and the verdict does not say so.
    pub(crate) fn complete(&mut self, reader: &Reader) {
        if let Some((whole, is_known)) = &mut self.whole
            && !*is_known
            && whole.bytes == self.snapshot.len()
        {
            *is_known =
                !self.verdict.is_of_bytes() || reader.complete(&self.snapshot, &self.verdict, whole.clone());
        }
    }

    /// An index that was built for other line ends is of no use.
    fn change_encoding(&mut self, change: impl FnOnce(&mut Self)) {
        let before = self.encoding().unit();
        change(self);
        self.laid.get_mut().clear();
        if self.encoding().unit() != before {
            self.index = None;
            self.chars = None;
        }
    }

    /// The line index, as far as it reaches.
    #[must_use]
    pub fn index(&self) -> Option<&Arc<Counts>> {
        self.index.as_ref()
    }

    /// Takes the indexes that have grown.
    pub(crate) fn set_indexes(&mut self, indexes: Indexes) {
        if let Some(whole) = indexes.whole {
            self.set_whole(whole);
        }
        self.index = indexes.lines.or(self.index.take());
        self.chars = indexes.chars.or(self.chars.take());
        if let (Some(table), Some(records)) = (&mut self.table, indexes.records) {
            table.set_index(records);
        }
        if let (Some(table), Some(columns)) = (&mut self.table, indexes.columns) {
            table.set_profile(&columns);
        }
    }

    /// Takes the paths of all values of a table whose records name them; whether that is news.
    pub(crate) fn set_fields(&mut self, fields: &FieldTree) -> bool {
        let Some(table) = &self.table else { return false };
        let known = table.layout().fields.as_ref();
        if known.is_none_or(|known| known.n_columns() >= fields.n_columns()) {
            return false;
        }
        let found = table.found().with_fields(fields);
        self.set_table(Some(found))
    }

    /// What it is as a table, if it is one.
    #[must_use]
    pub fn table(&self) -> Option<&Table> {
        self.table.as_deref()
    }

    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        self.table.as_deref_mut()
    }

    /// Takes how it is laid out as a table; whether that is news.
    pub(crate) fn set_table(&mut self, found: Option<FoundTable>) -> bool {
        let known = self.table.as_ref().map(|table| table.found());
        let is_same = match (known, &found) {
            (Some(known), Some(found)) => {
                known.layout == found.layout && known.rows_start == found.rows_start
            }
            (known, found) => known.is_none() && found.is_none(),
        };
        let is_other_encoding = found.as_ref().is_some_and(|found| found.layout.encoding != self.encoding());
        let is_other_choice =
            found.as_ref().map_or(!self.choice.is_empty(), |found| found.choice != self.choice);
        if is_other_encoding || is_other_choice {
            return false;
        }
        if is_same {
            self.table.iter_mut().zip(found).for_each(|(table, found)| table.restate(found));
            return false;
        }
        let index = self.table.as_ref().and_then(|table| table.index().cloned());
        let same_dialect =
            known.zip(found.as_ref()).is_some_and(|(a, b)| a.layout.dialect == b.layout.dialect);
        self.table = found.map(|found| Box::new(Table::new(found)));
        if let (Some(table), Some(index), true) = (&mut self.table, index, same_dialect) {
            table.set_index(index);
        }
        self.judge_table();
        true
    }

    /// Brings the table into the verdict.
    fn judge_table(&mut self) {
        let detection = self.table.as_ref().map(|table| Detection::clone(&table.found().detection));
        self.verdict = self.verdict.clone().with_table(detection);
    }

    /// Asks for the layout of a table that is read in another encoding, or whose header has grown.
    pub(crate) fn mind_table(&mut self, reader: &Reader) {
        let wanted = (self.encoding(), self.len(), self.choice.clone());
        let is_stale = match &self.table {
            Some(table) => {
                let found = table.found();
                let is_other = found.layout.encoding != wanted.0 || found.choice != wanted.2;
                is_other || (found.is_open && found.of_bytes != wanted.1)
            }
            None => !self.choice.is_empty(),
        };
        let was_asked = self.asked_table.as_ref() == Some(&wanted);
        if is_stale && !was_asked && reader.read_table(&self.snapshot, wanted.0, &wanted.2) {
            self.asked_table = Some(wanted);
        }
    }

    /// What a person said of how it is written as a table.
    #[must_use]
    pub fn dialect_choice(&self) -> &DialectChoice {
        &self.choice
    }

    pub(crate) fn choose_dialect(&mut self, choice: DialectChoice) {
        self.choice = choice;
    }

    /// The index of characters, as far as it reaches.
    #[must_use]
    pub fn chars(&self) -> Option<&Arc<Counts>> {
        self.chars.as_ref()
    }

    /// Stores a block that was read, if it is of the current snapshot.
    pub(crate) fn take(&mut self, of: &Snapshot, block: u64, bytes: Result<Arc<[u8]>, Fault>) {
        let whole = Span::at(Offset(block * BLOCK), BLOCK).meet(self.snapshot.span()).len();
        let is_current = of.generation() == self.snapshot.generation()
            && bytes.as_ref().map_or(of.len() == self.len(), |bytes| len_u64(bytes.len()) == whole);
        if is_current {
            self.blocks.get_mut().take(block, bytes);
        } else {
            self.blocks.get_mut().excuse(block);
        }
    }

    /// Drops a pending request, which is made again if the block is still missed.
    pub(crate) fn excuse(&mut self, block: u64) {
        self.blocks.get_mut().excuse(block);
    }

    /// Whether requested bytes are pending.
    pub(crate) fn awaits(&self) -> bool {
        self.blocks.borrow().awaits()
    }

    /// Nothing more of it will come.
    pub(crate) fn lose(&mut self, why: Text) {
        let fault = Fault::new(FaultKind::Io(why), self.snapshot.span());
        self.blocks.get_mut().lose(fault);
    }

    /// Takes blocks of the snapshot it has.
    pub(crate) fn take_all(&mut self, blocks: Tail) {
        let snapshot = self.snapshot.clone();
        blocks.into_iter().for_each(|(block, bytes)| self.take(&snapshot, block, bytes));
    }

    /// Takes note of a change; growth is taken on, with the last blocks.
    pub(crate) fn note(&mut self, change: Change, snapshot: Snapshot, tail: Tail) {
        if let Change::Grew { .. } = change {
            let settled = Offset(self.len());
            self.blocks.get_mut().forget_from(settled);
            self.laid.get_mut().clear();
            self.table.iter_mut().for_each(|table| table.grew());
            self.snapshot = snapshot;
            let len = self.len();
            self.edits.iter_mut().for_each(|edits| edits.set_file_len(len));
            self.take_all(tail);
        }
        self.changed = Some((change, Instant::now()));
    }

    /// Takes the same bytes at other times.
    pub(crate) fn restate(&mut self, snapshot: Snapshot) {
        self.snapshot = snapshot;
    }

    pub(crate) fn filled(&mut self, snapshot: Snapshot) {
        self.is_filling = false;
        if snapshot.len() != self.len() {
            let settled = Offset(self.len());
            self.blocks.get_mut().forget_from(settled);
            self.laid.get_mut().clear();
            self.table.iter_mut().for_each(|table| table.grew());
        }
        self.snapshot = snapshot;
    }

    /// Requests the blocks that were missed; true if there were any.
    pub(crate) fn ask(&self, reader: &Reader) -> bool {
        let mut blocks = self.blocks.borrow_mut();
        let lacks = blocks.lacks();
        blocks.ask(reader, &self.snapshot);
        lacks
    }

    /// Cached blocks, requested blocks, and the memory of the cached ones in bytes.
    #[must_use]
    pub fn blocks_at_hand(&self) -> (usize, usize, u64) {
        self.blocks.borrow().at_hand()
    }

    pub(crate) fn trim(&mut self, most: usize) {
        self.blocks.get_mut().trim(most);
    }

    /// Notes that a view shows `span`, so that the blocks before and after it come in time.
    pub fn shows(&self, span: Span) {
        let (first, next) = (span.start.0 / BLOCK, span.end.0 / BLOCK + 1);
        let mut blocks = self.blocks.borrow_mut();
        if next * BLOCK < self.len() {
            blocks.expect(next);
        }
        if first > 0 {
            blocks.expect(first - 1);
        }
    }

    /// The bytes of `span`, a copy of some KiB.
    #[must_use]
    pub fn bytes(&self, span: Span) -> Fetched<Vec<u8>> {
        let mut blocks = self.blocks.borrow_mut();
        match blocks.bytes(span.meet(self.snapshot.span())) {
            Fetched::Ready(bytes) => Fetched::Ready(bytes.to_vec()),
            Fetched::Pending => Fetched::Pending,
            Fetched::Failed(fault) => Fetched::Failed(fault),
        }
    }

    /// The row of text that holds the byte at `at`; the last one at the file's end.
    #[must_use]
    pub fn row_at(&self, at: Offset) -> Fetched<Row> {
        let at = at.min(Offset(self.len()).back(1));
        let span = rows::needed(at, self.len());
        let mut blocks = self.blocks.borrow_mut();
        match blocks.bytes(span) {
            Fetched::Ready(bytes) => {
                let encoding = self.encoding();
                Fetched::Ready(rows::row_at(
                    at,
                    FileWindow { at: span.start, bytes, file_len: self.len(), encoding },
                ))
            }
            Fetched::Pending => Fetched::Pending,
            Fetched::Failed(fault) => Fetched::Failed(fault),
        }
    }

    /// The row of text that holds the byte at `at`, laid out; the last one at the file's end.
    #[must_use]
    pub fn laid_at(&self, at: Offset, layout: RowLayoutOptions) -> Fetched<Arc<RowLayout>> {
        let at = at.min(Offset(self.len()).back(1));
        if let Some(laid) = self.laid.borrow_mut().get(at, layout) {
            return Fetched::Ready(laid);
        }
        let row = match self.row_at(at) {
            Fetched::Ready(row) => row,
            Fetched::Pending => return Fetched::Pending,
            Fetched::Failed(fault) => return Fetched::Failed(fault),
        };
        match self.bytes(Span { start: row.text.start, end: row.next }) {
            Fetched::Ready(mut bytes) => {
                let end = bytes.split_off(to_usize(row.text.len()).min(bytes.len()));
                let laid = Arc::new(wrap::lay(row, bytes, &end, layout, self.encoding()));
                self.laid.borrow_mut().put(Arc::clone(&laid), layout);
                Fetched::Ready(laid)
            }
            Fetched::Pending => Fetched::Pending,
            Fetched::Failed(fault) => Fetched::Failed(fault),
        }
    }

    /// Whether characters can be counted block by block: not where what a byte means depends on
    /// all bytes before it.
    #[must_use]
    pub fn counts_chars(&self) -> bool {
        let encoding = self.encoding();
        encoding.is_utf8() || encoding.is_single_byte() || encoding.unit() != CodeUnit::Byte
    }

    /// How many characters start before `at`: `None` past the index of characters.
    #[must_use]
    pub fn chars_before(&self, at: Offset) -> Fetched<Option<u64>> {
        if self.encoding().is_single_byte() {
            return Fetched::Ready(Some(at.0));
        }
        let Some(chars) = self.chars.as_ref().filter(|_| self.counts_chars()) else {
            return Fetched::Ready(None);
        };
        let start = at.floor_to(BLOCK);
        if at > chars.span().end || start == at {
            return Fetched::Ready(chars.before(at.0 / BLOCK).filter(|_| at <= chars.span().end));
        }
        match self.blocks.borrow_mut().block(start.0 / BLOCK) {
            Fetched::Ready(bytes) => Fetched::Ready(chars::rank(chars, self.encoding().unit(), at, &bytes)),
            Fetched::Pending => Fetched::Pending,
            Fetched::Failed(fault) => Fetched::Failed(fault),
        }
    }

    /// Where the character `nth` (from 0) of the file starts: `None` past the index.
    #[must_use]
    pub fn nth_char(&self, nth: u64) -> Fetched<Option<Offset>> {
        if self.encoding().is_single_byte() {
            return Fetched::Ready(Some(Offset(nth)).filter(|at| at.0 < self.len()));
        }
        let chars = self.chars.as_ref().filter(|_| self.counts_chars());
        let Some((block, before)) = chars.and_then(|chars| chars.locate(nth)) else {
            return Fetched::Ready(None);
        };
        match self.blocks.borrow_mut().block(block) {
            Fetched::Ready(bytes) => {
                let unit = self.encoding().unit();
                Fetched::Ready(chars::select(unit, Offset(block * BLOCK), nth - before, &bytes))
            }
            Fetched::Pending => Fetched::Pending,
            Fetched::Failed(fault) => Fetched::Failed(fault),
        }
    }

    /// The number of the line that holds `at`: `None` past the index, `Pending` until the block
    /// before it is cached.
    #[must_use]
    pub fn line_of(&self, at: Offset) -> Fetched<Option<RowNr>> {
        let Some(index) = &self.index else { return Fetched::Ready(None) };
        if at > index.span().end {
            return Fetched::Ready(None);
        }
        let start = at.floor_to(BLOCK);
        if start == at {
            return Fetched::Ready(index::rank(index, self.encoding().unit(), at, &[]));
        }
        match self.blocks.borrow_mut().block(start.0 / BLOCK) {
            Fetched::Ready(bytes) => Fetched::Ready(index::rank(index, self.encoding().unit(), at, &bytes)),
            Fetched::Pending => Fetched::Pending,
            Fetched::Failed(fault) => Fetched::Failed(fault),
        }
    }

    /// Where line `row` starts: `None` past the index.
    #[must_use]
    pub fn start_of(&self, row: RowNr) -> Fetched<Option<Offset>> {
        let Some(index) = &self.index else { return Fetched::Ready(None) };
        let (block, nth) = match index::place(index, row) {
            index::LineLocation::At(at) => return Fetched::Ready(Some(at)),
            index::LineLocation::Beyond => return Fetched::Ready(None),
            index::LineLocation::Within { block, nth } => (block, nth),
        };
        match self.blocks.borrow_mut().block(block) {
            Fetched::Ready(bytes) => {
                Fetched::Ready(index::select(self.encoding().unit(), Offset(block * BLOCK), nth, &bytes))
            }
            Fetched::Pending => Fetched::Pending,
            Fetched::Failed(fault) => Fetched::Failed(fault),
        }
    }
}
