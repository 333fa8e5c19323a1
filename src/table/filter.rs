//! Filters: which records of a table are wanted, as an expression over its columns.
//!
//! `amount >= 100 and city != "Oslo" and note ~ "re.*"`, `flag is empty`, `amount is invalid`, `not (a or b)`.
//! Names with other characters than letters, digits and `_`, and paths of such as in `user.tags[0]`, stand in backquotes, text in double quotes
//! with `\\"` and `\\\\`. A number is compared with numbers, whatever their digits; what is none differs from it.
//! Text is compared by bytes; in a column of dates or times, what is one is compared as such, however it is written.

use crate::base::Moment;
use crate::base::units::len_u64;
use crate::format::delimited::{Row, TableLayout};
use crate::messages::Text;
use crate::scan::columns::{CellCheck, Operand};
use regex_automata::meta::Regex;
use std::cmp::Ordering;

/// Levels of brackets and of “not”.
const MOST_DEPTH: usize = 64;

/// A condition on a record.
#[derive(Clone, Debug)]
pub enum Filter {
    /// Both hold.
    And(Box<Filter>, Box<Filter>),
    /// One holds at least.
    Or(Box<Filter>, Box<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// A cell, and what has to be true of it.
    Cell(usize, Test),
}

/// What has to be true of a cell.
#[derive(Clone, Debug)]
pub enum Test {
    /// It compares so with a number.
    Number(Comparison, Operand),
    /// It compares so with a text; in a column of times with the time that this is, if it is one.
    Text(Comparison, Box<[u8]>, Option<Moment>),
    /// A regular expression matches in it.
    Matches(Regex),
    /// It has no byte, or the record no such cell.
    IsEmpty,
    /// It does not fit its column's type.
    IsInvalid,
}

/// How values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// They are equal.
    Equal,
    /// They are not.
    NotEqual,
    /// The first comes before.
    Less,
    /// The first comes not after.
    AtMost,
    /// The first comes after.
    Greater,
    /// The first comes not before.
    AtLeast,
}

/// Why a text is no filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// The character's number, from 1.
    pub at: usize,
    /// What is wrong there.
    pub why: Text,
}

impl FilterError {
    /// What a person reads.
    #[must_use]
    pub fn message(&self) -> Text {
        Text::new("filter-error").with("at", len_u64(self.at)).with("why", self.why.clone())
    }
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order == Ordering::Equal,
            Self::NotEqual => order != Ordering::Equal,
            Self::Less => order == Ordering::Less,
            Self::AtMost => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::AtLeast => order != Ordering::Less,
        }
    }
}

impl Filter {
    /// Reads a filter over columns of these names.
    ///
    /// # Errors
    /// Where it can't be read, and why.
    pub fn parse(text: &str, names: &[String]) -> Result<Self, FilterError> {
        let mut parser = Parser { text, at: 0, names, depth: 0 };
        let filter = parser.alternatives()?;
        match parser.peek() {
            None => Ok(filter),
            Some(_) => Err(parser.error(Text::new("filter-expects-joint"))),
        }
    }

    /// The filter that wants rows with this value in the column of this name, or with any other; `None` of what
    /// is no text.
    #[must_use]
    pub fn text_of(name: &str, value: &[u8], is_other: bool) -> Option<String> {
        let name = column_text(name);
        if value.is_empty() {
            let words: &[&str] = if is_other { &["is", "not", "empty"] } else { &["is", "empty"] };
            return Some(format!("{name} {}", words.join(" ")));
        }
        let value = std::str::from_utf8(value).ok()?;
        let sign = if is_other { "!=" } else { "=" };
        let is_number = Operand::parse(value.as_bytes()).is_some() && !value.contains(' ');
        match is_number {
            true => Some(format!("{name} {sign} {value}")),
            false => Some(format!("{name} {sign} {}", quoted(value))),
        }
    }

    /// The beginning of a filter by a pattern in the column of this name, and where the pattern goes, in
    /// characters.
    #[must_use]
    pub fn text_of_pattern(name: &str) -> (String, usize) {
        let text = format!("{} ~ \"\"", column_text(name));
        let at = text.chars().count() - 1;
        (text, at)
    }

    /// The filter that wants rows whose number in the column of this name is from `from` on and below `to`, or
    /// `to` as well.
    #[must_use]
    pub fn text_of_range(name: &str, (from, to): (&str, &str), has_last: bool) -> String {
        let name = column_text(name);
        let least = if has_last { "<=" } else { "<" };
        format!("{name} >= {from} and {name} {least} {to}")
    }

