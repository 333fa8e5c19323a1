//! The list of matching lines as a view, its chips, and searching for what is selected.
#![cfg(test)]

use super::search::{find, listed, until_listed};
use super::slow::Slow;
use super::stage::{
    CTRL, CTRL_SHIFT, Folder, NONE, Role, SHIFT, Seen, Stage, key_event, numbered, without_summary,
};
use egui::Key;
use gander::app::docks::PanelId;
use gander::app::tasks::Reply;
use gander::app::{DocMsg, Settings};
use gander::base::{Offset, Span};
use gander::doc::search::{Joined, ListFilter, SearchPrefs};
use gander::search::{Pattern, PatternKind};
use gander::view::PaneMsg;

/// The line of the list's cursor, from 1.
fn line(stage: &Stage, bytes: &str) -> Option<usize> {
    let cursor = stage.front().doc.searching()?.list().cursor()?;
    Some(bytes[..usize::try_from(cursor.0).unwrap()].matches('\n').count() + 1)
}

fn until_line(stage: &mut Stage, bytes: &str, nr: usize) {
    stage.until(&format!("the list's cursor is in line {nr}"), |stage| line(stage, bytes) == Some(nr));
}

fn until_found(stage: &mut Stage) {
    stage.until("all is found", |stage| {
        stage.front().doc.searching().and_then(|s| s.list_run()).is_some_and(|run| !run.is_running())
    });
}

/// Opens the field for another pattern and types one there.
fn refine(stage: &mut Stage, pattern: &str) {
    stage.key(CTRL_SHIFT, Key::L);
    stage.frames(2);
    stage.type_text(pattern);
}

/// Whether something with this start of a name is visible, and where.
fn named(stage: &Stage, role: Role, start: &str) -> Option<Seen> {
    stage.seen().into_iter().find(|seen| seen.role == role && seen.text.starts_with(start))
}

fn select(stage: &mut Stage, bytes: &str, what: &str) {
    let at = u64::try_from(bytes.find(what).unwrap()).unwrap();
    let end = at + u64::try_from(what.len()).unwrap();
    stage.perform(PaneMsg::Select(Span { start: Offset(at), end: Offset(end) }));
}

const LOG: &str = "get ok\nput ok\nget fail\nput fail\ndelete ok\nget slow ok\n";

#[test]
fn a_new_search_keeps_the_other_chips_and_says_so() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", LOG));
    find(&mut stage, "get");
    refine(&mut stage, "ok");
    stage.key(NONE, Key::Enter);
    until_listed(&mut stage, &["Match 1 get ok", "Match 6 get slow ok"]);
    stage.find(Role::Label, "get and ok");
    find(&mut stage, "put");
    until_listed(&mut stage, &["Match 2 put ok"]);
    stage.find(Role::Label, "put and ok");
    stage.press("List the lines that do not match");
    until_listed(
        &mut stage,
        &[
            "Match 1 get ok",
            "Match 3 get fail",
            "Match 4 put fail",
            "Match 5 delete ok",
            "Match 6 get slow ok",
        ],
    );
    stage.find(Role::Label, "not (put and ok)");
    // What is saved is what is listed.
    until_found(&mut stage);
    stage.will_answer(Reply::SaveTo(folder.path("saved.txt")));
    stage.perform("search.save");
    stage.until_said("written to");
    let saved = std::fs::read_to_string(folder.path("saved.txt")).unwrap();
    assert_eq!(saved, LOG.replace("put ok\n", ""));
}

#[test]
fn every_chip_is_taken_off_by_its_cross_the_search_s_too() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", LOG));
    find(&mut stage, "get");
    refine(&mut stage, "ok");
    stage.key(NONE, Key::Enter);
    stage.type_text("slow");
    stage.key(NONE, Key::Enter);
    until_listed(&mut stage, &["Match 6 get slow ok"]);
    stage.press("Remove get");
    stage.until("the search box is empty", |stage| !stage.front().searching().unwrap().has_pattern());
    until_listed(&mut stage, &["Match 6 get slow ok"]);
    stage.find(Role::Label, "ok and slow");
    stage.press("Remove slow");
    until_listed(
        &mut stage,
        &["Match 1 get ok", "Match 2 put ok", "Match 5 delete ok", "Match 6 get slow ok"],
    );
    stage.press("Remove ok");
    stage.until("there is no list", |stage| stage.front().searching().is_none());
}

