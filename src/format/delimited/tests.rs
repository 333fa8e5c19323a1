//! The automaton against a plain reading of the whole table at once.

use super::*;
use proptest::prelude::*;

#[path = "../../../tests/plain/records.rs"]
mod plain;

use plain::{Plain, PlainReader};

/// Reads a table by its automaton, record by record.
fn read(dialect: &Dialect, bytes: &[u8]) -> Vec<Plain> {
    let records = Records::new(dialect);
    let mut starts = Vec::new();
    let mut from = State::default();
    let mut at = 0;
    // A quote that the end leaves open is refuted.
    loop {
        let walked = records.walk(bytes, (at, bytes.len()), true, from, |start| starts.push(start));
        match walked.opened_at.filter(|_| walked.state.is_quoted()) {
            Some(opened) => (from, at) = (State::at(Mode::Text), opened + 1),
            None => break,
        }
    }
    let mut cells = Cells::default();
    let value = |start: usize, cells: &Cells| {
        cells.cells.iter().map(|cell| records.value(&bytes[start..], cell).into_owned()).collect()
    };
    let mut all = Vec::new();
    for start in starts {
        records.cut(&bytes[start..], true, None, &mut cells);
        all.push((start, value(start, &cells)));
    }
    all
}

fn dialects() -> Vec<Dialect> {
    let plain = Dialect::default();
    vec![
        plain.clone(),
        Dialect { escape: Some(b'\\'), ..plain.clone() },
        Dialect { quote: None, ..plain.clone() },
        Dialect { quote: Some(b'\''), delimiter: b";".as_slice().into(), ..plain.clone() },
        Dialect { terminator: Terminator::CarriageReturn, ..plain.clone() },
        Dialect { delimiter: b",,".as_slice().into(), ..plain.clone() },
        Dialect { delimiter: b", ".as_slice().into(), escape: Some(b'\\'), ..plain.clone() },
        Dialect { trims: true, comment: Some(b'a'), ..plain.clone() },
        Dialect { delimiter: b" ".as_slice().into(), trims: true, skips_blank: false, ..plain.clone() },
        Dialect { delimiter: Box::default(), skips_blank: false, ..plain },
    ]
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let all = read(&Dialect::default(), text.as_bytes());
    let shown = |cell: &Vec<u8>| String::from_utf8_lossy(cell).into_owned();
    all.iter().map(|(_, cells)| cells.iter().map(shown).collect()).collect()
}

#[test]
fn records_are_cut_as_the_standard_says() {
    assert_eq!(cells("a,b\r\n\"x, y\",\"1\n2\"\n"), [vec!["a", "b"], vec!["x, y", "1\n2"]]);
    assert_eq!(cells("\"He said \"\"no\"\"\",\n,\"\""), [vec!["He said \"no\"", ""], vec!["", ""]]);
    assert_eq!(cells("a,b\n\n\r\nc,d"), [["a", "b"], ["c", "d"]]);
    assert_eq!(cells("a\rb,c\r\n"), [["a\rb", "c"]]);
    assert_eq!(cells("\0,\u{e9}\n"), [["\0", "é"]]);
    assert!(cells("").is_empty());
}

#[test]
fn what_other_programs_read_among_quotes_is_read_alike() {
    // As csv of Python and of Rust do.
    assert_eq!(cells("\"a\"b,c\n"), [["ab", "c"]]);
    assert_eq!(cells("a\"b\"\"c,d\n"), [["a\"b\"\"c", "d"]]);
    assert_eq!(cells(" \"a,b\",c\n"), [[" \"a", "b\"", "c"]]);
}

