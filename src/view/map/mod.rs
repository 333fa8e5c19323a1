//! How the file's bytes are fetched and what that costs; shows no rows.

use super::{CursorMove, Focus, ViewKind, ViewModel};
use crate::base::Offset;
use crate::doc::File;
use crate::scroll::{Ranks, RowSpace, Scroller};
use std::any::Any;

/// Its id.
pub const ID: &str = "map";

/// Its entry in the registry.
pub static KIND: ViewKind = ViewKind { id: ID, key: "4", new: || Box::<MapView>::default() };

/// The view. Its cards scroll by themselves.
#[derive(Default)]
pub struct MapView {
    scroller: Scroller,
}

impl ViewModel for MapView {
    fn kind(&self) -> &'static ViewKind {
        &KIND
    }

    fn shows_rows(&self) -> bool {
        false
    }

    fn rows<'a>(&self, _file: &'a File) -> Box<dyn RowSpace + 'a> {
        Box::new(Ranks { n_rows: 0 })
    }

    fn scroller(&self) -> &Scroller {
        &self.scroller
    }

    fn scroller_mut(&mut self) -> &mut Scroller {
        &mut self.scroller
    }

    fn step(&self, _file: &File, _focus: &mut Focus, _step: CursorMove) -> Option<Offset> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
