//! The window by keyboard alone: menus, focus in reading order, the encodings, the rules.
#![cfg(test)]

use super::stage::{ALT, CTRL_SHIFT, Folder, NONE, Role, SHIFT, Stage, key_event, numbered};
use egui::{Event, Key, Rect};
use gander::app::actions::{self, Menu};
use gander::app::docks::PanelId;
use gander::app::{AppMsg, Overlay, Settings};
use gander::doc::rules::{Rule, RuleKind};
use gander::messages::say;
use gander::search::Pattern;

fn shown() -> (Folder, Stage) {
    let folder = Folder::new();
    let stage = Stage::showing(&folder.file("a.txt", numbered(500)));
    (folder, stage)
}

/// The entry or control that has the keyboard, by its name.
pub(super) fn focused(stage: &Stage) -> String {
    let focus = stage.harness.ctx.memory(egui::Memory::focused);
    let all = stage.named();
    let found = all.into_iter().find(|(id, _)| Some(*id) == focus.map(|id| id.accesskit_id()));
    found.map(|(_, name)| name).unwrap_or_default()
}

fn is_open(stage: &Stage) -> bool {
    egui::Popup::is_any_open(&stage.harness.ctx)
}

#[test]
fn each_menu_opens_by_alt_and_its_letter_and_closes_by_escape() {
    let (_folder, mut stage) = shown();
    for (key, entry) in [
        (Key::F, "Open… Ctrl+O"),
        (Key::E, "Select all Ctrl+A"),
        (Key::V, "✓ Text Ctrl+1"),
        (Key::S, "Find… Ctrl+F"),
        (Key::M, "Mark this row Ctrl+B"),
        (Key::W, "Split right Ctrl+\\"),
        (Key::H, "Keys F1"),
    ] {
        // The letter comes as a text, too, and is none of the view's.
        let letter = key.name().to_lowercase();
        let pressed = |pressed| key_event(ALT, key, pressed);
        stage.events(vec![Event::ModifiersChanged(ALT), pressed(true), Event::Text(letter)]);
        stage.events(vec![pressed(false), Event::ModifiersChanged(NONE)]);
        stage.frames(3);
        assert!(is_open(&stage));
        assert_eq!(focused(&stage), entry, "the first entry that can be chosen has the keyboard");
        stage.key(NONE, Key::Escape);
        stage.frames(2);
        assert!(!is_open(&stage));
    }
    assert!(stage.front().doc.marks().is_empty(), "Alt+M marks nothing");
    // The view has the keyboard again.
    let at = stage.front().cursor();
    stage.key(NONE, Key::ArrowDown);
    assert!(stage.front().cursor() > at);
}

#[test]
fn arrows_move_in_menus_and_between_them_and_enter_chooses() {
    let (_folder, mut stage) = shown();
    stage.key(NONE, Key::F10);
    stage.frames(3);
    assert_eq!(focused(&stage), "Open… Ctrl+O");
    stage.key(NONE, Key::ArrowDown);
    stage.frames(2);
    assert_eq!(focused(&stage), "Open by path… Ctrl+Shift+O");
    stage.key(NONE, Key::ArrowUp);
    stage.key(NONE, Key::ArrowUp);
    stage.frames(2);
    assert_eq!(focused(&stage), "Quit Ctrl+Q", "around the end");
    // To the right, and around the bar's end.
    for first in ["Select all Ctrl+A", "✓ Text Ctrl+1", "Find… Ctrl+F"] {
        stage.key(NONE, Key::ArrowRight);
        stage.frames(3);
        assert_eq!(focused(&stage), first);
    }
    stage.key(NONE, Key::ArrowLeft);
    stage.frames(3);
    for first in ["Select all Ctrl+A", "Open… Ctrl+O", "Keys F1"] {
        stage.key(NONE, Key::ArrowLeft);
        stage.frames(3);
        assert_eq!(focused(&stage), first);
    }
    // What an entry opens beside it is entered by the same key, and left by the other.
    stage.key(NONE, Key::ArrowRight);
    stage.frames(3);
    for _ in 0..4 {
        stage.key(NONE, Key::ArrowDown);
        stage.frames(2);
    }
    assert_eq!(focused(&stage), "Make a sample");
    stage.key(NONE, Key::ArrowRight);
    stage.frames(4);
    assert_eq!(focused(&stage), "A log, 1 GiB");
    stage.key(NONE, Key::ArrowLeft);
    stage.frames(3);
    assert_eq!(focused(&stage), "Make a sample");
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    // Enter chooses.
    stage.key(ALT, Key::V);
    stage.frames(3);
    stage.key(NONE, Key::ArrowDown);
    stage.frames(2);
    stage.key(NONE, Key::Enter);
    stage.frames(3);
    assert!(!is_open(&stage));
    assert_eq!(stage.front().view(), gander::view::hex::ID);
}

