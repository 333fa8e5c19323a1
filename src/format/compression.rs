//! Tells compressed files by their first bytes, whatever they are called.
//!
//! What Gander can't look into it can at least name, with the command that helps until it can:
//! `zcat FILE | gander -`.

use std::path::Path;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Compression {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
    /// The .xz format, version 1.
    Xz,
    /// bzip2.
    Bzip2,
    /// The LZ4 frame format.
    Lz4,
    /// lzip, version 1.
    Lzip,
    /// The compress of Unix, `.Z`.
    Compress,
}

use Compression::{Bzip2, Compress, Gzip, Lz4, Lzip, Xz, Zstd};

/// How long the header of a skippable frame of Zstandard or LZ4 is, in bytes.
const SKIPPABLE: usize = 8;

impl Compression {
    /// All of them.
    pub const ALL: [Self; 7] = [Gzip, Zstd, Xz, Bzip2, Lz4, Lzip, Compress];

    /// What a file that begins with these bytes is compressed by. A few dozen bytes tell; never panics.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        let rest = after_skippable(head);
        match rest {
            // Deflate is the only method; three bits of the flags are reserved.
            [0x1F, 0x8B, 8, flags, ..] if flags & 0xE0 == 0 => Some(Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Zstd),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Xz),
            // The size of blocks, then π for a block or √π for the end of an empty stream.
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..]
            | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => Some(Bzip2),
            [0x04, 0x22, 0x4D, 0x18, ..] => Some(Lz4),
            [b'L', b'Z', b'I', b'P', 1, ..] => Some(Lzip),
            // The longest code has 9 to 16 bits; two bits are reserved.
            [0x1F, 0x9D, flags, ..] if flags & 0x60 == 0 && (9..=16).contains(&(flags & 0x1F)) => {
                Some(Compress)
            }
            _ => None,
        }
    }

    /// Its name, which is the same in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Gzip => "gzip",
            Zstd => "zstd",
            Xz => "xz",
            Bzip2 => "bzip2",
            Lz4 => "lz4",
            Lzip => "lzip",
            Compress => "compress",
        }
    }

    /// What names of such files end in, and the program that writes one decompressed.
    fn ending_and_program(self) -> (&'static str, &'static str) {
        match self {
            // The `zcat` of macOS knows .Z alone.
            Gzip => ("gz", if cfg!(target_os = "macos") { "gzcat" } else { "zcat" }),
            Zstd => ("zst", "zstdcat"),
            Xz => ("xz", "xzcat"),
            Bzip2 => ("bz2", "bzcat"),
            Lz4 => ("lz4", "lz4cat"),
            Lzip => ("lz", "lzip -dc"),
            Compress => ("Z", "zcat"),
        }
    }

    /// The command by which a file is shown decompressed; `None`: what comes through a pipe.
    #[must_use]
    pub fn command(self, path: Option<&Path>) -> String {
        let (ending, program) = self.ending_and_program();
        let Some(path) = path else { return format!("… | {program} | gander -") };
        let name = quoted(&path.display().to_string());
        // Some of these programs refuse names with other endings, but not what they are fed.
        let is_usual = path.extension().is_some_and(|its| its == ending);
        let feeds = if is_usual { "" } else { "< " };
        format!("{program} {feeds}{name} | gander -")
    }
}

/// The bytes after skippable frames, with which seekable files of Zstandard and LZ4 may begin.
fn after_skippable(head: &[u8]) -> &[u8] {
    let mut rest = head;
    while let [0x50..=0x5F, 0x2A, 0x4D, 0x18, a, b, c, d, ..] = *rest {
        let len = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        rest = rest.get(SKIPPABLE.saturating_add(len)..).unwrap_or_default();
    }
    rest
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%=".contains(c);
    let name = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
    if name.chars().all(is_plain) { name } else { format!("'{}'", name.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn compressed_files_are_told_by_their_first_bytes() {
        // Made by gzip, zstd, xz, bzip2 (of something and of nothing), lz4, lzip and compress.
        let heads: [(&[u8], Compression); 8] = [
            (b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03a\x00", Gzip),
            (b"\x28\xb5\x2f\xfd\x04\x58", Zstd),
            (b"\xfd7zXZ\x00\x00\x04", Xz),
            (b"BZh91AY&SY", Bzip2),
            (b"BZh9\x17\x72\x45\x38\x50\x90", Bzip2),
            (b"\x04\x22\x4d\x18\x64\x40", Lz4),
            (b"LZIP\x01\x0c", Lzip),
            (b"\x1f\x9d\x90a", Compress),
        ];
        for (head, expected) in heads {
            assert_eq!(Compression::of(head), Some(expected), "{head:?}");
            let skipped = [b"\x5e\x2a\x4d\x18\x03\x00\x00\x00xyz", head].concat();
            assert_eq!(Compression::of(&skipped), Some(expected));
            for cut in 0..head.len().min(3) {
                assert_eq!(Compression::of(&head[..cut]), None, "too little of it");
            }
        }
        let texts: [&[u8]; 8] = [
            b"",
            b"BZh9 is how bzip2 begins",
            b"LZIP is one",
            b"PK\x03\x04",
            b"\x1f\x8b\x07\x00",
            b"\x1f\x9d is no file",
            b"\x50\x2a\x4d\x18\xff\xff\xff\xff",
            b"\xfd7zX",
        ];
        for text in texts {
            assert_eq!(Compression::of(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_command_can_be_pasted_into_a_shell() {
        let command = |one: Compression, name: &str| one.command(Some(Path::new(name)));
        assert_eq!(command(Zstd, "/tmp/a.log.zst"), "zstdcat /tmp/a.log.zst | gander -");
        assert_eq!(command(Xz, "it's a.xz"), "xzcat 'it'\\''s a.xz' | gander -");
        assert_eq!(command(Bzip2, "-a.bz2"), "bzcat ./-a.bz2 | gander -");
        assert_eq!(command(Bzip2, "a.log"), "bzcat < a.log | gander -");
        assert_eq!(Lz4.command(None), "… | lz4cat | gander -");
    }

    proptest! {
        #[test]
        fn any_bytes_are_looked_at_without_a_panic(
            head in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(vec![0x5E_u8, 0x2A, 0x4D, 0x18, 0, 1])], 0..40),
            name in ".{0,12}",
        ) {
            let _ = Compression::of(&head);
            let _ = Compression::of(&[b"\x5e\x2a\x4d\x18", head.as_slice()].concat());
            for one in Compression::ALL {
                prop_assert!(one.command(Some(Path::new(&name))).ends_with(" | gander -"));
            }
        }
    }
}
