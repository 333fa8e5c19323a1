//! A condition as a tree: `or` binds least, then `and`, then `not`.

use super::CheckError;
use super::lexer::{Comparison, Token, tokens};
use crate::messages::Text;
use crate::summary::diff::number::Number;
use crate::summary::diff::path::WORDS;

/// Parentheses and `not`s within each other at most.
const MOST_DEPTH: usize = 100;

/// A condition.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Or(Vec<Node>),
    And(Vec<Node>),
    Not(Box<Node>),
    /// A figure that has to be true, or not to be nothing.
    Alone(Operand),
    Compare(Operand, Comparison, Operand),
}

/// What is compared, and where it starts.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    pub(super) at: usize,
    pub(super) value: OperandValue,
}

/// What is compared.
#[derive(Clone, Debug)]
pub(super) enum OperandValue {
    Path(Vec<Part>),
    Number(Number),
    Percent(Number),
    Text(String),
    Bool(bool),
    Null,
}

/// A part of a path.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) at: usize,
    pub(super) name: String,
    /// Whether it is a name of the file, whatever ours are.
    pub(super) is_quoted: bool,
    /// Which of several of the same name.
    pub(super) nr: Option<usize>,
}

/// Reads a condition.
pub(super) fn parse(text: &str) -> Result<Node, CheckError> {
    let end = text.chars().count();
    let mut parser = Parser { tokens: tokens(text)?, next: 0, end, depth: 0 };
    if parser.tokens.is_empty() {
        return Err(CheckError::new(0, Text::new("check-empty")));
    }
    let node = parser.or()?;
    match parser.tokens.get(parser.next) {
        None => Ok(node),
        Some((at, Token::Close)) => Err(CheckError::new(*at, Text::new("check-not-opened"))),
        Some((at, _)) => Err(CheckError::new(*at, Text::new("check-and-or"))),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    /// Where the next token starts.
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn take(&mut self, token: &Token) -> bool {
        let is_it = self.peek() == Some(token);
        self.next += usize::from(is_it);
        is_it
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is_it = matches!(self.peek(), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word));
        self.next += usize::from(is_it);
        is_it
    }

    fn fails<T>(&self, key: &'static str) -> Result<T, CheckError> {
        Err(CheckError::new(self.at(), Text::new(key)))
    }

    fn or(&mut self) -> Result<Node, CheckError> {
        let mut all = vec![self.and()?];
        while self.take_word("or") {
            all.push(self.and()?);
        }
        Ok(Node::Or(all))
    }

    fn and(&mut self) -> Result<Node, CheckError> {
        let mut all = vec![self.not()?];
        while self.take_word("and") {
            all.push(self.not()?);
        }
        Ok(Node::And(all))
    }

    fn not(&mut self) -> Result<Node, CheckError> {
        if self.depth > MOST_DEPTH {
            return self.fails("check-too-deep");
        }
        self.depth += 1;
        let node = if self.take_word("not") {
            Node::Not(Box::new(self.not()?))
        } else if self.take(&Token::Open) {
            let node = self.or()?;
            if !self.take(&Token::Close) {
                return self.fails("check-not-closed");
            }
            node
        } else {
            self.test()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn test(&mut self) -> Result<Node, CheckError> {
        let left = self.operand()?;
        let Some(&Token::Comparison(comparison)) = self.peek() else { return Ok(Node::Alone(left)) };
        self.next += 1;
        let right = self.operand()?;
        if matches!(self.peek(), Some(Token::Comparison(_))) {
            return self.fails("check-and-or");
        }
        Ok(Node::Compare(left, comparison, right))
    }

    fn operand(&mut self) -> Result<Operand, CheckError> {
        let at = self.at();
        let value = match self.peek().cloned() {
            Some(Token::Number(number)) => {
                self.next += 1;
                if self.take(&Token::Percent) {
                    OperandValue::Percent(number)
                } else {
                    OperandValue::Number(number)
                }
            }
            Some(Token::Quoted(text)) => {
                self.next += 1;
                OperandValue::Text(text)
            }
            Some(Token::Word(word)) => match word.to_ascii_lowercase().as_str() {
                "true" | "false" => {
                    self.next += 1;
                    OperandValue::Bool(word.eq_ignore_ascii_case("true"))
                }
                "null" => {
                    self.next += 1;
                    OperandValue::Null
                }
                lower if WORDS.contains(&lower) => return self.fails("check-figure-wanted"),
                _ => OperandValue::Path(self.path()?),
            },
            _ => return self.fails("check-figure-wanted"),
        };
        Ok(Operand { at, value })
    }

    fn path(&mut self) -> Result<Vec<Part>, CheckError> {
        let mut parts = vec![self.part()?];
        while self.take(&Token::Dot) {
            parts.push(self.part()?);
        }
        Ok(parts)
    }

    fn part(&mut self) -> Result<Part, CheckError> {
        let at = self.at();
        let (name, is_quoted) = match self.peek().cloned() {
            Some(Token::Word(word)) => (word, false),
            Some(Token::Quoted(text)) => (text, true),
            _ => return self.fails("check-name-wanted"),
        };
        self.next += 1;
        let nr = if self.take(&Token::OpenNr) { Some(self.nr()?) } else { None };
        Ok(Part { at, name, is_quoted, nr })
    }

    fn nr(&mut self) -> Result<usize, CheckError> {
        let nr = match self.peek() {
            Some(Token::Number(number)) => number.as_str().parse().ok().filter(|&nr: &usize| nr > 0),
            _ => None,
        };
        let Some(nr) = nr else { return self.fails("check-nr-wanted") };
        self.next += 1;
        if self.take(&Token::CloseNr) { Ok(nr) } else { self.fails("check-nr-wanted") }
    }
}
