//! Keys: those of the actions, and those that move the cursor and the view.
//!
//! Each press counts with its own event's modifiers: by the time a frame handles it, Ctrl may
//! be released. The focus is looked up once, here, where input becomes a message.

use super::settings::record;
use super::{docks, focus, list_input, menu_bar, refine, search_bar, structure, topmost};
use crate::app::actions::{Action, Keys, Target};
use crate::app::docks::PanelId;
use crate::app::{App, AppMsg, DocMsg, Msg, PaneRef};
use crate::format::glyphs::CopyAs;
use crate::view::{CursorMove, FileMapMsg, PaneMsg, TableMsg};
use egui::{Context, Event, Key, Modifiers};

/// What the keys of this frame ask for. `typed`: the panel that held the keyboard in the last one.
pub(super) fn messages(ctx: &Context, app: &App, typed: Option<PanelId>, out: &mut Vec<Msg>) {
    if record::take(ctx, app, out) {
        return;
    }
    let is_typing = ctx.text_edit_focused();
    let pane = app.focused();
    let is_in_file = !is_typing && pane.is_some_and(|pane| pane.file().is_some());
    // An overlay has the focus: Escape closes it first. So has a focused button, which keeps
    // the arrows and the space bar.
    let is_asked = app.overlay().is_some();
    let is_covered = is_asked || egui::Popup::is_any_open(ctx);
    let has_rows = pane.is_some_and(|pane| pane.pane.viewport().shows_rows());
    let moves = is_in_file && has_rows && !is_covered && focus::is_on_view(ctx);
    // Escape leaves the search box first, and the search as it is.
    let leaves_box = !is_typing && search_bar::had_focus(ctx);
    let leaves_refine = !is_typing && refine::had_focus(ctx);
    let in_map = is_in_file && !is_covered && focus::is_on_view(ctx);
    let in_list = list_input::has_keyboard(ctx) && !is_covered;
    let in_tree = structure::has_keyboard(ctx) && !is_covered;
    // So does any other field.
    let leaves_field = was_typing(ctx, is_typing) && !is_typing;
    let leaves_drag = docks::drag::is_dragging(ctx);
    let leaves_panel = leave_panel(app, typed).filter(|_| !is_covered);
    let is_free = !is_typing && !is_covered && focus::is_on_view(ctx);
    let takes_away = is_free.then(|| topmost::take_away(app)).flatten();
    let types = types_bytes(ctx, app);
    if types && ctx.input(|input| input.key_pressed(Key::Tab)) {
        ctx.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
    }
    // Text typed after the key that opens a field goes into it, even within the same frame.
    let mut opens_field = false;
    // The character that a key makes which an action has comes as text, too.
    let mut drops_text = false;
    let mut cancels_drag = false;
    let mut opens_menu = None;
    let target = app.target();
    let to_pane = |msg: PaneMsg| target.pane.map(|pane| Msg::Pane(pane, msg));
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let msg = match event {
                Event::Key { key: Key::Escape, pressed: true, .. } if leaves_drag => {
                    cancels_drag = true;
                    None
                }
                Event::Key { key: Key::Escape, pressed: true, .. } if leaves_box => None,
                Event::Key { key: Key::Escape, pressed: true, .. } if leaves_refine => {
                    target.doc.map(|doc| Msg::Doc(doc, DocMsg::ToggleRefine))
                }
                Event::Key { key: Key::Escape, pressed: true, .. } if leaves_panel.is_some() => {
                    leaves_panel.clone()
                }
                Event::Key { key: Key::Escape, pressed: true, .. } if leaves_field => None,
                Event::Key { key: Key::Escape, pressed: true, .. } if takes_away.is_some() => {
                    takes_away.clone()
                }
                Event::Key { key, pressed: true, modifiers, .. }
                    if in_list && let Some(msg) = list_input::key(*key, *modifiers) =>
                {
                    target.doc.map(|doc| Msg::Doc(doc, msg))
                }
                Event::Key { key, pressed: true, modifiers, .. }
                    if in_tree && let Some(msg) = structure::key(*key, *modifiers) =>
                {
                    target.doc.map(|doc| Msg::Doc(doc, msg))
                }
                Event::Key { key, pressed: true, modifiers, .. }
                    if !is_asked && let Some(menu) = menu_bar::of_key(*key, *modifiers) =>
                {
                    opens_menu = Some(menu);
                    return false;
                }
                // The letter that came with Alt.
                Event::Text(_) if opens_menu.is_some() => return false,
                Event::Text(_) if std::mem::take(&mut drops_text) => return false,
                Event::Key { key, pressed: true, modifiers, .. }
                    if in_map && let Some(msg) = pane.and_then(|pane| file_map(&pane, *key, *modifiers)) =>
                {
                    to_pane(msg)
                }
                Event::Key { key: Key::Tab, pressed: true, modifiers, .. }
                    if types && (modifiers.is_none() || modifiers.shift_only()) =>
                {
                    to_pane(PaneMsg::SetHexColumn(None))
                }
                // It comes as text, too.
                Event::Key { key, pressed: true, modifiers, .. } if types && is_typed(*key, *modifiers) => {
                    return false;
                }
                Event::Text(text) if types && !opens_field => to_pane(PaneMsg::Type(text.clone())),
                Event::Paste(text) if types => to_pane(PaneMsg::Paste(text.clone())),
                Event::Key { key, pressed: true, modifiers, .. } => {
                    let action = bound(app, target, *key, *modifiers, is_typing);
                    // A question is answered before anything else is done.
                    let action = action.filter(|action| !is_asked || is_always_open(app, action));
                    opens_field |= action.is_some_and(opens_a_field);
                    drops_text = action.is_some() && is_typed(*key, *modifiers);
                    let moved = || {
                        let in_table = pane.and_then(|pane| in_table(&pane, *key, *modifiers));
                        let moved = || movement(*key, *modifiers, app.settings().keys.letters);
                        let msg = in_table.or_else(moved).filter(|_| moves)?;
                        ends_search(app, target, &msg).or_else(|| to_pane(msg))
                    };
                    action.map(|action| Msg::Act(action.id, target)).or_else(moved)
                }
                // The system's copy key arrives as an event of its own.
                Event::Copy if in_list => target.doc.map(|doc| Msg::Doc(doc, DocMsg::CopyListed)),
                Event::Copy if is_in_file => to_pane(PaneMsg::Copy(CopyAs::Shown)),
                Event::Text(text) if moves && !opens_field && app.settings().keys.letters => {
                    opens_field |= matches!(&text[..], "/" | "?");
                    letter(text, target)
                }
                _ => None,
            };
            let is_ours = msg.is_some();
            out.extend(msg);
            !is_ours
        });
    });
    if let Some(menu) = opens_menu {
        menu_bar::open(ctx, menu);
    }
    if cancels_drag {
        docks::drag::cancel(ctx);
    }
}

