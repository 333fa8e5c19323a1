//! A row of the tree: name, offset, size, type, value and what that means.

use super::super::theme::{Palette, ROW, SIZE, SMALL, mono, palette};
use super::super::{access, menu};
use super::input;
use crate::app::actions::Context;
use crate::app::{App, DocMsg, Msg, PaneRef};
use crate::base::units::px;
use crate::base::{Span, human};
use crate::doc::structure::{FileStructure, Item, NodeNr, Place, StructureMsg};
use crate::messages::say;
use egui::accesskit::Role;
use egui::{Align2, Color32, FontId, Painter, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

/// The width by which a node stands further right than the one that holds it.
pub(super) const INDENT: f32 = 14.0;

/// The least widths of a panel with columns for places and for types.
const ROOM_FOR_PLACE: f32 = 420.0;
const ROOM_FOR_TYPE: f32 = 600.0;

/// Where columns are, from the left, in points; those without room have none.
pub(super) struct Columns {
    pub(super) name: f32,
    /// The right end of offsets.
    pub(super) offset: Option<f32>,
    /// The right end of sizes.
    size: Option<f32>,
    kind: Option<f32>,
    pub(super) value: f32,
    pub(super) width: f32,
}

impl Columns {
    /// The columns of a panel of this width.
    pub(super) fn of(ui: &Ui, width: f32, end: u64) -> Self {
        let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
        let digits = px(human::offset(end).len().max(7));
        let name = 10.0;
        let name_width = (width * 0.34).clamp(120.0, 300.0);
        let offset = (width >= ROOM_FOR_PLACE).then_some(name + name_width + digits * advance);
        let size = offset.filter(|_| width >= ROOM_FOR_TYPE).map(|offset| offset + 11.0 * advance);
        let kind = size.map(|size| size + 16.0);
        let value = kind.map(|kind| kind + 7.0 * advance).or(offset.map(|offset| offset + 16.0));
        Self { name, offset, size, kind, value: value.unwrap_or(name + name_width + 8.0), width }
    }

    /// Where the name has to end.
    fn name_end(&self, digits: f32) -> f32 {
        self.offset.map_or(self.value - 8.0, |offset| offset - digits)
    }
}

/// Draws the names of the columns; where.
pub(super) fn header(ui: &mut Ui, columns: &Columns) -> Rect {
    let colours = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(columns.width, ROW), Sense::hover());
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let put = |x: f32, align: Align2, text: &str| {
        let at = pos2(rect.left() + x, rect.center().y);
        painter.text(at, align, text, FontId::proportional(SMALL), colours.dim);
    };
    put(columns.name, Align2::LEFT_CENTER, say("structure-name"));
    let right = [(columns.offset, say("structure-offset")), (columns.size, say("structure-size"))];
    for (x, text) in right {
        x.into_iter().for_each(|x| put(x, Align2::RIGHT_CENTER, text));
    }
    columns.kind.into_iter().for_each(|x| put(x, Align2::LEFT_CENTER, say("structure-type")));
    put(columns.value, Align2::LEFT_CENTER, say("structure-value"));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, colours.line));
    rect
}

/// Draws a row; the bytes of its node, if the pointer is on it.
pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    structure: &FileStructure,
    nr: NodeNr,
    columns: &Columns,
    out: &mut Vec<Msg>,
) -> Option<Span> {
    let item = structure.tree()?.item(nr)?;
    let is_current = structure.cursor() == Place::Node(nr);
    let (rect, response) = ground(ui, ("structure", nr), columns, is_current);
    draw(ui, item, rect, columns);
    let label = label(item);
    access::item(&response, Role::TreeItem, &label, is_current);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if item.is_parent() {
            node.set_expanded(item.is_open);
        }
        node.set_level(item.depth + 1);
    });
    press(ui, app, pane, (item, nr), &response, columns, out);
    let span = Some(item.node.span).filter(|span| !span.is_empty());
    if response.hovered() { span } else { None }
}

/// Makes room for a row that can be pressed, and fills it where it is current or the pointer is on it.
pub(super) fn ground(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    columns: &Columns,
    is_current: bool,
) -> (Rect, egui::Response) {
    let (rect, _) = ui.allocate_exact_size(vec2(columns.width, ROW), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(id), Sense::click());
    if is_current {
        ui.painter().rect_filled(rect, 0.0, palette(ui).selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, palette(ui).current);
    }
    (rect, response)
}

/// Gives the tree the keyboard and moves its cursor to a row that is pressed.
pub(super) fn take_cursor(
    ui: &Ui,
    pane: &PaneRef<'_>,
    place: Place,
    response: &egui::Response,
    out: &mut Vec<Msg>,
) {
    if response.clicked() || response.secondary_clicked() {
        ui.memory_mut(|memory| memory.request_focus(input::id()));
        out.push(pane.to_doc(DocMsg::Structure(StructureMsg::Put(place))));
    }
}

