//! The first screen of the page: what the file is, how much of it was read, the way to each section, four figures,
//! and how all that is known.

use super::figure::Figure;
use super::markup::Markup;
use super::section::{TEXT_BYTES, tone};
use crate::base::{Fact, Section, Tone, Value, human};
use crate::messages::{Name, Text, say_english};
use crate::summary::{Coverage, FileInfo, Summary};
use std::path::Path;

/// What links to the description of the file lead to.
pub(super) const ANCHOR: &str = "what";

/// Bytes of a path.
const PATH_BYTES: usize = 4096;

/// Sentences of evidence.
const MOST_EVIDENCE: usize = 40;

/// Figures of the first screen: the first four that there are, of text and of bytes.
const CARDS: [(&str, &str); 9] = [
    ("columns", "rows"),
    ("columns", "columns"),
    ("columns", "bad_rows"),
    ("utf8", "valid"),
    ("lines", "count"),
    ("lines", "longest"),
    ("utf8", "chars"),
    ("bytes", "entropy"),
    ("bytes", "distinct"),
];
const CARDS_OF_BYTES: [(&str, &str); 4] =
    [("bytes", "count"), ("bytes", "entropy"), ("bytes", "distinct"), ("bytes", "nul")];

/// The file's own name, or what it is called without one.
pub(super) fn name(file: &FileInfo) -> String {
    let name = Path::new(&file.path).file_name().map(|name| name.to_string_lossy().into_owned());
    match name {
        Some(name) if file.path != "-" => name,
        _ if file.path == "-" => say_english("report-standard-input").to_owned(),
        _ => file.path.clone(),
    }
}

/// Writes the header: name, size, coverage, contents.
pub(super) fn write(out: &mut Markup, summary: &Summary, contents: &[(String, String)]) {
    let file = &summary.file;
    out.element("header", &[], |out| {
        let kind = Text::new("report-kind").with("version", env!("CARGO_PKG_VERSION")).in_english();
        out.says("p", &[], &kind);
        out.element("h1", &[], |out| out.of_file(&name(file), PATH_BYTES));
        out.element("p", &[], |out| {
            out.says("span", &[], &human::size_text(file.size_bytes).in_english());
            if let Some(modified) = &file.modified {
                out.text(" · ");
                let changed = Text::new("report-changed").with("when", when(modified)).in_english();
                out.says("time", &[("datetime", modified)], &changed);
            }
            out.text(" · ");
            let class = tone(if summary.coverage.complete { Tone::Good } else { Tone::Bad });
            out.says("span", &[("class", &format!("pill {class}"))], &coverage(summary.coverage));
        });
        out.element("nav", &[("aria-label", say_english("report-contents"))], |out| {
            out.element("ul", &[], |out| {
                for (anchor, title) in contents {
                    out.element("li", &[], |out| out.says("a", &[("href", &format!("#{anchor}"))], title));
                }
            });
        });
    });
}

/// A moment as people read it, to the second.
fn when(modified: &str) -> String {
    let (seconds, _) =
        modified.trim_end_matches('Z').split_once('.').unwrap_or((modified.trim_end_matches('Z'), ""));
    format!("{} UTC", seconds.replace('T', " "))
}

/// How much of the file it is about.
fn coverage(coverage: Coverage) -> String {
    let key = match coverage.complete {
        true => "report-complete",
        false if coverage.scanned_bytes == coverage.of_bytes => "report-may-differ",
        false => "report-part",
    };
    let says = match key {
        "report-complete" => Text::new("report-complete"),
        "report-may-differ" => Text::new("report-may-differ"),
        _ => Text::new("report-part"),
    };
    says.with("n", coverage.scanned_bytes).with("of", coverage.of_bytes).in_english()
}

