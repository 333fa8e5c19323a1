//! The box that asks for a path in the window itself: to open a file, or to save one.
//!
//! It stands in for a dialog where the system has none. [`PathBox`] is its state, without a toolkit and
//! without a file system: what has to be looked up it hands out as [`Wish`]es, which threads fulfil.
//! A wrong path stays in the box with a sentence about it; what exists is replaced only after a question.

pub mod complete;
pub mod formats;
pub mod look;
pub mod read;

use crate::messages::{Key, Text};
use complete::{Places, Typed};
use formats::SaveRequest;
use look::{Listing, Target};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What happens in the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathMsg {
    /// The text is now this.
    Type(String),
    /// Complete the text as far as the candidates agree, or take the chosen one.
    Complete,
    /// Choose the next candidate, or the previous one.
    Choose {
        /// Whether the next one.
        next: bool,
    },
    /// Take the candidate of this number.
    Take(usize),
    /// Take the chosen candidate, or open or save.
    Enter,
    /// Open or save.
    Submit,
    /// Replace what is there.
    Replace,
    /// Leave what is there, and go back to the text.
    Keep,
    /// Save in the format of this number.
    SetFormat(usize),
}

/// What the box is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open a file.
    Open,
    /// To save what is asked for.
    Save(SaveRequest),
}

/// Something that a thread is to look up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// The names in a folder.
    List(PathBuf),
    /// Whether this can be opened; the number comes back with the answer.
    CheckOpen(u64, PathBuf),
    /// Whether this can be written, as it was typed and with its ending.
    CheckSave(u64, PathBuf, PathBuf),
}

/// What the box is done with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Open(PathBuf),
    Save(PathBuf),
}

/// The box.
#[derive(Clone, Debug)]
pub struct PathBox {
    /// Which box it is, of all that were opened.
    nr: u64,
    purpose: Purpose,
    /// Whether it is there because the system has no dialog.
    stands_in: bool,
    folder: PathBuf,
    home: Option<PathBuf>,
    text: String,
    /// The part of the text that the window is to select, in characters, and how often that was asked.
    selected: (Range<usize>, u64),
    format: usize,
    listing: Listing,
    /// The folder whose names were wished for last.
    wished: Option<PathBuf>,
    candidates: Vec<usize>,
    chosen: Option<usize>,
    trouble: Option<Text>,
    /// What is to be replaced, if a person agrees.
    question: Option<PathBuf>,
    /// The number of the check that is under way.
    checking: Option<u64>,
    next_nr: u64,
}

impl PathBox {
    /// The box of this number for `purpose`; relative paths are taken from `folder`. What it wishes for first.
    pub(super) fn new(
        nr: u64,
        purpose: Purpose,
        folder: PathBuf,
        home: Option<PathBuf>,
    ) -> (Self, Option<Wish>) {
        let (text, format) = match &purpose {
            Purpose::Open => (String::new(), 0),
            Purpose::Save(request) => {
                (request.name.clone(), request.format_of(Path::new(&request.name)).unwrap_or(0))
            }
        };
        let mut new = Self {
            nr,
            purpose,
            stands_in: false,
            folder,
            home,
            text: String::new(),
            selected: (0..0, 0),
            format,
            listing: Listing::default(),
            wished: None,
            candidates: Vec::new(),
            chosen: None,
            trouble: None,
            question: None,
            checking: None,
            next_nr: 0,
        };
        let stem = text.rfind('.').filter(|at| *at > 0).unwrap_or(text.len());
        let select = 0..text[..stem].chars().count();
        let wish = new.put(text, select);
        (new, wish)
    }

    /// Its number, which no other box has.
    #[must_use]
    pub fn nr(&self) -> u64 {
        self.nr
    }

    /// What it is for.
    #[must_use]
    pub fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// Whether it is there because the system has no dialog.
    #[must_use]
    pub fn stands_in(&self) -> bool {
        self.stands_in
    }

