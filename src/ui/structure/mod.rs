//! The panel of the structure: what the file says about itself, as a tree.
//!
//! The tree has the keyboard as a whole. Only rows in sight are drawn, however many there are. What
//! is under the pointer, or has the cursor, lights its bytes in the view.

mod found;
mod input;
mod row;

use super::theme::{ROW, palette};
use super::{results_header, scrolled};
use crate::app::{App, DocMsg, Msg, PaneRef};
use crate::base::Offset;
use crate::doc::structure::{FileStructure, Place, StructureMsg, StructureState};
use crate::engine::JobState;
use crate::messages::{Text, say, say_with};
use crate::structure::FORMATS;
use egui::{EventFilter, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui};
pub(super) use input::{focus, has_keyboard, key};

/// Draws the panel.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let structure = pane.doc.structure();
    let rect = ui.available_rect_before_wrap();
    let has_keyboard = keyboard(ui, rect);
    match structure.state() {
        StructureState::Known(_) => list(ui, app, pane, structure, out),
        StructureState::Unread | StructureState::Reading => said(ui, say("structure-reading").into()),
        StructureState::Failed(why) => said(ui, say_with("structure-failed", [("why", why.clone().into())])),
        StructureState::Unknown if structure.run().is_some() => list(ui, app, pane, structure, out),
        StructureState::Unknown => unknown(ui, structure.at()),
    }
    if has_keyboard {
        let stroke = Stroke::new(1.0, palette(ui).accent);
        ui.painter().rect_stroke(rect.shrink(0.5), 0.0, stroke, StrokeKind::Inside);
    }
}

/// The tree as what has the keyboard, in whatever state it is; whether it has it.
fn keyboard(ui: &Ui, rect: Rect) -> bool {
    let keyboard = ui.interact(rect, input::id(), Sense::focusable_noninteractive());
    keyboard.widget_info(|| egui::WidgetInfo::labeled(Role::Tree, true, say("structure-tree")));
    if keyboard.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(input::id(), filter));
    }
    keyboard.has_focus()
}

/// What the header has beside the title: what begins inside of the file, and back to the whole file.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let (Some(pane), colours) = (&app.focused(), palette(ui)) else { return };
    let structure = pane.doc.structure();
    let to = |msg| pane.to_doc(DocMsg::Structure(msg));
    let is_running = structure.run().is_some_and(|run| *run.state() == JobState::Running);
    let (text, hint, msg) = if is_running {
        (say("structure-stop"), say("structure-stop-hint"), StructureMsg::StopSignatures)
    } else {
        (say("structure-find"), say("structure-find-hint"), StructureMsg::FindSignatures)
    };
    if results_header::flat(ui, text, hint, colours.accent).clicked() {
        out.push(to(msg));
    }
    if structure.at() != Offset::ZERO
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
        ui.spacing_mut().interact_size.y = ROW;
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

/// Draws the rows: those of the tree, a line about what was found inside of the file, and that.
fn list(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, structure: &FileStructure, out: &mut Vec<Msg>) {
    let rect = ui.available_rect_before_wrap();
    let end = pane.file().map_or(0, crate::doc::File::len);
    let columns = row::Columns::of(ui, rect.width(), end);
    let header = row::header(ui, &columns);
    let height = (rect.bottom() - header.bottom()).max(0.0);
    let mut area =
        ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0).id_salt("structure_rows");
    if let Some(offset) = input::scroll_to(ui, structure, height) {
        area = area.vertical_scroll_offset(offset);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let (mut lit, mut offset) = (None, 0.0);
    let n_tree = structure.n_rows();
    let is_unknown = structure.known().is_none();
    // A line stands between both, if something was sought.
    let n_lines = usize::from(structure.run().is_some());
    let n = n_tree + n_lines + structure.n_found();
    scrolled::show_rows(ui, area, (ROW, n), |ui, rows| {
        offset = header.bottom() - ui.max_rect().top();
        for nr in rows {
            if nr == n_tree && n_lines > 0 {
                found::heading(ui, structure, &columns, is_unknown);
                continue;
            }
            let nr = if nr > n_tree { nr - n_lines } else { nr };
            let under = match structure.place_of(nr) {
                Some(Place::Node(nr)) => row::show(ui, app, pane, structure, nr, &columns, out),
                Some(Place::Found(nr)) => found::show(ui, app, pane, structure, nr, &columns, out),
                None => None,
            };
            lit = lit.or(under);
        }
    });
    input::note_offset(ui, offset);
    if structure.pointed() != lit {
        out.push(pane.to_doc(DocMsg::Structure(StructureMsg::Light(lit))));
    }
}
