//! Rows of a table that are sorted, filtered and written otherwise, as a person sees and changes them.
#![cfg(test)]

use super::stage::{Folder, NONE, Role, Stage, without_summary};
use egui::{Key, pos2};
use gander::app::tasks::Reply;
use gander::app::{DocMsg, RowsMsg};
use gander::doc::arrangement::SortBy;
use gander::format::delimited::DialectChoice;
use gander::view::{PaneMsg, hex, table, text};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Rows of a number, a city, an amount that repeats, and a day.
fn orders(n: u64) -> String {
    const CITIES: [&str; 4] = ["Oslo", "\"Paris, Texas\"", "Lima", ""];
    let mut text = "id,city,amount,day\n".to_owned();
    for nr in 1..=n {
        let city = CITIES[usize::try_from(nr * nr % 7 % 4).unwrap()];
        let _ = writeln!(text, "{nr},{city},{}.5,{:02}.03.2024", nr * 7919 % 101, 1 + nr % 28);
    }
    text
}

/// Waits for all that is computed about a table and its rows.
fn settled(stage: &mut Stage) {
    stage.until("rows are computed", |stage| {
        let pane = stage.front();
        let is_profiled = pane.doc.file().is_some_and(|file| {
            file.table()
                .is_some_and(|table| table.profile().is_some() && table.n_records(file.len()).is_some())
        });
        let rows = pane.doc.arrangement();
        let shows_them =
            pane.doc.file().and_then(|file| file.table()).is_some_and(|table| table.is_arranged());
        is_profiled && rows.progress().is_none() && rows.is_plain() != shows_them
    });
    stage.frames(2);
    stage.until_read();
    stage.frames(2);
}

fn showing(path: &Path) -> Stage {
    let mut stage = Stage::with(gander::app::Settings::default(), 1400.0, 900.0);
    stage.open(path);
    stage.until("all is computed", |stage| stage.front().doc.scans().running().is_none());
    settled(&mut stage);
    stage
}

fn open(name: &str, text: impl AsRef<[u8]>) -> (Folder, PathBuf, Stage) {
    let folder = Folder::new();
    let path = folder.file(name, text);
    let stage = showing(&path);
    (folder, path, stage)
}

/// The numbers of the rows on the screen.
fn numbers(stage: &Stage) -> Vec<u64> {
    let number = |row: String| row.split(' ').next().unwrap().replace(',', "").parse().unwrap();
    stage.rows().into_iter().map(number).collect()
}

fn keep(stage: &mut Stage, text: &str) {
    stage.perform(DocMsg::Rows(RowsMsg::Keep(text.to_owned())));
    settled(stage);
}

#[test]
fn a_column_is_sorted_by_two_clicks_and_numbers_of_rows_stay_true() {
    let (_folder, _, mut stage) = open("orders.csv", orders(5000));
    let amount = stage.find(Role::ColumnHeader, "amount").rect;
    stage.double_click_at(amount.center());
    settled(&mut stage);
    stage.find(Role::ColumnHeader, "amount");
    stage.must_say("↑ amount");
    // 7919 · nr mod 101 is 0 for multiples of 101, the header is row 1.
    assert_eq!(numbers(&stage)[..4], [102, 203, 304, 405]);
    assert!(stage.rows()[0].starts_with("102 101 | "), "{}", stage.rows()[0]);
    stage.double_click_at(amount.center() + egui::vec2(0.0, 34.0));
    settled(&mut stage);
    stage.must_say("↓ amount");
    let first = &stage.rows()[0];
    assert!(first.contains(" | 100.5 | "), "{first}");
    // The cursor goes along the order, and to its end.
    stage.key(super::stage::CTRL, Key::End);
    stage.until_read();
    assert!(stage.rows().last().unwrap().contains(" | 0.5 | "), "{:?}", stage.rows().last());
    stage.perform("table.unsort");
    settled(&mut stage);
    assert!(!stage.front().file().unwrap().table().unwrap().is_arranged());
    // The cursor's row is in sight still.
    assert!(stage.front().pane.viewport().shows_cursor(stage.front().doc, stage.front().focus));
}