    pub(super) fn set_stands_in(&mut self) {
        self.stands_in = true;
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> Key {
        match &self.purpose {
            Purpose::Open => Key("dialog-open-one"),
            Purpose::Save(request) => request.title,
        }
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The characters that the window is to select, once for each number.
    #[must_use]
    pub fn selected(&self) -> (Range<usize>, u64) {
        self.selected.clone()
    }

    /// The format that is chosen.
    #[must_use]
    pub fn format(&self) -> usize {
        self.format
    }

    /// The file that what is typed leads to, with its ending.
    #[must_use]
    pub fn leads_to(&self) -> Option<PathBuf> {
        let path = self.places().read(&self.text)?;
        match &self.purpose {
            Purpose::Save(request) if !read::names_folder(&self.text) => {
                Some(request.with_ending(&path, self.format).unwrap_or(path))
            }
            _ => Some(path),
        }
    }

    /// The folder that relative paths are taken from.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How many names complete what is typed.
    #[must_use]
    pub fn n_candidates(&self) -> usize {
        self.candidates.len()
    }

    /// The candidate of this number.
    #[must_use]
    pub fn candidate(&self, nr: usize) -> Option<&complete::Entry> {
        self.listing.entries.get(*self.candidates.get(nr)?)
    }

    /// The candidate that is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// What is wrong with what was entered, without the full stop.
    #[must_use]
    pub fn trouble(&self) -> Option<&Text> {
        self.trouble.as_ref()
    }

    /// The file that is there already, and would be replaced.
    #[must_use]
    pub fn question(&self) -> Option<&Path> {
        self.question.as_deref()
    }

    /// Whether a path is being looked up.
    #[must_use]
    pub fn is_checking(&self) -> bool {
        self.checking.is_some()
    }

    fn places(&self) -> Places<'_> {
        Places { folder: &self.folder, home: self.home.as_deref() }
    }

    /// Does what a message says; what it then wishes for, or is done with.
    pub(super) fn apply(&mut self, msg: PathMsg) -> Result<Option<Wish>, Done> {
        Ok(match msg {
            PathMsg::Type(text) if text == self.text => None,
            PathMsg::Type(text) => self.typed(text),
            PathMsg::Complete => self.complete(),
            PathMsg::Choose { next } => {
                self.choose(next);
                None
            }
            PathMsg::Take(nr) => self.take(nr),
            PathMsg::Enter => match self.chosen {
                Some(nr) => self.take(nr),
                None => self.submit(),
            },
            PathMsg::Submit => self.submit(),
            PathMsg::Replace => match self.question.take() {
                Some(path) => return Err(Done::Save(path)),
                None => None,
            },
            PathMsg::Keep => {
                self.question = None;
                let end = self.text.chars().count();
                self.put(self.text.clone(), end..end)
            }
            PathMsg::SetFormat(nr) => self.set_format(nr),
        })
    }

    /// Puts a text into the field and selects a part of it.
    fn put(&mut self, text: String, select: Range<usize>) -> Option<Wish> {
        self.selected = (select, self.selected.1 + 1);
        self.typed(text)
    }

    fn put_at_end(&mut self, text: String) -> Option<Wish> {
        let end = text.chars().count();
        self.put(text, end..end)
    }

    fn typed(&mut self, text: String) -> Option<Wish> {
        self.text = text;
        (self.trouble, self.question, self.checking, self.chosen) = (None, None, None, None);
        if let Purpose::Save(request) = &self.purpose
            && let Some(path) = self.places().read(&self.text)
        {
            self.format = request.format_of(&path).unwrap_or(self.format);
        }
        let folder = Typed::of(&self.text).folder(self.places());
        self.find_candidates();
        if self.wished.as_ref() == Some(&folder) {
            return None;
        }
        self.wished = Some(folder.clone());
        Some(Wish::List(folder))
    }

    fn find_candidates(&mut self) {
        let typed = Typed::of(&self.text);
        let is_listed = typed.folder(self.places()) == self.listing.folder;
        self.candidates = if is_listed { typed.candidates(&self.listing.entries) } else { Vec::new() };
    }

    /// Takes the names of a folder.
    pub(super) fn listed(&mut self, listing: Listing) {
        if self.wished.as_ref() == Some(&listing.folder) {
            self.listing = listing;
            self.find_candidates();
        }
    }

    fn complete(&mut self) -> Option<Wish> {
        if let Some(nr) = self.chosen {
            return self.take(nr);
        }
        let completed =
            Typed::of(&self.text).completed(&self.listing.entries, &self.candidates, self.places());
        self.put_at_end(completed?)
    }

    fn choose(&mut self, next: bool) {
        let n = self.candidates.len();
        self.chosen = match (self.chosen, next) {
            _ if n == 0 => None,
            (None, true) => Some(0),
            (None, false) => Some(n - 1),
            (Some(nr), true) => (nr + 1 < n).then_some(nr + 1),
            (Some(nr), false) => nr.checked_sub(1),
        };
    }

    /// Takes a candidate; a file that is to be opened is opened at once.
    fn take(&mut self, nr: usize) -> Option<Wish> {
        let entry = self.candidate(nr)?.clone();
        let text = Typed::of(&self.text).taking(&entry, self.places());
        let wish = self.put_at_end(text);
        if entry.is_folder || self.purpose != Purpose::Open {
            return wish;
        }
        self.submit()
    }

    fn submit(&mut self) -> Option<Wish> {
        let path = self.places().read(&self.text)?;
        self.next_nr += 1;
        let nr = self.next_nr;
        (self.trouble, self.question) = (None, None);
        let wish = match &self.purpose {
            Purpose::Open => Wish::CheckOpen(nr, path),
            Purpose::Save(_) if read::names_folder(&self.text) => {
                self.trouble = Some(Text::new("save-folder").with("name", path.display().to_string()));
                return None;
            }
            Purpose::Save(request) => match request.with_ending(&path, self.format) {
                Ok(ended) => Wish::CheckSave(nr, path, ended),
                Err(why) => {
                    self.trouble = Some(why);
                    return None;
                }
            },
        };
        self.checking = Some(nr);
        Some(wish)
    }

    fn set_format(&mut self, nr: usize) -> Option<Wish> {
        let Purpose::Save(request) = &self.purpose else { return None };
        let text = request.retyped(&self.text, nr)?;
        self.format = nr;
        let stem = text.rfind('.').unwrap_or(text.len());
        let end = text[..stem].chars().count();
        self.put(text, end..end)
    }

    /// Takes what was found about what was entered, unless it is about an earlier text.
    pub(super) fn checked(&mut self, nr: u64, found: Result<Target, Text>) -> Option<Done> {
        if self.checking != Some(nr) {
            return None;
        }
        self.checking = None;
        match (found, &self.purpose) {
            (Ok(target), Purpose::Open) => return Some(Done::Open(target.path)),
            (Ok(target), Purpose::Save(_)) if !target.exists => return Some(Done::Save(target.path)),
            (Ok(target), Purpose::Save(_)) => self.question = Some(target.path),
            (Err(why), _) => self.trouble = Some(why),
        }
        None
    }

    /// Asks whether this file is to be replaced.
    pub(super) fn ask_to_replace(&mut self, path: PathBuf) -> Option<Wish> {
        let wish = self.put_at_end(path.display().to_string());
        self.question = Some(path);
        wish
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use complete::Entry;
    use proptest::prelude::*;

    fn any_msg() -> impl Strategy<Value = PathMsg> {
        prop_oneof![
            "[~'\"/.a%é: ]{0,6}|file:///[a%/ ]{0,4}|.{0,4}".prop_map(PathMsg::Type),
            Just(PathMsg::Complete),
            any::<bool>().prop_map(|next| PathMsg::Choose { next }),
            (0_usize..4).prop_map(PathMsg::Take),
            Just(PathMsg::Enter),
            Just(PathMsg::Submit),
            Just(PathMsg::Replace),
            Just(PathMsg::Keep),
            (0_usize..5).prop_map(PathMsg::SetFormat),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_done_in_the_box_nothing_is_replaced_unasked(
            msgs in prop::collection::vec((any_msg(), any::<bool>(), 0_u8..4), 0..40), saves: bool,
        ) {
            let request = SaveRequest::summary("a.log", None);
            let purpose = if saves { Purpose::Save(request) } else { Purpose::Open };
            let (mut asked, mut wish) = PathBox::new(1, purpose, "/base".into(), Some("/home/me".into()));
            for (msg, answers, how) in msgs {
                match wish.take().filter(|_| answers) {
                    Some(Wish::List(folder)) => {
                        let entry = |name: &str| Entry { name: name.into(), is_folder: name == "aé" };
                        asked.listed(Listing { folder, entries: ["a", "aé", "a b", ".a"].map(entry).to_vec() });
                    }
                    Some(Wish::CheckOpen(nr, path) | Wish::CheckSave(nr, _, path)) => {
                        let exists = how == 0;
                        let found = if how == 1 { Err(Text::new("unknown")) } else { Ok(Target { path, exists }) };
                        let done = asked.checked(nr, found);
                        prop_assert!(!(saves && exists && done.is_some()));
                        prop_assert_eq!(saves && exists, asked.question().is_some());
                    }
                    None => {}
                }
                let (was_asked, is_replace) = (asked.question().is_some(), msg == PathMsg::Replace);
                match asked.apply(msg) {
                    Ok(next) => wish = next,
                    Err(_) => prop_assert!(was_asked && is_replace),
                }
                let (select, _) = asked.selected();
                prop_assert!(select.start <= select.end);
                prop_assert!(asked.chosen().is_none_or(|nr| asked.candidate(nr).is_some()));
                let _ = (asked.leads_to(), asked.title());
            }
        }
    }
}