/// Whether a field had the keyboard in the frame before; takes note for the next. The toolkit takes it from a
/// field at Escape before anyone sees the key.
fn was_typing(ctx: &Context, is_typing: bool) -> bool {
    let id = egui::Id::unique("a field has the keyboard");
    ctx.data_mut(|data| {
        let before = data.get_temp(id).unwrap_or_default();
        data.insert_temp(id, is_typing);
        before
    })
}

/// Whether what is typed changes bytes.
pub(super) fn types_bytes(ctx: &Context, app: &App) -> bool {
    let is_covered = app.overlay().is_some() || egui::Popup::is_any_open(ctx) || ctx.text_edit_focused();
    let pane = app.focused_id().filter(|_| !is_covered && focus::is_on_view(ctx));
    pane.is_some_and(|pane| app.types_bytes(pane))
}

/// Whether a key makes a character, by which the view is moved where none is typed.
fn is_typed(key: Key, modifiers: Modifiers) -> bool {
    let is_plain = !modifiers.command && !modifiers.ctrl && !modifiers.alt;
    is_plain && (key == Key::Space || key.name().chars().count() == 1)
}

/// What Escape does in a panel: it closes one that takes the keyboard when it is opened; from
/// another that has it, it goes back to the view.
fn leave_panel(app: &App, typed: Option<PanelId>) -> Option<Msg> {
    let panel = app.focused_panel()?;
    if panel.kind().takes_keyboard {
        return Some(AppMsg::ClosePanel(panel).into());
    }
    // A press on the list's own buttons must not let Escape end the search and its chips.
    let leaves = typed == Some(panel) || panel == PanelId::Results || app.panel_fills();
    leaves.then(|| AppMsg::LeavePanel.into())
}

