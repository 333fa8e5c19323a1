//! What is to be saved: the proposed name, the formats, and the endings that fit them.

use crate::messages::{Key, Text, say};
use crate::summary::WRITERS;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// One kind of file that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFormat {
    /// What people call it.
    pub label: String,
    /// What its names end in, without the dot; the first is added where a name has none.
    pub endings: Vec<String>,
}

/// What a save dialog is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveRequest {
    /// The title of the dialog.
    pub title: Key,
    /// The proposed name.
    pub name: String,
    /// Where it starts.
    pub folder: Option<PathBuf>,
    /// The formats; at least one. The ending of a name chooses among them.
    pub formats: Vec<FileFormat>,
    /// Whether names may have other endings, too.
    pub takes_any: bool,
}

impl SaveRequest {
    /// A summary of a file of this name, in one of the formats of its writers.
    pub(in crate::app) fn summary(name: &str, folder: Option<PathBuf>) -> Self {
        let formats = WRITERS.iter().map(|writer| FileFormat {
            label: writer.label().to_owned(),
            endings: vec![writer.extension().to_owned()],
        });
        let name = format!("{}-summary.json", stem(name, "summary"));
        let title = Key("dialog-save-summary");
        Self { title, name, folder, formats: formats.collect(), takes_any: false }
    }

    /// A report on a file of this name, which is for people: a page.
    pub(in crate::app) fn report(name: &str, folder: Option<PathBuf>) -> Self {
        let formats = WRITERS.iter().filter(|writer| writer.quotes_rows()).map(|writer| FileFormat {
            label: writer.label().to_owned(),
            endings: vec![writer.extension().to_owned()],
        });
        let name = format!("{}-report.html", stem(name, "report"));
        Self { title: Key("dialog-save-report"), name, folder, formats: formats.collect(), takes_any: false }
    }

    /// Matching lines of a file of this name.
    pub(in crate::app) fn lines(name: &str, folder: Option<PathBuf>, numbered: bool) -> Self {
        let title = Key(if numbered { "dialog-save-numbered" } else { "dialog-save-lines" });
        let name = format!("{}-lines.txt", stem(name, "lines"));
        let endings = ["txt", "log"].map(str::to_owned).to_vec();
        let formats = vec![FileFormat { label: say("format-file-text").to_owned(), endings }];
        Self { title, name, folder, formats, takes_any: true }
    }

