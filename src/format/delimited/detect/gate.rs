//! Whether the best reading is a table at all, which the ending of a file's name may suggest.

use super::Reading;
use super::against::{is_code, is_log, n_filled_columns, prose_and_values};
use super::columns::{Why, header};
use super::kinds::{Kind, kind};
use super::later::Later;
use super::score::Score;

/// What the ending of a file's name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// That it is a table.
    Table,
    /// Nothing.
    Open,
    /// That it is something else.
    Other,
}

/// Endings of tables, and of what is none.
const TABLES: [&str; 7] = ["csv", "tsv", "tab", "psv", "ssv", "dsv", "csvx"];
const OTHERS: [&str; 32] = [
    "log", "md", "rs", "toml", "json", "jsonl", "ndjson", "xml", "html", "htm", "yaml", "yml", "ini", "cfg",
    "conf", "py", "c", "h", "cpp", "js", "ts", "css", "sh", "ftl", "tex", "sql", "rst", "java", "go", "rb",
    "lock", "srt",
];

impl Hint {
    pub(super) fn of(ending: Option<&str>) -> Self {
        let is_one_of = |all: &[&str]| {
            ending.is_some_and(|ending| all.iter().any(|one| ending.eq_ignore_ascii_case(one)))
        };
        if is_one_of(&TABLES) {
            Self::Table
        } else if is_one_of(&OTHERS) {
            Self::Other
        } else {
            Self::Open
        }
    }
}

/// Whether the reading of several columns is to be believed.
pub(super) fn is_table(reading: &Reading<'_>, score: &Score, hint: Hint, prior: f64, is_named: bool) -> bool {
    let lines = reading.lines();
    let records = reading.records(&lines);
    let (n, width) = (records.len(), reading.main.width);
    let n_even = records.iter().filter(|row| row.width() == width).count();
    let n_others: usize = reading.others.iter().map(|other| other.lines.len()).sum();
    let covers = |per_cent: usize| 100 * (n + n_others) >= per_cent * lines.len();
    let is_even = |per_cent: usize| 100 * n_even >= per_cent * n;
    if is_named {
        return true;
    }
    let is_usual = prior > 0.9;
    if hint == Hint::Table {
        let is_rare = prior < 0.5;
        let fits = if is_usual {
            let least = match width {
                2 | 3 if is_below_names(reading, 1) => 80,
                2 => 40,
                _ => 15,
            };
            covers(least) && (n < 4 || is_even(40)) && score.quality >= 0.35
        } else {
            let is_much = 100 * n >= if is_rare { 90 } else { 50 } * lines.len();
            is_much
                && is_even(if is_rare { 95 } else { 60 })
                && score.quality >= 0.7
                && !is_below_names(reading, 20)
        };
        return fits && !is_whole_values(reading, prior);
    }
    let (n_header, why) = header(reading.table(), &records, width);
    let (n_prose, n_values) = prose_and_values(reading.table(), &records, width);
    let delimiter = &reading.syntax.delimiter;
    let is_sure = matches!(why, Why::Contrast(_)) && n_prose == 0;
    let width = n_filled_columns(reading.table(), &records, width);
    let speaks_for = match (is_usual, width) {
        (_, 0 | 1) => false,
        (true, 2) => n >= 3 && n_prose == 0 && (is_sure || n_values > 0),
        (true, _) => {
            n >= 2 && 2 * n_prose < width && (n_values > 0 || n_header > 0) || n == 1 && n_values > 1
        }
        (false, 2) => false,
        (false, _) => n >= 3 && n_prose == 0 && (is_sure || 2 * n_values >= width),
    };
    speaks_for
        && covers(60)
        && is_even(75)
        && (lines.len() < 10 || score.steadiness >= 0.5)
        && !is_code(reading.table(), &lines, reading.main.lines.clone())
        && score.quality >= if is_usual { 0.65 } else { 0.8 }
        && !is_log(reading.table(), &records, delimiter, n_header > 0)
        && (hint == Hint::Open || is_sure && is_usual && n >= 4 && width > 2 && covers(90))
        && !is_whole_values(reading, prior)
}

/// Whether up to `most` lines of a word or a few stand right above the table, and nothing else: rather
/// one column with its name, some of whose values the delimiter divides.
fn is_below_names(reading: &Reading<'_>, most: usize) -> bool {
    let lines = reading.lines();
    let n = reading.main.lines.start;
    let (_, why) = header(reading.table(), &reading.records(&lines), reading.main.width);
    if matches!(why, Why::Contrast(_)) {
        return false;
    }
    let is_name = |line: &super::Line<'_>| {
        let cells = reading.rows.cells(line.row);
        matches!(cells, [cell] if matches!(reading.table().kind(cell), Kind::Word | Kind::Phrase))
    };
    (1..=most).contains(&n) && lines[..n].iter().all(is_name) && lines[1..=n].iter().all(|line| !line.gap)
}

/// Whether an unusual delimiter stands within values: dates, times, decimals.
fn is_whole_values(reading: &Reading<'_>, prior: f64) -> bool {
    let table = reading.table();
    let lines = reading.lines();
    let is_usual = prior > 0.9;
    // A name of a column is divided where decimal commas aren't.
    let Some(first) = lines.first() else { return false };
    if is_usual && first.row.width() > 1 {
        return false;
    }
    let is_of_codes = matches!(
        *reading.syntax.delimiter,
        [b'/' | b':' | b'?' | b'&' | b'=' | b'-' | b'.' | b'_' | b'#' | b'@']
    );
    let is_value = |line: &&super::Line<'_>| {
        let whole = table.bytes.get(line.row.bytes.clone()).unwrap_or_default().trim_ascii();
        match kind(whole) {
            Kind::Number => true,
            Kind::Moment => !is_usual,
            Kind::Code => is_of_codes,
            _ => false,
        }
    };
    // So is it by what stands in no value.
    if first.row.width() == reading.main.width && !is_value(&first) {
        return false;
    }
    let values = lines.get(1.min(lines.len() - 1)..).unwrap_or_default();
    100 * values.iter().filter(is_value).count() > 60 * values.len()
}

/// Whether the middle and the tail are no table.
pub(super) fn is_refuted(later: &Later, hint: Hint) -> bool {
    hint != Hint::Table && later.n_rows > 8 && 2 * later.n_even < later.n_rows
}