/// Whether an action may be taken while an overlay is open.
fn is_always_open(app: &App, action: &Action) -> bool {
    let is_palette_s = app.palette().is_some() && action.id.starts_with("palette.");
    is_palette_s || matches!(action.id, "help.keys" | "app.quit")
}

/// Whether an action opens a field, into which goes what is typed after it.
fn opens_a_field(action: &Action) -> bool {
    matches!(action.id, "search.find" | "search.refine" | "go.place" | "palette.actions" | "palette.files")
}

/// What characters ask for, whichever keys they are on: to search, as in `less` and `vi`.
fn letter(text: &str, target: Target) -> Option<Msg> {
    let to_pane = |msg| target.pane.map(|pane| Msg::Pane(pane, msg));
    match text {
        "/" => Some(AppMsg::FocusSearch { backward: false }.into()),
        "?" => Some(AppMsg::FocusSearch { backward: true }.into()),
        "n" => to_pane(PaneMsg::SearchAlong { reversed: false }),
        "N" => to_pane(PaneMsg::SearchAlong { reversed: true }),
        "m" => to_pane(PaneMsg::ToggleMark),
        _ => None,
    }
}

/// Escape ends the search, if it ends nothing else.
fn ends_search(app: &App, target: Target, msg: &PaneMsg) -> Option<Msg> {
    let pane = app.pane_of(target)?;
    let has_nothing_else = !pane.pane.viewport().awaits() && pane.searching().is_some();
    (*msg == PaneMsg::CancelGoto && has_nothing_else).then(|| pane.to_doc(DocMsg::CloseSearch))
}

/// The action of a key, if it can be done now.
fn bound(
    app: &App,
    target: Target,
    key: Key,
    modifiers: Modifiers,
    is_typing: bool,
) -> Option<&'static Action> {
    let action = app.keymap().action(|keys| is_pressed(keys, key, modifiers))?;
    // A field keeps what makes characters.
    let yields = action.yields_to_fields || is_typed(key, modifiers);
    let can = action.is_enabled(app, target) && !(is_typing && yields);
    can.then_some(action)
}

fn is_pressed(keys: Keys, key: Key, modifiers: Modifiers) -> bool {
    let wanted = Key::from_name(keys.key);
    if wanted == Some(Key::Plus) {
        // `+` is Shift and `=` on many keyboards.
        return modifiers.command && matches!(key, Key::Plus | Key::Equals);
    }
    // With Shift, the key of `\\` is that of `|`.
    let key = if key == Key::Pipe { Key::Backslash } else { key };
    // A Mac's Control is no ⌘.
    let has_control = modifiers.ctrl && !modifiers.command;
    wanted == Some(key)
        && !has_control
        && modifiers.command == keys.ctrl
        && (modifiers.shift == keys.shift || (!keys.shift && keys.is_sign()))
        && modifiers.alt == keys.alt
}

/// What keys ask for in a table: Enter and the space bar show the whole cell, Escape hides it.
fn in_table(pane: &PaneRef<'_>, key: Key, modifiers: Modifiers) -> Option<PaneMsg> {
    let view = pane.table_view().filter(|_| modifiers.is_none())?;
    match key {
        Key::Enter | Key::Space => Some(PaneMsg::Table(TableMsg::ShowCell(!view.shows_cell()))),
        Key::Escape if view.shows_cell() => Some(PaneMsg::Table(TableMsg::ShowCell(false))),
        _ => None,
    }
}

