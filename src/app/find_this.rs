//! Searching for what is selected, or for the word under the cursor, and listing the lines with it.

use super::App;
use super::docks::PanelId;
use super::msg::Target;
use crate::base::units::len_u64;
use crate::base::{Offset, PaneId, Span};
use crate::doc::search::{Chip, ChipStage, Joined, ListFilter};
use crate::format::encoding::Encoding;
use crate::format::glyphs;
use crate::search::{Pattern, PatternKind};
use crate::view::hex;

/// Selections up to this many bytes are searched for.
const MOST_BYTES: u64 = 1024;

impl App {
    /// Gives the search box the keyboard; what is selected within a line goes into it first.
    pub(super) fn find(&mut self, at: Target) {
        if let Some(id) = at.pane
            && let Some((pattern, span)) = self.selected_pattern(id)
        {
            self.search_from(id, &pattern, span.start, false);
        }
        self.focus_search(false);
    }

    /// Searches for what is selected or pressed, or for the word under the cursor, and goes to the
    /// next match, or to the previous one.
    pub(super) fn find_this(&mut self, at: Target, forward: bool) {
        let (Some(id), Some((pattern, span))) = (at.pane, self.this(at)) else { return };
        let doc = self.pane(id).map(|pane| pane.doc.id());
        let current = doc.and_then(|doc| self.doc(doc)).and_then(|doc| doc.searching());
        if current.is_some_and(|searching| *searching.pattern() == pattern) {
            return self.search_on(id, forward);
        }
        self.search_from(id, &pattern, if forward { span.end } else { span.start }, !forward);
        doc.into_iter().for_each(|doc| self.keep_pattern(doc));
    }

    /// Lists the lines with what is selected or pressed, or those without: of those that are listed,
    /// or of all lines if none are.
    pub(super) fn list_this(&mut self, at: Target, without: bool) {
        let (Some(id), Some((pattern, span))) = (at.pane, self.this(at)) else { return };
        let Some(doc) = at.doc else { return };
        let searching = self.doc(doc).and_then(|doc| doc.searching());
        if let Some(searching) = searching {
            let joined = if without { Joined::AndNot } else { Joined::And };
            let filter = searching.list().filter().clone().with(pattern, joined, searching.pattern());
            return self.refine(doc, filter);
        }
        self.search_from(id, &pattern, span.start, false);
        if without {
            let own = Chip { pattern: None, is_negated: true };
            self.refine(doc, ListFilter { stages: vec![ChipStage::of(own)], times: None });
        }
        self.open_panel(PanelId::Results);
    }

    /// Whether there is something to find at a target.
    pub(super) fn has_this(&self, at: Target) -> bool {
        self.this(at).is_some()
    }

    /// What is selected in a target's pane, or else the word at its place or under the cursor.
    pub(super) fn this(&self, at: Target) -> Option<(Pattern, Span)> {
        let id = at.pane?;
        let pane = self.pane(id)?;
        if pane.has_selection() {
            return self.selected_pattern(id);
        }
        self.word_pattern(id, at.at.unwrap_or(pane.cursor()))
    }

    /// The selection as a pattern, if it lies within a line and its bytes are at hand.
    fn selected_pattern(&self, id: PaneId) -> Option<(Pattern, Span)> {
        let pane = self.pane(id).filter(|pane| pane.has_selection() && pane.block().is_none())?;
        let cells = pane.shows_records().then(|| pane.cells_span());
        let (span, file) = (cells.unwrap_or_else(|| Some(pane.selection()))?, pane.file()?);
        if span.len() > MOST_BYTES {
            return None;
        }
        let bytes = file.bytes(span).ready()?;
        let is_hex = pane.rows_view() == hex::ID;
        Some((self.literal(&bytes, file.encoding(), is_hex)?, span))
    }

    /// The word around a place as a pattern, or the one that ends there.
    fn word_pattern(&self, id: PaneId, at: Offset) -> Option<(Pattern, Span)> {
        let pane = self.pane(id)?;
        let file = pane.file()?;
        let laid = file.laid_at(at, pane.layout()).ready()?;
        let start = laid.row.text.start;
        let here = at.max(start) - start;
        let word = |at: u64| {
            let word = laid.shown.word_at(at);
            let span = Span { start: start + word.start, end: start + word.end };
            let bytes = file.bytes(span).ready().filter(|bytes| len_u64(bytes.len()) <= MOST_BYTES)?;
            let is_word = file.encoding().text(&bytes).0.chars().any(char::is_alphanumeric);
            Some((self.literal(&bytes, file.encoding(), false).filter(|_| is_word)?, span))
        };
        word(here).or_else(|| word(here.checked_sub(1)?))
    }

    /// A pattern that matches just these bytes, written as the last one was; `None` if they can't be
    /// shown in one line. As hexadecimal pairs, if they are no text and `is_bytes`.
    fn literal(&self, bytes: &[u8], encoding: Encoding, is_bytes: bool) -> Option<Pattern> {
        let prefs = &self.settings.search;
        let in_hex = || Some(Pattern { kind: PatternKind::Hex, ..prefs.pattern(glyphs::hex(bytes)) });
        if bytes.is_empty() {
            return None;
        }
        if prefs.kind == PatternKind::Hex {
            return in_hex();
        }
        let (text, is_whole) = encoding.text(bytes);
        let is_line = is_whole && !text.chars().any(|c| c.is_control() && c != '\t');
        match prefs.kind {
            _ if !is_line && is_bytes => in_hex(),
            _ if !is_line => None,
            PatternKind::Regex => Some(prefs.pattern(Pattern::escaped(&text))),
            _ => Some(prefs.pattern(text.into_owned())),
        }
    }
}
