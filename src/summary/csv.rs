//! The summary as CSV: one value a record, for spreadsheets.
//!
//! `section,table,row,key,value,unit,exact`; a fact has no table and no row, rows count from 1.
//! The file's own facts come first, as the sections `file` and `coverage`. After a value that is
//! not exact come its method and error bound, as the keys `KEY.method` and `KEY.error_bound`.

use super::{Summary, Writer};
use crate::base::Value;
use crate::base::value::plain_float;
use std::io::{self, Write};

/// The writer.
pub struct Csv;

impl Writer for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn label(&self) -> &'static str {
        "CSV"
    }

    fn write(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["section", "table", "row", "key", "value", "unit", "exact"])?;
        let mut fact = |section: &str, key: &str, value: &str, unit: &str| {
            csv.write_record([section, "", "", key, value, unit, "true"])
        };
        let (file, coverage) = (&summary.file, &summary.coverage);
        fact("file", "path", &file.path, "")?;
        fact("file", "size_bytes", &file.size_bytes.to_string(), "bytes")?;
        fact("file", "modified", file.modified.as_deref().unwrap_or(""), "")?;
        fact("file", "format", file.format, "")?;
        fact("file", "encoding", file.encoding.unwrap_or(""), "")?;
        if let Some(compression) = file.compression {
            fact("file", "compression", compression.name(), "")?;
        }
        if let Some(corrects) = file.corrects {
            fact("file", "encoding_by_samples", corrects, "")?;
        }
        fact("coverage", "scanned_bytes", &coverage.scanned_bytes.to_string(), "bytes")?;
        fact("coverage", "of_bytes", &coverage.of_bytes.to_string(), "bytes")?;
        fact("coverage", "complete", &coverage.complete.to_string(), "")?;
        for (section, scanned_bytes) in &summary.sections {
            let scanned = scanned_bytes.to_string();
            csv.write_record([section.id, "", "", "scanned_bytes", &scanned, "bytes", "true"])?;
            for one in &section.facts {
                write_value(&mut csv, [section.id, "", ""], (one.key, one.unit), &one.value)?;
            }
        }
        for (section, _) in &summary.sections {
            for table in &section.tables {
                for (i, row) in table.rows.iter().enumerate() {
                    let place = [section.id, table.id, &(i + 1).to_string()];
                    for (&column, value) in table.columns.iter().zip(row) {
                        write_value(&mut csv, place, column, value)?;
                    }
                }
            }
        }
        csv.flush()
    }
}

/// Writes a value's record, and, if it is not exact, one each for its method and error bound.
fn write_value<W: Write>(
    csv: &mut csv::Writer<W>,
    [section, table, row]: [&str; 3],
    (key, unit): (&str, &str),
    value: &Value,
) -> csv::Result<()> {
    let exact = if value.is_exact() { "true" } else { "false" };
    csv.write_record([section, table, row, key, &value.plain(), unit, exact])?;
    if let Some(estimate) = value.estimate() {
        let (method, bound) = (format!("{key}.method"), format!("{key}.error_bound"));
        csv.write_record([section, table, row, &method, estimate.method, "", "true"])?;
        csv.write_record([section, table, row, &bound, &plain_float(estimate.error_bound), unit, "true"])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{typed, written, written_of};
    use super::*;

    #[test]
    fn every_value_is_a_record() {
        let text = written(&Csv);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a record")).collect();
        assert!(records.contains(&["file", "", "", "path", "a|\"b\"\n.log", "", "true"].as_slice().into()));
        assert!(records.contains(&["coverage", "", "", "complete", "false", "", "true"].as_slice().into()));
        assert!(records.contains(&["lines", "", "", "mean", "2.5", "bytes", "true"].as_slice().into()));
        assert!(records.contains(&["lines", "lengths", "1", "name", "x,y", "", "true"].as_slice().into()));
    }

    #[test]
    fn a_value_that_is_not_exact_says_how_it_was_made() {
        let text = written_of(&Csv, &typed());
        for line in [
            "columns,,,min,-170141183460469231731687303715884105728,,true",
            "columns,,,sum,12345678901234567890123456789.25,€,true",
            "columns,,,first,2026-03-14T09:26:53,,true",
            "columns,,,distinct,1234,values,false",
            "columns,,,distinct.method,HyperLogLog,,true",
            "columns,,,distinct.error_bound,20,values,true",
            "columns,quartiles,1,median,0.5,,false",
            "columns,quartiles,1,median.error_bound,0.01,,true",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
    }
}
