//! A person's own format: a regular expression with named groups.
//!
//! The groups are `year`, `month`, `day`, `hour`, `minute`, `second`, `fraction`, `ampm`, `zone` and
//! `level`; or `time` instead of the parts of one, which is read as the known formats are or by a
//! format of `strptime`'s. A pattern has to name an hour and a minute, a time, or a level; a day with
//! a month, a year with both. A line is searched in its head alone, so that a pattern costs at most
//! some microseconds.

use super::clock::of_day;
use super::level::Level;
use super::months::month;
use super::time::{Time, TimePrecision, dated, days, yearless};
use super::{HEAD_BYTES, LogHead, cursor::Cursor, cut, formats, numeric};
use crate::messages::Text;
use jiff::fmt::strtime::BrokenDownTime;
use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use std::ops::Range;

/// Names of groups.
const GROUPS: [&str; 11] =
    ["year", "month", "day", "hour", "minute", "second", "fraction", "ampm", "zone", "time", "level"];

/// Those of a time.
const N_TIME_GROUPS: usize = 10;

/// Memory that a compiled pattern may take, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// A format of times and levels.
#[derive(Clone, Debug)]
pub struct CustomFormat {
    regex: Regex,
    /// How the group `time` is written, as `strptime` has it; as any known format without that.
    time: Option<String>,
    /// Whether it says when a line was written, and how bad that is.
    pub(super) has_time: bool,
    pub(super) has_level: bool,
}

impl CustomFormat {
    /// Compiles a pattern. `time` is how its group `time` is written, as `strptime` has it.
    ///
    /// # Errors
    /// What is wrong with it, as a clause without a full stop.
    pub fn new(pattern: &str, time: Option<String>) -> Result<Self, Text> {
        let config = Regex::config().nfa_size_limit(Some(MOST_BYTES)).utf8_empty(false);
        let syntax = regex_automata::util::syntax::Config::new().utf8(false);
        let regex = Regex::builder().configure(config).syntax(syntax).build(pattern);
        let regex = regex.map_err(|error| Text::new("log-format-pattern").with("why", why(&error)))?;
        let names: Vec<&str> = regex.group_info().all_names().filter_map(|(_, _, name)| name).collect();
        if let Some(unknown) = names.iter().find(|name| !GROUPS.contains(name)) {
            let group = Text::new("log-format-group").with("group", (*unknown).to_owned());
            return Err(group.with("groups", GROUPS.join(", ")));
        }
        let has = |name: &str| names.contains(&name);
        let needs = [("minute", "hour"), ("second", "minute"), ("fraction", "second"), ("ampm", "hour")];
        let more = [("day", "month"), ("month", "day"), ("year", "day"), ("day", "hour"), ("hour", "minute")];
        for (group, other) in needs.into_iter().chain(more) {
            if has(group) && !has(other) {
                return Err(Text::new("log-format-needs").with("group", group).with("other", other));
            }
        }
        if has("time") && has("hour") {
            return Err(Text::new("log-format-twice"));
        }
        if time.is_some() && !has("time") {
            return Err(Text::new("log-format-needs-time"));
        }
        let (has_time, has_level) = (has("hour") || has("time"), has("level"));
        if !has_time && !has_level {
            return Err(Text::new("log-format-empty"));
        }
        Ok(Self { regex, time, has_time, has_level })
    }

    /// Reads the head of a line; `None` if the pattern does not match, or no such time exists.
    #[must_use]
    pub fn read(&self, line: &[u8]) -> Option<LogHead> {
        let line = cut(&line[..line.len().min(HEAD_BYTES)]);
        // Lines that do not match cost no room for groups.
        let found = self.regex.find(line)?;
        let mut captures = self.regex.create_captures();
        self.regex.captures(regex_automata::Input::new(line).range(found.start()..), &mut captures);
        let whole = captures.get_match()?;
        let group = |name| span(&captures, name);
        let mut head = LogHead::default();
        let times = || GROUPS[..N_TIME_GROUPS].iter().filter_map(|name| group(name));
        if self.has_time && times().next().is_some() {
            let start = times().map(|at| at.start).min().unwrap_or(whole.start());
            head.time = Some(match group("time") {
                Some(at) => self.time(&line[at])?,
                None => Parts { line, captures: &captures }.time()?,
            });
            head.time_at = start..times().map(|at| at.end).max().unwrap_or(whole.end());
        }
        if let Some(at) = group("level") {
            head.level = level(&line[at.clone()]);
            head.level_at = if head.level.is_some() { at } else { 0..0 };
        }
        Some(head)
    }

    /// What stands in the groups of a line's level and time, if the pattern matches.
    pub(super) fn texts(&self, line: &str) -> Option<[Option<String>; 2]> {
        let mut captures = self.regex.create_captures();
        self.regex.captures(line, &mut captures);
        captures.get_match()?;
        let text = |name| span(&captures, name).map(|at| line.get(at).unwrap_or_default().to_owned());
        Some([text("level"), text("time").or_else(|| text("hour"))])
    }

