//! The map of the file: what it shows, what it says of a block and of a range, where a press goes, and
//! that what is saved is what the blocks hold.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, Role, SHIFT, Seen, Stage, Tab, without_summary};
use egui::{Event, Key, Pos2, Rect, pos2, vec2};
use gander::app::settings::StripColours;
use gander::app::tasks::Reply;
use gander::base::units::{len_u64, to_usize};
use gander::base::{Offset, Span};
use gander::scan::blocks::{BlockMap, ContentClass};
use gander::view::PaneMsg;
use gander::view::filemap::{Curve, Grid, Lens, colours};
use std::path::Path;

const KIB: usize = 1024;

/// Zeros, text, and bytes as if by chance: 128 KiB of each, and some of a last block.
fn mixed() -> Vec<u8> {
    let mut state = 7_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    let mut bytes = vec![0; 128 * KIB];
    bytes.extend(b"a line of text, and what it says\n".iter().cycle().take(128 * KIB));
    bytes.extend((0..128 * KIB + 77).map(|_| random()));
    bytes
}

fn map_of(path: &Path) -> Stage {
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(path);
    stage.key(CTRL, Key::Num5);
    until_mapped(&mut stage);
    stage
}

fn until_mapped(stage: &mut Stage) {
    stage.until("the map is complete", |stage| {
        let doc = stage.front().doc;
        doc.scans().blocks().is_some_and(|map| map.span().len() == doc.len())
            && doc.scans().running().is_none()
    });
    stage.frames(3);
}

/// The picture, as it is named.
#[track_caller]
fn picture(stage: &Stage) -> Seen {
    let is_map = |seen: &Seen| seen.role == Role::Image && seen.text.starts_with("Map of the file");
    stage.seen().into_iter().find(is_map).expect("there is a map")
}

fn grid(stage: &Stage) -> Grid {
    let front = stage.front();
    front.file_map().expect("it is the map").grid(front.doc).expect("it has room")
}

/// The middle of the cell that holds a byte.
#[track_caller]
fn cell(stage: &Stage, at: u64) -> Pos2 {
    let grid = grid(stage);
    let (x, y) = grid.place(grid.cell_of(Offset(at)).expect("it is in sight"));
    let pixels = |n: usize| gander::base::units::px(n);
    let size = vec2(pixels(grid.cell), pixels(grid.height));
    picture(stage).rect.min + (vec2(pixels(x), pixels(y)) + vec2(0.5, 0.5)) * size
}

fn hover(stage: &mut Stage, at: Pos2) {
    stage.events(vec![Event::PointerMoved(at)]);
    stage.frames(4);
}

#[test]
fn the_map_says_what_it_shows_and_its_switches_change_that() {
    let folder = Folder::new();
    let mut stage = map_of(&folder.file("mixed.bin", mixed()));
    let said = |stage: &Stage| picture(stage).text;
    assert_eq!(said(&stage), "Map of the file: 1,537 cells of 256 bytes by Content, 100.0 % read");
    for class in ["zeros", "text", "compressed or encrypted", "not read yet"] {
        stage.must_say(class);
    }
    stage.must_say("256 bytes a cell · complete");
    stage.press("Entropy");
    assert!(said(&stage).contains("by Entropy"), "{}", said(&stage));
    stage.must_say("as random bytes");
    stage.press("Lines");
    assert!(said(&stage).contains("by Lines"), "{}", said(&stage));
    stage.must_say("short lines");
    stage.press("Hilbert");
    assert_eq!(stage.front().file_map().expect("it is shown").curve(), Curve::Hilbert);
    let curved = grid(&stage);
    assert!(curved.columns.is_power_of_two() && curved.rows.is_power_of_two());
    stage.press("Rows");
    stage.perform("filemap.class");
    assert!(said(&stage).contains("by Content"));
    assert!(!stage.find(Role::Button, "Whole file").enabled);
}

