//! How numbers are written where the reader lives: by the system's locale, whatever language the
//! window speaks.

use crate::messages::NumberStyle;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;

/// The style of the system's locale.
pub(super) fn number_style() -> NumberStyle {
    locale().and_then(|tag| style_of(&tag)).unwrap_or(NumberStyle::ENGLISH)
}

/// The tag of the system's locale for numbers: on Unix its own variable goes before that for all, which
/// are for words as well.
fn locale() -> Option<String> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let numbers = if cfg!(unix) { set("LC_ALL").or_else(|| set("LC_NUMERIC")) } else { None };
    numbers.or_else(sys_locale::get_locale)
}

/// The style of a locale, as CLDR has it; `None` for what is no locale, such as `C`.
fn style_of(tag: &str) -> Option<NumberStyle> {
    let tag = tag.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    // “C” and “POSIX” are no languages.
    if !matches!(tag.split('-').next().map(str::len), Some(2 | 3)) {
        return None;
    }
    // Latin digits: what is shown can be typed, and has the width of the others.
    let locale: icu_locale_core::Locale = format!("{tag}-u-nu-latn").parse().ok()?;
    let formatter = DecimalFormatter::try_new((&locale).into(), Default::default()).ok()?;
    let shown = |number: &str| -> Option<String> {
        Some(formatter.format(&number.parse::<Decimal>().ok()?).to_string())
    };
    parts_of(&shown("12345678.5")?, &shown("1234")?)
}

/// The style by two samples of it: 12345678.5 and 1234.
fn parts_of(long: &str, short: &str) -> Option<NumberStyle> {
    let decimal = long.chars().rev().find(|c| !c.is_ascii_digit())?;
    let whole = &long[..long.rfind(decimal)?];
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let [.., other, last] = groups.as_slice() else { return None };
    let group = whole.chars().find(|c| !c.is_ascii_digit())?;
    // Not every typeface has the narrow space.
    let group = if group == '\u{202F}' { '\u{A0}' } else { group };
    let least_before = if short.len() == 4 { 2 } else { 1 };
    Some(NumberStyle { group, decimal, last_group: last.len(), other_groups: other.len(), least_before })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_where_the_reader_lives() {
        for (tag, long, short, decimal) in [
            ("en_GB.UTF-8", "12,345,678", "1,234", "0.50"),
            ("zh_CN.UTF-8", "12,345,678", "1,234", "0.50"),
            ("zh-Hans-CN", "12,345,678", "1,234", "0.50"),
            ("de_DE", "12.345.678", "1.234", "0,50"),
            ("de-CH", "12'345'678", "1'234", "0.50"),
            ("fr-FR", "12\u{A0}345\u{A0}678", "1\u{A0}234", "0,50"),
            ("es-ES", "12.345.678", "1234", "0,50"),
            ("pl", "12\u{A0}345\u{A0}678", "1234", "0,50"),
            ("hi-IN", "1,23,45,678", "1,234", "0.50"),
            ("ar-EG", "12,345,678", "1,234", "0.50"),
            ("ca_ES@valencia", "12.345.678", "1.234", "0,50"),
        ] {
            let style = style_of(tag).unwrap_or_else(|| panic!("{tag} is a locale"));
            let is = (style.grouped(12_345_678), style.grouped(1234), style.decimal(0.5, 2));
            assert_eq!(is, (long.into(), short.into(), decimal.into()), "{tag}");
        }
        for tag in ["C", "C.UTF-8", "POSIX", "", "…", "x-y"] {
            assert_eq!(style_of(tag), None, "{tag}");
        }
    }
}
