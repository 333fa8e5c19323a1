//! Keys recorded anew, settings made of their descriptions, and messages that can be read again.

use super::stage::{ALT, CTRL, CTRL_SHIFT, Folder, NONE, Role, SHIFT, Stage, numbered};
use egui::{Key, Modifiers};
use gander::app::actions::{self, Keys};
use gander::app::keymap::{KeysMsg, Preset};
use gander::app::{AppMsg, Overlay, Settings};

const CTRL_ALT: Modifiers = Modifiers { alt: true, ..CTRL };

fn keys_of(stage: &Stage, id: &str) -> Vec<Keys> {
    stage.app().keymap().of(actions::named(id).expect("an action")).to_vec()
}

/// The window of keys, with the actions that hold these words.
fn shown(stage: &mut Stage, wanted: &str) {
    stage.perform("help.rebind");
    stage.frames(2);
    stage.type_text(wanted);
    stage.frames(2);
}

#[test]
fn keys_are_recorded_and_menus_tips_the_palette_and_the_page_of_keys_show_them() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(9)));
    shown(&mut stage, "find next match");
    stage.press("Add keys for “Next match”");
    stage.must_say("Press the keys. Escape leaves it as it was.");
    stage.key(CTRL_ALT, Key::N);
    assert_eq!(keys_of(&stage, "search.next"), [Keys::key("F3"), Keys::ctrl_alt("N")]);
    stage.press("Remove F3 from “Next match”");
    stage.key(NONE, Key::Escape);
    assert_eq!(stage.app().overlay(), None);
    stage.key(NONE, Key::F1);
    stage.frames(2);
    stage.type_text("next match");
    stage.frames(2);
    stage.must_say("Ctrl+Alt+N");
    stage.key(NONE, Key::Escape);
    stage.key(CTRL_SHIFT, Key::P);
    stage.type_text("next match");
    stage.frame();
    stage.must_say("Next match, can’t be done now: Nothing is searched for");
    stage.key(NONE, Key::Escape);
    stage.press("Search");
    stage.must_say("Next match Ctrl+Alt+N");
}

#[test]
fn keys_that_another_action_has_are_told_and_taken_over_or_left() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(9)));
    shown(&mut stage, "mark this row");
    stage.press("Add keys for “Mark this row”");
    stage.key(CTRL, Key::G);
    stage.must_say("Ctrl+G does “Go to…”.");
    stage.press("Leave it");
    assert_eq!(keys_of(&stage, "go.place"), [Keys::ctrl("G")]);
    stage.press("Add keys for “Mark this row”");
    stage.key(CTRL, Key::G);
    // The keyboard is on the button that takes it over.
    stage.key(NONE, Key::Enter);
    assert_eq!((keys_of(&stage, "go.place"), keys_of(&stage, "mark.toggle").len()), (Vec::new(), 2));
    stage.key(NONE, Key::Escape);
    stage.key(CTRL, Key::G);
    assert_eq!(stage.front().doc.marks().len(), 1);
    shown(&mut stage, "go to a line");
    stage.perform(AppMsg::Keys(KeysMsg::ResetAll));
    assert_eq!(keys_of(&stage, "go.place"), [Keys::ctrl("G")]);
}

#[test]
fn keys_that_move_open_menus_or_belong_to_fields_are_not_taken() {
    let mut stage = Stage::new();
    shown(&mut stage, "mark this row");
    stage.press("Add keys for “Mark this row”");
    for (modifiers, key, says) in [
        (NONE, Key::ArrowDown, "↓ moves the cursor, and can’t be taken."),
        (ALT, Key::F, "Alt+F opens a menu, and can’t be taken."),
        (CTRL, Key::V, "These keys can’t be taken."),
        (NONE, Key::Space, "These keys can’t be taken."),
        (CTRL, Key::B, "Ctrl+B already does this."),
    ] {
        stage.key(modifiers, key);
        stage.must_say(says);
    }
    stage.key(NONE, Key::Escape);
    assert_eq!(stage.app().overlay(), Some(Overlay::Keyboard), "Escape ends the recording alone");
    assert_eq!(keys_of(&stage, "mark.toggle"), [Keys::ctrl("B")]);
}

