//! Rows of the file that the report quotes: bad rows in a table, marks and matches with the rows around them.

use super::markup::Markup;
use super::section::{TEXT_BYTES, head};
use crate::base::human;
use crate::base::units::len_u64;
use crate::messages::{Text, say_english};
use crate::summary::extract::{Extract, ExtractEntry, ExtractKind};

/// Bytes that all extracts may take.
const MOST_BYTES: usize = 60_000;

/// Bytes of a row that is quoted.
const ROW_BYTES: usize = 4 * TEXT_BYTES;

/// What links to the extract of this number lead to.
pub(super) fn anchor(nr: usize) -> String {
    format!("x{}", nr + 1)
}

/// What an extract is called.
pub(super) fn title(extract: &Extract) -> &'static str {
    match extract.kind {
        ExtractKind::BadRows => say_english("report-bad-rows"),
        ExtractKind::Marks => say_english("report-marks"),
        ExtractKind::Search(_) => say_english("report-search"),
    }
}

/// Writes one of `n` extracts with its heading.
pub(super) fn write(out: &mut Markup, nr: usize, n: usize, extract: &Extract) {
    let end = out.len() + MOST_BYTES / n.max(1);
    out.element("section", &[("id", &anchor(nr)), ("class", "extract")], |out| {
        let mut body = Markup::default();
        let n_shown = match extract.kind {
            ExtractKind::BadRows => bad_rows(&mut body, extract, end.saturating_sub(out.len())),
            _ => places(&mut body, extract, end.saturating_sub(out.len())),
        };
        out.element("h2", &[], |out| {
            out.text(title(extract));
            if let ExtractKind::Search(pattern) = &extract.kind {
                out.text(" ");
                out.element("code", &[], |out| out.of_file(pattern, TEXT_BYTES));
            }
            out.text(" ");
            out.says("small", &[], &how_many(len_u64(n_shown), extract.of));
        });
        out.push(&body);
    });
}

/// How many of them are shown, in words.
fn how_many(n: u64, of: Option<u64>) -> String {
    match of {
        Some(of) if of == n => Text::new("report-all").with("n", n).in_english(),
        Some(of) => Text::new("report-first-of").with("n", n).with("of", of).in_english(),
        None => Text::new("report-first").with("n", n).in_english(),
    }
}

/// Writes bad rows, a row each; how many there was room for.
fn bad_rows(out: &mut Markup, extract: &Extract, room: usize) -> usize {
    let mut n = 0;
    out.element("div", &[("class", "wide")], |out| {
        head(out, "", "l4", title(extract), |out| {
            let headings = ["report-row", "report-line", "report-byte", "report-what"].map(say_english);
            headings.iter().for_each(|words| out.says("th", &[("scope", "col")], words));
        });
        for entry in &extract.entries {
            if out.len() > room {
                break;
            }
            n += 1;
            out.open("tr", &[]);
            for number in [entry.row, entry.line] {
                out.open("td", &[]);
                out.text(&number.map_or("–".to_owned(), human::grouped));
            }
            out.open("td", &[]);
            out.text(&human::offset(entry.at.0));
            out.open("td", &[]);
            out.of_file(&entry.note, TEXT_BYTES);
        }
        out.close("table");
    });
    n
}

/// Writes places with the rows around them; how many there was room for.
fn places(out: &mut Markup, extract: &Extract, room: usize) -> usize {
    let mut n = 0;
    out.open("ol", &[]);
    for entry in &extract.entries {
        let before = out.len();
        place(out, entry);
        if out.len() > room {
            out.truncate(before);
            break;
        }
        n += 1;
    }
    out.close("ol");
    n
}

fn place(out: &mut Markup, entry: &ExtractEntry) {
    out.element("li", &[], |out| {
        out.element("p", &[], |out| {
            if !entry.note.is_empty() {
                out.element("strong", &[], |out| out.of_file(&entry.note, TEXT_BYTES));
                out.text(" ");
            }
            let at = Text::new("report-at-byte").with("at", human::offset(entry.at.0));
            let says = match entry.line {
                Some(line) => {
                    Text::new("report-at-line").with("n", line).with("at", human::offset(entry.at.0))
                }
                None => at,
            };
            out.says("small", &[], &says.in_english());
        });
        out.element("pre", &[], |out| {
            for row in &entry.rows {
                let tag = if row.is_subject { "mark" } else { "span" };
                out.element(tag, &[], |out| out.of_file(&row.text, ROW_BYTES));
                out.raw("\n");
            }
        });
    });
}
