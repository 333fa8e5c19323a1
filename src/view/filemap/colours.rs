//! What a block's figures look like: the colours of the map, of its legend, of the strip and of an
//! exported picture.

use crate::base::units::{as_f64, floor_u64, share};
use crate::scan::blocks::{BlockFigures, BlockMap, ContentClass, expected_entropy};

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// What of a block is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Lens {
    /// What it looks like; of a few bytes, what they are.
    #[default]
    Class,
    /// Its entropy.
    Entropy,
    /// How many lines end in it.
    Lines,
}

impl Lens {
    /// Every lens.
    pub const ALL: [Self; 3] = [Self::Class, Self::Entropy, Self::Lines];

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Entropy => "entropy",
            Self::Lines => "lines",
        }
    }
}

/// Classes of bytes, as those of few are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteClass {
    /// 00.
    Nul,
    /// 01 to 1F, and 7F.
    Control,
    /// 20 to 7E.
    Printable,
    /// From 80 on.
    High,
}

impl ByteClass {
    /// Every class.
    pub const ALL: [Self; 4] = [Self::Nul, Self::Control, Self::Printable, Self::High];

    /// The class of a byte.
    #[must_use]
    pub fn of(byte: u8) -> Self {
        match byte {
            0 => Self::Nul,
            0x20..=0x7E => Self::Printable,
            0x80.. => Self::High,
            _ => Self::Control,
        }
    }

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nul => "nul",
            Self::Control => "control",
            Self::Printable => "printable",
            Self::High => "high",
        }
    }
}

/// Log₂ of the shortest blocks that have a class of content, and an entropy that says something.
pub const LEAST_SHIFT: u32 = 8;

/// Longest lines that are told apart from no lines, and shortest that are from shorter ones: log₂ of
/// their bytes.
const LINES: [f64; 2] = [12.0, 3.0];

/// Colours at some values, between which others lie.
type Ramp = [(f64, Rgb)];

const fn rgb(rgb: u32) -> Rgb {
    let [_, r, g, b] = rgb.to_be_bytes();
    [r, g, b]
}

/// The colours for one ground.
struct Shades {
    /// Behind what is not read yet.
    unread: Rgb,
    /// By [`ContentClass::ALL`].
    classes: [Rgb; 6],
    /// Towards which the colour of a class goes where there is less variety.
    towards: Rgb,
    /// By [`ByteClass::ALL`].
    bytes: [Rgb; 4],
    entropy: [(f64, Rgb); 7],
    lines: [(f64, Rgb); 4],
}

static DARK: Shades = Shades {
    unread: rgb(0x1B_1E24),
    classes: [rgb(0x3A_4150), rgb(0x2F_9AA0), rgb(0x4B_86DC), rgb(0x4D_A36B), rgb(0xE0_8A3C), rgb(0xBB_7FE6)],
    towards: rgb(0x14_161A),
    bytes: [rgb(0x3F_4757), rgb(0xFF_9E64), rgb(0x5E_97EA), rgb(0xC7_92EA)],
    entropy: [
        (0.0, rgb(0x2F_3541)),
        (2.0, rgb(0x3B_4684)),
        (4.2, rgb(0x3F_74D0)),
        (5.2, rgb(0x35_A3BC)),
        (6.2, rgb(0x66_C48C)),
        (7.2, rgb(0xE9_C04C)),
        (8.0, rgb(0xFF_7F50)),
    ],
    lines: [(0.0, rgb(0x2F_3541)), (0.02, rgb(0x2C_4A3C)), (0.6, rgb(0x6C_C48A)), (1.0, rgb(0xE6_FAEC))],
};

