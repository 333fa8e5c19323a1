//! Figures of a summary as they stand in its JSON, and whether two of them differ.
//!
//! An exact figure differs from any other one. One that is not exact is known up to its bound: two figures differ
//! if they are further apart than both bounds together, so that no sketch's noise is reported.

use super::instant::{InstantKind, instant};
use super::number::Number;

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// Not known, or there is none: `null`.
    None,
    /// Yes or no.
    Bool(bool),
    /// A number, exact.
    Number(Number),
    /// A name, a text of the file, or a moment.
    Text(String),
    /// A value that is not exact.
    Inexact(Box<Inexact>),
}

/// A value from a sketch or a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Inexact {
    /// The value; never inexact again.
    pub value: Figure,
    /// How it was made.
    pub method: String,
    /// How far off it may be: in its unit, of moments in seconds.
    pub error_bound: Number,
}

/// What figures that can be subtracted have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Number,
    Instant(InstantKind),
}

impl Figure {
    /// A count.
    #[must_use]
    pub fn count(n: u64) -> Self {
        Self::Number(n.into())
    }

    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// The figure without its bound.
    #[must_use]
    pub fn value(&self) -> &Self {
        match self {
            Self::Inexact(inexact) => &inexact.value,
            exact => exact,
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self.value() == Self::None
    }

    /// How far off it may be; 0 for what is exact.
    pub(super) fn bound(&self) -> Number {
        match self {
            Self::Inexact(inexact) => inexact.error_bound.clone(),
            _ => Number::from(0),
        }
    }

    /// As a number: itself, or the seconds of a moment.
    pub(super) fn on_axis(&self) -> Option<(Axis, Number)> {
        match self.value() {
            Self::Number(number) => Some((Axis::Number, number.clone())),
            Self::Text(text) => instant(text).map(|(kind, seconds)| (Axis::Instant(kind), seconds)),
            _ => None,
        }
    }

    /// How far `self` is above `before`, if both are numbers or moments.
    #[must_use]
    pub fn above(&self, before: &Self) -> Option<Number> {
        let ((axis, now), (other, before)) = (self.on_axis()?, before.on_axis()?);
        (axis == other).then(|| now.minus(&before))
    }

    /// Whether it is a moment, whose changes are in seconds.
    #[must_use]
    pub fn is_moment(&self) -> bool {
        matches!(self.on_axis(), Some((Axis::Instant(_), _)))
    }

    /// How two figures stand to each other.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Standing {
        if self == other {
            return Standing::Same;
        }
        let is_exact = !matches!((self, other), (Self::Inexact(_), _) | (_, Self::Inexact(_)));
        if is_exact {
            return Standing::Differs;
        }
        match self.above(other) {
            Some(change) if change.magnitude() <= self.bound().plus(&other.bound()) => Standing::WithinBounds,
            None if self.value() == other.value() => Standing::WithinBounds,
            _ => Standing::Differs,
        }
    }
}

/// How two figures stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The same.
    Same,
    /// Not the same, but no further apart than their error bounds.
    WithinBounds,
    /// Not the same.
    Differs,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    fn inexact(value: &str, bound: &str) -> Figure {
        let value = Number::parse(value).map_or(Figure::text(value), Figure::Number);
        Figure::Inexact(Box::new(Inexact { value, method: "sketch".into(), error_bound: number(bound) }))
    }

    #[test]
    fn inexact_figures_differ_only_beyond_both_bounds() {
        for (a, b, standing) in [
            (inexact("100", "2"), inexact("105", "3"), Standing::WithinBounds),
            (inexact("100", "2"), inexact("105", "2.5"), Standing::Differs),
            (inexact("100", "2"), Figure::Number(number("102")), Standing::WithinBounds),
            (inexact("100", "2"), Figure::Number(number("102.1")), Standing::Differs),
            (inexact("100", "2"), inexact("100", "2"), Standing::Same),
            (inexact("2026-03-14", "60"), inexact("2026-03-14T00:01:30", "60"), Standing::WithinBounds),
            (inexact("2026-03-14", "60"), inexact("2026-03-14T00:03:00", "60"), Standing::Differs),
            (inexact("100", "2"), Figure::None, Standing::Differs),
            (inexact("2026-03-14", "60"), inexact("100", "60"), Standing::Differs),
        ] {
            assert_eq!((a.beside(&b), b.beside(&a)), (standing, standing), "{a:?} {b:?}");
        }
    }

    #[test]
    fn exact_figures_differ_in_their_last_digit() {
        let of = |text| Figure::Number(number(text));
        assert_eq!(of("9007199254740993").beside(&of("9007199254740992")), Standing::Differs);
        assert_eq!(of("1.50").beside(&of("1.5")), Standing::Same);
        assert_eq!(of("1").beside(&Figure::text("1")), Standing::Differs);
    }
}
