//! Rows as text for other programs: CSV, TSV, JSON lines.

use super::{ExportForm, TableExport};
use crate::format::delimited::{Row, push_quoted};
use crate::format::json_text;
use crate::scan::columns::{CellCheck, ColumnType, TypedCell};
use std::borrow::Cow;

/// Writes rows of an export.
pub(super) struct TextRows<'a> {
    export: &'a TableExport,
    out: Vec<u8>,
    line: String,
}

impl<'a> TextRows<'a> {
    pub(super) fn new(export: &'a TableExport) -> Self {
        Self { export, out: Vec::new(), line: String::new() }
    }

    /// What was written.
    pub(super) fn finish(self) -> Vec<u8> {
        self.out
    }

    /// Writes the names of the columns, in the forms that have them.
    pub(super) fn head(&mut self) {
        let names = || self.export.columns.iter().map(|&nr| self.export.layout.names[nr].as_bytes());
        match self.export.form {
            ExportForm::Csv => push_csv(&mut self.out, names()),
            ExportForm::Tsv => push_tabbed(&mut self.out, names()),
            ExportForm::Jsonl | ExportForm::Parquet => {}
        }
    }

    pub(super) fn row(&mut self, row: &Row<'_>) {
        let TableExport { columns, guards_formulas, .. } = self.export;
        let cells = columns.iter().map(|&nr| {
            let value = plain(row, nr, self.export.check(nr));
            if *guards_formulas { guarded(value) } else { value }
        });
        match self.export.form {
            ExportForm::Tsv => push_tabbed(&mut self.out, cells),
            ExportForm::Csv | ExportForm::Parquet => push_csv(&mut self.out, cells),
            ExportForm::Jsonl => {
                self.line.clear();
                self.push_json(row);
                self.out.extend_from_slice(self.line.as_bytes());
            }
        }
    }

    fn push_json(&mut self, row: &Row<'_>) {
        let line = &mut self.line;
        line.push('{');
        for (i, &nr) in self.export.columns.iter().enumerate() {
            if i > 0 {
                line.push(',');
            }
            json_text::push_string(line, self.export.layout.names[nr].as_bytes());
            line.push(':');
            // A cell that is lacking has no value, one that is empty has none but in columns of text.
            let is_named = self.export.layout.fields.is_some();
            let has_none = is_named && row.cells().get(nr).is_none_or(|cell| cell.raw.is_empty());
            let Some(value) = row.value(nr).filter(|_| !has_none) else {
                line.push_str("null");
                continue;
            };
            let check = self.export.check(nr);
            match check.read(&value) {
                TypedCell::Empty if check.kind() == ColumnType::Text => line.push_str("\"\""),
                TypedCell::Empty => line.push_str("null"),
                TypedCell::Boolean(is_true) => line.push_str(if is_true { "true" } else { "false" }),
                TypedCell::Number(number) => push_number(line, number),
                TypedCell::Time(moment) => json_text::push_string(line, moment.to_string().as_bytes()),
                TypedCell::Text(text) => json_text::push_string(line, text),
            }
        }
        line.push_str("}\n");
    }
}

/// Appends a record as RFC 4180 has it.
pub fn push_csv<V: AsRef<[u8]>>(out: &mut Vec<u8>, values: impl IntoIterator<Item = V>) {
    let (start, mut n) = (out.len(), 0);
    for value in values {
        if n > 0 {
            out.push(b',');
        }
        n += 1;
        push_quoted(out, value.as_ref(), b',');
    }
    // A record of one empty cell would be a blank line.
    if n == 1 && out.len() == start {
        out.extend_from_slice(b"\"\"");
    }
    out.extend_from_slice(b"\r\n");
}

/// Appends a record with tabs between its cells: line ends and tabs in them are written as `\\n`, `\\r` and
/// `\\t`, backslashes doubled.
fn push_tabbed<V: AsRef<[u8]>>(out: &mut Vec<u8>, values: impl IntoIterator<Item = V>) {
    for (nr, value) in values.into_iter().enumerate() {
        if nr > 0 {
            out.push(b'\t');
        }
        for &byte in value.as_ref() {
            match byte {
                b'\t' => out.extend_from_slice(b"\\t"),
                b'\n' => out.extend_from_slice(b"\\n"),
                b'\r' => out.extend_from_slice(b"\\r"),
                b'\\' => out.extend_from_slice(b"\\\\"),
                _ => out.push(byte),
            }
        }
    }
    out.push(b'\n');
}

/// Appends a number as JSON has them: without a plus, with digits on both sides of a point.
fn push_number(line: &mut String, number: &[u8]) {
    let number = String::from_utf8_lossy(number);
    let number = number.strip_prefix('+').unwrap_or(&number);
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    line.push_str(sign);
    if rest.starts_with('.') {
        line.push('0');
    }
    match rest.split_once('.') {
        Some((whole, fraction)) if !fraction.starts_with(|c: char| c.is_ascii_digit()) => {
            line.push_str(whole);
            line.push_str(fraction);
        }
        _ => line.push_str(rest),
    }
}

/// A cell's text, dates in ISO 8601.
fn plain<'a>(row: &'a Row<'_>, nr: usize, check: CellCheck) -> Cow<'a, [u8]> {
    let value = row.value(nr).unwrap_or_default();
    if !check.kind().is_time() || is_iso_date(&value) {
        return value;
    }
    match check.read(&value) {
        TypedCell::Time(moment) => Cow::Owned(moment.to_string().into_bytes()),
        _ => value,
    }
}

/// Whether a value has the shape of a date as it would be written.
fn is_iso_date(value: &[u8]) -> bool {
    let [_, _, _, _, b'-', _, _, b'-', _, _] = value else { return false };
    value.iter().enumerate().all(|(nr, byte)| matches!(nr, 4 | 7) || byte.is_ascii_digit())
}

/// A value that no spreadsheet takes for a formula.
fn guarded(value: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let is_formula = match value.first() {
        Some(b'=' | b'@' | b'\t' | b'\r') => true,
        Some(b'+' | b'-') => CellCheck::NUMBER.read(&value) == TypedCell::Text(&value),
        _ => false,
    };
    if is_formula { Cow::Owned([b"'", &value[..]].concat()) } else { value }
}

#[cfg(test)]
mod tests {
    use super::guarded;
    use std::borrow::Cow;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let shown = |value: &'static str| {
            String::from_utf8_lossy(&guarded(Cow::Borrowed(value.as_bytes()))).into_owned()
        };
        for formula in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-A1", "\t=1"] {
            assert_eq!(shown(formula), format!("'{formula}"));
        }
        for plain in ["-1.5", "+3", "", "a=1", "-12e3"] {
            assert_eq!(shown(plain), plain);
        }
    }
}
