//! Messages: what is to be done, and to which document or pane.

use super::docks::{Edge, PanelId};
use super::edit::EditMsg;
use super::keymap::msg::KeysMsg;
use super::layout::Layout;
use super::palette::msg::PaletteMsg;
use super::path_box::PathMsg;
use super::preferences::Value;
use super::report_parts::ReportParts;
use super::session::msg::{FilterMsg, SessionMsg};
use super::settings::{FontUse, ThemeChoice};
use crate::base::{DocId, Offset, PaneId, Span};
use crate::doc::arrangement::RowsMsg;
use crate::doc::marks::Mark;
use crate::doc::rules::Rule;
use crate::doc::search::{ListFilter, ListStep};
use crate::doc::structure::StructureMsg;
use crate::format::delimited::DialectChoice;
use crate::hash::Algorithm;
use crate::messages::Key;
use crate::scan::plan::PassId;
use crate::view::PaneMsg;
use std::path::PathBuf;

pub use crate::sample::SampleKind;

/// Something to be done, with the address of what does it. Widgets emit these; only
/// [`super::App::perform`] acts on them.
#[derive(Clone, Debug)]
pub enum Msg {
    /// For the program.
    App(AppMsg),
    /// For a document.
    Doc(DocId, DocMsg),
    /// For a pane.
    Pane(PaneId, PaneMsg),
    /// The action of this id, on what was focused or pressed when it was invoked.
    Act(&'static str, Target),
}

impl From<EditMsg> for Msg {
    fn from(msg: EditMsg) -> Self {
        Self::App(AppMsg::Edit(msg))
    }
}

impl From<AppMsg> for Msg {
    fn from(msg: AppMsg) -> Self {
        Self::App(msg)
    }
}

/// What an action is done to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The pane.
    pub pane: Option<PaneId>,
    /// The document.
    pub doc: Option<DocId>,
    /// A place in it, if one was pressed.
    pub at: Option<Offset>,
    /// The column of a table that was pressed.
    pub column: Option<usize>,
    /// The panel.
    pub panel: Option<PanelId>,
}

