//! The plan: which passes over a file compute what, from facts about the file.
//!
//! A pass is one job of the engine: it shows each chunk to several scans. Jobs are known by their
//! [`PassId`] and by what they compute ([`Pass::computes`]), never by a title or a place in a list.

pub use super::id::PassId;

use super::ScanRef;
use super::columns::columns_scan;
use super::entry::{Role, ScanEntry};
use super::fields::fields_scan;
use super::id::ScanId;
use super::registry::REGISTRY;
use crate::format::delimited::TableLayout;
use crate::format::encoding::CodeUnit;
use std::sync::Arc;

/// What a plan depends on.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// In which the file's lines end.
    pub unit: CodeUnit,
    /// Whether the file fits into memory, so that a second pass reads no disk.
    pub fits_memory: bool,
    /// Whether the file's first lines carry timestamps.
    pub carries_times: bool,
    /// Whether something shows what stands in each block.
    pub shows_map: bool,
    /// How the file is laid out, if it is a table.
    pub table: Option<Arc<TableLayout>>,
}

/// One pass over a file.
#[derive(Clone)]
pub struct Pass {
    /// What it is for.
    pub id: PassId,
    /// The scans that see each chunk, one after the other.
    pub scans: Vec<ScanRef>,
}

impl Pass {
    /// Whether one of its scans is `id`.
    #[must_use]
    pub fn computes(&self, id: ScanId) -> bool {
        self.scans.iter().any(|scan| scan.id() == id)
    }
}

/// The passes that compute everything about a file, in the order in which they are started.
///
/// A file that fits into memory is read several times, for the index first; a larger one once,
/// because then the disk is the limit.
#[must_use]
pub fn plan(facts: &Facts) -> Vec<Pass> {
    let profile = facts.table.is_some().then_some(PassId::Columns);
    let timeline = facts.carries_times.then_some(PassId::Timeline);
    let blocks = facts.shows_map.then_some(PassId::Blocks);
    let wanted = [PassId::Index].into_iter().chain(profile).chain([PassId::Measure]);
    let wanted: Vec<PassId> = wanted.chain(timeline).chain(blocks).collect();
    let table = facts.table.as_ref();
    let scans = |id| {
        let entries = REGISTRY.iter().filter(move |entry| entry.pass == id);
        let profile = table.filter(|_| id == PassId::Columns).map(|table| columns(table));
        let fields = table.filter(|table| id == PassId::Index && table.fields.is_some());
        let fields = fields.map(|table| -> ScanRef { Arc::new(fields_scan(table)) });
        entries.filter_map(|entry| entry.scan_of(facts.unit, table)).chain(fields).chain(profile)
    };
    if facts.fits_memory {
        wanted.iter().map(|&id| Pass { id, scans: scans(id).collect() }).collect()
    } else {
        vec![Pass { id: PassId::Read, scans: wanted.iter().flat_map(|&id| scans(id)).collect() }]
    }
}

/// The pass that computes a summary's sections: those named in `only`, or, if that is empty, those
/// of every summary; those of a table, if it is one.
#[must_use]
pub fn summary(unit: CodeUnit, only: &[String], table: Option<&Arc<TableLayout>>) -> Pass {
    let is_wanted = |entry: &&ScanEntry| match only {
        [] => entry.role == Role::Statistic,
        only => only.iter().any(|id| id == entry.id.name()),
    };
    let wants_columns = only.is_empty() || only.iter().any(|id| id == ScanId::COLUMNS.name());
    let profile = table.filter(|_| wants_columns).map(|table| columns(table));
    let others = sections().filter(is_wanted).filter_map(|entry| entry.scan_of(unit, table));
    Pass { id: PassId::Summary, scans: profile.into_iter().chain(others).collect() }
}

/// The scan that computes the section of a table's columns.
#[must_use]
pub fn columns(table: &TableLayout) -> ScanRef {
    Arc::new(columns_scan(table.clone()))
}

/// The scans that make a section, in the order of the sections.
pub fn sections() -> impl Iterator<Item = &'static ScanEntry> {
    REGISTRY.iter().copied().filter(|entry| entry.role != Role::Index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::delimited::Dialect;
    use crate::format::encoding::Encoding;

    /// Those with which the registry began: a new statistic changes no test.
    const FIRST: [ScanId; 6] = [
        ScanId::LINES,
        ScanId::BYTES,
        ScanId::UTF8,
        ScanId::TIMELINE,
        ScanId::LINE_STARTS,
        ScanId::CHAR_STARTS,
    ];

    fn ids(pass: &Pass) -> Vec<&'static str> {
        pass.scans.iter().map(|scan| scan.id()).filter(|id| FIRST.contains(id)).map(ScanId::name).collect()
    }

    fn check(facts: &Facts, expected: &[(PassId, &[&str])]) {
        let passes = plan(facts);
        let passes: Vec<_> = passes.iter().map(|pass| (pass.id, ids(pass))).collect();
        let expected: Vec<_> = expected.iter().map(|(id, scans)| (*id, scans.to_vec())).collect();
        assert_eq!(passes, expected, "{facts:?}");
    }

    #[test]
    fn a_file_that_fits_memory_is_indexed_first() {
        let facts = Facts { fits_memory: true, ..Facts::default() };
        let index: (_, &[_]) = (PassId::Index, &["line_starts"]);
        let measure: (_, &[_]) = (PassId::Measure, &["lines", "bytes", "utf8", "char_starts"]);
        check(&facts, &[index, measure]);
        let timed = Facts { carries_times: true, ..facts };
        check(&timed, &[index, measure, (PassId::Timeline, &["timeline"])]);
    }

    #[test]
    fn a_larger_file_is_read_once() {
        let all: &[_] = &["line_starts", "lines", "bytes", "utf8", "char_starts"];
        check(&Facts::default(), &[(PassId::Read, all)]);
        let timed = Facts { carries_times: true, ..Facts::default() };
        check(&timed, &[(PassId::Read, &[all, &["timeline"]].concat())]);
    }

    #[test]
    fn everything_in_the_registry_is_computed_once_whatever_the_facts() {
        for fits_memory in [false, true] {
            for unit in CodeUnit::ALL {
                let table = TableLayout::read(Dialect::default(), Encoding::default(), None, b"a,b", true);
                let table = Some(Arc::new(table));
                let passes = plan(&Facts { unit, fits_memory, carries_times: true, shows_map: true, table });
                for entry in REGISTRY {
                    let n = passes.iter().filter(|pass| pass.computes(entry.id)).count();
                    assert_eq!(n, 1, "{}", entry.id);
                }
                let passes = plan(&Facts { unit, fits_memory, ..Facts::default() });
                assert!(!passes.iter().any(|pass| pass.computes(ScanId::RECORD_STARTS)));
                assert!(!passes.iter().any(|pass| pass.computes(ScanId::BLOCKS)));
            }
        }
    }

    #[test]
    fn a_summary_has_what_it_is_asked_for_in_the_order_of_sections() {
        assert_eq!(ids(&summary(CodeUnit::Byte, &[], None)), ["lines", "bytes", "utf8"]);
        let only = ["timeline", "lines", "line_starts"].map(str::to_owned);
        assert_eq!(ids(&summary(CodeUnit::Utf16Le, &only, None)), ["lines", "timeline"]);
    }

    #[test]
    fn passes_have_names_of_their_own() {
        for one in PassId::ALL {
            let same = |other: &&PassId| other.id() == one.id() || other.title() == one.title();
            assert_eq!(PassId::ALL.iter().filter(same).count(), 1, "{}", one.id());
        }
    }
}
