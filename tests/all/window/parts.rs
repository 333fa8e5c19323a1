//! Part of a file as a document of its own.
#![cfg(test)]

use super::stage::{Folder, Stage, numbered};
use gander::base::{Offset, Span};
use gander::view::PaneMsg;

#[test]
fn what_is_selected_opens_as_a_document_of_its_own_that_says_where_it_stands() {
    let folder = Folder::new();
    let text = numbered(2000);
    let mut stage = Stage::tall();
    stage.open(&folder.file("long.log", &text));
    stage.until_scanned();
    let span = Span { start: Offset(8000), end: Offset(18_000) };
    stage.perform(PaneMsg::Select(span));
    stage.perform(super::stage::Ask::Act("edit.open-selection"));
    stage.until("it is open", |stage| stage.front().file().is_some_and(|file| file.len() == 10_000));
    stage.until_scanned();
    stage.must_say("long.log [0x1F40 + 9.77 KiB]");
    let line = text[8000..].lines().next().expect("a line");
    assert!(stage.rows()[0].ends_with(line), "{}", stage.rows()[0]);
    stage.go_to("@0x10");
    stage.until_said("@ 0x0010 · 0x1F50 in the file");
    // It is a part of what is open: the whole is in its tab as before.
    assert_eq!(stage.app().docs().len(), 2);
}
