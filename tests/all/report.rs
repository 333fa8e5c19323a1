//! The report as a page: its size is bounded, its figures are the JSON's, and no file makes markup of its own.
//!
//! Pages are read by the parser of a browser (`html5ever`), which also says what in them is no proper HTML.
#![cfg(test)]

use crate::corpus;
use crate::random::Random;
use crate::summaries::{ALL, generated, json, summary_of, table, written};
use crate::tool::{Folder, answer};
use gander::base::Offset;
use gander::format::cells::hides;
use gander::summary::extract::{Extract, ExtractEntry, ExtractKind, QuotedRow};
use gander::summary::html::{COLUMN_BYTES, PAGE_BYTES};
use gander::summary::{Html, Summary};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use unicode_width::UnicodeWidthChar;

/// An element of a page.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    /// All text below it.
    text: String,
}

impl Element {
    fn of(handle: &Handle) -> Self {
        let mut element = Self::default();
        if let NodeData::Element { name, attrs, .. } = &handle.data {
            element.name = name.local.to_string();
            let attributes = attrs.borrow();
            let pairs = attributes.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
            element.attributes = pairs.collect();
        }
        for child in handle.children.borrow().iter() {
            match &child.data {
                NodeData::Text { contents } => element.text.push_str(&contents.borrow()),
                NodeData::Element { .. } => {
                    let child = Self::of(child);
                    element.text.push_str(&child.text);
                    element.children.push(child);
                }
                NodeData::Doctype { .. } => {}
                other => panic!("{other:?} is neither text nor an element"),
            }
        }
        element
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// All elements below it.
    fn all<'a>(&'a self, found: &mut Vec<&'a Self>) {
        for child in &self.children {
            found.push(child);
            child.all(found);
        }
    }

    fn below(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        self.all(&mut found);
        found
    }
}

/// A page as a browser reads it, without a fault.
fn parsed(page: &str) -> Element {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page);
    let errors = dom.errors.borrow();
    assert!(errors.is_empty(), "{errors:?}");
    Element::of(&dom.document)
}

/// What must hold of any page; the page as elements.
fn checked(summary: &Summary) -> Element {
    let page = written(&Html, summary);
    let n_columns = summary.sections.iter().flat_map(|(section, _)| &section.tables);
    let n_columns: usize =
        n_columns.filter(|table| table.id == "columns").map(|table| table.rows.len()).sum();
    assert!(page.len() <= PAGE_BYTES + COLUMN_BYTES * n_columns, "{} bytes, {n_columns} columns", page.len());
    assert!(!page.chars().any(|c| c != '\n' && hides(c)), "nothing hides");
    let page = parsed(&page);
    let elements = page.below();
    let anchors: BTreeSet<&str> = elements.iter().filter_map(|one| one.attribute("id")).collect();
    let n_ids = elements.iter().filter(|one| one.attribute("id").is_some()).count();
    assert_eq!(anchors.len(), n_ids, "no two elements have one id");
    for element in elements {
        let name = element.name.as_str();
        assert!(
            !["script", "iframe", "object", "embed", "img", "form", "base", "image", "foreignObject", "use"]
                .contains(&name)
        );
        assert!(
            !element.attributes.keys().any(|key| key.starts_with("on") || key == "src" || key == "style"),
            "{element:?}"
        );
        if let Some(to) = element.attribute("href") {
            assert!(to == "data:," || to.strip_prefix('#').is_some_and(|id| anchors.contains(id)), "{to}");
        }
        match name {
            "svg" if element.attribute("aria-hidden").is_none() => {
                assert_eq!(element.attribute("role"), Some("img"));
                assert!(
                    element
                        .children
                        .first()
                        .is_some_and(|first| first.name == "title" && !first.text.is_empty())
                );
            }
            "figure" => assert!(element.below().iter().any(|one| one.name == "desc"), "{element:?}"),
            "table" => assert_eq!(element.children.first().map(|first| first.name.as_str()), Some("caption")),
            "th" => assert!(element.attribute("scope").is_some(), "{element:?}"),
            "i" => assert!(element.text == "⇥" || element.text.starts_with("‹U+"), "{element:?}"),
            _ => {}
        }
    }
    page
}

