//! Small nasty files: whatever has a place where something can go wrong.

/// Name and bytes of each; the same ones every time.
pub fn nasty() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: String, bytes: Vec<u8>| all.push((name, bytes));
    add("empty".into(), vec![]);
    for byte in [0x00, 0x09, 0x0A, 0x0D, 0x1F, 0x20, 0x41, 0x7E, 0x7F, 0x80, 0xBF, 0xC2, 0xE1, 0xF0, 0xFF] {
        add(format!("one-{byte:02x}"), vec![byte]);
    }
    add("every-byte".into(), (0..=255).collect());
    add("every-byte-twice".into(), (0..=255).chain((0..=255).rev()).collect());
    terminators(&mut add);
    utf8(&mut add);
    edges(&mut add);
    random(&mut add);
    all
}

/// All mixes of up to four pieces of text, LF, CR and CRLF.
fn terminators(add: &mut impl FnMut(String, Vec<u8>)) {
    let pieces: [&[u8]; 4] = [b"ab", b"\n", b"\r", b"\r\n"];
    for n in 2..=3_u32 {
        for mix in 0..4_usize.pow(n) {
            let picks = (0..n).map(|i| pieces[mix >> (2 * i) & 3]);
            add(format!("ends-{n}-{mix}"), picks.flatten().copied().collect());
        }
    }
    add("only-lf".into(), vec![b'\n'; 1000]);
    add("only-cr".into(), vec![b'\r'; 1000]);
    add("cr-cr-lf".into(), b"a\r\r\nb\r\r\r\n\r".to_vec());
    for shift in [0, 1, 2, 3, 7, 8, 31, 32, 63, 64, 1023, 1024, 4096] {
        let mut lines = vec![b'x'; shift];
        lines.push(b'\n');
        lines.extend(vec![b'y'; shift.saturating_sub(1)]);
        add(format!("length-{shift}"), lines);
    }
}

/// Valid, overlong, cut, stray, surrogate, too large.
fn utf8(add: &mut impl FnMut(String, Vec<u8>)) {
    let sequences: [&[u8]; 30] = [
        b"\xEF\xBB\xBF", // a BOM
        b"\xEF\xBB",
        b"\xFF\xFE",
        b"\xC3\xA9",
        b"\xE6\x9D\xB1",
        b"\xF0\x9F\xA6\xA2",
        b"\xC0\x80", // overlong
        b"\xC1\xBF",
        b"\xE0\x80\x80",
        b"\xE0\x9F\xBF",
        b"\xF0\x80\x80\x80",
        b"\xF0\x8F\xBF\xBF",
        b"\xED\xA0\x80", // surrogates
        b"\xED\xBF\xBF",
        b"\xED\xA0\xBD\xED\xB8\x80",
        b"\xF4\x90\x80\x80", // too large
        b"\xF5\x80\x80\x80",
        b"\xF8\x88\x80\x80\x80",
        b"\xC3", // cut
        b"\xE6\x9D",
        b"\xF0\x9F",
        b"\xF0\x9F\xA6",
        b"\xF4\x8F\xBF",
        b"\x80", // stray
        b"\x80\x80\x80\x80\x80",
        b"\xC3\xC3\xA9",
        b"\xF0\x9F\xA6\xF0\x9F\xA6\xA2",
        b"\xE6\x9D\x41",
        b"\xE2\x80\xAE", // turns the writing direction
        b"\xC2\x85\xE2\x80\xA8",
    ];
    for (i, bytes) in sequences.into_iter().enumerate() {
        add(format!("utf8-{i}"), bytes.to_vec());
        add(format!("utf8-inside-{i}"), [b"ab", bytes, b"c\n", bytes, bytes, b"\r\n"].concat());
    }
    add("many-broken".into(), b"\xFFa".repeat(1500));
    add("utf16".into(), "Gander, Ελλάδα\n".encode_utf16().flat_map(u16::to_le_bytes).collect());
}

/// What matters lies on, before and after a block's edge.
fn edges(add: &mut impl FnMut(String, Vec<u8>)) {
    let middles: [&[u8]; 6] =
        [b"\r\n", b"\n\n", b"\xF0\x9F\xA6\xA2", b"\xE6\x9D\xE6\x9D\xB1", b"\x80\x80\x80\x80\x80", b"\r"];
    for edge in [4096, 65_536] {
        for (i, middle) in middles.into_iter().enumerate() {
            for back in 0..=middle.len().min(4) {
                let mut bytes = vec![b'.'; edge - back];
                bytes.extend_from_slice(middle);
                bytes.extend_from_slice(b"after\n");
                add(format!("edge-{edge}-{i}-{back}"), bytes);
            }
        }
        for len in [edge - 1, edge, edge + 1] {
            add(format!("zeros-{len}"), vec![0; len]);
            add(format!("line-{len}"), [vec![b'a'; len - 1], vec![b'\n']].concat());
        }
    }
}

/// Soups of a few bytes that belong together.
fn random(add: &mut impl FnMut(String, Vec<u8>)) {
    let mut state = 42_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let soups: [&[u8]; 4] = [
        b"\r\na",
        b"\xF0\x9F\xA6\xA2\xE6\x9D\xB1\xC3\xA9a",
        b"\x00\x7F\x80\xC0\xE0\xED\xA0\xF4\x90\xFF\n",
        b"a\tb \n\x1B\"",
    ];
    for (i, soup) in soups.into_iter().enumerate() {
        for len in [2_usize, 5, 17, 300, 5000, 20_000] {
            let bytes =
                (0..len).map(|_| soup[usize::try_from(next() % 1000).unwrap() % soup.len()]).collect();
            add(format!("soup-{i}-{len}"), bytes);
        }
    }
}
