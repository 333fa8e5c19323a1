//! The program's pictures in the containers that macOS (ICNS) and Windows (ICO) want.
//!
//! Both formats hold whole PNG files behind a table of contents, so the drawings in `assets/icon`
//! go in as they are, and no tool of either system is needed.

use std::path::Path;

/// Entries of an ICNS file that hold PNG: type and width in pixels.
const ICNS: [(&[u8; 4], u32); 6] =
    [(b"icp4", 16), (b"icp5", 32), (b"icp6", 64), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512)];

/// Widths of an ICO file; a width of 256 is written as 0.
const ICO: [u32; 6] = [16, 32, 48, 64, 128, 256];

/// Both files, by name.
///
/// # Errors
/// A sentence, if a drawing can't be read.
pub fn containers(folder: &Path) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    Ok(vec![("gander.icns", icns(folder)?), ("gander.ico", ico(folder)?)])
}

fn icns(folder: &Path) -> Result<Vec<u8>, String> {
    let mut entries = Vec::new();
    for (kind, width) in ICNS {
        let png = drawing(folder, width)?;
        entries.extend_from_slice(kind);
        entries.extend_from_slice(&len_of(png.len() + 8)?.to_be_bytes());
        entries.extend_from_slice(&png);
    }
    let mut file = b"icns".to_vec();
    file.extend_from_slice(&len_of(entries.len() + 8)?.to_be_bytes());
    file.extend_from_slice(&entries);
    Ok(file)
}

fn ico(folder: &Path) -> Result<Vec<u8>, String> {
    const HEAD: usize = 6;
    const ENTRY: usize = 16;
    let drawings = ICO.iter().map(|&width| drawing(folder, width)).collect::<Result<Vec<_>, _>>()?;
    let mut file = vec![0, 0, 1, 0];
    file.extend_from_slice(&u16::try_from(ICO.len()).unwrap_or(u16::MAX).to_le_bytes());
    let mut at = HEAD + ENTRY * ICO.len();
    for (width, png) in ICO.iter().zip(&drawings) {
        let side = u8::try_from(*width).unwrap_or(0);
        // Width, height, no palette, reserved, one plane, 32 bits a pixel.
        file.extend_from_slice(&[side, side, 0, 0, 1, 0, 32, 0]);
        file.extend_from_slice(&len_of(png.len())?.to_le_bytes());
        file.extend_from_slice(&len_of(at)?.to_le_bytes());
        at += png.len();
    }
    file.extend(drawings.concat());
    Ok(file)
}

fn drawing(folder: &Path, width: u32) -> Result<Vec<u8>, String> {
    let path = folder.join(format!("gander-{width}.png"));
    std::fs::read(&path).map_err(|error| format!("“{}” could not be read: {error}", path.display()))
}

fn len_of(bytes: usize) -> Result<u32, String> {
    u32::try_from(bytes).map_err(|_| "the icons are larger than their container can say".into())
}
