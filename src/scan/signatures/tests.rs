use super::*;
use proptest::prelude::*;

/// A part's signatures, fed in pieces of `cut` bytes, merged in pairs.
fn scanned(bytes: &[u8], cut: usize) -> Signatures {
    let scan = SignatureScan;
    let mut all = Signatures::default();
    let mut start = 0;
    while start < bytes.len() {
        let end = (start + cut).min(bytes.len());
        let from = start.saturating_sub(BEFORE);
        let to = (end + AFTER).min(bytes.len());
        let piece = Piece::new(
            &bytes[from..to],
            start - from,
            end - start,
            Offset(len_u64(start)),
            len_u64(bytes.len()),
        );
        let mut part = Signatures::default();
        scan.feed(&mut part, &piece);
        scan.merge(&mut all, part);
        start = end;
    }
    match scan.report(&all) {
        Finding::Signatures(found) => Signatures::clone(&found),
        _ => Signatures::default(),
    }
}

/// Beginnings of files, each of which is found, with its name and how far its place is from its first byte.
fn beginnings() -> Vec<(&'static str, Vec<u8>)> {
    let mut elf = b"\x7FELF\x02\x01\x01".to_vec();
    elf.resize(16, 0);
    elf.extend([2, 0, 62, 0, 1, 0, 0, 0]);
    let mut pe = b"MZ".to_vec();
    pe.resize(0x3C, 0);
    pe.extend([0x80, 0, 0, 0]);
    pe.resize(0x80, 0);
    pe.extend(b"PE\0\0");
    let mut tar = vec![0; 512];
    tar[..5].copy_from_slice(b"a.txt");
    tar[257..262].copy_from_slice(b"ustar");
    let sum: u64 = tar.iter().map(|byte| u64::from(*byte)).sum::<u64>() + 8 * 32;
    tar[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut sqlite = b"SQLite format 3\0\x10\x00\x01\x01\x00\x40\x20\x20".to_vec();
    sqlite.resize(100, 0);
    let mut bmp = b"BM\x76\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x04\0\0\0\x04\0\0\0\x01\0\x18\0".to_vec();
    bmp.resize(0x76, 3);
    let mut ext = vec![0; 2048];
    for (at, n) in [(1024, 8_u32), (1028, 64), (1044, 1), (1048, 0), (1056, 8192), (1064, 8)] {
        ext[at..at + 4].copy_from_slice(&n.to_le_bytes());
    }
    ext[1080..1082].copy_from_slice(&[0x53, 0xEF]);
    ext[1082] = 1;
    ext[1084] = 1;
    let mut xz = b"\xFD7zXZ\0\0\x04".to_vec();
    xz.extend(crc32fast::hash(&[0, 4]).to_le_bytes());
    let mut ogg = b"OggS\0\x02".to_vec();
    ogg.resize(26, 0);
    ogg.extend([1, 30]);
    vec![
        ("ELF", elf),
        ("PE", pe),
        ("TAR", tar),
        ("SQLITE", sqlite),
        ("BMP", bmp),
        ("EXT", ext),
        ("XZ", xz),
        ("OGG", ogg),
        ("PNG", b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x05\0\0\0\x05".to_vec()),
        ("JPEG", b"\xFF\xD8\xFF\xE0\0\x04ab\xFF".to_vec()),
        ("GIF", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
        ("ZIP", b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a".to_vec()),
        ("GZIP", b"\x1F\x8B\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0".to_vec()),
        ("BZIP2", b"BZh91AY&SY".to_vec()),
        ("ZSTD", b"\x28\xB5\x2F\xFD\x24\x01\x09\0\0a".to_vec()),
        ("PDF", b"%PDF-1.7".to_vec()),
        ("RIFF", b"RIFF\x24\0\0\0WAVE".to_vec()),
        ("FLAC", b"fLaC\0\0\0\x22".to_vec()),
        ("ID3", b"ID3\x03\0\0\0\0\0\x10".to_vec()),
        ("MP4", b"\0\0\0\x18ftypisom".to_vec()),
        ("CLASS", b"\xCA\xFE\xBA\xBE\0\0\0\x34\0\x10\x0A".to_vec()),
        ("PCAP", b"\xD4\xC3\xB2\xA1\x02\0\x04\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\x01\0\0\0".to_vec()),
        ("WASM", b"\0asm\x01\0\0\0".to_vec()),
        ("LUKS", b"LUKS\xBA\xBE\0\x02".to_vec()),
    ]
}

#[test]
fn each_beginning_is_found_where_it_stands_however_the_file_is_cut() {
    for (name, bytes) in beginnings() {
        let lead = 1500;
        let file = [&vec![7; lead][..], &bytes, &[7; 600]].concat();
        let wanted = FoundSignature { at: Offset(1500), kind: 0 };
        for cut in [1, 2, 3, 7, 300, 1499, 1501, 1502, 4096] {
            let found = scanned(&file, cut);
            let names: Vec<_> = found.found.iter().map(|one| (one.name(), one.at)).collect();
            assert_eq!(names, [(name, wanted.at)], "in pieces of {cut}");
            assert_eq!(found.n, 1);
        }
    }
}

#[test]
fn what_only_has_the_magic_is_not_found() {
    let mut file = Vec::new();
    for signature in SIGNATURES.iter().filter(|signature| signature.name != "OLE2") {
        file.extend([b' '; 40]);
        file.extend(signature.magic);
    }
    file.extend([b' '; 40]);
    assert_eq!(naive(&file), []);
    let text = include_bytes!("checks.rs");
    assert_eq!(naive(text), []);
    // Random bytes: magics of two and three bytes are among them hundreds of times.
    let mut state = 1_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    })
    .take(8 << 20)
    .collect();
    let found = scanned(&noise, 1 << 16);
    assert!(found.n <= 1, "{:?}", found.found);
}

#[test]
fn more_than_are_kept_are_counted() {
    let pdf = b"%PDF-1.7".repeat(MOST_KEPT + 77);
    let found = scanned(&pdf, 50_000);
    assert_eq!((found.n, found.found.len()), (len_u64(MOST_KEPT) + 77, MOST_KEPT));
    assert_eq!(found.found.last().map(|one| one.at), Some(Offset(8 * len_u64(MOST_KEPT - 1))));
    let n: u64 = found.by_kind.iter().sum();
    assert_eq!(n, found.n);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn any_cut_finds_what_a_naive_search_finds(
        parts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..200, any::<Option<(u16, u8)>>()), 0..12),
        cut in 1_usize..3000,
    ) {
        let all = beginnings();
        let mut file = Vec::new();
        for (which, gap, damage) in parts {
            file.extend(std::iter::repeat_n(b'P', gap));
            let mut bytes = which.get(&all).1.clone();
            if let Some((at, byte)) = damage {
                let n = bytes.len();
                bytes[usize::from(at) % n] = byte;
            }
            file.extend(bytes);
        }
        let found = scanned(&file, cut);
        prop_assert_eq!(&found.found, &naive(&file));
        prop_assert_eq!(found.n, len_u64(found.found.len()));
    }
}
