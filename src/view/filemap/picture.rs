//! The map as a picture in which each block is a pixel, and as a table.

use super::colours::{self, Lens};
use super::grid::{Curve, across, hilbert_room};
use super::hilbert;
use crate::scan::blocks::BlockMap;
use std::io::{self, Write};

/// A picture: red, green, blue and alpha of each pixel, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// Four bytes a pixel.
    pub pixels: Vec<u8>,
}

/// Draws the smallest blocks of a map, a pixel each, in a picture about as wide as it is high; what is
/// past the last block is transparent.
#[must_use]
pub fn picture(map: &BlockMap, lens: Lens, curve: Curve, is_dark: bool) -> Picture {
    let n = map.blocks(map.shift()).count().max(1);
    let (width, height) = match curve {
        Curve::Rows => {
            let width = n.isqrt().next_power_of_two();
            (width, n.div_ceil(width))
        }
        Curve::Hilbert => hilbert_room(n),
    };
    let mut pixels = vec![0; width * height * 4];
    for (nr, block) in map.blocks(map.shift()).enumerate() {
        let (x, y) = match curve {
            Curve::Rows => (nr % width, nr / width),
            Curve::Hilbert => across(hilbert::place(width.ilog2(), nr)),
        };
        let [r, g, b] = colours::of_block(lens, &block, is_dark);
        let at = (y * width + x) * 4;
        pixels[at..at + 4].copy_from_slice(&[r, g, b, u8::MAX]);
    }
    Picture { width, height, pixels }
}

/// The columns of the table.
pub const COLUMNS: &str = "offset,bytes,entropy,nul,control,printable,high,newlines,distinct";

/// Writes the smallest blocks of a map as a table, a row each. `go_on` gets the bytes told of, and
/// returns false to stop; whether all were written.
///
/// # Errors
/// Those of `out`.
pub fn write_csv(map: &BlockMap, out: &mut dyn Write, go_on: &dyn Fn(u64) -> bool) -> io::Result<bool> {
    writeln!(out, "{COLUMNS}")?;
    for (nr, block) in map.blocks(map.shift()).enumerate() {
        if nr % 4096 == 0 && !go_on(block.span.start.0) {
            return Ok(false);
        }
        let (at, figures) = (block.span.start.0, &block.figures);
        write!(out, "{at},{},{:.4},", block.n_bytes(), block.entropy())?;
        write!(out, "{},{},{},", figures.nul, figures.control, block.printable())?;
        writeln!(out, "{},{},{}", figures.high, figures.newlines, block.distinct())?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Offset;

    #[test]
    fn each_block_is_a_pixel_in_its_place() {
        let bytes: Vec<u8> = (0..256 * 37 + 5_u32).map(|i| (i / 256 * i).to_le_bytes()[0]).collect();
        let map = BlockMap::of(&bytes, Offset(0), 8);
        for (curve, width, height) in [(Curve::Rows, 8, 5), (Curve::Hilbert, 8, 8)] {
            for lens in Lens::ALL {
                let picture = picture(&map, lens, curve, true);
                assert_eq!((picture.width, picture.height), (width, height));
                let is_opaque = |pixel: &&[u8]| pixel[3] == u8::MAX;
                assert_eq!(picture.pixels.chunks(4).filter(is_opaque).count(), 38);
                for (nr, block) in map.blocks(8).enumerate() {
                    let (x, y) =
                        if curve == Curve::Rows { (nr % 8, nr / 8) } else { across(hilbert::place(3, nr)) };
                    let at = (y * width + x) * 4;
                    assert_eq!(picture.pixels[at..at + 3], colours::of_block(lens, &block, true));
                }
            }
        }
        let empty = picture(&BlockMap::default(), Lens::Class, Curve::Rows, true);
        assert_eq!((empty.width, empty.height, empty.pixels), (1, 1, vec![0; 4]));
    }

    #[test]
    fn the_table_has_a_row_a_block_and_can_be_stopped() {
        let map = BlockMap::of(b"two\nlines\n\0\xFF", Offset(0), 2);
        let mut csv = Vec::new();
        assert!(write_csv(&map, &mut csv, &|_| true).expect("memory"));
        let csv = String::from_utf8(csv).expect("ASCII");
        let rows = ["0,4,2.0000,0,1,3,0,1,4", "4,4,2.0000,0,0,4,0,0,4", "8,4,2.0000,1,1,1,1,1,4"];
        assert_eq!(csv.lines().collect::<Vec<_>>(), [&[COLUMNS][..], &rows].concat());
        assert!(!write_csv(&map, &mut Vec::new(), &|_| false).expect("memory"));
    }
}
