//! A table on the screen: records as rows, cells in columns, whatever is quoted in them.
#![cfg(test)]

use super::stage::{CTRL, Folder, NONE, Role, SHIFT, Seen, Stage, Tab, without_summary};
use egui::{Key, pos2, vec2};
use gander::view::{PaneMsg, TableMsg, hex, table, text};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

const CITIES: &str = "id,city,note\n1,Oslo,\"a, b\"\n2,\"Two\nLines\",\n3,Kraków,\"say \"\"hi\"\"\"\n";

/// Rows `n,name n,n²` below a header.
fn numbered(n: u64) -> String {
    (1..=n).fold("nr,name,square\n".to_owned(), |mut all, nr| {
        let _ = writeln!(all, "{nr},name {nr},{}", nr * nr);
        all
    })
}

fn showing(path: &Path) -> Stage {
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.open(path);
    stage.until("records are counted", |stage| {
        let file = stage.front().doc.file();
        file.and_then(|file| file.table()?.n_records(file.len())).is_some()
    });
    stage.frames(2);
    stage
}

fn open(name: &str, text: impl AsRef<[u8]>) -> (Folder, Stage) {
    let folder = Folder::new();
    let path = folder.file(name, text);
    let stage = showing(&path);
    (folder, stage)
}

fn headers(stage: &Stage) -> Vec<String> {
    let mut all: Vec<Seen> =
        stage.seen().into_iter().filter(|seen| seen.role == Role::ColumnHeader).collect();
    all.sort_by(|a, b| a.rect.left().total_cmp(&b.rect.left()));
    all.into_iter().map(|seen| seen.text).collect()
}

fn copied(stage: &mut Stage) -> String {
    let n = stage.copied.len();
    stage.copy();
    stage.until("it is copied", |stage| stage.copied.len() > n);
    stage.copied.last().cloned().unwrap()
}

fn act(stage: &mut Stage, action: &'static str) -> String {
    let n = stage.copied.len();
    stage.perform(action);
    stage.until("it is copied", |stage| stage.copied.len() > n);
    stage.copied.last().cloned().unwrap()
}

#[test]
fn a_csv_opens_as_a_table_with_its_header_and_its_cells() {
    let (_folder, stage) = open("cities.csv", CITIES);
    assert_eq!(stage.front().view(), table::ID);
    assert_eq!(headers(&stage), ["id", "city", "note"]);
    assert_eq!(stage.rows(), ["2 1 | Oslo | a, b", "3 2 | Two⏎Lines | empty", "4 3 | Kraków | say \"hi\""]);
    stage.must_say("Row 2 · id");
}

#[test]
fn other_delimiters_and_encodings_are_read() {
    let (_folder, stage) = open("a.csv", "\u{FEFF}name;price\nä;1,5\n\"b;c\";2\n");
    assert_eq!(headers(&stage), ["name", "price"]);
    assert_eq!(stage.rows(), ["2 ä | 1,5", "3 b;c | 2"]);
    let utf16: Vec<u8> = "\u{FEFF}name\tcity\r\n1\tŁódź\r\n2\t\"x\r\ny\"\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (_folder, mut stage) = open("a.tsv", utf16);
    assert_eq!(headers(&stage), ["name", "city"]);
    assert_eq!(stage.rows(), ["2 1 | Łódź", "3 2 | x⏎y"]);
    stage.key(NONE, Key::ArrowRight);
    stage.key(NONE, Key::ArrowRight);
    stage.key(NONE, Key::ArrowDown);
    stage.must_say("Row 3 · city");
    assert_eq!(copied(&mut stage), "\"x\r\ny\"\n");
}