#[test]
fn a_press_on_a_chip_edits_it() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", LOG));
    find(&mut stage, "get");
    refine(&mut stage, "ok");
    stage.key(NONE, Key::Enter);
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert!(named(&stage, Role::TextInput, "Another pattern").is_none());
    stage.press("ok");
    stage.frames(2);
    stage.find(Role::TextInput, "Pattern of the chip");
    // All of it is selected: what is typed replaces it.
    stage.type_text("fail");
    stage.key(NONE, Key::Enter);
    until_listed(&mut stage, &["Match 3 get fail"]);
    stage.find(Role::Label, "get and fail");
    stage.press("fail");
    stage.press("Must not match");
    until_listed(&mut stage, &["Match 1 get ok", "Match 6 get slow ok"]);
    // The search's own is edited in the search box.
    stage.press("get");
    stage.type_text("put");
    until_listed(&mut stage, &["Match 2 put ok"]);
}

#[test]
fn a_stretch_of_time_is_a_chip_that_is_edited_and_taken_off() {
    let folder = Folder::new();
    let text: String = (0..60).map(|nr| format!("2026-03-14 09:00:{nr:02} step {}\n", nr % 10)).collect();
    let mut stage = Stage::showing(&folder.file("a.log", &text));
    let range = gander::search::TimeRange::parse("2026-03-14T09:00:10..2026-03-14T09:00:12").unwrap();
    stage.perform(PaneMsg::FilterTimes(range));
    until_listed(&mut stage, &["Match 11 2026-03-14 09:00:10 step 0", "Match 12 2026-03-14 09:00:11 step 1"]);
    let chip = "2026-03-14 09:00:10 – 09:00:12";
    stage.find(Role::Button, chip);
    stage.find(Role::Label, chip);
    assert!(!stage.front().searching().unwrap().has_pattern(), "the search box holds none of it");
    find(&mut stage, "step 1");
    until_listed(&mut stage, &["Match 12 2026-03-14 09:00:11 step 1"]);
    // Emptying the box ends the search and leaves the stretch.
    stage.key(CTRL, Key::A);
    stage.key(NONE, Key::Backspace);
    stage.until("the stretch is listed", |stage| listed(stage).len() == 2);
    stage.press(chip);
    stage.frames(2);
    stage.type_text("2026-03-14 09:00:20..nonsense");
    stage.key(NONE, Key::Enter);
    stage.until_said("Times are written as two ends");
    stage.key(CTRL, Key::A);
    stage.type_text("2026-03-14 09:00:20..2026-03-14 09:00:21");
    stage.key(NONE, Key::Enter);
    until_listed(&mut stage, &["Match 21 2026-03-14 09:00:20 step 0"]);
    stage.press("List the lines that do not match");
    stage.until("all others are listed", |stage| {
        stage.front().searching().unwrap().list_run().is_some_and(|run| run.found().n_rows() == 59)
    });
    stage.press("Remove 2026-03-14 09:00:20 – 09:00:21");
    stage.until("there is no list", |stage| stage.front().searching().is_none());
}

#[test]
fn a_refinement_goes_by_keyboard_from_the_first_key() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", LOG.to_uppercase()));
    find(&mut stage, "get");
    stage.until_said("1 of 3");
    stage.key(CTRL_SHIFT, Key::L);
    // Nothing is pressed: the field has the keyboard, and letters match in either case as in the box.
    stage.type_text("ok");
    stage.key(NONE, Key::Enter);
    until_listed(&mut stage, &["Match 1 GET OK", "Match 6 GET SLOW OK"]);
    stage.type_text("slow");
    stage.key(NONE, Key::Enter);
    until_listed(&mut stage, &["Match 6 GET SLOW OK"]);
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert!(named(&stage, Role::TextInput, "Another pattern").is_none());
    assert_eq!(stage.app().focused_panel(), Some(PanelId::Results), "the list has the keyboard then");
    stage.find(Role::Label, "get and ok and slow");
}

