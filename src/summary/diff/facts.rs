//! Files, coverage and sections compared: which came and went, and which of their facts differ.

use super::figure::Figure;
use super::pairs::{kind_of, pairs, push};
use super::saved::{Saved, SavedFact, SavedSection};
use super::{Diff, Difference, DifferenceKind, Group, Label, columns, path, tables};

/// Compares all of two summaries.
pub(super) fn compare(a: &Saved, b: &Saved, diff: &mut Diff) {
    let label = |fact: &SavedFact| Label::new("diff", &[&fact.key], &fact.key);
    let about = |prefix: &'static str| (Group::File, prefix);
    compare_facts(about("file"), (&a.file, &b.file), label, diff);
    // Of complete summaries it says the size of the file once more.
    if !a.is_complete || !b.is_complete {
        compare_facts(about("coverage"), (&a.coverage, &b.coverage), label, diff);
    }
    for (a, b) in pairs(&a.sections, &b.sections, |section| &section.id) {
        compare_sections(a, b, diff);
    }
}

fn section_label(section: &SavedSection) -> Label {
    Label::new("section", &[&section.id], &section.title)
}

fn compare_sections(a: Option<&SavedSection>, b: Option<&SavedSection>, diff: &mut Diff) {
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (only_a, only_b) => {
            let Some(section) = only_a.or(only_b) else { return };
            let kind = if only_a.is_some() { DifferenceKind::Went } else { DifferenceKind::Came };
            let (label, path) = (section_label(section), section.id.clone());
            diff.differences.push(Difference::new(Group::Section(label.clone()), path, label, kind));
            return;
        }
    };
    let label = |fact: &SavedFact| Label::new("fact", &[&b.id, &fact.key], &fact.label);
    let group = Group::Section(section_label(b));
    compare_facts((group.clone(), &b.id), (&a.facts, &b.facts), label, diff);
    if b.id == path::COLUMNS {
        columns::compare(a, b, diff);
    }
    for (a, b) in pairs(&a.tables, &b.tables, |table| &table.id) {
        let Some(table) = b.or(a) else { continue };
        let is_profile = diff_of_columns(&group, &table.id);
        if !is_profile {
            tables::compare(&group, (a, b), diff);
        }
    }
}

/// Whether a table is told by its columns.
fn diff_of_columns(group: &Group, table: &str) -> bool {
    let Group::Section(section) = group else { return false };
    section.id() == path::COLUMNS && columns::TABLES.contains(&table)
}

fn compare_facts(
    (group, prefix): (Group, &str),
    (a, b): (&[SavedFact], &[SavedFact]),
    label: impl Fn(&SavedFact) -> Label,
    diff: &mut Diff,
) {
    for (a, b) in pairs(a, b, |fact| &fact.key) {
        let Some(fact) = b.or(a) else { continue };
        let path = format!("{prefix}.{}", path::of_key(&fact.key));
        let figure = |fact: Option<&SavedFact>| fact.map_or(Figure::None, |fact| fact.figure.clone());
        let kind = kind_of(a.is_some(), b.is_some());
        let difference = || Difference::new(group.clone(), path, label(fact), kind);
        push(diff, (&figure(a), &figure(b)), &fact.unit, difference);
    }
}
