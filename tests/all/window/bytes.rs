//! Bytes: every choice of how they are shown, selecting them from–to, going on by the same step, copying.
#![cfg(test)]

use super::stage::{ALT, CTRL, CTRL_SHIFT, Folder, NONE, Role, SHIFT, Seen, Stage, without_summary};
use crate::trial::longest_file;
use egui::{Key, Pos2, vec2};
use egui_kittest::kittest::NodeT;
use gander::base::units::px;
use gander::base::{Offset, Span};
use gander::format::encoding::Encoding;
use gander::view::PaneMsg;
use gander::view::hex::{Base, ByteColours, CharColumn, HexMsg, HexPrefs, HexView, RowLength};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Command;

/// All values, sixteen times.
fn values() -> Vec<u8> {
    (0..=255).cycle().take(4096).collect()
}

/// A window of this width without a summary, that shows a file as bytes.
fn showing(path: &Path, width: f32) -> Stage {
    let mut stage = Stage::with(without_summary(), width, 800.0);
    stage.open(path);
    stage.until_scanned();
    stage.key(CTRL, Key::Num2);
    stage.frames(3);
    stage
}

/// What stands in the character column, row by row.
fn characters(stage: &Stage) -> Vec<String> {
    let all = stage.harness.root().children_recursive();
    let rows = all.filter(|node| node.accesskit_node().role() == Role::Row);
    let mut rows: Vec<(f32, String)> = rows
        .map(|node| {
            (node.rect().top(), node.accesskit_node().data().description().unwrap_or_default().to_owned())
        })
        .collect();
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    rows.into_iter().map(|(_, text)| text).collect()
}

fn prefs(stage: &Stage) -> HexPrefs {
    *stage.front().pane.viewport().hex().expect("there is the view").prefs()
}

fn show_so(stage: &mut Stage, prefs: HexPrefs) {
    stage.perform(PaneMsg::Hex(HexMsg::Set(prefs)));
    stage.frames(3);
}

/// Presses a choice of the bar.
fn choose(stage: &mut Stage, of: &str, name: &str) {
    stage.click(Role::RadioButton, &format!("{of} {name}"));
    stage.frames(3);
}

/// Chooses a line of a menu beside the menu of bytes.
fn choose_in_menu(stage: &mut Stage, submenu: &str, line: &str) {
    stage.press("Bytes");
    stage.frames(2);
    stage.press(submenu);
    stage.frames(2);
    stage.press(line);
    stage.frames(3);
}

#[test]
fn every_choice_of_the_bar_shows_in_the_rows() {
    let folder = Folder::new();
    let mut stage = showing(&folder.file("a.bin", values()), 1200.0);
    stage.press("Options");
    stage.frames(3);
    let starts = |stage: &Stage, nr: usize, row: &str| {
        assert!(stage.rows()[nr].starts_with(row), "{} is not {row}", stage.rows()[nr]);
    };
    for (of, name, row) in [
        ("Group", "2", "00000000 0001 0203 0405 0607  0809 0A0B 0C0D 0E0F"),
        ("Group", "4", "00000000 00010203 04050607  08090A0B 0C0D0E0F"),
        ("Group", "8", "00000000 0001020304050607  08090A0B0C0D0E0F"),
        ("Digits", "Decimal", "00000000 000001002003004005006007  008009010011012013014015"),
        ("Group", "1", "00000000 000 001 002 003 004 005 006 007  008 009 010 011 012 013 014 015"),
        ("Digits", "Octal", "00000000 000 001 002 003 004 005 006 007  010 011 012"),
        ("Digits", "Binary", "00000000 00000000 00000001 00000010"),
        ("Digits", "Hex", "00000000 00 01 02 03 04 05 06 07  08 09 0A 0B 0C 0D 0E 0F"),
    ] {
        choose(&mut stage, of, name);
        starts(&stage, 0, row);
    }
    choose(&mut stage, "Group", "4");
    stage.press("Little-endian");
    stage.frames(3);
    starts(&stage, 0, "00000000 03020100 07060504  0B0A0908 0F0E0D0C");
    choose(&mut stage, "Group", "1");
    starts(&stage, 0, "00000000 00 01 02");
    choose(&mut stage, "Offsets", "Decimal");
    starts(&stage, 1, "      16 10 11 12");
    choose(&mut stage, "Offsets", "Hex");
    starts(&stage, 1, "00000010 10 11 12");
    choose(&mut stage, "Bytes a row", "Fill");
    let row = stage.front().shown_as::<HexView>().expect("it is shown").layout().row();
    assert!(row > 16 && stage.rows()[0].split_whitespace().count() as u64 == row + 1, "{row}");
    choose(&mut stage, "Bytes a row", "16, 8, 4");
    starts(&stage, 1, "00000010 10 11 12");
    assert_eq!(characters(&stage)[4], "@ABCDEFGHIJKLMNO");
    choose(&mut stage, "Characters", "Off");
    assert_eq!(characters(&stage)[4], "");
    choose(&mut stage, "Characters", "ASCII");
    assert_eq!(characters(&stage)[9], "················");
    stage.press("Other…");
    stage.frames(2);
    stage.press("IBM437");
    stage.frames(3);
    assert_eq!(characters(&stage)[9], "ÉæÆôöòûùÿÖÜ¢£¥₧ƒ");
    stage.must_say("IBM437");
    for (name, colours) in
        [("Value", ByteColours::Value), ("None", ByteColours::Plain), ("Class", ByteColours::Class)]
    {
        choose(&mut stage, "Colours", name);
        assert_eq!(prefs(&stage).colours, colours);
    }
    for (name, page) in [("512 bytes", 512), ("4 KiB", 4096), ("64 KiB", 65_536), ("Off", 0)] {
        choose(&mut stage, "Page grid", name);
        assert_eq!(prefs(&stage).page, page);
    }
    stage.press("Hide the options for bytes");
    stage.frames(2);
    assert!(!stage.says("Page grid Off"));
}

