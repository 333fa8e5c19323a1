//! How far text scrolls sideways.

use super::super::sideways;
use super::TextGeometry;
use super::paint::Painted;
use crate::app::{Msg, PaneRef};
use crate::base::units::px;
use egui::{Rect, Ui, pos2};

/// The bar, where a visible row is wider than the view; returns its range. A view scrolled
/// further right stays there while shorter rows pass by. Rows that wrap have none.
pub(super) fn bar(
    ui: &Ui,
    pane: &PaneRef<'_>,
    area: &TextGeometry,
    painted: &[Painted],
    out: &mut Vec<Msg>,
) -> f32 {
    if pane.layout().columns.is_some() {
        return 0.0;
    }
    let longest = painted.iter().map(|one| one.laid.shown.n_columns()).max().unwrap_or(0);
    let track = Rect::from_min_max(
        pos2(area.text.left(), area.text.bottom()),
        pos2(area.text.right(), area.text.bottom() + sideways::HEIGHT),
    );
    sideways::bar(ui, pane, track, px(longest) * area.advance + 24.0, out)
}
