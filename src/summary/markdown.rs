//! The summary as Markdown, for reports, issues and mails.
//!
//! All rows of all tables are in it; the long ones are folded (`<details>`), so that a page
//! that shows Markdown shows the facts first. Histograms have a line of block characters above them.

use super::spark::spark;
use super::{Summary, Writer};
use crate::base::units::len_u64;
use crate::base::{PlotKind, ReportTable, Section, Value, human};
use crate::messages::{NumberStyle, Text, say_english};
use std::io::{self, Write};
use std::path::Path;

/// The writer.
pub struct Markdown;

/// Tables with more rows are folded.
const FOLD: usize = 70;

impl Writer for Markdown {
    fn id(&self) -> &'static str {
        "md"
    }

    fn extension(&self) -> &'static str {
        "md"
    }

    fn label(&self) -> &'static str {
        "Markdown"
    }

    fn write(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        head(summary, out)?;
        for (section, scanned) in &summary.sections {
            writeln!(out, "\n## {}\n", escaped(section.title().in_english()))?;
            if *scanned < summary.coverage.of_bytes {
                let of = Text::new("summary-of-first").with("n", *scanned).in_english();
                writeln!(out, "{of}\n")?;
            }
            let (value, unit) = (say_english("summary-value"), say_english("summary-unit"));
            writeln!(out, "| | {value} | {unit} |\n|:--|--:|:--|")?;
            for fact in &section.facts {
                let value = shown(&fact.value, fact.unit);
                let (label, unit) = (section.label(fact).in_english(), fact.unit_name().in_english());
                writeln!(out, "| {} | {value} | {} |", escaped(label), escaped(unit))?;
            }
            for table in section.tables.iter().filter(|table| !table.rows.is_empty()) {
                write_table(section, table, out)?;
            }
        }
        Ok(())
    }
}

fn head(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    let (file, coverage) = (&summary.file, &summary.coverage);
    writeln!(out, "# {}\n", escaped(&file.path))?;
    writeln!(out, "| | |\n|:--|:--|")?;
    let size = human::size_text(file.size_bytes);
    let size = Text::new("summary-size-is").with("n", file.size_bytes).with("size", size).in_english();
    writeln!(out, "| {} | {size} |", say_english("summary-size"))?;
    if let Some(compression) = file.compression {
        let path = Some(Path::new(&file.path)).filter(|path| *path != Path::new("-"));
        let says = Text::new("compressed")
            .with("how", compression.name())
            .with("command", compression.command(path))
            .in_english();
        writeln!(out, "| {} | {} |", say_english("summary-compression"), escaped(&says))?;
    }
    if let Some(modified) = &file.modified {
        writeln!(out, "| {} | {modified} |", say_english("summary-modified"))?;
    }
    writeln!(out, "| {} | {} |", say_english("summary-format"), file.format)?;
    let encoding = file.encoding.unwrap_or_else(|| say_english("summary-not-known"));
    writeln!(out, "| {} | {encoding} |", say_english("summary-encoding"))?;
    if let Some(corrects) = file.corrects {
        writeln!(out, "| {} | {corrects} |", say_english("summary-encoding-by-samples"))?;
    }
    let share = match coverage.complete {
        true => Text::new("summary-all"),
        false if coverage.scanned_bytes == coverage.of_bytes => Text::new("summary-may-differ"),
        false => Text::new("summary-part").with("n", coverage.scanned_bytes).with("of", coverage.of_bytes),
    };
    writeln!(out, "| {} | {} |", say_english("summary-scanned"), share.in_english())
}

fn write_table(section: &Section, table: &ReportTable, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n### {}\n", escaped(section.table_title(table).in_english()))?;
    write_shapes(table, out)?;
    let is_long = table.rows.len() > FOLD;
    if is_long {
        let rows = Text::new("summary-rows").with("n", len_u64(table.rows.len())).in_english();
        writeln!(out, "<details><summary>{rows}</summary>\n")?;
    }
    for (column, unit) in table.headings() {
        let unit = match unit.in_english() {
            "" => String::new(),
            unit => format!(" ({unit})"),
        };
        write!(out, "| {}{} ", escaped(column.in_english()), escaped(&unit))?;
    }
    writeln!(out, "|")?;
    table.columns.iter().try_for_each(|_| write!(out, "|--:"))?;
    writeln!(out, "|")?;
    for row in &table.rows {
        for ((_, unit), value) in table.columns.iter().zip(row) {
            write!(out, "| {} ", shown(value, unit))?;
        }
        writeln!(out, "|")?;
    }
    if is_long {
        writeln!(out, "\n</details>")?;
    }
    Ok(())
}

