//! Whether a cell fits its column's type.

use super::ColumnReport;
use super::kind::ColumnType;
use super::totals::Class;

/// What the cells of a column have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellCheck {
    kind: ColumnType,
    is_day_first: bool,
}

impl CellCheck {
    /// By what is known of a column.
    #[must_use]
    pub fn of(report: &ColumnReport) -> Self {
        let is_day_first = report.date_order.is_some_and(|order| order.is_day_first);
        Self { kind: report.kind, is_day_first }
    }

    /// The type that cells should have.
    #[must_use]
    pub fn kind(self) -> ColumnType {
        self.kind
    }

    /// Whether a value fits. An empty cell does, whatever the type.
    #[must_use]
    pub fn fits(self, value: &[u8]) -> bool {
        value.is_empty()
            || self.kind == ColumnType::Text
            || self.kind.holds(Class::of(value), self.is_day_first)
    }
}
