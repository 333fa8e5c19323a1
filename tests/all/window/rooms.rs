//! Small and enlarged windows: whatever is open, each control can be seen or scrolled to.
#![cfg(test)]

use super::keyboard::focused;
use super::stage::{ALT, CTRL, CTRL_SHIFT, Folder, NONE, Role, Stage};
use super::whole_tour;
use egui::accesskit::NodeId;
use egui::{Key, LayerId, Pos2, Rect, vec2};
use egui_kittest::kittest::NodeT;
use gander::app::docks::{self, PanelId};
use gander::app::tasks::Reply;
use gander::app::{AppMsg, Overlay, Settings};
use gander::base::units::narrow;
use gander::doc::rules::{Rule, RuleKind};
use gander::messages::{find, say};
use gander::search::Pattern;
use gander::view::PaneMsg;
use std::collections::HashMap;
use std::fmt::Write;

/// What is pressed, dragged or typed into.
const CONTROLS: [Role; 12] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::Link,
    Role::MenuItem,
    Role::RadioButton,
    Role::Slider,
    Role::Splitter,
    Role::Tab,
    Role::TextInput,
    Role::TitleBar,
    Role::SpinButton,
];

/// How far edges may be off, in points.
const SLACK: f32 = 1.0;

/// By the ids of nodes: what is left of each widget after clipping, and what it lies on.
fn clipped(stage: &Stage) -> HashMap<NodeId, (Rect, LayerId)> {
    stage.harness.ctx.viewport(|viewport| {
        let widgets = viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
        widgets.map(|widget| (widget.id.accesskit_id(), (widget.interact_rect, widget.layer_id))).collect()
    })
}

/// The controls that are neither within the window nor within something that scrolls to them.
fn strays(stage: &Stage) -> Vec<String> {
    let window = stage.harness.ctx.content_rect();
    let clipped = clipped(stage);
    let mut strays = Vec::new();
    for node in stage.harness.root().children_recursive() {
        let consumer = node.accesskit_node();
        if !CONTROLS.contains(&consumer.role()) || consumer.bounding_box().is_none() {
            continue;
        }
        let (mut rect, mut is_reached, mut is_scrolled) = (node.rect(), true, false);
        for (axes, within) in scroll_views(&node, &clipped) {
            is_reached &= fits(rect, within, axes);
            (rect, is_scrolled) = (within, true);
        }
        // What scrolls shows a part of a row at least.
        is_reached &= fits(rect, window, [false; 2]);
        is_reached &= !is_scrolled || (rect.width() > 8.0 && rect.height() > 8.0);
        let is_cut = !is_scrolled
            && clipped.get(&consumer.locate().0).is_some_and(|(seen, _)| {
                // A splitter lies over the edge of its panel.
                consumer.role() != Role::Splitter && !seen.expand(SLACK).contains_rect(rect)
            });
        if !is_reached || is_cut {
            let name = consumer.label().unwrap_or_default();
            let place = node.rect();
            strays.push(format!("{:?} “{name}” {place:?} in {rect:?}, cut: {is_cut}", consumer.role()));
        }
    }
    strays
}

/// Whether a place is within another, along the axes that don't scroll.
fn fits(rect: Rect, within: Rect, scrolls: [bool; 2]) -> bool {
    (0..2).all(|axis| {
        scrolls[axis]
            || (rect.min[axis] >= within.min[axis] - SLACK && rect.max[axis] <= within.max[axis] + SLACK)
    })
}

/// What scrolls around a node, from the inside out: along which axes, and its place. A menu is a part of what it
/// hangs from, but lies over it.
fn scroll_views(
    node: &egui_kittest::Node<'_>,
    drawn: &HashMap<NodeId, (Rect, LayerId)>,
) -> Vec<([bool; 2], Rect)> {
    let mut all = Vec::new();
    let layer = |id: NodeId| drawn.get(&id).map(|(_, layer)| *layer);
    let on = layer(node.accesskit_node().locate().0);
    let mut up = node.accesskit_node().parent();
    while let Some(node) = up {
        let is_below = layer(node.locate().0).is_some_and(|layer| on.is_some_and(|on| on != layer));
        if node.role() == Role::ScrollView && !is_below {
            let is_scrolled = |most: Option<f64>| most.is_some_and(|most| most > 0.0);
            let axes = [is_scrolled(node.scroll_x_max()), is_scrolled(node.scroll_y_max())];
            let bounds = node.raw_bounds().expect("it has a place");
            let at = |x: f64, y: f64| Pos2::new(narrow(x), narrow(y));
            all.push((axes, Rect::from_min_max(at(bounds.x0, bounds.y0), at(bounds.x1, bounds.y1))));
        }
        up = node.parent();
    }
    all
}

