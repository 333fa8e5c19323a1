//! A saved summary: what `gander summary` has written as JSON, read again.
//!
//! All of schema 1 that a comparison needs; keys that are new are kept where they are figures and left out where
//! they are not. Numbers stay as they are written ([`Number`]). What is damaged, of another schema or no summary
//! is told in one sentence, with its place where there is one.

use super::figure::{Figure, Inexact};
use super::number::Number;
use crate::messages::Text;
use crate::summary::SCHEMA;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A saved summary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    /// The path in it.
    pub path: String,
    /// When the file was last changed.
    pub modified: Option<String>,
    /// Whether it is about all of the file.
    pub is_complete: bool,
    /// What is known of the file: size, format, encoding, and what newer programs add.
    pub file: Vec<SavedFact>,
    /// How much of the file it is about.
    pub coverage: Vec<SavedFact>,
    /// Its sections, in their order.
    pub sections: Vec<SavedSection>,
}

/// A section.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedSection {
    /// Its stable name.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Its facts.
    pub facts: Vec<SavedFact>,
    /// Its tables.
    pub tables: Vec<SavedTable>,
}

/// A fact.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedFact {
    /// Its stable name.
    pub key: String,
    /// Its name for people.
    pub label: String,
    /// The unit of its figure; empty for none.
    pub unit: String,
    /// What it says.
    pub figure: Figure,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedTable {
    /// Its stable name.
    pub id: String,
    /// Key and unit of each column.
    pub columns: Vec<(String, String)>,
    /// Its rows, each as wide as `columns`.
    pub rows: Vec<Vec<Figure>>,
}

/// Why a text is no summary, as one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotASummary(pub Text);

#[derive(Deserialize)]
struct RawSummary<'a> {
    #[serde(borrow)]
    file: BTreeMap<String, &'a RawValue>,
    #[serde(borrow)]
    coverage: BTreeMap<String, &'a RawValue>,
    #[serde(borrow)]
    sections: Vec<RawSection<'a>>,
}

#[derive(Deserialize)]
struct RawSection<'a> {
    id: String,
    title: Option<String>,
    #[serde(borrow)]
    facts: Vec<RawFact<'a>>,
    #[serde(borrow)]
    tables: Vec<RawTable<'a>>,
}

#[derive(Deserialize)]
struct RawFact<'a> {
    key: String,
    label: Option<String>,
    #[serde(borrow)]
    value: &'a RawValue,
    unit: Option<String>,
    exact: Option<bool>,
    method: Option<String>,
    #[serde(borrow)]
    error_bound: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct RawTable<'a> {
    id: String,
    columns: Vec<RawColumn>,
    #[serde(borrow)]
    rows: Vec<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
struct RawColumn {
    key: String,
    unit: Option<String>,
}

#[derive(Deserialize)]
struct RawInexact<'a> {
    #[serde(borrow)]
    value: &'a RawValue,
    exact: Option<bool>,
    method: Option<String>,
    #[serde(borrow)]
    error_bound: Option<&'a RawValue>,
}

/// Whether bytes begin as a saved summary does.
#[must_use]
pub fn begins_as_summary(head: &[u8]) -> bool {
    let without_bom = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let Some(rest) = without_bom.trim_ascii_start().strip_prefix(b"{") else { return false };
    // Sorted by its keys it begins with another one.
    let keys = [&b"\"schema\""[..], b"\"coverage\""];
    let rest = rest.trim_ascii_start();
    let after = keys.iter().find_map(|key| rest.strip_prefix(*key));
    after.is_some_and(|after| after.trim_ascii_start().starts_with(b":"))
}

impl Saved {
    /// Reads a summary.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(json: &[u8]) -> Result<Self, NotASummary> {
        let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
        let json = std::str::from_utf8(json).map_err(|_| NotASummary(Text::new("saved-not-utf8")))?;
        check_schema(json)?;
        let raw: RawSummary<'_> = serde_json::from_str(json).map_err(|error| damaged(&error))?;
        let sections: Vec<SavedSection> = raw.sections.into_iter().map(section).collect::<Result<_, _>>()?;
        once("sections", sections.iter().map(|section| &section.id))?;
        let text = |key: &str| match raw.file.get(key).map(|raw| figure(raw)) {
            Some(Ok(Figure::Text(text))) => Some(text),
            _ => None,
        };
        let (path, modified) = (text("path").unwrap_or_default(), text("modified"));
        let about_file = |key: &str| !matches!(key, "path" | "modified");
        let file = facts_of("file", raw.file.into_iter().filter(|(key, _)| about_file(key)))?;
        let coverage = facts_of("coverage", raw.coverage.into_iter())?;
        let is_complete = match coverage.iter().find(|fact| fact.key == "complete").map(|fact| &fact.figure) {
            Some(Figure::Bool(complete)) => *complete,
            _ => return Err(missing("coverage", "complete")),
        };
        Ok(Self { path, modified, is_complete, file, coverage, sections })
    }

    /// The section of this name.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&SavedSection> {
        self.sections.iter().find(|section| section.id == id)
    }
}

