use super::*;

fn check(bytes: &[u8], format: &str, encoding: Option<&str>) -> Verdict {
    let verdict = sniff(&[(Offset::ZERO, bytes)], len_u64(bytes.len()));
    let name = verdict.encoding.map(Encoding::name);
    assert_eq!((verdict.format, name), (format, encoding), "{}\n{verdict:?}", bytes.escape_ascii());
    verdict
}

fn cut(head: &[u8], file_len: usize) -> Option<&'static str> {
    sniff(&[(Offset::ZERO, head)], len_u64(file_len)).encoding.map(Encoding::name)
}

#[test]
fn text_is_detected_among_bytes() {
    check(b"", "text", Some("UTF-8"));
    check("东京 café\n".as_bytes(), "text", Some("UTF-8"));
    check(b"a\0b", "binary", None);
    check(b"\x80\x81\xfe\xffab", "binary", None);
    check(&[1, 0, 2, 0, 3, 0, 4, 0, 200, 0, 7, 0], "binary", None);
    check(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", "binary", None);
    check(b"caf\xe9 na\xefve, d\xe9j\xe0 vu\n", "text", Some("windows-1252"));
}

#[test]
fn a_character_that_the_sample_cuts_is_not_broken() {
    assert_eq!(cut(b"ab\xe6\x9d", 5), Some("UTF-8"));
    assert_ne!(cut(b"abcd\xe6\x9d", 6), Some("UTF-8"));
    assert_ne!(cut(b"abcd\x80", 6), Some("UTF-8"));
    let middle = (Offset(70_000), &b"\x9d\xb1 and so on \xe6"[..]);
    let verdict = sniff(&[(Offset::ZERO, b"start"), middle], 200_000);
    assert_eq!((verdict.encoding.map(Encoding::name), verdict.misfit), (Some("UTF-8"), None));
}

#[test]
fn utf_8_with_few_bad_bytes_stays_utf_8_and_names_the_first() {
    let mut text = "naïve — 東京\n".repeat(20).into_bytes();
    let bad = text.len();
    text.extend(b"\xFF and \xC3( more\n");
    let verdict = check(&text, "text", Some("UTF-8"));
    assert_eq!(verdict.misfit, Some(Offset(len_u64(bad))));
    assert_eq!(verdict.confidence, Confidence::Likely);
    assert!(
        verdict.evidence.iter().any(|says| says.in_english().contains("2 places, the first at")),
        "{verdict:?}"
    );
}

#[test]
fn the_file_s_own_mark_is_believed_unless_it_is_no_text() {
    let verdict = check(b"\xEF\xBB\xBFabc", "text", Some("UTF-8"));
    assert_eq!(verdict.confidence, Confidence::Certain);
    check(b"\xFF\xFEa\0b\0", "text", Some("UTF-16LE"));
    check(b"\xFE\xFF\0a\0b", "text", Some("UTF-16BE"));
    check(b"\xFF\xFE\0\0a\0\0\0b\0\0\0", "binary", None);
    let verdict = check(b"\xFE\xFF\0a\xDC\0\0b\0c\0d\0e\0f\0g\0h\0i\0j", "text", Some("UTF-16BE"));
    assert_eq!(verdict.misfit, Some(Offset(4)));
}

#[test]
fn utf_16_is_known_without_a_mark() {
    for text in ["One line, and two\r\nmore", "Съешь же ещё\nэтих булок", "一日の一番\n一つ、二つ。\n", "ж\n"]
    {
        let text = text.repeat(10);
        for (name, encoding) in ["UTF-16LE", "UTF-16BE"].map(|name| (name, Encoding::named(name))) {
            let bytes = encoding.and_then(|encoding| encoding.encode(&text)).expect("it says all");
            check(&bytes, "text", Some(name));
        }
    }
    let mut text = b"plain bytes with one accident:".repeat(50);
    text.insert(700, 0);
    check(&text, "binary", None);
}

#[test]
fn line_ends_are_detected() {
    let ends = |bytes: &[u8]| sniff(&[(Offset::ZERO, bytes)], len_u64(bytes.len())).terminator;
    assert_eq!(ends(b"abc"), None);
    assert_eq!(ends(b"a\nb\n"), Some("LF"));
    assert_eq!(ends(b"a\r\nb\r\n"), Some("CRLF"));
    assert_eq!(ends(b"a\rb\r"), Some("CR"));
    assert_eq!(ends(b"a\r\nb\n"), Some("mixed"));
    assert_eq!(ends(b"\xFF\xFEa\0\r\0\n\0"), Some("CRLF"));
}

#[test]
fn samples_lie_within_the_file_and_reach_both_ends() {
    for len in [0, 1, 100, 191, 192, 193, 1001, 1 << 40] {
        let places = places(len, 64);
        assert_eq!((places[0].start, places[places.len() - 1].end), (Offset::ZERO, Offset(len)));
        assert!(places.windows(2).all(|pair| pair[0].end <= pair[1].start), "{len}");
        assert!(places.iter().all(|place| place.start.0 % 2 == 0 && place.len() <= 192), "{len}");
    }
}

#[test]
fn what_stands_in_the_middle_counts() {
    let head = b"only ascii here\n".repeat(4096);
    let russian = Encoding::named("KOI8-R").expect("a known one");
    let middle =
        russian.encode(&"Съешь же ещё этих мягких французских булок\n".repeat(30)).expect("it says it");
    let samples = [(Offset::ZERO, &head[..]), (Offset(500_000), &middle), (Offset(900_000), &head[..1000])];
    let verdict = sniff(&samples, 901_000);
    assert_eq!(verdict.encoding, Some(russian), "{verdict:?}");
    assert_eq!(verdict, sniff(&samples, 901_000));
}
