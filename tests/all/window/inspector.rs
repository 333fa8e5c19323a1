//! The inspector: what the bytes at the cursor are as values, in any view.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, Role, Stage};
use egui::Key;
use gander::base::{Offset, Span};
use gander::format::inspect;
use gander::messages::say;
use gander::search::PatternKind;
use gander::view::PaneMsg;

/// The bytes of the drawing, with the same again further down.
fn bytes() -> Vec<u8> {
    let mut bytes = b"page queue read seek task\xE6\x9D\xB1".to_vec();
    bytes.resize(300, 0);
    bytes.extend_from_slice(b" queue reads on and on");
    bytes
}

/// A window with the panel open and the cursor in the bytes at `at`.
fn showing(folder: &Folder, bytes: &[u8], at: u64) -> Stage {
    let mut stage = Stage::tall();
    stage.open(&folder.file("a.bin", bytes));
    stage.perform(PaneMsg::ShowView("hex"));
    stage.key(CTRL, Key::I);
    stage.perform(PaneMsg::SetCursor { at: Offset(at), extend: false });
    stage.until_read();
    stage
}

/// The value of this name, as a screen reader reads it.
fn value(stage: &Stage, name: &str) -> String {
    let start = format!("{name}: ");
    let seen = stage.seen().into_iter().find_map(|seen| seen.text.strip_prefix(&start).map(str::to_owned));
    seen.unwrap_or_else(|| panic!("no value of {name}"))
}

fn pattern(stage: &Stage) -> Option<(String, PatternKind)> {
    let pane = stage.front();
    pane.doc.searching().map(|one| (one.pattern().text.clone(), one.pattern().kind))
}

#[test]
fn values_are_those_at_the_cursor_in_either_order() {
    let folder = Folder::new();
    let mut stage = showing(&folder, &bytes(), 4);
    stage.must_say("Value at 0x0004");
    for (name, expected) in [
        ("int8", "32"),
        ("int16", "28,960"),
        ("uint32", "1,702,195,488"),
        ("int64", "8,223,684,474,466,300,192"),
        ("Unix time, 32 bits", "2023-12-10T08:04:48Z"),
        ("UTF-8", "space U+0020"),
        ("bits", "0010 0000"),
        ("IPv4", "32.113.117.101"),
        ("RGB", "#207175"),
    ] {
        assert_eq!(value(&stage, name), expected, "{name}");
    }
    stage.press("Little endian: the least significant byte comes first. Press for big endian");
    stage.frames(2);
    assert_eq!(value(&stage, "int16"), "8,305");
    assert_eq!(value(&stage, "int8"), "32");
    assert!(stage.app().settings().big_endian, "it is kept");
    stage.perform("inspector.big-endian");
    assert_eq!(value(&stage, "int16"), "28,960");
    // Every kind has its row.
    for kind in inspect::ALL {
        value(&stage, say(kind.name));
    }
}

#[test]
fn it_follows_the_cursor_in_text_and_the_start_of_what_is_selected() {
    let folder = Folder::new();
    let mut stage = showing(&folder, &bytes(), 0);
    assert_eq!(value(&stage, "UTF-8"), "p U+0070");
    stage.perform(PaneMsg::Select(Span::at(Offset(25), 3)));
    stage.frames(2);
    stage.must_say("Value at 0x0019, where the selection starts");
    assert_eq!(value(&stage, "UTF-8"), "東 U+6771");
    stage.perform(PaneMsg::ShowView("text"));
    stage.perform(PaneMsg::SetCursor { at: Offset(5), extend: false });
    stage.until_read();
    assert_eq!(value(&stage, "UTF-8"), "q U+0071");
}

#[test]
fn a_press_copies_a_value_and_its_menu_copies_its_bytes() {
    let folder = Folder::new();
    let mut stage = showing(&folder, &bytes(), 4);
    stage.press("uint32: 1,702,195,488");
    stage.frames(2);
    // As programs read it, without groups.
    assert_eq!(stage.copied, ["1702195488"]);
    let row = stage.find(Role::Button, "uint32: 1,702,195,488").rect;
    stage.secondary_click_at(row.center());
    stage.press("Copy as hex");
    stage.frames(2);
    assert_eq!(stage.copied[1], "20 71 75 65");
}

#[test]
fn a_value_is_found_elsewhere_and_its_bytes_are_selected() {
    let folder = Folder::new();
    let mut stage = showing(&folder, &bytes(), 4);
    let row = stage.find(Role::Button, "uint64: 8,223,684,474,466,300,192").rect;
    stage.secondary_click_at(row.center());
    stage.press("Select these bytes");
    stage.frames(2);
    assert_eq!(stage.front().selection(), Span::at(Offset(4), 8));
    stage.secondary_click_at(row.center());
    stage.press("Find this value");
    stage.until("the other one is found", |stage| stage.front().cursor() == Offset(300));
    assert_eq!(pattern(&stage), Some(("20 71 75 65 75 65 20 72".into(), PatternKind::Hex)));
    stage.until_said("2 of 2");
}

#[test]
fn what_is_no_value_says_so_and_can_not_be_pressed() {
    let folder = Folder::new();
    let mut stage = showing(&folder, b"a\xFF", 1);
    assert_eq!(value(&stage, "uint8"), "255");
    assert_eq!(value(&stage, "UTF-8"), "not UTF-8");
    assert_eq!(value(&stage, "int16"), "not enough bytes");
    assert!(stage.seen().iter().all(|seen| seen.role != Role::Button || !seen.text.starts_with("int16")));
    // Behind the last byte, and where there is none.
    stage.perform(PaneMsg::SetCursor { at: Offset(2), extend: false });
    stage.frames(2);
    stage.must_say("The cursor is at the file’s end: there are no bytes.");
    stage.key(CTRL, Key::I);
    stage.frames(2);
    assert!(!stage.says("The cursor is at the file’s end"));
}

#[test]
fn numbers_and_texts_are_typed_where_bytes_are_searched() {
    let folder = Folder::new();
    let mut bytes = vec![0_u8; 100];
    bytes.extend(3.145_f32.to_le_bytes());
    bytes.extend("né".encode_utf16().flat_map(u16::to_le_bytes));
    let mut stage = showing(&folder, &bytes, 0);
    stage.key(CTRL, Key::F);
    stage.frames(2);
    let toggle = "Hexadecimal bytes";
    stage.press(toggle);
    for (typed, at) in [("f32le:3.14±0.01", 100), ("utf-16le:né", 104)] {
        stage.key(CTRL, Key::A);
        stage.type_text(typed);
        stage.until(typed, |stage| stage.front().cursor() == Offset(at));
        stage.until_said("1 of 1");
    }
    stage.key(CTRL, Key::A);
    stage.type_text("u8:300");
    stage.until_said("“300” is beyond what a u8 can be.");
    stage.key(NONE, Key::Escape);
}
