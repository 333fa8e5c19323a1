//! The summary as JSON: one fact or row a line, for scripts and for `diff`.

use super::{SCHEMA, Summary, Writer};
use crate::base::{Fact, ReportTable, Section, Value};
use serde::Serialize;
use std::io::{self, Write};

/// The writer.
pub struct Json;

impl Writer for Json {
    fn id(&self) -> &'static str {
        "json"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn label(&self) -> &'static str {
        "JSON"
    }

    fn write(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let (file, coverage) = (&summary.file, &summary.coverage);
        write!(out, "{{\"schema\": {SCHEMA},\n \"file\": {{")?;
        pair(out, "path", &file.path)?;
        next_pair(out, "size_bytes", &file.size_bytes)?;
        next_pair(out, "modified", &file.modified)?;
        next_pair(out, "format", &file.format)?;
        next_pair(out, "encoding", &file.encoding)?;
        if let Some(compression) = file.compression {
            next_pair(out, "compression", &compression.name())?;
        }
        if let Some(corrects) = file.corrects {
            next_pair(out, "encoding_by_samples", &corrects)?;
        }
        write!(out, "}},\n \"coverage\": {{")?;
        pair(out, "scanned_bytes", &coverage.scanned_bytes)?;
        next_pair(out, "of_bytes", &coverage.of_bytes)?;
        next_pair(out, "complete", &coverage.complete)?;
        write!(out, "}},\n \"sections\": ")?;
        list(out, 1, &summary.sections, |out, (section, scanned)| write_section(out, section, *scanned))?;
        writeln!(out, "}}")
    }
}

fn write_section(out: &mut dyn Write, section: &Section, scanned_bytes: u64) -> io::Result<()> {
    write!(out, "{{")?;
    pair(out, "id", &section.id)?;
    next_pair(out, "title", &section.title().in_english())?;
    next_pair(out, "scanned_bytes", &scanned_bytes)?;
    write!(out, ",\n   \"facts\": ")?;
    list(out, 3, &section.facts, |out, one| fact(out, section, one))?;
    write!(out, ",\n   \"tables\": ")?;
    list(out, 3, &section.tables, table)?;
    write!(out, "}}")
}

fn fact(out: &mut dyn Write, section: &Section, fact: &Fact) -> io::Result<()> {
    write!(out, "{{")?;
    pair(out, "key", &fact.key)?;
    next_pair(out, "label", &section.label(fact).in_english())?;
    write!(out, ", \"value\": ")?;
    value(out, &fact.value)?;
    next_pair(out, "unit", &fact.unit)?;
    exactness(out, &fact.value)?;
    write!(out, "}}")
}

/// A cell: the bare value, or an object if it is not exact.
fn cell(out: &mut dyn Write, cell: &Value) -> io::Result<()> {
    if cell.is_exact() {
        return value(out, cell);
    }
    write!(out, "{{\"value\": ")?;
    value(out, cell)?;
    exactness(out, cell)?;
    write!(out, "}}")
}

/// Whether a value is exact; if not, its method and error bound.
fn exactness(out: &mut dyn Write, value: &Value) -> io::Result<()> {
    next_pair(out, "exact", &value.is_exact())?;
    if let Some(estimate) = value.estimate() {
        next_pair(out, "method", &estimate.method)?;
        write!(out, ", \"error_bound\": ")?;
        self::value(out, &estimate.error_bound.into())?;
    }
    Ok(())
}

/// The value itself. Numbers are written in full, whatever their width, so `serde_json`, which
/// takes no decimals, writes the strings alone.
fn value(out: &mut dyn Write, value: &Value) -> io::Result<()> {
    match value {
        Value::Estimate(estimate) => self::value(out, &estimate.value),
        Value::Text(text) => json(out, text),
        Value::Time(moment) => json(out, &moment.to_string()),
        number => match number.plain() {
            none if none.is_empty() => write!(out, "null"),
            plain => write!(out, "{plain}"),
        },
    }
}

fn table(out: &mut dyn Write, table: &ReportTable) -> io::Result<()> {
    write!(out, "{{")?;
    pair(out, "id", &table.id)?;
    write!(out, ", \"columns\": [")?;
    for (i, (key, unit)) in table.columns.iter().enumerate() {
        write!(out, "{}{{", if i == 0 { "" } else { ", " })?;
        pair(out, "key", key)?;
        if !unit.is_empty() {
            next_pair(out, "unit", unit)?;
        }
        write!(out, "}}")?;
    }
    write!(out, "],\n     \"rows\": ")?;
    list(out, 5, &table.rows, |out, row| {
        write!(out, "[")?;
        for (i, value) in row.iter().enumerate() {
            write!(out, "{}", if i == 0 { "" } else { ", " })?;
            cell(out, value)?;
        }
        write!(out, "]")
    })?;
    write!(out, "}}")
}

/// Writes a list, each item on a line of its own, one deeper than `depth`.
fn list<T>(
    out: &mut dyn Write,
    depth: usize,
    items: &[T],
    mut item: impl FnMut(&mut dyn Write, &T) -> io::Result<()>,
) -> io::Result<()> {
    write!(out, "[")?;
    for (i, value) in items.iter().enumerate() {
        write!(out, "{}\n{:2$}", if i == 0 { "" } else { "," }, "", depth + 1)?;
        item(out, value)?;
    }
    write!(out, "]")
}

fn pair(out: &mut dyn Write, key: &str, value: &impl Serialize) -> io::Result<()> {
    write!(out, "\"{key}\": ")?;
    json(out, value)
}

fn next_pair(out: &mut dyn Write, key: &str, value: &impl Serialize) -> io::Result<()> {
    write!(out, ", ")?;
    pair(out, key, value)
}

fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{typed, written, written_of};
    use super::*;

    #[test]
    fn it_reads_as_the_contract_says() {
        let text = written(&Json);
        let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(json["schema"], 1);
        assert_eq!(json["file"]["path"], "a|\"b\"\n.log");
        assert!(json["file"]["modified"].is_null());
        assert_eq!(json["coverage"]["of_bytes"], 1_u64 << 60);
        let lines = &json["sections"][0];
        assert_eq!(lines["scanned_bytes"], 7);
        assert_eq!(lines["facts"][0]["value"], 9_007_199_254_740_993_u64);
        assert_eq!(lines["facts"][0]["exact"], true);
        assert!(lines["facts"][2]["value"].is_null());
        assert_eq!(lines["tables"][0]["columns"][0]["unit"], "bytes");
        assert!(lines["tables"][0]["columns"][1].get("unit").is_none());
        assert_eq!(lines["tables"][0]["rows"][1][1], true);
        assert!(text.contains("\n      [0, \"x,y\"],\n"), "{text}");
    }

    #[test]
    fn values_of_every_type_are_written_in_full() {
        let text = written_of(&Json, &typed());
        let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        let facts = &json["sections"][0]["facts"];
        assert!(text.contains("\"value\": -170141183460469231731687303715884105728, "), "{text}");
        assert!(text.contains("\"value\": 12345678901234567890123456789.25, "), "{text}");
        assert_eq!(facts[2]["value"], "2026-03-14T09:26:53");
        assert!(text.contains(
            "\"value\": 1234, \"unit\": \"values\", \"exact\": false, \"method\": \"HyperLogLog\", \"error_bound\": 20}"
        ), "{text}");
        let cell =
            "[{\"value\": 0.5, \"exact\": false, \"method\": \"t-digest\", \"error_bound\": 0.01}, true]";
        assert!(text.contains(cell), "{text}");
    }
}
