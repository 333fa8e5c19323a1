//! `gander export` gives the rows that a plain reading gives: sorted, filtered, in every format.

use crate::random::Random;
use crate::tool::{Folder, answer, refusal};
use bytes::Bytes;
use gander::scan::columns::Operand;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use std::cmp::Ordering;
use std::path::Path;

/// Rows of a table of some 12 MB: several chunks, in which quotes hold line ends, numbers repeat, and texts
/// begin alike.
fn rows() -> Vec<[String; 5]> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut below = |n: u64| random.below(n);
    let row = |i: u64| {
        let amount = match below(20) {
            0 => String::new(),
            1 => format!("{}", below(50)),
            _ => format!("-{}.{:02}", below(50), below(100)),
        };
        let note = match below(4) {
            0 => format!("a long text, which \"begins\" alike and goes on for a while: {}", below(3000)),
            1 => format!("two\nlines {}", below(100)),
            2 => String::new(),
            _ => format!("note {}", below(1000)),
        };
        let day = format!("{:02}.{:02}.2024", 1 + below(28), 1 + below(12));
        let flag = ["true", "false"][usize::from(below(2) > 0)].to_owned();
        [i.to_string(), amount, note, day, flag]
    };
    (0..200_000).map(row).collect()
}

const NAMES: [&str; 5] = ["id", "amount", "note", "day", "flag"];

fn as_csv(rows: &[[String; 5]]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(NAMES).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

/// With days as exports write them.
fn iso(mut rows: Vec<[String; 5]>) -> Vec<[String; 5]> {
    for row in &mut rows {
        row[3] = format!("{}-{}-{}", &row[3][6..], &row[3][3..5], &row[3][..2]);
    }
    rows
}

/// Empty cells last, whatever the order of others.
fn ordered(a: &str, b: &str, is_descending: bool, by: impl Fn(&str, &str) -> Ordering) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (false, false) if is_descending => by(b, a),
        (false, false) => by(a, b),
        (a, b) => a.cmp(&b),
    }
}

fn numbers(a: &str, b: &str) -> Ordering {
    Operand::parse(b.as_bytes()).and_then(|b| b.compare(a.as_bytes())).unwrap()
}

struct Table {
    _folder: Folder,
    path: String,
    rows: Vec<[String; 5]>,
}

fn table() -> Table {
    let folder = Folder::new();
    let rows = rows();
    let path = folder.path("t.csv");
    std::fs::write(&path, as_csv(&rows)).unwrap();
    Table { path: shown(&path), _folder: folder, rows: iso(rows) }
}

fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// Compares without printing megabytes.
fn must_equal(answer: &[u8], expected: &[u8]) {
    let first = answer.iter().zip(expected).position(|(a, b)| a != b);
    let at = first.unwrap_or(answer.len().min(expected.len()));
    let around = |bytes: &[u8]| {
        String::from_utf8_lossy(&bytes[at.saturating_sub(80).min(bytes.len())..(at + 80).min(bytes.len())])
            .into_owned()
    };
    assert!(answer == expected, "at byte {at}: {:?} is not {:?}", around(answer), around(expected));
}

#[test]
fn rows_are_sorted_by_numbers_texts_and_days() {
    let table = table();
    let check = |sort: &str, order: &dyn Fn(&[String; 5], &[String; 5]) -> Ordering| {
        let mut expected = table.rows.clone();
        expected.sort_by(order);
        for threads in ["1", "2", "3"] {
            let args = ["export", "-f", "csv", "--sort", sort, "--threads", threads, &table.path];
            must_equal(&answer(&args), &as_csv(&expected));
        }
    };
    check("amount", &|a, b| ordered(&a[1], &b[1], false, numbers));
    check("amount:desc", &|a, b| ordered(&a[1], &b[1], true, numbers));
    check("note", &|a, b| ordered(&a[2], &b[2], false, str::cmp));
    check("note:desc", &|a, b| ordered(&a[2], &b[2], true, str::cmp));
    check("day:desc", &|a, b| b[3].cmp(&a[3]));
    check("note,amount:desc", &|a, b| {
        ordered(&a[2], &b[2], false, str::cmp).then_with(|| ordered(&a[1], &b[1], true, numbers))
    });
    check("flag:desc,note:desc,day", &|a, b| {
        (b[4].cmp(&a[4])).then_with(|| ordered(&a[2], &b[2], true, str::cmp)).then_with(|| a[3].cmp(&b[3]))
    });
}

#[test]
fn rows_are_filtered_and_keep_their_order() {
    let table = table();
    let wanted = |row: &&[String; 5]| row[4] == "true" && row[2].starts_with("two");
    let expected: Vec<_> = table.rows.iter().filter(wanted).cloned().collect();
    let filter = "flag = true and note ~ \"^two\"";
    let args = ["export", "-f", "csv", "--where", filter, &table.path];
    must_equal(&answer(&args), &as_csv(&expected));
    let mut sorted = expected;
    sorted.sort_by(|a, b| ordered(&a[1], &b[1], false, numbers));
    let args = ["export", "-f", "csv", "--where", filter, "--sort", "amount", &table.path];
    must_equal(&answer(&args), &as_csv(&sorted));
}

/// The nearest number, or none.
fn double(text: &str) -> Field {
    text.parse().map_or(Field::Null, Field::Double)
}

