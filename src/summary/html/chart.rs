//! Charts as inline SVG: bars, a line along the file, a strip of it, stacked bars.
//!
//! A chart is a few paths in a box of whole numbers, stretched to its place by the page; the words beside it are
//! HTML, so that they are not stretched. Each has a title and a description, and never more than [`MOST`] steps
//! across: where a table has more rows, neighbours share one, as high as the highest of them.

use super::markup::Markup;
use crate::base::units::{as_f64, floor_u64, to_usize};
use std::fmt::Write;

/// Steps across at most.
const MOST: usize = 1024;

/// Bars of a time line.
pub(super) const STACKS: usize = 240;

/// Shades of a strip.
const SHADES: u64 = 8;

/// What a chart is called, for those who don't see it.
pub(super) struct Words<'a> {
    pub title: &'a str,
    pub description: &'a str,
}

/// An SVG of a class, in a box.
fn svg(
    out: &mut Markup,
    class: &str,
    (width, height): (usize, usize),
    words: &Words<'_>,
    paths: &[(&str, String)],
) {
    let size = format!("0,0,{width},{height}");
    out.element(
        "svg",
        &[("class", class), ("viewBox", &size), ("role", "img"), ("preserveAspectRatio", "none")],
        |out| {
            out.says("title", &[], words.title);
            if !words.description.is_empty() {
                out.says("desc", &[], words.description);
            }
            for (class, path) in paths.iter().filter(|(_, path)| !path.is_empty()) {
                out.element("path", &[("class", class), ("d", path)], |_| {});
            }
        },
    );
}

/// A whole number of at most `most`: `value` of `top`; at least 1 of what is more than nothing.
fn height(value: f64, top: f64, most: u64) -> u64 {
    if value <= 0.0 || top <= 0.0 {
        return 0;
    }
    floor_u64((value / top * as_f64(most)).round()).clamp(1, most)
}

/// At most `most` values: of neighbours that share a step, the highest.
fn thinned(values: &[f64], most: usize) -> Vec<f64> {
    let each = values.len().div_ceil(most.max(1)).max(1);
    values.chunks(each).map(|some| some.iter().copied().fold(0.0, f64::max)).collect()
}