#[test]
fn toggles_stand_in_one_order_everywhere() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", LOG));
    find(&mut stage, "get");
    stage.key(CTRL_SHIFT, Key::L);
    stage.frames(3);
    for of in ["", " of the other pattern"] {
        let names = ["Match case", "Whole word", "Regular expression", "Hexadecimal bytes"];
        let places = names.map(|name| stage.find(Role::Button, &format!("{name}{of}")).rect.left());
        assert!(places.windows(2).all(|two| two[0] < two[1]), "{of}: {places:?}");
    }
}

#[test]
fn the_list_is_walked_by_arrows_pages_and_ends() {
    let folder = Folder::new();
    let text = numbered(50_000);
    let mut stage = Stage::showing(&folder.file("a.txt", &text));
    find(&mut stage, "7");
    until_found(&mut stage);
    stage.click(Role::ListItem, "Match 17 line 17");
    until_line(&mut stage, &text, 17);
    stage.until_said("Ln 17 Col 1");
    for (key, nr) in [(Key::ArrowDown, 27), (Key::ArrowDown, 37), (Key::ArrowUp, 27), (Key::Home, 7)] {
        stage.key(NONE, key);
        until_line(&mut stage, &text, nr);
    }
    stage.key(NONE, Key::End);
    until_line(&mut stage, &text, 49_997);
    stage.must_say("Match 49,997 line 49997");
    stage.key(NONE, Key::PageUp);
    stage.until("it went a page up", |stage| line(stage, &text).is_some_and(|nr| nr < 49_990));
    stage.key(NONE, Key::PageDown);
    until_line(&mut stage, &text, 49_997);
    // The view stayed where it was until Enter, which leaves the keyboard in the list.
    stage.must_say("Ln 17 Col 1");
    stage.key(NONE, Key::Enter);
    stage.until_said("Ln 49,997 Col 1");
    stage.key(NONE, Key::ArrowUp);
    until_line(&mut stage, &text, 49_987);
    // The cursor is found again after the wheel has left it.
    let over = named(&stage, Role::ListItem, "Match 49,9").unwrap().rect.center();
    stage.wheel(over, egui::vec2(0.0, 5000.0));
    stage.key(NONE, Key::ArrowDown);
    until_line(&mut stage, &text, 49_997);
    stage.until_said("Match 49,997 line 49997");
    stage.key(NONE, Key::Escape);
    stage.frames(2);
    assert_eq!(stage.app().focused_panel(), None);
}

#[test]
fn keys_typed_faster_than_rows_come_are_all_taken() {
    let folder = Folder::new();
    let text = numbered(30_000);
    let mut stage = Stage::showing(&folder.file("a.txt", &text));
    find(&mut stage, "line");
    until_found(&mut stage);
    stage.click(Role::ListItem, "Match 1 line 1");
    let key = |key| key_event(NONE, key, true);
    let downs = std::iter::repeat_n(key(Key::ArrowDown), 200);
    stage.events(std::iter::once(key(Key::End)).chain([key(Key::Home)]).chain(downs).collect());
    until_line(&mut stage, &text, 201);
}

#[test]
fn selected_lines_of_the_list_are_copied() {
    let folder = Folder::new();
    let text = numbered(3000);
    let mut stage = Stage::showing(&folder.file("a.txt", &text));
    find(&mut stage, "99");
    until_found(&mut stage);
    stage.click(Role::ListItem, "Match 99 line 99");
    let copied = |stage: &mut Stage, n: usize| {
        stage.copy();
        stage.until("it is copied", |stage| stage.copied.len() == n);
        stage.copied[n - 1].clone()
    };
    assert_eq!(copied(&mut stage, 1), "line 99");
    stage.key(SHIFT, Key::ArrowDown);
    stage.key(SHIFT, Key::ArrowDown);
    stage.frames(4);
    assert_eq!(copied(&mut stage, 2), "line 99\nline 199\nline 299");
    let rect = stage.find(Role::ListItem, "Match 499 line 499").rect;
    stage.click_at(rect.center(), SHIFT);
    assert_eq!(copied(&mut stage, 3), "line 99\nline 199\nline 299\nline 399\nline 499");
    stage.key(CTRL, Key::A);
    let all: Vec<&str> = text.lines().filter(|line| line.contains("99")).collect();
    assert_eq!(copied(&mut stage, 4), all.join("\n"));
    assert!(stage.front().selection().is_empty(), "what is selected in the text is another thing");
}

