//! Everything a person can tell the program to do, and the one table that menus and
//! shortcuts are made of.

use super::marks::Mark;
use super::rules::Rule;
use crate::base::{Offset, Span};
use crate::search::{Pattern, Query, Stretch};
use std::path::PathBuf;

/// Something to be done. Widgets emit these; only [`super::App::perform`] acts on them.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Show the native dialog to open files.
    OpenDialog,
    /// Ask for a path to be typed in.
    OpenPath,
    /// Ask for a path no longer.
    CancelPath,
    /// Open these files, a tab each.
    Open(Vec<PathBuf>),
    /// Open a recent file where it was left.
    OpenRecent(PathBuf),
    /// Make a sample file and open it.
    MakeSample(SampleKind),
    /// Close the tab in front.
    CloseTab,
    /// Close a tab.
    CloseTabNr(usize),
    /// Bring a tab to the front.
    SelectTab(usize),
    /// Bring the next tab to the front.
    NextTab,
    /// Bring the tab before to the front.
    PreviousTab,
    /// Show the native dialog to save the summary.
    ExportDialog,
    /// Write the summary to this file, in the format of its ending.
    Export(PathBuf),
    /// Copy the summary as Markdown.
    CopySummary,
    /// Compute everything anew.
    ScanAgain,
    /// Stop what is running.
    CancelJob,
    /// Go on with what was stopped.
    ResumeJob,
    /// Open the file's path anew, after a change.
    Reopen,
    /// Take the banner away.
    DismissBanner,
    /// Copy what the banner is about, for whoever mends the program.
    CopyDetails,
    /// Show the file once more that the path led to before.
    ShowPreviousFile,
    /// Stay at the file's end as it grows, and go on to the next file of its name; or not.
    ToggleFollow,
    /// Read the file in this encoding; or as it seems to be.
    SetEncoding(Option<&'static str>),
    /// Show or hide in which encoding the file is read, and the others.
    ToggleEncodings,
    /// End the program.
    Quit,
    /// Copy the selection as text.
    Copy,
    /// Copy the selection as hexadecimal pairs.
    CopyHex,
    /// Select the whole file.
    SelectAll,
    /// Mark the cursor's row, or take its mark away.
    ToggleMark,
    /// Go to the next mark.
    NextMark,
    /// Go to the mark before.
    PreviousMark,
    /// Show or hide the list of marks.
    ToggleMarks,
    /// Give the mark at this place another name or colour; none: take it away.
    SetMark(Offset, Option<Mark>),
    /// Take all marks of the file away.
    RemoveMarks,
    /// Show or hide the highlight rules.
    ToggleRules,
    /// Follow these highlight rules.
    SetRules(Vec<Rule>),
    /// Show or hide the time line.
    ToggleTimeLine,
    /// Want the lines of a stretch of time, within what is searched if something is.
    FilterTimes(Stretch),
    /// Put the keyboard into the go-to box.
    FocusGoto,
    /// Go to a line, a time, `@byte` or share `%`.
    Goto(String),
    /// Stop waiting for a line that is not indexed yet.
    CancelGoto,
    /// Put the keyboard into the search box.
    FocusSearch,
    /// The same, but matches are then sought backward.
    FocusSearchBack,
    /// Look for this, from where one is; for nothing, if it is empty.
    Search(Pattern),
    /// Look for the same in all tabs.
    SearchAll,
    /// Go to the next match.
    SearchNext,
    /// Go to the match before.
    SearchPrevious,
    /// Go on the way one searches, forward or backward, or the other way.
    SearchAlong {
        /// Whether the other way.
        reversed: bool,
    },
    /// Stop counting matches; what was found stays.
    StopSearch,
    /// Go on counting matches.
    ResumeSearch,
    /// Look for nothing any more.
    CloseSearch,
    /// Show or hide the lines that match.
    ToggleList,
    /// Want these lines in the list; `None`: those that match the search.
    Refine(Option<Query>),
    /// Show or hide the patterns that the list goes by.
    ToggleRefine,
    /// Remember the height of the list, in points.
    SetListHeight(f32),
    /// Show so many lines around each line of the list.
    SetContext(u32),
    /// Scroll the list by rows; parts of rows count.
    ListScrollRows(f64),
    /// Scroll the list by what fits.
    ListScrollPages(f64),
    /// Show the list at this share of the file.
    ListScrollToShare(f64),
    /// Show the native dialog to save the lines of the list; with their numbers, or without.
    SaveRowsDialog {
        /// Whether each line is preceded by its number, as `grep -n` does.
        numbered: bool,
    },
    /// Write the lines of the list to this file.
    SaveRows {
        /// The file.
        path: PathBuf,
        /// Whether each line is preceded by its number, as `grep -n` does.
        numbered: bool,
    },
    /// Show this place and put the cursor there.
    ShowPlace(Offset),
    /// Look at the file this way.
    ShowView(ViewId),
    /// Show or hide the summary.
    TogglePanel,
    /// Show or hide the list of keys.
    ToggleKeys,
    /// Show or hide what the program is.
    ToggleAbout,
    /// Show or hide what frames cost.
    ToggleDiagnostics,
    /// Measure by which way and how many threads the file is read fastest.
    Measure,
    /// Measure no further.
    StopMeasuring,
    /// Use these colours.
    SetTheme(ThemeChoice),
    /// Draw everything larger or smaller: 1, 0 for the normal size, or −1.
    Zoom(i8),
    /// Scroll by rows; parts of rows count.
    ScrollRows(f64),
    /// Scroll by what fits on the screen; negative is up.
    ScrollPages(f64),
    /// Scroll sideways, in points.
    ScrollSideways(f32),
    /// Scroll sideways to this place, in points from the left.
    ScrollSidewaysTo(f32),
    /// Show the place at this share of the way, exact at both ends.
    ScrollToShare(f64),
    /// Show the first row.
    Home,
    /// Show the last row.
    End,
    /// Put the cursor before this byte; `extend` keeps the selection's other end.
    SetCursor {
        /// The byte.
        at: Offset,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Select these bytes.
    Select(Span),
    /// Put a corner of a block of columns into the row that holds this byte.
    SelectBlock {
        /// The byte.
        at: Offset,
        /// The column, which may lie past the row's end.
        column: usize,
        /// Whether the other corner stays.
        extend: bool,
    },
    /// Move a corner of the block of columns.
    MoveBlock(Step),
    /// Ask where to save the selection.
    SaveSelectionDialog,
    /// Write the selection to this file.
    SaveSelection(PathBuf),
    /// Copy nothing, after it was said how much it would be.
    DismissQuestion,
    /// Stop the work of this title.
    StopTask(&'static str),
    /// Wrap rows at the view's width, or not.
    ToggleWrap,
    /// Show what rows end with, or not.
    ToggleLineEnds,
    /// Obey ANSI colours, or show them as text.
    ToggleAnsi,
    /// Put tab stops so many columns apart.
    SetTab(u8),
    /// Move the cursor.
    MoveCursor {
        /// Where to.
        step: Step,
        /// Whether the selection grows.
        extend: bool,
    },
}

/// The ways the cursor moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A character or byte to the left.
    Left,
    /// A character or byte to the right.
    Right,
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// To the start of the word.
    WordLeft,
    /// To the end of the word.
    WordRight,
    /// To the start of the line, however long it is.
    LineStart,
    /// To the end of the line, however long it is.
    LineEnd,
    /// To the start of the row.
    RowStart,
    /// To the end of the row.
    RowEnd,
    /// To the file's first byte.
    FileStart,
    /// Past the file's last byte.
    FileEnd,
}

/// The ways to look at a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ViewId {
    /// Rows of text.
    #[default]
    Text,
    /// Rows of sixteen bytes.
    Hex,
    /// How its bytes are fetched, and what that costs.
    Map,
}

