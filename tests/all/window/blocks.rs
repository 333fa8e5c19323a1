//! Selecting rows, columns and words, and what is copied or saved of them.
#![cfg(test)]

use super::stage::{ALT, CTRL, CTRL_SHIFT, Folder, NONE, Stage, numbered};
use egui::{Key, Modifiers, Pos2, vec2};
use gander::app::tasks::Reply;
use gander::base::Offset;
use gander::view::PaneMsg;

const ALT_SHIFT: Modifiers = Modifiers { shift: true, ..ALT };

/// Beside the text, on a row.
fn beside(stage: &Stage, row: usize) -> Pos2 {
    stage.row_nodes()[row].rect.left_center() - vec2(24.0, 0.0)
}

/// On the left edge of a column.
fn column(stage: &Stage, row: usize, column: f32) -> Pos2 {
    // The advance of a 13 pt JetBrains Mono.
    stage.row_nodes()[row].rect.left_center() + vec2(column * 7.8, 0.0)
}

#[test]
fn a_click_beside_a_row_selects_it_and_a_drag_selects_all_between() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(100)));
    stage.click_at(beside(&stage, 2), NONE);
    stage.must_say("7 bytes selected");
    let over = [beside(&stage, 4), beside(&stage, 5)];
    stage.drag(beside(&stage, 3), &over, NONE);
    stage.copy();
    stage.until("it is copied", |stage| !stage.copied.is_empty());
    assert_eq!(stage.copied, ["line 4\nline 5\nline 6\n"]);
    // Upwards the row where it began stays selected.
    let over = [beside(&stage, 2), beside(&stage, 1)];
    stage.drag(beside(&stage, 3), &over, NONE);
    assert_eq!((stage.front().selection().start.0, stage.front().selection().len()), (7, 21));
}

#[test]
fn words_are_stepped_over_and_selected() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "naïve words; more\nnext line\n"));
    for at in [6, 12, 13, 18, 19, 23] {
        stage.key(CTRL, Key::ArrowRight);
        assert_eq!(stage.front().cursor().0, at);
    }
    stage.key(CTRL_SHIFT, Key::ArrowLeft);
    stage.must_say("4 bytes selected");
    for at in [18, 14, 12, 7, 0, 0] {
        stage.key(CTRL, Key::ArrowLeft);
        assert_eq!(stage.front().cursor().0, at);
    }
}

#[test]
fn a_drag_with_alt_selects_a_block_that_is_copied_as_one_line_a_row() {
    let folder = Folder::new();
    let text = "abcdefgh\nab\n\nab東京gh\na\tz\n";
    let mut stage = Stage::showing(&folder.file("a.txt", text));
    let over = [column(&stage, 2, 4.0), column(&stage, 4, 6.0)];
    stage.drag(column(&stage, 0, 1.0), &over, ALT);
    stage.must_say("5 columns selected");
    stage.copy();
    stage.until("it is copied", |stage| !stage.copied.is_empty());
    assert_eq!(stage.copied, ["bcdef\nb\n\nb東京\n\t\n"]);
    // A plain click ends it.
    stage.click_at(column(&stage, 0, 0.0), NONE);
    assert!(!stage.says("columns selected"));
    stage.key(NONE, Key::ArrowRight);
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::ArrowRight] {
        stage.key(ALT_SHIFT, key);
    }
    stage.must_say("1 column selected");
    stage.key(CTRL_SHIFT, Key::C);
    stage.until("it is copied", |stage| stage.copied.len() == 2);
    assert_eq!(stage.copied[1], "62 0A 62 0A 0A 62 0A");
}

#[test]
fn more_than_fits_the_clipboard_is_saved_to_a_file_instead() {
    let folder = Folder::new();
    let text = "0123456789 東京 and so on\n".repeat(70_000_000 / 26);
    let path = folder.file("large.txt", &text);
    let mut stage = Stage::showing(&path);
    stage.key(CTRL, Key::A);
    stage.copy();
    stage.until_said("are selected, and at most 64.0 MiB fit the clipboard.");
    stage.press("Cancel");
    assert!(!stage.says("fit the clipboard"));
    stage.copy();
    let saved = folder.path("saved.txt");
    stage.will_answer(Reply::SaveTo(saved.clone()));
    stage.press("Save to a file…");
    stage.until_said("The selection was saved to");
    assert_eq!(stage.was_asked(), ["large-selection.txt"]);
    assert!(std::fs::read(&saved).expect("it is there") == text.as_bytes());
    assert!(stage.copied.is_empty());

    // Not onto the file that is read.
    stage.will_answer(Reply::SaveTo(path.clone()));
    stage.press("Edit");
    stage.press("Save selection…");
    stage.until_said("is the file being read");
    assert_eq!(std::fs::metadata(&path).expect("it is there").len(), text.len() as u64);
}

#[test]
fn columns_of_a_large_file_are_saved_row_by_row() {
    let folder = Folder::new();
    let row = format!("0123456789 東京{}\n", " and so on".repeat(300));
    let text = row.repeat(68_000_000 / row.len());
    let mut stage = Stage::showing(&folder.file("large.txt", &text));
    let select = |at, column, extend| PaneMsg::SelectBlock { at: Offset(at), column, extend };
    stage.perform(select(0, 8, false));
    stage.perform(PaneMsg::End);
    stage.until("the end is shown", |stage| stage.rows().len() > 5 && stage.front().top().at.0 > 1_000_000);
    stage.perform(select(text.len() as u64 - 5, 13, true));
    stage.copy();
    stage.until_said("fit the clipboard");
    let saved = folder.path("saved.txt");
    stage.will_answer(Reply::SaveTo(saved.clone()));
    stage.press("Save to a file…");
    stage.until_said("The selection was saved to");
    let expected = "89 東\n".repeat(text.len() / row.len());
    assert!(std::fs::read_to_string(&saved).expect("it is there") == expected);
}
