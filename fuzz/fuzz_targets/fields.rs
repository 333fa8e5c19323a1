//! Any lines as JSON and as logfmt: what learned them knows all their values, what takes them for JSON is
//! what serde_json does, and parts learn what the whole does.
#![no_main]

use gander::format::delimited::{Cells, FieldTree, RecordForm};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let bytes = &bytes[..bytes.len().min(4096)];
    for form in [RecordForm::JsonLines, RecordForm::Logfmt] {
        let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
        let learned = |lines: &[&[u8]]| {
            let mut tree = FieldTree::default();
            let faults: Vec<_> = lines.iter().map(|line| tree.learn(&form, line)).collect();
            (tree, faults)
        };
        let (whole, faults) = learned(&lines);
        let (left, right) = lines.split_at(lines.len() / 2);
        let mut merged = learned(left).0;
        merged.merge(&learned(right).0);
        assert_eq!(merged.names(), whole.names());
        for (line, fault) in lines.iter().zip(faults) {
            let mut cells = Cells::default();
            whole.cut(&form, line, &mut cells);
            assert!(!cells.has_unknown && cells.fault == fault);
            assert!(cells.cells.iter().all(|cell| line.get(cell.raw.clone()).is_some()));
            if form == RecordForm::JsonLines
                && let (None, Ok(text)) = (fault, std::str::from_utf8(line))
                && let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text)
            {
                // A lone surrogate is JSON by its grammar, and so is any depth.
                let why = error.to_string();
                let is_known = text.trim().is_empty() || why.contains("surrogate") || why.contains("recursion");
                assert!(is_known, "{text:?}: {why}");
            }
        }
    }
});
