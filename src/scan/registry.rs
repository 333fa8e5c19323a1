//! The registry: every scan of the program's own, by id, in the order in which its section is shown.
//!
//! One entry puts a statistic into the panel, every export, the command line and the law tests;
//! its [`PassId`] says which pass over a file computes it.

use super::bytes::Bytes;
use super::char_starts::CharStarts;
use super::id::{PassId, ScanId};
use super::line_starts::LineStarts;
use super::lines::Lines;
use super::timeline::TimelineScan;
use super::utf8::Utf8;
use super::{Scan, ScanRef};
use crate::format::encoding::CodeUnit;
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
}

impl ScanEntry {
    /// The scan, for a file of this code unit.
    #[must_use]
    pub fn scan(&self, unit: CodeUnit) -> ScanRef {
        match self.make {
            Constructor::Plain(make) => make(),
            Constructor::ByUnit(make) => make(unit),
        }
    }

    /// The scan once for each code unit that makes a difference to it.
    #[must_use]
    pub fn variants(&self) -> Vec<ScanRef> {
        match self.make {
            Constructor::Plain(make) => vec![make()],
            Constructor::ByUnit(make) => CodeUnit::ALL.into_iter().map(make).collect(),
        }
    }
}

/// Every scan of the program's own.
pub static REGISTRY: &[ScanEntry] = &[
    ScanEntry {
        id: ScanId::LINES,
        role: Role::Statistic,
        pass: PassId::Measure,
        make: Constructor::ByUnit(|unit| made(Lines { unit })),
    },
    ScanEntry {
        id: ScanId::BYTES,
        role: Role::Statistic,
        pass: PassId::Measure,
        make: Constructor::Plain(|| made(Bytes)),
    },
    ScanEntry {
        id: ScanId::UTF8,
        role: Role::Statistic,
        pass: PassId::Measure,
        make: Constructor::Plain(|| made(Utf8)),
    },
    ScanEntry {
        id: ScanId::TIMELINE,
        role: Role::OnRequest,
        pass: PassId::Timeline,
        make: Constructor::ByUnit(|unit| made(TimelineScan { unit })),
    },
    ScanEntry {
        id: ScanId::LINE_STARTS,
        role: Role::Index,
        pass: PassId::Index,
        make: Constructor::ByUnit(|unit| made(LineStarts { unit })),
    },
    ScanEntry {
        id: ScanId::CHAR_STARTS,
        role: Role::Index,
        pass: PassId::Measure,
        make: Constructor::ByUnit(|unit| made(CharStarts { unit })),
    },
];

/// Where sections of this id are shown among others; last, if no scan of the registry makes them.
#[must_use]
pub fn position(section: &str) -> usize {
    REGISTRY.iter().position(|entry| entry.id.name() == section).unwrap_or(REGISTRY.len())
}

fn made(scan: impl Scan) -> ScanRef {
    Arc::new(scan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_makes_the_scan_that_it_names_for_every_code_unit() {
        for entry in REGISTRY {
            for unit in CodeUnit::ALL {
                assert_eq!(entry.scan(unit).id(), entry.id);
            }
            assert!(entry.variants().iter().all(|scan| scan.id() == entry.id));
            let same = REGISTRY.iter().filter(|other| other.id == entry.id);
            assert_eq!(same.count(), 1, "{}", entry.id);
        }
    }
}