#[test]
fn context_lines_are_selected_and_copied_with_the_others() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "a\nb\r\nx\nc\n\nd\nx\ny"));
    find(&mut stage, "x");
    stage.perform(DocMsg::SetContext(1));
    until_found(&mut stage);
    stage.until("they are listed", |stage| listed(stage).len() == 6);
    stage.click(Role::ListItem, "Near 2 b^M");
    stage.key(SHIFT, Key::End);
    stage.frames(3);
    stage.copy();
    stage.until("it is copied", |stage| stage.copied.len() == 1);
    assert_eq!(stage.copied[0], "b\r\nx\nc\nd\nx\ny");
}

#[test]
fn f3_goes_through_the_rows_of_a_refined_list() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", format!("{LOG}no line end, get")));
    find(&mut stage, "get");
    refine(&mut stage, "ok");
    stage.click(Role::Button, "And not");
    until_listed(&mut stage, &["Match 3 get fail", "Match 7 no line end, get"]);
    until_found(&mut stage);
    stage.key(NONE, Key::Escape);
    for said in ["Ln 3 Col 1", "Ln 7 Col 14", "Ln 3 Col 1"] {
        stage.key(NONE, Key::F3);
        stage.until_said(said);
    }
    stage.key(SHIFT, Key::F3);
    stage.until_said("Ln 7 Col 14");
    // Of lines without a match it goes to the start.
    stage.perform("search.close");
    find(&mut stage, "get");
    stage.press("List the lines that do not match");
    until_listed(&mut stage, &["Match 2 put ok", "Match 4 put fail", "Match 5 delete ok"]);
    until_found(&mut stage);
    for said in ["Ln 2 Col 1", "Ln 4 Col 1", "Ln 5 Col 1"] {
        stage.key(NONE, Key::F3);
        stage.until_said(said);
    }
}

#[test]
fn the_list_s_height_is_a_share_of_the_window_s() {
    let folder = Folder::new();
    let path = folder.file("a.txt", numbered(500));
    let height = |window: f32| {
        let mut stage = Stage::with(without_summary(), 900.0, window);
        stage.open(&path);
        find(&mut stage, "line");
        stage.until("it is listed", |stage| !listed(stage).is_empty());
        let header = stage.find(Role::TitleBar, "Matches").rect;
        window - header.top()
    };
    let status = height(800.0) - 200.0;
    assert!((height(1200.0) - status - 300.0).abs() < 1.0);
    assert!((height(500.0) - status - 125.0).abs() < 1.0);
}

#[test]
fn ctrl_f_takes_what_is_selected_within_a_line() {
    let folder = Folder::new();
    let text = "one two\ntwo (three) two\nfour two\n";
    let mut stage = Stage::showing(&folder.file("a.txt", text));
    let pattern = |stage: &Stage| stage.front().searching().map(|one| one.pattern().text.clone());
    select(&mut stage, text, "(three)");
    stage.key(CTRL, Key::F);
    stage.until_said("1 of 1");
    assert_eq!(pattern(&stage).as_deref(), Some("(three)"));
    // It is selected in the box: what is typed replaces it.
    for c in ["t", "w", "o"] {
        stage.type_text(c);
    }
    stage.until_said(" of 4");
    assert_eq!(pattern(&stage).as_deref(), Some("two"));
    // A selection of two lines is not taken.
    select(&mut stage, text, "two\ntwo");
    stage.key(CTRL, Key::F);
    stage.frames(3);
    assert_eq!(pattern(&stage).as_deref(), Some("two"));
    // A selection is itself the current match.
    stage.key(NONE, Key::Escape);
    select(&mut stage, text, "four");
    stage.key(CTRL, Key::F);
    stage.until_said("1 of 1");
    stage.until_said("Ln 3 Col 1");
}

#[test]
fn what_is_selected_is_found_as_it_stands_in_every_kind_of_pattern() {
    let folder = Folder::new();
    let text = "a.c abc a.c\n";
    for (kind, expected) in
        [(PatternKind::Fixed, "a.c"), (PatternKind::Regex, r"a\.c"), (PatternKind::Hex, "61 2E 63")]
    {
        let search = SearchPrefs { kind, ..SearchPrefs::default() };
        let mut stage = Stage::with(Settings { search, ..Settings::default() }, 1200.0, 800.0);
        stage.open(&folder.file("a.txt", text));
        stage.until_scanned();
        select(&mut stage, text, "a.c");
        stage.key(CTRL, Key::F);
        stage.until_said("1 of 2");
        assert_eq!(stage.front().searching().unwrap().pattern().text, expected);
    }
}

