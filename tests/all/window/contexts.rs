//! Context menus: what they offer is about what was pressed.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, Role, SHIFT, Stage};
use egui::{Key, Pos2, vec2};
use gander::app::settings::Recent;
use gander::app::{AppMsg, Settings};
use gander::base::units::to_usize;
use gander::doc::rules::RuleKind;
use gander::search::PatternKind;
use gander::view::PaneMsg;

const TEXT: &str = "first line here\nsecond (odd) line.* there\n\n   \nthird naïve line\n";

fn showing(folder: &Folder) -> Stage {
    Stage::showing(&folder.file("a.txt", TEXT))
}

/// On a column of a row.
fn place(stage: &Stage, row: usize, column: f32) -> Pos2 {
    stage.row_nodes()[row].rect.left_center() + vec2(column * 7.8 + 1.0, 0.0)
}

fn pattern(stage: &Stage) -> Option<(String, PatternKind)> {
    let pane = stage.front();
    pane.doc.searching().map(|one| (one.pattern().text.clone(), one.pattern().kind))
}

#[test]
fn a_word_that_is_pressed_is_found_highlighted_and_its_row_marked() {
    let folder = Folder::new();
    let mut stage = showing(&folder);
    stage.secondary_click_at(place(&stage, 1, 1.0));
    stage.press("Find this Ctrl+F3");
    stage.frames(3);
    assert_eq!(pattern(&stage), Some(("second".into(), PatternKind::Fixed)));
    // The cursor is where the menu was opened.
    stage.secondary_click_at(place(&stage, 4, 8.0));
    stage.press("Highlight this");
    stage.frames(3);
    let last = stage.app().settings().rules.last().cloned().expect("there are some");
    assert!(matches!(last.what, RuleKind::Pattern(pattern) if pattern.text == "naïve"));
    stage.secondary_click_at(place(&stage, 4, 3.0));
    stage.press("Mark this row Ctrl+B");
    stage.frames(2);
    let marked = TEXT.find("third").expect("it is there") as u64;
    assert_eq!(stage.front().doc.marks().iter().map(|mark| mark.at.0).collect::<Vec<_>>(), [marked]);
    // Another colour for the next one, as long as there are others.
    stage.secondary_click_at(place(&stage, 0, 1.0));
    stage.press("Highlight this");
    let rules = &stage.app().settings().rules;
    assert_ne!(rules[rules.len() - 1].hue, rules[rules.len() - 2].hue);
}

#[test]
fn what_is_selected_within_a_line_is_found_as_it_stands_there() {
    let folder = Folder::new();
    let mut stage = showing(&folder);
    stage.drag(place(&stage, 1, 7.0), &[place(&stage, 1, 12.0), place(&stage, 1, 19.0)], NONE);
    let selection = stage.front().selection();
    let text = &TEXT[to_usize(selection.start.0)..to_usize(selection.end.0)];
    assert!(text.contains("(odd)"), "{text}");
    // Pressed within it, it stays.
    stage.secondary_click_at(place(&stage, 1, 10.0));
    assert_eq!(stage.front().selection(), selection);
    stage.press("Find this Ctrl+F3");
    stage.frames(3);
    assert_eq!(pattern(&stage), Some((text.to_owned(), PatternKind::Fixed)));
}

#[test]
fn where_there_is_no_word_or_more_than_a_line_nothing_is_offered_to_be_found() {
    let folder = Folder::new();
    let mut stage = showing(&folder);
    for row in [2, 3] {
        stage.secondary_click_at(place(&stage, row, 1.0));
        assert!(!stage.find(Role::Button, "Find this Ctrl+F3").enabled, "{row}");
        assert!(!stage.find(Role::Button, "Highlight this").enabled, "{row}");
        stage.key(NONE, Key::Escape);
    }
    stage.key(CTRL, Key::A);
    for action in ["search.this", "rules.this"] {
        let n = stage.app().settings().rules.len();
        stage.perform(action);
        assert!(pattern(&stage).is_none() && stage.app().settings().rules.len() == n, "{action}");
    }
    stage.perform(PaneMsg::Home);
    stage.key(SHIFT, Key::ArrowDown);
    stage.perform("search.this");
    assert!(pattern(&stage).is_none());
}