#[test]
fn every_line_of_the_menu_is_done_and_ticked() {
    let folder = Folder::new();
    let mut stage = showing(&folder.file("a.bin", values()), 1200.0);
    let is = |change: &dyn Fn(&mut HexPrefs)| {
        let mut prefs = HexPrefs::default();
        change(&mut prefs);
        prefs
    };
    for (submenu, line, expected) in [
        ("Bytes a row", "32 bytes a row", is(&|prefs| prefs.row = RowLength::Fixed(32))),
        ("Groups", "Groups of 2 bytes", is(&|prefs| prefs.group = 2)),
        ("Groups", "Little-endian groups", is(&|prefs| prefs.is_little_endian = true)),
        ("Digits", "Binary digits", is(&|prefs| prefs.base = Base::Binary)),
        ("Characters", "Characters of the file’s encoding", is(&|prefs| prefs.chars = CharColumn::OfFile)),
        ("Offsets", "Decimal offsets", is(&|prefs| prefs.has_decimal_offsets = true)),
        ("Colours", "Colour bytes by value", is(&|prefs| prefs.colours = ByteColours::Value)),
        ("Page grid", "Pages of 4,096 bytes", is(&|prefs| prefs.page = 4096)),
    ] {
        show_so(&mut stage, HexPrefs::default());
        choose_in_menu(&mut stage, submenu, line);
        assert_eq!(prefs(&stage), expected, "{line}");
        stage.press("Bytes");
        stage.frames(2);
        stage.press(submenu);
        stage.frames(2);
        stage.must_say(&format!("✓ {line}"));
        stage.key(NONE, Key::Escape);
        stage.key(NONE, Key::Escape);
        stage.frames(2);
    }
    // Where text is shown there is nothing to choose.
    stage.key(CTRL, Key::Num1);
    stage.press("Bytes");
    stage.frames(2);
    assert!(!stage.find(Role::Button, "Digits").enabled);
}

#[test]
fn rows_grow_and_shrink_by_keys_a_group_at_a_time() {
    let folder = Folder::new();
    let mut stage = showing(&folder.file("a.bin", values()), 1200.0);
    show_so(&mut stage, HexPrefs { group: 4, ..HexPrefs::default() });
    stage.go_to("@0x123");
    stage.frames(3);
    let row = |stage: &Stage| stage.front().shown_as::<HexView>().expect("it is shown").layout().row();
    for (key, expected) in [(Key::Period, 20), (Key::Period, 24), (Key::Comma, 20), (Key::Comma, 16)] {
        stage.key(ALT, key);
        stage.frames(2);
        assert_eq!(row(&stage), expected);
        // The cursor is where it was, and in sight.
        assert_eq!(stage.front().cursor(), Offset(0x123));
        let top = stage.front().top().at.offset();
        assert!(top.0.is_multiple_of(expected) && top <= Offset(0x123), "{top}");
    }
    // No row has fewer bytes than a group.
    for _ in 0..9 {
        stage.key(ALT, Key::Comma);
    }
    assert_eq!(row(&stage), 4);
}