    /// Whether a record is wanted; `checks` are what the cells of each column should be.
    #[must_use]
    pub fn holds(&self, row: &Row<'_>, checks: &[CellCheck]) -> bool {
        match self {
            Self::And(a, b) => a.holds(row, checks) && b.holds(row, checks),
            Self::Or(a, b) => a.holds(row, checks) || b.holds(row, checks),
            Self::Not(a) => !a.holds(row, checks),
            Self::Cell(column, test) => {
                let value = row.value(*column).unwrap_or_default();
                test.holds(&value, checks.get(*column))
            }
        }
    }

    /// The columns whose cells it looks at, some more than once.
    #[must_use]
    pub fn columns(&self) -> Vec<usize> {
        match self {
            Self::And(a, b) | Self::Or(a, b) => [a.columns(), b.columns()].concat(),
            Self::Not(a) => a.columns(),
            Self::Cell(column, _) => vec![*column],
        }
    }

    /// Whether it asks for the types of columns.
    #[must_use]
    pub fn needs_types(&self) -> bool {
        match self {
            Self::And(a, b) | Self::Or(a, b) => a.needs_types() || b.needs_types(),
            Self::Not(a) => a.needs_types(),
            Self::Cell(_, test) => matches!(test, Test::IsInvalid),
        }
    }
}

impl Test {
    fn holds(&self, value: &[u8], check: Option<&CellCheck>) -> bool {
        match self {
            Self::Number(comparison, number) => match number.compare(value) {
                Some(order) => comparison.holds(order),
                None => *comparison == Comparison::NotEqual,
            },
            Self::Text(comparison, text, moment) => {
                let times = moment.zip(check.and_then(|check| check.moment(value)));
                let by_time = |(wanted, is): (Moment, Moment)| {
                    comparison.holds((is.seconds, is.nanos).cmp(&(wanted.seconds, wanted.nanos)))
                };
                times.map_or_else(|| comparison.holds(value.cmp(text)), by_time)
            }
            Self::Matches(regex) => regex.is_match(value),
            Self::IsEmpty => value.is_empty(),
            Self::IsInvalid => check.is_some_and(|check| !check.fits(value)),
        }
    }
}

/// A column's name as a filter has it: one without a name can't be told.
fn column_text(name: &str) -> String {
    let is_joint = ["not", "and", "or", "is"].iter().any(|word| name.eq_ignore_ascii_case(word));
    if !name.is_empty() && path_len(name) == name.len() && !is_joint {
        name.to_owned()
    } else {
        format!("`{name}`")
    }
}

/// How much of a text is a name without backquotes: a word, or a path of words as in `user.tags[0]`.
fn path_len(text: &str) -> usize {
    let word = |at: usize| {
        let rest = &text[at..];
        at + rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
    };
    let mut at = word(0);
    loop {
        let next = match text.as_bytes().get(at) {
            Some(b'.') if word(at + 1) > at + 1 => word(at + 1),
            Some(b'[') => {
                let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
                let end = at + 1 + digits;
                if digits > 0 && text[end..].starts_with(']') { end + 1 } else { at }
            }
            _ => at,
        };
        if at == 0 || next == at {
            return at;
        }
        at = next;
    }
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Reads a filter from left to right.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    names: &'a [String],
    depth: usize,
}