#[test]
fn a_byte_that_is_pressed_is_what_its_menu_is_about() {
    let folder = Folder::new();
    let mut stage = showing(&folder);
    stage.key(CTRL, Key::Num2);
    stage.frames(2);
    let row = stage.row_nodes()[1].rect;
    stage.secondary_click_at(row.left_center() + vec2(260.0, 0.0));
    let at = stage.front().cursor().0;
    assert!((16..32).contains(&at), "{at}");
    stage.press("Mark this row Ctrl+B");
    stage.frames(2);
    assert_eq!(stage.front().doc.marks().len(), 1);
}

#[test]
fn a_tab_s_menu_copies_its_path_and_names_what_it_does() {
    let folder = Folder::new();
    let mut stage = showing(&folder);
    let tab = stage.find(Role::Tab, "Tab a.txt").rect.center();
    stage.secondary_click_at(tab);
    for entry in ["Split right Ctrl+\\", "Split down", "Show in folder", "Close tab Ctrl+W"] {
        assert!(stage.find(Role::Button, entry).enabled, "{entry}");
    }
    assert!(!stage.find(Role::Button, "Close the other tabs").enabled, "there is no other");
    stage.press("Copy path");
    assert_eq!(stage.copied, [folder.path("a.txt").display().to_string()]);
}

#[test]
fn a_recent_file_s_menu_opens_it_and_copies_its_path() {
    let folder = Folder::new();
    let path = folder.file("old.log", "old\n");
    let recent = Recent {
        path: path.clone(),
        size_bytes: 4,
        opened: 1,
        top: 0,
        view: None,
        dialect: Default::default(),
        line: None,
        head: None,
        marks: Vec::new(),
    };
    let mut stage = Stage::with(Settings { recent: vec![recent], ..Settings::default() }, 1000.0, 700.0);
    let row = stage.find(Role::Button, "Open old.log").rect.center();
    stage.secondary_click_at(row);
    stage.press("Copy path");
    assert_eq!(stage.copied, [path.display().to_string()]);
    stage.secondary_click_at(row);
    stage.press("Open");
    stage.until_said("1 old");
}

#[test]
fn rules_are_not_added_beyond_the_most_that_are_kept() {
    let folder = Folder::new();
    let mut stage = showing(&folder);
    let most = gander::doc::rules::MOST_RULES;
    stage.perform(AppMsg::SetRules(vec![gander::doc::rules::Rule::new(); most]));
    stage.perform("rules.this");
    stage.frames(3);
    stage.must_say("remove one first");
    assert_eq!(stage.app().settings().rules.len(), most);
}

#[test]
fn lines_of_the_list_the_strip_and_figures_have_menus_of_their_own() {
    let folder = Folder::new();
    let text: String = (1..=5000).map(|nr| format!("line {nr}\n")).collect();
    let mut stage = Stage::tall();
    stage.open(&folder.file("a.txt", text));
    stage.until_scanned();
    stage.perform(PaneMsg::Search(gander::search::Pattern::fixed("line 4")));
    stage.until("lines are listed", |stage| {
        stage.seen().iter().filter(|seen| seen.role == Role::ListItem).count() > 4
    });
    let place = |stage: &Stage, role: Role, starts: &str| {
        let found = stage.seen().into_iter().find(|seen| seen.role == role && seen.text.starts_with(starts));
        found.unwrap_or_else(|| panic!("there is no {role:?} “{starts}…”")).rect.center()
    };
    for (role, starts, offered) in [
        (Role::ListItem, "Match", ["Go here", "Copy selected lines of the list", "Save matching lines…"]),
        (Role::Link, "9 bytes", ["Go here", "Copy summary", "Export summary…"]),
        (Role::Slider, "Place in the file", ["Go to…", "Go here", "End of file"]),
    ] {
        let at = place(&stage, role, starts);
        stage.secondary_click_at(at);
        let buttons: Vec<String> = stage
            .seen()
            .into_iter()
            .filter(|seen| seen.role == Role::Button && seen.enabled)
            .map(|seen| seen.text)
            .collect();
        for entry in offered {
            assert!(buttons.iter().any(|one| one.starts_with(entry)), "{role:?}: {entry} in {buttons:?}");
        }
        if role == Role::Slider {
            stage.press("Go here");
            stage.frames(30);
            let middle = stage.rows()[stage.rows().len() / 2].clone();
            let nr: usize = middle.split(' ').next().and_then(|nr| nr.parse().ok()).expect("a number");
            assert!((2300..2700).contains(&nr), "{middle}");
        } else {
            stage.key(NONE, Key::Escape);
            stage.frames(2);
        }
    }
}