#[test]
fn a_pane_has_its_own_choices_and_new_ones_begin_with_the_last() {
    let folder = Folder::new();
    let (one, two) = (folder.file("a.bin", values()), folder.file("b.bin", values()));
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&one);
    stage.key(CTRL, Key::Num2);
    let mut mine = HexPrefs { row: RowLength::Fixed(24), chars: CharColumn::Off, ..HexPrefs::default() };
    show_so(&mut stage, mine);
    // A second pane on the same document is like the first, until it is changed.
    stage.key(CTRL, Key::Backslash);
    stage.frames(3);
    assert_eq!(prefs(&stage), mine);
    stage.perform("bytes.digits-octal");
    let panes: Vec<Base> = stage
        .app()
        .panes()
        .iter()
        .map(|pane| pane.viewport().hex().expect("there is the view").prefs().base)
        .collect();
    assert_eq!(panes, [Base::Hex, Base::Octal]);
    mine.base = Base::Octal;
    stage.open(&two);
    assert_eq!(prefs(&stage), mine);
    stage.quit();
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&one);
    assert_eq!(prefs(&stage), mine);
}

#[test]
fn rows_wider_than_the_pane_scroll_sideways_to_every_byte() {
    let folder = Folder::new();
    let mut stage = showing(&folder.file("a.bin", values()), 640.0);
    assert!(stage.seen().iter().all(|seen| seen.text != "Sideways"));
    show_so(&mut stage, HexPrefs { row: RowLength::Fixed(256), base: Base::Binary, ..HexPrefs::default() });
    let bar = stage.find(Role::Slider, "Sideways");
    let row = stage.row_nodes()[1].clone();
    assert!(row.text.ends_with("11111110 11111111"), "no byte is left out: {}", row.text);
    // The cursor brings its column along.
    stage.go_to("@0x1F0");
    stage.frames(3);
    assert!(stage.front().sideways() > 1000.0);
    let seen = stage.front().sideways();
    stage.key(NONE, Key::Home);
    stage.frames(2);
    assert!(stage.front().sideways() <= 0.0);
    stage.key(NONE, Key::End);
    stage.frames(2);
    assert_eq!(stage.front().cursor(), Offset(0x1FF));
    assert!(stage.front().sideways() > seen);
    // The bar goes to the characters; one of them is pressed.
    stage.click_at(bar.rect.right_center() - vec2(1.0, 0.0), NONE);
    stage.frames(2);
    let most = stage.front().sideways();
    stage.click_at(stage.row_nodes()[1].rect.right_center() - vec2(4.0, 0.0), NONE);
    assert!((0x1F8..=0x1FF).contains(&stage.front().cursor().0), "{}", stage.front().cursor());
    // Rows that fit again are not scrolled.
    show_so(&mut stage, HexPrefs::default());
    assert!(most > 0.0 && stage.front().sideways() <= 0.0);
}

/// The middle of a byte's digits and of its character, in a row that is not scrolled sideways.
pub(super) fn places(stage: &Stage, row: &Seen, byte: u64) -> (Pos2, Option<Pos2>) {
    let layout = *stage.front().shown_as::<HexView>().expect("it is shown").layout();
    let advance = 7.8;
    let left = row.rect.left() + 12.0 + 8.0 * advance + 14.0;
    let at = |column: usize, width: f32| {
        Pos2::new(left + px(column) * advance + width * advance / 2.0, row.rect.center().y)
    };
    (at(layout.digits_at(byte), px(layout.width())), layout.char_at(byte).map(|column| at(column, 1.0)))
}

#[test]
fn what_is_pressed_is_the_byte_that_stands_there_in_every_layout() {
    let folder = Folder::new();
    let mut stage = showing(&folder.file("a.bin", values()), 1200.0);
    for (row, group, base) in [
        (RowLength::Fixed(16), 1, Base::Hex),
        (RowLength::Fixed(10), 4, Base::Hex),
        (RowLength::Fixed(11), 2, Base::Decimal),
        (RowLength::Fixed(9), 8, Base::Binary),
    ] {
        for is_little_endian in [false, true] {
            show_so(&mut stage, HexPrefs { row, group, base, is_little_endian, ..HexPrefs::default() });
            let layout = *stage.front().shown_as::<HexView>().expect("it is shown").layout();
            let second = stage.row_nodes()[1].clone();
            for byte in [0, 1, 3, 5, layout.row() - 2, layout.row() - 1] {
                let (digits, char) = places(&stage, &second, byte);
                for place in [Some(digits), char].into_iter().flatten() {
                    stage.perform(PaneMsg::SetCursor { at: Offset(0), extend: false });
                    stage.click_at(place, NONE);
                    assert_eq!(stage.front().cursor().0, layout.row() + byte, "{byte} of {layout:?}");
                }
            }
        }
    }
}

