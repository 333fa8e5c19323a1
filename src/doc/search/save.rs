//! Saving the lines of the list: streamed to a file, however many there are.

use super::page::{self, ListRow, PageRequest};
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::base::{Offset, Span};
use crate::doc::Document;
use crate::format::encoding::Encoding;
use crate::messages::Text;
use crate::search::{ReadBytes, ReadCache};
use crate::source::{Fault, refuse_input};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Bytes per copy.
const READ_BYTES: u64 = 256 * 1024;

impl Document {
    /// Whether the list holds a line to save.
    #[must_use]
    pub fn can_save_rows(&self) -> bool {
        self.searching().is_some_and(|searching| searching.found().is_some_and(|found| found.n_rows() > 0))
    }

    /// What has to be read to save the lines of the list; in a sentence, why that can't be done
    /// now. `None` without a search.
    pub(crate) fn rows_to_save(&self, numbered: bool) -> Option<Result<PageRequest, Text>> {
        let (file, searching) = (self.file()?, self.searching()?);
        let list = searching.list();
        let own = list.run().zip(list.search());
        let plain = searching.run().zip(searching.search());
        let (run, search) = if list.query().is_some() { own } else { plain }?;
        if run.is_running() {
            return Some(Err(Text::new("save-still-searching")));
        }
        let counted = file.index().map_or(0, |index| index.span().end.0);
        if numbered && counted < file.len() {
            return Some(Err(Text::new("save-still-counting")));
        }
        Some(Ok(PageRequest {
            nr: 0,
            query: 0,
            search: Arc::clone(search),
            found: Arc::clone(run.found()),
            lines: file.index().cloned().filter(|_| numbered),
            bytes: file.snapshot().clone(),
            top: Offset::ZERO,
            context: list.context(),
            visible: 0,
        }))
    }
}

/// Why lines are not saved.
struct Unsaved(Text);

impl From<Fault> for Unsaved {
    fn from(fault: Fault) -> Self {
        Self(fault.message())
    }
}

/// Writes all lines, and those around them; how many. With their numbers, in this encoding.
pub(crate) fn write_rows(
    path: &Path,
    input: Option<&Path>,
    request: &PageRequest,
    numbered: Option<Encoding>,
    goes_on: &dyn Fn(u64) -> bool,
) -> Result<u64, Text> {
    let name = path.display().to_string();
    refuse_input(path, request.bytes.stat(), input).map_err(|error| error.message())?;
    let failed = |error: std::io::Error| Unsaved(SaveError::writing(path, &error).message());
    let line_end = request.search.unit().line_feed();
    let mut out = AtomicFile::create(path).map_err(|error| error.message())?;
    let (bytes, mut n) = (ReadCache::new(&request.bytes), 0);
    page::each(request, &mut |rows| {
        for row in rows {
            if let Some(encoding) = numbered {
                let head = head(row);
                out.write_all(&encoding.encode(&head).unwrap_or(head.into_bytes())).map_err(failed)?;
            }
            copy(&bytes, Span { start: row.start, end: row.end }, &mut out).map_err(failed)?;
            out.write_all(line_end).map_err(failed)?;
            n += 1;
        }
        let done = rows.last().map_or(0, |row| row.end.0);
        if goes_on(done) { Ok(()) } else { Err(Unsaved(Text::new("save-stopped"))) }
    })
    .map_err(|Unsaved(why)| Text::new("save-not-written").with("name", name).with("why", why))?;
    out.finish(true).map_err(|error| error.message())?;
    Ok(n)
}

/// A line's prefix: its number, and whether it is wanted or context.
fn head(row: &ListRow) -> String {
    let gap = if row.follows_gap { "--\n" } else { "" };
    let sign = if row.is_wanted { ':' } else { '-' };
    match row.nr {
        Some(nr) => format!("{gap}{}{sign}", nr.0 + 1),
        None => gap.to_owned(),
    }
}

fn copy(bytes: &ReadCache<'_>, span: Span, out: &mut AtomicFile) -> std::io::Result<()> {
    let mut at = span.start;
    while at < span.end {
        let part = Span { start: at, end: (at + READ_BYTES).min(span.end) };
        let written = bytes.look(part, |bytes| out.write_all(bytes));
        written.map_err(|fault| std::io::Error::other(fault.message()))??;
        at = part.end;
    }
    Ok(())
}
