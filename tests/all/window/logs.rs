//! Features for logs: times, the time line, highlight rules, marks.
#![cfg(test)]

use super::stage::{CTRL, CTRL_SHIFT, Folder, NONE, Role, SHIFT, Stage, numbered};
use egui::{Color32, Key, Pos2};
use gander::app::docks::PanelId;
use gander::search::TimeRange;
use gander::view::PaneMsg;
use std::fmt::Write;

/// A line a second from 09:00:00 on; every tenth warns, every hundredth says that something
/// failed.
fn log(n: u32) -> String {
    let mut text = String::new();
    for nr in 0..n {
        let level = match nr {
            nr if nr % 100 == 0 => "ERROR",
            nr if nr % 10 == 0 => "WARN ",
            _ => "INFO ",
        };
        let (h, m, s) = (9 + nr / 3600, nr / 60 % 60, nr % 60);
        writeln!(text, "2026-03-14 {h:02}:{m:02}:{s:02} {level} request {nr} took=1{nr}us").unwrap();
    }
    text
}

fn until_timed(stage: &mut Stage) {
    stage.until("times are read", |stage| {
        stage.front().doc.scans().timeline().is_some() && !stage.front().doc.scans().is_timing()
    });
}

fn listed(stage: &Stage) -> usize {
    stage
        .front()
        .searching()
        .and_then(|searching| searching.list_run())
        .map_or(0, |run| usize::try_from(run.found().n_rows()).unwrap())
}

#[test]
fn go_to_takes_times_where_lines_have_them() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.log", log(8000)));
    until_timed(&mut stage);
    for (typed, line) in [
        ("09:10", "601"),
        ("10:00:00", "3,601"),
        ("2026-03-14 09:30:05", "1,806"),
        ("2026-03-14T11:00:01", "7,202"),
        ("9:05", "301"),
        ("2026-03-14", "1"),
    ] {
        stage.go_to(typed);
        stage.until_said(&format!("Ln {line} Col 1"));
    }
    // Past the last line, the window says so and goes to it.
    stage.go_to("2026-03-15 08:00");
    stage.until_said("The last line is of 2026-03-14 11:13:19.");
    stage.until_said("Ln 8,000 Col 1");
    // A line and its column are written as before.
    stage.go_to("77:3");
    stage.until_said("Ln 77 Col 3");
    // Where lines have no times, so is this.
    let mut plain = Stage::showing(&folder.file("a.txt", numbered(100)));
    plain.go_to("09:06");
    plain.until_said("Ln 9 Col 6");
}

#[test]
fn a_time_may_be_asked_for_before_it_was_read() {
    let folder = Folder::new();
    let mut stage = Stage::new();
    stage.open(&folder.file("a.log", log(200_000 / 10)));
    stage.until("times are being read", |stage| stage.front().doc.scans().timeline().is_some());
    stage.go_to("14:33:19");
    stage.until_said("Ln 20,000 Col 1");
}

#[test]
fn the_time_line_goes_there_and_filters() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.log", log(7200)));
    until_timed(&mut stage);
    assert!(!stage.says("Time line of"));
    stage.key(NONE, Key::F8);
    stage.frames(2);
    let line = stage.find(Role::Image, "Time line of 7,200 lines").rect.shrink(4.0);
    stage.must_say("request 0 ");
    let at = |share: f32| Pos2::new(line.left() + line.width() * share, line.center().y);
    stage.click_at(at(0.5), NONE);
    stage.until("it goes to the middle", |stage| {
        let line = stage.rows().first().and_then(|row| row.split(' ').next().map(str::to_owned));
        line.and_then(|nr| nr.parse::<u32>().ok()).is_some_and(|nr| (3500..3700).contains(&nr))
    });
    // A drag over the second quarter wants the lines of it.
    stage.drag(at(0.25), &[at(0.3), at(0.499)], NONE);
    stage.until("lines are counted", |stage| {
        stage.front().doc.searching().and_then(|s| s.list_run()).is_some_and(|run| !run.is_running())
    });
    // It is a chip of its own, and the search box is empty.
    assert!(!stage.front().doc.searching().unwrap().has_pattern());
    stage.must_say("Remove 2026-03-14 ");
    let range = stage.front().time_range().unwrap();
    let seconds = (range.to_ms - range.from_ms) / 1000;
    assert_eq!(usize::try_from(seconds).unwrap(), listed(&stage));
    assert!((1790..=1860).contains(&seconds), "{range:?}");
    // Within a search it lies as a filter.
    stage.key(CTRL, Key::F);
    stage.type_text("ERROR");
    // A new search keeps the stretch in sight.
    stage.until("errors of the stretch are listed", |stage| listed(stage) == 18);
    let name =
        stage.seen().into_iter().find(|seen| seen.text.starts_with("Remove 2026-03-14 ")).unwrap().text;
    stage.press(&name);
    stage.until("all errors are listed", |stage| listed(stage) == 72);
    stage.drag(at(0.5), &[at(0.6), at(0.749)], NONE);
    stage.must_say("ERROR · ");
    stage.until("errors of that time are listed", |stage| {
        stage.front().doc.searching().unwrap().list().run().is_some_and(|run| run.found().n_rows() == 18)
    });
    stage.key(NONE, Key::F8);
    stage.frames(2);
    assert!(!stage.says("Time line of"));
}

