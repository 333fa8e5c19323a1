//! In which encoding a tab's file is read: as it was found, or as a person wants it.

use super::App;
use super::session::Content;
use crate::format::encoding::{CodeUnit, Encoding};

impl App {
    /// Reads every file that is opened from now on in this encoding, whatever it seems to be.
    pub fn read_as(&mut self, encoding: Option<Encoding>) {
        self.encoding = encoding;
    }

    /// Reads the file in front in the encoding of this name, or as it was found.
    pub(super) fn set_encoding(&mut self, name: Option<&str>) {
        let tab = self.front;
        let Some(session) = self.sessions.get_mut(tab) else { return };
        let Content::Open(file) = &mut session.content else { return };
        let before = file.encoding();
        file.set_wanted_encoding(name.and_then(Encoding::named));
        if file.encoding() != before {
            self.encoding_changed(tab, before.unit());
        }
    }

    /// After a file's bytes came to mean something else: the place stays, and what was counted
    /// by other line ends is counted anew.
    pub(super) fn encoding_changed(&mut self, tab: usize, before: CodeUnit) {
        let session = &mut self.sessions[tab];
        session.forget_columns();
        session.keep_place();
        if session.file().is_some_and(|file| file.encoding().unit() != before) {
            session.scans.forget("lines");
            self.scan(tab);
        }
    }
}
