//! Digests of bytes: what other programs call a file's checksum or hash.
//!
//! All of them are well-kept crates' own; here they have one name each and one way to be fed, several in
//! one pass ([`run`]). [`known`] reads what people paste.

pub mod known;
pub mod run;
mod tree;

pub use tree::{Blake3Part, Blake3Tree};

use md5::Md5;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};
use std::fmt::Write;

/// An algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// CRC-32 of zip, gzip and PNG.
    Crc32,
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-2 of 224 bits.
    Sha224,
    /// SHA-2 of 256 bits.
    Sha256,
    /// SHA-2 of 384 bits.
    Sha384,
    /// SHA-2 of 512 bits.
    Sha512,
    /// SHA-3 of 224 bits.
    Sha3_224,
    /// SHA-3 of 256 bits.
    Sha3_256,
    /// SHA-3 of 384 bits.
    Sha3_384,
    /// SHA-3 of 512 bits.
    Sha3_512,
    /// BLAKE3 of 256 bits.
    Blake3,
    /// XXH32 with seed 0.
    Xxh32,
    /// XXH64 with seed 0.
    Xxh64,
    /// XXH3 of 64 bits.
    Xxh3,
    /// XXH3 of 128 bits.
    Xxh128,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Crc32,
        Self::Md5,
        Self::Sha1,
        Self::Sha224,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Sha3_224,
        Self::Sha3_256,
        Self::Sha3_384,
        Self::Sha3_512,
        Self::Blake3,
        Self::Xxh32,
        Self::Xxh64,
        Self::Xxh3,
        Self::Xxh128,
    ];

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "crc32",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
            Self::Sha3_224 => "sha3-224",
            Self::Sha3_256 => "sha3-256",
            Self::Sha3_384 => "sha3-384",
            Self::Sha3_512 => "sha3-512",
            Self::Blake3 => "blake3",
            Self::Xxh32 => "xxh32",
            Self::Xxh64 => "xxh64",
            Self::Xxh3 => "xxh3",
            Self::Xxh128 => "xxh128",
        }
    }

    /// As people write it: `SHA-256`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC-32",
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sha3_224 => "SHA3-224",
            Self::Sha3_256 => "SHA3-256",
            Self::Sha3_384 => "SHA3-384",
            Self::Sha3_512 => "SHA3-512",
            Self::Blake3 => "BLAKE3",
            Self::Xxh32 => "XXH32",
            Self::Xxh64 => "XXH64",
            Self::Xxh3 => "XXH3",
            Self::Xxh128 => "XXH128",
        }
    }

    /// Hexadecimal digits of its digests.
    #[must_use]
    pub fn n_digits(self) -> usize {
        match self {
            Self::Crc32 | Self::Xxh32 => 8,
            Self::Xxh64 | Self::Xxh3 => 16,
            Self::Md5 | Self::Xxh128 => 32,
            Self::Sha1 => 40,
            Self::Sha224 | Self::Sha3_224 => 56,
            Self::Sha256 | Self::Sha3_256 | Self::Blake3 => 64,
            Self::Sha384 | Self::Sha3_384 => 96,
            Self::Sha512 | Self::Sha3_512 => 128,
        }
    }

    /// The algorithm of a name, whatever its case and with or without dashes: `SHA-256`, `b3`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let plain = |name: &str| -> String {
            name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
        };
        let wanted = match plain(name).as_str() {
            "b3" => "blake3".to_owned(),
            "xxh364" | "xxhash3" => "xxh3".to_owned(),
            "xxhash32" => "xxh32".to_owned(),
            "xxhash64" => "xxh64".to_owned(),
            "xxh3128" | "xxhash128" => "xxh128".to_owned(),
            "crc" => "crc32".to_owned(),
            other => other.to_owned(),
        };
        Self::ALL.into_iter().find(|one| plain(one.name()) == wanted)
    }

    /// A hasher that has seen nothing.
    #[must_use]
    pub fn hasher(self) -> Box<dyn Hasher> {
        match self {
            Self::Crc32 => Box::new(crc32fast::Hasher::new()),
            Self::Md5 => Box::new(Md5::default()),
            Self::Sha1 => Box::new(Sha1::default()),
            Self::Sha224 => Box::new(Sha224::default()),
            Self::Sha256 => Box::new(Sha256::default()),
            Self::Sha384 => Box::new(Sha384::default()),
            Self::Sha512 => Box::new(Sha512::default()),
            Self::Sha3_224 => Box::new(Sha3_224::default()),
            Self::Sha3_256 => Box::new(Sha3_256::default()),
            Self::Sha3_384 => Box::new(Sha3_384::default()),
            Self::Sha3_512 => Box::new(Sha3_512::default()),
            Self::Blake3 => Box::new(blake3::Hasher::new()),
            Self::Xxh32 => Box::new(xxhash_rust::xxh32::Xxh32::new(0)),
            Self::Xxh64 => Box::new(xxhash_rust::xxh64::Xxh64::new(0)),
            Self::Xxh3 => Box::new(Xxh3(xxhash_rust::xxh3::Xxh3::new())),
            Self::Xxh128 => Box::new(Xxh128(xxhash_rust::xxh3::Xxh3::new())),
        }
    }
}

