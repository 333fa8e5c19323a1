//! Where records start: the automaton of a dialect over pieces of a table.
//!
//! [`Records::walk`] takes the state in which the bytes before a piece end and gives the one in which
//! the piece ends. Quoted cells hold delimiters and line ends. What else people write is data:
//!
//! - A quote within unquoted text is text; text after a closing quote belongs to the cell.
//! - A quote that is never closed is *refuted*: it is text then, and reading goes on right after it. So
//!   is one that is "closed" by a quote that text follows, if a line ended within, or if a delimiter precedes
//!   it, so that it looks like another opening: a single quote too many costs its own record, and not all
//!   up to the next quote. That a quote will be refuted may be known only far behind it; see [`Fate`].
//!
//! All positions are those of narrowed bytes: one a code unit.

use super::groups::{GROUP, Specials};
use super::{Dialect, Terminator};
use memchr::{memchr, memchr2, memchr3};
use serde::{Deserialize, Serialize};

/// How far past a piece [`Records::walk`] looks, in bytes (code units): what follows a closing quote is
/// some blanks and a delimiter or a line end.
pub const LOOKAHEAD: usize = MOST_BLANKS + super::MOST_DELIMITER + 2;

/// Most blanks between a closing quote and what ends its cell.
const MOST_BLANKS: usize = 8;

/// What the bytes before a place leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Within what.
    pub mode: Mode,
    /// Bytes that are read already: the rest of a delimiter, of a doubled or an escaped character.
    pub skip: u8,
}

/// Within what a place is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// A record may start here.
    #[default]
    Record,
    /// A cell starts here.
    Field,
    /// Within a cell's text, unquoted or after its closing quote.
    Text,
    /// Within quotes.
    Quoted {
        /// Whether a line ended in them.
        has_line_end: bool,
    },
    /// Within a line of comment.
    Comment,
}

/// What became of the quotes in which a piece began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// Nothing yet: they reach beyond the piece. Or it began in none.
    Open,
    /// They were closed.
    Closed,
    /// The opening quote was text: all since then is to be read anew, as text.
    Refuted,
}

/// Where a walk came to.
#[derive(Clone, Copy, Debug)]
pub struct Walked {
    /// The state at the piece's end; of no meaning if the entry was refuted.
    pub state: State,
    /// The quote in which the piece ends, if it was opened within it.
    pub opened_at: Option<usize>,
    /// What became of the quotes in which it began.
    pub entry: Fate,
}

/// A dialect's automaton.
#[derive(Clone, Debug)]
pub struct Records {
    delimiter: Box<[u8]>,
    quote: Option<u8>,
    escape: Option<u8>,
    comment: Option<u8>,
    trims: bool,
    skips_blank: bool,
    end_byte: u8,
    /// The delimiter, if cells are told by it alone: one byte, no trimming.
    plain: Option<u8>,
    /// What is read in groups of bytes, if it can be.
    specials: Option<Specials>,
}

impl State {
    /// The state within a mode, with nothing to skip.
    #[must_use]
    pub const fn at(mode: Mode) -> Self {
        Self { mode, skip: 0 }
    }

    /// Whether it is within quotes.
    #[must_use]
    pub const fn is_quoted(self) -> bool {
        matches!(self.mode, Mode::Quoted { .. })
    }
}