static LIGHT: Shades = Shades {
    unread: rgb(0xF6_F7F9),
    classes: [rgb(0xD3_D8E0), rgb(0x57_A9AC), rgb(0x2F_6FD0), rgb(0x2E_8B57), rgb(0xDC_7A1E), rgb(0x86_4BC4)],
    towards: rgb(0xFF_FFFF),
    bytes: [rgb(0xCF_D5DE), rgb(0xD2_6A1C), rgb(0x2F_6FD0), rgb(0x86_4BC4)],
    entropy: [
        (0.0, rgb(0xDB_DFE6)),
        (2.0, rgb(0xB4_C0EC)),
        (4.2, rgb(0x5F_8BE4)),
        (5.2, rgb(0x2B_8FA8)),
        (6.2, rgb(0x2F_8A55)),
        (7.2, rgb(0xC4_8A12)),
        (8.0, rgb(0xB4_3A0C)),
    ],
    lines: [(0.0, rgb(0xDB_DFE6)), (0.02, rgb(0xC3_E3CB)), (0.6, rgb(0x4F_A866)), (1.0, rgb(0x14_5A20))],
};

fn shades(is_dark: bool) -> &'static Shades {
    if is_dark { &DARK } else { &LIGHT }
}

/// The colour of bytes that are not read yet.
#[must_use]
pub fn unread(is_dark: bool) -> Rgb {
    shades(is_dark).unread
}

/// The colour of a class of content.
#[must_use]
pub fn of_class(class: ContentClass, is_dark: bool) -> Rgb {
    let nr = ContentClass::ALL.iter().position(|one| *one == class).unwrap_or(0);
    shades(is_dark).classes[nr]
}

/// The colour of a class of bytes.
#[must_use]
pub fn of_bytes(class: ByteClass, is_dark: bool) -> Rgb {
    let nr = ByteClass::ALL.iter().position(|one| *one == class).unwrap_or(0);
    shades(is_dark).bytes[nr]
}

/// The colour of an entropy, in bits a byte.
#[must_use]
pub fn of_entropy(bits: f64, is_dark: bool) -> Rgb {
    on_ramp(&shades(is_dark).entropy, bits)
}

/// The colour of a density of lines, from 0 for none to 1 for very short ones.
#[must_use]
pub fn of_lines(density: f64, is_dark: bool) -> Rgb {
    on_ramp(&shades(is_dark).lines, density)
}

/// The colour of a block of the file through a lens.
#[must_use]
pub fn of_block(lens: Lens, block: &BlockFigures, is_dark: bool) -> Rgb {
    match lens {
        Lens::Class if block.n_bytes() < 1 << LEAST_SHIFT => mixed(block, is_dark),
        Lens::Class => {
            let class = ContentClass::of(block);
            let color = of_class(class, is_dark);
            let usual = usual_entropy(class) - (8.0 - expected_entropy(block.n_bytes()));
            let t = (block.entropy() - usual) / 2.0;
            between(color, shades(is_dark).towards, (-t).clamp(0.0, 0.35))
        }
        Lens::Entropy => of_entropy(relative_entropy(block), is_dark),
        Lens::Lines => of_lines(density(block), is_dark),
    }
}

/// The colour of block `nr` of `1 << shift` bytes, as far as the map covers it. Of a few bytes the
/// entropy is that of the bytes around them.
#[must_use]
pub fn in_map(lens: Lens, map: &BlockMap, shift: u32, nr: u64, is_dark: bool) -> Option<Rgb> {
    let up = LEAST_SHIFT.saturating_sub(shift);
    let block = match lens {
        Lens::Entropy => map.block(shift + up, nr >> up)?,
        Lens::Class | Lens::Lines => map.block(shift, nr)?,
    };
    Some(of_block(lens, &block, is_dark))
}

/// The entropy of a block, with 8 for as much as that many random bytes have.
fn relative_entropy(block: &BlockFigures) -> f64 {
    match expected_entropy(block.n_bytes()) {
        expected if expected > 0.0 => block.entropy() / expected * 8.0,
        _ => block.entropy(),
    }
}