/// Which colours to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

pub use crate::sample::Kind as SampleKind;

/// The menu that a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Files and the program.
    File,
    /// Selection and places.
    Edit,
    /// How things look.
    View,
    /// What is looked for.
    Search,
    /// What one wants to find again.
    Marks,
    /// What there is to know.
    Help,
}

/// A key with its modifiers, by the name that egui gives it. `ctrl` is ⌘ on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// With Ctrl, or ⌘.
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
    /// With Alt.
    pub alt: bool,
    /// The key's name.
    pub key: &'static str,
}

/// A line of the table.
pub struct Entry {
    /// What it does.
    pub command: Command,
    /// What people read.
    pub label: &'static str,
    /// Where it stands.
    pub menu: Menu,
    /// Whether a line is drawn above it.
    pub starts_group: bool,
    /// The key that does it; every menu shows it.
    pub keys: Option<Keys>,
    /// When it can be done.
    pub needs: Needs,
}

/// When a command can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Always.
    Nothing,
    /// With a tab.
    Tab,
    /// With a file that is open.
    File,
    /// With bytes selected.
    Selection,
    /// With a file that the path led to before.
    Before,
    /// With something running.
    Running,
    /// With something that was stopped.
    Stopped,
    /// With something that is looked for.
    Search,
    /// With a search under way.
    Searching,
    /// With a search that was stopped.
    StoppedSearch,
    /// With lines that were found.
    Found,
    /// With marks.
    Marks,
    /// With a file that is being measured.
    Measuring,
}