#[test]
fn ctrl_f3_finds_the_word_under_the_cursor() {
    let folder = Folder::new();
    let text = "alpha beta\nbeta gamma\nalpha, beta\n";
    let mut stage = Stage::showing(&folder.file("a.txt", text));
    stage.perform(PaneMsg::SetCursor { at: Offset(8), extend: false });
    stage.key(CTRL, Key::F3);
    stage.until_said("Ln 2 Col 1");
    assert_eq!(stage.front().searching().unwrap().pattern().text, "beta");
    stage.key(CTRL, Key::F3);
    stage.until_said("Ln 3 Col 8");
    stage.key(CTRL_SHIFT, Key::F3);
    stage.until_said("Ln 2 Col 1");
    // At the end of a word it is that one; between others there is none.
    stage.perform(PaneMsg::SetCursor { at: Offset(5), extend: false });
    stage.key(CTRL, Key::F3);
    stage.until_said("Ln 3 Col 1");
    assert_eq!(stage.front().searching().unwrap().pattern().text, "alpha");
}

#[test]
fn lines_with_or_without_what_is_selected_are_listed_from_the_context_menu() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", LOG));
    select(&mut stage, LOG, "get");
    let at = stage.row_nodes()[0].rect.left_center() + egui::vec2(12.0, 0.0);
    stage.secondary_click_at(at);
    stage.press("List lines with this");
    until_listed(&mut stage, &["Match 1 get ok", "Match 3 get fail", "Match 6 get slow ok"]);
    // Within what is listed, once something is.
    select(&mut stage, LOG, "slow");
    stage.secondary_click_at(stage.row_nodes()[5].rect.left_center() + egui::vec2(40.0, 0.0));
    stage.press("List lines without this");
    until_listed(&mut stage, &["Match 1 get ok", "Match 3 get fail"]);
    stage.find(Role::Label, "get and not slow");
}

#[test]
fn the_toggles_never_move_and_the_field_keeps_its_room_in_a_narrow_window() {
    let folder = Folder::new();
    for width in [600.0, 1200.0] {
        let mut stage = Stage::with(Settings::default(), width, 500.0);
        stage.open(&folder.file("a.txt", numbered(60_000)));
        find(&mut stage, "l");
        let place = |stage: &Stage| {
            let toggles = ["Match case", "Whole word", "Regular expression", "Hexadecimal bytes"];
            toggles.map(|name| named(stage, Role::Button, name).unwrap().rect)
        };
        stage.frames(2);
        let (places, field) = (place(&stage), stage.find(Role::TextInput, "Find").rect);
        assert!(field.width() >= 160.0, "{width}: {field:?}");
        for c in "ine 5999".chars() {
            stage.type_text(&c.to_string());
            stage.frames(2);
            assert_eq!(place(&stage), places, "{width}");
        }
        stage.until_said("1 of 11");
        assert_eq!((place(&stage), stage.find(Role::TextInput, "Find").rect), (places, field));
        // The counter is a label, beside the field and not in it.
        let counter = stage.find(Role::Label, "1 of 11").rect;
        assert!(counter.left() >= places[3].right() - 1.0 && counter.right() < width, "{counter:?}");
        // A long number is shortened, and whole where the pointer rests.
        find(&mut stage, "l");
        stage.until_said("1 of 60,000");
        stage.key(SHIFT, Key::F3);
        stage.until_said(if width < 1000.0 { "60.0k of 60.0k" } else { "60,000 of 60,000" });
        stage.perform("search.close");
        stage.frames(2);
        let row = stage.row_nodes()[0].rect;
        stage.click_at(row.left_center(), NONE);
        assert_eq!(place(&stage), places, "{width}");
    }
}