impl Records {
    /// The automaton of a dialect. A delimiter that holds the quote, an escape or a line end separates
    /// nothing.
    #[must_use]
    pub fn new(dialect: &Dialect) -> Self {
        let end_byte = match dialect.terminator {
            Terminator::LineFeed => b'\n',
            Terminator::CarriageReturn => b'\r',
        };
        let is_own = |byte: &u8| Some(*byte) == dialect.quote || *byte == end_byte || *byte == b'\n';
        let is_usable = !dialect.delimiter.iter().any(is_own);
        let delimiter = if is_usable { dialect.delimiter.clone() } else { Box::default() };
        let plain = match (&*delimiter, dialect.trims) {
            ([one], false) => Some(*one),
            _ => None,
        };
        let is_simple = dialect.escape.is_none() && dialect.comment.is_none();
        // Zeros stand behind the last bytes of all.
        let is_none = |byte: u8| byte == end_byte || matches!(byte, b'\r' | b'\n' | 0);
        let specials = plain.filter(|delimiter| is_simple && !is_none(*delimiter)).map(|delimiter| {
            Specials { delimiter, quote: dialect.quote, end: end_byte, skips_blank: dialect.skips_blank }
        });
        Self {
            specials: specials.filter(|specials| !specials.quote.is_some_and(is_none)),
            delimiter,
            quote: dialect.quote,
            escape: dialect.escape.filter(|escape| Some(*escape) != dialect.quote),
            comment: dialect.comment,
            trims: dialect.trims,
            skips_blank: dialect.skips_blank,
            end_byte,
            plain,
        }
    }

    /// Reads `bytes[from..to]`, before which stand those that `entry` describes, the last
    /// [`MOST_DELIMITER`](super::MOST_DELIMITER) of them in `bytes` if the file has them; and calls `on_record` with
    /// the place of each record's first byte.
    ///
    /// `bytes` has [`LOOKAHEAD`] more bytes, unless it `is_end` of the table. Stops where the quotes in
    /// which it began are refuted. A record is not announced before it is certain that it is one: none
    /// starts within quotes. Costs some ns a line and a quoted cell.
    pub fn walk(
        &self,
        bytes: &[u8],
        (from, to): (usize, usize),
        is_end: bool,
        entry: State,
        mut on_record: impl FnMut(usize),
    ) -> Walked {
        self.walk_groups(bytes, (from, to), is_end, entry, |at, mut starts| {
            while starts != 0 {
                on_record(at + usize::from(starts.trailing_zeros().to_le_bytes()[0]));
                starts &= starts - 1;
            }
        })
    }

    /// As [`Records::walk`], but calls `on_records` for up to 64 bytes at once: with the place of the first, and a bit
    /// for each byte from there on that is a record's first, the first lowest.
    pub fn walk_groups(
        &self,
        bytes: &[u8],
        (from, to): (usize, usize),
        is_end: bool,
        entry: State,
        mut on_records: impl FnMut(usize, u64),
    ) -> Walked {
        let mut walk = Walk {
            records: self,
            bytes,
            to,
            is_end,
            at: from + usize::from(entry.skip),
            opened_at: None,
            quoted_from: from,
            entry: if entry.is_quoted() { Fate::Open } else { Fate::Closed },
        };
        let mut mode = entry.mode;
        // Where groups are read again after one that had to be read byte by byte.
        let mut groups_from = walk.at;
        while walk.at < to {
            if walk.at >= groups_from
                && let Some(specials) = self.specials
            {
                match walk.group(specials, mode, &mut on_records) {
                    Some(next) => {
                        mode = next;
                        continue;
                    }
                    None => groups_from = walk.at + GROUP,
                }
            }
            mode = match mode {
                Mode::Record => walk.record(&mut |at| on_records(at, 1)),
                Mode::Field => walk.field(),
                Mode::Text => walk.text(),
                Mode::Quoted { has_line_end } => match walk.quoted(has_line_end) {
                    Some(mode) => mode,
                    None => break,
                },
                Mode::Comment => walk.comment(),
            };
        }
        let skip = u8::try_from(walk.at.saturating_sub(to)).unwrap_or(u8::MAX);
        Walked { state: State { mode, skip }, opened_at: walk.opened_at, entry: walk.entry }
    }

    /// What is read in groups, if it can be.
    pub(super) fn specials(&self) -> Option<Specials> {
        self.specials
    }

