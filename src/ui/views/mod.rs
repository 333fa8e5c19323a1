//! The ways to look at a file. A new one is one file here and its entry in [`ALL`].

mod hex;
pub(super) mod highlight;
mod map;
mod matches;
mod strip;
mod text;

use crate::app::command::ViewId;
use crate::app::{Command, Session};
use crate::source::Fault;
use egui::{Rect, Ui};

/// A way to look at a file. Changes nothing itself: it sends commands.
pub trait View: Sync {
    /// Which one it is.
    fn id(&self) -> ViewId;
    /// The name people read.
    fn label(&self) -> &'static str;
    /// Draws the file in front; how it went.
    fn ui(&self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Drawn;
}

/// What a view has drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct Drawn {
    /// How many rows fit, parts of rows included.
    pub rows: f64,
    /// Rows whose bytes have not come yet.
    pub waiting: u64,
    /// How far it can be scrolled sideways, in points, for the rows in sight.
    pub most_sideways: f32,
    /// How wide a column of text is, in points.
    pub column_width: f32,
    /// How wide the rows of text are, in points; 0 where there are none.
    pub width: f32,
}

/// Every view, in the order people see them.
pub static ALL: &[&dyn View] = &[&text::Text, &hex::Hex, &map::Map];

/// The view called `id`.
#[must_use]
pub fn view(id: ViewId) -> &'static dyn View {
    ALL.iter().copied().find(|view| view.id() == id).unwrap_or(&text::Text)
}

/// Draws a row whose bytes are on their way.
fn placeholder(ui: &Ui, rect: Rect, nr: u64) {
    let colours = super::theme::palette(ui);
    // Of uneven length, so that they look like text to come.
    let share = 0.3 + 0.1 * super::theme::wobble(nr);
    let bar = Rect::from_min_size(rect.min + egui::vec2(0.0, 6.0), egui::vec2(rect.width() * share, 7.0));
    ui.painter().rect_filled(bar, 3.0, colours.current);
}

/// Says in a row's place that its bytes are gone.
fn gone(ui: &Ui, rect: Rect, fault: &Fault) {
    let colours = super::theme::palette(ui);
    let text = format!("⚠ {fault}");
    row_node(ui, rect, fault.at().0, &text);
    ui.painter().text(
        rect.left_center(),
        egui::Align2::LEFT_CENTER,
        text,
        super::theme::mono(),
        colours.error,
    );
}

/// Puts a row that was painted by hand into the accessibility tree.
fn row_node(ui: &Ui, rect: Rect, salt: u64, label: &str) {
    let id = ui.scope_id().with(("row", salt));
    ui.interact(rect, id, egui::Sense::empty());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(egui::accesskit::Role::Row);
        node.set_label(label);
        node.set_bounds(egui::accesskit::Rect {
            x0: rect.min.x.into(),
            y0: rect.min.y.into(),
            x1: rect.max.x.into(),
            y1: rect.max.y.into(),
        });
    });
}
