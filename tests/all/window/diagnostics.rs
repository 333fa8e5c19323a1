//! The diagnostics say what frames cost, and only while they are visible.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, Role, Stage, numbered};
use egui::Key;

/// The first number beside a label of the diagnostics.
fn count(stage: &Stage, label: &str) -> u64 {
    let said = stage.beside(label);
    let digits: String =
        said.chars().take_while(|c| !matches!(c, ' ')).filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("{label}: {said:?}"))
}

#[test]
fn diagnostics_count_frames_and_blocks_while_they_are_open() {
    let folder = Folder::new();
    let mut stage = Stage::tall();
    stage.open(&folder.file("a.txt", numbered(100_000)));
    stage.until_scanned();
    assert!(!stage.says("Diagnostics"));
    stage.key(NONE, Key::F12);
    stage.frames(300);
    for label in ["Our part", "Whole frame", "Frame to frame"] {
        stage.must_say(label);
    }
    assert!(stage.beside("Our part").contains(" / "), "{}", stage.beside("Our part"));
    let frames = count(&stage, "Frames");
    assert!(frames >= 300, "{frames}");
    stage.frame();
    assert_eq!(count(&stage, "Frames"), frames + 1);
    let before = count(&stage, "Blocks arrived");
    stage.key(CTRL, Key::End);
    stage.until("another block has come", |stage| count(stage, "Blocks arrived") > before);
    assert_eq!(count(&stage, "Events taken in"), stage.app().counts().events);
    assert_eq!(stage.beside("Jobs, running"), "2, 0");
    assert!(count(&stage, "Updates from jobs") >= 2);
    stage.until("memory is known", |stage| stage.beside("In memory").ends_with("MiB"));

    stage.press("Close diagnostics");
    stage.frames(2);
    assert!(!stage.says("Our part"));
    // Opened again they begin anew: nothing was noted meanwhile.
    stage.frames(20);
    stage.key(NONE, Key::F12);
    stage.frames(3);
    assert!(count(&stage, "Frames") < 10, "{}", count(&stage, "Frames"));
    stage.press("Help");
    stage.find(Role::Button, "✓ Diagnostics F12");
}

#[test]
fn diagnostics_can_be_open_without_a_file() {
    let mut stage = Stage::new();
    stage.key(NONE, Key::F12);
    stage.frames(2);
    assert_eq!(stage.beside("Blocks held, asked for"), "0, 0");
    stage.until("memory is known", |stage| stage.beside("In memory").ends_with("MiB"));
}
