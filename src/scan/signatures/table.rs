//! The magic numbers, with the check of each.

use super::checks::{self, Check};

/// A magic number.
pub struct Signature {
    /// The name of its format.
    pub name: &'static str,
    /// Its bytes, two at least, the first of which is no zero.
    pub magic: &'static [u8],
    /// How far it stands behind the start of what it is the magic of, in bytes.
    pub at: u64,
    pub(super) check: Check,
}

const fn sign(name: &'static str, magic: &'static [u8], check: Check) -> Signature {
    Signature { name, magic, at: 0, check }
}

const fn behind(at: u64, name: &'static str, magic: &'static [u8], check: Check) -> Signature {
    Signature { name, magic, at, check }
}

/// Every signature. Where two formats begin alike, the checks tell them apart.
pub static SIGNATURES: &[Signature] = &[
    sign("ELF", b"\x7FELF", checks::elf),
    sign("PE", b"MZ", checks::pe),
    sign("MACH-O", b"\xCE\xFA\xED\xFE", checks::macho_le),
    sign("MACH-O", b"\xCF\xFA\xED\xFE", checks::macho_le),
    sign("MACH-O", b"\xFE\xED\xFA\xCE", checks::macho_be),
    sign("MACH-O", b"\xFE\xED\xFA\xCF", checks::macho_be),
    sign("MACH-O", b"\xCA\xFE\xBA\xBE", checks::fat),
    sign("CLASS", b"\xCA\xFE\xBA\xBE", checks::class),
    sign("PNG", b"\x89PNG\r\n\x1A\n", checks::png),
    sign("JPEG", b"\xFF\xD8\xFF", checks::jpeg),
    sign("GIF", b"GIF87a", checks::gif),
    sign("GIF", b"GIF89a", checks::gif),
    sign("BMP", b"BM", checks::bmp),
    sign("TIFF", b"II*\0", checks::tiff_le),
    sign("TIFF", b"MM\0*", checks::tiff_be),
    sign("ZIP", b"PK\x03\x04", checks::zip),
    sign("GZIP", b"\x1F\x8B\x08", checks::gzip),
    sign("BZIP2", b"BZh", checks::bzip2),
    sign("XZ", b"\xFD7zXZ\0", checks::xz),
    sign("ZSTD", b"\x28\xB5\x2F\xFD", checks::zstd),
    sign("LZ4", b"\x04\x22\x4D\x18", checks::lz4),
    sign("7Z", b"7z\xBC\xAF\x27\x1C", checks::seven_zip),
    sign("RAR", b"Rar!\x1A\x07", checks::rar),
    sign("CAB", b"MSCF", checks::cab),
    sign("AR", b"!<arch>\n", checks::ar),
    sign("PDF", b"%PDF-", checks::pdf),
    sign("SQLITE", b"SQLite format 3\0", checks::sqlite),
    sign("RIFF", b"RIFF", checks::riff),
    sign("OGG", b"OggS", checks::ogg),
    sign("FLAC", b"fLaC", checks::flac),
    sign("ID3", b"ID3", checks::id3),
    behind(4, "MP4", b"ftyp", checks::mp4),
    sign("PCAP", b"\xD4\xC3\xB2\xA1", checks::pcap_le),
    sign("PCAP", b"\xA1\xB2\xC3\xD4", checks::pcap_be),
    sign("PCAPNG", b"\x0A\x0D\x0D\x0A", checks::pcapng),
    sign("WOFF", b"wOFF", checks::woff),
    sign("WOFF2", b"wOF2", checks::woff),
    behind(1, "WASM", b"asm\x01\0\0\0", checks::wasm),
    behind(257, "TAR", b"ustar", checks::tar),
    behind(1080, "EXT", b"\x53\xEF", checks::ext),
    behind(32_769, "ISO9660", b"CD001", checks::iso9660),
    sign("SQUASHFS", b"hsqs", checks::squashfs),
    sign("LUKS", b"LUKS\xBA\xBE", checks::luks),
    sign("OLE2", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", checks::any),
];
