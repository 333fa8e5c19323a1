//! The types of a table's columns and nothing else about them: a third of what their profiles cost.

use super::cell::Cell;
use super::check::CellCheck;
use super::kind::{ColumnType, DateOrders};
use super::quick;
use super::totals::{Class, Tallies};
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::delimited::TableLayout;
use crate::scan::rows::{RowFold, RowScan, TableRow};
use crate::scan::saved::{self, Damaged};
use crate::scan::{Finding, ScanId};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnKind {
    /// What its cells are.
    pub check: CellCheck,
    /// Cells that are not.
    pub invalid: u64,
    /// Whether a whole number has more digits than 64 bits always hold.
    pub is_wide: bool,
    /// Times that name a zone, and whether all do.
    pub zoned: u64,
    /// See [`ColumnKind::zoned`].
    pub is_all_zoned: bool,
}

/// The types of a table's columns, and parts in which it can be read.
#[derive(Clone, Debug, Default)]
pub struct ColumnTypes {
    /// Of each column.
    pub kinds: ColumnKinds,
    /// Where the first row starts, and then one every few MiB.
    pub part_starts: Vec<Offset>,
    /// How many rows there are.
    pub n_rows: u64,
}

/// What is counted of rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TypesTally {
    columns: Vec<KindTally>,
    starts: Vec<Offset>,
    n_rows: u64,
}

impl TypesTally {
    /// What the columns are by all that was counted.
    #[must_use]
    pub fn kinds(&self) -> ColumnKinds {
        self.columns.iter().map(KindTally::kind).collect()
    }
}

/// What is counted of a column's cells.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct KindTally {
    tallies: Tallies,
    is_wide: bool,
    zoned: u64,
    /// Whether a cell was text.
    is_text: bool,
}

impl KindTally {
    fn add(&mut self, value: &[u8], at: u64) {
        /// Digits that any number of 64 bits has room for.
        const NARROW: usize = 18;
        let class = match quick::parse(value) {
            Some((_, true)) => Class::Integer,
            Some((_, false)) => Class::Decimal,
            None => match Cell::read(value) {
                Cell::Time(reading) => {
                    self.zoned += u64::from(reading.is_zoned);
                    Class::of_time(&reading)
                }
                Cell::Integer(_) => Class::Integer,
                Cell::Decimal(_) => Class::Decimal,
                Cell::Boolean(_) => Class::Boolean,
                Cell::Text => Class::Text,
            },
        };
        self.is_wide |= class == Class::Integer && value.len() > NARROW;
        self.is_text |= class == Class::Text;
        self.tallies.add(class, 1, at);
    }

    fn merge(&mut self, right: &Self) {
        self.tallies.merge(&right.tallies);
        self.is_wide |= right.is_wide;
        self.zoned += right.zoned;
        self.is_text |= right.is_text;
    }

    fn kind(&self) -> ColumnKind {
        let is_day_first = DateOrders::of(&self.tallies).is_day_first();
        let kind = ColumnType::of(&self.tallies, is_day_first);
        ColumnKind {
            check: CellCheck::new(kind, is_day_first && kind.is_time()),
            invalid: kind.invalid(&self.tallies, is_day_first).0,
            is_wide: self.is_wide,
            zoned: self.zoned,
            is_all_zoned: self.zoned == self.tallies.count(),
        }
    }
}

/// What is asked of a column's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeWish {
    /// Nothing: its type is unspecified.
    Nothing,
    /// Only whether all its cells are of one type: with a cell of text it may be [`ColumnType::Text`] or have
    /// invalid cells, and how many is unspecified. Much quicker for columns of text.
    IfAll,
    /// Its type, and how many cells are not of it.
    All,
}

/// The scan for the types of a table's columns, which are those of their profiles: a wish for each column.
#[must_use]
pub fn types_scan(layout: TableLayout, wishes: Vec<TypeWish>) -> RowScan<TypesFold> {
    RowScan::new(layout, TypesFold::new(wishes))
}

/// Counts what cells are by the way, while rows are read for something else, in parts and by several threads.
pub struct TypesCounter {
    fold: TypesFold,
    all: Mutex<TypesTally>,
}

impl TypesCounter {
    /// One that has counted nothing: a wish for each column.
    #[must_use]
    pub fn new(wishes: Vec<TypeWish>) -> Self {
        let fold = TypesFold::new(wishes);
        Self { all: Mutex::new(fold.start()), fold }
    }

    /// The tally of a part, before its first row.
    #[must_use]
    pub fn start(&self) -> TypesTally {
        self.fold.start()
    }

    /// Counts a row of a part.
    pub fn count(&self, part: &mut TypesTally, row: &TableRow<'_>) {
        self.fold.add(part, row);
    }

    /// Adds a part, in whatever order.
    pub fn add(&self, part: TypesTally) {
        self.fold.append(&mut self.all.lock().unwrap_or_else(PoisonError::into_inner), part);
    }

    /// What the columns are by all that was counted.
    #[must_use]
    pub fn kinds(&self) -> ColumnKinds {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).kinds()
    }
}

/// Counts cells by what they are.
pub struct TypesFold {
    wishes: Vec<TypeWish>,
}

impl TypesFold {
    /// A wish for each column.
    #[must_use]
    pub fn new(wishes: Vec<TypeWish>) -> Self {
        Self { wishes }
    }
}

