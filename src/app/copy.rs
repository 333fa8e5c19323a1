//! What goes into the clipboard: the selection as text or as hexadecimal pairs, and the details
//! of a banner.

use super::command::ViewId;
use super::file::File;
use super::{App, Effect, Session};
use crate::base::human;
use crate::base::units::len_u64;
use crate::format::encoding::Encoding;
use crate::format::glyphs;
use crate::source::Fault;

/// Selections up to this many bytes can be copied.
const MOST_COPIED: u64 = 64 << 20;

impl App {
    pub(super) fn copy(&mut self, as_hex: bool) {
        let Some(tab) = self.front_mut() else { return };
        let span = tab.selection();
        let (Some(file), Some(reader)) = (tab.file(), &tab.reader) else { return };
        if span.is_empty() {
            return;
        }
        if span.len() > MOST_COPIED {
            let (is, most) = (human::size(span.len()), human::size(MOST_COPIED));
            self.toast(format!("{is} are selected; at most {most} fit the clipboard. Select less."), true);
            return;
        }
        if reader.copy(file.snapshot(), span) {
            let as_hex = as_hex || tab.rows_view() == ViewId::Hex;
            tab.copies.push_back(as_hex);
        }
    }

    /// Takes bytes that were asked for; answers come in the order of the questions.
    pub(super) fn copied(&mut self, tab: usize, bytes: Result<Vec<u8>, Fault>) {
        let session = &mut self.sessions[tab];
        let as_hex = session.copies.pop_front().unwrap_or(false);
        let encoding = session.file().map_or_else(Encoding::default, File::encoding);
        match bytes {
            Ok(bytes) => {
                let text = if as_hex { glyphs::hex(&bytes) } else { encoding.text(&bytes).0.into_owned() };
                self.effects.push(Effect::Copy(text));
                let n = human::counted(len_u64(bytes.len()), "byte", "bytes");
                self.toast(format!("{n} copied."), false);
            }
            Err(fault) => self.toast(format!("Nothing was copied: {fault}."), true),
        }
    }

    pub(super) fn copy_details(&mut self) {
        let details = self.front().and_then(Session::banner).and_then(|banner| banner.details.clone());
        let Some(details) = details else { return };
        self.effects.push(Effect::Copy(details));
        self.toast("The details were copied; they name no file.".into(), false);
    }
}