#[test]
fn single_letters_fire_in_the_view_and_never_in_a_field() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(900)));
    stage.perform(AppMsg::Keys(KeysMsg::Use(Preset::Less)));
    assert_eq!(keys_of(&stage, "mark.toggle"), [Keys::key("M")]);
    let typed = |stage: &mut Stage, key, text: &str| {
        stage.events(vec![super::stage::key_event(NONE, key, true), egui::Event::Text(text.into())]);
    };
    typed(&mut stage, Key::M, "m");
    assert_eq!(stage.front().doc.marks().len(), 1, "once, not by the key and by the letter");
    // `/` opens the field, and does not stand in it.
    typed(&mut stage, Key::Slash, "/");
    for (key, letter) in [(Key::Q, "q"), (Key::M, "m"), (Key::R, "r")] {
        typed(&mut stage, key, letter);
    }
    stage.frame();
    assert_eq!((stage.app().panes().len(), stage.front().doc.marks().len()), (1, 1));
    stage.key(NONE, Key::Enter);
    stage.frame();
    let pattern = stage.front().searching().map(|searching| searching.pattern().text.clone());
    assert_eq!(pattern.as_deref(), Some("qmr"));
    stage.key(NONE, Key::Escape);
    stage.key(CTRL, Key::F);
    stage.until_read();
    assert!(stage.front().top_byte().0 > 100, "Ctrl+F pages");
    typed(&mut stage, Key::Q, "q");
    assert!(stage.app().panes().is_empty());
}

#[test]
fn letters_of_less_can_be_switched_off() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(900)));
    stage.perform(AppMsg::Set("letters", gander::app::preferences::Value::Bool(false)));
    stage.key(SHIFT, Key::G);
    stage.key(NONE, Key::J);
    stage.type_text("m");
    assert_eq!((stage.front().top_byte().0, stage.front().doc.marks().len()), (0, 0));
}

#[test]
fn own_keys_and_a_preset_are_kept_and_what_is_not_known_stays() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("config")).expect("a folder");
    let kept =
        r#"{"keys": {"preset": "klogg", "own": {"warp.drive": ["Hyper+W"], "go.place": ["Ctrl+Alt+G"]}}}"#;
    folder.file("config/settings.json", kept);
    let mut stage = Stage::keeping_in(&folder);
    assert_eq!(keys_of(&stage, "go.place"), [Keys::ctrl_alt("G")]);
    assert_eq!(keys_of(&stage, "file.follow"), [Keys::key("F")]);
    stage.perform(AppMsg::Keys(KeysMsg::Add("file.follow", Keys::key("F14"))));
    stage.quit();
    let stage = Stage::keeping_in(&folder);
    assert_eq!(keys_of(&stage, "file.follow"), [Keys::key("F"), Keys::key("F14")]);
    let text = std::fs::read_to_string(folder.path("config/settings.json")).expect("it is kept");
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(value["keys"]["own"]["warp.drive"], serde_json::json!(["Hyper+W"]));
    assert_eq!(value["keys"]["own"]["file.follow"], serde_json::json!(["F", "F14"]));
}

#[test]
fn settings_are_found_changed_and_reset_one_by_one() {
    let mut stage = Stage::new();
    stage.key(CTRL, Key::Comma);
    stage.frames(2);
    stage.type_text("wrap");
    stage.frames(2);
    stage.click(Role::CheckBox, "Wrap lines");
    assert!(stage.app().settings().wrap);
    stage.press("Reset “Wrap lines”");
    assert!(!stage.app().settings().wrap);
    stage.key(NONE, Key::Escape);
    stage.perform("app.settings");
    stage.frames(2);
    stage.type_text("digits");
    stage.frames(2);
    stage.click(Role::RadioButton, "Digits of bytes: Octal");
    assert_eq!(stage.app().settings().bytes.base, gander::view::hex::Base::Octal);
    stage.click(Role::TextInput, "Find a setting");
    stage.type_text(" no such setting");
    stage.frames(2);
    stage.must_say("No setting is called so");
}

