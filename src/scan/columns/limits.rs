//! How much a column may remember.

/// Limits of one column, which follow from the bytes that it may take.
///
/// Each limit is a property of the column's cells as a set, never of their order: so what is exact and
/// what is an estimate depends on no cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Distinct values that are counted one by one.
    pub values: usize,
    /// Bytes that these values may take, with 40 for each.
    pub value_bytes: usize,
    /// Cells in the sample for the values most frequent among more than that.
    pub cells: usize,
    /// Bytes that these cells may take, with 24 for each.
    pub cell_bytes: usize,
    /// Bins of equal width; a power of two.
    pub bins: usize,
    /// Bins of time; a power of two.
    pub time_bins: usize,
    /// Buckets of numbers above and of those below zero; a power of two.
    pub buckets: usize,
}

/// Bytes that a column takes at most by itself, whatever the file.
pub const MOST_COLUMN_BYTES: usize = 2 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self::of_bytes(MOST_COLUMN_BYTES)
    }
}

impl Limits {
    /// The limits of each of `n_columns` that together take `bytes` or so.
    #[must_use]
    pub fn shared(bytes: usize, n_columns: usize) -> Self {
        Self::of_bytes(bytes / n_columns.max(1))
    }

    /// The limits of a column that takes `bytes` or so, between 2 KiB and [`MOST_COLUMN_BYTES`].
    #[must_use]
    pub fn of_bytes(bytes: usize) -> Self {
        let bytes = bytes.clamp(2 << 10, MOST_COLUMN_BYTES);
        let floor = |n: usize| 1 << n.ilog2();
        Self {
            values: (bytes / 128).min(16_384),
            value_bytes: bytes / 2,
            cells: (bytes / 512).min(4_096),
            cell_bytes: bytes / 8,
            bins: floor((bytes / 128).clamp(64, 4_096)),
            time_bins: floor((bytes / 128).clamp(64, 16_384)),
            buckets: floor((bytes / 128).clamp(64, 8_192)),
        }
    }
}