    /// A state in which `bytes`, from the middle of a table, may begin: within a cell's text or within
    /// quotes, by what the first quotes stand beside.
    #[must_use]
    pub fn plausible(&self, bytes: &[u8]) -> State {
        const SAMPLE: usize = 64 * 1024;
        let bytes = &bytes[..bytes.len().min(SAMPLE)];
        let Some(quote) = self.quote else { return State::at(Mode::Text) };
        let (mut at, mut is_opening) = (0, true);
        while let Some(found) = memchr(quote, &bytes[at..]) {
            let start = at + found;
            at = start + bytes[start..].iter().take_while(|&&byte| byte == quote).count();
            if (at - start) % 2 == 0 {
                continue;
            }
            let opens =
                start > 0 && (bytes[start - 1] == self.end_byte || bytes[..start].ends_with(&self.delimiter));
            let closes = self.closes(bytes, at, false);
            if opens != closes {
                // The quotes before it are in pairs, or one of them is the other half of this one.
                return if opens == is_opening {
                    State::at(Mode::Text)
                } else {
                    State::at(Mode::Quoted { has_line_end: true })
                };
            }
            is_opening = !is_opening;
        }
        State::at(Mode::Text)
    }

    /// The length of the line end at `at`, if there is one.
    #[inline]
    pub(super) fn line_end(&self, bytes: &[u8], at: usize) -> Option<usize> {
        match bytes.get(at) {
            Some(&byte) if byte == self.end_byte => Some(1),
            Some(b'\r') if bytes.get(at + 1) == Some(&self.end_byte) => Some(2),
            _ => None,
        }
    }

    /// Whether the byte is a blank that trimming takes off.
    pub(super) fn is_blank(&self, byte: u8) -> bool {
        matches!(byte, b' ' | b'\t') && self.delimiter.first() != Some(&byte)
    }

    /// Whether a cell may end right before `at`, which follows a closing quote.
    fn closes(&self, bytes: &[u8], at: usize, is_end: bool) -> bool {
        let ends = |at: usize| {
            (at >= bytes.len() && is_end)
                || self.line_end(bytes, at).is_some()
                || (!self.delimiter.is_empty()
                    && bytes.get(at..).is_some_and(|b| b.starts_with(&self.delimiter)))
        };
        let rest = bytes.get(at..).unwrap_or_default();
        let n_blanks = rest.iter().take(MOST_BLANKS).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        ends(at) || (n_blanks > 0 && ends(at + n_blanks))
    }

    /// Whether a delimiter stands right before `at`.
    fn follows_delimiter(&self, bytes: &[u8], at: usize) -> bool {
        !self.delimiter.is_empty() && bytes.get(..at).is_some_and(|before| before.ends_with(&self.delimiter))
    }

    /// The next delimiter, line end or escape in `bytes[at..to]`, by their first bytes.
    #[inline]
    pub(super) fn next_special(&self, bytes: &[u8], at: usize, to: usize) -> Option<usize> {
        if let (Some(delimiter), None) = (self.plain, self.escape) {
            return next_of_two(delimiter, self.end_byte, bytes, at, to);
        }
        let hay = bytes.get(at..to)?;
        let found = match (self.delimiter.first(), self.escape) {
            (Some(&delimiter), Some(escape)) => memchr3(delimiter, self.end_byte, escape, hay),
            (Some(&delimiter), None) => memchr2(delimiter, self.end_byte, hay),
            (None, Some(escape)) => memchr2(self.end_byte, escape, hay),
            (None, None) => memchr(self.end_byte, hay),
        };
        found.map(|found| at + found)
    }

    /// The next quote in `bytes[at..to]` that is neither doubled nor escaped, or where reading goes on if
    /// there is none.
    #[inline]
    pub(super) fn closing_quote(&self, bytes: &[u8], mut at: usize, to: usize) -> Result<usize, usize> {
        let Some(quote) = self.quote else { return Err(to) };
        while at < to {
            let hay = &bytes[at..to];
            let found = match self.escape {
                Some(escape) => memchr2(quote, escape, hay),
                None => memchr(quote, hay),
            };
            let Some(found) = found.map(|found| at + found) else { return Err(to) };
            if bytes[found] == quote && bytes.get(found + 1) != Some(&quote) {
                return Ok(found);
            }
            at = found + 2;
        }
        Err(at)
    }

    pub(super) fn end_byte(&self) -> u8 {
        self.end_byte
    }

    pub(super) fn delimiter(&self) -> &[u8] {
        &self.delimiter
    }

