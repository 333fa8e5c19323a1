//! Makes a part: scans some chunks of a file, and of its table the rows that start in them.

use super::rows::RowCuts;
use super::told::{Identity, Told};
use super::{Chunks, Part, Rows, SavedSection};
use crate::base::counts::BLOCK;
use crate::base::{Offset, Span};
use crate::engine::{Engine, Job, JobState, Spec, Update};
use crate::format::delimited::{Dialect, TableLayout};
use crate::scan::columns::{ColumnsScan, columns_scan};
use crate::scan::plan::{self, Pass};
use crate::scan::rows::RowFold;
use crate::scan::{AnyPartial, Piece, Scan, ScanId, ScanRef, utf8};
use crate::source::{Fault, Snapshot};
use std::sync::Arc;

/// Which part of which file.
pub struct Order<'a> {
    /// The file's path, as it was given.
    pub path: String,
    /// The file.
    pub snapshot: &'a Snapshot,
    /// What was told of it.
    pub told: Told,
    /// How its table is laid out, if its columns are profiled: as `told` says it.
    pub table: Option<TableLayout>,
    /// Its chunks.
    pub chunks: Chunks,
    /// Of how many shares it is one.
    pub of: u64,
    /// The options that the other parts need, too.
    pub flags: Vec<String>,
    /// What scans.
    pub engine: &'a Engine,
}

/// Why no part was made.
#[derive(Debug)]
pub enum Stop<E> {
    /// The file could not be read, or has changed.
    Fault(Fault),
    /// A job ended otherwise.
    Ended(JobState),
    /// Waiting for a job was given up.
    Waiting(E),
}

impl<E> From<Fault> for Stop<E> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Order<'_> {
    /// Makes the part, by one pass over its bytes and those of its last row. `wait` is called with the job, and
    /// returns its last update.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn make<E>(self, wait: impl FnOnce(&Job) -> Result<Update, E>) -> Result<Part, Stop<E>> {
        let span = self.chunks.span(self.told.chunk_bytes, self.snapshot.len());
        let rows = self.table.as_ref().map(|layout| self.rows_of(layout, span)).transpose()?;
        let columns = self.table.as_ref().zip(rows).filter(|(_, rows)| !rows.is_empty());
        let columns = columns.map(|(layout, rows)| Arc::new(columns_scan(layout_of(layout, rows))));
        let Pass { id: pass, mut scans } = plan::summary(self.told.unit, &self.told.only, None);
        let n_sections = scans.len();
        scans.extend(columns.iter().map(|scan| -> ScanRef { Arc::<ColumnsScan>::clone(scan) }));
        let spec = Spec { pass, scans, owner: 0, chunk_bytes: self.told.chunk_bytes, is_urgent: false };
        let mut found = self.scan(&spec, span, wait)?;
        let of_rows = found.drain(n_sections..).next().and_then(AnyPartial::into_partial);
        let rows = match (rows, columns.zip(of_rows)) {
            (Some(rows), Some((scan, partial))) => {
                let past = Span { start: span.end.min(rows.end), end: rows.end };
                Some(Rows { span: rows, saved: self.value(&scan, partial, past)? })
            }
            (rows, _) => rows.map(|span| Rows { span, saved: None }),
        };
        Ok(Part {
            identity: Identity::of(self.snapshot),
            chunks: self.chunks,
            of: self.of,
            flags: self.flags,
            sections: SavedSection::all(&spec.scans, &found),
            samples: samples(self.snapshot, &spec.scans, &found)?,
            rows,
            path: self.path,
            told: self.told,
        })
    }

    /// From where to where the rows stand that start in `span`.
    fn rows_of(&self, layout: &TableLayout, span: Span) -> Result<Span, Fault> {
        let cuts = RowCuts::new(self.snapshot, &layout.dialect, BLOCK.min(self.told.chunk_bytes))?;
        Ok(Span { start: cuts.first_row(span.start)?, end: cuts.first_row(span.end)? })
    }

    /// Scans, and has what was found.
    fn scan<E>(
        &self,
        spec: &Spec,
        span: Span,
        wait: impl FnOnce(&Job) -> Result<Update, E>,
    ) -> Result<Vec<AnyPartial>, Stop<E>> {
        if spec.scans.is_empty() {
            return Ok(Vec::new());
        }
        let job = self.engine.start_part(self.snapshot, spec.clone(), span);
        let update = wait(&job).map_err(Stop::Waiting)?;
        match (update.state, job.take_part()) {
            (JobState::Done, Some(found)) => Ok(found),
            (JobState::Faulted(fault), _) => Err(Stop::Fault(fault)),
            (state, _) => Err(Stop::Ended(state)),
        }
    }

    /// What was found in rows, the last one with its rest: the bytes `past` the part.
    fn value(
        &self,
        scan: &ColumnsScan,
        mut partial: <ColumnsScan as Scan>::Partial,
        past: Span,
    ) -> Result<Option<Vec<u8>>, Fault> {
        for span in past.pieces(BLOCK) {
            self.snapshot.read_copy(span, |bytes| {
                let piece = Piece::new(bytes, 0, bytes.len(), span.start, self.snapshot.len());
                scan.feed(&mut partial, &piece);
            })?;
        }
        let mut value = scan.into_value(partial);
        if let Some(value) = &mut value {
            scan.fold().settle(value);
        }
        Ok(value.and_then(|value| scan.fold().save(&value)))
    }
}

/// The layout of a table that is these rows alone.
fn layout_of(layout: &TableLayout, rows: Span) -> TableLayout {
    let dialect =
        Dialect { start: rows.start.0, end: Some(rows.end.0), n_header: 0, ..(*layout.dialect).clone() };
    TableLayout { dialect: Arc::new(dialect), ..layout.clone() }
}

/// Bytes around what is no UTF-8, if that was looked for.
fn samples(
    snapshot: &Snapshot,
    scans: &[ScanRef],
    found: &[AnyPartial],
) -> Result<Vec<(Offset, Vec<u8>)>, Fault> {
    let mut samples = Vec::new();
    for place in places(scans, found, snapshot.len()) {
        snapshot.read_copy(place, |bytes| samples.push((place.start, bytes.to_vec())))?;
    }
    Ok(samples)
}

/// Where bytes stand of which samples may be asked for.
pub(super) fn places(scans: &[ScanRef], found: &[AnyPartial], file_len: u64) -> Vec<Span> {
    let utf8 = scans.iter().zip(found).find(|(scan, _)| scan.id() == ScanId::UTF8);
    let finding = utf8.map(|(scan, partial)| scan.report(partial));
    let whole = finding.and_then(|finding| utf8::whole(&*finding.section()?, file_len));
    whole.map(|whole| whole.all_places()).unwrap_or_default()
}
