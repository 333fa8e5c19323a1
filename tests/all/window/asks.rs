//! Asking for paths: one dialog at a time, and a box in the window where the system has none.
#![cfg(test)]

use super::stage::{CTRL, CTRL_SHIFT, Folder, NONE, Role, Stage, key_event, numbered};
use egui::Key;
use gander::app::tasks::Reply;
use gander::app::{AppMsg, DocMsg, Overlay};
use gander::view::PaneMsg;
use std::path::{Path, PathBuf};

/// A window without the system's dialogs in which a file is open and measured.
fn ready(folder: &Folder) -> (Stage, PathBuf) {
    let path = folder.file("a.log", numbered(500));
    (Stage::showing(&path), path)
}

/// Asks by a key, as a system without dialogs does.
fn ask(stage: &mut Stage, modifiers: egui::Modifiers, key: Key) {
    stage.will_answer(Reply::NoDialog);
    stage.key(modifiers, key);
    stage.until("the box is there", |stage| stage.app().path_box().is_some());
    stage.frames(2);
}

fn text(stage: &Stage) -> String {
    stage.app().path_box().expect("the box is open").text().to_owned()
}

/// Puts a text in place of what is in the box.
fn retype(stage: &mut Stage, text: &str) {
    stage.key(CTRL, Key::A);
    stage.type_text(text);
    stage.frame();
}

fn enter(stage: &mut Stage) {
    stage.key(NONE, Key::Enter);
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("it is there")
}

#[test]
fn without_a_dialog_a_summary_is_saved_from_a_box_with_a_name_and_formats() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    ask(&mut stage, CTRL, Key::E);
    stage.must_say("Save summary as");
    stage.must_say("This system has no file dialog");
    assert_eq!(text(&stage), "a-summary.json");
    stage.must_say(&format!("→ {}", folder.path("a-summary.json").display()));
    stage.find(Role::RadioButton, "JSON");
    stage.click(Role::RadioButton, "CSV");
    assert_eq!(text(&stage), "a-summary.csv");
    // The stem is selected: what is typed replaces it.
    ask_again(&mut stage);
    stage.type_text("mine");
    stage.frame();
    assert_eq!(text(&stage), "mine.json");
    enter(&mut stage);
    stage.until_said(&format!("The summary was written to “{}”.", folder.path("mine.json").display()));
    assert!(stage.app().path_box().is_none() && stage.app().overlay().is_none());
    assert!(read(&folder.path("mine.json")).starts_with("{\"schema\""));
    assert!(stage.harness.unnamed_widgets().is_empty(), "{:?}", stage.harness.unnamed_widgets());
}

fn ask_again(stage: &mut Stage) {
    stage.key(NONE, Key::Escape);
    stage.until("the box is closed", |stage| stage.app().path_box().is_none());
    ask(stage, CTRL, Key::E);
}

#[test]
fn in_the_box_a_missing_ending_is_that_of_the_format_and_a_wrong_one_is_told() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    ask(&mut stage, CTRL, Key::E);
    retype(&mut stage, "out");
    stage.must_say(&format!("→ {}", folder.path("out.json").display()));
    stage.click(Role::RadioButton, "Markdown");
    assert_eq!(text(&stage), "out.md");
    retype(&mut stage, "out");
    stage.must_say(&format!("→ {}", folder.path("out.md").display()));
    retype(&mut stage, "out.txt");
    enter(&mut stage);
    stage.until_said("was not written: end its name in .json, .csv, .md, .html.");
    assert_eq!(text(&stage), "out.txt");
    // The keyboard is still there.
    retype(&mut stage, "out");
    enter(&mut stage);
    stage.until_said("The summary was written to");
    assert!(read(&folder.path("out.md")).starts_with("# "));
}