#[test]
fn text_and_bytes_are_one_key_away_and_what_is_no_table_is_none() {
    let (_folder, mut stage) = open("cities.csv", CITIES);
    stage.key(CTRL, Key::Num1);
    assert_eq!((stage.front().view(), stage.rows()[0].as_str()), (text::ID, "1 id,city,note"));
    stage.key(CTRL, Key::Num3);
    assert_eq!(stage.front().view(), table::ID);
    stage.key(CTRL, Key::Num2);
    assert_eq!(stage.front().view(), hex::ID);
    let folder = Folder::new();
    stage.open(&folder.file("plain.txt", "a,b\n1,2\n"));
    assert_eq!(stage.front().view(), text::ID);
    assert!(!stage.find(Role::Button, "Table").enabled);
    stage.key(CTRL, Key::Num3);
    assert_eq!(stage.front().view(), text::ID);
}

#[test]
fn the_last_row_and_the_middle_have_true_numbers() {
    let (_folder, mut stage) = open("numbers.csv", numbered(200_000));
    stage.key(CTRL, Key::End);
    stage.until_said("200,001 200000 | name 200000 | 40000000000");
    assert!(stage.rows().last().unwrap().starts_with("200,001 "));
    stage.perform(PaneMsg::ScrollToShare(0.5));
    stage.until("the middle is shown", |stage| stage.rows().len() > 20);
    for row in stage.rows() {
        let (nr, rest) = row.split_once(' ').unwrap();
        let nr: u64 = nr.replace(',', "").parse().unwrap();
        assert_eq!(rest, format!("{0} | name {0} | {1}", nr - 1, (nr - 1) * (nr - 1)));
    }
    stage.key(CTRL, Key::Home);
    assert!(stage.rows()[0].starts_with("2 1 | name 1 | 1"));
    stage.must_say("Row 2 · nr");
}

#[test]
fn one_goes_to_a_row_by_its_number() {
    let (_folder, mut stage) = open("numbers.csv", numbered(100_000));
    stage.go_to("77,777");
    stage.until_said("Row 77,777 · nr");
    stage.must_say("77,777 77776 | name 77776");
    stage.go_to("+3");
    stage.until_said("Row 77,780 · nr");
    stage.go_to("5:2");
    stage.until_said("Row 5 · name");
    stage.go_to("200000");
    stage.until_said("There is no row 200,000: the table has");
}

#[test]
fn arrows_move_the_cursor_from_cell_to_cell() {
    let (_folder, mut stage) = open("cities.csv", CITIES);
    for (key, place) in [
        (Key::ArrowDown, "Row 3 · id"),
        (Key::ArrowRight, "Row 3 · city"),
        (Key::End, "Row 3 · note"),
        (Key::ArrowRight, "Row 3 · note"),
        (Key::ArrowDown, "Row 4 · note"),
        (Key::ArrowDown, "Row 4 · note"),
        (Key::Home, "Row 4 · id"),
        (Key::ArrowUp, "Row 3 · id"),
    ] {
        stage.key(NONE, key);
        stage.must_say(place);
    }
}

#[test]
fn selected_cells_are_copied_in_four_forms() {
    let (_folder, mut stage) = open("cities.csv", CITIES);
    stage.key(CTRL, Key::Home);
    assert_eq!(copied(&mut stage), "1\n");
    stage.key(SHIFT, Key::ArrowDown);
    stage.key(SHIFT, Key::ArrowRight);
    stage.must_say("2 columns selected");
    assert_eq!(copied(&mut stage), "1\tOslo\n2\t\"Two\nLines\"\n");
    assert_eq!(act(&mut stage, "table.copy-csv"), "id,city\n1,Oslo\n2,\"Two\nLines\"\n");
    assert_eq!(
        act(&mut stage, "table.copy-json"),
        "[\n  {\"id\":\"1\",\"city\":\"Oslo\"},\n  {\"id\":\"2\",\"city\":\"Two\\nLines\"}\n]\n"
    );
    assert_eq!(
        act(&mut stage, "table.copy-markdown"),
        "| id | city |\n| --- | --- |\n| 1 | Oslo |\n| 2 | Two<br>Lines |\n"
    );
    stage.key(CTRL, Key::A);
    assert_eq!(copied(&mut stage), "1\tOslo\ta, b\n2\t\"Two\nLines\"\t\n3\tKraków\t\"say \"\"hi\"\"\"\n");
}

