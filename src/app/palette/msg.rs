//! What the palette asks for, and what can be done in it.

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// An action.
    Actions,
    /// A file that is open, or was lately.
    Files,
    /// A place in the file.
    Place,
    /// The encoding in which the file is read.
    Encoding,
    /// One of the actions of a family, see [`super::families`].
    Family(&'static str),
}

/// What can be done in the palette.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PaletteMsg {
    /// Ask for this next.
    Ask(Stage),
    /// Do the action of this id, or ask for what it needs.
    Run(&'static str),
}
