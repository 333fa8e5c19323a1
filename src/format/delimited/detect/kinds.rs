//! What kind of value a cell holds, by its bytes alone.
//!
//! A cell that is a number, a date or a plain word speaks for the candidate that cut it; one that
//! starts or ends amid something speaks against it. The kinds follow those of van den Burg, Nazábal
//! and Sutton, “Wrangling messy CSV files by detecting row and type patterns” (2019).

/// The kind of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Empty,
    Number,
    Boolean,
    /// A date, a time or both.
    Moment,
    /// An address, a path, an identifier of machines.
    Code,
    /// Without blanks.
    Word,
    /// A few words.
    Phrase,
    Prose,
    /// JSON and the like, whole.
    Nested,
    /// Cut amid something, or signs alone.
    Fragment,
}

/// What columns are uniform in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Number,
    Boolean,
    Moment,
    Code,
    Text,
    Fragment,
}

impl Kind {
    /// `None` if it says nothing about its column.
    pub(super) fn class(self) -> Option<Class> {
        Some(match self {
            Self::Empty => return None,
            Self::Number => Class::Number,
            Self::Boolean => Class::Boolean,
            Self::Moment => Class::Moment,
            Self::Code => Class::Code,
            Self::Word | Self::Phrase | Self::Prose | Self::Nested => Class::Text,
            Self::Fragment => Class::Fragment,
        })
    }
}

impl Class {
    pub(super) const ALL: [Self; 6] =
        [Self::Number, Self::Boolean, Self::Moment, Self::Code, Self::Text, Self::Fragment];

    /// Whether a name of a column is of another class.
    pub(super) fn is_typed(self) -> bool {
        !matches!(self, Self::Text | Self::Fragment)
    }
}

/// The kind of a cell's content.
pub(super) fn kind(cell: &[u8]) -> Kind {
    let cell = cell.trim_ascii();
    // What follows does not change what a long cell is.
    let cell = &cell[..cell.len().min(512)];
    if cell.is_empty() || is_missing(cell) {
        return Kind::Empty;
    }
    let has_digit = cell.iter().any(u8::is_ascii_digit);
    if has_digit && cell.len() <= 40 {
        if is_number(cell) {
            return Kind::Number;
        }
        if is_moment(cell) {
            return Kind::Moment;
        }
    }
    if is_boolean(cell) {
        return Kind::Boolean;
    }
    if is_code(cell) {
        return Kind::Code;
    }
    if is_nested(cell) {
        return Kind::Nested;
    }
    if is_fragment(cell) {
        return Kind::Fragment;
    }
    words(cell)
}

fn is_missing(cell: &[u8]) -> bool {
    let names: [&[u8]; 8] = [b"na", b"n/a", b"nan", b"null", b"none", b"-", b"\\n", b"#n/a"];
    names.iter().any(|name| cell.eq_ignore_ascii_case(name))
}

fn is_boolean(cell: &[u8]) -> bool {
    let names: [&[u8]; 4] = [b"true", b"false", b"yes", b"no"];
    names.iter().any(|name| cell.eq_ignore_ascii_case(name))
}

/// A number with its sign, groups, exponent, percent or currency.
pub(super) fn is_number(cell: &[u8]) -> bool {
    let mut rest = cell;
    if let Some(inner) = rest.strip_prefix(b"(").and_then(|rest| rest.strip_suffix(b")")) {
        rest = inner;
    }
    rest = without_currency(rest);
    rest = rest.strip_prefix(b"-").or_else(|| rest.strip_prefix(b"+")).unwrap_or(rest);
    rest = without_currency(rest).trim_ascii();
    rest = rest.strip_suffix(b"%").unwrap_or(rest).trim_ascii_end();
    if let Some(at) = rest.iter().position(|byte| matches!(byte, b'e' | b'E')) {
        let exponent = &rest[at + 1..];
        let exponent =
            exponent.strip_prefix(b"-").or_else(|| exponent.strip_prefix(b"+")).unwrap_or(exponent);
        if exponent.is_empty() || exponent.len() > 3 || !exponent.iter().all(u8::is_ascii_digit) {
            return false;
        }
        rest = &rest[..at];
    }
    is_plain_number(rest)
}

