//! The structure of a file: a tree by keys and by the pointer, its bytes lit, and what begins inside of it.
#![cfg(test)]

use super::stage::{CTRL, CTRL_SHIFT, Folder, NONE, Role, Seen, Stage};
use egui::{Event, Key, vec2};
use gander::app::tasks::Reply;
use gander::base::{Offset, Span};
use gander::doc::structure::StructureState;

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let sum = crc32fast::hash(&[kind.as_slice(), data].concat());
    let len = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&len[..], kind, data, &sum.to_be_bytes()].concat()
}

/// A picture of so many chunks, with a comment.
pub(super) fn png(n: usize) -> Vec<u8> {
    let mut all = b"\x89PNG\r\n\x1A\n".to_vec();
    all.extend(chunk(b"IHDR", b"\0\0\0\x07\0\0\0\x05\x08\x02\0\0\0"));
    all.extend(chunk(b"tEXt", b"Comment\0a comment"));
    (0..n).for_each(|_| all.extend(chunk(b"IDAT", b"nothing")));
    all.extend(chunk(b"IEND", b""));
    all
}

fn items(stage: &Stage) -> Vec<Seen> {
    stage.seen().into_iter().filter(|seen| seen.role == Role::TreeItem).collect()
}

#[track_caller]
fn item(stage: &Stage, begins: &str) -> Seen {
    let all = items(stage);
    let found = all.iter().find(|seen| seen.text.starts_with(begins));
    found.cloned().unwrap_or_else(|| panic!("no row begins with {begins:?}: {all:#?}"))
}

fn until_read(stage: &mut Stage) {
    stage.until("the structure is read", |stage| {
        let structure = stage.front().doc.structure();
        !structure.is_reading() && !matches!(structure.state(), StructureState::Unread)
    });
    stage.frames(2);
}

/// A window with the structure of a file.
fn structure_of(folder: &Folder, name: &str, bytes: &[u8]) -> Stage {
    let mut stage = Stage::new();
    stage.open(&folder.file(name, bytes));
    stage.key(CTRL, Key::Num2);
    stage.key(CTRL_SHIFT, Key::K);
    until_read(&mut stage);
    stage
}

#[test]
fn the_tree_opens_by_keys_and_enter_selects_the_bytes() {
    let folder = Folder::new();
    let mut stage = structure_of(&folder, "a.png", &png(1));
    item(&stage, "PNG: picture 0x0000");
    assert_eq!(item(&stage, "IHDR").text, "IHDR 0x0008 25 13");
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowRight] {
        stage.key(NONE, key);
    }
    assert_eq!(item(&stage, "width").text, "width 0x0010 4 u32be 7");
    assert_eq!(item(&stage, "CRC").text.split(' ').next_back(), Some("right"));
    assert_eq!(stage.front().doc.lit(), Some(Span::at(Offset(8), 25)));
    // Into the first field, and down to the width.
    for key in [Key::ArrowRight, Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        stage.key(NONE, key);
    }
    assert_eq!(stage.front().selection(), Span::at(Offset(16), 4));
    assert_eq!(stage.front().doc.lit(), Some(Span::at(Offset(16), 4)));
    // Out again, twice: to the chunk, which then closes.
    stage.key(NONE, Key::ArrowLeft);
    stage.key(NONE, Key::ArrowLeft);
    assert!(items(&stage).iter().all(|seen| !seen.text.starts_with("width")));
    stage.key(NONE, Key::Escape);
    assert!(items(&stage).is_empty());
    stage.frame();
    assert_eq!(stage.front().doc.lit(), None, "nothing is lit without the panel");
}

#[test]
fn the_pointer_lights_bytes_and_a_press_goes_there() {
    let folder = Folder::new();
    let mut stage = structure_of(&folder, "a.png", &png(1));
    let row = item(&stage, "tEXt").rect;
    stage.events(vec![Event::PointerMoved(row.center())]);
    stage.frames(3);
    let span = Span::at(Offset(33), 12 + 17);
    assert_eq!(stage.front().doc.lit(), Some(span));
    stage.click_at(row.center(), NONE);
    assert_eq!(stage.front().selection(), span);
    // A press on the triangle opens it.
    stage.click_at(row.left_center() + vec2(10.0 + 14.0 + 5.0, 0.0), NONE);
    stage.frame();
    assert!(item(&stage, "text").text.ends_with("a comment"));
}

#[test]
fn a_long_list_comes_by_pages() {
    let folder = Folder::new();
    let mut stage = structure_of(&folder, "a.png", &png(1200));
    for page in 1..3 {
        stage.key(NONE, Key::End);
        stage.frames(2);
        let last = item(&stage, "… more").rect;
        stage.click_at(last.center(), NONE);
        until_read(&mut stage);
        let n = stage.front().doc.structure().n_rows();
        assert_eq!(n, [0, 1003, 1205][page]);
    }
    stage.key(NONE, Key::End);
    stage.frames(2);
    item(&stage, "IEND");
    assert!(items(&stage).len() < 60, "only rows in sight are drawn");
}

#[test]
fn what_is_unknown_says_what_is_known_and_what_changes_is_read_anew() {
    let folder = Folder::new();
    let mut stage = structure_of(&folder, "a.bin", b"nothing that is known\n");
    stage.must_say("begins as none of the known formats does");
    stage.must_say("ZIP: archive");
    std::fs::write(folder.path("new.bin"), png(2)).unwrap();
    std::fs::rename(folder.path("new.bin"), folder.path("a.bin")).unwrap();
    stage.until("the new file's structure is read", |stage| {
        items(stage).iter().any(|seen| seen.text.starts_with("PNG"))
    });
}

#[test]
fn files_inside_are_found_read_and_saved() {
    let folder = Folder::new();
    let picture = png(3);
    let bytes = [&[b'.'; 5000][..], &picture, &[b'.'; 3000], b"%PDF-1.4 and so on"].concat();
    let mut stage = structure_of(&folder, "a.bin", &bytes);
    stage.press("Find what begins inside of this file: pictures, archives, programs");
    stage.until_said("Found inside: 2 beginnings");
    assert_eq!(item(&stage, "PNG 0x").text, "PNG 0x1388");
    let row = item(&stage, "PNG 0x").rect;
    stage.click_at(row.center(), NONE);
    assert_eq!(stage.front().selection().start, Offset(5000));
    // Saved is as much as the picture says that it is.
    let target = folder.path("saved.png");
    stage.will_answer(Reply::SaveTo(target.clone()));
    stage.perform("structure.save");
    stage.until("it is saved", |_| target.exists());
    assert_eq!(std::fs::read(&target).unwrap(), picture);
    stage.double_click_at(row.center());
    until_read(&mut stage);
    item(&stage, "PNG: picture 0x1388");
    stage.press("Show what the file says about itself from its start");
    until_read(&mut stage);
    stage.must_say("As a whole it is of no known format.");
}
