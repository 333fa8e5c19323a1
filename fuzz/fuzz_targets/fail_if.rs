//! Any text as a condition of `--fail-if`, and any as a saved summary: neither panics nor takes long, an error points
//! into the text, and a condition says the same twice.
#![no_main]

use gander::summary::diff::Diff;
use gander::summary::diff::check::Condition;
use gander::summary::diff::saved::Saved;
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

const A: &str = r#"{"schema": 1, "file": {"path": "a", "size_bytes": 1}, "coverage": {"complete": true}, "sections": [
{"id": "lines", "facts": [{"key": "count", "value": 1}, {"key": "mean", "value": 0.5}, {"key": "last", "value": null}],
 "tables": [{"id": "lengths", "columns": [{"key": "from"}, {"key": "count"}], "rows": [[0, 1]]}]},
{"id": "columns", "facts": [{"key": "rows", "value": 1}], "tables": [{"id": "columns",
 "columns": [{"key": "name"}, {"key": "type"}, {"key": "min"}], "rows": [["a b", "date", "2026-03-14"], ["x", "text", "y"]]}]}]}"#;

fn summaries() -> &'static (Saved, Saved, Diff) {
    static BOTH: OnceLock<(Saved, Saved, Diff)> = OnceLock::new();
    BOTH.get_or_init(|| {
        let b = A.replace("0.5", "0.75").replace("03-14", "03-15").replace("\"x\"", "\"z\"");
        let (a, b) = (Saved::read(A.as_bytes()).unwrap(), Saved::read(b.as_bytes()).unwrap());
        let diff = Diff::of(("a", &a), ("b", &b));
        (a, b, diff)
    })
}

fuzz_target!(|bytes: &[u8]| {
    let bytes = &bytes[..bytes.len().min(4096)];
    if let Ok(saved) = Saved::read(bytes) {
        assert!(Diff::of(("a", &saved), ("b", &saved)).is_empty());
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let within = |column: u64| (1..=u64::try_from(text.chars().count()).unwrap() + 1).contains(&column);
    match Condition::parse(text) {
        Err(error) => assert!(within(error.column) && !error.message(text).in_english().contains('\n')),
        Ok(condition) => {
            let (a, b, diff) = summaries();
            let first = condition.check((a, b), diff);
            if let Err(error) = &first {
                assert!(within(error.column));
            }
            assert_eq!(first, condition.check((a, b), diff));
        }
    }
});
