//! The map of the file: all of it as a picture in which a cell is a block; shows no rows.
//!
//! Its state is which bytes are in sight, through which lens and along which curve, and what was read
//! of them that the scan's own blocks are too coarse for. The cursor and the selection are the pane's.

pub mod colours;
pub mod grid;
pub mod hilbert;
pub mod picture;

pub use colours::{ByteClass, Lens, Rgb};
pub use grid::{Curve, Grid, MOST_FINE};

use super::state::MapState;
use super::{CursorMove, FileMapMsg, Focus, ViewKind, ViewModel};
use crate::base::units::{as_f64, at_share, floor_u64, len_u64, share, to_usize};
use crate::base::{Offset, Span};
use crate::doc::Document;
use crate::doc::range::{RangeKey, RangeStudy, Sought};
use crate::scan::blocks::BlockMap;
use crate::scroll::Scroller;
use std::any::Any;
use std::sync::Arc;

/// Its id.
pub const ID: &str = "filemap";

/// Its entry in the registry.
pub static KIND: ViewKind = ViewKind { id: ID, key: "5", new: || Box::<FileMapView>::default() };

/// The fewest bytes that one zooms in on.
const LEAST_WINDOW: u64 = 256;

/// The view.
#[derive(Default)]
pub struct FileMapView {
    scroller: Scroller,
    lens: Lens,
    curve: Curve,
    /// The bytes that are wanted; `None`: all, however many there come to be.
    window: Option<Span>,
    /// The room there is, in pixels.
    area: [usize; 2],
    /// Finer blocks of the bytes in sight.
    pub(crate) fine: Sought<BlockMap>,
    /// The selection by itself.
    pub(crate) study: Sought<RangeStudy>,
}

impl FileMapView {
    /// What is shown of each block.
    #[must_use]
    pub fn lens(&self) -> Lens {
        self.lens
    }

    /// How cells follow each other.
    #[must_use]
    pub fn curve(&self) -> Curve {
        self.curve
    }

    /// The room that it was told of, in pixels.
    #[must_use]
    pub fn area(&self) -> [usize; 2] {
        self.area
    }

    /// Whether less than all of the file is in sight.
    #[must_use]
    pub fn is_zoomed(&self) -> bool {
        self.window.is_some()
    }

    /// The bytes that are wanted; `None`: all.
    #[must_use]
    pub fn window(&self) -> Option<Span> {
        self.window
    }

    /// Takes how blocks are shown.
    pub(super) fn restore(&mut self, state: MapState) {
        (self.lens, self.curve) = (state.lens, state.curve);
    }

    /// Takes which bytes of a file of this length are in sight.
    pub(super) fn restore_window(&mut self, state: MapState, len: u64) {
        let all = Span::at(Offset::ZERO, len);
        let window = state.window.map(|(start, end)| Span::between(Offset(start), Offset(end)).meet(all));
        self.window = window.filter(|window| window.len() >= LEAST_WINDOW);
    }

    /// The cells of what is in sight; `None` where there is no room or no byte.
    #[must_use]
    pub fn grid(&self, doc: &Document) -> Option<Grid> {
        let len = doc.len();
        let known =
            doc.scans().blocks().map_or_else(|| crate::scan::blocks::shift_for(len), |map| map.shift());
        let known = known.max(crate::scan::blocks::shift_for(len));
        let all = Span::at(Offset::ZERO, len);
        Grid::fit(self.curve, self.area, self.window.unwrap_or(all), len, known)
    }

    /// The finer blocks that were read, if cells of this grid need such and these are they.
    #[must_use]
    pub fn fine_of(&self, doc: &Document, grid: &Grid) -> Option<&BlockMap> {
        let key = fine_key(doc, grid)?;
        self.fine.found().filter(|(found, _)| **found == key)?.1.ok()
    }

    /// How far the finer blocks are read, while they are.
    #[must_use]
    pub fn reads_fine(&self) -> Option<f64> {
        self.fine.progress()
    }

    /// What is known of the selection by itself: for which bytes, and the study, or why there is none.
    #[must_use]
    pub fn study(&self) -> &Sought<RangeStudy> {
        &self.study
    }

    /// The finer blocks to be read now, if they are neither known nor being read.
    pub(crate) fn lacks_fine(&self, doc: &Document) -> Option<RangeKey> {
        let grid = self.grid(doc)?;
        fine_key(doc, &grid).filter(|key| self.fine.lacks(key))
    }

    /// The selection to be studied now, if it is neither known nor being studied.
    pub(crate) fn lacks_study(&self, doc: &Document, focus: &Focus) -> Option<RangeKey> {
        study_key(doc, focus).filter(|key| self.study.lacks(key))
    }