#[test]
fn what_exists_is_replaced_only_after_a_question_in_the_box() {
    let folder = Folder::new();
    let (mut stage, input) = ready(&folder);
    let old = folder.file("out.json", "old");
    ask(&mut stage, CTRL, Key::E);
    retype(&mut stage, "out");
    for answer in ["press", "escape", "enter"] {
        enter(&mut stage);
        stage.until_said("exists. Replace it?");
        stage.frame();
        match answer {
            "press" => stage.press("Cancel"),
            "escape" => stage.key(NONE, Key::Escape),
            // Twice Enter replaces nothing.
            _ => enter(&mut stage),
        }
        stage.frames(2);
        assert!(!stage.says("exists. Replace it?"), "{answer}");
        assert_eq!((text(&stage), read(&old)), ("out".to_owned(), "old".to_owned()), "{answer}");
    }
    stage.type_text("put");
    stage.frame();
    assert_eq!(text(&stage), "output", "the field has the keyboard again");
    retype(&mut stage, "out");
    enter(&mut stage);
    stage.until_said("exists. Replace it?");
    stage.press("Replace");
    stage.until_said("The summary was written to");
    assert!(read(&old).starts_with("{\"schema\""));
    // The input is refused before anything is asked.
    ask(&mut stage, CTRL, Key::E);
    let link = folder.path("link.json");
    std::os::unix::fs::symlink(&input, &link).unwrap();
    retype(&mut stage, "link");
    enter(&mut stage);
    stage.until_said("is the file being read; choose another name for the answer.");
    assert_eq!(read(&input), numbered(500));
}

#[test]
fn a_typo_stays_in_the_box_with_its_sentence_and_the_box_keeps_the_keyboard() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    std::fs::create_dir(folder.path("sub.json")).unwrap();
    for (modifiers, key) in [(CTRL, Key::E), (CTRL, Key::O)] {
        ask(&mut stage, modifiers, key);
        let missing = if key == Key::E { "nowhere/b.json" } else { "nowhere/b.log" };
        for (typed, said) in [
            (missing, format!("There is no folder “{}”.", folder.path("nowhere").display())),
            ("sub.json", format!("“{}” is a folder", folder.path("sub.json").display())),
            ("a.log/x.json", format!("“{}” is no folder.", folder.path("a.log").display())),
        ] {
            retype(&mut stage, typed);
            enter(&mut stage);
            stage.until_said(&said);
            assert_eq!(text(&stage), typed);
            stage.type_text("!");
            stage.frame();
            assert_eq!(text(&stage), format!("{typed}!"));
            assert!(!stage.says(&said), "a sentence about another text is gone");
        }
        stage.key(NONE, Key::Escape);
        stage.frames(2);
        assert!(stage.app().path_box().is_none());
    }
    ask(&mut stage, CTRL, Key::O);
    retype(&mut stage, "none.log");
    enter(&mut stage);
    stage.until_said("none.log” was not found");
    assert_eq!(stage.app().panes().len(), 1, "nothing was opened");
    retype(&mut stage, "");
    enter(&mut stage);
    stage.frames(3);
    assert!(stage.app().path_box().is_some(), "nothing was typed");
}

#[test]
fn quotes_a_tilde_and_uris_are_understood_where_paths_are_typed() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    let spaced = folder.file("b c%.txt", "second\n");
    let uri = format!("file://{}", spaced.display().to_string().replace('%', "%25").replace(' ', "%20"));
    for typed in [
        format!("'{}'", spaced.display()),
        format!("\"{}\"", spaced.display()),
        format!("  {}\n", spaced.display()),
        uri,
        "b c%.txt".to_owned(),
        "'b c%.txt'".to_owned(),
    ] {
        stage.key(CTRL_SHIFT, Key::O);
        stage.frames(2);
        stage.type_text(&typed);
        enter(&mut stage);
        stage.until_said("1 second");
        stage.key(CTRL, Key::W);
        stage.until("it is closed", |stage| stage.app().panes().len() == 1);
    }
    ask(&mut stage, CTRL, Key::E);
    retype(&mut stage, "~/gander-test.json");
    let home = std::env::home_dir().unwrap();
    stage.must_say(&format!("→ {}", home.join("gander-test.json").display()));
}

