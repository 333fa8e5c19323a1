//! All that is known of a column's cells beside their distinct values, sorted by what they are.
//!
//! Which type the column has is not known before its end, so every reading of its cells is
//! kept apart: integers from other numbers, dates whose day can only be first from those whose
//! month can. The parts of the type that wins are merged for the report.

use super::calendar::{Kind, Order, Reading};
use super::cell::Cell;
use super::limits::Limits;
use super::numbers::Numbers;
use super::quick;
use super::texts::Texts;
use super::times::Times;
use crate::scan::saved::sum_within;
use serde::{Deserialize, Serialize};

/// What cells there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Boolean,
    Integer,
    Decimal,
    Date(Order),
    Time,
    Timestamp(Order),
    Text,
}

const ORDERS: [Order; 4] = [Order::Plain, Order::DayFirst, Order::MonthFirst, Order::Either];

impl Class {
    pub(super) const ALL: [Self; 13] = [
        Self::Boolean,
        Self::Integer,
        Self::Decimal,
        Self::Time,
        Self::Text,
        Self::Date(ORDERS[0]),
        Self::Date(ORDERS[1]),
        Self::Date(ORDERS[2]),
        Self::Date(ORDERS[3]),
        Self::Timestamp(ORDERS[0]),
        Self::Timestamp(ORDERS[1]),
        Self::Timestamp(ORDERS[2]),
        Self::Timestamp(ORDERS[3]),
    ];

    /// The class of a cell that is not empty.
    pub(super) fn of(bytes: &[u8]) -> Self {
        if let Some((_, is_integer)) = quick::parse(bytes) {
            return if is_integer { Self::Integer } else { Self::Decimal };
        }
        match Cell::read(bytes) {
            Cell::Integer(_) => Self::Integer,
            Cell::Decimal(_) => Self::Decimal,
            Cell::Boolean(_) => Self::Boolean,
            Cell::Time(reading) => Self::of_time(&reading),
            Cell::Text => Self::Text,
        }
    }

    pub(super) fn of_time(reading: &Reading) -> Self {
        match reading.kind {
            Kind::Date => Self::Date(reading.order),
            Kind::Time => Self::Time,
            Kind::Timestamp => Self::Timestamp(reading.order),
        }
    }

    const fn index(self) -> usize {
        match self {
            Self::Boolean => 0,
            Self::Integer => 1,
            Self::Decimal => 2,
            Self::Time => 3,
            Self::Text => 4,
            Self::Date(order) => 5 + order_index(order),
            Self::Timestamp(order) => 9 + order_index(order),
        }
    }
}

const fn order_index(order: Order) -> usize {
    match order {
        Order::Plain => 0,
        Order::DayFirst => 1,
        Order::MonthFirst => 2,
        Order::Either => 3,
    }
}

/// Cells of a class: how many, and where the first of them is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) first: u64,
}

/// Cells by class.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Tallies([Tally; 13]);

impl Default for Tallies {
    fn default() -> Self {
        Self([Tally { count: 0, first: u64::MAX }; 13])
    }
}

impl Tallies {
    /// Whether it can be of `most` cells, after reading.
    pub(super) fn is_sound(&self, most: u64) -> bool {
        sum_within(self.0.iter().map(|tally| tally.count), most).is_some()
    }

    /// Adds a cell of a class, which is at `at`.
    pub(super) fn add(&mut self, class: Class, n: u64, at: u64) {
        let tally = &mut self.0[class.index()];
        tally.count += n;
        tally.first = tally.first.min(at);
    }

    /// Adds others.
    pub(super) fn merge(&mut self, other: &Self) {
        for (left, right) in self.0.iter_mut().zip(other.0) {
            left.count += right.count;
            left.first = left.first.min(right.first);
        }
    }

    /// Those of a class.
    pub(super) fn of(&self, class: Class) -> Tally {
        self.0[class.index()]
    }

    /// All of them.
    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|tally| tally.count).sum()
    }
}

/// The accumulator.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Totals {
    pub(super) tallies: Tallies,
    pub(super) n_true: u64,
    pub(super) integers: Option<Box<Numbers>>,
    pub(super) decimals: Option<Box<Numbers>>,
    /// Dates, times and timestamps by class; those of either order as read with the day first.
    times: [Option<Box<Times>>; 13],
    /// Dates and timestamps of either order, as read with the month first.
    others: [Option<Box<Times>>; 2],
    pub(super) texts: Texts,
}

impl Default for Totals {
    fn default() -> Self {
        Self {
            tallies: Tallies::default(),
            n_true: 0,
            integers: None,
            decimals: None,
            times: [const { None }; 13],
            others: [const { None }; 2],
            texts: Texts::default(),
        }
    }
}