    /// Gives up what is not asked for any more.
    pub(crate) fn settle(&mut self, doc: &Document, focus: &Focus) {
        let fine = self.grid(doc).and_then(|grid| fine_key(doc, &grid));
        if fine.is_none() {
            self.fine.forget();
        }
        if study_key(doc, focus).is_none() {
            self.study.forget();
        }
    }

    /// Does what a message says.
    pub(crate) fn perform_map(&mut self, msg: &FileMapMsg, doc: &Document, focus: &mut Focus) {
        match *msg {
            FileMapMsg::Resized(area) => self.area = area,
            FileMapMsg::SetLens(lens) => self.lens = lens,
            FileMapMsg::SetCurve(curve) => self.curve = curve,
            FileMapMsg::Zoom { closer, about, under } => {
                self.zoom(closer, about.unwrap_or(focus.cursor()), under, doc);
            }
            FileMapMsg::ShowAll => self.window = None,
            FileMapMsg::Pan(screens) => self.pan(screens, doc),
            FileMapMsg::PanToShare(to) => self.pan_to(to, doc),
            FileMapMsg::Step { step, extend } => self.step_cells(step, extend, doc, focus),
        }
    }

    /// Halves what is in sight, or doubles it; along a curve the half of the way that holds the place. What is at
    /// `about` stays where it is as far as it can.
    fn zoom(&mut self, closer: bool, about: Offset, under: Option<[usize; 2]>, doc: &Document) {
        let Some(grid) = self.grid(doc) else { return };
        let (seen, len) = (grid.span(), doc.len());
        let about = about.min(Offset(len.saturating_sub(1)));
        let about = if seen.contains(about) { about } else { seen.start + seen.len() / 2 };
        let room = match self.curve {
            Curve::Hilbert => grid.room(),
            Curve::Rows => seen.len(),
        };
        let to = if closer { room / 2 } else { room.saturating_mul(2) };
        if to >= len {
            self.window = None;
            return;
        }
        let to = to.max(LEAST_WINDOW.min(len));
        let start = match self.curve {
            Curve::Hilbert => about.floor_to(to),
            Curve::Rows => {
                let before = floor_u64(as_f64(to) * share(about - seen.start, seen.len()));
                about.back(before).min(Offset(len - to))
            }
        };
        self.window = Some(Span::at(start, to));
        let Some(([x, y], Curve::Rows)) = under.map(|under| (under, self.curve)) else { return };
        // As many cells before it as there are before the pixel.
        let Some(grid) = self.grid(doc) else { return };
        let nr = (y / grid.height * grid.columns + x / grid.cell).min(grid.n - 1);
        let start = about.floor_to(1 << grid.shift).back(len_u64(nr) << grid.shift);
        self.window = Some(Span::at(start.min(Offset(len - to)), to));
    }

    /// Moves what is in sight by a number of screens, to whole rows of cells.
    fn pan(&mut self, screens: f64, doc: &Document) {
        let (Some(grid), Some(window)) = (self.grid(doc), self.window) else { return };
        let step = match self.curve {
            Curve::Hilbert => window.len(),
            Curve::Rows => len_u64(grid.columns) << grid.shift,
        };
        let by = floor_u64(as_f64(window.len()) * screens.abs()).max(step) / step * step;
        let start = if screens < 0.0 { window.start.back(by) } else { window.start + by };
        self.show_from(start, window.len(), doc);
    }

    fn pan_to(&mut self, to: f64, doc: &Document) {
        let Some(window) = self.window else { return };
        let rest = doc.len().saturating_sub(window.len());
        self.show_from(Offset(at_share(to, rest)), window.len(), doc);
    }

    /// Shows so many bytes from about `start` on.
    fn show_from(&mut self, start: Offset, len: u64, doc: &Document) {
        let most = Offset(doc.len().saturating_sub(len));
        // The end of the file need not be at a multiple.
        let start = match self.curve {
            Curve::Hilbert => start.floor_to(len).min(Offset(doc.len().saturating_sub(1)).floor_to(len)),
            Curve::Rows => start.min(most),
        };
        self.window = Some(Span::at(start, len));
    }

