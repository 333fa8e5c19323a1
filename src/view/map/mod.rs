//! How the file's bytes are fetched and what that costs; shows no rows.

use super::{ViewKind, ViewModel};
use crate::scroll::Scroller;
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
