//! A difference as a line: as `gander compare` prints it and the window exports it.
//!
//! Reports are read by programs, too, so they are English whatever the window speaks.

use super::{Difference, DifferenceKind};

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// For people: the place in hexadecimal digits, how many bytes, and how they differ.
    Text,
    /// An object of JSON.
    Jsonl,
}

/// The line of a difference, with its line end.
#[must_use]
pub fn line(form: ReportForm, one: &Difference) -> String {
    match form {
        ReportForm::Text => text(one),
        ReportForm::Jsonl => {
            let Difference { kind, a, b } = one;
            format!(
                "{{\"kind\": \"{}\", \"a\": {}, \"a_length\": {}, \"b\": {}, \"b_length\": {}}}\n",
                kind.name(),
                a.start.0,
                a.len(),
                b.start.0,
                b.len()
            )
        }
    }
}

fn text(one: &Difference) -> String {
    let Difference { kind, a, b } = one;
    let n = a.len().max(b.len());
    let bytes = if n == 1 { "byte" } else { "bytes" };
    match kind {
        DifferenceKind::Changed if a == b => format!("{:x}: {n} {bytes} changed\n", a.start.0),
        DifferenceKind::Changed => {
            let (from, to) = (a.len(), b.len());
            format!("{:x} | {:x}: {from} changed to {to} bytes\n", a.start.0, b.start.0)
        }
        DifferenceKind::OnlyA => format!("{:x}: {n} {bytes} only in the first file\n", a.start.0),
        DifferenceKind::OnlyB => format!("{:x}: {n} {bytes} only in the second file\n", b.start.0),
    }
}