/// What is noted about each state of the window, with its name.
pub(super) type Check<'a> = &'a mut dyn FnMut(&mut Stage, &str);

/// Notes the strays of what is open now.
pub(super) fn check_strays(stage: &mut Stage, what: &str, found: &mut Vec<String>) {
    stage.frames(3);
    found.extend(strays(stage).into_iter().map(|stray| format!("{what}: {stray}")));
}

/// A log of a line a second with levels, a search, a mark and a rule of one's own.
pub(super) fn rich(folder: &Folder, size: [f32; 2], scale: f32) -> Stage {
    rich_with(Settings::default(), folder, size, scale)
}

/// The same with other settings.
pub(super) fn rich_with(settings: Settings, folder: &Folder, size: [f32; 2], scale: f32) -> Stage {
    let mut text = String::new();
    for nr in 0..3000 {
        let level = if nr % 10 == 0 { "ERROR" } else { "INFO " };
        writeln!(text, "2026-03-14 09:{:02}:{:02} {level} request {nr}", nr / 60 % 60, nr % 60).unwrap();
    }
    let mut stage = Stage::scaled(settings, vec2(size[0], size[1]) / scale, scale);
    stage.open(&folder.file("a rather long name for a file, as they come.log", text));
    stage.until_scanned();
    stage.perform(PaneMsg::ToggleMark);
    stage.perform(PaneMsg::Search(Pattern::fixed("ERROR")));
    stage.until("lines are counted", |stage| {
        stage.front().doc.searching().and_then(|one| one.run()).is_some_and(|run| !run.is_running())
    });
    let what = RuleKind::Pattern(Pattern::fixed("request"));
    stage.perform(AppMsg::SetRules([Rule::defaults(), vec![Rule { what, ..Rule::new() }]].concat()));
    stage
}

