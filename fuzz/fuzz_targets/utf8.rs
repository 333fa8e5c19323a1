//! UTF-8 against the standard library, whatever the cut.
#![no_main]

use gander::base::Value;
use gander::scan::utf8::Utf8;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, Vec<u8>)| {
    let (cut, bytes) = input;
    let finding = gander_fuzz::report(&bytes, Utf8, 1 + u64::from(cut));
    let section = gander_fuzz::section(&finding);
    let (mut chars, mut broken, mut at) = (0, 0, 0);
    while at < bytes.len() {
        let (valid, invalid) = match std::str::from_utf8(&bytes[at..]) {
            Ok(text) => (text.len(), 0),
            Err(e) => (e.valid_up_to(), e.error_len().unwrap_or(bytes.len() - at - e.valid_up_to())),
        };
        chars += String::from_utf8_lossy(&bytes[at..at + valid]).chars().count();
        broken += usize::from(invalid > 0);
        at += valid + invalid;
    }
    let fact = |key: &str| section.fact(key).unwrap().value.clone();
    assert_eq!(fact("valid"), Value::Bool(broken == 0));
    assert_eq!(fact("invalid_sequences"), Value::Int(broken as u64));
    assert_eq!(fact("chars"), Value::Int(chars as u64));
});
