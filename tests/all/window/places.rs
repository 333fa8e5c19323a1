//! Going somewhere, and staying there when the view changes.
#![cfg(test)]

use super::slow::Slow;
use super::stage::{ALT, CTRL, CTRL_SHIFT, Folder, NONE, Role, SHIFT, Stage, numbered, without_summary};
use egui::Key;
use gander::app::{AppMsg, Settings};
use gander::base::human::grouped;
use gander::search::Pattern;
use gander::view::PaneMsg;
use gander::view::hex;

#[test]
fn go_to_takes_lines_bytes_and_shares() {
    let folder = Folder::new();
    let text = numbered(100_000);
    let mut stage = Stage::showing(&folder.file("a.txt", &text));
    stage.go_to("50,000");
    stage.until_said("Ln 50,000 Col 1");
    stage.must_say("50000 line 50000");
    stage.go_to("@0x1000");
    stage.until_said("@ 0x1000 · ");
    stage.go_to("50%");
    stage.until_said(&format!("@ {} · 50.0 %", gander::base::Offset(text.len() as u64 / 2)));
    stage.go_to("100000");
    stage.until_said("Ln 100,000 Col 1");
    stage.must_say("100000 line 100000");
    stage.go_to("100001");
    stage.until_said("There is no line 100,001: 100,000 lines were found.");
    stage.must_say("Ln 100,000 Col 1");
    stage.go_to("@9GB");
    stage.until_said("The file ends at");
    stage.go_to("nowhere");
    stage.until_said("Type a line like 1200");
    stage.go_to("0");
    stage.until_said("Lines are counted from 1.");
    stage.must_say("100000 line 100000");
}

#[test]
fn why_a_place_is_none_stands_at_the_box_which_keeps_the_keyboard() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(1000)));
    stage.until_scanned();
    for (typed, why) in [
        ("@0x", "“0x” is not a byte offset; try @0x1F or @12GB."),
        ("101%", "A percentage is from 0 % to 100 %."),
        ("1001", "There is no line 1,001"),
        ("3:0", "Columns are counted from 1."),
        ("+", "Type a line like 1200 or +10"),
    ] {
        stage.go_to(typed);
        stage.until_said(why);
        let said = stage.seen().into_iter().find(|seen| seen.text.contains(why)).expect(why).rect;
        let field = stage.find(Role::TextInput, "Go to").rect;
        assert!(said.top() > field.bottom() && said.top() < field.bottom() + 40.0, "{said:?} {field:?}");
        // Typed on at once, and the sentence goes.
        stage.type_text("9");
        stage.frames(2);
        assert!(!stage.says(why), "{why}");
        stage.key(NONE, Key::Escape);
        stage.frames(2);
    }
}

#[test]
fn a_sign_counts_from_the_cursor() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(1000)));
    stage.until_scanned();
    for (typed, line) in [("500", 500), ("+10", 510), ("-20", 490), ("-9999", 1), ("+ 1", 2)] {
        stage.go_to(typed);
        stage.until_said(&format!("Ln {line} Col 1"));
    }
    stage.go_to("@0x100");
    stage.until_said("@ 0x0100");
    stage.go_to("@+0x10");
    stage.until_said("@ 0x0110");
    stage.go_to("@.-1");
    stage.until_said("@ 0x010F");
}

#[test]
fn going_to_a_line_may_be_asked_before_it_is_known() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    stage.perform(AppMsg::Open(vec![folder.file("a.txt", numbered(200_000))]));
    stage.until("the file is open", |stage| stage.front().doc.file().is_some());
    stage.go_to("199999");
    stage.until_said("Ln 199,999 Col 1");
    stage.must_say("199999 line 199999");
}

