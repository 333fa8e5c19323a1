//! The summary beside the view says what an independent count says.
#![cfg(test)]

use super::slow::Slow;
use super::stage::{CTRL, Folder, NONE, Role, Stage};
use egui::Key;
use gander::base::Value;
use gander::base::human::grouped;

/// Lines of all kinds, characters of every length, and bytes that are none.
fn mixed() -> Vec<u8> {
    let mut bytes = Vec::new();
    for nr in 0..3000 {
        bytes.extend_from_slice(format!("line {nr} naïve €").as_bytes());
        bytes.extend_from_slice(if nr % 3 == 0 { b"\r\n" } else { b"\n" });
        if nr % 100 == 0 {
            bytes.extend_from_slice(b"\n\xFF broken\n");
        }
    }
    let longest = "long ".repeat(400);
    bytes.extend_from_slice(longest.as_bytes());
    bytes.extend_from_slice(b"\nno end");
    bytes
}

#[test]
fn cards_show_what_an_independent_count_finds() {
    let folder = Folder::new();
    let bytes = mixed();
    let mut stage = Stage::tall();
    stage.open(&folder.file("mixed.txt", &bytes));
    stage.until_scanned();
    stage.frames(2);
    let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    let text = String::from_utf8_lossy(&bytes);
    let crlf = lines.iter().filter(|line| line.ends_with(b"\r")).count();
    let longest = lines.iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line).len()).max().unwrap();
    let n = |n: usize| grouped(n as u64);
    // Of the lines, the last ends by nothing.
    let expected = [
        ("Lines", n(lines.len())),
        ("Ended by LF", n(lines.len() - 1 - crlf)),
        ("Ended by CRLF", n(crlf)),
        ("Blank", n(lines.iter().filter(|line| line.is_empty()).count())),
        ("Longest", format!("{} bytes", n(longest))),
        ("Bytes", n(bytes.len())),
        ("Broken sequences", n(text.chars().filter(|&c| c == '\u{FFFD}').count())),
        ("Characters", n(text.chars().filter(|&c| c != '\u{FFFD}').count())),
        ("ASCII", format!("{} bytes", n(bytes.iter().filter(|byte| byte.is_ascii()).count()))),
    ];
    for (label, value) in expected {
        let shown = stage.values_of(label);
        assert!(shown.contains(&value), "{label} is {value}, not {shown:?}");
    }
    stage.must_say("complete");
    assert!(!stage.says("so far"));
}

#[test]
fn every_fact_of_every_section_is_in_the_panel() {
    let folder = Folder::new();
    let mut stage = Stage::with(gander::app::Settings::default(), 1200.0, 6000.0);
    stage.open(&folder.file("mixed.txt", mixed()));
    stage.until_scanned();
    let known = stage.front().doc.scans().known().to_vec();
    for one in &known {
        assert!(!stage.values_of(one.section.title().said()).is_empty(), "{}", one.section.id);
    }
    let closed: Vec<_> = stage.seen().into_iter().filter(|seen| seen.text.starts_with("All ")).collect();
    assert_eq!(closed.len(), known.len());
    for nr in (0..known.len()).rev() {
        let heads: Vec<_> = stage.seen().into_iter().filter(|seen| seen.text.starts_with("All ")).collect();
        stage.click_at(heads[nr].rect.left_center() + egui::vec2(20.0, 0.0), NONE);
        stage.frames(3);
    }
    let facts = known.iter().flat_map(|one| one.section.facts.iter().map(move |fact| (&one.section, fact)));
    for (section, fact) in facts {
        let label = section.label(fact).said();
        let shown = stage.values_of(label);
        assert!(!shown.is_empty(), "{label} is not shown");
        if let Value::Int(value) = fact.value
            && !matches!(fact.unit, "offset" | "byte")
        {
            assert!(shown.iter().any(|shown| shown.starts_with(&grouped(value))), "{label}: {shown:?}");
        }
    }
    assert!(stage.harness.unnamed_widgets().is_empty(), "{:?}", stage.harness.unnamed_widgets());
}