    /// Whether a delimiter stands at `at`, where its first byte does.
    #[inline]
    pub(super) fn is_delimiter_at(&self, bytes: &[u8], at: usize) -> bool {
        self.delimiter.len() == 1 || bytes[at..].starts_with(&self.delimiter)
    }

    pub(super) fn quote(&self) -> Option<u8> {
        self.quote
    }

    pub(super) fn escape(&self) -> Option<u8> {
        self.escape
    }

    pub(super) fn trims(&self) -> bool {
        self.trims
    }

    /// Whether a closing quote at `at` ends quotes that opened at `opened`.
    pub(super) fn is_closed_by(&self, bytes: &[u8], opened: usize, at: usize, is_end: bool) -> bool {
        self.closes(bytes, at + 1, is_end)
            || (memchr(self.end_byte, &bytes[opened..at]).is_none() && !self.follows_delimiter(bytes, at))
    }
}

/// The first of two bytes in `bytes[at..to]`.
///
/// Cells are short: eight bytes at a time are faster than a call of memchr, which takes over where none
/// is near. A byte of a word is zero if a borrow reaches its highest bit and it had none; the lowest such
/// is right (Warren, Hacker's Delight, 6-1).
#[inline]
fn next_of_two(one: u8, other: u8, bytes: &[u8], mut at: usize, to: usize) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let hay = bytes.get(..to)?;
    let (ones, others) = (u64::from(one) * LOW, u64::from(other) * LOW);
    for _ in 0..4 {
        let Some(word) = hay.get(at..).and_then(|rest| rest.first_chunk::<8>()) else { break };
        let word = u64::from_le_bytes(*word);
        let zeros = |word: u64| word.wrapping_sub(LOW) & !word & HIGH;
        let found = zeros(word ^ ones) | zeros(word ^ others);
        if found != 0 {
            return Some(at + usize::from(found.trailing_zeros().to_le_bytes()[0] >> 3));
        }
        at += 8;
    }
    memchr2(one, other, hay.get(at..)?).map(|found| at + found)
}

/// A walk under way.
struct Walk<'a> {
    records: &'a Records,
    bytes: &'a [u8],
    to: usize,
    is_end: bool,
    at: usize,
    /// The quote that is open, if it lies within the piece.
    opened_at: Option<usize>,
    /// Where the quoted bytes begin of which the mode does not say whether a line ended in them.
    quoted_from: usize,
    entry: Fate,
}