#[test]
fn cells_rows_and_columns_are_selected_with_the_pointer() {
    let (_folder, mut stage) = open("numbers.csv", numbered(50));
    let rows = stage.row_nodes();
    let name = stage.find(Role::ColumnHeader, "name").rect;
    let cell = |nr: usize| pos2(name.center().x, rows[nr].rect.center().y);
    stage.drag(cell(1), &[cell(2), cell(3)], NONE);
    assert_eq!(copied(&mut stage), "name 2\nname 3\nname 4\n");
    stage.click_at(pos2(rows[0].rect.left() + 8.0, rows[4].rect.center().y), NONE);
    stage.click_at(pos2(rows[0].rect.left() + 8.0, rows[5].rect.center().y), SHIFT);
    assert_eq!(copied(&mut stage), "5\tname 5\t25\n6\tname 6\t36\n");
    stage.click_at(name.center(), NONE);
    assert_eq!(copied(&mut stage).lines().count(), 50);
}

#[test]
fn the_whole_cell_is_shown_beside_the_rows() {
    let (_folder, mut stage) = open("cities.csv", CITIES);
    let city = stage.find(Role::ColumnHeader, "city").rect;
    let place = pos2(city.center().x, stage.row_nodes()[1].rect.center().y);
    stage.click_at(place, NONE);
    stage.must_say("Row 3 · city");
    stage.key(NONE, Key::Enter);
    stage.must_say("Cell of city");
    stage.must_say("Two\nLines");
    stage.key(NONE, Key::Escape);
    assert!(!stage.says("Cell of city"));
    stage.double_click_at(place);
    stage.must_say("Cell of city");
    stage.press("Close the cell");
    assert!(!stage.says("Cell of city"));
}

#[test]
fn a_linked_pane_of_text_shows_the_same_place() {
    let (_folder, mut stage) = open("numbers.csv", numbered(20_000));
    stage.perform("pane.split-right");
    stage.perform(PaneMsg::ShowView(text::ID));
    stage.perform(Tab(0));
    stage.go_to("15,000:2");
    stage.until_said("Row 15,000 · name");
    stage.must_say("15000 14999,name 14999");
    let cursor = stage.front().cursor();
    stage.perform(Tab(1));
    assert_eq!((stage.front().view(), stage.front().cursor()), (text::ID, cursor));
    stage.must_say("Ln 15,000 Col 7");
}

#[test]
fn bad_rows_are_marked_and_say_what_is_wrong() {
    let text = "a,b,c\n1,2\n1,2,3,4\n1,\"x\"y,3\n1,\"open,3\n7,8,9\n";
    let (_folder, stage) = open("bad.csv", text);
    assert_eq!(
        stage.rows(),
        [
            "2 1 | 2 | ⚠ only 2 cells of 3",
            "3 1 | 2 | 3 | ⚠ 4 cells in a table of 3 columns",
            "4 1 | xy | 3 | ⚠ text after the closing quote of cell 2",
            "5 1 | open | 3 | ⚠ a quote is opened and never closed",
            "6 7 | 8 | 9",
        ]
    );
}

#[test]
fn matches_are_found_in_cells() {
    let (_folder, mut stage) = open("numbers.csv", numbered(20_000));
    stage.perform(PaneMsg::Search(gander::search::Pattern::fixed("name 12345")));
    stage.perform(PaneMsg::SearchNext);
    stage.until_said("Row 12,346 · name");
    stage.must_say("12,346 12345 | name 12345 | 152399025");
}