#[test]
fn a_drag_takes_both_its_ends_in_whichever_way_it_goes() {
    let folder = Folder::new();
    let mut stage = showing(&folder.file("a.bin", values()), 1200.0);
    let rows = stage.row_nodes();
    let place = |stage: &Stage, at: u64| {
        let row = &rows[usize::try_from(at / 16).expect("small")];
        places(stage, row, at % 16).0
    };
    for (from, over, to) in [(5, 30, 40), (40, 20, 5), (5, 30, 2), (40, 5, 60), (7, 9, 7)] {
        let (from_at, over_at, to_at) = (place(&stage, from), place(&stage, over), place(&stage, to));
        stage.drag(from_at, &[over_at, to_at], NONE);
        stage.frames(2);
        let expected = Span { start: Offset(from.min(to)), end: Offset(from.max(to) + 1) };
        assert_eq!(stage.front().selection(), expected, "{from} over {over} to {to}");
    }
    // Shift and a press keep the byte where the selection was begun.
    let (first, last, before) = (place(&stage, 20), place(&stage, 50), place(&stage, 3));
    stage.click_at(first, NONE);
    stage.click_at(last, SHIFT);
    assert_eq!(stage.front().selection(), Span { start: Offset(20), end: Offset(51) });
    stage.click_at(before, SHIFT);
    assert_eq!(stage.front().selection(), Span { start: Offset(3), end: Offset(21) });
}

#[test]
fn keys_select_by_bytes_rows_ends_and_pages() {
    let folder = Folder::new();
    let mut stage = showing(&folder.file("a.bin", values()), 1200.0);
    let page = 16 * gander::base::units::floor_u64(stage.front().visible());
    let mut check = |keys: &[(egui::Modifiers, Key)], start: u64, end: u64| {
        keys.iter().for_each(|(modifiers, key)| stage.key(*modifiers, *key));
        stage.frames(2);
        let selection = stage.front().selection();
        assert_eq!((selection.start.0, selection.end.0), (start, end), "{keys:?}");
    };
    check(&[(CTRL, Key::Home), (SHIFT, Key::ArrowRight)], 0, 1);
    check(&[(SHIFT, Key::ArrowDown)], 0, 17);
    check(&[(SHIFT, Key::End)], 0, 32);
    // The end of a row is reached once.
    check(&[(SHIFT, Key::End)], 0, 32);
    check(&[(SHIFT, Key::ArrowUp)], 0, 16);
    check(&[(SHIFT, Key::Home)], 0, 0);
    check(&[(CTRL_SHIFT, Key::End)], 0, 4096);
    check(&[(CTRL, Key::Home), (NONE, Key::ArrowRight), (SHIFT, Key::PageDown)], 1, 1 + page);
    check(&[(SHIFT, Key::PageUp)], 1, 1);
}

#[test]
fn the_go_to_box_selects_from_to_and_says_why_it_can_t() {
    let folder = Folder::new();
    let mut stage = showing(&folder.file("a.bin", values()), 1200.0);
    for (typed, start, end) in [
        ("@0x100..0x1FF", 0x100, 0x200),
        ("0x20+256", 0x20, 0x120),
        ("@-16..", 4080, 4096),
        ("@..0xF", 0, 16),
        ("@0xFFF..0xFFF", 4095, 4096),
    ] {
        stage.go_to(typed);
        stage.frames(3);
        let selection = stage.front().selection();
        assert_eq!((selection.start.0, selection.end.0), (start, end), "{typed}");
    }
    stage.go_to("@-0x10");
    stage.until_said("@ 0x0FF0");
    for (typed, why) in [
        ("@0x20..0x10", "The last byte comes before the first one."),
        ("@0x20..0x1000", "The file ends at 0x1000"),
        ("@0x20..q", "“q” is not a byte offset"),
    ] {
        stage.go_to(typed);
        stage.until_said(why);
        let said = stage.seen().into_iter().find(|seen| seen.text.contains(why)).expect(why).rect;
        let field = stage.find(Role::TextInput, "Go to").rect;
        assert!(said.top() > field.bottom() && said.top() < field.bottom() + 40.0, "{said:?} {field:?}");
        stage.key(NONE, Key::Escape);
        stage.frames(2);
    }
    // In text the same bytes are selected.
    stage.key(CTRL, Key::Num1);
    stage.go_to("@0x41..0x43");
    stage.until_said("3 bytes selected");
    assert_eq!(stage.front().view(), "text");
}