#[test]
fn conditions_are_chips_that_are_switched_off_one_by_one() {
    let (_folder, _, mut stage) = open("orders.csv", orders(5000));
    stage.perform("table.filter");
    stage.frames(2);
    stage.type_text("amount >= 99 and city is empty");
    stage.key(NONE, Key::Enter);
    settled(&mut stage);
    let wanted = |nr: &u64| nr * 7919 % 101 >= 99 && nr * nr % 7 % 4 == 3;
    let expected: Vec<u64> = (1..=5000).filter(wanted).map(|nr| nr + 1).collect();
    let on_screen = numbers(&stage);
    assert_eq!(on_screen[..], expected[..on_screen.len()]);
    stage.must_say(&format!("{} of 5,000 rows", expected.len()));
    stage.click(Role::CheckBox, "amount >= 99 and city is empty");
    stage.until_said("2 1 | ");
    settled(&mut stage);
    assert_eq!(numbers(&stage)[..3], [2, 3, 4]);
    stage.click(Role::CheckBox, "amount >= 99 and city is empty");
    settled(&mut stage);
    assert_eq!(numbers(&stage).first(), expected.first(), "{:?}", stage.seen());
    stage.press("Remove amount >= 99 and city is empty");
    settled(&mut stage);
    assert_eq!(numbers(&stage)[..3], [2, 3, 4]);
    // What is none is said, where it is typed.
    stage.click(Role::TextInput, "Condition on rows");
    stage.type_text("price > 3");
    stage.frames(2);
    stage.must_say("price");
    stage.key(NONE, Key::Enter);
    stage.frames(2);
    assert!(stage.front().doc.arrangement().conditions().is_empty());
}

#[test]
fn a_bar_or_a_value_that_is_pressed_shows_its_rows() {
    let (_folder, _, mut stage) = open("orders.csv", orders(5000));
    let bars: Vec<String> =
        stage.seen().into_iter().filter(|seen| seen.text.ends_with(" cells")).map(|seen| seen.text).collect();
    let of_id =
        bars.iter().find(|bar| bar.starts_with("1000 – ")).unwrap_or_else(|| panic!("{bars:?}")).clone();
    stage.press(&of_id);
    settled(&mut stage);
    assert_eq!(numbers(&stage)[..2], [1001, 1002]);
    stage.press("Show all");
    settled(&mut stage);
    let lima = (1..=5000_u64).filter(|nr| nr * nr % 7 % 4 == 2).count();
    stage.press(&format!("Lima {}", gander::base::human::grouped(u64::try_from(lima).unwrap())));
    settled(&mut stage);
    assert!(stage.rows().iter().all(|row| row.contains(" | Lima | ")));
    stage.must_say("city = \"Lima\"");
}

#[test]
fn bad_rows_are_listed_and_seen_as_table_text_and_bytes() {
    let mut csv = orders(2000);
    csv.push_str("2001,Oslo\n2002,Oslo,\"1\"x,01.03.2024\n2003,Oslo,n/a,01.03.2024\n");
    for nr in 2004..4000 {
        let _ = writeln!(csv, "{nr},Oslo,1.5,01.03.2024");
    }
    let (_folder, _, mut stage) = open("orders.csv", &csv);
    stage.perform("table.keep-bad");
    settled(&mut stage);
    assert_eq!(numbers(&stage), [2002, 2003, 2004]);
    let third = stage.row_nodes()[2].rect;
    stage.click_at(pos2(third.left() + 120.0, third.center().y), NONE);
    let at = u64::try_from(csv.find("2003,Oslo,n/a").unwrap()).unwrap();
    assert_eq!(stage.front().cursor().0, at);
    stage.perform(PaneMsg::ShowView(text::ID));
    stage.until_read();
    assert!(stage.rows().iter().any(|row| row.starts_with("2004 2003,Oslo,n/a")), "{:?}", stage.rows());
    stage.perform(PaneMsg::ShowView(hex::ID));
    stage.until_read();
    let shown = format!("{:08X}", at / 16 * 16);
    assert!(stage.rows().iter().any(|row| row.starts_with(&shown)));
    stage.perform(PaneMsg::ShowView(table::ID));
    stage.until_read();
    assert_eq!(numbers(&stage), [2002, 2003, 2004]);
}

