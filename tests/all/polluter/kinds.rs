//! The pollutions: each writes a clean table with one thing odd.

use super::clean::{Clean, Of, Random, Style};

/// A file and the table that is to be read from it.
pub struct Case {
    pub bytes: Vec<u8>,
    pub records: Vec<Vec<String>>,
    pub n_header: u32,
    pub is_latin: bool,
}

type Pollute = fn(&mut Random) -> Case;

/// Every pollution.
pub const KINDS: &[(&str, Pollute)] = &[
    ("none", |random| plain(random, &Style::default())),
    ("delimiter ;", |random| with_delimiter(random, ";")),
    ("delimiter tab", |random| with_delimiter(random, "\t")),
    ("delimiter |", |random| with_delimiter(random, "|")),
    ("delimiter :", |random| with_delimiter(random, ":")),
    ("delimiter ^", |random| with_delimiter(random, "^")),
    ("delimiter ~", |random| with_delimiter(random, "~")),
    ("delimiter space", |random| with_delimiter(random, " ")),
    ("delimiter U+001F", |random| with_delimiter(random, "\u{1F}")),
    ("delimiter comma and space", |random| with_delimiter(random, ", ")),
    ("delimiter of several", several),
    ("delimiter of another sign", |random| {
        let sign = random.pick(&["#", "&", "*", "@", "!"]);
        with_delimiter(random, sign)
    }),
    ("quote '", |random| plain(random, &Style { quote: '\'', ..Style::default() })),
    ("quote `", |random| plain(random, &Style { quote: '`', ..Style::default() })),
    ("escape by backslash", |random| plain(random, &Style { backslash: true, ..Style::default() })),
    ("CRLF", |random| plain(random, &Style { end: "\r\n", ..Style::default() })),
    ("lone CR", |random| plain(random, &Style { end: "\r", ..Style::default() })),
    ("no header", no_header),
    ("several header rows", several_headers),
    ("preamble", preamble),
    ("comments", comments),
    ("footer", footer),
    ("second table", second_table),
    ("blank rows", blank_rows),
    ("missing cells", missing_cells),
    ("extra cells", extra_cells),
    ("empty cells", empty_cells),
    ("missing separator", missing_separator),
    ("extra separator", extra_separator),
    ("unneeded quotes", unneeded_quotes),
    ("missing closing quote", missing_quote),
    ("spaces around cells", spaces),
    ("spaces around one cell", spaces_once),
    ("no final newline", no_final_newline),
    ("UTF-16", utf_16),
    ("Latin-1", latin_1),
    ("empty file", empty),
    ("one column", one_column),
    ("one row", one_row),
    ("header alone", header_alone),
];

fn table(random: &mut Random) -> Clean {
    let n_columns = 1 + random.below(12);
    let n_rows = if random.one_in(3) { 1 + random.below(10) } else { 1 + random.below(200) };
    Clean::new(random, n_columns, n_rows)
}

fn wide_table(random: &mut Random) -> Clean {
    let n_columns = 2 + random.below(11);
    let n_rows = if random.one_in(3) { 2 + random.below(10) } else { 2 + random.below(199) };
    Clean::new(random, n_columns, n_rows)
}

/// Line ends within cells are those of the file.
fn fit(records: &mut [Vec<String>], end: &str) {
    records.iter_mut().flatten().for_each(|cell| *cell = cell.replace('\n', end));
}

fn case(text: String, records: Vec<Vec<String>>) -> Case {
    Case { bytes: text.into_bytes(), records, n_header: 1, is_latin: false }
}

fn plain(random: &mut Random, style: &Style) -> Case {
    let mut records = table(random).records();
    fit(&mut records, style.end);
    case(style.text(&records), records)
}

fn with_delimiter(random: &mut Random, delimiter: &str) -> Case {
    plain(random, &Style { delimiter: delimiter.into(), ..Style::default() })
}

fn several(random: &mut Random) -> Case {
    let delimiter = random.pick(&["||", "::", ";;", "<>", "|~|", "\t\t", "~|~", "##", "^|"]);
    with_delimiter(random, delimiter)
}

fn no_header(random: &mut Random) -> Case {
    let records = table(random).rows;
    Case { n_header: 0, ..case(Style::default().text(&records), records) }
}

/// Units below the names, or groups above them.
fn several_headers(random: &mut Random) -> Case {
    let clean = wide_table(random);
    let mut records = clean.records();
    if random.one_in(2) {
        let units = clean.columns.iter().map(|of| match of {
            Of::Decimal => "kg",
            Of::Price => "USD",
            Of::Date | Of::Time | Of::Stamp => "UTC",
            _ => "text",
        });
        records.insert(1, units.map(str::to_owned).collect());
    } else {
        // A row with one group alone would be a title.
        let groups = (0..clean.names.len()).map(|nr| match nr % 2 == 0 || clean.names.len() == 2 {
            true => format!("Group {}", nr / 2 + 1),
            false => String::new(),
        });
        records.insert(0, groups.collect());
    }
    Case { n_header: 2, ..case(Style::default().text(&records), records) }
}

