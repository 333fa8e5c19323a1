//! Panels: on any edge, of any size, beside the text, and in the same place the next time.
#![cfg(test)]

use super::slow::Slow;
use super::stage::{CTRL, CTRL_SHIFT, Folder, NONE, Role, SHIFT, Seen, Stage, numbered};
use egui::{Event, Key, PointerButton, Pos2, Rect, pos2, vec2};
use egui_kittest::kittest::Queryable;
use gander::app::docks::{self, Edge, PanelId};
use gander::app::{AppMsg, Settings};
use gander::messages::say;
use gander::view::PaneMsg;
use std::fmt::Write;

fn title(panel: PanelId) -> &'static str {
    say(panel.kind().title)
}

/// The headers of a panel: one, or none.
fn headers(stage: &Stage, panel: PanelId) -> Vec<Seen> {
    let is_header = |seen: &Seen| seen.role == Role::TitleBar && seen.text == title(panel);
    stage.seen().into_iter().filter(is_header).collect()
}

fn is_drawn(stage: &Stage, panel: PanelId) -> bool {
    !headers(stage, panel).is_empty()
}

fn header(stage: &Stage, panel: PanelId) -> Rect {
    stage.find(Role::TitleBar, title(panel)).rect
}

fn splitter(stage: &Stage, panel: PanelId) -> Rect {
    stage.find(Role::Splitter, &format!("Size of: {}", title(panel))).rect
}

fn edge(stage: &Stage, panel: PanelId) -> Edge {
    stage.app().docks().placed(panel).edge
}

/// The settings that a window would leave.
fn kept(stage: &Stage) -> Settings {
    let text = serde_json::to_string(stage.app().settings()).expect("settings are kept");
    serde_json::from_str(&text).expect("they are read")
}

/// A log of a line a second with levels.
fn log(n: u32) -> String {
    let mut text = String::new();
    for nr in 0..n {
        let level = if nr % 10 == 0 { "ERROR" } else { "INFO " };
        writeln!(text, "2026-03-14 09:{:02}:{:02} {level} request {nr}", nr / 60 % 60, nr % 60).unwrap();
    }
    text
}

/// A window in which every panel has something to show.
fn rich(folder: &Folder, settings: Settings, width: f32, height: f32) -> Stage {
    let mut stage = Stage::with(settings, width, height);
    stage.open(&folder.file("a.log", log(3000)));
    stage.until_scanned();
    stage.perform(PaneMsg::ToggleMark);
    stage.perform(PaneMsg::Search(gander::search::Pattern::fixed("ERROR")));
    stage.until("lines are counted", |stage| {
        stage.front().doc.searching().and_then(|one| one.run()).is_some_and(|run| !run.is_running())
    });
    stage.frames(2);
    stage
}

fn settings_with(panels: &[(PanelId, Edge)]) -> Settings {
    let closed = docks::ALL.iter().fold(docks::Docks::default(), |docks, kind| docks.with(kind.id, false));
    let open = panels.iter().fold(closed, |docks, (panel, _)| docks.with(*panel, true));
    let placed = panels.iter().fold(open, |docks, (panel, edge)| docks.at(*panel, *edge));
    Settings { docks: placed, ..Settings::default() }
}

