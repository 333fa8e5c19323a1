use super::*;
use crate::format::encoding::CodeUnit;

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
    // Nor is one that the file's end cuts, though it does not decode.
    assert_eq!(cut(b"abcd\xe6\x9d", 6), Some("UTF-8"));
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
    check(b"\xFF\xFE\0\0a\0\0\0b\0\0\0", "text", Some("UTF-32LE"));
    check(b"\0\0\xFE\xFF\0\0\0a\0\0\0b", "text", Some("UTF-32BE"));
    check(b"\xFF\xFE\0\0", "text", Some("UTF-32LE"));
    check(b"\xFF\xFE\0\0a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0", "text", Some("UTF-16LE"));
    check(b"\xFF\xFE\0\0\0\0\0\0\x01\0\0\0", "binary", None);
    check(b"\0\0\xFE\xFF\x41\x42\x43\x44", "binary", None);
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
        assert!(places.iter().all(|place| place.start.0 % 4 == 0 && place.len() <= 192), "{len}");
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

const A: &[u8] = b"2026-05-12 10:00:01 INFO plain ascii line here, user=42\n";

/// What a program that writes UTF-8 leaves when it cuts, and what speaks for nothing else.
const SHAPES: &[&[u8]] = &[
    b"msg cut here: \xf0\x9f\x98\n",
    b"cut \xf0\x9f and more\n",
    b"cut \xe2\x80\n",
    b"cut \xe2\x80",
    b"\xe2\x80",
    b"caf\xc3\n",
    b"caf\xc3",
    b"caf\xc3 is closed",
    b"caf\xc3...",
    b"CESU \xed\xa0\xbd\xed\xb8\x80 smile\n",
    b"a lone half \xed\xa0\xbd here\n",
    b"a NUL \xc0\x80 of Java\n",
    b"Tok\xe6\x9d",
    b"to the east: \xe6",
    b"smile: \xf0",
];

#[test]
fn a_cut_character_among_ascii_speaks_for_utf_8() {
    for shape in SHAPES {
        let whole = [&A.repeat(20)[..], shape].concat();
        for bytes in [shape.to_vec(), whole.clone(), [A, shape].concat()] {
            let verdict = check(&bytes, "text", Some("UTF-8"));
            assert!(verdict.misfit.is_some(), "{verdict:?}");
            assert!(verdict.confidence < Confidence::Certain, "{verdict:?}");
        }
        if shape.ends_with(b"\n") {
            check(&[&whole[..], &A.repeat(300)].concat(), "text", Some("UTF-8"));
        }
    }
}

#[test]
fn a_file_that_starts_within_a_character_is_utf_8() {
    for start in
        [&b"\x9f\x98\x80 smile"[..], b"\x98\x80 smile", b"\x80 smile", b"\xbcller", b"\xa9 au lait", b"\x9c"]
    {
        for rest in [&b""[..], b"\n", b"\nand plain lines\n"] {
            let bytes = [start, rest].concat();
            if start != b"\xa9 au lait" {
                check(&bytes, "text", Some("UTF-8"));
            }
            check(&[&bytes[..], "naïve\n".as_bytes()].concat(), "text", Some("UTF-8"));
        }
    }
    // These stand before words in Western texts.
    check(b"\xa9 2024 Example Inc.\n", "text", Some("windows-1252"));
    check(b"\xa1Hola!\n", "text", Some("windows-1252"));
}

#[test]
fn older_encodings_are_not_taken_for_cut_utf_8() {
    for bytes in [
        &b"caf\xe9\n"[..],
        b"caf\xe9",
        b"caf\xe9 cr\xe8me, s'il vous pla\xeet\n",
        b"d\xe9j\xe0 vu",
        b"Gr\xfc\xdfe aus M\xfcnchen\n",
        b"voil\xe0 \xe0 Paris\n",
        b"S\xe3o Paulo e Bras\xedlia\n",
        b"un caf\xe9 \xe0 la cr\xe8me\n",
    ] {
        check(bytes, "text", Some("windows-1252"));
        check(&[&A.repeat(30)[..], bytes].concat(), "text", Some("windows-1252"));
    }
}

