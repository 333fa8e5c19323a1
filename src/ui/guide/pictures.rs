//! The pictures of the guide, taken of the real window by `tests/window/pictures.sh` in each language that the
//! guide is written in. One is decoded when it is first seen, and given up with the page that shows it.

use egui::{ColorImage, Id, Image, TextureHandle, TextureOptions, Ui};
use std::io::Cursor;

/// A language's pictures by their names, as PNG files.
pub(super) type Pictures = [(&'static str, &'static [u8]); 10];

/// Those of the page that is shown: the page, and each by its name.
type Seen = (&'static str, Vec<(&'static str, TextureHandle)>);

/// Shows the picture of this name on a page, told by its text; nothing, if there is none.
pub(super) fn show(ui: &mut Ui, pictures: &Pictures, page: &'static str, name: &str, alt: &str) {
    let Some((name, png)) = pictures.iter().find(|(one, _)| *one == name) else { return };
    let id = Id::unique("pictures of the guide");
    let mut seen: Seen = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if seen.0 != page {
        seen = (page, Vec::new());
    }
    let known = seen.1.iter().find(|(one, _)| one == name).map(|(_, texture)| texture.clone());
    let Some(texture) = known.or_else(|| {
        let texture = ui.ctx().load_texture(*name, decoded(png)?, TextureOptions::LINEAR);
        seen.1.push((name, texture.clone()));
        Some(texture)
    }) else {
        return;
    };
    ui.data_mut(|data| data.insert_temp(id, seen));
    let width = ui.available_width().min(texture.size_vec2().x);
    ui.add_space(4.0);
    ui.add(Image::from_texture(&texture).max_width(width).corner_radius(4).alt_text(alt));
    ui.add_space(4.0);
}

/// The picture in a PNG file with a palette or of three colours.
fn decoded(png: &[u8]) -> Option<ColorImage> {
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    let size = [usize::try_from(frame.width).ok()?, usize::try_from(frame.height).ok()?];
    let is_rgb = frame.color_type == png::ColorType::Rgb && frame.bit_depth == png::BitDepth::Eight;
    is_rgb.then(|| ColorImage::from_rgb(size, &pixels[..frame.buffer_size()]))
}

#[cfg(test)]
mod tests {
    use super::super::GUIDES;
    use super::*;

    #[test]
    fn every_picture_is_one_that_is_decoded_small_and_as_wide_as_the_guide_at_most() {
        for guide in &GUIDES {
            for (name, png) in guide.pictures {
                let picture = decoded(png).unwrap_or_else(|| panic!("{name} is none"));
                assert!(picture.width() <= 640 && png.len() < 40_000, "{name}: {}", png.len());
            }
        }
    }
}
