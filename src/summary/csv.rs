//! The summary as CSV: one value a record, for spreadsheets.
//!
//! `section,table,row,key,value,unit,exact`; a fact has no table and no row, rows count from 1.
//! What is known of the file itself stands in front, as the sections `file` and `coverage`.

use super::{Summary, Writer};
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
        fact("coverage", "scanned_bytes", &coverage.scanned_bytes.to_string(), "bytes")?;
        fact("coverage", "of_bytes", &coverage.of_bytes.to_string(), "bytes")?;
        fact("coverage", "complete", &coverage.complete.to_string(), "")?;
        for (section, scanned_bytes) in &summary.sections {
            fact(section.id, "scanned_bytes", &scanned_bytes.to_string(), "bytes")?;
            for one in &section.facts {
                fact(section.id, one.key, &one.value.plain(), one.unit)?;
            }
        }
        for (section, _) in &summary.sections {
            for table in &section.tables {
                for (i, row) in table.rows.iter().enumerate() {
                    let nr = (i + 1).to_string();
                    for ((key, unit), value) in table.columns.iter().zip(row) {
                        csv.write_record([section.id, table.id, &nr, key, &value.plain(), unit, "true"])?;
                    }
                }
            }
        }
        csv.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
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
}