impl RowFold for TypesFold {
    type Value = TypesTally;

    fn id(&self) -> ScanId {
        ScanId::COLUMN_TYPES
    }

    fn start(&self) -> TypesTally {
        TypesTally { columns: vec![KindTally::default(); self.wishes.len()], starts: Vec::new(), n_rows: 0 }
    }

    fn add(&self, tally: &mut TypesTally, row: &TableRow<'_>) {
        let at = row.span.start.0;
        if tally.starts.is_empty() {
            tally.starts.push(row.span.start);
        }
        tally.n_rows += 1;
        for (nr, (column, wish)) in tally.columns.iter_mut().zip(&self.wishes).enumerate() {
            let is_known = column.is_text && *wish == TypeWish::IfAll;
            if is_known || *wish == TypeWish::Nothing {
                continue;
            }
            let (Some(cell), Some(value)) = (row.row.cells().get(nr), row.row.value(nr)) else { break };
            if !value.is_empty() {
                column.add(&value, at + len_u64(cell.raw.start));
            }
        }
    }

    fn append(&self, left: &mut TypesTally, right: TypesTally) {
        left.columns.iter_mut().zip(&right.columns).for_each(|(left, right)| left.merge(right));
        left.starts.extend(right.starts);
        left.n_rows += right.n_rows;
    }

    fn save(&self, tally: &TypesTally) -> Option<Vec<u8>> {
        saved::write(tally)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<TypesTally, Damaged> {
        let tally: TypesTally = saved::read(saved)?;
        let is_sound = tally.columns.len() == self.wishes.len()
            && tally.n_rows <= of.len()
            && tally.starts.iter().all(|start| of.contains(*start))
            && tally
                .columns
                .iter()
                .all(|column| column.tallies.is_sound(of.len()) && column.zoned <= of.len());
        if is_sound { Ok(tally) } else { Err(Damaged) }
    }

    fn report(&self, tally: &TypesTally, _is_whole: bool) -> Finding {
        Finding::Types(Arc::new(ColumnTypes {
            kinds: tally.kinds(),
            part_starts: tally.starts.clone(),
            n_rows: tally.n_rows,
        }))
    }
}

/// Types as a list that is shared.
pub type ColumnKinds = Arc<[ColumnKind]>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::delimited::Dialect;
    use crate::format::encoding::Encoding;
    use crate::scan::columns::columns_scan;
    use crate::scan::{Piece, Scan};
    use proptest::prelude::*;

    fn report<S: Scan>(scan: &S, bytes: &[u8]) -> Finding {
        let mut partial = S::Partial::default();
        let piece = Piece::new(bytes, 0, bytes.len(), crate::base::Offset::ZERO, len_u64(bytes.len()));
        scan.feed(&mut partial, &piece);
        scan.report(&partial)
    }

    fn one_column(cells: &[String]) -> (TableLayout, String) {
        let table = TableLayout {
            dialect: Arc::new(Dialect { n_header: 0, ..Dialect::default() }),
            encoding: Encoding::UTF_8,
            names: [String::from("a")].into(),
            fields: None,
        };
        (table, cells.iter().map(|cell| format!("{cell}\n")).collect())
    }

    proptest! {
        #[test]
        fn types_are_those_of_the_profiles(
            cells in prop::collection::vec("[0-9]{1,20}|[0-9]{1,3}[.][0-9]|true|no|[0-3][0-9]/[01][0-9]/2024|2024-01-0[1-9]|1[0-9]:30|[a-c]|", 1..40),
        ) {
            let (table, text) = one_column(&cells);
            let Finding::Columns(columns, _) = report(&columns_scan(table.clone()), text.as_bytes()) else { panic!() };
            let Finding::Types(types) = report(&types_scan(table, vec![TypeWish::All]), text.as_bytes()) else { panic!() };
            prop_assert_eq!(types.kinds.iter().map(|kind| kind.check).collect::<Vec<_>>(), columns.checks());
            prop_assert_eq!(types.kinds[0].invalid, columns.reports[0].invalid);
        }

        #[test]
        fn whether_all_cells_are_of_a_type_is_known_without_counting_on(
            cells in prop::collection::vec("[0-9]{1,20}|[0-9]{1,3}[.][0-9]|2024-01-0[1-9]|[a-c]|", 1..60),
            rare in prop::collection::vec("[a-c]|1[0-9]:30|2024-01-01", 0..2),
        ) {
            let (table, text) = one_column(&[&vec![cells[0].clone(); 150][..], &rare, &cells].concat());
            let Finding::Types(all) = report(&types_scan(table.clone(), vec![TypeWish::All]), text.as_bytes()) else { panic!() };
            let wishes = vec![TypeWish::IfAll];
            let Finding::Types(types) = report(&types_scan(table, wishes), text.as_bytes()) else { panic!() };
            let is_all = |kind: &ColumnKind| kind.check.kind() != ColumnType::Text && kind.invalid == 0;
            prop_assert_eq!(is_all(&types.kinds[0]), is_all(&all.kinds[0]));
            if is_all(&all.kinds[0]) {
                prop_assert_eq!(types.kinds[0], all.kinds[0]);
            }
            prop_assert_eq!((&types.part_starts, types.n_rows), (&all.part_starts, all.n_rows));
        }
    }
}