/// Writes the chart of a table that is plotted, or, of a table of ranges by columns, one for each column.
fn write_shapes(table: &ReportTable, out: &mut dyn Write) -> io::Result<()> {
    let heights = |rows: &[Vec<Value>], nr: usize| -> Vec<f64> {
        rows.iter().map(|row| row.get(nr).map_or(0.0, Value::height)).collect()
    };
    let chart = |heights: &[f64], top: f64| spark(heights, heights.iter().copied().fold(top, f64::max));
    if let Some(plot) = table.plot {
        // A line along the file is of entropies: 8 is the most that there may be.
        let top = if plot.kind == PlotKind::AlongFile { 8.0 } else { 0.0 };
        return writeln!(out, "`{}`\n", chart(&heights(&table.rows, plot.y), top));
    }
    let keys: Vec<&str> = table.columns.iter().map(|(key, _)| *key).collect();
    if keys != ["column", "from", "to", "count"] {
        return Ok(());
    }
    for rows in table.rows.chunk_by(|a, b| a.first() == b.first()) {
        let name = rows[0].first().map(Value::plain).unwrap_or_default();
        writeln!(out, "- {}: `{}`", escaped(&name), chart(&heights(rows, 3), 0.0))?;
    }
    writeln!(out)
}

/// A value for display: counts in groups of three, offsets and byte values bare.
fn shown(value: &Value, unit: &str) -> String {
    match value {
        Value::None => "–".into(),
        Value::Bool(true) => say_english("yes").into(),
        Value::Bool(false) => say_english("no").into(),
        Value::Int(n) if !matches!(unit, "offset" | "byte") => NumberStyle::ENGLISH.grouped(*n),
        Value::Signed(_) | Value::Decimal(_) => NumberStyle::ENGLISH.grouped_decimal(&value.plain()),
        Value::Estimate(estimate) => {
            let (value, bound) = (shown(&estimate.value, unit), shown(&estimate.error_bound.into(), unit));
            format!("≈ {value} ± {bound} ({})", escaped(estimate.method))
        }
        other => escaped(&other.plain()),
    }
}

/// Text that Markdown shows as it is, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.extend(c.escape_default().flat_map(|c| match c {
                '\\' => vec!['\\', '\\'],
                c => vec![c],
            })),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{typed, written, written_of};
    use super::*;

    #[test]
    fn every_row_of_a_table_has_as_many_cells_as_its_head() {
        let text = written(&Markdown);
        assert!(text.starts_with("# a\\|\"b\"\\\\n.log\n"), "{text}");
        assert!(text.contains("**not complete**: 7 of 1,152,921,504,606,846,976 bytes"), "{text}");
        assert!(text.contains("| Mean length | 2.5 | bytes |"), "{text}");
        let mut cells = None;
        for line in text.lines() {
            let n = line.replace("\\|", "").matches('|').count();
            match (n, cells) {
                (0, _) => cells = None,
                (n, Some(before)) => assert_eq!(n, before, "{line}"),
                (n, None) => cells = Some(n),
            }
        }
    }

    #[test]
    fn what_is_plotted_has_a_line_of_blocks() {
        use crate::base::Plot;
        use crate::messages::Key;
        let rows = |name: &str, counts: [u64; 3]| -> Vec<Vec<Value>> {
            let row = |n: u64| vec![Value::Text(name.into()), 0_u64.into(), 1_u64.into(), n.into()];
            counts.into_iter().map(row).collect()
        };
        let mut summary = typed();
        let ranges = vec![("column", ""), ("from", ""), ("to", ""), ("count", "cells")];
        let both = [rows("a", [1, 8, 4]), rows("b_", [0, 1, 1])].concat();
        let axis = (Key("axis-zero"), Key("axis-length"), None);
        let plot = Some(Plot { kind: PlotKind::Bars, y: 3, axis });
        let tables = &mut summary.sections[0].0.tables;
        tables.push(ReportTable {
            id: "histograms",
            columns: ranges.clone(),
            rows: both.clone(),
            plot: None,
        });
        tables.push(ReportTable { id: "lengths", columns: ranges, rows: both, plot });
        let text = written_of(&Markdown, &summary);
        assert!(text.contains("\n- a: `▁█▄`\n- b\\_: ` ██`\n\n| column |"), "{text}");
        assert!(text.contains("\n`▁█▄ ▁▁`\n\n| column |"), "{text}");
    }

    #[test]
    fn values_of_every_type_read_well() {
        let text = written_of(&Markdown, &typed());
        for line in [
            "| sum | 12,345,678,901,234,567,890,123,456,789.25 | € |",
            "| first | 2026-03-14T09:26:53 |  |",
            "| distinct | ≈ 1,234 ± 20 (HyperLogLog) | values |",
            "| ≈ 0.5 ± 0.01 (t-digest) | yes |",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
    }
}