#[test]
fn a_pattern_of_times_is_no_text_of_the_search_box() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.log", "2026-03-14 09:00:00 a\n2026-03-14 09:00:01 b\n"));
    let range = gander::search::TimeRange::parse("2026-03-14T09:00:01..2026-03-14T09:00:02").unwrap();
    stage.perform(PaneMsg::Search(Pattern::times(range)));
    until_listed(&mut stage, &["Match 2 2026-03-14 09:00:01 b"]);
    assert!(!stage.front().searching().unwrap().has_pattern());
    stage.key(CTRL, Key::F);
    stage.key(NONE, Key::ArrowUp);
    stage.frames(2);
    assert!(!stage.front().searching().unwrap().has_pattern(), "the history holds none of it");
}

#[test]
fn a_small_window_has_room_for_chips_the_field_and_lines() {
    let folder = Folder::new();
    let mut stage = Stage::with(Settings::default(), 640.0, 400.0);
    stage.open(&folder.file("a.txt", LOG.repeat(50)));
    find(&mut stage, "get");
    refine(&mut stage, "ok");
    stage.key(NONE, Key::Enter);
    for pattern in ["slow", "get slow", "w ok"] {
        stage.type_text(pattern);
        stage.key(NONE, Key::Enter);
    }
    stage.until_said("50 lines");
    stage.frames(20);
    let header = stage.find(Role::TitleBar, "Matches").rect;
    let field = stage.find(Role::TextInput, "Another pattern").rect;
    let right = header.right().min(stage.find(Role::Splitter, "Size of: Summary").rect.center().x);
    assert!(field.left() >= 0.0 && field.right() <= right, "{field:?} in {right}");
    let whole = |seen: &Seen| seen.role == Role::ListItem && seen.rect.bottom() <= 400.0 - 28.0;
    let n_whole = stage.seen().into_iter().filter(whole).count();
    assert!(n_whole >= 2, "{n_whole} lines are in sight");
    // A press on a button of the list, and Escape: the search and its chips stay.
    stage.key(NONE, Key::Escape);
    stage.press("List the lines that do not match");
    stage.key(NONE, Key::Escape);
    stage.frames(3);
    assert!(stage.front().searching().is_some());
}

#[test]
fn what_is_saved_is_what_was_listed_when_one_asked() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", LOG));
    find(&mut stage, "get");
    until_found(&mut stage);
    stage.will_answer(Reply::SaveTo(folder.path("saved.txt")));
    // The answer of the dialog comes after another search has begun.
    stage.send("search.save");
    stage.send(PaneMsg::Search(Pattern::fixed("put")));
    stage.until_said("written to");
    let saved = std::fs::read_to_string(folder.path("saved.txt")).unwrap();
    assert_eq!(saved, "get ok\nget fail\nget slow ok\n");
}

#[test]
fn lines_that_are_still_searched_are_not_saved_and_it_says_why() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", LOG));
    stage.will_answer(Reply::SaveTo(folder.path("saved.txt")));
    stage.send(PaneMsg::Search(Pattern::fixed("get")));
    stage.send(DocMsg::SaveRowsDialog { numbered: false });
    stage.until_said("The file is still being searched");
    assert!(!folder.path("saved.txt").exists());
    stage.perform(PaneMsg::Search(Pattern::regex("(")));
    stage.until("it can't be read", |stage| stage.front().searching().unwrap().trouble().is_some());
    stage.perform(DocMsg::SaveRowsDialog { numbered: false });
    stage.until_said("unclosed group");
    assert!(!folder.path("saved.txt").exists());
}

#[test]
fn f3_waits_for_what_is_not_counted_yet() {
    let slow = Slow::new(numbered(200_000).into_bytes(), 0);
    let mut stage = Stage::new();
    stage.harness.state_mut().app_mut().open_source("slow", slow.source("slow")).expect("threads are there");
    stage.until("rows are shown", |stage| !stage.rows().is_empty());
    stage.until_scanned();
    slow.take(200);
    stage.perform(PaneMsg::Search(Pattern::fixed("line 1")));
    let within =
        ListFilter::default().with(Pattern::fixed("99999"), Joined::Within, &Pattern::fixed("line 1"));
    stage.perform(DocMsg::Refine(within));
    // Both at once: the line before the first is the last.
    stage.send(PaneMsg::SearchPrevious);
    stage.frame();
    assert!(stage.front().searching().unwrap().is_seeking());
    slow.take(0);
    stage.until_said("Ln 199,999 Col 1");
    stage.send(PaneMsg::SearchNext);
    stage.until_said("Ln 199,999 Col 1");
}

