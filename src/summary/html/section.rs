//! A section of any scan: its facts, a chart for each table whose shape is known, and the tables themselves.
//!
//! A scan that is new needs nothing here: facts and tables are shown whatever they are called. Charts go by a
//! table's hint or by its shape. All tables of a page share its room ([`fair_share`]): where it does not do, the
//! longest lose their last rows, and say so.

use super::chart::{self, Words};
use super::figure::Figure;
use super::markup::Markup;
use super::timeline;
use crate::base::units::len_u64;
use crate::base::{Plot, PlotKind, ReportTable, Section, Tone, Value};
use crate::messages::{Text, say_english};

/// Bytes of a text in a fact or a cell.
pub(super) const TEXT_BYTES: usize = 240;

/// Tables of more rows are printed small.
const LONG: usize = 60;

/// Tables of more columns are printed with none beside them; long ones stay folded.
const BROAD: usize = 4;

/// The rows of a table as markup, and where each ends.
pub(super) struct Body {
    rows: Markup,
    ends: Vec<usize>,
}

impl Body {
    /// The rows of `table`, in full.
    pub(super) fn of(table: &ReportTable) -> Self {
        let (mut rows, mut ends) = (Markup::default(), Vec::with_capacity(table.rows.len()));
        for row in &table.rows {
            rows.open("tr", &[]);
            for (&(_, unit), value) in table.columns.iter().zip(row) {
                Figure::of(value, unit).write(&mut rows, "td", &[], TEXT_BYTES);
            }
            ends.push(rows.len());
        }
        Self { rows, ends }
    }

    /// Its length in bytes.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Its first rows that are no more than `room` bytes; how many there are.
    fn within(mut self, room: usize) -> (Markup, usize) {
        let n = self.ends.partition_point(|&end| end <= room);
        self.rows.truncate(n.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0));
        (self.rows, n)
    }
}

/// The most that each of `sizes` may take so that all take at most `room`: the larger give up first.
pub(super) fn fair_share(sizes: impl Iterator<Item = usize>, room: usize) -> usize {
    let mut sizes: Vec<usize> = sizes.collect();
    sizes.sort_unstable();
    let (mut left, n) = (room, sizes.len());
    for (nr, &size) in sizes.iter().enumerate() {
        let each = left / (n - nr);
        if size > each {
            return each;
        }
        left -= size;
    }
    usize::MAX
}

/// Writes a section with its heading. `bodies`: of its tables, of which each may take `share` bytes.
pub(super) fn write(
    out: &mut Markup,
    (section, scanned): (&Section, u64),
    of_bytes: u64,
    bodies: Vec<Body>,
    share: usize,
) {
    open(out, section, scanned, of_bytes);
    facts(out, section);
    for (table, body) in section.tables.iter().zip(bodies).filter(|(table, _)| !table.rows.is_empty()) {
        out.element("div", &[("class", "part")], |out| {
            let title = section.table_title(table).in_english();
            out.says("h3", &[], title);
            let has_chart = draw(out, table, title);
            let (rows, n) = body.within(share);
            folded(out, table, title, (&rows, n), has_chart);
        });
    }
    out.close("section");
}

/// The start of a section: its heading, and how far it reaches if that isn't the whole file.
pub(super) fn open(out: &mut Markup, section: &Section, scanned: u64, of_bytes: u64) {
    out.open("section", &[("id", &anchor(section)), ("data-s", section.id)]);
    out.element("h2", &[], |out| {
        out.text(section.title().in_english());
        if let Some(headline) = &section.headline {
            out.text(" ");
            out.says("small", &[("class", tone(headline.tone))], &headline.text.in_english());
        }
    });
    if scanned < of_bytes {
        let says = Text::new("summary-of-first").with("n", scanned).in_english();
        out.says("p", &[("class", "bad")], &says);
    }
}

/// The class of what is good or bad.
pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "ok",
        Tone::Bad => "bad",
    }
}

/// What links to a section lead to.
pub(super) fn anchor(section: &Section) -> String {
    format!("s-{}", section.id)
}

