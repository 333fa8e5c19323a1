//! Everything known about a file in one value, and the writers that hand it on.
//!
//! A [`Summary`] is the versioned model behind every export: the window and the command line
//! build the same one from the same sections, so they write the same bytes. A new writer is
//! one file here and its entry in [`WRITERS`].

pub mod bad_rows;
mod csv;
pub mod diff;
pub mod extract;
pub mod html;
mod json;
mod markdown;
pub mod save;
mod spark;

pub use self::csv::Csv;
pub use extract::Extract;
pub use html::Html;
pub use json::Json;
pub use markdown::Markdown;

use crate::base::Section;
use crate::base::date;
use crate::engine::Update;
use crate::format::compression::Compression;
use crate::format::encoding::Encoding;
use crate::format::sniff::{Confidence, Verdict};
use crate::messages::Text;
use crate::scan::Finding;
use crate::source::{Snapshot, samples};
use std::io;

/// The version of the model; it grows when a key changes its meaning, which none may.
pub const SCHEMA: u32 = 1;

/// Every writer, in the order of display.
pub static WRITERS: &[&dyn Writer] = &[&Json, &Csv, &Markdown, &Html];

/// Everything known about a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Which file.
    pub file: FileInfo,
    /// How much of it was scanned.
    pub coverage: Coverage,
    /// The sections, each with the bytes it covers, in the order of display.
    pub sections: Vec<(Section, u64)>,
    /// Rows of the file that are quoted, for people alone.
    pub extracts: Vec<Extract>,
}

/// What is known of a file without scanning it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// Its path as given; `-` for standard input.
    pub path: String,
    /// Its length in bytes at opening.
    pub size_bytes: u64,
    /// When it was last changed, in RFC 3339 and UTC; `None` for streams.
    pub modified: Option<String>,
    /// `text` or `binary`.
    pub format: &'static str,
    /// In which its text is read, if it is text.
    pub encoding: Option<&'static str>,
    /// By what it is compressed, told by its first bytes.
    pub compression: Option<Compression>,
    /// The encoding that samples suggested, if reading the whole file has corrected it.
    pub corrects: Option<&'static str>,
    /// How sure the format is, for people alone; `None` if a person has said it.
    pub confidence: Option<Confidence>,
    /// What speaks for it, a sentence each, for people alone.
    pub evidence: Vec<Text>,
}

/// How much of a file a summary is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Bytes that all sections cover: their minimum.
    pub scanned_bytes: u64,
    /// The file's length in bytes.
    pub of_bytes: u64,
    /// Whether all of it was scanned and it was the same file to the end.
    pub complete: bool,
}

/// A way to write summaries down.
pub trait Writer: Sync {
    /// The stable name, for scripts.
    fn id(&self) -> &'static str;

    /// What file names end in, without the dot.
    fn extension(&self) -> &'static str;

    /// The name that is displayed.
    fn label(&self) -> &'static str;

    /// Whether it writes the rows that a summary quotes, too.
    fn quotes_rows(&self) -> bool {
        false
    }

    /// Writes all of `summary`. Wants a buffered `out`.
    ///
    /// # Errors
    /// Those of `out`.
    fn write(&self, summary: &Summary, out: &mut dyn io::Write) -> io::Result<()>;
}

/// The writer that scripts call `id`.
#[must_use]
pub fn writer(id: &str) -> Option<&'static dyn Writer> {
    WRITERS.iter().copied().find(|writer| writer.id() == id)
}

impl FileInfo {
    /// Describes `snapshot`, opened as `path`, from its first and last bytes.
    #[must_use]
    pub fn of(path: &str, snapshot: &Snapshot) -> Self {
        Self {
            path: path.to_owned(),
            size_bytes: snapshot.len(),
            modified: snapshot.stat().modified.and_then(date::rfc3339),
            format: "",
            encoding: None,
            compression: Compression::of(snapshot.head()),
            corrects: None,
            confidence: None,
            evidence: Vec::new(),
        }
        .judged(&samples::at_once(snapshot), None)
    }

    /// The same with a verdict on what it is, and the encoding that was chosen instead.
    #[must_use]
    pub fn judged(self, verdict: &Verdict, wanted: Option<Encoding>) -> Self {
        let encoding = wanted.or(verdict.encoding).map(Encoding::name);
        let format = if wanted.is_some() { "text" } else { verdict.format };
        let corrects = verdict.corrects.filter(|_| wanted.is_none());
        let confidence = wanted.is_none().then_some(verdict.confidence);
        let of_table = verdict.table.iter().flat_map(|table| &table.evidence);
        let evidence = verdict.evidence.iter().chain(of_table).cloned().collect();
        Self { format, encoding, corrects, confidence, evidence, ..self }
    }

    /// The same about bytes that stand `by` further on in their file.
    #[must_use]
    pub fn moved_by(self, by: u64) -> Self {
        let evidence = self.evidence.iter().map(|says| says.moved_by(by)).collect();
        Self { evidence, ..self }
    }
}