fn preamble(random: &mut Random) -> Case {
    let records = wide_table(random).records();
    let lines = [
        "Sales of all shops",
        "Made on 2025-03-04",
        "\"Draft, not final\"",
        "Author: A. B.",
        "source,internal",
    ];
    let mut text = String::new();
    for _ in 0..1 + random.below(4) {
        text.push_str(random.pick(&lines));
        text.push('\n');
    }
    if random.one_in(2) {
        text.push('\n');
    }
    case(text + &Style::default().text(&records), records)
}

fn comments(random: &mut Random) -> Case {
    let records = wide_table(random).records();
    let sign = random.pick(&["# ", "#", "% "]);
    let mut text = String::new();
    for (nr, row) in records.iter().enumerate() {
        if nr == 0 || (nr > 1 && random.one_in(12)) {
            text.push_str(sign);
            text.push_str(random.pick(&["checked twice", "from here on, by hand", "version 2"]));
            text.push('\n');
        }
        text.push_str(&Style::default().line(row));
    }
    case(text, records)
}

fn footer(random: &mut Random) -> Case {
    let records = wide_table(random).records();
    let mut text = Style::default().text(&records);
    if random.one_in(2) {
        text.push('\n');
    }
    for _ in 0..1 + random.below(2) {
        text.push_str(random.pick(&[
            "Total: 17 rows\n",
            "Source: the office\n",
            "\"Notes: none, so far\"\n",
            "* preliminary figures\n",
        ]));
    }
    case(text, records)
}

/// Behind a blank line, or right behind if it has another width.
fn second_table(random: &mut Random) -> Case {
    let records = wide_table(random).records();
    let width = records[0].len();
    let n_columns = if random.one_in(3) { width } else { 2 + random.below(11) };
    let n_rows = 3 + random.below(20);
    let mut other = Clean::new(random, n_columns, n_rows);
    other.names.iter_mut().for_each(|name| *name = format!("other {name}"));
    let mut text = Style::default().text(&records);
    if n_columns == width || random.one_in(2) {
        text.push('\n');
    }
    case(text + &Style::default().text(&other.records()), records)
}

fn blank_rows(random: &mut Random) -> Case {
    let records = wide_table(random).records();
    let mut text = String::new();
    for row in &records {
        text.push_str(&Style::default().line(row));
        if random.one_in(8) {
            text.push_str(random.pick(&["\n", "\n\n"]));
        }
    }
    case(text, records)
}

/// A row, not the first.
fn some_row(random: &mut Random, records: &[Vec<String>]) -> usize {
    if records.len() < 2 { 0 } else { 1 + random.below(records.len() - 1) }
}

/// The row as it stands in the file.
fn missing_cells(random: &mut Random) -> Case {
    let mut records = wide_table(random).records();
    for _ in 0..1 + records.len() / 20 {
        let at = some_row(random, &records);
        let len = records[at].len();
        let most = (len / 3).max(1).min(len.saturating_sub(1));
        records[at].truncate(len - if most == 0 { 0 } else { 1 + random.below(most) });
        if records[at].len() == 1 && records[at][0].is_empty() {
            records[at][0] = "left".into();
        }
    }
    case(Style::default().text(&records), records)
}

fn extra_cells(random: &mut Random) -> Case {
    let mut records = wide_table(random).records();
    for _ in 0..1 + records.len() / 20 {
        let at = some_row(random, &records);
        for _ in 0..1 + random.below(2) {
            records[at].push("more".into());
        }
    }
    case(Style::default().text(&records), records)
}

fn empty_cells(random: &mut Random) -> Case {
    let mut records = wide_table(random).records();
    for row in records.iter_mut().skip(1) {
        row.iter_mut().for_each(|cell| {
            if random.one_in(3) {
                cell.clear()
            }
        });
    }
    case(Style::default().text(&records), records)
}

/// Two neighbours become one cell: the second one is not quoted, for else the text would be another, and
/// the first one has no line end, for else its quote would count as unclosed.
fn missing_separator(random: &mut Random) -> Case {
    let mut records = wide_table(random).records();
    let style = Style::default();
    let at = random.below(records.len());
    let fits =
        |nr: &usize| !style.needs_quotes(&records[at][*nr], false) && !records[at][nr - 1].contains('\n');
    let second: Vec<usize> = (1..records[at].len()).filter(fits).collect();
    let mut text = String::new();
    for (nr, row) in records.iter().enumerate() {
        let mut cells = style.cells(row);
        if nr == at && !second.is_empty() {
            let cell = cells.remove(second[0]);
            cells[second[0] - 1].push_str(&cell);
        }
        text.push_str(&(cells.join(",") + "\n"));
    }
    if let Some(&nr) = second.first() {
        let cell = records[at].remove(nr);
        records[at][nr - 1].push_str(&cell);
    }
    case(text, records)
}

