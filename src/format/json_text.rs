//! Text as the inside of JSON strings.

use std::fmt::Write;

/// Appends `text` as the inside of a JSON string.
pub fn escape(out: &mut String, text: &str) {
    let mut done = 0;
    for (i, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[done..i]);
        done = i + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                // Writing to a string can't fail.
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
    }
    out.push_str(&text[done..]);
}

/// Appends bytes as a JSON string, with U+FFFD for what is not UTF-8.
pub fn push_string(out: &mut String, bytes: &[u8]) {
    out.push('"');
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => escape(out, text),
        Err(_) => escape(out, &String::from_utf8_lossy(bytes)),
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_text_reads_back() {
        let all: String = (0..=0x2FF).filter_map(char::from_u32).collect();
        let mut out = String::from("\"");
        escape(&mut out, &all);
        out.push('"');
        assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), all);
    }
}
