//! Parts of summaries: whatever stands behind their mark, with a checksum that is right, reading and merging them
//! never panics, and what is read can be written again.
#![no_main]

use gander::parts::{file, merge};
use libfuzzer_sys::fuzz_target;
use xxhash_rust::xxh3::xxh3_128;

fuzz_target!(|body: &[u8]| {
    let _ = file::read(body);
    let mut bytes = file::MARK.to_vec();
    bytes.extend(file::VERSION.to_le_bytes());
    bytes.extend((body.len() as u64).to_le_bytes());
    bytes.extend(body);
    bytes.extend(xxh3_128(&bytes).to_le_bytes());
    if let Ok(part) = file::read(&bytes) {
        let written = file::write(&part).unwrap();
        assert_eq!(file::read(&written), Ok(part.clone()));
        let named = ("x".to_owned(), part);
        let _ = merge::Merging::begin(named.clone()).and_then(merge::Merging::summary);
        let _ = merge::merged(vec![named.clone(), named]);
    }
});