impl Totals {
    /// Whether it can be of `most` cells, after reading.
    pub(super) fn is_sound(&self, most: u64, limits: Limits) -> bool {
        let numbers = [&self.integers, &self.decimals].into_iter().flatten();
        let times = self.times.iter().chain(&self.others).flatten();
        self.tallies.is_sound(most)
            && self.n_true <= most
            && numbers.into_iter().all(|numbers| numbers.is_sound(most, limits))
            && times.into_iter().all(|times| times.is_sound(most, limits.time_bins))
            && self.texts.is_sound(most)
    }

    /// Adds `n` cells of these bytes, of which the first is at `at`.
    #[inline]
    pub(super) fn add(&mut self, bytes: &[u8], n: u64, at: u64, limits: Limits) {
        self.texts.add(bytes, n);
        let class = match quick::parse(bytes) {
            Some((number, true)) => {
                numbers_of(&mut self.integers).add_quick(number, n, limits);
                Class::Integer
            }
            Some((number, false)) => {
                numbers_of(&mut self.decimals).add_quick(number, n, limits);
                Class::Decimal
            }
            None => self.add_other(bytes, n, limits),
        };
        self.tallies.add(class, n, at);
    }

    /// Adds cells that are no short numbers, and says what they are.
    fn add_other(&mut self, bytes: &[u8], n: u64, limits: Limits) -> Class {
        match Cell::read(bytes) {
            Cell::Integer(number) => {
                numbers_of(&mut self.integers).add(&number, n, limits);
                Class::Integer
            }
            Cell::Decimal(number) => {
                numbers_of(&mut self.decimals).add(&number, n, limits);
                Class::Decimal
            }
            Cell::Boolean(is_true) => {
                self.n_true += if is_true { n } else { 0 };
                Class::Boolean
            }
            Cell::Time(reading) => self.add_time(reading, n, limits),
            Cell::Text => Class::Text,
        }
    }

    #[inline]
    fn add_time(&mut self, reading: Reading, n: u64, limits: Limits) -> Class {
        let class = Class::of_time(&reading);
        let Reading { kind, order, moment, other, is_zoned } = reading;
        let times = self.times[class.index()].get_or_insert_with(|| Box::new(Times::new()));
        times.add(moment, is_zoned, n, limits.time_bins);
        if order == Order::Either {
            let others = &mut self.others[usize::from(kind == Kind::Timestamp)];
            others.get_or_insert_with(|| Box::new(Times::new())).add(other, is_zoned, n, limits.time_bins);
        }
        class
    }

    pub(super) fn merge(&mut self, right: Self, limits: Limits) {
        self.tallies.merge(&right.tallies);
        self.n_true += right.n_true;
        merge_numbers(&mut self.integers, right.integers, limits);
        merge_numbers(&mut self.decimals, right.decimals, limits);
        let left = self.times.iter_mut().chain(&mut self.others);
        for (left, right) in left.zip(right.times.into_iter().chain(right.others)) {
            merge_times(left, right, limits);
        }
        self.texts.merge(right.texts);
    }

    /// All cells.
    pub(super) fn count(&self) -> u64 {
        self.tallies.count()
    }

    /// All numbers, integers or not.
    pub(super) fn numbers(&self, limits: Limits) -> Option<Box<Numbers>> {
        let mut all = self.decimals.clone();
        merge_numbers(&mut all, self.integers.clone(), limits);
        all
    }

    /// The times of these classes, where dates of either order are read as said.
    pub(super) fn times(
        &self,
        is_in: impl Fn(Class) -> bool,
        is_day_first: bool,
        limits: Limits,
    ) -> Option<Box<Times>> {
        let mut all = None;
        for class in Class::ALL.into_iter().filter(|class| is_in(*class)) {
            let times = match class {
                Class::Date(Order::Either) if !is_day_first => &self.others[0],
                Class::Timestamp(Order::Either) if !is_day_first => &self.others[1],
                _ => &self.times[class.index()],
            };
            merge_times(&mut all, times.clone(), limits);
        }
        all
    }
}

#[inline]
fn numbers_of(numbers: &mut Option<Box<Numbers>>) -> &mut Numbers {
    numbers.get_or_insert_with(|| Box::new(Numbers::new()))
}

fn merge_numbers(left: &mut Option<Box<Numbers>>, right: Option<Box<Numbers>>, limits: Limits) {
    match (left.as_mut(), right) {
        (Some(left), Some(right)) => left.merge(*right, limits),
        (None, Some(right)) => *left = Some(right),
        (_, None) => {}
    }
}

fn merge_times(left: &mut Option<Box<Times>>, right: Option<Box<Times>>, limits: Limits) {
    match (left.as_mut(), right) {
        (Some(left), Some(right)) => left.merge(*right, limits.time_bins),
        (None, Some(right)) => *left = Some(right),
        (_, None) => {}
    }
}
