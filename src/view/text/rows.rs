//! Row spaces of text: rows as they are cut from the file, or the lines of the screen that they
//! wrap into. Positions are byte offsets.

use crate::base::Offset;
use crate::doc::File;
use crate::format::rows::SEGMENT;
use crate::format::wrap::{RowLayoutOptions, ScreenLine};
use crate::scroll::{Pos, RowSpace};
use crate::source::blocks::Fetched;

/// The rows of a file in a layout.
pub(super) fn of(file: &File, layout: RowLayoutOptions) -> Box<dyn RowSpace + '_> {
    match layout.columns {
        Some(_) => Box::new(Wrapped(file, layout)),
        None => Box::new(Unwrapped(file)),
    }
}

/// The row that starts at `next`, if it is one.
fn inside(next: Offset, file: &File) -> Option<Pos> {
    (next.0 < file.len()).then_some(next.into())
}

struct Unwrapped<'a>(&'a File);

impl RowSpace for Unwrapped<'_> {
    fn len(&self) -> u64 {
        self.0.len()
    }

    fn snap(&self, at: Pos) -> Fetched<Pos> {
        self.0.row_at(at.offset()).map(|row| row.text.start.into())
    }

    fn next(&self, at: Pos) -> Fetched<Option<Pos>> {
        self.0.row_at(at.offset()).map(|row| inside(row.next, self.0))
    }

    fn longest(&self) -> u64 {
        SEGMENT + 4
    }
}

struct Wrapped<'a>(&'a File, RowLayoutOptions);

impl Wrapped<'_> {
    fn line(&self, at: Pos) -> Fetched<ScreenLine> {
        let last = Offset(self.0.len()).back(1);
        self.0.laid_at(at.offset(), self.1).map(|laid| laid.line(laid.line_nr(at.offset().min(last))))
    }
}

impl RowSpace for Wrapped<'_> {
    fn len(&self) -> u64 {
        self.0.len()
    }

    fn snap(&self, at: Pos) -> Fetched<Pos> {
        self.line(at).map(|line| line.text.start.into())
    }

    fn next(&self, at: Pos) -> Fetched<Option<Pos>> {
        self.line(at).map(|line| inside(line.next, self.0))
    }

    fn longest(&self) -> u64 {
        SEGMENT + 4
    }
}