#[test]
fn every_menu_is_seen_whole_in_a_window_of_800_points() {
    let folder = Folder::new();
    let mut stage = Stage::with(Settings::default(), 1200.0, 800.0);
    stage.open(&folder.file("a.txt", numbered(40)));
    let window = stage.harness.ctx.content_rect();
    for menu in [Menu::File, Menu::Edit, Menu::View, Menu::Search, Menu::Marks, Menu::Window, Menu::Help] {
        stage.press(say(menu.name()));
        stage.frames(3);
        let seen = stage.seen();
        for action in actions::all().iter().filter(|action| action.menu == menu) {
            let name = action.submenu.map_or(action.label(), say);
            let is_it = |text: &str| text.trim_start_matches("✓ ").starts_with(name);
            let inside = |rect: Rect| window.contains_rect(rect);
            assert!(seen.iter().any(|one| is_it(&one.text) && inside(one.rect)), "{name} of {menu:?}");
        }
        stage.key(NONE, Key::Escape);
        stage.frames(2);
    }
    stage.press("File");
    stage.press("Export");
    stage.frames(3);
    stage.find(Role::Button, "Export summary… Ctrl+E");
}

#[test]
fn menus_without_room_stand_in_one_and_open_by_their_letters() {
    let mut stage = Stage::with(Settings::default(), 200.0, 300.0);
    stage.find(Role::Button, "More menus");
    stage.key(ALT, Key::H);
    stage.frames(4);
    assert_eq!(focused(&stage), "Keys F1");
    stage.key(NONE, Key::Enter);
    stage.frames(3);
    assert_eq!(stage.app().overlay(), Some(Overlay::Keys));
}

/// The places that Tab goes to, one after the other, until it is where it began.
fn tour(stage: &mut Stage, most: usize) -> Vec<(String, Rect)> {
    let mut all: Vec<(String, Rect)> = Vec::new();
    let mut ids = Vec::new();
    for _ in 0..most {
        stage.key(NONE, Key::Tab);
        let id = stage.harness.ctx.memory(egui::Memory::focused).expect("something has the keyboard");
        let rect = stage
            .harness
            .ctx
            .viewport(|viewport| viewport.prev_pass.widgets.get(id).map(|widget| widget.interact_rect));
        let one = (focused(stage), rect.expect("it is there"));
        if ids.contains(&id) {
            break;
        }
        ids.push(id);
        all.push(one);
    }
    all
}

#[test]
fn tab_goes_through_all_controls_in_reading_order_and_each_shows_that_it_has_the_keyboard() {
    let (_folder, mut stage) = shown();
    let all = tour(&mut stage, 200);
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let menus = ["File", "Edit", "View", "Search", "Marks", "Bytes", "Cells", "Window", "Help"];
    assert_eq!(names[..9], menus);
    let place =
        |name: &str| names.iter().position(|one| *one == name).unwrap_or_else(|| panic!("{name}: {names:?}"));
    let order = [
        "Help",
        "Text",
        "I/O",
        "Hide summary",
        "Find",
        "Tab a.txt",
        "Close a.txt",
        "Split right",
        "Text of the file",
        "Close the summary",
        "Encoding UTF-8",
    ];
    assert!(order.windows(2).all(|two| place(two[0]) < place(two[1])), "{names:?}");
    // Bars are read from left to right.
    // Those of the summary are scrolled to, and have had other places when others were gone to.
    let bars: Vec<_> = all.iter().filter(|(_, rect)| rect.bottom() <= 100.0).collect();
    for (one, next) in bars.iter().zip(&bars[1..]) {
        let is_row =
            one.1.y_range().contains(next.1.center().y) && next.1.y_range().contains(one.1.center().y);
        // What is scrolled out of sight may be below a bar.
        let is_row = is_row && !one.1.intersects(next.1);
        assert!(!is_row || one.1.left() <= next.1.left() + 0.5, "{one:?} before {next:?}");
    }
    assert!(all.iter().all(|(name, rect)| !name.is_empty() && rect.is_positive()), "{all:?}");
    // Back goes the same way.
    stage.key(SHIFT, Key::Tab);
    assert_eq!(focused(&stage), names[names.len() - 1]);
}

