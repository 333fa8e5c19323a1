//! The encoding in which a document is read: as it was detected, or as it was chosen.

use super::App;
use crate::base::DocId;
use crate::format::encoding::{CodeUnit, Encoding};
use crate::messages::Text;

impl App {
    /// Reads every file that is opened from now on in this encoding, whatever is detected.
    pub fn read_as(&mut self, encoding: Option<Encoding>) {
        self.encoding = encoding;
    }

    /// Reads a document in the encoding of this name, or as it was detected.
    pub(super) fn set_encoding(&mut self, id: DocId, name: Option<&str>) {
        let Some(file) = self.doc_mut(id).and_then(|doc| doc.file_mut()) else { return };
        let before = file.encoding();
        file.set_wanted_encoding(name.and_then(Encoding::named));
        if file.encoding() != before {
            self.encoding_changed(id, before.unit());
        }
    }

    /// After a scan of the whole file has corrected the verdict by samples: says so, too.
    pub(super) fn encoding_corrected(&mut self, id: DocId, before: Encoding) {
        let Some(now) = self.doc(id).and_then(|doc| doc.file()).map(crate::doc::File::encoding) else {
            return;
        };
        let says =
            Text::new("toast-encoding-corrected").with("before", before.name()).with("name", now.name());
        self.toast(says, false);
        self.encoding_changed(id, before.unit());
    }

    /// After a file's bytes came to mean something else: places stay, and what was counted by
    /// other line ends is counted anew.
    pub(super) fn encoding_changed(&mut self, id: DocId, before: CodeUnit) {
        self.each_pane(id, |pane, doc, focus| {
            focus.forget_columns();
            pane.view.recut(doc, focus);
        });
        let Some(doc) = self.doc_mut(id) else { return };
        if doc.file().is_some_and(|file| file.encoding().unit() != before) {
            doc.scans.forget("lines");
            self.scan(id);
        }
    }
}
