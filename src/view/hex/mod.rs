//! The file as rows of sixteen bytes.

use super::{Focus, Step, ViewKind, ViewModel};
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

    fn step(&self, _file: &File, focus: &mut Focus, step: Step) -> Option<Offset> {
        let (at, row) = (focus.cursor(), focus.cursor().floor_to(ROW));
        Some(match step {
            Step::Left | Step::WordLeft => at.back(1),
            Step::Right | Step::WordRight => at + 1,
            Step::Up if at.0 < ROW => at,
            Step::Up => at.back(ROW),
            Step::Down => at + ROW,
            Step::RowStart | Step::LineStart => row,
            _ => row + (ROW - 1),
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