    /// Moves the cursor among the cells, and shows it.
    fn step_cells(&mut self, step: CursorMove, extend: bool, doc: &Document, focus: &mut Focus) {
        let Some(grid) = self.grid(doc) else { return };
        let len = doc.len();
        let (cursor, cell) = (focus.cursor(), 1_u64 << grid.shift);
        let here = cursor.floor_to(cell);
        let beside = |dx, dy| beside(&grid, cursor, (dx, dy)).unwrap_or(here);
        let row = len_u64(grid.columns) << grid.shift;
        let to = match (step, self.curve) {
            (CursorMove::FileStart, _) => Offset::ZERO,
            (CursorMove::FileEnd, _) => Offset(len),
            (CursorMove::Up, Curve::Rows) => {
                if here.0 < row {
                    here
                } else {
                    here.back(row)
                }
            }
            (CursorMove::Down, Curve::Rows) => here + row,
            (CursorMove::Up, Curve::Hilbert) => beside(0, -1),
            (CursorMove::Down, Curve::Hilbert) => beside(0, 1),
            (CursorMove::Left, Curve::Hilbert) => beside(-1, 0),
            (CursorMove::Right, Curve::Hilbert) => beside(1, 0),
            (CursorMove::Left | CursorMove::WordLeft, _) => here.back(cell),
            (CursorMove::Right | CursorMove::WordRight, _) => here + cell,
            (CursorMove::PageUp, _) => here.back(grid.span().len()),
            (CursorMove::PageDown, _) => here + grid.span().len(),
            (CursorMove::RowStart | CursorMove::LineStart, _) => grid.span().start,
            (CursorMove::RowEnd | CursorMove::LineEnd, _) => grid.span().end.back(1),
        };
        let last = Offset(len.saturating_sub(1));
        let to = if extend { to.min(Offset(len)) } else { to.min(last) };
        focus.set_cursor(to, extend, len);
        self.reveal(to.min(last), doc);
    }

    /// Moves what is in sight by as little as shows a byte.
    fn reveal(&mut self, at: Offset, doc: &Document) {
        let (Some(grid), Some(window)) = (self.grid(doc), self.window) else { return };
        let seen = grid.span();
        if seen.contains(at) {
            return;
        }
        let row = len_u64(grid.columns) << grid.shift;
        let start = if at < seen.start {
            at.back((at.0 - (grid.first << grid.shift).min(at.0)) % row)
        } else {
            seen.start + (at - seen.end + 1).div_ceil(row) * row
        };
        self.show_from(start, window.len(), doc);
    }
}

/// Where the cell begins that is so many columns and rows away from that of a byte, if there is one.
fn beside(grid: &Grid, at: Offset, (dx, dy): (i64, i64)) -> Option<Offset> {
    let (x, y) = grid.place(grid.cell_of(at)?);
    let moved = |from: usize, by: i64| len_u64(from).checked_add_signed(by).map(to_usize);
    let nr = grid.at(moved(x, dx)?, moved(y, dy)?)?;
    Some(grid.span_of(nr).start)
}

/// What has to be read for cells that are shorter than the blocks of the scan.
fn fine_key(doc: &Document, grid: &Grid) -> Option<RangeKey> {
    let file = doc.file()?;
    let known = doc.scans().blocks().map(|map| map.shift())?;
    (grid.shift < known).then(|| {
        // Whole blocks of which an entropy says something.
        let block = 1_u64 << colours::LEAST_SHIFT.max(grid.shift);
        let seen = grid.span();
        let span = Span { start: seen.start.floor_to(block), end: (seen.end + (block - 1)).floor_to(block) };
        let (generation, span) = (file.snapshot().generation(), span.meet(file.snapshot().span()));
        RangeKey { generation, span, shift: grid.shift }
    })
}

fn study_key(doc: &Document, focus: &Focus) -> Option<RangeKey> {
    let (file, span) = (doc.file()?, focus.selection());
    let (generation, shift) = (file.snapshot().generation(), RangeStudy::shift_for(span.len()));
    (!span.is_empty()).then_some(RangeKey { generation, span, shift })
}

/// The colour of a cell: by what was read of the bytes in sight, else by the block of the scan that it
/// lies in; `None` where that has not come so far.
#[must_use]
pub fn cell_colour(
    lens: Lens,
    grid: &Grid,
    nr: usize,
    (map, fine): (Option<&Arc<BlockMap>>, Option<&BlockMap>),
    is_dark: bool,
) -> Option<Rgb> {
    let block = grid.first + len_u64(nr);
    if let Some(fine) = fine
        && let Some(color) = colours::in_map(lens, fine, grid.shift, block, is_dark)
    {
        return Some(color);
    }
    let map = map?;
    let up = map.shift().saturating_sub(grid.shift);
    colours::in_map(lens, map, grid.shift + up, block >> up, is_dark)
}

impl ViewModel for FileMapView {
    fn kind(&self) -> &'static ViewKind {
        &KIND
    }

    fn shows_rows(&self) -> bool {
        false
    }

    fn scroller(&self) -> &Scroller {
        &self.scroller
    }

    fn scroller_mut(&mut self) -> &mut Scroller {
        &mut self.scroller
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