#[test]
fn in_a_view_that_tab_came_to_keys_move_the_cursor() {
    let (_folder, mut stage) = shown();
    for _ in 0..60 {
        stage.key(NONE, Key::Tab);
        if focused(&stage) == "Text of the file" {
            break;
        }
    }
    assert_eq!(focused(&stage), "Text of the file");
    let at = stage.front().cursor();
    stage.key(NONE, Key::ArrowDown);
    stage.key(NONE, Key::ArrowRight);
    assert_eq!(stage.front().cursor().0, at.0 + 8);
    assert_eq!(focused(&stage), "Text of the file");
}

#[test]
fn an_encoding_is_found_by_typing_walked_to_and_taken_by_keys() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", b"gr\xFC\xDFe\n"));
    stage.perform(AppMsg::Toggle(Overlay::Encodings));
    stage.frames(3);
    stage.type_text("koi");
    stage.frames(2);
    assert!(!stage.says("windows-1252") || stage.says("KOI8-R"));
    stage.find(Role::Button, "KOI8-R");
    stage.key(NONE, Key::ArrowDown);
    stage.key(NONE, Key::Enter);
    stage.frames(3);
    assert_eq!(stage.app().overlay(), None);
    assert_eq!(stage.front().file().and_then(|file| file.encoding_name()), Some("KOI8-U"));
    // Without a word the list starts at the one in force; page keys and ends stay within it.
    stage.perform(AppMsg::Toggle(Overlay::Encodings));
    stage.frames(3);
    stage.key(NONE, Key::ArrowUp);
    stage.key(NONE, Key::Enter);
    stage.frames(3);
    assert_eq!(stage.front().file().and_then(|file| file.encoding_name()), Some("KOI8-R"));
    stage.perform(AppMsg::Toggle(Overlay::Encodings));
    stage.frames(3);
    for _ in 0..20 {
        stage.key(NONE, Key::PageUp);
    }
    stage.key(NONE, Key::Enter);
    stage.frames(3);
    assert_eq!(stage.front().file().and_then(|file| file.wanted_encoding()), None, "as detected");
    // Nothing is taken where nothing is left.
    stage.perform(AppMsg::Toggle(Overlay::Encodings));
    stage.frames(3);
    stage.type_text("zebra");
    stage.frames(2);
    stage.must_say("No encoding of that name.");
    stage.key(NONE, Key::Enter);
    stage.frames(3);
    assert_eq!(stage.front().file().and_then(|file| file.wanted_encoding()), None);
}

#[test]
fn rules_open_by_a_key_beside_the_text_and_move_up_and_down_at_once() {
    let (_folder, mut stage) = shown();
    let pattern = |text| Rule { what: RuleKind::Pattern(Pattern::fixed(text)), ..Rule::new() };
    stage.perform(AppMsg::SetRules(vec![pattern("one"), pattern("two"), pattern("three")]));
    stage.key(CTRL_SHIFT, Key::H);
    stage.frames(2);
    let header = stage.find(Role::TitleBar, say(PanelId::Rules.kind().title)).rect;
    assert!(stage.row_nodes()[0].rect.left() > header.right(), "beside the text, not over it");
    let order = |stage: &Stage| -> Vec<String> {
        let text = |rule: &Rule| match &rule.what {
            RuleKind::Pattern(pattern) => pattern.text.clone(),
            _ => String::new(),
        };
        stage.app().settings().rules.iter().map(text).collect()
    };
    stage.press("Move rule 3 up");
    assert_eq!(order(&stage), ["one", "three", "two"]);
    stage.press("Move rule 2 up");
    assert_eq!(order(&stage), ["three", "one", "two"]);
    stage.press("Move rule 1 down");
    assert_eq!(order(&stage), ["one", "three", "two"]);
    assert!(!stage.find(Role::Button, "Move rule 1 up").enabled);
    assert!(!stage.find(Role::Button, "Move rule 3 down").enabled);
    stage.click(Role::CheckBox, "three");
    assert!(!stage.app().settings().rules[1].is_on);
    stage.press("Remove rule 2");
    assert_eq!(order(&stage), ["one", "two"]);
    stage.key(CTRL_SHIFT, Key::H);
    stage.frames(2);
    assert!(!stage.says("Move rule 1 down"));
}
