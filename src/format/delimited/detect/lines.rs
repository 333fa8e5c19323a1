//! Tables whose records are lines of another form: JSON, logfmt, columns of a fixed width.

use super::super::choice::FormName;
use super::super::dialect::{Dialect, RecordForm};
use super::super::{FieldTree, fixed};
use super::text::{Piece, Samples};
use super::{Detection, Sample};
use crate::base::Offset;
use crate::base::units::len_u64;
use crate::format::encoding::CodeUnit;
use crate::messages::Text;

/// Lines by which a form is told.
const MOST_LINES: usize = 400;

/// Such a table, if the lines are of its form, or a person says so. `is_other`: a person or the file's name
/// says that it is a delimited one.
pub(super) fn of_lines(sample: &Sample<'_>, head: &Piece, is_other: bool) -> Option<Detection> {
    let mut lines: Vec<&[u8]> = head.bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end).collect();
    if !head.ends_file && lines.len() > 1 {
        // The sample cuts it.
        lines.pop();
    }
    lines.retain(|line| !line.is_empty());
    lines.truncate(MOST_LINES);
    match sample.form {
        Some(FormName::Delimited) => None,
        Some(FormName::JsonLines) => Some(named(RecordForm::JsonLines, sample, head, &lines)),
        Some(FormName::Logfmt) => Some(named(RecordForm::Logfmt, sample, head, &lines)),
        Some(FormName::FixedWidth) => Some(fixed_width(sample, head, &lines)),
        None if is_other => None,
        None => detected(sample, head, &lines),
    }
}

fn detected(sample: &Sample<'_>, head: &Piece, lines: &[&[u8]]) -> Option<Detection> {
    let is_named = sample.ending.is_some_and(is_json_lines);
    let is_object = |line: &[u8]| line.trim_ascii_start().starts_with(b"{");
    // One object is a document.
    let may_be_json = is_named || (lines.len() > 1 && lines.first().is_some_and(|line| is_object(line)));
    if may_be_json {
        let fits = |line: &&&[u8]| (is_named || is_object(line)) && is_whole(&RecordForm::JsonLines, line);
        let n = lines.iter().filter(fits).count();
        let found = 10 * n >= 9 * lines.len() && n > 0;
        return (found || is_named).then(|| named(RecordForm::JsonLines, sample, head, lines));
    }
    let n = lines.iter().filter(|line| is_pairs(line)).count();
    (n > 2 && 10 * n >= 9 * lines.len()).then(|| named(RecordForm::Logfmt, sample, head, lines))
}

/// The form of a file's first lines, as far as they tell it; `head` is of the file's start, in its bytes.
#[must_use]
pub fn form_of(head: &[u8]) -> Option<FormName> {
    let sample = Sample {
        pieces: &[(Offset::ZERO, head)],
        file_len: u64::MAX,
        unit: CodeUnit::Byte,
        ending: None,
        delimiter: None,
        form: None,
    };
    let samples = Samples::narrow(&sample)?;
    of_lines(&sample, &samples.head, false).map(|found| found.dialect.form.name())
}

/// Whether the ending of a file's name says that its lines are JSON.
#[must_use]
pub fn is_json_lines(ending: &str) -> bool {
    ["jsonl", "ndjson", "ldjson"].iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// Whether a line is pairs of names and values, and nearly nothing else.
fn is_pairs(line: &[u8]) -> bool {
    let is_name =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'/' | b'@');
    let key = line.iter().take_while(|byte| is_name(byte)).count();
    if key == 0 || line.get(key) != Some(&b'=') || !is_whole(&RecordForm::Logfmt, line) {
        return false;
    }
    // What stands between quotes is no pair.
    let (mut n_pairs, mut n_words) = (0, 0);
    let (mut is_quoted, mut is_key) = (false, true);
    for &byte in line {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b' ' if !is_quoted => (is_key, n_words) = (true, n_words + 1),
            b'=' if is_key && !is_quoted => (is_key, n_pairs) = (false, n_pairs + 1),
            _ => {}
        }
    }
    n_pairs > 1 && 3 * n_pairs >= 2 * (n_words + 1)
}

fn is_whole(form: &RecordForm, line: &[u8]) -> bool {
    FieldTree::default().learn(form, line).is_none()
}

/// A table of named values.
fn named(form: RecordForm, sample: &Sample<'_>, head: &Piece, lines: &[&[u8]]) -> Detection {
    let mut fields = FieldTree::default();
    let n_whole = lines.iter().filter(|line| fields.learn(&form, line).is_none()).count();
    let says = Text::new(if form == RecordForm::JsonLines { "sniff-json-lines" } else { "sniff-logfmt" })
        .with("n", len_u64(n_whole))
        .with("of", len_u64(lines.len()))
        .with("columns", len_u64(fields.n_columns()));
    let confidence = 100 * n_whole / lines.len().max(1);
    detection(form, sample, head, fields.n_columns().max(1), (confidence, says))
}

fn fixed_width(sample: &Sample<'_>, head: &Piece, lines: &[&[u8]]) -> Detection {
    let starts = fixed::columns_of(lines.iter().copied());
    let n_columns = starts.len().max(1);
    let says =
        Text::new("sniff-fixed-width").with("of", len_u64(lines.len())).with("columns", len_u64(n_columns));
    detection(RecordForm::FixedWidth(starts.into()), sample, head, n_columns, (100, says))
}

fn detection(
    form: RecordForm,
    sample: &Sample<'_>,
    head: &Piece,
    n_columns: usize,
    (confidence, says): (usize, Text),
) -> Detection {
    let dialect = Dialect { start: head.at.0, ..Dialect::of_lines(form, sample.unit) };
    Detection {
        dialect,
        n_columns,
        confidence: u8::try_from(confidence).unwrap_or(100),
        evidence: vec![says],
        other_tables: Vec::new(),
    }
}
