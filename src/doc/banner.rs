//! The banner over a document: one calm sentence about its file, with choices.

use crate::base::{CaughtPanic, human};
use crate::engine::Progress;
use crate::source::{Change, Fault};

/// One calm sentence about a file that has changed, with what can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Banner {
    /// The sentence.
    pub text: String,
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
    pub(super) fn about_end(name: &str, why: &str, fault: Option<(&Fault, Progress)>) -> Self {
        let text = format!("Reading “{name}” ended early: {why}. What was computed before is kept.");
        let kept = |progress: Progress| {
            format!("kept: what the first {} of {} bytes say\n", progress.done, progress.of)
        };
        let details = fault.map(|(fault, progress)| fault.details() + &kept(progress));
        let mut choices = vec![BannerAction::ReadAnew];
        choices.extend(details.is_some().then_some(BannerAction::CopyDetails));
        Self { text, choices, details, change: None }
    }

    /// Something panicked over a file.
    pub(super) fn about_panic(what: &str, name: &str, caught: &CaughtPanic) -> Self {
        let text = format!("{what} “{name}” failed; what was found before is kept.");
        Self {
            text,
            choices: vec![BannerAction::CopyDetails],
            details: Some(caught.details.clone()),
            change: None,
        }
    }

    pub(super) fn about(name: &str, change: Change) -> Self {
        let (what, choice) = match &change {
            Change::Shrank { to } => {
                let to = human::size(*to);
                (
                    format!("was cut to {to} by another program. What was read before is kept."),
                    Some(BannerAction::ReadAnew),
                )
            }
            Change::Rewritten => {
                let what = "was rewritten by another program. What was read before is kept.";
                (what.to_owned(), Some(BannerAction::ReadAnew))
            }
            Change::Replaced => {
                let what = "was replaced by another file of that name. This is still the old one.";
                (what.to_owned(), Some(BannerAction::OpenNew))
            }
            Change::Unlinked => ("was deleted. It can be read until its tab is closed.".to_owned(), None),
            Change::None | Change::Grew { .. } => (String::new(), None),
        };
        let choices = choice.into_iter().collect();
        Self { text: format!("“{name}” {what}"), choices, details: None, change: Some(change) }
    }
}
