//! Small nasty inputs that every law is tried on.
#![cfg(test)]

/// An input with a name for messages.
pub struct Sample {
    pub name: &'static str,
    pub bytes: Vec<u8>,
}

/// Times that go back, of three kinds, with levels and without, and lines that have none.
const LOG: &[u8] = b"2026-03-14 09:26:53.000 INFO  [a] x\n2026-03-14T09:26:54Z ERROR y\r\n  at z\n\n\
    2026-03-14 09:26:52 WARN back\n2020-01-01 00:00:00 FATAL far\nMar 14 09:26:53 h p: error: q\n\
    09:26:53.5 DEBUG late\n{\"level\":40,\"time\":1773480413123}\n2026-03-14 09:26:5";

/// Dates of numbers alone, of which the last lines say that the day is first.
const DATES: &[u8] = b"2021-07-01 00:00:00 x\n07/08/2021 14:07:27 INFO a\n7/9/2021 2:07:27 PM b\n\
    08/07/2021 1:00:00 AM c\n15/07/2021 14:07:27 d\n2021-07-02 00:00:00 e\n16/07/2021 00:00:00 f\n\
    07/15/2021 00:00:01 g\n[   12.233441] h\n09/10/2021 10:00:00 i";

/// Samples of at most a few hundred bytes: every cut of them is affordable.
pub fn small() -> Vec<Sample> {
    let samples: &[(&str, &[u8])] = &[
        ("nothing", b""),
        ("one byte", b"a"),
        ("one NUL", b"\0"),
        ("one LF", b"\n"),
        ("one CR", b"\r"),
        ("one CRLF", b"\r\n"),
        ("LF CR", b"\n\r"),
        ("CRs before an LF", b"\r\r\r\n\r\r"),
        ("blank lines", b"\n\n\r\n\n\r\n\r\n"),
        ("lines", b"one\ntwo\r\nthree\rstill three\n\nlast"),
        ("equal lines", b"aa\nbb\ncc\ndd\n"),
        ("the longest comes first", b"longest!\nshort\nlongest?\n"),
        ("the longest comes last", b"a\nbb\nccc\ndddd"),
        ("a BOM", b"\xEF\xBB\xBF"),
        ("a BOM and a line", b"\xEF\xBB\xBFa\r\n"),
        ("two thirds of a BOM", b"\xEF\xBB"),
        ("one third of a BOM", b"\xEF"),
        ("characters of 1 to 4 bytes", "aé€😀\u{10FFFF}\u{7FF}\u{800}\u{FFFF}z".as_bytes()),
        ("a real U+FFFD", "a\u{FFFD}b".as_bytes()),
        ("continuations alone", b"\x80\xBF\x80\x80\x80\x80\x80a\x80"),
        ("characters cut short", b"\xC3a\xE2\x82a\xF0\x9F\x98a\xF0\x9Fa\xF0a\xE2"),
        ("a character cut by the end", b"abc\xF0\x9F\x98"),
        ("overlong forms", b"\xC0\xAF\xE0\x80\xAF\xF0\x80\x80\xAF\xC1\xBF"),
        ("surrogates", b"\xED\xA0\x80\xED\xBF\xBF\xED\x9F\xBF"),
        ("beyond Unicode", b"\xF4\x90\x80\x80\xF5\x80\x80\x80\xF8\x88\x80\x80\x80\xFF\xFE"),
        ("a character after its own start", b"\xF0\xF0\x9F\x98\x80\xE2\xE2\x82\xAC"),
        ("broken, then line ends", b"\xE2\x82\r\n\xF0\x9F\n\xC3\r\xC3\r\n\x80\n"),
        ("times, levels and lines without", LOG),
        ("dates of which the day or the month is first", DATES),
        ("UTF-16", b"\xFF\xFEa\0\r\0\n\0b\0\n\0"),
        ("UTF-32", b"\0\0\xFE\xFF\0\0\0a\0\0\0\r\0\0\0\n\0\x11\0\0\0\0\xD8\x0A\0\0\0\n\0\0"),
    ];
    let mut samples: Vec<_> =
        samples.iter().map(|&(name, bytes)| Sample { name, bytes: bytes.to_vec() }).collect();
    let log = "\u{FEFF}2026-03-14 09:26:53 ERROR \u{4E0A}\u{0A0A}\n2026-03-14 09:26:54 WARN \u{6C0A} b\r\n\u{0A4E}\n";
    samples.push(Sample {
        name: "a log in UTF-16",
        bytes: log.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    });
    samples.push(Sample {
        name: "a log in UTF-32",
        bytes: log.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
    });
    samples.push(Sample { name: "every byte", bytes: (0..=255).collect() });
    samples.push(Sample { name: "a nasty mix", bytes: mix(300, 1) });
    samples
}

