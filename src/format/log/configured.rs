//! The formats of a person's own that stand in the settings, and are used by [`super::read`].
//!
//! An entry is an object: a `name`, a `pattern` ([`CustomFormat`]), a `sample` line which the
//! pattern has to match, and possibly `time`, as `strptime` writes formats. An entry that is wrong
//! is told in words and left out; the others stand. Formats are chosen once, when the program
//! starts, so that all threads and passes read a line the same.

use super::LogHead;
use super::custom::CustomFormat;
use crate::messages::Text;
use serde_json::Value;
use std::sync::OnceLock;

/// Formats that are tried for each line at most.
const MOST_FORMATS: usize = 32;

static IN_USE: OnceLock<Box<[CustomFormat]>> = OnceLock::new();

/// Makes formats of the settings' entries; those that can't be used are told, a sentence each.
#[must_use]
pub fn formats_of(entries: &[Value]) -> (Vec<CustomFormat>, Vec<Text>) {
    let (mut formats, mut troubles) = (Vec::new(), Vec::new());
    for (nr, entry) in (1_u64..).zip(entries) {
        let format = match formats.len() {
            MOST_FORMATS => Err(Text::new("log-format-many").with("most", MOST_FORMATS.to_string())),
            _ => of_entry(entry),
        };
        match format {
            Ok(format) => formats.push(format),
            Err(why) => {
                let name = entry["name"].as_str().map_or_else(|| nr.to_string(), str::to_owned);
                troubles.push(Text::new("log-format-ignored").with("name", name).with("why", why));
            }
        }
    }
    (formats, troubles)
}

/// Reads lines by these formats from now on, before the known ones. Only the first call that
/// brings any has an effect.
pub fn use_formats(formats: Vec<CustomFormat>) {
    if !formats.is_empty() {
        let _ = IN_USE.set(formats.into_boxed_slice());
    }
}

/// The head of a line by the first format in use that matches. What that does not name, a time or
/// a level, is taken from `usual`, which reads the line by the known formats.
#[inline]
pub(super) fn read(line: &[u8], usual: fn(&[u8]) -> LogHead) -> LogHead {
    match IN_USE.get() {
        Some(formats) => read_by(formats, line, usual),
        None => usual(line),
    }
}

#[cold]
fn read_by(formats: &[CustomFormat], line: &[u8], usual: fn(&[u8]) -> LogHead) -> LogHead {
    let found = formats.iter().find_map(|format| format.read(line).map(|head| (head, format)));
    let Some((mut head, format)) = found else { return usual(line) };
    if format.has_time && format.has_level {
        return head;
    }
    let usual = usual(line);
    if !format.has_time {
        (head.time, head.time_at, head.order) = (usual.time, usual.time_at, usual.order);
    }
    if !format.has_level {
        (head.level, head.level_at) = (usual.level, usual.level_at);
    }
    head
}