#[test]
fn text_hex_and_text_again_stay_on_the_same_byte_and_move_nothing() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(10_000)));
    for place in ["1", "77", "5000", "9999"] {
        stage.go_to(place);
        stage.until_said(&format!("{place} line {place}"));
        stage.key(SHIFT, Key::ArrowRight);
        stage.key(SHIFT, Key::ArrowRight);
        stage.must_say("2 bytes selected");
        let (top, cursor, rows) = (stage.front().top(), stage.front().cursor(), stage.rows());
        stage.key(CTRL, Key::Num2);
        stage.frames(2);
        assert_eq!(stage.front().view(), hex::ID);
        assert_eq!(stage.front().cursor(), cursor);
        stage.must_say("2 bytes selected");
        let first = stage.rows().remove(0);
        let at = u64::from_str_radix(&first[..8], 16).expect("hex rows start with their offset");
        assert!(at <= cursor.0 && cursor.0 < at + 16 * stage.rows().len() as u64, "{first} for {cursor}");
        stage.key(CTRL, Key::Num1);
        stage.frames(2);
        assert_eq!(stage.front().top(), top, "{place}");
        assert_eq!(stage.rows(), rows);
        assert_eq!(stage.front().cursor(), cursor);
    }
    // Moved in between, the other view follows.
    stage.key(CTRL, Key::Num2);
    stage.key(CTRL, Key::Home);
    stage.key(CTRL, Key::Num1);
    stage.until_said("1 line 1");
}

#[test]
fn hex_rows_say_offset_and_bytes_and_select_whole_bytes() {
    let folder = Folder::new();
    let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
    let mut stage = Stage::showing(&folder.file("a.bin", bytes));
    stage.key(CTRL, Key::Num2);
    stage.frames(2);
    let rows = stage.rows();
    assert!(rows[1].starts_with("00000010 10 11 12"), "{}", rows[1]);
    stage.key(NONE, Key::ArrowDown);
    stage.key(SHIFT, Key::ArrowRight);
    stage.must_say("1 byte selected");
    stage.copy();
    stage.until("it is copied", |stage| !stage.copied.is_empty());
    assert_eq!(stage.copied, ["10"]);
    let (first, last) = (stage.row_nodes()[0].rect, stage.row_nodes()[20].rect);
    stage.click_at(first.left_center() + egui::vec2(110.0, 0.0), NONE);
    assert_eq!(stage.front().cursor().0, 0);
    stage.perform(PaneMsg::End);
    stage.frames(3);
    let last_row = stage.row_nodes().last().expect("there are rows").clone();
    assert!(last_row.text.starts_with("00000FF0"), "{}", last_row.text);
    stage.click_at(last.left_center() + egui::vec2(110.0, 0.0), SHIFT);
    assert!(stage.front().selection().start.0 == 0 && stage.front().selection().len() % 16 == 1);
    stage.key(CTRL, Key::A);
    stage.must_say("4,096 bytes selected");
}

#[test]
fn bytes_in_a_narrow_view_stand_in_shorter_rows_and_none_is_cut_off() {
    let folder = Folder::new();
    let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
    let path = folder.file("a.bin", bytes);
    for (width, row) in [(1200_u16, 16_usize), (640, 16), (500, 8)] {
        let mut stage = Stage::with(without_summary(), width.into(), 800.0);
        stage.open(&path);
        stage.until_scanned();
        stage.key(CTRL, Key::Num2);
        stage.frames(3);
        let rows = stage.row_nodes();
        assert_eq!(rows[0].text.split_whitespace().count(), 1 + row, "{}", rows[0].text);
        assert!(rows[1].text.starts_with(&format!("{row:08X} {row:02X}")), "{}", rows[1].text);
        // The last byte of a row is reached by a key and by a click on its character.
        stage.key(NONE, Key::ArrowDown);
        stage.key(NONE, Key::ArrowRight);
        stage.key(NONE, Key::ArrowDown);
        assert_eq!(stage.front().cursor().0, 2 * row as u64 + 1);
        let mut found = Vec::new();
        for x in (0..width).step_by(5) {
            stage.click_at(rows[1].rect.left_center() + egui::vec2(x.into(), 0.0), NONE);
            found.push(stage.front().cursor().0);
        }
        found.dedup();
        let bytes: Vec<u64> = (row as u64..2 * row as u64).collect();
        assert!(
            found.windows(row).filter(|found| *found == bytes).count() == 2,
            "digits, then characters: {found:?}"
        );
    }
}