/// Samples around the edges of 64 KiB blocks.
pub fn large() -> Vec<Sample> {
    const EDGE: usize = 64 * 1024;
    let mut samples = Vec::new();
    let mut around = |name, middle: &[u8], before: usize| {
        let mut bytes = vec![b'x'; EDGE - before];
        bytes.extend_from_slice(middle);
        bytes.extend_from_slice(b"tail\nend");
        samples.push(Sample { name, bytes });
    };
    around("an LF that ends a block", b"\n", 1);
    around("an LF that starts a block", b"\n", 0);
    around("a CRLF over an edge", b"\r\n", 1);
    around("a CRLF before an edge", b"\r\n", 2);
    around("a lone CR before an edge", b"\ra\n", 1);
    around("two CRs and an LF over an edge", b"\r\r\n", 1);
    around("two bytes over an edge", "é".as_bytes(), 1);
    around("three bytes over an edge, one before", "€".as_bytes(), 1);
    around("three bytes over an edge, two before", "€".as_bytes(), 2);
    around("four bytes over an edge, one before", "😀".as_bytes(), 1);
    around("four bytes over an edge, two before", "😀".as_bytes(), 2);
    around("four bytes over an edge, three before", "😀".as_bytes(), 3);
    around("three of four bytes over an edge", b"\xF0\x9F\x98a", 2);
    around("a broken start before an edge", b"\xE2\x82", 2);
    around("continuations after an edge", b"\x80\x80\x80\x80", 0);
    around("a character and a continuation over an edge", b"\xC3\xA9\x80", 2);
    around("a time over an edge", b"\n2026-03-14 09:26:53 ERROR x\n2026-03-14 09:26:54 WARN y\n", 9);
    around("a level after an edge", b"\n2026-03-14 09:26:53 ERROR x\n", 21);
    let line = |n: usize, level: &str| {
        let time = "2024-04-04T08:13:39.122710Z";
        format!("{{\"log\":\"{}\",\"time\":\"{time}\",\"level\":\"{level}\"}}\n", "x".repeat(n))
    };
    let lines = [200, 300, EDGE - 700, 300, EDGE - 60, EDGE, 5].map(|n| line(n, "warn")).concat();
    samples.push(Sample { name: "JSON lines whose time comes last", bytes: lines.into_bytes() });
    samples.push(Sample { name: "one long line", bytes: vec![b'-'; 3 * EDGE + 5] });
    samples.push(Sample { name: "exactly two blocks", bytes: vec![b'\n'; 2 * EDGE] });
    samples.push(Sample { name: "a long nasty mix", bytes: mix(2 * EDGE + 77, 2) });
    samples
}

pub fn all() -> Vec<Sample> {
    small().into_iter().chain(large()).collect()
}

/// Line ends, characters of every length and broken bytes, in an order that follows from `seed`.
pub fn mix(len: usize, seed: u64) -> Vec<u8> {
    let parts: [&[u8]; 16] = [
        b"\n",
        b"\r\n",
        b"\r",
        b"a",
        b"some words",
        b"\0",
        "é".as_bytes(),
        "€".as_bytes(),
        "😀".as_bytes(),
        b"\x80",
        b"\xC3",
        b"\xE2\x82",
        b"\xF0\x9F\x98",
        b"\xFF",
        b"\xED\xA0\x80",
        b"\t,;\"",
    ];
    let mut bytes = Vec::with_capacity(len + 16);
    let mut state = seed;
    while bytes.len() < len {
        bytes.extend_from_slice(parts[usize::from(next(&mut state) % 16)]);
    }
    bytes.truncate(len);
    bytes
}

/// The next of a row of numbers that look random: the high bits of Knuth's MMIX generator.
pub fn next(state: &mut u64) -> u16 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let [high, next, ..] = state.to_be_bytes();
    u16::from_be_bytes([high, next])
}
