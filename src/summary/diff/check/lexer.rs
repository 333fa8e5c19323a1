//! A condition as tokens, each with the character at which it starts.

use super::CheckError;
use crate::messages::Text;
use crate::summary::diff::number::Number;
use crate::summary::diff::path::{is_word, is_word_char};

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A word: of the language, or of a path.
    Word(String),
    /// A text in quotes.
    Quoted(String),
    /// A number.
    Number(Number),
    /// `%`.
    Percent,
    /// `.`
    Dot,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenNr,
    /// `]`
    CloseNr,
    /// A comparison.
    Comparison(Comparison),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Above,
    AtLeast,
    Below,
    AtMost,
    Equal,
    NotEqual,
}

impl Comparison {
    /// Every one, as it is written; longer ones first.
    const ALL: [(&str, Self); 8] = [
        (">=", Self::AtLeast),
        ("<=", Self::AtMost),
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        (">", Self::Above),
        ("<", Self::Below),
        ("=", Self::Equal),
        ("≠", Self::NotEqual),
    ];
}

/// The tokens of a condition.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, CheckError> {
    let chars: Vec<char> = text.chars().collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(&c) = chars.get(at) {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let follows_dot = matches!(tokens.last(), Some((_, Token::Dot)));
        let (token, len) = match c {
            '\'' | '"' => {
                quoted(&chars[at..], c).ok_or_else(|| CheckError::new(at, Text::new("check-open-quote")))?
            }
            '0'..='9' | '-' => number(&chars[at..]).ok_or_else(|| unexpected(at, c, follows_dot))?,
            c if is_word(&c.to_string()) => {
                let word: String = chars[at..].iter().take_while(|c| is_word_char(**c)).collect();
                let len = word.chars().count();
                (Token::Word(word), len)
            }
            c => sign(&chars[at..]).ok_or_else(|| unexpected(at, c, false))?,
        };
        tokens.push((at, token));
        at += len;
    }
    Ok(tokens)
}

fn unexpected(at: usize, c: char, follows_dot: bool) -> CheckError {
    let key = if follows_dot { "check-quote-name" } else { "check-unexpected" };
    CheckError::new(at, Text::new(key).with("found", crate::summary::diff::visible(&c.to_string())))
}

/// A text in quotes, which stand twice within.
fn quoted(chars: &[char], quote: char) -> Option<(Token, usize)> {
    let (mut text, mut at) = (String::new(), 1);
    loop {
        match (chars.get(at)?, chars.get(at + 1)) {
            (c, Some(next)) if *c == quote && *next == quote => {
                text.push(quote);
                at += 2;
            }
            (c, _) if *c == quote => return Some((Token::Quoted(text), at + 1)),
            (c, _) => {
                text.push(*c);
                at += 1;
            }
        }
    }
}

/// A number as JSON has it, or with its digits in groups of `_`.
fn number(chars: &[char]) -> Option<(Token, usize)> {
    let mut len = usize::from(chars.first() == Some(&'-'));
    while let Some(c) = chars.get(len) {
        let is_exponent_sign = matches!(c, '+' | '-') && matches!(chars.get(len - 1), Some('e' | 'E'));
        if !(c.is_ascii_digit() || matches!(c, '.' | '_' | 'e' | 'E') || is_exponent_sign) {
            break;
        }
        len += 1;
    }
    let text: String = chars[..len].iter().filter(|c| **c != '_').collect();
    Number::parse(&text).map(|number| (Token::Number(number), len))
}

fn sign(chars: &[char]) -> Option<(Token, usize)> {
    let token = match chars.first()? {
        '.' => Token::Dot,
        '(' => Token::Open,
        ')' => Token::Close,
        '[' => Token::OpenNr,
        ']' => Token::CloseNr,
        '%' => Token::Percent,
        _ => {
            let begins = |sign: &str| sign.chars().enumerate().all(|(i, c)| chars.get(i) == Some(&c));
            let (sign, comparison) = Comparison::ALL.into_iter().find(|(sign, _)| begins(sign))?;
            return Some((Token::Comparison(comparison), sign.chars().count()));
        }
    };
    Some((token, 1))
}
