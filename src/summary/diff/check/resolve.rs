//! What a path asks of two summaries.

use super::CheckError;
use super::parser::{Node, Operand, OperandValue, Part};
use super::unknown::{unknown, wants_more};
use crate::base::units::len_u64;
use crate::messages::Text;
use crate::summary::diff::columns::Matched;
use crate::summary::diff::figure::Figure;
use crate::summary::diff::path::{COLUMNS, SETS, VERBS};
use crate::summary::diff::profiles::Profile;
use crate::summary::diff::saved::{Saved, SavedFact, SavedSection, SavedTable};
use crate::summary::diff::{Diff, DifferenceKind};
use std::collections::BTreeSet;

/// What is known of all differences together.
const DIFFERENCES: &str = "differences";

/// Two summaries, and what differs between them.
pub(super) struct World<'a> {
    a: &'a Saved,
    b: &'a Saved,
    diff: &'a Diff,
    columns: Option<Matched<'a>>,
}

/// What a path asks.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// The figure in one of the summaries; none where that one has no such thing.
    Figure(Option<Figure>),
    /// How far a figure has gone.
    Change(Box<Change>),
    /// Yes or no.
    Flag(bool),
    /// How far distributions are apart.
    Drift(f64),
    /// How many.
    Count(u64),
}

/// How far a figure has gone.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) a: Figure,
    pub(super) b: Figure,
    pub(super) direction: Direction,
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Any,
    Rose,
    Fell,
}

/// What verbs are asked of.
pub(super) enum Subject<'a> {
    Figure(Option<Figure>, Option<Figure>),
    Table(Option<&'a SavedTable>, Option<&'a SavedTable>, String),
    Section(bool, bool, String),
    /// How many columns a set has.
    Count(u64),
    Column(Box<Column<'a>>),
    /// The most frequent values, or the histogram, of a column.
    Values(Box<Column<'a>>, &'static str),
}

/// A column by one of its names.
pub(super) struct Column<'a> {
    pub(super) a: Option<Profile<'a>>,
    pub(super) b: Option<Profile<'a>>,
    pub(super) path: String,
    pub(super) has_moved: bool,
    /// Whether A has no column of this name, and whether B has none.
    pub(super) is_new: bool,
    pub(super) is_gone: bool,
}

impl<'a> World<'a> {
    pub(super) fn new(a: &'a Saved, b: &'a Saved, diff: &'a Diff) -> Self {
        let columns = match (a.section(COLUMNS), b.section(COLUMNS)) {
            (Some(a), Some(b)) => Some(Matched::of(a, b)),
            _ => None,
        };
        Self { a, b, diff, columns }
    }

    /// What a path asks.
    pub(super) fn ask(&self, path: &[Part]) -> Result<Asked, CheckError> {
        let [first, rest @ ..] = path else { return Ok(Asked::Flag(false)) };
        if first.name == DIFFERENCES && rest.is_empty() {
            return Ok(Asked::Count(len_u64(self.diff.differences.len())));
        }
        let (subject, rest) = self.subject(first, rest)?;
        match rest {
            [] => self.answer(&subject, None),
            [verb] => self.answer(&subject, Some(verb)),
            [verb, more, ..] => {
                let text = Text::new("check-too-long").with("name", verb.name.clone());
                Err(CheckError::new(more.at, text))
            }
        }
    }