#[test]
fn settings_and_keys_fit_into_a_small_window() {
    for id in ["app.settings", "help.rebind", "help.messages", "help.keys"] {
        let mut stage = Stage::with(Settings::default(), 640.0, 400.0);
        stage.perform(id);
        stage.frames(3);
        for seen in stage.seen() {
            if matches!(seen.role, Role::Button | Role::RadioButton | Role::CheckBox | Role::TextInput) {
                assert!(seen.rect.left() >= 0.0 && seen.rect.right() <= 640.0, "{id}: {seen:?}");
            }
        }
        stage.find(Role::Button, "Close");
    }
}

#[test]
fn messages_that_have_passed_are_read_again_with_their_files_and_copied() {
    let folder = Folder::new();
    let path = folder.file("a.txt", numbered(90));
    let mut stage = Stage::showing(&path);
    stage.perform("help.messages");
    stage.frames(2);
    stage.must_say("Nothing was said yet");
    stage.key(NONE, Key::Escape);
    std::fs::write(&path, "other\n").expect("it is written");
    stage.until("it says that the file has changed", |stage| stage.front().banner().is_some());
    let banner = stage.front().banner().map(|banner| banner.text.to_string()).expect("a banner");
    stage.perform(gander::app::DocMsg::DismissBanner);
    stage.perform("help.messages");
    stage.frames(2);
    stage.must_say(&banner);
    stage.must_say("a.txt");
    stage.press("Copy all");
    let copied = stage.copied.last().cloned().unwrap_or_default();
    assert!(copied.contains(&format!("Z\ta.txt\t{banner}\n")), "{copied}");
    stage.press("Clear");
    stage.must_say("Nothing was said yet");
}

/// Buttons with signs or short names, and the actions whose keys their tips have to name.
const TIPS: &[(&str, &str)] = &[
    ("Text", "text"),
    ("Hex", "hex"),
    ("Map", "filemap"),
    ("I/O", "map"),
    ("Next match", "search.next"),
    ("Previous match", "search.previous"),
    ("Filter", "search.list"),
    ("Hide summary", "summary.toggle"),
];

#[test]
fn tool_tips_name_the_keys_that_are_bound() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(90)));
    stage.perform(gander::view::PaneMsg::Search(gander::search::Pattern::fixed("line")));
    stage.until("it is searched", |stage| stage.says("Hide summary") && stage.says("Next match"));
    for keys in ["F13"] {
        let keys = Keys::parse(keys).expect("keys");
        for (name, id) in TIPS {
            let id = actions::named(id).expect("an action").id;
            stage.perform(AppMsg::Keys(KeysMsg::Reset(id)));
            for old in keys_of(&stage, id) {
                stage.perform(AppMsg::Keys(KeysMsg::Remove(id, old)));
            }
            stage.perform(AppMsg::Keys(KeysMsg::Add(id, keys)));
            let place = stage.seen().into_iter().find(|seen| seen.role == Role::Button && seen.text == *name);
            let place = place.unwrap_or_else(|| panic!("no button {name}")).rect.center();
            stage.events(vec![egui::Event::PointerMoved(place)]);
            stage.frames(60);
            stage.must_say(&format!("({})", keys.text()));
            stage.perform(AppMsg::Keys(KeysMsg::Remove(id, keys)));
        }
    }
}

#[test]
fn every_name_of_a_key_is_the_toolkit_s() {
    for name in actions::NAMES {
        assert_eq!(Key::from_name(name).map(Key::name), Some(*name));
    }
}