#[test]
fn a_table_is_read_otherwise_by_hand_and_as_detected_again() {
    let (_folder, _, mut stage) = open("a.csv", "a;b,c\n1;2,3\n4;5,6\n7;8,9\n");
    stage.perform("table.dialect");
    stage.frames(2);
    let rows = |stage: &Stage| stage.rows();
    let first = rows(&stage);
    let other = if stage.find(Role::RadioButton, "Delimiter ;").enabled && first[0].contains("1;2") {
        "Delimiter ;"
    } else {
        "Delimiter ,"
    };
    stage.click(Role::RadioButton, other);
    stage.until("it is read otherwise", |stage| stage.rows() != first && !stage.rows().is_empty());
    let expected = if other.ends_with(';') { "2 1 | 2,3" } else { "2 1;2 | 3" };
    stage.until_said(expected);
    stage.click(Role::RadioButton, "Header no");
    stage.until_said(if other.ends_with(';') { "1 a | b,c" } else { "1 a;b | c" });
    stage.press("As detected");
    stage.until("it is read as before", |stage| stage.rows() == first);
    // What is no table by itself is one by hand.
    let folder = Folder::new();
    let plain = folder.file("plain.txt", "x\nab~c\nd~e\n");
    stage.open(&plain);
    stage.until("it is text", |stage| stage.front().view() == text::ID);
    stage.perform("table.dialect");
    stage.until("it is a table", |stage| stage.front().view() == table::ID);
}

#[test]
fn a_pattern_is_looked_for_in_one_column() {
    let (_folder, _, mut stage) = open("a.csv", "name,other city\nOslo,Rome\nRome,Oslo\nLima,Bonn\n");
    let header = stage.find(Role::ColumnHeader, "other city").rect;
    let find = |stage: &mut Stage, pattern: &str| {
        stage.secondary_click_at(header.center());
        stage.press("Find in this column…");
        stage.frames(2);
        stage.type_text(pattern);
    };
    find(&mut stage, "^o");
    stage.key(NONE, Key::Enter);
    settled(&mut stage);
    assert!(stage.rows().is_empty(), "patterns mind the case: {:?}", stage.rows());
    stage.perform(DocMsg::Rows(RowsMsg::Clear));
    settled(&mut stage);
    find(&mut stage, "O.*o");
    stage.key(NONE, Key::Enter);
    settled(&mut stage);
    assert_eq!(stage.rows(), ["3 Rome | Oslo"]);
    stage.must_say("`other city` ~ \"O.*o\"");
}

#[test]
fn how_a_table_is_written_is_kept_with_the_file() {
    let folder = Folder::new();
    let path = folder.file("a.csv", "a;b,c\n1;2,3\n4;5,6\n7;8,9\n");
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until("it is a table", |stage| stage.front().view() == table::ID);
    let choice = DialectChoice {
        delimiter: Some(b",".as_slice().into()),
        has_header: Some(false),
        ..DialectChoice::default()
    };
    stage.perform(DocMsg::SetDialect(choice.clone()));
    stage.until_said("1 a;b | c");
    stage.quit();
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until_said("1 a;b | c");
    assert_eq!(stage.front().file().unwrap().dialect_choice(), &choice);
    // Another file in its place is read as it is detected.
    stage.quit();
    folder.file("a.csv", "x,y\n1,2\n3,4\n");
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    stage.until_said("2 1 | 2");
}

