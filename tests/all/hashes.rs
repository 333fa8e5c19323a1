//! `gander hash`: the same digests whatever the threads and the way in, printed as the tools of the trade do.
#![cfg(test)]

use crate::random::Random;
use crate::tool::{Folder, answer, gander, printed, refusal, run};

fn some_bytes(n: usize) -> Vec<u8> {
    let mut random = Random(7);
    (0..n).map(|_| u8::try_from(random.below(256)).unwrap()).collect()
}

const ALL: &str = "crc32,md5,sha1,sha224,sha256,sha384,sha512,sha3-224,sha3-256,sha3-384,sha3-512,blake3,xxh32,xxh64,xxh3,xxh128";

#[test]
fn one_is_printed_as_sha256sum_does_and_several_as_bsd_does() {
    let folder = Folder::new();
    let file = folder.file("a", b"abc");
    let text = |args: &[&str]| String::from_utf8(answer(args)).expect("text");
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(text(&["hash", &file]), format!("{sha256}  {file}\n"));
    assert_eq!(
        text(&["hash", &file, "--algo", "md5,SHA-1"]),
        format!(
            "MD5 ({file}) = 900150983cd24fb0d6963f7d28e17f72\nSHA1 ({file}) = a9993e364706816aba3e25717850c26c9cd0d89d\n"
        )
    );
    let json: serde_json::Value =
        serde_json::from_str(&text(&["hash", &file, "--algo", "sha256,crc32", "-f", "json"])).expect("JSON");
    assert_eq!((&json["hashes"]["sha256"], &json["hashes"]["crc32"]), (&sha256.into(), &"352441c2".into()));
    assert_eq!(json["path"], file.as_str());
    let empty = folder.file("empty", b"");
    assert!(text(&["hash", &empty, "--algo", "md5"]).starts_with("d41d8cd98f00b204e9800998ecf8427e  "));
    assert!(refusal(&["hash", &file, "--algo", "sha257"]).contains("there are crc32, md5, "));
}

#[cfg(unix)]
#[test]
fn odd_names_are_escaped_and_the_line_says_so() {
    let folder = Folder::new();
    let file = folder.file("a\\b\nc", b"abc");
    let line = String::from_utf8(answer(&["hash", &file, "--algo", "md5"])).expect("text");
    assert!(line.starts_with("\\900150983cd24fb0d6963f7d28e17f72  "), "{line}");
    assert!(line.ends_with("a\\\\b\\nc\n") && line.lines().count() == 1, "{line}");
}

#[test]
fn threads_ways_of_reading_and_pipes_change_no_digest() {
    let bytes = some_bytes(9_000_017);
    let folder = Folder::new();
    let file = folder.file("a", &bytes);
    let expected = answer(&["hash", &file, "--algo", ALL, "--threads", "1"]);
    for threads in ["2", "3", "8"] {
        for io in ["map", "read"] {
            let args = ["hash", &file, "--algo", ALL, "--threads", threads, "--io", io];
            assert_eq!(answer(&args), expected, "{args:?}");
        }
    }
    let piped = run(&mut gander(&["hash", "-", "--algo", ALL]), &bytes);
    let named = |text: &[u8]| String::from_utf8_lossy(text).replace(&file, "-");
    assert_eq!(named(&piped.stdout), named(&expected));
    assert_eq!(printed(&mut gander(&["hash", &file])).len(), 64 + 2 + file.len() + 1);
}
