//! The columns of a table: an overview with a row and a small chart each, then the profile of each.
//!
//! A page may take 1 KB a column beside what a page takes anyway, so how much is said of each depends on how many
//! there are and how long their values: [`DETAILS`] is tried from the top until it fits, the same for all columns,
//! so that they can be compared. The last fits whatever stands in the file.

mod overview;
mod profile;
mod split;

use super::markup::Markup;
use super::section::{self, TEXT_BYTES};
use crate::base::Section;
use crate::messages::Text;
use split::profiles;

/// What is said of each column.
#[derive(Clone, Copy, Debug)]
struct Detail {
    /// Whether each has a profile of its own; otherwise the rest of its figures is a row of a second table.
    has_profiles: bool,
    /// Whether the figures behind a chart say where each bar starts and ends.
    has_edges: bool,
    /// Most frequent values.
    top: usize,
    /// Whether there are small charts, and the figures behind them.
    has_shapes: bool,
    /// Whether the figures are there that the overview lacks.
    has_rest: bool,
    /// Bytes of a text or a number.
    text: usize,
}

const FULL: Detail = Detail {
    has_profiles: true,
    has_edges: true,
    top: 10,
    has_shapes: true,
    has_rest: true,
    text: TEXT_BYTES,
};

const DETAILS: [Detail; 7] = [
    FULL,
    Detail { has_edges: false, top: 5, text: 80, ..FULL },
    Detail { has_profiles: false, top: 1, text: 48, ..FULL },
    Detail { has_profiles: false, top: 0, text: 32, ..FULL },
    Detail { has_profiles: false, top: 0, has_rest: false, text: 32, ..FULL },
    Detail { has_profiles: false, top: 0, has_rest: false, has_shapes: false, text: 32, ..FULL },
    // Name, type and seven figures of 24 bytes with their cells: less than 700 bytes.
    Detail { has_profiles: false, top: 0, has_rest: false, has_shapes: false, text: 24, ..FULL },
];

/// How many columns a section describes, if it is one that describes columns.
pub(super) fn count(section: &Section) -> Option<usize> {
    let table = section.tables.iter().find(|table| table.id == "columns")?;
    let has = |key| table.columns.iter().any(|(found, _)| *found == key);
    (has("name") && has("type")).then_some(table.rows.len())
}

/// Writes a section that describes columns, in at most `room` bytes.
pub(super) fn write(out: &mut Markup, (section, scanned): (&Section, u64), of_bytes: u64, room: usize) {
    section::open(out, section, scanned, of_bytes);
    section::facts(out, section);
    let start = out.len();
    let all = profiles(section);
    for detail in DETAILS {
        out.truncate(start);
        if !detail.has_profiles {
            let says = Text::new(if detail.has_rest { "report-columns-many" } else { "report-columns-most" });
            out.says("p", &[], &says.in_english());
        }
        overview::write(out, section, &all, detail);
        if detail.has_profiles {
            all.iter().for_each(|profile| profile::write(out, section, profile, detail));
        }
        if out.len() - start <= room {
            break;
        }
    }
    out.close("section");
}
