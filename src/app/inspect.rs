//! The inspector: the bytes whose values it shows, and what can be done with a value.
//!
//! It follows the cursor of the focused pane, whatever view that shows; bytes come from the blocks that
//! the reader has brought, with edits that are not saved yet.

use super::{App, Effect, PaneRef};
use crate::base::{Offset, PaneId, Span};
use crate::format::glyphs;
use crate::format::inspect::{Endian, MOST_BYTES};
use crate::messages::Text;
use crate::search::Pattern;
use crate::source::blocks::Fetched;

/// The bytes whose values are shown.
#[derive(Debug)]
pub struct Inspected {
    /// Where they start.
    pub at: Offset,
    /// They: so many as values may take, or as there are.
    pub bytes: Fetched<Vec<u8>>,
}

impl PaneRef<'_> {
    /// The bytes at the cursor, or at the start of what is selected. A cache miss is noted as wanted.
    #[must_use]
    pub fn inspected(&self) -> Option<Inspected> {
        let selection = self.selection();
        let at = if selection.is_empty() { self.cursor() } else { selection.start };
        let span = Span::at(at, crate::base::units::len_u64(MOST_BYTES));
        Some(Inspected { at, bytes: self.file()?.edited(span) })
    }
}

impl App {
    /// The byte order in which values are read.
    #[must_use]
    pub fn byte_order(&self) -> Endian {
        if self.settings.big_endian { Endian::Big } else { Endian::Little }
    }

    /// Searches for these bytes, wherever else they are.
    pub(super) fn find_bytes(&mut self, id: PaneId, span: Span) {
        let Some(pane) = self.pane(id) else { return };
        let bytes = pane.file().and_then(|file| file.edited(span).ready()).filter(|bytes| !bytes.is_empty());
        let (Some(bytes), doc) = (bytes, pane.doc.id()) else { return };
        self.search_from(id, &Pattern::hex(&glyphs::hex(&bytes)), span.end, false);
        self.keep_pattern(doc);
    }

    /// Puts a value into the clipboard.
    pub(super) fn copy_value(&mut self, text: String) {
        self.toast(Text::new("inspect-copied").with("value", text.clone()), false);
        self.effects.push(Effect::Copy(text));
    }
}