#[test]
fn a_quote_too_many_costs_its_own_record_only() {
    assert_eq!(cells("1,\"a,x\n2,b,y\n"), [["1", "a", "x"], ["2", "b", "y"]]);
    assert_eq!(cells("1,\"a,x\n2,\"b\",y\n"), [["1", "a", "x"], ["2", "b", "y"]]);
    assert_eq!(cells("\"1,a\n\"2\",\"b\"\n3,\"c\"\n"), [["1", "a"], ["2", "b"], ["3", "c"]]);
    assert_eq!(cells("1,\"a\n2,\"b\n3,c\n"), [["1", "a"], ["2", "b"], ["3", "c"]]);
    assert_eq!(cells("\"Bo,02:31,\"some\ntext\",1\n"), [["Bo", "02:31", "some\ntext", "1"]]);
}

#[test]
fn a_line_end_before_a_quote_is_none_within_it() {
    // The quotes open in the first sixty-four bytes and close behind them; what follows is text of the cell.
    for n_before in 1..63 {
        let text = format!("{}\n,\"{},\"\"\"x\ny\",z\n", "a".repeat(n_before), "b".repeat(70 - n_before));
        let opened = format!("{},\"x", "b".repeat(70 - n_before));
        let first = "a".repeat(n_before);
        assert_eq!(cells(&text), [vec![&*first], vec!["", &*opened], vec!["y\"", "z"]], "{n_before}");
    }
}

#[test]
fn surplus_cells_behind_an_open_quote_are_joined_as_far_as_the_table_is_wide() {
    let records = Records::new(&Dialect::default());
    let check = |text: &str, width: usize, expected: &[&str]| {
        let mut cells = Cells::default();
        records.cut(text.as_bytes(), true, Some(width), &mut cells);
        let values: Vec<_> = cells.cells.iter().map(|cell| records.value(text.as_bytes(), cell)).collect();
        assert_eq!(values, expected.iter().map(|text| text.as_bytes()).collect::<Vec<_>>(), "{text}");
        assert!(cells.has_unclosed);
    };
    check("1,\"a,x", 3, &["1", "a", "x"]);
    check("1,\"a,b,x", 3, &["1", "a,b", "x"]);
    check("1,2,\"a,b", 3, &["1", "2", "a,b"]);
    check("1,\"a", 3, &["1", "a"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]
    #[test]
    fn records_are_those_of_a_plain_reading(
        bytes in prop::collection::vec(prop::sample::select(b"\"',; \\\r\na1\x00\xC3".to_vec()), 0..24),
    ) {
        let bytes = bytes.as_slice();
        for dialect in dialects() {
            let expected = PlainReader { dialect: &dialect, bytes }.records();
            prop_assert_eq!(read(&dialect, bytes), expected, "{:?}", dialect);
        }
    }

    #[test]
    fn records_that_fill_groups_of_bytes_are_those_of_a_plain_reading(
        bytes in prop_oneof![mostly_sound(), noisy()],
    ) {
        for dialect in dialects() {
            let expected = PlainReader { dialect: &dialect, bytes: &bytes }.records();
            prop_assert_eq!(read(&dialect, &bytes), expected, "{:?}", dialect);
        }
    }
}

/// Tables of some hundred bytes in which most quotes stand as they should.
pub(super) fn mostly_sound() -> impl Strategy<Value = Vec<u8>> {
    pieces(60)
}

/// Such tables in which every sixth piece is out of place.
fn noisy() -> impl Strategy<Value = Vec<u8>> {
    pieces(5)
}

fn pieces(sound_to_one: u32) -> impl Strategy<Value = Vec<u8>> {
    let sound = [
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "a",
        "1.5",
        "\"b,c\"",
        "\"x\ny\"",
        "\"say \"\"hi\"\"\"",
        "\"\"",
        ",\"\"\"\",",
        "'q;'",
        "a rather long cell that fills most of a group, ",
        ";",
        ", ",
        ",,",
    ];
    let noise = ["\"", "\n\n", "\r", " ", "\\", "\0", "\" ", "'", "é"];
    let piece = prop_oneof![sound_to_one => prop::sample::select(sound.to_vec()).prop_map(str::to_owned),
        1 => prop::sample::select(noise.to_vec()).prop_map(str::to_owned)];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat().into_bytes())
}