#[test]
fn ten_thousand_columns_scroll_sideways() {
    let names: Vec<String> = (1..=10_000).map(|nr| format!("c{nr}")).collect();
    let mut text = names.join(",");
    for row in 1..=60 {
        let cells: Vec<String> = (1..=10_000).map(|nr| (nr * row).to_string()).collect();
        let _ = write!(text, "\n{}", cells.join(","));
    }
    let (_folder, mut stage) = open("wide.csv", text);
    assert_eq!(headers(&stage)[..2], ["c1", "c2"]);
    assert!(headers(&stage).len() < 40);
    stage.key(NONE, Key::ArrowDown);
    stage.key(NONE, Key::End);
    stage.must_say("c10000");
    stage.must_say("Row 3 · c10000");
    assert!(stage.rows()[1].ends_with(" | 20000"), "{:?}", stage.rows());
    stage.perform(PaneMsg::ScrollSidewaysTo(0.0));
    assert_eq!(headers(&stage)[..2], ["c1", "c2"]);
    stage.perform(PaneMsg::Table(TableMsg::Freeze(Some(0))));
    stage.perform(PaneMsg::ScrollSidewaysTo(100_000.0));
    stage.frame();
    let shown = headers(&stage);
    assert!(shown[0] == "c1" && shown[1] != "c2", "{shown:?}");
}

#[test]
fn columns_are_made_wider_hidden_and_moved() {
    let (_folder, mut stage) = open("numbers.csv", numbered(50));
    let name = stage.find(Role::ColumnHeader, "name").rect;
    let edge = pos2(name.right(), name.center().y);
    stage.drag(edge, &[edge + vec2(20.0, 0.0), edge + vec2(40.0, 0.0)], NONE);
    let wider = stage.find(Role::ColumnHeader, "name").rect;
    assert!((wider.width() - name.width() - 40.0).abs() < 2.0, "{} {}", wider.width(), name.width());
    stage.double_click_at(pos2(wider.right(), wider.center().y));
    assert!(stage.find(Role::ColumnHeader, "name").rect.width() < wider.width());
    let square = stage.find(Role::ColumnHeader, "square").rect;
    let nr = stage.find(Role::ColumnHeader, "nr").rect;
    stage.drag(square.center(), &[nr.center(), nr.left_center() + vec2(2.0, 0.0)], NONE);
    assert_eq!(headers(&stage), ["square", "nr", "name"]);
    assert!(stage.rows()[0].starts_with("2 1 | 1 | name 1"));
    stage.secondary_click_at(stage.find(Role::ColumnHeader, "nr").rect.center());
    stage.press("Hide this column");
    assert_eq!(headers(&stage), ["square", "name"]);
    stage.perform("table.show-all");
    assert_eq!(headers(&stage), ["nr", "name", "square"]);
}

#[test]
fn a_table_that_grows_is_followed_to_its_end() {
    let folder = Folder::new();
    let path = folder.file("live.csv", "");
    let mut stage = Stage::with(without_summary(), 1200.0, 800.0);
    stage.send(gander::app::AppMsg::Open(vec![path.clone()]));
    stage.until("it is open", |stage| stage.front().doc.file().is_some());
    let append = |text: &str| {
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    };
    append("nr,name\n1,\"first");
    stage.until_said("2 1 | first");
    append("\nsecond\"\n");
    stage.until_said("2 1 | first⏎second");
    for nr in 2..200 {
        append(&format!("{nr},name {nr}\n"));
        if nr % 50 == 0 {
            stage.until("its record comes", |stage| {
                let file = stage.front().doc.file();
                file.and_then(|file| file.table()?.n_records(file.len())) == Some(nr + 1)
            });
        }
    }
    stage.key(CTRL, Key::End);
    stage.until_said("200 199 | name 199");
    append("200,last\n");
    stage.until_said("201 200 | last");
    assert_eq!(headers(&stage), ["nr", "name"]);
}

#[test]
fn a_menu_of_a_cell_has_what_can_be_done_with_it() {
    let (_folder, mut stage) = open("cities.csv", CITIES);
    let city = stage.find(Role::ColumnHeader, "city").rect;
    stage.secondary_click_at(pos2(city.center().x, stage.row_nodes()[0].rect.center().y));
    for line in ["Copy cells", "Copy cells as CSV", "Copy cells as JSON", "Whole cell (Enter)"] {
        stage.find(Role::Button, line);
    }
    stage.press("Show the raw bytes");
    assert_eq!(stage.front().view(), hex::ID);
}