/// Every menu, dialog, panel, view and bar, one after the other.
pub(super) fn tour(stage: &mut Stage, how: &str, check: Check<'_>) {
    stage.perform(PaneMsg::Search(Pattern::fixed("ERROR")));
    check(stage, &format!("the text {how}"));
    for (key, menu) in [
        (Key::F, "File"),
        (Key::E, "Edit"),
        (Key::V, "View"),
        (Key::S, "Search"),
        (Key::M, "Marks"),
        (Key::W, "Window"),
        (Key::H, "Help"),
    ] {
        stage.key(ALT, key);
        stage.frames(2);
        assert!(egui::Popup::is_any_open(&stage.harness.ctx), "{menu} {how}");
        check(stage, &format!("the menu {menu} {how}"));
        let first = focused(stage);
        let starts =
            ["file-open", "edit-select-all", "search-find", "mark-toggle", "pane-split-right", "help-keys"];
        let starts = starts.map(|id| find(&format!("action-{id}")).unwrap_or_default().to_owned());
        let starts = starts.into_iter().chain([format!("✓ {}", say("view-text"))]);
        assert!(
            starts.into_iter().any(|start| first.starts_with(&start)),
            "{menu} begins with {first} {how}"
        );
        stage.key(NONE, Key::Escape);
    }
    stage.perform("file.open-path");
    let is_listed = |stage: &Stage| stage.app().path_box().is_some_and(|asked| asked.n_candidates() > 0);
    stage.until("names are listed", is_listed);
    stage.frames(2);
    check(stage, &format!("the box for a path {how}"));
    let field = stage.find(Role::TextInput, say("path-label")).rect;
    let window = stage.harness.ctx.content_rect();
    assert!(window.contains_rect(field), "what is typed is seen {how}: {field:?} in {window:?}");
    stage.perform(AppMsg::HideOverlay);
    stage.will_answer(Reply::NoDialog);
    stage.key(CTRL, Key::E);
    stage.until("the box to save is open", |stage| stage.app().path_box().is_some());
    stage.frames(25);
    check(stage, &format!("the box to save {how}"));
    let field = stage.find(Role::TextInput, say("path-label-save")).rect;
    assert!(window.contains_rect(field), "the name is seen {how}: {field:?} in {window:?}");
    stage.perform(AppMsg::HideOverlay);
    for overlay in [Overlay::Keys, Overlay::About, Overlay::Encodings, Overlay::Report] {
        stage.perform(AppMsg::Toggle(overlay));
        check(stage, &format!("{overlay:?} {how}"));
        stage.perform(AppMsg::HideOverlay);
    }
    for kind in &docks::ALL {
        stage.perform(AppMsg::ClosePanel(kind.id));
    }
    for kind in &docks::ALL {
        stage.perform(AppMsg::TogglePanel(kind.id));
        stage.frames(2);
        let close = say(kind.close);
        assert!(stage.seen().iter().any(|seen| seen.text == close), "{} is not there {how}", kind.name);
        check(stage, &format!("{} {how}", kind.name));
        stage.perform(AppMsg::ClosePanel(kind.id));
    }
    for (key, bar) in [(Key::F, "the search field"), (Key::G, "the go-to field")] {
        stage.key(CTRL, key);
        check(stage, &format!("{bar} {how}"));
        let has_focus = stage.harness.ctx.text_edit_focused();
        assert!(has_focus, "{bar} has the keyboard {how}");
        if key == Key::G {
            stage.type_text("999999999");
            stage.key(NONE, Key::Enter);
            stage.until_said("999,999,999");
            stage.frames(2);
            let said = stage.seen().into_iter().find(|seen| seen.text.contains("999,999,999"));
            let (said, window) = (said.expect("it says so").rect, stage.harness.ctx.content_rect());
            assert!(window.contains_rect(said), "the sentence is whole {how}: {said:?} in {window:?}");
        }
        stage.key(NONE, Key::Escape);
    }
    stage.key(NONE, Key::F12);
    check(stage, &format!("the diagnostics {how}"));
    stage.key(NONE, Key::F12);
    for view in [Key::Num2, Key::Num3, Key::Num4] {
        stage.key(CTRL, view);
        check(stage, &format!("view {view:?} {how}"));
    }
    stage.key(CTRL, Key::Num2);
    stage.key(ALT, Key::B);
    stage.frames(2);
    check(stage, &format!("the menu Bytes {how}"));
    stage.key(NONE, Key::Escape);
    stage.perform("bytes.options");
    check(stage, &format!("the options for bytes {how}"));
    let is_low = stage.harness.ctx.content_rect().height() < 200.0;
    assert!(is_low || !stage.rows().is_empty(), "bytes are seen beside their options {how}");
    stage.perform("bytes.options");
    stage.key(CTRL, Key::Num1);
}

