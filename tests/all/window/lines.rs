//! Lines of any length: wrapped, and gone to by their ends and columns.
#![cfg(test)]

use super::stage::{ALT, CTRL, Folder, NONE, Role, SHIFT, Stage, numbered};
use egui::{Key, pos2, vec2};
use gander::app::AppMsg;
use gander::base::human::grouped;
use gander::base::units::to_usize;
use gander::view::PaneMsg;
use proptest::prelude::*;

/// Whether the status bar says just this of the cursor.
fn is_at(stage: &Stage, place: &str) -> bool {
    stage.seen().iter().any(|seen| seen.text == place)
}

/// Lines of some hundred characters each, in words.
fn long_lines(n: usize) -> Vec<String> {
    (1..=n).map(|nr| format!("line {nr} {}", "naïve words and 東京, of course; ".repeat(nr % 17))).collect()
}

#[test]
fn wrapping_shows_every_word_and_on_and_off_again_moves_nothing() {
    let folder = Folder::new();
    let lines = long_lines(300);
    let mut stage = Stage::showing(&folder.file("a.txt", lines.join("\n")));
    stage.go_to("11");
    stage.until_said("11 line 11");
    stage.key(ALT, Key::Z);
    stage.frames(2);
    // A few rows above the line that was gone to.
    let rows = stage.rows();
    let first = rows.iter().position(|row| row.starts_with("9 line 9 ")).expect("line 9 is in sight");
    let next = rows.iter().position(|row| row.starts_with("10 line 10 ")).expect("so is line 10");
    assert!(next > first + 2, "{rows:?}");
    assert_eq!(rows[first..next].concat(), format!("9 {}", lines[8]));

    // From the middle of a line, too.
    for steps in [0.0, 1.0, 2.5, 7.0] {
        stage.perform(PaneMsg::ScrollRows(steps));
        stage.frames(2);
        let (top, rows) = (stage.front().top(), stage.rows());
        stage.key(ALT, Key::Z);
        stage.frames(2);
        assert_eq!(stage.front().top(), top);
        let number = |row: &str| row.split(' ').next().and_then(|nr| nr.parse::<usize>().ok());
        let first = stage.rows().remove(0);
        let line = lines[number(&first).expect("unwrapped rows have numbers") - 1].clone();
        assert!(line.contains(rows[0].trim_start_matches(|c: char| c.is_ascii_digit()).trim()), "{first}");
        stage.key(ALT, Key::Z);
        stage.frames(2);
        assert_eq!((stage.front().top(), stage.rows()), (top, rows));
    }
}

#[test]
fn a_narrower_window_keeps_the_byte_at_the_top() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", long_lines(300).join("\n")));
    stage.key(ALT, Key::Z);
    stage.perform(PaneMsg::ScrollRows(40.0));
    stage.frames(2);
    let (top, rows) = (stage.front().top(), stage.rows());
    stage.harness.set_size(vec2(760.0, 800.0));
    stage.frames(3);
    assert_eq!(stage.front().top(), top);
    assert_ne!(stage.rows(), rows);
    stage.harness.set_size(vec2(1200.0, 800.0));
    stage.frames(3);
    assert_eq!((stage.front().top(), stage.rows()), (top, rows));
}

#[test]
fn the_cursor_steps_through_wrapped_rows_one_by_one() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", format!("{}\nlast", "word ".repeat(200))));
    stage.press("View");
    stage.press("Wrap lines Alt+Z");
    stage.frames(2);
    let rows = stage.rows();
    let len = rows[0].len() as u64 - "1 ".len() as u64;
    assert!(rows.len() > 5 && len.is_multiple_of(5), "{rows:?}");
    for _ in 0..3 {
        stage.key(NONE, Key::ArrowRight);
    }
    for nr in 1..4 {
        stage.key(NONE, Key::ArrowDown);
        assert_eq!(stage.front().cursor().0, 3 + nr * len);
    }
    stage.key(NONE, Key::ArrowUp);
    stage.must_say(&format!("Ln 1 Col {}", 4 + 2 * len));
    stage.key(SHIFT, Key::ArrowDown);
    stage.must_say(&format!("{len} bytes selected"));
    // A click past the end of a wrapped row stays in it.
    let second = stage.row_nodes()[1].rect;
    stage.click_at(pos2(second.right() - 3.0, second.center().y), NONE);
    assert_eq!(stage.front().cursor().0, 2 * len - 1);
    stage.key(NONE, Key::End);
    stage.must_say("Ln 1 Col 1,001");
    stage.key(NONE, Key::Home);
    assert!(is_at(&stage, "Ln 1 Col 1"));
    stage.key(CTRL, Key::End);
    stage.frames(3);
    assert_eq!(stage.rows().last().map(String::as_str), Some("2 last"));
}