/// Text as a page shows it.
fn visible(text: &str) -> String {
    let (mut shown, mut n_marks) = (String::new(), 0);
    for c in text.chars() {
        n_marks = if c >= '\u{300}' && c.width() == Some(0) { n_marks + 1 } else { 0 };
        match c {
            '\t' => shown.push('⇥'),
            c if hides(c) || n_marks > 4 => shown.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            c => shown.push(c),
        }
    }
    shown
}

/// Whether digits are a number of the JSON, whose reader may be a last place off where it is no integer.
fn is_number(digits: &str, number: &Value) -> bool {
    if number.is_u64() || number.is_i64() {
        return serde_json::from_str::<Value>(digits).is_ok_and(|read| read == *number);
    }
    let (Ok(ours), Some(theirs)) = (digits.parse::<f64>(), number.as_f64()) else { return false };
    (ours - theirs).abs() <= 1e-12 * theirs.abs()
}

/// Whether what an element shows is a value of the JSON.
fn is_same(element: &Element, value: &Value) -> bool {
    let full = element.attribute("data-v");
    let (value, bound) = match value.get("value") {
        Some(inner) => (inner, value.get("error_bound")),
        None => (value, None),
    };
    if !bound.zip(element.attribute("data-e")).is_none_or(|(bound, shown)| is_number(shown, bound)) {
        return false;
    }
    let text = element.text.as_str();
    let unit =
        element.children.iter().find(|child| child.name == "small").map_or("", |unit| unit.text.as_str());
    let shown = full.unwrap_or_else(|| text.strip_suffix(unit).unwrap_or(text).trim_end());
    if let Some(beginning) = shown.strip_suffix('…') {
        return value.is_number() || value.as_str().is_some_and(|all| visible(all).starts_with(beginning));
    }
    match value {
        Value::Null => shown == "–",
        Value::Bool(is) => shown == if *is { "yes" } else { "no" },
        Value::String(all) => shown == visible(all).trim_end(),
        Value::Number(_) => match shown.strip_prefix("0x").filter(|_| full.is_none()) {
            Some(hex) => u64::from_str_radix(&hex.replace('_', ""), 16).ok() == value.as_u64(),
            None => is_number(&shown.replace(',', ""), value),
        },
        _ => false,
    }
}

/// The figures of a page, held against the JSON's.
struct Figures<'a> {
    json: &'a Value,
    n: usize,
    facts: BTreeSet<String>,
}