const fn keys(ctrl: bool, shift: bool, key: &'static str) -> Option<Keys> {
    Some(Keys { ctrl, shift, alt: false, key })
}

const fn key(key: &'static str) -> Option<Keys> {
    keys(false, false, key)
}

const fn shift(key: &'static str) -> Option<Keys> {
    keys(false, true, key)
}

const fn ctrl(key: &'static str) -> Option<Keys> {
    keys(true, false, key)
}

const fn ctrl_shift(key: &'static str) -> Option<Keys> {
    keys(true, true, key)
}

const fn alt(key: &'static str) -> Option<Keys> {
    Some(Keys { ctrl: false, shift: false, alt: true, key })
}

const fn entry(command: Command, label: &'static str, menu: Menu, keys: Option<Keys>, needs: Needs) -> Entry {
    Entry { command, label, menu, starts_group: false, keys, needs }
}

const fn group(command: Command, label: &'static str, menu: Menu, keys: Option<Keys>, needs: Needs) -> Entry {
    Entry { command, label, menu, starts_group: true, keys, needs }
}

/// All commands that menus and keys offer, in the order people see them.
pub static TABLE: &[Entry] = &[
    entry(Command::OpenDialog, "Open…", Menu::File, ctrl("O"), Needs::Nothing),
    entry(Command::OpenPath, "Open by path…", Menu::File, ctrl_shift("O"), Needs::Nothing),
    group(Command::ExportDialog, "Export summary…", Menu::File, ctrl("E"), Needs::File),
    entry(Command::CopySummary, "Copy summary", Menu::File, ctrl_shift("E"), Needs::File),
    group(Command::ScanAgain, "Scan again", Menu::File, key("F5"), Needs::File),
    entry(Command::CancelJob, "Stop scanning", Menu::File, ctrl("Period"), Needs::Running),
    entry(Command::ResumeJob, "Resume scanning", Menu::File, ctrl_shift("R"), Needs::Stopped),
    entry(Command::Reopen, "Read the file anew", Menu::File, ctrl("R"), Needs::Tab),
    entry(Command::ShowPreviousFile, "Show the file before", Menu::File, None, Needs::Before),
    group(Command::CloseTab, "Close tab", Menu::File, ctrl("W"), Needs::Tab),
    entry(Command::Quit, "Quit", Menu::File, ctrl("Q"), Needs::Nothing),
    entry(Command::Copy, "Copy", Menu::Edit, ctrl("C"), Needs::Selection),
    entry(Command::CopyHex, "Copy as hex", Menu::Edit, ctrl_shift("C"), Needs::Selection),
    entry(Command::SaveSelectionDialog, "Save selection…", Menu::Edit, None, Needs::Selection),
    entry(Command::SelectAll, "Select all", Menu::Edit, ctrl("A"), Needs::File),
    group(Command::FocusGoto, "Go to…", Menu::Edit, ctrl("G"), Needs::File),
    entry(Command::Home, "Start of file", Menu::Edit, key("Home"), Needs::File),
    entry(Command::End, "End of file", Menu::Edit, key("End"), Needs::File),
    entry(
        Command::MoveCursor { step: Step::LineStart, extend: false },
        "Start of line",
        Menu::Edit,
        alt("Home"),
        Needs::File,
    ),
    entry(
        Command::MoveCursor { step: Step::LineEnd, extend: false },
        "End of line",
        Menu::Edit,
        alt("End"),
        Needs::File,
    ),
    entry(Command::ToggleFollow, "Follow the end", Menu::Edit, shift("F"), Needs::File),
    entry(Command::ShowView(ViewId::Text), "Text", Menu::View, ctrl("1"), Needs::File),
    entry(Command::ShowView(ViewId::Hex), "Hex", Menu::View, ctrl("2"), Needs::File),
    entry(Command::ShowView(ViewId::Map), "Map", Menu::View, ctrl("3"), Needs::File),
    group(Command::ToggleWrap, "Wrap lines", Menu::View, alt("Z"), Needs::Nothing),
    entry(Command::ToggleLineEnds, "Line ends", Menu::View, None, Needs::Nothing),
    entry(Command::ToggleAnsi, "ANSI colours", Menu::View, None, Needs::Nothing),
    entry(Command::SetTab(2), "Tabs of 2", Menu::View, None, Needs::Nothing),
    entry(Command::SetTab(4), "Tabs of 4", Menu::View, None, Needs::Nothing),
    entry(Command::SetTab(8), "Tabs of 8", Menu::View, None, Needs::Nothing),
    entry(Command::ToggleRules, "Highlight rules…", Menu::View, None, Needs::Nothing),
    group(Command::ToggleTimeLine, "Time line", Menu::View, key("F8"), Needs::Nothing),
    group(Command::ToggleEncodings, "Encoding…", Menu::View, None, Needs::File),
    group(Command::Measure, "Measure this file", Menu::View, None, Needs::File),
    entry(Command::StopMeasuring, "Stop measuring", Menu::View, None, Needs::Measuring),
    group(Command::TogglePanel, "Summary panel", Menu::View, key("F9"), Needs::Nothing),
    group(Command::NextTab, "Next tab", Menu::View, ctrl("Tab"), Needs::Tab),
    entry(Command::PreviousTab, "Previous tab", Menu::View, ctrl_shift("Tab"), Needs::Tab),
    group(Command::SetTheme(ThemeChoice::System), "Colours of the system", Menu::View, None, Needs::Nothing),
    entry(Command::SetTheme(ThemeChoice::Dark), "Dark", Menu::View, None, Needs::Nothing),
    entry(Command::SetTheme(ThemeChoice::Light), "Light", Menu::View, None, Needs::Nothing),
    group(Command::Zoom(1), "Larger", Menu::View, ctrl("Plus"), Needs::Nothing),
    entry(Command::Zoom(-1), "Smaller", Menu::View, ctrl("Minus"), Needs::Nothing),
    entry(Command::Zoom(0), "Normal size", Menu::View, ctrl("0"), Needs::Nothing),
    entry(Command::FocusSearch, "Find…", Menu::Search, ctrl("F"), Needs::File),
    entry(Command::SearchNext, "Next match", Menu::Search, key("F3"), Needs::Search),
    entry(Command::SearchPrevious, "Previous match", Menu::Search, shift("F3"), Needs::Search),
    entry(Command::SearchAll, "Find in all open files", Menu::Search, ctrl_shift("F"), Needs::Search),
    entry(Command::StopSearch, "Stop the search", Menu::Search, None, Needs::Searching),
    entry(Command::ResumeSearch, "Go on with the search", Menu::Search, None, Needs::StoppedSearch),
    entry(Command::CloseSearch, "End the search", Menu::Search, None, Needs::Search),
    group(Command::ToggleList, "Matching lines", Menu::Search, ctrl("L"), Needs::Search),
    entry(
        Command::SaveRowsDialog { numbered: false },
        "Save matching lines…",
        Menu::Search,
        None,
        Needs::Found,
    ),
    entry(
        Command::SaveRowsDialog { numbered: true },
        "Save them with line numbers…",
        Menu::Search,
        None,
        Needs::Found,
    ),
    entry(Command::ToggleMark, "Mark this row", Menu::Marks, ctrl("B"), Needs::File),
    entry(Command::NextMark, "Next mark", Menu::Marks, key("F2"), Needs::Marks),
    entry(Command::PreviousMark, "Previous mark", Menu::Marks, shift("F2"), Needs::Marks),
    group(Command::ToggleMarks, "List of marks…", Menu::Marks, ctrl_shift("B"), Needs::File),
    entry(Command::RemoveMarks, "Remove all marks", Menu::Marks, None, Needs::Marks),
    entry(Command::ToggleKeys, "Keys", Menu::Help, key("F1"), Needs::Nothing),
    entry(Command::ToggleDiagnostics, "Diagnostics", Menu::Help, key("F12"), Needs::Nothing),
    group(Command::ToggleAbout, "About Gander", Menu::Help, None, Needs::Nothing),
];

impl Keys {
    /// As people read it: `Ctrl+Shift+O`.
    #[must_use]
    pub fn text(self) -> String {
        let ctrl = if cfg!(target_os = "macos") { "⌘" } else { "Ctrl+" };
        let key = match self.key {
            "Period" => ".",
            "Plus" => "+",
            "Minus" => "−",
            key => key,
        };
        let alt = if cfg!(target_os = "macos") { "⌥" } else { "Alt+" };
        let held = [(self.ctrl, ctrl), (self.alt, alt), (self.shift, "Shift+")];
        let held = held.iter().filter(|(is_held, _)| *is_held).map(|(_, name)| *name);
        held.chain([key]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_and_no_label_stands_twice() {
        for (i, one) in TABLE.iter().enumerate() {
            for other in &TABLE[i + 1..] {
                assert!(one.keys.is_none() || one.keys != other.keys, "{} and {}", one.label, other.label);
                assert_ne!(one.label, other.label);
            }
        }
    }
}
