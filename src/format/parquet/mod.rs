//! Typed cells as an Apache Parquet file: columns, encoded and compressed with Snappy.
//!
//! A [`RowGroup`] is filled row by row and encoded on any thread; [`ParquetFile`] appends what was
//! encoded, in order, by copying. Memory is that of the groups in flight, each about
//! [`RowGroup::MAX_ROWS`] rows or [`RowGroup::MAX_BYTES`], and half a kilobyte a column and group
//! for the footer, which Parquet writes last.
//!
//! Every column is `OPTIONAL`: a null is no value, an empty text is one. Encodings and page
//! versions are those that every reader knows (`PLAIN`, `RLE_DICTIONARY`, data pages v1). Where the
//! cells come from, and what they are, is for others to say.

mod group;
mod schema;
#[cfg(test)]
mod tests;

pub use group::{EncodedGroup, RowGroup};
pub use schema::{ParquetColumn, ParquetKind, ParquetSchema};

use parquet::errors::ParquetError;
use parquet::file::writer::SerializedFileWriter;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

/// A Parquet file that is being written, front to back, to anything that takes bytes.
pub struct ParquetFile<W: Write + Send> {
    writer: SerializedFileWriter<BufWriter<W>>,
}

impl<W: Write + Send> ParquetFile<W> {
    /// Begins a file. Writes are gathered; `out` need not do so.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(out: W, schema: &ParquetSchema) -> io::Result<Self> {
        let out = BufWriter::with_capacity(1 << 18, out);
        let (root, plain) = (Arc::clone(&schema.shared.root), Arc::clone(&schema.shared.plain));
        Ok(Self { writer: SerializedFileWriter::new(out, root, plain).map_err(io_error)? })
    }

    /// Appends the rows of a group; one without rows leaves the file as it is. Costs a copy.
    ///
    /// # Errors
    /// Those of `out`, and if the group is of another schema. The file is then of no use.
    pub fn append(&mut self, group: EncodedGroup) -> io::Result<()> {
        if group.chunks.is_empty() {
            return Ok(());
        }
        let mut writer = self.writer.next_row_group().map_err(io_error)?;
        for chunk in group.chunks {
            writer.append_column(&group.bytes, chunk).map_err(io_error)?;
        }
        writer.close().map_err(io_error)?;
        Ok(())
    }

    /// Writes the footer, without which no reader opens the file, and returns `out`, all written
    /// but not flushed. A file without rows is valid.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(self) -> io::Result<W> {
        let out = self.writer.into_inner().map_err(io_error)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// The error below, where `out` had one: its kind says whether a disk is full.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => {
            error.downcast::<io::Error>().map_or_else(io::Error::other, |error| *error)
        }
        error => io::Error::other(error),
    }
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