impl<'a> Figures<'a> {
    fn section(&self, id: &str) -> &'a Value {
        let sections = self.json["sections"].as_array().expect("a list");
        sections.iter().find(|section| section["id"] == id).expect("it is there")
    }

    fn table(&self, section: &str, id: &str) -> &'a Value {
        let tables = self.section(section)["tables"].as_array().expect("a list");
        tables.iter().find(|table| table["id"] == id).expect("it is there")
    }

    /// The value under a heading in a row of a table.
    fn cell(&self, section: &str, table: &str, row: usize, key: &str) -> &'a Value {
        let table = self.table(section, table);
        let columns = table["columns"].as_array().expect("a list");
        let nr = columns.iter().position(|column| column["key"] == key).expect("a column");
        &table["rows"][row][nr]
    }

    fn check(&mut self, element: &Element, value: &Value, what: &str) {
        assert!(
            is_same(element, value),
            "{what}: {value} is shown as “{}”, {:?}",
            element.text,
            element.attributes
        );
        self.n += 1;
    }

    /// Checks all below an element of a section; `column`: that of the profile in which it is.
    fn walk(&mut self, element: &Element, section: &str, column: Option<usize>) {
        for child in &element.children {
            let section = child.attribute("data-s").unwrap_or(section);
            let column =
                child.attribute("data-c").map(|nr| nr.parse::<usize>().expect("a number") - 1).or(column);
            match (child.attribute("data-k"), child.name.as_str()) {
                (Some(key), "dd" | "strong") => match column {
                    Some(nr) => self.check(child, self.cell(section, "columns", nr, key), key),
                    None => {
                        let facts = self.section(section)["facts"].as_array().expect("a list");
                        let fact = facts.iter().find(|fact| fact["key"] == key).expect("a fact");
                        self.facts.insert(format!("{section}.{key}"));
                        // On a card it is a word.
                        if key != "valid" || child.name == "dd" {
                            self.check(child, &fact["value"], key);
                        }
                    }
                },
                _ if child.name == "table" => self.rows(child, section),
                _ => self.walk(child, section, column),
            }
        }
    }

    fn rows(&mut self, table: &Element, section: &str) {
        let elements = table.below();
        let keys: Vec<Option<&str>> = elements
            .iter()
            .filter(|one| one.name == "thead")
            .flat_map(|head| &head.children[0].children)
            .map(|heading| heading.attribute("data-k"))
            .collect();
        let mut row = 0;
        for cells in elements.iter().filter(|one| one.name == "tbody").flat_map(|body| &body.children) {
            row = cells.attribute("data-from").map_or(row, |from| from.parse().expect("a number"));
            if let Some(key) = table.attribute("data-bars") {
                for (nr, cell) in cells.children.iter().skip(1).enumerate() {
                    self.check(cell, self.cell(section, "histograms", row + nr, key), key);
                }
                continue;
            }
            let Some(id) = table.attribute("data-t").filter(|id| !id.is_empty()) else { continue };
            for (key, cell) in keys.iter().zip(&cells.children) {
                if let Some(key) = key {
                    self.check(cell, self.cell(section, id, row, key), key);
                } else if cell.text.ends_with('%') {
                    self.check_filled(cell, section, row);
                }
            }
            row += 1;
        }
    }

    /// The share of filled cells follows from two figures.
    fn check_filled(&mut self, cell: &Element, section: &str, row: usize) {
        let count = |key| self.cell(section, "columns", row, key).as_f64().expect("a count");
        let (filled, empty) = (count("count"), count("empty"));
        let percent: f64 = cell.text.trim_end_matches(['%', '\u{A0}']).parse().expect("a number");
        let expected = if filled == 0.0 { 0.0 } else { 100.0 * filled / (filled + empty) };
        assert!((percent - expected).abs() <= 0.1, "{percent} of {filled} and {empty}");
        assert_eq!(percent == 100.0, filled > 0.0 && empty == 0.0);
    }
}

/// Checks every figure of a page; how many there are.
fn check_figures(name: &str, summary: &Summary) -> usize {
    let (page, json) = (checked(summary), json(summary));
    let mut figures = Figures { json: &json, n: 0, facts: BTreeSet::new() };
    figures.walk(&page, "", None);
    for section in json["sections"].as_array().expect("a list") {
        for fact in section["facts"].as_array().expect("a list") {
            let key = format!(
                "{}.{}",
                section["id"].as_str().expect("an id"),
                fact["key"].as_str().expect("a key")
            );
            assert!(figures.facts.contains(&key), "{name}: {key} is not on the page");
        }
    }
    figures.n
}

#[test]
fn every_figure_is_that_of_the_json() {
    for sample in corpus::all() {
        check_figures(sample.name, &summary_of("a.txt", &sample.bytes, &ALL));
    }
    for seed in 0..100 {
        let (name, bytes) = generated(seed);
        check_figures(&format!("{name} of seed {seed}"), &summary_of(name, &bytes, &ALL));
    }
    assert!(check_figures("a table", &summary_of("a.csv", &table(7, 200), &[])) > 700);
    // Estimates, with their bounds.
    let summary = summary_of("a.csv", &table(1500, 300), &[]);
    assert!(written(&Html, &summary).contains("data-e="));
    assert!(check_figures("a wide table", &summary) > 20_000);
}