impl SavedSection {
    /// The fact of this key.
    #[must_use]
    pub fn fact(&self, key: &str) -> Option<&SavedFact> {
        self.facts.iter().find(|fact| fact.key == key)
    }

    /// The table of this name.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&SavedTable> {
        self.tables.iter().find(|table| table.id == id)
    }
}

impl SavedTable {
    /// Where the column of this key is.
    #[must_use]
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|(column, _)| column == key)
    }
}

/// Refuses what is no JSON object, and another schema whatever else is in it.
fn check_schema(json: &str) -> Result<(), NotASummary> {
    let all: BTreeMap<Cow<'_, str>, &RawValue> =
        serde_json::from_str(json).map_err(|error| damaged(&error))?;
    let Some(schema) = all.get("schema") else { return Err(NotASummary(Text::new("saved-no-summary"))) };
    if schema.get() == SCHEMA.to_string() {
        return Ok(());
    }
    let found: String = schema.get().chars().take(40).collect();
    let text = Text::new("saved-other-schema").with("found", found).with("known", u64::from(SCHEMA));
    Err(NotASummary(text))
}

fn damaged(error: &serde_json::Error) -> NotASummary {
    NotASummary(Text::new("saved-damaged").with("why", error.to_string()))
}

fn missing(place: &str, key: &'static str) -> NotASummary {
    NotASummary(Text::new("saved-missing").with("key", key).with("place", place.to_owned()))
}

/// Refuses names that stand twice.
fn once<'a>(place: &str, names: impl Iterator<Item = &'a String>) -> Result<(), NotASummary> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            let text = Text::new("saved-twice").with("key", name.clone()).with("place", place.to_owned());
            return Err(NotASummary(text));
        }
    }
    Ok(())
}

/// What is said of the file or of the coverage; what is no figure is of a newer program.
fn facts_of<'a>(
    place: &str,
    raw: impl Iterator<Item = (String, &'a RawValue)>,
) -> Result<Vec<SavedFact>, NotASummary> {
    let mut facts = Vec::new();
    for (key, raw) in raw.filter(|(_, raw)| !raw.get().starts_with(['{', '['])) {
        let figure = figure(raw).map_err(|what| wrong(place, &key, what))?;
        let unit = if key.ends_with("_bytes") { "bytes" } else { "" };
        facts.push(SavedFact { label: key.clone(), key, unit: unit.into(), figure });
    }
    Ok(facts)
}

fn section(raw: RawSection<'_>) -> Result<SavedSection, NotASummary> {
    let facts: Vec<SavedFact> =
        raw.facts.into_iter().map(|one| fact(&raw.id, one)).collect::<Result<_, _>>()?;
    let tables: Vec<SavedTable> =
        raw.tables.into_iter().map(|one| table(&raw.id, one)).collect::<Result<_, _>>()?;
    once(&raw.id, facts.iter().map(|fact| &fact.key))?;
    once(&raw.id, tables.iter().map(|table| &table.id))?;
    Ok(SavedSection { title: raw.title.unwrap_or_else(|| raw.id.clone()), id: raw.id, facts, tables })
}

fn fact(section: &str, raw: RawFact<'_>) -> Result<SavedFact, NotASummary> {
    let bounds = (raw.exact, raw.method, raw.error_bound);
    let figure = figure(raw.value).and_then(|value| with_bounds(value, bounds));
    let figure = figure.map_err(|what| wrong(section, &raw.key, what))?;
    let label = raw.label.unwrap_or_else(|| raw.key.clone());
    Ok(SavedFact { key: raw.key, label, unit: raw.unit.unwrap_or_default(), figure })
}

fn table(section: &str, raw: RawTable<'_>) -> Result<SavedTable, NotASummary> {
    let width = raw.columns.len();
    let mut rows = Vec::with_capacity(raw.rows.len());
    for cells in raw.rows {
        if cells.len() != width {
            let text =
                Text::new("saved-ragged").with("key", raw.id.clone()).with("place", section.to_owned());
            return Err(NotASummary(text));
        }
        let row: Result<Vec<Figure>, &str> = cells.into_iter().map(cell).collect();
        rows.push(row.map_err(|what| wrong(section, &raw.id, what))?);
    }
    let columns: Vec<(String, String)> =
        raw.columns.into_iter().map(|column| (column.key, column.unit.unwrap_or_default())).collect();
    once(&raw.id, columns.iter().map(|(key, _)| key))?;
    Ok(SavedTable { id: raw.id, columns, rows })
}

fn wrong(place: &str, key: &str, found: &str) -> NotASummary {
    let found: String = found.chars().take(40).collect();
    let text = Text::new("saved-no-figure").with("key", key.to_owned()).with("place", place.to_owned());
    NotASummary(text.with("found", found))
}

/// A cell: a figure, or an object with one that is not exact. The error is what stands there instead.
fn cell(raw: &RawValue) -> Result<Figure, &str> {
    if !raw.get().starts_with('{') {
        return figure(raw);
    }
    let inexact: RawInexact<'_> = serde_json::from_str(raw.get()).map_err(|_| raw.get())?;
    with_bounds(figure(inexact.value)?, (inexact.exact, inexact.method, inexact.error_bound))
        .map_err(|_| raw.get())
}

