//! Tells from a file's first bytes whether people can read it, and in which encoding.

use crate::base::units::len_u64;

/// How many bytes are looked at.
const HEAD: usize = 4096;

/// What a file seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sniffed {
    /// `text` or `binary`.
    pub format: &'static str,
    /// `UTF-8`, or `None` if it is no text or not known.
    pub encoding: Option<&'static str>,
}

/// Looks at the first bytes of a file of `file_len` bytes.
///
/// A NUL, or more broken bytes than good ones, makes it binary. A character that only the
/// end of the head cuts is not broken. Nothing at all is text.
#[must_use]
pub fn sniff(head: &[u8], file_len: u64) -> Sniffed {
    let head = &head[..head.len().min(HEAD)];
    let is_cut = len_u64(head.len()) < file_len;
    let mut broken = 0;
    for chunk in head.utf8_chunks() {
        broken += chunk.invalid().len();
    }
    if is_cut {
        broken -= cut_char(head);
    }
    if head.contains(&0) || broken * 2 > head.len() {
        return Sniffed { format: "binary", encoding: None };
    }
    Sniffed { format: "text", encoding: (broken == 0).then_some("UTF-8") }
}

/// How many bytes at the end begin a character that goes on after them.
fn cut_char(head: &[u8]) -> usize {
    let chunk = head.utf8_chunks().last();
    let rest = chunk.map_or(0, |chunk| chunk.invalid().len());
    let tail = &head[head.len() - rest..];
    let goes_on = std::str::from_utf8(tail).is_err_and(|error| error.error_len().is_none());
    if goes_on { rest } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], file_len: usize, format: &str, encoding: Option<&str>) {
        let sniffed = sniff(head, len_u64(file_len));
        assert_eq!((sniffed.format, sniffed.encoding), (format, encoding), "{}", head.escape_ascii());
    }

    #[test]
    fn text_is_told_from_bytes() {
        check(b"", 0, "text", Some("UTF-8"));
        check("东京 café\n".as_bytes(), 13, "text", Some("UTF-8"));
        check(b"caf\xe9 na\xefve\n", 11, "text", None);
        check(b"a\0b", 3, "binary", None);
        check(b"\x80\x81\xfe\xffab", 6, "binary", None);
        // A character cut by the head's end, and the same bytes at the file's end.
        check(b"ab\xe6\x9d", 5, "text", Some("UTF-8"));
        check(b"abcd\xe6\x9d", 6, "text", None);
        check(b"abcd\x80", 6, "text", None);
    }
}