#[test]
fn a_page_is_no_larger_than_it_promises() {
    for n_columns in [1, 30, 60, 100, 250, 400, 1000, 3000] {
        let summary = summary_of("a.csv", &table(n_columns, 200), &[]);
        let page = checked(&summary);
        let n_charts =
            page.below().iter().filter(|one| one.name == "svg" && one.attribute("role").is_some()).count();
        assert!(n_columns > 1000 || n_charts > n_columns / 2, "{n_columns} columns have {n_charts} charts");
    }
    // A log of two days whose time line has more rows than there is room for, and no byte of which is text.
    let mut log = String::new();
    for second in 0..40_000_u32 {
        log.push_str(&format!(
            "2026-03-{:02} {:02}:{:02}:{:02} INFO x\n",
            1 + second % 28,
            second / 3600 % 24,
            second / 60 % 60,
            second % 60
        ));
    }
    let mut bytes = log.into_bytes();
    bytes.extend([b'a', 0xFF].repeat(3000));
    let page = written(&Html, &summary_of("a.log", &bytes, &ALL));
    assert!(page.contains(" rows have room here"), "it says what it leaves out");
    checked(&summary_of("a.log", &bytes, &ALL));
}

#[test]
fn names_and_values_of_any_length_do_not_break_the_promise() {
    let long = ["<\"&'>".repeat(60), "\u{202E}".repeat(90), "9".repeat(300), "東".repeat(100)];
    for n_columns in [2, 50, 1500] {
        let cell = |column: usize, nr: usize| {
            let text = format!("{}{nr}", long[(column + nr) % 4]);
            format!("\"{}\"", text.replace('"', "\"\""))
        };
        let row = |nr| (0..n_columns).map(|column| cell(column, nr)).collect::<Vec<_>>().join(",");
        let text = (0..4).map(row).collect::<Vec<_>>().join("\n");
        let summary = summary_of("a.csv", text.as_bytes(), &["columns", "lines", "bytes", "utf8"]);
        assert_eq!(summary.sections[0].0.id, "columns");
        checked(&summary);
    }
    checked(&summary_of(&"x<>".repeat(3000), b"a", &[]));
}

/// What files can hold that pages must not take for their own.
const HOSTILE: [&str; 24] = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "</style><style>*{display:none}",
    "</title></head><body>",
    "<!-- ",
    " -->",
    "<![CDATA[",
    "]]>",
    "<svg/onload=alert(1)>",
    "</table></td></tr>",
    "</bdi></details></section>",
    "&lt;b&gt;&amp;&#x3C;script&#62;",
    "&",
    "<a href=javascript:alert(1)>x",
    "\u{202E}evil\u{202C}",
    "\u{2066}\u{2067}\u{200F}\u{61C}",
    "\u{1B}[31mred\u{7}\u{8}",
    "=HYPERLINK(\"http://x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "<textarea><plaintext><noscript><template>",
];

/// A table of which `texts` are the header and the cells; marks, matches and bad rows quote them, too.
fn summary_with(texts: &[String], name: &str) -> Summary {
    let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |texts: &[String]| texts.iter().map(quoted).collect::<Vec<_>>().join(",");
    let (header, cells) = texts.split_at(4);
    let mut rows = vec![row(header)];
    rows.extend(
        (0..12).map(|nr| {
            row(&(0..4).map(|column| cells[(nr + column) % cells.len()].clone()).collect::<Vec<_>>())
        }),
    );
    let mut summary = summary_of("a.csv", rows.join("\n").as_bytes(), &["columns", "lines", "bytes", "utf8"]);
    summary.file.path = format!("/tmp/{name}");
    let text = cells[0].clone();
    let entry = |note: &str| ExtractEntry {
        at: Offset(7),
        row: Some(2),
        line: Some(3),
        note: note.to_owned(),
        rows: vec![
            QuotedRow { text: text.clone(), is_subject: true },
            QuotedRow { text: text.clone(), is_subject: false },
        ],
    };
    let kinds = [ExtractKind::BadRows, ExtractKind::Marks, ExtractKind::Search(text.clone())];
    summary.with_extracts(kinds.map(|kind| Extract { kind, of: Some(9), entries: vec![entry(&text)] }).into())
}

