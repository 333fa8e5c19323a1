//! Selecting rows, columns and words, and what is copied or saved of them.
#![cfg(test)]

use super::stage::{ALT, CTRL, CTRL_SHIFT, Folder, NONE, Stage, numbered};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
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
    stage.until_said("is selected; the clipboard takes 64.0 MiB.");
    stage.press("Cancel");
    assert!(!stage.says("the clipboard takes"));
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
    stage.until_said("the clipboard takes");
    let saved = folder.path("saved.txt");
    stage.will_answer(Reply::SaveTo(saved.clone()));
    stage.press("Save to a file…");
    stage.until_said("The selection was saved to");
    let expected = "89 東\n".repeat(text.len() / row.len());
    assert!(std::fs::read_to_string(&saved).expect("it is there") == expected);
}

/// Events of a drag with a button.
fn drag_with(stage: &mut Stage, button: PointerButton, modifiers: Modifiers, way: &[Pos2]) {
    let press = |pos, pressed| Event::PointerButton { pos, button, pressed, modifiers };
    stage.frames(24);
    stage.events(vec![Event::ModifiersChanged(modifiers), Event::PointerMoved(way[0])]);
    stage.events(vec![press(way[0], true)]);
    for &at in &way[1..] {
        stage.events(vec![Event::PointerMoved(at)]);
    }
    stage.events(vec![press(way[way.len() - 1], false)]);
    stage.events(vec![Event::ModifiersChanged(NONE)]);
}

#[test]
fn a_block_is_dragged_with_alt_with_shift_and_alt_and_with_the_middle_button() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "abcdefgh\nijklmnop\nqrstuvwx\n"));
    for (button, modifiers) in [
        (PointerButton::Primary, ALT),
        (PointerButton::Primary, ALT_SHIFT),
        (PointerButton::Middle, NONE),
        (PointerButton::Middle, ALT),
    ] {
        // The cursor is elsewhere: a drag makes a block of its own.
        stage.click_at(column(&stage, 0, 7.0), NONE);
        let way = [column(&stage, 2, 5.0), column(&stage, 1, 3.0), column(&stage, 1, 2.0)];
        drag_with(&mut stage, button, modifiers, &way);
        stage.must_say("3 columns selected");
        let n = stage.copied.len();
        stage.copy();
        stage.until("it is copied", |stage| stage.copied.len() > n);
        assert_eq!(stage.copied[n], "klm\nstu\n", "{button:?} {modifiers:?}");
    }
    // A click of either sets no block, but with Shift and Alt it moves the corner.
    stage.click_at(column(&stage, 0, 1.0), NONE);
    let at = column(&stage, 2, 5.0);
    drag_with(&mut stage, PointerButton::Middle, NONE, &[at]);
    assert!(stage.front().block().is_none() && !stage.front().has_selection());
    let way = [column(&stage, 0, 1.0), column(&stage, 1, 2.0), column(&stage, 1, 3.0)];
    drag_with(&mut stage, PointerButton::Primary, ALT, &way);
    stage.must_say("2 columns selected");
    stage.click_at(column(&stage, 2, 6.0), ALT_SHIFT);
    stage.must_say("5 columns selected");
}

#[test]
fn a_middle_drag_that_is_over_within_a_frame_is_a_block_too() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "abcdefgh\nijklmnop\nqrstuvwx\n"));
    let (from, to) = (column(&stage, 0, 1.0), column(&stage, 2, 4.0));
    let press =
        |pos, pressed| Event::PointerButton { pos, button: PointerButton::Middle, pressed, modifiers: NONE };
    stage.frames(24);
    stage.events(vec![
        Event::PointerMoved(from),
        press(from, true),
        Event::PointerMoved(to),
        press(to, false),
    ]);
    stage.must_say("3 columns selected");
}

#[test]
fn what_is_selected_fills_the_primary_selection_once_nothing_is_held() {
    let folder = Folder::new();
    let text = "abcdefgh\nijklmnop\nqrstuvwx\n";
    let mut stage = Stage::showing(&folder.file("a.txt", text));
    let over = [column(&stage, 0, 3.0), column(&stage, 1, 2.0)];
    stage.drag(column(&stage, 0, 1.0), &over, NONE);
    stage.until("it is filled", |stage| stage.settled.last().is_some_and(|text| text == "bcdefgh\nij"));
    assert_eq!(stage.settled.len(), 1, "not at each step of the drag: {:?}", stage.settled);
    // By keys, by double clicks, and columns.
    stage.double_click_at(column(&stage, 2, 3.0));
    stage.until("it is filled", |stage| stage.settled.last().is_some_and(|text| text == "qrstuvwx"));
    stage.key(CTRL, Key::A);
    stage.until("it is filled", |stage| stage.settled.last().is_some_and(|all| all == text));
    stage.drag(column(&stage, 0, 1.0), &[column(&stage, 1, 2.0), column(&stage, 1, 4.0)], ALT);
    stage.until("it is filled", |stage| stage.settled.last().is_some_and(|text| text == "bcd\njkl\n"));
    let n = stage.settled.len();
    stage.click_at(column(&stage, 0, 0.0), NONE);
    stage.frames(10);
    assert_eq!(stage.settled.len(), n, "no selection leaves it as it is");
    assert!(stage.copied.is_empty(), "the clipboard is another one");
}

#[test]
fn the_middle_button_pastes_into_fields() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "abc\ndef\n"));
    let field = stage.find(super::stage::Role::TextInput, "Find").rect.center();
    let press = |pressed| Event::PointerButton {
        pos: field,
        button: PointerButton::Middle,
        pressed,
        modifiers: NONE,
    };
    let paste = Event::MiddleClickPaste { pos: field, text: "def".into() };
    stage.events(vec![Event::PointerMoved(field)]);
    stage.events(vec![press(true), paste]);
    stage.events(vec![press(false)]);
    stage.frames(3);
    assert_eq!(stage.front().searching().map(|one| one.pattern().text.clone()), Some("def".to_owned()));
}
