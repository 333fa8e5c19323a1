//! Changing bytes in the window: read-only until a person says otherwise, typed, undone, saved,
//! written through, and offered after a crash.
#![cfg(test)]

use super::keyboard::focused;
use super::stage::{CTRL, Folder, NONE, Stage};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use gander::app::AppMsg;
use gander::app::tasks::Reply;
use gander::base::{Offset, Span};
use gander::edit::{ByteOverlay, SeenBytes, Stage as WriteStage, WritePlan, WriteThrough};
use gander::source::Stat;
use gander::view::PaneMsg;
use std::path::{Path, PathBuf};

fn bytes() -> Vec<u8> {
    (0..=255).cycle().take(2000).collect()
}

fn opened(folder: &Folder) -> (Stage, PathBuf) {
    let path = folder.file("firmware.bin", bytes());
    let mut stage = Stage::keeping_in(folder);
    stage.open(&path);
    stage.until_scanned();
    (stage, path)
}

#[test]
fn what_may_be_done_is_chosen_by_keys_alone_while_bytes_are_shown() {
    let folder = Folder::new();
    let (mut stage, _) = opened(&folder);
    stage.press("read-only");
    stage.until_said("What may be done to firmware.bin?");
    // Whatever had the keyboard before, Tab goes through the dialog alone.
    for _ in 0..12 {
        stage.key(NONE, Key::Tab);
        stage.frames(2);
        let name = focused(&stage);
        assert!(["Close", "read-only", "edit a copy", "write through"].contains(&name.as_str()), "{name}");
        if name == "edit a copy" {
            stage.key(NONE, Key::Space);
            stage.frames(3);
            stage.find(Role::Button, "edit a copy");
            return;
        }
    }
    panic!("it was not come to");
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("it is there")
}

/// Opened, with its bytes to be changed beside the file.
fn copied(folder: &Folder) -> (Stage, PathBuf) {
    let (mut stage, path) = opened(folder);
    stage.press("read-only");
    stage.until_said("What may be done to firmware.bin?");
    stage.click(Role::RadioButton, "edit a copy");
    stage.find(Role::Button, "edit a copy");
    (stage, path)
}

/// Opened, locked, and to be written.
fn unlocked(folder: &Folder) -> (Stage, PathBuf) {
    let (mut stage, path) = opened(folder);
    unlock(&mut stage);
    stage.until("it is unlocked", |stage| stage.front().writing().is_locked());
    (stage, path)
}

fn unlock(stage: &mut Stage) {
    stage.press("read-only");
    stage.click(Role::RadioButton, "write through");
    stage.until_said("changes can be written into");
    stage.press("Unlock firmware.bin");
}

fn row(stage: &Stage, nr: usize) -> String {
    stage.rows()[nr].clone()
}

#[test]
fn a_file_is_read_only_until_a_person_says_otherwise() {
    let folder = Folder::new();
    let (mut stage, path) = opened(&folder);
    let before = row(&stage, 0);
    stage.type_text("FF");
    stage.events(vec![Event::Paste("AA BB".into())]);
    assert_eq!(row(&stage, 0), before);
    assert_eq!(stage.front().n_changes(), 0);
    stage.find(Role::Button, "read-only");
    assert_eq!(read(&path), bytes());
}

#[test]
fn the_inspector_reads_what_was_typed() {
    let folder = Folder::new();
    let (mut stage, _) = copied(&folder);
    stage.key(CTRL, Key::I);
    stage.frames(2);
    stage.must_say("uint8: 0");
    stage.type_text("4a");
    stage.perform(PaneMsg::SetCursor { at: Offset(0), extend: false });
    stage.frames(2);
    stage.must_say("uint8: 74");
    stage.must_say("uint16: 330");
}