/// What presses on a row do.
fn press(
    ui: &Ui,
    app: &App,
    pane: &PaneRef<'_>,
    (item, nr): (&Item, NodeNr),
    response: &egui::Response,
    columns: &Columns,
    out: &mut Vec<Msg>,
) {
    let to = |msg| pane.to_doc(DocMsg::Structure(msg));
    take_cursor(ui, pane, Place::Node(nr), response, out);
    if response.double_clicked() || (response.clicked() && item.node.is_more) {
        out.push(to(StructureMsg::Toggle(nr)));
    } else if response.clicked() {
        let left = response.rect.left() + columns.name + INDENT * px(item.depth);
        let on_arrow = response.interact_pointer_pos().is_some_and(|at| at.x < left + INDENT);
        out.push(to(if item.is_parent() && on_arrow {
            StructureMsg::Toggle(nr)
        } else {
            StructureMsg::Show
        }));
    }
    let at = Some(item.node.span.start).filter(|_| !item.node.span.is_empty());
    menu::context(response, app, Context::Structure, app.target_of(pane.pane.id(), at), out);
}

fn draw(ui: &Ui, item: &Item, rect: Rect, columns: &Columns) {
    let (colours, node) = (palette(ui), &item.node);
    let left = rect.left() + columns.name + INDENT * px(item.depth);
    if item.is_parent() && !node.is_more {
        arrow(ui.painter(), left + 5.0, rect, item.is_open, colours);
    }
    let color = match () {
        () if node.is_bad => colours.error,
        () if node.is_more => colours.accent,
        () => colours.text,
    };
    let has_place = !node.span.is_empty();
    let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
    let offset = human::offset(node.span.start.0);
    // What only says something has the whole row.
    let end =
        if has_place { rect.left() + columns.name_end(advance * px(offset.len() + 2)) } else { rect.right() };
    let name = if node.is_bad && !has_place { format!("⚠ {}", node.name) } else { node.name.to_string() };
    let name = if item.is_pending { format!("{name} …") } else { name };
    cell(ui, &name, (left + INDENT, end, rect), FontId::proportional(SIZE), color);
    if !has_place {
        return;
    }
    let put_right = |x: Option<f32>, text: String| {
        let Some(x) = x else { return };
        let at = pos2(rect.left() + x, rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, text, mono(), colours.faint);
    };
    put_right(columns.offset, offset);
    put_right(columns.size, size_text(item));
    if let Some(x) = columns.kind {
        let x = rect.left() + x;
        cell(ui, node.kind, (x, rect.left() + columns.value - 4.0, rect), mono(), colours.faint);
    }
    let value = node.value_text();
    let x = rect.left() + columns.value;
    let number = cell(ui, &value, (x, rect.right() - 4.0, rect), mono(), colours.text);
    if let Some(meaning) = &node.meaning {
        let color = if node.is_bad { colours.error } else { colours.dim };
        let x = if value.is_empty() { x } else { x + number + 10.0 };
        cell(ui, &meaning.to_string(), (x, rect.right() - 4.0, rect), FontId::proportional(SIZE), color);
    }
}

/// The size in bytes, or in bits where it is a part of them.
fn size_text(item: &Item) -> String {
    match item.node.bits {
        Some((_, n)) => format!("{n} b"),
        None => human::grouped(item.node.span.len()),
    }
}

/// Draws text from `left` to `right` at most, cut with an ellipsis; its width.
pub(super) fn cell(
    ui: &Ui,
    text: &str,
    (left, right, rect): (f32, f32, Rect),
    font: FontId,
    color: Color32,
) -> f32 {
    let room = right - left;
    if text.is_empty() || room < 8.0 {
        return 0.0;
    }
    // No more than fits is laid out, however long it is.
    let text: String = text.chars().take(1000).collect();
    let mut job = egui::text::LayoutJob::simple_singleline(text, font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let galley = painter.layout_job(job);
    let at = pos2(left, rect.top() + ((ROW - galley.size().y) / 2.0).round());
    let width = galley.size().x;
    painter.galley(at, galley, color);
    width
}

/// A triangle that points right, or down if the row is open.
fn arrow(painter: &Painter, x: f32, rect: Rect, is_open: bool, colours: &Palette) {
    let y = rect.center().y;
    let points = if is_open {
        vec![pos2(x - 4.0, y - 2.5), pos2(x + 4.0, y - 2.5), pos2(x, y + 3.0)]
    } else {
        vec![pos2(x - 2.5, y - 4.0), pos2(x + 3.0, y), pos2(x - 2.5, y + 4.0)]
    };
    painter.add(Shape::convex_polygon(points, colours.dim, Stroke::NONE));
}

/// A row as a screen reader says it.
fn label(item: &Item) -> String {
    let node = &item.node;
    let mut label = node.name.to_string();
    if !node.span.is_empty() {
        label += &format!(" {} {}", node.span.start, size_text(item));
    }
    let value = node.value_text();
    for part in [node.kind, &value] {
        if !part.is_empty() {
            label.push(' ');
            label += part;
        }
    }
    if let Some(meaning) = &node.meaning {
        label += &format!(" {meaning}");
    }
    label
}
