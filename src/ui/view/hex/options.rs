//! The bar with all options of how bytes are shown; the view below shows at once what comes of each.

use crate::app::{Msg, PaneRef};
use crate::doc::file::File;
use crate::format::encoding::Encoding;
use crate::messages::{say, say_with};
use crate::ui::menu;
use crate::ui::theme::{SIZE, palette, text_width};
use crate::ui::view::options::{bar, option};
use crate::view::PaneMsg;
use crate::view::hex::{Base, ByteColours, CharColumn, HexMsg, HexPrefs, HexView, MOST, PAGES, RowLength};
use egui::{Button, DragValue, FontId, Rect, RichText, Ui, WidgetInfo};

/// Room between choices, before the name of some, and beside the text of a button, in points.
const GAP: f32 = 4.0;
const BEFORE: f32 = 6.0;
const PADDING: f32 = 20.0;

/// Widths of the field for a number, and of a button for which room is kept, in points.
const NUMBER: f32 = 48.0;

/// The largest share of a view that the bar takes; in a low one it scrolls.
const MOST_SHARE: f32 = 0.45;

/// Shows the bar, if it is to be; what is left of the view.
pub(super) fn show(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    (file, view): (&File, &HexView),
    whole: Rect,
    out: &mut Vec<Msg>,
) -> Rect {
    if !view.shows_options() {
        return whole;
    }
    let mut prefs = *view.prefs();
    let mut closes = false;
    let rest = bar(ui, whole, GAP, whole.height() * MOST_SHARE, |ui| {
        rows(ui, view, &mut prefs);
        digits(ui, &mut prefs);
        characters(ui, file, &mut prefs);
        others(ui, &mut prefs);
        ui.add_space(BEFORE);
        let close = ui.add(Button::new(RichText::new("×").color(palette(ui).dim)).frame(false));
        let name = say("hex-options-close");
        close.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
        closes = close.clicked();
    });
    if prefs != *view.prefs() {
        out.push(pane.to_pane(PaneMsg::Hex(HexMsg::Set(prefs))));
    }
    if closes {
        out.push(pane.to_pane(PaneMsg::Hex(HexMsg::ShowOptions(false))));
    }
    rest
}

/// Choices of one value under a name, on a line of their own if they don't fit in the one that was begun;
/// `beside`: the room for what follows them.
fn choices<T: PartialEq + Copy>(
    ui: &mut Ui,
    of: &'static str,
    all: &[(T, &str)],
    beside: f32,
    chosen: &mut T,
) {
    let width = |text: &str| text_width(ui, text, FontId::proportional(SIZE));
    let of_all: f32 = all.iter().map(|(_, text)| width(text) + PADDING + GAP).sum();
    let needed = BEFORE + width(say(of)) + GAP + of_all + beside;
    let is_begun = ui.cursor().left() > ui.max_rect().left() + 1.0;
    if is_begun && ui.available_size_before_wrap().x < needed {
        ui.end_row();
        ui.set_row_height(ui.spacing().interact_size.y);
    }
    ui.add_space(BEFORE);
    ui.label(RichText::new(say(of)).color(palette(ui).dim));
    for (value, text) in all {
        if option(ui, text, *chosen == *value, of) {
            *chosen = *value;
        }
    }
}

/// How many bytes a row has, and how many stand together.
fn rows(ui: &mut Ui, view: &HexView, prefs: &mut HexPrefs) {
    let lengths = [(RowLength::Round, say("hex-row-round")), (RowLength::Fill, say("hex-row-fill"))];
    choices(ui, "hex-of-row", &lengths, NUMBER, &mut prefs.row);
    let (mut n, name) = (view.layout().row(), say("hex-row-number"));
    let number = DragValue::new(&mut n).range(1..=u64::from(MOST)).speed(0.1).update_while_editing(false);
    let number = ui.add(number).on_hover_text(name);
    ui.ctx().accesskit_node_builder(number.id, |node| node.set_label(name));
    if number.changed()
        && let Ok(n) = u16::try_from(n)
    {
        prefs.row = RowLength::Fixed(n);
    }
    let little_endian = say("hex-little-endian");
    let beside = text_width(ui, little_endian, FontId::proportional(SIZE)) + PADDING;
    let groups = [(1_u8, "1"), (2, "2"), (4, "4"), (8, "8")];
    choices(ui, "hex-of-group", &groups, beside, &mut prefs.group);
    let toggle = Button::selectable(prefs.is_little_endian, little_endian);
    if ui.add_enabled(prefs.group > 1, toggle).clicked() {
        prefs.is_little_endian = !prefs.is_little_endian;
    }
}

/// As what bytes and offsets are written.
fn digits(ui: &mut Ui, prefs: &mut HexPrefs) {
    let (hex, decimal) = (say("hex-base-hex"), say("hex-base-decimal"));
    let bases = [
        (Base::Hex, hex),
        (Base::Decimal, decimal),
        (Base::Octal, say("hex-base-octal")),
        (Base::Binary, say("hex-base-binary")),
    ];
    choices(ui, "hex-of-digits", &bases, 0.0, &mut prefs.base);
    let offsets = [(false, hex), (true, decimal)];
    choices(ui, "hex-of-offsets", &offsets, 0.0, &mut prefs.has_decimal_offsets);
}

/// What stands in the character column. Encodings that are neither of the first two are in a menu.
fn characters(ui: &mut Ui, file: &File, prefs: &mut HexPrefs) {
    let of_file = say_with("hex-chars-file", [("name", file.encoding().name().into())]);
    let usual = [
        (CharColumn::Off, say("hex-chars-off")),
        (CharColumn::Ascii, say("hex-chars-ascii")),
        (CharColumn::OfFile, &of_file),
    ];
    let other = match prefs.chars {
        CharColumn::In(encoding) => encoding.name(),
        _ => say("hex-chars-other"),
    };
    let beside = text_width(ui, other, FontId::proportional(SIZE)) + PADDING;
    choices(ui, "hex-of-chars", &usual, beside, &mut prefs.chars);
    let text = match prefs.chars {
        CharColumn::In(_) => RichText::new(other).color(palette(ui).accent),
        _ => RichText::new(other),
    };
    ui.menu_button(text, |ui| {
        menu::scrolled(ui, 200.0, |ui| {
            for encoding in Encoding::all() {
                let chosen = CharColumn::In(encoding);
                if ui.add(Button::selectable(prefs.chars == chosen, encoding.name())).clicked() {
                    prefs.chars = chosen;
                    ui.close();
                }
            }
        });
    });
}

/// Colours and the page grid.
fn others(ui: &mut Ui, prefs: &mut HexPrefs) {
    let colours = [
        (ByteColours::Class, say("hex-colours-class")),
        (ByteColours::Value, say("hex-colours-value")),
        (ByteColours::Plain, say("hex-colours-none")),
    ];
    choices(ui, "hex-of-colours", &colours, 0.0, &mut prefs.colours);
    let pages = [
        (0, say("hex-pages-off")),
        (PAGES[0], say("hex-pages-sector")),
        (PAGES[1], say("hex-pages-page")),
        (PAGES[2], say("hex-pages-block")),
        (PAGES[3], say("hex-pages-large")),
    ];
    choices(ui, "hex-of-pages", &pages, PADDING, &mut prefs.page);
}
