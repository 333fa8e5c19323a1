//! Characters in their cells: tabs, wide ones, colours, line ends.
#![cfg(test)]

use super::stage::{Folder, NONE, Stage};
use egui::{Key, vec2};

#[test]
fn tabs_are_as_wide_as_the_menu_says() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "a\tb\n"));
    assert_eq!(stage.rows()[0], "1 a       b");
    for (label, row) in [("Tab width 2", "1 a b"), ("Tab width 4", "1 a   b"), ("Tab width 8", "1 a       b")]
    {
        stage.press("View");
        stage.press("Tab width");
        stage.frames(2);
        stage.press(label);
        stage.frames(2);
        assert_eq!(stage.rows()[0], row);
    }
    assert_eq!(stage.app().settings().tab, 8);
}

#[test]
fn line_ends_are_shown_on_demand_and_lone_returns_always() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "lf\ncrlf\r\ncr\rcr\nend"));
    assert_eq!(stage.rows(), ["1 lf", "2 crlf", "3 cr^Mcr", "4 end"]);
    stage.press("View");
    stage.press("Line ends");
    stage.frames(2);
    assert_eq!(stage.rows(), ["1 lf LF", "2 crlf CRLF", "3 cr^Mcr LF", "4 end"]);
    stage.press("View");
    stage.press("✓ Line ends");
    stage.frames(2);
    assert_eq!(stage.rows()[1], "2 crlf");
}

#[test]
fn ansi_colours_are_text_until_they_are_asked_for() {
    let folder = Folder::new();
    let text = "\x1b[31;1mERROR\x1b[0m disk \x1b[2Kfull\n";
    let mut stage = Stage::showing(&folder.file("a.log", text));
    assert_eq!(stage.rows()[0], "1 ^[[31;1mERROR^[[0m disk ^[[2Kfull");
    stage.press("View");
    stage.press("ANSI colours");
    stage.frames(2);
    assert_eq!(stage.rows()[0], "1 ERROR disk ^[[2Kfull");
    // Clicks find their bytes, and copies are the file's bytes.
    let row = stage.row_nodes()[0].rect;
    stage.double_click_at(row.left_center() + vec2(10.0, 0.0));
    stage.copy();
    stage.until("it is copied", |stage| !stage.copied.is_empty());
    assert_eq!(stage.copied[0], "ERROR\x1b[0m");
    stage.key(NONE, Key::ArrowRight);
    assert_eq!(stage.front().cursor().0, 17);
}

#[test]
fn clicks_hit_wide_characters_and_what_stands_after_them() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "東京e\u{301}🦆x\n"));
    let row = stage.row_nodes()[0].rect;
    for (columns, at) in [(0.3, 0), (1.7, 3), (2.3, 3), (4.1, 6), (4.8, 9), (5.4, 9), (6.7, 13), (7.9, 14)] {
        stage.click_at(row.left_center() + vec2(columns * 7.8, 0.0), NONE);
        assert_eq!(stage.front().cursor().0, at, "{columns}");
    }
    for at in [13, 9, 6, 3, 0] {
        stage.key(NONE, Key::ArrowLeft);
        assert_eq!(stage.front().cursor().0, at);
    }
}
