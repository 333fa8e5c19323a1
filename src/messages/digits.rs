//! Digits in groups, as people read them.

/// `1234567` as `1,234,567`, in the style of the window's numbers.
#[must_use]
pub fn grouped(n: u64) -> String {
    super::numbers::of_window().grouped(n)
}

/// An offset as `0x7F3A_1C00`: hexadecimal, grouped by four from the right.
pub(crate) fn offset(at: u64) -> String {
    format!("0x{}", group(&format!("{at:04X}"), 4, '_'))
}

/// Digits with a mark before each `every` of them, counted from the right.
pub(crate) fn group(digits: &str, every: usize, mark: char) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / every);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(every) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}