#[test]
fn parquet_holds_the_same_cells_with_their_types() {
    let table = table();
    let folder = Folder::new();
    let out = shown(&folder.path("t.parquet"));
    answer(&["export", "-f", "parquet", "--columns", "id,amount,note,day,flag", "-o", &out, &table.path]);
    let reader = SerializedFileReader::new(Bytes::from(std::fs::read(&out).unwrap())).unwrap();
    let mut n = 0;
    for (read, row) in reader.get_row_iter(None).unwrap().zip(&table.rows) {
        let read: Vec<Field> = read.unwrap().get_column_iter().map(|(_, field)| field.clone()).collect();
        let day: i32 = row[3]
            .parse::<jiff::civil::Date>()
            .unwrap()
            .since(jiff::civil::date(1970, 1, 1))
            .unwrap()
            .get_days();
        let expected = [
            Field::Long(row[0].parse().unwrap()),
            double(&row[1]),
            if row[2].is_empty() { Field::Null } else { Field::Str(row[2].clone()) },
            Field::Date(day),
            Field::Bool(row[4] == "true"),
        ];
        assert_eq!(read, expected);
        n += 1;
    }
    assert_eq!((n, reader.metadata().file_metadata().num_rows()), (200_000, 200_000));
}

/// Tables whose first megabyte says something else of each column than the rest: numbers that are texts from then
/// on, days that tell only then which of their numbers is the month, one cell, a number that grows too wide.
fn tables_that_change() -> Vec<Vec<u8>> {
    let row = |i: u32, late: bool| {
        let is = |every: u32| late && i % every == 0;
        let number = if is(2) { "n/a" } else { "17" };
        let day = if is(5) { "31/01/2024".to_owned() } else { format!("03/{:02}/2024", 1 + i % 12) };
        let empty = if late { format!("{:02}.12.2023", 1 + i % 28) } else { String::new() };
        let wide = if is(1000) { "99999999999999999999" } else { "5" };
        [format!("{:05}", i * 7919 % 90_000 + 10_000), number.into(), day, empty, wide.into()]
    };
    let table = |choose: &dyn Fn(usize) -> bool| {
        let rows = (0..80_000).map(|i| {
            let (early, late) = (row(i, false), row(i, i > 60_000));
            let cells = (0..5).map(|nr| if choose(nr) { late[nr].clone() } else { early[nr].clone() });
            cells.collect::<Vec<_>>().join(",") + "\n"
        });
        let rows: String = rows.collect();
        assert!(rows.len() > 3 << 19);
        format!("id,number,day,empty,wide\n{rows}").into_bytes()
    };
    vec![table(&|column| column == 1), table(&|column| column == 2), table(&|column| column > 2)]
}

#[test]
fn what_the_first_rows_say_wrong_of_columns_is_found_out() {
    let folder = Folder::new();
    let (path, out) = (shown(&folder.path("t.csv")), shown(&folder.path("out")));
    for bytes in tables_that_change() {
        std::fs::write(&path, bytes).unwrap();
        for args in [
            &["-f", "csv"][..],
            &["-f", "jsonl"],
            &["-f", "parquet"],
            &["-f", "csv", "--where", "day >= 2024-02-03"],
        ] {
            let args = [&["export"], args, &[&path]].concat();
            answer(&[&args[..], &["-o", &out]].concat());
            must_equal(&std::fs::read(&out).unwrap(), &answer(&args));
        }
        let unsorted = String::from_utf8(answer(&["export", "-f", "csv", &path])).unwrap();
        let (head, rows) = unsorted.split_once("\r\n").unwrap();
        let value = |nr: usize| move |row: &&str| row.split(',').nth(nr).unwrap().to_owned();
        for (sort, nr, is_descending) in
            [("number", 1, false), ("day:desc", 2, true), ("empty", 3, false), ("wide:desc", 4, true)]
        {
            let by =
                |a: &str, b: &str| match Operand::parse(b.as_bytes()).and_then(|b| b.compare(a.as_bytes())) {
                    Some(order) => order,
                    None => a.cmp(b),
                };
            let mut rows: Vec<_> = rows.lines().collect();
            rows.sort_by(|a, b| ordered(&value(nr)(a), &value(nr)(b), is_descending, by));
            let expected = [&[head], &rows[..]].concat().join("\r\n") + "\r\n";
            must_equal(&answer(&["export", "-f", "csv", "--sort", sort, &path]), expected.as_bytes());
        }
    }
}

#[test]
fn columns_that_are_not_all_of_a_type_are_text_in_parquet() {
    let folder = Folder::new();
    let path = folder.path("t.csv");
    let mut text = String::from("id,id,wide\n");
    (0..2000).for_each(|i| {
        text.push_str(&format!("{i},{},99999999999999999999\n", if i == 1234 { "n/a" } else { "7" }))
    });
    std::fs::write(&path, text).unwrap();
    let out = shown(&folder.path("t.parquet"));
    answer(&["export", "-f", "parquet", "-o", &out, &shown(&path)]);
    let reader = SerializedFileReader::new(Bytes::from(std::fs::read(&out).unwrap())).unwrap();
    let row = reader.get_row_iter(None).unwrap().nth(1234).unwrap().unwrap();
    let cells: Vec<_> = row.get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect();
    let text = |text: &str| Field::Str(text.to_owned());
    let expected = [("id", Field::Long(1234)), ("id_2", text("n/a")), ("wide", text("99999999999999999999"))];
    assert_eq!(cells, expected.map(|(name, field)| (name.to_owned(), field)));
}

#[test]
fn what_can_not_be_sorted_by_is_refused() {
    let folder = Folder::new();
    let path = folder.path("t.csv");
    std::fs::write(&path, "a,b,c,d\n1,2,3,4\n").unwrap();
    let refused = |sort: &str| refusal(&["export", "-f", "csv", "--sort", sort, &shown(&path)]);
    assert!(refused("e").contains("there is no column “e”"));
    assert!(refused("a,b,c,d").contains("at most 3 columns"));
}
