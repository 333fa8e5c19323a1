//! Escape takes away what lies on top, one thing at a press.
#![cfg(test)]

use super::stage::{ALT, CTRL, Folder, NONE, Stage, numbered};
use egui::Key;
use gander::app::Overlay;
use gander::messages::Text;
use gander::search::Pattern;
use gander::view::PaneMsg;
use std::fs::OpenOptions;
use std::io::Write;
use std::time::Duration;

/// What lies over the view, from the top down.
fn over(stage: &Stage) -> Vec<&'static str> {
    let pane = stage.front();
    let all = [
        ("menu", egui::Popup::is_any_open(&stage.harness.ctx)),
        ("dialog", stage.app().overlay().is_some()),
        ("field", stage.harness.ctx.text_edit_focused() && stage.app().overlay().is_none()),
        ("message", !stage.app().toasts().is_empty()),
        ("question", pane.question().is_some()),
        ("banner", pane.banner().is_some()),
        ("search", pane.searching().is_some()),
    ];
    all.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name).collect()
}

/// Presses Escape until nothing is left; what went each time.
fn taken_away(stage: &mut Stage) -> Vec<&'static str> {
    let mut taken = Vec::new();
    while !over(stage).is_empty() {
        let before = over(stage);
        stage.key(NONE, Key::Escape);
        stage.frames(2);
        let after = over(stage);
        assert_eq!(after[..], before[1..], "of {before:?} one thing goes, the first");
        taken.push(before[0]);
    }
    taken
}

#[test]
fn escape_takes_away_the_topmost_thing_and_nothing_else() {
    let folder = Folder::new();
    let path = folder.file("a.log", numbered(1000));
    let mut stage = Stage::showing(&path);
    stage.perform(PaneMsg::Search(Pattern::fixed("line 3")));
    stage.until_said("of 111");
    // Two changes within a tick of the file system's clock look like one.
    std::thread::sleep(Duration::from_millis(20));
    let mut file = OpenOptions::new().write(true).open(&path).expect("it is there");
    file.write_all(b"LINE").expect("it can be written");
    stage.until("the change is told", |stage| stage.front().banner().is_some());
    let says = |stage: &mut Stage| stage.harness.state_mut().app_mut().toast(Text::verbatim("Done."), false);
    says(&mut stage);
    stage.key(NONE, Key::F1);
    stage.frames(2);
    assert_eq!(stage.app().overlay(), Some(Overlay::Keys));
    assert_eq!(taken_away(&mut stage), ["dialog", "message", "banner", "search"]);
    // A field and a menu come before all that lies beside the text.
    let mut stage = Stage::showing(&folder.file("b.log", numbered(1000)));
    stage.key(CTRL, Key::F);
    stage.type_text("line 4");
    stage.until_said("of 111");
    says(&mut stage);
    stage.frames(2);
    assert_eq!(taken_away(&mut stage), ["field", "message", "search"]);
    // The field for a place, too, leaves the search alone.
    stage.perform(PaneMsg::Search(Pattern::fixed("line 5")));
    stage.until_said("of 111");
    stage.key(CTRL, Key::G);
    stage.frames(2);
    assert_eq!(taken_away(&mut stage), ["field", "search"]);
    says(&mut stage);
    stage.key(ALT, Key::V);
    stage.frames(2);
    assert_eq!(taken_away(&mut stage), ["menu", "message"]);
    assert!(stage.front().file().is_some() && !stage.rows().is_empty());
}

#[test]
fn escape_leaves_more_than_fits_the_clipboard_where_it_is_and_keeps_the_selection() {
    let folder = Folder::new();
    let path = folder.path("zeros.bin");
    std::fs::File::create(&path).and_then(|file| file.set_len(100 << 20)).expect("there is room for a hole");
    let mut stage = Stage::new();
    stage.open(&path);
    stage.perform(PaneMsg::SelectAll);
    let selection = stage.front().selection();
    stage.copy();
    stage.until_said("is selected; the clipboard takes 64.0 MiB.");
    assert_eq!(taken_away(&mut stage), ["question"]);
    assert_eq!(stage.front().selection(), selection);
    assert!(stage.copied.is_empty());
}
