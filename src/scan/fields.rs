//! The scan for the columns of a table whose records name their values: all paths, in the order in which
//! the file has them first.

use super::rows::{RowFold, RowScan, TableRow};
use super::saved::{self, Damaged};
use super::{Finding, ScanId};
use crate::base::Span;
use crate::format::delimited::{FieldTree, RecordForm, TableLayout};
use std::sync::Arc;

/// The scan of a table's paths.
#[must_use]
pub fn fields_scan(layout: &TableLayout) -> RowScan<FieldsFold> {
    let form = layout.dialect.form.clone();
    // Without paths a record is one cell, which costs nothing.
    RowScan::new(TableLayout { fields: None, ..layout.clone() }, FieldsFold { form })
}

/// Collects paths.
pub struct FieldsFold {
    form: RecordForm,
}

impl RowFold for FieldsFold {
    type Value = FieldTree;

    fn id(&self) -> ScanId {
        ScanId::FIELDS
    }

    fn start(&self) -> FieldTree {
        FieldTree::default()
    }

    fn add(&self, tree: &mut FieldTree, row: &TableRow<'_>) {
        // Where a record is none counts elsewhere.
        let _ = tree.learn(&self.form, row.row.text());
    }

    fn append(&self, left: &mut FieldTree, right: FieldTree) {
        left.merge(&right);
    }

    fn save(&self, tree: &FieldTree) -> Option<Vec<u8>> {
        saved::write(tree)
    }

    fn load(&self, saved: &[u8], _of: Span) -> Result<FieldTree, Damaged> {
        saved::read(saved)
    }

    fn report(&self, tree: &FieldTree, is_whole: bool) -> Finding {
        Finding::Fields(Arc::new(tree.clone()), is_whole)
    }
}
