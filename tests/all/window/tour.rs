//! The whole tour by keyboard alone: nothing here knows where anything is on the screen.
#![cfg(test)]

use super::keyboard::focused;
use super::stage::{CTRL, CTRL_SHIFT, Folder, NONE, Role, SHIFT, Stage, without_summary};
use egui::Key;
use gander::app::docks::PanelId;
use gander::app::tasks::Reply;
use gander::doc::rules::RuleKind;

#[test]
fn a_file_is_opened_searched_refined_copied_from_marked_split_and_exported_by_keyboard_alone() {
    let folder = Folder::new();
    let level = |nr: usize| if nr.is_multiple_of(10) { "ERROR" } else { "INFO" };
    let line = |nr: usize| format!("{} db-{:02} took {nr} us\n", level(nr), nr % 7);
    let text: String = (1..=2000).map(line).collect();
    let path = folder.file("app.log", &text);
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);

    // Open: the box for a path.
    stage.key(CTRL_SHIFT, Key::O);
    stage.until("the box is there", |stage| stage.app().path_box().is_some());
    stage.frames(2);
    stage.type_text(path.to_str().expect("it is UTF-8"));
    stage.key(NONE, Key::Enter);
    stage.until_said("1 INFO db-01 took 1 us");
    stage.until_scanned();

    // Go to.
    stage.key(CTRL, Key::G);
    stage.type_text("500");
    stage.key(NONE, Key::Enter);
    stage.until_said("Ln 500 Col 1");

    // Find, and the next.
    stage.key(CTRL, Key::F);
    stage.type_text("error");
    stage.until_said("of 200");
    stage.key(NONE, Key::F3);
    stage.frames(3);

    // Refine.
    stage.key(CTRL_SHIFT, Key::L);
    stage.type_text("db-03");
    stage.key(NONE, Key::Enter);
    let expected: Vec<&str> =
        text.lines().filter(|line| line.contains("ERROR") && line.contains("db-03")).collect();
    stage.until("the list is refined", |stage| {
        let shown: Vec<String> = stage
            .seen()
            .into_iter()
            .filter(|seen| seen.role == Role::ListItem)
            .map(|seen| seen.text)
            .collect();
        shown.len() >= 3 && shown.iter().all(|row| row.contains("ERROR db-03"))
    });
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert_eq!(stage.app().focused_panel(), Some(PanelId::Results));

    // Walk the list, copy from it.
    stage.key(CTRL, Key::Home);
    stage.key(SHIFT, Key::ArrowDown);
    stage.frames(3);
    stage.copy();
    stage.until("lines are copied", |stage| !stage.copied.is_empty());
    assert_eq!(stage.copied[0], expected[..2].join("\n"));
    stage.key(NONE, Key::End);
    stage.key(NONE, Key::Enter);
    let last = expected.last().expect("there are some");
    let at = text.find(&format!("{last}\n")).expect("it is there");
    let nr = text[..at].matches('\n').count() + 1;
    stage.until_said(&format!("Ln {} Col", gander::base::human::grouped(nr as u64)));

    // Back to the text; mark.
    stage.key(NONE, Key::Escape);
    stage.key(CTRL, Key::B);
    stage.until("it is marked", |stage| stage.front().doc.marks().len() == 1);

    // Rules, and back.
    stage.key(CTRL_SHIFT, Key::H);
    stage.frames(3);
    assert!(stage.app().docks().is_open(PanelId::Rules));
    for _ in 0..60 {
        if focused(&stage) == "Add a pattern" {
            break;
        }
        stage.key(NONE, Key::Tab);
    }
    let n_rules = stage.app().settings().rules.len();
    stage.key(NONE, Key::Enter);
    stage.frames(2);
    // Its field has the keyboard at once.
    stage.type_text("us");
    stage.frames(2);
    let rules = &stage.app().settings().rules;
    assert_eq!(rules.len(), n_rules + 1);
    assert!(matches!(&rules[n_rules].what, RuleKind::Pattern(pattern) if pattern.text == "us"));
    stage.key(CTRL_SHIFT, Key::H);
    stage.frames(3);
    assert!(!stage.app().docks().is_open(PanelId::Rules));

    // Split.
    let panes = stage.app().layout().visible().len();
    stage.key(CTRL, Key::Backslash);
    stage.frames(3);
    assert_eq!(stage.app().layout().visible().len(), panes + 1);

    // Export, by the box in the window: a name is proposed.
    stage.will_answer(Reply::NoDialog);
    stage.key(CTRL, Key::E);
    stage.until("it asks where to", |stage| stage.app().path_box().is_some());
    stage.frames(2);
    stage.key(CTRL, Key::A);
    stage.type_text(folder.path("out.md").to_str().expect("it is UTF-8"));
    stage.key(NONE, Key::Enter);
    stage.until_said("out.md");
    stage.until("it is written", |_| folder.path("out.md").exists());
    let written = std::fs::read_to_string(folder.path("out.md")).expect("it is there");
    assert!(written.contains("2,000"), "{written}");
}