/// At this size, in pixels, at every scale, dark and light.
fn at_size(size: [f32; 2]) {
    let folder = Folder::new();
    let mut found = Vec::new();
    for scale in [1.0, 1.5, 3.0] {
        let mut stage = rich(&folder, size, scale);
        for theme in ["theme.dark", "theme.light"] {
            stage.perform(theme);
            let how = format!("at {} × {}, {scale} ×, {theme}", size[0], size[1]);
            tour(&mut stage, &how, &mut |stage, what| check_strays(stage, what, &mut found));
        }
        // Beside itself, and the start page.
        stage.key(CTRL_SHIFT, Key::Backslash);
        check_strays(&mut stage, &format!("two panes at {scale} ×"), &mut found);
        stage.key(CTRL, Key::W);
        stage.key(CTRL, Key::W);
        check_strays(&mut stage, &format!("the start page at {scale} ×"), &mut found);
    }
    assert!(found.is_empty(), "{} strays at {size:?}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_control_is_in_sight_or_scrolled_to_at_480_by_320() {
    at_size([480.0, 320.0]);
}

#[test]
fn every_control_is_in_sight_or_scrolled_to_at_640_by_400() {
    at_size([640.0, 400.0]);
}

#[test]
fn every_control_is_in_sight_or_scrolled_to_at_1366_by_768() {
    at_size([1366.0, 768.0]);
}

/// What else can be opened: at this size and these scales, in pixels. With `GANDER_ROOMS` set, at every size and
/// scale of the tests above.
fn the_rest_at(size: [f32; 2], scales: &[f32]) {
    let all = [1.0, 1.5, 3.0];
    let scales = if std::env::var_os("GANDER_ROOMS").is_some() { &all } else { scales };
    let mut found = Vec::new();
    for &scale in scales {
        let folder = Folder::new();
        let how = format!("at {} × {}, {scale} ×", size[0], size[1]);
        whole_tour::at(&folder, size, scale, &how, &mut |stage, what| check_strays(stage, what, &mut found));
    }
    assert!(found.is_empty(), "{} strays at {size:?}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_menu_dialog_question_and_filled_panel_is_in_sight_or_scrolled_to_at_480_by_320() {
    the_rest_at([480.0, 320.0], &[1.0, 3.0]);
}

#[test]
fn every_menu_dialog_question_and_filled_panel_is_in_sight_or_scrolled_to_at_640_by_400() {
    the_rest_at([640.0, 400.0], &[1.0, 3.0]);
}

#[test]
fn every_menu_dialog_question_and_filled_panel_is_in_sight_or_scrolled_to_at_1366_by_768() {
    the_rest_at([1366.0, 768.0], &[1.0, 3.0]);
}

#[test]
fn the_summary_takes_at_most_two_fifths_and_folds_away() {
    let folder = Folder::new();
    for (width, is_there) in [(1200.0, true), (640.0, true), (600.0, true), (590.0, false), (300.0, false)] {
        let stage = rich(&folder, [width, 600.0], 1.0);
        let title = say(PanelId::Summary.kind().title);
        let header = stage.seen().into_iter().find(|seen| seen.role == Role::TitleBar && seen.text == title);
        assert_eq!(header.is_some(), is_there, "{width}");
        assert!(header.is_none_or(|header| header.rect.width() <= 0.4 * width + 0.5), "{width}");
    }
}

#[test]
fn a_panel_without_room_beside_the_text_has_its_place_until_escape() {
    let folder = Folder::new();
    let mut stage = rich(&folder, [320.0, 200.0], 1.0);
    assert!(!stage.rows().is_empty());
    stage.key(NONE, Key::F9);
    stage.frames(2);
    stage.must_say("Close the summary");
    assert!(stage.front().doc.searching().is_some());
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert!(!stage.says("Close the summary"));
    assert!(!stage.rows().is_empty() && stage.front().doc.searching().is_some());
    // One that has room does not come over the text where the window gets small.
    let mut wide = rich(&folder, [1200.0, 700.0], 1.0);
    wide.key(NONE, Key::F9);
    wide.key(NONE, Key::F9);
    wide.frames(2);
    wide.must_say("Close the summary");
    wide.harness.set_size(vec2(320.0, 200.0));
    wide.frames(3);
    assert!(!wide.says("Close the summary") && !wide.rows().is_empty());
    // The key alone brings it and takes it away, too.
    for is_there in [true, false, true, false] {
        stage.key(NONE, Key::F9);
        stage.frames(2);
        assert_eq!(stage.says("Close the summary"), is_there);
    }
}

#[test]
fn a_dialog_scrolls_by_keys_and_its_field_finds_lines() {
    let mut stage = Stage::with(Settings::default(), 400.0, 260.0);
    stage.key(NONE, Key::F1);
    stage.frames(2);
    let place = |stage: &Stage| {
        let node =
            stage.seen().into_iter().find(|seen| seen.text == "Open…").expect("it is a line of the page");
        node.rect.top()
    };
    let first = place(&stage);
    stage.key(NONE, Key::ArrowDown);
    stage.frames(2);
    let second = place(&stage);
    assert!(second < first, "{second} {first}");
    stage.key(NONE, Key::PageDown);
    stage.frames(2);
    assert!(place(&stage) < second - 60.0);
    stage.key(NONE, Key::PageUp);
    stage.key(NONE, Key::ArrowUp);
    stage.frames(2);
    assert_eq!(place(&stage), first);
    // Words in any order and case, of the keys or of what they do; headings stay with their lines.
    stage.type_text("CTRL line go");
    stage.frames(2);
    assert!(!stage.says("Open…"));
    stage.type_text(" zebra");
    stage.frames(2);
    stage.must_say("No key does that.");
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    stage.key(NONE, Key::F1);
    stage.frames(2);
    stage.must_say("Open…");
}
