//! The automaton against a plain reading of the whole table at once.

use super::*;
use proptest::prelude::*;

/// A record as the plain reading finds it: where it starts, and its cells.
type Plain = (usize, Vec<Vec<u8>>);

/// Reads a table byte by byte, whole and in order.
struct PlainReader<'a> {
    dialect: &'a Dialect,
    bytes: &'a [u8],
}

impl PlainReader<'_> {
    fn ends_at(&self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        match self.dialect.terminator {
            Terminator::LineFeed if rest.starts_with(b"\n") => Some(1),
            Terminator::LineFeed if rest.starts_with(b"\r\n") => Some(2),
            Terminator::CarriageReturn if rest.starts_with(b"\r") => Some(1),
            _ => None,
        }
    }

    fn delimits_at(&self, at: usize) -> bool {
        let delimiter = &self.dialect.delimiter;
        !delimiter.is_empty() && self.bytes.get(at..).is_some_and(|rest| rest.starts_with(delimiter))
    }

    fn is_blank(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), Some(b' ' | b'\t'))
            && self.bytes.get(at) != self.dialect.delimiter.first()
    }

    /// The closing quote of quotes that open at `at`, if they are closed in earnest.
    fn close(&self, at: usize) -> Option<usize> {
        let quote = self.dialect.quote;
        let mut i = at + 1;
        let mut has_line_end = false;
        while i < self.bytes.len() {
            let byte = Some(self.bytes[i]);
            if byte == self.dialect.escape {
                has_line_end |= [i, i + 1].iter().any(|&i| self.is_end_byte(i));
                i += 2;
            } else if byte == quote && self.bytes.get(i + 1).copied() == quote {
                i += 2;
            } else if byte == quote {
                let mut after = i + 1;
                let ends =
                    |at: usize| at == self.bytes.len() || self.ends_at(at).is_some() || self.delimits_at(at);
                let mut is_proper = ends(after);
                while !is_proper && after < i + 9 && matches!(self.bytes.get(after), Some(b' ' | b'\t')) {
                    after += 1;
                    let is_last = after == i + 9 || !matches!(self.bytes.get(after), Some(b' ' | b'\t'));
                    is_proper = is_last && ends(after);
                }
                let delimiter = &self.dialect.delimiter;
                let looks_opening = !delimiter.is_empty() && self.bytes[..i].ends_with(delimiter);
                return (is_proper || !(has_line_end || looks_opening)).then_some(i);
            } else {
                has_line_end |= self.is_end_byte(i);
                i += 1;
            }
        }
        None
    }

    fn is_end_byte(&self, at: usize) -> bool {
        let end = match self.dialect.terminator {
            Terminator::LineFeed => b'\n',
            Terminator::CarriageReturn => b'\r',
        };
        self.bytes.get(at) == Some(&end)
    }

    /// The value of the cell at `at`, where it ends, and whether it is the last.
    fn cell(&self, mut at: usize) -> (Vec<u8>, usize, bool) {
        let trims = self.dialect.trims;
        while trims && self.is_blank(at) {
            at += 1;
        }
        let mut value = Vec::new();
        if self.bytes.get(at).is_some() && self.bytes.get(at).copied() == self.dialect.quote {
            let close = self.close(at);
            at += 1;
            while at < close.unwrap_or(0) {
                let is_pair =
                    Some(self.bytes[at]) == self.dialect.escape || Some(self.bytes[at]) == self.dialect.quote;
                at += usize::from(is_pair);
                value.push(self.bytes[at]);
                at += 1;
            }
            at += usize::from(close.is_some());
        }
        let n_kept = value.len();
        let mut last_escaped = n_kept;
        loop {
            let end = match self.ends_at(at) {
                _ if at >= self.bytes.len() => Some((at.min(self.bytes.len()), true)),
                Some(len) => Some((at + len, true)),
                None if self.delimits_at(at) => Some((at + self.dialect.delimiter.len(), false)),
                None => None,
            };
            if let Some((end, is_last)) = end {
                while trims && value.len() > last_escaped && matches!(value.last(), Some(b' ' | b'\t')) {
                    if self.dialect.delimiter.first() == value.last() {
                        break;
                    }
                    value.pop();
                }
                return (value, end, is_last);
            }
            if Some(self.bytes[at]) == self.dialect.escape && at + 1 < self.bytes.len() {
                at += 1;
                value.push(self.bytes[at]);
                last_escaped = value.len();
            } else {
                value.push(self.bytes[at]);
            }
            at += 1;
        }
    }

    fn records(&self) -> Vec<Plain> {
        let (mut all, mut at) = (Vec::new(), 0);
        while at < self.bytes.len() {
            if let Some(len) = self.ends_at(at).filter(|_| self.dialect.skips_blank) {
                at += len;
                continue;
            }
            if self.dialect.comment == Some(self.bytes[at]) {
                while at < self.bytes.len() && !self.is_end_byte(at) {
                    at += 1;
                }
                at += 1;
                continue;
            }
            let (start, mut cells) = (at, Vec::new());
            loop {
                let (value, next, is_last) = self.cell(at);
                cells.push(value);
                at = next;
                if is_last {
                    break;
                }
            }
            all.push((start, cells));
        }
        all
    }
}

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
}