/// A panel and what is in it lie within the window and beside the view, which keeps room for some
/// rows of some letters.
fn check_place(stage: &Stage, kind: &docks::PanelKind, edge: Edge, window: Rect) {
    let what = format!("{} on {edge:?} at {}", kind.name, window.width());
    let (bar, line) = (header(stage, kind.id), splitter(stage, kind.id));
    let close = stage.find(Role::Button, say(kind.close)).rect;
    assert!(window.contains_rect(bar) && bar.contains_rect(close), "{what}: {bar:?}");
    assert!(window.expand(5.0).contains_rect(line), "{what}: {line:?}");
    let strip = stage.find(Role::Slider, "Place in the file, in percent").rect;
    let rows = stage.row_nodes();
    let text = strip.left() - rows[0].rect.left();
    assert!(rows.len() >= 4 && text > 200.0, "{what}: {} rows, {text} wide", rows.len());
    if edge.is_side() {
        assert!(bar.width() <= window.width() * 0.401, "{what}: {bar:?}");
        assert!(!bar.x_range().intersects(strip.shrink(1.0).x_range()), "{what}: {bar:?} over {strip:?}");
    }
    // Nothing that can be pressed is cut off at a side.
    let panel = bar.x_range();
    for seen in stage.seen() {
        let is_pressed =
            matches!(seen.role, Role::Button | Role::CheckBox | Role::TextInput | Role::ComboBox);
        // The status bar lies below all panels.
        let is_inside = seen.rect.top() >= bar.top() && seen.rect.center().y < window.bottom() - 26.0;
        let is_inside = is_inside && panel.contains(seen.rect.left() + 1.0);
        if is_pressed && is_inside {
            assert!(panel.contains(seen.rect.right() - 1.0), "{what}: {seen:?} in {panel:?}");
        }
    }
}

#[test]
fn every_panel_on_every_edge_is_drawn_within_the_window() {
    let folder = Folder::new();
    for (width, height) in [(640.0, 400.0), (1200.0, 800.0)] {
        let window = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
        let mut stage = rich(&folder, settings_with(&[]), width, height);
        let what = gander::doc::rules::RuleKind::Pattern(gander::search::Pattern::fixed("request"));
        let rule = gander::doc::rules::Rule { what, ..gander::doc::rules::Rule::new() };
        stage.perform(AppMsg::SetRules([gander::doc::rules::Rule::defaults(), vec![rule]].concat()));
        for kind in &docks::ALL {
            stage.perform(AppMsg::TogglePanel(kind.id));
            for edge in Edge::ALL {
                stage.perform(AppMsg::MovePanel { panel: kind.id, edge, before: None });
                stage.frames(2);
                check_place(&stage, kind, edge, window);
                // As narrow as it gets.
                stage.perform(AppMsg::ResizePanel(kind.id, 1.0));
                stage.frames(2);
                check_place(&stage, kind, edge, window);
                stage.perform(AppMsg::ResizePanel(kind.id, 300.0));
            }
            stage.perform(AppMsg::ClosePanel(kind.id));
            stage.frames(2);
            assert!(!is_drawn(&stage, kind.id));
        }
    }
}

#[test]
fn a_panel_is_moved_and_closed_by_its_menus() {
    let folder = Folder::new();
    let mut stage = rich(&folder, Settings::default(), 1200.0, 800.0);
    let right = header(&stage, PanelId::Summary);
    assert!(right.left() > 800.0);
    stage.press("Move or close: Summary");
    stage.press("Move the panel to the left");
    stage.frames(2);
    assert!(header(&stage, PanelId::Summary).left() < 1.0);
    // The same by the right mouse button; what can't be done is faint.
    stage.secondary_click_at(header(&stage, PanelId::Summary).left_center() + vec2(30.0, 0.0));
    assert!(!stage.find(Role::Button, "Move the panel to the left").enabled);
    stage.press("Move the panel to the bottom");
    stage.frames(2);
    assert!(header(&stage, PanelId::Summary).top() > 400.0);
    // Two on one edge: the summary stands inside of the list, and goes outwards.
    let above = |stage: &Stage| header(stage, PanelId::Summary).top() < header(stage, PanelId::Results).top();
    assert!(above(&stage));
    stage.press("Move or close: Summary");
    stage.press("Move the panel outwards");
    stage.frames(2);
    assert!(!above(&stage));
    stage.press("Move or close: Summary");
    stage.press("Close the panel");
    stage.frames(2);
    assert!(!is_drawn(&stage, PanelId::Summary));
    assert!(is_drawn(&stage, PanelId::Results));
}

