//! Searching and filtering, by labels and presses.
#![cfg(test)]

use super::logs::colours;
use super::slow::Slow;
use super::stage::{CTRL, Folder, NONE, Role, SHIFT, Stage, key_event, numbered};
use crate::tool::{answer, printed};
use egui::{Event, Key};
use gander::app::DocMsg;
use gander::app::tasks::Reply;
use std::path::Path;

/// Types a pattern into the search box, in place of what is in it.
pub fn find(stage: &mut Stage, pattern: &str) {
    stage.key(CTRL, Key::F);
    for c in pattern.chars() {
        stage.type_text(&c.to_string());
    }
}

/// What is listed below the view, from top to bottom.
pub fn listed(stage: &Stage) -> Vec<String> {
    stage.seen().into_iter().filter(|seen| seen.role == Role::ListItem).map(|seen| seen.text).collect()
}

pub fn until_listed(stage: &mut Stage, expected: &[&str]) {
    stage.until(&format!("it lists {expected:?}"), |stage| listed(stage) == expected);
}

/// What `grep` prints of a file.
// Of GNU grep.
#[cfg(target_os = "linux")]
fn grep(args: &[&str], path: &Path) -> String {
    let found = printed(std::process::Command::new("grep").args(args).arg(path).env("LC_ALL", "C"));
    String::from_utf8(found).unwrap()
}

#[test]
fn each_key_shows_the_next_match_and_the_count() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(20_000)));
    find(&mut stage, "line 19999");
    stage.until_said("1 of 1");
    stage.must_say("19999 line 19999");
    assert_eq!(stage.front().cursor(), stage.front().doc.searching().unwrap().current().unwrap().start);
    until_listed(&mut stage, &["Match 19,999 line 19999"]);
    // Taking a character back finds more, from where one began.
    stage.key(NONE, Key::Backspace);
    stage.until_said("1 of 11");
    stage.must_say("1999 line 1999");
    stage.must_say("11 matches in 11 lines");
    find(&mut stage, "nowhere");
    stage.until_said("no match");
    stage.until_said("No line matches.");
}

#[test]
fn next_and_previous_go_round_and_say_so() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "b\nab\nb\nab ab\nb\n"));
    find(&mut stage, "ab");
    stage.until_said("1 of 3");
    for said in ["2 of 3", "3 of 3", "wrapped · 1 of 3"] {
        stage.key(NONE, Key::F3);
        stage.until_said(said);
    }
    stage.key(SHIFT, Key::F3);
    stage.until_said("wrapped · 3 of 3");
    // The same with the keys of `less`, once the keyboard is back in the text.
    let row = stage.row_nodes()[0].rect;
    stage.click_at(row.left_center(), NONE);
    stage.type_text("n");
    stage.until_said("wrapped · 1 of 3");
    stage.type_text("N");
    stage.until_said("wrapped · 3 of 3");
    stage.type_text("?");
    stage.frames(2);
    for c in "b".chars() {
        stage.type_text(&c.to_string());
    }
    stage.until_said(" of 6");
    // Escape leaves the box first; then it ends the search.
    stage.key(NONE, Key::Escape);
    stage.frames(3);
    assert!(stage.front().doc.searching().is_some());
    stage.type_text("n");
    stage.frames(3);
    assert_eq!(stage.front().doc.searching().unwrap().pattern().text, "b");
    stage.key(NONE, Key::Escape);
    stage.until("the search is over", |stage| stage.front().doc.searching().is_none());
}

#[test]
fn a_toggle_gives_the_keyboard_back_to_the_field() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "Gate\ngate gg\nG 100\n"));
    find(&mut stage, "ga");
    for toggle in ["Match case", "Whole word", "Regular expression", "Hexadecimal bytes"] {
        let toggle = named(&stage, toggle);
        stage.press(&toggle);
        let before = stage.front().doc.searching().unwrap().pattern().text.clone();
        stage.type_text("g");
        stage.frames(2);
        let text = stage.front().doc.searching().unwrap().pattern().text.clone();
        assert_eq!(text, format!("{before}g"), "after {toggle}");
    }
}