#[test]
fn a_block_under_the_pointer_says_where_it_is_and_what_it_holds() {
    let folder = Folder::new();
    let mut stage = map_of(&folder.file("mixed.bin", mixed()));
    for (at, class) in [(70_000_u64, "zeros"), (200_000, "text"), (300_000, "compressed or encrypted")] {
        let place = cell(&stage, at);
        hover(&mut stage, place);
        let start = Offset(at / 256 * 256);
        stage.must_say(&format!("{start} – {}", start + 255));
        stage.must_say(&format!("{class} · "));
        stage.must_say("distinct value");
    }
    stage.must_say("% high");
}

#[test]
fn a_press_moves_the_cursor_of_linked_panes_and_a_second_one_goes_there() {
    let folder = Folder::new();
    let mut stage = map_of(&folder.file("mixed.bin", mixed()));
    stage.perform("pane.split-other");
    let other = stage.app().focused_id().expect("it is in front");
    stage.perform(Tab(0));
    stage.frames(3);
    let at = 300_032;
    let place = cell(&stage, at);
    stage.click_at(place, NONE);
    let start = Offset(at / 256 * 256);
    assert_eq!(stage.front().cursor(), start);
    let linked = stage.app().pane(other).expect("it is there");
    assert_eq!(linked.cursor(), start);
    assert!(linked.pane.viewport().shows_cursor(linked.doc, linked.focus));
    assert_eq!(stage.front().view(), "filemap");
    // The other pane moves it on, and the map stays what it is.
    stage.perform(Tab(1));
    stage.perform(PaneMsg::ShowPlace(Offset(5)));
    stage.perform(Tab(0));
    assert_eq!((stage.front().view(), stage.front().cursor()), ("filemap", Offset(5)));
    stage.frames(2);
    let place = cell(&stage, 140_000);
    stage.double_click_at(place);
    assert_ne!(stage.front().view(), "filemap");
    assert_eq!(stage.front().cursor(), Offset(140_000 / 256 * 256));
}

#[test]
fn keys_move_from_cell_to_cell_zoom_to_single_bytes_and_go_there() {
    let folder = Folder::new();
    let bytes = mixed();
    let mut stage = map_of(&folder.file("mixed.bin", &bytes));
    let row = len_u64(grid(&stage).columns) * 256;
    for (key, to) in [
        (Key::ArrowRight, 256),
        (Key::ArrowDown, 256 + row),
        (Key::ArrowDown, 256 + 2 * row),
        (Key::ArrowLeft, 2 * row),
        (Key::ArrowUp, row),
    ] {
        stage.key(NONE, key);
        assert_eq!(stage.front().cursor(), Offset(to), "{key:?}");
    }
    stage.key(SHIFT, Key::ArrowRight);
    assert_eq!(stage.front().selection(), Span::at(Offset(row), 256));
    stage.key(NONE, Key::Escape);
    assert!(stage.front().selection().is_empty());
    let mut last = grid(&stage).span().len();
    while grid(&stage).shift > 0 {
        stage.key(NONE, Key::Plus);
        let grid = grid(&stage);
        assert!(grid.span().len() < last, "{grid:?}");
        assert!(grid.span().contains(Offset(row)));
        last = grid.span().len();
    }
    stage.until("its bytes are read", |stage| {
        let (front, grid) = (stage.front(), grid(stage));
        front.file_map().expect("it is the map").fine_of(front.doc, &grid).is_some()
    });
    let fine = {
        let (front, grid) = (stage.front(), grid(&stage));
        front.file_map().expect("it is the map").fine_of(front.doc, &grid).expect("it was read").clone()
    };
    let span = fine.span();
    assert_eq!(fine, BlockMap::of(&bytes[to_usize(span.start.0)..to_usize(span.end.0)], span.start, 0));
    stage.must_say("1 byte a cell");
    stage.key(NONE, Key::Minus);
    assert!(grid(&stage).span().len() > last);
    stage.key(NONE, Key::Home);
    assert_eq!(grid(&stage).span().len(), len_u64(bytes.len()));
    stage.key(NONE, Key::Enter);
    assert_ne!(stage.front().view(), "filemap");
    assert_eq!(stage.front().cursor(), Offset(row));
}