#[test]
fn a_panel_is_dragged_to_another_edge_and_escape_leaves_it() {
    let folder = Folder::new();
    let mut stage = rich(&folder, Settings::default(), 1200.0, 800.0);
    let from = header(&stage, PanelId::Summary).left_center() + vec2(40.0, 0.0);
    let left = pos2(60.0, 400.0);
    stage.drag(from, &[from - vec2(50.0, -30.0), left, left], NONE);
    stage.frames(2);
    assert_eq!(edge(&stage, PanelId::Summary), Edge::Left);
    assert!(header(&stage, PanelId::Summary).left() < 1.0);
    // Let go over the text, it stays.
    let from = header(&stage, PanelId::Summary).left_center() + vec2(40.0, 0.0);
    stage.drag(from, &[from + vec2(50.0, 30.0), pos2(700.0, 350.0), pos2(700.0, 350.0)], NONE);
    assert_eq!(edge(&stage, PanelId::Summary), Edge::Left);
    // Over the lower half of the list, it stands outside of that.
    let list = header(&stage, PanelId::Results);
    let low = pos2(list.center().x, 760.0);
    stage.drag(from, &[from + vec2(50.0, 30.0), low, low], NONE);
    stage.frames(2);
    assert!(header(&stage, PanelId::Summary).top() > header(&stage, PanelId::Results).top());
    // Escape in the middle of a drag.
    let from = header(&stage, PanelId::Summary).left_center() + vec2(40.0, 0.0);
    let button =
        |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE };
    stage.frames(24);
    stage.events(vec![Event::PointerMoved(from), button(from, true)]);
    stage.events(vec![Event::PointerMoved(from - vec2(0.0, 60.0))]);
    stage.events(vec![Event::PointerMoved(left)]);
    stage.key(NONE, Key::Escape);
    stage.events(vec![button(left, false)]);
    stage.frames(2);
    assert_eq!(edge(&stage, PanelId::Summary), Edge::Bottom);
    assert!(stage.front().searching().is_some(), "Escape ended the drag alone");
}

#[test]
fn places_and_sizes_come_back() {
    let folder = Folder::new();
    let mut stage = rich(&folder, Settings::default(), 1200.0, 800.0);
    let line = splitter(&stage, PanelId::Summary).center();
    stage.drag(line, &[line - vec2(20.0, 0.0), line - vec2(64.0, 0.0), line - vec2(64.0, 0.0)], NONE);
    let list = splitter(&stage, PanelId::Results).center();
    stage.drag(list, &[list - vec2(0.0, 20.0), list - vec2(0.0, 50.0), list - vec2(0.0, 50.0)], NONE);
    stage.frames(2);
    let size = |stage: &Stage, panel, axis: usize| stage.app().docks().placed(panel).size[axis];
    let width = size(&stage, PanelId::Summary, 0);
    assert!((width - 400.0).abs() < 2.0, "{width}");
    // It was a quarter of the window's height, and keeps a share of it.
    let share = stage.app().docks().placed(PanelId::Results).share.unwrap();
    assert!((share * 800.0 - 250.0).abs() < 2.0, "{share}");
    stage.perform(AppMsg::MovePanel { panel: PanelId::Results, edge: Edge::Top, before: None });
    stage.key(CTRL_SHIFT, Key::B);
    stage.frames(2);
    let panels = [PanelId::Summary, PanelId::Results, PanelId::Marks];
    let places = panels.map(|panel| header(&stage, panel));
    let settings = kept(&stage);
    let mut again = rich(&folder, settings, 1200.0, 800.0);
    again.frames(2);
    for (panel, place) in panels.into_iter().zip(places) {
        assert_eq!(header(&again, panel), place, "{panel:?}");
    }
    assert_eq!(again.app().docks().placed(PanelId::Summary), stage.app().docks().placed(PanelId::Summary));
}

