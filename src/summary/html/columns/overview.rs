//! A row for each column: what it is, how full, its range, its shape; and what stands behind the shapes.

use super::super::chart;
use super::super::figure::Figure;
use super::super::markup::Markup;
use super::super::section::head;
use super::Detail;
use super::split::Profile;
use crate::base::units::share;
use crate::base::{Section, Value};
use crate::messages::{Name, Text, say_english};

/// What the overview shows of each column, beside its name, its share of filled cells and its shape.
const SHOWN: [&str; 5] = ["type", "distinct", "min", "median", "max"];

/// What it leaves out.
const REST: [&str; 10] =
    ["count", "empty", "invalid", "sum", "mean", "stddev", "q1", "q3", "shortest", "longest"];

/// Writes the overview and, where columns have no profile, what else is known of them.
pub(super) fn write(out: &mut Markup, section: &Section, all: &[Profile<'_>], detail: Detail) {
    let Some(first) = all.first() else { return };
    let title = section.table_title(first.table).in_english();
    out.element("div", &[("class", "wide")], |out| {
        head(out, "columns", "l1 over", title, |out| headings(out, detail));
        all.iter().for_each(|profile| row(out, profile, detail));
        out.close("table");
    });
    if detail.has_profiles {
        return;
    }
    if detail.has_rest {
        rest(out, all, detail);
    }
    if detail.has_shapes {
        shapes(out, all, detail);
    }
    if detail.top > 0 {
        top(out, section, all, detail);
    }
}

fn headings(out: &mut Markup, detail: Detail) {
    let mut heading = |key: &'static str, words: &str| {
        out.open("th", &[("scope", "col"), ("data-k", key)]);
        out.text(words);
    };
    heading("name", Name::new("column", &["column"]).in_english());
    heading("type", Name::new("column", &["type"]).in_english());
    heading("", say_english("report-filled"));
    SHOWN[1..].iter().for_each(|key| heading(key, Name::new("column", &[key]).in_english()));
    if detail.has_shapes {
        heading("", say_english("report-shape"));
    }
}

fn row(out: &mut Markup, profile: &Profile<'_>, detail: Detail) {
    out.open("tr", &[]);
    name(out, profile, detail);
    for key in SHOWN {
        cell(out, profile, key, detail);
        if key == "type" {
            out.open("td", &[]);
            out.text(&filled(profile));
        }
    }
    if detail.has_shapes {
        out.open("td", &[]);
        if !profile.bars.0.is_empty() {
            chart::spark(out, &profile.heights(), say_english("report-shape"));
        }
    }
}

/// The name of a column as the head of its row; a link, where there is its profile.
fn name(out: &mut Markup, profile: &Profile<'_>, detail: Detail) {
    out.open("th", &[("scope", "row")]);
    let write = |out: &mut Markup| out.of_file(&profile.name(), detail.text);
    if detail.has_profiles {
        out.element("a", &[("href", &format!("#c{}", profile.nr + 1))], write);
    } else {
        write(out);
    }
}

fn cell(out: &mut Markup, profile: &Profile<'_>, key: &str, detail: Detail) {
    let (value, unit) = profile.figure(key).unwrap_or((&Value::None, ""));
    Figure::of(value, unit).write(out, "td", &[], detail.text);
}

/// How many of its cells are not empty, as a share of all; never rounded to all or none.
pub(super) fn filled(profile: &Profile<'_>) -> String {
    let (filled, empty) = (profile.cells("count"), profile.cells("empty"));
    let percent = share(filled, filled.saturating_add(empty)) * 100.0;
    let shown = match (filled, empty) {
        (0, _) => "0".to_owned(),
        (_, 0) => "100".to_owned(),
        _ => format!("{:.1}", percent.clamp(0.1, 99.9)),
    };
    format!("{shown}\u{A0}%")
}

/// The figures that the overview lacks.
fn rest(out: &mut Markup, all: &[Profile<'_>], detail: Detail) {
    details(out, "report-columns-rest", |out, title| {
        head(out, "columns", "l1", title, |out| {
            out.open("th", &[("scope", "col"), ("data-k", "name")]);
            out.text(Name::new("column", &["column"]).in_english());
            for key in REST {
                out.open("th", &[("scope", "col"), ("data-k", key)]);
                out.text(Name::new("column", &[key]).in_english());
            }
        });
        for profile in all {
            out.open("tr", &[]);
            name(out, profile, Detail { text: 24, ..detail });
            REST.iter().for_each(|key| cell(out, profile, key, detail));
        }
        out.close("table");
    });
}

/// The figures behind the small charts: a row for each column, which has as many cells as bars.
fn shapes(out: &mut Markup, all: &[Profile<'_>], detail: Detail) {
    details(out, "report-columns-shapes", |out, title| {
        out.open("table", &[("class", "l1"), ("data-bars", "count")]);
        out.says("caption", &[], title);
        for profile in all.iter().filter(|profile| !profile.bars.0.is_empty()) {
            out.open("tr", &[("data-from", &profile.bars.1.to_string())]);
            name(out, profile, Detail { text: 24, ..detail });
            for row in profile.bars.0 {
                let count = row.last().unwrap_or(&Value::None);
                Figure::of(count, "").write(out, "td", &[], detail.text);
            }
        }
        out.close("table");
    });
}

/// The most frequent value of each column.
fn top(out: &mut Markup, section: &Section, all: &[Profile<'_>], detail: Detail) {
    let table = section.tables.iter().find(|table| table.id == "top");
    let Some(table) = table.filter(|table| !table.rows.is_empty()) else { return };
    details(out, "report-columns-top", |out, title| {
        head(out, "top", "l1 l2", title, |out| {
            for (&(key, _), (name, _)) in table.columns.iter().zip(table.headings()) {
                out.open("th", &[("scope", "col"), ("data-k", key)]);
                out.text(name.in_english());
            }
        });
        for profile in all {
            let (rows, from) = profile.top;
            for (nr, row) in rows.iter().take(detail.top).enumerate() {
                out.open("tr", &[("data-from", &(from + nr).to_string())]);
                name(out, profile, Detail { text: 24, ..detail });
                for value in row.iter().skip(1) {
                    Figure::of(value, "").write(out, "td", &[], detail.text);
                }
            }
        }
        out.close("table");
    });
}

fn details(out: &mut Markup, key: &'static str, inside: impl FnOnce(&mut Markup, &str)) {
    let title = Text::new(key).in_english();
    out.element("details", &[("class", "long")], |out| {
        out.says("summary", &[], &title);
        out.element("div", &[("class", "wide")], |out| inside(out, &title));
    });
}
