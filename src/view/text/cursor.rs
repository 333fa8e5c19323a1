//! How the cursor steps through text.

use crate::base::Offset;
use crate::doc::File;
use crate::format::wrap::RowLayoutOptions;
use crate::source::blocks::Fetched;
use crate::view::{CursorMove, Focus};

/// Where a step leads; `None` at the file's ends, and where rows are pending.
pub(super) fn step(
    file: &File,
    layout: RowLayoutOptions,
    focus: &mut Focus,
    step: CursorMove,
) -> Option<Offset> {
    let at = focus.cursor();
    let here = |at| file.laid_at(at, layout).ready();
    let laid = here(at)?;
    let row = laid.row;
    let into = (at - row.text.start).min(row.text.len());
    let line = laid.line(laid.line_nr(at.min(row.text.end)));
    let place = |into| row.text.start + into;
    match step {
        CursorMove::Left | CursorMove::WordLeft if at > row.text.end => Some(row.text.end),
        CursorMove::Left | CursorMove::WordLeft if at == Offset::ZERO => None,
        CursorMove::Left | CursorMove::WordLeft if into == 0 => {
            here(row.text.start.back(1)).map(|laid| laid.row.text.end)
        }
        CursorMove::Right | CursorMove::WordRight if into == row.text.len() => Some(row.next),
        CursorMove::Left | CursorMove::Right => Some(place(laid.shown.step(into, step == CursorMove::Right))),
        CursorMove::WordLeft | CursorMove::WordRight => {
            Some(place(laid.shown.word_step(into, step == CursorMove::WordRight)))
        }
        CursorMove::RowStart => Some(line.text.start),
        CursorMove::RowEnd if line.is_last => Some(line.text.end),
        // The byte after a wrapped line's last one is in the next.
        CursorMove::RowEnd => Some(place(laid.shown.step(line.next - row.text.start, false))),
        _ => {
            let own = || laid.shown.column_of(into).saturating_sub(line.column);
            let column = focus.goal_column().unwrap_or_else(own);
            let other = if step == CursorMove::Up { line.text.start.back(1) } else { line.next };
            if (step == CursorMove::Up && line.text.start == Offset::ZERO) || other.0 >= file.len() {
                return None;
            }
            let Fetched::Ready(laid) = file.laid_at(other, layout) else { return None };
            let line = laid.line(laid.line_nr(other));
            let last = line.end_column.saturating_sub(usize::from(!line.is_last)).max(line.column);
            let to = laid.row.text.start + laid.shown.byte_at((line.column + column).min(last));
            focus.set_goal_column(Some(column));
            Some(to)
        }
    }
}