/// From where on, upwards, a class has its full colour, in bits a byte.
fn usual_entropy(class: ContentClass) -> f64 {
    match class {
        ContentClass::Zeros | ContentClass::Repeats => 0.0,
        ContentClass::Text => 4.6,
        ContentClass::Tables => 3.8,
        ContentClass::Code => 6.2,
        ContentClass::Compressed => 7.9,
    }
}

/// The mean of the colours of a few bytes.
fn mixed(block: &BlockFigures, is_dark: bool) -> Rgb {
    let counts = [block.figures.nul, block.figures.control, block.printable(), block.figures.high];
    let parts = || counts.iter().map(|&count| share(count, block.n_bytes())).zip(&shades(is_dark).bytes);
    [0, 1, 2].map(|channel| byte(parts().map(|(part, color)| part * f64::from(color[channel])).sum()))
}

/// How dense lines are, from 0 for none to 1 for very short ones.
fn density(block: &BlockFigures) -> f64 {
    if block.figures.newlines == 0 {
        return 0.0;
    }
    let mean = libm::log2(as_f64(block.n_bytes()) / as_f64(block.figures.newlines));
    ((LINES[0] - mean) / (LINES[0] - LINES[1])).clamp(0.02, 1.0)
}

fn on_ramp(ramp: &Ramp, value: f64) -> Rgb {
    let after = ramp.iter().position(|(at, _)| *at >= value).unwrap_or(ramp.len() - 1).max(1);
    let ((from, a), (to, b)) = (ramp[after - 1], ramp[after]);
    between(a, b, ((value - from) / (to - from)).clamp(0.0, 1.0))
}

fn between(a: Rgb, b: Rgb, t: f64) -> Rgb {
    [0, 1, 2].map(|channel| byte(f64::from(a[channel]) * (1.0 - t) + f64::from(b[channel]) * t))
}

fn byte(value: f64) -> u8 {
    u8::try_from(floor_u64(value + 0.5)).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Offset;

    #[test]
    fn ramps_go_through_their_colours_and_stay_at_their_ends() {
        for is_dark in [false, true] {
            for &(at, color) in &shades(is_dark).entropy {
                assert_eq!(of_entropy(at, is_dark), color);
            }
            assert_eq!(of_entropy(-1.0, is_dark), of_entropy(0.0, is_dark));
            assert_eq!(of_entropy(9.0, is_dark), of_entropy(8.0, is_dark));
        }
    }

    #[test]
    fn colours_of_classes_are_far_apart_on_both_grounds() {
        let far = |a: Rgb, b: Rgb| (0..3).map(|i| u32::from(a[i].abs_diff(b[i]))).sum::<u32>();
        for is_dark in [false, true] {
            for (nr, one) in ContentClass::ALL.into_iter().enumerate() {
                for other in &ContentClass::ALL[nr + 1..] {
                    let apart = far(of_class(one, is_dark), of_class(*other, is_dark));
                    assert!(apart > 90, "{one:?} and {other:?}: {apart}");
                }
                assert!(far(of_class(one, is_dark), unread(is_dark)) > 75, "{one:?}");
            }
        }
    }

    #[test]
    fn a_byte_has_the_colour_of_its_class_and_the_entropy_of_those_around_it() {
        let bytes: Vec<u8> = (0..=255).collect();
        let map = BlockMap::of(&bytes, Offset(0), 0);
        for (nr, class) in [
            (0, ByteClass::Nul),
            (10, ByteClass::Control),
            (65, ByteClass::Printable),
            (200, ByteClass::High),
        ] {
            assert_eq!(in_map(Lens::Class, &map, 0, nr, true), Some(of_bytes(class, true)));
            assert_eq!(in_map(Lens::Entropy, &map, 0, nr, true), Some(of_entropy(8.0, true)));
        }
        assert_eq!(in_map(Lens::Lines, &map, 0, 10, true), Some(of_lines(1.0, true)));
        assert_eq!(in_map(Lens::Lines, &map, 0, 11, true), Some(of_lines(0.0, true)));
        assert_eq!(in_map(Lens::Class, &map, 0, 256, true), None);
    }
}