#[test]
fn tab_completes_a_path_and_arrows_choose_among_the_names_below() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    std::fs::create_dir(folder.path("deep")).unwrap();
    folder.file("deep/access.log", "inside\n");
    folder.file("deep/access.log.1", "rotated\n");
    folder.file("deep/.hidden", "");
    ask(&mut stage, CTRL, Key::O);
    stage.until_said("deep/");
    stage.must_say(&format!("in {}", folder.path("").display().to_string().trim_end_matches('/')));
    stage.type_text("d");
    stage.frame();
    stage.key(NONE, Key::Tab);
    assert_eq!(text(&stage), "deep/");
    stage.until_said("2 names fit");
    stage.key(NONE, Key::Tab);
    assert_eq!(text(&stage), "deep/access.log");
    stage.key(NONE, Key::Tab);
    assert_eq!(text(&stage), "deep/access.log");
    stage.key(NONE, Key::ArrowDown);
    stage.key(NONE, Key::ArrowDown);
    enter(&mut stage);
    stage.until_said("1 rotated");
    assert_eq!(stage.front().name(), "access.log.1");
    // By pointer: a folder opens in the box, a file in the window.
    ask(&mut stage, CTRL, Key::O);
    retype(&mut stage, "../");
    stage.until("its names are there", |stage| stage.says("deep/"));
    stage.press("deep/");
    stage.until_said("access.log.1");
    stage.press("access.log");
    stage.until_said("1 inside");
}

#[test]
fn keys_that_come_within_one_frame_are_all_taken_in_their_order() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    for nr in 1..=30 {
        folder.file(&format!("file-{nr:02}.txt"), format!("number {nr}\n"));
    }
    ask(&mut stage, CTRL, Key::O);
    stage.until_said("31 names fit");
    let press = |key| key_event(NONE, key, true);
    // The chosen name is in sight, far down and around the end.
    let is_chosen = |stage: &Stage| {
        let asked = stage.app().path_box().unwrap();
        let name = asked.candidate(asked.chosen().unwrap()).unwrap().shown();
        let seen: Vec<_> = stage.seen().into_iter().filter(|seen| seen.text == name).collect();
        let below = stage.seen().into_iter().find(|seen| seen.text.ends_with("names fit")).unwrap();
        assert!(seen.len() == 1 && seen[0].rect.bottom() <= below.rect.top() + 1.0, "{name} {seen:?}");
    };
    for _ in 0..20 {
        stage.key(NONE, Key::ArrowDown);
        stage.frames(20);
        is_chosen(&stage);
    }
    stage.events(vec![press(Key::ArrowDown); 12]);
    assert!(stage.app().path_box().unwrap().chosen().is_none(), "past the last one");
    stage.key(NONE, Key::ArrowUp);
    stage.frames(40);
    is_chosen(&stage);
    stage.key(CTRL, Key::A);
    let mut events = vec![egui::Event::Text("f".into()), press(Key::Tab), egui::Event::Text("1".into())];
    events.extend(vec![press(Key::ArrowDown); 9]);
    events.push(press(Key::Enter));
    stage.events(events);
    stage.until_said("1 number 18");
}

#[test]
fn a_name_taken_in_the_save_box_is_asked_about_before_it_is_replaced() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    let old = folder.file("b.json", "old");
    ask(&mut stage, CTRL, Key::E);
    retype(&mut stage, "b");
    stage.until_said("1 name fits");
    stage.key(NONE, Key::ArrowDown);
    enter(&mut stage);
    assert_eq!(text(&stage), "b.json");
    enter(&mut stage);
    stage.until_said("exists. Replace it?");
    assert_eq!(read(&old), "old");
}

