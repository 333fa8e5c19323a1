//! Going to a time, and searching the lines of a time range.

use super::App;
use super::docks::PanelId;
use super::msg::Target;
use super::tasks::Reply;
use crate::base::PaneId;
use crate::doc::search::{ListFilter, TimeChip};
use crate::doc::{Document, Sought, times};
use crate::format::log::Time;
use crate::messages::{Key, Text};
use crate::search::TimeRange;
use crate::view::Pending;

impl App {
    /// Shows the time line, or hides it; where there is none, says so.
    pub(super) fn toggle_time_line(&mut self, at: Target) {
        self.toggle_panel(PanelId::TimeLine);
        let has_none =
            |doc: &Document| doc.file().is_some() && doc.track().is_none() && !doc.scans.is_timing();
        if self.docks().is_open(PanelId::TimeLine) && self.doc_of(at).is_some_and(has_none) {
            self.toast(Text::new("toast-no-times"), false);
        }
    }

    /// Goes to the first line that is not earlier than a time, if the text is a time and the
    /// lines have such; whether it is.
    pub(super) fn go_to_time(&mut self, id: PaneId, text: &str) -> bool {
        match self.pane(id).and_then(|pane| pane.read_time(text, pane.place())) {
            Some(Ok(time)) => {
                self.with_pane(id, |pane, _, _| pane.view.wait_for(Pending::Time(time)));
                self.resolve_time(id);
                true
            }
            Some(Err(why)) => {
                self.refuse_place(id, text, why);
                true
            }
            None => false,
        }
    }

    /// Goes to a pending time, once the time line reaches it.
    pub(super) fn resolve_time(&mut self, id: PaneId) {
        let Some(pane) = self.pane(id) else { return };
        let Some(Pending::Time(time)) = pane.pending() else { return };
        let is_timing = pane.scans().is_timing();
        let (Some((_, track)), Some(file)) = (pane.track(), pane.file()) else { return };
        let reaches = track.latest().is_some_and(|(last, _)| last >= time.ms);
        if !reaches && is_timing {
            return;
        }
        let (bytes, form) = (file.snapshot().clone(), pane.doc.line_form());
        let (of, len) = (bytes.generation(), bytes.len());
        let latest = track.latest().map_or(time.ms, |(last, _)| last);
        let said = (!reaches).then(|| {
            let latest = Time { ms: latest, ..time }.shown();
            Text::new("toast-last-line").with("time", latest)
        });
        let time = Time { ms: time.ms.min(latest), ..time };
        let from = track.buckets()[track.bucket_from(time.ms).min(track.buckets().len() - 1)..].to_vec();
        self.with_pane(id, |pane, _, _| pane.view.set_pending(None));
        if let Some(said) = said {
            self.toast(said, false);
        }
        self.background(Key("task-go-to-time"), len, move |progress| {
            let spans = from.iter().take(2).map(|bucket| (bucket.first_at, bucket.last_at));
            let goes_on = |done| progress.go_on(done);
            let found = spans.map(|(first, last)| times::first_of(&bytes, form, time, first, last, &goes_on));
            let found = found.filter_map(Result::transpose).next();
            let found = match found {
                None if !progress.go_on(len) => return Reply::Silent,
                Some(Ok(at)) => Ok(at),
                Some(Err(fault)) => Err(Text::new("toast-time-unreadable").with("why", fault.message())),
                None => Err(Text::new("toast-time-none")),
            };
            Reply::TimeFound(Sought { pane: id, of, found })
        });
    }

    pub(super) fn time_found(&mut self, sought: Sought) {
        let Some(pane) = self.pane(sought.pane) else { return };
        if pane.file().is_none_or(|file| file.snapshot().generation() != sought.of) {
            return;
        }
        match sought.found {
            Ok(at) => {
                self.with_focus(sought.pane, |pane, doc, focus| pane.view.show_place(at, doc, focus));
            }
            Err(why) => self.toast(why, true),
        }
    }

    /// Lists the lines of a time range, of those that are listed if some are.
    pub(super) fn filter_times(&mut self, id: PaneId, range: TimeRange) {
        let Some(pane) = self.pane(id) else { return };
        let filter = pane.doc.searching().map(|searching| searching.list().filter().clone());
        let times = Some(TimeChip { range, is_negated: false });
        let doc = pane.doc.id();
        self.refine(doc, ListFilter { times, ..filter.unwrap_or_default() });
    }
}