#[test]
fn up_to_five_bad_sequences_leave_utf_8_what_it_is() {
    let bad: [&[u8]; 8] = [
        b"\xff",
        b"\x80",
        b"\xe9",
        b"\xc3(",
        b"\xf0\x9f\x98",
        b"\xfe\xfe\xff\xff",
        b"\x80\x81\x82\x83\x84",
        b"\xe9\xe8\xfc",
    ];
    for text in
        ["Müller saß im Café — 10 € für Grüße.\n", "東京の天気は晴れ。\n", "Съешь же ещё\n", "αβγ δεζ\n"]
    {
        for bad in bad {
            for n in 1..=5 {
                let mut bytes = Vec::new();
                for _ in 0..n {
                    bytes.extend(
                        [A, bad, b" x\n", text.as_bytes(), text.as_bytes(), text.as_bytes()].concat(),
                    );
                }
                check(&bytes, "text", Some("UTF-8"));
            }
        }
    }
    // One character of UTF-8 outweighs five bytes that are none.
    let bytes = [A, "Müller\n".as_bytes(), b"a\xe9 ", b"b\x80 ", b"c\xff ", b"d\xfc ", b"e\xe8 ", A].concat();
    check(&bytes, "text", Some("UTF-8"));
}

#[test]
fn only_what_was_read_whole_is_certain() {
    let ascii = A.repeat(10);
    let whole = check(&ascii, "text", Some("UTF-8"));
    assert_eq!(whole.confidence, Confidence::Certain);
    for bytes in [ascii, "Grüße aus München — ja\n".repeat(9).into_bytes(), [b"\xEF\xBB\xBF", A].concat()]
    {
        let part = sniff(&[(Offset::ZERO, &bytes[..])], len_u64(bytes.len()) + 1);
        assert_eq!((part.reads_as(), part.confidence), (Encoding::UTF_8, Confidence::Likely), "{part:?}");
        let says = part.evidence.iter().map(Text::in_english).collect::<String>();
        assert!(says.contains("were looked at") && !says.contains("It is all"), "{says}");
    }
}

/// The verdict by the samples of a long file, and that by all of it.
fn both(bytes: &[u8]) -> (Verdict, Verdict) {
    let len = len_u64(bytes.len());
    let at = |span: Span| {
        let range = crate::base::units::to_usize(span.start.0)..crate::base::units::to_usize(span.end.0);
        (span.start, &bytes[range])
    };
    let samples: Vec<Sample<'_>> = places(len, 1024).into_iter().map(at).collect();
    let sampled = sniff(&samples, len);
    let mut reader = WholeReader::default();
    bytes.chunks(1000).for_each(|piece| reader.push(piece));
    let whole = reader.finish();
    let near: Vec<Sample<'_>> = whole.places().into_iter().map(at).collect();
    let completed = sampled.completed(&whole, &near);
    // A scan that ends again says the same again.
    assert_eq!(completed.completed(&whole, &near), completed);
    (sampled, completed)
}

#[test]
fn the_whole_file_corrects_what_its_samples_seemed_to_be() {
    let plain = A.repeat(400);
    let german = b"Gr\xfc\xdfe aus M\xfcnchen und K\xf6ln, sch\xf6ne Gr\xfc\xdfe\n";
    let utf8 = "Grüße aus München, schöne Grüße\n".repeat(9).into_bytes();
    let cases: [(&[u8], &[u8], &str, &str); 5] = [
        // ASCII wherever one looks, and a degree sign or more between.
        (b"", b"21 \xb0C\n", "UTF-8", "windows-1252"),
        (b"", &german.repeat(40), "UTF-8", "windows-1252"),
        // One bad byte in the sample, UTF-8 between.
        (b"caf\xe9 x\n", &utf8, "windows-1252", "UTF-8"),
        (b"\xf0\x9f\x98\n", &utf8, "UTF-8", "UTF-8"),
        (b"", &utf8, "UTF-8", "UTF-8"),
    ];
    for (head, middle, before, after) in cases {
        let bytes = [head, &plain, middle, &plain, &plain].concat();
        let (sampled, completed) = both(&bytes);
        assert_eq!(
            (sampled.reads_as().name(), completed.reads_as().name()),
            (before, after),
            "{completed:?}"
        );
        assert_ne!(sampled.confidence, Confidence::Certain);
        assert_eq!(completed.corrects.is_some(), before != after);
        let says = completed.evidence.iter().map(Text::in_english).collect::<Vec<_>>().join(" ");
        assert!(says.contains("The whole file was read"), "{says}");
        assert_eq!(says.contains("the whole file says otherwise"), before != after, "{says}");
        assert_eq!(completed.misfit.is_some(), after == "UTF-8" && !head.is_empty(), "{completed:?}");
    }
    let (_, ascii) = both(&plain);
    assert_eq!(ascii.confidence, Confidence::Certain);
}