#[test]
fn a_line_of_ten_million_bytes_opens_and_scrolls_in_every_direction() {
    let folder = Folder::new();
    let text = format!("{{{}}}", "\"key\": 12345, ".repeat(10_000_000 / 14));
    let mut stage = Stage::showing(&folder.file("one-line.json", &text));
    let check = |stage: &Stage, what: &str| {
        let rows = stage.rows();
        assert!(rows.len() > 5, "{what}: {rows:?}");
        assert!(rows.iter().all(|row| row.chars().count() <= 520), "{what}");
    };
    check(&stage, "at the start");
    stage.until_scanned();
    stage.key(CTRL, Key::End);
    stage.until("its rows come", |stage| stage.rows().len() > 5);
    check(&stage, "at the end");
    let last = stage.rows().pop().expect("there are rows");
    assert!(
        text.ends_with(last.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start())
            || last.len() >= 500
    );
    stage.go_to("50%");
    stage.until("its rows come", |stage| stage.rows().len() > 5);
    check(&stage, "in the middle");
    for _ in 0..60 {
        stage.key(NONE, Key::L);
    }
    check(&stage, "at the right");
    assert!(stage.front().sideways() > 80.0 * 50.0);
    for _ in 0..30 {
        stage.key(NONE, Key::PageDown);
        check(&stage, "further down");
    }
    stage.key(CTRL, Key::A);
    stage.must_say(&format!("{} selected", super::text::counted(text.len())));
}

#[test]
fn the_thumb_reaches_both_ends_exactly() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(50_000)));
    for (share, row) in [(1.0, "line 50000"), (0.0, "line 1")] {
        stage.perform(PaneMsg::ScrollToShare(share));
        stage.until_said(row);
        let shown = stage.front().share();
        assert!((shown - share).abs() < 1e-9, "{shown}");
    }
    let bar = stage.find(super::stage::Role::Slider, "Place in the file, in percent").rect;
    stage.click_at(bar.center_bottom() - egui::vec2(0.0, 1.0), NONE);
    stage.until_said("line 50000");
}

#[test]
fn back_and_forward_go_through_the_places_where_one_jumped() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(5000)));
    let line = |stage: &mut Stage, nr: &str| stage.until_said(&format!("Ln {nr} Col 1"));
    for nr in ["1000", "2000", "3000"] {
        stage.go_to(nr);
        line(&mut stage, &grouped(nr.parse().expect("a number")));
    }
    stage.key(CTRL, Key::End);
    stage.frames(3);
    for nr in ["3,000", "2,000", "1,000", "1"] {
        stage.key(ALT, Key::ArrowLeft);
        line(&mut stage, nr);
    }
    // Before the first there is nothing.
    stage.key(ALT, Key::ArrowLeft);
    line(&mut stage, "1");
    stage.key(ALT, Key::ArrowRight);
    line(&mut stage, "1,000");
    // The steps of one search are one place, and what lay ahead is dropped.
    stage.key(CTRL, Key::F);
    stage.type_text("line 4");
    stage.key(NONE, Key::Enter);
    stage.until("the first match is there", |stage| stage.front().cursor().0 > 30_000);
    stage.key(NONE, Key::Escape);
    for _ in 0..3 {
        stage.key(NONE, Key::F3);
    }
    stage.key(ALT, Key::ArrowLeft);
    line(&mut stage, "1,000");
    stage.key(ALT, Key::ArrowRight);
    stage.until("it is back at the match", |stage| stage.front().cursor().0 > 30_000);
    // In bytes as well.
    stage.key(CTRL, Key::Num2);
    stage.key(ALT, Key::ArrowLeft);
    stage.frames(2);
    let first = stage.rows().remove(0);
    assert!(u64::from_str_radix(&first[..8], 16).is_ok_and(|at| at < 20_000), "{first}");
}

