//! The log of messages: toasts and banners that have passed, to be read again.
//!
//! Bounded: the oldest go. A message that repeats the last one counts, instead of standing twice. Which file a
//! message is about is known from the address of what was being done when it was said.

use super::App;
use crate::base::DocId;
use crate::messages::Text;
use std::collections::VecDeque;
use std::fmt::Write;
use std::time::{Duration, SystemTime};

/// Messages that are kept.
const MOST: usize = 500;

/// A message that was shown.
#[derive(Clone, Debug)]
pub struct Said {
    /// When it was said last.
    pub at: SystemTime,
    /// How often it was said, one time after the other.
    pub times: u64,
    /// The message.
    pub text: Text,
    /// Whether something went wrong.
    pub is_bad: bool,
    /// The name of the file that it is about, if it is about one.
    pub file: Option<String>,
}

impl Said {
    /// How long ago it was said.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.at.elapsed().unwrap_or_default()
    }

    /// When it was said, by the clock of Greenwich: `2026-11-28 07:41:03Z`.
    #[must_use]
    pub fn clock(&self) -> String {
        jiff::Timestamp::try_from(self.at)
            .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%d %H:%M:%SZ").to_string())
    }
}

/// What was said, and of which banners it is known.
#[derive(Debug, Default)]
pub(super) struct MessageLog {
    said: VecDeque<Said>,
    /// The banners that documents show, as they were noted.
    banners: Vec<(DocId, Text)>,
}

impl MessageLog {
    fn push(&mut self, text: Text, is_bad: bool, file: Option<String>) {
        let at = SystemTime::now();
        if let Some(last) = self.said.back_mut().filter(|last| last.text == text && last.file == file) {
            last.times += 1;
            last.at = at;
            return;
        }
        if self.said.len() == MOST {
            self.said.pop_front();
        }
        self.said.push_back(Said { at, times: 1, text, is_bad, file });
    }
}

impl App {
    /// What was said, the last first.
    pub fn said(&self) -> impl ExactSizeIterator<Item = &Said> {
        self.message_log.said.iter().rev()
    }

    /// Everything that was said as text, the first first: time, file and message a line.
    #[must_use]
    pub fn said_text(&self) -> String {
        let mut all = String::new();
        for said in &self.message_log.said {
            let file = said.file.as_deref().unwrap_or("-");
            // Writing to a string can't fail.
            let _ = writeln!(all, "{}\t{file}\t{}", said.clock(), said.text);
        }
        all
    }

    pub(super) fn forget_messages(&mut self) {
        self.message_log.said.clear();
    }

    /// Notes a message, about the document that something is being done to.
    pub(super) fn note_message(&mut self, text: &Text, is_bad: bool) {
        let file = self.about.and_then(|doc| self.doc(doc)).map(|doc| doc.label().to_owned());
        self.message_log.push(text.clone(), is_bad, file);
    }

    /// Notes the banners that have come since.
    pub(super) fn note_banners(&mut self) {
        let log = &mut self.message_log;
        let mut now = Vec::new();
        for doc in &self.docs {
            let Some(text) = doc.banner().map(|banner| &banner.text) else { continue };
            if !log.banners.iter().any(|(of, said)| *of == doc.id() && said == text) {
                log.push(text.clone(), true, Some(doc.label().to_owned()));
            }
            now.push((doc.id(), text.clone()));
        }
        log.banners = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_bounded_and_counts_what_repeats() {
        let mut log = MessageLog::default();
        for nr in 0..2 * MOST {
            log.push(Text::verbatim(nr.to_string()), false, None);
            log.push(Text::verbatim(nr.to_string()), false, None);
        }
        assert_eq!(log.said.len(), MOST);
        assert!(log.said.iter().all(|said| said.times == 2));
        assert_eq!(log.said.front().map(|said| said.text.to_string()), Some(MOST.to_string()));
    }
}
