//! The profiles of a table's columns, gathered from the tables of the section `columns`.

use super::figure::Figure;
use super::path;
use super::saved::{SavedSection, SavedTable};
use std::collections::HashMap;

/// A column, with all that its summary says of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Profile<'a> {
    pub(super) name: &'a str,
    /// Which of the columns of this name it is, from 1.
    pub(super) nr: usize,
    /// Where it stands among all, from 0.
    pub(super) place: usize,
    /// Keys and units of its figures.
    pub(super) keys: &'a [(String, String)],
    /// Its figures.
    pub(super) row: &'a [Figure],
    /// Its rows of the table `top`, and the keys of these.
    pub(super) top: &'a [Vec<Figure>],
    /// Its rows of the table `histograms`.
    pub(super) histogram: &'a [Vec<Figure>],
}

impl<'a> Profile<'a> {
    /// The profiles of a section, in the order of the columns.
    pub(super) fn all(section: &'a SavedSection) -> Vec<Self> {
        let Some(table) = section.table("columns") else { return Vec::new() };
        let Some(name_at) = table.column("name") else { return Vec::new() };
        let (mut top, mut histograms) = (runs(section.table("top")), runs(section.table("histograms")));
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut all = Vec::with_capacity(table.rows.len());
        for (place, row) in table.rows.iter().enumerate() {
            let name = text(&row[name_at]);
            let nr = seen.entry(name).or_default();
            *nr += 1;
            let next = |runs: &mut HashMap<&str, std::vec::IntoIter<&'a [Vec<Figure>]>>| {
                runs.get_mut(name).and_then(Iterator::next).unwrap_or_default()
            };
            let (top, histogram) = (next(&mut top), next(&mut histograms));
            all.push(Self { name, nr: *nr, place, keys: &table.columns, row, top, histogram });
        }
        all
    }

    /// Its figure of this key.
    pub(super) fn figure(&self, key: &str) -> Option<&'a Figure> {
        let at = self.keys.iter().position(|(known, _)| known == key)?;
        self.row.get(at)
    }

    /// Its type.
    pub(super) fn kind(&self) -> &'a str {
        self.figure("type").map_or("", text)
    }

    /// Cells that are not empty.
    pub(super) fn count(&self) -> u64 {
        self.figure("count").and_then(count).unwrap_or(0)
    }

    /// Whether two columns are alike in all but their names, each figure of it exact.
    pub(super) fn equals(&self, other: &Self) -> bool {
        let figures = |one: &Self| -> Vec<(&'a str, &'a Figure)> {
            let all = one.keys.iter().zip(one.row).map(|((key, _), figure)| (key.as_str(), figure));
            all.filter(|(key, _)| *key != "name").collect()
        };
        let rest = |rows: &'a [Vec<Figure>]| rows.iter().map(|row| row.get(1..).unwrap_or_default());
        let own = figures(self);
        own == figures(other)
            && own.iter().all(|(_, figure)| !matches!(figure, Figure::Inexact(_)))
            && rest(self.top).eq(rest(other.top))
            && rest(self.histogram).eq(rest(other.histogram))
    }

    /// What a condition calls it.
    pub(super) fn path(&self, section: &SavedSection) -> String {
        let facts: Vec<&str> = section.facts.iter().map(|fact| fact.key.as_str()).collect();
        path::of_column(self.name, self.nr, &facts)
    }
}

/// The rows of a table whose first column names a column: its runs, by name.
fn runs(table: Option<&SavedTable>) -> HashMap<&str, std::vec::IntoIter<&[Vec<Figure>]>> {
    let rows = table.filter(|table| !table.columns.is_empty()).map_or(&[][..], |table| &table.rows[..]);
    let mut runs: HashMap<&str, Vec<&[Vec<Figure>]>> = HashMap::new();
    for run in rows.chunk_by(|one, next| one[0] == next[0]) {
        runs.entry(text(&run[0][0])).or_default().push(run);
    }
    runs.into_iter().map(|(name, runs)| (name, runs.into_iter())).collect()
}

/// A text; what is none is called nothing.
pub(super) fn text(figure: &Figure) -> &str {
    match figure {
        Figure::Text(text) => text,
        _ => "",
    }
}

/// A count, exact or about.
pub(super) fn count(figure: &Figure) -> Option<u64> {
    match figure.value() {
        Figure::Number(number) => number.as_str().parse().ok(),
        _ => None,
    }
}