impl Walk<'_> {
    /// Reads a group at once; `None` if it has to be read byte by byte, or is not whole.
    #[inline]
    fn group(
        &mut self,
        specials: Specials,
        mode: Mode,
        on_records: &mut impl FnMut(usize, u64),
    ) -> Option<Mode> {
        let group = self.bytes.get(self.at..self.to)?.first_chunk()?;
        let read = specials.read(group, self.bytes.get(self.at + GROUP).copied(), mode)?;
        on_records(self.at, read.starts);
        let is_quoted = matches!(read.mode, Mode::Quoted { .. });
        if read.closes && self.opened_at.take().is_none() {
            self.entry = Fate::Closed;
        }
        if let Some(opened_at) = read.opened_at {
            self.opened_at = Some(self.at + usize::from(opened_at.to_le_bytes()[0]));
        } else if !is_quoted {
            self.opened_at = None;
        }
        self.at += GROUP;
        // Whether a line ended in them before is in the mode.
        self.quoted_from = self.at;
        Some(read.mode)
    }

    fn record(&mut self, on_record: &mut impl FnMut(usize)) -> Mode {
        if let Some(len) = self.records.line_end(self.bytes, self.at) {
            if !self.records.skips_blank {
                on_record(self.at);
            }
            self.at += len;
            return Mode::Record;
        }
        if self.records.comment == Some(self.bytes[self.at]) {
            return Mode::Comment;
        }
        on_record(self.at);
        Mode::Field
    }

    fn comment(&mut self) -> Mode {
        match memchr(self.records.end_byte, &self.bytes[self.at..self.to]) {
            Some(found) => {
                self.at += found + 1;
                Mode::Record
            }
            None => {
                self.at = self.to;
                Mode::Comment
            }
        }
    }

    fn field(&mut self) -> Mode {
        if self.records.trims {
            while self.at < self.to && self.records.is_blank(self.bytes[self.at]) {
                self.at += 1;
            }
            if self.at == self.to {
                return Mode::Field;
            }
        }
        if self.records.quote == Some(self.bytes[self.at]) {
            return self.open(self.at);
        }
        Mode::Text
    }

    fn open(&mut self, at: usize) -> Mode {
        self.opened_at = Some(at);
        self.at = at + 1;
        self.quoted_from = self.at;
        Mode::Quoted { has_line_end: false }
    }

    fn text(&mut self) -> Mode {
        match (self.records.plain, self.records.quote) {
            (Some(delimiter), Some(quote)) => self.text_to_quote(delimiter, quote),
            _ => self.text_to_special(),
        }
    }

    /// To the next record or cell, by whatever delimits them.
    fn text_to_special(&mut self) -> Mode {
        let records = self.records;
        while let Some(at) = records.next_special(self.bytes, self.at, self.to) {
            let byte = self.bytes[at];
            if byte == records.end_byte {
                self.at = at + 1;
                return Mode::Record;
            }
            if Some(byte) == records.escape {
                self.at = at + 2;
            } else if self.bytes[at..].starts_with(&records.delimiter) {
                self.at = at + records.delimiter.len();
                return Mode::Field;
            } else {
                self.at = at + 1;
            }
            if self.at >= self.to {
                return Mode::Text;
            }
        }
        self.at = self.at.max(self.to);
        Mode::Text
    }

    /// To the next record or quoted cell: between them delimiters make no difference.
    fn text_to_quote(&mut self, delimiter: u8, quote: u8) -> Mode {
        let (bytes, end_byte) = (self.bytes, self.records.end_byte);
        // A delimiter before it is not one: it was escaped.
        let mut first = self.at;
        while self.at < self.to {
            let hay = &bytes[self.at..self.to];
            let found = match self.records.escape {
                Some(escape) => memchr3(quote, end_byte, escape, hay),
                None => memchr2(quote, end_byte, hay),
            };
            let Some(found) = found.map(|found| self.at + found) else { break };
            if bytes[found] == end_byte {
                self.at = found + 1;
                return Mode::Record;
            }
            if bytes[found] == quote {
                if found > first && bytes[found - 1] == delimiter {
                    return self.open(found);
                }
                self.at = found + 1;
            } else {
                self.at = found + 2;
                first = self.at;
            }
        }
        self.at = self.at.max(self.to);
        let follows_delimiter = self.to > first && bytes[self.to - 1] == delimiter && self.at == self.to;
        if follows_delimiter { Mode::Field } else { Mode::Text }
    }

    /// `None` if the quotes in which the piece began were refuted.
    fn quoted(&mut self, has_line_end: bool) -> Option<Mode> {
        let line_ended = |walk: &Self, to: usize| {
            let quoted = walk.bytes.get(walk.quoted_from..to).unwrap_or_default();
            has_line_end || memchr(walk.records.end_byte, quoted).is_some()
        };
        match self.records.closing_quote(self.bytes, self.at, self.to) {
            Err(at) => {
                self.at = at;
                Some(Mode::Quoted { has_line_end: line_ended(self, at.min(self.bytes.len())) })
            }
            Ok(at)
                if self.records.closes(self.bytes, at + 1, self.is_end)
                    || !(line_ended(self, at) || self.records.follows_delimiter(self.bytes, at)) =>
            {
                if self.opened_at.take().is_none() {
                    self.entry = Fate::Closed;
                }
                self.at = at + 1;
                Some(Mode::Text)
            }
            Ok(_) => {
                let Some(opened_at) = self.opened_at.take() else {
                    self.entry = Fate::Refuted;
                    return None;
                };
                self.at = opened_at + 1;
                Some(Mode::Text)
            }
        }
    }
}
