//! A comparison as Markdown, for reviews, issues and the log of a build.

use super::shown::{change_text, figure_text, group_text, measure_text, word};
use super::visible::visible;
use super::{Diff, DiffSide, DiffWriter, Difference, RowDifference};
use crate::messages::{Text, say_english};
use crate::summary::markdown::escaped;
use std::io::{self, Write};

/// The writer.
pub struct DiffMarkdown;

impl DiffWriter for DiffMarkdown {
    fn id(&self) -> &'static str {
        "md"
    }

    fn write(&self, diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
        let [a, b] = [&diff.a, &diff.b].map(|side| safe(&side.name));
        writeln!(out, "# {}\n", Text::new("diff-title").with("a", a).with("b", b).in_english())?;
        head(diff, out)?;
        checks(diff, out)?;
        for group in diff.differences.chunk_by(|one, next| one.group == next.group) {
            let Some(first) = group.first() else { continue };
            writeln!(out, "\n## {}\n", escaped(&group_text(&first.group).in_english()))?;
            let heads = ["diff-what", "diff-head-a", "diff-head-b", "diff-head-change", "diff-head-path"];
            heads.into_iter().try_for_each(|key| write!(out, "| {} ", say_english(key)))?;
            writeln!(out, "|\n|:--|--:|--:|:--|:--|")?;
            group.iter().try_for_each(|one| row(one, out))?;
            group.iter().filter(|one| one.n_rows > 0).try_for_each(|one| rows(one, out))?;
        }
        Ok(())
    }
}

/// How many differences there are, and what else is to be known.
pub(super) fn verdict(diff: &Diff) -> Vec<Text> {
    let n = crate::base::units::len_u64(diff.differences.len());
    let mut all = vec![if n == 0 { Text::new("diff-nothing") } else { Text::new("diff-count").with("n", n) }];
    if diff.n_within_bounds > 0 {
        all.push(Text::new("diff-within").with("n", diff.n_within_bounds));
    }
    all
}

/// What is said of both sides: a name, and what it is for each.
pub(super) fn sides(diff: &Diff) -> Vec<(&'static str, [String; 2])> {
    let both = |of: fn(&DiffSide) -> String| [of(&diff.a), of(&diff.b)];
    let scanned = |side: &DiffSide| {
        say_english(if side.is_complete { "summary-all" } else { "diff-not-complete" }).to_owned()
    };
    vec![
        (say_english("diff-side-summary"), both(|side| visible(&side.name))),
        (say_english("diff-side-file"), both(|side| visible(&side.path))),
        (say_english("summary-modified"), both(|side| visible(side.modified.as_deref().unwrap_or("–")))),
        (say_english("summary-scanned"), both(scanned)),
    ]
}

fn head(diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| | {} | {} |\n|:--|:--|:--|", say_english("diff-head-a"), say_english("diff-head-b"))?;
    for (what, [a, b]) in sides(diff) {
        writeln!(out, "| {what} | {} | {} |", escaped(&a), escaped(&b))?;
    }
    let verdict: Vec<String> = verdict(diff).iter().map(Text::in_english).collect();
    writeln!(out, "\n{}", verdict.join(" "))
}

fn checks(diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
    if diff.checks.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {}\n", say_english("diff-checks"))?;
    for checked in &diff.checks {
        let key = if checked.holds { "diff-holds" } else { "diff-holds-not" };
        writeln!(out, "- **{}**: {}", say_english(key), safe(&checked.expression))?;
    }
    Ok(())
}

fn row(one: &Difference, out: &mut dyn Write) -> io::Result<()> {
    let figure = |figure| one.has_figures().then(|| figure_text(figure, &one.unit).in_english());
    let figure = |of| safe(&figure(of).unwrap_or_default());
    write!(out, "| {} ", safe(&what(one)))?;
    write!(out, "| {} | {} ", figure(&one.a), figure(&one.b))?;
    writeln!(out, "| {} | {} |", safe(&how_far(one).join("; ")), safe(&one.path))
}

/// What differs, and what happened to it, unless that goes without saying.
pub(super) fn what(one: &Difference) -> String {
    let label = one.label.in_english();
    match word(one.kind) {
        Some(kind) => format!("{label}: {}", kind.in_english()),
        None => label.to_owned(),
    }
}

/// By how much something changed, by each measure.
pub(super) fn how_far(one: &Difference) -> Vec<String> {
    let change = change_text(one).into_iter().chain(one.measures.iter().map(measure_text));
    change.map(|text| text.in_english()).collect()
}

fn rows(one: &Difference, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}\n", escaped(&rows_title(one).in_english()))?;
    writeln!(
        out,
        "| {} | {} | {} |\n|:--|--:|--:|",
        say_english("diff-what"),
        say_english("diff-head-a"),
        say_english("diff-head-b")
    )?;
    for row in &one.rows {
        let figure = |figure| safe(&figure_text(figure, &one.unit).in_english());
        writeln!(out, "| {} | {} | {} |", safe(&row_name(row)), figure(&row.a), figure(&row.b))?;
    }
    Ok(())
}

/// What stands above the rows that differ.
pub(super) fn rows_title(one: &Difference) -> Text {
    let shown = crate::base::units::len_u64(one.rows.len());
    let name = visible(one.label.in_english());
    let key = if shown < one.n_rows { "diff-rows-first" } else { "diff-rows-all" };
    Text::new(key).with("name", name).with("n", one.n_rows).with("first", shown)
}

/// What a row is called.
pub(super) fn row_name(row: &RowDifference) -> String {
    let key = figure_text(&row.key, "offset").in_english();
    match &row.column {
        Some(column) => format!("{key}, {}", visible(column.in_english())),
        None => key,
    }
}

/// A text that Markdown shows as it is, and in which nothing is hidden.
fn safe(text: &str) -> String {
    escaped(&visible(text))
}