    /// Rows of a table of this name; those for spreadsheets are CSV.
    pub(in crate::app) fn table(name: &str, folder: Option<PathBuf>, is_for_spreadsheets: bool) -> Self {
        let format = |label: &'static str, endings: &[&str]| FileFormat {
            label: say(label).to_owned(),
            endings: endings.iter().map(|ending| (*ending).to_owned()).collect(),
        };
        let mut formats = vec![
            format("format-file-csv", &["csv"]),
            format("format-file-tsv", &["tsv", "tab"]),
            format("format-file-jsonl", &["jsonl", "ndjson"]),
            format("format-file-parquet", &["parquet"]),
        ];
        formats.truncate(if is_for_spreadsheets { 1 } else { formats.len() });
        let name = format!("{}-rows.csv", stem(name, "table"));
        Self { title: Key("dialog-save-table"), name, folder, formats, takes_any: false }
    }

    /// The differences of files of these names.
    pub(in crate::app) fn differences(a: &str, b: &str, folder: Option<PathBuf>) -> Self {
        let name = format!("{}-{}.txt", stem(a, "a"), stem(b, "b"));
        let format = |label: &'static str, endings: &[&str]| FileFormat {
            label: say(label).to_owned(),
            endings: endings.iter().map(|ending| (*ending).to_owned()).collect(),
        };
        let formats =
            vec![format("format-file-text", &["txt"]), format("format-file-jsonl", &["jsonl", "ndjson"])];
        Self { title: Key("dialog-save-differences"), name, folder, formats, takes_any: true }
    }

    /// Rules and filters.
    pub(in crate::app) fn workspace() -> Self {
        let endings = vec!["json".to_owned()];
        let formats = vec![FileFormat { label: say("format-file-workspace").to_owned(), endings }];
        let name = "rules.gander-workspace.json".to_owned();
        Self { title: Key("dialog-save-workspace"), name, folder: None, formats, takes_any: false }
    }

    /// What differs between the summaries of files of these names.
    pub(in crate::app) fn summary_diff(a: &str, b: &str, folder: Option<PathBuf>) -> Self {
        let name = format!("{}-{}-diff.html", stem(a, "a"), stem(b, "b"));
        let format = |label: &'static str, endings: &[&str]| FileFormat {
            label: say(label).to_owned(),
            endings: endings.iter().map(|ending| (*ending).to_owned()).collect(),
        };
        let formats = vec![
            format("format-file-html", &["html", "htm"]),
            format("format-file-markdown", &["md"]),
            format("format-file-json", &["json"]),
        ];
        Self { title: Key("dialog-save-differences"), name, folder, formats, takes_any: false }
    }

    /// The map of a file of this name: a picture, or a table.
    pub(in crate::app) fn file_map(name: &str, folder: Option<PathBuf>) -> Self {
        let format = |label: &str, ending: &str| FileFormat {
            label: label.to_owned(),
            endings: vec![ending.to_owned()],
        };
        let formats = vec![format(say("format-file-png"), "png"), format(say("format-file-csv"), "csv")];
        let name = format!("{}-map.png", stem(name, "file"));
        Self { title: Key("dialog-save-map"), name, folder, formats, takes_any: false }
    }

    /// A selection of a file of this name, which is of its kind.
    pub(in crate::app) fn selection(name: &str, folder: Option<PathBuf>, is_binary: bool) -> Self {
        let own = ending(Path::new(name)).filter(|ending| is_plausible(ending));
        let (label, usual) =
            if is_binary { (say("format-file-bytes"), "bin") } else { (say("format-file-text"), "txt") };
        let mut endings: Vec<String> = own.into_iter().collect();
        if !endings.iter().any(|ending| ending == usual) {
            endings.push(usual.to_owned());
        }
        let name = format!("{}-selection.{}", stem(name, "selection"), endings[0]);
        let formats = vec![FileFormat { label: label.to_owned(), endings }];
        Self { title: Key("dialog-save-selection"), name, folder, formats, takes_any: true }
    }

    /// A file of this name with its edits: under a name of its own, with the same ending.
    pub(in crate::app) fn copy(name: &str, folder: Option<PathBuf>) -> Self {
        let own = ending(Path::new(name)).filter(|ending| is_plausible(ending));
        let endings = vec![own.clone().unwrap_or_else(|| "bin".to_owned())];
        let name = match own {
            Some(own) => format!("{}-edited.{own}", stem(name, "copy")),
            None => format!("{}-edited", stem(name, "copy")),
        };
        let formats = vec![FileFormat { label: say("format-file-bytes").to_owned(), endings }];
        Self { title: Key("dialog-save-copy"), name, folder, formats, takes_any: true }
    }

    /// The format that a name's ending chooses.
    #[must_use]
    pub fn format_of(&self, name: &Path) -> Option<usize> {
        let ending = ending(name)?.to_lowercase();
        self.formats.iter().position(|format| format.endings.contains(&ending))
    }

    /// A name with an ending that fits: what lacks one has that of `format` added.
    ///
    /// # Errors
    /// In a sentence, if it has one that fits none of the formats.
    pub fn with_ending(&self, path: &Path, format: usize) -> Result<PathBuf, Text> {
        if self.format_of(path).is_some() || path.file_name().is_none() {
            return Ok(path.to_owned());
        }
        if ending(path).is_some() {
            return if self.takes_any { Ok(path.to_owned()) } else { Err(self.no_ending(path)) };
        }
        let first =
            self.formats.get(format).or(self.formats.first()).and_then(|format| format.endings.first());
        let Some(first) = first else { return Ok(path.to_owned()) };
        let mut name = path.file_name().unwrap_or_default().to_owned();
        let dot = if name.as_encoded_bytes().ends_with(b".") { "" } else { "." };
        name.push(format!("{dot}{first}"));
        Ok(path.with_file_name(name))
    }

    /// What is said of a name whose ending no format has.
    pub(in crate::app) fn no_ending(&self, path: &Path) -> Text {
        let endings = self.formats.iter().flat_map(|format| &format.endings);
        let known: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
        let name = path.display().to_string();
        Text::new("toast-no-ending").with("name", name).with("known", known.join(", "))
    }

    /// A typed text with the ending of a format, in place of that of another one.
    #[must_use]
    pub fn retyped(&self, text: &str, format: usize) -> Option<String> {
        let ending = self.formats.get(format)?.endings.first()?;
        let text = text.trim_end();
        let (body, closing) = text.split_at(text.trim_end_matches(['"', '\'', '”', '’', '`']).len());
        let has_known = self.format_of(Path::new(body)).is_some();
        let stem = match body.rfind('.').filter(|_| has_known) {
            Some(at) => &body[..at],
            None => body.trim_end_matches('.'),
        };
        Some(format!("{stem}.{ending}{closing}"))
    }
}