/// The records of a table of this layout by a plain reading.
fn plain_rows(bytes: &[u8], layout: &gander::format::delimited::TableLayout) -> Vec<Vec<String>> {
    use gander::format::delimited::{RecordReader, RecordStream, State};
    let dialect = std::sync::Arc::clone(&layout.dialect);
    let start = gander::base::units::to_usize(dialect.start);
    let mut reader = RecordReader::new(&dialect, layout.encoding, Some(layout.names.len()));
    let mut stream = RecordStream::new(dialect, gander::base::Offset::ZERO, State::default());
    stream.push(&bytes[start..], true);
    let mut rows = Vec::new();
    while let Some(record) = stream.pop() {
        let row = reader.read(stream.bytes(&record));
        rows.push(row.values().map(|value| String::from_utf8_lossy(&value).into_owned()).collect());
    }
    rows
}

fn shown(cells: &[String], n_columns: usize) -> String {
    let cell = |cell: &String| if cell.is_empty() { "empty".to_owned() } else { cell.replace('\n', "⏎") };
    (0..n_columns).filter_map(|nr| cells.get(nr)).map(cell).collect::<Vec<_>>().join(" | ")
}

proptest! {
    #![proptest_config(crate::trial::cases(12))]

    #[test]
    fn rows_shown_are_those_of_a_plain_reading(
        pattern in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select(vec!["", "1", "é", "x y", "\"q\"", "\"a\nb\"", "\"c,\"\"d\"\"\"", "\"\n\n\""]),
                3,
            ),
            1..8,
        ),
        lead in 65_400_usize..65_536,
        places in prop::collection::vec(0.0_f64..1.0, 4),
    ) {
        let mut text = format!("a,b,c\n{},\"{}\",2\n", 0, "l\n".repeat(lead / 2 - 20));
        while text.len() < 3 * 65_536 {
            for row in &pattern {
                text.push_str(&row.join(","));
                text.push('\n');
            }
        }
        let (_folder, mut stage) = open("twin.csv", &text);
        let layout = stage.front().file().and_then(|file| file.table()).map(|table| table.layout().clone());
        let layout = layout.expect("a table");
        let plain = plain_rows(text.as_bytes(), &layout);
        for place in places.into_iter().chain([0.0, 1.0]) {
            stage.perform(PaneMsg::ScrollToShare(place));
            stage.until("its rows are shown", |stage| !stage.front().pane.viewport().is_waiting());
            stage.frames(2);
            let rows = stage.rows();
            prop_assert!(!rows.is_empty());
            for row in &rows {
                let (nr, rest) = row.split_once(' ').unwrap();
                let nr: usize = nr.replace(',', "").parse().unwrap();
                if nr > 2 {
                    let expected = shown(&plain[nr - 1], layout.names.len());
                    // Of a bad row it is said what is wrong.
                    let rest = rest.split(" | ⚠").next().unwrap();
                    prop_assert_eq!(rest, expected.as_str(), "row {}", nr);
                }
            }
        }
    }
}

#[test]
fn a_table_that_was_read_as_text_is_text_when_it_is_opened_again() {
    let folder = Folder::new();
    let path = folder.file("cities.csv", CITIES);
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    assert_eq!(stage.front().view(), table::ID);
    stage.key(CTRL, Key::Num1);
    stage.quit();
    let mut stage = Stage::keeping_in(&folder);
    stage.open(&path);
    assert_eq!(stage.front().view(), text::ID);
    stage.key(CTRL, Key::Num3);
    assert_eq!(stage.rows()[0], "2 1 | Oslo | a, b");
}

#[test]
fn a_record_longer_than_what_is_shown_is_a_row_and_so_is_the_next() {
    let text = format!("a,b\n1,\"{}\"\n2,short\n", "line\n".repeat(200_000));
    let (_folder, mut stage) = open("long.csv", text);
    assert!(stage.rows()[0].starts_with("2 1 | line⏎line⏎"), "{:?}", stage.rows());
    assert_eq!(stage.rows()[1..], ["3 2 | short"]);
    stage.key(CTRL, Key::End);
    stage.must_say("Row 3 · b");
}