/// The name of the button that starts with these words.
fn named(stage: &Stage, start: &str) -> String {
    let seen =
        stage.seen().into_iter().find(|seen| seen.role == Role::Button && seen.text.starts_with(start));
    seen.unwrap_or_else(|| panic!("no {start}")).text
}

#[test]
fn what_can_not_be_read_is_said_in_a_sentence() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "took=99us\n"));
    stage.press("Regular expression");
    find(&mut stage, "took=[0-9");
    stage.until_said("Invalid pattern at character 6: unclosed character class.");
    stage.must_say("Invalid pattern");
    stage.type_text("]+us");
    stage.until_said("1 of 1");
    assert!(!stage.says("Invalid pattern"));
    stage.press("Hexadecimal bytes");
    stage.until_said("Bytes are written as pairs of hexadecimal digits");
    find(&mut stage, "3D 3? 39");
    stage.until_said("1 of 1");
    assert_eq!(stage.front().doc.searching().unwrap().current().unwrap().start.0, 4);
}

#[test]
fn toggles_change_what_matches() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "error Error terror\nERROR a.c abc\n"));
    find(&mut stage, "error");
    stage.until_said("1 of 4");
    stage.press("Match case");
    stage.until_said("1 of 2");
    stage.press("Whole word");
    stage.until_said("1 of 1");
    stage.press("Whole word");
    stage.press("Match case");
    find(&mut stage, "a.c");
    stage.until_said("1 of 1");
    stage.press("Regular expression");
    stage.until_said("1 of 2");
    // Look-around takes the slower engine, and says so while it does.
    find(&mut stage, "(?<=t)error");
    stage.until_said("1 of 1");
    assert!(stage.front().doc.searching().unwrap().is_slow());
}

#[test]
fn a_search_stops_and_goes_on() {
    // Each read takes its time, so that the search surely runs when it is stopped.
    let slow = Slow::new(numbered(400_000).into_bytes(), 0);
    let mut stage = Stage::new();
    stage.harness.state_mut().app_mut().open_source("slow", slow.source("slow")).expect("threads are there");
    stage.until("rows are shown", |stage| !stage.rows().is_empty());
    stage.until_scanned();
    slow.take(50);
    find(&mut stage, "line 399999");
    stage.until("it runs", |stage| stage.front().doc.searching().and_then(|s| s.run()).is_some());
    stage.press("Pause the search");
    stage.until_said("paused at");
    assert!(!stage.says("1 match in 1 line"));
    slow.take(0);
    stage.press("Continue the search");
    stage.until_said("1 match in 1 line");
}

#[test]
fn a_click_in_the_list_goes_there_in_the_view() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(50_000)));
    find(&mut stage, "77");
    stage.until("lines are listed", |stage| listed(stage).len() > 3);
    stage.click(Role::ListItem, "Match 477 line 477");
    stage.until_said("Ln 477 Col 1");
    stage.must_say("477 line 477");
    // The list scrolls by itself, to its end and back.
    let over = stage.find(Role::ListItem, "Match 477 line 477").rect.center();
    stage.wheel(over, egui::vec2(0.0, -200.0));
    stage.until("the list scrolled", |stage| !listed(stage).contains(&"Match 477 line 477".to_owned()));
    stage.perform(DocMsg::ListScrollToShare(1.0));
    stage.until_said("Match 49,977 line 49977");
    stage.must_say("477 line 477");
    // It is closed and shown again.
    stage.press("Close the list");
    stage.frames(2);
    assert_eq!(listed(&stage), Vec::<String>::new());
    stage.key(CTRL, Key::L);
    stage.until("it is there again", |stage| !listed(stage).is_empty());
}

#[test]
fn context_and_inverting_show_other_lines() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "a\nb\nc\nx\nd\ne\nf\nx\nx\ng"));
    find(&mut stage, "x");
    until_listed(&mut stage, &["Match 4 x", "Match 8 x", "Match 9 x"]);
    stage.press("Show more lines around each");
    until_listed(
        &mut stage,
        &["Near 3 c", "Match 4 x", "Near 5 d", "Near 7 f", "Match 8 x", "Match 9 x", "Near 10 g"],
    );
    stage.must_say("context 1");
    stage.press("Show fewer lines around each");
    stage.press("List the lines that do not match");
    until_listed(
        &mut stage,
        &["Match 1 a", "Match 2 b", "Match 3 c", "Match 5 d", "Match 6 e", "Match 7 f", "Match 10 g"],
    );
    stage.must_say("7 lines");
}