    /// What verbs are asked of, and what stands behind it.
    fn subject<'p>(&self, first: &Part, rest: &'p [Part]) -> Result<(Subject<'a>, &'p [Part]), CheckError> {
        let (a, b) = (self.a, self.b);
        let of_file = match first.name.as_str() {
            "file" => Some((&a.file, &b.file)),
            "coverage" => Some((&a.coverage, &b.coverage)),
            _ => None,
        };
        if let Some((in_a, in_b)) = of_file {
            let [key, rest @ ..] = rest else { return Err(wants_more(first, names(&[in_a, in_b]))) };
            let found =
                fact(in_a, in_b, &key.name).ok_or_else(|| unknown(key, &first.name, names(&[in_a, in_b])));
            return Ok((found?, rest));
        }
        let (in_a, in_b) = (a.section(&first.name), b.section(&first.name));
        if in_a.is_none() && in_b.is_none() {
            let sections = a.sections.iter().chain(&b.sections).map(|section| section.id.as_str());
            return Err(unknown(first, "", sections.chain(["file", "coverage", DIFFERENCES]).collect()));
        }
        let whole = || Subject::Section(in_a.is_some(), in_b.is_some(), first.name.clone());
        let [key, behind @ ..] = rest else { return Ok((whole(), rest)) };
        if first.name == COLUMNS
            && let Some(found) = self.of_columns((in_a, in_b), key, behind)?
        {
            return Ok(found);
        }
        if !key.is_quoted && VERBS.contains(&key.name.as_str()) && behind.is_empty() {
            return Ok((whole(), rest));
        }
        let facts = |section: Option<&'a SavedSection>| section.map_or(&[][..], |section| &section.facts);
        if let Some(found) = fact(facts(in_a), facts(in_b), &key.name) {
            return Ok((found, behind));
        }
        let table = |section: Option<&'a SavedSection>| section.and_then(|section| section.table(&key.name));
        let (in_a, in_b) = (in_a, in_b);
        if table(in_a).is_some() || table(in_b).is_some() {
            let path = format!("{}.{}", first.name, key.name);
            return Ok((Subject::Table(table(in_a), table(in_b), path), behind));
        }
        let mut known = names(&[facts(in_a), facts(in_b)]);
        known.extend(
            in_a.into_iter().chain(in_b).flat_map(|one| one.tables.iter().map(|table| table.id.as_str())),
        );
        Err(unknown(key, &first.name, known))
    }

    /// What a path in the section `columns` asks of a column; `None` if it asks something of the section.
    fn of_columns<'p>(
        &self,
        (in_a, in_b): (Option<&'a SavedSection>, Option<&'a SavedSection>),
        key: &Part,
        behind: &'p [Part],
    ) -> Result<Option<(Subject<'a>, &'p [Part])>, CheckError> {
        let sections = || in_a.into_iter().chain(in_b);
        let is_fact = sections().any(|section| section.fact(&key.name).is_some());
        let is_set = SETS.contains(&key.name.as_str()) && behind.is_empty();
        let is_verb = VERBS.contains(&key.name.as_str()) && behind.is_empty();
        let asks_fact = is_fact
            && match behind {
                [] => true,
                [verb] => !verb.is_quoted && VERBS.contains(&verb.name.as_str()),
                _ => false,
            };
        if !key.is_quoted && key.nr.is_none() {
            if asks_fact {
                return Ok(None);
            }
            if is_set {
                return Ok(Some((Subject::Count(self.set(&key.name)), behind)));
            }
        }
        let Some(column) = self.column((in_a, in_b), key) else {
            if is_verb && !key.is_quoted {
                return Ok(None);
            }
            let profiles = sections().flat_map(Profile::all);
            let mut known: Vec<&str> = profiles.map(|column| column.name).collect();
            if !key.is_quoted {
                known.extend(
                    sections().flat_map(|section| section.facts.iter().map(|fact| fact.key.as_str())),
                );
                known.extend(SETS);
            }
            return Err(unknown(key, COLUMNS, known));
        };
        let [figure, behind_figure @ ..] = behind else {
            return Ok(Some((Subject::Column(Box::new(column)), behind)));
        };
        let in_both = |column: &Column<'a>, of: &dyn Fn(&Profile<'a>) -> Option<Figure>| {
            Subject::Figure(column.a.as_ref().and_then(of), column.b.as_ref().and_then(of))
        };
        let name = figure.name.as_str();
        let has = |column: &Option<Profile<'a>>| column.is_some_and(|column| column.figure(name).is_some());
        Ok(Some(match name {
            "place" => {
                (in_both(&column, &|profile| Some(Figure::count(len_u64(profile.place) + 1))), behind_figure)
            }
            "top" => (Subject::Values(Box::new(column), "top"), behind_figure),
            "histograms" => (Subject::Values(Box::new(column), "histograms"), behind_figure),
            _ if has(&column.a) || has(&column.b) => {
                (in_both(&column, &|profile| profile.figure(name).cloned()), behind_figure)
            }
            _ if VERBS.contains(&name) => (Subject::Column(Box::new(column)), behind),
            _ => {
                let profiles = column.a.into_iter().chain(column.b);
                let mut known: Vec<&str> =
                    profiles.flat_map(|column| column.keys.iter().map(|(key, _)| key.as_str())).collect();
                known.extend([
                    "place",
                    "top",
                    "histograms",
                    "changed",
                    "came",
                    "went",
                    "moved",
                    "renamed",
                    "drift",
                ]);
                return Err(unknown(figure, &key.name, known));
            }
        }))
    }

    /// How many columns a set has.
    fn set(&self, name: &str) -> u64 {
        let alone = |kind: DifferenceKind| {
            let is_it = |one: &&super::super::Difference| one.kind == kind;
            len_u64(self.diff.differences.iter().filter(is_it).filter(|one| one.is_of_column()).count())
        };
        let n_in =
            |saved: &Saved| saved.section(COLUMNS).map_or(0, |section| len_u64(Profile::all(section).len()));
        let renamed = alone(DifferenceKind::Renamed);
        let none = self.columns.is_none();
        match name {
            // Who asks for a name doesn't find it, whatever it is called now.
            "added" if none => n_in(self.b),
            "removed" if none => n_in(self.a),
            "added" => alone(DifferenceKind::Came) + renamed,
            "removed" => alone(DifferenceKind::Went) + renamed,
            "moved" => alone(DifferenceKind::Moved),
            "renamed" => renamed,
            "retyped" => self.columns.as_ref().map_or(0, |matched| {
                len_u64(matched.both.iter().filter(|pair| pair.a.kind() != pair.b.kind()).count())
            }),
            _ => {
                let groups = self.diff.differences.iter().filter(|one| one.is_of_column());
                let paths = groups.map(|one| column_path(&one.path));
                len_u64(paths.collect::<BTreeSet<_>>().len())
            }
        }
    }

    /// A column by one of its names.
    fn column(
        &self,
        (in_a, in_b): (Option<&'a SavedSection>, Option<&'a SavedSection>),
        key: &Part,
    ) -> Option<Column<'a>> {
        let nr = key.nr.unwrap_or(1);
        let is_it = |profile: &Profile<'a>| profile.name == key.name && profile.nr == nr;
        let path = |profile: &Profile<'a>, section: Option<&SavedSection>| {
            section.map(|section| profile.path(section)).unwrap_or_default()
        };
        let alone = |a: Option<Profile<'a>>, b: Option<Profile<'a>>, path: String| Column {
            is_new: a.is_none(),
            is_gone: b.is_none(),
            a,
            b,
            path,
            has_moved: false,
        };
        let Some(matched) = &self.columns else {
            // One of them is no table.
            let find = |section: Option<&'a SavedSection>| {
                section.and_then(|section| Profile::all(section).into_iter().find(is_it))
            };
            let (a, b) = (find(in_a), find(in_b));
            let path = b.or(a).map(|profile| path(&profile, in_b.or(in_a)))?;
            return Some(alone(a, b, path));
        };
        let pair = matched.both.iter().find(|pair| is_it(&pair.b));
        let pair = pair.or_else(|| matched.both.iter().find(|pair| is_it(&pair.a)));
        if let Some(pair) = pair {
            return Some(Column {
                a: Some(pair.a),
                b: Some(pair.b),
                path: path(&pair.b, in_b),
                has_moved: pair.has_moved,
                is_new: !is_it(&pair.a),
                is_gone: !is_it(&pair.b),
            });
        }
        if let Some(b) = matched.came.iter().find(|profile| is_it(profile)) {
            return Some(alone(None, Some(*b), path(b, in_b)));
        }
        let a = matched.went.iter().find(|profile| is_it(profile))?;
        Some(alone(Some(*a), None, path(a, in_a)))
    }

    /// Whether there is any difference at a path or below it.
    pub(super) fn differs(&self, path: &str) -> bool {
        let is_below =
            |one: &str| one.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.diff.differences.iter().any(|one| is_below(&one.path))
    }
}

