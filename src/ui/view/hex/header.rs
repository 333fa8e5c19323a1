//! The line above the rows: the place of each byte in its row, the encoding of the characters, and the button
//! that shows all options.

use super::geometry::HexGeometry;
use crate::app::{Msg, PaneRef};
use crate::base::Offset;
use crate::doc::file::File;
use crate::messages::say;
use crate::ui::theme::{ROW, TINY, mono, palette, text_width};
use crate::view::PaneMsg;
use crate::view::hex::{HexMsg, HexView};
use egui::{Align2, Button, FontId, Rect, RichText, Ui, pos2, vec2};

/// Draws it; `current`: the byte that the cursor is on.
pub(super) fn draw(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    (file, view): (&File, &HexView),
    area: &HexGeometry,
    current: Offset,
    out: &mut Vec<Msg>,
) {
    let colours = palette(ui);
    let y = area.header.top() + 2.0;
    let title = say("hex-offset");
    let painter = ui.painter().with_clip_rect(area.header.intersect(ui.clip_rect()));
    painter.text(pos2(area.offset_right, y), Align2::RIGHT_TOP, title, mono(), colours.faint);
    let encoding = view.prefs().chars.encoding(file.encoding());
    let button = options_place(ui, area, encoding.map_or(0, |encoding| encoding.name().len()));
    let painter = ui.painter().with_clip_rect(area.clip(area.header.y_range()).intersect(ui.clip_rect()));
    let layout = &area.layout;
    let here = current.0 % layout.row();
    for slot in layout.slots_in(area.columns()) {
        let byte = layout.slot_of(slot);
        let label = place_in_row(byte, layout.row(), area.has_decimal_offsets);
        // Where there is no space between two of them, every other one is left out.
        if label.len() > layout.width() && slot % 2 == 1 {
            continue;
        }
        let column = layout.slot_at(slot) + layout.width().saturating_sub(label.len());
        let color = if byte == here { colours.text } else { colours.faint };
        painter.text(pos2(area.x(column), y), Align2::LEFT_TOP, label, mono(), color);
    }
    if let (Some(encoding), Some(column)) = (encoding, layout.char_at(0)) {
        painter.text(pos2(area.x(column), y), Align2::LEFT_TOP, encoding.name(), mono(), colours.faint);
    }
    if let Some(place) = button {
        let text = RichText::new(say("hex-options")).size(TINY).color(colours.dim);
        let shown = ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = ROW;
            ui.put(place, Button::new(text).frame(false)).on_hover_text(say("hex-options-hint"))
        });
        if shown.inner.clicked() {
            out.push(pane.to_pane(PaneMsg::Hex(HexMsg::ShowOptions(!view.shows_options()))));
        }
    }
}

/// A byte's place in its row, in the base of offsets.
fn place_in_row(byte: u64, row: u64, is_decimal: bool) -> String {
    match is_decimal {
        true if row > 100 => format!("{byte:03}"),
        true => format!("{byte:02}"),
        false => format!("{byte:02X}"),
    }
}

/// Where the button is, if there is room for it; `n_titled`: columns of the characters that have a title.
fn options_place(ui: &Ui, area: &HexGeometry, n_titled: usize) -> Option<Rect> {
    let width = text_width(ui, say("hex-options"), FontId::proportional(TINY)) + 20.0;
    let left = area.header.right() - width - 4.0;
    // It may stand above characters, but neither above digits nor over the name of an encoding.
    let layout = &area.layout;
    let end = layout.char_at(0).map_or(layout.digits_end(), |chars| chars + n_titled);
    let is_free = left > area.x(end) && area.header.height() >= ROW;
    is_free.then(|| Rect::from_min_size(pos2(left, area.header.top()), vec2(width, ROW)))
}