#[test]
fn lines_and_selections_are_saved_from_the_box_too() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    stage.key(CTRL, Key::F);
    stage.type_text("line 49");
    stage.until("all is searched", |stage| {
        stage.front().searching().is_some_and(|s| s.run().is_some_and(|run| !run.is_running()))
    });
    for (act, title) in [
        ("search.save", "Save matching lines as"),
        ("search.save-numbered", "Save matching lines with their numbers as"),
    ] {
        stage.will_answer(Reply::NoDialog);
        stage.perform(act);
        stage.until_said(title);
        assert_eq!(text(&stage), "a-lines.txt");
        stage.frames(2);
        retype(&mut stage, &act.replace('.', "-"));
        enter(&mut stage);
        let written = folder.path(&format!("{}.txt", act.replace('.', "-")));
        stage.until_said(&format!("11 lines were written to “{}”", written.display()));
    }
    assert_eq!(read(&folder.path("search-save.txt")).lines().next(), Some("line 49"));
    assert_eq!(read(&folder.path("search-save-numbered.txt")).lines().next(), Some("49:line 49"));
    stage.key(NONE, Key::Escape);
    stage.frames(3);
    stage.perform("edit.select-all");
    stage.frames(3);
    stage.will_answer(Reply::NoDialog);
    stage.perform("edit.save-selection");
    stage.until_said("Save selection as");
    assert_eq!(text(&stage), "a-selection.log");
    stage.frames(2);
    enter(&mut stage);
    stage.until_said("The selection was saved to");
    assert_eq!(read(&folder.path("a-selection.log")), numbered(500));
}

#[test]
fn a_second_dialog_is_refused_until_the_first_is_answered() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    stage.dialogs_stay_open();
    stage.key(CTRL, Key::E);
    for key in [Key::O, Key::E] {
        stage.key(CTRL, key);
        stage.must_say("A dialog is open already; answer that one first.");
    }
    stage.key(CTRL_SHIFT, Key::O);
    assert!(stage.app().path_box().is_none());
    assert_eq!(stage.was_asked(), ["a-summary.json"], "one dialog in all");
    stage.answer_open_dialog(Reply::SaveTo(folder.path("out.json")));
    stage.until_said("The summary was written to");
    // One that ends without an answer is over, too; so is the box.
    stage.key(CTRL, Key::E);
    stage.frames(2);
    ask(&mut stage, CTRL, Key::O);
    stage.perform(AppMsg::OpenDialog);
    stage.perform(DocMsg::ExportDialog);
    assert_eq!(stage.was_asked().len(), 3);
    stage.must_say("A dialog is open already");
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    ask(&mut stage, CTRL, Key::E);
    stage.must_say("Save summary as");
}

#[test]
fn work_that_ends_in_silence_leaves_an_open_dialog_its_answer() {
    let folder = Folder::new();
    let (mut stage, path) = ready(&folder);
    stage.dialogs_stay_open();
    stage.key(CTRL, Key::E);
    // What the middle button is to paste can't be read any more.
    std::fs::OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(0)).unwrap();
    stage.perform(PaneMsg::SelectAll);
    stage.frames(2);
    stage.until("it was tried", |stage| stage.app().tasks().is_empty());
    stage.frames(2);
    stage.answer_open_dialog(Reply::SaveTo(folder.path("out.json")));
    stage.until_said("The summary was written to");
}

#[test]
fn what_was_to_be_saved_from_a_tab_that_was_closed_is_told() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    stage.dialogs_stay_open();
    stage.key(CTRL, Key::E);
    stage.key(CTRL, Key::W);
    stage.answer_open_dialog(Reply::SaveTo(folder.path("out.json")));
    stage.until_said("Nothing was saved: the tab that was to be saved from was closed meanwhile.");
}

