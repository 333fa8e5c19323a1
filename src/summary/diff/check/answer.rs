//! What verbs ask of what a path leads to.

use super::CheckError;
use super::parser::Part;
use super::resolve::{Asked, Change, Column, Direction, Subject, World};
use super::unknown::{VERB, unknown};
use crate::summary::diff::figure::Figure;
use crate::summary::diff::saved::SavedTable;
use crate::summary::diff::{columns, tables};

impl<'a> World<'a> {
    /// What a verb asks of a subject, or the subject alone.
    pub(super) fn answer(&self, subject: &Subject<'a>, verb: Option<&Part>) -> Result<Asked, CheckError> {
        let word = verb.map(|verb| if verb.is_quoted { "" } else { verb.name.as_str() });
        let (answer, known): (Option<Asked>, &[&str]) = match subject {
            Subject::Figure(a, b) => {
                let known = &["changed", "rose", "fell", "a", "b", "value", "came", "went"];
                (of_figure((a.as_ref(), b.as_ref()), word), known)
            }
            Subject::Count(n) => (word.is_none().then_some(Asked::Count(*n)), &[]),
            Subject::Table(a, b, path) => {
                (self.of_table((*a, *b), path, word), &["changed", "came", "went", "drift"])
            }
            Subject::Section(in_a, in_b, path) => {
                (self.came_or_differs(path, (!in_a, !in_b), word), &["changed", "came", "went"])
            }
            Subject::Column(column) => {
                (self.of_column(column, word), &["changed", "came", "went", "moved", "renamed", "drift"])
            }
            Subject::Values(column, which) => (self.of_values(column, which, word), &["changed", "drift"]),
        };
        match (answer, verb) {
            (Some(answer), _) => Ok(answer),
            (None, Some(verb)) => Err(unknown(verb, VERB, known.to_vec())),
            (None, None) => Ok(Asked::Flag(false)),
        }
    }

    fn came_or_differs(
        &self,
        path: &str,
        (is_new, is_gone): (bool, bool),
        word: Option<&str>,
    ) -> Option<Asked> {
        Some(Asked::Flag(match word {
            None | Some("changed") => self.differs(path),
            Some("came") => is_new,
            Some("went") => is_gone,
            _ => return None,
        }))
    }

    fn of_table(
        &self,
        (a, b): (Option<&SavedTable>, Option<&SavedTable>),
        path: &str,
        word: Option<&str>,
    ) -> Option<Asked> {
        match (word, a, b) {
            (Some("drift"), Some(a), Some(b)) => tables::drift(a, b).map(Asked::Drift),
            (Some("drift"), ..) => Some(Asked::Drift(1.0)),
            _ => self.came_or_differs(path, (a.is_none(), b.is_none()), word),
        }
    }

    fn of_column(&self, column: &Column<'a>, word: Option<&str>) -> Option<Asked> {
        match word {
            Some("moved") => Some(Asked::Flag(column.has_moved)),
            Some("renamed") => Some(Asked::Flag(
                column.a.is_some() && column.b.is_some() && (column.is_new || column.is_gone),
            )),
            Some("drift") => Some(Asked::Drift(match (&column.a, &column.b) {
                (Some(a), Some(b)) => columns::drift(a, b),
                _ => 1.0,
            })),
            _ => self.came_or_differs(&column.path, (column.is_new, column.is_gone), word),
        }
    }

    fn of_values(&self, column: &Column<'a>, which: &str, word: Option<&str>) -> Option<Asked> {
        let path = format!("{}.{which}", column.path);
        match (word, &column.a, &column.b) {
            (Some("drift"), Some(a), Some(b)) if which == "top" => {
                Some(Asked::Drift(columns::top_drift(a, b)))
            }
            (Some("drift"), Some(a), Some(b)) => Some(Asked::Drift(columns::histogram_drift(a, b))),
            (Some("drift"), ..) => Some(Asked::Drift(1.0)),
            (None | Some("changed"), Some(_), Some(_)) => Some(Asked::Flag(self.differs(&path))),
            (None | Some("changed"), ..) => Some(Asked::Flag(true)),
            _ => None,
        }
    }
}

/// What is asked of a figure.
fn of_figure((a, b): (Option<&Figure>, Option<&Figure>), word: Option<&str>) -> Option<Asked> {
    let or_none = |figure: Option<&Figure>| figure.cloned().unwrap_or(Figure::None);
    let change =
        |direction| Some(Asked::Change(Box::new(Change { a: or_none(a), b: or_none(b), direction })));
    match word {
        None | Some("b" | "value") => Some(Asked::Figure(b.cloned())),
        Some("a") => Some(Asked::Figure(a.cloned())),
        Some("changed") => change(Direction::Any),
        Some("rose") => change(Direction::Rose),
        Some("fell") => change(Direction::Fell),
        Some("came") => Some(Asked::Flag(a.is_none_or(Figure::is_none) && b.is_some_and(|b| !b.is_none()))),
        Some("went") => Some(Asked::Flag(b.is_none_or(Figure::is_none) && a.is_some_and(|a| !a.is_none()))),
        _ => None,
    }
}
