//! Bytes as literals of programming languages and as Base64, to copy.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

/// Bytes a line of a literal.
const LINE: usize = 16;

/// Bytes a line of an array of C.
const C_LINE: usize = 12;

/// The bytes as an array of C: six characters each.
#[must_use]
pub fn c_array(bytes: &[u8]) -> String {
    let begin = format!("const unsigned char data[{}] = {{\n", bytes.len());
    array(begin, bytes, C_LINE, |out, byte| write!(out, " 0x{byte:02X},"), "};\n")
}

/// The bytes as an array of Rust: six characters each.
#[must_use]
pub fn rust_array(bytes: &[u8]) -> String {
    let begin = format!("const DATA: [u8; {}] = [\n", bytes.len());
    array(begin, bytes, LINE, |out, byte| write!(out, " 0x{byte:02x},"), "];\n")
}

/// An array of so many bytes a line, between its first and last lines.
fn array(
    mut out: String,
    bytes: &[u8],
    line: usize,
    push: impl Fn(&mut String, u8) -> std::fmt::Result,
    end: &str,
) -> String {
    out.reserve(bytes.len() * 6 + bytes.len() / 2 + 4);
    for row in bytes.chunks(line) {
        out.push_str("   ");
        for &byte in row {
            // Writing into a `String` can't fail.
            let _ = push(&mut out, byte);
        }
        out.push('\n');
    }
    out.push_str(end);
    out
}

/// The bytes as a literal of Python, printable ones as characters: at most four characters each.
#[must_use]
pub fn python_bytes(bytes: &[u8]) -> String {
    if bytes.len() <= LINE {
        let mut out = "data = ".to_owned();
        push_python(&mut out, bytes);
        out.push('\n');
        return out;
    }
    let mut out = String::with_capacity(bytes.len() * 3);
    out.push_str("data = (\n");
    for row in bytes.chunks(LINE) {
        out.push_str("    ");
        push_python(&mut out, row);
        out.push('\n');
    }
    out.push_str(")\n");
    out
}

/// Adds one literal.
fn push_python(out: &mut String, bytes: &[u8]) {
    out.push_str("b\"");
    for &byte in bytes {
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => {
                // Writing into a `String` can't fail.
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push('"');
}

/// The bytes as Base64 of the usual alphabet, padded, in one line.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The bytes of a literal of Python, read character by character.
    fn read_python(text: &str) -> Vec<u8> {
        let (mut bytes, mut rest) = (Vec::new(), text);
        while let Some(start) = rest.find("b\"") {
            rest = &rest[start + 2..];
            while !rest.starts_with('"') {
                let n = match rest.strip_prefix('\\') {
                    Some(escaped) if escaped.starts_with('x') => {
                        bytes.push(u8::from_str_radix(&escaped[1..3], 16).expect("two digits"));
                        4
                    }
                    Some(escaped) => {
                        bytes.extend(escaped.bytes().next());
                        2
                    }
                    None => {
                        bytes.extend(rest.bytes().next());
                        1
                    }
                };
                rest = &rest[n..];
            }
            rest = &rest[1..];
        }
        bytes
    }

    proptest! {
        #[test]
        fn literals_read_back_as_the_bytes(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            for array in [rust_array(&bytes), c_array(&bytes)] {
                let numbers: Vec<u8> = array.split("0x").skip(1)
                    .map(|number| u8::from_str_radix(&number[..2], 16).expect("two digits")).collect();
                prop_assert_eq!(&numbers, &bytes);
            }
            prop_assert_eq!(read_python(&python_bytes(&bytes)), &bytes[..]);
            prop_assert_eq!(STANDARD.decode(base64(&bytes)).expect("it reads back"), bytes);
        }
    }

    #[test]
    fn literals_look_as_people_write_them() {
        assert_eq!(rust_array(b"\0A"), "const DATA: [u8; 2] = [\n    0x00, 0x41,\n];\n");
        assert_eq!(python_bytes(b"a\"\\\0\xFF"), "data = b\"a\\\"\\\\\\x00\\xff\"\n");
        assert!(python_bytes(&[0; 17]).starts_with("data = (\n    b\"\\x00"));
        assert_eq!(base64(b"gander"), "Z2FuZGVy");
    }
}