#[test]
fn a_file_without_times_has_no_time_line() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", numbered(1000)));
    stage.key(NONE, Key::F8);
    stage.frames(3);
    assert!(!stage.says("Time line of"));
    stage.must_say("The lines of this file do not say when they were written");
    assert!(stage.app().docks().is_open(PanelId::TimeLine));
}

#[test]
fn lines_of_a_time_range_are_listed() {
    let folder = Folder::new();
    let text = log(3000);
    let mut stage = Stage::showing(&folder.file("a.log", &text));
    for (from, to) in [("09:00:00", "09:00:01"), ("09:10:00", "09:20:00"), ("08:00:00", "23:00:00")] {
        let range = TimeRange::parse(&format!("2026-03-14T{from}..2026-03-14T{to}")).unwrap();
        stage.perform(PaneMsg::FilterTimes(range));
        let expected = text.lines().filter(|line| (from..to).contains(&&line[11..19])).count();
        stage.until(&format!("{expected} lines are found"), |stage| listed(stage) == expected);
    }
}

/// The colours in which letters of the row at the top are drawn, from left to right.
pub(super) fn colours(stage: &Stage, row: usize) -> Vec<Color32> {
    let rect = stage.row_nodes()[row].rect;
    let mut colours = Vec::new();
    for clipped in &stage.harness.output().shapes {
        if let egui::Shape::Text(text) = &clipped.shape
            && (text.pos.y + text.galley.size().y / 2.0 - rect.center().y).abs() < 3.0
            && text.pos.x + 1.0 >= rect.left()
            && text.pos.x < rect.right()
        {
            let sections = text.galley.job.sections.iter();
            colours.extend(sections.map(|section| section.format.color));
        }
    }
    colours
}

#[test]
fn levels_times_numbers_and_patterns_have_colours() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.log", log(50)));
    stage.frames(3);
    let plain = colours(&stage, 1);
    assert!(plain.len() >= 5, "{plain:?}");
    assert_ne!(colours(&stage, 0), plain, "an error looks other than what is only told");
    // Without rules a row has one colour.
    stage.press("View");
    stage.press("Panels");
    stage.frames(2);
    stage.press("Highlight rules Ctrl+Shift+H");
    stage.frames(3);
    for rule in ["Numbers", "Addresses", "Times", "Levels"] {
        stage.click(Role::CheckBox, rule);
    }
    stage.press("Close the highlight rules");
    stage.frames(3);
    assert_eq!(colours(&stage, 1).len(), 1);
    // A pattern of one's own.
    stage.press("View");
    stage.press("Panels");
    stage.frames(2);
    stage.press("Highlight rules Ctrl+Shift+H");
    stage.frames(3);
    stage.press("Add a pattern");
    stage.frames(2);
    stage.click(Role::TextInput, "Pattern of rule 5");
    stage.type_text("quest");
    stage.frames(3);
    stage.until("it is coloured", |stage| colours(stage, 1).len() == 3);
    stage.press("Regular expression of rule 5");
    stage.click(Role::TextInput, "Pattern of rule 5");
    stage.type_text("(");
    stage.until_said("Invalid pattern");
    stage.press("Remove rule 5");
    stage.press("Reset to defaults");
    stage.press("Close the highlight rules");
    stage.frames(3);
    assert_eq!(colours(&stage, 1), plain);
    assert_eq!(stage.app().settings().rules, gander::doc::rules::Rule::defaults());
}

