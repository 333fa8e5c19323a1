//! Writes markup so that nothing which a file holds can be taken for markup.
//!
//! [`Markup`] is the one place that writes angle brackets: tags and attribute names are the program's own, and
//! everything else goes through an escape. In it `&`, `<`, `>` and both quotes are entities; what can't be seen or
//! changes the direction of writing stands there by its number (`‹U+202E›`, against “Trojan Source”), and so does a
//! mark that follows too many others. Text of the file is isolated (`<bdi>`), so that its direction ends with it.

use crate::format::cells::hides;
use std::fmt::{self, Write};
use unicode_width::UnicodeWidthChar;

/// Marks that stay with the character before them.
const MARKS: usize = 4;

/// A piece of a page. Elements are closed by the same call that opens them; cells and rows of tables close by
/// what follows them, as HTML has it.
#[derive(Debug, Default)]
pub(in crate::summary) struct Markup {
    out: String,
}

/// The attributes of an element: names, and values of any content. An empty value is left out with its name.
pub(in crate::summary) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Markup {
    /// The markup itself.
    pub(in crate::summary) fn as_str(&self) -> &str {
        &self.out
    }

    /// Its length in bytes.
    pub(in crate::summary) fn len(&self) -> usize {
        self.out.len()
    }

    /// Takes back what was written after `len` bytes.
    pub(in crate::summary) fn truncate(&mut self, len: usize) {
        self.out.truncate(len);
    }

    /// Adds another piece.
    pub(in crate::summary) fn push(&mut self, other: &Self) {
        self.out.push_str(&other.out);
    }

    /// Adds markup of the program's own, which holds nothing of a file.
    pub(in crate::summary) fn raw(&mut self, own: &'static str) {
        self.out.push_str(own);
    }

    /// Opens an element that has no end or whose end tag may be left out.
    pub(in crate::summary) fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push('=');
            let is_bare = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.#:,".contains(&byte));
            self.out.push_str(if is_bare { "" } else { "\"" });
            escape(&mut self.out, value, usize::MAX, false);
            self.out.push_str(if is_bare { "" } else { "\"" });
        }
        self.out.push('>');
    }

    /// An element with what `inside` writes.
    pub(in crate::summary) fn element(
        &mut self,
        tag: &'static str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(tag, attributes);
        inside(self);
        self.close(tag);
    }

    /// Closes an element.
    pub(in crate::summary) fn close(&mut self, tag: &'static str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// An element that holds words alone.
    pub(in crate::summary) fn says(&mut self, tag: &'static str, attributes: Attributes<'_>, words: &str) {
        self.element(tag, attributes, |inside| inside.text(words));
    }

    /// Words of the program's own, or figures.
    pub(in crate::summary) fn text(&mut self, words: &str) {
        escape(&mut self.out, words, usize::MAX, true);
    }

    /// Text where no element may stand, such as a page's title.
    pub(in crate::summary) fn plain(&mut self, text: &str, most: usize) {
        escape(&mut self.out, text, most, false);
    }

    /// Text of the file, isolated, in at most `most` bytes of markup or so; an ellipsis says that more follows.
    pub(in crate::summary) fn of_file(&mut self, text: &str, most: usize) {
        self.open("bdi", &[]);
        escape(&mut self.out, text, most, true);
        self.close("bdi");
    }
}

/// So that figures can be formatted right into the markup; text goes through the escape.
impl fmt::Write for Markup {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text(text);
        Ok(())
    }
}

/// A text as it may stand in an attribute and between elements, and in which nothing is hidden.
pub(in crate::summary) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text, usize::MAX, false);
    out
}

/// Escapes a text into `out` until it has taken `most` bytes, with an ellipsis after what is left out; whether all of
/// it had room. `is_content`: elements may stand there.
fn escape(out: &mut String, text: &str, most: usize, is_content: bool) -> bool {
    let start = out.len();
    let mut n_marks = 0;
    for c in text.chars() {
        if out.len() - start >= most {
            out.push('…');
            return false;
        }
        n_marks = if c >= '\u{300}' && c.width() == Some(0) { n_marks + 1 } else { 0 };
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' if is_content => out.push_str("<i>⇥</i>"),
            c if hides(c) || n_marks > MARKS => {
                let [before, after] = if is_content { ["<i>", "</i>"] } else { ["", ""] };
                // Writing to a string can't fail.
                let _ = write!(out, "{before}‹U+{:04X}›{after}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> String {
        let mut out = Markup::default();
        out.text(text);
        out.out
    }

    #[test]
    fn nothing_of_a_file_is_markup_and_nothing_hides() {
        for (given, expected) in [
            ("</script><b a='\"'>", "&lt;/script&gt;&lt;b a=&#39;&quot;&#39;&gt;"),
            ("&lt;", "&amp;lt;"),
            ("a\u{202E}b", "a<i>‹U+202E›</i>b"),
            ("\0\u{1B}\u{200B}", "<i>‹U+0000›</i><i>‹U+001B›</i><i>‹U+200B›</i>"),
            ("a\tb", "a<i>⇥</i>b"),
            ("e\u{301}", "e\u{301}"),
            ("e\u{301}\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\u{301}<i>‹U+0301›</i>"),
        ] {
            assert_eq!(text(given), expected);
        }
        let mut out = Markup::default();
        out.element("a", &[("href", "#x"), ("title", "a \"b\" \u{202E}"), ("class", "")], |_| {});
        assert_eq!(out.as_str(), "<a href=#x title=\"a &quot;b&quot; ‹U+202E›\"></a>");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let mut out = Markup::default();
        out.of_file("abc", 3);
        out.of_file("<<<<", 5);
        assert_eq!(out.as_str(), "<bdi>abc</bdi><bdi>&lt;&lt;…</bdi>");
    }

    proptest! {
        #[test]
        fn what_is_written_holds_no_other_angle_bracket_or_quote(given in any::<String>(), most in 0_usize..60) {
            let mut out = String::new();
            let is_whole = escape(&mut out, &given, most, true);
            prop_assert!(out.len() <= most + 24);
            prop_assert!(is_whole || out.ends_with('…'));
            let rest = out.replace("<i>", "").replace("</i>", "");
            prop_assert!(!rest.contains(['<', '>', '"', '\'']), "{rest}");
            prop_assert!(!rest.chars().any(hides), "{rest}");
        }
    }
}
