//! The banner over a document: one calm sentence about its file, with choices.

use crate::base::{CaughtPanic, human};
use crate::engine::Progress;
use crate::messages::Text;
use crate::source::{Change, Fault, OpenError};

/// One calm sentence about a file that has changed, with what can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Banner {
    /// The sentence.
    pub text: Text,
    /// What its buttons do.
    pub choices: Vec<BannerAction>,
    /// Technical details for a bug report.
    pub details: Option<String>,
    pub(crate) change: Option<Change>,
}

/// What a button of a banner does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BannerAction {
    /// Reads the file anew.
    ReadAnew,
    /// Opens the file that its name leads to now.
    OpenNew,
    /// Goes on to the file that its name leads to now.
    GoToNew,
    /// Copies the details.
    CopyDetails,
    /// Shows the file that its name led to before.
    ShowPrevious,
    /// The same, of several.
    ShowOneBefore,
    /// Shows what was read before the file was rewritten.
    ShowReadBefore,
}

impl Banner {
    /// Reading ended before the file did.
    pub(super) fn about_end(name: &str, why: Text, fault: Option<(&Fault, Progress)>) -> Self {
        let text = Text::new("banner-ended").with("name", name.to_owned()).with("why", why);
        let kept = |progress: Progress| {
            format!("kept: what the first {} of {} bytes say\n", progress.done, progress.of)
        };
        let details = fault.map(|(fault, progress)| fault.details() + &kept(progress));
        let mut choices = vec![BannerAction::ReadAnew];
        choices.extend(details.is_some().then_some(BannerAction::CopyDetails));
        Self { text, choices, details, change: None }
    }

    /// A pipe ended before what writes to it did; what has come is kept.
    pub(crate) fn about_pipe(error: &OpenError) -> Self {
        let text = Text::new("banner-pipe").with("why", error.message());
        Self { text, choices: Vec::new(), details: None, change: None }
    }

    /// Something panicked over a file; the message `what` says so.
    pub(super) fn about_panic(what: &'static str, name: &str, caught: &CaughtPanic) -> Self {
        let text = Text::new(what).with("name", name.to_owned());
        Self {
            text,
            choices: vec![BannerAction::CopyDetails],
            details: Some(caught.details.clone()),
            change: None,
        }
    }

    /// A sentence, and nothing to be done.
    pub(crate) fn plain(text: Text) -> Self {
        Self { text, choices: Vec::new(), details: None, change: None }
    }

    pub(super) fn about(name: &str, change: Change) -> Self {
        let (text, choice) = match &change {
            Change::Shrank { to } => {
                (Text::new("banner-cut").with("size", human::size_text(*to)), Some(BannerAction::ReadAnew))
            }
            Change::Rewritten => (Text::new("banner-rewritten"), Some(BannerAction::ReadAnew)),
            Change::Replaced => (Text::new("banner-replaced"), Some(BannerAction::OpenNew)),
            Change::Unlinked => (Text::new("banner-deleted"), None),
            Change::None | Change::Touched | Change::Grew { .. } => (Text::new("banner-unchanged"), None),
        };
        let text = text.with("name", name.to_owned());
        let choices = choice.into_iter().collect();
        Self { text, choices, details: None, change: Some(change) }
    }
}
