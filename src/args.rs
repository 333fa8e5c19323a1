//! Command line arguments that the window and the commands share, parsed by clap.
//!
//! Below both `ui` and `cli`: neither needs to know the other.

use crate::base::{Offset, Span, human};
use crate::format::encoding::Encoding;
use crate::sample::SampleKind;
use crate::source::AccessMode;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The window's arguments, checked and resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowArgs {
    /// Files to open, one tab each; with none the start page is shown.
    pub files: Vec<PathBuf>,
    /// A sample to generate and open: its kind and size in bytes.
    pub demo: Option<(SampleKind, u64)>,
    /// The renderer to use instead of the platform's default.
    pub renderer: Option<Renderer>,
    /// The file that gets one line per frame.
    pub frame_log: Option<PathBuf>,
    /// The log file.
    pub log: Option<PathBuf>,
    /// How file bytes are accessed.
    pub io: AccessMode,
    /// Number of worker threads; 0 is one per core.
    pub threads: usize,
    /// The encoding that overrides detection.
    pub encoding: Option<Encoding>,
    /// Which bytes of the files are shown, if not all.
    pub part: Option<Span>,
    /// Whether another window than the first is wanted.
    pub new_window: bool,
}

impl WindowArgs {
    /// Whether the first window can do what is asked, which is to open files.
    #[must_use]
    pub fn may_join(&self) -> bool {
        let is_usual = self.renderer.is_none() && self.io == AccessMode::Auto && self.threads == 0;
        let is_watched = self.frame_log.is_some() || self.log.is_some();
        self.has_session() && is_usual && !is_watched && self.encoding.is_none()
    }

    /// Whether what was open in the last run comes back, and what is open now is kept.
    #[must_use]
    pub fn has_session(&self) -> bool {
        let has_pipe = self.files.iter().any(|file| file == std::path::Path::new("-"));
        !self.new_window && !has_pipe && self.demo.is_none() && self.part.is_none()
    }
}

/// The graphics API that draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// OpenGL.
    Glow,
    /// Vulkan, Metal or Direct3D.
    Wgpu,
}

#[derive(Args)]
pub(crate) struct WindowFlags {
    /// Files to open, one tab each; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Make a sample file and open it: log, table, json or binary
    #[arg(long, value_name = "KIND", num_args = 0..=1, require_equals = true,
          default_missing_value = "log", value_parser = kind)]
    demo: Option<SampleKind>,
    /// The sample's size, such as 1GiB
    #[arg(long, requires = "demo", default_value = "1GiB", value_parser = human::parse_size)]
    size: u64,
    /// By what the window is drawn
    #[arg(long)]
    renderer: Option<Renderer>,
    /// Write a line a frame to this file
    #[arg(long, value_name = "OUT.csv")]
    frame_log: Option<PathBuf>,
    /// Open another window, with nothing of the last run
    #[arg(long)]
    new_window: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Options that every command with an input shares.
#[derive(Args)]
pub(crate) struct Common {
    /// How files are fetched
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) io: IoName,
    /// Worker threads; 0 is one a core
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = threads)]
    pub(crate) threads: usize,
    /// Read text in this encoding, whatever it seems to be
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    #[command(flatten)]
    pub(crate) log: LogTo,
    #[command(flatten)]
    pub(crate) part: PartFlags,
}

/// Which bytes of the input are looked at. Offsets in answers still count from the file's start.
#[derive(Args)]
pub(crate) struct PartFlags {
    /// Only the bytes from here on, such as 4096, 0x1000 or 12GiB
    #[arg(long, value_name = "N", value_parser = human::parse_size)]
    offset: Option<u64>,
    /// Only so many bytes
    #[arg(long, value_name = "N", value_parser = human::parse_size)]
    length: Option<u64>,
}

impl PartFlags {
    /// The bytes, if not all are looked at; they may reach past the file's end.
    pub(crate) fn span(&self) -> Option<Span> {
        (self.offset.is_some() || self.length.is_some()).then(|| {
            let start = self.offset.unwrap_or(0);
            Span { start: Offset(start), end: Offset(start.saturating_add(self.length.unwrap_or(u64::MAX))) }
        })
    }
}

/// The `--log` option.
#[derive(Args)]
pub(crate) struct LogTo {
    /// Write what happens, and when, to the end of this file
    #[arg(long = "log", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum IoName {
    Auto,
    Map,
    Read,
}

impl From<WindowFlags> for WindowArgs {
    fn from(window: WindowFlags) -> Self {
        Self {
            files: window.files,
            demo: window.demo.map(|kind| (kind, window.size)),
            renderer: window.renderer,
            frame_log: window.frame_log,
            encoding: window.common.encoding().unwrap_or_default(),
            part: window.common.part.span(),
            log: window.common.log.path,
            io: window.common.io.into(),
            threads: window.common.threads,
            new_window: window.new_window,
        }
    }
}

impl From<IoName> for AccessMode {
    fn from(name: IoName) -> Self {
        match name {
            IoName::Auto => Self::Auto,
            IoName::Map => Self::Map,
            IoName::Read => Self::Read,
        }
    }
}

pub(crate) fn kind(id: &str) -> Result<SampleKind, String> {
    let known = SampleKind::ALL.map(SampleKind::id).join(", ");
    SampleKind::from_id(id).ok_or_else(|| format!("there are the kinds {known}"))
}

impl Common {
    /// The requested encoding; an unknown name is an error sentence.
    pub(crate) fn encoding(&self) -> Result<Option<Encoding>, String> {
        let some = "UTF-8, UTF-16LE, UTF-32LE, windows-1252, ISO-8859-2, KOI8-R, Shift_JIS, EUC-JP, gb18030, Big5, EUC-KR";
        let known = |name: &String| {
            let unknown = || format!("there is no encoding “{name}”; there are {some} and others");
            Encoding::named(name).ok_or_else(unknown)
        };
        self.encoding.as_ref().map(known).transpose()
    }
}

fn threads(text: &str) -> Result<usize, String> {
    let n = text.parse().ok().filter(|&n: &usize| n <= 1024);
    n.ok_or_else(|| "a number from 0 to 1024 is wanted".into())
}