/// Digits in groups of three, with a point or comma before the decimals.
fn is_plain_number(digits: &[u8]) -> bool {
    let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    if !is_edge(digits.last()) || !(is_edge(digits.first()) || matches!(digits, [b'.' | b',', _, ..])) {
        return false;
    }
    let signs = || digits.iter().filter(|byte| !byte.is_ascii_digit());
    if !signs().all(|sign| matches!(sign, b'.' | b',' | b'\'' | b' ')) {
        return false;
    }
    let Some(&last) = signs().next_back() else { return true };
    let n_last = signs().filter(|&&sign| sign == last).count();
    let mut parts = digits.split(|byte| !byte.is_ascii_digit());
    let first_len = parts.next().map_or(0, <[u8]>::len);
    let is_decimal = n_last == 1 && matches!(last, b'.' | b',');
    let mut middle: Vec<usize> = parts.map(<[u8]>::len).collect();
    if is_decimal {
        middle.pop();
    }
    let grouping = signs().next();
    let is_grouped = signs().take(middle.len()).all(|sign| Some(sign) == grouping);
    middle.is_empty() || (is_grouped && (1..=3).contains(&first_len) && middle.iter().all(|&len| len == 3))
}

fn without_currency(cell: &[u8]) -> &[u8] {
    let signs: [&[u8]; 9] =
        [b"$", "€".as_bytes(), "£".as_bytes(), "¥".as_bytes(), b"EUR", b"USD", b"\xA3", b"\x80", b"US$"];
    for sign in signs {
        if let Some(rest) = cell.strip_prefix(sign) {
            return rest.trim_ascii();
        }
        if let Some(rest) = cell.strip_suffix(sign) {
            return rest.trim_ascii();
        }
    }
    cell
}

/// A date, a time, or a date and a time behind it.
pub(super) fn is_moment(cell: &[u8]) -> bool {
    if is_time(cell) || is_date(cell) {
        return true;
    }
    // The date may have blanks itself: the last blank or `T` before a time counts.
    let splits = cell.iter().enumerate().filter(|(_, byte)| matches!(byte, b'T' | b' ' | b'-' | b':'));
    splits
        .take(8)
        .any(|(at, _)| is_date(cell[..at].trim_ascii().trim_suffix_comma()) && is_time(&cell[at + 1..]))
}

trait TrimComma {
    fn trim_suffix_comma(&self) -> &[u8];
}

impl TrimComma for [u8] {
    fn trim_suffix_comma(&self) -> &[u8] {
        self.strip_suffix(b",").unwrap_or(self)
    }
}

/// `9:05`, `13:55:36.123`, `1:00 PM`, with a zone behind it.
fn is_time(cell: &[u8]) -> bool {
    let mut rest = cell.trim_ascii();
    for suffix in [b"AM".as_slice(), b"PM", b"UTC", b"GMT", b"Z"] {
        let at = rest.len().saturating_sub(suffix.len());
        if rest[at..].eq_ignore_ascii_case(suffix) {
            rest = rest[..at].trim_ascii_end();
            break;
        }
    }
    if let Some(at) = rest.iter().rposition(|byte| matches!(byte, b'+' | b'-'))
        && (3..=6).contains(&(rest.len() - at))
        && rest[at + 1..].iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
    {
        rest = rest[..at].trim_ascii_end();
    }
    let mut parts = rest.split(|&byte| byte == b':');
    let whole = |part: Option<&[u8]>, from: usize| {
        part.is_some_and(|part| (from..=2).contains(&part.len()) && part.iter().all(u8::is_ascii_digit))
    };
    if !whole(parts.next(), 1) || !whole(parts.next(), 2) {
        return false;
    }
    let Some(seconds) = parts.next() else { return true };
    let at = seconds.iter().position(|byte| matches!(byte, b'.' | b',')).unwrap_or(seconds.len());
    let fraction = seconds.get(at + 1..).unwrap_or_default();
    whole(Some(&seconds[..at]), 2) && fraction.iter().all(u8::is_ascii_digit) && parts.next().is_none()
}

/// Three parts with the same sign between them, of which one may be a month's name.
fn is_date(cell: &[u8]) -> bool {
    let is_sign = |byte: &u8| matches!(byte, b'-' | b'/' | b'.' | b' ' | b',');
    let Some(&sign) = cell.iter().find(|byte| is_sign(byte)) else { return false };
    let mut lens = [0_usize; 3];
    let (mut n, mut n_months) = (0, 0);
    for part in cell.split(|byte| is_sign(byte)) {
        if part.is_empty() && matches!(sign, b' ' | b'.') {
            continue;
        }
        if n == 3 {
            return false;
        }
        if part.iter().all(u8::is_ascii_digit) {
            lens[n] = part.len();
        } else if is_month(part) {
            n_months += 1;
        } else {
            return false;
        }
        n += 1;
    }
    if n_months == 1 {
        // Also `Jan 2024`.
        return n >= 2 && lens.iter().all(|len| *len <= 4);
    }
    let same_signs = cell.iter().filter(|byte| is_sign(byte)).all(|&other| other == sign);
    n == 3
        && n_months == 0
        && same_signs
        && sign != b','
        && matches!(lens, [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4])
}