impl Parser<'_> {
    fn error(&self, why: Text) -> FilterError {
        let at = self.text[..self.at].chars().count() + 1;
        FilterError { at, why }
    }

    fn peek(&mut self) -> Option<char> {
        let rest = self.text[self.at..].trim_start();
        self.at = self.text.len() - rest.len();
        rest.chars().next()
    }

    /// Takes a mark, if it is next.
    fn mark(&mut self, mark: &str) -> bool {
        self.peek();
        let is_next = self.text[self.at..].starts_with(mark);
        self.at += if is_next { mark.len() } else { 0 };
        is_next
    }

    /// Takes a word, if it is next, whatever its case.
    fn word(&mut self, word: &str) -> bool {
        self.peek();
        let rest = &self.text[self.at..];
        let is_next = rest.get(..word.len()).is_some_and(|next| next.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }

    fn alternatives(&mut self) -> Result<Filter, FilterError> {
        let mut left = self.conditions()?;
        while self.word("or") {
            left = Filter::Or(Box::new(left), Box::new(self.conditions()?));
        }
        Ok(left)
    }

    fn conditions(&mut self) -> Result<Filter, FilterError> {
        let mut left = self.condition()?;
        while self.word("and") {
            left = Filter::And(Box::new(left), Box::new(self.condition()?));
        }
        Ok(left)
    }

    fn condition(&mut self) -> Result<Filter, FilterError> {
        // Each level takes room on the stack.
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(self.error(Text::new("filter-too-deep")));
        }
        let condition = self.plain_condition();
        self.depth -= 1;
        condition
    }

    fn plain_condition(&mut self) -> Result<Filter, FilterError> {
        if self.word("not") {
            return Ok(Filter::Not(Box::new(self.condition()?)));
        }
        if self.mark("(") {
            let inner = self.alternatives()?;
            return if self.mark(")") {
                Ok(inner)
            } else {
                Err(self.error(Text::new("filter-expects-bracket")))
            };
        }
        let column = self.column()?;
        if self.word("is") {
            let is_negated = self.word("not");
            let test = match () {
                () if self.word("empty") => Test::IsEmpty,
                () if self.word("invalid") => Test::IsInvalid,
                () => return Err(self.error(Text::new("filter-expects-empty"))),
            };
            let filter = Filter::Cell(column, test);
            return Ok(if is_negated { Filter::Not(Box::new(filter)) } else { filter });
        }
        Ok(Filter::Cell(column, self.test()?))
    }

    fn column(&mut self) -> Result<usize, FilterError> {
        let start = self.peek().map(|_| self.at);
        let name = match self.peek() {
            None => return Err(self.error(Text::new("filter-expects-column"))),
            Some('`') => {
                let rest = &self.text[self.at + 1..];
                let Some(end) = rest.find('`') else {
                    return Err(self.error(Text::new("filter-open-backquote")));
                };
                self.at += end + 2;
                &rest[..end]
            }
            Some(_) => {
                let rest = &self.text[self.at..];
                let end = path_len(rest);
                self.at += end;
                &rest[..end]
            }
        };
        TableLayout::column_named(self.names, name).ok_or_else(|| {
            self.at = start.unwrap_or(self.at);
            match name {
                "" => self.error(Text::new("filter-expects-column-quoted")),
                _ => self.error(Text::new("filter-no-column").with("name", name.to_owned())),
            }
        })
    }

    fn test(&mut self) -> Result<Test, FilterError> {
        if self.mark("~") {
            let at = self.at;
            let (pattern, _) = self.literal(true)?;
            return Regex::new(&pattern).map(Test::Matches).map_err(|error| {
                self.at = at;
                self.error(Text::new("filter-invalid-pattern").with("why", error.to_string()))
            });
        }
        let comparisons = [
            ("==", Comparison::Equal),
            ("=", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<>", Comparison::NotEqual),
            ("<=", Comparison::AtMost),
            ("<", Comparison::Less),
            (">=", Comparison::AtLeast),
            (">", Comparison::Greater),
        ];
        let Some((_, comparison)) = comparisons.into_iter().find(|(mark, _)| self.mark(mark)) else {
            return Err(self.error(Text::new("filter-expects-comparison")));
        };
        let (text, is_bare) = self.literal(false)?;
        let bytes: Box<[u8]> = text.into_bytes().into();
        if let Some(number) = Operand::parse(&bytes).filter(|_| is_bare) {
            return Ok(Test::Number(comparison, number));
        }
        let moment = CellCheck::TIMESTAMP.moment(&bytes).or_else(|| CellCheck::TIME.moment(&bytes));
        Ok(Test::Text(comparison, bytes, moment))
    }

    /// A text in double quotes, or a bare word; whether it is bare. In a pattern `\\"` alone is undone: the
    /// other backslashes are its own.
    fn literal(&mut self, is_pattern: bool) -> Result<(String, bool), FilterError> {
        if self.peek() != Some('"') {
            let rest = &self.text[self.at..];
            let end =
                rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"')).unwrap_or(rest.len());
            if end == 0 {
                return Err(self.error(Text::new("filter-expects-value")));
            }
            self.at += end;
            return Ok((rest[..end].to_owned(), true));
        }
        let mut text = String::new();
        let mut chars = self.text[self.at + 1..].char_indices();
        while let Some((nr, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += nr + 2;
                    return Ok((text, false));
                }
                '\\' => match chars.clone().next() {
                    Some((_, '"')) => {
                        chars.next();
                        text.push('"');
                    }
                    Some((_, '\\')) => {
                        chars.next();
                        text.push_str(if is_pattern { "\\\\" } else { "\\" });
                    }
                    _ => text.push(c),
                },
                _ => text.push(c),
            }
        }
        Err(self.error(Text::new("filter-open-quote")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::delimited::{Dialect, RecordReader};
    use crate::format::encoding::Encoding;

    fn names() -> Vec<String> {
        ["amount", "city", "the note", "`"].map(str::to_owned).to_vec()
    }

    fn holds(filter: &str, record: &str) -> bool {
        let filter = Filter::parse(filter, &names()).expect(filter);
        let mut reader = RecordReader::new(&Dialect::default(), Encoding::UTF_8, Some(4));
        filter.holds(&reader.read(record.as_bytes()), &[])
    }

    #[test]
    fn records_are_chosen_by_numbers_texts_and_patterns() {
        let record = "12.50,Oslo,\"say \"\"hi\"\"\"";
        for yes in [
            "amount >= 12.5",
            "amount = 12.500",
            "amount == 125e-1",
            "AMOUNT < 100 and city = \"Oslo\"",
            "city = Oslo",
            "city ~ \"^O.lo$\"",
            "`the note` = \"say \\\"hi\\\"\"",
            "`the note` ~ \"\\\"hi\\\"$\"",
            "not (city = Bergen or amount > 20)",
            "city = Bergen or amount > 12 and amount < 13",
            "city is not empty",
            "city >= \"Oslo\" and city < Oslp",
            "city != 7",
        ] {
            assert!(holds(yes, record), "{yes}");
        }
        for no in ["amount > 12.5", "city is empty", "city = 7", "not amount = 12.5", "amount = \"12.5\""] {
            assert!(!holds(no, record), "{no}");
        }
        assert!(holds("`the note` is empty", "1,2"));
    }

    #[test]
    fn times_are_compared_as_such_however_they_are_written() {
        let holds = |filter: &str, cell: &str| {
            let filter = Filter::parse(filter, &names()).expect(filter);
            let mut reader = RecordReader::new(&Dialect::default(), Encoding::UTF_8, Some(4));
            filter.holds(&reader.read(cell.as_bytes()), &[CellCheck::TIMESTAMP])
        };
        for cell in ["2024-03-02", "03/02/2024", "2 Mar 2024", "2024-03-02 10:00"] {
            assert!(holds("amount >= 2024-03-02 and amount < \"2024-03-03\"", cell), "{cell}");
            assert!(!holds("amount > 2024-03-02T10:00", cell), "{cell}");
        }
        assert!(holds("amount = later", "later"));
    }

    #[test]
    fn filters_are_written_as_they_are_read() {
        for (name, value) in
            [("city", "Oslo"), ("the note", "a \"b\" \\"), ("amount", "12.50"), ("city", "and"), ("city", "")]
        {
            let text = Filter::text_of(name, value.as_bytes(), false).unwrap();
            let row = |cell: &str| match name {
                "amount" => format!("\"{}\"", cell.replace('"', "\"\"")),
                "city" => format!(",\"{}\"", cell.replace('"', "\"\"")),
                _ => format!(",,\"{}\"", cell.replace('"', "\"\"")),
            };
            assert!(holds(&text, &row(value)), "{text}");
            assert!(!holds(&text, &row("other")), "{text}");
            let others = Filter::text_of(name, value.as_bytes(), true).unwrap();
            assert!(!holds(&others, &row(value)), "{others}");
        }
        assert!(holds(&Filter::text_of_range("amount", ("1", "2"), false), "1.5"));
        assert!(!holds(&Filter::text_of_range("amount", ("1", "2"), false), "2"));
    }

    #[test]
    fn what_is_no_filter_says_where_and_why() {
        let check = |text: &str, at: usize| {
            let error = Filter::parse(text, &names()).expect_err(text);
            assert_eq!(error.at, at, "{text}: {}", error.message().in_english());
        };
        check("", 1);
        check("price > 1", 1);
        check("amount >", 9);
        check("amount > 1 city = 2", 12);
        check("(amount > 1", 12);
        check("city = \"Oslo", 8);
        check("city ~ \"(\"", 7);
        check("city is full", 9);
        check(&"(".repeat(100_000), 65);
    }
}