/// A message to the program.
#[derive(Clone, Debug, PartialEq)]
pub enum AppMsg {
    /// Show the native dialog to open files.
    OpenDialog,
    /// Open these files where they were left, a pane each; those that are open come forward.
    Open(Vec<PathBuf>),
    /// Take a file out of the recent ones.
    ForgetRecent(PathBuf),
    /// Take all files out of the recent ones.
    ClearRecent,
    /// Make a sample file and open it.
    MakeSample(SampleKind),
    /// Show something over the panes, or hide it if it is shown.
    Toggle(Overlay),
    /// Hide what is over the panes.
    HideOverlay,
    /// Hide the messages in the corner; their log keeps them.
    HideToasts,
    /// For the box that asks for a path.
    PathBox(PathMsg),
    /// For the palette.
    Palette(PaletteMsg),
    /// Change which keys do what.
    Keys(KeysMsg),
    /// Change the setting of this key.
    Set(&'static str, Value),
    /// Give the setting of this key its default; without a key, all settings.
    ResetSettings(Option<&'static str>),
    /// Forget what was said.
    ForgetMessages,
    /// Apply these highlight rules.
    SetRules(Vec<Rule>),
    /// Use these colours.
    SetTheme(ThemeChoice),
    /// Use the typefaces of this family; the bundled one if it is `None`.
    SetFont(FontUse, Option<String>),
    /// Stop the background task of this title.
    StopTask(Key),
    /// Give a pane the keyboard, and show it.
    FocusPane(PaneId),
    /// Close a pane, and its document if no other pane shows it.
    ClosePane(PaneId),
    /// Take the layout of panes as it was dragged.
    SetLayout(Layout),
    /// Give the search box the keyboard; matches are then sought forward, or backward.
    FocusSearch {
        /// Whether backward.
        backward: bool,
    },
    /// Open a panel, or close it.
    TogglePanel(PanelId),
    /// Close a panel.
    ClosePanel(PanelId),
    /// Move a panel.
    MovePanel {
        /// Which.
        panel: PanelId,
        /// Where.
        edge: Edge,
        /// The panel there that it stands outside of; `None`: it stands inside of all others.
        before: Option<PanelId>,
    },
    /// Take the size of a panel on its edge, in points.
    ResizePanel(PanelId, f32),
    /// Give a panel the keyboard.
    FocusPanel(PanelId),
    /// Give the view the keyboard, if a panel has it.
    LeavePanel,
    /// Copy a value.
    CopyValue(String),
    /// About changing bytes.
    Edit(EditMsg),
    /// For the comparison of two files.
    Compare(CompareMsg),
    /// For the comparison of two summaries.
    Summaries(SummariesMsg),
    /// For digests.
    Hash(HashMsg),
    /// For sessions that have a name.
    Session(SessionMsg),
    /// For filters that were saved.
    Filter(FilterMsg),
    /// Choose what goes into a report, and save it.
    Report(ReportMsg),
    /// Copy the path of a file.
    CopyPath(PathBuf),
    /// Show the folder of a file in the system's file manager.
    ShowInFolder(PathBuf),
}

/// What may lie over the panes; one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The box that asks for a path, see [`super::App::path_box`].
    Path,
    /// The list of keys.
    Keys,
    /// The guide, at the page of this number, counted from 0.
    Guide(u8),
    /// The choice of typefaces.
    Fonts,
    /// What the program is.
    About,
    /// The encoding of the focused document, and the others.
    Encodings,
    /// A question about changing bytes, see [`super::App::edit_question`].
    Edit,
    /// What the focused document is to be compared with.
    Compare,
    /// The name to save what is open under.
    SaveSession,
    /// The sessions that have a name.
    OpenSession,
    /// Filters for the focused document.
    Filters,
    /// What can be done, or opened, by its name, see [`super::App::palette`].
    Palette,
    /// The settings.
    Settings,
    /// The keys of all actions, to be changed.
    Keyboard,
    /// What was said.
    Messages,
    /// What goes into the report on the focused document.
    Report,
    /// What its summary is to be compared with.
    Summaries,
}

/// A message to a document.
#[derive(Clone, Debug, PartialEq)]
pub enum DocMsg {
    /// Show the native dialog to save the summary.
    ExportDialog,
    /// Write the summary to this file, in the format of its ending.
    Export(PathBuf),
    /// The same with what was chosen for a report.
    ExportReport(PathBuf),
    /// Copy the summary as Markdown.
    CopySummary,
    /// Compute everything anew.
    ScanAgain,
    /// Stop the jobs.
    CancelJob,
    /// Go on with the jobs that were stopped.
    ResumeJob,
    /// Stop the job of this pass.
    StopPass(PassId),
    /// Go on with the job of this pass.
    ResumePass(PassId),
    /// Open the file's path anew, after a change.
    Reopen,
    /// Hide the banner.
    DismissBanner,
    /// Hide the hint on what helps with a compressed file.
    DismissHint,
    /// Copy the command that shows a compressed file decompressed.
    CopyCommand,
    /// Copy the details of the banner.
    CopyDetails,
    /// Show the previous file of the path again.
    ShowPreviousFile,
    /// Read the file in this encoding; or as it was detected.
    SetEncoding(Option<&'static str>),
    /// Give the mark at this place another name or colour; `None` removes it.
    SetMark(Offset, Option<Mark>),
    /// Remove all marks.
    RemoveMarks,
    /// Read the file as a table that is written so, whatever was detected.
    SetDialect(DialectChoice),
    /// Show other rows of a table, or in another order.
    Rows(RowsMsg),
    /// Search the same in all documents, or in this one only.
    SearchAll,
    /// Stop counting matches; what was found stays.
    StopSearch,
    /// Go on counting matches.
    ResumeSearch,
    /// End the search.
    CloseSearch,
    /// List what these chips want.
    Refine(ListFilter),
    /// Show or hide the field for more patterns of the list.
    ToggleRefine,
    /// Move the list's cursor.
    MoveInList {
        /// Where to.
        step: ListStep,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Put the list's cursor into the line that holds this place.
    PutListCursor {
        /// The place.
        at: Offset,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Select all lines of the list.
    SelectList,
    /// Copy the selected lines of the list.
    CopyListed,
    /// Go to the list's cursor in the view.
    ShowListed,
    /// Show this many context lines in the list.
    SetContext(u32),
    /// Scroll the list by rows; parts of rows count.
    ListScrollRows(f64),
    /// Scroll the list by pages.
    ListScrollPages(f64),
    /// Scroll the list to this share of the file.
    ListScrollToShare(f64),
    /// Show the native dialog to save the lines of the list.
    SaveRowsDialog {
        /// Whether each line is preceded by its number, as `grep -n` does.
        numbered: bool,
    },
    /// Stop measuring.
    StopMeasuring,
    /// For the structure of the file.
    Structure(StructureMsg),
}

/// What can be done about reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportMsg {
    /// Show or hide the choice of what goes in.
    Choose,
    /// This is to go in.
    SetParts(ReportParts),
    /// Ask where to save the report on a document.
    Save(DocId),
}

/// What can be done about comparing.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareMsg {
    /// Compare what a pane shows with another open document, or with itself.
    With(PaneId, DocId),
    /// The same with this file.
    WithFile(PaneId, PathBuf),
    /// Show the native dialog for the file to compare with.
    ChooseFile(PaneId),
    /// Go to the next difference, or to the previous one.
    Step {
        /// Whether to the next.
        forward: bool,
    },
    /// Go to the stretch of this number.
    GoTo(usize),
    /// Follow what was inserted and deleted, or compare at the same offsets.
    Align(bool),
    /// Compare anew.
    Again,
    /// Stop; what was found stays.
    Stop,
    /// End the comparison.
    End,
    /// Ask where to save the list of differences.
    ExportDialog,
}

/// What can be done about comparing summaries.
#[derive(Clone, Debug, PartialEq)]
pub enum SummariesMsg {
    /// Compare the summary of a document with that of another one, which is A.
    With(DocId, DocId),
    /// The same with a saved summary.
    WithFile(DocId, PathBuf),
    /// Show the native dialog for the saved summary to compare with.
    ChooseFile(DocId),
    /// Exchange A and B.
    Swap,
    /// Compare what both are now.
    Again,
    /// List what has these words in its name or path.
    Filter(String),
    /// Copy what is listed as Markdown.
    Copy,
    /// Ask where to save what differs.
    ExportDialog,
    /// End the comparison.
    End,
}

/// What can be done about digests.
#[derive(Clone, Debug, PartialEq)]
pub enum HashMsg {
    /// Choose an algorithm for the next pass, or no longer.
    Tick(Algorithm, bool),
    /// Compute the digests of a document: of the whole file, or of this part.
    Start(DocId, Option<Span>),
    /// Choose these algorithms, too, and compute the same digests again.
    StartWith(DocId, Option<Span>, Vec<Algorithm>),
    /// Stop.
    Stop,
    /// Copy a digest.
    Copy(Algorithm, String),
}