/// Takes bytes in their order.
pub trait Hasher: Send {
    /// Takes the bytes that follow.
    fn update(&mut self, bytes: &[u8]);

    /// The digest of all, in lower-case hexadecimal digits.
    fn hex(&self) -> String;
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

macro_rules! by_digest {
    ($($name:ty, $of:ident;)*) => {
        $(impl Hasher for $name {
            fn update(&mut self, bytes: &[u8]) {
                $of::Digest::update(self, bytes);
            }

            fn hex(&self) -> String {
                hex($of::Digest::finalize(self.clone()))
            }
        })*
    };
}

by_digest! {
    Md5, md5;
    Sha1, sha1;
    Sha224, sha2;
    Sha256, sha2;
    Sha384, sha2;
    Sha512, sha2;
    Sha3_224, sha3;
    Sha3_256, sha3;
    Sha3_384, sha3;
    Sha3_512, sha3;
}

impl Hasher for crc32fast::Hasher {
    fn update(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }

    fn hex(&self) -> String {
        format!("{:08x}", self.clone().finalize())
    }
}

impl Hasher for blake3::Hasher {
    fn update(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }

    fn hex(&self) -> String {
        hex(self.finalize().as_bytes())
    }
}

impl Hasher for xxhash_rust::xxh32::Xxh32 {
    fn update(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }

    fn hex(&self) -> String {
        format!("{:08x}", self.digest())
    }
}

impl Hasher for xxhash_rust::xxh64::Xxh64 {
    fn update(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }

    fn hex(&self) -> String {
        format!("{:016x}", self.digest())
    }
}

/// XXH3, of which one state has two digests.
struct Xxh3(xxhash_rust::xxh3::Xxh3);

impl Hasher for Xxh3 {
    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn hex(&self) -> String {
        format!("{:016x}", self.0.digest())
    }
}

/// See [`Xxh3`].
struct Xxh128(xxhash_rust::xxh3::Xxh3);

impl Hasher for Xxh128 {
    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn hex(&self) -> String {
        format!("{:032x}", self.0.digest128())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(name: &str, pieces: &[&[u8]]) -> String {
        let mut hasher = Algorithm::named(name).expect("an algorithm").hasher();
        pieces.iter().for_each(|piece| hasher.update(piece));
        hasher.hex()
    }

    /// The digests of `abc` that the standards and the algorithms' own test suites give.
    #[test]
    fn digests_of_abc_are_those_of_the_standards() {
        let known = [
            ("crc32", "352441c2"),
            ("md5", "900150983cd24fb0d6963f7d28e17f72"),
            ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            ("sha224", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
            ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "sha384",
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
            ),
            (
                "sha512",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            ),
            ("sha3-224", "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf"),
            ("sha3-256", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
            (
                "sha3-384",
                "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25",
            ),
            (
                "sha3-512",
                "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0",
            ),
            ("blake3", "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"),
            ("xxh32", "32d153ff"),
            ("xxh64", "44bc2cf5ad770999"),
            ("xxh3", "78af5f94892f3950"),
            ("xxh128", "06b05ab6733a618578af5f94892f3950"),
        ];
        assert_eq!(known.len(), Algorithm::ALL.len());
        for (name, expected) in known {
            assert_eq!(digest(name, &[b"abc"]), expected, "{name}");
            assert_eq!(digest(name, &[b"", b"a", b"bc"]), expected, "{name} in pieces");
        }
    }

    #[test]
    fn names_are_taken_as_people_write_them() {
        for (text, name) in
            [("SHA-256", "sha256"), ("b3", "blake3"), ("Sha3_512", "sha3-512"), ("XXH3", "xxh3")]
        {
            assert_eq!(Algorithm::named(text).map(Algorithm::name), Some(name));
        }
        assert_eq!(Algorithm::named("sha257"), None);
        assert!(Algorithm::ALL.into_iter().all(|one| Algorithm::named(one.name()) == Some(one)));
        assert!(Algorithm::ALL.into_iter().all(|one| Algorithm::named(one.title()) == Some(one)));
    }

    #[test]
    fn parts_have_the_digest_of_the_whole() {
        let part = usize::try_from(Blake3Tree::PART_BYTES).unwrap();
        let bytes: Vec<u8> = (0..).flat_map(u32::to_le_bytes).take(7 * part + 1).collect();
        for len in [
            0,
            1,
            part - 1,
            part,
            part + 1,
            2 * part,
            3 * part,
            4 * part + 5,
            6 * part,
            7 * part,
            7 * part + 1,
        ] {
            let mut tree = Blake3Tree::default();
            for (nr, own) in bytes[..len].chunks(part).chain((len == 0).then_some(&[][..])).enumerate() {
                let mut hasher = Blake3Part::at(u64::try_from(nr * part).unwrap());
                own.chunks(100_000).for_each(|piece| hasher.update(piece));
                tree.push(&hasher);
            }
            assert_eq!(tree.hex(), digest("blake3", &[&bytes[..len]]), "{len}");
        }
    }
}