/// The facts of a section, each with the name of its unit.
pub(super) fn facts(out: &mut Markup, section: &Section) {
    out.element("dl", &[("class", "facts")], |out| {
        for fact in &section.facts {
            out.open("div", &[]);
            out.says("dt", &[], section.label(fact).in_english());
            let figure = Figure::of(&fact.value, fact.unit);
            figure.write(out, "dd", &[("data-k", fact.key)], TEXT_BYTES);
            let unit = fact.unit_name().in_english();
            if !unit.is_empty()
                && !matches!(fact.value, Value::None)
                && fact.unit != crate::base::report::OFFSET
            {
                out.text(" ");
                out.says("small", &[], unit);
            }
            out.close("div");
        }
    });
}

/// A table behind what opens it: all of it is there without a script.
fn folded(out: &mut Markup, table: &ReportTable, title: &str, (rows, n): (&Markup, usize), has_chart: bool) {
    // On paper short tables stand open, long ones in several columns if each has room.
    let class = match (n > LONG, table.columns.len() > BROAD) {
        (true, true) => "long broad",
        (true, false) => "long",
        (false, true) => "broad",
        (false, false) => "",
    };
    out.open("details", &[("class", class)]);
    let key = if has_chart { "report-figures" } else { "report-rows" };
    out.says("summary", &[], &Text::new(key).with("n", len_u64(n)).in_english());
    if n < table.rows.len() {
        let says = Text::new("report-cut").with("n", len_u64(n)).with("of", len_u64(table.rows.len()));
        out.says("p", &[], &says.in_english());
    }
    out.open("div", &[("class", "wide")]);
    head(out, table.id, &left_aligned(table), title, |out| {
        for ((key, _), (name, unit)) in table.columns.iter().zip(table.headings()) {
            out.open("th", &[("scope", "col"), ("data-k", key)]);
            out.text(name.in_english());
            if !unit.in_english().is_empty() {
                out.text(" ");
                out.says("small", &[], unit.in_english());
            }
        }
    });
    out.push(rows);
    out.close("table");
    out.close("div");
    out.close("details");
}

/// Opens a table of this id, with its caption and the row of its headings.
pub(super) fn head(
    out: &mut Markup,
    id: &str,
    class: &str,
    caption: &str,
    headings: impl FnOnce(&mut Markup),
) {
    out.open("table", &[("class", class), ("data-t", id)]);
    out.says("caption", &[], caption);
    out.open("thead", &[]);
    out.open("tr", &[]);
    headings(out);
    out.open("tbody", &[]);
}

/// The class that aligns columns of words to the left.
fn left_aligned(table: &ReportTable) -> String {
    let is_words = |nr: usize| {
        let first =
            table.rows.iter().filter_map(|row| row.get(nr)).find(|value| !matches!(value, Value::None));
        matches!(first, Some(Value::Text(_) | Value::Bool(_) | Value::Time(_)))
    };
    let words = (0..table.columns.len().min(8)).filter(|&nr| is_words(nr));
    words.map(|nr| format!("l{}", nr + 1)).collect::<Vec<_>>().join(" ")
}

/// Draws a table if its hint or its shape says how; whether it did.
fn draw(out: &mut Markup, table: &ReportTable, title: &str) -> bool {
    if timeline::draw(out, table, title) {
        return true;
    }
    let Some(hint) = table.plot.filter(|hint| hint.y < table.columns.len()) else { return false };
    let values: Vec<f64> = table.rows.iter().map(|row| row.get(hint.y).map_or(0.0, Value::height)).collect();
    let highest = values.iter().copied().fold(0.0, f64::max);
    let unit = table.columns[hint.y].1;
    let words = Words { title, description: &description(table, hint, &values) };
    out.element("figure", &[], |out| {
        match hint.kind {
            PlotKind::Bars => chart::bars(out, &values, &words, &byte_classes(table)),
            PlotKind::AlongFile => {
                let top = if unit == "bits per byte" { 8.0 } else { highest.max(1.0) };
                let map = say_english("report-map");
                chart::strip(out, &values, top, &Words { title: map, description: words.description });
                out.says("p", &[("class", "legend")], map);
                chart::line(out, &values, top, &words);
            }
        }
        axis(out, table, hint);
    });
    true
}