#[test]
fn one_bad_byte_in_a_long_text_does_not_make_it_binary() {
    let text = A.repeat(1000);
    for bad in 0..=0xFF_u8 {
        {
            let at = [0, 30, 50_000][usize::from(bad % 3)];
            let mut bytes = text.clone();
            bytes[at] = bad;
            let verdict = sniff(&[(Offset::ZERO, &bytes)], len_u64(bytes.len()));
            assert_eq!(verdict.format, "text", "{bad:02X} at {at}: {verdict:?}");
            assert_eq!(verdict.reads_as().unit(), CodeUnit::Byte, "{bad:02X} at {at}");
        }
    }
}

/// A text in both orders of UTF-32, with and without its mark.
fn in_utf_32(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let encoded = |name| (name, Encoding::named(name).and_then(|encoding| encoding.encode(text)));
    ["UTF-32LE", "UTF-32BE"].map(encoded).map(|(name, bytes)| (name, bytes.expect("it says all"))).to_vec()
}

#[test]
fn utf_32_is_known_without_a_mark() {
    for text in [
        "One line, and two\r\nmore",
        "Съешь же ещё\nэтих булок",
        "一日の一番\n一つ、二つ。\n",
        "ქართული ენა\n",
        "ж и я\n",
        "1,2,3,4\n17,99,2,3\n",
        "{\"id\": 1, \"tags\": [1, 2, 3]}\n",
        "A sentence alone on its line. ",
        "🦆 и 🦢\n",
    ] {
        let text = text.repeat(20);
        for (name, bytes) in in_utf_32(&text) {
            let verdict = check(&bytes, "text", Some(name));
            assert!(verdict.misfit.is_none() && verdict.confidence == Confidence::Likely, "{verdict:?}");
            for cut in 1..4 {
                let verdict = check(&bytes[..bytes.len() - cut], "text", Some(name));
                assert_eq!(verdict.confidence, Confidence::Guess, "{verdict:?}");
                assert_eq!(verdict.misfit, Some(Offset(len_u64(bytes.len() - 4))), "{verdict:?}");
            }
            for marked in in_utf_32("\u{FEFF}").into_iter().filter(|marked| marked.0 == name) {
                let verdict = check(&[&marked.1[..], &bytes].concat(), "text", Some(name));
                assert_eq!(verdict.confidence, Confidence::Certain, "{verdict:?}");
            }
        }
    }
    let verdict = sniff(&[(Offset::ZERO, &in_utf_32(&"a line\r\n".repeat(9))[0].1)], 288);
    assert_eq!(verdict.terminator, Some("CRLF"));
    let says = verdict.evidence.iter().map(Text::in_english).collect::<Vec<_>>().join(" ");
    assert!(says.contains("72 of its 72 groups of four is NUL, as in UTF-32LE"), "{says}");
}

#[test]
fn samples_of_utf_32_from_any_offset_are_aligned_to_the_file() {
    for (name, bytes) in in_utf_32(&"Ein Satz, und noch einer.\n".repeat(500)) {
        let len = len_u64(bytes.len());
        for skip in 0..8 {
            let samples = [
                (Offset::ZERO, &bytes[..1000 + skip]),
                (Offset(len_u64(skip)) + 20_000, &bytes[20_000 + skip..30_000]),
            ];
            let verdict = sniff(&samples, len);
            assert_eq!((verdict.reads_as().name(), verdict.misfit), (name, None), "{verdict:?}");
            assert_eq!(verdict.terminator, Some("LF"), "{verdict:?}");
        }
    }
}