#[test]
fn f4_goes_on_by_the_same_step() {
    let folder = Folder::new();
    let mut stage = showing(&folder.file("a.bin", values()), 1200.0);
    stage.key(NONE, Key::F4);
    assert_eq!(stage.front().cursor(), Offset(0), "nothing was gone to");
    stage.go_to("@+0x200");
    for at in ["0x0200", "0x0400", "0x0600"] {
        stage.until_said(&format!("@ {at}"));
        stage.key(NONE, Key::F4);
        stage.frames(2);
    }
    // The same place again is the same place; bytes that are selected go on, too.
    stage.go_to("@0x77");
    stage.key(NONE, Key::F4);
    stage.until_said("@ 0x0077");
    stage.go_to("@+0x100+4");
    stage.key(NONE, Key::F4);
    stage.frames(2);
    assert_eq!(stage.front().selection(), Span::at(Offset(0x277), 4));
    // Past the end it stays, and says so.
    stage.go_to("@0xF00");
    stage.go_to("@+0x80");
    stage.key(NONE, Key::F4);
    stage.until_said("@ 0x1000");
    stage.key(NONE, Key::F4);
    stage.until_said("The file ends at 0x1000");
    assert_eq!(stage.front().cursor(), Offset(0x1000));
    // Lines of a text as well.
    let mut stage = Stage::showing(&folder.file("a.txt", super::stage::numbered(1000)));
    stage.go_to("+10");
    stage.until_said("Ln 11 Col 1");
    stage.key(NONE, Key::F4);
    stage.until_said("Ln 21 Col 1");
}

#[test]
fn a_selection_is_copied_in_every_form_by_its_menu() {
    let folder = Folder::new();
    let bytes = [b"gander \"\\\n\0\xFF".as_slice(), &(0..40).collect::<Vec<u8>>()].concat();
    let mut stage = showing(&folder.file("a.bin", &bytes), 1200.0);
    stage.key(CTRL, Key::A);
    let mut copied = |line: &str| {
        let (n, at) = (stage.copied.len(), stage.row_nodes()[0].rect.left_center() + vec2(120.0, 0.0));
        stage.secondary_click_at(at);
        stage.press("Copy as");
        stage.frames(3);
        stage.press(line);
        stage.until("it is copied", |stage| stage.copied.len() > n);
        stage.copied.pop().expect("it was copied")
    };
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    assert_eq!(copied("Copy as hex Ctrl+Shift+C"), hex.join(" "));
    let numbers = |text: &str| -> Vec<u8> {
        let all = text.split("0x").skip(1);
        all.map(|number| u8::from_str_radix(&number[..2], 16).expect("two digits")).collect()
    };
    let c = copied("Copy as C array");
    assert!(c.starts_with("const unsigned char data[52] = {") && numbers(&c) == bytes, "{c}");
    let rust = copied("Copy as Rust array");
    assert!(rust.starts_with("const DATA: [u8; 52] = [") && numbers(&rust) == bytes, "{rust}");
    assert!(copied("Copy as text").starts_with("gander \"\\\n\0\u{FFFD}"));
    // Python reads its own literal, and Base64.
    let python = |text: &str| {
        let script = format!("import base64\n{text}\nprint(data.hex(' ').upper())");
        let output = Command::new("python3").args(["-c", &script]).output().expect("there is Python");
        String::from_utf8(output.stdout).expect("it is text").trim().to_owned()
    };
    let literal = copied("Copy as Python bytes");
    assert_eq!(python(&literal), hex.join(" "), "{literal}");
    let base64 = copied("Copy as Base64");
    assert_eq!(python(&format!("data = base64.b64decode('{base64}', validate=True)")), hex.join(" "));
}

