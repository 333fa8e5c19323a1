//! Panes: the same file twice, files side by side, and what belongs to which of them.
#![cfg(test)]

use super::keyboard::focused;
use super::stage::{
    CTRL, CTRL_SHIFT, Folder, NONE, Role, SHIFT, Seen, Stage, Tab, numbered, without_summary,
};
use egui::{Key, Rect, vec2};
use gander::app::tasks::Reply;
use gander::app::{AppMsg, DocMsg, Msg};
use gander::base::Offset;
use gander::view::{PaneMsg, hex, text};
use std::fs;

/// The rows inside of a rectangle, from top to bottom.
fn rows_in(stage: &Stage, rect: Rect) -> Vec<Seen> {
    stage.row_nodes().into_iter().filter(|row| rect.contains(row.rect.left_center())).collect()
}

/// The left and the right half of the window's width without the summary.
fn halves(stage: &Stage) -> [Rect; 2] {
    let rows = stage.row_nodes();
    let left = rows.iter().map(|row| row.rect.left()).fold(f32::INFINITY, f32::min);
    let second = rows.iter().map(|row| row.rect.left()).filter(|x| *x > left + 100.0);
    let second = second.fold(f32::INFINITY, f32::min);
    let all = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(5000.0, 5000.0));
    let [mut one, mut other] = [all; 2];
    one.max.x = second - 8.0;
    other.min.x = second - 8.0;
    [one, other]
}

/// Draws frames until the rows of all panes have come.
fn read_all(stage: &mut Stage) {
    stage.until("all rows are read", |stage| {
        stage.app().panes().iter().all(|pane| !pane.viewport().is_waiting() && !pane.viewport().awaits())
    });
}

fn split() -> (Folder, Stage) {
    let folder = Folder::new();
    let path = folder.file("long.txt", numbered(20_000));
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(&path);
    stage.until_scanned();
    stage.key(CTRL_SHIFT, Key::Backslash);
    stage.frames(3);
    read_all(&mut stage);
    (folder, stage)
}

#[test]
fn text_stands_beside_bytes_of_the_same_file() {
    let (_folder, stage) = split();
    assert_eq!((stage.app().docs().len(), stage.app().panes().len()), (1, 2));
    assert_eq!(stage.front().view(), hex::ID);
    let [left, right] = halves(&stage);
    assert_eq!(rows_in(&stage, left)[0].text, "1 line 1");
    assert!(rows_in(&stage, right)[0].text.starts_with("00000000 6C 69 6E 65"));
    stage.find(Role::Tab, "Tab long.txt");
    stage.find(Role::Tab, "Tab long.txt · Hex");
    stage.must_say("linked");
}

#[test]
fn bytes_beside_text_begin_where_the_cursor_is() {
    let folder = Folder::new();
    let lines: String = (1..=500).map(|nr| format!("{nr:0100}\n")).collect();
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(&folder.file("wide.txt", lines));
    stage.until_scanned();
    (1..30).for_each(|_| stage.key(NONE, Key::ArrowDown));
    assert_eq!(stage.front().cursor(), Offset(29 * 101));
    stage.key(CTRL_SHIFT, Key::Backslash);
    stage.frames(3);
    read_all(&mut stage);
    stage.frames(2);
    let [_, right] = halves(&stage);
    let rows = rows_in(&stage, right);
    assert!(rows.iter().any(|row| row.text.starts_with("00000B70")), "{}", rows[0].text);
}

#[test]
fn the_line_between_panes_is_moved_by_arrow_keys() {
    let (_folder, mut stage) = split();
    let before = halves(&stage)[1].left();
    let has_it = |stage: &Stage| focused(stage) == "Size of the panes beside it";
    for _ in 0..60 {
        if !has_it(&stage) {
            stage.key(NONE, Key::Tab);
            stage.frames(2);
        }
    }
    assert!(has_it(&stage), "{}", focused(&stage));
    stage.key(NONE, Key::ArrowRight);
    stage.frames(3);
    let after = halves(&stage)[1].left();
    assert!(after > before + 20.0, "{before} {after}");
    stage.key(NONE, Key::ArrowLeft);
    stage.frames(3);
    assert!((halves(&stage)[1].left() - before).abs() < 2.0);
}

