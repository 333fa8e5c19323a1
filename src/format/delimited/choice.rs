//! What a person says of how a table is written: it overrides what was detected.

use super::{Dialect, RecordForm};
use crate::base::units::len_u64;
use crate::messages::Text;

/// How cells are told within a record, as a person says it; see [`RecordForm`](super::RecordForm).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormName {
    /// By a delimiter.
    Delimited,
    /// A line is a value of JSON.
    JsonLines,
    /// A line is pairs of names and values.
    Logfmt,
    /// By where they stand in a line.
    FixedWidth,
}

/// Parts of a dialect that are given.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct DialectChoice {
    /// How cells are told within a record.
    pub form: Option<FormName>,
    /// What separates cells; nothing: there is one column.
    pub delimiter: Option<Box<[u8]>>,
    /// What encloses cells, if anything does.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub quote: Option<Option<u8>>,
    /// What makes the next byte literal, if anything does.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub escape: Option<Option<u8>>,
    /// Whether the first record names the columns.
    pub has_header: Option<bool>,
    /// Which table of a file that holds several, from 0.
    pub table: usize,
}

/// What is there is given, even if it is that there is none.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<u8>>, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(Some)
}

impl DialectChoice {
    /// Whether nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The dialect with the given parts instead of its own.
    #[must_use]
    pub fn applied(&self, mut dialect: Dialect) -> Dialect {
        if dialect.form.has_names() {
            return dialect;
        }
        if dialect.form != RecordForm::Delimited {
            dialect.n_header = self.has_header.map_or(dialect.n_header, u32::from);
            return dialect;
        }
        if let Some(delimiter) = &self.delimiter {
            dialect.skips_blank = !delimiter.is_empty();
            dialect.delimiter.clone_from(delimiter);
        }
        dialect.quote = self.quote.unwrap_or(dialect.quote);
        dialect.escape = self.escape.unwrap_or(dialect.escape);
        match self.has_header {
            Some(true) => dialect.n_header = dialect.n_header.max(1),
            Some(false) => dialect.n_header = 0,
            None => {}
        }
        dialect
    }
}

/// Reads a delimiter as people write it: the characters themselves, `tab`, `space`, `\t`, `\x1f`, `none`.
///
/// # Errors
/// A sentence, if it is no delimiter.
pub fn parse_delimiter(text: &str) -> Result<Box<[u8]>, Text> {
    let bytes = match text.to_ascii_lowercase().as_str() {
        "none" => Vec::new(),
        "tab" => b"\t".to_vec(),
        "space" => b" ".to_vec(),
        "comma" => b",".to_vec(),
        "semicolon" => b";".to_vec(),
        "pipe" => b"|".to_vec(),
        _ => unescape(text)?,
    };
    let is_usable = bytes.iter().all(|byte| byte.is_ascii() && !matches!(byte, b'\n' | b'\r'));
    if bytes.len() > super::MOST_DELIMITER || !is_usable {
        let most = len_u64(super::MOST_DELIMITER);
        return Err(Text::new("dialect-no-delimiter").with("text", text.to_owned()).with("most", most));
    }
    Ok(bytes.into())
}

/// Reads one character that quotes or escapes, or `none`.
///
/// # Errors
/// A sentence, if it is none.
pub fn parse_special(text: &str) -> Result<Option<u8>, Text> {
    match text.to_ascii_lowercase().as_str() {
        "none" | "" => return Ok(None),
        "double" => return Ok(Some(b'"')),
        "single" => return Ok(Some(b'\'')),
        _ => {}
    }
    let bytes = if text == "\\" { b"\\".to_vec() } else { unescape(text)? };
    match bytes[..] {
        [byte] if byte.is_ascii() && !matches!(byte, b'\n' | b'\r') => Ok(Some(byte)),
        _ => Err(Text::new("dialect-no-character").with("text", text.to_owned())),
    }
}

/// Reads `\t`, `\\`, `\0` and `\x1f`; other characters are themselves.
fn unescape(text: &str) -> Result<Vec<u8>, Text> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '\\' || rest.is_empty() {
            out.extend_from_slice(c.to_string().as_bytes());
            continue;
        }
        let escaped = rest.chars().next().unwrap_or('\\');
        rest = &rest[escaped.len_utf8()..];
        match escaped {
            't' => out.push(b'\t'),
            '0' => out.push(0),
            '\\' => out.push(b'\\'),
            'x' => {
                let digits = rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
                out.push(digits.ok_or_else(|| Text::new("dialect-no-hex").with("text", text.to_owned()))?);
                rest = &rest[2..];
            }
            _ => return Err(Text::new("dialect-no-escape").with("text", text.to_owned())),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_is_kept() {
        for choice in [
            DialectChoice::default(),
            DialectChoice { quote: Some(None), escape: Some(Some(b'\\')), ..DialectChoice::default() },
            DialectChoice {
                form: Some(FormName::FixedWidth),
                delimiter: Some(b"||".as_slice().into()),
                has_header: Some(false),
                table: 2,
                ..DialectChoice::default()
            },
        ] {
            let text = serde_json::to_string(&choice).expect("JSON");
            assert_eq!(serde_json::from_str::<DialectChoice>(&text).ok(), Some(choice), "{text}");
        }
    }

    #[test]
    fn delimiters_are_read_as_people_write_them() {
        let check =
            |text: &str, bytes: &[u8]| assert_eq!(parse_delimiter(text).as_deref(), Ok(bytes), "{text}");
        check(",", b",");
        check("\\t", b"\t");
        check("Tab", b"\t");
        check("\t", b"\t");
        check("||", b"||");
        check("\\x1F", b"\x1F");
        check("\\\\", b"\\");
        check("\\", b"\\");
        check("none", b"");
        for wrong in ["123456789", "\\q", "\\x1", "é", "\n"] {
            assert!(parse_delimiter(wrong).is_err(), "{wrong}");
        }
        assert_eq!(parse_special("'"), Ok(Some(b'\'')));
        assert_eq!(parse_special("\\"), Ok(Some(b'\\')));
        assert_eq!(parse_special("none"), Ok(None));
        assert!(parse_special("ab").is_err());
    }
}
