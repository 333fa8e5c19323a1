//! Records keys for an action: the next that are pressed, whatever they do otherwise.
//!
//! Keys that no action has are taken at once. Those that another one has are told, to be taken over or left;
//! those that can't be taken are told, too, and the next are waited for.

use super::super::menu_bar;
use crate::app::actions::{self, Action, Keys};
use crate::app::keymap::KeysMsg;
use crate::app::{App, AppMsg, Msg, Overlay};
use crate::messages::say_with;
use egui::{Context, Event, Id, Key, Modifiers};

/// What is being recorded.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct Recording {
    /// The action that is to have the keys.
    pub action: &'static Action,
    /// What was pressed, if that can't be taken at once.
    pub pressed: Option<(Keys, Trouble)>,
}

/// Why keys are not taken at once.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) enum Trouble {
    /// Another action has them.
    Taken(&'static Action),
    /// The action has them already.
    Own,
    /// They move the cursor.
    Moves,
    /// They open a menu.
    Menu,
    /// The system or fields need them.
    Reserved,
}

fn id() -> Id {
    Id::unique("keys that are recorded")
}

/// What is being recorded, while the window of keys is open.
pub(in crate::ui) fn now(ctx: &Context, app: &App) -> Option<Recording> {
    let recording: Option<Recording> = ctx.data(|data| data.get_temp::<Option<Recording>>(id())).flatten();
    recording.filter(|_| app.overlay() == Some(Overlay::Keyboard))
}

/// Begins to record keys for an action; or ends it.
pub(in crate::ui) fn set(ctx: &Context, recording: Option<Recording>) {
    ctx.data_mut(|data| data.insert_temp(id(), recording));
}

/// Takes the keys of this frame; whether they are recorded.
pub(in crate::ui) fn take(ctx: &Context, app: &App, out: &mut Vec<Msg>) -> bool {
    let Some(mut recording) = now(ctx, app) else { return false };
    // A question is answered by its buttons; only Escape is ours.
    let asks = matches!(recording.pressed, Some((_, Trouble::Taken(_))));
    let mut pressed = None;
    let mut leaves = false;
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key: Key::Escape, pressed: true, modifiers, .. } if modifiers.is_none() => {
                leaves = true;
                false
            }
            _ if asks => true,
            Event::Key { key, pressed: true, modifiers, .. } => {
                pressed = pressed.or(keys_of(*key, *modifiers));
                false
            }
            Event::Copy => {
                pressed = pressed.or(Some(Keys::ctrl("C")));
                false
            }
            Event::Cut => {
                pressed = pressed.or(Some(Keys::ctrl("X")));
                false
            }
            Event::Paste(_) => {
                pressed = pressed.or(Some(Keys::ctrl("V")));
                false
            }
            Event::Text(_) | Event::Ime(_) | Event::Key { .. } => false,
            _ => true,
        });
    });
    if leaves {
        set(ctx, None);
    } else if let Some(keys) = pressed {
        recording.pressed = trouble(app, recording.action, keys).map(|trouble| (keys, trouble));
        if recording.pressed.is_none() {
            out.push(AppMsg::Keys(KeysMsg::Add(recording.action.id, keys)).into());
        }
        set(ctx, recording.pressed.is_some().then_some(recording));
    }
    !asks
}

/// A press as keys of an action; `None` for a key that is only held.
fn keys_of(key: Key, modifiers: Modifiers) -> Option<Keys> {
    let key = if key == Key::Pipe { Key::Backslash } else { key };
    let name = actions::NAMES.iter().copied().find(|name| *name == key.name())?;
    let Modifiers { alt, shift, command, .. } = modifiers;
    // `+` and `:` are keys of their own, with or without Shift.
    let keys = Keys { ctrl: command, shift, alt, key: name };
    Some(Keys { shift: shift && !keys.is_sign(), ..keys })
}

/// Why an action can't have these keys at once.
fn trouble(app: &App, action: &Action, keys: Keys) -> Option<Trouble> {
    if let Some(owner) = app.keymap().owner(keys) {
        return Some(if owner.id == action.id { Trouble::Own } else { Trouble::Taken(owner) });
    }
    let key = Key::from_name(keys.key)?;
    let modifiers = Modifiers {
        alt: keys.alt,
        shift: keys.shift,
        command: keys.ctrl,
        ctrl: keys.ctrl,
        ..Modifiers::NONE
    };
    let is_bare = !keys.ctrl && !keys.alt;
    match key {
        _ if menu_bar::of_key(key, modifiers).is_some() => Some(Trouble::Menu),
        Key::C | Key::X | Key::V if keys.ctrl && !keys.shift && !keys.alt => Some(Trouble::Reserved),
        Key::Escape | Key::Tab | Key::Enter | Key::Space | Key::Backspace | Key::Delete if is_bare => {
            Some(Trouble::Reserved)
        }
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::PageUp | Key::PageDown
            if is_bare =>
        {
            Some(Trouble::Moves)
        }
        _ => None,
    }
}

impl Trouble {
    /// In a sentence.
    pub(in crate::ui) fn said(self, keys: Keys) -> String {
        let shown = ("keys", keys.text().into());
        match self {
            Self::Taken(owner) => say_with("rebind-taken", [shown, ("name", owner.label().into())]),
            Self::Own => say_with("rebind-own", [shown]),
            Self::Moves => say_with("rebind-moves", [shown]),
            Self::Menu => say_with("rebind-menu", [shown]),
            Self::Reserved => crate::messages::say("rebind-unknown").to_owned(),
        }
    }
}
