//! Conditions asked of two small summaries.

use super::*;
use crate::summary::diff::Diff;
use crate::summary::diff::saved::Saved;

const A: &str = r#"{"schema": 1, "file": {"path": "a.csv", "size_bytes": 100, "format": "csv"},
 "coverage": {"complete": true}, "sections": [
 {"id": "lines", "title": "Lines", "facts": [
   {"key": "count", "value": 100}, {"key": "mean", "value": 0.1}, {"key": "cr", "value": 0},
   {"key": "longest_at", "value": 7, "unit": "offset"}, {"key": "last_terminated", "value": true},
   {"key": "huge", "value": 9007199254740992},
   {"key": "distinct", "value": 1000, "exact": false, "method": "s", "error_bound": 10}],
  "tables": [{"id": "lengths", "columns": [{"key": "from"}, {"key": "count"}], "rows": [[0, 5], [1, 5]]}]},
 {"id": "columns", "title": "Columns", "facts": [{"key": "rows", "value": 3}], "tables": [
  {"id": "columns", "columns": [{"key": "name"}, {"key": "type"}, {"key": "count"}, {"key": "min"}, {"key": "mean"}],
   "rows": [["id", "integer", 3, 1, 2], ["unit price", "integer", 3, 1, 2.5], ["gone", "text", 3, "x", null],
            ["rows", "date", 3, "2026-03-14", null], ["2026", "text", 1, "a", null]]}]}]}"#;

fn b() -> String {
    A.replace("\"value\": 100}", "\"value\": 112}")
        .replace("\"value\": 0.1}", "\"value\": 0.3}")
        .replace("{\"key\": \"cr\", \"value\": 0}", "{\"key\": \"cr\", \"value\": 4}")
        .replace("9007199254740992", "9007199254740993")
        .replace("\"value\": 1000,", "\"value\": 1015,")
        .replace("[0, 5], [1, 5]", "[0, 2], [1, 8]")
        .replace("[\"unit price\", \"integer\", 3, 1, 2.5]", "[\"unit price\", \"decimal\", 3, 1, null]")
        .replace("[\"gone\", \"text\", 3, \"x\", null]", "[\"new\", \"text\", 2, \"y\", null]")
        .replace("2026-03-14", "2026-03-15")
}

fn checked(text: &str) -> Result<bool, String> {
    let (a, b) = (Saved::read(A.as_bytes()), Saved::read(b().as_bytes()));
    let (a, b) = (a.expect("a summary"), b.expect("a summary"));
    let diff = Diff::of(("a", &a), ("b", &b));
    let condition = Condition::parse(text).map_err(|error| error.message(text).in_english())?;
    condition.check((&a, &b), &diff).map(|it| it.holds).map_err(|error| error.message(text).in_english())
}

#[test]
fn conditions_hold_as_they_are_meant() {
    for (text, holds) in [
        ("lines.count > 111", true),
        ("lines.count.b = 112 and lines.count.a == 100", true),
        ("lines.count.value >= lines.count.a", true),
        ("lines.count.changed", true),
        ("lines.count.changed > 12", false),
        ("lines.count.changed >= 12", true),
        ("lines.count.changed > 11.9%", true),
        ("lines.count.changed > 12%", false),
        ("12% <= lines.count.changed", true),
        ("lines.count.rose >= 12%", true),
        ("lines.count.fell", false),
        ("lines.count.fell >= 0", true),
        ("lines.mean.changed == 200%", true),
        ("lines.mean.changed == 0.2", true),
        ("lines.cr.changed > 1_000_000%", true),
        ("lines.huge.changed == 1", true),
        ("lines.huge == 9007199254740993", true),
        ("lines.distinct.changed", false),
        ("lines.distinct.changed > 0", false),
        ("lines.longest_at.changed != 0", false),
        ("lines.last_terminated", true),
        ("not lines.last_terminated", false),
        ("lines.last_terminated != false", true),
        ("lines.lengths.changed", true),
        ("lines.lengths.drift > 0.29 and lines.lengths.drift < 31%", true),
        ("lines.changed and not lines.came", true),
        ("file.size_bytes.changed or file.format == 'csv'", true),
        ("columns.added", true),
        ("columns.removed == 1 and columns.retyped == 1", true),
        ("columns.moved or columns.renamed", false),
        ("columns.differing = 4", true),
        ("columns.gone.went and columns.new.came", true),
        ("columns.new.went or columns.gone.came", false),
        ("columns.id.changed", false),
        ("columns.'unit price'.type != 'integer'", true),
        ("columns.\"unit price\".type.changed > 5%", true),
        ("columns.'unit price'.mean.went", true),
        ("columns.'unit price'.mean == null", true),
        ("columns.'unit price'.mean.changed > 1000%", true),
        ("columns.gone.count.changed > 0", true),
        ("columns.rows == 3", true),
        ("columns.rows.changed", false),
        ("columns.'rows'.min.changed == 86400", true),
        ("columns.rows.min > '2026-03-14T12:00:00'", true),
        ("columns.'2026'.count == 1", true),
        ("columns.id[1].place = 1", true),
        ("differences > 0", true),
        ("(lines.cr > 1 or lines.cr < 0) and not (false)", true),
        ("false and lines.count or true", true),
        ("not not true", true),
    ] {
        assert_eq!(checked(text), Ok(holds), "{text}");
    }
}

