//! From the start page to tabs and back.
#![cfg(test)]

use super::stage::{CTRL, CTRL_SHIFT, Folder, NONE, Role, Stage, numbered};
use egui::Key;
use gander::app::Settings;
use gander::app::settings::Recent;
use gander::app::tasks::Reply;
use gander::base::Offset;

#[test]
fn the_start_page_offers_to_open_to_make_a_sample_and_recent_files() {
    let settings = Settings {
        recent: vec![Recent {
            path: "/somewhere/old.log".into(),
            size_bytes: 9,
            opened: 1,
            top: 0,
            line: None,
            head: None,
            marks: Vec::new(),
        }],
        ..Settings::default()
    };
    let mut stage = Stage::with(settings, 1200.0, 800.0);
    stage.must_say("Look into a file of any size.");
    stage.must_say("Drop a file here");
    stage.must_say("No file open");
    stage.find(Role::Button, "Open a file…");
    stage.find(Role::Button, "Open old.log");
    stage.press("Make a sample ▾");
    for sample in ["A log, 1 GiB", "A table, 1 GiB", "JSON in one line, 1 GiB", "Binary, 1 GiB"] {
        stage.find(Role::Button, sample);
    }
    stage.key(NONE, Key::Escape);
    assert!(!stage.says("A log, 1 GiB"));
    assert!(stage.was_asked().is_empty());
    stage.press("Open a file…");
    assert_eq!(stage.was_asked(), ["open"]);
    stage.frames(3);
    stage.must_say("Drop a file here");
    assert!(stage.harness.unnamed_widgets().is_empty(), "{:?}", stage.harness.unnamed_widgets());
}

#[test]
fn two_files_picked_in_the_dialog_are_two_tabs() {
    let folder = Folder::new();
    let (one, two) = (folder.file("one.txt", "first\n"), folder.file("two.txt", "second\n"));
    let mut stage = Stage::new();
    stage.will_answer(Reply::Picked(vec![one, two]));
    stage.key(CTRL, Key::O);
    stage.until_said("1 second");
    stage.find(Role::Tab, "Tab one.txt");
    stage.find(Role::Tab, "Tab two.txt");
    stage.key(CTRL, Key::Tab);
    stage.until_said("1 first");
    stage.key(CTRL_SHIFT, Key::Tab);
    stage.until_said("1 second");
    stage.click(Role::Tab, "Tab one.txt");
    stage.until_said("1 first");
    stage.press("Close two.txt");
    assert!(!stage.says("Tab two.txt"));
    stage.must_say("1 first");
    assert!(stage.harness.unnamed_widgets().is_empty(), "{:?}", stage.harness.unnamed_widgets());
    stage.key(CTRL, Key::W);
    stage.must_say("No file open");
    stage.find(Role::Button, "Open one.txt");
}

#[test]
fn dropped_files_and_typed_paths_open_too() {
    let folder = Folder::new();
    let (one, two) = (folder.file("one.txt", "first\n"), folder.file("two.txt", "second\n"));
    let mut stage = Stage::new();
    stage.drop_files(&[one]);
    stage.until_said("1 first");
    stage.will_answer(Reply::NoDialog);
    stage.key(CTRL, Key::O);
    stage.until_said("Path of the file to open");
    stage.must_say("This system has no file dialog; type the path instead.");
    stage.frames(2);
    stage.type_text(&two.display().to_string());
    stage.key(NONE, Key::Enter);
    stage.until_said("1 second");
    assert!(!stage.says("Path of the file to open"));
    stage.key(CTRL_SHIFT, Key::O);
    stage.until_said("Path of the file to open");
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert!(!stage.says("Path of the file to open"));
    assert_eq!(stage.app().panes().len(), 2);
}

#[test]
fn recent_files_are_kept_and_open_where_they_were_left() {
    let folder = Folder::new();
    let path = folder.file("long.txt", numbered(5000));
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until_scanned();
    stage.frame();
    stage.go_to("3000");
    stage.until_said("3000 line 3000");
    let left = stage.rows();
    stage.key(CTRL, Key::W);
    for _ in 0..2 {
        stage.press("Open long.txt");
        stage.until_said("3000 line 3000");
        stage.until_scanned();
        assert_eq!(stage.rows()[..20], left[..20]);
        stage.key(CTRL, Key::W);
    }
    stage.press("Open long.txt");
    stage.until_said("3000 line 3000");
    // Opened anew, it does not jump back to where it was left the last time.
    stage.key(CTRL, Key::Home);
    stage.key(CTRL, Key::R);
    stage.frames(20);
    stage.until_scanned();
    stage.must_say("1 line 1");

    stage.go_to("4000");
    stage.until_said("4000 line 4000");
    let left = stage.rows();
    stage.quit();
    let mut stage = Stage::keeping_in(&folder);
    let recent = &stage.app().settings().recent;
    assert_eq!(recent.len(), 1);
    assert!(recent[0].top > 0);
    stage.press("Open long.txt");
    stage.until_said("4000 line 4000");
    stage.until_scanned();
    assert_eq!(stage.rows()[..20], left[..20]);
    assert!(stage.front().top().at.offset() > Offset::ZERO);
}

#[test]
fn what_was_chosen_in_the_menu_is_kept() {
    let folder = Folder::new();
    let mut stage = Stage::keeping_in(&folder);
    stage.press("View");
    stage.press("Light");
    assert!(!stage.harness.ctx.global_style().visuals.dark_mode);
    stage.press("View");
    stage.press("✓ Summary panel F9");
    stage.quit();
    let again = Stage::keeping_in(&folder);
    let settings = again.app().settings();
    assert_eq!(settings.theme, gander::app::settings::ThemeChoice::Light);
    assert!(!settings.docks.is_open(gander::app::docks::PanelId::Summary));
}

#[test]
fn quit_closes_the_window() {
    let mut stage = Stage::new();
    stage.key(CTRL, Key::Q);
    assert!(stage.closes);
}
