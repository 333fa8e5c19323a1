//! Rows of cells as text that other programs read: TSV, CSV, JSON, Markdown.

use std::borrow::Cow;
use std::io::{self, Write};

/// A form of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowForm {
    /// Cells separated by tabs, without names: what spreadsheets paste.
    Tsv,
    /// RFC 4180, with a header.
    Csv,
    /// An array of objects of texts.
    Json,
    /// A table with a header.
    Markdown,
}

/// Writes rows in one form.
pub struct RowWriter<'a> {
    form: RowForm,
    names: &'a [String],
    n_rows: u64,
}

impl<'a> RowWriter<'a> {
    /// A writer of rows of columns of these names.
    #[must_use]
    pub fn new(form: RowForm, names: &'a [String]) -> Self {
        Self { form, names, n_rows: 0 }
    }

    /// Writes a row; a cell that it lacks is `None`.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn row(&mut self, cells: &[Option<Cow<'_, [u8]>>], out: &mut dyn Write) -> io::Result<()> {
        if self.n_rows == 0 {
            self.begin(out)?;
        }
        let texts = cells.iter().map(|cell| cell.as_ref().map(|cell| String::from_utf8_lossy(cell)));
        let n_before = self.n_rows;
        self.n_rows += 1;
        match self.form {
            RowForm::Tsv => line(out, texts.map(|text| text.unwrap_or_default()), b'\t'),
            RowForm::Csv => line(out, texts.map(|text| text.unwrap_or_default()), b','),
            RowForm::Json => {
                // Names in their order, also those that stand twice.
                let mut lead = if n_before == 0 { "[\n  {" } else { ",\n  {" };
                for (name, text) in self.names.iter().zip(texts) {
                    out.write_all(lead.as_bytes())?;
                    serde_json::to_writer(&mut *out, name)?;
                    out.write_all(b":")?;
                    serde_json::to_writer(&mut *out, &text)?;
                    lead = ",";
                }
                out.write_all(b"}")
            }
            RowForm::Markdown => markdown(out, texts.map(|text| text.unwrap_or_default())),
        }
    }

    /// Writes what follows the last row.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.form {
            RowForm::Json if self.n_rows == 0 => out.write_all(b"[]\n"),
            RowForm::Json => out.write_all(b"\n]\n"),
            _ if self.n_rows == 0 => {
                self.n_rows = 1;
                self.begin(out)
            }
            _ => Ok(()),
        }
    }

    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let names = self.names.iter().map(|name| Cow::Borrowed(&name[..]));
        match self.form {
            RowForm::Tsv | RowForm::Json => Ok(()),
            RowForm::Csv => line(out, names, b','),
            RowForm::Markdown => {
                markdown(out, names)?;
                markdown(out, self.names.iter().map(|_| Cow::Borrowed("---")))
            }
        }
    }
}

/// A line of cells.
fn line<'a>(out: &mut dyn Write, cells: impl Iterator<Item = Cow<'a, str>>, delimiter: u8) -> io::Result<()> {
    let mut line = Vec::new();
    for (nr, cell) in cells.enumerate() {
        if nr > 0 {
            line.push(delimiter);
        }
        push_quoted(&mut line, cell.as_bytes(), delimiter);
    }
    line.push(b'\n');
    out.write_all(&line)
}

/// Appends a cell as RFC 4180 has it: one that holds the delimiter, a quote or a line end is quoted.
pub fn push_quoted(out: &mut Vec<u8>, cell: &[u8], delimiter: u8) {
    let is_plain = memchr::memchr3(b'"', delimiter, b'\n', cell).is_none() && !cell.contains(&b'\r');
    if is_plain {
        return out.extend_from_slice(cell);
    }
    out.push(b'"');
    for (nr, part) in cell.split(|&byte| byte == b'"').enumerate() {
        if nr > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part);
    }
    out.push(b'"');
}

fn markdown<'a>(out: &mut dyn Write, cells: impl Iterator<Item = Cow<'a, str>>) -> io::Result<()> {
    for cell in cells {
        let cell = cell.replace('\\', "\\\\").replace('|', "\\|").replace("\r\n", "<br>");
        write!(out, "| {} ", cell.replace(['\n', '\r'], "<br>"))?;
    }
    out.write_all(b"|\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: RowForm) -> String {
        let names = ["id".to_owned(), "note".to_owned()];
        let (mut writer, mut out) = (RowWriter::new(form, &names), Vec::new());
        for row in [["1", "a\tb,\"c\""], ["2", "x|\ny"]] {
            let cells: Vec<_> = row.iter().map(|cell| Some(Cow::Borrowed(cell.as_bytes()))).collect();
            writer.row(&cells, &mut out).unwrap();
        }
        writer.row(&[Some(Cow::Borrowed(b"3")), None], &mut out).unwrap();
        writer.finish(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rows_are_written_as_others_read_them() {
        assert_eq!(written(RowForm::Tsv), "1\t\"a\tb,\"\"c\"\"\"\n2\t\"x|\ny\"\n3\t\n");
        assert_eq!(written(RowForm::Csv), "id,note\n1,\"a\tb,\"\"c\"\"\"\n2,\"x|\ny\"\n3,\n");
        assert_eq!(
            written(RowForm::Json),
            "[\n  {\"id\":\"1\",\"note\":\"a\\tb,\\\"c\\\"\"},\n  {\"id\":\"2\",\"note\":\"x|\\ny\"},\n  \
             {\"id\":\"3\",\"note\":null}\n]\n"
        );
        assert_eq!(
            written(RowForm::Markdown),
            "| id | note |\n| --- | --- |\n| 1 | a\tb,\"c\" |\n| 2 | x\\|<br>y |\n| 3 |  |\n"
        );
    }
}