#[test]
fn lines_in_another_encoding_are_copied_as_they_are_read() {
    let folder = Folder::new();
    let text = "раз\nдва\nраз два\n";
    let bytes: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let mut stage = Stage::showing(&folder.file("a.txt", bytes));
    find(&mut stage, "раз");
    until_found(&mut stage);
    stage.until("they are listed", |stage| listed(stage).len() == 2);
    stage.key(NONE, Key::Escape);
    stage.key(NONE, Key::F6);
    stage.key(NONE, Key::F6);
    stage.frames(3);
    assert_eq!(stage.app().focused_panel(), Some(PanelId::Results));
    stage.key(CTRL, Key::A);
    stage.copy();
    stage.until("it is copied", |stage| stage.copied.len() == 1);
    assert_eq!(stage.copied[0].trim_start_matches('\u{FEFF}'), "раз\nраз два");
    // And what is selected there is what is found.
    stage.perform(PaneMsg::Select(Span { start: Offset(10), end: Offset(16) }));
    stage.key(CTRL, Key::F);
    stage.until_said("1 of 2");
    assert_eq!(stage.front().searching().unwrap().pattern().text, "два");
}

#[test]
fn bytes_that_are_selected_are_found_as_pairs() {
    let folder = Folder::new();
    let bytes: Vec<u8> = (0..2000_u32).map(|i| u8::try_from(i * 7 % 256).unwrap()).collect();
    let mut stage = Stage::showing(&folder.file("a.bin", &bytes));
    stage.key(CTRL, Key::Num2);
    stage.frames(3);
    stage.perform(PaneMsg::Select(Span { start: Offset(36), end: Offset(40) }));
    stage.key(CTRL, Key::F);
    stage.until_said("1 of 8");
    let pattern = stage.front().searching().unwrap().pattern().clone();
    assert_eq!((&*pattern.text, pattern.kind), ("FC 03 0A 11", PatternKind::Hex));
}

#[test]
fn taps_on_the_list_that_are_over_within_a_frame_count() {
    let folder = Folder::new();
    let text = numbered(300);
    let mut stage = Stage::showing(&folder.file("a.txt", &text));
    find(&mut stage, "9");
    until_found(&mut stage);
    stage.until("it is listed", |stage| listed(stage).len() > 4);
    let tap = |stage: &mut Stage, name: &str, modifiers: egui::Modifiers| {
        let pos = stage.find(Role::ListItem, name).rect.center();
        let button = egui::PointerButton::Primary;
        let press = |pressed| egui::Event::PointerButton { pos, button, pressed, modifiers };
        // Long enough for this to be no double click.
        stage.frames(30);
        stage.events(vec![egui::Event::PointerMoved(pos)]);
        stage.events(vec![egui::Event::ModifiersChanged(modifiers), press(true), press(false)]);
        stage.events(vec![egui::Event::ModifiersChanged(NONE)]);
    };
    for (first, last, n) in [(9, 19, 2), (29, 9, 3), (19, 49, 4)] {
        tap(&mut stage, &format!("Match {first} line {first}"), NONE);
        stage.until_said(&format!("Ln {first} Col 1"));
        tap(&mut stage, &format!("Match {last} line {last}"), SHIFT);
        let list = stage.front().doc.searching().unwrap().list();
        assert_eq!(list.rows().0.iter().filter(|row| list.selects(row)).count(), n, "{first} to {last}");
        assert!(stage.says(&format!("Ln {first} Col 1")), "with Shift the view stays");
    }
}

#[test]
fn where_colours_are_obeyed_search_and_list_read_what_is_shown() {
    let folder = Folder::new();
    let path = folder.file("a.log", "a \u{1b}[31mred\u{1b}[0m fox\nplain 31\n");
    let mut stage = Stage::with(Settings { ansi: true, ..without_summary() }, 1200.0, 800.0);
    stage.open(&path);
    find(&mut stage, "a red");
    until_listed(&mut stage, &["Match 1 a red fox"]);
    stage.key(CTRL, Key::A);
    stage.type_text("31");
    until_listed(&mut stage, &["Match 2 plain 31"]);
    // Without colours their sequences are text, and the same search finds them.
    stage.perform("text.ansi");
    until_listed(&mut stage, &["Match 1 a ^[[31mred^[[0m fox", "Match 2 plain 31"]);
}
