//! Rows of text: keys, clicks, selection and what is copied.
#![cfg(test)]

use super::stage::{CTRL, CTRL_SHIFT, Folder, NONE, SHIFT, Stage, numbered};
use egui::{Key, pos2, vec2};
use gander::format::glyphs::CopyAs;
use gander::view::PaneMsg;

/// 3 MB of characters of every length, with one line of 100,000 bytes in the middle.
fn mixed() -> String {
    let line = "naïve € 🦆 and plain words\n";
    let half = line.repeat(1_500_000 / line.len());
    format!("first line\n{half}{}\n{half}the last line, naïve to the end €", "é".repeat(50_000))
}

#[test]
fn rows_stand_in_the_accessibility_tree_with_their_numbers() {
    let folder = Folder::new();
    let stage = Stage::showing(&folder.file("a.txt", numbered(1000)));
    let rows = stage.rows();
    assert!(rows.len() > 20, "{rows:?}");
    for (nr, row) in (1..).zip(&rows) {
        assert_eq!(*row, format!("{nr} line {nr}"));
    }
    assert!(stage.harness.unnamed_widgets().is_empty(), "{:?}", stage.harness.unnamed_widgets());
}

#[test]
fn keys_move_the_view_and_the_cursor() {
    let folder = Folder::new();
    let text = numbered(1000);
    let mut stage = Stage::showing(&folder.file("a.txt", &text));
    stage.must_say("Ln 1 Col 1");
    stage.key(NONE, Key::ArrowRight);
    stage.must_say("Ln 1 Col 2");
    stage.key(NONE, Key::ArrowDown);
    stage.must_say("Ln 2 Col 2");
    stage.key(NONE, Key::ArrowLeft);
    stage.key(NONE, Key::ArrowLeft);
    stage.must_say("Ln 1 Col 7");
    stage.key(SHIFT, Key::ArrowDown);
    stage.must_say("7 bytes selected");
    stage.key(SHIFT, Key::ArrowUp);
    assert!(!stage.says("selected"));

    let shown = stage.rows().len();
    stage.key(NONE, Key::PageDown);
    let top: usize = number(&stage.rows()[0]);
    assert!((shown - 4..shown).contains(&top), "{top} of {shown}");
    stage.key(NONE, Key::PageUp);
    assert_eq!(number(&stage.rows()[0]), 1);
    stage.key(NONE, Key::Space);
    assert_eq!(number(&stage.rows()[0]), top);
    stage.key(CTRL, Key::ArrowDown);
    assert_eq!(number(&stage.rows()[0]), top + 1);
    stage.key(CTRL, Key::End);
    stage.until_said("1000 line 1000");
    stage.key(CTRL, Key::Home);
    assert_eq!(number(&stage.rows()[0]), 1);

    stage.key(NONE, Key::End);
    stage.key(CTRL_SHIFT, Key::End);
    let after = text.len() - "line 1".len();
    stage.until_said(&format!("{} selected", counted(after)));
    stage.key(CTRL_SHIFT, Key::Home);
    stage.must_say("6 bytes selected");
    stage.key(CTRL, Key::A);
    stage.must_say(&format!("{} selected", counted(text.len())));
}

#[test]
fn a_selection_from_the_first_row_to_the_last_is_counted_exactly_at_once() {
    let folder = Folder::new();
    let text = mixed();
    let mut stage = Stage::showing(&folder.file("mixed.txt", &text));
    let first = stage.row_nodes()[0].clone();
    stage.click_at(first.rect.left_center() + vec2(1.0, 0.0), NONE);
    stage.perform(PaneMsg::End);
    stage.until("the last row is shown", |stage| {
        stage.rows().last().is_some_and(|row| row.contains("the last line, naïve to the end €"))
    });
    let last = stage.row_nodes().last().expect("there are rows").clone();
    stage.click_at(pos2(last.rect.right() - 30.0, last.rect.center().y), SHIFT);
    stage.must_say(&format!("{} selected", counted(text.len())));
    // The other way round too.
    stage.click_at(last.rect.left_center() + vec2(1.0, 0.0), NONE);
    stage.perform(PaneMsg::Home);
    stage.until_said("first line");
    stage.click_at(first.rect.left_center() + vec2(1.0, 0.0), SHIFT);
    let last_row = "the last line, naïve to the end €".len();
    stage.must_say(&format!("{} selected", counted(text.len() - last_row)));
}

#[test]
fn a_double_click_selects_a_word_and_copies_are_what_was_selected() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "naïve_2 где duck\nsecond\n"));
    let row = stage.row_nodes()[0].rect;
    stage.double_click_at(row.left_center() + vec2(20.0, 0.0));
    stage.must_say("8 bytes selected");
    stage.copy();
    stage.until_said("8 bytes copied.");
    assert_eq!(stage.copied, ["naïve_2"]);
    stage.key(CTRL_SHIFT, Key::C);
    stage.until("it is copied", |stage| stage.copied.len() == 2);
    assert_eq!(stage.copied[1], "6E 61 C3 AF 76 65 5F 32");
    stage.key(CTRL, Key::A);
    stage.copy();
    stage.until("it is copied", |stage| stage.copied.len() == 3);
    assert_eq!(stage.copied[2], "naïve_2 где duck\nsecond\n");
    // A double click past the end of a row selects nothing outside it.
    stage.double_click_at(row.left_center() + vec2(600.0, 0.0));
    stage.must_say("4 bytes selected");
}

