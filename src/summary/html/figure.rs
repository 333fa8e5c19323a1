//! Values as cells and facts: short enough to be read, and in full for who computes with them.
//!
//! What is shown is the value in full, its digits in groups; or it is rounded, and then the attribute `data-v` has
//! the value in full, as the JSON has it. Of an estimate `data-v` and `data-e` have the value and its bound.

use super::markup::{Attributes, Markup};
use crate::base::report::OFFSET;
use crate::base::value::plain_float;
use crate::base::{Value, human};
use crate::messages::say_english;

/// A value in two spellings.
#[derive(Default)]
pub(super) struct Figure {
    /// As it is read.
    pub shown: String,
    /// In full, if it isn't that what is shown.
    pub full: String,
    /// The bound of an estimate as it is read, with its sign.
    pub shown_bound: String,
    /// The bound in full.
    pub bound: String,
    /// Whether it is text, and may be of the file.
    pub is_text: bool,
}

impl Figure {
    /// A value in the unit `unit`.
    pub(super) fn of(value: &Value, unit: &str) -> Self {
        let figure = |shown: String, full: String| Self { shown, full, ..Self::default() };
        match value {
            Value::None => figure("–".into(), String::new()),
            Value::Bool(is) => figure(say_english(if *is { "yes" } else { "no" }).into(), String::new()),
            Value::Int(at) if unit == OFFSET => figure(human::offset(*at), String::new()),
            Value::Int(byte) if unit == "byte" => figure(byte_name(*byte), byte.to_string()),
            Value::Int(n) => figure(human::grouped(*n), String::new()),
            Value::Signed(_) | Value::Decimal(_) => {
                figure(human::grouped_decimal(&value.plain()), String::new())
            }
            Value::Float(x) => {
                let (shown, full) = (rounded(*x), plain_float(*x));
                let is_same = shown.replace(',', "") == full;
                figure(shown, if is_same { String::new() } else { full })
            }
            Value::Time(moment) => figure(moment.to_string(), String::new()),
            Value::Text(text) => Self { is_text: true, ..figure(text.clone(), String::new()) },
            Value::Estimate(estimate) => {
                let shown = format!("≈ {}", Self::of(&estimate.value, unit).shown);
                let seconds = if matches!(estimate.value, Value::Time(_)) { " s" } else { "" };
                Self {
                    shown_bound: format!("± {}{seconds}", rounded_up(estimate.error_bound)),
                    bound: plain_float(estimate.error_bound),
                    ..figure(shown, estimate.value.plain())
                }
            }
        }
    }

    /// Writes it into an element, in about `most` bytes.
    pub(super) fn write(&self, out: &mut Markup, tag: &'static str, attributes: Attributes<'_>, most: usize) {
        let mut all = attributes.to_vec();
        let is_short = self.full.len() + self.bound.len() <= most;
        if is_short && !self.full.is_empty() {
            all.push(("data-v", &self.full));
            all.push(("data-e", &self.bound));
        }
        out.open(tag, &all);
        self.write_text(out, most);
    }

    /// Writes what is shown alone.
    pub(super) fn write_text(&self, out: &mut Markup, most: usize) {
        match &self.shown {
            text if self.is_text => out.of_file(text, most),
            long if long.len() > most => out.of_file(long, most),
            short => out.text(short),
        }
        if !self.shown_bound.is_empty() {
            out.text(" ");
            out.says("small", &[], &self.shown_bound);
        }
    }
}

/// A byte as its digits and, if it can be seen, its character.
fn byte_name(byte: u64) -> String {
    let character = u8::try_from(byte).ok().filter(u8::is_ascii_graphic).map(char::from);
    character.map_or_else(|| format!("0x{byte:02X}"), |c| format!("0x{byte:02X} {c}"))
}

/// A bound with three significant digits, never less than it is.
pub(super) fn rounded_up(bound: f64) -> String {
    if bound <= 0.0 || bound >= 1e15 {
        return rounded(bound);
    }
    let step = 10_f64.powf(bound.log10().floor() - 2.0);
    let up = (bound / step - 1e-9).ceil() * step;
    rounded(if up < 1000.0 { (up * 1e9).round() / 1e9 } else { up.round() })
}

/// A measure with four significant digits, or to a hundredth.
pub(super) fn rounded(x: f64) -> String {
    let size = x.abs();
    let places = match size {
        _ if x.fract() == 0.0 && size < 1e15 => 0,
        0.0001..0.01 => 6,
        0.01..1.0 => 4,
        1.0..100.0 => 3,
        100.0..1e15 => 2,
        _ => {
            let text = format!("{x:.3e}");
            let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
            return format!("{}e{power}", digits.trim_end_matches('0').trim_end_matches('.'));
        }
    };
    let text = format!("{x:.places$}");
    let text = if places > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    human::grouped_decimal(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Estimate;

    #[test]
    fn what_is_rounded_is_there_in_full() {
        let check = |value: Value, unit: &str, expected: &str| {
            let mut out = Markup::default();
            Figure::of(&value, unit).write(&mut out, "td", &[], 100);
            assert_eq!(out.as_str(), expected);
        };
        check(9_007_199_254_740_993_u64.into(), "bytes", "<td>9,007,199,254,740,993");
        check(0x1FF0_2301_u64.into(), "offset", "<td>0x1FF0_2301");
        check(60_u64.into(), "byte", "<td data-v=60>0x3C &lt;");
        check(2.5.into(), "bytes", "<td>2.5");
        check(4.823_908_47.into(), "", "<td data-v=4.82390847>4.824");
        check(1_234_567.891_2.into(), "", "<td data-v=1234567.8912>1,234,567.89");
        check(1.5e-9.into(), "", "<td>1.5e-9");
        check(i128::MIN.into(), "", "<td>-170,141,183,460,469,231,731,687,303,715,884,105,728");
        check(Value::None, "", "<td>–");
        let about = Estimate { value: 958_111_u64.into(), method: "x", error_bound: 7_664.888_9 };
        check(about.into(), "values", "<td data-v=958111 data-e=7664.8889>≈ 958,111 <small>± 7,670</small>");
        for (bound, shown) in
            [(630.02, "631"), (0.25, "0.25"), (20.0, "20"), (0.0, "0"), (12_345.6, "12,400")]
        {
            assert_eq!(rounded_up(bound), shown);
        }
        check(Value::Text("<b>".into()), "", "<td><bdi>&lt;b&gt;</bdi>");
    }
}
