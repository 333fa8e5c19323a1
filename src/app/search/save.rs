//! Saving the lines of the list: streamed to a file, however many there are.

use super::page;
use super::page::{ListRow, PageWish};
use crate::app::App;
use crate::app::session::Session;
use crate::app::tasks::{Progress, Reply};
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::base::{Offset, Span};
use crate::format::encoding::Encoding;
use crate::search::{ReadBytes, ReadCache};
use crate::source::Fault;
use crate::source::refuse_input;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes that are copied in one go.
const LOOK: u64 = 256 * 1024;

impl App {
    pub(in crate::app) fn save_rows_dialog(&mut self, numbered: bool) {
        let Some(tab) = self.front() else { return };
        let folder = tab.path().and_then(Path::parent).map(Path::to_owned);
        let stem = Path::new(tab.name()).file_stem().map_or("lines".into(), |stem| stem.to_string_lossy());
        let name = format!("{stem}-lines.txt");
        let place: fn(PathBuf) -> Reply = if numbered {
            |path| Reply::SaveRowsTo(path, true)
        } else {
            |path| Reply::SaveRowsTo(path, false)
        };
        let reply = self.reply().saving(place);
        self.dialogs.save_file(&name, folder, reply);
    }

    /// Writes the lines of the list in front to a file: their own bytes, in file order; `numbered`
    /// as `grep -n` does.
    pub(in crate::app) fn save_rows(&mut self, path: PathBuf, numbered: bool) {
        let Some(tab) = self.front() else { return };
        let (Some(file), Some(searching)) = (tab.file(), tab.searching()) else { return };
        let list = searching.list();
        let own = list.run().zip(list.search());
        let plain = searching.run().zip(searching.search());
        let Some((run, search)) = (if list.query().is_some() { own } else { plain }) else { return };
        if run.is_running() {
            let said = "The file is still being searched; save the lines when that is done.";
            self.toast(said.into(), true);
            return;
        }
        let counted = file.index().map_or(0, |index| index.span().end.0);
        if numbered && counted < file.len() {
            let said = "Lines are still being counted; save them with their numbers when that is done.";
            self.toast(said.into(), true);
            return;
        }
        let encoding = file.encoding();
        let wish = PageWish {
            nr: 0,
            query: 0,
            search: Arc::clone(search),
            found: Arc::clone(run.found()),
            lines: file.index().cloned().filter(|_| numbered),
            bytes: file.snapshot().clone(),
            top: Offset::ZERO,
            context: list.context(),
            visible: 0,
        };
        let input = tab.path().map(Path::to_owned);
        let of = wish.found.span().len();
        self.background("Saving lines", of, move |progress| {
            let saved = write(&path, input.as_deref(), &wish, numbered.then_some(encoding), progress);
            Reply::RowsSaved(saved.map(|n| (path, n)))
        });
    }
}

/// Why lines are not saved.
struct Unsaved(String);

impl From<Fault> for Unsaved {
    fn from(fault: Fault) -> Self {
        Self(fault.to_string())
    }
}

/// Writes all lines, and those around them; how many. With their numbers, in this encoding.
fn write(
    path: &Path,
    input: Option<&Path>,
    wish: &PageWish,
    numbered: Option<Encoding>,
    progress: &Progress,
) -> Result<u64, String> {
    let name = path.display().to_string();
    refuse_input(path, wish.bytes.stat(), input).map_err(|error| error.to_string())?;
    let failed = |error: std::io::Error| Unsaved(SaveError::writing(path, &error).to_string());
    let line_end = wish.search.unit().line_feed();
    let mut out = AtomicFile::create(path).map_err(|error| error.to_string())?;
    let (bytes, mut n) = (ReadCache::new(&wish.bytes), 0);
    page::each(wish, &mut |rows| {
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
        if progress.go_on(done) { Ok(()) } else { Err(Unsaved("it was stopped".into())) }
    })
    .map_err(|Unsaved(why)| format!("“{name}” was not written: {why}"))?;
    out.finish(true).map_err(|error| error.to_string())?;
    Ok(n)
}

/// What stands before a line: its number, and whether it is wanted or around one that is.
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
        let part = Span { start: at, end: (at + LOOK).min(span.end) };
        let written = bytes.look(part, |bytes| out.write_all(bytes));
        written.map_err(|fault| std::io::Error::other(fault.to_string()))??;
        at = part.end;
    }
    Ok(())
}

/// Whether there is anything to save.
#[must_use]
pub(in crate::app) fn can_save(tab: &Session) -> bool {
    tab.searching().is_some_and(|searching| searching.found().is_some_and(|found| found.n_rows() > 0))
}