#[test]
fn marks_are_set_found_named_and_taken_away() {
    let folder = Folder::new();
    let path = folder.file("a.txt", numbered(5000));
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until_scanned();
    stage.press("Marks");
    assert!(!stage.find(Role::Button, "Next mark F2").enabled);
    stage.key(NONE, Key::Escape);
    for line in ["10", "2000", "4000"] {
        stage.go_to(line);
        stage.until_said(&format!(
            "Ln {} Col 1",
            if line == "10" { "10".into() } else { format!("{},000", &line[..1]) }
        ));
        stage.key(CTRL, Key::B);
    }
    stage.until_said("Marked 4000 line 4000");
    for (modifiers, line) in
        [(NONE, "10"), (NONE, "2,000"), (NONE, "4,000"), (SHIFT, "2,000"), (SHIFT, "10"), (SHIFT, "4,000")]
    {
        stage.key(modifiers, Key::F2);
        stage.until_said(&format!("Ln {line} Col 1"));
    }
    stage.key(CTRL_SHIFT, Key::B);
    stage.frames(3);
    stage.must_say("Line 2,000");
    stage.click(Role::TextInput, "Name of the mark of Line 2,000");
    stage.type_text("!");
    stage.frames(2);
    let name = stage.front().doc.marks()[1].name.clone();
    assert!(name.contains('!') && name.replace('!', "") == "line 2000", "{name}");
    stage.press("Remove the mark of Line 4,000");
    stage.frames(2);
    assert_eq!(stage.front().doc.marks().len(), 2);
    stage.press("Line 10");
    stage.until_said("Ln 10 Col 1");
    // They are restored when the file is opened again, by any session.
    stage.perform("pane.close");
    stage.quit();
    let mut again = Stage::keeping_in(&folder);
    again.open(&path);
    again.until("marks are there", |stage| stage.front().doc.marks().len() == 2);
    again.key(NONE, Key::F2);
    again.until_said("Marked 10 line 10");
    again.key(CTRL, Key::B);
    again.frames(2);
    assert!(!again.says("Marked"));
    again.press("Marks");
    again.press("Remove all marks");
    again.frames(2);
    assert_eq!(again.front().doc.marks(), []);
}

/// How far down the strip, from 0 to 1, small rectangles of a colour are drawn.
fn ticks(stage: &Stage, colours: [Color32; 2]) -> Vec<f32> {
    let strip = stage.find(Role::Slider, "Place in the file, in percent").rect;
    let shapes = stage.harness.output().shapes.iter();
    // The strip is one mesh: each rectangle has four corners, the first at its left top.
    let corners = shapes.flat_map(|clipped| match &clipped.shape {
        egui::Shape::Mesh(mesh) => mesh.vertices.as_chunks::<4>().0.to_vec(),
        _ => Vec::new(),
    });
    let centers = corners.map(|[first, .., last]| (first.pos + last.pos.to_vec2(), first.color));
    let centers = centers.map(|(sum, color)| (sum * 0.5, color));
    let ours = centers.filter(|(center, color)| colours.contains(color) && strip.contains(*center));
    ours.map(|(center, _)| (center.y - strip.top()) / strip.height()).collect()
}

