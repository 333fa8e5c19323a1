//! The registry: every scan of the program's own, in the order in which its section is shown.
//!
//! One line puts a statistic into the panel, every export, the command line and the law tests;
//! its entry, beside it, says which pass over a file computes it.

use super::ScanId;
use super::entry::ScanEntry;
use super::{blocks, bytes, char_starts, digests, line_starts, lines, records, timeline, utf8};

/// Every scan of the program's own.
pub static REGISTRY: &[&ScanEntry] = &[
    &lines::ENTRY,
    &bytes::ENTRY,
    &utf8::ENTRY,
    &timeline::ENTRY,
    &line_starts::ENTRY,
    &records::ENTRY,
    &char_starts::ENTRY,
    &digests::ENTRY,
    &blocks::ENTRY,
];

/// Where sections of this id are shown among others; last, if no scan of the registry makes them.
#[must_use]
pub fn position(section: &str) -> usize {
    // What a table is comes first: its scan needs the table's layout, and is made by the plan.
    if section == ScanId::COLUMNS.name() {
        return 0;
    }
    REGISTRY.iter().position(|entry| entry.id.name() == section).map_or(REGISTRY.len() + 1, |nr| nr + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::encoding::CodeUnit;

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