#[test]
fn a_table_scrolls_to_its_last_row_and_asks_for_rows_in_sight_alone() {
    let folder = Folder::new();
    let mut stage = Stage::with(gander::app::Settings::default(), 1200.0, 3000.0);
    stage.open(&folder.file("mixed.txt", mixed()));
    stage.until_scanned();
    let heads: Vec<_> = stage.seen().into_iter().filter(|seen| seen.text == "All figures").collect();
    let bytes = stage.front().doc.scans().known().iter().position(|one| one.section.id == "bytes").unwrap();
    stage.click_at(heads[bytes].rect.left_center() + egui::vec2(20.0, 0.0), NONE);
    stage.frames(3);
    // Facts are bytes, too; they stand elsewhere.
    let inside = stage.find(Role::Label, "0x02").rect;
    let is_row = |text: &str| text.len() == 4 && text.starts_with("0x");
    let rows = |stage: &Stage| -> Vec<String> {
        let in_column =
            stage.seen().into_iter().filter(|seen| (seen.rect.left() - inside.left()).abs() < 1.0);
        in_column.map(|seen| seen.text).filter(|text| is_row(text)).collect()
    };
    let first = rows(&stage);
    assert_eq!(first[..3], ["0x00", "0x01", "0x02"]);
    assert!(first.len() < 15, "{first:?}");
    for _ in 0..40 {
        stage.wheel(inside.center(), egui::vec2(0.0, -200.0));
    }
    stage.frames(20);
    let last = rows(&stage);
    assert_eq!(last.last().map(String::as_str), Some("0xFF"), "{last:?}");
    assert!(!last.contains(&"0x00".to_owned()));
}

#[test]
fn the_longest_line_is_a_link_to_it() {
    let folder = Folder::new();
    let bytes = mixed();
    let mut stage = Stage::tall();
    stage.open(&folder.file("mixed.txt", &bytes));
    stage.until_scanned();
    let at = bytes.windows(10).position(|ten| ten == b"long long ").expect("it is there") as u64;
    let longest = stage.values_of("Longest").remove(0);
    stage.click(Role::Link, &longest);
    stage.until_said(&format!("@ {} · ", gander::base::Offset(at)));
    assert!(stage.rows().iter().any(|row| row.contains(" long long long ")));
}

#[test]
fn a_scan_can_be_stopped_resumed_and_begun_again() {
    let mut stage = Stage::tall();
    let bytes = mixed().repeat(400);
    let slow = Slow::new(bytes.clone(), 500);
    stage.harness.state_mut().app_mut().open_source("slow", slow.source("slow")).expect("threads are there");
    stage.until("it runs", |stage| stage.front().doc.scans().running().is_some());
    stage.until_said("Stop scanning");
    stage.press("Stop scanning");
    stage.until_said("Stopped");
    let read = stage.app().summary(stage.front().doc.id()).expect("a file is open").coverage.scanned_bytes;
    assert!(read < bytes.len() as u64);
    assert!(!stage.app().summary(stage.front().doc.id()).expect("a file is open").coverage.complete);
    slow.hurry();
    stage.press("Resume");
    stage.until_scanned();
    assert!(!stage.says("Stopped"));
    // What tells the encoding is known a moment after the figures.
    let figures = |stage: &Stage| {
        let mut summary = stage.app().summary(stage.front().doc.id()).expect("a file is open");
        summary.file.evidence.clear();
        summary
    };
    let summary = figures(&stage);
    assert!(summary.coverage.complete);
    stage.press("File");
    stage.press("Scanning");
    stage.frames(2);
    stage.press("Recount F5");
    assert!(stage.front().doc.scans().running().is_some());
    stage.until_scanned();
    assert_eq!(figures(&stage), summary);
    stage.key(NONE, Key::F5);
    stage.until_scanned();
    assert_eq!(figures(&stage), summary);
    stage.key(CTRL, Key::Period);
    assert!(!stage.front().doc.scans().is_stopped());
}

#[test]
fn the_panel_can_be_hidden_and_shown() {
    let folder = Folder::new();
    let mut stage = Stage::showing(&folder.file("a.txt", "a\n"));
    stage.until_said("Export summary…");
    stage.key(NONE, Key::F9);
    assert!(!stage.says("Export summary…"));
    stage.press("Summary");
    stage.frame();
    stage.must_say("Export summary…");
    stage.press("Hide summary");
    stage.frame();
    assert!(!stage.says("Export summary…"));
}
