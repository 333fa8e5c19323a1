//! What the registry knows of a scan: its id, what it is for, its pass, and how it is made.

use super::id::{PassId, ScanId};
use super::{Scan, ScanRef};
use crate::format::delimited::{Dialect, TableLayout};
use crate::format::encoding::{CodeUnit, Encoding};
use std::sync::Arc;

/// What a scan's report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A section of every summary.
    Statistic,
    /// A section of those summaries that name it: it costs more, or suits few files.
    OnRequest,
    /// An index for views; no section.
    Index,
}

/// One scan of the program's own.
pub struct ScanEntry {
    /// Its name.
    pub id: ScanId,
    /// What its report is for.
    pub role: Role,
    /// The pass that computes it, where a file gets several.
    pub pass: PassId,
    make: Constructor,
}

/// How a scan is made.
enum Constructor {
    /// It reads bytes, whatever the code unit.
    Plain(fn() -> ScanRef),
    /// It counts code units.
    ByUnit(fn(CodeUnit) -> ScanRef),
    /// It reads a table.
    ByTable(fn(&Arc<TableLayout>) -> ScanRef),
}

impl ScanEntry {
    /// A scan that reads bytes, whatever the code unit.
    pub(super) const fn plain(id: ScanId, role: Role, pass: PassId, make: fn() -> ScanRef) -> Self {
        Self { id, role, pass, make: Constructor::Plain(make) }
    }

    /// A scan that counts code units.
    pub(super) const fn by_unit(id: ScanId, role: Role, pass: PassId, make: fn(CodeUnit) -> ScanRef) -> Self {
        Self { id, role, pass, make: Constructor::ByUnit(make) }
    }

    /// A scan that reads a table of some layout.
    pub(super) const fn by_table(
        id: ScanId,
        role: Role,
        pass: PassId,
        make: fn(&Arc<TableLayout>) -> ScanRef,
    ) -> Self {
        Self { id, role, pass, make: Constructor::ByTable(make) }
    }

    /// The scan, for a file of this code unit; one that reads tables takes it for a CSV table.
    #[must_use]
    pub fn scan(&self, unit: CodeUnit) -> ScanRef {
        match self.make {
            Constructor::Plain(make) => make(),
            Constructor::ByUnit(make) => make(unit),
            Constructor::ByTable(make) => make(&some_table(unit, b",")),
        }
    }

    /// The scan for a file of this code unit that is this table, or none; `None` if it needs one.
    #[must_use]
    pub fn scan_of(&self, unit: CodeUnit, table: Option<&Arc<TableLayout>>) -> Option<ScanRef> {
        match self.make {
            Constructor::ByTable(make) => table.map(make),
            _ => Some(self.scan(unit)),
        }
    }

    /// The scan once for each code unit, or for some of the layouts, that make a difference to it.
    #[must_use]
    pub fn variants(&self) -> Vec<ScanRef> {
        match self.make {
            Constructor::Plain(make) => vec![make()],
            Constructor::ByUnit(make) => CodeUnit::ALL.into_iter().map(make).collect(),
            Constructor::ByTable(make) => {
                let by_unit = CodeUnit::ALL.into_iter().map(|unit| some_table(unit, b","));
                by_unit.chain([some_table(CodeUnit::Byte, b";")]).map(|table| make(&table)).collect()
            }
        }
    }
}

/// A table of two columns whose names are not read.
fn some_table(unit: CodeUnit, delimiter: &[u8]) -> Arc<TableLayout> {
    let dialect = Dialect { unit, ..Dialect::with_delimiter(delimiter) };
    Arc::new(TableLayout::read(dialect, Encoding::default(), Some(2), &[], true))
}

/// A scan without its type.
pub(super) fn made(scan: impl Scan) -> ScanRef {
    Arc::new(scan)
}
