//! From the start page to tabs and back.
#![cfg(test)]

use super::stage::{ALT, CTRL, CTRL_SHIFT, Folder, NONE, Role, Stage, numbered, without_summary};
use egui::{Key, Rect, pos2, vec2};
use gander::app::settings::Recent;
use gander::app::tasks::Reply;
use gander::app::{AppMsg, Settings};
use gander::base::Offset;

#[test]
fn the_start_page_offers_to_open_to_make_a_sample_and_recent_files() {
    let settings = Settings {
        recent: vec![Recent {
            path: "/somewhere/old.log".into(),
            size_bytes: 9,
            opened: 1,
            top: 0,
            view: None,
            dialect: Default::default(),
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
    stage.press("Theme");
    stage.frames(2);
    stage.press("Light");
    assert!(!stage.harness.ctx.global_style().visuals.dark_mode);
    stage.press("View");
    stage.press("Panels");
    stage.frames(2);
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

/// A window with many tabs, the last one in front.
fn many(folder: &Folder, n: usize, width: f32) -> Stage {
    let mut stage = Stage::with(without_summary(), width, 500.0);
    let paths: Vec<_> =
        (1..=n).map(|nr| folder.file(&format!("file number {nr}.log"), numbered(nr))).collect();
    stage.perform(AppMsg::Open(paths));
    stage.until("all are open", |stage| stage.app().docs().iter().all(|doc| doc.file().is_some()));
    stage.frames(5);
    stage
}

/// The place of a tab, and of the bar it is in.
fn tab(stage: &Stage, nr: usize) -> Rect {
    stage.find(Role::Tab, &format!("Tab file number {nr}.log")).rect
}

fn is_in_sight(stage: &Stage, nr: usize) -> bool {
    let tab = tab(stage, nr);
    let bar = stage.find(Role::Button, "All tabs").rect;
    tab.left() >= -1.0 && tab.right() <= bar.left() + 1.0
}

#[test]
fn of_many_tabs_the_one_in_front_is_in_sight_however_it_came_there() {
    let folder = Folder::new();
    let mut stage = many(&folder, 30, 900.0);
    stage.until("the last is in sight", |stage| is_in_sight(stage, 30) && !is_in_sight(stage, 1));
    // By keys, around the end.
    for (key, nr) in
        [(Key::PageDown, 1), (Key::PageDown, 2), (Key::PageUp, 1), (Key::PageUp, 30), (Key::PageUp, 29)]
    {
        stage.key(CTRL, key);
        stage.frames(5);
        assert_eq!(stage.front().name(), format!("file number {nr}.log"));
        assert!(is_in_sight(&stage, nr), "{nr} at {:?}", tab(&stage, nr));
    }
    // By the list of all.
    stage.press("All tabs");
    stage.frames(3);
    stage.press("file number 14.log");
    stage.frames(5);
    assert_eq!(stage.front().name(), "file number 14.log");
    assert!(is_in_sight(&stage, 14), "{:?}", tab(&stage, 14));
    // By the menu, after others were closed, and in a window that became narrow.
    stage.key(ALT, Key::W);
    stage.frames(3);
    for key in [Key::ArrowUp, Key::ArrowUp, Key::Enter] {
        stage.key(NONE, key);
        stage.frames(4);
    }
    assert_eq!(stage.front().name(), "file number 29.log");
    assert!(is_in_sight(&stage, 29));
    for nr in [21, 20, 19] {
        stage.perform(AppMsg::FocusPane(stage.app().panes()[nr - 1].id()));
        stage.key(CTRL, Key::W);
        stage.frames(5);
        let name = stage.front().name().to_owned();
        let nr: usize = name.split([' ', '.']).nth(2).and_then(|nr| nr.parse().ok()).expect("a number");
        assert!(is_in_sight(&stage, nr), "{name}");
    }
    stage.harness.set_size(vec2(500.0, 400.0));
    stage.frames(8);
    let name = stage.front().name().to_owned();
    let nr: usize = name.split([' ', '.']).nth(2).and_then(|nr| nr.parse().ok()).expect("a number");
    assert!(is_in_sight(&stage, nr), "{name}");
}

#[test]
fn the_wheel_scrolls_the_tabs_and_they_stay_where_it_left_them() {
    let folder = Folder::new();
    let mut stage = many(&folder, 30, 900.0);
    let at = pos2(300.0, tab(&stage, 30).center().y);
    for _ in 0..40 {
        stage.wheel(at, vec2(0.0, 900.0));
        if is_in_sight(&stage, 1) {
            break;
        }
    }
    assert!(is_in_sight(&stage, 1) && !is_in_sight(&stage, 30));
    stage.frames(20);
    assert!(is_in_sight(&stage, 1), "the one in front does not come back by itself");
    stage.click(Role::Tab, "Tab file number 2.log");
    stage.until_said("2 line 2");
    assert_eq!(stage.front().name(), "file number 2.log");
    // One that is cut by the edge comes into sight as it is pressed.
    let end = stage.find(Role::Button, "All tabs").rect.left() - 60.0;
    let cut = (3..30).rev().find(|nr| tab(&stage, *nr).left() < end).expect("some have room");
    stage.click_at(tab(&stage, cut).left_center() + vec2(8.0, 0.0), NONE);
    stage.frames(5);
    assert!(is_in_sight(&stage, cut));
}

#[test]
fn a_tab_among_many_is_dragged_to_another_place() {
    let folder = Folder::new();
    let mut stage = many(&folder, 12, 900.0);
    let from = tab(&stage, 12).left_center() + vec2(20.0, 0.0);
    let to = tab(&stage, 10).left_center() + vec2(4.0, 0.0);
    assert!(is_in_sight(&stage, 10));
    stage.drag(from, &[from - vec2(40.0, 0.0), to, to], NONE);
    stage.frames(5);
    let names: Vec<String> = stage
        .app()
        .layout()
        .panes()
        .into_iter()
        .map(|pane| stage.app().pane(pane).expect("it is open").name().to_owned())
        .collect();
    let place = |nr: usize| names.iter().position(|name| *name == format!("file number {nr}.log"));
    assert!(place(12) < place(10), "{names:?}");
    assert!(is_in_sight(&stage, 12));
}

#[test]
fn other_tabs_are_closed_and_come_back_one_by_one_where_they_were() {
    let folder = Folder::new();
    let mut stage = many(&folder, 4, 900.0);
    stage.perform(AppMsg::FocusPane(stage.app().panes()[2].id()));
    stage.key(CTRL, Key::Num2);
    stage.key(CTRL, Key::W);
    assert_eq!(stage.app().docs().len(), 3);
    stage.secondary_click_at(tab(&stage, 2).center());
    stage.press("Close the other tabs");
    stage.frames(2);
    let names = |stage: &Stage| -> Vec<String> {
        stage.app().docs().iter().map(|doc| doc.name().to_owned()).collect()
    };
    assert_eq!(names(&stage), ["file number 2.log"]);
    // The last one closed first; each once, and none that was not open.
    for (n, name) in [(2, "file number 4.log"), (3, "file number 1.log"), (4, "file number 3.log")] {
        stage.key(CTRL_SHIFT, Key::T);
        stage.until("it is open", |stage| stage.front().file().is_some());
        assert_eq!((stage.app().docs().len(), stage.front().name()), (n, name));
    }
    assert_eq!(stage.front().view(), gander::view::hex::ID, "it is shown as it was");
    stage.key(CTRL_SHIFT, Key::T);
    assert_eq!(stage.app().docs().len(), 4);
}
