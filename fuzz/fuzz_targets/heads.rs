//! Heads of lines and the words in them: whatever the bytes, the reported ranges lie within them.
#![no_main]

use gander::format::log;
use gander::format::words;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &[u8]| {
    let reading = log::read(line);
    for range in [&reading.time_at, &reading.level_at] {
        assert!(range.start <= range.end && range.end <= line.len().min(log::reach(line)));
    }
    assert!(reading.time.is_none() || !reading.time_at.is_empty());
    if let Some(time) = reading.time {
        assert!(!time.text().is_empty());
    }
    let mut last = 0;
    words::each(line, &mut |range, _| {
        assert!(range.start >= last && range.end > range.start && range.end <= line.len());
        last = range.end;
    });
});