#[test]
fn a_table_that_grows_goes_on_under_conditions_and_in_order() {
    let (_folder, path, mut stage) = open("orders.csv", orders(1000));
    let append = |text: &str| {
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    };
    keep(&mut stage, "amount < 0.6 and id > 900");
    assert_eq!(numbers(&stage), [910]);
    append("1001,\"New\n");
    stage.frames(5);
    append("York\",0.25,01.03.2024\n1002,Oslo,0.5,02.03.2024\n1003,Oslo,5,02.0");
    stage.until("its rows come", |stage| numbers(stage) == [910, 1002, 1003]);
    stage
        .perform(DocMsg::Rows(RowsMsg::Sort { by: SortBy { column: 2, is_descending: false }, adds: false }));
    stage.until("they are sorted", |stage| numbers(stage) == [1002, 910, 1003]);
    append("3.2024\n1004,Oslo,0.1,02.03.2024\n");
    stage.until("the new one is among them", |stage| numbers(stage) == [1005, 1002, 910, 1003]);
    stage.perform(DocMsg::Rows(RowsMsg::Clear));
    // Where one is in an order, one stays.
    stage.perform(DocMsg::Rows(RowsMsg::Sort { by: SortBy { column: 0, is_descending: true }, adds: false }));
    stage.until("they are sorted", |stage| numbers(stage).first() == Some(&1005));
    stage.perform(PaneMsg::ScrollRows(500.0));
    stage.until_read();
    let top = numbers(&stage)[0];
    append("1005,Oslo,0.1,02.03.2024\n");
    stage.until("the new one is among them", |stage| {
        stage.front().file().and_then(|file| file.table()?.n_shown()) == Some(1005)
    });
    stage.until_read();
    assert_eq!(numbers(&stage)[0], top);
    stage.perform(DocMsg::Rows(RowsMsg::Clear));
    stage.until("all are there", |stage| {
        let file = stage.front().doc.file();
        file.and_then(|file| file.table()?.n_records(file.len())) == Some(1006)
    });
    // What is known of the columns in the end is what a fresh reading finds.
    stage.until("it is profiled", |stage| {
        let rows = |file: &gander::doc::File| Some(file.table()?.profile()?.facts.rows);
        stage.front().doc.file().and_then(rows) == Some(1005)
    });
    stage.until("all is computed", |stage| stage.front().doc.scans().running().is_none());
    let fresh = showing(&path);
    let profile = |stage: &Stage| stage.front().file().unwrap().table().unwrap().profile().unwrap().section();
    assert_eq!(profile(&stage), profile(&fresh));
}

#[test]
fn selected_cells_of_sorted_rows_are_copied_in_their_order() {
    let (_folder, _, mut stage) = open("a.csv", "n,name\n3,c\n1,a\n2,b\n");
    stage
        .perform(DocMsg::Rows(RowsMsg::Sort { by: SortBy { column: 0, is_descending: false }, adds: false }));
    settled(&mut stage);
    assert_eq!(stage.rows(), ["3 1 | a", "4 2 | b", "2 3 | c"]);
    stage.key(super::stage::CTRL, Key::A);
    let n = stage.copied.len();
    stage.copy();
    stage.until("it is copied", |stage| stage.copied.len() > n);
    assert_eq!(stage.copied.last().unwrap(), "1\ta\n2\tb\n3\tc\n");
    stage.perform(DocMsg::Rows(RowsMsg::Clear));
    keep(&mut stage, "n != 1");
    stage.key(super::stage::CTRL, Key::A);
    stage.copy();
    stage.until("it is copied", |stage| stage.copied.len() > n + 1);
    assert_eq!(stage.copied.last().unwrap(), "3\tc\n2\tb\n");
}

#[test]
fn a_match_in_a_hidden_row_says_so() {
    let (_folder, _, mut stage) = open("words.csv", "n,word,more\n1,alpha,x\n2,beta,x\n3,gamma,x\n");
    keep(&mut stage, "n > 1");
    let find = |stage: &mut Stage, text: &str, at: u64| {
        let pattern = gander::search::Pattern { text: text.to_owned(), ..gander::search::Pattern::default() };
        stage.perform(PaneMsg::Search(pattern));
        stage.until("the match is found", |stage| stage.front().cursor().0 == at);
        stage.frames(2);
    };
    find(&mut stage, "gamma", 33);
    assert!(!stage.says("a row that the conditions hide"));
    find(&mut stage, "alpha", 14);
    stage.must_say("a row that the conditions hide");
}

#[test]
fn columns_are_found_by_name_gone_to_and_hidden() {
    let names: Vec<String> = (0..300).map(|nr| format!("column_{nr}")).collect();
    let row = vec!["1"; 300].join(",");
    let (_folder, _, mut stage) = open("wide.csv", format!("{}\n{row}\n{row}\n", names.join(",")));
    stage.press("Columns");
    stage.frames(2);
    stage.click(Role::TextInput, "Find a column");
    stage.type_text("column_277");
    stage.frames(2);
    stage.press("column_277");
    stage.frames(3);
    stage.must_say("Row 2 · column_277");
    stage.find(Role::ColumnHeader, "column_277");
    stage.click(Role::CheckBox, "Show column_277");
    stage.frames(2);
    assert!(!stage.seen().iter().any(|seen| seen.role == Role::ColumnHeader && seen.text == "column_277"));
    stage.click(Role::CheckBox, "Show column_277");
    stage.frames(2);
    stage.find(Role::ColumnHeader, "column_277");
}