#[test]
fn patterns_are_taken_together_and_filters_lie_within_one_another() {
    let folder = Folder::new();
    let text = "get ok\nput ok\nget fail\nput fail\ndelete ok\nget slow ok\n";
    let mut stage = Stage::showing(&folder.file("a.txt", text));
    find(&mut stage, "get");
    until_listed(&mut stage, &["Match 1 get ok", "Match 3 get fail", "Match 6 get slow ok"]);
    stage.press("Add patterns, and filters within");
    let another = |stage: &mut Stage, text: &str, how: &str| {
        stage.click(Role::TextInput, "Another pattern");
        stage.type_text(text);
        stage.press(how);
    };
    another(&mut stage, "ok", "And");
    until_listed(&mut stage, &["Match 1 get ok", "Match 6 get slow ok"]);
    another(&mut stage, "slow", "And not");
    until_listed(&mut stage, &["Match 1 get ok"]);
    stage.press("Remove slow");
    stage.press("Remove ok");
    another(&mut stage, "put", "Or");
    until_listed(
        &mut stage,
        &["Match 1 get ok", "Match 2 put ok", "Match 3 get fail", "Match 4 put fail", "Match 6 get slow ok"],
    );
    another(&mut stage, "fail", "Filter the result");
    until_listed(&mut stage, &["Match 3 get fail", "Match 4 put fail"]);
    stage.must_say("within that");
    // The matches of the search itself are counted as before.
    stage.must_say("2 lines");
    stage.until_said("1 of 3");
}

#[cfg(target_os = "linux")]
#[test]
fn saved_lines_are_those_of_grep() {
    let folder = Folder::new();
    let text: String =
        (1..=3000).map(|nr| format!("{nr} {}\n", if nr % 97 < 3 { "ERROR" } else { "fine" })).collect();
    let path = folder.file("a.log", text);
    let mut stage = Stage::showing(&path);
    find(&mut stage, "ERROR");
    stage.until("all are found", |stage| {
        stage.front().doc.searching().and_then(|s| s.run()).is_some_and(|run| !run.is_running())
    });
    let save = |stage: &mut Stage, to: &Path, what: &str| {
        stage.will_answer(Reply::SaveTo(to.to_owned()));
        stage.press("save…");
        stage.frames(2);
        stage.press(what);
        stage.until_said(&format!("written to “{}”", to.display()));
        std::fs::read_to_string(to).unwrap()
    };
    let plain = save(&mut stage, &folder.path("plain.txt"), "Lines…");
    assert_eq!(plain, grep(&["ERROR"], &path));
    (0..5).for_each(|_| stage.press("Show more lines around each"));
    let numbered = save(&mut stage, &folder.path("numbered.txt"), "Lines with numbers…");
    assert_eq!(numbered, grep(&["-n", "-C5", "ERROR"], &path));
    stage.press("List the lines that do not match");
    (0..5).for_each(|_| stage.press("Show fewer lines around each"));
    stage.until("all are found", |stage| {
        stage.front().doc.searching().unwrap().list().run().is_some_and(|run| !run.is_running())
    });
    let inverted = save(&mut stage, &folder.path("inverted.txt"), "Lines…");
    assert_eq!(inverted, grep(&["-v", "ERROR"], &path));
}

#[test]
fn all_open_files_are_searched() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "one\ntwo\none\n"));
    stage.open(&folder.file("b.txt", "one\n"));
    stage.until_scanned();
    find(&mut stage, "one");
    stage.until_said("1 of 1");
    stage.press("Look for it in all open files");
    stage.until_said("a.txt: 2");
    stage.must_say("b.txt: 1");
    stage.press("a.txt: 2");
    stage.until_said("2 matches in 2 lines");
    // What is typed from now on is searched in both.
    find(&mut stage, "two");
    stage.until_said("b.txt: 0");
    stage.until_said("a.txt: 1");
}