#[test]
fn the_wheel_zooms_in_around_the_pointer_and_the_bar_moves_on() {
    let folder = Folder::new();
    let mut stage = map_of(&folder.file("mixed.bin", mixed()));
    let at = 290_000;
    let place = cell(&stage, at);
    for _ in 0..6 {
        stage.wheel(place, vec2(0.0, 60.0));
        assert!(grid(&stage).span().contains(Offset(at)), "{:?}", grid(&stage));
    }
    assert!(stage.front().file_map().is_some_and(|map| map.is_zoomed()));
    let before = grid(&stage).span();
    stage.key(NONE, Key::PageDown);
    assert!(grid(&stage).span().start > before.start);
    let bar = stage.find(Role::Slider, "Place of the picture in the file").rect;
    stage.click_at(pos2(bar.center().x, bar.bottom() - 1.0), NONE);
    assert_eq!(grid(&stage).span().end, Offset(len_u64(mixed().len())));
    for _ in 0..20 {
        stage.wheel(place, vec2(0.0, -60.0));
    }
    assert!(!stage.front().file_map().is_some_and(|map| map.is_zoomed()));
}

#[test]
fn a_dragged_range_is_studied_by_itself_against_the_file() {
    let folder = Folder::new();
    let bytes = mixed();
    let mut stage = map_of(&folder.file("mixed.bin", &bytes));
    let (from, to) = (131_072, 262_000);
    let (start, end) = (cell(&stage, from), cell(&stage, to));
    stage.drag(start, &[start + vec2(9.0, 0.0), end], NONE);
    let selected = Span { start: Offset(from), end: Offset((to / 256 + 1) * 256) };
    assert_eq!(stage.front().selection(), selected);
    stage.until_said("Histogram: ");
    stage.must_say("Selected range");
    stage.must_say(&format!("{} – {}", selected.start, selected.end.back(1)));
    let part = &bytes[to_usize(selected.start.0)..to_usize(selected.end.0)];
    let newlines = part.iter().filter(|&&byte| byte == b'\n').count();
    assert_eq!(stage.beside("Line feeds"), gander::base::human::grouped(len_u64(newlines)));
    let spaces = part.iter().filter(|&&byte| byte == b' ').count();
    stage.must_say(&format!(
        "Histogram: 20 is the most common byte, {} times",
        gander::base::human::grouped(len_u64(spaces))
    ));
    assert_eq!(stage.beside("Looks like"), "text");
    let bits = BlockMap::of(part, Offset(0), 30).whole().entropy();
    assert_eq!(stage.beside("Entropy, bits"), format!("{bits:.3}"));
    stage.must_say("Pairs of bytes: ");
    stage.must_say("Entropy of its blocks: ");
    stage.press("Close the range");
    assert!(stage.front().selection().is_empty() && !stage.says("Selected range"));
}

/// Draws frames until something was said about saving.
fn until_told(stage: &mut Stage, path: &Path) {
    let said = format!("The map was saved to “{}”", path.display());
    stage.until("it is saved", |stage| {
        stage.app().toasts().iter().any(|toast| toast.text.to_string().contains(&said))
    });
}