#[test]
fn of_several_tables_each_is_one_press_away() {
    let first = (0..12).map(|nr| format!("{nr},a{nr},{}\n", nr * 2)).collect::<String>();
    let second = (0..12).map(|nr| format!("{nr},b{nr}\n")).collect::<String>();
    let text = format!("id,name,twice\n{first}\n\nkey,value\n{second}");
    let (_folder, _, mut stage) = open("two.csv", &text);
    let before = stage.rows();
    stage.click(Role::Link, "Table 1 of 2, next");
    stage.until("the other is shown", |stage| stage.rows() != before && stage.says("2 of 2, next"));
    stage.find(Role::ColumnHeader, "value");
    stage.must_say("2 0 | b0");
    settled(&mut stage);
    stage.click(Role::Link, "Table 2 of 2, next");
    stage.until("the first is shown", |stage| stage.rows() == before);
}

#[test]
fn what_is_shown_is_exported_in_its_order_and_with_its_columns() {
    let (folder, _, mut stage) =
        open("a.csv", "n,name,when\n3,c,01.02.2024\n1,=a,02.02.2024\n2,,03.02.2024\n4,d,04.02.2024\n");
    keep(&mut stage, "n != 4");
    let export = |stage: &mut Stage, action: &'static str, name: &str| {
        let path = folder.path(name);
        stage.will_answer(Reply::SaveTo(path.clone()));
        stage.perform(action);
        stage.until_said("rows were written to");
        stage.until("it is there", |_| path.exists());
        let bytes = std::fs::read(&path).unwrap();
        stage.until("the message goes", |stage| stage.app().toasts().is_empty());
        bytes
    };
    let csv = export(&mut stage, "table.export", "out.csv");
    assert_eq!(csv, b"n,name,when\r\n3,c,2024-02-01\r\n1,=a,2024-02-02\r\n2,,2024-02-03\r\n");
    stage
        .perform(DocMsg::Rows(RowsMsg::Sort { by: SortBy { column: 0, is_descending: false }, adds: false }));
    settled(&mut stage);
    stage.perform(PaneMsg::Table(gander::view::TableMsg::Hide(2)));
    let guarded = export(&mut stage, "table.export-guarded", "sheet.csv");
    assert_eq!(guarded, b"n,name\r\n1,'=a\r\n2,\r\n3,c\r\n");
    let lines = export(&mut stage, "table.export", "out.jsonl");
    assert_eq!(String::from_utf8(lines).unwrap().lines().next(), Some("{\"n\":1,\"name\":\"=a\"}"));
    assert!(export(&mut stage, "table.export", "out.parquet").starts_with(b"PAR1"));
}

proptest! {
    #![proptest_config(crate::trial::cases(10))]

    /// Whatever is sorted and filtered, the rows are those of a plain reading.
    #[test]
    fn rows_are_those_of_a_plain_reading(
        cells in prop::collection::vec((0_u32..40, prop::sample::select(vec!["", "a", "b b", "\"x\ny\"", "é"])), 200..3000),
        least in 0_u32..40,
        descending in any::<bool>(),
        sorts in any::<bool>(),
        places in prop::collection::vec(0.0_f64..1.0, 3),
    ) {
        let mut csv = "nr,text\n".to_owned();
        cells.iter().for_each(|(nr, text)| { let _ = writeln!(csv, "{nr},{text}"); });
        let folder = Folder::new();
        let mut stage = Stage::with(without_summary(), 900.0, 600.0);
        stage.open(&folder.file("t.csv", &csv));
        stage.until("all is computed", |stage| stage.front().doc.scans().running().is_none());
        keep(&mut stage, &format!("nr >= {least}"));
        if sorts {
            let by = SortBy { column: 0, is_descending: descending };
            stage.perform(DocMsg::Rows(RowsMsg::Sort { by, adds: false }));
            settled(&mut stage);
        }
        let mut expected: Vec<(usize, u32)> =
            cells.iter().enumerate().map(|(i, (nr, _))| (i + 2, *nr)).filter(|(_, nr)| *nr >= least).collect();
        if sorts {
            expected.sort_by_key(|(_, nr)| if descending { 1000 - nr } else { *nr });
        }
        let expected: Vec<u64> = expected.into_iter().map(|(nr, _)| u64::try_from(nr).unwrap()).collect();
        for place in places.into_iter().chain([0.0, 1.0]) {
            stage.perform(PaneMsg::ScrollToShare(place));
            stage.until_read();
            stage.frames(2);
            let seen = numbers(&stage);
            let Some(first) = seen.first() else {
                prop_assert!(expected.is_empty());
                continue;
            };
            let at = expected.iter().position(|nr| nr == first);
            prop_assert!(at.is_some(), "{first}");
            let at = at.unwrap();
            prop_assert_eq!(&seen[..], &expected[at..(at + seen.len()).min(expected.len())]);
        }
    }
}

