//! The file as rows of sixteen bytes.

use super::{CursorMove, Focus, ViewKind, ViewModel};
use crate::base::Offset;
use crate::doc::File;
use crate::scroll::{Equal, RowSpace, Scroller};
use std::any::Any;

/// Its id.
pub const ID: &str = "hex";

/// Its entry in the registry.
pub static KIND: ViewKind = ViewKind { id: ID, key: "2", new: || Box::<HexView>::default() };

/// Bytes in a row.
pub const ROW: u64 = 16;

/// The view.
#[derive(Default)]
pub struct HexView {
    scroller: Scroller,
}

impl ViewModel for HexView {
    fn kind(&self) -> &'static ViewKind {
        &KIND
    }

    fn rows<'a>(&self, file: &'a File) -> Box<dyn RowSpace + 'a> {
        Box::new(Equal { len: file.len(), row: ROW })
    }

    fn scroller(&self) -> &Scroller {
        &self.scroller
    }

    fn scroller_mut(&mut self) -> &mut Scroller {
        &mut self.scroller
    }

    fn step(&self, _file: &File, focus: &mut Focus, step: CursorMove) -> Option<Offset> {
        let (at, row) = (focus.cursor(), focus.cursor().floor_to(ROW));
        Some(match step {
            CursorMove::Left | CursorMove::WordLeft => at.back(1),
            CursorMove::Right | CursorMove::WordRight => at + 1,
            CursorMove::Up if at.0 < ROW => at,
            CursorMove::Up => at.back(ROW),
            CursorMove::Down => at + ROW,
            CursorMove::RowStart | CursorMove::LineStart => row,
            _ => row + (ROW - 1),
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
