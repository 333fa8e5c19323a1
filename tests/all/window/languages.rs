//! The window in Chinese: nothing is left in English, everything has room, and a change takes effect at
//! once. The language is the process's, so each of these has one of its own.
#![cfg(test)]

use super::rooms::{check_strays, rich_with, tour};
use super::stage::{ALT, CTRL, Folder, NONE, Role, Stage, numbered};
use crate::child;
use crate::messages::{NAMES, latin_words};
use egui::Key;
use gander::app::Settings;
use gander::app::tasks::Reply;
use gander::format::encoding::Encoding;
use gander::messages::{NumberStyle, set_number_style};

fn chinese() -> Settings {
    Settings { language: Some("zh-CN".to_owned()), ..Settings::default() }
}

/// The controls and headings that say a word of English.
fn english(stage: &Stage) -> Vec<String> {
    // Names of files, languages and encodings are what they are; so is what has a digit.
    let own = [
        "a rather long name for a file, as they come",
        "English",
        "INFO",
        "ERROR",
        "request",
        "/tmp",
        "PageUp",
        "PageDown",
    ];
    let encodings: Vec<&str> = Encoding::all().map(|one| one.name()).collect();
    let is_known = |word: &String| {
        word.len() < 2
            || word.contains(|c: char| c.is_ascii_digit())
            || encodings.iter().any(|name| name.contains(word.as_str()))
            || NAMES.split_whitespace().any(|name| name == *word)
    };
    let mut all = Vec::new();
    for seen in stage.seen() {
        let is_chrome =
            !matches!(seen.role, Role::Row | Role::ListItem | Role::Tab | Role::TextInput | Role::TextRun);
        if !is_chrome || own.iter().any(|own| seen.text.contains(own)) {
            continue;
        }
        let words = latin_words(&seen.text).into_iter().filter(|word| !is_known(word)).collect::<Vec<_>>();
        if !words.is_empty() {
            all.push(format!("{:?} “{}”: {words:?}", seen.role, seen.text));
        }
    }
    all
}

/// At this size, in pixels.
fn walk(size: [f32; 2], scale: f32) {
    let folder = Folder::new();
    let mut found = Vec::new();
    let mut stage = rich_with(chinese(), &folder, size, scale);
    let mut note = |stage: &mut Stage, what: &str| {
        check_strays(stage, what, &mut found);
        found.extend(english(stage).into_iter().map(|word| format!("{what}: {word}")));
    };
    tour(&mut stage, &format!("in Chinese at {size:?}, {scale} ×"), &mut note);
    stage.key(CTRL, Key::W);
    note(&mut stage, "the start page");
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_chinese_window_says_nothing_in_english_and_has_room_at_640_by_400() {
    child::alone(
        "window::languages::a_chinese_window_says_nothing_in_english_and_has_room_at_640_by_400",
        || walk([640.0, 400.0], 1.0),
    );
}

#[test]
fn a_chinese_window_has_room_at_three_times_its_size() {
    child::alone("window::languages::a_chinese_window_has_room_at_three_times_its_size", || {
        walk([1366.0, 768.0], 3.0);
    });
}

#[test]
fn a_language_that_is_chosen_is_spoken_at_once_and_exports_stay_english() {
    child::alone(
        "window::languages::a_language_that_is_chosen_is_spoken_at_once_and_exports_stay_english",
        || {
            let folder = Folder::new();
            let english = Settings { language: Some("en".to_owned()), ..Settings::default() };
            let mut stage = Stage::with(english, 1200.0, 800.0);
            stage.open(&folder.file("a.txt", numbered(2000)));
            stage.until_scanned();
            let exported = |stage: &mut Stage, name: &str| {
                let path = folder.path(name);
                stage.will_answer(Reply::SaveTo(path.clone()));
                stage.key(CTRL, Key::E);
                stage.until("it is exported", |_| path.exists());
                std::fs::read_to_string(path).expect("it is read")
            };
            let english = exported(&mut stage, "english.md");
            stage.perform("language.zh-CN");
            stage.frames(2);
            stage.must_say("文件(F)");
            stage.key(ALT, Key::F);
            stage.frames(2);
            stage.must_say("打开…");
            stage.key(NONE, Key::Escape);
            assert_eq!(stage.app().settings().language.as_deref(), Some("zh-CN"));
            let figures = |text: &str| {
                text.lines().filter(|line| !line.contains("Modified")).map(str::to_owned).collect::<Vec<_>>()
            };
            assert_eq!(figures(&exported(&mut stage, "chinese.md")), figures(&english));
            stage.perform("language.en");
            stage.frames(2);
            stage.must_say("File");
            stage.perform("language.system");
            stage.frames(2);
            assert_eq!(stage.app().settings().language, None);
        },
    );
}

#[test]
fn numbers_are_written_as_the_reader_writes_them_and_never_so_in_exports() {
    child::alone(
        "window::languages::numbers_are_written_as_the_reader_writes_them_and_never_so_in_exports",
        || {
            set_number_style(NumberStyle { group: '.', decimal: ',', ..NumberStyle::ENGLISH });
            let folder = Folder::new();
            let mut stage = Stage::showing(&folder.file("a.txt", numbered(2000)));
            stage.go_to("1234");
            stage.until_said("Ln 1.234 Col 1");
            stage.must_say(" KiB");
            let size =
                stage.seen().into_iter().find(|seen| seen.text.ends_with(" KiB")).expect("its size is shown");
            assert!(size.text.contains(','), "{}", size.text);
            let path = folder.path("a.md");
            stage.will_answer(Reply::SaveTo(path.clone()));
            stage.key(CTRL, Key::E);
            stage.until("it is exported", |_| path.exists());
            let text = std::fs::read_to_string(path).expect("it is read");
            assert!(text.contains("2,000") && !text.contains("2.000"), "{text}");
        },
    );
}