#[test]
fn numbers_of_four_bytes_are_not_taken_for_utf_32() {
    let mut state = 7_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).expect("31 bits")
    };
    let mut all: Vec<(String, Vec<u32>)> = Vec::new();
    let mut add = |name: String, numbers: Vec<u32>| all.push((name, numbers));
    for n in [4_u32, 8, 16, 64, 300, 5000] {
        for first in [0, 1, 9, 10, 32, 33, 48, 65, 97, 160, 1000, 0x4E00] {
            add(format!("{n} from {first} on"), (first..first + n).collect());
            add(format!("{n} times {first}"), vec![first; usize::try_from(n).expect("few")]);
            add(format!("tens from {first} on"), (first..first + n).map(|i| 10 * i).collect());
        }
    }
    for most in
        [2, 10, 11, 16, 33, 64, 100, 127, 128, 200, 256, 1000, 2048, 10_000, 40_000, 65_536, 0x11_0000]
    {
        for n in [64, 300, 5000] {
            add(format!("{n} below {most}"), (0..n).map(|_| next() % most).collect());
            // Most are small, few are large.
            add(
                format!("{n} mostly far below {most}"),
                (0..n).map(|_| next() % (1 + next() % most)).collect(),
            );
            // Around a middle.
            add(
                format!("{n} around {most}"),
                (0..n).map(|_| most / 2 + (next() % most + next() % most) / 4).collect(),
            );
        }
    }
    for _ in 0..400 {
        let (first, width, n) = (next() % 300, 1 + next() % 500, 64 + next() % 500);
        add(format!("{n} of {width} from {first} on"), (0..n).map(|_| first + next() % width).collect());
    }
    for n in [300, 5000] {
        add("what can be printed".into(), (0..n).map(|_| 32 + next() % 95).collect());
        add("letters".into(), (0..n).map(|_| 97 + next() % 26).collect());
        add("tens to a hundred".into(), (0..n).map(|_| 10 * (1 + next() % 10)).collect());
        add(
            "sums of money".into(),
            (0..n)
                .map(|_| [1, 2, 5, 10, 20, 50, 100, 200, 500][usize::try_from(next() % 9).expect("few")])
                .collect(),
        );
        add(
            "sizes".into(),
            (0..n)
                .map(|_| [16, 24, 32, 48, 64, 96, 128, 256][usize::try_from(next() % 8).expect("few")])
                .collect(),
        );
        add(
            "sizes from 32 on".into(),
            (0..n)
                .map(|_| [32, 64, 100, 200, 400, 1000][usize::try_from(next() % 6).expect("few")])
                .collect(),
        );
        add(
            "numbers that are 32 at least".into(),
            (0..n).map(|_| (next() % 60 + next() % 60).max(32)).collect(),
        );
        add("pixels of blue".into(), (0..n).map(|i| i % 256).collect());
        add(
            "dark pixels".into(),
            (0..n).map(|_| ((next() % 17) << 16) | ((next() % 32) << 8) | (next() % 40)).collect(),
        );
        add("pixels that are clear".into(), (0..n).map(|_| next() % 0x100_0000).collect());
        add(
            "floats".into(),
            (0..n).map(|i| f32::to_bits(f32::from(u16::try_from(i).expect("few")) / 7.0)).collect(),
        );
    }
    for (name, numbers) in all {
        for to_bytes in [u32::to_le_bytes, u32::to_be_bytes] {
            let bytes: Vec<u8> = numbers.iter().flat_map(|&n| to_bytes(n)).collect();
            let verdict = sniff(&[(Offset::ZERO, &bytes)], len_u64(bytes.len()));
            assert_ne!(verdict.reads_as().unit().width(), 4, "{name}: {verdict:?}");
        }
    }
}

#[test]
fn utf_16_is_not_taken_for_utf_32_nor_the_other_way_round() {
    for text in ["One line\n", "一日\n", "🦆🦢\n", "a\nb\n", "\n\n\n \n", "𐀀𐀁 a\n"] {
        for n in [10, 100, 1000] {
            let text = text.repeat(n);
            for (name, bytes) in ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"].map(|name| {
                (name, Encoding::named(name).and_then(|encoding| encoding.encode(&text)).expect("all"))
            }) {
                let marked =
                    Encoding::named(name).and_then(|encoding| encoding.encode("\u{FEFF}")).expect("a mark");
                check(&[&marked[..], &bytes].concat(), "text", Some(name));
                let found = sniff(&[(Offset::ZERO, &bytes)], len_u64(bytes.len())).encoding;
                let width = found.map(|found| found.unit().width());
                assert!(
                    width.is_none_or(|width| width == 1 || Some(name) == found.map(Encoding::name)),
                    "{name} {text}: {found:?}"
                );
            }
        }
    }
}