#[test]
fn a_line_of_64_megabytes_has_ends_columns_and_wraps() {
    let folder = Folder::new();
    let object = "{\"key\": 12345, \"naïve\": \"東京 🦆\"}, ";
    let line = object.repeat(64_000_000 / object.len());
    let chars = line.chars().count() as u64;
    let text = format!("first\n{line}\r\nlast\n");
    let mut stage = Stage::showing(&folder.file("one-line.json", &text));
    stage.go_to("2");
    stage.until("it is there", |stage| is_at(stage, "Ln 2 Col 1"));
    stage.key(NONE, Key::End);
    stage.until_said(&format!("Ln 2 Col {}", grouped(chars + 1)));
    assert_eq!(stage.front().cursor().0, (6 + line.len()) as u64);
    assert!(stage.front().sideways() > 0.0, "the end of the row is in sight");
    assert!(stage.rows().iter().any(|row| row.ends_with("3 last")), "{:?}", stage.rows());
    stage.key(NONE, Key::Home);
    stage.until("it is there", |stage| is_at(stage, "Ln 2 Col 1"));
    assert!(stage.front().sideways() <= 0.0);
    stage.key(SHIFT, Key::End);
    stage.until_said(&format!("{} bytes selected", grouped(line.len() as u64)));

    for column in [1_u64, 77, 30_000_000, chars, chars + 1] {
        stage.go_to(&format!("2:{}", grouped(column)));
        let place = format!("Ln 2 Col {}", grouped(column));
        stage.until(&place, |stage| is_at(stage, &place));
        let into = to_usize(stage.front().cursor().0 - 6);
        let before = text[6..][..into].chars().count() as u64;
        assert_eq!(before + 1, column);
    }
    stage.go_to("2:999,999,999");
    stage.until_said(&format!("Ln 2 Col {}", grouped(chars + 1)));

    stage.go_to("50%");
    stage.frames(5);
    let bar = stage.find(Role::Slider, "Sideways").rect;
    stage.drag(bar.left_center() + vec2(5.0, 0.0), &[bar.center(), bar.right_center()], NONE);
    assert!(stage.front().sideways() > 1000.0, "{}", stage.front().sideways());
    let at = stage.front().top().at;
    stage.key(ALT, Key::Z);
    stage.frames(3);
    assert_eq!(stage.front().top().at, at);
    let rows = stage.rows();
    let shown = rows.concat();
    assert!(rows.len() > 20 && text[to_usize(at.0)..].starts_with(shown.trim_start_matches("2 ")), "{shown}");
    stage.key(NONE, Key::PageDown);
    stage.until("its rows come", |stage| stage.rows().len() > 20);
    assert!(stage.front().top().at > at);
}

#[test]
fn a_place_in_a_line_is_waited_for_and_can_be_given_up() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    stage.perform(AppMsg::Open(vec![folder.file("a.txt", "é".repeat(2_000_000))]));
    stage.until("the file is open", |stage| stage.front().doc.file().is_some());
    stage.go_to("1:1,500,000");
    stage.until_said("Ln 1 Col 1,500,000");
    stage.go_to("2:1");
    stage.until_said("There is no line 2:");
    stage.go_to("1:0");
    stage.until_said("Columns are counted from 1.");
}

#[test]
fn letters_of_less_and_vi_move_the_view_and_are_typed_into_fields() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(5000)));
    let first = |stage: &Stage| stage.rows()[0].clone();
    stage.key(NONE, Key::J);
    assert_eq!(first(&stage), "2 line 2");
    stage.key(NONE, Key::K);
    assert_eq!(first(&stage), "1 line 1");
    stage.key(NONE, Key::F);
    let page = first(&stage);
    stage.key(NONE, Key::B);
    stage.key(NONE, Key::Space);
    assert_eq!(first(&stage), page);
    stage.key(NONE, Key::U);
    let half = first(&stage);
    assert!(half != page && half != "1 line 1", "{half}");
    stage.key(NONE, Key::D);
    assert_eq!(first(&stage), page);
    stage.key(SHIFT, Key::G);
    stage.until_said("5000 line 5000");
    stage.key(NONE, Key::G);
    assert_eq!(first(&stage), "1 line 1");
    // In a field they are letters.
    stage.key(CTRL, Key::G);
    stage.key(NONE, Key::J);
    assert_eq!(first(&stage), "1 line 1");
}

/// Any text of lines that may be long, in characters of one to four bytes.
/// Some frames, and then until all rows have come.
fn still(stage: &mut Stage) {
    stage.frames(3);
    stage.until_read();
    stage.frames(2);
}

fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-z]{1,9}",
        1 => Just("東京".to_owned()),
        1 => Just("na\u{EF}ve\t".to_owned()),
        1 => Just("\u{1F986}".to_owned()),
    ];
    let line = (prop::collection::vec(word, 0..12), prop_oneof![8 => 1..4_usize, 1 => 60..150_usize]);
    let line = line.prop_map(|(words, times)| words.join(" ").repeat(times));
    prop::collection::vec(line, 60..200).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(crate::trial::cases(24))]

    /// Whether wrapped at first or not: the byte at the top stays in the topmost row, and going
    /// back moves nothing.
    #[test]
    fn wrapping_any_text_keeps_the_place(
        text in any_text(),
        wraps in any::<bool>(),
        share in 0.0..1.0_f64,
        steps in prop::sample::select(vec![0.0, 0.5, 3.0, 17.25]),
    ) {
        let folder = Folder::new();
        let mut stage = Stage::new();
        if wraps {
            stage.perform("text.wrap");
        }
        stage.open(&folder.file("a.txt", &text));
        stage.until_scanned();
        // All of it is read: where rows are pending, a place is about right until they come.
        for to in [1.0, 0.5, 0.0] {
            stage.perform(PaneMsg::ScrollToShare(to));
            still(&mut stage);
        }
        stage.perform(PaneMsg::ScrollToShare(share));
        stage.perform(PaneMsg::ScrollRows(steps));
        still(&mut stage);
        let (top, rows) = (stage.front().top(), stage.rows());
        stage.key(ALT, Key::Z);
        still(&mut stage);
        let there = stage.front().top();
        // Only where the last rows would not fill the view, it shows more before that place.
        let is_kept = there.at == top.at;
        let len = stage.front().doc.file().unwrap().len();
        prop_assert!(is_kept || there.at < top.at && stage.front().is_at_end(), "{top:?} {there:?} of {len}");
        stage.key(ALT, Key::Z);
        still(&mut stage);
        prop_assert_eq!((stage.front().top(), stage.rows()), (top, rows));
    }
}