#[test]
fn a_click_in_one_linked_pane_moves_the_other_in_the_same_frame() {
    let (_folder, mut stage) = split();
    let [left, right] = halves(&stage);
    let before = rows_in(&stage, right)[0].text.clone();
    let row = rows_in(&stage, left)[20].rect;
    stage.click_at(row.left_center() + vec2(2.0, 0.0), NONE);
    let at = stage.front().cursor();
    assert_eq!((stage.front().view(), at.0), (text::ID, numbered(20).len() as u64));
    read_all(&mut stage);
    let after = rows_in(&stage, right);
    let shown = format!("{:08X}", at.floor_to(16).0);
    assert!(after.iter().any(|row| row.text.starts_with(&shown)), "{shown}: {:?}", after[0]);
    // One that is visible already stays where it is.
    assert_eq!(after[0].text, before);
    stage.perform(PaneMsg::ShowPlace(gander::base::Offset(100_000)));
    read_all(&mut stage);
    let after = rows_in(&stage, right);
    let shown = format!("{:08X}", 100_000 / 16 * 16);
    assert!(after.iter().any(|row| row.text.starts_with(&shown)), "{:?}", after[0]);
}

#[test]
fn a_pane_that_is_not_linked_has_a_cursor_of_its_own() {
    let (_folder, mut stage) = split();
    stage.perform("pane.link");
    stage.must_say("not linked");
    stage.perform(Tab(0));
    stage.perform(PaneMsg::ShowPlace(gander::base::Offset(100_000)));
    assert_eq!(stage.front().cursor().0, 100_000);
    stage.perform(Tab(1));
    assert_eq!((stage.front().cursor().0, stage.front().top().at.0), (0, 0));
    // Linked again, it goes to where the other one is.
    stage.perform("pane.link");
    stage.frames(2);
    assert_eq!(stage.front().cursor().0, 100_000);
    assert!(stage.front().top().at.0 > 90_000);
}

#[test]
fn panes_are_made_gone_around_and_closed_by_keys() {
    let (_folder, mut stage) = split();
    assert_eq!(stage.front().view(), hex::ID);
    stage.key(NONE, Key::F6);
    assert_eq!(stage.front().view(), text::ID);
    stage.key(SHIFT, Key::F6);
    assert_eq!(stage.front().view(), hex::ID);
    stage.key(CTRL, Key::Backslash);
    assert_eq!(stage.app().layout().visible().len(), 3);
    stage.key(CTRL, Key::W);
    stage.key(CTRL, Key::W);
    stage.frames(2);
    assert_eq!((stage.app().docs().len(), stage.app().panes().len()), (1, 1));
    assert_eq!(stage.front().view(), text::ID);
    stage.find(Role::Tab, "Tab long.txt");
    stage.key(CTRL, Key::W);
    stage.frames(2);
    assert!(stage.app().docs().is_empty());
    stage.must_say("Drop a file here");
}

#[test]
fn a_file_is_scanned_once_however_many_panes_show_it() {
    let (_folder, mut stage) = split();
    // The block that is shown, and the two behind it, which are read in advance.
    stage.until("the next blocks are read", |stage| stage.app().counts().blocks_held == 3);
    let before = stage.app().counts();
    for _ in 0..3 {
        stage.key(CTRL, Key::Backslash);
    }
    stage.frames(10);
    read_all(&mut stage);
    let after = stage.app().counts();
    assert_eq!((after.jobs, after.jobs_running, after.updates), (before.jobs, 0, before.updates));
    assert_eq!(after.blocks_held, before.blocks_held);
}

#[test]
fn panes_of_different_widths_wrap_at_their_own() {
    let folder = Folder::new();
    let path = folder.file("wide.txt", "word ".repeat(200) + "\nlast\n");
    let settings = gander::app::Settings { wrap: true, ..without_summary() };
    let mut stage = Stage::with(settings, 1400.0, 800.0);
    stage.open(&path);
    stage.until_scanned();
    stage.key(CTRL, Key::Backslash);
    stage.key(CTRL, Key::Backslash);
    stage.frames(4);
    let columns: Vec<_> = stage
        .app()
        .panes()
        .iter()
        .map(|pane| stage.app().pane(pane.id()).expect("it is open").layout().columns.expect("it wraps"))
        .collect();
    // The first has half of the room, the others a quarter each.
    assert!(columns[0] > columns[1] + 20 && columns[1].abs_diff(columns[2]) < 3, "{columns:?}");
}