#[test]
fn the_strip_shows_where_errors_and_matches_are() {
    let folder = Folder::new();
    let plain = log(20_000).replace("ERROR", "INFO ");
    let (head, tail) = plain.split_at(plain.len() * 9 / 10);
    let text = format!("{head}{}", tail.replace("INFO ", "ERROR"));
    let mut stage = Stage::showing(&folder.file("a.log", text));
    until_timed(&mut stage);
    stage.frames(2);
    let (dark, light) = (Color32::from_rgb(0xFF, 0x7B, 0x72), Color32::from_rgb(0xC6, 0x28, 0x28));
    let errors = ticks(&stage, [dark, light]);
    assert!(!errors.is_empty() && errors.iter().all(|&share| share > 0.85), "{errors:?}");
    // Matches of a pattern that stands in the first tenth alone.
    let (dark, light) = (Color32::from_rgb(0xF2, 0xA3, 0x3A), Color32::from_rgb(0xA0, 0x5B, 0x00));
    assert!(ticks(&stage, [dark, light]).is_empty());
    stage.key(CTRL, Key::F);
    stage.type_text("2026-03-14 09:");
    stage.until("all are found", |stage| {
        stage.front().doc.searching().and_then(|s| s.run()).is_some_and(|run| !run.is_running())
    });
    stage.frames(2);
    let matches = ticks(&stage, [dark, light]);
    assert!(!matches.is_empty() && matches.iter().all(|&share| share < 0.2), "{matches:?}");
}

#[test]
fn the_strip_shows_where_the_lines_of_a_stack_trace_and_of_a_time_range_are() {
    let folder = Folder::new();
    let plain = log(20_000).replace("ERROR", "INFO ").replace("WARN ", "INFO ");
    let (head, tail) = plain.split_at(plain.len() / 2);
    let first = tail.find('\n').unwrap() + 1;
    let trace = "    at some.place.in.a.program(File.java:12)\n".repeat(10_000);
    let failed = tail[first..].replacen("INFO ", "ERROR", 1);
    let (failed, rest) = failed.split_at(failed.find('\n').unwrap() + 1);
    let mut stage =
        Stage::showing(&folder.file("a.log", format!("{head}{}{failed}{trace}{rest}", &tail[..first])));
    until_timed(&mut stage);
    stage.frames(2);
    let (dark, light) = (Color32::from_rgb(0xFF, 0x7B, 0x72), Color32::from_rgb(0xC6, 0x28, 0x28));
    let errors = ticks(&stage, [dark, light]);
    let n_lines = stage.front().doc.scans().timeline().map(|timeline| timeline.errors().total());
    assert_eq!(n_lines, Some(10_001));
    assert!(errors.len() > 1 && errors.iter().all(|share| (0.3..0.7).contains(share)), "{errors:?}");
    stage.key(NONE, Key::F8);
    stage.until_said("Time line of 30,000 lines");
    // A time range alone has ticks as a search's matches have, and those are gone with it.
    let (dark, light) = (Color32::from_rgb(0xF2, 0xA3, 0x3A), Color32::from_rgb(0xA0, 0x5B, 0x00));
    assert!(ticks(&stage, [dark, light]).is_empty());
    let range = TimeRange::parse("2026-03-14T09:00:00..2026-03-14T09:20:00").unwrap();
    stage.perform(PaneMsg::FilterTimes(range));
    stage.until("1200 lines are found", |stage| listed(stage) == 1200);
    stage.frames(2);
    let lines = ticks(&stage, [dark, light]);
    assert!(!lines.is_empty() && lines.iter().all(|&share| share < 0.1), "{lines:?}");
    // With a search, too, the strip shows what the list shows.
    stage.perform(PaneMsg::Search(gander::search::Pattern::fixed("request")));
    stage.until("both are counted", |stage| {
        listed(stage) == 1200 && !stage.front().searching().is_some_and(|one| one.is_running())
    });
    stage.frames(2);
    assert_eq!(ticks(&stage, [dark, light]), lines);
}