/// A name's ending, without the dot.
fn ending(path: &Path) -> Option<String> {
    path.extension().filter(|ending| !ending.is_empty()).map(|ending| ending.to_string_lossy().into_owned())
}

/// Whether an ending says a kind of file: `log` and `7z`, not the `1` of a rotated log.
fn is_plausible(ending: &str) -> bool {
    let fits = (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn stem(name: &str, otherwise: &str) -> String {
    Path::new(name).file_stem().unwrap_or(OsStr::new(otherwise)).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ended(request: &SaveRequest, path: &str, format: usize) -> Option<String> {
        let ended = request.with_ending(Path::new(path), format);
        ended.ok().map(|path| path.display().to_string())
    }

    #[test]
    fn a_name_without_an_ending_gets_that_of_the_format() {
        let summary = SaveRequest::summary("a.log", None);
        assert_eq!(summary.name, "a-summary.json");
        for (typed, format, expected) in [
            ("/x/out", 0, Some("/x/out.json")),
            ("/x/out", 1, Some("/x/out.csv")),
            ("/x/out", 99, Some("/x/out.json")),
            ("/x/out.", 2, Some("/x/out.md")),
            ("/x/out.MD", 0, Some("/x/out.MD")),
            ("/x.d/out", 0, Some("/x.d/out.json")),
            ("/x/.out", 0, Some("/x/.out.json")),
            ("/x/out.txt", 0, None),
            ("/x/..", 0, Some("/x/..")),
            ("/", 0, Some("/")),
        ] {
            assert_eq!(ended(&summary, typed, format).as_deref(), expected, "{typed}");
        }
        let lines = SaveRequest::lines("a.log", None, false);
        assert_eq!(lines.name, "a-lines.txt");
        assert_eq!(ended(&lines, "out", 0).as_deref(), Some("out.txt"));
        assert_eq!(ended(&lines, "out.2026", 0).as_deref(), Some("out.2026"));
    }

    #[test]
    fn a_selection_keeps_the_kind_of_its_file() {
        let name = |name: &str, is_binary| SaveRequest::selection(name, None, is_binary).name;
        assert_eq!(name("a.log", false), "a-selection.log");
        assert_eq!(name("a.log.1", false), "a.log-selection.txt");
        assert_eq!(name("syslog", false), "syslog-selection.txt");
        assert_eq!(name("core", true), "core-selection.bin");
        assert_eq!(name("a.exe", true), "a-selection.exe");
        assert_eq!(name("..", false), "selection-selection.txt");
    }

    #[test]
    fn choosing_a_format_changes_the_ending_alone() {
        let request = SaveRequest::summary("a.log", None);
        for (typed, expected) in [
            ("a-summary.json", "a-summary.csv"),
            ("a.b.MD", "a.b.csv"),
            ("out", "out.csv"),
            ("out.", "out.csv"),
            ("out.txt", "out.txt.csv"),
            ("'/tmp/a b.json'", "'/tmp/a b.csv'"),
        ] {
            assert_eq!(request.retyped(typed, 1).as_deref(), Some(expected), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_has_an_ending_keeps_it_and_adding_one_is_done_once(path in ".{0,12}", format in 0_usize..4) {
            for request in [SaveRequest::summary("x", None), SaveRequest::selection("x", None, true)] {
                let _ = request.retyped(&path, format);
                if let Ok(once) = request.with_ending(Path::new(&path), format) {
                    prop_assert_eq!(request.with_ending(&once, format), Ok(once.clone()));
                    prop_assert_eq!(once.parent(), Path::new(&path).parent());
                }
            }
        }
    }
}
