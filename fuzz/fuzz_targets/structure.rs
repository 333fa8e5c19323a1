//! Structures: whatever the bytes, reading ends, within the bytes and within bounds.
//!
//! The first byte says which format they are read as; above those, what is detected. The second one says how far
//! inside of a file they stand. With `FUZZ_FORMAT=3` all is read as the format of that number, which gives one format
//! all of a run's time.
#![no_main]

use gander::base::Offset;
use gander::structure::{Bytes, FORMATS, expand, parse, parse_as};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ONLY: LazyLock<Option<usize>> =
    LazyLock::new(|| std::env::var("FUZZ_FORMAT").ok().and_then(|text| text.parse().ok()));

fuzz_target!(|input: &[u8]| {
    let [format, at, bytes @ ..] = input else { return };
    let at = Offset(u64::from(*at % 4));
    let bytes = bytes.to_vec();
    let structure = match FORMATS.get(ONLY.unwrap_or(usize::from(*format))) {
        Some(format) => Some(parse_as(format, &bytes, at)),
        None => parse(&bytes, at),
    };
    let Some(structure) = structure else { return };
    let (mut open, mut n) = (vec![structure.root], 0);
    while let Some(mut node) = open.pop() {
        n += 1;
        if n > 3000 {
            break;
        }
        assert!(node.span.start <= node.span.end && node.span.end.0 <= bytes.len().max(4) as u64 + at.0);
        assert!(node.value_text().len() < 1 << 20);
        let _ = node.name.to_string();
        let _ = node.meaning.as_ref().map(ToString::to_string);
        open.append(&mut node.children);
        if let Some(later) = node.later.take() {
            open.extend(expand(&bytes, at, &later));
        }
    }
    let _ = Bytes::len(&bytes);
});