/// Writes the figures that are read first.
pub(super) fn cards(out: &mut Markup, summary: &Summary) {
    let wanted: &[_] = if summary.file.encoding.is_some() { &CARDS } else { &CARDS_OF_BYTES };
    let found = wanted.iter().filter_map(|(section, key)| {
        let (section, _) = summary.sections.iter().find(|(found, _)| found.id == *section)?;
        Some((section, section.fact(key)?))
    });
    let found: Vec<_> = found.take(4).collect();
    if found.is_empty() {
        return;
    }
    out.element("ul", &[("class", "cards")], |out| {
        for (section, fact) in found {
            let (figure, class) = card(section, fact.key, &fact.value, fact.unit);
            out.open("li", &[("data-s", section.id)]);
            figure.write(out, "strong", &[("class", class), ("data-k", fact.key)], 40);
            out.close("strong");
            out.text(" ");
            let label = label(section, fact);
            out.says("span", &[], &label);
            out.close("li");
        }
    });
}

/// What a figure of the first screen is called, with its unit where that isn't said already.
fn label(section: &Section, fact: &Fact) -> String {
    if fact.key == "valid" {
        return section.title().in_english().to_owned();
    }
    let (label, unit) = (section.label(fact).in_english(), fact.unit_name().in_english());
    let says = |word: &str| label.to_lowercase().split(' ').any(|said| said == word);
    if unit.is_empty() || unit.split(' ').any(says) { label.to_owned() } else { format!("{label}, {unit}") }
}

/// A figure of the first screen, and whether it is good or bad news.
fn card(section: &Section, key: &str, value: &Value, unit: &str) -> (Figure, &'static str) {
    let figure = Figure::of(value, unit);
    match (key, value) {
        ("bad_rows", Value::Int(n)) => (figure, if *n > 0 { tone(Tone::Bad) } else { tone(Tone::Good) }),
        ("valid", _) => match &section.headline {
            Some(headline) => (Figure { shown: headline.text.in_english(), ..figure }, tone(headline.tone)),
            None => (figure, ""),
        },
        _ => (figure, ""),
    }
}

/// Writes what the file is, and how that is known.
pub(super) fn what(out: &mut Markup, summary: &Summary) {
    let file = &summary.file;
    out.element("section", &[("id", ANCHOR)], |out| {
        out.says("h2", &[], say_english("report-what-it-is"));
        out.open("table", &[("class", "about")]);
        out.says("caption", &[], say_english("report-what-it-is"));
        out.open("tbody", &[]);
        let mut row = |label: &'static str, value: &str| {
            out.open("tr", &[]);
            out.says("th", &[("scope", "row")], label);
            out.open("td", &[]);
            out.of_file(value, PATH_BYTES);
        };
        let format = Name::new("format", &[file.format]).in_english();
        let sure = file.confidence.map(|sure| format!(" ({})", sure.name())).unwrap_or_default();
        row(say_english("summary-format"), &format!("{format}{sure}"));
        row(
            say_english("summary-encoding"),
            file.encoding.unwrap_or_else(|| say_english("summary-not-known")),
        );
        if let Some(corrects) = file.corrects {
            row(say_english("summary-encoding-by-samples"), corrects);
        }
        if let Some(compression) = file.compression {
            row(say_english("summary-compression"), compression.name());
        }
        row(say_english("report-path"), &file.path);
        let size = Text::new("summary-size-is").with("n", file.size_bytes);
        row(say_english("summary-size"), &size.with("size", human::size_text(file.size_bytes)).in_english());
        if let Some(modified) = &file.modified {
            row(say_english("summary-modified"), modified);
        }
        row(say_english("summary-scanned"), &coverage(summary.coverage));
        out.close("table");
        if !file.evidence.is_empty() {
            out.says("h3", &[], say_english("report-evidence"));
            out.element("ul", &[("class", "evidence")], |out| {
                for sentence in file.evidence.iter().take(MOST_EVIDENCE) {
                    out.element("li", &[], |out| out.of_file(&sentence.in_english(), 2 * TEXT_BYTES));
                }
            });
        }
    });
}
