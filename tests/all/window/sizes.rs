//! The window shows the first and last rows of files of every size.
#![cfg(test)]

use super::stage::{CTRL, Folder, Stage};
use crate::trial::longest_file;
use egui::Key;
use gander::view::PaneMsg;
use gander::view::{hex, text};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Opens a file of zeros that ends in a line, and looks at both its ends in both views.
fn check(path: &Path, len: u64) {
    let file = File::create(path).expect("there is room");
    file.set_len(len).expect("it can be that long");
    let text = &b"\nthe end\n"[..usize::try_from(len.min(9)).expect("it is short")];
    file.write_all_at(text, len - text.len() as u64).expect("there is room");
    let last = format!(" {:02X}", text.last().expect("it holds a byte"));
    let mut stage = Stage::new();
    stage.open(path);
    for view in [text::ID, hex::ID] {
        stage.perform(PaneMsg::ShowView(view));
        stage.perform(PaneMsg::End);
        let is_last = |row: &String| match view {
            text::ID => len < 9 || row.ends_with(" the end"),
            _ => row.trim_end().ends_with(&last),
        };
        stage.until("the last row is shown", |stage| stage.rows().last().is_some_and(is_last));
        stage.key(CTRL, Key::A);
        stage.frame();
        assert_eq!(stage.front().selection().len(), len);
        for command in [
            PaneMsg::ScrollPages(1.0),
            PaneMsg::ScrollPages(-1.0),
            PaneMsg::ScrollRows(-0.5),
            PaneMsg::ScrollToShare(0.999_999),
            PaneMsg::ScrollToShare(0.5),
            PaneMsg::Goto("100%".into()),
            PaneMsg::Goto(format!("@{}", len - 1)),
            PaneMsg::Home,
        ] {
            stage.perform(command);
            stage.until("rows are shown", |stage| stage.harness.state().waiting_rows() == 0);
            assert!(!stage.rows().is_empty(), "{len}");
        }
    }
    stage.until_scanned();
}

#[test]
fn files_of_every_size_scroll_to_their_ends() {
    let folder = Folder::new();
    for len in [1, 2, 15, 16, 17, 4095, 4096, 4097, 65_535, 65_536, 65_537, (1 << 32) + 1] {
        check(&folder.path("file"), len);
    }
}

#[test]
fn a_file_as_long_as_the_file_system_allows_scrolls_to_its_end() {
    let folder = Folder::new();
    let path = folder.path("file");
    check(&path, longest_file(&path));
}

#[test]
fn a_file_of_eight_exbibytes_scrolls_to_its_end() {
    // In memory, as most systems have it; ten blocks of it are real.
    let folder = tempfile::tempdir_in("/dev/shm").expect("there is a tmpfs at /dev/shm");
    let path = folder.path().join("file");
    assert_eq!(longest_file(&path), i64::MAX.cast_unsigned());
    check(&path, i64::MAX.cast_unsigned());
}