fn of_entry(entry: &Value) -> Result<CustomFormat, Text> {
    let text = |name: &str| match &entry[name] {
        Value::String(text) => Ok(Some(text.clone())),
        Value::Null => Ok(None),
        _ => Err(Text::new("log-format-no-text").with("name", name.to_owned())),
    };
    let missing = |name: &'static str| move || Text::new("log-format-lacks").with("name", name);
    let pattern = text("pattern")?.ok_or_else(missing("pattern"))?;
    let format = CustomFormat::new(&pattern, text("time")?)?;
    let sample = text("sample")?.ok_or_else(missing("sample"))?;
    let [level, time] = format.texts(&sample).ok_or(Text::new("log-format-sample"))?;
    let head = format.read(sample.as_bytes());
    match head {
        Some(head) if head.level.is_none() && format.has_level => {
            Err(Text::new("log-format-sample-level").with("text", level.unwrap_or_default()))
        }
        Some(head) if head.time.is_some() || !format.has_time => Ok(format),
        _ => Err(Text::new("log-format-sample-time").with("text", time.unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Level, Time, read_known};
    use super::*;
    use serde_json::json;

    fn check(entry: Value, line: &str, expected: &str) {
        let (formats, troubles) = formats_of(&[entry]);
        assert!(troubles.is_empty(), "{}", troubles[0]);
        let head = read_by(&formats, line.as_bytes(), read_known);
        let time = head.time.map_or("-".into(), Time::text);
        assert_eq!(format!("{time} {}", head.level.map_or("-", Level::id)), expected, "{line}");
    }

    #[test]
    fn an_entry_of_the_settings_reads_its_lines_and_no_others() {
        let entry = json!({
            "name": "turbine", "pattern": r"^T#(?<time>\S+ \S+) lvl(?<level>[A-Z])", "time": "%d|%m|%y %H.%M.%S",
            "sample": "T#14|03|26 09.26.53 lvlE vibration",
        });
        check(entry.clone(), "T#14|03|26 09.26.53 lvlW x", "2026-03-14T09:26:53 warn");
        check(entry.clone(), "T#14|03|26 09.26.53 lvlQ x", "2026-03-14T09:26:53 -");
        check(entry.clone(), "T#32|03|26 09.26.53 lvlW x", "- -");
        check(entry, "2026-03-14 09:26:53 INFO x", "2026-03-14T09:26:53 info");
        let known = json!({"pattern": r"^<<(?<time>.*?)>>", "sample": "<<Mar 14 09:26:53>> x"});
        check(known, "<<2026-03-14T09:26:53Z>> ERROR x", "2026-03-14T09:26:53 error");
        let level = json!({"pattern": r"!(?<level>\w+)!", "sample": "x !warn! y"});
        check(level, "2026-03-14 09:26:53 INFO !error! y", "2026-03-14T09:26:53 error");
        let clock = json!({"pattern": r"^(?<time>\d+h\d+ \w+)", "time": "%Ih%M %p", "sample": "9h26 pm"});
        check(clock, "9h26 PM x", "21:26:00 -");
        let epoch = json!({"pattern": r"^s(?<time>\d+)", "time": "%s", "sample": "s1"});
        check(epoch, "s1773480413 x", "2026-03-14T09:26:53 -");
    }

    #[test]
    fn an_entry_that_is_wrong_says_why_and_the_others_stand() {
        let good = json!({"name": "good", "pattern": r"(?<level>[A-Z])!", "sample": "E!"});
        for (bad, why) in [
            (json!("x"), "it has no “pattern”"),
            (json!({"pattern": "(", "sample": ""}), "its pattern can’t be read: unclosed group"),
            (json!({"pattern": 5}), "its “pattern” is no text"),
            (json!({"pattern": "x", "sample": "x"}), "no group"),
            (json!({"pattern": "(?<hours>.)", "sample": "x"}), "“hours”"),
            (json!({"pattern": "(?<hour>.)", "sample": "x"}), "needs “minute”"),
            (json!({"pattern": "(?<level>.)"}), "it has no “sample”"),
            (json!({"pattern": "(?<level>.)!", "sample": "x"}), "does not match its sample"),
            (json!({"pattern": "(?<level>.+)", "sample": "odd"}), "“odd” in its sample is no level"),
            (json!({"pattern": "(?<time>.+)", "sample": "noon"}), "“noon”, can’t be read"),
            (json!({"pattern": "(?<time>.+)", "time": "%Q", "sample": "9"}), "“9”, can’t be read"),
            (json!({"pattern": "(?<level>.+)", "time": "%H", "sample": "E"}), "“time”"),
            (json!({"pattern": "(?<time>.)(?<hour>.)(?<minute>.)", "sample": "E"}), "not both"),
        ] {
            let (formats, troubles) = formats_of(&[bad.clone(), good.clone()]);
            assert_eq!((formats.len(), troubles.len()), (1, 1), "{bad}");
            let said = troubles[0].in_english();
            assert!(said.starts_with("The log format “1” is not used: ") && said.contains(why), "{said}");
        }
    }
}
