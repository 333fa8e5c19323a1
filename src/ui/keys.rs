//! Keys: those of the command table, and those that move the cursor and the view.
//!
//! Each press counts with the modifiers it came with: by the time a frame looks, a quick
//! finger has let go of Ctrl.

use super::search_bar;
use crate::app::command::{Keys, Step, TABLE};
use crate::app::{App, Command, Session};
use egui::{Context, Event, Key, Modifiers};

/// What the keys of this frame ask for.
pub(super) fn commands(ctx: &Context, app: &App, out: &mut Vec<Command>) {
    let is_typing = ctx.text_edit_focused();
    let is_in_file = !is_typing && app.front().and_then(Session::file).is_some();
    // What lies over the view has the keyboard: Escape closes it first. So has a button that
    // is focused, which keeps the arrows and the space bar.
    let is_asked = app.asks_path()
        || app.shows_keys()
        || app.shows_about()
        || app.shows_encodings()
        || app.shows_rules()
        || app.shows_marks();
    let is_covered = is_asked || egui::Popup::is_any_open(ctx);
    let has_rows = app.front().is_some_and(|tab| tab.view() == tab.rows_view());
    let moves = is_in_file && has_rows && !is_covered && ctx.memory(|memory| memory.focused().is_none());
    // Escape leaves the search box first, and the search as it is.
    let leaves_box = !is_typing && search_bar::had_focus(ctx);
    // What is typed after the key that opens a field is meant for it, however quick one is.
    let mut opens_field = false;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let command = match event {
                Event::Key { key: Key::Escape, pressed: true, .. } if leaves_box => None,
                Event::Key { key, pressed: true, modifiers, .. } => {
                    let command = in_table(app, *key, *modifiers, is_typing);
                    // A question is answered before anything else is done.
                    let waits = |command: &Command| {
                        !is_asked || matches!(command, Command::ToggleKeys | Command::Quit)
                    };
                    let moved = || if moves { movement(*key, *modifiers) } else { None };
                    command.filter(waits).or_else(moved).map(|command| ends_search(app, command))
                }
                // The system's own key for it arrives as an event of its own.
                Event::Copy if is_in_file => Some(Command::Copy),
                Event::Text(text) if moves && !opens_field => letter(text),
                _ => None,
            };
            let is_ours = command.is_some();
            opens_field |=
                matches!(command, Some(Command::FocusSearch | Command::FocusSearchBack | Command::FocusGoto));
            out.extend(command);
            !is_ours
        });
    });
}

/// What characters ask for, whichever keys they are on: to search, as in `less` and `vi`.
fn letter(text: &str) -> Option<Command> {
    match text {
        "/" => Some(Command::FocusSearch),
        "?" => Some(Command::FocusSearchBack),
        "n" => Some(Command::SearchAlong { reversed: false }),
        "m" => Some(Command::ToggleMark),
        "N" => Some(Command::SearchAlong { reversed: true }),
        _ => None,
    }
}

/// Escape ends the search, where there is nothing else to be ended.
fn ends_search(app: &App, command: Command) -> Command {
    let has_nothing_else =
        app.front().is_some_and(|tab| tab.pending().is_none() && tab.searching().is_some());
    if command == Command::CancelGoto && has_nothing_else { Command::CloseSearch } else { command }
}

fn in_table(app: &App, key: Key, modifiers: Modifiers, is_typing: bool) -> Option<Command> {
    let entry = TABLE.iter().find(|entry| entry.keys.is_some_and(|keys| is_pressed(keys, key, modifiers)))?;
    // What a text field does itself, it keeps.
    let belongs_to_field =
        matches!(entry.command, Command::SelectAll | Command::Home | Command::End | Command::ToggleFollow);
    let can = app.can(entry.needs) && !(is_typing && belongs_to_field);
    can.then(|| entry.command.clone())
}

fn is_pressed(keys: Keys, key: Key, modifiers: Modifiers) -> bool {
    let wanted = Key::from_name(keys.key);
    if wanted == Some(Key::Plus) {
        // `+` is Shift and `=` on many keyboards.
        return modifiers.command && matches!(key, Key::Plus | Key::Equals);
    }
    wanted == Some(key)
        && modifiers.command == keys.ctrl
        && modifiers.shift == keys.shift
        && modifiers.alt == keys.alt
}

/// What the keys ask for that move the cursor, or the view under it.
fn movement(key: Key, modifiers: Modifiers) -> Option<Command> {
    let Modifiers { alt, shift: extend, command, .. } = modifiers;
    let step = |step| Some(Command::MoveCursor { step, extend });
    match key {
        Key::ArrowUp if alt && extend => Some(Command::MoveBlock(Step::Up)),
        Key::ArrowDown if alt && extend => Some(Command::MoveBlock(Step::Down)),
        Key::ArrowLeft if alt && extend => Some(Command::MoveBlock(Step::Left)),
        Key::ArrowRight if alt && extend => Some(Command::MoveBlock(Step::Right)),
        Key::Home if alt => step(Step::LineStart),
        Key::End if alt => step(Step::LineEnd),
        Key::ArrowUp if command => Some(Command::ScrollRows(-1.0)),
        Key::ArrowDown if command => Some(Command::ScrollRows(1.0)),
        Key::ArrowLeft if alt => Some(Command::ScrollSideways(-80.0)),
        Key::ArrowRight if alt => Some(Command::ScrollSideways(80.0)),
        Key::ArrowLeft if command => step(Step::WordLeft),
        Key::ArrowRight if command => step(Step::WordRight),
        Key::ArrowUp => step(Step::Up),
        Key::ArrowDown => step(Step::Down),
        Key::ArrowLeft => step(Step::Left),
        Key::ArrowRight => step(Step::Right),
        Key::PageDown => Some(Command::ScrollPages(1.0)),
        Key::PageUp => Some(Command::ScrollPages(-1.0)),
        Key::Space => Some(Command::ScrollPages(if extend { -1.0 } else { 1.0 })),
        Key::Home if extend => step(Step::FileStart),
        Key::End if extend => step(Step::FileEnd),
        Key::Home => Some(Command::Home),
        Key::End => Some(Command::End),
        Key::Escape => Some(Command::CancelGoto),
        _ if command || alt => None,
        _ => pager(key, extend),
    }
}

/// What the letters of `less` and `vi` ask for; capitals come with Shift.
fn pager(key: Key, shift: bool) -> Option<Command> {
    match (key, shift) {
        (Key::G, false) => Some(Command::Home),
        (Key::G, true) => Some(Command::End),
        (Key::J, false) => Some(Command::ScrollRows(1.0)),
        (Key::K, false) => Some(Command::ScrollRows(-1.0)),
        (Key::D, false) => Some(Command::ScrollPages(0.5)),
        (Key::U, false) => Some(Command::ScrollPages(-0.5)),
        (Key::F, false) => Some(Command::ScrollPages(1.0)),
        (Key::B, false) => Some(Command::ScrollPages(-1.0)),
        _ => None,
    }
}