/// Plants bytes in a file of zeros, and finds each at its offset in the window.
fn check_planted(path: &Path, len: u64, planted: &[u64]) {
    let file = File::create(path).expect("there is room");
    file.set_len(len).expect("it can be that long");
    for at in planted {
        file.write_all_at(b"G", *at).expect("there is room");
    }
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(path);
    stage.key(CTRL, Key::Num2);
    let shown = [
        HexPrefs::default(),
        HexPrefs { row: RowLength::Fixed(24), has_decimal_offsets: true, ..HexPrefs::default() },
        HexPrefs { row: RowLength::Fixed(7), base: Base::Decimal, page: 4096, ..HexPrefs::default() },
    ];
    for how in shown {
        show_so(&mut stage, how);
        let row = stage.front().shown_as::<HexView>().expect("it is shown").layout().row();
        for &at in planted {
            stage.go_to(&format!("@{at:#x}..{at:#x}"));
            stage.until_read();
            assert_eq!(stage.front().selection(), Span::at(Offset(at), 1));
            let start = at / row * row;
            let is_row = |label: &String| {
                let offset = label.split_whitespace().next().unwrap_or_default();
                let offset = match how.has_decimal_offsets {
                    true => offset.replace(',', "").parse(),
                    false => u64::from_str_radix(offset, 16),
                };
                offset == Ok(start)
            };
            let nr = stage.rows().iter().position(is_row);
            let nr = nr.unwrap_or_else(|| panic!("no row {start} in {:?}", stage.rows()));
            let byte = usize::try_from(at - start).expect("it is in the row");
            let text: Vec<char> = characters(&stage)[nr].chars().collect();
            assert_eq!(text[byte], 'G', "{at:#x} in {text:?}");
            let digits = stage.rows()[nr].split_whitespace().nth(1 + byte).map(str::to_owned);
            assert_eq!(digits.as_deref(), Some(if how.base == Base::Hex { "47" } else { "071" }));
            // The byte is found by the pointer, too: where it stands.
            let n_digits = if how.has_decimal_offsets {
                grouped_len(len)
            } else {
                format!("{:X}", len - 1).len().max(8)
            };
            let layout = *stage.front().shown_as::<HexView>().expect("it is shown").layout();
            let rect = stage.row_nodes()[nr].rect;
            let x = rect.left() + 12.0 + 14.0 + (px(n_digits + layout.digits_at(at - start)) + 0.5) * 7.8;
            stage.click_at(Pos2::new(x, rect.center().y), NONE);
            assert_eq!(stage.front().cursor(), Offset(at));
        }
    }
}

fn grouped_len(len: u64) -> usize {
    gander::base::human::grouped(len - 1).len()
}

#[test]
fn bytes_stand_at_their_exact_offsets_in_the_largest_files() {
    // In memory, as most systems have it: eight exbibytes, of which some blocks are real.
    let folder = tempfile::tempdir_in("/dev/shm").expect("there is a tmpfs at /dev/shm");
    let len = i64::MAX.cast_unsigned();
    let places =
        [0, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, (1 << 32) + 1, (1 << 53) - 1, 1 << 53, (1 << 53) + 1];
    check_planted(&folder.path().join("file"), len, &[&places[..], &[len - 1]].concat());
    // And as long as the disk's own file system allows.
    let folder = Folder::new();
    let path = folder.path("file");
    let len = longest_file(&path);
    check_planted(&path, len, &[(1 << 31) + 1, (1 << 32) - 1, len - 1]);
}

#[test]
fn characters_of_any_encoding_stand_at_their_first_bytes() {
    let folder = Folder::new();
    let text = "naïve 東京 Привет 한국어 \n".repeat(40);
    for name in ["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "Shift_JIS", "GBK", "KOI8-R"] {
        let encoding = Encoding::named(name).expect("a known one");
        let can = |c: &char| encoding.encode(&c.to_string()).is_some();
        let text: String = text.chars().filter(can).collect();
        let bytes = encoding.encode(&text).expect("it was made of what it has");
        let mut stage = showing(&folder.file("a.txt", &bytes), 1200.0);
        for row in [16, 7] {
            let chars = CharColumn::In(encoding);
            show_so(&mut stage, HexPrefs { chars, row: RowLength::Fixed(row), ..HexPrefs::default() });
            stage.until_read();
            let shown: String = characters(&stage).concat();
            let mut expected = String::new();
            encoding.decode(&bytes, &mut |_, len, c| {
                expected.push(c.filter(|c| !c.is_control()).unwrap_or('·'));
                let rest = if c.is_some_and(|c| !c.is_control()) { ' ' } else { '·' };
                expected.extend(std::iter::repeat_n(rest, len - 1));
            });
            let n = shown.chars().count();
            let expected: String = expected.chars().take(n).collect();
            assert_eq!(shown, expected, "{name} in rows of {row}");
            assert!(n > 200);
        }
    }
}