/// Adds to a value that is not exact how it was made and how far off it may be.
fn with_bounds(
    value: Figure,
    (exact, method, bound): (Option<bool>, Option<String>, Option<&RawValue>),
) -> Result<Figure, &str> {
    if exact != Some(false) {
        return Ok(value);
    }
    let Some(bound) = bound else { return Err("") };
    let error_bound = Number::parse(bound.get()).filter(|bound| !bound.is_negative()).ok_or(bound.get())?;
    Ok(Figure::Inexact(Box::new(Inexact { value, method: method.unwrap_or_default(), error_bound })))
}

/// A value that is no list and no object.
fn figure(raw: &RawValue) -> Result<Figure, &str> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'"') => serde_json::from_str(text).map(Figure::Text).map_err(|_| text),
        Some(b't') => Ok(Figure::Bool(true)),
        Some(b'f') => Ok(Figure::Bool(false)),
        Some(b'n') => Ok(Figure::None),
        Some(b'-' | b'0'..=b'9') => Number::parse(text).map(Figure::Number).ok_or(text),
        _ => Err(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{typed, written, written_of};
    use super::super::super::{Json, WRITERS};
    use super::*;

    #[test]
    fn what_the_writer_writes_is_read_in_full() {
        let saved = Saved::read(written(&Json).as_bytes()).expect("a summary");
        assert_eq!((saved.path.as_str(), saved.is_complete), ("a|\"b\"\n.log", false));
        let lines = saved.section("lines").expect("it is there");
        let count = lines.fact("count").expect("it is there");
        assert_eq!(count.figure, Figure::count(9_007_199_254_740_993));
        assert_eq!((count.label.as_str(), count.unit.as_str()), ("Lines", "lines"));
        assert_eq!(lines.fact("longest_at").map(|fact| &fact.figure), Some(&Figure::None));
        assert_eq!(lines.table("lengths").expect("it is there").rows[1][1], Figure::Bool(true));
        let saved = Saved::read(written_of(&Json, &typed()).as_bytes()).expect("a summary");
        let columns = saved.section("columns").expect("it is there");
        let Some(Figure::Inexact(distinct)) = columns.fact("distinct").map(|fact| &fact.figure) else {
            panic!("{columns:?}")
        };
        assert_eq!((distinct.method.as_str(), distinct.error_bound.as_str()), ("HyperLogLog", "20"));
        assert!(matches!(columns.tables[0].rows[0][0], Figure::Inexact(_)));
    }

    #[test]
    fn a_summary_is_told_by_its_beginning() {
        for &writer in WRITERS {
            let is_json = writer.id() == "json";
            assert_eq!(begins_as_summary(written(writer).as_bytes()), is_json, "{}", writer.id());
        }
        for (head, is_one) in [
            (&b"\xEF\xBB\xBF {\r\n\t\"schema\" :1"[..], true),
            (b"{\"coverage\":{", true),
            (b"{\"schematic\": 1}", false),
            (b"{\"sch", false),
            (b"[{\"schema\": 1}]", false),
            (b"", false),
        ] {
            assert_eq!(begins_as_summary(head), is_one, "{head:?}");
        }
    }

    #[test]
    fn what_is_no_summary_is_told_in_one_sentence() {
        let whole = written_of(&Json, &typed());
        for (json, says) in [
            (String::new(), "EOF"),
            ("{}".into(), "no “schema”"),
            ("[1]".into(), "invalid type"),
            ("{\"schema\": 2, \"anything\": [}".into(), "expected value"),
            ("{\"schema\": 2, \"anything\": []}".into(), "schema 2"),
            ("{\"schema\": \"1\"}".into(), "schema \"1\""),
            ("{\"schema\": 1}".into(), "missing field `file`"),
            (whole.replace("\"sections\"", "\"parts\""), "missing field `sections`"),
            (whole.replace("\"complete\"", "\"whole\""), "“complete”"),
            (whole.replace("\"key\": \"sum\"", "\"key\": \"min\""), "“min” stands twice"),
            (whole.replace("12345678901234567890123456789.25", "1e999999999"), "1e999999999"),
            (whole.replace("12345678901234567890123456789.25", "[[[1]]]"), "[[[1]]]"),
            (whole.replace(", \"error_bound\": 20}", "}"), "“distinct”"),
            (whole.replace(", true]", "]"), "“quartiles”"),
            (whole[..whole.len() / 2].into(), "EOF"),
            (whole.replace("\"HyperLogLog\"", "\"\u{1}\""), "control character"),
        ] {
            let NotASummary(text) = Saved::read(json.as_bytes()).expect_err(&json);
            let text = text.in_english();
            assert!(text.contains(says) && !text.contains('\n'), "{text}: {says}");
        }
        assert!(Saved::read(b"{\"schema\": 1, \"\xFF\": 2}").is_err());
        let deep = format!("{{\"schema\": 1, \"file\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(Saved::read(deep.as_bytes()).is_err());
    }
}