#[test]
fn bytes_are_typed_pasted_undone_and_saved_as_another_file() {
    let folder = Folder::new();
    let (mut stage, path) = copied(&folder);
    stage.type_text("4");
    assert!(row(&stage, 0).starts_with("00000000 40 01"), "{}", row(&stage, 0));
    stage.type_text("a");
    stage.type_text("zz");
    assert!(row(&stage, 0).starts_with("00000000 4A 01 02"), "what is no digit changes nothing");
    stage.key(NONE, Key::Tab);
    stage.type_text("go j/n");
    assert!(row(&stage, 0).starts_with("00000000 4A 67 6F 20 6A 2F 6E 07"), "{}", row(&stage, 0));
    stage.key(NONE, Key::Tab);
    stage.events(vec![Event::Paste("de ad".into())]);
    assert!(row(&stage, 0).contains("6E DE  AD 09"), "{}", row(&stage, 0));
    stage.until_said("edit a copy · 1 change");
    stage.find(Role::TitleBar, "Changes");
    (0..8).for_each(|_| stage.key(CTRL, Key::Z));
    assert!(row(&stage, 0).starts_with("00000000 00 01"), "{}", row(&stage, 0));
    assert!(!stage.says("1 change"));
    (0..4).for_each(|_| stage.key(CTRL, Key::Y));
    stage.key(Modifiers { shift: true, ..CTRL }, Key::Z);
    assert!(row(&stage, 0).starts_with("00000000 4A 67 6F 20 6A 05"), "{}", row(&stage, 0));
    assert_eq!(read(&path), bytes(), "the file is as it was");
    let target = folder.path("other.bin");
    stage.will_answer(Reply::SaveTo(target.clone()));
    stage.perform("edit.save-copy");
    stage.until_said("The file with its changes was saved");
    let mut new = bytes();
    new[..5].copy_from_slice(b"Jgo j");
    assert_eq!(read(&target), new);
    assert_eq!(read(&path), bytes());
    stage.perform("pane.close");
    assert!(stage.app().panes().is_empty(), "what is saved is not asked about");
}

#[test]
fn keys_that_make_characters_change_bytes_and_move_no_view() {
    let folder = Folder::new();
    let (mut stage, _) = copied(&folder);
    for (key, text) in [(Key::D, "d"), (Key::Num7, "7"), (Key::F, "F"), (Key::B, "b")] {
        stage.events(vec![super::stage::key_event(NONE, key, true), Event::Text(text.into())]);
    }
    assert!(row(&stage, 0).starts_with("00000000 D7 FB 02"), "{}", row(&stage, 0));
    stage.key(NONE, Key::ArrowDown);
    stage.type_text("EE");
    assert!(row(&stage, 1).starts_with("00000010 10 11 EE 13"), "{}", row(&stage, 1));
    assert_eq!(stage.front().n_changes(), 2);
}

#[test]
fn a_selection_is_filled_the_file_extended_and_cut_off_and_all_undone() {
    let folder = Folder::new();
    let (mut stage, path) = copied(&folder);
    stage.perform(PaneMsg::Select(Span::at(Offset(2), 5)));
    stage.perform("edit.fill");
    stage.until_said("5 bytes from");
    stage.click(Role::TextInput, "Fill with");
    stage.key(CTRL, Key::A);
    stage.type_text("ab cd");
    stage.press("Fill");
    assert!(row(&stage, 0).starts_with("00000000 00 01 AB CD AB CD AB 07"), "{}", row(&stage, 0));
    stage.perform("edit.extend");
    stage.press("Extend");
    assert_eq!(stage.front().len(), 2256);
    stage.perform(PaneMsg::ShowPlace(Offset(1000)));
    stage.perform("edit.cut-off");
    stage.until_said("1.23 KiB of firmware.bin");
    stage.press("Cut off 1.23 KiB");
    assert_eq!((stage.front().len(), stage.front().cursor()), (1000, Offset(1000)));
    stage.until_said("cut off here");
    stage.press("Undo all changes; each can be done again");
    assert_eq!((stage.front().len(), stage.front().n_changes()), (2000, 0));
    stage.perform("edit.redo");
    assert_eq!(stage.front().n_changes(), 1);
    assert_eq!(read(&path), bytes());
}

#[test]
fn what_is_not_saved_is_asked_about_before_it_is_lost() {
    let folder = Folder::new();
    let (mut stage, _) = copied(&folder);
    stage.type_text("EE");
    stage.key(CTRL, Key::W);
    stage.until_said("1 change to firmware.bin is not saved.");
    stage.press("Cancel");
    assert_eq!((stage.app().panes().len(), stage.front().n_changes()), (1, 1));
    stage.key(CTRL, Key::R);
    stage.until_said("Changes are not saved");
    stage.press("Cancel");
    stage.key(CTRL, Key::Q);
    assert!(!stage.closes);
    stage.until_said("Changes are not saved");
    stage.press("Discard changes");
    assert!(stage.closes);
}