#[test]
fn a_file_in_another_encoding_is_searched_by_what_is_read() {
    let folder = Folder::new();
    let text: String = (1..400).map(|nr| format!("строка {nr}\r\n")).collect();
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let utf32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
    let (koi8, ..) = encoding_rs::KOI8_R.encode(&text);
    for (name, bytes) in [("utf16.txt", utf16), ("utf32.txt", utf32), ("koi8.txt", koi8.into_owned())] {
        let mut stage = Stage::showing(&folder.file(name, bytes));
        find(&mut stage, "ока 399");
        stage.until_said("1 of 1");
        stage.must_say("399 строка 399");
        stage.until("it is listed", |stage| listed(stage).len() == 1);
        assert!(listed(&stage)[0].starts_with("Match 399 строка 399"), "{:?}", listed(&stage));
    }
}

#[test]
fn a_search_grows_with_its_file() {
    let folder = Folder::new();
    let path = folder.file("a.log", numbered(1000));
    let mut stage = Stage::showing(&path);
    find(&mut stage, "line 1");
    stage.until_said("1 of 112");
    stage.perform(DocMsg::ListScrollToShare(1.0));
    stage.until_said("Match 1,000 line 1000");
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut file, b"line 1001\nno\nline 1002\n").unwrap();
    stage.until_said("1 of 114");
    // The list stands at its end, and stays there.
    stage.until_said("Match 1,003 line 1002");
    // Another file of the name is searched anew.
    std::fs::rename(&path, folder.path("a.log.1")).unwrap();
    std::fs::write(&path, "line 1\nline 2\n").unwrap();
    let row = stage.row_nodes()[0].rect;
    stage.click_at(row.left_center(), NONE);
    stage.key(CTRL, Key::End);
    stage.until("it is another file", |stage| stage.front().doc.file().is_some_and(|file| file.len() == 14));
    stage.until_said("1 match in 1 line");
    until_listed(&mut stage, &["Match 1 line 1"]);
}

#[test]
fn earlier_searches_are_offered_again() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "one two three\n"));
    for pattern in ["one", "two"] {
        find(&mut stage, pattern);
        stage.until_said("1 of 1");
        stage.key(NONE, Key::Enter);
    }
    stage.key(CTRL, Key::F);
    let pattern = |stage: &Stage| stage.front().doc.searching().unwrap().pattern().text.clone();
    stage.key(NONE, Key::ArrowUp);
    assert_eq!(pattern(&stage), "one");
    stage.key(NONE, Key::ArrowDown);
    assert_eq!(pattern(&stage), "two");
}

#[test]
fn the_window_finds_what_the_command_finds() {
    let folder = Folder::new();
    let mut text = String::new();
    for nr in 0..60_000 {
        text.push_str(&format!(
            "{nr} took={}us {}\n",
            nr * 7 % 1000,
            if nr % 13 == 0 { "данные" } else { "x" }
        ));
    }
    let path = folder.file("a.log", &text);
    let mut stage = Stage::showing(&path);
    stage.press("Regular expression");
    for pattern in ["took=[0-9]*99us", "данные$", "^1.*x", "[a-z]{4}=9{2}"] {
        find(&mut stage, pattern);
        stage.until("all are found", |stage| {
            let searching = stage.front().doc.searching();
            searching
                .is_some_and(|s| s.pattern().text == pattern && s.run().is_some_and(|run| !run.is_running()))
        });
        let found = stage.front().doc.searching().unwrap().found().unwrap().clone();
        let name = path.display().to_string();
        let count = |how| {
            let said = answer(&["find", &name, pattern, "--regex", "-i", how]);
            String::from_utf8(said).unwrap().trim().parse::<u64>()
        };
        assert_eq!(Ok(found.n_hits()), count("--count"), "{pattern}");
        assert_eq!(Ok(found.n_rows()), count("--count-rows"), "{pattern}");
    }
}

