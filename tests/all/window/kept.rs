//! What is kept between two runs: settings and marks.
#![cfg(test)]

use super::stage::{CTRL, Folder, Stage, numbered};
use egui::Key;
use gander::app::AppMsg;
use gander::app::settings::ThemeChoice;
use gander::base::Offset;
use serde_json::{Value, json};
use std::path::Path;

fn marked(folder: &Folder, path: &Path, line: &str) {
    let mut stage = Stage::keeping_in(folder);
    stage.open(path);
    stage.until_scanned();
    stage.go_to(line);
    stage.until("it is there", |stage| stage.front().cursor() > Offset(0));
    stage.key(CTRL, Key::B);
    assert_eq!(stage.front().marks().len(), 1);
    stage.quit();
}

fn n_marks(folder: &Folder, path: &Path) -> usize {
    let mut stage = Stage::keeping_in(folder);
    stage.open(path);
    stage.frames(2);
    let n = stage.front().marks().len();
    stage.quit();
    n
}

#[test]
fn marks_outlive_a_long_list_of_recent_files_renames_and_growth() {
    let folder = Folder::new();
    let path = folder.file("a.log", numbered(3000));
    marked(&folder, &path, "2000");
    let mut stage = Stage::keeping_in(&folder);
    for nr in 0..20 {
        stage.open(&folder.file(&format!("other-{nr}.txt"), format!("file {nr}\n")));
    }
    stage.quit();
    assert_eq!(n_marks(&folder, &path), 1, "twenty files later");
    let renamed = folder.path("a.log.1");
    std::fs::rename(&path, &renamed).unwrap();
    folder.file("a.log", numbered(4000).replace("line", "LINE"));
    assert_eq!(n_marks(&folder, &renamed), 1, "rotated away");
    assert_eq!(n_marks(&folder, &path), 0, "another file of the name has none of it");
    let mut grown = numbered(3000);
    grown.push_str("and more\n");
    std::fs::write(&renamed, grown).unwrap();
    assert_eq!(n_marks(&folder, &renamed), 1, "grown");
}

#[test]
fn a_short_file_that_grows_keeps_its_marks() {
    let folder = Folder::new();
    let path = folder.file("short.txt", "one\ntwo\n");
    marked(&folder, &path, "2");
    std::fs::write(&path, format!("one\ntwo\n{}", numbered(2000))).unwrap();
    assert_eq!(n_marks(&folder, &path), 1);
    std::fs::write(&path, "one\nTwo\nthree\n").unwrap();
    assert_eq!(n_marks(&folder, &path), 0, "it was rewritten");
}

#[test]
fn a_rotation_does_not_take_the_marks_of_the_file_before() {
    let folder = Folder::new();
    let path = folder.file("a.log", numbered(500));
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until_scanned();
    stage.go_to("200");
    stage.until("it is there", |stage| stage.front().cursor() > Offset(0));
    stage.key(CTRL, Key::B);
    std::fs::rename(&path, folder.path("a.log.1")).unwrap();
    folder.file("a.log", numbered(600).replace("line", "next"));
    stage.perform("file.reopen");
    stage.until_said("next 1");
    assert_eq!(stage.front().marks().len(), 0);
    stage.quit();
    assert_eq!(n_marks(&folder, &folder.path("a.log.1")), 1);
}

#[test]
fn two_windows_keep_the_marks_of_each() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.txt", numbered(50)), folder.file("b.txt", numbered(60)));
    let mut first = Stage::keeping_in(&folder);
    first.open(&a);
    marked(&folder, &b, "7");
    first.until_scanned();
    first.go_to("9");
    first.until("it is there", |stage| stage.front().cursor() > Offset(0));
    first.key(CTRL, Key::B);
    first.quit();
    assert_eq!((n_marks(&folder, &a), n_marks(&folder, &b)), (1, 1));
}

fn settings(folder: &Folder) -> Value {
    serde_json::from_slice(&std::fs::read(folder.path("config/settings.json")).unwrap()).unwrap()
}

#[test]
fn a_newer_program_s_settings_are_understood_value_by_value_and_written_back() {
    let folder = Folder::new();
    let mut stage = Stage::keeping_in(&folder);
    stage.perform(AppMsg::SetTheme(ThemeChoice::Light));
    stage.quit();
    let mut newer = settings(&folder);
    newer["theme"] = json!("Sepia");
    newer["tab"] = json!(4);
    newer["search"]["kind"] = json!({"Fuzzy": 2});
    newer["rules"].as_array_mut().unwrap().push(json!({"what": "Aura", "is_on": true}));
    newer["minimap"] = json!({"width": 12});
    std::fs::write(folder.path("config/settings.json"), newer.to_string()).unwrap();

    let mut stage = Stage::keeping_in(&folder);
    let read = stage.app().settings().clone();
    assert_eq!((read.theme, read.tab), (ThemeChoice::System, 4));
    assert_eq!(read.rules, gander::doc::rules::Rule::defaults());
    assert!(!stage.says("damaged"));
    stage.perform("text.wrap");
    stage.quit();
    newer["wrap"] = json!(true);
    assert_eq!(settings(&folder), newer);
}

#[test]
fn damaged_settings_are_set_aside_with_a_message() {
    for damage in ["", "{\"theme\": \"Dark\",", "\u{0}\u{0}\u{0}", "[]"] {
        let folder = Folder::new();
        std::fs::create_dir(folder.path("config")).unwrap();
        folder.file("config/settings.json", damage);
        let mut stage = Stage::keeping_in(&folder);
        stage.frames(2);
        stage.must_say("is damaged; it was renamed to");
        stage.perform(AppMsg::SetTheme(ThemeChoice::Dark));
        stage.quit();
        assert_eq!(settings(&folder)["theme"], json!("Dark"));
        let aside = std::fs::read(folder.path("config/settings.damaged-1.json")).unwrap();
        assert_eq!(aside, damage.as_bytes());
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_kept_too() {
    use std::os::unix::ffi::OsStringExt;
    let folder = Folder::new();
    let name = std::ffi::OsString::from_vec(b"caf\xe9.log".to_vec());
    let path = folder.path("x").with_file_name(name);
    std::fs::write(&path, numbered(20)).unwrap();
    marked(&folder, &path, "7");
    assert_eq!(n_marks(&folder, &path), 1);
    let stage = Stage::keeping_in(&folder);
    assert_eq!(stage.app().settings().recent[0].path, path);
}

#[test]
fn marks_that_an_earlier_program_kept_with_recent_files_are_kept_on() {
    let folder = Folder::new();
    let path = folder.file("a.txt", numbered(50));
    std::fs::create_dir(folder.path("config")).unwrap();
    let mark = json!({"at": 7, "name": "line 2", "hue": "Red"});
    let recent = json!({"path": path, "size_bytes": 1, "opened": 1, "top": 0, "marks": [mark]});
    folder.file("config/settings.json", json!({"recent": [recent]}).to_string());
    Stage::keeping_in(&folder).quit();
    std::fs::remove_file(folder.path("config/settings.json")).unwrap();
    assert_eq!(n_marks(&folder, &path), 1);
}