#[test]
fn what_can_not_be_asked_points_at_its_place_and_says_what_would_do() {
    for (text, column, says) in [
        ("", 1, "no condition"),
        ("lines.cuont > 5", 7, "did you mean “count”"),
        ("linse.count > 5", 1, "did you mean “lines”"),
        ("timeline.first", 1, "there are lines, columns, file"),
        ("lines.qwertyuiop", 7, "there are count, mean, cr"),
        ("true or lines.cuont", 15, "did you mean “count”"),
        ("columns.'unti price'.mean", 9, "did you mean “unit price”"),
        ("columns.id.maen", 12, "did you mean “mean”"),
        ("columns.id[2].mean", 9, "no “id[2]”"),
        ("columns.aded", 9, "did you mean “added”"),
        ("lines.count.chnaged", 13, "did you mean “.changed”"),
        ("lines.count.changed.a", 21, "nothing can follow “changed”"),
        ("file", 1, "followed by one of format, size_bytes"),
        ("lines.count", 1, "compare it"),
        ("lines.count >", 14, "a figure is wanted"),
        ("lines.count > 5 %%", 18, "“and” or “or”"),
        ("lines.count > 5 lines.cr", 17, "“and” or “or”"),
        ("1 < lines.count < 3", 17, "“and” or “or”"),
        ("(lines.count > 5", 17, "“)” is wanted"),
        ("lines.count > 5)", 16, "closes nothing"),
        ("lines.count > 5%", 1, "percentage compares with"),
        ("lines.count > 'x'", 1, "a number does not compare with a text"),
        ("lines.last_terminated > true", 1, "neither is larger"),
        ("columns.gone.count > 1", 1, "there is no value"),
        ("columns.'unit price'.mean > 1", 1, "there is no value"),
        ("columns.'rows'.min.changed > 5%", 1, "no percentage"),
        ("columns.'unit price'.type.rose", 1, "no direction"),
        ("columns.unit-price.mean", 13, "put in quotes"),
        ("columns.2026.count", 9, "put in quotes"),
        ("columns.'open", 9, "not closed"),
        ("lines.", 7, "a name is wanted"),
        ("and lines.count", 1, "a figure is wanted"),
        ("lines.count ? 5", 13, "does not belong"),
        ("columns.id[0].mean", 12, "a number from 1"),
        ("lines.count > 1e999999", 15, "does not belong"),
    ] {
        let said = checked(text).expect_err(text);
        let place = format!("at character {column}, ");
        assert!(said.contains(&place) && said.contains(says) && !said.contains('\n'), "{text}: {said}");
    }
    let deep = format!("{}true", "not ".repeat(100_000));
    assert!(checked(&deep).expect_err("too deep").contains("more parentheses"));
    let deep = "(".repeat(100_000);
    assert!(checked(&deep).is_err());
}