#[test]
fn the_pixels_of_a_saved_picture_and_the_rows_of_a_saved_table_are_the_blocks_figures() {
    let folder = Folder::new();
    let bytes = mixed();
    let mut stage = map_of(&folder.file("mixed.bin", &bytes));
    let map = BlockMap::of(&bytes, Offset(0), 8);
    for (curve, lens, name) in
        [("filemap.rows", Lens::Class, "a.png"), ("filemap.hilbert", Lens::Entropy, "b.png")]
    {
        stage.perform(curve);
        stage.perform(if lens == Lens::Class { "filemap.class" } else { "filemap.entropy" });
        let path = folder.path(name);
        stage.will_answer(Reply::SaveTo(path.clone()));
        stage.perform("filemap.save");
        until_told(&mut stage, &path);
        let mut reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&path).unwrap()))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height), (64, if lens == Lens::Class { 25 } else { 32 }));
        let opaque: Vec<&[u8]> = pixels.chunks(4).filter(|pixel| pixel[3] == 255).collect();
        assert_eq!(opaque.len(), map.blocks(8).count());
        for (nr, block) in map.blocks(8).enumerate() {
            let (x, y) = match lens {
                Lens::Class => (nr % 64, nr / 64),
                _ => {
                    let (x, y) = gander::view::filemap::hilbert::place(6, nr);
                    (y, x)
                }
            };
            let at = (y * 64 + x) * 4;
            assert_eq!(pixels[at..at + 3], colours::of_block(lens, &block, true), "block {nr} of {name}");
        }
    }
    assert_eq!(stage.save_request().name, "mixed-map.png");
    let path = folder.path("a.csv");
    stage.will_answer(Reply::SaveTo(path.clone()));
    stage.perform("filemap.save");
    until_told(&mut stage, &path);
    let csv = std::fs::read_to_string(&path).unwrap();
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("offset,bytes,entropy,nul,control,printable,high,newlines,distinct"));
    for (nr, (line, block)) in lines.by_ref().zip(bytes.chunks(256)).enumerate() {
        let count = |is: &dyn Fn(u8) -> bool| block.iter().filter(|&&byte| is(byte)).count();
        let fields: Vec<&str> = line.split(',').collect();
        let expected = [
            nr * 256,
            block.len(),
            count(&|byte| byte == 0),
            count(&|byte| byte == 127 || (1..32).contains(&byte)),
            count(&|byte| (32..127).contains(&byte)),
            count(&|byte| byte > 127),
            count(&|byte| byte == 10),
            (0..=255).filter(|value| block.contains(value)).count(),
        ];
        let found = [0, 1, 3, 4, 5, 6, 7, 8].map(|column| fields[column].parse::<usize>().unwrap());
        assert_eq!(found, expected);
        let bits = crate::twins::entropy(&crate::twins::histogram(block));
        assert!((fields[2].parse::<f64>().unwrap() - bits).abs() < 0.001, "{line}");
    }
    assert_eq!(csv.lines().count(), 1 + bytes.len().div_ceil(256));
}

#[test]
fn the_strip_beside_text_has_the_colours_of_the_map_on_request() {
    let folder = Folder::new();
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(&folder.file("mixed.bin", mixed()));
    stage.until_scanned();
    stage.key(CTRL, Key::Num1);
    assert_eq!(stage.app().settings().strip, StripColours::Lines);
    assert!(stage.front().doc.scans().blocks().is_none(), "nothing shows blocks yet");
    stage.perform("strip.class");
    until_mapped(&mut stage);
    let whole = stage.front().doc.scans().blocks().expect("it is known").whole();
    assert_eq!(ContentClass::of(&whole), ContentClass::Code);
    for key in [Key::Num2, Key::Num1] {
        stage.perform("strip.entropy");
        stage.key(CTRL, key);
        stage.until_read();
    }
    assert_eq!(stage.app().settings().strip, StripColours::Entropy);
}

#[test]
fn a_map_has_room_in_a_small_window_and_of_a_tiny_or_an_empty_file() {
    let folder = Folder::new();
    for (name, bytes) in
        [("empty", Vec::new()), ("one", vec![7]), ("few", b"few\n".to_vec()), ("mixed", mixed())]
    {
        let mut stage = Stage::with(without_summary(), 640.0, 400.0);
        let path = folder.file(name, &bytes);
        stage.perform(gander::app::AppMsg::Open(vec![path]));
        stage.until("it is open", |stage| stage.front().file().is_some());
        stage.key(CTRL, Key::Num5);
        stage.frames(4);
        if bytes.is_empty() {
            continue;
        }
        until_mapped(&mut stage);
        let rect: Rect = picture(&stage).rect;
        assert!(rect.width() > 300.0 && rect.height() > 100.0, "{rect:?}");
        for curve in ["filemap.hilbert", "filemap.rows"] {
            stage.perform(curve);
            stage.frames(2);
            assert_eq!(grid(&stage).span().len(), len_u64(bytes.len()));
        }
        stage.key(CTRL, Key::A);
        stage.key(NONE, Key::ArrowRight);
    }
}
