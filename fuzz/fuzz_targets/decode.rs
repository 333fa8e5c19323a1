//! Decoding character by character against the whole decoded at once, in every encoding.
#![no_main]

use gander::format::encoding::Encoding;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, u8, Vec<u8>)| {
    let (nr, cut, bytes) = input;
    let n = Encoding::all().count();
    let encoding = Encoding::all().nth(usize::from(nr) % n).unwrap();
    let (mut text, mut start, mut end, mut all_decode) = (String::new(), 0, 0, true);
    encoding.decode(&bytes, &mut |at, len, c| {
        if len == 0 {
            // Two characters of the same bytes.
            assert_eq!(at, start);
        } else {
            assert_eq!(at, end, "no gaps, and in order");
            (start, end) = (at, at + len);
        }
        all_decode &= c.is_some();
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    });
    // What only switches states is no character.
    let is_covered = end == bytes.len() || (text.is_empty() && encoding.has_states());
    assert!(is_covered, "{} of {} bytes", end, bytes.len());

    let label = encoding.name().as_bytes();
    // Code pages and ISO-2022-KR are none of the standard's: those are compared with themselves.
    let theirs = encoding_rs::Encoding::for_label_no_replacement(label);
    let (whole, has_errors) = match theirs {
        Some(theirs) => theirs.decode_without_bom_handling(&bytes),
        None => {
            let (text, is_whole) = encoding.text(&bytes);
            (text, !is_whole)
        }
    };
    assert_eq!(text, whole, "{}", encoding.name());
    assert_eq!(all_decode, !has_errors, "{}", encoding.name());

    // Piece by piece, whatever the cut.
    let (mut stream, mut pieces, mut all_fit) = (encoding.stream(), String::new(), true);
    for piece in bytes.chunks(1 + usize::from(cut)) {
        all_fit &= stream.push(piece, false, &mut pieces);
    }
    all_fit &= stream.push(b"", true, &mut pieces);
    assert_eq!((pieces.as_str(), all_fit), (&*whole, !has_errors), "{}", encoding.name());

    // What can be said reads back.
    if let Some(said) = encoding.encode(&whole) {
        assert_eq!(encoding.text(&said).0, whole, "{}", encoding.name());
    }
});
