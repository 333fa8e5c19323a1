//! Where one is: the status bar, and the frame in the strip.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, Role, Seen, Stage, numbered};
use egui::{Event, Key};
use gander::base::units::px;
use gander::view::PaneMsg;

/// What lies in the status bar.
fn fields(stage: &Stage) -> Vec<Seen> {
    let bottom = stage.harness.ctx.content_rect().bottom();
    stage.seen().into_iter().filter(|seen| seen.rect.center().y > bottom - 26.0).collect()
}

fn bar(stage: &Stage) -> Vec<String> {
    fields(stage).into_iter().map(|seen| seen.text).collect()
}

#[test]
fn text_has_lines_and_columns_and_bytes_have_offsets() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(1000)));
    stage.go_to("17");
    stage.until_said("Ln 17 Col 1");
    for (view, has_line) in [("hex", false), ("map", false), ("text", true), ("map", true)] {
        stage.perform(PaneMsg::ShowView(view));
        stage.frames(3);
        let says = bar(&stage);
        assert_eq!(says.iter().any(|said| said.starts_with("Ln ")), has_line, "{view}: {says:?}");
        assert!(says.iter().any(|said| said.starts_with("@ 0x")), "{view}: {says:?}");
    }
}

#[test]
fn the_bar_says_where_one_looks_and_a_press_shows_the_cursor() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(1000)));
    stage.until_scanned();
    stage.until_said("View Ln 1");
    stage.perform(PaneMsg::ScrollRows(500.0));
    stage.frames(3);
    stage.must_say("View Ln 501");
    stage.must_say("Ln 1 Col 1");
    stage.press("View Ln 501");
    stage.frames(3);
    stage.must_say("View Ln 1");
    assert!(stage.rows()[0].starts_with("1 "), "{:?}", stage.rows());
}

#[test]
fn line_ends_are_named_and_each_field_says_what_it_is() {
    let folder = Folder::new();
    for (text, ends) in [
        ("a\nb\n", Some("LF")),
        ("a\r\nb\r\n", Some("CRLF")),
        ("a\rb", Some("CR")),
        ("a\r\nb\n", Some("mixed")),
        ("a\rb\n", Some("mixed")),
        ("alone", None),
    ] {
        let mut stage = Stage::showing(&folder.file("a.txt", text));
        stage.until_scanned();
        stage.frames(3);
        let says = bar(&stage);
        let named =
            ["LF", "CRLF", "CR", "mixed"].into_iter().find(|name| says.iter().any(|said| said == name));
        assert_eq!(named, ends, "{text:?}: {says:?}");
    }
    let mut stage = Stage::showing(&folder.file("b.txt", "one\r\ntwo\n"));
    stage.until_scanned();
    for (field, hint) in [
        ("mixed", "Line ends: 1 LF, 1 CRLF, 0 stray CR"),
        ("Ln 1 Col 1", "Line and column of the cursor"),
        ("View Ln 1", "First visible row"),
        ("9 bytes", "Size of the file"),
    ] {
        let at = fields(&stage).into_iter().find(|seen| seen.text == field).expect(field).rect.center();
        stage.events(vec![Event::PointerMoved(at)]);
        stage.until_said(hint);
    }
    stage.press("mixed");
    stage.frames(3);
    assert!(stage.rows()[0].ends_with(" CRLF") && stage.rows()[1].ends_with(" LF"), "{:?}", stage.rows());
}

#[test]
fn the_frame_is_as_long_as_what_is_visible_is_of_the_file() {
    let folder = Folder::new();
    let line = |nr: usize| format!("line {nr:>4} of some length\n");
    for n_lines in [200, 1000, 40] {
        let text: String = (0..n_lines).map(line).collect();
        let mut stage = Stage::showing(&folder.file("a.txt", text));
        stage.key(CTRL, Key::End);
        stage.frames(3);
        let strip = stage.find(Role::Slider, "Place in the file, in percent").rect;
        let frame = stage.find(Role::Image, "Visible part of the file").rect;
        let seen = px(stage.rows().len()) / px(n_lines);
        let share = frame.height() / strip.height();
        assert!((share - seen).abs() < 0.03, "{n_lines}: {share} of the strip, {seen} of the lines");
        assert!((frame.bottom() - strip.bottom()).abs() < 1.5, "{frame:?} in {strip:?}");
    }
    let mut stage = Stage::showing(&folder.file("a.txt", "one\ntwo\nthree\n"));
    stage.key(NONE, Key::End);
    stage.frames(3);
    assert!(!stage.says("Visible part of the file"), "all is visible");
}