/// The ways to every element, with the attributes of each; what only says what can't be seen is left out.
fn ways(element: &Element, way: &str, found: &mut BTreeSet<String>) {
    for child in element.children.iter().filter(|child| child.name != "i") {
        // Whether a figure is rounded depends on the figure.
        let attributes = child.attributes.keys().map(String::as_str).filter(|name| *name != "data-v");
        let attributes: Vec<&str> = attributes.collect();
        let way = format!("{way}>{}[{}]", child.name, attributes.join(" "));
        ways(child, &way, found);
        found.insert(way);
    }
}

#[test]
fn two_hundred_hostile_tables_leave_the_page_as_their_harmless_twins_do() {
    let mut random = Random(11);
    for nr in 0..200 {
        let pick = |random: &mut Random| HOSTILE[usize::try_from(random.below(24)).unwrap()];
        let texts: Vec<String> = (0..10)
            .map(|place| match random.below(3) {
                0 => pick(&mut random).to_owned(),
                1 => format!("{}{place}", pick(&mut random)),
                _ => format!("x{}{}", pick(&mut random), pick(&mut random)),
            })
            .collect();
        let name = pick(&mut random).replace('/', "");
        let hostile = summary_with(&texts, &name);
        // Words of the same lengths, so that the same charts are drawn.
        let word = |(place, text): (usize, &String)| {
            let n = text.chars().count();
            format!("w{place}{}", "w".repeat(n)).chars().take(n.max(1)).collect::<String>()
        };
        let twin = summary_with(&texts.iter().enumerate().map(word).collect::<Vec<_>>(), "twin");
        let of = |summary: &Summary| {
            let mut found = BTreeSet::new();
            ways(&checked(summary), "", &mut found);
            found
        };
        let (ours, theirs) = (of(&hostile), of(&twin));
        let more: Vec<_> = ours.symmetric_difference(&theirs).collect();
        assert!(more.is_empty(), "{nr}: {texts:?}, {name}: {more:?}");
        check_figures(&format!("{nr}"), &hostile);
    }
}

#[test]
fn what_is_quoted_says_where_it_is_and_how_much_there_is() {
    let page = written(&Html, &summary_with(&HOSTILE.map(str::to_owned)[..10], "a"));
    for says in ["the first 1 of 9", "line 3, byte 0x0007", "<mark><bdi>", "Bad rows"] {
        assert!(page.contains(says), "{says}");
    }
}

#[test]
fn the_program_writes_the_page_that_the_library_makes() {
    let folder = Folder::new();
    let file = folder.file("a.csv", &table(3, 20));
    let page = String::from_utf8(answer(&["summary", &file, "-f", "html"])).expect("it is text");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=en dir=ltr>"), "{page}");
    for says in [
        "default-src 'none'".replace('\'', "&#39;").as_str(),
        "How that is known",
        "The whole file was read",
        "complete: ",
    ] {
        assert!(page.contains(says), "{says}");
    }
    parsed(&page);
    answer(&["summary", &file, "-f", "html", "-o", &folder.name("out.html")]);
    assert_eq!(folder.read("out.html"), page);
}

#[test]
fn a_part_of_a_file_is_described_by_its_places_in_the_file() {
    let folder = Folder::new();
    let file = folder.file("a.txt", b"0123456789\n\xFF abc\n");
    let page =
        String::from_utf8(answer(&["summary", &file, "-f", "html", "--offset", "4"])).expect("it is text");
    assert!(page.contains("0x000B"), "{page}");
    assert!(!page.contains("0x0007"), "{page}");
}