/// What keys ask for in a map of the file: arrows move the cursor from cell to cell, Enter goes there.
fn file_map(pane: &PaneRef<'_>, key: Key, modifiers: Modifiers) -> Option<PaneMsg> {
    pane.file_map()?;
    let Modifiers { alt, shift: extend, command, .. } = modifiers;
    let step = |step| FileMapMsg::Step { step, extend };
    let msg = match key {
        _ if alt => return None,
        Key::Home if command => step(CursorMove::FileStart),
        Key::End if command => step(CursorMove::FileEnd),
        _ if command => return None,
        Key::Enter => return Some(PaneMsg::ShowPlace(pane.cursor())),
        Key::Escape if !pane.selection().is_empty() => {
            return Some(PaneMsg::SetCursor { at: pane.selection().start, extend: false });
        }
        Key::ArrowUp => step(CursorMove::Up),
        Key::ArrowDown => step(CursorMove::Down),
        Key::ArrowLeft => step(CursorMove::Left),
        Key::ArrowRight => step(CursorMove::Right),
        Key::End => step(CursorMove::RowEnd),
        Key::Home => FileMapMsg::ShowAll,
        Key::PageUp => FileMapMsg::Pan(-1.0),
        Key::PageDown => FileMapMsg::Pan(1.0),
        Key::Plus | Key::Equals => FileMapMsg::Zoom { closer: true, about: None, under: None },
        Key::Minus => FileMapMsg::Zoom { closer: false, about: None, under: None },
        _ => return None,
    };
    Some(PaneMsg::FileMap(msg))
}

/// What the keys ask for that move the cursor, or the view under it.
fn movement(key: Key, modifiers: Modifiers, letters: bool) -> Option<PaneMsg> {
    let Modifiers { alt, shift: extend, command, .. } = modifiers;
    let step = |step| Some(PaneMsg::MoveCursor { step, extend });
    match key {
        Key::ArrowUp if alt && extend => Some(PaneMsg::MoveBlock(CursorMove::Up)),
        Key::ArrowDown if alt && extend => Some(PaneMsg::MoveBlock(CursorMove::Down)),
        Key::ArrowLeft if alt && extend => Some(PaneMsg::MoveBlock(CursorMove::Left)),
        Key::ArrowRight if alt && extend => Some(PaneMsg::MoveBlock(CursorMove::Right)),
        Key::ArrowUp if command => Some(PaneMsg::ScrollRows(-1.0)),
        Key::ArrowDown if command => Some(PaneMsg::ScrollRows(1.0)),
        Key::ArrowLeft if command => step(CursorMove::WordLeft),
        Key::ArrowRight if command => step(CursorMove::WordRight),
        Key::ArrowUp => step(CursorMove::Up),
        Key::ArrowDown => step(CursorMove::Down),
        Key::ArrowLeft => step(CursorMove::Left),
        Key::ArrowRight => step(CursorMove::Right),
        Key::PageDown if extend => step(CursorMove::PageDown),
        Key::PageUp if extend => step(CursorMove::PageUp),
        Key::PageDown => Some(PaneMsg::ScrollPages(1.0)),
        Key::PageUp => Some(PaneMsg::ScrollPages(-1.0)),
        Key::Space => Some(PaneMsg::ScrollPages(if extend { -1.0 } else { 1.0 })),
        Key::Home if command => step(CursorMove::FileStart),
        Key::End if command => step(CursorMove::FileEnd),
        Key::Home => step(CursorMove::LineStart),
        Key::End => step(CursorMove::LineEnd),
        Key::Escape => Some(PaneMsg::CancelGoto),
        _ if command || alt || !letters => None,
        _ => pager(key, extend),
    }
}

/// What the letters of `less` and `vi` ask for; capitals come with Shift.
fn pager(key: Key, shift: bool) -> Option<PaneMsg> {
    match (key, shift) {
        (Key::G, false) => Some(PaneMsg::Home),
        (Key::G, true) => Some(PaneMsg::End),
        (Key::H, false) => Some(PaneMsg::ScrollSideways(-80.0)),
        (Key::L, false) => Some(PaneMsg::ScrollSideways(80.0)),
        (Key::J, false) => Some(PaneMsg::ScrollRows(1.0)),
        (Key::K, false) => Some(PaneMsg::ScrollRows(-1.0)),
        (Key::D, false) => Some(PaneMsg::ScrollPages(0.5)),
        (Key::U, false) => Some(PaneMsg::ScrollPages(-0.5)),
        (Key::F, false) => Some(PaneMsg::ScrollPages(1.0)),
        (Key::B, false) => Some(PaneMsg::ScrollPages(-1.0)),
        _ => None,
    }
}