#[test]
fn home_and_end_go_to_the_ends_of_the_line_and_with_ctrl_to_the_file_s() {
    let folder = Folder::new();
    let text = numbered(5000);
    let mut stage = Stage::showing(&folder.file("a.txt", &text));
    stage.key(NONE, Key::ArrowDown);
    stage.key(NONE, Key::End);
    assert_eq!(stage.front().cursor().0, 13);
    stage.key(NONE, Key::Home);
    assert_eq!(stage.front().cursor().0, 7);
    stage.key(SHIFT, Key::End);
    assert_eq!(stage.front().selection().len(), 6);
    stage.key(CTRL, Key::End);
    stage.frames(3);
    assert_eq!(stage.front().cursor().0, text.len() as u64);
    stage.key(CTRL_SHIFT, Key::Home);
    assert_eq!(stage.front().selection().len(), text.len() as u64);
    stage.key(CTRL, Key::Num2);
    stage.key(CTRL, Key::Home);
    stage.key(NONE, Key::End);
    assert_eq!(stage.front().cursor().0, 15);
    stage.key(NONE, Key::Home);
    assert_eq!(stage.front().cursor().0, 0);
}

#[test]
fn a_jump_past_where_counting_was_stopped_says_so_and_goes_there_when_it_is_resumed() {
    let slow = Slow::new(numbered(1_500_000).into_bytes(), 300);
    let mut stage = Stage::with(Settings::default(), 1200.0, 800.0);
    stage.harness.state_mut().app_mut().open_source("slow", slow.source("slow")).expect("threads are there");
    stage.until("it is read", |stage| stage.front().doc.scans().running().is_some());
    stage.press("Stop scanning");
    stage.until_said("Stopped");
    stage.go_to("1,400,000");
    stage.until_said("Counting was stopped after");
    stage.must_say("Resume it to go to line 1,400,000.");
    slow.hurry();
    stage.press("Resume");
    stage.until_said("Ln 1,400,000 Col 1");
    stage.go_to("1,600,000");
    stage.until_said("There is no line 1,600,000: 1,500,000 lines were found.");
}

#[test]
fn what_one_goes_to_is_in_sight_in_a_window_of_any_height() {
    let folder = Folder::new();
    let path = folder.file("a.txt", numbered(5000));
    for height in [170.0, 180.0, 190.0, 200.0, 240.0, 300.0, 800.0] {
        let mut stage = Stage::with(without_summary(), 900.0, height);
        stage.open(&path);
        stage.until_scanned();
        stage.frames(2);
        let view = stage.find(Role::Document, "Text of the file").rect;
        let is_in_sight = |stage: &mut Stage, nr: usize| {
            stage.frames(3);
            let row = stage.row_nodes().into_iter().find(|row| row.text.ends_with(&format!("line {nr}")));
            let row = row.unwrap_or_else(|| panic!("{height}: line {nr} is not shown")).rect;
            assert!(row.top() >= view.top() - 8.0, "{height}: line {nr} at {row:?} in {view:?}");
            let has_room = view.height() >= 18.0;
            assert!(
                !has_room || row.bottom() <= view.bottom() + 1.0,
                "{height}: {nr} at {row:?} in {view:?}"
            );
        };
        for nr in [3000_u64, 3001, 3002, 3003, 3006, 3010, 2999, 2995, 4999, 5000, 1, 2] {
            stage.go_to(&nr.to_string());
            stage.until_said(&format!("Ln {} Col 1", grouped(nr)));
            is_in_sight(&mut stage, usize::try_from(nr).expect("small"));
        }
        // Matches one after the other, which may be half hidden below the last row.
        stage.go_to("100");
        stage.perform(PaneMsg::Search(Pattern::fixed("line 1")));
        stage.until("they are counted", |stage| {
            stage.front().doc.searching().and_then(|one| one.run()).is_some_and(|run| !run.is_running())
        });
        stage.frames(10);
        for _ in 0..12 {
            let before = stage.front().cursor();
            stage.perform(PaneMsg::SearchNext);
            stage.until("the next match is there", |stage| stage.front().cursor() != before);
            stage.frames(2);
            let text = numbered(5000);
            let at = usize::try_from(stage.front().cursor().0).expect("small");
            let nr = text[at + 5..].lines().next().and_then(|nr| nr.parse().ok()).expect("a number");
            is_in_sight(&mut stage, nr);
        }
    }
}
