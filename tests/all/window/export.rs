//! The summary as a file, by the save dialog.
#![cfg(test)]

use super::stage::{CTRL, CTRL_SHIFT, Folder, Stage, numbered};
use egui::Key;
use gander::app::tasks::Reply;
use gander::summary::{Summary, WRITERS};
use std::path::Path;

fn export(stage: &mut Stage, to: &Path) {
    stage.will_answer(Reply::SaveTo(to.to_owned()));
    stage.key(CTRL, Key::E);
}

fn ready(folder: &Folder) -> (Stage, Summary) {
    let mut stage = Stage::tall();
    stage.open(&folder.file("a.log", numbered(500)));
    stage.until_scanned();
    let summary = stage.app().summary(stage.front().doc.id()).expect("a file is open");
    (stage, summary)
}

#[test]
fn each_format_is_written_as_its_ending_says() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    // What tells the encoding is known a moment after the figures, and stands in a page of HTML.
    let evidence = |stage: &Stage| stage.front().file().map(|file| file.verdict().evidence.clone());
    stage.until("all bytes were taken into the verdict", |stage| {
        evidence(stage).is_some_and(|all| all.iter().any(|one| format!("{one:?}").contains("evidence-whole")))
    });
    let summary = stage.app().summary(stage.front().doc.id()).expect("a file is open");
    for &writer in WRITERS {
        let to = folder.path(&format!("out.{}", writer.extension()));
        export(&mut stage, &to);
        stage.until_said(&format!("The summary was written to “{}”.", to.display()));
        let mut expected = Vec::new();
        writer.write(&summary, &mut expected).expect("memory takes everything");
        assert_eq!(std::fs::read(&to).expect("it is there"), expected, "{}", writer.id());
    }
    assert_eq!(stage.was_asked()[0], "a-summary.json");
}

#[test]
fn json_reads_as_what_is_on_the_screen() {
    let folder = Folder::new();
    let (mut stage, summary) = ready(&folder);
    let to = folder.path("out.JSON");
    stage.will_answer(Reply::SaveTo(to.clone()));
    stage.press("Export summary…");
    stage.until_said("The summary was written to");
    let text = std::fs::read_to_string(&to).expect("it is there");
    let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(json["file"]["path"], summary.file.path);
    assert_eq!(json["coverage"]["complete"], true);
    assert_eq!(json["coverage"]["scanned_bytes"], summary.coverage.scanned_bytes);
    let sections = json["sections"].as_array().expect("a list");
    assert_eq!(sections.len(), summary.sections.len());
    for (json, (section, _)) in sections.iter().zip(&summary.sections) {
        assert_eq!(json["id"], section.id);
        for (json, fact) in json["facts"].as_array().expect("a list").iter().zip(&section.facts) {
            assert_eq!(json["key"], fact.key);
            let plain = Some(fact.value.plain()).filter(|plain| !plain.is_empty());
            let value: serde_json::Value =
                serde_json::from_str(plain.as_deref().unwrap_or("null")).expect("facts are JSON");
            match value.as_f64().filter(|_| value.is_f64()) {
                // This reader may be a last place off.
                Some(value) => assert!((json["value"].as_f64().expect("a number") - value).abs() < 1e-12),
                None => assert_eq!(json["value"], value, "{}", fact.key),
            }
        }
    }
}

#[test]
fn what_can_not_be_written_is_said_in_a_sentence() {
    let folder = Folder::new();
    let (mut stage, _) = ready(&folder);
    let input = folder.path("a.log");
    let before = std::fs::read(&input).expect("it is there");
    export(&mut stage, &folder.path("out.txt"));
    stage.until_said("was not written: end its name in .json, .csv, .md, .html.");
    assert!(!folder.path("out.txt").exists());
    export(&mut stage, &folder.path("nowhere/out.json"));
    stage.until_said("make it first, or choose another");
    export(&mut stage, &input);
    stage.until_said(&format!("“{}” was not written", input.display()));
    assert_eq!(std::fs::read(&input).expect("it is there"), before);
    let names = std::fs::read_dir(folder.path("")).expect("it is there").count();
    assert_eq!(names, 1, "nothing is left beside the input");
}