    /// Reads the text of the group `time`.
    fn time(&self, text: &[u8]) -> Option<Time> {
        let Some(format) = &self.time else { return formats::parse(text).map(|(time, _)| time) };
        let parts = BrokenDownTime::parse(format, text).ok()?;
        if let Some(at) = parts.timestamp() {
            return Some(Time { clock: TimePrecision::Dated, ms: at.as_millisecond() });
        }
        let time = parts.to_time().ok()?;
        let number = |n: i8| u32::try_from(n).ok();
        let seconds = of_day(number(time.hour())?, number(time.minute())?, number(time.second())?)?;
        let ms = seconds + i64::from(time.subsec_nanosecond() / 1_000_000);
        let year = parts.year().and_then(|year| u32::try_from(year).ok());
        match (year, parts.month(), parts.day()) {
            (Some(year), Some(month), Some(day)) => {
                days(year, number(month)?, number(day)?).map(|day| dated(day, ms))
            }
            (None, Some(month), Some(day)) => yearless(number(month)?, number(day)?, ms),
            (None, None, None) => Some(Time { clock: TimePrecision::Daily, ms }),
            _ => parts.to_date().ok().and_then(|date| {
                let year = u32::try_from(date.year()).ok()?;
                days(year, number(date.month())?, number(date.day())?).map(|day| dated(day, ms))
            }),
        }
    }
}

/// What is wrong with a pattern, in one line.
fn why(error: &regex_automata::meta::BuildError) -> String {
    match error.syntax_error() {
        Some(regex_syntax::Error::Parse(error)) => error.kind().to_string(),
        Some(regex_syntax::Error::Translate(error)) => error.kind().to_string(),
        _ => error.to_string(),
    }
}

/// The groups of a match.
struct Parts<'a> {
    line: &'a [u8],
    captures: &'a Captures,
}

impl Parts<'_> {
    fn text(&self, name: &str) -> Option<&[u8]> {
        self.line.get(span(self.captures, name)?)
    }

    fn number(&self, name: &str) -> Option<u32> {
        let text = self.text(name)?.trim_ascii();
        let is_number = (1..=9).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
        is_number.then(|| text.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
    }

    fn time(&self) -> Option<Time> {
        let mut hour = self.number("hour")?;
        match self.text("ampm").and_then(|text| text.first()).map(u8::to_ascii_lowercase) {
            Some(b'p') if hour <= 12 => hour = hour % 12 + 12,
            Some(b'a') if hour <= 12 => hour %= 12,
            _ => {}
        }
        let second = if span(self.captures, "second").is_some() { self.number("second")? } else { 0 };
        let ms = of_day(hour, self.number("minute")?, second)? + self.fraction();
        if span(self.captures, "month").is_none() {
            return Some(Time { clock: TimePrecision::Daily, ms });
        }
        let text = self.text("month")?;
        let named = || month(&mut Cursor { line: text, at: 0 });
        let (month, day) = (self.number("month").or_else(named)?, self.number("day")?);
        match self.text("year").map(<[u8]>::len) {
            Some(2) => days(numeric::century(self.number("year")?), month, day).map(|day| dated(day, ms)),
            Some(_) => days(self.number("year")?, month, day).map(|day| dated(day, ms)),
            None => yearless(month, day, ms),
        }
    }

    /// Whole milliseconds.
    fn fraction(&self) -> i64 {
        let digits = self.text("fraction").unwrap_or_default().iter().filter(|byte| byte.is_ascii_digit());
        digits.zip([100, 10, 1]).map(|(digit, place)| i64::from(digit - b'0') * place).sum()
    }
}

fn span(captures: &Captures, name: &str) -> Option<Range<usize>> {
    captures.get_group_by_name(name).map(|span| span.range())
}

/// The level of a word or of a letter.
fn level(text: &[u8]) -> Option<Level> {
    match text {
        [letter] => Level::of_letter(letter.to_ascii_uppercase()),
        word => Level::of_word(word).map(|(level, _)| level),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_of_one_s_own_reads_times_and_levels() {
        for (pattern, line, expected) in [
            (
                r"^(?<day>\d\d)\|(?<month>\w+)\|(?<year>\d{4}) (?<hour>\d+)h(?<minute>\d\d) (?<ampm>[ap]m) <(?<level>\w+)>",
                "14|March|2026 9h26 pm <warn> x",
                "2026-03-14T21:26:00 warn",
            ),
            (
                r"T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)\.(?<fraction>\d+)",
                "x T092653.1239",
                "09:26:53.123 -",
            ),
            (r"(?<day>\d+)/(?<month>\d+) (?<hour>\d+):(?<minute>\d+)", "14/3 9:26", "--03-14T09:26:00 -"),
            (r"^(?<level>[A-Z])!", "E! x", "- error"),
            (r"^(?<level>[A-Z])!", "Q! x", "- -"),
        ] {
            let head = CustomFormat::new(pattern, None).unwrap().read(line.as_bytes()).unwrap();
            let time = head.time.map_or("-".into(), Time::text);
            assert_eq!(format!("{time} {}", head.level.map_or("-", Level::id)), expected, "{line}");
        }
        let format = CustomFormat::new(r"(?<hour>\d\d):(?<minute>\d\d)", None).unwrap();
        for line in ["", "x", "25:00", "10:60", "\n10:00", &format!("{}10:00", " ".repeat(300))] {
            assert_eq!(format.read(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn a_pattern_that_says_too_little_is_rejected_with_the_reason() {
        for (pattern, why) in [
            ("(", "can’t be read"),
            ("x", "no group of a time"),
            (r"(?<hour>\d)", "“minute”"),
            (r"(?<hours>\d)(?<minute>\d)", "a group “hours”"),
            (r"(?<year>\d)(?<hour>\d)(?<minute>\d)", "needs “day”"),
            (r"(?<day>\d)(?<hour>\d)(?<minute>\d)", "needs “month”"),
            (r"(?<level>\w{1000}{1000})", "can’t be read"),
        ] {
            let error = CustomFormat::new(pattern, None).map(|_| ()).unwrap_err().in_english();
            assert!(error.contains(why), "{pattern}: {error}");
        }
    }
}