/// What a chart shows, in a sentence: how many steps, and where the highest is.
fn description(table: &ReportTable, hint: Plot, values: &[f64]) -> String {
    let by_height = |a: &(usize, &f64), b: &(usize, &f64)| a.1.total_cmp(b.1).then(b.0.cmp(&a.0));
    let highest = values.iter().enumerate().max_by(by_height).and_then(|(nr, _)| table.rows.get(nr));
    let shown = |nr: usize| {
        let value = highest.and_then(|row| row.get(nr));
        value.map(|value| Figure::of(value, table.columns[nr].1).shown).unwrap_or_default()
    };
    let says = Text::new("report-highest").with("n", len_u64(values.len()));
    says.with("value", shown(hint.y)).with("place", shown(0)).in_english()
}

/// The words under a chart.
fn axis(out: &mut Markup, table: &ReportTable, hint: Plot) {
    let (left, middle, right) = hint.axis;
    let said = |key| Text::from(key).in_english();
    let last = || {
        let last = table.rows.last().and_then(|row| row.first());
        last.map(|value| Figure::of(value, table.columns[0].1).shown).unwrap_or_default()
    };
    ends(out, &said(left), &said(middle), &right.map_or_else(last, said));
}

/// Words under a chart: left, in the middle, right.
pub(super) fn ends(out: &mut Markup, left: &str, middle: &str, right: &str) {
    out.element("figcaption", &[], |out| {
        for words in [left, middle, right] {
            out.element("span", &[], |out| out.of_file(words, TEXT_BYTES / 4));
        }
    });
}

/// The rows of a histogram of bytes by their class; none of another table.
fn byte_classes(table: &ReportTable) -> Vec<(&'static str, &'static [usize])> {
    const fn numbers<const N: usize>(from: usize) -> [usize; N] {
        let mut all = [0; N];
        let mut nr = 0;
        while nr < N {
            all[nr] = from + nr;
            nr += 1;
        }
        all
    }
    static CONTROL: [usize; 31] = numbers(1);
    static PRINTABLE: [usize; 95] = numbers(0x20);
    static HIGH: [usize; 128] = numbers(0x80);
    let is_of_bytes =
        table.rows.len() == 256 && table.columns.first().is_some_and(|(_, unit)| *unit == "byte");
    if !is_of_bytes {
        return Vec::new();
    }
    vec![("nul", &[0]), ("control", &CONTROL), ("control", &[0x7F]), ("", &PRINTABLE), ("high", &HIGH)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_larger_give_up_first() {
        let share = |sizes: &[usize], room| fair_share(sizes.iter().copied(), room);
        assert_eq!(share(&[10, 20, 30], 60), usize::MAX);
        assert_eq!(share(&[10, 200, 300], 100), 45);
        assert_eq!(share(&[], 0), usize::MAX);
        assert_eq!(share(&[5, 5], 0), 0);
    }

    proptest! {
        #[test]
        fn what_is_shared_out_is_no_more_than_there_is(sizes in prop::collection::vec(0_usize..1000, 0..20), room in 0_usize..5000) {
            let share = fair_share(sizes.iter().copied(), room);
            let taken: usize = sizes.iter().map(|&size| size.min(share)).sum();
            prop_assert!(taken <= room);
            // Nothing is left out for nothing: one byte more for each would be too much.
            prop_assert!(share == usize::MAX || taken + sizes.len() > room);
        }
    }

    #[test]
    fn a_table_is_cut_between_rows() {
        let rows = (0..10_u64).map(|n| vec![Value::Int(n)]).collect();
        let table = ReportTable { id: "t", columns: vec![("n", "")], rows, plot: None };
        let (rows, n) = Body::of(&table).within(20);
        assert_eq!((rows.as_str(), n), ("<tr><td>0<tr><td>1", 2));
    }
}
