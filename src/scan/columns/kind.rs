//! The type of a column: the narrowest that nearly all of its cells fit.

use super::calendar::Order;
use super::totals::{Class, Tallies};

/// A column's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// `true`, `false` and their like.
    Boolean,
    /// Whole numbers of any width.
    Integer,
    /// Numbers.
    Decimal,
    /// Days.
    Date,
    /// Times of day.
    Time,
    /// Days with times; a day alone is one at midnight.
    Timestamp,
    /// Anything.
    Text,
}

/// Below this many cells all must fit, from it on 99 %.
const MANY: u64 = 1_000;

impl ColumnType {
    /// All types, the narrowest first.
    pub const ALL: [Self; 7] =
        [Self::Boolean, Self::Integer, Self::Decimal, Self::Date, Self::Time, Self::Timestamp, Self::Text];

    /// The stable name, as exports write it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Date => "date",
            Self::Time => "time",
            Self::Timestamp => "timestamp",
            Self::Text => "text",
        }
    }

    /// Whether its values are dates or times.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Date | Self::Time | Self::Timestamp)
    }

    /// Whether a cell of a class fits, in a column whose dates have the day first or not.
    pub(super) fn holds(self, class: Class, is_day_first: bool) -> bool {
        let reads = |order: Order| match order {
            Order::Plain | Order::Either => true,
            Order::DayFirst => is_day_first,
            Order::MonthFirst => !is_day_first,
        };
        match (self, class) {
            (Self::Text, _)
            | (Self::Boolean, Class::Boolean)
            | (Self::Integer | Self::Decimal, Class::Integer)
            | (Self::Decimal, Class::Decimal)
            | (Self::Time, Class::Time) => true,
            (Self::Date | Self::Timestamp, Class::Date(order))
            | (Self::Timestamp, Class::Timestamp(order)) => reads(order),
            _ => false,
        }
    }

    /// The type of a column of these cells; of none it is text.
    pub(super) fn of(tallies: &Tallies, is_day_first: bool) -> Self {
        let count = tallies.count();
        let fits = |kind: &Self| {
            let n = kind.n_fitting(tallies, is_day_first);
            n == count || (count >= MANY && u128::from(n) * 100 >= u128::from(count) * 99)
        };
        if count == 0 {
            return Self::Text;
        }
        Self::ALL.into_iter().find(fits).unwrap_or(Self::Text)
    }

    fn n_fitting(self, tallies: &Tallies, is_day_first: bool) -> u64 {
        let fitting = Class::ALL.into_iter().filter(|class| self.holds(*class, is_day_first));
        fitting.map(|class| tallies.of(class).count).sum()
    }

    /// Cells that don't fit, and where the first of them is.
    pub(super) fn invalid(self, tallies: &Tallies, is_day_first: bool) -> (u64, Option<u64>) {
        let others = Class::ALL.into_iter().filter(|class| !self.holds(*class, is_day_first));
        let others = others.map(|class| tallies.of(class)).filter(|tally| tally.count > 0);
        others.fold((0, None), |(count, first), tally| {
            (count + tally.count, Some(first.map_or(tally.first, |first: u64| first.min(tally.first))))
        })
    }
}

/// Cells by what comes first in their dates, the day or the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateOrders {
    pub(super) day_first: u64,
    pub(super) month_first: u64,
    pub(super) either: u64,
}

impl DateOrders {
    pub(super) fn of(tallies: &Tallies) -> Self {
        let n = |order| tallies.of(Class::Date(order)).count + tallies.of(Class::Timestamp(order)).count;
        Self { day_first: n(Order::DayFirst), month_first: n(Order::MonthFirst), either: n(Order::Either) }
    }

    /// Whether dates of either order are read with the day first: where more dates can only be read
    /// so than with the month first. Where none says it, the month is first, as in logs.
    pub(super) fn is_day_first(self) -> bool {
        self.day_first > self.month_first
    }
}
