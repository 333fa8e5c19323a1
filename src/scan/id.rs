//! Names of scans and of passes, which never change.

use std::fmt;

/// The stable name of a scan, and the id of its section if it has one.
///
/// An open set: searches and tests make scans that are not in the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScanId(&'static str);

impl ScanId {
    /// Line statistics.
    pub const LINES: Self = Self("lines");
    /// The byte histogram and entropies.
    pub const BYTES: Self = Self("bytes");
    /// Validity as UTF-8.
    pub const UTF8: Self = Self("utf8");
    /// Lines by their timestamps.
    pub const TIMELINE: Self = Self("timeline");
    /// The line index.
    pub const LINE_STARTS: Self = Self("line_starts");
    /// The record index of a table.
    pub const RECORD_STARTS: Self = Self("record_starts");
    /// The character index.
    pub const CHAR_STARTS: Self = Self("char_starts");
    /// A digest of each chunk.
    pub const DIGESTS: Self = Self("digests");
    /// What stands in each block.
    pub const BLOCKS: Self = Self("blocks");
    /// The columns of a table.
    pub const COLUMNS: Self = Self("columns");
    /// The types of a table's columns.
    pub const COLUMN_TYPES: Self = Self("column_types");
    /// The paths of the values of a table whose records name them.
    pub const FIELDS: Self = Self("fields");
    /// The rows of a table that a filter keeps.
    pub const KEPT: Self = Self("kept");
    /// The rows of a table in order.
    pub const SORTED: Self = Self("sorted");
    /// Where other files begin inside of the file.
    pub const SIGNATURES: Self = Self("signatures");
    /// A search for a query.
    pub const SEARCH: Self = Self("search");

    /// The id of a scan that is not in the registry.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name itself, as scripts write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for ScanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What a pass is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PassId {
    /// The line index, which views wait for.
    Index,
    /// Statistics, and the index of characters.
    Measure,
    /// The columns of a table.
    Columns,
    /// Lines by their timestamps.
    Timeline,
    /// What stands in each block, for the map of the file.
    Blocks,
    /// All of these at once.
    Read,
    /// The sections of a summary.
    Summary,
    /// The matches of a query.
    Search,
    /// The rows of a table that a filter keeps.
    Filter,
    /// The rows of a table in order.
    Sort,
    /// Where other files begin inside of it.
    Signatures,
    /// Whether the bytes are what they were.
    Check,
}

impl PassId {
    /// Every pass.
    pub const ALL: [Self; 12] = [
        Self::Index,
        Self::Measure,
        Self::Columns,
        Self::Timeline,
        Self::Blocks,
        Self::Read,
        Self::Summary,
        Self::Search,
        Self::Filter,
        Self::Sort,
        Self::Signatures,
        Self::Check,
    ];

    /// The stable name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Measure => "measure",
            Self::Columns => "columns",
            Self::Timeline => "timeline",
            Self::Blocks => "blocks",
            Self::Read => "read",
            Self::Summary => "summary",
            Self::Search => "search",
            Self::Filter => "filter",
            Self::Sort => "sort",
            Self::Signatures => "signatures",
            Self::Check => "check",
        }
    }

    /// The name that is shown while it runs.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Index => "Indexing",
            Self::Measure => "Measuring",
            Self::Columns => "Profiling",
            Self::Timeline => "Timing",
            Self::Blocks => "Mapping",
            Self::Read => "Reading",
            Self::Summary => "Summary",
            Self::Search => "Searching",
            Self::Filter => "Filtering",
            Self::Sort => "Sorting",
            Self::Signatures => "Sifting",
            Self::Check => "Checking",
        }
    }
}