fn extra_separator(random: &mut Random) -> Case {
    let mut records = wide_table(random).records();
    let at = random.below(records.len());
    let place = random.below(records[at].len() + 1);
    records[at].insert(place, String::new());
    case(Style::default().text(&records), records)
}

fn unneeded_quotes(random: &mut Random) -> Case {
    let records = table(random).records();
    let style = Style::default();
    let all = random.one_in(3);
    let mut cell = |cell: &String| {
        if all || random.one_in(4) { style.quoted(cell) } else { style.cell(cell, false) }
    };
    let mut text = String::new();
    for row in &records {
        let mut cells: Vec<String> = row.iter().map(&mut cell).collect();
        if cells == [""] {
            cells[0] = "\"\"".into();
        }
        text.push_str(&(cells.join(",") + "\n"));
    }
    case(text, records)
}

/// The closing quote of a cell without quotes and line ends.
fn missing_quote(random: &mut Random) -> Case {
    let records = wide_table(random).records();
    let style = Style::default();
    let at = some_row(random, &records);
    let fits = |nr: &usize| !records[at][*nr].contains(['"', '\n']) && !records[at][*nr].is_empty();
    let nrs: Vec<usize> = (0..records[at].len()).filter(fits).collect();
    let mut text = String::new();
    for (nr, row) in records.iter().enumerate() {
        let mut cells = style.cells(row);
        if nr == at && !nrs.is_empty() {
            let place = random.pick(&nrs);
            cells[place] = style.quoted(&row[place]);
            cells[place].pop();
        }
        text.push_str(&(cells.join(",") + "\n"));
    }
    case(text, records)
}

/// Around all cells, outside of quotes: they are no part of them.
fn spaces(random: &mut Random) -> Case {
    let records = wide_table(random).records();
    let mut text = String::new();
    for row in &records {
        let cells = Style::default().cells(row);
        let mut padded =
            |cell: &String| format!("{}{cell}{}", random.pick(&[" ", "  "]), random.pick(&["", " ", "   "]));
        let cells: Vec<String> = cells.iter().map(&mut padded).collect();
        text.push_str(&(cells.join(",") + "\n"));
    }
    case(text, records)
}

/// Around one cell that is not quoted: they are part of it, as for RFC 4180.
fn spaces_once(random: &mut Random) -> Case {
    let mut records = wide_table(random).records();
    let style = Style::default();
    let at = some_row(random, &records);
    let nr = random.below(records[at].len());
    let is_plain = !style.needs_quotes(&records[at][nr], false) && !records[at][nr].is_empty();
    let mut text = String::new();
    for (row_nr, row) in records.iter().enumerate() {
        let mut cells = style.cells(row);
        if row_nr == at && is_plain {
            cells[nr] = format!("  {} ", cells[nr]);
        }
        text.push_str(&(cells.join(",") + "\n"));
    }
    if is_plain {
        records[at][nr] = format!("  {} ", records[at][nr]);
    }
    case(text, records)
}

fn no_final_newline(random: &mut Random) -> Case {
    let mut case = plain(random, &Style::default());
    case.bytes.pop();
    case
}

fn utf_16(random: &mut Random) -> Case {
    let mut case = plain(random, &Style::default());
    let text = String::from_utf8(case.bytes).expect("UTF-8");
    let is_low_first = random.one_in(2);
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    case.bytes =
        units.flat_map(|unit| if is_low_first { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
    case
}

fn latin_1(random: &mut Random) -> Case {
    let mut case = plain(random, &Style { delimiter: ";".into(), ..Style::default() });
    let text = String::from_utf8(case.bytes).expect("UTF-8");
    case.bytes = text.chars().map(|c| u8::try_from(u32::from(c)).expect("it is Latin")).collect();
    case.is_latin = true;
    case
}

fn empty(_: &mut Random) -> Case {
    Case { n_header: 0, ..case(String::new(), Vec::new()) }
}

fn one_column(random: &mut Random) -> Case {
    let n_rows = 1 + random.below(60);
    let records = Clean::new(random, 1, n_rows).records();
    case(Style::default().text(&records), records)
}

fn one_row(random: &mut Random) -> Case {
    let n_columns = 2 + random.below(11);
    let records = Clean::new(random, n_columns, 1).rows;
    Case { n_header: 0, ..case(Style::default().text(&records), records) }
}

fn header_alone(random: &mut Random) -> Case {
    let n_columns = 2 + random.below(11);
    let records = vec![Clean::new(random, n_columns, 1).names];
    case(Style::default().text(&records), records)
}
