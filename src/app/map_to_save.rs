//! A map of a file that is written, as a picture or as a table.

use super::selected::Trouble;
use crate::base::atomic_file::{AtomicFile, SaveError};
use crate::scan::blocks::BlockMap;
use crate::source::{Snapshot, refuse_input};
use crate::view::filemap::picture::{Picture, picture, write_csv};
use crate::view::filemap::{Curve, Lens};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A map that is to be saved.
pub(super) struct MapToSave {
    pub(super) snapshot: Snapshot,
    pub(super) path: Option<PathBuf>,
    pub(super) blocks: Arc<BlockMap>,
    pub(super) lens: Lens,
    pub(super) curve: Curve,
    pub(super) is_dark: bool,
}

impl MapToSave {
    /// Writes it to a new file at `target`, and nothing if it can't be written whole. `go_on` gets the bytes
    /// told of, and returns false to stop.
    pub(super) fn write(&self, target: &Path, go_on: &dyn Fn(u64) -> bool) -> Result<(), Trouble> {
        refuse_input(target, self.snapshot.stat(), self.path.as_deref())?;
        let mut out = AtomicFile::create(target)?;
        let is_table = target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let Self { blocks, lens, curve, is_dark, .. } = self;
        let written = if is_table {
            let mut buffered = io::BufWriter::new(&mut out);
            write_csv(blocks, &mut buffered, go_on).and_then(|is_whole| buffered.flush().map(|()| is_whole))
        } else {
            write_png(&picture(blocks, *lens, *curve, *is_dark), &mut out).map(|()| go_on(0))
        };
        if !written.map_err(|error| SaveError::writing(target, &error))? {
            return Err(Trouble::Stopped);
        }
        Ok(out.finish(true)?)
    }
}

fn write_png(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    let side = |n: usize| u32::try_from(n).map_err(io::Error::other);
    let mut encoder = png::Encoder::new(out, side(picture.width)?, side(picture.height)?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(io::Error::other)?;
    writer.write_image_data(&picture.pixels).map_err(io::Error::other)?;
    writer.finish().map_err(io::Error::other)
}