#[test]
fn of_a_long_line_the_list_shows_what_is_around_its_first_match() {
    let folder = Folder::new();
    let text = format!("{{\"a\": [{}], \"needle\": 1}}\nshort needle\n", "1234567890, ".repeat(60_000));
    let at = text.find("needle").unwrap();
    let mut stage = Stage::showing(&folder.file("a.json", &text));
    find(&mut stage, "needle");
    stage.until("both are listed", |stage| listed(stage).len() == 2);
    let first = listed(&stage)[0].clone();
    assert!(first.starts_with("Match 1 …") && first.ends_with("\"needle\": 1}"), "{first}");
    assert_eq!(listed(&stage)[1], "Match 2 short needle");
    stage.key(NONE, Key::F3);
    stage.until_said("2 of 2");
    stage.click(Role::ListItem, &first);
    stage.until("the cursor is at the match", |stage| stage.front().cursor().0 == at as u64);
    // All of the match is visible, horizontally too.
    stage.key(SHIFT, Key::F3);
    stage.key(NONE, Key::F3);
    stage.until("it goes round", |stage| !stage.front().doc.searching().unwrap().is_seeking());
    let rows = stage.rows().join(" ");
    assert!(rows.contains("needle"), "{rows}");
}

#[test]
fn matches_are_shown_among_bytes_too() {
    let folder = Folder::new();
    let bytes: Vec<u8> = (0..20_000_u32).map(|i| u8::try_from(i * 7 % 256).unwrap()).collect();
    let mut stage = Stage::showing(&folder.file("a.bin", &bytes));
    stage.key(CTRL, Key::Num2);
    stage.frames(3);
    let plain = colours(&stage, 0);
    stage.press("Hexadecimal bytes");
    // It reaches from the first row into the second.
    find(&mut stage, "62 69 70 77");
    stage.until_said("1 of ");
    stage.until("both rows show it", |stage| {
        colours(stage, 0).len() > plain.len() && stage.front().cursor().0 == 14
    });
    stage.key(NONE, Key::F3);
    stage.until_said("2 of ");
    assert_eq!(stage.front().cursor().0, 14 + 256);
}

#[test]
fn who_types_faster_than_pictures_come_loses_no_letter() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "eedle\nneedle\n"));
    let key = |key, modifiers| key_event(modifiers, key, true);
    let letters = "needle".chars().map(|c| Event::Text(c.to_string()));
    stage.events(std::iter::once(key(Key::F, CTRL)).chain(letters).collect());
    stage.until_said("1 of 1");
    assert_eq!(stage.front().doc.searching().unwrap().pattern().text, "needle");
    let place = "2".chars().map(|c| Event::Text(c.to_string()));
    stage.events(std::iter::once(key(Key::G, CTRL)).chain(place).collect());
    stage.key(NONE, Key::Enter);
    stage.until_said("Ln 2 Col 1");
}

#[test]
fn a_pattern_that_backtracks_is_never_tried_by_the_thread_that_paints() {
    let folder = Folder::new();
    // Each line takes all the steps that there may be, but for every tenth.
    let text: String = (0..2000)
        .map(|nr| if nr % 10 == 0 { "aaab\n".to_owned() } else { format!("{}c\n", "a".repeat(200)) })
        .collect();
    let mut stage = Stage::showing(&folder.file("a.txt", text));
    let plain = colours(&stage, 10);
    stage.key(CTRL, Key::F);
    stage.press("Regular expression");
    find(&mut stage, "(?=(a|aa)+b)(a|aa)+b");
    stage.until("matches in rows and in the list are shown", |stage| {
        listed(stage).len() > 1 && colours(stage, 10) != plain && colours(stage, 20) != plain
    });
    // Rows that were never seen are shown at once, and their matches later.
    stage.key(CTRL, Key::End);
    stage.until("matches of the last rows are shown", |stage| {
        let rows = stage.rows();
        let matching = (0..rows.len()).filter(|&row| rows[row].ends_with("aaab"));
        matching.clone().count() > 1 && matching.into_iter().all(|row| colours(stage, row) != plain)
    });
    assert_eq!(gander::search::n_lines_tried(), 0, "the thread that paints has matched no line");
}
