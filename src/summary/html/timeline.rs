//! The time line: lines by when they were written, stacked by what their levels mean.
//!
//! Known by its shape, a table of buckets: `start`, and lines a level. Buckets are drawn where their times are, so
//! that a gap in the log is one in the chart.

use super::chart::{self, STACKS, Words};
use super::markup::Markup;
use super::section::ends;
use crate::base::units::{as_f64, floor_u64, len_u64, to_usize};
use crate::base::{ReportTable, Value};
use crate::messages::{Text, say_english};

/// Which part of a bar the lines of a level are: errors, warnings, the others.
fn part_of(level: &str) -> Option<usize> {
    match level {
        "error" | "fatal" => Some(0),
        "warn" => Some(1),
        "trace" | "debug" | "info" | "other" => Some(2),
        _ => None,
    }
}

/// Draws the table if it is a time line; whether it is.
pub(super) fn draw(out: &mut Markup, table: &ReportTable, title: &str) -> bool {
    let (Some(start), Some(first), Some(last)) =
        (table.columns.iter().position(|(key, _)| *key == "start"), table.rows.first(), table.rows.last())
    else {
        return false;
    };
    let parts: Vec<Option<usize>> = table.columns.iter().map(|(key, _)| part_of(key)).collect();
    if !parts.iter().any(Option::is_some) {
        return false;
    }
    let times: Option<Vec<f64>> = table.rows.iter().map(|row| seconds(row.get(start))).collect();
    let places = times.map_or_else(|| by_number(table.rows.len()), |times| by_time(&times));
    let n_steps = places.iter().max().map_or(1, |most| most + 1);
    let mut steps = vec![[0.0; 3]; n_steps];
    for (&place, row) in places.iter().zip(&table.rows) {
        for (part, value) in parts.iter().zip(row) {
            if let Some(part) = part {
                steps[place][*part] += value.height();
            }
        }
    }
    let text = |value: Option<&Value>| value.map(Value::plain).unwrap_or_default();
    let (from, to) = (text(first.get(start)), text(last.get(start)));
    let says = Text::new("report-timeline").with("n", len_u64(table.rows.len()));
    let says = says.with("from", from.clone()).with("to", to.clone()).in_english();
    out.element("figure", &[], |out| {
        chart::stacks(out, &steps, ["bad", "warn", ""], &Words { title, description: &says });
        ends(out, &from, say_english("axis-time"), &to);
        out.element("p", &[("class", "legend")], |out| {
            for (class, key) in
                [("bad", "report-errors"), ("warn", "report-warnings"), ("info", "report-others")]
            {
                out.says("b", &[("class", class)], "■");
                out.text(" ");
                out.says("span", &[], say_english(key));
                out.text(" ");
            }
        });
    });
    true
}

/// In which step each of `n` buckets is drawn, where their times are not known.
fn by_number(n: usize) -> Vec<usize> {
    let each = n.div_ceil(STACKS).max(1);
    (0..n).map(|nr| nr / each).collect()
}

/// In which step each bucket is drawn, by its time in seconds: one step a bucket, or as many as there may be.
fn by_time(times: &[f64]) -> Vec<usize> {
    let (Some(&from), Some(&to)) = (times.first(), times.last()) else { return Vec::new() };
    let gaps = times.windows(2).map(|two| two[1] - two[0]).filter(|gap| *gap > 0.0);
    let width = gaps.fold(f64::INFINITY, f64::min);
    if !width.is_finite() || to <= from {
        return vec![0; times.len()];
    }
    let n = (to - from) / width + 1.0;
    let n_steps = floor_u64(n.round()).clamp(1, len_u64(STACKS));
    let place = |at: &f64| (at - from) / width / n * as_f64(n_steps);
    times.iter().map(|at| to_usize(floor_u64(place(at) + 1e-6).min(n_steps - 1))).collect()
}

/// A moment as seconds.
fn seconds(value: Option<&Value>) -> Option<f64> {
    let Some(Value::Time(moment)) = value else { return None };
    let size = as_f64(moment.seconds.unsigned_abs());
    Some(if moment.seconds < 0 { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_drawn_where_their_times_are() {
        assert_eq!(by_time(&[10.0, 11.0, 14.0]), [0, 1, 4]);
        assert_eq!(by_time(&[10.0]), [0]);
        assert_eq!(by_number(3), [0, 1, 2]);
        let many: Vec<f64> = (0..2400_u32).map(f64::from).collect();
        let places = by_time(&many);
        assert_eq!((places[0], places[2399]), (0, STACKS - 1));
        assert!((0..STACKS).all(|step| places.iter().filter(|&&place| place == step).count() == 10));
    }
}