/// Lines of JSON, several MiB: the first ones do not have all keys.
fn objects(n: u64) -> String {
    let mut text = String::new();
    for nr in 1..=n {
        let late = if nr == n { ", \"late\": {\"key\": true}" } else { "" };
        let filler = "x".repeat(usize::try_from(nr % 200).unwrap());
        let _ = writeln!(
            text,
            "{{\"id\": {nr}, \"user\": {{\"name\": \"n{}\"}}, \"note\": \"{filler}\"{late}}}",
            nr % 7
        );
    }
    text
}

fn names(stage: &Stage) -> Vec<String> {
    stage.front().file().and_then(|file| file.table()).map(|table| table.names().to_vec()).unwrap_or_default()
}

#[test]
fn lines_of_json_are_a_table_whose_columns_are_those_of_the_whole_file() {
    let (_folder, path, mut stage) = open("a.jsonl", objects(20_000));
    assert_eq!(stage.front().view(), table::ID);
    stage.until("the last line's key is a column", |stage| {
        names(stage) == ["id", "user.name", "note", "late.key"]
    });
    settled(&mut stage);
    assert!(stage.rows()[0].starts_with("1 1 | n1 | x"), "{}", stage.rows()[0]);
    // Filtered, and the cell is found in text.
    keep(&mut stage, "late.key = true");
    assert_eq!(numbers(&stage), [20_000]);
    stage.perform(DocMsg::Rows(RowsMsg::Clear));
    // It grows by a key that none had.
    let mut file = OpenOptions::new().append(true).open(&path).unwrap();
    file.write_all(b"{\"id\": 20001, \"new\": [1]}\n").unwrap();
    stage.until("there is a column for it", |stage| names(stage).last().is_some_and(|name| name == "new[0]"));
    stage.until("it is profiled", |stage| {
        let pane = stage.front();
        let table = pane.file().and_then(|file| file.table());
        table.and_then(|table| table.profile()).is_some_and(|profile| {
            profile.facts.rows == 20_001 && profile.reports.len() == 5 && profile.facts.bad_rows == 0
        })
    });
    let fresh = showing(&path);
    let profile = |stage: &Stage| stage.front().file().unwrap().table().unwrap().profile().unwrap().section();
    let mut fresh = fresh;
    fresh.until("it is profiled", |stage| {
        names(stage).len() == 5 && stage.front().doc.scans().running().is_none()
    });
    settled(&mut fresh);
    assert_eq!(profile(&stage), profile(&fresh));
}

#[test]
fn a_log_of_json_is_text_until_a_person_asks_for_its_table() {
    let folder = Folder::new();
    let path = folder.file("app.log", objects(50));
    let mut stage = Stage::with(gander::app::Settings::default(), 1400.0, 900.0);
    stage.open(&path);
    stage.until("all is computed", |stage| stage.front().doc.scans().running().is_none());
    assert_eq!(stage.front().view(), text::ID);
    stage.perform("table.dialect");
    stage.until("it is a table", |stage| stage.front().view() == table::ID && names(stage).len() == 4);
    stage.until_said("Cells JSON lines");
    // Delimiters are none of its business.
    assert!(!stage.says("Delimiter ,"));
    stage.click(Role::RadioButton, "Cells fixed width");
    stage.until("it is read otherwise", |stage| {
        names(stage).first().is_some_and(|name| name.starts_with('{'))
    });
    stage.press("As detected");
    stage.until("it is text", |stage| stage.front().view() == text::ID);
    // So is what the row says of a line that is none.
    let path = folder.file("b.ndjson", "{\"a\": 1}\noops\n{\"a\": 2}\n");
    let mut stage = showing(&path);
    stage.until_said("2 oops");
    stage.until_said("the line is not whole");
}
