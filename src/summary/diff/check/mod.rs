//! Conditions on what differs between two summaries, as `--fail-if` takes them.
//!
//! ```text
//! condition   or-ed and and-ed, with "not" and parentheses
//! test        figure [ (> >= < <= == !=) value ]
//! figure      lines.count   columns.amount.mean   columns.'unit price'.type   columns.added   differences
//!             with .changed .rose .fell (how much: > 5%, >= 10, or alone: at all), .came .went .moved .renamed,
//!             .drift (0 to 1), .a and .b (the figure in A and B; alone it is that in B)
//! value       12.5   5%   'text'   true   false   null   another figure
//! ```
//!
//! Nothing passes silently: a path that neither summary has, a comparison of what can't be compared, and a figure
//! without a value are errors, which point at their column and say what would do. A change that has no size, from
//! nothing to something or from a text to another, is larger than any.

mod answer;
mod eval;
mod lexer;
mod parser;
mod resolve;
mod unknown;

use super::Diff;
use super::saved::Saved;
use crate::messages::Text;

/// A condition, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// As it was given.
    pub expression: String,
    /// Whether it holds.
    pub holds: bool,
}

/// Why a condition is none, or can't be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckError {
    /// The character that it is about, from 1.
    pub column: u64,
    /// What is wrong, and what would do.
    pub says: Text,
}

impl CheckError {
    fn new(at: usize, says: Text) -> Self {
        Self { column: crate::base::units::len_u64(at) + 1, says }
    }

    /// One sentence.
    #[must_use]
    pub fn message(&self, expression: &str) -> Text {
        Text::new("check-error")
            .with("expression", super::visible(expression))
            .with("column", self.column.to_string())
            .with("says", self.says.clone())
    }
}

/// A condition that was read.
#[derive(Clone, Debug)]
pub struct Condition {
    text: String,
    root: parser::Node,
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// What is no part of one.
    pub fn parse(text: &str) -> Result<Self, CheckError> {
        Ok(Self { text: text.to_owned(), root: parser::parse(text)? })
    }

    /// Decides it of two summaries and what differs between them.
    ///
    /// # Errors
    /// A path that neither has, or a comparison that can't be made.
    pub fn check(&self, (a, b): (&Saved, &Saved), diff: &Diff) -> Result<Checked, CheckError> {
        let world = resolve::World::new(a, b, diff);
        // Also what is not decided in the end has to be there.
        resolve::check_all(&self.root, &world)?;
        Ok(Checked { expression: self.text.clone(), holds: eval::holds(&self.root, &world)? })
    }
}

#[cfg(test)]
mod tests;