#[test]
fn a_drag_selects() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "abcdef\nsecond\n"));
    let rows = stage.row_nodes();
    let from = rows[0].rect.left_center() + vec2(1.0, 0.0);
    let to = rows[1].rect.left_center() + vec2(1.0, 0.0);
    stage.harness.hover_at(from);
    stage.harness.drag_at(from);
    stage.harness.hover_at(from + vec2(10.0, 2.0));
    stage.harness.hover_at(to);
    stage.harness.drop_at(to);
    stage.frames(4);
    stage.must_say("7 bytes selected");
}

#[test]
fn nothing_hides_in_a_row() {
    let folder = Folder::new();
    let bytes = b"bad \xFF\xC3( nul \0 escape \x1b[31m flip \xE2\x80\xAE! tab\there cr\r\r\n";
    let mut stage = Stage::showing(&folder.file("nasty", bytes));
    // A NUL makes it a binary.
    stage.until_said("00000000 62 61 64 20");
    stage.key(CTRL, Key::Num1);
    stage.until_said("1 bad");
    let row = stage.rows().remove(0);
    for shown in ["bad \\xFF\\xC3(", "nul ^@", "escape ^[[31m", "flip ‹U+202E›!", "cr^M"] {
        assert!(row.contains(shown), "{shown} in {row}");
    }
    assert!(!row.contains(['\t', '\r', '\u{202E}']), "{row}");
}

#[test]
fn the_cursor_steps_over_whole_characters_and_bad_bytes_alone() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a", b"\xC3\xA9\xFF\xE2\x80\xAEz\n"));
    for at in [2, 3, 6, 7, 8] {
        stage.key(NONE, Key::ArrowRight);
        assert_eq!(stage.front().cursor().0, at);
    }
    for at in [7, 6, 3, 2, 0, 0] {
        stage.key(NONE, Key::ArrowLeft);
        assert_eq!(stage.front().cursor().0, at);
    }
}

#[test]
fn the_wheel_scrolls_rows_and_h_and_l_scroll_sideways() {
    let folder = Folder::new();
    let wide = format!("{}END\n", "0123456789".repeat(300)).repeat(200);
    let mut stage = Stage::showing(&folder.file("wide.txt", wide));
    let row = stage.row_nodes()[0].rect;
    stage.wheel(row.center(), vec2(0.0, -190.0));
    assert!(stage.front().top().at.0 >= 3004 * 9, "{:?}", stage.front().top());
    stage.key(NONE, Key::L);
    assert!(stage.front().sideways() > 0.0);
    stage.key(NONE, Key::H);
    assert!(stage.front().sideways() <= 0.0);
    // No further than the rows are wide.
    for _ in 0..500 {
        stage.send(PaneMsg::ScrollSideways(80.0));
    }
    stage.frames(3);
    assert!(stage.front().sideways() < 3100.0 * 9.0, "{}", stage.front().sideways());
    stage.click_at(stage.row_nodes()[3].rect.right_center() - vec2(5.0, 0.0), NONE);
    assert_eq!(stage.front().cursor().0 % 3004, 3003);
}

fn number(row: &str) -> usize {
    row.split(' ').next().and_then(|nr| nr.parse().ok()).expect("rows start with their number")
}

pub(super) fn counted(n: usize) -> String {
    gander::messages::say_with("count-bytes", [("n", (n as u64).into())])
}

#[test]
fn copies_in_quick_succession_each_have_their_own_form() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "ab"));
    stage.perform(PaneMsg::SelectAll);
    let forms = [CopyAs::Shown, CopyAs::Hex, CopyAs::CArray, CopyAs::Text];
    forms.into_iter().for_each(|form| stage.send(PaneMsg::Copy(form)));
    stage.until("all are copied", |stage| stage.copied.len() == 4);
    let array = "const unsigned char data[2] = {\n    0x61, 0x62,\n};\n";
    assert_eq!(stage.copied, ["ab", "61 62", array, "ab"]);
}

#[test]
fn a_large_selection_becomes_text_in_a_task_and_not_in_a_frame() {
    let folder = Folder::new();
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|nr| (nr / 7).to_le_bytes()[0]).collect();
    let mut stage = Stage::showing(&folder.file("a.bin", &bytes));
    stage.perform(PaneMsg::SelectAll);
    // The frame that takes the bytes makes nothing of them: until the task's answer comes it is among the jobs,
    // unless it is so quick, or the frame so slow, that both are over at once.
    let mut is_task = |form: CopyAs| {
        let (has_task, n_before) = (std::cell::Cell::new(false), stage.copied.len());
        stage.send(PaneMsg::Copy(form));
        stage.until("it is copied", |stage| {
            has_task.set(has_task.get() || !stage.app().tasks().is_empty());
            stage.copied.len() > n_before
        });
        has_task.get()
    };
    for form in [CopyAs::Hex, CopyAs::Base64, CopyAs::CArray] {
        assert!((0..20).any(|_| is_task(form)), "{form:?}");
    }
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    assert!(stage.copied[0].eq_ignore_ascii_case(&pairs.join(" ")), "all of it, in its order");
}