#[test]
fn names_that_are_not_known_are_skipped_in_settings() {
    let mut stage = Stage::new();
    stage.perform(AppMsg::MovePanel { panel: PanelId::Jobs, edge: Edge::Left, before: None });
    let text = serde_json::to_string(stage.app().settings()).expect("settings are kept");
    assert!(text.contains("\"timeline\"") && text.contains("\"top\""), "{text}");
    let text = text.replace("\"timeline\"", "\"minimap\"").replace("\"right\"", "\"ceiling\"");
    // Fields of an older program.
    let text = text.replacen('{', "{\"panel_open\":false,\"time_line\":true,", 1);
    let settings: Settings = serde_json::from_str(&text).expect("they are read");
    let place = |panel| settings.docks.placed(panel).edge;
    assert_eq!(place(PanelId::Jobs), Edge::Left);
    assert_eq!((place(PanelId::TimeLine), place(PanelId::Summary)), (Edge::Top, Edge::Right));
    assert!(settings.docks.is_open(PanelId::Summary));
}

#[test]
fn marks_and_rules_are_used_beside_the_text() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(5000)));
    for line in ["10", "2000"] {
        stage.go_to(line);
        stage.until_said(if line == "10" { "Ln 10 Col 1" } else { "Ln 2,000 Col 1" });
        stage.key(CTRL, Key::B);
    }
    stage.key(CTRL_SHIFT, Key::B);
    stage.frames(2);
    assert!(is_drawn(&stage, PanelId::Marks));
    // The text is beside it, takes clicks, and the keyboard with them.
    let row = stage.row_nodes()[3].clone();
    assert!(row.rect.left() > header(&stage, PanelId::Marks).right());
    stage.click_at(row.rect.left_center() + vec2(2.0, 0.0), NONE);
    let at = stage.front().cursor();
    stage.key(NONE, Key::ArrowDown);
    assert!(stage.front().cursor() > at);
    // Escape belongs to the view then; in the panel it closes it.
    stage.key(NONE, Key::Escape);
    assert!(is_drawn(&stage, PanelId::Marks));
    stage.press("Line 10");
    stage.until_said("Ln 10 Col 1");
    stage.key(NONE, Key::Escape);
    assert!(is_drawn(&stage, PanelId::Marks), "a place that was gone to has given the keyboard back");
    stage.click(Role::TextInput, "Name of the mark of Line 10");
    stage.type_text("!");
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert!(!is_drawn(&stage, PanelId::Marks));
    assert!(stage.front().doc.marks()[0].name.contains('!'));
    stage.key(CTRL_SHIFT, Key::B);
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert!(!is_drawn(&stage, PanelId::Marks), "what a key has opened, Escape closes");
    stage.perform("text.rules");
    stage.frames(2);
    stage.click(Role::CheckBox, "Numbers");
    stage.must_say("12 line 12");
    assert!(is_drawn(&stage, PanelId::Rules));
}

#[test]
fn panels_are_gone_around_and_moved_by_keys() {
    let folder = Folder::new();
    let mut stage = rich(&folder, Settings::default(), 1200.0, 800.0);
    stage.key(NONE, Key::F6);
    assert_eq!(stage.app().focused_panel(), Some(PanelId::Summary));
    stage.key(SHIFT, Key::ArrowLeft);
    stage.frames(2);
    assert_eq!(edge(&stage, PanelId::Summary), Edge::Left);
    assert_eq!(stage.app().focused_panel(), Some(PanelId::Summary), "it keeps the keyboard");
    stage.key(NONE, Key::F6);
    assert_eq!(stage.app().focused_panel(), Some(PanelId::Results));
    stage.key(NONE, Key::F6);
    assert_eq!(stage.app().focused_panel(), None);
    stage.key(SHIFT, Key::F6);
    assert_eq!(stage.app().focused_panel(), Some(PanelId::Results));
    // Escape goes back to the view and leaves the search as it is.
    stage.key(NONE, Key::Escape);
    assert_eq!(stage.app().focused_panel(), None);
    assert!(is_drawn(&stage, PanelId::Results) && stage.front().searching().is_some());
    let at = stage.front().cursor();
    stage.key(NONE, Key::ArrowDown);
    assert_ne!(stage.front().cursor(), at);
    // The menu of the window works on what has the keyboard.
    stage.key(NONE, Key::F6);
    stage.press("Window");
    stage.press("Move the panel to the right");
    stage.frames(2);
    assert_eq!(edge(&stage, PanelId::Summary), Edge::Right);
}