#[test]
fn a_question_s_field_is_typed_into_at_once_and_its_buttons_begin_with_the_one_that_changes_nothing() {
    let folder = Folder::new();
    let (mut stage, path) = copied(&folder);
    stage.perform(PaneMsg::Select(Span::at(Offset(2), 5)));
    stage.perform("edit.fill");
    stage.until_said("5 bytes from");
    stage.frames(2);
    stage.type_text("ab cd");
    stage.key(NONE, Key::Enter);
    stage.frames(2);
    assert!(row(&stage, 0).starts_with("00000000 00 01 AB CD AB CD AB 07"), "{}", row(&stage, 0));
    stage.press("Undo all changes; each can be done again");
    stage.perform("edit.unlock");
    stage.until_said("changes can be written into");
    stage.frames(2);
    assert_eq!(focused(&stage), "Cancel");
    stage.key(NONE, Key::Enter);
    stage.frames(3);
    assert!(stage.app().overlay().is_none() && !stage.front().writing().is_locked());
    assert_eq!(read(&path), bytes());
}

#[test]
fn what_is_written_through_is_in_the_file_and_in_every_pane_without_a_word_about_a_change() {
    let folder = Folder::new();
    let (mut stage, path) = unlocked(&folder);
    stage.find(Role::Button, "write through");
    stage.type_text("0A");
    let lines = stage.value_of("Lines");
    assert_eq!(read(&path), bytes(), "nothing is written until that is said");
    stage.key(CTRL, Key::S);
    stage.until_said("1 change to firmware.bin is not saved.");
    stage.press("Write changes");
    stage.until_said("1 change was written into firmware.bin");
    let mut new = bytes();
    new[0] = 10;
    assert_eq!(read(&path), new);
    stage.until("it is taken", |stage| !stage.front().writing().is_writing());
    stage.until_scanned();
    assert!(row(&stage, 0).starts_with("00000000 0A 01"), "{}", row(&stage, 0));
    assert_ne!(stage.value_of("Lines"), lines, "the figures are of the new bytes");
    assert!(stage.front().writing().is_locked() && stage.front().n_changes() == 0);
    // Longer than the reader takes to look.
    let begun = std::time::Instant::now();
    stage.until("it has looked", |_| begun.elapsed().as_millis() > 1200);
    assert_eq!(stage.front().banner(), None);
    let n_left = std::fs::read_dir(folder.path("data/journals")).expect("it was made").count();
    assert_eq!(n_left, 0);
    stage.perform(PaneMsg::ShowView(gander::view::map::ID));
    assert_eq!(stage.beside("Lock"), "held by this program");
    assert_eq!(stage.beside("Last write"), "1 change, 1 byte");
    stage.perform("edit.read-only");
    assert!(WriteThrough::unlock(&path, &Stat::default()).is_ok(), "the lock is let go");
}

#[test]
fn a_file_that_is_longer_or_shorter_is_written_too() {
    let folder = Folder::new();
    let (mut stage, path) = unlocked(&folder);
    stage.perform("edit.extend");
    stage.press("Extend");
    let write = |stage: &mut Stage| {
        stage.perform("edit.write");
        stage.until_said("Its length changes from");
        stage.press("Write changes");
        stage.until("it is written", |stage| {
            stage.front().n_changes() == 0 && !stage.front().writing().is_writing()
        });
    };
    write(&mut stage);
    assert_eq!(read(&path).len(), 2256);
    stage.perform(PaneMsg::ShowPlace(Offset(100)));
    stage.perform("edit.cut-off");
    stage.press("Cut off 2.11 KiB");
    write(&mut stage);
    assert_eq!(read(&path), &bytes()[..100]);
    stage.until_read();
    assert_eq!(stage.rows().len(), 7);
    assert_eq!(stage.front().banner(), None);
}

#[test]
fn a_file_that_another_program_holds_stays_read_only() {
    let folder = Folder::new();
    let (mut stage, path) = opened(&folder);
    let theirs = WriteThrough::unlock(&path, &Stat::default()).expect("it is free");
    unlock(&mut stage);
    stage.until_said("is locked by another program");
    stage.find(Role::Button, "read-only");
    drop(theirs);
}

