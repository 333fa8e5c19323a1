//! Texts of files as people can see them.

use crate::format::cells::hides;

/// A text in which nothing is hidden: controls and what turns the direction of text are spelled out.
#[must_use]
pub fn visible(text: &str) -> String {
    if !text.contains(hides) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if hides(c) => out.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