impl Summary {
    /// A summary of `sections`, each with the bytes it covers.
    ///
    /// `is_settled` says that their jobs ended well; only then, and if every section covers
    /// the whole file, is the summary complete.
    #[must_use]
    pub fn new(file: FileInfo, sections: Vec<(Section, u64)>, is_settled: bool) -> Self {
        let of_bytes = file.size_bytes;
        let scanned_bytes = sections.iter().map(|&(_, scanned)| scanned).min().unwrap_or(0);
        let complete = is_settled && scanned_bytes == of_bytes;
        let coverage = Coverage { scanned_bytes, of_bytes, complete };
        Self { file, coverage, sections, extracts: Vec::new() }
    }

    /// The same with rows that are quoted.
    #[must_use]
    pub fn with_extracts(self, extracts: Vec<Extract>) -> Self {
        Self { extracts, ..self }
    }
}

/// The sections in a job's update, each with the bytes it covers.
#[must_use]
pub fn sections(update: &Update) -> Vec<(Section, u64)> {
    let sections = update.findings.iter().filter_map(Finding::section);
    sections.map(|section| (section.into_owned(), update.progress.done)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Decimal, Estimate, Fact, Moment, MomentKind, ReportTable, Value};

    pub(super) fn example() -> Summary {
        let file = FileInfo {
            path: "a|\"b\"\n.log".into(),
            size_bytes: 1 << 60,
            modified: None,
            format: "text",
            encoding: Some("UTF-8"),
            compression: None,
            corrects: None,
            confidence: None,
            evidence: Vec::new(),
        };
        let section = Section {
            id: "lines",
            facts: vec![
                Fact::new("count", 9_007_199_254_740_993_u64, "lines"),
                Fact::new("mean", 2.5, "bytes"),
                Fact::new("longest_at", None::<u64>, "offset"),
            ],
            tables: vec![ReportTable {
                id: "lengths",
                columns: vec![("from", "bytes"), ("name", "")],
                rows: vec![
                    vec![Value::Int(0), Value::Text("x,y".into())],
                    vec![Value::Int(1), Value::Bool(true)],
                ],
                plot: None,
            }],
            headline: None,
        };
        Summary::new(file, vec![(section, 7)], true)
    }

    /// A summary with a value of each type that the example lacks.
    pub(super) fn typed() -> Summary {
        let time = Moment { kind: MomentKind::LocalDateTime, seconds: 1_773_480_413, nanos: 0 };
        let sum = Decimal::new(1_234_567_890_123_456_789_012_345_678_925, 2);
        let distinct = Estimate { value: 1234_u64.into(), method: "HyperLogLog", error_bound: 20.0 };
        let median = Estimate { value: 0.5.into(), method: "t-digest", error_bound: 0.01 };
        let section = Section {
            id: "columns",
            facts: vec![
                Fact::new("min", i128::MIN, ""),
                Fact::new("sum", sum, "€"),
                Fact::new("first", time, ""),
                Fact::new("distinct", distinct, "values"),
            ],
            tables: vec![ReportTable {
                id: "quartiles",
                columns: vec![("median", ""), ("is_numeric", "")],
                rows: vec![vec![median.into(), true.into()]],
                plot: None,
            }],
            headline: None,
        };
        Summary { sections: vec![(section, 7)], ..example() }
    }

    pub(super) fn written(writer: &dyn Writer) -> String {
        written_of(writer, &example())
    }

    pub(super) fn written_of(writer: &dyn Writer, summary: &Summary) -> String {
        let mut out = Vec::new();
        writer.write(summary, &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("summaries are UTF-8")
    }

    #[test]
    fn writers_have_names_of_their_own() {
        for (i, one) in WRITERS.iter().enumerate() {
            assert!(WRITERS[i + 1..].iter().all(|other| other.id() != one.id()), "{}", one.id());
            assert_eq!(writer(one.id()).map(Writer::extension), Some(one.extension()));
            assert!(!one.label().is_empty());
        }
    }

    #[test]
    fn every_writer_says_how_a_file_is_compressed() {
        let mut summary = example();
        summary.file.path = "/tmp/a b.log.gz".into();
        for &writer in WRITERS {
            assert!(!written_of(writer, &summary).contains("gzip"), "{}", writer.id());
        }
        summary.file.compression = Some(Compression::Gzip);
        let head = |text: String| {
            text.split("</style>").last().unwrap_or("").lines().take(14).collect::<Vec<_>>().join("\n")
        };
        for &writer in WRITERS {
            assert!(head(written_of(writer, &summary)).contains("gzip"), "{}", writer.id());
        }
        let text = written_of(&Markdown, &summary);
        let says =
            "| Compression | gzip-compressed: decompress it first, or: zcat '/tmp/a b.log.gz' \\| gander - |";
        assert!(text.contains(says), "{text}");
    }

    #[test]
    fn a_summary_is_complete_only_if_all_was_scanned() {
        assert!(!example().coverage.complete);
        assert_eq!(example().coverage.scanned_bytes, 7);
    }
}
