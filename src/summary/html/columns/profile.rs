//! The profile of one column: its chart, all its figures, its most frequent values.

use super::super::chart::{self, Words};
use super::super::figure::Figure;
use super::super::markup::Markup;
use super::super::section::{ends, head};
use super::Detail;
use super::overview::filled;
use super::split::Profile;
use crate::base::units::len_u64;
use crate::base::{Section, Value};
use crate::messages::{Name, Text, say_english};
use std::fmt::Write;

/// Bytes of a name in a heading.
const NAME_BYTES: usize = 200;

/// Writes a column's profile.
pub(super) fn write(out: &mut Markup, section: &Section, profile: &Profile<'_>, detail: Detail) {
    let nr = (profile.nr + 1).to_string();
    out.open("section", &[("class", "column"), ("id", &format!("c{nr}")), ("data-c", &nr)]);
    out.element("h3", &[], |out| {
        out.of_file(&profile.name(), NAME_BYTES.min(detail.text));
        out.text(" ");
        out.says("small", &[], &format!("{} · {}", kind(profile), exactness(profile)));
    });
    bars(out, section, profile, detail);
    figures(out, profile, detail);
    top(out, section, profile, detail);
    out.close("section");
}

/// The type of a column in words.
fn kind(profile: &Profile<'_>) -> String {
    let kind = profile.figure("type").map(|(kind, _)| kind.plain()).unwrap_or_default();
    Name::new("column-kind", &[&kind]).in_english().to_owned()
}

/// Whether its figures are exact, and otherwise which are not.
fn exactness(profile: &Profile<'_>) -> String {
    let inexact = profile.table.columns.iter().zip(profile.row).filter(|(_, value)| !value.is_exact());
    let names: Vec<&str> = inexact.map(|((key, _), _)| Name::new("column", &[key]).in_english()).collect();
    match names[..] {
        [] => say_english("report-exact").to_owned(),
        _ => Text::new("report-inexact").with("names", names.join(", ")).in_english(),
    }
}

fn bars(out: &mut Markup, section: &Section, profile: &Profile<'_>, detail: Detail) {
    let (rows, from) = profile.bars;
    let table = section.tables.iter().find(|table| table.id == "histograms");
    let (Some(table), Some(first), Some(last)) = (table, rows.first(), rows.last()) else { return };
    let shown =
        |row: &[Value], nr: usize| row.get(nr).map(|value| Figure::of(value, "").shown).unwrap_or_default();
    let (from_words, to_words) = (shown(first, 1), shown(last, 2));
    let is_text = kind(profile) == Name::new("column-kind", &["text"]).in_english();
    let key = if is_text { "report-bars-lengths" } else { "report-bars" };
    let middle = Text::new(key).with("n", len_u64(rows.len())).in_english();
    let title = section.table_title(table).in_english();
    let says = Text::new("report-bars-range").with("what", middle.clone());
    let says = says.with("from", from_words.clone()).with("to", to_words.clone()).in_english();
    out.element("figure", &[], |out| {
        chart::bars(out, &profile.heights(), &Words { title, description: &says }, &[]);
        ends(out, &from_words, &middle, &to_words);
    });
    out.element("details", &[], |out| {
        out.says("summary", &[], &Text::new("report-figures").with("n", len_u64(rows.len())).in_english());
        let keys: &[usize] = if detail.has_edges { &[1, 2, 3] } else { &[1, 3] };
        out.element("div", &[("class", "wide")], |out| {
            head(out, table.id, "", title, |out| {
                for (key, unit) in keys.iter().filter_map(|&nr| table.columns.get(nr)) {
                    out.open("th", &[("scope", "col"), ("data-k", key)]);
                    out.text(Name::new("column", &[key]).in_english());
                    let unit = Name::new("unit", &[unit]);
                    if !unit.in_english().is_empty() {
                        out.text(" ");
                        out.says("small", &[], unit.in_english());
                    }
                }
            });
            for (nr, row) in rows.iter().enumerate() {
                let at = if nr == 0 { from.to_string() } else { String::new() };
                out.open("tr", &[("data-from", &at)]);
                for value in keys.iter().filter_map(|&nr| row.get(nr)) {
                    Figure::of(value, "").write(out, "td", &[], detail.text);
                }
            }
            out.close("table");
        });
    });
}

/// All figures of a column but its name and type.
fn figures(out: &mut Markup, profile: &Profile<'_>, detail: Detail) {
    out.element("dl", &[("class", "facts")], |out| {
        out.open("div", &[]);
        out.says("dt", &[], say_english("report-filled"));
        out.says("dd", &[], &filled(profile));
        out.close("div");
        let known = profile.table.columns.iter().zip(profile.row).skip(2);
        for ((key, unit), value) in known.filter(|(_, value)| !matches!(value, Value::None)) {
            out.open("div", &[]);
            out.says("dt", &[], Name::new("column", &[key]).in_english());
            Figure::of(value, unit).write(out, "dd", &[("data-k", key)], detail.text);
            let unit = Name::new("unit", &[unit]);
            if !unit.in_english().is_empty() {
                // Writing to markup can't fail.
                let _ = write!(out, " ");
                out.says("small", &[], unit.in_english());
            }
            out.close("div");
        }
    });
}

/// The most frequent values, each with a bar as long as its count.
fn top(out: &mut Markup, section: &Section, profile: &Profile<'_>, detail: Detail) {
    let (rows, from) = profile.top;
    let table = section.tables.iter().find(|table| table.id == "top");
    let Some(table) = table.filter(|_| !rows.is_empty()) else { return };
    let title = section.table_title(table).in_english();
    let most = rows.first().and_then(|row| row.last()).map_or(0.0, Value::height);
    out.element("div", &[("class", "wide")], |out| {
        head(out, table.id, "l1 top", title, |out| {
            for key in ["value", "count"] {
                out.open("th", &[("scope", "col"), ("data-k", key)]);
                out.text(Name::new("column", &[key]).in_english());
            }
            out.open("td", &[]);
        });
        for (nr, row) in rows.iter().take(detail.top).enumerate() {
            let at = if nr == 0 { from.to_string() } else { String::new() };
            out.open("tr", &[("data-from", &at)]);
            for value in row.iter().skip(1) {
                Figure::of(value, "").write(out, "td", &[], detail.text);
            }
            out.open("td", &[]);
            chart::bar(out, row.last().map_or(0.0, Value::height), most);
        }
        out.close("table");
    });
}