#[test]
fn a_log_format_in_the_settings_is_read_from_the_next_start_on() {
    let folder = Folder::new();
    let formats = serde_json::json!({"log_formats": [
        {"name": "odd one", "pattern": "(?<level>.)", "sample": "x"},
        {"name": "turbine", "pattern": r"^turbine9#(?<time>\S+)# (?<level>\w+)~", "time": "%d|%m|%Y@%H.%M.%S",
         "sample": "turbine9#14|03|2026@09.26.53# warn~ x"},
    ]});
    std::fs::create_dir_all(folder.path("config")).unwrap();
    std::fs::write(folder.path("config").join("settings.json"), formats.to_string()).unwrap();
    let mut text = String::new();
    for nr in 0..3000 {
        let level = if nr % 100 == 0 { "error" } else { "info" };
        writeln!(text, "turbine9#14|03|2026@09.{:02}.{:02}# {level}~ {nr}", nr / 60, nr % 60).unwrap();
    }
    let path = folder.file("turbine.log", text);
    let mut stage = Stage::keeping_in(&folder);
    stage.until_said("The log format “odd one” is not used: “x” in its sample is no level.");
    stage.open(&path);
    until_timed(&mut stage);
    assert_eq!(stage.front().doc.scans().timeline().map(|timeline| timeline.errors().total()), Some(30));
    stage.go_to("09:10");
    stage.until_said("Ln 601 Col 1");
    stage.press("Help");
    stage.press("Show the settings file");
    stage.until("it is open", |stage| stage.app().docs().len() == 2);
    stage.until_said("settings.json");
    stage.quit();
    let kept = std::fs::read_to_string(folder.path("config").join("settings.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept["log_formats"], formats["log_formats"], "they are kept as they were written");
}

#[test]
fn lines_that_continue_another_have_its_time_and_level_in_the_list_what_is_saved_and_the_time_line() {
    let folder = Folder::new();
    let entry = |nr: usize| {
        let head = format!("2026-03-14 09:00:{nr:02}");
        if nr % 10 == 5 {
            format!(
                "{head} ERROR broke {nr}\ncom.example.Odd: not even\n\tat a.b(C.java:1)\n\tat d.e(F.java:2)\n"
            )
        } else {
            format!("{head} INFO fine {nr}\n")
        }
    };
    let text: String = (0..60).map(entry).collect();
    let mut stage = Stage::showing(&folder.file("a.log", text));
    until_timed(&mut stage);
    let n_errors = stage.front().doc.scans().timeline().map(|timeline| timeline.errors().total());
    assert_eq!(n_errors, Some(6 * 4));
    stage.key(NONE, Key::F8);
    stage.until_said(&format!("Time line of {} lines", 60 + 6 * 3));
    for (from, to) in [("09:00:14", "09:00:17"), ("09:00:15", "09:00:16"), ("09:00:16", "09:00:20")] {
        let range = TimeRange::parse(&format!("2026-03-14T{from}..2026-03-14T{to}")).unwrap();
        stage.perform(PaneMsg::FilterTimes(range));
        let second = |time: &str| time[6..].parse::<usize>().unwrap();
        let expected: String = (second(from)..second(to)).map(entry).collect();
        stage.until(&format!("{from} to {to} is listed"), |stage| {
            stage.front().searching().and_then(|one| one.list_run()).is_some_and(|run| !run.is_running())
                && listed(stage) == expected.lines().count()
        });
        let saved = folder.path(&format!("{}.txt", second(from)));
        stage.will_answer(gander::app::tasks::Reply::SaveTo(saved.clone()));
        stage.perform("search.save");
        stage.until_said(&format!("{}.txt", second(from)));
        stage.until("they are written", |_| saved.exists());
        assert_eq!(std::fs::read_to_string(&saved).unwrap(), expected);
    }
}

#[test]
fn what_the_time_line_says_of_what_is_pointed_at_stands_within_it_and_hides_no_text() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.log", log(7200)));
    until_timed(&mut stage);
    stage.key(NONE, Key::F8);
    stage.frames(2);
    let line = stage.find(Role::Image, "Time line of 7,200 lines").rect;
    stage.events(vec![egui::Event::PointerMoved(line.center())]);
    // Longer than tips take to come.
    stage.frames(90);
    let first_row = stage.row_nodes()[0].rect.top();
    let mut said = 0;
    for clipped in &stage.harness.output().shapes {
        let egui::Shape::Text(text) = &clipped.shape else { continue };
        let says = text.galley.text();
        if says.contains("Click to go there") || says.starts_with("2026-03-14 10:0") && says.contains('–') {
            let rect = text.galley.rect.translate(text.pos.to_vec2());
            assert!(rect.top() >= line.top() && rect.bottom() <= first_row, "{says} at {rect:?}");
            said += 1;
        }
    }
    assert_eq!(said, 2, "from when to when, and what a press does");
    assert!(!stage.says("Click to go there"), "no tip lies over the text");
}