#[test]
fn panes_that_scroll_together_scroll_by_the_same_rows() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    stage.open(&folder.file("a.txt", numbered(5000)));
    stage.until_scanned();
    stage.perform(AppMsg::Open(vec![folder.file("b.txt", numbered(5000))]));
    stage.until("it is open", |stage| stage.front().name() == "b.txt" && stage.front().file().is_some());
    stage.until_scanned();
    // A stack of two; the second one moves beside the first.
    stage.key(CTRL, Key::Backslash);
    stage.perform(Tab(0));
    stage.frames(2);
    stage.perform("pane.scroll-along");
    stage.must_say("scrolls together");
    stage.perform(PaneMsg::ScrollRows(12.5));
    let tops: Vec<_> = stage.app().layout().visible().into_iter().collect();
    assert_eq!(tops.len(), 2);
    let of = |stage: &Stage, nr: usize| stage.app().pane(tops[nr]).expect("it is open").top();
    assert_eq!(of(&stage, 0), of(&stage, 1));
    assert!((of(&stage, 0).frac - 0.5).abs() < 1e-9);
    stage.perform("pane.scroll-along");
    stage.perform(PaneMsg::ScrollRows(3.0));
    assert_ne!(of(&stage, 0), of(&stage, 1));
}

#[test]
fn a_tab_is_dragged_into_a_split_and_back() {
    let folder = Folder::new();
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(&folder.file("a.txt", numbered(500)));
    stage.perform(AppMsg::Open(vec![folder.file("b.txt", numbered(700))]));
    stage.until("it is open", |stage| stage.front().name() == "b.txt" && stage.front().file().is_some());
    stage.frames(3);
    assert_eq!(stage.app().layout().visible().len(), 1);
    let tab = stage.find(Role::Tab, "Tab b.txt").rect;
    let right = egui::pos2(1150.0, 450.0);
    stage.drag(tab.left_center() + vec2(20.0, 0.0), &[tab.center() + vec2(60.0, 80.0), right, right], NONE);
    stage.frames(4);
    assert_eq!(stage.app().layout().visible().len(), 2);
    let [a, b] = ["Tab a.txt", "Tab b.txt"].map(|tab| stage.find(Role::Tab, tab).rect);
    assert!(b.left() > a.right() + 200.0, "{a:?} {b:?}");
    // Back among the tabs of the other one.
    let to = a.right_center() + vec2(-12.0, 0.0);
    stage.drag(b.left_center() + vec2(20.0, 0.0), &[b.center() + vec2(-80.0, 40.0), to, to], NONE);
    stage.frames(4);
    assert_eq!(stage.app().layout().visible().len(), 1);
    assert_eq!(stage.app().panes().len(), 2);
}

#[test]
fn a_dialog_is_answered_to_the_document_that_asked() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    stage.open(&folder.file("a.txt", "one\n"));
    stage.until_scanned();
    stage.perform(AppMsg::Open(vec![folder.file("b.txt", "one\ntwo\n")]));
    stage.until("it is open", |stage| stage.front().name() == "b.txt" && stage.front().file().is_some());
    stage.until_scanned();
    stage.perform(Tab(0));
    let out = folder.path("out.json");
    stage.will_answer(Reply::SaveTo(out.clone()));
    // Asked in A; B is in front before the answer is taken.
    stage.send(DocMsg::ExportDialog);
    stage.send(Tab(1));
    stage.until_said("The summary was written to");
    assert_eq!(stage.front().name(), "b.txt");
    let summary = fs::read_to_string(out).expect("it was written");
    assert!(summary.contains("a.txt") && !summary.contains("b.txt"), "{summary}");
}

#[test]
fn a_message_to_what_was_closed_does_nothing() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "one\n"));
    let (pane, doc) = (stage.front().pane.id(), stage.front().doc.id());
    stage.perform(AppMsg::ClosePane(pane));
    let app = stage.harness.state_mut().app_mut();
    app.perform(Msg::Pane(pane, PaneMsg::End));
    app.perform(Msg::Doc(doc, DocMsg::ScanAgain));
    stage.frames(2);
    stage.must_say("Drop a file here");
}

#[test]
fn a_context_menu_offers_what_can_be_done_to_what_was_pressed() {
    let (_folder, mut stage) = split();
    let tab = stage.find(Role::Tab, "Tab long.txt").rect;
    stage.secondary_click_at(tab.center());
    stage.must_say("Split down");
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    let [left, _] = halves(&stage);
    let row = rows_in(&stage, left)[3].rect;
    stage.secondary_click_at(row.left_center() + vec2(30.0, 0.0));
    stage.must_say("Mark this row");
    assert!(!stage.says("Split down"));
}