// Symbolic links take a privilege on Windows.
#[cfg(unix)]
#[test]
fn the_input_is_never_written_over_whatever_it_is_called() {
    let folder = Folder::new();
    let input = folder.file("data.json", "[1, 2, 3]\n");
    let mut stage = Stage::showing(&input);
    export(&mut stage, &input);
    stage.until_said("is the file being read; choose another name for the answer");
    let link = folder.path("link.json");
    std::os::unix::fs::symlink(&input, &link).expect("links can be made");
    export(&mut stage, &link);
    stage.until_said(&format!("“{}” is the file being read", link.display()));
    assert_eq!(std::fs::read_to_string(&input).expect("it is there"), "[1, 2, 3]\n");
}

#[test]
fn a_dialog_that_was_cancelled_writes_nothing_and_the_summary_can_be_copied() {
    let folder = Folder::new();
    let (mut stage, summary) = ready(&folder);
    stage.will_answer(Reply::Nothing);
    stage.key(CTRL, Key::E);
    stage.frames(5);
    assert!(stage.app().toasts().is_empty() && stage.app().tasks().is_empty());
    stage.key(CTRL_SHIFT, Key::E);
    stage.until_said("The summary was copied as Markdown.");
    let mut expected = Vec::new();
    let markdown = gander::summary::writer("markdown").or_else(|| gander::summary::writer("md"));
    markdown.expect("there is Markdown").write(&summary, &mut expected).expect("memory takes everything");
    assert_eq!(stage.copied, [String::from_utf8(expected).expect("it is text")]);
}

/// A window on a file that is measured, and the file to be changed.
fn measured(folder: &Folder) -> (Stage, std::fs::File) {
    let mut stage = Stage::tall();
    let path = folder.file("a.log", numbered(10_000));
    stage.open(&path);
    stage.until_scanned();
    (stage, std::fs::File::options().write(true).open(path).expect("ours"))
}

#[test]
fn figures_of_a_file_that_was_changed_in_place_since_are_exported_as_not_complete() {
    let folder = Folder::new();
    let (mut stage, file) = measured(&folder);
    let to = folder.path("out.json");
    let is_complete = || {
        let json: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&to).expect("it is there")).expect("it is JSON");
        json["coverage"]["complete"] == true
    };
    // Touched, and not yet noticed: the bytes are the same.
    file.set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(9)).expect("ours");
    export(&mut stage, &to);
    stage.until_said(&format!("The summary was written to “{}”.", to.display()));
    assert!(is_complete());
    // Far from both ends.
    crate::trial::write_at(&file, &[b'\n'; 100], 40_000);
    export(&mut stage, &to);
    stage.until_said("but the file was changed since it was measured");
    assert!(!is_complete());
    // Still, once that is known.
    stage.until_said("was rewritten by another program");
    let to = folder.path("out.md");
    export(&mut stage, &to);
    stage.until("it is written", |_| to.exists());
    let text = std::fs::read_to_string(&to).expect("it is there");
    assert!(text.contains("**not complete**: the file may have been changed"), "{text}");
}

#[test]
fn figures_of_a_file_that_was_changed_in_place_since_are_copied_as_not_complete() {
    let folder = Folder::new();
    let (mut stage, file) = measured(&folder);
    for (is_changed, n) in [(false, 1), (true, 2)] {
        if is_changed {
            crate::trial::write_at(&file, &[b'\n'; 100], 40_000);
        }
        file.set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(9 * n))
            .expect("ours");
        stage.key(CTRL_SHIFT, Key::E);
        stage.until("it is copied", |stage| u64::try_from(stage.copied.len()) == Ok(n));
        let copied = stage.copied.last().expect("it is copied");
        assert_eq!(
            copied.contains("**not complete**: the file may have been changed"),
            is_changed,
            "{copied}"
        );
    }
    stage.must_say(
        "The summary was copied as Markdown, but the file was changed since it was measured: it says that it is \
         not complete.",
    );
}
