//! The panel of the structure: what the file says about itself, as a tree.
//!
//! The tree has the keyboard as a whole. Only rows in sight are drawn, however many there are. What
//! is under the pointer, or has the cursor, lights its bytes in the view.

mod input;
mod row;

use super::theme::{ROW, palette};
use super::{results_header, scrolled};
use crate::app::{App, DocMsg, Msg, PaneRef};
use crate::base::Offset;
use crate::doc::structure::{FileStructure, StructureMsg, StructureState, Tree};
use crate::messages::{Text, say, say_with};
use crate::structure::FORMATS;
use egui::{EventFilter, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui};
pub(super) use input::{focus, has_keyboard, key};

/// Draws the panel.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let structure = pane.doc.structure();
    match structure.state() {
        StructureState::Known(known) => tree(ui, app, pane, structure, &known.tree, out),
        StructureState::Unread | StructureState::Reading => said(ui, say("structure-reading").into()),
        StructureState::Failed(why) => said(ui, say_with("structure-failed", [("why", why.clone().into())])),
        StructureState::Unknown => unknown(ui, structure.at()),
    }
}

/// What the header has beside the title: back to the whole file.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let (Some(pane), colours) = (&app.focused(), palette(ui)) else { return };
    let to = |msg| pane.to_doc(DocMsg::Structure(msg));
    if pane.doc.structure().at() != Offset::ZERO
        && results_header::flat(ui, say("structure-whole"), say("structure-whole-hint"), colours.accent)
            .clicked()
    {
        out.push(to(StructureMsg::ReadAt(Offset::ZERO)));
    }
}

fn said(ui: &mut Ui, text: String) {
    let color = palette(ui).dim;
    ui.horizontal_wrapped(|ui| {
        ui.add_space(12.0);
        ui.label(RichText::new(text).color(color));
    });
}

/// Says that the bytes begin as no known format does, and which are known.
fn unknown(ui: &mut Ui, at: Offset) {
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show(ui, area, |ui| {
        ui.add_space(8.0);
        let what = match at {
            Offset::ZERO => say("structure-unknown").into(),
            at => say_with("structure-unknown-at", [("at", at.to_string().into())]),
        };
        said(ui, what);
        for format in FORMATS {
            said(ui, format!("· {}", Text::from(format.name)));
        }
    });
}

fn tree(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    structure: &FileStructure,
    tree: &Tree,
    out: &mut Vec<Msg>,
) {
    let rect = ui.available_rect_before_wrap();
    let keyboard = ui.interact(rect, input::id(), Sense::focusable_noninteractive());
    keyboard.widget_info(|| egui::WidgetInfo::labeled(Role::Tree, true, say("structure-tree")));
    if keyboard.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(input::id(), filter));
    }
    let columns = row::Columns::of(ui, rect.width(), tree);
    let header = row::header(ui, &columns);
    let height = (rect.bottom() - header.bottom()).max(0.0);
    let mut area =
        ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0).id_salt("structure rows");
    if let Some(offset) = input::scroll_to(ui, structure, tree, height) {
        area = area.vertical_scroll_offset(offset);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut lit = None;
    let mut offset = 0.0;
    scrolled::show_rows(ui, area, (ROW, tree.rows().len()), |ui, rows| {
        offset = header.bottom() - ui.max_rect().top();
        for nr in tree.rows().get(rows).unwrap_or_default() {
            let pressed = row::show(ui, app, pane, structure, (tree, *nr), &columns, out);
            lit = lit.or(pressed);
        }
    });
    input::note_offset(ui, offset);
    if structure.pointed() != lit {
        out.push(pane.to_doc(DocMsg::Structure(StructureMsg::Light(lit))));
    }
    if keyboard.has_focus() {
        let stroke = Stroke::new(1.0, palette(ui).accent);
        ui.painter().rect_stroke(rect.shrink(0.5), 0.0, stroke, StrokeKind::Inside);
    }
}