#[test]
fn the_box_fits_small_windows_or_scrolls() {
    let folder = Folder::new();
    for nr in 0..40 {
        folder.file(&format!("{nr}.txt"), "");
    }
    let path = folder.file("a.log", numbered(50));
    // The last one is 640 × 400 at three times the size.
    for (width, height, scrolls) in [(1200.0, 800.0, false), (480.0, 320.0, false), (213.0, 133.0, true)] {
        for key in [Key::O, Key::E] {
            let mut stage = Stage::with(gander::app::Settings::default(), width, height);
            // No row has room in the smallest.
            stage.perform(AppMsg::Open(vec![path.clone()]));
            stage.until("it is open", |stage| stage.front().file().is_some());
            ask(&mut stage, CTRL, key);
            stage.frames(10);
            let label = if key == Key::O { "Open" } else { "Save" };
            for button in [label, "Cancel"] {
                let all = stage.seen();
                let seen: Vec<_> =
                    all.iter().filter(|seen| seen.text == button && seen.role == Role::Button).collect();
                assert!(scrolls || !seen.is_empty(), "{button} at {width}");
                assert!(
                    scrolls || seen[0].rect.bottom() <= height && seen[0].rect.top() >= 0.0,
                    "{button} at {width}"
                );
            }
            let title = if key == Key::O { "Open a file" } else { "Save summary as" };
            let title = stage.find(Role::Label, title).rect;
            if scrolls {
                // The field that has the keyboard is in sight before the title is.
                let name =
                    if key == Key::O { "Path of the file to open" } else { "Name or path of the file" };
                let field = stage.find(Role::TextInput, name).rect;
                assert!(field.top() >= 0.0 && field.bottom() <= height, "{field:?} at {width}");
            } else {
                stage.press("Cancel");
                stage.frames(2);
                assert!(stage.app().path_box().is_none(), "it can be pressed at {width}");
            }
            assert!(
                (scrolls || title.top() >= 0.0) && title.left() >= 0.0 && title.right() <= width,
                "{title:?} at {width}"
            );
        }
    }
}

#[test]
fn dialogs_start_in_the_folder_of_the_file_with_a_title_and_kinds_that_fit() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    let here = folder.path("").components().collect::<PathBuf>();
    stage.key(CTRL, Key::O);
    assert_eq!(stage.started_in().as_deref(), Some(&*here));
    stage.frames(2);
    stage.key(CTRL, Key::E);
    assert_eq!(stage.started_in().as_deref(), Some(&*here));
    let request = stage.save_request();
    assert_eq!(request.title.to_string(), "Save summary as");
    let kinds: Vec<String> =
        request.formats.iter().map(|one| format!("{} {:?}", one.label, one.endings)).collect();
    assert_eq!(kinds, ["JSON [\"json\"]", "CSV [\"csv\"]", "Markdown [\"md\"]", "HTML [\"html\"]"]);
    stage.frames(2);
    stage.perform("edit.select-all");
    stage.frames(2);
    stage.perform("edit.save-selection");
    let request = stage.save_request();
    assert_eq!((request.title.to_string(), request.takes_any), ("Save selection as".to_owned(), true));
    assert_eq!(request.formats[0].endings, ["log", "txt"]);
}

#[test]
fn an_ending_that_we_add_to_a_dialog_s_answer_replaces_nothing_unasked() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    stage.will_answer(Reply::SaveTo(folder.path("new")));
    stage.key(CTRL, Key::E);
    stage.until_said(&format!("The summary was written to “{}”.", folder.path("new.json").display()));
    let old = folder.file("out.json", "old");
    stage.will_answer(Reply::SaveTo(folder.path("out")));
    stage.key(CTRL, Key::E);
    stage.until_said(&format!("“{}” exists. Replace it?", old.display()));
    stage.frame();
    stage.press("Cancel");
    stage.frames(2);
    assert_eq!(read(&old), "old");
    // One can go on from there.
    assert_eq!(text(&stage), old.display().to_string());
    enter(&mut stage);
    stage.until_said("exists. Replace it?");
    stage.frame();
    stage.press("Replace");
    stage.until_said(&format!("The summary was written to “{}”.", old.display()));
    assert!(read(&old).starts_with("{\"schema\""));
}

#[test]
fn the_box_outlives_the_list_of_keys_and_files_that_are_dropped() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    ask(&mut stage, CTRL, Key::E);
    retype(&mut stage, "mine.md");
    stage.key(NONE, Key::F1);
    assert_eq!(stage.app().overlay(), Some(Overlay::Keys));
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert_eq!((stage.app().overlay(), text(&stage)), (Some(Overlay::Path), "mine.md".to_owned()));
    let other = folder.file("other.txt", "other\n");
    stage.drop_files(&[other]);
    stage.until_said("1 other");
    stage.frames(2);
    enter(&mut stage);
    stage.until_said("The summary was written to");
    assert!(read(&folder.path("mine.md")).contains("a.log"), "what was in front when it was asked");
}
