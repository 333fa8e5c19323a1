//! What is not exact on the page: by which method, and how far off at most.

use super::figure::rounded_up;
use super::markup::Markup;
use crate::base::units::len_u64;
use crate::base::{Section, Value};
use crate::messages::{Name, Text, say_english};

/// What links to the notes lead to.
pub(super) const ANCHOR: &str = "inexact";

/// Rows of the table of notes, at most.
const MOST: usize = 40;

/// Values of one kind that are not exact.
struct Note {
    /// The names of their section and of what they are.
    of: (&'static str, &'static str),
    method: &'static str,
    n: u64,
    widest: f64,
}

/// Everything that is not exact in these sections.
pub(super) struct Notes(Vec<Note>);

impl Notes {
    /// Looks through all facts and tables.
    pub(super) fn of(sections: &[(Section, u64)]) -> Self {
        let mut notes = Self(Vec::new());
        for (section, _) in sections {
            let of_section = section.title().in_english();
            for fact in &section.facts {
                notes.add((of_section, section.label(fact).in_english()), &fact.value);
            }
            for table in &section.tables {
                let title = section.table_title(table).in_english();
                for row in &table.rows {
                    for ((key, _), value) in
                        table.columns.iter().zip(row).filter(|(_, value)| !value.is_exact())
                    {
                        notes.add((title, Name::new("column", &[key]).in_english()), value);
                    }
                }
            }
        }
        notes
    }

    fn add(&mut self, of: (&'static str, &'static str), value: &Value) {
        let Some(estimate) = value.estimate() else { return };
        let same = self.0.iter_mut().find(|note| note.of == of && note.method == estimate.method);
        if let Some(note) = same {
            note.n += 1;
            note.widest = note.widest.max(estimate.error_bound);
        } else if self.0.len() < MOST {
            self.0.push(Note { of, method: estimate.method, n: 1, widest: estimate.error_bound });
        }
    }

    /// Whether all is exact.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes them with their heading; that all is exact, if it is.
    pub(super) fn write(&self, out: &mut Markup) {
        out.element("section", &[("id", ANCHOR)], |out| {
            out.says("h2", &[], say_english("report-notes"));
            if self.is_empty() {
                return out.says("p", &[], say_english("report-all-exact"));
            }
            out.says("p", &[], say_english("report-notes-say"));
            out.element("div", &[("class", "wide")], |out| self.table(out));
            let methods = ["adaptive-sampling", "bernoulli-sample", "binned-counts"];
            out.element("dl", &[("class", "methods")], |out| {
                for method in
                    methods.into_iter().filter(|method| self.0.iter().any(|note| note.method == *method))
                {
                    out.says("dt", &[], method);
                    let says = match method {
                        "adaptive-sampling" => say_english("report-adaptive-sampling"),
                        "bernoulli-sample" => say_english("report-bernoulli-sample"),
                        _ => say_english("report-binned-counts"),
                    };
                    out.says("dd", &[], says);
                }
            });
        });
    }

    fn table(&self, out: &mut Markup) {
        out.open("table", &[("class", "l1 l2")]);
        out.says("caption", &[], say_english("report-notes"));
        out.open("thead", &[]);
        out.open("tr", &[]);
        let headings =
            ["report-figure", "report-method", "report-how-many", "report-widest"].map(say_english);
        headings.iter().for_each(|words| out.says("th", &[("scope", "col")], words));
        out.open("tbody", &[]);
        for note in &self.0 {
            out.open("tr", &[]);
            out.says("th", &[("scope", "row")], &format!("{}: {}", note.of.0, note.of.1));
            out.says("td", &[], note.method);
            out.says("td", &[], &crate::base::human::grouped(note.n));
            out.says("td", &[], &format!("± {}", rounded_up(note.widest)));
        }
        out.close("table");
    }

    /// How many values it is about.
    pub(super) fn in_words(&self) -> String {
        let n: u64 = self.0.iter().map(|note| note.n).sum();
        Text::new("report-n-inexact").with("n", n.max(len_u64(self.0.len()))).in_english()
    }
}