fn is_month(word: &[u8]) -> bool {
    let months: [&[u8; 3]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    let starts = |month: &&[u8; 3]| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(*month));
    word.len() <= 9 && word.iter().all(u8::is_ascii_alphabetic) && months.iter().any(starts)
}

/// A URL, an address of mail or network, a UUID, a path.
fn is_code(cell: &[u8]) -> bool {
    let starts =
        |prefix: &[u8]| cell.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let has_blank = cell.iter().any(u8::is_ascii_whitespace);
    if has_blank {
        return false;
    }
    if starts(b"http://") || starts(b"https://") || starts(b"ftp://") || starts(b"www.") {
        // Else it goes on over what cuts cells.
        return !cell.iter().any(|byte| matches!(byte, b'|' | b'\t' | b';' | b'"'));
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    if let Some(at) = memchr::memchr(b'@', cell) {
        let (name, host) = (&cell[..at], &cell[at + 1..]);
        return !name.is_empty()
            && host.contains(&b'.')
            && name.iter().all(is_name)
            && host.iter().all(is_name);
    }
    let hex = |byte: &u8| byte.is_ascii_hexdigit();
    if cell.len() == 36 && cell.iter().all(|byte| hex(byte) || *byte == b'-') {
        return true;
    }
    let n_dots = cell.iter().filter(|&&byte| byte == b'.').count();
    let is_address = n_dots == 3 && cell.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let is_physical = cell.len() == 17
        && cell.split(|&byte| byte == b':').all(|part| part.len() == 2 && part.iter().all(hex));
    let is_path =
        starts(b"/") && cell.len() > 2 && cell[1..].iter().all(|byte| is_name(byte) || *byte == b'/');
    is_address || is_physical || is_path
}

/// Whole JSON, or a list in brackets.
fn is_nested(cell: &[u8]) -> bool {
    let pairs = [(b'{', b'}'), (b'[', b']'), (b'<', b'>')];
    let closes = |&(open, close): &(u8, u8)| {
        cell.first() == Some(&open) && cell.last() == Some(&close) && count(cell, open) == count(cell, close)
    };
    pairs.iter().any(closes)
}

/// Signs alone, an odd sign at an edge, or a bracket without its other half.
fn is_fragment(cell: &[u8]) -> bool {
    if !cell.iter().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()) {
        return true;
    }
    let opens_well = |byte: &u8| {
        byte.is_ascii_alphanumeric()
            || !byte.is_ascii()
            || matches!(
                byte,
                b'(' | b'_' | b'#' | b'$' | b'.' | b'+' | b'-' | b'/' | b'\'' | b'[' | b'@' | b'<' | b'"'
            )
    };
    let closes_well = |byte: &u8| {
        byte.is_ascii_alphanumeric()
            || !byte.is_ascii()
            || matches!(
                byte,
                b')' | b'.'
                    | b'!'
                    | b'?'
                    | b'%'
                    | b'_'
                    | b'+'
                    | b'\''
                    | b']'
                    | b'*'
                    | b'>'
                    | b'$'
                    | b'"'
                    | b'-'
                    | b'/'
            )
    };
    let unpaired = [(b'(', b')'), (b'[', b']'), (b'{', b'}')]
        .iter()
        .any(|&(open, close)| count(cell, open) != count(cell, close));
    let n_quotes = count(cell, b'"');
    !cell.first().is_some_and(opens_well)
        || !cell.last().is_some_and(closes_well)
        || unpaired
        || !n_quotes.is_multiple_of(2)
}

fn count(cell: &[u8], byte: u8) -> usize {
    memchr::memchr_iter(byte, cell).count()
}

fn words(cell: &[u8]) -> Kind {
    let n_words = cell.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
    match n_words {
        0 | 1 => Kind::Word,
        2..=5 => Kind::Phrase,
        _ => Kind::Prose,
    }
}
