//! What a screen reader meets: every control has a name, a role and its state; rows are rows, cells are
//! cells, and the cursor is in one of them; what happens is announced.
#![cfg(test)]

use super::rooms::{rich, tour};
use super::stage::{CTRL, Folder, NONE, Role, Stage, numbered};
use egui::Key;
use egui::accesskit::{Action, Live, Toggled};
use egui_kittest::kittest::NodeT;
use gander::search::Pattern;
use gander::view::PaneMsg;

/// Roles of what holds others, or is none of its own.
const NO_CONTROLS: [Role; 4] = [Role::GenericContainer, Role::Unknown, Role::Window, Role::TextRun];

/// What is wrong with what can be pressed, typed into or given the keyboard.
fn faults(stage: &Stage) -> Vec<String> {
    let mut faults = Vec::new();
    for node in stage.harness.root().children_recursive() {
        let consumer = node.accesskit_node();
        let can = |action| consumer.data().supports_action(action);
        if !can(Action::Click) && !can(Action::Focus) {
            continue;
        }
        let role = consumer.role();
        let name = if role == Role::Label { consumer.value() } else { consumer.label() }.unwrap_or_default();
        let lacks_state = match role {
            Role::CheckBox => consumer.toggled().is_none(),
            Role::RadioButton | Role::Tab => consumer.toggled().is_none() && consumer.is_selected().is_none(),
            _ => false,
        };
        if name.trim().is_empty() || NO_CONTROLS.contains(&role) || lacks_state {
            faults.push(format!("{role:?} “{name}” at {:?}, lacks a state: {lacks_state}", node.rect()));
        }
    }
    faults
}

#[test]
fn every_control_of_every_panel_dialog_and_menu_has_its_name_its_role_and_its_state() {
    let folder = Folder::new();
    let mut found = Vec::new();
    let mut note = |stage: &mut Stage, what: &str| {
        stage.frames(3);
        found.extend(faults(stage).into_iter().map(|fault| format!("{what}: {fault}")));
    };
    let mut stage = rich(&folder, [1366.0, 768.0], 1.0);
    tour(&mut stage, "of a log", &mut note);
    stage.perform("pane.split-other");
    note(&mut stage, "two panes");
    stage.key(CTRL, Key::W);
    stage.key(CTRL, Key::W);
    note(&mut stage, "the start page");
    let mut stage = Stage::new();
    stage.open(&folder.file("table.csv", "id,name\n1,Anna\n2,Bert\n3\n"));
    note(&mut stage, "a table");
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

/// What the node of this role and name says about itself: whether it is selected.
fn is_selected(stage: &Stage, role: Role, name: &str) -> Option<bool> {
    let all = stage.harness.root().children_recursive();
    let mut nodes = all.map(|node| node.accesskit_node()).filter(|node| node.role() == role);
    let found = nodes.find(|node| node.label().is_some_and(|label| label.contains(name)));
    found.unwrap_or_else(|| panic!("there is no {role:?} “{name}”")).is_selected()
}

/// The name of the row or cell that has the cursor of the view of this name.
fn cursor_in(stage: &Stage, view: &str) -> Option<String> {
    let all = stage.harness.root().children_recursive();
    let view = all.map(|node| node.accesskit_node()).find(|node| node.label().as_deref() == Some(view));
    view?.active_descendant()?.label()
}

#[test]
fn rows_and_cells_say_which_of_them_has_the_cursor_and_which_is_selected() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(40)));
    stage.frames(2);
    assert_eq!(cursor_in(&stage, "Text of the file").as_deref(), Some("1 line 1"));
    stage.key(NONE, Key::ArrowDown);
    assert_eq!(cursor_in(&stage, "Text of the file").as_deref(), Some("2 line 2"));
    stage.key(super::stage::SHIFT, Key::ArrowDown);
    let selected = |name: &str| is_selected(&stage, Role::Row, name);
    assert_eq!((selected("line 2"), selected("line 30")), (Some(true), Some(false)));

    stage.perform("hex");
    stage.until_read();
    stage.frames(2);
    stage.go_to("@0x12");
    stage.frames(2);
    assert_eq!(cursor_in(&stage, "Bytes of the file").as_deref(), Some("20"));

    let mut stage = Stage::new();
    stage.open(&folder.file("table.csv", "id,name\n1,Anna\n2,Bert\n3,Cleo\n"));
    stage.until("the table is shown", |stage| stage.front().view() == "table");
    stage.until_read();
    stage.go_to("3");
    stage.frames(2);
    assert_eq!(cursor_in(&stage, "Cells of the table").as_deref(), Some("id: 2"));
    stage.key(NONE, Key::ArrowRight);
    stage.frames(2);
    assert_eq!(cursor_in(&stage, "Cells of the table").as_deref(), Some("name: Bert"));
    assert_eq!(is_selected(&stage, Role::Cell, "name: Bert"), Some(true));
    assert_eq!(is_selected(&stage, Role::Cell, "name: Anna"), Some(false));
}

#[test]
fn what_a_search_finds_and_what_a_message_says_is_announced() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(40)));
    stage.perform(PaneMsg::Search(Pattern::fixed("line 3")));
    stage.until_said("of 11");
    stage.frames(2);
    let live = |stage: &Stage, text: &str| {
        let all = stage.harness.root().children_recursive();
        let nodes = all.map(|node| node.accesskit_node());
        let mut said = nodes.filter(|node| node.value().is_some_and(|value| value.contains(text)));
        said.any(|node| node.live() != Live::Off)
    };
    assert!(live(&stage, "of 11"));
    let text = gander::messages::Text::verbatim("Something has happened.");
    stage.harness.state_mut().app_mut().toast(text, true);
    stage.frames(2);
    assert!(live(&stage, "Something has happened."));
}

#[test]
fn a_toggle_says_whether_it_is_on() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(40)));
    stage.key(CTRL, Key::F);
    stage.frames(2);
    let toggled = |stage: &Stage| {
        let all = stage.harness.root().children_recursive();
        let mut nodes = all.map(|node| node.accesskit_node());
        nodes.find(|node| node.label().as_deref() == Some("Match case")).and_then(|node| node.toggled())
    };
    let before = toggled(&stage).expect("it has a state");
    let button = stage.seen().into_iter().find(|seen| seen.text == "Match case").expect("it is there");
    stage.click_at(button.rect.center(), NONE);
    stage.frames(2);
    let expected = if before == Toggled::True { Toggled::False } else { Toggled::True };
    assert_eq!(toggled(&stage), Some(expected));
}
