//! A comparison as JSON: a difference a line, for scripts.
//!
//! `{"schema": 1, "a": {…}, "b": {…}, "equal": false, "within_bounds": 0, "checks": [{"expression": "…", "holds": true}],
//! "differences": [{"path": "lines.count", "kind": "changed", "label": "Lines", "unit": "lines", "a": 1, "b": 2,
//! "change": 1, "relative": 1, "measures": […], "rows": […]}]}`. Numbers stand in full; keys are never renamed.

use super::distance::Measure;
use super::figure::Figure;
use super::{Diff, DiffSide, DiffWriter, Difference, RowDifference};
use crate::base::value::plain_float;
use serde::Serialize;
use std::io::{self, Write};

/// The version of the answer; it grows when a key changes its meaning, which none may.
const SCHEMA: u32 = 1;

/// The writer.
pub struct DiffJson;

impl DiffWriter for DiffJson {
    fn id(&self) -> &'static str {
        "json"
    }

    fn write(&self, diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"schema\": {SCHEMA},\n \"a\": ")?;
        side(out, &diff.a)?;
        write!(out, ",\n \"b\": ")?;
        side(out, &diff.b)?;
        write!(
            out,
            ",\n \"equal\": {}, \"within_bounds\": {},\n \"checks\": ",
            diff.is_empty(),
            diff.n_within_bounds
        )?;
        list(out, "\n  ", &diff.checks, |out, checked| {
            write!(out, "{{\"expression\": ")?;
            json(out, &checked.expression)?;
            write!(out, ", \"holds\": {}}}", checked.holds)
        })?;
        write!(out, ",\n \"differences\": ")?;
        list(out, "\n  ", &diff.differences, difference)?;
        writeln!(out, "}}")
    }
}

fn side(out: &mut dyn Write, side: &DiffSide) -> io::Result<()> {
    write!(out, "{{\"summary\": ")?;
    json(out, &side.name)?;
    write!(out, ", \"path\": ")?;
    json(out, &side.path)?;
    write!(out, ", \"modified\": ")?;
    json(out, &side.modified)?;
    write!(out, ", \"complete\": {}}}", side.is_complete)
}

fn difference(out: &mut dyn Write, one: &Difference) -> io::Result<()> {
    write!(out, "{{\"path\": ")?;
    json(out, &one.path)?;
    write!(out, ", \"kind\": \"{}\", \"label\": ", one.kind.id())?;
    json(out, one.label.in_english())?;
    write!(out, ", \"unit\": ")?;
    json(out, &one.unit)?;
    write!(out, ", \"a\": ")?;
    figure(out, &one.a)?;
    write!(out, ", \"b\": ")?;
    figure(out, &one.b)?;
    if let Some(change) = &one.change {
        write!(out, ", \"change\": {change}")?;
    }
    if let Some(relative) = one.relative {
        write!(out, ", \"relative\": {}", float(relative))?;
    }
    if !one.measures.is_empty() {
        write!(out, ", \"measures\": ")?;
        list(out, "", &one.measures, measure)?;
    }
    if one.n_rows > 0 {
        write!(out, ", \"n_rows\": {}, \"rows\": ", one.n_rows)?;
        list(out, "", &one.rows, row)?;
    }
    write!(out, "}}")
}

fn measure(out: &mut dyn Write, one: &Measure) -> io::Result<()> {
    let (least, most) = one.between;
    write!(out, "{{\"measure\": \"{}\", \"value\": {}", one.kind.id(), float(one.value))?;
    write!(out, ", \"at_least\": {}, \"at_most\": {}, \"unit\": ", float(least), float(most))?;
    json(out, &one.unit)?;
    write!(out, "}}")
}

fn row(out: &mut dyn Write, row: &RowDifference) -> io::Result<()> {
    write!(out, "{{\"key\": ")?;
    figure(out, &row.key)?;
    if let Some(column) = &row.column {
        write!(out, ", \"column\": ")?;
        json(out, column.id())?;
    }
    write!(out, ", \"a\": ")?;
    figure(out, &row.a)?;
    write!(out, ", \"b\": ")?;
    figure(out, &row.b)?;
    write!(out, "}}")
}

fn figure(out: &mut dyn Write, figure: &Figure) -> io::Result<()> {
    match figure {
        Figure::None => write!(out, "null"),
        Figure::Bool(yes) => write!(out, "{yes}"),
        Figure::Number(number) => write!(out, "{number}"),
        Figure::Text(text) => json(out, text),
        Figure::Inexact(inexact) => {
            write!(out, "{{\"value\": ")?;
            self::figure(out, &inexact.value)?;
            write!(out, ", \"exact\": false, \"method\": ")?;
            json(out, &inexact.method)?;
            write!(out, ", \"error_bound\": {}}}", inexact.error_bound)
        }
    }
}

/// A float as JSON; null for what is no number.
fn float(value: f64) -> String {
    Some(plain_float(value)).filter(|text| !text.is_empty()).unwrap_or_else(|| "null".into())
}

fn list<T>(
    out: &mut dyn Write,
    between: &str,
    items: &[T],
    mut item: impl FnMut(&mut dyn Write, &T) -> io::Result<()>,
) -> io::Result<()> {
    write!(out, "[")?;
    for (i, one) in items.iter().enumerate() {
        write!(out, "{}{between}", if i == 0 { "" } else { ", " })?;
        item(out, one)?;
    }
    write!(out, "]")
}

fn json(out: &mut dyn Write, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}