#[test]
fn a_key_brings_forward_what_has_no_room() {
    let folder = Folder::new();
    let settings = settings_with(&[(PanelId::Marks, Edge::Right), (PanelId::Summary, Edge::Right)]);
    let mut stage = rich(&folder, settings, 640.0, 400.0);
    assert!(is_drawn(&stage, PanelId::Summary) && !is_drawn(&stage, PanelId::Marks));
    stage.key(CTRL_SHIFT, Key::B);
    stage.frames(2);
    assert!(!is_drawn(&stage, PanelId::Summary) && is_drawn(&stage, PanelId::Marks));
    stage.key(CTRL_SHIFT, Key::B);
    stage.frames(2);
    assert!(is_drawn(&stage, PanelId::Summary) && !is_drawn(&stage, PanelId::Marks));
}

#[test]
fn jobs_are_listed_stopped_and_resumed() {
    let mut stage = Stage::new();
    let slow = Slow::new(numbered(3_000_000).into_bytes(), 3);
    let app = stage.harness.state_mut().app_mut();
    app.open_source("slow", slow.source("slow")).expect("threads are there");
    stage.until("jobs run", |stage| stage.front().doc.scans().running().is_some());
    stage.key(CTRL_SHIFT, Key::J);
    stage.frames(2);
    assert!(is_drawn(&stage, PanelId::Jobs));
    let bars = |stage: &Stage| {
        let is_bar = |seen: &&Seen| seen.role == Role::ProgressIndicator && seen.text != "Progress";
        stage.seen().iter().filter(is_bar).count()
    };
    assert_eq!(bars(&stage), stage.front().doc.scans().jobs().0);
    stage.press("Stop all jobs of all files");
    stage.until("they stopped", |stage| stage.front().doc.scans().is_stopped());
    stage.must_say("stopped at");
    stage.press("Resume all jobs of all files");
    stage.until("they run", |stage| stage.front().doc.scans().running().is_some());
    stage.press("Close the jobs");
    stage.frames(2);
    assert!(!is_drawn(&stage, PanelId::Jobs));
}

#[test]
fn a_panel_with_nothing_to_show_is_not_there() {
    let folder = Folder::new();
    // There is room for all of them.
    let mut stage = Stage::with(settings_with(&[]), 3000.0, 2400.0);
    for kind in &docks::ALL {
        stage.perform(AppMsg::TogglePanel(kind.id));
    }
    stage.frames(2);
    let drawn = |stage: &Stage| docks::ALL.iter().filter(|kind| is_drawn(stage, kind.id)).count();
    assert_eq!(drawn(&stage), 0);
    stage.open(&folder.file("a.txt", numbered(100)));
    stage.until_scanned();
    stage.frames(2);
    assert!(!is_drawn(&stage, PanelId::TimeLine) && !is_drawn(&stage, PanelId::Results));
    assert!(is_drawn(&stage, PanelId::Marks) && is_drawn(&stage, PanelId::Summary));
}

#[test]
fn the_arrow_keys_move_a_splitter() {
    let folder = Folder::new();
    let mut stage = rich(&folder, Settings::default(), 1200.0, 800.0);
    let line = splitter(&stage, PanelId::Summary).center();
    let width = |stage: &Stage| stage.app().docks().placed(PanelId::Summary).size[0];
    let before = width(&stage);
    stage.harness.get_by_role_and_label(Role::Splitter, "Size of: Summary").focus();
    stage.frames(2);
    stage.key(NONE, Key::ArrowLeft);
    stage.key(NONE, Key::ArrowLeft);
    stage.frames(2);
    assert!((width(&stage) - before - 32.0).abs() < 1.0, "{before} {}", width(&stage));
    assert!(splitter(&stage, PanelId::Summary).center().x < line.x - 30.0);
    stage.key(CTRL, Key::L);
    stage.frames(2);
    assert!(!is_drawn(&stage, PanelId::Results));
}
