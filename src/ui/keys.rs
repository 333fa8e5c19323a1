//! Keys: those of the command table, and those that move the cursor and the view.

use crate::app::command::{Keys, Step, TABLE};
use crate::app::{App, Command};
use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

/// What the keys of this frame ask for.
pub(super) fn commands(ctx: &Context, app: &App, out: &mut Vec<Command>) {
    let is_typing = ctx.text_edit_focused();
    for entry in TABLE {
        let Some(keys) = entry.keys else { continue };
        // What a text field does itself, it keeps.
        let belongs_to_field = !keys.ctrl && keys.key.len() > 2 || matches!(keys.key, "A" | "C");
        if is_typing && belongs_to_field {
            continue;
        }
        if app.can(entry.needs) && pressed(ctx, keys) {
            out.push(entry.command.clone());
        }
    }
    if is_typing || app.front().and_then(crate::app::Session::file).is_none() {
        return;
    }
    // The system's own key for it arrives as an event, not as a key.
    if ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy))) {
        out.push(Command::Copy);
    }
    // What lies over the view has the keyboard: Escape closes it first.
    let is_covered =
        app.asks_path() || app.shows_keys() || app.shows_about() || egui::Popup::is_any_open(ctx);
    if !is_covered && ctx.memory(|memory| memory.focused().is_none()) {
        moves(ctx, out);
    }
}

fn pressed(ctx: &Context, keys: Keys) -> bool {
    let Some(key) = Key::from_name(keys.key) else { return false };
    let modifiers = Modifiers { shift: keys.shift, command: keys.ctrl, ..Modifiers::NONE };
    // `+` is Shift and `=` on many keyboards.
    let also = (key == Key::Plus).then_some(Key::Equals);
    ctx.input_mut(|input| {
        // Exact: Ctrl+O must not answer to Ctrl+Shift+O.
        let exact = input.modifiers.shift == keys.shift && input.modifiers.command == keys.ctrl;
        let exact = exact || (key == Key::Plus && input.modifiers.command);
        let any = |input: &mut egui::InputState, key| {
            let modifiers = Modifiers { shift: input.modifiers.shift, ..modifiers };
            input.consume_shortcut(&KeyboardShortcut::new(modifiers, key))
        };
        exact && (any(input, key) || also.is_some_and(|also| any(input, also)))
    })
}

fn moves(ctx: &Context, out: &mut Vec<Command>) {
    let steps = [
        (Key::ArrowLeft, Step::Left),
        (Key::ArrowRight, Step::Right),
        (Key::ArrowUp, Step::Up),
        (Key::ArrowDown, Step::Down),
    ];
    ctx.input_mut(|input| {
        let (shift, command, alt) = (input.modifiers.shift, input.modifiers.command, input.modifiers.alt);
        let mut times = |key| input.count_and_consume_key(input.modifiers, key);
        for (key, step) in steps {
            for _ in 0..times(key) {
                out.push(match (step, alt, command) {
                    (Step::Up, _, true) => Command::ScrollRows(-1.0),
                    (Step::Down, _, true) => Command::ScrollRows(1.0),
                    (Step::Left, true, _) => Command::ScrollSideways(-80.0),
                    (Step::Right, true, _) => Command::ScrollSideways(80.0),
                    (Step::Left, _, true) => Command::MoveCursor { step: Step::RowStart, extend: shift },
                    (Step::Right, _, true) => Command::MoveCursor { step: Step::RowEnd, extend: shift },
                    _ => Command::MoveCursor { step, extend: shift },
                });
            }
        }
        for _ in 0..times(Key::PageDown) {
            out.push(Command::ScrollPages(1.0));
        }
        for _ in 0..times(Key::PageUp) {
            out.push(Command::ScrollPages(-1.0));
        }
        for _ in 0..times(Key::Space) {
            out.push(Command::ScrollPages(if shift { -1.0 } else { 1.0 }));
        }
        for (key, step, plain) in
            [(Key::Home, Step::FileStart, Command::Home), (Key::End, Step::FileEnd, Command::End)]
        {
            for _ in 0..times(key) {
                out.push(if shift { Command::MoveCursor { step, extend: true } } else { plain.clone() });
            }
        }
        if times(Key::Escape) > 0 {
            out.push(Command::CancelGoto);
        }
    });
}
