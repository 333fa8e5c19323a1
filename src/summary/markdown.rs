//! The summary as Markdown, for reports, issues and mails.
//!
//! All rows of all tables are in it; the long ones are folded (`<details>`), so that a page
//! that shows Markdown shows the facts first.

use super::{Summary, Writer};
use crate::base::{ReportTable, Value, human};
use std::io::{self, Write};

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
            writeln!(out, "\n## {}\n", escaped(section.title))?;
            if *scanned < summary.coverage.of_bytes {
                writeln!(out, "Of the first {} bytes.\n", human::grouped(*scanned))?;
            }
            writeln!(out, "| | Value | Unit |\n|:--|--:|:--|")?;
            for fact in &section.facts {
                let value = shown(&fact.value, fact.unit);
                writeln!(out, "| {} | {value} | {} |", escaped(fact.label), escaped(fact.unit))?;
            }
            for table in section.tables.iter().filter(|table| !table.rows.is_empty()) {
                write_table(table, out)?;
            }
        }
        Ok(())
    }
}

fn head(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    let (file, coverage) = (&summary.file, &summary.coverage);
    writeln!(out, "# {}\n", escaped(&file.path))?;
    writeln!(out, "| | |\n|:--|:--|")?;
    writeln!(out, "| Size | {} bytes ({}) |", human::grouped(file.size_bytes), human::size(file.size_bytes))?;
    if let Some(modified) = &file.modified {
        writeln!(out, "| Modified | {modified} |")?;
    }
    writeln!(out, "| Format | {} |", file.format)?;
    writeln!(out, "| Encoding | {} |", file.encoding.unwrap_or("not known"))?;
    let share = match coverage.complete {
        true => "all of it".to_owned(),
        false => format!(
            "**not complete**: {} of {} bytes",
            human::grouped(coverage.scanned_bytes),
            human::grouped(coverage.of_bytes)
        ),
    };
    writeln!(out, "| Scanned | {share} |")
}

fn write_table(table: &ReportTable, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n### {}\n", escaped(table.title))?;
    let is_long = table.rows.len() > FOLD;
    if is_long {
        writeln!(out, "<details><summary>{} rows</summary>\n", table.rows.len())?;
    }
    for (key, unit) in &table.columns {
        let unit = if unit.is_empty() || unit == key { String::new() } else { format!(" ({unit})") };
        write!(out, "| {}{} ", escaped(key), escaped(&unit))?;
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

/// A value for display: counts in groups of three, offsets and byte values bare.
fn shown(value: &Value, unit: &str) -> String {
    match value {
        Value::None => "–".into(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::Int(n) if !matches!(unit, "offset" | "byte") => human::grouped(*n),
        Value::Signed(_) | Value::Decimal(_) => human::grouped_decimal(&value.plain()),
        Value::Estimate(estimate) => {
            let (value, bound) = (shown(&estimate.value, unit), shown(&estimate.error_bound.into(), unit));
            format!("≈ {value} ± {bound} ({})", escaped(estimate.method))
        }
        other => escaped(&other.plain()),
    }
}

/// Text that Markdown shows as it is, on one line.
fn escaped(text: &str) -> String {
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
    fn values_of_every_type_read_well() {
        let text = written_of(&Markdown, &typed());
        for line in [
            "| Sum | 12,345,678,901,234,567,890,123,456,789.25 | € |",
            "| Earliest | 2026-03-14T09:26:53 |  |",
            "| Distinct | ≈ 1,234 ± 20 (HyperLogLog) | values |",
            "| ≈ 0.5 ± 0.01 (t-digest) | yes |",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
    }
}
