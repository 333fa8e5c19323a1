//! Painters: one a view. A new one is a file here and its line in [`ALL`].

pub(in crate::ui) mod differences;
mod filemap;
mod hex;
pub(super) mod highlight;
pub(in crate::ui) mod look;
mod map;
mod matches;
mod options;
mod sideways;
mod strip;
mod table;
pub(super) use table::{form_name, kind_name};
mod text;

use crate::app::{App, Msg, PaneRef};
use crate::scroll::ViewMetrics;
use crate::source::Fault;
use egui::accesskit::Role;
use egui::{Id, Rect, Ui};

/// Paints a view. Changes nothing itself: it sends messages.
pub trait Painter: Sync {
    /// The id of its view.
    fn id(&self) -> &'static str;
    /// Paints a pane whose file is open; what it measured.
    fn ui(&self, ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics;
}

/// Every painter.
static ALL: &[&dyn Painter] =
    &[&text::TextPainter, &hex::HexPainter, &table::TablePainter, &map::MapPainter, &filemap::FileMapPainter];

/// Paints the view that a pane shows.
pub(super) fn show(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics {
    let painter = ALL.iter().find(|painter| painter.id() == pane.view());
    painter.map_or_else(ViewMetrics::default, |painter| painter.ui(ui, app, pane, out))
}

/// Paints a row whose bytes are pending.
fn placeholder(ui: &Ui, rect: Rect, nr: u64) {
    let colours = super::theme::palette(ui);
    // Of uneven length, so that they look like text to come.
    let share = 0.3 + 0.1 * super::theme::wobble(nr);
    let bar = Rect::from_min_size(rect.min + egui::vec2(0.0, 6.0), egui::vec2(rect.width() * share, 7.0));
    ui.painter().rect_filled(bar, 3.0, colours.current);
    super::access::pending_row(ui, rect, ui.scope_id().with(("pending", nr)));
}

/// Says in a row's place that its bytes can't be read.
fn gone(ui: &Ui, rect: Rect, fault: &Fault) {
    let colours = super::theme::palette(ui);
    let text = format!("⚠ {}", fault.message());
    row_node(ui, rect, fault.at().0, &text);
    ui.painter().text(
        rect.left_center(),
        egui::Align2::LEFT_CENTER,
        text,
        super::theme::mono(),
        colours.error,
    );
}

/// Puts a row of a view into the accessibility tree.
fn row_node(ui: &Ui, rect: Rect, salt: u64, label: &str) {
    node(ui, rect, ui.scope_id().with(("row", salt)), Role::Row, label);
}

/// Says what is true of a row of a view; `view` is what has the keyboard while it is moved in.
fn state_of_row(ui: &Ui, salt: u64, view: Id, state: super::access::RowState) {
    super::access::state(ui, ui.scope_id().with(("row", salt)), view, state);
}

/// Puts something that is painted by hand into the accessibility tree.
pub(super) fn node(ui: &Ui, rect: Rect, id: Id, role: Role, label: &str) {
    ui.interact(rect, id, egui::Sense::empty());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(role);
        node.set_label(label);
        node.set_bounds(super::access::bounds(rect));
    });
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_view_has_its_painter() {
        let painters: Vec<_> = super::ALL.iter().map(|painter| painter.id()).collect();
        let views: Vec<_> = crate::view::ALL.iter().map(|kind| kind.id).collect();
        assert_eq!(painters, views);
    }
}
