//! Figures, changes and measures as people read them, as messages: exports say them in English, the window in its
//! language.

use super::distance::{Measure, MeasureKind};
use super::figure::Figure;
use super::number::Number;
use super::path::PLACE;
use super::visible::visible;
use super::{Difference, DifferenceKind, Group};
use crate::base::human;
use crate::messages::{Key, Text};

/// A figure.
#[must_use]
pub fn figure_text(figure: &Figure, unit: &str) -> Text {
    match figure {
        Figure::None => Text::new("diff-none"),
        Figure::Bool(true) => Text::new("yes"),
        Figure::Bool(false) => Text::new("no"),
        Figure::Number(number) if unit == PLACE => Text::new("diff-column-at").with("n", number.to_string()),
        Figure::Number(number) if matches!(unit, "offset" | "byte") => Text::verbatim(number.to_string()),
        Figure::Number(number) => Text::verbatim(grouped(number)),
        Figure::Text(text) => Text::verbatim(visible(text)),
        Figure::Inexact(inexact) => Text::new("diff-about")
            .with("value", figure_text(&inexact.value, unit))
            .with("bound", grouped(&inexact.error_bound)),
    }
}

/// By how much something changed, if that can be said.
#[must_use]
pub fn change_text(difference: &Difference) -> Option<Text> {
    let change = difference.change.as_ref()?;
    let sign = if change.is_negative() { "−" } else { "+" };
    let mut shown = format!("{sign}{}", grouped(&change.magnitude()));
    if difference.a.is_moment() {
        shown.push_str(" s");
    }
    let Some(relative) = difference.relative.filter(|relative| *relative != 0.0) else {
        return Some(Text::verbatim(shown));
    };
    Some(Text::new("diff-change").with("change", shown).with("relative", percent_text(relative)))
}

/// A signed share as a percentage.
fn percent_text(share: f64) -> String {
    let percent = share.abs() * 100.0;
    let sign = if share < 0.0 { "−" } else { "+" };
    match percent {
        percent if percent >= 1e6 => format!("{sign}{percent:.2e} %"),
        percent if percent >= 100.0 => format!("{sign}{percent:.0} %"),
        percent if percent >= 0.01 => format!("{sign}{percent:.2} %"),
        percent => format!("{sign}{percent:.1e} %"),
    }
}

/// A measure: its name, how far, and between what bounds.
#[must_use]
pub fn measure_text(measure: &Measure) -> Text {
    let name = match measure.kind {
        MeasureKind::KolmogorovSmirnov => "diff-measure-ks",
        MeasureKind::EarthMovers => "diff-measure-em",
        MeasureKind::TotalVariation => "diff-measure-tv",
        MeasureKind::MeanDifference => "diff-measure-mean",
    };
    let unit = if measure.unit.is_empty() { String::new() } else { format!(" {}", measure.unit) };
    let (least, most) = measure.between;
    let text = |key| {
        let value = format!("{}{unit}", rounded(measure.value));
        Text::new(key).with("name", Key(name)).with("value", value)
    };
    if least == most {
        return text("diff-measure");
    }
    text("diff-measure-between").with("least", rounded(least)).with("most", rounded(most))
}

/// A distance with four significant digits.
fn rounded(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    if !(1e-4..1e7).contains(&value) {
        return format!("{value:.3e}");
    }
    let decimals = (0..8).find(|&decimals| value * 10_f64.powi(decimals) >= 1000.0).unwrap_or(8);
    let text = format!("{value:.0$}", crate::base::units::to_usize(u64::from(decimals.unsigned_abs())));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// What happened to something, in a word, unless its figures say so.
#[must_use]
pub fn word(kind: DifferenceKind) -> Option<Text> {
    Some(Text::new(match kind {
        DifferenceKind::Came => "diff-came",
        DifferenceKind::Went => "diff-went",
        DifferenceKind::Moved => "diff-moved",
        DifferenceKind::Renamed => "diff-renamed",
        DifferenceKind::Changed | DifferenceKind::Distribution | DifferenceKind::Rows => return None,
    }))
}

/// What a group is called.
#[must_use]
pub fn group_text(group: &Group) -> Text {
    match group {
        Group::File => Text::new("diff-file"),
        Group::Columns => Text::new("diff-columns"),
        Group::Section(section) => section.text(),
        Group::Column(name) => Text::new("diff-of-column").with("name", visible(name)),
    }
}

/// A number with its digits in groups, unless it has an exponent.
fn grouped(number: &Number) -> String {
    let text = number.as_str();
    if text.contains(['e', 'E']) { text.to_owned() } else { human::grouped_decimal(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        let number = |text: &str| Figure::Number(Number::parse(text).expect("a number"));
        for (figure, unit, text) in [
            (number("-1234567.25"), "", "-1,234,567.25"),
            (number("1234567"), "offset", "1234567"),
            (number("1e300"), "", "1e300"),
            (Figure::Bool(true), "", "yes"),
            (Figure::None, "", "–"),
            (Figure::text("a\u{202e}b\n"), "", "a‹U+202E›b‹U+000A›"),
        ] {
            assert_eq!(figure_text(&figure, unit).in_english(), text);
        }
        assert_eq!(percent_text(0.05), "+5.00 %");
        assert_eq!(percent_text(-12.0), "−1200 %");
        for (value, text) in
            [(0.0, "0"), (0.123_456, "0.1235"), (12.0, "12"), (123_456.7, "123457"), (1e-9, "1.000e-9")]
        {
            assert_eq!(rounded(value), text);
        }
    }
}
