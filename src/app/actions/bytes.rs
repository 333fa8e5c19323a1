//! How bytes are shown.

use super::{Action, Keys, Menu, Target, action};
use crate::app::App;
use crate::view::PaneMsg;
use crate::view::hex::{Base, ByteColours, CharColumn, HexMsg, HexPrefs, PAGES, RowLength};

const MENU: Menu = Menu::Bytes;

const ROW: &str = "menu-bytes-row";
const GROUP: &str = "menu-bytes-group";
const DIGITS: &str = "menu-bytes-digits";
const CHARS: &str = "menu-bytes-chars";
const OFFSETS: &str = "menu-bytes-offsets";
const COLOURS: &str = "menu-bytes-colours";
const PAGE: &str = "menu-bytes-pages";

fn in_bytes(app: &App, at: Target) -> bool {
    app.bytes_of(at).is_some()
}

/// Whether the bytes of a target are shown so.
fn shows(app: &App, at: Target, how: impl FnOnce(&HexPrefs) -> bool) -> bool {
    app.bytes_of(at).is_some_and(|prefs| how(&prefs))
}

fn shows_options(app: &App, at: Target) -> bool {
    app.pane_of(at).and_then(|pane| pane.pane.viewport().hex()).is_some_and(|view| view.shows_options())
}

/// A choice of one value of a preference.
macro_rules! choice {
    ($id:literal, $submenu:expr, $field:ident = $value:expr) => {
        action($id, MENU, |app, at| app.set_bytes(at, |prefs| prefs.$field = $value))
            .within($submenu)
            .needs(in_bytes)
            .checked(|app, at| shows(app, at, |prefs| prefs.$field == $value))
    };
}

pub(super) static ACTIONS: &[Action] = &[
    action("bytes.options", MENU, |app, at| {
        let shows = shows_options(app, at);
        app.perform_on_pane(at, PaneMsg::Hex(HexMsg::ShowOptions(!shows)));
    })
    .needs(in_bytes)
    .checked(|app, at| in_bytes(app, at) && shows_options(app, at)),
    choice!("bytes.row-round", ROW, row = RowLength::Round).group(),
    choice!("bytes.row-fill", ROW, row = RowLength::Fill),
    choice!("bytes.row-8", ROW, row = RowLength::Fixed(8)),
    choice!("bytes.row-16", ROW, row = RowLength::Fixed(16)),
    choice!("bytes.row-32", ROW, row = RowLength::Fixed(32)),
    choice!("bytes.row-64", ROW, row = RowLength::Fixed(64)),
    action("bytes.row-longer", MENU, |app, at| app.step_row(at, true))
        .within(ROW)
        .keys(&[Keys::alt("Period")])
        .needs(in_bytes),
    action("bytes.row-shorter", MENU, |app, at| app.step_row(at, false))
        .within(ROW)
        .keys(&[Keys::alt("Comma")])
        .needs(in_bytes),
    choice!("bytes.group-1", GROUP, group = 1),
    choice!("bytes.group-2", GROUP, group = 2),
    choice!("bytes.group-4", GROUP, group = 4),
    choice!("bytes.group-8", GROUP, group = 8),
    action("bytes.little-endian", MENU, |app, at| {
        app.set_bytes(at, |prefs| prefs.is_little_endian = !prefs.is_little_endian);
    })
    .within(GROUP)
    .needs(in_bytes)
    .checked(|app, at| shows(app, at, |prefs| prefs.is_little_endian)),
    choice!("bytes.digits-hex", DIGITS, base = Base::Hex),
    choice!("bytes.digits-decimal", DIGITS, base = Base::Decimal),
    choice!("bytes.digits-octal", DIGITS, base = Base::Octal),
    choice!("bytes.digits-binary", DIGITS, base = Base::Binary),
    choice!("bytes.chars-ascii", CHARS, chars = CharColumn::Ascii),
    choice!("bytes.chars-file", CHARS, chars = CharColumn::OfFile),
    choice!("bytes.chars-off", CHARS, chars = CharColumn::Off),
    choice!("bytes.offsets-hex", OFFSETS, has_decimal_offsets = false),
    choice!("bytes.offsets-decimal", OFFSETS, has_decimal_offsets = true),
    choice!("bytes.colours-class", COLOURS, colours = ByteColours::Class),
    choice!("bytes.colours-value", COLOURS, colours = ByteColours::Value),
    choice!("bytes.colours-none", COLOURS, colours = ByteColours::Plain),
    choice!("bytes.pages-off", PAGE, page = 0),
    choice!("bytes.pages-512", PAGE, page = PAGES[0]),
    choice!("bytes.pages-4096", PAGE, page = PAGES[1]),
    choice!("bytes.pages-64k", PAGE, page = PAGES[2]),
    choice!("bytes.pages-2m", PAGE, page = PAGES[3]),
];