#[test]
fn what_another_program_wrote_meanwhile_is_shown_before_it_is_overwritten() {
    let folder = Folder::new();
    let (mut stage, path) = unlocked(&folder);
    stage.perform(PaneMsg::ShowPlace(Offset(0x402)));
    stage.until_read();
    stage.type_text("EE");
    let mut theirs = bytes();
    theirs[0x402] = 0x77;
    std::fs::write(&path, &theirs).expect("it can be written");
    stage.perform("edit.write");
    stage.press("Write changes");
    stage.until_said("Another program has written to the file");
    ["02", "77", "EE"].iter().for_each(|digits| drop(stage.find(Role::Label, digits)));
    assert_eq!(read(&path), theirs);
    stage.press("Overwrite it");
    stage.until_said("1 change was written");
    theirs[0x402] = 0xEE;
    assert_eq!(read(&path), theirs);
}

/// Leaves the journal of a write behind that came halfway: what the file was, and what it was to be.
fn interrupted(folder: &Folder) -> (PathBuf, Vec<u8>, Vec<u8>) {
    let (path, old) = (folder.file("firmware.bin", bytes()), bytes());
    let mut overlay = ByteOverlay::new(2000);
    overlay.overwrite(Offset(0), b"first");
    overlay.overwrite(Offset(1000), b"second");
    let known = Stat::of(&std::fs::metadata(&path).expect("it is there"));
    let plan = WritePlan::new(&overlay, &SeenBytes::default(), &known);
    let (journals, kept) = (folder.path("data/journals"), folder.path("kept"));
    let file = WriteThrough::unlock(&path, &known).expect("it is free");
    let written = file.write(&plan, &journals, None, &mut |step| {
        if step.stage == WriteStage::Synced {
            let left = std::fs::read_dir(&journals).expect("it was made").next().expect("it is there");
            std::fs::copy(left.expect("it is there").path(), &kept).expect("there is room");
        }
        true
    });
    assert!(written.is_ok());
    let new = read(&path);
    let mut half = new.clone();
    half[1002..1100].copy_from_slice(&old[1002..1100]);
    std::fs::write(&path, half).expect("it can be written");
    std::fs::rename(&kept, journals.join("left.journal")).expect("one folder");
    (path, old, new)
}

fn offered(folder: &Folder) -> Stage {
    let mut stage = Stage::keeping_in(folder);
    stage.until_said("A write did not end");
    stage.until_said("firmware.bin were being written when it was interrupted");
    stage.until_said("1 new · 1 torn: partly old, partly new");
    stage
}

#[test]
fn after_a_crash_the_old_bytes_are_restored_or_the_write_is_finished_as_a_person_says() {
    for (button, said) in [
        ("Restore old bytes", "The old bytes were restored"),
        ("Finish writing", "The write was finished"),
        ("Keep as it is", "was kept as it is"),
    ] {
        let folder = Folder::new();
        let (path, old, new) = interrupted(&folder);
        let before = read(&path);
        let mut stage = offered(&folder);
        stage.press("Later");
        stage.frames(3);
        assert!(!stage.says("A write did not end"));
        let mut stage = offered(&folder);
        stage.press(button);
        stage.until_said(said);
        let wanted = [old, new, before];
        let nr = ["Restore", "Finish", "Keep"].iter().position(|start| button.starts_with(start));
        assert_eq!(read(&path), wanted[nr.expect("one of them")]);
        assert_eq!(std::fs::read_dir(folder.path("data/journals")).expect("there").count(), 0);
    }
}

#[test]
fn a_file_that_is_open_shows_what_was_restored_and_is_not_unlocked_before() {
    let folder = Folder::new();
    let (path, old, _) = interrupted(&folder);
    let mut stage = offered(&folder);
    stage.press("Later");
    stage.perform(AppMsg::Open(vec![path.clone()]));
    stage.until("its rows are there", |stage| !stage.rows().is_empty());
    stage.until_scanned();
    assert!(row(&stage, 0).starts_with("00000000 66 69"), "{}", row(&stage, 0));
    unlock(&mut stage);
    stage.until_said("A write did not end");
    assert!(!stage.front().writing().is_locked());
    stage.press("Restore old bytes");
    stage.until_said("The old bytes were restored");
    stage.until("it is shown", |stage| row(stage, 0).starts_with("00000000 00 01"));
    assert_eq!(stage.front().banner(), None);
    assert_eq!(read(&path), old);
}