/// The path of the column that a difference is about: its first two parts.
fn column_path(path: &str) -> &str {
    let (mut in_quotes, mut dots) = (false, 0);
    for (at, c) in path.char_indices() {
        in_quotes ^= c == '\'';
        dots += usize::from(c == '.' && !in_quotes);
        if dots == 2 {
            return &path[..at];
        }
    }
    path
}

fn fact<'a>(a: &[SavedFact], b: &[SavedFact], key: &str) -> Option<Subject<'a>> {
    let find =
        |facts: &[SavedFact]| facts.iter().find(|fact| fact.key == key).map(|fact| fact.figure.clone());
    let (a, b) = (find(a), find(b));
    (a.is_some() || b.is_some()).then_some(Subject::Figure(a, b))
}

fn names<'a>(facts: &[&'a [SavedFact]]) -> Vec<&'a str> {
    facts.iter().flat_map(|facts| facts.iter().map(|fact| fact.key.as_str())).collect()
}

/// Checks that there is what the paths of a condition name, also where it is decided before they are asked.
pub(super) fn check_all(node: &Node, world: &World<'_>) -> Result<(), CheckError> {
    let check = |operand: &Operand| match &operand.value {
        OperandValue::Path(path) => world.ask(path).map(|_| ()),
        _ => Ok(()),
    };
    match node {
        Node::Or(all) | Node::And(all) => all.iter().try_for_each(|node| check_all(node, world)),
        Node::Not(node) => check_all(node, world),
        Node::Alone(operand) => check(operand),
        Node::Compare(left, _, right) => check(left).and_then(|()| check(right)),
    }
}