/// Bars, each with the class that `class` says of its number.
pub(super) fn bars(
    out: &mut Markup,
    values: &[f64],
    words: &Words<'_>,
    classes: &[(&'static str, &[usize])],
) {
    let thin = thinned(values, MOST);
    let top = thin.iter().copied().fold(0.0, f64::max);
    let (step, gap) = if thin.len() <= 80 { (10, 1) } else { (4, 0) };
    let bar = |path: &mut String, nr: usize| {
        let up = height(thin.get(nr).copied().unwrap_or(0.0), top, 100);
        if up > 0 {
            // Writing to a string can't fail.
            let _ = write!(path, "M{},100v-{up}h{}v{up}z", nr * step, step - gap);
        }
    };
    let paths: Vec<(&str, String)> = if thin.len() == values.len() && !classes.is_empty() {
        let of = |(class, numbers): &(&'static str, &[usize])| {
            let mut path = String::new();
            numbers.iter().for_each(|&nr| bar(&mut path, nr));
            (*class, path)
        };
        classes.iter().map(of).collect()
    } else {
        let mut path = String::new();
        (0..thin.len()).for_each(|nr| bar(&mut path, nr));
        vec![("", path)]
    };
    svg(out, "bars", (thin.len().max(1) * step, 100), words, &paths);
}

/// Bars as small as a word, without gaps.
pub(super) fn spark(out: &mut Markup, values: &[f64], title: &str) {
    let thin = thinned(values, 64);
    let top = thin.iter().copied().fold(0.0, f64::max);
    let mut path = String::from("M0,16");
    let mut before = 16;
    for &value in &thin {
        let at = 16 - height(value, top, 16);
        if at != before {
            let _ = write!(path, "V{at}");
        }
        path.push_str("h1");
        before = at;
    }
    path.push_str("V16z");
    svg(out, "spark", (thin.len().max(1), 16), &Words { title, description: "" }, &[("", path)]);
}

/// A bar that lies beside its figure, which says all that it does.
pub(super) fn bar(out: &mut Markup, value: f64, most: f64) {
    let path = format!("M0,0h{}v1H0z", height(value, most, 100));
    out.element(
        "svg",
        &[("viewBox", "0,0,100,1"), ("aria-hidden", "true"), ("preserveAspectRatio", "none")],
        |out| {
            out.element("path", &[("d", &path)], |_| {});
        },
    );
}

/// A line along the file, filled below; `top` is the height of the box.
pub(super) fn line(out: &mut Markup, values: &[f64], top: f64, words: &Words<'_>) {
    let thin = thinned(values, MOST);
    let mut path = String::new();
    for (nr, &value) in thin.iter().enumerate() {
        let at = 200 - height(value, top, 200);
        let _ = write!(path, "{}{},{at}h2", if nr == 0 { "M" } else { "L" }, nr * 2);
    }
    let area = format!("{path}V200H0z");
    svg(out, "along", (thin.len().max(1) * 2, 200), words, &[("area", area), ("line", path)]);
}

/// A strip of the file: a shade for each block, by its share of `top`.
pub(super) fn strip(out: &mut Markup, values: &[f64], top: f64, words: &Words<'_>) {
    let thin = thinned(values, MOST);
    let shade = |value: f64| floor_u64(value / top * as_f64(SHADES)).min(SHADES - 1);
    let mut paths = vec![String::new(); to_usize(SHADES)];
    let mut nr = 0;
    for run in thin.chunk_by(|a, b| shade(*a) == shade(*b)) {
        if let Some(path) = run.first().and_then(|&first| paths.get_mut(to_usize(shade(first)))) {
            let _ = write!(path, "M{nr},0h{}v1h-{0}z", run.len());
        }
        nr += run.len();
    }
    const CLASSES: [&str; 8] = ["e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7"];
    let paths: Vec<(&str, String)> = CLASSES.into_iter().zip(paths).collect();
    svg(out, "strip", (thin.len().max(1), 1), words, &paths);
}

/// Stacked bars: for each of `n` steps the heights of its parts, the lowest first.
pub(super) fn stacks(out: &mut Markup, steps: &[[f64; 3]], classes: [&'static str; 3], words: &Words<'_>) {
    let top = steps.iter().map(|parts| parts.iter().sum::<f64>()).fold(0.0, f64::max);
    let mut paths = classes.map(|class| (class, String::new()));
    for (nr, parts) in steps.iter().enumerate() {
        let mut below = 0;
        for (part, (_, path)) in parts.iter().zip(&mut paths) {
            let up = height(*part, top, 100);
            if up > 0 {
                let _ = write!(path, "M{},{}v-{up}h4v{up}z", nr * 4, 100_u64.saturating_sub(below));
                below = (below + up).min(100);
            }
        }
    }
    svg(out, "bars", (steps.len().max(1) * 4, 100), words, &paths);
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words<'_> = Words { title: "a title", description: "what it shows" };

    #[test]
    fn bars_are_as_high_as_their_values_and_none_that_is_there_is_lost() {
        let mut out = Markup::default();
        bars(&mut out, &[0.0, 1.0, 1000.0], &WORDS, &[]);
        let text = out.as_str();
        assert!(text.contains("M10,100v-1h9v1zM20,100v-100h9v100z"), "{text}");
        assert!(text.contains("<title>a title</title><desc>what it shows</desc>"), "{text}");
    }

    #[test]
    fn a_chart_has_no_more_steps_than_can_be_seen() {
        let many: Vec<f64> = (0..100_000_u32).map(f64::from).collect();
        let charts: [fn(&mut Markup, &[f64]); 3] = [
            |out, many| line(out, many, 1e5, &WORDS),
            |out, many| strip(out, many, 1e5, &WORDS),
            |out, many| bars(out, many, &WORDS, &[]),
        ];
        for chart in charts {
            let mut out = Markup::default();
            chart(&mut out, &many);
            assert!(out.len() < 40_000, "{}", out.len());
        }
    }

    #[test]
    fn a_spark_steps_where_its_values_do() {
        let mut out = Markup::default();
        spark(&mut out, &[4.0, 4.0, 2.0], "x");
        assert!(
            out.as_str().contains("d=\"M0,16V0h1h1V8h1V16z\"")
                || out.as_str().contains("d=M0,16V0h1h1V8h1V16z")
        );
    }
}
