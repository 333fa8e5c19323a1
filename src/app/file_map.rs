//! The map of a file: what it needs is computed while it is in sight, and it is saved as a picture or a
//! table.

use super::ask::SaveWhat;
use super::map_to_save::MapToSave;
use super::msg::Target;
use super::path_box::formats::SaveRequest;
use super::settings::{StripColours, ThemeChoice};
use super::tasks::Reply;
use super::{App, PaneRef};
use crate::base::PaneId;
use crate::doc::range::{Effort, RangeKey, RangeStudy, Sought, blocks_of};
use crate::messages::{Key, Text};
use crate::scan::blocks::BlockMap;
use crate::source::Fault;
use crate::view::FileMapMsg;
use crate::view::filemap::{self, FileMapView};
use crate::view::{hex, table, text};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The title of work on a range.
const LOOKING: Key = Key("task-look-closer");

/// What was found of a range; nothing, if that was ended.
pub type RangeFound<T> = Result<Option<Box<T>>, Text>;

/// Work on a range that a map asks for.
enum RangeWork {
    Fine(RangeKey, Arc<Effort>),
    Study(RangeKey, Arc<Effort>),
}

impl PaneRef<'_> {
    /// Its map of the file, if that is shown.
    #[must_use]
    pub fn file_map(&self) -> Option<&FileMapView> {
        self.pane.view.shown_as()
    }
}

impl App {
    /// Does what a message to a map says; panes that are linked with it follow its cursor.
    pub(super) fn perform_file_map(&mut self, id: PaneId, msg: &FileMapMsg) {
        self.with_focus(id, |pane, doc, focus| {
            if let Some(map) = pane.view.file_map_mut() {
                map.perform_map(msg, doc, focus);
            }
        });
    }

    /// Starts what the maps in sight, and the strips, need and lack.
    pub(super) fn absorb_file_maps(&mut self) {
        for id in self.layout.visible() {
            let Some(pane) = self.pane(id).filter(|pane| pane.file().is_some()) else { continue };
            let (doc, is_map) = (pane.doc.id(), pane.view() == filemap::ID);
            let has_strip = [text::ID, hex::ID, table::ID].contains(&pane.view());
            let has_colours = has_strip && self.settings.strip != StripColours::Lines;
            if !is_map && !has_colours {
                continue;
            }
            self.with_engine(doc, |doc, engine| {
                if let Some(snapshot) = doc.file().map(|file| file.snapshot().clone()) {
                    doc.scans.want_blocks(engine, &snapshot, is_map);
                }
            });
            if is_map {
                self.look_closer(id);
            }
        }
    }

    /// Starts to read what a map needs of ranges, and gives up what it needs no more.
    fn look_closer(&mut self, id: PaneId) {
        let works = self.with_pane(id, |pane, doc, focus| {
            let Some(map) = pane.view.file_map_mut() else { return Vec::new() };
            map.settle(doc, focus);
            let fine = map.lacks_fine(doc).map(|key| RangeWork::Fine(key, map.fine.begin(key)));
            let study = map.lacks_study(doc, focus).map(|key| RangeWork::Study(key, map.study.begin(key)));
            fine.into_iter().chain(study).collect()
        });
        let snapshot = self.pane(id).and_then(|pane| Some(pane.doc.file()?.snapshot().clone()));
        let Some(snapshot) = snapshot else { return };
        for work in works.unwrap_or_default() {
            let snapshot = snapshot.clone();
            let (RangeWork::Fine(key, _) | RangeWork::Study(key, _)) = work;
            let is_study = matches!(work, RangeWork::Study(..));
            let started = self.spawn(LOOKING, move || match work {
                RangeWork::Fine(key, effort) => {
                    Reply::FineRead(id, key, answer(blocks_of(&snapshot, &key, &effort)))
                }
                RangeWork::Study(key, effort) => {
                    Reply::RangeStudied(id, key, answer(RangeStudy::of(&snapshot, &key, &effort)))
                }
            });
            if let Err(error) = started {
                let why = Text::of_io(&error);
                if is_study {
                    self.range_studied(id, key, Err(why));
                } else {
                    self.fine_read(id, key, Err(why));
                }
            }
        }
    }

    pub(super) fn fine_read(&mut self, id: PaneId, key: RangeKey, found: RangeFound<BlockMap>) {
        self.take_range(id, key, found, |map| &mut map.fine);
    }

    pub(super) fn range_studied(&mut self, id: PaneId, key: RangeKey, found: RangeFound<RangeStudy>) {
        self.take_range(id, key, found, |map| &mut map.study);
    }

    fn take_range<T>(
        &mut self,
        id: PaneId,
        key: RangeKey,
        found: RangeFound<T>,
        sought: impl FnOnce(&mut FileMapView) -> &mut Sought<T>,
    ) {
        self.with_pane(id, |pane, _, _| {
            if let (Some(map), Some(found)) = (pane.view.file_map_mut(), found.transpose()) {
                sought(map).take(key, found.map(|found| *found));
            }
        });
    }

    /// Whether a pane shows a map of a file that was read to its end.
    pub(super) fn has_whole_map(&self, at: Target) -> bool {
        self.pane_of(at).is_some_and(|pane| {
            let blocks = pane.doc.scans().blocks();
            pane.file_map().is_some() && blocks.is_some_and(|map| map.span().len() == pane.doc.len())
        })
    }

    /// Asks where to save the map; that of now is what is saved, whatever is shown when the answer comes.
    pub(super) fn save_file_map_dialog(&mut self, at: Target) {
        let Some(pane) = self.pane_of(at) else { return };
        let (Some(map), Some(blocks)) = (pane.file_map(), pane.doc.scans().blocks()) else { return };
        let Some(file) = pane.doc.file() else { return };
        let to_save = MapToSave {
            snapshot: file.snapshot().clone(),
            path: pane.path().map(Path::to_owned),
            blocks: Arc::clone(blocks),
            lens: map.lens(),
            curve: map.curve(),
            is_dark: self.settings.theme != ThemeChoice::Light,
        };
        let folder = pane.path().and_then(Path::parent).map(Path::to_owned);
        let request = SaveRequest::file_map(pane.doc.name(), folder);
        self.save_dialog(request, SaveWhat::FileMap(Box::new(to_save)));
    }

    /// Writes a map to a file, in the format of its ending.
    pub(super) fn save_file_map(&mut self, to_save: MapToSave, path: PathBuf) {
        let of = to_save.blocks.span().len().max(1);
        self.background(Key("task-save-map"), of, move |progress| {
            let saved = to_save.write(&path, &|done| progress.go_on(done));
            Reply::FileMapSaved(saved.map(|()| path).map_err(|why| {
                let why = why.message();
                Text::new("toast-not-saved").with("why", why)
            }))
        });
    }
}

fn answer<T>(found: Result<Option<T>, Fault>) -> RangeFound<T> {
    found.map(|found| found.map(Box::new)).map_err(|fault| fault.message())
}
